"""Faults that a review by somebody else found untold, each planted into a right document, and right documents beside them."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import right_documents
import right_shapes
from lint_faults import Fault, W, look, page, paragraphs, say, unzipped, zipped
from lint_faults import _edit as edit

from genwen.cli.main import main
from genwen.lint.examples import example_view
from genwen.lint.linter import Problem, problems_in
from genwen.lint.viewing import view_of
from genwen.ooxml.form_reader import form_of


def planted(name: str, *faults: Fault) -> bytes:
    parts = unzipped(right_documents.right(name))
    for fault in faults:
        fault.plant(parts)
    return zipped(parts)


def found(data: bytes) -> list[Problem]:
    return problems_in(view_of(form_of(unzipped(data), "例.docx")))


def told(data: bytes) -> list[str]:
    return [item.rule.id for item in found(data)]


def rules_of(text: str) -> list[str]:
    """The rules that find something in a small document in the notation of the examples."""
    return [item.rule.id for item in problems_in(example_view(text))]


def changed(change: Any, rule: str = "") -> Fault:
    """A change of the tree of the document."""
    return Fault(edit("word/document.xml", change), rule, "")


def without(words: str) -> Fault:
    """A paragraph taken out."""

    def change(root: Any) -> None:
        paragraph = paragraphs(root, words)[0]
        paragraph.getparent().remove(paragraph)

    return changed(change)


def numbered_from(start: int) -> Fault:
    def change(root: Any) -> None:
        section = next(root.iter(f"{W}sectPr"))
        section.append(section.makeelement(f"{W}pgNumType", {f"{W}start": str(start)}))

    return changed(change, "G116")


def numbered_first(root: Any) -> None:
    for mark in list(root.iter(f"{W}titlePg")):
        mark.getparent().remove(mark)


def test_name_of_the_signatory_in_another_face(tmp_path: Path, capsys: Any) -> None:
    data = planted("请示", look("签发人：", "rFonts", "G225", nth=0, eastAsia="仿宋_GB2312", ascii="仿宋_GB2312"))
    (problem,) = found(data)
    assert (problem.rule.id, str(problem.finding.severity)) == ("G225", "警告")
    assert problem.hit.line is not None
    assert problem.hit.line.text[problem.hit.start : problem.hit.end] == "何某某"
    (tmp_path / "例.docx").write_bytes(data)
    assert main(["fix", str(tmp_path / "例.docx")]) == 0
    assert "“何某某”改为3号楷体" in capsys.readouterr().out
    assert told((tmp_path / "例.改正.docx").read_bytes()) == []


@pytest.mark.parametrize(("start", "rules"), [(5, ["G116"]), (1, []), (2, ["G116"])])
def test_first_page_number(start: int, rules: list[str]) -> None:
    assert told(planted("通知", numbered_from(start))) == rules


def test_fix_numbers_pages_from_one(tmp_path: Path) -> None:
    (tmp_path / "例.docx").write_bytes(planted("通知", numbered_from(5)))
    assert main(["fix", str(tmp_path / "例.docx")]) == 0
    assert told((tmp_path / "例.改正.docx").read_bytes()) == []


def test_paper_and_margins_tell_nothing_of_what_follows_from_them() -> None:
    assert told(planted("通知", page("pgSz", "G101", "", w="12240", h="15840"))) == ["G101"]
    assert told(planted("通知", page("pgMar", "G102", "", top="1440"))) == ["G102"]
    assert told(planted("通知", page("pgMar", "G103", "", left="1417"))) == ["G103"]
    assert told(planted("通知", page("pgMar", "G104", "", right="1134"))) == ["G104"]
    assert told(planted("通知", page("pgMar", "G104", "", top="1440", bottom="1440"))) == ["G102", "G104"]


def test_mark_of_a_letter_has_no_word_for_document() -> None:
    assert told(planted("函", say("北岭市文化广电和旅游局", "北岭市文化广电和旅游局文件", "G226"))) == ["G226"]


def test_letter_that_numbers_its_first_page_or_says_who_printed_it() -> None:
    assert told(planted("函", changed(numbered_first, "G118"))) == ["G118"]


def test_fix_takes_the_number_off_the_first_page_of_a_letter(tmp_path: Path) -> None:
    (tmp_path / "例.docx").write_bytes(planted("函", changed(numbered_first, "G118")))
    assert main(["fix", str(tmp_path / "例.docx")]) == 0
    assert told((tmp_path / "例.改正.docx").read_bytes()) == []
    assert main(["fix", str(tmp_path / "例.改正.docx")]) == 0
    assert not (tmp_path / "例.改正.改正.docx").exists()


def test_fix_leaves_a_footer_of_a_letter_that_holds_its_second_line(tmp_path: Path) -> None:
    data = planted("函", changed(numbered_first, "G118"))
    parts = unzipped(data)
    footer = next(name for name in parts if "footer" in name and name.endswith(".xml") and b"PAGE" in parts[name])
    parts[footer] = parts[footer].replace(b"</w:p>", b"<w:r><w:drawing/></w:r></w:p>", 1)
    (tmp_path / "例.docx").write_bytes(zipped(parts))
    main(["fix", str(tmp_path / "例.docx")])
    assert not (tmp_path / "例.改正.docx").exists()


def test_minutes_name_those_present_in_bold_face() -> None:
    text = "标题：第3次办公会议纪要\n空行\n正文：会议研究了有关事项。\n空行\n正文{}：出席：张某某　李　某　孙某某\n正文：请假：周某"
    assert rules_of(text.format("")) == []
    assert rules_of(text.format("（仿宋）")) == ["G348"]
    assert rules_of(text.format("（黑体）")) == ["G348"]


@pytest.mark.parametrize(
    ("names", "spaced"),
    [
        ("出席：赵立新　孙　浩　钱卫东", False),
        ("王建国  李明  张 华", False),
        ("主持人：欧阳明月　周　正", False),
        ("各单位要统筹安排，认真 落实各项　工作任务。", True),
    ],
)
def test_spaces_between_names_are_meant(names: str, spaced: bool) -> None:
    assert ("G525" in rules_of(f"正文：{names}")) is spaced


@pytest.mark.parametrize(
    ("said", "missing"),
    [("分工见附件3。", True), ("见附件1—4。", True), ("见附件一、附件三。", True), ("见附件2。", False), ("按《工作规则》附件5办理。", False),
     ("按市政府通知附件4的要求。", False), ("附件2024年已报。", False)],
)  # fmt: skip
def test_attachments_that_are_not_there(said: str, missing: bool) -> None:
    notes = "空行\n附件说明：附件：1.任务清单\n附件说明：2.联系名单\n"
    assert ("G915" in rules_of(f"正文：{said}\n{notes}")) is missing


def test_imprint_before_the_attachments() -> None:
    def moved(root: Any) -> None:
        table = next(item for item in root.iter(f"{W}tbl") if "抄送" in "".join(item.itertext()))
        paragraphs(root, "附件1")[0].addprevious(table)

    assert told(planted("通知", changed(moved, "G820"))) == ["G820"]


@pytest.mark.parametrize(
    ("faults", "rules"),
    [
        ([say("抄送：县委", "抄送县委", "G811"), say("2025年9月30日印发", "2025年9月30日", "G813")], ["G811", "G813"]),
        ([say("抄送：县委", "抄送县委", "G811")], ["G811"]),
        ([say("2025年9月30日印发", "2025年9月30日", "G813")], ["G813"]),
    ],
)
def test_imprint_in_a_table_without_its_marks(faults: list[Fault], rules: list[str]) -> None:
    assert told(planted("通知", *faults)) == rules


def test_signature_under_the_date() -> None:
    def turned(root: Any) -> None:
        date = paragraphs(root, "2025年9月29日")[0]
        date.getprevious().addprevious(date)

    (problem,) = found(planted("通知", changed(turned, "G330")))
    assert (problem.rule.id, str(problem.finding.severity), problem.finding.strength) == ("G330", "警告", "硬")


@pytest.mark.parametrize(
    ("days", "backwards"),
    [("6月29日至6月23日", True), ("6月29日至23日", True), ("2025年6月29日—23日", True), ("6月23日至29日", False), ("12月20日至1月5日", False), ("11月28日至次年3月2日", False)],
)  # fmt: skip
def test_days_told_backwards(days: str, backwards: bool) -> None:
    assert ("G634" in rules_of(f"正文：定于{days}举办。")) is backwards


def test_one_attachment_of_two_in_the_note_is_told_once() -> None:
    assert "G902" not in told(planted("通知", without("2.办公用房整改台账")))


@pytest.mark.parametrize(
    ("title", "said", "sure"),
    [("关于增加经费的请示", "请批准增加经费30万元。同时，请批准增加编制2名。", True), ("关于增加经费的请示", "请批准增加经费30万元。同时，请拨付配套补助5万元。", False),
     ("关于实施改造项目的请示", "请批准实施。同时，请安排资金300万元。", False)],
)  # fmt: skip
def test_second_request(title: str, said: str, sure: bool) -> None:
    text = f"发文机关标志：云溪区财政局文件\n发文字号：云财〔2025〕8号\n标题：{title}\n主送机关：区人民政府：\n正文：{said}\n正文：妥否，请批示。"
    hits = [item for item in problems_in(example_view(text)) if item.rule.id == "G311"]
    assert [str(item.finding.severity) for item in hits if str(item.finding.severity) != "提示"] == (
        ["警告"] if sure else []
    )


@pytest.mark.parametrize(
    ("issuer", "copied", "below"),
    [("青川市水务局", "各县（区）水务局", True), ("青川市水务局", "各县（区）人民政府", False), ("青川市水务局", "青川市财政局", False),
     ("青川市水务局", "青川市水务局城东分局", True), ("云溪区教育局", "各乡镇人民政府", True)],
)  # fmt: skip
def test_copies_to_organs_of_the_same_kind_below(issuer: str, copied: str, below: bool) -> None:
    text = (
        f"发文机关标志：{issuer}文件\n发文字号（上行）：青水〔2025〕8号\t签发人：周某某\n标题：关于调整资金的请示\n主送机关：市人民政府：\n正文：妥否，请批示。\n"
        f"署名：{issuer}\n成文日期：2025年3月8日\n抄送机关：抄送：{copied}。"
    )
    assert ("G819" in rules_of(text)) is below


@pytest.mark.parametrize(
    ("issuer", "addressed", "copies", "over"),
    [("青川市水务局", "四川省人民政府", "青川市财政局", True), ("青川市水务局", "四川省人民政府", "青川市人民政府", False),
     ("青川市水务局", "青川市人民政府", "青川市财政局", False), ("石桥区住房和城乡建设局", "石桥区人民政府", "区财政局", False)],
)  # fmt: skip
def test_over_the_head_of_its_own_government(issuer: str, addressed: str, copies: str, over: bool) -> None:
    text = (
        f"发文机关标志：{issuer}文件\n发文字号（上行）：青水〔2025〕8号\t签发人：周某某\n标题：关于调整资金的请示\n主送机关：{addressed}：\n正文：妥否，请批示。\n"
        f"署名：{issuer}\n成文日期：2025年3月8日\n抄送机关：抄送：{copies}。"
    )
    assert ("G313" in rules_of(text)) is over


def test_opening_words_of_another_kind() -> None:
    text = "标题：关于开展检查的{}\n主送机关：各单位：\n正文：现将有关事项{}如下。"
    assert "G331" in rules_of(text.format("通告", "通知"))
    for kind, words in (("通知", "通知"), ("函", "函告"), ("批复", "批复"), ("通知", "通报")):
        assert "G331" not in rules_of(text.format(kind, words))


@pytest.mark.parametrize(("top", "told_as"), [(-7, ""), (35, "至上页边72.0 mm，应为30 mm")])
def test_printed_mark_of_a_letter_is_measured_from_the_edge_of_the_page(top: int, told_as: str) -> None:
    text = f"发文机关标志：云溪区教育局\n发文字号（靠右）：云教函〔2025〕8号\n标题：关于商请支持的函\n正文：请支持。\n面（标志={top}）：请支持。"
    said = [item.finding.message for item in problems_in(example_view(text)) if item.rule.id == "G221"]
    assert (told_as in said[0]) if told_as else said == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("正文：到2026.9.10完成。", "G636"),
        ("正文：2026.9以来有序推进。", "G636"),
        ("正文：云政〔2025〕8号《关于经费的请示》收悉。", "G228"),
        ("正文：2027年  月开工建设。", "G701"),
        ("正文：占比95.6％，上年为90%。", "G620"),
        ("正文：不超过总投资的30%以下给予补助。", "G618"),
        ("一级标题：一、 基本情况\n一级标题：二、下一步", "G405"),
        ("标题：第3次办公会议纪要\n正文：会议研究。\n正文：出席：张某某\n正文：列席、李某某", "G350"),
    ],
)
def test_further_slips(text: str, rule: str) -> None:
    assert rule in rules_of(text)


@pytest.mark.parametrize(
    "text",
    ["正文：完成投资2026.9万元。", "正文：执行V2026.9版。", "正文：占比95.6％。", "正文：《关于经费的请示》（云政〔2025〕8号）收悉。", "正文：2027年 月度计划。",
     "正文：不超过5家单位，30%以下的不予补助。", "附件标题：清单", "附件说明：附件：1.甲办法\n附件说明：2.乙办法"],
)  # fmt: skip
def test_what_only_looks_like_a_slip(text: str) -> None:
    assert not {"G636", "G228", "G618", "G903"} & set(rules_of(text))


def test_number_lost_in_the_note_of_attachments() -> None:
    assert told(planted("通知", say("2.办公用房", "2办公用房", "G903"))) == ["G903"]


def test_words_pasted_from_elsewhere() -> None:
    def pasted(root: Any) -> None:
        run = next(item for item in root.iter(f"{W}r") if len("".join(item.itertext())) > 40)
        text = run.find(f"{W}t").text
        for part, face in ((text[:10], ""), (text[10:16], "宋体"), (text[16:], "")):
            piece = deepcopy(run)
            piece.find(f"{W}t").text = part
            if face:
                piece.find(f"{W}rPr/{W}rFonts").set(f"{W}eastAsia", face)
            run.addprevious(piece)
        run.getparent().remove(run)

    assert told(planted("通知", changed(pasted, "G353"))) == ["G353"]


def test_attachment_whose_title_is_gone() -> None:
    text = "附件说明：附件：清单\n署名：云溪区财政局\n成文日期：2025年3月8日\n附件标识：附件\n{}表：序号|名称/1|甲"
    assert "G916" in rules_of(text.format(""))
    assert "G916" not in rules_of(text.format("空行\n附件标题：清单\n"))


def test_joint_document_under_the_mark_of_the_organ_in_charge() -> None:
    text = "发文机关标志：云溪区财政局文件\n发文字号：云财〔2025〕8号\n标题：关于检查的通知\n主送机关：各单位：\n正文：请执行。\n署名：云溪区财政局\n署名：云溪区教育局\n成文日期：2025年3月8日"
    assert "G324" not in rules_of(text)
    assert "G324" in rules_of(text.replace("署名：云溪区财政局\n", ""))
    beside = text.replace("局\n署名：", "局　　　")
    assert beside.count("署名") == 1
    assert "G324" not in rules_of(beside)
    assert "G324" in rules_of(beside.replace("署名：云溪区财政局", "署名：云溪区林业局"))


@pytest.mark.parametrize("name", right_shapes.TEXTS)
def test_right_documents_of_other_shapes_have_no_finding(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(right_documents, "TEXTS", right_shapes.TEXTS)
    assert [(item.rule.id, item.finding.message) for item in found(right_documents.right(name))] == []


@pytest.mark.parametrize(
    ("name", "old", "new", "rule"),
    [
        ("无红头通知", "（星期五）", "（星期六）", "G632"),
        ("主办机关标志的联合报告", "签发人：冯　涛　高　洁", "签发人：", "G210"),
        ("令", "自2026年11月1日", "自2026年11月31日", "G631"),
        ("纪要", "列席：张立新", "列席、张立新", "G350"),
        ("公告", "98.2%。现将有关情况公告如下", "98.2%。现将有关情况通告如下", "G331"),
        ("印发", "见图1。", "见图1", "G328"),
        ("许多附件", "（见附件1—11）", "（见附件1—13）", "G915"),
    ],
)
def test_faults_in_documents_of_other_shapes(
    name: str, old: str, new: str, rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(right_documents, "TEXTS", right_shapes.TEXTS)
    assert told(planted(name, say(old, new, rule))) == [rule]


def test_minutes_have_their_date_in_the_head() -> None:
    text = (
        "发文机关标志：云溪区人民政府专题会议纪要\n发文字号：〔2025〕12号\n其他：云溪区人民政府办公室\t2025年10月20日\n标题：关于改造的会议纪要\n空行\n"
        "正文：2025年10月17日，会议研究了改造。\n印发机关：云溪区人民政府办公室\t2025年10月{}日印发"
    )
    assert "G814" in rules_of(text.format(18))
    assert "G814" not in rules_of(text.format(20))
