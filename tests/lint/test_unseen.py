"""A hundred faults in five documents the rules were not made from: each found alone by one finding, and many together."""

from __future__ import annotations

from pathlib import Path

import pytest
import right_documents
from lint_faults import say, unzipped, zipped
from unseen_documents import FAULTS, TEXTS

from genwen.cli.main import main
from genwen.diagnostics import Severity
from genwen.lint.linter import Problem, problems_in
from genwen.lint.viewing import view_of
from genwen.ooxml.form_reader import form_of

HEADING_STOP = "G407"
"""一、同意设立…。 is a sentence, though it is set as a heading in these documents."""


@pytest.fixture(autouse=True)
def texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(right_documents, "TEXTS", TEXTS)


def planted(name: str, faults: list[tuple[str, str, str]]) -> dict[str, bytes]:
    parts = unzipped(right_documents.right(name))
    for old, new, _ in faults:
        say(old, new, "").plant(parts)
    return parts


def found(parts: dict[str, bytes]) -> list[Problem]:
    problems = problems_in(view_of(form_of(parts, "例.docx")))
    sentence = (HEADING_STOP, Severity.HINT)
    return [item for item in problems if (item.rule.id, item.finding.severity) != sentence]


def apart(name: str) -> list[tuple[str, str, str]]:
    """Faults whose words do not overlap, twenty at most."""
    kept: list[tuple[str, str, str]] = []
    for old, new, rule in FAULTS[name]:
        overlap = any(old in other or other in old or other.strip("：") in new for other, _, _ in kept)
        if not overlap:
            kept.append((old, new, rule))
    return kept[:20]


@pytest.mark.parametrize("name", TEXTS)
def test_right_document_has_no_finding(name: str) -> None:
    assert found(planted(name, [])) == []


@pytest.mark.parametrize(("name", "fault"), [(name, fault) for name in FAULTS for fault in FAULTS[name]])
def test_each_fault_is_one_finding(name: str, fault: tuple[str, str, str]) -> None:
    (problem,) = found(planted(name, [fault]))
    assert problem.rule.id == fault[2]
    assert problem.finding.severity is not Severity.HINT
    assert problem.finding.position is not None
    assert problem.finding.clause or problem.rule.strength == "惯例"
    assert problem.finding.hint


@pytest.mark.parametrize("name", TEXTS)
def test_many_faults_together(name: str) -> None:
    faults = apart(name)
    assert len(faults) >= 16
    problems = found(planted(name, faults))
    wanted = {rule for _, _, rule in faults}
    assert wanted - {problem.rule.id for problem in problems} == set()
    errors = [problem for problem in problems if problem.finding.severity is Severity.ERROR]
    assert [f"{item.rule.id} {item.finding.message}" for item in errors if item.rule.id not in wanted] == []


@pytest.mark.parametrize("name", TEXTS)
def test_fix_and_format_change_nothing_the_second_time(name: str, tmp_path: Path) -> None:
    (tmp_path / "例.docx").write_bytes(zipped(planted(name, apart(name))))
    assert main(["fix", str(tmp_path / "例.docx"), "--direct"]) in (0, 1)
    fixed = tmp_path / "例.改正.docx"
    assert main(["fix", str(fixed), "--direct"]) in (0, 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["例.docx", "例.改正.docx"]
    assert main(["format", str(fixed)]) == 0
    assert main(["format", str(tmp_path / "例.改正.排版.docx")]) == 0
    assert len(list(tmp_path.iterdir())) == 3
