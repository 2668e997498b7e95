"""genwen fix in paragraphs that hold more than text: notes, fields, symbols; what is around them is put right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lint_faults import Fault, W, paragraphs, say
from lint_faults import _edit as edit
from lxml import etree
from test_fix import fixed, planted

from genwen.ooxml.aligned import place_of, stretches
from genwen.ooxml.revisions_text import OBJECT

THINGS = {
    "脚注": '<w:footnoteReference w:id="2"/>',
    "符号": '<w:sym w:font="Wingdings" w:char="F0FC"/>',
    "域": '<w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>8,</w:t>'
    '<w:fldChar w:fldCharType="end"/>',
}  # fmt: skip


def thing(markup: str) -> Fault:
    """A run behind the words 现将, before those that are wrong."""

    def put(root: Any) -> None:
        paragraph = paragraphs(root, "有关事项")[0]
        run = etree.fromstring(f'<w:r xmlns:w="{W[1:-1]}">{markup}</w:r>')
        paragraph.findall(f"{W}r")[0].addnext(run)

    return Fault(edit("word/document.xml", put), "", "")


@pytest.mark.parametrize("name", THINGS)
@pytest.mark.parametrize("way", ["", "--direct"])
def test_what_stands_beside_is_put_right(
    name: str, way: str, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    faults = (
        say("现将有关事项", "现将有关事项,", "G511"),
        say("通知如下", "通知--如下，8～10%", "G516"),
        thing(THINGS[name]),
    )
    Path("甲.docx").write_bytes(planted(*faults))
    _, result = fixed(capsys, "甲.docx", *([way] if way else []))
    assert [item["code"] for item in result["done"]] == ["G511", "G516", "G602"]
    _, again = fixed(capsys, result["written"])
    assert (again["done"], again["written"]) == ([], None)


def test_what_is_read_and_what_runs_say() -> None:
    common = stretches(f"甲乙{OBJECT}丙丁", "甲乙丙丁")
    assert [place_of(start, start + 2, common) for start in range(3)] == [0, None, 3]
    assert place_of(2, 4, stretches("甲丙丁", "甲12丙丁")) is None
    assert place_of(3, 5, stretches("甲丙丁", "甲12丙丁")) == 1
    assert stretches("\n甲乙\n", "甲乙")[0].shift == 1
    assert stretches("甲别的", "甲") == ()
