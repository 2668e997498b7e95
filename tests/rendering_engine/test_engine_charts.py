"""Charts in a .docx: parts, relationships and types, order of elements, workbook, read-back, and docxtpl's equal."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import docx as python_docx
import openpyxl
import pytest
from docx_builder import document, docx, p
from hypothesis import given, settings
from hypothesis import strategies as st

from genwen.diagnostics import FindingsError
from genwen.document.elements import Chart, ChartSeries, ChartValue, Paragraph, Run, Text
from genwen.ooxml.archive import build_static, replaced
from genwen.ooxml.canonical import differing
from genwen.ooxml.package import read_package
from genwen.rendering.plan import Plan
from genwen.rendering.readback import read_back
from genwen.rendering.reference import render_reference
from genwen.rendering.renderer import Rendered, Renderer
from genwen.rendering.template import compile_template

PACKAGED = Path(__file__).resolve().parents[2] / "templates" / "公文"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
TEMPLATE = docx(p("前"), p("{{p 正文 }}"), p("后"))
LONG = docx(p("{%p for 行 in 表 %}"), p("{{p 正文 }}"), p("{%p endfor %}"))

# The sequences of ECMA-376 part 1, 21.2, as far as charts of genwen use them
SEQUENCES = {
    "chartSpace": "date1904 lang roundedCorners chart spPr txPr externalData",
    "chart": "title autoTitleDeleted plotArea legend plotVisOnly dispBlanksAs",
    "title": "tx layout overlay spPr txPr",
    "plotArea": "layout barChart lineChart pieChart catAx valAx spPr",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId",
    "lineChart": "grouping varyColors ser dLbls dropLines marker smooth axId",
    "pieChart": "varyColors ser dLbls firstSliceAng",
    "dPt": "idx invertIfNegative marker bubble3D explosion spPr",
    "dLbl": "idx delete layout tx numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent "
    "showBubbleSize separator",
    "dLbls": "dLbl numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize "
             "separator showLeaderLines",
    "catAx": "axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr "
             "crossAx crosses auto lblAlgn lblOffset noMultiLvlLbl",
    "valAx": "axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr "
             "crossAx crosses crossBetween",
    "scaling": "orientation max min",
    "legend": "legendPos layout overlay spPr txPr",
    "numCache": "formatCode ptCount pt",
    "strCache": "ptCount pt",
    "externalData": "autoUpdate",
}  # fmt: skip
SERIES = {
    "barChart": "idx order tx spPr invertIfNegative dPt dLbls cat val",
    "lineChart": "idx order tx spPr marker dPt dLbls cat val smooth",
    "pieChart": "idx order tx spPr explosion dPt dLbls cat val",
}


def text(content: str) -> Text:
    return (Run(content),) if content else ()


def value(number: str) -> ChartValue:
    return ChartValue(Run(number)) if number else ChartValue(Run("【待补】", "待补"), known=False)


def chart(kind: str = "柱形", title: str = "各月用电量", unit: str = "吨", labels: bool = True) -> Chart:
    given = [("2024年", ("1.50", "2.25", "")), ("2025年", ("1.40", "-2.00", "3.00"))]
    if kind == "饼形":
        given = given[:1]
    series = tuple(ChartSeries(text(name), tuple(map(value, values))) for name, values in given)
    return Chart(kind, tuple(map(text, ("1月", "2月&<3>", '"4"月'))), series, text(title), text(unit), 2, labels)


def rendered(*charts: Chart, template: bytes = TEMPLATE) -> Rendered:
    doc = document(blocks={"正文": charts})
    return Renderer(compile_template(template, "t.docx")).render(doc, {"表": [1, 2]})


def only_chart(done: Rendered) -> ElementTree.Element:
    return ElementTree.fromstring(done.parts["word/charts/genwenChart1.xml"])


@pytest.mark.parametrize("labels", [True, False])
@pytest.mark.parametrize("unit", ["", "吨", "%", '"&<'])
@pytest.mark.parametrize("title", ["", "题&<"])
@pytest.mark.parametrize("kind", ["柱形", "条形", "折线", "饼形"])
def test_elements_stand_in_the_order_of_the_schema(kind: str, title: str, unit: str, labels: bool) -> None:
    done = rendered(chart(kind, title, unit, labels))
    root = only_chart(done)
    for parent in root.iter():
        name = parent.tag.removeprefix(C)
        order = SEQUENCES.get(name, "").split()
        if name in SERIES:
            for series in parent.findall(f"{C}ser"):
                in_order([child.tag.removeprefix(C) for child in series], SERIES[name].split())
        if order:
            in_order([child.tag.removeprefix(C) for child in parent], order)
    axes = [axis.get("val") for axis in root.iter(f"{C}axId")]
    assert sorted(set(axes), key=str) == sorted({axis.get("val") for axis in root.iter(f"{C}crossAx")}, key=str)
    assert read_back(done.data, done.printed, "x.docx", done.parts) == []


def in_order(children: list[str], order: list[str]) -> None:
    places = [order.index(child) for child in children]
    assert places == sorted(places)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_equal_to_docxtpl(count: int) -> None:
    blocks = (Paragraph("公文正文", text("前")), *[chart()] * count, Paragraph("公文正文", text("后")))
    for template in (TEMPLATE, LONG):
        plan = compile_template(template, "模板.docx")
        renderer = Renderer(plan)
        doc = document(blocks={"正文": blocks})
        done = renderer.render(doc, {"表": [1, 2]})
        wanted, printed = render_reference(template, doc, {"表": [1, 2]}, renderer.writer, plan.fonts)
        assert differing(read_package(done.data), wanted) == []
        assert [run.text for run in done.runs if run.text] == [run.text for run in printed if run.text]
        assert len([name for name in wanted if "charts/genwenChart" in name]) == count * (2 if template is LONG else 1)


def test_parts_relationships_and_types_belong_together() -> None:
    done = rendered(chart(), chart("饼形"))
    parts = read_package(done.data)
    body = parts["word/document.xml"].decode()
    assert re.findall(r'r:id="(genwenChart\d+)"', body) == ["genwenChart1", "genwenChart2"]
    assert re.findall(r'<wp:docPr id="(\d+)"', body) == ["1001", "1002"]
    relations = parts["word/_rels/document.xml.rels"].decode()
    types = parts["[Content_Types].xml"].decode()
    for number in (1, 2):
        name = f"charts/genwenChart{number}.xml"
        assert relations.count(f'Target="{name}"') == types.count(f'PartName="/word/{name}"') == 1
        own = parts[f"word/charts/_rels/genwenChart{number}.xml.rels"].decode()
        assert f'Target="../embeddings/genwenChart{number}.xlsx"' in own
        assert f"word/embeddings/genwenChart{number}.xlsx" in parts
    assert types.count('Extension="xlsx"') == 1


def test_the_workbook_holds_the_same_values_in_the_cells_the_chart_names() -> None:
    done = rendered(chart())
    book = openpyxl.load_workbook(io.BytesIO(done.parts["word/embeddings/genwenChart1.xlsx"]))
    rows = [tuple(row) for row in book["Sheet1"].iter_rows(values_only=True)]
    assert rows == [
        (None, "2024年", "2025年"), ("1月", 1.5, 1.4), ("2月&<3>", 2.25, -2), ('"4"月', None, 3),
    ]  # fmt: skip
    root = only_chart(done)
    assert [formula.text for formula in root.iter(f"{C}f")] == [
        *("Sheet1!$B$1", "Sheet1!$A$2:$A$4", "Sheet1!$B$2:$B$4"),
        *("Sheet1!$C$1", "Sheet1!$A$2:$A$4", "Sheet1!$C$2:$C$4"),
    ]
    counted = [cache.findall(f"{C}pt") for cache in root.iter(f"{C}numCache")]
    assert [[point.get("idx") for point in points] for points in counted] == [["0", "1"], ["0", "1", "2"]]


def test_series_differ_without_colour() -> None:
    for kind in ("柱形", "折线"):
        root = only_chart(rendered(chart(kind)))
        looks = [ElementTree.tostring(series.find(f"{C}spPr")) for series in root.iter(f"{C}ser")]  # type: ignore[arg-type]
        assert len(set(looks)) == 2
        for colour in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}srgbClr"):
            given = colour.get("val", "")
            assert given[:2] == given[2:4] == given[4:]


def test_the_same_chart_gives_the_same_bytes_with_fixed_times() -> None:
    first, again = rendered(chart()).data, rendered(chart()).data
    assert first == again
    with zipfile.ZipFile(io.BytesIO(first)) as outer:
        book = zipfile.ZipFile(io.BytesIO(outer.read("word/embeddings/genwenChart1.xlsx")))
        stamps = {item.date_time for archive in (outer, book) for item in archive.infolist()}
    assert stamps == {(1980, 1, 1, 0, 0, 0)}


def test_fonts_are_those_of_the_tables_in_the_template() -> None:
    data = (PACKAGED / "年度总结.docx").read_bytes()
    for fonts, expected in (({}, {"图题": "黑体", "图文": "仿宋_GB2312"}), ({"仿宋_GB2312": "方正仿宋_GBK"}, {"图题": "黑体", "图文": "方正仿宋_GBK"})):  # fmt: skip
        plan = compile_template(data, "t.docx", fonts)
        assert plan.fonts == expected == Plan.from_data(plan.to_data()).fonts
        done = Renderer(plan).render(document(blocks={"正文": (chart(),)}), {})
        faces = set(re.findall(r'<a:ea typeface="([^"]+)"', done.parts["word/charts/genwenChart1.xml"].decode()))
        assert faces == set(expected.values())


@pytest.mark.parametrize("style", [True, False])
def test_the_paragraph_has_the_style_of_charts_where_the_template_has_it(style: bool) -> None:
    template = (PACKAGED / "文稿.docx").read_bytes() if style else TEMPLATE
    done = rendered(chart(), template=template)
    paragraph = re.search(r"<w:p>(?:(?!</w:p>).)*<wp:inline", done.parts["word/document.xml"].decode())
    assert paragraph is not None
    assert ('w:pStyle w:val="Chart"' in paragraph[0]) is style
    assert ('w:lineRule="auto"' in paragraph[0]) is not style


def test_python_docx_opens_it() -> None:
    done = rendered(chart(), chart("折线"))
    opened = python_docx.Document(io.BytesIO(done.data))
    assert len(opened.inline_shapes) == 2
    assert abs(opened.inline_shapes[0].width.mm - 156) < 0.1


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("word/charts/genwenChart1.xml", b"<c:v>2.25</c:v>", b"<c:v>2.26</c:v>"),
        ("word/charts/genwenChart1.xml", b"<c:v>1.40</c:v>", b"<c:v>11.40</c:v>"),
        ("word/charts/genwenChart1.xml", b"<c:v>-2.00</c:v>", b""),
        ("word/embeddings/genwenChart1.xlsx", b"<v>3.00</v>", b"<v>3.01</v>"),
    ],
)
def test_a_value_that_is_not_in_the_written_chart_is_found(name: str, old: bytes, new: bytes) -> None:
    done = rendered(chart())
    parts = read_package(done.data)
    if name.endswith(".xlsx"):
        inner = read_package(parts[name])
        sheet = "xl/worksheets/sheet1.xml"
        assert old in inner[sheet]
        parts[name] = packed(inner | {sheet: inner[sheet].replace(old, new)})
    else:
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new)
    findings = read_back(packed(parts), done.printed, "x.docx", done.parts)
    assert [(finding.code, finding.position.place if finding.position else "") for finding in findings] == [
        ("T085", name)
    ]


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_a_document_made_by_genwen_can_be_a_template_again() -> None:
    once = rendered(chart()).data
    parts = read_package(once)
    parts["word/document.xml"] = parts["word/document.xml"].replace("后".encode(), "{{p 正文 }}".encode())
    done = rendered(chart("折线"), template=packed(parts))
    assert re.findall(r'r:id="(genwenChart\d+)"', done.parts["word/document.xml"].decode()) == [
        "genwenChart1",
        "genwenChart2",
    ]
    again = read_package(done.data)
    assert b"barChart" in again["word/charts/genwenChart1.xml"]
    assert b"lineChart" in again["word/charts/genwenChart2.xml"]
    assert again["[Content_Types].xml"].count(b'Extension="xlsx"') == 1


def test_a_chart_in_a_footer_is_refused() -> None:
    template = docx(p("{{p 正文 }}"), headers={"footer1": p("{{p 正文 }}")})
    with pytest.raises(FindingsError) as raised:
        rendered(chart(), template=template)
    assert [finding.code for finding in raised.value.findings] == ["T088"]


def test_a_control_character_in_a_chart_is_told() -> None:
    broken = Chart("柱形", (text("甲\x01"),), (ChartSeries(text("乙"), (value("1"),)),))
    with pytest.raises(FindingsError) as raised:
        rendered(broken)
    assert [finding.code for finding in raised.value.findings] == ["T083"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=8), min_size=1, max_size=6),
    st.data(),
)  # fmt: skip
def test_any_text_and_numbers_are_found_again(names: list[str], data: st.DataObject) -> None:
    given_values = data.draw(st.lists(st.one_of(st.just(""), st.decimals(-10**9, 10**9, places=3).map(str)), min_size=len(names), max_size=len(names)))  # fmt: skip
    series = (ChartSeries(text(names[0]), tuple(map(value, given_values))),)
    done = rendered(Chart("柱形", tuple(map(text, names)), series, text(names[-1]), (), 3))
    assert read_back(done.data, done.printed, "x.docx", done.parts) == []


def test_replacing_members_keeps_the_others_and_the_order() -> None:
    parts = {"[Content_Types].xml": b"a" * 900, "名.xml": b"b" * 10, "c.xml": b"c" * 500}
    static = replaced(build_static(parts), {"c.xml": b"new", "名.xml": b"also" * 99})
    assert static == build_static(parts | {"c.xml": b"new", "名.xml": b"also" * 99})
    assert replaced(build_static(parts), {}) == build_static(parts)


def test_labels_of_small_slices_may_be_moved() -> None:
    numbers = ("50", "40", "6", "3", "1", "")
    series = (ChartSeries(text("占比"), tuple(map(value, numbers))),)
    pie = Chart("饼形", tuple(text(f"点位{n}") for n in range(6)), series, (), text("%"), 0, True)
    root = only_chart(rendered(pie))
    moved = [label.find(f"{C}idx") for label in root.iter(f"{C}dLbl")]
    assert [each.get("val") for each in moved if each is not None] == ["3", "4", "5"]
    labels = root.find(f".//{C}ser/{C}dLbls")
    assert labels is not None
    in_order([child.tag.removeprefix(C) for child in labels], SEQUENCES["dLbls"].split())
    for label in root.iter(f"{C}dLbl"):
        in_order([child.tag.removeprefix(C) for child in label], SEQUENCES["dLbl"].split())
