from __future__ import annotations

import jsonschema
import pytest
import yaml
from rubrics import SAMPLE, award, one_clause, rubric, sample

from genwen.document.elements import OriginKind
from genwen.facts.fact import Fact
from genwen.facts.json_schema import adapter
from genwen.facts.reading import validate
from genwen.facts.rubric_schema import Rubric
from genwen.facts.source.reader import parse_source

KINDS = [
    ("分: 2", "固定", "2"),
    ("{分: 1, 每: 项, 最高: 5}", "计件", "5"),
    ("{分: 1, 每: 类, 最高: 4}", "分类", "4"),
    ("{分: 1, 类别: [节水, 节电, 节纸]}", "分类", "3"),
    ("{计法: 择优, 选项: [{分: 3}, {分: 5}]}", "择优", "5"),
    ("{计法: 合计, 最高: 6, 选项: [{分: 3}, {分: 5}]}", "合计", "6"),
    ("{计法: 合计, 选项: [{分: 3}, {分: 5}]}", "合计", "8"),
    ("{计法: 全有全无, 选项: [{分: 3}, {分: 1.5}]}", "全有全无", "4.5"),
    ("{分: 4, 条件: [有制度, 有台账]}", "全部", "4"),
    ("{分: 4, 计法: 任一, 条件: [有制度, 有台账]}", "任一", "4"),
    ("{分: 40, 计法: 比例}", "比例", "40"),
    ("{档: [{值: '≥90%', 分: 5}, {值: '80%≤x<90%', 分: 3}, {值: 其余, 分: 0}]}", "分档", "5"),
    ("{计法: 名次, 档: [{值: 1, 分: 10}, {值: 2—3, 分: 5}]}", "名次", "10"),
    ("{分: 6, 自: 60%, 至: 100%}", "线性", "6"),
    ("{分: 6, 门槛: '≥80%'}", "达标", "6"),
    ("{分: 3, 最低: 1}", "评议", "3"),
    ("{档: [{名称: 符合, 分: 3}, {名称: 基本符合, 分: 2, 最低: 1}, {名称: 不符合, 分: 0}]}", "评议", "3"),
    ("{分: 5, 扣: 1, 每: 处}", "扣分", "5"),
    ("{分: 5, 扣: [{名称: 未公示, 分: 2}, {名称: 无台账, 全扣: 是}]}", "扣分", "5"),
]


@pytest.mark.parametrize(("text", "kind", "most"), KINDS)
def test_kind_and_maximum_of_an_award(text: str, kind: str, most: str) -> None:
    body = text[1:-1] if text.startswith("{") else text
    found = award(_lines(body))
    assert found.kind == kind
    whole = found.maximum()
    assert whole is not None
    assert whole.text == most


def _lines(flow: str) -> str:
    """A flow mapping's inside as block lines, as a clerk writes them."""
    parts, depth = [""], 0
    for char in flow:
        depth += (char in "[{") - (char in "]}")
        if char == "," and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return "\n".join(part.strip() for part in parts)


def test_award_without_keys_has_no_kind() -> None:
    clause = next(one_clause("条文: 做好").clauses())
    assert clause.awards() == ()
    assert clause.points_of() is None


def test_single_award_keeps_its_scalar_as_origin() -> None:
    whole = next(one_clause("分: 2").clauses()).points_of()
    assert whole is not None
    assert whole.origin.kind is OriginKind.FACT
    assert whole.origin.path == "评价标准.单元.甲单元.项目.甲项目.条款[0].分"


def test_sum_has_formula_and_inputs() -> None:
    model = rubric("""
        单元:
          - 名称: 甲
            项目:
              - 名称: 乙
                条款: [{分: 2}, {分: 0.5}, {分: 1.5}]
    """)
    whole = model.units[0].points_of()
    assert whole is not None
    assert whole.text == "4"
    assert whole.origin.formula == "各部分分值之和：2 + 0.5 + 1.5"
    assert [origin.path[-2:] for origin in whole.origin.inputs] == [".分"] * 3


def test_missing_points_make_the_sum_missing() -> None:
    model = rubric("单元: [{名称: 甲, 项目: [{名称: 乙, 条款: [{分: 待补}, {分: 1}]}]}]")
    whole = model.units[0].points_of()
    assert whole is not None
    assert whole.state == "待补"


def test_deducting_item_takes_its_points_from_itself() -> None:
    model = one_clause("扣: 2\n每: 处", item="分值: 10\n计法: 扣分")
    assert model.units[0].points_of().text == "10"  # type: ignore[union-attr]


def test_bonus_and_penalty_units_stay_out_of_the_total() -> None:
    unit = "{名称: %s, 性质: %s, 项目: [{名称: %s项, 条款: [{分: %s}]}]}"
    units = ", ".join(
        unit % values for values in (("甲", "基本", "甲", 100), ("乙", "加分", "乙", 10), ("丙", "扣分", "丙", 5))
    )
    for mode, whole in (("另加", "100"), ("封顶", "100"), ("计入", "110")):
        model = rubric(f"加分方式: {mode}\n单元: [{units}]")
        assert model.computed_points().text == whole  # type: ignore[union-attr]
        assert model.units[1].points_of().text == "10"  # type: ignore[union-attr]


def test_parts_for_one_kind_of_department_count_once() -> None:
    unit = "{名称: %s, 适用: %s, 项目: [{名称: %s项, 条款: [{分: %s}]}]}"
    units = ", ".join(
        unit % values for values in (("甲", "[]", "甲", 70), ("乙", "教育", "乙", 30), ("丙", "卫生", "丙", 20))
    )
    model = rubric(f"对象类别: [教育, 卫生]\n单元: [{units}]")
    assert [model.computed_points(kind).text for kind in ("教育", "卫生", "")] == ["100", "90", "100"]  # type: ignore[union-attr]


def test_expression_names() -> None:
    model = sample()
    assert model.look("单元数").text == "5"  # type: ignore[attr-defined]
    assert model.look("项目数").text == "12"  # type: ignore[attr-defined]
    assert model.look("总分").text == "100"  # type: ignore[attr-defined]
    unit = model.look("推行绿色办公")
    assert unit is model.units[2]
    assert model.units[2].look("分值").text == "25"  # type: ignore[attr-defined]
    assert model.units[2].items[0].look("分值").text == "9"  # type: ignore[attr-defined]
    assert [run.text for run in unit.runs()] == ["推行绿色办公"]  # type: ignore[attr-defined]
    with pytest.raises(KeyError):
        model.look("分数")


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("分: -2", "S103", "不能为负"),
        ("分: 二", "S103", "不是数字"),
        ("分: [1]", "S102", "应填一个值"),
        ("门槛: 九成", "S103", "不是一个数值范围"),
        ("计法: 加权", "S103", "不在可选范围内"),
        ("分值上限: 3", "S101", "分值上限"),
    ],
)
def test_wrong_values_are_findings(line: str, code: str, said: str) -> None:
    text = f"单元: [{{名称: 甲, 项目: [{{名称: 乙, 条款: [{{{line}}}]}}]}}]"
    _, findings = validate(Rubric, parse_source(text.encode(), "标准.yaml", "评价标准"), {})
    assert [(finding.code, said in finding.message) for finding in findings] == [(code, True)]
    assert findings[0].position is not None
    assert findings[0].position.line == 1


def test_sample_has_the_published_structure() -> None:
    model = sample()
    clauses = list(model.clauses())
    awards = [award for clause in clauses for award in clause.awards()]
    assert [len(model.units), len(model.items()), len(clauses), len(awards)] == [5, 12, 37, 42]
    assert sum(award.cap is not None for award in awards) == 5
    assert [unit.computed_points().text for unit in model.units] == ["9", "27", "25", "22", "17"]  # type: ignore[union-attr]
    assert [item.points_of().text for item in model.items()] == [
        "9",
        "5",
        "22",
        "9",
        "6",
        "6",
        "4",
        "8",
        "6",
        "8",
        "10",
        "7",
    ]  # type: ignore[union-attr]
    assert all(clause.evidence and clause.method_of_check for clause in clauses)


def test_sample_fits_the_json_schema() -> None:
    schema = adapter(Rubric).json_schema(by_alias=True)
    document = yaml.load(SAMPLE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    jsonschema.validate(document, schema)
    document["单元"][0]["项目"][0]["条款"][0]["分数"] = "3"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, schema)


def test_every_fact_of_the_sample_has_a_place() -> None:
    facts: list[Fact] = [fact for _, fact in sample().facts()]
    assert len(facts) > 200
    assert all(fact.origin.position is not None for fact in facts)
