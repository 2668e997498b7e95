from __future__ import annotations

import pytest
from rubrics import codes, found, one_clause, rubric, sample

from genwen.diagnostics import Severity
from genwen.document.rubric.text_checks import typed_mentions


def test_sample_is_clean() -> None:
    assert found(sample(), "国家方案", "省方案", "市方案") == []


SOUND = [
    "条文: 做好，得{{ 分 }}分。\n分: 2",
    "条文: 做好，得2分。\n分: 2",
    "条文: 每项得1分，最高得5分。\n分: 1\n每: 项\n最高: 5",
    "条文: 每次得2分，累计最高得4分。\n分: 2\n每: 次\n最高: 4",
    "条文: 甲，得1分；乙，得2分。\n奖: [{分: 1}, {分: 2}]",
    "条文: 达到90%得5分，80%以上不足90%得3分，其余不得分。\n档: [{值: ≥90%, 分: 5}, {值: 80%≤x<90%, 分: 3}, {值: 其余, 分: 0}]",
    "条文: 满分5分，每发现1处扣1分，扣完为止。\n分: 5\n每: 处\n扣: 1",
    "条文: 垃圾按3分类设桶，巡查每日20分钟，得2分。\n分: 2",
    "条文: 排名第1得10分，第2至3名得5分。\n计法: 名次\n档: [{值: 1, 分: 10}, {值: 2—3, 分: 5}, {值: 其余, 分: 0}]",
]


@pytest.mark.parametrize("clause", SOUND)
def test_sound_clauses_are_clean(clause: str) -> None:
    assert found(one_clause(clause)) == []


FAULTS = [
    ("分: 2\n每: 项\n最高: 1", ["R005"], "最高1分低于每项2分"),
    ("分: 2\n每: 次\n最高: 5", ["R006"], "不是每次2分的整数倍"),
    ("分: 1\n类别: [节水, 节电]\n最高: 3", ["R007"], "列出2类，最多得2分"),
    ("计法: 合计\n最高: 9\n选项: [{分: 3}, {分: 5}]", ["R007"], "各选项合计8分，达不到最高9分"),
    ("计法: 合计\n最高: 4\n选项: [{分: 3}, {分: 5}]", ["R005"], "低于其中一个选项的5分"),
    ("分: 2\n每: 项", ["R015"], "缺少“最高”"),
    ("选项: [{分: 2}]", ["R015"], "看不出怎样计分"),
    ("分: 3\n扣: 4", ["R005"], "一次扣4分，超过满分3分"),
    ("扣: 1", ["R015"], "缺少“分”"),
    ("分: 3\n最低: 4", ["R015"], "最低4分高于3分"),
    ("分: 3\n自: 60%\n至: 60%", ["R015"], "“自”与“至”相同"),
    ("分: 3\n自: 60%", ["R015"], "缺少“至”"),
    ("档: [{值: ≥90%, 分: 5}, {值: 60%≤x<80%, 分: 3}, {值: <60%, 分: 0}]", ["R009"], "之间有空档（80—90）"),
    ("档: [{值: '>90%', 分: 5}, {值: <90%, 分: 3}]", ["R009"], "90既不在"),
    ("档: [{值: 90%以上, 分: 5}, {值: 90%以下, 分: 3}]", ["R008"], "重叠"),
    ("档: [{值: ≥80%, 分: 5}, {值: ≥90%, 分: 3}, {值: <80%, 分: 0}]", ["R008", "R023"], "重叠"),
    ("档: [{值: ≥90%, 分: 5}, {值: <0.9倍, 分: 3}]", ["R009"], "单位不一致"),
    ("计法: 名次\n档: [{值: 1, 分: 10}, {值: 3—5, 分: 5}]", ["R009"], "之间有空档（1—3）"),
    ("档: [{值: ≥90%, 分: 5}, {值: 80%≤x<90%, 分: 6}, {值: <80%, 分: 0}]", ["R023"], "忽高忽低"),
    ("条文: 做好，得3分。\n分: 2", ["R011"], "条文写了3分，声明的分是2"),
    ("条文: 甲得2分；乙得1分。\n奖: [{分: 1}, {分: 2}]", ["R011", "R011"], "条文写2分，声明的是1分"),
    ("条文: 甲得1分；乙也做。\n奖: [{分: 1}, {分: 1}]", ["R017"], "写了1处得分，声明了2处"),
    ("条文: 每项得{{ 分 }}分，最高得6分。\n分: 1\n每: 项\n最高: 5", ["R011"], "条文写了6分"),
    ("条文: 做好，得2分。", ["R017"], "没有声明"),
    ("条文: 做好，最高{{ 最高 }}分。\n分: 2", ["R018"], "条文要印“最高”"),
    ("条文: '做好，得{{ 分 }分。'\n分: 2", ["E203"], "没有成对"),
    ("奖: [{条文: 甲得3分。, 分: 2}]", ["R011"], "条文写了3分"),
    ("分值: 3\n奖: [{分: 1}, {分: 1}]", ["R001"], "分值是3，下列各项合计1 + 1 = 2，相差1分"),
]  # fmt: skip


@pytest.mark.parametrize(("clause", "expected", "said"), FAULTS)
def test_faults_of_a_clause(clause: str, expected: list[str], said: str) -> None:
    findings = found(one_clause(clause))
    assert sorted(finding.code for finding in findings) == sorted(expected)
    assert any(said in finding.message for finding in findings), [finding.message for finding in findings]
    assert all(finding.position is not None and finding.position.line > 1 for finding in findings)


def test_uncovered_ends_of_a_scale_are_only_hints() -> None:
    findings = found(one_clause("档: [{值: 80%≤x<90%, 分: 3}]"))
    assert [(finding.code, finding.severity) for finding in findings] == [("R009", Severity.HINT)] * 2


def test_sums_at_every_level_name_their_figures() -> None:
    model = rubric("""
        总分: 100
        单元:
          - 名称: 甲
            分值: 60
            项目:
              - 名称: 乙
                分值: 20
                条款: [{分: 10}, {分: 9}]
              - 名称: 丙
                条款: [{分: 30}]
          - 名称: 丁
            项目: [{名称: 戊, 条款: [{分: 30}]}]
    """)
    findings = found(model)
    assert [finding.code for finding in findings] == ["R004", "R003", "R002"]
    assert [finding.message for finding in findings] == [
        "评价标准的分值是100，下列各项合计60 + 30 = 90，相差10分",
        "评价单元“甲”的分值是60，下列各项合计20 + 30 = 50，相差10分",
        "评价项目“乙”的分值是20，下列各项合计10 + 9 = 19，相差1分",
    ]
    assert [finding.position.line for finding in findings if finding.position] == [2, 5, 8]


def test_total_is_checked_for_each_kind_of_department() -> None:
    model = rubric("""
        总分: 100
        对象类别: [教育, 卫生]
        单元:
          - {名称: 甲, 项目: [{名称: 子, 条款: [{分: 70}]}]}
          - {名称: 乙, 适用: 教育, 项目: [{名称: 丑, 条款: [{分: 30}]}]}
          - {名称: 丙, 适用: 卫生局, 项目: [{名称: 寅, 条款: [{分: 20}]}]}
    """)
    assert [(finding.code, finding.message[:11]) for finding in found(model)] == [
        ("R004", "评价标准（卫生）的分值"),
        ("R016", "“卫生局”不在“对象类"),
    ]


RULES = [
    ("合格线: 120", ["R012"], "合格线120分高于总分5分"),
    ("等级: [{名称: 优, 分: ≥3}, {名称: 良, 分: 3—4}]", ["R008", "R009"], "重叠"),
    ("等级: [{名称: 优, 分: ≥8}, {名称: 良, 分: <8}]", ["R012"], "不可能达到"),
    ("等级: [{名称: 优, 分: ≥3}, {名称: 良, 分: <3}]\n否决: [{条文: 瞒报, 结果: 差}]", ["R022"], "不在“等级”里"),
    ("总分: 5\n依据: [省方按, 国家方案]", ["R021"], "省方按"),
]


@pytest.mark.parametrize(("head", "expected", "said"), RULES)
def test_faults_of_the_rules(head: str, expected: list[str], said: str) -> None:
    model = one_clause("分: 5", head=head)
    assert sorted(codes(model, "国家方案", "省方案")) == sorted(expected)
    assert said in " ".join(finding.message for finding in found(model, "国家方案", "省方案"))


def test_not_applicable_needs_a_rule() -> None:
    clause = "分: 5\n不适用情形: 没有集中空调的单位"
    assert codes(one_clause(clause)) == ["R020"]
    assert codes(one_clause(clause, head="不适用处理: 折算")) == []


def test_empty_and_repeated_parts() -> None:
    model = rubric("""
        单元:
          - {名称: 甲, 分值: 5}
          - 名称: 甲
            项目:
              - {名称: 乙, 分值: 3, 条款: [{键: 某条, 条文: 做}, {键: 某条, 条文: 做}]}
              - {名称: 乙, 条款: [{条文: 没有分}]}
              - {名称: 丙}
    """)
    assert sorted(codes(model)) == ["R010", "R010", "R010", "R013", "R013", "R014"]


def test_empty_rubric() -> None:
    assert codes(rubric("名称: 某标准")) == ["R013"]


def test_points_only_at_the_unit_are_enough() -> None:
    model = rubric("单元: [{名称: 甲, 分值: 9, 项目: [{名称: 乙, 条款: [{条文: 完成年度指标。}]}]}]")
    assert codes(model) == []


def test_deduction_only_item() -> None:
    clauses = "条文: 无台账扣2分。\n扣: 2"
    assert codes(one_clause(clauses, item="分值: 10\n计法: 扣分")) == []


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("每项得1分，最高得5分。", [("1", False), ("5", True)]),
        ("每有1类得0.5分，累计最高得4分", [("0.5", False), ("4", True)]),
        ("最高不超过4分", [("4", True)]),
        ("得{{ 分 }}分，垃圾3分类，20分钟，100%", []),
        ("扣完5分为止", [("5", False)]),
    ],
)
def test_typed_mentions(text: str, mentions: list[tuple[str, bool]]) -> None:
    assert [(str(mention.value), mention.cap) for mention in typed_mentions(text)] == mentions


def test_an_item_cannot_end_above_its_points() -> None:
    model = one_clause("条文: 无台账扣2分。\n扣: 2", item="分值: 10\n计法: 扣分\n下限: 12")
    assert codes(model) == ["R015"]
    assert "下限12分高于分值10分" in found(model)[0].message
