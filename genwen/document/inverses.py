"""How a fact is printed, read backwards: the forms that have an inverse, so that a printed text tells the fact's scalar.

A form counts only when it prints the fact exactly as the document does; what comes out is held against it again by who
uses it. Forms that forget something (sums, changes against a year before, lists) have no inverse and are not here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation

from genwen import numerals
from genwen.document import filters
from genwen.facts.fact import SCALES, Fact, Quantity
from genwen.patterns import regex
from genwen.records import record

_NUMBER = regex(r"[-−]?[0-9][0-9,，]*(?:\.[0-9]+)?")
MAX_SHOWN_DECIMALS = 6


@record
class Form:
    """A way to print a fact: its name, how the fact prints, and the scalar that a printed text stands for."""

    name: str
    printed: Callable[[Fact], str]
    scalar: Callable[[str, Fact, str], str]
    """The printed text, the fact as it is, its scalar as typed → the scalar to be typed. Raises ValueError."""


def forms_of(fact: Fact, text: str) -> list[Form]:
    """The forms that print the fact as `text`, the plainest first."""
    return [form for form in _forms(fact, text) if _prints(form, fact) == text]


def _prints(form: Form, fact: Fact) -> str | None:
    try:
        return form.printed(fact)
    except (TypeError, ValueError, KeyError, ArithmeticError):
        return None


def _forms(fact: Fact, text: str) -> Iterator[Form]:
    if not fact.known:
        return
    if isinstance(fact, Quantity):
        yield from _quantity_forms(text)
        yield Form("大写", lambda fact: filters.chinese(fact).text, _from_chinese)
    else:
        yield Form("", lambda fact: fact.text, _as_typed)


def _quantity_forms(text: str) -> Iterator[Form]:
    """Numbers as they are, with fixed decimals, in 万 or 亿, in groups of three, as a percentage; each without its unit."""
    found = _NUMBER.search(text)
    places = len(found.group().partition(".")[2]) if found else 0
    if places > MAX_SHOWN_DECIMALS:
        return
    ways: list[tuple[str, Callable[[Fact], object], Decimal]] = [
        ("", lambda fact: fact, Decimal(0)),
        (f"小数({places})", lambda fact: filters.decimals(fact, places), Decimal(1)),
        ("千分位", filters.grouped, Decimal(0)),
        ("百分比", lambda fact: filters.percent(fact, places), Decimal("0.01")),
    ]
    ways += [(scale, _scaled(scale, places), SCALES[scale]) for scale in ("万", "亿")]
    for name, way, factor in ways:
        yield Form(name, lambda fact, way=way: str(way(fact)), _number(factor))  # type: ignore[misc]
        yield Form(f"{name}数值", lambda fact, way=way: str(filters.bare(way(fact))), _number(factor))  # type: ignore[misc]


def _scaled(scale: str, places: int) -> Callable[[Fact], object]:
    return lambda fact: filters.in_scale(scale)(fact, places)


def _number(factor: Decimal) -> Callable[[str, Fact, str], str]:
    """The inverse of a form that prints numbers: `factor` is what one printed stands for, 0 for the fact's own scale."""

    def scalar(text: str, fact: Fact, typed: str) -> str:
        found = list(_NUMBER.finditer(text))
        own = list(_NUMBER.finditer(typed))
        if len(found) != 1 or len(own) != 1:
            raise ValueError(text)
        assert isinstance(fact, Quantity)
        shown = found[0].group().replace(",", "").replace("，", "").replace("−", "-")
        try:
            value = Decimal(shown)
        except InvalidOperation as error:
            raise ValueError(text) from error
        if factor:
            # the scalar keeps its own scale: 721.68万 printed of 7216800 is typed 7216800
            value = value * factor / SCALES.get(fact.scale, Decimal(1))
            shown = numerals.format_decimal(value.normalize())
        return typed[: own[0].start()] + shown + typed[own[0].end() :]

    return scalar


def _from_chinese(text: str, _fact: Fact, typed: str) -> str:
    found = list(_NUMBER.finditer(typed))
    if len(found) != 1:
        raise ValueError(text)
    number = numerals.parse_chinese_number(text)
    return f"{typed[: found[0].start()]}{number}{typed[found[0].end() :]}"


def _as_typed(text: str, _fact: Fact, typed: str) -> str:
    """The text itself; a date that was typed as 2025-03-18 stays in that form."""
    if not re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", typed.strip()):
        return text
    return numerals.parse_date(text).isoformat()


def same_shape(one: str, other: str) -> bool:
    """Whether two printed texts differ in their numbers only (or hold none at all)."""
    return _NUMBER.sub("0", one) == _NUMBER.sub("0", other)
