"""genwen check --render on real pages: right documents pass, and faults that only show on paper are found."""

import json
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from office import _configuration, missing
from samples import official, paragraphs

from genwen.cli.main import main
from genwen.lint.checking import CheckedFile, check_file
from genwen.lint.printed import BOTTOM, TOP
from genwen.lint.profile import Profile
from genwen.lint.rules import printed_pages, printed_parts

PRINTED = {rule.id for rule in (*printed_pages.RULES, *printed_parts.RULES)}
BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


@pytest.fixture(autouse=True)
def fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    reason = missing()
    if reason:
        if os.environ.get("GENWEN_REQUIRE_RENDER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    monkeypatch.setenv("FONTCONFIG_FILE", str(_configuration()[1] / "fonts.conf"))


def changed(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """The file with the parts of some name changed, which must change something."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    before = dict(parts)
    for name, data in parts.items():
        if re.fullmatch(part, name):
            parts[name] = change(data.decode()).encode()
    assert parts != before
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def found_in(file: CheckedFile) -> list[str]:
    assert file.failure is None
    return [problem.rule.id for problem in file.found.problems if problem.rule.id in PRINTED]


def test_right_documents_pass_and_their_figures_are_those_of_the_standard(tmp_path: Path) -> None:
    long = check_file(official(tmp_path / "长.docx", body=paragraphs(30)), "长.docx", Profile(), render=True)
    assert found_in(long) == []
    assert long.view is not None
    first = long.view.pages[0]
    assert first.mark_top - TOP == pytest.approx(35, abs=0.5)
    assert first.head_gap == pytest.approx(4, abs=0.5)
    assert [page.dash - BOTTOM for page in long.view.pages] == pytest.approx([7] * len(long.view.pages), abs=0.3)
    report = official(tmp_path / "报告.docx", "工作报告", signatories=("张三", "李四五"), marginal=False)
    assert found_in(check_file(report, "报告.docx", Profile(), render=True)) == []


@pytest.mark.parametrize(
    ("part", "change", "expected"),
    [
        ("word/styles.xml", lambda text: text.replace('w:line="579"', 'w:line="620"'), "G121"),
        ("word/(document|styles).xml", lambda text: text.replace('<w:spacing w:val="-5"/>', ""), "G122"),
        ("word/document.xml", lambda text: re.sub(r'w:footer="\d+"', 'w:footer="1100"', text), "G124"),
        ("word/footer.*", lambda text: text.replace("<w:t>—", "<w:t>").replace("—</w:t>", "</w:t>"), ""),
        ("word/document.xml", lambda text: _before_last(text, "此件公开发布", BREAK * 2), "G126"),
        ("word/document.xml", lambda text: _before_last(text, "2025年2月6日", BREAK), "G352"),
        ("word/document.xml", lambda text: text.replace("<w:body>", "<w:body><w:p/>", 1), "G221"),
    ],
)
def test_faults_of_the_page_are_found(tmp_path: Path, part: str, change: Callable[[str], str], expected: str) -> None:
    path = changed(official(tmp_path / "错.docx", body=paragraphs(30)), part, change)
    found = found_in(check_file(path, "错.docx", Profile(), render=True))
    assert expected in found if expected else found == []


def _before_last(text: str, words: str, xml: str) -> str:
    """The document with XML put before the last paragraph that holds some words."""
    at = text.rindex("<w:p>", 0, text.rindex(words))
    return text[:at] + xml + text[at:]


def test_page_of_pictures_stands_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.chdir(tmp_path)
    path = official(tmp_path / "甲&<乙>.docx", body=paragraphs(30, "各单位<b>要</b>认真执行,并报送“总结。"))
    assert main(["check", path.name, "--json", "--html", "核对.html"]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    text = (tmp_path / "核对.html").read_text("utf-8")
    pictures = len(re.findall(r'<img alt="第\d+面" src="data:image/png;base64,iVBOR', text))
    assert pictures >= 3
    assert "<乙>" not in text
    assert "甲&amp;&lt;乙&gt;.docx" in text
    assert "<b>要</b>" not in text
    assert len(re.findall(r'<li class="\w+" id="f1-\d+"', text)) == len(findings)
    assert set(re.findall(r'href="#(f1-\d+)"', text)) <= set(re.findall(r'id="(f1-\d+)"', text))
    assert not re.search(r'(src|href)="(?!data:|#)', text)
    assert len(text) < 400_000 * pictures
    assert main(["check", path.name, "--html", "核对.html"]) == 1
