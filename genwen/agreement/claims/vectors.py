"""Numbers of one quantity by the names they are told for: the columns of a table by its rows, its rows by months, quarters or years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.naming import covered, left_of, name_of, spelled
from genwen.agreement.reading.series import Series, series_of
from genwen.agreement.reading.sheet import AVERAGE, PART, SUBTOTAL, TOTAL, Sheet, sheets_of
from genwen.agreement.reading.text import View
from genwen.agreement.reading.vocabulary import YEAR
from genwen.agreement.sums.totals import CHANGE_HEAD, bare_head
from genwen.patterns import regex
from genwen.records import record

_ALL = regex("总量|总数|总额|总和|合计|总计|总体|全部|各类|全市|全县|全区|全局|全院|全校|全年")
_PLAN = regex("计划|目标|任务|应|满分|权重|标准分|预算|上年|去年|同期")
_MOVED = regex("[增降升减]幅|增速|同比|环比|增减|升降|变[动化]|增长|增加|下降|减少|上升|提高|降低")
_SCORE = regex("得分|总分|成绩|评分|综合分")
_SCORED = regex("名|得分|考[核评]|评[比价]|成绩")
_RATE = regex("率|占比|比重|比例|(?<!平)均(?!衡)|每|单位(?:建筑)?面积|强度|%|％")
_OTHERS = regex("^(?:其余|其[他它](?:各?[类项种]|单位|地区|部门)?$|其[他它]\\d)")
_LEAST, _FITTING = 3, 3


@record(eq=False)
class Vector:
    """Numbers by name: what they are of, the words about the table, whether they are of all its members, and where each stands."""

    what: str
    about: str
    whole: bool
    values: dict[str, Decimal]
    said: dict[str, str]

    @property
    def moved(self) -> bool:
        """Whether the numbers are changes."""
        return _MOVED.search(self.what) is not None

    def order(self, up: bool) -> list[str]:
        """The names from the greatest to the least, or the other way."""
        return sorted(self.values, key=lambda name: self.values[name] if up else -self.values[name])

    def named(self, text: str) -> str:
        """The one name in a text: whole, or as the only one that the text begins or is a part of; "" where there is none."""
        plain = text.strip("的“”　 ").replace("月份", "月").removeprefix("第").removesuffix("单位").removesuffix("类")
        names = [
            name
            for name in self.values
            if name in text.replace("月份", "月") and not (name[0].isdigit() and f"1{name}" in text)
        ]
        if not names and len(plain) >= 2:
            names = [name for name in self.values if plain in name]
            return names[0] if len(names) == 1 else ""
        longest = max(names, key=len, default="")
        return longest if all(name in longest for name in names) else ""

    def is_of(self, words: str) -> bool:
        """Whether a phrase names just this and nothing more."""
        name, plain = name_of(self.what), spelled(words)
        left = left_of(plain, (name,) if name else ())
        return left is not None and all(covered(run, spelled(self.about)) for run in left) and bool(name or left)

    def fits(self, words: str, sentence: str) -> int:
        """How well a wording may be of it: the words in common with its clause, with its sentence; less than 0 for another kind."""
        clause, plain = spelled(words), spelled(self.what)
        moved = self.moved
        if moved is not bool(_MOVED.search(words)) or (_PLAN.search(self.what) and not _PLAN.search(words)):
            return -1
        if moved:
            return 4 + len(bigrams(spelled(self.about + self.what)) & bigrams(spelled(words + sentence)))
        if bool(_RATE.search(self.what)) is not bool(_RATE.search(words)):
            return -1
        near, far = bigrams(clause), bigrams(clause) | bigrams(spelled(sentence))
        about = bigrams(spelled(self.about))
        if self.whole:
            return 2 * len(about & near) + 8 * bool(_ALL.search(words))
        if not name_of(self.what):
            return 2 * len(about & near) + len(about & far)
        own = bigrams(plain)
        score = 6 * len(own & near) + 3 * len(own & far - near) + 3 * (len(plain) >= 2 and plain in clause)
        return score + 4 * bool(_SCORE.search(self.what) and _SCORED.search(words)) + len(about & far)


@lru_cache(maxsize=256)
def vectors_of(view: View) -> tuple[Vector, ...]:
    """Every one of at least three numbers of one unit with names of their own; changes both up and down left out."""
    return (*(one for sheet in sheets_of(view) for one in _of_sheet(sheet)), *_of_series(view))


def _of_sheet(sheet: Sheet) -> Iterator[Vector]:
    rows = [row for row in sheet.members(TOTAL, SUBTOTAL, AVERAGE, PART, _OTHERS) if len(sheet.labels[row]) > 1]
    labels = [sheet.labels[row] for row in rows]
    for column, head in enumerate(sheet.heads):
        some = sheet.column(column, rows)
        signs = {number.value > 0 for _, number in some if number.value}
        if sheet.index_column(column) or len(set(labels)) < len(labels) or (_MOVED.search(head) and len(signs) > 1):
            continue
        if len(some) >= _LEAST and len({number.unit for _, number in some}) == 1:
            yield Vector(bare_head(head), sheet.caption.split("\n")[-1], bool(TOTAL.match(bare_head(head))),
                         {sheet.labels[row]: abs(number.bare) for row, number in some},
                         {sheet.labels[row]: sheet.said(row, column) for row, _ in some})  # fmt: skip
    years = [
        (YEAR.findall(head)[0], c)
        for c, head in enumerate(sheet.heads)
        if YEAR.search(head) and not CHANGE_HEAD.search(bare_head(head))
    ]
    for row, label in enumerate(sheet.labels) if len(years) == len({year for year, _ in years}) > 1 else ():
        cells = [(f"{year}年", number, c) for year, c in years if (number := sheet.numbers[row][c]) is not None]
        if len(cells) == len(years):
            yield Vector(bare_head(label), sheet.caption.split("\n")[-1], bool(TOTAL.match(label)), {name: number.bare for name, number, _ in cells},
                         {name: sheet.said(row, c) for name, _, c in cells})  # fmt: skip


def _of_series(view: View) -> Iterator[Vector]:
    for one in series_of(view):
        if not one.monthly or not _RATE.search(one.name):
            yield _periodic(one, one.quarters())
        if one.monthly:
            yield _periodic(one, one.months())


def _periodic(one: Series, values: dict[str, Decimal]) -> Vector:
    return Vector(
        one.name,
        one.caption.split("\n")[-1],
        bool(TOTAL.match(one.name)),
        values,
        {name: one.place(name) for name in values},
    )


def best_of(vectors: Sequence[Vector], words: str, sentence: str) -> list[Vector]:
    """Those that fit a wording best, where any fits; of several years, the last."""
    scored = [(one.fits(words, sentence), one) for one in vectors]
    top = max((score for score, _ in scored), default=0)
    chosen = [one for score, one in scored if score == top] if top >= _FITTING else []
    years = [one for one in chosen if YEAR.search(one.what)]
    return [max(years, key=lambda one: YEAR.findall(one.what)[-1])] if len(years) == len(chosen) > 1 else chosen
