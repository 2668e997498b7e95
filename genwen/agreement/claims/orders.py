"""The second and those after it, against the tables: 甲最多，乙次之; 居前三位的是甲、乙、丙; 由高到低依次为甲、乙、丙.

Who is said to be where in an order is held against the numbers by name that have all of them and fit the words best.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from genwen.agreement.claims.vectors import Vector, best_of, vectors_of
from genwen.agreement.counts.lists import number_in
from genwen.agreement.reading.clauses import begun_at
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.agreement.reading.whereabouts import ahead_lines
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.searching import likely

_LOW = regex("最[低小少差弱]|垫底|末位|最后|倒数|[由从](?:低到高|小到大|少到多)")
_NAME = r"[^，。；：、（）]{2,14}?"
_FIRST = r"(?:最[高大多低小少好差强弱]|居首位?|(?:位居|居|排名?|列)(?:第一|首位|榜首)位?)"
_CHAINS = (
    regex(
        rf"(?P<a>[^，。；：（）]{{2,30}}?){_FIRST}[^，。；]{{0,8}}，(?P<b>{_NAME})(?:则)?(?:次之|其次|居次|紧随其后|(?:位居|位列|居|排名?|排在|列)第二)(?:位|名)?"
        rf"(?:，(?P<c>{_NAME})(?:再次(?:之)?|(?:位居|位列|居|排名?|排在|列)第三)(?:位|名)?)?(?=[，。；]|$)"
    ),
    regex(
        rf"{_FIRST}的?[^，。；、]{{0,8}}?(?:是|为)(?P<a>{_NAME})(?:[，（][^，。；、]{{0,24}})?，(?:其次|次之|排(?:在)?第二(?:位)?的)(?:依次)?(?:是|为)?(?P<b>{_NAME})"
        rf"(?:(?:，(?:再次|第三)(?:是|为)?|、)(?P<c>{_NAME}))?(?=[，。；（]|$)"
    ),
)
_LISTS = (
    regex(
        r"(?P<which>前|后|末)(?P<n>[两二三四五六]|\d)[位名家个]的?[^，。；、]{0,8}?(?P<turn>依次|分别)?(?:是|为)[：:]?(?P<names>[^，。；：（）]{2,16}(?:[、和及与][^，。；：（）、]{2,16})+)"
    ),
    regex(
        r"(?P<names>[^，。；：（）、]{2,20}(?:[、和及与][^，。；：（）、]{2,16}?)+?)(?:依次|分别)?(?P<turn>分列|分居|分别[居列排]在?)?(?:居|位居|位列|排名?|排在|处于)?(?:全[市县区省])?(?P<which>前|后|末)(?P<n>[两二三四五六]|\d)[位名](?=[，。；]|$)"
    ),
    regex(
        r"按(?!照)[^，。；、]{2,12}?(?<![高低大小多少])(?:排序|排列|排名|高低|多少|大小)，(?P<turn>依次)(?:为|是)[：:]?(?P<names>[^，。；：（）]{2,16}(?:[、和及与][^，。；：（）]{2,16})+)"
    ),
    regex(
        r"[由从](?P<way>高到低|大到小|多到少|低到高|小到大|少到多)(?:排序|排列)?[，：]?(?P<turn>依次)(?:是|为|排序为)?[：:]?(?P<names>[^，。；：（）]{2,16}(?:[、和及与][^，。；：（）、]{2,16})+)"
    ),
)
_NOT = regex("进步|差距|相差|目标|全国|全省")


def check_orders(subject: Subject) -> Iterator[Finding]:
    """Every order said in the prose of a document with tables."""
    for view in subject.views:
        vectors, ahead = vectors_of(view), ahead_lines(view)
        for number, line in likely(view.lines, (*_CHAINS, *_LISTS)) if vectors else ():
            if number in ahead or not re.search("次|第二|[前后末][两二三四五六2-6]|依次", line.text):
                continue
            for chain in _CHAINS:
                for match in chain.finditer(line.text):
                    said = [match["a"], match["b"], *([match["c"]] if match["c"] else [])]
                    yield from _held(line, match, said, vectors)
            for listing in _LISTS:
                for match in listing.finditer(line.text):
                    yield from _listed(line, match, vectors)


def _words(line: Line, match: re.Match[str]) -> tuple[str, str]:
    """The clause an order is told in, and its sentence up to there."""
    begun = begun_at(line.text, match.start())
    start = begun_at(line.text, match.start() + 1, "，。；：\n")
    return line.text[start : match.end()], line.text[begun : match.end()]


def _held(line: Line, match: re.Match[str], said: Sequence[str], vectors: Sequence[Vector]) -> Iterator[Finding]:
    """Those after the first, where the first is one of the numbers by name: the first itself is told of by other rules."""
    words, sentence = _words(line, match)
    if _NOT.search(words):
        return
    low = bool(_LOW.search(words))
    fitting = [
        one
        for one in vectors
        if all(one.named(text) for text in said) and len({one.named(text) for text in said}) == len(said)
    ]
    chosen = best_of(fitting, words, sentence) or [one for one in fitting if not one.moved]
    for at in range(1, len(said)):
        wrong = [(one, right) for one in chosen if (right := _right(one, one.named(said[at]), at, low))]
        if wrong and len(wrong) == len(chosen):
            one, right = wrong[0]
            yield _told(
                line,
                match.start() + match.group().rfind(said[at]),
                f"“{said[at]}”排在第{'一二三四五六'[at]}",
                right,
                one,
            )
            return


def _right(vector: Vector, name: str, at: int, low: bool) -> str:
    """Who is at a place of an order; "" where it is the one that is said, or one with the same number."""
    order = vector.order(low)
    return "" if vector.values[order[at]] == vector.values[name] else order[at]


def _listed(line: Line, match: re.Match[str], vectors: Sequence[Vector]) -> Iterator[Finding]:
    """Lists of the first or the last few, or of all, in turn or not."""
    words, sentence = _words(line, match)
    said = re.split("[、和及与]", match["names"])
    known = match.groupdict()
    count = number_in(known["n"]) if known.get("n") else len(said)
    if _NOT.search(words) or count != len(said) or count < 2:
        return
    low = bool(_LOW.search(words)) or "低到高" in (known.get("way") or "")
    end = known.get("which") in ("后", "末")
    fitting = [one for one in vectors if len({one.named(text) for text in said} - {""}) == len(said)]
    chosen = best_of(fitting, words, sentence)
    wrong: list[tuple[Vector, str, int]] = []
    for one in chosen:
        names = [one.named(text) for text in said]
        order = one.order(low is not end)
        limit = {one.values[name] for name in order[:count]}
        if known.get("turn") and not end:
            odd = [at for at, name in enumerate(names) if _right(one, name, at, low)]
            if (
                odd
                and match.group().startswith("按")
                and not any(_right(one, name, at, True) for at, name in enumerate(names))
            ):
                return  # no way is said, and they stand from the least to the greatest
        else:
            odd = [at for at, name in enumerate(names) if one.values[name] not in limit]
        if not odd:
            return
        wrong.append((one, next((name for name in order[:count] if name not in names), order[odd[0]]), odd[0]))
    if wrong:
        one, right, at = wrong[0]
        yield _told(line, match.start("names"), f"“{said[at]}”在“{match.group()[-24:]}”之列", right, one)


def _told(line: Line, at: int, what: str, right: str, vector: Vector) -> Finding:
    return finding("A811", f"{what}与表不符，应为{right}，见 {vector.said[right]}", "核对表和正文", line.at(at))
