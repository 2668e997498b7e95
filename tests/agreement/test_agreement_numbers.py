"""One 发文字号 on two documents among the files checked: told with both names, never of copies or of what is cited."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import right_documents
from right_documents import TEXTS, right

from genwen.cli.main import main

NOTICE = """\
志 柳湾县机关事务服务中心文件
号 柳机事〔2025〕14号
题 柳湾县机关事务服务中心/关于限期整改的通知
送 {unit}：
文 经核查，{unit}得{points}分，没有通过。{more}
文 请于2025年12月31日前整改到位，并报送整改报告。
名 柳湾县机关事务服务中心
日 2025年11月28日"""


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Writes a document from its text; the folder is where the command runs."""
    monkeypatch.chdir(tmp_path)

    def write(name: str, text: str) -> str:
        monkeypatch.setitem(right_documents.TEXTS, "这份", text)
        path = tmp_path / f"{name}.docx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(right("这份"))
        return f"{name}.docx"

    return write


def told(capsys: Any, *files: str) -> list[tuple[str, str, str]]:
    capsys.readouterr()
    main(["check", "--json", *files])
    found = json.loads(capsys.readouterr().out)["findings"]
    return [(item["position"]["file"], item["severity"], item["message"]) for item in found if item["code"] == "A408"]


def notice(unit: str, points: str = "57", more: str = "", number: str = "14") -> str:
    return NOTICE.format(unit=unit, points=points, more=more).replace("14号", f"{number}号")


def test_two_documents_of_one_number(make: Any, capsys: Any) -> None:
    files = [
        make("甲", TEXTS["通知"]),
        make("乙", TEXTS["请示"].replace("石建〔2025〕52号", "柳机事〔2025〕14号")),
        make("丙", TEXTS["报告"]),
    ]
    assert told(capsys, *files) == [("乙.docx", "警告", "与 甲.docx 是两份公文，发文字号都是“柳机事〔2025〕14号”")]
    assert main(["check", "--level", "警告", *files]) == 1
    assert "“柳机事〔2025〕14号”" in capsys.readouterr().out


def test_notices_of_one_kind_to_different_units(make: Any, capsys: Any) -> None:
    files = [
        make("甲局/整改通知书", notice("县教育局")),
        make("乙局/整改通知书", notice("县水利局", "41")),
        make("丙局/整改通知书", notice("县民政局", "12", number="15")),
    ]
    assert [item[0] for item in told(capsys, *files)] == ["乙局/整改通知书.docx"]


def test_a_number_written_otherwise_is_the_same(make: Any, capsys: Any) -> None:
    other = notice("县水利局").replace("柳机事〔2025〕14号", "柳机事[2025] 第14号")
    assert len(told(capsys, make("甲", notice("县教育局")), make("乙", other))) == 1


LATER = "经再次核查，仍有3项没有完成。"


@pytest.mark.parametrize("name", ["通知.核对", "通知.新稿2", "通知（1）", "通知 - 副本", "通知.改正", "通知定稿"])
def test_copies_by_their_names(make: Any, capsys: Any, name: str) -> None:
    files = [make("通知", notice("县教育局")), make(name, notice("县直各单位", "12", LATER).replace("限期", "立即"))]
    assert told(capsys, *files) == []


@pytest.mark.parametrize(("old", "new"), [
    ("57", "58"),
    ("县教育局：", "县教育局、县水利局："),
    ("的通知", "的通知（征求意见稿）"),
    ("关于限期整改", "关于立即整改"),
    ("没有通过。", f"没有通过。{LATER}"),
])  # fmt: skip
def test_versions_of_one_document(make: Any, capsys: Any, old: str, new: str) -> None:
    text = notice("县教育局") + "".join(f"\n文 第{number}项要求按照评价标准落实。" for number in "一二三四五六七八")
    assert told(capsys, make("甲", text), make("给领导看的", text.replace(old, new))) == []


def test_numbers_that_are_cited_or_missing_are_none(make: Any, capsys: Any) -> None:
    files = [
        make("甲", TEXTS["通知"]),
        make("乙", TEXTS["报告"].replace("东环〔2025〕31号", "柳机事〔2025〕14号")),
        make("丙", notice("县教育局").replace("〔2025〕14号", "〔2025〕号")),
        make("丁", notice("县水利局").replace("〔2025〕14号", "〔2025〕号")),
    ]
    assert told(capsys, *files) == []


def test_right_documents_together(make: Any, capsys: Any) -> None:
    assert told(capsys, *[make(name, text) for name, text in list(TEXTS.items())]) == []
