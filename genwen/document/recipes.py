"""How the paragraphs of a text are put together of what was printed, to be put together again of other words."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any

from genwen.document.elements import Blocks, Cell, Paragraph, Row, Run, Table, Text
from genwen.document.expressions import Expression
from genwen.document.keeping import Form, Likeness
from genwen.document.line_break import form_of
from genwen.document.tracing import Trace
from genwen.records import replace

STAYS = -1
_STYLE = attrgetter("style")
Recipe = tuple[tuple[int, str, Text], ...]
"""Pieces of a paragraph: the step that printed each (-1: it stays), the character style it is in where it has none itself,
the runs as they stand now."""
Numbers = tuple[int, ...]
"""The steps that printed something into a paragraph, one by one."""


def recipes_of(blocks: Blocks, trace: Trace, loose: set[int]) -> dict[int, Any]:
    """By place of a block: how its runs, or those of each row, are made of what was printed. Only what can change.

    To `loose` go the steps of which pieces stand where no recipe can put them.
    """
    found: dict[int, Any] = {}
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            if recipe := _recipe(block.runs, trace, loose):
                found[at] = recipe
        elif isinstance(block, Table):
            rows = {}
            for number, row in enumerate(block.rows):
                cells = [
                    (column, line, recipe)
                    for column, cell in enumerate(row.cells)
                    for line, paragraph in enumerate(cell.paragraphs)
                    if (recipe := _recipe(paragraph.runs, trace, loose))
                ]
                if cells:
                    rows[number] = cells
            if rows:
                found[at] = rows
    return found


def _recipe(runs: Text, trace: Trace, loose: set[int]) -> Recipe | None:
    """The pieces of a paragraph; None when nothing in it was printed by a step, or not whole and in order."""
    pieces: list[tuple[int, str, Text]] = []
    at = 0
    while at < len(runs):
        printing = trace.printing_of(runs[at])
        if printing is None:
            pieces.append((STAYS, "", runs[at : at + 1]))
            at += 1
            continue
        given = printing.runs
        here = runs[at : at + len(given)]
        style = next((run.style for run, old in zip(here, given, strict=False) if not old.style), "")
        if len(here) != len(given) or any(
            run.origin is not old.origin or run.text != old.text or run.style != (old.style or style)
            for run, old in zip(here, given, strict=True)
        ):
            loose.update(found.number for run in runs if (found := trace.printing_of(run)) is not None)
            return None
        pieces.append((printing.number, style, here))
        at += len(given)
    return tuple(pieces) if any(number != STAYS for number, _, _ in pieces) else None


def steps_in(recipes: Mapping[int, Any]) -> frozenset[int]:
    """The printing steps that stand in some recipe."""
    whole = [recipe for recipe in recipes.values() if isinstance(recipe, tuple)]
    whole += [
        cell[2] for rows in recipes.values() if not isinstance(rows, tuple) for cells in rows.values() for cell in cells
    ]
    return frozenset(number for recipe in whole for number, _, _ in recipe if number != STAYS)


def printed_in(recipe: Recipe, anew: set[int]) -> bool:
    """Whether some of these steps print something into a paragraph."""
    return any(number in anew for number, _, _ in recipe)


def numbers_in(recipe: Recipe, anew: set[int]) -> Numbers:
    """The steps that print something anew into a paragraph."""
    return tuple(number for number, _, _ in recipe if number in anew)


def between_of(recipe: Recipe, pieces: Mapping[int, tuple[Text | Expression, ...]]) -> tuple[int, ...]:
    """How much is written between the words that are printed anew into a paragraph (see `Likeness`); of the steps that
    print some, `pieces` say what stays."""
    between = [0]
    for number, _, runs in recipe:
        for piece in pieces.get(number, (runs,)):
            if isinstance(piece, tuple):
                between[-1] += sum([written_length(run.text) for run in piece])
            else:
                between.append(0)
    return tuple(between)


def written_length(text: str) -> int:
    """The characters of a text that are written as such."""
    return len(text) - text.count("\t") - text.count("\n")


def left_of(recipe: Recipe, anew: set[int]) -> Recipe:
    """The recipe where only what some steps print changes: what stays in between is one piece."""
    pieces: list[tuple[int, str, Text]] = []
    for number, style, runs in recipe:
        if number in anew:
            pieces.append((number, style, runs))
        elif pieces and pieces[-1][0] == STAYS:
            pieces[-1] = (STAYS, "", pieces[-1][2] + runs)
        else:
            pieces.append((STAYS, "", runs))
    return tuple(pieces)


def runs_of(recipe: Recipe, texts: Mapping[int, Text]) -> Text:
    """A recipe as runs, with the texts printed anew."""
    runs: list[Run] = []
    for number, style, as_it_stands in recipe:
        if number == STAYS:
            runs += as_it_stands
        elif not style:
            runs += texts[number]
        else:
            runs += [Run(run.text, run.style or style, run.origin) for run in texts[number]]
    return tuple(runs)


def form_in(runs: Sequence[Run], string: str) -> Hashable:
    """What of the words of runs their place in a block depends on: their form, and the styles they have."""
    styles = tuple(map(_STYLE, runs))
    return (form_of(string), styles) if any(styles) else form_of(string)


def likeness_of(
    table: Any, rows: Iterable[Any], words: Mapping[int, list[str]], forms: Mapping[int, list[Hashable]]
) -> tuple[Likeness, Form]:
    """By which words a table with rows made anew differs from the one before, and their form."""
    said: list[str] = []
    found: list[tuple[int, Form]] = []
    for number, dirty in rows:
        here = [each for cell in dirty for each in cell[3]]
        said += chain.from_iterable([words[each] for each in here])
        found.append((number, tuple(chain.from_iterable([forms[each] for each in here]))))
    return Likeness(table, said, found), tuple(found)


def table_of(
    table: Any, rows: Iterable[tuple[int, Iterable[tuple[int, int, Recipe, Numbers]]]], texts: Mapping[int, Text]
) -> Table:
    """A table with some paragraphs of some rows made anew."""
    made = list(table.rows)
    for number, dirty in rows:
        cells: list[Cell] = list(made[number].cells)
        for column, line, recipe, _ in dirty:
            paragraphs = list(cells[column].paragraphs)
            paragraphs[line] = replace(paragraphs[line], runs=runs_of(recipe, texts))
            cells[column] = Cell(tuple(paragraphs), cells[column].columns, cells[column].merge)
        made[number] = Row(tuple(cells), made[number].header, made[number].key)
    return Table(table.widths, tuple(made), table.style, table.key)
