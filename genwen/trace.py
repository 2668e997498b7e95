"""Where each printed figure and reference of a composed document comes from, as entries for people and programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from genwen.document.compose import Composition
from genwen.document.elements import Origin, OriginKind, Paragraph, Run, paragraphs_in
from genwen.records import record

MAX_DEPTH = 4
MAX_FIGURES = 4
"""More figures than these that are only added up are told by the first and the last of them."""
_SOURCED = (OriginKind.FACT, OriginKind.DERIVED, OriginKind.MISSING)


@record
class Entry:
    """One printed piece of text: where in the document it stands, what it says, what it comes from."""

    place: str
    text: str
    origin: Origin

    def to_json(self) -> dict[str, Any]:
        """The JSON form; inputs of derived values are nested."""
        return {"place": self.place, "text": self.text} | _origin_json(self.origin)

    def to_text(self) -> str:
        """One line for the terminal, inputs of derived values below."""
        return "\n".join([f"{self.text}  ←  {_said(self.origin)}", *_below(self.origin, 1)])


def entries(composition: Composition, everything: bool = False) -> list[Entry]:
    """The entries of a document in reading order: every fact, derived value and text with figures.

    `everything` gives the typed texts without figures too.
    """
    found = []
    for place, run in _placed_runs(composition):
        origin = run.origin or Origin(OriginKind.NUMBERING)
        if everything or origin.kind in _SOURCED or any(char.isdigit() for char in run.text):
            found.append(Entry(place, run.text, origin))
    return found


def _placed_runs(composition: Composition) -> Iterator[tuple[str, Run]]:
    document = composition.document
    for name, text in document.fields.items():
        for run in text:
            yield name, run
    for name, blocks in document.blocks.items():
        for paragraph in paragraphs_in(blocks):
            yield from ((_place(name, paragraph), run) for run in paragraph.runs)


def _below(origin: Origin, depth: int) -> Iterator[str]:
    """The inputs of a derived value, theirs below them; each figure of a long sum is not told."""
    if depth > MAX_DEPTH:
        return
    margin = "    " * depth + "  "
    inputs = origin.inputs
    if len(inputs) > MAX_FIGURES and not any(source.inputs for source in inputs):
        first, last = inputs[0], inputs[-1]
        yield f"{margin}共{len(inputs)}个数：{_said(first)} …… {_said(last)}"
        return
    for source in inputs:
        yield margin + _said(source)
        yield from _below(source, depth + 1)


def _place(name: str, paragraph: Paragraph) -> str:
    return paragraph.key if paragraph.key.startswith(name) else f"{name}/{paragraph.key}" if paragraph.key else name


def _origin_json(origin: Origin) -> dict[str, Any]:
    form: dict[str, Any] = {"kind": str(origin.kind)}
    if origin.path:
        form["path"] = origin.path
    if origin.position:
        form["position"] = origin.position.to_json()
    if origin.formula:
        form["formula"] = origin.formula
    if origin.inputs:
        form["inputs"] = [_origin_json(source) for source in origin.inputs]
    return form


def _said(origin: Origin) -> str:
    formula = origin.formula
    if formula and origin.path:
        # "综合能耗 = …" beside the path that ends with 综合能耗 says it twice.
        formula = "= " + formula.removeprefix(f"{origin.path.rpartition('.')[2]} = ")
    parts = [part for part in (origin.path, formula) if part]
    if origin.kind in (OriginKind.TYPED, OriginKind.NUMBERING, OriginKind.MISSING):
        parts.insert(0, str(origin.kind))
    if origin.position:
        parts.append(str(origin.position))
    return "  ".join(parts)
