"""Rules on what is judged in words: standards met, portions in words, lengths of time, terms, ranks; looked at after all others."""

from __future__ import annotations

from genwen.agreement.folded import check_folded
from genwen.agreement.lasting import check_lasting
from genwen.agreement.text import Rule

JUDGMENTS: tuple[Rule, ...] = (
    Rule("A8-51", "折成几栏的表中各月与全年不符", "全年等于各月之和", check_folded, near=True, rest=True),
    Rule("A6-51", "时长、年数、提前与日期不符", "时长由起止算出，提前就是早于期限", check_lasting, rest=True),
)
"""Ids are append-only."""
