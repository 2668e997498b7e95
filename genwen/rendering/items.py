"""A story in, static text and tags in turn out, with docxtpl's rules for what a tag takes with it.

`{%p %}` replaces its paragraph, `{%tr %}` its row, `{%tc %}` its cell, `{{r }}` its run; a comment vanishes; a dash
joins the tag to the text before or after it. What order means (if, for) is not known here.
"""

from __future__ import annotations

from genwen.ooxml.markup import Element
from genwen.patterns import regex
from genwen.records import record
from genwen.rendering.stories import Placed, Story
from genwen.rendering.tags import PREFIX_ELEMENTS

_ESCAPED_BRACES = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))
_TEXT_OPENING = regex(r"<w:t(?: [^>]*)?>")
_RUN_CLOSING = "</w:t></w:r>"
_RUN_OPENING = '<w:r><w:t xml:space="preserve">'


@record(frozen=False)
class Item:
    """Static text, or a tag (then `text` is ""); `rpr` is the run format around an inline tag, None outside text.

    `format` and `place` are the numbers of the run format and of the tag's place in the plan.
    """

    text: str
    placed: Placed | None = None
    rpr: str | None = None
    format: int = -1
    place: int = -1


def items_of(story: Story) -> list[Item]:
    """The story as static texts and tags; comments are gone."""
    items: list[Item] = [Item("")]
    at = 0
    eat = False
    for cut in _cuts(story):
        if cut.start < at:
            continue
        static = story.xml[at : cut.start]
        static = static.lstrip() if eat else static
        _add_static(items, (static.rstrip() if cut.strip[0] else static) + cut.before)
        if cut.placed.tag.opener != "{#":
            items.append(Item("", cut.placed, _format_around(story, cut.placed)))
        _add_static(items, cut.after)
        at, eat = cut.end, cut.strip[1]
    _add_static(items, story.xml[at:].lstrip() if eat else story.xml[at:])
    return [item for item in items if item.placed or item.text]


def _add_static(items: list[Item], text: str) -> None:
    for written, meant in _ESCAPED_BRACES:
        if written in text:
            text = text.replace(written, meant)
    if items and not items[-1].placed:
        items[-1].text += text
    else:
        items.append(Item(text))


def owner_of(placed: Placed) -> Element | None:
    """The element that a prefixed tag replaces; None for an inline tag or when there is no such element."""
    name = PREFIX_ELEMENTS.get(placed.tag.prefix)
    if not name or placed.piece is None:
        return None
    return placed.piece.element.enclosing(name)


@record(frozen=False)
class _Cut:
    """What a tag takes out of the XML, what it puts in around itself, and which sides it eats white space on."""

    start: int
    end: int
    placed: Placed
    before: str = ""
    after: str = ""
    strip: tuple[bool, bool] = (False, False)


def _cuts(story: Story) -> list[_Cut]:
    """The cuts of all tags, larger ones first where they begin together."""
    cuts: dict[tuple[int, int], _Cut] = {}
    for placed in story.tags:
        owner = owner_of(placed)
        cut = _Cut(placed.start, placed.end, placed)
        if placed.tag.prefix == "r":
            cut.before, cut.after = _RUN_CLOSING, _RUN_OPENING
        elif owner is not None:
            cut.start, cut.end = owner.start, owner.end
        elif placed.tag.opener != "{#":
            _join_by_dashes(story, cut)
        # of several tags that replace one element, docxtpl keeps the last
        cuts[cut.start, cut.end] = cut
    return sorted(cuts.values(), key=lambda cut: (cut.start, -cut.end))


def _join_by_dashes(story: Story, cut: _Cut) -> None:
    """Widen a cut by its tag's dashes: a statement joins the text before or after, else white space is eaten."""
    tag = cut.placed.tag
    before, after = tag.dash_before, tag.dash_after
    if tag.opener == "{%" and cut.placed.piece is not None:
        previous = story.xml.rfind("</w:t>", 0, cut.start) if before else -1
        if previous >= 0:
            cut.start, before = previous, False
        opening = _TEXT_OPENING.search(story.xml, cut.end) if after else None
        between = story.xml[cut.end : opening.start()] if opening else ""
        if opening and "{%" not in between and "{{" not in between:
            cut.end, after = opening.end(), False
    cut.strip = (before, after)


def _format_around(story: Story, placed: Placed) -> str | None:
    """The content of the w:rPr of the run around an inline tag; None when the tag is not in the text of a run."""
    if placed.piece is None or placed.tag.prefix:
        return None
    run = placed.piece.run
    if run is None:
        return None
    rpr = run.child("w:rPr")
    return story.xml[rpr.inner : rpr.inner_end] if rpr else ""
