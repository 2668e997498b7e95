"""版头 and the title: 发文机关标志, 发文字号 with 签发人, 公文标题 (clauses 7.2.4–7.2.7, 7.3.1).

Pure functions from inline text to blocks. Fonts, sizes and the red rule belong to the template's styles; what depends
on the length or number of names is computed here and carried as `Measure`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from genwen.document.elements import (
    NUMBERING,
    PLACEHOLDER_STYLE,
    Block,
    Blocks,
    Cell,
    Measure,
    Paragraph,
    Row,
    Run,
    Table,
    Text,
    string_of,
)
from genwen.document.keeping import BLANK_LINE
from genwen.numerals import width_in_chars
from genwen.records import record, replace
from genwen.standard import (
    BODY_ADVANCE,
    LINE_PITCH,
    LINES,
    MARK_BELOW_TYPE_AREA_MM,
    TITLE_PITCH,
    TWIPS_PER_MM,
    TWIPS_PER_PT,
    TYPE_AREA_WIDTH,
)

MARK_WIDTH = TYPE_AREA_WIDTH - 2 * 240
"""Widest 发文机关标志: the 版心 less 12 pt of air on either side, in twips."""

MARGINAL_LINES = 3
"""Lines of the template above the mark, which 份号, 密级 and 紧急程度 share."""
ORDER_MARGIN = round(
    MARGINAL_LINES * LINE_PITCH
    - (MARK_BELOW_TYPE_AREA_MM["一般"] - MARK_BELOW_TYPE_AREA_MM["命令"]) * TWIPS_PER_MM
)  # fmt: skip
"""Twips above the mark of an order in place of these lines: it stands higher than other marks (10.2)."""
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
    10: MarkForm("联合发文机关标志密", 20, 430, 198),
    12: MarkForm("联合发文机关标志特小", 18, 390, 199),
    99: MarkForm("联合发文机关标志最小", 15, 330, 200),
}
"""Form of the names in a joint mark, by the largest number of issuers it serves where the first page has the room."""

_BODY_UNDER_MARK = 1.0
"""Lines of body that the first page must hold (7.3.3)."""
_BODY_UNDER_JOINT_MARK = 2.1
"""As much under a joint mark: LibreOffice breaks no paragraph in the last two lines of a page with a table."""
_STRIKING = 20
"""Size in points under which a mark no longer strikes the eye beside a title of 22 (7.2.4: 醒目)."""

_GAP = 280
"""Space between the names of a joint mark and 文件, in twips."""
_NUMBER_RULE = 210
"""Height that the red rule and its distance add to the line of the 发文字号, in twips."""


@record
class HeadPlan:
    """How the first page is shared out: the form of the mark, the height of the 版头 in lines down to the title, whether
    主送机关 moves into the 版记 (7.3.2), and whether the page holds body at all (7.3.3)."""

    form: MarkForm
    height: float
    recipients_move: bool = False
    holds_body: bool = True


@lru_cache(maxsize=256)
def plan_head(issuers: int, signatories: int, title: int, recipients: int, order: bool = False) -> HeadPlan:
    """Share out the first page among `issuers` and the lines of `signatories`, of the `title` and of the `recipients`.

    `order` is said of a 命令 whose mark stands higher.

    The names of a joint mark are as large as their number and the page allow (7.2.4); they shrink before 主送机关 moves,
    but below 20 pt only after that.
    """
    forms = [SINGLE_MARK]
    if issuers > 1:
        forms = [form for most, form in JOINT_MARKS.items() if issuers <= most] or [JOINT_MARKS[99]]
    body = _BODY_UNDER_JOINT_MARK if issuers > 1 else _BODY_UNDER_MARK
    heading = title * TITLE_PITCH / LINE_PITCH + (title > 0)
    margin = ORDER_MARGIN / LINE_PITCH if order else MARGINAL_LINES
    striking = [form for form in forms if form.size >= _STRIKING]
    for some in (striking, forms[len(striking) :]):
        for moved in (False, True) if recipients else (False,):
            for form in some:
                height = margin + _height(form, issuers, signatories)
                if height + heading + (0 if moved else recipients) + body <= LINES:
                    return HeadPlan(form, height, moved)
    height = margin + _height(forms[-1], issuers, signatories)
    return HeadPlan(forms[-1], height, bool(recipients), holds_body=False)


def _scale(natural: float, room: float) -> int | None:
    """Width of the characters in per cent that brings `natural` into `room`; None when it fits."""
    return None if natural <= room else max(1, int(room / natural * 100))


def issuer_mark(names: Sequence[Text], suffix: str = "文件", form: MarkForm | None = None) -> Blocks:
    """发文机关标志 (7.2.4): one name with its suffix, or the names of a joint issue with the suffix at their right.

    `names` in their order, the leading issuer first; `suffix` is "文件" or "", `form` that of a joint mark. A name too wide for the 版心 is set in
    narrower characters, so that its ink keeps its height and place. Several names stand one below the other, spread
    to one width. No names give no blocks.
    """
    if not names:
        return ()
    tail = (Run(suffix),) if suffix else ()
    if len(names) == 1:
        runs = (*names[0], *tail)
        scale = _scale(SINGLE_MARK.width(string_of(runs)), MARK_WIDTH)
        return (Paragraph(SINGLE_MARK.style, runs, "发文机关标志", Measure(scale=scale)),)
    form = form or plan_head(len(names), 0, 1, 1).form
    right = round(SINGLE_MARK.width(suffix)) + _GAP if suffix else 0
    widest = max(form.width(string_of(name)) for name in names)
    left = round(min(max(widest, min(widest * 1.5, MARK_WIDTH * 0.6)), MARK_WIDTH - right))
    rows = []
    for index, name in enumerate(names):
        before = form.before if index == 0 else None
        measure = Measure(scale=_scale(form.width(string_of(name)), left), before=before)
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
    line (more only where two would take more than three lines; one where two have no room), in the order of the
    issuers; the number stands level with the last of them, where both have room. The number keeps its place two blank
    lines under the mark: further lines of names take the place of those. Names of two characters are widened to three
    where another has three or more.
    """
    if not upward or not signatories:
        style = "上行发文字号" if upward else "发文字号"
        return (*_blank(_BLANK_LINES), Paragraph(style, number, "发文字号"))
    names = _aligned_names(signatories)
    columns, apart = _columns(number, names)
    in_lines = [names[index : index + columns] for index in range(0, len(names), columns)]
    label_at, stops = _signatory_stops(names, columns)
    if apart:
        in_lines.append([])
    lines: list[Block] = [*_blank(max(0, _BLANK_LINES + 1 - len(in_lines)))]
    for index, members in enumerate(in_lines):
        last = index == len(in_lines) - 1
        runs: list[Run] = [*number] if last else []
        if members:
            runs += [Run("\t签发人：", "", NUMBERING) if index == 0 else Run("\t")]
        for column, name in enumerate(members):
            runs += [*([Run("\t")] if column else []), *name]
        tabs = (label_at if index == 0 else stops[0], *stops[1 : len(members)])
        style = "上行发文字号" if last else "签发人行"
        measure = Measure(tabs=tuple(("left", stop) for stop in tabs)) if members else None
        lines.append(Paragraph(style, tuple(runs), "发文字号" if last else f"签发人{index + 1}", measure))
    return tuple(lines)


def signatory_lines(number: Text, signatories: Sequence[Text]) -> int:
    """How many lines 发文字号 and 签发人 take together."""
    if not signatories:
        return 1
    names = _aligned_names(signatories)
    columns, apart = _columns(number, names)
    return -(-len(names) // columns) + apart


def _columns(number: Text, names: Sequence[Text]) -> tuple[int, bool]:
    """How many of the names stand in a line, so that all have room beside the number; whether none of them has.

    What is 待补 is no reason for other lines: it will be as short as such numbers and names are.
    """
    if any(run.style == PLACEHOLDER_STYLE for text in (number, *names) for run in text):
        return _names_to_a_line(len(names)), False
    string = string_of(number)
    changes = sum(a.isalnum() and b.isalnum() and a.isascii() is not b.isascii() for a, b in pairwise(string))
    # one 字 before the number and one behind it
    taken = round((width_in_chars(string) + 0.2 * changes + 2) * BODY_ADVANCE)
    columns = _names_to_a_line(len(names))
    while True:
        label_at, stops = _signatory_stops(names, columns)
        begins = label_at if len(names) <= columns else stops[0]
        if begins >= taken and label_at >= 0:
            return columns, False
        if columns == 1:
            return 1, True
        columns -= 1


def _names_to_a_line(signatories: int) -> int:
    """Two 签发人 to a line, as usual (7.2.6); more where the lines between mark and number would not hold them."""
    return next((most for most in (2, 3) if signatories <= most * (_BLANK_LINES + 1)), 4)


def _blank(lines: int) -> Blocks:
    return (BLANK_LINE,) * lines


def _aligned_names(signatories: Sequence[Text]) -> list[Text]:
    """The names in the style 签发人姓名; two characters with a space of one 字 between, where others are longer."""
    longest = max(len(string_of(name)) for name in signatories)
    names = []
    for name in signatories:
        if longest > 2 and len(string_of(name)) == 2:
            origin = name[0].origin
            name = (Run("\u3000".join(string_of(name)), name[0].style, origin),)
        names.append(tuple(run if run.style else replace(run, style="签发人姓名") for run in name))
    return names


def _signatory_stops(names: Sequence[Text], columns: int) -> tuple[int, list[int]]:
    """Tab stops of 签发人： and of each name of a line, in twips from the left of the 版心; the last ends one 字 in."""
    at = TYPE_AREA_WIDTH - BODY_ADVANCE
    stops: list[int] = []
    for column in reversed(range(min(columns, len(names)))):
        at -= round(max(width_in_chars(string_of(name)) for name in names[column::columns]) * BODY_ADVANCE)
        stops.insert(0, at)
        at -= BODY_ADVANCE
    return stops[0] - 4 * BODY_ADVANCE, stops


def title_lines(lines: Sequence[Text]) -> tuple[Paragraph, ...]:
    """公文标题, one paragraph for each line (7.3.1); where to break is for the caller to say."""
    return tuple(Paragraph("公文标题", line, f"标题{index}") for index, line in enumerate(lines, 1))


def _height(form: MarkForm, issuers: int, signatories: int) -> float:
    """Height of the 版头 in lines of the body, from what stands above the mark to the title, blank lines included."""
    mark = form.before + issuers * form.pitch
    numbers = max(_BLANK_LINES + 1, signatories)
    return numbers + _BLANK_LINES + (mark + _NUMBER_RULE) / LINE_PITCH
