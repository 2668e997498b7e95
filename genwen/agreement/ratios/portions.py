"""Portions said in words: 三成, 四分之一, 过半, 不足一半, against the two numbers they are of.

A portion is right when any two numbers near it make it; it is wrong where numbers of one unit stand beside it and none do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from genwen.agreement.arithmetic.portion_pairs import certain, in_tables, of_subject
from genwen.agreement.counts.lists import number_in
from genwen.agreement.reading.clauses import PHRASE, begun_at, ended_at, first_clause, last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.sentences import told_in
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.vocabulary import COUNTING
from genwen.agreement.reading.whereabouts import about, is_later
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex
from genwen.searching import likely

_PORTION = regex(
    rf"(?P<hedge>约占?|近|将近|接近|超过?|突破|多于|不到|不足|未到|低于|少于|达到?|正好|恰好|大约|了)?"
    rf"(?:(?P<tenths>[{COUNTING}])成(?P<half>[{COUNTING[:9]}半])?(?!立|员|功|果|效|本|熟|长|为|品|绩|套|批|人|交|年|型)|(?P<whole>[{COUNTING}]+)分之(?P<part>[{COUNTING}]+)|(?P<mid>过半(?!年)|超半数|半数(?!的)|一半))"
    rf"(?P<more>以上|以下|左右|多|强|弱)?"
)
_CHANGE = regex(
    r"(?:超额|压缩|缩短|压减|回落|下降|降|减少|减|少|增长|增|增加|上升|升|提高|多|节约|省)(?:了|约|近|超过?|至少)*$"
)
_PIECES = frozenset(("%", "‰", "个百分点", "年", "天", "日", "倍", "分", "岁", "摄氏度"))
_AIM = regex("目标|计划|力争|不低于|要求|确保|标准|规定|原则|控制在")


_ELSEWHERE = regex("全国|全球|世界|国际|我国")
"""Wholes that are none of the paper's own numbers."""
_WHOLE = regex("占(?P<name>[^，。；\\d]{3,12})的$")
_JUST_BEFORE = regex(r"^[^，。；：、\d]{0,8}[，（(]?[^，。；：、\d]{0,6}$")


def check_portions(subject: Subject) -> Iterator[Finding]:
    """Every portion in words of the prose."""
    for view in subject.views:
        for number, line in likely(view.lines, (_PORTION,)):
            for match in _PORTION.finditer(line.text):
                if is_later(view, line, match.start()):
                    continue
                known = list(_known(view, line, match))
                if known:
                    yield from (one for one in known if one is not None)
                else:
                    yield from _judged(view.lines[max(0, number - 1) : number], line, match)


_BESIDE = regex(r"^[，、（(]?(?:为|达|达到|占|即|约)(?:比|到)?(?P<n>\d+(?:\.\d+)?)%")
_AHEAD_OF = regex(r"(?:占比|占|比重|比例)(?:达到?|为)?(?P<n>\d+(?:\.\d+)?)%，(?:已|占比)?$")


def _known(view: View, line: Line, match: re.Match[str]) -> Iterator[Finding | None]:
    """What is wrong with a portion whose two numbers are certain; None where it is right; nothing where they are not."""
    limits = _range(match)
    clause = last_clause(line.text[: match.start()], "，。；：")
    if limits is None or _AIM.search(clause) or _AIM.match(line.text[match.end() : match.end() + 6]):
        return
    beside = _BESIDE.match(line.text[match.end() :]) or _AHEAD_OF.search(line.text[: match.start()])
    if beside is not None and not _CHANGE.search(clause):
        share = Decimal(beside["n"])
        if not limits[0] <= share <= limits[1]:
            yield finding(
                "A805",
                f"“{match.group()}”与{share}%不符，见 {line.said(match.start(), match.end() + 10)}",
                "核对份额的说法",
                line.at(match.start()),
            )
        else:
            yield None
        return
    pair = certain(line, match.start())
    shares = [pair] if pair is not None else []
    if not shares and not _CHANGE.search(clause):
        shares = in_tables(view, clause)
        begun = begun_at(line.text, match.start(), "。")
        before = [item for item in told_in(line)
                  if item.figure.end <= match.start() and item.figure.start >= begun - 200 and item.figure.unit not in _PIECES]  # fmt: skip
        words = last_clause(line.text[: match.start()], "。；：")
        if not shares and re.search("占比|比重|的比例", clause):
            named = (
                clause
                if len(re.sub("占比|比重|比例|尚|已|仍|则|约|[的为达]", "", clause)) >= 2
                else "，".join(words.split("，")[-2:])
            )
            shares = list(of_subject(before, named))
    if not shares:
        return
    if any(limits[0] <= share <= limits[1] for share, _, _ in shares):
        yield None
        return
    share, words, said = min(shares, key=lambda one: abs(one[0] - sum(limits, Decimal(0)) / 2))
    yield finding("A805", f"“{match.group()}”与{words}＝{share:.1f}%不符，见 {said}", "核对两个数和所占的份额",
                  line.at(match.start()), Severity.WARNING)  # fmt: skip


def _range(match: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """The least and the greatest share in per cent that may be called so."""
    if match["tenths"]:
        value = Decimal(number_in(match["tenths"])) * 10
        if match["half"]:
            value += 5 if match["half"] == "半" else Decimal(number_in(match["half"]))
        wide = Decimal(3) if match["half"] else Decimal(5)
    elif match["whole"]:
        whole, part = number_in(match["whole"]), number_in(match["part"])
        if not whole or not part or part >= whole:
            return None
        value = Decimal(str(float(Fraction(part, whole) * 100)))
        wide = Decimal(4)
    else:
        value, wide = Decimal(50), Decimal(4)
    hedge, more = match["hedge"] or "", match["more"] or ""
    if re.search("不到|不足|未到|低于|少于", hedge) or more in ("以下", "弱"):
        return value - 4 * wide, value
    if (
        re.search("超|突破|多于", hedge)
        or more in ("以上", "多", "强")
        or (match["mid"] or "").startswith(("过", "超"))
    ):
        return value, value + (50 if match["mid"] else 4 * wide if more == "以上" else 2 * wide)
    if re.search("近", hedge):
        return value - wide, value + wide / 5
    return value - wide, value + wide


def _judged(above: Sequence[Line], line: Line, match: re.Match[str]) -> Iterator[Finding]:
    limits = _range(match)
    begun = begun_at(line.text, match.start(), "。；！\n")
    end = ended_at(line.text, match.end(), "。；！")
    clause = last_clause(line.text[: match.start()], "，。；：")
    if (
        limits is None
        or _AIM.search(clause)
        or re.search(r"(?:\d{1,2}月份?|季度)的$", clause)
        or re.match("，分别|目标|的?标准", line.text[match.end() : match.end() + 6])
    ):
        return
    everything = [item.figure for item in told_in(line) if item.figure.unit not in _PIECES]
    whole = _WHOLE.search(clause)
    if whole is not None and not any(
        about(figure) & bigrams(whole["name"]) for figure in everything if figure.end < match.start() - len(clause) - 1
    ):
        return  # 占改造居民的三分之一: told elsewhere
    mine = [figure for figure in everything if begun <= figure.start and figure.end <= end]
    earlier = [figure for figure in everything if figure.start < begun][-6:]
    before = [item.figure for other in above for item in told_in(other) if item.figure.unit not in _PIECES][-8:]
    moved = _CHANGE.search(line.text[begun : match.start()])
    change = "" if moved is None else "more" if re.search("增|升|多|高|超", moved.group()) else "less"
    if not mine:
        mine = _named(line.text[begun : match.start()], [*before, *earlier])
    for scope in (mine, [*earlier, *mine], [*before, *earlier, *mine]):
        made = list(_made(scope, change, clause, mine))
        if any(limits[0] <= share <= limits[1] for share, _, _ in made):
            return
    centre = sum(limits, Decimal(0)) / 2
    scopes = (mine, [*earlier, *mine], [*before, *earlier, *mine])
    near = next((made for scope in scopes if (made := list(_made(scope, change, clause, mine)))), [])
    near = [one for one in near if centre / 3 < one[0] < centre * 3]
    meant = _meant(line, match, [*before, *earlier, *mine])
    near = [one for one in near if one[1] in meant or one[2] in meant]
    if all(a not in mine and b not in mine for _, a, b in near) and re.search(
        "[如见]表|情况见|从表", line.text[begun:]
    ):
        return
    best = min(near, key=lambda one: abs(one[0] - centre), default=None)
    if best is None:
        return
    share, a, b = best
    yield finding("A805", f"“{match.group()}”与{a.text}、{b.text}不符，{'变化' if change else '占'}{share:.1f}%，见 {b.said}", "核对两个数和所占的份额",
                  line.at(match.start()), Severity.WARNING if a in mine and b in mine else Severity.HINT)  # fmt: skip


def _meant(line: Line, match: re.Match[str], figures: Sequence[Figure]) -> list[Figure]:
    """The figures a portion may speak of: the one just before it, and those its own clause names."""
    clause = _CHANGE.sub("", last_clause(line.text[: match.start()], "，。；："))
    if _ELSEWHERE.search(clause):
        return []
    words = bigrams(clause) | bigrams(
        first_clause(line.text[match.end() : match.end() + 14], PHRASE).removeprefix("的")
    )
    said = [figure for figure in figures if about(figure) & words]
    last = [figure for figure in figures if figure.line is line and figure.end <= match.start()][-1:]
    return said + [figure for figure in last if _JUST_BEFORE.match(line.text[figure.end : match.start()])]


def _named(words: str, figures: Sequence[Figure]) -> list[Figure]:
    """The figures that a sentence without any speaks of, by the words before them."""
    about = bigrams(words)
    return [figure for figure in figures if bigrams(figure.line.text[max(0, figure.start - 6) : figure.start]) & about]


def _made(
    figures: Sequence[Figure], change: str, clause: str, mine: Sequence[Figure]
) -> Iterator[tuple[Decimal, Figure, Figure]]:
    """The shares or changes that pairs of figures make, one of them of the sentence; with what is now and the difference, too."""
    rest = bool(re.search("其余|剩|余下|另外|未|率", clause))
    for a in figures:
        for b in figures:
            if a is b or a.unit != b.unit or not b.value or not a.value or (mine and a not in mine and b not in mine):
                continue
            if change:
                yield abs(a.value - b.value) / b.value * 100, a, b
                before = b.value + a.value if change == "less" else b.value - a.value
                if before > 0 and a.value < b.value:
                    yield a.value / before * 100, a, b
            elif a.value < b.value:
                yield a.value / b.value * 100, a, b
                if rest:
                    yield 100 - a.value / b.value * 100, a, b
    for unit in {figure.unit for figure in figures} if not change else ():
        same = [figure for figure in figures if figure.unit == unit]
        total = sum((figure.value for figure in same if figure in mine), Decimal(0))
        for at, a in enumerate(same):
            if a in mine and total > a.value and sum(one in mine for one in same) >= 3:
                yield a.value / total * 100, a, a
            for b in same[at + 1 :]:
                for whole in same:
                    if whole not in (a, b) and whole.value > a.value + b.value and a in mine and b in mine:
                        yield (a.value + b.value) / whole.value * 100, a, whole
