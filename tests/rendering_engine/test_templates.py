import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((REPOSITORY / "templates" / "公文").glob("*.docx"))
STYLES = [
    "份号",
    "密级",
    "紧急程度",
    "发文机关标志",
    "联合发文机关标志",
    "联合发文机关标志中",
    "联合发文机关标志小",
    "联合发文机关标志密",
    "联合发文机关标志特小",
    "联合发文机关标志最小",
    "发文字号",
    "上行发文字号",
    "签发人行",
    "公文标题",
    "主送机关",
    "公文正文",
    "一级标题",
    "二级标题",
    "三级标题",
    "四级标题",
    "附件说明",
    "发文机关署名",
    "成文日期",
    "附注",
    "附件标识",
    "附件标题",
    "表格标题文字",
    "表格文字",
    "表格文字居左",
    "表注",
    "抄送机关",
    "印发机关",
    "页码",
    "空行",
    "公文表格",
    "无框表格",
    "一级标题字",
    "二级标题字",
    "三级标题字",
    "四级标题字",
    "签发人姓名",
    "标签字",
    "待补",
]
BLOCKS = ["发文机关标志", "发文字号", "标题", "正文", "附件说明", "署名", "印发件", "附件", "版记"]


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def test_the_four_templates_are_there() -> None:
    assert {path.stem for path in TEMPLATES} == {"方案", "工作报告", "年度总结", "文稿"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_every_style_has_an_ascii_id_and_its_chinese_name(path: Path) -> None:
    styles = dict(re.findall(r'w:styleId="([^"]+)"><w:name w:val="([^"]+)"', part(path, "word/styles.xml")))
    assert set(STYLES) <= set(styles.values())
    assert all(style_id.isascii() for style_id in styles)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_every_tag_stands_alone_in_a_styled_paragraph_of_one_run(path: Path) -> None:
    document = part(path, "word/document.xml")
    paragraphs = re.findall(r"<w:p>.*?</w:p>", document)
    assert all(re.match(r'<w:p><w:pPr><w:pStyle w:val="\w+"/></w:pPr>', paragraph) for paragraph in paragraphs)
    texts = ["".join(re.findall(r"<w:t [^>]*>([^<]*)", paragraph)) for paragraph in paragraphs]
    assert all(paragraph.count("<w:t ") == bool(text) for paragraph, text in zip(paragraphs, texts, strict=True))
    tagged = [text for text in texts if text.startswith("{{p")]
    head = 0 if path.stem != "文稿" else 2
    assert tagged == [f"{{{{p {name} }}}}" for name in BLOCKS[head:]]
    assert sum("{%p if" in text for text in texts) == sum("{%p endif" in text for text in texts)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_nothing_in_a_template_varies(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert "dcterms" not in part(path, "docProps/core.xml")


def test_the_script_makes_the_templates_that_are_there(tmp_path: Path) -> None:
    script = REPOSITORY / "scripts" / "make_templates.py"
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, capture_output=True, env=environment)
    for path in TEMPLATES:
        with zipfile.ZipFile(path) as kept, zipfile.ZipFile(tmp_path / path.name) as made:
            assert kept.namelist() == made.namelist()
            assert all(kept.read(name) == made.read(name) for name in kept.namelist())
