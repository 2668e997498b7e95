"""Regular expressions compiled when they are first used.

The rules have a thousand of them, of which a short document needs a third: to compile them all takes longer than the check.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from typing import Any, AnyStr, cast

_TAKEN_OVER = (
    "pattern", "flags", "groups", "groupindex",
    "search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn",
)  # fmt: skip


Charset = list[tuple[Any, Any]]


def _once(optimize: Callable[..., tuple[Charset, bool]]) -> Callable[..., tuple[Charset, bool]]:
    """What `re` makes of a class of characters, made once for all patterns that have the class."""
    kept: dict[tuple[tuple[Any, Any], ...], tuple[Charset, bool]] = {}

    def optimized(charset: Charset, *by_case: Any) -> tuple[Charset, bool]:
        if any(by_case):
            return optimize(charset, *by_case)
        key = tuple(charset)
        if key not in kept:
            kept[key] = optimize(charset)
        return kept[key]

    return optimized


_compiler: Any = import_module("re._compiler")
if hasattr(_compiler, "_optimize_charset"):
    # It goes through [\u4e00-\u9fff] character by character, in most of our patterns: half of what they take to compile.
    _compiler._optimize_charset = _once(_compiler._optimize_charset)


class _Compiled:
    """An expression that has taken over what a compiled one has: a call costs no more than there."""

    __slots__ = ("_flags", "_source", *_TAKEN_OVER)


class _Waiting(_Compiled):
    """An expression before its first use, which makes it a compiled one."""

    __slots__ = ()

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _TAKEN_OVER:
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        for taken in _TAKEN_OVER:
            setattr(self, taken, getattr(compiled, taken))
        self.__class__ = _Compiled  # type: ignore[assignment]
        return getattr(self, name)


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A regular expression for the top of a module; what is wrong with it is raised (re.error) by its first use."""
    return cast("re.Pattern[AnyStr]", _Waiting(source, flags))


def source_of(pattern: re.Pattern[str]) -> tuple[str, int]:
    """The source and the flags of a pattern, which is not compiled for them."""
    if isinstance(pattern, _Compiled):
        return cast("str", pattern._source), pattern._flags
    return pattern.pattern, pattern.flags & ~re.UNICODE
