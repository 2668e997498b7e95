"""The sections of a document: paper, margins and grid of each w:sectPr, headers and footers inherited where not set."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from typing import Any

from genwen.ooxml.form import FormParagraph, FormSection
from genwen.ooxml.formatting import W, integer, is_on
from genwen.ooxml.markup import attributes_in
from genwen.ooxml.parts import relationships
from genwen.ooxml.safe_xml import parse_part

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_R_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"
Story = Callable[[Any, str], tuple[FormParagraph, ...]]


class SectionReader:
    """Reads the sections of one document; `story` reads the paragraphs of a header or footer."""

    def __init__(self, parts: Mapping[str, bytes], main: str, shown: str, story: Story) -> None:
        self._parts, self._shown, self._story = parts, shown, story
        self._targets = _targets(parts, main)
        self._read: dict[str, tuple[FormParagraph, ...]] = {}

    def sections(self, root: Any) -> tuple[FormSection, ...]:
        """The sections in order; one with Word's own defaults when there is none."""
        found: list[FormSection] = []
        headers: dict[str, tuple[FormParagraph, ...]] = {}
        footers: dict[str, tuple[FormParagraph, ...]] = {}
        body = root.find(f"{W}body")
        for properties in body.iter(f"{W}sectPr"):
            if properties.getparent().tag == f"{W}sectPrChange":
                continue
            headers = {**headers, **self._stories(properties, "header", "页眉")}
            footers = {**footers, **self._stories(properties, "footer", "页脚")}
            found.append(_section(properties, headers, footers))
        return tuple(found) or (FormSection(),)

    def _stories(self, properties: Any, kind: str, place: str) -> dict[str, tuple[FormParagraph, ...]]:
        found: dict[str, tuple[FormParagraph, ...]] = {}
        for reference in properties.findall(f"{W}{kind}Reference"):
            identity = reference.get(f"{_R}id") or reference.get(f"{_R_STRICT}id") or ""
            name = self._targets.get(identity, "")
            if name not in self._parts:
                continue
            if name not in self._read:
                self._read[name] = self._story(parse_part(self._parts[name], self._shown, place), place)
            found[reference.get(f"{W}type", "default")] = self._read[name]
        return found


def _targets(parts: Mapping[str, bytes], main: str) -> dict[str, str]:
    """Relationship id → part name, for the body."""
    folder, name = posixpath.split(main)
    data = parts.get(posixpath.join(folder, "_rels", f"{name}.rels"), b"").decode("utf-8", "replace")
    openings = re.findall(r"<(?:\w+:)?Relationship\s[^>]*>", data)
    names = [relation.target for relation in relationships(parts, main)]
    return {attributes_in(opening).get("Id", ""): name for opening, name in zip(openings, names, strict=True)}


def _signed(text: str | None) -> int:
    """A number that LibreOffice writes without its sign: 4294966271 is -1025."""
    unsigned = int(text) if text and text.isdigit() else 0
    return integer(str(unsigned - (1 << 32))) if unsigned >= 1 << 31 else integer(text)


def _section(properties: Any, headers: Mapping[str, Any], footers: Mapping[str, Any]) -> FormSection:
    values: dict[str, Any] = {}
    size, margins, grid, numbers, kind = (
        properties.find(f"{W}{name}") for name in ("pgSz", "pgMar", "docGrid", "pgNumType", "type")
    )
    if size is not None:
        values |= {"width": integer(size.get(f"{W}w"), 11906), "height": integer(size.get(f"{W}h"), 16838)}
    if margins is not None:
        for name in ("top", "bottom", "left", "right", "gutter", "header", "footer"):
            if margins.get(f"{W}{name}") is not None:
                values[name] = integer(margins.get(f"{W}{name}"))
    if grid is not None:
        values |= {
            "grid": grid.get(f"{W}type", "default"),
            "pitch": integer(grid.get(f"{W}linePitch")),
            "char_space": _signed(grid.get(f"{W}charSpace")),
        }
    if numbers is not None and numbers.get(f"{W}start") is not None:
        values["restart"] = integer(numbers.get(f"{W}start"))
    if numbers is not None:
        values["in_dashes"] = numbers.get(f"{W}fmt") == "numberInDash"
        values["number_format"] = numbers.get(f"{W}fmt", "decimal")
    if kind is not None:
        values["kind"] = kind.get(f"{W}val", "nextPage")
    title_page = is_on(properties.find(f"{W}titlePg"))
    return FormSection(headers=dict(headers), footers=dict(footers), title_page=title_page, **values)
