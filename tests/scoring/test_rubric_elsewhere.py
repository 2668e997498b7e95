"""Rubrics of other places' shapes, each a file of YAML alone: sound, printed, and scored as worked out by hand.

The files are in rubrics_elsewhere/: ★ items with linear and stepped points; a thousand points with ranks, penalties and
vetoes; deduction only, in two levels; evidence lists and parts for kinds of schools; four levels with judgement; parts
for kinds of departments with a capped bonus.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outlines import make_folder
from rubrics import found, rubric
from scores import assessment, score

from genwen.cli.main import main
from genwen.document.elements import Table
from genwen.document.rubric.table import rubric_table
from genwen.document.rubric.wording import places
from genwen.document.scoring.evidence import evidence_register
from genwen.document.scoring.result import ABSENT
from genwen.document.scoring.self_score import SelfScore
from genwen.document.scoring.sheet import score_sheet
from genwen.facts.rubric_schema import Rubric

FOLDER = Path(__file__).parent / "rubrics_elsewhere"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.yaml").read_text("utf-8")


def model(name: str) -> Rubric:
    return rubric(text_of(name))


# Each case: the findings, and what a person gets with paper and pencil: total, out of, grade, passed.
WATER = "{{人均用水.1: {per_head}, 计量与器具.1: {metered}, 计量与器具.2: {fittings}, 管网与设备.1: {leak}, 管网与设备.2: {air}, 管网与设备.3: {boiler}, 机构与制度.1: {office}, 机构与制度.2: {rules}, 日常管理.1: {ledger}, 日常管理.2: {rounds}, 宣传.1: {campaign}}}"
SCHOOL = "前提: {{安全: 是, 用能台账: {ledger}, 创建方案: 是}}\n类别: {kind}\n情况: {{{found}}}"
CASES = [
    # 17.1 ÷ 18 = 0.95 → 12; 8 × 96 % = 7.68 → 7.7; 8 × 7/10 = 5.6; 3 whole steps of 6 → 3; 4; no boiler: 98 left;
    # 10; 3 × 2.5; 13; 10 − 2; 3 × 5: 85.8 of 98, and the pass mark is 85 × 98 % = 83.3
    ("节水型单位", "情况: " + WATER.format(per_head="17.1立方米", metered="96%", fittings="97%", leak="3.2%", air="98.5%", boiler="不适用", office="是", rules="3项", ledger=13, rounds=1, campaign="[专题讲座, 海报标识, 主题活动]"), "85.8", "98", "合格", True),
    # on every edge: ratio 1 → 12; 8; 8; 3 steps of 0.5 from 5 → 3; 4; 2; 10; 4 × 2.5 = 10; 14; 10; 4 kinds, at most 15
    ("节水型单位", "情况: " + WATER.format(per_head="18立方米", metered="100%", fittings="100%", leak="3.5%", air="98%", boiler="是", office="是", rules="4项", ledger=14, rounds=0, campaign="4类"), "96", "100", "合格", True),
    # 88 of 100 is over the mark of 85, but a ★ item is 0
    ("节水型单位", "情况: " + WATER.format(per_head="20立方米", metered="100%", fittings="101%", leak="1.5%", air="99%", boiler="是", office="是", rules="5项", ledger=15, rounds=0, campaign="3类"), "88", "100", "不合格", False),
    # 250 + 150; 200 − 20 − 80 = 100; 150; 75; 20 + 10; − 2 × 15
    ("千分制考核", "情况: {能耗强度: 102%, 用水强度: 是, 迟报: 1, 错报: 9, 未报: 否, 改造项目: 3, 活动: {宣传周: 是, 低碳日: 否}, 排名: 2, 推广: 1, 通报: 2}", "725", "1000", "合格", True),
    ("千分制考核", "情况: {能耗强度: 100%, 用水强度: 是, 迟报: 0, 错报: 0, 未报: 否, 改造项目: 6, 活动: 是, 排名: 1, 推广: 3, 通报: 0}", "1050", "1000", "优秀", True),
    # the accident leaves 合格 at best, false data deny it whatever the points
    ("千分制考核", "否决: 重大事故\n情况: {能耗强度: 100%, 用水强度: 是, 迟报: 0, 错报: 0, 未报: 否, 改造项目: 6, 活动: 是, 排名: 1, 推广: 3, 通报: 0}", "1050", "1000", "合格", True),
    ("千分制考核", "否决: [重大事故, 弄虚作假]\n情况: {能耗强度: 100%, 用水强度: 是, 迟报: 0, 错报: 0, 未报: 否, 改造项目: 6, 活动: 是, 排名: 1, 推广: 3, 通报: 0}", "1050", "1000", "不合格", False),
    # nothing but penalties, at most 50 of them: not below 0
    ("千分制考核", "情况: {能耗强度: 79.9%, 用水强度: 否, 迟报: 0, 错报: 0, 未报: 是, 改造项目: 0, 活动: 否, 排名: 7, 推广: 0, 通报: 5}", "0", "1000", "不合格", False),
    ("千分制考核", "否决: 重大事故\n情况: {能耗强度: 85%, 用水强度: 否, 迟报: 0, 错报: 0, 未报: 否, 改造项目: 1, 活动: 否, 排名: 4, 推广: 0, 通报: 5}", "330", "1000", "不合格", False),
    # 30 − 6 − 15 = 9; 30 − 36 → 0; 20 − 5; 20 − 6
    ("巡查扣分表", "情况: {照明.1: 2, 照明.2: 4, 空调.1: 0, 空调.2: 6, 用水.1: 1, 用电设备.1: {未关机: 3}}", "38", "100", "不合格", False),
    # 27; 26; 20; all of it, down to the floor of 5
    ("巡查扣分表", "情况: {照明.1: 1, 照明.2: 0, 空调.1: 1, 空调.2: 0, 用水.1: 0, 用电设备.1: [大功率电器]}", "78", "100", "合格", True),
    ("巡查扣分表", "情况: {照明.1: 0, 照明.2: 0, 空调.1: 0, 空调.2: 0, 用水.1: 0, 用电设备.1: 否}", "100", "100", "合格", True),
    # 10 + 5 + 10 (6 × 2, at most 10); 6 + 12; 25 + 15
    ("绿色学校", SCHOOL.format(kind="中学", ledger="是", found="领导机构.1: 是, 领导机构.2: {计划: 是, 总结: 否}, 领导机构.3: 6, 垃圾分类.1: 基本齐全, 节能设施.1: 两项, 课程.1: 是, 实践基地.1: 是"), "83", "100", "达标", True),
    # 10 + 10 + 6; 10 + 20; 32; but one of the basic conditions is not met
    ("绿色学校", SCHOOL.format(kind="幼儿园", ledger="否", found="领导机构.1: 是, 领导机构.2: 是, 领导机构.3: 3, 垃圾分类.1: 齐全, 节能设施.1: 三项, 环保游戏.1: 4"), "88", "100", "未达标", False),
    # 30; 30; not all conditions, 2 × 5
    ("绿色学校", SCHOOL.format(kind="小学", ledger="是", found="领导机构.1: 是, 领导机构.2: 是, 领导机构.3: 5, 垃圾分类.1: 齐全, 节能设施.1: 三项, 课程.1: [有教案, 有课时], 主题班会.1: 2"), "70", "100", "未达标", False),
    # 7 + 5 + 10; 30 × 85 % + 20 + 0; 33 + 40; 5
    ("医院细则", "情况: {场地.1.1: {基本符合: 7}, 场地.1.2: 32%, 场地.2: 是, 机电.1.1: 85%, 机电.1.2: 80%, 机电.2: [余热回收, 变频控制], 医疗废物.1: 33, 能源管理.1: [委托专业机构], 创新做法.1: 1}", "145.5", "200", "不合格", False),
    ("医院细则", "情况: {场地.1.1: 符合, 场地.1.2: 35%, 场地.2: 是, 机电.1.1: 100%, 机电.1.2: 90%, 机电.2: 是, 医疗废物.1: 40, 能源管理.1: 是, 创新做法.1: 0}", "190", "200", "合格", True),
    # 110 + 10 + 40 = 160, and the mark excludes itself
    ("医院细则", "情况: {场地.1.1: 符合, 场地.1.2: 36%, 场地.2: 是, 机电.1.1: 100%, 机电.1.2: 100%, 机电.2: 是, 医疗废物.1: 10, 能源管理.1: 是, 创新做法.1: 0}", "160", "200", "不合格", False),
    # 110 − 30 − 0.5 × 30 … the unit stands at 57, under its least of 60: 57 + 80 + 10
    ("医院细则", "情况: {场地.1.1: {基本符合: 9}, 场地.1.2: 30%, 场地.2: 是, 机电.1.1: 50%, 机电.1.2: 90%, 机电.2: 否, 医疗废物.1: 40, 能源管理.1: 是, 创新做法.1: 3}", "147", "200", "不合格", False),
    # 10 + 8; 10 + 29 × 1 = 39; 20; 15; bonus 5 + 1
    ("部门考核", "类别: 党政机关\n情况: {责任书: 是, 台账: 2, 下降率: 2.95%, 百公里油耗: 9.2升, 无纸化: 75%, 表彰: {国家级: 是, 市级: 是}}", "98", "100", "好", True),
    # 0 + 0 + 10; 15 of the 75 that are left: 25 × 100 ÷ 75
    ("部门考核", "类别: 学校\n情况: {责任书: 否, 台账: 12, 下降率: -1%, 光盘行动: 不适用, 宿舍用电: 是, 表彰: 否}", "33.33", "100", "差", False),
    # 60 + 35; bonus 9, at most 8; not over 100
    ("部门考核", "类别: 医院\n情况: {责任书: 是, 台账: 0, 下降率: 3%, 蒸汽管网: 35, 表彰: 是}", "100", "100", "好", True),
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_rubric_from_elsewhere_is_sound_and_printed(name: str) -> None:
    own = model(name)
    assert [finding.to_text() for finding in found(own)] == []
    assert len(rubric_table(own).rows) > len(list(own.clauses()))
    sheet = score_sheet(own, None, {})
    assert isinstance(sheet[0], Table)


@pytest.mark.parametrize(("name", "findings", "total", "base", "grade", "passed"), CASES)
def test_hand_worked_score(name: str, findings: str, total: str, base: str, grade: str, passed: bool) -> None:
    result = score(model(name), findings)
    assert [finding.to_text() for finding in result.findings] == []
    assert (result.total, result.base, result.grade, result.passed) == (Decimal(total), Decimal(base), grade, passed)


def test_evidence_is_listed_with_what_the_rubric_asks_for() -> None:
    own = model("绿色学校")
    register = evidence_register(own, None, None)
    listed = [
        (entry.number, entry.name.text, entry.required, entry.valid.text if entry.valid else "")
        for entry in register.entries
    ]
    assert listed == [
        ("1-1-1", "成立文件", True, ""), ("1-1-2", "会议纪要", False, ""), ("1-1-3", "年度计划", True, ""),
        ("1-1-4", "年度总结", True, ""), ("1-1-5", "制度汇编", True, "三年"), ("2-1-1", "现场照片", True, "当年"),
    ]  # fmt: skip


def test_points_of_one_stride_are_computed_for_the_text() -> None:
    table = rubric_table(model("部门考核"))
    texts = ["".join(part.text for part in cell.paragraphs) for row in table.rows for cell in row.cells]
    assert any("得40分，每少0.1%少得1分，最低得10分。" in text for text in texts)


# --- defective ones ------------------------------------------------------------------------------------------------

# The file, what is changed in it, the code and words that are told, and where: at `mark` in the first `piece`.
DEFECTS = [
    ("部门考核", "分: '[60,75)'", "分: '[60,70)'", "R009", "空档（70—75）", "'[75,90)'", "'[75,90)'"),
    ("部门考核", "分: '[60,75)'", "分: '[60,75]'", "R008", "重叠", "'[75,90)'", "'[75,90)'"),
    ("绿色学校", "{名称: 示范, 分: ≥95}", "{名称: 示范, 分: ≥90}", "R008", "重叠", "示范, 分: ≥90", "≥90"),
    ("节水型单位", "{值: 1<x≤1.1倍, 分: 6}", "{值: 1≤x≤1.1倍, 分: 6}", "R008", "“≤1倍”与“1≤x≤1.1倍”重叠", "1≤x≤1.1倍", "1≤x"),
    ("节水型单位", "            分: 10\n            条件", "            分: 9\n            条件", "R003", "相差1分", "管理考核\n    分值: 60", "60"),
    ("节水型单位", "            最高: 10\n", "            最高: 2\n", "R005", "最高2分低于每项2.5分", "最高: 2\n", "2"),
    ("节水型单位", "主题活动]\n            最高: 15", "主题活动]\n            最高: 25", "R007", "列出4类，最多得20分，达不到最高25分", "最高: 25", "25"),
    ("节水型单位", "名称: 日常管理", "名称: 机构与制度", "R010", "评价项目“机构与制度”写了两次", "机构与制度\n        条款:\n          - 条文: 原始", "机构与制度"),
    ("节水型单位", "不适用处理: 缩减\n", "", "R020", "没有写明不适用的条款如何计分", "没有集中空调的单位", "没有"),
    ("节水型单位", "            步长: 0.5%\n", "", "R011", "条文写了1分，声明的分是6", "少得1分，5%", "1分"),
    ("千分制考核", "名称: 目标完成\n    分值: 400", "名称: 目标完成\n    分值: 360", "R003", "下列各项合计400，相差40分", "分值: 360", "360"),
    ("千分制考核", "键: 推广", "键: 排名", "R010", "条款的键“排名”写了两次", "排名, 条文", "排名"),
    ("千分制考核", "结果: 合格", "结果: 及格", "R022", "否决的结果“及格”不在“等级”里", "及格", "及格"),
    ("千分制考核", "{值: 2—3, 分: 20}", "{值: 2—4, 分: 20}", "R008", "“2—4”与“4—6”重叠", "4—6", "4—6"),
    ("千分制考核", "{值: 4—6, 分: 10}, {值: 其余, 分: 0}", "{值: 5—6, 分: 10}", "R009", "之间有空档（3—5）", "5—6", "5—6"),
    ("千分制考核", "最高: 80", "最高: 8", "R005", "最多扣8分低于每次扣10分", "最高: 8}", "8"),
    ("医院细则", "基本符合, 分: 9, 最低: 6", "基本符合, 分: 9, 最低: 10", "R015", "最低10分高于9分", "基本符合, 分", "基本符合"),
    ("医院细则", "最低得分: 60", "最低得分: 120", "R012", "最低得分120高于分值110", "最低得分: 120", "120"),
    ("医院细则", "{名称: 智能照明, 分: 10}", "{名称: 智能照明, 分: 8}", "R003", "相差2分", "建筑与设备\n    分值: 110", "110"),
    ("部门考核", "适用: 学校", "适用: 高校", "R016", "“高校”不在“对象类别”里", "适用: 高校", "高校"),
    ("部门考核", "{{ 步分 }}", "2", "R011", "条文写了2分", "少得2分", "2分"),
    ("巡查扣分表", "合格线: 60", "合格线: 160", "R012", "合格线160分高于总分100分", "合格线: 160", "160"),
    ("巡查扣分表", "合格线: 60", "合格线: 60\n备注: “空调机”项目30分，发现一次即通报。", "R024", "“空调机”不是表里的名称", "空调机", "空调机"),
    ("巡查扣分表", "合格线: 60", "合格线: 60\n备注: 办公区用电设备15分，私接电器的一次扣完。", "R025", "“用电设备”写15分，表里是20分", "用电设备15", "用电"),
    ("绿色学校", "合格线: 80", "合格线: 80\n备注: 评价由组织管理30分、校园环景30分和教学实践40分组成。", "R024", "“校园环景”不是表里的名称", "校园环景", "校园"),
]  # fmt: skip
SOUND = [
    ("千分制考核", "值: 90%≤x<100%", "值: 92%≤x<100%"),  # 其余 holds what is between
    ("绿色学校", "合格线: 80", "合格线: 80\n备注: 校园环境30分现场打分，“有教案”以备课本为准，得分不足60分的约谈。"),
    ("千分制考核", "总分: 1000", "总分: 1000\n备注: 排名加分、“通报”扣分不计入总分1000分。"),
]


def told_of(folder: Path, text: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What `genwen check` says of a rubric."""
    make_folder(folder, {"content/评价标准/2025.yaml": text})
    main(["check", "--content", str(folder / "content")])
    out, err = capsys.readouterr()
    return [line for line in (out + err).splitlines() if "content/评价标准/2025.yaml" in line]


def test_there_are_defects_of_many_kinds() -> None:
    assert len({code for _, _, _, code, *_ in DEFECTS}) >= 12


@pytest.mark.parametrize(("name", "right", "wrong", "code", "said", "piece", "mark"), DEFECTS)
def test_a_defective_rubric_is_told_with_file_line_and_column(
    name: str, right: str, wrong: str, code: str, said: str, piece: str, mark: str,
    tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    text = text_of(name)
    assert right in text
    changed = text.replace(right, wrong, 1)
    offset = changed.index(mark, changed.index(piece))
    line, column = changed.count("\n", 0, offset) + 1, offset - changed.rfind("\n", 0, offset)
    told = told_of(tmp_path, changed, capsys)
    assert any(f"content/评价标准/2025.yaml:{line}:{column} " in each and f" {code} " in each and said in each for each in told), told  # fmt: skip


@pytest.mark.parametrize(("name", "right", "wrong"), SOUND)
def test_what_looks_like_a_defect_and_is_none_is_not_told(
    name: str, right: str, wrong: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = text_of(name)
    assert right in text
    assert told_of(tmp_path, text.replace(right, wrong, 1), capsys) == []


# --- properties ----------------------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(6)), st.integers(0, 8), st.integers(0, 8), st.integers(0, 12))
def test_the_order_of_findings_and_units_is_irrelevant(order: list[int], one: int, two: int, three: int) -> None:
    own = model("千分制考核")
    given_findings = [f"迟报: {one}", f"错报: {two}", "未报: 否", f"改造项目: {three}", f"通报: {one}", f"推广: {two}"]
    fixed = "能耗强度: 95%, 用水强度: 是, 活动: 是, 排名: 3"
    straight = score(own, f"情况: {{{fixed}, {', '.join(given_findings)}}}")
    own.__dict__["units"] = list(reversed(own.units))
    mixed = score(own, f"情况: {{{', '.join(given_findings[n] for n in order)}, {fixed}}}")
    assert (straight.total, straight.grade, straight.passed) == (mixed.total, mixed.grade, mixed.passed)
    by_hand = 200 + 150 + max(0, 200 - 20 * one - min(80, 10 * two)) + min(250, 50 * three) + 150
    assert straight.total == by_hand + 20 + min(20, 10 * two) - min(50, 15 * one)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["制度", "漏损", "普及"]), st.integers(0, 100), st.integers(0, 100))
def test_better_findings_never_lower_a_score(what: str, low: int, high: int) -> None:
    low, high = sorted((low, high))
    shapes = {
        "制度": lambda n: {"rules": f"{n}项"},
        "普及": lambda n: {"fittings": f"{n}%"},
        "漏损": lambda n: {"leak": f"{Decimal(100 - n) / 10}%"},
    }
    fixed = {
        "per_head": "18立方米", "metered": "100%", "fittings": "95%", "leak": "3%", "air": "98%", "boiler": "是",
        "office": "是", "rules": "3项", "ledger": "10", "rounds": "0", "campaign": "2类",
    }  # fmt: skip
    own = model("节水型单位")
    worse, better = (score(own, "情况: " + WATER.format(**(fixed | shapes[what](n)))).total for n in (low, high))
    assert worse <= better <= 100


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 20), st.integers(0, 20))
def test_deductions_stop_at_the_floor_and_never_help(one: int, two: int, three: int, four: int) -> None:
    findings = f"照明.1: {one}, 照明.2: {two}, 空调.1: {three}, 空调.2: {four}, 用水.1: {one}"
    result = score(model("巡查扣分表"), f"情况: {{{findings}, 用电设备.1: {{未关机: {two}}}}}")
    by_hand = (
        max(0, 30 - 3 * one - min(15, 5 * two)) + max(0, 30 - 4 * three - 6 * four)
        + max(0, 20 - 5 * one) + max(5, 20 - 2 * two)
    )  # fmt: skip
    assert result.total == by_hand
    assert 5 <= result.total <= 100


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(["党政机关", "学校", "医院"]), st.booleans(), st.integers(0, 12), st.integers(-20, 60))
def test_no_kind_of_department_passes_its_full_score(kind: str, signed: bool, months: int, rate: int) -> None:
    own_part = {
        "党政机关": "百公里油耗: 8升, 无纸化: 100%", "学校": "光盘行动: 是, 宿舍用电: 是", "医院": "蒸汽管网: 40",
    }[kind]  # fmt: skip
    findings = (
        f"责任书: {'是' if signed else '否'}, 台账: {months}, 下降率: {Decimal(rate) / 10}%, {own_part}, 表彰: 是"
    )
    result = score(model("部门考核"), f"类别: {kind}\n情况: {{{findings}}}")
    assert result.findings == ()
    assert result.total <= result.base == 100
    reached = min(3, max(0, Decimal(rate) / 10)) * 10 + 10
    assert result.total == min(100, 10 * signed + max(0, 10 - months) + reached + 40 + 8)


@pytest.mark.parametrize("policy", ["满分", "折算", "缩减"])
def test_not_applicable_is_counted_as_the_rubric_says(policy: str) -> None:
    text = text_of("节水型单位").replace("不适用处理: 缩减", f"不适用处理: {policy}")
    found_ = WATER.format(
        per_head="18立方米", metered="100%", fittings="100%", leak="2%", air="不适用", boiler="不适用", office="是",
        rules="4项", ledger=9, rounds=0, campaign="3类",
    )  # fmt: skip
    own = SelfScore(rubric(text), assessment(f"情况: {found_}"), {})
    # 94 points apply and 88 are reached
    assert own.score.total == {"满分": 94, "折算": Decimal("93.6"), "缩减": 88}[policy]
    assert own.score.base == {"满分": 100, "折算": 100, "缩减": 94}[policy]
    assert own.score.policy
    assert sum(clause.state == ABSENT for clause in own.score.clauses()) == 2


@pytest.mark.parametrize("name", NAMES)
def test_a_finding_for_every_clause_can_be_open(name: str) -> None:
    own = model(name)
    kind = f"类别: {own.kinds[0].text}\n" if own.kinds else ""
    result = score(own, f"{kind}情况: {{}}")
    assert result.total == sum((unit.points for unit in result.units if unit.nature == "基本"), Decimal(0))
    assert not result.passed
    assert {finding.code for finding in result.findings} == {"R033"}
    assert len({place.key for place in places(own)}) == len(list(own.clauses()))
