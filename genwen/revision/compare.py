"""Three states of a document side by side: as generated, as the clerk has it, as the facts would have it now."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from genwen.records import made, record
from genwen.revision.merge import Generation
from genwen.revision.pairs import Pair, pairs_of
from genwen.revision.places import Places
from genwen.revision.reading import Reading, read_draft, read_generation
from genwen.revision.textdiff import BREAK, changes

OPEN_OLD, CLOSE_OLD, OPEN_NEW, CLOSE_NEW = "[-", "-]", "{+", "+}"


@record(frozen=False)
class Difference:
    """One place: the text `old` as generated, `mine` and `new` where they differ from it (None where they do not).

    "" on a side means that the paragraph is gone there; `old` is "" where it is new. `facts` are those that changed.
    `row`: it is a row of a table that is gone or new.
    """

    place: str
    old: str
    mine: str | None = None
    new: str | None = None
    facts: list[str] = made(default_factory=list)
    row: bool = False

    def to_json(self) -> dict[str, Any]:
        """The form for programs."""
        form: dict[str, Any] = {"位置": self.place, "生成时": self.old, "稿": self.mine, "事实": self.new}
        return {key: value for key, value in form.items() if value is not None} | {"改变的事实": self.facts}


def differences(base: Generation, mine: bytes | None, new: Generation | None, file: str = "") -> list[Difference]:
    """Where the clerk's file and the new document differ from the base, in reading order.

    Raises PackageError, in Chinese, when the clerk's file cannot be read.
    """
    before = read_generation(base.model, base.docx)
    found: dict[Place, Difference] = {}
    if mine is not None:
        _collect(found, before, read_draft(mine, file), "mine")
    if new is not None:
        _collect(found, before, read_generation(new.model, new.docx), "new")
    return [found[place] for place in sorted(found)]


Place = tuple[int, str, int]
"""The number of a paragraph of the base, or of the one before; the side and number of one that is new there."""


def _collect(found: dict[Place, Difference], before: Reading, other: Reading, side: str) -> None:
    """Add what differs on one side; a paragraph that differs on both is one difference."""
    places, elsewhere = Places(before), Places(other)
    number = added = 0
    for pair in pairs_of(before, other):
        new = pair.new.replace(BREAK, "\n")
        if not pair.base:
            if new.strip():
                added += 1
                place = _place(elsewhere.of(pair.mine[0]), pair)
                found[number, side, added] = Difference(place, "", row=pair.row)
                setattr(found[number, side, added], side, new)
            continue
        number += len(pair.base)
        if _bare(pair.old) == _bare(new):
            continue
        if (number, "", 0) not in found:
            # a clerk looks for the place in the draft, and in the document generated where it is gone there
            place = (elsewhere.of(pair.mine[0]) if pair.mine and side == "mine" else "") or places.of(pair.base[0])
            found[number, "", 0] = Difference(_place(place, pair), pair.old.replace(BREAK, "\n"), row=pair.row)
        setattr(found[number, "", 0], side, new)
        if side == "new":
            found[number, "", 0].facts += _facts(pair)


def _place(place: str, pair: Pair) -> str:
    """Where a whole row is, without its first cell."""
    return re.sub(r"第\d+格$", "", place) if pair.row else place


def _bare(text: str) -> str:
    """A text without blanks and breaks: LibreOffice writes a page break of a paragraph as a break in the one before."""
    return "".join(text.split())


def _facts(pair: Pair) -> list[str]:
    """The facts whose printed text changed between two generated paragraphs."""
    before = [(span.path, pair.old[span.start : span.end]) for span in pair.spans() if span.path]
    after = [(span.path, unit.text[span.start : span.end]) for unit in pair.mine for span in unit.spans if span.path]
    same = {*before} & {*after}
    return list(dict.fromkeys(path for path, text in (*before, *after) if (path, text) not in same))


def marked(old: str, new: str) -> str:
    """The new text with what changed in it marked: [-旧-]{+新+}."""
    pieces: list[str] = []
    at = 0
    for op in changes(old, (), new, ()):
        pieces.append(old[at : op.b0])
        pieces.append(f"{OPEN_OLD}{old[op.b0 : op.b1]}{CLOSE_OLD}" if op.b1 > op.b0 else "")
        pieces.append(f"{OPEN_NEW}{new[op.n0 : op.n1]}{CLOSE_NEW}" if op.n1 > op.n0 else "")
        at = op.b1
    return "".join([*pieces, old[at:]])


def excerpt(text: str, around: int = 12) -> str:
    """A marked text with long stretches that did not change left out."""
    ends = [at for mark in (OPEN_OLD, OPEN_NEW, CLOSE_OLD, CLOSE_NEW) for at in _all(text, mark)]
    if not ends:
        return text if len(text) <= 4 * around else f"{text[: 3 * around]}…"
    kept = sorted({n for at in ends for n in range(max(0, at - around), min(len(text), at + around + 2))})
    pieces: list[str] = []
    last = -1
    for at in kept:
        if at > last + 1:
            pieces.append("…")
        pieces.append(text[at])
        last = at
    return "".join(pieces) + ("…" if last < len(text) - 1 else "")


def _all(text: str, mark: str) -> Iterable[int]:
    at = text.find(mark)
    while at >= 0:
        yield at
        at = text.find(mark, at + 1)
