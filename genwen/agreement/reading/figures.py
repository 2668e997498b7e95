"""Numbers with units in running text: value, precision, unit, the words that name the quantity, what qualifies it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cached_property, lru_cache, partial

from genwen.agreement.reading.clauses import begun_at
from genwen.agreement.reading.text import MASK, Line, Span, masked
from genwen.agreement.reading.vocabulary import STATE
from genwen.patterns import regex
from genwen.records import record

SCALE = {"": Decimal(1), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10**4), "亿": Decimal(10**8),
         "万亿": Decimal(10**12)}  # fmt: skip
_BASE = (
    "个百分点|个基点|个工作日|工作日|个小时|个学时|千克二氧化碳当量|吨二氧化碳当量|千克二氧化碳|吨二氧化碳|千克标准煤|公斤标准煤|吨标准煤|吨标煤|二氧化碳当量|人·次|车次|场次|处次|班次|辆次|台次|家次|件次|批次|户次|学时|课时|千瓦时|立方米|平方米|平米|摄氏度|百分点|人次|公里|千米|千克|公斤|分钟|小时|个月|"
    "平方公里|平方千米|千公顷|兆瓦时|兆瓦|千伏安|美元|欧元|港元|日元|厘米|毫米|分贝|标箱|航次|床位|"
    "千瓦|kgce|tce|kWh|m³|m²|km|kg|GJ|吉焦|吨|升|米|克|元|人|名|家|个|项|件|份|次|场|期|辆|台|套|盏|块|处|起|张|包|组|类|"
    "条|分|天|日|度|宗|笔|餐|顿|亩|公顷|瓦|页|例|幢|架|路|口|卷|道|眼|℃|%|％|‰|只|支|株|户|栋|座|间|篇|部|批|所|册|幅|对|盆|桶|根|位|吨次|kgce|L|t|头|羽|棵|尾|斤|艘|趟|剂|节|堂|封|通|岗|单|票|门|倍|箱|袋|瓶|捆|罐|盘|枚|颗|粒|盒|具|款|轮|遍|层|班|队|车|排|把|杯|扇|列"
)
UNIT = rf"(?:{_BASE})(?:\s*[/／·]\s*(?:{_BASE}|百公里|年|月|床|生|席))*"
_FIGURE = regex(
    rf"(?<![\d.A-Za-z_*×\-])(?P<number>\d{{1,3}}(?:[, \u00a0]\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d*_])"
    rf"\s*(?P<scale>万亿|万|亿)?\s*(?:余|多)?(?P<unit>{UNIT})"
)
_SAME = {"％": "%", "场次": "场", "个工作日": "工作日", "个小时": "小时", "个学时": "学时", "百分点": "个百分点", "公斤": "千克", "公斤标准煤": "千克标准煤", "千克二氧化碳当量": "千克二氧化碳", "kgce": "千克标准煤", "tce": "吨标准煤",
         "kWh": "千瓦时", "度": "千瓦时", "m³": "立方米", "m²": "平方米", "平米": "平方米", "km": "公里", "千米": "公里", "kg": "千克",
         "t": "吨", "L": "升", "℃": "摄氏度", "名": "人", "位": "人"}  # fmt: skip
_TONS = {
    "个基点": ("个百分点", Decimal("0.01")),
    "吨": ("千克", Decimal(1000)),
    "吨标准煤": ("千克标准煤", Decimal(1000)),
    "吨标煤": ("千克标准煤", Decimal(1000)),
    "吨二氧化碳": ("千克二氧化碳", Decimal(1000)),
    "吨二氧化碳当量": ("千克二氧化碳", Decimal(1000)),
    "千公顷": ("公顷", Decimal(1000)),
}
_STOP = regex(f'[，。；：、（）()！？,;:“”"\n\t{MASK}]|(?:其中|以及|并且|同时|分别)')
_TAIL = regex(
    r"(?:约为|约|共计|合计|总计|累计|为|是|达到|达|共有|共|计|有|的|到|至|已|近|超过|突破|仅|不足|只有|接近|控制在|折合|等于|：|\s)+$"
)
_HEAD = regex(
    r"^(?:全年|全部|其中|本年度?|今年|当年|我局|我区|我县|我市|我办|我中心|年度|累计|共|的|年|实现|完成|度|底|末|全区|全县|全市|单位的|\s)+"
)
_LOCAL = regex(
    r"目标|计划|预计|力争|拟|约束值|基准值|引导值|定额|下降|上升|增长|减少|增加|降低|节约|提高|节省|同比|环比|不超过|超过|不高于|"
    r"不低于|至少|最高|最低|每[月年季天次人周]|月均|日均|平均|户均|新增|以上|以下|以内|左右|由|从|比|较"
)
_AFTER = regex(r"以上|以下|以内|左右")
_TIME = regex(
    r"上年|去年|前年|同期|基准年|上半年|下半年|下年|明年|[一二三四1-4]季度|前\S季度|目标|力争|下达|\d{1,2}月(?=[份，,]|$)|"
    r"今后|十[一二三四五六]五"
)
_COMPARED = regex(r"(?:比|较|与|同)(?:上一?年|去年|(?:19|20)\d{2}年)(?:度|同期)?(?:相比)?(?!（[^（）]*$)")
"""A year that something is held against; what a bracket after it says is of that year: 比2024年（90.2%）提高0.8个百分点."""
_ORGAN = regex(r"[一-龥]{1,6}(?<!全)(?:局|处|科|室|中心|院|楼|校|站|街道|镇|乡|公司|机关|单位(?!建筑|面积))")
_YEAR = regex(r"((?:19|20)\d{2})\s*年?")
_ASIDE = regex(r"[一-龥]{1,4}（[\d一二三四五六七八九十A-Za-zⅠⅡⅢⅣⅤ]{1,2}）$")
"""A word with a bracket in its midst: 小（1）型, 东（A）区."""
_DIGIT = regex("[0-9]")
_APART = str.maketrans("", "", ", \u00a0")
"""What stands between thousands."""


@record(eq=False)
class Figure(Span):
    """A number with its unit at `start` to `end` of a line: `value` in the bare unit, `step` its last printed place.

    `name` is the wording just before it; `beside` finds what else in the sentence tells it from others: year, 上年, an organ.
    """

    value: Decimal
    step: Decimal
    unit: str
    text: str
    name: str
    beside: Callable[[], frozenset[str]] = frozenset

    @cached_property
    def context(self) -> frozenset[str]:
        """What else tells it from others, found when it is asked for: few rules do."""
        return self.beside()

    def like(self, value: Decimal) -> str:
        """Another value printed as this figure is: in its unit, with its decimals."""
        digits = re.sub(r"[^\d.]", "", self.text.partition("/")[0])
        scale = self.value / Decimal(digits) if digits and Decimal(digits) else Decimal(1)
        return f"{value / scale:.{len(digits.partition('.')[2])}f}"


@lru_cache(maxsize=1024)
def same_unit(unit: str) -> tuple[str, Decimal]:
    """The one spelling of a unit, and what a number in `unit` is multiplied by."""
    plain = "/".join(_SAME.get(part.strip(), part.strip()) for part in re.split("[/／·]", unit))
    plain = plain.removesuffix("/年")
    if plain in _TONS:
        return _TONS[plain]
    weight, _, per = plain.partition("/")
    if per and weight in _TONS:
        return f"{_TONS[weight][0]}/{per}", _TONS[weight][1]
    return plain, Decimal(1)


def close(left: Decimal, right: Decimal, step: Decimal) -> bool:
    """Whether two numbers agree within half of a last printed place."""
    return abs(left - right) <= step / 2


@lru_cache(maxsize=65536)
def figures(line: Line) -> tuple[Figure, ...]:
    """Every number with a unit in a line, in order; dates, 文号, titles and ordinals left out."""
    return tuple(_figures(line)) if _DIGIT.search(line.text) else ()


def _figures(line: Line) -> Iterator[Figure]:
    blank = masked(line.text)
    stops = [0, *(stop.end() for stop in _STOP.finditer(blank))]
    for match in _FIGURE.finditer(blank):
        digits = match["number"].translate(_APART)
        unit, factor = same_unit(match["unit"])
        factor *= SCALE[match["scale"] or ""]
        places = len(digits.partition(".")[2])
        begun = begun_at(line.text, match.start(), "。；！？\n")
        start = max(begun, stops[bisect_right(stops, match.start()) - 1])
        name = _HEAD.sub("", _TAIL.sub("", blank[start : match.start()]))
        aside = _ASIDE.search(blank, max(begun, start - 8), start) if blank[start - 1 : start] == "）" else None
        if aside is not None:  # 小（1）型水库2座: what the bracket says is of the name too
            name = aside.group() + name
        yield Figure(line, match.start(), match.end(), Decimal(digits) * factor, factor / 10**places, unit,
                     line.text[match.start() : match.end()], name, partial(_beside, line, begun, start, *match.span()))  # fmt: skip


def _beside(line: Line, begun: int, start: int, at: int, end: int) -> frozenset[str]:
    """What tells the number from `at` to `end` from others, by its clause, its sentence and the organs named before the clause."""
    text, blank = line.text, masked(line.text)
    context = set(_LOCAL.findall(blank[start:at])) | set(_AFTER.findall(blank[end : end + 2]))
    sentence = _COMPARED.sub("", text[begun:at])
    context |= set(_TIME.findall(sentence)) | set(STATE.findall(sentence)) | set(_ORGAN.findall(text, 0, start))
    years = _YEAR.findall(sentence) or _YEAR.findall(_led(text, begun))
    return frozenset((*context, *years[-1:]))


def _led(text: str, at: int) -> str:
    """What a part of a sentence goes on from, as far as it tells of times: 2025年，种植46万亩；产量1.95万吨."""
    return _COMPARED.sub("", text[begun_at(text, at, "。！？\n") : at])
