"""A .docx from its body, plainly: fixed parts, fixed times, the same bytes on every run."""

from __future__ import annotations

import zipfile
from pathlib import Path

from template_styles import styles_xml

from genwen.standard import (
    LINE_PITCH,
    MARGIN_BOTTOM,
    MARGIN_LEFT,
    MARGIN_RIGHT,
    MARGIN_TOP,
    PAGE_HEIGHT,
    PAGE_WIDTH,
)

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FOOTER_DISTANCE = 1452
"""Puts the dashes of the page number 7 mm under the 版心 (7.5), in twips from the edge of the paper."""

NOT_AT_START = "!%),.:;&gt;?]}¢¨°·ˇˉ―—‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"
NOT_AT_END = "$([{£¥‘“〈《「『【〔〖〝﹙﹛﹝＄（［｛￡￥"
"""Marks that Word and WPS begin and end no line with: their own lists for Chinese, the dash among them."""

FOOTERS = {"default": "footer1.xml", "even": "footer2.xml", "first": "footer3.xml"}
"""Odd pages, even pages, and the empty footer of pages that carry no number."""

_PARTS = {
    "document": "document.main",
    "styles": "styles",
    "settings": "settings",
    "footer1": "footer",
    "footer2": "footer",
    "footer3": "footer",
}


def section() -> str:
    """The w:sectPr of the templates: A4, 版心 156 × 225 mm, grid of lines, three footers."""
    footers = "".join(
        f'<w:footerReference w:type="{kind}" r:id="rId{number}"/>' for number, kind in enumerate(FOOTERS, 3)
    )
    return (
        f'<w:sectPr>{footers}<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/><w:pgMar w:top="{MARGIN_TOP}" '
        f'w:right="{MARGIN_RIGHT}" w:bottom="{MARGIN_BOTTOM}" w:left="{MARGIN_LEFT}" w:header="851" '
        f'w:footer="{FOOTER_DISTANCE}" w:gutter="0"/><w:cols w:space="425"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{LINE_PITCH}"/></w:sectPr>'
    )


def _settings() -> str:
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    return (
        f'{HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:noLineBreaksAfter w:lang="zh-CN" w:val="{NOT_AT_END}"/>'
        f'<w:noLineBreaksBefore w:lang="zh-CN" w:val="{NOT_AT_START}"/>'
        f"<w:compat>{compat}</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _footer(kind: str) -> str:
    hint = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'

    def field(mark: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{mark}"/></w:r>'

    def text(content: str) -> str:
        return f'<w:r>{hint}<w:t xml:space="preserve">{content}</w:t></w:r>'

    number = (
        text("— ")
        + field("begin")
        + '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        + field("separate")
        + "<w:r><w:t>1</w:t></w:r>"
        + field("end")
        + text(" —")
    )
    placing = {
        "default": '<w:ind w:rightChars="100" w:right="280"/><w:jc w:val="right"/>',
        "even": '<w:ind w:leftChars="100" w:left="280"/><w:jc w:val="left"/>',
        "first": "",
    }
    content = "" if kind == "first" else number
    return (
        f'{HEAD}<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="PageNumber"/>{placing[kind]}</w:pPr>'
        f"{content}</w:p></w:ftr>"
    )


def _content_types() -> str:
    media = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{media}{kind}+xml"/>' for part, kind in _PARTS.items()
    )
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
    )


def _relationships(entries: list[tuple[str, str]]) -> str:
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(entries, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'


def _core(title: str) -> str:
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:creator>genwen</dc:creator><dc:language>zh-CN</dc:language>"
        "</cp:coreProperties>"
    )


def _app() -> str:
    return (
        f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>genwen</Application></Properties>"
    )


def write_package(path: Path, title: str, body: str) -> None:
    """Write a template with the paragraphs `body` to `path`; `title` goes into its properties."""
    document = f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}{section()}</w:body></w:document>'
    styles = f'{HEAD}<w:styles xmlns:w="{W}">{styles_xml()}</w:styles>'
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            [
                (f"{R}/officeDocument", "word/document.xml"),
                (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                (f"{R}/extended-properties", "docProps/app.xml"),
            ]
        ),
        "docProps/app.xml": _app(),
        "docProps/core.xml": _core(title),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relationships(
            [(f"{R}/styles", "styles.xml"), (f"{R}/settings", "settings.xml")]
            + [(f"{R}/footer", name) for name in FOOTERS.values()]
        ),
        "word/styles.xml": styles,
        "word/settings.xml": _settings(),
        **{f"word/{name}": _footer(kind) for kind, name in FOOTERS.items()},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, text.encode())
