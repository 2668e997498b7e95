"""What units come to together: tiers with their lists, items and 评价单元 with their averages, best and worst."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from genwen.campaign.result import DECIMALS, ROOT, Named, UnitResult, none_of
from genwen.document.elements import Origin, OriginKind, Text
from genwen.document.scoring.result import BASE, ItemScore
from genwen.document.scoring.result import UnitScore as PartScore
from genwen.facts.fact import Fact, Quantity, derived
from genwen.facts.rubric_notes import fact_runs


def counted(units: Sequence[UnitResult], what: str) -> Quantity:
    """How many units there are, from their names."""
    origin = Origin(OriginKind.DERIVED, formula=what, inputs=tuple(unit.name.origin for unit in units))
    return derived(Decimal(len(units)), 0, "", origin)


def share(part: int, whole: int, what: str, path: str) -> Quantity:
    """A share in percent; — where there is nothing to take it of."""
    if not whole:
        return none_of(path, "未报送")
    origin = Origin(OriginKind.DERIVED, formula=f"{what}{part} ÷ {whole}")
    return derived(Decimal(part) / whole * 100, DECIMALS, "%", origin)


def average(values: Sequence[Quantity], what: str, path: str, unit: str = "") -> Quantity:
    """The mean of some quantities, from their unrounded values."""
    if not values:
        return none_of(path, "未报送")
    origin = Origin(
        OriginKind.DERIVED, formula=f"{len(values)}个单位{what}的平均", inputs=tuple(v.origin for v in values)
    )
    return derived(sum((v.value for v in values), Decimal(0)) / len(values), DECIMALS, unit, origin)


class TierResult(Named):
    """A tier and the units in it, the best first."""

    def __init__(self, name: Fact, units: Sequence[UnitResult], scored: int, passing: bool) -> None:
        super().__init__()
        self.name, self.units, self.scored, self.passing = name, list(units), scored, passing

    def path(self) -> str:
        """See `Named`."""
        return f"{ROOT}.等次.{self.name.text}"

    def is_named(self, name: str) -> bool:
        """Whether it answers to `name`, its own."""
        return name == self.name.text

    def runs(self) -> Text:
        """Prints as its name."""
        return fact_runs(self.name)

    def values(self) -> Mapping[str, Callable[[], object]]:
        """See `Named`."""
        return {
            "名称": lambda: self.name, "通过": lambda: self.passing, "单位": lambda: self.units,
            "名单": lambda: [unit.name for unit in self.units],
            "单位数": lambda: counted(self.units, f"等次为{self.name.text}的单位"),
            "占比": lambda: share(len(self.units), self.scored, self.name.text, f"{self.path()}.占比"),
        }  # fmt: skip


class PartTotal(Named):
    """An item (or 评价单元) of the rubric over all units that were scored by it."""

    def __init__(self, name: Fact, above: str) -> None:
        super().__init__()
        self.name, self.above = name, above
        self.scores: list[tuple[UnitResult, ItemScore | PartScore]] = []

    @property
    def rate(self) -> Decimal:
        """The share of the points that was won, over all units."""
        most = sum((score.most for _, score in self.scores), Decimal(0))
        return sum((score.points for _, score in self.scores), Decimal(0)) / most if most else Decimal(0)

    def path(self) -> str:
        """See `Named`."""
        return f"{ROOT}.项目.{self.name.text}"

    def is_named(self, name: str) -> bool:
        """Whether it answers to `name`, its own."""
        return name == self.name.text

    def runs(self) -> Text:
        """Prints as its name."""
        return fact_runs(self.name)

    def values(self) -> Mapping[str, Callable[[], object]]:
        """See `Named`."""
        losers = [unit for unit, score in self.scores if score.points < score.most]
        return {
            "名称": lambda: self.name, "评价单元": lambda: self.above, "分值": lambda: self.scores[0][1].look("分值"),
            "平均得分": lambda: self._average("得分"), "平均失分": lambda: self._average("失分"), "得分率": self._rate,
            "失分单位": lambda: losers, "失分名单": lambda: [unit.name for unit in losers],
            "失分单位数": lambda: counted(losers, f"“{self.name.text}”失分的单位"),
            "满分单位数": lambda: counted([unit for unit, _ in self.scores if unit not in losers],
                                        f"“{self.name.text}”得满分的单位"),
        }  # fmt: skip

    def _each(self, name: str) -> list[Quantity]:
        found = (score.look(name) for _, score in self.scores)
        return [value for value in found if isinstance(value, Quantity)]

    def _average(self, name: str) -> Quantity:
        return average(self._each(name), f"“{self.name.text}”{name}", f"{self.path()}.平均{name}")

    def _rate(self) -> Quantity:
        inputs = tuple(value.origin for value in self._each("得分"))
        origin = Origin(OriginKind.DERIVED, formula=f"各单位“{self.name.text}”得分之和 ÷ 分值之和", inputs=inputs)
        return derived(self.rate * 100, DECIMALS, "%", origin)


def parts_of(units: Iterable[UnitResult]) -> tuple[list[PartTotal], list[PartTotal]]:
    """The items and the 评价单元 over all scored units, in the order of the rubrics."""
    items: dict[tuple[Any, ...], PartTotal] = {}
    parts: dict[tuple[Any, ...], PartTotal] = {}
    for unit in units:
        if unit.final is None:
            continue
        for number, part in enumerate(unit.final.units):
            if part.nature != BASE or not part.most:
                continue
            place = (id(unit.final.rubric), number)
            _add(parts, place, part.unit.name, "", unit, part)
            for position, item in enumerate(part.items):
                if item.nature == BASE and item.most:
                    _add(items, (*place, position), item.item.name, part.unit.title, unit, item)
    return [items[key] for key in sorted(items)], [parts[key] for key in sorted(parts)]


def _add(
    found: dict[tuple[Any, ...], PartTotal],
    key: tuple[Any, ...],
    name: Fact | None,
    above: str,
    unit: UnitResult,
    score: ItemScore | PartScore,
) -> None:
    if name is None:
        return
    if key not in found:
        found[key] = PartTotal(name, above)
    found[key].scores.append((unit, score))
