"""What in the statistics is odd: prices out of every band, jumps without a reason, months lacking, meters told twice.

Warnings for `genwen check`; nothing here stops a build.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from genwen.diagnostics import Finding, Position, Severity
from genwen.document.formulas import FormulaError
from genwen.document.statistics.ledger_checks import place_of, shown
from genwen.document.statistics.ledger_sums import months_of_use
from genwen.document.statistics.year_quantity import YearQuantity
from genwen.facts.energy import Energy, is_stock
from genwen.facts.fact import Fact, Quantity
from genwen.facts.ledger import MONTHS
from genwen.numerals.units import conversion, ratio_of, unit_of
from genwen.records import record

if TYPE_CHECKING:
    from genwen.document.statistics.quantities import Statistics

MOVED = Decimal(10)
JUMPED = Decimal(20)
SAME_MONTHS = 6
_ANY = ("全部", "各项")


@record
class Band:
    """Prices in 元 per `unit` between which nothing is odd."""

    low: Decimal
    high: Decimal
    unit: str


def _band(low: str, high: str, unit: str) -> Band:
    return Band(Decimal(low), Decimal(high), unit)


# What public bodies have paid in recent years, widely taken; 单价下限 and 单价上限 of 能源 go first.
BANDS: Mapping[str, Band] = {
    "电": _band("0.3", "1.6", "千瓦时"), "天然气": _band("1.5", "7", "立方米"), "汽油": _band("6", "10", "升"),
    "柴油": _band("5.5", "9.5", "升"), "热": _band("15", "150", "吉焦"), "煤": _band("0.3", "3", "千克"),
    "水": _band("1", "15", "立方米"), "液化石油气": _band("3", "15", "千克"),
}  # fmt: skip


def check_plausibility(view: Statistics, unread: bool = False) -> list[Finding]:
    """Everything odd in the year of the view; nothing while the figures could not be read."""
    if unread:
        return []
    found: list[Finding] = []
    for check in (_months, _prices, _moves, _jumps, _same_series):
        found += check(view)
    return found


def _warning(code: str, said: str, hint: str, at: Position | None, severity: Severity = Severity.WARNING) -> Finding:
    return Finding(code, said, hint, at, severity)


# --- months -----------------------------------------------------------------------------------------------------------


def _months(view: Statistics) -> Iterator[Finding]:
    """Months without a figure, of items that are kept by month; the rest of the running year is only mentioned."""
    for item in view.ledger.items():
        energy = view.energy.by_item().get(item) if view.energy is not None else None
        expected = set(months_of_use(energy))
        for year in view.ledger.years(item):
            for site in view.ledger.sites(item, year):
                kept = view.ledger.months(item, year, site)
                known = {month for month, entry in kept.items() if entry.quantity.known}
                unit = next((entry.quantity.unit for entry in kept.values()), "")
                lacking = sorted(expected - known)
                if not known or not lacking or is_stock(item, unit):
                    continue
                running = year >= view.year and lacking == [month for month in MONTHS if month > max(known)]
                where = f"“{site}”" if site else ""
                said = f"{where}{year}年缺{_listed(lacking)}的“{item}”"
                hint = "补上台账；没有用的填 0；只在几个月用的，在 能源.yaml 里写 用能月份"
                at = kept[max(known)].at
                yield _warning("S451", said, hint, at, Severity.HINT if running else Severity.WARNING)


def _listed(months: list[int]) -> str:
    """1月、3月; a long run as 4—12月."""
    if len(months) > 2 and months == list(range(months[0], months[-1] + 1)):
        return f"{months[0]}—{months[-1]}月"
    return "、".join(f"{month}月" for month in months)


# --- prices -----------------------------------------------------------------------------------------------------------


def _prices(view: Statistics) -> Iterator[Finding]:
    """Cost ÷ amount out of its band, for the whole unit and for each place with figures of its own."""
    for energy in view.energy.energies if view.energy is not None else ():
        if not energy.cost_item or not energy.name.known or (band := band_of(energy)) is None:
            continue
        for year in (view.year - 1, view.year):
            odd_places = False
            for place in view.view(year=year).sites():
                for finding in _price_at(place, energy, band, year):
                    odd_places = True
                    yield finding
            if not odd_places:
                yield from _price_at(view, energy, band, year)


def band_of(energy: Energy) -> Band | None:
    """The band of an energy's price: as declared, else what is usual for energies of that name."""
    low, high = energy.cheapest, energy.dearest
    name = energy.name.text
    # 热水 is paid for like heat, 自来水 like water: the name's end goes first
    words = sorted((word for word in BANDS if word in name), key=lambda word: (name.endswith(word), len(word)))
    usual = BANDS[words[-1]] if words else None
    given = [fact for fact in (low, high) if isinstance(fact, Quantity) and fact.known]
    if not given:
        return usual
    ratio = ratio_of(given[0].unit)
    unit = ratio[1] if ratio is not None else energy.unit.text
    bounds = [fact.value if isinstance(fact, Quantity) and fact.known else None for fact in (low, high)]
    return Band(bounds[0] or Decimal(0), bounds[1] if bounds[1] is not None else Decimal(10) ** 9, unit)


def _price_at(view: Statistics, energy: Energy, band: Band, year: int) -> Iterator[Finding]:
    amount, cost = _figure(view, year, energy.item), _figure(view, year, energy.cost_item)
    if amount is None or cost is None or not amount.value or unit_of(cost.unit).base != "元":
        return
    found = energy.factor_to(amount.unit, band.unit, year)
    factor = found[0] if found is not None else _usual_factor(energy, amount.unit, band.unit)
    if factor is None:
        return
    price = cost.value / (amount.value * factor)
    if band.low <= price <= band.high or not cost.value:
        return
    where = f"“{view.site}”" if view.site else ""
    said = (
        f"{where}{year}年“{energy.cost_item}”{cost.text}÷“{energy.item}”{amount.text}，单价{price:.2f}元/{band.unit}，"
        f"一般在{_trim(band.low)}—{_trim(band.high)}元/{band.unit}；费用见 {place_of(cost.origin)}"
    )
    kept = _kept_unit(view, energy.item, year) or amount.unit
    yield _warning("S452", said, _price_hint(price, band, energy, kept), place_of(amount.origin))


def _kept_unit(view: Statistics, item: str, year: int) -> str:
    """The unit the ledgers have an item in, "" when they have none of it."""
    for site in view.ledger.sites(item, year):
        for entry in view.ledger.months(item, year, site).values():
            if entry.quantity.known and entry.quantity.unit:
                return entry.quantity.unit
    return ""


def _trim(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _usual_factor(energy: Energy, unit: str, wanted: str) -> Decimal | None:
    """Litres and kilograms without a declared density: roughly, for a judgement of prices only."""
    for name, density in (("汽油", "0.73"), ("柴油", "0.84")):
        if name in energy.name.text:
            mass, litres = conversion(unit, "千克"), conversion("升", wanted)
            if mass is not None and litres is not None:
                return mass / Decimal(density) * litres
    return None


def _price_hint(price: Decimal, band: Band, energy: Energy, unit: str) -> str:
    for factor, said in ((Decimal(10**4), "用量或费用"), (Decimal(10**3), "用量")):
        if band.low <= price * factor <= band.high or band.low <= price / factor <= band.high:
            return f"像是{said}差了{'一万' if factor == 10**4 else '一千'}倍，核对单位（万元与元、千瓦时与万千瓦时、吨与千克）"
    other = {"升": "千克", "千克": "升"}.get(unit)
    if other and "油" in energy.name.text:
        density = Decimal("0.73") if "汽油" in energy.name.text else Decimal("0.84")
        if band.low <= (price / density if unit == "千克" else price * density) <= band.high:
            return f"像是把{other}填成了{unit}，核对台账的单位"
    return "核对用量、费用和单位；确实如此的，在 能源.yaml 里改 单价下限、单价上限"


# --- changes ----------------------------------------------------------------------------------------------------------


def _figure(view: Statistics, year: int, item: str) -> YearQuantity | None:
    try:
        found = view.of_year(year, item)
    except (FormulaError, ArithmeticError):
        return None
    return found if found.known else None


def _reason(view: Statistics, item: str, fact: Quantity) -> bool:
    """Whether a reason is stated for a change of an item in the year."""
    data = view.typed.get(view.year)
    reasons: Mapping[str, Fact] = (data.reasons if data is not None else None) or {}
    return any(reasons[name].known for name in (item, fact.name if isinstance(fact, YearQuantity) else item, *_ANY)
               if name in reasons)  # fmt: skip


def _changed(view: Statistics, item: str) -> tuple[YearQuantity, YearQuantity, Decimal] | None:
    now, before = _figure(view, view.year, item), _figure(view, view.year - 1, item)
    if now is None or before is None or before.value <= 0 or now.unit != before.unit:
        return None
    return now, before, (now.value - before.value) / before.value * 100


def _moves(view: Statistics) -> Iterator[Finding]:
    """Persons or area that moved more than 10 %: what reviewers look at first."""
    for item in _items(view):
        found = _changed(view, item)
        if found is None or unit_of(found[0].unit).base not in ("人", "平方米"):
            continue
        now, before, rate = found
        if abs(rate) > MOVED and not _reason(view, item, now):
            yield _jump("S453", view, item, now, before, rate, "10")


def _jumps(view: Statistics) -> Iterator[Finding]:
    """Amounts and indicators that changed by more than 20 % without a stated reason."""
    moved = {item for item in _items(view) if (found := _changed(view, item)) and abs(found[2]) > JUMPED}
    for item in [*_items(view), *_indicators(view)]:
        found = _changed(view, item)
        if found is None or is_stock(item, found[0].unit) or abs(found[2]) <= JUMPED or _reason(view, item, found[0]):
            continue
        if item not in moved and _explained(view, found[0], moved):
            continue
        yield _jump("S454", view, item, *found, "20")


def _explained(view: Statistics, now: YearQuantity, moved: set[str]) -> bool:
    """Whether an indicator only follows a quantity whose own jump is told."""
    ahead = list(now.origin.inputs)
    while ahead:
        origin = ahead.pop()
        if origin.path.rpartition(".")[2] in moved:
            return True
        ahead += origin.inputs
    return False


def _jump(
    code: str, view: Statistics, item: str, now: YearQuantity, before: YearQuantity, rate: Decimal, limit: str
) -> Finding:
    word = "下降" if rate < 0 else "上升"
    said = (
        f"“{item}”比上年{word}{abs(rate):.2f}%，超过{limit}%：{before.text}→{now.text}；"
        f"{view.year - 1}年的数见 {place_of(before.origin)}"
    )
    hint = f"核对；确有原因的，在 content/统计/{view.year}.yaml 里写 变动原因: {{{item}: …}}"
    return _warning(code, said, hint, place_of(now.origin))


def _items(view: Statistics) -> list[str]:
    typed = [name for data in view.typed.values() for name, fact in data.data.items()
             if isinstance(fact, Quantity) and not ratio_of(fact.unit)]  # fmt: skip
    return list(dict.fromkeys([*typed, *view.ledger.items()]))


def _indicators(view: Statistics) -> list[str]:
    items = set(_items(view))
    return [name for name in view.names()[:-1] if name not in items and not name.endswith("系数")]


# --- meters -----------------------------------------------------------------------------------------------------------


def _same_series(view: Statistics) -> Iterator[Finding]:
    """Two places with the same figures month by month: very likely one meter told twice."""
    for item in view.ledger.items():
        for year in view.ledger.years(item):
            seen: dict[tuple[tuple[int, Decimal], ...], str] = {}
            for site in view.ledger.sites(item, year):
                months = view.ledger.months(item, year, site)
                series = tuple((month, entry.quantity.value) for month, entry in sorted(months.items())
                               if entry.quantity.known and entry.quantity.value)  # fmt: skip
                if len(series) < SAME_MONTHS or len({value for _, value in series}) < 3:
                    continue
                other = seen.setdefault(series, site)
                if other != site:
                    first = view.ledger.months(item, year, other)[series[0][0]]
                    said = f"“{site}”与“{other}”{year}年各月的“{item}”完全相同（{first.at}），像是同一块表计了两次"
                    total = shown(sum((value for _, value in series), Decimal(0)), first.quantity.unit)
                    hint = f"核对抄表记录；重复的删去一处（{total}）"
                    yield _warning("S455", said, hint, months[series[0][0]].at)
