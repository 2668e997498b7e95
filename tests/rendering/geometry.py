"""Measures the pages of a PDF in millimetres from the top left corner of the paper.

Baselines, sizes and rules come from the page description; edges of glyphs from the ink of the rasterised page.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pdfplumber

MM_PER_PT = 25.4 / 72
DPI = 288
LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
"""Edges of the 版心."""
PITCH = 28.95 * MM_PER_PT


def is_red(color: Any) -> bool:
    return isinstance(color, list | tuple) and len(color) == 3 and color[0] > 0.7 and max(color[1:]) < 0.3


@dataclass(frozen=True)
class Line:
    """Characters on one baseline."""

    text: str
    baseline: float
    left: float
    right: float
    size: float
    font: str
    red: bool

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Rule:
    """A horizontal rule: `y` is that of its middle."""

    y: float
    left: float
    right: float
    thickness: float
    red: bool


class Page:
    """A page of a PDF."""

    def __init__(self, page: Any) -> None:
        self._page = page

    @cached_property
    def lines(self) -> list[Line]:
        """All lines from the top down, blanks left out."""
        rows: dict[float, list[Any]] = {}
        for character in self._page.chars:
            if character["text"].strip():
                baseline = float(self._page.height) - character["matrix"][5]
                key = next((known for known in rows if abs(known - baseline) < 1.5), baseline)
                rows.setdefault(key, []).append(character)
        return [self._line(baseline, rows[baseline]) for baseline in sorted(rows)]

    @staticmethod
    def _line(baseline: float, characters: list[Any]) -> Line:
        characters.sort(key=lambda character: character["x0"])
        return Line(
            text="".join(character["text"] for character in characters),
            baseline=baseline * MM_PER_PT,
            left=characters[0]["x0"] * MM_PER_PT,
            right=max(character["x1"] for character in characters) * MM_PER_PT,
            size=max(round(character["size"], 1) for character in characters),
            font=characters[0]["fontname"],
            red=is_red(characters[0]["non_stroking_color"]),
        )

    @property
    def body(self) -> list[Line]:
        """The lines inside the 版心."""
        return [line for line in self.lines if line.baseline < BOTTOM]

    def line(self, start: str) -> Line:
        """The line that begins with `start`."""
        return next(line for line in self.lines if line.text.startswith(start))

    @cached_property
    def rules(self) -> list[Rule]:
        """Horizontal rules longer than 20 mm, from the top down; pieces of one are joined."""
        found = []
        for item in (*self._page.lines, *self._page.rects, *self._page.curves):
            height = item["bottom"] - item["top"]
            drawn = bool(item.get("stroke")) and height < 0.6
            thickness = (item.get("linewidth") or 0.5) if drawn else height
            if item["x1"] - item["x0"] > 3 * thickness and thickness < 4:
                color = item["stroking_color"] if drawn else item["non_stroking_color"]
                y = (item["top"] + item["bottom"]) / 2
                found.append(
                    Rule(
                        y * MM_PER_PT,
                        item["x0"] * MM_PER_PT,
                        item["x1"] * MM_PER_PT,
                        thickness * MM_PER_PT,
                        is_red(color),
                    )
                )
        return [rule for rule in _joined(found) if rule.right - rule.left > 20]

    def ink(self, top: float, bottom: float, left: float = LEFT, right: float = RIGHT, red: bool = False) -> Any:
        """Left, top, right and bottom of the dark (or red) ink in a region; None when it is white."""
        scale = DPI / 25.4
        crop = self._image.crop(tuple(int(edge * scale) for edge in (left, top, right, bottom)))
        channels = crop.split()
        dark = channels[1].point(lambda value: 255 if value < 150 else 0)
        if red:
            dark.paste(0, mask=channels[0].point(lambda value: 255 if value < 150 else 0))
        box = dark.getbbox()
        if box is None:
            return None
        return tuple(edge / scale + start for edge, start in zip(box, (left, top, left, top), strict=True))

    @cached_property
    def _image(self) -> Any:
        return self._page.to_image(resolution=DPI).original.convert("RGB")


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    out: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.y, 1), rule.left)):
        last = out[-1] if out else None
        if last and abs(last.y - rule.y) < 0.15 and last.red == rule.red and rule.left <= last.right + 0.5:
            thickness = max(last.thickness, rule.thickness)
            out[-1] = Rule(last.y, last.left, max(last.right, rule.right), thickness, rule.red)
        else:
            out.append(rule)
    return out


def pages_of(path: Path) -> list[Page]:
    """The pages of the PDF at `path`, held in memory."""
    document = pdfplumber.open(io.BytesIO(path.read_bytes()))
    return [Page(page) for page in document.pages]
