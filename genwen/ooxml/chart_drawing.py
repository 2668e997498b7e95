"""A chart in the body of a document: the drawing in line with the text, and the parts and entries that belong to it.

The drawing refers to its chart by a mark; where the document is put together, marks are numbered in order and the
parts, relationships and content types added, so that neither way of rendering has to know of charts.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence

from genwen.document.elements import Chart
from genwen.ooxml.chart import chart_xml
from genwen.ooxml.chart_workbook import plain_text, workbook_bytes
from genwen.ooxml.imprint_box import EMU_PER_TWIP
from genwen.ooxml.markup import escape
from genwen.ooxml.writer import CHART_MARK
from genwen.standard import TYPE_AREA_WIDTH

CONTENT_TYPES = "[Content_Types].xml"

_CHART_NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NAMESPACES = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def drawing(chart: Chart) -> str:
    """The content of a run: the chart in line with the text, as wide as the 版心, with a text for who cannot see it."""
    size = f'cx="{TYPE_AREA_WIDTH * EMU_PER_TWIP}" cy="{chart.height * EMU_PER_TWIP}"'
    return (
        f'<w:drawing><wp:inline {_NAMESPACES} distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        '<wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="9705" name="图表" descr="{_described(chart)}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_CHART_NAMESPACE}"><c:chart xmlns:c="{_CHART_NAMESPACE}" '
        f'xmlns:r="{_OFFICE}" {CHART_MARK.decode()}</a:graphicData></a:graphic></wp:inline></w:drawing>'
    )


def _described(chart: Chart) -> str:
    title = plain_text(chart.title)
    names = "、".join(plain_text(series.name) for series in chart.series)
    text = f"{chart.kind}图{f'：{title}' if title else ''}（{names}）"
    return escape(text).replace('"', "&quot;").replace("\t", " ")


def numbered(data: bytes, first: int) -> bytes:
    """The body with the marks of its charts numbered from `first` on."""
    head, *rest = data.split(CHART_MARK)
    pieces = [head]
    for number, piece in enumerate(rest, first):
        pieces += (b'r:id="genwenChart%d"/>' % number, piece)
    return b"".join(pieces)


def relations_part(part: str) -> str:
    """The name of the part that holds the relationships of `part`."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def free_number(package: Mapping[str, bytes], body: str) -> int:
    """The first number that neither a chart part nor a relationship of `package` has."""
    relations = package.get(relations_part(body), b"").decode("utf-8", "replace")
    number = 1
    while f'"genwenChart{number}"' in relations or any(name in package for name in chart_names(body, number)):
        number += 1
    return number


def chart_names(body: str, number: int) -> tuple[str, str]:
    """The names of a chart part and of its workbook."""
    folder = posixpath.dirname(body)
    chart = posixpath.join(folder, "charts", f"genwenChart{number}.xml")
    return chart, posixpath.join(folder, "embeddings", f"genwenChart{number}.xlsx")


def chart_parts(charts: Sequence[Chart], fonts: Mapping[str, str], body: str, first: int) -> dict[str, bytes]:
    """The parts of the charts, each with its relationships and its workbook, numbered from `first` on."""
    parts: dict[str, bytes] = {}
    for number, chart in enumerate(charts, first):
        name, workbook = chart_names(body, number)
        target = posixpath.relpath(workbook, posixpath.dirname(name))
        parts[name] = chart_xml(chart, fonts, "rId1").encode()
        parts[relations_part(name)] = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/package" Target="{target}"/>'
            "</Relationships>"
        ).encode()
        parts[workbook] = workbook_bytes(chart)
    return parts


def with_entries(package: Mapping[str, bytes], body: str, first: int, count: int) -> dict[str, bytes]:
    """The content types and the relationships of the body with entries for `count` charts."""
    types = package[CONTENT_TYPES].decode("utf-8-sig")
    relations_name = relations_part(body)
    empty = f'<Relationships xmlns="{_RELATIONS}"></Relationships>'.encode()
    relations = package.get(relations_name, empty).decode("utf-8-sig")
    folder = posixpath.dirname(body)
    for number in range(first, first + count):
        name, _ = chart_names(body, number)
        types = _added(types, "Types", f'Override PartName="/{name}" ContentType="{_CHART_TYPE}"')
        target = posixpath.relpath(name, folder or ".")
        entry = f'Relationship Id="genwenChart{number}" Type="{_OFFICE}/chart" Target="{target}"'
        relations = _added(relations, "Relationships", entry)
    if not re.search(r'Extension="xlsx"', types, re.I):
        types = re.sub(
            r"(<(?:(\w+):)?Types\b[^>]*>)",
            lambda match: f'{match[1]}<{_prefix(match[2])}Default Extension="xlsx" ContentType="{_BOOK_TYPE}"/>',
            types, count=1,
        )  # fmt: skip
    return {CONTENT_TYPES: types.encode(), relations_name: relations.encode()}


def _prefix(name: str | None) -> str:
    return f"{name}:" if name else ""


def _added(xml: str, root: str, entry: str) -> str:
    """`xml` with an element at the end of its root, which may be written as empty."""
    xml = re.sub(rf"<((?:\w+:)?){root}\b([^>]*)/>\s*$", rf"<\1{root}\2></\1{root}>", xml)
    return re.sub(rf"</((?:\w+:)?){root}>", lambda match: f"<{match[1]}{entry}/></{match[1]}{root}>", xml)
