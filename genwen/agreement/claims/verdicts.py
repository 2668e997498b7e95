"""Verdicts in words against numbers: 基本持平, 均达到85%以上, 全部评为优秀, 超过设计能力, 增速慢于."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.counts.lists import number_in
from genwen.agreement.reading.clauses import begun_at, ended_at, last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.sentences import Part, Said, said_in, told_in
from genwen.agreement.reading.sheet import AVERAGE, PART, SUBTOTAL, TOTAL, Sheet, sheets_of
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.whereabouts import ahead_lines, whereabouts
from genwen.agreement.sums.totals import bare_head
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex
from genwen.searching import likely

_FLAT = regex(r"(?:基本|大体|总体|大致)?持平|(?:基本|大体)(?:一致|相当)|变化不大")
_ALL = regex(
    r"(?:均|都|全部|一律)(?:已|能)?(?:达到?|超过|高于|大于|在|不低于|稳定在|保持在|控制在|低于|不超过|小于)[^，。；：\d]{0,6}?(?:(?P<n>\d+(?:\.\d+)?)\s*(?P<scale>万)?(?P<unit>%|分|家|个|人|次|摄氏度|千瓦时|吨)|(?P<tenths>[一二三四五六七八九])成(?P<half>半)?)(?P<more>（含）)?(?P<edge>以上|及以上|以下|及以下|以内)?"
)
_LESS = regex("控制在|低于|不超过|小于")
_CAPACITY = regex(
    r"(?P<not>未|没有|尚未|不)?(?P<verb>超过|超出|突破|高于|低于|小于)(?:了)?(?:其|原)?(?P<what>(?:设计|处理|承载|核定|额定|接待|日|年|供[水热电气]|最大|许可|批复|下达)[^，。；\d]{0,10}?(?:能力|容量|规模|上限|负荷|限额|指标|计划))(?=[，。；）]|$)"
)
_ABLE = regex("能力|容量|规模|上限|限额|指标|计划")
_FASTER = regex(
    r"(?P<word>快于|高于|多于|大于|领先于?|慢于|低于|少于|小于|落后于?)[^，。；\d]{1,24}?(?P<n>\d+(?:\.\d+)?)\s*(?P<unit>个百分点|个基点)"
)
_HIGHER = regex(
    r"比[^，。；\d]{0,12}\d+(?:\.\d+)?%(?P<word>高|低|多|少)(?:出|了)?(?P<n>\d+(?:\.\d+)?)\s*(?P<unit>个百分点|个基点)"
)
_EXCEPT = regex("除(?:了)?([^，。；]{1,40}?)(?:以外|之外|外)")


def check_verdicts(subject: Subject) -> Iterator[Finding]:
    """Every line of prose."""
    for view in subject.views:
        ahead = ahead_lines(view)
        for number, line in likely(view.lines, (_FLAT, _ALL, _CAPACITY, _FASTER, _HIGHER)):
            if number not in ahead:
                yield from _flat(line)
                yield from _all_met(view, line)
                yield from _capacity(view, line)
            yield from _faster(line)


def _flat(line: Line) -> Iterator[Finding]:
    """16.40万人，与上年的15.62万人基本持平，同比增长5.0%."""
    for match in _FLAT.finditer(line.text):
        if re.search(r"[与和同](?:计划|目标|预算|年初|全[省国市])[^，。；]{0,6}$", line.text[: match.start()]):
            continue
        limit = Decimal(3) if match.group() != "持平" else Decimal(2)
        for sentence in said_in(line):
            mine = [item for item in sentence if abs(item.figure.start - match.start()) <= 50]
            before = [item for item in mine if item.figure.end <= match.start()]
            after = [item for item in mine if item.figure.start >= match.end()]
            clause = last_clause(line.text[: match.start()])
            rates = [
                item
                for item in after[:1]
                if item.part is Part.RATE
                and re.fullmatch(
                    r"[）]?[，（]?(?:同比|比上年|较上年|微|略|仅)*[增下上降升减长少]{1,2}(?:了)?",
                    item.gap[-8:].split("持平")[-1],
                )
            ]
            for item in rates:
                if item.figure.value >= limit:
                    yield _not(line, match, item.figure)
                    return
            pair = _last_two(before)
            if (
                pair is not None
                and not rates
                and re.search(r"[与和同较比]", clause + line.text[pair[0].end : pair[1].start])
            ):
                a, b = pair
                exact = match.group() == "持平" and a.step == b.step == 1 and a.value < 1000 and a.value != b.value
                if exact or abs(a.value / b.value - 1) * 100 >= limit * 2:
                    yield _not(line, match, b)
                    return


def _last_two(items: Sequence[Said]) -> tuple[Figure, Figure] | None:
    """The two amounts of one unit just before, the second what was before."""
    if len(items) < 2 or items[-1].figure.unit != items[-2].figure.unit or not items[-1].figure.value:
        return None
    bracketed = re.search("[与和同](?:上年|去年)[^，。；]{0,4}（$", items[-1].gap) is not None
    if (items[-1].part is not Part.BASE and not bracketed) or items[-1].figure.unit in ("%", "个百分点"):
        return None
    return items[-2].figure, items[-1].figure


def _not(line: Line, match: re.Match[str], figure: Figure) -> Finding:
    return finding(
        "A812", f"“{match.group()}”与{figure.text}不符，见 {figure.said}", "核对说法和数", line.at(match.start())
    )


def _all_met(view: View, line: Line) -> Iterator[Finding]:
    """三类人群签约率均达到85%以上, where a row of the table has 82.0."""
    for match in _ALL.finditer(line.text):
        begun = begun_at(line.text, match.start())
        words = line.text[begun : match.start()]
        if (
            re.search("目标|力争|确保|要求|标准|计划|应当?|原则上|将|须", words[-16:])
            or line.text[match.end() : match.end() + 1] == "的"
        ):
            continue
        unit = match["unit"] or "%"
        need = Decimal(match["n"] or number_in(match["tenths"] or "零") * 10 + (5 if match["half"] else 0)) * (
            10_000 if match["scale"] else 1
        )
        less = bool(_LESS.search(match.group())) or "下" in (match["edge"] or "") or "内" in (match["edge"] or "")
        mine = [item.figure for item in told_in(line)
                if begun <= item.figure.start < match.start() and item.figure.unit == unit and item.part is not Part.BASE]  # fmt: skip
        short = [figure for figure in mine if (figure.value > need if less else figure.value < need)]
        listed = re.search(r"[，、]$|[，]?(?:分别|其中)?$", words)
        if len(mine) >= 2 and short and listed and mine[-1].end >= match.start() - 8:
            yield _not(line, match, short[0])
            continue
        if len(mine) <= 1:
            yield from _column_met(view, line, match, words, need, less)


def _column_met(
    view: View, line: Line, match: re.Match[str], words: str, need: Decimal, less: bool
) -> Iterator[Finding]:
    clause, wanted = re.split("，", words)[-1], match["unit"] or "%"
    best: tuple[int, Sheet, int] | None = None
    for sheet in sheets_of(view):
        for column, head in enumerate(sheet.heads):
            plain = bare_head(head)
            own = bigrams(plain)
            score = len(own & bigrams(clause)) * 2 - len(own - bigrams(clause))
            unit = next((number.unit for row in sheet.numbers if (number := row[column]) is not None), "")
            if score > 0 and (unit == wanted or (not unit and wanted != "%")) and (best is None or score > best[0]):
                best = score, sheet, column
    if best is None or re.search("总体|整体|全[市县区]", clause):
        return
    _, sheet, column = best
    if "平均" in clause and "平均" not in sheet.heads[column]:
        return
    rows = sheet.members(TOTAL, SUBTOTAL, AVERAGE, PART)
    cells = [(row, number.bare) for row, number in sheet.column(column, rows)]
    apart = "".join(_EXCEPT.findall(words))
    cells = [one for one in cells if sheet.labels[one[0]] not in apart]
    named = [one for one in cells if sheet.labels[one[0]] in words]
    odd = [(row, value) for row, value in named or cells if (value > need if less else value < need)]
    if len(cells) >= 2 and odd and len(odd) < len(cells):
        row = odd[0][0]
        yield finding("A812", f"“{clause[-10:]}{match.group()}”与表中“{sheet.labels[row]}”的{sheet.text(row, column)}不符，见 {sheet.said(row, column)}", "核对表和正文",
                      line.at(match.start()), Severity.WARNING if len(odd) <= len(cells) // 2 else Severity.HINT)  # fmt: skip


def _capacity(view: View, line: Line) -> Iterator[Finding]:
    """日均247.5吨，已超过设计处理能力, where that is 300吨/日."""
    for match in _CAPACITY.finditer(line.text):
        begun = begun_at(line.text, match.start())
        mine = [item.figure for item in told_in(line)
                if begun <= item.figure.start < match.start() and item.figure.unit not in ("%", "个百分点")]  # fmt: skip
        if not mine or match["not"]:
            continue
        have = mine[-1]
        daily = "日均" in line.text[begun : have.start][-8:] or "/日" in have.unit or "/天" in have.unit
        limits = [place.figure for place in whereabouts(view).places
                  if place.figure is not have and _ABLE.search(place.figure.line.text[max(0, place.figure.start - 12) : place.figure.start])
                  and place.figure.unit.partition("/")[0] == have.unit.partition("/")[0]
                  and (not daily or re.match("[/／](?:日|天)|/", place.figure.line.text[place.figure.end :]) or "/" in place.figure.unit or "日" in place.figure.line.text[max(0, place.figure.start - 8) : place.figure.start])]  # fmt: skip
        limits = [
            figure
            for figure in limits
            if bigrams(match["what"]) & bigrams(figure.line.text[max(0, figure.start - 14) : figure.start])
        ]
        limits = [figure for figure in limits if figure.line is line] or [
            figure
            for figure in limits
            if not re.search("新增|计划|届时|拟|将", figure.line.text[max(0, figure.start - 24) : figure.start])
        ]
        if not limits:
            continue
        over = match["verb"] not in ("低于", "小于")
        near = min(limits, key=lambda figure: abs(figure.value / (have.value or 1) - 1))
        if (
            all((figure.value > have.value) is over for figure in limits)
            and Decimal("0.2") < near.value / (have.value or 1) < 5
        ):
            yield finding("A812", f"“{match.group()}”与{have.text}、{near.text}不符，见 {near.said}", "核对两个数和说法", line.at(match.start()))  # fmt: skip


def _faster(line: Line) -> Iterator[Finding]:
    """增长8.5%，增速慢于全县1.4个百分点（全县增长7.1%）; 91.4%，比平均89.0%低2.4个百分点."""
    for match in (*_FASTER.finditer(line.text), *_HIGHER.finditer(line.text)):
        points = Decimal(match["n"]) / (1 if match["unit"] == "个百分点" else 100)
        begun = begun_at(line.text, match.start())
        end = ended_at(line.text, match.end())
        rates = [item for item in told_in(line)
                 if item.figure.unit == "%" and begun <= item.figure.start < end]  # fmt: skip
        own = [item for item in rates if item.figure.end <= match.start()][-1:]
        others = [
            item
            for item in rates
            if own and item is not own[0] and abs(item.figure.value - own[0].figure.value) == points
        ]
        if not own or len(others) != 1:
            continue
        falling = bool(re.search("降[幅速][^，。；]{0,4}$", line.text[begun : match.start()]))
        mine, other = (_signed(item, falling) for item in (own[0], others[0]))
        more = match["word"] in ("快于", "高于", "多于", "大于", "领先", "领先于", "高", "多")
        if mine != other and (mine > other) is not more:
            yield finding("A804", f"“{match.group()}”方向不对：{own[0].figure.text}与{others[0].figure.text}，见 {others[0].figure.said}", "核对两个数和快慢高低",
                          line.at(match.start()))  # fmt: skip


def _signed(item: Said, falling: bool) -> Decimal:
    return -item.figure.value if item.falls and item.part is Part.RATE and not falling else item.figure.value
