"""docxtpl itself: the reference that plans are compared with, and tier C for what only it can render.

As a reference it is given plain values and does everything else its own way. As tier C it prints through the hooks of
`tiers`, so that record, placeholders and line breaks are those of the other tiers.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from docxtpl import DocxTemplate
from jinja2.exceptions import TemplateError
from markupsafe import Markup

from genwen.diagnostics import FindingsError, Position
from genwen.document.elements import Block, Document, SectionBreak
from genwen.document.expressions import blocks_of
from genwen.ooxml.markup import IllegalCharacter
from genwen.ooxml.package import read_package
from genwen.ooxml.parts import main_part
from genwen.ooxml.writer import BlockWriter
from genwen.rendering.charts import charts_added
from genwen.rendering.codes import finding
from genwen.rendering.jinja import environment, marked, message_of
from genwen.rendering.lent_styles import with_lent_styles
from genwen.rendering.plan import TICK, Plan
from genwen.rendering.record import Printed, illegal_values
from genwen.rendering.state import State
from genwen.rendering.template import packed
from genwen.rendering.tiers import hooks_for, with_standard_names
from genwen.rendering.values import as_runs


def render_reference(
    template: bytes,
    document: Document,
    scope: Mapping[str, object] | None,
    writer: BlockWriter,
    fonts: Mapping[str, str] | None = None,
) -> tuple[dict[str, bytes], Printed]:
    """All parts of `template` as docxtpl renders it (strict, autoescaping, sandboxed), and what it printed in order.

    Runs are given as plain text and blocks as markup, so character styles inside `{{ }}` do not show. A name that is
    both field and block is given as the block, as docxtpl does not tell `{{p }}` from `{{ }}`. `fonts` letter charts.
    """
    template = packed(with_lent_styles(read_package(template))[0])
    names = with_standard_names({**(scope or {}), **document.fields, **document.blocks}, document)
    printed = Printed()

    def finalize(value: Any) -> Any:
        if hasattr(value, "__html__"):
            return value
        blocks = blocks_of(value)
        if blocks is not None:
            printed.events.append(blocks)
            return Markup(writer.write(blocks))
        runs = as_runs(value, names)
        printed.events.append(runs)
        return "".join(run.text for run in runs)

    parts = _render(template, names, environment(finalize=finalize), {TICK: marked(TICK, _no_tick)})
    breaks = [block for event in printed.said() for block in event if isinstance(block, SectionBreak)]
    body = main_part(parts)
    parts |= {body: with_last_section(parts[body], writer, breaks)}
    return parts | charts_added(parts, body, printed.charts(), fonts or {}), printed


def with_last_section(data: bytes, writer: BlockWriter, breaks: Sequence[Block]) -> bytes:
    """The body with its last section properties as the section breaks printed ask for, and no needless paragraph."""
    data = writer.without_needless(data)
    at = data.rfind(b"<w:sectPr")
    end = data.find(b"</w:sectPr>", at)
    if not breaks or at < 0 or end < 0:
        return data
    return data[:at] + writer.final_section(breaks).encode() + data[end + len(b"</w:sectPr>") :]


def _no_tick() -> str:
    return ""


def _render(template: bytes, names: Mapping[str, object], env: Any, hooks: Mapping[str, Any]) -> dict[str, bytes]:
    tool = DocxTemplate(io.BytesIO(template))
    tool.render({**names, **hooks}, env, autoescape=True)
    out = io.BytesIO()
    tool.save(out)
    return read_package(out.getvalue())


def render_parts(
    plan: Plan, document: Document, names: dict[str, object], writer: BlockWriter
) -> tuple[dict[str, bytes], dict[str, Printed]]:
    """The rendered parts of a plan of tier C, and the record of each. Raises FindingsError."""
    state = State(names, document)
    hooks = {name: marked(name, hook) for name, hook in hooks_for(state, plan, writer).items()}
    env = environment(finalize=lambda value: _inline(value, names))
    try:
        parts = _render(plan.template, with_standard_names(names, document), env, hooks)
    except IllegalCharacter:
        raise FindingsError(illegal_values([Printed(state.events)], plan.file, plan.parts[0].name)) from None
    except (TemplateError, TypeError, ValueError, ArithmeticError, RecursionError) as error:
        place = next((item.place for item in plan.slower if item.tier == "C"), "")
        raise FindingsError([finding("T087", Position(plan.file, place=place), place, message_of(error))]) from error
    body = plan.parts[0].name
    parts[body] = with_last_section(parts[body], writer, state.breaks)
    rendered = {part.name: parts[part.name] for part in plan.parts}
    records = {part.name: Printed() for part in plan.parts}
    # docxtpl renders the notes after the footers, and the record does not tell the parts apart
    records[body] = Printed(state.events)
    return rendered, records


def _inline(value: Any, names: Mapping[str, object]) -> Any:
    """A value printed in an attribute by docxtpl's own tags (colspan, cellbg)."""
    if hasattr(value, "__html__") or isinstance(value, int | str):
        return value
    return "".join(run.text for run in as_runs(value, names))
