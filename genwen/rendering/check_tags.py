"""Rules about where tags stand: alone, in tables, in pairs, in text that is deleted or hidden.

Each rule is a function of one story; `tag_findings` runs them all. The order of if and for is judged when the story is
compiled, names in check_names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from genwen.diagnostics import Finding
from genwen.ooxml.markup import Element, value_of
from genwen.rendering.codes import finding
from genwen.rendering.items import owner_of
from genwen.rendering.operations import DOCXTPL_STATEMENTS, Compiled
from genwen.rendering.stories import Placed, Story, plain, quoted

_SHOWN = 16
_CONTAINERS = ("w:tbl", "w:tc", "w:txbxContent", "w:sdtContent")

Rule = Callable[[Story, Compiled], Iterator[Finding]]


def tag_findings(story: Story, compiled: Compiled) -> list[Finding]:
    """What the rules of this module find in one story."""
    return [found for rule in RULES for found in rule(story, compiled)]


def chinese_quotes(story: Story, compiled: Compiled) -> Iterator[Finding]:
    """T004: Chinese quotes inside a tag are read as half-width ones, which may not be what was meant."""
    for placed in story.tags:
        if placed.tag.opener != "{#" and quoted(placed.tag.body):
            yield finding("T004", placed.position, placed.tag.text)


def marks_in_prefixed(story: Story, compiled: Compiled) -> Iterator[Finding]:
    """T014: docxtpl does not find a prefixed tag with % or } in it."""
    for placed in story.tags:
        if placed.tag.prefix and any(mark in placed.tag.body for mark in "%}"):
            yield finding("T014", placed.position, placed.tag.text)


def outside_tables(story: Story, compiled: Compiled) -> Iterator[Finding]:
    """T026, T027: row and cell tags outside a table."""
    for placed in story.tags:
        if placed.tag.prefix in ("tr", "tc") and owner_of(placed) is None:
            yield finding("T026", placed.position, placed.tag.text)
        cell = placed.paragraph.enclosing("w:tc") if placed.paragraph else None
        if placed.tag.statement in DOCXTPL_STATEMENTS and cell is None:
            yield finding("T027", placed.position, placed.tag.text)


def several_in_one(story: Story, compiled: Compiled) -> Iterator[Finding]:
    """T025: of two tags that replace one paragraph or row, only one is read."""
    seen: dict[int, Placed] = {}
    for placed in story.tags:
        owner = owner_of(placed)
        if owner is None or placed.tag.prefix == "r":
            continue
        if owner.start in seen:
            yield finding("T025", placed.position, placed.tag.text)
        seen[owner.start] = placed


def text_beside(story: Story, compiled: Compiled) -> Iterator[Finding]:
    """T028, T029: what stands beside a prefixed tag in its paragraph, row or cell is replaced with it."""
    for placed in story.tags:
        owner = owner_of(placed)
        if owner is None or placed.tag.prefix == "r":
            continue
        text = story.xml[owner.start : placed.start] + story.xml[placed.end : owner.end]
        text = re.sub(r"\{#.*?#\}", "", plain(text)).strip()
        if text:
            block = placed.tag.opener == "{{" and placed.tag.prefix == "p"
            shown = text[:_SHOWN] + ("……" if len(text) > _SHOWN else "")
            yield finding("T029" if block else "T028", placed.position, placed.tag.text, shown)


def text_after_run_tag(story: Story, compiled: Compiled) -> Iterator[Finding]:
    """T071: text after `{{r }}` in the same run comes out without its format."""
    for placed in story.tags:
        if placed.tag.prefix == "r" and placed.piece is not None and placed.piece.run is not None:
            after = plain(story.xml[placed.end : placed.piece.run.end])
            if after.strip() and placed.piece.run.child("w:rPr"):
                yield finding("T071", placed.position, placed.tag.text, after[:_SHOWN])


def unequal_pairs(story: Story, compiled: Compiled) -> Iterator[Finding]:
    """T023, T024, T025, T030: the two ends of an if or for must stand alike."""
    for opening, closing in compiled.pairs:
        texts = (closing.tag.text, opening.tag.text)
        if opening.tag.prefix != closing.tag.prefix:
            yield finding("T023", closing.position, *texts)
        elif opening.tag.prefix in ("p", "tr", "tc", "") and _container(opening) is not _container(closing):
            yield finding("T024", closing.position, *texts)
        elif not opening.tag.prefix and opening.paragraph is not closing.paragraph:
            yield finding("T030", closing.position, *texts)


def _container(placed: Placed) -> Element | None:
    """What both ends of a block must share: the table for rows, the row for cells, else the cell, box or story."""
    if placed.paragraph is None:
        return None
    if placed.tag.prefix in ("tr", "tc"):
        return placed.paragraph.enclosing({"tr": "w:tbl", "tc": "w:tr"}[placed.tag.prefix])
    element: Element | None = placed.paragraph
    while element is not None and element.name not in _CONTAINERS:
        element = element.parent
    return element


def hidden_or_deleted(story: Story, compiled: Compiled) -> Iterator[Finding]:
    """T035, T036, T037, T039: tags in deleted or hidden text, in field codes and attributes, in content controls."""
    for placed in story.tags:
        if placed.tag.opener == "{#":
            continue
        text = placed.tag.text
        if placed.piece is None:
            deleted = "<w:delText" in story.xml[max(0, placed.start - 200) : placed.start].rpartition("</w:r>")[2]
            yield finding("T035" if deleted else "T037", placed.position, text)
            continue
        element, run = placed.piece.element, placed.piece.run
        if element.enclosing("w:del") or element.enclosing("w:moveFrom"):
            yield finding("T035", placed.position, text)
        rpr = run.child("w:rPr") if run else None
        vanish = rpr.child("w:vanish") if rpr else None
        if vanish and value_of(story.xml, vanish) not in ("0", "false", "off"):
            yield finding("T036", placed.position, text)
        if element.enclosing("w:sdt"):
            yield finding("T039", placed.position, text)


def section_lost(story: Story, compiled: Compiled) -> Iterator[Finding]:
    """T038: a paragraph that a tag replaces takes its section break with it."""
    for placed in story.tags:
        owner = owner_of(placed)
        if owner is not None and owner.name == "w:p" and owner.descend("w:pPr", "w:sectPr"):
            yield finding("T038", placed.position, placed.tag.text)


def rowless_tables(story: Story, compiled: Compiled) -> Iterator[Finding]:
    """T075: a table whose every row stands inside row tags may end up with none."""
    for opening, closing in compiled.pairs:
        table = opening.paragraph.enclosing("w:tbl") if opening.paragraph else None
        if opening.tag.prefix != "tr" or table is None or closing.tag.statement in ("else", "elif"):
            continue
        first, last = owner_of(opening), owner_of(closing)
        rows = [row for row in table.children if row.name == "w:tr"]
        if rows and first is rows[0] and last is rows[-1] and _may_be_empty(compiled, opening):
            yield finding("T075", opening.position, opening.tag.text)


def _may_be_empty(compiled: Compiled, opening: Placed) -> bool:
    return all(middle.tag.statement != "else" for first, middle in compiled.pairs if first is opening)


def slower_tags(story: Story, compiled: Compiled) -> Iterator[Finding]:
    """T060: what keeps a story from the fastest way of rendering."""
    means = {"B": "Jinja", "C": "docxtpl"}
    positions = {placed.position.place: placed.position for placed in story.tags}
    for item in compiled.slower:
        yield finding("T060", positions.get(item.place), item.tag, means[item.tier])


RULES: tuple[Rule, ...] = (
    chinese_quotes,
    marks_in_prefixed,
    outside_tables,
    several_in_one,
    text_beside,
    text_after_run_tag,
    unequal_pairs,
    hidden_or_deleted,
    section_lost,
    rowless_tables,
    slower_tags,
)
