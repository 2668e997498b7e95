"""Rules about the form of a template: the named styles, the page, the footers, what should not be in it at all.

Measures are those of GB/T 9704, with their clause. Fonts are checked on documents, not here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from genwen import standard
from genwen.diagnostics import Finding, Position, nearest
from genwen.ooxml.markup import Element, attributes
from genwen.ooxml.parts import Style, related_part, relationships, story_parts
from genwen.rendering.codes import finding
from genwen.rendering.names import OUTLINED_STYLES
from genwen.rendering.template import Prepared, styles_of

KINDS = {"paragraph": "段落", "character": "字符", "table": "表格", "numbering": "编号"}
_TOLERANCE = 57
"""1 mm in twips: what a dialog rounds away."""
_MANY = 8
"""More missing styles than this are told together: the file was not made from a template of ours."""
_OFF = ("0", "false", "off")


def form_findings(prepared: Prepared, wanted: Mapping[str, str]) -> list[Finding]:
    """What the rules of this module find in a template; `wanted` are style names and their kinds."""
    position = Position(prepared.file)
    styles = {name: style for name, style in styles_of(prepared.parts).items() if name not in prepared.lent}
    return [
        *_styles(styles, wanted, position),
        *_page(prepared, position),
        *_footers(prepared, position),
        *_baggage(prepared.parts, position),
    ]


def _styles(styles: Mapping[str, Style], wanted: Mapping[str, str], position: Position) -> Iterator[Finding]:
    """T040, T041, T042, T045: styles missing, of the wrong kind, headings without outline level."""
    missing = [name for name in wanted if name not in styles]
    if len(missing) > _MANY:
        yield finding("T045", position, "、".join(missing[:3]), str(len(missing)))
        wanted = {name: kind for name, kind in wanted.items() if name in styles}
    for name, kind in wanted.items():
        style = styles.get(name)
        if style is None:
            near = nearest(name, [other for other in styles if other not in wanted])
            hint = f"{near}请改名为“{name}”" if near.startswith("是否") else ""
            yield finding("T040", position, name, kind, hint=hint)
        elif KINDS.get(style.kind) != kind:
            yield finding("T041", position, name, kind)
        elif name in OUTLINED_STYLES and not _outlined(style, styles):
            yield finding("T042", position, name)


def _outlined(style: Style, styles: Mapping[str, Style]) -> bool:
    """Whether a style, or one it is based on, has an outline level."""
    by_id = {item.id: item for item in styles.values()}
    seen: set[str] = set()
    current: Style | None = style
    while current is not None and current.id not in seen:
        if "<w:outlineLvl " in current.xml:
            return True
        seen.add(current.id)
        based = re.search(r"<w:basedOn w:val=\"([^\"]*)\"", current.xml)
        current = by_id.get(based[1]) if based else None
    return False


def _page(prepared: Prepared, position: Position) -> Iterator[Finding]:
    """T050, T051: paper and 版心 of every section (5.1, 5.2.1)."""
    for story in prepared.stories[:1]:
        for section in story.root.iterate("w:sectPr"):
            size, margins = _given(story.xml, section, "w:pgSz"), _given(story.xml, section, "w:pgMar")
            width, height = _twips(size, "w:w"), _twips(size, "w:h")
            if size and not (_near(width, standard.PAGE_WIDTH) and _near(height, standard.PAGE_HEIGHT)):
                yield finding("T050", position, f"{_mm(width)}毫米×{_mm(height)}毫米")
            elif margins:
                inner = width - _twips(margins, "w:left") - _twips(margins, "w:right")
                tall = height - _twips(margins, "w:top") - _twips(margins, "w:bottom")
                if not (_near(inner, standard.TYPE_AREA_WIDTH) and _near(tall, standard.TYPE_AREA_HEIGHT)):
                    yield finding("T051", position, f"{_mm(inner)}毫米×{_mm(tall)}毫米")


def _given(xml: str, section: Element, name: str) -> dict[str, str]:
    element = section.child(name)
    return attributes(xml, element) if element else {}


def _twips(given: Mapping[str, str], name: str) -> int:
    value = given.get(name, "0")
    return int(value) if value.lstrip("-").isdigit() else 0


def _near(one: int, other: int) -> bool:
    return abs(one - other) <= _TOLERANCE


def _mm(twips: int) -> str:
    return f"{twips / standard.TWIPS_PER_MM:.0f}"


def _footers(prepared: Prepared, position: Position) -> Iterator[Finding]:
    """T052, T053: page numbers on odd and even pages (7.5)."""
    settings = prepared.parts.get(related_part(prepared.parts, "settings"), b"").decode("utf-8", "replace")
    even = re.search(r"<w:evenAndOddHeaders(?: w:val=\"(\w+)\")?\s*/>", settings)
    body = prepared.stories[0].xml if prepared.stories else ""
    has_even = re.search(r"<w:footerReference [^>]*w:type=\"even\"", body)
    if not even or even[1] in _OFF or not has_even:
        yield finding("T052", position)
    footers = [part for part, kind in story_parts(prepared.parts).items() if kind == "footer"]
    numbered = [part for part in footers if re.search(rb"\bPAGE\b", prepared.parts[part])]
    if not numbered:
        yield finding("T053", position, "页脚" if footers else "模板")


def _baggage(parts: Mapping[str, bytes], position: Position) -> Iterator[Finding]:
    """T074: what a template should not carry into every document."""
    if any(name.endswith("vbaProject.bin") for name in parts):
        yield finding("T074", position, "宏")
    if any(name.endswith("comments.xml") and b"<w:comment " in data for name, data in parts.items()):
        yield finding("T074", position, "批注")
    stories = list(story_parts(parts))
    if any(re.search(rb"<w:(?:ins|del|moveFrom|moveTo) ", parts[name]) for name in stories):
        yield finding("T074", position, "未接受的修订")
    for source in [*stories, related_part(parts, "settings")]:
        if any(item.external and item.kind != "hyperlink" for item in relationships(parts, source)):
            yield finding("T074", position, "指向外部文件的链接")
            return
