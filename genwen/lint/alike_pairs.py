"""Words of two characters with one that sounds or looks like the right one: 排察 for 排查, 督办 is a word of its own.

Two characters are held to be a slip only where they are no word, stand once in the document (what stands twice is a term
nobody has listed), are in no word with their neighbours, and the text is much likelier with the right word. Even so they
may be somebody's name: what is told of them is never sure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from genwen.document.word_borders import is_word, likelihood
from genwen.lint.alike import NEW_WORDS, are_alike, listed
from genwen.patterns import regex

_AROUND, _LONGEST = 6, 4
"""Characters on either side that words are looked for in, and characters of the longest word that may hold one of a pair."""
_GAIN = 7.0
"""How much likelier the right word makes a text, as a logarithm."""
_MOST = 6
"""Words in use that a pair is held against: those with the likeliest text is meant."""
_ALONE = frozenset(
    "的和在了是对有为与中上他等年月也要不将人我并以到就地说都由从日这把新后向着还时又但其被一本使下个她已们来所及或多更于大会给同能前很各它让可去最四二三用你自里再内"
    "副之该党应出那得过名未看据做却因七仍起才岁女曾像元则近如比达省便占号至较转搞既仅想倍讲走写张每只即钱均请约吃除按俄乡站非抓米称六谁兼令连叫打另靠驻住快听带吧早字"
    "须吗虽找离厂坐您皆换亦拿若跑竟某跟短旧尚差县市区镇村街局科室处股项条款章节第某未无需且故凡及乃拟宜共第两几十百千万亿零尽限禁超优"
)
"""Characters that are words by themselves so often that they stand beside anything."""


_IN_SENTENCE = regex(r"(?<![一-鿿])[一-鿿]{5}|(?<=[一-鿿])[一-鿿]{4}|(?<=[一-鿿]{2})[一-鿿]{3}|(?<=[一-鿿]{3})")
"""Where five characters stand together that a pair is of: what stands alone is a name more often than not."""
_NAME = regex(
    "(?:^|[、，。：；（长员记任席师士]|同志)[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪姜范石姚谭廖邹熊金陆郝孔崔康毛邱秦江史顾侯邵孟龙段雷钱汤尹黎易贺龚莫荣庄陶洪覃闫佘邬敖蒙鞠蔺邝匡栾寇佟仇嵇宫荆冼][一-鿿]?$"
)
"""Where a name may begin before or with a pair."""


def alike_pairs(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Of pairs of characters those that are no word and may be slips, with the words that may be meant."""
    found = {}
    for first, second in pairs:
        if first in _ALONE or second in _ALONE or not "一" <= first <= "鿿" or not "一" <= second <= "鿿":
            continue
        meant = _meant(first, second)
        if meant and first + second not in NEW_WORDS and not is_word(first + second):
            found[first + second] = meant
    return found


def slips_in(text: str, suspected: dict[str, list[str]]) -> Iterator[tuple[int, str, str]]:
    """Where suspected pairs of a text are slips, the pair and the word that is meant."""
    for pair, meant in suspected.items():
        at = text.find(pair)
        if (
            at < 0
            or not _IN_SENTENCE.match(text, at)
            or _is_within_word(text, at)
            or _NAME.search(text, max(0, at - 2), at + 1)
        ):
            continue
        before, after = text[max(0, at - _AROUND) : at], text[at + 2 : at + 2 + _AROUND]
        best, right = max((likelihood(before + word + after), word) for word in meant)
        if best - likelihood(before + pair + after) > _GAIN:
            yield at, pair, right


def _meant(first: str, second: str) -> list[str]:
    """The words in use that two characters may be a slip for."""
    firsts, seconds = _known()
    if second in seconds.get(first, ""):
        return []
    later = [first + char for char in seconds.get(first, "") if are_alike(second, char)]
    early = [char + second for char in firsts.get(second, "") if are_alike(first, char)]
    return (later + early)[:_MOST]


def _is_within_word(text: str, at: int) -> bool:
    """Whether one of the two characters is in a word with what stands beside them."""
    ends = any(is_word(text[start : at + 1]) for start in range(max(0, at - _LONGEST + 1), at))
    begins = any(is_word(text[at + 1 : end]) for end in range(at + 3, min(len(text), at + _LONGEST + 1) + 1))
    spans = any(
        is_word(text[start:end]) for start in range(max(0, at - 2), at + 1)
        for end in range(at + 2, min(len(text), start + _LONGEST) + 1) if end - start > 2
    )  # fmt: skip
    return ends or begins or spans


@cache
def _known() -> tuple[dict[str, str], dict[str, str]]:
    """By the second character of words in use their first ones, and by the first the second ones."""
    firsts: dict[str, str] = {}
    seconds: dict[str, str] = {}
    for line in listed("words_of_two.txt"):
        first, second = line.split()
        seconds[first] = second
        for char in second:
            firsts[char] = firsts.get(char, "") + first
    return firsts, seconds
