"""考评: how the collected score sheets of the units below are judged, and what follows from the result.

The results themselves are no facts of YAML: they are read from the sheets (see `genwen.campaign`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, ClassVar

from genwen import numerals
from genwen.document.elements import Origin, OriginKind
from genwen.facts.declare import Field, Problem
from genwen.facts.fact import Fact, Quantity
from genwen.facts.fields import Choice, Count, Day, DocumentNumberField, FactModel, Kind, Words, day_of, said_by
from genwen.facts.rubric_values import IntervalField
from genwen.facts.schema import Listing
from genwen.facts.source.nodes import Scalar

WORKING = "个工作日"
DAYS = ("天", "日", WORKING)
SKIPPING, DENSE = "跳号", "连号"
MAX_DAYS = 366
_WEEKEND = 5


def _parse_days(scalar: Scalar) -> Quantity:
    """A length of time: 7天, 5个工作日."""
    try:
        read = numerals.parse_quantity(scalar.strip())
    except ValueError as error:
        raise Problem(*said_by(error)) from error
    number, unit = read.value, read.unit or "天"
    if unit == "工作日":
        unit = WORKING
    if unit not in DAYS or number != number.to_integral_value() or not 1 <= number <= MAX_DAYS:
        raise Problem(f"“{scalar}”不是天数", "写作 7天 或 5个工作日")
    return Quantity(number, f"{int(number)}{unit}", scalar.origin, "已知", unit)


Days = Annotated[Fact, Kind(_parse_days, "天数，如 7天 或 5个工作日", type="string")]


class Tier(FactModel):
    """A tier of the result and the range of the points that earns it; units that did not pass are in none."""

    name: Words | None = Field(None, alias="名称")
    interval: IntervalField | None = Field(None, alias="分")


class Publicity(FactModel):
    """公示: from when, how long, and who takes objections."""

    begin: Day | None = Field(None, alias="开始")
    days: Days | None = Field(None, alias="天数", description="7天（连同首日）或 5个工作日")
    holidays: Listing[Day] = Field([], alias="放假", description="按工作日计时，周末以外不计的日子")
    extra: Listing[Day] = Field([], alias="补班", description="按工作日计时，上班的周末")
    office: Words | None = Field(None, alias="受理单位")
    contact: Words | None = Field(None, alias="联系人")
    phone: Words | None = Field(None, alias="联系电话")
    mail: Words | None = Field(None, alias="电子邮箱")
    address: Words | None = Field(None, alias="通讯地址")
    computed: ClassVar[Mapping[str, str]] = {"截止": "end"}

    def end(self) -> Fact:
        """The last day; 待补 while the first day or the length is."""
        begin, days = day_of(self.begin), self.days
        if begin is None or self.begin is None or days is None or not days.known:
            return Fact(None, "【待补：考评.公示.开始】", Origin(OriginKind.MISSING, "考评.公示.开始"), "待补")
        assert isinstance(days, Quantity)
        last = self._last(begin, int(days.value), days.unit == WORKING)
        how = Origin(
            OriginKind.DERIVED, formula=f"从{self.begin.text}起{days.text}", inputs=(self.begin.origin, days.origin)
        )
        return Fact(last, numerals.format_date(last), how)

    def _last(self, begin: date, number: int, working: bool) -> date:
        if not working:
            return begin + timedelta(days=number - 1)
        off = {day_of(fact) for fact in self.holidays}
        on = {day_of(fact) for fact in self.extra}
        day, left = begin, number
        for _ in range(3 * MAX_DAYS + len(off)):
            if day in on or (day.weekday() < _WEEKEND and day not in off):
                left -= 1
            if not left:
                break
            day += timedelta(days=1)
        return day


class Campaign(FactModel):
    """考评: where the collected sheets are, the date of the result, tiers, ranks, and what is sent out after it."""

    keyed: ClassVar[tuple[str, ...]] = ("tiers",)
    name: Words | None = Field(None, alias="名称", description="如 2025年度节约型机关创建核查")
    concerns: Words | None = Field(None, alias="对象", description="哪些单位参加，写条件；默认名单里的全部")
    sheets: Words | None = Field(None, alias="打分表", description="考评 文件夹里放打分表的文件夹，默认 打分表/年度")
    office: Words | None = Field(None, alias="考评单位", description="默认本单位")
    date: Day | None = Field(None, alias="结果日期")
    months: Count | None = Field(None, alias="整改期限", description="结果日期后几个月，默认1个月")
    number: DocumentNumberField | None = Field(
        None, alias="整改文号", description="第一份整改通知书的发文字号，以后的依次加1"
    )
    ties: Annotated[Fact, Choice(SKIPPING, DENSE)] | None = Field(
        None, alias="并列", description="并列以后的名次，默认跳号"
    )
    tiers: list[Tier] = Field([], alias="等次", description="从高到低；没有写的，用评价标准的等级")
    publicity: Publicity | None = Field(None, alias="公示")
