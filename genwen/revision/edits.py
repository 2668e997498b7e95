"""What the clerk has made of the facts in a draft: each printed fact, as generated and as it stands now."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from genwen.ooxml.revisions_package import Package, W
from genwen.ooxml.revisions_resolve import by, reject
from genwen.patterns import regex
from genwen.records import record, replace
from genwen.revision.merge import AUTHOR, Generation
from genwen.revision.model import Model, Span
from genwen.revision.pairs import Pair, pairs_of
from genwen.revision.places import Places
from genwen.revision.reading import Reading, read_draft, read_generation, read_package
from genwen.revision.store import Version, Versions
from genwen.revision.textdiff import BREAK, CharMap, fold, glued

_NUMBER = regex(r"[0-9０-９][0-9０-９.,，．]*(?<![.,，．])[%％‰]?")
FACT, DERIVED, MISSING = "事实", "推算", "待补"
MAX_OLDER = 20
"""Generations looked through for what facts were printed as before."""
_KINDS = (FACT, DERIVED, MISSING)


@record
class Use:
    """One place where a fact is printed: `old` as generated, `new` as the clerk has it ("" where it is gone).

    `certain` is False where the clerk changed the words around it too, so that it is not sure what became of it.
    """

    path: str
    kind: str
    old: str
    new: str
    place: str
    formula: str = ""
    certain: bool = True

    @property
    def changed(self) -> bool:
        """Whether the clerk changed it."""
        return self.old != self.new or not self.certain


def has_open_updates(data: bytes, file: str = "") -> bool:
    """Whether a draft holds tracked changes of genwen that nobody has accepted or rejected."""
    package = Package(data, file)
    return any(element.get(f"{W}author") == AUTHOR for root in package.stories.values() for element in root.iter())


def without_updates(data: bytes, file: str = "") -> bytes:
    """The draft as the clerk wrote it: genwen's own tracked changes rejected."""
    package = Package(data, file)
    for name, root in package.stories.items():
        reject(root, by(AUTHOR))
        package.changed.add(name)
    return package.packed()


def read_written(data: bytes, file: str = "") -> Reading:
    """A draft as the clerk wrote it, open updates rejected; its places are those of the file as it is."""
    if not has_open_updates(data, file):
        return read_draft(data, file)
    package = Package(data, file)
    shown = Places(read_package(package)).all()
    for name, root in package.stories.items():
        reject(root, by(AUTHOR))
        package.changed.add(name)
    return replace(read_package(package), shown=shown)


def uses_of(base: Generation, mine: bytes, file: str = "") -> list[Use]:
    """Every place of the base document where a fact is printed, with what the clerk's file has there.

    Places that are gone with their whole paragraph are left out; open updates are looked through. Raises PackageError
    when the file cannot be read.
    """
    before = read_generation(base.model, base.docx)
    draft = read_written(mine, file)
    places = Places(draft)
    found: list[Use] = []
    for pair in pairs_of(before, draft):
        if pair.base and pair.mine:
            found += _in_pair(pair, places.of(pair.mine[0]))
    return found


def printed_facts(model: Model) -> Iterator[tuple[str, str]]:
    """Every fact and computed value a generation printed, with the text it was printed as."""
    ahead = [block for _, blocks in model.blocks for block in blocks] + [block for _, block in model.fields]
    while ahead:
        block = ahead.pop()
        for span in block.spans:
            if span.kind in (FACT, DERIVED):
                yield span.path or span.formula, block.text[span.start : span.end]
        ahead += block.inner
        ahead += [inner for row in block.rows for cell in row.cells for inner in cell]


def printed_before(
    versions: Versions, base: Version, through: Collection[str] | None = None
) -> frozenset[tuple[str, str]]:
    """The facts that generations before `base` printed, with their texts; of those the draft has come `through`, where
    that is known: what an update of it was not accepted for is still in it from there."""
    older = [
        version
        for version in versions.of(base.name)
        if version.time < base.time and (through is None or version.id in through)
    ]
    models = [model for version in older[:MAX_OLDER] if (model := versions.model(version)) is not None]
    return frozenset(pair for model in models for pair in printed_facts(model))


def _in_pair(pair: Pair, place: str) -> Iterator[Use]:
    old, new = pair.old, pair.new
    mapped = CharMap(old, new) if old != new else None
    for span in pair.spans():
        if span.kind not in _KINDS or not (span.path or span.formula) or span.end <= span.start:
            continue
        text = old[span.start : span.end]
        if mapped is None:
            yield Use(span.path, span.kind, text, text, place, span.formula)
        else:
            now, certain = _now(mapped, span)
            yield Use(span.path, span.kind, text, now, place, span.formula, certain)


def _now(mapped: CharMap, span: Span) -> tuple[str, bool]:
    """What stands where a fact was printed, and whether that is sure: its neighbours must be where they were."""
    start, end = span.start, span.end
    if mapped.intact(start, end):
        at = mapped.to[start]
        behind = at + end - start
        left, right = mapped.mine[at - 1 : at], mapped.mine[behind : behind + 1]
        text = mapped.mine[at:behind]
        if not glued(left, text[:1]) and not glued(text[-1:], right):
            # widths are folded when texts are compared: a comma made full-width is no change of a fact
            return mapped.base[start:end], True
    first, kept_left = _border(mapped, start, after=True)
    last, kept_right = _border(mapped, end, after=False)
    text = mapped.mine[first:last]
    return text, kept_left and kept_right and first <= last and BREAK not in text


def _border(mapped: CharMap, at: int, *, after: bool) -> tuple[int, bool]:
    """Where the border before base character `at` is in the clerk's text, and whether that is sure.

    The characters on both sides are still there; or the figure that stood at the border has become the one figure that
    stands there now; or the character on one side is still there. `after`: a border before a fact, not behind.
    """
    size = len(mapped.base)
    left = 0 if at == 0 else mapped.to[at - 1] + 1 if mapped.to[at - 1] >= 0 else -1
    right = len(mapped.mine) if at == size else mapped.to[at] if mapped.to[at] >= 0 else -1
    if left >= 0 and right >= 0:
        return (left if after else right), left == right
    first, last = mapped.around(at, at)
    figure = _figure_border(mapped, at, first, last)
    if figure >= 0:
        return figure, True
    if left >= 0 or right >= 0:
        return max(left, right), True
    return (first if after else last), False


def _figure_border(mapped: CharMap, at: int, first: int, last: int) -> int:
    """Where a border at a figure is, when one figure of the same unit stands for it between `first` and `last`; -1 else."""
    b0, b1 = mapped.widened(at, at)
    before, now = (list(_NUMBER.finditer(text)) for text in (mapped.base[b0:b1], mapped.mine[first:last]))
    if len(before) == len(now) == 1:
        old, new = before[0], now[0]
        units = mapped.base[b0 + old.end() :][:1], mapped.mine[first + new.end() :][:1]
        for side in (0, 1):
            if b0 + old.span()[side] == at and fold(units[0]) == fold(units[1]):
                return first + new.span()[side]
    return -1
