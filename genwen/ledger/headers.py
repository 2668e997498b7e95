"""The header of a ledger's sheet: which column holds what, by the clerk's 列对照 or by its titles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from genwen.diagnostics import Finding, nearest
from genwen.facts.energy import EnergySettings
from genwen.facts.ledger_schema import SheetMap, texts
from genwen.ledger.cells import half, is_total, month_in, title_parts
from genwen.numerals.units import unit_of
from genwen.records import made, record
from genwen.spreadsheet.grids import Grid

HEADER_WITHIN, HEADER_ROWS = 30, 3
TOTAL = "合计"
"""The place of a column that adds up the columns of places."""
ROLES: Mapping[str, frozenset[str]] = {
    "年度": frozenset({"年度", "年份", "年", "统计年度"}),
    "月份": frozenset({"月份", "月", "时间", "年月", "统计月份", "抄表月份", "所属月份", "月度", "日期"}),
    "点位": frozenset({"点位", "单位名称", "办公区", "办公区域", "地点", "楼宇", "建筑名称", "建筑物", "用能单位", "部门",
                       "区域", "用能点位"}),
    "项目": frozenset({"项目", "能源种类", "能源品种", "品种", "种类", "能源名称", "能源资源种类", "指标", "指标名称", "类别"}),
    "单位": frozenset({"计量单位", "单位"}),
    "数量": frozenset({"数量", "消费量", "用量", "消耗量", "实物量", "使用量"}),
    "费用": frozenset({"费用", "金额"}),
}  # fmt: skip
"""What a column may be for, and the titles that say so."""


@record
class Names:
    """What items and places may be called: `items` and `sites` by each of their names, `costs` and `units` by item."""

    items: Mapping[str, str] = made(default_factory=dict)
    costs: Mapping[str, str] = made(default_factory=dict)
    units: Mapping[str, str] = made(default_factory=dict)
    sites: Mapping[str, str] = made(default_factory=dict)

    def item(self, text: str) -> str:
        """The item a text names, itself when nobody declared it."""
        return self.items.get(half(text), half(text))

    def site(self, text: str) -> str:
        """The place a text names."""
        return self.sites.get(half(text), text.strip())


@record(frozen=False)
class Header:
    """`rows` up to here are no data; `roles`, `items` and `months` give columns, `units` the unit of a column's title.

    An item stands with the place its column is for, "" where that is told elsewhere.
    """

    rows: int
    roles: dict[str, int] = made(default_factory=dict)
    items: dict[tuple[str, str], int] = made(default_factory=dict)
    months: dict[int, int] = made(default_factory=dict)
    units: dict[int, str] = made(default_factory=dict)
    titles: list[str] = made(default_factory=list)

    @property
    def usable(self) -> bool:
        """Whether figures can be told from it."""
        long = {"项目", "数量"} <= self.roles.keys()
        return bool(self.items or long or len(self.months) >= 3)


def titles_at(grid: Grid, first: int, height: int) -> list[str]:
    """The titles of a header of `height` rows: 电/用量（千瓦时） where 电 spans several columns."""
    width = max((len(row) for row in grid.rows[first : first + height]), default=0)
    above = [""] * width
    for row in range(first, first + height):
        carried = ""
        for column in range(width):
            text = half(grid.value(row, column))
            if text:
                carried = text
            elif row < first + height - 1 and not grid.sheet and (column == 0 or not above[column] or row == first):
                text = carried  # a text file has no merges: a title reaches over the empty cells beside it
            if text and text != above[column].rpartition("/")[2]:
                above[column] = f"{above[column]}/{text}" if above[column] else text
    return above


def find_header(grid: Grid, sheet_map: SheetMap | None, names: Names) -> tuple[Header | None, list[Finding]]:
    """The header of a sheet; with a 列对照 every title it names must be there."""
    best: tuple[int, Header, list[str]] | None = None
    unclear: list[Finding] = []
    for first in range(min(HEADER_WITHIN, len(grid.rows))):
        for height in range(1, HEADER_ROWS + 1):
            if first + height > len(grid.rows):
                break
            header = Header(first + height, titles=titles_at(grid, first, height))
            if sheet_map is not None:
                lacking, found = _mapped(header, sheet_map, names)
            else:
                lacking, found = [], _guessed(header, names, grid)
            if header.usable and not lacking:
                return header, found
            unclear = unclear or ([] if lacking else found)
            score = len(header.items) + len(header.roles) + len(header.months)
            if best is None or score > best[0]:
                best = score, header, lacking
    if best is None:
        return None, []
    return None, unclear or [_not_found(grid, sheet_map, best[1], best[2])]


def _not_found(grid: Grid, sheet_map: SheetMap | None, header: Header, lacking: Sequence[str]) -> Finding:
    titles = [title for title in header.titles if title]
    at = grid.position(max(0, header.rows - 1), 0)
    if sheet_map is not None and lacking:
        shown = "、".join(f"“{title}”" for title in lacking)
        return Finding("S436", f"找不到列对照所写的表头{shown}", nearest(half(lacking[0]), titles), at)
    seen = f"表里有：{'、'.join(titles[:12])}" if titles else "检查文件是否为空"
    said = "看不出哪一行是表头、哪一栏是用量"
    return Finding("S436", said, f"在 列对照.yaml 里写明各栏；{seen}", at)


def _guessed(header: Header, names: Names, grid: Grid) -> list[Finding]:
    """Fill a header by what its titles say; what they leave open."""
    items: dict[str, list[tuple[str, int]]] = {}
    for column, title in enumerate(header.titles):
        if not title:
            continue
        last = title.rpartition("/")[2]
        name, unit = title_parts(last)
        parent = title_parts(title.partition("/")[0])[0] if "/" in title else ""
        header.units[column] = unit
        if (month := month_in(last)) is not None and last not in names.items:
            header.months.setdefault(month[1], column)
        elif role := _role(name):
            if role in ("数量", "费用") and parent in names.items:
                item = names.items[parent]
                kept = item if role == "数量" else names.costs.get(item, f"{item}费用")
                items.setdefault(kept, []).append(("", column))
            else:
                header.roles.setdefault(role, column)
        elif is_total(name):
            header.roles.setdefault("全年", column)
        elif name in names.items or (unit and unit_of(unit).known):
            items.setdefault(names.item(name), []).append((parent, column))
    if len(header.months) < 3:
        header.months.clear()
    if header.months or {"项目", "数量"} <= header.roles.keys():
        return []
    if items:
        header.roles.pop("项目", None)
    return [found for item, columns in items.items() for found in _placed(header, item, columns, names, grid)]


def _placed(
    header: Header, item: str, columns: Sequence[tuple[str, int]], names: Names, grid: Grid
) -> Iterator[Finding]:
    """The columns of one item: where there are several, the titles above them are the places they are for."""
    parents = [parent for parent, _ in columns]
    if len(columns) == 1:
        header.items[item, ""] = columns[0][1]
    elif len(set(parents)) == len(parents) and "点位" not in header.roles:
        for parent, column in columns:
            header.items[item, TOTAL if is_total(parent) or not parent else names.site(parent)] = column
    else:
        said = f"有{len(columns)}栏都是“{item}”，不知道各是哪一处的"
        at = grid.position(header.rows - 1, columns[1][1])
        yield Finding("S436", said, "在表头上一行写明点位，或在 列对照.yaml 里写明各栏", at)


def _role(name: str) -> str:
    return next((role for role, titles in ROLES.items() if name in titles), "")


def _mapped(header: Header, sheet_map: SheetMap, names: Names) -> tuple[list[str], list[Finding]]:
    """Fill a header by the clerk's map; the titles that are not there, and what is wrong with units."""
    lacking: list[str] = []
    findings: list[Finding] = []
    for name, column in (sheet_map.columns or {}).items():
        wanted = column.title.text
        at = _column_of(header.titles, wanted)
        if at is None:
            lacking.append(wanted)
            continue
        own = title_parts(header.titles[at].rpartition("/")[2])[1]
        header.units[at] = own
        if name in ROLES or name == "全年":
            header.roles[name] = at
        elif (month := month_in(name)) is not None:
            header.months[month[1]] = at
        else:
            site, _, item = name.rpartition(".")
            header.items[names.item(item), names.site(site) if site else ""] = at
        if column.unit is not None and column.unit.known:
            one, other = unit_of(own), unit_of(column.unit.text)
            if own and one.known and one.base != other.base:
                said = f"列对照写明“{name}”的单位是{column.unit.text}，表头“{header.titles[at]}”是{own}"
                findings.append(Finding("S433", said, "核对台账，改正其中一处", column.unit.origin.position))
            header.units[at] = column.unit.text
    if not header.items and "数量" not in header.roles:
        for column_at, title in enumerate(header.titles):
            month = month_in(title.rpartition("/")[2])
            if month is not None:
                header.months.setdefault(month[1], column_at)
            elif title and is_total(title_parts(title)[0]):
                header.roles.setdefault("全年", column_at)
    return lacking, findings


def _column_of(titles: Sequence[str], wanted: str) -> int | None:
    """The column with a title: letter for letter, else by its last part, else without its unit."""
    plain = half(wanted)
    forms = (
        lambda title: title,
        lambda title: title.rpartition("/")[2],
        lambda title: "/".join(title_parts(part)[0] for part in title.split("/")),
        lambda title: title_parts(title.rpartition("/")[2])[0],
    )
    for form in forms:
        found = [column for column, title in enumerate(titles) if title and form(title) == plain]
        if found:
            return found[0]
    return None


_AMOUNTS = ("{}", "用{}", "用{}量", "{}量", "{}用量", "{}消耗", "{}消耗量", "{}消费量", "{}使用量", "耗{}量")
_COSTS = ("{}费", "{}费用", "{}金额", "{}支出")


def names_of(settings: EnergySettings | None) -> Names:
    """The names of items and places that are declared in 能源."""
    items: dict[str, str] = {}
    costs: dict[str, str] = {}
    units: dict[str, str] = {}
    for energy in settings.energies if settings is not None else ():
        if not energy.name.known:
            continue
        item = energy.item
        for name in (energy.name.text, *texts(energy.other_names or ())):
            for form in _AMOUNTS:
                items.setdefault(half(form.format(name)), item)
            for form in _COSTS if energy.cost_item else ():
                items.setdefault(half(form.format(name)), energy.cost_item)
        items[half(item)] = item
        items.setdefault(half(item.removesuffix("量")), item)
        if energy.unit.known:
            units[item] = energy.unit.text
        if energy.cost_item:
            costs[item] = energy.cost_item
            items[half(energy.cost_item)] = energy.cost_item
            units[energy.cost_item] = "元"
    sites: dict[str, str] = {}
    for site in (settings.sites if settings is not None else None) or ():
        for name in (site.name, *(site.other_names or ())):
            if name.known:
                sites[half(name.text)] = site.name.text
    return Names(items, costs, units, sites)
