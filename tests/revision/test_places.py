"""Where messages say that something is: counted by hand in the file that the clerk opens next."""

from __future__ import annotations

import re

import pytest
from hands import EDITS, Hand
from lxml import etree
from reports import MEASURES, ROWS, Facts, Measures, generation

from genwen.ooxml.revisions_package import Package, W
from genwen.records import replace
from genwen.revision.compare import differences
from genwen.revision.merge import Kind, Merged, Outcome, merge_draft
from genwen.revision.pending import pending_in
from genwen.revision.textdiff import fold

ADDED = ("民政局", "77", "6.6%")
MEASURE = Measures("改造数据中心", "关停老旧机房，迁移上云的系统有", "31个", "机房用电比上年减少", "18.4%")


def merged_with(edit, after: Facts) -> Merged:
    hand = Hand(generation(Facts()).docx)
    edit(hand)
    merged = merge_draft(generation(Facts()), hand.saved(), generation(after))
    assert merged.broken == ()
    return merged


def said(element) -> str:
    """All that stands in an element, what is marked deleted too."""
    return "".join(node.text or "" for node in element.iter(f"{W}t", f"{W}delText"))


def found_at(data: bytes, place: str) -> str:
    """What a clerk finds at a place: rows of the first table and paragraphs under headings, counted one by one."""
    body = Package(data).body
    row = re.fullmatch(r"表1第(\d+)行(?:第(\d+)格)?", place)
    if row:
        element = list(next(body.iter(f"{W}tbl")).iter(f"{W}tr"))[int(row[1]) - 1]
        return said(list(element.iter(f"{W}tc"))[int(row[2]) - 1]) if row[2] else said(element)
    headings, _, number = place.partition(" 第")
    heading = re.split("[、）)]", headings)[-1]  # its number may be marked as changed
    texts = [text for child in body if child.tag == f"{W}p" and (text := said(child).strip())]
    if not number:
        return next(text for text in texts if text.endswith(heading))
    if heading == "正文":
        start = next(n for n, text in enumerate(texts) if text.endswith(("：", ":")) and len(text) < 20)
    else:
        start = next(n for n, text in enumerate(texts) if text.endswith(heading))
    return texts[start + int(number.removesuffix("段"))]


def add_rows(hand: Hand, names: tuple[str, ...], before: str) -> None:
    row = next(each for each in hand.table.rows if each.cells[0].text == before)
    for name in names:
        made = etree.fromstring(etree.tostring(row.element))
        next(made.iter(f"{W}t")).text = name
        row.element.addprevious(made)


def only(merged: Merged, kind: Kind) -> list[Outcome]:
    return [outcome for outcome in merged.outcomes if outcome.kind is kind]


@pytest.mark.parametrize("at", range(len(ROWS) + 1))
def test_a_row_that_comes_is_told_where_it_stands_although_the_clerk_has_added_rows(at: int) -> None:
    rows = (*ROWS[:at], ADDED, *ROWS[at:])
    merged = merged_with(lambda hand: add_rows(hand, ("审计局", "统计局"), "财政局"), replace(Facts(), rows=rows))
    (outcome,) = only(merged, Kind.INSERTED)
    assert merged.docx is not None
    assert found_at(merged.docx, outcome.place).startswith("民政局")


def test_rows_that_go_change_and_move_are_told_where_they_stand() -> None:
    rows = (ADDED, ROWS[4], ROWS[0], ("财政局", "121", "5.6%"), ROWS[3])
    merged = merged_with(lambda hand: add_rows(hand, ("审计局",), "政府办公室"), replace(Facts(), rows=rows))
    assert merged.docx is not None
    expected = {Kind.INSERTED: "民政局", Kind.DELETED: "发展和改革局", Kind.MOVED: "卫生健康局", Kind.CLEAN: "120121"}
    for kind, text in expected.items():
        (outcome,) = only(merged, kind)
        assert found_at(merged.docx, outcome.place).startswith(text), outcome


def test_what_stands_behind_updates_is_told_where_it_stands() -> None:
    measures = (MEASURE, *MEASURES[1:4], replace(MEASURES[4], more="1366人次"))
    after = replace(Facts(), training="1350", measures=measures, saved="15.2%")

    def edit(hand: Hand) -> None:
        hand.add_paragraph("会同有关部门开展了专项检查。", "全区现有公务用车")
        hand.drop("均低于全市平均水平")

    merged = merged_with(edit, after)
    assert merged.docx is not None
    kinds = (Kind.CLEAN, Kind.INSERTED, Kind.DELETED)
    outcomes = [each for each in merged.outcomes if each.kind in kinds]
    assert {outcome.kind for outcome in outcomes} == set(kinds)
    for outcome in outcomes:
        assert (outcome.new or outcome.old) in found_at(merged.docx, outcome.place), outcome


def test_what_is_open_is_listed_where_it_stands_deleted_paragraphs_too() -> None:
    merged = merged_with(
        lambda hand: None, replace(Facts(), measures=(MEASURES[0], *MEASURES[2:]), rows=ROWS[:3], saved="15.2%")
    )
    assert merged.docx is not None
    found = pending_in(merged.docx)
    whole = [each for each in found if "删去一段" in each.text or "删去一行" in each.text]
    assert len(whole) == 5
    for each in found:
        assert "”" in each.text
        assert re.findall("“(.+?)…?”", each.text)[0].replace(" ", "") in found_at(merged.docx, each.place), each


AFTER = replace(
    Facts(), saved="15.2%", cars="150", training="1350", copies="区委办公室，区政府办公室，区人大办公室",
    measures=(MEASURE, MEASURES[1], replace(MEASURES[2], count="430组"), MEASURES[4], MEASURES[3]),
    rows=(ROWS[0], ("发展和改革局", "97", "3.2%"), ADDED, ROWS[4], ROWS[2]),
)  # fmt: skip
STANDING = (Kind.CLEAN, Kind.CHECK, Kind.CONFLICT, Kind.INSERTED, Kind.DELETED, Kind.MOVED)
ELSEWHERE = ("标题", "署名", "版记", "成文日期", "页眉", "页脚", "主送")


@pytest.mark.parametrize("name", EDITS)
def test_whatever_the_clerk_did_updates_are_told_where_they_stand(name: str) -> None:
    merged = merged_with(EDITS[name], AFTER)
    assert merged.docx is not None
    checked = 0
    for outcome in merged.outcomes:
        if outcome.kind not in STANDING or any(word in outcome.place for word in ELSEWHERE):
            continue
        # a conflict shows its figure without what both sides have in common; widths may have been changed by hand, and
        # a column taken away
        said_of = outcome.new or outcome.old
        text = fold(said_of.split()[0] if name == "删列" else said_of).replace(" ", "").replace("\n", "")
        there = fold(found_at(merged.docx, outcome.place)).replace(" ", "")
        assert text in there or (outcome.kind is Kind.CONFLICT and text[:2] in there), outcome
        checked += 1
    assert checked >= 10


@pytest.mark.parametrize("at", range(1, len(ROWS) + 1))
def test_before_a_row_is_there_diff_says_behind_which_row_of_the_draft_it_goes(at: int) -> None:
    hand = Hand(generation(Facts()).docx)
    add_rows(hand, ("审计局", "统计局"), "财政局")
    draft = hand.saved()
    new = generation(replace(Facts(), rows=(*ROWS[:at], ADDED, *ROWS[at:])))
    (item,) = [each for each in differences(generation(Facts()), draft, new) if each.new]
    assert item.place.endswith("之后")
    assert found_at(draft, item.place.removesuffix("之后")).startswith(ROWS[at - 1][0])


def test_diff_looks_for_changed_paragraphs_in_the_draft() -> None:
    hand = Hand(generation(Facts()).docx)
    hand.add_paragraph("会同有关部门开展了专项检查。", "一、总体情况")
    draft = hand.saved()
    (item,) = differences(generation(Facts()), draft, generation(replace(Facts(), training="1350")))[1:]
    assert "1200" in found_at(draft, item.place)


def test_before_a_paragraph_is_there_diff_says_behind_what_it_goes() -> None:
    draft = generation(Facts()).docx
    new = replace(Facts(), measures=(*MEASURES[:2], MEASURE, *MEASURES[2:]), figures=(("用电", "5%"),))
    found = [each for each in differences(generation(Facts()), draft, generation(new)) if each.new and not each.old]
    assert len(found) == 4
    for item in found:
        before = found_at(draft, item.place.removesuffix("之后"))
        expected = "不断引向深入" if (item.new or "").startswith("用电方面") else "无纸化办公"
        assert expected in before, item
