"""A 评价标准 as text: where each clause stands, what it is called, and its wording with its points filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from genwen.diagnostics import Position
from genwen.document.elements import Text
from genwen.document.expressions import Prose
from genwen.facts.fact import Fact
from genwen.facts.rubric_awards import AwardShape, Part
from genwen.facts.rubric_notes import fact_runs
from genwen.facts.rubric_schema import Clause, Item, Rubric, Unit
from genwen.records import record

NO_FACTS: Mapping[str, object] = {}


@record
class Place:
    """A clause and where it stands; `number` from 1 within its item, `key` names it stably: 管理制度.2."""

    unit: Unit
    item: Item
    clause: Clause
    number: int
    key: str

    @property
    def label(self) -> str:
        """How a message names it."""
        return f"“{self.item.title}”第{self.number}条"


def places(rubric: Rubric) -> Iterator[Place]:
    """Every clause in order. A clause's key is its 键, or its item's name and its number there."""
    names = [item.title for item in rubric.items()]
    for unit in rubric.units:
        for item in unit.items:
            name = item.title
            head = name if names.count(name) == 1 else f"{unit.title}.{name}"
            for number, clause in enumerate(item.clauses, 1):
                key = clause.key.text if clause.key is not None else f"{head}.{number}"
                yield Place(unit, item, clause, number, key)


def concerned(rubric: Rubric, kind: str) -> Iterator[Place]:
    """The clauses that apply to departments of `kind` (适用 of the clause, its item and its unit)."""
    for place in places(rubric):
        if all(concerns(part.kinds, kind) for part in (place.unit, place.item, place.clause)):
            yield place


def concerns(kinds: Sequence[Fact], kind: str) -> bool:
    """Whether a part with these 适用 applies to departments of `kind`."""
    return not kinds or any(word.text == kind for word in kinds)


def numbered(item: Item, clause: Clause) -> bool:
    """Whether the clause is printed with a number: as 编号 says, else where the item has more than one."""
    if clause.numbered is not None and clause.numbered.known:
        return bool(clause.numbered.value)
    return len(item.clauses) > 1


def clause_text(clause: Clause, scope: Mapping[str, object] = NO_FACTS) -> Text:
    """The clause's text with its points, then the texts of its awards; sub-clauses are not in it.

    `scope` holds the facts its expressions may use besides its own slots. Raises ExpressionError or FindingsError.
    """
    runs = _worded(clause.wording, clause, clause.slots(), scope)
    for award in clause.several:
        runs += _worded(award.wording, award, award.slots(), scope) + _parts_text(award, scope)
    return runs + _parts_text(clause, scope)


def _parts_text(award: AwardShape, scope: Mapping[str, object]) -> Text:
    """The texts of an award's parts, in order: conditions, options, steps, deductions."""
    runs: Text = ()
    for condition in award.conditions:
        runs += _worded(condition.wording, condition, own_slots(condition), scope)
    for option in award.options:
        runs += _worded(option.wording, option, option.slots(), scope) + _parts_text(option, scope)
    parts: list[Part] = [*award.steps, *award.deductions]
    for part in parts:
        runs += _worded(part.wording, part, own_slots(part), scope)
    return runs


def own_slots(part: Part) -> dict[str, object]:
    """The known keys of a step, a deduction or a condition, as names for its text."""
    values = {alias: getattr(part, name) for alias, name in part.aliases().items() if name != "wording"}
    return {alias: value for alias, value in values.items() if isinstance(value, Fact)}


def _worded(wording: Fact | None, owner: object, slots: Mapping[str, object], scope: Mapping[str, object]) -> Text:
    if wording is None:
        return ()
    if not wording.known:
        return fact_runs(wording)
    return Prose.compile(wording.text, wording.origin.position).runs({**scope, **slots, "本": owner})


def position_of(*facts: Fact | None) -> Position | None:
    """The place of the first of `facts` that has one."""
    return next((fact.origin.position for fact in facts if fact is not None and fact.origin.position), None)
