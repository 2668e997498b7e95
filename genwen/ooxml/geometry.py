"""The geometry of a `Measure` as the direct properties of a paragraph."""

from __future__ import annotations

from genwen.document.elements import Measure


def geometry_of(measure: Measure) -> str:
    """The direct paragraph properties of a measure, to stand after w:pStyle."""
    parts = []
    if measure.keep_next:
        parts.append("<w:keepNext/>")
    if measure.page_break_before:
        parts.append("<w:pageBreakBefore/>")
    if measure.tabs:
        stops = "".join(f'<w:tab w:val="{kind}" w:pos="{position}"/>' for kind, position in measure.tabs)
        parts.append(f"<w:tabs>{stops}</w:tabs>")
    if measure.before is not None:
        parts.append(f'<w:spacing w:before="{measure.before}"/>')
    parts.append(_indents(measure))
    return "".join(parts)


def _indents(measure: Measure) -> str:
    """The w:ind of a measure, "" when it has none."""
    attributes = ""
    if measure.left is not None:
        attributes += f' w:leftChars="0" w:left="{measure.left}"'
    if measure.right is not None:
        attributes += f' w:rightChars="0" w:right="{measure.right}"'
    if measure.hanging is not None:
        attributes += f' w:firstLineChars="0" w:hanging="{measure.hanging}"'
    elif measure.first_line is not None:
        attributes += f' w:firstLineChars="0" w:firstLine="{measure.first_line}"'
    return f"<w:ind{attributes}/>" if attributes else ""
