"""What a plan prints: placeholders, names, limits, properties, sections; its cache and its bytes."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import docx as python_docx
import pytest
from docx_builder import document, docx, docx_parts, p, r, tbl, text, tr, zipped

from genwen.diagnostics import FindingsError
from genwen.document.elements import Document, Paragraph, Run
from genwen.ooxml.archive import deflater
from genwen.ooxml.package import read_package
from genwen.rendering import state
from genwen.rendering.plan import Plan
from genwen.rendering.plans import load_plan
from genwen.rendering.readback import read_back
from genwen.rendering.record import Printed
from genwen.rendering.renderer import Rendered, Renderer
from genwen.rendering.template import compile_template


def rendered(
    *body: str, doc: Document | None = None, scope: dict[str, object] | None = None, **options: str
) -> Rendered:
    return Renderer(compile_template(docx(*body), "模板.docx")).render(doc or document(), scope, **options)


def body_of(done: Rendered) -> str:
    xml = done.parts["word/document.xml"].decode()
    return xml[xml.index("<w:body>") + 8 : xml.index("<w:sectPr")]


def codes(body: str, doc: Document | None = None, scope: dict[str, object] | None = None) -> list[tuple[str, str]]:
    with pytest.raises(FindingsError) as caught:
        rendered(body, doc=doc, scope=scope)
    return [(item.code, str(item.position)) for item in caught.value.findings]


def test_a_missing_fact_is_highlighted_inside_its_line() -> None:
    doc = Document("x", {"文号": (Run("前"), Run("待补：文号", "待补"), Run("后"))})
    done = rendered(p(r("字{{ 文号 }}号", "<w:b/>")), doc=doc)
    assert body_of(done) == (
        '<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">字前</w:t></w:r>'
        '<w:r><w:rPr><w:rStyle w:val="Missing"/><w:b/></w:rPr><w:t>待补：文号</w:t></w:r>'
        '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">后号</w:t></w:r></w:p>'
    )
    assert [(run.text, run.style) for run in done.runs] == [("前", ""), ("待补：文号", "待补"), ("后", "")]
    assert read_back(done.data, done.printed, "x") == []


def test_the_record_keeps_origins_in_order_of_print() -> None:
    doc = Document(
        "x", {"甲": text("1", line=7), "乙": text("2", line=8)}, {"正文": (Paragraph("公文正文", text("3", line=9)),)}
    )
    done = rendered(p("{{ 乙 }}{{ 甲 }}"), p("{{p 正文 }}"), p("{% if 无 %}{{ 甲 }}{% endif %}"), doc=doc)
    assert [run.origin.position.line for run in done.runs if run.origin and run.origin.position] == [8, 7, 9]


def test_standard_names_that_are_absent_are_empty_and_others_are_errors() -> None:
    assert "附" not in body_of(rendered(p("{{ 附注 }}{{ 密级 }}"), p("{{p 附件 }}")))
    assert codes(p("{{ 无此 }}")) == [("T011", "模板.docx 正文第1段“{{ 无此 }}”")]
    assert codes(p("{{ 单位.无此 }}"), scope={"单位": {"名称": "x"}})[0][1] == "模板.docx 正文第1段“{{ 单位.无此 }}”"


def test_fields_and_blocks_may_share_a_name() -> None:
    doc = document(fields={"标题": "一行"}, blocks={"标题": (Paragraph("公文标题", (Run("块"),)),)})
    for slow in ("", "{% set x = 1 %}"):
        done = rendered(p("{{ 标题 }}" + slow), p("{{p 标题 }}"), doc=doc)
        assert [run.text for run in done.runs] == ["一行", "块"]


def test_wrong_kinds_of_value() -> None:
    blocks = document(blocks={"正文": (Paragraph("公文正文"),)})
    assert codes(p("见{{ 正文 }}"), blocks)[0][0] == "T033"
    assert codes(p("{{p 甲 }}"), document(fields={"甲": "x"}))[0][0] == "T034"
    assert codes(p("{%p for x in 数 %}") + p("{%p endfor %}"), scope={"数": 3})[0][0] == "T080"
    assert codes(p("{{ 表 }}"), scope={"表": ["a"]})[0][0] == "T080"
    assert codes(p("{%p for a, b in 表 %}") + p("{%p endfor %}"), scope={"表": [[1]]})[0][0] == "T080"


def test_a_style_that_the_template_lacks() -> None:
    assert codes(p("{{p 正文 }}"), document(blocks={"正文": (Paragraph("无此样式"),)}))[0][0] == "T084"


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff"])
def test_illegal_characters_never_pass(character: str) -> None:
    field = Document("x", {"甲": text("坏" + character, line=3)})
    assert codes(p("{{ 甲 }}"), field) == [("T083", "facts.yaml:3")]
    block = Document("x", {}, {"正文": (Paragraph("公文正文", text(character, line=4)),)})
    assert codes(p("{{p 正文 }}"), block) == [("T083", "facts.yaml:4")]


def test_lone_surrogates_never_pass() -> None:
    assert codes(p("{{ 甲 }}"), Document("x", {"甲": text("\ud800", line=3)})) == [("T083", "facts.yaml:3")]


def test_loops_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "MAX_ITERATIONS", 50)
    loop = p("{%p for a in 表 %}") + p("{%p for b in 表 %}") + p("{%p endfor %}") + p("{%p endfor %}")
    assert codes(loop, scope={"表": list(range(10))})[0][0] == "T081"
    by_jinja = p("{% set y = 1 %}{% for a in 表 %}{% for b in 表 %}{% endfor %}{% endfor %}")
    assert codes(by_jinja, scope={"表": list(range(10))})[0][0] == "T081"


def test_output_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("genwen.rendering.renderer.MAX_OUTPUT", 2_000)
    assert (
        codes(p("{%p for a in 表 %}") + p("长" * 50) + p("{%p endfor %}"), scope={"表": list(range(99))})[0][0]
        == "T082"
    )


def test_a_name_bound_by_a_loop_is_put_back() -> None:
    done = rendered(
        p("{%p for x in 表 %}"), p("{{ x }}"), p("{%p endfor %}"), p("{{ x }}"), scope={"表": ["a", "b"], "x": "外"}
    )
    assert [run.text for run in done.runs] == ["a", "b", "外"]


JINJA = {
    "set": (p("{% set y = 甲 %}{{ y }}！"), "A&B！"),
    "macro": (p("{% macro m(a) %}［{{ a }}］{% endmacro %}{{ m(甲) }}{{ m('x') }}"), "［A&B］［x］"),
    "filtered loop": (p("{% for x in 表 if x > 1 %}{{ x }},{% endfor %}"), "2,3,"),
    "cycle": (p("{% for x in 表 %}{{ loop.cycle('甲', '乙') }}{% endfor %}"), "甲乙甲"),
    "tests": (p("{% if 无 is defined %}有{% else %}无{% endif %}"), "无"),
    "concatenation": (p("{% set y = 1 %}{{ '<' ~ y }}"), "<1"),
}


@pytest.mark.parametrize("name", JINJA)
def test_jinja_where_operations_do_not_reach(name: str) -> None:
    body, wanted = JINJA[name]
    plan = compile_template(docx(body), "模板.docx")
    assert plan.tier == "B"
    assert {item.tier for item in plan.slower} == {"B"}
    done = Renderer(Plan.from_data(plan.to_data())).render(document(fields={"甲": "A&B"}), {"表": [1, 2, 3]})
    found = python_docx.Document(io.BytesIO(done.data)).paragraphs[0].text
    assert found == wanted
    assert read_back(done.data, done.printed, "x", done.parts) == []


@pytest.mark.parametrize(
    "body",
    [
        p("{% set y = 甲.__class__ %}{{ y }}"),
        p("{% set y = 甲.upper() %}{{ y }}"),
        p("{% set y = 'x' * 99999999 %}{{ y }}"),
        p("{% set y = 2 ** 99999 %}{{ y }}"),
        p("{% set y = '%99999999d' % 1 %}{{ y }}"),
        p("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"),
        p("{% set y = range(9) %}{{ y }}"),
        p("{% set y = 甲|replace('', 长)|replace('', 长) %}{{ y }}"),
        p("{% set y = 长 ~ 长 %}{% set z = y ~ y %}{% set y = z ~ z %}{{ y ~ y }}"),
        p("{% set y = 1 / 0 %}{{ y }}"),
        p("{% set y = 1 %}{{ 无此 }}"),
    ],
)
def test_jinja_is_fenced_in(body: str) -> None:
    found = codes(p("第一段") + body, document(fields={"甲": "x"}), {"长": "x" * 20_000})
    assert found[0][0] in ("T087", "T080", "T010")
    assert "正文第2段" in found[0][1]


def test_docxtpl_where_only_it_can() -> None:
    body = (
        tbl(tr(p("{% cellbg 色 %}{{ 甲 }}"), p("{% colspan 2 %}b")), columns=3)
        + p("{{p 正文 }}")
        + p(r("{{ 乙 }}", "<w:b/>"))
    )
    plan = compile_template(docx(body, headers={"header1": p("{{ 甲 }}")}), "模板.docx")
    assert plan.tier == "C"
    assert [item.tag for item in plan.slower] == ["{% cellbg 色 %}", "{% colspan 2 %}"]
    doc = Document(
        "x",
        {"甲": text("A&B\n<"), "乙": (Run("缺", "待补"),), "色": text("FF0000")},
        {"正文": (Paragraph("公文正文", text("块")),)},
    )
    done = Renderer(Plan.from_data(plan.to_data())).render(doc)
    xml = done.parts["word/document.xml"].decode()
    assert '<w:shd w:val="clear" w:color="auto" w:fill="FF0000"/>' in xml
    assert '<w:gridSpan w:val="2"/>' in xml
    assert '<w:rStyle w:val="Missing"/><w:b/>' in xml
    assert [run.text for run in done.runs] == ["A&B\n<", "块", "缺", "A&B\n<"]
    assert "A&amp;B" in done.parts["word/header1.xml"].decode()


def test_properties() -> None:
    doc = document(fields={"标题": "关于\n印发 A&B 的通知"})
    done = rendered(p("a"), doc=doc, creator="某局", build_id="b-1")
    opened = python_docx.Document(io.BytesIO(done.data))
    assert opened.core_properties.title == "关于 印发 A&B 的通知"
    assert opened.core_properties.author == "某局"
    assert b'name="genwen.build"><vt:lpwstr>b-1<' in read_package(done.data)["docProps/custom.xml"]
    assert b"<property" not in rendered(p("a")).parts["docProps/custom.xml"]


def test_the_same_document_gives_the_same_bytes_and_word_can_open_them() -> None:
    one, two = (rendered(p("{{ 甲 }}"), doc=document(fields={"甲": "x"})).data for _ in range(2))
    assert one == two
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert archive.testzip() is None
    assert python_docx.Document(io.BytesIO(one)).paragraphs[0].text == "x"


def test_every_deflater_gives_the_same_parts() -> None:
    renderer = Renderer(compile_template(docx(p("{{ 甲 }}")), "t"))
    doc = document(fields={"甲": "x"})
    plain = read_package(renderer.render(doc).data)
    assert read_package(renderer.render(doc, using=deflater("stored")).data) == plain
    assert read_package(renderer.render(doc, using=deflater("zlib", 1)).data) == plain


def test_fonts_are_substituted_everywhere() -> None:
    fonts = {"仿宋_GB2312": "方正仿宋_GBK", "黑体": "方正黑体_GBK"}
    data = docx(p(r("{{ 甲 }}黑体", '<w:rFonts w:eastAsia="黑体"/>')))
    done = Renderer(compile_template(data, "t", fonts)).render(document(fields={"甲": "x"}))
    assert (
        body_of(done)
        == '<w:p><w:r><w:rPr><w:rFonts w:eastAsia="方正黑体_GBK"/></w:rPr><w:t xml:space="preserve">x黑体</w:t></w:r></w:p>'
    )
    assert "仿宋_GB2312" not in read_package(done.data)["word/styles.xml"].decode()


def test_a_plan_survives_its_cache(tmp_path: Path) -> None:
    path = tmp_path / "模板.docx"
    path.write_bytes(docx(p("{{ 甲 }}"), p("{%p if 乙 %}"), p("{%p endif %}")))
    cache = tmp_path / "cache"
    plan = load_plan(path, cache=cache)
    kept = next(cache.iterdir())
    assert load_plan(path, cache=cache) == plan == Plan.from_data(kept.read_bytes())
    assert load_plan(path, {"仿宋_GB2312": "仿宋"}, cache=cache).digest != plan.digest
    for damaged in (b"", b"genwen-plan\n", kept.read_bytes()[:-1], kept.read_bytes()[:-1] + b"x"):
        kept.write_bytes(damaged)
        assert load_plan(path, cache=cache) == plan
    assert load_plan(path, cache=path / "no folder") == plan


def test_tier_a_imports_neither_jinja_nor_docxtpl(tmp_path: Path) -> None:
    path = tmp_path / "t.docx"
    path.write_bytes(docx(p("{{ 甲 }}"), p("{{ x.y|引号 }}{% if x.y %}{% endif %}")))
    script = (
        "import sys\nfrom pathlib import Path\nfrom genwen.rendering.plans import load_plan\n"
        "from genwen.rendering.renderer import Renderer\nfrom genwen.rendering.readback import read_back\n"
        "from genwen.document.elements import Document, Run\n"
        f"d = Renderer(load_plan(Path({str(path)!r}))).render(Document('x', {{'甲': (Run('1'),)}}), {{'x': {{'y': '3'}}}})\n"
        "assert read_back(d.data, d.printed, 'x') == []\n"
        "print(sorted({'jinja2', 'docxtpl', 'docx', 'lxml'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_core_and_custom_parts_of_the_template_are_kept_in_place() -> None:
    parts = docx_parts(p("a"))
    parts["docProps/custom.xml"] = '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="密级"><vt:lpwstr>无</vt:lpwstr></property></Properties>'  # fmt: skip
    parts["_rels/.rels"] = parts["_rels/.rels"].replace("</Relationships>", '<Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties" Target="docProps/custom.xml"/></Relationships>')  # fmt: skip
    done = Renderer(compile_template(zipped(parts), "t")).render(document(), build_id="7")
    custom = done.parts["docProps/custom.xml"].decode()
    assert 'name="密级"' in custom
    assert ">7<" in custom
    assert read_package(done.data)["_rels/.rels"].count(b"custom-properties") == 1
    assert read_back(done.data, done.printed, "x", done.parts) == []


# --- read-back ----------------------------------------------------------------------------------------------------


def spoiled(done: Rendered, old: str, new: str) -> bytes:
    parts = read_package(done.data)
    changed = parts["word/document.xml"].decode().replace(old, new)
    assert changed.encode() != parts["word/document.xml"]
    return zipped({**parts, "word/document.xml": changed})


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("第一", "第三", "T085"),
        (">第二<", "><", "T085"),
        ("整段", "整段落", "T085"),
        ("</w:body>", "", "T086"),
        ("第一", "&nbsp;", "T086"),
        ("<w:body>", "<w:body>\x01", "T086"),
    ],
)
def test_read_back_finds_what_is_wrong(old: str, new: str, code: str) -> None:
    doc = document(fields={"甲": "第一", "乙": "第二"}, blocks={"正文": (Paragraph("公文正文", (Run("整段"),)),)})
    done = rendered(p("{{ 甲 }}"), p("{{p 正文 }}"), p("{{ 乙 }}"), doc=doc)
    assert read_back(done.data, done.printed, "x", done.parts) == []
    assert [item.code for item in read_back(spoiled(done, old, new), done.printed, "x", done.parts)] == [code]


def test_read_back_minds_the_order_and_missing_parts() -> None:
    done = rendered(p("{{ 甲 }}{{ 乙 }}"), doc=document(fields={"甲": "第一", "乙": "第二"}))
    swapped = {"word/document.xml": Printed(list(reversed(done.printed["word/document.xml"].events)))}
    assert [item.code for item in read_back(done.data, swapped, "x")] == ["T085"]
    assert [item.code for item in read_back(done.data, {"word/无.xml": Printed()}, "x")] == ["T086"]
    assert [item.code for item in read_back(done.data[:-30], done.printed, "x")] == ["T086"]


def test_a_value_in_a_field_code_is_found() -> None:
    code = "<w:r><w:instrText>HYPERLINK {{ 甲 }}</w:instrText></w:r>"
    done = rendered(
        p(code),
        p('<w:r><w:drawing><wp:docPr id="3" name="{{ 甲 }}"/></w:drawing></w:r>'),
        doc=document(fields={"甲": 'a"&b'}),
    )
    assert 'name="a&#34;&amp;b"' in body_of(done)
    assert read_back(done.data, done.printed, "x", done.parts) == []
