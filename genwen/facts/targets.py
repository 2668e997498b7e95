"""目标: coverage by tier and year, energy and others; and what an outline asks for without naming tiers or years.

A tier is the targets of one 层级, in the order of the years; its first target gives it its name. Targets belong to a
year by the year at the end of their 键 (全区2025), else by their deadline.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar

from genwen.document.elements import Text
from genwen.facts.deadlines import Deadline, DeadlineField
from genwen.facts.declare import Field
from genwen.facts.fact import Fact
from genwen.facts.fields import Choice, FactModel, QuantityField, Words, Year, YesNo, fact_run
from genwen.patterns import regex
from genwen.records import record

_YEAR = regex(r"(\d{4})$")


class Target(FactModel):
    """目标: what is to be reached by when: a share or a count, per tier, with its hedge (以上, 左右, 力争)."""

    key: Words | None = Field(None, alias="键")
    name: Words | None = Field(None, alias="名称")
    tier: Words | None = Field(None, alias="层级")
    deadline: DeadlineField | None = Field(None, alias="截止")
    share: QuantityField | None = Field(None, alias="比例")
    count: QuantityField | None = Field(None, alias="数量")
    cumulative: YesNo | None = Field(None, alias="累计")
    direction: Annotated[Fact, Choice("下降", "上升", "不高于", "不低于")] | None = Field(None, alias="方向")
    base_year: Year | None = Field(None, alias="基准年")
    hedge: Annotated[Fact, Choice("以上", "左右", "以下", "以内", "力争", "不低于", "约", "超过")] | None = Field(
        None, alias="修饰"
    )
    reached_share: QuantityField | None = Field(None, alias="实际比例")
    reached_count: QuantityField | None = Field(None, alias="实际数量")
    total_count: QuantityField | None = Field(None, alias="总数")
    reference: Words | None = Field(None, alias="依据")
    computed: ClassVar[Mapping[str, str]] = {"目标值": "amount"}

    def amount(self) -> Fact | None:
        """The share or the count."""
        return self.share if self.share is not None else self.count

    def runs(self) -> Text:
        """The figure with its hedge: 25%以上, 力争50%."""
        amount = self.amount()
        if amount is None:
            raise TypeError("这个目标没有填比例或数量")
        if self.hedge is None or not self.hedge.known:
            return (fact_run(amount),)
        hedge = fact_run(self.hedge)
        return (
            (fact_run(amount), hedge)
            if self.hedge.text in ("以上", "左右", "以下", "以内")
            else (hedge, fact_run(amount))
        )


@record(eq=False)
class Tier:
    """The coverage targets of one tier. In an expression: 名称, 各年, 期初, 期末, and a year (层[年度])."""

    targets: tuple[Target, ...]

    def look(self, name: str) -> object:
        """See the class; raises KeyError for another name or a year without a target."""
        if name == "名称":
            return self.targets[0].look("层级")
        if name == "各年":
            return list(self.targets)
        if name in ("期初", "期末"):
            return self.targets[0 if name == "期初" else -1]
        if name.isdecimal():
            for target in self.targets:
                if year_of(target) == int(name):
                    return target
        raise KeyError(name)

    def names(self) -> Sequence[str]:
        """See `look`."""
        return ["名称", "各年", "期初", "期末"]


def year_of(target: Target) -> int:
    """The year a coverage target is for; 0 when neither 键 nor 截止 tells."""
    if target.key is not None and target.key.known and (found := _YEAR.search(target.key.text)):
        return int(found[1])
    deadline = target.deadline.value if target.deadline is not None else None
    return deadline.end[0] if isinstance(deadline, Deadline) else 0


def tiers_of(targets: Sequence[Target]) -> list[Tier]:
    """The tiers in the order of their first targets."""
    found: dict[str, list[Target]] = {}
    for target in targets:
        found.setdefault(_tier(target), []).append(target)
    return [Tier(tuple(each)) for each in found.values()]


def _tier(target: Target) -> str:
    if target.key is not None and target.key.known:
        return _YEAR.sub("", target.key.text)
    return target.tier.text if target.tier is not None else ""


class Targets(FactModel):
    """目标: coverage of the campaign by tier and date, and the yearly targets of energy and water."""

    keyed: ClassVar[tuple[str, ...]] = ("coverage", "energy", "others")
    coverage: list[Target] | None = Field(None, alias="覆盖率")
    energy: list[Target] | None = Field(None, alias="能耗")
    others: list[Target] | None = Field(None, alias="其他")
    computed: ClassVar[Mapping[str, str]] = {
        "各层级": "tiers",
        "本年": "of_this_year",
        "下年": "of_next_year",
        "期满": "of_the_whole",
    }
    year: ClassVar[int] = 0
    """The year of the build; the loader sets it on the instance."""

    def tiers(self) -> list[Tier]:
        """The coverage targets tier by tier."""
        return tiers_of(self.coverage or ())

    def of_this_year(self) -> list[Target]:
        """The coverage targets of the year, one for each tier."""
        return [target for target in self.coverage or () if year_of(target) == self.year]

    def of_next_year(self) -> list[Target]:
        """The coverage targets of the year after."""
        return [target for target in self.coverage or () if year_of(target) == self.year + 1]

    def of_the_whole(self) -> list[Target]:
        """The other targets that are held against a base year."""
        return [target for target in self.others or () if target.base_year is not None]
