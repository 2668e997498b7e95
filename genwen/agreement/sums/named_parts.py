"""What each item of a list says under one name, against the whole of that name: （一）…其中县级配套464万元, （二）…其中县级配套376万元, 县级配套资金840万元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.counts.lists import LIST_STYLES, number_in
from genwen.agreement.reading.clauses import PHRASE, last_clause
from genwen.agreement.reading.figures import Figure, figures
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.sums.parts import never_parts
from genwen.diagnostics import Finding
from genwen.patterns import regex

_PART = regex("其中(?P<name>[\u4e00-\u9fff]{2,8}?)(?:资金|经费)?$")
_PARAGRAPHS = tuple(form for style, form in LIST_STYLES if style in ("（一）", "1.", "（1）"))
_NEAR = (Decimal("0.8"), Decimal("1.25"))


def check_named_parts(subject: Subject) -> Iterator[Finding]:
    """Every list of paragraphs of which each has an amount of one name."""
    for view in subject.views:
        for items in _lists(view):
            named = [_named(line) for line in items]
            for name in named[0] if len(items) > 1 else ():
                if all(name in one for one in named):
                    yield from _held(view, name, [one[name] for one in named], items)


def _lists(view: View) -> Iterator[list[Line]]:
    """Neighbouring paragraphs numbered from one on."""
    for form in _PARAGRAPHS:
        items: list[Line] = []
        for line in view.lines:
            match = form.match(line.text)
            if match is not None and number_in(match["n"]) == len(items) + 1:
                items.append(line)
                continue
            yield items
            items = [line] if match is not None and number_in(match["n"]) == 1 else []
        yield items


def _named(line: Line) -> dict[str, Figure]:
    """The amounts behind 其中 by name; of two of one name none."""
    found: dict[str, list[Figure]] = {}
    for figure in figures(line) if "其中" in line.text else ():
        match = _PART.search(last_clause(line.text[: figure.start], PHRASE))
        if match is not None and figure.unit not in never_parts:
            found.setdefault(match["name"], []).append(figure)
    return {name: some[0] for name, some in found.items() if len(some) == 1}


def _held(view: View, name: str, parts: Sequence[Figure], items: Sequence[Line]) -> Iterator[Finding]:
    """The parts against what the rest of the document says of the name, where that is one number."""
    wholes = [
        figure
        for line in view.lines
        if name in line.text and line not in items
        for figure in figures(line)
        if figure.unit == parts[0].unit and _is_of(figure, name)
    ]
    total = sum((part.value for part in parts), Decimal(0))
    if {part.unit for part in parts} != {parts[0].unit} or len({whole.value for whole in wholes}) != 1:
        return
    whole = wholes[0]
    if total != whole.value and _NEAR[0] < total / whole.value < _NEAR[1]:
        terms = "＋".join(part.text for part in parts)
        yield finding("A806", f"各条的{name}{terms}＝{whole.like(total)}，与{whole.text}不符，见 {whole.said}", "核对各部分和总数",
                      parts[-1].at)  # fmt: skip


def _is_of(figure: Figure, name: str) -> bool:
    words = last_clause(figure.line.text[: figure.start], PHRASE)
    return words.removesuffix("共").removesuffix("资金").removesuffix("经费").endswith(name) and "其中" not in words
