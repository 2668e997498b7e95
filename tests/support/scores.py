"""Scores for tests: a rubric and findings, both as YAML text."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from rubrics import one_clause

from genwen.document.scoring.result import Score
from genwen.document.scoring.totals import score_rubric
from genwen.facts.assessment import Assessment
from genwen.facts.reading import validate
from genwen.facts.rubric_schema import Rubric
from genwen.facts.source.reader import parse_source


def assessment(text: str) -> Assessment:
    """The 自评 written `text`, which must be readable."""
    source = parse_source(textwrap.dedent(text).encode(), "自评.yaml", "自评")
    model, findings = validate(Assessment, source, {})
    assert not source.findings
    assert not findings, [finding.to_text() for finding in findings]
    assert model is not None
    return model


def score(model: Rubric, findings: str, scope: Mapping[str, object] | None = None) -> Score:
    """The score of a rubric for a 自评."""
    return score_rubric(model, assessment(findings), scope or {})


def score_clause(clause: str, found: str, head: str = "", item: str = "") -> Score:
    """The score of a rubric with one clause, for its finding."""
    return score(one_clause(clause, head, item), f"情况: {{甲项目.1: {found}}}")
