"""Written bytes in, what is wrong with them out: the zip opened, changed parts parsed strictly, every value found.

Parsing is expat's: well-formed, prefixes declared, no DTD. Texts are then taken from the proved XML and searched for
the record in order, whole paragraphs as whole paragraphs. Knows nothing of templates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import unescape

from genwen.diagnostics import Finding, Position
from genwen.ooxml.markup import MarkupError, check_wellformed
from genwen.ooxml.package import PackageError, directory_of, read_member
from genwen.rendering.codes import finding
from genwen.rendering.record import PARAGRAPH_MARK, Printed

_TEXT = re.compile(r"<w:t(?:>| [^>]*[^/]>)([^<]*)</w:t>|<w:(br|cr|tab)(?: [^>]*)?/>|</?w:p(?:>| [^>]*>)")
_MARKS = {"br": "\n", "cr": "\n", "tab": "\t"}
_ELSEWHERE = re.compile(r"<w:instrText(?:>| [^>]*>)([^<]*)<|=\"([^\"]*)\"")
_SHOWN = 30


def text_of(xml: str) -> str:
    """The text of a proved part, a paragraph mark at the beginning and end of each paragraph."""
    pieces: list[str] = []
    for match in _TEXT.finditer(xml):
        text, mark = match.groups()
        if text is not None:
            pieces.append(text)
        else:
            pieces.append(_MARKS.get(mark, PARAGRAPH_MARK))
    return unescape("".join(pieces))


def read_back(
    data: bytes, printed: Mapping[str, Printed], file: str, parts: Iterable[str] | None = None
) -> list[Finding]:
    """What is wrong with a written .docx: `printed` is the record by part, `parts` the other parts to be parsed."""
    try:
        members = directory_of(data, file)
        names = dict.fromkeys([*printed, *(parts or ())])
        contents = {name: read_member(data, members[name], file) for name in names}
    except PackageError as error:
        return [finding("T086", Position(file), file, error.message)]
    except KeyError as error:
        return [finding("T086", Position(file), str(error.args[0]), "没有写进文件")]
    findings = []
    for name, content in contents.items():
        try:
            check_wellformed(content)
        except MarkupError as error:
            findings.append(finding("T086", Position(file), name, str(error)))
            continue
        if name in printed:
            findings += _missing(content.decode(), printed[name], file, name)
    return findings


def _missing(xml: str, printed: Printed, file: str, part: str) -> list[Finding]:
    """The first recorded text that does not follow the ones before it (later ones are then not looked for)."""
    text = text_of(xml)
    elsewhere = ""
    at = 0
    for wanted in printed.texts():
        if not wanted:
            continue
        found = text.find(wanted, at)
        if found < 0:
            # values in field codes and attributes have no place in the order of text
            elsewhere = elsewhere or _elsewhere(xml)
            if wanted in elsewhere:
                continue
            return [finding("T085", Position(file, place=part), wanted.strip(PARAGRAPH_MARK)[:_SHOWN])]
        # neighbours share no mark: each paragraph has its own two
        at = found + len(wanted)
    return []


def _elsewhere(xml: str) -> str:
    return unescape("\n".join(code or value for code, value in _ELSEWHERE.findall(xml)))
