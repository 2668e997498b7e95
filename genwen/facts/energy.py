"""能源: which energies and waters are counted, with coefficients, densities and emission factors, dated and sourced.

Nothing of this is fixed in the program: whoever counts declares what is counted with what.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, ClassVar

from genwen.document.elements import Origin, OriginKind, Text
from genwen.facts.declare import Field
from genwen.facts.fact import Fact, Quantity
from genwen.facts.fields import Choice, Count, Day, FactModel, QuantityField, Words, YesNo, day_of, once
from genwen.facts.schema import CALIBERS, Listing, fact_run
from genwen.numerals.units import conversion, ratio_of, unit_of

VEHICLES, HEATING = "公务用车", "供暖"
KINDS = ("折标系数", "密度", "排放因子")


class Coefficient(FactModel):
    """A coefficient, a density or a factor: its value, from when it applies, and where it is taken from."""

    value: QuantityField = Field(alias="值")
    caliber: Annotated[Fact, Choice(*CALIBERS)] | None = Field(None, alias="口径")
    since: Day | None = Field(None, alias="施行日期")
    source: Words | None = Field(None, alias="出处")

    def runs(self) -> Text:
        """The value."""
        return (fact_run(self.value),)

    def fits(self, caliber: str) -> bool:
        """Whether it is of a caliber; one of no caliber is of both."""
        own = self.caliber
        return own is None or not own.known or not caliber or own.text == caliber

    @once
    def origin(self, name: str) -> Origin:
        """Where it comes from, with its caliber, source and date, for the trace."""
        said = [fact.text for fact in (self.caliber, self.source) if fact is not None and fact.known]
        if self.since is not None and self.since.known:
            said.append(f"{self.since.text}起施行")
        label = f"{name} {self.value.text}" + (f"（{'，'.join(said)}）" if said else "")
        return Origin(OriginKind.FACT, label, self.value.origin.position)


class Energy(FactModel):
    """One energy or water: what its amounts and costs are called in 统计, its unit, and how it is counted."""

    name: Words = Field(alias="名称")
    other_names: Listing[Words] | None = Field(None, alias="别名")
    amount: Words | None = Field(None, alias="用量", description="统计里的名称，默认名称加“用量”")
    cost: Words | None = Field(None, alias="费用")
    unit: Words = Field(alias="单位")
    use: Annotated[Fact, Choice(VEHICLES, HEATING)] | None = Field(None, alias="用途")
    counted: YesNo | None = Field(None, alias="计入能耗")
    coefficients: Listing[Coefficient] | None = Field(None, alias="折标系数")
    densities: Listing[Coefficient] | None = Field(None, alias="密度")
    factors: Listing[Coefficient] | None = Field(None, alias="排放因子")
    months: Listing[Words] | None = Field(None, alias="用能月份")
    cheapest: QuantityField | None = Field(None, alias="单价下限")
    dearest: QuantityField | None = Field(None, alias="单价上限")

    @cached_property
    def item(self) -> str:
        """The name of its amount in 统计."""
        return self.amount.text if self.amount is not None and self.amount.known else f"{self.name.text}用量"

    @cached_property
    def cost_item(self) -> str:
        """The name of its cost in 统计, "" when none is declared."""
        return self.cost.text if self.cost is not None and self.cost.known else ""

    @cached_property
    def is_counted(self) -> bool:
        """Whether it is part of 综合能耗: it has a coefficient, and nobody says it is not."""
        said = self.counted
        return bool(said.value) if said is not None and said.known else self.coefficients is not None

    @cached_property
    def is_electricity(self) -> bool:
        """Whether it is measured in 千瓦时."""
        return unit_of(self.unit.text).base == "千瓦时"

    @cached_property
    def is_water(self) -> bool:
        """Whether it is water: named so, no energy, measured in volume or mass."""
        return self.name.text.endswith("水") and not self.is_counted

    @cached_property
    def used_for(self) -> str:
        """公务用车, 供暖 or ""."""
        return self.use.text if self.use is not None and self.use.known else ""

    def look(self, name: str) -> object:
        """As any group; 折标系数, 密度 and 排放因子 are the single one where there is one, else the list."""
        if name in KINDS:
            chosen = self.of_kind(name)
            if len(chosen) == 1:
                return chosen[0]
        return super().look(name)

    def of_kind(self, kind: str) -> Sequence[Coefficient]:
        """The 折标系数, 密度 or 排放因子 declared."""
        named = {"折标系数": self.coefficients, "密度": self.densities, "排放因子": self.factors}
        return named[kind] or ()

    @once
    def chosen(self, kind: str, year: int, caliber: str = "") -> Coefficient | None:
        """The one in force at the end of a year: the latest begun by then, else one without a date."""
        last = date(year, 12, 31)
        fitting = [each for each in self.of_kind(kind) if each.fits(caliber if kind == "折标系数" else "")]
        dated = [(day, each) for each in fitting if (day := day_of(each.since)) is not None and day <= last]
        undated = [each for each in fitting if day_of(each.since) is None]
        if dated:
            return max(dated, key=lambda pair: pair[0])[1]
        return undated[-1] if undated else None

    @once
    def factor_to(self, unit: str, wanted: str, year: int) -> tuple[Decimal, Coefficient | None] | None:
        """What turns an amount in `unit` into one in `wanted`, with the density that was needed; None when nothing does."""
        plain = conversion(unit, wanted)
        if plain is not None:
            return plain, None
        density = self.chosen("密度", year)
        ratio = ratio_of(density.value.unit) if density is not None and isinstance(density.value, Quantity) else None
        if density is None or ratio is None or not density.value.known or not density.value.value:
            return None
        mass, volume = ratio
        heavy, light = conversion(unit, volume), conversion(mass, wanted)
        if heavy is not None and light is not None:
            return heavy * density.value.value * light, density
        heavy, light = conversion(unit, mass), conversion(volume, wanted)
        if heavy is not None and light is not None:
            return heavy / density.value.value * light, density
        return None


class Site(FactModel):
    """点位: a place with meters of its own; `part_of` is the place whose figures include it."""

    name: Words = Field(alias="名称")
    other_names: Listing[Words] | None = Field(None, alias="别名")
    part_of: Words | None = Field(None, alias="属于")


class EnergySettings(FactModel):
    """能源: what is counted, by which caliber, with how many decimals."""

    keyed: ClassVar[tuple[str, ...]] = ("energies",)
    caliber: Annotated[Fact, Choice(*CALIBERS)] | None = Field(None, alias="口径")
    decimals: Count | None = Field(None, alias="小数")
    rounding: Annotated[Fact, Choice("调整尾数", "印出数相加", "各自修约")] | None = Field(None, alias="合计")
    energies: list[Energy] = Field(alias="能源")
    sites: list[Site] | None = Field(None, alias="点位")
    bases: dict[str, Words] | None = Field(None, alias="基数")
    computed: ClassVar[Mapping[str, str]] = {}

    def base(self, name: str) -> str:
        """What a base figure (用能人数, 行驶里程) is called in 统计."""
        said = (self.bases or {}).get(name)
        return said.text if said is not None and said.known else name

    @cached_property
    def places(self) -> int:
        """The decimals of indicators."""
        said = self.decimals
        return min(int(said.value), 6) if said is not None and said.known else 2

    @cached_property
    def policy(self) -> str:
        """How totals and their rounded parts agree."""
        return self.rounding.text if self.rounding is not None and self.rounding.known else "调整尾数"

    @cached_property
    def known_figures(self) -> dict[tuple[frozenset[str], frozenset[str]], frozenset[str]]:
        """The figures that make sense, by the names typed and those in ledgers; kept by who works them out."""
        return {}

    @once
    def by_item(self) -> Mapping[str, Energy]:
        """The energies by the name of their amounts."""
        return {energy.item: energy for energy in self.energies}


def is_ratio(unit: str) -> bool:
    """Whether a quantity in this unit is a coefficient, which is the same for every place and month."""
    return ratio_of(unit) is not None


STOCKS = frozenset(
    {"用能人数", "用水人数", "编制人数", "建筑面积", "供热面积", "供暖面积", "车辆", "公务用车", "充电桩"}
)


def is_stock(item: str, unit: str) -> bool:
    """Whether figures of an item do not add up over months: persons, area, vehicles."""
    return item in STOCKS or unit_of(unit).base in ("人", "平方米") or unit in ("辆", "台", "套")
