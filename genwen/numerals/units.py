"""Units of measure as clerks write them: which are the same, and what turns one into another.

千瓦时, 度 and kWh are one unit; 吨 is 1000 千克; 升 becomes 千克 only by a density that somebody declared.
"""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from functools import lru_cache

from genwen.patterns import regex
from genwen.records import record

_SIZES: dict[str, dict[str, int | str]] = {
    "千瓦时": {"千瓦时": 1, "度": 1, "kwh": 1, "kw·h": 1, "千瓦小时": 1, "兆瓦时": 1000, "mwh": 1000},
    "立方米": {"立方米": 1, "m3": 1, "方": 1, "立方": 1, "nm3": 1, "标准立方米": 1, "标方": 1, "升": "0.001", "l": "0.001",
               "公升": "0.001"},
    "千克": {"千克": 1, "公斤": 1, "kg": 1, "吨": 1000, "t": 1000, "克": "0.001", "g": "0.001"},
    "吉焦": {"吉焦": 1, "gj": 1, "百万千焦": 1, "兆焦": "0.001", "mj": "0.001", "千焦": "0.000001"},
    "平方米": {"平方米": 1, "m2": 1, "平米": 1, "㎡": 1},
    "公里": {"公里": 1, "千米": 1, "km": 1, "米": "0.001"},
    "元": {"元": 1, "人民币元": 1},
    "人": {"人": 1, "名": 1, "位": 1},
    "%": {"%": 1, "个百分点": 1, "百分点": 1},
    "千克标准煤": {"千克标准煤": 1, "公斤标准煤": 1, "kgce": 1, "吨标准煤": 1000, "tce": 1000, "克标准煤": "0.001",
                   "gce": "0.001"},
    "千克二氧化碳": {"千克二氧化碳": 1, "kgco2": 1, "公斤二氧化碳": 1, "吨二氧化碳": 1000, "tco2": 1000,
                     "千克二氧化碳当量": 1, "kgco2e": 1},
}  # fmt: skip
_KNOWN = {name: (base, Decimal(str(size))) for base, names in _SIZES.items() for name, size in names.items()}
_SCALE = {"万": Decimal(10**4), "亿": Decimal(10**8), "千": Decimal(1000), "百": Decimal(100)}
_RATIO = regex(r"[/／每]")
_DIGITS = str.maketrans("⁰¹²³₀₁₂₃", "01230123")


@record
class Unit:
    """A unit: `base` is the unit it is a multiple of, `size` how many of those it is, `known` whether genwen knows it."""

    base: str
    size: Decimal = Decimal(1)
    known: bool = False


@lru_cache(maxsize=512)
def unit_of(text: str) -> Unit:
    """The unit written `text` (万千瓦时, kWh, m³); one that genwen does not know is a base of its own."""
    plain = unicodedata.normalize("NFKC", text.translate(_DIGITS)).strip().lower().replace(" ", "")
    for name in (plain, text.strip()):
        if name in _KNOWN:
            base, size = _KNOWN[name]
            return Unit(base, size, True)
    if plain[:1] in _SCALE and len(plain) > 1:
        inner = unit_of(plain[1:])
        if inner.known or plain[:1] in "万亿":
            return Unit(inner.base, inner.size * _SCALE[plain[0]], inner.known)
    return Unit(plain)


def conversion(given: str, wanted: str) -> Decimal | None:
    """What an amount in `given` is multiplied by to be one in `wanted`; None when the units measure different things."""
    one, other = unit_of(given), unit_of(wanted)
    if one.base != other.base and not (one.known or other.known):
        counted, per = ratio_of(given), ratio_of(wanted)
        if counted is None or per is None:
            return None
        above, below = conversion(counted[0], per[0]), conversion(counted[1], per[1])
        return above / below if above is not None and below is not None else None
    return one.size / other.size if one.base == other.base else None


def ratio_of(text: str) -> tuple[str, str] | None:
    """A unit such as 千克标准煤/千瓦时 as what is counted and per what; None when it is no ratio."""
    parts = _RATIO.split(text.strip())
    return (parts[0].strip(), parts[1].strip()) if len(parts) == 2 and all(parts) else None
