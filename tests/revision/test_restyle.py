"""Styles and pages of a changed template: announced, and taken over into an edited draft when asked, its words untouched."""

import io
import re
import shutil
import zipfile
from pathlib import Path

import docx
import pytest
from clerk import REPORT, edit, resolved, reword, set_figure, text_of
from docx.shared import Pt, Twips
from projects import make_project, run

from genwen.ooxml.restyle import layout_changes, restyled

TEMPLATE = Path("templates/公文/工作报告.docx")


@pytest.fixture
def folder(tmp_path):
    """A project with a template of its own and one edited document."""
    make_project(tmp_path)
    (tmp_path / TEMPLATE).parent.mkdir(parents=True)
    shutil.copy(Path(__file__).parents[2] / TEMPLATE, tmp_path / TEMPLATE)
    assert run(tmp_path, "build", "报告") == 0
    reword(tmp_path / REPORT, "推进创建", "积极推进创建")
    return tmp_path


def restyle_template(folder) -> None:
    def change(document) -> None:
        document.styles["公文正文"].font.size = Pt(15)
        document.sections[0].left_margin = Twips(1700)

    edit(folder / TEMPLATE, change)


def form_of(data: bytes):
    document = docx.Document(io.BytesIO(data))
    return document.styles["公文正文"].font.size, document.sections[0].left_margin


def test_a_new_style_is_announced_with_the_way_to_take_it_over(folder, capsys) -> None:
    edited = (folder / REPORT).read_bytes()
    restyle_template(folder)
    capsys.readouterr()
    assert run(folder, "build", "报告") == 0
    out = capsys.readouterr().out
    assert "样式“公文正文”、页边距" in out
    assert "genwen build 报告 --restyle" in out
    assert (folder / REPORT).read_bytes() == edited


@pytest.mark.parametrize("announced_before", [True, False])
def test_it_is_taken_over_and_no_word_changes(folder, capsys, announced_before) -> None:
    edited = (folder / REPORT).read_bytes()
    restyle_template(folder)
    if announced_before:
        assert run(folder, "build", "报告") == 0
    assert run(folder, "build", "报告", "--restyle") == 0
    taken = (folder / REPORT).read_bytes()
    assert form_of(taken) == (Pt(15), Twips(1700))
    assert text_of(taken) == text_of(edited)
    assert "套用了模板的样式和版面，文字没有动" in capsys.readouterr().out
    for arguments in ((), ("--restyle",)):
        assert run(folder, "build", "报告", *arguments) == 0
        assert (folder / REPORT).read_bytes() == taken
    assert run(folder, "restore", "报告") == 0
    assert (folder / REPORT).read_bytes() == edited


def test_facts_and_styles_at_once(folder, capsys) -> None:
    edited = (folder / REPORT).read_bytes()
    restyle_template(folder)
    set_figure(folder, "7600000千瓦时")
    assert run(folder, "build", "报告", "--restyle") == 0
    taken = (folder / REPORT).read_bytes()
    assert form_of(taken) == (Pt(15), Twips(1700))
    assert text_of(resolved(taken, False)) == text_of(edited)
    assert "760.00万" in text_of(resolved(taken, True))


def renamed_styles(data: bytes) -> bytes:
    """A draft as WPS saves it: style ids are numbers."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as changed:
        styles = package.read("word/styles.xml").decode()
        ids = dict.fromkeys(re.findall(r'w:styleId="([^"]+)"', styles))
        numbers = {name: str(number) for number, name in enumerate(ids, 1)}
        marks = "styleId|basedOn w:val|next w:val|link w:val|pStyle w:val|rStyle w:val|tblStyle w:val"
        for name in package.namelist():
            part = package.read(name)
            if name.endswith(".xml") and name.startswith("word/"):
                text = re.sub(
                    rf'(<?w:(?:{marks})=")([^"]+)"', lambda m: f'{m[1]}{numbers.get(m[2], m[2])}"', part.decode()
                )
                part = text.encode()
            changed.writestr(name, part)
    return out.getvalue()


def test_styles_are_known_by_name_whatever_their_ids(folder) -> None:
    draft = renamed_styles((folder / REPORT).read_bytes())
    before = docx.Document(io.BytesIO(draft))
    restyle_template(folder)
    assert run(folder, "build", "报告", "--fresh") == 0
    new = (folder / REPORT).read_bytes()
    taken = restyled(draft, new)
    after = docx.Document(io.BytesIO(taken))
    assert form_of(taken) == (Pt(15), Twips(1700))
    assert [p.style.name for p in after.paragraphs] == [p.style.name for p in before.paragraphs]
    assert [style.name for style in after.styles] == [style.name for style in before.styles]
    ids = [style.style_id for style in after.styles]
    assert len(ids) == len(set(ids))
    based = {style.style_id for style in after.styles if getattr(style, "base_style", None) is not None}
    assert based
    assert restyled(taken, new) == taken


def test_no_change_is_no_announcement(folder) -> None:
    data = (folder / REPORT).read_bytes()
    assert layout_changes(data, data) == []
    assert restyled(data, data) == data
