"""The 目录 in a document: lines in, those out that only say on which page a heading stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from genwen.lint.view import Line
from genwen.patterns import regex

_STYLE = regex(r"(?:toc|目录|contents|WPSOffice手动目录)\s*[1-9]$", re.I)
"""How Word, WPS and LibreOffice name the styles of its lines."""
_HEAD = regex(r"目\s*[录次]")
_ENTRY = regex(r"\S.*(?:\t|[.．·…⋯]{2,}|[ \u3000]{3,})\s*[（(—-]?\s*(?:\d{1,3}|[IVXivx]{1,5})\s*[）)—-]?\s*")
"""A heading, a gap or dots, the number of its page."""


def contents_in(lines: Sequence[Line]) -> list[Line]:
    """The lines of the 目录, its own heading among them; empty where the document has none."""
    found: list[Line] = []
    head: Line | None = None
    going = False
    for line in lines:
        beside = head is not None or going
        going = bool(_STYLE.match(line.paragraph.form.style) or (beside and _ENTRY.fullmatch(line.said)))
        if going:
            found += [line] if head is None else [head, line]
        head = line if not going and _HEAD.fullmatch(line.said) else None
    return found
