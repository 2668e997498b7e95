"""Every rule, in the order of the page; ids are append-only."""

from __future__ import annotations

from genwen.lint.rule import Rule
from genwen.lint.rules import (
    attachments,
    closing,
    closing_places,
    corner,
    dashes,
    dates,
    ellipses,
    heads,
    hierarchy,
    imprint,
    imprint_lines,
    item_stops,
    letters,
    lookalikes,
    manuscript,
    mentions,
    minutes,
    misplaced,
    numbers,
    ordinals,
    pages,
    pairs,
    printed_pages,
    printed_parts,
    punctuation,
    requests,
    set_words,
    signatories,
    signing,
    titles,
    typography,
    units,
)

RULES: tuple[Rule, ...] = (
    *pages.RULES,
    *corner.RULES,
    *heads.RULES,
    *signatories.RULES,
    *letters.RULES,
    *titles.RULES,
    *requests.RULES,
    *closing.RULES,
    *signing.RULES,
    *closing_places.RULES,
    *misplaced.RULES,
    *typography.RULES,
    *minutes.RULES,
    *ordinals.RULES,
    *pairs.RULES,
    *punctuation.RULES,
    *dashes.RULES,
    *ellipses.RULES,
    *item_stops.RULES,
    *numbers.RULES,
    *set_words.RULES,
    *units.RULES,
    *dates.RULES,
    *lookalikes.RULES,
    *manuscript.RULES,
    *imprint.RULES,
    *imprint_lines.RULES,
    *attachments.RULES,
    *mentions.RULES,
    *hierarchy.RULES,
    *printed_pages.RULES,
    *printed_parts.RULES,
)


def rule(identity: str) -> Rule | None:
    """The rule with an id, None when there is none."""
    return next((item for item in RULES if item.id == identity), None)
