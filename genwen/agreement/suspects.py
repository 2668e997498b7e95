"""What a figure should have been made of, where nothing makes it: the figures beside it, or those of the same words farther away."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from genwen.agreement.clauses import STOPS, last_clause
from genwen.agreement.figures import Figure
from genwen.agreement.likeness import bigrams, digits_of, slip, transposed, weight
from genwen.agreement.making import PER_CENT, POINTS, Num, num
from genwen.agreement.sentences import Part
from genwen.agreement.whereabouts import Place, Whereabouts, about, clause_of, nums
from genwen.diagnostics import Severity
from genwen.patterns import regex
from genwen.records import record

_NEW = regex("新|增|再|补|加")
_NO_AMOUNT = PER_CENT | {POINTS, "摄氏度", "岁", "倍"}


@record
class Guess:
    """What others make in place of a figure, one of them, and how sure that is."""

    words: str
    other: Figure
    severity: Severity


@record(eq=False)
class Case:
    """A figure that nothing makes, with what stands around it; `used` are the figures that others are made of."""

    place: Place
    x: Num
    sentence: tuple[Place, ...]
    line: tuple[Place, ...]
    used: frozenset[Figure]
    where: Whereabouts

    def free(self, places: Sequence[Place]) -> list[Num]:
        """The amounts among some figures of which nothing else is made."""
        return [one for one in _amounts(places) if one.figure not in self.used]

    def like(self, value: float, factor: float = 3.0) -> bool:
        """Whether a value is about as large as the figure."""
        return self.x.value / factor <= value <= self.x.value * factor

    def shown(self, value: float) -> str:
        """A value in the scale and precision of the figure."""
        printed = digits_of(self.x.figure.text)
        own = float(printed) if printed else 0.0
        scale = self.x.value / own if own else 1.0
        places = len(printed.partition(".")[2])
        return f"{value / scale:.{places}f}"


_EACH = {"百": 100, "千": 1000, "万": 10_000, "十万": 100_000}


def thousand_of(clause: str) -> int:
    """How many a mean is for: 每千常住人口 is for 1000."""
    match = re.search(r"每(?P<n>十?[百千万])(?![元瓦克米卡])", clause) or re.search(r"(?P<n>[百千])人口", clause)
    return _EACH[match["n"]] if match else 1


def suspect(kind: str, place: Place, used: set[Figure], where: Whereabouts) -> Guess | None:
    """What is wrong with a figure of a kind; None where that cannot be told."""
    line = tuple(other for other in where.by_line[place.line] if other is not place)
    sentence = tuple(other for other in line if other.sentence == place.sentence)
    case = Case(place, num(place.figure), sentence, line, frozenset(used), where)
    return next((guess for judge in _JUDGES[kind] for guess in judge(case)), None)


def _amounts(places: Sequence[Place]) -> list[Num]:
    return [one for one in nums(list(places)) if one.unit not in _NO_AMOUNT and one.value > 0]


def _sure(sure: bool) -> Severity:
    return Severity.WARNING if sure else Severity.HINT


def _share(case: Case) -> Iterator[Guess]:
    """The part just before it, or of its words, against a whole of the sentence, else of the paragraph."""
    x = case.x
    earlier = [one for one in _amounts(case.sentence) if one.figure.end <= x.figure.start]
    parts = earlier[-1:]
    gap = x.figure.line.text[parts[0].figure.end : x.figure.start] if parts else ""
    if not parts or len(gap) > 30 or parts[0].figure in case.used:
        words = bigrams(case.place.said.gap)
        parts = [one for one in case.free(case.line) if bigrams(_clause(one.figure)) & words][-1:]
    for part in parts:
        for scope in (case.sentence, case.line):
            wholes = [one for one in _amounts(scope) if one.unit == part.unit and one.value > part.value]
            wholes = [one for one in wholes if _either(case, part.value / one.value * 100) and _of(case, one)]
            if wholes:
                whole = wholes[-1] if scope is case.sentence else max(wholes, key=lambda one: one.value)
                share = part.value / whole.value * 100
                yield Guess(f"{part.figure.text}÷{whole.figure.text}＝{share:.2f}%", whole.figure,
                            _sure(len(wholes) == 1))  # fmt: skip


_OBJECT = regex(
    r"占(?:到|了|比)?(?:全部|全[局市县区院校年]|其|总|了)*(?P<noun>[\u4e00-\u9fff]{4,10}?)(?:总数|总量|总额|总|数|量)?的?$"
)


def _of(case: Case, whole: Num) -> bool:
    """Whether a whole may be what the share is said to be of."""
    thing = _OBJECT.search(clause_of(case.place.said))
    return thing is None or bool(bigrams(thing["noun"]) & about(whole.figure))


def _clause(figure: Figure) -> str:
    return last_clause(figure.line.text[max(0, figure.start - 16) : figure.start], STOPS)


def _either(case: Case, share: float) -> bool:
    return case.like(share) or (case.x.value > 60 and case.like(100 - share, 1.5))


def _far_share(case: Case) -> Iterator[Guess]:
    """A part beside it, whose share of a number of the document is a slip of the pen away."""
    earlier = [one for one in case.free(case.sentence) if one.figure.end <= case.x.figure.start]
    printed = digits_of(case.x.figure.text)
    if weight(printed) < 3:
        return
    for part in earlier[-1:]:
        for other in case.where.by_unit.get(part.unit, ()):
            whole = num(other.figure)
            if whole.value > part.value and slip(printed, case.shown(part.value / whole.value * 100)):
                yield Guess(f"{part.figure.text}÷{whole.figure.text}＝{case.shown(part.value / whole.value * 100)}%",
                            whole.figure, Severity.HINT)  # fmt: skip


def _change(case: Case) -> Iterator[Guess]:
    """The two amounts of its sentence of which nothing else is made: what was and is, or what is and the difference."""
    free = [other for other in case.sentence if other.figure not in case.used]
    for unit in dict.fromkeys(one.unit for one in _amounts(free)):
        same = [other for other in free if other.figure.unit == unit and other.figure.value > 0]
        if len(same) != 2:
            continue
        a, b = sorted(same, key=lambda other: other.said.part is Part.DIFFERENCE)
        x, y = float(a.figure.value), float(b.figure.value)
        if b.said.part is Part.DIFFERENCE:
            before = x + y if b.said.falls else x - y
            change = y / before * 100 if before > 0 else 0.0
        else:
            change = (
                abs(x - y) / (x if a.said.part is Part.BASE else y if b.said.part is Part.BASE else min(x, y)) * 100
            )
        if case.like(change, 4):
            yield Guess(f"由{a.figure.text}、{b.figure.text}算得{change:.2f}%", a.figure, Severity.HINT)


def _points(case: Case) -> Iterator[Guess]:
    shares = [num(other.figure) for other in case.sentence if other.figure.unit in PER_CENT]
    shares = [one for one in shares if one.figure not in case.used]
    if len(shares) == 2 and case.like(abs(shares[0].value - shares[1].value), 6):
        a, b = shares
        yield Guess(f"{a.figure.text}与{b.figure.text}相差{case.shown(abs(a.value - b.value))}", a.figure,
                    Severity.WARNING)  # fmt: skip


def _mean(case: Case) -> Iterator[Guess]:
    x = case.x
    unit, _, per = x.unit.partition("/")
    each = thousand_of(clause_of(case.place.said))
    before = [other for other in case.line if other.sentence == case.place.sentence - 1]
    if _BY_TIME.search(clause_of(case.place.said)):
        return
    scope = [*case.free(before), *case.free(case.sentence)]
    wholes = [one for one in scope if one.unit == unit and one.value > x.value]
    counts = [one for one in scope if one.unit != unit and one.value > 1 and (not per or one.unit == per)]
    if per and not counts:
        counts = [one for one in nums(case.where.by_unit.get(per, [])) if one.value > 0]
    pairs = [(w, c) for w in wholes for c in counts if case.like(w.value / c.value * each, 2)]
    if each > 1 and not pairs:
        people = [num(other.figure) for other in case.where.by_unit.get("人", []) if other.figure.value > 10_000]
        pairs = [(w, c) for w in wholes for c in people[:1] if case.like(w.value / c.value * each, 2)]
    if not pairs:
        pairs = [
            (w, c)
            for w in case.free(case.sentence)
            if w.unit == unit
            for c in _things(case)
            if case.like(w.value / c.value, 2)
        ]
        pairs = pairs if len({c.value for _, c in pairs}) == 1 else []
    if pairs:
        whole, count = pairs[-1]
        yield Guess(f"{whole.figure.text}÷{count.figure.text}＝{case.shown(whole.value / count.value * each)}", whole.figure,
                    _sure(len(pairs) == 1))  # fmt: skip


_BY_TIME = regex("[日月年周]均|每[天日月年周季]|日平均|月平均")
_THING = regex(
    r"平均每(?:一?[个家所座名户台辆处条栋村])?(?P<noun>[\u4e00-\u9fff]{2,6}?)(?:约|为|服务|有|达|配备|拥有|安排|组织|开展|$)"
)


def _things(case: Case) -> list[Num]:
    """The counts of the document of what a mean is for each of."""
    match = _THING.search(clause_of(case.place.said))
    if match is None:
        return []
    words = bigrams(match["noun"])
    return [num(other.figure) for other in case.where.places
            if other.figure.unit != case.x.unit and other.figure.step == 1 and other.figure.value > 1
            and words and words <= about(other.figure)]  # fmt: skip


def _rest(case: Case) -> Iterator[Guess]:
    """A difference, a rest, a total or a new state against the figures of its unit in the sentence."""
    x = case.x
    same = [one for one in case.free(case.sentence) if one.unit == x.unit and one.figure.end <= x.figure.start]
    if len(same) < 2:
        return
    whole = max(same, key=lambda one: one.value)
    left = whole.value - sum(one.value for one in same if one is not whole)
    for value in (left, abs(same[-1].value - same[-2].value)):
        if value > 0 and case.like(value, 2.5):
            yield Guess(f"{'、'.join(one.figure.text for one in same)}相差{case.shown(value)}", whole.figure,
                        _sure(len(same) == 2))  # fmt: skip


_OTHERS = regex("余下|其余|剩余|剩下|其他|其它")


def _others(case: Case) -> Iterator[Guess]:
    """其余284家 against a whole of the paragraph and everything of its unit since."""
    x = case.x
    if not _OTHERS.search(case.place.said.gap):
        return
    same = [one for one in _amounts(case.line) if one.unit == x.unit and one.figure.end <= x.figure.start]
    for at in range(len(same) - 2, -1, -1):
        left = same[at].value - sum(one.value for one in same[at + 1 :])
        if left > 0 and case.like(left, 2):
            terms = "－".join(one.figure.text for one in same[at:])
            yield Guess(f"{terms}＝{case.shown(left)}", same[at].figure, _sure(len(same) - at > 2))


def _total(case: Case) -> Iterator[Guess]:
    x = case.x
    same = [one for one in case.free(case.sentence) if one.unit == x.unit and one.figure.end <= x.figure.start]
    total = sum(one.value for one in same)
    if len(same) >= 2 and case.like(total, 1.5):
        yield Guess(f"{'＋'.join(one.figure.text for one in same)}＝{case.shown(total)}", same[0].figure, Severity.HINT)


def _grown(case: Case) -> Iterator[Guess]:
    """新创建8家，累计达到62家, where the document has 52家 of the same words."""
    x = case.x
    added = [other for other in case.sentence if other.figure.unit == x.unit and other.figure.end <= x.figure.start
             and _NEW.search(clause_of(other.said)) and other.said.part in (Part.NOW, Part.DIFFERENCE)]  # fmt: skip
    for other in added[-1:]:
        words = about(other.figure) | about(x.figure)
        for base in case.where.by_unit.get(x.unit, ()):
            if base in case.sentence or base is case.place or base.line > case.place.line:
                continue
            value = float(base.figure.value + other.figure.value)
            if len(about(base.figure) & words) >= 2 and case.like(value, 1.15):
                yield Guess(f"{base.figure.text}＋{other.figure.text}＝{case.shown(value)}", base.figure, Severity.HINT)


def _far_rest(case: Case) -> Iterator[Guess]:
    """还有137个未整改, where elsewhere 3064个 and 2891个 of the same words leave 173个."""
    printed = digits_of(case.x.figure.text)
    if weight(printed) < 2:
        return
    words = about(case.x.figure)
    same = case.where.by_unit.get(case.x.unit, [])
    for a, b in pairwise(same):
        if a.line != b.line or abs(a.sentence - b.sentence) > 1 or case.place in (a, b):
            continue
        value = abs(float(a.figure.value - b.figure.value))
        moved = transposed(printed, case.shown(value)) or (weight(printed) > 3 and slip(printed, case.shown(value)))
        if moved and len((about(a.figure) | about(b.figure)) & words) >= 1:
            yield Guess(f"{a.figure.text}与{b.figure.text}相差{case.shown(value)}", a.figure, Severity.HINT)


def _far_part(case: Case) -> Iterator[Guess]:
    """164篇政策解读中，视频解读仅占10.96%, where the document has 16篇 of the same words."""
    wholes = [one for one in case.free(case.sentence) if one.figure.end <= case.x.figure.start]
    words = bigrams(case.place.said.gap)
    for whole in wholes[-1:]:
        for other in case.where.by_unit.get(whole.unit, ()):
            part = num(other.figure)
            if (
                other.line != case.place.line
                and 0 < part.value < whole.value
                and len(about(part.figure) & words) >= 3
                and case.like(part.value / whole.value * 100, 1.5)
            ):
                yield Guess(f"{part.figure.text}÷{whole.figure.text}＝{case.shown(part.value / whole.value * 100)}%",
                            part.figure, Severity.HINT)  # fmt: skip


Judge = Callable[[Case], Iterator[Guess]]
_JUDGES: dict[str, tuple[Judge, ...]] = {
    "份额": (_share, _far_share, _far_part),
    "变化": (_change,),
    "百分点": (_points,),
    "均数": (_mean,),
    "余下": (_rest, _others, _far_rest),
    "相差": (_rest, _far_rest),
    "合计": (_total, _grown),
    "现有": (_rest, _total, _grown),
}
