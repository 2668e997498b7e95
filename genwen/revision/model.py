"""A composed document as it was generated, kept as data: blocks with keys, texts, and where each piece comes from.

The model is what a later build needs to know of an earlier one beside the .docx itself: which paragraph belongs to which
measure, and which characters came from which fact. It is made without parsing XML, so that a build that only records
pays little for it. Offsets are characters of a block's text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from genwen.diagnostics import Position
from genwen.document.elements import (
    Block,
    Document,
    FootBox,
    Origin,
    Paragraph,
    SectionBreak,
    Table,
    Text,
    paragraphs_in,
)
from genwen.ooxml.parts import CUSTOM
from genwen.records import record

FORMAT = 1
PARAGRAPH, TABLE, BOX, SECTION = "段", "表", "版记", "分节"
_BUILD = b'name="genwen.build"'


@record
class Span:
    """Characters `start` to `end` of a block's text and their origin; `kind` is that of OriginKind."""

    start: int
    end: int
    kind: str
    path: str = ""
    formula: str = ""
    position: Position | None = None


@record
class ModelRow:
    """A table row: its key and, cell by cell, the paragraphs."""

    key: str
    header: bool
    cells: tuple[tuple[ModelBlock, ...], ...]


@record
class ModelBlock:
    """A paragraph (text and spans), a table (rows), a 版记 (its paragraphs in `inner`) or a section break."""

    kind: str
    key: str = ""
    style: str = ""
    text: str = ""
    spans: tuple[Span, ...] = ()
    rows: tuple[ModelRow, ...] = ()
    inner: tuple[ModelBlock, ...] = ()


@record
class Model:
    """A document as generated: `blocks` by the name of the tag that places them, `fields` by the name of theirs.

    Fields are paragraphs without style. `build_id` is the one the .docx carries ("" when it carries none).
    """

    build_id: str
    name: str
    blocks: tuple[tuple[str, tuple[ModelBlock, ...]], ...] = ()
    fields: tuple[tuple[str, ModelBlock], ...] = ()


class ModelError(ValueError):
    """The text is no model as `model_to_json` writes it."""


def model_of(document: Document, docx: bytes) -> Model:
    """The model of a composed document and the .docx it was rendered to."""
    blocks = tuple((name, tuple(_blocks(blocks))) for name, blocks in document.blocks.items())
    fields = tuple((name, _paragraph("", name, text)) for name, text in document.fields.items())
    return Model(build_id_in(docx), document.name, blocks, fields)


def build_id_in(docx: bytes) -> str:
    """The build id a .docx carries in its custom properties, "" when it carries none or is no .docx."""
    from html import unescape

    from genwen.ooxml.package import PackageError, directory_of, read_member

    try:
        members = directory_of(docx)
        data = read_member(docx, members[CUSTOM]) if CUSTOM in members else b""
    except PackageError:
        return ""
    at = data.find(_BUILD)
    start = data.find(b"lpwstr>", at) + 7 if at >= 0 else -1
    end = data.find(b"<", start) if start >= 7 else -1
    return unescape(data[start:end].decode("utf-8", "replace")) if end >= 0 else ""


def _blocks(blocks: Iterable[Block]) -> Iterator[ModelBlock]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield _paragraph(block.style, block.key, block.runs)
        elif isinstance(block, Table):
            rows = tuple(
                ModelRow(row.key, row.header, tuple(tuple(_blocks(cell.paragraphs)) for cell in row.cells))
                for row in block.rows
            )
            yield ModelBlock(TABLE, block.key, block.style, rows=rows)
        elif isinstance(block, FootBox):
            yield ModelBlock(BOX, inner=tuple(_blocks(paragraphs_in((block,)))))
        elif isinstance(block, SectionBreak):
            yield ModelBlock(SECTION)


def _paragraph(style: str, key: str, runs: Text) -> ModelBlock:
    spans: list[Span] = []
    at = 0
    for run in runs:
        end = at + len(run.text)
        origin = run.origin
        if origin is not None and end > at:
            spans.append(_span(at, end, origin))
        at = end
    return ModelBlock(PARAGRAPH, key, style, "".join([run.text for run in runs]), tuple(spans))


def _span(start: int, end: int, origin: Origin) -> Span:
    path = origin.path
    if not path and len(origin.inputs) == 1:
        path = origin.inputs[0].path
    return Span(start, end, str(origin.kind), path, origin.formula, origin.position)


# --- as text -----------------------------------------------------------------------------------------------------------


def model_to_json(model: Model) -> str:
    """The model as JSON: the same model gives the same bytes."""
    form = {
        "格式": FORMAT,
        "生成": model.build_id,
        "名称": model.name,
        "块": [[name, [_block_form(block) for block in blocks]] for name, blocks in model.blocks],
        "字段": [[name, _block_form(block)] for name, block in model.fields],
    }
    return json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _block_form(block: ModelBlock) -> list[Any]:
    rows = [
        [row.key, int(row.header), [[_block_form(each) for each in cell] for cell in row.cells]] for row in block.rows
    ]
    inner = [_block_form(each) for each in block.inner]
    spans = [_span_form(span) for span in block.spans]
    return [block.kind, block.key, block.style, block.text, spans, rows, inner]


def _span_form(span: Span) -> list[Any]:
    at = span.position
    place = [at.file, at.line, at.column, at.place] if at is not None else []
    return [span.start, span.end, span.kind, span.path, span.formula, place]


def model_from_json(text: str) -> Model:
    """The model of a text that `model_to_json` wrote; raises ModelError for any other."""
    try:
        form = json.loads(text)
        if form["格式"] != FORMAT:
            raise ModelError(f"format {form['格式']!r}")
        return Model(
            _word(form["生成"]),
            _word(form["名称"]),
            tuple((_word(name), tuple(_block_from(block) for block in blocks)) for name, blocks in form["块"]),
            tuple((_word(name), _block_from(block)) for name, block in form["字段"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ModelError(str(error)) from error


def _block_from(form: Any) -> ModelBlock:
    kind, key, style, text, spans, rows, inner = form
    return ModelBlock(
        _word(kind),
        _word(key),
        _word(style),
        _word(text),
        tuple(_span_from(span) for span in spans),
        tuple(
            ModelRow(_word(name), bool(header), tuple(tuple(_block_from(each) for each in cell) for cell in cells))
            for name, header, cells in rows
        ),
        tuple(_block_from(each) for each in inner),
    )


def _span_from(form: Any) -> Span:
    start, end, kind, path, formula, place = form
    position = None
    if place:
        file, line, column, where = place
        position = Position(_word(file), int(line), int(column), _word(where))
    return Span(int(start), int(end), _word(kind), _word(path), _word(formula), position)


def _word(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"not a text: {value!r}")
    return value
