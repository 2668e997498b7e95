"""Places in a text that are still to be filled in: XX, X月X日, ____年, （　）万元, 20  年  月  日, {{ }}, 待补."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.lint.masks import MASK, without_addresses
from genwen.patterns import regex

_HAN = "\u4e00-\u9fff"
_MARK = "XxＸ×*＊○◯"
_EMPTY = "_＿□ \u3000\t"
_UNIT = (
    "年月日号个家人万亿元%％‰名次项条户处台件吨辆座间栋所位批期届度千百米克升瓦倍岁天时分秒页份张套"
)  # fmt: skip
_PART = rf"(?:[{_MARK}{_EMPTY}]{{1,8}}|[{_EMPTY}]{{0,6}}\d{{1,4}}[{_EMPTY}]{{0,6}})"
_DATE = regex(
    rf"(?<![\d{_MARK}])(?P<y>(?:(?:19|20)[\d{_MARK}{_EMPTY}]{{0,6}}|[{_MARK}{_EMPTY}]{{1,8}})年)?"
    rf"(?P<m>{_PART}月)(?P<d>{_PART}[日号])?|(?:19|20)\d{{2}}年月日"
)
_YEAR = regex(
    rf"(?<![\d{_HAN}])(?:19|20)[{_MARK}_＿]{{1,4}}年?|(?:19|20)(?:[_＿]{{1,9}}|[ \u3000]{{2,9}})年|[{_MARK}_＿]{{1,9}}年(?![级代])"
)
_CLICK = "(?:单击|点击|点按)(?:或(?:点击|点按|轻触))?"
_WANTED = "(?:您的)?(?:文字|文本|内容|标题|正文|日期|公式)"
"""What a word processor writes into an empty field."""
_WORDS = regex(
    r"【?待补[^】\n]{0,30}】?|待定|待填|(?i:TODO|TBD)|\{\{[^{}]{0,80}\}\}|\{%[^%{}]{0,80}%\}|[｛{]{2}[^｛｝{}]{0,80}[｝}]{2}"
    r"|（填[^）]{0,12}）|\[填[^\]]{0,12}\]|(?<=[（(])此处[^）)]{1,12}(?=[）)])|[\[【［](?:此处|在此|请|输入|待|某)[^\]】］]{1,16}[\]】］]"
    r"|[\[【［](?:[主抄]送|发文|成文|联系|单位|日期|时间|标题|文号)[^\]】］\d]{0,8}[\]】］]"
    rf"|{_CLICK}(?:此处|这里)可?以?(?:输入|键入|录入|添加|编辑|选择){_WANTED}?|{_CLICK}(?:输入|键入|添加){_WANTED}|在(?:此处?|这里)(?:键入|输入){_WANTED}"
    r"|[（(](?:待核|待查|待确认|暂缺|数据待)[^）)]{0,10}[）)]"
)
_MARKED = regex(
    rf"(?!(?<=[1-5])xx(?![Xx]))(?<![A-Za-z])[XxＸ]{{2,}}(?![A-Za-z\d])|(?<!\*)\*{{2,}}|＊{{2,}}|(?<![一二三四五六七八九])[○◯]{{2,}}|(?<![\d×])×{{4,}}|×{{1,9}}(?=[年月日号]\S?)"
    rf"|(?<![A-Za-z\d.\-])[XxＸ](?=[{_UNIT}](?![A-Za-z光线射型]))|(?<=[{_HAN}：（，、])(?<![\d型])[*＊×](?=[{_UNIT}])|[?？]{{2,}}(?=[{_UNIT}])"
    rf"|(?<=〕)\s{{0,9}}第?[XxＸ×*＊]{{1,9}}\s*号"
)
_BLANKS = regex(
    rf"_{{2,}}|＿{{2,}}|(?<=[{_HAN}])\s{{3,99}}(?=[年月日])|(?<=[共约达为计有至第])[ \u3000]{{2,99}}(?=[{_UNIT}])|(?<=[{_HAN}])[_＿](?=[{_HAN}%％])"
    rf"|〔\s{{0,9}}〕\s*号?|〕\s{{0,9}}(?:第\s{{0,9}})?号|[（(][\s_＿]{{0,99}}[）)](?=[{_UNIT}])|[（(][ \u3000_＿]{{1,99}}[）)]|（）|【[\s_＿]{{0,99}}】|［[\s_＿]{{0,99}}］|《\s{{0,9}}》|“\s{{0,9}}”"
    r"|(?:(?<=联系人：)|(?<=电话：)|(?<=手机：)|(?<=经办人：))[ \u3000]{2,99}(?=[，；）])|(?:联系人|电话|手机|经办人)：(?=[，；）])"
)
_LEFTOVER = regex(
    rf"□□+(?=[{_UNIT}])|□(?<=[共约计达]□)(?=[{_UNIT}])|YYYY年(?:MM月)?(?:DD日)?|？(?<=[年月]？)？?(?=[月日号])|？(?<=[共约计达]？)？?(?=[{_UNIT}])"
    rf"|\?(?<=[年月]\?)\??(?=[月日号])|\?(?<=[共约计达]\?)\??(?=[{_UNIT}])|N(?<=[共约计有达第]N)(?=[{_UNIT}])|附件[XxＸ×](?![A-Za-z\d])"
    r"|【(?:插入|粘贴|补充|填[写入]?|录入|替换|添加)[^】：\n]{0,16}】|【(?:具体|图片|照片|图表|表格|姓名|人名|地名|金额|数额|数字|数据)(?:名称|数量|数额|数)?】"
    r"|\[(?:插入|粘贴|补充|替换|添加|图片|照片|表格|姓名|金额|数字)[^\]：\n]{0,8}\]|［(?:插入|粘贴|补充|替换|添加)[^］：\n]{0,16}］"
    r"|\$\{[^{}\n]{1,30}\}|\{[\u4e00-\u9fffA-Za-z_]{1,20}\}|｛[\u4e00-\u9fffA-Za-z_]{1,20}｝|<(?:插入|填写|单位|姓名|日期|时间|金额|地点|标题|正文)[^<>\n]{0,8}>"
    r"|<(?:/?(?:br|p|div|span|b|strong)\s*/?)>|&(?:nbsp|lt|gt|amp|quot);|错误[！!]\s*(?:未找到引用源|未定义书签|使用.{2,8}选项卡)[^。\n]{0,20}。?"
    r"|Error! [A-Z][a-z ]{5,40}\.?|#(?:REF!|DIV/0!|N/A|NAME\?|VALUE!|NUM!|NULL!)|##+(?<!\d##)(?=[\u4e00-\u9fff])"
    r"|None(?<![A-Za-z]None)(?![A-Za-z])|[Nn]a[Nn](?<![A-Za-z]...)(?![A-Za-z])|undefined(?![A-Za-z])|（[^（）]{1,8}(?:待核|待定|待补|待查)[实充]?）"
)
"""What a template, a spreadsheet or a web page leaves behind; each begins with what is seldom, so that it is found fast."""
WITHHELD = regex(
    rf"(?<!×)×{{2,3}}(?!×)|(?<=[{_HAN}])[*＊](?=[{_HAN}])|某某(?=[省市县区镇乡村局厅委办]|街道|学校|医院|公司|单位|企业|部门|科室)|(?<![{_HAN}])某某某?(?=同志|先生|女士|领导)|(?<=[由请与和及对向给是为])某某某?(?=同志|先生|女士|领导)|(?<![A-Za-z\d])[XxＸ](?=[省市县区镇乡村局厅委办院校处科室](?![A-Za-z]))"
)
PATTERNS = (_DATE, _WORDS, _YEAR, _MARKED, _LEFTOVER, _BLANKS)
"""What a line with something to be filled in has."""


def gaps_in(text: str) -> Iterator[tuple[int, int, bool]]:
    """Where what stands for something else begins and ends, and whether it is a blank to be written in by hand."""
    text = without_addresses(text)
    for match in _DATE.finditer(text):
        parts = [match[name] or "" for name in ("y", "m", "d")]
        if (
            match["m"] is None
            or any(part and not any(char.isdigit() for char in part) for part in parts)
            or _torn(parts[0])
        ):
            start = match.start()
            if any(match.groups()) and not _is_date(match):
                continue
            if not match["y"] and text[:start].rstrip().endswith("年"):
                continue  # 写明年 月 日
            yield start, match.end(), not any(mark in match[0] for mark in _MARK)
            text = _blanked(text, start, match.end())
    for pattern, blank in ((_WORDS, False), (_YEAR, False), (_MARKED, False), (_LEFTOVER, False), (_BLANKS, True)):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), blank
            text = _blanked(text, match.start(), match.end())


def _torn(year: str) -> bool:
    """Whether a year has figures and a gap: 20  年, 202X年."""
    return bool(re.fullmatch(r"(?:19|20)\d?\D+年", year))


def _is_date(match: re.Match[str]) -> bool:
    """Whether what has an empty part is a date: a mark in it, or a day, or a year with figures."""
    month = match["m"] or ""
    marked = any(mark in match[0] for mark in _MARK + "_＿□")
    blank = re.fullmatch(r"(?:19|20)\d{2}年", match["y"] or "") and re.fullmatch(r"[ \u3000]{2,}月", month)
    after = match.string[match.end() : match.end() + 1]
    return (
        marked
        or bool(match["d"])
        or (bool(match["y"]) and (month.strip() != "月" or bool(blank and after not in "度份均报")))
    )


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + MASK * (end - start) + text[end:]


def withheld_in(text: str) -> Iterator[tuple[int, int]]:
    """Where a mark stands that may hide a name on purpose."""
    for match in WITHHELD.finditer(text):
        yield match.span()
