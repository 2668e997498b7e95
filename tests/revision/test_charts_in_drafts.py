"""A draft with charts: what changed in a chart is told in a comment, the clerk's chart is left, and all can be rejected."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from reports import Facts, document_of, generated

from genwen.document.elements import Chart, ChartSeries, ChartValue, Document, Run
from genwen.ooxml.chart_reading import drawn_charts
from genwen.ooxml.revisions_package import Package, W
from genwen.records import replace
from genwen.revision.merge import Generation, Kind, Merged, merge_draft

PART = "word/charts/genwenChart1.xml"


def chart(title: str, *values: str, series: str = "2025年") -> Chart:
    given = tuple(ChartValue(Run(value)) for value in values)
    categories = tuple((Run(f"{number}月"),) for number, _ in enumerate(values, 1))
    return Chart("柱形", categories, (ChartSeries((Run(series),), given),), (Run(title),), key=f"附件/{title}")


def with_charts(*charts: Chart, saved: str = "12%") -> Generation:
    document = document_of(Facts(saved=saved))
    blocks = {**document.blocks, "附件": charts}
    return generated(Document(document.name, document.fields, blocks))


BASE = chart("用电", "10.50", "20", "30")


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def edited(generation: Generation) -> bytes:
    """The draft as saved by another program, with a sentence of the clerk."""
    opened = docx.Document(io.BytesIO(generation.docx))
    paragraph = next(each for each in opened.paragraphs if "社会反响良好" in each.text)
    paragraph.add_run("请各单位再核一次。")
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def with_value(data: bytes, old: str, new: str) -> bytes:
    """The draft with a figure of its chart edited by the clerk."""
    parts = parts_of(data)
    name = next(each for each in parts if "/charts/" in each and each.endswith(".xml"))
    assert f"<c:v>{old}</c:v>".encode() in parts[name]
    parts[name] = parts[name].replace(f"<c:v>{old}</c:v>".encode(), f"<c:v>{new}</c:v>".encode())
    return packed(parts)


def charts_in(data: bytes) -> list[dict[tuple[str, str], str]]:
    package = Package(data)
    return [drawn.values for each in package.body.iter(f"{W}p") for drawn in drawn_charts(package, each)]


def comments_of(merged: Merged) -> str:
    assert merged.docx is not None
    return parts_of(merged.docx).get("word/comments.xml", b"").decode()


def test_what_a_chart_shows_is_read_as_numbers() -> None:
    assert charts_in(with_charts(BASE).docx) == [
        {("2025年", "1月"): "10.5", ("2025年", "2月"): "20", ("2025年", "3月"): "30"}
    ]


def test_a_changed_figure_is_told_in_a_comment_and_the_chart_is_left() -> None:
    base = with_charts(BASE)
    draft = edited(base)
    merged = merge_draft(base, draft, with_charts(chart("用电", "10.50", "21.5", "30")))
    assert merged.broken == ()
    assert [(each.kind, each.old, each.new) for each in merged.outcomes] == [(Kind.COMMENT, "2月 20", "2月 21.5")]
    assert "图“用电”的数据变了：图里是2月 20，按事实是2月 21.5" in comments_of(merged)
    assert merged.docx is not None
    assert charts_in(merged.docx) == charts_in(draft)


def test_facts_in_the_text_are_merged_beside() -> None:
    base = with_charts(BASE)
    merged = merge_draft(base, edited(base), with_charts(chart("用电", "11", "20", "30"), saved="13%"))
    assert merged.broken == ()
    assert {each.kind for each in merged.outcomes} == {Kind.CLEAN, Kind.COMMENT}


def test_nothing_is_said_of_a_chart_that_did_not_change() -> None:
    base = with_charts(BASE)
    merged = merge_draft(base, edited(base), with_charts(chart("用电", "10.5", "20.0", "30")))
    assert merged.docx is None
    assert merged.outcomes == ()


def test_a_clerk_who_has_edited_the_chart_already_is_not_bothered() -> None:
    base = with_charts(BASE)
    draft = with_value(edited(base), "20", "21.5")
    merged = merge_draft(base, draft, with_charts(chart("用电", "10.50", "21.5", "30")))
    assert [each.kind for each in merged.outcomes] == [Kind.ALREADY]
    assert merged.docx is None


def test_a_chart_edited_otherwise_is_told_with_what_it_shows() -> None:
    base = with_charts(BASE)
    draft = with_value(edited(base), "20", "19")
    merged = merge_draft(base, draft, with_charts(chart("用电", "10.50", "21.5", "30")))
    assert [(each.kind, each.old, each.new) for each in merged.outcomes] == [(Kind.COMMENT, "2月 19", "2月 21.5")]


def test_a_chart_the_clerk_deleted_stays_deleted() -> None:
    base = with_charts(BASE)
    opened = docx.Document(io.BytesIO(edited(base)))
    drawing = next(each for each in opened.paragraphs if each._p.xpath(".//w:drawing"))
    drawing._p.getparent().remove(drawing._p)
    out = io.BytesIO()
    opened.save(out)
    merged = merge_draft(base, out.getvalue(), with_charts(chart("用电", "10.50", "21.5", "30")))
    assert [each.kind for each in merged.outcomes] == [Kind.KEPT_OUT]
    assert "您已删去这张图" in merged.outcomes[0].note


def test_charts_added_and_taken_away_are_told() -> None:
    base = with_charts(BASE)
    added = merge_draft(base, edited(base), with_charts(BASE, chart("用水", "1", "2")))
    assert {each.kind for each in added.outcomes} == {Kind.NOTICE}
    assert any("新增了图“用水”" in each.note for each in added.outcomes)
    gone = merge_draft(base, edited(base), with_charts())
    assert [each.kind for each in gone.outcomes if "图" in each.old] == [Kind.COMMENT]
    assert "提纲里已没有图“用电”" in comments_of(gone)


@pytest.mark.parametrize("titles", [("用电", "用水"), ("", ""), ("用能", "用能")])
def test_several_charts_are_told_apart_by_title_or_place(titles: tuple[str, str]) -> None:
    one, two = (chart(title, *values) for title, values in zip(titles, (("1", "2"), ("3", "4", "5")), strict=True))
    base = with_charts(one, two)
    changed = replace(two, series=(ChartSeries((Run("2025年"),), tuple(ChartValue(Run(v)) for v in ("3", "4", "6"))),))
    merged = merge_draft(base, edited(base), with_charts(one, changed))
    assert merged.broken == ()
    assert [(each.kind, each.old, each.new) for each in merged.outcomes] == [(Kind.COMMENT, "3月 5", "3月 6")]
