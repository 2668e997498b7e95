"""What the rules look at: the lines of a document with their 要素, where they stand, and its tables and pages.

A line is a paragraph that is not empty. Its place is told so that a clerk finds it: 主体·正文 第5段“为深入…”.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TypeVar, cast

from genwen import standard
from genwen.lint.ordinals import Found, read_ordinal
from genwen.lint.printed import Page
from genwen.ooxml.form import FormDocument, FormParagraph, FormRun, FormTable
from genwen.patterns import regex
from genwen.records import made, record

T = TypeVar("T")
_UNREAD = object()
HEAD, MAIN, ISSUED, ATTACHED, IMPRINT = "版头", "主体", "印发件", "附件", "版记"
COPY_NUMBER, CLASSIFICATION, URGENCY = "份号", "密级", "紧急程度"
MARK, NUMBER, SIGNATORY = "发文机关标志", "发文字号", "签发人"
TITLE, RECIPIENTS, BODY = "标题", "主送机关", "正文"
LEVELS = ("一级标题", "二级标题", "三级标题", "四级标题")
ATTACHMENT_NOTE, SIGNATURE, DATE, NOTE = "附件说明", "署名", "成文日期", "附注"
ATTACHMENT_MARK, ATTACHMENT_TITLE = "附件标识", "附件标题"
COPIES, MOVED_RECIPIENTS, PRINTING = "抄送机关", "主送机关（版记）", "印发机关"
CELL, TABLE_NOTE, OTHER = "表格", "表注", "其他"
PROSE = (BODY, *LEVELS)
_SHOWN = 10
_CLOSING_LINES = 3
_CLOSINGS = {
    "报告": regex("特此报告[。！]?|(?:以上|专此)报告[^。]{0,10}请[^。]{0,4}审阅[。！]?"),
    "请示": regex("(?:妥否|当否|可否|是否妥当|以上请示|特此请示)[^。]{0,12}[。！]?"),
}
_LAST_SENTENCE = regex("[。！；]")
_LONGEST_FORM = 600


@record(frozen=False, eq=False)
class Line:
    """A paragraph with text: its 要素 (`role`), the part it stands in, and whether these are certain."""

    text: str
    paragraph: FormParagraph
    index: int = 0
    role: str = OTHER
    part: str = MAIN
    sure: bool = True
    blanks: int = 0
    """Empty paragraphs right before it."""
    new_page: bool = False
    ordinal_in_part: int = 0
    table: int = 0
    """Number of the table it stands in, 0 for none; `row` and `column` from 1."""
    row: int = 0
    column: int = 0
    grid: int = 0
    """Which table of its part that is, those that only put things in place not counted."""
    laid_out: bool = False
    """The table only puts things in place: head, signatures, 版记."""
    parted: str = ""
    """How it was parted from others of its paragraph (see `parting`), "" for a paragraph of its own."""
    _main: FormRun | None = None
    _read: object = _UNREAD
    mixed: Found | None = None
    """The ordinal it should have where the one it has is in the style of another level."""

    @property
    def ordinal(self) -> Found | None:
        """The ordinal it begins with, as its place wants it; None for none."""
        if self.mixed is not None:
            return self.mixed
        if self._read is _UNREAD:
            self._read = read_ordinal(self.whole)
        return cast("Found | None", self._read)

    @property
    def label(self) -> str:
        """The automatic number before the text."""
        return self.paragraph.label

    @property
    def whole(self) -> str:
        """The text with its automatic number."""
        return self.label + self.text

    @cached_property
    def said(self) -> str:
        """The text without the spaces around it, as far as forms of 要素 go: a longer one is none of them."""
        text = self.text.strip()
        return text if len(text) <= _LONGEST_FORM else f"{text[:_LONGEST_FORM]}\0"

    @property
    def place(self) -> str:
        """Where it stands, for the clerk."""
        shown = self.text.strip().replace("\n", "").replace("\t", " ")
        excerpt = f"“{shown[:_SHOWN]}{'…' if len(shown) > _SHOWN else ''}”"
        sure = "" if self.sure else "（推断）"
        if self.table and not self.laid_out:
            return f"{self.table_place} 第{self.row}行第{self.column}列{excerpt}"
        numbered = f"第{self.ordinal_in_part}段" if self.role in PROSE else ""
        name = BODY if self.role in LEVELS else self.role
        return f"{self.part}·{name}{sure} {numbered}{excerpt}"

    @property
    def table_place(self) -> str:
        """Where the table is that it stands in, for the clerk."""
        return f"{self.part}·表{self.grid or self.table}"

    def main_run(self) -> FormRun:
        """The run most of the text stands in; Chinese text counts before figures, the last of equals before the others."""
        if self._main is None:
            runs = [run for run in self.paragraph.runs if run.text.strip()] or list(self.paragraph.runs)
            self._main = runs[0] if len(runs) == 1 else max(reversed(runs), key=lambda run: _weight(run.text))
        return self._main


@record(frozen=False, eq=False)
class Grid:
    """A table of data: its lines row by row, cells as texts, and the table itself."""

    table: FormTable
    part: str
    rows: list[list[str]]
    lines: list[Line]

    @property
    def place(self) -> str:
        """Where it stands."""
        return self.lines[0].table_place if self.lines else f"{self.part}·表{self.table.number}"


@record(frozen=False, eq=False)
class View:
    """A document as the rules see it."""

    form: FormDocument
    lines: list[Line]
    grids: list[Grid] = made(default_factory=list)
    gaps: dict[int, float] = made(default_factory=dict)
    """By index of a line: the room before it in lines of the body, blank paragraphs and spacing together."""
    pages: tuple[Page, ...] = ()
    """The pages as they are printed, when they were rendered."""
    _kept: dict[str, object] = made(default_factory=dict)

    def once(self, name: str, find: Callable[[], T]) -> T:
        """What `find` gives, found once for all rules that ask by this name."""
        if name not in self._kept:
            self._kept[name] = find()
        return cast("T", self._kept[name])

    def of(self, *roles: str, part: str = "") -> list[Line]:
        """The lines of some 要素, of one part when it is named."""
        name = "、".join(roles)
        lines = self.once(f"要素 {name}", lambda: self._of(roles))
        return [line for line in lines if line.part == part] if part else lines

    def _of(self, roles: tuple[str, ...]) -> list[Line]:
        places = self.once("各要素", self._by_role)
        return [self.lines[n] for n in sorted(n for role in set(roles) for n in places.get(role, ()))]

    def _by_role(self) -> dict[str, list[int]]:
        """The numbers of the lines of each 要素."""
        found: dict[str, list[int]] = {}
        for n, line in enumerate(self.lines):
            found.setdefault(line.role, []).append(n)
        return found

    def first(self, role: str, part: str = "") -> Line | None:
        """The first line of a 要素."""
        return next(iter(self.of(role, part=part)), None)

    def prose(self) -> list[Line]:
        """The lines of running text: body, headings, notes, attachments; no head, no 版记, no tables of data."""
        return self.of(*PROSE, TABLE_NOTE, OTHER)

    def texts(self) -> list[Line]:
        """Every line that text rules look at: prose, title, 附件说明, cells of tables."""
        return self.of(*_TEXTS)

    @property
    def title(self) -> str:
        """The title of the document, its lines joined."""
        return "".join(line.text.strip() for line in self.of(TITLE, part=MAIN)).replace("\n", "")

    @property
    def kind(self) -> str:
        """The 文种 the title ends with, else that of a 标志 of an order or of minutes, "" for none."""
        return self.once("文种", self._read_kind)

    def _read_kind(self) -> str:
        titled = kind_of(self.title)
        if titled:
            return titled
        marked = kind_of("".join(line.text.strip() for line in self.of(MARK)))
        return marked if marked in ("命令", "纪要") else ""

    @property
    def meant_kind(self) -> str:
        """The 文种, where the title has none that of the closing words."""
        return self.kind or self.once("结束语的文种", self._read_closing)

    @property
    def upward(self) -> bool:
        """Whether it goes to a superior: 报告 and 请示."""
        kind = standard.DOCUMENT_TYPES.get(self.meant_kind)
        return kind is not None and kind.needs_signatory

    def _read_closing(self) -> str:
        """What the closing words say where the title names no 文种: 特此报告。 is that of a 报告."""
        last = self.of(BODY, part=MAIN)[-_CLOSING_LINES:] if self.of(NUMBER) else []
        closing = [_LAST_SENTENCE.split(line.said.rstrip("。！"))[-1] for line in last]
        return next((kind for said in closing for kind, words in _CLOSINGS.items() if words.fullmatch(said)), "")

    @property
    def official(self) -> bool:
        """Whether it is sent out as a 公文: with a 发文字号 or a 发文机关标志."""
        return bool(self.of(NUMBER, MARK))


def _weight(text: str) -> int:
    """How much a run counts among the others: Chinese characters twice."""
    bare = text.strip()
    return len(bare) + sum(1 for char in bare if char > "⺀")


_TEXTS = (*PROSE, TABLE_NOTE, OTHER, TITLE, ATTACHMENT_NOTE, ATTACHMENT_TITLE, CELL, RECIPIENTS, NOTE, COPIES)
_TAIL = regex(r"[（(〔][^（）()〔〕]*[）)〕]$")


def kind_of(title: str) -> str:
    """The 文种 a title ends with, remarks in brackets left out; 令 counts as 命令."""
    text = _TAIL.sub("", title.strip().rstrip("。.，,；;：:！!"))
    if text.endswith("请示报告"):  # two 文种, of which the request counts
        return "请示"
    for name in sorted(standard.DOCUMENT_TYPES, key=len, reverse=True):
        if text.endswith(name):
            return name
    return "命令" if text.endswith("令") else ""
