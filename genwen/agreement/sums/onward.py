"""What is to be added and what there will be then, against what there is: 新上线6个，使累计上线达到23个, where 17 are on line."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from genwen.agreement.arithmetic.making import PER_CENT, POINTS
from genwen.agreement.arithmetic.proved import proved
from genwen.agreement.reading.clauses import STOPS, last_clause
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.sentences import Part, Said, said_in
from genwen.agreement.reading.text import Subject, View, finding
from genwen.agreement.reading.whereabouts import about, whereabouts
from genwen.diagnostics import Finding
from genwen.patterns import regex

_MORE = regex("再[建增]|新[增建上开设办购]|扩建|增[加开设配]|续建|更新|购置")
_THEN = regex(
    r"，(?:使|届时|建成后|完成后|到时)?[^，。；\d]{0,12}(?:累计|总|共|合计)[^，。；\d]{0,10}(?:达到?|增至|增加到|为)$"
)
_NAMED = regex(r"，使(?P<name>[^，。；、\d]{2,12}?)达到?$")
_STOCK = regex("累计|总|共|合计|现有|已")
_BUILT = regex("建成|[现拥共]有|配备|配置")
_NOT = regex("每|平均|目标|计划|将|拟")
_FAR = 4


def check_onward(subject: Subject) -> Iterator[Finding]:
    """Every number to be added that the total is said behind."""
    for view in subject.views:
        for line in view.lines:
            if not any(word in line.text for word in ("累计", "总", "共", "，使")):
                continue
            for sentence in said_in(line):
                for more, then in pairwise(sentence):
                    if more.figure.unit == then.figure.unit not in (*PER_CENT, POINTS) and _grows(more, then):
                        yield from _held(view, sentence, more, then)


def _grows(more: Said, then: Said) -> bool:
    grows = _MORE.search(last_clause(more.gap, STOPS)) and (_THEN.match(then.gap) or _NAMED.search(then.gap))
    return bool(grows) and more.figure.value < then.figure.value


def _held(view: View, sentence: tuple[Said, ...], more: Said, then: Said) -> Iterator[Finding]:
    """The one number that the paper has under the words of the total."""
    named = None if _THEN.match(then.gap) else _NAMED.search(then.gap)
    if then.figure in proved(then.figure.line):
        return
    added = bigrams(last_clause(more.gap, STOPS))
    words = bigrams(named["name"] if named else then.gap) - bigrams("达到增至增加到届时建成后完成后")
    own = {item.figure for item in sentence}
    known = []
    for place in whereabouts(view).by_unit.get(then.figure.unit, ()):
        clause = last_clause(place.said.gap, STOPS)
        if place.figure in own or place.said.part is not Part.NOW or _NOT.search(clause.removeprefix("其中")):
            continue
        if named:
            alike = len((bigrams(clause) | about(place.figure)) & words) * 2 >= len(words) and not _MORE.search(clause)
        else:
            alike = bool(_STOCK.search(clause)) and len(bigrams(clause) & words) > (len(words) > 3)
            alike = alike or (
                bool(_BUILT.search(clause)) and not _MORE.search(clause) and len(bigrams(clause) & added) > 1
            )
        known += [place.figure] if alike else []
    right = then.figure.value - more.figure.value
    slack = max(more.figure.step, then.figure.step) / 2
    if (
        any(abs(one.value - right) <= max(slack, one.step / 2) for one in known)
        or len({one.value for one in known}) != 1
    ):
        return
    stock = known[0]
    if abs(stock.value - right) <= max(stock.value / _FAR, Decimal(2)):
        yield finding("A816", f"{stock.text}＋{more.figure.text}与{then.figure.text}不符，应为{then.figure.like(stock.value + more.figure.value)}，见 {stock.said}",
                      "核对现有、新增和增加后的数", then.figure.at)  # fmt: skip
