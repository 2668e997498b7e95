"""XML parts in, canonical text out: two parts are equal when these texts are.

For comparisons between ways of rendering (tests, samples of bulk runs); nothing a build needs.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree


def canonical(data: bytes) -> bytes:
    """The part as exclusive canonical XML, prefixes included. Raises lxml's XMLSyntaxError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=False, remove_comments=True)
    root = etree.fromstring(data, parser)
    # exclusive: where a prefix is declared says nothing, only where it is used
    return bytes(etree.tostring(root, method="c14n", exclusive=True))


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes], folder: str = "word/") -> list[str]:
    """The names of the XML parts under `folder` that are not canonically equal in the two packages."""
    names = {name for name in (*one, *other) if name.startswith(folder) and name.endswith(".xml")}
    return sorted(
        name for name in names if name not in one or name not in other or canonical(one[name]) != canonical(other[name])
    )
