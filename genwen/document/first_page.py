"""The first page: how 版头, title and 主送机关 share it out, so that it holds body (clauses 7.2.4, 7.3.2, 7.3.3)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from genwen.diagnostics import Finding, Position, Severity
from genwen.document.elements import Block, Blocks, Paragraph, Run, Text, string_of
from genwen.document.head import HeadPlan, plan_head
from genwen.document.layout import begins_here
from genwen.document.line_break import form_of
from genwen.document.paragraph_layout import paragraph_lines
from genwen.records import replace
from genwen.standard import LINE_PITCH, LINES, TITLE_PITCH

_CLAUSE = "GB/T 9704—2012 7.3.3"


def plan_first_page(
    issuers: int,
    signatories: int,
    blocks: Mapping[str, Blocks],
    recipients: Text,
    at: Position | None,
    order: bool = False,
) -> tuple[HeadPlan, Blocks, list[Finding]]:
    """The plan of the page, the body as it is to stand, and what a clerk should know; `blocks` as composed so far.

    Text kept with the 落款 is drawn to the next page with it. Where that is all the text there is, it is let go: a
    first page must hold body, and the 落款 should not, but may, stand alone.
    """
    body, title = blocks["正文"], len(blocks["标题"])
    lines = _recipients_lines(recipients)
    plan = plan_head(issuers, signatories, title, lines, order)
    if not plan.holds_body:
        hint = "联合行文的机关过多时，发文机关标志可以只写主办机关；或精简标题"
        return plan, body, [_warning("E210", "版头和标题占满首页，首页放不下正文", hint, at, "硬")]
    top = plan.height + title * TITLE_PITCH / LINE_PITCH + (title > 0) + (0 if plan.recipients_move else lines)
    if begins_here((*body, *blocks["附件说明"], *blocks["署名"]), top):
        return plan, body, []
    findings = []
    if top + sum(_lines(block) for block in body) <= LINES:
        hint = "把正文写长一两行，或精简标题、主送机关，使署名与正文的最后几行同在一面"
        findings.append(_warning("E211", "正文在首页排完，署名只能单独排在第2面", hint, at, "惯例"))
    return plan, tuple(_let_go(block) for block in body), findings


def head_plan(issuers: int, signatories: int, title: int, recipients: Text, order: bool = False) -> HeadPlan:
    """The plan of the page alone; `title` is how many lines it has."""
    return plan_head(issuers, signatories, title, _recipients_lines(recipients), order)


def _recipients_lines(recipients: Text) -> int:
    return _lines_of_form(form_of(string_of(recipients))) if recipients else 0


@lru_cache(maxsize=1024)
def _lines_of_form(form: str) -> int:
    return paragraph_lines(Paragraph("主送机关", (Run(form),)))


def _lines(block: Block) -> int:
    return paragraph_lines(block) if isinstance(block, Paragraph) else LINES


def _let_go(block: Block) -> Block:
    if isinstance(block, Paragraph) and block.measure is not None and block.measure.keep_next:
        return replace(block, measure=replace(block.measure, keep_next=False))
    return block


def _warning(code: str, message: str, hint: str, at: Position | None, strength: str) -> Finding:
    return Finding(code, message, hint, at, Severity.WARNING, clause=_CLAUSE, strength=strength)
