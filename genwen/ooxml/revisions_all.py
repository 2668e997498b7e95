"""A .docx with tracked changes in, its parts with all of them accepted or rejected out."""

from __future__ import annotations

from genwen.ooxml.revisions_package import Package, W, serialized
from genwen.ooxml.revisions_resolve import accept, reject

_TAGS = tuple(
    f"{W}{name}"
    for name in (
        "ins",
        "del",
        "moveFrom",
        "moveTo",
        "pPrChange",
        "rPrChange",
        "trPrChange",
        "tcPrChange",
        "tblPrChange",
    )
)


def resolved(data: bytes, file: str, accepting: bool) -> dict[str, bytes]:
    """The parts of a .docx once every change of everybody is accepted, or else rejected; parts without any as they are.

    Raises PackageError.
    """
    package = Package(data, file)
    for name, root in package.stories.items():
        if next(root.iter(*_TAGS), None) is not None:
            (accept if accepting else reject)(root)
            package.parts[name] = serialized(root)
    return package.parts
