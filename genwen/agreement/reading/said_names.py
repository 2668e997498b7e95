"""What a number of prose is called: the words of its clause, of the number a change is of, or its own of the names before 分别."""

from __future__ import annotations

import re
from functools import lru_cache

from genwen.agreement.reading.clauses import SENTENCE, STOPS, begun_at, last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.naming import left_of, spelled, without_periods
from genwen.agreement.reading.sentences import DOWN, UP, Part, Said
from genwen.patterns import regex

HEDGE = regex("(?:(?<!节)约|大约)(?:为)?$")
COMPARED = regex(
    "(?:同比|环比|(?:比|较|与|同)(?:上一?年|去年|上期|(?:19|20)\\d{2}年)(?:度|同期)?(?:相比)?)(?:的\\d[^，。；]{0,12})?"
)
_CHANGED = regex(
    rf"(?:{'|'.join(sorted({*DOWN.split('|'), *UP.split('|'), '增速'}, key=len, reverse=True))})(?:了|约|达|为|到|至|率|幅度?|\s)*$"
)
_EACH = regex("(?P<before>[^。；]*?)[，,]?(?:均|也)?(?:同比|较上年|比上年)?(?:分别|依次)(?P<after>[^，。；、]*)$")
_BY = regex("按照?|以(?![上下内来后前])")
_NAMES = regex("、|[和及与](?=[^、和及与]*$)")
_JOINED = regex("\\s*[、，和及]\\s*")


@lru_cache(maxsize=65536)
def clause_before(figure: Figure) -> str:
    """The words between the last mark and a figure; those before the bracket of one that is all it begins with: 甲公司（88分）."""
    text = figure.line.text
    end = figure.start - (text[max(0, figure.start - 1) : figure.start] in ("（", "("))
    return text[begun_at(text, end, STOPS) : end]


@lru_cache(maxsize=65536)
def phrases_of(sentence: tuple[Said, ...], at: int) -> tuple[str, ...]:
    """The phrases a number may be named by, spelled one way: the first that anything goes by is its name."""
    item = sentence[at]
    if names := _of_list(sentence, at):
        return names
    name = own_phrase(item)
    if item.part is Part.NOW or left_of(name, ()):
        return (name,)
    nows = [n for n, one in enumerate(sentence[:at]) if one.part is Part.NOW]
    return phrases_of(sentence, nows[0]) if len(nows) == 1 else ()


def own_phrase(item: Said) -> str:
    """The words of a number's own clause, without those of a change; 分别 says that it is of one of several named before."""
    name = _plain(clause_before(item.figure), item.part)
    return "" if name in ("分别", "依次") else name


def _plain(text: str, part: Part) -> str:
    text = HEDGE.sub("", COMPARED.sub("", text))
    text = next((tail for tail in _BY.split(text)[:0:-1] if len(tail) > 1), text)
    return spelled(without_periods(text if part is Part.NOW else _CHANGED.sub("", text)))


def _of_list(sentence: tuple[Said, ...], at: int) -> tuple[str, ...]:
    """甲、乙用电量分别为a、b: the name of the place in the list, with what the last name may share with it."""
    begun = at
    while begun and _JOINED.fullmatch(sentence[begun].gap):
        begun -= 1
    first = sentence[begun].figure
    if "分别" not in sentence[begun].gap and "依次" not in sentence[begun].gap:
        return ()
    count = (
        next((n for n in range(begun + 1, len(sentence)) if not _JOINED.fullmatch(sentence[n].gap)), len(sentence))
        - begun
    )
    match = _EACH.search(last_clause(first.line.text[: first.start], SENTENCE))
    if match is None or count < 2:
        return ()
    names = _NAMES.split(re.split("[，：]", match["before"])[-1])
    if len(names) == count:
        name, last = names[at - begun], names[-1]
        cuts = [cut for cut in range(len(last) - 1, 0, -1) if not last[cut - 1].isdigit()] if name is not last else []
        shared = [last[cut:] for cut in cuts]
        return tuple(_plain(name + tail, Part.NOW) for tail in ("", *reversed(shared)))
    nows = [n for n, one in enumerate(sentence[:begun]) if one.part is Part.NOW][-count:]
    return phrases_of(sentence, nows[at - begun]) if len(nows) == count and sentence[at].part is not Part.NOW else ()


def bare_name(phrase: str, title: str) -> str:
    """What a phrase names, without idle words and without the body that the title says the paper is of: 行政中心用电."""
    name = "".join(left_of(phrase.removeprefix("其中"), ()) or ())
    cut = next((at for at in range(len(name) - 2, 2, -1) if name[:at] in title), 0)
    return name[cut:]
