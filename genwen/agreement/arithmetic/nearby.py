"""Numbers found by what they are about as large as, where many are held against many."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from decimal import Decimal

from genwen.agreement.reading.figures import Figure


class Amounts:
    """Numbers with their last places, in order, so that those near a value are found without looking at each."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        values: dict[Decimal, set[Decimal]] = {}
        for figure in figures:
            values.setdefault(figure.step, set()).add(figure.value)
        self._values = [(step, sorted(some)) for step, some in values.items()]

    def near(self, value: Decimal, reach: Decimal) -> Iterator[tuple[Decimal, Decimal]]:
        """Each number no further from a value than `reach` and two of its own last places, with its last place."""
        for step, values in self._values:
            most = reach + 2 * step
            for at in range(bisect_left(values, value - most), bisect_right(values, value + most)):
                yield values[at], step
