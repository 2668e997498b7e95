"""Pages as they are printed: lines of text, rules and places of ink, in millimetres from the top left of the paper.

Sizes are points. `measuring` reads them out of a PDF; the rules on printed pages look at nothing else of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from genwen import standard
from genwen.patterns import regex
from genwen.records import record

WIDTH, HEIGHT = 210.0, 297.0
TOP, LEFT = 37.0, 28.0
RIGHT, BOTTOM = LEFT + 156, TOP + 225
"""Edges of the 版心 (5.2.1)."""
PITCH = standard.LINE_PITCH / standard.TWIPS_PER_MM
_FOLIO = regex(r"[—–－―\-]*\d+[—–－―\-]*|第\d+页(?:共\d+页)?|\d+/\d+")
_GAP = 0.6
"""Pieces of a rule are no farther apart, in mm."""
_SKIPPED = ("C", "Z")
"""Categories of characters that need not be seen on paper: controls, private use, blanks."""


@record
class PrintedLine:
    """The characters on one baseline, blanks left out."""

    text: str
    baseline: float
    left: float
    right: float
    size: float = 16.0
    red: bool = False


@record
class Stroke:
    """A horizontal rule; `y` is that of its middle."""

    y: float
    left: float
    right: float
    thickness: float = 0.35
    red: bool = False

    @property
    def length(self) -> float:
        """From end to end."""
        return self.right - self.left


@record
class Page:
    """A page; ink is measured where a clause speaks of it, 0 where there is none.

    `mark_top` is the upper edge of the 发文机关标志 (red, or black above a red rule), `head_gap` the room between the 发文字号 and the red rule,
    `dash` the middle of the dashes beside the page number.
    """

    number: int
    width: float = WIDTH
    height: float = HEIGHT
    lines: tuple[PrintedLine, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    pictures: int = 0
    mark_top: float = 0.0
    head_gap: float = 0.0
    dash: float = 0.0

    @property
    def place(self) -> str:
        """Where it is, for the clerk."""
        return f"印出的第{self.number}面"

    @property
    def upright(self) -> bool:
        """Whether it is A4 standing upright, the page the clauses speak of."""
        return abs(self.width - WIDTH) < 1.5 and abs(self.height - HEIGHT) < 1.5

    @property
    def portrait(self) -> bool:
        """Whether it stands upright, of whatever size."""
        return self.height > self.width

    @property
    def right(self) -> float:
        """The right edge of the 版心, as far from the edge of this paper as of A4."""
        return self.width - (WIDTH - RIGHT)

    @property
    def bottom(self) -> float:
        """The lower edge of the 版心, as far from the edge of this paper as of A4."""
        return self.height - (HEIGHT - BOTTOM)

    @property
    def folio(self) -> PrintedLine | None:
        """The line of the page number, below the 版心."""
        edge = BOTTOM if self.upright else self.height - 40
        return next((line for line in self.lines if line.baseline > edge and _FOLIO.fullmatch(line.text)), None)

    @property
    def text(self) -> tuple[PrintedLine, ...]:
        """The lines but for the page number."""
        folio = self.folio
        return tuple(line for line in self.lines if line is not folio)

    @property
    def blank(self) -> bool:
        """Whether nothing stands on it but, perhaps, a page number."""
        return not self.text and not self.strokes and not self.pictures

    @property
    def head_rule(self) -> Stroke | None:
        """The red rule of the head."""
        return next((stroke for stroke in self.strokes if stroke.red and stroke.y < 0.8 * self.height), None)


def bare(text: str) -> str:
    """A text as it is compared: one form for each character, no blanks, no characters that leave no ink."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(char for char in folded if unicodedata.category(char)[0] not in _SKIPPED)


def joined(strokes: Iterable[Stroke]) -> tuple[Stroke, ...]:
    """Rules from the top down, the pieces of one rule put together."""
    found: list[Stroke] = []
    for stroke in sorted(strokes, key=lambda stroke: (stroke.red, round(stroke.y, 1), stroke.left)):
        last = found[-1] if found else None
        level = last is not None and abs(last.y - stroke.y) < 0.2 and last.red == stroke.red
        if last and level and stroke.left < last.right + _GAP and last.left < stroke.right + _GAP:
            ends = min(last.left, stroke.left), max(last.right, stroke.right)
            found[-1] = Stroke(last.y, *ends, max(last.thickness, stroke.thickness), last.red)
        else:
            found.append(stroke)
    return tuple(sorted(found, key=lambda stroke: stroke.y))
