"""版记: 主送 or 抄送机关, 印发机关 and 印发日期 between rules at the foot of the last page (clause 7.4)."""

from __future__ import annotations

from genwen.document.elements import NUMBERING, FootBox, Paragraph, Run, Text
from genwen.numerals import char_width
from genwen.standard import IMPRINT_ADVANCE, IMPRINT_THICK_RULE_EIGHTHS, IMPRINT_THIN_RULE_EIGHTHS, TYPE_AREA_WIDTH

IMPRINT_LINE = 440
"""Pitch of the lines of the 版记 in the template's styles, in twips."""
IMPRINT_AROUND = 140
"""Space above and below each paragraph of the 版记 in those styles, together, in twips."""
LABEL_CHARS = 3
"""抄送： and 主送：, and so the hanging indent."""

_RULE_LINE = 14
_RULES = {
    "粗": _RULE_LINE + IMPRINT_THICK_RULE_EIGHTHS * 20 // 8,
    "细": _RULE_LINE + IMPRINT_THIN_RULE_EIGHTHS * 20 // 8,
    "": 0,
}
_SLACK = 20


def _string(text: Text) -> str:
    return "".join(run.text for run in text)


def lines_of(text: str, chars: float) -> int:
    """Number of lines `text` takes in lines of `chars` 字, a mark that may not begin a line taking the character
    before it along."""
    lines, used = 1, 0.0
    for index, character in enumerate(text):
        width = char_width(character)
        if used + width > chars:
            lines += 1
            used = 1.0 if character in "，。、；：）》”" and index else 0.0
        used += width
    return lines


def _closed(text: Text) -> Text:
    """`text` with a full stop at its end."""
    if _string(text).rstrip().endswith("。"):
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
    room = TYPE_AREA_WIDTH / IMPRINT_ADVANCE - 2 - LABEL_CHARS
    for label, recipients in (("主送", main_recipients), ("抄送", copy_recipients)):
        if not _string(recipients).strip():
            continue
        runs = (Run(f"{label}：", "", NUMBERING), *_closed(recipients))
        rules.append("" if paragraphs else "粗")
        paragraphs.append(Paragraph("抄送机关", runs, f"{label}机关"))
        height += lines_of(_string(_closed(recipients)), room) * IMPRINT_LINE + IMPRINT_AROUND
    if _string(printing_office).strip() or _string(printing_date).strip():
        date = (*printing_date, Run("印发")) if _string(printing_date).strip() else ()
        runs = (*printing_office, Run("\t"), *date)
        rules.append("细" if paragraphs else "粗")
        paragraphs.append(Paragraph("印发机关", runs, "印发机关"))
        height += IMPRINT_LINE + IMPRINT_AROUND
    if not paragraphs:
        return None
    rules.append("粗")
    height += sum(_RULES[rule] for rule in rules) + _SLACK
    return FootBox(tuple(paragraphs), tuple(rules), height)
