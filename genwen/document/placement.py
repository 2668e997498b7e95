"""Where the 版记 stands: a decision that needs a page estimate.

The estimate comes from the layout module, not from a renderer. Pages are broken by it and not by even-page sections:
LibreOffice gives the pages of those another foot, 4 mm lower.
"""

from __future__ import annotations

from genwen.document.elements import Blocks, FootBox, Measure, Paragraph, SectionBreak
from genwen.document.layout import paginate
from genwen.standard import LINE_PITCH

SLACK_LINES = 0.6
"""Room asked for beyond the height of the 版记, in lines: the estimate may be off by a fraction of one."""


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
