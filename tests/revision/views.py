"""What is to be seen of a draft: texts, and texts with their formats, as it is and with revisions resolved."""

from __future__ import annotations

from typing import Any

from genwen.ooxml.revisions_build import geometry, style_name
from genwen.ooxml.revisions_package import Package
from genwen.ooxml.revisions_resolve import Whose, accept, everybody, reject
from genwen.ooxml.revisions_text import Item, Table, format_key, items_in
from genwen.revision.reading import box_items


def texts(package: Package) -> list[str]:
    return [line[-1] for line in forms(package)]


def forms(package: Package) -> list[tuple[Any, ...]]:
    """Every paragraph: where, style, direct geometry, runs with their formats, text."""
    found: list[tuple[Any, ...]] = []
    for name, root in package.stories.items():
        notes = package.kinds[name] in ("footnotes", "endnotes")
        for home in root if notes else [package.body if name == package.body_part else root]:
            _walk(items_in(home), package, "注" if notes else "", found)
    return found


def _walk(items: list[Item], package: Package, where: str, found: list[tuple[Any, ...]]) -> None:
    for item in items:
        if isinstance(item, Table):
            for row in item.rows:
                for cell in row.cells:
                    _walk(cell.items, package, f"{where}格{cell.merge}", found)
            continue
        runs: list[tuple[str, bytes]] = []
        for piece in item.pieces:
            key = format_key(piece.run)
            if runs and runs[-1][1] == key:
                runs[-1] = (runs[-1][0] + piece.text, key)
            else:
                runs.append((piece.text, key))
        style = style_name(item.element, package)
        found.append((where, style, geometry(item.element), tuple(runs), item.text))
        for twins in box_items(item):
            _walk(twins[0], package, f"{where}框", found)


def seen(data: bytes) -> list[str]:
    return texts(Package(data))


def resolved(data: bytes, how: str, whose: Whose = everybody) -> Package:
    package = Package(data)
    for root in package.stories.values():
        (accept if how == "accept" else reject)(root, whose)
    return package


def accepted(data: bytes) -> list[str]:
    return texts(resolved(data, "accept"))


def rejected(data: bytes, whose: Whose = everybody) -> list[str]:
    return texts(resolved(data, "reject", whose))
