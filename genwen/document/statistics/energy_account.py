"""What the figures of 能源 are computed from: the quantities of one view, one energy's coal, carbon, share and price.

A figure of which an input, a coefficient or a density is missing is itself missing, and says which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from genwen.document.elements import Origin
from genwen.document.statistics.year_quantity import YearQuantity
from genwen.facts.energy import Coefficient, Energy, EnergySettings
from genwen.facts.fact import Quantity
from genwen.numerals.units import conversion, ratio_of, unit_of
from genwen.records import record

if TYPE_CHECKING:
    from genwen.document.statistics.quantities import Statistics

COAL, CARBON, SHARE, PRICE = "折标煤", "碳排放", "占比", "单价"
TONS_OF_COAL, TONS_OF_CARBON = "吨标准煤", "吨二氧化碳"
HUNDRED = Decimal(100)


class MissingInput(Exception):
    """An input of a figure is missing."""

    def __init__(self, quantity: YearQuantity) -> None:
        super().__init__(quantity.text)
        self.quantity = quantity


@record(frozen=False)
class Account:
    """The figures of one view in one year; `depth` figures deep."""

    view: Statistics
    year: int
    depth: int

    def get(self, name: str) -> YearQuantity:
        """A known quantity. Raises MissingInput."""
        found = self.view.at_depth(self.year, name, self.depth + 1)
        if not found.known:
            raise MissingInput(found)
        return found

    def amount(self, energy: Energy) -> Quantity:
        """How much of an energy was used. Raises MissingInput."""
        found = self.view.operand(self.year, energy.item, self.depth + 1)
        return found if found.known else self.get(energy.item)

    def base(self, name: str) -> YearQuantity:
        """A base figure (用能人数) under the name it has in 统计."""
        return self.get(settings_of(self.view).base(name))

    def energies(self) -> list[Energy]:
        """The energies that were used in any year; at a place, those that are metered there."""
        view = self.view
        found = view.book.energies.get(view.site)
        if found is None:
            found = [energy for energy in settings_of(view).energies if in_use(view, energy)]
            view.book.energies[view.site] = found
        return found

    def lacks(self, name: str, path: str) -> MissingInput:
        """What is raised for something nobody declared."""
        return MissingInput(self.view.missing(name, self.year, path))


Compute = Callable[[Account, str], YearQuantity]


def settings_of(view: Statistics) -> EnergySettings:
    """能源 of a view that has it."""
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
        return any(view.ledger.is_at(item, year, view.site) for year in view.ledger.years(item))
    return item in view.book.typed_names or view.ledger.has(item)


# --- one energy -------------------------------------------------------------------------------------------------------


def weighed(account: Account, energy: Energy, kind: str, wanted: str, name: str) -> YearQuantity:
    """The amount of an energy times its coefficient (or emission factor), in the unit `wanted`."""
    view, year = account.view, account.year
    amount = account.amount(energy)
    path = f"能源.{energy.name.text}"
    chosen = energy.chosen(kind, year, view.caliber)
    if chosen is None or not chosen.value.known:
        caliber = f"（{view.caliber}）" if kind == "折标系数" and view.caliber else ""
        raise account.lacks(name, f"{path}.{kind}{caliber}")
    ratio = ratio_of(chosen.value.unit) if isinstance(chosen.value, Quantity) else None
    if ratio is None:
        raise account.lacks(name, f"{path}.{kind}的单位")
    found = energy.factor_to(amount.unit, ratio[1], year)
    if found is None:
        raise account.lacks(name, f"{path}.密度（{amount.unit}换算为{ratio[1]}）")
    result = _in_tons(ratio[0], wanted)
    if result is None:
        raise account.lacks(name, f"{path}.{kind}的单位")
    factor, density = found
    inputs = [amount.origin, *origins(path, ((kind, chosen), ("密度", density)))]
    formula = f"{energy.item} × {kind}" if density is None else f"{energy.item} × 密度 × {kind}"
    value = amount.value * factor * chosen.value.value * result
    return view.derived(name, year, value, settings_of(view).places, wanted, formula, inputs)


def origins(path: str, parts: Iterable[tuple[str, Coefficient | None]]) -> list[Origin]:
    """Where the coefficients of an energy come from, by their kinds; those that were not needed left out."""
    return [part.origin(f"{path}.{kind}") for kind, part in parts if part is not None]


def _in_tons(given: str, wanted: str) -> Decimal | None:
    """What turns 千克标准煤 into 吨标准煤; a plain 千克 counts as one of what is wanted."""
    plain = conversion(given, wanted)
    if plain is None and unit_of(given).base == "千克":
        return conversion(given, "吨")
    return plain


def share(account: Account, name: str) -> YearQuantity:
    """占比: of a place in the whole, or of an energy in 综合能耗."""
    view, year = account.view, account.year
    item = name.removesuffix(SHARE)
    energy = settings_of(view).by_item().get(item)
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
        raise MissingInput(whole)
    return _quotient(account, name, part, whole, HUNDRED, "%", formula)


def price(account: Account, name: str) -> YearQuantity:
    """单价: cost ÷ amount."""
    energy = settings_of(account.view).by_item()[name.removesuffix(PRICE)]
    amount = account.get(energy.item)
    return _quotient(account, name, account.get(energy.cost_item), amount, Decimal(1), f"元/{amount.unit}",
                     f"{energy.cost_item} ÷ {energy.item}")  # fmt: skip


def _quotient(
    account: Account, name: str, part: YearQuantity, whole: YearQuantity, times: Decimal, unit: str, formula: str
) -> YearQuantity:
    if not whole.value:
        raise account.lacks(name, f"{whole.name}（为0，不能作除数）")
    value = part.value / whole.value * times
    places = settings_of(account.view).places
    return account.view.derived(name, account.year, value, places, unit, formula, (part.origin, whole.origin))


def of_energy(view: Statistics, name: str) -> Compute | None:
    """How the coal, carbon, share or price of a quantity is computed."""
    by_item = settings_of(view).by_item()
    if name.endswith(COAL) and (energy := by_item.get(name.removesuffix(COAL))) is not None and energy.is_counted:
        found = energy
        return lambda account, name: weighed(account, found, "折标系数", TONS_OF_COAL, name)
    if name.endswith(CARBON) and (energy := by_item.get(name.removesuffix(CARBON))) is not None and energy.is_counted:
        emitting = energy
        return lambda account, name: weighed(account, emitting, "排放因子", TONS_OF_CARBON, name)
    if name.endswith(PRICE) and (energy := by_item.get(name.removesuffix(PRICE))) is not None and energy.cost_item:
        return price
    if name.endswith(SHARE) and len(name) > len(SHARE):
        item = name.removesuffix(SHARE)
        energy = by_item.get(item)
        if view.site:
            return share if view.is_quantity(item) else None
        if (energy is not None and energy.is_counted) or item in ("公务用车能耗", "供暖能耗"):
            return share
    return None
