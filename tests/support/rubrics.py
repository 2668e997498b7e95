"""Rubrics for tests, out of YAML text."""

from __future__ import annotations

import textwrap
from pathlib import Path

from genwen.diagnostics import Finding
from genwen.document.rubric.checks import check_rubric
from genwen.facts.reading import validate
from genwen.facts.rubric_awards import AwardShape
from genwen.facts.rubric_schema import Rubric
from genwen.facts.source.reader import parse_source

SAMPLE = Path(__file__).parents[2] / "content" / "评价标准" / "2024.yaml"


def rubric(text: str) -> Rubric:
    """The rubric written `text`, which must be readable."""
    source = parse_source(textwrap.dedent(text).encode(), "标准.yaml", "评价标准")
    model, findings = validate(Rubric, source, {})
    assert not source.findings
    assert not findings, [finding.to_text() for finding in findings]
    assert model is not None
    return model


def sample() -> Rubric:
    """The rubric of the sample content."""
    return rubric(SAMPLE.read_text(encoding="utf-8"))


def one_clause(clause: str, head: str = "", item: str = "") -> Rubric:
    """A rubric of one unit, item and clause; `clause`, `head` and `item` are the YAML lines of each."""
    lines = [
        *textwrap.dedent(head).strip("\n").split("\n"),
        "单元:",
        "  - 名称: 甲单元",
        "    项目:",
        "      - 名称: 甲项目",
    ]
    lines += textwrap.indent(textwrap.dedent(item).strip("\n"), " " * 8).split("\n")
    body = textwrap.indent(textwrap.dedent(clause).strip("\n"), " " * 12).split("\n")
    lines += ["        条款:", "          - " + body[0].lstrip(), *body[1:]]
    return rubric("\n".join(line for line in lines if line.strip()))


def award(clause: str) -> AwardShape:
    """The first award of a clause."""
    return next(one_clause(clause).clauses()).awards()[0]


def codes(model: Rubric, *known: str) -> list[str]:
    """The codes of what is wrong with a rubric, in order of place."""
    return [finding.code for finding in found(model, *known)]


def found(model: Rubric, *known: str) -> list[Finding]:
    """What is wrong with a rubric."""
    return check_rubric(model, known or None)
