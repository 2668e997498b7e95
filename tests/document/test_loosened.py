"""Lines loosened so that the next does not begin with a dash or dots."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genwen.document.elements import Cell as TableCell
from genwen.document.elements import Measure, Paragraph, Run, Table
from genwen.document.elements import Row as TableRow
from genwen.document.paragraph_layout import loosened_stretches, paragraph_lines
from genwen.ooxml.writer import BlockWriter

IDS = {"公文正文": "B", "公文标题": "T", "表格文字居左": "C", "公文表格": "G", "空行": "E", "标签字": "L"}


def body(text: str, style: str = "公文正文", measure: Measure | None = None) -> Paragraph:
    return Paragraph(style, (Run(text),), "", measure)


def written(paragraph: Paragraph) -> str:
    return BlockWriter(IDS, loosened=loosened_stretches).paragraph(paragraph)


@pytest.mark.parametrize(
    ("head", "mark", "along"),
    [
        (26, "—20日", "文"),
        (23, "2026—2028年", "2026"),
        (26, "——后面", "文"),
        (26, "……后面", "文"),
        (25, "——后面", "文"),
    ],
)
def test_what_stands_before_the_mark_goes_with_it(head: int, mark: str, along: str) -> None:
    """26 characters fit into the first line."""
    text = "文" * head + mark + "接着写下去的文字"
    ((start, end, spacing),) = loosened_stretches(body(text))
    assert start == 0
    assert text[end:].startswith(along + re.sub(r"^\d+", "", mark)[:2])
    assert 0 <= spacing + 5 <= 2 * 320 / end + 1


@pytest.mark.parametrize(
    "text",
    [
        "文" * 23 + "—20日接着写下去的文字",  # not at the end of a line
        "文" * 60,
        "文" * 26 + "，" + "文" * 9 + "—9日",  # the mark in the middle of a line
        "文" * 8 + "https://www.abcdefghij.example.gov.cn" + "——后面接着写",  # a word too long to leave its line
        "—" * 90,
    ],
)
def test_lines_are_left_where_nothing_is_wrong_or_nothing_helps(text: str) -> None:
    assert not loosened_stretches(body(text))


def test_only_texts_of_the_body_are_loosened() -> None:
    text = "文" * 26 + "—20日接着写下去的文字"
    assert loosened_stretches(body(text))
    assert not loosened_stretches(body(text, "公文标题"))
    assert not loosened_stretches(body(text + "\n"))
    # with other indents other characters come to the end of the line
    assert not loosened_stretches(body(text, measure=Measure(first_line=0)))
    assert loosened_stretches(body("文文" + text, measure=Measure(first_line=0)))


def test_the_lines_that_are_counted_are_those_loosened() -> None:
    """One more character in the second line makes a third."""
    text = "文" * 26 + "—" + "文" * 27
    assert paragraph_lines(body(text)) == 3
    assert paragraph_lines(body(text.replace("—", "文"))) == 2


def test_the_text_is_as_it_was_and_the_spacing_in_runs_of_its_own() -> None:
    text = "文" * 26 + "—20日接着写下去的文字"
    xml = written(Paragraph("公文正文", (Run(text[:4], "标签字"), Run(text[4:]))))
    assert "".join(re.findall("<w:t>(.*?)</w:t>", xml)) == text
    spaced = re.findall(
        r'<w:r><w:rPr>(?:<w:rStyle w:val="L"/>)?<w:spacing w:val="(-?\d+)"/></w:rPr><w:t>(.*?)</w:t>', xml
    )
    assert "".join(piece for _, piece in spaced) == text[:25]
    assert len(spaced) == 2


def test_cells_are_left_alone() -> None:
    cell = TableCell((body("文" * 26 + "—20日接着写下去的文字"),))
    assert (
        b"w:spacing"
        not in BlockWriter(IDS, loosened=loosened_stretches)
        .encoded((Table((8845,), (TableRow((cell,)),)),))
        .split(b"</w:tbl>")[0]
    )


@given(st.text("文字，。（）“”—…%℃12a ", min_size=30, max_size=200))
def test_stretches_lie_in_the_text_in_order(text: str) -> None:
    at = 0
    for start, end, _ in loosened_stretches(body(text)):
        assert at <= start < end < len(text)
        at = end
    plain = re.sub("<[^>]*>", "", written(body(text)))
    assert plain == text
