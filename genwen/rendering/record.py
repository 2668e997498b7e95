"""The record of what was printed: every value in order, as runs for the trace and as texts for the read-back.

Events are kept as they come (text, runs or blocks) and worked out only when asked, as most documents of a bulk run are
never asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from genwen.diagnostics import Finding, Position
from genwen.document.elements import (
    Blocks,
    Chart,
    FootBox,
    Origin,
    OriginKind,
    Run,
    Text,
    runs_in,
)
from genwen.document.keeping import texts_in
from genwen.ooxml.markup import illegal_character
from genwen.records import made, record
from genwen.rendering.codes import finding

PARAGRAPH_MARK = "\ue01e"
"""Stands for the beginning and the end of a paragraph in read-back texts: a private character no fact may hold."""

TYPED = Origin(OriginKind.TYPED)

Said = str | Text | Blocks
"""What one tag printed: a plain text, runs, or blocks."""
Event = Said | Callable[[], Blocks]
"""The same, or what gives blocks that are put together only when somebody asks for them."""


@record(frozen=False)
class Printed:
    """What was printed into one part, in order.

    `repeated` are texts printed elsewhere and written here again (the data of a chart): found, but no values of their own.
    """

    events: list[Event] = made(default_factory=list)
    repeated: list[str] = made(default_factory=list)

    def said(self) -> Iterator[Said]:
        """What the tags printed."""
        return (event() if callable(event) else event for event in self.events)

    def __iter__(self) -> Iterator[Run]:
        for event in self.said():
            if isinstance(event, str):
                yield Run(event, "", TYPED)
            else:
                yield from _runs(event)

    def texts(self) -> Iterator[str]:
        """What must be found in the part, in order: inline values, and whole paragraphs between paragraph marks.

        Paragraphs of blocks that follow each other are one text, empty ones left out; a FootBox begins a new one.
        """
        for event in self.said():
            if isinstance(event, str):
                yield normal(event)
            elif event and isinstance(event[0], Run):
                yield normal("".join([run.text for run in event]))
            else:
                yield from _paragraph_texts(event)  # type: ignore[arg-type]
        for text in self.repeated:
            yield from _joined([text] if text else [])

    def charts(self) -> list[Chart]:
        """The charts printed, in order."""
        return [block for event in self.said() for block in event if block.__class__ is Chart]


def _paragraph_texts(blocks: Blocks) -> Iterator[str]:
    texts: list[str] = []
    begins = PARAGRAPH_MARK
    for block in blocks:
        if block.__class__ is FootBox:
            yield from _joined(texts, begins)
            # in the paragraph that holds the box its position stands before the text
            texts, begins = [], ""
        if block.__class__ is not Chart:  # its texts stand in a part of its own
            texts += texts_in(block)
    yield from _joined(texts, begins)


def _joined(texts: list[str], begins: str = PARAGRAPH_MARK) -> Iterator[str]:
    if texts:
        yield normal(f"{begins}{PARAGRAPH_MARK.join(texts)}{PARAGRAPH_MARK}")


def _runs(event: Text | Blocks) -> Iterator[Run]:
    if event and isinstance(event[0], Run):
        yield from event
    else:
        yield from runs_in(event)  # type: ignore[arg-type]


def normal(text: str) -> str:
    """Text with its line ends as one line feed each, as an XML parser gives them."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def illegal_values(records: Iterable[Printed], file: str, part: str) -> list[Finding]:
    """Which printed values hold characters that XML does not allow."""
    found = []
    for run in (run for printed in records for run in printed):
        character = illegal_character(run.text)
        if character:
            position = run.origin.position if run.origin else None
            shown = "".join(char if char.isprintable() else "·" for char in run.text)[:20]
            found.append(finding("T083", position or Position(file), shown, f"U+{ord(character):04X}"))
    return found or [finding("T086", Position(file), part, "有控制字符")]
