"""Points for awards on a measured value: 比例, 分档, 名次, 线性, 达标, and on the assessor's judgement: 评议.

With a 参照 the value is first divided by it, so that steps in 倍 or % hold the ratio.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_FLOOR, Decimal

from genwen.document.scoring.outcome import ZERO, Outcome, Unfit, shown, value_of
from genwen.facts.assessment import Observed
from genwen.facts.fact import Fact, Quantity
from genwen.facts.rubric_awards import AwardShape, Step
from genwen.facts.rubric_intervals import Interval

HUNDRED = Decimal(100)


def measured(observed: Observed, unit: str, reference: Quantity | None) -> Decimal:
    """The value found, in `unit` (%, 倍 or another); divided by the reference where there is one. Raises Unfit."""
    number = observed.number
    if number is None:
        raise Unfit(f"“{observed.text}”应是数值", f"写数字和单位，如 85{unit or '%'}")
    if reference is not None:
        if reference.value == 0:
            raise Unfit("参照值是零，不能相比", "检查参照值")
        if reference.unit and number.unit and reference.unit != number.unit:
            raise Unfit(f"“{number.text}”与参照值“{reference.text}”的单位不一致", "换成同一单位")
        ratio = Decimal(number.value) / Decimal(reference.value)
        return ratio * HUNDRED if unit == "%" else ratio
    if unit == "倍" and number.unit == "%":
        return Decimal(number.value) / HUNDRED
    if number.unit != unit and (number.unit == "%" or (unit and number.unit)):
        raise Unfit(f"“{number.text}”的单位应是“{unit or '无'}”", f"写作 {number.look('数值')}{unit}")
    return Decimal(number.value)


def _unit_of(award: AwardShape) -> str:
    facts = [award.threshold, *(step.interval for step in award.steps)]
    return next((fact.value.unit for fact in facts if fact is not None and fact.known and fact.value.unit), "")


def _said(value: Decimal, observed: Observed, unit: str, reference: Quantity | None) -> str:
    if reference is None:
        return observed.text
    rounded = value.quantize(Decimal("0.0001"))
    return f"{observed.text} ÷ {reference.text} = {shown(rounded)}{unit}"


def stepped(award: AwardShape, observed: Observed, reference: Quantity | None) -> Outcome:
    """分档, 名次: the points of the step that holds the value."""
    if award.kind == "名次" and observed.yes is False:
        return _outcome(award, None, "没有名次，不得分")
    points: Observed | None = None
    if isinstance(observed.value, Mapping) and "值" in observed.value:
        points = observed.value.get("分")
        observed = observed.value["值"]
    unit = _unit_of(award)
    value = measured(observed, unit, reference)
    if award.kind == "名次" and (value < 1 or value != value.to_integral_value()):
        raise Unfit(f"“{observed.text}”不是名次", "写名次，如 2；没有名次写 否")
    step = _step_of(award, value)
    said = _said(value, observed, unit, reference)
    if step is None:
        return _outcome(award, None, f"{said}，不在任何一档，不得分")
    return _outcome(award, step, f"{said}，属“{step.interval.text if step.interval else ''}”", points)


def _step_of(award: AwardShape, value: Decimal) -> Step | None:
    """The step whose range holds the value; 其余 only when no other does."""
    rest: Step | None = None
    for step in award.steps:
        if step.interval is None or not step.interval.known:
            continue
        interval: Interval = step.interval.value
        if interval.rest:
            rest = step
        elif value in interval:
            return step
    return rest


def _outcome(award: AwardShape, step: Step | None, rule: str, chosen: Observed | None = None) -> Outcome:
    """The outcome of a step; one with 最低 needs the assessor's number (`chosen`)."""
    most_fact = award.maximum()
    most = value_of(most_fact)
    points = ZERO if step is None else value_of(step.points)
    if step is not None and step.lowest is not None:
        points = _within(chosen, value_of(step.lowest), points)
    elif chosen is not None and (chosen.number is None or chosen.number.value != points):
        raise Unfit(f"这一档是{shown(points)}分，不能另给分", "删去“分”")
    rule = rule if "不得分" in rule else f"{rule}，得{shown(points)}分"
    if points == most:
        return Outcome(points, most, rule)
    best = next((s for s in award.steps if s.points is not None and s.points.known and s.points.value == most), None)
    name = (best.interval.text if best.interval is not None else best.name_text()) if best is not None else ""
    return Outcome(points, most, rule, rule.split("，得")[0], f"达到“{name}”可得{shown(most)}分")


def _within(chosen: Observed | None, low: Decimal, high: Decimal) -> Decimal:
    number = chosen.number if chosen is not None else None
    if number is None:
        raise Unfit(f"这一档由评价人在{shown(low)}—{shown(high)}分之间给分", "写明给的分")
    if not low <= number.value <= high:
        raise Unfit(f"{number.text}分不在{shown(low)}—{shown(high)}分之间", "改为范围内的分")
    return Decimal(number.value)


def judged(award: AwardShape, observed: Observed, reference: Quantity | None) -> Outcome:
    """评议: the points the assessor gives, alone or within a grade."""
    if not award.steps:
        low, high = value_of(award.lowest), value_of(award.points)
        said = {True: high, False: ZERO}
        points = said[observed.yes] if observed.yes is not None else _within(observed, low, high)
        lost = "" if points == high else f"评价人给{shown(points)}分"
        return Outcome(points, high, f"评价人在{shown(low)}—{shown(high)}分之间给{shown(points)}分", lost,
                       f"最高{shown(high)}分" if lost else "")  # fmt: skip
    chosen: Observed | None = None
    if isinstance(observed.value, Mapping) and len(observed.value) == 1:
        name, chosen = next(iter(observed.value.items()))
    elif isinstance(observed.value, str):
        name = observed.value
    else:
        raise Unfit(f"“{observed.text}”应是等次", "写等次名称，或 等次: 分")
    step = next((step for step in award.steps if step.is_named(name)), None)
    if step is None:
        raise Unfit(f"没有等次“{name}”", "可用：" + "、".join(step.name_text() for step in award.steps))
    return _outcome(award, step, f"评为“{name}”", chosen)


def proportional(award: AwardShape, observed: Observed, reference: Quantity | None) -> Outcome:
    """比例: 分 × the share, at most 分."""
    full, number = value_of(award.points), observed.number
    if observed.yes is not None:
        share = Decimal(int(observed.yes))
    elif reference is not None or (number is not None and number.unit == "%"):
        share = measured(observed, "%", reference) / HUNDRED
    else:
        share = measured(observed, "", None)
        if share > 1:
            raise Unfit(f"“{observed.text}”应是比例", f"写作 {observed.text}%，或 0 到 1 之间的数")
    if share < 0:
        raise Unfit(f"“{observed.text}”不应小于零", "写 0% 到 100%")
    points = full * min(share, Decimal(1))
    rule = f"{shown(full)}分 × {shown((share * HUNDRED).quantize(Decimal('0.0001')))}%"
    rule += "，按100%计" if share > 1 else ""
    if points == full:
        return Outcome(points, full, rule)
    return Outcome(points, full, rule, f"只达到{observed.text}", f"达到100%可得{shown(full)}分")


def linear(award: AwardShape, observed: Observed, reference: Quantity | None) -> Outcome:
    """线性: from 起分 at 自 to 分 at 至, in whole 步长 where there is one."""
    start, end = _end(award.start), _end(award.end)
    value = measured(observed, start.unit or end.unit, reference)
    low, high = value_of(award.start_points), value_of(award.points)
    span = end.value - start.value
    if not span:
        raise Unfit("“自”与“至”相同，不能计分", "先改正评价标准")
    gone = (value - start.value).copy_sign((value - start.value) * span)
    if award.stride is not None and award.stride.known:
        # whole strides first: a share of the span has no end in decimals, and would lose one
        stride = Decimal(award.stride.value)
        gone = (gone / stride).to_integral_value(ROUND_FLOOR) * stride
    points = low + (high - low) * min(max(gone, ZERO), abs(span)) / abs(span)
    rule = f"{observed.text}在{start.text}（{shown(low)}分）至{end.text}（{shown(high)}分）之间线性计分"
    most = max(low, high)
    if points == most:
        return Outcome(points, most, rule)
    target = end if high >= low else start
    return Outcome(points, most, rule, f"只达到{observed.text}", f"达到{target.text}可得{shown(most)}分")


def _end(fact: Fact | None) -> Quantity:
    if not isinstance(fact, Quantity) or not fact.known:
        raise Unfit("评价标准里的“自”或“至”还没有填写", "先补全评价标准")
    return fact


def threshold(award: AwardShape, observed: Observed, reference: Quantity | None) -> Outcome:
    """达标: 分 when the value is in 门槛."""
    full, limit = value_of(award.points), award.threshold
    if observed.yes is not None:
        met, said = observed.yes, "达标" if observed.yes else "未达标"
    else:
        if limit is None or not limit.known:
            raise Unfit("评价标准里的“门槛”还没有填写", "先补全评价标准")
        unit = _unit_of(award)
        value = measured(observed, unit, reference)
        met, said = value in limit.value, _said(value, observed, unit, reference)
    wanted = limit.text if limit is not None else ""
    if met:
        return Outcome(full, full, f"{said}，达到“{wanted}”，得{shown(full)}分")
    return Outcome(
        ZERO,
        full,
        f"{said}，未达到“{wanted}”，不得分",
        f"{said}，未达到“{wanted}”",
        f"达到“{wanted}”可得{shown(full)}分",
    )
