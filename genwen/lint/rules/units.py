"""Rules of units of measurement (GB 3100, 3101, 3102): their names, their symbols, the room before these."""

from __future__ import annotations

from collections.abc import Iterator

from genwen.lint.masks import without_names
from genwen.lint.rule import CUSTOM, HARD, NOTICE, UNWRITTEN, WARNING, Hit, Rule, at, each
from genwen.lint.rules.punctuation import INCH
from genwen.lint.view import Line, View
from genwen.patterns import regex
from genwen.searching import found_in

UNITS = "GB 3100、GB 3101、GB 3102"
_UNITS = {"公分": "厘米", "公升": "升", "平米": "平方米", "立方": "立方米", "英寸": "厘米", "英尺": "米", "马力": "千瓦",
          "华里": "千米", "市斤": "千克", "公尺": "米", "斤": "千克", "里": "千米",
          "两": "克", "尺": "米", "平方": "平方米", "英里": "千米", "英亩": "公顷", "加仑": "升", "盎司": "克", "公两": "克", "市尺": "米",
          "市里": "千米", "丈": "米", "磅": "千克", "方": "立方米"}  # fmt: skip
_SAME = frozenset({"公升", "公尺", "平米", "平方", "立方", "方"})
"""Other names of the same unit: the figure stays."""
_NAMES = "|".join(name for name in _UNITS if len(name) > 1 and name != "平方")
_UNIT = regex(
    rf"(?<=[\d万亿千百/／])\s*({_NAMES})(?!米|厘|分|千)|(?<=\d)(斤)(?!斤)"
    r"|(?<=\d)(里)(?=[，。；、）]|以[内外]|左右|[长远宽](?!期)|多?的?(?:山|水|土|公|小)?路)|(?<=\d)(两|尺|平方|丈|磅)(?=[，。；、）])"
    r"|(?:(?<=用水\d{2})|(?<=用水\d{3})|(?<=土方\d{3})|(?<=土方\d{2})|(?<=耗水\d{3})|(?<=水量\d{3}))(方)(?=[，。；、）])"
)
_DEGREES = regex(r"(?:用电|耗电|电量|发电|节电)[^，。；：、（）\d]{0,8}\d[\d.]*[万亿]?(度)(?=[，。；、）]|$)")
"""度 for what electricity is measured in."""
_MONEY = regex(
    r"(?:资金|经费|补贴|补助|奖补|投资|预算|费用|金额|收入|支出|贷款|债券|产值|税收|造价|奖金|罚款|捐款|价款|概算|决算|结余|投入|节约|损失|采购额|服务费|租金|工资)"
    r"[^，。；：、（）\d人户次名家群]{0,8}(?P<sum>\d[\d.]*余?[万亿])(?=[，。；）]|以[内上下]|左右|$)"
)
"""Money of so many 万 and no unit behind it; in a list the last one may have it for all."""
_LETTERS = regex(
    r"(?<=[\d万亿])\s*(KG|Kg|KM|Km|CM|MM|cM|mM|[CMDKcmdkh][Mm]?[23](?<=[Mm][23])|(?:M|[CDKHcdkh]M|[CDKH]m)[²³]|KWH|KWh|kwh|Kwh|KW|Kw|MWH|MWh|Mwh|Mw|ML|HZ|hz|KHz|KHZ|khz|MHZ|mhz|Mpa|MPA|mpa|KPa|Kpa|KPA|kpa"
    r"|KVA|Kva|kva|KV|Kv|kv|KN|Kn|KJ|Kj|kj|DB|Db|db|KM/H|KM/h|Km/h|㎡|㎏|㎝|㎞|㎜)(?![A-Za-z0-9/])"
)
_CAPITAL = regex(
    r"(?<![A-Za-z\d.\-—/])(\d[\d.]*)([MT]|(?<=12|24|48|72)H)(?=[的长高宽深远，。；、）左以]|到|至|内|不间断)(?!的?(?:宽带|带宽|光纤|网))"
)
"""A capital for metres or hours: 1200M, 24H."""
_SMALL = {"M": "m（米）", "T": "t（吨）", "H": "h（小时）"}
_RIGHT_LETTERS = {"kg": "kg", "km": "km", "cm": "cm", "mm": "mm", "m2": "m²", "m3": "m³", "kwh": "kW·h", "kw": "kW", "mwh": "MW·h",
                  "mw": "MW", "ml": "mL", "km2": "km²", "cm2": "cm²", "mm2": "mm²", "dm2": "dm²", "hm2": "hm²", "km3": "km³", "cm3": "cm³", "mm3": "mm³", "dm3": "dm³", "hm3": "hm³", "hz": "Hz", "khz": "kHz", "mhz": "MHz", "mpa": "MPa", "kpa": "kPa", "kva": "kV·A", "kv": "kV",
                  "kn": "kN", "kj": "kJ", "db": "dB", "km/h": "km/h",
                  "㎡": "m²", "㎏": "kg", "㎝": "cm", "㎞": "km", "㎜": "mm"}  # fmt: skip
_PLAIN = str.maketrans("²³", "23")
_CLOSE = regex(
    r"(?<![A-Za-z0-9.,\-—/])\d[\d.,]*(kg|mg|km²?|cm[²³]?|mm|mL|m[²³]|hm²|kW(?:·h)?|MW(?:·h)?|kWh|kPa|MPa|kJ|MJ|GJ|kHz|dB)(?![A-Za-z0-9·/²³])"
)
_CHINESE = {"kg": "千克", "mg": "毫克", "km": "千米", "km²": "平方千米", "cm": "厘米", "cm²": "平方厘米", "cm³": "立方厘米", "mm": "毫米",
            "mL": "毫升", "m²": "平方米", "m³": "立方米", "hm²": "公顷", "kW": "千瓦", "kW·h": "千瓦时", "kWh": "千瓦时", "MW": "兆瓦",
            "MW·h": "兆瓦时", "kPa": "千帕", "MPa": "兆帕", "kJ": "千焦", "MJ": "兆焦", "GJ": "吉焦", "kHz": "千赫", "dB": "分贝"}  # fmt: skip


def units(view: View) -> Iterator[Hit]:
    """公分, 平米."""
    for hit in each(view.texts(), INCH, lambda _: ("英寸的符号不是法定计量单位", "改用厘米或毫米并换算")):
        if hit.line is not None and hit.line.text[: hit.start].count('"') % 2 == 0:
            yield hit
    yield from each(
        view.texts(),
        _UNIT,
        lambda match: _renamed(match[0].strip()),
        without_names,
    )
    yield from degrees(view)


def degrees(view: View) -> Iterator[Hit]:
    """用电345.6万度."""
    for line, match in found_in(view.texts(), _DEGREES, without_names):
        yield at(line, match, "“度”不是法定计量单位的名称", "改为“千瓦时”", 1, right="千瓦时")


def _renamed(name: str) -> tuple[str, str]:
    """What is told of a name of a unit: what it is called, and that the figure changes with it."""
    hint = f"改为“{_UNITS[name]}”" if name in _SAME else f"改用“{_UNITS[name]}”并换算"
    return f"“{name}”不是法定计量单位的名称", hint


def unit_letters(view: View) -> Iterator[Hit]:
    """KG, KM, M2; a figure that is raised makes m2 right."""
    for line, match in found_in(view.texts(), _LETTERS, without_names):
        right = _RIGHT_LETTERS[match[1].lower().translate(_PLAIN)]
        raised = match[1][-1].isdigit() and _is_raised(line, match.end(1) - 1)
        if not (raised and match[1][:-1] == right[:-1]):
            said, hint = f"单位符号“{match[1]}”写法不对", f"写作 {right}，公文里宜写中文单位"
            yield at(line, match, said, hint, right=match[0].replace(match[1], right))
    for line, match in found_in(view.texts(), _CAPITAL, without_names):
        said = f"“{match[0]}”的单位符号用了大写"
        hint = f"是{_SMALL[match[2]][2:-1]}的写作 {_SMALL[match[2]]}，公文里宜写中文单位" + (
            "；是兆的写明 MB、Mb/s 等" if match[2] == "M" else ""
        )
        yield Hit(said, hint, line, match.start(2), match.end(2), unsure=True)


def _is_raised(line: Line, at_character: int) -> bool:
    start = 0
    for run in line.paragraph.runs:
        start += len(run.text)
        if at_character < start:
            return run.form.raised
    return False


def money_without_unit(view: View) -> Iterator[Hit]:
    """安排资金2400万，: 元 is lacking."""
    return each(
        view.prose(), _MONEY, lambda match: (f"“{match['sum']}”后面缺单位", f"写作 {match['sum']}元"), without_names
    )


def close_letters(view: View) -> Iterator[Hit]:
    """5kg in running text; in a table there is little room."""
    for line, match in found_in(view.prose(), _CLOSE, without_names):
        figure = match[0].removesuffix(match[1])
        said = f"“{match[0]}”数与单位符号之间没有空"
        yield at(
            line, match, said, f"公文里宜写中文单位“{figure}{_CHINESE[match[1]]}”；用符号的写作“{figure} {match[1]}”"
        )


RULES = (
    Rule("G615", "非法定计量单位", UNITS, HARD, NOTICE, "使用法定计量单位。", "正文：面积20平方米。", "正文：面积20平米。", units),
    Rule("G644", "金额缺“元”", UNWRITTEN, CUSTOM, WARNING, "金额的单位是元、万元、亿元。", "正文：安排补助资金240万元，已到位。", "正文：安排补助资金240万，已到位。", money_without_unit),
    Rule("G616", "单位符号写法不对", UNITS, HARD, WARNING, "单位符号的大小写有规定。", "正文：重5 kg。", "正文：重5KG。", unit_letters),
    Rule("G623", "数与单位符号之间没有空", UNITS, CUSTOM, NOTICE, "数值与字母的单位符号之间空出间隙；公文里宜写中文单位。", "正文：重5千克。", "正文：重5kg。", close_letters),
)  # fmt: skip
