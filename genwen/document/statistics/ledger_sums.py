"""Quantities summed up from ledgers: over the months and the places of a view, every figure with its cell.

A year of which a month is lacking has no sum: it is 待补, and says which month. What is a stock (persons, area) is not
added up over months: persons are averaged, the rest is as in the last month.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from genwen import numerals
from genwen.document.elements import Origin, OriginKind
from genwen.document.statistics.year_quantity import YearQuantity
from genwen.facts.energy import Energy, is_stock
from genwen.facts.fact import Quantity
from genwen.facts.ledger import MONTHS, Entry
from genwen.numerals.months import parse_month
from genwen.numerals.units import conversion, unit_of
from genwen.records import record

if TYPE_CHECKING:
    from genwen.document.statistics.quantities import Statistics

MAX_DECIMALS = 4


@record
class _Part:
    """A summand: its value in the unit of the sum, and where it comes from; `gap` is what is lacking instead."""

    value: Decimal
    origin: Origin
    gap: str = ""


def ledger_quantity(view: Statistics, year: int, item: str) -> YearQuantity | None:
    """The figure of an item in a view; None when the ledgers have nothing of it there."""
    ledger = view.ledger
    sites = [view.site] if view.site and ledger.is_at(item, year, view.site) else []
    if not view.site:
        sites = ledger.sites(item, year)
    if len(sites) > 1:
        # what is written for the whole unit beside its places is their stated total, held against them elsewhere
        sites = [site for site in sites if site]
    if not sites:
        return None
    unit, energy = unit_for(view, item)
    parts = [part for site in sites if (part := _at_site(view, year, item, site, unit, energy)) is not None]
    if not parts:
        return None
    lacking = next((part for part in parts if part.gap), None)
    if lacking is not None:
        return view.gap(item, year, lacking.origin, f"【待补：{lacking.gap}】")
    value = sum((part.value for part in parts), Decimal(0))
    if len(parts) == 1:
        text = f"{numerals.format_decimal(value, decimals_of(value))}{unit}"
        fact = Quantity(value, text, parts[0].origin, "已知", unit, decimals_of(value))
        return view.quantity(fact, item, year)
    return view.derived(item, year, value, decimals_of(value), unit, "各点位之和", [part.origin for part in parts])


def decimals_of(value: Decimal) -> int:
    """As many decimals as show a value exactly, within reason."""
    exponent = value.normalize().as_tuple().exponent
    return min(MAX_DECIMALS, max(0, -exponent)) if isinstance(exponent, int) else 0


def unit_for(view: Statistics, item: str) -> tuple[str, Energy | None]:
    """The unit the figures of an item are added up in, and the energy it is the amount of."""
    energy = view.energy.by_item().get(item) if view.energy is not None else None
    if energy is not None and energy.unit.known:
        return energy.unit.text, energy
    typed = [data.data[item] for data in view.typed.values() if item in data.data]
    units = [fact.unit for fact in typed if isinstance(fact, Quantity) and fact.known and fact.unit]
    units += [entry.quantity.unit for entry in view.ledger.entries(item) if entry.quantity.known]
    return (units[0] if units else ""), energy


def months_of_use(energy: Energy | None) -> Sequence[int]:
    """The months in which something is to be expected of an energy: all of them, but for heating."""
    if energy is None or energy.months is None:
        return MONTHS
    found = [read[1] for fact in energy.months if fact.known and (read := parse_month(fact.text)) is not None]
    return sorted(set(found)) or MONTHS


def _at_site(view: Statistics, year: int, item: str, site: str, unit: str, energy: Energy | None) -> _Part | None:
    months = view.ledger.months(item, year, site)
    whole = view.ledger.whole(item, year, site)
    stock = is_stock(item, unit)
    if view.months:
        if whole is not None and stock and not months:
            return _converted(view, year, item, whole, unit, energy)
        if not months:
            return None if whole is None else _lacking(view, year, item, site, view.months[0])
        wanted = view.months
    elif not months:
        return _converted(view, year, item, whole, unit, energy) if whole is not None else None
    else:
        wanted = tuple(MONTHS)
    if stock:
        return _stock(view, year, item, site, {m: e for m, e in months.items() if m in wanted}, unit)
    expected = months_of_use(energy)
    for month in wanted:
        entry = months.get(month)
        if entry is None and month in expected:
            return _lacking(view, year, item, site, month)
    parts = [_converted(view, year, item, months[month], unit, energy) for month in wanted if month in months]
    lacking = next((part for part in parts if part.gap), None)
    if lacking is not None:
        return lacking
    if len(parts) == 1:
        return parts[0]
    value = sum((part.value for part in parts), Decimal(0))
    return _Part(value, _sum_origin(view, year, item, site, "各月之和", parts))


def _sum_origin(view: Statistics, year: int, item: str, site: str, formula: str, parts: Sequence[_Part]) -> Origin:
    path = ".".join(str(part) for part in (view.book.path, year, view.period, site, item) if part)
    return Origin(OriginKind.DERIVED, path, None, f"{item} = {formula}", tuple(part.origin for part in parts))


def _lacking(view: Statistics, year: int, item: str, site: str, month: int) -> _Part:
    path = ".".join(part for part in ("统计.台账", item, site, f"{year}年{month}月") if part)
    first = next(iter(view.ledger.months(item, year, site).values()), None) or view.ledger.whole(item, year, site)
    return _Part(Decimal(0), Origin(OriginKind.MISSING, path, first.at if first is not None else None), path)


def _converted(view: Statistics, year: int, item: str, entry: Entry, unit: str, energy: Energy | None) -> _Part:
    """One figure in the unit of the sum; by a density only where one is declared."""
    quantity = entry.quantity
    if not quantity.known:
        return _Part(Decimal(0), quantity.origin, quantity.origin.path)
    if not quantity.unit or quantity.unit == unit:
        return _Part(quantity.value, quantity.origin)
    found = energy.factor_to(quantity.unit, unit, year) if energy is not None else None
    factor = found[0] if found is not None else conversion(quantity.unit, unit)
    if factor is None:
        return _Part(Decimal(0), quantity.origin, f"{item}的密度（{quantity.unit}换算为{unit}）")
    inputs = [quantity.origin]
    if found is not None and found[1] is not None and energy is not None:
        inputs.append(found[1].origin(f"能源.{energy.name.text}.密度"))
    formula = f"{quantity.text}换算为{unit}" + ("（按密度）" if len(inputs) > 1 else "")
    return _Part(
        quantity.value * factor, Origin(OriginKind.DERIVED, quantity.origin.path, None, formula, tuple(inputs))
    )


def _stock(view: Statistics, year: int, item: str, site: str, months: Mapping[int, Entry], unit: str) -> _Part | None:
    known = {month: entry for month, entry in sorted(months.items()) if entry.quantity.known}
    if not known:
        return None
    parts = [_converted(view, year, item, entry, unit, None) for entry in known.values()]
    if unit_of(unit).base != "人" or len(parts) == 1:
        return parts[-1]
    value = sum((part.value for part in parts), Decimal(0)) / len(parts)
    return _Part(value, _sum_origin(view, year, item, site, "各月平均", parts))
