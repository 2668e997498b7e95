"""The benchmark runs, and both engines make the same documents; no time is asserted."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parent.parent / "benchmarks" / "bench.py"


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "utf8", str(BENCH), *arguments], capture_output=True, encoding="utf-8", check=False
    )


def test_documents_per_second_and_equal_outputs(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    done = bench("--warm-only", "--rounds", "1", "--documents", "2", "--json", str(figures))
    assert done.returncode == 0, done.stderr
    results = json.loads(figures.read_text("utf-8"))
    assert {"工作报告：genwen", "工作报告：docxtpl", "方案：genwen", "方案：docxtpl"} <= results.keys()
    assert all(result["wall"] > 0 for result in results.values())
    assert "未达到" in done.stdout or "达到" in done.stdout


def test_cold_start_runs(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    done = bench("--cold-only", "--cold-rounds", "1", "--json", str(figures))
    assert done.returncode == 0, done.stderr
    results = json.loads(figures.read_text("utf-8"))
    judged = {label.removeprefix("冷启动：") for label, result in results.items() if result["reached"] is not None}
    assert judged == {"none", "present", "deleted", "help"}


def test_a_difference_in_text_or_cells_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCH.parent))
    import plain

    from genwen.ooxml.package import read_package
    from genwen.rendering.template import packed

    def written(name: str, body: str) -> Path:
        path = tmp_path / name
        parts = read_package(next((BENCH.parent.parent / "templates" / "公文").glob("*.docx")).read_bytes())
        start, _, rest = parts["word/document.xml"].decode().partition("<w:body>")
        parts["word/document.xml"] = f"{start}<w:body>{body}{rest[rest.index('<w:sectPr') :]}".encode()
        path.write_bytes(packed(parts))
        return path

    cell = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    one = written("一.docx", cell.format("甲"))
    assert plain.differences(one, one) == []
    assert [line[:2] for line in plain.differences(one, written("二.docx", cell.format("乙")))] == ["段落", "表格"]
    assert plain.differences(one, written("三.docx", "<w:p/>" + cell.format("甲")))


def test_the_benchmark_of_merging_runs() -> None:
    script = BENCH.parent / "merge.py"
    done = subprocess.run(
        [sys.executable, "-X", "utf8", str(script), "--paragraphs", "80", "--rounds", "1"],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "80段" in done.stdout
