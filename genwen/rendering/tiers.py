"""The slower ways to render: a part by Jinja (tier B), a whole template by docxtpl (tier C).

Both print through the same functions as tier A, so that records and line breaks are the same. Jinja and docxtpl are
imported only when a plan needs them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from genwen.diagnostics import FindingsError, Position
from genwen.document.elements import Document, SectionBreak
from genwen.document.expressions import ExpressionError
from genwen.ooxml.writer import BlockWriter
from genwen.rendering.codes import finding
from genwen.rendering.names import STANDARD_NAMES
from genwen.rendering.plan import PRINT, PRINT_BLOCKS, PRINT_RUNS, TICK, PartPlan, Plan
from genwen.rendering.program import PartRenderer, as_blocks
from genwen.rendering.record import Printed
from genwen.rendering.state import State
from genwen.rendering.values import as_runs, run_format, runs_xml

if TYPE_CHECKING:
    from genwen.rendering.jinja import JinjaPart


def jinja_part(part: PartPlan, plan: Plan, writer: BlockWriter) -> PartRenderer:
    """The function that renders one part by Jinja."""
    # Jinja's import would cost a quarter of a build that needs none of it
    from genwen.rendering.jinja import JinjaFailure, JinjaPart

    compiled: JinjaPart = JinjaPart(part.source, part.lines)

    def run(state: State) -> None:
        try:
            hooks = hooks_for(state, plan, writer)
            state.out.append(compiled.render(with_standard_names(state.names, state.document), hooks).encode())
        except JinjaFailure as failure:
            place = plan.places[failure.place] if failure.place >= 0 else part.name
            raise FindingsError([finding("T087", Position(plan.file, place=place), place, str(failure))]) from failure

    return run


def with_standard_names(names: Mapping[str, object], document: Document) -> dict[str, object]:
    """The names with the blocks of a document, and as empty ones those of the standard that it lacks."""
    return {**dict.fromkeys(STANDARD_NAMES, ()), **document.blocks, **names}


def hooks_for(state: State, plan: Plan, writer: BlockWriter) -> dict[str, Callable[..., str]]:
    """The functions that a Jinja source of `jinja_source` prints through."""
    formats = [run_format(rpr) for rpr in plan.formats]

    def print_value(number: int, place: int, value: object) -> str:
        if hasattr(value, "__html__"):
            return str(value)
        position = Position(plan.file, place=plan.places[place])
        try:
            runs = as_runs(value, state.names)
        except (TypeError, ExpressionError) as error:
            raise FindingsError([finding("T080", position, plan.places[place], str(error))]) from error
        state.events.append(runs)
        return runs_xml(runs, formats[number] if number >= 0 else None, writer)

    def print_blocks(_: int, place: int, value: object, name: str = "") -> str:
        # a name may be a field as well; `{{p }}` asks for the block
        value = state.document.blocks.get(name, value)
        blocks = as_blocks(value, plan.places[place], Position(plan.file, place=plan.places[place]))
        state.events.append(blocks)
        state.breaks += [block for block in blocks if block.__class__ is SectionBreak]
        return writer.write(blocks)

    def print_runs(_: int, place: int, value: object) -> str:
        runs = as_runs(value, state.names)
        state.events.append(runs)
        return writer.write_text(runs)

    def tick() -> str:
        state.tick(1, Position(plan.file))
        return ""

    return {PRINT: print_value, PRINT_BLOCKS: print_blocks, PRINT_RUNS: print_runs, TICK: tick}


def by_docxtpl(
    plan: Plan, document: Document, names: dict[str, object], writer: BlockWriter
) -> tuple[dict[str, bytes], dict[str, Printed]]:
    """The rendered parts of a plan of tier C, and their record."""
    # docxtpl brings lxml, python-docx and Jinja: 0.1 s
    from genwen.rendering.reference import render_parts

    return render_parts(plan, document, names, writer)
