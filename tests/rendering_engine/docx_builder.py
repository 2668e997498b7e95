"""Small .docx files for tests, written as XML text."""

from __future__ import annotations

from collections.abc import Mapping

from genwen.diagnostics import Position
from genwen.document.elements import Document, Origin, OriginKind, Run
from genwen.ooxml.archive import assemble, build_static, deflater

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SECTION = (
    '<w:sectPr>{references}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" '
    'w:left="1587" w:header="851" w:footer="1452" w:gutter="0"/></w:sectPr>'
)
STYLES = {
    "正文": ("Normal", "paragraph"),
    "公文正文": ("Body", "paragraph"),
    "公文标题": ("Title1", "paragraph"),
    "空行": ("Blank", "paragraph"),
    "表格文字": ("Cell", "paragraph"),
    "公文表格": ("Grid", "table"),
    "待补": ("Missing", "character"),
    "一级标题字": ("H1", "character"),
}


def p(*runs: str, style: str = "", ppr: str = "") -> str:
    """A paragraph; a run given as plain text gets a w:r around it."""
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + ppr
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def r(text: str, rpr: str = "", space: str = "") -> str:
    """A run; `text` is escaped."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    properties = f"<w:rPr>{rpr}</w:rPr>" if rpr else ""
    return f"<w:r>{properties}<w:t{space}>{text}</w:t></w:r>"


def tr(*cells: str) -> str:
    return (
        "<w:tr>"
        + "".join(f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{c}</w:tc>' for c in cells)
        + "</w:tr>"
    )


def tbl(*rows: str, columns: int = 2) -> str:
    grid = '<w:gridCol w:w="2000"/>' * columns
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def styles_xml(styles: Mapping[str, tuple[str, str]] = STYLES) -> str:
    items = "".join(
        f'<w:style w:type="{kind}" w:styleId="{id_}"><w:name w:val="{name}"/>'
        f'<w:rPr><w:rFonts w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312"/></w:rPr></w:style>'
        for name, (id_, kind) in styles.items()
    )
    return f"{HEAD}<w:styles {NAMESPACES}>{items}</w:styles>"


def docx_parts(
    *body: str,
    headers: Mapping[str, str] | None = None,
    footnotes: str = "",
    styles: Mapping[str, tuple[str, str]] = STYLES,
    section: str = SECTION,
    settings: str = "",
) -> dict[str, str]:
    """The parts of a .docx; `headers` maps header1/footer1 … to their paragraphs."""
    stories = {
        name: f"{HEAD}<w:{name[:-1][:3]} {NAMESPACES}>{xml}</w:{name[:-1][:3]}>"
        for name, xml in (headers or {}).items()
    }
    stories = {name: xml.replace("<w:hea ", "<w:hdr ").replace("</w:hea>", "</w:hdr>").replace("<w:foo ", "<w:ftr ").replace("</w:foo>", "</w:ftr>") for name, xml in stories.items()}  # fmt: skip
    kinds = {name: name[:-1] for name in stories}
    if footnotes:
        stories["footnotes"] = f"{HEAD}<w:footnotes {NAMESPACES}>{footnotes}</w:footnotes>"
        kinds["footnotes"] = "footnotes"
    related = {"styles": "styles", "settings": "settings", **kinds}
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{name}.xml"/>'
        for n, (name, kind) in enumerate(related.items(), 1)
    )
    references = "".join(
        f'<w:{kind}Reference w:type="{"default" if name.endswith("1") else "even"}" r:id="rId{n}"/>'
        for n, (name, kind) in enumerate(related.items(), 1)
        if kind in ("header", "footer")
    )
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{MAIN}.{kind}+xml"/>' for name, kind in related.items()
    )
    document = (
        f"<w:document {NAMESPACES}><w:body>{''.join(body)}{section.format(references=references)}</w:body></w:document>"
    )
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN}.document.main+xml"/>{types}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE_RELATIONS}">{relations}</Relationships>',
        "word/document.xml": HEAD + document,
        "word/styles.xml": styles_xml(styles),
        "word/settings.xml": f"{HEAD}<w:settings {NAMESPACES}>{settings}</w:settings>",
        **{f"word/{name}.xml": xml for name, xml in stories.items()},
    }


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    encoded = {name: part.encode() if isinstance(part, str) else part for name, part in parts.items()}
    return b"".join(assemble(build_static({}), encoded.items(), deflater("zlib", 1)))


def docx(*body: str, **options: object) -> bytes:
    """A .docx with the given body; options as for `docx_parts`."""
    return zipped(docx_parts(*body, **options))  # type: ignore[arg-type]


def text(value: str, style: str = "", line: int = 0) -> tuple[Run, ...]:
    """A field's text with a fact as its origin."""
    return (Run(value, style, Origin(OriginKind.FACT, "甲.乙", Position("facts.yaml", line))),)


def document(
    name: str = "方案", fields: Mapping[str, str] | None = None, blocks: Mapping[str, object] | None = None
) -> Document:
    return Document(name, {key: text(value) if value else () for key, value in (fields or {}).items()}, blocks or {})  # type: ignore[arg-type]
