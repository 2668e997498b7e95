"""A chart in, its part of a .docx out: DrawingML that Word, WPS and LibreOffice show and let a clerk edit.

Everything is told apart without colour: fills by greys and patterns, lines by dashes and markers. Values are written
as they are printed, and refer to the cells of the workbook that lies inside the document (see chart_workbook). Element
order is that of ECMA-376 part 1, 21.2.
"""

from __future__ import annotations

from collections.abc import Mapping

from genwen.document.elements import Chart, ChartSeries
from genwen.ooxml.chart_workbook import CATEGORIES, column, plain_text, series_cells
from genwen.ooxml.markup import escape

TITLE_FONT, TEXT_FONT = "图题", "图文"
"""Names of the two fonts of a chart in the mapping given."""
_TITLE_SIZE, _TEXT_SIZE = 1400, 1050  # hundredths of a point: 四号, 五号
_AXES = (970_401, 970_402)

_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_BLACK = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
_HAIRLINE = f'<a:ln w="9525">{_BLACK}</a:ln>'
_GRID = '<a:ln w="6350"><a:solidFill><a:srgbClr val="BFBFBF"/></a:solidFill></a:ln>'
# white under the legend and around everything: a page may be printed on any paper, a fill of its own would be grey
_NO_FRAME = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"


def _solid(grey: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{grey}"/></a:solidFill>'


def _pattern(preset: str) -> str:
    return (
        f'<a:pattFill prst="{preset}"><a:fgClr><a:srgbClr val="000000"/></a:fgClr>'
        '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>'
    )


# Neighbours differ in greyness and in pattern, so that a copy of a copy still tells them apart
_FILLS = (
    *(_solid("595959"), _pattern("wdUpDiag"), _solid("D9D9D9"), _pattern("dkHorz"), _pattern("pct20")),
    *(_solid("8C8C8C"), _pattern("wdDnDiag"), _solid("FFFFFF"), _pattern("smGrid"), _pattern("dkVert")),
)
_LINES = (("solid", "circle", "000000"), ("dash", "square", "FFFFFF"), ("sysDot", "triangle", "7F7F7F"),
          ("lgDashDot", "diamond", "FFFFFF"), ("sysDash", "x", "000000"), ("lgDash", "triangle", "FFFFFF"))  # fmt: skip
MAX_SERIES = len(_LINES)
MAX_SLICES = len(_FILLS)


def chart_xml(chart: Chart, fonts: Mapping[str, str], workbook: str) -> str:
    """The chart part of `chart`. `workbook` is the relationship id of the embedded workbook, `fonts` those of the text."""
    body = {"柱形": _bars, "条形": _bars, "折线": _lines, "饼形": _pie}[chart.kind](chart, fonts)
    legend = ""
    if chart.kind != "饼形" and len(chart.series) > 1:
        legend = (
            f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_NO_FRAME}{_font(fonts, TEXT_FONT, _TEXT_SIZE)}'
            "</c:legend>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace {_NAMESPACES}><c:date1904 val="0"/><c:lang val="zh-CN"/><c:roundedCorners val="0"/><c:chart>'
        f"{_title(shown_title(chart), fonts)}<c:plotArea><c:layout/>{body}</c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"{_NO_FRAME}{_font(fonts, TEXT_FONT, _TEXT_SIZE)}"
        f'<c:externalData r:id="{workbook}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def shown_title(chart: Chart) -> str:
    """The title as printed; one that has no axis to say the unit says it too."""
    title, unit = plain_text(chart.title), plain_text(chart.unit)
    if chart.kind == "饼形" and unit and unit != "%":
        return f"{title}（单位：{unit}）" if title else f"单位：{unit}"
    return title


def _run_properties(fonts: Mapping[str, str], role: str, size: int, tag: str) -> str:
    name = escape(fonts.get(role, "")).replace('"', "&quot;")
    faces = "".join(f'<a:{slot} typeface="{name}"/>' for slot in ("latin", "ea", "cs")) if name else ""
    language = ' lang="zh-CN" altLang="en-US"' if tag == "rPr" else ""
    return f'<a:{tag}{language} sz="{size}" b="0">{_BLACK}{faces}</a:{tag}>'


def _font(fonts: Mapping[str, str], role: str, size: int, rotation: str = "") -> str:
    """c:txPr naming the font of a role."""
    properties = _run_properties(fonts, role, size, "defRPr")
    return (
        f"<c:txPr><a:bodyPr{rotation}/><a:lstStyle/><a:p><a:pPr>{properties}</a:pPr>"
        '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )


def _rich(text: str, fonts: Mapping[str, str], role: str, size: int, rotation: str = "") -> str:
    """c:title holding `text`."""
    default = _run_properties(fonts, role, size, "defRPr")
    run = f"<a:r>{_run_properties(fonts, role, size, 'rPr')}<a:t>{escape(text)}</a:t></a:r>"
    return (
        f"<c:title><c:tx><c:rich><a:bodyPr{rotation}/><a:lstStyle/><a:p><a:pPr>{default}</a:pPr>{run}</a:p></c:rich>"
        '</c:tx><c:overlay val="0"/></c:title>'
    )


def _title(text: str, fonts: Mapping[str, str]) -> str:
    if not text:
        return '<c:autoTitleDeleted val="1"/>'
    return _rich(text, fonts, TITLE_FONT, _TITLE_SIZE) + '<c:autoTitleDeleted val="0"/>'


def number_format(chart: Chart) -> str:
    """The number format of the chart's values, as Excel writes it."""
    places = "." + "0" * chart.decimals if chart.decimals else ""
    return f'0{places}"%"' if plain_text(chart.unit) == "%" else f"0{places}"


# --- data --------------------------------------------------------------------------------------------------------


def _data(chart: Chart, series: ChartSeries, index: int) -> tuple[str, str]:
    """c:tx with the name of a series, and c:cat and c:val with its data."""
    name = (
        f'<c:tx><c:strRef><c:f>{column(index)}$1</c:f><c:strCache><c:ptCount val="1"/>'
        f'<c:pt idx="0"><c:v>{escape(plain_text(series.name))}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    )
    count = f'<c:ptCount val="{len(chart.categories)}"/>'
    labels = "".join(
        f'<c:pt idx="{number}"><c:v>{escape(plain_text(category))}</c:v></c:pt>'
        for number, category in enumerate(chart.categories)
    )
    points = "".join(
        f'<c:pt idx="{number}"><c:v>{value.run.text}</c:v></c:pt>'
        for number, value in enumerate(series.values)
        if value.known
    )
    rows = len(chart.categories)
    code = escape(number_format(chart))
    return name, (
        f"<c:cat><c:strRef><c:f>{CATEGORIES}{rows + 1}</c:f><c:strCache>{count}{labels}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{series_cells(index, rows)}</c:f><c:numCache><c:formatCode>{code}</c:formatCode>"
        f"{count}{points}</c:numCache></c:numRef></c:val>"
    )


def _labels(chart: Chart, fonts: Mapping[str, str], place: str, *, names: bool = False) -> str:
    """c:dLbls: the values as printed; `names` says the category as well.

    The labels of slices too small to hold them may be moved by the program, so that neighbours do not lie on each other.
    """
    if not chart.labels:
        return ""
    code = escape(number_format(chart)).replace('"', "&quot;")
    shown = (("LegendKey", 0), ("Val", 1), ("CatName", int(names)), ("SerName", 0), ("Percent", 0), ("BubbleSize", 0))
    flags = "".join(f'<c:show{name} val="{on}"/>' for name, on in shown)
    form = f'<c:numFmt formatCode="{code}" sourceLinked="0"/>{_NO_FRAME}{_font(fonts, TEXT_FONT, 900)}'
    if not names:
        return f'<c:dLbls>{form}<c:dLblPos val="{place}"/>{flags}</c:dLbls>'
    flags += "<c:separator>　</c:separator>"
    moved = "".join(
        f'<c:dLbl><c:idx val="{number}"/>{form}<c:dLblPos val="bestFit"/>{flags}</c:dLbl>'
        for number in _small_slices(chart)
    )
    return f'<c:dLbls>{moved}{form}<c:dLblPos val="{place}"/>{flags}<c:showLeaderLines val="1"/></c:dLbls>'


_SMALL = 0.06


def _small_slices(chart: Chart) -> list[int]:
    """The slices of a pie that hold less than `_SMALL` of it."""
    numbers = [float(value.run.text) if value.known else 0.0 for value in chart.series[0].values]
    whole = sum(numbers)
    return [number for number, value in enumerate(numbers) if whole and value < _SMALL * whole]


# --- kinds -------------------------------------------------------------------------------------------------------


def _bars(chart: Chart, fonts: Mapping[str, str]) -> str:
    series = []
    for index, item in enumerate(chart.series):
        name, data = _data(chart, item, index)
        fill = _FILLS[index % len(_FILLS)]
        series.append(
            f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/>{name}<c:spPr>{fill}{_HAIRLINE}</c:spPr>'
            f'<c:invertIfNegative val="0"/>{_labels(chart, fonts, "outEnd")}{data}</c:ser>'
        )
    lying = chart.kind == "条形"
    axes = "".join(f'<c:axId val="{axis}"/>' for axis in _AXES)
    return (
        f'<c:barChart><c:barDir val="{"bar" if lying else "col"}"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{"".join(series)}<c:gapWidth val="60"/><c:overlap val="0"/>{axes}</c:barChart>{_axes(chart, fonts, lying)}'
    )


def _lines(chart: Chart, fonts: Mapping[str, str]) -> str:
    series = []
    for index, item in enumerate(chart.series):
        name, data = _data(chart, item, index)
        dash, symbol, fill = _LINES[index % len(_LINES)]
        line = f'<c:spPr><a:ln w="19050" cap="flat">{_BLACK}<a:prstDash val="{dash}"/><a:round/></a:ln></c:spPr>'
        marker = f'<c:marker><c:symbol val="{symbol}"/><c:size val="7"/><c:spPr>{_solid(fill)}{_HAIRLINE}</c:spPr></c:marker>'
        series.append(
            f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/>{name}{line}{marker}'
            f'{_labels(chart, fonts, "t")}{data}<c:smooth val="0"/></c:ser>'
        )
    axes = "".join(f'<c:axId val="{axis}"/>' for axis in _AXES)
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{"".join(series)}<c:marker val="1"/>{axes}'
        f"</c:lineChart>{_axes(chart, fonts, False)}"
    )


def _pie(chart: Chart, fonts: Mapping[str, str]) -> str:
    item = chart.series[0]
    name, data = _data(chart, item, 0)
    points = "".join(
        f'<c:dPt><c:idx val="{number}"/><c:bubble3D val="0"/>'
        f"<c:spPr>{_FILLS[number % len(_FILLS)]}{_HAIRLINE}</c:spPr></c:dPt>"
        for number in range(len(chart.categories))
    )
    return (
        f'<c:pieChart><c:varyColors val="1"/><c:ser><c:idx val="0"/><c:order val="0"/>{name}'
        f"<c:spPr>{_HAIRLINE}</c:spPr>{points}{_labels(chart, fonts, 'outEnd', names=True)}{data}</c:ser>"
        '<c:firstSliceAng val="0"/></c:pieChart>'
    )


def _axes(chart: Chart, fonts: Mapping[str, str], lying: bool) -> str:
    """The two axes; that of values says the unit, and starts at nothing where bars are to be compared by length."""
    category, value = _AXES
    numbers = [float(item.run.text) for series in chart.series for item in series.values if item.known]
    floor = '<c:min val="0"/>' if chart.kind != "折线" and all(number >= 0 for number in numbers) else ""
    unit = plain_text(chart.unit)
    turned = "" if lying else ' rot="-5400000" vert="horz"'
    title = _rich(unit, fonts, TEXT_FONT, _TEXT_SIZE, turned) if unit else ""
    code = escape(number_format(chart) if unit == "%" else "General").replace('"', "&quot;")
    text = _font(fonts, TEXT_FONT, _TEXT_SIZE)
    order = "maxMin" if lying else "minMax"
    return (
        f'<c:catAx><c:axId val="{category}"/><c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{"l" if lying else "b"}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'<c:spPr>{_HAIRLINE}</c:spPr>{text}<c:crossAx val="{value}"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="{value}"/><c:scaling><c:orientation val="minMax"/>{floor}</c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"b" if lying else "l"}"/><c:majorGridlines><c:spPr>{_GRID}</c:spPr>'
        f'</c:majorGridlines>{title}<c:numFmt formatCode="{code}" sourceLinked="0"/><c:majorTickMark val="out"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr>{_HAIRLINE}</c:spPr>{text}'
        f'<c:crossAx val="{category}"/><c:crosses val="{"max" if lying else "autoZero"}"/>'
        '<c:crossBetween val="between"/></c:valAx>'
    )


def printed_texts(chart: Chart) -> list[str]:
    """The texts of the chart part in their order, as the read-back looks for them."""
    unit = plain_text(chart.unit) if chart.kind != "饼形" else ""
    texts = [shown_title(chart)]
    for series in chart.series:
        texts.append(plain_text(series.name))
        texts += [plain_text(category) for category in chart.categories]
        texts += [value.run.text for value in series.values if value.known]
    return [text for text in (*texts, unit) if text]
