"""Whole rubrics of other shapes than the sample's, expressed in YAML alone: sound, and scored as by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from rubrics import codes, found, rubric
from scores import score

from genwen.document.rubric.table import rubric_table

# Deduction only: every item starts full; one wholly lost for a grave finding.
DEDUCTIONS = """
    名称: 生活垃圾分类考核办法
    总分: 100
    等级: [{名称: 优秀, 分: ≥90}, {名称: 合格, 分: 60≤x<90}, {名称: 不合格, 分: <60, 认定: 否}]
    否决: [{名称: 混装混运被通报, 结果: 不合格}]
    单元:
      - 名称: 组织管理
        项目:
          - 名称: 责任落实
            分值: 40
            计法: 扣分
            条款:
              - 条文: 没有明确责任人的，扣{{ 扣 }}分。
                扣: 10
              - 条文: 台账缺失，每缺1个{{ 每 }}扣{{ 扣 }}分，最多扣{{ 最高 }}分。
                扣: 2
                每: 月
                最高: 12
      - 名称: 分类实效
        项目:
          - 名称: 投放收运
            分值: 60
            计法: 扣分
            条款:
              - 扣: [{名称: 桶内混投, 每: 处, 分: 5}, {名称: 满溢, 每: 处, 分: 3}, {名称: 未设有害垃圾点, 全扣: 是}]
"""

# 100 + 10, ★ items, steps against the peer average, an alternative route, not applicable.
MODEL_UNIT = """
    名称: 示范单位评价标准
    总分: 100
    合格线: 85
    不适用处理: 缩减
    单元:
      - 名称: 能耗指标
        分值: 35
        项目:
          - 名称: 单位建筑面积能耗
            必得分: 是
            条款:
              - 条文: 与同类机构平均值相比计分；已获省级称号的直接得满分。
                计法: 择优
                选项:
                  - {名称: 省级称号, 分: 21}
                  - 名称: 能耗比
                    参照: 20千克标准煤
                    档: [{值: ≤0.9倍, 分: 21}, {值: 0.9<x≤1倍, 分: 18}, {值: 1<x≤1.1倍, 分: 15}, {值: 1.1<x≤1.2倍, 分: 12}, {值: '>1.2倍', 分: 0}]
          - 名称: 人均用水
            条款: [{分: 14, 自: 0%, 至: 7%}]
      - 名称: 管理制度
        项目: [{名称: 制度, 条款: [{分: 3, 每: 项, 最高: 30}, {分: 20, 条件: [有机构, 有专人]}]}]
      - 名称: 建筑设备
        项目: [{名称: 空调, 条款: [{分: 15, 不适用情形: 没有集中空调}]}]
      - 名称: 特色加分
        性质: 加分
        封顶: 10
        项目: [{名称: 创新, 条款: [{分: 4, 每: 项}]}]
"""

# Target and measures: steps by rate of fulfilment, bonus for more than asked, a veto indicator, four grades.
TARGETS = """
    名称: 节能目标责任考核
    总分: 100
    加分方式: 另加
    前提: [{名称: 总量控制, 条文: 完成能源消费总量控制目标。}]
    等级: [{名称: 超额完成, 分: ≥95}, {名称: 完成, 分: 80≤x<95}, {名称: 基本完成, 分: 60≤x<80}, {名称: 未完成, 分: <60, 认定: 否}]
    单元:
      - 名称: 目标
        项目:
          - 名称: 下降率
            条款:
              - 条文: 完成{{ 档1.值 }}得{{ 档1.分 }}分。
                档: [{值: ≥100%, 分: 40}, {值: 90%≤x<100%, 分: 36}, {值: 80%≤x<90%, 分: 32}, {值: 其余, 分: 0}]
              - {性质: 加分, 分: 1, 每: 个百分点, 最高: 5}
      - 名称: 措施
        项目: [{名称: 工作, 条款: [{分: 60, 计法: 比例}, {性质: 扣分, 扣: 2, 每: 次}]}]
"""

# Judgement in three grades, and parts for one kind of department.
JUDGED = """
    名称: 绿色医院评价细则
    总分: 50
    合格线: 30
    对象类别: [综合医院, 专科医院]
    单元:
      - 名称: 硬件
        项目:
          - 名称: 场地
            条款:
              - 档: [{名称: 符合, 分: 20}, {名称: 基本符合, 分: 12, 最低: 4}, {名称: 不符合, 分: 0}]
              - {分: 10, 最低: 0}
          - {名称: 门诊, 适用: 综合医院, 条款: [{分: 20}]}
          - {名称: 病区, 适用: 专科医院, 条款: [{分: 8}, {计法: 全有全无, 选项: [{名称: 照明, 分: 6}, {名称: 空调, 分: 6}]}]}
"""

ABOVE = "前提: {总量控制: 是}\n"
CASES = [
    (DEDUCTIONS, "情况: {责任落实.1: 否, 责任落实.2: 0, 投放收运.1: 否}", "100", "100", "优秀", True),
    (DEDUCTIONS, "情况: {责任落实.1: 是, 责任落实.2: 9, 投放收运.1: {桶内混投: 2, 满溢: 1}}", "65", "100", "合格", True),
    (DEDUCTIONS, "情况: {责任落实.1: 否, 责任落实.2: 0, 投放收运.1: [桶内混投, 未设有害垃圾点]}", "40", "100", "不合格", False),
    (DEDUCTIONS, "否决: 混装混运被通报\n情况: {责任落实.1: 否, 责任落实.2: 0, 投放收运.1: 否}", "100", "100", "不合格", False),
    (MODEL_UNIT, "情况: {单位建筑面积能耗.1: {能耗比: 19千克标准煤}, 人均用水.1: 3.5%, 制度.1: 12, 制度.2: 是, 空调.1: 是, 创新.1: 0}",
     "90", "100", "合格", True),
    (MODEL_UNIT, "情况: {单位建筑面积能耗.1: 省级称号, 人均用水.1: 7%, 制度.1: 10, 制度.2: 有机构, 空调.1: 不适用, 创新.1: 3}",
     "75", "85", "合格", True),
    (MODEL_UNIT, "情况: {单位建筑面积能耗.1: {能耗比: 24.1千克标准煤}, 人均用水.1: 8%, 制度.1: 10, 制度.2: 是, 空调.1: 是, 创新.1: 2}",
     "87", "100", "不合格", False),
    (TARGETS, ABOVE + "情况: {下降率.1: 103%, 下降率.2: 3, 工作.1: 95%, 工作.2: 0}", "100", "100", "超额完成", True),
    (TARGETS, ABOVE + "情况: {下降率.1: 89.9%, 下降率.2: 0, 工作.1: 80%, 工作.2: 1}", "78", "100", "基本完成", True),
    (TARGETS, "前提: {总量控制: 否}\n情况: {下降率.1: 100%, 下降率.2: 0, 工作.1: 100%, 工作.2: 0}", "100", "100", "未完成", False),
    (JUDGED, "类别: 综合医院\n情况: {场地.1: 符合, 场地.2: 7, 门诊.1: 否}", "27", "50", "不合格", False),
    (JUDGED, "类别: 专科医院\n情况: {场地.1: {基本符合: 9}, 场地.2: 10, 病区.1: 是, 病区.2: {照明: 是}}", "27", "50", "不合格", False),
    (JUDGED, "类别: 专科医院\n情况: {场地.1: {基本符合: 12}, 场地.2: 8, 病区.1: 是, 病区.2: [是, 是]}", "40", "50", "合格", True),
]  # fmt: skip


@pytest.mark.parametrize("text", [DEDUCTIONS, MODEL_UNIT, TARGETS, JUDGED])
def test_shape_is_sound_and_has_a_table(text: str) -> None:
    model = rubric(text)
    assert [finding.to_text() for finding in found(model)] == []
    assert len(rubric_table(model).rows) == len(list(model.clauses())) + 2


@pytest.mark.parametrize(("text", "findings", "total", "base", "grade", "passed"), CASES)
def test_hand_worked_total(text: str, findings: str, total: str, base: str, grade: str, passed: bool) -> None:
    result = score(rubric(text), findings)
    assert [finding.to_text() for finding in result.findings] == []
    assert (result.total, result.base, result.grade, result.passed) == (Decimal(total), Decimal(base), grade, passed)


DEFECTS = [
    (TARGETS, "值: 80%≤x<90%", "值: 80%≤x<85%", []),  # 其余 fills the hole
    (TARGETS, "{值: 其余, 分: 0}", "{值: <70%, 分: 0}", ["R009"]),
    (TARGETS, "80≤x<95", "85≤x<95", ["R009"]),
    (TARGETS, "60≤x<80", "60≤x≤80", ["R008"]),
    (MODEL_UNIT, "最高: 30", "最高: 20", ["R004", "R006"]),
    (MODEL_UNIT, "{名称: 省级称号, 分: 21}", "{名称: 省级称号, 分: 25}", ["R003"]),
    (DEDUCTIONS, "分值: 60", "分值: 50", ["R004"]),
    (DEDUCTIONS, "最高: 12", "最高: 1", ["R005"]),
    (JUDGED, "适用: 专科医院", "适用: 口腔医院", ["R004", "R016"]),
    (JUDGED, "名称: 空调, 分: 6", "名称: 空调, 分: 5", ["R004"]),
]


@pytest.mark.parametrize(("text", "right", "wrong", "expected"), DEFECTS)
def test_defects_are_reported(text: str, right: str, wrong: str, expected: list[str]) -> None:
    assert right in text
    assert sorted(codes(rubric(text.replace(right, wrong)))) == expected
