"""Words that occur once with a character of the same sound in them: 垃圾分累 where the papers say 垃圾分类, 公务仓 and 公物仓."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import takewhile

from genwen.agreement.reading.sounds import sound_of
from genwen.agreement.reading.text import Line, Subject, finding, masked
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex

_RUN = regex("[\u4e00-\u9fff]{4,}")
_LENGTH, _OFTEN = 4, 2
_LITTLE = frozenset(
    "的地得是在再和为已以于与有又由其及即个各市室十时使至只之不部一二三四五六七八九两他它她这者也等对从到向要用日月年期级项中种公工做作制定订元员院局处所"
)
_BOTH_WORDS = tuple(
    map(
        frozenset,
        (
            "检监",
            "水税",
            "支执",
            "共公",
            "力利",
            "启起",
            "实施",
            "营盈",
            "须需",
            "应映",
            "度渡",
            "治制",
            "审省",
            "公工",
            "施事",
            "兴型",
            "使适",
            "实石",
            "势式",
            "失事",
            "实事",
            "划化",
            "政整",
        ),
    )
)
_PLACES = frozenset("仓库站所局室厅馆楼院厂村镇街路河桥园班组")
"""Ends of names so short that what stands before them is the name."""
_SHARED, _AROUND = 4, 3


def check_terms(subject: Subject) -> Iterator[Finding]:
    """Stretches that differ from another one by one character of the same sound, those of a more frequent one first."""
    lines = [line for line in subject.lines() if len(line.text) >= _LENGTH]
    told = list(_of_often(lines))
    yield from told
    if not told:
        for view in subject.views:
            yield from _of_both([line for line in view.everything() if len(line.text) >= _LENGTH])


def _of_often(lines: Sequence[Line]) -> Iterator[Finding]:
    """Stretches of four characters met once, against one met more often."""
    counts: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for line in lines:
        for run in _RUN.findall(line.text):
            counts.update([run[at : at + _LENGTH] for at in range(len(run) - _LENGTH + 1)])
            pairs.update([run[at : at + 2] for at in range(len(run) - 1)])
    rare = _odd_ones(counts, pairs)
    told: set[tuple[str, str]] = set()
    for line in lines if rare else ():
        for odd, right in rare.items():
            start = line.text.find(odd)
            if start < 0:
                continue
            at = next(i for i in range(_LENGTH) if odd[i] != right[i])
            key = (odd[at], right[at])
            if at == _LENGTH - 1 and not _ends_there(lines, right):
                continue
            if key in told or masked(line.text)[start] == "\0":
                continue
            first = next(other for other in lines if right in other.text)
            told.add(key)
            place = first.text.index(right)
            yield finding(
                "A505",
                f"“{odd}”与“{right}”差一个同音字，见 {first.said(place, place + _LENGTH)}",
                "核对用字，改为一致",
                line.at(start + at),
                Severity.HINT,
            )


def _pairs_at(gram: str, at: int) -> list[str]:
    """The pairs a character makes with those at its sides."""
    return [gram[at - 1 : at + 1], *([gram[at : at + 2]] if at < _LENGTH - 1 else [])]


def _ends_there(lines: Sequence[Line], gram: str) -> bool:
    """Whether a word ends with a stretch: it is followed by one thing here and another there."""
    return len({line.text[at.end() : at.end() + 1] for line in lines for at in re.finditer(gram, line.text)}) > 1


def _odd_ones(counts: Counter[str], pairs: Counter[str]) -> dict[str, str]:
    """Stretches met once, each with the frequent one it sounds like, whose odd character is in no word of the papers elsewhere."""
    grams = list(counts)
    sounds = sound_of("".join(grams))
    alike: dict[str, list[str]] = defaultdict(list)
    for at, gram in enumerate(grams):
        alike[sounds[at * _LENGTH : (at + 1) * _LENGTH]].append(gram)
    found: dict[str, str] = {}
    for some in alike.values():
        if len(some) < 2:
            continue
        right = max(some, key=lambda gram: counts[gram])
        for gram in some:
            odd = [at for at in range(_LENGTH) if gram[at] != right[at]]
            if (
                gram == right
                or counts[gram] > 1
                or len(odd) != 1
                or not odd[0]
                or {gram[odd[0]], right[odd[0]]} & _LITTLE
            ):
                continue
            often = counts[right] >= _OFTEN + (odd[0] == _LENGTH - 1)
            right_word = often and {gram[odd[0]], right[odd[0]]} not in _BOTH_WORDS
            if right_word and all(pairs[pair] == 1 for pair in _pairs_at(gram, odd[0])):
                found[gram] = right
    return found


Around = tuple[str, str, Line, int]
"""What stands before and after the middle of a stretch, and where it is."""


def _of_both(lines: Sequence[Line]) -> Iterator[Finding]:
    """Names met once each, the one with a character in its midst that sounds like that of the other."""
    places: dict[str, tuple[Line, re.Match[str], int] | None] = {}
    for line in lines:
        for run in _RUN.finditer(line.text):
            text = run.group()
            for at in range(1, len(text) - 1):
                gram = text[at - 1 : at + 2]
                places[gram] = None if gram in places else (line, run, at)
    grams = [gram for gram, place in places.items() if place is not None and gram[1] not in _LITTLE]
    sounds = sound_of("".join(gram[1] for gram in grams))
    alike: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for gram, sound in zip(grams, sounds, strict=True):
        alike[gram[0], sound, gram[2]].append(gram)
    for pair in alike.values():
        if len(pair) == 2 and {pair[0][1], pair[1][1]} not in _BOTH_WORDS:
            one, other = (_around(place) for gram in pair if (place := places[gram]) is not None)
            if one[2] is not other[2] and (pair[0][2] in _PLACES or _in_common(one, other) >= _SHARED):
                yield finding(
                    "A505",
                    f"“{pair[1]}”与“{pair[0]}”差一个同音字，见 {one[2].said(one[3] - 1, one[3] + 2)}",
                    "核对用字，改为一致",
                    other[2].at(other[3]),
                    Severity.HINT,
                )


def _around(place: tuple[Line, re.Match[str], int]) -> Around:
    line, run, at = place
    text = run.group()
    return text[max(0, at - _AROUND) : at], text[at + 1 : at + 1 + _AROUND], line, run.start() + at


def _in_common(one: Around, other: Around) -> int:
    """How many characters are the same around the middles, without a gap."""
    sides = zip(one[0][::-1], other[0][::-1], strict=False), zip(one[1], other[1], strict=False)
    return sum(sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], side)) for side in sides)
