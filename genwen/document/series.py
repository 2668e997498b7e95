"""Series for charts and tables: an amount month by month over years, shares of the places, each with its origin."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from genwen.document.elements import Origin
from genwen.facts.ledger import MONTHS
from genwen.records import record

if TYPE_CHECKING:
    from genwen.document.statistics import Statistics

HUNDRED = Decimal(100)


@record
class Series:
    """A row of numbers: what it is called, its unit, a label, a value (None for a gap) and an origin for each point."""

    name: str
    unit: str
    labels: tuple[str, ...]
    values: tuple[Decimal | None, ...]
    origins: tuple[Origin, ...]


def item_named(statistics: Statistics, energy: str) -> str:
    """The quantity of 统计 that an energy (电) or a quantity (用电量) is named by."""
    if statistics.energy is not None:
        for each in statistics.energy.energies:
            names = [each.name, *(each.other_names or ())]
            if any(fact.known and fact.text == energy for fact in names):
                return each.item
    return energy


def series_by_month(statistics: Statistics, energy: str, years: Sequence[int]) -> tuple[Series, ...]:
    """The amounts of an energy or quantity in each month, one series per year; months without a figure are gaps.

    Raises KeyError when there is no such quantity.
    """
    item = item_named(statistics, energy)
    if not statistics.is_quantity(item):
        raise KeyError(energy)
    found = []
    for year in years:
        figures = [statistics.view(months=(month,)).of_year(year, item) for month in MONTHS]
        found.append(
            Series(
                f"{year}年",
                next((figure.unit for figure in figures if figure.known), ""),
                tuple(f"{month}月" for month in MONTHS),
                tuple(figure.value if figure.known else None for figure in figures),
                tuple(figure.origin for figure in figures),
            )
        )
    return tuple(found)


def shares_by_site(statistics: Statistics, year: int, energy: str = "综合能耗") -> Series:
    """The share of each place in the whole of an energy or quantity, in per cent, unrounded, in order of the ledgers.

    A place without a figure is a gap. Raises KeyError when there is no such quantity.
    """
    item = item_named(statistics, energy)
    if not statistics.is_quantity(item):
        raise KeyError(energy)
    figures = [view.of_year(year, item) for view in statistics.view(year=year).sites()]
    known = [figure for figure in figures if figure.known]
    total = sum((figure.value for figure in known), Decimal(0))
    return Series(
        f"{year}年",
        "%",
        tuple(figure.statistics.site if figure.statistics is not None else "" for figure in figures),
        tuple(figure.value / total * HUNDRED if figure.known and total else None for figure in figures),
        tuple(figure.origin for figure in figures),
    )
