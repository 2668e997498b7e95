"""Two rows of blocks in, the pairs that stand in the same order on both sides out."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from genwen.revision.shapes import Shape

LIKE = 0.45
MAX_CELLS = 60_000
_SHINGLE = 6
_WEIGHED = 1_000

Score = Callable[[int, int], float]


def aligned(ours: Sequence[Shape], theirs: Sequence[Shape], score: Score) -> list[tuple[int, int]]:
    """Pairs in the same order on both sides: unique equal texts first, then the likest in the gaps between them."""
    anchors = unique_pairs([each.text for each in ours], [each.text for each in theirs])
    if _crowded(anchors, len(ours), len(theirs)):
        anchors = _in_order(ours, theirs, anchors, score)
    pairs: list[tuple[int, int]] = []
    for gap in gaps(anchors, len(ours), len(theirs)):
        pairs += in_gap(ours, theirs, gap, score)
    return sorted(anchors + pairs)


def _crowded(anchors: Sequence[tuple[int, int]], rows: int, columns: int) -> bool:
    """Whether anchors cross, or keep blocks apart that might be each other: then one of them has changed places."""
    if any(one[1] > other[1] for one, other in pairwise(anchors)):
        return True
    meeting = sum(min(gap[1] - gap[0], gap[3] - gap[2]) for gap in gaps(anchors, rows, columns))
    return meeting < min(rows, columns) - len(anchors)


def _in_order(
    ours: Sequence[Shape], theirs: Sequence[Shape], known: list[tuple[int, int]], score: Score
) -> list[tuple[int, int]]:
    """Of equal blocks, some of which changed places, those to go by: with what is alike around them, the most text."""
    taken_b, taken_m = {b for b, _ in known}, {m for _, m in known}
    rows = [b for b in range(len(ours)) if b not in taken_b]
    columns = [m for m in range(len(theirs)) if m not in taken_m]
    pairs = sorted([*known, *_candidates(ours, theirs, rows, columns, score)])
    if len(pairs) > _WEIGHED:
        return increasing(pairs)
    return increasing(pairs, [len(ours[b].text) * score(b, m) for b, m in pairs])


Gap = tuple[int, int, int, int]


def gaps(anchors: Sequence[tuple[int, int]], rows: int, columns: int, first: tuple[int, int] = (0, 0)) -> list[Gap]:
    """The stretches between anchors that have blocks on both sides."""
    found: list[Gap] = []
    i, j = first
    for b, m in [*anchors, (rows, columns)]:
        if b > i and m > j:
            found.append((i, b, j, m))
        i, j = b + 1, m + 1
    return found


def unique_pairs(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of equal texts that stand once on each side, empty ones left out."""
    counted, counted_other = Counter(one), Counter(other)
    where = {text: at for at, text in enumerate(other)}
    return [
        (at, where[text]) for at, text in enumerate(one) if text and counted[text] == 1 and counted_other.get(text) == 1
    ]


def increasing(pairs: Sequence[tuple[int, int]], weights: Sequence[float] | None = None) -> list[tuple[int, int]]:
    """The heaviest of the pairs (sorted by the first) whose second numbers increase."""
    if weights is None:
        tails: list[int] = []
        ends: list[int] = []
        before = [-1] * len(pairs)
        for at, (_, m) in enumerate(pairs):
            slot = bisect_left(tails, m)
            before[at] = ends[slot - 1] if slot else -1
            tails[slot : slot + 1] = [m]
            ends[slot : slot + 1] = [at]
        at = ends[-1] if ends else -1
    else:
        best = list(weights)
        before = [-1] * len(pairs)
        for at, (_, m) in enumerate(pairs):
            for earlier in range(at):
                if pairs[earlier][1] < m and best[earlier] + weights[at] > best[at]:
                    best[at], before[at] = best[earlier] + weights[at], earlier
        at = max(range(len(pairs)), key=best.__getitem__, default=-1)
    chosen: list[tuple[int, int]] = []
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]


def in_gap(ours: Sequence[Shape], theirs: Sequence[Shape], gap: Gap, score: Score) -> list[tuple[int, int]]:
    """The likest pairs in a gap; one too wide for that is cut at what only one block on each side says."""
    i0, i1, j0, j1 = gap
    if (i1 - i0) * (j1 - j0) > MAX_CELLS:
        anchors = _by_shingles(ours, theirs, gap, score)
        if not anchors:
            return []
        pairs = list(anchors)
        for inner in gaps(anchors, i1, j1, (i0, j0)):
            if (inner[1] - inner[0]) * (inner[3] - inner[2]) <= MAX_CELLS:
                pairs += _likest(inner, score)
        return pairs
    return _likest(gap, score)


def _by_shingles(ours: Sequence[Shape], theirs: Sequence[Shape], gap: Gap, score: Score) -> list[tuple[int, int]]:
    """Anchors in a wide gap: blocks that share stretches of text no other block has."""
    i0, i1, j0, j1 = gap
    return increasing(_candidates(ours, theirs, range(i0, i1), range(j0, j1), score))


def _candidates(
    ours: Sequence[Shape], theirs: Sequence[Shape], rows: Iterable[int], columns: Iterable[int], score: Score
) -> list[tuple[int, int]]:
    """Pairs of these blocks that share stretches of text no other of them has, each block once."""
    one, other = _shingles(ours, rows), _shingles(theirs, columns)
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    for shingle, b in one.items():
        m = other.get(shingle, -1)
        if b >= 0 and m >= 0:
            votes[b][m] += 1
    chosen = [(b, counted.most_common(1)[0][0]) for b, counted in sorted(votes.items())]
    taken = Counter(m for _, m in chosen)
    return [(b, m) for b, m in chosen if taken[m] == 1 and score(b, m) >= LIKE]


def _shingles(shapes: Sequence[Shape], chosen: Iterable[int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for number in chosen:
        text = shapes[number].text
        for at in range(len(text) - _SHINGLE + 1):
            shingle = text[at : at + _SHINGLE]
            found[shingle] = number if found.get(shingle, number) == number else -1
    return found


def _likest(gap: Gap, score: Score) -> list[tuple[int, int]]:
    """The pairs in a gap with the highest sum of likeness, in order."""
    i0, i1, j0, j1 = gap
    rows, columns = i1 - i0, j1 - j0
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    scores = [[score(i0 + i, j0 + j) for j in range(columns)] for i in range(rows)]
    for i in range(rows - 1, -1, -1):
        line, below, row = scores[i], best[i + 1], best[i]
        for j in range(columns - 1, -1, -1):
            value = max(below[j], row[j + 1])
            if line[j] >= LIKE and below[j + 1] + line[j] > value:
                value = below[j + 1] + line[j]
            row[j] = value
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < rows and j < columns:
        if scores[i][j] >= LIKE and best[i][j] == best[i + 1][j + 1] + scores[i][j]:
            pairs.append((i0 + i, j0 + j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
