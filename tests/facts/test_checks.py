"""Checks between fields and files: each edit of the base project, and the finding it must give."""

import re

import pytest
from projects import BASE, dedented, facts_with, places, replaced

from genwen.diagnostics import Severity, errors_in
from genwen.facts.checks import check_targets

MEASURES, SCHEDULE, TARGETS = "content/措施/2025.yaml", "content/日程.yaml", "content/目标.yaml"
REFERENCES, DISPATCH, RUBRIC = "content/依据.yaml", "content/发文/2025.yaml", "content/评价标准/2025.yaml"
INDICATORS, UNIT = "content/指标.yaml", "content/单位.yaml"

EDITS = [
    (REFERENCES, "文件: [国家方案, 市方案]", "文件: [国家方案, 省方案]", "依据.yaml:13:16 S204", "省方案", "“市方案”"),
    (REFERENCES, "标题: 节约型机关创建行动方案\n", "说明: 甲\n", "依据.yaml:2:8 S104", "没有标题", "标题"),
    (REFERENCES, "2020-03-11", "2021-03-11", "依据.yaml:5:9 S205", "2020", "核对"),
    (REFERENCES, "键: 市方案", "键: 国家方案", "依据.yaml:7:8 S206", "国家方案", "键"),
    (TARGETS, "2026年底", "2025年底", "目标.yaml:3:25 S207", "逐项推后", "年份"),
    (TARGETS, "50%", "20%", "目标.yaml:3:37 S208", "逐项提高", "累计"),
    (TARGETS, "比例: 50%", "比例: 50%, 依据: 省方案", "目标.yaml:3:46 S204", "省方案", ""),
    (SCHEDULE, "2027-12-20", "2025-01-20", "日程.yaml:3:27 S209", "逐项推后", "先后"),
    (SCHEDULE, "键: 总结", "键: 部署", "日程.yaml:3:9 S206", "部署", "键"),
    (MEASURES, "值: 2项", "值: 3项", "措施/2025.yaml:9:19 S211", "有2项", "清单"),
    (MEASURES, "清单: 制度}", "清单: 规定}", "措施/2025.yaml:9:27 S210", "规定", "制度"),
    (MEASURES, "标签: 健全制度", "标签: 健全制度\n        条款: 目标管理.9", "措施/2025.yaml:6:13 S220", "目标管理.9", "目标管理"),
    (MEASURES, "名称: 完善制度体系", "名称: 完善制度体系\n    评价单元: 制度", "措施/2025.yaml:4:11 S219", "制度", "目标"),
    (DISPATCH, "2025-12-09", "2025-12-07", "发文/2025.yaml:5:9 S215", "早于成文日期", "核对"),
    (DISPATCH, "〔2025〕", "〔2024〕", "发文/2025.yaml:2:9 S214", "2024", "年份"),
    (DISPATCH, "签发人: 周某某", "签发人: 周某某\n  密级: 机密", "发文/2025.yaml:4:7 S212", "没有份号", "000001"),
    (DISPATCH, "签发人: 周某某", "签发人: 周某某\n  份号: '12'", "发文/2025.yaml:4:7 S213", "不是6位", "000001"),
    (DISPATCH, "报告:", "报吿:", "发文/2025.yaml:2:9 S218", "没有对应的公文", "报告"),
    (UNIT, "简称: 区机关事务局", "简称: 区机关事务局２", "单位.yaml:2:5 S216", "全角数字", "半角 2"),
    (RUBRIC, "    分值: 10", "    分值: 9", "评价标准/2025.yaml:6:9 R003", "相差1分", "改为10"),
    (RUBRIC, "总分: 10", "总分: 100", "评价标准/2025.yaml:2:5 R004", "相差90分", "改为10"),
    (RUBRIC, "分: 6", "分: 5", "评价标准/2025.yaml:6:9 R003", "合计", "改为9"),
    (RUBRIC, "合格线: 8", "合格线: 80", "评价标准/2025.yaml:3:6 R012", "高于总分", "合格线"),
    (INDICATORS, "用电量 / 建筑面积", "用电量 / 面积", "指标.yaml:2:19 S302", "面积", "建筑面积"),
    (INDICATORS, "用电量 / 建筑面积", "单位电耗 * 2", "指标.yaml:2:19 S303", "绕回了自己", "公式"),
    (INDICATORS, "用电量 / 建筑面积", "用电量 / ", "指标.yaml:2:19 S301", "写法有误", "如"),
    (INDICATORS, "用电量 / 建筑面积", "用电量 ** 9", "指标.yaml:2:19 S301", "只能用", "如"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "place", "said", "remedy"), EDITS, ids=[c[3] for c in EDITS])
def test_one_disagreement(tmp_path, name: str, old: str, new: str, place: str, said: str, remedy: str) -> None:
    facts = facts_with(tmp_path, replaced(name, old, new))
    assert place in places(facts.findings)
    finding = next(f for f in facts.findings if f"{f.position} {f.code}" == f"content/{place}")
    assert said in finding.message
    assert remedy in finding.hint
    assert finding.source.strip()


def test_the_base_project_is_right(tmp_path) -> None:
    assert facts_with(tmp_path, {}).findings == []


def test_a_cap_below_one_award(tmp_path) -> None:
    facts = facts_with(tmp_path, replaced(RUBRIC, "最高: 4", "最高: 0.5"))
    finding = next(f for f in facts.findings if f.code.startswith("R") and "最高" in f.message)
    assert finding.severity is Severity.ERROR
    assert str(finding.position).startswith("content/评价标准/2025.yaml:15")
    assert finding.source.strip() == "最高: 0.5"


def test_missing_facts_do_not_disagree(tmp_path) -> None:
    files = {
        TARGETS: dedented(BASE[TARGETS]).replace("2026年底", "待补").replace("25%", "待补"),
        SCHEDULE: dedented(BASE[SCHEDULE]).replace("2027-12-20", "待补"),
        MEASURES: dedented(BASE[MEASURES]).replace("[用电管理制度, 用水管理制度]", "待补"),
        DISPATCH: dedented(BASE[DISPATCH]).replace("云机管〔2025〕1号", "待补").replace("2025-12-08", "待补"),
        INDICATORS: dedented(BASE[INDICATORS]).replace("用电量 / 建筑面积", "待补"),
        RUBRIC: dedented(BASE[RUBRIC]).replace("总分: 10", "总分: 待补"),
    }
    assert errors_in(facts_with(tmp_path, files).findings) == []


def test_a_yearly_and_a_dated_target_are_not_compared(tmp_path) -> None:
    facts = facts_with(tmp_path, replaced(TARGETS, "2026年底", "每年10月底"))
    assert errors_in(facts.findings) == []


def test_errors_stop_and_warnings_do_not(tmp_path) -> None:
    facts = facts_with(tmp_path, replaced(DISPATCH, "〔2025〕", "〔2024〕"))
    assert [finding.severity for finding in facts.findings] == [Severity.WARNING]


def test_a_share_without_per_cent(tmp_path) -> None:
    (finding,) = facts_with(tmp_path, replaced(TARGETS, "比例: 25%", "比例: 25")).findings
    assert (finding.code, finding.hint) == ("S103", "写作 25%")


def test_what_is_wrong_with_a_list_is_told_each_time_it_is_looked_at(tmp_path) -> None:
    for edit, code in (((TARGETS, "50%", "20%"), "S208"), ((TARGETS, "比例: 25%", "比例: 25"), "S103")):
        facts = facts_with(tmp_path / code, replaced(*edit))
        assert [finding.code for _ in range(2) for finding in check_targets(facts)] == [code, code]
    sound = facts_with(tmp_path / "无", {})
    assert not [finding for _ in range(2) for finding in check_targets(sound)]


def test_a_negative_quantity_and_a_number_in_two_pieces(tmp_path) -> None:
    text = dedented(BASE["content/统计/2025.yaml"])
    name = re.search(r"(?m)^ +(\S+): \d", text)
    assert name is not None
    negative = re.sub(rf"(?m)^( +{name[1]}: )", r"\1-", text)
    assert "S222" in {
        finding.code for finding in facts_with(tmp_path / "负", {"content/统计/2025.yaml": negative}).findings
    }
    pieces = re.sub(rf"(?m)^( +{name[1]}: )\S+", r"\g<1>721万6800千瓦时", text)
    said = [f.message for f in facts_with(tmp_path / "截", {"content/统计/2025.yaml": pieces}).findings]
    assert "“721万6800千瓦时”把一个数写成了两截" in said
