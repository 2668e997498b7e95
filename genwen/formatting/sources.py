"""A draft of text (.txt, .md) in, its paragraphs and tables out in the form the readers of .docx give."""

from __future__ import annotations

import re
from collections.abc import Sequence

from genwen.facts.source.reader import encoding_of
from genwen.lint import marks
from genwen.ooxml.form import FormCell, FormDocument, FormParagraph, FormRow, FormRun, FormTable, ParagraphForm, RunForm
from genwen.ooxml.package import PackageError
from genwen.patterns import regex
from genwen.records import made, record

SYNTAX = "#|-*+>:\\"
"""The marks of Markdown, which are no text."""
MAX_LINES = 100_000
_MAX_TEXT = 20_000_000
_LEVELS = ("一级标题", "二级标题", "三级标题", "四级标题")
_LONGEST_HEAD = 9
"""Lines of a 版头 with several organs."""
_FAR = 12
"""Blanks (half-width) before a line that stands at the right."""
_HEADING = regex(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_ITEM = regex(r"^\s*[-*+]\s+(?=\S)")
_NUMBERED = regex(r"^(\s*\d{1,3}\.)[ \t]+(?=\D)")
_RULE = regex(r"\s*(?:(?:-\s*){3,}|(?:\*\s*){3,})$")
_DIVIDER = regex(r"\s*\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?\s*$")
_STRONG = regex(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_ESCAPED = regex(r"\\([!-/:-@\[-`{-~])")
_ASIDE = 0x10F000
"""Where escaped marks stand while the others are read: characters that no text has."""


@record(frozen=False, eq=False)
class _Read:
    """What has been read so far."""

    blocks: list[FormParagraph | FormTable] = made(default_factory=list)
    number: int = 0
    tables: int = 0
    broken: bool = False

    def paragraph(self, text: str, style: str = "", align: str = "left") -> FormParagraph:
        """A paragraph with the next number."""
        form = ParagraphForm(style=style, align=align, page_break_before=self.broken)
        runs = (FormRun(text, RunForm(size=16)),) if text else ()
        self.broken = False
        self.number += 1
        return FormParagraph(self.number - 1, runs, form)


def decoded(data: bytes, shown: str) -> str:
    """The text of a file in UTF-8 (with or without BOM), UTF-16 or GBK. Raises PackageError."""
    if len(data) > _MAX_TEXT:
        raise PackageError(f"文件“{shown}”有{len(data)}字节，大得不正常，不予读取", "请核对文件来源")
    text: str | None = None
    for encoding in (encoding_of(data)[0], "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    if text is None or re.search("[\0-\x08\x0b\x0e-\x1f\ufffe\uffff]", text):
        raise PackageError(
            f"文件“{shown}”不是文本文件，或编码无法识别", "请用记事本打开，另存为 UTF-8 编码的 .txt 再试"
        )
    if not text.strip():
        raise PackageError(f"文件“{shown}”里没有文字", "请核对文件")
    return text.lstrip("\ufeff")


def text_form(text: str, shown: str, markdown: bool) -> FormDocument:
    """The form of a text: each line that is not empty is a paragraph."""
    lines = re.split(r"\r\n|\r|\n", text)
    if len(lines) > MAX_LINES:
        raise PackageError(f"文件“{shown}”的段落多得不正常，不予读取", "请核对文件来源")
    read = _Read()
    depths = [len(match[1]) for line in lines if (match := _HEADING.match(line))] if markdown else []
    # a single # before everything else but the 版头 is the title
    titled = bool(depths) and depths[0] == min(depths) and depths.count(depths[0]) == 1 and _begins_with_title(lines)
    top = min([depth for depth in depths if depth != depths[0]], default=2) if titled else min(depths, default=1)
    at = 0
    while at < len(lines):
        line = lines[at]
        if "\f" in line:
            read.broken = True
            line = line.replace("\f", "")
        if markdown and at + 1 < len(lines) and "|" in line and "|" in lines[at + 1] and _DIVIDER.match(lines[at + 1]):
            at = _table(read, lines, at)
            continue
        at += 1
        if not markdown:
            read.blocks.append(read.paragraph(line.strip(), align=_side(line)))
            continue
        heading = _HEADING.match(line)
        if heading:
            depth = len(heading[1])
            style = _LEVELS[max(0, min(depth - top, 3))]
            if titled:
                style, titled = "公文标题", False
            read.blocks.append(read.paragraph(_plain(heading[2]), style))
        elif not _RULE.match(line):
            plain = _NUMBERED.sub(r"\1", _ITEM.sub("", line.lstrip("> ") if line.startswith(">") else line, count=1))
            read.blocks.append(read.paragraph(_plain(plain).strip(), align=_side(line)))
    return FormDocument(shown, tuple(read.blocks))


def _begins_with_title(lines: Sequence[str]) -> bool:
    """Whether nothing but lines of a 版头 stands before the first heading."""
    begun = [line.strip() for line in lines[: next(n for n, line in enumerate(lines) if _HEADING.match(line))]]
    head = [line for line in begun if line and not _RULE.match(line)]
    return not head or (len(head) <= _LONGEST_HEAD and all(_is_of_head(_plain(line)) for line in head))


def _is_of_head(text: str) -> bool:
    """Whether a line is 份号, 密级, 紧急程度, 发文机关标志, 发文字号 or 签发人 by its words."""
    forms = (marks.COPY_NUMBER, marks.CLASSIFICATION, marks.URGENCY)
    if any(form.fullmatch(text) for form in forms) or marks.is_number(text) or marks.is_order(text):
        return True
    if marks.SIGNATORY.match(text):
        return True
    return len(text) <= 40 and bool(marks.ORGAN.search(text) or text.endswith(("文件", "令", "纪要")))


def _side(line: str) -> str:
    """Where a line stands, by the blanks before it."""
    blanks = line[: len(line) - len(line.lstrip())]
    return "right" if sum(2 if char == "\u3000" else 4 if char == "\t" else 1 for char in blanks) >= _FAR else "left"


def _aside(text: str) -> str:
    """Escaped marks put aside."""
    return _ESCAPED.sub(lambda match: chr(_ASIDE + ord(match[1])), text)


def _plain(text: str) -> str:
    """The words of a line: marks of emphasis gone, escaped marks as they are said."""
    read = _STRONG.sub(r"\1", _aside(text))
    return "".join(chr(ord(char) - _ASIDE) if _ASIDE < ord(char) < _ASIDE + 128 else char for char in read)


def _table(read: _Read, lines: Sequence[str], at: int) -> int:
    """Read a table of Markdown; gives the number of the line after it."""
    rows = [_cells(read, lines[at])]
    at += 2
    while at < len(lines) and "|" in lines[at]:
        rows.append(_cells(read, lines[at]))
        at += 1
    read.tables += 1
    read.blocks.append(
        FormTable(read.tables, tuple(FormRow(row, header=not number) for number, row in enumerate(rows)))
    )
    return at


def _cells(read: _Read, line: str) -> tuple[FormCell, ...]:
    inner = _aside(line).strip().removeprefix("|").removesuffix("|")
    texts = [_plain(cell).strip() for cell in inner.split("|")]
    return tuple(FormCell((read.paragraph(text),)) for text in texts)
