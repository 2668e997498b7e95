"""genwen fix looks at its own result: what makes a document worse is taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lint_faults import say
from test_fix import fixed, planted

from genwen.lint import corrections, restyling
from genwen.lint.examples import example_view
from genwen.lint.holding import Change, after_changes, worse
from genwen.lint.linter import problems_in
from genwen.lint.view import RECIPIENTS
from genwen.lint.viewing import view_of_file

WORSE = (say("8%～10%", "8～10%", "G602"), say("现将有关事项", "现将有关事项,", "G511"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_correction_that_brings_an_error_is_taken_back(
    folder: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "甲.docx").write_bytes(planted(*WORSE))
    monkeypatch.setitem(corrections.CORRECTIONS, "G511", lambda _: "，、")
    _, result = fixed(capsys, "甲.docx")
    assert [item["code"] for item in result["done"]] == ["G602"]
    left = {item["code"] for item in result["left"]}
    assert "G511" in left
    assert "G520" not in left


def test_nothing_is_written_when_all_that_is_done_makes_it_worse(
    folder: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "甲.docx").write_bytes(planted(WORSE[1]))
    monkeypatch.setitem(corrections.CORRECTIONS, "G511", lambda _: "，、")
    code, result = fixed(capsys, "甲.docx")
    assert (code, result["written"], result["done"]) == (1, None, [])
    assert [item["code"] for item in result["left"]] == ["G511"]


def test_a_style_that_brings_an_error_is_taken_back(folder: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "甲.docx").write_bytes(
        planted(WORSE[0], say("人民政府，市政府各部门：", "人民政府，市政府各部门:", "G305"))
    )
    monkeypatch.setattr(restyling, "RULES", (*restyling.RULES, "G305"))
    monkeypatch.setattr("genwen.lint.fixing.STYLE_RULES", ("G305",))
    monkeypatch.setitem(restyling.LOOKS, RECIPIENTS, restyling.Look("公文正文", "黑体", 16, "G345"))
    _, result = fixed(capsys, "甲.docx")
    assert result["styled"] == []
    assert "G602" in [item["code"] for item in result["done"]]
    line = view_of_file(folder / result["written"]).first(RECIPIENTS)
    assert line is not None
    assert line.paragraph.form.first == 0


def test_only_the_spot_that_is_refused_stays(folder: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    many = say("现将有关事项", "现将节水、（节电）有关事项,", "G511"), say("通知如下", "通知--如下，8～10%", "G516")
    (folder / "甲.docx").write_bytes(planted(*many))
    monkeypatch.setitem(corrections.CORRECTIONS, "G511", lambda _: "，、")
    _, result = fixed(capsys, "甲.docx", "--direct")
    assert {item["code"] for item in result["done"]} == {"G516", "G602"}
    assert "G511" in {item["code"] for item in result["left"]}
    assert "G520" not in {item["code"] for item in result["left"]}


def test_places_of_changes_follow_those_made_before_them() -> None:
    first = after_changes([], [(Change(0, 4, 5, (0, "甲", ",")), 2), (Change(0, 1, 3), 0), (Change(1, 0, 1), 3)])
    assert [(item.start, item.end) for item in first] == [(2, 4), (1, 1), (0, 3)]
    later = after_changes(first, [(Change(0, 0, 1), 5)])
    assert [(item.start, item.end) for item in later] == [(6, 8), (5, 5), (0, 3), (0, 5)]


def test_one_finding_about_many_paragraphs_counts_as_many() -> None:
    many, few = (
        example_view("\n".join(["正文（首行=0）：各单位要认真执行。"] * count + ["正文：请按时上报。"]))
        for count in (6, 2)
    )
    assert [len([item for item in problems_in(view) if item.rule.id == "G321"]) for view in (many, few)] == [1, 2]
    assert worse(problems_in(many), problems_in(few)) == []
    assert {item.rule.id for item in worse(problems_in(few), problems_in(many))} == {"G321"}
