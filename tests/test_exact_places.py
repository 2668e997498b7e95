"""Findings that once had no place, the wrong one, or no line to look at; and what is said where one word is meant."""

from pathlib import Path

import pytest
from projects import BASE, dedented, make_project, replaced, run

REPORT, STATISTICS, DISPATCH = "content/公文/报告.yaml", "content/统计/2025.yaml", "content/发文/2025.yaml"


def told(folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    capsys.readouterr()
    code = run(folder, *arguments)
    said = capsys.readouterr()
    return code, said.out + said.err


def test_bytes_of_no_encoding_have_their_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make_project(tmp_path, {"content/单位.yaml": "名称: 某局\n简称: 甲".encode() + b"\xff\xff\xff\n"})
    assert "content/单位.yaml:2:6  错误 S008" in told(folder, capsys, "build", "报告")[1]


def test_a_missing_colon_is_told_in_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make_project(tmp_path, {"genwen.yaml": "年度 2025\n样例: 否\n"})
    assert "genwen.yaml:1:1  错误 S001  这里缺少冒号" in told(folder, capsys, "build", "报告")[1]


def test_braces_without_quotes_are_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = dedented(BASE[REPORT]).replace("  - 根据", "  - {{ 单位.名称 }}\n  - 根据")
    said = told(make_project(tmp_path, {REPORT: text}), capsys, "build", "报告")[1]
    assert "以 {{ 开头的文字要加引号" in said
    assert "S105" not in said


def test_a_figure_too_large_is_told_at_the_fact(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make_project(tmp_path, replaced(STATISTICS, "7216800千瓦时", "7" * 40 + "千瓦时"))
    code, said = told(folder, capsys, "build", "报告")
    assert code == 1
    assert [line for line in said.splitlines() if "错误" in line] == [
        line for line in said.splitlines() if line.startswith("content/统计/2025.yaml:3:8  错误 S103")
    ]
    assert "太大" in said


@pytest.mark.parametrize(
    ("typed", "meant"), [("汇报", "报告"), ("通报告", "通报"), ("请示报告", "请示"), ("会议纪要", "纪要")]
)
def test_the_kind_of_document_that_is_meant(tmp_path: Path, typed: str, meant: str, capsys) -> None:
    folder = make_project(tmp_path, replaced(REPORT, "文种: 报告", f"文种: {typed}"))
    assert f"是否应为“{meant}”" in told(folder, capsys, "build", "报告")[1]


@pytest.mark.parametrize("typed", ["命令（令）", "命令(令)", "命令", "令"])
def test_an_order_in_every_spelling(tmp_path: Path, typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = dedented(BASE[REPORT]).replace("文种: 报告", f"文种: {typed}").replace("行文方向: 上行\n", "")
    assert "不在可选范围内" not in told(make_project(tmp_path, {REPORT: text}), capsys, "build", "报告")[1]


WARNED = {
    "S216": replaced(DISPATCH, "周某某", "周某１"),
    "S218": {DISPATCH: dedented(BASE[DISPATCH]) + "报靠:\n  签发人: 甲\n"},
    "S222": replaced(STATISTICS, "7216800千瓦时", "-7216800千瓦时"),
}


@pytest.mark.parametrize("code", WARNED)
def test_a_warning_shows_its_line(tmp_path: Path, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = told(make_project(tmp_path, WARNED[code]), capsys, "build", "报告")
    assert status == 0, said
    lines = said.splitlines()
    at = next(number for number, line in enumerate(lines) if f"警告 {code}" in line)
    assert "│" in lines[at + 1]


def test_one_target_year_is_no_series_of_years(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from docx import Document

    assert run(tmp_path, "init", "--sample", "样例") == 0
    folder = tmp_path / "样例"

    def text() -> str:
        assert told(folder, capsys, "build", "方案")[0] == 0
        return "".join(each.text for each in Document(str(folder / "outputs/2025/方案.docx")).paragraphs)

    assert "到2027年底，" in text()
    assert "三年左右" not in text()
    targets = folder / "content" / "目标.yaml"
    kept = [line for line in targets.read_text("utf-8").splitlines(keepends=True)
            if not any(f"{tier}{year}" in line for tier in ("全区", "区级", "镇街") for year in (2026, 2027))]  # fmt: skip
    targets.write_text("".join(kept), "utf-8")
    outline = folder / "content" / "公文" / "方案.yaml"
    assert "全区2027" not in outline.read_text("utf-8")
    printed = text()
    assert "个年度逐步提高" not in printed
    assert "建成节约型机关的比例：到2025年底达到25%以上" in printed
