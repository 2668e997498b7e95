"""Tables the program makes by itself: a header, rows of texts, equal cells one below the other made one."""

from __future__ import annotations

from collections.abc import Sequence

from genwen.document.elements import NUMBERING, Blocks, Cell, Paragraph, Row, Run, Table, Text
from genwen.document.tables import CENTRED, HEADER, LEFT, shares
from genwen.facts.fact import Fact
from genwen.facts.schema import fact_run

NOTHING = "—"


def word(text: str) -> Text:
    """A word of the program."""
    return (Run(text, "", NUMBERING),)


def fact_cell(fact: Fact | None) -> Text:
    """A fact, or — for none."""
    return (fact_run(fact),) if fact is not None else word(NOTHING)


def plain_table(
    key: str,
    titles: Sequence[str],
    rows: Sequence[Sequence[Text]],
    widths: Sequence[float],
    names: Sequence[str],
    left: Sequence[int] = (),
    merged: int | None = None,
) -> Table:
    """A table as wide as the 版心; equal cells one below the other in column `merged` become one."""
    head = tuple(Cell((Paragraph(HEADER, word(title), f"{key}/表头/{title}"),)) for title in titles)
    body: list[Row] = []
    for number, (name, row) in enumerate(zip(names, rows, strict=True)):
        cells = []
        for column, text in enumerate(row):
            style = LEFT if column in left else CENTRED
            merge = _merge(rows, number, column) if column == merged else ""
            runs = () if merge == "续" else text
            cells.append(Cell((Paragraph(style, runs, f"{key}/{name}/{titles[column]}"),), 1, merge))
        body.append(Row(tuple(cells), key=f"{key}/{name}"))
    return Table(shares(widths), (Row(head, header=True, key=f"{key}/表头"), *body), key=key)


def _merge(rows: Sequence[Sequence[Text]], number: int, column: int) -> str:
    def said(at: int) -> str:
        return "".join(run.text for run in rows[at][column]) if 0 <= at < len(rows) else ""

    if said(number) and said(number) == said(number - 1):
        return "续"
    return "起" if said(number) == said(number + 1) else ""


def with_notes(table: Table, notes: Sequence[str]) -> Blocks:
    """A table with the notes below it, numbered where there are several."""
    said = [note for note in notes if note]
    lines = [f"{number}.{note}" for number, note in enumerate(said, 1)] if len(said) > 1 else said
    blocks = [
        Paragraph("表注", (Run(f"注：{line}" if not number else line, "", NUMBERING),), f"{table.key}/注{number + 1}")
        for number, line in enumerate(lines)
    ]
    return (table, *blocks)
