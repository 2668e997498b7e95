"""Invented texts for the rules of agreement: lines are paragraphs, lines that begin with | are rows of a table.

In tables of examples ⟦right→wrong⟧ is right in the consistent twin of a text and wrong in the contradictory one, a line of @@@
begins another document, and < and ^ stand for a cell merged with the one at its left or above.
"""

import re
from pathlib import Path

from genwen.agreement.reading.text import Grid, Line, Subject, View
from genwen.agreement.reading.views import foreign_grid, foreign_line
from genwen.agreement.rules import findings_in
from genwen.diagnostics import Finding

TABLES = Path(__file__).parent
MARK = re.compile(r"⟦(?P<right>[^⟦⟧→]*)→(?P<wrong>[^⟦⟧]*)⟧")


def view_of(text: str, name: str = "文.docx") -> View:
    lines: list[Line] = []
    grids: list[Grid] = []
    rows: list[list[str]] = []
    for line in [*text.strip().splitlines(), ""]:
        if line.startswith("|"):
            cells = [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]
            rows.append(["" if cell in ("<", "^") else cell for cell in cells])
            continue
        if rows:
            grids.append(foreign_grid(rows, name, len(grids) + 1, len(lines)))
            rows = []
        if line.strip():
            lines.append(foreign_line(line.removeprefix("# ").strip(), name, len(lines) + 1))
    return View(name, tuple(lines), tuple(grids))


def found_in(*texts: str) -> list[Finding]:
    """What is found in texts, each a document of its own."""
    return findings_in(Subject(tuple(view_of(text, f"文{number}.docx") for number, text in enumerate(texts, 1))))


def examples(table: str) -> list[tuple[str, str]]:
    """The examples of a table, each with the head it stands under."""
    text = (TABLES / f"{table}.txt").read_text("utf-8")
    return [
        (head.strip(), example.strip("\n"))
        for head, _, body in (part.partition("\n") for part in ("\n" + text).split("\n== ")[1:])
        for example in re.split(r"\n[ 　]*\n", body)
        if example.strip()
    ]


def found_in_twin(example: str, which: str) -> list[Finding]:
    """What is found in the right or the wrong twin of an example."""
    return found_in(*MARK.sub(lambda match: match[which], example).split("\n@@@\n"))
