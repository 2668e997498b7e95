"""genwen format: titles in several lines with the name of the organ on the first, and escaped marks of Markdown."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from genwen.cli.main import main

REST = "\n\n各镇人民政府：\n　　请于8月底前完成排查。\n\n{organ}\n2025年7月8日\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def laid_out(text: str, name: str) -> list[tuple[str, str]]:
    Path(name).write_text(text, "utf-8")
    assert main(["format", name]) == 0
    document = docx.Document(str(Path(name).with_suffix("").with_suffix(".排版.docx")))
    return [(item.style.name, item.text) for item in document.paragraphs if item.text.strip()]


ORGANS = [
    ["松陵区水利局"],
    ["松陵区水利局、松陵区应急管理局"],
    ["松陵区水利局　松陵区应急管理局"],
    ["松陵区水利局", "松陵区应急管理局"],
    ["中共松陵区委办公室", "松陵区人民政府办公室"],
]


@pytest.mark.parametrize("organs", ORGANS)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_organs_over_the_title_are_part_of_it(organs: list[str], gap: str, folder: Path) -> None:
    title = "关于开展山塘水库安全排查的通知"
    found = laid_out("\n".join(organs) + gap + title + REST.format(organ="松陵区水利局"), "甲.txt")
    titles = [text for style, text in found if style == "公文标题"]
    assert "".join("".join(titles).split()) == "".join("".join([*organs, title]).split())
    assert [style for style, _ in found][len(titles)] == "主送机关"


def test_a_salutation_over_a_second_heading_is_no_part_of_a_title(folder: Path) -> None:
    found = laid_out("请转发至各村委会。\n关于开展排查的通知" + REST.format(organ="松陵区水利局"), "甲.txt")
    assert ("公文标题", "请转发至各村委会。") not in found


MARKS = [
    ("两点\\*以下\\*的不计", "两点*以下*的不计"),
    ("字段名是room\\_no", "字段名是room_no"),
    ("**重点\\*单位**除外", "重点*单位除外"),
    ("\\*\\*不是强调\\*\\*", "**不是强调**"),
    ("\\# 不是标题", "# 不是标题"),
    ("\\- 不是列表", "- 不是列表"),
    ("甲段 - 乙段同时施工", "甲段 - 乙段同时施工"),
    ("存放在D:\\资料\\排查", "存放在D:\\资料\\排查"),
    ("反斜杠写作\\\\", "反斜杠写作\\"),
]


@pytest.mark.parametrize(("written", "said"), MARKS)
def test_escaped_marks_are_said_without_the_backslash(written: str, said: str, folder: Path) -> None:
    found = laid_out(
        f"# 关于开展排查的通知\n\n各镇：\n\n{written}\n\n|项目|说明|\n|---|---|\n|甲|{written}|\n", "甲.md"
    )
    document = docx.Document("甲.排版.docx")
    assert said in [text for _, text in found]
    assert document.tables[0].cell(1, 1).text == said
