"""发文字号: 机关代字, the year in 六角括号 and the serial number (7.2.5), as in 国管节能〔2020〕39号."""

from __future__ import annotations

import re

from genwen.numerals.chinese import parse_chinese_number
from genwen.numerals.errors import NumeralError, half_width
from genwen.patterns import regex
from genwen.records import record

_RIGHT = regex(r"([\u3400-\u4dbf\u4e00-\u9fff]{2,12})〔((?:19|20)\d{2})〕([1-9]\d{0,4})号", re.ASCII)
_ALMOST = regex(
    r"(?P<code>[\u3400-\u4dbf\u4e00-\u9fff]{2,12}?)(?P<open>[\[［(（【〖〔{｛])?(?P<year>\d{4}|\d{2})年?(?P<close>[\]］)）】〗〕}｝])?"
    r"(?P<di>第)?(?P<serial>\d{1,5})(?P<hao>号)?",
    re.ASCII,
)
_ORDER = regex(r"(?:((?:19|20)\d{2})年)?第([1-9]\d{0,4})号", re.ASCII)
_ALMOST_ORDER = regex(
    r"(?:(?P<year>(?:19|20)\d{2})年)?(?:No\.?)?(?P<di>第)?0*(?P<serial>[1-9]\d{0,4}|[一二三四五六七八九十百零〇]{1,7})(?P<hao>号)?",
    re.ASCII,
)
_COUNTED = regex(r"\s*(?:(?:19|20)\d{2}年)?\s*第")
_ORDER_FORM = "令号写作“第×号”，如 第3号"
_FORM = "发文字号写作“机关代字〔四位年份〕序号号”，如 国管节能〔2020〕39号"


class DocumentNumberError(NumeralError):
    """A text is not a 发文字号; the hint shows the corrected one where it can be made out."""


@record
class DocumentNumber:
    """A 发文字号: `code` is the 机关代字, `year` has four figures, `serial` counts from 1."""

    code: str
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕{self.serial}号"


@record
class OrderNumber:
    """The number of an order or an announcement (10.2): `year` is 0 where only the order of all is counted."""

    serial: int
    year: int = 0

    def __str__(self) -> str:
        return f"{self.year}年第{self.serial}号" if self.year else f"第{self.serial}号"


def parse_order_number(text: str) -> OrderNumber:
    """The 令号 written `text`. Raises DocumentNumberError for any other form; the hint shows the right one."""
    text = text.strip()
    found = _ORDER.fullmatch(text)
    if found:
        return OrderNumber(int(found[2]), int(found[1] or 0))
    almost = _ALMOST_ORDER.fullmatch(half_width(re.sub(r"\s+", "", text)))
    if not almost:
        raise DocumentNumberError(f"“{text}”不是令号", _ORDER_FORM)
    try:
        serial = (
            int(almost["serial"])
            if almost["serial"].isdecimal()
            else parse_chinese_number(almost["serial"].replace("〇", "零"))
        )
    except NumeralError:
        raise DocumentNumberError(f"“{text}”不是令号", _ORDER_FORM) from None
    raise DocumentNumberError(f"令号“{text}”不规范", f"写作 {OrderNumber(serial, int(almost['year'] or 0))}")


def parse_issue_number(text: str) -> DocumentNumber | OrderNumber:
    """What an issued document is numbered by: 令号 where it begins like one, else 发文字号. Raises DocumentNumberError."""
    return parse_order_number(text) if _COUNTED.match(text) else parse_document_number(text)


def parse_document_number(text: str) -> DocumentNumber:
    """The 发文字号 written `text`. Raises DocumentNumberError, naming every fault, for any other form."""
    text = text.strip()
    found = _RIGHT.fullmatch(text)
    if found:
        return DocumentNumber(found[1], int(found[2]), int(found[3]))
    plain = half_width(re.sub(r"\s+", "", text))
    almost = _ALMOST.fullmatch(plain)
    if not almost or not int(almost["serial"]):
        raise DocumentNumberError(f"“{text}”不是发文字号", _FORM)
    year = int(almost["year"]) if len(almost["year"]) == 4 else 2000 + int(almost["year"])
    right = DocumentNumber(almost["code"], year, int(almost["serial"]))
    if not 1900 <= year <= 2099:
        raise DocumentNumberError(f"发文字号“{text}”的年份“{year}”不对", _FORM)
    raise DocumentNumberError(f"发文字号“{text}”不规范：{'；'.join(_faults(text, plain, almost))}", f"写作 {right}")


def _faults(text: str, plain: str, almost: re.Match[str]) -> list[str]:
    faults = []
    if re.search(r"\s", text):
        faults.append("不应有空格")
    if half_width(text) != text:
        faults.append("数字应为半角")
    if almost["open"] != "〔" or almost["close"] != "〕":
        faults.append("年份应用六角括号〔〕括起")
    if len(almost["year"]) == 2:
        faults.append("年份应写全四位")
    if "年" in plain[almost.end("year") : almost.end("year") + 1]:
        faults.append("年份后不加“年”")
    if almost["di"]:
        faults.append("序号前不加“第”")
    if almost["serial"].startswith("0"):
        faults.append("序号不补零")
    if not almost["hao"]:
        faults.append("序号后应有“号”")
    return faults
