"""Files that are another document are not taken in unawares."""

import shutil

import docx
import pytest
from clerk import REPORT, edit, records, set_figure, text_of, without_property
from projects import run, said
from test_build_again import edits


def other_document(folder, kind: str):
    """A file that is no draft of 报告, and how it was made: the other document as built, without its id, of no kin."""
    assert run(folder, "build", "总结") == 0
    path = folder / "拿错的.docx"
    data = (folder / "outputs/2025/总结.docx").read_bytes()
    if kind == "stranger":
        document = docx.Document()
        for _ in range(9):
            document.add_paragraph("会议议定事项如下，请各科室抓紧落实。")
        document.save(str(path))
    else:
        path.write_bytes(data if kind == "id" else without_property(data))
    return path


@pytest.mark.parametrize(
    ("kind", "told"),
    [("id", "是《总结》的稿子，不是《报告》的"), ("words", "像是《总结》"), ("stranger", "像是拿错了文件")],
)
def test_another_document_is_taken_in_only_when_forced(folder, capsys, kind, told) -> None:
    path = other_document(folder, kind)
    before = records(folder)
    out = said(folder, capsys, "adopt", str(path), "--name", "报告", code=2)
    assert told in out
    assert "--force" in out
    assert records(folder) == before
    assert run(folder, "adopt", str(path), "--name", "报告", "--force") == 0
    assert text_of((folder / REPORT).read_bytes()) == text_of(path.read_bytes())


def test_the_same_document_of_another_year_is_not_taken_in(folder, capsys) -> None:
    last = folder / "outputs/2024"
    shutil.copytree(folder / "outputs/2025", last)
    shutil.rmtree(folder / "outputs/2025")
    out = said(folder, capsys, "adopt", str(last / "报告.docx"), code=2)
    assert "是 2024 年度的《报告》" in out
    assert not (folder / REPORT).exists()


def test_a_renamed_draft_is_told_when_the_document_is_made_anew(folder, capsys) -> None:
    edited = edit(folder / REPORT, edits)
    beside = folder / "outputs/2025/报告 (报区长).docx"
    (folder / REPORT).rename(beside)
    shutil.copy(folder / "outputs/2025/报告 (报区长).docx", folder / "outputs/2025/~$报告.docx")
    out = said(folder, capsys, "build", "报告")
    assert '要接着用它：genwen adopt "报告 (报区长).docx" --name 报告' in out
    assert "~$" not in out
    (folder / "outputs/2025/~$报告.docx").unlink()
    assert run(folder, "adopt", "报告 (报区长).docx", "--name", "报告") == 0
    assert (folder / REPORT).read_bytes() == edited
    # one that is as it was generated is nothing to go on with
    (folder / REPORT).unlink()
    beside.write_bytes((folder / "outputs/2025/.genwen/版本/报告").glob("*.docx").__next__().read_bytes())
    assert "是不是改了名" not in said(folder, capsys, "build", "报告")


def test_another_document_in_the_place_of_one_is_said_to_be_that(folder, capsys) -> None:
    assert run(folder, "build", "总结") == 0
    shutil.copy(folder / "outputs/2025/总结.docx", folder / REPORT)
    for command, code in ((("build", "报告"), 1), (("diff", "报告"), 2), (("pull", "报告"), 2), (("adopt", "报告"), 2)):
        assert "报告.docx 是《总结》的稿子，不是《报告》的" in said(folder, capsys, *command, code=code)
    assert (folder / REPORT).read_bytes() == (folder / "outputs/2025/总结.docx").read_bytes()


# --- commands told -----------------------------------------------------------------------------------------------------------


def test_commands_told_are_about_the_year_and_folder_that_were_asked_for(folder, capsys) -> None:
    settings = folder / "genwen.yaml"
    assert run(folder, "build", "报告", "--out", "别处") == 0
    edit(folder / "别处/2025/报告.docx", edits)
    set_figure(folder, "7600000千瓦时")
    settings.write_text(settings.read_text("utf-8").replace("2025", "2026"), "utf-8")
    given = ("--year", "2025", "--out", "别处")
    out = said(folder, capsys, "build", "报告", *given)
    assert "找回：genwen restore --year 2025 --out 别处 报告" in out
    out = said(folder, capsys, "history", "报告", *given)
    assert "genwen restore --year 2025 --out 别处 报告 编号；对照：genwen diff --year 2025 报告 --from 编号" in out
    assert run(folder, "restore", *given, "报告") == 0
    out = said(folder, capsys, "restore", "报告", "00000000", *given, code=2)
    assert "用 genwen history --year 2025 --out 别处 报告 查看" in out
    # and of the next command nothing is remembered
    out = said(folder, capsys, "restore", "报告", code=2)
    assert "用 genwen history 报告 查看" in out
