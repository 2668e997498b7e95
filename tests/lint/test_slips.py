"""Slips that once cost a line its 要素: a mark left out of the 版记, a title not centred, a 函 that does not say so."""

from __future__ import annotations

from pathlib import Path

import pytest
from foreign_documents import Writer
from lint_faults import Fault, lay, say, unzipped, zipped
from right_documents import right

from genwen.cli.main import main
from genwen.diagnostics import Severity
from genwen.lint.examples import example_view
from genwen.lint.linter import Problem, problems_in
from genwen.lint.viewing import view_of
from genwen.ooxml.form_reader import form_of
from genwen.ooxml.package import read_package

COPIES, OFFICE, DATE = "抄送：市委办公室，市财政局。", "柳川县机关事务服务中心办公室", "2025年9月30日"


def grave(data: bytes) -> list[Problem]:
    problems = problems_in(view_of(form_of(read_package(data, "例.docx"), "例.docx")))
    return [item for item in problems if item.finding.severity is not Severity.HINT]


def told(data: bytes) -> list[str]:
    return [item.rule.id for item in grave(data)]


def with_lines(*imprint: str, ruled: bool = True) -> bytes:
    """A 通知 with a 版记 of paragraphs with rules."""
    writer = Writer()
    line = writer.line
    line("关于开展检查的通知", "小标宋", 22, align=1)
    line()
    line("各镇人民政府：")
    line("请各镇人民政府按照要求抓紧开展检查，确保按时完成任务。", indent=2)
    line(), line()
    line("柳川县机关事务服务中心", align=2, right=1000)
    line("2025年9月29日", align=2, right=1260)
    line("", size=14, rule=("000000", 8) if ruled else None)
    for text in imprint:
        line(text, size=14, rule=("000000", 8 if text is imprint[-1] else 6) if ruled else None)
    return writer.saved()


def planted(name: str, *faults: Fault) -> bytes:
    parts = unzipped(right(name))
    for fault in faults:
        fault.plant(parts)
    return zipped(parts)


@pytest.mark.parametrize("gap", ["\t", "　　　　"])
def test_complete_imprint_of_paragraphs_is_right(gap: str) -> None:
    assert told(with_lines(COPIES, f"{OFFICE}{gap}{DATE}印发")) == []


@pytest.mark.parametrize("copies", [COPIES, "抄送：市财政局。"])
@pytest.mark.parametrize("date", [DATE, "2025.9.30"])
def test_printing_line_without_its_word_stays_one(copies: str, date: str) -> None:
    assert set(told(with_lines(copies, f"{OFFICE}\t{date}"))) == {"G813"}
    assert set(told(with_lines(copies, f"{OFFICE}\t{date}", ruled=False))) == {"G813", "G816"}


def test_printing_line_without_its_date_stays_one() -> None:
    (problem,) = grave(with_lines(COPIES, OFFICE))
    assert (problem.rule.id, "没有印发日期" in problem.finding.message) == ("G813", True)


def test_copies_without_colon_in_small_type_at_the_end() -> None:
    assert set(told(with_lines("抄送市委办公室，市财政局。", f"{OFFICE}\t{DATE}印发", ruled=False))) == {"G811", "G816"}


def test_last_line_of_the_body_is_no_imprint() -> None:
    writer = Writer()
    writer.line("关于开展检查的通知", "小标宋", 22, align=1)
    writer.line()
    writer.line("各镇人民政府：")
    writer.line("请各镇人民政府按照要求抓紧开展检查，确保按时完成任务。", indent=2)
    writer.line("柳川县机关事务服务中心", align=2, right=1000)
    view = view_of(form_of(read_package(writer.saved(), "例.docx"), "例.docx"))
    assert all(line.part != "版记" for line in view.lines)


@pytest.mark.parametrize(("old", "new", "rule"), [("抄送：", "抄送", "G811"), ("印发", "", "G813")])
def test_table_tells_of_a_mark_left_out(old: str, new: str, rule: str) -> None:
    assert told(planted("通知", say(old, new, rule, nth=-1))) == [rule]


def test_table_tells_of_a_date_left_out() -> None:
    (problem,) = grave(planted("通知", say("2025年9月30日印发", "", "G813")))
    assert (problem.rule.id, "没有印发日期" in problem.finding.message) == ("G813", True)


@pytest.mark.parametrize(("words", "nth"), [("柳湾县机关事务服务中心", 1), ("关于开展办公用房", 0)])
@pytest.mark.parametrize("spaces", ["", "　　　"])
def test_title_line_that_is_not_centred_is_a_title_line(words: str, nth: int, spaces: str, tmp_path: Path) -> None:
    faults = [lay(words, "jc", "G342", nth=nth, val="left"), say(words, spaces + words, "G342", nth=nth)]
    data = planted("通知", *faults)
    assert told(data) == ["G342"]
    (tmp_path / "例.docx").write_bytes(data)
    assert main(["fix", str(tmp_path / "例.docx"), "--direct"]) == 0
    assert told((tmp_path / "例.改正.docx").read_bytes()) == []


def test_letter_whose_title_lacks_its_kind_is_still_a_letter() -> None:
    assert told(planted("函", say("的函", "事宜", "G301"))) == ["G301"]


def test_needless_signatory_says_nothing_of_the_place_of_the_number() -> None:
    number = "柳机事〔2025〕14号"
    rules = told(planted("通知", say(number, f"{number}　签发人：李伟", "G211")))
    assert "G211" in rules
    assert "G215" not in rules


@pytest.mark.parametrize(
    ("words", "rule", "severity"),
    [
        ("不得瞒报！！", "G520", Severity.HINT),
        ("不得瞒报？？", "G520", Severity.HINT),
        ("做到“不瞒报漏报。”。", "G520", Severity.WARNING),
        ("提出“不瞒报漏报。”，各单位照办。", "G520", Severity.HINT),
        ("比上年提高2.1%个百分点。", "G528", Severity.ERROR),
        ("占比为35﹪，比上年高2%。", "G620", Severity.WARNING),
    ],
)
def test_marks_one_too_many(words: str, rule: str, severity: Severity) -> None:
    assert [item.finding.severity for item in problems_in(example_view(f"正文：{words}")) if item.rule.id == rule] == [
        severity
    ]


@pytest.mark.parametrize(
    "words", ["他问：“是否属实？”有人答：“属实。”", "开展“我能做什么？”。", "提高2.1个百分点，占35%。"]
)
def test_marks_that_belong(words: str) -> None:
    assert not {"G520", "G528"} & {item.rule.id for item in problems_in(example_view(f"正文：{words}"))}


@pytest.mark.parametrize(
    ("title", "told"),
    [("关于印发2025工作要点的通知", True), ("关于2025度检查情况的报告", True), ("云溪区2025工作要点", True), ("关于2025年工作安排的通知", False),
     ("关于2025个站点验收情况的报告", False), ("关于划拨2025万元资金的通知", False), ("关于2025号提案办理情况的报告", False)],
)  # fmt: skip
def test_year_without_its_word_in_a_title(title: str, told: bool) -> None:
    assert ("G642" in [item.rule.id for item in problems_in(example_view(f"标题：{title}"))]) is told


@pytest.mark.parametrize("align", ["left", "right"])
def test_mark_of_a_letter_stands_in_the_middle(align: str) -> None:
    mark = "北岭市文化广电和旅游局"
    assert "G235" not in told(right("函"))
    assert "G235" in told(planted("函", lay(mark, "jc", "G235", val=align)))


@pytest.mark.parametrize(
    "words", ["会议每周1次。", "本周5家单位完成。", "下周2场培训。", "实行一周1调度。", "每周3小时。"]
)
def test_how_often_in_a_week_is_no_weekday(words: str) -> None:
    assert "G607" not in [item.rule.id for item in problems_in(example_view(f"正文：{words}"))]


@pytest.mark.parametrize("words", ["每周5上报。", "本周3下午开会。", "星期1例会。"])
def test_weekday_in_figures(words: str) -> None:
    assert "G607" in [item.rule.id for item in problems_in(example_view(f"正文：{words}"))]


@pytest.mark.parametrize(
    ("words", "rule", "told"),
    [("按照《全市生态环境保护大会》的部署。", "G526", True), ("按照《代表大会议事规则》的规定。", "G526", False), ("编制“14五”规划。", "G607", True),
     ("储存温度为14 ℃。", "G617", False), ("占14 %。", "G617", True)],
)  # fmt: skip
def test_names_of_gatherings_plans_and_degrees(words: str, rule: str, told: bool) -> None:
    assert (rule in [item.rule.id for item in problems_in(example_view(f"正文：{words}"))]) is told


def test_signature_at_the_left_over_a_date_at_the_right() -> None:
    text = "标题：关于开展检查的通知\n正文：请执行。\n空行\n空行\n署名{}：云溪区教育局\n成文日期：2025年3月8日"
    assert "G336" in [item.rule.id for item in problems_in(example_view(text.format("（靠左）")))]
    assert "G336" not in [item.rule.id for item in problems_in(example_view(text.format("")))]


@pytest.mark.parametrize(
    ("title", "told"), [("云溪区教育局表彰先进集体的决定", True), ("云溪区教育局关于表彰先进集体的决定", False)]
)
def test_decision_without_about_is_remarked_on(title: str, told: bool) -> None:
    text = f"发文机关标志：云溪区教育局文件\n空行\n空行\n发文字号：云教发〔2025〕8号\n空行\n空行\n标题：{title}\n正文：决定如下。"
    found = [item.finding.severity for item in problems_in(example_view(text)) if item.rule.id == "G302"]
    assert found == ([Severity.HINT] if told else [])
