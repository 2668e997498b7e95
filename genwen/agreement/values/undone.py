"""How many are left, said in several places: 仍有34家没有安装计量装置, 没有安装计量装置的34家单位, 完成剩余16个小区; and the whole less what is done.

What is left is the same where what was not done is the same, or what is counted is and nothing else of it is left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from genwen.agreement.arithmetic.shared_out import shares_told
from genwen.agreement.reading.clauses import PHRASE, begun_at
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.items import of_two_items, of_two_rows
from genwen.agreement.reading.likeness import bigrams, digits_of
from genwen.agreement.reading.sentences import told_in
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record

_NO = "(?:还没有|仍没有|没有|尚未|仍未|还未|未能|未)"
_BEFORE = regex(f"{_NO}(?P<what>[^，。；：、\\d]{{2,14}})的$")
_REST = regex("(?:剩余|余下|剩下)的?$")
_AFTER = regex(f"^(?P<noun>[^，。；：、\\d（]{{0,10}}?){_NO}(?P<what>[^，。；：、\\d]{{2,14}})")
_NOUN = regex("^[\u4e00-\u9fff]{2,8}")
_SOME = regex("其中|上年|去年|同期|年初|抽查|当时|此前|截至\\d+月|[一二三四上下]半?[年季]度?")
_AMONG = regex("中[，,]")
"""Of these, so many: a part of those left."""
_UNITS = frozenset("家个所处台栋条户块份件人名座辆间项套盏只村")
_FEW, _PLAIN = 60, 4


@record(eq=False)
class Left:
    """A number of things left: what they are, and what was not done with them ("" where only the rest is said)."""

    figure: Figure
    noun: str
    what: str


def check_undone(subject: Subject) -> Iterator[Finding]:
    """Every document that says twice how many are left, or how many there are and how many are done."""
    for view in subject.views:
        some = [one for line in view.lines if _may(line.text) for one in _left_in(line)]
        if len(some) <= _FEW:
            yield from _twice(some)
            yield from _less(view, some)


def _may(text: str) -> bool:
    return "没有" in text or "未" in text or "剩" in text or "余下" in text


def _left_in(line: Line) -> Iterator[Left]:
    for item in told_in(line):
        figure = item.figure
        if figure.unit not in _UNITS or figure.step != 1 or figure.value < 2:
            continue
        begun = begun_at(line.text, figure.start, PHRASE)
        clause, after = line.text[begun : figure.start], line.text[figure.end : figure.end + 28]
        noun = _NOUN.match(after)
        before, behind, rest = _BEFORE.search(clause), _AFTER.match(after), _REST.search(clause)
        if _SOME.search(clause) or _AMONG.search(line.text, begun_at(line.text, figure.start), figure.start):
            continue
        if before is not None:
            yield Left(figure, noun.group() if noun else "", before["what"])
        elif behind is not None:
            what, _, noun_of = behind["what"].partition("的")
            yield Left(figure, noun_of[:6] or behind["noun"], what)
        elif rest is not None and noun is not None:
            yield Left(figure, noun.group(), "")


def _twice(some: Sequence[Left]) -> Iterator[Finding]:
    for one, other in combinations(some, 2):
        if one.figure.value == other.figure.value or not _same(one, other, some):
            continue
        if any(
            each.figure.value in (one.figure.value, other.figure.value) for each in some if each not in (one, other)
        ):
            continue
        a, b = one.figure, other.figure
        yield finding(
            "A201", f"“{_words(other)}”与“{_words(one)}”不一致，见 {a.said}", "若是同样的几家、几个，改为一致", b.at
        )


def _same(one: Left, other: Left, some: Sequence[Left]) -> bool:
    """Whether two numbers are of the same things left."""
    a, b = one.figure, other.figure
    if (
        a.unit != b.unit
        or of_two_items(a, b)
        or of_two_rows(a, b)
        or (a.line is b.line and "。" not in a.line.text[a.end : b.start])
    ):
        return False
    if one.what and other.what:
        short, long = sorted((one.what, other.what), key=len)
        return len(short) >= _PLAIN and long.startswith(short) and _nouns_agree(one.noun, other.noun)
    if one.what == other.what or not bigrams(one.noun) & bigrams(other.noun) or not _one_digit_off(a, b):
        return False
    alike = [each for each in some if each.figure.unit == a.unit and bigrams(each.noun) & bigrams(one.noun)]
    return len({each.figure.value for each in alike}) == 2


def _one_digit_off(one: Figure, other: Figure) -> bool:
    """Whether two numbers are printed alike but for one digit, or for two that changed places."""
    left, right = digits_of(one.text), digits_of(other.text)
    odd = [(a, b) for a, b in zip(left, right, strict=False) if a != b]
    return len(left) == len(right) > 1 and (len(odd) == 1 or (len(odd) == 2 and odd[0] == odd[1][::-1]))


def _nouns_agree(one: str, other: str) -> bool:
    return not one or not other or bool(bigrams(one) & bigrams(other)) or not bigrams(one) or not bigrams(other)


def _less(view: View, some: Sequence[Left]) -> Iterator[Finding]:
    """累计建成96家，占128家的75%, and 还有32家没有建成: what is left is the whole less what the share proves to be done."""
    triples = [(line, *triple) for line in view.lines for triple in shares_told(line)] if some else []
    for one in some:
        figure, words = one.figure, bigrams(one.what)
        mine = [
            (part, whole)
            for line, part, whole, _ in triples
            if part.unit == figure.unit
            and len(words) > 0
            and words & bigrams(line.text[begun_at(line.text, part.start) : part.start])
            and (not bigrams(one.noun) or bigrams(one.noun) & bigrams(line.text))
        ]
        rests = {whole.value - part.value for part, whole in mine}
        if len(rests) == 1 and figure.value not in rests and not _said(view, figure, rests):
            part, whole = mine[0]
            if Decimal("0.2") < figure.value / next(iter(rests)) < 5 and part.line is not figure.line:
                yield finding("A806", f"“{_words(one)}”与{whole.text}－{part.text}＝{next(iter(rests))}不符，见 {part.said}",
                              "核对总数、已完成数和剩余数", figure.at)  # fmt: skip


def _said(view: View, figure: Figure, rests: set[Decimal]) -> bool:
    """Whether the number of those left is said elsewhere with its unit, so that this is of others."""
    return any(
        item.figure.unit == figure.unit and item.figure.value in rests for line in view.lines for item in told_in(line)
    )


def _words(one: Left) -> str:
    figure = one.figure
    begun = max(begun_at(figure.line.text, figure.start, PHRASE), figure.start - 12)
    return figure.line.text[begun : figure.end + len(one.noun)]
