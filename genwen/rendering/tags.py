"""The grammar of template tags: paragraph text in, tags and the faults of writing them out.

The syntax is docxtpl's: `{{ }}`, `{% %}`, `{# #}`, each with the prefixes p, tr, tc, r, and with dashes that eat the
space before or after. Text is the raw text of w:t elements, so that offsets are exact; only `Tag.body` is resolved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from genwen.patterns import regex
from genwen.records import record

CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
PREFIX_ELEMENTS = {"p": "w:p", "tr": "w:tr", "tc": "w:tc", "r": "w:r"}

_OPENER = regex(r"\{\{|\{%|\{#")
_QUOTED = regex(r"\"[^\"]*\"|'[^']*'|“[^”]*”|‘[^’]*’|\{\{|\{%|\}\}|%\}|#\}|\{#")
_PREFIX = regex(r"(p|tr|tc|r)(?=\s)")
_SPACED_PREFIX = regex(r"\s+(tr|tc|p|r)\s+(?=\S)")
_WIDE = regex(r"[{｛][{｛%％#＃]|[}｝%％#＃][}｝]")
_LOOSE_CLOSER = regex(r"\}\}|%\}|#\}")
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_ASCII_SPACE = regex(r"[\u00a0\u3000\u2002\u2003\u2009]")


@record
class Span:
    """A tag in raw text from `start` to `end`; `opener` is `{{`, `{%` or `{#`."""

    start: int
    end: int
    opener: str
    inside: str


@record
class Fault:
    """A stretch of raw text that is no proper tag; `code` as in rendering/codes.py, `detail` completes the message."""

    code: str
    start: int
    end: int
    detail: str = ""


@record
class Tag:
    """What a span says: `prefix` is p, tr, tc, r or "", `body` the expression or statement with entities resolved."""

    opener: str
    prefix: str
    body: str
    dash_before: bool = False
    dash_after: bool = False
    plus: bool = False

    @property
    def text(self) -> str:
        """The tag as shown in messages."""
        return f"{self.opener}{self.prefix} {self.body} {CLOSERS[self.opener]}"

    @property
    def statement(self) -> str:
        """The first word of a `{% %}` tag."""
        return self.body.split(None, 1)[0] if self.opener == "{%" and self.body else ""

    @property
    def argument(self) -> str:
        """What follows the first word of a `{% %}` tag."""
        return self.body.removeprefix(self.statement).strip()

    @property
    def jinja(self) -> str:
        """The tag in Jinja's own words, quotes made half-width."""
        before, after = "-" * self.dash_before, "-" * self.dash_after
        return f"{self.opener}{before} {straight(self.body)} {after}{CLOSERS[self.opener]}"


def straight(body: str) -> str:
    """An expression with Chinese quotes and spaces as half-width ones, as docxtpl reads it."""
    return _ASCII_SPACE.sub(" ", body.translate(_QUOTES))


def spans_in(text: str) -> list[Span]:
    """The complete tags of raw text, in order."""
    return [item for item in scan(text) if isinstance(item, Span)]


def split_points(text: str) -> list[tuple[int, int]]:
    """Where the complete tags of raw text start and end (for `ooxml.runs.join_split`)."""
    return [(span.start, span.end) for span in spans_in(text)]


def scan(text: str) -> Iterator[Span | Fault]:
    """Tags and faults of raw text, in order: tags left open, closed by the wrong mark, stray ends, full-width braces."""
    at = 0
    while opener := _OPENER.search(text, at):
        yield from _faults_between(text, at, opener.start())
        end, fault = _end_of(text, opener[0], opener.end())
        if fault:
            yield Fault(fault, opener.start(), end)
        else:
            yield Span(opener.start(), end, opener[0], text[opener.end() : end - 2])
        at = end
    yield from _faults_between(text, at, len(text))


def _end_of(text: str, opener: str, start: int) -> tuple[int, str]:
    """Where the tag that opens before `start` ends, and the code of a fault ("" for none)."""
    closer = CLOSERS[opener]
    if opener == "{#":
        end = text.find(closer, start)
        return (end + 2, "") if end >= 0 else (len(text), "T001")
    for match in _QUOTED.finditer(text, start):
        found = match[0]
        if found == closer:
            # }}} closes a mapping and then the tag
            end = match.end() + (text[match.end() : match.end() + 1] == "}" and opener == "{{")
            return end, ""
        if found in ("{{", "{%", "{#"):
            return match.start(), _unclosed(text[start : match.start()])
        if found in ("}}", "%}"):
            return match.end(), "T006"
    # a quote left open may have hidden the end
    end = text.find(closer, start)
    stop = _OPENER.search(text, start)
    if end >= 0 and not (stop and stop.start() < end):
        return end + 2, ""
    limit = stop.start() if stop else len(text)
    return limit, _unclosed(text[start:limit])


def _unclosed(rest: str) -> str:
    return "T003" if re.search(r"[}｝%％]｝|｝\}", rest) else "T001"


def _faults_between(text: str, start: int, end: int) -> Iterator[Fault]:
    piece = text[start:end]
    for match in _LOOSE_CLOSER.finditer(piece):
        yield Fault("T002", start + match.start(), start + match.end(), match[0])
    if "｛" in piece or "｝" in piece or "％}" in piece or "{％" in piece:
        for match in _WIDE.finditer(piece):
            if any(mark in match[0] for mark in "｛｝％＃"):
                yield Fault("T003", start + match.start(), start + match.end(), match[0])


def read_tag(span: Span) -> Tag:
    """What the span says."""
    inside = span.inside
    prefix = _PREFIX.match(inside)
    named = prefix[1] if prefix else ""
    if prefix:
        inside = inside[prefix.end() :]
    before, after = inside[:1] == "-", inside[-1:] == "-"
    plus = inside[:1] == "+" or (inside[-1:] == "+" and span.opener == "{%")
    inside = inside[before : len(inside) - after] if inside not in ("-", "") else ""
    return Tag(span.opener, named, unescape(inside).strip().strip("\u3000"), before, after, plus)


def spaced_prefix(span: Span) -> str:
    """The prefix of a tag written with a space before it (`{% p if`, `{% tr for`), or ""."""
    match = _SPACED_PREFIX.match(span.inside)
    return match[1] if match else ""
