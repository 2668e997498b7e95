"""Core and custom properties of a finished document: title, author, build id; no dates, so that bytes do not vary."""

from __future__ import annotations

from genwen.document.elements import Document, Paragraph, paragraphs_in
from genwen.ooxml.markup import escape

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CORE = (
    _HEAD + "<cp:coreProperties "
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>%s</dc:title><dc:creator>%s</dc:creator><dc:language>zh-CN</dc:language>"
    "</cp:coreProperties>"
)
_CUSTOM = (
    _HEAD + '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">%s</Properties>'
)
_BUILD = (
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="%d" name="genwen.build">'
    "<vt:lpwstr>%s</vt:lpwstr></property>"
)


def title_of(document: Document) -> str:
    """The title of a document in one line: its 标题, else its name."""
    field = "".join(run.text for run in document.fields.get("标题", ()))
    if not field:
        lines = [block.text for block in paragraphs_in(document.blocks.get("标题", ())) if isinstance(block, Paragraph)]
        field = "".join(lines)
    return " ".join(field.split()) or document.name


def core_xml(title: str, creator: str) -> bytes:
    """docProps/core.xml."""
    return (_CORE % (escape(title), escape(creator))).encode()


def custom_xml(kept: str, build_id: str) -> bytes:
    """docProps/custom.xml: the template's own properties `kept` as XML, and the build id when there is one."""
    entry = _BUILD % (kept.count("<property") + 1_000, escape(build_id)) if build_id else ""
    return (_CUSTOM % (kept + entry)).encode()
