"""Decisions that need a page estimate: where the 版记 stands, and whether 主送机关 moves into it.

The estimate comes from the layout module, not from a renderer; an even page is asked for as an even-page section, so
that an estimate that is off by a line still gives an even page.
"""

from __future__ import annotations

from genwen.document.elements import Blocks, FootBox, Paragraph, SectionBreak
from genwen.document.layout import paginate
from genwen.standard import LINE_PITCH, LINES

SLACK_LINES = 0.6
"""Room asked for beyond the height of the 版记, in lines: the estimate may be off by a fraction of one."""


def recipients_move(head_lines: float, title_lines: int, recipient_lines: int) -> bool:
    """Whether 主送机关 must go into the 版记 because the first page would hold no body (7.3.2).

    `head_lines`: height of the 版头 in lines. A blank line stands between title and recipients.
    """
    return head_lines + title_lines + 1 + recipient_lines + 1 > LINES


def place_imprint(box: FootBox | None, text: Blocks, head_lines: float, even_page: str) -> Blocks:
    """The blocks that end the document: the 版记, after a break where it needs another page.

    `even_page`: 自动 (an even page unless the whole document is one page), 总是, 从不. Where a blank page comes before
    it, neither page is numbered (7.5).
    """
    if box is None:
        return ()
    estimate = paginate(text, start_lines=head_lines)
    fits = estimate.lines_free >= box.height / LINE_PITCH + SLACK_LINES
    even = estimate.page % 2 == 0
    if even_page == "从不" or (even_page == "自动" and estimate.page == 1 and fits):
        return (box,) if fits else (SectionBreak(), box)
    if even and fits:
        return (box,)
    if not even:
        return (SectionBreak(even_page=True), box)
    blank = Paragraph("空行", key="版记前空白页")
    return (SectionBreak(numbered=False), blank, SectionBreak(even_page=True, numbered=False), box)
