"""How a value becomes bytes in the XML of a template: escaped, with line breaks, tabulators and styled runs.

The result is what docxtpl gives with autoescape: a line feed is w:br within the run, a tabulator a run of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from genwen.document.elements import Run, Text
from genwen.document.expressions import runs_of
from genwen.ooxml.markup import IllegalCharacter, escape, illegal_character
from genwen.ooxml.writer import BlockWriter
from genwen.patterns import regex
from genwen.records import record

SPECIAL = regex('[&<>"\x00-\x1f\ufffe\uffff]')
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_CLOSE = "</w:t></w:r>"


@record
class RunFormat:
    """The run around an inline tag: its rPr content, and the XML to leave it and to come back; None outside text."""

    rpr: str
    opening: str
    tab: str


def run_format(rpr: str) -> RunFormat:
    """The run format of a w:rPr content."""
    properties = f"<w:rPr>{rpr}</w:rPr>" if rpr else ""
    opening = f'<w:r>{properties}<w:t xml:space="preserve">'
    return RunFormat(rpr, opening, f"{_CLOSE}<w:r>{properties}<w:tab/></w:r>{opening}")


def text_xml(text: str, around: RunFormat | None) -> str:
    """`text` as it stands inside a w:t (or, without a run around it, in an attribute or field code).

    Raises IllegalCharacter.
    """
    if not SPECIAL.search(text):
        return text
    if illegal_character(text):
        raise IllegalCharacter(text)
    text = escape(text)
    if around is None:
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\t" in text:
        text = text.replace("\t", around.tab)
    return text.replace("\n", _BREAK)


def runs_xml(runs: Text, around: RunFormat | None, writer: BlockWriter) -> str:
    """Runs inside a w:t; those with a character style of their own leave the run of the template and come back."""
    if around is None:
        return text_xml("".join(run.text for run in runs), None)
    parts: list[str] = []
    for run in runs:
        if run.style:
            parts += (_CLOSE, writer.write_text((run,), around.rpr), around.opening)
        else:
            parts.append(text_xml(run.text, around))
    return "".join(parts)


def as_runs(value: object, names: Mapping[str, object]) -> Text:
    """How a value prints, as runs; raises TypeError when it does not."""
    if value.__class__ is tuple and all(item.__class__ is Run for item in value):
        return value
    return runs_of(value, names)
