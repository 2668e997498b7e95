"""How many are left, said in several places: 仍有34家没有安装计量装置, 没有安装计量装置的34家单位, 完成剩余16个小区; and the whole less what is done.

What is left is the same where what was not done is the same, or what is counted is and nothing else of it is left. What a share
proves to be done of a whole, in prose or in the last row of a table, tells how many are left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from genwen.agreement.arithmetic.proved import shares_told
from genwen.agreement.reading.accounts import UNITS, Standing, Told, accounts_of, alike_deeds, alike_nouns
from genwen.agreement.reading.clauses import begun_at
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.items import of_two_items, of_two_rows
from genwen.agreement.reading.likeness import digits_of
from genwen.agreement.reading.sheet import Sheet, sheets_of
from genwen.agreement.reading.text import Subject, View, finding
from genwen.agreement.reading.whereabouts import whereabouts
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record

_SOME = regex("其中|上年|去年|同期|年初|抽查|当时|此前|截至\\d+月|[一二三四上下]半?[年季]度?")
_AMONG = regex("(?:^|[，。；：])[^，。；：\\d]*中[，,]|其中")
"""Of these, so many: a part of those left; 212家单位中，仍有34家 are all of them."""
_SHARE = regex("^[，（]?[^，。；：、\\d]{0,14}(?:占|率)[^，。；：、\\d]{0,14}$")
_DONE_HEAD = regex("建成|完成|整改|达标|通过|覆盖|办结|安装|改造|落实")
_RESTING = regex("(?:其余|剩余|余下|剩下)的?$")
_FEW = 60
_BOUNDS = (Decimal("0.2"), Decimal(5))


@record(eq=False)
class Account:
    """A whole and what of it is done, as a share proves; `deed` is what was done, `said` where the part is told."""

    deed: str
    noun: str
    unit: str
    whole: Decimal
    done: Decimal
    said: str

    @property
    def rest(self) -> Decimal:
        """How many are left."""
        return self.whole - self.done


def check_undone(subject: Subject) -> Iterator[Finding]:
    """Every document that says twice how many are left, or how many there are and how many are done."""
    for view in subject.views:
        some = [one for one in accounts_of(view) if one.standing is Standing.LEFT and not _is_part(one)]
        if 0 < len(some) <= _FEW:
            proved = _proved(view)
            yield from _twice(some, proved)
            for one in some:
                if not _is_rest(one):
                    yield from _less(one, proved)


def _is_part(one: Told) -> bool:
    """Whether a count is of some of those left only, or of another time."""
    text, at = one.figure.line.text, one.figure.start
    return bool(_SOME.search(one.before) or _AMONG.search(text[begun_at(text, at) : at]))


def _twice(some: Sequence[Told], proved: Sequence[Account]) -> Iterator[Finding]:
    for one, other in combinations(some, 2):
        if one.figure.value == other.figure.value or not _same(one, other, some) or _of_two_rests(one, other, some):
            continue
        others = {each.figure.value for each in some if each not in (one, other)}
        if {one.figure.value, other.figure.value} & others and len(others) == 1 and not (one.deed and other.deed):
            continue
        if any(
            _is_of(each, account) and each.figure.value != account.rest for each in (one, other) for account in proved
        ):
            continue  # which of them is wrong is told by what they are left of
        yield finding(
            "A201",
            f"“{other.words}”与“{one.words}”不一致，见 {one.figure.said}",
            "若是同样的几家、几个，改为一致",
            other.figure.at,
        )


def _is_rest(one: Told) -> bool:
    """Whether a count is of what its own sentence leaves: 已整改306个，其余12个问题正在整改."""
    return bool(one.deed) and bool(_RESTING.search(one.before))


def _of_two_rests(one: Told, other: Told, some: Sequence[Told]) -> bool:
    """Whether two counts may be of what two sentences leave, each of things of its own."""
    rests = {each.figure.value for each in some if _is_rest(each) and alike_deeds(each.deed, one.deed)}
    return (_is_rest(one) and _is_rest(other)) or ((_is_rest(one) or _is_rest(other)) and len(rests) > 1)


def _same(one: Told, other: Told, some: Sequence[Told]) -> bool:
    """Whether two numbers are of the same things left."""
    a, b = one.figure, other.figure
    if (
        a.unit != b.unit
        or (one.scope and other.scope and one.scope != other.scope)
        or one.year != other.year
        or of_two_items(a, b)
        or of_two_rows(a, b)
        or (a.line is b.line and "。" not in a.line.text[a.end : b.start])
    ):
        return False
    if one.deed and other.deed:
        return alike_deeds(one.deed, other.deed) and alike_nouns(one.noun, other.noun)
    if not one.noun or not other.noun or not alike_nouns(one.noun, other.noun) or not _one_digit_off(a, b):
        return False
    alike = [each for each in some if each.figure.unit == a.unit and alike_nouns(each.noun, one.noun)]
    return len({each.figure.value for each in alike}) == 2


def _one_digit_off(one: Figure, other: Figure) -> bool:
    """Whether two numbers are printed alike but for one digit, or for two that changed places."""
    left, right = digits_of(one.text), digits_of(other.text)
    odd = [(a, b) for a, b in zip(left, right, strict=False) if a != b]
    return len(left) == len(right) > 1 and (len(odd) == 1 or (len(odd) == 2 and odd[0] == odd[1][::-1]))


def _proved(view: View) -> list[Account]:
    """The wholes and the parts done of a document whose share is told beside the part."""
    found = []
    for one in accounts_of(view):
        if one.standing in (Standing.DONE, Standing.ALL) and one.before and not _SOME.search(one.before):
            figure = one.figure
            wholes = _wholes(view, one)
            if len(wholes) == 1:
                found.append(Account(one.before, one.noun, figure.unit, wholes.pop(), figure.value, figure.said))
    for sheet in sheets_of(view):
        found += _in_table(sheet)
    return found


def _wholes(view: View, one: Told) -> set[Decimal]:
    """The numbers that a part is the share of which it is said to be, in its paragraph, else anywhere."""
    figure, where = one.figure, whereabouts(view)
    near = {whole.value for part, whole, _ in shares_told(figure.line) if part is figure}
    if near:
        return near
    shares = [place.figure for place in where.by_line[one.place.line] if place.figure.start > figure.end][:1]
    share = shares[0] if shares and shares[0].unit == "%" else None
    if share is None or not _SHARE.match(figure.line.text[figure.end : share.start]):
        return set()
    return {
        place.figure.value
        for place in where.by_unit[figure.unit]
        if place.figure.value > figure.value
        and abs(figure.value * 100 / place.figure.value - share.value) <= share.step * Decimal("0.51")
    }


def _in_table(sheet: Sheet) -> Iterator[Account]:
    """The total row of a table that has a whole, what is done of it and the rate."""
    ends = sheet.totals()
    row = sheet.numbers[ends[0]] if len(ends) == 1 else ()
    rates = [number for number in row if number is not None and number.unit == "%"]
    counts = [(at, number) for at, number in enumerate(row) if number is not None and number.unit in UNITS]
    for at, done in counts:
        deed = _DONE_HEAD.search(sheet.heads[at])
        for other, whole in counts if deed is not None else ():
            if (
                other != at
                and whole.value > done.value > 0
                and whole.unit == done.unit
                and any(
                    abs(done.value * 100 / whole.value - rate.value) <= rate.step * Decimal("0.51") for rate in rates
                )
            ):
                yield Account(sheet.heads[at], "", done.unit, whole.value, done.value, sheet.said(ends[0], at))


def _is_of(one: Told, account: Account) -> bool:
    """Whether what is left may be left of a whole of which some is done."""
    return (
        one.figure.unit == account.unit
        and bool(one.deed)
        and alike_deeds(one.deed, account.deed)
        and alike_nouns(one.noun, account.noun)
    )


def _less(one: Told, proved: Sequence[Account]) -> Iterator[Finding]:
    """累计建成96家，占128家的75%, and 还有32家没有建成: what is left is the whole less what the share proves to be done."""
    mine = [account for account in proved if _is_of(one, account)]
    rests = {account.rest for account in mine}
    figure = one.figure
    if len(rests) != 1 or figure.value in rests:
        return
    rest = rests.pop()
    if rest and _BOUNDS[0] < figure.value / rest < _BOUNDS[1]:
        account = mine[0]
        yield finding("A806", f"“{one.words}”与{account.whole}{account.unit}－{account.done}{account.unit}＝{rest}不符，见 {account.said}",
                      "核对总数、已完成数和剩余数", figure.at)  # fmt: skip
