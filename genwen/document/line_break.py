"""Where justified Chinese text breaks into lines, without a renderer.

The rules are those of LibreOffice measured on rendered pages, and of Word where both agree: no mark hangs outside the
版心, none is compressed, figures and Latin letters stay together, and the change between Chinese and figures or letters
costs a fifth of the size. Lengths are in twips.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

from genwen.numerals import char_width
from genwen.patterns import regex
from genwen.records import record
from genwen.standard import BODY_SIZE_PT, BODY_SPACING, TWIPS_PER_PT

BODY_SIZE = BODY_SIZE_PT * TWIPS_PER_PT

NOT_AT_START = frozenset("!),.:;?]}'\"、。〉》」』】〕〗！），．：；？｜｝％%℃々·•ˇˉ―′″’”")
"""Marks no line begins with (kinsoku)."""
NOT_AT_END = frozenset("([{〈《「『【〔〖（［｛￡￥〝“‘$¥£")
"""Marks no line ends with (kinsoku)."""
_STICK_TO_LATIN = frozenset("“”‘’。，、）》〉】〕」』〗")
"""Marks after which no line ends when a figure or letter follows: LibreOffice breaks before them instead."""
_PAIRED = frozenset("—…")
_LOOSENED = _PAIRED
"""Marks that no line of a body begins with: the programs let them, so the line before is loosened (see `loosened`)."""
_LOOSENED_AFTER_CHINESE = frozenset("%％℃")
"""As much, where no figure stands before them: LibreOffice 7.4 forbids only to part them from a figure."""
_MAY_LOOSEN = regex(f"[{''.join(_LOOSENED | _LOOSENED_AFTER_CHINESE)}]")
_LOOSENING = 2
"""The most that a line is loosened, in 字; a mark that does not fit is at most as wide as a pair."""
_TAKEN_ALONG = 6
"""The most that goes to the next line with the mark, in 字; a longer word would leave a line too wide apart."""
_SURE = 40
"""How much further than the margin a line is loosened, in twips: programs round each character."""

PROPORTIONAL: Mapping[str, float] = MappingProxyType(
    {".": 0.28, ",": 0.28, "%": 0.83, "-": 0.33, "(": 0.39, ")": 0.39, ":": 0.28, " ": 0.33}
    | dict.fromkeys("ABCDEFGHKNOPQRTUVXYZ", 0.71)
    | dict.fromkeys("MW", 0.95)
    | dict.fromkeys("fijlrstI", 0.33)
    | dict.fromkeys("mw", 0.78)
)
"""Widths of figures' company in faces with proportional Latin letters, such as the free ones; in 字.

The faces a 公文 names (仿宋_GB2312 and its kin) set every figure, letter and mark of ASCII half a 字 wide.
"""
HALF_WIDTH: Mapping[str, float] = MappingProxyType({})


def _is_latin(character: str) -> bool:
    return (character < "\u2000" and character not in "×·±°") or "\u2070" <= character <= "\u209f"


class _Traits(dict[str, tuple[float, bool, bool]]):
    """By character: how far it reaches in twips, whether it is Latin, whether a letter or figure; filled as met."""

    def __init__(self, size: int, spacing: int, latin: Mapping[str, float]) -> None:
        super().__init__()
        self.size, self.spacing, self.latin = size, spacing, latin

    def __missing__(self, character: str) -> tuple[float, bool, bool]:
        is_latin = _is_latin(character)
        width = char_width(character)
        if is_latin:
            width = self.latin.get(character, width)
        known = self[character] = (width * self.size + self.spacing, is_latin, character.isalnum())
        return known


@lru_cache(maxsize=64)
def _traits(size: int, spacing: int, proportional: bool) -> _Traits:
    return _Traits(size, spacing, PROPORTIONAL if proportional else HALF_WIDTH)


# Runs of full-width characters, nearly all of a text, and what stands between them.
_PIECES = regex("([\u2e80-\u9fff\u3000-\u303f\uff01-\uff5e“”‘’—…〔〕]+)")


@record(eq=False)
class _Narrow:
    """Characters that are not all full-width, measured from where they begin, in twips.

    `ends`: where each ends; `starts`: by index, where those start that do not start where the one before ends.
    """

    ends: tuple[float, ...]
    starts: Mapping[int, float]
    was_latin: bool
    was_alnum: bool


@lru_cache(maxsize=8192)
def _narrow(piece: str, first: bool, after_alnum: bool, size: int, spacing: int, proportional: bool) -> _Narrow:
    """The measures of a piece, which figures of many documents share; `first`: nothing stands before it.

    Where Chinese and Latin meet, the character spacing is left out and, between letters or figures, a fifth of the
    size is put in, as LibreOffice does; Word's own gap is within a twentieth of a 字 of it.
    """
    traits = _traits(size, spacing, proportional)
    ends: list[float] = []
    starts: dict[int, float] = {}
    x: float = 0
    was_latin, was_alnum = False, after_alnum
    for character in piece:
        advance, is_latin, is_alnum = traits[character]
        if is_latin is not was_latin:
            if ends or not first:
                x -= spacing
                if is_alnum and was_alnum:
                    x += size // 5
                starts[len(ends)] = x
            was_latin = is_latin
        x += advance
        ends.append(x)
        was_alnum = is_alnum
    return _Narrow(tuple(ends), starts, was_latin, was_alnum)


def _reach(text: str, start: int, room: float, size: int, spacing: int, proportional: bool) -> int:
    """The first character from `start` on that does not fit into `room`; -1 when all do.

    Each line is measured from where it begins, so that how a text goes on depends on the text from there on alone.
    """
    step = size + spacing
    x: float = 0
    was_latin = was_alnum = False
    at = start
    for match in _PIECES.finditer(text, start):
        wide, end = match.span()
        if wide > at:
            known = _narrow(text[at:wide], at == start, was_alnum, size, spacing, proportional)
            if x + known.ends[-1] > room:
                return at + bisect_right(known.ends, room - x)
            x += known.ends[-1]
            was_latin, was_alnum = known.was_latin, known.was_alnum
        # full-width characters lie at equal steps
        if was_latin:
            x += (size // 5 if was_alnum and text[wide].isalnum() else 0) - spacing
        x = round(x)
        if x + (end - wide) * step > room:
            return wide + max(0, int((room - x) // step))
        x += (end - wide) * step
        was_latin, was_alnum = False, text[end - 1].isalnum()
        at = end
    if at < len(text):
        known = _narrow(text[at:], at == start, was_alnum, size, spacing, proportional)
        if x + known.ends[-1] > room:
            return at + bisect_right(known.ends, room - x)
    return -1


def may_break(text: str, index: int) -> bool:
    """Whether a line may end before the character at `index` (0 < index < len(text))."""
    before, after = text[index - 1], text[index]
    if after in NOT_AT_START or before in NOT_AT_END or after == " ":
        return False
    if before == " ":
        return True
    if _is_latin(after):
        if _is_latin(before):
            return before == "-" and after.isalpha()
        return before not in _STICK_TO_LATIN
    return not (before == after and before in _PAIRED)


@record(eq=False)
class _Breaks:
    """Where the lines of a text begin and end, the character of each that did not fit (the last one: none), and by how
    many twips a character each is loosened."""

    starts: list[int]
    ends: list[int]
    over: list[int]
    loose: list[int]

    def before(self, index: int) -> int:
        """How many lines are what they are because of the characters before `index` alone."""
        return bisect_left(self.over, index)


Form = tuple[int, int, int, int, bool, bool]
"""Width, indent of the first line, font size, character spacing in twips; whether Latin letters are proportional, and
whether lines are loosened."""


def _loosening(text: str, start: int, end: int, room: float, form: Form) -> tuple[int, int]:
    """Where a line ends that is to leave a mark at `end` no place at the beginning of the next, and how many twips are
    added to each of its characters, so that what stands before the mark does not fit; 0 where that is not to be done."""
    _, _, size, spacing, proportional, _ = form
    at = end - 1
    while at > start and (text[at] in _LOOSENED or not may_break(text, at)):
        at -= 1

    def width(piece: str) -> float:
        return _narrow(piece, True, False, size, spacing, proportional).ends[-1]

    if at <= start or width(text[at:end]) > _TAKEN_ALONG * size:
        return end, 0
    # the spacing is left out where the script changes
    changes = sum(_is_latin(a) is not _is_latin(b) for a, b in pairwise(text[start:at]))
    widened = at - start - changes - 1
    needed = room - width(text[start:end]) + _SURE
    if widened < 1 or not 0 < needed <= _LOOSENING * size:
        return end, 0
    return at, -int(-needed // widened)


def _go_on(text: str, form: Form, found: _Breaks, meets: Callable[[int], int] = lambda start: -1) -> int:
    """Break `text` from where the last line found ends; stops where `meets` says that the rest is known (its answer)."""
    width, indent, size, spacing, proportional, loosens = form
    length = len(text)
    start = found.ends[-1] if found.ends else 0
    while found.ends and start < length and text[start] == " ":
        start += 1
    while start < length or not found.ends:
        if found.ends and (met := meets(start)) >= 0:
            return met
        # the last character of a line keeps its full width
        room = width + spacing - (0 if found.ends else indent)
        over = _reach(text, start, room, size, spacing, proportional)
        end = over if over >= 0 else length
        while start < end < length and not may_break(text, end):
            end -= 1
        if end == start < length:
            end = max(over, start + 1)
        loose = 0
        if loosens and start + 1 < end < length:
            if text[end] in _LOOSENED:
                end, loose = _loosening(text, start, end, room, form)
            elif text[over] in _LOOSENED_AFTER_CHINESE and not text[over - 1].isascii():
                end, loose = _loosening(text, start, over, room, form)
        found.starts.append(start)
        found.ends.append(end)
        found.loose.append(loose)
        found.over.append(over if over >= 0 else length)
        start = end
        while start < length and text[start] == " ":
            start += 1
    return -1


@lru_cache(maxsize=8192)
def _breaks(text: str, form: Form) -> _Breaks:
    found = _Breaks([], [], [], [])
    _go_on(text, form, found)
    return found


def _count_like(text: str, other: str, form: Form) -> int:
    """How many lines `text` takes, from those of a text that has words in common with it at its ends."""
    known = _breaks(other, form)
    head, tail = _common(text, other), _common_end(text, other)
    shift = len(text) - len(other)
    if not shift and _formed(text[head : len(text) - tail]) == _formed(other[head : len(text) - tail]):
        return len(known.starts)
    same = known.before(head)

    def meets(start: int) -> int:
        if start < len(text) - tail:
            return -1
        at = bisect_left(known.starts, start - shift, 1)
        return len(known.starts) - at if at < len(known.starts) and known.starts[at] == start - shift else -1

    found = _Breaks(known.starts[:same], known.ends[:same], known.over[:same], known.loose[:same])
    rest = _go_on(text, form, found, meets)
    return len(found.starts) + max(rest, 0)


class _Forms(dict[int, int]):
    """By character: the one that stands for all that break alike, a figure for figures, a Chinese one for Chinese ones."""

    def __missing__(self, character: int) -> int:
        stands = ord("0") if 0x30 <= character <= 0x39 else ord("一") if 0x4E00 <= character <= 0x9FA5 else character
        self[character] = stands
        return stands


_FORMS = _Forms()


def _formed(text: str) -> str:
    return text.translate(_FORMS)


form_of = lru_cache(maxsize=16384)(_formed)
"""What of a text its line breaks depend on: texts of one form break alike. The form of a text is that of its parts."""


def _common(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_end(one: str, other: str) -> int:
    """How many characters two texts have in common at their end."""
    end, other_end = len(one), len(other)
    low, high = 0, min(end, other_end)
    while low < high:
        middle = (low + high + 1) // 2
        if one[end - middle : end - low] == other[other_end - middle : other_end - low]:
            low = middle
        else:
            high = middle - 1
    return low


def break_lines(
    text: str,
    width: int,
    *,
    first_indent: int = 0,
    size: int = BODY_SIZE,
    spacing: int = BODY_SPACING,
    proportional: bool = True,
) -> tuple[str, ...]:
    """The lines `text` falls into between indents `width` twips apart.

    `first_indent` is that of the first line against the others (negative: hanging), `size` the font size and `spacing`
    the character spacing, all in twips; a line feed is a forced break. `proportional` reckons with faces whose Latin
    letters and marks are not half a 字 wide.
    """
    lines: list[str] = []
    for number, piece in enumerate(text.split("\n")):
        breaks = _breaks(piece, (width, 0 if number else first_indent, size, spacing, proportional, False))
        lines += [piece[start:end] for start, end in zip(breaks.starts, breaks.ends, strict=True)]
    return tuple(lines)


def line_count(
    text: str,
    width: int,
    *,
    first_indent: int = 0,
    size: int = BODY_SIZE,
    spacing: int = BODY_SPACING,
    proportional: bool = True,
    other: str = "",
    loosens: bool = False,
) -> int:
    """How many lines `text` takes, at least one; the arguments are those of `break_lines`.

    `other` is a text that was broken before and is for the most part the same: only what differs is measured.
    `loosens`: its lines are those of `loosened`.
    """
    if "\n" in text:
        keywords = {"size": size, "spacing": spacing, "proportional": proportional}
        return len(break_lines(text, width, first_indent=first_indent, **keywords))  # type: ignore[arg-type]
    if len(text) * (size + size // 5) <= width - first_indent:
        return 1
    form = (width, first_indent, size, spacing, proportional, loosens)
    if other and "\n" not in other:
        return _count_like(text, other, form)
    return len(_breaks(text, form).starts)


def loosened(text: str, width: int, *, first_indent: int, size: int, spacing: int) -> tuple[tuple[int, int, int], ...]:
    """The stretches of a text without line feeds whose characters are set wider, and by how many twips.

    LibreOffice begins lines with “—”, “——” and “…”, whatever the settings of a document forbid. In justified text a line
    loosened until what stands before the mark no longer fits looks as one does where that is forbidden.
    """
    if _MAY_LOOSEN.search(text) is None:
        return ()
    found = _breaks(text, (width, first_indent, size, spacing, True, True))
    return tuple([part for part in zip(found.starts, found.ends, found.loose, strict=True) if part[2]])
