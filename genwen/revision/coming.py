"""New blocks put into a container of the clerk's file: where they go, in what form, and what is told of them."""

from __future__ import annotations

from typing import Any

from genwen.ooxml.revisions_build import (
    anchors_box,
    copy_of,
    ends_section,
    geometry,
    paragraph_like,
    rewrite,
    style_name,
    table_like,
)
from genwen.ooxml.revisions_text import OBJECT, Item, Table, Unit
from genwen.revision.align import Link, align_draft
from genwen.revision.generations import Script, pair_generations
from genwen.revision.outcomes import Kind
from genwen.revision.reading import Container
from genwen.revision.session import Change, Session, fact_at, facts_of
from genwen.revision.shapes import is_heading
from genwen.revision.textdiff import changes, fold

Element = Any
EDITED = 50.0
"""How much rather an edited block stays where it is than one that was not touched."""


class Blocks:
    """One container of the three documents: what became of each block, and how new ones come in."""

    def __init__(self, session: Session, base: Container, mine: Container, new: Container) -> None:
        self.session, self.base, self.mine, self.new = session, base, mine, new
        alone = all(len(each.items) == 1 and isinstance(each.items[0], Unit) for each in (base, mine, new))
        # the one paragraph of a cell or header is itself whatever it says
        self.links = [Link((0,), (0,))] if alone else align_draft(base.items, mine.items)
        self.owner = {m: link for link in self.links if link is not None for m in link.mine}
        weights = [1.0 if self.untouched(b) and not self.added_behind(b) else EDITED for b in range(len(base.items))]
        self.script = Script(((0, 0),), (), (), ()) if alone else pair_generations(base.items, new.items, weights)
        # what was inserted last behind a block of the clerk's, by its number; `at` is the block being inserted behind
        self.behind: dict[int, Element] = {}
        self.at = -1
        self.kept_order: set[str] = set()
        self.partner = {n: b for b, n in self.script.pairs}
        self.keys = {item.key: b for b, item in enumerate(base.items)}

    def untouched(self, b: int) -> bool:
        """Whether the clerk's file has the block as it was."""
        link = self.links[b]
        if link is None or not link.sure or link.moved or len(link.base) > 1 or len(link.mine) > 1:
            return False
        return self.alike(b, link)

    def alike(self, b: int, link: Link) -> bool:
        """Whether the clerk's block reads as the base block it has become, and holds nothing that one does not."""
        base, mine = self.base.items[b], self.mine.items[link.mine[0]]
        return fold(base.text) == fold(mine.text) and not self.session.added_things(_elements(base), _elements(mine))

    def added_behind(self, b: int) -> bool:
        """Whether the clerk has put something of his own behind a base block."""
        link = self.links[b]
        at = link.mine[-1] + 1 if link is not None else 0
        return bool(link) and at < len(self.mine.items) and at not in self.owner and bool(self.mine.items[at].text)

    def tell_near(self, change: Change, kind: Kind, b: int, note: str = "") -> None:
        """Comment at the place where base block `b` was."""
        if self.session.refused(change):
            return
        unit = self.neighbour(b)
        if unit is not None:
            self.session.comment(self.mine, unit, None, None, change, kind, "", note)
        self.session.tell(change, kind, self.mine, unit, "", note)

    def neighbour(self, b: int) -> Unit | None:
        """The clerk's paragraph nearest to where base block `b` was; the place its container hangs on else."""
        for distance in range(1, len(self.base.items) + 1):
            for at in (b - distance, b + distance):
                link = self.links[at] if 0 <= at < len(self.links) else None
                for m in link.mine if link is not None and link.sure else ():
                    item = self.mine.items[m]
                    if isinstance(item, Unit) and item.text:
                        return item
        return next((item for item in self.mine.items if isinstance(item, Unit)), self.mine.host)

    def insert_all(self, moved: set[tuple[int, int]]) -> None:
        """Insert the blocks that are new, and the `moved` ones at their new places; these go from their old ones."""
        sources = {n: b for b, n in moved}
        wanted = sorted({*self.script.inserted, *sources})
        anchor: Element | None = None
        for place, n in enumerate(wanted):
            item = self.new.items[n]
            follows = anchor is not None and place > 0 and wanted[place - 1] == n - 1
            change = change_of_block(self.base.items[sources[n]] if n in sources else None, item)
            if self.session.refused(change):
                anchor = None
                continue
            if fixed(item):
                anchor = None
                if told(item):
                    note = "这一段带图或分节，没有补进来；请从新稿里复制。"
                    self.session.tell(change, Kind.NOTICE, self.mine, self._unit_before(n), "", note)
                continue
            if not follows:
                anchor = self._place(n)
            if anchor is None or self._homeless(n):
                anchor = None
                if item.text:
                    self.tell_near(change, Kind.COMMENT, self._base_near(n), "它所在的部分，稿子里没有了。")
                continue
            anchor = self._insert(item, anchor, n, sources.get(n))
            if n in sources:
                self.take_away(sources[n])
                if item.text:
                    self.session.tell_at(change, Kind.MOVED, self.mine, anchor)
            elif item.text:
                self.session.tell_at(change, Kind.INSERTED, self.mine, anchor)

    def _unit_before(self, n: int) -> Unit | None:
        for earlier in range(n - 1, -1, -1):
            m = self._mine_of(earlier)
            if m is not None and isinstance(self.mine.items[m], Unit) and self.mine.items[m].text:
                item = self.mine.items[m]
                return item if isinstance(item, Unit) else None
        return None

    def _mine_of(self, n: int, last: bool = True) -> int | None:
        """The clerk's block that new block `n` has become, where it is sure and in its place."""
        b = self.partner.get(n)
        link = self.links[b] if b is not None else None
        if link is None or link.moved:
            return None
        return link.mine[-1] if last else link.mine[0]

    def _base_near(self, n: int) -> int:
        for distance in range(len(self.new.items)):
            for at in (n - distance, n + distance):
                if at in self.partner:
                    return self.partner[at]
        return 0

    def _place(self, n: int) -> Element | None:
        """The element after which new block `n` goes: what stands before it, and what the clerk has added there."""
        self.at = -1
        for earlier in range(n - 1, -1, -1):
            m = self._mine_of(earlier)
            if m is not None:
                self.at = self._past_additions(m)
                return self.behind.get(self.at, _end(self.mine.items[self.at]))
        for later in range(n + 1, len(self.new.items)):
            m = self._mine_of(later, last=False)
            if m is not None:
                return _Before(_begin(self.mine.items[m]))
        return None

    def _past_additions(self, m: int) -> int:
        """The last of the paragraphs the clerk has added behind block `m`, a heading and what follows it apart."""
        at = m
        while at + 1 < len(self.mine.items) and at + 1 not in self.owner:
            item = self.mine.items[at + 1]
            if isinstance(item, Table) or is_heading(item.text):
                break
            at += 1
        return at

    def _homeless(self, n: int) -> bool:
        """Whether the heading a new block belongs to was deleted by the clerk."""
        key = self.new.items[n].key
        while "/" in key:
            key = key.rpartition("/")[0]
            b = self.keys.get(key)
            if b is not None and isinstance(self.base.items[b], Unit):
                return self.links[b] is None
        return False

    def _insert(self, item: Item, anchor: Element, n: int, source: int | None) -> Element:
        session, target = self.session, self.session.mine.package
        session.touched(self.mine)
        if isinstance(item, Table):
            made = table_like(item.element, session.new.package, target)
            session.marker.insert_table(made)
        else:
            made = self._moved(item, source) if source is not None else None
            if made is None:
                made = paragraph_like(item, session.new.package, self._model(item, n, source), target)
            session.marker.mark_inserted(made)
        if isinstance(anchor, _Before):
            anchor.element.addprevious(made)
        else:
            anchor.addnext(made)
        if self.at >= 0:
            self.behind[self.at] = made
        if isinstance(item, Unit):
            session.expect(Unit([made], 0), item.text)
        return made

    def _moved(self, item: Unit, source: int) -> Element | None:
        """The clerk's own paragraph for its new place, with his formats; None where it is not one paragraph as generated."""
        base, link = self.base.items[source], self.links[source]
        mine = self.mine.items[link.mine[0]] if link is not None else None
        if not (isinstance(base, Unit) and isinstance(mine, Unit)) or len(mine.elements) > 1:
            return None
        if geometry(base.element) != geometry(item.element) or style_name(base.element, self.session.base.package) != (
            style_name(item.element, self.session.new.package)
        ):
            return None
        return moved_paragraph(base, mine, item)

    def _model(self, item: Unit, n: int, source: int | None) -> Unit | None:
        """The clerk's paragraph of the same style and geometry nearest to the place of a new one."""
        if source is not None:
            link = self.links[source]
            same = self.base.items[source]
            own = self.mine.items[link.mine[0]] if link is not None else None
            if isinstance(own, Unit) and isinstance(same, Unit) and geometry(same.element) == geometry(item.element):
                return own
        wanted = style_name(item.element, self.session.new.package), geometry(item.element)
        for distance in range(1, len(self.new.items)):
            for at in (n - distance, n + distance):
                b = self.partner.get(at)
                link = self.links[b] if b is not None else None
                if b is None or link is None or not link.sure:
                    continue
                base, mine = self.base.items[b], self.mine.items[link.mine[0]]
                if not (isinstance(base, Unit) and isinstance(mine, Unit) and base.text and not fixed(mine)):
                    continue
                if (style_name(base.element, self.session.base.package), geometry(base.element)) == wanted:
                    return mine
        return None

    def take_away(self, b: int) -> None:
        """The old place of a moved block."""
        link = self.links[b]
        assert link is not None
        item = self.mine.items[link.mine[0]]
        if isinstance(item, Table):
            self.session.marker.delete_table(item)
        else:
            self.session.marker.delete_unit(item)


class _Before:
    """A place before an element."""

    def __init__(self, element: Element) -> None:
        self.element = element


def moved_paragraph(base: Unit, mine: Unit, new: Unit) -> Element | None:
    """The clerk's paragraph once more, with what changed from `base` to `new` in it; None where it reads otherwise."""
    made = copy_of(mine.element)
    unit = Unit([made], mine.depth)
    if unit.text != base.text:
        return None
    rewrite(
        unit, [(op.b0, op.b1, new.text[op.n0 : op.n1]) for op in changes(base.text, base.spans, new.text, new.spans)]
    )
    return made if unit.text == new.text else None


def _elements(item: Item) -> list[Element]:
    return [item.element] if isinstance(item, Table) else item.elements


def _begin(item: Item) -> Element:
    return item.element if isinstance(item, Table) else item.elements[0]


def _end(item: Item) -> Element:
    return item.element


def fixed(item: Item) -> bool:
    """Whether a paragraph carries what is not merged: the end of a section, a picture or text box."""
    return isinstance(item, Unit) and (ends_section(item) or anchors_box(item))


def told(item: Item) -> str:
    """What there is to tell of a block: its words. Pictures and charts are told elsewhere."""
    return item.text.replace(OBJECT, "").strip()


def change_of_block(old: Item | None, new: Item | None, where: str = "") -> Change:
    """A block that comes, goes or changes, as it is told and named; `where` it was, if the clerk has it no more."""
    if isinstance(old, Unit) and isinstance(new, Unit) and old.text != new.text:
        path, position = facts_of(old, new)
    else:
        told = new if isinstance(new, Unit) else old if isinstance(old, Unit) else None
        path, position = fact_at(told.spans, 0, len(told.text)) if told is not None else ("", None)
    key = next((item.key for item in (new, old) if item is not None), "")
    before, after = (item.text if item is not None else "" for item in (old, new))
    return Change(key, before, after, path, position, where)
