"""What is said to be the most or the least, before or after its answer, against the columns and rows of tables that it may be of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.claims.best import check_best
from genwen.agreement.claims.extremes import check_extremes
from genwen.agreement.reading.clauses import begun_at
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.series import series_of
from genwen.agreement.reading.sheet import AVERAGE, PART, SUBTOTAL, TOTAL, sheets_of
from genwen.agreement.reading.superlatives import Claim, claims_in
from genwen.agreement.reading.text import Subject, View, finding
from genwen.agreement.reading.vocabulary import YEAR
from genwen.agreement.sums.totals import CHANGE_HEAD, bare_head
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record

_RATIO = regex("率|占比|比重|比例|幅|均|每|单位(?:建筑)?面积|强度|%|％")
_PLAN = regex("计划|目标|任务|应|满分|权重|标准分|上年|去年|同期")
_LEAST, _BARE = 3, 12


@record(eq=False)
class Column:
    """Numbers by the names of their rows: what they are of, and where each stands."""

    name: str
    values: dict[str, Decimal]
    said: dict[str, str]
    caption: str

    def best(self, low: bool) -> str:
        """The name with the least or the greatest number."""
        return (min if low else max)(self.values, key=lambda name: self.values[name])


_RANGE = regex(r"\d月?[—－~至到]\d")


def check_peaks(subject: Subject) -> Iterator[Finding]:
    """Every claim of a document with tables; silent where the other rules of superlatives have spoken."""
    for view in subject.views:
        columns: list[Column] | None = None
        others: list[Finding] | None = None
        for line in view.lines if view.grids else ():
            for claim in claims_in(line):
                columns = list(_columns(view)) if columns is None else columns
                for item in _held(claim, columns):
                    alone = Subject((view,))
                    others = [*check_best(alone), *check_extremes(alone)] if others is None else others
                    same = (one for one in others if one.position == item.position)
                    if not any(_word(one) == claim.word or claim.clause.strip()[:6] in one.message for one in same):
                        yield item


def _word(item: Finding) -> str:
    found = re.match("“[^”]*”([\u4e00-\u9fff]+?)与表", item.message)
    return found[1] if found else ""


def _columns(view: View) -> Iterator[Column]:
    for sheet in sheets_of(view):
        rows = [row for row in sheet.members(TOTAL, SUBTOTAL, AVERAGE, PART) if sheet.labels[row]]
        for column, head in enumerate(sheet.heads) if sheet.heads.count(sheet.heads[0]) == 1 else ():
            some = sheet.column(column, rows)
            if len(some) >= _LEAST and not sheet.index_column(column) and len({number.unit for _, number in some}) == 1:
                yield Column(head, {sheet.labels[row]: number.bare for row, number in some},
                             {sheet.labels[row]: sheet.said(row, column) for row, _ in some}, sheet.caption)  # fmt: skip
    for one in series_of(view):
        if len(one.cells) >= _LEAST:
            names = {at: f"{at}月" if one.monthly else f"{'一二三四'[at - 1]}季度" for at in one.cells}
            yield Column(one.name, {names[at]: number.bare for at, (number, _) in one.cells.items()},
                         {names[at]: one.said(at) for at in one.cells}, one.caption)  # fmt: skip


def _named(claim: Claim, column: Column) -> str:
    """The one row that a claim names: after the word, or before it."""
    text = claim.named.replace("月份", "月").replace("第", "")
    if _RANGE.search(text):
        return ""
    names = [name for name in column.values if name in text and not re.search(rf"\d{re.escape(name)}", text)]
    longest = max(names, key=len, default="")
    return longest if all(name in longest for name in names) and len(longest) >= 2 else ""


def _begun(claim: Claim) -> int:
    """Where the sentence of a claim begins; one that goes on after ； without saying of what is of the sentence before: …最高的是甲；乙最低."""
    text = claim.line.text
    begun = begun_at(text, claim.start)
    bare = text[begun - 1 : begun] == "；" and text[begun : claim.start] + claim.word == claim.clause
    return begun_at(text, begun - 1) if bare and len(claim.clause) <= _BARE else begun


def _held(claim: Claim, columns: Sequence[Column]) -> Iterator[Finding]:
    begun = _begun(claim)
    words = claim.line.text[begun : claim.start] + claim.about
    if re.search("差距|相差|差值|差额|分差|偏差|落差|失分|扣分|[增降升减]幅|同比|环比|增长|下降|其余|除", words):
        return
    clause = claim.about.replace(claim.word, "，")
    fitting: list[tuple[int, Column, str]] = []
    for column in columns:
        name = _named(claim, column)
        if (
            not name
            or CHANGE_HEAD.search(bare_head(column.name))
            or (_PLAN.search(column.name) and not _PLAN.search(words))
        ):
            continue
        near = bigrams(clause.replace(name, "，"))
        far = bigrams(claim.line.text[begun : claim.start].replace(name, "，"))
        plain = re.sub("[（(][^（）()]*[）)]", "", column.name)
        ratio = bool(_RATIO.search(column.name)), bool(_RATIO.search(clause + words))
        if ratio[0] is not ratio[1]:
            continue
        own, about = bigrams(plain), bigrams(column.caption.split("\n")[-1])
        score = 6 * len(own & near) + 2 * (len(plain) >= 2 and plain[:2] in clause) or 3 * len(own & far)
        score += len(about & (near | far))
        fitting.append((score, column, name))
    best = max((score for score, _, _ in fitting), default=0)
    chosen = [(column, name) for score, column, name in fitting if score == best]
    years = [(column, name) for column, name in chosen if YEAR.search(column.name)]
    if len(years) == len(chosen) > 1:
        chosen = [max(years, key=lambda one: YEAR.findall(one[0].name)[-1:])]
    if best < 3 or any(column.values[column.best(claim.low)] == column.values[name] for column, name in chosen):
        return
    column, name = chosen[0]
    other = column.best(claim.low)
    yield finding("A811", f"“{name}”{claim.word}与表不符：{other}才是{'最小' if claim.low else '最大'}的，见 {column.said[other]}", "核对表和正文",
                  claim.at)  # fmt: skip
