"""Units without 核查分: neither passed nor failed beside units that were checked; nothing is final while there are such."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from campaigns import MOST, campaign, outline, printed, results_in, told
from projects import run

SELF = {key: (most, None, "") for key, most in MOST.items()}
"""A sheet with full 自评分 and no 核查分."""
POOR = SELF | {"建章.1": (0, None, "没有制度"), "建章.2": (0, None, "没有台账")}
PUBLISHED = """
    模板: 文稿
    要素: {标题: 公示, 发文机关署名: 甲局, 成文日期: 2025-02-01}
    正文:
      - '{{ 考评结果.核查通过数 }}个单位通过核查：{{ 考评结果.核查通过单位|连 }}。'
    """


def test_beside_checked_units_they_are_in_no_list_of_either(tmp_path: Path, capsys: Any) -> None:
    folder = campaign(tmp_path, {"甲局": {}, "乙局": SELF, "丙局": {"建章.1": 0, "节电.1": 0}, "丁局": POOR})
    for name, text in {
        "通过单位": "甲局", "核查通过单位": "甲局", "未通过单位": "丙局", "未核查单位": "乙局、丁局",
    }.items():  # fmt: skip
        assert printed(folder, f"考评结果.{name}|连") == text
    assert [printed(folder, f"考评结果.乙局.{name}") for name in ("得分", "核查分", "名次", "等次")] == [
        "100", "—", "1", "未核查",
    ]  # fmt: skip
    tiers = results_in(folder).look("等次")
    assert [(tier.name.text, len(tier.units)) for tier in tiers] == [("优", 1), ("良", 0), ("未通过", 1), ("未核查", 2)]
    assert [printed(folder, f"考评结果.{name}") for name in ("通过数", "核查通过数", "未核查数", "核查通过率")] == [
        "1", "1", "2", "25.00%",
    ]  # fmt: skip
    assert run(folder, "bulk", "整改通知书") == 0
    made = sorted(path.name for path in (folder / "outputs/2025/下级单位").glob("*.docx"))
    assert made == ["丙局-整改通知书.docx"]
    outline(folder, "公示", PUBLISHED)
    assert run(folder, "build", "公示") == 0
    capsys.readouterr()
    assert run(folder, "build", "公示", "--final") == 1
    assert "2个单位没有核查分" in capsys.readouterr().err


def test_where_nobody_was_checked_nobody_passed_a_check(tmp_path: Path, capsys: Any) -> None:
    folder = campaign(tmp_path, {"甲局": SELF, "乙局": POOR})
    assert printed(folder, "考评结果.通过单位|连") == "甲局"
    assert printed(folder, "考评结果.未通过单位|连") == "乙局"
    assert printed(folder, "考评结果.核查通过数") == "0"
    assert not [line for line in told(folder) if line.startswith("K")], "a ranking by 自评分 is as good as another"
    assert run(folder, "build", "名单", "--final") == 0, capsys.readouterr().err
    outline(folder, "公示", PUBLISHED.replace("{{ 考评结果.核查通过单位|连 }}", "无"))
    capsys.readouterr()
    assert run(folder, "build", "公示", "--final") == 1
    assert "所有单位都没有核查分" in capsys.readouterr().err


def test_where_all_were_checked_a_final_document_is_made(tmp_path: Path, capsys: Any) -> None:
    folder = campaign(tmp_path, {"甲局": {}, "乙局": {"建章.1": 0, "节电.1": 0}})
    outline(folder, "公示", PUBLISHED)
    assert run(folder, "build", "公示", "--final") == 0, capsys.readouterr().err
    assert printed(folder, "考评结果.未核查数") == "0"
