"""What was made of a block (its XML, its height), kept with the block for the documents it stands in next.

A block that replaces another of the document before knows which one it is `like`: of its rows, only those that differ are
looked at again.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from itertools import chain
from typing import Any, TypeVar

from genwen.document.elements import Block, Paragraph, Row, Table, paragraphs_in

B = TypeVar("B")
T = TypeVar("T")
_LIKE = "like"


def keep(block: Block) -> None:
    """From now on keep with `block` what is made of it: it will stand in the next document too."""
    if isinstance(block, Paragraph | Table) and not hasattr(block, "kept"):
        block.kept = {}  # type: ignore[union-attr]


def keep_like(block: Paragraph | Table, other: Block, rows: Sequence[int] = ()) -> None:
    """Keep with `block` what is made of it, and that it is like `other` but for some words, in some `rows`."""
    block.kept = {_LIKE: (other, rows)}  # type: ignore[union-attr]


def kept_with(block: Block) -> dict[Any, Any] | None:
    """What was made of `block`, to be read and added to; None where nothing is kept."""
    return getattr(block, "kept", None)


def like(block: Block) -> Any:
    """The block of the document before that `block` is like, and the rows they differ in; None where there is none."""
    known = getattr(block, "kept", None)
    return known.get(_LIKE) if known is not None else None


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


def over_rows(table: Table, make: Callable[[Row], T], key: Hashable = None) -> list[T]:
    """What `make` gives for each row of a table; `key` stands for it where it is made anew each time."""
    results = kept_with(table)
    if results is None:
        return [make(row) for row in table.rows]
    key = key or make
    if key not in results:
        other, rows = results.get(_LIKE, (None, ()))
        if other is None:
            results[key] = [make(row) for row in table.rows]
        else:
            results[key] = made = list(over_rows(other, make, key))
            for number in rows:
                made[number] = make(table.rows[number])
    found: list[T] = results[key]
    return found


@keeping
def texts_in(block: Block) -> list[str]:
    """The texts of a block's paragraphs, empty ones left out."""
    if isinstance(block, Table):
        return list(chain.from_iterable(over_rows(block, _row_texts)))
    return [text for paragraph in paragraphs_in((block,)) if (text := paragraph.text)]


def _row_texts(row: Row) -> list[str]:
    return [text for cell in row.cells for paragraph in cell.paragraphs if (text := paragraph.text)]
