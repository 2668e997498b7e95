"""Changes said of a quantity by its name, whose two numbers stand in a table: 能源消费总量比2024年下降2.30%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.agreement.likeness import bigrams
from genwen.agreement.pairs import Pair, pairs_in
from genwen.agreement.sentences import Part, Said, said_in
from genwen.agreement.text import Line, Subject, finding
from genwen.agreement.totals import bare_head
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex

_COMPARED = regex("改造后|实施后|比|较|同比|相比|上年|去年|同期")
_HEDGE = regex("目标|计划|力争|预计|要求|任务|以上|左右|(?<!节)约")


def check_named_changes(subject: Subject) -> Iterator[Finding]:
    """Rates and differences without the number they are of, by the names of rows and columns of tables."""
    pairs = [pair for known in pairs_in(subject).values() for pair in known]
    if not pairs:
        return
    for line in subject.lines():
        for sentence in said_in(line):
            for index, item in enumerate(sentence):
                if item.part in (Part.RATE, Part.DIFFERENCE) and _COMPARED.search(item.gap) and "分别" not in item.gap:
                    yield from _named(line, sentence, index, pairs)


def _named(line: Line, sentence: tuple[Said, ...], index: int, pairs: list[Pair]) -> Iterator[Finding]:
    item = sentence[index]
    clauses = re.split("[，、；：（(]", item.gap)
    words = clauses[-1] if len(clauses[-1]) > 8 or len(clauses) < 2 else "".join(clauses[-2:])
    after = line.text[item.figure.end : item.figure.end + 8]
    if re.match(r"\s*(?:以上|以内|左右|的(?:目标|任务))", after):
        return
    if (
        _HEDGE.search(item.gap)
        or item.figure.unit == "个百分点"
        or (index and sentence[index - 1].part is Part.NOW and len(clauses) == 1)
    ):
        return
    subject = re.split("比|较|同比|与", words)[0].replace("\0", "")
    if len(subject) < 2:
        return
    chosen = [
        pair for pair in pairs if _about(pair, subject, line) and (not item.year or pair.year in (0, 1, item.year))
    ]
    if item.part is Part.DIFFERENCE:
        chosen = [pair for pair in chosen if pair.unit == item.figure.unit]
    if not chosen or any(_fits(pair, item) for pair in chosen):
        return
    if len({(pair.old, pair.new) for pair in chosen}) > 3:
        return
    pair = chosen[0]
    change = pair.new - pair.old
    said = f"{change / pair.old * 100:+.2f}%" if item.part is Part.RATE else f"{change.normalize():+f}"
    severity = Severity.WARNING if len({(p.old, p.new) for p in chosen}) == 1 else Severity.HINT
    yield finding("A803", f"“{subject}…{item.word}{item.figure.text}”与表中不符：由{pair.said_old}变化{said}，见 {pair.place}",
                  "核对表和正文", item.figure.at, severity)  # fmt: skip


def _about(pair: Pair, subject: str, line: Line) -> bool:
    """Whether a pair of a table is of what a wording names: its row, or the total of its column."""
    if pair.total:
        return len(bigrams(pair.head) & bigrams(subject)) >= 1
    row = bare_head(pair.row)
    if re.match(r"(?:19|20)\d{2}", row):
        return len(bigrams(pair.head) & bigrams(subject)) >= 1
    return len(row) >= 3 and (row in subject or (len(subject) >= 3 and row.endswith(subject)))


def _fits(pair: Pair, item: Said) -> bool:
    change = abs(pair.new - pair.old)
    if item.part is Part.DIFFERENCE:
        return abs(change - item.figure.value) <= item.figure.step
    rate = change / pair.old * 100
    slack = item.figure.step / 2 + (pair.step / pair.old) * 100
    return abs(rate - item.figure.value) <= slack or item.figure.value <= rate < item.figure.value + item.figure.step
