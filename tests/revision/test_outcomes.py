"""Every kind of hand edit × the file as several programs save it × every kind of change: what becomes of it."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest
from hands import EDITS, Hand, require_office, resaved, word_like, wps_like
from reports import MEASURES, ROWS, Facts, Measures, generation

from genwen.records import replace
from genwen.revision.merge import Generation, Kind, merge_draft

CHANGES = {
    "数字": Facts(saved="15.2%", cars="150", water="20.9", training="1350", rows=(("政府办公室", "190", "4.6%"), *ROWS[1:])),
    "增措施": Facts(measures=(*MEASURES[:2], Measures("改造数据中心", "完成机房节能改造", "3处", "年节约用电", "8.5万千瓦时"),
                           *MEASURES[2:])),
    "删措施": Facts(measures=(*MEASURES[:3], *MEASURES[4:])),
    "换序": Facts(measures=(MEASURES[0], MEASURES[2], MEASURES[1], *MEASURES[3:])),
    "增行": Facts(rows=(*ROWS[:3], ("民政局", "77", "6.1%"), *ROWS[3:])),
}  # fmt: skip
USUAL = {
    "数字": {Kind.CLEAN: 6},
    "增措施": {Kind.CLEAN: 3, Kind.INSERTED: 3},
    "删措施": {Kind.CLEAN: 1, Kind.DELETED: 3},
    "换序": {Kind.CLEAN: 1, Kind.MOVED: 3},
    "增行": {Kind.INSERTED: 1},
}
# Where an edit makes a difference: what the outcomes are then. The table of docs/改稿-结果.md says the same.
SPECIAL = {
    ("数字", "删有数字段"): {Kind.CLEAN: 5, Kind.KEPT_OUT: 1},
    ("数字", "加约字"): {Kind.CLEAN: 5, Kind.CHECK: 1},
    ("数字", "改行名"): {Kind.CLEAN: 4, Kind.CHECK: 2},
    ("数字", "手改为新值"): {Kind.CLEAN: 5, Kind.ALREADY: 1},
    ("数字", "手改为别值"): {Kind.CLEAN: 5, Kind.CONFLICT: 1},
    ("数字", "修订中改值"): {Kind.CLEAN: 5, Kind.CONFLICT: 1},
    ("数字", "格内改值"): {Kind.CLEAN: 5, Kind.ALREADY: 1},
    ("数字", "粘连改值"): {Kind.CLEAN: 5, Kind.CONFLICT: 1},
    ("数字", "删列"): {Kind.CLEAN: 5, Kind.COMMENT: 1},
    ("数字", "整段重写"): {Kind.CLEAN: 4, Kind.COMMENT: 1},
    ("数字", "删值留句"): {Kind.CLEAN: 5, Kind.KEPT_OUT: 1},
    ("增措施", "手改序号"): {Kind.CLEAN: 2, Kind.ALREADY: 1, Kind.INSERTED: 3},
    ("增措施", "删整项措施"): {Kind.CLEAN: 2, Kind.INSERTED: 3},
    ("删措施", "术语替换"): {Kind.COMMENT: 4},
    ("删措施", "改删除措施"): {Kind.COMMENT: 4},
    ("换序", "术语替换"): {Kind.COMMENT: 3},
    ("换序", "手改序号"): {Kind.COMMENT: 1, Kind.MOVED: 3},
    ("换序", "删整项措施"): {Kind.MOVED: 3},
}
BASE = Facts()


@lru_cache(maxsize=16)
def made(facts: Facts) -> Generation:
    return generation(facts)


def edited(edit: str, shape=lambda data: data) -> bytes:
    hand = Hand(made(BASE).docx)
    EDITS[edit](hand)
    return shape(hand.saved())


SHAPES = {"原样": lambda data: data, "Word": word_like, "WPS": wps_like}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("edit", EDITS)
def test_each_edit_in_each_shape(edit: str, shape: str) -> None:
    draft = edited(edit, SHAPES[shape])
    for name, facts in CHANGES.items():
        merged = merge_draft(made(BASE), draft, made(facts))
        found = Counter(outcome.kind for outcome in merged.outcomes)
        assert merged.broken == (), name
        assert found == SPECIAL.get((name, edit), USUAL[name]), name
        assert merged.docx is not None


def test_nothing_changed_is_not_written() -> None:
    for edit in EDITS:
        merged = merge_draft(made(BASE), edited(edit), made(BASE))
        assert merged.docx is None
        assert merged.outcomes == ()


def test_each_edit_saved_again_by_libreoffice(tmp_path) -> None:
    require_office()
    files = {edit: edited(edit) for edit in EDITS}
    once = resaved(files, tmp_path / "1")
    twice = resaved(once, tmp_path / "2")
    for saved in (once, twice):
        for edit, draft in saved.items():
            for name, facts in CHANGES.items():
                merged = merge_draft(made(BASE), draft, made(facts))
                found = Counter(outcome.kind for outcome in merged.outcomes)
                assert merged.broken == (), (edit, name)
                assert found == SPECIAL.get((name, edit), USUAL[name]), (edit, name)


def test_all_edits_at_once() -> None:
    hand = Hand(made(BASE).docx)
    for edit in ("改写无数字句", "加一段", "改未变单元格", "加行", "加粗含数字", "批注和分页", "他人修订", "加约字",
                 "手改序号", "改删除措施"):  # fmt: skip
        EDITS[edit](hand)
    changed = replace(CHANGES["数字"], measures=CHANGES["删措施"].measures)
    merged = merge_draft(made(BASE), word_like(hand.saved()), made(changed))
    assert merged.broken == ()
    kinds = Counter(outcome.kind for outcome in merged.outcomes)
    assert kinds[Kind.CHECK] == 1
    assert kinds[Kind.COMMENT] >= 1
    assert kinds[Kind.CLEAN] >= 5


WORDS = {str(kind): kind for kind in Kind}
PAGE = Path(__file__).parent.parent.parent / "docs" / "改稿-结果.md"


def counted(cell: str) -> dict[Kind, int]:
    """已更新5处，冲突1处 → kinds with their numbers."""
    return {WORDS[kind]: int(number) for kind, number in re.findall(rf"({'|'.join(WORDS)})(\d+)", cell)}


def test_the_page_of_outcomes_says_the_same() -> None:
    usual, special = {}, {}
    for line in PAGE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 2 and cells[0].partition("：")[0] in CHANGES:
            usual[cells[0].partition("：")[0]] = counted(cells[1])
        elif len(cells) == 3 and cells[1] in CHANGES:
            special[cells[1], cells[0].partition("：")[0]] = counted(cells[2])
    assert usual == USUAL
    assert special == SPECIAL
