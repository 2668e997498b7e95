"""Facts and an outline in, a composed 公文 out: 版头, 主体 and 版记 in order, numbered, with 附件说明 and 附件.

Everything whose count or number depends on facts is decided here; form belongs to the template.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, Any

from genwen import standard
from genwen.diagnostics import Finding, FindingsError, Position, Severity, nearest
from genwen.document.body import BodyComposer
from genwen.document.elements import (
    NUMBERING,
    PLACEHOLDER_STYLE,
    Block,
    Blocks,
    Document,
    Measure,
    Origin,
    OriginKind,
    Paragraph,
    Run,
    Text,
    paragraphs_in,
)
from genwen.document.expressions import READS, ExpressionError
from genwen.document.first_page import plan_first_page
from genwen.document.frame import Frame, joined, title_lines_of, unbroken
from genwen.document.head import HeadPlan, document_number_lines, issuer_mark, title_lines
from genwen.document.imprint import imprint
from genwen.document.keeping import BLANK_LINE, keep, keeping, kept_with, like, texts_in
from genwen.document.named_tables import NAMED_TABLES, TABLE_READS, NoTable, table_named
from genwen.document.outline import Outline, PartNode, Placed
from genwen.document.placement import place_imprint, settle_end
from genwen.document.remedies import remedy, spoken
from genwen.document.signature import Sealing, attachment_head, attachment_note, keep_end, signature
from genwen.document.statistics import statistics_of
from genwen.document.values import Printed
from genwen.facts.fact import Quantity, derived
from genwen.facts.loader import Facts
from genwen.records import made, record, replace

if TYPE_CHECKING:
    from genwen.document.stencil import Stencils


@record(frozen=False)
class Composition:
    """A composed document, the scope it was composed in, and what was noticed on the way."""

    document: Document
    scope: dict[str, object]
    findings: list[Finding] = made(default_factory=list)

    def runs(self) -> list[Run]:
        """Every run of the document, fields first."""
        found = [run for text in self.document.fields.values() for run in text]
        for blocks in self.document.blocks.values():
            for paragraph in paragraphs_in(blocks):
                found += paragraph.runs
        return found

    def gaps(self) -> list[Run]:
        """The runs that are 待补, each fact once."""
        unique: dict[str, Run] = {}
        missing = [run for text in self.document.fields.values() for run in text if _is_gap(run)]
        for block in chain.from_iterable(self.document.blocks.values()):
            missing += _gaps_in(block)
        for run in missing:
            if run.origin is not None:
                unique.setdefault(run.origin.path or run.text, run)
        return list(unique.values())


def _is_gap(run: Run) -> bool:
    return run.style == PLACEHOLDER_STYLE and run.origin is not None and run.origin.kind is OriginKind.MISSING


@keeping
def _gaps_in(block: Block) -> list[Run]:
    if isinstance(block, Paragraph):
        return [run for run in block.runs if run.style == PLACEHOLDER_STYLE and _is_gap(run)]
    return [run for paragraph in paragraphs_in((block,)) for run in paragraph.runs if _is_gap(run)]


def scope_for(facts: Facts, name: str) -> dict[str, object]:
    """The root names an expression may use: the groups of facts, 统计, 评价标准, 自评 as scored, 年度, 发文 and 公文."""
    scope: dict[str, object] = dict(facts.groups)
    scope["统计"] = statistics_of(facts)
    for word, year in (("年度", facts.year), ("上年度", facts.year - 1), ("下年度", facts.year + 1)):
        scope[word] = derived(Decimal(year), 0, "", Origin(OriginKind.FACT, "年度", facts.year_at))
    scope["公文"] = (facts.get("发文") or {}).get(name, {})
    rubric = facts.rubric()
    if rubric is not None:
        scope["评价标准"] = rubric
    scope["自评"] = _scored(facts, scope)
    for group in facts.unread:
        # What refers to facts that could not be read is not judged: their own errors are told.
        scope[group] = Quantity(None, "", Origin(OriginKind.MISSING, group), "待补")
    return scope


def _scored(facts: Facts, scope: Mapping[str, object]) -> object:
    """The scored 自评; while there is none, a fact that is 待补, so that a draft can be made before."""
    if facts.get("自评") is not None:
        from genwen.document.self_score import self_score  # scoring is imported only where there is something to score

        scored = self_score(facts, scope)
        if scored is not None:
            return scored
    return Quantity(None, "【待补：自评】", Origin(OriginKind.MISSING, "自评"), "待补")


def compose(
    outline: Outline,
    facts: Facts,
    *,
    fonts: str = "GB2312",
    even_page: str = "自动",
    seal_lines: int = 2,
    stencils: Stencils | None = None,
) -> Composition:
    """Compose `outline` with `facts`. Faults of single expressions are findings; the rest is composed all the same.

    `stencils` are given where many documents of one outline are made: what is the same in the next one is not made again.
    """
    scope = scope_for(facts, outline.name)
    if outline.caliber and "统计" not in facts.unread:
        scope["统计"] = statistics_of(facts, outline.caliber)
    findings: list[Finding] = []
    composer = BodyComposer(_Tables(scope, findings).named, findings, stencils=stencils)
    frame = Frame(outline, (facts.get("发文") or {}).get(outline.name), composer, scope)
    parts = _Parts(outline, frame, composer, scope, even_page, seal_lines)
    document = parts.document()
    composition = Composition(document, scope, findings)
    composition.findings += _lacking(composition, fonts)
    return composition


class _Parts:
    """The parts of one document in the order of the standard."""

    def __init__(
        self,
        outline: Outline,
        frame: Frame,
        composer: BodyComposer,
        scope: dict[str, object],
        even_page: str,
        seal_lines: int,
    ) -> None:
        self.outline, self.frame, self.composer, self.scope = outline, frame, composer, scope
        self.even_page, self.seal_lines = even_page, seal_lines

    def document(self) -> Document:
        outline, frame = self.outline, self.frame
        direct = outline.issued_by == "直接" and outline.issued is not None
        title = self._title(outline.issued.title) if direct and outline.issued else frame.text("标题")
        attachments = [
            (part, scope) for part in outline.attachments for scope in self.composer.scopes(part.placed, self.scope)
        ]
        titles = [unbroken(self.composer.text(part.title, scope)) for part, scope in attachments]
        note = attachment_note(titles) if outline.attachment_note else ()
        self.scope["附件号"] = _attachment_names([part for part, _ in attachments], titles)
        if direct and outline.issued:
            body = self.composer.compose(outline.issued.blocks, self.scope, outline.issued.profile or outline.profile)
            issued: Blocks = ()
        else:
            body = self.composer.compose(outline.blocks, self.scope, outline.profile)
            issued = self._issued(outline.issued, note) if outline.issued else ()
            note = () if issued else note
        sign = self._signature()
        body, note = keep_end(body, note, sign)
        blocks: dict[str, Blocks] = {
            "标题": title_lines(title_lines_of(title)),
            "正文": body,
            "附件说明": note,
            "署名": sign,
            "印发件": issued,
            "附件": self._attachments(attachments, titles),
        }
        if self.composer.stencils is not None:
            for block in chain.from_iterable(blocks.values()):
                keep(block)  # measured several times below
        fields: dict[str, Text] = {"标题": unbroken(title)}
        if sign:
            fields |= {"发文机关署名": joined(frame.signers(), "、"), "成文日期": frame.required("成文日期")}
        if not direct:
            fields["附注"] = frame.text("附注")
            recipients = joined(frame.listed("主送机关"), "，")
            plan = self._plan(blocks, recipients) if frame.official else None
            if plan:
                self._head(blocks, fields, plan)
            self._foot(blocks, fields, recipients, plan)
        return Document(outline.name, {k: v for k, v in fields.items() if v}, {k: v for k, v in blocks.items() if v})

    def _title(self, prose: Any) -> Text:
        return self.composer.text(prose, self.scope)

    def _issued(self, part: PartNode, note: Blocks) -> Blocks:
        lines = list(title_lines(title_lines_of(self._title(part.title))))
        first = lines[0]
        assert isinstance(first, Paragraph)
        lines[0] = replace(first, measure=Measure(page_break_before=True))
        keyed = [replace(line, key=f"印发件{line.key}") for line in lines if isinstance(line, Paragraph)]
        body = self.composer.compose(part.blocks, self.scope, part.profile or self.outline.profile, "印发件")
        body, note = keep_end(body, note, ())
        return (*keyed, BLANK_LINE, *body, *note)

    def _attachments(self, parts: list[tuple[PartNode, Any]], titles: list[Text]) -> Blocks:
        blocks: list[Block] = []
        for index, ((part, scope), _) in enumerate(zip(parts, titles, strict=True), 1):
            number = index if len(parts) > 1 else None
            lines = title_lines_of(self.composer.text(part.title, scope))
            blocks += attachment_head(number, lines)
            blocks += self.composer.compose(
                part.blocks, scope, part.profile or self.outline.profile, f"附件{number or ''}"
            )
        return tuple(blocks)

    def _signature(self) -> Blocks:
        if not (self.frame.official or "成文日期" in self.outline.elements or "发文机关署名" in self.outline.lists):
            return ()
        sealing = Sealing(self.outline.seal)
        return signature(
            self.frame.signers(), self.frame.required("成文日期"), sealing,
            titles=self.frame.listed("职务"), seal_lines=self.seal_lines,
        )  # fmt: skip

    def _plan(self, blocks: dict[str, Blocks], recipients: Text) -> HeadPlan:
        frame = self.frame
        plan, blocks["正文"], findings = plan_first_page(
            len(frame.issuers()), len(frame.signatories()), blocks, recipients, self.outline.position
        )
        self.composer.findings += findings
        return plan

    def _head(self, blocks: dict[str, Blocks], fields: dict[str, Text], plan: HeadPlan) -> None:
        frame, outline = self.frame, self.outline
        suffix = "".join(run.text for run in frame.text("标志后缀")) if "标志后缀" in outline.elements else "文件"
        number, upward = frame.required("发文字号"), outline.direction == "上行"
        signatories = frame.signatories()
        blocks["发文机关标志"] = issuer_mark(frame.issuers(), suffix, plan.form)
        blocks["发文字号"] = document_number_lines(number, signatories, upward)
        fields |= {
            "份号": frame.text("份号"),
            "密级": frame.classification(),
            "紧急程度": frame.text("紧急程度"),
            "发文机关标志": (*joined(frame.issuers(), ""), Run(suffix))
            if len(frame.issuers()) == 1
            else joined(frame.issuers(), "、"),
            "发文字号": number,
            "签发人": joined(signatories, "　"),
        }

    def _foot(
        self, blocks: dict[str, Blocks], fields: dict[str, Text], recipients: Text, plan: HeadPlan | None
    ) -> None:
        frame = self.frame
        head, moved = (plan.height, plan.recipients_move) if plan else (0.0, False)
        copies = joined(frame.listed("抄送机关"), "，")
        office, date = frame.text("印发机关"), frame.text("印发日期")
        if office and not date:
            date = frame.required("印发日期")
        box = imprint(recipients if moved else (), copies, office, date if office else ())
        if recipients and not moved:
            fields["主送机关"] = recipients
        fields |= {"抄送机关": copies, "印发机关": office, "印发日期": date}
        above = (Paragraph("主送机关", fields["主送机关"]),) if "主送机关" in fields else ()
        note = (Paragraph("附注", fields["附注"]),) if fields.get("附注") else ()
        before = (*blocks["标题"], BLANK_LINE, *above)
        blocks["正文"] = settle_end(before, blocks["正文"], (*blocks["附件说明"], *blocks["署名"]), head)
        text = (*before, *blocks["正文"], *blocks["附件说明"], *blocks["署名"], *note,
                *blocks["印发件"], *blocks["附件"])  # fmt: skip
        blocks["版记"] = place_imprint(box, text, head, self.even_page)


def _attachment_names(parts: list[PartNode], titles: list[Text]) -> dict[str, object]:
    """What prose calls each 附件 (附件, 附件1 …), by its 键 and by its title."""
    names: dict[str, object] = {}
    for number, (part, title) in enumerate(zip(parts, titles, strict=True), 1):
        mark = Printed((Run(f"附件{number if len(parts) > 1 else ''}", "", NUMBERING),))
        names["".join(run.text for run in title)] = mark
        if part.key:
            names[part.key] = mark
    return names


class _Tables:
    """Tables an outline calls by name; what is wrong with them goes to `findings`, with what is wrong around them."""

    def __init__(self, scope: Mapping[str, object], findings: list[Finding]) -> None:
        self.scope, self.findings = scope, findings

    def named(self, name: str, placed: Placed, scope: Mapping[str, object]) -> Blocks:
        make = table_named(name, self.scope)
        if make is None:
            hint = nearest(name, list(NAMED_TABLES))
            self.findings.append(Finding("E206", f"没有名为“{name}”的表", hint, placed.position))
            return ()
        reads: Any = scope.get(READS)
        if reads is not None:
            reads.note_all(TABLE_READS.get(name) or [root for root in scope if root[0] != "·"], scope)
        try:
            return make(scope)
        except NoTable as error:
            self.findings.append(Finding("E206", error.message, error.hint, placed.position))
        except ExpressionError as error:
            self.findings.append(error.finding)
        except FindingsError as error:
            self.findings += error.findings
        except TypeError as error:
            said = f"表“{name}”无法计算：{spoken(error)}"
            self.findings.append(Finding("E202", said, remedy(str(error)), placed.position))
        return ()


def _lacking(composition: Composition, fonts: str) -> list[Finding]:
    """Characters that the chosen font set has no glyph for, each once, with the place of the text."""
    findings: list[Finding] = []
    proved = f"字库{fonts}"
    texts = [run.text for text in composition.document.fields.values() for run in text]
    blocks = chain.from_iterable(composition.document.blocks.values())
    new = [block for block in blocks if (known := kept_with(block)) is None or proved not in known]
    for block in new:
        alike = like(block)
        texts += alike.words if alike is not None and proved in (kept_with(alike.other) or ()) else texts_in(block)
    wanting = set(standard.missing_characters("".join(texts), fonts))
    for block in () if wanting else new:
        if (known := kept_with(block)) is not None:
            known[proved] = True
    for run in composition.runs() if wanting else ():
        for char in run.text:
            if char in wanting:
                wanting.discard(char)
                at: Position | None = run.origin.position if run.origin else None
                findings.append(
                    Finding("F101", f"“{char}”（在“{run.text[:16]}”中）不在{fonts}字库里，打印时会换成别的字体",
                            "在 genwen.yaml 里把 字体 改为 GBK 或 系统自带", at, Severity.WARNING)
                )  # fmt: skip
    return findings
