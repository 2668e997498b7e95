"""A composed document, and what is noticed of its words: what is 待补, which characters a font set lacks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from operator import attrgetter

from genwen import standard
from genwen.diagnostics import Finding, Position, Severity
from genwen.document.elements import (
    PLACEHOLDER_STYLE,
    Block,
    Document,
    OriginKind,
    Paragraph,
    Run,
    paragraphs_in,
)
from genwen.document.keeping import keeping, kept_with, like, texts_in
from genwen.records import made, record

_STYLE = attrgetter("style")


@record(frozen=False)
class Composition:
    """A composed document, the scope it was composed in, and what was noticed on the way.

    `listed`: blocks with whatever is 待补 in the document, where it is known which ones; None: any.
    """

    document: Document
    scope: dict[str, object]
    findings: list[Finding] = made(default_factory=list)
    listed: Sequence[Block] | None = None

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
        fields = self.document.fields.values()
        missing = [run for text in fields for run in text if run.style == PLACEHOLDER_STYLE and _is_gap(run)]
        whole = chain.from_iterable(self.document.blocks.values()) if self.listed is None else self.listed
        for block in whole:
            missing += gaps_in(block)
        for run in missing:
            if run.origin is not None:
                unique.setdefault(run.origin.path or run.text, run)
        return list(unique.values())


def _is_gap(run: Run) -> bool:
    return run.style == PLACEHOLDER_STYLE and run.origin is not None and run.origin.kind is OriginKind.MISSING


@keeping
def gaps_in(block: Block) -> list[Run]:
    """The runs of a block that are 待补."""
    if isinstance(block, Paragraph):
        return [run for run in block.runs if _is_gap(run)] if PLACEHOLDER_STYLE in map(_STYLE, block.runs) else []
    return [run for paragraph in paragraphs_in((block,)) for run in paragraph.runs if _is_gap(run)]


def proved_for(fonts: str) -> str:
    """What is kept with a block whose characters are all in a font set."""
    return f"字库{fonts}"


def lacking(composition: Composition, fonts: str) -> list[Finding]:
    """Characters that the chosen font set has no glyph for, each once, with the place of the text."""
    findings: list[Finding] = []
    proved = proved_for(fonts)
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
