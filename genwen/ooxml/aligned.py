"""A paragraph as it was read and as its runs say it in, the stretches that both have out.

Notes, pictures and symbols are marks in the one and nothing in the other, the result of a field the other way round.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from genwen.ooxml.revisions_text import OBJECT
from genwen.records import record

_LONGEST = 5_000
"""Characters beyond which texts that differ are not compared: no such paragraph is a text."""
_MARKS = frozenset((OBJECT, "\n"))


@record
class Stretch:
    """Characters `start` to `end` of what was read stand `shift` further on in the runs."""

    start: int
    end: int
    shift: int


def stretches(text: str, read: str) -> tuple[Stretch, ...]:
    """What the text of the runs and what was read of them have in common, in order; () where one says something else."""
    if text.strip("\n") == read.strip("\n"):  # page breaks before and after are no text
        before, counted = (len(said) - len(said.lstrip("\n")) for said in (text, read))
        return (Stretch(0, len(read), before - counted),)
    if max(len(text), len(read)) > _LONGEST:
        return ()
    found = []
    for kind, start, end, there, stop in SequenceMatcher(None, read, text, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Stretch(start, end, there - start))
        elif set(text[there:stop]) - _MARKS:
            return ()
    return tuple(found)


def place_of(start: int, end: int, among: tuple[Stretch, ...]) -> int | None:
    """Where characters that were read begin in the runs; None where something that is no text stands among them."""
    return next((start + one.shift for one in among if one.start <= start and end <= one.end), None)
