"""Printed pages in the notation of examples: `面（标志=35 页码=7）：一行/又一行`, one line of the notation for each page.

Remarks: 满=22 (so many full lines of 字=28 at 行距=28.95 points), 右 (right edge of the text), 标志 (mm under the 版心's upper edge),
红线 (its length), 红线距 (mm under the number), 页码 (mm under the 版心), 居左, 版记 (mm from its last rule to the foot), 空白.
"""

from __future__ import annotations

from genwen.lint.printed import BOTTOM, LEFT, PITCH, RIGHT, TOP, Page, PrintedLine, Stroke, bare

_MM = 25.4 / 72
_CHAR = (RIGHT - LEFT) / 28


def example_page(number: int, text: str, marks: list[str]) -> Page:
    """A page as the remarks want it."""
    values = {name: float(value or 0) for name, _, value in (mark.partition("=") for mark in marks)}
    pitch = values.get("行距", 28.95) * _MM
    texts = [part for part in text.split("/") if part] or ["国" * int(values.get("字", 28))] * int(values.get("满", 0))
    lines = [_line(part, TOP + 0.8 * PITCH + place * pitch, values) for place, part in enumerate(texts)]
    strokes = []
    if "标志" in values:
        strokes.append(Stroke(110.0, LEFT, LEFT + values.get("红线", 156.0), red=True))
    if "版记" in values:
        last = BOTTOM - values["版记"]
        lines = [PrintedLine(line.text, last - 3, line.left, line.right, 14.0) for line in lines]
        strokes += [Stroke(y, LEFT, RIGHT) for y in (last - 20, last - 10, last)]
    if "页码" in values:
        left = LEFT + 4.9 if number % 2 == 0 or "居左" in values else RIGHT - 16.9
        lines.append(PrintedLine(f"—{number}—", BOTTOM + values["页码"] + 2, left, left + 12, 14.0))
    return Page(
        number, lines=tuple(lines), strokes=tuple(strokes), mark_top=TOP + values["标志"] if "标志" in values else 0.0,
        head_gap=values.get("红线距", 4.0) if strokes else 0.0, dash=BOTTOM + values["页码"] if "页码" in values else 0.0,
    )  # fmt: skip


def _line(text: str, baseline: float, values: dict[str, float]) -> PrintedLine:
    right = RIGHT if "满" in values else min(RIGHT, LEFT + len(text) * _CHAR)
    return PrintedLine(bare(text), baseline, LEFT, values.get("右", right))
