"""What all views of the statistics share, and what periods of a year are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from genwen.facts.energy import Energy, EnergySettings
from genwen.facts.ledger import MONTHS, Ledger
from genwen.facts.schema import Indicator, StatisticsYear, Targets
from genwen.patterns import regex
from genwen.records import made, record

if TYPE_CHECKING:
    from genwen.document.statistics.quantities import Statistics

PERIODS: Mapping[str, tuple[int, ...]] = {
    "上半年": (1, 2, 3, 4, 5, 6), "下半年": (7, 8, 9, 10, 11, 12), "一季度": (1, 2, 3), "二季度": (4, 5, 6),
    "三季度": (7, 8, 9), "四季度": (10, 11, 12), "前三季度": (1, 2, 3, 4, 5, 6, 7, 8, 9),
} | {f"{month}月": (month,) for month in MONTHS}  # fmt: skip
_SPAN = regex(r"(\d{1,2})月?[—\-–~至到](\d{1,2})月")


def months_named(name: str) -> tuple[int, ...]:
    """The months of 3月, 一季度, 上半年 or 1—9月; () when it is no period."""
    if name in PERIODS:
        return PERIODS[name]
    found = _SPAN.fullmatch(name)
    if found and 1 <= int(found[1]) <= int(found[2]) <= 12:
        return tuple(range(int(found[1]), int(found[2]) + 1))
    return ()


@record(frozen=False)
class Book:
    """What all views of the statistics share."""

    typed: Mapping[int, StatisticsYear]
    indicators: Mapping[str, Indicator]
    change_decimals: int
    read_ledger: Callable[[], Ledger]
    energy: EnergySettings | None
    caliber: str
    targets: Targets | None
    path: str
    views: dict[tuple[int, str, tuple[int, ...]], Statistics] = made(default_factory=dict)
    used: dict[tuple[str, str], bool] = made(default_factory=dict)
    """Whether an energy is used, at a place or anywhere."""
    energies: dict[str, list[Energy]] = made(default_factory=dict)
    """The energies that are used, by place."""
    figures: dict[str, frozenset[str]] = made(default_factory=dict)
    """The figures that make sense, by place."""

    @cached_property
    def typed_names(self) -> frozenset[str]:
        """What was typed for any year."""
        return frozenset().union(*[data.data for data in self.typed.values()])
