"""The ledgers of a folder: every .yaml, .xlsx and .csv in content/统计/台账, read by the 列对照 beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from genwen.diagnostics import Finding, Position, Severity, nearest
from genwen.facts.fact import Fact, Quantity, derived
from genwen.facts.ledger import MONTHS, WHOLE_YEAR, Entry, Ledger, Stated
from genwen.facts.ledger_schema import LedgerFile, LedgerRecord, SheetMap, SheetMaps
from genwen.facts.reading import validate
from genwen.facts.source.nodes import Source
from genwen.facts.source.reader import read_source
from genwen.ledger.cells import month_in
from genwen.ledger.headers import Names
from genwen.records import replace

FOLDER = "台账"
MAPS = "列对照"
SHEETS = frozenset({".xlsx", ".csv", ".txt", ".tsv"})
_OTHER = frozenset({".xls", ".et", ".xlsm", ".ods", ".yml"})


class LedgerFolder:
    """Reads a folder of ledgers; `sources` are the YAML files read, `findings` what is wrong."""

    def __init__(self, folder: Path, shown: Callable[[Path], str], context: Mapping[str, Any], names: Names) -> None:
        self.folder, self.shown, self.context, self.names = folder, shown, context, names
        self.ledger = Ledger()
        self.sources: dict[str, Source] = {}
        self.findings: list[Finding] = []
        self.unread = False

    def read(self) -> Ledger:
        """Every file of the folder. Raises OSError when one cannot be read at all."""
        entries = sorted(path for path in self.folder.iterdir() if path.name[0] not in "._~")
        maps = self._maps(self.folder / f"{MAPS}.yaml")
        used: set[int] = set()
        for path in entries:
            if path.suffix == ".yaml" and path.stem != MAPS:
                self._yaml(path)
            elif path.suffix.lower() in SHEETS:
                used |= self._sheets(path, maps)
            elif path.suffix.lower() in _OTHER:
                said = f"“{path.name}”没有读取"
                hint = "改名为 .yaml" if path.suffix == ".yml" else "用 Excel 或 WPS 打开，另存为 .xlsx"
                self.findings.append(Finding("S201", said, hint, Position(self.shown(path)), Severity.WARNING))
        files = [path.name for path in entries]
        for number, each in enumerate(maps):
            if number not in used and each.file.known:
                said = f"列对照里的“{each.file.text}”不在文件夹里"
                self.findings.append(Finding("S436", said, nearest(each.file.text, files), each.file.origin.position))
        return self.ledger

    def _load(self, path: Path, model: Any, prefix: str) -> Any:
        source = read_source(path, self.shown(path), prefix)
        self.sources[source.name] = source
        typed, found = validate(model, source, self.context)
        self.findings += [*source.findings, *found]
        self.unread = self.unread or typed is None
        return typed

    def _maps(self, path: Path) -> list[SheetMap]:
        read: SheetMaps | None = self._load(path, SheetMaps, f"统计.{MAPS}") if path.is_file() else None
        return read.maps if read is not None else []

    def _sheets(self, path: Path, maps: list[SheetMap]) -> set[int]:
        """Read a .xlsx or .csv; the numbers of the maps that are for it."""
        from genwen.ledger.sheets import SheetReader
        from genwen.spreadsheet.grids import read_grids

        grids, found = read_grids(path, self.shown(path))
        self.findings += found
        fitting = {number for number, each in enumerate(maps) if fnmatch(path.name, each.file.text)}
        chosen = [maps[number] for number in sorted(fitting)]
        read_any = False
        unread: list[Finding] = []
        for grid in grids:
            own: list[SheetMap | None] = [each for each in chosen if _sheet_of(each) in ("", grid.sheet)]
            if fitting and not own:
                continue
            for one in own or [None]:
                reader = SheetReader(grid, one, self.names, self.ledger)
                done = reader.read()
                read_any = read_any or done
                if done or (one is not None and one.sheet is not None):
                    self.findings += reader.findings
                else:
                    unread += reader.findings
        if not read_any:
            # of a workbook's sheets those without a ledger are left alone; with none at all something is wrong
            blank = not any(cell is not None for grid in grids for row in grid.rows for cell in row)
            self.findings += unread[:1] or ([_empty(self.shown(path))] if blank and not found else [])
            self.unread = True
        for each in chosen:
            sheet = each.sheet
            if sheet is not None and sheet.known and sheet.text not in [grid.sheet for grid in grids]:
                said = f"“{path.name}”里没有工作表“{sheet.text}”"
                hint = nearest(sheet.text, [grid.sheet for grid in grids])
                self.findings.append(Finding("S436", said, hint, sheet.origin.position))
        return fitting

    # --- YAML --------------------------------------------------------------------------------------------------------

    def _yaml(self, path: Path) -> None:
        read: LedgerFile | None = self._load(path, LedgerFile, f"统计.{FOLDER}.{path.stem}")
        for each in read.records if read is not None else ():
            year = _known(each.year) or _known(read.year if read else None)
            if year is None:
                at = each.item.origin.position
                self.findings.append(Finding("S435", "不知道是哪一年的数", "写上 年度: 2025", at))
            elif each.item.known:
                self._record(each, int(year.value), _known(each.site) or _known(read.site if read else None))

    def _record(self, each: LedgerRecord, year: int, site: Fact | None) -> None:
        item = self.names.item(each.item.text)
        place = self.names.site(site.text) if site is not None else ""
        unit = each.unit.text if each.unit is not None and each.unit.known else self.names.units.get(item, "")
        parts: list[Entry] = []
        for month, fact in self._monthly(each):
            entry = Entry(item, year, month, place, with_unit(fact, unit))
            if self._take(entry):
                parts.append(entry)
        if each.whole is None:
            return
        whole = Entry(item, year, WHOLE_YEAR, place, with_unit(each.whole, unit))
        if not parts:
            self._take(whole)
        elif whole.quantity.known:
            self.ledger.stated.append(Stated(whole, tuple(parts)))

    def _take(self, entry: Entry) -> bool:
        from genwen.ledger.sheets import repeated

        quantity = entry.quantity
        if quantity.known and quantity.value < 0:
            said = f"“{entry.item}”是负数（{quantity.text}）"
            self.findings.append(Finding("S432", said, "核对；冲减的量并入相应月份", entry.at))
            return False
        first = self.ledger.add(entry)
        if first is not None:
            self.findings.append(repeated(entry, first))
        return first is None

    def _monthly(self, each: LedgerRecord) -> Iterator[tuple[int, Fact]]:
        months = each.months
        if isinstance(months, list):
            if len(months) == 1 and not months[0].known:
                yield from ((month, months[0]) for month in MONTHS)
                return
            if len(months) != len(MONTHS):
                said = f"“{each.item.text}”的各月写了{len(months)}个数"
                hint = "依次写12个月的数，没有的写 0，还没有的写 待补；或写成 {1月: …, 2月: …}"
                self.findings.append(Finding("S435", said, hint, months[0].origin.position if months else None))
            yield from zip(MONTHS, months, strict=False)
            return
        for name, fact in (months or {}).items():
            read = month_in(name)
            if read is None or read[0]:
                self.findings.append(Finding("S435", f"“{name}”不是月份", "写作 1月", fact.origin.position))
            else:
                yield read[1], fact


def with_unit(fact: Fact, unit: str) -> Quantity:
    """A figure with the unit of its record, unless one was typed after it."""
    assert isinstance(fact, Quantity)
    if not fact.known or fact.unit or not unit:
        return fact
    scale = unit[0] if unit[0] in "万亿" and len(unit) > 1 else ""
    if not scale:
        return replace(fact, text=f"{fact.text}{unit}", unit=unit)
    return derived(fact.value * {"万": Decimal(10**4), "亿": Decimal(10**8)}[scale], fact.decimals, unit[1:],
                   fact.origin, scale)  # fmt: skip


def _known(fact: Fact | None) -> Fact | None:
    return fact if fact is not None and fact.known else None


def _sheet_of(each: SheetMap) -> str:
    """The sheet a map is for, "" for every sheet."""
    return each.sheet.text if each.sheet is not None and each.sheet.known else ""


def _empty(shown: str) -> Finding:
    return Finding("S436", "文件里没有内容", "填写台账，或删去这个文件", Position(shown), Severity.WARNING)
