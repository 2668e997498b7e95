"""Whatever is 待补 is listed with the file it is to be written in, also where nobody wrote anything of it."""

from pathlib import Path

import pytest
from projects import run, run_json


@pytest.fixture(scope="module")
def blank(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("空白")
    assert run(folder, "init", "新") == 0
    return folder / "新"


def test_every_gap_names_its_file(blank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = run_json(blank, capsys, "build", "--all")
    gaps = {gap["path"]: gap["position"] for item in told["公文"] for gap in item["待补"]}
    assert len(gaps) > 100
    assert [path for path, at in gaps.items() if at is None or not at["file"].startswith("content/")] == []
    year = told["年度"]
    assert gaps["自评.自评日期"]["file"] == f"content/自评/{year}.yaml"
    monthly = next(path for path in gaps if path.startswith(f"统计.{year}.1月."))
    assert gaps[monthly]["file"] == "content/统计/台账"
    assert gaps[monthly]["place"].startswith(f"{year}年1月")
    scored = [at for path, at in gaps.items() if path.startswith("自评.情况.")]
    assert scored
    assert all(at["file"] == f"content/自评/{year}.yaml" for at in scored)
    assert all(gaps[path]["file"].startswith("content/下级单位") for path in gaps if path.startswith("考评结果."))


def test_a_final_document_is_refused_with_places(blank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(blank, "build", "--final", "自评打分表") == 1
    told = capsys.readouterr()
    lines = [line for line in (told.out + told.err).splitlines() if " O102 " in line]
    assert lines
    assert [line for line in lines if not line.startswith("content/")] == []
