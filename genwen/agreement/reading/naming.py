"""What a quantity is called: one spelling for names that offices write in many ways, and words that leave a name as it is.

电力消费量, 耗电量 and 用电总量 are 用电; 全市公共机构 and 共计 say nothing of what is counted. What is left of a phrase when the name
and such words are taken away (空调, 新增, 人均) makes it another quantity.
"""

from __future__ import annotations

from functools import lru_cache

from genwen.agreement.reading.vocabulary import BRACKETS
from genwen.patterns import regex

_SPENT = "(?:消费|消耗|使用|耗用)"
_SPELLINGS = (
    (regex(rf"综合能源消费量|综合能耗|能源{_SPENT}(?:总量|量)?|能耗总量|总能耗|用能总量|用能量"), "能耗"),
    (regex(rf"(?:电力|电能|电){_SPENT}(?:总量|量)?|[用耗]电(?:总量|量)?|电力"), "用电"),
    (regex(rf"(?:自来水|水资源|水){_SPENT}(?:总量|量)?|[用耗取]水(?:总量|量)?|自来水"), "用水"),
    (regex(rf"(?:天然气|燃气)(?:{_SPENT}|用)?(?:总量|量)?|[用耗]气(?:总量|量)?"), "用气"),
    (regex("单位面积"), "单位建筑面积"),
    (
        regex("(?:减少|降低)?(?:二氧化碳|碳)减?排放?量|(?:减少|降低)(?:二氧化碳|碳)排放|碳减排|减排(?:二氧化碳|量)"),
        "减排",
    ),
    (regex("二氧化碳排放量?|碳排放量?"), "碳排放"),
)
_GENERIC = regex(
    "^(?:20\\d\\d年?(?:度|份)?|本年(?:度)?|今年|本期|实际值?|实绩|实施后|改造后|完成值?|数值?|数量|总?数|总量|消费量|用量|实物量|全年|合计|小计|总计|指标值?|值|量|"
    "金额|情况|内容|计量)+$"
)
_LEADING = regex("^(?:完成|实际|实现|累计|本年|全年|其中)+")
_SUFFIX = regex("(?:总?数量?|总?量|总?额|金额|人次)$")
_FILLER = regex(
    "\0+|\\s|(?:19|20)\\d{2}年?度?|全(?:年|市|县|区|省|局|院|校|镇|乡|国|州|盟|旗|系统|部|体|厅|办|中心|街道)|[我本](?:市|县|区|省|局|院|校|镇|乡|厅|办|中心|单位|部门|年度?)|今年|当年|年度|年末|年底|"
    "公共机构|党政机关|机关|纳入|统计|共计|合计|总计|累计|实际|实现|完成|消耗|消费|使用|产生|达到|约为|现有|综合|总体|整体|服务对象|用(?![电水气能油])|[共总约为是有的了计达则其年数量额在]"
)
_RANGE = regex("(?<!\\d)(?P<a>\\d{1,2})月?份?\\s*[—\\-–至到~～]\\s*(?P<b>\\d{1,2})月份?(?![底末初\\d])")
_PERIODS = (
    (regex("上半年"), (1, 6)),
    (regex("下半年"), (7, 12)),
    (regex("前三(?:个)?季度"), (1, 9)),
    *((regex(f"(?<![前至到—\\-–~～])第?[{han}{n}]季度"), (n * 3 - 2, n * 3)) for n, han in enumerate("一二三四", 1)),
    *((regex(f"(?<![\\d—\\-–至到~～]){n}月份?(?!\\d|[—\\-–至到~～]|底|末|初)"), (n, n)) for n in range(1, 13)),
)
"""Stretches of a year by their first and last month."""

_TIMED = regex("[月季]|半年")

Period = tuple[int, int]


@lru_cache(maxsize=16384)
def spelled(text: str) -> str:
    """A wording without brackets and blanks, its energies and amounts in one spelling."""
    plain = BRACKETS.sub("", text).replace(" ", "")
    for pattern, name in _SPELLINGS:
        plain = pattern.sub(name, plain)
    return plain


@lru_cache(maxsize=16384)
def name_of(label: str) -> str:
    """What a head or a label names; "" for one that says no more than that there is a number."""
    plain = spelled(label.removeprefix("其中").lstrip("：:#"))
    if _GENERIC.match(plain):
        return ""
    plain = regex_year.sub("", plain)
    plain = _LEADING.sub("", plain) if len(_LEADING.sub("", plain)) >= 2 else plain
    short = _SUFFIX.sub("", plain)
    return short if len(short) >= 2 else plain


regex_year = regex("(?:19|20)\\d{2}年?度?")


@lru_cache(maxsize=16384)
def periods_in(text: str) -> tuple[tuple[int, Period], ...]:
    """The stretches of a year that a text names, each with where it stands."""
    if not _TIMED.search(text):
        return ()
    ranges = ((match.start(), (int(match["a"]), int(match["b"]))) for match in _RANGE.finditer(text))
    found = [(match.start(), months) for pattern, months in _PERIODS for match in pattern.finditer(text)]
    return tuple(sorted([*found, *((at, months) for at, months in ranges if 1 <= months[0] < months[1] <= 12)]))


@lru_cache(maxsize=16384)
def without_periods(text: str) -> str:
    """A text without the stretches of a year it names."""
    if not _TIMED.search(text):
        return text
    text = _RANGE.sub("", text)
    for pattern, _ in _PERIODS:
        text = pattern.sub("", text)
    return text


def left_of(words: str, names: tuple[str, ...]) -> list[str] | None:
    """What is left of a phrase when names and idle words are taken away; None where a name is not in it."""
    for name in sorted(names, key=len, reverse=True):
        if name not in words:
            return None
        words = words.replace(name, "\0", 1)
    return [run for run in _FILLER.sub("\0", words).split("\0") if run]


@lru_cache(maxsize=16384)
def covered(run: str, about: str) -> bool:
    """Whether what is left of a phrase is made of words that stand in those about a table."""
    return run in about or any(run[:at] in about and covered(run[at:], about) for at in range(2, len(run) - 1))
