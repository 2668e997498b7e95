"""版记: 主送 or 抄送机关, 印发机关 and 印发日期 between rules at the foot of the last page (clause 7.4)."""

from __future__ import annotations

from genwen.document.elements import NUMBERING, FootBox, Measure, Paragraph, Run, Text, string_of
from genwen.document.line_break import break_lines
from genwen.numerals import width_in_chars
from genwen.ooxml.imprint_box import rule_height
from genwen.standard import IMPRINT_ADVANCE, TYPE_AREA_WIDTH

IMPRINT_LINE = 440
"""Pitch of the lines of the 版记 in the template's styles, in twips."""
IMPRINT_AROUND = 140
"""Space above and below each paragraph of the 版记 in those styles, together, in twips."""
LABEL_CHARS = 3
"""抄送： and 主送：, and so the hanging indent."""

_SLACK = 20
"""Room to spare in the box, in twips: programs round each line."""


_LATIN_MORE = 1.04
"""What the gaps between Chinese and figures add to a printing line, at most."""


def _lines(text: str) -> int:
    """Lines that `text`, with its label, takes; counted for half a 字 less than there is, as programs differ."""
    room = TYPE_AREA_WIDTH - (LABEL_CHARS + 2) * IMPRINT_ADVANCE - IMPRINT_ADVANCE // 2
    return len(break_lines(text, room, first_indent=-LABEL_CHARS * IMPRINT_ADVANCE, size=IMPRINT_ADVANCE, spacing=0))


def _printing_lines(office: str, date: str) -> int:
    """Lines of the printing line: one, unless office and date leave no 字 between them; then the date has its own."""
    room = TYPE_AREA_WIDTH - 2 * IMPRINT_ADVANCE
    if (width_in_chars(office) + width_in_chars(date) + 1) * IMPRINT_ADVANCE * _LATIN_MORE <= room:
        return 1
    return len(break_lines(office, room - IMPRINT_ADVANCE, size=IMPRINT_ADVANCE, spacing=0)) + (1 if date else 0)


def _closed(text: Text) -> Text:
    """`text` with a full stop at its end."""
    if string_of(text).rstrip().endswith("。"):
        return text
    return (*text, Run("。", "", NUMBERING))


def imprint(main_recipients: Text, copy_recipients: Text, printing_office: Text, printing_date: Text) -> FootBox | None:
    """The 版记 with the elements that are not empty; None when all are.

    `main_recipients` are given here only when the first page has no room for them (7.4.2). The first and the last
    rule are thick, one thin rule stands above the printing line; none between 主送 and 抄送.
    """
    paragraphs: list[Paragraph] = []
    rules: list[str] = []
    height = 0
    for label, recipients in (("主送", main_recipients), ("抄送", copy_recipients)):
        if not string_of(recipients).strip():
            continue
        runs = (Run(f"{label}：", "", NUMBERING), *_closed(recipients))
        rules.append("" if paragraphs else "粗")
        paragraphs.append(Paragraph("抄送机关", runs, f"{label}机关"))
        height += _lines(string_of(runs)) * IMPRINT_LINE + IMPRINT_AROUND
    if string_of(printing_office).strip() or string_of(printing_date).strip():
        date = (*printing_date, Run("印发")) if string_of(printing_date).strip() else ()
        lines = _printing_lines(string_of(printing_office), string_of(date))
        runs = (*printing_office, Run("\t" if lines == 1 else "\n\t"), *date)
        rules.append("细" if paragraphs else "粗")
        # an office that runs over goes on under its own first character
        measure = Measure(left=IMPRINT_ADVANCE, first_line=0) if lines > 1 else None
        paragraphs.append(Paragraph("印发机关", runs, "印发机关", measure))
        height += lines * IMPRINT_LINE + IMPRINT_AROUND
    if not paragraphs:
        return None
    rules.append("粗")
    height += round(sum(map(rule_height, rules))) + _SLACK
    return FootBox(tuple(paragraphs), tuple(rules), height)
