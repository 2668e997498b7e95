"""A letter (10.1) is told by its lines, drawn or not, and its number is read beside 份号, 密级 or 紧急程度."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.shared import Pt, RGBColor

from genwen.lint.examples import example_view
from genwen.lint.letterhead import is_letter
from genwen.lint.linter import problems_in
from genwen.lint.marks import is_number, number_in
from genwen.lint.view import NUMBER
from genwen.lint.viewing import view_of_file
from genwen.ooxml.form import Stroke
from genwen.records import replace

_LINE = """<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:drawing><wp:anchor>
 <wp:extent cx="{length}" cy="0"/><wp:docPr id="9" name="线"/><a:graphic><a:graphicData
 uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:spPr>
 <a:prstGeom prst="line"/><a:ln w="28575"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln>
 </wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"""


def written(path: Path, number: str, mark: str = "云浦县人民政府", length: int = 0, colour: str = "FF0000") -> Path:
    document = docx.Document()
    run = document.add_paragraph().add_run(mark)
    run.font.size, run.font.color.rgb = Pt(30), RGBColor(255, 0, 0)
    paragraph = document.add_paragraph(number)
    if length:
        paragraph._p.append(parse_xml(_LINE.format(length=length * 36_000, colour=colour)))
    document.add_paragraph("关于商请共建监测站的函").alignment = 1
    for text in ("安平县人民政府：", "现将有关事项函商如下。", "请予支持。", "云浦县人民政府", "2026年3月6日"):
        document.add_paragraph(text)
    document.save(path)
    return path


@pytest.mark.parametrize("left", ["特急", "000012", "机密★1年", ""])
def test_number_is_read_beside_what_stands_at_the_left(tmp_path: Path, left: str) -> None:
    line = f"{left}\t云政函〔2026〕27号" if left else "云政函〔2026〕27号"
    assert number_in(line) == "云政函〔2026〕27号"
    assert is_number(line)
    number = view_of_file(written(tmp_path / "函.docx", line)).first(NUMBER)
    assert number is not None
    assert is_letter(view_of_file(tmp_path / "函.docx"))


@pytest.mark.parametrize(("length", "colour", "letter"), [(170, "FF0000", True), (156, "FF0000", False), (170, "000000", False)])  # fmt: skip
def test_line_of_a_letter_outweighs_a_mark_that_is_none(tmp_path: Path, length: int, colour: str, letter: bool) -> None:
    path = written(tmp_path / "函.docx", "云政发〔2026〕27号", "云浦县人民政府文件", length, colour)
    assert is_letter(view_of_file(path)) is letter


@pytest.mark.parametrize(
    ("align", "lines", "found"), [("靠右", 0, {"G233"}), ("靠左", 2, {"G227"}), ("靠右", 2, set())]
)
def test_letter_whose_mark_is_in_a_box(align: str, lines: int, found: set[str]) -> None:
    text = f"发文机关标志：云溪区教育局\n发文字号（{align}）：云教函〔2025〕8号\n空行\n空行\n标题：关于商请支持的函\n空行\n主送机关：区公安局：\n正文：请予支持。"
    view = example_view(text)
    drawn = (Stroke(170.0, "FF0000", double=True), Stroke(170.0, "FF0000", double=True, low=True))[:lines]
    boxed = replace(view.lines[0].paragraph, place="文本框", strokes=drawn)
    view.lines[0].paragraph = boxed
    view.form = replace(view.form, blocks=(boxed, *view.form.blocks[1:]))
    assert {problem.rule.id for problem in problems_in(view)} & {"G227", "G233"} == found
