"""回写: what is told once, what is told at once, and what was decided before."""

import io
import sys

import pytest
from clerk import REPORT, STATISTICS, edit, resolved, reword, set_figure, text_of
from projects import make_project, run
from test_pull import POWER, contents, pulled


@pytest.fixture
def folder(tmp_path):
    """A project with one built document."""
    make_project(tmp_path)
    assert run(tmp_path, "build", "报告") == 0
    return tmp_path


LEDGER = "content/统计/台账/全区.csv"


def with_ledger(folder) -> None:
    """A ledger that adds up to the year's figure, which no text of the report asks for."""
    rows = ["2025年,", "月份,用电量（千瓦时）", *(f"{month}月,601400" for month in range(1, 13))]
    (folder / LEDGER).parent.mkdir(parents=True)
    (folder / LEDGER).write_text("\n".join(rows) + "\n", "utf-8")


def test_a_figure_that_a_ledger_contradicts_is_told_at_once_and_written_only_when_named(folder, capsys) -> None:
    with_ledger(folder)
    before = contents(folder)
    reword(folder / REPORT, "721.68", "722.00")
    item = pulled(folder, capsys, "--yes")[POWER]
    assert item["状态"] == "与别处矛盾"
    assert "台账各数之和是7216800千瓦时" in "".join(item["矛盾"])
    assert contents(folder) == before
    assert run(folder, "pull", "报告", "--yes") == 0
    out = capsys.readouterr().out
    assert "写回以后有矛盾：“用电量”2025年写的是7220000千瓦时，台账各数之和是7216800千瓦时" in out
    assert f"genwen pull 报告 --yes --fact {POWER}" in out
    assert contents(folder) == before
    assert run(folder, "pull", "报告", "--yes", "--fact", POWER) == 0
    assert "用电量: 7220000千瓦时" in contents(folder)[STATISTICS]


def test_a_figure_that_agrees_with_its_ledger_is_sure(folder, capsys) -> None:
    with_ledger(folder)
    set_figure(folder, "7220000千瓦时")
    assert run(folder, "build", "报告") == 0
    reword(folder / REPORT, "722.00", "721.68")
    assert pulled(folder, capsys)[POWER]["状态"] == "可回写"


def answering(monkeypatch, answers: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(answers))


def test_what_was_answered_no_is_asked_once(folder, capsys, monkeypatch) -> None:
    before = contents(folder)
    reword(folder / REPORT, "721.68", "722.00")
    answering(monkeypatch, "n\n")
    assert run(folder, "pull", "报告") == 0
    assert "以后不再问" in capsys.readouterr().out
    for arguments in ([], ["--yes"]):
        answering(monkeypatch, "y\n")
        assert run(folder, "pull", "报告", *arguments) == 0
        out = capsys.readouterr().out
        assert sum(POWER in line for line in out.splitlines()) == 1
        assert f"以前答过不写回的 1 项：{POWER}（稿子“722.00万千瓦时”，事实“721.68万千瓦时”）" in out
        assert contents(folder) == before
    assert run(folder, "pull", "报告", "--check") == 1
    # another figure is another question; a fact that is named is asked for again
    answering(monkeypatch, "y\n")
    assert run(folder, "pull", "报告", "--fact", POWER) == 0
    assert "用电量: 7220000千瓦时" in contents(folder)[STATISTICS]
    reword(folder / REPORT, "722.00", "723.00")
    answering(monkeypatch, "y\n")
    assert run(folder, "pull", "报告") == 0
    assert "用电量: 7230000千瓦时" in contents(folder)[STATISTICS]


def test_rejected_updates_and_what_is_written_already_take_a_line(folder, capsys, monkeypatch) -> None:
    edited = reword(folder / REPORT, "推进创建", "积极推进创建")
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告") == 0
    (folder / REPORT).write_bytes(resolved((folder / REPORT).read_bytes(), False))
    assert text_of((folder / REPORT).read_bytes()) == text_of(edited)
    before = contents(folder)
    answering(monkeypatch, "y\ny\ny\n")
    capsys.readouterr()
    assert run(folder, "pull", "报告") == 0
    out = capsys.readouterr().out
    assert f"没有采用更新的 1 项，稿子里还是以前的：{POWER}（稿子“721.68万千瓦时”，事实“760.00万千瓦时”）" in out
    assert sum(POWER in line for line in out.splitlines()) == 1
    assert contents(folder) == before
    answering(monkeypatch, "y\n")
    assert run(folder, "pull", "报告", "--fact", POWER) == 0
    assert "用电量: 7216800千瓦时" in contents(folder)[STATISTICS]
    capsys.readouterr()
    assert run(folder, "pull", "报告") == 0
    assert f"事实里已经是这样的 1 项：{POWER}（“721.68万千瓦时”）" in capsys.readouterr().out


def test_what_was_typed_is_no_rejected_update_although_an_earlier_generation_said_so(folder, capsys) -> None:
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告") == 0  # nobody has edited it: regenerated
    reword(folder / REPORT, "760.00", "721.68")
    assert pulled(folder, capsys)[POWER]["状态"] == "可回写"
    # a merge that has nothing to do with it changes nothing of that
    path = folder / "content/其他/2025.yaml"
    path.write_text(path.read_text("utf-8").replace("资金不足", "经费不足"), "utf-8")
    assert run(folder, "build", "报告") == 0
    (folder / REPORT).write_bytes(resolved((folder / REPORT).read_bytes(), True))
    assert pulled(folder, capsys)[POWER]["状态"] == "可回写"
    set_figure(folder, "7700000千瓦时")
    assert run(folder, "build", "报告") == 1
    assert "后来的更新没有接受" not in capsys.readouterr().out


def everywhere(folder, old: str, new: str) -> int:
    """Replace a text in the whole document, text boxes too."""
    from hands import Hand, W

    hand = Hand((folder / REPORT).read_bytes())
    found = [node for root in hand.package.stories.values() for node in root.iter(f"{W}t") if old in (node.text or "")]
    for node in found:
        node.text = node.text.replace(old, new)
    (folder / REPORT).write_bytes(hand.saved())
    return len(found)


def test_dates_that_go_together_are_written_one_after_the_other(folder, capsys, monkeypatch) -> None:
    outline = folder / "content/公文/报告.yaml"
    outline.write_text(
        outline.read_text("utf-8").replace("要素:\n", "要素:\n  抄送机关: [区委办公室]\n  印发机关: 区政府办公室\n"),
        "utf-8",
    )
    assert run(folder, "build", "报告") == 0
    assert everywhere(folder, "2025年12月8日", "2025年12月10日") == 1
    assert everywhere(folder, "2025年12月9日", "2025年12月10日")  # in the imprint
    found = pulled(folder, capsys)
    assert found["发文.报告.印发日期"]["状态"] == "可回写"
    assert "印发日期早于成文日期" in found["发文.报告.成文日期"]["说明"]
    answering(monkeypatch, "y\n")
    assert run(folder, "pull", "报告") == 0
    assert "再运行一次 genwen pull 报告 看看" in capsys.readouterr().out
    answering(monkeypatch, "y\n")
    assert run(folder, "pull", "报告") == 0
    assert "成文日期: 2025-12-10" in contents(folder)["content/发文/2025.yaml"]
    assert "印发日期: 2025-12-10" in contents(folder)["content/发文/2025.yaml"]


def test_a_number_that_was_to_be_filled_in_is_written_back_although_nothing_of_the_line_is_left(folder, capsys) -> None:
    numbers = folder / "content/发文/2025.yaml"
    text = numbers.read_text("utf-8")
    numbers.write_text(text.replace("云机管〔2025〕1号", "待补").replace("周某某", "待补"), "utf-8")
    assert run(folder, "build", "报告") == 0
    assert everywhere(folder, "【待补：发文.报告.发文字号】", "云机管〔2025〕7号") == 1
    assert everywhere(folder, "【待补：发文.报告.签发人】", "赵某某") == 1
    capsys.readouterr()
    assert run(folder, "diff", "报告") == 0
    assert "加了一段" not in capsys.readouterr().out
    found = pulled(folder, capsys, "--yes")
    assert {found[f"发文.报告.{name}"]["状态"] for name in ("发文字号", "签发人")} == {"可回写"}
    assert "发文字号: 云机管〔2025〕7号" in contents(folder)["content/发文/2025.yaml"]
    assert run(folder, "build", "报告") == 0
    assert "已一致 2 处" in capsys.readouterr().out


def test_of_a_gap_filled_in_one_place_the_others_are_said_to_be_empty(folder, capsys) -> None:
    set_figure(folder, "待补")
    assert run(folder, "build", "报告") == 0
    hole = "【待补：统计.2025.数据.用电量】"
    assert everywhere(folder, hole, hole) >= 2  # the figure, and what is computed from it
    edit(folder / REPORT, lambda draft: fill_first(draft, hole, "722.00万千瓦时"))
    capsys.readouterr()
    assert run(folder, "pull", "报告", "--yes") == 0
    out = capsys.readouterr().out
    assert "  还空着 1 处：一、主要成效 第1段（写回以后，再生成时这些地方也会跟着填上）" in out
    assert "没改" not in out
    assert "填了“722.00万千瓦时”，一、主要成效 第1段还空着，那里也许是由它算出来的" in out


def fill_first(draft, hole: str, text: str) -> None:
    run_ = next(run for paragraph in draft.paragraphs for run in paragraph.runs if run.text == hole)
    run_.text = text


def test_more_of_a_text_that_was_not_to_be_written_is_asked_for(folder, capsys, monkeypatch) -> None:
    reword(folder / REPORT, "已制定", "已经制定")
    answering(monkeypatch, "n\n")
    assert run(folder, "pull", "报告") == 0
    reword(folder / REPORT, "制度。", "制度并已印发。")
    answering(monkeypatch, "y\n")
    assert run(folder, "pull", "报告") == 0
    written = contents(folder)["content/措施/2025.yaml"]
    assert "已经制定" in written
    assert "制度并已印发。" in written
