"""What stood in score sheets that were read before, by the digest of the file: reading a workbook is most of the work.

One file beside the outputs; it may be deleted at any time. What cannot be kept as it was is read again.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from genwen import __version__
from genwen.diagnostics import GenwenError
from genwen.ooxml.package import read_bytes, write_atomically
from genwen.records import replace
from genwen.spreadsheet.reading import Line, Table, table_in
from genwen.spreadsheet.score_reading import CHECKED, NEEDED, OWN, REASON

FILE = "打分表.json"
FORM = f"1 {__version__}"
_KEPT = dict.fromkeys((*NEEDED, OWN, CHECKED, REASON))
_PLAIN = (str, int, float, bool)


class SheetCache:
    """The tables of sheets by digest; `save` keeps those that were asked for."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._known = self._loaded()
        self._used: dict[str, Any] = {}
        self._new = False

    def _loaded(self) -> dict[str, Any]:
        with suppress(OSError, ValueError):
            form = json.loads(self._path.read_bytes())
            if isinstance(form, dict) and form.get("form") == FORM and isinstance(form.get("sheets"), dict):
                sheets: dict[str, Any] = form["sheets"]
                return sheets
        return {}

    def table(self, path: Path, shown: str) -> Table:
        """The table of a sheet. Raises GenwenError when the file is no readable workbook."""
        digest = hashlib.sha256(read_bytes(path)).hexdigest()
        known = self._known.get(digest)
        if known is not None:
            with suppress(KeyError, TypeError, ValueError):
                table = _table(known, shown)
                self._used[digest] = known
                return table
        table = table_in(path, NEEDED, shown)
        form = _form(table)
        if form is not None:
            self._used[digest], self._new = form, True
        return table

    def save(self) -> None:
        """Keep what was read, where the folder can be written."""
        if not self._new:
            return
        text = json.dumps({"form": FORM, "sheets": self._used}, ensure_ascii=False, separators=(",", ":"))
        with suppress(GenwenError, OSError):
            write_atomically(self._path, [text.encode("utf-8", "surrogatepass")])


def _form(table: Table) -> Any:
    """A table as it is kept; None where it has faults, or values that are neither texts nor numbers."""
    lines = [(line.number, [line.values.get(title) for title in _KEPT]) for line in table.lines]
    if table.findings or any(not (v is None or isinstance(v, _PLAIN)) for _, values in lines for v in values):
        return None
    columns = table.lines[0].columns if table.lines else {}
    return {"above": table.above, "columns": dict(columns), "lines": lines}


def _table(form: Any, shown: str) -> Table:
    columns = {str(title): str(letters) for title, letters in form["columns"].items()}
    lines = [
        Line(shown, int(number), dict(zip(_KEPT, values, strict=True)), columns) for number, values in form["lines"]
    ]
    return replace(Table(shown), lines=lines, above=[str(text) for text in form["above"]])
