"""The facts of a campaign, one model per group (单位, 依据, 范围 …): what YAML may say and under which key.

The groups are the files of a content folder (单位.yaml) or, where they change by year, folders of yearly files
(统计/2025.yaml). Only fields are declared here; what is checked between fields stands in `checks`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Annotated, Any, ClassVar, TypeVar

from genwen.document.elements import NUMBERING, Run, Text
from genwen.facts.deadlines import DeadlineField
from genwen.facts.declare import Before, Field, Problem, Whole
from genwen.facts.fact import Fact
from genwen.facts.fields import (
    Choice,
    Count,
    Day,
    FactModel,
    IssueNumberField,
    Prose,
    QuantityField,
    Words,
    YesNo,
    fact_run,
    parse_free,
)
from genwen.facts.source.nodes import Mapping as LocatedMapping
from genwen.facts.source.nodes import Scalar
from genwen.facts.source.nodes import Sequence as LocatedSequence
from genwen.facts.targets import Target, Targets
from genwen.records import made, record

__all__ = ["Target", "Targets", "fact_run"]

T = TypeVar("T")


def _as_list(value: object) -> object:
    return [value] if isinstance(value, Scalar | LocatedMapping) else value


Listing = Annotated[list[T], Before(_as_list)]
"""A list; a single item stands for a list of one."""


def plain(text: str) -> Run:
    """A run of connecting words or marks that the model puts between facts."""
    return Run(text, "", NUMBERING)


class Organ(FactModel):
    """An organ named in the documents: its full name and its short form."""

    key: Words | None = Field(None, alias="键")
    name: Words = Field(alias="名称")
    short: Words | None = Field(None, alias="简称")

    def runs(self) -> Text:
        """Its full name."""
        return (fact_run(self.name),)


class Unit(FactModel):
    """单位: the office that issues, its names, level and place in the hierarchy."""

    keyed: ClassVar[tuple[str, ...]] = ("organs",)
    name: Words = Field(alias="名称")
    short: Words | None = Field(None, alias="简称")
    self_name: Words | None = Field(None, alias="自称", description="文中自称，如 我局、县政府办")
    level: Annotated[Fact, Choice("国家级", "省级", "市级", "县级", "乡级")] | None = Field(None, alias="级别")
    region: Words | None = Field(None, alias="地区")
    region_short: Words | None = Field(None, alias="地区简称", description="如 全区、我区")
    kind: Words | None = Field(None, alias="类别")
    code: Words | None = Field(None, alias="机关代字")
    parent: Organ | None = Field(None, alias="上级")
    organs: list[Organ] | None = Field(None, alias="机关", description="文中提到的其他机关，用 单位.键 引用")
    contact: Words | None = Field(None, alias="联系人")
    phone: Words | None = Field(None, alias="联系电话")

    def runs(self) -> Text:
        """Its full name."""
        return (fact_run(self.name),)


class Scope(FactModel):
    """范围: the closed list of organs a campaign covers, printed the same wherever the scope is named."""

    total: Words | None = Field(None, alias="总称")
    groups: list[ScopeGroup] = Field(alias="组成")
    computed: ClassVar[Mapping[str, str]] = {"清单": "members"}

    def members(self) -> list[Fact]:
        """Every organ of the list, in order."""
        return [member for group in self.groups for member in group.members]

    def runs(self) -> Text:
        """党的机关、人大机关……，以及工会、共青团、妇联等人民团体和参照公务员法管理的事业单位."""
        runs: list[Run] = []
        for number, group in enumerate(self.groups):
            if number:
                runs.append(fact_run(group.connector) if group.connector is not None else plain("、"))
            runs += group.runs()
        return tuple(runs)


class ScopeGroup(FactModel):
    """One part of the scope: members, the word that sums them up (等人民团体), and what joins it to the last part."""

    members: Listing[Words] = Field(alias="对象")
    summary: Words | None = Field(None, alias="统称")
    connector: Words | None = Field(None, alias="连接")

    def runs(self) -> Text:
        """工会、共青团、妇联等人民团体."""
        runs: list[Run] = []
        for number, member in enumerate(self.members):
            runs += ([plain("、")] if number else []) + [fact_run(member)]
        return (*runs, plain("等"), fact_run(self.summary)) if self.summary is not None else tuple(runs)


class Person(FactModel):
    """A person with a post; the name may be 不公开."""

    key: Words | None = Field(None, alias="键")
    name: Words | None = Field(None, alias="姓名")
    post: Words | None = Field(None, alias="职务")

    def runs(self) -> Text:
        """The person's name."""
        if self.name is None:
            raise TypeError("没有填姓名")
        return (fact_run(self.name),)


def _as_person(value: object) -> object:
    if isinstance(value, Scalar):
        mapping = LocatedMapping(value.position, value.path)
        mapping["姓名"] = value
        return mapping
    return value


OnePerson = Annotated[Person, Before(_as_person, accepts=Words | Person)]
Persons = Annotated[list[OnePerson], Before(_as_list, accepts=Words | Person | list[OnePerson])]


class GroupOffice(FactModel):
    """The office of a leading group."""

    place: Words | None = Field(None, alias="设在")
    director: OnePerson | None = Field(None, alias="主任")
    deputies: Persons | None = Field(None, alias="副主任")
    phone: Words | None = Field(None, alias="电话")


class LeadingGroup(FactModel):
    """A leading group: roles → persons → posts, and its office."""

    key: Words | None = Field(None, alias="键")
    name: Words = Field(alias="名称")
    heads: Persons | None = Field(None, alias="组长")
    deputies: Persons | None = Field(None, alias="副组长")
    members: Persons | None = Field(None, alias="成员")
    members_rule: Words | None = Field(None, alias="成员说明")
    office: GroupOffice | None = Field(None, alias="办公室")


class Duty(FactModel):
    """What one department is responsible for."""

    key: Words | None = Field(None, alias="键")
    name: Words = Field(alias="机关")
    duty: Prose = Field(alias="职责")


class Institutions(FactModel):
    """机构: leading groups and the division of duties."""

    keyed: ClassVar[tuple[str, ...]] = ("groups", "duties")
    groups: list[LeadingGroup] | None = Field(None, alias="小组")
    duties: list[Duty] | None = Field(None, alias="分工")


class CountedValue(FactModel):
    """A typed count that must agree with a list of the same measure."""

    value: Count = Field(alias="值")
    listing: Words = Field(alias="清单")

    def runs(self) -> Text:
        """The count as typed."""
        return (fact_run(self.value),)


class Measure(FactModel):
    """措施: one measure with its wording in a plan and in a report, its figures and its lists."""

    key: Words | None = Field(None, alias="键")
    name: Words | None = Field(None, alias="标签", description="小标题，如 健全管理制度")
    clauses: Listing[Words] | None = Field(None, alias="条款", description="对应的评价标准条款")
    plan: Prose | None = Field(None, alias="计划")
    done: Prose | None = Field(None, alias="完成")
    values: dict[str, CountedValue | QuantityField] | None = Field(None, alias="数值")
    lists: dict[str, Listing[Words]] | None = Field(None, alias="清单")
    office: Words | None = Field(None, alias="责任单位")
    deadline: DeadlineField | None = Field(None, alias="时限")
    applies: YesNo | None = Field(None, alias="适用")
    texts: dict[str, Prose] | None = Field(None, alias="文字", description="其他文件要用的写法")


class MeasureBlock(FactModel):
    """A block of measures, shared by plan section, report section and rubric unit."""

    keyed: ClassVar[tuple[str, ...]] = ("measures",)
    key: Words | None = Field(None, alias="键")
    name: Words = Field(alias="名称")
    unit: Words | None = Field(None, alias="评价单元")
    plan_lead: Prose | None = Field(None, alias="计划引语")
    report_lead: Prose | None = Field(None, alias="报告引语")
    measures: list[Measure] = Field(alias="措施")
    texts: dict[str, Prose] | None = Field(None, alias="文字")
    values: dict[str, CountedValue | QuantityField] | None = Field(None, alias="数值")
    lists: dict[str, Listing[Words]] | None = Field(None, alias="清单")


class Measures(FactModel):
    """措施: the blocks, in the order of the documents."""

    keyed: ClassVar[tuple[str, ...]] = ("blocks",)
    blocks: list[MeasureBlock] = Field(alias="板块")
    computed: ClassVar[Mapping[str, str]] = {"全部": "every", "各清单": "every_list"}

    def every(self) -> list[Measure]:
        """The measures of all blocks, in order."""
        return [measure for block in self.blocks for measure in block.measures]

    def every_list(self) -> EveryList:
        """The lists of all measures by their names."""
        return EveryList(tuple(self.every()))


@record(eq=False)
class EveryList:
    """The lists that measures have, those of one name one after another; a name that none has is an empty list."""

    measures: tuple[Measure, ...]
    found: dict[str, list[Fact]] = made(default_factory=dict)
    """The lists that were asked for."""

    def look(self, name: str) -> object:
        """The items of every list called `name`."""
        if name not in self.found:
            self.found[name] = [item for measure in self.measures for item in (measure.lists or {}).get(name, ())]
        return self.found[name]

    def names(self) -> list[str]:
        """The names of the lists there are."""
        return list(dict.fromkeys(name for measure in self.measures for name in measure.lists or ()))


class Milestone(FactModel):
    """日程: who does what by when, and hands in what to whom."""

    key: Words | None = Field(None, alias="键")
    name: Words = Field(alias="事项")
    time: DeadlineField | None = Field(None, alias="时间")
    actor: Words | None = Field(None, alias="主体")
    receiver: Words | None = Field(None, alias="报送")
    deliverables: Listing[Words] | None = Field(None, alias="材料")
    condition: Words | None = Field(None, alias="条件")
    note: Prose | None = Field(None, alias="说明")

    def runs(self) -> Text:
        """Its time."""
        if self.time is None:
            raise TypeError("没有填时间")
        return (fact_run(self.time),)


class Schedule(FactModel):
    """日程: the milestones in order."""

    keyed: ClassVar[tuple[str, ...]] = ("milestones",)
    milestones: list[Milestone] = Field(alias="节点")


class Dispatch(FactModel):
    """发文: the 要素 of one document of one year."""

    copy_number: Words | None = Field(None, alias="份号")
    classification: Annotated[Fact, Choice("绝密", "机密", "秘密")] | None = Field(None, alias="密级")
    secrecy_period: Words | None = Field(None, alias="保密期限", description="如 1年")
    urgency: Annotated[Fact, Choice("特急", "加急")] | None = Field(None, alias="紧急程度")
    number: IssueNumberField | None = Field(None, alias="发文字号")
    signatories: Listing[Words] | None = Field(None, alias="签发人")
    main_recipients: Listing[Words] | None = Field(None, alias="主送机关")
    copy_recipients: Listing[Words] | None = Field(None, alias="抄送机关")
    issue_date: Day | None = Field(None, alias="成文日期")
    printing_date: Day | None = Field(None, alias="印发日期")


CALIBERS = ("当量值", "等价值")


class StatisticsYear(FactModel):
    """统计: the quantities of one year."""

    caliber: Annotated[Fact, Choice(*CALIBERS)] | None = Field(None, alias="口径")
    source: Words | None = Field(None, alias="来源")
    data: dict[str, QuantityField] = Field(alias="数据")
    reasons: dict[str, Words] | None = Field(None, alias="变动原因")


class Indicator(FactModel):
    """指标: a quantity computed from others by a formula of names, numbers, + - * / and brackets."""

    key: Words = Field(alias="键")
    formula: Words = Field(alias="公式")
    unit: Words | None = Field(None, alias="单位")
    decimals: Count | None = Field(None, alias="小数")
    name: Words | None = Field(None, alias="名称")
    note: Words | None = Field(None, alias="说明")

    @cached_property
    def places(self) -> int:
        """The decimals it is printed with."""
        return int(self.decimals.value) if self.decimals is not None and self.decimals.known else 2

    @cached_property
    def unit_text(self) -> str:
        """Its unit, "" for none."""
        return self.unit.text if self.unit is not None and self.unit.known else ""

    @cached_property
    def said(self) -> str:
        """How it is computed, for the trace."""
        return f"{self.key.text} = {self.formula.text}"


class Indicators(FactModel):
    """指标: the formulas, and the decimals of rates of change."""

    keyed: ClassVar[tuple[str, ...]] = ("indicators",)
    indicators: list[Indicator] = Field(alias="指标")
    change_decimals: Count | None = Field(None, alias="变化小数", description="增减百分比的小数位数，默认2")

    @cached_property
    def by_key(self) -> dict[str, Indicator]:
        """The formulas by 键."""
        return {item.key.text: item for item in self.indicators}


def _free(value: object) -> object:
    """Free facts: mappings and lists of words, as deep as the clerk likes."""
    if isinstance(value, LocatedMapping):
        return {key: _free(item) for key, item in value.items()}
    if isinstance(value, LocatedSequence):
        return [_free(item) for item in value]
    if isinstance(value, Scalar):
        return parse_free(value)
    raise Problem("这里应是文字、列表或下级各项")


FreeFacts = Annotated[dict[str, Any], Whole(_free, {"type": "object"})]


def named(values: Sequence[FactModel] | None, name: str) -> FactModel | None:
    """The item of a list that answers to `name`."""
    return next((item for item in values or () if item.is_named(name)), None)
