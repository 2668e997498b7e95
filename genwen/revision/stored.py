"""The model of a document as the text that is kept of it, made straight from the document: every build pays for it.

The same form as `genwen.revision.model` reads, without build id and without places in YAML: a comment added above a figure
moves its line and is no change of any fact.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from genwen.document.elements import Block, Document, FootBox, Paragraph, SectionBreak, Table, Text, paragraphs_in

FORMAT = 1
ID_LENGTH = 20


def stored_model(document: Document) -> str:
    """The model as JSON; the same document gives the same text."""
    form = {
        "块": [[name, [_block(block) for block in blocks if _kept(block)]] for name, blocks in document.blocks.items()],
        "字段": [[name, _paragraph("", name, text)] for name, text in document.fields.items()],
        "格式": FORMAT,
        "名称": document.name,
        "生成": "",
    }
    return json.dumps(form, ensure_ascii=False, separators=(",", ":"))


def build_id(model: str, parts: Iterable[bytes]) -> str:
    """A build id: a digest of all that is printed and where it comes from, and of `parts` (what was rendered, the
    template, the version). No time, no chance and no line number is in it."""
    hashed = hashlib.sha256(model.encode("utf-8", "surrogatepass"))
    for part in parts:
        hashed.update(b"\0%d\0" % len(part))
        hashed.update(part)
    return hashed.hexdigest()[:ID_LENGTH]


def _kept(block: Block) -> bool:
    return isinstance(block, Paragraph | Table | FootBox | SectionBreak)


def _block(block: Block) -> list[Any]:
    if isinstance(block, Paragraph):
        return _paragraph(block.style, block.key, block.runs)
    if isinstance(block, Table):
        rows = [
            [row.key, int(row.header), [[_block(paragraph) for paragraph in cell.paragraphs] for cell in row.cells]]
            for row in block.rows
        ]
        return ["表", block.key, block.style, "", [], rows, []]
    if isinstance(block, FootBox):
        return ["版记", "", "", "", [], [], [_block(paragraph) for paragraph in paragraphs_in((block,))]]
    return ["分节", "", "", "", [], [], []]


def _paragraph(style: str, key: str, runs: Text) -> list[Any]:
    spans: list[list[Any]] = []
    pieces: list[str] = []
    at = 0
    for run in runs:
        text = run.text
        end = at + len(text)
        origin = run.origin
        if origin is not None and end > at:
            path = origin.path
            if not path and len(origin.inputs) == 1:
                path = origin.inputs[0].path
            spans.append([at, end, origin.kind.value, path, origin.formula, []])
        pieces.append(text)
        at = end
    return ["段", key, style, "".join(pieces), spans, [], []]
