from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genwen.document.elements import (
    Block,
    Cell,
    FootBox,
    Measure,
    Paragraph,
    Row,
    Run,
    SectionBreak,
    Table,
)
from genwen.document.layout import PageEstimate, break_lines, line_count, paginate, paragraph_lines
from genwen.document.line_break import NOT_AT_END, NOT_AT_START
from genwen.document.table_layout import row_heights
from genwen.document.tables import notes_kept, shares
from genwen.numerals import width_in_chars
from genwen.standard import BODY_ADVANCE, CHARS, LINES, TYPE_AREA_WIDTH

INDENT = 2 * BODY_ADVANCE

# As LibreOffice 7.4 breaks them, in the body style of the templates, with faces of proportional Latin letters
RENDERED = [
    (
        "2025年，全市公共机构用电量为1256.30万千瓦时，同比下",
        "降5.03%；用水量为88.6万立方米，同比下降3.1%；公务用车",
        "油耗为35.2万升，与上年持平。",
    ),
    (
        "各单位要按照《节约型机关创建行动方案》（国管节能",
        "〔2020〕39号）的要求，对照评价标准逐项自查，于2025年10",
        "月31日前报送自评打分表和佐证材料。",
    ),
    (
        "一是压实责任。把“光盘行动”“无纸化办公”“绿色出",
        "行”等要求写入科室年度目标，每季度通报一次，通报结果与评",
        "先评优挂钩，做到月月有数据、季季有分析。",
    ),
    (
        "坚持问题导向——凡是能耗高于定额的办公楼，都要列出清",
        "单、限期整改、逐一销号……整改不到位的，由分管负责同志约",
        "谈。",
    ),
    (
        "办公区域夏季空调温度设置不低于26摄氏度，冬季不高于",
        "20摄氏度，LED灯具使用率达到100%，用水器具节水型比例达",
        "到98%～100%。",
    ),
    (
        "附件所列的GB/T 9704—2012和GB/T 15834—2011两项",
        "标准，自2012年起施行，至今有效。",
    ),
    (
        "经核算，人均综合能耗为125.63千克标准煤，单位建筑面",
        "积能耗为61.2千瓦时/（平方米·年），人均用水量为18.40立",
        "方米，三项指标均优于“十四五”时期的约束性目标值。",
    ),
    ("节能降耗工作成效明显。",),
]


@pytest.mark.parametrize("lines", RENDERED, ids=lambda lines: lines[0][:6])
def test_lines_break_as_rendered(lines: tuple[str, ...]) -> None:
    text = "".join(lines)
    assert break_lines(text, TYPE_AREA_WIDTH, first_indent=INDENT, proportional=True) == lines
    assert line_count(text, TYPE_AREA_WIDTH, first_indent=INDENT) == len(lines)


@pytest.mark.parametrize(
    ("length", "indent", "lines"),
    [(0, 0, 1), (1, 0, 1), (28, 0, 1), (29, 0, 2), (26, INDENT, 1), (27, INDENT, 2), (54, INDENT, 2), (55, INDENT, 3)],
)
def test_28_characters_fill_a_line(length: int, indent: int, lines: int) -> None:
    assert line_count("节" * length, TYPE_AREA_WIDTH, first_indent=indent) == lines


def test_a_hanging_indent_widens_the_first_line() -> None:
    width = TYPE_AREA_WIDTH - 5 * BODY_ADVANCE
    assert line_count("节" * 26, width, first_indent=-3 * BODY_ADVANCE) == 1
    assert line_count("节" * 27, width, first_indent=-3 * BODY_ADVANCE) == 2


def test_a_mark_that_does_not_fit_takes_the_character_before_it_along() -> None:
    assert break_lines("节" * 28 + "。", TYPE_AREA_WIDTH) == ("节" * 27, "节。")
    assert break_lines("节" * 27 + "“能”", TYPE_AREA_WIDTH) == ("节" * 27, "“能”")


def test_numbers_are_not_broken() -> None:
    assert break_lines("节" * 25 + "1256300千瓦时", TYPE_AREA_WIDTH) == ("节" * 25, "1256300千瓦时")
    assert break_lines("节" * 27 + "5.03%", TYPE_AREA_WIDTH)[1] == "5.03%"


def test_chinese_and_figures_are_set_apart() -> None:
    assert line_count("节能2025" * 7, TYPE_AREA_WIDTH) == 2
    assert width_in_chars("节能2025" * 7) == CHARS


def test_a_line_feed_breaks_and_what_fits_nowhere_is_cut() -> None:
    assert break_lines("甲\n乙", TYPE_AREA_WIDTH, first_indent=INDENT) == ("甲", "乙")
    assert "".join(break_lines("x" * 200, TYPE_AREA_WIDTH)) == "x" * 200
    assert line_count("节", 10) == 1


TEXT = st.text(alphabet="节能机关工作2025.3%，。、；：“”《》（）〔〕—…AB ", max_size=300)


@given(TEXT, st.integers(3000, 9000), st.integers(-900, 900))
def test_broken_lines_make_up_the_text(text: str, width: int, indent: int) -> None:
    lines = break_lines(text, width, first_indent=indent)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert line_count(text, width, first_indent=indent) == len(lines) >= 1
    assert line_count(text, width + 2000, first_indent=indent) <= len(lines)


@given(TEXT, TEXT, st.integers(0, 60), st.integers(0, 60), st.integers(900, 9000), st.integers(-900, 900))
def test_a_text_like_another_takes_as_many_lines_as_by_itself(
    text: str, piece: str, start: int, end: int, width: int, indent: int
) -> None:
    other = text[:start] + piece[:9] + text[min(start + end, len(text)) :]
    alone = line_count(other, width, first_indent=indent)
    assert line_count(other, width, first_indent=indent, other=text) == alone
    assert len(break_lines(other, width, first_indent=indent)) == alone


@given(TEXT, st.integers(900, 9000))
def test_figures_and_characters_stand_for_one_another(text: str, width: int) -> None:
    other = "".join("3" if char in "0124567890" else "乙" if char == "节" else char for char in text)
    assert line_count(other, width, other=text) == line_count(other, width)


@given(
    st.lists(
        st.sampled_from(["节能", "“光盘行动”", "（一）", "2025年", "5.03%", "，", "《办法》", "机关"]), max_size=80
    )
)
def test_no_line_begins_or_ends_with_the_wrong_mark(words: list[str]) -> None:
    text = "关" + "".join(words).replace("，，", "，")
    lines = break_lines(text, TYPE_AREA_WIDTH)
    if "，，" not in text:
        assert all(line[0] not in NOT_AT_START for line in lines[1:])
    assert all(line[-1] not in NOT_AT_END for line in lines)


def body(text: str = "节", style: str = "公文正文", **measure: object) -> Paragraph:
    return Paragraph(style, (Run(text),), measure=Measure(**measure) if measure else None)  # type: ignore[arg-type]


def page_and_lines(estimate: PageEstimate) -> tuple[int, float]:
    return estimate.page, round(estimate.lines_used, 2)


def test_a_page_holds_22_lines() -> None:
    assert page_and_lines(paginate([body()] * LINES)) == (1, 22)
    assert page_and_lines(paginate([body()] * (LINES + 1))) == (2, 1)
    assert paginate([body()] * 20).lines_free == pytest.approx(2, abs=0.05)
    assert page_and_lines(paginate([])) == (1, 0)


def test_a_paragraph_may_break_across_pages() -> None:
    assert page_and_lines(paginate([body("节" * 28 * 30)])) == (2, 9)


def test_the_head_of_the_page_counts() -> None:
    assert page_and_lines(paginate([body()] * 10, start_lines=12.5)) == (2, 1)
    assert paginate([body()], start_lines=3, start_page=4).page == 4


@pytest.mark.parametrize(
    ("filled", "kept", "place"),
    [
        (17, [body("节" * 100, keep_next=True), body()], (1, 22)),
        (18, [body("节" * 100, keep_next=True), body()], (2, 5)),
        (19, [body(style="空行", keep_next=True), body(keep_next=True), body()], (1, 22)),
        (20, [body(style="空行", keep_next=True), body(keep_next=True), body()], (2, 3)),
        (20, [body(keep_next=True), body("节" * 100)], (2, 3)),
        (21, [body(keep_next=True), body("节" * 100)], (2, 5)),
        (21, [body("一、总体要求", "一级标题"), body()], (2, 2)),
        (21, [body(keep_next=True)], (1, 22)),
    ],
)
def test_kept_paragraphs_go_together_as_rendered(filled: int, kept: list[Block], place: tuple[int, float]) -> None:
    assert page_and_lines(paginate([*[body()] * filled, *kept])) == place


def test_more_than_a_page_cannot_be_kept_together() -> None:
    assert page_and_lines(paginate([body(), *[body(keep_next=True)] * 30, body()])) == (2, 10)


def test_breaks() -> None:
    assert page_and_lines(paginate([body(), body(page_break_before=True)])) == (2, 1)
    assert page_and_lines(paginate([body(page_break_before=True)])) == (1, 1)
    assert page_and_lines(paginate([body(), SectionBreak(), body(page_break_before=True)])) == (2, 1)
    assert paginate([body(), SectionBreak(even_page=True), body()]).page == 2
    assert paginate([*[body()] * 23, SectionBreak(even_page=True), body()]).page == 4


def test_the_foot_box_takes_no_room() -> None:
    assert paginate([body(), FootBox((body(),), ("粗", "粗"), 900)]) == paginate([body()])


@pytest.mark.parametrize(
    ("paragraph", "lines"),
    [
        (body("节" * 20, "公文标题"), 1),
        (body("节" * 21, "公文标题"), 2),
        (body("附件：" + "节" * 20, "附件说明"), 1),
        (body("附件：1." + "节" * 22, "附件说明", left=1890, hanging=1260), 1),
        (body("附件：1." + "节" * 23, "附件说明", left=1890, hanging=1260), 2),
        (body("节" * 28, "主送机关"), 1),
        (body("节" * 22, "主送机关", scale=50), 1),
        (body("节" * 50, "主送机关", scale=50), 1),
        (body("节" * 28, "发文机关署名", right=630), 2),
        (body("〔2025〕7号\t签发人：" + "节" * 30, "上行发文字号"), 1),
    ],
)
def test_styles_and_measures_set_the_width(paragraph: Paragraph, lines: int) -> None:
    assert paragraph_lines(paragraph) == lines


def cell(text: str = "节", merge: str = "", columns: int = 1) -> Cell:
    return Cell((body(text, "表格文字"),) if merge != "续" else (), columns, merge)


def test_row_heights() -> None:
    table = Table(
        (2000, 2514),
        (
            Row((cell(), cell()), header=True),
            Row((cell("节" * 8), cell("节" * 10))),
            Row((cell("节" * 7), cell("节" * 21))),
            Row((cell("节" * 18, columns=2),)),
        ),
    )
    assert row_heights(table) == [410, 770, 1130, 410]


def test_a_merged_cell_stretches_only_the_last_of_its_rows() -> None:
    rows = (Row((cell("节" * 70, "起"), cell())), Row((cell(merge="续"), cell())), Row((cell(), cell())))
    assert row_heights(Table((1794, 1794), rows)) == [410, 10 * 360 + 40 + 10 - 410, 410]
    assert row_heights(Table((1794, 1794), (Row((cell("节" * 14, "起"), cell())), *rows[1:]))) == [410, 410, 410]
    assert row_heights(Table((1794, 1794), rows[:2])) == [410, 10 * 360 + 40 + 10 - 410]


def table(rows: int, header: bool = True) -> Table:
    head = (Row((cell(), cell()), header=True),) if header else ()
    return Table((4000, 4845), (*head, *[Row((cell(), cell()))] * rows))


def test_tables_repeat_their_header_on_each_page() -> None:
    # 31 rows of 410 twips and the closing rule fill a page
    assert page_and_lines(paginate([table(30)])) == (1, round((31 * 410 + 10) / 579, 2))
    assert page_and_lines(paginate([table(31)])) == (2, round((2 * 410 + 10) / 579, 2))
    assert page_and_lines(paginate([table(31, header=False)])) == (1, round((31 * 410 + 10) / 579, 2))
    assert page_and_lines(paginate([table(32, header=False)])) == (2, round((410 + 10) / 579, 2))


def test_a_header_is_not_left_alone() -> None:
    assert paginate([*[body()] * 21, table(1)]).page == 2
    assert page_and_lines(paginate([*[body()] * 20, body(keep_next=True), table(1)])) == (2, round(1 + 830 / 579, 2))


@pytest.mark.parametrize(("filled", "place"), [(17, (1, 21.35)), (18, (2, 2.23))])
def test_the_last_row_stands_with_its_note(filled: int, place: tuple[int, float]) -> None:
    """As rendered: under 18 lines there is room for four rows and not for their note."""
    noted = notes_kept((table(4), body("注：节。", "表注")))
    assert page_and_lines(paginate([*[body()] * filled, *noted])) == place
    assert (
        page_and_lines(paginate([*[body()] * filled, *notes_kept((table(4),), True), body("注：节。", "表注")]))
        == place
    )
    assert notes_kept((table(4), body())) == (table(4), body())


def test_a_table_without_rules() -> None:
    plain = Table((4000, 4845), (Row((cell(), cell())),) * 2, "无框表格")
    assert row_heights(plain) == [400, 400]


def test_what_is_kept_with_a_new_page_needs_no_room_for_it() -> None:
    kept = Paragraph("附件说明", (Run("附件：甲"),), "", Measure(keep_next=True))
    head = Paragraph("附件标识", (Run("附件"),), "", Measure(page_break_before=True))
    assert paginate([kept, head], start_lines=LINES - 1).page == 2


def test_an_end_that_hangs_on_one_line_begins_a_page() -> None:
    from genwen.document.placement import settle_end
    from genwen.document.signature import keep_end

    def ends_on_new_page(lines: int) -> bool:
        text = tuple(Paragraph("公文正文", (Run("一段。"),), f"段{n}") for n in range(lines))
        closing = tuple(Paragraph("空行", key=f"落款{n}") for n in range(4))
        body, _ = keep_end(text, (), closing)
        last = settle_end((), body, closing, 12.0)[-1]
        assert isinstance(last, Paragraph)
        return last.measure is not None and last.measure.page_break_before

    # 10 lines on the first page, 22 on the second; the end takes 5
    assert [lines for lines in range(24, 32) if ends_on_new_page(lines)] == [27, 28, 29]


def test_the_end_of_an_issued_text_that_hangs_on_one_line_begins_a_page() -> None:
    """Whether the pages of the 附件 under it are even must not hang on a line either."""
    from genwen.document.head import HeadPlan, MarkForm
    from genwen.document.parts import Parts, settled
    from genwen.document.signature import attachment_note

    def ends_on_new_page(lines: int) -> bool:
        title = Paragraph("公文标题", (Run("方案"),), "题", Measure(page_break_before=True))
        text = tuple(Paragraph("公文正文", (Run("一段。"),), f"段{n}") for n in range(lines))
        letter = (Paragraph("公文正文", (Run("现予印发。"),), "函"),)
        nothing: dict[str, tuple[tuple[Paragraph, ...], ...]] = {"标题": (), "附件说明": (), "署名": (), "附件": ()}
        issued = ((title,), text, attachment_note([(Run("评价标准"),)]))
        plan = HeadPlan(MarkForm("发文机关标志", 46, 1100, 65), 12.0)
        blocks, _ = settled(Parts({**nothing, "正文": (letter,), "印发件": issued}, {}, plan=plan, footed=True))
        last = next(block for block in blocks["印发件"] if getattr(block, "key", "") == f"段{lines - 1}")
        assert isinstance(last, Paragraph)
        return last.measure is not None and last.measure.page_break_before

    found = [lines for lines in range(2, 45) if ends_on_new_page(lines)]
    assert 2 <= len(found) <= 6
    assert any(one + 1 in found for one in found)


@pytest.mark.parametrize("parts", [(), (0, 0, 0), (0,), (1, 0, 3), (2, 5, 1)])
def test_columns_are_as_wide_as_their_shares(parts: tuple[float, ...]) -> None:
    """Columns with nothing in them, of an outline half written, are alike."""
    widths = shares(parts, 9000)
    assert (len(widths), sum(widths)) == (len(parts), 9000 if parts else 0)
    if not any(parts):
        assert len(set(widths)) <= 1
    else:
        assert [round(width * sum(parts) / 9000) for width in widths] == list(parts)
