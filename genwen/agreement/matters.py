"""Rules on the matter of a text rather than its amounts: which comes first, how long, what things are called, what lists hold, units."""

from __future__ import annotations

from genwen.agreement.chronology import check_chronology
from genwen.agreement.text import Rule

MATTERS: tuple[Rule, ...] = (
    Rule("A6-7", "先后与所说的顺序不符", "随后的在后，此前的在前，依据的先有", check_chronology, rest=True),
)
"""Looked at after all others; ids are append-only."""
