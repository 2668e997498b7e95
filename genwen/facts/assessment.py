"""自评: what was found for each clause of a 评价标准, as a clerk writes it.

The finding of a clause is 是 or 否, a number with or without a unit, a name or a list of names, or `名称: 情况` for
each of several awards; 不适用 where the rubric allows it. 原因, 整改, 佐证 and 备注 may stand beside it, under 结果.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from genwen.document.elements import Origin, OriginKind
from genwen.facts.checked import CheckedClauses
from genwen.facts.declare import Before, Field, Problem, Whole
from genwen.facts.fact import Fact, Quantity
from genwen.facts.fields import (
    Choice,
    Day,
    FactModel,
    HoldsFacts,
    Kind,
    Words,
    Year,
    YesNo,
    missing,
    parse_day,
    parse_quantity,
)
from genwen.facts.rubric_values import WordList, named
from genwen.facts.source.nodes import Mapping as LocatedMapping
from genwen.facts.source.nodes import Scalar
from genwen.facts.source.nodes import Sequence as LocatedSequence
from genwen.records import record

ABSENT = "不适用"
_YES, _NO = frozenset({"是", "有", "完成", "达标"}), frozenset({"否", "无", "没有", "未完成", "未达标"})
_BESIDE = frozenset({"结果", "原因", "整改", "佐证", "备注"})


@record
class Observed(HoldsFacts):
    """What was found: yes or no (bool), a quantity, a word, a list, or findings by name; and where it was typed."""

    value: bool | Quantity | str | tuple[Observed, ...] | Mapping[str, Observed]
    origin: Origin

    @property
    def number(self) -> Quantity | None:
        """The finding as a number, else None."""
        return self.value if isinstance(self.value, Quantity) else None

    @property
    def yes(self) -> bool | None:
        """The finding as yes or no, else None."""
        return self.value if isinstance(self.value, bool) else None

    @property
    def words(self) -> list[str] | None:
        """The finding as names: of a word, a list of words, or the names that were found 是; else None."""
        if isinstance(self.value, str):
            return [self.value]
        if isinstance(self.value, tuple):
            return [item.text for item in self.value]
        if isinstance(self.value, Mapping) and all(item.yes is not None for item in self.value.values()):
            return [name for name, item in self.value.items() if item.yes]
        return None

    @property
    def text(self) -> str:
        """The finding as a report says it."""
        if isinstance(self.value, bool):
            return "是" if self.value else "否"
        if isinstance(self.value, tuple):
            return "、".join(item.text for item in self.value)
        if isinstance(self.value, Mapping):
            return "，".join(f"{name}：{item.text}" for name, item in self.value.items())
        return self.value.text if isinstance(self.value, Quantity) else self.value

    def facts(self) -> Iterator[tuple[str, Fact]]:
        """The finding as facts with their paths, for lists of what was read."""
        if isinstance(self.value, Quantity):
            yield self.value.origin.path, self.value
        elif isinstance(self.value, Mapping):
            for item in self.value.values():
                yield from item.facts()
        else:
            yield self.origin.path, Fact(self.text, self.text, self.origin)


@record
class ClauseFinding(HoldsFacts):
    """The finding of one clause; `observed` None is 待补, `absent` 不适用."""

    observed: Observed | None
    absent: bool = False
    reason: Fact | None = None
    evidence: tuple[Fact, ...] = ()
    note: Fact | None = None
    origin: Origin | None = None
    remedy: Fact | None = None

    def facts(self) -> Iterator[tuple[str, Fact]]:
        """What was typed for the clause, as facts with their paths."""
        if self.observed is not None:
            yield from self.observed.facts()
        elif self.absent and self.origin is not None:
            yield self.origin.path, Fact(ABSENT, ABSENT, self.origin)
        for fact in (self.reason, self.remedy, *self.evidence, self.note):
            if fact is not None:
                yield fact.origin.path, fact


def read_observed(node: object) -> Observed | None:
    """A located YAML node as a finding; None for 待补 (all of it). Raises Problem for what is none."""
    if isinstance(node, Scalar):
        if missing(node, None) is not None:
            return None
        return Observed(_scalar(node), node.origin)
    if isinstance(node, LocatedSequence):
        items = tuple(item for part in node if (item := read_observed(part)) is not None)
        if node and not items:
            return None
        return Observed(items, Origin(OriginKind.FACT, node.path, node.position))
    if isinstance(node, LocatedMapping):
        named = {key: item for key, part in node.items() if (item := read_observed(part)) is not None}
        if node and not named:
            return None
        return Observed(named, Origin(OriginKind.FACT, node.path, node.position))
    raise Problem("这里应写查实的情况", "写 是、否、数量、名称或列表", "S102")


def _scalar(node: Scalar) -> bool | Quantity | str:
    word = node.strip()
    if word in _YES or word in _NO:
        return word in _YES
    if word[:1].isdigit() or word[:1] in "-.":
        return parse_quantity(node)
    return word


def _clause_finding(node: object) -> ClauseFinding:
    if isinstance(node, ClauseFinding):
        return node
    if not isinstance(node, Scalar | LocatedSequence | LocatedMapping):
        raise Problem("这里应写查实的情况", "写 是、否、数量、名称或列表", "S102")
    origin = Origin(OriginKind.FACT, node.path, node.position)
    if not (isinstance(node, LocatedMapping) and _BESIDE & set(node)):
        absent = isinstance(node, Scalar) and node.strip() == ABSENT
        return ClauseFinding(None if absent else read_observed(node), absent, origin=origin)
    for key in set(node) - _BESIDE:
        raise Problem(f"不认识的键“{key}”", "可用：结果、原因、整改、佐证、备注", "S101")
    result = node.get("结果")
    absent = isinstance(result, Scalar) and result.strip() == ABSENT
    observed = None if absent or result is None else read_observed(result)
    proofs = node.get("佐证")
    listed = [proofs] if isinstance(proofs, Scalar) else proofs if isinstance(proofs, LocatedSequence) else []
    words = tuple(fact for part in listed if (fact := _words(part)) is not None)
    reason, remedy = _words(node.get("原因")), _words(node.get("整改"))
    return ClauseFinding(observed, absent, reason, words, _words(node.get("备注")), origin, remedy)


def _words(node: object) -> Fact | None:
    if not isinstance(node, Scalar):
        return None
    gap = missing(node, None)
    return gap if gap is not None else Fact(str(node), str(node), node.origin)


_OBSERVED_SCHEMA: dict[str, Any] = {"description": "查实的情况：是、否、数量、名称、列表，或 名称: 情况；不适用"}
Situation = Annotated[Any, Whole(_clause_finding, _OBSERVED_SCHEMA)]
Plain = Annotated[Any, Whole(_clause_finding, {"enum": ["是", "否", "待补"]})]


def _parse_validity(scalar: Scalar) -> Fact:
    """有效期: a date, or words such as 长期有效."""
    return parse_day(scalar) if scalar.strip()[:1].isdigit() else Fact(str(scalar), str(scalar), scalar.origin)


class Proof(FactModel):
    """What is known of one piece of 佐证材料; a bare word is its 状态."""

    state: Annotated[Fact, Choice("有", "缺")] | None = Field(None, alias="状态")
    valid: Annotated[Fact, Kind(_parse_validity, "有效期至：日期，或 长期有效")] | None = Field(None, alias="有效期")
    note: Words | None = Field(None, alias="备注")


Proofs = dict[str, Annotated[Proof, Before(named("状态"), accepts=Words | Proof)]]


class Assessment(FactModel):
    """自评: the findings of one unit for one year, against one rubric; and what the 核查 made of them."""

    unit: Words | None = Field(None, alias="单位")
    year: Year | None = Field(None, alias="年度")
    kind: Words | None = Field(None, alias="类别", description="评价标准“对象类别”中的一类")
    rubric: Words | None = Field(None, alias="评价标准", description="评价标准的键、版本或文件名，默认按年度")
    date: Day | None = Field(None, alias="自评日期")
    result_date: Day | None = Field(None, alias="核查日期", description="核查结果的日期，整改期限从它算起")
    prerequisites: dict[str, Plain] = Field({}, alias="前提", description="前提条件: 是或否")
    vetoes: WordList = Field([], alias="否决", description="查实的否决情形")
    clauses: dict[str, Situation] = Field({}, alias="情况", description="条款的键（如 管理制度.2）: 查实的情况")
    checker: Words | None = Field(None, alias="核查单位")
    checked: CheckedClauses = Field({}, alias="核查", description="条款的键: 核查分，或 {得分, 原因, 整改}")
    checked_prerequisites: dict[str, Plain] = Field({}, alias="核查前提", description="核查认定的前提条件: 是或否")
    checked_vetoes: WordList = Field([], alias="核查否决", description="核查查实的否决情形")
    complete: YesNo | None = Field(None, alias="佐证齐备", description="是：没有另外写明的佐证材料都已备齐")
    proofs: Proofs = Field({}, alias="佐证材料", description="材料的编号或名称: 有、缺，或 {状态, 有效期}")
