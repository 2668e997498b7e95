"""The few spreadsheet functions the 自评打分表 uses, worked out in Python, apart from the code that writes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

_TOKEN = re.compile(r'"[^"]*"|[A-Z]+\d+:[A-Z]+\d+|[A-Z]+\d+|\d+(?:\.\d+)?|[A-Z]+(?=\()|<>|>=|<=|.')


class Sheet:
    """Values of a sheet, with its formulas computed."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.known: dict[str, Any] = {}

    def value(self, cell: str) -> Any:
        """The value of a cell: a Decimal, a text, or None."""
        if cell not in self.known:
            raw = self.sheet[cell].value
            if isinstance(raw, str) and self.sheet[cell].data_type == "f":
                raw = self.compute(raw[1:])
            elif isinstance(raw, int | float | Decimal):
                raw = Decimal(str(raw))
            self.known[cell] = raw
        return self.known[cell]

    def compute(self, formula: str) -> Any:
        """The value of a formula without its sign."""
        source = "".join(self._python(token) for token in _TOKEN.findall(formula))
        return eval(
            source,
            {"__builtins__": {}},
            {"D": Decimal, "cell": self._operand, "cells": self._cells, **self._functions()},
        )

    def _python(self, token: str) -> str:
        if token.startswith('"'):
            return token
        if ":" in token and len(token) > 1:
            return f"cells('{token}')"
        if re.fullmatch(r"[A-Z]+\d+", token):
            return f"cell('{token}')"
        if re.fullmatch(r"\d+(\.\d+)?", token):
            return f"D('{token}')"
        if re.fullmatch(r"[A-Z]+", token):
            return token.replace("IF", "IF_") if token == "IF" else f"{token}_"
        return "==" if token == "=" else token

    def _operand(self, cell: str) -> Any:
        return self.value(cell)

    def _cells(self, block: str) -> list[Any]:
        return [self.value(cell.coordinate) for row in self.sheet[block] for cell in row]

    def _functions(self) -> dict[str, Callable[..., Any]]:
        def numbers(given: tuple[Any, ...]) -> Iterator[Decimal]:
            for item in given:
                yield from (
                    numbers(tuple(item)) if isinstance(item, list) else [item] if isinstance(item, Decimal) else []
                )

        def round_(value: Decimal, places: Decimal) -> Decimal:
            return value.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP)

        return {
            "SUM_": lambda *given: sum(numbers(given), Decimal(0)),
            "COUNT_": lambda *given: Decimal(len(list(numbers(given)))),
            "COUNTIF_": lambda block, what: Decimal(sum(1 for item in block if item == what)),
            "SUMIF_": lambda block, what, add: sum(
                (item for found, item in zip(block, add, strict=True) if found == what and isinstance(item, Decimal)), Decimal(0)
            ),
            "MAX_": lambda *given: max(numbers(given)), "MIN_": lambda *given: min(numbers(given)),
            "ABS_": abs, "N_": lambda item: item if isinstance(item, Decimal) else Decimal(0), "ROUND_": round_,
            "IF_": lambda test, yes, no: yes if test else no,
        }  # fmt: skip
