"""What prose says is highest or lowest against the tables: rows, and months that are columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from genwen.agreement.claims.gaps import GAP
from genwen.agreement.reading.clauses import begun_at
from genwen.agreement.reading.likeness import about_one, bigrams
from genwen.agreement.reading.sheet import AVERAGE, PART, SUBTOTAL, TOTAL, Sheet, sheets_of
from genwen.agreement.reading.superlatives import Claim, claims_in, period_of
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.agreement.sums.totals import CHANGE_HEAD, bare_head
from genwen.agreement.values.crossing import Row, named_rows
from genwen.diagnostics import Finding
from genwen.patterns import regex

_SCORE_WORD = regex("得分|分数|成绩|总分")
_SCORE_HEAD = regex("总分|总得分|综合|最终|^得分|总成绩")
_BEST = regex(r"最[高大多低小少好差快慢]|居(?:全[市县区])?(?:首位|第一|末位|榜首)|排名?(?:第一|首位|末位|最后)")
_OTHER_YEAR = regex("^(?:上年|去年|同期|上年同期|目标|标准|定额|限额)")


def check_best(subject: Subject) -> Iterator[Finding]:
    """8月用电量最高: the row named against the columns it may be of."""
    for view in subject.views:
        sheets = sheets_of(view)
        named = named_rows(sheets) if sheets else {}
        turned = {
            re.sub("月份$", "月", head): sheet for sheet in sheets for head in sheet.heads[1:] if _WHEN.match(head)
        }
        quantities = {bare_head(head) for sheet in sheets for head in sheet.heads}
        for line in view.lines if named or turned else ():
            yield from _best_column(line, turned)
            for claim in claims_in(line):
                text = claim.named.replace("月份", "月")
                names = [
                    name
                    for name in named
                    if name in text and not (name[0].isdigit() and re.search(r"[\d—\-–~～至到]" + name, text))
                ]
                if not names and not claim.after:
                    short = [name for name in named if len(name) >= 4 and text.strip().startswith(name[:3])]
                    names = short if len(short) == 1 else []
                if not names:
                    continue
                names = [one for one in names if not any(head.startswith(one) for head in quantities)] or names
                name = max(names, key=lambda one: (text.rfind(one), len(one)))
                if (
                    period_of(text) not in name
                    or re.search(r"[、和及]", text.replace(name, ""))
                    or any(head in text for head in turned)
                ):
                    continue
                yield from _extreme(claim, name, named[name])


_WHEN = regex(r"^(?:\d{1,2}月|[一二三四]季度|第[一二三四]季度|(?:19|20)\d{2}年)$")


def _best_column(line: Line, turned: dict[str, Sheet]) -> Iterator[Finding]:
    """4月用电量最小, where months are columns and 用电量 is a row."""
    for match in _BEST.finditer(line.text):
        start = begun_at(line.text, match.start(), "。；\n，,、")
        clause = line.text[start : match.end()].replace("月份", "月")
        said = [head for head in turned if re.search(rf"(?<!\d){head}", clause)]
        if len(said) != 1:
            continue
        sheet = turned[said[0]]
        columns = [c for c, head in enumerate(sheet.heads) if _WHEN.match(head)]
        column = next(c for c in columns if sheet.heads[c].replace("月份", "月") == said[0])
        rest = clause.replace(said[0], "")
        low = bool(re.search("[低小少]", match.group()))
        for row, label in enumerate(sheet.labels):
            numbers = [(c, n.value) for c in columns if (n := sheet.numbers[row][c]) is not None]
            own = sheet.numbers[row][column]
            if (
                own is None
                or len(numbers) < 3
                or not len(bigrams(bare_head(label)) & bigrams(rest)) >= max(1, len(bigrams(bare_head(label))) - 1)
            ):
                continue
            best = (min if low else max)(numbers, key=lambda one: one[1])
            if own.value != best[1]:
                yield finding("A811", f"“{said[0]}”{match.group()}与表不符：{label}{sheet.heads[best[0]]}是{best[1]}，见 {sheet.said(row, best[0])}",
                              "核对表和正文", line.at(match.start()))  # fmt: skip
            break


def _extreme(claim: Claim, name: str, rows: list[Row]) -> Iterator[Finding]:
    """The row named against the columns that the claim may be of; silent where it is the end of any of the likeliest."""
    clause = claim.clause
    if GAP.search(clause) or (
        re.search("失分|扣分", clause) and not any(re.search("失|扣", head) for row in rows for head in row.sheet.heads)
    ):
        return
    words = re.sub("[高低]", "", claim.about.replace(name, ""))
    begun = begun_at(claim.line.text, claim.start)
    spared = _SPARED.search(claim.line.text, begun, claim.start)
    if spared is not None and (
        name in spared["names"] or not any(row.sheet.labels.count(spared["names"]) for row in rows)
    ):
        return
    wide = claim.line.text[begun : claim.start].replace(name, "")
    found = [(_tied(sheet.heads[column], words), _tied(sheet.heads[column], wide), row, column)
             for row in rows for sheet in (row.sheet,) for column in range(len(sheet.heads))
             if sheet.numbers[row.row][column] is not None and not sheet.index_column(column)]  # fmt: skip
    if not re.search("[增降升减]|幅|率|比", words + wide + claim.clause):
        amounts = [
            one
            for one in found
            if not CHANGE_HEAD.search(bare_head(one[2].sheet.heads[one[3]])) and "率" not in one[2].sheet.heads[one[3]]
        ]
        found = amounts or found
    best = max((max(near, 0), max(far, 0)) for near, far, _, _ in found) if found else (0, 0)
    if _PER.search(words) and best == (0, 0):
        return
    chosen = [(row, column) for near, far, row, column in found if (max(near, 0), max(far, 0)) == best]
    worst: tuple[Row, int, int] | None = None
    for row, column in chosen:
        values = _of_column(row, column, spared["names"] if spared else "")
        own = row.sheet.numbers[row.row][column]
        if own is None or len(values) < 3:
            continue
        strict = best > (0, 0) and not CHANGE_HEAD.search(bare_head(row.sheet.heads[column]))
        ends = [
            pick(values, key=lambda one: one[1])[1] for pick in ((min if claim.low else max,) if strict else (min, max))
        ]
        if own.value in ends:
            return
        end = (min if claim.low else max)(values, key=lambda one: abs(one[1]))
        worst = worst or (row, column, end[0])
    if worst is not None:
        row, column, other = worst
        yield finding("A811", f"“{name}”{claim.word}与表不符：{row.sheet.heads[column]}是{row.sheet.text(row.row, column)}，"
                      f"见 {row.sheet.said(other, column)}", "核对表和正文", claim.at)  # fmt: skip


def _of_column(row: Row, column: int, spared: str) -> list[tuple[int, Decimal]]:
    """The numbers of a column, those of totals, of parts and of what is said to be left out left out."""
    sheet = row.sheet
    members = sheet.members(TOTAL, SUBTOTAL, AVERAGE, PART, _OTHER_YEAR)
    return [(r, n.value) for r, n in sheet.column(column, members) if not spared or sheet.labels[r] not in spared]


_SPARED = regex("除(?P<names>[^，。；]{1,24})外")


_PER = regex("(?<!平)均(?!分)|每|率|占比|比重|单位(?:建筑)?面积")


def _tied(head: str, words: str) -> int:
    """How well a head fits the words of a claim: what they have in common, less what the head has besides."""
    plain = bare_head(head)
    if bool(_PER.search(words)) is not bool(_PER.search(plain)) and words.strip():
        return 0
    if _SCORE_WORD.search(words) and _SCORE_HEAD.search(head):
        return 3
    if re.search("[降增升幅]", words) and CHANGE_HEAD.search(plain):
        return 3
    own = bigrams(re.sub("合计|[数量]$", "", plain))
    common = len(own & bigrams(words))
    if not own and len(plain) >= 2 and plain in words:
        return 2
    return common * 3 - len(own - bigrams(words)) if common else int(about_one(plain, words))
