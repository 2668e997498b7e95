"""Paragraphs that are tables in words: 国家机关486家，能耗5760.64吨标准煤，占23.15%；教育事业412家，能耗10267.13吨标准煤，占41.26%；…."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.sentences import Part, Said, told_in
from genwen.agreement.reading.text import Line
from genwen.patterns import regex
from genwen.records import record

_SEGMENT = regex("[^；。]+")
_LEAD = regex("^[^，：]{0,16}[，：](?=[^，：\\d]{2,16}$)")
_NAME = regex(r"(?P<name>[\u4e00-\u9fff（）]{2,16}?)(?:共|有|为|用[电水气能]|消耗|消费|完成|投入|机构)*$")
_LEAST = 3


@record(eq=False)
class ToldRows:
    """The rows: their names, and by the place of each number in its row the numbers of the column with the words before the first."""

    line: Line
    start: int
    names: tuple[str, ...]
    columns: tuple[tuple[Figure, ...], ...]
    heads: tuple[str, ...]
    lead: str


@lru_cache(maxsize=4096)
def told_rows(line: Line) -> tuple[ToldRows, ...]:
    """The runs of three segments or more that go alike: a name, then numbers of which the first are of one unit."""
    if line.text.count("；") < _LEAST - 1:
        return ()
    return tuple(_runs(line))


def _runs(line: Line) -> Iterator[ToldRows]:
    run: list[tuple[str, list[Said], str]] = []
    said = told_in(line)
    for segment in _SEGMENT.finditer(line.text):
        mine = [item for item in said if segment.start() <= item.figure.start < segment.end()]
        row = _row(line, segment.start(), mine, not run)
        alike = row is not None and run and row[1][0].figure.unit == run[0][1][0].figure.unit
        if run and not alike:
            yield from _rows(line, run)
            run = []
            row = _row(line, segment.start(), mine, True)
        if row is not None:
            run.append(row)
    yield from _rows(line, run)


def _row(line: Line, start: int, mine: list[Said], first: bool) -> tuple[str, list[Said], str] | None:
    """The name of a row, its numbers, and what leads to the first row of all."""
    if not mine or any(item.part not in (Part.NOW, Part.RATE, Part.DIFFERENCE) for item in mine):
        return None
    words = line.text[start : mine[0].figure.start]
    lead = _LEAD.match(words) if first else None
    name = _NAME.fullmatch(words[lead.end() if lead else 0 :])
    return (name["name"], mine, lead.group() if lead else "") if name else None


def _rows(line: Line, run: list[tuple[str, list[Said], str]]) -> Iterator[ToldRows]:
    names = tuple(name for name, _, _ in run)
    if len(names) < _LEAST or len(set(names)) < len(names):
        return
    columns = tuple(
        tuple(item.figure for item in column) for column in zip(*(mine for _, mine, _ in run), strict=False)
    )
    columns = tuple(column for column in columns if len({figure.unit for figure in column}) == 1)
    firsts = {column[0] for column in columns}
    heads = tuple(_head(item, not at) for at, item in enumerate(run[0][1]) if item.figure in firsts)
    yield ToldRows(line, run[0][1][0].figure.start, names, columns, heads, run[0][2])


def _head(item: Said, first: bool) -> str:
    """What a column is of: the words before its number in the first row; of the first number, the unit."""
    words = re.split("[，、（]", item.gap)[-1]
    return item.figure.unit if first else words + item.figure.unit
