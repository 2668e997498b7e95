"""The figures that follow from what is declared in 能源: coal, carbon, the indicators of the yearly report.

They are found under their names like any quantity of 统计; an 指标 of the same name goes first. All are computed from
unrounded values; a figure of which an input, a coefficient or a density is missing is itself missing, and says which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from genwen.document.elements import Origin
from genwen.document.year_quantity import YearQuantity
from genwen.facts.energy import HEATING, VEHICLES, Coefficient, Energy, EnergySettings
from genwen.numerals.units import conversion, ratio_of, unit_of
from genwen.records import record

if TYPE_CHECKING:
    from genwen.document.statistics import Statistics

COAL, CARBON, SHARE, PRICE = "折标煤", "碳排放", "占比", "单价"
TONS_OF_COAL, TONS_OF_CARBON = "吨标准煤", "吨二氧化碳"
MAX_DEPTH = 20
THOUSAND, HUNDRED = Decimal(1000), Decimal(100)


class _Missing(Exception):
    """An input of a figure is missing."""

    def __init__(self, quantity: YearQuantity) -> None:
        super().__init__(quantity.text)
        self.quantity = quantity


@record(frozen=False)
class _Account:
    """The figures of one view in one year; `depth` figures deep."""

    view: Statistics
    year: int
    depth: int

    def get(self, name: str) -> YearQuantity:
        """A known quantity. Raises _Missing."""
        found = self.view.at_depth(self.year, name, self.depth + 1)
        if not found.known:
            raise _Missing(found)
        return found

    def base(self, name: str) -> YearQuantity:
        """A base figure (用能人数) under the name it has in 统计."""
        return self.get(_settings(self.view).base(name))

    def energies(self) -> list[Energy]:
        """The energies that were used in any year; at a place, those that are metered there."""
        return [energy for energy in _settings(self.view).energies if in_use(self.view, energy)]

    def lacks(self, name: str, path: str) -> _Missing:
        """What is raised for something nobody declared."""
        return _Missing(self.view.missing(name, self.year, path))


Compute = Callable[[_Account, str], YearQuantity]


def _settings(view: Statistics) -> EnergySettings:
    assert view.energy is not None
    return view.energy


def in_use(view: Statistics, energy: Energy) -> bool:
    """Whether an energy has figures in any year; at a place, whether it has any there."""
    key = (energy.item, view.site)
    used = view.book.used
    if key not in used:
        used[key] = _has_figures(view, energy.item)
    return used[key]


def _has_figures(view: Statistics, item: str) -> bool:
    if view.site:
        return any(view.site in view.ledger.sites(item, year) for year in view.ledger.years(item))
    return any(item in data.data for data in view.typed.values()) or view.ledger.has(item)


# --- one energy -------------------------------------------------------------------------------------------------------


def _weighed(account: _Account, energy: Energy, kind: str, wanted: str, name: str) -> YearQuantity:
    """The amount of an energy times its coefficient (or emission factor), in the unit `wanted`."""
    view, year = account.view, account.year
    amount = account.get(energy.item)
    path = f"能源.{energy.name.text}"
    chosen = energy.chosen(kind, year, view.caliber)
    if chosen is None or not chosen.value.known:
        caliber = f"（{view.caliber}）" if kind == "折标系数" and view.caliber else ""
        raise account.lacks(name, f"{path}.{kind}{caliber}")
    ratio = ratio_of(chosen.value.unit)
    if ratio is None:
        raise account.lacks(name, f"{path}.{kind}的单位")
    found = energy.factor_to(amount.unit, ratio[1], year)
    if found is None:
        raise account.lacks(name, f"{path}.密度（{amount.unit}换算为{ratio[1]}）")
    result = _in_tons(ratio[0], wanted)
    if result is None:
        raise account.lacks(name, f"{path}.{kind}的单位")
    factor, density = found
    inputs = [amount.origin, *_origins(path, ((kind, chosen), ("密度", density)))]
    formula = f"{energy.item} × {kind}" if density is None else f"{energy.item} × 密度 × {kind}"
    value = amount.value * factor * chosen.value.value * result
    return view.derived(name, year, value, _settings(view).places, wanted, formula, inputs)


def _origins(path: str, parts: Iterable[tuple[str, Coefficient | None]]) -> list[Origin]:
    return [part.origin(f"{path}.{kind}") for kind, part in parts if part is not None]


def _in_tons(given: str, wanted: str) -> Decimal | None:
    """What turns 千克标准煤 into 吨标准煤; a plain 千克 counts as one of what is wanted."""
    plain = conversion(given, wanted)
    if plain is None and unit_of(given).base == "千克":
        return conversion(given, "吨")
    return plain


def _share(account: _Account, name: str) -> YearQuantity:
    """占比: of a place in the whole, or of an energy in 综合能耗."""
    view, year = account.view, account.year
    item = name.removesuffix(SHARE)
    energy = _settings(view).by_item().get(item)
    part = account.get(item)
    if view.site:
        whole = view.view(site="").at_depth(year, item, account.depth + 1)
        formula = f"{item}（{view.site}）÷ {item}"
    else:
        if energy is not None and energy.is_counted:
            part = account.get(item + COAL)
        whole = account.get("综合能耗")
        formula = f"{part.name} ÷ 综合能耗"
    if not whole.known:
        raise _Missing(whole)
    return _quotient(account, name, part, whole, HUNDRED, "%", formula)


def _price(account: _Account, name: str) -> YearQuantity:
    """单价: cost ÷ amount."""
    energy = _settings(account.view).by_item()[name.removesuffix(PRICE)]
    amount = account.get(energy.item)
    return _quotient(account, name, account.get(energy.cost_item), amount, Decimal(1), f"元/{amount.unit}",
                     f"{energy.cost_item} ÷ {energy.item}")  # fmt: skip


def _quotient(
    account: _Account, name: str, part: YearQuantity, whole: YearQuantity, times: Decimal, unit: str, formula: str
) -> YearQuantity:
    if not whole.value:
        raise account.lacks(name, f"{whole.name}（为0，不能作除数）")
    value = part.value / whole.value * times
    places = _settings(account.view).places
    return account.view.derived(name, account.year, value, places, unit, formula, (part.origin, whole.origin))


# --- totals -----------------------------------------------------------------------------------------------------------


def _total(account: _Account, name: str, parts: Sequence[YearQuantity], unit: str) -> YearQuantity:
    value = sum((part.value for part in parts), Decimal(0))
    places = 0 if unit == "元" and value == value.to_integral_value() else _settings(account.view).places
    formula = " + ".join(part.name for part in parts) or "0"
    return account.view.derived(name, account.year, value, places, unit, formula, [part.origin for part in parts])


def _coal(account: _Account, name: str) -> YearQuantity:
    """综合能耗: every energy that counts, vehicles in."""
    parts = [account.get(energy.item + COAL) for energy in account.energies() if energy.is_counted]
    return _total(account, name, parts, TONS_OF_COAL)


def _coal_for(use: str) -> Compute:
    def compute(account: _Account, name: str) -> YearQuantity:
        chosen = [each for each in account.energies() if each.is_counted and each.used_for == use]
        return _total(account, name, [account.get(energy.item + COAL) for energy in chosen], TONS_OF_COAL)

    return compute


def _carbon(account: _Account, name: str) -> YearQuantity:
    """碳排放: every energy that counts, by its emission factor."""
    parts = [account.get(energy.item + CARBON) for energy in account.energies() if energy.is_counted]
    return _total(account, name, parts, TONS_OF_CARBON)


def _costs(account: _Account, name: str) -> YearQuantity:
    parts = [account.get(energy.cost_item) for energy in account.energies() if energy.cost_item]
    return _total(account, name, parts, "元")


def _electricity(account: _Account, vehicles: bool) -> list[YearQuantity]:
    chosen = [each for each in account.energies() if each.is_electricity and (vehicles or each.used_for != VEHICLES)]
    if not chosen:
        raise account.lacks("用电量", "统计.用电量")
    return [account.get(energy.item) for energy in chosen]


def _water(account: _Account) -> list[YearQuantity]:
    chosen = [each for each in account.energies() if each.is_water]
    if not chosen:
        raise account.lacks("用水量", "统计.用水量")
    return [account.get(energy.item) for energy in chosen]


# --- indicators -------------------------------------------------------------------------------------------------------


def _per(
    account: _Account, name: str, parts: Sequence[YearQuantity], less: Sequence[YearQuantity], base: str, unit: str,
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
        name, account.year, above * times / below.value, _settings(account.view).places, f"{unit}/{below.unit}",
        f"{said} ÷ {below.name}", inputs,
    )  # fmt: skip


def _area_energy(account: _Account, name: str) -> YearQuantity:
    whole, vehicles = account.get("综合能耗"), account.get("公务用车能耗")
    return _per(account, name, [whole], [vehicles], "建筑面积", "千克标准煤", THOUSAND)


def _area_unheated(account: _Account, name: str) -> YearQuantity:
    whole, vehicles, heating = account.get("综合能耗"), account.get("公务用车能耗"), account.get("供暖能耗")
    return _per(account, name, [whole], [vehicles, heating], "建筑面积", "千克标准煤", THOUSAND)


def _area_heating(account: _Account, name: str) -> YearQuantity:
    return _per(account, name, [account.get("供暖能耗")], [], "供热面积", "千克标准煤", THOUSAND)


def _head_energy(account: _Account, name: str) -> YearQuantity:
    return _per(account, name, [account.get("综合能耗")], [], "用能人数", "千克标准煤", THOUSAND)


def _head_water(account: _Account, name: str) -> YearQuantity:
    parts = _water(account)
    return _per(account, name, parts, [], "用水人数", parts[0].unit)


def _area_electricity(account: _Account, name: str) -> YearQuantity:
    parts = _electricity(account, vehicles=False)
    return _per(account, name, parts, [], "建筑面积", parts[0].unit)


def _head_electricity(account: _Account, name: str) -> YearQuantity:
    parts = _electricity(account, vehicles=True)
    return _per(account, name, parts, [], "用能人数", parts[0].unit)


def _area_carbon(account: _Account, name: str) -> YearQuantity:
    return _per(account, name, [account.get(CARBON)], [], "建筑面积", "千克二氧化碳", THOUSAND)


def _head_carbon(account: _Account, name: str) -> YearQuantity:
    return _per(account, name, [account.get(CARBON)], [], "用能人数", "千克二氧化碳", THOUSAND)


def _fuel(account: _Account, name: str) -> YearQuantity:
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
        inputs += [amount.origin, *_origins(f"能源.{energy.name.text}", [("密度", found[1])])]
    distance = account.base("行驶里程")
    size = conversion(distance.unit, "公里")
    if not chosen or not distance.value or size is None:
        raise account.lacks(name, f"{distance.name}（公里）")
    said = " + ".join(energy.item for energy in chosen)
    formula = f"{f'({said})' if len(chosen) > 1 else said} ÷ {distance.name} × 100"
    return account.view.derived(
        name, account.year, litres / (distance.value * size) * HUNDRED, _settings(account.view).places, "升/百公里",
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
    settings = _settings(view)
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
        return any(name in data.data for data in view.typed.values()) or view.ledger.has(name)

    return [name for name, (_, needs) in FIGURES.items() if all(holds(need) for need in needs)]


def is_figure(view: Statistics, name: str) -> bool:
    """Whether `name` is one of the figures, or that of one energy (用电量折标煤, 用电量碳排放, 用电量占比)."""
    if name in FIGURES:
        if view.site not in view.book.figures:
            view.book.figures[view.site] = frozenset(figure_names(view))
        return name in view.book.figures[view.site]
    return _of_energy(view, name) is not None


def _of_energy(view: Statistics, name: str) -> Compute | None:
    """How the coal, carbon, share or price of a quantity is computed."""
    by_item = _settings(view).by_item()
    if name.endswith(COAL) and (energy := by_item.get(name.removesuffix(COAL))) is not None and energy.is_counted:
        found = energy
        return lambda account, name: _weighed(account, found, "折标系数", TONS_OF_COAL, name)
    if name.endswith(CARBON) and (energy := by_item.get(name.removesuffix(CARBON))) is not None and energy.is_counted:
        emitting = energy
        return lambda account, name: _weighed(account, emitting, "排放因子", TONS_OF_CARBON, name)
    if name.endswith(PRICE) and (energy := by_item.get(name.removesuffix(PRICE))) is not None and energy.cost_item:
        return _price
    if name.endswith(SHARE) and len(name) > len(SHARE):
        item = name.removesuffix(SHARE)
        energy = by_item.get(item)
        if view.site:
            return _share if view.is_quantity(item) else None
        if (energy is not None and energy.is_counted) or item in ("公务用车能耗", "供暖能耗"):
            return _share
    return None


def energy_figure(view: Statistics, year: int, name: str, depth: int) -> YearQuantity | None:
    """A figure by its name; missing when an input is; None when there is no such figure."""
    compute = FIGURES[name][0] if name in FIGURES else _of_energy(view, name)
    if compute is None or depth > MAX_DEPTH:
        return None
    try:
        return compute(_Account(view, year, depth), name)
    except _Missing as missing:
        gap = missing.quantity
        return view.gap(name, year, gap.origin, gap.text, gap.state)
