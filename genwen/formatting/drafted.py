"""A draft told apart: each paragraph with its 要素, each table, in reading order, ready to be laid out."""

from __future__ import annotations

import re

from genwen.lint import marks
from genwen.lint.ordinals import read_ordinal
from genwen.lint.parting import at_breaks
from genwen.lint.view import (
    ATTACHMENT_MARK,
    ATTACHMENT_NOTE,
    ATTACHMENT_TITLE,
    BODY,
    COPIES,
    DATE,
    HEAD,
    ISSUED,
    LEVELS,
    MAIN,
    MOVED_RECIPIENTS,
    OTHER,
    PRINTING,
    SIGNATURE,
    TABLE_NOTE,
    TITLE,
    Line,
    View,
    kind_of,
)
from genwen.lint.viewing import is_frame, view_of
from genwen.ooxml.form import FormDocument, FormParagraph, FormTable, RunForm
from genwen.patterns import regex
from genwen.records import record, replace

FOOT = (COPIES, MOVED_RECIPIENTS, PRINTING)
CAPTION = "表题"
_MARK_WITH_TITLE = regex(r"(\s*附\s*件\s*[一二三四五六七八九十\d]*\s*[：:])(.+)", re.S)
_LONGEST_TITLE = 60
_LONGEST_ORGANS = 40
_DISPLAYED = RunForm(font="方正小标宋简体", size=22)


@record(frozen=False)
class Piece:
    """A paragraph with what it is taken for, or a table; `sure` unless it was guessed."""

    role: str
    text: str = ""
    table: FormTable | None = None
    sure: bool = True
    new_page: bool = False
    issued: bool = False


def told_apart(form: FormDocument, content: FormDocument) -> list[Piece]:
    """The pieces of a draft: roles by `form`, texts by `content`, which is the same with marks for other things."""
    form, content = in_lines(form), in_lines(content)
    view = view_of(form)
    if not view.of(TITLE):
        guessed = _with_title(form, view)
        if guessed is not None:
            view = view_of(guessed)
            for line in view.of(TITLE):
                line.sure = False
    _with_organs(view)
    if marks.TITLE_WORDS.search(view.title):
        for line in view.of(TITLE, part=MAIN):
            line.sure = True
    for line in view.lines:
        if line.parted:  # what goes into one block of the template is one piece
            line.role, line.sure = BODY, False
    lines = {line.paragraph.number: line for line in view.lines}
    pieces: list[Piece] = []
    for block in content.blocks:
        if isinstance(block, FormParagraph):
            _add(pieces, block, lines.get(block.number))
        elif _only_places(block, lines):
            for row in block.rows:
                for cell in row.cells:
                    for paragraph in cell.paragraphs:
                        _add(pieces, paragraph, lines.get(paragraph.number))
        else:
            sure = block.bordered
            pieces.append(Piece("表格", table=block, sure=sure))
    return _revised(pieces)


def _with_organs(view: View) -> None:
    """Make the lines right above 关于…的通知 that are the names of organs part of the title."""
    title = view.first(TITLE)
    if title is None or title.part != MAIN or not title.said.startswith("关于"):
        return
    for line in reversed(view.lines[: title.index]):
        names = re.split(r"[、\s]+", line.said)
        if line.role not in (BODY, OTHER) or line.table or not all(marks.ORGAN.search(name) for name in names):
            break
        if len(line.said) > _LONGEST_ORGANS or line.said[-1] in "。；，、,;":
            break
        line.role, line.part, line.sure = TITLE, MAIN, title.sure


def in_lines(form: FormDocument) -> FormDocument:
    """The document with each line of a paragraph as a paragraph, all numbered anew."""
    number = 0

    def renumbered(paragraph: FormParagraph) -> FormParagraph:
        nonlocal number
        number += 1
        return replace(paragraph, number=number - 1)

    blocks: list[FormParagraph | FormTable] = []
    for block in form.blocks:
        if isinstance(block, FormTable):
            rows = tuple(
                replace(row, cells=tuple(
                    replace(cell, paragraphs=tuple(map(renumbered, cell.paragraphs))) for cell in row.cells
                )) for row in block.rows
            )  # fmt: skip
            blocks.append(replace(block, rows=rows))
        elif block.place == "正文" and "\n" in block.text:
            blocks += [renumbered(part) for part in at_breaks(block)]
        else:
            blocks.append(renumbered(block))
    return replace(form, blocks=tuple(blocks))


def _with_title(form: FormDocument, view: View) -> FormDocument | None:
    """The document with its title made one by form: the short lines it begins with, up to a 文种."""
    title: list[Line] = []
    for line in view.lines[:12]:
        text = line.text.strip()
        head = marks.is_number(text) or marks.COPY_NUMBER.fullmatch(text) or marks.URGENCY.fullmatch(text)
        if not title and (head or marks.CLASSIFICATION.fullmatch(text) or marks.SIGNATORY.search(text)):
            continue
        if not title and text.endswith("文件") and len(text) < 40 and not kind_of(text):
            continue
        ends = marks.SENTENCE_END.search(text) or text.endswith(("：", ":", "，", "；"))
        if line.table or len(text) > _LONGEST_TITLE or ends or read_ordinal(text) or (title and line.blanks):
            break
        title.append(line)
        if kind_of("".join(item.text.strip() for item in title)) or len(title) == 3:
            break
    if not title:
        return None
    if not kind_of("".join(item.text.strip() for item in title)):
        title = title[:1]  # without a 文种 nobody can say where it ends
    chosen = {line.paragraph.number for line in title}
    blocks = tuple(
        replace(block, form=replace(block.form, align="center"),
                runs=tuple(replace(run, form=_DISPLAYED) for run in block.runs))
        if isinstance(block, FormParagraph) and block.number in chosen else block
        for block in form.blocks
    )  # fmt: skip
    return replace(form, blocks=blocks)


def _only_places(table: FormTable, lines: dict[int, Line]) -> bool:
    """Whether a table only puts 要素 in their places: a signature, the 版记, a head."""
    inside = [paragraph for row in table.rows for cell in row.cells for paragraph in cell.paragraphs]
    if not is_frame(table) and not any(lines[item.number].laid_out for item in inside if item.number in lines):
        return False
    found = [
        lines[paragraph.number].role
        for row in table.rows for cell in row.cells for paragraph in cell.paragraphs if paragraph.number in lines
    ]  # fmt: skip
    columns = max((len(row.cells) for row in table.rows), default=1)
    return columns == 1 or any(role not in (BODY, OTHER, TABLE_NOTE, *LEVELS, "表格") for role in found)


def _add(pieces: list[Piece], paragraph: FormParagraph, line: Line | None) -> None:
    text = paragraph.label + paragraph.text.strip() if paragraph.label else paragraph.text.strip()
    if not text:
        return
    if line is None:  # a picture, or what only marks stand for
        pieces.append(Piece(BODY, text, new_page=paragraph.page_break or paragraph.form.page_break_before))
        return
    piece = Piece(line.role, text, sure=line.sure, new_page=line.new_page, issued=line.part == ISSUED)
    if line.part == HEAD and line.role == OTHER:
        piece.role, piece.sure = BODY, False
    pieces.append(piece)


def _revised(pieces: list[Piece]) -> list[Piece]:
    """The pieces with what only the whole can tell: attachments in one line, captions, notes, a misplaced 版记."""
    revised: list[Piece] = []
    dated = False
    for at, piece in enumerate(pieces):
        dated |= piece.role == DATE
        behind = pieces[at + 1 :]
        match = _MARK_WITH_TITLE.fullmatch(piece.text)
        following = behind[0].role if behind else ""
        bare = any(item.role == ATTACHMENT_MARK and not _MARK_WITH_TITLE.fullmatch(item.text) for item in behind)
        if dated and match and not piece.issued and not bare and _may_be_mark(piece):
            revised.append(Piece(ATTACHMENT_MARK, match[1].strip(), sure=False, new_page=True))
            revised.append(Piece(ATTACHMENT_TITLE, match[2].strip(), sure=False))
            continue
        if piece.role in FOOT and any(item.role not in FOOT for item in behind):
            piece.role, piece.sure = BODY, False
        if piece.role in (BODY, OTHER) and following == "表格" and marks.CAPTION.fullmatch(piece.text):
            piece.role = CAPTION
        if piece.role == TABLE_NOTE and (not revised or revised[-1].role not in ("表格", TABLE_NOTE)):
            piece.role = BODY
        if piece.role == OTHER:
            piece.role, piece.sure = BODY, False
        if piece.role == SIGNATURE and not any(item.role == DATE for item in behind):
            piece.role, piece.sure = BODY, False
        revised.append(piece)
    return revised


def _may_be_mark(piece: Piece) -> bool:
    """Whether a line behind the date may be the mark of an attachment with its title."""
    return piece.role in (ATTACHMENT_NOTE, BODY, ATTACHMENT_MARK) and len(piece.text) < 80
