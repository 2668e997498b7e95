"""Three states of a document side by side: as generated, as the clerk has it, as the facts would have it now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from genwen.records import made, record
from genwen.revision.edits import read_written
from genwen.revision.merge import Generation, Kind, Outcome
from genwen.revision.model import Span
from genwen.revision.pairs import Pair, pairs_of
from genwen.revision.places import Places, of_row, of_table
from genwen.revision.reading import Reading, read_generation
from genwen.revision.textdiff import BREAK, changes, common_ends, outside

OPEN_OLD, CLOSE_OLD, OPEN_NEW, CLOSE_NEW = "[-", "-]", "{+", "+}"


@record(frozen=False)
class Difference:
    """One place: the text `old` as generated, `mine` and `new` where they differ from it (None where they do not).

    "" on a side means that the paragraph is gone there; `old` is "" where it is new. `facts` are those that changed.
    `row`: it is a row of a table that is gone or new. `marks` and `counts` give, by side, the text with what changed in it
    marked, and how many places that are. `ordinal`: the facts change nothing in it but its number.
    """

    place: str
    old: str
    mine: str | None = None
    new: str | None = None
    facts: list[str] = made(default_factory=list)
    row: bool = False
    marks: dict[str, str] = made(default_factory=dict)
    counts: dict[str, int] = made(default_factory=dict)
    ordinal: bool = False

    def to_json(self) -> dict[str, Any]:
        """The form for programs."""
        form: dict[str, Any] = {"位置": self.place, "生成时": self.old, "稿": self.mine, "事实": self.new}
        return {key: value for key, value in form.items() if value is not None} | {"改变的事实": self.facts}


def differences(base: Generation, mine: bytes | None, new: Generation | None, file: str = "") -> list[Difference]:
    """Where the clerk's file and the new document differ from the base, in reading order.

    Raises PackageError, in Chinese, when the clerk's file cannot be read.
    """
    before = read_generation(base.model, base.docx)
    collected = _Collected(before)
    if mine is not None:
        collected.add(read_written(mine, file), MINE)
    if new is not None:
        collected.add(read_generation(new.model, new.docx), NEW)
    return [collected.found[place] for place in sorted(collected.found)]


def untold(outcomes: Iterable[Outcome], found: Sequence[Difference]) -> list[Outcome]:
    """The outcomes of a merge that no difference of a text shows: what changes places, charts, indents."""
    texts = [_bare(item.new or "") for item in found]
    gone = [_bare(item.old) for item in found if item.new is not None]
    return [
        outcome
        for outcome in outcomes
        if outcome.kind is Kind.MOVED
        or not any(_bare(outcome.new) in text for text in (texts if outcome.new else gone))
    ]


def shown(outcomes: Iterable[Outcome], found: Sequence[Difference]) -> list[Difference]:
    """The differences without those that are only the new number of something that changes places."""
    moved = [(_bare(each.old), _bare(each.new)) for each in outcomes if each.kind is Kind.MOVED]
    left = []
    for item in found:
        old, new = _bare(item.old), _bare(item.new or "")
        same = next((pair for pair in moved if pair[0].startswith(old) and pair[1].startswith(new)), None)
        if item.mine is None and item.ordinal and same is not None:
            moved.remove(same)
        else:
            left.append(item)
    return left


MINE, NEW = "mine", "new"
Place = tuple[int, str, int]
"""The number of a paragraph of the base, or of the one before; the side and number of one that is new there."""


class _Collected:
    """Differences by their place; a paragraph that differs on both sides is one."""

    def __init__(self, before: Reading) -> None:
        self.before = before
        self.found: dict[Place, Difference] = {}
        self._places = Places(before)
        self._there: dict[int, str] = {}
        self._with_draft = False

    def add(self, other: Reading, side: str) -> None:
        """Add what differs on one side."""
        elsewhere = Places(other)
        self._with_draft |= side == MINE
        number = added = 0
        behind = ""
        for pair in pairs_of(self.before, other, generated=side == NEW):
            new = pair.new.replace(BREAK, "\n")
            if not pair.base:
                if new.strip():
                    added += 1
                    # a clerk looks for the place in the draft
                    place = self._row(elsewhere.of(pair.mine[0]), pair)
                    place = _behind(behind, place, pair) if behind and side == NEW else place
                    self._differs((number, side, added), Difference(place, "", row=pair.row), side, new, pair)
                continue
            if side == MINE and pair.mine:
                # looked for in the draft, and in the document as generated where it is gone there
                self._there.update({id(unit): elsewhere.of(pair.mine[0]) for unit in pair.base})
            if self._with_draft:
                behind = self._there.get(id(pair.base[-1]), "") or behind
            number += len(pair.base)
            if _bare(pair.old) != _bare(new):
                place = self._there.get(id(pair.base[0])) or self._places.of(pair.base[0])
                same = Difference(self._row(place, pair), pair.old.replace(BREAK, "\n"), row=pair.row)
                self._differs((number, "", 0), self.found.get((number, "", 0), same), side, new, pair)

    def _differs(self, at: Place, item: Difference, side: str, new: str, pair: Pair) -> None:
        self.found[at] = item
        setattr(item, side, new)
        spans = [span for unit in pair.mine for span in unit.spans] if len(pair.mine) == 1 and side == NEW else []
        own = pair.spans() if spans else []
        whole = not item.old or not pair.mine
        item.marks[side] = "" if whole else marked(item.old, new, own, spans)
        ops = [] if whole else changes(item.old, own, new, spans)
        item.counts[side] = len(ops) or 1
        item.ordinal = item.ordinal or (side == NEW and bool(ops) and all(op.ordinal for op in ops))
        if side == NEW and item.old:
            item.facts += _facts(pair)

    def _row(self, place: str, pair: Pair) -> str:
        """Where a whole row is, without its first cell."""
        return of_row(place) if pair.row else place


def _behind(before: str, own: str, pair: Pair) -> str:
    """Where something goes that is not in the draft: behind the row, table or paragraph `before`; `own` is its place in
    the new document."""
    if pair.row:
        before = of_row(before)
    elif of_row(own) == own:
        before = of_table(before) if of_row(before) != before else before
    return f"{before}之后"


def _bare(text: str) -> str:
    """A text without blanks and breaks: LibreOffice writes a page break of a paragraph as a break in the one before."""
    return "".join(text.split())


def _facts(pair: Pair) -> list[str]:
    """The facts whose printed text changed between two generated paragraphs."""
    before = [(span.path, pair.old[span.start : span.end]) for span in pair.spans() if span.path]
    after = [(span.path, unit.text[span.start : span.end]) for unit in pair.mine for span in unit.spans if span.path]
    same = {*before} & {*after}
    return list(dict.fromkeys(path for path, text in (*before, *after) if (path, text) not in same))


def marked(old: str, new: str, old_spans: Iterable[Span] = (), new_spans: Iterable[Span] = ()) -> str:
    """The new text with what changed in it marked: [-旧-]{+新+}; short facts as a whole, where they are known."""
    pieces: list[str] = []
    at = 0
    for op in changes(old, old_spans, new, new_spans):
        head, tail = common_ends(old[op.b0 : op.b1], new[op.n0 : op.n1])
        gone, come = old[op.b0 + head : op.b1 - tail], new[op.n0 + head : op.n1 - tail]
        pieces.append(old[at : op.b0 + head])
        pieces.append(f"{OPEN_OLD}{gone}{CLOSE_OLD}" if gone else "")
        pieces.append(f"{OPEN_NEW}{come}{CLOSE_NEW}" if come else "")
        at = op.b1 - tail
    return "".join([*pieces, old[at:]])


def excerpt(text: str, around: int = 12) -> str:
    """A marked text with long stretches that did not change left out."""
    ends = [at for mark in (OPEN_OLD, OPEN_NEW, CLOSE_OLD, CLOSE_NEW) for at in _all(text, mark)]
    if not ends:
        return text if len(text) <= 4 * around else f"{text[: outside(text, 3 * around, 1)]}…"
    cuts = [(outside(text, max(0, at - around), -1), outside(text, min(len(text), at + around + 2), 1)) for at in ends]
    kept = sorted({n for first, end in cuts for n in range(first, end)})
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
