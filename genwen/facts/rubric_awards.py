"""How points are won in a rubric: one award, of one of the kinds in `KINDS`, and the most it can give.

A clause carries the keys of its only award itself (分: 2), or a list of awards (奖). The kind is told by the keys; 计法
names it where they leave it open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Annotated, ClassVar

from genwen.document.elements import Origin, OriginKind
from genwen.facts.declare import Before, Field
from genwen.facts.fact import Fact
from genwen.facts.fields import Choice, Count, FactModel, Prose, QuantityField, Words, YesNo, once
from genwen.facts.rubric_values import IntervalField, Points, WordList, listed, named, points, total

KINDS = (
    "固定", "计件", "分类", "择优", "合计", "全有全无", "全部", "任一", "比例", "分档", "名次", "线性", "达标", "评议",
    "扣分",
)  # fmt: skip
"""固定: 分 when met. 计件: 分 for each piece up to 最高. 分类: 分 for each different class. 择优: the best of 选项.
合计: their sum up to 最高. 全有全无: their sum, or 0 unless each is full. 全部, 任一: 分 when all, any of 条件 hold.
比例: 分 × value. 分档, 名次: the points of the step (the rank). 线性: between 自 and 至. 达标: 分 when the value is in 门槛.
评议: what the assessor gives, between 最低 and 分, or by a named grade. 扣分: 分 less what is deducted, not under 下限."""

GROUPS = ("择优", "合计", "全有全无")
Method = Annotated[Fact, Choice(*KINDS)]


class Condition(FactModel):
    """One of several conditions of an award, or a prerequisite of the whole: 名称 for findings, 条文 for print."""

    key: Words | None = Field(None, alias="键")
    name: Words | None = Field(None, alias="名称")
    wording: Prose | None = Field(None, alias="条文")
    source: Words | None = Field(None, alias="取自")


class Step(FactModel):
    """One step of a scale: the range of values (值) or the name of a grade (名称), and the points it gives.

    With 最低 the assessor chooses between that and 分.
    """

    name: Words | None = Field(None, alias="名称")
    interval: IntervalField | None = Field(None, alias="值")
    points: Points | None = Field(None, alias="分")
    lowest: Points | None = Field(None, alias="最低")
    wording: Prose | None = Field(None, alias="条文")


class Deduction(FactModel):
    """What is taken off for one kind of finding: 分 for each 每, up to 最高; 全扣 takes all that is left."""

    key: Words | None = Field(None, alias="键")
    name: Words | None = Field(None, alias="名称")
    points: Points | None = Field(None, alias="分")
    per: Words | None = Field(None, alias="每")
    cap: Points | None = Field(None, alias="最高")
    whole: YesNo | None = Field(None, alias="全扣")
    wording: Prose | None = Field(None, alias="条文")


Named = Annotated[Condition, Before(named("名称"), accepts=Words | Condition)]
Taken = Annotated[Deduction, Before(named("分"), accepts=Points | Deduction)]

Deductions = Annotated[list[Taken], Before(listed, accepts=Points | list[Taken])]


class AwardShape(FactModel):
    """The keys of an award; a clause with a single award has them itself."""

    points: Points | None = Field(None, alias="分")
    per: Words | None = Field(None, alias="每")
    cap: Points | None = Field(None, alias="最高")
    method: Method | None = Field(None, alias="计法")
    conditions: list[Named] = Field([], alias="条件")
    classes: WordList = Field([], alias="类别")
    options: list[Award] = Field([], alias="选项")
    steps: list[Step] = Field([], alias="档")
    threshold: IntervalField | None = Field(None, alias="门槛")
    reference: Prose | None = Field(None, alias="参照")
    start: QuantityField | None = Field(None, alias="自")
    end: QuantityField | None = Field(None, alias="至")
    start_points: Points | None = Field(None, alias="起分")
    stride: QuantityField | None = Field(None, alias="步长")
    deductions: Deductions = Field([], alias="扣")
    floor: Points | None = Field(None, alias="下限")
    lowest: Points | None = Field(None, alias="最低")
    decimals: Count | None = Field(None, alias="小数位")
    source: Words | None = Field(None, alias="取自")

    shown: ClassVar[tuple[str, ...]] = (
        "分", "每", "最高", "参照", "自", "至", "起分", "步长", "下限", "最低", "门槛",
    )  # fmt: skip

    @property
    @once
    def kind(self) -> str:
        """The kind of award, "" when its keys name none."""
        if self.method is not None and self.method.known:
            return str(self.method.value)
        for kind, told in _TOLD_BY:
            if told(self):
                return kind
        return ""

    @once
    def maximum(self) -> Fact | None:
        """The most the award can give, as the fact itself or with its formula; None when its keys do not say."""
        rule = _MAXIMA.get(self.kind)
        return rule(self) if rule else None

    @once
    def slots(self) -> dict[str, object]:
        """What the text of the award may print: {{ 分 }}, {{ 最高 }} …, and its parts by number (档1.分)."""
        slots: dict[str, object] = {}
        aliases = self.aliases()
        for name in self.shown:
            value = getattr(self, aliases[name], None) if name in aliases else None
            if value is not None:
                slots[name] = value
        if len(self.deductions) == 1 and self.deductions[0].points is not None:
            slots["扣"] = self.deductions[0].points
        if (one := self.stride_points()) is not None:
            slots["步分"] = one
        for name, parts in (("档", self.steps), ("选项", self.options), ("扣", self.deductions)):
            slots |= {f"{name}{number}": part for number, part in enumerate(parts, 1)}
        return slots

    def stride_points(self) -> Fact | None:
        """What one 步长 of a 线性 award is worth (步分); None while its keys do not say."""
        ends = (self.start, self.end, self.stride, self.points)
        if any(fact is None or not fact.known for fact in ends):
            return None
        start, end, stride, most = (Decimal(fact.value) for fact in ends if fact is not None)
        first = self.start_points
        if (first is not None and not first.known) or start == end or stride <= 0:
            return None
        low = Decimal(first.value) if first is not None else Decimal(0)
        origin = Origin(
            OriginKind.DERIVED, formula="(分 - 起分) ÷ ((至 - 自) ÷ 步长)",
            inputs=tuple(fact.origin for fact in (*ends, first) if fact is not None),
        )  # fmt: skip
        return points(abs(most - low) * stride / abs(end - start), origin)

    def figures(self) -> Iterator[Fact]:
        """Every number of points the award declares, in the order a text would say them."""
        for value in (self.points, self.cap, self.start_points, self.lowest, self.floor, self.stride_points()):
            if value is not None:
                yield value
        for step in self.steps:
            yield from (value for value in (step.points, step.lowest) if value is not None)
        for deduction in self.deductions:
            yield from (value for value in (deduction.points, deduction.cap) if value is not None)
        for option in self.options:
            yield from option.figures()


Part = Condition | Step | Deduction


class Award(AwardShape):
    """One award of several in a clause; 条文 is its part of the clause's text."""

    key: Words | None = Field(None, alias="键")
    name: Words | None = Field(None, alias="名称")
    wording: Prose | None = Field(None, alias="条文")


_TOLD_BY: tuple[tuple[str, Callable[[AwardShape], bool]], ...] = (
    ("评议", lambda award: bool(award.steps) and all(step.interval is None for step in award.steps)),
    ("分档", lambda award: bool(award.steps)),
    ("扣分", lambda award: bool(award.deductions)),
    ("达标", lambda award: award.threshold is not None),
    ("线性", lambda award: award.start is not None or award.end is not None),
    ("全部", lambda award: bool(award.conditions)),
    ("分类", lambda award: bool(award.classes) or (award.per is not None and award.per.text in ("类", "种"))),
    ("计件", lambda award: award.per is not None),
    ("评议", lambda award: award.lowest is not None),
    ("固定", lambda award: award.points is not None and not award.options),
)


def _full(award: AwardShape) -> Fact | None:
    return award.points


def _capped(award: AwardShape) -> Fact | None:
    return award.cap


def _classes(award: AwardShape) -> Fact | None:
    if award.cap is not None or not award.classes or award.points is None:
        return award.cap
    if not award.points.known:
        return award.points
    number = Decimal(len(award.classes))
    origin = Origin(OriginKind.DERIVED, formula=f"{award.points.text} × {number}类", inputs=(award.points.origin,))
    return points(award.points.value * number, origin)


def _highest(parts: list[Fact | None]) -> Fact | None:
    known = [part for part in parts if part is not None]
    gap = next((part for part in known if not part.known), None)
    return gap if gap is not None else max(known, key=lambda part: part.value, default=None)


def _best(award: AwardShape) -> Fact | None:
    return _highest([option.maximum() for option in award.options])


def _sum(award: AwardShape) -> Fact | None:
    return total([most for option in award.options if (most := option.maximum()) is not None], "各选项分值之和")


def _sum_capped(award: AwardShape) -> Fact | None:
    whole = _sum(award)
    return _lower(whole, award.cap) if award.cap is not None else whole


def _lower(whole: Fact | None, cap: Fact) -> Fact:
    if whole is None or not (whole.known and cap.known):
        return cap
    return cap if cap.value <= whole.value else whole


def _steps(award: AwardShape) -> Fact | None:
    return _highest([step.points for step in award.steps])


def _steps_or_full(award: AwardShape) -> Fact | None:
    return _steps(award) if award.steps else award.points


def _linear(award: AwardShape) -> Fact | None:
    return _highest([award.points, award.start_points])


_MAXIMA: Mapping[str, Callable[[AwardShape], Fact | None]] = {
    "固定": _full, "计件": _capped, "分类": _classes, "择优": _best, "合计": _sum_capped, "全有全无": _sum,
    "全部": _full, "任一": _full, "比例": _full, "分档": _steps, "名次": _steps, "线性": _linear, "达标": _full,
    "评议": _steps_or_full, "扣分": _full,
}  # fmt: skip
