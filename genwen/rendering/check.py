"""A template file in, everything wrong with it out, before any data; and the inventory of its tags and styles.

`check_template` never stops at the first fault. The rules are in check_tags (where tags stand), check_names (what they
name) and check_form (styles, page, footers); every code is in codes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from genwen.diagnostics import Finding
from genwen.ooxml.package import read_bytes
from genwen.ooxml.parts import Style
from genwen.records import record
from genwen.rendering.check_form import form_findings
from genwen.rendering.check_names import Names, name_findings
from genwen.rendering.check_paths import path_findings
from genwen.rendering.check_tags import tag_findings
from genwen.rendering.names import BLOCK_NAMES, FIELD_NAMES, REQUIRED_BLOCKS, REQUIRED_STYLES
from genwen.rendering.plan import TagUse
from genwen.rendering.template import Prepared, prepare, styles_of


@record
class Inventory:
    """What a template holds: its tags in order, its styles by name, the tier it renders in."""

    tags: tuple[TagUse, ...]
    styles: Mapping[str, Style]
    tier: str

    @property
    def names(self) -> frozenset[str]:
        """The root names its tags use."""
        return frozenset(name for tag in self.tags for name in tag.names)


def check_template(
    path: Path,
    known_names: Collection[str] = (),
    *,
    fields: Collection[str] = FIELD_NAMES,
    blocks: Collection[str] = BLOCK_NAMES,
    required_blocks: Collection[str] = REQUIRED_BLOCKS,
    styles: Mapping[str, str] = REQUIRED_STYLES,
    shown: str = "",
    scope: Mapping[str, object] | None = None,
) -> list[Finding]:
    """Every finding about the template file, in order of place.

    `known_names` are the root names of the facts; `fields` and `blocks` those of the document; `required_blocks` must
    have their tag; `styles` (name → 段落, 字符, 表格) must exist. `shown` is the name used in messages; with
    the facts in `scope`, names below their roots are looked up as well. Raises PackageError when the file is no .docx.
    """
    names = Names(frozenset(known_names), frozenset(fields), frozenset(blocks), tuple(required_blocks))
    return check_prepared(prepare(read_bytes(path), shown or str(path)), names, styles, scope or {})


def check_prepared(
    prepared: Prepared, names: Names, styles: Mapping[str, str], scope: Mapping[str, object]
) -> list[Finding]:
    """Every finding about a template that has been read."""
    findings = list(prepared.findings)
    for story, compiled in zip(prepared.stories, prepared.compiled, strict=True):
        findings += tag_findings(story, compiled)
    findings += name_findings(prepared, names)
    if scope:
        findings += path_findings(prepared, scope)
    findings += form_findings(prepared, styles)
    order = {place: number for number, place in enumerate(prepared.places)}
    unique = dict.fromkeys(findings)
    return sorted(unique, key=lambda item: order.get(item.position.place if item.position else "", len(order)))


def inventory(path: Path, shown: str = "") -> Inventory:
    """What the template holds; faulty tags are left out. Raises PackageError when the file is no .docx."""
    prepared = prepare(read_bytes(path), shown or str(path))
    tags = tuple(use for compiled in prepared.compiled for use in compiled.uses)
    tier = max((compiled.tier for compiled in prepared.compiled), default="A")
    own = {name: style for name, style in styles_of(prepared.parts).items() if name not in prepared.lent}
    return Inventory(tags, own, tier)
