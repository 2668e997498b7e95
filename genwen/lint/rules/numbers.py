"""Rules of numbers and units (GB/T 15835, GB 3100): ranges, mixed numerals, full-width figures, units."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.lint.masks import without_dates, without_names, without_quotes
from genwen.lint.rule import CUSTOM, ERROR, HARD, NOTICE, SOFT, WARNING, Hit, Rule, around, at, each
from genwen.lint.searching import found_in
from genwen.lint.view import BODY, DATE, LEVELS, NUMBER, TABLE_NOTE, View
from genwen.patterns import regex

CLAUSE = "GB/T 15835—2011"
_PERCENT_RANGE = regex(
    r"(?<![\d.])\d+(?:\.\d+)?[%％][～~—–-]\d+(?:\.\d+)?(?![\d.%％‰])|(?<![\d.%])\d+(?:\.\d+)?\s*[～~—–-]\s*\d+(?:\.\d+)?\s*[%％‰]"
)
_BIG_RANGE = regex(r"(?<![\d.万亿])(\d+(?:\.\d+)?)\s*[～~—–-]\s*(\d+(?:\.\d+)?)\s*([万亿])")
_APPROXIMATE = regex(
    r"(?<![\d.、第])([1-9])、([1-9])(?=[个天年月人次名家项处件套台座户期]|分钟|小时|万)(?!月份)|(?<!\d)\d{1,9}多?几"
)
_MIXED = regex(
    r"百分之\d[\d.]*|(?<![\d.第])\d+(?:\.\d+)?(?:千(?!米|克|瓦|字|帕|赫|伏|焦|卡|兆|安|乏|牛|升|分|年|家万户)|百(?!分|帕|米)|十(?!几))(?=[\u4e00-\u9fff\d])"
)
_AFTER_CHINESE = regex(
    r"(?<![周期初高表件第之])[二三四五六七八九]?十\d+(?=[个座家人名项次台套件户万亿元处所])"
    r"|(?<=[少多共约有])[一二三四五六七八九]\d+(?=[个座家人名项次台套件户万亿元处所])"
)
_BARE_DECIMAL = regex(r"(?<![\d.A-Za-z\u4e00-\u9fff])\.\d+|(?<=[为是达至])\.\d+(?=[，。；、）]|$)")
_BARE_IN_TEXT = regex(r"(?<=[\u4e00-\u9fff])\.\d+(?=[%％\u4e00-\u9fff])")
_WEEKDAY = regex(r"(?:星期|周)([1-7])(?!\d|[个年月日期、])")
_FIXED = regex("5四(?=运动|精神|青年)|8一(?=建军)|(?<!\\d)[123]、[123]产业")
_LUNAR = regex(r"[正腊冬]月(?:初?\d{1,2})|农历\d{1,2}月|(?<![起最年月当])初\d{1,2}(?=日|[、，。]|$)")
_ZERO_YEAR = regex(
    "(?<![一二三四五六七八九零〇○千百])(?:[一二]零[零一二三四五六七八九]{2}|[一二]九[零一二三四五六七八九]零|[一二][○O零0][一二三四五六七八九○O零0]{2})(?=年)"
)
_CIRCLE = regex("[一二三四五六七八九十百千][百千万亿]([〇○])(?=[一二三四五六七八九])")
_DAY = regex(r"(\d{1,2}月\d{1,2})号")
_WIDE = regex("[０-９Ａ-Ｚａ-ｚ]+")
_GROUPS = regex(r"(?<![\d.])\d{1,3}，\d{3}(?:，\d{3})*(?!\d)")
_CENTURY = regex(
    "([十]?[一二三四五六七八九十]{1,3})世纪(?:[一二三四五六七八九]十年代)?|(?<=世纪)[一二三四五六七八九]十年代"
)
_CLOCK = regex(r"(?<!\d)([01]?\d|2[0-4])：([0-5]\d)(?!\d)")
_PERCENT_SPACE = regex(r"(?<=\d)\s+[%％‰℃°]")
_NARROW_PERCENT, _WIDE_PERCENT = regex(r"(?<=\d)%"), regex(r"(?<=\d)％(?![％%])")
_ABOUT = regex(
    r"(?:不超过|不少于|不低于|不高于|至少|最多|超过)(?:[\u4e00-\u9fff]{1,8}的)?\d[\d.,]*[\u4e00-\u9fff%]{0,4}?(?:左右|上下|以上|以下)|(?:大约|约(?:[为有达占]|达到)?|近|将近)\d[\d.,]*[\u4e00-\u9fff%]{0,4}?(?:左右|上下|以上|余)"
)
_RATIO = regex(
    r"(?<![\d.：])\d+：\d{3,}(?=的?(?:比例|地形图|地图))|(?:比例尺?|之比)[^，。；：]{0,8}?\d+(?:\.\d+)?：\d+(?:\.\d+)?(?![\d：年])"
)
_POINTED_DAY = regex(
    r"(?<![\d.])(?:3\.15|5\.12|6\.26|11\.9|12\.4|4\.15|9\.18|12\.9)(?=[”」]?(?:活动|晚会|国际|全国|消费者|防灾|禁毒|消防|国家|宪法|事变|运动|主题|宣传|[\u4e00-\u9fff]{0,2}(?:特大|大)?地震))"
)
_TIMES = regex(r"(?:减少|下降|降低|缩减|缩短|压减)了?\s*(?:\d+(?:\.\d+)?|[一二三四五六七八九十两]+)倍")
_SHORT_YEAR = regex(r"(?<![\d.〔（\[—～-])([0-3]\d)年(?=年?[初底末中]|上半年|下半年|度|\d{1,2}月)")


def percent_range(view: View) -> Iterator[Hit]:
    """15～30%."""
    return each(
        view.texts(), _PERCENT_RANGE, lambda match: (f"百分数范围“{match[0]}”有一个数没有%", "两个数后都写%，如 15%～30%"),
        without_names,
    )  # fmt: skip


def big_range(view: View) -> Iterator[Hit]:
    """9～16亿元."""
    return each(
        view.texts(), _BIG_RANGE,
        lambda match: (f"“{match[0]}”前一个数省了“{match[3]}”", f"写作 {match[1]}{match[3]}～{match[2]}{match[3]}"),
        without_dates,
    )  # fmt: skip


def approximate(view: View) -> Iterator[Hit]:
    """3、4个月, 20几个."""
    return each(
        view.prose(), _APPROXIMATE, lambda match: (f"概数“{match[0]}”用了阿拉伯数字", "用汉字，如 三四个、二十几个"),
        without_quotes,
    )  # fmt: skip


def mixed(view: View) -> Iterator[Hit]:
    """4千元."""

    def said(match: re.Match[str]) -> tuple[str, str]:
        return f"“{match[0]}”混用两种数字", "写全阿拉伯数字，或全用汉字（万、亿除外）"

    before: Hit | None = None
    for hit in each(view.texts(), _MIXED, said, without_quotes):
        if before is None or before.line is not hit.line or before.end != hit.start:  # 1千5百 is one number
            yield hit
        before = hit
    yield from each(view.texts(), _AFTER_CHINESE, said, without_quotes)


def bare_decimal(view: View) -> Iterator[Hit]:
    """.46."""

    def said(match: re.Match[str]) -> tuple[str, str]:
        return f"小数“{match[0]}”缺整数位", f"写作 0{match[0]}"

    yield from each(view.texts(), _BARE_DECIMAL, said, without_names)
    # in a table 管理制度.1 names an item
    yield from each(view.prose(), _BARE_IN_TEXT, said, without_names)


def weekday_figure(view: View) -> Iterator[Hit]:
    """星期5."""
    yield from each(
        view.texts(), _WEEKDAY,
        lambda match: (f"“{match[0]}”用了阿拉伯数字", f"改为“{match[0][:-1]}{'一二三四五六日'[int(match[1]) - 1]}”"),
        without_names,
    )  # fmt: skip
    yield from each(
        view.texts(), _FIXED, lambda match: (f"定型词语“{match[0]}”用了阿拉伯数字", "用汉字数字"), without_names
    )


def lunar(view: View) -> Iterator[Hit]:
    """正月初5."""
    return each(
        view.texts(), _LUNAR, lambda match: (f"农历“{match[0]}”用了阿拉伯数字", "农历用汉字数字"), without_names
    )


def zero_year(view: View) -> Iterator[Hit]:
    """二零二五年."""

    def said(match: re.Match[str]) -> tuple[str, str]:
        right = re.sub("[零○O0]", "〇", match[0])
        return f"汉字年份“{match[0]}年”里的零写得不对", f"改为“{right}年”，或用阿拉伯数字"

    return each(view.texts(), _ZERO_YEAR, said, without_names)


def circle_in_amount(view: View) -> Iterator[Hit]:
    """一百〇八人."""
    for line, match in found_in(view.texts(), _CIRCLE, without_quotes):
        said = f"“{around(line.text, match.start(1), match.end(1), 2)}”表示数量，却用了“{match[1]}”"
        yield Hit(said, "改为“零”", line, match.start(1), match.end(1), right="零")


def day_word(view: View) -> Iterator[Hit]:
    """7月3号."""
    return each(view.texts(), _DAY, lambda match: (f"日期“{match[0]}”用了“号”", f"改为“{match[1]}日”"), without_quotes)


def wide_figures(view: View) -> Iterator[Hit]:
    """２０２５."""

    def said(match: re.Match[str]) -> tuple[str, str]:
        half = "".join(chr(ord(char) - 0xFEE0) for char in match[0])
        return f"“{match[0]}”是全角字符", f"改为半角 {half}"

    # what is wide in a 发文字号 or a 成文日期 is told as their fault
    return (hit for hit in each(view.lines, _WIDE, said) if hit.line and hit.line.role not in (NUMBER, DATE))


def wide_comma(view: View) -> Iterator[Hit]:
    """1，234，567."""
    for hit in each(
        view.texts(), _GROUPS, lambda match: (f"“{match[0]}”用全角逗号分节", "不分节，或用半角逗号"), without_names
    ):
        assert hit.line is not None
        before = hit.line.text[max(0, hit.start - 1) : hit.start]
        if hit.line.text[hit.start : hit.end].count("，") > 1 or (before in "共为计达约" and before):
            yield hit


def century(view: View) -> Iterator[Hit]:
    """二十世纪八十年代."""
    return each(
        view.prose(),
        _CENTURY,
        lambda match: (f"“{match[0]}”用了汉字数字", "世纪、年代用阿拉伯数字，如 20世纪80年代"),
        without_quotes,
    )


def clock(view: View) -> Iterator[Hit]:
    """9：30."""
    return each(
        view.texts(),
        _CLOCK,
        lambda match: (f"时刻“{match[0]}”用了全角冒号", f"改为 {match[1]}:{match[2]} 或 {match[1]}时{match[2]}分"),
        without_names,
    )


def percent_space(view: View) -> Iterator[Hit]:
    """15 %."""
    return each(view.texts(), _PERCENT_SPACE, lambda match: (f"数字与“{match[0].strip()}”之间有空格", "删去空格"))


def wide_percent(view: View) -> Iterator[Hit]:
    """95.6％, worse where 95.6% stands elsewhere."""
    both = next(found_in(view.texts(), _NARROW_PERCENT), None) is not None
    for line, match in found_in(view.texts(), _WIDE_PERCENT):
        said = "百分号用了全角“％”" + ("，别处是半角“%”" if both else "")
        yield Hit(said, "全文统一用半角“%”", line, match.start(), match.end(), notice=not both, right="%")


def about_twice(view: View) -> Iterator[Hit]:
    """约100人左右."""
    return each(
        view.prose(),
        _ABOUT,
        lambda match: (f"“{match[0]}”表示概数的词重复", "“约”和“左右”“以上”只用一个"),
        without_quotes,
    )


def ratio(view: View) -> Iterator[Hit]:
    """比例尺1：2000."""

    def said(match: re.Match[str]) -> tuple[str, str]:
        return f"比号“{match[0]}”用了冒号", f"写作 {match[0].replace('：', '∶')}"

    return each(view.prose(), _RATIO, said, without_names)


def pointed_day(view: View) -> Iterator[Hit]:
    """3.15活动."""

    def said(match: re.Match[str]) -> tuple[str, str]:
        return f"事件、节日的月日“{match[0]}”用了小数点", f"用间隔号和引号，如 “{match[0].replace('.', '·')}”"

    return each(view.texts(), _POINTED_DAY, said, without_names)


def less_times(view: View) -> Iterator[Hit]:
    """下降2倍."""
    return each(view.prose(), _TIMES, lambda match: (f"“{match[0]}”：减少不用“倍”", "改用百分数或分数"), without_quotes)


def short_year(view: View) -> Iterator[Hit]:
    """24年底."""
    for line, match in found_in(view.of(BODY, *LEVELS, TABLE_NOTE), _SHORT_YEAR, without_quotes):
        yield at(line, match, f"年份“{match[1]}年”没有写全", f"写作 20{match[1]}年")


RULES = (
    Rule("G601", "年份简写", CLAUSE, HARD, WARNING, "年份写全四位。", "正文：到2024年底完成。", "正文：到24年底完成。", short_year),
    Rule("G602", "百分数范围缺前一个%", CLAUSE, HARD, ERROR, "百分数的范围，两个数后都写百分号。",
         "正文：下降15%～30%。", "正文：下降15～30%。", percent_range),
    Rule("G603", "范围中省了“万”“亿”", CLAUSE, HARD, ERROR, "“万”“亿”是数的一部分，范围里前一个不能省。",
         "正文：投资9亿～16亿元。", "正文：投资9～16亿元。", big_range),
    Rule("G604", "概数用阿拉伯数字", CLAUSE, HARD, WARNING, "相邻两数连用的概数、带“几”的概数用汉字。",
         "正文：用时三四个月，共二十几个单位。", "正文：用时3、4个月，共20几个单位。", approximate),
    Rule("G605", "混用两种数字", CLAUSE, HARD, ERROR, "除“万”“亿”外，一个数不混用阿拉伯数字和汉字数字。",
         "正文：节约4000元，用电3万千瓦时。", "正文：节约4千元。", mixed),
    Rule("G606", "小数缺整数位", CLAUSE, HARD, ERROR, "小于1的小数写出整数位的0。", "正文：系数为0.46。", "正文：系数为.46。", bare_decimal),
    Rule("G607", "定型词语用阿拉伯数字", CLAUSE, HARD, WARNING, "星期几和定型的词语用汉字数字。",
         "正文：每周五上报。", "正文：每周5上报。", weekday_figure),
    Rule("G608", "农历用阿拉伯数字", CLAUSE, HARD, WARNING, "农历月日用汉字数字。", "正文：正月初五上班。", "正文：正月初5上班。", lunar),
    Rule("G609", "汉字年份的零不对", CLAUSE, HARD, WARNING, "年份里的零写作“〇”。", "正文：二〇二五年。", "正文：二零二五年。", zero_year),
    Rule("G610", "日期用“号”", "", CUSTOM, WARNING, "公文里的日期用“日”。", "正文：7月3日前报送。", "正文：7月3号前报送。", day_word),
    Rule("G611", "全角数字或字母", CLAUSE, HARD, ERROR, "阿拉伯数字和字母用半角。", "正文：2025年。", "正文：２０２５年。", wide_figures),
    Rule("G612", "分节用全角逗号", CLAUSE, HARD, WARNING, "数字分节不用全角逗号。", "正文：共1234567元。", "正文：共1，234，567元。", wide_comma),
    Rule("G624", "计量用“〇”", CLAUSE, SOFT, NOTICE, "表示数量用“零”，编号、年份用“〇”。", "正文：共一百零八人。", "正文：共一百〇八人。", circle_in_amount),
    Rule("G613", "世纪、年代用汉字", CLAUSE, SOFT, NOTICE, "公历世纪、年代用阿拉伯数字。",
         "正文：20世纪80年代。", "正文：二十世纪八十年代。", century),
    Rule("G614", "时刻用全角冒号", CLAUSE, HARD, WARNING, "时刻的时与分之间用半角冒号。", "正文：上午9:30开会。", "正文：上午9：30开会。", clock),
    Rule("G617", "百分号前有空格", CLAUSE, SOFT, NOTICE, "数字与%之间不空。", "正文：下降15%。", "正文：下降15 %。", percent_space),
    Rule("G618", "概数词重复", "", CUSTOM, NOTICE, "“约”与“左右”等意思重复。", "正文：约100人。", "正文：约100人左右。", about_twice),
    Rule("G620", "百分号用全角", "", CUSTOM, WARNING, "百分号用半角，全文一致。", "正文：占35%，比上年提高2%。", "正文：占35％，比上年提高2%。", wide_percent),
    Rule("G621", "比号用冒号", "", CUSTOM, NOTICE, "比号用“∶”，不用全角冒号。", "正文：比例尺不小于1∶2000。", "正文：比例尺不小于1：2000。", ratio),
    Rule("G622", "事件的月日用小数点", CLAUSE, HARD, WARNING, "用月日表示事件、节日时，月与日之间用间隔号。",
         "正文：开展“3·15”活动。", "正文：开展3.15活动。", pointed_day),
    Rule("G619", "减少用“倍”", "", CUSTOM, WARNING, "减少、下降不用“倍”。", "正文：成本下降50%。", "正文：成本下降2倍。", less_times),
)  # fmt: skip
