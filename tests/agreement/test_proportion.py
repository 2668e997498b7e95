"""Rules that hold numbers and times of a document against each other take time in proportion to its length."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from decimal import Decimal
from types import FrameType
from typing import Any

import pytest

from genwen.agreement.reading.text import Grid, Line, Rule, Subject, View, near_views
from genwen.agreement.registry import RULES
from genwen.agreement.values.tenfold import Amounts, Cell
from genwen.diagnostics import Position

_GROWING = ("check_stages", "check_tenfold", "check_mean_changes")


def _line(text: str, number: int) -> Line:
    return Line(text, Position("长.docx", place=f"第{number}段"), "长.docx")


def _report(stages: int) -> Subject:
    """A paper of so many stages, each with its days, its numbers and a table of them."""
    lines: list[Line] = []
    grids: list[Grid] = []
    for n in range(stages):
        day, amount = n % 27 + 1, 1200 + n * 7
        texts = [
            f"3月{day}日，第{n}个单位组织自评；4月{day}日，考评组现场核查；5月{day}日，通报结果。",
            f"东区用电{amount}千瓦时，西区用电{amount + 3}千瓦时，南区用电{amount + 5}千瓦时。3个区共用电{amount * 3 + 8}千瓦时。",
        ]
        lines += [_line(text, len(lines) + at) for at, text in enumerate(texts)]
        rows = [
            ("地区", "用电（千瓦时）"),
            *zip(("东区", "西区", "南区"), (amount, amount + 3, amount + 5), strict=True),
        ]
        cells = tuple(tuple(_line(f"{cell}", n) for cell in row) for row in rows)
        grids.append(Grid(cells, Position("长.docx", place=f"表{n}"), len(lines)))
    return Subject((View("长.docx", tuple(lines), tuple(grids)),))


def _calls(rule: Rule, subject: Subject) -> int:
    """How many functions of the program a rule calls."""
    called = 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal called
        called += event == "call"

    looked_at = near_views(subject) if rule.near else subject
    found: Iterator[object] = iter(rule.check(looked_at))
    sys.setprofile(count)
    try:
        for _ in found:
            pass
    finally:
        sys.setprofile(None)
    return called


@pytest.mark.parametrize("rule", [one for one in RULES if one.check.__name__ in _GROWING], ids=lambda rule: rule.id)
def test_a_longer_document_takes_time_in_proportion(rule: Rule) -> None:
    _calls(rule, _report(2))  # patterns are compiled by their first use
    once, fourfold = _calls(rule, _report(50)), _calls(rule, _report(200))
    assert fourfold < once * 6


def test_cells_found_by_value_stay_in_the_order_of_their_table() -> None:
    values = [Decimal(one) for one in ("7", "3", "5", "3.2")]
    sheet: Any = None  # which nothing asks for here
    amounts = Amounts([Cell(sheet, row, 1, value, Decimal("0.5")) for row, value in enumerate(values)])
    assert [cell.row for cell in amounts.between((Decimal(3), Decimal(4)), (Decimal(7), Decimal(7)))] == [0, 1, 3]
    assert amounts.half == Decimal("0.5")
