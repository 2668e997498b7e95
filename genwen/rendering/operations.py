"""The items of a story in, operations of a plan out: if and for nested, expressions checked, what needs Jinja found.

Everything wrong with the order of tags is a finding. Names are not judged here (see check), nothing is rendered.
"""

from __future__ import annotations

import re

from genwen.diagnostics import Finding, FindingsError, nearest
from genwen.document.expressions import compile_expression
from genwen.patterns import regex
from genwen.records import made, record
from genwen.rendering.codes import finding
from genwen.rendering.items import Item
from genwen.rendering.names import is_name
from genwen.rendering.plan import BLOCKS, CHOICE, LOOP, RUNS, STATIC, VALUE, Operation, Slower, TagUse
from genwen.rendering.stories import Placed
from genwen.rendering.tags import spaced_prefix

OPENING = {"if": "endif", "for": "endfor"}
_MIDDLE = {"elif": ("if",), "else": ("if", "for")}
JINJA_BLOCKS = {"set": "endset", "macro": "endmacro", "call": "endcall", "filter": "endfilter", "with": "endwith"}
DOCXTPL_STATEMENTS = frozenset({"colspan", "cellbg", "vm", "hm"})
REFUSED = frozenset(
    {
        *("include", "import", "from", "extends", "block", "endblock", "autoescape", "endautoescape", "raw", "endraw"),
        *("do", "trans", "endtrans", "debug", "break", "continue"),
    }
)
_STATEMENTS = (*OPENING, *OPENING.values(), *_MIDDLE, *JINJA_BLOCKS, *JINJA_BLOCKS.values(), *DOCXTPL_STATEMENTS)
_FOR = regex(r"(\w+(?:\s*,\s*\w+)*)\s+in\s+(\S.*)$", re.S)
_LOOP_BY_JINJA = regex(r"\bloop\s*\.\s*(?:cycle|previtem|nextitem|changed|depth0?)\b")
_WORD_IF = regex(r"\s(?:if|recursive)(?:\s|$)")


@record(frozen=False)
class Frame:
    """An open if or for: where its operations go, and the operation itself."""

    statement: str
    placed: Placed
    operation: Operation
    names: tuple[str, ...] = ()
    saw_else: bool = False


@record(frozen=False)
class Compiled:
    """What a story compiles to; `tier` is B or C when operations cannot express it."""

    operations: list[Operation] = made(default_factory=list)
    findings: list[Finding] = made(default_factory=list)
    slower: list[Slower] = made(default_factory=list)
    uses: list[TagUse] = made(default_factory=list)
    pairs: list[tuple[Placed, Placed]] = made(default_factory=list)

    @property
    def tier(self) -> str:
        """The tier this story needs."""
        return max((item.tier for item in self.slower), default="A")


class OperationsBuilder:
    """Builds the operations of one story; `formats` and `places` are shared by all stories of a template."""

    def __init__(self, formats: list[str], places: list[str]) -> None:
        self.result = Compiled()
        self._formats = formats
        self._places = places
        self._frames: list[Frame] = []
        self._jinja: list[Placed] = []
        self._out = self.result.operations

    def build(self, items: list[Item]) -> Compiled:
        """The operations of all items, in order, and everything found on the way."""
        for item in items:
            if item.placed is None:
                self._out.append([STATIC, item.text])
                continue
            item.place = len(self._places)
            self._places.append(item.placed.position.place)
            if item.placed.tag.opener == "{{":
                self._print(item, item.placed)
            else:
                self._statement(item.placed, item.place)
        for frame in self._frames:
            self._find("T020", frame.placed, frame.placed.tag.text, frame.statement)
        for placed in self._jinja:
            self._find("T020", placed, placed.tag.text, placed.tag.statement)
        return self.result

    def _find(self, code: str, placed: Placed, *details: str, hint: str = "") -> None:
        self.result.findings.append(finding(code, placed.position, *details, hint=hint))

    def _slow(self, tier: str, placed: Placed) -> None:
        self.result.slower.append(Slower(tier, placed.tag.text, placed.position.place))

    def _print(self, item: Item, placed: Placed) -> None:
        tag = placed.tag
        if not tag.body:
            self._find("T005", placed, tag.text)
            return
        if spaced_prefix(placed.span):
            self._find("T013", placed, tag.text)
            return
        kind = "内容块" if tag.prefix == "p" else "字段"
        source = self._expression(tag.body, placed, kind)
        place = item.place
        if tag.prefix == "p":
            self._out.append([BLOCKS, source, place])
        elif tag.prefix == "r":
            self._out.append([RUNS, source, place])
        elif tag.prefix:
            self._slow("C", placed)
        else:
            item.format = self._format(item.rpr)
            self._out.append([VALUE, source, item.format, place])

    def _format(self, rpr: str | None) -> int:
        if rpr is None:
            return -1
        if rpr not in self._formats:
            self._formats.append(rpr)
        return self._formats.index(rpr)

    def _expression(self, source: str, placed: Placed, kind: str) -> str:
        """Check an expression and note its names; when only Jinja can evaluate it, note that."""
        names: tuple[str, ...] = ()
        if is_name(source):
            names = (source,)
        elif _LOOP_BY_JINJA.search(source):
            self._slow("B", placed)
        else:
            try:
                names = tuple(sorted(compile_expression(source, placed.position).roots))
            except FindingsError as error:
                self._by_jinja(source, placed, error.findings[0])
        for name in names:
            if name == "loop":
                self._mark_loop()
        self.result.uses.append(TagUse(kind, source, names, placed.position.place))
        return source

    def _mark_loop(self) -> None:
        for frame in reversed(self._frames):
            if frame.statement == "for":
                frame.operation[6] = True
                return

    def _by_jinja(self, source: str, placed: Placed, fault: Finding) -> None:
        # Jinja is imported only for what the fast path cannot read
        from genwen.rendering.jinja import is_expression

        if is_expression(source):
            self._slow("B", placed)
        else:
            self._find("T010", placed, fault.message, hint=fault.hint)

    def _statement(self, placed: Placed, place: int) -> None:
        statement, argument = placed.tag.statement, placed.tag.argument
        if not statement:
            self._find("T005", placed, placed.tag.text)
        elif statement == "if":
            self._open_if(placed, argument, place)
        elif statement == "for":
            self._open_for(placed, argument, place)
        elif statement in _MIDDLE:
            self._middle(placed, statement, argument, place)
        elif statement in OPENING.values():
            self._close(placed, statement)
        elif statement in DOCXTPL_STATEMENTS:
            self._slow("C", placed)
        elif statement in JINJA_BLOCKS or statement in JINJA_BLOCKS.values():
            self._jinja_block(placed, statement, argument)
        elif spaced_prefix(placed.span):
            self._find("T013", placed, placed.tag.text)
        elif statement in REFUSED:
            self._find("T061", placed, placed.tag.text)
        else:
            self._find("T012", placed, placed.tag.text, hint=nearest(statement, _STATEMENTS))

    def _open_if(self, placed: Placed, condition: str, place: int) -> None:
        if not condition:
            self._find("T015", placed, placed.tag.text)
        body: list[Operation] = []
        branch = [self._expression(condition, placed, "条件") if condition else "", place, body]
        self._push(Frame("if", placed, [CHOICE, [branch], []]), body)

    def _open_for(self, placed: Placed, header: str, place: int) -> None:
        match = _FOR.match(header)
        if not match:
            self._find("T015", placed, placed.tag.text)
        targets = re.split(r"\s*,\s*", match[1]) if match else []
        source = match[2].strip() if match else ""
        if _WORD_IF.search(source):
            self._slow("B", placed)
            source = _WORD_IF.split(source)[0].strip()
        if source:
            self._expression(source, placed, "循环")
        operation: Operation = [LOOP, targets, source, place, [], [], False]
        self._push(Frame("for", placed, operation, tuple(targets)), operation[4])

    def _push(self, frame: Frame, body: list[Operation]) -> None:
        self._out.append(frame.operation)
        self._frames.append(frame)
        self._out = body

    def _middle(self, placed: Placed, statement: str, condition: str, place: int) -> None:
        frame = self._frames[-1] if self._frames else None
        if frame is None or frame.statement not in _MIDDLE[statement] or frame.saw_else:
            self._find("T021", placed, placed.tag.text)
            return
        self.result.pairs.append((frame.placed, placed))
        if statement == "elif":
            if not condition:
                self._find("T015", placed, placed.tag.text)
            source = self._expression(condition, placed, "条件") if condition else ""
            self._out = []
            frame.operation[1].append([source, place, self._out])
            return
        frame.saw_else = True
        self._out = frame.operation[2 if frame.statement == "if" else 5]

    def _close(self, placed: Placed, statement: str) -> None:
        if not self._frames:
            self._find("T021", placed, placed.tag.text)
            return
        frame = self._frames[-1]
        if OPENING[frame.statement] != statement:
            self._find("T022", placed, placed.tag.text, frame.placed.tag.text)
            if all(OPENING[open_.statement] != statement for open_ in self._frames):
                return
            while OPENING[self._frames[-1].statement] != statement:
                self._pop()
        self.result.pairs.append((self._frames[-1].placed, placed))
        self._pop()

    def _pop(self) -> None:
        self._frames.pop()
        if not self._frames:
            self._out = self.result.operations
            return
        outer = self._frames[-1]
        if outer.statement == "for":
            self._out = outer.operation[5 if outer.saw_else else 4]
        else:
            self._out = outer.operation[2] if outer.saw_else else outer.operation[1][-1][2]

    def _jinja_block(self, placed: Placed, statement: str, argument: str) -> None:
        self._slow("B", placed)
        if statement in JINJA_BLOCKS:
            # {% set x = 1 %} has no end
            if statement != "set" or "=" not in argument:
                self._jinja.append(placed)
            return
        if not self._jinja or JINJA_BLOCKS[self._jinja[-1].tag.statement] != statement:
            self._find("T021", placed, placed.tag.text)
            return
        self.result.pairs.append((self._jinja.pop(), placed))
