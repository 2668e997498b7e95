"""目标完成情况 and 创建覆盖率: tables of targets against what was reached."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from genwen.document.elements import Blocks, Text
from genwen.document.plain_table import NOTHING, fact_cell, plain_table, with_notes, word
from genwen.document.statistics.target_results import (
    TargetResult,
    coverage_by_tier,
    said_target,
    target_results,
    year_of,
)
from genwen.facts.fact import Fact
from genwen.facts.schema import Targets, fact_run

if TYPE_CHECKING:
    from genwen.document.statistics.quantities import Statistics


def target_table(view: Statistics, targets: Targets) -> Blocks:
    """目标完成情况: each target of the year with what was reached and whether it is met, by kind."""
    results = target_results(targets, view)
    titles = ["类别", "目标名称", "目标值", "完成值", "结果"]
    rows = [
        [word(result.kind), _name(result), said_target(result.target), (fact_run(result.reached),), _outcome(result)]
        for result in results
    ]
    names = [result.target.name_text() or str(number) for number, result in enumerate(results)]
    table = plain_table("目标完成情况", titles, rows, [2.2, 4, 2.6, 2.6, 1.6], names, left=(1,), merged=0)
    return with_notes(table, [_bases(view, results)])


def _name(result: TargetResult) -> Text:
    found = result.look("名称")
    return (fact_run(found),) if isinstance(found, Fact) else ()


def _outcome(result: TargetResult) -> Text:
    found = result.look("结果")
    return (fact_run(found),) if isinstance(found, Fact) else ()


def _bases(view: Statistics, results: Sequence[TargetResult]) -> str:
    """What changes are against: the year before, and base years."""
    changes = [
        result
        for result in results
        if result.kind != "创建覆盖率" and result.target.direction is not None
        and result.target.direction.text in ("下降", "上升")
    ]  # fmt: skip
    if not changes:
        return ""
    bases = {
        int(result.target.base_year.value)
        if result.target.base_year is not None and result.target.base_year.known
        else view.year - 1
        for result in changes
    }
    if len(bases) == 1:
        return f"能耗水耗完成值为与{bases.pop()}年比较的增减幅度。"
    said = "、".join(
        f"{result.look('名称')}与{int(result.target.base_year.value)}年比较"
        for result in changes
        if result.target.base_year is not None and result.target.base_year.known
    )
    return f"能耗水耗完成值为增减幅度，{said}，其余与{view.year - 1}年比较。"


def coverage_table(targets: Targets) -> Blocks:
    """创建覆盖率: by tier and year-end, what was planned and what was reached, in shares and counts."""
    titles = ["层级", "总数", "年底", "目标比例", "应建数量", "实际数量", "实际比例", "结果"]
    rows: list[list[Text]] = []
    names: list[str] = []
    for results in coverage_by_tier(targets).values():
        for result in results:
            target = result.target
            due = year_of(target)
            reached = result.built is not None or target.reached_share is not None
            rows.append([
                fact_cell(target.tier), fact_cell(target.total_count), word(f"{due}年" if due else NOTHING),
                target.runs() if target.amount() is not None else (), fact_cell(result.wanted),
                fact_cell(result.built), (fact_run(result.reached),) if reached else word(NOTHING),
                _outcome(result) if reached else word(NOTHING),
            ])  # fmt: skip
            names.append(target.name_text() or str(len(names)))
    widths = [2.6, 1.4, 1.6, 2, 1.8, 1.8, 1.9, 1.5]
    return (plain_table("创建覆盖率", titles, rows, widths, names, merged=0),)
