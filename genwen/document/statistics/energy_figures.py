"""The figures that follow from what is declared in 能源: coal, carbon, the indicators of the yearly report.

They are found under their names like any quantity of 统计; an 指标 of the same name goes first. All are computed from
unrounded values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from genwen.document.elements import Origin
from genwen.document.statistics.energy_account import (
    CARBON,
    COAL,
    HUNDRED,
    TONS_OF_CARBON,
    TONS_OF_COAL,
    Account,
    Compute,
    MissingInput,
    in_use,
    of_energy,
    origins,
    settings_of,
)
from genwen.document.statistics.year_quantity import YearQuantity
from genwen.facts.energy import HEATING, VEHICLES
from genwen.numerals.units import conversion

if TYPE_CHECKING:
    from genwen.document.statistics.quantities import Statistics

MAX_DEPTH = 20
THOUSAND = Decimal(1000)


# --- totals -----------------------------------------------------------------------------------------------------------


def _total(account: Account, name: str, parts: Sequence[YearQuantity], unit: str) -> YearQuantity:
    value = sum((part.value for part in parts), Decimal(0))
    places = 0 if unit == "元" and value == value.to_integral_value() else settings_of(account.view).places
    formula = " + ".join(part.name for part in parts) or "0"
    return account.view.derived(name, account.year, value, places, unit, formula, [part.origin for part in parts])


def _coal(account: Account, name: str) -> YearQuantity:
    """综合能耗: every energy that counts, vehicles in."""
    parts = [account.get(energy.item + COAL) for energy in account.energies() if energy.is_counted]
    return _total(account, name, parts, TONS_OF_COAL)


def _coal_for(use: str) -> Compute:
    def compute(account: Account, name: str) -> YearQuantity:
        chosen = [each for each in account.energies() if each.is_counted and each.used_for == use]
        return _total(account, name, [account.get(energy.item + COAL) for energy in chosen], TONS_OF_COAL)

    return compute


def _carbon(account: Account, name: str) -> YearQuantity:
    """碳排放: every energy that counts, by its emission factor."""
    parts = [account.get(energy.item + CARBON) for energy in account.energies() if energy.is_counted]
    return _total(account, name, parts, TONS_OF_CARBON)


def _costs(account: Account, name: str) -> YearQuantity:
    parts = [account.get(energy.cost_item) for energy in account.energies() if energy.cost_item]
    return _total(account, name, parts, "元")


def _electricity(account: Account, vehicles: bool) -> list[YearQuantity]:
    chosen = [each for each in account.energies() if each.is_electricity and (vehicles or each.used_for != VEHICLES)]
    if not chosen:
        raise account.lacks("用电量", "统计.用电量")
    return [account.get(energy.item) for energy in chosen]


def _water(account: Account) -> list[YearQuantity]:
    chosen = [each for each in account.energies() if each.is_water]
    if not chosen:
        raise account.lacks("用水量", "统计.用水量")
    return [account.get(energy.item) for energy in chosen]


# --- indicators -------------------------------------------------------------------------------------------------------


def _per(
    account: Account, name: str, parts: Sequence[YearQuantity], less: Sequence[YearQuantity], base: str, unit: str,
    times: Decimal = Decimal(1),
) -> YearQuantity:  # fmt: skip
    """(Parts - less) × times ÷ a base figure, in unit/that of the base figure."""
    below = account.base(base)
    if not below.value:
        raise account.lacks(name, f"{below.name}（为0，不能作除数）")
    above = sum((part.value for part in parts), Decimal(0)) - sum((part.value for part in less), Decimal(0))
    said = " + ".join(part.name for part in parts)
    said = " - ".join([said, *(part.name for part in less)])
    if len(parts) + len(less) > 1:
        said = f"({said})"
    if times != 1:
        said += f" × {times:f}"
    inputs = [part.origin for part in (*parts, *less, below)]
    return account.view.derived(
        name, account.year, above * times / below.value, settings_of(account.view).places, f"{unit}/{below.unit}",
        f"{said} ÷ {below.name}", inputs,
    )  # fmt: skip


def _area_energy(account: Account, name: str) -> YearQuantity:
    whole, vehicles = account.get("综合能耗"), account.get("公务用车能耗")
    return _per(account, name, [whole], [vehicles], "建筑面积", "千克标准煤", THOUSAND)


def _area_unheated(account: Account, name: str) -> YearQuantity:
    whole, vehicles, heating = account.get("综合能耗"), account.get("公务用车能耗"), account.get("供暖能耗")
    return _per(account, name, [whole], [vehicles, heating], "建筑面积", "千克标准煤", THOUSAND)


def _area_heating(account: Account, name: str) -> YearQuantity:
    return _per(account, name, [account.get("供暖能耗")], [], "供热面积", "千克标准煤", THOUSAND)


def _head_energy(account: Account, name: str) -> YearQuantity:
    return _per(account, name, [account.get("综合能耗")], [], "用能人数", "千克标准煤", THOUSAND)


def _head_water(account: Account, name: str) -> YearQuantity:
    parts = _water(account)
    return _per(account, name, parts, [], "用水人数", parts[0].unit)


def _area_electricity(account: Account, name: str) -> YearQuantity:
    parts = _electricity(account, vehicles=False)
    return _per(account, name, parts, [], "建筑面积", parts[0].unit)


def _head_electricity(account: Account, name: str) -> YearQuantity:
    parts = _electricity(account, vehicles=True)
    return _per(account, name, parts, [], "用能人数", parts[0].unit)


def _area_carbon(account: Account, name: str) -> YearQuantity:
    return _per(account, name, [account.get(CARBON)], [], "建筑面积", "千克二氧化碳", THOUSAND)


def _head_carbon(account: Account, name: str) -> YearQuantity:
    return _per(account, name, [account.get(CARBON)], [], "用能人数", "千克二氧化碳", THOUSAND)


def _fuel(account: Account, name: str) -> YearQuantity:
    """百公里油耗: litres of the vehicles' fuels per 100 km."""
    chosen = [each for each in account.energies() if each.used_for == VEHICLES and not each.is_electricity]
    litres = Decimal(0)
    inputs: list[Origin] = []
    for energy in chosen:
        amount = account.get(energy.item)
        found = energy.factor_to(amount.unit, "升", account.year)
        if found is None:
            raise account.lacks(name, f"能源.{energy.name.text}.密度（{amount.unit}换算为升）")
        litres += amount.value * found[0]
        inputs += [amount.origin, *origins(f"能源.{energy.name.text}", [("密度", found[1])])]
    distance = account.base("行驶里程")
    size = conversion(distance.unit, "公里")
    if not chosen or not distance.value or size is None:
        raise account.lacks(name, f"{distance.name}（公里）")
    said = " + ".join(energy.item for energy in chosen)
    formula = f"{f'({said})' if len(chosen) > 1 else said} ÷ {distance.name} × 100"
    return account.view.derived(
        name, account.year, litres / (distance.value * size) * HUNDRED, settings_of(account.view).places, "升/百公里",
        formula, [*inputs, distance.origin],
    )  # fmt: skip


FIGURES: Mapping[str, tuple[Compute, tuple[str, ...]]] = {
    "综合能耗": (_coal, ("能源",)),
    "公务用车能耗": (_coal_for(VEHICLES), ("能源",)),
    "供暖能耗": (_coal_for(HEATING), ("能源", "供暖")),
    "单位建筑面积能耗": (_area_energy, ("能源", "建筑面积")),
    "单位建筑面积非供暖能耗": (_area_unheated, ("能源", "供暖", "建筑面积")),
    "单位供热面积供暖能耗": (_area_heating, ("能源", "供暖", "供热面积")),
    "人均综合能耗": (_head_energy, ("能源", "用能人数")),
    "人均用水量": (_head_water, ("水", "用水人数")),
    "单位建筑面积电耗": (_area_electricity, ("电", "建筑面积")),
    "人均电耗": (_head_electricity, ("电", "用能人数")),
    "百公里油耗": (_fuel, ("油", "行驶里程")),
    "碳排放": (_carbon, ("碳",)),
    "单位建筑面积碳排放": (_area_carbon, ("碳", "建筑面积")),
    "人均碳排放": (_head_carbon, ("碳", "用能人数")),
    "能源资源费用": (_costs, ("费用",)),
}
"""Each figure: how it is computed, and what has to be declared for it to make sense."""


def figure_names(view: Statistics) -> list[str]:
    """The figures that make sense with what is declared and used."""
    settings = settings_of(view)
    used = [energy for energy in settings.energies if energy.name.known and in_use(view, energy)]
    has = {
        "能源": any(each.is_counted for each in used),
        "供暖": any(each.used_for == HEATING for each in used),
        "水": any(each.is_water for each in used),
        "电": any(each.is_electricity for each in used),
        "油": any(each.used_for == VEHICLES and not each.is_electricity for each in used),
        "碳": any(each.factors for each in used),
        "费用": any(each.cost_item for each in used),
    }

    def holds(need: str) -> bool:
        if need in has:
            return has[need]
        name = settings.base(need)
        return name in view.book.typed_names or view.ledger.has(name)

    return [name for name, (_, needs) in FIGURES.items() if all(holds(need) for need in needs)]


def is_figure(view: Statistics, name: str) -> bool:
    """Whether `name` is one of the figures, or that of one energy (用电量折标煤, 用电量碳排放, 用电量占比)."""
    if name in FIGURES:
        found = view.book.figures.get(view.site)
        if found is None:
            found = view.book.figures[view.site] = _figures(view)
        return name in found
    return of_energy(view, name) is not None


def _figures(view: Statistics) -> frozenset[str]:
    """The names of `figure_names`; for the whole they follow from what was typed at all, which many units have alike."""
    if view.site:
        return frozenset(figure_names(view))
    known = settings_of(view).known_figures
    key = (view.book.typed_names, frozenset(view.ledger.items()))
    if key not in known:
        known[key] = frozenset(figure_names(view))
    return known[key]


def energy_figure(view: Statistics, year: int, name: str, depth: int) -> YearQuantity | None:
    """A figure by its name; missing when an input is; None when there is no such figure."""
    compute = FIGURES[name][0] if name in FIGURES else of_energy(view, name)
    if compute is None or depth > MAX_DEPTH:
        return None
    try:
        return compute(Account(view, year, depth), name)
    except MissingInput as missing:
        gap = missing.quantity
        return view.gap(name, year, gap.origin, gap.text, gap.state)
