"""The 自评打分表 as a workbook: one row for each clause, sums as formulas, cells to fill in marked and checked."""

from __future__ import annotations

from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from genwen.document.expressions import ExpressionError
from genwen.document.rubric.wording import clause_text
from genwen.document.scoring.given import limitless, may_be_absent, negative
from genwen.document.scoring.result import ABSENT as ABSENT_STATE
from genwen.document.scoring.result import PENALTY, UNKNOWN, ClauseScore
from genwen.numerals import width_in_chars
from genwen.spreadsheet.score_rows import ABSENT, CLAUSE, FIRST_ROW, ITEM, Layout, SheetRow
from genwen.spreadsheet.writing import bytes_of, put_text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from genwen.document.scoring.self_score import SelfScore

SHEET = "自评打分表"
COLUMNS = {
    "序号": 6, "条款": 18, "评价单元": 14, "评价项目": 14, "评价标准": 52, "分值": 8, "自评分": 9, "核查分": 9,
    "扣分原因": 32, "佐证材料编号": 16,
}  # fmt: skip
"""Titles of the columns and their widths in characters."""
LETTERS = {name: get_column_letter(number) for number, name in enumerate(COLUMNS, 1)}
_CENTRED = frozenset({"序号", "分值", "自评分", "核查分"})
_FILLED_IN = ("自评分", "核查分", "扣分原因")
_LINE = 15.5
"""Height of a line of text in points."""
_FONT = "宋体"
_RULE = Side(style="thin", color="808080")
_BORDER = Border(left=_RULE, right=_RULE, top=_RULE, bottom=_RULE)
_HEAD, _INPUT, _SUM = (PatternFill("solid", fgColor=colour) for colour in ("D9E1E8", "FFFBE6", "F2F2F2"))


def score_workbook(scored: SelfScore, year: int, blank: str = "") -> bytes:
    """The workbook of a scored 自评 as a file; with `blank`, whose name the title says, without points and reasons."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    book.properties.creator = "genwen"
    layout = Layout(scored.score)
    _head(sheet, scored, f"{blank or scored.unit}{year}年度自评打分表")
    for number, row in enumerate(layout.rows, 1):
        _fill(sheet, layout, row, scored, number)
        if row.clause is not None and not blank:
            _give(sheet, row, row.clause, scored)
    _form(sheet, layout)
    return bytes_of(book)


def _head(sheet: Worksheet, scored: SelfScore, said: str) -> None:
    rubric = scored.rubric
    title = rubric.name.text if rubric.name is not None else "评价标准"
    put_text(sheet["A1"], said)
    put_text(
        sheet["A2"],
        f"依据《{title}》。填写浅黄色的格：得分写数字，不适用的写“不适用”；小计和总分自动算出，“条款”一栏不要改动。",
    )
    for name, letter in LETTERS.items():
        put_text(sheet[f"{letter}{FIRST_ROW - 1}"], name)


def _fill(sheet: Worksheet, layout: Layout, row: SheetRow, scored: SelfScore, number: int) -> None:
    """The cells of one row."""
    cells = {name: sheet[f"{letter}{row.number}"] for name, letter in LETTERS.items()}
    if row.clause is not None and row.unit is not None and row.item is not None:
        clause = row.clause
        put_text(cells["条款"], clause.key)
        put_text(cells["评价单元"], row.unit.unit.title)
        put_text(cells["评价项目"], row.item.item.title)
        put_text(cells["评价标准"], _wording(row, scored))
        cells["序号"].value = sum(1 for other in layout.rows[:number] if other.kind == CLAUSE)
        if clause.most:
            cells["分值"].value = clause.most
        entries = scored.register.of_clause(clause.key)
        put_text(cells["佐证材料编号"], "、".join(entry.number for entry in entries))
        return
    put_text(cells["条款"], row.kind)
    put_text(cells["评价单元"], row.unit.unit.title if row.unit is not None else "")
    put_text(cells["评价项目"], row.item.item.title if row.item is not None else "")
    points = LETTERS["分值"]
    cells["分值"].value = layout.most_formula(row, points, LETTERS["自评分"])
    for name in ("自评分", "核查分"):
        cells[name].value = layout.formula(row, LETTERS[name], points)


def _give(sheet: Worksheet, row: SheetRow, clause: ClauseScore, scored: SelfScore) -> None:
    """What was found of a clause: 自评分, 核查分 and why it lost points."""
    own, checked, reason = (sheet[f"{LETTERS[name]}{row.number}"] for name in _FILLED_IN)
    _given(own, clause)
    final = scored.checked_by_key.get(clause.key, clause)
    if scored.checked is not None:
        _given(checked, final)
    if final.lost or final.points < 0:
        put_text(reason, "" if final.state == UNKNOWN else final.why)


def _given(cell: object, clause: ClauseScore) -> None:
    """The points of a clause, or 不适用; nothing while it is not filled in."""
    if clause.state == ABSENT_STATE:
        cell.value = ABSENT  # type: ignore[attr-defined]
    elif clause.state != UNKNOWN:
        cell.value = Decimal(clause.points)  # type: ignore[attr-defined]


def _wording(row: SheetRow, scored: SelfScore) -> str:
    """The clause's text with its points; of an item scored as one, all of its clauses."""
    assert row.clause is not None
    assert row.item is not None
    item = row.item.item
    whole = not item.deducts and not any(clause.awards() or clause.subclauses for clause in item.clauses)
    texts = []
    for clause in item.clauses if whole else [row.clause.place.clause]:
        for part in (clause, *clause.subclauses):
            try:
                texts.append("".join(run.text for run in clause_text(part, scored.scope)))
            except ExpressionError:
                texts.append(part.wording.text if part.wording is not None else "")
    return "\n".join(texts)


def _form(sheet: Worksheet, layout: Layout) -> None:
    """Widths, rules, frozen header, what may be typed, and how it is printed."""
    last = layout.rows[-1].number
    for name, letter in LETTERS.items():
        sheet.column_dimensions[letter].width = COLUMNS[name]
        for number in range(FIRST_ROW - 1, last + 1):
            cell = sheet[f"{letter}{number}"]
            cell.border = _BORDER
            cell.font = Font(name=_FONT, size=11, bold=number == FIRST_ROW - 1)
            centred = name in _CENTRED or number == FIRST_ROW - 1
            cell.alignment = Alignment("center" if centred else "left", "center", wrap_text=True)
            if number == FIRST_ROW - 1:
                cell.fill = _HEAD
    for row in layout.rows:
        _form_row(sheet, row)
    sheet["A1"].font = Font(name=_FONT, size=16, bold=True)
    sheet["A2"].font = Font(name=_FONT, size=10)
    sheet.row_dimensions[1].height = 28
    sheet.freeze_panes = f"C{FIRST_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{FIRST_ROW - 1}:{FIRST_ROW - 1}"


def _form_row(sheet: Worksheet, row: SheetRow) -> None:
    lines = 1
    for name, letter in LETTERS.items():
        text = str(sheet[f"{letter}{row.number}"].value or "")
        if not text.startswith("="):
            lines = max(
                lines, sum(ceil(2 * width_in_chars(part) / (COLUMNS[name] - 1)) or 1 for part in text.split("\n"))
            )
        if row.kind == CLAUSE and name in _FILLED_IN:
            sheet[f"{letter}{row.number}"].fill = _INPUT
        elif row.kind != CLAUSE:
            cell = sheet[f"{letter}{row.number}"]
            cell.fill = _SUM
            cell.font = Font(name=_FONT, size=11, bold=row.kind != ITEM)
    sheet.row_dimensions[row.number].height = lines * _LINE + 3
    if row.clause is not None:
        _limit(sheet, row, row.clause)


def _limit(sheet: Worksheet, row: SheetRow, clause: ClauseScore) -> None:
    """Let a program refuse what cannot be the points of the clause."""
    mixed = negative(clause) and not clause.place.item.deducts
    if may_be_absent(clause) or mixed or limitless(clause) or clause.nature == PENALTY:
        return
    low, high = ("-1000", "0") if negative(clause) else ("0", str(clause.most))
    said = "扣分写负数" if negative(clause) else f"应在0到{clause.most}分之间"
    rule = DataValidation(
        type="decimal", operator="between", formula1=low, formula2=high, allow_blank=True, showErrorMessage=True
    )
    rule.errorTitle, rule.error = "得分不对", said
    rule.add(f"{LETTERS['自评分']}{row.number}:{LETTERS['核查分']}{row.number}")
    sheet.add_data_validation(rule)
