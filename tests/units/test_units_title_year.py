"""A table of units whose title says another year than ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from campaigns import campaign
from openpyxl import Workbook
from projects import run


@pytest.mark.parametrize(("title", "column", "told"), [
    ("2024年度各单位用能情况", "用电量（千瓦时）", True), ("2025年度各单位用能情况", "用电量（千瓦时）", False),
    ("2024年度各单位用能情况", "2025年用电量（千瓦时）", False), ("2024年、2025年用能情况", "用电量（千瓦时）", False),
    ("各单位用能情况（2026年1月填）", "用电量（千瓦时）", False), ("2024年度名单", "联系人", False),
])  # fmt: skip
def test_it_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], title: str, column: str, told: bool) -> None:
    folder = campaign(tmp_path, {"甲局": None})
    book = Workbook()
    assert book.active is not None
    for row in ([title], ["单位名称", column], ["甲局", 100], ["乙局", 200]):
        book.active.append(row)
    book.save(folder / "名单.xlsx")
    run(folder, "bulk", "整改通知书", "--units", "名单.xlsx")
    said = "".join(capsys.readouterr())
    assert ("S514" in said) is told, said
    assert ("表题写的是2024年，“用电量”一栏没有写年份，按2025年读取" in said) is told
