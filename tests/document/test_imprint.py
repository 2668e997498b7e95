import pytest
from hypothesis import given
from hypothesis import strategies as st

from genwen.document.elements import FootBox, Measure, Run, Text
from genwen.document.imprint import IMPRINT_AROUND, IMPRINT_LINE, imprint
from genwen.ooxml.imprint_box import rule_height
from genwen.standard import IMPRINT_ADVANCE


def text(content: str) -> Text:
    return (Run(content),) if content else ()


def made(main: str, copies: str, office: str, date: str) -> FootBox:
    box = imprint(text(main), text(copies), text(office), text(date))
    assert box is not None
    return box


def texts(box: FootBox) -> list[str]:
    return [paragraph.text for paragraph in box.paragraphs]


def test_copies_and_printing_line() -> None:
    box = made("", "区委各部门，区人大常委会办公室", "临江区政府办公室", "2025年2月28日")
    assert texts(box) == ["抄送：区委各部门，区人大常委会办公室。", "临江区政府办公室\t2025年2月28日印发"]
    assert box.rules == ("粗", "细", "粗")


def test_main_recipients_come_first_with_no_rule_between() -> None:
    box = made("各乡镇人民政府。", "区委各部门", "临江区政府办公室", "2025年2月28日")
    assert texts(box)[0] == "主送：各乡镇人民政府。"
    assert box.rules == ("粗", "", "细", "粗")


def test_printing_line_alone_stands_between_two_thick_rules() -> None:
    assert made("", "", "临江区政府办公室", "2025年2月28日").rules == ("粗", "粗")


def test_nothing_to_print_no_imprint() -> None:
    assert imprint((), (), (), ()) is None
    assert imprint(text(" "), (), (), ()) is None


@given(st.text(st.sampled_from("区委各部门，、办公室2025（）"), min_size=1, max_size=400))
def test_the_box_holds_its_lines_and_rules(copies: str) -> None:
    box = made("", copies, "办公室", "2025年2月28日")
    natural = sum(0.5 if character.isascii() else 1 for character in copies)
    least = max(1, -(-natural // 27))
    assert box.height >= (least + 1) * IMPRINT_LINE + 2 * IMPRINT_AROUND + sum(map(rule_height, box.rules))
    assert box.height <= (natural / 24 + 3) * IMPRINT_LINE + 2 * IMPRINT_AROUND + 200


@pytest.mark.parametrize(
    ("office", "text", "lines"),
    [
        ("局办公室", "局办公室\t2025年3月21日印发", 1),
        (
            "云溪区推进新型城镇化和城乡融合发展工作领导小组办公室",
            "云溪区推进新型城镇化和城乡融合发展工作领导小组办公室\n\t2025年3月21日印发",
            2,
        ),
    ],
)
def test_an_office_too_long_for_its_line_leaves_the_date_one_of_its_own(office: str, text: str, lines: int) -> None:
    box = imprint((), (), (Run(office),), (Run("2025年3月21日"),))
    short = imprint((), (), (Run("甲"),), (Run("2025年3月21日"),))
    assert box is not None
    assert short is not None
    assert box.paragraphs[0].text == text
    assert box.height - short.height == (lines - 1) * IMPRINT_LINE


def test_an_office_that_runs_over_is_indented_on_every_line() -> None:
    *_, long = made("", "甲局", "办公室" * 12, "2025年3月18日").paragraphs
    *_, short = made("", "甲局", "办公室", "2025年3月18日").paragraphs
    assert long.measure == Measure(left=IMPRINT_ADVANCE, first_line=0)
    assert short.measure is None
