"""Totals, 不适用, bonus and penalty, conditions of passing, data-bound clauses, properties."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rubrics import one_clause, rubric, sample
from scores import score, score_clause

from genwen.diagnostics import Position
from genwen.document.elements import Origin, OriginKind
from genwen.document.expressions import Prose
from genwen.document.rubric.wording import places
from genwen.document.scoring.result import Score
from genwen.facts.fact import Quantity, derived


def _sample_findings(**changes: str) -> str:
    """A 自评 of the sample in which every clause is fully met, but for `changes`."""
    model = sample()
    lines = ["情况:"]
    for place in places(model):
        found = "9" if place.clause.cap is not None else "是"
        lines.append(f"  {place.key}: {changes.get(place.key.replace('.', '_'), found)}")
    return "\n".join(lines)


def test_sample_with_everything_met_scores_full() -> None:
    result = score(sample(), _sample_findings())
    assert (result.total, result.passed, result.grade, result.lost()) == (Decimal(100), True, "合格", [])
    assert [unit.points for unit in result.units] == [9, 27, 25, 22, 17]
    assert result.formula == "9 + 27 + 25 + 22 + 17"
    assert result.findings == ()


def test_sample_with_losses() -> None:
    findings = _sample_findings(
        年度指标="否", 管理制度_1="{创建实施方案: 是, 节约能源资源实施方案: 否}", 管理制度数="3", 提醒标识="[节水, 节电, 节电]",
        媒体报道="0", 管理制度_5="[是, 是, 否, 是]", 分类投放_2="{结果: 否, 原因: 抽查发现混投, 佐证: [巡查记录]}",
    )  # fmt: skip
    result = score(sample(), findings)
    assert {clause.key: clause.lost for clause in result.lost()} == {
        "年度指标": 9, "管理制度.1": 2, "管理制度数": 2, "管理制度.5": 1, "分类投放.2": 2, "提醒标识": 2, "媒体报道": 2,
    }  # fmt: skip
    assert (result.total, result.passed, result.grade) == (Decimal(80), True, "合格")
    assert next(clause.why for clause in result.lost() if clause.key == "分类投放.2") == "抽查发现混投"
    assert next(clause.remedy for clause in result.lost() if clause.key == "管理制度数") == "再增加2项，可得满5分"


def test_pass_mark_is_inclusive_only_where_the_rubric_says() -> None:
    clause = "分: 100\n计法: 比例"
    for head, share, passed in (
        ("合格线: 80", "80%", True),
        ("合格线: 80", "79.99%", False),
        ("合格线: 80\n合格线含本数: 否", "80%", False),
        ("合格线: 80\n合格线含本数: 否", "80.01%", True),
    ):
        assert score_clause(clause, share, head).passed is passed


TWO = """
    总分: 10
    合格线: 8
    {head}
    单元:
      - 名称: 甲
        项目: [{{名称: 子, 条款: [{{分: 6, 不适用情形: 没有食堂}}, {{分: 4}}]}}]
"""


@pytest.mark.parametrize(
    ("policy", "found", "total", "base", "passed"),
    [
        ("满分", "是", "10", "10", True),
        ("满分", "否", "6", "10", False),
        ("折算", "是", "10", "10", True),
        ("折算", "否", "0", "10", False),
        ("缩减", "是", "4", "4", True),
        ("缩减", "否", "0", "4", False),
    ],
)
def test_not_applicable(policy: str, found: str, total: str, base: str, passed: bool) -> None:
    model = rubric(TWO.format(head=f"不适用处理: {policy}"))
    result = score(model, f"情况: {{子.1: 不适用, 子.2: {found}}}")
    assert (result.total, result.base, result.passed) == (Decimal(total), Decimal(base), passed)
    assert result.policy.startswith("子.1不适用")
    assert result.findings == ()


def test_scaling_rounds_once() -> None:
    model = rubric("""
        总分: 10
        不适用处理: 折算
        单元: [{名称: 甲, 项目: [{名称: 子, 条款: [{分: 4, 不适用情形: 没有食堂}, {分: 3, 计法: 比例}, {分: 3}]}]}]
    """)
    result = score(model, "情况: {子.1: 不适用, 子.2: 50%, 子.3: 是}")
    assert result.total == Decimal("7.50")  # (1.5 + 3) × 10 ÷ 6
    assert result.formula == "(4.5) × 10 ÷ 6"


def test_not_applicable_without_leave_or_rule_is_reported() -> None:
    assert [finding.code for finding in score_clause("分: 2", "不适用").findings] == ["R034"]
    model = rubric(TWO.format(head=""))
    assert [finding.code for finding in score(model, "情况: {子.1: 不适用, 子.2: 是}").findings] == ["R020"]


EXTRA = """
    总分: 10
    加分方式: {mode}
    单元:
      - {{名称: 甲, 项目: [{{名称: 子, 条款: [{{分: {base}}}]}}]}}
      - {{名称: 乙, 性质: 加分, 封顶: 3, 项目: [{{名称: 丑, 条款: [{{计法: 名次, 档: [{{值: 1, 分: 5}}, {{值: 2—3, 分: 2}}, {{值: 其余, 分: 0}}]}}]}}]}}
      - {{名称: 丙, 性质: 扣分, 项目: [{{名称: 寅, 条款: [{{扣: 1, 每: 次}}, {{分: 2}}]}}]}}
"""


@pytest.mark.parametrize(
    ("mode", "found", "total", "bonus", "penalty"),
    [
        ("另加", "{子.1: 是, 丑.1: 1, 寅.1: 0, 寅.2: 否}", "13", "3", "0"),
        ("另加", "{子.1: 是, 丑.1: 2, 寅.1: 1, 寅.2: 否}", "11", "2", "1"),
        ("另加", "{子.1: 否, 丑.1: 9, 寅.1: 3, 寅.2: 是}", "0", "0", "5"),
        ("封顶", "{子.1: 是, 丑.1: 1, 寅.1: 0, 寅.2: 否}", "10", "3", "0"),
        ("封顶", "{子.1: 是, 丑.1: 2, 寅.1: 1, 寅.2: 是}", "9", "2", "3"),
    ],
)
def test_bonus_and_penalty(mode: str, found: str, total: str, bonus: str, penalty: str) -> None:
    result = score(rubric(EXTRA.format(mode=mode, base=10)), f"情况: {found}")
    assert (result.total, result.bonus, result.penalty) == (Decimal(total), Decimal(bonus), Decimal(penalty))
    assert result.findings == ()


def test_bonus_inside_the_total() -> None:
    result = score(rubric(EXTRA.format(mode="计入", base=7)), "情况: {子.1: 是, 丑.1: 2, 寅.1: 0, 寅.2: 否}")
    assert (result.total, result.bonus) == (Decimal(9), 0)


def test_bonus_clause_inside_an_ordinary_item() -> None:
    model = rubric("单元: [{名称: 甲, 项目: [{名称: 子, 条款: [{分: 5}, {分: 1, 性质: 加分}, {分: 2, 性质: 扣分}]}]}]")
    result = score(model, "情况: {子.1: 是, 子.2: 是, 子.3: 是}")
    assert (result.units[0].points, result.bonus, result.penalty, result.total) == (5, 1, 2, Decimal(4))


RULED = """
    总分: 10
    合格线: 6
    前提: [{名称: 能耗达标, 条文: 完成年度能耗指标。}, 无重大安全事故]
    否决: [{名称: 瞒报, 结果: 差}, 弄虚作假]
    等级: [{名称: 优, 分: ≥9}, {名称: 良, 分: 6≤x<9}, {名称: 差, 分: <6, 认定: 否}]
    单元:
      - 名称: 甲
        最低得分: 3
        项目: [{名称: 子, 必得分: 是, 条款: [{分: 2}, {分: 3}]}]
      - {名称: 乙, 项目: [{名称: 丑, 条款: [{分: 4}, {分: 1, 必得分: 是}]}]}
"""
FULL = "子.1: 是, 子.2: 是, 丑.1: 是, 丑.2: 是"
OPEN = "前提: {能耗达标: 是, 无重大安全事故: 是}\n"


@pytest.mark.parametrize(
    ("findings", "total", "passed", "grade", "unmet"),
    [
        (OPEN + f"情况: {{{FULL}}}", 10, True, "优", 0),
        (OPEN + "情况: {子.1: 是, 子.2: 是, 丑.1: 否, 丑.2: 是}", 6, True, "良", 0),
        (OPEN + "情况: {子.1: 否, 子.2: 是, 丑.1: 否, 丑.2: 是}", 4, False, "差", 0),
        (OPEN + "情况: {子.1: 是, 子.2: 是, 丑.1: 是, 丑.2: 否}", 9, False, "差", 1),
        (OPEN + "情况: {子.1: 是, 子.2: 否, 丑.1: 是, 丑.2: 是}", 7, False, "差", 1),
        (OPEN + "情况: {子.1: 否, 子.2: 否, 丑.1: 是, 丑.2: 是}", 5, False, "差", 2),
        (f"前提: {{能耗达标: 否, 无重大安全事故: 是}}\n情况: {{{FULL}}}", 10, False, "差", 1),
        (f"前提: {{1: 是, 2: 是}}\n情况: {{{FULL}}}", 10, True, "优", 0),
        (OPEN + f"否决: 瞒报\n情况: {{{FULL}}}", 10, False, "差", 1),
        (OPEN + f"否决: [弄虚作假]\n情况: {{{FULL}}}", 10, False, "差", 1),
    ],
)
def test_conditions_change_the_verdict_and_not_the_number(
    findings: str, total: int, passed: bool, grade: str, unmet: int
) -> None:
    result = score(rubric(RULED), findings)
    assert (result.total, result.passed, result.grade) == (Decimal(total), passed, grade)
    assert sum(not requirement.met for requirement in result.requirements) == unmet
    assert result.findings == ()


def test_unanswered_and_unknown_are_reported_once() -> None:
    result = score(rubric(RULED), "前提: {能耗达标: 是, 无事故: 是}\n否决: 谎报\n情况: {子.1: 是, 子1: 是}")
    found = [(finding.code, str(finding.severity)) for finding in result.findings]
    assert sorted(found) == [("R031", "错误")] * 3 + [("R033", "警告")] * 4
    assert result.total == 2
    assert [clause.state for clause in result.clauses()] == ["已评", "未评", "未评", "未评"]


def test_parts_for_one_kind_of_department() -> None:
    model = rubric("""
        对象类别: [教育, 卫生]
        单元:
          - {名称: 甲, 项目: [{名称: 子, 条款: [{分: 70}]}]}
          - {名称: 乙, 适用: 教育, 项目: [{名称: 丑, 条款: [{分: 30}]}]}
          - {名称: 丙, 项目: [{名称: 寅, 适用: 卫生, 条款: [{分: 30}]}]}
    """)
    result = score(model, "类别: 卫生\n情况: {子.1: 是, 寅.1: 否}")
    assert (result.total, result.base, [unit.unit.title for unit in result.units]) == (70, 100, ["甲", "丙"])
    assert result.findings == ()


def test_deducting_item() -> None:
    item = "分值: 10\n计法: 扣分"
    clause = "扣: [{名称: 未公示, 分: 2}, {名称: 缺页, 每: 页, 分: 0.5, 最高: 3}, {名称: 造假, 全扣: 是}]"
    for found, points in (
        ("否", "10"),
        ("未公示", "8"),
        ("{缺页: 3}", "8.5"),
        ("{缺页: 30, 未公示: 是}", "5"),
        ("造假", "0"),
    ):
        result = score_clause(clause, found, item=item)
        assert result.total == Decimal(points)
        assert sum(clause.lost for clause in result.lost()) == 10 - Decimal(points)
    low = score_clause("扣: 3\n每: 处", "5", item=item + "\n下限: 1")
    assert (low.total, low.units[0].items[0].rule) == (1, "10 - 15 = -5分，扣至1分为止")


@pytest.mark.parametrize(("found", "points"), [("是", 9), ("否", 0), ("7.5", 7.5), ("10", 0)])
def test_points_only_at_the_unit(found: str, points: float) -> None:
    model = rubric("单元: [{名称: 甲, 分值: 9, 项目: [{名称: 乙, 条款: [{条文: 完成指标。}, {条文: 或符合定额。}]}]}]")
    for key in ("乙", "乙.1"):
        assert score(model, f"情况: {{{key}: {found}}}").total == Decimal(str(points))


def test_subclauses_are_scored_by_their_number() -> None:
    clause = "条文: 计量：\n子条款: [{分: 1}, {分: 1, 每: 项, 最高: 3}]"
    result = score(one_clause(clause), "情况: {甲项目.1.1: 是, 甲项目.1.2: 2}")
    assert result.total == 3
    assert result.findings == ()


def _count(number: int) -> Quantity:
    origin = Origin(OriginKind.FACT, "措施.制度数", Position("措施.yaml", 3, 5))
    return derived(Decimal(number), 0, "项", origin)


@pytest.mark.parametrize(
    ("clause", "scope", "points"),
    [
        ("分: 1\n每: 项\n最高: 5\n取自: 制度数", {"制度数": _count(3)}, "3"),
        ("分: 1\n每: 项\n最高: 5\n取自: 制度", {"制度": ["甲", "乙"]}, "2"),
        ("分: 2\n取自: 制度数 >= 3", {"制度数": _count(3)}, "2"),
        ("分: 2\n取自: 制度数 > 3", {"制度数": _count(3)}, "0"),
        ("档: [{值: ≥5, 分: 2}, {值: <5, 分: 1}]\n取自: '{{ 制度数 }}'", {"制度数": _count(4)}, "1"),
        ("分: 10\n计法: 比例\n参照: '{{ 应有 }}'\n取自: 制度数", {"制度数": _count(4), "应有": _count(5)}, "8"),
    ],
)
def test_clause_bound_to_facts(clause: str, scope: dict[str, object], points: str) -> None:
    result = score(one_clause(clause), "单位: 某局", scope)
    assert result.total == Decimal(points)
    assert result.findings == ()


def test_bound_clause_knows_its_fact_and_yields_to_a_typed_finding() -> None:
    model = one_clause("分: 1\n每: 项\n最高: 5\n取自: 制度数")
    bound = score(model, "单位: 某局", {"制度数": _count(3)})
    assert [str(origin.position) for origin in next(bound.clauses()).origins] == ["措施.yaml:3:5"]
    typed = score(model, "情况: {甲项目.1: 4}", {"制度数": _count(3)})
    assert typed.total == 4
    assert sorted(finding.code for finding in score(model, "单位: 某局", {}).findings) == ["E201", "R033"]


def test_result_answers_to_names_in_prose() -> None:
    result = score(rubric(RULED), OPEN + "情况: {子.1: 是, 子.2: 是, 丑.1: 否, 丑.2: 是}")
    prose = "{{ 自评.单元|连 }}，共{{ 自评.总得分 }}分，失{{ 自评.失分 }}分，等级为{{ 自评.等级 }}"
    runs = Prose.compile(prose).runs({"自评": result})
    assert "".join(run.text for run in runs) == "甲、乙，共6分，失4分，等级为良"
    total = next(run.origin for run in runs if run.text == "6" and run.origin)
    assert (total.kind, total.formula, len(total.inputs)) == (OriginKind.DERIVED, "5 + 1", 4)


def test_result_as_json() -> None:
    form = json.loads(json.dumps(score(rubric(RULED), OPEN + f"情况: {{{FULL}}}").to_json(), ensure_ascii=False))
    assert (form["total"], form["grade"], form["passed"]) == ("10", "优", True)
    assert form["units"][0]["items"][0]["clauses"][1]["clause"] == "子.2"
    assert form["units"][0]["items"][0]["clauses"][1]["sources"] == ["自评.yaml:2:19"]


# --- properties --------------------------------------------------------------------------------------------------

PIECES = "分: {one}\n每: 项\n最高: {cap}"


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 4), st.integers(1, 12), st.integers(0, 30), st.integers(0, 30))
def test_more_evidence_never_lowers_a_score_and_never_passes_the_cap(one: int, cap: int, few: int, more: int) -> None:
    few, more = sorted((few, more))
    cap = max(one, cap)
    scores = [score_clause(PIECES.format(one=one, cap=cap), str(number)).total for number in (few, more)]
    assert scores[0] <= scores[1] <= cap
    assert scores[1] == min(cap, one * more)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 12), st.integers(0, 12))
def test_more_faults_never_raise_a_score(few: int, more: int) -> None:
    few, more = sorted((few, more))
    low, high = (score_clause("分: 5\n每: 处\n扣: 1.5", str(number)).total for number in (more, few))
    assert 0 <= low <= high <= 5


def test_order_of_units_does_not_matter() -> None:
    units = [f"{{名称: {name}, 项目: [{{名称: {name}项, 条款: [{{分: {n}}}]}}]}}" for n, name in enumerate("甲乙丙", 1)]
    found = "情况: {甲项.1: 是, 乙项.1: 否, 丙项.1: 是}"
    results: list[Score] = [score(rubric(f"单元: [{', '.join(order)}]"), found) for order in permutations(units)]
    assert {(result.total, result.base, result.grade) for result in results} == {(Decimal(4), Decimal(6), "合格")}
