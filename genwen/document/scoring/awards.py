"""From what was found to points, for each kind of award; each outcome says which rule was used and what was lost.

A finding that does not fit its award raises `Unfit`; the caller reports it with its place and counts 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from genwen.document.elements import Origin
from genwen.document.scoring.counted import all_of, any_of, classes, deduct, fixed, pieces
from genwen.document.scoring.measured import judged, linear, proportional, stepped, threshold
from genwen.document.scoring.outcome import ZERO, Outcome, Unfit, shown, value_of
from genwen.facts.assessment import Observed
from genwen.facts.fact import Quantity
from genwen.facts.rubric_awards import GROUPS, AwardShape
from genwen.records import replace

Rule = Callable[[AwardShape, Observed, Quantity | None], Outcome]
Refer = Callable[[AwardShape], Quantity | None]


def no_reference(award: AwardShape) -> Quantity | None:
    """No award has a 参照."""
    return None


def score_award(award: AwardShape, observed: Observed, refer: Refer = no_reference) -> Outcome:
    """The outcome of one award for what was observed; `refer` gives the value of a 参照.

    Raises Unfit when the finding is not of the kind the award asks for.
    """
    if award.kind in GROUPS and award.options:
        outcome = _GROUP_RULES[award.kind](award, observed, refer)
        return replace(outcome, origins=(*outcome.origins, observed.origin))
    rule = RULES.get(award.kind)
    if rule is None:
        raise Unfit("评价标准没有写明怎样计分", "先改正评价标准")
    outcome = rule(award, observed, refer(award))
    return replace(outcome, origins=(*outcome.origins, observed.origin))


def outcomes_of(awards: Sequence[AwardShape], observed: Observed, refer: Refer = no_reference) -> list[Outcome]:
    """The outcomes of several awards: 是 or 否 for all, findings by name, or a list in the awards' order.

    A word or a list of words names the awards that were won. Raises Unfit.
    """
    if observed.yes is True:
        return [score_award(award, observed, refer) for award in awards]
    if observed.yes is False:
        return [_nothing(award, observed) for award in awards]
    if isinstance(observed.value, Mapping):
        return _by_name(awards, observed.value, observed.origin, refer)
    if isinstance(observed.value, tuple) and not all(isinstance(item.value, str) for item in observed.value):
        if len(observed.value) != len(awards):
            raise Unfit(f"有{len(awards)}个得分点，写了{len(observed.value)}个情况", "按顺序各写一个，或用 名称: 情况")
        return [score_award(award, item, refer) for award, item in zip(awards, observed.value, strict=True)]
    words = observed.words or []
    if observed.number is not None:
        raise Unfit(f"“{observed.text}”不知属于哪个得分点", "按顺序列出，或用 名称: 情况")
    found: dict[str, Observed] = {word: Observed(True, observed.origin) for word in words}
    return _by_name(awards, found, observed.origin, refer)


def _by_name(
    awards: Sequence[AwardShape], found: Mapping[str, Observed], origin: Origin, refer: Refer
) -> list[Outcome]:
    names = [award.name_text() for award in awards]
    for name in found:
        if not any(award.is_named(name) for award in awards):
            raise Unfit(f"没有得分点“{name}”", "可用：" + "、".join(name for name in names if name))
    nothing = Observed(False, origin)
    outcomes: list[Outcome] = []
    for award in awards:
        item = next((item for name, item in found.items() if award.is_named(name)), None)
        outcomes.append(_nothing(award, nothing) if item is None else score_award(award, item, refer))
    return outcomes


def _nothing(award: AwardShape, observed: Observed) -> Outcome:
    """The outcome where nothing was found: no deduction, or no points, whatever the award measures."""
    if award.kind == "扣分":
        return score_award(award, observed)
    most = award.maximum()
    full = value_of(most) if most is not None else ZERO
    return Outcome(ZERO, full, "没有做到，不得分", "没有做到", f"最高可得{shown(full)}分", (observed.origin,))


def _best(award: AwardShape, observed: Observed, refer: Refer) -> Outcome:
    outcomes = outcomes_of(award.options, observed, refer)
    most = max(outcome.most for outcome in outcomes)
    best = max(outcomes, key=lambda outcome: outcome.points)
    name = award.options[outcomes.index(best)].name_text()
    rule = f"择优{'：' + name if name else ''}，{best.rule}" if best.points else "各选项都没有做到，不得分"
    lost = "" if best.points == most else "没有达到最高的一项"
    return Outcome(best.points, most, rule, lost, f"最高可得{shown(most)}分" if lost else "", _origins(outcomes))


def _sum(award: AwardShape, observed: Observed, refer: Refer) -> Outcome:
    outcomes = outcomes_of(award.options, observed, refer)
    reached = sum((outcome.points for outcome in outcomes), ZERO)
    most = award.maximum()
    cap = value_of(most) if most is not None else sum((outcome.most for outcome in outcomes), ZERO)
    rule = f"{' + '.join(shown(outcome.points) for outcome in outcomes)} = {shown(reached)}分"
    if reached >= cap:
        rule += f"，按最高{shown(cap)}分" if reached > cap else ""
        return Outcome(cap, cap, rule, origins=_origins(outcomes))
    return Outcome(reached, cap, rule, _all_lost(award.options, outcomes), _all_remedies(outcomes), _origins(outcomes))


def _all_or_nothing(award: AwardShape, observed: Observed, refer: Refer) -> Outcome:
    outcomes = outcomes_of(award.options, observed, refer)
    most = sum((outcome.most for outcome in outcomes), ZERO)
    if all(outcome.points == outcome.most for outcome in outcomes):
        return Outcome(most, most, f"各项都得满分，得{shown(most)}分", origins=_origins(outcomes))
    lost = _all_lost(award.options, outcomes)
    return Outcome(ZERO, most, "有一项不满分，全部不得分", lost, f"各项都做到，可得{shown(most)}分", _origins(outcomes))


def _origins(outcomes: Sequence[Outcome]) -> tuple[Origin, ...]:
    return tuple(dict.fromkeys(origin for outcome in outcomes for origin in outcome.origins))


def _all_lost(awards: Sequence[AwardShape], outcomes: Sequence[Outcome]) -> str:
    parts = zip(awards, outcomes, strict=True)
    return "；".join(f"{award.name_text()}{outcome.lost}" for award, outcome in parts if outcome.lost)


def _all_remedies(outcomes: Sequence[Outcome]) -> str:
    return "；".join(outcome.remedy for outcome in outcomes if outcome.remedy)


RULES: Mapping[str, Rule] = {
    "固定": fixed, "全部": all_of, "任一": any_of, "计件": pieces, "分类": classes, "扣分": deduct,
    "比例": proportional, "分档": stepped, "名次": stepped, "线性": linear, "达标": threshold, "评议": judged,
}  # fmt: skip
_GROUP_RULES: Mapping[str, Callable[[AwardShape, Observed, Refer], Outcome]] = {
    "择优": _best, "合计": _sum, "全有全无": _all_or_nothing,
}  # fmt: skip
