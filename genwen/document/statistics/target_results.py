"""目标 against what was reached: each target of the year with its value, whether it is met, and by how much not.

Coverage: a share or a count of organs by a year's end. Energy and others: an indicator of 统计 that was to fall, rise or
stay within a limit, against the year before or a base year. Everything is compared unrounded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING, ClassVar

from genwen.document.elements import Origin, OriginKind, Text
from genwen.document.statistics.year_quantity import YearQuantity
from genwen.document.values import Printed
from genwen.facts.deadlines import Deadline
from genwen.facts.fact import Fact, Quantity, derived
from genwen.facts.schema import Target, Targets, fact_run
from genwen.numerals.units import conversion
from genwen.records import record

if TYPE_CHECKING:
    from genwen.document.statistics.quantities import Statistics

MET, UNMET = "完成", "未完成"
HUNDRED = Decimal(100)


@record(eq=False)
class TargetResult:
    """One target and what came of it. In an expression: 名称, 层级, 目标, 完成值, 结果, 差额, 应建数量, 建成比例, 类别."""

    kind: str
    target: Target
    reached: Fact
    met: bool | None
    wanted: Quantity | None = None
    built: Quantity | None = None
    lacking: Quantity | None = None

    NAMES: ClassVar[tuple[str, ...]] = ("类别", "名称", "目标", "完成值", "结果", "应建数量", "建成数量", "差额")

    def look(self, name: str) -> object:
        """See the class; else what the target itself has."""
        if name == "结果":
            if self.met is None:
                return Fact(None, "【待补】", Origin(OriginKind.MISSING, self.reached.origin.path), "待补")
            said = MET if self.met else UNMET
            origin = Origin(OriginKind.DERIVED, "", None, f"{self.reached.text} 对照目标", (self.reached.origin,))
            return Fact(self.met, said, origin)
        values: Mapping[str, object] = {
            "类别": Fact(self.kind, self.kind, Origin(OriginKind.FACT, "目标")),
            "目标": Printed(said_target(self.target)), "完成值": self.reached, "建成比例": self.reached, "应建数量": self.wanted,
            "建成数量": self.built, "差额": self.lacking,
        }  # fmt: skip
        if values.get(name) is not None:
            return values[name]
        if name == "名称":
            return (
                self.target.tier
                if self.kind == "创建覆盖率" and self.target.tier is not None
                else self.target.look(name)
            )
        return self.target.look(name)

    def names(self) -> Sequence[str]:
        """See `look`."""
        return (*self.NAMES, *self.target.names())

    def is_named(self, name: str) -> bool:
        """Whether the target answers to `name`."""
        return self.target.is_named(name)


def target_results(targets: Targets, statistics: Statistics) -> list[TargetResult]:
    """Every target that falls into the year of the statistics, in the order of 目标."""
    found: list[TargetResult] = []
    for target in targets.coverage or ():
        if _falls_into(target, statistics.year):
            found.append(_coverage(target))
    for kind, group in (("能耗水耗", targets.energy), ("其他", targets.others)):
        found += [
            result
            for target in group or ()
            if _falls_into(target, statistics.year) and (result := _indicator(kind, target, statistics)) is not None
        ]
    return found


def coverage_results(targets: Targets) -> list[TargetResult]:
    """Every coverage target of every year-end, in the order of 目标."""
    return [_coverage(target) for target in targets.coverage or ()]


def coverage_by_tier(targets: Targets) -> Mapping[str, list[TargetResult]]:
    """The coverage planned and reached by tier, in order of the year-ends."""
    found: dict[str, list[TargetResult]] = {}
    for result in coverage_results(targets):
        tier = result.target.tier
        found.setdefault(tier.text if tier is not None else "", []).append(result)
    return found


def year_of(target: Target) -> int:
    """The year a target is due, 0 when it is due every year or no date is given."""
    deadline = target.deadline
    if deadline is None or not isinstance(deadline.value, Deadline):
        return 0
    return deadline.value.end[0]


def _falls_into(target: Target, year: int) -> bool:
    return year_of(target) in (0, year)


def _gap(path: str) -> Quantity:
    return Quantity(None, f"【待补：{path}】", Origin(OriginKind.MISSING, path), "待补")


def _number(fact: Fact | None) -> Quantity | None:
    return fact if isinstance(fact, Quantity) and fact.known else None


def _coverage(target: Target) -> TargetResult:
    """A coverage target: the planned count is the share of the total, rounded up to whole organs."""
    share, count, total = _number(target.share), _number(target.count), _number(target.total_count)
    built, said = _number(target.reached_count), _number(target.reached_share)
    wanted = count
    if count is None and share is not None and total is not None:
        origin = Origin(OriginKind.DERIVED, "", None, "总数 × 比例，不足1家的按1家", (total.origin, share.origin))
        number = (total.value * share.value / HUNDRED).to_integral_value(ROUND_CEILING)
        wanted = derived(number, 0, total.unit, origin)
    reached: Quantity | None = said
    if built is not None and total is not None and total.value:
        origin = Origin(OriginKind.DERIVED, "", None, "实际数量 ÷ 总数", (built.origin, total.origin))
        reached = derived(built.value / total.value * HUNDRED, 2, "%", origin)
    elif reached is None and share is None:
        reached = built
    met: bool | None = None
    lacking = None
    if share is not None and reached is not None:
        met = reached.value >= share.value
    elif count is not None and built is not None:
        met = built.value >= count.value
    if wanted is not None and built is not None:
        origin = Origin(OriginKind.DERIVED, "", None, "应建数量 - 实际数量", (wanted.origin, built.origin))
        lacking = derived(max(Decimal(0), wanted.value - built.value), 0, built.unit, origin)
    path = next((fact.origin.path.rpartition(".")[0] for fact in _facts(target)), "目标.覆盖率")
    return TargetResult("创建覆盖率", target, reached or _gap(f"{path}.实际数量"), met, wanted, built, lacking)


def _facts(target: Target) -> Iterator[Fact]:
    yield from (fact for fact in (target.key, target.tier, target.share, target.count) if fact is not None)


def _indicator(kind: str, target: Target, statistics: Statistics) -> TargetResult | None:
    """A target that names an indicator or carries its own 实际比例; None when nothing can tell what was reached."""
    name = _quantity_name(target, statistics)
    if not name:
        own = _number(target.reached_share) or _number(target.reached_count)
        if own is None and target.reached_share is None and target.reached_count is None:
            return None
        wanted = _number(target.share) or _number(target.count)
        met = _holds(target, own.value, wanted.value) if own is not None and wanted is not None else None
        reached = next(fact for fact in (own, target.reached_share, target.reached_count) if fact is not None)
        return TargetResult(kind, target, reached, met)
    quantity = statistics.of_year(statistics.year, name)
    direction = target.direction.text if target.direction is not None and target.direction.known else ""
    if direction in ("不高于", "不低于"):
        return _limit(kind, target, quantity)
    base = target.base_year
    before = statistics.of_year(int(base.value) if base is not None and base.known else statistics.year - 1, name)
    change = statistics.change(quantity, "变化", before.year)
    wanted = _number(target.share)
    if wanted is None:
        return _limit(kind, target, quantity) if _number(target.count) is not None else None
    met = None
    if quantity.known and before.known and before.value:
        rise = (quantity.value - before.value) / before.value * HUNDRED
        if quantity.unit == "%":
            rise = quantity.value - before.value
        met = (rise if direction == "上升" else -rise) >= wanted.value
    return TargetResult(kind, target, change, met)


def _limit(kind: str, target: Target, quantity: YearQuantity) -> TargetResult:
    wanted = _number(target.count) or _number(target.share)
    met = None
    if quantity.known and wanted is not None:
        factor = conversion(wanted.unit, quantity.unit) if wanted.unit else Decimal(1)
        met = _holds(target, quantity.value, wanted.value * factor) if factor is not None else None
    return TargetResult(kind, target, quantity, met)


def _holds(target: Target, reached: Decimal, wanted: Decimal) -> bool:
    direction = target.direction.text if target.direction is not None and target.direction.known else "不低于"
    return reached <= wanted if direction in ("不高于", "下降") else reached >= wanted


def _quantity_name(target: Target, statistics: Statistics) -> str:
    """The quantity of 统计 a target is about: by its 名称, or that of an 指标 of the same 名称."""
    for fact in (target.name, target.key):
        if fact is None or not fact.known:
            continue
        if statistics.is_quantity(fact.text):
            return fact.text
        for key, indicator in statistics.indicators.items():
            if indicator.name is not None and indicator.name.known and indicator.name.text == fact.text:
                return key
    return ""


def said_target(target: Target) -> Text:
    """A target in words: 下降2%以上, 25%以上, 不低于60%."""
    direction, runs = target.direction, target.runs()
    if direction is None or not direction.known or "".join(run.text for run in runs).startswith(direction.text):
        return runs
    return (fact_run(direction), *runs)
