"""Charts as LibreOffice sets them: where the page estimate puts them, as wide as the 版心, their words and figures there."""

import os
from pathlib import Path

import pdfplumber
import pytest
from filling import text
from office import missing, render

from genwen.document.elements import Blocks, Chart, ChartSeries, ChartValue, Document, Paragraph, Run
from genwen.document.layout import paginate
from genwen.rendering.renderer import Renderer
from genwen.rendering.template import compile_template

TEMPLATE = Path(__file__).resolve().parents[2] / "templates" / "公文" / "文稿.docx"
# Two charts of 80 mm leave room for six lines, three go over the page
FILLED = {f"before{count}": (count, 2) for count in range(4, 9)} | {"three": (0, 3)}


def chart(kind: str) -> Chart:
    names, amounts = ("电力", "天然气", "汽油"), ("886.94", "223.97", "163.91")
    values = tuple(ChartValue(Run(amount)) for amount in amounts)
    title, unit = text("能源消费量"), text("吨标准煤")
    return Chart(
        kind, tuple(map(text, names)), (ChartSeries(text("今年"), values),), title, unit, 2, True, 4535, key="图"
    )


def blocks(before: int, charts: int) -> Blocks:
    body = Paragraph("公文正文", text("短段。"))
    return (
        *[body] * before,
        *[chart("柱形"), chart("折线"), chart("饼形")][:charts],
        Paragraph("公文正文", text("末段。")),
    )


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The PDF of each sample by name."""
    reason = missing()
    if reason:
        if os.environ.get("GENWEN_REQUIRE_RENDER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("charts")
    renderer = Renderer(compile_template(TEMPLATE.read_bytes(), "文稿.docx"))
    paths = []
    for name, (before, charts) in FILLED.items():
        paths.append(folder / f"{name}.docx")
        paths[-1].write_bytes(renderer.render(Document(name, {}, {"正文": blocks(before, charts)}), {}).data)
    return dict(zip(FILLED, render(paths, folder), strict=True))


@pytest.mark.parametrize("name", FILLED)
def test_the_text_after_charts_stands_where_the_estimate_says(name: str, files: dict[str, Path]) -> None:
    before, charts = FILLED[name]
    with pdfplumber.open(files[name]) as pdf:
        found = [
            (number, word["bottom"])
            for number, page in enumerate(pdf.pages, 1)
            for word in page.extract_words()
            if "末段" in word["text"]
        ]
    assert len(found) == 1
    estimate = paginate(blocks(before, charts))
    page, bottom = found[0]
    assert page == estimate.page
    # the estimate's line ends within a third of a line of the printed one
    assert abs((bottom - 104.9) / 28.95 - estimate.lines_used) < 0.45


def test_a_chart_is_as_wide_as_the_text_and_says_its_figures(files: dict[str, Path]) -> None:
    with pdfplumber.open(files["three"]) as pdf:
        words = " ".join(word["text"] for page in pdf.pages for word in page.extract_words())
        lines = [line for page in pdf.pages for line in (*page.lines, *page.rects, *page.curves)]
    for figure in ("886.94", "223.97", "163.91", "能源消费量"):
        assert words.count(figure) == 3
    # 版心: 28 mm from the left, 156 mm wide
    assert min(line["x0"] for line in lines) >= 28 / 25.4 * 72 - 1
    assert max(line["x1"] for line in lines) <= 184 / 25.4 * 72 + 1
