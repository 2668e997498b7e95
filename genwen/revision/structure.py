"""Blocks that come, go or change places between two generations, done in the clerk's file as tracked changes.

What the clerk has not touched is inserted, marked deleted or moved; what he has edited is left and a comment tells. What he
has deleted stays deleted.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from genwen.ooxml.revisions_build import geometry, geometry_change
from genwen.ooxml.revisions_format import change_scale, scales
from genwen.ooxml.revisions_text import Table, Unit
from genwen.revision.align import Link
from genwen.revision.coming import Blocks, change_of_block, fixed, told
from genwen.revision.outcomes import LAYOUT, Kind
from genwen.revision.paragraphs import merge_text
from genwen.revision.reading import Container, box_items, box_text
from genwen.revision.session import Change, Session
from genwen.revision.tables import merge_table
from genwen.revision.textdiff import changes
from genwen.revision.wording import NOT_MOVED

KEPT_WHOLE = "这一项连同下面各段都没有删，各项的序号也没有动。"


def merge_blocks(session: Session, base: Container, mine: Container, new: Container) -> None:
    """Bring what changed from base to new in a container into the clerk's container."""
    same = [item.text for item in base.items] == [item.text for item in new.items]
    if same and not any(item.boxes() for item in new.items):
        return
    _Blocks(session, base, mine, new).merge()


class _Blocks(Blocks):
    """The merge of one container."""

    def merge(self) -> None:
        """Texts first (places stay as they are), then what goes, what moves and what comes."""
        moved = self._movable()
        held = {pair: self._held(pair[0]) for pair in self.script.moved if pair not in moved}
        groups = self._going()
        kept = [group for group in groups if len(group) > 1 and any(self._edited(b) for b in group)]
        # where the order or the number of parts stays the clerk's, the ordinals must stay too
        left = [b for b, _ in held] + [group[0] for group in kept]
        self.kept_order = {self.base.items[b].key.rpartition("/")[0] for b in left}
        self._texts(moved)
        self._owe_blocks(moved)
        for group in groups:
            if group in kept:
                self._kept_whole(group)
            else:
                for b in group:
                    self._delete(b)
        self.insert_all(moved)
        for (b, n), text in held.items():
            self._not_moved(b, n, text)

    def _owe_blocks(self, moved: set[tuple[int, int]]) -> None:
        """Note what goes, comes and moves, before it is done: each must have an outcome."""
        base, new = self.base.items, self.new.items
        for b in self.script.deleted:
            if self.links[b] is not None and told(base[b]):
                self.session.owe(change_of_block(base[b], None))
        for n in self.script.inserted:
            if told(new[n]):
                self.session.owe(change_of_block(None, new[n]))
        for b, n in moved:
            if new[n].text:
                self.session.owe(change_of_block(base[b], new[n]))

    def _held(self, b: int) -> str:
        link = self.links[b]
        return self.mine.items[link.mine[0]].text if link is not None else ""

    def _texts(self, moved: set[tuple[int, int]]) -> None:
        left = {b: n for b, n in self.script.moved if (b, n) not in moved}
        becomes = dict(self.script.pairs) | left
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
        kept = pairs[0][0].key.rpartition("/")[0] in self.kept_order
        merge_text(self.session, self.mine, pairs, units, sure=link.sure, doubtful=link.doubtful, ordinals=not kept)
        if len(pairs) == 1 and len(units) == 1 and pairs[0][1] is not None and link.sure:
            self._boxes(pairs[0][0], units[0], pairs[0][1], link)
            self._geometry(pairs[0][0], units[0], pairs[0][1])

    def _geometry(self, old: Unit, theirs: Unit, new: Unit) -> None:
        """Indents that follow from the length of a text (署名, 附件说明), where the clerk has not set them otherwise."""
        self._scale(old, theirs, new)
        before, after = geometry(old.element), geometry(new.element)
        if before == after:
            return
        change = Change(f"{new.key}\0版面", "", geometry_change(old.element, new.element))
        if fixed(new) or fixed(theirs):
            self.session.tell(change, Kind.NOTICE, self.mine, theirs, "", "版记的行数变了，框的高度请在文档里调整。")
        elif geometry(theirs.element) == before and not self.session.refused(change):
            self.session.touched(self.mine)
            self.session.marker.change_geometry(theirs.element, new.element)
            self.session.tell(change, Kind.CLEAN, self.mine, theirs, "", LAYOUT)

    def _boxes(self, old: Unit, theirs: Unit, new: Unit, link: Link) -> None:
        """The text boxes anchored to a paragraph, each with its fallback twin."""
        if not new.boxes():
            return
        if len(theirs.boxes()) < len(new.boxes()):
            self._boxes_lost(old, new, link.base[0])
        one, two, three = box_items(old), box_items(theirs), box_items(new)
        for base, mine, after in zip(one, two, three, strict=False):
            for number, items in enumerate(mine):
                self.session.quiet = number > 0
                merge_blocks(
                    self.session,
                    Container(base[0], None, "", "版记"),
                    Container(items, None, self.mine.part, "版记", theirs),
                    Container(after[0], None, "", "版记"),
                )
            self.session.quiet = False

    def _scale(self, old: Unit, theirs: Unit, new: Unit) -> None:
        """Widths of characters that follow from the length of a text (发文机关标志); theirs has the new text already."""
        before, after = scales(old), scales(new)
        if before == after or not old.text or not new.text:
            return
        change = Change(f"{new.key}\0字宽", "", "字宽随字数调整")
        if len(after) == 1 and scales(theirs) <= before | after and not self.session.refused(change):
            self.session.touched(self.mine)
            change_scale(self.session.marker, theirs, next(iter(after)))
            self.session.tell(change, Kind.CLEAN, self.mine, theirs, "", LAYOUT)
        else:
            note = "这一行的字宽是按字数定的，没有改；请在文档里调整字符缩放。"
            self.session.tell(change, Kind.NOTICE, self.mine, theirs, "", note)

    def _boxes_lost(self, old: Unit, new: Unit, b: int) -> None:
        """Text boxes (版记) whose words change and which the clerk has deleted."""
        before, after = box_text(old), box_text(new)
        if before != after:
            change = Change(f"{new.key}\0版记", before, after)
            self.session.owe(change)
            self.tell_near(change, Kind.KEPT_OUT, b)

    def _lost(self, b: int, n: int) -> None:
        """A changed block that the clerk has deleted."""
        old, new = self.base.items[b], self.new.items[n]
        if isinstance(old, Unit) and isinstance(new, Unit):
            self._boxes_lost(old, new, b)
        if old.text == new.text:
            return
        if isinstance(old, Unit) and isinstance(new, Unit) and _only_ordinals(old, new):
            return
        where = self.session.places_before.of(old) if isinstance(old, Unit) else ""
        self.tell_near(change_of_block(old, new, where or self.mine.label), Kind.KEPT_OUT, b)

    def _delete(self, b: int) -> None:
        old = self.base.items[b]
        link = self.links[b]
        if link is None:
            return
        change = change_of_block(old, None)
        if self.session.refused(change):
            return
        item = self.mine.items[link.mine[0]]
        unit = item if isinstance(item, Unit) else self.neighbour(b)
        if fixed(old) or (isinstance(item, Unit) and fixed(item)):
            if told(old):
                self.session.tell(change, Kind.NOTICE, self.mine, unit, item.text, "版面的变化没有合并")
        elif (self.untouched(b) or (link.moved and self.alike(b, link))) and not self._last(link):
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

    def _going(self) -> list[list[int]]:
        """The blocks that go, those of one measure (what stands under one heading) together."""
        groups: list[list[int]] = []
        for b in self.script.deleted:
            key = self.base.items[b].key
            root = self.base.items[groups[-1][0]].key if groups else ""
            if groups and root and key.startswith(f"{root}/") and groups[-1][-1] == b - 1:
                groups[-1].append(b)
            else:
                groups.append([b])
        return groups

    def _edited(self, b: int) -> bool:
        """Whether the clerk has changed a block that he still has, or put something behind it."""
        return self.links[b] is not None and (not self.untouched(b) or self.added_behind(b))

    def _kept_whole(self, group: Sequence[int]) -> None:
        """A measure that facts no longer have and the clerk has edited: it stays whole, and one comment tells."""
        commented = False
        for b in group:
            link, old = self.links[b], self.base.items[b]
            change = change_of_block(old, None)
            if link is None or not old.text or self.session.refused(change):
                continue
            mine = self.mine.items[link.mine[0]]
            unit = mine if isinstance(mine, Unit) else self.neighbour(b)
            if unit is not None and not commented:
                self.session.comment(self.mine, unit, None, None, change, Kind.COMMENT, mine.text, KEPT_WHOLE)
                commented = True
            self.session.tell(change, Kind.COMMENT, self.mine, unit, mine.text, KEPT_WHOLE)

    def _last(self, link: Link) -> bool:
        """Whether the block is the only paragraph of its container: a cell or box must keep one."""
        return len(self.mine.items) == 1 and isinstance(self.mine.items[link.mine[0]], Unit)

    def _movable(self) -> set[tuple[int, int]]:
        """The moved pairs that can be moved: all blocks of their group untouched, nothing added between them."""
        movable: set[tuple[int, int]] = set()
        for group in _runs(self.script.moved):
            places = [link.mine[0] if (link := self.links[b]) is not None else -1 for b, _ in group]
            together = all(after == before + 1 for before, after in pairwise(places))
            closed = places[-1] + 1 >= len(self.mine.items) or places[-1] + 1 in self.owner
            plain = not any(fixed(self.base.items[b]) for b, _ in group)
            if together and closed and plain and all(self.untouched(b) for b, _ in group):
                movable.update(group)
        return movable

    def _not_moved(self, b: int, n: int, theirs: str) -> None:
        """A block that facts move and the clerk has edited, or deleted."""
        link, item = self.links[b], self.base.items[b]
        if link is None or not item.text or (b > 0 and (b - 1, n - 1) in self.script.moved):
            return
        mine = self.mine.items[link.mine[0]]
        change = Change(f"{item.key}\0移动", item.text, self.new.items[n].text)
        if self.session.refused(change):
            return
        unit = mine if isinstance(mine, Unit) else self.neighbour(b)
        if unit is not None:
            self.session.comment(self.mine, unit, None, None, change, Kind.COMMENT, theirs, NOT_MOVED)
        self.session.tell(change, Kind.COMMENT, self.mine, unit, theirs, NOT_MOVED)


def _runs(moved: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Moved pairs in groups that stay together."""
    groups: list[list[tuple[int, int]]] = []
    for b, n in sorted(moved):
        if groups and groups[-1][-1] == (b - 1, n - 1):
            groups[-1].append((b, n))
        else:
            groups.append([(b, n)])
    return groups


def _only_ordinals(old: Unit, new: Unit) -> bool:
    return all(op.ordinal for op in changes(old.text, old.spans, new.text, new.spans))
