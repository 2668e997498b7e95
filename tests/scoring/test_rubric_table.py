from __future__ import annotations

import pytest
from rubrics import one_clause, rubric, sample

from genwen.diagnostics import GenwenError
from genwen.document.elements import OriginKind, Row, Table, runs_in
from genwen.document.expressions import ExpressionError, Prose
from genwen.document.rubric.table import TABLE_WIDTH, Column, RubricStyle, rubric_table
from genwen.document.rubric.wording import places


def shown(row: Row) -> list[str]:
    """The row's cells as text: 起|…, 续, and (n)… for a cell over n columns."""
    cells = []
    for cell in row.cells:
        text = "/".join(paragraph.text for paragraph in cell.paragraphs)
        cells.append((f"({cell.columns})" if cell.columns > 1 else "") + cell.merge + text)
    return cells


SMALL = """
    总分: 10
    单元:
      - 名称: 甲
        项目:
          - 名称: 乙
            条款: [{条文: '一条，得{{ 分 }}分。', 分: 2}, {条文: '另一条，得{{ 分 }}分。', 分: 1, 备注: 看现场}]
          - {名称: 丙, 必得分: 是, 条款: [{条文: '只此一条，得{{ 分 }}分。', 分: 3}]}
      - 名称: 丁
        分值: 4
        项目: [{名称: 戊, 条款: [{条文: 没有分的一条。}]}]
"""


def test_rows_merges_and_total() -> None:
    table = rubric_table(rubric(SMALL))
    assert [shown(row) for row in table.rows] == [
        ["序号", "评价单元", "评价项目", "评价标准", "分值", "备注"],
        ["起1", "起甲\n（6分）", "起乙", "1.一条，得2分。", "起3", ""],
        ["续", "续", "续", "2.另一条，得1分。", "续", "看现场"],
        ["2", "续", "★丙", "只此一条，得3分。", "3", ""],
        ["3", "丁\n（4分）", "戊", "没有分的一条。", "4", ""],
        ["(4)总分", "10", ""],
    ]
    assert [row.header for row in table.rows] == [True, False, False, False, False, False]
    assert [row.key for row in table.rows] == ["标题", "乙.1", "乙.2", "丙.1", "戊.1", "总分"]


def test_every_paragraph_has_its_own_key_and_a_table_style() -> None:
    table = rubric_table(sample())
    paragraphs = [paragraph for row in table.rows for cell in row.cells for paragraph in cell.paragraphs]
    keys = [paragraph.key for paragraph in paragraphs]
    assert len(set(keys)) == len(keys)
    assert {paragraph.style for paragraph in paragraphs} == {"表格标题文字", "表格文字", "表格文字居左"}


def _spans(table: Table) -> set[int]:
    return {sum(cell.columns for cell in row.cells) for row in table.rows}


STYLES = [
    RubricStyle(),
    RubricStyle(number_by="条款", points_at="条款", unit_points=False),
    RubricStyle(number_by="单元", points_at="单元"),
    RubricStyle(rows="项目", item_points=True),
    RubricStyle(columns=tuple(Column(name) for name in ("评价单元", "评价标准")), total_row=True),
    RubricStyle(columns=(Column("评价项目", width=1500), Column("评价标准"), Column("佐证材料"), Column("分值"))),
    RubricStyle(columns=(Column("评价项目"), Column("评价标准"), Column("核查方法")), clause_number="（一）"),
    RubricStyle(total_row=False, clause_number="", star=""),
]


@pytest.mark.parametrize("style", STYLES)
def test_every_style_fills_the_page_width(style: RubricStyle) -> None:
    table = rubric_table(sample(), style)
    assert sum(table.widths) == TABLE_WIDTH
    assert _spans(table) == {len(style.columns)}
    assert (table.rows[-1].key == "总分") is style.total_row


@pytest.mark.parametrize("style", STYLES)
def test_every_vertical_merge_begins_and_goes_on(style: RubricStyle) -> None:
    rows = rubric_table(sample(), style).rows[1 : -1 if style.total_row else None]
    for column in range(len(style.columns)):
        merges = [row.cells[column].merge for row in rows]
        for above, merge in zip(["", *merges], merges, strict=False):
            assert merge != "续" or above in ("起", "续")
        for merge, below in zip(merges, [*merges[1:], ""], strict=True):
            assert merge != "起" or below == "续"


def test_points_by_clause_and_by_unit() -> None:
    by_clause = rubric_table(rubric(SMALL), RubricStyle(number_by="条款", points_at="条款"))
    assert [[shown(row)[0], shown(row)[4]] for row in by_clause.rows[1:5]] == [
        ["1", "2"],
        ["2", "1"],
        ["3", "3"],
        ["4", "4"],
    ]
    by_unit = rubric_table(rubric(SMALL), RubricStyle(number_by="单元", points_at="单元"))
    assert [shown(row)[4] for row in by_unit.rows[1:5]] == ["起6", "续", "续", "4"]


def test_form_in_the_file_sets_the_style() -> None:
    model = rubric(
        SMALL
        + """
    表式:
      列: [{列: 评价单元, 标题: "评价\\n单元", 宽: 25}, 评价标准, 分值]
      行: 项目
      单元分值: 否
      条款编号: （1）
      总分行: 否
    """
    )
    table = rubric_table(model)
    assert table.widths == (1417, 6728, 700)
    assert [shown(row) for row in table.rows] == [
        ["评价\n单元", "评价标准", "分值"],
        ["起甲", "（1）一条，得2分。/（2）另一条，得1分。", "3"],
        ["续", "只此一条，得3分。", "3"],
        ["丁", "没有分的一条。", "4"],
    ]


def test_columns_wider_than_the_page_are_refused() -> None:
    style = RubricStyle(columns=(Column("评价单元", width=8000), Column("评价标准")))
    with pytest.raises(GenwenError, match="各栏过宽"):
        rubric_table(sample(), style)


def test_figures_know_their_source() -> None:
    table = rubric_table(rubric(SMALL))
    runs = [run for run in runs_in((table,)) if any(char.isdigit() for char in run.text)]
    assert all(run.origin is not None for run in runs)
    kinds = {run.text: run.origin.kind for run in runs if run.origin}
    assert kinds["6"] is OriginKind.DERIVED
    assert kinds["10"] is OriginKind.FACT
    assert kinds["1."] is OriginKind.NUMBERING
    six = next(run.origin for run in runs if run.text == "6" and run.origin)
    assert six.formula == "各部分分值之和：3 + 3"


def test_missing_points_print_a_placeholder() -> None:
    table = rubric_table(one_clause("条文: 做好，得{{ 分 }}分。\n分: 待补"))
    marked = [run for run in runs_in((table,)) if run.style == "待补"]
    assert len(marked) == 4  # in the unit cell, in the text, in the points column, in the total
    assert all(run.origin is not None and run.origin.kind is OriginKind.MISSING for run in marked)


TEXTS = [
    ("条文: 每{{ 每 }}得{{ 分 }}分，最高{{ 最高 }}分。\n分: 1\n每: 项\n最高: 5", "每项得1分，最高5分。"),
    ("条文: 甲得{{ 奖1.分 }}分，乙得{{ 奖2.分 }}分，共{{ 分值 }}分。\n奖: [{分: 1}, {分: 2}]", "甲得1分，乙得2分，共3分。"),
    ("条文: 满分{{ 分 }}分：\n分: 5\n扣: [{条文: '未公示扣{{ 分 }}分；', 分: 2}, {条文: '缺台账每{{ 每 }}扣{{ 分 }}分。', 分: 1, 每: 本}]",
     "满分5分：未公示扣2分；缺台账每本扣1分。"),
    ("条文: 使用率\n档: [{值: ≥90%, 分: 5, 条文: '{{ 值 }}得{{ 分 }}分，'}, {值: <90%, 分: 3, 条文: '{{ 值 }}得{{ 分 }}分。'}]",
     "使用率≥90%得5分，<90%得3分。"),
    ("计法: 择优\n选项: [{条文: '省级得{{ 分 }}分；', 分: 3}, {条文: '市级得{{ 分 }}分。', 分: 2}]", "省级得3分；市级得2分。"),
    ("条文: 本条{{ 本.分 }}分，面积{{ 面积 }}。\n分: 2", "本条2分，面积800平方米。"),
    ("条文: 发现一处扣{{ 扣 }}分，下限{{ 下限 }}分。\n分: 2\n扣: 0.5\n下限: 0", "发现一处扣0.5分，下限0分。"),
]  # fmt: skip


@pytest.mark.parametrize(("clause", "text"), TEXTS)
def test_points_in_the_text_come_from_the_keys(clause: str, text: str) -> None:
    table = rubric_table(one_clause(clause), scope={"面积": "800平方米"})
    assert table.rows[1].cells[3].paragraphs[0].text == text


def test_unknown_name_in_a_text_is_an_error_with_its_place() -> None:
    with pytest.raises(ExpressionError, match="没有“面机”"):
        rubric_table(one_clause("条文: 面积{{ 面机 }}。\n分: 2"), scope={"面积": "800平方米"})


def test_subclauses_are_paragraphs_of_the_cell() -> None:
    model = one_clause(
        "条文: 计量：\n子条款: [{条文: '分户，得{{ 分 }}分；', 分: 1}, {条文: '分项，得{{ 分 }}分。', 分: 2}]"
    )
    cells = shown(rubric_table(model).rows[1])
    assert cells[3:5] == ["计量：/（1）分户，得1分；/（2）分项，得2分。", "3"]


def test_clause_keys_are_stable_and_unique() -> None:
    keys = [place.key for place in places(sample())]
    assert len(set(keys)) == 37
    assert keys[:3] == ["年度指标", "管理机构.1", "管理机构.2"]
    twins = rubric(
        "单元: [{名称: 甲, 项目: [{名称: 丙, 条款: [{分: 1}]}]}, {名称: 乙, 项目: [{名称: 丙, 条款: [{分: 1}]}]}]"
    )
    assert [place.key for place in places(twins)] == ["甲.丙.1", "乙.丙.1"]


NOTES = [
    ("{{ 评价标准.体系说明 }}", "本评价体系由甲、丁等2个评价单元组成，总计10分。"),
    ("{{ 评价标准.单元说明 }}", "甲6分，由乙、丙2个评价项目组成；丁4分，评价项目为戊。"),
    (
        "由{{ 评价标准.单元|连 }}等{{ 评价标准.单元数 }}个单元、{{ 评价标准.项目数 }}个项目组成",
        "由甲、丁等2个单元、3个项目组成",
    ),
    ("{{ 评价标准.甲.说明 }}", "甲6分，由乙、丙2个评价项目组成"),
    ("{{ 评价标准.甲.乙.分值 }}分，{{ 评价标准.甲.项目数|大写 }}项", "3分，二项"),
    ("共{{ 评价标准.条款数 }}条，{{ 评价标准.项目|连 }}", "共4条，乙、丙、戊"),
    ("得分{{ 评价标准.合格说明 }}", "得分8分（含）以上"),
]


@pytest.mark.parametrize(("prose", "text"), NOTES)
def test_notes_in_prose(prose: str, text: str) -> None:
    model = rubric(SMALL + "    合格线: 8\n")
    runs = Prose.compile(prose).runs({"评价标准": model})
    assert "".join(run.text for run in runs) == text
    assert all(run.origin is not None for run in runs)


def test_pass_mark_may_be_exclusive() -> None:
    model = one_clause("分: 100", head="合格线: 80\n合格线含本数: 否")
    assert "".join(run.text for run in model.pass_note()) == "80分以上（不含）"


def test_a_merged_group_begins_with_two_rows_and_the_total_with_one() -> None:
    rows = rubric_table(rubric(SMALL)).rows
    kept = [
        all(paragraph.measure and paragraph.measure.keep_next for cell in row.cells for paragraph in cell.paragraphs)
        for row in rows
    ]
    assert kept == [False, True, False, False, True, False]
