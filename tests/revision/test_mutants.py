"""Faults planted in the merge: the tests beside this one must notice each of them.

The promises checked at run time are switched off for half of the runs: the tests must not lean on them alone, and they
must not lean on the tests. Slow: run with GENWEN_SOAK=1000 or more.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from inspect import signature
from typing import Any

import pytest
import test_outcomes
import test_semantics
from hands import EDITS, Hand
from reports import MEASURES, Facts, Measures, generation
from views import forms, resolved

from genwen.ooxml import revisions_build, revisions_marks
from genwen.ooxml.revisions_marks import Marker
from genwen.ooxml.revisions_package import Package, W
from genwen.revision import align, merge, order, paragraphs, plans, session, shapes, textdiff

Patch = pytest.MonkeyPatch
SLOW = pytest.mark.skipif(int(os.environ.get("GENWEN_SOAK", "0")) < 1000, reason="slow: GENWEN_SOAK=1000 or more")


def untracked_insert(patch: Patch) -> None:
    def holder(self: Marker, runs: list[Any]) -> Any:
        around = runs[0].makeelement(f"{W}smartTag")
        around.extend(runs)
        return around

    patch.setattr(Marker, "_holder", holder)


def physical_delete(patch: Patch) -> None:
    def delete(self: Marker, runs: list[Any]) -> list[Any]:
        for run in runs:
            run.getparent().remove(run)
        return []

    patch.setattr(Marker, "_delete_runs", delete)


def physical_paragraph_delete(patch: Patch) -> None:
    def delete(self: Marker, unit: Any) -> list[Any]:
        for element in unit.elements:
            element.getparent().remove(element)
        return []

    patch.setattr(Marker, "delete_unit", delete)


def untracked_paragraph(patch: Patch) -> None:
    patch.setattr(Marker, "mark_inserted", lambda self, paragraph: None)


def cut_off_by_one(patch: Patch) -> None:
    right = paragraphs._apply
    patch.setattr(
        paragraphs, "_apply",
        lambda s, c, unit, start, end, runs: right(s, c, unit, start, min(end + 1, len(unit.text)), runs),
    )  # fmt: skip


def map_off_by_one(patch: Patch) -> None:
    right = textdiff.CharMap.__init__

    def made(self: Any, base: str, mine: str) -> None:
        right(self, base, mine)
        self.to = [at + 1 if 0 <= at < len(mine) - 1 else at for at in self.to]

    patch.setattr(textdiff.CharMap, "__init__", made)


def lost_format(patch: Patch) -> None:
    right = revisions_marks.new_runs
    for module in (session, revisions_build):
        patch.setattr(module, "new_runs", lambda text, source: right(text, None))


def lower_threshold(patch: Patch) -> None:
    for module in (order, align):
        patch.setattr(module, "LIKE", 0.1)


def no_identity(patch: Patch) -> None:
    patch.setattr(shapes, "item_name", lambda key, text: "")


def no_fusion(patch: Patch) -> None:
    for module in (plans, textdiff):
        patch.setattr(module, "glued", lambda left, right: False)
    patch.setattr(textdiff, "_TOKEN", __import__("re").compile(".", 16))
    textdiff.plain_tokens.cache_clear()


def no_folding(patch: Patch) -> None:
    for module in (textdiff, shapes, plans):
        patch.setattr(module, "fold", lambda text: text)


def silent_change(patch: Patch) -> None:
    right = paragraphs._carry_out
    patch.setattr(
        paragraphs, "_carry_out",
        lambda s, c, t, b, p, plan: None if plan.edit.change.old == "146" else right(s, c, t, b, p, plan),
    )  # fmt: skip


MUTANTS: dict[str, Callable[[Patch], None]] = {
    mutant.__name__: mutant
    for mutant in (untracked_insert, physical_delete, physical_paragraph_delete, untracked_paragraph, cut_off_by_one,
                   map_off_by_one, lost_format, lower_threshold, no_identity, no_fusion, no_folding, silent_change)
}  # fmt: skip


def same_formats() -> None:
    """Without edits, accepting gives the new document with its formats."""
    added = Measures("改造数据中心", "完成机房节能改造", "3处", "年节约用电", "8.5万千瓦时")
    new = generation(Facts(saved="15.2%", measures=(*MEASURES[1:], added)))
    merged = merge.merge_draft(generation(Facts()), generation(Facts()).docx, new)
    assert merged.broken == ()
    assert forms(resolved(merged.docx or b"", "accept")) == forms(Package(new.docx))
    assert forms(resolved(merged.docx or b"", "reject")) == forms(Package(generation(Facts()).docx))


def little_alike() -> None:
    """Paragraphs that have little in common are not each other."""
    hand = Hand(generation(Facts()).docx)
    hand.replace(hand.unit("全年累计").text, "㐀会议另发放材料1200份，由办公室统一登记保管。")
    hand.add_paragraph("㐀统计口径另行说明。", "节约意识深入人心")
    merged = merge.merge_draft(generation(Facts()), hand.saved(), generation(Facts(training="1350")))
    assert [outcome.kind for outcome in merged.outcomes] != [merge.Kind.CONFLICT]
    assert "1350" not in "".join(form[-1] for form in forms(resolved(merged.docx or b"", "accept")))


def battery() -> None:
    """The tests that need no arguments, and each edit once."""
    same_formats()
    little_alike()
    for module in (test_semantics, test_outcomes):
        for name, test in vars(module).items():
            if name.startswith("test_") and not signature(test).parameters:
                test()
    for fused in ("312%", "112%", "12%3"):
        test_semantics.test_a_figure_typed_onto_the_old_one_is_never_cut(fused)
    for edit in EDITS:
        test_outcomes.test_each_edit_in_each_shape(edit, "原样")


@SLOW
def test_the_battery_passes_without_mutants() -> None:
    battery()


@SLOW
@pytest.mark.parametrize("checked", [True, False], ids=["with checks", "without checks"])
@pytest.mark.parametrize("mutant", MUTANTS)
def test_mutants_are_killed(mutant: str, checked: bool, monkeypatch: Patch) -> None:
    if not checked:
        monkeypatch.setattr(merge, "broken_promises", lambda *_: [])
    MUTANTS[mutant](monkeypatch)
    textdiff.plain_tokens.cache_clear()
    try:
        with pytest.raises(Exception):  # noqa: B017, PT011 - a crash is noticed as well as a wrong result
            battery()
    finally:
        textdiff.plain_tokens.cache_clear()


@pytest.mark.parametrize("mutant", ["untracked_insert", "physical_delete", "untracked_paragraph", "silent_change"])
def test_the_checks_at_run_time_stop_what_breaks_a_promise(mutant: str, monkeypatch: Patch) -> None:
    MUTANTS[mutant](monkeypatch)
    new = generation(Facts(saved="15.2%", cars="150", measures=(*MEASURES[:1], *MEASURES[2:], MEASURES[1])))
    merged = merge.merge_draft(generation(Facts()), generation(Facts()).docx, new)
    assert merged.docx is None
    assert merged.broken
