"""A clerk builds, edits in an editor, the facts change, builds again: the whole way, nothing replaced."""

import json
import shutil

import pytest
from clerk import REPORT, edit, records, resolved, reword, set_figure, text_of, without_property
from projects import make_project, outputs, replaced, run

MEASURES = "content/措施/2025.yaml"
BACKUPS = "outputs/2025/.genwen/备份"


@pytest.fixture
def folder(tmp_path):
    """A project with one built document."""
    make_project(tmp_path)
    assert run(tmp_path, "build", "报告") == 0
    return tmp_path


def edits(document) -> None:
    """What a clerk does in one sitting: rewords, adds, makes bold."""
    paragraphs = {paragraph.text[:6]: paragraph for paragraph in document.paragraphs}
    first = next(paragraph for key, paragraph in paragraphs.items() if key.startswith("根据国管局"))
    first.runs[0].text = first.runs[0].text.replace("推进创建", "积极稳妥推进创建")
    first.insert_paragraph_before("这一段是后加的，领导要求写上。", style=first.style)
    for run_ in next(p for p in document.paragraphs if "用电量" in p.text).runs:
        run_.bold = True


def test_words_stay_and_facts_arrive(folder) -> None:
    edited = edit(folder / REPORT, edits)
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告") == 0
    merged = (folder / REPORT).read_bytes()
    accepted, rejected = text_of(resolved(merged, True)), text_of(resolved(merged, False))
    assert rejected == text_of(edited)
    expected = text_of(edited).replace("721.68万", "760.00万").replace("同比下降5.04%", "与上年持平")
    assert accepted == expected.replace("56.12", "59.10")
    assert "积极稳妥推进创建" in accepted
    assert "这一段是后加的" in accepted


def test_a_second_build_changes_nothing(folder, capsys) -> None:
    edit(folder / REPORT, edits)
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告") == 0
    before = records(folder)
    capsys.readouterr()
    assert run(folder, "build", "报告") == 0
    assert "事实没有变化，文件未改动" in capsys.readouterr().out
    assert records(folder) == before


def test_a_conflict_shows_both_figures(folder, capsys) -> None:
    reword(folder / REPORT, "721.68", "722.00")
    set_figure(folder, "7600000千瓦时")
    capsys.readouterr()
    assert run(folder, "build", "报告") == 1
    out = capsys.readouterr().out
    assert "冲突 1 处" in out
    assert "稿子里是“722.00万千瓦时”，事实现为“760.00万千瓦时”（上次生成时是“721.68万千瓦时”）" in out
    merged = (folder / REPORT).read_bytes()
    everything = text_of(merged, deleted=True)
    assert "722.00" in everything
    assert "760.00" in everything


def test_a_rejected_update_is_not_proposed_again_until_its_fact_changes(folder) -> None:
    edited = edit(folder / REPORT, edits)
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告") == 0
    refused = resolved((folder / REPORT).read_bytes(), False)
    (folder / REPORT).write_bytes(refused)
    assert run(folder, "build", "报告") == 0
    assert (folder / REPORT).read_bytes() == refused
    # another fact changes: only that arrives
    text = (folder / MEASURES).read_text("utf-8")
    (folder / MEASURES).write_text(text.replace("用水管理制度", "节水管理制度"), "utf-8")
    assert run(folder, "build", "报告") == 0
    merged = (folder / REPORT).read_bytes()
    assert text_of(resolved(merged, True)) == text_of(edited).replace("用水管理制度", "节水管理制度")
    (folder / REPORT).write_bytes(resolved(merged, True))
    set_figure(folder, "7700000千瓦时")
    assert run(folder, "build", "报告") in (0, 1)
    assert "770.00万" in text_of((folder / REPORT).read_bytes(), deleted=True)


def test_several_updates_before_the_clerk_looks(folder) -> None:
    edited = edit(folder / REPORT, edits)
    for figure in ("7300000", "7400000", "7500000"):
        set_figure(folder, f"{figure}千瓦时")
        assert run(folder, "build", "报告") == 0
    merged = (folder / REPORT).read_bytes()
    assert text_of(resolved(merged, False)) == text_of(edited)
    assert "750.00万" in text_of(resolved(merged, True))
    assert "740.00万" not in text_of(merged, deleted=True)


def test_final_waits_for_the_revisions(folder, capsys) -> None:
    edit(folder / REPORT, edits)
    reword(folder / REPORT, "721.68", "722.00")
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告") == 1
    merged = (folder / REPORT).read_bytes()
    capsys.readouterr()
    assert run(folder, "build", "报告", "--final") == 1
    said = capsys.readouterr().err
    assert said.count("修订没有处理") >= 1
    assert said.count("genwen 的批注没有处理") == 1
    assert (folder / REPORT).read_bytes() == merged
    (folder / REPORT).write_bytes(resolved(merged, True))
    assert run(folder, "build", "报告", "--final") == 0
    assert (folder / REPORT).read_bytes() == resolved(merged, True)


def test_a_copy_under_another_name_is_adopted_as_it_is(folder, capsys) -> None:
    copy = folder / "同事改的.docx"
    shutil.copy(folder / REPORT, copy)
    edited = edit(copy, edits)
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告") == 0
    now = (folder / REPORT).read_bytes()
    assert run(folder, "adopt", str(copy), "--name", "报告") == 0
    assert "一稿改来的" in capsys.readouterr().out
    assert (folder / REPORT).read_bytes() == edited
    assert [path.read_bytes() for path in (folder / BACKUPS).iterdir()] == [now]
    assert run(folder, "build", "报告") == 0
    assert "760.00万" in text_of(resolved((folder / REPORT).read_bytes(), True))


def test_an_orphan_is_adopted_and_then_merged(folder, capsys) -> None:
    edited = without_property(edit(folder / REPORT, edits))
    (folder / REPORT).write_bytes(edited)
    shutil.rmtree(folder / "outputs/2025/.genwen")
    assert run(folder, "build", "报告") == 1
    assert (folder / REPORT).read_bytes() == edited
    capsys.readouterr()
    assert run(folder, "adopt", "报告") == 0
    assert "都当作您的修改" in capsys.readouterr().out
    adopted = (folder / REPORT).read_bytes()
    assert text_of(adopted) == text_of(edited)
    assert [path.read_bytes() for path in (folder / BACKUPS).iterdir()] == [edited]
    assert run(folder, "build", "报告") == 0
    assert (folder / REPORT).read_bytes() == adopted
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告") == 0
    merged = (folder / REPORT).read_bytes()
    assert text_of(resolved(merged, False)) == text_of(edited)
    assert "760.00万" in text_of(resolved(merged, True))


@pytest.mark.parametrize(
    "arguments", [("不存在.docx",), ("genwen.yaml",), ("outputs/2025/报告.docx", "--name", "没有")]
)
def test_what_cannot_be_adopted_changes_nothing(folder, capsys, arguments) -> None:
    before = records(folder)
    assert run(folder, "adopt", *arguments) == 2
    assert "提示" in capsys.readouterr().err
    assert records(folder) == before


def test_restore_goes_back_and_forth(folder, capsys) -> None:
    first = (folder / REPORT).read_bytes()
    edited = edit(folder / REPORT, edits)
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告") == 0
    merged = (folder / REPORT).read_bytes()
    assert run(folder, "restore", "报告") == 0
    assert (folder / REPORT).read_bytes() == edited
    assert run(folder, "restore", "报告") == 0
    assert (folder / REPORT).read_bytes() == merged
    capsys.readouterr()
    assert run(folder, "history", "报告", "--json") == 0
    past = json.loads(capsys.readouterr().out)
    oldest = [item["编号"] for item in past if item["种类"] == "生成稿"][-1]
    assert run(folder, "restore", "报告", oldest[:6]) == 0
    assert (folder / REPORT).read_bytes() == first
    assert {path.read_bytes() for path in (folder / BACKUPS).iterdir()} >= {edited, merged}
    # the old generation, untouched, is brought up to date like any other
    assert run(folder, "build", "报告") == 0
    assert "760.00万" in text_of((folder / REPORT).read_bytes())
    assert run(folder, "restore", "报告", "ffff0000") == 2


def test_history_names_what_the_document_comes_from(folder, capsys) -> None:
    edit(folder / REPORT, edits)
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告") == 0
    capsys.readouterr()
    assert run(folder, "history", "报告") == 0
    lines = capsys.readouterr().out.splitlines()
    assert sum("现在的文件由这一稿改来" in line for line in lines) == 1
    assert sum("换下来的稿子，有手工修改" in line for line in lines) == 1


def test_diff_shows_both_sides_and_writes_nothing(folder, capsys) -> None:
    edit(folder / REPORT, edits)
    reword(folder / REPORT, "721.68", "722.00")
    set_figure(folder, "7600000千瓦时")
    before = records(folder)
    capsys.readouterr()
    assert run(folder, "diff", "报告") == 0
    out = capsys.readouterr().out
    assert records(folder) == before
    assert "您改的：…" in out
    assert "[-721.68-]{+722.00+}" in out
    assert "[-721.68-]{+760.00+}" in out
    assert "加了一段 这一段是后加的" in out
    assert out.index("加了一段") < out.index("积极稳妥") < out.index("{+722.00+}") < out.index("{+760.00+}")
    assert "统计.2025.数据.用电量" in out
    assert run(folder, "diff", "报告", "--json") == 0
    found = json.loads(capsys.readouterr().out)["不同"]
    both = [item for item in found if "稿" in item and "事实" in item]
    assert len(both) == 1
    assert "722.00" in both[0]["稿"]
    assert "760.00" in both[0]["事实"]


def test_diff_between_generations_as_a_docx(folder, capsys) -> None:
    first = (folder / REPORT).read_bytes()
    for figure in ("7600000", "7700000"):
        set_figure(folder, f"{figure}千瓦时")
        assert run(folder, "build", "报告") == 0
    last = (folder / REPORT).read_bytes()
    capsys.readouterr()
    assert run(folder, "history", "报告", "--json") == 0
    ids = [item["编号"] for item in json.loads(capsys.readouterr().out)]
    path = folder / "花脸稿.docx"
    assert run(folder, "diff", "报告", "--from", ids[-1], "--out", str(path)) == 0
    data = path.read_bytes()
    assert text_of(resolved(data, True)) == text_of(last)
    assert text_of(resolved(data, False)) == text_of(first)
    assert run(folder, "diff", "报告", "--from", ids[-1], "--to", ids[1], "--out", str(path)) == 2
    assert path.read_bytes() == data
    assert run(folder, "diff", "报告", "--from", ids[-1], "--to", ids[1], "--out", str(folder / "二.docx")) == 0
    assert "760.00万" in text_of(resolved((folder / "二.docx").read_bytes(), True))
    assert (folder / REPORT).read_bytes() == last


def test_the_build_id_is_the_same_for_the_same_facts(tmp_path) -> None:
    import re
    import zipfile

    found = []
    for name in ("甲", "乙"):
        folder = make_project(tmp_path / name)
        assert run(folder, "build", "报告") == 0
        with zipfile.ZipFile(folder / REPORT) as package:
            found.append(
                re.findall(rb'name="genwen.build"><vt:lpwstr>([0-9a-f]{20})<', package.read("docProps/custom.xml"))
            )
    assert len(found[0]) == 1
    assert found[0] == found[1]


def test_nothing_but_the_id_goes_into_the_document(folder) -> None:
    data = outputs(folder)[str(REPORT)]
    assert b"7216800" not in data
    edit(folder / REPORT, edits)
    (folder / MEASURES).write_text(replaced(MEASURES, "用电管理制度", "用电制度")[MEASURES], "utf-8")
    assert run(folder, "build", "报告") == 0
    assert "措施.板块" not in text_of((folder / REPORT).read_bytes())
