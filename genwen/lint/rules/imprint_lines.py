"""Rules of the lines drawn in the 版记 (7.4.1–7.4.3): over its first 要素, between them, under its last; none in letters."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from genwen.lint.letterhead import is_letter
from genwen.lint.rule import ERROR, HARD, SOFT, WARNING, Hit, Rule, on
from genwen.lint.view import COPIES, IMPRINT, MOVED_RECIPIENTS, PRINTING, Line, View
from genwen.ooxml.form import Border, FormParagraph, FormTable
from genwen.records import record

_ABOVE, _BELOW = 3, 2
"""Paragraphs before and after the 版记 that may be its first and last line."""
_BLACK = ("", "auto", "000000")
_THICK, _THIN = (7, 11), 7.5
"""Eighths of a point: 0.35 mm is 8, 0.25 mm is not quite 6."""


@record
class _Edges:
    """The lines of the 版记: over its first 要素 and under its last."""

    first: Border | None
    last: Border | None


def _lines(view: View) -> list[Line]:
    return view.once("版记", lambda: [line for line in view.lines if line.part == IMPRINT])


def _table(view: View, number: int) -> FormTable | None:
    tables = view.once(
        "表", lambda: {block.number: block for block in view.form.blocks if isinstance(block, FormTable)}
    )
    return tables.get(number)


def _around(view: View) -> list[FormParagraph]:
    """The paragraphs that may carry the lines of a 版记 without a table."""
    lines = _lines(view)
    first, last = lines[0].paragraph.number - _ABOVE, lines[-1].paragraph.number + _BELOW
    return view.once(
        "版记的段落",
        lambda: [item for item in view.form.blocks if isinstance(item, FormParagraph) and first <= item.number <= last],
    )


def _by_number(view: View) -> dict[int, FormParagraph]:
    return view.once("版记的段落之数", lambda: {item.number: item for item in _around(view)})


def _is_drawn(view: View) -> bool:
    """Whether shapes stand among them, which may be its lines."""
    return view.once("版记的图形", lambda: any(block.drawn for block in _around(view)))


def _edges(view: View) -> _Edges | None:
    """The outer lines of the 版记; None when there is no 版记 or they are drawn as shapes."""
    lines = _lines(view)
    if not lines:
        return None
    table = next((found for line in lines if (found := _table(view, line.table)) is not None), None)
    if table is not None:
        return _Edges(table.top, table.bottom)
    first, last = lines[0].paragraph.number, lines[-1].paragraph.number
    above: list[Border] = []
    below: list[Border] = []
    for block in _around(view):
        if block.drawn:
            return None
        if block.form.top is not None and not first < block.number <= last:
            (above if block.number <= first else below).append(block.form.top)
        if block.form.bottom is not None and not first <= block.number < last:
            (above if block.number < first else below).append(block.form.bottom)
    return _Edges(above[-1] if above else None, below[0] if below else None)


def _dividers(view: View, above: Line, below: Line) -> list[Border] | None:
    """The lines between two 要素; None where that cannot be told."""
    beside = [above.paragraph.form.bottom, above.paragraph.form.between, below.paragraph.form.top]
    if above.table != below.table:
        return None
    table = _table(view, above.table)
    if table is not None:
        beside += table.between[above.row - 1 : below.row - 1]
    else:
        if _is_drawn(view):
            return None
        inside = range(above.paragraph.number + 1, below.paragraph.number)
        blocks = [block for number in inside if (block := _by_number(view).get(number)) is not None]
        beside += [edge for block in blocks for edge in (block.form.top, block.form.bottom)]
    return [edge for edge in beside if edge is not None]


@record
class Gap:
    """Where a line of the 版记 is lacking: right before a 要素, or below it; `outer` ones are the first and the last."""

    line: Line
    outer: bool
    below: bool = False


def lacking_lines(view: View) -> list[Gap]:
    """The lines that a 版记 without a table lacks."""
    edges = None if is_letter(view) else _edges(view)
    if edges is None:
        return []
    lines = _lines(view)
    inner = [Gap(below, False) for _, below in _undivided(view)]
    first = [] if edges.first else [Gap(lines[0], True)]
    return [*first, *inner, *([] if edges.last else [Gap(lines[-1], True, True)])]


def missing(view: View) -> Iterator[Hit]:
    """版记 without lines above and below."""
    edges = None if is_letter(view) else _edges(view)
    if edges is None or (edges.first and edges.last):
        return
    lines = _lines(view)
    line, which, where = lines[0], "", "首条和末条"
    if edges.first:
        line, which, where = lines[-1], "末条", "末条在最后一个要素之下"
    elif edges.last:
        which, where = "首条", "首条在第一个要素之上"
    yield on(line, f"版记缺{which}分隔线", f"{where}用粗线（0.35 mm），中间用细线（0.25 mm），与版心等宽")


def _pairs(view: View) -> Iterator[tuple[Line, Line, list[Border]]]:
    """要素 that follow each other in a 版记, and the lines between them."""
    for above, below in itertools.pairwise(_lines(view)):
        dividers = _dividers(view, above, below) if above.role != below.role else None
        if dividers is not None:
            yield above, below, dividers


def _is_framed(view: View) -> bool:
    """Whether a 版记 has its outer lines."""
    edges = None if is_letter(view) else _edges(view)
    return edges is not None and bool(edges.first and edges.last)


def _undivided(view: View) -> list[tuple[Line, Line]]:
    """抄送, or 主送, and the 印发 under it without a line between them."""
    return [
        (above, below) for above, below, dividers in _pairs(view)
        if below.role == PRINTING and above.role in (COPIES, MOVED_RECIPIENTS) and not dividers
    ]  # fmt: skip


def undivided(view: View) -> Iterator[Hit]:
    """No line between 抄送 and 印发."""
    for above, below in _undivided(view) if _is_framed(view) else ():
        said = "抄送与印发机关之间没有分隔线" if above.role == COPIES else "主送与印发机关之间没有分隔线"
        yield on(below, said, "用一条细线（0.25 mm）隔开，与版心等宽")


def divided(view: View) -> Iterator[Hit]:
    """A line between 主送 and 抄送."""
    for above, below, dividers in _pairs(view) if _is_framed(view) else ():
        if above.role == MOVED_RECIPIENTS and below.role == COPIES and dividers:
            yield on(below, "版记里主送与抄送之间加了分隔线", "主送在抄送的上一行，之间不加分隔线")


def width(view: View) -> Iterator[Hit]:
    """Outer lines of the 版记 that are not thick, inner ones that are."""
    edges = _edges(view)
    if edges is None or not edges.first or not edges.last:
        return
    for rule, name in ((edges.first, "首条"), (edges.last, "末条")):
        if not _THICK[0] <= rule.width <= _THICK[1]:
            yield on(_lines(view)[0], f"版记{name}分隔线粗{rule.width / 8:g}磅", "首条和末条推荐0.35 mm（1磅）")
            return
    for _, below, dividers in _pairs(view):
        if dividers and min(rule.width for rule in dividers) > _THIN:
            said = f"版记中间的分隔线粗{min(rule.width for rule in dividers) / 8:g}磅"
            yield on(below, said, "中间的分隔线推荐0.25 mm（0.75磅），比首条、末条细")
            return


def coloured(view: View) -> Iterator[Hit]:
    """Lines of the 版记 that are red or of another colour."""
    edges = None if is_letter(view) else _edges(view)
    if edges is None:
        return
    lines = _lines(view)
    drawn = [("首条", lines[0], edges.first), ("末条", lines[-1], edges.last)]
    drawn += [("中间的", below, rule) for _, below, dividers in _pairs(view) for rule in dividers]
    for name, line, rule in drawn:
        if rule is not None and rule.color.lower() not in _BLACK:
            yield on(line, f"版记{name}分隔线不是黑色", "版记的分隔线用黑色")
            return


def ruled_letter(view: View) -> Iterator[Hit]:
    """版记 of a letter with lines."""
    lines = _lines(view)
    if not lines or not is_letter(view):
        return
    table = _table(view, lines[0].table)
    forms = [line.paragraph.form for line in lines if not line.table]
    if any(form.top or form.bottom for form in forms) or (table is not None and (table.top or table.bottom)):
        yield on(lines[0], "信函的版记加了分隔线", "删去；信函的版记不加印发机关和印发日期、分隔线")


_END = "正文：请执行。\n署名：云溪区财政局\n成文日期：2025年3月8日\n"
_COPY, _PRINT = "抄送机关：抄送：市财政局，区委办公室。\n", "印发机关：云溪区财政局办公室\t2025年3月9日印发"
_OUTER, _INNER = "版记线：8\n", "版记线：6\n"
_RULED = _END + _OUTER + _COPY + _INNER + _PRINT + "\n" + _OUTER.strip()
_MOVED = "抄送机关：主送：各镇人民政府。\n"
_LETTER = (
    "发文机关标志：云溪区教育局\n发文字号（靠右）：云教函〔2025〕8号\n空行\n空行\n标题：关于商请支持的函\n空行\n主送机关：区公安局：\n"
    + _END + _COPY.rstrip()
)  # fmt: skip
RULES = (
    Rule("G816", "版记缺分隔线", "GB/T 9704—2012 7.4.1", HARD, ERROR, "版记的分隔线与版心等宽，首条在第一个要素之上，末条与版心下边缘重合。",
         _RULED, _END + _COPY + _PRINT, missing, True),
    Rule("G825", "抄送与印发机关之间没有分隔线", "GB/T 9704—2012 7.4.3", HARD, ERROR, "版记中如有其他要素，应当将其与印发机关和印发日期用一条细分隔线隔开。",
         _RULED, _RULED.replace(_INNER, ""), undivided, True),
    Rule("G826", "主送与抄送之间加了分隔线", "GB/T 9704—2012 7.4.2", HARD, WARNING, "主送机关移入版记的，置于抄送机关之上一行，之间不加分隔线。",
         _RULED.replace(_COPY, _MOVED + _COPY), _RULED.replace(_COPY, _MOVED + _INNER + _COPY), divided, True),
    Rule("G817", "版记分隔线粗细不对", "GB/T 9704—2012 7.4.1", SOFT, WARNING, "首条和末条分隔线推荐0.35 mm，中间的推荐0.25 mm。",
         _RULED, _RULED.replace(_OUTER, "版记线：24\n"), width, True),
    Rule("G833", "版记的分隔线不是黑色", "GB/T 9704—2012 5.2.4", HARD, WARNING, "没有特别说明的，一律黑色；红色的只有版头的分隔线和信函的双线。",
         _RULED, _RULED.replace(_OUTER, "版记线：8 FF0000\n", 1), coloured, True),
    Rule("G823", "信函的版记加了分隔线", "GB/T 9704—2012 10.1", HARD, WARNING, "信函的版记不加印发机关和印发日期、分隔线。",
         _LETTER, _LETTER.replace("抄送机关：", "抄送机关（线）："), ruled_letter, True),
)  # fmt: skip
