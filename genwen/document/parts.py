"""The parts of a 公文 as they were composed, and how its pages are to end: what is kept together, where the 版记 stands.

What is decided here depends on how much room the parts take, not on their words.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from genwen.diagnostics import Finding, Position
from genwen.document.elements import Block, Blocks, FootBox, Paragraph, Text
from genwen.document.first_page import plan_first_page
from genwen.document.head import HeadPlan
from genwen.document.keeping import BLANK_LINE
from genwen.document.placement import place_imprint, settle_end
from genwen.document.signature import keep_end
from genwen.records import record

TITLE, BODY, NOTE, SIGNATURE, ISSUED, ATTACHMENTS = "标题", "正文", "附件说明", "署名", "印发件", "附件"
MARK, NUMBER, IMPRINT = "发文机关标志", "发文字号", "版记"
ORDER = "命令格式"
"""The field of a 命令 that has nothing above its mark, which stands higher then (10.2)."""


@record(eq=False, frozen=False)
class Parts:
    """What a document consists of.

    `texts` by name of the blocks, each in the pieces it was composed in; 印发件 in three: its title, its text, the
    附件说明; of the 版记 its box alone. `plan` is that of the first page, None for a plain text. `footed`: whether the document ends
    as a 公文 does, and is not a text issued by itself.
    """

    texts: dict[str, tuple[Sequence[Block], ...]]
    fields: dict[str, Text]
    issuers: int = 0
    signatories: int = 0
    recipients: Text = ()
    plan: HeadPlan | None = None
    footed: bool = False
    position: Position | None = None
    even_page: str = "自动"

    @property
    def box(self) -> FootBox | None:
        """The 版记, if there is one."""
        pieces = self.texts.get(IMPRINT)
        block = pieces[0][0] if pieces else None
        return block if isinstance(block, FootBox) else None

    @property
    def above(self) -> Blocks:
        """The line of the 主送机关 above the text."""
        return (Paragraph("主送机关", self.fields["主送机关"]),) if self.fields.get("主送机关") else ()

    @property
    def remark(self) -> Blocks:
        """The line of the 附注."""
        return (Paragraph("附注", self.fields["附注"]),) if self.fields.get("附注") else ()


def settled(parts: Parts) -> tuple[dict[str, Blocks], list[Finding]]:
    """The blocks of a document as they are to stand, and what a clerk should know of its first page."""
    blocks = {name: tuple(chain.from_iterable(pieces)) for name, pieces in parts.texts.items()}
    findings: list[Finding] = []
    title, body, note = parts.texts[ISSUED] or ((), (), ())
    body, note = keep_end(tuple(body), tuple(note), ())
    blocks[ISSUED] = (*title, *body, *note)
    blocks[BODY], blocks[NOTE] = keep_end(blocks[BODY], blocks[NOTE], blocks[SIGNATURE])
    if parts.plan is not None:
        _, blocks[BODY], findings = plan_first_page(
            parts.issuers, parts.signatories, blocks, parts.recipients, parts.position, ORDER in parts.fields
        )
    if parts.footed:
        head = parts.plan.height if parts.plan else 0.0
        before = (*blocks[TITLE], *((BLANK_LINE,) if blocks[TITLE] else ()), *parts.above)
        blocks[BODY] = settle_end(before, blocks[BODY], (*blocks[NOTE], *blocks[SIGNATURE]), head)
        letter = (*before, *blocks[BODY], *blocks[NOTE], *blocks[SIGNATURE], *parts.remark)
        blocks[ISSUED] = (*title, *settle_end((*letter, *title), body, note, head), *note)
        text = (*letter, *blocks[ISSUED], *blocks[ATTACHMENTS])
        blocks[IMPRINT] = place_imprint(parts.box, text, head, parts.even_page)
    return blocks, findings
