"""Styles lent to a template that lacks them: a unit's own red-header file works with nothing but its tags.

The lender is the packaged template 文稿. What is lent hangs on a base of its own and not on the borrower's Normal, so
that it looks the same in every file. Styles the template has are used as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from genwen.ooxml.package import read_bytes, read_package
from genwen.ooxml.parts import Style, related_part, styles_in
from genwen.patterns import regex
from genwen.project import packaged
from genwen.rendering.names import REQUIRED_STYLES

BASE_NAME, BASE_ID = "公文基准", "GenwenBase"
OPTIONAL = frozenset({"图表"})
"""What the renderer does without: see `writer`."""
_USUAL = (*REQUIRED_STYLES, "联合发文机关标志最小", "命令标志上空")
_BASED_ON = regex(r'<w:basedOn w:val="([^"]*)"/>')
_LINKS = regex(r'<w:(?:next|link) w:val="[^"]*"/>')
_PROPERTIES = regex(r"<w:(?:pPr|rPr)>.*</w:(?:pPr|rPr)>", re.S)


def with_lent_styles(parts: Mapping[str, bytes]) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The parts with the styles they lack, and the names of those; unchanged when there is no part of styles."""
    name = related_part(parts, "styles")
    own = parts.get(name, b"")
    end = own.rfind(b"</w:styles>")
    if end < 0:
        return dict(parts), ()
    had = styles_in(own.decode("utf-8-sig", "replace"))
    if all(style in had for style in _USUAL):
        return dict(parts), ()
    lender = _lender()
    lent = [
        style
        for style in lender.values()
        if style.name not in had and style.name not in OPTIONAL and 'w:customStyle="1"' in style.xml
    ]
    if not lent:
        return dict(parts), ()
    taken = {style.id for style in had.values()}
    ids = {style.id: had[style.name].id if style.name in had else _free(style.id, taken) for style in lender.values()}
    ids["Normal"] = BASE_ID
    xml = _base(lender["Normal"]) + "".join(_lent(style, ids) for style in lent)
    return {**parts, name: own[:end] + xml.encode() + own[end:]}, (BASE_NAME, *(style.name for style in lent))


def _lender() -> Mapping[str, Style]:
    parts = read_package(read_bytes(packaged() / "templates" / "公文" / "文稿.docx"), "文稿.docx")
    return styles_in(parts[related_part(parts, "styles")].decode("utf-8-sig"))


def _free(style_id: str, taken: set[str]) -> str:
    return f"Genwen{style_id}" if style_id in taken else style_id


def _base(normal: Style) -> str:
    """The lender's Normal as a style that nothing is based on."""
    found = _PROPERTIES.search(normal.xml)
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{BASE_ID}"><w:name w:val="{BASE_NAME}"/>'
        f"{found[0] if found else ''}</w:style>"
    )


def _lent(style: Style, ids: Mapping[str, str]) -> str:
    xml = _LINKS.sub("", style.xml).replace(f'w:styleId="{style.id}"', f'w:styleId="{ids[style.id]}"', 1)
    based = _BASED_ON.search(xml)
    if based is None:
        return xml
    # character and table styles need no base
    base = ids.get(based[1], "") if style.kind == "paragraph" else ""
    return xml.replace(based[0], f'<w:basedOn w:val="{base}"/>' if base else "", 1)
