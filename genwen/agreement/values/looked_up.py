"""A number of prose against the same quantity in the tables, looked up by its name, its stretch of the year and its unit.

The phrase before the number has to be the name of a row and a column, whole, with no word left over that could make it something
else: 人均综合能耗约416.9千克标准煤 where the row has 416.53, 下半年用电量7366.8万千瓦时 where the quarters make 7426.8.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from genwen.agreement.arithmetic.making import POINTS
from genwen.agreement.arithmetic.proved import proved
from genwen.agreement.arithmetic.share_wholes import makes
from genwen.agreement.reading.cells import Cell, begins, in_period, named_by
from genwen.agreement.reading.clauses import begun_at
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import digits_of, slip, weight
from genwen.agreement.reading.naming import Period, left_of, periods_in, spelled, without_periods
from genwen.agreement.reading.said_names import COMPARED, HEDGE, clause_before, phrases_of
from genwen.agreement.reading.sentences import Part, Said, said_in, told_in
from genwen.agreement.reading.sheet import sheets_of
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.whereabouts import ahead_lines, is_aim
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex

_LIMIT = regex("(?:近|将近|接近|超过?|逾|突破|不足|高于|低于|以[上下内]|达标|至少|不到|余|多)$")
_CUT = regex("^\\d*年?度?|^量")
_AFTER = regex("以[上下内]|左右|余|多|的(?:目标|任务|标准|要求)")
_BEFORE = regex("上年|去年|同期|往年")
_YEAR = regex("((?:19|20)\\d{2})年")
_NOUN = regex("(?P<noun>[\u4e00-\u9fff]{2,8}?)(?:中|均|都)?(?:已?全部|纳入|$|[，。；、（])")
_EVERY = regex("^(?:全[市县区省局院校镇乡系]|[^，。；]{0,6}共有?|现有)")
_AMONG = regex("^(?P<who>[^，。；：\\d]{2,10}(?:单位|机关|部门|学校|医院|街道|乡镇|企业))中[，,]")
_SEAT = regex("机关|本[级部]|[总主]部|院[内外]")
"""Words that leave a name as it is, but not beside the like of other places: 局机关用电…，执法大队用电…."""
_COUNTS = frozenset("家个人所户辆台处座栋张盏块套件份次期场起")
_NEAR, _NEAR_TOTAL, _NEAR_AFAR = (
    (Decimal("0.5"), Decimal(2)),
    (Decimal("0.66"), Decimal("1.5")),
    (Decimal("0.9"), Decimal("1.1")),
)
_POWERS = tuple(Decimal(10) ** power for power in (-8, -4, -3, 3, 4, 8))
Range = tuple[Decimal, Decimal]


def check_looked_up(subject: Subject) -> Iterator[Finding]:
    """Every number of the prose of each document that has tables."""
    for view in subject.views:
        if not sheets_of(view):
            continue
        scope = spelled(view.lines[0].text) if view.lines else ""
        ahead = ahead_lines(view)
        for number, line in enumerate(view.lines):
            for sentence in said_in(line) if number not in ahead else ():
                for at, item in enumerate(sentence):
                    yield from _held(view, line, sentence, at, scope) if _plain(line, item) else ()


def _plain(line: Line, item: Said) -> bool:
    """Whether a number says what is, exactly or with 约: no limit, no change, nothing of another year."""
    figure = item.figure
    clause = clause_before(figure)
    return bool(
        figure.value
        and figure.unit != POINTS
        and item.part not in (Part.BASE, Part.DIFFERENCE)
        and not _LIMIT.search(clause)
        and not _AFTER.match(line.text[figure.end :])
        and not _BEFORE.search(COMPARED.sub("", clause))
    )  # fmt: skip


def _held(view: View, line: Line, sentence: tuple[Said, ...], at: int, scope: str) -> Iterator[Finding]:
    figure = sentence[at].figure
    if figure in proved(line) or is_aim(view, line, figure.start):
        return
    cells, near = _cells_for(view, line, sentence, at, scope)
    years = {int(year) for year in _YEAR.findall(COMPARED.sub("", line.text[: figure.start]))}
    cells = [cell for cell in cells if not (cell.year and years and cell.year > max(years))]
    parts = [
        item.figure for item in sentence if figure.unit == item.figure.unit != "%" and item.figure.value < figure.value
    ]
    if cells and not any(_same(one, cell, _hedged(one)) for one in (figure, *parts) for cell in cells):
        year = _year(view, line.text[: figure.start])
        cell = max(cells, key=lambda one: (one.year == year, one.year))
        yield from _told(line, figure, cell, near if not cell.total or near is not _NEAR else _NEAR_TOTAL)


def is_in_tables(view: View, line: Line, sentence: tuple[Said, ...], at: int) -> bool:
    """Whether a number of prose is what the tables have under its name, so that it need not be what another row has."""
    if not _plain(line, sentence[at]):
        return False
    figure = sentence[at].figure
    cells, _ = _cells_for(view, line, sentence, at, spelled(view.lines[0].text))
    return any(_same(figure, cell, _hedged(figure)) for cell in cells)


def _hedged(figure: Figure) -> bool:
    return bool(HEDGE.search(clause_before(figure)))


@lru_cache(maxsize=1 << 16)
def _cells_for(view: View, line: Line, sentence: tuple[Said, ...], at: int, scope: str) -> tuple[list[Cell], Range]:
    """The cells a number of prose is looked up in, and how far from them it may be to be told."""
    figure = sentence[at].figure
    clause = clause_before(figure)
    begun = line.text[begun_at(line.text, figure.start) : figure.start]
    period, sure = _period(begun, clause)
    if not sure or _among_others(view, begun):
        return [], _NEAR
    if _SEAT.search(clause) and _of_places(figure, clause):
        return [], _NEAR
    words = spelled(without_periods(HEDGE.sub("", clause)))
    phrases = phrases_of(sentence, at) if sentence[at].part is Part.NOW else (words,)
    found = (named_by(view, phrase, period, figure.unit, scope) for phrase in phrases)
    cells, near = next((some for some in found if some), []), _NEAR
    if not cells and left_of(words, ()) == []:
        noun = _NOUN.match(line.text[figure.end :]) if figure.unit in _COUNTS and _EVERY.match(clause) else None
        if noun is not None:
            cells, near = named_by(view, spelled(noun["noun"]), period, figure.unit, scope), _NEAR_TOTAL
        elif period is not None:
            cells, near = in_period(view, spelled(line.text[: figure.start]), period, figure.unit), _NEAR_AFAR
        elif not at:
            cells, near = begins(view, spelled(begun), period, figure.unit), _NEAR_AFAR
    return [cell for cell in cells if not cell.total or not ("其中" in begun or _made(sentence, figure, cell))], near


def _among_others(view: View, begun: str) -> bool:
    """Whether a sentence begins with whom it is about, and no table of the paper names them: 市直单位中，优秀16家."""
    match = _AMONG.match(begun)
    if match is None or _EVERY.match(match["who"]):
        return False
    return not any(match["who"] in text for sheet in sheets_of(view) for text in (*sheet.heads, *sheet.labels))


def _of_places(figure: Figure, clause: str) -> bool:
    """Whether the paragraph tells the same of another place too, so that 局机关 is one of several."""
    measure = spelled(clause[-8:])[-2:]
    others = (
        item.figure for item in told_in(figure.line) if item.figure.unit == figure.unit and item.figure is not figure
    )
    named = (spelled(clause_before(other)) for other in others)
    return any(words.endswith(measure) and left_of(words.removesuffix(measure), ()) for words in named)


def _made(sentence: tuple[Said, ...], rate: Figure, cell: Cell) -> bool:
    """Whether two numbers of the sentence make a rate, so that it is theirs; not where they are those of the row."""
    figures = [item.figure for item in told_in(rate.line) if item.figure is not rate and item.figure.unit != "%"]
    peers = {abs(number.bare) for number in cell.peers}
    if rate.unit != "%" or sum(figure.value in peers for figure in figures) >= 2:
        return False
    return any(makes(a, b, rate) for a in figures for b in figures if a is not b)


def _period(begun: str, clause: str) -> tuple[Period | None, bool]:
    """The stretch of the year a clause speaks of; whether it is its own or none, and no more than one."""
    own = {months for _, months in periods_in(clause)}
    if own:
        return next(iter(own)), len(own) == 1 and "全年" not in clause
    return None, "全年" in clause or not periods_in(begun)


def _year(view: View, raw: str) -> int:
    """The year last said in a paragraph before a place, else that of the title; 0 where there is none."""
    years = _YEAR.findall(COMPARED.sub("", raw)) or _YEAR.findall(view.lines[0].text)
    return int(years[-1]) if years else 0


def _same(figure: Figure, cell: Cell, about: bool) -> bool:
    """Whether a number is that of a cell as far as both are printed; one said with 约 as far as its last figure says."""
    step = figure.step
    if about:
        digits = digits_of(figure.text)
        step *= Decimal(10) ** (0 if "." in digits else len(digits) - len(digits.rstrip("0")))
    own = cell.number.step * cell.number.factor
    slack = max(step / 2, own * 3 if cell.summed else own / 2) * Decimal("1.02")
    return abs(abs(cell.number.bare) - figure.value) <= slack


def _told(line: Line, figure: Figure, cell: Cell, near: Range) -> Iterator[Finding]:
    value, printed = abs(cell.number.bare), f"{abs(cell.number.value)}"
    if not value:
        return
    shown = _CUT.sub("", clause_before(figure)[-12:]) + figure.text
    shown = figure.text if "分别" in shown or "依次" in shown else shown
    ratio, digits = figure.value / value, digits_of(figure.text)
    if ratio in _POWERS and weight(digits) >= 2 and Decimal(digits) == abs(cell.number.value):
        yield finding(
            "A203", f"“{shown}”与表中的{printed}数同而单位不同，见 {cell.said}", "核对单位", line.at(figure.start)
        )
    elif near[0] < ratio < near[1] or slip(digits, printed) or _turned(figure, cell):
        sums = f"这几期之和{figure.like(value)}" if cell.summed else printed
        yield finding("A810", f"“{shown}”与表中的{sums}不符，见 {cell.said}", "核对表和正文", line.at(figure.start),
                      Severity.WARNING if cell.names or cell.period else Severity.HINT)  # fmt: skip


def _turned(figure: Figure, cell: Cell) -> bool:
    """Whether a rate is what that of the table leaves of 100 %, or a tenth or ten times of it."""
    value = abs(cell.number.bare)
    step = max(figure.step, cell.number.step)
    others = (100 - value, value * 10, value / 10)
    return figure.unit == "%" and bool(cell.names) and any(abs(figure.value - one) <= step / 2 for one in others)
