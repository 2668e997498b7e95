"""genwen check --render without LibreOffice: what is missing, what fails, what is kept; the page of pictures guarded."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from foreign_documents import notice

from genwen.cli.main import main
from genwen.lint import converting
from genwen.lint.printed import Page, PrintedLine, Stroke, bare, joined

OFFICE = "#!/bin/sh\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "好.docx").write_bytes(notice())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def office(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a program of that name before all others."""
    programs = folder / "bin"
    programs.mkdir()
    (programs / "soffice").write_text(OFFICE + script)
    (programs / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")


def test_without_libreoffice_it_says_what_to_install(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(converting, "_PLACES", ())
    assert main(["check", "好.docx", "--render"]) == 2
    assert "没有找到 LibreOffice" in capsys.readouterr().err


def test_without_the_library_it_says_what_to_install(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    assert main(["check", "好.docx", "--html", "核对.html"]) == 2
    assert "genwen[render]" in capsys.readouterr().err
    assert not (folder / "核对.html").exists()
    assert main(["check", "好.docx"]) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a shell script")
@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("exit 0\n", "没有把 好.docx 转成 PDF"),
        ('while [ "$1" != --outdir ]; do shift; done; echo rubbish > "$2/document.pdf"\n', "PDF 读不了"),
    ],
)
def test_what_cannot_be_rendered_is_told_and_the_rest_is_checked(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any, script: str, said: str
) -> None:
    office(folder, monkeypatch, script)
    assert main(["check", "好.docx", "--render", "--json", "--html", "核对.html"]) == 2
    (found,) = json.loads(capsys.readouterr().out)["findings"]
    assert found["code"] == "G003"
    assert said in found["message"]
    assert said in (folder / "核对.html").read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a shell script")
def test_what_takes_too_long_is_ended_with_all_it_started(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office(folder, monkeypatch, f'(sleep 3; touch "{folder}/still") &\nsleep 60\n')
    start = time.monotonic()
    with pytest.raises(converting.GenwenError, match=r"超过0\.5秒"):
        converting.pdf_of(b"", "好.docx", 0.5)
    assert time.monotonic() - start < 2.5
    time.sleep(3.2)
    assert not (folder / "still").exists()


def test_page_of_pictures_covers_nothing_else(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "核对.html").write_text("<html>别的网页", "utf-8")
    assert main(["check", "好.docx", "--html", "核对.html"]) == 2
    assert "没有覆盖" in capsys.readouterr().err
    assert (folder / "核对.html").read_text("utf-8") == "<html>别的网页"


def test_pieces_of_a_rule_are_one_rule() -> None:
    pieces = [Stroke(50.1, 80, 184), Stroke(50.0, 28, 80.2), Stroke(50.05, 28, 60, red=True), Stroke(70, 28, 60)]
    assert [(stroke.left, stroke.right, stroke.red) for stroke in joined(pieces)] == [
        (28, 184, False), (28, 60, True), (28, 60, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "baseline", "found"), [("—3—", 271, True), ("3", 271, True), ("见第3条", 271, False), ("—3—", 255, False)]
)
def test_number_of_the_page_is_told_from_text(text: str, baseline: float, found: bool) -> None:
    page = Page(1, lines=(PrintedLine(text, baseline, 160, 180, 14.0),))
    assert (page.folio is not None) == found
    assert page.blank == found


def test_texts_are_compared_by_what_is_seen() -> None:
    assert bare("Ａ 节\u00a0能\u200b⼯作…\ue000") == "a节能工作..."
