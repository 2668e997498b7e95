"""One 发文字号 on two documents: the number over the title of each file, not those that its text refers to.

Copies and versions of one document have one number rightly: files of one name but for what is put behind it, and files
of one title, or of nearly the same text, to the same 主送机关.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from genwen.agreement.reading.text import finding
from genwen.diagnostics import Finding, Position
from genwen.lint.marks import number_in
from genwen.lint.view import HEAD, NUMBER, RECIPIENTS, View
from genwen.lint.written import document_number_of
from genwen.patterns import regex
from genwen.records import record

_BEHIND = regex(
    r"(?:\s*(?:\.(?:核对|改正|新稿|花脸|排版)\d*|[（(]\d+[）)]|[-—_ ]*(?:的?副本|备份|定稿|终稿|送审稿|修改稿|打印稿)\d*))+$"
)
"""What is put behind the name of a document for a copy or a version of it."""
_REMARK = regex(r"[（(〔][^（）()〔〕]*[）)〕]$|\s")
_BETWEEN = regex(r"[、，,；;：:\s]+")
_NEARLY = 0.8
"""The share of lines that versions of one document have in common at least."""


@record(eq=False)
class Numbered:
    """A file with the number over its title: what it is named but for marks of copies, its title, whom it is sent to."""

    shown: str
    number: str
    place: str
    name: Path
    title: str
    recipients: frozenset[str]
    lines: frozenset[str]

    def is_version_of(self, other: Numbered) -> bool:
        """Whether both may be one document; where that cannot be told, they are."""
        if self.name == other.name or not (self.title and other.title):
            return True
        if self.recipients and other.recipients and not self.recipients & other.recipients:
            return False
        if self.title in other.title or other.title in self.title:
            return True
        shared = len(self.lines & other.lines) / max(len(self.lines), len(other.lines))
        return bool(self.recipients and other.recipients) and shared >= _NEARLY


def check_own_numbers(files: Iterable[tuple[Path, str, View]]) -> Iterator[Finding]:
    """Files with the number of another document, each told once; a file is given with its name in messages."""
    first: dict[str, list[Numbered]] = {}
    for item in _numbered(files):
        others = first.setdefault(item.number, [])
        if others and not any(item.is_version_of(other) for other in others):
            said = f"与 {others[0].shown} 是两份公文，发文字号都是“{item.number}”"
            yield finding("A408", said, "改正其中一份的发文字号", Position(item.shown, place=item.place))
        others.append(item)


def _numbered(files: Iterable[tuple[Path, str, View]]) -> Iterator[Numbered]:
    for path, shown, view in files:
        line = view.first(NUMBER, part=HEAD)
        number = document_number_of(number_in(line.said)) if line is not None else ""
        if line is not None and number:
            recipients = {name for each in view.of(RECIPIENTS) for name in _BETWEEN.split(each.said) if name}
            lines = frozenset(each.said for each in view.lines)
            name = path.resolve().with_name(_BEHIND.sub("", path.stem))
            yield Numbered(shown, number, line.place, name, _bare(view.title), frozenset(recipients), lines)


def _bare(title: str) -> str:
    """A title without remarks such as （征求意见稿）."""
    return _REMARK.sub("", title)
