"""Blocks that come, go or change places between two generations, done in the clerk's file as tracked changes.

What the clerk has not touched is inserted, marked deleted or moved; what he has edited is left and a comment tells. What he
has deleted stays deleted.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from genwen.ooxml.revisions_build import anchors_box, ends_section, geometry, paragraph_like, style_name, table_like
from genwen.ooxml.revisions_text import Item, Table, Unit
from genwen.revision.align import Link, align_draft
from genwen.revision.generations import Script, pair_generations
from genwen.revision.outcomes import Kind
from genwen.revision.paragraphs import merge_text
from genwen.revision.reading import Container, box_items
from genwen.revision.session import Change, Session, fact_at
from genwen.revision.shapes import is_heading
from genwen.revision.tables import merge_table
from genwen.revision.textdiff import fold

Element = Any
EDITED = 50.0
"""How much rather an edited block stays where it is than one that was not touched."""


def merge_blocks(session: Session, base: Container, mine: Container, new: Container) -> None:
    """Bring what changed from base to new in a container into the clerk's container."""
    same = [item.text for item in base.items] == [item.text for item in new.items]
    if same and not any(item.boxes() for item in new.items):
        return
    _Blocks(session, base, mine, new).merge()


class _Blocks:
    """The merge of one container."""

    def __init__(self, session: Session, base: Container, mine: Container, new: Container) -> None:
        self.session, self.base, self.mine, self.new = session, base, mine, new
        alone = all(len(each.items) == 1 and isinstance(each.items[0], Unit) for each in (base, mine, new))
        # the one paragraph of a cell or header is itself whatever it says
        self.links = [Link((0,), (0,))] if alone else align_draft(base.items, mine.items)
        weights = [1.0 if self._untouched(b) else EDITED for b in range(len(base.items))]
        self.script = Script(((0, 0),), (), (), ()) if alone else pair_generations(base.items, new.items, weights)
        # what was inserted last behind a block of the clerk's, by its number; `at` is the block being inserted behind
        self.behind: dict[int, Element] = {}
        self.at = -1
        self.partner = {n: b for b, n in self.script.pairs}
        self.keys = {item.key: b for b, item in enumerate(base.items)}
        self.owner = {m: link for link in self.links if link is not None for m in link.mine}

    def merge(self) -> None:
        """Texts first (places stay as they are), then what goes, what moves and what comes."""
        moved = self._movable()
        self._texts(moved)
        for b in self.script.deleted:
            self._delete(b)
        self._insert_all(moved)
        for b, n in self.script.moved:
            if (b, n) not in moved:
                self._not_moved(b, n)

    def _untouched(self, b: int) -> bool:
        """Whether the clerk's file has the block as it was, and he has put nothing behind it."""
        link = self.links[b]
        if link is None or not link.sure or link.moved or len(link.base) > 1 or len(link.mine) > 1:
            return False
        return fold(self.base.items[b].text) == fold(self.mine.items[link.mine[0]].text)

    # --- texts -----------------------------------------------------------------------------------------------------

    def _texts(self, moved: set[tuple[int, int]]) -> None:
        becomes = dict(self.script.pairs) | {b: n for b, n in self.script.moved if (b, n) not in moved}
        done: set[int] = set()
        for b in sorted(becomes):
            if b in done:
                continue
            link = self.links[b]
            if link is None:
                self._lost(b, becomes[b])
                continue
            done.update(link.base)
            self._text(link, becomes)

    def _text(self, link: Link, becomes: dict[int, int]) -> None:
        old = [self.base.items[b] for b in link.base]
        theirs = [self.mine.items[m] for m in link.mine]
        after = [self.new.items[becomes[b]] if b in becomes else None for b in link.base]
        if isinstance(old[0], Table):
            table, other = theirs[0], after[0]
            if isinstance(table, Table) and isinstance(other, Table):
                merge_table(self.session, self.mine, old[0], table, other, merge_blocks, sure=link.sure)
            return
        pairs = [
            (one, other if isinstance(other, Unit) else None)
            for one, other in zip(old, after, strict=True)
            if isinstance(one, Unit)
        ]
        units = [item for item in theirs if isinstance(item, Unit)]
        merge_text(self.session, self.mine, pairs, units, sure=link.sure, doubtful=link.doubtful)
        if len(pairs) == 1 and len(units) == 1 and pairs[0][1] is not None:
            self._boxes(pairs[0][0], units[0], pairs[0][1])

    def _boxes(self, old: Unit, theirs: Unit, new: Unit) -> None:
        """The text boxes anchored to a paragraph, each with its fallback twin."""
        if not new.boxes():
            return
        one, two, three = box_items(old), box_items(theirs), box_items(new)
        for base, mine, after in zip(one, two, three, strict=False):
            for number, items in enumerate(mine):
                self.session.places.note(items, "版记")
                self.session.quiet = number > 0
                merge_blocks(
                    self.session,
                    Container(base[0], None, "", "版记"),
                    Container(items, None, self.mine.part, "版记", theirs),
                    Container(after[0], None, "", "版记"),
                )
            self.session.quiet = False

    def _lost(self, b: int, n: int) -> None:
        """A changed block that the clerk has deleted."""
        old, new = self.base.items[b], self.new.items[n]
        if old.text == new.text:
            return
        if isinstance(old, Unit) and isinstance(new, Unit) and _only_ordinals(old, new):
            return
        self._tell_near(_change(old, new), Kind.KEPT_OUT, b)

    def _tell_near(self, change: Change, kind: Kind, b: int, note: str = "") -> None:
        """Comment at the place where base block `b` was."""
        if self.session.refused(change):
            return
        unit = self._neighbour(b)
        if unit is not None:
            self.session.comment(self.mine, unit, None, None, change, kind, "", note)
        self.session.tell(change, kind, self.mine, unit, "", note)

    def _neighbour(self, b: int) -> Unit | None:
        """The clerk's paragraph nearest to where base block `b` was; the place its container hangs on else."""
        for distance in range(1, len(self.base.items) + 1):
            for at in (b - distance, b + distance):
                link = self.links[at] if 0 <= at < len(self.links) else None
                for m in link.mine if link is not None and link.sure else ():
                    item = self.mine.items[m]
                    if isinstance(item, Unit) and item.text:
                        return item
        return next((item for item in self.mine.items if isinstance(item, Unit)), self.mine.host)

    # --- going -----------------------------------------------------------------------------------------------------

    def _delete(self, b: int) -> None:
        old = self.base.items[b]
        link = self.links[b]
        if link is None:
            return
        change = _change(old, None)
        if self.session.refused(change):
            return
        item = self.mine.items[link.mine[0]]
        unit = item if isinstance(item, Unit) else self._neighbour(b)
        if _fixed(old) or (isinstance(item, Unit) and _fixed(item)):
            if old.text:
                self.session.tell(change, Kind.NOTICE, self.mine, unit, item.text, "版面的变化没有合并")
        elif (self._untouched(b) or (link.moved and fold(old.text) == fold(item.text))) and not self._last(link):
            self.session.touched(self.mine)
            if isinstance(item, Table):
                self.session.marker.delete_table(item)
            else:
                self.session.marker.delete_unit(item)
            if old.text:
                self.session.tell(change, Kind.DELETED, self.mine, unit)
        elif old.text and unit is not None:
            self.session.comment(self.mine, unit, None, None, change, Kind.COMMENT, item.text)
            self.session.tell(change, Kind.COMMENT, self.mine, unit, item.text)

    def _last(self, link: Link) -> bool:
        """Whether the block is the only paragraph of its container: a cell or box must keep one."""
        return len(self.mine.items) == 1 and isinstance(self.mine.items[link.mine[0]], Unit)

    # --- coming ----------------------------------------------------------------------------------------------------

    def _insert_all(self, moved: set[tuple[int, int]]) -> None:
        sources = {n: b for b, n in moved}
        wanted = sorted({*self.script.inserted, *sources})
        anchor: Element | None = None
        for place, n in enumerate(wanted):
            item = self.new.items[n]
            follows = anchor is not None and place > 0 and wanted[place - 1] == n - 1
            change = _change(self.base.items[sources[n]] if n in sources else None, item)
            if self.session.refused(change):
                anchor = None
                continue
            if isinstance(item, Unit) and _fixed(item):
                anchor = None
                continue
            if not follows:
                anchor = self._place(n)
            if anchor is None or self._homeless(n):
                anchor = None
                if item.text:
                    self._tell_near(change, Kind.COMMENT, self._base_near(n), "它所在的部分已被您删去。")
                continue
            anchor = self._insert(item, anchor, n, sources.get(n))
            if n in sources:
                self._take_away(sources[n], n, change)
            elif item.text:
                self.session.tell(change, Kind.INSERTED, self.mine, None)
                self.session.outcomes[-1:] = [self._placed(n)] if not self.session.quiet else []

    def _placed(self, n: int) -> Any:
        """The last outcome with the place of what stands before the new block."""
        from genwen.records import replace

        outcome = self.session.outcomes[-1]
        unit = self._unit_before(n)
        return replace(outcome, place=f"{self.session.places.of(unit)}之后" if unit is not None else outcome.place)

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
                if not (isinstance(base, Unit) and isinstance(mine, Unit) and base.text and not _fixed(mine)):
                    continue
                if (style_name(base.element, self.session.base.package), geometry(base.element)) == wanted:
                    return mine
        return None

    # --- moving ----------------------------------------------------------------------------------------------------

    def _movable(self) -> set[tuple[int, int]]:
        """The moved pairs that can be moved: all blocks of their group untouched, nothing added between them."""
        movable: set[tuple[int, int]] = set()
        for group in _runs(self.script.moved):
            places = [link.mine[0] if (link := self.links[b]) is not None else -1 for b, _ in group]
            together = all(after == before + 1 for before, after in pairwise(places))
            closed = places[-1] + 1 >= len(self.mine.items) or places[-1] + 1 in self.owner
            plain = not any(_fixed(self.base.items[b]) for b, _ in group)
            if together and closed and plain and all(self._untouched(b) for b, _ in group):
                movable.update(group)
        return movable

    def _take_away(self, b: int, n: int, change: Change) -> None:
        """The old place of a moved block."""
        link = self.links[b]
        assert link is not None
        item = self.mine.items[link.mine[0]]
        if isinstance(item, Table):
            self.session.marker.delete_table(item)
        else:
            self.session.marker.delete_unit(item)
        if self.new.items[n].text:
            unit = item if isinstance(item, Unit) else self._neighbour(b)
            self.session.tell(change, Kind.MOVED, self.mine, unit)

    def _not_moved(self, b: int, n: int) -> None:
        """A block that facts move and the clerk has edited, or deleted."""
        link, item = self.links[b], self.base.items[b]
        if link is None or not item.text or (b > 0 and (b - 1, n - 1) in self.script.moved):
            return
        mine = self.mine.items[link.mine[0]]
        change = Change(f"{item.key}\0移动", item.text, self.new.items[n].text)
        if self.session.refused(change):
            return
        unit = mine if isinstance(mine, Unit) else self._neighbour(b)
        note = "按事实，这一部分的先后次序变了；这里您改过，没有挪动。"
        if unit is not None:
            self.session.comment(self.mine, unit, None, None, change, Kind.NOTICE, mine.text, note)
        self.session.tell(change, Kind.COMMENT, self.mine, unit, mine.text, note)


class _Before:
    """A place before an element."""

    def __init__(self, element: Element) -> None:
        self.element = element


def _begin(item: Item) -> Element:
    return item.element if isinstance(item, Table) else item.elements[0]


def _end(item: Item) -> Element:
    return item.element


def _fixed(item: Item) -> bool:
    """Whether a paragraph carries what is not merged: the end of a section, a picture or text box."""
    return isinstance(item, Unit) and (ends_section(item) or anchors_box(item))


def _runs(moved: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Moved pairs in groups that stay together."""
    groups: list[list[tuple[int, int]]] = []
    for b, n in sorted(moved):
        if groups and groups[-1][-1] == (b - 1, n - 1):
            groups[-1].append((b, n))
        else:
            groups.append([(b, n)])
    return groups


def _change(old: Item | None, new: Item | None) -> Change:
    told = new if isinstance(new, Unit) else old if isinstance(old, Unit) else None
    path, position = fact_at(told.spans, 0, len(told.text)) if told is not None else ("", None)
    key = next((item.key for item in (new, old) if item is not None), "")
    return Change(key, old.text if old is not None else "", new.text if new is not None else "", path, position)


def _only_ordinals(old: Unit, new: Unit) -> bool:
    from genwen.revision.textdiff import changes

    return all(op.ordinal for op in changes(old.text, old.spans, new.text, new.spans))
