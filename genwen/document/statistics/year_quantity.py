"""A quantity of one year that knows its statistics, so that it can be compared with other years, places and months.

The sign of a change lives in its word: 下降5.03%, never 下降-5.03%.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from genwen import numerals
from genwen.document.elements import Origin, OriginKind
from genwen.facts.fact import Fact, Quantity, derived
from genwen.records import record

if TYPE_CHECKING:
    from genwen.document.statistics.quantities import Statistics

_CHANGES = frozenset({"同比", "变化", "变化词", "变化率", "增减量"})
_OF_ENERGY = frozenset({"占比", "折标煤", "碳排放", "单价"})


@record(eq=False)
class YearQuantity(Quantity):
    """A quantity of one year of `statistics`, which may be those of a place or of some months."""

    name: str = ""
    year: int = 0
    statistics: Statistics | None = None

    def look(self, name: str) -> object:
        """同比 (同比下降5.03%), 变化 (下降5.03%), 变化词, 变化率, 增减量, 上年, 各月, 点位, 占比; else as any quantity."""
        if name == "月份" and self.statistics is not None and self.statistics.months:
            return self.statistics.look("月份")
        if name == "点位名称" and self.statistics is not None and self.statistics.site:
            return self.statistics.look("名称")
        if not self.known:
            return self if name not in ("各月", "点位") else self._elsewhere(name)
        if self.statistics is not None:
            if name in _CHANGES:
                return self.statistics.change(self, name, self.year - 1)
            if name == "上年":
                return self.statistics.of_year(self.year - 1, self.name)
            if name.startswith("比") and name[1:].isdigit():
                return self.statistics.change(self, "变化", int(name[1:]))
            found = self._elsewhere(name) if name not in ("数值", "单位") else None
            if found is not None:
                return found
        return Quantity.look(self, name)

    def _elsewhere(self, name: str) -> object:
        """The same quantity of each month, of each place, of a period; its share, its coal, its carbon."""
        view = self.statistics
        if view is None:
            return None
        if name == "各月":
            return [view.view(months=(month,)).of_year(self.year, self.name) for month in range(1, 13)]
        if name == "点位":
            return [place.of_year(self.year, self.name) for place in view.view(year=self.year).sites()
                    if self.name not in view.ledger.items() or view.ledger.is_at(self.name, self.year, place.site)]  # fmt: skip
        if name in _OF_ENERGY:
            return view.of_year(self.year, self.name + name) if view.is_computed(self.name + name) else None
        if not view.months:
            from genwen.document.statistics.book import months_named

            months = months_named(name)
            return view.view(months=months).of_year(self.year, self.name) if months else None
        return None

    def is_named(self, name: str) -> bool:
        """Whether this is the figure of a place or of a month of that name, in a list of them."""
        return self.statistics is not None and self.statistics.is_named(name)

    def names(self) -> Sequence[str]:
        """See `look`."""
        return ("同比", "变化", "变化词", "变化率", "增减量", "上年", "占比", "各月", "点位", "数值", "单位")

    def changed(self, what: str, before: YearQuantity, places: int) -> Fact:
        """How it differs from another year, in the form `what` (see `look`), rates with `places` decimals."""
        for side in (self, before):
            if not side.known:
                return Fact(None, f"【待补：{side.origin.path or side.name}】", side.origin, "待补")
        inputs = (self.origin, before.origin)
        difference = self.value - before.value
        if what == "增减量":
            origin = Origin(OriginKind.DERIVED, formula=f"{self.name}：{self.year}年 - {before.year}年", inputs=inputs)
            return derived(abs(difference), self.decimals, self.unit, origin, self.scale)
        formula = f"({self.name}{self.year}年 - {before.year}年) ÷ {before.year}年"
        if self.unit == "%":
            formula = f"{self.name}{self.year}年 - {before.year}年"
        origin = Origin(OriginKind.DERIVED, formula=formula, inputs=inputs)
        try:
            if self.unit == "%":
                rate = numerals.format_decimal(abs(difference), places)
                even = not any(char in "123456789" for char in rate)
                word = "持平" if even else "下降" if difference < 0 else "上升"
                rate = "" if even else f"{rate}个百分点"
            else:
                word, rate = numerals.format_change(before.value, self.value, places)
        except ValueError as error:
            raise TypeError(str(error)) from error
        same = "与上年同期持平" if self.statistics is not None and self.statistics.months else "与上年持平"
        text = {"同比": f"同比{word}{rate}" if rate else same, "变化词": word, "变化率": rate}
        return Fact(difference / before.value * 100 if before.value else None, text.get(what, f"{word}{rate}"), origin)
