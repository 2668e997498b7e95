"""The rows of the 自评打分表 as a workbook has them: clauses, items that start full, units, the total; their formulas.

A formula adds the cells below it just as `scoring` adds points, so that a changed cell gives the score genwen would.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from genwen.document.scoring.given import negative
from genwen.document.scoring.outcome import ZERO, known_or_zero, shown
from genwen.document.scoring.result import BASE, BONUS, PENALTY, ClauseScore, ItemScore, Score, UnitScore
from genwen.records import made, record

CLAUSE, ITEM, UNIT, TOTAL = "条款", "项目得分", "小计", "总分"
ABSENT = "不适用"
FIRST_ROW = 4


@record
class SheetRow:
    """A row: what it stands for; `number` in the sheet."""

    kind: str
    number: int
    unit: UnitScore | None = None
    item: ItemScore | None = None
    clause: ClauseScore | None = None


@record
class Layout:
    """The rows of a score, and the formulas over them."""

    score: Score
    rows: list[SheetRow] = made(default_factory=list)

    def __post_init__(self) -> None:
        number = FIRST_ROW
        for unit in self.score.units:
            for item in unit.items:
                for clause in item.clauses:
                    self.rows.append(SheetRow(CLAUSE, number, unit, item, clause))
                    number += 1
                if item.item.deducts:
                    self.rows.append(SheetRow(ITEM, number, unit, item))
                    number += 1
            self.rows.append(SheetRow(UNIT, number, unit))
            number += 1
        self.rows.append(SheetRow(TOTAL, number))

    # --- formulas ------------------------------------------------------------------------------------------------

    def formula(self, row: SheetRow, column: str, points: str) -> str:
        """The formula of a sum row in the column of scores `column`; "" while none of its cells is filled in.

        `points` is the column of 分值.
        """
        numbers = [other.number for other in self.rows if other.kind == CLAUSE and _below(other, row)]
        if not numbers:
            return "=0"
        filled = f'COUNT({_ranges(column, numbers)})+COUNTIF({column}{numbers[0]}:{column}{numbers[-1]},"{ABSENT}")'
        return f'=IF({filled}=0,"",{self._value(row, column, points)})'

    def _value(self, row: SheetRow, column: str, points: str) -> str:
        if row.kind == ITEM and row.item is not None:
            return self._item_started_full(row.item, column)
        if row.kind == UNIT and row.unit is not None:
            return self._unit(row.unit, column, points)
        return self._total(column, points)

    def _item_started_full(self, item: ItemScore, column: str) -> str:
        numbers = self._clauses_of(item, item.nature)
        full, floor = known_or_zero(item.item.declared), known_or_zero(item.item.floor)
        return f"MAX({shown(floor)},{shown(full)}+SUM({_ranges(column, numbers)}))"

    def _unit(self, unit: UnitScore, column: str, points: str) -> str:
        plain: list[int] = []
        terms: list[str] = []
        for item in unit.items:
            if item.nature != unit.nature:
                continue
            if item.item.deducts:
                terms.append(f"{column}{self._row_of(ITEM, item).number}")
                continue
            numbers = self._clauses_of(item, item.nature)
            if item.nature == PENALTY:
                terms += [f"ABS(N({column}{number}))" for number in numbers]
            elif any(negative(clause) for clause in item.clauses):
                terms.append(f"MAX(0,SUM({_ranges(column, numbers)}))")
            else:
                plain += numbers
        if plain:
            terms.insert(0, _ranges(column, plain))
        if self._mode == "满分" and unit.nature == BASE:
            terms += self._absent(column, points, [unit])
        summed = f"SUM({','.join(terms)})" if terms else "0"
        cap = unit.unit.cap
        return f"MIN({shown(Decimal(cap.value))},{summed})" if cap is not None and cap.known else summed

    def _total(self, column: str, points: str) -> str:
        base = self._sum_of_units(column, BASE)
        whole, places = self._whole, self._places
        if self._mode == "折算":
            absent = f"SUM({','.join(self._absent(column, points, self.score.units)) or 0})"
            base = f"IF({absent}>={whole},0,ROUND({base}*{whole}/({whole}-{absent}),{places}))"
        value = base
        if bonus := self._extra(column, BONUS):
            value += f"+SUM({','.join(bonus)})"
        if penalty := self._extra(column, PENALTY):
            value += f"-SUM({','.join(penalty)})"
        if self._bonus_mode == "封顶":
            value = f"MIN({points}{self.rows[-1].number},{value})"
        return f"ROUND(MAX(0,{value}),{max(places, 2)})"

    def most_formula(self, row: SheetRow, points: str, scores: str) -> str | Decimal:
        """分值 of a sum row: the sum of what stands below, or the number itself where it is no such sum."""
        if row.kind == ITEM and row.item is not None:
            return row.item.most
        if row.kind == UNIT and row.unit is not None:
            return self._most_of_unit(row.unit, points)
        whole = Decimal(self._whole)
        units = [unit for unit in self.score.units if unit.nature == BASE]
        if sum((unit.most for unit in units), ZERO) != whole:
            return self.score.base
        value = self._sum_of_units(points, BASE)
        if self._mode in ("缩减", "") and (absent := self._absent(scores, points, self.score.units)):
            value += f"-SUM({','.join(absent)})"
        return f"={value}"

    def _most_of_unit(self, unit: UnitScore, points: str) -> str | Decimal:
        numbers = [number for item in unit.items if item.nature == unit.nature and not item.item.deducts
                   for number in self._clauses_of(item, item.nature)]  # fmt: skip
        numbers += [self._row_of(ITEM, item).number for item in unit.items
                    if item.nature == unit.nature and item.item.deducts]  # fmt: skip
        most = sum((item.most for item in unit.items if item.nature == unit.nature), ZERO)
        return f"=SUM({_ranges(points, sorted(numbers))})" if numbers and most == unit.most else unit.most

    # --- parts of formulas ---------------------------------------------------------------------------------------

    def _sum_of_units(self, column: str, nature: str) -> str:
        numbers = [self._row_of(UNIT, unit).number for unit in self.score.units if unit.nature == nature]
        return f"SUM({','.join(f'{column}{number}' for number in numbers)})" if numbers else "0"

    def _extra(self, column: str, nature: str) -> list[str]:
        """The cells that give bonus or penalty points: of units, of items in other units, of clauses in other items."""
        terms: list[str] = []
        for unit in self.score.units:
            if unit.nature == nature:
                terms.append(f"{column}{self._row_of(UNIT, unit).number}")
                continue
            for item in unit.items:
                numbers = self._clauses_of(item, nature)
                terms += [f"ABS(N({column}{number}))" for number in numbers]
        return terms

    def _absent(self, column: str, points: str, units: Iterable[UnitScore]) -> list[str]:
        """What adds 分值 of the clauses found 不适用, among those that count for 总分."""
        numbers = [
            number
            for unit in units
            if unit.nature == BASE
            for item in unit.items
            if item.nature == BASE and not item.item.deducts
            for number in self._clauses_of(item, BASE)
        ]
        return [
            f'SUMIF({column}{first}:{column}{last},"{ABSENT}",{points}{first}:{points}{last})'
            for first, last in _runs(numbers)
        ]

    def _clauses_of(self, item: ItemScore, nature: str) -> list[int]:
        return [
            row.number
            for row in self.rows
            if row.kind == CLAUSE and row.item is item and row.clause is not None and row.clause.nature == nature
        ]

    def _row_of(self, kind: str, part: UnitScore | ItemScore) -> SheetRow:
        return next(row for row in self.rows if row.kind == kind and (row.item or row.unit) is part)

    @property
    def _mode(self) -> str:
        policy = self.score.rubric.absent_policy
        return policy.text if policy is not None and policy.known else ""

    @property
    def _bonus_mode(self) -> str:
        mode = self.score.rubric.bonus_mode
        return mode.text if mode is not None and mode.known else ""

    @property
    def _places(self) -> int:
        decimals = self.score.rubric.decimals
        return int(decimals.value) if decimals is not None and decimals.known else 2

    @property
    def _whole(self) -> str:
        """总分 before 不适用."""
        return shown(self.score.whole)


def _below(clause: SheetRow, row: SheetRow) -> bool:
    if row.kind == ITEM:
        return clause.item is row.item
    return row.kind == TOTAL or clause.unit is row.unit


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Row numbers as stretches: 4, 5, 6, 9 → (4, 6), (9, 9)."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def _ranges(column: str, numbers: Sequence[int]) -> str:
    return ",".join(
        f"{column}{first}:{column}{last}" if last > first else f"{column}{first}" for first, last in _runs(numbers)
    )
