"""What can be put right without judgement: rule → the right form of what it found, "" to take it out, None to leave it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from genwen.lint import spelt
from genwen.lint.ordinals import read_ordinal
from genwen.numerals import DateError, NumeralError, parse_chinese_number, parse_date
from genwen.patterns import regex
from genwen.standard import COPY_NUMBER_DIGITS

Correct = Callable[[str], str | None]
PAGE_RULES = ("G101", "G102", "G103", "G104")
"""Rules whose findings go when paper and margins are set."""

_WIDE = str.maketrans(",;:?!.()", "，；：？！。（）")
_HALF_MARKS = regex(r"[,;:?!()]|\.(?![A-Za-z0-9])")
"""Half-width marks, but for a dot within the name of a file or a site: (没有.png)."""
_NUMBER = regex(r"([\u4e00-\u9fff]{2,})\s*\D{0,2}\s*((?:19|20)\d{2})\s*年?\s*\D{0,2}?\s*第?\s*0*([1-9]\d{0,4})\s*号")
_WIDE_BRACKETS = str.maketrans("()", "（）")
_HALVES = regex(r"[(（][^()（）]*[)）]")
_NOTED = regex(r"(\s*)[(（【\[]?\s*([^()（）【】\[\]\s][^()（）【】\[\]]*?)[)）】\]]?(\s*)[。．.；;]?(\s*)")
_UNPRINTED = regex(r"(\s*\d{4}年\d{1,2}月\d{1,2}日)\s*印?制?\s*")
_TITLED = regex(r"(\s*(?:附件：\s*)?(?:\d{1,2}[.．、]\s*)?)《([^《》〈〉]+)》(\s*)")
_SAME_UNITS = {"公分": "厘米", "公升": "升", "平米": "平方米", "立方": "立方米", "公尺": "米"}
"""Names of units that only were renamed: the figures stay."""
_PADDED = regex(r"(?<!\d)0(?=\d[月日号])")
_DATE = regex(r"\d{4}年\d{1,2}月\d{1,2}日")


def _number(text: str) -> str | None:
    """A 发文字号 whose year is written out."""
    match = _NUMBER.fullmatch(text)
    return f"{match[1]}〔{match[2]}〕{match[3]}号" if match else None


def _unpadded(text: str) -> str | None:
    """A date without zeros before month and day, if it is one then."""
    right = _PADDED.sub("", text)
    try:
        for date in _DATE.findall(right):
            parse_date(date)
    except DateError:
        return None
    return right if right != text else None


def _date(text: str) -> str | None:
    """A date in figures, where the text can mean one day only."""
    try:
        parse_date(text.strip())
    except DateError as error:
        match = re.fullmatch(r"写作 (\d{4}年\d{1,2}月\d{1,2}日)", error.hint)
        return match[1] if match else None
    return None


def _ordinal(text: str) -> str | None:
    found = read_ordinal(f"{text}文")  # some forms are told from a number by what follows
    return found.right if found else None


def _dash(text: str) -> str | None:
    return "——" if len(text) >= 2 and set(text) == {"-"} else None


def _span(text: str) -> str:
    """A range with its sign: a dash where the end of it stands behind the text, as it does in dates."""
    return re.sub(r"\s*(?:[-–－]{1,2}|——|~+(?=\s*$))\s*", "—", text).replace("~", "～")


_RANGE = str.maketrans("~–-", "～——")


def _percent(text: str) -> str | None:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([～~—–至到-])\s*(\d+(?:\.\d+)?)\s*([%％‰])", text)
    if match is None:
        return None
    sign, joint = match[4].replace("％", "%"), match[2].translate(_RANGE)
    return f"{match[1]}{sign}{joint}{match[3]}{sign}"


def _big(text: str) -> str | None:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([～~—–-])\s*(\d+(?:\.\d+)?)\s*([万亿])", text)
    if match is None:
        return None
    return f"{match[1]}{match[4]}{'～' if match[2] in '～~' else '—'}{match[3]}{match[4]}"


def _copies(text: str) -> str | None:
    if re.fullmatch(r"\s*(抄|主|分)\s*\S\s*[：:]?", text):
        return re.sub(r"[\s：:]", "", text) + "："
    if text == ",":
        return "，"
    return None if text in ";；" else f"{text}。"


def _mark(text: str) -> str | None:
    """附件标识 alone in its line."""
    match = re.fullmatch(r"附件([一二三四五六七八九十]*|\d*)[：:]?", re.sub(r"\s", "", text))
    if match is None:
        return None
    try:
        number = match[1] if match[1].isdecimal() or not match[1] else str(parse_chinese_number(match[1]))
    except NumeralError:
        return None
    return f"附件{number}"


def _recipients(text: str) -> str | None:
    return {":": "：", ",": "，"}.get(text)


def _note(text: str) -> str | None:
    """A 附注 whose brackets are of another kind or lacking: the whole of it in one pair of full-width ones."""
    match = _NOTED.fullmatch(text)
    return f"{match[1]}（{match[2]}）{match[3]}{match[4]}" if match else None


def _halves(text: str) -> str | None:
    """Two brackets of which one is half-width."""
    return text.translate(_WIDE_BRACKETS) if _HALVES.fullmatch(text) else None


def _copy_number(text: str) -> str | None:
    """A 份号 with the zeros that bring it to six figures."""
    bare = text.strip()
    return bare.zfill(COPY_NUMBER_DIGITS) if bare.isascii() and bare.isdecimal() else None


def _printed(text: str) -> str | None:
    """The date of the 版记 with 印发 behind it."""
    match = _UNPRINTED.fullmatch(text)
    return f"{match[1]}印发" if match else _date(text)


def _untitled(text: str) -> str | None:
    """The name of an attachment without its 《》."""
    match = _TITLED.fullmatch(text)
    return f"{match[1]}{match[2]}{match[3]}" if match else None


def _dots(text: str) -> str | None:
    """An ellipsis; two half-width points may be a stop typed twice."""
    return None if text == ".." else "……"


def _last_stop(text: str) -> str | None:
    return "" if text in "。，；.;," else None


def _one_stop(text: str) -> str | None:
    """The one stop of several: the same typed again, or the 。 that ends a sentence after a mark within it."""
    if len(set(text)) == 1:
        return text[0] if text[0] not in "！？" else None
    return "。" if len(text) == 2 and text[0] in "，；、" and text[1] == "。" else None


CORRECTIONS: Mapping[str, Correct] = {
    "G201": _copy_number,
    "G207": _number,
    "G208": _number,
    "G212": lambda text: "签发人：" if text[-1] in "：: \u3000" else None,
    "G303": _last_stop,
    "G305": _recipients,
    "G322": _date,
    "G327": _note,
    "G405": _ordinal,
    "G501": _halves,
    "G511": lambda text: _HALF_MARKS.sub(lambda mark: mark[0].translate(_WIDE), text.rstrip()),
    "G512": lambda _: "",
    "G513": lambda _: "",
    "G514": lambda text: text.replace("、", ""),
    "G515": _dots,
    "G516": _dash,
    "G517": _span,
    "G519": lambda text: "" if text in "、，" else None,
    "G520": _one_stop,
    "G521": lambda _: "",
    "G523": lambda text: text.replace("-", "—"),
    "G524": lambda text: re.sub("[—－–]+", "-", text),
    "G531": lambda _: "",
    "G602": _percent,
    "G603": _big,
    "G604": spelt.approximate,
    "G606": lambda text: f"0{text}",
    "G607": spelt.set_word,
    "G608": spelt.lunar,
    "G609": lambda text: re.sub("[零○O0]", "〇", text),
    "G610": lambda text: text[:-1] + "日",
    "G611": lambda text: "".join(chr(ord(char) - 0xFEE0) for char in text),
    "G612": lambda text: text.replace("，", ""),
    "G614": lambda text: text.replace("：", ":"),
    "G615": lambda text: _SAME_UNITS.get(text.strip()),
    "G617": str.strip,
    "G633": _unpadded,
    "G712": lambda _: "截至",
    "G811": _copies,
    "G813": _printed,
    "G901": lambda text: "附件：" if re.fullmatch(r"\s*附件\s*:\s*", text) else None,
    "G902": lambda _: "",
    "G904": lambda _: "",
    "G905": _untitled,
    "G909": _mark,
}
"""Rule → the right form of the characters it found."""
