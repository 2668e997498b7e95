"""What comes out of the templates, in millimetres, against the clauses of GB/T 9704—2012."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from geometry import BOTTOM, LEFT, PITCH, RIGHT, TOP, Page
from samples import DASHED, SINGLE_LENGTHS

from genwen.document.elements import Paragraph, Run
from genwen.document.paragraph_layout import paragraph_lines

Pages = Callable[[str], list[Page]]
MARKS = [f"single{length}" for length in SINGLE_LENGTHS] + [f"joint{count}" for count in range(2, 9)]
HEADS = [*MARKS, *(f"upward{count}" for count in range(1, 5))]
FILLED = [f"fill{count:02}" for count in range(1, 12)]


@pytest.mark.parametrize("name", HEADS)
def test_ink_of_the_mark_begins_35_mm_down(rendered: Pages, name: str) -> None:
    page = rendered(name)[0]
    _, top, _, _ = page.ink(TOP, 120, red=True)
    assert top - TOP == pytest.approx(35, abs=0.5)


@pytest.mark.parametrize("name", ["order1", "order3"])
def test_the_mark_of_an_order_begins_20_mm_down_and_its_text_two_lines_under_the_number(
    rendered: Pages, name: str
) -> None:
    page = rendered(name)[0]
    _, top, _, mark_bottom = page.ink(TOP, 75, red=True)
    assert top - TOP == pytest.approx(20, abs=0.5)
    number = page.line("第12号")
    assert mark_bottom < number.baseline - 2 * PITCH
    assert (page.line("为深入贯彻").baseline - number.baseline) / PITCH == pytest.approx(3.4, abs=0.1)


@pytest.mark.parametrize("name", MARKS)
def test_the_mark_stands_in_the_middle_with_air_on_both_sides(rendered: Pages, name: str) -> None:
    page = rendered(name)[0]
    rule = next(rule for rule in page.rules if rule.red)
    left, _, right, _ = page.ink(TOP + 34, rule.y - 5, red=True)
    assert left > LEFT + 3
    assert right < RIGHT - 3
    assert (left + right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=3)


@pytest.mark.parametrize("name", HEADS)
def test_the_red_rule_is_as_wide_as_the_type_area_and_4_mm_under_the_number(rendered: Pages, name: str) -> None:
    page = rendered(name)[0]
    (rule,) = (rule for rule in page.rules if rule.red)
    assert rule.right - rule.left == pytest.approx(RIGHT - LEFT, abs=0.3)
    assert rule.left == pytest.approx(LEFT, abs=0.3)
    number = page.line("临政发〔2025〕8号")
    *_, bottom = page.ink(number.baseline - 4, rule.y - 1)
    assert rule.y - rule.thickness / 2 - bottom == pytest.approx(4, abs=0.5)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_signatories_stand_at_the_right_and_the_number_at_the_left(rendered: Pages, count: int) -> None:
    page = rendered(f"upward{count}")[0]
    number = page.line("临政发")
    first = next(line for line in page.lines if "签发人：" in line.text)
    assert number.left - LEFT == pytest.approx(5.6, abs=0.3)
    assert RIGHT - first.right == pytest.approx(5.6, abs=0.4)
    assert (number.baseline - first.baseline) / PITCH == pytest.approx((count - 1) // 2, abs=0.05)


@pytest.mark.parametrize("name", HEADS)
def test_title_two_lines_under_the_rule_and_one_above_the_recipients(rendered: Pages, name: str) -> None:
    page = rendered(name)[0]
    rule = next(rule for rule in page.rules if rule.red)
    title = [line for line in page.lines if line.size == 22 and not line.red]
    assert len(title) == 2
    assert all(line.middle == pytest.approx((LEFT + RIGHT) / 2, abs=0.5) for line in title)
    assert (title[0].baseline - rule.y) / PITCH - 0.8 == pytest.approx(2, abs=0.3)
    recipients = page.line("各区县")
    assert (recipients.baseline - title[-1].baseline) / PITCH - 1 == pytest.approx(1, abs=0.2)
    assert page.line("为深入贯彻").baseline < BOTTOM


def test_a_full_page_has_22_lines_of_28_characters(rendered: Pages) -> None:
    full = rendered("full")[1:4]
    for page in full:
        lines = page.body
        assert len(lines) == 22
        steps = [after.baseline - before.baseline for before, after in pairwise(lines)]
        assert steps == pytest.approx([225 / 22] * 21, abs=0.1)
        assert lines[0].baseline - TOP == pytest.approx(0.8 * PITCH, abs=0.2)
        assert max(len(line.text) for line in lines) == 28
        assert max(line.right for line in lines) == pytest.approx(RIGHT, abs=0.5)
        assert min(line.left for line in lines) == pytest.approx(LEFT, abs=0.3)


def test_no_line_begins_with_a_dash_or_dots(rendered: Pages) -> None:
    lines = [line.text for page in rendered("dashes") for line in page.lines if "文" in line.text or "—" in line.text]
    assert not [line for line in lines if line[0] in "—…%℃" and "文" in line]
    counted = sum(paragraph_lines(Paragraph("公文正文", (Run(content),))) for content in DASHED)
    assert sum("文文" in line or "接着" in line or "的文字" in line for line in lines) <= counted + 1


def test_page_numbers_change_sides_7_mm_under_the_type_area(rendered: Pages) -> None:
    pages = rendered("full")
    for number, page in enumerate(pages, 1):
        line = page.lines[-1]
        assert line.text == f"—{number}—"
        assert line.size == 14
        gap = RIGHT - line.right if number % 2 else line.left - LEFT
        assert gap == pytest.approx(14 * 25.4 / 72, abs=0.5)
        _, top, _, bottom = page.ink(line.baseline - 4, line.baseline + 1, line.left, line.left + 4)
        assert (top + bottom) / 2 - BOTTOM == pytest.approx(7, abs=0.3)


@pytest.mark.parametrize("name", ["full", "long_copies", "table", "blank_page", "upward1", *FILLED])
def test_the_imprint_stands_on_the_lower_edge_of_the_last_page(rendered: Pages, name: str) -> None:
    page = rendered(name)[-1]
    rules = [rule for rule in page.rules if rule.right - rule.left > 150 and not rule.red][-3:]
    assert rules[-1].y == pytest.approx(BOTTOM, abs=0.3)
    assert [rule.thickness for rule in rules] == pytest.approx([0.35, 0.25, 0.35], abs=0.03)
    assert all(rule.right - rule.left == pytest.approx(156, abs=0.3) for rule in rules)
    printed = page.line("临江市人民政府办公室2025年2月28日印发")
    assert rules[1].y < printed.baseline - 3 < rules[2].y
    assert (printed.left - LEFT, RIGHT - printed.right) == pytest.approx((4.9, 4.9), abs=0.3)
    copies = [line for line in page.lines if rules[0].y < line.baseline < rules[1].y]
    assert copies[0].text.startswith("抄送：市委各部门")
    assert copies[-1].text.endswith("。")
    assert copies[0].left - LEFT == pytest.approx(4.9, abs=0.3)
    assert copies[1].left - copies[0].left == pytest.approx(3 * 4.94, abs=0.3)


@pytest.mark.parametrize("name", ["long_copies", *FILLED])
def test_text_and_imprint_never_meet(rendered: Pages, name: str) -> None:
    page = rendered(name)[-1]
    first = [rule for rule in page.rules if rule.right - rule.left > 150 and not rule.red][-3]
    above = [line.baseline for line in page.body if line.baseline < first.y]
    assert not above or max(above) < first.y - 1
    assert first.y > TOP


@pytest.mark.parametrize("name", FILLED)
def test_signature_shares_its_page_with_text(rendered: Pages, name: str) -> None:
    page = next(page for page in rendered(name) if any(line.text == "2025年2月6日" for line in page.lines))
    texts = [line.text for line in page.body]
    date = texts.index("2025年2月6日")
    assert texts[date - 2].endswith("短段。")


def test_signature_is_centred_over_its_date_four_characters_in(rendered: Pages) -> None:
    page = next(page for page in rendered("fill01") if any(line.text == "2025年2月6日" for line in page.lines))
    date = page.line("2025年2月6日")
    texts = [line.text for line in page.lines]
    name = page.lines[texts.index("2025年2月6日") - 1]
    assert RIGHT - date.right == pytest.approx(4 * 5.556, abs=0.5)
    assert name.middle == pytest.approx(date.middle, abs=0.5)


def test_a_table_repeats_its_header_and_stays_in_the_type_area(rendered: Pages) -> None:
    pages = [page for page in rendered("table") if any(re.match(r"序号.*事项", line.text) for line in page.lines)]
    assert len(pages) >= 2
    for page in pages[1:]:
        assert page.lines[0].text == "序号事项完成时限"
    for page in pages:
        rules = [rule for rule in page.rules if not rule.red]
        assert min(rule.left for rule in rules) > LEFT - 0.5
        assert max(rule.right for rule in rules) < RIGHT + 0.5
        assert max(rule.y for rule in rules) < BOTTOM + 0.3


def test_a_blank_page_and_the_imprint_after_it_carry_no_number(rendered: Pages) -> None:
    *numbered, blank, last = rendered("blank_page")
    assert [page.lines[-1].text for page in numbered] == [f"—{number}—" for number in range(1, len(numbered) + 1)]
    assert blank.lines == []
    assert all(line.baseline < BOTTOM for line in last.lines)


def test_a_section_break_after_a_full_page_makes_no_empty_page(rendered: Pages) -> None:
    first, second = rendered("plain")
    assert len(first.body) == 22
    assert second.body[0].text == "换面。"
