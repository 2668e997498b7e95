"""Lines drawn in a document: the double lines of a letter, those between the 要素 of a 版记, in tables and without."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from lint_faults import W, paragraphs, unzipped
from lint_faults import _edit as edit
from lxml import etree
from right_documents import right

from genwen.lint.linter import problems_in
from genwen.lint.viewing import view_of
from genwen.ooxml.form_reader import form_of


def told(name: str, part: str, change: Callable[[Any], None]) -> list[tuple[str, str]]:
    """Rules and severities of what is told of a right document with one change."""
    parts = unzipped(right(name))
    edit(part, change)(parts)
    problems = problems_in(view_of(form_of(parts, "例.docx")))
    return [(item.rule.id, str(item.finding.severity)) for item in problems]


def without_edges(root: Any) -> None:
    for edges in list(root.iter(f"{W}pBdr")):
        edges.getparent().remove(edges)


def single(root: Any) -> None:
    for edge in root.iter(f"{W}bottom", f"{W}top"):
        if edge.getparent().tag == f"{W}pBdr":
            edge.set(f"{W}val", "single")


def drawn_instead(root: Any) -> None:
    """The line is a shape that hangs on the mark."""
    without_edges(root)
    run = next(root.iter(f"{W}r"))
    shape = etree.SubElement(etree.SubElement(run, f"{W}pict"), "{urn:schemas-microsoft-com:vml}line")
    shape.set("strokecolor", "red")


@pytest.mark.parametrize(
    ("part", "change", "how"),
    [("word/document.xml", without_edges, [("G233", "警告")]), ("word/document.xml", single, [("G233", "提示")]),
     ("word/document.xml", drawn_instead, []), ("word/footer3.xml", without_edges, [("G233", "警告")])],
)  # fmt: skip
def test_double_lines_of_a_letter(part: str, change: Callable[[Any], None], how: list[tuple[str, str]]) -> None:
    assert told("函", part, change) == how


def called_document(root: Any) -> None:
    text = next(item for item in root.iter(f"{W}t") if item.text == "北岭市文化广电和旅游局")
    text.text += "文件"


def centred(root: Any) -> None:
    paragraphs(root, "23号")[0].find(f"{W}pPr/{W}jc").set(f"{W}val", "center")


def without_kind(root: Any) -> None:
    line = paragraphs(root, "的函")[0]
    for text in line.iter(f"{W}t"):
        text.text = (text.text or "").replace("的函", "")


def no_first_page(root: Any) -> None:
    for mark in list(root.iter(f"{W}titlePg")):
        mark.getparent().remove(mark)


def ordered(root: Any) -> None:
    last = [item for item in paragraphs(root, "。") if "函复" in "".join(item.itertext())][-1]
    for text in list(last.iter(f"{W}t"))[:1]:
        text.text = "专此函商，请遵照执行。"


@pytest.mark.parametrize(
    ("changes", "rules"),
    [((called_document, centred), {"G226", "G227"}), ((called_document, without_kind), {"G226", "G301"}),
     ((centred, without_kind, no_first_page), {"G227", "G301", "G118"}),
     ((called_document, centred, without_kind, no_first_page, ordered), {"G226", "G227", "G301", "G118", "G337"})],
)  # fmt: skip
def test_letter_with_several_faults_is_still_a_letter(
    changes: tuple[Callable[[Any], None], ...], rules: set[str]
) -> None:
    def change(root: Any) -> None:
        for step in changes:
            step(root)

    assert {code for code, severity in told("函", "word/document.xml", change) if severity != "提示"} == rules


def inner(**values: str) -> Callable[[Any], None]:
    def change(root: Any) -> None:
        (edge,) = root.iter(f"{W}insideH")
        for name, value in values.items():
            edge.set(f"{W}{name}", value)

    return change


def cells_without(root: Any) -> None:
    """The cells of the 版记 take away the line that the table gives."""
    (edge,) = root.iter(f"{W}insideH")
    table = next(edge.iterancestors(f"{W}tbl"))
    for cell, side in zip(table.iter(f"{W}tc"), ("bottom", "top"), strict=True):
        borders = etree.SubElement(cell.find(f"{W}tcPr"), f"{W}tcBorders")
        etree.SubElement(borders, f"{W}{side}").set(f"{W}val", "nil")


@pytest.mark.parametrize(
    ("change", "how"),
    [(inner(val="nil"), [("G825", "错误")]), (cells_without, [("G825", "错误")]), (inner(sz="12"), [("G817", "警告")]), (inner(sz="4"), [])],
)  # fmt: skip
def test_line_between_copies_and_printing(change: Callable[[Any], None], how: list[tuple[str, str]]) -> None:
    assert told("通知", "word/document.xml", change) == how
