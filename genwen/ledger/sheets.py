"""The rows of a ledger's sheet as figures: by month or for the year, wide, long, or with the months across."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from genwen.diagnostics import Finding, Severity
from genwen.document.elements import Origin, OriginKind
from genwen.facts.fact import derived
from genwen.facts.ledger import WHOLE_YEAR, Entry, Ledger, Stated
from genwen.facts.ledger_schema import SheetMap
from genwen.ledger.cells import SUBTOTALS, CellProblem, half, is_note, is_total, month_in, number_in, year_in
from genwen.ledger.headers import TOTAL, Names, find_header
from genwen.numerals.units import unit_of
from genwen.patterns import regex
from genwen.records import record, replace
from genwen.spreadsheet.grids import Grid

_SCALED = regex(r"^[万亿]")
_YEAR = regex(r"((?:19|20)\d{2})\s*年?")


@record(frozen=False)
class _Labels:
    """What a row says it is about."""

    year: int = 0
    month: int | None = None
    site: str = ""
    item: str = ""
    total: bool = False
    whole_site: bool = False
    whole_year: bool = False


class SheetReader:
    """Reads one sheet into a ledger; what is wrong is collected."""

    def __init__(self, grid: Grid, sheet_map: SheetMap | None, names: Names, ledger: Ledger) -> None:
        self.grid, self.map, self.names, self.ledger = grid, sheet_map, names, ledger
        self.findings: list[Finding] = []
        self.entries: list[Entry] = []
        self.rows: list[int] = []
        self.totals: list[tuple[_Labels, Entry, int]] = []
        self.site = _text(sheet_map.site) if sheet_map else ""
        self.item = names.item(_text(sheet_map.item)) if sheet_map and _text(sheet_map.item) else ""
        self.unit = _text(sheet_map.unit) if sheet_map else ""
        self.last = _Labels()

    def read(self) -> bool:
        """Read the sheet; False when it has no header (what is lacking is among the findings)."""
        if not any(cell is not None for row in self.grid.rows for cell in row):
            return False
        header, found = find_header(self.grid, self.map, self.names)
        self.findings += found
        if header is None:
            return False
        self.header = header
        self.year = self._file_year()
        self._left_out()
        for row in range(header.rows, len(self.grid.rows)):
            self._row(row)
        self._state_totals()
        return True

    def _file_year(self) -> int:
        """The year of the sheet: of the 列对照, the heading, the sheet's or the file's name."""
        if self.map is not None and self.map.year is not None and self.map.year.known:
            return int(self.map.year.value)
        heading = [half(cell) for row in self.grid.rows[: self.header.rows] for cell in row if cell is not None]
        for text in (*heading, self.grid.sheet, self.grid.file.rpartition("/")[2]):
            years = set(_YEAR.findall(text))
            if len(years) == 1:
                return int(years.pop())
        return 0

    def _left_out(self) -> None:
        """Columns of amounts or money that belong to no item, which somebody may think are read."""
        header = self.header
        if header.months or {"项目", "数量"} <= header.roles.keys():
            return
        for role in ("数量", "费用"):
            if role in header.roles:
                column = header.roles[role]
                said = f"“{header.titles[column]}”不知道是哪一项的{role}，没有读取"
                hint = "在表头上一行写明能源，或在 列对照.yaml 里写明这一栏"
                at = self.grid.position(header.rows - 1, column)
                self.findings.append(Finding("S437", said, hint, at, Severity.HINT))

    # --- rows --------------------------------------------------------------------------------------------------------

    def _row(self, row: int) -> None:
        grid = self.grid
        filled = [at for at in range(len(grid.rows[row])) if grid.value(row, at) is not None]
        own = [at for at in filled if (row, at) not in grid.spread]
        if not own or self._is_remark(row, own):
            return
        labels = self._labels(row, filled)
        if labels is None:
            return
        for column, changes, unit in self._figures(row, labels):
            self._figure(row, column, replace(labels, **changes), unit)

    def _is_remark(self, row: int, own: list[int]) -> bool:
        """A note, a heading between rows, or the header once more."""
        texts = [self.grid.text(row, at) for at in own]
        if is_note(texts[0]) and not self._has_figures(row):
            return True
        if len(own) == 1 and not re.fullmatch(r"[\d.,，\-]+", half(texts[0])):
            return True
        titles = self.header.titles
        # a row may reach beyond the last title
        return all(
            at < len(titles) and half(text) in titles[at].split("/") for at, text in zip(own, texts, strict=True)
        )

    def _has_figures(self, row: int) -> bool:
        columns = [*self.header.items.values(), *self.header.months.values(), self.header.roles.get("数量", -1)]
        return any(re.match(r"[\d.]", half(self.grid.value(row, at))) for at in columns if at >= 0)

    def _labels(self, row: int, filled: list[int]) -> _Labels | None:
        """What a row is about; what it leaves out is as in the row above. None for a row that is not counted."""
        roles, labels = self.header.roles, _Labels(self.year, site=self.site, item=self.item)
        texts = {
            role: self.grid.text(row, at) for role, at in roles.items() if role in ("年度", "月份", "点位", "项目")
        }
        first = self.grid.text(row, filled[0])
        if any(SUBTOTALS.search(half(text)) for text in (first, *texts.values())):
            return None
        labels.total = is_total(first) or any(is_total(text) for text in texts.values())
        if text := texts.get("点位", ""):
            labels.whole_site = is_total(text)
            labels.site = "" if labels.whole_site else self.names.site(text)
        elif "点位" in roles:
            labels.whole_site = labels.total
            labels.site = "" if labels.total else self.last.site
        if text := texts.get("项目", ""):
            labels.item = "" if is_total(text) else self.names.item(text)
        elif "项目" in roles:
            labels.item = self.last.item
        self._dates(labels, row, texts)
        if labels.total:
            return labels if labels.year and not self._unlabelled(labels) else None
        if self.header.roles.get("月份") is not None and labels.month is None:
            if self._has_figures(row):
                said = f"没有写月份，或“{texts.get('月份', '')}”不是月份"
                self._report("S435", said, "写作 1月、2025年1月 或 2025-01", row, roles["月份"])
            return None
        if not labels.year:
            self._report(
                "S435", "不知道是哪一年的数", "在 列对照.yaml 里写 年度: 2025，或增加“年度”一栏", row, filled[0]
            )
            return None
        self.last = labels
        return labels

    def _unlabelled(self, labels: _Labels) -> bool:
        """A total over figures of several items in rows says nothing that could be checked."""
        return "项目" in self.header.roles and not labels.item

    def _dates(self, labels: _Labels, row: int, texts: dict[str, str]) -> None:
        roles = self.header.roles
        if "年度" in roles:
            labels.year = year_in(self.grid.value(row, roles["年度"])) or (
                self.last.year if not texts["年度"] or is_total(texts["年度"]) else 0
            )
        if "月份" in roles:
            read = month_in(self.grid.value(row, roles["月份"]))
            if read is not None:
                labels.year, labels.month = read[0] or labels.year, read[1]
            elif not texts["月份"] and not labels.total and (row, roles["月份"]) not in self.grid.spread:
                labels.month = self.last.month if texts.get("点位") else None
            labels.whole_year = labels.total and read is None

    def _figures(self, row: int, labels: _Labels) -> Iterator[tuple[int, dict[str, Any], str]]:
        """The cells of a row with figures: column, what it says beyond the row's labels, unit in a cell beside it."""
        header = self.header
        unit = self.grid.text(row, header.roles["单位"]) if "单位" in header.roles else ""
        month = labels.month or WHOLE_YEAR
        if header.months:
            for number, column in sorted(header.months.items()):
                yield column, {"month": number}, unit
            if "全年" in header.roles:
                yield header.roles["全年"], {"month": WHOLE_YEAR}, unit
        elif header.items:
            for (item, site), column in header.items.items():
                changes: dict[str, Any] = {"item": item, "month": month}
                if site == TOTAL:
                    changes |= {"total": True, "whole_site": True}
                elif site:
                    changes |= {"site": site, "whole_site": False}
                yield column, changes, ""
        else:
            yield header.roles["数量"], {"month": month}, unit
            if "费用" in header.roles and labels.item in self.names.costs:
                yield header.roles["费用"], {"item": self.names.costs[labels.item], "month": month}, "元"

    # --- figures -----------------------------------------------------------------------------------------------------

    def _figure(self, row: int, column: int, labels: _Labels, beside: str) -> None:
        if (row, column) in self.grid.uncomputed:
            self._report("S431", "公式还没有算出数", "用 Excel 或 WPS 打开，保存一次再读", row, column)
            return
        try:
            read = number_in(self.grid.value(row, column))
        except CellProblem as problem:
            self._report("S431", problem.message, problem.hint, row, column)
            return
        if read is None or (row, column) in self.grid.spread:
            return
        if not labels.item:
            self._report(
                "S435", "不知道是哪一项的数", "在 列对照.yaml 里写 项目: 用电量，或增加“项目”一栏", row, column
            )
            return
        value, typed = read
        if value < 0:
            self._report("S432", f"“{labels.item}”是负数（{value}）", "核对；冲减的量并入相应月份", row, column)
            return
        entry = self._entry(row, column, labels, value, typed or beside or self.header.units.get(column, ""))
        if labels.total:
            self.totals.append((labels, entry, row))
            return
        if labels.month == WHOLE_YEAR and self.header.months:
            labels.whole_year = True
            self.totals.append((labels, entry, row))
            return
        self.entries.append(entry)
        self.rows.append(row)
        first = self.ledger.add(entry)
        if first is not None:
            self.findings.append(repeated(entry, first))

    def _entry(self, row: int, column: int, labels: _Labels, value: Any, unit: str) -> Entry:
        unit = half(unit) or self.unit or self.names.units.get(labels.item, "")
        decimals = max(0, -value.normalize().as_tuple().exponent)
        scale = unit[0] if _SCALED.match(unit) and len(unit) > 1 else ""
        month = labels.month or WHOLE_YEAR
        when = f"{labels.year}年{month}月" if month else f"{labels.year}年"
        path = ".".join(part for part in ("统计.台账", labels.item, labels.site, when) if part)
        origin = Origin(OriginKind.FACT, path, self.grid.position(row, column))
        if scale:
            value = value * unit_of(unit[0] + "人").size
            quantity = derived(value, decimals, unit[1:], origin, scale)
        else:
            quantity = derived(value, decimals, unit, origin)
        return Entry(labels.item, labels.year, month, labels.site, quantity)

    def _state_totals(self) -> None:
        """Totals written in the sheet, each with the figures it should be the sum of.

        What a total sums up is not always said: all rows above it, those since the last total, or those of its year.
        """
        last: dict[str, int] = {}
        for labels, entry, row in self.totals:
            own = [number for number, part in enumerate(self.entries) if part.item == entry.item]
            parts = tuple(self.entries[number] for number in own if self._sums(labels, entry, self.entries[number]))
            if not parts:
                if not labels.total:
                    self.ledger.add(entry)
                continue
            others = []
            if labels.total:
                above = [number for number in own if self.rows[number] < row]
                since = [number for number in above if self.rows[number] > last.get(entry.item, -1)]
                others = [tuple(self.entries[number] for number in group) for group in (above, since)]
                last[entry.item] = row
            self.ledger.stated.append(Stated(entry, parts, tuple(others)))

    def _sums(self, labels: _Labels, entry: Entry, part: Entry) -> bool:
        """Whether a figure is part of a total by what the total's row says."""
        if part.year != entry.year:
            return False
        if not (labels.whole_year or labels.month is None or part.month == entry.month):
            return False
        if labels.whole_site or part.site == entry.site:
            return True
        return "点位" not in self.header.roles and not self.site and not any(site for _, site in self.header.items)

    def _report(self, code: str, said: str, hint: str, row: int, column: int) -> None:
        self.findings.append(Finding(code, said, hint, self.grid.position(row, column)))


def repeated(entry: Entry, first: Entry) -> Finding:
    """The same item, month and place twice."""
    when = f"{entry.year}年{entry.month}月" if entry.month else f"{entry.year}年全年"
    where = f"“{entry.site}”" if entry.site else ""
    same = entry.quantity.known and first.quantity.known and entry.quantity.value == first.quantity.value
    said = (
        f"{where}{when}的“{entry.item}”重复计入（{entry.quantity.text}）"
        if same
        else (f"{where}{when}的“{entry.item}”有两个数：{first.quantity.text}、{entry.quantity.text}")
    )
    return Finding("S434", f"{said}，另一处在 {first.at}", "只保留一处", entry.at, Severity.ERROR)


def _text(fact: Any) -> str:
    return fact.text if fact is not None and fact.known else ""
