"""What a rule is: an id that never changes, the violation it is named for, its clause, how binding it is, and a check.

A check is a pure function from a view to hits. 正例 and 反例 are small documents in the notation of `examples`; the tests
hold every rule to its own two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from genwen.diagnostics import Severity
from genwen.lint.view import Line, View
from genwen.records import record
from genwen.searching import found_in

T = TypeVar("T")
_FEW = 3
"""Alike faults up to which each is told at its place."""
HARD, SOFT, CUSTOM = "硬", "软", "惯例"
"""The standard's 应/必须; its 一般/推荐; practice that no clause lays down."""
UNWRITTEN = "无条文"
"""Stands where others name their clause."""
ERROR, WARNING, NOTICE = Severity.ERROR, Severity.WARNING, Severity.HINT


@record
class Hit:
    """One violation: where (a line and characters of its text, or a place in words), what and the remedy."""

    message: str
    hint: str = ""
    line: Line | None = None
    start: int = 0
    end: int = 0
    place: str = ""
    notice: bool = False
    """Less sure than the rule usually is: a 提示 whatever the rule's severity."""
    unsure: bool = False
    """Not quite as sure as the rule usually is: one step less than the rule's severity."""
    right: str = ""
    """What should stand instead of the characters, where only the rule can tell."""
    page: int = 0
    """The printed page it is seen on, 0 when it was not seen on paper."""


Check = Callable[[View], Iterable[Hit]]


@record
class Rule:
    """One rule; `by_role` says that it rests on which 要素 a line was taken for."""

    id: str
    name: str
    clause: str
    strength: str
    severity: Severity
    reason: str
    good: str
    bad: str
    check: Check
    by_role: bool = False

    @property
    def family(self) -> str:
        """The family by the first figure of the id."""
        return FAMILIES[self.id[1]]


FAMILIES = {
    "1": "页面和页码",
    "2": "版头",
    "3": "主体各要素",
    "4": "层次序数",
    "5": "标点符号",
    "6": "数字、日期和单位",
    "7": "稿面",
    "8": "表格和版记",
    "9": "附件",
}


def at(line: Line, match: re.Match[str], message: str, hint: str = "", group: int | str = 0, *, right: str = "") -> Hit:
    """A hit on what a pattern matched in the text of a line; `right` is what should stand there."""
    return Hit(message, hint, line, match.start(group), match.end(group), right=right)


def on(line: Line, message: str, hint: str = "", *, notice: bool = False) -> Hit:
    """A hit on a whole line."""
    return Hit(message, hint, line, 0, len(line.text), notice=notice)


def told(found: Sequence[T]) -> tuple[Sequence[T], str]:
    """Which of alike faults are told, and what is said of the others: each of a few, of many the first and their number."""
    return (found, "") if len(found) <= _FEW else (found[:1], f"（共{len(found)}段）")


def each(
    lines: Iterable[Line], pattern: re.Pattern[str], said: Callable[[re.Match[str]], tuple[str, str]],
    seen_as: Callable[[str], str] = str,
) -> Iterator[Hit]:  # fmt: skip
    """A hit for every match of a pattern; `seen_as` blanks what is not to be looked at, keeping the length."""
    for line, match in found_in(lines, pattern, seen_as):
        yield at(line, match, *said(match))


def around(text: str, start: int, end: int, margin: int = 5) -> str:
    """The words around a place, for a message."""
    left, right = max(0, start - margin), min(len(text), end + margin)
    return text[left:right].replace("\n", "").replace("\0", "×").strip()
