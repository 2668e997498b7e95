"""Fills a template with blocks by way of docxtpl: what the renderer is to give, without the renderer."""

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from docxtpl import DocxTemplate
from jinja2 import Environment
from markupsafe import Markup

from genwen.document.elements import Blocks, Run, Text
from genwen.document.paragraph_layout import loosened_stretches
from genwen.ooxml.writer import BlockWriter

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "公文"
NAMES = (
    *("份号", "密级", "紧急程度", "发文机关标志", "发文字号", "标题", "主送机关", "正文"),
    *("附件说明", "署名", "附注", "印发件", "附件", "版记"),
)


def text(content: str, style: str = "") -> Text:
    return (Run(content, style),) if content else ()


@dataclass
class Content:
    """What the tags of a template are filled with."""

    fields: Mapping[str, str] = field(default_factory=dict)
    blocks: Mapping[str, Blocks] = field(default_factory=dict)


def writer_of(template: Path) -> BlockWriter:
    with zipfile.ZipFile(template) as archive:
        styles = archive.read("word/styles.xml").decode()
        document = archive.read("word/document.xml").decode()
    ids = {name: style_id for style_id, name in re.findall(r'w:styleId="([^"]+)"[^>]*><w:name w:val="([^"]+)"', styles)}
    section = re.findall(r"<w:sectPr.*?</w:sectPr>", document)[-1]
    return BlockWriter(ids, section, loosened_stretches)


def fill(name: str, content: Content, path: Path) -> Path:
    """Write the template `name`, filled, to `path`."""
    template = TEMPLATES / f"{name}.docx"
    writer = writer_of(template)
    context: dict[str, object] = dict.fromkeys(NAMES, "")
    context.update(content.fields)
    for tag, blocks in content.blocks.items():
        context[tag] = Markup(writer.write(blocks))
    document = DocxTemplate(template)
    document.render(context, Environment(autoescape=True))
    document.save(path)
    everything = [block for blocks in content.blocks.values() for block in blocks]
    _close(path, writer.final_section(everything))
    return path


def _close(path: Path, section: str) -> None:
    """Put the final section in its place, as the renderer does."""
    with zipfile.ZipFile(path) as archive:
        parts = {item: archive.read(item) for item in archive.namelist()}
    document = parts["word/document.xml"].decode()
    start = document.rindex("<w:sectPr")
    parts["word/document.xml"] = f"{document[:start]}{section}</w:body></w:document>".encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for item, data in parts.items():
            archive.writestr(item, data)
