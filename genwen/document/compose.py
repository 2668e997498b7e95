"""Facts and an outline in, a composed 公文 out: 版头, 主体 and 版记 in order, numbered, with 附件说明 and 附件.

Everything whose count or number depends on facts is decided here; form belongs to the template.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from genwen.diagnostics import Finding, FindingsError, Position, nearest
from genwen.document.body import BodyComposer
from genwen.document.composition import Composition, lacking
from genwen.document.elements import (
    NUMBERING,
    Block,
    Blocks,
    Document,
    Measure,
    Origin,
    OriginKind,
    Run,
    Text,
    string_of,
)
from genwen.document.expressions import READS, ExpressionError
from genwen.document.first_page import head_plan
from genwen.document.frame import Frame, joined, title_lines_of, unbroken
from genwen.document.head import HeadPlan, document_number_lines, issuer_mark, signatory_lines, title_lines
from genwen.document.imprint import imprint
from genwen.document.keeping import BLANK_LINE
from genwen.document.named_tables import NAMED_TABLES, TABLE_READS, NoTable, table_named
from genwen.document.outline.compiled import Outline, PartNode, Placed
from genwen.document.parts import (
    ATTACHMENTS,
    BODY,
    IMPRINT,
    ISSUED,
    MARK,
    NOTE,
    NUMBER,
    ORDER,
    SIGNATURE,
    TITLE,
    Parts,
    settled,
)
from genwen.document.remedies import remedy, spoken
from genwen.document.signature import Sealing, attachment_head, attachment_note, goes_by_widths, signature
from genwen.document.statistics.quantities import statistics_of
from genwen.document.title_break import breaking_form, is_broken_by_form
from genwen.document.values import Printed
from genwen.facts.fact import Quantity, derived
from genwen.facts.loader import Facts
from genwen.records import replace
from genwen.steps import Work, finished

if TYPE_CHECKING:
    from genwen.document.casts import Arrange
    from genwen.document.stencil import Stencils

__all__ = ["Composition", "compose", "composing", "scope_for"]


def scope_for(facts: Facts, name: str) -> dict[str, object]:
    """The root names an expression may use: the groups of facts, 统计, 评价标准, 自评 as scored, 年度, 发文 and 公文."""
    scope: dict[str, object] = dict(facts.groups)
    scope["统计"] = statistics_of(facts)
    scope.update(_years(facts.year, facts.year_at))
    scope["公文"] = (facts.get("发文") or {}).get(name, {})
    rubric = facts.rubric()
    if rubric is not None:
        scope["评价标准"] = rubric
    scope["自评"] = _scored(facts, scope)
    if facts.unread:
        scope |= dict.fromkeys({"下级单位", "考评结果"} & scope.keys(), _gap_of("下级单位"))
    for group in facts.unread:
        # What refers to facts that could not be read is not judged: their own errors are told.
        for root in (group, *_FROM.get(group, ())):
            scope[root] = _gap_of(group)
    return scope


_FROM = {"发文": ("公文",), "指标": ("统计",), "能源": ("统计",)}
"""Root names that also come from a group."""


def _gap_of(group: str) -> Quantity:
    return Quantity(None, "", Origin(OriginKind.MISSING, group), "待补")


@lru_cache(maxsize=64)
def _years(year: int, at: Position | None) -> dict[str, Quantity]:
    """The year, the one before and the next as facts."""
    origin = Origin(OriginKind.FACT, "年度", at)
    return {
        word: derived(Decimal(number), 0, "", origin)
        for word, number in (("年度", year), ("上年度", year - 1), ("下年度", year + 1))
    }


def _scored(facts: Facts, scope: Mapping[str, object]) -> object:
    """The scored 自评; while there is none, a fact that is 待补, so that a draft can be made before."""
    if facts.get("自评") is not None:
        from genwen.document.scoring.self_score import (
            self_score,  # scoring is imported only where there is something to score
        )

        scored = self_score(facts, scope)
        if scored is not None:
            return scored
    return _UNSCORED


_UNSCORED = Quantity(None, "【待补：自评】", Origin(OriginKind.MISSING, "自评"), "待补")


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
    return finished(
        composing(outline, facts, fonts=fonts, even_page=even_page, seal_lines=seal_lines, stencils=stencils)
    )


def composing(
    outline: Outline,
    facts: Facts,
    *,
    fonts: str = "GB2312",
    even_page: str = "自动",
    seal_lines: int = 2,
    stencils: Stencils | None = None,
) -> Work[Composition]:
    """As `compose`, step by step: documents that are taken through each step together have at hand what it needs."""
    scope = scope_for(facts, outline.name)
    yield
    if outline.caliber and "统计" not in facts.unread:
        scope["统计"] = statistics_of(facts, outline.caliber)
    findings: list[Finding] = []
    composer = BodyComposer(_Tables(scope, findings).named, findings, stencils=stencils)
    frame = Frame(outline, (facts.get("发文") or {}).get(outline.name), composer, scope)
    parts = yield from _Composing(outline, frame, composer, scope, seal_lines).parts(even_page)
    yield
    if stencils is not None:
        return stencils.plates.composition(outline.name, parts, scope, findings, fonts)
    blocks, found = settled(parts)
    document = Document(outline.name, parts.fields, {name: whole for name, whole in blocks.items() if whole})
    composition = Composition(document, scope, findings + found)
    composition.findings += lacking(composition, fonts)
    return composition


class _Composing:
    """The parts of one document in the order of the standard."""

    def __init__(
        self, outline: Outline, frame: Frame, composer: BodyComposer, scope: dict[str, object], seal_lines: int
    ) -> None:
        self.outline, self.frame, self.composer, self.scope = outline, frame, composer, scope
        self.seal_lines = seal_lines

    def parts(self, even_page: str) -> Work[Parts]:
        """All of them."""
        outline, frame = self.outline, self.frame
        direct = outline.issued_by == "直接" and outline.issued is not None
        title = self._title(outline.issued.title) if direct and outline.issued else frame.text("标题")
        attachments = [
            (part, scope, self.composer.text(part.title, scope))
            for part in outline.attachments
            for scope in self.composer.scopes(part.placed, self.scope)
        ]
        titles = [unbroken(title) for _, _, title in attachments]
        note = self._cast(NOTE, titles, attachment_note) if outline.attachment_note else ()
        self.scope["附件号"] = _attachment_names([part for part, _, _ in attachments], titles)
        yield
        issued: tuple[Sequence[Block], ...] = ()
        if direct and outline.issued:
            body = self.composer.compose(outline.issued.blocks, self.scope, outline.issued.profile or outline.profile)
        else:
            body = self.composer.compose(outline.blocks, self.scope, outline.profile)
            yield
            issued = self._issued(outline.issued, note) if outline.issued else ()
        yield
        sign = self._signature()
        yield
        lines = self._titled(TITLE, title, title_lines) if title else ()
        texts: dict[str, tuple[Sequence[Block], ...]] = {
            TITLE: (lines,),
            BODY: (body,),
            NOTE: () if issued else (note,),
            SIGNATURE: (sign,),
            ISSUED: issued,
            ATTACHMENTS: self._attachments(attachments),
        }
        yield
        fields: dict[str, Text] = {"标题": unbroken(title)}
        if sign:
            fields |= {"发文机关署名": joined(frame.signers(), "、"), "成文日期": frame.required("成文日期")}
        parts = Parts(texts, fields, footed=not direct, position=outline.position, even_page=even_page)
        if not direct:
            yield
            self._around(parts, len(lines))
        parts.fields = {name: text for name, text in fields.items() if text}
        return parts

    def _cast(self, name: Hashable, texts: Sequence[Text], arrange: Arrange, **how: Any) -> Sequence[Block]:
        """Texts arranged, as others of their form were where there are stencils (see `Casts.blocks`)."""
        stencils = self.composer.stencils
        return arrange(texts) if stencils is None else stencils.casts.blocks(name, texts, arrange, **how)

    def _titled(self, name: Hashable, title: Text, arrange: Arrange) -> Sequence[Block]:
        """The lines of a title arranged; where it is broken follows from the known words in it."""

        def broken(titles: Sequence[Text]) -> Blocks:
            return arrange(title_lines_of(titles[0]))

        return self._cast(
            name, (title,), broken, form=breaking_form, by_form=lambda: is_broken_by_form(string_of(title))
        )

    def _title(self, prose: Any) -> Text:
        return self.composer.text(prose, self.scope)

    def _issued(self, part: PartNode, note: Sequence[Block]) -> tuple[Sequence[Block], ...]:
        """The title of the text issued, with the line below it; the text; the 附件说明."""
        lines = self._titled(ISSUED, self._title(part.title), _issued_title)
        body = self.composer.compose(part.blocks, self.scope, part.profile or self.outline.profile, ISSUED)
        return lines, body, note

    def _attachments(self, parts: list[tuple[PartNode, Any, Text]]) -> tuple[Sequence[Block], ...]:
        pieces: list[Sequence[Block]] = []
        for index, (part, scope, title) in enumerate(parts, 1):
            number = index if len(parts) > 1 else None
            pieces.append(self._titled((ATTACHMENTS, number), title, partial(attachment_head, number)))
            pieces.append(
                self.composer.compose(
                    part.blocks, scope, part.profile or self.outline.profile, f"{ATTACHMENTS}{number or ''}"
                )
            )
        return tuple(pieces)

    def _signature(self) -> Sequence[Block]:
        if not (self.frame.official or "成文日期" in self.outline.elements or "发文机关署名" in self.outline.lists):
            return ()
        sealing = Sealing(self.outline.seal)
        signers, date, titles = self.frame.signers(), self.frame.required("成文日期"), self.frame.listed("职务")

        count = len(signers) + 1

        def signed(texts: Sequence[Text]) -> Blocks:
            return signature(texts[1:count], texts[0], sealing, texts[count:], self.seal_lines)

        return self._cast(
            (SIGNATURE, count), (date, *signers, *titles), signed, by_form=lambda: goes_by_widths(signers, sealing)
        )

    def _around(self, parts: Parts, title: int) -> None:
        """What stands above and below a 公文 with a title of so many lines."""
        frame = self.frame
        parts.fields["附注"] = frame.text("附注")
        parts.recipients = joined(frame.listed("主送机关"), "，")
        if frame.official:
            parts.issuers = len(frame.issuers())
            parts.signatories = signatory_lines(frame.required("发文字号"), frame.signatories())
            if self.outline.document_type == "命令" and not any(map(frame.text, _ABOVE_MARK)):
                parts.fields[ORDER] = (Run("命令"),)
            order = ORDER in parts.fields
            parts.plan = head_plan(parts.issuers, parts.signatories, title, parts.recipients, order)
            self._head(parts, parts.plan)
        self._foot(parts)

    def _head(self, parts: Parts, plan: HeadPlan) -> None:
        frame, outline = self.frame, self.outline
        suffix = "".join(run.text for run in frame.text("标志后缀")) if "标志后缀" in outline.elements else "文件"
        number, upward = frame.required("发文字号"), outline.direction == "上行"
        signatories = frame.signatories()
        parts.texts[MARK] = (
            self._cast(
                (MARK, suffix, plan.form.style), frame.issuers(), lambda names: issuer_mark(names, suffix, plan.form)
            ),
        )
        parts.texts[NUMBER] = (
            self._cast(
                NUMBER, (number, *signatories), lambda texts: document_number_lines(texts[0], texts[1:], upward)
            ),
        )
        parts.fields |= {
            "份号": frame.text("份号"),
            "密级": frame.classification(),
            "紧急程度": frame.text("紧急程度"),
            "发文机关标志": (*joined(frame.issuers(), ""), Run(suffix))
            if len(frame.issuers()) == 1
            else joined(frame.issuers(), "、"),
            "发文字号": number,
            "签发人": joined(signatories, "　"),
        }

    def _foot(self, parts: Parts) -> None:
        frame, recipients = self.frame, parts.recipients
        moved = parts.plan is not None and parts.plan.recipients_move
        copies = joined(frame.listed("抄送机关"), "，")
        office, date = frame.text("印发机关"), frame.text("印发日期")
        if office and not date:
            date = frame.required("印发日期")
        box = self._cast(IMPRINT, (recipients if moved else (), copies, office, date if office else ()), _boxed)
        parts.texts[IMPRINT] = (box,) if box else ()
        if recipients and not moved:
            parts.fields["主送机关"] = recipients
        parts.fields |= {"抄送机关": copies, "印发机关": office, "印发日期": date}


_ABOVE_MARK = ("份号", "密级", "紧急程度")


def _issued_title(lines: Sequence[Text]) -> Blocks:
    """The title of the text issued on a new page, with the line below it."""
    first, *others = title_lines(lines)
    whole = (replace(first, measure=Measure(page_break_before=True)), *others)
    return (*(replace(line, key=f"{ISSUED}{line.key}") for line in whole), BLANK_LINE)


def _boxed(texts: Sequence[Text]) -> Blocks:
    """The 版记 of 主送, 抄送, 印发机关 and 印发日期; nothing when all are empty."""
    box = imprint(*texts)
    return (box,) if box is not None else ()


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
