"""What a build does with the document that is there, row by row of the decision table; the merge itself is replaced."""

from pathlib import Path

import pytest
from clerk import REPORT, records, reword, set_figure, text_of, without_property
from projects import make_project, outputs, run

import genwen.revision.merge as core
from genwen.revision.merge import Kind, Merged, Outcome

BESIDE = "outputs/2025/报告.新稿.docx"
ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
BACKUPS = Path("outputs/2025/.genwen/备份")


@pytest.fixture
def folder(tmp_path):
    """A project with one built document."""
    make_project(tmp_path)
    assert run(tmp_path, "build", "报告") == 0
    return tmp_path


@pytest.fixture
def merges(monkeypatch):
    """What the merge was called with; it gives what `merges.result` says of the edited bytes."""

    class Calls(list):
        result = staticmethod(
            lambda edited: Merged(edited + b"merged", (Outcome("1", Kind.CLEAN, "第1段", "12", "15"),))
        )

    calls = Calls()

    def merge_draft(base, edited, new, declined=frozenset(), earlier=frozenset):
        calls.append((base, edited, new, declined))
        return calls.result(edited)

    monkeypatch.setattr(core, "merge_draft", merge_draft)
    return calls


def test_missing_is_written_and_untouched_is_regenerated(folder, merges) -> None:
    first = (folder / REPORT).read_bytes()
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告") == 0
    assert (folder / REPORT).read_bytes() != first
    assert "760.00万" in text_of((folder / REPORT).read_bytes())
    assert merges == []
    assert not (folder / BACKUPS).exists()


def test_edited_and_facts_unchanged_is_not_touched_by_a_byte(folder, merges, capsys) -> None:
    edited = reword(folder / REPORT, "推进创建", "积极推进创建")
    stamp = (folder / REPORT).stat().st_mtime_ns
    capsys.readouterr()
    for _ in range(2):
        assert run(folder, "build", "报告") == 0
        assert "有手工修改，事实没有变化，文件未改动" in capsys.readouterr().out
    assert ((folder / REPORT).read_bytes(), (folder / REPORT).stat().st_mtime_ns) == (edited, stamp)
    # a comment in YAML moves lines and is no change of a fact
    statistics = folder / "content/统计/2025.yaml"
    statistics.write_text("# 说明\n" + statistics.read_text("utf-8"), "utf-8")
    assert run(folder, "build", "报告") == 0
    assert ((folder / REPORT).read_bytes(), (folder / REPORT).stat().st_mtime_ns) == (edited, stamp)
    assert merges == []


def test_edited_and_facts_changed_is_merged_with_a_backup(folder, merges, capsys) -> None:
    first = (folder / REPORT).read_bytes()
    edited = reword(folder / REPORT, "推进创建", "积极推进创建")
    set_figure(folder, "7600000千瓦时")
    capsys.readouterr()
    assert run(folder, "build", "报告") == 0
    ((base, given, new, _),) = merges
    assert (base.docx, given) == (first, edited)
    assert "760.00万" in text_of(new.docx)
    assert (folder / REPORT).read_bytes() == edited + b"merged"
    assert [path.read_bytes() for path in (folder / BACKUPS).iterdir()] == [edited]
    out = capsys.readouterr().out
    assert "保留您的修改" in out
    assert "genwen restore 报告" in out


@pytest.mark.parametrize(("kind", "code"), [(Kind.CONFLICT, 1), (Kind.COMMENT, 1), (Kind.CHECK, 0), (Kind.CLEAN, 0)])
def test_a_conflict_makes_the_exit_code_one(folder, merges, kind, code) -> None:
    merges.result = lambda edited: Merged(edited + b"merged", (Outcome("1", kind, "第1段", "12", "15", "14"),))
    reword(folder / REPORT, "推进创建", "积极推进创建")
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告") == code


def test_nothing_to_change_leaves_the_file_and_moves_its_base(folder, merges) -> None:
    merges.result = lambda edited: Merged(None, (Outcome("1", Kind.ALREADY, "第1段", "12", "15"),))
    edited = reword(folder / REPORT, "推进创建", "积极推进创建")
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告") == 0
    assert run(folder, "build", "报告") == 0
    assert len(merges) == 1
    set_figure(folder, "7700000千瓦时")
    assert run(folder, "build", "报告") == 0
    assert "760.00万" in text_of(merges[1][0].docx)
    assert (folder / REPORT).read_bytes() == edited


def test_what_was_declined_is_given_to_the_next_merge(folder, merges) -> None:
    merges.result = lambda edited: Merged(edited + b" ", (), (), frozenset({"甲", "乙"}))
    reword(folder / REPORT, "推进创建", "积极推进创建")
    for number, known in ((7600000, set()), (7700000, {"甲", "乙"})):
        set_figure(folder, f"{number}千瓦时")
        assert run(folder, "build", "报告") == 0
        assert merges[-1][3] == known


def broken(_edited: bytes) -> Merged:
    return Merged(None, (), ("拒绝全部修订后与原稿不同",))


def crash(_edited: bytes) -> Merged:
    raise RuntimeError("甲")


@pytest.mark.parametrize("result", [broken, crash])
def test_a_failed_merge_leaves_the_file_and_a_report(folder, merges, capsys, result, monkeypatch) -> None:
    monkeypatch.delenv("GENWEN_DEBUG", raising=False)
    merges.result = result
    edited = reword(folder / REPORT, "推进创建", "积极推进创建")
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告") == 1
    found = outputs(folder)
    assert found[str(REPORT)] == edited
    assert "760.00万" in text_of(found[BESIDE])
    (report,) = (folder / "outputs/2025/.genwen/报告").iterdir()
    assert ("拒绝全部修订" if result is broken else "RuntimeError") in report.read_text("utf-8")


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "是空的"), (ENCRYPTED, "密码"), (b"PK\3\4" + b"x" * 99, "不完整"), (b"text", "不是")],
    ids=["empty", "encrypted", "broken", "text"],
)
def test_what_is_no_docx_is_left_with_a_new_draft_beside(folder, merges, capsys, data, said) -> None:
    (folder / REPORT).write_bytes(data)
    capsys.readouterr()
    assert run(folder, "build", "报告") == 1
    assert (folder / REPORT).read_bytes() == data
    assert BESIDE in outputs(folder)
    out = capsys.readouterr().out
    assert "原文件没有改动，新稿另存为" in out
    assert said in out
    assert merges == []


def test_a_folder_in_the_place_of_the_document(folder, capsys) -> None:
    (folder / REPORT).unlink()
    (folder / REPORT).mkdir()
    assert run(folder, "build", "报告") == 1
    assert "是文件夹" in capsys.readouterr().out
    assert BESIDE in outputs(folder)


def test_a_new_draft_that_is_open_or_no_file_is_not_replaced(folder, capsys) -> None:
    (folder / REPORT).write_bytes(b"text")
    assert run(folder, "build", "报告") == 1
    first = (folder / BESIDE).read_bytes()
    (folder / BESIDE).with_name("~$报告.新稿.docx").write_bytes(b"")
    (folder / BESIDE).with_name("报告.新稿2.docx").mkdir()
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告") == 1
    assert (folder / BESIDE).read_bytes() == first
    assert "760.00万" in text_of((folder / BESIDE).with_name("报告.新稿3.docx").read_bytes())
    assert "报告.新稿3.docx" in capsys.readouterr().out


OWNERS = [
    (".~lock.报告.docx#", ",王敏,PC-1,21.11.2026 10:42,file:///x;".encode(), "LibreOffice", "王敏"),
    ("~$报告.docx", bytes([4]) + "王敏".encode("gbk") + b"\0" * 49 + b"\2\0" + "王敏".encode("utf-16-le") + b"\0" * 99,
     "Word", "王敏"),
    (".~报告.docx", b"\0" * 8, "WPS", ""),
]  # fmt: skip


@pytest.mark.parametrize(("owner", "data", "program", "user"), OWNERS, ids=[case[2] for case in OWNERS])
def test_an_open_document_leaves_everything_as_it_is(folder, merges, capsys, owner, data, program, user) -> None:
    assert run(folder, "build", "总结") == 0
    reword(folder / REPORT, "推进创建", "积极推进创建")
    (folder / REPORT).with_name(owner).write_bytes(data)
    set_figure(folder, "7600000千瓦时")
    before = records(folder)
    capsys.readouterr()
    assert run(folder, "build", "--all") == 2
    said = capsys.readouterr().err
    assert f"报告.docx 正在 {program} 中打开" in said
    assert user in said
    assert records(folder) == before
    assert run(folder, "build", "报告", "--ignore-lock") == 0
    assert (folder / REPORT).read_bytes().endswith(b"merged")


def test_an_open_document_that_needs_no_change_stops_nothing(folder) -> None:
    reword(folder / REPORT, "推进创建", "积极推进创建")
    (folder / REPORT).with_name("~$报告.docx").write_bytes(b"")
    assert run(folder, "build", "--all") == 0


def test_fresh_gives_the_edits_up_and_keeps_a_backup(folder, merges, capsys) -> None:
    first = (folder / REPORT).read_bytes()
    edited = reword(folder / REPORT, "推进创建", "积极推进创建")
    assert run(folder, "build", "报告", "--fresh") == 0
    assert (folder / REPORT).read_bytes() == first
    assert [path.read_bytes() for path in (folder / BACKUPS).iterdir()] == [edited]
    assert run(folder, "restore", "报告") == 0
    assert (folder / REPORT).read_bytes() == edited
    assert merges == []


def test_a_file_without_its_property_is_known_by_its_text(folder, merges, capsys) -> None:
    first = (folder / REPORT).read_bytes()
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告") == 0
    # the clerk goes on with the first draft, saved by a program that drops custom properties
    (folder / REPORT).write_bytes(first)
    edited = without_property(reword(folder / REPORT, "推进创建", "积极推进创建"))
    (folder / REPORT).write_bytes(edited)
    set_figure(folder, "7700000千瓦时")
    capsys.readouterr()
    assert run(folder, "build", "报告") == 0
    assert merges[0][0].docx == first
    assert "按文字认出" in capsys.readouterr().out


def test_an_older_copy_comes_from_its_own_generation(folder, merges) -> None:
    first = (folder / REPORT).read_bytes()
    edited = reword(folder / REPORT, "推进创建", "积极推进创建")
    (folder / REPORT).write_bytes(first)
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告") == 0
    (folder / REPORT).write_bytes(edited)
    assert run(folder, "build", "报告") == 0
    assert merges[0][0].docx == first


def test_an_untouched_older_copy_is_brought_up_to_date(folder, merges) -> None:
    first = (folder / REPORT).read_bytes()
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告") == 0
    now = (folder / REPORT).read_bytes()
    (folder / REPORT).write_bytes(first)
    assert run(folder, "build", "报告") == 0
    assert (folder / REPORT).read_bytes() == now
    assert merges == []


def test_saved_while_the_build_ran_is_not_overwritten(folder, merges, capsys) -> None:
    edited = reword(folder / REPORT, "推进创建", "积极推进创建")

    def meanwhile(data: bytes) -> Merged:
        (folder / REPORT).write_bytes(edited + b"saved")
        return Merged(data + b"merged")

    merges.result = meanwhile
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告") == 2
    assert (folder / REPORT).read_bytes() == edited + b"saved"
    assert "没有覆盖它" in capsys.readouterr().err


def test_final_refuses_what_is_still_open(folder, merges, capsys) -> None:
    edited = reword(folder / REPORT, "推进创建", "积极推进创建")
    assert run(folder, "build", "报告", "--final") == 0
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告", "--final") == 1
    assert "O106" in capsys.readouterr().err
    assert (folder / REPORT).read_bytes() == edited
    set_figure(folder, "7216800千瓦时")
    tracked = edited_with(edited, b"</w:body>", b'<w:p><w:ins w:id="9" w:author="\xe7\x8e\x8b" w:date="2026-01-01T00:00:00Z">'
                          b"<w:r><w:t>\xe7\x94\xb2</w:t></w:r></w:ins></w:p></w:body>")  # fmt: skip
    (folder / REPORT).write_bytes(tracked)
    for _ in range(2):
        capsys.readouterr()
        assert run(folder, "build", "报告", "--final") == 1
        said = capsys.readouterr().err
        assert "O105" in said
        assert "王加上“甲”" in said
    assert (folder / REPORT).read_bytes() == tracked


def edited_with(data: bytes, old: bytes, new: bytes) -> bytes:
    """A .docx with bytes of its body replaced."""
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as changed:
        for name in package.namelist():
            part = package.read(name)
            if name == "word/document.xml":
                assert part.count(old) == 1
                part = part.replace(old, new)
            changed.writestr(name, part)
    return out.getvalue()
