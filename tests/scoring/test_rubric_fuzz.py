"""Random edits of a rubric: whatever a clerk types, there are findings and never a traceback."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st
from scores import assessment

from genwen.diagnostics import GenwenError
from genwen.document.rubric.checks import check_rubric
from genwen.document.rubric.table import rubric_table
from genwen.document.scoring.totals import score_rubric
from genwen.facts.reading import validate
from genwen.facts.rubric_schema import Rubric
from genwen.facts.source.reader import parse_source

LINES = """
总分: 40
合格线: 30
不适用处理: 折算
单元:
  - 名称: 甲
    分值: 27
    项目:
      - 名称: 子
        条款:
          - 条文: 做到，得{{ 分 }}分。
            分: 2
          - 分: 1
            每: 项
            最高: 5
          - 计法: 择优
            选项: [{名称: 省级, 分: 5}, {名称: 市级, 分: 3}]
          - 档: [{值: ≥90%, 分: 5}, {值: <90%, 分: 3}]
          - 分: 6
            自: 60%
            至: 100%
          - 分: 4
            扣: [{名称: 缺页, 分: 1}]
  - 名称: 乙
    项目:
      - 名称: 丑
        分值: 10
        计法: 扣分
        条款:
          - 扣: 2
            每: 处
      - 名称: 寅
        条款:
          - 分: 3
            最低: 1
""".strip().split("\n")
CLAUSES = ["子.1", "子.2", "子.3", "子.4", "子.5", "子.6", "丑.1", "寅.1"]
VALUES = [
    "待补", "不公开", "", "0", "2", "0.5", "-1", "100", "九", "是", "否", "[]", "[是]", "{}", "≥90%", "90%以上", "扣分", "加分",
    "择优", "合计", "分档", "线性", "评议", "名次", "比例", "'{{ 分 }}'", "'{{ 最高 }}分'", "'{{ 分'", "[{分: 2}, {分: 待补}]",
    "[{值: ≥90%, 分: 5}, {值: 待补}]", "[{名称: 好}]", "得3分。",
]  # fmt: skip
KEYS = ["分", "每", "最高", "计法", "条件", "类别", "选项", "档", "门槛", "参照", "自", "至", "步长", "扣", "下限", "最低", "取自", "小数位",
        "分值", "性质", "适用", "不适用情形", "必得分", "条文", "奖", "子条款", "名称", "键"]  # fmt: skip
FOUND = ["是", "否", "3", "85%", "不适用", "[是, 否]", "节水", "{甲: 是}", "待补", "{结果: 是, 原因: 好}", "[]"]

EDITS = st.lists(st.tuples(st.integers(0, len(LINES) - 1), st.sampled_from(KEYS), st.sampled_from(VALUES)), max_size=4)


def edited(edits: list[tuple[int, str, str]]) -> str:
    """The rubric with values replaced and keys added, at the indent of the line before."""
    lines = list(LINES)
    for number, key, value in sorted(edits, reverse=True):
        line = lines[number]
        indent = len(line) - len(line.lstrip("- "))
        if ": " in line and KEYS.index(key) % 2:
            lines[number] = line[: line.index(": ") + 2] + value
        else:
            lines.insert(number + 1, " " * indent + f"{key}: {value}")
    return "\n".join(lines)


@settings(max_examples=300, deadline=None)
@given(EDITS, st.lists(st.sampled_from(FOUND), min_size=8, max_size=8))
def test_never_a_traceback(edits: list[tuple[int, str, str]], found: list[str]) -> None:
    source = parse_source(edited(edits).encode(), "标准.yaml", "评价标准")
    model, findings = validate(Rubric, source, {})
    if model is None:
        assert findings or source.findings
        return
    for finding in check_rubric(model, ["国家方案"]):
        assert finding.message
        assert finding.position is not None
    text = "情况:\n" + "\n".join(f"  {key}: {value}" for key, value in zip(CLAUSES, found, strict=True))
    result = score_rubric(model, assessment(text))
    assert result.total >= 0
    assert all(unit.points <= unit.most for unit in result.units if unit.nature == "基本")
    with suppress(GenwenError):
        assert sum(rubric_table(model).widths) == 8845
