"""考评结果: all units of the list with what became of each, ranked, in tiers, and what they come to together.

Nobody is left out: a unit without a sheet is 未报送, one whose sheet cannot be used 有误. Places count among the units
scored by one rubric, by the share of the points; where several rubrics are used, those of the first one come first.

K101 what a build tells of a sheet that cannot be used; K108 points that no tier holds; K109 units without 核查分 beside
others that have it, or nobody with it where 核查通过 is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from genwen.campaign.judging import BROKEN, MISSING
from genwen.campaign.numbers import notice_numbers, number_findings
from genwen.campaign.ranking import places
from genwen.campaign.result import FAILED, ROOT, UNCHECKED, Named, UnitResult, gap, none_of
from genwen.campaign.totals import PartTotal, TierResult, average, counted, parts_of, share
from genwen.diagnostics import Finding, Position, Severity
from genwen.document.elements import Origin, OriginKind
from genwen.document.scoring.rectification import MONTHS, months_later
from genwen.facts.campaign import DENSE, SKIPPING, Campaign, Tier
from genwen.facts.fact import Fact, Quantity
from genwen.facts.fields import day_of
from genwen.numerals import format_date
from genwen.records import replace

_SHOWN = 5


class Results(Named):
    """The results of a campaign; `office` gives the root names of the office that runs it."""

    def __init__(self, campaign: Campaign, office: Any) -> None:
        super().__init__()
        self.campaign, self.office = campaign, office
        self.units: list[UnitResult] = []
        self.findings: list[Finding] = []
        self.doubled: dict[Finding, frozenset[str]] = {}
        """The notices with the number of another document, each with the names of the units."""
        self.by_check = False
        """Whether some units have 核查分, which then decide."""
        self.ties = SKIPPING
        if campaign.ties is not None and campaign.ties.known:
            self.ties = campaign.ties.text

    def settle(self, units: Sequence[UnitResult]) -> None:
        """Take the units in the order of the list, and give them their places and numbers."""
        self.units = list(units)
        self.scored = [unit for unit in units if unit.final is not None]
        self.unchecked = [unit for unit in self.scored if unit.judged.checked is None]
        self.by_check = len(self.unchecked) < len(self.scored)
        groups: dict[int, list[UnitResult]] = {}
        for unit in self.scored:
            assert unit.final is not None
            groups.setdefault(id(unit.final.rubric), []).append(unit)
        self.ranking: list[UnitResult] = []
        for group in groups.values():
            shares = [unit.share for unit in group]
            for unit, place in zip(group, places(shares, self.ties == DENSE), strict=True):
                unit.place, unit.tied = place, shares.count(unit.share) > 1
            self.ranking += sorted(group, key=lambda unit: unit.place)
        self.failed = [unit for unit in units if unit.failed]
        self.findings += self._noticed()

    def unit(self, name: str) -> UnitResult:
        """The result of a unit by its name; raises KeyError."""
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> Mapping[str, UnitResult]:
        return {unit.name.text: unit for unit in self.units}

    def path(self) -> str:
        """See `Named`."""
        return ROOT

    def look(self, name: str) -> object:
        """A value by name, else the unit of that name; raises KeyError."""
        if name not in self._found and name in self._by_name:
            return self._by_name[name]
        return super().look(name)

    def values(self) -> Mapping[str, Callable[[], object]]:
        """See `Named`."""
        return self._lists() | self._figures() | {
            "名称": lambda: self._typed("名称", self.campaign.name), "本级": lambda: self.office,
            "考评单位": self._organiser, "结果日期": lambda: self._typed("结果日期", self.campaign.date),
            "整改时限": lambda: self.deadline, "名次说明": self._rule, "公示": lambda: self.campaign.look("公示"),
        }  # fmt: skip

    def _lists(self) -> dict[str, Callable[[], object]]:
        passed = [unit for unit in self.ranking if unit.passed]
        rest = [unit for unit in self.units if unit.final is None]
        return {
            "单位": lambda: self.units, "排名": lambda: self.ranking,
            "汇总": lambda: [*self.ranking, *sorted(rest, key=lambda unit: unit.judged.state == MISSING)],
            "通过单位": lambda: passed, "未通过单位": lambda: [unit for unit in self.ranking if unit.failed],
            "核查通过单位": lambda: self._checked(passed), "未核查单位": lambda: self.unchecked,
            "未报送单位": lambda: self._in(MISSING), "有误单位": lambda: self._in(BROKEN), "等次": self._tiers,
            "项目": lambda: self._parts[0], "评价单元": lambda: self._parts[1],
            "强项": lambda: sorted(self._parts[0], key=lambda part: -part.rate),
            "弱项": lambda: sorted(self._parts[0], key=lambda part: part.rate),
        }  # fmt: skip

    def _figures(self) -> dict[str, Callable[[], object]]:
        passed = [unit for unit in self.scored if unit.passed]
        handed_in = [unit for unit in self.units if unit.judged.state != MISSING]
        return {
            "单位数": lambda: counted(self.units, "名单里的单位"), "报送数": lambda: counted(handed_in, "报送了打分表的单位"),
            "未报送数": lambda: counted(self._in(MISSING), "没有报送打分表的单位"),
            "有误数": lambda: counted(self._in(BROKEN), "打分表有误的单位"),
            "参评数": lambda: counted(self.scored, "有得分的单位"),
            "通过数": lambda: counted(passed, "通过的单位"), "未通过数": lambda: counted(self.failed, "没有通过的单位"),
            "核查通过数": lambda: counted(self._checked(passed), "经核查通过的单位"),
            "核查通过率": lambda: share(len(self._checked(passed)), len(self.scored), "核查通过", f"{ROOT}.核查通过率"),
            "未核查数": lambda: counted(self.unchecked, "没有核查分的单位"),
            "通过率": lambda: share(len(passed), len(self.scored), "通过", f"{ROOT}.通过率"),
            "报送率": lambda: share(len(handed_in), len(self.units), "报送", f"{ROOT}.报送率"),
            "平均得分": lambda: self._average("得分"), "平均得分率": lambda: self._average("得分率", "%"),
            "最高分": lambda: self._extreme(max, "最高"), "最低分": lambda: self._extreme(min, "最低"),
        }  # fmt: skip

    def _checked(self, units: Sequence[UnitResult]) -> list[UnitResult]:
        """Those among units that have 核查分; where nobody has it, that is told as soon as somebody asks."""
        if self.scored and not self.by_check and not any(finding.code == "K109" for finding in self.findings):
            self.findings.append(self._without_check("所有单位都没有核查分，不能列为通过核查"))
        return [unit for unit in units if unit.judged.checked is not None]

    @cached_property
    def _parts(self) -> tuple[list[PartTotal], list[PartTotal]]:
        return parts_of(self.units)

    def _in(self, state: str) -> list[UnitResult]:
        return [unit for unit in self.units if unit.judged.state == state]

    def _typed(self, name: str, fact: Fact | None) -> Fact:
        return fact if fact is not None else gap(f"考评.{name}")

    def _rule(self) -> Fact:
        after = "其后的名次顺延跳号" if self.ties == SKIPPING else "其后的名次不跳号"
        text = f"名次按得分占满分的比例从高到低排列，比例相同的名次并列，{after}"
        return Fact(text, text, Origin(OriginKind.DERIVED, formula=f"考评.并列：{self.ties}"))

    def _organiser(self) -> object:
        if self.campaign.office is not None:
            return self.campaign.office
        return self.office.look("单位").look("名称")

    def _points(self, name: str) -> list[Quantity]:
        found = (unit.look(name) for unit in self.scored)
        return [value for value in found if isinstance(value, Quantity)]

    def _average(self, name: str, unit: str = "") -> Quantity:
        if not unit and len({each.final.base for each in self.scored if each.final is not None}) > 1:
            raise TypeError("各单位的满分不同，得分不能平均；改用 考评结果.平均得分率")
        return average(self._points(name), name, f"{ROOT}.平均{name}", unit)

    def _extreme(self, choose: Callable[..., UnitResult], word: str) -> Quantity:
        """The highest or lowest points, and whose they are."""
        if not self.scored:
            return none_of(f"{ROOT}.{word}分", MISSING)
        unit = choose(self.scored, key=lambda each: each.share)
        points = unit.look("得分")
        assert isinstance(points, Quantity)
        how = f"{len(self.scored)}个单位得分中{word}的，{unit.name.text}"
        return replace(points, origin=Origin(OriginKind.DERIVED, formula=how, inputs=(points.origin,)))

    # --- tiers, deadline, numbers -------------------------------------------------------------------------------

    @property
    def _bands(self) -> list[Tier]:
        return [tier for tier in self.campaign.tiers if tier.name is not None and tier.name.known]

    def tier_of(self, unit: UnitResult) -> Fact:
        """The tier of a scored unit: one that did not pass is 未通过, whatever its points."""
        score = unit.final
        assert score is not None
        total = score.look("总得分")
        assert isinstance(total, Fact)
        if not unit.decided:
            return Fact(UNCHECKED, UNCHECKED, Origin(OriginKind.DERIVED, formula="没有核查分", inputs=(total.origin,)))
        if not score.passed:
            unmet = [each.text for each in score.requirements if not each.met]
            how = f"没有满足：{'、'.join(unmet)}" if unmet else f"得{total.text}分，没有达到合格线"
            return Fact(FAILED, FAILED, Origin(OriginKind.DERIVED, formula=how, inputs=(total.origin,)))
        for tier in self._bands:
            if tier.interval is not None and tier.interval.known and unit.on_full_scale in tier.interval.value:
                assert tier.name is not None
                how = f"得{total.text}分，{tier.name.text}为{tier.interval.text}分"
                origin = Origin(OriginKind.DERIVED, formula=how, inputs=(total.origin, tier.name.origin))
                return Fact(tier.name.text, tier.name.text, origin)
        return Fact(
            score.grade, score.grade, Origin(OriginKind.DERIVED, formula="评价标准的等级", inputs=(total.origin,))
        )

    def _tiers(self) -> list[TierResult]:
        names: dict[str, Fact] = {tier.name.text: tier.name for tier in self._bands if tier.name is not None}
        if not names:
            for unit in self.scored:
                assert unit.final is not None
                for grade in unit.final.rubric.grades:
                    denied = grade.passed is not None and grade.passed.text == "否"
                    if grade.name is not None and grade.name.known and not denied:
                        names.setdefault(grade.name.text, grade.name)
        units: dict[str, list[UnitResult]] = {name: [] for name in names}
        for unit in self.ranking:
            tier = self.tier_of(unit)
            names.setdefault(tier.text, tier)
            units.setdefault(tier.text, []).append(unit)
        failed, unchecked = units.pop(FAILED, []), units.pop(UNCHECKED, [])
        found = [TierResult(names[name], members, len(self.scored), True) for name, members in units.items()]
        last = Fact(FAILED, FAILED, Origin(OriginKind.DERIVED, formula="没有通过的单位"))
        found.append(TierResult(last, failed, len(self.scored), False))
        if unchecked:
            found.append(TierResult(names[UNCHECKED], unchecked, len(self.scored), False))
        return found

    @property
    def deadline(self) -> Fact:
        """结果日期 and 整改期限 months later; 待补 while there is no date."""
        start, fact = day_of(self.campaign.date), self.campaign.date
        if start is None or fact is None:
            return gap("考评.结果日期", fact.origin.position if fact is not None else None)
        months = self.campaign.months
        number = int(months.value) if months is not None and months.known else MONTHS
        inputs = (fact.origin, months.origin) if months is not None and months.known else (fact.origin,)
        day = months_later(start, number)
        return Fact(
            day, format_date(day), Origin(OriginKind.DERIVED, formula=f"结果日期 + {number}个月", inputs=inputs)
        )

    def notice_number(self, unit: UnitResult) -> Fact:
        """The 发文字号 of the notice to a unit that failed: its own, else counted on from the first."""
        if unit not in self.failed:
            return none_of(f"{unit.path()}.整改文号", "通过")
        return self._numbers[unit.name.text]

    @cached_property
    def _numbers(self) -> dict[str, Fact]:
        return notice_numbers(self.failed, self.campaign.number)

    # --- findings -----------------------------------------------------------------------------------------------

    @property
    def _at(self) -> Position | None:
        return self.campaign.name.origin.position if self.campaign.name is not None else None

    def _without_check(self, said: str) -> Finding:
        return Finding("K109", said, "在打分表里填核查分", self._at, Severity.WARNING)

    def _noticed(self) -> list[Finding]:
        found = []
        if self.unchecked and self.by_check:
            names = "、".join(unit.name.text for unit in self.unchecked[:_SHOWN])
            names += "等" if len(self.unchecked) > _SHOWN else ""
            said = f"{len(self.unchecked)}个单位没有核查分，按自评分排名，不计入通过和未通过：{names}"
            found.append(self._without_check(said))
        self.doubled = dict(number_findings(self._numbers, self.campaign.number, self.office.facts))
        found += self.doubled
        at = self._at
        tiers = {tier.name.text for tier in self._bands if tier.name is not None}
        for unit in self.scored if tiers else ():
            if unit.passed and self.tier_of(unit).text not in tiers:
                said = f"“{unit.name.text}”得{unit.on_full_scale.normalize():f}分，哪个等次都不包括，按评价标准的等级列"
                found.append(Finding("K108", said, "补全“等次”的分数范围", at, Severity.WARNING))
        return found
