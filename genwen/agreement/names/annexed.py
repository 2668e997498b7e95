"""What an annex is called where it is sent to: 《联络员登记表》（见附件） against 附件：联络员登记表 under the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from genwen.agreement.reading.text import Line, Span, Subject, View, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

_SENT = regex(
    r"《(?P<title>(?:[^《》]|《[^《》]*》)+)》\s*(?:[（(](?:详?见|(?:格式|模板|样式)见)?|，?详?见)附件\s*(?P<n>\d{0,2})(?=[）)，。；])"
)
_FIRST = regex(r"^\s*附件\s*[：:]\s*(?:(?P<n>\d{1,2})\s*[.．、]\s*)?(?P<title>[^\d\s].{3,80}|\d{4}.{3,80})$")
_NEXT = regex(r"^\s*(?P<n>\d{1,2})\s*[.．、]\s*(?P<title>\S.{3,80})$")
_LEAST, _ALIKE, _ALIKE_BY_NUMBER = 6, 0.8, 0.65


def check_annexed(subject: Subject) -> Iterator[Finding]:
    """Every title in the text that is said to be an annex."""
    for view in subject.views:
        named = _named(view)
        for line in view.lines if named else ():
            for match in _SENT.finditer(line.text) if "》" in line.text and "附件" in line.text else ():
                there = named.get(match["n"]) or (named.get("") if not match["n"] else None)
                if there is not None:
                    yield from _held(line, match, there)


def _named(view: View) -> dict[str, Span]:
    """The titles of the annexes as they are listed under the text, by number; one alone goes by none."""
    found: dict[str, Span] = {}
    for at, line in enumerate(view.lines):
        first = _FIRST.match(line.text)
        if first is None:
            continue
        found[first["n"] or ""] = Span(line, *first.span("title"))
        for number, other in enumerate(view.lines[at + 1 :], 2) if first["n"] else ():
            match = _NEXT.match(other.text)
            if match is None or match["n"] != str(number):
                break
            found[match["n"]] = Span(other, *match.span("title"))
        break
    if len(found) == 1:
        only = next(iter(found.values()))
        return {"": only, "1": only}
    return found


def _held(line: Line, match: re.Match[str], there: Span) -> Iterator[Finding]:
    """A title a word away from that of the annex; one with more before it or behind it is the same."""
    said, listed = _bare(match["title"]), _bare(there.words)
    if min(len(said), len(listed)) < _LEAST or said in listed or listed in said:
        return
    alike = SequenceMatcher(None, said, listed, autojunk=False).ratio()
    if alike >= (_ALIKE_BY_NUMBER if match["n"] else _ALIKE):
        yield finding("A405", f"“{match['title']}”与附件说明的“{there.words.strip()}”不一致，见 {there.said}", "改为一致",
                      line.at(match.start("title")))  # fmt: skip


def _bare(title: str) -> str:
    return re.sub(r"[\s《》〈〉（）()“”]", "", title)
