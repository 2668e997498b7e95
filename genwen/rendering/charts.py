"""Charts put into a rendered document: their marks numbered, their parts and entries added, their data recorded.

Blocks with charts are rendered like any others; only here does anything know that a chart is more than its drawing.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence

from genwen.diagnostics import FindingsError, Position
from genwen.document.elements import Chart
from genwen.ooxml.archive import StaticArchive, assemble, deflater, replaced
from genwen.ooxml.chart import printed_texts
from genwen.ooxml.chart_drawing import chart_names, chart_parts, free_number, numbered, with_entries
from genwen.ooxml.chart_workbook import sheet_texts
from genwen.ooxml.markup import has_control
from genwen.ooxml.package import read_package
from genwen.ooxml.writer import CHART_MARK
from genwen.rendering.codes import finding
from genwen.rendering.plan import Plan
from genwen.rendering.record import Printed, illegal_values


def charts_added(
    package: Mapping[str, bytes], body: str, charts: Sequence[Chart], fonts: Mapping[str, str]
) -> dict[str, bytes]:
    """The parts of a rendered package that its charts change or add; {} when there are none."""
    if not charts:
        return {}
    first = free_number(package, body)
    return {
        body: numbered(package[body], first),
        **with_entries(package, body, first, len(charts)),
        **chart_parts(charts, fonts, body, first),
    }


def place_charts(plan: Plan, body: str, parts: dict[str, bytes], printed: dict[str, Printed]) -> StaticArchive:
    """Add the charts of the body to the rendered parts and their texts to the record; gives the static members then.

    Raises FindingsError for a chart in a header, footer or note, and for text that XML cannot hold.
    """
    elsewhere = [name for name, data in parts.items() if name != body and CHART_MARK in data]
    if elsewhere:
        raise FindingsError([finding("T088", Position(plan.file), elsewhere[0])])
    charts = printed[body].charts()
    if parts[body].count(CHART_MARK) != len(charts):
        raise FindingsError([finding("T086", Position(plan.file), body, "图表与记录不合")])
    static, archives = _static_of(plan)
    first = free_number(static, body)
    changed = charts_added(static | parts, body, charts, plan.fonts)
    for number, chart in enumerate(charts, first):
        part, workbook = chart_names(body, number)
        if has_control(changed[part]):
            raise FindingsError(illegal_values(printed.values(), plan.file, part))
        printed[part] = Printed(repeated=printed_texts(chart))
        printed[workbook] = Printed(repeated=sheet_texts(chart))
    parts |= {name: data for name, data in changed.items() if name not in static}
    archive = archives.get(len(charts))
    if archive is None:
        # entries depend on the number of charts alone: documents of one template share them
        archive = replaced(plan.static, {name: data for name, data in changed.items() if name in static})
        archives[len(charts)] = archive
    return archive


_KEPT: OrderedDict[str, tuple[dict[str, bytes], dict[int, StaticArchive]]] = OrderedDict()
_MOST = 8
"""Templates whose static parts are kept unpacked."""


def _static_of(plan: Plan) -> tuple[dict[str, bytes], dict[int, StaticArchive]]:
    """The static parts of a plan, and the archives of them by the number of charts their entries are for."""
    found = _KEPT.get(plan.digest)
    if found is None:
        unpacked = read_package(b"".join(assemble(plan.static, (), deflater("stored"))), plan.file)
        found = _KEPT[plan.digest] = (unpacked, {})
        if len(_KEPT) > _MOST:
            _KEPT.popitem(last=False)
    return found
