"""Checks between fields and between files of facts; each takes the facts and returns findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from genwen.diagnostics import Finding, Severity, nearest
from genwen.facts.deadlines import Deadline
from genwen.facts.fact import Fact, Quantity
from genwen.facts.fields import facts_in
from genwen.facts.schema import CountedValue, Measure, MeasureBlock, Measures
from genwen.numerals import OrderNumber
from genwen.patterns import regex

if TYPE_CHECKING:
    from genwen.facts.loader import Facts

_WIDE_DIGITS = regex("[０-９]+")


def check_all(facts: Facts) -> list[Finding]:
    """Every check of facts."""
    return [finding for check in CHECKS for finding in check(facts)]


def with_sources(facts: Facts, findings: Iterable[Finding]) -> list[Finding]:
    """The findings, each with the line it is about."""
    return [_with_source(finding, facts) for finding in findings]


def _with_source(finding: Finding, facts: Facts) -> Finding:
    if finding.source or finding.position is None:
        return finding
    source = facts.sources.get(finding.position.file)
    if source is None:
        return finding
    return Finding(
        finding.code, finding.message, finding.hint, finding.position, finding.severity,
        source.line(finding.position.line), finding.clause, finding.strength,
    )  # fmt: skip


def check_references(facts: Facts) -> Iterator[Finding]:
    """Every member of a chain, and every 依据 named by a target, is a reference; keys are not repeated."""
    references = facts.get("依据")
    if references is None:
        return
    keys = [item.name_text() for item in references.references]
    yield from _repeated(references.references, "依据")
    for chain in references.chains or ():
        for member in chain.members:
            if member.known and member.text not in keys:
                yield Finding(
                    "S204",
                    f"引用链里的“{member.text}”不是已列出的依据",
                    nearest(member.text, keys),
                    member.origin.position,
                )
    for reference in references.references:
        if reference.title is None and reference.issued is None:
            place = next(iter(facts_in(reference)), None)
            yield Finding(
                "S104",
                "这份依据没有标题",
                "填“标题”，或填“印发”（被印发文件的名称）",
                place[1].origin.position if place else None,
            )
        number, day = reference.number, reference.date
        if _known(number, day) and number.value.year != day.value.year:
            yield Finding("S205", f"文号的年份{number.value.year}与日期{day.text}不一致", "核对原文",
                          number.origin.position, Severity.WARNING)  # fmt: skip


def _known(*facts: Any) -> bool:
    for fact in facts:  # noqa: SIM110  (units are many, and as an expression it takes thrice as long)
        if not (isinstance(fact, Fact) and fact.state == "已知"):
            return False
    return True


def _repeated(items: Any, what: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for item in items or ():
        name = item.name_text()
        if name and name in seen:
            fact = item.key if getattr(item, "key", None) else item.name
            yield Finding("S206", f"{what}里“{name}”出现了两次", "键或名称各用一个", fact.origin.position)
        seen.add(name)


def check_target_references(facts: Facts) -> Iterator[Finding]:
    """Every 依据 named by a target is a reference."""
    references, targets = facts.get("依据"), facts.get("目标")
    if references is None or targets is None:
        return
    keys = references.names()
    for target in (*(targets.coverage or ()), *(targets.energy or ()), *(targets.others or ())):
        named = target.reference
        if named is not None and named.text not in keys and named.known:
            yield Finding("S204", f"目标的“{named.text}”不是已列出的依据", nearest(named.text, _own(references)),
                          named.origin.position)  # fmt: skip


def _own(references: Any) -> list[str]:
    return [item.name_text() for item in references.references]


def check_targets(facts: Facts) -> Iterator[Finding]:
    """Coverage rises strictly, in time and in share, within each tier."""
    targets = facts.get("目标")
    if targets is None:
        return
    for listed in (targets.coverage, targets.energy, targets.others):
        yield from _shares(listed)
    yield from _coverage(targets.coverage)


def _unless_sound(check: Callable[[Any], Iterator[Finding]]) -> Callable[[Any], Iterable[Finding]]:
    """`check` of a list; one in which it found nothing is not looked at again, as units inherit most of what they have."""
    sound: dict[int, Any] = {}

    def checked(items: Any) -> Iterable[Finding]:
        if not items or sound.get(id(items)) is items:
            return ()
        found = list(check(items))
        if not found:
            if len(sound) >= _MOST_SOUND:
                sound.clear()
            sound[id(items)] = items
        return found

    return checked


_MOST_SOUND = 64


@_unless_sound
def _shares(targets: Any) -> Iterator[Finding]:
    """Shares have their per cent."""
    for target in targets:
        for share in (target.share, target.reached_share):
            if isinstance(share, Quantity) and share.known and not share.unit:
                yield Finding("S103", f"比例“{share.text}”没有单位", f"写作 {share.text}%", share.origin.position)


@_unless_sound
def _coverage(targets: Any) -> Iterator[Finding]:
    """Coverage rises within each tier."""
    last: dict[str, Any] = {}
    for target in targets:
        tier = target.tier.text if target.tier else ""
        before = last.get(tier)
        if before is not None:
            yield from _rising(before, target)
        last[tier] = target


def _rising(before: Any, after: Any) -> Iterator[Finding]:
    ends = [_end_of(target.deadline) for target in (before, after)]
    if ends[0] and ends[1] and ends[1] <= ends[0]:
        yield Finding("S207", f"目标的截止时间应逐项推后：“{after.deadline.text}”不晚于上一项的“{before.deadline.text}”",
                      "按时间先后排列，核对年份", after.deadline.origin.position)  # fmt: skip
    falling = after.cumulative is not None and after.cumulative.text == "否"
    for name in ("share", "count"):
        old, new = getattr(before, name), getattr(after, name)
        if _known(old, new) and new.value <= old.value and not falling:
            yield Finding("S208", f"目标应逐项提高：“{new.text}”不高于上一项的“{old.text}”", "核对数字；不是累计数的写 累计: 否",
                          new.origin.position)  # fmt: skip


def _end_of(deadline: Fact | None) -> tuple[int, int, int] | None:
    """When a dated deadline ends; None for a yearly or relative one."""
    if deadline is None or not isinstance(deadline.value, Deadline):
        return None
    return deadline.value.end if deadline.value.end[0] else None


def check_schedule(facts: Facts) -> Iterator[Finding]:
    """Milestones of one kind (dated, yearly) come in the order of time."""
    schedule = facts.get("日程")
    if schedule is None:
        return
    yield from _repeated(schedule.milestones, "日程")
    last: dict[bool, Fact] = {}
    for milestone in schedule.milestones:
        time = milestone.time
        if time is None or not time.known or not isinstance(time.value, Deadline) or time.value.kind == "相对":
            continue
        before = last.get(time.value.yearly)
        if before is not None and time.value.end < before.value.end:
            yield Finding(
                "S209",
                f"日程的时间应逐项推后：“{time.text}”早于上一项的“{before.text}”",
                "按先后排列，核对日期",
                time.origin.position,
            )
        last[time.value.yearly] = time


def check_counts(facts: Facts) -> Iterator[Finding]:
    """A typed count agrees with the list it counts."""
    measures: Measures | None = facts.get("措施")
    if measures is None:
        return
    yield from _repeated(measures.blocks, "措施")
    for block in measures.blocks:
        yield from _repeated(block.measures, f"“{block.name.text}”的措施")
        holders: list[Measure | MeasureBlock] = [block, *block.measures]
        for holder in holders:
            yield from _counts_of(holder)


def _counts_of(holder: Measure | MeasureBlock) -> Iterator[Finding]:
    lists = holder.lists or {}
    for name, value in (holder.values or {}).items():
        if not isinstance(value, CountedValue):
            continue
        listing = lists.get(value.listing.text)
        if listing is None:
            yield Finding("S210", f"“{name}”要数的清单“{value.listing.text}”不存在", nearest(value.listing.text, list(lists)),
                          value.listing.origin.position)  # fmt: skip
        elif all(item.known or item.state == "不公开" for item in listing) and (
            value.value.known and value.value.value != len(listing)
        ):
            yield Finding("S211", f"“{name}”写的是{value.value.text}，清单“{value.listing.text}”有{len(listing)}项",
                          "改数字或补清单；用 {{ 清单|数 }} 可以自动数", value.value.origin.position)  # fmt: skip


def check_dispatch(facts: Facts) -> Iterator[Finding]:
    """密级 has 份号; periods and years agree."""
    for name, dispatch in (facts.get("发文") or {}).items():
        if dispatch.classification and dispatch.classification.known and not dispatch.copy_number:
            yield Finding("S212", f"“{name}”标了密级，没有份号", "涉密公文应当标注份号，如 000001", dispatch.classification.origin.position,
                          clause="条例第九条")  # fmt: skip
        copy = dispatch.copy_number
        if _known(copy) and not re.fullmatch(r"[0-9]{6}", copy.text):
            yield Finding(
                "S213",
                f"份号“{copy.text}”不是6位数字",
                "写作 000001",
                copy.origin.position,
                Severity.WARNING,
                clause="GB/T 9704—2012 7.2.1",
                strength="软",
            )
        number, issued, printed = dispatch.number, dispatch.issue_date, dispatch.printing_date
        counted = _known(number) and isinstance(number.value, OrderNumber)
        if _known(number, issued) and not counted and number.value.year != issued.value.year:
            yield Finding("S214", f"发文字号是{number.value.year}年的，成文日期在{issued.value.year}年", "核对年份",
                          number.origin.position, Severity.WARNING)  # fmt: skip
        if _known(printed, issued) and printed.value < issued.value:
            yield Finding("S215", "印发日期早于成文日期", "核对日期", printed.origin.position)


def check_document_numbers(facts: Facts) -> Iterator[Finding]:
    """No two documents of the year have one 发文字号."""
    seen: dict[str, str] = {}
    for name, dispatch in (facts.get("发文") or {}).items():
        if not _known(dispatch.number) or isinstance(dispatch.number.value, OrderNumber):
            continue
        number = dispatch.number
        if number.text in seen:
            said = f"《{name}》与{seen[number.text]}的发文字号都是“{number.text}”"
            yield Finding("S223", said, "改正其中一份的发文字号", number.origin.position, Severity.WARNING)
        seen.setdefault(number.text, f"《{name}》（{number.origin.position}）")


def check_wide_digits(facts: Facts) -> Iterator[Finding]:
    """Full-width digits in texts."""
    for _, fact in facts.all_facts().items():
        if isinstance(fact.text, str) and (match := _WIDE_DIGITS.search(fact.text)):
            half = match.group().translate({ord("０") + i: str(i) for i in range(10)})
            yield Finding("S216", f"“{match.group()}”是全角数字", f"改为半角 {half}", fact.origin.position, Severity.WARNING,
                          clause="GB/T 15835—2011", strength="硬")  # fmt: skip


def check_dispatch_names(facts: Facts) -> Iterator[Finding]:
    """Every entry of 发文 belongs to a document."""
    for name, dispatch in (facts.get("发文") or {}).items():
        if facts.documents and name not in facts.documents:
            first = next((fact for _, fact in facts_in(dispatch)), None)
            yield Finding("S218", f"“发文”里的“{name}”没有对应的公文", nearest(name, facts.documents),
                          first.origin.position if first is not None else None, Severity.WARNING)  # fmt: skip


def check_rubric_names(facts: Facts, clauses: Sequence[str], units: Sequence[str]) -> Iterator[Finding]:
    """The clauses and units of the 评价标准 that measures name exist."""
    measures: Measures | None = facts.get("措施")
    for block in measures.blocks if measures is not None else ():
        if block.unit is not None and block.unit.known and block.unit.text not in units:
            yield Finding("S219", f"评价标准里没有评价单元“{block.unit.text}”", nearest(block.unit.text, units),
                          block.unit.origin.position)  # fmt: skip
        for measure in block.measures:
            for clause in measure.clauses or ():
                if clause.known and clause.text not in clauses:
                    yield Finding("S220", f"评价标准里没有条款“{clause.text}”", nearest(clause.text, clauses),
                                  clause.origin.position)  # fmt: skip


def check_units(facts: Facts) -> Iterator[Finding]:
    """A quantity of 统计 has the same unit as the year before."""
    before = facts.statistics.get(facts.year - 1)
    data = facts.statistics.get(facts.year)
    olds = before.data if before else {}
    for name, fact in (data.data if data else {}).items():
        old = olds.get(name)
        if not isinstance(old, Quantity) or not isinstance(fact, Quantity) or fact.unit == old.unit:
            continue
        if fact.known and old.known:
            said = f"“{name}”{facts.year}年的单位是“{fact.unit or '（无）'}”，{facts.year - 1}年是“{old.unit or '（无）'}”（{old.origin.position}）"
            yield Finding("S218", said, "两年用同一单位，否则增减没有意义", fact.origin.position, Severity.WARNING)


def check_signs(facts: Facts) -> Iterator[Finding]:
    """No quantity of 统计 is negative."""
    data = facts.statistics.get(facts.year)
    for name, fact in (data.data if data else {}).items():
        if isinstance(fact, Quantity) and fact.known and fact.value < 0:
            said = f"“{name}”是负数（{fact.text}）"
            yield Finding("S222", said, "统计的数不带正负号，请核对", fact.origin.position, Severity.WARNING)


CHECKS = (
    check_units, check_signs,
    check_references, check_target_references, check_dispatch_names, check_targets, check_schedule, check_counts, check_dispatch, check_document_numbers,
    check_wide_digits,
)  # fmt: skip
