"""The tables an outline calls by name (表: 评价标准), each made from the scope of the document.

What makes a table is imported when it is called: most documents have none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from genwen.diagnostics import ExitCode, GenwenError
from genwen.document.elements import Blocks

if TYPE_CHECKING:
    from genwen.document.scoring.self_score import SelfScore
    from genwen.document.statistics.quantities import Statistics
    from genwen.facts.rubric_schema import Rubric
    from genwen.facts.schema import Targets

Scope = Mapping[str, object]


class NoTable(GenwenError):
    """The facts a table is made of are not there; says which, and where to fill them in."""

    exit_code = ExitCode.FINDINGS


def _rubric(scope: Scope) -> Blocks:
    from genwen.document.rubric.table import rubric_table

    rubric = _rubric_in(scope)
    return (rubric_table(rubric, scope=scope),) if rubric is not None else ()


def _score_sheet(scope: Scope) -> Blocks:
    from genwen.document.scoring.sheet import score_sheet

    scored = _scored_in(scope)
    rubric = scored.rubric if scored is not None else _rubric_in(scope)
    return score_sheet(rubric, scored, scope) if rubric is not None else ()


def _evidence(scope: Scope) -> Blocks:
    from genwen.document.scoring.evidence import evidence_register
    from genwen.document.scoring.tables import evidence_table

    scored = _scored_in(scope)
    rubric = None if scored is not None else _rubric_in(scope)
    register = scored.register if scored else evidence_register(rubric, None, None) if rubric else None
    return (evidence_table(register),) if register is not None else ()


def _rectification(scope: Scope) -> Blocks:
    from genwen.document.scoring.tables import rectification_table

    scored = _scored_in(scope)
    if scored is None:
        raise NoTable("还没有自评，不能列出整改清单", "在 content/自评/年度.yaml 里填写查实的情况")
    return (rectification_table(scored.tasks),)


def _months(scope: Scope) -> Blocks:
    from genwen.document.statistics.tables import monthly_items, monthly_table

    view = _statistics_in(scope)
    if view is None:
        return ()
    if not monthly_items(view):
        raise NoTable(f"{view.year}年没有分月的用量，不能列表", "在 content/统计/台账/ 里放入台账")
    return monthly_table(view)


def _sites(scope: Scope) -> Blocks:
    from genwen.document.statistics.tables import site_table

    view = _statistics_in(scope)
    if view is None:
        return ()
    if view.year in view.ledger.years() and not view.sites():
        raise NoTable(f"{view.year}年没有分点位的用量，不能列表", "在 content/统计/台账/ 里放入台账，写明点位")
    return site_table(view)


def _months_of(item: str) -> Callable[[Scope], Blocks]:
    """各月用电量 and the like: two years of one quantity."""

    def make(scope: Scope) -> Blocks:
        from genwen.document.statistics.tables import comparison_table

        view = _statistics_in(scope)
        return comparison_table(view, item) if view is not None else ()

    return make


def _targets(scope: Scope) -> Blocks:
    from genwen.document.statistics.target_tables import target_table

    targets, view = _targets_in(scope), _statistics_in(scope)
    return target_table(view, targets) if targets is not None and view is not None else ()


def _coverage(scope: Scope) -> Blocks:
    from genwen.document.statistics.target_tables import coverage_table

    targets = _targets_in(scope)
    if targets is not None and not targets.coverage:
        raise NoTable("没有填写创建覆盖率目标，不能列表", "在 content/目标.yaml 里填写 覆盖率")
    return coverage_table(targets) if targets is not None else ()


def table_named(name: str, scope: Scope) -> Callable[[Scope], Blocks] | None:
    """What makes the table `name`; None when there is no such table."""
    if name in NAMED_TABLES:
        return NAMED_TABLES[name]
    view = scope.get("统计")
    item = name.removeprefix("各月")
    if item and item != name and isinstance(view, _statistics_class()) and view.ledger.has(item):
        return _months_of(item)
    return None


NAMED_TABLES: Mapping[str, Callable[[Scope], Blocks]] = MappingProxyType(
    {
        "评价标准": _rubric,
        "自评打分表": _score_sheet,
        "佐证材料目录": _evidence,
        "失分整改清单": _rectification,
        "各月用量": _months,
        "各点位用量": _sites,
        "目标完成情况": _targets,
        "创建覆盖率": _coverage,
    }
)
TABLE_READS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"评价标准": tuple(f"评价标准.{key}" for key in ("单元", "表式", "总分", "加分方式", "小数位"))}
)
"""What a table is made of beside the expressions in its texts; one that is not here may be made of anything."""


def _rubric_in(scope: Scope) -> Rubric | None:
    """The rubric of the scope; None while its file has errors. Raises NoTable when there is none."""
    from genwen.facts.rubric_schema import Rubric

    rubric = scope.get("评价标准")
    if isinstance(rubric, Rubric):
        return rubric
    if rubric is None:
        raise NoTable("还没有评价标准，不能排成表", "在 content/评价标准/ 里填写")
    return None


def _statistics_class() -> type[Statistics]:
    from genwen.document.statistics.quantities import Statistics

    return Statistics


def _statistics_in(scope: Scope) -> Statistics | None:
    """统计; None while its files have errors."""
    view = scope.get("统计")
    return view if isinstance(view, _statistics_class()) else None


def _targets_in(scope: Scope) -> Targets | None:
    """目标; None while its file has errors. Raises NoTable when there is none."""
    from genwen.facts.schema import Targets

    targets = scope.get("目标")
    if targets is None:
        raise NoTable("还没有填写目标，不能列表", "在 content/目标.yaml 里填写")
    return targets if isinstance(targets, Targets) else None


def _scored_in(scope: Scope) -> SelfScore | None:
    from genwen.document.scoring.self_score import SelfScore

    scored = scope.get("自评")
    return scored if isinstance(scored, SelfScore) else None
