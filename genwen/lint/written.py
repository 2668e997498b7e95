"""What a date or a 发文字号 means that is not written as the standard wants it: the text in, its right form out."""

from __future__ import annotations

import datetime
import re
from contextlib import suppress

from genwen.numerals import (
    DocumentNumberError,
    NumeralError,
    format_date,
    parse_chinese_number,
    parse_document_number,
)
from genwen.numerals.errors import half_width
from genwen.patterns import regex

_DIGITS = {char: str(n) for n, char in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0", "O": "0", "o": "0"}
_NUMERAL = r"[〇零○Oo一二三四五六七八九十廿卅\d]"
_DATE = regex(
    rf"(?:公元)?(?P<y>{_NUMERAL}{{2,4}})[年.\-/、—](?P<m>{_NUMERAL}{{1,3}})[月.\-/、—](?P<d>{_NUMERAL}{{1,3}})[日号]?"
)
_RUN_TOGETHER = regex(r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})")
_AFTER_DATE = regex(r"(?:[（(]?(?:星期|周).[)）]?)?[。.，,；;]?$")
_BRACKETS = str.maketrans("﹝﹞<>《》〈〉『』「」＜＞", "〔〕〔〕〔〕〔〕〔〕〔〕〔〕")
_YEAR = regex(r"[〇零○Oo一二三四五六七八九\d]{4}(?=年?[〕\]］)）】])")
_SERIAL = regex(r"(?<=[〕\]］)）】])(第?)([一二三四五六七八九十百零〇]{1,5})(?=[号期]|$)")
_RIGHT = regex(r"写作 (\S+号)")


def date_of(text: str) -> str:
    """The date a text means, as 2025年3月18日; "" where it means none, or none that exists."""
    plain = half_width(re.sub(r"\s", "", text))
    plain = _AFTER_DATE.sub("", plain)
    match = _DATE.fullmatch(plain) or _RUN_TOGETHER.fullmatch(plain)
    if match is None:
        return ""
    year = "".join(_DIGITS.get(char, char) for char in match["y"])
    with suppress(NumeralError, ValueError):
        whole = int(year) + (2000 if len(year) == 2 else 0)
        return format_date(datetime.date(whole, _small(match["m"]), _small(match["d"])))
    return ""


def _small(text: str) -> int:
    """A month or day in figures or Chinese numerals."""
    if text.isdecimal():
        return int(text)
    return parse_chinese_number(text.replace("廿", "二十").replace("卅", "三十"))


def document_number_of(text: str) -> str:
    """The 发文字号 a text means, as 国管节能〔2020〕39号; "" where it cannot be told."""
    plain = half_width(re.sub(r"\s", "", text)).translate(_BRACKETS)
    plain = _YEAR.sub(lambda match: "".join(_DIGITS.get(char, char) for char in match[0]), plain)
    with suppress(NumeralError):
        plain = _SERIAL.sub(lambda match: f"{match[1]}{_small(match[2].replace('〇', '零'))}", plain)
    plain = re.sub(r"(?:号文|期|文)$", "号", plain)
    try:
        return str(parse_document_number(plain))
    except DocumentNumberError as error:
        match = _RIGHT.fullmatch(error.hint)
        return match[1] if match else ""
