"""Where the 版记 stands: a decision that needs a page estimate.

The estimate comes from the layout module, not from a renderer. Pages are broken by it and not by even-page sections:
LibreOffice gives the pages of those another foot, 4 mm lower.
"""

from __future__ import annotations

from genwen.document.elements import Blocks, FootBox, Measure, Paragraph, SectionBreak
from genwen.document.layout import paginate
from genwen.document.paragraph_layout import setting_of
from genwen.records import replace
from genwen.standard import LINE_PITCH

DOUBTFUL_LINES = 1.2
"""How close to the foot of the page an end is that another program may set on the other page."""
SLACK_LINES = 0.6
"""Room asked for beyond the height of the 版记, in lines: the estimate may be off by a fraction of one."""


def settle_end(before: Blocks, body: Blocks, closing: Blocks, head_lines: float) -> Blocks:
    """`body` with its end sent to a new page where it is a matter of one line whether it fits with the 落款.

    `before` and `closing` are what stands above the body and under it (附件说明, 落款). Programs differ by a line over
    several pages; what hangs on one line would stand on this page in one of them and on the next in another, and the
    版记 on an even page in one only.
    """
    at = len(body) - 1
    while at > 0 and isinstance(above := body[at - 1], Paragraph) and setting_of(above).keep:
        at -= 1
    first = body[at] if at > 0 and closing else None
    if not isinstance(first, Paragraph):
        return body
    reached = paginate((*before, *body[:at]), start_lines=head_lines)
    end = paginate((*body[at:], *closing))
    if reached.page == 1 or end.page > 1 or abs(reached.lines_free - end.lines_used) >= DOUBTFUL_LINES:
        return body
    measure = replace(first.measure or Measure(), page_break_before=True)
    return (*body[:at], replace(first, measure=measure), *body[at + 1 :])


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
    any_page = even_page == "从不" or (even_page == "自动" and estimate.page == 1)
    if fits and (even or any_page):
        return (box,)
    if any_page or not even:
        return (Paragraph("空行", key="版记另面", measure=Measure(page_break_before=True)), box)
    blank = Paragraph("空行", key="版记前空白页")
    return (SectionBreak(numbered=False), blank, SectionBreak(numbered=False), box)
