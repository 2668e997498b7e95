"""A plan and a document in, the bytes of a .docx and the record of every printed value out.

A `Renderer` is made once per template and used for any number of documents. The hot path touches no XML library: it
evaluates, escapes, joins bytes and deflates. Raises FindingsError with the place in the template; writes no file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from genwen.diagnostics import Finding, FindingsError, Position
from genwen.document.elements import Chart, Document
from genwen.document.keeping import pressed
from genwen.document.paragraph_layout import loosened_stretches
from genwen.ooxml.archive import Deflater, assemble, deflater
from genwen.ooxml.markup import IllegalCharacter, has_control
from genwen.ooxml.writer import BlockWriter
from genwen.records import made, record
from genwen.rendering.codes import finding
from genwen.rendering.pieces import Common, Pieces
from genwen.rendering.plan import PartPlan, Plan
from genwen.rendering.program import DRAWING, PartRenderer, Step, program, runner
from genwen.rendering.properties import core_xml, custom_xml, title_of
from genwen.rendering.record import Printed, illegal_values
from genwen.rendering.state import State, stopped
from genwen.rendering.tiers import by_docxtpl, jinja_part

MAX_OUTPUT = 64_000_000
FIRST_DRAWING = 1_001


@record
class Rendered:
    """A rendered document: the zip as `chunks`, the parts that were rendered, and what was printed into each."""

    chunks: list[bytes]
    parts: dict[str, bytes]
    printed: dict[str, Printed] = made(default_factory=dict)
    pieces: dict[str, Pieces] = made(default_factory=dict)
    """What the body was made of, where other documents have some of it too."""

    @property
    def data(self) -> bytes:
        """The whole .docx."""
        return b"".join(self.chunks)

    @property
    def runs(self) -> Printed:
        """Every value printed, part by part in the order of print."""
        whole = Printed()
        for printed in self.printed.values():
            whole.events += printed.events
        return whole


@record
class _Runs:
    """What renders the parts of a document, and whether there may be charts in it."""

    parts: tuple[PartRenderer, ...]
    charts: bool = True
    common: Common | None = None
    """What the bodies of a plate have in common."""


class Renderer:
    """Renders documents with one plan. `writer` is made from the plan's styles unless given."""

    def __init__(self, plan: Plan, writer: BlockWriter | None = None) -> None:
        self.plan = plan
        self.writer = writer or BlockWriter(plan.styles, plan.section, loosened_stretches)
        self._whole = bool(plan.template)
        self._steps: dict[str, Sequence[Step]] = {}
        self._runs = _Runs(() if self._whole else tuple(map(self._compiled, plan.parts)))

    def _compiled(self, part: PartPlan) -> PartRenderer:
        if part.tier != "A":
            return jinja_part(part, self.plan, self.writer)
        steps = self._steps[part.name] = program(part, self.plan, self.writer)
        return runner(steps)

    def _pressed(self, document: Document) -> _Runs:
        """What renders the parts of a document: made for those of its plate, where it has one."""
        own = pressed(document)
        if own is None or self._whole:
            return self._runs
        found: _Runs | None = own.plate.kept.get(self)
        if found is None:
            charts = any(block.__class__ is Chart for blocks in document.blocks.values() for block in blocks)
            found = own.plate.kept[self] = (
                self._runs if charts else _Runs(tuple(self._press(document)), charts, Common())
            )
        return found

    def _press(self, document: Document) -> Iterator[PartRenderer]:
        # imported by bulk runs alone
        from genwen.rendering.pressing import press

        for part, run in zip(self.plan.parts, self._runs.parts, strict=True):
            steps = self._steps.get(part.name)
            yield run if steps is None else press(steps, document, self.writer)

    def render(
        self,
        document: Document,
        scope: Mapping[str, object] | None = None,
        *,
        title: str = "",
        creator: str = "",
        build_id: str | Callable[[Mapping[str, bytes]], str] = "",
        using: Deflater | None = None,
    ) -> Rendered:
        """The document rendered: fields and blocks first, then the names of `scope`.

        `title` and `creator` go to the core properties (title: the document's own when empty), `build_id` to the custom
        property genwen.build: an id, or what makes one of the parts rendered. `using` is the deflater; the default is
        zlib, the same on every run.
        """
        names = {**(scope or {}), **document.fields}
        runs = self._pressed(document)
        pieces: dict[str, Pieces] = {}
        if self._whole:
            parts, printed = by_docxtpl(self.plan, document, names, self.writer)
        else:
            parts, printed = self._render_parts(document, names, runs, pieces)
        for part in self.plan.parts:
            # what the compiled form prints was proved as it was printed
            if (self._whole or part.tier != "A") and has_control(parts[part.name]):
                raise FindingsError(illegal_values(printed.values(), self.plan.file, part.name))
        static = self.plan.static
        body = self.plan.parts[0].name
        if runs.charts and any(record.charts() for record in printed.values()):
            # charts are rare, and what makes them takes time to import
            from genwen.rendering.charts import place_charts

            static = place_charts(self.plan, body, parts, printed)
        dynamic = parts | {self.plan.core: core_xml(title or title_of(document), creator)}
        named = build_id if isinstance(build_id, str) else build_id(dynamic)
        dynamic[self.plan.custom] = custom_xml(self.plan.custom_properties, named)
        return Rendered(assemble(static, dynamic.items(), using or deflater()), dynamic, printed, pieces)

    def _render_parts(
        self, document: Document, names: dict[str, object], runs: _Runs, pieces: dict[str, Pieces]
    ) -> tuple[dict[str, bytes], dict[str, Printed]]:
        parts: dict[str, bytes] = {}
        printed: dict[str, Printed] = {}
        for part, run in zip(self.plan.parts, runs.parts, strict=True):
            state = State(names, document)
            try:
                run(state)
            except KeyError as error:
                raise FindingsError([self._missing_style(error)]) from error
            except (UnicodeEncodeError, IllegalCharacter) as error:
                raise FindingsError(illegal_values([Printed(state.events)], self.plan.file, part.name)) from error
            if sum(map(len, state.out)) > MAX_OUTPUT:
                raise stopped("T082", Position(self.plan.file))
            record = Printed(state.events)
            if parts:
                parts[part.name] = b"".join(state.out)
            else:
                parts[part.name] = self._body(state, part.tier)
                if runs.common is not None:
                    pieces[part.name] = Pieces(state.out, runs.common)
            printed[part.name] = record
        return parts, printed

    def _missing_style(self, error: KeyError) -> Finding:
        return finding("T084", Position(self.plan.file), str(error.args[0] if error.args else error))

    def _body(self, state: State, tier: str) -> bytes:
        """The body with the last section as its section breaks ask, its drawings numbered and no needless paragraph."""
        if tier == "A":
            data = b"".join(self._finished(state))
        else:
            data = numbered_drawings(self.writer.without_needless(b"".join(state.out)))[0]
        if state.breaks and self.plan.section:
            old = self.plan.section.encode()
            at = data.rfind(old)
            if at >= 0:
                data = data[:at] + self.writer.final_section(state.breaks).encode() + data[at + len(old) :]
        return data

    def _finished(self, state: State) -> list[bytes]:
        """The pieces of a body: those that it is known of looked at, as the whole is long."""
        pieces, number = state.out, FIRST_DRAWING
        for at in state.drawn:
            pieces[at], number = numbered_drawings(pieces[at], number)
        sliver = self.writer.sliver if state.tables else b""
        for at in state.tables:
            if next(filter(None, pieces[at + 1 :]), b"").startswith((b"<w:p>", b"<w:p ")):
                pieces[at] = pieces[at].removesuffix(sliver)
        return pieces


def numbered_drawings(data: bytes, first: int = FIRST_DRAWING) -> tuple[bytes, int]:
    """The XML with its drawings numbered on, and the next number.

    They begin at 1001 as docxtpl has them: ids must not repeat in a document.
    """
    pieces: list[bytes] = []
    at, number = 0, first
    start = data.find(DRAWING)
    while start >= 0:
        before = data.find(b' id="', start) + 5
        pieces += (data[at:before], str(number).encode())
        at = data.find(b'"', before)
        number += 1
        start = data.find(DRAWING, at)
    return b"".join((*pieces, data[at:])), number
