"""What a paragraph or row holds beside its text: fields, links, bookmarks, comments and changes of somebody else.

Two paragraphs may read alike and still differ in these; what somebody has put in must not go with a text that is replaced.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from genwen.ooxml.revisions_package import W

Element = Any
_REVISIONS = frozenset(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange"))
_THINGS = {
    f"{W}fldSimple": "field", f"{W}fldChar": "field", f"{W}hyperlink": "link", f"{W}bookmarkStart": "bookmark",
    f"{W}commentReference": "comment", f"{W}sdt": "control", f"{W}permStart": "permission",
    **dict.fromkeys(_REVISIONS, "change"),
}  # fmt: skip


def things_in(elements: Iterable[Element], author: str, comments: frozenset[str] = frozenset()) -> Counter[str]:
    """How many things of each kind some elements hold, without changes of `author` and his `comments` (their ids).

    Bookmarks that programs set for themselves (their names begin with _) do not count.
    """
    found: Counter[str] = Counter()
    for element in elements:
        for each in element.iter(*_THINGS):
            kind = _THINGS[each.tag]
            if (
                (kind == "change" and each.get(f"{W}author") == author)
                or (kind == "bookmark" and each.get(f"{W}name", "_").startswith("_"))
                or (kind == "comment" and each.get(f"{W}id") in comments)
                or (each.tag == f"{W}fldChar" and each.get(f"{W}fldCharType") != "begin")
            ):
                continue
            found[kind] += 1
    return found
