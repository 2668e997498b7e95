"""Findings: what is wrong with a user's input, where it is and how to put it right.

Whatever can be wrong with user input is a `Finding` in a list; exceptions are for faults of the program or its
surroundings and for stopping a command. Nothing here reads or writes files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher, get_close_matches
from enum import IntEnum, StrEnum
from typing import Any

from genwen.records import record


class Severity(StrEnum):
    """How bad a finding is; only 错误 stops a build."""

    ERROR = "错误"
    WARNING = "警告"
    HINT = "提示"


class ExitCode(IntEnum):
    """Exit codes of every command (design contract)."""

    CLEAN = 0
    FINDINGS = 1
    MISUSE = 2
    INTERRUPTED = 130


@record
class Position:
    """Where something stands: file, line and column (from 1) in YAML, file and place in a .docx."""

    file: str
    line: int = 0
    column: int = 0
    place: str = ""

    def __str__(self) -> str:
        text = self.file
        if self.line:
            text += f":{self.line}"
            if self.column:
                text += f":{self.column}"
        if self.place:
            text += f" {self.place}"
        return text

    def to_json(self) -> dict[str, Any]:
        """The JSON form; zero and empty parts are left out."""
        form: dict[str, Any] = {"file": self.file}
        if self.line:
            form["line"] = self.line
        if self.column:
            form["column"] = self.column
        if self.place:
            form["place"] = self.place
        return form


_SHOWN = 100
_BEFORE = 60


def excerpt(line: str, column: int) -> str:
    """The line as shown: a long one only around `column`, control characters as �."""
    text = line.rstrip()
    if len(text) > _SHOWN:
        start = max(0, min(column - _BEFORE, len(text) - _SHOWN))
        end = start + _SHOWN
        text = ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
    return "".join(char if char.isprintable() or char in "\t\u3000" else "�" for char in text)


@record
class Finding:
    """One thing wrong with the input.

    `code` is stable and append-only; `message` says what is wrong, `hint` what to do about it, `source` is the line
    of the file it is about, `clause` and `strength` (硬, 软, 惯例) are set where a standard is at stake.
    """

    code: str
    message: str
    hint: str = ""
    position: Position | None = None
    severity: Severity = Severity.ERROR
    source: str = ""
    clause: str = ""
    strength: str = ""

    @property
    def basis(self) -> str:
        """What it rests on: the clause and how binding it is; "" where no standard is at stake."""
        return "，".join(part for part in (self.clause, self.strength) if part)

    def to_text(self) -> str:
        """The terminal form: place, severity, code and message; then the source line and the remedy with what it rests on."""
        head = f"{self.position}  " if self.position else ""
        lines = [f"{head}{self.severity} {self.code}  {self.message}"]
        if self.source and self.position and self.position.line:
            lines.append(f"  {self.position.line:>3} │ {excerpt(self.source, self.position.column)}")
        if self.hint:
            lines.append(f"  提示：{self.hint}" + (f"（{self.basis}）" if self.basis else ""))
        return "\n".join(lines)

    def to_json(self) -> dict[str, Any]:
        """The JSON form of the design contract."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "message": self.message,
            "hint": self.hint,
            "position": self.position.to_json() if self.position else None,
            "clause": self.clause,
            "strength": self.strength,
        }


class GenwenError(Exception):
    """Base of the errors a command ends with: it owns its exit code, its message and its remedy."""

    exit_code = ExitCode.MISUSE

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def to_text(self) -> str:
        """The message and, on a second line, the remedy."""
        return f"{self.message}\n  提示：{self.hint}" if self.hint else self.message


class FindingsError(GenwenError):
    """The input has errors; `findings` holds all of them, in order of place."""

    exit_code = ExitCode.FINDINGS

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = in_order(findings)
        super().__init__(f"发现{len(self.findings)}处问题")

    def __reduce__(self) -> tuple[Any, ...]:
        """The way between processes: made again from its findings, not from its message."""
        return type(self), (self.findings,)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The findings by file, line and column, each only once."""
    unique = dict.fromkeys(findings)
    return sorted(
        unique, key=lambda f: (f.position.file, f.position.line, f.position.column) if f.position else ("", 0, 0)
    )


def errors_in(findings: Iterable[Finding]) -> list[Finding]:
    """Those findings that stop a build."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def _in_place(one: str, other: str) -> int:
    return sum(left == right for left, right in zip(one, other, strict=False))


def nearest(word: str, known: Sequence[str]) -> str:
    """A remedy naming the known word nearest to `word`, or the known words when none is near."""
    near = get_close_matches(word, known, n=6, cutoff=0.5)
    if near:
        # of those equally near, the one with most characters in their places: 标提 is 标题, not 目标
        best = max(near, key=lambda each: (SequenceMatcher(None, each, word).ratio(), _in_place(each, word)))
        return f"是否应为“{best}”？"
    shown = "、".join(list(known)[:12])
    return f"可用：{shown}{'……' if len(known) > 12 else ''}" if known else ""
