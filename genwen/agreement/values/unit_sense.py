"""Units that cannot be right by what stands beside them: 日均3.51吨 of 1286.4万吨, 3850公斤 where the table has 升, 8.64万升 that weigh 63千克.

A number is told only where it comes out to its last digits with another unit, or where it is a thousand times what such a thing can be.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import itemgetter

from genwen.agreement.reading.clauses import PHRASE, last_clause
from genwen.agreement.reading.figures import SCALE, Figure, figures
from genwen.agreement.reading.likeness import bigrams, digits_of, weight
from genwen.agreement.reading.sheet import Sheet, sheets_of
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

POWERS = (1e3, 1e4, 1e7, 1e8, 1e-3, 1e-4, 1e-7, 1e-8)
"""What a number is wrong by whose unit is wrong."""
_OFTEN = regex(r"(?P<day>日均|平均每[天日]|每[天日]平均)|(?P<month>月均|平均每月|每月平均)")
_DAYS = regex(r"按(\d{2,3})天")
_PARTIAL = regex(
    "半年|季度|\\d月|[一二三四五六七八九十]个月|期间|以来|假期|暑期|开放|运行\\d|工作日|供暖季|采暖季|高峰"
)
_CONFUSED = (
    {"升", "千克"}, {"立方米", "千克"}, {"立方米", "升"}, {"千瓦时", "千克标准煤"}, {"立方米", "千瓦时"}, {"平方米", "亩"}, {"元", "千瓦时"},
    {"元", "立方米"},
)  # fmt: skip
_KINDS = ("电", "水", "气", "油", "煤", "热", "纸", "面积", "垃圾", "费")
_BANDS = {
    "千克标准煤/平方米": (0.5, 400.0, "单位建筑面积能耗"),
    "千克标准煤/人": (5.0, 40000.0, "人均综合能耗"),
    "立方米/人": (0.5, 2000.0, "人均用水量"),
    "千瓦时/平方米": (1.0, 2500.0, "单位建筑面积电耗"),
    "千瓦时/人": (10.0, 100000.0, "人均电耗"),
}
_DENSE = (("汽油", 0.69, 0.79), ("柴油", 0.79, 0.89), ("油", 0.69, 0.89))
_MAKES = regex(r"^[^，。；\d]{0,6}，?(?:约)?(?:折合?|合|相当于|折算)[^，。；\d]{0,12}$")
_COAL = {
    "千瓦时": ((0.12, 0.126), (0.27, 0.42)),
    "立方米": ((1.05, 1.40),),
    "升": ((1.0, 1.3),),
    "千克": ((0.4, 1.9),),
    "吉焦": ((30.0, 42.0),),
}
_PRICES = (
    ("电费", "千瓦时", 0.2, 3.0),
    ("水费", "立方米", 0.5, 20.0),
    ("燃气费", "立方米", 1.0, 12.0),
    ("气费", "立方米", 1.0, 12.0),
    ("油费", "升", 4.0, 15.0),
)


def check_unit_sense(subject: Subject) -> Iterator[Finding]:
    """Document by document, sentence by sentence."""
    for view in subject.views:
        yield from _against_cells(view)
        wholes: Wholes | None = None
        for line in view.lines:
            mine = figures(line)
            if not mine:
                continue
            yield from _bands(mine)
            if len(mine) < 2:
                continue
            for sentence in _sentences(line, mine):
                yield from _often(line, sentence)
                yield from _made(line, sentence)
                yield from _prices(sentence)
            if any(figure.unit == "%" for figure in mine) and any(
                "万" in figure.text or "亿" in figure.text for figure in mine
            ):
                wholes = _wholes(view) if wholes is None else wholes
                for sentence in _sentences(line, mine):
                    yield from _shared(sentence, wholes)


_STOP = regex("[。；]")


def _sentences(line: Line, mine: Sequence[Figure]) -> Iterator[list[Figure]]:
    """The figures of a line sentence by sentence, those with two at least."""
    found: list[Figure] = []
    for figure in mine:
        if found and _STOP.search(line.text, found[-1].end, figure.start):
            if len(found) > 1:
                yield found
            found = []
        found.append(figure)
    if len(found) > 1:
        yield found


def _power(ratio: float, slack: float = 0.01) -> float | None:
    """The power of ten a ratio is, thousand and more or less; None for any other."""
    return next((power for power in POWERS if abs(ratio / power - 1) <= slack), None)


def wrong_unit(figure: Figure, why: str, other: str) -> Finding:
    """What is told of a number whose unit cannot be right."""
    return finding("A203", f"“{figure.text}”的单位疑有误：{why}，见 {other}", "核对单位", figure.at)


def _bands(mine: Sequence[Figure]) -> Iterator[Finding]:
    """人均综合能耗321.5吨标准煤/人: a thousand times what it is anywhere."""
    for figure in mine:
        band = _BANDS.get(figure.unit)
        if (
            band is None
            or figure.context & {"下降", "减少", "降低", "节约", "上升", "增加", "增长"}
            or not figure.value
        ):
            continue
        low, high, what = band
        if not low <= float(figure.value) <= high:
            yield wrong_unit(figure, f"{what}通常在{low:g}至{high:g}{figure.unit}之间", figure.said)


def _often(line: Line, sentence: Sequence[Figure]) -> Iterator[Finding]:
    """处置量1286.4万吨，日均3.51吨."""
    for at, figure in enumerate(sentence):
        begun = sentence[at - 1].end if at else max(0, figure.start - 12)
        match = _OFTEN.search(line.text, begun, figure.start)
        unit = figure.unit.removesuffix("/日").removesuffix("/天").removesuffix("/月")
        same = [other for other in (*reversed(sentence[:at]), *sentence[at + 1 :]) if other.unit == unit]
        if (
            match is None
            or not same
            or not figure.value
            or _PARTIAL.search(line.text[max(0, sentence[0].start - 20) : figure.start])
        ):
            continue
        whole = same[0]
        days = [12.0] if match["month"] else [float(one) for one in _DAYS.findall(line.text)] or [365.0, 366.0]
        for count in days:
            power = _power(float(whole.value / figure.value) / count, 0.006)
            if power is not None:
                yield wrong_unit(
                    whole, f"{'日' if match['day'] else '月'}均{figure.text}，全年应是它的{count:g}倍", figure.said
                )
                break


def _made(line: Line, sentence: Sequence[Figure]) -> Iterator[Finding]:
    """8.64万升，折63.07千克: what litres weigh, and what a kilowatt-hour makes in coal."""
    for one, other in itertools.pairwise(sentence):
        if not one.value or not other.value or not _MAKES.match(line.text[one.end : other.start]):
            continue
        ratio = float(other.value / one.value)
        if one.unit == "升" and other.unit == "千克":
            _word, low, high = next(
                (item for item in _DENSE if item[0] in line.text[max(0, one.start - 30) : one.start]), ("", 0.6, 1.1)
            )
            bands: Sequence[tuple[float, float]] = ((low, high),)
        elif other.unit == "千克标准煤" and one.unit in _COAL:
            bands = _COAL[one.unit]
        else:
            continue
        if any(low <= ratio <= high for low, high in bands):
            continue
        if any(low <= ratio / power <= high for low, high in bands for power in POWERS):
            yield wrong_unit(other, f"{one.text}折不成{other.text}，差了千倍、万倍", one.said)


def _prices(sentence: Sequence[Figure]) -> Iterator[Finding]:
    """用电32万千瓦时，电费218元: a price of a thousandth."""
    for word, unit, low, high in _PRICES:
        amounts = [figure for figure in sentence if figure.unit == unit and not _changed(figure)]
        costs = [
            figure
            for figure in sentence
            if figure.unit == "元" and figure.name.endswith((word, word + "支出")) and not _changed(figure)
        ]
        if len(amounts) != 1 or len(costs) != 1 or not amounts[0].value:
            continue
        price = float(costs[0].value / amounts[0].value)
        if low <= price <= high or not price:
            continue
        if any(low <= price / power <= high for power in POWERS):
            yield wrong_unit(costs[0], f"{amounts[0].text}的{word}，合每{unit}{price:.6f}元", amounts[0].said)


def _changed(figure: Figure) -> bool:
    return bool(figure.context & {"下降", "减少", "降低", "节约", "上升", "增加", "增长", "比", "较", "新增", "节省"})


Wholes = dict[str, list[tuple[float, int, Figure]]]
"""The figures of a document by unit in order of size, each with its size and its number in the document."""


def _wholes(view: View) -> Wholes:
    found: Wholes = defaultdict(list)
    for line in view.lines:
        for figure in figures(line):
            if figure.unit != "%" and weight(digits_of(figure.text)) >= 2:
                found[figure.unit].append((float(figure.value), len(found[figure.unit]), figure))
    return {unit: sorted(some) for unit, some in found.items()}


def _about(some: list[tuple[float, int, Figure]], part: float, share: Figure) -> list[Figure]:
    """The figures of which a part may be a share, in the order of the document."""
    least, most = float(share.value) - float(share.step), float(share.value) + float(share.step)
    first = bisect_left(some, part * 99 / most, key=itemgetter(0))
    last = bisect_right(some, part * 101 / least, key=itemgetter(0)) if least > 0 else len(some)
    return [figure for _, _, figure in sorted(some[first:last], key=itemgetter(1))]


def _shared(sentence: Sequence[Figure], wholes: Wholes) -> Iterator[Finding]:
    """回收78240万吨，占24.68%, of 317000吨: without 万 it is that share."""
    shares = [
        figure
        for figure in sentence
        if figure.unit == "%" and weight(digits_of(figure.text)) >= 3 and 0 < figure.value < 100
    ]
    for share in shares:
        for part in sentence:
            scale = next((word for word in ("万", "亿") if word in part.text), "")
            if not scale or part.unit == "%" or weight(digits_of(part.text)) < 3:
                continue
            value = float(part.value / SCALE[scale])
            for whole in _about(wholes.get(part.unit, []), value, share):
                size = float(whole.value)
                if (
                    part.value > whole.value
                    and size
                    and abs(value / size * 100 - float(share.value)) <= float(share.step) * 0.51 + value / size * 0.01
                ):
                    yield wrong_unit(part, f"比总数{whole.text}还大，不用“{scale}”时正占{share.text}", whole.said)
                    return


def _against_cells(view: View) -> Iterator[Finding]:
    """耗油3850公斤, where the row 汽油 has 3850 in 升."""
    cells: dict[str, list[tuple[Sheet, int, int]]] = defaultdict(list)
    for sheet in sheets_of(view):
        units = next((c for c, head in enumerate(sheet.heads) if head in ("单位", "计量单位")), None)
        for r, row in enumerate(sheet.numbers):
            for c, number in enumerate(row):
                if number is None or not (number.unit or units is not None):
                    continue
                printed = f"{abs(number.value):f}"
                if weight(printed) >= 3 and number.value:
                    cells[printed].append((sheet, r, c))
    if not cells:
        return
    for line in view.lines:
        for figure in figures(line):
            same = cells.get(digits_of(figure.text), [])[:4]
            clause = last_clause(line.text[: figure.start], PHRASE)
            for sheet, r, c in same:
                number = sheet.numbers[r][c]
                label = sheet.labels[r] + sheet.heads[c]
                if number is None or not (
                    bigrams(clause) & bigrams(label) or any(kind in clause and kind in label for kind in _KINDS)
                ):
                    continue
                scaled = number.unit == figure.unit and _power(float(figure.value / number.bare), 1e-6) is not None
                if {figure.unit, number.unit} in _CONFUSED or (scaled and len(same) == 1):
                    yield finding("A203", f"“{clause[-8:]}{figure.text}”与表中的单位不同，数却一样，见 {sheet.said(r, c)}", "核对单位",
                                  figure.at)  # fmt: skip
                    break
