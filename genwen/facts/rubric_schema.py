"""The 评价标准 as typed facts: rubric → unit → item → clause → sub-clause → award, and the rules around them.

One rubric is one file of content/评价标准/. Points are typed where they are won; a sum may be typed too (分值, 总分),
and is then held against what stands below it. In an expression a sum that was not typed is computed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Annotated, ClassVar

from genwen.document.elements import Origin, OriginKind, Run, Text
from genwen.facts import rubric_notes
from genwen.facts.declare import Before, Field
from genwen.facts.fact import Fact, Quantity
from genwen.facts.fields import Choice, Count, FactModel, Prose, Words, Year, YesNo, once, origins_of
from genwen.facts.rubric_awards import Award, AwardShape, Condition
from genwen.facts.rubric_form import TableForm
from genwen.facts.rubric_values import IntervalField, Points, WordList, listed, named, points, total

Nature = Annotated[Fact, Choice("基本", "加分", "扣分")]
BonusMode = Annotated[Fact, Choice("另加", "封顶", "计入")]
ItemMethod = Annotated[Fact, Choice("得分", "扣分")]
AbsentPolicy = Annotated[Fact, Choice("满分", "折算", "缩减")]


class Evidence(FactModel):
    """One piece of evidence of a clause; a bare text is its 名称. 必备 is 是 unless said; 有效期 in words."""

    key: Words | None = Field(None, alias="编号")
    name: Words | None = Field(None, alias="名称")
    required: YesNo | None = Field(None, alias="必备")
    valid: Words | None = Field(None, alias="有效期")
    note: Words | None = Field(None, alias="备注")


Shown = Annotated[Evidence, Before(named("名称"), accepts=Words | Evidence)]
Evidences = Annotated[list[Shown], Before(listed, accepts=Words | list[Shown])]
Years = Annotated[list[Year], Before(listed, accepts=Year | list[Year])]


class _Part(FactModel):
    """What units, items and clauses have in common."""

    key: Words | None = Field(None, alias="键")
    declared: Points | None = Field(None, alias="分值")
    nature: Nature | None = Field(None, alias="性质")
    kinds: WordList = Field([], alias="适用")
    absent: Words | None = Field(None, alias="不适用情形")
    starred: YesNo | None = Field(None, alias="必得分")
    office: Words | None = Field(None, alias="责任单位")
    note: Words | None = Field(None, alias="备注")

    @property
    def title(self) -> str:
        """What a message calls it: its 名称, or its 键."""
        name = getattr(self, "name", None)
        return name.text if isinstance(name, Fact) else self.name_text()

    def parts(self) -> Sequence[_Part]:
        """The parts one level below."""
        return ()

    @once
    def computed_points(self, kind: str = "") -> Fact | None:
        """The sum of what stands below for departments of `kind` (see `counted`), whatever 分值 says."""
        return total([most for part in counted(self, kind) if (most := part.points_of(kind)) is not None])

    def points_of(self, kind: str = "") -> Fact | None:
        """分值 as typed, or else computed; None when there is neither."""
        return self.declared if self.declared is not None else self.computed_points(kind)

    def look(self, name: str) -> object:
        """As any group of facts; 分值 is computed when it was not typed."""
        if name == "分值":
            found = self.points_of()
            if found is None:
                raise KeyError(name)
            return found
        return super().look(name)


def counted(part: _Part | Rubric, kind: str = "") -> list[_Part]:
    """The parts below that add to the points of `part`: of its own nature, and for one kind of department.

    `kind` is that kind; "" takes the first one named among them.
    """
    own = part.nature_text() if isinstance(part, Rubric) else _nature(part)
    parts = [below for below in part.parts() if below.nature is None or below.nature.text == own]
    chosen = kind or next((words.text for below in parts for words in below.kinds), "")
    return [below for below in parts if not below.kinds or any(words.text == chosen for words in below.kinds)]


def _nature(part: _Part) -> str:
    return part.nature.text if part.nature is not None else ""


class Clause(AwardShape, _Part):
    """One clause: its text, and the awards it gives (its own keys for a single one, 奖 for several).

    `numbered`: 否 prints it without a number; unless said, the only clause of an item has none.
    """

    wording: Prose | None = Field(None, alias="条文")
    numbered: YesNo | None = Field(None, alias="编号")
    several: list[Award] = Field([], alias="奖")
    subclauses: list[Clause] = Field([], alias="子条款")
    evidence: Evidences = Field([], alias="佐证材料")
    method_of_check: Words | None = Field(None, alias="核查方法")
    basis: Words | None = Field(None, alias="评价依据")

    def awards(self) -> Sequence[AwardShape]:
        """The awards of the clause itself, without those of its sub-clauses."""
        if self.several:
            return self.several
        return (self,) if self.kind or self.options else ()

    def parts(self) -> Sequence[_Part]:
        """The sub-clauses."""
        return self.subclauses

    @once
    def computed_points(self, kind: str = "") -> Fact | None:
        """The most its awards and sub-clauses give together."""
        own = [most for award in self.awards() if (most := award.maximum()) is not None]
        below = [most for part in counted(self, kind) if (most := part.points_of(kind)) is not None]
        return total([*own, *below], "各得分点之和")

    @once
    def slots(self) -> dict[str, object]:
        """What the clause's text may print: the keys of its award, 奖1, 奖2 … and 分值."""
        slots = super().slots() | {f"奖{number}": award for number, award in enumerate(self.several, 1)}
        whole = self.points_of()
        return slots | {"分值": whole} if whole is not None else slots

    def look(self, name: str) -> object:
        """As any part of a rubric; 奖1, 奖2 … are its awards."""
        try:
            return super().look(name)
        except KeyError:
            slot = self.slots().get(name)
            if slot is None:
                raise
            return slot


class Item(_Part):
    """评价项目. With 计法 扣分 it starts from 分值 and its clauses only take off."""

    name: Words | None = Field(None, alias="名称")
    method: ItemMethod | None = Field(None, alias="计法")
    floor: Points | None = Field(None, alias="下限")
    clauses: list[Clause] = Field([], alias="条款")

    computed: ClassVar[Mapping[str, str]] = {"条款数": "clause_count"}

    @property
    def deducts(self) -> bool:
        """Whether the item starts full and its clauses take off."""
        return self.method is not None and self.method.text == "扣分"

    def parts(self) -> Sequence[_Part]:
        """The clauses, except where they only deduct."""
        return () if self.deducts else self.clauses

    def clause_count(self) -> Quantity:
        """条款数."""
        return count_of(self.clauses, "评价标准条款的个数")

    def runs(self) -> Text:
        """Prints as its name."""
        return name_runs(self.name)


class Unit(_Part):
    """评价单元. 封顶 limits what a bonus or penalty unit counts; 最低得分 must be reached to pass."""

    name: Words | None = Field(None, alias="名称")
    cap: Points | None = Field(None, alias="封顶")
    least: Points | None = Field(None, alias="最低得分")
    items: list[Item] = Field([], alias="项目")

    computed: ClassVar[Mapping[str, str]] = {
        "项目数": "item_count", "条款数": "clause_count", "说明": "description",
    }  # fmt: skip
    keyed: ClassVar[tuple[str, ...]] = ("items",)

    def parts(self) -> Sequence[_Part]:
        """The items."""
        return self.items

    def item_count(self) -> Quantity:
        """项目数."""
        return count_of(self.items, "评价项目的个数")

    def clause_count(self) -> Quantity:
        """条款数."""
        return count_of([clause for item in self.items for clause in item.clauses], "评价标准条款的个数")

    def description(self) -> Text:
        """The unit in one phrase: name, points, items."""
        return rubric_notes.unit_phrase(self)

    def runs(self) -> Text:
        """Prints as its name."""
        return name_runs(self.name)


class Grade(FactModel):
    """A grade and the range of the total that earns it; 认定 says whether it counts as passed."""

    name: Words | None = Field(None, alias="名称")
    interval: IntervalField | None = Field(None, alias="分")
    passed: YesNo | None = Field(None, alias="认定")


class Veto(Condition):
    """What, when found, leaves the number as it is and denies the title, with 结果 as the grade.

    A 结果 that is a grade which counts as passed is a ceiling: the grade is at best that one.
    """

    result: Words | None = Field(None, alias="结果")


Required = Annotated[Condition, Before(named("条文"), accepts=Words | Condition)]
Vetoed = Annotated[Veto, Before(named("条文"), accepts=Words | Veto)]


class Rubric(FactModel):
    """A 评价标准."""

    key: Words | None = Field(None, alias="键")
    name: Words | None = Field(None, alias="名称")
    edition: Words | None = Field(None, alias="版本")
    years: Years = Field([], alias="适用年度")
    title: Words | None = Field(None, alias="称号")
    declared: Points | None = Field(None, alias="总分")
    pass_mark: Points | None = Field(None, alias="合格线")
    pass_inclusive: YesNo | None = Field(None, alias="合格线含本数")
    grades: list[Grade] = Field([], alias="等级")
    references: WordList = Field([], alias="依据")
    scope: Prose | None = Field(None, alias="适用范围")
    kinds: WordList = Field([], alias="对象类别")
    prerequisites: list[Required] = Field([], alias="前提")
    vetoes: list[Vetoed] = Field([], alias="否决")
    bonus_mode: BonusMode | None = Field(None, alias="加分方式")
    absent_policy: AbsentPolicy | None = Field(None, alias="不适用处理")
    decimals: Count | None = Field(None, alias="小数位")
    units: list[Unit] = Field([], alias="单元")
    form: TableForm | None = Field(None, alias="表式")
    note: Words | None = Field(None, alias="备注")

    computed: ClassVar[Mapping[str, str]] = {
        "项目": "items", "单元数": "unit_count", "项目数": "item_count", "条款数": "clause_count",
        "体系说明": "system_note", "单元说明": "unit_note", "合格说明": "pass_note",
    }  # fmt: skip
    keyed: ClassVar[tuple[str, ...]] = ("units",)

    def parts(self) -> Sequence[_Part]:
        """The units."""
        return self.units

    def nature_text(self) -> str:
        """The nature of the units that make 总分."""
        return "基本"

    def items(self) -> list[Item]:
        """All items, in order."""
        return [item for unit in self.units for item in unit.items]

    def clauses(self) -> Iterator[Clause]:
        """All clauses, in order, without sub-clauses."""
        for item in self.items():
            yield from item.clauses

    @once
    def computed_points(self, kind: str = "") -> Fact | None:
        """The sum of the units for departments of `kind` (any when ""), whatever 总分 says."""
        parts = counted(self, kind)
        if self.bonus_mode is not None and self.bonus_mode.text == "计入":
            parts = [unit for unit in self.units if _nature(unit) != "扣分" and (unit in parts or _nature(unit))]
        return total([most for part in parts if (most := part.points_of(kind)) is not None], "各评价单元分值之和")

    def points_of(self) -> Fact | None:
        """总分 as typed, or else computed."""
        return self.declared if self.declared is not None else self.computed_points()

    def unit_count(self) -> Quantity:
        """单元数."""
        return count_of(self.units, "评价单元的个数")

    def item_count(self) -> Quantity:
        """项目数."""
        return count_of(self.items(), "评价项目的个数")

    def clause_count(self) -> Quantity:
        """条款数."""
        return count_of(list(self.clauses()), "评价标准条款的个数")

    def system_note(self) -> Text:
        """The sentence that names the units, their number and 总分."""
        return rubric_notes.system_sentence(self)

    def unit_note(self) -> Text:
        """The sentence that gives each unit's points and items."""
        return rubric_notes.unit_sentence(self)

    def pass_note(self) -> Text:
        """The pass mark in words: 80分（含）以上."""
        return rubric_notes.pass_phrase(self)

    def look(self, name: str) -> object:
        """As any group of facts; 总分 is computed when it was not typed."""
        if name == "总分":
            found = self.points_of()
            if found is None:
                raise KeyError(name)
            return found
        return super().look(name)


def count_of(parts: Sequence[FactModel], formula: str) -> Quantity:
    """How many parts there are, as a derived quantity with where each is written as inputs."""
    return points(Decimal(len(parts)), Origin(OriginKind.DERIVED, formula=formula, inputs=origins_of(parts)))


def name_runs(name: Fact | None) -> Text:
    """A name as a run that knows its scalar."""
    return rubric_notes.fact_runs(name) if name is not None else (Run("", "", None),)
