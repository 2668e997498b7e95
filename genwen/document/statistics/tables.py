"""Tables of the statistics that an outline calls by name: 各月用量, 各点位用量, 各月用电量 and the like."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from genwen.document.elements import PLACEHOLDER_STYLE, Blocks, Origin, OriginKind, Run, Text
from genwen.document.plain_table import NOTHING, plain_table, with_notes, word
from genwen.document.rounding import ADJUST, NOTES, needs_note, printed_parts, shown
from genwen.document.statistics.energy_account import in_use
from genwen.document.statistics.ledger_sums import decimals_of
from genwen.document.statistics.year_quantity import YearQuantity
from genwen.facts.ledger import MONTHS
from genwen.facts.schema import fact_run
from genwen.records import record

if TYPE_CHECKING:
    from genwen.document.statistics.quantities import Statistics

MAX_PLACES = 2
TOTAL = "合计"
MAX_BRACKETED = 7
"""Columns so narrow that the unit in a heading has no room for brackets are more than these."""
COAL = "综合能耗"


@record(frozen=False)
class _Column:
    """A column: its heading, its figures, what is printed of them and of their total."""

    title: str
    figures: Sequence[YearQuantity]
    cells: list[Text]
    rounded: bool = False


# --- months -----------------------------------------------------------------------------------------------------------


def monthly_items(view: Statistics) -> list[str]:
    """The amounts that are kept by month in the year, in the order of 能源, else of the ledgers."""
    year = view.year

    def monthly(item: str) -> bool:
        return any(view.ledger.months(item, year, site) for site in view.ledger.sites(item, year))

    if view.energy is not None:
        declared = [energy for energy in view.energy.energies if energy.name.known]
        kept = [energy.item for energy in declared if in_use(view, energy) and monthly(energy.item)]
        # in a draft before the year's ledger is there, the table shows what is to be filled in
        return kept or [energy.item for energy in declared if year not in view.ledger.years(energy.item)]
    return [item for item in view.ledger.items() if monthly(item) and not item.endswith("费")]


def monthly_table(view: Statistics) -> Blocks:
    """各月用量: a row for each month, a column for each amount, 综合能耗 and its change on the same month a year ago."""
    items = monthly_items(view)
    columns = [_column(view, view.year, item) for item in items]
    coal = None
    if view.energy is not None and any(energy.is_counted for energy in view.energy.energies):
        coal = _column(view, view.year, COAL)
        if all(not figure.known for figure in coal.figures):
            coal = None
    titles = ["月份", *(column.title for column in columns)]
    body = [column.cells for column in columns]
    widths = [1.2, *(2.4 for _ in columns)]
    if coal is not None:
        titles += [coal.title, f"{COAL}\n同比"]
        body += [coal.cells, [_change(figure) for figure in _with_year(view, coal.figures, COAL)]]
        widths += [2.9, 2.4]
    labels = [f"{month}月" for month in MONTHS] + [TOTAL]
    rows = [[word(label), *(cells[number] for cells in body)] for number, label in enumerate(labels)]
    rounded = [column for column in (*columns, *([coal] if coal else ())) if column.rounded]
    notes = [_coal_note(view) if coal is not None else "", _policy(view, rounded)]
    return with_notes(plain_table("各月用量", titles, rows, widths, labels), notes)


def comparison_table(view: Statistics, item: str) -> Blocks:
    """各月用电量: last year and this year month by month, with the change."""
    before, now = _column(view, view.year - 1, item), _column(view, view.year, item)
    unit = now.title.removeprefix(item)
    titles = ["月份", *(f"{year}年{unit}" for year in (view.year - 1, view.year)), "增减"]
    changes = [_change(figure) for figure in _with_year(view, now.figures, item)]
    labels = [f"{month}月" for month in MONTHS] + [TOTAL]
    rows = [
        [word(label), before.cells[number], now.cells[number], changes[number]] for number, label in enumerate(labels)
    ]
    rounded = [column for column in (before, now) if column.rounded]
    return with_notes(plain_table(f"各月{item}", titles, rows, [1.3, 3, 3, 3], labels), [_policy(view, rounded)])


def _with_year(view: Statistics, figures: Sequence[YearQuantity], item: str) -> list[YearQuantity]:
    """The figures of the months, and that of all of them."""
    return [*figures, view.of_year(view.year, item)]


def site_table(view: Statistics) -> Blocks:
    """各点位用量: a row for each place, a column for each amount; its part of 综合能耗, and how that part has moved."""
    places = view.sites()
    items = [item for item in monthly_items(view) if not places or view.ledger.sites(item, view.year)]
    columns = [_of_places(view, places, item) for item in items]
    body = [column.cells for column in columns]
    widths = [3.2, *(2.2 for _ in columns)]
    if view.energy is not None and view.of_year(view.year, COAL).known and len(places) > 1:
        coal, share = _of_places(view, places, COAL), _of_places(view, places, f"{COAL}占比")
        columns += [coal, share]
        body += [coal.cells, share.cells, [*(_moved(figure) for figure in share.figures), word(NOTHING)]]
        widths += [2.4, 1.9, 2.5]
    titles = ["点位", *(column.title.replace(f"{COAL}占比", "占比") for column in columns)]
    if len(body) > len(columns):
        titles.append("占比变化\n（百分点）")
    if len(titles) > MAX_BRACKETED:
        titles = [title.replace("\n（", "\n").removesuffix("）") for title in titles]
    labels = [place.site for place in places] + [TOTAL]
    rows = [[word(label), *(cells[number] for cells in body)] for number, label in enumerate(labels)]
    if not places:
        gap = Run("待补", PLACEHOLDER_STYLE, Origin(OriginKind.MISSING, "统计.台账.点位"))
        labels, rows = ["待补", TOTAL], [[(gap,) for _ in titles], *rows]
    table = plain_table("各点位用量", titles, rows, widths, labels, left=(0,))
    return with_notes(table, [_policy(view, [column for column in columns if column.rounded])])


def _of_places(view: Statistics, places: Sequence[Statistics], item: str) -> _Column:
    return _filled(view, item, [place.of_year(view.year, item) for place in places], "各点位之和")


def _moved(figure: YearQuantity) -> Text:
    """How a share has moved, without the unit that stands in the heading."""
    before = figure.statistics.of_year(figure.year - 1, figure.name) if figure.statistics is not None else None
    if before is None or not before.known or not figure.known or figure.statistics is None:
        return word(NOTHING)
    fact = figure.statistics.change(figure, "变化", figure.year - 1)
    return (Run(fact.text.removesuffix("个百分点"), "", fact.origin),)


def _column(view: Statistics, year: int, item: str) -> _Column:
    months = [view.view(year=year, months=(month,)).of_year(year, item) for month in MONTHS]
    return _filled(view.view(year=year), item, months, "各月之和")


def _filled(view: Statistics, item: str, figures: Sequence[YearQuantity], formula: str) -> _Column:
    """A column of figures with their total, rounded so that what is printed adds up."""
    year = view.year
    known = [figure for figure in figures if figure.known]
    unit = known[0].unit if known else ""
    title = f"{item}\n（{unit}）" if unit else item
    settings = view.energy
    exact = max((decimals_of(figure.value) for figure in known), default=0)
    places = settings.places if settings is not None and item.startswith(COAL) else min(exact, MAX_PLACES)
    if len(known) < len(figures) or not figures:
        return _Column(title, figures, [_cell(figure, places) for figure in (*figures, view.of_year(year, item))])
    values = [figure.value for figure in known]
    parts, total = printed_parts(values, places, settings.policy if settings is not None else ADJUST)
    cells: list[Text] = [
        (Run(shown(part, places), "", figure.origin),) for part, figure in zip(parts, known, strict=True)
    ]
    origins = tuple(figure.origin for figure in known)
    path = view.of_year(year, item).origin.path if view.is_quantity(item) else ""
    cells.append((Run(shown(total, places), "", Origin(OriginKind.DERIVED, path, None, formula, origins)),))
    return _Column(title, figures, cells, needs_note(values, places))


def _cell(figure: YearQuantity, places: int) -> Text:
    """A figure without its unit; a gap as 待补, what was never kept as —."""
    if figure.known:
        return (Run(shown(figure.value, places), "", figure.origin),)
    return (Run("待补", PLACEHOLDER_STYLE, figure.origin),)


def _change(figure: YearQuantity) -> Text:
    if not figure.known or figure.statistics is None:
        return word(NOTHING)
    before = figure.statistics.of_year(figure.year - 1, figure.name)
    if not before.known or before.value <= 0:
        return word(NOTHING)
    return (fact_run(figure.statistics.change(figure, "变化", figure.year - 1)),)


def _coal_note(view: Statistics) -> str:
    """By which caliber coal was computed, and what months are compared with."""
    caliber = f"按{view.caliber}折合标准煤，" if view.caliber else ""
    return f"{COAL}{caliber}同比为与{view.year - 1}年同月比较。"


def _policy(view: Statistics, rounded: Sequence[_Column]) -> str:
    """How totals were made, where rounding makes a difference."""
    if not rounded:
        return ""
    return NOTES[view.energy.policy if view.energy is not None else ADJUST]
