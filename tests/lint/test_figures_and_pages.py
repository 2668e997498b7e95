"""Figures of two kinds, years that are not written out, the two readings of 225 mm, fields of the page number."""

from __future__ import annotations

import re

import pytest
from lint_faults import page, unzipped
from right_documents import right

from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in
from genwen.lint.rules.hierarchy import too_few_signatories
from genwen.lint.view import HEAD, MARK, NUMBER, Line, View
from genwen.lint.viewing import view_of
from genwen.ooxml.form_reader import form_of


def told(text: str, *rules: str) -> list[str]:
    return [item.rule.id for item in problems_in(example_view(text)) if item.rule.id in rules]


@pytest.mark.parametrize(
    ("said", "short"),
    [("2025、26年两个年度安排。", True), ("2025年、26年分批实施。", True), ("2024、25、26年连续三年。", True), ("2025年和26年各安排一半。", True),
     ("2025年、2026年两个年度安排。", False), ("2025年、20年来首次。", False), ("2025年和26年期国债。", False), ("2025年和26年教龄的教师。", False),
     ("2025年、26年来首次。", False)],
)  # fmt: skip
def test_years_beside_one_that_is_written_out(said: str, short: bool) -> None:
    assert told(f"正文：{said}", "G601") == ["G601"] * short


@pytest.mark.parametrize(
    ("said", "two"),
    [("二〇二五年汛期前完成，2026年收尾。", True), ("一九九八年洪水后，2020年加固。", True), ("二〇二五年汛期前完成。", False), ("2025年汛期前完成。", False),
     ("《二〇二五年规划》于2025年印发。", False), ("二〇二〇年代到2025年。", False)],
)  # fmt: skip
def test_years_in_figures_of_two_kinds(said: str, two: bool) -> None:
    assert told(f"正文：{said}", "G635") == ["G635"] * two


@pytest.mark.parametrize(
    ("said", "mixed"),
    [("提前十5天通知。", True), ("共三百20米。", True), ("十1月底前完成。", True), ("面积三点26平方公里。", True), ("投资3点二六亿元。", True),
     ("收费5百～3000元。", True), ("收费8百～900万元。", True), ("增长三点5个百分点。", True), ("功率3千～5千瓦。", False), ("以下三点2个部门负责。", False),
     ("上午9点三十分开会。", False), ("附件十5个。", False), ("第十5号。", False), ("初十3个人值班。", False)],
)  # fmt: skip
def test_numbers_in_figures_of_two_kinds(said: str, mixed: bool) -> None:
    assert told(f"正文：{said}", "G605") == ["G605"] * mixed


def test_letter_in_a_month_is_not_a_month_that_does_not_exist() -> None:
    assert told("正文：每年l0月1日起。", "G631", "G638") == ["G638"]
    assert told("正文：每年0月1日起。", "G631") == ["G631"]


@pytest.mark.parametrize(
    ("top", "bottom", "rules"),
    [("2098", "1984", []), ("1961", "1848", []), ("2098", "1701", ["G104"]), ("2098", "2268", ["G104"]), ("1961", "1984", ["G102"])],
)  # fmt: skip
def test_either_reading_of_the_height_goes_with_its_own_margin(top: str, bottom: str, rules: list[str]) -> None:
    parts = unzipped(right("通知"))
    page("pgMar", "", "", top=top, bottom=bottom).plant(parts)
    found = [item.rule.id for item in problems_in(view_of(form_of(parts, "例.docx")))]
    assert [item for item in found if item in ("G102", "G104")] == rules


@pytest.mark.parametrize(
    ("switch", "said"),
    [(r" \* ROMAN ", "罗马数字，第1面印成“Ⅰ”"), (r" \* roman ", "罗马数字，第1面印成“ⅰ”"), (r" \* CHINESENUM3 ", "汉字数字"), (r" \* Arabic ", ""),
     (r" \* MERGEFORMAT ", "")],
)  # fmt: skip
def test_page_number_that_its_field_counts_otherwise(switch: str, said: str) -> None:
    parts = unzipped(right("通知"))
    for name in [name for name in parts if "footer" in name]:
        parts[name] = re.sub(rb"\bPAGE\b(?! )|\bPAGE ", f"PAGE{switch}".encode().replace(b"\\", b"\\\\"), parts[name])
    assert any(switch.encode() in data for data in parts.values())
    found = [item.finding.message for item in problems_in(view_of(form_of(parts, "例.docx"))) if item.rule.id == "G120"]
    assert bool(found) is bool(said)
    assert not found or said in found[0]


@pytest.mark.parametrize(
    ("text", "rules"),
    [("正文（首行=0）：\t各单位执行。", ["G709"]), ("正文（首行=0）：　　各单位执行。", ["G709"]), ("正文（首行=0）：各单位执行。", ["G321"])],
)  # fmt: skip
def test_indent_of_a_tab_is_told_once(text: str, rules: list[str]) -> None:
    assert told(text, "G321", "G709") == rules


def test_person_addressed_is_named() -> None:
    text = "发文机关标志：甲县人民政府文件\n空行\n空行\n发文字号（上行）：甲政〔2025〕8号\t签发人：周某某\n空行\n空行\n标题：关于检查情况的报告\n空行\n主送机关：{}：\n正文：现报告如下。"
    found = problems_in(example_view(text.format("青江市人民政府，林国栋市长")))
    assert [item.finding.message for item in found if item.rule.id == "G308"] == ["主送给了个人“林国栋市长”"]


SIGNED = ((MARK, "云溪区民政局"), (MARK, "云溪区财政局"), (MARK, "云溪区残疾人联合会"), ("签发人", "签发人："))


@pytest.mark.parametrize(
    ("cells", "few"),
    [(("高远　　林溪", "云民〔2025〕52号", "周见山"), 0), (("高远　　林溪", "云民〔2025〕52号"), 1), (("高远", "云民〔2025〕52号", "周见山"), 1)],
)  # fmt: skip
def test_signatories_in_cells_are_counted(cells: tuple[str, ...], few: int) -> None:
    example = example_view("标题：关于检查情况的报告")
    texts = [*SIGNED, *((NUMBER if "号" in cell else "签发人", cell) for cell in cells)]
    head = [Line(text, example.lines[0].paragraph, n, role, HEAD) for n, (role, text) in enumerate(texts)]
    assert len(list(too_few_signatories(View(example.form, [*head, *example.lines])))) == few


@pytest.mark.parametrize(
    ("shown", "rules"), [("Ab12", ["G128"]), ("云云云云云云云云", ["G128"]), ("各单位要认真执行", [])]
)
def test_pages_on_which_no_chinese_can_be_read_are_told_once(shown: str, rules: list[str]) -> None:
    printed = "/".join([shown] * 9)
    text = (
        "发文字号：云政发〔2025〕8号\n"
        + "正文：各单位要认真执行\n" * 6
        + f"面：{printed}\n面：{shown if rules else '云政发〔2025〕8号'}"
    )
    found = [item for item in problems_in(example_view(text)) if item.rule.id in ("G128", "G351")]
    assert [item.rule.id for item in found] == rules
    assert [str(item.finding.severity) for item in found] == ["提示"] * len(rules)


@pytest.mark.parametrize(
    ("shown", "found"), [("澧", {"G128"}), ("各单位要认真组织实施确保完成任务并按时上报情况", {"G122", "G123", "G221"})]
)
def test_boxes_that_stand_for_characters_are_not_measured(shown: str, found: set[str]) -> None:
    body = "各单位要认真组织实施，确保按期完成年度任务，并于月底前将有关情况报送办公室汇总后统一上报。"
    rows = "/".join([(shown * 40)[:34]] * 4)
    text = f"发文机关标志：云溪区教育局文件\n空行\n空行\n发文字号：云教〔2025〕8号\n正文：{body}\n面（标志=40 满=4 右=195）：{rows}\n面（满=4）：{rows}"
    assert set(told(text, "G122", "G123", "G128", "G221")) - {"G128"} == found - {"G128"}
