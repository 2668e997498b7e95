"""LibreOffice Calc works the formulas of the 自评打分表 out to the totals that genwen scores."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from score_shapes import SHAPES, scored

from genwen.spreadsheet.score_rows import Layout
from genwen.spreadsheet.score_workbook import COLUMNS, score_workbook

# Field separator, quotes, UTF-8, from line 1; formats as shown; the first sheet.
FILTER = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"


def computed(folder: Path, files: list[Path]) -> list[Path]:
    """The files as CSV with formulas computed; skips where LibreOffice or its Calc is not installed."""
    if not shutil.which("soffice"):
        if os.environ.get("GENWEN_REQUIRE_RENDER") == "1":
            pytest.fail("LibreOffice is not installed")
        pytest.skip("LibreOffice is not installed")
    done = subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", FILTER,
         "--outdir", str(folder), *map(str, files)],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    made = [folder / f"{file.stem}.csv" for file in files]
    if "source file could not be loaded" in done.stdout + done.stderr:
        if os.environ.get("GENWEN_REQUIRE_RENDER") == "1":
            pytest.fail("LibreOffice Calc is not installed")
        pytest.skip("LibreOffice Calc is not installed")
    assert all(path.exists() for path in made), done.stderr[-400:]
    return made


def test_libreoffice_computes_the_same_totals(tmp_path: Path) -> None:
    scores = [scored(text, findings) for text, findings in SHAPES]
    files = []
    for number, own in enumerate(scores):
        files.append(tmp_path / f"{number}.xlsx")
        files[-1].write_bytes(score_workbook(own, 2025))
    for own, path in zip(scores, computed(tmp_path, files), strict=True):
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8"))))
        last = rows[Layout(own.score).rows[-1].number - 1]
        at = list(COLUMNS).index
        assert last[at("条款")] == "总分"
        assert [float(last[at(name)]) for name in ("分值", "自评分")] == [float(own.score.base), float(own.score.total)]
        assert last[at("核查分")] == ""
