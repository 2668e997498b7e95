"""What the messages of a build, pull, restore and the like say: the right place, the right fact, what is left to do."""

import io
import json
import shutil
import zipfile

import pytest
from clerk import REPORT, edit, resolved, reword, set_figure, text_of
from hands import Hand
from projects import run, said
from test_build_again import BACKUPS, MEASURES, edits

BESIDE = "outputs/2025/报告.新稿.docx"
POWER = "统计.2025.数据.用电量"


def by_hand(folder, change) -> bytes:
    hand = Hand((folder / REPORT).read_bytes())
    change(hand)
    (folder / REPORT).write_bytes(hand.saved())
    return (folder / REPORT).read_bytes()


def with_part(data: bytes, name: str, change) -> bytes:
    """The .docx with one part changed, or left out where `change` gives None."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for each in package.namelist():
            part = package.read(each)
            changed = change(part) if each == name else part
            if changed is not None:
                made.writestr(each, changed)
    return out.getvalue()


# --- files that cannot be read -------------------------------------------------------------------------------------------

DAMAGED = {
    "body cut off": lambda data: with_part(data, "word/document.xml", lambda part: part[: len(part) // 2]),
    "styles cut off": lambda data: with_part(data, "word/styles.xml", lambda part: part[:200]),
    "footer cut off": lambda data: with_part(data, "word/footer1.xml", lambda part: part[:90]),
    "types cut off": lambda data: with_part(data, "[Content_Types].xml", lambda part: part[:90]),
    "entities": lambda data: with_part(
        data, "word/document.xml", lambda part: part.replace(b"?>", b'?><!DOCTYPE w [<!ENTITY a "b">]>', 1)
    ),
    "no body": lambda data: with_part(data, "word/document.xml", lambda part: None),
    "another root": lambda data: with_part(data, "word/document.xml", lambda part: b"<a/>"),
    "random": lambda data: bytes(range(1, 250)) * 40,
    "encrypted": lambda data: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 9,
    "empty": lambda data: b"",
    "half a zip": lambda data: data[: len(data) // 2],
}


@pytest.mark.parametrize("kind", DAMAGED)
@pytest.mark.parametrize("figure", ["", "7600000千瓦时"])
def test_a_file_that_cannot_be_read_is_told_and_left(folder, capsys, kind, figure) -> None:
    damaged = DAMAGED[kind]((folder / REPORT).read_bytes())
    (folder / REPORT).write_bytes(damaged)
    if figure:
        set_figure(folder, figure)
    for _ in range(2):
        out = said(folder, capsys, "build", "报告", code=1)
        assert "“报告.docx”" in out
        assert "“”" not in out
        assert "新稿另存为" in out
        assert "报告.新稿.docx 是按现在的事实生成的，没有您的手工修改" in out
        assert (folder / REPORT).read_bytes() == damaged
    assert "genwen restore 报告 " in out  # no backup: a generation by its id


@pytest.mark.parametrize("command", [("pull", "报告"), ("diff", "报告"), ("adopt", "报告")])
def test_other_commands_name_the_file_that_cannot_be_read(folder, capsys, command) -> None:
    (folder / REPORT).write_bytes(DAMAGED["body cut off"]((folder / REPORT).read_bytes()))
    out = said(folder, capsys, *command, code=2)
    assert "文件“报告.docx”已损坏：正文（word/document.xml）不完整" in out


def test_the_way_back_from_a_damaged_file(folder, capsys) -> None:
    edited = edit(folder / REPORT, edits)
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告") == 0
    damaged = DAMAGED["body cut off"]((folder / REPORT).read_bytes())
    (folder / REPORT).write_bytes(damaged)
    out = said(folder, capsys, "build", "报告", code=1)
    assert "的备份，有手工修改）：genwen restore 报告 " in out
    out = said(folder, capsys, "restore", "报告")
    assert (folder / REPORT).read_bytes() == edited
    assert "读不出来，也备份了" in out
    assert "旁边还有 报告.新稿.docx" in out
    # the damaged file is kept, and never brought back unasked
    assert damaged in [path.read_bytes() for path in (folder / BACKUPS).iterdir()]
    said(folder, capsys, "restore", "报告")
    assert (folder / REPORT).read_bytes() == edited
    assert "换下来的文件，读不出来" in said(folder, capsys, "history", "报告")


# --- after a pull --------------------------------------------------------------------------------------------------------

REWORDED = [
    ("用电量721.68万千瓦时，同比", "全年消耗电力722.50万千瓦时，同比"),
    ("已制定《用电管理制度》", "先后制定了《用电管理制度》"),
    ("2项制度。", "2项管理制度。"),
]


@pytest.mark.parametrize(("old", "new"), REWORDED)
def test_nothing_is_told_of_what_was_pulled(folder, capsys, old, new) -> None:
    edited = by_hand(folder, lambda hand: hand.replace(old, new))
    assert run(folder, "pull", "报告", "--yes") == 0
    out = said(folder, capsys, "build", "报告", "--json")
    told = [(each["类别"], each.get("原"), each.get("新")) for each in json.loads(out)["公文"][0].get("更新", [])]
    # what follows from a pulled figure is news; the words themselves are not
    assert not [each for each in told if each[0] not in ("已一致", "已更新")]
    assert not [each for each in told if each[0] == "已更新" and ("用电" in each[1] or "制定" in each[1])]
    assert text_of(resolved((folder / REPORT).read_bytes(), False)) == text_of(edited)


def test_what_facts_and_clerk_both_take_away_is_nothing_to_restore(folder, capsys) -> None:
    by_hand(folder, lambda hand: hand.replace("2项制度。", "制度。"))
    text = (folder / MEASURES).read_text("utf-8")
    (folder / MEASURES).write_text(text.replace("{{ 本.数值.制度 }}制度。", "制度。"), "utf-8")
    out = said(folder, capsys, "build", "报告")
    assert "未恢复" not in out
    assert "已一致 1 处" in out


def test_a_conflict_settled_by_pull_is_told_as_withdrawn(folder, capsys) -> None:
    reword(folder / REPORT, "721.68", "722.00")
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告") == 1
    out = said(folder, capsys, "pull", "报告", "--yes")
    assert "没有写回的 1 项" in out
    assert "事实已变为“760.00万千瓦时”" in out
    assert f"genwen pull 报告 --yes --fact {POWER}" in out
    assert run(folder, "pull", "报告", "--yes", "--fact", POWER) == 0
    out = said(folder, capsys, "build", "报告")
    assert "已撤回 1 处" in out
    assert "“760.00万千瓦时” → “722.00万千瓦时”" in out
    assert "【冲突】" not in text_of((folder / REPORT).read_bytes())


# --- what is still to be done --------------------------------------------------------------------------------------------


def test_open_updates_are_told_again_until_they_are_done(folder, capsys) -> None:
    reword(folder / REPORT, "721.68", "722.00")
    set_figure(folder, "7600000千瓦时")
    assert "现在共有3处修订、1处批注" in said(folder, capsys, "build", "报告", code=1)
    merged = (folder / REPORT).read_bytes()
    for _ in range(2):
        out = said(folder, capsys, "build", "报告")
        assert "稿子里还有3处修订、1处批注没有处理" in out
        assert "genwen把“722.00”改成“760.00”" in out
        assert "批注：【冲突】稿子里是“722.00万千瓦时”" in out
    assert (folder / REPORT).read_bytes() == merged
    (folder / REPORT).write_bytes(resolved(merged, True))
    assert "没有处理" not in said(folder, capsys, "build", "报告")


# --- paragraphs that are gone --------------------------------------------------------------------------------------------


def test_a_deleted_paragraph_is_named_with_its_own_place_and_facts(folder, capsys) -> None:
    by_hand(folder, lambda hand: hand.drop("已制定"))
    text = (folder / MEASURES).read_text("utf-8")
    (folder / MEASURES).write_text(text.replace("用水管理制度]", "节水管理制度]"), "utf-8")
    out = said(folder, capsys, "build", "报告", "--json")
    (told,) = [each for each in json.loads(out)["公文"][0]["更新"] if each["类别"] == "未恢复"]
    assert told["位置"] == "一、主要成效 第2段"
    assert told["事实"].endswith("清单.制度[1]")
    out = said(folder, capsys, "build", "报告")
    assert "生成时这附近有一、主要成效 第2段（“已制定《用电管理制度》《用水管理……”），稿子里没有了" in out


def test_of_long_texts_only_what_differs_is_shown() -> None:
    from genwen.revision.wording import apart

    head, tail = "全年消耗电力721.68万千瓦时、天然气16.84万立方米，", "，单位建筑面积能耗8.64千克标准煤每平方米。"
    old, new = apart(f"{head}用水7.84万立方米{tail}", f"{head}用水7.89万立方米{tail}")
    assert (old, new) == ("“…16.84万立方米，用水7.84万立方米，…”", "“…16.84万立方米，用水7.89万立方米，…”")
    assert apart("12%", "15.2%") == ("“12%”", "“15.2%”")


# --- updates that were rejected ------------------------------------------------------------------------------------------


def test_what_nobody_typed_is_not_called_the_clerks(folder, capsys) -> None:
    edit(folder / REPORT, edits)
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告") == 0
    (folder / REPORT).write_bytes(resolved((folder / REPORT).read_bytes(), False))
    assert "没有处理" not in said(folder, capsys, "build", "报告")
    set_figure(folder, "7700000千瓦时")
    out = said(folder, capsys, "build", "报告", code=1)
    assert "您写的" not in out
    line = next(line for line in out.splitlines() if "稿子里是“721.68万千瓦时”" in line)
    assert "上次生成时是“760.00万千瓦时”" in line
    assert "稿子里的是以前生成的，后来的更新没有接受" in line
    line = next(line for line in out.splitlines() if "稿子里是“56.12千瓦时/平方米”" in line)
    assert "后来的更新没有接受" in line


def test_what_was_typed_is_not_called_generated(folder, capsys) -> None:
    reword(folder / REPORT, "721.68", "722.00")
    set_figure(folder, "7600000千瓦时")
    assert "后来的更新没有接受" not in said(folder, capsys, "build", "报告", code=1)


# --- files brought back, taken in, gone ----------------------------------------------------------------------------------


def test_a_deleted_document_is_made_anew_and_its_backup_told(folder, capsys) -> None:
    edit(folder / REPORT, edits)
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告") == 0
    (folder / REPORT).unlink()
    assert "现在没有 outputs/2025/报告.docx" in said(folder, capsys, "history", "报告")
    out = said(folder, capsys, "build", "报告")
    assert "已生成" in out
    assert "要找回：genwen restore 报告" in out
    (folder / REPORT).unlink()
    shutil.rmtree(folder / BACKUPS)
    assert "restore" not in said(folder, capsys, "build", "报告")


def test_an_orphan_taken_in_tells_which_figures_are_old(folder, capsys) -> None:
    edit(folder / REPORT, edits)
    shutil.rmtree(folder / "outputs/2025/.genwen")
    set_figure(folder, "7600000千瓦时")
    out = said(folder, capsys, "adopt", "报告")
    assert "3 处和现在的事实不一样" in out
    assert "稿子里“721.68万千瓦时”，事实现在“760.00万千瓦时”" in out


def test_an_orphan_that_agrees_with_the_facts_tells_nothing(folder, capsys) -> None:
    edit(folder / REPORT, edits)
    shutil.rmtree(folder / "outputs/2025/.genwen")
    assert "和现在的事实不一样" not in said(folder, capsys, "adopt", "报告")


def test_history_says_what_each_backup_is(folder, capsys) -> None:
    edit(folder / REPORT, edits)
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告") == 0
    past = json.loads(said(folder, capsys, "history", "报告", "--json"))
    first = next(each["由此改来"] for each in past if each["种类"] == "备份")[:8]
    out = said(folder, capsys, "history", "报告")
    assert f"换下来的稿子，有手工修改（由 {first} 改来）" in out
    assert "现在的文件由这一稿改来" in next(line for line in out.splitlines() if "生成稿" in line and first not in line)
    assert run(folder, "restore", "报告", first) == 0
    out = said(folder, capsys, "history", "报告")
    assert "现在的文件就是这一稿" in next(line for line in out.splitlines() if first in line and "生成稿" in line)


def test_a_marked_up_copy_does_not_repeat_the_differences(folder, capsys) -> None:
    reword(folder / REPORT, "721.68", "722.00")
    set_figure(folder, "7600000千瓦时")
    out = said(folder, capsys, "diff", "报告", "--out", str(folder / "花脸.docx"))
    assert "花脸稿已写到" in out
    assert "{+" not in out


def test_the_question_reads_as_one_sentence(folder, capsys, monkeypatch) -> None:
    import sys

    by_hand(folder, lambda hand: hand.replace("已制定《用电", "已经制定《用电"))
    monkeypatch.setattr(sys, "stdin", io.StringIO("n\n"))
    out = said(folder, capsys, "pull", "报告")
    assert "吗？[y/N]" in out
    assert "。，" not in out


def test_open_updates_of_a_draft_brought_back_are_not_the_clerks(folder, capsys) -> None:
    edit(folder / REPORT, edits)
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告") == 0
    assert run(folder, "build", "报告", "--fresh") == 0
    assert run(folder, "restore", "报告") == 0
    assert "没有改动印出的事实" in said(folder, capsys, "pull", "报告")
    out = said(folder, capsys, "diff", "报告")
    assert "您改的：…" in out
    assert "[-760.00-]" not in out
    assert "[-721.68-]{+760.00+}" in out


def test_a_paragraph_in_the_place_of_another_is_no_change_of_its_facts(folder, capsys) -> None:
    def change(hand: Hand) -> None:
        hand.add_paragraph("另外，还组织了专项督查和交叉互评。", "已制定")
        hand.drop("已制定")

    by_hand(folder, change)
    assert "没有改动印出的事实" in said(folder, capsys, "pull", "报告")
    out = said(folder, capsys, "diff", "报告")
    assert "删去了这一段 已制定《用电管理制度》" in out
    assert "加了一段 另外，还组织了专项督查和交叉互评。" in out


def test_an_edited_draft_without_open_updates_costs_no_parsing(folder) -> None:
    import os
    import subprocess
    import sys
    from pathlib import Path

    import genwen

    reword(folder / REPORT, "推进创建", "积极推进创建")
    assert run(folder, "build", "报告") == 0
    script = "import sys, runpy\nsys.argv = ['genwen', 'build', '报告']\ntry: runpy.run_module('genwen', run_name='__main__')\n"
    script += "except SystemExit: pass\nprint(sorted(name for name in ('lxml', 'docx') if name in sys.modules))"
    environment = {**os.environ, "PYTHONPATH": str(Path(genwen.__file__).parents[1]), "PYTHONIOENCODING": "utf-8"}
    ran = subprocess.run([sys.executable, "-c", script], cwd=folder, env=environment, capture_output=True, check=True)
    assert "事实没有变化" in ran.stdout.decode()
    assert ran.stdout.decode().splitlines()[-1] == "[]"


# --- drafts that nothing is recorded of, and the way back to what a clerk wrote ------------------------------------------


def test_a_draft_without_id_and_record_is_never_taken_for_one_of_later(folder, capsys):
    bare = with_part(
        (folder / REPORT).read_bytes(),
        "docProps/custom.xml",
        lambda part: part.replace(b"genwen.build", b"other.property"),
    )
    (folder / REPORT).write_bytes(bare)
    shutil.rmtree(folder / "outputs/2025/.genwen")
    set_figure(folder, "7300000千瓦时")
    for _ in range(2):  # the draft written beside it is no older version of it
        assert "分不清哪些是手工修改" in said(folder, capsys, "build", "报告", code=1)
    assert (folder / REPORT).read_bytes() == bare
    assert "genwen adopt 报告" in said(folder, capsys, "pull", "报告", "--yes", code=2)


def test_the_backup_that_is_named_holds_what_was_typed(folder, capsys):
    mine = edit(folder / REPORT, edits)
    said(folder, capsys, "restore", "报告", json.loads(said(folder, capsys, "history", "报告", "--json"))[-1]["编号"])
    said(folder, capsys, "restore", "报告")  # a plain generation is the newest backup now
    (folder / REPORT).unlink()
    told = said(folder, capsys, "build", "报告")
    command = told.split("要找回：genwen ")[1].splitlines()[0].split()
    said(folder, capsys, *command)
    assert (folder / REPORT).read_bytes() == mine


def test_a_renamed_draft_is_known_by_its_id(folder, capsys):
    edit(folder / REPORT, edits)
    (folder / REPORT).rename(folder / "张三改.docx")
    assert "接着管" in said(folder, capsys, "adopt", str(folder / "张三改.docx"))
    assert (folder / REPORT).exists()


def test_changes_of_form_alone_are_said_to_be_kept(folder, capsys):
    assert "格式" not in said(folder, capsys, "diff", "报告")

    def embolden(document) -> None:
        next(run for paragraph in document.paragraphs for run in paragraph.runs if "千瓦时" in run.text).bold = True

    edit(folder / REPORT, embolden)
    assert "格式的改动不逐处列出" in said(folder, capsys, "diff", "报告")


def test_the_number_of_a_series_stays_where_its_parts_stay(folder, capsys) -> None:
    # the clerk words the part that goes otherwise: it stays, with its number, and so does the count ahead
    reword(folder / REPORT, "资金不足", "资金十分不足而且来源单一")
    problems = folder / "content/其他/2025.yaml"
    problems.write_text("问题: [基础薄弱]\n", "utf-8")
    out = said(folder, capsys, "build", "报告", code=1)
    assert "已更新" not in out
    assert "文字没有动，事实的变化写在批注里" in out
    assert "作为修订补进去" not in out
    merged = (folder / REPORT).read_bytes()
    assert "有二个问题" in text_of(resolved(merged, True))
    with zipfile.ZipFile(folder / REPORT) as package:
        assert "项数也没有动" in package.read("word/comments.xml").decode()
