"""The plan and docxtpl give canonically equal XML for the same template and document."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx_builder import document, docx, p, r, tbl, tr
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from genwen.document.elements import Cell, FootBox, Paragraph, Row, Run, SectionBreak, Table
from genwen.ooxml.canonical import differing
from genwen.ooxml.package import read_package
from genwen.rendering.check import check_template
from genwen.rendering.readback import read_back
from genwen.rendering.reference import render_reference
from genwen.rendering.renderer import Renderer
from genwen.rendering.template import compile_template, packed, prepare
from genwen.rendering.template import joined as joined_parts

PACKAGED = Path(__file__).resolve().parents[2] / "templates" / "公文"
HOSTILE = (
    "A&B",
    "<w:p>",
    "甲<乙&丙",
    'say "hi"',
    "it's",
    "&amp; &lt;",
    "一\n二\n\n三",
    "\t表\t",
    "{{ 甲 }}",
    "]]>",
    " 空 ",
    "",
)
SECOND = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'

TEMPLATES = {
    "inline": [p("前{{ 甲 }}中{{乙}}后")],
    "alone": [p("{{ 甲 }}"), p("{{ 乙 }}")],
    "formatted": [p(r("前", "<w:b/>"), r("{{ 甲 }}", '<w:rStyle w:val="H1"/><w:b/>'), r("后"))],
    "split, one format": [p(r("前{"), r("{ "), r("甲"), r(" }"), r("}后"))],
    "split, nothing after": [p(r("前{{ ", "<w:b/>"), r("甲", '<w:rFonts w:hint="eastAsia"/>'), r(" }}"))],
    "split by a mark": [p(r("前{{ "), '<w:proofErr w:type="spellStart"/>', r("甲"), '<w:proofErr w:type="spellEnd"/>', r(" }}后"))],
    "bare text before a tag": [p(r("无")), p(r("有", space=' xml:space="preserve"'), r("{{ 甲 }}")), p(r("{{ 乙 }}")), p(r("尾"))],
    "choice by paragraph": [p("{%p if 甲 %}"), p("有{{ 甲 }}"), p("{%p elif 乙 %}"), p("乙"), p("{%p else %}"), p("无"), p("{%p endif %}")],
    "choice inline": [p("{% if 甲 %}有{{ 甲 }}{% else %}无{% endif %}后")],
    "rows": [tbl(tr(p("头"), p("头")), tr(p("{%tr for 行 in 表 %}"), p("")), tr(p("{{ 行.名 }}"), p("{{ loop.index }}{% if loop.last %}末{% endif %}")), tr(p("{%tr endfor %}"), p("")))],
    "loops in loops": [p("{%p for 行 in 表 %}"), p("{{ 行.名 }}"), p("{%p for x in 行.项 %}"), p("{{ x }}{{ 甲 }}"), p("{%p endfor %}"), p("{%p else %}"), p("空"), p("{%p endfor %}")],
    "blocks": [p("前"), p("{{p 正文 }}"), p("后{{ 甲 }}")],
    "comment": [p("前{# 说明 #}后"), p("{#p 整段说明 #}"), p("{{ 甲 }}")],
    "dashes": [p("一 "), p("x {%- if 甲 %} 二"), p("三 {% endif -%} y"), p(" 四{{- 甲 -}} 五")],
    "escaped braces": [p("{_{ 不是标签 }_} {_% 也不是 %_}{{ 甲 }}")],
    "comparison": [p("{% if 数 > 3 and 数 < 9 %}中{% else %}外{% endif %}")],
    "constants": [p("{% if true %}真{% endif %}{% if not none %}{{ 1 + 数 }}{% endif %}")],
    "second section": [p("{{ 甲 }}", ppr=SECOND), p("{{ 乙 }}")],
    "quotes": [p("{% if 甲 == “甲” %}是{% else %}否{% endif %}")],
}  # fmt: skip


def check(template: bytes, doc: object, scope: dict[str, object], *, joined: bool = False) -> None:
    plan = compile_template(template, "模板.docx")
    assert plan.tier == "A"
    renderer = Renderer(plan)
    done = renderer.render(doc, scope)  # type: ignore[arg-type]
    source = packed(joined_parts(prepare(template, "模板.docx"))) if joined else template
    wanted, printed = render_reference(source, doc, scope, renderer.writer)  # type: ignore[arg-type]
    assert differing(read_package(done.data), wanted) == []
    assert [run.text for run in done.runs if run.text] == [run.text for run in printed if run.text]
    assert read_back(done.data, done.printed, "x.docx", done.parts) == []


def scope() -> dict[str, object]:
    return {"表": [{"名": "一&", "项": ["a<", "b\nc"]}, {"名": "二", "项": []}], "数": 5}


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", TEMPLATES)
def test_equal_to_docxtpl(name: str, value: str) -> None:
    doc = document(
        fields={"甲": value, "乙": "乙" if value else ""}, blocks={"正文": (Paragraph("公文正文", (Run(value),)),)}
    )
    check(docx(*TEMPLATES[name]), doc, scope())


def test_equal_in_headers_footers_and_notes() -> None:
    notes = f'<w:footnote w:id="2">{p("注：{{ 甲 }}")}</w:footnote>'
    template = docx(p("{{ 甲 }}"), headers={"header1": p("{{ 甲 }}"), "footer1": p("{%p if 乙 %}") + p("{{ 乙 }}") + p("{%p endif %}") + p("页"), "footer2": p("无")}, footnotes=notes)  # fmt: skip
    check(template, document(fields={"甲": "A&<\n'", "乙": "页脚"}), {})


def test_equal_with_a_run_tag() -> None:
    template = docx(p(r("前", "<w:b/>"), r("左{{r 甲 }}右")))
    plan = compile_template(template, "模板.docx")
    done = Renderer(plan).render(document(fields={"甲": "值"}))
    assert b"</w:t></w:r><w:r><w:t>\xe5\x80\xbc" in done.parts["word/document.xml"]
    assert read_back(done.data, done.printed, "x") == []


def test_equal_with_tables_boxes_and_sections() -> None:
    row = Row((Cell((Paragraph("表格文字", (Run("1"),)),)), Cell((Paragraph("表格文字", (Run("2"),)),))))
    box = FootBox(
        (Paragraph("公文正文", (Run("抄送"),)), Paragraph("公文正文", (Run("印发"),))), ("粗", "细", "粗"), 1200
    )
    blocks = {
        "正文": (Paragraph("公文正文", (Run("a"),)), Table((100, 100), (row,))),
        "版记": (SectionBreak(even_page=True, numbered=False), box),
    }
    template = docx(p("{{p 正文 }}"), p("{{p 版记 }}"))
    plan = compile_template(template, "t.docx")
    renderer = Renderer(plan)
    doc = document(blocks=blocks)
    done = renderer.render(doc)
    body = done.parts["word/document.xml"]
    assert b'<wp:docPr id="1001"' in body
    assert body.rindex(b'<w:type w:val="evenPage"/>') > body.rindex(b"<w:p>")
    check(template, doc, {})


def test_text_after_a_split_tag_keeps_its_format() -> None:
    template = docx(p(r("前{{ 甲", "<w:b/>"), r(" }}后文")))
    check(template, document(fields={"甲": "值"}), {}, joined=True)
    body = Renderer(compile_template(template, "t")).render(document(fields={"甲": "值"})).parts["word/document.xml"]
    assert "<w:r><w:t>后文</w:t></w:r>" in body.decode()


letters = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")) | st.sampled_from("\n\t&<>{}%'\""), max_size=30
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(TEMPLATES)), letters, st.lists(letters, max_size=3))
def test_equal_for_any_text(name: str, value: str, items: list[str]) -> None:
    # docxtpl takes {_{ in a value for an escaped brace; the plan prints it
    for mark in ("{_{", "}_}", "{_%", "%_}"):
        value = value.replace(mark, "")
        items = [item.replace(mark, "") for item in items]
    doc = document(fields={"甲": value, "乙": "乙"}, blocks={"正文": (Paragraph("公文正文", (Run("字"),)),)})
    check(docx(*TEMPLATES[name]), doc, scope() | {"表": [{"名": item, "项": items} for item in items]})


@pytest.mark.parametrize("path", sorted(PACKAGED.glob("*.docx")), ids=lambda path: path.stem)
@pytest.mark.parametrize("full", [True, False])
def test_the_packaged_templates_are_sound_and_equal(path: Path, full: bool) -> None:
    assert [item.to_text() for item in check_template(path)] == []
    row = Row((Cell((Paragraph("表格文字", (Run("1&"),)),)), Cell((Paragraph("表格文字", (Run("2"),)),))))
    box = FootBox((Paragraph("抄送机关", (Run("抄送：甲局。"),)),), ("粗", "粗"), 1200)
    blocks = {
        "标题": (Paragraph("公文标题", (Run("关于印发"),)), Paragraph("公文标题", (Run("《方案》的通知"),))),
        "正文": (Paragraph("公文正文", (Run("一、", "一级标题字"), Run("目标<")),), Table((100, 100), (row,)), Paragraph("公文正文", (Run("末"),))),
        "版记": (SectionBreak(even_page=True), box),
    }  # fmt: skip
    fields = {"份号": "000001", "密级": "机密", "主送机关": "甲局、乙局", "附注": "此件公开"}
    check(path.read_bytes(), document(fields=fields if full else {}, blocks=blocks if full else {}), {})
