"""What is no text in a clerk's draft stays: notes, pictures, boxes, formulas, links, bookmarks, marks of others."""

from __future__ import annotations

import pytest
from hands import Hand, word_like, wps_like
from objects import KINDS, POINTS, held, put
from reports import MEASURES, ROWS, Facts, generation
from views import accepted, forms, rejected, resolved

from genwen.ooxml.package import read_package
from genwen.ooxml.revisions_resolve import by
from genwen.records import replace
from genwen.revision.merge import AUTHOR, Kind, merge_draft

BASE = Facts()
PLACES = {"beside before": (2, 5), "around": (2, 5), "behind": (5, 6), "within": (3, 4), "far": (8, 10)}
"""Characters of “下降12%，各项工作” that a thing is put around, or before the first of which it is put."""


def merged(edit, after: Facts, shape=lambda data: data):
    hand = Hand(generation(BASE).docx)
    edit(hand)
    draft = shape(hand.saved())
    result = merge_draft(generation(BASE), draft, generation(after))
    assert result.broken == ()
    assert result.docx is not None
    assert rejected(result.docx, by(AUTHOR)) == rejected(draft, by(AUTHOR))
    before, now = read_package(draft), read_package(result.docx)
    assert {name: now[name] for name in before if "notes" in name or "media" in name} == {
        name: part for name, part in before.items() if "notes" in name or "media" in name
    }
    return draft, result


def accepted_file(data: bytes) -> bytes:
    from clerk import resolved

    return resolved(data, True)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_thing_in_a_sentence_that_changes(kind: str, place: str) -> None:
    draft, result = merged(
        lambda hand: put(hand, kind, "下降12%，各项工作", *PLACES[place]), replace(BASE, saved="15.2%")
    )
    (told,) = result.outcomes
    within = place == "within" and kind in POINTS and kind not in ("域", "简单域")
    # a thing in the middle of the figure is no figure any more: only told
    assert told.kind in ((Kind.COMMENT,) if within else (Kind.CLEAN, Kind.CHECK))
    # a change of the format of what is replaced goes with it, once that is accepted
    kept = result.docx if kind == "他人改格式" else accepted_file(result.docx)
    assert held(kept, kind) == held(draft, kind)
    assert ("下降15.2%" in "".join(accepted(result.docx)).replace("￼", "")) is not within


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shape", [lambda data: data, wps_like], ids=["raw", "wps"])
def test_a_thing_in_a_measure_that_moves(kind: str, shape) -> None:
    after = Facts(measures=(MEASURES[0], *MEASURES[2:], MEASURES[1]))
    draft, result = merged(lambda hand: put(hand, kind, "累计完成改造", 2, 4), after, shape)
    assert held(accepted_file(result.docx), kind) == held(draft, kind)


@pytest.mark.parametrize("shape", [lambda data: data, word_like, wps_like], ids=["raw", "word", "wps"])
def test_what_moves_keeps_the_formats_the_clerk_has_given_it(shape) -> None:
    after = Facts(measures=(MEASURES[0], *MEASURES[2:], MEASURES[1]), rows=(*ROWS[1:], ROWS[0]))

    def edit(hand: Hand) -> None:
        hand.format("高效照明", "b", "i")
        hand.format("绿色办公", "u")
        hand.format("办公室", "b")

    _, result = merged(edit, after, shape)
    assert {outcome.kind for outcome in result.outcomes} == {Kind.MOVED, Kind.CLEAN}
    bold = [run[0] for form in forms(resolved(result.docx, "accept")) for run in form[3] if b"<w:b" in run[1]]
    assert "".join(bold) == "高效照明办公室"
    lines = accepted(result.docx)
    assert lines.index("（五）推行绿色办公") > lines.index("（四）加强宣传教育")


@pytest.mark.parametrize("kind", KINDS)
def test_a_thing_in_a_cell_whose_figure_changes(kind: str) -> None:
    rows = (("政府办公室", "190", "4.1%"), *ROWS[1:])
    draft, result = merged(lambda hand: put(hand, kind, "182", 0, 3), Facts(rows=rows))
    kept = result.docx if kind == "他人改格式" else accepted_file(result.docx)
    assert held(kept, kind) == held(draft, kind)
    assert [outcome.kind for outcome in result.outcomes] in ([Kind.CLEAN], [Kind.CHECK])


@pytest.mark.parametrize("kind", KINDS)
def test_a_thing_in_a_row_that_moves(kind: str) -> None:
    rows = (*ROWS[1:], ROWS[0])
    draft, result = merged(lambda hand: put(hand, kind, "政府办公室", 1, 3), Facts(rows=rows))
    assert held(accepted_file(result.docx), kind) == held(draft, kind)


@pytest.mark.parametrize("kind", [*POINTS, "他人插入", "书签", "他人批注", "链接", "内容控件"])
def test_a_thing_of_the_clerk_keeps_a_measure_that_facts_take_away(kind: str) -> None:
    after = Facts(measures=(MEASURES[0], *MEASURES[2:]))
    draft, result = merged(lambda hand: put(hand, kind, "累计完成改造", 2, 4), after)
    assert held(accepted_file(result.docx), kind) == held(draft, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_a_thing_beside_a_new_measure(kind: str) -> None:
    after = Facts(measures=(MEASURES[0], replace(MEASURES[1], name="改造数据中心", text="完成机房改造"), *MEASURES[1:]))
    draft, result = merged(lambda hand: put(hand, kind, "累计完成改造", 2, 4), after)
    assert held(accepted_file(result.docx), kind) == held(draft, kind)
    assert "改造数据中心" in "".join(accepted(result.docx))
