"""What WPS makes of a document when it saves it changes nothing of what is seen and found in it."""

from __future__ import annotations

import pytest
import right_documents
from foreign_documents import request
from foreign_forms import FORMS, written
from foreign_texts import NAMES, content
from lint_faults import say, unzipped
from wps_saved import as_wps

from genwen.lint.linter import problems_in
from genwen.lint.viewing import view_of
from genwen.ooxml.form_reader import form_of

FAULTS = (say("〔2025〕", "[2025]", ""), say("，", ",", ""), say("一、", "一.", ""), say("抄送：", "抄送:", ""))


def seen(parts: dict[str, bytes]) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    view = view_of(form_of(parts, "例.docx"))
    lines = [(line.role, line.part, line.sure, line.text) for line in view.lines]
    return lines, [(item.rule.id, str(item.finding.severity), item.finding.message) for item in problems_in(view)]


@pytest.mark.parametrize("name", right_documents.TEXTS)
def test_saved_by_wps_all_is_seen_as_before(name: str) -> None:
    parts = unzipped(right_documents.right(name))
    assert seen(as_wps(parts)) == seen(parts)
    for fault in FAULTS:
        try:
            fault.plant(parts)
        except AssertionError:  # a kind of document without these words
            continue
    assert seen(parts)[1]
    assert seen(as_wps(parts)) == seen(parts)


@pytest.mark.parametrize("form", FORMS)
def test_forms_of_others_saved_by_wps(form: str) -> None:
    parts = unzipped(written(content(NAMES[0]), form))
    assert seen(as_wps(parts)) == seen(parts)


def test_direct_formatting_saved_by_wps() -> None:
    parts = unzipped(request())
    assert seen(as_wps(parts)) == seen(parts)
