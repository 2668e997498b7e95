"""Checks of a 评价标准 before it is used: sums, names, grades, rules; every problem at once.

R001 a clause's, R002 an item's, R003 a unit's 分值, R004 总分 disagree with what stands below; R010 a name or key twice;
R012 a pass mark or grade outside the total; R013 an empty rubric, unit or item; R014 an item without points; R016 an
unknown kind of department; R020 不适用 without a rule; R021 an unknown 依据; R022 a veto's unknown grade. The awards
themselves are in `rubric_award_checks`, the figures typed in texts in `rubric_text_checks`, names in notes in `rubric_note_checks`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal

from genwen.diagnostics import Finding, Severity, in_order, nearest
from genwen.document.rubric.award_checks import award_findings, scale_findings
from genwen.document.rubric.note_checks import note_findings
from genwen.document.rubric.text_checks import says_points, text_findings
from genwen.document.rubric.wording import Place, concerns, places, position_of
from genwen.facts.fact import Fact
from genwen.facts.rubric_schema import Clause, Item, Rubric, Unit, counted


def check_rubric(rubric: Rubric, references: Collection[str] | None = None) -> list[Finding]:
    """Everything wrong with a rubric, in order of place; `references` are the known keys of 依据, if they are known."""
    findings = [
        *_sums(rubric), *_emptiness(rubric), *_floors(rubric), *_duplicates(rubric), *_marks(rubric), *_rules(rubric),
        *_references(rubric, references), *note_findings(rubric),
    ]  # fmt: skip
    for place in places(rubric):
        findings += clause_findings(place.clause, place)
    return in_order(findings)


def clause_findings(clause: Clause, place: Place) -> Iterator[Finding]:
    """What is wrong with one clause and its sub-clauses."""
    for award in clause.awards():
        yield from award_findings(award, place, bonus=is_extra(place))
    yield from text_findings(clause, place)
    for sub in clause.subclauses:
        yield from clause_findings(sub, place)


def is_extra(place: Place) -> bool:
    """Whether the clause's points lie outside 总分 (加分 or 扣分)."""
    return any(
        part.nature is not None and part.nature.text in ("加分", "扣分")
        for part in (place.unit, place.item, place.clause)
    )


def _disagree(
    code: str, what: str, declared: Fact | None, computed: Fact | None, parts: Sequence[str]
) -> list[Finding]:
    if declared is None or computed is None or not (declared.known and computed.known):
        return []
    if declared.value == computed.value:
        return []
    shown = " + ".join(parts)
    sum_text = f"{shown} = {computed.text}" if len(parts) > 1 else computed.text
    message = f"{what}的分值是{declared.text}，下列各项合计{sum_text}，相差{abs(declared.value - computed.value)}分"
    return [Finding("R00" + code, message, f"改为{computed.text}，或改正下面的分值", declared.origin.position)]


def _parts_of(part: Unit | Item | Rubric | Clause, kind: str = "") -> list[str]:
    return [most.text for below in counted(part, kind) if (most := below.points_of(kind)) is not None]


def _sums(rubric: Rubric) -> Iterator[Finding]:
    for place in places(rubric):
        yield from _clause_sums(place.clause, place)
    kinds = [word.text for word in rubric.kinds] or [""]
    for unit in rubric.units:
        for item in unit.items:
            for kind in _kinds_of(kinds, unit, item) if not item.deducts else ():
                name = f"评价项目“{item.title}”"
                yield from _disagree("2", name, item.declared, item.computed_points(kind), _parts_of(item, kind))
        for kind in _kinds_of(kinds, unit):
            name = f"评价单元“{unit.title}”"
            yield from _disagree("3", name, unit.declared, unit.computed_points(kind), _parts_of(unit, kind))
    for kind in kinds:
        name = f"评价标准（{kind}）" if kind else "评价标准"
        yield from _disagree("4", name, rubric.declared, rubric.computed_points(kind), _parts_of(rubric, kind))


def _kinds_of(kinds: Sequence[str], *parts: Unit | Item) -> list[str]:
    """Those of the kinds of department that all the parts apply to."""
    return [kind for kind in kinds if all(concerns(part.kinds, kind) for part in parts)]


def _clause_sums(clause: Clause, place: Place) -> Iterator[Finding]:
    parts = [most.text for award in clause.awards() if (most := award.maximum()) is not None]
    yield from _disagree("1", place.label, clause.declared, clause.computed_points(), parts + _parts_of(clause))
    for sub in clause.subclauses:
        yield from _clause_sums(sub, place)


def _emptiness(rubric: Rubric) -> Iterator[Finding]:
    if not rubric.units:
        yield Finding("R013", "评价标准里没有评价单元", "在“单元:”下列出", position_of(rubric.name, rubric.declared))
    for unit in rubric.units:
        where = position_of(unit.name, unit.declared)
        if not unit.items:
            yield Finding("R013", f"评价单元“{unit.title}”里没有评价项目", "在“项目:”下列出", where)
        for item in unit.items:
            at = position_of(item.name, unit.name)
            if not item.clauses:
                yield Finding("R013", f"评价项目“{item.title}”里没有条款", "在“条款:”下列出", at)
            elif _pointless(unit, item):
                yield Finding("R014", f"评价项目“{item.title}”没有分值", "写明项目或条款的分值", at)


def _floors(rubric: Rubric) -> Iterator[Finding]:
    """Items that cannot lose points: their 下限 lies above their 分值."""
    for item in rubric.items():
        full, low = item.declared, item.floor
        if full is not None and low is not None and full.known and low.known and low.value > full.value:
            message = f"“{item.title}”的下限{low.text}分高于分值{full.text}分"
            yield Finding("R015", message, "下限应不大于分值", low.origin.position)


def _pointless(unit: Unit, item: Item) -> bool:
    """Whether nothing gives the item points, neither itself, nor its unit for it, nor a clause, however badly."""
    if item.points_of() is not None or (len(unit.items) == 1 and unit.points_of() is not None):
        return False
    return not any(clause.awards() or clause.subclauses or says_points(clause) for clause in item.clauses)


def _duplicates(rubric: Rubric) -> Iterator[Finding]:
    yield from _twice("评价单元", ((unit.name, unit.title) for unit in rubric.units))
    for unit in rubric.units:
        yield from _twice("评价项目", ((item.name, item.title) for item in unit.items))
    yield from _twice("条款的键", ((place.clause.key, place.key) for place in places(rubric)))
    for place in places(rubric):
        yield from _twice("佐证材料编号", ((proof.key, proof.key.text) for proof in place.clause.evidence if proof.key))


def _twice(what: str, names: Iterable[tuple[Fact | None, str]]) -> Iterator[Finding]:
    seen: dict[str, Fact | None] = {}
    for fact, name in names:
        if not name:
            continue
        first = position_of(seen.get(name))
        if name in seen:
            where = f"（第一次在第{first.line}行）" if first else ""
            yield Finding("R010", f"{what}“{name}”写了两次{where}", "改名或删去一处", position_of(fact))
        else:
            seen[name] = fact


def _marks(rubric: Rubric) -> Iterator[Finding]:
    whole, mark = rubric.points_of(), rubric.pass_mark
    limit = whole.value if whole is not None and whole.known else None
    if mark is not None and mark.known and limit is not None and mark.value > limit:
        message = f"合格线{mark.text}分高于总分{limit}分"
        yield Finding("R012", message, "合格线不应高于总分", mark.origin.position)
    for unit in rubric.units:
        most, least = unit.points_of(), unit.least
        if most is not None and least is not None and most.known and least.known and least.value > most.value:
            message = f"评价单元“{unit.title}”的最低得分{least.text}高于分值{most.text}"
            yield Finding("R012", message, "最低得分不应高于分值", least.origin.position)
    intervals = [grade.interval for grade in rubric.grades if grade.interval is not None and grade.interval.known]
    yield from scale_findings(intervals, "等级", low=Decimal(0), high=limit, rest="未达等级")
    if limit is None:
        return
    for interval in intervals:
        if interval.value.low is not None and interval.value.low > limit and not _has_bonus(rubric):
            message = f"等级分数“{interval.text}”高于总分{limit}分，不可能达到"
            yield Finding("R012", message, "检查等级的分数范围", interval.origin.position)


def _has_bonus(rubric: Rubric) -> bool:
    return any(is_extra(place) for place in places(rubric))


def _rules(rubric: Rubric) -> Iterator[Finding]:
    kinds = [word.text for word in rubric.kinds]
    for part in (*rubric.units, *rubric.items(), *rubric.clauses()):
        for word in part.kinds:
            if word.text not in kinds:
                message = f"“{word.text}”不在“对象类别”里"
                yield Finding(
                    "R016", message, nearest(word.text, kinds) or "先在“对象类别”里列出", word.origin.position
                )
        if part.absent is not None and rubric.absent_policy is None:
            message = "有条款可以不适用，但没有写明不适用的条款如何计分"
            hint = "在开头写“不适用处理: 满分”“折算”（按比例折算）或“缩减”（从总分中扣除）"
            yield Finding("R020", message, hint, part.absent.origin.position)
    grades = [grade.name_text() for grade in rubric.grades]
    for veto in rubric.vetoes:
        if veto.result is not None and veto.result.known and grades and veto.result.text not in grades:
            message = f"否决的结果“{veto.result.text}”不在“等级”里"
            yield Finding("R022", message, nearest(veto.result.text, grades), veto.result.origin.position)


def _references(rubric: Rubric, known: Collection[str] | None) -> Iterator[Finding]:
    for word in rubric.references if known is not None else ():
        if word.known and word.text not in (known or ()):
            message = f"“依据”里没有“{word.text}”"
            hint = nearest(word.text, list(known or ()))
            yield Finding("R021", message, hint, word.origin.position, Severity.ERROR)
