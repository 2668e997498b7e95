"""The pieces of a draft into the blocks of a 公文, in their order: nothing is said before or after what it was."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from genwen.document.elements import Block, Blocks, Document, FootBox, Measure, Paragraph, Run, Text
from genwen.document.frame import title_lines_of
from genwen.document.head import title_lines
from genwen.document.imprint import imprint
from genwen.document.placement import place_imprint
from genwen.document.signature import keep_together, note_measure, signature
from genwen.formatting.drafted import CAPTION, FOOT, Piece
from genwen.formatting.heads import HEADS, Head, head_blocks, head_of
from genwen.formatting.tables import table_of
from genwen.lint.marks import ATTENDANCE
from genwen.lint.ordinals import read_ordinal
from genwen.lint.view import (
    ATTACHMENT_MARK,
    ATTACHMENT_NOTE,
    ATTACHMENT_TITLE,
    BODY,
    COPIES,
    DATE,
    LEVELS,
    MARK,
    MOVED_RECIPIENTS,
    NOTE,
    RECIPIENTS,
    SIGNATURE,
    TABLE_NOTE,
    TITLE,
)
from genwen.ooxml.carried import PICTURE
from genwen.patterns import regex
from genwen.records import replace

SLOTS = ("标题", "正文", "附件说明", "署名", "印发件", "附件")
"""The blocks of the template, in order."""
_STYLES = {
    RECIPIENTS: "主送机关", NOTE: "附注", TABLE_NOTE: "表注", CAPTION: "表格标题文字", BODY: "公文正文",
    **{level: level for level in LEVELS},
}  # fmt: skip
_LONGEST_HEADING = 40
_WHOLE_NAME = 4
"""Characters of an issuer's name; what is shorter are characters spaced out."""
_NOTE_NUMBER = regex(r"(附\s*件\s*[：:])?\s*(\d{1,2}[.．、])?")
_PRINTED = regex(r"(.*?)[\s\u3000]*(\d{4}年\d{1,2}月\d{1,2}日)\s*印发")


class Arranger:
    """Puts pieces into the slots of the template, never back into an earlier one."""

    def __init__(self, sealed: str, seal_lines: int, even_page: str, places: Collection[str] = ()) -> None:
        self.sealed, self.seal_lines, self.even_page = sealed, seal_lines, even_page
        self.places = places
        """What the template has a place for."""
        self.head = Head()
        self.slots: dict[str, list[Block]] = {slot: [] for slot in SLOTS}
        self.now = 0
        self.signed = False
        self.pieces: Sequence[Piece] = ()
        """What the pieces were laid out as."""

    def document(self, name: str, pieces: Sequence[Piece]) -> Document:
        """The document of the pieces."""
        foot = _foot([piece for piece in pieces if piece.role in FOOT])
        if foot is None:  # lines of a 版记 in an order of their own stay where they are
            pieces = [replace(piece, role=BODY, sure=False) if piece.role in FOOT else piece for piece in pieces]
        self.pieces = pieces
        at = 0
        while at < len(pieces):
            end = at + 1
            while end < len(pieces) and _together(pieces[at].role, pieces[end].role):
                end += 1
            if pieces[at].role == SIGNATURE and end < len(pieces) and pieces[end].role == DATE:
                end += 1
            self._place(pieces[at:end])
            at = end
        if self.slots["署名"] or self.slots["附件说明"]:
            self.slots["正文"] = list(keep_together(tuple(self.slots["正文"])))
        blocks: dict[str, Blocks] = {slot: tuple(found) for slot, found in self.slots.items()}
        text = (*blocks["标题"], Paragraph("空行"), *(block for slot in SLOTS[1:] for block in blocks[slot]))
        blocks["版记"] = place_imprint(foot, text, 0.0, self.even_page)
        fields: dict[str, Text] = {"标题": tuple(
            run for block in blocks["标题"] if isinstance(block, Paragraph) and block.style == "公文标题"
            for run in block.runs
        )}  # fmt: skip
        fields |= self.head.margins
        blocks[MARK] = self.head.blocks
        return Document(name, {k: v for k, v in fields.items() if v}, {k: v for k, v in blocks.items() if v})

    def _slot(self, slot: str) -> list[Block]:
        """The blocks of a slot, or of the one reached when it is behind."""
        self.now = max(self.now, SLOTS.index(slot))
        return self.slots[SLOTS[self.now]]

    def _place(self, group: Sequence[Piece]) -> None:
        first = group[0]
        if first.role in FOOT:
            return
        if first.table is not None:
            self._table(first)
        elif first.role == TITLE:
            self._title(group)
        elif first.role in HEADS:
            self._head(group)
        elif first.role == ATTACHMENT_NOTE:
            self._note(group)
        elif first.role in (SIGNATURE, DATE):
            self._sign(group)
        elif first.role == ATTACHMENT_MARK:
            blocks = self._slot("附件")
            blocks += [
                Paragraph("附件标识", (Run(first.text),), "", Measure(page_break_before=True)), Paragraph("空行")
            ]  # fmt: skip
        elif first.role == ATTACHMENT_TITLE:
            self._slot("附件").extend([*_lines("附件标题", group), Paragraph("空行")])
        else:
            self._text(first)

    def _head(self, group: Sequence[Piece]) -> None:
        """The red head into the places the template has for one, else above the title."""
        first = MARK in self.places and not self.now and not self.slots["标题"] and not self.head.blocks
        head = head_of(group) if first else None
        if head is None or not head.margins.keys() <= set(self.places):
            self._slot("标题").extend(head_blocks(group))
        else:
            self.head = head

    def _title(self, group: Sequence[Piece]) -> None:
        if self.now == 0:
            blocks = self._slot("标题")
            if blocks:
                blocks += [Paragraph("空行")] * 2
            blocks += _lines("公文标题", group)
            self.now = 1
            return
        blocks = self._slot("印发件")
        lines = _lines("公文标题", group)
        blocks += [replace(lines[0], measure=Measure(page_break_before=True)), *lines[1:], Paragraph("空行")]

    def _note(self, group: Sequence[Piece]) -> None:
        """附件说明, each title under the first character of its own (7.3.4)."""
        blocks = self._slot("附件说明")
        blocks.append(Paragraph("空行", measure=Measure(keep_next=True)))
        for number, piece in enumerate(group):
            match = _NOTE_NUMBER.match(piece.text)
            measure = note_measure(match[2] or "" if match else "", first=number == 0)
            blocks.append(Paragraph("附件说明", (Run(piece.text),), "", measure))

    def _sign(self, group: Sequence[Piece]) -> None:
        names = [(Run(name),) for piece in group if piece.role == SIGNATURE for name in _names(piece.text)]
        date = [(Run(piece.text),) for piece in group if piece.role == DATE]
        blocks = self._slot("署名")
        if not date or self.signed:
            blocks += [Paragraph("公文正文", text) for text in (*names, *date)]
            return
        self.signed = True
        blocks += signature(names, date[0], self.sealed, seal_lines=self.seal_lines)

    def _table(self, piece: Piece) -> None:
        assert piece.table is not None
        made = table_of(piece.table, f"表{piece.table.number}")
        if made is not None:
            self._slot("正文").append(made)

    def _text(self, piece: Piece) -> None:
        runs_in = piece.role in LEVELS[:2] and len(heading_runs(piece.text.strip())) > 1
        style = "公文正文" if runs_in else _STYLES.get(piece.role, "公文正文")
        blocks = self._slot("署名" if piece.role == NOTE else "印发件" if piece.issued else "正文")
        measure = Measure(page_break_before=True) if piece.new_page and self.now >= 3 and piece.issued else None
        if piece is self._listed() and blocks:
            blocks.append(Paragraph("空行"))
        for part in _SPLIT.split(piece.text):
            text = part.strip()
            if not text:
                continue
            if PICTURE.fullmatch(text):
                blocks.append(Paragraph("空行", (Run(text),)))
            else:
                runs = heading_runs(text) if style == "公文正文" else (Run(text),)
                blocks.append(Paragraph(style, runs, "", measure))

    def _listed(self) -> Piece | None:
        """The first line of those who were there, where they are named at the end: a blank line stands over it (10.3)."""
        prose = [piece for piece in self.pieces if piece.role in (BODY, *LEVELS)]
        found = [n for n, piece in enumerate(prose) if piece.role == BODY and ATTENDANCE.match(piece.text)]
        if not found or not found[0] or len(prose) - 1 - found[-1] > _AFTER_LISTED:
            return None
        return prose[found[0]] if prose[found[0] - 1].text.endswith("。") else None


_AFTER_LISTED = 3
_GROUPED = (TITLE, ATTACHMENT_NOTE, SIGNATURE, ATTACHMENT_TITLE)


def _together(one: str, two: str) -> bool:
    """Whether two pieces that follow each other are laid out as one thing."""
    return (one == two and one in _GROUPED) or (one in HEADS and two in HEADS)


_SPLIT = regex(f"({PICTURE.pattern})")


def heading_runs(text: str) -> Text:
    """A paragraph's text, its heading in the character style of the level where it begins with one and goes on longer."""
    found = read_ordinal(text)
    stop = text.find("。") + 1
    if found is None or found.level > 2 or not 0 < stop <= _LONGEST_HEADING or len(text) < 2 * stop:
        return (Run(text),)
    return (Run(text[:stop], f"{LEVELS[found.level - 1]}字"), Run(text[stop:]))


def _lines(style: str, group: Sequence[Piece]) -> list[Paragraph]:
    """The lines of a title, broken anew; one with a mark that breaks lines stays as it is."""
    text = "".join(piece.text for piece in group)
    lines: Sequence[Text] = [(Run(text),)]
    if not re.search("[|｜]", text):
        lines = title_lines_of((Run(text),))
        joined = "".join(run.text for line in lines for run in line)
        if re.sub(r"\s", "", joined) != re.sub(r"\s", "", text):
            lines = [(Run(text),)]
    return [replace(block, style=style, key="") for block in title_lines(lines) if isinstance(block, Paragraph)]


def _names(text: str) -> list[str]:
    """The issuers in a line of the signature: several where wide gaps part whole names."""
    names = re.split(r"[\s\u3000]{2,}", text)
    return names if all(len(name) >= _WHOLE_NAME for name in names) else [text]


def _foot(pieces: Sequence[Piece]) -> FootBox | None:
    """The 版记 of its lines, in their own words; None where there are none, or they stand in another order."""
    copies = [piece for piece in pieces if piece.role in (COPIES, MOVED_RECIPIENTS)]
    printing = " ".join(piece.text for piece in pieces if piece not in copies)
    said = [(Run(re.sub(r"^\s*(?:抄\s*送|主\s*送)\s*[：:]", "", piece.text)),) for piece in copies]
    moved = () if len(said) < 2 else said[0]
    parts = _PRINTED.fullmatch(printing)
    office, date = (parts[1], parts[2]) if parts else (printing, "")
    box = imprint(
        moved, tuple(run for text in said[1 if moved else 0 :] for run in text),
        (Run(office),) if office else (), (Run(date),) if date else (),
    )  # fmt: skip
    if box is None:
        return None
    texts = [piece.text for piece in copies]
    paragraphs = []
    for paragraph in box.paragraphs:
        if paragraph.style == "抄送机关" and texts:
            paragraph = replace(paragraph, runs=(Run(texts.pop(0)),))
        paragraphs.append(paragraph)
    whole = "".join(paragraph.text for paragraph in paragraphs)
    if "".join(whole.split()) != "".join("".join(piece.text.split()) for piece in pieces):
        return None
    return replace(box, paragraphs=tuple(paragraphs))
