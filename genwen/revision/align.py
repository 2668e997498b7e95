"""The blocks of a generated document found in the clerk's file, by text alone: nothing else survives every editor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from genwen.records import record
from genwen.revision.order import LIKE, MAX_CELLS, aligned
from genwen.revision.shapes import Block, Shape

MOVED = 0.8
CONTAINED = 0.75
_SEARCHED = 4_000


@record
class Link:
    """Base blocks `base` are the clerk's blocks `mine` (several where paragraphs were split or joined).

    `sure`: by text; False: only by place. `moved`: the clerk has moved it. `doubtful`: the name of the item has changed.
    """

    base: tuple[int, ...]
    mine: tuple[int, ...]
    sure: bool = True
    moved: bool = False
    doubtful: bool = False


def align_draft(base: Sequence[Block], mine: Sequence[Block]) -> list[Link | None]:
    """For each base block the link it is in, None where the clerk's file has it no more."""
    ours, theirs = [Shape(block) for block in base], [Shape(block) for block in mine]
    pairs = aligned(ours, theirs, lambda b, m: _draft_score(ours[b], theirs[m]))
    links: dict[int, Link] = {}
    found = dict(pairs)
    taken = set(found.values())
    free = [m for m in range(len(theirs)) if m not in taken]
    for bases, group in _grouped(ours, theirs, found, set(free)):
        link = Link(bases, group, doubtful=any(_doubtful(ours[each], theirs, group) for each in bases))
        links.update(dict.fromkeys(bases, link))
    for b, m in _by_role(ours, theirs):
        if b not in links and m not in {m for link in links.values() for m in link.mine}:
            links[b] = Link((b,), (m,))
    used = {m for link in links.values() for m in link.mine}
    left = [b for b in range(len(ours)) if b not in links and ours[b].text]
    free = [m for m in free if m not in used and theirs[m].text]
    for b, m in _best(ours, theirs, left, free, MOVED):
        links[b] = Link((b,), (m,), moved=True)
    used = {m for link in links.values() for m in link.mine}
    for b, m in _by_place(ours, theirs, links, used):
        links[b] = Link((b,), (m,), sure=False)
    return [links.get(b) for b in range(len(ours))]


def _draft_score(ours: Shape, theirs: Shape) -> float:
    """Likeness, 0 where the base block's own name is gone from the clerk's (another item in the same words)."""
    like = ours.like(theirs)
    if LIKE <= like < 1.0 and ours.name and ours.name not in theirs.text and not _name_like(ours.name, theirs.text):
        return 0.0
    return like


def _name_like(name: str, text: str) -> bool:
    """Whether something at least 70 % like the name is in the text."""
    size = len(name)
    if len(text) > _SEARCHED:
        return False
    for at in range(max(1, len(text) - size + 1)):
        matcher = SequenceMatcher(None, name, text[at : at + size], autojunk=False)
        if matcher.quick_ratio() >= 0.7 and matcher.ratio() >= 0.7:
            return True
    return False


def _doubtful(ours: Shape, theirs: Sequence[Shape], group: Iterable[int]) -> bool:
    return bool(ours.name) and not any(ours.name in theirs[m].text for m in group)


def _grouped(
    ours: Sequence[Shape], theirs: Sequence[Shape], pairs: dict[int, int], free: set[int]
) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Pairs with the free neighbours that a split or a join has put beside them."""
    groups: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    done: set[int] = set()
    for b in sorted(pairs):
        if b in done:
            continue
        m = pairs[b]
        bases, mines = [b], [m]
        if ours[b].text != theirs[m].text and ours[b].kind == "Unit":
            for step in (1, -1):
                at = m + step
                while at in free and theirs[at].within(ours[b]) >= CONTAINED and _more(theirs[m], theirs[at], ours[b]):
                    free.discard(at)
                    mines.insert(len(mines) if step > 0 else 0, at)
                    at += step
            for step in (1, -1) if len(mines) == 1 else ():
                at = b + step
                while _free(ours, pairs, done, at) and ours[at].within(theirs[m]) >= CONTAINED:
                    if not _more(ours[b], ours[at], theirs[m]):
                        break
                    bases.insert(len(bases) if step > 0 else 0, at)
                    at += step
        done.update(bases)
        groups.append((tuple(bases), tuple(mines)))
    return groups


def _free(ours: Sequence[Shape], pairs: dict[int, int], done: set[int], at: int) -> bool:
    return 0 <= at < len(ours) and at not in pairs and at not in done


def _more(kept: Shape, added: Shape, whole: Shape) -> bool:
    """Whether the added part has something of the whole that the kept part has not."""
    return len((added.grams & whole.grams) - kept.grams) >= max(2, len(added.grams) // 3)


def _by_role(ours: Sequence[Shape], theirs: Sequence[Shape]) -> list[tuple[int, int]]:
    """The parts that a document has once, by their style: the number of a document may be another altogether."""
    found = []
    for b, shape in enumerate(ours):
        if shape.role and shape.text and [each.role for each in ours].count(shape.role) == 1:
            same = [m for m, each in enumerate(theirs) if each.role == shape.role and each.text]
            if len(same) == 1:
                found.append((b, same[0]))
    return found


def _by_place(
    ours: Sequence[Shape], theirs: Sequence[Shape], links: dict[int, Link], used: set[int]
) -> list[tuple[int, int]]:
    """One block left on each side between the same neighbours: likely, but only likely, the same."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(ours):
        end = at
        while end < len(ours) and end not in links:
            end += 1
        before = links[at - 1].mine[-1] if at else -1
        after = links[end].mine[0] if end < len(ours) else len(theirs)
        left = [b for b in range(at, end) if ours[b].text]
        free = [m for m in range(before + 1, after) if m not in used and theirs[m].text]
        if len(left) == len(free) == 1 and ours[left[0]].kind == theirs[free[0]].kind:
            found.append((left[0], free[0]))
        at = end + 1
    return found


def _best(
    ours: Sequence[Shape], theirs: Sequence[Shape], left: Sequence[int], free: Sequence[int], least: float
) -> list[tuple[int, int]]:
    """Pairs of what is left, the likest first, none twice; only where the likest is the only one so alike."""
    if len(left) * len(free) > MAX_CELLS:
        return []
    scored = sorted(
        ((score, b, m) for b in left for m in free if (score := _draft_score(ours[b], theirs[m])) >= least),
        key=lambda each: (-each[0], each[1], each[2]),
    )
    taken_b: set[int] = set()
    taken_m: set[int] = set()
    found = []
    for _, b, m in scored:
        if b not in taken_b and m not in taken_m:
            taken_b.add(b)
            taken_m.add(m)
            found.append((b, m))
    return found
