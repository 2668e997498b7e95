"""Three states of a document side by side: as generated, as the clerk has it, as the facts would have it now."""

from __future__ import annotations

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
    """

    place: str
    old: str
    mine: str | None = None
    new: str | None = None
    facts: list[str] = made(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """The form for programs."""
        form: dict[str, Any] = {"位置": self.place, "生成时": self.old, "稿": self.mine, "事实": self.new}
        return {key: value for key, value in form.items() if value is not None} | {"改变的事实": self.facts}


def differences(base: Generation, mine: bytes | None, new: Generation | None, file: str = "") -> list[Difference]:
    """Where the clerk's file and the new document differ from the base, in reading order.

    Raises PackageError, in Chinese, when the clerk's file cannot be read.
    """
    before = read_generation(base.model, base.docx)
    places = Places(before)
    found: dict[int, Difference] = {}
    order: list[int] = []
    if mine is not None:
        _collect(found, order, before, read_draft(mine, file), places, "mine")
    if new is not None:
        _collect(found, order, before, read_generation(new.model, new.docx), places, "new")
    return [found[number] for number in order]


def _collect(
    found: dict[int, Difference], order: list[int], before: Reading, other: Reading, places: Places, side: str
) -> None:
    """Add what differs on one side; a paragraph that differs on both is one difference."""
    elsewhere = Places(other)
    last = -1
    for pair in pairs_of(before, other):
        if not pair.base:
            if pair.new.strip():
                number = id(pair.mine[0])
                found[number] = Difference(elsewhere.of(pair.mine[0]), "")
                _place(order, number, last)
                setattr(found[number], side, pair.new.replace(BREAK, "\n"))
                last = number
            continue
        number = id(pair.base[0])
        if pair.old != pair.new and (pair.old.strip() or pair.new.strip()):
            if number not in found:
                # a clerk looks for the place in the draft, and in the document generated where it is gone there
                place = (elsewhere.of(pair.mine[0]) if pair.mine and side == "mine" else "") or places.of(pair.base[0])
                found[number] = Difference(place, pair.old.replace(BREAK, "\n"))
                _place(order, number, last)
            setattr(found[number], side, pair.new.replace(BREAK, "\n"))
            if side == "new":
                found[number].facts += _facts(pair)
        if number in found:
            last = number


def _place(order: list[int], number: int, last: int) -> None:
    order.insert(order.index(last) + 1 if last in order else 0 if last < 0 else len(order), number)


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
