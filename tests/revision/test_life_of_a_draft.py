"""A draft over many builds: edited, rebuilt, changes accepted and rejected one by one, saved by other programs."""

from __future__ import annotations

import os
from collections import Counter

from hands import Hand, word_like, wps_like
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from reports import Facts
from test_random_edits import EDIT, carry_out, facts, made
from views import accepted, seen

from genwen.ooxml.revisions_check import irreversible
from genwen.ooxml.revisions_package import Package, W
from genwen.ooxml.revisions_resolve import accept, by, reject
from genwen.revision.merge import AUTHOR, Kind, merge_draft

SOAK = int(os.environ.get("GENWEN_SOAK", "200"))


class LifeOfADraft(RuleBasedStateMachine):
    """The file on the clerk's desk, the facts it was last built from, and copies kept."""

    def __init__(self) -> None:
        super().__init__()
        self.facts = Facts()
        self.draft = made(self.facts).docx
        self.kept: list[tuple[Facts, bytes]] = []

    @rule(edit=EDIT)
    def edit(self, edit) -> None:
        hand = Hand(self.draft)
        if sum(1 for unit in hand.units if unit.text and "\ufffc" not in unit.text) < 3 or not hand.body.findall(
            f"{W}tbl"
        ):
            return
        carry_out(hand, edit)
        self.draft = hand.saved()

    @rule(new=facts())
    def change_and_build(self, new: Facts) -> None:
        merged = merge_draft(made(self.facts), self.draft, made(new))
        assert merged.broken == ()
        if merged.docx is not None:
            assert irreversible(self.draft, merged.docx, AUTHOR) == []
            typed = Counter(char for char in "".join(seen(self.draft)) if "㐀" <= char <= "㐇")
            quoted = Counter("".join(outcome.theirs for outcome in merged.outcomes if outcome.kind is Kind.CONFLICT))
            assert not typed - Counter("".join(accepted(merged.docx))) - quoted
            self.kept.append((self.facts, self.draft))
            self.draft = merged.docx
        self.facts = new

    @rule()
    def build_again(self) -> None:
        merged = merge_draft(made(self.facts), self.draft, made(self.facts))
        assert (merged.docx, merged.outcomes) == (None, ())

    @rule(chance=st.randoms(use_true_random=False), accepting=st.booleans())
    def decide_some(self, chance, accepting: bool) -> None:
        package = Package(self.draft)
        for root in package.stories.values():
            own = [each.get(f"{W}id") for each in root.iter(f"{W}ins", f"{W}del") if by(AUTHOR)(each)]
            chosen = {number for number in own if chance.random() < 0.5}

            def whose(element, chosen=chosen) -> bool:
                return by(AUTHOR)(element) and element.get(f"{W}id") in chosen

            (accept if accepting else reject)(root, whose)
        package.changed |= package.stories.keys()
        self.draft = package.packed()

    @rule(seed=st.integers(0, 99))
    def save_with_word(self, seed: int) -> None:
        self.draft = word_like(self.draft, seed)

    @rule()
    def save_with_wps(self) -> None:
        self.draft = wps_like(self.draft)

    @precondition(lambda self: self.kept)
    @rule(data=st.data())
    def restore(self, data) -> None:
        self.facts, self.draft = data.draw(st.sampled_from(self.kept))


LifeOfADraft.TestCase.settings = settings(
    max_examples=max(15, SOAK // 10), stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
)
TestLifeOfADraft = LifeOfADraft.TestCase
