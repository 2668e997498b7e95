"""Lines of JSON that say the same things under the same keys, taken over into the spool without being read as facts.

A `Pattern` is made of a line that was read the ordinary way: the line itself, what stands in the spool for it and what its
digest is made of, with blanks where its values stand. Of the next line only the values are taken. What is not just like
the first one (other keys or spaces between them, lists, an escape, a sign nobody sees, a value that is neither a text nor
a number) is read the ordinary way, which says what is wrong.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.units.records import NAMELESS, UnitRecord

MAX_PATTERNS = 4
PATIENCE = 24
"""Lines met in vain before patterns are no longer made."""
# Stand-ins for what differs from line to line; no key of a list can hold them
_OPEN, _CLOSE = "\ue000", "\ue001"
_NUMBER, _ROW = 918_273_645_546_372_819, 192_837_465_564_738_291
_BLANK = regex(rf"{_OPEN}(\d+){_CLOSE}|{_NUMBER}|{_ROW}")
_FIGURE = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
_TOKENS = regex(rf'"(?:[^"\\]|\\.)*"(?P<key>\s*:)?|(?P<figure>{_FIGURE})')
_SPACES = " \t\r\n"


class Taken:
    """A unit of which only the values are known: what is asked of it as of a `UnitRecord` to put it into the spool."""

    __slots__ = ("_given", "_pattern", "_texts", "findings", "name", "stem", "superior")

    def __init__(self, pattern: Pattern, texts: list[str], number: int, row: int) -> None:
        self._pattern, self._texts = pattern, texts
        self._given = [*texts, str(number), str(row)]  # none of them holds what JSON would escape
        self.name = texts[pattern.name]
        self.superior = texts[pattern.superior] if pattern.superior is not None else ""
        self.findings: list[Finding] = []
        self.stem = ""

    def to_line(self) -> bytes:
        """See `UnitRecord.to_line`."""
        return self._pattern.line((*self._given, self.stem)).encode() + b"\n"

    def own_digest(self) -> str:
        """See `UnitRecord.own_digest`."""
        return hashlib.sha256(self._pattern.said(self._given).encode()).hexdigest()

    def said_at(self) -> tuple[tuple[str, ...], list[str]]:
        """See `UnitRecord.said_at`."""
        return self._pattern.paths, [self._texts[at] for at in self._pattern.order]


class Pattern:
    """What lines have in common; `name` and `superior` say which of their texts those are."""

    def __init__(self, line: str, unseen: str, unit: UnitRecord, count: int) -> None:
        unit.stem = f"{_OPEN}{count + 2}{_CLOSE}"  # after the texts, the number and the row
        self._values = re.compile(_expression(line, unseen)).fullmatch
        self.line = _filling(unit.to_line().decode()[:-1], count)
        self.said = _filling(unit.said(), count)
        self.paths, stands = unit.said_at()
        self.order = [int(text[1:-1]) for text in stands]
        self.name = int(unit.name[1:-1])
        self.superior = int(unit.superior[1:-1]) if unit.superior else None

    def texts(self, line: str) -> list[str] | None:
        """The texts of a line of this pattern; None for any other."""
        found = self._values(line)
        if found is None:
            return None
        texts = [*map(str.strip, found.groups())]
        return texts if texts[self.name] not in NAMELESS else None


def _expression(line: str, unseen: str) -> str:
    """The regular expression of lines like one of JSON, with a group for each value, in which no sign of `unseen` stands."""
    pieces: list[str] = []
    done = 0
    for token in _TOKENS.finditer(line):
        if token["key"] is None:
            value = f"({_FIGURE})" if token["figure"] else rf'"([^"\\\x00-\x1f{unseen}]*)"'
            pieces += (re.escape(line[done : token.start()]), value)
            done = token.end()
    return "".join((*pieces, re.escape(line[done:])))


def _filling(text: str, count: int) -> Callable[[Sequence[str]], str]:
    """What puts the texts of a line, its number and its row into the blanks of `text`."""
    slots = [int(found[1]) if found[1] else count + (found[0] == str(_ROW)) for found in _BLANK.finditer(text)]
    pieces = _BLANK.split(text)[::2]  # without what its group found
    form, chosen = "%s".join(piece.replace("%", "%%") for piece in pieces), itemgetter(*slots, 0)

    def filled(given: Sequence[str]) -> str:
        return str(form % chosen(given)[:-1])

    return filled


class Patterns:
    """The patterns of one list; `unseen` are the signs nobody sees, as in a regular expression, `read` makes a unit of an
    object, its number and its row the ordinary way."""

    def __init__(self, unseen: str, read: Callable[[Any, int, int], UnitRecord]) -> None:
        self._unseen, self._read = unseen, read
        self._known: list[Pattern] = []
        self._misses = 0

    def taken(self, line: bytes, number: int, row: int) -> Taken | None:
        """A line that is like one before it; None for any other."""
        try:
            text = line.decode().strip(_SPACES)
        except ValueError:
            return None
        for at, pattern in enumerate(self._known):
            texts = pattern.texts(text)
            if texts is not None:
                if at:
                    self._known.insert(0, self._known.pop(at))
                self._misses = 0
                return Taken(pattern, texts, number, row)
        return None

    def learn(self, line: bytes, form: Any) -> None:
        """Make a pattern of a line and its object, which was read without a fault."""
        self._misses += 1
        if self._misses > PATIENCE:
            return
        count = [0]
        blank = _blanked(form, count)
        if blank is None:
            return
        unit = self._read(blank, _NUMBER, _ROW)
        if not unit.findings and unit.name.startswith(_OPEN):
            text = line.decode("utf-8-sig").strip(_SPACES)
            self._known.insert(0, Pattern(text, self._unseen, unit, count[0]))
            del self._known[MAX_PATTERNS:]


def _blanked(form: Any, count: list[int]) -> Any:
    """An object with a stand-in for each of its texts, counted; None where it holds anything else."""
    if isinstance(form, str):
        count[0] += 1
        return f"{_OPEN}{count[0] - 1}{_CLOSE}"
    if not isinstance(form, dict) or not form or any(_OPEN in key or _CLOSE in key for key in form):
        return None
    blank = {key: _blanked(value, count) for key, value in form.items()}
    return None if None in blank.values() else blank
