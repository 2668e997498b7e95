"""What is checked: documents as lines and tables of plain text, each knowing where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from genwen.diagnostics import Finding, Position, Severity
from genwen.document.elements import Run
from genwen.patterns import regex
from genwen.records import made, record, replace

if TYPE_CHECKING:
    from genwen.facts.loader import Facts

MASK = "\0"
_SHOWN = 14


@record(eq=False)
class Line:
    """A paragraph or a table cell: its text, its place, and the runs it is made of (none for a foreign file)."""

    text: str
    position: Position
    document: str = ""
    runs: tuple[Run, ...] = ()
    style: str = ""

    def run_at(self, offset: int) -> tuple[Run, int] | None:
        """The run at `offset` and where it starts."""
        start = 0
        for run in self.runs:
            if start <= offset < start + len(run.text):
                return run, start
            start += len(run.text)
        return None

    def at(self, offset: int) -> Position:
        """The place of the character at `offset`: in YAML where it was typed, else that of the line."""
        found = self.run_at(offset)
        if found is None or found[0].origin is None or found[0].origin.position is None:
            return self.position
        position, start = found[0].origin.position, found[1]
        return replace(position, column=position.column + offset - start) if position.column else position

    def said(self, start: int, end: int) -> str:
        """A place with the words there, for the message about another place."""
        left, right = max(0, start - 8), min(len(self.text), max(end, start + _SHOWN))
        shown = self.text[left:right].replace("\n", "")
        name = f"《{self.document}》" if self.document and self.document not in self.position.file else ""
        return f"{name}{self.at(start)}“{shown}”"


@record(eq=False)
class Span:
    """Words of a line, from `start` to `end`."""

    line: Line
    start: int
    end: int

    @property
    def words(self) -> str:
        """The words themselves, as written."""
        return self.line.text[self.start : self.end]

    @property
    def at(self) -> Position:
        """Where they begin."""
        return self.line.at(self.start)

    @property
    def said(self) -> str:
        """Their place with the words there, for the message about another."""
        return self.line.said(self.start, self.end)


@record(eq=False)
class Grid:
    """A table as rows of cells, header rows first; `columns` of spanned cells are repeated as empty ones."""

    rows: tuple[tuple[Line, ...], ...]
    position: Position
    after: int = 0
    """Index in the document's lines of the first line after the table."""


@record(eq=False)
class View:
    """One document, or `lines` of one from number `first` on: its lines outside tables in reading order, and its tables."""

    name: str
    lines: tuple[Line, ...]
    grids: tuple[Grid, ...] = ()
    first: int = 0

    def after(self, grid: Grid) -> int:
        """The index in `lines` of the first line after a table."""
        return grid.after - self.first

    def before(self, grid: Grid, count: int) -> tuple[Line, ...]:
        """The last lines above a table."""
        stop = max(0, self.after(grid))
        return self.lines[max(0, stop - count) : stop]

    def below(self, grid: Grid, count: int) -> tuple[Line, ...]:
        """The first lines under a table."""
        start = max(0, self.after(grid))
        return self.lines[start : start + count]

    def everything(self) -> tuple[Line, ...]:
        """Every line that is not empty, those in tables last."""
        return _everything(self)


@lru_cache(maxsize=1024)
def _everything(view: View) -> tuple[Line, ...]:
    cells = (cell for grid in view.grids for row in grid.rows for cell in row)
    return tuple(line for line in (*view.lines, *cells) if line.text)


@record(frozen=False, eq=False)
class Subject:
    """What the rules look at: the documents, and the facts and the scope of expressions when they are at hand."""

    views: tuple[View, ...]
    facts: Facts | None = None
    scope: dict[str, object] = made(default_factory=dict)

    def lines(self) -> tuple[Line, ...]:
        """Every line of every document."""
        return _lines_of(self.views)


@lru_cache(maxsize=64)
def _lines_of(views: tuple[View, ...]) -> tuple[Line, ...]:
    return tuple(line for view in views for line in view.everything())


_WINDOW, _STEP = 400, 320


@lru_cache(maxsize=16)
def near_views(subject: Subject) -> Subject:
    """The subject with long documents as overlapping parts, so that rules which compare all with all take time in proportion."""
    found: list[View] = []
    for view in subject.views:
        if len(view.lines) <= _WINDOW:
            found.append(view)
            continue
        for start in range(0, len(view.lines), _STEP):
            stop = start + _WINDOW
            last = stop >= len(view.lines)
            grids = tuple(grid for grid in view.grids if start <= grid.after < stop or (last and grid.after >= stop))
            found.append(View(view.name, view.lines[start:stop], grids, start))
            if last:
                break
    return Subject(tuple(found), subject.facts, subject.scope)


@record
class Rule:
    """One rule: its stable id, its name for the violation, why it is one, and the function that looks for it."""

    id: str
    name: str
    reason: str
    check: Callable[[Subject], Iterator[Finding]]
    foreign: bool = True
    """Whether it also looks at a .docx without facts."""
    near: bool = False
    """Whether what it holds against each other stands near in a document, so that a long one may be looked at in parts."""
    rest: bool = False
    """Whether it looks for what is left: a number that another rule has already told of at the same place is not told again."""


def side_by_side(lines: Iterable[Line], one: str, other: str, marks: str = "") -> bool:
    """Whether two wordings stand in one line, or in one part of it between some marks, so that they are meant to differ."""
    both = (line.text for line in lines if one in line.text and other in line.text)
    return any(
        one in part and other in part for text in both for part in (re.split(f"[{marks}]", text) if marks else (text,))
    )


REVIEWED, CUSTOM = "条例第二十条", "惯例"
"""What is to be looked at before a paper is signed: whether names, times, numbers and what is cited are right. How, is left to practice."""


def finding(
    code: str, message: str, hint: str, at: Position, severity: Severity = Severity.WARNING, clause: str = REVIEWED
) -> Finding:
    """A finding of agreement; the message names the other place."""
    return Finding(code, message, hint, at, severity, clause=clause, strength=CUSTOM)


_MASKED = regex(
    r"《(?:[^《》]|《[^《》]*》)*》"
    r"|[\u4e00-\u9fffA-Za-z×]{1,12}[〔\[［【]\s*\d{4}\s*[〕\]］】]\s*第?\d+\s*号"
    r"|[〔\[［]\d{4}[〕\]］]\s*\d+\s*号"
    r"|(?<![A-Za-z])[A-Z]{2,5}\d{0,2}(?:\s*/\s*[A-Z])?\s*\d[\d.]*(?:\s*[-—－–]\s*\d{4})?"
    r"|https?://\S+|[\w.]+@[\w.]+"
    r"|(?<![\d.])(?:19|20)\d{2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,2}(?![\d])"
    r"|(?<![\d.])(?:(?:19|20)\d{2}|20_+)\s*(?:年度?)?\s*[-—－–至到~～]\s*(?:(?:19|20)\d{2}|20_+)\s*年(?:度)?"
    r"|(?<![\d.])(?:(?:19|20)\d{2}|20_+)\s*年(?:度|底|末|初)?(?:\s*\d{1,2}\s*月(?:份|底|初)?(?:\s*\d{1,2}\s*[日号])?)?"
    r"|(?<![\d.])\d{1,2}\s*[-—－–至~～]\s*\d{1,2}\s*月(?:份|底)?"
    r"|(?<![\d.])\d{1,2}\s*月(?:份|底|初|上旬|中旬|下旬)?(?:\s*\d{1,2}\s*[日号]?(?=\s*[-—－–至~～日号])\s*[日号]?)?"
    r"(?:\s*[-—－–至~～]\s*(?:\d{1,2}\s*月)?\s*\d{1,2}\s*[日号])?"
    r"|(?<![\d.])\d{1,2}\s*[:：]\s*\d{2}(?!\d)"
    r"|(?<![\d.])\d{1,2}时\d{1,2}分(?![钟之])"
    r"|(?<!\d)(?:0\d{2,3}\s*[-—－ ]?\s*\d{7,8}|1[3-9]\d{9}|400[- ]?\d{3}[- ]?\d{4})(?!\d)"
    r"|(?:电话|传真|手机|邮编|邮政编码|QQ|编号|代码|账号)[^\d，。；\n]{0,6}[\d\-— 、]{5,}"
    r"|第\s*[\d一二三四五六七八九十百]+\s*[条款项章节次届期批号页个季位名轮届]?"
    r"|(?:附件|附表|附图|附录|(?<![水电气热仪钟能量手地])[表图]|注)\s*\d+(?:[-.]\d+)*(?![\d万亿%人名个家份块台册幅套件]|\.\d)"
    r"|[“\"]\s*[\d一二三四五六七八九十]+(?:[·.+]\d+)*\s*[”\"]"
)
_RANGE = regex(r"(?<!\d)\d[\d,.]*\s*(?:[万亿]?[\u4e00-\u9fff%％/]{0,4})\s*[—－–~～]\s*\d[\d,.]*")


_HALVES = regex("[,;:()!?]")
_HALF = str.maketrans(";()!?", "；（）！？")
_WIDE = regex("[０-９．％]")
_NARROW = str.maketrans("０１２３４５６７８９％", "0123456789%") | {ord("．"): "."}
_THOUSANDS = regex(r"(?<![\d,.])\d{1,3}(?:，\d{3})+(?![\d])")
_COMMA = regex(r"(?<!\d),|,(?!\d{3}(?!\d))")
_COLON = regex(r"(?<=[\u4e00-\u9fff\d）]):(?=[\u4e00-\u9fff\s]|$)")


@lru_cache(maxsize=1 << 15)
def full_marks(text: str) -> str:
    """Half-width punctuation among Chinese as full-width, full-width digits as half-width, as long as before: one form of each is looked for."""
    if text.isascii():
        return text
    if _WIDE.search(text):
        text = text.translate(_NARROW)
    if "，" in text:
        text = _THOUSANDS.sub(lambda match: match.group().replace("，", ","), text)
    if _HALVES.search(text):
        return _COLON.sub("：", _COMMA.sub("，", text)).translate(_HALF)
    return text


@lru_cache(maxsize=65536)
def masked(text: str) -> str:
    """The text with dates, 文号, titles, standards, ordinals, telephone numbers and ranges blanked, as long as before."""
    blank = _MASKED.sub(lambda match: MASK * len(match.group()), text)
    return _RANGE.sub(lambda match: MASK * len(match.group()), blank)
