"""What prose says is highest or lowest against the tables: rows, and months that are columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.agreement.crossing import Row, named_rows
from genwen.agreement.likeness import about_one, bigrams
from genwen.agreement.sheet import AVERAGE, PART, SUBTOTAL, TOTAL, Sheet, sheets_of
from genwen.agreement.superlatives import Claim, claims_in
from genwen.agreement.text import Line, Subject, finding
from genwen.agreement.totals import CHANGE_HEAD, bare_head
from genwen.diagnostics import Finding

_SCORE_WORD = re.compile("得分|分数|成绩|总分")
_SCORE_HEAD = re.compile("总分|总得分|综合|最终|^得分|总成绩")
_BEST = re.compile(r"最[高大多低小少好差快慢]|居(?:全[市县区])?(?:首位|第一|末位|榜首)|排名?(?:第一|首位|末位|最后)")


def check_best(subject: Subject) -> Iterator[Finding]:
    """8月用电量最高: the row named against the columns it may be of."""
    for view in subject.views:
        sheets = sheets_of(view)
        named = named_rows(sheets) if sheets else {}
        turned = {
            re.sub("月份$", "月", head): sheet for sheet in sheets for head in sheet.heads[1:] if _WHEN.match(head)
        }
        for line in view.lines if named or turned else ():
            yield from _best_column(line, turned)
            for claim in claims_in(line):
                text = claim.named.replace("月份", "月")
                names = [
                    name for name in named if name in text and not (name[0].isdigit() and re.search(r"\d" + name, text))
                ]
                if not names:
                    continue
                name = max(names, key=lambda one: (text.rfind(one), len(one)))
                if re.search(r"[、和及]", text.replace(name, "")) or any(head in text for head in turned):
                    continue
                yield from _extreme(claim, name, named[name])


_WHEN = re.compile(r"^(?:\d{1,2}月|[一二三四]季度|第[一二三四]季度|(?:19|20)\d{2}年)$")


def _best_column(line: Line, turned: dict[str, Sheet]) -> Iterator[Finding]:
    """4月用电量最小, where months are columns and 用电量 is a row."""
    for match in _BEST.finditer(line.text):
        start = max(line.text.rfind(mark, 0, match.start()) for mark in "。；\n，,、") + 1
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
    line, clause = claim.line, claim.clause
    if re.search("失分|扣分|差距", clause) and not any(
        re.search("失|扣|差", head) for row in rows for head in row.sheet.heads
    ):
        return
    worst: tuple[Row, int, int] | None = None
    words = re.sub("[高低]", "", clause)
    for tied_only in (True, False):
        for row in rows:
            sheet = row.sheet
            for column, head in enumerate(sheet.heads):
                own = sheet.numbers[row.row][column]
                if own is None or sheet.index_column(column):
                    continue
                tied = (
                    about_one(bare_head(head), words)
                    or (_SCORE_WORD.search(words) is not None and bool(_SCORE_HEAD.search(head)))
                    or (re.search("[降增升幅]", words) is not None and bool(CHANGE_HEAD.search(head)))
                )
                if tied_only and not tied:
                    continue
                others = [(r, n) for r, number in enumerate(sheet.numbers) if (n := number[column]) is not None
                          and not TOTAL.match(sheet.labels[r]) and not SUBTOTAL.match(sheet.labels[r]) and not AVERAGE.match(sheet.labels[r]) and not PART.match(sheet.labels[r])]  # fmt: skip
                values = [n.value for _, n in others]
                if len(values) < 3:
                    continue
                if own.value in (max(values), min(values)):
                    return
                best = (
                    max(others, key=lambda o: abs(o[1].value))
                    if not claim.low
                    else min(others, key=lambda o: abs(o[1].value))
                )
                worst = worst or (row, column, best[0])
        if worst is not None:
            break
    if worst is not None:
        row, column, other = worst
        yield finding("A811", f"“{name}”{claim.word}与表不符：{row.sheet.heads[column]}是{row.sheet.text(row.row, column)}，"
                      f"见 {row.sheet.said(other, column)}", "核对表和正文", line.at(claim.start))  # fmt: skip
