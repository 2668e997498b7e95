"""genwen fix where lines are lacking or too many: blank ones above an 要素, the red rule, those of the 版记."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from foreign_forms import written
from foreign_texts import content
from test_fix import fixed

from genwen.lint.view import NUMBER, RECIPIENTS, TITLE
from genwen.lint.viewing import view_of_file


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def right(folder: Path, capsys: Any, form: str = "直接格式") -> Any:
    """A right document as it comes out of fix, to put faults into."""
    (folder / "稿.docx").write_bytes(written(content("通知"), form))
    _, result = fixed(capsys, "稿.docx", "--direct")
    return docx.Document(str(folder / result["written"]))


def refixed(folder: Path, capsys: Any, document: Any) -> tuple[Any, dict[str, Any]]:
    document.save(str(folder / "甲.docx"))
    _, result = fixed(capsys, "甲.docx", "--direct")
    assert result["written"], result
    _, again = fixed(capsys, result["written"], "--direct")
    assert again["written"] is None, again
    return view_of_file(folder / result["written"]), result


def paragraph_of(document: Any, text: str) -> Any:
    return next(item for item in document.paragraphs if text in item.text)


def blank(*children: str) -> Any:
    """An empty paragraph as editors leave them: with runs that say nothing, spaces, or a bookmark."""
    made = OxmlElement("w:p")
    for child in children:
        element = OxmlElement(child if child.startswith("w:bookmark") else "w:r")
        if child.startswith("w:bookmark"):
            element.set(qn("w:id"), "77")
            if child.endswith("Start"):
                element.set(qn("w:name"), "_GoBack")
        else:
            text = OxmlElement("w:t")
            text.text = child
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            element.append(text)
        made.append(element)
    return made


BLANKS = [(), ("",), ("　　",), ("w:bookmarkStart", "w:bookmarkEnd"), ("", " ")]


@pytest.mark.parametrize("children", BLANKS)
@pytest.mark.parametrize(("role", "wanted"), [(NUMBER, 2), (TITLE, 2), (RECIPIENTS, 1)])
def test_surplus_blank_lines_go_whatever_they_hold(
    role: str, wanted: int, children: tuple[str, ...], folder: Path, capsys: Any
) -> None:
    document = right(folder, capsys)
    document.save(str(folder / "对.docx"))
    line = view_of_file(folder / "对.docx").first(role)
    assert line is not None
    assert line.blanks == wanted
    paragraph = paragraph_of(document, line.text.strip()[:12])._p
    for _ in range(2):
        paragraph.addprevious(blank(*children))
    view, result = refixed(folder, capsys, document)
    line = view.first(role)
    assert line.blanks == wanted
    assert [item for item in result["laid"] if "原空" in item["done"]]
    names = [mark.get(qn("w:name")) for mark in docx.Document(str(folder / result["written"])).element.iter(qn("w:bookmarkStart"))]  # fmt: skip
    assert ("_GoBack" in names) == ("w:bookmarkStart" in children)


def test_a_blank_line_that_carries_a_picture_is_counted_and_kept(folder: Path, capsys: Any) -> None:
    document = right(folder, capsys)
    number = paragraph_of(document, "〕")._p
    carrier = blank()
    run = OxmlElement("w:r")
    run.append(OxmlElement("w:pict"))
    carrier.append(run)
    number.getprevious().addprevious(carrier)
    document.save(str(folder / "甲.docx"))
    _, result = fixed(capsys, "甲.docx", "--direct")
    after = docx.Document(str(folder / (result["written"] or "甲.docx")))
    above, blanks = paragraph_of(after, "〕")._p.getprevious(), 0
    while not "".join(text.text or "" for text in above.iter(qn("w:t"))):
        above, blanks = above.getprevious(), blanks + 1
    assert blanks == 2
    assert list(after.element.iter(qn("w:pict")))


def edge(paragraph: Any, color: str | None) -> None:
    """The bottom border of a paragraph in a colour, or taken out."""
    properties = paragraph.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    bottom.set(qn("w:val"), "single" if color else "nil")
    if color:
        for name, value in (("sz", "12"), ("space", "9"), ("color", color)):
            bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    properties.insert_element_before(borders, "w:spacing", "w:ind", "w:jc", "w:rPr")


@pytest.mark.parametrize("color", [None, "000000", "1F497D"])
def test_the_red_rule_is_put_in_or_made_red(color: str | None, folder: Path, capsys: Any) -> None:
    document = right(folder, capsys)
    edge(paragraph_of(document, "〕")._p, color)
    view, result = refixed(folder, capsys, document)
    border = view.first(NUMBER).paragraph.form.bottom
    assert border.color == "FF0000"
    assert "G213" not in [item["code"] for item in result["left"]]
    assert [item["done"] for item in result["laid"]] == ["分隔线改为红色" if color else "下面加红色分隔线"]


def test_a_rule_on_the_line_below_is_made_red_and_no_second_one_drawn(folder: Path, capsys: Any) -> None:
    document = right(folder, capsys)
    number = paragraph_of(document, "〕")._p
    edge(number, None)
    edge(number.getnext(), "000000")
    view, _ = refixed(folder, capsys, document)
    borders = [block.form.bottom for block in view.form.blocks if getattr(block, "form", None) and block.form.bottom]
    assert [border.color for border in borders][:1] == ["FF0000"]
    assert not view.first(NUMBER).paragraph.form.bottom


def rules_of(view: Any) -> list[int]:
    """Widths of the borders from the 抄送 on, top to bottom."""
    copied = next(line for line in view.lines if line.text.startswith("抄送"))
    return [
        block.form.bottom.width for block in view.form.blocks
        if getattr(block, "form", None) and block.form.bottom and block.number >= copied.paragraph.number - 1
    ]  # fmt: skip


@pytest.mark.parametrize("lacking", [(0,), (1,), (2,), (0, 2), (0, 1, 2)])
def test_only_the_lines_that_the_imprint_lacks_are_drawn(lacking: tuple[int, ...], folder: Path, capsys: Any) -> None:
    document = right(folder, capsys, "内置标题")
    document.save(str(folder / "对.docx"))
    assert rules_of(view_of_file(folder / "对.docx")) == [8, 6, 8]
    lines = [item for item in document.paragraphs if item._p.find(f"{qn('w:pPr')}/{qn('w:pBdr')}") is not None]
    lines = [item._p for item in lines if not item.text][-3:]
    for number in lacking:
        lines[number].getparent().remove(lines[number])
    view, _ = refixed(folder, capsys, document)
    assert rules_of(view) == [8, 6, 8]


def test_a_number_that_spaces_push_aside_stands_in_the_middle(folder: Path, capsys: Any) -> None:
    document = right(folder, capsys)
    run = paragraph_of(document, "〕").runs[0]
    run.text = "　　　　" + run.text
    view, result = refixed(folder, capsys, document)
    assert view.first(NUMBER).text == view.first(NUMBER).text.strip()
    assert "G215" not in [item["code"] for item in result["left"]]


WORDS = [
    ("抓紧整改；。", "抓紧整改。"),
    ("共巡查5百处", "共巡查500处"),
    ("长1千2百米", "长1200米"),
    ("补助3.5千元", "补助3500元"),
    ('推行"135"巡查法', "推行“135”巡查法"),
]


@pytest.mark.parametrize(("wrong", "said"), WORDS)
def test_words_with_one_right_form_get_it(wrong: str, said: str, folder: Path, capsys: Any) -> None:
    document = right(folder, capsys)
    paragraph = paragraph_of(document, "重点用能单位由县机关事务服务中心根据上年")
    paragraph.runs[-1].text += "请" + wrong + ("" if wrong[-1] == "。" else "。")
    refixed(folder, capsys, document)
    assert any("请" + said in item.text for item in docx.Document(str(folder / "甲.改正.docx")).paragraphs)


LEFT = ["有两处，。，要改", '购置24"显示器', "约5百几十处", "用去1千2百3，另计"]


@pytest.mark.parametrize("text", LEFT)
def test_words_that_need_judgement_stay(text: str, folder: Path, capsys: Any) -> None:
    document = right(folder, capsys)
    paragraph = paragraph_of(document, "重点用能单位由县机关事务服务中心根据上年")
    paragraph.runs[-1].text += text + "。"
    document.save(str(folder / "甲.docx"))
    _, result = fixed(capsys, "甲.docx", "--direct")
    after = docx.Document(str(folder / (result["written"] or "甲.docx")))
    assert any(text in item.text for item in after.paragraphs)
