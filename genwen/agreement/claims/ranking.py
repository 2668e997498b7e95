"""Orders and grades in tables: ranks against scores, grades against their bands, means, counts by kind, points of units."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from genwen.agreement.claims.grades import GRADE, SCORE, all_graded, bands_in, graded, score_column
from genwen.agreement.counts.lists import number_in
from genwen.agreement.reading.sentences import said_in
from genwen.agreement.reading.sheet import AVERAGE, Sheet, sheets_of
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

_RANK = regex(r"^(?:名次|排名|位次|排序|名\s*次)$")
_LAST = regex(
    r"排名?(?:在|居)?(?P<which>前|后|末|最后|靠前|靠后)的?(?P<n>[一二两三四五]|\d)[位名家]的?(?:单位|科室|部门)?(?:是|为|的)?(?P<names>[^，。；]{2,60})"
)
_FEW = 2
"""By how many a count of a kind may miss the rows of a table that has all of them."""


def check_ranking(subject: Subject) -> Iterator[Finding]:
    """Every table that ranks, grades or counts."""
    for view in subject.views:
        bands = bands_in(view)
        lines = {word: [line for line in view.lines if word in line.text] for word in ("排名", "差", "均")}
        for sheet in sheets_of(view):
            yield from _ranks(sheet)
            yield from graded(sheet, bands)
            yield from all_graded(view, sheet, bands)
            yield from _means(sheet)
            yield from _counts(view, sheet)
            yield from _ends(lines["排名"], sheet)
            yield from _apart(lines["差"], sheet, len(view.grids) > 1)
            yield from _said_mean(lines["均"], sheet)


def _standing(sheet: Sheet) -> Iterator[dict[int, Decimal]]:
    """The points that may count, row by row: those of a column, and where it is empty (核查分 —) those of another."""
    columns = [c for c, head in enumerate(sheet.heads) if SCORE.search(head) and not _RANK.match(head)]
    for one, other in itertools.product(columns, columns) if len(columns) > 1 else ():
        points = {
            row: number.value
            for row in sheet.members()
            if (number := sheet.numbers[row][one] or sheet.numbers[row][other]) is not None
        }
        if len(points) > 2:
            yield points


def _ordered(sheet: Sheet, ranks: int) -> bool:
    """Whether one of several columns of points falls from rank to rank, which is then the one that the ranks go by."""
    for points in _standing(sheet):
        items = sorted((rank.value, -points[row]) for row in points if (rank := sheet.numbers[row][ranks]) is not None)
        if len(items) > 2 and all(a[1] <= b[1] for a, b in itertools.pairwise(items)):
            return True
    return False


def _ranks(sheet: Sheet) -> Iterator[Finding]:
    """名次 1, 2, 3 … beside scores that must not rise."""
    ranks = next((c for c, head in enumerate(sheet.heads) if _RANK.match(head)), None)
    if ranks is None:
        return
    if _ordered(sheet, ranks):
        return
    wrong = [found for column in range(len(sheet.heads)) if (found := _against(sheet, ranks, column)) is not None]
    yield from [item for _, item in sorted(wrong, key=lambda one: one[0])[:1]]


def _against(sheet: Sheet, ranks: int, column: int) -> tuple[int, Finding] | None:
    """How many ranks a column of points goes against, and the first of them; None where it is no column that ranks go by."""
    if column == ranks or sheet.index_column(column):
        return None
    if score_column(sheet) not in (None, column) and not SCORE.search(sheet.heads[column]):
        return None
    items = []
    for row in sheet.members():
        rank, score = sheet.numbers[row][ranks], sheet.numbers[row][column]
        text = sheet.text(row, ranks)
        number = rank.value if rank is not None else Decimal(text) if text.isdigit() else None
        if number is not None and score is not None:
            items.append((number, score.value, row))
    items.sort()
    for sign in (-1, 1) if len(items) >= 3 else ():
        bad = [(a, b) for a, b in itertools.pairwise(items) if (b[1] - a[1]) * sign < 0 and a[0] != b[0]]
        named = SCORE.search(sheet.heads[column]) and sign < 0
        few = len(bad) <= (max(1, len(items) // 4) if named or len(items) > 4 else 0)
        if bad and few and (named or len(items) >= 5):
            first, second = bad[0]
            return len(bad), finding("A811", f"“{sheet.labels[second[2]]}”名次{second[0]}，{sheet.heads[column]}{second[1]}，与名次{first[0]}的次序不符，"
                                     f"见 {sheet.said(first[2], column)}", "核对名次和得分", sheet.rows[second[2]][column].at(0))  # fmt: skip
        if not bad:
            return None
    return None


def _means(sheet: Sheet) -> Iterator[Finding]:
    """平均 rows against the mean of the rows."""
    for row, label in enumerate(sheet.labels):
        if not AVERAGE.match(label):
            continue
        for column in range(1, len(sheet.heads)):
            mean = sheet.numbers[row][column]
            values = [n for _, n in sheet.column(column, sheet.members())]
            if mean is None or len(values) < 3 or sheet.index_column(column):
                continue
            real = sum((n.value for n in values), Decimal(0)) / len(values)
            if abs(real - mean.value) <= mean.step:
                continue
            if abs(real - mean.value) <= abs(real) / 10:
                yield finding("A811", f"“{sheet.heads[column]}”的{label}{sheet.text(row, column)}与各行平均{real:.2f}不符，见 {sheet.said(sheet.members()[0], column)}",
                              "核对平均数", sheet.rows[row][column].at(0))  # fmt: skip


def _counts(view: View, sheet: Sheet) -> Iterator[Finding]:
    """优秀3家、良好5家 in prose against the rows of each kind."""
    for column, head in enumerate(sheet.heads):
        if not GRADE.search(head):
            continue
        kinds: dict[str, list[int]] = {}
        for row in sheet.members():
            text = sheet.text(row, column)
            if 1 < len(text) < 7 and sheet.numbers[row][column] is None:
                kinds.setdefault(text, []).append(row)
        if not 2 <= len(kinds) <= 6 or sum(map(len, kinds.values())) < 4:
            continue
        lines = [*view.before(sheet.grid, 3), *view.below(sheet.grid, 2)]
        for line in lines:
            for sentence in said_in(line):
                hits = [(item, kind) for item in sentence for kind in kinds
                        if item.figure.unit in ("家", "个", "人", "名", "项", "辆", "台", "处") and re.search(rf"(?<!不)(?<!基本){kind}(?:的?(?:有|为|单位|等次))?$", item.gap)]  # fmt: skip
                if len({kind for _, kind in hits}) < 2:
                    continue
                wrong = [(item, kind) for item, kind in hits if item.figure.value != len(kinds[kind])]
                if len(wrong) == len(hits) > 2 or not wrong:
                    continue
                if any(abs(item.figure.value - len(kinds[kind])) > _FEW for item, kind in wrong):
                    continue  # the table has some of them only
                for item, kind in wrong:
                    yield finding("A811", f"“{kind}{item.figure.text}”与表中{kind}{len(kinds[kind])}行不符，见 {sheet.rows[kinds[kind][0]][column].position}",
                                  "核对表和正文", item.figure.at)  # fmt: skip


def _ends(lines: list[Line], sheet: Sheet) -> Iterator[Finding]:
    """排名后两位的甲、乙 against the order of the table."""
    column = score_column(sheet)
    if column is None:
        return
    items = sorted(((n.value, row) for row, n in sheet.column(column, sheet.members())), reverse=True)
    if len(items) < 4:
        return
    labels = [sheet.labels[row] for _, row in items]
    for line in lines:
        for match in _LAST.finditer(line.text):
            count = (
                "一二三四五".find(match["n"].replace("两", "二")) + 1 if not match["n"].isdigit() else int(match["n"])
            )
            said = [label for label in labels if label in match["names"]]
            right = labels[:count] if "前" in match["which"] else labels[-count:]
            if len(said) == count and set(said) != set(right):
                odd = next(label for label in said if label not in right)
                row = next(row for _, row in items if sheet.labels[row] == odd)
                yield finding("A811", f"“{match.group()[:20]}”与表中的次序不符，应为{'、'.join(right)}，见 {sheet.said(row, column)}",
                              "核对名单和得分", line.at(match.start()))  # fmt: skip


_APART = regex(
    r"(?:最高|第一|首位).{2,40}?(?:最低|末位|最后).{0,20}?相?差(?:了|距为|距)?(?P<n>\d+(?:\.\d+)?)\s*(?P<unit>分|个百分点|倍)?"
)


def _apart(lines: list[Line], sheet: Sheet, several: bool) -> Iterator[Finding]:
    """The highest and the lowest said to be so far apart."""
    columns = [c for c in range(len(sheet.heads)) if not sheet.index_column(c)]
    for line in lines:
        for match in _APART.finditer(line.text):
            unit = {"分": "分", "个百分点": "%"}.get(match["unit"] or "")
            if several and not any(len(label) > 1 and label in line.text for label in sheet.labels):
                continue
            spans = []
            for column in columns:
                numbers = [n for _, n in sheet.column(column, sheet.members())]
                fitting = (unit == "%" and all(n.unit == "%" for n in numbers)) or (
                    unit == "分" and column == score_column(sheet)
                )
                if len(numbers) >= 3 and fitting:
                    spans.append((max(n.value for n in numbers) - min(n.value for n in numbers), column))
            between = {gap for column in columns for gap in _gaps(sheet, column)}
            if (
                not spans
                or Decimal(match["n"]) in between
                or any(span == Decimal(match["n"]) for span, _ in spans)
                or len(spans) > 2
            ):
                continue
            yield finding("A811", f"“相差{match['n']}{match['unit']}”与表中最高、最低之差{spans[0][0]}不符，见 {sheet.rows[0][spans[0][1]].position}",
                          "核对表和正文", line.at(match.start("n")))  # fmt: skip


def _gaps(sheet: Sheet, column: int) -> set[Decimal]:
    """How far any two numbers of a column are apart; of long columns, the first ones."""
    numbers = [number.value for row in sheet.numbers[:30] if (number := row[column]) is not None]
    return {abs(a - b) for a, b in itertools.combinations(numbers, 2)}


_MEAN = regex(r"(?:平均得?分|平均成绩|均分|得分[^。；]{0,24}，平均)(?:为|是|达到|达)?\s*(?P<n>\d+(?:\.\d+)?)\s*分")


def _said_mean(lines: list[Line], sheet: Sheet) -> Iterator[Finding]:
    """平均得分 in prose against the scores of a table."""
    column = score_column(sheet)
    values = [
        n.value for row in sheet.members() if column is not None and (n := sheet.numbers[row][column]) is not None
    ]
    if column is None or len(values) < 3 or any(AVERAGE.match(label) for label in sheet.labels):
        return
    real = sum(values, Decimal(0)) / len(values)
    counted = (sum(points.values(), Decimal(0)) / len(points) for points in _standing(sheet))
    weighted = [*_weighted(sheet, column), *_column_means(sheet), *counted]
    for line in lines:
        for match in _MEAN.finditer(line.text):
            said = Decimal(match["n"])
            step = Decimal(1).scaleb(-len(match["n"].partition(".")[2]))
            if (
                abs(said - real) > step
                and abs(said - real) < real / 10
                and not any(abs(said - one) <= step for one in weighted)
                and not _of_others(line.text[: match.start()], len(values))
                and not re.search(
                    "上年|去年|上期|上季|一季度|同期", line.text[max(0, match.start() - 12) : match.start()]
                )
            ):
                yield finding(
                    "A811",
                    f"“{match.group()}”与表中各行平均{real:.2f}不符，见 {sheet.rows[0][column].position}",
                    "核对平均数",
                    line.at(match.start("n")),
                )


def _of_others(before: str, count: int) -> bool:
    """Whether a mean is said of another number of things than a table has: 十二个重点项目均分."""
    said = re.search(r"(?P<n>\d+|[一二三四五六七八九十]{1,3})(?:个|家|项|所)[^，。；\d]{0,10}$", before)
    return said is not None and (int(said["n"]) if said["n"].isdigit() else number_in(said["n"])) != count


def _column_means(sheet: Sheet) -> Iterator[Decimal]:
    """The means of every column of points."""
    for column, head in enumerate(sheet.heads):
        values = [n.value for _, n in sheet.column(column, sheet.members())]
        if len(values) >= 3 and "分" in head:
            yield sum(values, Decimal(0)) / len(values)


def _weighted(sheet: Sheet, column: int) -> Iterator[Decimal]:
    """The means of a column weighted by the counts of another."""
    for other in range(len(sheet.heads)):
        pairs = [
            (a.value, b.value)
            for row in sheet.members()
            if (a := sheet.numbers[row][column]) is not None and (b := sheet.numbers[row][other]) is not None
        ]
        whole = sum((count for _, count in pairs), Decimal(0))
        if other != column and len(pairs) >= 3 and whole > 0 and all(count >= 0 for _, count in pairs):
            yield sum((value * count for value, count in pairs), Decimal(0)) / whole
