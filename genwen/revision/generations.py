"""The blocks of one generated document found in another, by key and text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from genwen.records import record
from genwen.revision.order import LIKE, MAX_CELLS, gaps, in_gap, increasing, unique_pairs
from genwen.revision.shapes import Block, Shape, own_name, stable

RENAMED = 0.6
SAME = 0.8
_TELLING = 12


@record
class Script:
    """What makes new blocks of base ones: `pairs` in order, `moved` pairs out of order; the rest goes or comes."""

    pairs: tuple[tuple[int, int], ...]
    moved: tuple[tuple[int, int], ...]
    deleted: tuple[int, ...]
    inserted: tuple[int, ...]


def pair_generations(base: Sequence[Block], new: Sequence[Block], weights: Sequence[float]) -> Script:
    """The blocks of two generated documents paired by key and text; blocks of great weight rather stay than move."""
    ours, theirs = [Shape(block) for block in base], [Shape(block) for block in new]
    named = _named_pairs(ours, theirs)
    taken_b, taken_n = {b for b, _ in named}, {n for _, n in named}
    texts = [each.text if at not in taken_b else "" for at, each in enumerate(ours)]
    others = [each.text if at not in taken_n else "" for at, each in enumerate(theirs)]
    known = sorted([*named, *unique_pairs(texts, others)])
    if all(one[1] < other[1] for one, other in pairwise(known)):
        kept = known
    elif len(known) <= 1_500:
        kept = increasing(known, [weights[b] for b, _ in known])
    else:
        kept = increasing(known)
    stays = set(kept)
    moved = [pair for pair in known if pair not in stays]
    fixed_b, fixed_n = {b for b, _ in known}, {n for _, n in known}

    def score(b: int, n: int) -> float:
        return 0.0 if b in fixed_b or n in fixed_n else _generation_score(ours[b], theirs[n])

    pairs = list(kept)
    for gap in gaps(kept, len(ours), len(theirs)):
        pairs += in_gap(ours, theirs, gap, score)
    moved += _displaced(ours, theirs, pairs, moved)
    done_b = {b for b, _ in (*pairs, *moved)}
    done_n = {n for _, n in (*pairs, *moved)}
    return Script(
        tuple(sorted(pairs)),
        tuple(moved),
        tuple(b for b in range(len(ours)) if b not in done_b),
        tuple(n for n in range(len(theirs)) if n not in done_n),
    )


def _named_pairs(ours: Sequence[Shape], theirs: Sequence[Shape]) -> list[tuple[int, int]]:
    counted, counted_other = Counter(each.key for each in ours), Counter(each.key for each in theirs)
    where = {each.key: at for at, each in enumerate(theirs)}
    return [
        (at, where[each.key])
        for at, each in enumerate(ours)
        if own_name(each.key)
        and "#" not in each.key.rpartition("/")[2]
        and counted[each.key] == 1
        and counted_other.get(each.key) == 1
        and theirs[where[each.key]].kind == each.kind
        and (stable(each.key) or each.like(theirs[where[each.key]]) >= LIKE)
    ]


def _displaced(
    ours: Sequence[Shape], theirs: Sequence[Shape], pairs: Sequence[tuple[int, int]], moved: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Blocks without a name of their own that stand, all but the same, in another place."""
    done_b = {b for b, _ in (*pairs, *moved)}
    done_n = {n for _, n in (*pairs, *moved)}
    left = [b for b in range(len(ours)) if b not in done_b and len(ours[b].text) >= _TELLING]
    free = [n for n in range(len(theirs)) if n not in done_n and len(theirs[n].text) >= _TELLING]
    if len(left) * len(free) > MAX_CELLS:
        return []
    found: list[tuple[int, int]] = []
    for b in left:
        alike = [n for n in free if _generation_score(ours[b], theirs[n]) >= SAME]
        if len(alike) == 1:
            found.append((b, alike[0]))
            free.remove(alike[0])
    return sorted(found)


def _generation_score(ours: Shape, theirs: Shape) -> float:
    """Likeness; blocks told of two different items are not one, blocks of one key rather are."""
    if ours.kind != theirs.kind:
        return 0.0
    if stable(ours.key) and stable(theirs.key) and own_name(ours.key) != own_name(theirs.key):
        # a row may be known by what it says alone; then it may have been given another name
        return ours.like(theirs) if ours.kind == "Row" and ours.like(theirs) >= RENAMED else 0.0
    if not ours.text and not theirs.text:
        return 0.9 if ours.key == theirs.key else 0.6
    like = ours.like(theirs)
    if ours.key and ours.key == theirs.key:
        like = max(like, LIKE) + 0.1
    return like
