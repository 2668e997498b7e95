"""The workbook inside a chart: categories and series in cells, which “编辑数据” of Word and WPS opens.

Written as text into the deterministic archive, so that the same chart gives the same bytes. Cells hold the values as
they are printed; one that is missing stays empty.
"""

from __future__ import annotations

from functools import cache

from genwen.document.elements import Chart, Text
from genwen.ooxml.archive import StaticArchive, assemble, build_static, deflater
from genwen.ooxml.markup import escape

SHEET = "Sheet1"
CATEGORIES = f"{SHEET}!$A$2:$A$"
SHEET_PART = "xl/worksheets/sheet1.xml"

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_AROUND = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/{SHEET_PART}" ContentType="{_TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets>'
        "</workbook>"
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/worksheet" '
        f'Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        "</Relationships>"
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
        '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}


def _letter(index: int) -> str:
    """The column of series `index` (from 0): B, C …"""
    return chr(ord("B") + index)


def column(index: int) -> str:
    """The beginning of a reference to cells of series `index`; a row number follows."""
    return f"{SHEET}!${_letter(index)}"


def series_cells(index: int, rows: int) -> str:
    """The reference to the values of series `index`."""
    return f"{column(index)}$2:${_letter(index)}${rows + 1}"


def workbook_bytes(chart: Chart) -> bytes:
    """The workbook of `chart` as an .xlsx."""
    sheet = (_DECLARATION + _sheet(chart)).encode()
    return b"".join(assemble(_around(), ((SHEET_PART, sheet),), deflater("zlib", 9)))


@cache
def _around() -> StaticArchive:
    """What is the same in every workbook."""
    return build_static({name: (_DECLARATION + text).encode() for name, text in _AROUND.items()})


def _sheet(chart: Chart) -> str:
    rows = [
        _row(1, [_text("A", 1, ""), *(_text(_letter(n), 1, plain_text(s.name)) for n, s in enumerate(chart.series))])
    ]
    for number, category in enumerate(chart.categories, 2):
        cells = [_text("A", number, plain_text(category))]
        for index, series in enumerate(chart.series):
            value = series.values[number - 2]
            if value.known:
                cells.append(f'<c r="{_letter(index)}{number}"><v>{value.run.text}</v></c>')
        rows.append(_row(number, cells))
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'


def _row(number: int, cells: list[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _text(letter: str, row: int, text: str) -> str:
    if not text:
        return ""
    return f'<c r="{letter}{row}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def plain_text(text: Text) -> str:
    """The text of runs on one line."""
    return "".join(run.text for run in text).replace("\n", "").replace("\r", "")


def sheet_texts(chart: Chart) -> list[str]:
    """The texts of the sheet in their order, row by row."""
    texts = [plain_text(series.name) for series in chart.series]
    for number, category in enumerate(chart.categories):
        texts.append(plain_text(category))
        texts += [series.values[number].run.text for series in chart.series if series.values[number].known]
    return texts
