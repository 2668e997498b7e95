"""Invented texts for the rules of agreement: lines are paragraphs, lines that begin with | are rows of a table."""

from genwen.agreement.rules import findings_in
from genwen.agreement.text import Grid, Line, Subject, View
from genwen.agreement.views import foreign_grid, foreign_line
from genwen.diagnostics import Finding


def view_of(text: str, name: str = "文.docx") -> View:
    lines: list[Line] = []
    grids: list[Grid] = []
    rows: list[list[str]] = []
    for line in [*text.strip().splitlines(), ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            grids.append(foreign_grid(rows, name, len(grids) + 1, len(lines)))
            rows = []
        if line.strip():
            lines.append(foreign_line(line.strip(), name, len(lines) + 1))
    return View(name, tuple(lines), tuple(grids))


def found_in(*texts: str) -> list[Finding]:
    """What is found in texts, each a document of its own."""
    names = [f"文{number}.docx" for number in range(1, len(texts) + 1)]
    return findings_in(Subject(tuple(view_of(text, name) for text, name in zip(texts, names, strict=True))))
