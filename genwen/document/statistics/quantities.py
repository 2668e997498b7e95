"""统计: the quantities of a year and the indicators computed from them, with changes against other years and a trace.

Quantities are typed by year (content/统计/2025.yaml) or summed up from ledgers (content/统计/台账), by month and by
place; indicators come from formulas (指标) and from what is declared of energies (能源). Everything is computed from
unrounded values. The same names are found in a view of a place (统计.点位.甲) or of some months (统计.上半年).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from genwen import numerals
from genwen.document.elements import Origin, OriginKind
from genwen.document.formulas import MAX_VALUE, FormulaError, compile_formula
from genwen.document.statistics.book import PERIODS, Book, months_named
from genwen.document.statistics.year_quantity import YearQuantity
from genwen.facts.energy import EnergySettings, is_ratio, is_stock
from genwen.facts.fact import Fact, Quantity
from genwen.facts.ledger import MONTHS, Ledger
from genwen.facts.schema import Indicator, Indicators, StatisticsYear, Targets
from genwen.records import replace

if TYPE_CHECKING:
    from genwen.facts.loader import Facts

MAX_DEPTH = 20


class Statistics:
    """The root 统计 of expressions: quantities and indicators of the year, or of another by 统计.2024."""

    def __init__(
        self,
        years: Mapping[int, StatisticsYear],
        indicators: Indicators | None,
        year: int,
        path: str = "统计",
        *,
        ledger: Ledger | Callable[[], Ledger] | None = None,
        energy: EnergySettings | None = None,
        caliber: str = "",
        targets: Targets | None = None,
    ) -> None:
        places = indicators.change_decimals if indicators else None
        kept = Ledger() if ledger is None else ledger
        book = Book(
            dict(sorted(years.items())),
            indicators.by_key if indicators else {},
            int(places.value) if places is not None and places.known else 2,
            (lambda: kept) if isinstance(kept, Ledger) else kept,
            energy, caliber or _declared_caliber(energy, years.get(year)), targets, path,
        )  # fmt: skip
        self._begin(book, year, "", ())

    def _begin(self, book: Book, year: int, site: str, months: tuple[int, ...]) -> None:
        self.book, self.year, self.site, self.months = book, year, site, months
        self.typed, self.indicators, self.energy = book.typed, book.indicators, book.energy
        self.caliber, self.change_decimals = book.caliber, book.change_decimals
        self.whole = not site and not months
        """Whether this is the whole unit over a whole year."""
        self._path = ".".join(filter(None, (self.period, site)))
        # Nothing in the statistics changes, and expressions ask for the same quantities over and over.
        self._cache: dict[tuple[int, str], YearQuantity] = {}
        self._found: dict[str, YearQuantity] = {}
        self._changes: dict[tuple[int, str, str, int], Fact] = {}
        book.views[year, site, months] = self

    def forget(self) -> None:
        """Let go of the quantities, which know where they are from."""
        self._cache.clear()
        self._found.clear()
        self._changes.clear()

    # --- what it is made of ------------------------------------------------------------------------------------------

    @property
    def years(self) -> Mapping[int, StatisticsYear]:
        """The typed quantities of each year that has any figures; asks for the ledgers."""
        typed = self.book.typed
        more = [year for year in self.ledger.years() if year not in typed]
        if not more:
            return typed
        return dict(sorted((dict.fromkeys(more, StatisticsYear.made({"data": {}})) | dict(typed)).items()))

    @property
    def ledger(self) -> Ledger:
        """The figures of the ledgers, which are read when somebody asks for them."""
        return self.book.read_ledger()

    # --- views -------------------------------------------------------------------------------------------------------

    def view(
        self, *, year: int | None = None, site: str | None = None, months: tuple[int, ...] | None = None
    ) -> Statistics:
        """The same statistics of another year, place or period."""
        key = (
            self.year if year is None else year,
            self.site if site is None else site,
            self.months if months is None else months,
        )
        found = self.book.views.get(key)
        if found is None:
            found = Statistics.__new__(Statistics)
            found._begin(self.book, *key)
        return found

    def for_year(self, year: int) -> Statistics:
        """The same statistics looked at from another year."""
        return self.view(year=year)

    def sites(self) -> list[Statistics]:
        """A view of each place of the ledgers in the year, in order of appearance."""
        names = [site for item in self.ledger.items() for site in self.ledger.sites(item, self.year) if site]
        return [self.view(site=site) for site in dict.fromkeys(names)]

    def is_named(self, name: str) -> bool:
        """Whether this is the view of a place or period of that name."""
        return bool(name) and name in (self.site, self.period)

    @property
    def period(self) -> str:
        """What the months of the view are called: 3月, 1—9月; "" for the whole year."""
        if not self.months:
            return ""
        named = next((name for name, months in PERIODS.items() if months == self.months), "")
        return named or f"{self.months[0]}—{self.months[-1]}月"

    # --- names -------------------------------------------------------------------------------------------------------

    def look(self, name: str) -> object:
        """A quantity or indicator of the year, or another view: 上年, 2024, 点位, 各月, 上半年, 3月."""
        if name in self._found:
            return self._found[name]
        if name.isdigit() and len(name) == 4:
            return self.for_year(int(name))
        if name == "上年":
            return self.for_year(self.year - 1)
        if self._is_declared(name):
            return self._kept(name)
        if months := months_named(name):
            return self.view(months=months)
        other = self._other(name)
        if other is not None:
            return other
        if self._is_figure(name) or self.ledger.has(name):
            return self._kept(name)
        raise KeyError(name)

    def _kept(self, name: str) -> YearQuantity:
        found = self._found[name] = self.of_year(self.year, name)
        return found

    def _other(self, name: str) -> object:
        data = self.typed.get(self.year)
        if name == "年度":
            return Fact(self.year, str(self.year), Origin(OriginKind.FACT, "年度"))
        if name == "来源" and any(year.source is not None for year in self.typed.values()):
            return data.source if data is not None and data.source is not None else self.missing(name, self.year)
        if name == "口径":
            return self.caliber_fact()
        if name == "点位":
            return self.sites()
        if name == "各月":
            return [self.view(months=(month,)) for month in MONTHS]
        if name in ("名称", "月份") and not self.whole:
            said_name = self.site if self.site and name == "名称" else self.period
            return Fact(said_name, said_name, Origin(OriginKind.FACT, f"{self.book.path}.{said_name}"))
        if self.energy is not None and name in ("折算说明", "碳排放说明"):
            from genwen.document.statistics.energy_note import carbon_note, conversion_note

            return conversion_note(self) if name == "折算说明" else carbon_note(self)
        if self.book.targets is not None and name in ("目标", "覆盖率"):
            from genwen.document.statistics.target_results import coverage_results, target_results

            targets = self.book.targets
            return target_results(targets, self) if name == "目标" else coverage_results(targets)
        return None

    def _is_declared(self, name: str) -> bool:
        """Whether `name` is a formula of 指标, or was typed in some year."""
        return name in self.indicators or any([name in data.data for data in self.typed.values()])  # noqa: C419

    def _is_figure(self, name: str) -> bool:
        if self.energy is None:
            return False
        from genwen.document.statistics.energy_figures import is_figure

        return is_figure(self, name)

    def is_computed(self, name: str) -> bool:
        """Whether `name` was typed, or is computed by a formula of 指标 or from 能源."""
        return self._is_declared(name) or self._is_figure(name)

    def is_quantity(self, name: str) -> bool:
        """Whether `name` is a quantity of some year, an indicator, or an item of a ledger."""
        return self.is_computed(name) or self.ledger.has(name)

    def declared_names(self) -> list[str]:
        """What was typed for any year, and every formula of 指标."""
        return [*sorted(self.book.typed_names), *self.indicators]

    def own_names(self) -> list[str]:
        """`declared_names`, and the figures that follow from 能源 whatever the ledgers say."""
        if self.energy is None:
            return self.declared_names()
        from genwen.document.statistics.energy_figures import FIGURES

        return [*self.declared_names(), *FIGURES]

    def names(self) -> list[str]:
        """Every quantity of any year, every indicator, every item of a ledger."""
        names = self.declared_names()
        names += [name for name in self.ledger.items() if name not in names]
        if self.energy is not None:
            from genwen.document.statistics.energy_figures import figure_names

            names += [name for name in figure_names(self) if name not in names]
        return [*names, "上年"]

    def caliber_fact(self) -> Fact | None:
        """口径 as a fact: that of the document, else the declared one."""
        declared = [self.energy.caliber] if self.energy is not None else []
        declared += [data.caliber for data in (self.typed.get(self.year),) if data is not None]
        for fact in declared:
            if fact is not None and (not self.caliber or not fact.known or fact.text == self.caliber):
                return fact
        return Fact(self.caliber, self.caliber, Origin(OriginKind.TYPED, "口径")) if self.caliber else None

    # --- quantities --------------------------------------------------------------------------------------------------

    def of_year(self, year: int, name: str) -> YearQuantity:
        """The quantity `name` of `year`; missing when that year has none. Raises TypeError for a bad formula."""
        return self.at_depth(year, name, 0)

    def change(self, quantity: YearQuantity, what: str, base: int) -> Fact:
        """How a quantity differs from that of year `base`; `what` as in `YearQuantity.look`."""
        key = (quantity.year, quantity.name, what, base)
        if key not in self._changes or self._cache.get(key[:2]) is not quantity:
            self._changes[key] = quantity.changed(what, self.of_year(base, quantity.name), self.change_decimals)
        return self._changes[key]

    def at_depth(self, year: int, name: str, depth: int) -> YearQuantity:
        """As `of_year`, `depth` formulas deep. Raises FormulaError when they go round."""
        key = (year, name)
        found = self._cache.get(key)
        if found is None:
            fact = self._typed(year, name)
            found = self.quantity(fact, name, year) if fact is not None else self._find(year, name, depth)
            self._cache[key] = found
        return found

    def operand(self, year: int, name: str, depth: int) -> Quantity:
        """As `at_depth`, for computing with it: what was typed is enough for that as it is."""
        typed = self._typed(year, name)
        return typed if typed is not None else self.at_depth(year, name, depth)

    def _typed(self, year: int, name: str) -> Quantity | None:
        """What was typed of a year and holds for this view."""
        data = self.typed.get(year)
        fact = data.data.get(name) if data is not None else None
        if isinstance(fact, Quantity) and fact.state == "已知" and (self.whole or self._applies(name, fact)):
            return fact
        return None

    def _find(self, year: int, name: str, depth: int) -> YearQuantity:
        """A quantity that was not typed for this view."""
        data = self.typed.get(year)
        fact = data.data.get(name) if data is not None else None
        if fact is not None and fact.state == "不公开":
            return self.gap(name, year, fact.origin, fact.text, fact.state)
        if fact is None and name in self.indicators:
            return self._computed(year, self.indicators[name], depth)
        if self.energy is not None:
            from genwen.document.statistics.energy_figures import energy_figure

            figure = energy_figure(self, year, name, depth)
            if figure is not None:
                return figure
        if self.ledger.has(name):
            from genwen.document.statistics.ledger_sums import ledger_quantity

            found = ledger_quantity(self, year, name)
            if found is not None:
                return found
        if fact is not None and self.whole:
            return self.gap(name, year, fact.origin, fact.text, fact.state)
        return self.missing(name, year)

    def _applies(self, name: str, fact: Quantity) -> bool:
        """Whether what was typed for the year holds for a view of a part: coefficients always, stocks for some months."""
        if is_ratio(fact.unit):
            return True
        return not self.site and is_stock(name, fact.unit)

    def quantity(self, fact: Quantity, name: str, year: int, origin: Origin | None = None) -> YearQuantity:
        """A quantity of this view out of a known one."""
        return YearQuantity(
            fact.value, fact.text, origin or fact.origin, "已知", fact.unit, fact.decimals, fact.scale, name, year, self
        )

    def missing(self, name: str, year: int, path: str = "") -> YearQuantity:
        """A quantity that nobody filled in."""
        path = path or self._path_of(name, year)
        return self.gap(name, year, Origin(OriginKind.MISSING, path), f"【待补：{path}】")

    def gap(self, name: str, year: int, origin: Origin, text: str, state: str = "待补") -> YearQuantity:
        """A quantity without a value: missing, or withheld."""
        source = replace(origin, kind=OriginKind.MISSING)
        return YearQuantity(None, text, source, state, "", 0, "", name, year, self)

    def _path_of(self, name: str, year: int) -> str:
        """The path of a quantity of this view."""
        return f"{self.book.path}.{year}.{self._path}.{name}" if self._path else f"{self.book.path}.{year}.{name}"

    def derived(
        self, name: str, year: int, value: Decimal, places: int, unit: str, formula: str, inputs: Sequence[Origin]
    ) -> YearQuantity:
        """A computed quantity of this view. Raises FormulaError when it is beyond all bounds."""
        if abs(value) > MAX_VALUE:
            raise FormulaError(f"“{name}”的结果过大")
        origin = Origin(OriginKind.DERIVED, self._path_of(name, year), None, f"{name} = {formula}", tuple(inputs))
        text = f"{numerals.format_decimal(value, places)}{unit}"
        return YearQuantity(value, text, origin, "已知", unit, places, "", name, year, self)

    def _computed(self, year: int, indicator: Indicator, depth: int) -> YearQuantity:
        name = indicator.key.text
        if depth > MAX_DEPTH:
            raise FormulaError(f"指标“{name}”的公式互相引用，没有尽头")
        if not indicator.formula.known:
            return self.gap(name, year, indicator.formula.origin, indicator.formula.text)
        formula = compile_formula(indicator.formula.text)
        inputs = [self.operand(year, each, depth + 1) for each in formula.names]
        origin = Origin(
            OriginKind.DERIVED, f"{self.book.path}.{year}.{name}", indicator.formula.origin.position, indicator.said,
            tuple([item.origin for item in inputs]),
        )  # fmt: skip
        for item in inputs:
            if not item.known:
                return self.gap(name, year, origin, item.text)
        try:
            value = formula.compute(dict(zip(formula.names, [item.value for item in inputs], strict=True)))
        except ZeroDivisionError as error:
            raise FormulaError(f"指标“{name}”的除数为零") from error
        except ArithmeticError as error:
            raise FormulaError(f"指标“{name}”的结果过大") from error
        if abs(value) > MAX_VALUE:
            raise FormulaError(f"指标“{name}”的结果过大")
        places, unit = indicator.places, indicator.unit_text
        text = f"{numerals.format_decimal(value, places)}{unit}"
        return YearQuantity(value, text, origin, "已知", unit, places, "", name, year, self)


def _declared_caliber(energy: EnergySettings | None, data: StatisticsYear | None) -> str:
    for fact in (energy.caliber if energy is not None else None, data.caliber if data is not None else None):
        if fact is not None and fact.known:
            return fact.text
    return ""


def statistics_of(facts: Facts, caliber: str = "") -> Statistics:
    """统计 of a folder, kept with its facts: one for all documents of the same caliber."""
    kept: dict[str, Statistics] = facts.by_caliber
    if caliber not in kept:
        kept[caliber] = Statistics(
            facts.statistics, facts.get("指标"), facts.year, ledger=lambda: facts.ledger, energy=facts.get("能源"),
            caliber=caliber, targets=facts.get("目标"),
        )  # fmt: skip
    return kept[caliber]


def let_go(facts: Facts) -> None:
    """Nobody asks for 统计 of these facts any more: it need not wait to be found as a cycle."""
    for statistics in facts.by_caliber.values():
        views = statistics.book.views
        for view in views.values():
            view.forget()
        views.clear()
    facts.by_caliber.clear()
