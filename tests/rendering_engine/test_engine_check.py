"""What `template check` finds: one faulty template for each code, and none in sound ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx_builder import NAMESPACES, SECTION, STYLES, docx, docx_parts, p, r, tbl, tr, zipped

from genwen.diagnostics import Finding, FindingsError, Severity
from genwen.rendering.check import check_template, inventory
from genwen.rendering.codes import RULES
from genwen.rendering.names import REQUIRED_STYLES
from genwen.rendering.template import compile_template

KINDS = {"段落": "paragraph", "字符": "character", "表格": "table"}
ALL_STYLES = {name: (f"S{n}", KINDS[kind]) for n, (name, kind) in enumerate(REQUIRED_STYLES.items())}
PAGE = {"footer1": p("PAGE"), "footer2": p("PAGE")}
EVEN = "<w:evenAndOddHeaders/>"
ROW = "{%tr for x in 单位 %}"


def found(tmp_path: Path, data: bytes, **options: object) -> list[Finding]:
    path = tmp_path / "红头.docx"
    path.write_bytes(data)
    return check_template(path, ("单位", "统计"), shown="红头.docx", **options)  # type: ignore[arg-type]


def sound(*body: str) -> bytes:
    return docx(*body, headers=PAGE, settings=EVEN, styles=ALL_STYLES)


RUN_IN_DELETION = '<w:del w:id="1" w:author="x"><w:r><w:t>{{ 密级 }}</w:t></w:r></w:del>'
DELETED = '<w:del w:id="1" w:author="x"><w:r><w:delText>{{ 密级 }}</w:delText></w:r></w:del>'
FIELD_CODE = "<w:r><w:instrText>HYPERLINK {{ 密级 }}</w:instrText></w:r>"
CONTROL = "<w:sdt><w:sdtContent>" + r("{{ 密级 }}") + "</w:sdtContent></w:sdt>"

FAULTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "T001": ((p("前{{ 密级"),), (p("{{ 密级 }后"),), (p("{# 说明"),), (p("{{ 密级"), p("}}"))),
    "T002": ((p("密级 }}"),), (p("%}"),)),
    "T003": ((p("｛｛ 密级 ｝｝"),), (p("{{ 密级 ｝}"),), (p("{｛ 密级 }}"),), (p("{％ if 密级 ％}"),)),
    "T004": ((p("{% if 密级 == “机密” %}是{% endif %}"),),),
    "T005": ((p("{{ }}"),), (p("{% %}"),)),
    "T006": ((p("{{ 密级 %}"),), (p("{% if 密级 }}"),)),
    "T010": ((p("{{ 密级 + }}"),), (p("{{ 密级|无此过滤器 }}"),), (p("{{ 单位.__class__ }}"),), (p("{{ open('x') ) }}"),)),
    "T011": ((p("{{ 密集 }}"),), (p("{% if 无此 %}a{% endif %}"),), (p("{{p 正纹 }}"),)),
    "T012": ((p("{% fi 密级 %}"),),),
    "T013": ((p("{% p if 密级 %}"), p("{%p endif %}")), (p("{{ p 正文 }}"),)),
    "T014": ((p("{{p 正文 % 2 }}"),),),
    "T015": ((p("{% if %}a{% endif %}"),), (p("{%p for x %}"), p("{%p endfor %}"))),
    "T020": ((p("{%p if 密级 %}"), p("a")), (p("{% for x in 单位 %}"),)),
    "T021": ((p("{%p endif %}"),), (p("{% else %}"),), (p("{% if 密级 %}{% else %}{% else %}{% endif %}"),)),
    "T022": ((p("{% for x in 单位 %}{% if x %}{% endfor %}{% endif %}"),),),
    "T023": ((p("{%p if 密级 %}"), p("{% endif %}")),),
    "T024": ((p("{%p if 密级 %}"), tbl(tr(p("a"), p("{%p endif %}")))), (tbl(tr(p("a")), tr(p(ROW))), tbl(tr(p("{%tr endfor %}"))))),
    "T025": ((p("{%p if 密级 %}{%p endif %}"),), (tbl(tr(p("a")), tr(p(ROW), p("{%tr endfor %}"))),)),
    "T026": ((p(ROW), p("{%tr endfor %}")),),
    "T027": ((p("{% cellbg 密级 %}"),),),
    "T028": ((p("条件{%p if 密级 %}"), p("{%p endif %}")), (tbl(tr(p("a")), tr(p(ROW), p("{{ x }}")), tr(p("{%tr endfor %}"))),)),
    "T029": ((p("正文：{{p 正文 }}"),),),
    "T030": ((p("{% if 密级 %}a"), p("{% endif %}")),),
    "T031": ((p("{%p for x in 单位 %}"), p("{%p endfor %}"), p("{{ x }}")), (p("{{ loop.index }}"),)),
    "T032": ((p("{%p for 密级 in 单位 %}"), p("{%p endfor %}")),),
    "T033": ((p("见{{ 正文 }}"),),),
    "T034": ((p("{{p 密级 }}"),),),
    "T035": ((p(RUN_IN_DELETION),), (p(DELETED),)),
    "T036": ((p(r("{{ 密级 }}", "<w:vanish/>")),),),
    "T037": ((p(FIELD_CODE),),),
    "T038": ((p("{%p if 密级 %}", ppr="<w:sectPr/>"), p("{%p endif %}")),),
    "T039": ((p(CONTROL),),),
    "T043": ((p("无正文"),),),
    "T060": ((p("{% set x = 1 %}"),), (tbl(tr(p("{% cellbg 密级 %}a"))),)),
    "T061": ((p("{% include 'x' %}"),), (p("{% autoescape false %}{% endautoescape %}"),)),
    "T062": ((p('<w:r><w:instrText>A {{ 密</w:instrText></w:r>'),),),
    "T071": ((p(r("{{r 密级 }}后", "<w:b/>")),),),
    "T072": ((p("{{p 正文 }}"), p("{{p 正文 }}")),),
    "T075": ((tbl(tr(p(ROW)), tr(p("{{ x }}")), tr(p("{%tr endfor %}"))),),),
}  # fmt: skip


@pytest.mark.parametrize(("code", "body"), [(code, body) for code, bodies in FAULTS.items() for body in bodies])
def test_each_fault_is_found(tmp_path: Path, code: str, body: tuple[str, ...]) -> None:
    assert code in {finding.code for finding in found(tmp_path, sound(*body))}


def test_sound_templates_have_none(tmp_path: Path) -> None:
    body = (
        p("{%p if 密级 %}"), p("{{ 密级 }}"), p("{%p else %}"), p("", style="S0"), p("{%p endif %}"),
        p("{{p 发文机关标志 }}"), p("{%p if 主送机关 %}"), p("{{ 主送机关 }}：{# 顶格 #}"), p("{%p endif %}"), p("{{p 正文 }}"),
        tbl(tr(p("头"), p("头")), tr(p(ROW), p("")), tr(p("{{ x.名 }}"), p("{{ loop.index }}{{ 统计.用电量|小数(2) }}")), tr(p("{%tr endfor %}"), p(""))),
        p("{% if 附注 %}（{{ 附注 }}）{% endif %}"),
    )  # fmt: skip
    styles = {name: (id_, kind) for name, (id_, kind) in ALL_STYLES.items()}
    findings = found(tmp_path, docx(*body, headers=PAGE, settings=EVEN, styles=styles))
    assert {finding.code for finding in findings} == {"T042"}


def test_the_place_is_told(tmp_path: Path) -> None:
    body = (p("一"), p("二{{ 密集 }}尾"), tbl(tr(p("a"), p("b")), tr(p("c"), p("{{ 密集 }}"))))
    findings = [item for item in found(tmp_path, sound(*body)) if item.code == "T011"]
    assert [str(item.position) for item in findings] == [
        "红头.docx 正文第2段“二{{ 密集 }}尾”",
        "红头.docx 正文表1第2行第2格“{{ 密集 }}”",
    ]
    assert findings[0].hint == "是否应为“密级”？"


def test_headers_and_boxes_are_placed(tmp_path: Path) -> None:
    box = f"<w:r><w:pict><w:txbxContent>{p('{{ 密集 }}')}</w:txbxContent></w:pict></w:r>"
    data = docx(
        p("a"), p(box), headers={"footer1": p("{{ 密集 }}"), "footer2": p("PAGE")}, settings=EVEN, styles=ALL_STYLES
    )
    places = [item.position.place for item in found(tmp_path, data) if item.code == "T011" and item.position]
    assert places == ["正文第2段文本框“{{ 密集 }}”", "页脚1第1段“{{ 密集 }}”"]


def test_styles(tmp_path: Path) -> None:
    styles = {**ALL_STYLES, "待补": ("X", "paragraph")}
    del styles["公文标题"], styles["空行"]
    styles["公文标提"] = ("Y", "paragraph")
    findings = {item.code + item.message: item for item in found(tmp_path, docx(p("a"), styles=styles))}
    assert "T040模板缺少样式“空行”，借用随附模板的" in findings
    assert "公文标提" in findings["T040模板缺少样式“公文标题”，借用随附模板的"].hint
    assert "T041样式“待补”应是字符样式" in findings


def test_page_and_footers(tmp_path: Path) -> None:
    letter = SECTION.replace("11906", "12240").replace("16838", "15840")
    codes = {item.code for item in found(tmp_path, docx(p("a"), styles=ALL_STYLES, section=letter))}
    assert {"T050", "T052", "T053"} <= codes
    narrow = SECTION.replace("2098", "1440")
    findings = found(tmp_path, docx(p("a"), headers=PAGE, settings=EVEN, styles=ALL_STYLES, section=narrow))
    wrong = [item for item in findings if item.code == "T051"]
    assert wrong[0].severity is Severity.WARNING
    assert wrong[0].clause == "GB/T 9704—2012 5.2.1"


def test_baggage(tmp_path: Path) -> None:
    parts = docx_parts(p("a"), p('<w:ins w:id="1" w:author="x">' + r("b") + "</w:ins>"))
    parts["word/comments.xml"] = f"<w:comments {NAMESPACES}><w:comment w:id='1'/></w:comments>"
    messages = [item.message for item in found(tmp_path, zipped(parts)) if item.code == "T074"]
    assert messages == ["模板里有批注，生成的公文会带上它", "模板里有未接受的修订，生成的公文会带上它"]


def test_parts_that_cannot_be_read(tmp_path: Path) -> None:
    parts = docx_parts(p("a"))
    broken = {**parts, "word/document.xml": parts["word/document.xml"].replace("</w:body>", "")}
    assert "T070" in {item.code for item in found(tmp_path, zipped(broken))}
    entity = {
        **parts,
        "word/document.xml": '<!DOCTYPE a [<!ENTITY x "y">]>' + parts["word/document.xml"].split("?>\n")[1],
    }
    assert "T070" in {item.code for item in found(tmp_path, zipped(entity))}
    strict = {**parts, "word/document.xml": parts["word/document.xml"].replace("schemas.openxmlformats.org/wordprocessingml/2006", "purl.oclc.org/ooxml/wordprocessingml")}  # fmt: skip
    assert "T073" in {item.code for item in found(tmp_path, zipped(strict))}


def test_inventory(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(p("{{p 正文 }}"), p("{%p for x in 单位.下级 %}"), p("{{ x.名 }}"), p("{%p endfor %}")))
    held = inventory(path)
    assert [(use.kind, use.source) for use in held.tags] == [
        ("内容块", "正文"),
        ("循环", "单位.下级"),
        ("字段", "x.名"),
    ]
    assert held.names == {"正文", "单位", "x"}
    assert set(held.styles) == set(STYLES)
    assert held.tier == "A"


def test_text_that_would_be_lost_stops_the_compiling() -> None:
    with pytest.raises(FindingsError) as caught:
        compile_template(docx(p("正文：{{p 正文 }}"), p("{{ 密级")), "a.docx")
    assert {item.code for item in caught.value.findings} == {"T029", "T001"}


def test_every_code_has_message_and_remedy() -> None:
    given_elsewhere = {"T011", "T012", "T044", "T080", "T087"}
    for code, rule in RULES.items():
        assert rule.message
        assert rule.hint or code in given_elsewhere
