"""What is counted and how it stands: of every count of a document what its things are, whether they are done or left, and since when.

尚有34家单位没有安装计量装置 and 没有安装计量装置的34家 are both things left (单位), and what is left to do with them is 安装计量装置.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from genwen.agreement.reading.clauses import PHRASE, begun_at, ended_at
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.sentences import Part
from genwen.agreement.reading.text import View
from genwen.agreement.reading.vocabulary import YEAR_SAID
from genwen.agreement.reading.whereabouts import Place, ahead_lines, is_later, main_year, whereabouts
from genwen.patterns import regex
from genwen.records import record

UNITS = frozenset("家个所处台栋条户块份件人名座辆间项套盏只村")
_NO = "(?:还没有|仍没有|没有|尚未|仍未|还未|未能|未|没(?!收))"
_LEFT_BEFORE = regex(f"{_NO}(?P<deed>[^，。；：、\\d]{{2,14}})的?$")
_LEFT_AFTER = regex(f"^(?P<noun>[^，。；：、\\d（中]{{0,10}}?){_NO}(?P<deed>[^，。；：、\\d]{{2,14}})")
_GOING_ON = regex("^(?P<noun>[^，。；：、\\d（中]{0,8}?)(?:正在|尚待|有待|待|需要?继续)(?P<deed>[^，。；：、\\d]{2,8})")
_STILL = regex("(?:(?:尚有|还有|仍有|尚余|仍余)[^，。；：、\\d]{0,8}|(?:其余|剩余|余下|剩下)的?)$")
_BEING = regex("(?:正在|仍在|尚在)(?:推进|进行|办理|继续)??(?P<deed>[^，。；：、\\d的]{2,6})的$")
_REST = regex("(?:剩余|余下|剩下)的?$")
_NEW = regex("新(?:增|建成?|创建|完成|获评|获|培育|评定)")
_DEED = regex(
    "(?P<deed>建成|创建|整改|改造|安装|更换|覆盖|通过|办结|解决|报送|上报|开通|落实|签订|制定|达标|销号|消除|修复|拆除|接入|关停|验收|"
    "备案|公示|完成|配备|配置|建设|建立)(?:到位|完成|完毕|率)?[了]?"
)
_NOUN = regex(
    "^(?:的)?(?!中)(?P<noun>[\u4e00-\u9fff]{2,9}?)(?=$|[，。；：、（）“《\\d]|中|平?均|都|全部|已|没有|尚未|未|进行|开展|正在|存在|不[合达能]|应|要|完成|分布|"
    "由|在|按|的|逐一|逐个|逐校|逐户|实施|制定|参[加与]|组织|予以|给予|是|为|和|与|及|接受|达到|通过|安装|建成|有|占|于|实现|被|纳入|对|结对|依托|集中|仅|只|里|内)"
)
_TAIL = regex("(?:总?数|总?量|共计?|合计|总计|累计|达到?|为|有|是|约|的|：|\\s|\0)+$")
_HEAD = regex("^.*(?:了|已|共|累计|完成|实现|其中|全[市县区省镇乡]|今年|本年|当年|年内)(?=..)")
_DIGIT = regex("\\d")
_SCOPE = regex(
    "[市县区省][直级本](?=单位|机关|部门|财政|公|有|共|为|建|完|\\d|$)|(?<=[\u4e00-\u9fff])(?:乡镇|街道|社区)(?=单位|有|共|\\d|$)"
)
DONE_OF = regex("已(?:经)?(?:完成)?(?P<deed>整改|建成|办结|改造|验收|通过)(?:到位|完成)?的$")
"""What stands before a count of those done that is taken up: 对已完成整改的19个问题."""
_ALL_OF = regex("^[\u4e00-\u9fff]{2,8}?全部")
_SHARED = frozenset("完成的了有进行任务工作率到位节约型单机关位")


class Standing(StrEnum):
    """How what is counted stands."""

    ALL = "全"
    DONE = "办"
    LEFT = "余"
    NEW = "新"


@record(eq=False)
class Told:
    """A count: what its things are called behind it and before it ("" for not said), what was done with them or is left to do."""

    place: Place
    noun: str
    named: str
    deed: str
    standing: Standing
    scope: frozenset[str]
    year: int
    before: str
    after: str

    @property
    def figure(self) -> Figure:
        """The number itself."""
        return self.place.figure

    @property
    def words(self) -> str:
        """The number with the words beside it, for messages."""
        return f"{self.before[-12:]}{self.figure.text}{self.noun or self.after[:6]}".replace("\0", "")


@lru_cache(maxsize=256)
def accounts_of(view: View) -> tuple[Told, ...]:
    """The counts of a document outside of what is planned, in reading order."""
    main, ahead = main_year(view), ahead_lines(view)
    return tuple(
        _told(place, main)
        for place in whereabouts(view).places
        if place.figure.unit in UNITS
        and place.figure.step == 1
        and place.figure.value >= 1
        and place.said.part is not Part.BASE
        and (
            _is_known(place.figure)
            or not (place.line in ahead or is_later(view, place.figure.line, place.figure.start))
        )
    )


def _clauses(figure: Figure) -> tuple[str, str]:
    """The words of a count's own clause before it and behind it, as far as the next number."""
    text = figure.line.text
    after = text[figure.end : ended_at(text, figure.end, f"{PHRASE}（")]
    digit = next((at for at, char in enumerate(after) if char.isdigit()), len(after))
    return text[begun_at(text, figure.start, f"{PHRASE}（\n") : figure.start], after[: min(digit, 30)]


def _is_known(figure: Figure) -> bool:
    """Whether a count is of things left, done or all there are, which plans take up: 为没有安装计量装置的34家单位补装."""
    before, after = _clauses(figure)
    return bool(
        _LEFT_BEFORE.search(before)
        or _LEFT_AFTER.match(after)
        or _REST.search(before)
        or _BEING.search(before)
        or DONE_OF.search(before)
        or _ALL_OF.match(after)
    )


def _told(place: Place, main: int) -> Told:
    figure = place.figure
    before, after = _clauses(figure)
    text = figure.line.text
    years = YEAR_SAID.findall(text, begun_at(text, figure.start), figure.start)
    noun = _NOUN.match(after)
    named = noun["noun"] if noun else ""
    standing, deed, behind = _standing(before, after, named)
    own = _TAIL.sub("", before)
    return Told(
        place,
        behind,
        "" if standing is Standing.LEFT or _DIGIT.search(own) else _HEAD.sub("", own),
        deed,
        standing,
        frozenset(_SCOPE.findall(before)) | frozenset(_SCOPE.findall(behind)),
        min(int(years[-1]), main) if years and standing is Standing.LEFT else int(years[-1]) if years else main,
        before,
        after,
    )


def _standing(before: str, after: str, noun: str) -> tuple[Standing, str, str]:
    """How the things of a count stand, what was done with them or is left to do, and what they are called behind it."""
    if (match := _LEFT_BEFORE.search(before)) is not None:
        return Standing.LEFT, match["deed"].removesuffix("的"), noun
    if (match := _LEFT_AFTER.match(after)) is not None:
        deed, _, of = match["deed"].partition("的")
        return Standing.LEFT, deed, of[:6] or match["noun"]
    if _STILL.search(before) and (match := _GOING_ON.match(after)) is not None:
        return Standing.LEFT, match["deed"], match["noun"]
    if _REST.search(before):
        return Standing.LEFT, "", noun
    if (match := _BEING.search(before)) is not None:
        return Standing.LEFT, match["deed"], noun
    deeds = list(_DEED.finditer(before))
    deed = deeds[-1]["deed"] if deeds else ""
    if _NEW.search(before):
        return Standing.NEW, deed, noun
    return (Standing.DONE if deed else Standing.ALL), deed, noun


def alike_deeds(one: str, other: str) -> bool:
    """Whether two wordings may be of one thing to do: one is not said, or they have a word, or what is told of it, in common."""
    short, long = sorted((one, other), key=len)
    if not short:
        return True
    if bigrams(short) & bigrams(long) or len(set(short) & set(long) - _SHARED) > 1:
        return True
    return short[:2] in long or (len(long) <= 5 and bool(set(short) & set(long) - _SHARED))


def alike_nouns(one: str, other: str) -> bool:
    """Whether two names may be of the same things: one says little, or they have two characters in common."""
    return len(one) < 2 or len(other) < 2 or bool(_pairs(one) & _pairs(other))


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
