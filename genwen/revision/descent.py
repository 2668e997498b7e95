"""Which generation a document comes from: by the build id it carries, else by its text.

The id is a custom property, the one mark that Word, WPS and LibreOffice all keep; a program that drops it leaves the
text, which tells generations apart by their figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from genwen.ooxml.revisions_readable import check_readable
from genwen.records import record
from genwen.revision.model import build_id_in
from genwen.revision.store import Version, Versions

ALIKE = 0.8
"""Share of common pairs of characters from which on a text is taken for a version of another."""
MAX_COMPARED = 20


@record
class Descent:
    """What a document comes from: `base`, None when that is not known; `guessed` when only its text told."""

    base: Version | None = None
    guessed: bool = False


def descent_of(data: bytes, file: str, name: str, versions: Versions, recorded: bool) -> Descent:
    """What a .docx, called `file` in messages, comes from among the generations of `name`.

    Where it carries no id and nothing is `recorded` of it, it may be older than all of them: it comes from none. Raises PackageError for what is no readable .docx.
    """
    check_readable(data, file)
    build = build_id_in(data)
    if build and (base := versions.find(name, build)) is not None:
        return Descent(base)
    if build or not recorded:
        return Descent()
    return Descent(most_alike(data, versions.of(name)[:MAX_COMPARED], versions), guessed=True)


def most_alike(data: bytes, known: Sequence[Version], versions: Versions) -> Version | None:
    """The generation among `known` whose text is most like the document's; None where none is a version of it."""
    if not known:
        return None
    pairs = _pairs(data)
    best, found = ALIKE, None
    for version in known:
        docx = versions.docx(version)
        if docx is not None and (alike := _alike(pairs, _pairs(docx))) > best:
            best, found = alike, version
    return found


def _pairs(data: bytes) -> Counter[str]:
    """The pairs of neighbouring characters of a document, blanks left out."""
    from genwen.ooxml.plain_reader import PlainParagraph, plain_of  # only for a file that lost its property

    texts = []
    for block in plain_of(data):
        texts += [block.text] if isinstance(block, PlainParagraph) else [cell for row in block.rows for cell in row]
    return Counter(a + b for text in texts for a, b in pairwise("".join(text.split())))


def _alike(first: Counter[str], second: Counter[str]) -> float:
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 0.0


def likeness(one: bytes, other: bytes) -> float:
    """How alike the texts of two .docx are, 0 to 1. Raises PackageError."""
    return _alike(_pairs(one), _pairs(other))
