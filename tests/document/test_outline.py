"""Outlines into paragraphs: ordinals, heading forms, house styles, loops, conditions, tables."""

from __future__ import annotations

import pytest
from outlines import blocks_of, composed, lines, read, texts

from genwen.document.elements import OriginKind, Paragraph, Table

SECTIONS = """
    正文:
      - 标题: 山
        正文:
          - 标题: 石
            正文:
              - 标题: 土
                正文:
                  - {标题: 沙, 正文: 细沙。}
              - {标题: 泥, 正文: 软泥。}
      - {标题: 水, 正文: 流水。}
    """


def test_four_levels_have_the_ordinals_and_styles_of_the_standard() -> None:
    blocks = [block for block in blocks_of(SECTIONS) if isinstance(block, Paragraph)]
    assert [(block.style, block.text) for block in blocks] == [
        ("一级标题", "一、山"), ("二级标题", "（一）石"), ("三级标题", "1.土"), ("四级标题", "（1）沙"), ("公文正文", "细沙。"),
        ("三级标题", "2.泥"), ("公文正文", "软泥。"), ("一级标题", "二、水"), ("公文正文", "流水。"),
    ]  # fmt: skip


def test_an_ordinal_is_a_run_of_its_own() -> None:
    first = blocks_of(SECTIONS)[0]
    assert isinstance(first, Paragraph)
    assert [run.text for run in first.runs] == ["一、", "山"]
    assert first.runs[0].origin is not None
    assert first.runs[0].origin.kind is OriginKind.NUMBERING


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        ("{标题: [独行, 段首]}", ["一、甲", "（一）乙。丙。"]),
        ("{标题: [独行, 标签]}", ["一、甲", "（一）乙：丙。"]),
        ("{标题: [独行, 段首], 层次: [一、, (一)]}", ["一、甲", "(一)乙。丙。"]),
        ("{标题: [独行, 标签], 层次: [一、, 1、], 标题末: ['', ':']}", ["一、甲", "1、乙:丙。"]),
        ("{标题末: ['', 。]}", ["一、甲", "（一）乙。", "丙。"]),
        ("{层次: [第一、, 无]}", ["第一、甲", "乙", "丙。"]),
    ],
)
def test_house_styles(profile: str, expected: list[str]) -> None:
    body = "\n正文: [{标题: 甲, 正文: [{标题: 乙, 正文: 丙。}]}]"
    assert lines(f"体例: {profile}{body}") == expected
    assert lines(body, house=profile) == expected


def test_a_document_says_only_where_it_differs_from_the_house() -> None:
    body = "\n正文: [{标题: 甲, 正文: [{标题: 乙, 正文: 丙。}]}]"
    house = "{层次: [一、, 1、], 标题: [独行, 标签], 标题末: ['', ':']}"
    assert lines("体例: {层次: [一、, （一）]}" + body, house=house) == ["一、甲", "（一）乙:丙。"]
    assert lines("体例: {标题: [独行, 段首]}" + body, house=house) == ["一、甲", "1、乙。丙。"]


def test_a_mistake_in_the_house_style_is_shown_in_its_own_file() -> None:
    _, findings = read("正文: 甲", "{层次: [甲、]}")
    assert [(str(finding.position), finding.code, finding.source) for finding in findings] == [
        ("genwen.yaml:1:7", "S103", "")
    ]


def test_a_heading_may_choose_for_itself_and_for_those_below() -> None:
    assert lines("""
        体例: {标题末: ['', 。]}
        正文:
          - 标题: 甲
            下级编号: 1、
            下级形式: 标签
            正文: [{标题: 乙, 正文: 丙。}, {标题: 丁, 形式: 独行, 编号: 无, 正文: 戊。}, {标题: 己, 标题末: '', 正文: 庚。}]
          - {标题: 辛, 正文: [{标题: 壬, 正文: 癸。}]}
        """) == ["一、甲", "1、乙：丙。", "丁。", "戊。", "2、己庚。", "二、辛", "（一）壬。", "癸。"]  # fmt: skip


def test_a_heading_with_a_mark_of_its_own_gets_no_second_one() -> None:
    body = "[{标题: 为什么？, 正文: 甲。}, {标题: '要点:', 正文: 乙。}]"
    assert lines(f"体例: {{标题: 段首}}\n正文: {body}") == ["一、为什么？甲。", "二、要点:乙。"]


def test_a_run_in_heading_opens_the_first_paragraph_only() -> None:
    blocks = blocks_of("体例: {标题: 段首}\n正文: [{标题: 甲, 正文: [乙。, 丙。]}]")
    assert texts(blocks) == ["一、甲。乙。", "丙。"]
    assert isinstance(blocks[0], Paragraph)
    assert [run.style for run in blocks[0].runs] == ["一级标题字", "一级标题字", "一级标题字", ""]


def test_a_run_in_heading_stands_alone_above_what_is_not_prose() -> None:
    assert lines("""
        体例: {标题: 段首}
        正文:
          - {标题: 甲, 正文: [{标题: 乙, 正文: 丙。}]}
          - {标题: 丁, 正文: [{条: 戊。}]}
          - {标题: 己, 正文: [{表: {列: [庚], 行: [[辛]]}}]}
          - {标题: 壬, 正文: [{段: 癸, 样式: 表注}]}
          - 标题: 空
        """) == ["一、甲。", "（一）乙。丙。", "二、丁。", "（一）戊。", "三、己。", "庚", "辛", "四、壬。", "癸", "五、空。"]  # fmt: skip


def test_a_lead_sentence_lists_the_headings_below() -> None:
    text = """
        正文:
          - 包括{{ 下级标题|连 }}{{ 下级标题|数|大写 }}项：
          - {标题: 松, 正文: 甲}
          - {标题: 竹, 若: 要竹, 正文: 乙}
          - {标题: '{{ 花 }}', 每: [梅, 兰], 名: 花}
        """
    assert lines(text, {"要竹": False})[0] == "包括松、梅、兰三项："
    assert lines(text, {"要竹": True})[0] == "包括松、竹、梅、兰四项："


def test_numbered_paragraphs() -> None:
    assert lines("""
        正文:
          - {条: 甲。, 正文: [甲附。, {条: 乙。}, {条: 丙。, 编号: 1.}]}
          - {条: 丁。, 编号: 无}
          - {条: '戊{{ 序 }}', 每: [子, 丑]}
        """) == ["一、甲。", "甲附。", "（一）乙。", "1.丙。", "丁。", "二、戊1", "三、戊2"]  # fmt: skip


def test_an_ordinal_without_a_form_is_a_finding() -> None:
    many = ", ".join(f"{{标题: 甲{n}}}" for n in range(21))
    _, findings = composed(f"体例: {{层次: ①}}\n正文: [{many}]")
    assert [finding.code for finding in findings] == ["E207"]
    many = ", ".join("甲" for _ in range(21))
    _, findings = composed(f"正文: [{{序列: [{many}], 样式: ①}}]")
    assert [(finding.code, finding.position.line if finding.position else 0) for finding in findings] == [("E207", 1)]


def test_conditions_and_loops() -> None:
    text = """
        正文:
          - {段: '{{ 人 }}第{{ 序 }}。', 每: 名单, 名: 人}
          - {段: 多。, 若: 名单|数 > 2}
          - {段: 少。, 若: not 名单}
          - 每: 名单
            名: 人
            正文: [{标题: '{{ 人 }}', 若: 序 != 2}]
        """
    assert lines(text, {"名单": ["赵", "钱", "孙"]}) == ["赵第1。", "钱第2。", "孙第3。", "多。", "一、赵", "二、孙"]
    assert lines(text, {"名单": []}) == ["少。"]


def test_lines_of_one_scalar_are_paragraphs() -> None:
    assert lines("正文:\n  - |\n    甲。\n\n    乙。\n  - {空行: 2}\n  - {表注: 注：丙}") == [
        "甲。",
        "乙。",
        "",
        "",
        "注：丙",
    ]


TABLE = """
    正文:
      - 表:
          题: 表一
          列: [{题: 甲, 宽: 2, 齐: 左}, 乙, 丙]
          行: ROWS
          注: [注：丁]
    """


def test_tables() -> None:
    blocks = blocks_of(
        TABLE.replace("ROWS", "[{行: ['{{ 人 }}', '{{ 序 }}'], 每: [赵, 钱], 名: 人}, [{文: 计, 跨列: 2}, 2]]")
    )
    assert texts(blocks) == ["表一", "甲|乙|丙", "赵|1|", "钱|2|", "计|2", "注：丁"]
    title, table = blocks[0], blocks[1]
    assert isinstance(title, Paragraph)
    assert isinstance(table, Table)
    assert title.measure is not None
    assert title.measure.keep_next
    assert table.rows[0].header
    assert table.widths[0] > table.widths[1]
    assert sum(table.widths) == 8845
    assert {cell.paragraphs[0].style for cell in table.rows[1].cells[:1]} == {"表格文字居左"}


def test_cells_over_several_rows() -> None:
    (_, table, _) = blocks_of(TABLE.replace("ROWS", "[[{文: 子, 跨行: 3}, 丑, 寅], [{文: 卯, 跨列: 2}], [辰, 巳]]"))
    assert isinstance(table, Table)
    assert texts([table])[1:] == ["子|丑|寅", "|卯", "|辰|巳"]
    assert [row.cells[0].merge for row in table.rows] == ["", "起", "续", "续"]


@pytest.mark.parametrize(
    "rows", ["[[{文: 子, 跨行: 2}, 丑, 寅], [卯, 辰, 巳]]", "[[子, {文: 丑, 跨行: 2}], [{文: 卯, 跨列: 2}]]"]
)
def test_cells_without_room_are_a_finding(rows: str) -> None:
    blocks, findings = composed(TABLE.replace("ROWS", rows))
    assert [finding.code for finding in findings] == ["E208"]
    table = blocks[1]
    assert isinstance(table, Table)
    assert all(sum(cell.columns for cell in row.cells) == 3 for row in table.rows)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("正文: [{标题: 甲, 编号: 二、}]", ["S103"]),
        ("正文: [{标题: 甲, 形式: 居中}]", ["S103"]),
        ("正文: [{标题: 甲, 题末: 。}]", ["S101"]),
        ("正文: [{段落: 甲}]", ["S105"]),
        ("正文: [[甲]]", ["S102"]),
        ("正文: [{表: {列: [甲], 行: [[乙, 丙]]}}]", ["S106"]),
        ("正文: [{表: {列: [{题: 甲, 宽: 零}]}}]", ["S103"]),
        ("正文: [{序列: {引: 甲}}]", ["S104"]),
        ("正文: [{序列: [{文: 甲}]}]", ["S101", "S104"]),
        ("正文: ['甲{{ 乙 ']", ["E203"]),
        ("附件说明: 也许", ["S103"]),
        ("体例: 公文", ["S102"]),
        ("要素: {主送机关: [{项: 甲, 样式: 一}]}", ["S101"]),
    ],
)
def test_bad_outlines(text: str, codes: list[str]) -> None:
    assert [finding.code for finding in read(text)[1]] == codes


def test_a_row_across_the_table_stands_with_the_rows_it_heads() -> None:
    rows = "[[{文: 组, 跨列: 3}], [子, 丑, 寅], [{文: 计, 跨列: 3}]]"
    table = next(block for block in blocks_of(TABLE.replace("ROWS", rows)) if isinstance(block, Table))
    kept = [
        bool(row.cells[0].paragraphs[0].measure and row.cells[0].paragraphs[0].measure.keep_next) for row in table.rows
    ]
    assert kept == [False, True, False, True]  # the last one with the note under the table


def faces(yaml: str) -> list[list[tuple[str, str]]]:
    return [[(run.text, run.style) for run in block.runs] for block in blocks_of(yaml) if isinstance(block, Paragraph)]


def test_a_numbered_paragraph_of_the_first_levels_begins_in_the_face_of_their_headings() -> None:
    black, kai = "一级标题字", "二级标题字"
    assert faces("正文:\n  - 条: 时间：三月。地点另告。\n  - 条: 按时报送") == [
        [("一、", black), ("时间：", black), ("三月。地点另告。", "")],
        [("二、", black), ("按时报送", black)],
    ]
    assert faces("正文: [{序列: {样式: （一）, 分段: 是, 项: [甲。乙]}}]") == [
        [("（一）", kai), ("甲。", kai), ("乙", ""), ("。", "")]
    ]
    assert faces("正文: [{条: 甲。乙, 编号: 1.}]") == [[("1.", ""), ("甲。乙", "")]]


@pytest.mark.parametrize(
    ("levels", "place"),
    [("[一、, 1、]", 6), ("[一、]", 4), ("[一、, 1、, （1）]", None), ("[一、, 无]", None)],
)
def test_levels_without_an_ordinal_of_their_own_are_told(levels: str, place: int | None) -> None:
    outline, findings = read(
        f"""
        体例: {{层次: {levels}}}
        正文:
          - 标题: 甲
            正文: [{{标题: 乙, 正文: [
              甲甲。,
              {{标题: 丙, 正文: [正文。]}}, {{标题: 丁}}]}}]
        """
    )
    assert outline.blocks
    if place is None:
        assert not findings
        return
    (told,) = findings
    assert (told.code, told.severity.value) == ("S103", "警告")
    assert told.position is not None
    assert told.position.line == place
    assert "层次: [" in told.hint


def test_a_level_numbered_by_its_heading_is_not_told() -> None:
    _, findings = read(
        "{体例: {层次: [一、]}, 正文: [{标题: 甲, 下级编号: 1、, 正文: [{标题: 乙, 正文: [{标题: 丙, 编号: （1）}]}]}]}"
    )
    assert not findings
