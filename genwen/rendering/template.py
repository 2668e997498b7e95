"""A template file in, its plan out: read, fonts substituted, tags compiled, static parts deflated.

Neither Jinja nor docxtpl nor python-docx is imported unless a tag needs them. Raises FindingsError with everything that
keeps the template from being compiled, PackageError when the file is no .docx. Names are not judged here (see check).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from genwen.diagnostics import Finding, FindingsError, errors_in
from genwen.ooxml.archive import assemble, build_static, deflater
from genwen.ooxml.markup import edited, escape
from genwen.ooxml.package import read_package
from genwen.ooxml.parts import Style, property_parts, related_part, styles_in, with_fonts, with_properties
from genwen.patterns import regex
from genwen.records import record
from genwen.rendering.check_tags import tag_findings
from genwen.rendering.items import Item, items_of
from genwen.rendering.jinja_source import jinja_source, printing_call
from genwen.rendering.lent_styles import with_lent_styles
from genwen.rendering.operations import Compiled, OperationsBuilder
from genwen.rendering.plan import STATIC, PartPlan, Plan, digest_of
from genwen.rendering.stories import Story, read_stories

_LAST_SECTION = regex(r"(<w:sectPr(?: [^>]*)?>(?:(?!<w:sectPr[ >]).)*</w:sectPr>)\s*</w:body>", re.S)
_CUSTOM_PROPERTY = regex(r"<property\s.*?</property>", re.S)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@record
class Prepared:
    """A template read and compiled, not yet packed: what both the plan and the check are made of."""

    file: str
    parts: dict[str, bytes]
    stories: list[Story]
    items: list[list[Item]]
    compiled: list[Compiled]
    formats: list[str]
    places: list[str]
    findings: list[Finding]
    lent: tuple[str, ...] = ()


def prepare(data: bytes, file: str, fonts: Mapping[str, str] | None = None) -> Prepared:
    """Read a template and compile its stories; faults are in `findings`. Raises PackageError for no .docx."""
    whole, lent = with_lent_styles(read_package(data, file))
    parts = with_fonts(whole, fonts or {})
    stories, findings = read_stories(parts, file)
    formats: list[str] = []
    places: list[str] = []
    compiled = []
    items = [items_of(story) for story in stories]
    for story_items in items:
        result = OperationsBuilder(formats, places).build(story_items)
        compiled.append(result)
        findings += result.findings
    return Prepared(file, parts, stories, items, compiled, formats, places, findings, lent)


def compile_template(data: bytes, file: str, fonts: Mapping[str, str] | None = None) -> Plan:
    """The plan of a template's bytes; `fonts` maps font names of the template to those wanted, `file` is shown.

    Raises FindingsError or PackageError.
    """
    prepared = prepare(data, file, fonts)
    findings = errors_in(prepared.findings)
    for story, compiled in zip(prepared.stories, prepared.compiled, strict=True):
        # text that a misplaced tag would take away in silence stops the template as well
        findings += errors_in(tag_findings(story, compiled))
    if findings:
        raise FindingsError(findings)
    parts = with_properties(joined(prepared))
    slower = tuple(item for compiled in prepared.compiled for item in compiled.slower)
    whole = any(item.tier == "C" for item in slower)
    core, custom = property_parts(parts)
    planned = _planned(prepared)
    dynamic = {part.name for part in planned} | {core, custom}
    first = "[Content_Types].xml"
    static = {first: parts[first]} | {name: content for name, content in parts.items() if name not in dynamic}
    section = _LAST_SECTION.search(prepared.stories[0].xml)
    styles = styles_of(parts)
    return Plan(
        digest=digest_of(data, fonts),
        file=file,
        parts=planned,
        static=build_static(static),
        styles={name: style.id for name, style in styles.items()},
        formats=prepared.formats,
        places=prepared.places,
        core=core,
        custom=custom,
        custom_properties="".join(_CUSTOM_PROPERTY.findall(parts[custom].decode("utf-8", "replace"))),
        slower=slower,
        tags=tuple(use for compiled in prepared.compiled for use in compiled.uses),
        section=section[1] if section else "",
        template=packed(joined(prepared) | _hooked(prepared)) if whole else b"",
        fonts=chart_fonts(styles),
    )


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a .docx."""
    return b"".join(assemble(build_static({}), parts.items(), deflater("zlib", 1)))


def joined(prepared: Prepared) -> dict[str, bytes]:
    """The parts of a template with its tags joined and fonts substituted: what Jinja2 and docxtpl work from."""
    changed = {story.part: (_DECLARATION + story.xml).encode() for story in prepared.stories if story.tags}
    return prepared.parts | changed


def _hooked(prepared: Prepared) -> dict[str, bytes]:
    """The stories with every printing tag calling the renderer's function for it, for docxtpl to render."""
    hooked = {}
    for story, items in zip(prepared.stories, prepared.items, strict=True):
        edits = []
        for item in items:
            if item.placed and item.placed.tag.opener == "{{":
                tag = item.placed.tag
                call = f"{{{{{tag.prefix} {escape(printing_call(item))} }}}}"
                edits.append((item.placed.start, item.placed.end, call))
        hooked[story.part] = (_DECLARATION + edited(story.xml, edits)).encode()
    return hooked


def styles_of(parts: Mapping[str, bytes]) -> dict[str, Style]:
    """The styles of a package by name."""
    return styles_in(parts.get(related_part(parts, "styles"), b"").decode("utf-8-sig"))


_CHART_STYLES = {"图题": "表格标题文字", "图文": "表格文字"}
_FACE = regex(r"<w:rFonts\s[^>]*w:eastAsia=\"([^\"]+)\"")
_BASE = regex(r"<w:basedOn w:val=\"([^\"]+)\"")


def chart_fonts(styles: Mapping[str, Style]) -> dict[str, str]:
    """The fonts charts are lettered in: those of the text in tables, as the styles of the template say."""
    by_id = {style.id: style for style in styles.values()}
    found = {}
    for role, name in _CHART_STYLES.items():
        style, seen = styles.get(name), set[str]()
        while style is not None and style.id not in seen:
            seen.add(style.id)
            if face := _FACE.search(style.xml):
                found[role] = unescape(face[1])
                break
            base = _BASE.search(style.xml)
            style = by_id.get(base[1]) if base else None
    return found


def _planned(prepared: Prepared) -> tuple[PartPlan, ...]:
    """The parts to be rendered: the body and every other story with tags."""
    planned = []
    for story, items, compiled in zip(prepared.stories, prepared.items, prepared.compiled, strict=True):
        if compiled.tier != "A":
            source, lines = jinja_source(items)
            planned.append(PartPlan(story.part, compiled.tier, [], _DECLARATION + source, [-1, *lines]))
        elif story.tags or story.kind == "document":
            planned.append(PartPlan(story.part, "A", [[STATIC, _DECLARATION], *compiled.operations]))
    return tuple(planned)
