"""genwen format on drafts with tracked changes: refused with the way out, or laid out once all are accepted or rejected."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from genwen.cli.main import main
from genwen.formatting.formatter import said_by
from genwen.ooxml.form_reader import read_form

WORDS = [
    "关于开展检查的通知",
    "各单位：",
    "定于{}开展检查。",
    "一、检查范围",
    "各级机关。",
    "云溪区财政局",
    "2025年3月8日",
]


def revised() -> bytes:
    """A draft in which a day was changed and a paragraph put in by a second hand."""
    document = docx.Document()
    for words in WORDS:
        before, mark, after = words.partition("{}")
        paragraph = document.add_paragraph(before)
        if mark:
            for tag, text in (("del", "3月10日"), ("ins", "3月12日")):
                run = paragraph.add_run(text)
                change = OxmlElement(f"w:{tag}")
                change.set(qn("w:id"), "1")
                change.set(qn("w:author"), "张某")
                run._r.addprevious(change)
                change.append(run._r)
                if tag == "del":
                    run._r[-1].tag = qn("w:delText")
            paragraph.add_run(after)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "稿.docx"
    path.write_bytes(revised())
    return path


def test_refusal_says_what_to_do(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["format", str(draft)]) == 2
    said = capsys.readouterr().err
    assert "--accept" in said
    assert "--reject" in said
    assert "审阅" in said
    assert [path.name for path in draft.parent.iterdir()] == ["稿.docx"]


@pytest.mark.parametrize(("option", "day", "done"), [("--accept", "3月12日", "接受"), ("--reject", "3月10日", "拒绝")])
def test_revisions_are_resolved_first(
    option: str, day: str, done: str, draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = draft.read_bytes()
    assert main(["format", str(draft), option]) == 0
    assert f"先{done}了全部修订：插入1处、删除1处" in capsys.readouterr().out
    result = read_form(draft.with_name("稿.排版.docx"), "稿")
    assert not result.insertions + result.deletions
    assert said_by(result) == "".join(WORDS).format(day)
    assert draft.read_bytes() == before
    # a second run changes nothing
    assert main(["format", str(draft.with_name("稿.排版.docx")), option]) == 0
    assert len(list(draft.parent.iterdir())) == 2


def test_only_one_of_both(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["format", str(draft), "--accept", "--reject"]) == 2
    assert "只能写一个" in capsys.readouterr().err
