"""Rubrics of every shape a total can have, each with a 自评, for tests of sheets and workbooks."""

from __future__ import annotations

from collections.abc import Mapping

from rubrics import rubric
from scores import assessment
from test_rubric_shapes import CASES
from test_scoring_totals import EXTRA, TWO

from genwen.document.scoring.self_score import SelfScore
from genwen.facts.fact import Fact

WHOLE = "单元: [{名称: 甲, 分值: 9, 项目: [{名称: 乙, 条款: [{条文: 完成指标。}, {条文: 或符合定额。}]}]}]"
MIXED = (
    "单元: [{名称: 甲, 项目: [{名称: 子, 条款: [{分: 5}, {分: 1, 性质: 加分}, {分: 2, 性质: 扣分}, {扣: 1, 每: 次}]}]}]"
)
FLOOR = """
    总分: 20
    单元:
      - 名称: 甲
        项目:
          - {名称: 子, 分值: 10, 计法: 扣分, 下限: 1, 条款: [{扣: 3, 每: 处}]}
          - {名称: 丑, 条款: [{分: 10, 计法: 比例}]}
"""
SHAPES: list[tuple[str, str]] = [
    *((text, findings) for text, findings, *_ in CASES),
    *((TWO.format(head=f"不适用处理: {policy}"), f"情况: {{子.1: 不适用, 子.2: {found}}}")
      for policy in ("满分", "折算", "缩减") for found in ("是", "否")),
    *((EXTRA.format(mode=mode, base=base), f"情况: {found}") for mode, base in (("另加", 10), ("封顶", 10), ("计入", 7))
      for found in ("{子.1: 是, 丑.1: 1, 寅.1: 3, 寅.2: 是}", "{子.1: 是, 丑.1: 2, 寅.1: 0, 寅.2: 否}")),
    (WHOLE, "情况: {乙: 7.5}"),
    (MIXED, "情况: {子.1: 是, 子.2: 是, 子.3: 是, 子.4: 2}"),
    (FLOOR, "情况: {子.1: 5, 丑.1: 33.3%}"),
    (FLOOR, "情况: {子.1: 1, 丑.1: 99.99%}"),
]  # fmt: skip


def scored(text: str, findings: str, scope: Mapping[str, object] | None = None) -> SelfScore:
    """A rubric and a 自评, scored."""
    return SelfScore(rubric(text), assessment(findings), scope or {"单位": Named("云溪区某局")})


class Named:
    """A unit with a name."""

    def __init__(self, name: str) -> None:
        from genwen.document.elements import NUMBERING

        self.name = Fact(name, name, NUMBERING)
