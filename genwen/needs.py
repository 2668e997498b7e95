"""What a text must have for a pattern to match in it: characters, told by the pattern itself.

A text that lacks them need not be searched, and where no text has them, the pattern need not even be compiled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any

from genwen.patterns import source_of
from genwen.records import record

DIGIT, SPACE = r"\d", r"\s"
"""Stand for any character of the kind."""
_KINDS = {"CATEGORY_DIGIT": DIGIT, "CATEGORY_SPACE": SPACE}
_WIDEST = 64
"""Characters of a range that are told one by one."""


@record(eq=False)
class Some:
    """All of some needs, or one of them; a need is a character, a kind of characters, or some needs."""

    needs: tuple[str | Some, ...]
    every: bool


Need = str | Some


@lru_cache(maxsize=4096)
def needs_of(pattern: re.Pattern[str]) -> Need | None:
    """What every match of a pattern has, or what stands around it; None where that cannot be told."""
    source, flags = source_of(pattern)
    parsed = import_module("re._parser").parse(source, flags)  # the one parser of what `re` understands
    return None if parsed.state.flags & re.IGNORECASE else _of_all(parsed)


def _of_all(items: Iterable[tuple[Any, Any]]) -> Need | None:
    return _some([need for name, value in items if (need := _of(str(name), value)) is not None], True)


def _of(name: str, value: Any) -> Need | None:
    """What one piece of a pattern needs."""
    if name == "LITERAL":
        return chr(value) if value else None  # what is blanked has \0
    if name == "IN":
        return _of_class(value)
    if name == "BRANCH":
        ways = [_of_all(way) for way in value[1]]
        return _some([way for way in ways if way is not None], False) if None not in ways else None
    if name == "SUBPATTERN":
        return None if value[1] & re.IGNORECASE else _of_all(value[3])
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _of_all(value[2]) if value[0] else None
    if name in ("ASSERT", "ATOMIC_GROUP"):
        return _of_all(value[1] if name == "ASSERT" else value)
    return None


def _of_class(items: Sequence[tuple[Any, Any]]) -> Need | None:
    found: list[Need] = []
    for name, value in items:
        if str(name) == "LITERAL" and value:
            found.append(chr(value))
        elif str(name) == "RANGE" and value[0] > 0 and value[1] - value[0] < _WIDEST:
            found += map(chr, range(value[0], value[1] + 1))
        elif str(name) == "CATEGORY" and str(value) in _KINDS:
            found.append(_KINDS[str(value)])
        else:
            return None
    return _some(found, False)


def _some(needs: list[Need], every: bool) -> Need | None:
    return Some(tuple(dict.fromkeys(needs)), every) if len(needs) > 1 else needs[0] if needs else None
