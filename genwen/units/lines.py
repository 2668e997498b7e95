"""Lines of JSON that say the same things under the same keys, taken over into the spool without being read as facts.

A `Pattern` is made of a line that was read the ordinary way: what stands in the spool for it, what its digest is made
of, with blanks where its values stand. Of the next line only the values are taken. What is not just like the first one
(other keys, lists, an escape, a sign nobody sees, a value that is no text) is read the ordinary way, which says what is
wrong.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from json.encoder import encode_basestring
from operator import itemgetter
from typing import Any

from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.units.records import NAMELESS, UnitRecord

MAX_PATTERNS = 4
PATIENCE = 24
"""Lines met in vain before patterns are no longer made."""
_pairs = json.JSONDecoder(object_pairs_hook=list, parse_int=str, parse_float=str).decode
# Stand-ins for what differs from line to line; no key of a list can hold them
_OPEN, _CLOSE = "\ue000", "\ue001"
_NUMBER, _ROW = 918_273_645_546_372_819, 192_837_465_564_738_291
_BLANK = regex(rf'"{_OPEN}(\d+){_CLOSE}"|{_NUMBER}|{_ROW}')
Shape = tuple[tuple[str, Any], ...]
"""Keys in order, each with the shape of what stands below it, None for a text."""


class Taken:
    """A unit of which only the values are known: what is asked of it as of a `UnitRecord` to put it into the spool."""

    __slots__ = ("_given", "_pattern", "_texts", "findings", "name", "stem", "superior")

    def __init__(self, pattern: Pattern, texts: list[str], number: int, row: int) -> None:
        self._pattern, self._texts = pattern, texts
        self._given = [*map(encode_basestring, texts), str(number), str(row)]
        self.name = texts[pattern.name]
        self.superior = texts[pattern.superior] if pattern.superior is not None else ""
        self.findings: list[Finding] = []
        self.stem = ""

    def to_line(self) -> bytes:
        """See `UnitRecord.to_line`."""
        return self._pattern.line((*self._given, encode_basestring(self.stem))).encode() + b"\n"

    def own_digest(self) -> str:
        """See `UnitRecord.own_digest`."""
        return hashlib.sha256(self._pattern.said(self._given).encode()).hexdigest()

    def values(self) -> dict[str, str]:
        """See `UnitRecord.values`."""
        return {path: self._texts[at] for path, at in self._pattern.paths}


class Pattern:
    """What lines have in common; `name` and `superior` say which of their texts those are."""

    def __init__(self, shape: Shape, unit: UnitRecord, count: int) -> None:
        unit.stem = f"{_OPEN}{count + 2}{_CLOSE}"  # after the texts, the number and the row
        self.shape = shape
        self.line = _filling(unit.to_line().decode()[:-1], count)
        self.said = _filling(unit.said(), count)
        self.paths = [(path, int(text[1:-1])) for path, text in unit.values().items()]
        self.name = int(unit.name[1:-1])
        self.superior = int(unit.superior[1:-1]) if unit.superior else None

    def texts(self, pairs: Any) -> list[str] | None:
        """The texts of a line of this pattern; None for any other."""
        texts: list[str] = []
        return texts if _gathered(pairs, self.shape, texts) and texts[self.name] not in NAMELESS else None


def _gathered(pairs: Any, shape: Shape, texts: list[str]) -> bool:
    """Put the texts of an object given as pairs into `texts`; whether it has the shape."""
    if pairs.__class__ is not list or len(pairs) != len(shape):
        return False
    for pair, (key, below) in zip(pairs, shape, strict=True):
        if pair.__class__ is not tuple or pair[0] != key:
            return False
        value = pair[1]
        if below is not None:
            if not _gathered(value, below, texts):
                return False
        elif value.__class__ is str:
            texts.append(value.strip())
        else:
            return False
    return True


def _filling(text: str, count: int) -> Callable[[Sequence[str]], str]:
    """What puts the texts of a line, its number and its row into the blanks of `text`."""
    slots = [int(found[1]) if found[1] else count + (found[0] == str(_ROW)) for found in _BLANK.finditer(text)]
    pieces = [text[at:end] for at, end in _between(text)]
    form, chosen = "%s".join(piece.replace("%", "%%") for piece in pieces), itemgetter(*slots, 0)

    def filled(given: Sequence[str]) -> str:
        return str(form % chosen(given)[:-1])

    return filled


def _between(text: str) -> list[tuple[int, int]]:
    """Where the pieces between the blanks are."""
    ends = [found.span() for found in _BLANK.finditer(text)]
    return list(zip([0, *(end for _, end in ends)], [*(start for start, _ in ends), len(text)], strict=True))


class Patterns:
    """The patterns of one list; `read` makes a unit of an object, its number and its row the ordinary way."""

    def __init__(self, unseen: re.Pattern[str], read: Callable[[Any, int, int], UnitRecord]) -> None:
        self._unseen, self._read = unseen, read
        self._known: list[Pattern] = []
        self._misses = 0

    def taken(self, line: bytes, number: int, row: int) -> Taken | None:
        """A line that is like one before it; None for any other."""
        if not self._known:
            return None
        try:
            text = line.decode()
            pairs = None if "\\" in text or self._unseen.search(text) else _pairs(text)
        except (ValueError, RecursionError):
            return None
        for at, pattern in enumerate(self._known):
            texts = pattern.texts(pairs)
            if texts is not None:
                if at:
                    self._known.insert(0, self._known.pop(at))
                self._misses = 0
                return Taken(pattern, texts, number, row)
        return None

    def learn(self, form: Any) -> None:
        """Make a pattern of an object that was read without a fault."""
        self._misses += 1
        if self._misses > PATIENCE:
            return
        count = [0]
        blank = _blanked(form, count)
        if blank is None:
            return
        unit = self._read(blank, _NUMBER, _ROW)
        if not unit.findings and unit.name.startswith(_OPEN):
            self._known.insert(0, Pattern(_shape(blank), unit, count[0]))
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


def _shape(form: dict[str, Any]) -> Shape:
    return tuple((key, _shape(value) if isinstance(value, dict) else None) for key, value in form.items())
