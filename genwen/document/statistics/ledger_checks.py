"""What in ledgers and in 能源 contradicts itself: totals against their parts, a place counted twice, units that cannot be.

These are errors: a document made of such figures would be wrong. What is merely odd is told by `plausibility`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from genwen import numerals
from genwen.diagnostics import Finding, Position, Severity
from genwen.document.elements import Origin
from genwen.document.statistics.energy_account import in_use
from genwen.document.statistics.energy_checks import check_convertible, is_typed
from genwen.document.statistics.ledger_sums import ledger_quantity, unit_for
from genwen.facts.energy import Energy, is_stock
from genwen.facts.fact import Quantity
from genwen.facts.ledger import Entry, Stated
from genwen.numerals.units import conversion, unit_of

if TYPE_CHECKING:
    from genwen.document.statistics.quantities import Statistics


def check_ledgers(view: Statistics) -> list[Finding]:
    """Every contradiction in the ledgers, and between them and what was typed; asks for the ledgers."""
    found: list[Finding] = []
    for check in (_units, _stated, _typed, _twice):
        found += check(view)
    for energy in view.energy.energies if view.energy is not None else ():
        if not is_typed(view, energy) and in_use(view, energy):
            found += check_convertible(view, energy)
    return found


def place_of(origin: Origin) -> Position | None:
    """Where a figure stands: its own place, else that of the first figure it is made of."""
    if origin.position is not None:
        return origin.position
    return next((place for part in origin.inputs if (place := place_of(part)) is not None), None)


def shown(value: Decimal, unit: str) -> str:
    """A figure in a message."""
    return f"{numerals.format_decimal(value.normalize() if value else Decimal(0))}{unit}"


# --- totals -----------------------------------------------------------------------------------------------------------


def _in_unit(view: Statistics, entry: Entry, unit: str, energy: Energy | None) -> Decimal | None:
    quantity = entry.quantity
    if not quantity.known:
        return None
    if not quantity.unit or quantity.unit == unit:
        return Decimal(quantity.value)
    found = energy.factor_to(quantity.unit, unit, entry.year) if energy is not None else None
    factor = found[0] if found is not None else conversion(quantity.unit, unit)
    return quantity.value * factor if factor is not None else None


def _step(quantity: Quantity) -> Decimal:
    """The size of the last printed place of a figure."""
    scale = {"万": Decimal(10**4), "亿": Decimal(10**8)}.get(quantity.scale, Decimal(1))
    return scale.scaleb(-quantity.decimals)


def _agree(stated: Quantity, value: Decimal, total: Decimal, parts: Iterable[Quantity]) -> bool:
    """Whether a stated total is the sum; one that is written more coarsely than its parts may be rounded."""
    if value == total:
        return True
    finest = min((_step(part) for part in parts), default=Decimal(0))
    return _step(stated) > finest and abs(value - total) <= _step(stated) / 2


def _stated(view: Statistics) -> Iterator[Finding]:
    """Totals written in a ledger against the figures above them."""
    for stated in view.ledger.stated:
        if is_stock(stated.entry.item, stated.entry.quantity.unit) and len({part.month for part in stated.parts}) > 1:
            continue
        yield from _one_stated(view, stated)


def _one_stated(view: Statistics, stated: Stated) -> Iterator[Finding]:
    entry, parts = stated.entry, stated.parts
    if not entry.quantity.known:
        return
    unit, energy = unit_for(view, entry.item)
    value = _in_unit(view, entry, unit, energy)
    totals = [_sum(view, group, unit, energy) for group in (parts, *stated.others)]
    if value is None or totals[0] is None:
        return
    quantities = [part.quantity for part in parts]
    if any(total is not None and _agree(entry.quantity, value, total, quantities) for total in totals):
        return
    what = f"“{entry.site}”的" if entry.site else ""
    said = (
        f"{what}“{entry.item}”合计写的是{entry.quantity.text}，各数之和是{shown(totals[0], unit)}"
        f"（{len(parts)}个数，自 {parts[0].at} 起）"
    )
    yield Finding("S438", said, "核对各月、各点位的数和合计，改正其中一处", entry.at)


def _sum(view: Statistics, parts: Sequence[Entry], unit: str, energy: Energy | None) -> Decimal | None:
    """The sum of figures in one unit; None while one of them is missing or cannot be converted."""
    values = [_in_unit(view, part, unit, energy) for part in parts]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None


def _typed(view: Statistics) -> Iterator[Finding]:
    """What was typed for a year, or for the whole unit in a ledger, against what the ledgers add up to."""
    for item in view.ledger.items():
        for year in view.ledger.years(item):
            summed = ledger_quantity(view, year, item)
            if summed is None or not summed.known:
                continue
            data = view.typed[year].data if year in view.typed else {}
            fact = data.get(item)
            if isinstance(fact, Quantity) and fact.known:
                yield from _differs(view, item, year, fact, summed)
            sites = view.ledger.sites(item, year)
            if "" in sites and len(sites) > 1 and (whole := _whole(view, item, year)) is not None:
                yield from _differs(view, item, year, whole, summed)


def _whole(view: Statistics, item: str, year: int) -> Quantity | None:
    """What a ledger says of the whole unit beside its places."""
    entry = view.ledger.whole(item, year, "")
    if entry is not None:
        return entry.quantity if entry.quantity.known else None
    months = view.ledger.months(item, year, "")
    if len(months) < 12 or not all(each.quantity.known for each in months.values()):
        return None
    value = sum((each.quantity.value for each in months.values()), Decimal(0))
    first = months[min(months)].quantity
    return Quantity(value, shown(value, first.unit), first.origin, "已知", first.unit, first.decimals, first.scale)


def _differs(view: Statistics, item: str, year: int, fact: Quantity, summed: Quantity) -> Iterator[Finding]:
    _, energy = unit_for(view, item)
    found = energy.factor_to(fact.unit, summed.unit, year) if energy is not None else None
    factor = found[0] if found is not None else conversion(fact.unit, summed.unit) if fact.unit else Decimal(1)
    at = place_of(summed.origin)
    if factor is None:
        said = f"“{item}”{year}年写的是{fact.text}，台账的单位是{summed.unit}（{at}）"
        yield Finding("S433", said, "改用同一单位，或在 能源.yaml 里写明密度", fact.origin.position)
        return
    entries = [entry.quantity for entry in view.ledger.entries(item, year)]
    if _agree(fact, fact.value * factor, summed.value, entries):
        return
    said = f"“{item}”{year}年写的是{fact.text}，台账各数之和是{summed.text}（{at}）"
    hint = "核对后改正其中一处；删去这里的数，就用台账之和"
    raw = sum((each.value for each in entries if each.known), Decimal(0))
    units = {each.unit for each in entries if each.unit and unit_of(each.unit).base != unit_of(fact.unit).base}
    if raw == fact.value and units:
        hint = f"数一样而单位不同：像是把{fact.unit}当作了{'、'.join(sorted(units))}，核对台账的单位"
    # a draft can be looked at while the two are brought into line; a final document is refused
    yield Finding("S439", said, hint, fact.origin.position, Severity.WARNING)


# --- places -----------------------------------------------------------------------------------------------------------


def _twice(view: Statistics) -> Iterator[Finding]:
    """A place whose figures are part of another's, both of them in the ledgers."""
    sites = view.energy.sites if view.energy is not None else None
    parents = {
        site.name.text: site.part_of.text for site in sites or () if site.part_of is not None and site.part_of.known
    }
    for item in view.ledger.items():
        for year in view.ledger.years(item):
            present = view.ledger.sites(item, year)
            for site in present:
                if (above := parents.get(site)) in present and above:
                    ats = [_first(view, item, year, name) for name in (site, above)]
                    said = f"“{site}”的“{item}”已含在“{above}”里（{ats[1]}），{year}年两处都有数，重复计入"
                    yield Finding("S440", said, "只保留一处；不是包含关系的，改 能源.yaml 的 点位", ats[0])


def _first(view: Statistics, item: str, year: int, site: str) -> Position | None:
    months = view.ledger.months(item, year, site)
    entry = months[min(months)] if months else view.ledger.whole(item, year, site)
    return entry.at if entry is not None else None


# --- units ----------------------------------------------------------------------------------------------------------


def _units(view: Statistics) -> Iterator[Finding]:
    """Figures in a unit that nothing turns into the unit of their item; each unit of an item once."""
    told: set[tuple[str, str]] = set()
    for entry in view.ledger.entries():
        quantity = entry.quantity
        unit, energy = unit_for(view, entry.item)
        if not quantity.known or not quantity.unit or quantity.unit == unit or (entry.item, quantity.unit) in told:
            continue
        if _in_unit(view, entry, unit, energy) is not None:
            continue
        told.add((entry.item, quantity.unit))
        said = f"“{entry.item}”的单位是{unit}，这里是{quantity.unit}"
        hint = "改正单位"
        if {unit_of(unit).base, unit_of(quantity.unit).base} == {"立方米", "千克"}:
            hint = "升和千克不是一回事：改正单位，或在 能源.yaml 里写明密度（有出处）"
            if energy is not None and energy.is_water:
                hint = "改正单位，或在 能源.yaml 的这一项里写 密度: {值: 1吨/立方米}"
        yield Finding("S433", said, hint, entry.at)
