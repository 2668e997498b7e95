"""Facts that could not be read are not told as missing: the true error stands alone."""

import shutil
from pathlib import Path

import pytest
from projects import run

from genwen.checking import check
from genwen.cli.options import project_at
from genwen.pipeline import document_names


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("样例")
    assert run(folder, "init", "--sample", "样例") == 0
    return folder / "样例"


def _errors(folder: Path, monkeypatch: pytest.MonkeyPatch, year: int | None = None) -> list[str]:
    monkeypatch.chdir(folder)
    project = project_at(year, None)
    found = check(project, document_names(project)).findings
    return [finding.to_text() for finding in found if str(finding.severity) == "错误" or finding.code == "K101"]


FAULTS = {
    "08号": ("发文/2025.yaml", "〔2025〕8号", "〔2025〕08号"),
    "第": ("发文/2025.yaml", "〔2025〕8号", "〔2025〕第8号"),
    "brackets": ("发文/2025.yaml", "〔2025〕8号", "[2025]8号"),
    "单位": ("单位.yaml", "级别:", "级另:"),
    "指标": ("指标.yaml", "指标:", "指标:\n  - 乌有"),
    "能源": ("能源.yaml", "", "乌有: 1\n"),
    "评价标准": ("评价标准/2024.yaml", "", "乌有: 1\n"),
    "统计": ("统计/2024.yaml", "", "乌有: 1\n"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_a_file_is_told_alone(sample: Path, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name, old, new = FAULTS[fault]
    path = sample / "content" / name
    before = path.read_text("utf-8")
    assert old in before
    path.write_text(before.replace(old, new, 1) if old else new + before, "utf-8")
    try:
        errors = _errors(sample, monkeypatch)
    finally:
        path.write_text(before, "utf-8")
    assert errors
    assert [text for text in errors if not text.startswith(f"content/{name}:")] == []


@pytest.mark.parametrize("name", ["单位.yaml", "指标.yaml", "评价标准/2024.yaml", "统计/2025.yaml", "其他/2025.yaml"])
def test_an_empty_file_is_told_alone(sample: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = sample / "content" / name
    before = path.read_bytes()
    path.write_bytes(b"# \xe7\xa9\xba\n")
    try:
        errors = _errors(sample, monkeypatch)
    finally:
        path.write_bytes(before)
    assert len(errors) == 1
    assert f"content/{name}:1:1  错误 S217" in errors[0]


def test_a_year_without_facts_is_told_alone(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    errors = _errors(sample, monkeypatch, 2031)
    assert errors
    assert [text for text in errors if " S203 " not in text] == []


def test_the_sample_itself_has_no_errors(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _errors(sample, monkeypatch) == []
    shutil.rmtree(sample / "outputs", ignore_errors=True)
