"""A PDF in, its printed pages out. pdfplumber, an optional library, is loaded only here and only when it is needed."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

from genwen.diagnostics import GenwenError
from genwen.lint.printed import LEFT, RIGHT, Page, PrintedLine, Stroke, joined
from genwen.records import replace

_MM = 25.4 / 72
_DPI = 200
_SAME_BASELINE = 1.5
_SHORTEST = 20.0
"""A rule is at least this long, in mm: what is shorter underlines a word or edges a cell."""
_DARK = 150
_MARK_SIZE = 26
"""Points from which a black line above the red rule is the 发文机关标志 and no title."""


def require_library() -> Any:
    """pdfplumber. Raises GenwenError, saying how to install it, when it is missing."""
    try:
        import pdfplumber
    except ImportError as error:
        raise GenwenError(
            "没有安装 pdfplumber，读不了渲染出的版面", "python -m pip install 'genwen[render]'"
        ) from error
    return pdfplumber


def pages_of(pdf: bytes) -> tuple[Page, ...]:
    """The pages of a PDF. Raises GenwenError when it cannot be read or the library is missing."""
    library = require_library()
    pages: list[Page] = []
    try:
        with library.open(io.BytesIO(pdf)) as document:
            lift = 0.0
            for number, source in enumerate(document.pages, 1):
                page, lift = _inked(source, _page(number, source), lift)
                pages.append(page)
                source.close()
    except GenwenError:
        raise
    except Exception as error:  # whatever a library makes of a PDF it cannot read
        raise GenwenError("渲染出的 PDF 读不了", "更新 LibreOffice 后再试") from error
    return tuple(pages)


def pictures_of(pdf: bytes, dpi: int) -> Iterator[bytes]:
    """The pages of a PDF as PNG. Raises GenwenError when the library is missing."""
    with require_library().open(io.BytesIO(pdf)) as document:
        for source in document.pages:
            out = io.BytesIO()
            source.to_image(resolution=dpi).original.convert("L" if _grey(source) else "RGB").quantize(32).save(
                out, "PNG"
            )
            source.close()
            yield out.getvalue()


def _grey(source: Any) -> bool:
    """Whether nothing on the page has a colour."""
    drawn = (*source.rects, *source.lines, *source.curves)
    colours = [char["non_stroking_color"] for char in source.chars]
    colours += [item[key] for item in drawn for key in ("non_stroking_color", "stroking_color")]
    return not source.images and not any(isinstance(c, tuple | list) and len(set(c)) > 1 for c in colours)


def _page(number: int, source: Any) -> Page:
    return Page(
        number, float(source.width) * _MM, float(source.height) * _MM, tuple(_lines(source)), joined(_strokes(source)),
        len(source.images),
    )  # fmt: skip


def _lines(source: Any) -> Iterator[PrintedLine]:
    height = float(source.height)
    chars = [char for char in source.chars if char["text"].strip()]
    chars.sort(key=lambda char: height - char["matrix"][5])
    row: list[Any] = []
    for char in chars:
        if row and abs(char["matrix"][5] - row[0]["matrix"][5]) > _SAME_BASELINE:
            yield _line(height, row)
            row = []
        row.append(char)
    if row:
        yield _line(height, row)


def _line(height: float, chars: list[Any]) -> PrintedLine:
    chars.sort(key=lambda char: char["x0"])
    largest = max(chars, key=lambda char: char["size"])
    return PrintedLine(
        "".join(char["text"] for char in chars),
        (height - chars[0]["matrix"][5]) * _MM,
        chars[0]["x0"] * _MM,
        max(char["x1"] for char in chars) * _MM,
        round(float(largest["size"]), 1),
        is_red(largest["non_stroking_color"]),
    )


def _strokes(source: Any) -> Iterable[Stroke]:
    """Long horizontal rules, drawn as lines or as flat boxes."""
    found = []
    for item in (*source.lines, *source.rects, *source.curves):
        height = item["bottom"] - item["top"]
        stroked = bool(item.get("stroke")) and height < 0.6
        thickness = float(item.get("linewidth") or 0.5) if stroked else float(height)
        if thickness > 5 or item["x1"] - item["x0"] < 2 * thickness:
            continue
        colour = item["stroking_color"] if stroked else item["non_stroking_color"]
        middle = (item["top"] + item["bottom"]) / 2
        found.append(
            Stroke(middle * _MM, item["x0"] * _MM, item["x1"] * _MM, thickness * _MM, is_red(colour))
        )  # fmt: skip
    return [stroke for stroke in joined(found) if stroke.length > _SHORTEST]


def is_red(colour: Any) -> bool:
    """Whether a colour of a PDF is the red of heads."""
    return isinstance(colour, list | tuple) and len(colour) == 3 and colour[0] > 0.6 and max(colour[1:]) < 0.35


def _inked(source: Any, page: Page, lift: float) -> tuple[Page, float]:
    """A page with the ink that clauses speak of; `lift` is how far the dash of a page number is above its baseline."""
    folio = page.folio
    head = page.number == 1 and (page.head_rule is not None or any(line.red for line in page.lines))
    dashed = folio is not None and folio.text[0] in "—–－―-"
    if head or (dashed and not lift):
        image = source.to_image(resolution=_DPI).original.convert("RGB")
        if head:
            page = _with_head(image, page)
        if folio is not None and dashed and not lift:
            box = _ink(image, (folio.left, folio.baseline - 4, folio.left + 3, folio.baseline + 1))
            lift = folio.baseline - (box[0] + box[1]) / 2 if box else 0.0
    if folio is not None and dashed and lift:
        page = replace(page, dash=folio.baseline - lift)
    return page, lift


def _with_head(image: Any, page: Page) -> Page:
    rule = page.head_rule
    marks = [line for line in page.lines if line.red and line.size >= 20 and line.baseline < 0.6 * page.height]
    if rule is not None and not marks:
        marks = [line for line in page.lines if line.size >= _MARK_SIZE and line.baseline < rule.y]
    if not marks:
        return page
    first = marks[0]
    top = max(0.0, first.baseline - 1.2 * first.size * _MM)
    box = _ink(image, (5, top, page.width - 5, first.baseline), red=first.red)
    page = replace(page, mark_top=box[0] if box else 0.0)
    if rule is not None and first.baseline < rule.y:
        edge = rule.y - rule.thickness / 2
        box = _ink(image, (LEFT, edge - 12, RIGHT, edge - 0.4))
        page = replace(page, head_gap=edge - box[1] if box else 0.0)
    return page


def _ink(image: Any, region: tuple[float, float, float, float], red: bool = False) -> tuple[float, float] | None:
    """Upper and lower edge of the dark (or red) ink in a region (left, top, right, bottom); None when it is white."""
    scale = _DPI / 25.4
    reds, greens, _ = image.crop(tuple(round(edge * scale) for edge in region)).split()
    dark = greens.point(lambda value: 255 if value < _DARK else 0)
    if red:
        dark.paste(0, mask=reds.point(lambda value: 255 if value < _DARK else 0))
    box = dark.getbbox()
    return (box[1] / scale + region[1], box[3] / scale + region[1]) if box else None
