"""Points for awards that are met or not, counted by piece or class, or reduced by deductions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from genwen.document.scoring.outcome import ZERO, Outcome, Unfit, shown, value_of, whole_number, yes_of
from genwen.facts.assessment import Observed
from genwen.facts.fact import Quantity
from genwen.facts.rubric_awards import AwardShape, Condition, Deduction


def fixed(award: AwardShape, observed: Observed, reference: Quantity | None) -> Outcome:
    """固定: 分 when met."""
    full = value_of(award.points)
    if yes_of(observed):
        return Outcome(full, full, f"做到，得{shown(full)}分")
    return Outcome(ZERO, full, "没有做到，不得分", "没有做到", f"做到可得{shown(full)}分")


def _met(conditions: Sequence[Condition], observed: Observed) -> list[bool]:
    if observed.yes is not None:
        return [observed.yes] * len(conditions)
    words = observed.words
    if words is None:
        raise Unfit(f"“{observed.text}”应是做到的条件", "写 是、否，或列出做到的条件名称")
    known = [condition.name_text() for condition in conditions]
    named = list(observed.value) if isinstance(observed.value, Mapping) else words
    for word in named:
        if word not in known and not any(condition.is_named(word) for condition in conditions):
            raise Unfit(f"没有条件“{word}”", "可用：" + "、".join(known))
    return [any(condition.is_named(word) for word in words) for condition in conditions]


def all_of(award: AwardShape, observed: Observed, reference: Quantity | None) -> Outcome:
    """全部: 分 when every condition holds."""
    full, met = value_of(award.points), _met(award.conditions, observed)
    if all(met):
        return Outcome(full, full, f"{len(met)}项条件全部做到，得{shown(full)}分")
    lacking = "、".join(
        condition.name_text() for condition, done in zip(award.conditions, met, strict=True) if not done
    )
    return Outcome(ZERO, full, "条件没有全部做到，不得分", f"没有做到{lacking}", f"补齐{lacking}，可得{shown(full)}分")


def any_of(award: AwardShape, observed: Observed, reference: Quantity | None) -> Outcome:
    """任一: 分 when one condition holds."""
    full, met = value_of(award.points), _met(award.conditions, observed)
    if any(met):
        done = "、".join(c.name_text() for c, yes in zip(award.conditions, met, strict=True) if yes)
        return Outcome(full, full, f"做到{done}，得{shown(full)}分")
    names = "或".join(condition.name_text() for condition in award.conditions)
    return Outcome(ZERO, full, "条件一项也没有做到，不得分", "条件一项也没有做到", f"做到{names}，可得{shown(full)}分")


def pieces(award: AwardShape, observed: Observed, reference: Quantity | None) -> Outcome:
    """计件: 分 for each piece, up to 最高."""
    return _times(award, whole_number(observed, f"{_per(award)}数"))


def classes(award: AwardShape, observed: Observed, reference: Quantity | None) -> Outcome:
    """分类: 分 for each different class, up to 最高."""
    if observed.number is not None or observed.yes is False:
        number = whole_number(observed, "类数")
        if award.classes and number > len(award.classes):
            raise Unfit(f"{number}类多于列出的{len(award.classes)}类", "列出做到的类别名称")
        return _times(award, number)
    words = observed.words
    if words is None or observed.yes is True:
        raise Unfit(f"“{observed.text}”应是类别", "列出做到的类别，或写类数")
    known = [word.text for word in award.classes]
    for word in words:
        if known and word not in known:
            raise Unfit(f"没有类别“{word}”", "可用：" + "、".join(known))
    return _times(award, len(set(words)))


def _per(award: AwardShape) -> str:
    return award.per.text if award.per is not None else ("类" if award.kind == "分类" else "项")


def _times(award: AwardShape, number: int) -> Outcome:
    one, per = value_of(award.points), _per(award)
    most = award.maximum()
    reached = one * number
    rule = f"{number}{per} × {shown(one)}分 = {shown(reached)}分"
    if most is None:
        return Outcome(reached, reached, rule)
    cap = value_of(most)
    if reached >= cap:
        return Outcome(cap, cap, rule + (f"，按最高{shown(cap)}分" if reached > cap else ""))
    more = -((reached - cap) // one) if one else ZERO
    lost = f"只有{number}{per}" if number else f"没有一{per}"
    return Outcome(reached, cap, rule, lost, f"再增加{shown(more)}{per}，可得满{shown(cap)}分")


def deducted(award: AwardShape, observed: Observed) -> tuple[Decimal | None, str]:
    """How much is taken off, None for all there is, and why. Raises Unfit."""
    parts = award.deductions
    found = _deduction_counts(parts, observed)
    whole, reasons, amount = False, [], ZERO
    for part, number in zip(parts, found, strict=True):
        if not number:
            continue
        per = part.per or award.per
        name = part.name_text() or (part.wording.text.strip("，。；") if part.wording is not None else "")
        if part.whole is not None and part.whole.text == "是":
            whole = True
            reasons.append(f"{name}，全扣")
            continue
        taken = value_of(part.points) * number
        if part.cap is not None:
            taken = min(taken, value_of(part.cap))
        amount += taken
        reasons.append(f"{name}{number}{per.text if per is not None else '处'}扣{shown(taken)}分")
    if award.cap is not None:
        amount = min(amount, value_of(award.cap))
    return (None if whole else amount), "；".join(reasons)


def _deduction_counts(parts: Sequence[Deduction], observed: Observed) -> list[int]:
    if observed.yes is False:
        return [0] * len(parts)
    if isinstance(observed.value, Mapping):
        named: Mapping[str, Observed] = observed.value
        for name in named:
            if not any(part.is_named(name) for part in parts):
                raise Unfit(f"没有扣分情形“{name}”", "可用：" + "、".join(part.name_text() for part in parts))
        return [sum(_occurrences(item) for name, item in named.items() if part.is_named(name)) for part in parts]
    if len(parts) == 1:
        return [_occurrences(observed)]
    words = observed.words
    if words is None or observed.number is not None:
        raise Unfit(f"“{observed.text}”不知属于哪种扣分情形", "写 否（没有扣分），或用 情形: 次数")
    for word in words:
        if not any(part.is_named(word) for part in parts):
            raise Unfit(f"没有扣分情形“{word}”", "可用：" + "、".join(part.name_text() for part in parts))
    return [sum(part.is_named(word) for word in words) for part in parts]


def _occurrences(observed: Observed) -> int:
    if observed.yes is True:
        return 1
    if isinstance(observed.value, str):
        return 1
    return whole_number(observed, "次数")


def deduct(award: AwardShape, observed: Observed, reference: Quantity | None) -> Outcome:
    """扣分: 分 less what is taken off, not under 下限."""
    amount, reason = deducted(award, observed)
    full, floor = value_of(award.points), value_of(award.floor)
    if amount is None:
        return Outcome(floor, full, "全扣", reason, f"消除扣分情形，可得满{shown(full)}分")
    points = max(floor, full - amount)
    if points == full:
        return Outcome(full, full, f"没有扣分，得{shown(full)}分")
    rule = f"{shown(full)} - {shown(amount)} = {shown(full - amount)}分"
    if full - amount < floor:
        rule += f"，扣至{shown(floor)}分为止"
    return Outcome(points, full, rule, reason, f"消除扣分情形，可得满{shown(full)}分")
