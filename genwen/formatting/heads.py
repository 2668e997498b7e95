"""The 版头 of a draft, laid out as in the templates with a red head, in its own words and order (clause 7.2)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from genwen.document.elements import Block, Blocks, Paragraph, Run, Text
from genwen.document.head import MARGINAL_LINES, document_number_lines, issuer_mark
from genwen.formatting.drafted import Piece
from genwen.lint.view import CLASSIFICATION, COPY_NUMBER, MARK, NUMBER, SIGNATORY, URGENCY, kind_of
from genwen.patterns import regex
from genwen.records import made, record

HEADS = (COPY_NUMBER, CLASSIFICATION, URGENCY, MARK, NUMBER, SIGNATORY)
_MARGINAL = {COPY_NUMBER: "份号", CLASSIFICATION: "密级", URGENCY: "紧急程度"}
_SIGNED = regex(r"(.*?)[\s\u3000]*(签\s*发\s*人\s*：)[\s\u3000]*(.+)", re.S)
_ORDER = {COPY_NUMBER: 0, CLASSIFICATION: 1, URGENCY: 2, MARK: 3, NUMBER: 4, SIGNATORY: 5}


def is_order(pieces: Sequence[Piece]) -> bool:
    """Whether the mark is that of a 命令, which has no title (clause 10.2)."""
    return any(piece.role == MARK and kind_of(piece.text) == "命令" for piece in pieces)


@record
class Head:
    """A red head for the places a template has for it: what stands in the corner by 要素, and what follows."""

    margins: dict[str, Text] = made(default_factory=dict)
    blocks: Blocks = ()


def head_of(pieces: Sequence[Piece]) -> Head | None:
    """The red head of the lines before the title, None for an order or one in an order of its own."""
    blocks = head_blocks(pieces)
    above = [block.style if isinstance(block, Paragraph) else "" for block in blocks[:MARGINAL_LINES]]
    if is_order(pieces) or not all(style in (*_MARGINAL.values(), "空行") for style in above):
        return None
    margins: dict[str, Text] = {
        _MARGINAL[piece.role]: (Run(piece.text),) for piece in pieces if piece.role in _MARGINAL
    }
    return Head(margins, tuple(blocks[MARGINAL_LINES:]))


def head_blocks(pieces: Sequence[Piece]) -> list[Block]:
    """The blocks of the lines before the title, down to the red rule; an order of their own is left as it is."""
    blocks: list[Block] = []
    margins = [piece for piece in pieces if piece.role in _MARGINAL]
    blocks += [Paragraph(_MARGINAL[piece.role], (Run(piece.text),)) for piece in margins]
    places = [_ORDER[piece.role] for piece in pieces]
    rest = pieces[len(margins) :]
    if places != sorted(places):
        rest, blocks = pieces, []
    marked = [piece for piece in rest if piece.role == MARK]
    if not margins and is_order(marked):
        blocks.append(Paragraph("命令标志上空"))
    else:
        blocks += [Paragraph("空行")] * (MARGINAL_LINES - len(margins))
    for piece in marked if len(marked) == 1 and rest[0] is marked[0] else ():
        blocks += issuer_mark([(Run(piece.text),)], "")
        rest = rest[1:]
    if len(marked) > 1 and rest[len(marked) :] and [piece.role for piece in rest[: len(marked) + 1]] == [
        *[MARK] * len(marked), NUMBER
    ]:  # fmt: skip
        blocks += [Paragraph("发文机关标志", (Run(piece.text),)) for piece in marked]
        rest = rest[len(marked) :]
    line = "\t".join(piece.text for piece in rest)
    signed = _SIGNED.fullmatch(line)
    if rest and rest[0].role == NUMBER and len(rest) <= 2:
        names = [name for name in re.split(r"[\s\u3000]+", signed[3]) if name] if signed else []
        if signed and len(names) <= 2 and all(len(name) > 1 for name in names):
            number = (Run(signed[1].strip()),)
            blocks += document_number_lines(number, [(Run(name),) for name in names], True)
        else:
            blocks += document_number_lines((Run(line),), (), bool(signed))
        return blocks
    for piece in rest:
        style = {MARK: "发文机关标志", NUMBER: "发文字号", SIGNATORY: "签发人行"}.get(piece.role, "空行")
        blocks.append(Paragraph(_MARGINAL.get(piece.role, style), (Run(piece.text),)))
    return blocks
