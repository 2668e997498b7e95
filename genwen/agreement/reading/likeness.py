"""How like two numbers or two wordings are: slips of the pen, words in common."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from genwen.agreement.reading.figures import Figure

_IDLE = frozenset(
    [
        "情况",
        "单位",
        "合计",
        "数量",
        "全年",
        "年度",
        "其中",
        "实际",
        "完成",
        "目标",
        "全市",
        "全县",
        "全区",
        "我局",
        "我县",
        "我区",
        "我市",
        "方面",
        "工作",
        "进行",
        "年用",
        "总量",
        "达到",
        "消费",
        "数据",
        "统计",
        "对比",
        "项目",
        "内容",
    ]
)
_ENERGY = "电水气油煤热纸车"


@lru_cache(maxsize=16384)
def digits_of(text: str) -> str:
    """The figures of a printed number without point, commas, unit."""
    match = re.match(r"[-−－]?([\d,]+(?:\.\d+)?)", text)
    return match[1].replace(",", "") if match else ""


def weight(printed: str) -> int:
    """How many figures of a printed number say something: zeros at the end of a whole number do not."""
    return len(printed.replace(".", "").lstrip("0")) if "." in printed else len(printed.strip("0"))


@lru_cache(maxsize=65536)
def slip(left: str, right: str) -> bool:
    """Whether two printed numbers differ by two figures that changed places, or by one other figure in at least three."""
    if left == right or len(left) != len(right) or left.find(".") != right.find("."):
        return False
    odd = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
    count = weight(left)
    if len(odd) == 2 and odd[0] == odd[1][::-1]:
        return count >= 2
    return len(odd) == 1 and count >= 3


def transposed(left: str, right: str) -> bool:
    """Whether only two neighbouring figures changed places."""
    if len(left) != len(right) or left.find(".") != right.find("."):
        return False
    pairs = list(zip(left.replace(".", ""), right.replace(".", ""), strict=True))
    odd = [at for at, (a, b) in enumerate(pairs) if a != b]
    return len(odd) == 2 and odd[1] == odd[0] + 1 and pairs[odd[0]] == pairs[odd[1]][::-1]


@lru_cache(maxsize=65536)
def bigrams(text: str) -> frozenset[str]:
    """Pairs of Chinese characters in a text that say what it is about."""
    runs = re.findall(r"[\u4e00-\u9fff]{2,}", text)
    return frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1)) - _IDLE


def odd_parts(one: str, other: str) -> tuple[str, str]:
    """What two names have differently: all between what they begin and what they end with alike."""
    begun = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest = one[begun:][::-1], other[begun:][::-1]
    ended = next((at for at, (a, b) in enumerate(zip(*rest, strict=False)) if a != b), min(map(len, rest)))
    return one[begun : len(one) - ended], other[begun : len(other) - ended]


def about_one(left: str, right: str) -> bool:
    """Whether two wordings may name one quantity: a pair of characters or an energy in common."""
    if bigrams(left) & bigrams(right):
        return True
    return any(char in left and char in right for char in _ENERGY)


def agrees(value: Figure, bare: Decimal, step: Decimal) -> bool:
    """Whether a figure is a number of a table, rounded or not; the sign is left out."""
    return abs(abs(value.value) - abs(bare)) <= max(value.step, step) / 2
