"""Random edits × random changes of facts: what a merge promises holds whatever a clerk did.

The clerk types characters nobody else uses (CJK extension A), so that none of them can be lost unseen. More examples:
GENWEN_SOAK=2000.
"""

from __future__ import annotations

import os
from collections import Counter
from functools import lru_cache
from itertools import pairwise

from hands import Hand, word_like, wps_like
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reports import MEASURES, ROWS, Facts, Measures, generation
from views import accepted, seen

from genwen.ooxml.revisions_check import irreversible
from genwen.ooxml.revisions_marks import Marker
from genwen.ooxml.revisions_text import Unit
from genwen.records import replace
from genwen.revision.merge import AUTHOR, Generation, Kind, merge_draft

SOAK = int(os.environ.get("GENWEN_SOAK", "200"))
TYPED = st.text(alphabet="㐀㐁㐂㐃㐄㐅㐆㐇，。0", min_size=1, max_size=12)
PLACE = st.floats(0, 0.999)
EDIT = st.tuples(
    st.sampled_from(["type", "over", "cut", "add", "drop", "split", "join", "move", "copy", "bold", "track", "cell", "row",
                     "track drop", "track add", "track row", "page", "column"]),
    PLACE, PLACE, TYPED,
)  # fmt: skip
SHAPE = st.sampled_from([lambda data: data, word_like, wps_like])


@st.composite
def facts(draw) -> Facts:
    """Facts that differ from the usual ones in figures, measures and rows."""
    number = st.integers(1, 9999).map(str)
    order = draw(st.permutations(range(len(MEASURES)))) if draw(st.booleans()) else range(len(MEASURES))
    measures = [MEASURES[n] for n in order][: draw(st.integers(2, len(MEASURES)))]
    if draw(st.booleans()):
        new = Measures("改造数据中心", "完成机房节能改造", f"{draw(number)}处", "年节约用电", f"{draw(number)}万千瓦时")
        measures.insert(draw(st.integers(0, len(measures))), new)
    changed = [replace(each, count=f"{draw(number)}项") if draw(st.booleans()) else each for each in measures]
    rows = [row if draw(st.booleans()) else (row[0], draw(number), row[2]) for row in ROWS]
    if draw(st.booleans()):
        rows.insert(draw(st.integers(0, len(rows))), ("民政局", draw(number), "6.1%"))
    if draw(st.booleans()):
        del rows[draw(st.integers(0, len(rows) - 1))]
    return Facts(
        saved=f"{draw(number)}%", cars=draw(st.sampled_from(["146", "150"])), training=draw(number),
        measures=tuple(changed), rows=tuple(rows), copies=draw(st.sampled_from(["区委办公室，区政府办公室", "区委办公室"])),
    )  # fmt: skip


@lru_cache(maxsize=64)
def made(given_facts: Facts) -> Generation:
    return generation(given_facts)


def carry_out(hand: Hand, edit: tuple[str, float, float, str]) -> None:
    """One edit: kind, where in the document, where in the paragraph, what is typed."""
    kind, first, second, text = edit
    units = [unit for unit in hand.units if unit.text and "\ufffc" not in unit.text]
    unit = units[int(first * len(units))]
    at = int(second * len(unit.text))
    element = unit.element
    if kind == "type":
        hand.write(unit, at, 0, text)
    elif kind == "over":
        hand.write(unit, at, min(4, len(unit.text) - at), text)
    elif kind == "cut":
        hand.write(unit, at, min(5, len(unit.text) - at), "")
    elif kind == "add":
        hand.add_paragraph(text, unit.text)
    elif kind == "copy":
        hand.add_paragraph(unit.text, unit.text)
    elif kind == "drop":
        element.getparent().remove(element)
    elif kind == "split" and at > 0:
        hand.split(unit.text[at:])
    elif kind == "join" and element.getnext() is not None and element.getnext().tag == element.tag:
        hand.join(unit.text)
    elif kind == "move":
        units[int(second * len(units))].element.addnext(element)
    elif kind == "bold":
        hand.format(unit.text[at : at + 5], "b")
    elif kind == "track":
        hand.track(unit.text[at : at + 4], text)
    elif kind == "page":
        hand.page_break(unit.text)
    elif kind.startswith("track "):
        tracked(hand, kind, unit, text)
    else:
        in_table(hand, kind, first, second, text)


def tracked(hand: Hand, kind: str, unit: Unit, text: str) -> None:
    """A paragraph or row somebody else has deleted or added with changes tracked."""
    marker = Marker(hand.package.stories.values(), "张三", "2026-01-05T09:00:00Z")
    if kind == "track drop":
        marker.delete_unit(unit)
    elif kind == "track add":
        hand.add_paragraph(text, unit.text)
        marker.mark_inserted(unit.element.getnext())
    else:
        marker.delete_row(hand.table.rows[len(text) % len(hand.table.rows)])


def in_table(hand: Hand, kind: str, first: float, second: float, text: str) -> None:
    rows = hand.table.rows
    row = rows[int(first * len(rows))]
    cell = row.cells[int(second * len(row.cells))]
    if kind == "column":
        if len(row.cells) == 3 and second < 0.3:
            hand.drop_column(int(first * 3))
        return
    if kind == "cell":
        hand.write(cell.items[0], 0, len(cell.items[0].text), text)
    elif len(rows) > 2 and len(row.cells) == 3:
        hand.add_row((text, "1", "2%"), row.text[:2]) if second < 0.5 else row.element.getparent().remove(row.element)


@settings(max_examples=SOAK, deadline=None, suppress_health_check=list(HealthCheck))
@given(edits=st.lists(EDIT, max_size=6), before=facts(), after=facts(), shape=SHAPE)
def test_promises_hold(edits, before, after, shape) -> None:
    hand = Hand(made(before).docx)
    for edit in edits:
        carry_out(hand, edit)
    draft = shape(hand.saved())
    merged = merge_draft(made(before), draft, made(after))
    assert merged.broken == ()
    if merged.docx is None:
        return
    assert irreversible(draft, merged.docx, AUTHOR) == []
    typed = Counter(char for char in "".join(seen(draft)) if "㐀" <= char <= "㐇")
    quoted = Counter("".join(outcome.theirs for outcome in merged.outcomes if outcome.kind is Kind.CONFLICT))
    assert not typed - Counter("".join(accepted(merged.docx))) - quoted
    again = merge_draft(made(after), merged.docx, made(after))
    assert again.docx is None
    assert again.outcomes == ()


@settings(max_examples=max(20, SOAK // 10), deadline=None, suppress_health_check=list(HealthCheck))
@given(before=facts(), after=facts())
def test_without_edits_accepting_gives_the_new_document(before, after) -> None:
    merged = merge_draft(made(before), made(before).docx, made(after))
    assert merged.broken == ()
    assert accepted(merged.docx or made(before).docx) == seen(made(after).docx)


@settings(max_examples=max(20, SOAK // 10), deadline=None, suppress_health_check=list(HealthCheck))
@given(edits=st.lists(EDIT, max_size=3), rounds=st.lists(facts(), min_size=2, max_size=4))
def test_builds_on_pending_revisions(edits, rounds) -> None:
    """Several builds one after the other while nobody accepts anything."""
    hand = Hand(made(rounds[0]).docx)
    for edit in edits:
        carry_out(hand, edit)
    draft = hand.saved()
    for before, after in pairwise(rounds):
        merged = merge_draft(made(before), draft, made(after))
        assert merged.broken == ()
        draft = merged.docx or draft
    if not edits:
        assert accepted(draft) == seen(made(rounds[-1]).docx)


STEADY = ("节约意识深入人心", "下一步，我们将继续巩固", "特此报告", "关于节约型机关建设情况", "能源数据来自全区")
SMALL = st.tuples(st.sampled_from(["type", "cut", "after", "drop"]), st.sampled_from(STEADY), PLACE, TYPED)


def edit_steady(hand: Hand, edits) -> None:
    """The same edits of paragraphs that no change of facts touches."""
    dropped: set[str] = set()
    for kind, where, second, text in edits:
        unit = next((unit for unit in hand.units if where[:4] in unit.text), None)
        if unit is None or where in dropped:
            continue
        at = 4 + int(second * (len(unit.text) - 4))
        if kind == "type":
            hand.write(unit, at, 0, text)
        elif kind == "cut":
            hand.write(unit, at, 2, "")
        elif kind == "after":
            hand.add_paragraph(f"㐀{text}", unit.text)
        elif where.startswith("节约"):
            dropped.add(where)
            unit.element.getparent().remove(unit.element)


@settings(max_examples=max(40, SOAK // 4), deadline=None, suppress_health_check=list(HealthCheck))
@given(edits=st.lists(SMALL, max_size=4), before=facts(), after=facts(), shape=SHAPE)
def test_edits_and_facts_that_do_not_meet_commute(edits, before, after, shape) -> None:
    """Editing and then building is building and then editing: nothing lands in another place."""
    one, other = Hand(made(before).docx), Hand(made(after).docx)
    edit_steady(one, edits)
    edit_steady(other, edits)
    draft = shape(one.saved())
    merged = merge_draft(made(before), draft, made(after))
    assert merged.broken == ()
    assert accepted(merged.docx or draft) == seen(other.saved())
