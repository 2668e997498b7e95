import pytest
from hypothesis import given
from hypothesis import strategies as st

from genwen.document.elements import Paragraph, Run, Table, Text, paragraphs_in
from genwen.document.head import (
    JOINT_MARKS,
    MARK_WIDTH,
    SINGLE_MARK,
    document_number_lines,
    issuer_mark,
    plan_head,
    signatory_lines,
    title_lines,
)
from genwen.numerals import width_in_chars
from genwen.standard import BODY_ADVANCE, CHARS, LINES, TYPE_AREA_WIDTH


def text(content: str) -> Text:
    return (Run(content),)


def paragraph(block: object) -> Paragraph:
    assert isinstance(block, Paragraph)
    return block


def grid(block: object) -> Table:
    assert isinstance(block, Table)
    return block


@given(st.integers(1, 40))
def test_a_single_mark_never_leaves_the_type_area(length: int) -> None:
    (mark,) = issuer_mark([text("局" * length)])
    scale = (paragraph(mark).measure.scale if paragraph(mark).measure else None) or 100  # type: ignore[union-attr]
    width = (length + 2) * SINGLE_MARK.size * 20 * scale / 100
    assert width <= MARK_WIDTH
    assert scale == 100 or width > MARK_WIDTH * 0.95


def test_a_short_mark_is_not_scaled() -> None:
    (mark,) = issuer_mark([text("临江区人民政府")])
    assert paragraph(mark).text == "临江区人民政府文件"
    assert paragraph(mark).measure.scale is None  # type: ignore[union-attr]


def test_a_mark_without_suffix() -> None:
    (mark,) = issuer_mark([text("临江区人民政府")], "")
    assert paragraph(mark).text == "临江区人民政府"
    assert len(grid(issuer_mark([text("甲局"), text("乙局")], "")[0]).widths) == 1


def test_no_issuer_no_mark() -> None:
    assert issuer_mark([]) == ()


@given(st.lists(st.integers(2, 25), min_size=2, max_size=12))
def test_a_joint_mark_fits_and_keeps_the_order(lengths: list[int]) -> None:
    names = ["局" * length for length in lengths]
    (block,) = issuer_mark([text(name) for name in names])
    table = grid(block)
    assert sum(table.widths) <= MARK_WIDTH
    assert [row.cells[0].paragraphs[0].text for row in table.rows] == names
    assert [row.cells[1].merge for row in table.rows] == ["起"] + ["续"] * (len(names) - 1)
    assert table.rows[0].cells[1].paragraphs[0].text == "文件"
    sizes = {form.style: form.size for form in JOINT_MARKS.values()}
    for row in table.rows:
        name = row.cells[0].paragraphs[0]
        scale = (name.measure.scale if name.measure else None) or 100
        assert len(name.text) * sizes[name.style] * 20 * scale / 100 <= table.widths[0]


def test_only_the_first_row_is_moved_down() -> None:
    table = grid(issuer_mark([text("甲局"), text("乙局"), text("丙局")])[0])
    before = [row.cells[0].paragraphs[0].measure.before for row in table.rows]  # type: ignore[union-attr]
    assert before[0]
    assert before[1:] == [None, None]
    assert table.rows[0].cells[1].paragraphs[0].measure.before == before[0]  # type: ignore[union-attr]


@pytest.mark.parametrize("title", [1, 2, 3])
@pytest.mark.parametrize("issuers", range(1, 11))
def test_the_first_page_has_room_for_body_under_any_head(issuers: int, title: int) -> None:
    plan = plan_head(issuers, min(issuers, 3), title, recipients=2)
    assert plan.holds_body
    assert plan.height + title * 660 / 579 + 1 + (0 if plan.recipients_move else 2) + 1 <= LINES


def test_names_shrink_before_the_recipients_move_and_below_20_pt_only_after() -> None:
    assert plan_head(5, 0, 2, 1) == plan_head(5, 3, 2, 1)
    roomy, full, crowded = plan_head(7, 0, 1, 1), plan_head(6, 0, 3, 2), plan_head(10, 0, 3, 2)
    assert (roomy.form.size, roomy.recipients_move) == (22, False)
    assert (full.form.size, full.recipients_move) == (20, False)
    assert (crowded.form.size, crowded.recipients_move) == (18, True)
    assert plan_head(9, 0, 3, 1).recipients_move


def test_a_head_that_leaves_no_room_is_told() -> None:
    plan = plan_head(40, 0, 3, 2)
    assert not plan.holds_body
    assert plan.recipients_move


def test_recipients_of_a_single_issuer_move_only_when_they_fill_the_page() -> None:
    assert not plan_head(1, 0, 2, 6).recipients_move
    assert plan_head(1, 0, 2, 12).recipients_move


def test_downward_number_stands_alone() -> None:
    *blank, line = document_number_lines(text("临政发〔2025〕8号"), [text("张三")])
    assert [paragraph(each).style for each in blank] == ["空行", "空行"]
    assert (paragraph(line).style, paragraph(line).text) == ("发文字号", "临政发〔2025〕8号")


def lines(*names: str) -> list[str]:
    blocks = document_number_lines(text("号"), [text(name) for name in names], upward=True)
    return [p.text for p in paragraphs_in(blocks) if p.style != "空行"]


@pytest.mark.parametrize("signatories", range(13))
def test_the_number_stays_two_lines_under_the_mark(signatories: int) -> None:
    blocks = document_number_lines(text("号"), [text("张三")] * signatories, upward=True)
    assert len(blocks) - 1 == 2


def test_signatories_two_to_a_line_and_the_number_with_the_last() -> None:
    assert lines() == ["号"]
    assert lines("张三") == ["号\t签发人：张三"]
    assert lines("张三", "李四") == ["号\t签发人：张三\t李四"]
    assert lines("张三", "李四五", "王六") == ["\t签发人：张\u3000三\t李四五", "号\t王\u3000六"]
    assert lines("张三", "李四", "王六", "赵七") == ["\t签发人：张三\t李四", "号\t王六\t赵七"]
    names = "甲乙丙丁戊己庚"
    assert lines(*names) == ["\t签发人：甲\t乙\t丙", "\t丁\t戊\t己", "号\t庚"]


LONG = "阿卜杜拉·买买提江"


@pytest.mark.parametrize(
    ("number", "names", "expected"),
    [
        ("岚机事〔2026〕12号", ("罗某某", LONG), ["\t签发人：罗某某", f"岚机事〔2026〕12号\t{LONG}"]),
        ("岚人社发改联〔2026〕123号", ("罗某某", LONG), ["\t签发人：罗某某", f"岚人社发改联〔2026〕123号\t{LONG}"]),
        ("岚机事〔2026〕12号", (LONG,), [f"岚机事〔2026〕12号\t签发人：{LONG}"]),
        # no room beside the number: it stands below
        ("岚人社发改联〔2026〕123号", (LONG,), [f"\t签发人：{LONG}", "岚人社发改联〔2026〕123号"]),
        (
            "岚机事〔2026〕12号",
            ("罗某某", LONG, "赵某某"),
            [f"\t签发人：罗某某\t{LONG}", "岚机事〔2026〕12号\t赵某某"],
        ),
        ("岚机事〔2026〕12号", ("罗某某", "赵某某"), ["岚机事〔2026〕12号\t签发人：罗某某\t赵某某"]),
    ],
)
def test_long_names_stand_one_to_a_line(number: str, names: tuple[str, ...], expected: list[str]) -> None:
    blocks = document_number_lines(text(number), [text(name) for name in names], upward=True)
    found = [p.text for p in paragraphs_in(blocks) if p.style != "空行"]
    assert found == expected
    assert signatory_lines(text(number), [text(name) for name in names]) == len(expected)
    assert len(blocks) == max(3, len(expected))
    assert paragraph(blocks[-1]).style == "上行发文字号"


@given(
    st.lists(st.text("赵钱孙·", min_size=1, max_size=15), min_size=1, max_size=9),
    st.text("岚人社", min_size=1, max_size=14),
)
def test_names_have_room_beside_the_number(names: list[str], code: str) -> None:
    number = f"{code}〔2026〕12号"
    blocks = document_number_lines(text(number), [text(name) for name in names], upward=True)
    for block in blocks:
        p = paragraph(block)
        if p.measure is not None:
            head, *members = p.text.split("\t")
            left = width_in_chars(head) + 1 if head else 0
            for (_, stop), member in zip(p.measure.tabs, members, strict=True):
                assert stop >= left * BODY_ADVANCE
                left = stop / BODY_ADVANCE + width_in_chars(member)
            assert left <= CHARS - 1 + 0.1
    assert len(blocks) == max(3, signatory_lines(text(number), [text(name) for name in names]))


def test_signatory_columns_are_aligned_and_end_one_character_in() -> None:
    blocks = document_number_lines(text("号"), [text(n) for n in ("张三丰", "李四五", "王六七", "赵八九")], upward=True)
    first, last = (paragraph(block) for block in blocks if paragraph(block).style != "空行")
    assert (first.style, last.style) == ("签发人行", "上行发文字号")
    assert first.measure is not None
    assert last.measure is not None
    label, second = first.measure.tabs
    assert last.measure.tabs[1] == second
    assert second[1] + 3 * BODY_ADVANCE == TYPE_AREA_WIDTH - BODY_ADVANCE
    assert last.measure.tabs[0][1] == label[1] + 4 * BODY_ADVANCE


def test_names_of_signatories_carry_their_style() -> None:
    line = document_number_lines(text("号"), [text("张三")], upward=True)[-1]
    assert [(run.text, run.style) for run in paragraph(line).runs][-1] == ("张三", "签发人姓名")


def test_title_has_a_paragraph_for_each_line() -> None:
    assert [p.text for p in paragraphs_in(title_lines([text("甲"), text("乙")]))] == ["甲", "乙"]
