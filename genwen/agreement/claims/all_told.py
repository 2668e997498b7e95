"""What words claim of plans and portions: 超过半数 of a number said elsewhere, 高于7月的六成, 超额两成, 尚未完成, 均达到计划."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from genwen.agreement.counts.lists import number_in
from genwen.agreement.reading.clauses import begun_at, ended_at
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.sentences import spoken, told_in
from genwen.agreement.reading.series import series_of
from genwen.agreement.reading.sheet import AVERAGE, TOTAL, Sheet, sheets_of
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.whereabouts import ahead_lines
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.searching import likely

_C = "一二两三四五六七八九"
_HALF = regex(
    r"(?P<verb>超过|过|占|达到?|不到|不足|接近)(?P<whose>[\u4e00-\u9fff]{0,10}?)(?:的)?(?:总数的)?(?P<word>半数|一半)(?P<more>以上)?(?=[，。；）、]|$)"
)
_TENTHS = regex(
    rf"(?P<verb>高于|超过|超|低于|不足|不到|少于)(?P<month>\d{{1,2}}月|[一二三四]季度)[^，。；\d]{{0,6}}?的(?P<n>[{_C}])成"
)
_EXCESS = regex(rf"超额(?:(?P<n>[{_C}])成|(?P<rate>\d+(?:\.\d+)?)%)(?:完成|实现)")
_PLAN = regex(r"(?:年度)?(?:目标|计划|任务)(?:数|值|投资)?[^，。；\d]{0,8}(?:为|是|改造|完成|新增|建设|达到|：)?\s*$")
_DONE = regex(r"(?:实际|完工|完成|建成|达到?|新增|改造|竣工|实现)[^，。；\d]{0,8}$")
_SHORT = regex(
    r"(?:尚未|仍未|未能?|没有|尚差[^，。；]{0,6}|未如期)(?:全面|全部|按期|如期)?完成(?:全年|年度|当年|年初)?(?:计划|目标|任务)"
)
_MISSED = regex(r"(?:未|没有|未能)(?:达到|完成)(?:了)?(?:年度|全年|年初)?(?:计划|任务)(?:投资|数|量)?(?:的)?(?=\d)")
_MET = regex(
    r"(?:均|都|全部)(?:已|能|如期|按期)?(?:达到或超过|达到了?|完成了?|超额完成了?|超过了?|实现了?)(?:了)?(?:年度|全年|年初|当年)?(?:计划|目标|任务)(?:投资|值|数)?(?=[，。；）、]|$)"
)
_ALL, _TOLD = regex("[均都]|全部"), regex("半数|一半|成|超额|未|没有|尚差|[均都]|全部")
_RATE = regex("完成率|执行率|完成比例|完成进度")


def check_all_told(subject: Subject) -> Iterator[Finding]:
    """Document by document, what is to come left out."""
    for view in subject.views:
        ahead = ahead_lines(view)
        for number, line in likely(view.lines, (_TOLD,)):
            if "半数" in line.text or "一半" in line.text:
                yield from _half(view, number)
            if "成" in line.text:
                yield from _tenths(view, line)
            if number in ahead:
                continue
            if "超额" in line.text:
                yield from _excess(line)
            if "未" in line.text or "没有" in line.text or "尚差" in line.text:
                yield from _short(line)
            if _ALL.search(line.text):
                yield from _met(view, line)


def _half(view: View, number: int) -> Iterator[Finding]:
    """建成3家直属单位，超过直属单位的半数 of 6家直属单位."""
    line = view.lines[number]
    for match in _HALF.finditer(line.text):
        whose = match["whose"]
        begun = begun_at(line.text, match.start())
        parts = [
            figure
            for figure in spoken(line)
            if begun <= figure.start and figure.end <= match.start() and figure.step == 1
        ]
        if len(whose) < 2 or not parts or match["verb"] in ("占", "接近"):
            continue
        part = parts[-1]
        wholes = [
            figure
            for other in view.lines
            for figure in spoken(other)
            if figure.unit == part.unit
            and figure.text != part.text
            and figure.value >= part.value
            and other.text[figure.end : figure.end + len(whose)] == whose
        ]
        values = {figure.value for figure in wholes if figure.value > part.value}
        if len(values) != 1:
            continue
        whole = next(figure for figure in wholes if figure.value > part.value)
        share = part.value / whole.value
        less = match["verb"] in ("不到", "不足")
        right = (
            share < Decimal("0.5")
            if less
            else share > Decimal("0.5")
            if match["verb"] in ("超过", "过")
            else share >= Decimal("0.5")
        )
        if not right:
            yield finding("A805", f"“{match.group()}”与{part.text}、{whole.text}不符，占{share * 100:.0f}%，见 {whole.said}", "核对两个数和所说的份额",
                          line.at(match.start()))  # fmt: skip


def _tenths(view: View, line: Line) -> Iterator[Finding]:
    """4月仅12.71万千瓦时，高于7月的六成."""
    for match in _TENTHS.finditer(line.text):
        begun = begun_at(line.text, match.start())
        before = [figure for figure in spoken(line) if begun <= figure.start and figure.end <= match.start()]
        if not before:
            continue
        own = Decimal(re.sub("[^0-9.].*$", "", before[-1].text.replace(",", "")) or 0)
        for one in series_of(view):
            values = {**one.months(), **one.quarters()}
            other = values.get(match["month"])
            shown = {number.value: number.bare for number, _ in one.cells.values()}
            if other is None or not other or own not in shown:
                continue
            share = shown[own] / other
            more = match["verb"] in ("高于", "超过", "超")
            if (share > Decimal(number_in(match["n"])) / 10) is not more:
                yield finding("A805", f"“{match.group()}”与表不符，{before[-1].text}是它的{share * 100:.1f}%，见 {one.place(match['month'])}", "核对两个数和所说的份额",
                              line.at(match.start()))  # fmt: skip
            break


def _planned(line: Line, begun: int, stop: int) -> tuple[Figure, Figure] | None:
    """What was planned and what was done in a sentence, of one unit."""
    said = [item.figure for item in told_in(line) if begun <= item.figure.start < stop]
    plans = [figure for figure in said if _PLAN.search(line.text[begun : figure.start])]
    if len(plans) != 1:
        return None
    done = [
        figure
        for figure in said
        if figure.unit == plans[0].unit and figure is not plans[0] and _DONE.search(line.text[begun : figure.start])
    ]
    return (plans[0], done[-1]) if done and len({figure.value for figure in done}) == 1 else None


def _excess(line: Line) -> Iterator[Finding]:
    """超额两成完成 where 80 was the aim and 84.91 was reached."""
    for match in _EXCESS.finditer(line.text):
        begun = begun_at(line.text, match.start())
        stop = ended_at(line.text, match.end())
        pair = _planned(line, match.end(), stop) or _planned(line, begun, stop)
        if pair is None or not pair[0].value:
            continue
        real = (pair[1].value / pair[0].value - 1) * 100
        said = Decimal(number_in(match["n"]) * 10) if match["n"] else Decimal(match["rate"])
        if abs(real - said) > (Decimal(4) if match["n"] else Decimal("0.6")):
            yield finding("A805", f"“{match.group()}”与{pair[0].text}、{pair[1].text}不符：超出{real:.1f}%，见 {pair[0].said}", "核对目标、完成数和超额的幅度",
                          line.at(match.start()))  # fmt: skip


def _short(line: Line) -> Iterator[Finding]:
    """计划改造80个小区，完工86个，尚未完成年度计划."""
    for match in _MISSED.finditer(line.text):
        begun = begun_at(line.text, match.start())
        said = [item.figure for item in told_in(line)]
        plan = next((figure for figure in said if figure.start == match.end()), None)
        done = [
            figure for figure in said if begun <= figure.start < match.start() and plan and figure.unit == plan.unit
        ]
        if plan is not None and done and done[-1].value > plan.value:
            yield finding("A812", f"“{match.group()}”与{done[-1].text}不符，计划是{plan.text}，见 {plan.said}", "核对完成数和结论",
                          line.at(match.start()))  # fmt: skip
    for match in _SHORT.finditer(line.text):
        pair = _planned(line, begun_at(line.text, match.start()), match.start())
        if (
            pair is not None
            and pair[1].value >= pair[0].value
            and not re.search("控制|不超过|以内", line.text[pair[0].start - 12 : match.start()])
        ):
            yield finding("A812", f"“{match.group()}”与{pair[1].text}不符，计划是{pair[0].text}，见 {pair[0].said}", "核对完成数和结论",
                          line.at(match.start()))  # fmt: skip


def _met(view: View, line: Line) -> Iterator[Finding]:
    """5个项目均达到或超过年度计划, where the table has 94.8%."""
    for match in _MET.finditer(line.text):
        begun = max(begun_at(line.text, match.start()), begun_at(line.text, match.start(), "，"))
        words = line.text[begun : match.start()]
        counted = re.search(r"(?P<n>\d+|[一二三四五六七八九十]+)(?:个|项|家|类)", words)
        if re.search("除|其余|目标|力争|确保", words):
            continue
        for sheet in sheets_of(view):
            column = next((c for c, head in enumerate(sheet.heads) if _RATE.search(head)), None)
            rows = sheet.members(TOTAL, AVERAGE)
            about = bigrams(words) & bigrams("".join(sheet.heads[:2]) + sheet.caption.split("\n")[-1])
            if column is None or not (about or (counted and number_in(counted["n"]) == len(rows))):
                continue
            if counted and number_in(counted["n"]) != len(rows):
                continue
            yield from _under(sheet, rows, column, line, match)


def _under(sheet: Sheet, rows: list[int], column: int, line: Line, match: re.Match[str]) -> Iterator[Finding]:
    for row in rows:
        number = sheet.numbers[row][column]
        if number is not None and 0 < number.value < 100:
            yield finding("A812", f"“{match.group()}”与表不符：“{sheet.labels[row]}”只完成{number.value}%，见 {sheet.said(row, column)}", "核对表和正文",
                          line.at(match.start()))  # fmt: skip
            return
