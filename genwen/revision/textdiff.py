"""Two texts in, what differs out: a figure, a Latin word and a short fact are one token, a Chinese character is one.

Widths are folded before anything is compared (，and , are the same), the texts themselves are never changed. Offsets are
characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from genwen.patterns import regex
from genwen.records import record
from genwen.revision.model import Span

BREAK = "\u2029"
"""Stands between paragraphs that are read as one text."""
SHORT_FACT = 12
MAX_PRODUCT = 60_000_000
"""Of the numbers of tokens of two texts: what is longer (no paragraph is, by far) differs as a whole."""
_FOLDED = str.maketrans(
    {
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
        **dict(zip("\u3000\xa0“”‘’「」『』。、·—–‑～", '  ""\'\'"""".,.---~', strict=True)),
    }
)
_TOKEN = regex(r"[0-9]+(?:[.,:][0-9]+)*[%‰]?|[A-Za-z]+|.", re.S)
_GLUE = regex(r"[0-9A-Za-z.%‰]")
_STOPS = frozenset("。·")
_CLAUSE = regex("[，。；：、,;:]")
_NUMBERING = "编号"


def fold(text: str) -> str:
    """The text with full and half width made one, character for character."""
    return text.translate(_FOLDED)


def glued(left: str, right: str) -> bool:
    """Whether two neighbouring characters would be read as one figure or word."""
    # the full stop and the middle dot look like a decimal point only when widths are folded
    return bool(left and right and _GLUE.match(fold(left)) and _GLUE.match(fold(right)) and not {left, right} & _STOPS)


def outside(text: str, at: int, step: int) -> int:
    """A place to cut a text, moved by `step` (1 or -1) out of the figure or word it is in."""
    while 0 < at < len(text) and glued(text[at - 1], text[at]):
        at += step
    return at


def shortened(text: str, length: int, mark: str = "…") -> str:
    """The beginning of a text, with a mark where something is left out; no figure or word is cut."""
    end = outside(text, length, 1) if length < len(text) else len(text)
    return text if end >= len(text) else text[:end] + mark


@record
class Op:
    """Characters `b0` to `b1` of the base become `n0` to `n1` of the new text; `ordinal`: of numbering alone."""

    b0: int
    b1: int
    n0: int
    n1: int
    ordinal: bool = False


@lru_cache(maxsize=4096)
def plain_tokens(text: str) -> tuple[tuple[int, int], ...]:
    """The tokens of folded text by their characters."""
    return tuple([match.span() for match in _TOKEN.finditer(text)])


def _fact_tokens(text: str, spans: Iterable[Span]) -> list[tuple[int, int, bool]]:
    """The tokens of a generated text, short facts and ordinals whole; True for ordinals. A piece of prose is no value."""
    whole = [span for span in spans if span.kind == _NUMBERING or
             (span.kind in ("事实", "推算", "待补") and span.end - span.start <= SHORT_FACT
              and not _CLAUSE.search(text, span.start, span.end))]  # fmt: skip
    tokens: list[tuple[int, int, bool]] = []
    folded, at = fold(text), 0
    for span in sorted(whole, key=lambda span: span.start):
        if span.start < at or span.end > len(text):
            continue
        tokens += [(at + s, at + e, False) for s, e in plain_tokens(folded[at : span.start])]
        tokens.append((span.start, span.end, span.kind == _NUMBERING))
        at = span.end
    tokens += [(at + s, at + e, False) for s, e in plain_tokens(folded[at:])]
    return tokens


def changes(base: str, base_spans: Iterable[Span], new: str, new_spans: Iterable[Span]) -> list[Op]:
    """What makes the new text of the base one, in order; exact, widths not folded."""
    if base == new:
        return []
    one, other = _fact_tokens(base, base_spans), _fact_tokens(new, new_spans)
    words_one, words_other = [base[s:e] for s, e, _ in one], [new[s:e] for s, e, _ in other]
    ops: list[Op] = []
    for i0, i1, j0, j1 in _edits(words_one, words_other):
        b0, b1 = _stretch(one, i0, i1, len(base))
        n0, n1 = _stretch(other, j0, j1, len(new))
        lead = 1 if i0 < i1 and j0 < j1 and one[i0][2] and other[j0][2] else 0
        if lead and (i1 - i0 > 1 or j1 - j0 > 1):
            # an ordinal and the words behind it change independently of each other
            ops.append(Op(b0, one[i0][1], n0, other[j0][1], True))
            b0, n0 = one[i0][1], other[j0][1]
            lead = 0
        if base[b0:b1] != new[n0:n1]:
            only = all(token[2] for token in (*one[i0:i1], *other[j0:j1]))
            ops.append(Op(b0, b1, n0, n1, bool(lead) or only))
    return ops


def _stretch(tokens: Sequence[tuple[int, int, bool]], start: int, end: int, length: int) -> tuple[int, int]:
    first = tokens[start][0] if start < len(tokens) else length
    return (first, tokens[end - 1][1]) if end > start else (first, first)


def _edits(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """The edits between two lists of tokens; equal islands of two characters or less between larger edits are dropped."""
    start, limit = 0, min(len(one), len(other))
    while start < limit and one[start] == other[start]:
        start += 1
    end = 0
    while end < limit - start and one[-1 - end] == other[-1 - end]:
        end += 1
    middle, middle_other = one[start : len(one) - end], other[start : len(other) - end]
    if not middle or not middle_other:
        edge = (start, len(one) - end, start, len(other) - end)
        return [edge] if middle or middle_other else []
    if len(middle) * len(middle_other) > MAX_PRODUCT:
        return [(start, len(one) - end, start, len(other) - end)]
    matcher = SequenceMatcher(None, middle, middle_other, autojunk=False)
    found: list[tuple[int, int, int, int]] = []
    for name, i0, i1, j0, j1 in matcher.get_opcodes():
        if name == "equal":
            continue
        if found and _island(middle, found[-1], (i0, i1, j0, j1)):
            last = found.pop()
            i0, j0 = last[0], last[2]
        found.append((i0, i1, j0, j1))
    return [(start + i0, start + i1, start + j0, start + j1) for i0, i1, j0, j1 in found]


def _island(words: Sequence[str], left: tuple[int, int, int, int], right: tuple[int, int, int, int]) -> bool:
    """Whether what is equal between two edits is chance: two characters or less between larger edits, no figure."""
    between = "".join(words[left[1] : right[0]])
    size = len(between)
    if size > 2 or any(char.isdigit() for char in between):
        return False
    return all(max(edit[1] - edit[0], edit[3] - edit[2]) > size for edit in (left, right))


def common_ends(held: str, new: str) -> tuple[int, int]:
    """How many characters two texts have in common at the beginning and the end, in whole tokens."""
    one, other = ([text[s:e] for s, e in plain_tokens(text)] for text in (held, new))
    head = tail = 0
    while head < min(len(one), len(other)) and one[head] == other[head]:
        head += 1
    while tail < min(len(one), len(other)) - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    return len("".join(one[:head])), len("".join(one[len(one) - tail :])) if tail else 0


class CharMap:
    """Where each character of a base text is in the clerk's text; -1 where it is not any more."""

    def __init__(self, base: str, mine: str) -> None:
        self.base, self.mine = base, mine
        self.same = fold(base) == fold(mine)
        if self.same:
            self.to: Sequence[int] = range(len(base))
            return
        one, other = fold(base), fold(mine)
        tokens, tokens_other = plain_tokens(one), plain_tokens(other)
        to = [-1] * len(base)
        at = at_other = 0
        edits = _edits([one[s:e] for s, e in tokens], [other[s:e] for s, e in tokens_other])
        for i0, i1, j0, j1 in [*edits, (len(tokens), 0, len(tokens_other), 0)]:
            while at < i0 and at_other < j0:
                (s, e), first = tokens[at], tokens_other[at_other][0]
                to[s:e] = range(first, first + e - s)
                at, at_other = at + 1, at_other + 1
            at, at_other = i1, j1
        self.to = to

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the clerk's text between the nearest kept ones around base `start` to `end`."""
        left = next((self.to[at] + 1 for at in range(start - 1, -1, -1) if self.to[at] >= 0), 0)
        right = next((self.to[at] for at in range(end, len(self.base)) if self.to[at] >= 0), len(self.mine))
        return left, right

    def widened(self, start: int, end: int) -> tuple[int, int]:
        """Base `start` to `end` widened to the nearest kept characters."""
        while start > 0 and self.to[start - 1] < 0:
            start -= 1
        while end < len(self.base) and self.to[end] < 0:
            end += 1
        return start, end

    def intact(self, start: int, end: int) -> bool:
        """Whether base `start` to `end` is in the clerk's text in one piece, character by character."""
        if start == end:
            return False
        first = self.to[start]
        return first >= 0 and all(self.to[start + n] == first + n for n in range(end - start))

    def unmatched(self) -> list[tuple[int, int]]:
        """The stretches of the clerk's text that the base does not have."""
        kept = bytearray(len(self.mine))
        for at in self.to:
            if at >= 0:
                kept[at] = 1
        found: list[tuple[int, int]] = []
        for at, flag in enumerate(kept):
            if not flag:
                if found and found[-1][1] == at:
                    found[-1] = (found[-1][0], at + 1)
                else:
                    found.append((at, at + 1))
        return found

    def edits(self) -> list[tuple[int, int, int, int]]:
        """What the clerk has changed: base characters `b0` to `b1` have become `m0` to `m1` of the clerk's."""
        found: list[tuple[int, int, int, int]] = []
        b0 = m0 = 0
        for at in range(len(self.base) + 1):
            to = self.to[at] if at < len(self.base) else len(self.mine)
            if to < 0:
                continue
            if at > b0 or to > m0:
                found.append((b0, at, m0, to))
            b0, m0 = at + 1, to + 1
        return found
