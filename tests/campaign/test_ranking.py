"""Places with ties, and what adds up, over any scores."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from campaigns import CAMPAIGN, MOST, campaign, printed, results_in
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from genwen.campaign.folder import Collected
from genwen.campaign.judging import judge
from genwen.campaign.ranking import places, share_of
from genwen.campaign.result import UnitResult
from genwen.campaign.results import Results
from genwen.checking import load
from genwen.document.compose import scope_for
from genwen.document.elements import Origin, OriginKind
from genwen.facts.campaign import Publicity
from genwen.facts.fact import Fact
from genwen.facts.loader import Facts
from genwen.facts.reading import validate
from genwen.facts.source.reader import parse_source
from genwen.project import open_project
from genwen.spreadsheet.reading import Line, Table
from genwen.units.below import Office

SHARES = st.lists(st.builds(Fraction, st.integers(0, 12), st.integers(1, 4)), max_size=40)


def test_after_a_tie_places_are_left_out_or_not() -> None:
    shares = [Fraction(n) for n in (90, 95, 90, 80, 95, 90)]
    assert places(shares) == [3, 1, 3, 6, 1, 3]
    assert places(shares, dense=True) == [2, 1, 2, 3, 1, 2]
    assert places([]) == []


@given(SHARES)
def test_a_place_is_one_more_than_those_before_it(shares: list[Fraction]) -> None:
    found = places(shares)
    for share, place in zip(shares, found, strict=True):
        assert place == 1 + sum(other > share for other in shares)
    dense = places(shares, dense=True)
    assert sorted(set(dense)) == list(range(1, len(set(shares)) + 1))
    for share, place in zip(shares, dense, strict=True):
        assert place == 1 + len({other for other in shares if other > share})


def test_shares_are_compared_unrounded() -> None:
    assert share_of(Decimal("66.67"), Decimal(100)) > share_of(Decimal(2), Decimal(3))
    assert share_of(Decimal(80), Decimal(100)) == share_of(Decimal(72), Decimal(90))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return load(open_project(campaign(tmp_path_factory.mktemp("考评"), {"甲局": {}})))


class Handed:
    """A unit as the list gives it."""

    def __init__(self, name: str, facts: Facts) -> None:
        self.name, self.facts = Fact(name, name, Origin(OriginKind.TYPED)), facts
        self.scope = scope_for(facts, "")


ROWS = st.lists(
    st.none() | st.tuples(*(st.decimals(0, most, places=1) for most in MOST.values())), min_size=1, max_size=12
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS)
def test_whatever_was_scored_adds_up(office: Facts, rows: list[tuple[Decimal, ...] | None]) -> None:
    results = Results(office.get("考评"), Office(office, scope_for))
    units = []
    for number, row in enumerate(rows):
        member = Handed(f"{number}局", office)
        sheet = None
        if row is not None:
            columns = {"条款": "A", "自评分": "B", "核查分": "C", "扣分原因": "D"}
            values = [
                dict(zip(columns, (key, most, float(points), "原因"), strict=True))
                for (key, most), points in zip(MOST.items(), row, strict=True)
            ]
            lines = [Line("表.xlsx", at, line, columns) for at, line in enumerate(values, 2)]
            sheet = Collected(Path("表.xlsx"), "表.xlsx", member.name.text, Table("表.xlsx", lines))
        units.append(UnitResult(member.name, member, judge(member, sheet, office.get("考评")), results))
    results.settle(units)
    totals = [sum(row) for row in rows if row is not None]
    tiers = results.look("等次")
    assert sum(len(tier.units) for tier in tiers) == len(totals) == int(results.look("参评数").value)
    assert int(results.look("通过数").value) == sum(total >= 60 for total in totals)
    assert len(tiers[-1].units) == sum(total < 60 for total in totals)
    assert len(results.look("未报送单位")) == sum(row is None for row in rows)
    assert [unit.final.total for unit in results.ranking] == sorted(totals, reverse=True)
    for unit in results.ranking:
        assert unit.place == 1 + sum(total > unit.final.total for total in totals)
        assert unit.tied == (totals.count(unit.final.total) > 1)
        assert unit.final.total + sum(clause.lost for clause in unit.final.lost()) == 100
    if totals:
        assert results.look("平均得分").value == sum(totals) / len(totals)
        lost = sum((part.look("平均失分").value for part in results.look("项目")), Decimal(0))
        assert abs(lost + results.look("平均得分").value - 100) < Decimal("1e-9")
        shares = sum(Decimal(len(tier.units)) / len(totals) for tier in tiers)
        assert abs(shares - 1) < Decimal("1e-9")


@pytest.mark.parametrize("rows", [
    [(40, 20, 40), (40, 20, 30), (40, 20, 30), (0, 0, 0), (20, 20, 20)],
    [(40, 10, 10), (39, 20, 0), None, (40, 20, 30), None],
    [None, None],
])  # fmt: skip
def test_tiers_and_lists_add_up(tmp_path: Path, rows: list[tuple[int, int, int] | None]) -> None:
    units = {
        f"{'甲乙丙丁戊'[number]}局": dict(zip(("建章.1", "建章.2", "节电.1"), row, strict=True)) if row else None
        for number, row in enumerate(rows)
    }
    results = results_in(campaign(tmp_path, units))
    scored = {name: sum(row) for name, row in zip(units, rows, strict=True) if row}
    tiers = {tier.name.text: [unit.name.text for unit in tier.units] for tier in results.look("等次")}
    assert sorted(name for members in tiers.values() for name in members) == sorted(scored)
    assert set(tiers) == {"优", "良", "未通过"}
    assert {name for name, total in scored.items() if total < 60} == set(tiers["未通过"])
    assert {name for name, total in scored.items() if total >= 90} == set(tiers["优"])
    number = {
        name: int(results.look(name).value)
        for name in ("单位数", "参评数", "通过数", "未通过数", "未报送数", "有误数", "报送数")
    }
    assert number["单位数"] == len(rows) == number["参评数"] + number["未报送数"] + number["有误数"]
    assert number["参评数"] == len(scored) == number["通过数"] + number["未通过数"]
    assert number["报送数"] == number["单位数"] - number["未报送数"]
    assert [unit.name.text for unit in results.look("汇总")][len(scored) :] == [
        name for name in units if name not in scored
    ]
    order = [scored[unit.name.text] for unit in results.look("排名")]
    assert order == sorted(order, reverse=True)
    for part, most in zip(results.look("项目"), (60, 40), strict=True) if scored else ():
        lost = [sum(row[:2]) if most == 60 else row[2] for row in rows if row]
        assert part.look("平均得分").value == Decimal(sum(lost)) / len(lost)
        assert int(part.look("失分单位数").value) == sum(points < most for points in lost)


def test_the_rule_of_ties_is_a_setting(tmp_path: Path) -> None:
    units = {"甲局": {"建章.2": 10}, "乙局": {"建章.2": 10}, "丙局": {"建章.2": 0}}
    folder = campaign(tmp_path, units)
    assert [str(unit.look("名次")) for unit in results_in(folder).look("排名")] == ["1", "1", "3"]
    (folder / "content/考评/2025.yaml").write_text(f"并列: 连号\n{CAMPAIGN}".replace("\n    ", "\n"), "utf-8")
    assert [str(unit.look("名次")) for unit in results_in(folder).look("排名")] == ["1", "1", "2"]
    assert printed(folder, "考评结果.甲局.并列") == "是"
    assert printed(folder, "考评结果.丙局.并列") == "否"
    assert "不跳号" in printed(folder, "考评结果.名次说明")


# --- periods ---------------------------------------------------------------------------------------------------------


def period(text: str) -> Fact:
    found, findings = validate(Publicity, parse_source(text.encode(), "公示.yaml", "公示"), {})
    assert not findings, findings
    end = found.look("截止")
    assert isinstance(end, Fact)
    return end


@pytest.mark.parametrize(("text", "end"), [
    ("开始: 2025-11-24\n天数: 7天", "2025年11月30日"),
    ("开始: 2025-11-24\n天数: 1", "2025年11月24日"),
    ("开始: 2025-11-24\n天数: 5个工作日", "2025年11月28日"),
    ("开始: 2025-11-27\n天数: 5工作日", "2025年12月3日"),
    ("开始: 2025-11-29\n天数: 1个工作日", "2025年12月1日"),
    ("开始: 2025-12-31\n天数: 2个工作日\n放假: [2026-01-01, 2026-01-02]", "2026年1月5日"),
    ("开始: 2025-12-31\n天数: 2个工作日\n放假: 2026-01-01\n补班: 2026-01-04", "2026年1月2日"),
])  # fmt: skip
def test_the_last_day_of_a_period(text: str, end: str) -> None:
    assert period(text).text == end


def test_a_period_without_its_first_day_is_missing() -> None:
    assert period("天数: 7天").state == "待补"


@pytest.mark.parametrize("days", ["0天", "半个月", "2.5天", "7周", "367天", "-1天"])
def test_what_is_no_number_of_days_is_refused(days: str) -> None:
    _, findings = validate(Publicity, parse_source(f"天数: {days}".encode(), "公示.yaml", "公示"), {})
    assert [finding.code for finding in findings] == ["S103"]


def test_holidays_count_in_the_sample_of_the_tests(tmp_path: Path) -> None:
    # 30 September, a Saturday worked, then Monday to Wednesday
    assert printed(campaign(tmp_path, {"甲局": {}}), "考评结果.公示.截止") == "2025年10月8日"


@given(st.integers(1, 60), st.integers(0, 400))
def test_working_days_are_counted_one_by_one(number: int, shift: int) -> None:
    from datetime import date, timedelta

    begin = date(2025, 1, 1) + timedelta(days=shift)
    end = period(f"开始: {begin.isoformat()}\n天数: {number}个工作日").value
    worked = [begin + timedelta(days=at) for at in range((end - begin).days + 1)]
    assert sum(day.weekday() < 5 for day in worked) == number
    assert end.weekday() < 5
