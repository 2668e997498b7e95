"""Facts of a wrong form: each edit of the base project, and the finding it must give."""

import pytest
from projects import dedented, facts_with, places, replaced

UNIT, MEASURES, STATISTICS = "content/单位.yaml", "content/措施/2025.yaml", "content/统计/2025.yaml"
SCHEDULE, TARGETS, REFERENCES = "content/日程.yaml", "content/目标.yaml", "content/依据.yaml"
DISPATCH, RUBRIC = "content/发文/2025.yaml", "content/评价标准/2025.yaml"

EDITS = [
    (UNIT, "简称: 区机关事务局", "简称号: 区机关事务局", "单位.yaml:2:1 S101", "简称号", "“简称”"),
    (UNIT, "级别: 县级", "级别: 区级", "单位.yaml:4:5 S103", "可选范围", "县级"),
    (UNIT, "级别: 县级", "级别: [县级]", "单位.yaml:4:1 S102", "应填一个值", "缩进"),
    (UNIT, "  名称: 青江市机关事务管理局", "  全称: 青江市", "单位.yaml:7:3 S101", "全称", ""),
    (UNIT, "上级:\n  名称: 青江市机关事务管理局", "上级: 青江市", "单位.yaml:6:1 S102", "“上级”应由", "冒号"),
    (UNIT, "名称: 云溪区机关事务管理局\n", "", "单位.yaml:1:1 S104", "缺少“名称”", "待补"),
    (REFERENCES, "国管节能〔2020〕39号", "国管节能[2020]39号", "依据.yaml:5:9 S103", "六角括号", "〔2020〕"),
    (REFERENCES, "国管节能〔2020〕39号", "国管节能〔2020〕第39号", "依据.yaml:5:9 S103", "第", "〔2020〕39号"),
    (REFERENCES, "国管节能〔2020〕39号", "国管节能〔2020〕039号", "依据.yaml:5:9 S103", "不补零", "〔2020〕39号"),
    (REFERENCES, "2020-03-11", "2020-02-30", "依据.yaml:6:9 S103", "不是有效日期", "共29天"),
    (REFERENCES, "2020-03-11", "2020-13-11", "依据.yaml:6:9 S103", "没有13月", "1至12"),
    (TARGETS, "比例: 25%", "比例: 四分之一", "目标.yaml:2:37 S103", "不是带单位的数量", "25%"),
    (TARGETS, "比例: 25%", "比例: ２５%", "目标.yaml:2:37 S103", "全角", "25"),
    (TARGETS, "修饰: 以上}\n  - {键: 明年", "修饰: 大概}\n  - {键: 明年", "目标.yaml:2:46 S103", "可选范围", "以上"),
    (SCHEDULE, "2025年3月底", "尽快", "日程.yaml:2:27 S103", "不是看得懂的时间", "2025年底"),
    (SCHEDULE, "2027-12-20", "2027-11-31", "日程.yaml:3:27 S103", "不是有效日期", "共30天"),
    (SCHEDULE, "时间: 2025年3月底", "时间: [2025年3月底]", "日程.yaml:2:23 S102", "应填一个值", ""),
    (DISPATCH, "2025-12-08", "2025年2月30日", "发文/2025.yaml:4:9 S103", "不是有效日期", "共28天"),
    (DISPATCH, "签发人: 周某某", "签发人: {姓名: 周某某}", "发文/2025.yaml:3:8 S102", "应填一个值", ""),
    (STATISTICS, "7216800千瓦时", "约七百万", "统计/2025.yaml:3:8 S103", "不是带单位的数量", "千瓦时"),
    (STATISTICS, "数据:\n  用电量", "数据表:\n  用电量", "统计/2025.yaml:2:1 S101", "数据表", "“数据”"),
    (STATISTICS, "口径: 当量值", "口径: 当量", "统计/2025.yaml:1:5 S103", "可选范围", "当量值"),
    (MEASURES, "板块:\n  - 键", "板块:\n    键", "措施/2025.yaml:1:1 S102", "“板块”应是列表", "- "),
    (MEASURES, "标签: 健全制度", "标签: 健全制度\n        完成情况: 已完成", "措施/2025.yaml:6:9 S101", "完成情况", "“完成”"),
    (MEASURES, "值: 2项", "值: 2.5项", "措施/2025.yaml:9:19 S103", "非负整数", "5"),
    (MEASURES, "人数: 12人", "人数: 十二人", "措施/2025.yaml:10:15 S103", "不是带单位的数量", ""),
    (RUBRIC, "总分: 10", "总分: 十分", "评价标准/2025.yaml:2:5 S103", "", ""),
    (RUBRIC, "合格线: 8", "及格线: 8", "评价标准/2025.yaml:3:1 S101", "及格线", "合格线"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "place", "said", "remedy"), EDITS, ids=[c[3] + c[4] for c in EDITS])
def test_one_wrong_thing(tmp_path, name: str, old: str, new: str, place: str, said: str, remedy: str) -> None:
    facts = facts_with(tmp_path, replaced(name, old, new))
    assert place in places(facts.findings)
    finding = next(f for f in facts.findings if f"{f.position} {f.code}" == f"content/{place}")
    assert said in finding.message
    assert remedy in finding.hint
    assert finding.source == (tmp_path / name).read_text("utf-8").split("\n")[finding.position.line - 1]


def test_everything_wrong_in_every_file_is_told_at_once(tmp_path) -> None:
    files = (
        replaced(UNIT, "级别: 县级", "级别: 区级")
        | replaced(REFERENCES, "2020-03-11", "2020-02-30")
        | replaced(STATISTICS, "7216800千瓦时", "很多")
        | {SCHEDULE: "节点: [\n"}
    )
    files[UNIT] = files[UNIT].replace("简称:", "简号:")
    found = places(facts_with(tmp_path, files).findings)
    assert {
        "单位.yaml:2:1 S101", "单位.yaml:4:5 S103", "依据.yaml:6:9 S103", "统计/2025.yaml:3:8 S103", "日程.yaml:1:5 S001",
    } <= set(found)  # fmt: skip


@pytest.mark.parametrize("value", ["", "待补", "【待补】"])
def test_a_group_that_is_still_to_be_filled_is_no_error(tmp_path, value: str) -> None:
    name = "content/单位.yaml"
    text = dedented(f"""
        名称: 甲局
        简称: {value}
        联系人:
        """)
    facts = facts_with(tmp_path, {name: text})
    assert [finding for finding in facts.findings if finding.position and "单位" in finding.position.file] == []
    assert facts.get("单位").short.state == "待补"
