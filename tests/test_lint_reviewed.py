"""Faults that a review by somebody else found untold, each planted into a right document, and right documents beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import right_documents
from lint_faults import W, Fault, lay, look, page, paragraphs, say, unzipped, zipped
from lint_faults import _edit as edit

from genwen.cli.main import main
from genwen.lint.linter import Problem, problems_in
from genwen.lint.viewing import view_of
from genwen.ooxml.form_reader import form_of


def planted(name: str, *faults: Fault) -> bytes:
    parts = unzipped(right_documents.right(name))
    for fault in faults:
        fault.plant(parts)
    return zipped(parts)


def found(data: bytes) -> list[Problem]:
    return problems_in(view_of(form_of(unzipped(data), "例.docx")))


def told(data: bytes) -> list[str]:
    return [item.rule.id for item in found(data)]


def numbered_from(start: int) -> Fault:
    def change(root: Any) -> None:
        section = next(root.iter(f"{W}sectPr"))
        section.append(section.makeelement(f"{W}pgNumType", {f"{W}start": str(start)}))

    return Fault(edit("word/document.xml", change), "G116", "")


def test_name_of_the_signatory_in_another_face(tmp_path: Path, capsys: Any) -> None:
    data = planted("请示", look("签发人：", "rFonts", "G225", nth=0, eastAsia="仿宋_GB2312", ascii="仿宋_GB2312"))
    (problem,) = found(data)
    assert (problem.rule.id, str(problem.finding.severity)) == ("G225", "警告")
    assert problem.hit.line is not None
    assert problem.hit.line.text[problem.hit.start : problem.hit.end] == "何某某"
    (tmp_path / "例.docx").write_bytes(data)
    assert main(["fix", str(tmp_path / "例.docx")]) == 0
    assert "“何某某”改为3号楷体" in capsys.readouterr().out
    assert told((tmp_path / "例.改正.docx").read_bytes()) == []


@pytest.mark.parametrize(("start", "rules"), [(5, ["G116"]), (1, []), (2, ["G116"])])
def test_first_page_number(start: int, rules: list[str]) -> None:
    assert told(planted("通知", numbered_from(start))) == rules


def test_paper_and_margins_tell_nothing_of_what_follows_from_them() -> None:
    assert told(planted("通知", page("pgSz", "G101", "", w="12240", h="15840"))) == ["G101"]
    assert told(planted("通知", page("pgMar", "G102", "", top="1440"))) == ["G102"]
    assert told(planted("通知", page("pgMar", "G103", "", left="1417"))) == ["G103"]
    assert told(planted("通知", page("pgMar", "G104", "", right="1134"))) == ["G104"]
    assert told(planted("通知", page("pgMar", "G104", "", top="1440", bottom="1440"))) == ["G102", "G104"]


def test_mark_of_a_letter_has_no_word_for_document() -> None:
    assert told(planted("函", say("北岭市文化广电和旅游局", "北岭市文化广电和旅游局文件", "G226"))) == ["G226"]


def test_letter_that_numbers_its_first_page_or_says_who_printed_it() -> None:
    def first(root: Any) -> None:
        for mark in list(root.iter(f"{W}titlePg")):
            mark.getparent().remove(mark)

    assert told(planted("函", Fault(edit("word/document.xml", first), "G118", ""))) == ["G118"]
