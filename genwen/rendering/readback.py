"""Written bytes in, what is wrong with them out: the zip opened, changed parts parsed strictly, every value found.

Parsing is expat's: well-formed, no DTD. The text is searched for the record in order, paragraphs of
blocks as whole paragraphs. Of a part that is byte for byte made of pieces others have too, those are parsed once
(`pieces`). Knows nothing of templates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import unescape

from genwen.diagnostics import Finding, Position
from genwen.ooxml.markup import MarkupError, character_data, check_wellformed
from genwen.ooxml.package import PackageError, directory_of, read_member, read_package
from genwen.patterns import regex
from genwen.rendering.codes import finding
from genwen.rendering.pieces import Pieces
from genwen.rendering.record import PARAGRAPH_MARK, Printed

_BREAKS = ((b"<w:br/>", b"\n<w:br/>"), (b"<w:tab/>", b"\t<w:tab/>"))
_MARK = PARAGRAPH_MARK.encode()
_MARK_SIZE = len(PARAGRAPH_MARK)
_CHART_TAGS, _SHEET_TAGS = (b"c:v", b"a:t"), (b"v", b"t")
_SPACED = b'<t xml:space="preserve">'
WORKBOOK = ".xlsx"
SHEET_PART = "xl/worksheets/sheet1.xml"
_ATTRIBUTE = regex(r"=\"([^\"]*)\"")
_SHOWN = 30


def text_of(data: bytes, breaks: bool = True) -> str:
    """The text of a part, paragraph marks between paragraphs that are not empty; raises MarkupError.

    With `breaks` line breaks and tabulators are characters of it.

    The marks are put in before parsing, as character data: that proves and reads in one pass, and no fault of the XML
    can hide behind them. Prefixes were proved when the template was compiled.
    """
    return _paragraphs(character_data((_marked_breaks if breaks else _marked)(data)))


def _marked(data: bytes) -> bytes:
    return data.replace(b"</w:p>", _MARK + b"</w:p>")


def _marked_breaks(data: bytes) -> bytes:
    data = _marked(data)
    for tag, marked in _BREAKS:
        if tag in data:
            data = data.replace(tag, marked)
    return data


def _paragraphs(text: str) -> str:
    """Marked text with one mark between paragraphs that are not empty, one before the first, one after the last."""
    return f"{PARAGRAPH_MARK}{PARAGRAPH_MARK.join(filter(None, text.split(PARAGRAPH_MARK)))}{PARAGRAPH_MARK}"


def _text_of_pieces(content: bytes, made: Pieces | None, breaks: bool) -> str:
    """As `text_of`, of a part that was made of pieces; raises MarkupError."""
    if made is None or content != b"".join(made.pieces):
        return text_of(content, breaks)
    marked = _marked_breaks if breaks else _marked
    text = made.common.text(made.pieces, marked, breaks)
    if text is not None:
        return _paragraphs(text)
    whole = text_of(content, breaks)
    made.common.learn(made.pieces, marked, breaks)
    return whole


def _marked_data(name: str, content: bytes) -> bytes:
    """A chart part, or the sheet of its workbook, with marks around each value; raises MarkupError."""
    tags = _CHART_TAGS
    if name.endswith(WORKBOOK):
        try:
            content = read_package(content, name)[SHEET_PART]
        except (PackageError, KeyError) as error:
            raise MarkupError(str(error)) from None
        tags = _SHEET_TAGS
    for tag in tags:
        content = content.replace(b"<" + tag + b">", b"<" + tag + b">" + _MARK)
        content = content.replace(b"</" + tag + b">", _MARK + b"</" + tag + b">")
    return content.replace(_SPACED, _SPACED + _MARK)


def read_back(
    data: bytes,
    printed: Mapping[str, Printed],
    file: str,
    parts: Iterable[str] | None = None,
    pieces: Mapping[str, Pieces] | None = None,
) -> list[Finding]:
    """What is wrong with a written .docx: `printed` is the record by part, `parts` the other parts to be parsed.

    `pieces` are what parts were made of, where other documents have some of them too.
    """
    pieces = pieces or {}
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
            if name in printed and printed[name].repeated:
                data = _marked_data(name, content)
                texts = list(printed[name].texts())
                findings += _missing(character_data(data), data, texts, file, name)
            elif name in printed:
                texts = list(printed[name].texts())
                breaks = any("\n" in text or "\t" in text for text in texts)
                text = _text_of_pieces(content, pieces.get(name), breaks)
                findings += _missing(text, content, texts, file, name)
            else:
                check_wellformed(content, namespaces=False)
        except MarkupError as error:
            findings.append(finding("T086", Position(file), name, str(error)))
    return findings


def _missing(text: str, content: bytes, texts: Iterable[str], file: str, part: str) -> list[Finding]:
    """The first recorded text that does not follow the ones before it (later ones are then not looked for)."""
    at = 0
    for wanted in texts:
        found = text.find(wanted, at)
        if found >= 0:
            at = found + len(wanted)
            # the mark at the end of one paragraph is the one at the beginning of the next
            if wanted[-1:] == PARAGRAPH_MARK:
                at -= _MARK_SIZE
        elif wanted not in _attributes(content):
            # values in attributes have no place in the order of text
            return [finding("T085", Position(file, place=part), _first_missing(text, wanted, at)[:_SHOWN])]
    return []


def _first_missing(text: str, wanted: str, at: int) -> str:
    """The first paragraph of `wanted` that the text does not have in its place."""
    for paragraph in wanted.strip(PARAGRAPH_MARK).split(PARAGRAPH_MARK):
        found = text.find(f"{PARAGRAPH_MARK}{paragraph}{PARAGRAPH_MARK}", at)
        if found < 0:
            return paragraph
        at = found + len(paragraph)
    return wanted.strip(PARAGRAPH_MARK)


def _attributes(content: bytes) -> str:
    return unescape("\n".join(_ATTRIBUTE.findall(content.decode())))
