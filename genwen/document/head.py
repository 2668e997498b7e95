"""版头 and the title: 发文机关标志, 发文字号 with 签发人, 公文标题 (clauses 7.2.4–7.2.7, 7.3.1).

Pure functions from inline text to blocks. Fonts, sizes and the red rule belong to the template's styles; what depends
on the length or number of names is computed here and carried as `Measure`.
"""

from __future__ import annotations

from collections.abc import Sequence

from genwen.document.elements import NUMBERING, Block, Blocks, Cell, Measure, Paragraph, Row, Run, Table, Text
from genwen.numerals import width_in_chars
from genwen.records import record, replace
from genwen.standard import BODY_ADVANCE, LINE_PITCH, TWIPS_PER_PT, TYPE_AREA_WIDTH

MARK_WIDTH = TYPE_AREA_WIDTH - 2 * 240
"""Widest 发文机关标志: the 版心 less 12 pt of air on either side, in twips."""

MARGINAL_LINES = 3
"""Lines of the template above the mark, which 份号, 密级 and 紧急程度 share."""
_BLANK_LINES = 2


@record
class MarkForm:
    """How the template sets a mark: style name, size in points, pitch and space above in twips.

    The space above brings the top of the ink 35 mm under the edge of the 版心 (7.2.4).
    """

    style: str
    size: int
    pitch: int
    before: int

    def width(self, name: str) -> float:
        """Width in twips of `name` in unscaled characters."""
        return width_in_chars(name) * self.size * TWIPS_PER_PT


SINGLE_MARK = MarkForm("发文机关标志", 46, 1100, 65)
JOINT_MARKS = {
    3: MarkForm("联合发文机关标志", 36, 880, 86),
    5: MarkForm("联合发文机关标志中", 28, 680, 124),
    8: MarkForm("联合发文机关标志小", 22, 500, 172),
}
"""Form of the names in a joint mark, by the largest number of issuers it serves; more than eight take the last."""

_GAP = 280
"""Space between the names of a joint mark and 文件, in twips."""
_NUMBER_RULE = 210
"""Height that the red rule and its distance add to the line of the 发文字号, in twips."""


def _joint_form(issuers: int) -> MarkForm:
    return next((form for most, form in JOINT_MARKS.items() if issuers <= most), JOINT_MARKS[8])


def _text(runs: Text) -> str:
    return "".join(run.text for run in runs)


def _scale(natural: float, room: float) -> int | None:
    """Width of the characters in per cent that brings `natural` into `room`; None when it fits."""
    return None if natural <= room else max(1, int(room / natural * 100))


def issuer_mark(names: Sequence[Text], suffix: str = "文件") -> Blocks:
    """发文机关标志 (7.2.4): one name with its suffix, or the names of a joint issue with the suffix at their right.

    `names` in their order, the leading issuer first; `suffix` is "文件" or "". A name too wide for the 版心 is set in
    narrower characters, so that its ink keeps its height and place. Several names stand one below the other, spread
    to one width. No names give no blocks.
    """
    if not names:
        return ()
    tail = (Run(suffix),) if suffix else ()
    if len(names) == 1:
        runs = (*names[0], *tail)
        scale = _scale(SINGLE_MARK.width(_text(runs)), MARK_WIDTH)
        return (Paragraph(SINGLE_MARK.style, runs, "发文机关标志", Measure(scale=scale)),)
    form = _joint_form(len(names))
    right = round(SINGLE_MARK.width(suffix)) + _GAP if suffix else 0
    widest = max(form.width(_text(name)) for name in names)
    left = round(min(max(widest, min(widest * 1.5, MARK_WIDTH * 0.6)), MARK_WIDTH - right))
    rows = []
    for index, name in enumerate(names):
        before = form.before if index == 0 else None
        measure = Measure(scale=_scale(form.width(_text(name)), left), before=before)
        cells = [Cell((Paragraph(form.style, name, f"发文机关标志{index + 1}", measure),))]
        if suffix:
            cells.append(_suffix_cell(tail, form, first=index == 0))
        rows.append(Row(tuple(cells)))
    return (Table((left, right) if suffix else (left,), tuple(rows), "无框表格", "发文机关标志"),)


def _suffix_cell(tail: Text, form: MarkForm, first: bool) -> Cell:
    """The cell of 文件, merged over all rows; the space above the first name is above it too, so that they agree."""
    if not first:
        return Cell((), merge="续")
    measure = Measure(left=_GAP, before=form.before)
    return Cell((Paragraph(SINGLE_MARK.style, tail, "发文机关标志文件", measure),), merge="起")


def document_number_lines(number: Text, signatories: Sequence[Text] = (), upward: bool = False) -> Blocks:
    """发文字号, with 签发人 in a document sent upward (7.2.5, 7.2.6); the red rule is the border of the last line.

    Downward: the number, centred. Upward: the number one 字 from the left; 签发人 end one 字 from the right, two to a
    line, in the order of the issuers; the number stands level with the last of them. The number keeps its place two
    blank lines under the mark: further lines of names take the place of those, and only a fourth moves it down. Names
    of two characters are widened to three where another has three or more.
    """
    if not upward or not signatories:
        style = "上行发文字号" if upward else "发文字号"
        return (*_blank(_BLANK_LINES), Paragraph(style, number, "发文字号"))
    names = _aligned_names(signatories)
    pairs = [names[index : index + 2] for index in range(0, len(names), 2)]
    label_at, first_at, second_at = _signatory_stops(names)
    lines: list[Block] = [*_blank(max(0, _BLANK_LINES + 1 - len(pairs)))]
    for index, pair in enumerate(pairs):
        last = index == len(pairs) - 1
        runs: list[Run] = [*number] if last else []
        if index == 0:
            runs += [Run("\t签发人：", "", NUMBERING)]
            stops = [label_at]
        else:
            runs.append(Run("\t"))
            stops = [first_at]
        runs += pair[0]
        if len(pair) > 1:
            runs += [Run("\t"), *pair[1]]
            stops.append(second_at)
        style = "上行发文字号" if last else "签发人行"
        measure = Measure(tabs=tuple(("left", stop) for stop in stops))
        lines.append(Paragraph(style, tuple(runs), "发文字号" if last else f"签发人{index + 1}", measure))
    return tuple(lines)


def _blank(lines: int) -> Blocks:
    return (Paragraph("空行"),) * lines


def _aligned_names(signatories: Sequence[Text]) -> list[Text]:
    """The names in the style 签发人姓名; two characters with a space of one 字 between, where others are longer."""
    longest = max(len(_text(name)) for name in signatories)
    names = []
    for name in signatories:
        if longest > 2 and len(_text(name)) == 2:
            origin = name[0].origin
            name = (Run("\u3000".join(_text(name)), name[0].style, origin),)
        names.append(tuple(run if run.style else replace(run, style="签发人姓名") for run in name))
    return names


def _signatory_stops(names: Sequence[Text]) -> tuple[int, int, int]:
    """Tab stops of 签发人：, of the first and of the second name of a line, in twips from the left of the 版心."""
    first = max(width_in_chars(_text(name)) for name in names[::2])
    end = TYPE_AREA_WIDTH - BODY_ADVANCE
    second_at = end
    if len(names) > 1:
        second_at = end - round(max(width_in_chars(_text(name)) for name in names[1::2]) * BODY_ADVANCE)
        first_at = second_at - round((first + 1) * BODY_ADVANCE)
    else:
        first_at = end - round(first * BODY_ADVANCE)
    return first_at - 4 * BODY_ADVANCE, first_at, second_at


def title_lines(lines: Sequence[Text]) -> Blocks:
    """公文标题, one paragraph for each line (7.3.1); where to break is for the caller to say."""
    return tuple(Paragraph("公文标题", line, f"标题{index}") for index, line in enumerate(lines, 1))


def head_height(issuers: int = 1, signatories: int = 0) -> float:
    """Height of the 版头 in lines of the body, from the edge of the 版心 to the title, blank lines included."""
    if issuers > 1:
        form = _joint_form(issuers)
        mark = form.before + issuers * form.pitch
    else:
        mark = SINGLE_MARK.before + SINGLE_MARK.pitch
    numbers = max(_BLANK_LINES + 1, -(-signatories // 2))
    return MARGINAL_LINES + numbers + _BLANK_LINES + (mark + _NUMBER_RULE) / LINE_PITCH
