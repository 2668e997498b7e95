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
    from genwen.document.self_score import SelfScore
    from genwen.facts.rubric_schema import Rubric

Scope = Mapping[str, object]


class NoTable(GenwenError):
    """The facts a table is made of are not there; says which, and where to fill them in."""

    exit_code = ExitCode.FINDINGS


def _rubric(scope: Scope) -> Blocks:
    from genwen.document.rubric_table import rubric_table

    rubric = _rubric_in(scope)
    return (rubric_table(rubric, scope=scope),) if rubric is not None else ()


def _score_sheet(scope: Scope) -> Blocks:
    from genwen.document.score_sheet import score_sheet

    scored = _scored_in(scope)
    rubric = scored.rubric if scored is not None else _rubric_in(scope)
    return score_sheet(rubric, scored, scope) if rubric is not None else ()


def _evidence(scope: Scope) -> Blocks:
    from genwen.document.evidence import evidence_register
    from genwen.document.score_tables import evidence_table

    scored = _scored_in(scope)
    rubric = None if scored is not None else _rubric_in(scope)
    register = scored.register if scored else evidence_register(rubric, None, None) if rubric else None
    return (evidence_table(register),) if register is not None else ()


def _rectification(scope: Scope) -> Blocks:
    from genwen.document.score_tables import rectification_table

    scored = _scored_in(scope)
    if scored is None:
        raise NoTable("还没有自评，不能列出整改清单", "在 content/自评/年度.yaml 里填写查实的情况")
    return (rectification_table(scored.tasks),)


NAMED_TABLES: Mapping[str, Callable[[Scope], Blocks]] = MappingProxyType(
    {"评价标准": _rubric, "自评打分表": _score_sheet, "佐证材料目录": _evidence, "失分整改清单": _rectification}
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


def _scored_in(scope: Scope) -> SelfScore | None:
    from genwen.document.self_score import SelfScore

    scored = scope.get("自评")
    return scored if isinstance(scored, SelfScore) else None
