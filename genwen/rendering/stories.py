"""A template package in, its stories out: body, headers, footers, notes, each with its tags and their places.

A story is one part that holds text. Tags cut up over runs are joined here; what is wrong with the writing of tags is
kept as findings. Blocks, names and expressions are judged elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from genwen.diagnostics import Finding, Position
from genwen.ooxml.markup import W_NAMESPACE, Element, MarkupError, parse, to_text
from genwen.ooxml.parts import story_parts
from genwen.ooxml.runs import Piece, join_split, keep_spaces, pieces_of
from genwen.patterns import regex
from genwen.records import made, record
from genwen.rendering.codes import finding
from genwen.rendering.tags import Fault, Span, Tag, read_tag, scan, split_points, straight

_KINDS = {"document": "正文", "header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}
_MARKUP = regex(r"<[^>]*>")
_SHOWN = 16


@record(frozen=False)
class Placed:
    """A tag in a story: its characters `start` to `end`, the paragraph and w:t it stands in (None in attributes)."""

    tag: Tag
    span: Span
    start: int
    end: int
    paragraph: Element | None
    piece: Piece | None
    position: Position


@record(frozen=False)
class Story:
    """One part with text, its tree, its tags in order and what is wrong with their writing."""

    part: str
    kind: str
    label: str
    file: str
    xml: str
    root: Element
    tags: list[Placed] = made(default_factory=list)
    findings: list[Finding] = made(default_factory=list)
    numbers: dict[int, str] = made(default_factory=dict)

    def text_of(self, element: Element) -> str:
        """The plain text of an element, tags included."""
        return plain(self.xml[element.start : element.end])

    def place(self, paragraph: Element | None) -> Position:
        """Where a paragraph is, as shown to the clerk: 正文第5段“关于……”."""
        if paragraph is None:
            return Position(self.file, place=self.label)
        if not self.numbers:
            self.numbers.update(_numbered(self.root))
        text = "".join(unescape(piece.text) for piece in pieces_of(self.xml, paragraph)).strip()
        quoted = f"“{text[:_SHOWN]}{'……' if len(text) > _SHOWN else ''}”" if text else ""
        return Position(self.file, place=self.label + self.numbers.get(paragraph.start, "") + quoted)


def plain(xml: str) -> str:
    """The text of a stretch of XML."""
    return unescape(_MARKUP.sub("", xml))


def _numbered(root: Element) -> dict[int, str]:
    """Which paragraph of the story each one is, by its offset: 第5段, 表1第2行第3格, 第5段文本框."""
    where: dict[int, str] = {}
    _number(root, "", [0, 0], where)
    return where


def _number(element: Element, inside: str, counts: list[int], where: dict[int, str]) -> None:
    """Walk the children of `element`; `counts` are the loose paragraphs and the tables so far."""
    for child in element.children:
        if child.name == "w:p":
            if not inside:
                counts[0] += 1
            name = inside or f"第{counts[0]}段"
            where[child.start] = name
            _number(child, f"{name}文本框", counts, where)
        elif child.name == "w:tbl" and "表" not in inside:
            counts[1] += 1
            rows = [row for row in child.iterate("w:tr") if row.enclosing("w:tbl") is child]
            for y, row in enumerate(rows, 1):
                cells = [cell for cell in row.iterate("w:tc") if cell.enclosing("w:tr") is row]
                for x, cell in enumerate(cells, 1):
                    _number(cell, f"表{counts[1]}第{y}行第{x}格", counts, where)
        elif child.children:
            _number(child, inside, counts, where)


def read_stories(parts: Mapping[str, bytes], file: str) -> tuple[list[Story], list[Finding]]:
    """The stories of a template and what keeps a part from being read at all."""
    stories: list[Story] = []
    findings: list[Finding] = []
    numbers: dict[str, int] = {}
    kinds = story_parts(parts)
    for part, kind in kinds.items():
        numbers[kind] = numbers.get(kind, 0) + 1
        several = sum(other == kind for other in kinds.values()) > 1
        label = _KINDS[kind] + (str(numbers[kind]) if several else "")
        try:
            story = read_story(part, kind, label, file, to_text(parts[part]))
        except (MarkupError, UnicodeDecodeError) as error:
            findings.append(finding("T070", Position(file), part, str(error)))
            continue
        if f'xmlns:w="{W_NAMESPACE}"' not in story.xml[: story.root.inner]:
            findings.append(finding("T073", Position(file), "命名空间不同"))
            continue
        stories.append(story)
        findings += story.findings
    if not stories and not findings:
        findings.append(finding("T073", Position(file), "没有正文"))
    return stories, findings


def read_story(part: str, kind: str, label: str, file: str, xml: str) -> Story:
    """One story: tags joined, found and placed."""
    if not ("{" in xml or "｛" in xml or "}" in xml or "｝" in xml):
        return Story(part, kind, label, file, xml, parse(xml))
    root = parse(xml)
    changed = keep_spaces(join_split(xml, root, split_points))
    if changed != xml:
        xml, root = changed, parse(changed)
    story = Story(part, kind, label, file, xml, root)
    taken: set[int] = set()
    for paragraph in root.iterate("w:p"):
        content = xml[paragraph.inner : paragraph.inner_end]
        if any(mark in content for mark in "{}｛｝"):
            _read_paragraph(story, paragraph, taken)
    _read_elsewhere(story, taken)
    story.tags.sort(key=lambda placed: placed.start)
    return story


def _read_paragraph(story: Story, paragraph: Element, taken: set[int]) -> None:
    pieces = pieces_of(story.xml, paragraph)
    text = "".join(piece.text for piece in pieces)
    starts: list[tuple[int, Piece]] = []
    at = 0
    for piece in pieces:
        starts.append((at, piece))
        at += len(piece.text)
    position = story.place(paragraph)
    for item in scan(text):
        if isinstance(item, Fault):
            story.findings.append(_fault(item, text, position))
            continue
        offset, piece = next(pair for pair in reversed(starts) if pair[0] <= item.start and pair[1].text)
        start = piece.element.inner + item.start - offset
        taken.add(start)
        end = start + item.end - item.start
        story.tags.append(Placed(read_tag(item), item, start, end, paragraph, piece, position))


def _fault(fault: Fault, text: str, position: Position) -> Finding:
    shown = plain(text[fault.start : fault.end])
    if fault.code == "T001":
        shown = shown[:_SHOWN] + ("……" if len(shown) > _SHOWN else "")
    return finding(fault.code, position, shown)


def _read_elsewhere(story: Story, taken: set[int]) -> None:
    """Tags outside the text of paragraphs: in field codes, deleted text and attributes."""
    for match in re.finditer(r"\{\{|\{%|\{#", story.xml):
        if match.start() in taken or any(placed.start < match.start() < placed.end for placed in story.tags):
            continue
        limit = len(story.xml)
        stop = re.compile(r"[<\"]").search(story.xml, match.start())
        text = story.xml[match.start() : stop.start() if stop else limit]
        item = next(iter(scan(text)))
        around = _innermost(story.root, match.start())
        paragraph = around.enclosing("w:p")
        position = story.place(paragraph)
        if isinstance(item, Fault):
            if around.name not in ("w:t",):
                story.findings.append(finding("T062", position, plain(text)[:_SHOWN]))
            continue
        end = match.start() + item.end
        story.tags.append(Placed(read_tag(item), item, match.start(), end, paragraph, None, position))


def _innermost(element: Element, offset: int) -> Element:
    """The innermost element around a character, its own opening tag included."""
    for child in element.children:
        if child.start <= offset < child.end:
            return _innermost(child, offset)
    return element


def quoted(body: str) -> bool:
    """Whether a tag's text holds Chinese quotes."""
    return straight(body) != body and any(mark in body for mark in "“”‘’")
