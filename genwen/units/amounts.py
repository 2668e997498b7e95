"""Quantities of 统计 as units of a list say them, held against the units of measure that the office counts in.

A slip of the keyboard (12OO) is a number with an odd unit, and a unit of another kind makes nonsense of every sum: for a
unit of a list, whose figures nobody looks at one by one, both are errors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from genwen import numerals
from genwen.diagnostics import Finding, Position, Severity
from genwen.facts.fact import Quantity
from genwen.facts.fields import WITHOUT_VALUE
from genwen.facts.loader import Facts
from genwen.facts.source.nodes import Mapping as LocatedMapping
from genwen.facts.source.nodes import Node, Scalar, Sequence
from genwen.numerals.units import unit_of
from genwen.patterns import regex
from genwen.units.overlay import WHOLE
from genwen.units.paths import DATA, DATED

# no unit begins with an O, none of several letters with an l before 万
_LETTERS = regex(r"(?:[oOlI0-9.,]*[oO0-9][oOlI0-9.,]*|[lI]+(?=[万亿]))(?![A-Za-z])")
_COUNTS = frozenset("人名位辆台个家户套盏座栋幢件部处间张把")
_BY_DENSITY = frozenset({"立方米", "千克"})
"""What may stand for each other: water is read in both, fuel has a density."""
_PER_YEAR = regex(r"[/／每](?:年|a)$")
_CODE = "S513"


def amount_fault(said: str, unit: str, wanted: str, whose: str, at: Position | None) -> Finding | None:
    """What is wrong with an amount, called `said`, in `unit` where `wanted` ("" for unknown) is that of `whose`."""
    if unit == wanted or not unit:
        return None
    if (letters := _LETTERS.match(unit)) is not None:
        hint = "写半角阿拉伯数字，核对是否把0写成了字母"
        return Finding(_CODE, f"{said}不是数：数字里夹着“{letters[0]}”", hint, at)
    one, other = unit_of(_plain(unit)), unit_of(wanted)
    if not (other.known or wanted in _COUNTS) or one.base == other.base or {one.base, other.base} == _BY_DENSITY:
        return None
    if not one.known and wanted in _COUNTS:
        return None  # 35个 where the office says 人
    severity = Severity.ERROR if one.known else Severity.WARNING
    return Finding(_CODE, f"{said}的单位是“{unit}”，{whose}是“{wanted}”", f"核对数和单位，按{wanted}填写", at, severity)


def _plain(unit: str) -> str:
    """A unit without what clerks put into it: 千瓦·时, 立方米/年."""
    return _PER_YEAR.sub("", unit.lstrip("万亿")).replace("千瓦·时", "千瓦时").replace("千瓦.时", "千瓦时")


class Amounts:
    """The units of measure of an office: of its own figures in 统计, else of its 能源. `roots` are its facts as nodes."""

    def __init__(self, roots: Mapping[str, Node], year: int) -> None:
        self._units: dict[str, str] = {}
        years = sorted((root for root in roots if root.startswith(f"{DATED}.")), reverse=True)
        for root in sorted(years, key=f"{DATED}.{year}".__ne__):
            figures = _child(roots[root], DATA)
            for name, node in figures.items() if isinstance(figures, LocatedMapping) else ():
                if unit := _unit_in(node):
                    self._units.setdefault(name, unit)
        energies = _child(roots.get("能源"), "能源")
        for energy in energies if isinstance(energies, Sequence) else ():
            named, unit = _word(energy, "用量") or f"{_word(energy, '名称')}用量", _word(energy, "单位")
            if unit:
                self._units.setdefault(named, unit)
            if cost := _word(energy, "费用"):
                self._units.setdefault(cost, "元")

    def unit(self, name: str) -> str:
        """The unit the office has a quantity in, "" for none or where it has no such quantity."""
        return self._units.get(name, "")

    def check(self, facts: Facts, said: Mapping[str, Any]) -> Iterator[Finding]:
        """What is wrong with the quantities of a unit; `said` is what it says itself, as nodes or as JSON."""
        for root, own in said.items():
            if not root.startswith(f"{DATED}."):
                continue
            year = facts.statistics.get(int(root.partition(".")[2]))
            figures = year.data if year is not None else {}
            names = own.get(DATA) if isinstance(own, dict) else None
            # where all is said anew (改为), all is looked at: else what is inherited would cost each unit its time
            for name in names if isinstance(names, dict) and WHOLE not in names else figures:
                fact = figures.get(name)
                if isinstance(fact, Quantity) and fact.state == "已知":
                    wanted = self._units.get(name, "")
                    if fact.unit != wanted or fact.value < 0 or wanted in _COUNTS:
                        yield from self._faults(name, fact, wanted)

    def _faults(self, name: str, fact: Quantity, wanted: str) -> Iterator[Finding]:
        at = fact.origin.position
        fault = amount_fault(f"{name}“{fact.text}”", fact.unit, wanted, f"本级的{name}", at)
        if fault is not None:
            yield fault
        elif wanted and not fact.unit:
            said = f"{name}“{fact.text}”没有写单位，本级用的是“{wanted}”"
            yield Finding("S509", said, f"写作 {fact.text}{wanted}", at, Severity.WARNING)
        if fact.value < 0:
            yield Finding("S222", f"“{name}”是负数（{fact.text}）", "统计的数不带正负号，请核对", at)
        elif fact.unit in _COUNTS and fact.value != fact.value.to_integral_value():
            yield Finding(_CODE, f"{name}“{fact.text}”不是整数", "核对是否多了小数点", at, Severity.WARNING)


def cell_fault(name: str, text: str, unit: str, at: Position) -> Finding | None:
    """What is wrong with a cell of a column in `unit`: it says a unit of its own, of another kind."""
    if text[0] in WITHOUT_VALUE:
        return None
    try:
        read = numerals.parse_quantity(text)
    except ValueError:
        return None  # whoever reads the fact says so
    return amount_fault(f"{name}“{text}”", read.unit, unit, "表头", at)


def _unit_in(node: Node) -> str:
    """The unit of a quantity typed, "" where there is none."""
    if not isinstance(node, Scalar) or not node.strip() or node.strip()[0] in WITHOUT_VALUE:
        return ""
    try:
        return numerals.parse_quantity(node.strip()).unit
    except ValueError:
        return ""


def _child(node: Node | None, key: str) -> Node | None:
    return node.get(key) if isinstance(node, LocatedMapping) else None


def _word(node: Node, key: str) -> str:
    found = _child(node, key)
    return found.strip() if isinstance(found, Scalar) else ""
