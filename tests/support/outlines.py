"""Outlines for tests, out of YAML text, composed without facts, with plain ones, or in a folder of its own."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from pathlib import Path

from genwen.diagnostics import Finding
from genwen.document.body import BodyComposer
from genwen.document.elements import Block, Blocks, Paragraph, Table
from genwen.document.outline.compiled import Outline
from genwen.document.outline.reader import OutlineReader
from genwen.facts.source.nodes import Source
from genwen.facts.source.reader import parse_source

BASE = {
    "genwen.yaml": "年度: 2025",
    "content/单位.yaml": "名称: 云溪区机关事务管理局",
    "content/范围.yaml": "组成: [{对象: [党的机关, 人大机关, 行政机关]}]",
}


def source_of(text: str, name: str = "甲.yaml") -> Source:
    """A YAML text, parsed."""
    return parse_source(textwrap.dedent(text).removeprefix("\n").encode(), name)


def make_folder(folder: Path, files: Mapping[str, str]) -> Path:
    """A folder with the least a project needs and `files` over it."""
    for name, text in (BASE | dict(files)).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text).removeprefix("\n"), "utf-8")
    return folder


def read(text: str, house: str = "") -> tuple[Outline, list[Finding]]:
    """The outline written `text`, and what is wrong with it; `house` is the 体例 of genwen.yaml."""
    source = source_of(text)
    reader = OutlineReader("甲", source, source_of(house, "genwen.yaml").root if house else None)
    return reader.read(), source.findings + reader.findings


def composed(
    text: str, scope: Mapping[str, object] | None = None, house: str = ""
) -> tuple[list[Block], list[Finding]]:
    """The blocks of an outline that must be readable, and what composing found."""
    outline, findings = read(text, house)
    assert not findings, [finding.to_text() for finding in findings]
    composer = BodyComposer(lambda name, placed: (Paragraph("公文正文", (), name),))
    return list(composer.compose(outline.blocks, scope or {}, outline.profile)), composer.findings


def blocks_of(text: str, scope: Mapping[str, object] | None = None, house: str = "") -> list[Block]:
    """The blocks of an outline in which nothing is wrong."""
    blocks, findings = composed(text, scope, house)
    assert not findings, [finding.to_text() for finding in findings]
    return blocks


def lines(text: str, scope: Mapping[str, object] | None = None, house: str = "") -> list[str]:
    """The paragraphs of an outline as text."""
    return texts(blocks_of(text, scope, house))


def texts(blocks: Blocks | list[Block]) -> list[str]:
    """Paragraphs as text, tables row by row with | between the cells."""
    found = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(block.text)
        elif isinstance(block, Table):
            for row in block.rows:
                found.append("|".join("/".join(part.text for part in cell.paragraphs) for cell in row.cells))
    return found
