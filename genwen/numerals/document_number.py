"""发文字号: 机关代字, the year in 六角括号 and the serial number (7.2.5), as in 国管节能〔2020〕39号."""

from __future__ import annotations

import re

from genwen.numerals.errors import NumeralError, half_width
from genwen.patterns import regex
from genwen.records import record

_RIGHT = regex(r"([\u3400-\u4dbf\u4e00-\u9fff]{2,12})〔((?:19|20)\d{2})〕([1-9]\d{0,4})号", re.ASCII)
_ALMOST = regex(
    r"(?P<code>[\u3400-\u4dbf\u4e00-\u9fff]{2,12}?)(?P<open>[\[［(（【〖〔{｛])?(?P<year>\d{4}|\d{2})年?(?P<close>[\]］)）】〗〕}｝])?"
    r"(?P<di>第)?(?P<serial>\d{1,5})(?P<hao>号)?",
    re.ASCII,
)
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
