"""genwen score --xlsx FILE --blank: the 自评打分表 as an empty form, for a unit of the list or for whoever fills it in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from genwen.checking import load, with_lines
from genwen.cli.options import print_json, write_workbook
from genwen.diagnostics import FindingsError, GenwenError, errors_in, nearest

if TYPE_CHECKING:
    from genwen.document.self_score import SelfScore
    from genwen.facts.loader import Facts
    from genwen.facts.rubric_schema import Rubric
    from genwen.project import Project

ANYBODY = "（单位名称）"
"""What the title has where the unit is to write its name."""


def write_blank(
    project: Project, rubric: str | None, unit: str | None, units: Path | None, path: Path, as_json: bool
) -> int:
    """Write the form and say so; the exit code.

    Raises FindingsError for facts that cannot be read, GenwenError where there is no rubric, or more than one to choose.
    """
    from genwen.spreadsheet.score_workbook import score_workbook

    scored = _of_anybody(project, rubric) if unit is None else _of_unit(project, rubric, unit, units)
    name = ANYBODY if unit is None else str(scored.unit)
    code = write_workbook(path, score_workbook(scored, project.year, name), as_json)
    if as_json:
        clauses = [clause.key for clause in scored.score.clauses()]
        print_json({"year": project.year, "unit": None if unit is None else name, "clauses": clauses})
    return int(code)


def _of_unit(project: Project, rubric: str | None, unit: str, units: Path | None) -> SelfScore:
    """The rubric of a unit of the list, with nothing found."""
    from genwen.cli.score_units import facts_of
    from genwen.document.compose import scope_for
    from genwen.document.self_score import blank_score

    facts = facts_of(project, unit, units)
    chosen = named_rubric(facts, rubric) if rubric is not None else None
    scored = blank_score(facts, scope_for(facts, ""), chosen, unit=facts.groups["单位"].name)
    if scored is None:
        raise _without_rubric()
    return scored


def _of_anybody(project: Project, rubric: str | None) -> SelfScore:
    """The rubric of the year, with nothing found; there must be one for all units."""
    from genwen.document.compose import scope_for
    from genwen.document.self_score import SelfScore
    from genwen.facts.assessment import Assessment

    facts = load(project)
    if errors_in(facts.findings):
        raise FindingsError(with_lines(project, facts.findings))
    chosen = named_rubric(facts, rubric) if rubric is not None else facts.rubric()
    if chosen is None:
        raise _without_rubric()
    rubrics = [chosen] if rubric is not None else list(facts.rubrics.values())
    kinds = {word.text: word for each in rubrics for word in each.kinds if word.known}
    if len(kinds) > 1:
        said = "、".join(kinds)
        raise GenwenError(f"评价标准分对象类别（{said}），各类单位的打分表不同", "加 --unit 名称，给每个单位各写一份")
    known = {"kind": kinds.popitem()[1]} if kinds else {}
    return SelfScore(chosen, Assessment.made(known), scope_for(facts, ""))


def named_rubric(facts: Facts, name: str) -> Rubric:
    """The rubric of a name. Raises GenwenError when there is none."""
    from genwen.document.self_score import names_of_rubrics, rubric_named

    chosen = rubric_named(facts.rubrics.items(), name)
    if chosen is None:
        raise GenwenError(f"没有名为“{name}”的评价标准", nearest(name, names_of_rubrics(facts)))
    return chosen


def _without_rubric() -> GenwenError:
    return GenwenError("没有可用的评价标准，写不出打分表", "在 content/评价标准/ 里填写评价标准")
