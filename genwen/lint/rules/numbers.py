"""Rules of numbers and units (GB/T 15835, GB 3100): ranges, mixed numerals, full-width figures, units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from genwen.lint.masks import without_dates, without_names, without_quotes
from genwen.lint.measures import MEASURE, NO_MEASURE
from genwen.lint.rule import CUSTOM, ERROR, HARD, NOTICE, SOFT, UNWRITTEN, WARNING, Hit, Rule, around, at, each
from genwen.lint.view import CELL, DATE, NUMBER, View
from genwen.patterns import regex
from genwen.records import replace
from genwen.searching import found_in

CLAUSE = "GB/T 15835—2011"
_PERCENT_RANGE = regex(
    r"(?<![\d.])\d+(?:\.\d+)?[%％][～~—–-]\d+(?:\.\d+)?(?![\d.%％‰])|(?<![\d.%])\d+(?:\.\d+)?\s*[～~—–-]\s*\d+(?:\.\d+)?\s*[%％‰]"
    r"|(?<![\d.%])(?!(?:19|20)\d{2}[至到])\d+(?:\.\d+)?[至到]\d+(?:\.\d+)?[%％‰]"
)
_BIG_RANGE = regex(
    r"(?<![\d.万亿])(\d+(?:\.\d+)?)\s*(?:[～~—–-]|(?<![A-Za-z年月]\d)(?<![A-Za-z年月]\d\d)[至到])\s*(\d+(?:\.\d+)?)\s*([万亿])"
)
_APPROXIMATE = regex(
    r"(?<![\d.、第])([1-9])、(?:[1-9]|[2-9]0{1,3}(?!\d))(?=[个天年月人次名家项处件套台座户期]|分钟|小时|万)(?!月份)|(?<!\d)\d{1,9}多?几|几10{1,3}(?![\d.])"
    r"|(?<![\d.、第月件表图注号—～-])(?:1、2|2、3|3、4|4、5|5、6|6、7|7、8|8、9)(?=[周岁成倍遍趟斤亩辆间只头夜晚里米元吨](?!脚|程碑)|公[里斤顷]|千[米克]|日(?=[之以]?[内后]|左右|时间))"
)
_MIXED = regex(
    r"百分之\d[\d.]*|(?<![\d.第])\d+(?:\.\d+)?(?:千(?!米|克|瓦|字|帕|赫|伏|焦|卡|兆|安|乏|牛|升|分|年|家万户)|百(?!分|帕|米)|十(?!几))(?:(?=[\u4e00-\u9fff\d])|(?=\s*[～~—–-]\s*\d)(?!\s*[～~—–-]\s*\d[\d.]*[千百](?:米|克|瓦|帕|赫|伏|焦|卡|安|乏|升)))"
    r"|(?<![\d.])\d[\d.]*[亿万](?:[一二三四五六七八九两][千百十])+万?"
    r"|(?<![\d.第])\d{1,3}[至到～—-](?:[一二三四五六七八九]?十[一二三四五六七八九]?|[二三四五六七八九两])(?=[个名人家项次件台套座处天年月周](?!级|期))"
)
_WHOLE_MIXED = regex(r"(?:\d+(?:\.\d+)?[千百十])+(\d?)(?![\d.一二三四五六七八九十百千零几数])")
_PART = regex(r"(\d+(?:\.\d+)?)([千百十])")
_UNITS = {"千": 1000, "百": 100, "十": 10}
_COUNTED = rf"(?=(?:{MEASURE}|[月日]))(?!{NO_MEASURE})"
_AFTER_CHINESE = regex(
    rf"(?<![周期初高表图件第之])[二三四五六七八九]?十(?!(?:19|20)\d\d年)\d+(?:\.\d+)?{_COUNTED}"
    rf"|(?<![之第分])[一二三四五六七八九][百千](?!(?:19|20)\d\d年)\d+(?:\.\d+)?{_COUNTED}"
    r"|[一二三四五六七八九十百][万亿](?!(?:19|20)\d\d年)\d{3,4}(?=[元人户吨个名])|(?<=[少多共约有])[一二三四五六七八九]\d+(?=[个座家人名项次台套件户万亿元处所])"
)
_POINT_SPELLED = regex(
    rf"(?:(?<![这那几上下述列第、])[二三四五六七八九十百千]+|(?<=[为约达到])一)点\d+(?=个百分点|{MEASURE}|平方|立方)|(?<!\d)\d+点[〇零一二三四五六七八九]{{1,4}}(?=个百分点|[万亿%％倍吨亩]|公[里斤顷]|平方|立方)"
)
"""三点26平方公里, 3点二六万元: a decimal point that is spelled out."""
_BARE_DECIMAL = regex(r"(?<![\d.A-Za-z\u4e00-\u9fff])\.\d+|(?<=[为是达至])[.．]\d+(?=[，。；、）]|$)")
_BARE_IN_TEXT = regex(r"(?<=[\u4e00-\u9fff])\.\d+(?=[%％\u4e00-\u9fff])")
_ZERO_YEAR = regex(
    "(?<![一二三四五六七八九零〇○千百])(?:[一二]零[零一二三四五六七八九]{2}|[一二]九[零一二三四五六七八九]零|[一二][○O零0][一二三四五六七八九○O零0]{2})(?=年)"
)
_HALF_CHINESE_YEAR = regex(r"(?:[一二][〇○零]\d{2}|(?<!\d)[12][零〇○]\d{2}|二[oｏ][一二三四五六七八九〇]{2})(?=年)")
_ZERO_CODE = regex(
    "(?<![一二三四五六七八九十百千万零〇])[一二三四五六七八九]零[一二三四五六七八九](?=室|房|号房|号楼|号会议室|会议室|办公室|国道|省道|号文)"
)
_CIRCLE = regex("[一二三四五六七八九十百千][百千万亿]([〇○])(?=[一二三四五六七八九])")
_DAY = regex(
    r"(\d{1,2}月\d{1,2}|(?<=[本上下当]月)\d{1,2}|(?<![\d\-—第、])(?:[12]\d|3[01]|[1-9])(?=号(?:前[报上完将召提]|[上下]午))|(?<=每月)\d{1,2}|(?<=[于在])\d{1,2}(?=号(?:召开|举行|举办|集中|报到|前)))号"
)
_WIDE = regex("[０-９Ａ-Ｚａ-ｚ]+")
_GROUPS = regex(r"(?<![\d.，、〔（第号表图例页款件])\d{1,3}(?:，\d{3})+(?:\.\d+)?(?![\d、.]|，\d)")
_LISTED_GROUPS = regex(r"(?<=[共计为达])\d{1,3}、\d{3}(?=[元人户]|平方|公里)")
_WRONG_GROUPS = regex(
    rf"(?<![\d.,A-Za-z])(?!\d{{1,3}}(?:,\d{{3}})+(?![\d,]))(?!(?:19|20)\d\d,)\d{{1,7}}(?:,\d{{1,4}})+(?:\.\d+)?(?=[余多]?(?:{MEASURE})|平方|公里)"
)
"""1,23,456元: figures between commas that are not by threes."""
_OF_GROUPS = regex(
    rf"[余多]?(?:{MEASURE}|[年月]?(?:吨|千瓦|亩|平|立|公|兆|美元|港元|株|枚|盆|卷|幅|册|本|字节|户次|车次))|余|多(?=[\u4e00-\u9fff])"
)
_NOT_MEASURED = regex(NO_MEASURE)
_LEAD, _NAMED = regex("[共为计达约有至]$"), regex("号|编码|页|序|条款|图|附件")
_POINTED_CLOCK = regex(r"(?:上午|下午|晚上|凌晨|中午)(1?\d|2[0-4])[.．]([0-5]\d)(?![\d%％元万米])")
_POINTED_MEETING = regex(
    r"(?<![\d.．第版])(1?\d|2[0-4])[.．]([0-5]\d)(?=(?:准时)?(?:开会|召开|集合|报到|签到|出发|开始))"
)
_CLOCK = regex(r"(?<!\d)([01]?\d|2[0-4])：([0-5]\d)(?!\d)")
_TORN = regex(
    r"(?<=\d)[ \u3000]*[\n\v][ \u3000]*(?=\d{0,4}(?:[年%％万亿元]|\.\d{1,2}[%％万亿元])|\d{1,4}[份家个人名次件项处台辆户场吨米])"
)
_PERCENT_SPACE = regex(r"(?<=\d)\s+[%％‰°]")
_NARROW_PERCENT, _WIDE_PERCENT = regex(r"(?<=\d)%"), regex(r"(?<=\d)[％﹪](?![％﹪%])")
_ABOUT = regex(
    r"(?<![\d.,])\d[\d.,]*[\u4e00-\u9fff%]{0,4}?以[上下](?:左右|上下)|(?:不超过|不少于|不低于|不高于|至少|最多|超过)(?:[\u4e00-\u9fff]{1,8}的)?\d[\d.,]*[\u4e00-\u9fff%]{0,4}?(?:左右|上下|以上|以下)|(?:大约|约(?:[为有达占]|达到)?|近|将近)\d[\d.,]*[\u4e00-\u9fff%]{0,4}?(?:左右|上下|以上|余)"
    r"|大概\d[\d.,]*[\u4e00-\u9fff%]{0,4}?(?:左右|上下)|(?<![节合条契预集制公签违履简大])约[一二三四五六七八九十百千]{1,4}[\u4e00-\u9fff]{1,3}?左右"
    r"|(?<![附最接靠亲临邻相贴])近[一二三四五六七八九十百千]{1,4}[\u4e00-\u9fff]{1,3}?左右|\d[万亿千百]?[多余来][\u4e00-\u9fff]{0,3}?(?:左右|上下)|(?<![节合])(?:约|近|将近|超过|不足|不少于|不低于|不超过|不高于|至少|最多)\d+[万亿]?[多余](?=[个人名家户万亿元件亩吨次处台辆条公千平立])"
)
_CHINESE_ABOUT = regex(
    r"(?:大约|大概|约莫|估计|差不多)(?:在|有)?[一二三四五六七八九十百千万几数两]{1,5}[多余]?[^，。；：、\d]{0,4}?(?:左右|上下)"
    r"|(?<![节合条契预集制公签违履简大])(?:大约|大概|约莫|约)有?[一二三四五六七八九十百千万几数]{1,4}[多余](?=[个名人家户元件亩吨次处台辆条公千平立万岁年天])"
    r"|(?<![节合条契预集制公签违履简大])约有?[百千数几][一二三四五六七八九十百千万]{0,3}[人名家户个件次][^，。；：、\d]{0,3}(?:左右|上下)|约有[一二三四五六七八九十百千]{1,4}[\u4e00-\u9fff]{1,3}?(?:左右|上下)"
    r"|(?:大约|大概|(?<![节合条契预集制公签违履简大方])约)在?[^，。；：、约]{0,6}(?:年代|\d年|\d月|\d日|\d时)[初末底中]?左右|(?:将近约|约近|近约|大约近|约将近|大约约)(?=\d|[一二三四五六七八九十百千数几])"
)
"""Words for about how much around Chinese numerals and times."""
_BOUND_TWICE = regex(
    r"(?:不到|不足|低于|少于|不满)\d[\d.,]*[\u4e00-\u9fff%]{1,4}?以下|(?:最少|起码|高于|多于|高达|超过|突破)(?:了)?\d[\d.,]*[\u4e00-\u9fff%]{1,4}?以上"
    r"|(?:至多|最多|不超过)\d[\d.,]*[\u4e00-\u9fff%]{1,4}?以内|(?:左右上下|左右以上|左右以下|上下左右|以上左右)"
)
"""不到100人以下, 至多10人以内: the bound is told twice."""
_RATIO = regex(
    r"(?<![\d.：])\d+：\d{3,}(?=的?(?:比例|地形图|地图))|(?:比例尺?|之比)[^，。；：]{0,8}?\d+(?:\.\d+)?：\d+(?:\.\d+)?(?![\d：年])"
)
_TIMES = regex(
    r"(?:减少|下降|降低|缩减|缩短|缩小|压减|压缩|节约|节省|少|回落|下滑)了?\s*(?:\d+(?:\.\d+)?|[一二三四五六七八九十两]+)倍"
)


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
        view.texts(), _APPROXIMATE, lambda match: (f"概数“{match[0]}”用了阿拉伯数字", "用汉字，如 三四个、二十几个"),
        without_quotes,
    )  # fmt: skip


def mixed(view: View) -> Iterator[Hit]:
    """4千元."""

    def said(match: re.Match[str]) -> tuple[str, str]:
        return f"“{match[0]}”混用两种数字", "写全阿拉伯数字，或全用汉字（万、亿除外）"

    before: Hit | None = None
    for hit in each(view.texts(), _MIXED, said, without_quotes):
        if before is None or before.line is not hit.line or before.end != hit.start:  # 1千5百 is one number
            yield _in_figures(hit)
        before = hit
    for pattern in (_AFTER_CHINESE, _POINT_SPELLED):
        yield from each(view.texts(), pattern, said, without_quotes)


def _in_figures(hit: Hit) -> Hit:
    """A hit on the first part of a number as one on the whole of it, with that number in figures where it can be read."""
    assert hit.line is not None
    match = _WHOLE_MIXED.match(hit.line.text, hit.start)
    parts = _PART.findall(match[0]) if match else []
    units = [_UNITS[unit] for _, unit in parts]
    if match is None or units != sorted(set(units), reverse=True) or (match[1] and units[-1] != 10):
        return hit
    value = sum(Decimal(count) * _UNITS[unit] for count, unit in parts) + int(match[1] or 0)
    whole = f"“{match[0]}”混用两种数字"
    if value != int(value):
        return hit
    return replace(hit, message=whole, hint=f"写作 {int(value)}", end=match.end(), right=str(int(value)))


def bare_decimal(view: View) -> Iterator[Hit]:
    """.46."""

    def said(match: re.Match[str]) -> tuple[str, str]:
        return f"小数“{match[0]}”缺整数位", f"写作 0{match[0]}"

    yield from each(view.texts(), _BARE_DECIMAL, said, without_names)
    # in a table 管理制度.1 names an item
    yield from each(view.prose(), _BARE_IN_TEXT, said, without_names)


def zero_year(view: View) -> Iterator[Hit]:
    """二零二五年, 三零五室."""

    def said(match: re.Match[str]) -> tuple[str, str]:
        right = re.sub("[零○O0]", "〇", match[0])
        return f"汉字年份“{match[0]}年”里的零写得不对", f"改为“{right}年”，或用阿拉伯数字"

    yield from each(view.texts(), _ZERO_YEAR, said, without_names)
    for line, match in found_in(view.texts(), _HALF_CHINESE_YEAR, without_names):
        yield at(line, match, f"年份“{match[0]}年”混用两种数字", "用阿拉伯数字写全四位")
    for line, match in found_in(view.texts(), _ZERO_CODE, without_names):
        right = match[0].replace("零", "〇")
        yield Hit(
            f"编号“{match[0]}”里的零写得不对",
            f"改为“{right}”，或用阿拉伯数字",
            line,
            match.start(),
            match.end(),
            right=right,
        )


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
    """1，234，567, 1，500个, and 12，600 as all there is in a cell."""
    headers = {grid.table.number: grid.rows[0] for grid in view.grids if grid.rows}
    for line, match in found_in(view.texts(), _GROUPS, without_names):
        before, after = line.text[: match.start()], line.text[match.end() :]
        measured = bool(_OF_GROUPS.match(after)) and not _NOT_MEASURED.match(after)
        if line.role == CELL and not before.strip() + after.strip():
            header = headers.get(line.table, [])[line.column - 1 : line.column]
            measured = not (header and _NAMED.search(header[0]))
        if measured or match[0].count("，") > 1 or _LEAD.search(before):
            yield at(line, match, f"“{match[0]}”用全角逗号分节", "不分节，或用半角逗号")
    yield from each(
        view.texts(), _LISTED_GROUPS, lambda match: (f"“{match[0]}”用顿号分节", "不分节，或用半角逗号"), without_names
    )
    for line, match in found_in(view.texts(), _WRONG_GROUPS, without_names):
        right = match[0].replace(",", "")
        yield at(line, match, f"“{match[0]}”没有三位一节", f"核对后写作 {right}，或从个位起三位一节")


def clock(view: View) -> Iterator[Hit]:
    """9：30, 上午9.30."""
    for pattern in (_POINTED_CLOCK, _POINTED_MEETING):
        yield from each(
            view.texts(), pattern,
            lambda match: (f"时刻“{match[0]}”用了小数点", f"改为 {match[1]}:{match[2]} 或 {match[1]}时{match[2]}分"), without_names,
        )  # fmt: skip
    yield from each(
        view.texts(),
        _CLOCK,
        lambda match: (f"时刻“{match[0]}”用了全角冒号", f"改为 {match[1]}:{match[2]} 或 {match[1]}时{match[2]}分"),
        without_names,
    )


def torn(view: View) -> Iterator[Hit]:
    """A line break somebody typed within 2025年."""
    for line, match in found_in(view.prose(), _TORN):
        shown = re.sub(r"\s", "", line.text[max(0, match.start() - 4) : match.end() + 5])
        yield at(line, match, f"“{shown}”里有换行，一个数拆到了两行", "删去换行")


def percent_space(view: View) -> Iterator[Hit]:
    """15 %."""
    return each(view.texts(), _PERCENT_SPACE, lambda match: (f"数字与“{match[0].strip()}”之间有空格", "删去空格"))


def wide_percent(view: View) -> Iterator[Hit]:
    """95.6％, worse where 95.6% stands elsewhere."""
    both = next(found_in(view.texts(), _NARROW_PERCENT), None) is not None
    for line, match in found_in(view.texts(), _WIDE_PERCENT):
        said = f"百分号用了“{match[0]}”" + ("，别处是半角“%”" if both else "")
        yield Hit(said, "全文统一用半角“%”", line, match.start(), match.end(), notice=not both, right="%")


def about_twice(view: View) -> Iterator[Hit]:
    """约100人左右, 不到100人以下."""
    hint = "“约”“近”和“左右”“以上”“多”只用一个"
    for pattern in (_ABOUT, _CHINESE_ABOUT):
        yield from each(view.texts(), pattern, lambda match: (f"“{match[0]}”表示概数的词重复", hint), without_quotes)
    yield from each(
        view.texts(), _BOUND_TWICE, lambda match: (f"“{match[0]}”前后的意思重复", "只留一头，如 不足100人、100人以上"),
        without_quotes,
    )  # fmt: skip


def ratio(view: View) -> Iterator[Hit]:
    """比例尺1：2000."""

    def said(match: re.Match[str]) -> tuple[str, str]:
        return f"比号“{match[0]}”用了冒号", f"写作 {match[0].replace('：', '∶')}"

    return each(view.prose(), _RATIO, said, without_names)


def less_times(view: View) -> Iterator[Hit]:
    """下降2倍."""
    return each(view.texts(), _TIMES, lambda match: (f"“{match[0]}”：减少不用“倍”", "改用百分数或分数"), without_quotes)


RULES = (
    Rule("G602", "百分数范围缺前一个%", CLAUSE, HARD, ERROR, "百分数的范围，两个数后都写百分号。",
         "正文：下降15%～30%。", "正文：下降15～30%。", percent_range),
    Rule("G603", "范围中省了“万”“亿”", CLAUSE, HARD, ERROR, "“万”“亿”是数的一部分，范围里前一个不能省。",
         "正文：投资9亿～16亿元。", "正文：投资9～16亿元。", big_range),
    Rule("G604", "概数用阿拉伯数字", CLAUSE, HARD, WARNING, "相邻两数连用的概数、带“几”的概数用汉字。",
         "正文：用时三四个月，共二十几个单位。", "正文：用时3、4个月，共20几个单位。", approximate),
    Rule("G605", "混用两种数字", CLAUSE, HARD, ERROR, "除“万”“亿”外，一个数不混用阿拉伯数字和汉字数字。",
         "正文：节约4000元，用电3万千瓦时。", "正文：节约4千元。", mixed),
    Rule("G606", "小数缺整数位", CLAUSE, HARD, ERROR, "小于1的小数写出整数位的0。", "正文：系数为0.46。", "正文：系数为.46。", bare_decimal),
    Rule("G609", "汉字年份、编号的零不对", CLAUSE, HARD, WARNING, "年份、编号里的零写作“〇”。", "正文：二〇二五年。", "正文：二零二五年。", zero_year),
    Rule("G610", "日期用“号”", CLAUSE, CUSTOM, WARNING, "公文里的日期用“日”。", "正文：7月3日前报送。", "正文：7月3号前报送。", day_word),
    Rule("G611", "全角数字或字母", CLAUSE, HARD, ERROR, "阿拉伯数字和字母用半角。", "正文：2025年。", "正文：２０２５年。", wide_figures),
    Rule("G612", "分节用全角逗号", CLAUSE, HARD, WARNING, "数字分节不用全角逗号。", "正文：共1234567元。", "正文：共1，234，567元。", wide_comma),
    Rule("G624", "计量用“〇”", CLAUSE, SOFT, NOTICE, "表示数量用“零”，编号、年份用“〇”。", "正文：共一百零八人。", "正文：共一百〇八人。", circle_in_amount),
    Rule("G614", "时刻用全角冒号", CLAUSE, HARD, WARNING, "时刻的时与分之间用半角冒号。", "正文：上午9:30开会。", "正文：上午9：30开会。", clock),
    Rule("G625", "一个数拆到两行", CLAUSE, HARD, WARNING, "一个用阿拉伯数字书写的数值应在同一行中。",
         "附注：（此件公开发布）\n正文：共节约2035元。", "正文：共节约20\v35元。", torn),
    Rule("G617", "百分号前有空格", CLAUSE, SOFT, NOTICE, "数字与%之间不空。", "正文：下降15%。", "正文：下降15 %。", percent_space),
    Rule("G618", "概数词重复", UNWRITTEN, CUSTOM, NOTICE, "“约”与“左右”等意思重复。", "正文：约100人。", "正文：约100人左右。", about_twice),
    Rule("G620", "百分号用全角", UNWRITTEN, CUSTOM, WARNING, "百分号用半角，全文一致。", "正文：占35%，比上年提高2%。", "正文：占35％，比上年提高2%。", wide_percent),
    Rule("G621", "比号用冒号", UNWRITTEN, CUSTOM, NOTICE, "比号用“∶”，不用全角冒号。", "正文：比例尺不小于1∶2000。", "正文：比例尺不小于1：2000。", ratio),
    Rule("G619", "减少用“倍”", UNWRITTEN, CUSTOM, WARNING, "减少、下降不用“倍”。", "正文：成本下降50%。", "正文：成本下降2倍。", less_times),
)  # fmt: skip
