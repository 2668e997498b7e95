import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genwen.document.elements import Blocks, Measure, Paragraph, Run, Table, Text, paragraphs_in
from genwen.document.signature import attachment_head, attachment_note, keep_end, keep_together, signature
from genwen.standard import BODY_ADVANCE, TYPE_AREA_WIDTH

DATE = "2025年2月6日"
DATE_CHARS = 6 + 5 * 0.2
"""Half a 字 for each of six figures, three 字, and the gap at five changes of script."""


def text(content: str) -> Text:
    return (Run(content),)


def texts(*contents: str) -> list[Text]:
    return [text(content) for content in contents]


def right(block: object) -> float:
    assert isinstance(block, Paragraph)
    assert block.measure is not None
    assert block.measure.right is not None
    return block.measure.right / BODY_ADVANCE


def shape(blocks: tuple[object, ...]) -> str:
    return "".join("表" if isinstance(block, Table) else getattr(block, "style", "")[0] for block in blocks)


def test_sealed_name_is_centred_over_the_date() -> None:
    blocks = signature(texts("临江区人民政府"), text(DATE))
    assert shape(blocks) == "空空发成"
    assert right(blocks[-1]) == 4
    assert right(blocks[-2]) == pytest.approx(4 + (DATE_CHARS - 7) / 2, abs=0.01)


def test_long_sealed_name_stays_two_characters_in_and_the_date_is_centred_under_it() -> None:
    blocks = signature(texts("局" * 20), text(DATE))
    assert right(blocks[-2]) == 2
    assert right(blocks[-1]) == pytest.approx(2 + (20 - DATE_CHARS) / 2, abs=0.01)


def test_larger_seals_take_more_blank_lines() -> None:
    assert shape(signature(texts("甲局"), text(DATE), seal_lines=3)) == "空空空发成"


@given(st.integers(1, 24))
def test_unsealed_date_begins_two_characters_after_the_name(length: int) -> None:
    blocks = signature(texts("局" * length), text(DATE), "不盖章")
    assert shape(blocks) == "空发成"
    name_edge = right(blocks[1]) + length
    date_edge = right(blocks[2]) + DATE_CHARS
    assert name_edge - date_edge == pytest.approx(2, abs=0.01)
    assert right(blocks[1] if length >= DATE_CHARS else blocks[2]) == 2


def test_joint_unsealed_names_share_their_left_edge() -> None:
    names = ("临江区财政局", "临江区机关事务管理局", "教育局")
    blocks = signature(texts(*names), text(DATE), "不盖章")
    edges = {round(right(block) + len(name), 2) for name, block in zip(names, blocks[1:], strict=False)}
    assert len(edges) == 1


@pytest.mark.parametrize(
    ("names", "rows"),
    [
        (("甲局", "乙局"), [["甲局", f"乙局{DATE}"]]),
        (("甲局", "乙局", "丙局"), [["甲局", "乙局", f"丙局{DATE}"]]),
        (("甲局", "乙局", "丙局", "丁局"), [["甲局", "乙局", "丙局"], [f"丁局{DATE}", "", ""]]),
        (("局" * 12, "乙局", "丙局"), [["局" * 12, "乙局"], [f"丙局{DATE}", ""]]),
    ],
)
def test_joint_sealed_names_stand_in_rows(names: tuple[str, ...], rows: list[list[str]]) -> None:
    blocks = signature(texts(*names), text(DATE))
    assert shape(blocks) == "空空表"
    table = blocks[-1]
    assert isinstance(table, Table)
    assert [["".join(p.text for p in cell.paragraphs) for cell in row.cells] for row in table.rows] == rows
    assert sum(table.widths) == TYPE_AREA_WIDTH
    lengths = [[len(cell.paragraphs) for cell in row.cells] for row in table.rows]
    assert all(len(set(row)) == 1 for row in lengths)


def test_stamped_post_leaves_room_for_the_stamp() -> None:
    blocks = signature(texts("临江区人民政府"), text(DATE), "签名章", texts("区长"))
    assert [p.text for p in paragraphs_in(blocks)] == ["", "", "区长", "", "", DATE]
    assert right(blocks[2]) == 13
    assert right(blocks[-1]) == 4


@pytest.mark.parametrize("sealed", ["盖章", "不盖章", "签名章"])
@pytest.mark.parametrize("names", [("甲局",), ("甲局", "乙局")])
def test_nothing_of_a_signature_may_part_from_its_date(sealed: str, names: tuple[str, ...]) -> None:
    blocks = signature(texts(*names), text(DATE), sealed)
    loose = [p for p in blocks if isinstance(p, Paragraph) and p.style in ("空行", "发文机关署名")]
    assert loose
    assert all(p.measure and p.measure.keep_next for p in loose)


@pytest.mark.parametrize(("issuers", "kept"), [(2, []), (4, [1]), (6, [1, 1]), (8, [1, 0, 1]), (10, [1, 0, 1, 1])])
def test_rows_of_seals_are_kept_together_as_far_as_a_page_holds_them(issuers: int, kept: list[int]) -> None:
    table = signature(texts(*["临江区机关事务管理局"] * issuers), text(DATE))[-1]
    assert isinstance(table, Table)
    rows = [[p.measure.keep_next for cell in row.cells for p in cell.paragraphs if p.measure] for row in table.rows]
    assert [int(all(row)) for row in rows[:-1]] == kept
    assert not any(rows[-1])  # what follows the date is free to part from it


def test_keep_together_keeps_only_the_end() -> None:
    blocks = tuple(Paragraph("公文正文", text(str(n)), "", Measure(left=n)) for n in range(3))
    kept = [p.measure for p in paragraphs_in(keep_together(blocks))]
    assert [m.keep_next for m in kept if m] == [False, False, True]
    assert kept[2] == Measure(left=2, keep_next=True)
    assert keep_together(()) == ()


def test_one_attachment_has_no_number() -> None:
    blank, line = paragraphs_in(attachment_note(texts("任务分工表")))
    assert (blank.style, line.text) == ("空行", "附件：任务分工表")
    assert line.measure == Measure(left=5 * BODY_ADVANCE, hanging=3 * BODY_ADVANCE, keep_next=True)


def test_several_attachments_are_numbered_and_aligned() -> None:
    _, *lines = paragraphs_in(attachment_note(texts(*"甲乙丙丁戊己庚辛壬癸")))
    assert [line.text for line in lines][:2] == ["附件：1.甲", "2.乙"]
    assert lines[9].text == "10.癸"
    starts = []
    for index, line in enumerate(lines):
        assert line.measure is not None
        assert line.measure.left is not None
        assert line.measure.hanging is not None
        starts.append((line.measure.left - line.measure.hanging) / BODY_ADVANCE)
        ordinal = 1.5 if index == 9 else 1
        assert line.measure.left == round((5 + ordinal) * BODY_ADVANCE)
    assert starts == pytest.approx([2] + [5] * 9, abs=0.01)


LONG = "岚峰县推进公共机构能源资源节约和生态环境保护工作联席会议办公室"


@pytest.mark.parametrize("sealed", ["盖章", "不盖章"])
def test_a_name_wider_than_the_page_is_broken_between_words_and_centred_on_itself(sealed: str) -> None:
    *_, first, last, date = signature((text(LONG),), text(DATE), sealed)
    assert isinstance(first, Paragraph)
    assert isinstance(last, Paragraph)
    assert first.text + last.text == LONG
    assert max(len(first.text), len(last.text)) <= 20
    assert not re.search(r"[公机能资生工联办]$", first.text)
    assert right(first) + len(first.text) / 2 == pytest.approx(right(last) + len(last.text) / 2, abs=0.01)
    assert min(right(first), right(last)) >= 2
    assert all(block.measure and block.measure.keep_next for block in (first, last))
    if sealed == "盖章":
        assert right(date) + DATE_CHARS / 2 == pytest.approx(right(last) + len(last.text) / 2, abs=0.5)


def test_a_long_name_among_seals_is_broken_in_its_cell() -> None:
    *_, table = signature(texts(LONG[-20:], "乙局", "丙局"), text(DATE))
    assert isinstance(table, Table)
    cells = [[p.text for p in cell.paragraphs] for cell in table.rows[0].cells]
    assert "".join(cells[0]) == LONG[-20:]
    assert max(map(len, cells[0])) <= 14
    assert cells[1] == ["", "乙局"]


def test_a_long_text_is_not_kept_whole_with_attachments_where_nothing_is_signed() -> None:
    """A short end goes with the first of them, a long paragraph would leave its page empty."""
    note = attachment_note(texts("甲", "乙"))

    def kept(blocks: Blocks) -> list[bool]:
        return [bool(isinstance(block, Paragraph) and block.measure and block.measure.keep_next) for block in blocks]

    short, long = (Paragraph("公文正文", text("字" * length)) for length in (150, 200))
    assert list(map(kept, keep_end((short,), note, ()))) == [[True], [True, False, False]]
    assert list(map(kept, keep_end((long,), note, ()))) == [[False], [True, False, False]]


def test_no_attachments_no_note() -> None:
    assert attachment_note([]) == ()


@pytest.mark.parametrize(("number", "mark"), [(None, "附件"), (2, "附件2")])
def test_attachment_head_puts_its_title_on_the_third_line(number: int | None, mark: str) -> None:
    blocks = list(paragraphs_in(attachment_head(number, texts("甲", "乙"))))
    assert [(p.style, p.text) for p in blocks] == [
        ("附件标识", mark),
        ("空行", ""),
        ("附件标题", "甲"),
        ("附件标题", "乙"),
        ("空行", ""),
    ]
    assert blocks[0].measure == Measure(page_break_before=True)


def test_a_list_of_attachments_longer_than_a_page_parts_from_the_text() -> None:
    body = (Paragraph("公文正文", text("特此通知。")),)
    sign = signature(texts("临江区人民政府"), text(DATE))

    def kept(blocks: Blocks) -> list[bool]:
        return [bool(isinstance(block, Paragraph) and block.measure and block.measure.keep_next) for block in blocks]

    few, many = attachment_note(texts(*"甲乙丙")), attachment_note(texts(*["甲"] * 22))
    assert list(map(kept, keep_end(body, few, sign))) == [[True], [True] * 4]
    assert list(map(kept, keep_end(body, many, sign))) == [[False], [False] * 22 + [True]]
    assert list(map(kept, keep_end(body, (), ()))) == [[False], []]
