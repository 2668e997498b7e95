"""genwen fix: one right form put right in a copy, tracked or outright; a second run changes nothing."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from foreign_documents import notice
from lint_faults import Fault, lay, look, page, say, unzipped, zipped

from genwen.cli.main import main
from genwen.lint.corrections import CORRECTIONS
from genwen.lint.examples import example_view
from genwen.lint.linter import every_problem
from genwen.lint.registry import RULES
from genwen.ooxml.form import CORRECTOR, FormParagraph
from genwen.ooxml.form_reader import read_form
from genwen.ooxml.revisions_check import irreversible, malformed

FIXABLE = (
    say("临政办发〔2025〕12号", "临政办发[2025]第012号", "G207"),
    say("人民政府，市政府各部门：", "人民政府，市政府各部门:", "G305"),
    say("《公共机构节能条例》《节约", "《公共机构节能条例》、《节约", "G512"),
    say("现将有关事项", "现将有关事项,", "G511"),
    say("一、检查范围", "一.检查范围", "G405"),
    say("（一）制度建设情况", "(一)、制度建设情况", "G405"),
    say("8%～10%", "8～10%", "G602"),
    say("2025年9月10日前将", "2025年09月10日前将", "G633"),
    say("附件：公共机构节水自查表", "附件：1.公共机构节水自查表；", "G902"),
    say("2025年9月1日", "二〇二五年九月一日", "G322"),
    say("附件", "附件：", "G909", nth=2),
    say("抄送：", "抄送:", "G811"),
)


def planted(*faults: Fault) -> bytes:
    parts = unzipped(notice())
    for fault in faults:
        fault.plant(parts)
    return zipped(parts)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "通知.docx").write_bytes(planted(*FIXABLE))
    (tmp_path / "好.docx").write_bytes(notice())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def texts(path: Path) -> list[str]:
    found = []
    for block in read_form(path).blocks:
        if hasattr(block, "rows"):
            found += [item.text for row in block.rows for cell in row.cells for item in cell.paragraphs]
        else:
            found.append(block.text)
    return found


def fixed(capsys: Any, *arguments: str) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    code = main(["fix", "--json", *arguments])
    return code, json.loads(capsys.readouterr().out)["files"][0]


def test_text_is_that_of_the_right_document_and_passes_check(folder: Path, capsys: Any) -> None:
    before = (folder / "通知.docx").read_bytes()
    code, result = fixed(capsys, "通知.docx", "--direct")
    assert (code, result["left"]) == (0, [])
    assert {item["code"] for item in result["done"]} >= {fault.rule for fault in FIXABLE}
    expected = [text.replace("现将有关事项", "现将有关事项，") for text in texts(folder / "好.docx")]
    assert texts(folder / "通知.改正.docx") == expected
    assert main(["check", "通知.改正.docx"]) == 0
    assert (folder / "通知.docx").read_bytes() == before


def test_tracked_changes_can_be_rejected_to_the_original(folder: Path, capsys: Any) -> None:
    before = (folder / "通知.docx").read_bytes()
    _, result = fixed(capsys, "通知.docx")
    after = (folder / "通知.改正.docx").read_bytes()
    assert result["written"] == "通知.改正.docx"
    assert irreversible(before, after, CORRECTOR) == []
    assert malformed(after, before, CORRECTOR) == []
    assert texts(folder / "通知.改正.docx")[6] == "临政办发〔2025〕12号"


def test_tracked_corrections_pass_check_and_are_told_as_such(folder: Path, capsys: Any) -> None:
    fixed(capsys, "通知.docx")
    assert main(["check", "通知.改正.docx", "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["findings"]
    assert (told["code"], told["severity"], "改正留下的修订" in told["hint"]) == ("G702", "提示", True)


@pytest.mark.parametrize("how", [(), ("--direct",)])
def test_second_run_changes_nothing(folder: Path, capsys: Any, how: tuple[str, ...]) -> None:
    fixed(capsys, "通知.docx", *how)
    _, again = fixed(capsys, "通知.改正.docx", *how)
    assert (again["written"], again["done"], again["page"]) == (None, [], False)
    assert not (folder / "通知.改正.改正.docx").exists()


def test_right_document_is_left_alone(folder: Path, capsys: Any) -> None:
    assert fixed(capsys, "好.docx") == (
        0,
        {"file": "好.docx", "written": None, "page": False, "done": [], "styled": [], "laid": [], "left": []},
    )


def test_what_only_shows_on_a_right_page_is_put_right_at_once(tmp_path: Path, capsys: Any, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    document = docx.Document(BytesIO(plain()))
    document.sections[0].left_margin = Pt(70)
    document.save("草稿.docx")
    fixed(capsys, "草稿.docx", "--direct")
    _, again = fixed(capsys, "草稿.改正.docx", "--direct")
    assert (again["written"], again["styled"], again["page"]) == (None, [], False)


def test_page_is_set_and_told(folder: Path, capsys: Any) -> None:
    (folder / "页.docx").write_bytes(planted(page("pgMar", "", "", top="1440", left="1800")))
    code, result = fixed(capsys, "页.docx")
    assert (code, result["page"], result["left"]) == (0, True, [])
    assert main(["check", "页.改正.docx"]) == 0
    assert main(["fix", "页.docx"]) == 0
    assert "页面设置" in capsys.readouterr().out


def plain() -> bytes:
    """A draft typed in a new document: Word's own looks, wrong marks."""
    document = docx.Document()
    title = document.add_paragraph("关于开展节水检查的通知")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.runs[0].font.size = Pt(22)
    title.runs[0].bold = True
    for text in (
        "",
        "各单位：",
        "为做好节水工作,现将有关事项通知如下：",
        "一、检查范围",
        "全区各级机关。",
        "二、检查内容",
    ):
        document.add_paragraph(text)
    document.add_paragraph("(一)制度建设").runs[0].font.name = "Arial"
    document.add_paragraph("1、是否有制度；")
    document.add_paragraph("2、是否有台账。")
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_styles_are_put_on_and_brought_in(folder: Path, capsys: Any) -> None:
    (folder / "草稿.docx").write_bytes(plain())
    _, result = fixed(capsys, "草稿.docx", "--direct")
    styles = [item["style"] for item in result["styled"]]
    assert styles == [
        "公文标题", "主送机关", "公文正文", "一级标题", "公文正文", "一级标题", "二级标题", "公文正文", "公文正文",
    ]  # fmt: skip
    looks = {}
    for block in read_form(folder / "草稿.改正.docx").blocks:
        if isinstance(block, FormParagraph) and block.text:
            run, form = block.runs[0].form, block.form
            looks[block.text] = (run.font, run.size, run.bold, form.align, form.first_chars, form.line)
    assert looks["关于开展节水检查的通知"] == ("方正小标宋简体", 22, False, "center", 0, 660)
    assert looks["为做好节水工作，现将有关事项通知如下："] == ("仿宋_GB2312", 16, False, "both", 200, 579)
    assert looks["一、检查范围"] == ("黑体", 16, False, "both", 200, 579)
    assert looks["（一）制度建设"] == ("楷体_GB2312", 16, False, "both", 200, 579)
    assert [item["code"] for item in result["left"]] == ["G406", "G323"]
    _, again = fixed(capsys, "草稿.改正.docx", "--direct")
    assert (again["written"], again["styled"]) == (None, [])


def test_styles_follow_the_fonts_of_the_unit(folder: Path, capsys: Any) -> None:
    (folder / "genwen.yaml").write_text("年度: 2025\n字体: GBK\n", "utf-8")
    (folder / "草稿.docx").write_bytes(plain())
    fixed(capsys, "草稿.docx")
    fonts = {
        block.runs[0].form.font
        for block in read_form(folder / "草稿.改正.docx").blocks
        if isinstance(block, FormParagraph) and block.text
    }
    assert fonts == {"方正小标宋_GBK", "方正仿宋_GBK", "方正黑体_GBK", "方正楷体_GBK"}


def test_only_the_paragraphs_that_are_wrong_are_restyled(folder: Path, capsys: Any) -> None:
    (folder / "一段.docx").write_bytes(planted(look("全市各级党政机关", "rFonts", "", eastAsia="宋体")))
    _, result = fixed(capsys, "一段.docx")
    assert [item["place"] for item in result["styled"]] == ["主体·正文 第3段“全市各级党政机关和使…”"]
    assert result["left"] == []
    assert texts(folder / "一段.改正.docx") == texts(folder / "一段.docx")


def test_what_needs_judgement_is_listed(folder: Path, capsys: Any) -> None:
    (folder / "人定.docx").write_bytes(planted(say("2025年9月10日前", "2025年9月31日前", ""), say("12号", "012号", "")))
    code, result = fixed(capsys, "人定.docx")
    assert code == 1
    assert sorted((item["code"], item["severity"]) for item in result["left"]) == [("G631", "错误"), ("G702", "提示")]
    assert [item["new"] for item in result["done"]] == ["临政办发〔2025〕12号"]


def test_earlier_copy_is_not_overwritten(folder: Path, capsys: Any) -> None:
    fixed(capsys, "通知.docx")
    _, result = fixed(capsys, "通知.docx")
    assert result["written"] == "通知.改正2.docx"


def test_unreadable_file(folder: Path) -> None:
    (folder / "坏.docx").write_bytes(b"")
    assert main(["fix", "坏.docx"]) == 2
    assert main(["fix", "无.docx"]) == 2


TOLD_BY_RULE = ("G409", "G411", "G504", "G518")
"""Rules that tell the right form themselves."""
OF_SOME = ("G501",)
"""Rules whose bad example is left to a person: where the other bracket belongs nobody can say."""


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.id in {*CORRECTIONS, *TOLD_BY_RULE} - {*OF_SOME}], ids=lambda rule: rule.id
)
def test_correction_of_the_bad_example_satisfies_its_rule(rule: Any) -> None:
    """Every correction that is made leaves nothing for its rule to find at that place."""
    view = example_view(rule.bad)
    tried = 0
    for problem in every_problem(view, (rule,)):
        line, hit = problem.hit.line, problem.hit
        assert line is not None
        correct = CORRECTIONS.get(rule.id)
        new = hit.right or (correct(line.text[hit.start : hit.end]) if correct else None)
        if new is None:
            continue
        tried += 1
        right = line.text[: hit.start] + new + line.text[hit.end :]
        assert rule.bad.count(line.text) >= 1
        after = every_problem(example_view(rule.bad.replace(line.text, right)), (rule,))
        assert len(after) < len(every_problem(view, (rule,))), right
    assert tried


def test_every_correction_is_of_a_rule() -> None:
    assert set(CORRECTIONS) <= {rule.id for rule in RULES}


@pytest.mark.parametrize(("bad", "right"), [
    ("(联系人：张华，联系电话：1234567)", "（联系人：张华，联系电话：1234567）"),
    ("(此件公开发布）", "（此件公开发布）"),
    ("（此件公开发布）。", "（此件公开发布）"),
    ("此件公开发布", "（此件公开发布）"), ("此件公开发布。", "（此件公开发布）"), ("【此件公开发布】", "（此件公开发布）"),
    ("（一）（二）", None),
])  # fmt: skip
def test_a_note_stands_in_one_pair_of_full_width_brackets(bad: str, right: str | None) -> None:
    assert CORRECTIONS["G327"](bad) == right
    if right is not None:
        rule = next(rule for rule in RULES if rule.id == "G327")
        before, after = (rule.good.replace("（此件公开发布）", text) for text in (bad, right))
        assert every_problem(example_view(before), (rule,))
        assert not every_problem(example_view(after), (rule,))


@pytest.mark.parametrize(("bad", "right", "rule"), [
    ("水泵坏了要及时更换。。", "水泵坏了要及时更换。", "G520"),
    ("发布预警, 低洼路段停车;  及时转移.", "发布预警，低洼路段停车；及时转移。", "G511"),
    ("用电、用水、用气。。。", "用电、用水、用气……", "G515"),
    ("印发《巡查办法(试行）》。", "印发《巡查办法（试行）》。", "G501"),
    ("按照《关于印发《巡查办法》的通知》执行。", "按照《关于印发〈巡查办法〉的通知》执行。", "G504"),
    ("于2025年1-6月、11月1-15日实施。", "于2025年1—6月、11月1—15日实施。", "G517"),
    ("工期2-3个月，服务10-20人，每天8:30-11:30受理。", "工期2—3个月，服务10—20人，每天8:30—11:30受理。", "G517"),
    ("用时5、6个月，走访30几户。", "用时五六个月，走访三十几户。", "G604"), ("试行1、2个月后推开。", "试行一两个月后推开。", "G604"),
    ("“14五”时期每周5上报，做到2个维护。", "“十四五”时期每周五上报，做到两个维护。", "G607"), ("每星期7休息。", "每星期日休息。", "G607"),
    ("农历正月15前后、正月5前完成。", "农历正月十五前后、正月初五前完成。", "G608"),
    ("到26年底建成，2025—27年年均增长3%。", "到2026年底建成，2025—2027年年均增长3%。", "G601"),
    ("每袋25KG，铺设30M2，功率5KW。", "每袋25kg，铺设30m²，功率5kW。", "G616"),
    ("开展“5.12”防灾活动、3.15活动。", "开展“5·12”防灾活动、“3·15”活动。", "G622"),
])  # fmt: skip
def test_what_has_one_right_form_gets_it(bad: str, right: str, rule: str, folder: Path, capsys: Any) -> None:
    (folder / "甲.docx").write_bytes(planted(say("现将有关事项", f"{bad}现将有关事项", rule)))
    _, result = fixed(capsys, "甲.docx", "--direct")
    assert {item["code"] for item in result["done"]} == {rule}, result
    assert any(right in text for text in texts(folder / "甲.改正.docx"))


@pytest.mark.parametrize("text", [
    "到3-5号楼2单元1-502室领取。", "住河滨路2-8号、3栋2-301、6-1-402室。", "第1-3标段由县级负责。", "用DN50-80型水泵和GF-150型发电机。",
    "电话6623018-802，编号2025-06-12-003。", "图号S-03-02，桩号1-16，比分为3-2。", "“甲《、》乙”等..",
])  # fmt: skip
def test_numbers_of_houses_models_and_papers_keep_their_hyphen(text: str, folder: Path, capsys: Any) -> None:
    (folder / "甲.docx").write_bytes(planted(say("现将有关事项", f"{text}现将有关事项", "")))
    _, result = fixed(capsys, "甲.docx", "--direct")
    assert (result["done"], result["written"]) == ([], None)


@pytest.mark.parametrize(("rule", "bad", "right"), [
    ("G201", "12", "000012"), ("G615", "平米", "平方米"), ("G615", "马力", None), ("G813", "2025年9月19日", "2025年9月19日印发"),
    ("G604", "3、5", "三五"), ("G604", "2、4", None), ("G604", "23几", None), ("G604", "几100", "几百"), ("G604", "120几", "一百二十几"),
    ("G607", "4舍5入", "四舍五入"), ("G607", "2学", "两学"), ("G607", "党的20大", "党的二十大"), ("G608", "民国38年", "民国三十八年"),
    ("G905", "附件：《任务清单》", "附件：任务清单"), ("G905", "2.《关于〈办法〉的说明》", None), ("G515", "..", None),
])  # fmt: skip
def test_corrections_and_what_they_leave(rule: str, bad: str, right: str | None) -> None:
    assert CORRECTIONS[rule](bad) == right


@pytest.mark.parametrize("bad", ["（此件公开发布", "此件公开发布）", "（此件公开发布。"])
def test_a_note_with_one_bracket_gets_the_other(bad: str, folder: Path, capsys: Any) -> None:
    (folder / "甲.docx").write_bytes(planted(say("（此件公开发布）", bad, "")))
    _, result = fixed(capsys, "甲.docx", "--direct")
    assert result["left"] == []
    assert "（此件公开发布）" in texts(folder / "甲.改正.docx")


def test_a_note_at_the_left_edge_is_indented(folder: Path, capsys: Any) -> None:
    (folder / "甲.docx").write_bytes(planted(lay("（此件公开发布）", "ind", "", firstLine="0", firstLineChars="0")))
    _, result = fixed(capsys, "甲.docx")
    assert [item["style"] for item in result["styled"]] == ["附注"]
    assert result["left"] == []


def test_paragraphs_with_page_breaks_are_corrected_too(folder: Path, capsys: Any) -> None:
    document = docx.Document(BytesIO(planted(say("（此件公开发布）", "此件公开发布", "G327"))))
    for text in ("此件公开发布", "现将有关事项"):
        found = next(item for item in document.paragraphs if text in item.text)
        found.runs[0 if text.startswith("现") else -1].add_break(docx.enum.text.WD_BREAK.PAGE)
    document.save("甲.docx")
    _, result = fixed(capsys, "甲.docx", "--direct")
    assert [item["code"] for item in result["done"]] == ["G327"]
    assert "（此件公开发布）" in texts(folder / "甲.改正.docx")
