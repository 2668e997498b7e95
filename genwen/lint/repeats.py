"""What stands twice by the dictionary: 立方米米, 联络员员, 难以难以解决, 3个三个.

Words that end with a character others begin with are none (会议议定), nor are words that are made so (天天, 实实在在), nor
characters that are words of their own (全市市、县), which are told from the rest by hand.
"""

from __future__ import annotations

from collections.abc import Iterator

from genwen.document.word_borders import is_word
from genwen.numerals import NumeralError, parse_chinese_number
from genwen.patterns import regex

_LONGEST, _COMMON = 5, 200
"""Characters of the longest words looked for, and how often a word occurs that is common."""
_HAN = "\u4e00-\u9fff"
_CHARACTER = regex(f"([{_HAN}])\\1+")
_NUMERALS = frozenset("一每某逐半〇二三四五六七八九十百千万零两几数")
_FREE = frozenset(
    "的了和在是与及对我为将进行要由向并从以需须们各全有地作到同只年任国建省市县区乡镇村州旗中张王李陈某钉账号可不没好大小新老非总副多人会能分类"
)
"""Characters that are words by themselves behind a word that ends with them: 主任任组长, 该国国情, 各市市、区两级."""
_UNITS = frozenset("司局部组院厂班社科检处厅室队站矿校所署会委")
"""Characters by which units are called that their heads are called after."""
_BEFORE_WORDS = frozenset("的了和与及要将把被对向在为以应须可能已再，。；：、")
_FREE_BEHIND = frozenset(
    "的了家头手天地在要会能有为是都就也和与及把被对向将去来到上下做说看给让使可应须得不没都更最很太才又再还"
)
"""Characters that stand behind an adverb: 统统要, 层层有."""
_BEHIND = frozenset("前后内外")
"""Characters that stand behind whatever there is: 3月底前."""
_LIVING = frozenset("人天年月日家户处事时刻层级步件样种村远往紧常慢频屡偏早多久深渐单仅等声心看想试说谈反军哥宝")
"""Characters whose double is a word that stands beside any other: 意义远远超出, 各方面层层展开."""
_ENDS_CLAUSE = regex(f"(?![{_HAN}（(\\[〔\\d\0])|[的了和与及或并等要应须由在将为已]")
_UNIT = regex(
    "(?<=[\\d%万亿多余])([个名人家户项件次天米元克吨升亩处所座台辆套株棵场份篇度瓦时秒倍岁匹头只])\\1(?![均产耗])"
)
_FIGURES = regex(rf"(?<![\d.,A-Za-z])(\d[\d.,]*[{_HAN}%]{{1,3}})\1(?![地度\d])")
_FIGURES_AND_WORDS = regex(rf"(?<![\d.,第])(\d{{1,4}})([{_HAN}])([一二两三四五六七八九十百零〇]+)\2(?!性)")
_PHRASE = regex(f"([{_HAN}]{{2,12}})\\1")
_PHRASE_LENGTH = 4
"""Characters of what is no accident when it stands twice, word or not."""
_TWICE_ON_PURPOSE = frozenset({
    "研究", "讨论", "商量", "考虑", "很多", "许多", "太多", "非常", "十分", "整理", "收拾", "调整", "了解", "好好", "慢慢", "如何", "千万",
    "永远", "彼此",
})  # fmt: skip
_HAS_MORE = regex(f"[{_HAN}]")
_HEADS = frozenset({
    "规定", "组织", "出租", "年度", "设计", "政府", "部门", "单位", "公司", "法院", "人民法院", "保管", "申请", "出版", "代表", "机构", "企业",
})  # fmt: skip
"""Words that end the name of something and begin another: 本规定|规定的, 建设单位|单位面积."""
COMPOUND = regex(
    "[部厅局处科站所院校员者人业性化型类费率权法办区会类点团长]|中国家|强国|面积|建筑|能耗|产[品值]|成本|用地|事项|条例|规划|工程|设[施备]|系统|平台|机[关构]|单位|企业|资金"
)
"""What makes another word of the second one: 组织组织部, 学习学习强国."""


def repeats_in(text: str) -> Iterator[tuple[int, int]]:
    """Where something that stands twice begins and ends."""
    for match in _UNIT.finditer(text):
        if not _begins(text, match.start() + 1) and _stands_alone(text, match.end()):
            yield match.span()
    yield from (match.span() for match in _FIGURES.finditer(text))
    for match in _FIGURES_AND_WORDS.finditer(text):
        if _value(match[3]) == int(match[1]):
            yield match.span()
    for match in _CHARACTER.finditer(text):
        if _is_typed_twice(text, *match.span()) or _heads_word(text, *match.span()):
            yield match.span()
    yield from (match.span() for match in _PHRASE.finditer(text) if _is_phrase(match[1], text, *match.span()))


def is_on_purpose(phrase: str) -> bool:
    """Whether a phrase is one that is said twice: 一个一个, 研究研究."""
    return not _NUMERALS.isdisjoint(phrase) or phrase in _TWICE_ON_PURPOSE or phrase[-1] == "着" or phrase[0] in "很太"


def _is_typed_twice(text: str, start: int, end: int) -> bool:
    """Whether the first character ends a word and the last begins none."""
    char = text[start]
    if char in _FREE or not _NUMERALS.isdisjoint(text[max(0, start - 1) : end]):
        return False
    if _begins(text, end - 1) or _is_within(text, start) or not _stands_alone(text, end):
        return False
    return char in _BEHIND or _ends(text, start + 1)


def _heads_word(text: str, start: int, end: int) -> bool:
    """Whether the last character begins a word and the first is left over: 组织领领导, 统统筹使用."""
    if end - start != 2 or text[start] in _FREE or not _NUMERALS.isdisjoint(text[max(0, start - 1) : end]):
        return False
    word = next((text[end - 1 : to] for to in reversed(_to(text, end - 1)) if is_word(text[end - 1 : to], _COMMON)), "")
    if not word or text[start] in _UNITS or _ends(text, start + 1) or text[end : end + 1] == text[end + 1 : end + 2]:
        return False  # 各科|科长, 热热闹闹
    before = text[start - 1 : start]
    if not (_ends(text, start) or before in _BEFORE_WORDS):
        return False  # 评标|标准
    return not is_word(text[start:end]) or not (_begins(text, end) or text[end : end + 1] in _FREE_BEHIND)


def _is_phrase(phrase: str, text: str, start: int, end: int) -> bool:
    """Whether several characters that stand twice are typed twice."""
    known = len(phrase) >= _PHRASE_LENGTH or is_word(phrase)
    if not known or len(set(phrase)) == 1 or is_on_purpose(phrase) or COMPOUND.match(text, end):
        return False
    if phrase in _HEADS and _HAS_MORE.match(text, end):
        return False
    middle = end - len(phrase)
    for at in range(max(0, middle - _LONGEST), start):
        if is_word(text[at:middle]) and not _is_long(text[at:start]):
            return False  # 集装箱|装箱
    return not any(
        is_word(text[at:to]) and _is_another(text, at, end, to)
        for at in range(middle, end) for to in _to(text, at) if to > end
    )  # fmt: skip


def _is_another(text: str, start: int, end: int, to: int) -> bool:
    """Whether a word that ends behind a phrase makes it another one (申请人|代表|代表团), and is not it and a word (难以解决)."""
    return to - start > 2 and not (_is_long(text[start:end]) and _is_long(text[end:to]))


def _is_long(text: str) -> bool:
    """Whether a text is a word of two characters or more."""
    return len(text) > 1 and is_word(text)


def _value(words: str) -> int:
    try:
        return parse_chinese_number(words.replace("两", "二"))
    except NumeralError:
        return -1


def _stands_alone(text: str, end: int) -> bool:
    """Whether what ends here ends a clause, or a word begins behind it."""
    return _ENDS_CLAUSE.match(text, end) is not None or _begins(text, end)


def _to(text: str, start: int) -> range:
    """Where words that begin here can end."""
    return range(start + 2, min(len(text), start + _LONGEST) + 1)


def _begins(text: str, start: int) -> bool:
    """Whether a word begins here."""
    return any(is_word(text[start:end]) for end in _to(text, start))


def _ends(text: str, end: int) -> bool:
    """Whether a word ends here."""
    return any(is_word(text[start:end]) for start in range(max(0, end - _LONGEST), end - 1))


def _is_within(text: str, start: int) -> bool:
    """Whether a character and the next are in one word."""
    longest = any(
        is_word(text[at:end]) for at in range(max(0, start - 3), start + 1)
        for end in _to(text, start) if 2 < end - at <= _LONGEST
    )  # fmt: skip
    living = text[start] in _LIVING or not _ends(text, start + 1)
    return longest or (living and is_word(text[start : start + 2]))
