"""Sentences about a rubric that say nothing but what its parts say: counts, names, points.

They are offered to prose as 评价标准.体系说明 and the like; each name and figure keeps its origin.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from genwen.document.elements import NUMBERING, PLACEHOLDER_STYLE, Run, Text
from genwen.facts.fact import Fact

if TYPE_CHECKING:
    from genwen.facts.rubric_schema import Rubric, Unit


def fact_runs(fact: Fact | None) -> Text:
    """A fact as runs; nothing for None."""
    if fact is None or not fact.text:
        return ()
    return (Run(fact.text, PLACEHOLDER_STYLE if fact.state == "待补" else "", fact.origin),)


def word(text: str) -> Text:
    """A connecting word made by the model."""
    return (Run(text, "", NUMBERING),)


def joined(parts: Iterable[Text], mark: str = "、") -> Text:
    """The parts with `mark` between them."""
    runs: list[Run] = []
    for number, part in enumerate(parts):
        runs += (*word(mark), *part) if number else part
    return tuple(runs)


def _names(parts: Sequence[object]) -> Text:
    return joined(fact_runs(getattr(part, "name", None)) for part in parts)


def system_sentence(rubric: Rubric) -> Text:
    """…评价体系由甲、乙等2个评价单元组成，总计100分。"""
    subject = (*fact_runs(rubric.title), *word("评价体系由")) if rubric.title is not None else word("本评价体系由")
    among = word("等") if len(rubric.units) > 1 else ()
    return (
        *subject, *_names(rubric.units), *among, *fact_runs(rubric.unit_count()), *word("个评价单元组成，总计"),
        *fact_runs(rubric.points_of()), *word("分。"),
    )  # fmt: skip


def unit_phrase(unit: Unit) -> Text:
    """甲9分，评价项目为丙; 乙27分，由丁、戊2个评价项目组成."""
    whole = unit.points_of()
    points = (*fact_runs(whole), *word("分")) if whole is not None else ()
    head = (*fact_runs(unit.name), *points)
    if not unit.items:
        return head
    if len(unit.items) == 1:
        return (*head, *word("，评价项目为"), *_names(unit.items))
    return (*head, *word("，由"), *_names(unit.items), *fact_runs(unit.item_count()), *word("个评价项目组成"))


def unit_sentence(rubric: Rubric) -> Text:
    """The phrases of all units, with ； between and 。 at the end."""
    return (*joined((unit_phrase(unit) for unit in rubric.units), "；"), *word("。")) if rubric.units else ()


def pass_phrase(rubric: Rubric) -> Text:
    """80分（含）以上, or 80分以上（不含）."""
    if rubric.pass_mark is None:
        return ()
    inclusive = rubric.pass_inclusive is None or rubric.pass_inclusive.text != "否"
    return (*fact_runs(rubric.pass_mark), *word("分（含）以上" if inclusive else "分以上（不含）"))
