"""What was made of a block (its XML, its height), kept with the block for the documents it stands in next.

A block that replaces another of the document before knows which one it is `like`: of its rows, only those that differ are
looked at again. What depends on the form of its words alone (how far they reach) is kept once for all blocks of that form.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

from genwen.document.elements import Block, Document, FootBox, Paragraph, Row, Table, paragraphs_in
from genwen.records import record

if TYPE_CHECKING:
    from genwen.document.plate import Pressed

B = TypeVar("B")
T = TypeVar("T")
Form = tuple[Hashable, ...]
"""Of the words by which a block differs from the one it is like: what their line breaks depend on."""
MEASURES = "measures"
BLANK_LINE = Paragraph("空行")
"""An empty line, the same in every document, so that what is made of it is made once."""
LIKE = "like"
"""Under this is kept what a block is like."""
_FORMS = "forms"
_MOST = 512
"""Forms of one block whose measures are kept."""


@record(eq=False)
class Likeness:
    """The block of the document before that a block is like, the words by which they differ, and in a table the rows.

    `between`: how many characters (tabulators and line feeds apart) stand before the first word, between two, and after
    the last; () where that is not known.
    """

    other: Any
    words: Sequence[str]
    rows: Sequence[tuple[int, Form]] = ()
    between: Sequence[int] = ()


def pressed(document: Document) -> Pressed | None:
    """What a document of a plate has for itself; None for any other."""
    return getattr(document, "kept", None)


def keep(block: Block) -> None:
    """From now on keep with `block` what is made of it: it will stand in the next document too."""
    if isinstance(block, Paragraph | Table | FootBox) and not hasattr(block, "kept"):
        block.kept = {MEASURES: {}}


def keep_like(block: Paragraph | Table | FootBox, likeness: Likeness, measures: dict[Any, Any]) -> None:
    """Keep with `block` what is made of it, what it is like, and the measures of all blocks with words of its form."""
    block.kept = {LIKE: likeness, MEASURES: measures}


def measures_of(other: Any, form: Form) -> dict[Any, Any]:
    """What is kept for all blocks that are like `other` with words of one form."""
    forms: dict[Form, dict[Any, Any]] = _within(other.kept, _FORMS)
    measures = forms.get(form)
    if measures is None:
        measures = forms[form] = {}
    return measures


def measures_apart(measures: dict[Any, Any], apart: Hashable) -> dict[Any, Any]:
    """What is kept for blocks with words of one form that differ from the others by `apart`."""
    return _within(measures, (_FORMS, apart))


def _within(kept: dict[Any, Any], key: Hashable) -> dict[Any, Any]:
    """What is kept by form under a key."""
    found: dict[Any, Any] | None = kept.get(key)
    if found is None or len(found) > _MOST:
        found = kept[key] = {}
    return found


def kept_with(block: Block) -> dict[Any, Any] | None:
    """What was made of `block`, to be read and added to; None where nothing is kept."""
    return getattr(block, "kept", None)


def like(block: Block) -> Likeness | None:
    """What `block` is like; None where it replaces nothing."""
    known = getattr(block, "kept", None)
    return known.get(LIKE) if known is not None else None


def keeping(function: Callable[[B], T]) -> Callable[[B], T]:
    """`function` of one block, its result kept (under what this returns) with the blocks that `keep` was called for."""

    def known(block: B) -> T:
        results = getattr(block, "kept", None)
        if results is None:
            return function(block)
        if known not in results:
            results[known] = function(block)
        found: T = results[known]
        return found

    return known


def measuring(function: Callable[[B], T]) -> Callable[[B], T]:
    """As `keeping`, for what depends on the form of a block's words alone."""

    def known(block: B) -> T:
        results = getattr(block, "kept", None)
        if results is None:
            return function(block)
        measures = results[MEASURES]
        if known not in measures:
            measures[known] = function(block)
        found: T = measures[known]
        return found

    return known


def over_rows(table: Table, make: Callable[[Row], T], key: Hashable = None) -> list[T]:
    """What `make` gives for each row of a table; `key` stands for it where it is made anew each time."""
    results = kept_with(table)
    if results is None:
        return [make(row) for row in table.rows]
    key = key or make
    if key not in results:
        alike = like(table)
        if alike is None:
            results[key] = [make(row) for row in table.rows]
        else:
            results[key] = made = list(over_rows(alike.other, make, key))
            for number, _ in alike.rows:
                made[number] = make(table.rows[number])
    found: list[T] = results[key]
    return found


def measured_rows(table: Table, make: Callable[[Row], T], key: Hashable = None) -> list[T]:
    """As `over_rows`, for what depends on the form of the words in a row alone."""
    results = kept_with(table)
    if results is None:
        return [make(row) for row in table.rows]
    measures, key = results[MEASURES], key or make
    if key not in measures:
        alike = like(table)
        if alike is None:
            measures[key] = [make(row) for row in table.rows]
        else:
            measures[key] = made = list(measured_rows(alike.other, make, key))
            known = _within(alike.other.kept, (_FORMS, key))
            for row in alike.rows:
                if row not in known:
                    known[row] = make(table.rows[row[0]])
                made[row[0]] = known[row]
    found: list[T] = measures[key]
    return found


@keeping
def texts_in(block: Block) -> list[str]:
    """The texts of a block's paragraphs, empty ones left out."""
    if isinstance(block, Table):
        return list(chain.from_iterable(over_rows(block, _row_texts)))
    return [text for paragraph in paragraphs_in((block,)) if (text := paragraph.text)]


def _row_texts(row: Row) -> list[str]:
    return [text for cell in row.cells for paragraph in cell.paragraphs if (text := paragraph.text)]
