"""Words of four characters with one that sounds or looks like the right one: 有矩可依 for 有据可依, 侥辛心理 for 侥幸心理.

A stretch of four characters that differs in one from words in common use is held to be a slip only where the text can
be cut into words much more likely with the right one. Held against 22 million characters of statutes, news and
reports, most of what was found there was a slip; what is no saying is told as not sure.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from genwen.document.word_borders import is_word, likelihood
from genwen.patterns import regex
from genwen.records import record

_LENGTH = 4
_HAN = regex("[一-鿿]{4,}")
_AROUND = 6
"""Characters on either side of a word that the words of a text are looked for in."""
_GAIN = 7.0
"""How much likelier the right word makes a text, as a logarithm; right texts reach 5, but for words no dictionary has yet."""
_GAIN_BESIDE_WORDS = 10.2
"""The same where the character is in a word of two with a neighbour: 实施放案 holds 施放."""
_GAIN_OF_SAYINGS = 3.0
_NEW = """
数智 智造 智汇 云端 网信 政数 双碳 碳汇 社矫 信创 餐品 餐业 蚕业 蚕品 发力 纠治 提标 提效 思政 逐季 城施 文塑 网帖 财报 网商 电直
级算 投拆 办实 堵促 电智 拒报 核芯 专享 赋责 期现 补位 智治 悦览 思践 置物 电音 弃车 高秆 显失 质权 数居 专页 硬行 津融
"""
NEW_WORDS = frozenset(_NEW.split())
"""Words that dictionaries do not have, of the day and of trades."""


@record
class Known:
    """Words of four characters by their halves: what may follow two characters, what may stand before two; sayings apart."""

    ends: dict[str, list[str]]
    beginnings: dict[str, list[str]]
    sayings: dict[str, list[str]]


def alike_slips(text: str) -> Iterator[tuple[int, str, str, bool]]:
    """Where a wrong word begins, the word, the right one, and whether it is surely wrong."""
    for run in _HAN.finditer(text):
        said = run.group()
        for start in range(len(said) - _LENGTH + 1):
            for place, right in _meant(said[start : start + _LENGTH]):
                beside = {said[at : at + 2] for at in (start + place - 1, start + place) if 0 <= at < len(said) - 1}
                alone, saying = not any(map(is_word, beside)), right[2:] in _known().sayings.get(right[:2], ())
                least = _GAIN_OF_SAYINGS if saying and alone else _GAIN if alone else _GAIN_BESIDE_WORDS
                if beside.isdisjoint(NEW_WORDS) and _gain(said, start, right) > least:
                    yield run.start() + start, said[start : start + _LENGTH], right, saying and alone
                    break


@lru_cache(maxsize=1 << 16)
def _meant(word: str) -> tuple[tuple[int, str], ...]:
    """The words in use that four characters can be a slip for, with the place of the wrong one."""
    known = _known()
    first, second = word[:2], word[2:]
    ends, beginnings = known.ends.get(first, ()), known.beginnings.get(second, ())
    if second in ends or not (ends or beginnings):
        return ()
    later = ((place + 2, first + end) for end in ends if (place := _slip(second, end)) >= 0)
    early = ((place, beginning + second) for beginning in beginnings if (place := _slip(first, beginning)) >= 0)
    return (*later, *early)


def _slip(pair: str, right: str) -> int:
    """Which of two characters is written for one that sounds or looks alike, the other being right; -1 for none."""
    if pair[0] == right[0]:
        return 1 if pair[1] != right[1] and are_alike(pair[1], right[1]) else -1
    return 0 if pair[1] == right[1] and are_alike(pair[0], right[0]) else -1


def _gain(text: str, start: int, right: str) -> float:
    """How much likelier a text is with the right word."""
    before, after = text[max(0, start - _AROUND) : start], text[start + _LENGTH : start + _LENGTH + _AROUND]
    return likelihood(before + right + after) - likelihood(before + text[start : start + _LENGTH] + after)


def are_alike(first: str, second: str) -> bool:
    """Whether two characters sound or look alike."""
    groups = _groups()
    return not groups.get(first, frozenset()).isdisjoint(groups.get(second, frozenset()))


@cache
def _groups() -> dict[str, frozenset[int]]:
    """For each character the numbers of the groups it sounds or looks alike in."""
    found: dict[str, set[int]] = {}
    for number, group in enumerate(listed("alike.txt")):
        for character in group:
            found.setdefault(character, set()).add(number)
    return {character: frozenset(numbers) for character, numbers in found.items()}


@cache
def _known() -> Known:
    ends: dict[str, list[str]] = {}
    beginnings: dict[str, list[str]] = {}
    sayings: dict[str, list[str]] = {}
    into = sayings
    for line in listed("words_of_four.txt"):
        if not line:
            into = ends
            continue
        first, *seconds = line.split()
        into[first] = seconds
        for second in seconds:
            beginnings.setdefault(second, []).append(first)
    for first, seconds in sayings.items():
        ends[first] = ends.get(first, []) + seconds
    return Known(ends, beginnings, sayings)


def listed(name: str) -> list[str]:
    """The lines of one of the lists beside this module, its remarks left out."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]
