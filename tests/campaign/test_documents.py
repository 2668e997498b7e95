"""The campaign documents of the sample: what they say, word for word, and that nothing is wrong with them."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from projects import run

from genwen.cli.main import main

GOLDEN = Path(__file__).parents[1] / "golden" / "考评公文.txt"
OFFICE = ("汇总表", "排名", "通报", "公示")
NOTICES = ("东湖街道办事处", "柳河镇人民政府")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("考评") / "样例"
    assert main(["init", "--sample", str(folder)]) == 0
    assert run(folder, "build", "--all") == 0
    assert run(folder, "bulk", "整改通知书") == 0
    return folder


def lines_of(path: Path) -> Iterator[str]:
    """The paragraphs with their styles, tables row by row."""
    import docx
    from docx.table import Table

    for item in docx.Document(str(path)).iter_inner_content():
        if isinstance(item, Table):
            for row in item._tbl.tr_lst:
                yield "[表] " + " | ".join("".join(cell.xpath(".//w:t/text()")) for cell in row.tc_lst)
        elif item.text.strip():
            yield f"[{item.style.name if item.style is not None else ''}] {item.text}"


def dump(folder: Path) -> str:
    files = [folder / f"outputs/2025/{name}.docx" for name in OFFICE]
    files += [folder / f"outputs/2025/下级单位/{name}-整改通知书.docx" for name in NOTICES]
    return "".join(f"== {path.stem}\n" + "".join(f"{line}\n" for line in lines_of(path)) for path in files)


def test_the_documents_say_what_they_said(sample: Path) -> None:
    found = dump(sample)
    if os.environ.get("GENWEN_GOLDEN") == "1":
        GOLDEN.write_text(found, "utf-8")
    assert found == GOLDEN.read_text("utf-8")


def test_only_those_who_failed_have_a_notice(sample: Path) -> None:
    made = {path.name for path in (sample / "outputs/2025/下级单位").glob("*整改通知书.docx")}
    assert made == {f"{name}-整改通知书.docx" for name in NOTICES}


def test_nothing_is_wrong_with_the_folder(sample: Path, capsys: Any) -> None:
    capsys.readouterr()
    assert run(sample, "check", "--level", "警告", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert {item["severity"] for item in found["findings"]} <= {"提示"}
    files = [str(path) for path in (sample / "outputs/2025/下级单位").glob("*整改通知书.docx")]
    assert run(sample, "check", *files, "--level", "警告") == 0


def test_init_brings_sheets_to_the_sample_alone(sample: Path, tmp_path: Path) -> None:
    assert len(list((sample / "content/考评/打分表/2025").glob("*.xlsx"))) == 12
    assert main(["init", str(tmp_path / "新")]) == 0
    assert not list((tmp_path / "新").rglob("*.xlsx"))
    assert run(tmp_path / "新", "build", "通报", "公示") == 0


def test_the_next_year_keeps_the_tiers_and_asks_for_the_rest(sample: Path, tmp_path: Path) -> None:
    folder = tmp_path / "样例"
    shutil.copytree(sample, folder)
    assert run(folder, "init", "--next-year") == 0
    text = (folder / "content/考评/2026.yaml").read_text("utf-8")
    assert "{名称: 优秀, 分: 90以上}" in text
    assert "天数: 5个工作日" in text
    for key in ("名称", "打分表", "结果日期", "整改文号"):
        assert f"\n{key}: 待补" in text
    assert "开始: 待补" in text


# --- the workbook ------------------------------------------------------------------------------------------------------


def test_texts_that_begin_like_formulas_stay_texts(tmp_path: Path) -> None:
    from campaigns import campaign

    folder = campaign(tmp_path, {"=甲局": {"建章.2": (20, 0, "=HYPERLINK(1)")}, "乙局": {}})
    assert run(folder, "results", "--xlsx", "汇总.xlsx") == 0
    book = load_workbook(folder / "汇总.xlsx")
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    typed = [cell for cell in cells if str(cell.value) in ("=甲局", "=HYPERLINK(1)")]
    assert len(typed) >= 2
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in typed)
    assert any(cell.data_type == "f" and str(cell.value).startswith("=RANK(") for cell in cells)


@pytest.mark.parametrize("ties", ["跳号", "连号"])
def test_calc_works_the_formulas_out_to_the_same_results(sample: Path, tmp_path: Path, ties: str) -> None:
    folder = tmp_path / "样例"
    shutil.copytree(sample, folder)
    facts = folder / "content/考评/2025.yaml"
    facts.write_text(facts.read_text("utf-8").replace("并列: 跳号", f"并列: {ties}"), "utf-8")
    (folder / "content/考评/打分表/2025/云溪区水利局.xlsx").unlink()
    assert run(folder, "results", "--xlsx", "汇总.xlsx") == 0
    from campaigns import results_in

    results = results_in(folder)
    sheets = calculated(folder / "汇总.xlsx", tmp_path)
    rows = {row[1]: row for row in sheets["汇总表"][3:]}
    for unit in results.ranking:
        row = rows[unit.name.text]
        share, lost = f"{float(unit.share) * 100:g}%", f"{float(unit.final.base - unit.final.total):g}"
        assert row[0] == str(unit.place)
        assert (row[5], row[6], row[7]) == (f"{float(unit.final.total):g}", share, lost)
        assert sum(float(cell) for cell in row[10:]) == float(lost)
    assert rows["云溪区水利局"][8] == "未报送"
    assert float(rows["平均"][5]) == pytest.approx(float(results.look("平均得分").value), abs=0.006)
    tiers = {row[0]: row[1] for row in sheets["等次"][3:]}
    assert tiers == {tier.name.text: str(len(tier.units)) for tier in results.look("等次")} | {
        "有误": "0", "未报送": "1", "合计": "12",
    }  # fmt: skip
    items = {row[2]: row for row in sheets["评价项目"][3:]}
    for part in results.look("项目"):
        row = items[part.name.text]
        assert float(row[6].rstrip("%")) == pytest.approx(float(part.rate) * 100, abs=1e-9)
        assert int(row[7]) == int(part.look("失分单位数").value)


def calculated(book: Path, folder: Path) -> dict[str, list[list[str]]]:
    """The sheets of a workbook as Calc computes them; skips where it is not installed."""
    if not shutil.which("soffice"):
        if os.environ.get("GENWEN_REQUIRE_RENDER") == "1":
            pytest.fail("LibreOffice is not installed")
        pytest.skip("LibreOffice is not installed")
    every = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", every,
         "--outdir", str(folder), str(book)],
        capture_output=True, timeout=300, check=False,
    )  # fmt: skip
    names = load_workbook(book, read_only=True).sheetnames
    files = {name: folder / f"{book.stem}-{name}.csv" for name in names}
    if not all(path.exists() for path in files.values()):
        if os.environ.get("GENWEN_REQUIRE_RENDER") == "1":
            pytest.fail("LibreOffice Calc is not installed")
        pytest.skip("LibreOffice Calc is not installed")
    return {name: list(csv.reader(io.StringIO(path.read_text("utf-8")))) for name, path in files.items()}
