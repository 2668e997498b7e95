"""Footnotes and endnotes of a unit's own template: their facts arrive, and what a clerk writes into them stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from clerk import REPORT, STATISTICS, resolved
from hands import Hand
from objects import NOTES_TYPE, note, xml
from projects import make_project, replaced, run

from genwen.ooxml.package import read_package
from genwen.ooxml.revisions_comments import comments_of
from genwen.ooxml.revisions_package import Package, W
from genwen.ooxml.revisions_text import Unit, items_in
from genwen.rendering.stories import _KINDS
from genwen.revision.merge import AUTHOR

TEMPLATE = Path(__file__).parents[2] / "templates" / "公文" / "工作报告.docx"
FIRST, SECOND = "用电量为{{ 统计.用电量|万 }}。", "口径为{{ 统计.2025.口径 }}，以台账为准。"


def with_notes(kind: str) -> bytes:
    """The template with two notes on its first lines."""
    hand = Hand(TEMPLATE.read_bytes())
    for text, home in ((FIRST, "主送机关"), (SECOND, "附注")):
        unit = next(item for item in items_in(hand.body) if isinstance(item, Unit) and "{{ " + home in item.text)
        unit.element.extend(note(hand, kind, text))
    return hand.saved()


@pytest.fixture(params=["footnote", "endnote"])
def folder(tmp_path, request):
    """A project whose template has notes with facts in them, one document built."""
    make_project(tmp_path)
    path = tmp_path / "templates/公文/工作报告.docx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(with_notes(request.param))
    outline = tmp_path / "content/公文/报告.yaml"
    outline.write_text(outline.read_text("utf-8").replace("要素:\n", "要素:\n  附注: 联系人\n", 1), "utf-8")
    assert run(tmp_path, "build", "报告") == 0
    assert "721.68万千瓦时" in notes(tmp_path)[0]
    return tmp_path


def notes(folder, data: bytes | None = None) -> list[str]:
    """The words of the notes, in their order."""
    package = Package(data or (folder / REPORT).read_bytes())
    roots = [root for name, root in package.stories.items() if package.kinds[name] in ("footnotes", "endnotes")]
    found = [each for root in roots for each in root if each.get(f"{W}type") in (None, "normal")]
    return ["".join(item.text for item in items_in(each)) for each in found]


def set_figure(folder, figure: str) -> None:
    (folder / STATISTICS).write_text(replaced(STATISTICS, "7216800千瓦时", figure)[STATISTICS], "utf-8")


def edit_note(folder, old: str, new: str) -> None:
    hand = Hand((folder / REPORT).read_bytes())
    for name, root in hand.package.stories.items():
        if hand.package.kinds[name] in ("footnotes", "endnotes"):
            for item in (item for each in root for item in items_in(each)):
                if isinstance(item, Unit) and old in item.text:
                    hand.write(item, item.text.index(old), len(old), new)
    (folder / REPORT).write_bytes(hand.saved())


def reword_body(folder) -> None:
    hand = Hand((folder / REPORT).read_bytes())
    hand.replace("推进创建", "㐀积极推进创建")
    (folder / REPORT).write_bytes(hand.saved())


def test_a_fact_in_a_note_arrives_as_a_revision(folder) -> None:
    reword_body(folder)
    before = notes(folder)
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告") == 0
    merged = (folder / REPORT).read_bytes()
    assert "760.00万千瓦时" in notes(folder, resolved(merged, True))[0]
    assert notes(folder, resolved(merged, False)) == before


def test_words_of_the_clerk_in_a_note_stay(folder, capsys) -> None:
    edit_note(folder, "用电量为", "㐁全年用电量为")
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告") == 0
    assert "㐁全年用电量为760.00万千瓦时。" in notes(folder, resolved((folder / REPORT).read_bytes(), True))[0]
    capsys.readouterr()
    assert run(folder, "build", "报告", "--final") == 1
    assert "genwen把“721.68”改成“760.00”" in capsys.readouterr().err


def test_a_figure_the_clerk_has_changed_in_a_note_is_a_conflict(folder, capsys) -> None:
    edit_note(folder, "721.68", "722.00")
    set_figure(folder, "7600000千瓦时")
    capsys.readouterr()
    assert run(folder, "build", "报告") == 1
    assert "注1：稿子里是“722.00" in capsys.readouterr().out
    package = Package((folder / REPORT).read_bytes())
    (said,) = comments_of(package, AUTHOR).values()
    assert "注1）【冲突】" in said  # a note can hold no comment: it stands where the note is referred to
    assert len(list(package.body.iter(f"{W}commentReference"))) == 1


def test_a_note_of_the_clerk_between_does_not_mix_them_up(folder) -> None:
    hand = Hand((folder / REPORT).read_bytes())
    kind = next(name for name in ("footnote", "endnote") if f"word/{name}s.xml" in hand.package.parts)
    part = f"word/{kind}s.xml"
    root = hand.package.stories[part]
    own = xml(f'<w:{kind} w:id="90"><w:p><w:r><w:t>㐂㐃另据有关部门通报。</w:t></w:r></w:p></w:{kind}>')[0]
    root.append(own)
    mark = xml(f'<w:r><w:{kind}Reference w:id="90"/></w:r>')[0]
    hand.unit("关于2025年").element.append(mark)
    (folder / REPORT).write_bytes(hand.saved())
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告") == 0
    told = notes(folder, resolved((folder / REPORT).read_bytes(), True))
    assert "760.00万千瓦时" in told[0]
    assert "㐂㐃另据有关部门通报。" in told


def test_a_note_the_clerk_has_deleted_is_told(folder, capsys) -> None:
    hand = Hand((folder / REPORT).read_bytes())
    for mark in list(hand.body.iter(f"{W}footnoteReference", f"{W}endnoteReference"))[:1]:
        mark.getparent().remove(mark)
    (folder / REPORT).write_bytes(hand.saved())
    set_figure(folder, "7600000千瓦时")
    capsys.readouterr()
    assert run(folder, "build", "报告") == 0
    out = capsys.readouterr().out
    assert "未恢复 1 处" in out
    assert "760.00万千瓦时" in out


def test_pull_finds_nothing_sure_in_notes_and_diff_shows_them(folder, capsys) -> None:
    edit_note(folder, "以台账为准", "㐄以统计台账为准")
    capsys.readouterr()
    assert run(folder, "diff", "报告") == 0
    assert "{+㐄" in capsys.readouterr().out


def test_notes_are_stories_of_a_template() -> None:
    assert {"footnotes", "endnotes"} <= _KINDS.keys()
    assert NOTES_TYPE.format("footnotes")
    assert "word/footnotes.xml" in read_package(with_notes("footnote"))
