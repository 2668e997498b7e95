"""What became of documents: counts, and the rest in a file, as there may be very many."""

from __future__ import annotations

import pickle
import tempfile
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from operator import attrgetter
from typing import Any

from genwen.bulk.work import Outcome
from genwen.revision.words import MERGED

_FIELDS = attrgetter("unit", "document", "file", "result", "path", "gaps", "findings", "detail")
PRESSING = "待核"
"""Documents merged with a conflict, or with a change that is only told in a comment."""


class Outcomes:
    """The outcomes of a run, `[n]` in the order they came, iteration in the order of units and documents."""

    def __init__(self, documents: Sequence[str]) -> None:
        self._order = {document: at for at, document in enumerate(documents)}
        self.counts = {document: Counter[str]() for document in documents}
        """How many came out how, with 待补 (in all), 有待补的 and 待核 (documents)."""
        self._file = tempfile.TemporaryFile(prefix="genwen-")  # noqa: SIM115
        self._places, self._within = array("q"), array("q")  # of the batch each came in, and in that
        self._keys = array("q")
        self._marked: dict[str, array[int]] = {}
        self._read: tuple[int, list[tuple[Any, ...]]] = (-1, [])

    def add(self, outcomes: Iterable[Outcome]) -> None:
        """More of them; when this is interrupted, those before are as they were."""
        batch = list(outcomes)
        place, first = self._file.seek(0, 2), len(self._keys)
        self._file.write(pickle.dumps([_FIELDS(item) for item in batch], 5))  # a record takes thrice as long
        self._places.extend([place] * len(batch))
        self._within.extend(range(len(batch)))
        self._keys.extend([item.unit * len(self._order) + self._order[item.document] for item in batch])
        for number, item in enumerate(batch, first):
            if item.result not in ("新建", "未变"):
                self._marked.setdefault(item.result, array("q")).append(number)
            counted = self.counts[item.document]
            counted[item.result] += 1
            counted["待补"] += len(item.gaps)
            counted["有待补的"] += bool(item.gaps)
            counted[PRESSING] += item.result == MERGED and bool(item.findings)

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, number: int) -> Outcome:
        place = self._places[number]
        if self._read[0] != place:  # mostly they are asked for in order
            self._file.seek(place)
            self._read = (place, pickle.load(self._file))
        return Outcome(*self._read[1][self._within[number]])

    def __iter__(self) -> Iterator[Outcome]:
        for number in sorted(range(len(self)), key=self._keys.__getitem__):
            yield self[number]

    def count(self, *results: str) -> int:
        """How many came out in one of some ways."""
        return sum(counted[result] for counted in self.counts.values() for result in results)

    def of(self, result: str) -> Iterator[Outcome]:
        """Those of one result, but 新建 and 未变, in the order of units."""
        for number in sorted(self._marked.get(result, ()), key=self._keys.__getitem__):
            yield self[number]

    def __del__(self) -> None:
        with suppress(OSError):
            self._file.close()
