"""Figures typed in prose that facts know: the same as a fact (better an expression), or against one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from genwen.agreement.reading.clauses import PHRASE, last_clause
from genwen.agreement.reading.figures import SCALE, Figure, close, figures, same_unit
from genwen.agreement.reading.text import Subject, finding
from genwen.diagnostics import Finding, Severity
from genwen.document.elements import OriginKind
from genwen.document.formulas import FormulaError
from genwen.document.statistics.quantities import Statistics
from genwen.facts.fact import Fact, Quantity
from genwen.patterns import regex
from genwen.records import record

_CHANGE = regex(r"(下降|降低|减少|上升|增长|增加|提高)(?:了|约|为|到)?$")
_HEDGES = regex(r"目标|计划|力争|确保|以上|以下|以内|左右|不低于|不高于|不少于|至少|超过|预计|每|其中")


@record
class Known:
    """A known quantity: its name, value in the bare unit, how it prints, and where it comes from."""

    name: str
    value: Decimal
    unit: str
    said: str
    path: str
    year: int = 0
    change: str = ""


def known_quantities(subject: Subject) -> list[Known]:
    """The statistics and indicators of every year with their changes, targets, and the figures of measures."""
    found: list[Known] = []
    statistics = subject.scope.get("统计")
    if isinstance(statistics, Statistics):
        for year in sorted(statistics.years):
            for key in statistics.names():
                if key != "上年":
                    found += _of_statistics(statistics, year, key)
    facts = subject.facts.all_facts() if subject.facts is not None else {}
    for path, fact in facts.items():
        if isinstance(fact, Quantity) and fact.known and not path.startswith("统计."):
            unit, factor = same_unit(fact.unit)
            name = _target_name(facts, path) or path.rpartition(".")[2]
            found.append(
                Known(name, Decimal(fact.value) * factor, unit, f"{fact.text}（{fact.origin.position}）", path)
            )
    return found


def _of_statistics(statistics: Statistics, year: int, key: str) -> Iterator[Known]:
    try:
        quantity = statistics.of_year(year, key)
        if not quantity.known:
            return
        change = quantity.look("变化")
    except (FormulaError, TypeError, ArithmeticError):
        return
    unit, factor = same_unit(quantity.unit)
    indicator = statistics.indicators.get(key)
    names = {key}
    if indicator is not None and indicator.name is not None and indicator.name.known:
        names.add(indicator.name.text)
    position = quantity.origin.position
    for name in sorted(names):
        yield Known(name, quantity.value * factor, unit, f"{quantity.text}（{position}）", f"统计.{key}", year)
        if isinstance(change, Fact) and change.known and isinstance(change.value, Decimal):
            word = "下降" if change.value < 0 else "上升"
            yield Known(name, abs(change.value), "%", f"{change.text}（{position}）", f"统计.{key}.同比", year, word)


def _target_name(facts: Mapping[str, Fact], path: str) -> str:
    """The name of the target a 目标 path belongs to."""
    if not path.startswith("目标."):
        return ""
    fact = facts.get(f"{path.rpartition('.')[0]}.名称")
    return fact.text if fact is not None else ""


def check_typed(subject: Subject) -> Iterator[Finding]:
    """Typed figures against what facts say."""
    if subject.facts is None:
        return
    known = known_quantities(subject)
    quantities = {path for path, fact in subject.facts.all_facts().items() if isinstance(fact, Quantity)}
    seen: set[tuple[str, str]] = set()
    for line in subject.lines():
        for figure in figures(line):
            run = line.run_at(figure.start)
            origin = run[0].origin if run is not None else None
            typed = origin is not None and (
                origin.kind is OriginKind.TYPED or (origin.kind is OriginKind.FACT and origin.path not in quantities)
            )
            whole = run is not None and figure.end <= run[1] + len(run[0].text)
            key = (str(figure.at), figure.text)
            if not typed or not whole or key in seen:
                continue
            seen.add(key)
            yield from _judged(figure, known, subject.facts.year)


def _judged(figure: Figure, known: list[Known], year: int) -> Iterator[Finding]:
    years = {int(word) for word in figure.context if word.isdigit() and len(word) == 4}
    said = max(years) if years else year - 1 if figure.context & {"上年", "去年"} else year
    before = figure.line.text[: figure.start]
    clause = last_clause(before, PHRASE)
    change = _CHANGE.search(clause.rstrip())
    same = [item for item in known if item.unit == figure.unit and _names(item, figure, clause, bool(change))]
    same = [item for item in same if bool(item.change) == bool(change and item.year) or not item.year]
    equal = [item for item in known if item.unit == figure.unit and item.path and _equals(figure, item)]
    at = figure.at
    for one in same:
        if (
            change
            and one.change
            and one.year == said
            and _equals(figure, one)
            and (one.change == "下降") is not (change[1] in ("下降", "降低", "减少"))
        ):
            yield finding(
                "A102",
                f"“{figure.name}{figure.text}”的方向与事实 {one.path} 不符：{one.change}{one.said}",
                f"改为{one.change}，或写成表达式 {{{{ {one.path} }}}}",
                at,
            )
            return
    if any(_equals(figure, item) for item in same) or (equal and not same):
        item = next((item for item in same if _equals(figure, item)), equal[0] if equal else None)
        if item is not None and (same or _striking(figure)):
            hint = f"写成表达式（如 {{{{ {item.path} }}}}），改了事实，这里跟着改"
            yield finding(
                "A101", f"“{figure.text}”是手填的，与事实 {item.path} 相同：{item.said}", hint, at, Severity.HINT
            )
        return
    dated = [item for item in same if item.year == said and len(item.name) >= 3]
    if not dated:
        return
    item = max(dated, key=lambda item: len(item.name))
    near = (
        not _HEDGES.search(clause) and not years and not figure.context & {"上年", "去年", "同期", "上半年", "下半年"}
    )
    sure = near and figure.name == item.name and not figure.context
    severity = Severity.ERROR if sure else Severity.WARNING if near else Severity.HINT
    yield finding("A102", f"“{figure.name}{figure.text}”与事实 {item.path} 不符：{item.said}",
                  f"核对后改正，或写成表达式 {{{{ {item.path} }}}}", at, severity)  # fmt: skip


def _names(item: Known, figure: Figure, clause: str, change: bool) -> bool:
    """Whether the words before the figure are the name of the quantity."""
    if len(item.name) < 2:
        return False
    return figure.name == item.name or (item.name in clause and (change or figure.name.endswith(item.name)))


def _equals(figure: Figure, item: Known) -> bool:
    return close(figure.value, item.value, figure.step)


def _striking(figure: Figure) -> bool:
    """Whether a number is so particular that it can hardly be another quantity: four figures, or two decimals."""
    digits = re.sub(r"[^\d]", "", figure.text).strip("0")
    return len(digits) >= 4 or (len(digits) >= 3 and figure.step < SCALE[""])
