"""Safe cells and reproducible files: texts that stay texts, the same bytes for the same sheet, nothing overwritten."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

from genwen.diagnostics import GenwenError
from genwen.ooxml.archive import StaticArchive, assemble, deflater
from genwen.ooxml.package import write_atomically
from genwen.patterns import regex

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.workbook import Workbook

_ILLEGAL = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_CORE = "docProps/core.xml"
_TIMES = regex(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")
_LONGEST = 32_000


def put_text(cell: Cell, text: str) -> None:
    """Set a cell to a text; one that begins like a formula is marked as text, as ' before it does."""
    text = _ILLEGAL.sub("", text)[:_LONGEST]
    cell.value = text
    if text.startswith(_FORMULA_SIGNS):
        cell.data_type = "s"
        cell.quotePrefix = True


def bytes_of(workbook: Workbook) -> bytes:
    """The workbook as a file with fixed times, so that the same sheet gives the same bytes."""
    stream = BytesIO()
    workbook.save(stream)
    with ZipFile(stream) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[_CORE] = _TIMES.sub(rb"\g<1>2000-01-01T00:00:00Z\g<3>", parts[_CORE])
    return b"".join(assemble(StaticArchive(), parts.items(), deflater("zlib", 6)))


def write_beside(path: Path, data: bytes) -> Path:
    """Write a file, or beside it under a free name when it is there with other content; the path written to.

    Raises GenwenError when the name is no .xlsx or the folder cannot be written.
    """
    if path.suffix.lower() != ".xlsx":
        raise GenwenError(f"“{path.name}”应以 .xlsx 结尾", "写作 自评打分表.xlsx")
    for number in range(1000):
        mark = f".新稿{number if number > 1 else ''}" if number else ""
        target = path.with_name(f"{path.stem}{mark}{path.suffix}")
        try:
            present = target.read_bytes()
        except FileNotFoundError:
            write_atomically(target, [data])
            return target
        except OSError as error:
            raise GenwenError(f"无法读取 {target}", "文件可能正在 Excel 或 WPS 中打开，请关闭后再试") from error
        if present == data:
            return target
    raise GenwenError(f"{path.name} 的新稿太多", "删去不用的新稿")
