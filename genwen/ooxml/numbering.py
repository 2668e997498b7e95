"""Automatic numbers before paragraphs: numbering.xml in, the text Word would print out (一、（一）1.（1）)."""

from __future__ import annotations

import re
from typing import Any

from genwen.numerals import chinese_number
from genwen.ooxml.formatting import Formatting, W, integer
from genwen.patterns import regex

_LEVELS = 9
_PLACE = regex(r"%([1-9])")
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCounting",
    "ideographTraditional",
}


class Numbering:
    """The lists of a document and where each of them has got to."""

    def __init__(self, root: Any, formatting: Formatting) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._lists: dict[str, str] = {}
        self._counts: dict[str, list[int]] = {}
        self._by_style: dict[str, list[Any]] = {}
        self._formatting = formatting
        if root is None:
            return
        for abstract in root.iterchildren(f"{W}abstractNum"):
            self._levels[abstract.get(f"{W}abstractNumId", "")] = {
                integer(level.get(f"{W}ilvl")): _level(level) for level in abstract.iterchildren(f"{W}lvl")
            }
        for number in root.iterchildren(f"{W}num"):
            of = number.find(f"{W}abstractNumId")
            if of is not None:
                self._lists[number.get(f"{W}numId", "")] = of.get(f"{W}val", "")

    def label(self, style: str, properties: Any) -> str:
        """The number before the next paragraph of that style with the direct properties, "" for none; counts on."""
        if not self._lists:
            return ""
        named = self._reference(style, properties)
        abstract = self._lists.get(named[0], "") if named else ""
        levels = self._levels.get(abstract)
        if not named or not levels or named[1] not in levels:
            return ""
        level = named[1]
        counts = self._counts.setdefault(abstract, [levels[n][2] - 1 if n in levels else 0 for n in range(_LEVELS)])
        counts[level] += 1
        for lower in range(level + 1, _LEVELS):
            counts[lower] = levels[lower][2] - 1 if lower in levels else 0

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            return _figure(levels[at][0] if at in levels else "decimal", counts[at])

        return "" if levels[level][0] in ("bullet", "none") else _PLACE.sub(shown, levels[level][1])

    def _reference(self, style: str, properties: Any) -> tuple[str, int] | None:
        """List and level of a paragraph: set directly or by its style."""
        direct = properties.find(f"{W}numPr") if properties is not None else None
        if style not in self._by_style:
            layers = [layer.find(f"{W}pPr/{W}numPr") for layer in self._formatting.chain(style)[::-1]]
            self._by_style[style] = [reference for reference in layers if reference is not None]
        found: str | None = None
        level: int | None = None
        for reference in (direct, *self._by_style[style]):
            if reference is None:
                continue
            identity, depth = reference.find(f"{W}numId"), reference.find(f"{W}ilvl")
            if found is None and identity is not None:
                found = identity.get(f"{W}val", "0")
            if level is None and depth is not None:
                level = integer(depth.get(f"{W}val"))
        return (found, min(level or 0, _LEVELS - 1)) if found and found != "0" else None


def _level(level: Any) -> tuple[str, str, int]:
    kind, text, start = (level.find(f"{W}{name}") for name in ("numFmt", "lvlText", "start"))
    return (
        kind.get(f"{W}val", "decimal") if kind is not None else "decimal",
        text.get(f"{W}val", "")[:40] if text is not None else "",
        integer(start.get(f"{W}val"), 1) if start is not None else 1,
    )


def _figure(kind: str, number: int) -> str:
    if kind in _CHINESE and 0 <= number < 10_000:
        return chinese_number(number)
    if kind == "decimalEnclosedCircle" and 1 <= number <= 20:
        return chr(0x245F + number)
    if kind == "decimalFullWidth":
        return str(number).translate({ord("0") + digit: chr(0xFF10 + digit) for digit in range(10)})
    if kind in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr((0x60 if kind == "lowerLetter" else 0x40) + number)
    return str(number)
