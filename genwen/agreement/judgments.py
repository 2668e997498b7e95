"""Rules on what is judged in words: standards met, portions in words, lengths of time, terms, ranks; looked at after all others."""

from __future__ import annotations

from genwen.agreement.all_told import check_all_told
from genwen.agreement.folded import check_folded
from genwen.agreement.hedged import check_hedged
from genwen.agreement.lasting import check_lasting
from genwen.agreement.measures import check_measures
from genwen.agreement.peaks import check_peaks
from genwen.agreement.text import Rule
from genwen.agreement.within import check_within

JUDGMENTS: tuple[Rule, ...] = (
    Rule("A8-51", "折成几栏的表中各月与全年不符", "全年等于各月之和", check_folded, near=True, rest=True),
    Rule("A6-51", "时长、年数、提前与日期不符", "时长由起止算出，提前就是早于期限", check_lasting, rest=True),
    Rule(
        "A6-52", "时间不在应在的期间", "各组在总的期间内，后一步在前一步之后，期限在交办之后", check_within, rest=True
    ),
    Rule("A8-52", "最多、最少与表中的列不符", "说哪项最多，表里就应当是它", check_peaks, near=True, rest=True),
    Rule("A8-53", "等次、限值的结论与数不符", "同一等次一条线，达没达到由数来定", check_measures, rest=True),
    Rule(
        "A8-54", "半数、几成、超额、未完成、逐月与数不符", "说法由两数、由表来定", check_all_told, near=True, rest=True
    ),
    Rule(
        "A2-51",
        "约、近、超的数与准确的数不符",
        "约数由准确的数修约得出，近的不超过、超的不低于",
        check_hedged,
        near=True,
        rest=True,
    ),
)
"""Ids are append-only."""
