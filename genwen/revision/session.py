"""What one merge works with: the three documents read, the marker of revisions, the comments, the outcomes so far."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from copy import deepcopy
from typing import Any

from genwen.diagnostics import Position
from genwen.ooxml.revisions_comments import Comments, comments_of
from genwen.ooxml.revisions_marks import Marker, new_runs
from genwen.ooxml.revisions_package import W
from genwen.ooxml.revisions_text import OBJECT, Piece, Unit, format_key
from genwen.ooxml.revisions_things import things_in
from genwen.records import record, replace
from genwen.revision import wording
from genwen.revision.model import Span
from genwen.revision.outcomes import AUTHOR, Kind, Outcome
from genwen.revision.places import Places, of_row, of_table, paragraph_of
from genwen.revision.reading import Container, Reading, read_package
from genwen.revision.textdiff import BREAK, Op, changes, fold

Element = Any
_SAID = ("事实", "推算", "待补")
_SHORT = 24
MAX_FACTS = 3
"""Facts named of a paragraph that changes in several places."""
Earlier = Callable[[], Collection[tuple[str, str]]]
"""Facts with the texts that earlier generations printed them as."""


@record
class Change:
    """One change from base to new before it is known what becomes of it; `key` says where, stably over builds.

    `where`: the place in the generated document of a whole paragraph or row that the clerk's file has no more. `around`:
    the words before and behind it, for a comment that is all the clerk sees of it.
    """

    key: str
    old: str
    new: str
    path: str = ""
    position: Position | None = None
    where: str = ""
    around: tuple[str, str] = ("", "")

    @property
    def id(self) -> str:
        """A name for this change at this place, the same whenever it is met again."""
        return hashlib.sha256(f"{self.key}\0{self.old}\0{self.new}".encode("utf-8", "surrogatepass")).hexdigest()[:12]

    def in_words(self, kind: Kind) -> Change:
        """The change as it is told: with the words around it where nothing of it stands in the draft."""
        before, after = self.around
        if kind is not Kind.COMMENT or not (before or after) or max(len(self.old), len(self.new)) > _SHORT:
            return self
        return replace(self, old=f"{before}{self.old}{after}", new=f"{before}{self.new}{after}")


class Session:
    """The state of one merge.

    `quiet` is set while a twin of a text box is done: nothing is told twice. `doubtful` is set while the cells of a row are
    done that the clerk has given another name, `ordinals` is off while those of a table's rows stay as they are.
    """

    def __init__(
        self, base: Reading, mine: Reading, new: Reading, date: str, declined: Iterable[str], earlier: Earlier = frozenset
    ) -> None:  # fmt: skip
        self.base, self.mine, self.new = base, mine, new
        self._earlier = earlier
        self._printed: frozenset[tuple[str, str]] | None = None
        self.marker = Marker(mine.package.stories.values(), AUTHOR, date)
        self._own: frozenset[str] | None = None
        self.comments = Comments(mine.package, AUTHOR, date)
        self.places_before = Places(base)
        self.declined = frozenset(declined)
        self.outcomes: list[Outcome] = []
        self.expected: list[tuple[Unit, str]] = []
        self.written: list[tuple[str, Element]] = []
        self.owed: set[str] = set()
        self.quoted: list[str] = []
        self.quiet = False
        self.doubtful = False
        self.ordinals = True
        self.numbering_told = False

    def owe(self, change: Change) -> None:
        """A change was met: it must have an outcome in the end."""
        if not self.quiet:
            self.owed.add(change.id)

    def printed_before(self, change: Change, text: str) -> bool:
        """Whether the fact was printed as `text` by an earlier generation: then nobody has typed it, an update of it was
        rejected."""
        if self._printed is None:
            self._printed = frozenset((path, fold(said)) for path, said in self._earlier())
        return any((path, fold(text)) in self._printed for path in change.path.split("、"))

    def refused(self, change: Change) -> bool:
        """Whether the clerk has rejected this very change before; then that is its outcome."""
        if change.id not in self.declined:
            return False
        self.tell(change, Kind.DECLINED, None, None)
        return True

    def tell(
        self,
        change: Change,
        kind: Kind,
        container: Container | None,
        unit: Unit | None,
        theirs: str = "",
        note: str = "",
    ) -> None:
        """Put the outcome of a change on record; `unit` is the paragraph it is in, or stands by."""
        at = paragraph_of(unit) if unit is not None and not change.where else None
        self.tell_at(change, kind, container, at, theirs, note)

    def tell_at(
        self, change: Change, kind: Kind, container: Container | None, at: Element, theirs: str = "", note: str = ""
    ) -> None:
        """Put the outcome of a change on record, which stands in the w:p `at`, or in that row or table."""
        if self.quiet:
            return
        said = change.in_words(kind)
        place = change.where or (container.label if container is not None else "")
        self.outcomes.append(
            Outcome(
                change.id, kind, place, _shown(said.old), _shown(said.new), _shown(theirs), change.path,
                change.position, note, at,
            )
        )  # fmt: skip

    def placed(self) -> tuple[Outcome, ...]:
        """The outcomes with the places of the file as the clerk will see it."""
        if not any(outcome.at is not None for outcome in self.outcomes):
            return tuple(self.outcomes)
        changed = bool(self.mine.package.changed)
        places = Places(read_package(self.mine.package) if changed else self.mine)
        return tuple(_placed(places, outcome) for outcome in self.outcomes)

    def comment(
        self, container: Container, unit: Unit, first: Element | None, last: Element | None, change: Change, kind: Kind,
        theirs: str = "", note: str = "",
    ) -> None:  # fmt: skip
        """Comment on a change in the document; where the place can hold no comment, on the paragraph it hangs on."""
        if self.quiet:
            return
        text = wording.comment(kind, change.in_words(kind), theirs, note)
        self.quoted.append(theirs)
        if container.host is not None:
            text = f"（{container.label}）{text}"
            unit, first, last = container.host, None, None
        self.comments.add(unit, first, last, text)
        self.touched(container)
        self.mine.package.changed.add(self.mine.body.part)

    def touched(self, container: Container) -> None:
        """The part of a container has been changed."""
        self.mine.package.changed.add(container.part)

    def expect(self, unit: Unit, text: str) -> None:
        """The text must be seen in the unit when all is done."""
        self.expected.append((unit, text))

    def wrote(self, change: Change, element: Element | None) -> None:
        """The element that holds the new text of a change."""
        if element is not None:
            self.written.append((change.id, element))

    def withdraw(self, settled: Sequence[Element]) -> None:
        """What was taken back again, as nothing is left of it, is told as that."""
        gone = {
            change for change, each in self.written if any(each is one or each.getparent() is one for one in settled)
        }
        self.outcomes = [
            replace(outcome, kind=Kind.WITHDRAWN)
            if outcome.id in gone and outcome.kind in (Kind.CLEAN, Kind.CHECK)
            else outcome
            for outcome in self.outcomes
        ]

    def added_things(self, base: Iterable[Element], mine: Iterable[Element]) -> bool:
        """Whether the clerk's elements hold something beside their text that the generated ones do not."""
        if self._own is None:
            self._own = frozenset(comments_of(self.mine.package, AUTHOR))
        return bool(things_in(mine, AUTHOR, self._own) - things_in(base, AUTHOR))

    # --- runs ------------------------------------------------------------------------------------------------------

    def translated(self, properties: Element | None, source: Reading) -> Element | None:
        """Run properties of a generated document for the clerk's file: its style ids, by name."""
        if properties is None:
            return None
        copied = deepcopy(properties)
        style = copied.find(f"{W}rStyle")
        if style is not None:
            name = source.package.style_names.get(style.get(f"{W}val", ""), "")
            own = self.mine.package.style_ids.get(("character", name))
            if own is None:
                copied.remove(style)
            else:
                style.set(f"{W}val", own)
        return copied


def _placed(places: Places, outcome: Outcome) -> Outcome:
    if outcome.at is None:
        return outcome
    place = places.at(next(outcome.at.iter(f"{W}p"), None))
    if outcome.at.tag != f"{W}p":
        place = of_row(place) if outcome.at.tag == f"{W}tr" else of_table(place)
    return replace(outcome, place=place or outcome.place, at=None)


def _shown(text: str) -> str:
    return text.replace(BREAK, "\n").replace(OBJECT, wording.NO_TEXT)


class Joint:
    """Paragraphs read as one text, a paragraph separator between them."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = list(units)
        self.starts: list[int] = []
        self.text = ""
        self.read()

    def read(self) -> None:
        """Read the texts again."""
        at, parts, self.starts = 0, [], []
        for unit in self.units:
            self.starts.append(at)
            parts.append(unit.text)
            at += len(unit.text) + 1
        self.text = BREAK.join(parts)

    def within(self, start: int, end: int) -> tuple[Unit, int, int] | None:
        """The unit that holds characters `start` to `end`, and where in it; None when no single one does."""
        for unit, first in zip(self.units, self.starts, strict=True):
            if first <= start and end <= first + len(unit.text):
                return unit, start - first, end - first
        return None

    def near(self, at: int) -> Unit:
        """The unit at a character."""
        for unit, first in zip(reversed(self.units), reversed(self.starts), strict=True):
            if first <= at:
                return unit
        return self.units[0]

    def piece(self, at: int) -> Piece | None:
        """The piece that holds a character."""
        found = self.within(at, at + 1)
        if found is None:
            return None
        unit, start, _ = found
        return next((piece for piece in unit.pieces if piece.start <= start < piece.end), None)


def segments(unit: Unit, start: int, end: int) -> list[tuple[str, Element]]:
    """Characters `start` to `end` of a unit cut where the run changes: text and run."""
    found: list[tuple[str, Element]] = []
    for piece in unit.pieces:
        if piece.end > start and piece.start < end:
            text = piece.text[max(0, start - piece.start) : end - piece.start]
            if found and (found[-1][1] is piece.run or format_key(found[-1][1]) == format_key(piece.run)):
                found[-1] = (found[-1][0] + text, found[-1][1])
            else:
                found.append((text, piece.run))
    return found


def fact_at(spans: Iterable[Span], start: int, end: int) -> tuple[str, Position | None]:
    """The path and place of the fact that characters `start` to `end` tell; the place of typed text else."""
    best: Span | None = None
    for span in spans:
        if span.start < max(end, start + 1) and span.end > start and (best is None or _rank(span) > _rank(best)):
            best = span
    return (best.path or best.formula, best.position) if best is not None else ("", None)


def fact_of(old: Unit, new: Unit, op: Op) -> tuple[str, Position | None]:
    """The fact that a change of text tells; of what only goes away the new text says nothing."""
    return fact_at(old.spans, op.b0, op.b1) if op.n1 == op.n0 else fact_at(new.spans, op.n0, op.n1)


def facts_of(old: Unit, new: Unit) -> tuple[str, Position | None]:
    """The facts that change from one paragraph to the other, a few by name, with the place of the first."""
    found = [fact_of(old, new, op) for op in changes(old.text, old.spans, new.text, new.spans) if not op.ordinal]
    named = dict(reversed([fact for fact in found if fact[0]]))
    if not named:
        return fact_at(new.spans, 0, len(new.text))
    paths = list(dict.fromkeys(path for path, _ in found if path))
    return "、".join(paths[:MAX_FACTS]), named[paths[0]]


def _rank(span: Span) -> tuple[bool, bool]:
    return span.kind in _SAID, bool(span.path)


def runs_like(texts: Iterable[tuple[str, Element | None]]) -> list[Element]:
    """Runs that say the texts, each in the format of its run or properties."""
    return [run for text, source in texts for run in new_runs(text, source)]
