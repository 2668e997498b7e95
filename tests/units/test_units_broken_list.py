"""A list of units that is no YAML is told as that, by whatever command wants the units."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from campaigns import campaign
from projects import run, write_files

LIST = "content/下级单位.yaml"
WRITTEN = {
    "a tab": ("单位:\n  - 名称: 甲局\n\t- 名称: 乙局\n", f"{LIST}:3:1  错误 S001"),
    "an open bracket": ("单位: [{名称: 甲局}, {名称: 乙局}\n", "错误 S001"),
    "a sentence": ("甲局和乙局\n", f"{LIST}:1:1  错误 S102"),
}


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize(
    "command",
    [
        ("bulk", "整改通知书"), ("facts", "--unit", "甲局"), ("results",), ("score", "--summary"),
        ("score", "--unit", "甲局"), ("score", "--blank", "--xlsx", "空.xlsx", "--unit", "甲局"), ("build", "名单"),
        ("facts", "下级单位.单位数"), ("bulk", "整改通知书", "--units", LIST),
    ],
)  # fmt: skip
def test_it_is_told_with_its_line(tmp_path: Path, capsys: Any, written: str, command: tuple[str, ...]) -> None:
    text, told = WRITTEN[written]
    folder = campaign(tmp_path, {"甲局": None})
    (folder / LIST).write_text(text, "utf-8")
    assert run(folder, *command) == 1
    said = "".join(capsys.readouterr())
    assert told in said
    assert "没有下级单位的名单" not in said


def test_a_missing_list_is_a_missing_list(tmp_path: Path, capsys: Any) -> None:
    folder = campaign(tmp_path, {"甲局": None})
    (folder / LIST).unlink()
    assert run(folder, "bulk", "整改通知书") == 2
    assert "没有下级单位的名单" in capsys.readouterr().err


def test_settings_with_a_fault_do_not_hide_units_kept_elsewhere(tmp_path: Path, capsys: Any) -> None:
    folder = campaign(tmp_path, {"甲局": None})
    (folder / LIST).write_text("不继承: {甲: 乙}\n", "utf-8")
    write_files(folder, {"content/下级单位.csv": "单位名称\n甲局\n"})
    assert run(folder, "facts", "下级单位.单位数") == 1
    assert f"{LIST}:1:1  错误 S102" in "".join(capsys.readouterr())
