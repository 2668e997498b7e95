"""Drafts that are sent away and come back, while the document at home goes on."""

import json

from clerk import REPORT, edit, resolved, reword, set_figure, text_of
from projects import run
from test_build_again import edits

POWER = "统计.2025.数据.用电量"


def pulled(folder, capsys, file: str) -> dict[str, dict]:
    capsys.readouterr()
    assert run(folder, "pull", file, "--name", "报告", "--json") == 0
    return {item["事实"]: item for item in json.loads(capsys.readouterr().out)["改动"]}


def test_a_copy_with_open_updates_is_held_against_what_it_was_made_of(folder, capsys) -> None:
    edit(folder / REPORT, edits)
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告") == 0
    (folder / REPORT).write_bytes(resolved((folder / REPORT).read_bytes(), False))  # the update is refused
    set_figure(folder, "7650000千瓦时")
    assert run(folder, "build", "报告") == 1
    copy = folder / "张三改.docx"
    copy.write_bytes((folder / REPORT).read_bytes())
    here = pulled(folder, capsys, "报告")
    # at home a build more; the copy is still known for what it is
    set_figure(folder, "7660000千瓦时")
    assert run(folder, "build", "报告") in (0, 1)
    reword(copy, "积极稳妥", "积极")
    there = pulled(folder, capsys, str(copy))
    assert here[POWER]["状态"] == there[POWER]["状态"]
    assert (there[POWER]["稿"], there[POWER]["生成时"]) == (here[POWER]["稿"], here[POWER]["生成时"])
    capsys.readouterr()
    assert run(folder, "diff", "报告", "--file", str(copy), "--json") == 0
    told = json.loads(capsys.readouterr().out)["不同"]
    assert any("积极推进创建" in (item.get("稿") or "") for item in told)


def test_updates_stay_open_over_builds_that_write_nothing(folder, capsys) -> None:
    edited = edit(folder / REPORT, edits)
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告") == 0
    reword(folder / REPORT, "资金不足", "资金紧张")
    for _ in range(2):
        assert run(folder, "build", "报告") == 0
    capsys.readouterr()
    assert run(folder, "diff", "报告", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert any(POWER in item["改变的事实"] for item in told["不同"])
    assert "资金紧张" in text_of((folder / REPORT).read_bytes())
    assert "积极稳妥" in text_of(edited)


def test_a_cell_that_was_emptied_is_no_paragraph_that_is_gone(folder, capsys) -> None:
    from hands import Hand
    from reports import Facts, generation

    from genwen.revision.compare import differences

    hand = Hand(generation(Facts()).docx)
    hand.replace("182", "")
    (item,) = differences(generation(Facts()), hand.saved(), None)
    assert (item.place, item.old, item.mine) == ("表1第2行第2格", "182", "")
    assert item.marks["mine"] == "[-182-]"
