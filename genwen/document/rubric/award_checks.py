"""Checks of single awards: R005 cap below one award, R006 cap no multiple of it, R007 cap out of reach, R008 steps
that overlap, R009 steps with a hole, R015 keys that make no award, R023 steps that go up and down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from genwen.diagnostics import Finding, Severity
from genwen.document.rubric.wording import Place, position_of
from genwen.facts.fact import Fact
from genwen.facts.rubric_awards import GROUPS, AwardShape, Deduction
from genwen.facts.rubric_intervals import Interval

_NEEDS = {
    "固定": ("points",), "计件": ("points", "per"), "分类": ("points",), "全部": ("points", "conditions"),
    "任一": ("points", "conditions"), "比例": ("points",), "分档": ("steps",), "名次": ("steps",),
    "线性": ("points", "start", "end"), "达标": ("points", "threshold"), "扣分": ("deductions",),
    "择优": ("options",), "合计": ("options",), "全有全无": ("options",),
}  # fmt: skip


def award_findings(award: AwardShape, place: Place, bonus: bool = False) -> Iterator[Finding]:
    """What is wrong with one award and its options; `bonus`: its points lie outside 总分, so it may have no limit."""
    at = position_of(award.points, award.cap, award.method, getattr(award, "wording", None), place.item.name)
    kind = award.kind
    if not kind:
        yield Finding("R015", f"{place.label}：看不出怎样计分", "写“分:”，或用“计法:”说明", at)
    elif award.options and kind not in GROUPS:
        yield Finding("R015", f"{place.label}：有选项而计法是“{kind}”", "计法写 择优、合计 或 全有全无", at)
    yield from _lacking(award, kind, place, bonus)
    yield from _cap(award, kind, place)
    yield from _steps(award, place)
    yield from _line(award, place)
    for deduction in award.deductions:
        yield from _deduction(deduction, award, place)
    yield from _lowest(award, place)
    for option in award.options:
        yield from award_findings(option, place, bonus)


def _lacking(award: AwardShape, kind: str, place: Place, bonus: bool) -> Iterator[Finding]:
    needs = list(_NEEDS.get(kind, ()))
    if kind == "扣分" and not (place.item.deducts or bonus):
        needs.append("points")
    if kind == "评议" and not award.steps:
        needs.append("points")
    if kind in ("计件", "分类") and not bonus and not (kind == "分类" and award.classes):
        needs.append("cap")
    aliases = {name: alias for alias, name in award.aliases().items()}
    for name in needs:
        if getattr(award, name) in (None, []):
            at = position_of(award.points, award.cap, award.method, getattr(award, "wording", None), place.item.name)
            message = f"{place.label}：计法“{kind}”缺少“{aliases[name]}”"
            yield Finding("R015", message, f"补上“{aliases[name]}: …”", at)


def _cap(award: AwardShape, kind: str, place: Place) -> Iterator[Finding]:
    cap, one = award.cap, award.points
    if cap is None or not cap.known:
        return
    if kind in ("计件", "分类") and one is not None and one.known and one.value > 0:
        per = award.per.text if award.per is not None else ("类" if kind == "分类" else "项")
        if cap.value < one.value:
            message = f"{place.label}：最高{cap.text}分低于每{per}{one.text}分"
            yield Finding("R005", message, "最高分不应低于一次的得分", cap.origin.position)
        elif cap.value % one.value:
            message = f"{place.label}：最高{cap.text}分不是每{per}{one.text}分的整数倍"
            yield Finding("R006", message, "请确认；多出的部分按最高分封顶", cap.origin.position, Severity.WARNING)
        if award.classes and one.value * len(award.classes) < cap.value:
            most = one.value * len(award.classes)
            message = f"{place.label}：列出{len(award.classes)}类，最多得{most}分，达不到最高{cap.text}分"
            yield Finding("R007", message, "补充类别，或降低最高分", cap.origin.position)
    taken = award.deductions[0].points if kind == "扣分" and len(award.deductions) == 1 else None
    if taken is not None and taken.known and cap.value < taken.value:
        message = f"{place.label}：最多扣{cap.text}分低于每次扣{taken.text}分"
        yield Finding("R005", message, "上限不应低于一次扣分", cap.origin.position)
    if kind == "合计":
        parts = [most.value for option in award.options if (most := option.maximum()) is not None and most.known]
        if parts and len(parts) == len(award.options) and sum(parts) < cap.value:
            message = f"{place.label}：各选项合计{sum(parts)}分，达不到最高{cap.text}分"
            yield Finding("R007", message, "补充选项，或降低最高分", cap.origin.position)
        if parts and max(parts) > cap.value:
            message = f"{place.label}：最高{cap.text}分低于其中一个选项的{max(parts)}分"
            yield Finding("R005", message, "最高分不应低于任一选项", cap.origin.position)


def _steps(award: AwardShape, place: Place) -> Iterator[Finding]:
    for step in award.steps:
        at = position_of(step.interval, step.name, step.points, award.method)
        if step.points is None:
            yield Finding("R015", f"{place.label}：有一档没有写分", "补上“分: …”", at)
        if step.interval is None and step.name is None:
            yield Finding("R015", f"{place.label}：有一档没有写值或名称", "补上“值: ≥90%”或“名称: 符合”", at)
        low, high = step.lowest, step.points
        if low is not None and high is not None and low.known and high.known and low.value > high.value:
            yield Finding("R015", f"{place.label}：最低{low.text}分高于{high.text}分", "最低应不大于分", at)
    intervals = [step.interval for step in award.steps if step.interval is not None and step.interval.known]
    whole = award.kind == "名次"
    yield from scale_findings(intervals, place.label, low=Decimal(1 if whole else 0), high=None, whole=whole)
    yield from _direction(award, place)


def _direction(award: AwardShape, place: Place) -> Iterator[Finding]:
    scaled = [
        (step.interval.value, step.points)
        for step in award.steps
        if step.interval is not None and step.points is not None and step.interval.known and step.points.known
    ]
    ordered = sorted((pair for pair in scaled if not pair[0].rest), key=lambda pair: _bottom(pair[0]))
    values = [points.value for _, points in ordered]
    if values and sorted(values) != values and sorted(values, reverse=True) != values:
        message = f"{place.label}：各档的分随值忽高忽低（{'、'.join(str(value) for value in values)}）"
        yield Finding("R023", message, "请确认各档的分", position_of(ordered[0][1]), Severity.WARNING)


def _bottom(interval: Interval) -> tuple[Decimal, bool]:
    return (Decimal("-Infinity") if interval.low is None else interval.low, not interval.low_closed)


def scale_findings(
    intervals: Sequence[Fact], what: str, low: Decimal, high: Decimal | None, whole: bool = False, rest: str = "0分"
) -> Iterator[Finding]:
    """Overlaps and holes between intervals, and values from `low` to `high` that none of them holds.

    `whole`: only whole numbers occur (ranks), so 1, 2—3 has no hole. `rest` says what such values count as.
    """
    units = {fact.value.unit for fact in intervals if not fact.value.rest and fact.value.unit}
    if len(units) > 1:
        message = f"{what}：各档的单位不一致（{'、'.join(sorted(units))}）"
        yield Finding("R009", message, "各档用同一单位", position_of(*intervals))
        return
    rests = [fact for fact in intervals if fact.value.rest]
    for extra in rests[1:]:
        yield Finding("R008", f"{what}：“{extra.text}”写了两次", "只留一档", extra.origin.position)
    ordered = sorted((fact for fact in intervals if not fact.value.rest), key=lambda fact: _bottom(fact.value))
    for first, second in pairwise(ordered):
        yield from _joint(first, second, what, bool(rests), whole)
    if ordered and not rests:
        yield from _ends(ordered, what, low, high, rest)


def _joint(first: Fact, second: Fact, what: str, rest: bool, whole: bool) -> Iterator[Finding]:
    top, bottom = first.value, second.value
    high, low = top.high, bottom.low
    at = second.origin.position
    if high is None or low is None or high > low or (high == low and top.high_closed and bottom.low_closed):
        yield Finding("R008", f"{what}：“{first.text}”与“{second.text}”重叠", "每个值只能落在一档里", at)
    elif rest or (whole and low - high <= 1):
        return
    elif high < low:
        yield Finding(
            "R009", f"{what}：“{first.text}”与“{second.text}”之间有空档（{high}—{low}）", "补上中间的一档", at
        )
    elif not top.high_closed and not bottom.low_closed:
        yield Finding("R009", f"{what}：{high}既不在“{first.text}”也不在“{second.text}”里", "其中一端用 ≤ 或 ≥", at)


def _ends(ordered: Sequence[Fact], what: str, low: Decimal, high: Decimal | None, rest: str) -> Iterator[Finding]:
    last = max(ordered, key=lambda fact: Decimal("Infinity") if fact.value.high is None else fact.value.high)
    bottom, top = ordered[0].value, last.value
    hint = f"如确按{rest}计，可不理会，或加一档“值: 其余”"
    if bottom.low is not None and (bottom.low > low or (bottom.low == low and not bottom.low_closed)):
        message = f"{what}：低于“{ordered[0].text}”的没有列出，按{rest}计"
        yield Finding("R009", message, hint, position_of(ordered[0]), Severity.HINT)
    ceiling = Decimal(100) if top.unit == "%" and high is None else high
    if top.high is not None and ceiling is not None and top.high < ceiling:
        message = f"{what}：高于“{last.text}”的没有列出，按{rest}计"
        yield Finding("R009", message, hint, position_of(last), Severity.HINT)


def _line(award: AwardShape, place: Place) -> Iterator[Finding]:
    start, end = award.start, award.end
    if start is not None and end is not None and start.known and end.known and start.value == end.value:
        yield Finding("R015", f"{place.label}：“自”与“至”相同", "线性计分需要两个不同的值", end.origin.position)
    if award.stride is not None and award.stride.known and award.stride.value <= 0:
        yield Finding("R015", f"{place.label}：“步长”应大于零", "如 1%", award.stride.origin.position)


def _deduction(deduction: Deduction, award: AwardShape, place: Place) -> Iterator[Finding]:
    one, cap, full = deduction.points, deduction.cap, award.points
    whole = deduction.whole is not None and deduction.whole.text == "是"
    if one is None and not whole:
        at = position_of(deduction.name, deduction.wording, award.points)
        yield Finding("R015", f"{place.label}：有一项扣分没有写分", "补上“分: …”或“全扣: 是”", at)
    if one is not None and cap is not None and one.known and cap.known and cap.value < one.value:
        message = f"{place.label}：最多扣{cap.text}分低于每次扣{one.text}分"
        yield Finding("R005", message, "上限不应低于一次扣分", cap.origin.position)
    if one is not None and full is not None and one.known and full.known and one.value > full.value:
        message = f"{place.label}：一次扣{one.text}分，超过满分{full.text}分"
        yield Finding("R005", message, "检查扣分和满分", one.origin.position, Severity.WARNING)


def _lowest(award: AwardShape, place: Place) -> Iterator[Finding]:
    pairs: Iterable[tuple[str, Fact | None]] = (("最低", award.lowest), ("下限", award.floor))
    for name, low in pairs:
        if low is None or award.points is None or not (low.known and award.points.known):
            continue
        if low.value > award.points.value:
            message = f"{place.label}：{name}{low.text}分高于{award.points.text}分"
            yield Finding("R015", message, f"{name}应不大于分", low.origin.position)
