"""Rows of a table as units: which column holds which fact, by the clerk's 列对照 or by its title, and cells as facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from genwen.diagnostics import Finding, FindingsError, Position, Severity, nearest
from genwen.facts.source.nodes import Mapping as LocatedMapping
from genwen.facts.source.nodes import Scalar
from genwen.patterns import regex
from genwen.records import record
from genwen.spreadsheet.tables import INVISIBLE, Header, Line, Table, find_table, place, plain_title, sheets, split_unit
from genwen.units.amounts import Amounts, amount_fault, cell_fault
from genwen.units.overlay import scalar
from genwen.units.own import Steps
from genwen.units.paths import DATA, DATED, NoPath, Paths, put
from genwen.units.records import UnitRecord, unseen_in

NAME, SUPERIOR, UNREAD = "名称", "上级", "不读"
SYNONYMS: Mapping[str, str] = {
    "单位名称": NAME, "机关名称": NAME, "单位全称": NAME, "全称": NAME, "机构名称": NAME, "填报单位": NAME, "名称": NAME,
    "单位": NAME, "下级单位": NAME, "单位简称": "简称", "机关简称": "简称", "上级": SUPERIOR, "上级单位": SUPERIOR,
    "主管部门": SUPERIOR, "主管单位": SUPERIOR, "上级机关": SUPERIOR, "电话": "联系电话", "联系方式": "联系电话",
    "单位类别": "类别", "单位性质": "类别", "机构类别": "类别", "序号": UNREAD, "编号": UNREAD, "备注": UNREAD,
}  # fmt: skip
_NOTHING = frozenset({"/", "／", "-", "--", "—", "——", "－", "\\", "无数据"})
_BARE = regex(r"-?[0-9]+(?:\.[0-9]+)?")
_YEAR = regex(r"((?:19|20)[0-9]{2})(?!年?[0-9]{1,2}月|[-.][0-9])年?度?")
_TITLE_YEAR = regex(r"((?:19|20)[0-9]{2})年(?![0-9]{1,2}月)")
"""A year, not one of a month or a day."""


@record
class Column:
    """A column that is read: what it holds (steps of a fact, or 名称, 上级) and the unit of bare figures in it."""

    header: Header
    target: Steps
    unit: str = ""


class TableOfUnits:
    """A table of units, its columns told; `rows` gives the units. Raises FindingsError when it cannot be understood."""

    def __init__(self, path: Path, shown: str, column_map: LocatedMapping | None, paths: Paths) -> None:
        self.shown, self.paths, self.map = shown, paths, column_map
        self.findings: list[Finding] = []
        self.amounts = Amounts(paths.roots, paths.year)
        self.wanted = self._wanted()
        found = find_table(sheets(path, shown), lambda header: self._target(header) is not None, least=1)
        if found is None:
            hint = "表头里要有“单位名称”一栏；表头用了别的说法的，在 content/下级单位.yaml 的 列对照 里写明"
            raise FindingsError([Finding("S510", "找不到表头", hint, Position(shown))])
        self.table: Table = found
        self.findings += found.findings
        self.columns = self._columns()

    def _wanted(self) -> dict[str, tuple[Scalar, str]]:
        """What the 列对照 says: title → where it goes (as typed), and the unit. Raises FindingsError."""
        wanted: dict[str, tuple[Scalar, str]] = {}
        findings: list[Finding] = []
        for title, value in (self.map or {}).items():
            target = value.get("取") if isinstance(value, LocatedMapping) else value
            unit = value.get("单位") if isinstance(value, LocatedMapping) else None
            if not isinstance(target, Scalar):
                at = self.map.keys_at[title] if self.map is not None else None
                hint = "写作 用电量: 统计.用电量，或 用电量: {取: 统计.用电量, 单位: 千瓦时}"
                findings.append(Finding("S512", f"“{title}”没有写对应哪项事实", hint, at))
                continue
            wanted[plain_title(title)] = target, str(unit) if isinstance(unit, Scalar) else ""
            if target.strip() not in (SUPERIOR, UNREAD):
                try:
                    self._steps(target.strip())
                except NoPath as error:
                    findings.append(Finding("S502", error.message, error.hint, target.position))
        if findings:
            raise FindingsError(findings)
        return wanted

    def _steps(self, target: str) -> Steps:
        if target in (SUPERIOR, UNREAD):
            return (target,)
        return ("单位", target) if target in self.paths.unit_fields() else self.paths.steps(target)

    def _target(self, header: Header) -> tuple[Steps, str] | None:
        """Where a column goes and the unit said in the 列对照; None for one that nobody knows."""
        for title in _forms(header):
            if title in self.wanted:
                target, unit = self.wanted[title]
                return self._steps(target.strip()), unit
        guess = SYNONYMS.get(header.title, header.title)
        if guess in (SUPERIOR, UNREAD) or guess in self.paths.unit_fields():
            return self._steps(guess), ""
        year, title = _YEAR.match(header.title), header.title
        if year is not None:
            title = title[year.end() :]
        else:
            year = _YEAR.search(header.full.rpartition("/")[0])
        for path in (header.title, f"统计.{year[1]}.{title}" if year else f"统计.{header.title}"):
            try:
                return self.paths.steps(path), ""
            except NoPath:
                continue
        return None

    def _columns(self) -> list[Column]:
        columns: dict[Steps, Column] = {}
        unread: list[str] = []
        at = Position(self.shown, place=place(self.table.header_row))
        for header in self.table.headers:
            found = self._target(header)
            if found is None:
                unread.append(header.full)
            elif found[0] == (UNREAD,):
                continue
            elif found[0] in columns:
                said = f"“{columns[found[0]].header.full}”和“{header.full}”两栏是同一项事实"
                hint = f"在 列对照 里写明其中一栏是哪项事实，或写成 不读，如 {header.full}: 不读"
                raise FindingsError([Finding("S512", said, hint, at)])
            else:
                unit = found[1] or (header.unit if _is_unit(header.unit) else "")
                columns[found[0]] = Column(header, found[0], self._held(found[0], header, unit))
        if ("单位", NAME) not in columns:
            titles = "、".join(header.title for header in self.table.headers[:12])
            hint = f"表头里要有“单位名称”一栏，或在 content/下级单位.yaml 的 列对照 里写明；表里有：{titles}"
            raise FindingsError([Finding("S510", "找不到单位名称一栏", hint, at)])
        present = {form for header in self.table.headers for form in _forms(header)}
        for title in self.wanted.keys() - present:
            said = f"列对照里的“{title}”在表里没有这一栏"
            near = nearest(title, [header.full for header in self.table.headers])
            hint = f"核对表头（{near}），或删去这一行"
            self.findings.append(Finding("S512", said, hint, self.wanted[title][0].position, Severity.WARNING))
        self.findings += self._of_another_year(list(columns.values()))
        if unread:
            said = f"没有读取的栏：{'、'.join(unread)}"
            hint = "需要的，在 content/下级单位.yaml 的 列对照 里写明对应哪项事实"
            self.findings.append(Finding("S508", said, hint, at, Severity.HINT))
        return list(columns.values())

    def _held(self, steps: Steps, header: Header, unit: str) -> str:
        """The unit of a column, held against the one the office uses; that one for quantities that say none."""
        usual = self.amounts.unit(steps[-1]) if _is_amount(steps) else ""
        at = Position(self.shown, place=place(self.table.header_row, header.column))
        if unit and usual:
            fault = amount_fault(f"“{header.title}”一栏", unit, usual, f"本级的{steps[-1]}", at)
            self.findings += [fault] if fault is not None else []
        elif usual:
            said = f"“{header.title}”一栏没有写单位，按本级所用的“{usual}”读取"
            hint = f"表头写作 {header.title}（{usual}）"
            self.findings.append(Finding("S509", said, hint, at, Severity.WARNING))
        return unit or usual

    def _of_another_year(self, columns: Sequence[Column]) -> Iterator[Finding]:
        """Where what stands above the header says one year, not ours, of columns that say none themselves."""
        ours = f"{DATED}.{self.paths.year}"
        dated = [each for each in columns if each.target[0] == ours and not _YEAR.search(each.header.full)]
        above = self.table.grid.rows[: self.table.header_row - 1]
        texts = [value for row in above for value in row if isinstance(value, str)]
        years = {year for text in texts for year in _TITLE_YEAR.findall(text)}
        if dated and years and str(self.paths.year) not in years:
            title = dated[0].header.title
            said = f"表题写的是{'、'.join(sorted(years))}年，“{title}”一栏没有写年份，按{self.paths.year}年读取"
            hint = f"是别的年份的数，表头写作 {min(years)}年{title}；不是，改正表题"
            yield Finding("S514", said, hint, Position(self.shown, place=place(1)), Severity.WARNING)

    def rows(self) -> Iterator[UnitRecord]:
        """The units, in the order of the table."""
        for number, line in enumerate(self.table.lines, 1):
            yield self._unit(number, line)

    def _unit(self, number: int, line: Line) -> UnitRecord:
        unit = UnitRecord(number, "", Position(self.shown, place=place(line.number)), findings=list(line.findings))
        for column in self.columns:
            text = line.cells.get(column.header.column, "")
            if not text or text in _NOTHING:
                continue
            if column.target == (SUPERIOR,):
                unit.superior = text
                continue
            if column.target == ("单位", NAME):
                unit.name = text
                if INVISIBLE.search(str(self.table.grid.value(line.number - 1, column.header.column))):
                    unit.findings.append(unseen_in(text, unit.at))
            at = Position(self.shown, place=place(line.number, column.header.column))
            if column.unit and _BARE.fullmatch(text):
                text += column.unit
            elif column.unit and _is_amount(column.target):
                fault = cell_fault(column.header.title, text, column.unit, at)
                unit.findings += [fault] if fault is not None else []
            put(unit.roots, column.target, scalar(text, at, ".".join(column.target)))
        return unit


def _is_amount(steps: Steps) -> bool:
    """Whether a fact is a quantity of 统计."""
    return len(steps) == 3 and steps[0].startswith(f"{DATED}.") and steps[1] == DATA


def _forms(header: Header) -> tuple[str, ...]:
    """What a column may be called in the 列对照."""
    titles = header.title, header.full, header.full.replace("/", "")
    return *titles, *(f"{title}（{header.unit}）" for title in titles)


def _is_unit(text: str) -> bool:
    """Whether what stands in brackets after a title is a unit, not a remark (必填)."""
    return (
        bool(text)
        and len(text) <= 12
        and split_unit(f"量（{text}）")[1] == text
        and "填" not in text
        and "选" not in text
    )
