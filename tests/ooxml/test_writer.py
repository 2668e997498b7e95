import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from genwen.document.elements import Cell, FootBox, Measure, Paragraph, Row, Run, SectionBreak, Table
from genwen.ooxml.writer import BlockWriter

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
IDS = {
    name: style_id
    for style_id, name in enumerate(
        ("公文正文", "附件说明", "空行", "表格文字", "公文表格", "待补", "抄送机关", "印发机关"), start=1
    )
}
SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgNumType w:start="1"/><w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
)
# order of the elements of w:pPr and w:rPr in ECMA-376, as far as they are written
PARAGRAPH_ORDER = ("pStyle", "keepNext", "pageBreakBefore", "pBdr", "tabs", "spacing", "ind", "jc", "sectPr")
RUN_ORDER = ("rStyle", "rFonts", "w")

texts = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), include_characters="\n\t&<>"))
lengths = st.none() | st.integers(0, 9000)
measures = st.builds(
    Measure,
    left=lengths,
    right=lengths,
    first_line=lengths,
    hanging=lengths,
    before=lengths,
    scale=st.none() | st.integers(1, 100),
    tabs=st.lists(st.tuples(st.sampled_from(("left", "right")), st.integers(1, 9000)), max_size=2).map(tuple),
    keep_next=st.booleans(),
    page_break_before=st.booleans(),
)
paragraphs = st.builds(
    Paragraph,
    style=st.sampled_from(("公文正文", "附件说明")),
    runs=st.lists(st.builds(Run, texts, st.sampled_from(("", "待补"))), max_size=3).map(tuple),
    measure=st.none() | measures,
)


@pytest.fixture
def writer() -> BlockWriter:
    return BlockWriter({name: str(number) for name, number in IDS.items()}, SECTION)


def parse(xml: str) -> etree._Element:
    return etree.fromstring(f'<w:body xmlns:w="{W}" xmlns:r="{R}">{xml}</w:body>')


def names(element: etree._Element | None) -> list[str]:
    return [etree.QName(child).localname for child in element] if element is not None else []


def text_of(element: etree._Element) -> str:
    marks = {"t": None, "br": "\n", "tab": "\t"}
    out = []
    for child in element.iter():
        name = etree.QName(child).localname
        parent = child.getparent()
        if name in marks and parent is not None and etree.QName(parent).localname == "r":
            out.append(marks[name] or child.text or "")
    return "".join(out)


def table(*rows: Row) -> Table:
    return Table((1000, 2000, 3000), rows)


def cell(text: str, **more: object) -> Cell:
    return Cell((Paragraph("表格文字", (Run(text),)),), **more)  # type: ignore[arg-type]


@settings(suppress_health_check=[HealthCheck.too_slow])  # on a machine that does other work too
@given(st.lists(paragraphs, max_size=4))
def test_text_survives_and_elements_stand_in_schema_order(blocks: list[Paragraph]) -> None:
    written = BlockWriter({name: str(number) for name, number in IDS.items()}).write(blocks)
    body = parse(written)
    assert [text_of(p) for p in body] == [block.text for block in blocks]
    for properties in body.iter(f"{{{W}}}pPr"):
        order = [PARAGRAPH_ORDER.index(name) for name in names(properties)]
        assert order == sorted(order)
    for properties in body.iter(f"{{{W}}}rPr"):
        order = [RUN_ORDER.index(name) for name in names(properties)]
        assert order == sorted(order)


def test_measure_wins_over_indents_in_characters(writer: BlockWriter) -> None:
    xml = writer.write([Paragraph("附件说明", (), "", Measure(left=1575, right=315, hanging=945))])
    assert (
        '<w:ind w:leftChars="0" w:left="1575" w:rightChars="0" w:right="315" w:firstLineChars="0" w:hanging="945"/>'
        in xml
    )


def test_scale_narrows_every_run(writer: BlockWriter) -> None:
    xml = writer.write([Paragraph("公文正文", (Run("甲"), Run("乙", "待补")), "", Measure(scale=66))])
    assert xml.count('<w:w w:val="66"/></w:rPr>') == 2
    assert "w:w w:val" not in writer.write([Paragraph("公文正文", (Run("丙"),))])


def test_line_feed_and_tab_become_elements(writer: BlockWriter) -> None:
    run = parse(writer.write([Paragraph("公文正文", (Run("甲\n乙\t丙"),))])).find(f".//{{{W}}}r")
    assert names(run) == ["t", "br", "t", "tab", "t"]


def test_only_runs_with_characters_of_both_scripts_are_said_to_be_chinese(writer: BlockWriter) -> None:
    for text, hinted in (("关于2025年A的", False), ("“双碳”", True), ("一—二", True), ("第①项", True), ("3×5℃", True)):
        assert ("w:hint" in writer.write([Paragraph("公文正文", (Run(text),))])) is hinted, text


def test_spaces_at_the_ends_of_a_text_are_kept(writer: BlockWriter) -> None:
    for text in (" 甲", "甲 ", " ", "甲 乙"):
        element = parse(writer.write([Paragraph("公文正文", (Run(text),))])).find(f".//{{{W}}}t")
        kept = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
        assert kept is (text.strip() != text), text


def test_unknown_style_is_named(writer: BlockWriter) -> None:
    with pytest.raises(KeyError, match="没有这个样式"):
        writer.write([Paragraph("没有这个样式", (Run("甲"),))])
    with pytest.raises(KeyError, match="没有这种字"):
        writer.write([Paragraph("公文正文", (Run("甲", "没有这种字"),))])


def test_table_rows_and_cells(writer: BlockWriter) -> None:
    body = parse(
        writer.write(
            [
                table(
                    Row((cell("甲", columns=2), cell("乙")), header=True),
                    Row((cell("丙", merge="起"), cell("丁"), cell("戊"))),
                    Row((Cell((), merge="续"), cell("己"), cell("庚"))),
                )
            ]
        )
    )
    rows = body.findall(f".//{{{W}}}tr")
    assert [names(row.find(f"{{{W}}}trPr")) for row in rows] == [
        ["cantSplit", "tblHeader"],
        ["cantSplit"],
        ["cantSplit"],
    ]
    first, second = rows[0].findall(f"{{{W}}}tc")
    assert names(first[0]) == ["tcW", "gridSpan", "vAlign"]
    assert [c[0][0].get(f"{{{W}}}w") for c in (first, second)] == ["3000", "3000"]
    merges = [row.find(f".//{{{W}}}vMerge") for row in rows[1:]]
    assert [merge is not None and merge.get(f"{{{W}}}val") for merge in merges] == ["restart", None]
    assert all(names(c)[-1] == "p" for c in body.iter(f"{{{W}}}tc"))
    assert [column.get(f"{{{W}}}w") for column in body.iter(f"{{{W}}}gridCol")] == ["1000", "2000", "3000"]


def test_a_table_is_always_followed_by_a_paragraph(writer: BlockWriter) -> None:
    one = table(Row((cell("甲", columns=3),)))
    paragraph = Paragraph("公文正文", (Run("乙"),))
    assert names(parse(writer.write([one]))) == ["tbl", "p"]
    assert names(parse(writer.write([one, one]))) == ["tbl", "p", "tbl", "p"]
    assert names(parse(writer.write([one, paragraph]))) == ["tbl", "p"]


def test_a_paragraph_that_only_ends_a_table_goes_where_another_follows(writer: BlockWriter) -> None:
    one = table(Row((cell("甲", columns=3),)))
    ended, following = writer.write([one]).encode(), writer.write([Paragraph("公文正文", (Run("乙"),))]).encode()
    assert names(parse(writer.without_needless(ended + following).decode())) == ["tbl", "p"]
    assert writer.without_needless(ended) == ended
    two = writer.write([one, one]).encode()
    assert writer.without_needless(two + following) == two[: -len(ended)] + writer.without_needless(ended + following)


def test_foot_box_draws_its_rules_and_keeps_its_room(writer: BlockWriter) -> None:
    lines = (Paragraph("抄送机关", (Run("抄送：甲。"),)), Paragraph("印发机关", (Run("乙\t丙"),)))
    body = parse(writer.write([FootBox(lines, ("粗", "细", "粗"), 1400)]))
    assert names(body) == ["p"]
    assert body.find(f"{{{W}}}p/{{{W}}}pPr/{{{W}}}spacing").get(f"{{{W}}}line") == "1400"  # type: ignore[union-attr]
    content = body.find(f".//{{{W}}}txbxContent")
    assert content is not None
    kinds = [rule.get(f"{{{W}}}sz") for rule in content.iter(f"{{{W}}}bottom")]
    assert kinds == ["8", "6", "8"]
    assert [text_of(p) for p in content] == ["", "抄送：甲。", "", "乙\t丙", ""]
    assert 'cy="889000"' in etree.tostring(body).decode()


def test_foot_box_without_a_rule_between(writer: BlockWriter) -> None:
    lines = (Paragraph("抄送机关", (Run("主送：甲。"),)), Paragraph("抄送机关", (Run("抄送：乙。"),)))
    xml = writer.write([FootBox(lines, ("粗", "", "粗"), 1400)])
    assert xml.count("<w:pBdr>") == 2


def test_section_properties_follow_the_break_that_begins_a_section(writer: BlockWriter) -> None:
    blocks = [SectionBreak(numbered=False), SectionBreak(even_page=True, numbered=False)]
    sections = list(parse(writer.write(blocks)).iter(f"{{{W}}}sectPr"))
    first, second = (names(section) for section in sections)
    assert first == ["footerReference", "pgSz", "pgNumType", "docGrid"]
    assert second == ["footerReference", "type", "pgSz", "titlePg", "docGrid"]
    last = writer.final_section(blocks)
    assert 'w:type w:val="evenPage"' in last
    assert "<w:titlePg/><w:docGrid" in last
    assert writer.final_section([Paragraph("公文正文")]) == SECTION
    assert "titlePg" not in writer.final_section([SectionBreak()])


def test_inline_text_keeps_the_run_properties_of_its_tag(writer: BlockWriter) -> None:
    plain = writer.write_text((Run("甲<乙"), Run("丙", "待补")), '<w:rFonts w:hint="eastAsia"/><w:b/>')
    assert plain == (
        '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:b/></w:rPr><w:t>甲&lt;乙</w:t></w:r>'
        '<w:r><w:rPr><w:rStyle w:val="6"/><w:rFonts w:hint="eastAsia"/><w:b/></w:rPr>'
        "<w:t>丙</w:t></w:r>"
    )
    styled = writer.write_text((Run("甲", "待补"),), '<w:rStyle w:val="9"/><w:b/>')
    assert re.findall(r'rStyle w:val="(\d)"', styled) == ["6"]


def test_a_thousand_paragraphs_take_milliseconds(writer: BlockWriter) -> None:
    blocks = [Paragraph("公文正文", (Run("节约型机关创建" * 8),))] * 1000
    best = min(_seconds(writer, blocks) for _ in range(5))
    assert best < 0.02


def _seconds(writer: BlockWriter, blocks: list[Paragraph]) -> float:
    start = time.perf_counter()
    writer.write(blocks)
    return time.perf_counter() - start
