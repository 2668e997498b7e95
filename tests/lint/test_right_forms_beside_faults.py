"""Right forms that a further review found told as faults, and the faults beside them that are told still."""

from __future__ import annotations

from typing import Any

import pytest
from lint_faults import W, unzipped
from lxml import etree
from right_documents import right

from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in
from genwen.lint.viewing import view_of
from genwen.ooxml.form_reader import form_of

HEAD = "发文机关标志：{}\n空行\n空行\n发文字号：澜教发〔2025〕8号\n空行\n空行\n标题：关于开展检查的{}\n空行\n主送机关：各单位：\n正文：请执行。\n"
DATE = "成文日期：2025年3月8日"


def told(text: str, *rules: str) -> list[tuple[str, str]]:
    found = problems_in(example_view(text))
    return [(item.rule.id, str(item.finding.severity)) for item in found if item.rule.id in rules]


@pytest.mark.parametrize(
    ("line", "missing"),
    [("000017\t澜教函〔2025〕8号", False), ("000017　　　　澜教函〔2025〕8号", False), ("澜教函〔2025〕8号", True), ("加急\t澜教函〔2025〕8号", True)],
)  # fmt: skip
def test_copy_number_in_one_line_with_the_number_of_a_letter(line: str, missing: bool) -> None:
    text = f"发文机关标志：澜河县教育局\n发文字号（靠左）：{line}\n密级：秘密★5年\n空行\n空行\n标题：关于商请支持的函\n空行\n主送机关：县公安局：\n正文：请予支持。"
    assert bool(told(text, "G202")) is missing


MARKS = "澜河县教育局\n发文机关标志：澜河县公安局\n发文机关标志：澜河县司法局"
SIGNED = HEAD.format(MARKS, "通知") + "空行\n空行\n{}空行\n空行\n署名：澜河县司法局\n" + DATE


@pytest.mark.parametrize("gap", ["\t", "\t\t", "　　　", "      "])
def test_joint_names_side_by_side(gap: str) -> None:
    rules = ("G334", "G324", "G321", "G328", "G333")
    assert told(SIGNED.format(f"正文（左=630）：澜河县教育局{gap}澜河县公安局\n"), *rules) == []
    assert told(SIGNED.format(f"正文（左=630）：澜河县公安局{gap}澜河县教育局\n"), *rules) == [("G333", "错误")]
    assert told(SIGNED.format(f"正文（左=630）：澜河县教育局{gap}澜河县财政局\n"), *rules) == [("G324", "错误")]
    assert told(SIGNED.format(""), *rules) == [("G334", "警告")]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [("拨付第一、第二批补助。", False), ("第一、第二季度完成。", False), ("一产、二产及第三产业，第一、二、三产业融合。", False),
     ("分两步：第二、三季度改造。", False), ("第一、摸清底数。第二、逐项整改。", True), ("首先、摸清底数。", True)],
)  # fmt: skip
def test_ordinals_in_a_list_are_no_ordinals_of_paragraphs(said: str, wrong: bool) -> None:
    assert bool(told(f"正文：{said}", "G409")) is wrong


@pytest.mark.parametrize(
    ("mark", "kind", "how"),
    [("澜河县人民政府公告", "公告", []), ("澜河县人民政府通告", "通告", []), ("澜河县人民政府", "公告", []),
     ("澜河县公安局通告", "通告", [("G324", "错误")]), ("澜河县人民政府公告", "通知", [("G324", "警告")])],
)  # fmt: skip
def test_mark_with_the_kind_behind_the_organ(mark: str, kind: str, how: list[tuple[str, str]]) -> None:
    text = HEAD.format(mark, kind) + "空行\n空行\n署名：澜河县人民政府\n" + DATE
    assert told(text, "G324") == how


def test_blank_paragraph_of_a_point_is_no_blank_line() -> None:
    text = HEAD.format("澜河县教育局文件", "通知") + DATE
    sliver = text.replace("空行\n标题", "空行（行距=20）：\n空行\n标题")
    assert told(text, "G217") == told(sliver, "G217") == []
    assert told(text.replace("空行\n标题", "空行\n空行\n标题"), "G217") == [("G217", "警告")]


@pytest.mark.parametrize(("names", "how"), [("高 明、林　立、周建国、许文，陈一鸣、何素、马强", []), ("各组分头准备，于当晚前完成设备、场地和车辆的检查工作", [("G328", "提示")])])  # fmt: skip
def test_names_need_no_stop(names: str, how: list[tuple[str, str]]) -> None:
    text = "标题：第3次办公会议纪要\n空行\n正文：会议研究了有关事项。\n空行\n正文：{}"
    assert told(text.format(f"出席：{names}"), "G328") == []
    assert told(text.format(names), "G328") == how


_BOX = """<w:p xmlns:w="{w}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<w:r><w:drawing><wp:anchor><wp:positionH relativeFrom="margin"><wp:align>{side}</wp:align></wp:positionH><a:graphic><a:graphicData><wps:wsp>
<wps:txbx><w:txbxContent/></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>"""
_SHAPE = """<w:p xmlns:w="{w}" xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict><v:shape
 style="position:absolute;mso-position-horizontal:{side};mso-position-horizontal-relative:margin"><v:textbox><w:txbxContent/></v:textbox></v:shape></w:pict></w:r></w:p>"""


def boxed(form: str, side: str) -> list[str]:
    """What is told of page numbers whose paragraphs, at no side themselves, stand in text boxes at a side."""
    parts = unzipped(right("通知"))
    for name in [name for name in parts if "footer" in name and name.endswith(".xml")]:
        root = etree.fromstring(parts[name])
        for paragraph in list(root.iter(f"{W}p")):
            if "PAGE" in etree.tostring(paragraph, encoding="unicode"):
                box: Any = etree.fromstring(form.format(w=W[1:-1], side=side))
                paragraph.getparent().replace(paragraph, box)
                aligned = paragraph.find(f"{W}pPr/{W}jc")
                aligned.set(f"{W}val", "left")
                box.find(f".//{W}txbxContent").append(paragraph)
        parts[name] = etree.tostring(root)
    return [
        item.rule.id for item in problems_in(view_of(form_of(parts, "例.docx"))) if item.rule.id in ("G111", "G114")
    ]


@pytest.mark.parametrize("form", [_BOX, _SHAPE])
def test_page_number_in_a_text_box_at_the_outside(form: str) -> None:
    assert boxed(form, "outside") == []
    assert boxed(form, "left") == ["G114"]


_TITLED = """<w:document xmlns:w="{w}"><w:body>{body}</w:body></w:document>"""
_PARAGRAPH = '<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
_STYLES = """<w:styles xmlns:w="{w}"><w:style w:type="paragraph" w:styleId="T"><w:name w:val="{name}"/><w:pPr><w:jc w:val="center"/></w:pPr>
<w:rPr><w:rFonts w:eastAsia="方正小标宋简体"/><w:sz w:val="44"/></w:rPr></w:style></w:styles>"""


@pytest.mark.parametrize("name", ["Title", "标题", "公文标题"])
@pytest.mark.parametrize("end", ["", "。", "；"])
@pytest.mark.parametrize("lines", [("澜河县教育局", "关于做好汛期校舍巡查的通知"), ("关于做好汛期校舍巡查的通知",)])
def test_mark_behind_a_title_by_its_style(name: str, end: str, lines: tuple[str, ...]) -> None:
    texts = [
        *(("T", line) for line in lines),
        ("", "各乡镇中心学校："),
        ("", "请于6月20日前完成巡查，发现隐患立即报告。"),
    ]
    texts[len(lines) - 1] = ("T", lines[-1] + end)
    body = "".join(_PARAGRAPH.format(style=style, text=text) for style, text in texts)
    parts = unzipped(right("通知"))
    parts = {name: data for name, data in parts.items() if "header" not in name and "footer" not in name}
    parts["word/document.xml"] = _TITLED.format(w=W[1:-1], body=body).encode()
    parts["word/styles.xml"] = _STYLES.format(w=W[1:-1], name=name).encode()
    view = view_of(form_of(parts, "例.docx"))
    assert [line.role for line in view.lines] == ["标题"] * len(lines) + ["主送机关", "正文"]
    found = [item.rule.id for item in problems_in(view) if item.rule.id in ("G301", "G303")]
    assert found == (["G303"] if end else [])


SIGNING = HEAD.format("澜河县教育局文件", "通知") + "空行\n空行\n署名{}：澜河县教育局\n成文日期{}：{}"


def placed(name: str, date: str, said: str = "2025年3月8日") -> list[str]:
    return [rule for rule, _ in told(SIGNING.format(name, date, said), "G326", "G336")]


@pytest.mark.parametrize("name", ["（右=1260）", "（右=640）"])
def test_date_out_of_its_place(name: str) -> None:
    assert placed(name, "（居中）") == ["G326"]
    assert placed(name, "（右=3200）") == ["G336"]
    assert placed(name, "（靠左）", "　" * 9 + "2025年3月8日") == ["G326"]
    assert placed(name, "（靠左）", "　" * 18 + "2025年3月8日") == []
    assert placed(name, "（靠左）", "  2025年3月8日") == ["G326"]


@pytest.mark.parametrize(
    ("name", "date", "rules"),
    [("（右=1260）", "（右=1280）", []), ("（居中）", "（右=1280）", ["G336"]), ("（右=640）", "（右=640）", []), ("（居中）", "（居中）", ["G326"])],
)  # fmt: skip
def test_signature_in_the_middle(name: str, date: str, rules: list[str]) -> None:
    assert placed(name, date) == rules


def test_date_under_a_long_name_lies_in_the_middle() -> None:
    text = SIGNING.replace("署名{}：澜河县教育局", "署名（右=640）：澜河县人民政府推进基层应急管理体系建设工作领导小组")
    assert told(text.format("（右=3440）", "2025年3月8日"), "G326", "G336") == []
    assert told(text.format("（靠左）", "　" * 12 + "2025年3月8日"), "G326", "G336") == []


@pytest.mark.parametrize(("inset", "how"), [(640, [("G358", "提示")]), (1600, [])])
def test_name_right_under_the_text(inset: int, how: list[tuple[str, str]]) -> None:
    text = SIGNING.format(f"（右={inset}）", f"（右={inset}）", "2025年3月8日")
    assert told(text, "G358") == []
    assert told(text.replace("执行。\n空行\n空行\n", "执行。\n空行\n"), "G358") == []
    assert told(text.replace("执行。\n空行\n空行\n", "执行。\n"), "G358") == how


LONG = "各学校要逐栋排查校舍、围墙和边坡，发现隐患的当天登记、当天处置，处置不了的立即报县教育局。"


def test_paragraph_that_is_indented_as_a_whole() -> None:
    head = "标题：关于开展检查的通知\n空行\n主送机关：各学校：\n"
    assert told(head + f"正文：{LONG}", "G321") == []
    assert told(head + f"正文（首行=0 左=630）：{LONG}", "G321") == [("G321", "错误")]
    assert told(head + "正文（首行=0 左=630）：请执行。", "G321") == []
    many = head + f"正文（首行=0 左=630）：{LONG}\n" * 7
    found = [item.finding.message for item in problems_in(example_view(many)) if item.rule.id == "G321"]
    assert len(found) == 1
    assert "共7段" in found[0]


LED = HEAD.format("澜河县教育局文件", "通知") + "空行\n空行\n署名：{}\n署名：{}\n" + DATE


def test_organ_in_charge_signs_first() -> None:
    assert told(LED.format("澜河县教育局", "澜河县公安局"), "G333") == []
    assert told(LED.format("澜河县公安局", "澜河县教育局"), "G333") == [("G333", "警告")]


NUMBERED = "发文机关标志：澜河县教育局\n发文机关标志：澜河县公安局\n空行\n空行\n{}\n空行\n空行\n标题：关于开展检查的通知\n空行\n主送机关：各单位：\n正文：请执行。"


@pytest.mark.parametrize(
    ("numbers", "rules"),
    [("发文字号：澜教发〔2025〕8号", []), ("发文字号：澜教发〔2025〕8号　澜公发〔2025〕6号", ["G240"]), ("发文字号：澜教发〔2025〕8号、澜公发〔2025〕6号", ["G240"]),
     ("正文（居中）：澜教发〔2025〕8号\n正文（居中）：澜公发〔2025〕6号", ["G240"]), ("正文（居中）：澜教发〖2025〗8号", ["G207"])],
)  # fmt: skip
def test_one_number_in_right_brackets(numbers: str, rules: list[str]) -> None:
    assert [rule for rule, _ in told(NUMBERED.format(numbers), "G207", "G223", "G240")] == rules


def test_room_is_measured_with_two_numbers_too() -> None:
    text = NUMBERED.format("正文（居中）：澜教发〔2025〕8号　澜公发〔2025〕6号")
    assert [rule for rule, _ in told(text.replace("空行\n空行\n", "空行\n"), "G216", "G217")] == ["G216", "G217"]


@pytest.mark.parametrize(("role", "said"), [("密级", "机密★1年"), ("紧急程度", "特急"), ("份号", "000012")])
@pytest.mark.parametrize(("how", "count"), [("", 0), ("（靠右）", 1), ("（首行=640）", 1)])
def test_what_stands_in_the_corner_is_flush(role: str, said: str, how: str, count: int) -> None:
    text = f"{role}{how}：{said}\n" + HEAD.format("澜河县教育局文件", "通知")
    assert len(told(text, "G229")) == count


ISSUED = "发文机关标志：澜河县教育局文件\n空行\n空行\n发文字号：澜教发〔2025〕8号\n空行\n空行\n标题：关于开展检查的通知\n空行\n主送机关：各单位：\n"


@pytest.mark.parametrize(
    ("items", "wrong"),
    [
        ("一级标题：一、检查内容\n二级标题：（一）台账登记和使用情况。\n二级标题：（二）维修、更换等环节的记录情况。\n一级标题：二、要求\n正文：请执行。", []),
        ("一级标题：一、检查内容\n二级标题：（一）台账登记。\n正文：各单位的台账应当齐全，账实相符。\n二级标题：（二）维修记录。\n正文：维修应当有记录，记录完整。", ["提示", "提示"]),
        ("一级标题：一、检查内容\n二级标题：（一）台账登记\n正文：各单位的台账应当齐全，账实相符。\n二级标题：（二）维修记录。\n正文：维修应当有记录，记录完整。", ["提示"]),
    ],
)  # fmt: skip
def test_items_that_are_sentences_have_no_text_under_them(items: str, wrong: list[str]) -> None:
    assert [how for _, how in told(ISSUED + items, "G407")] == wrong


@pytest.mark.parametrize(
    ("name", "date", "right", "wrong"),
    [
        (
            "武川市统计局",
            "2026年1月6日",
            1580,
            False,
        ),  # printed, the date is a 字 longer than the name: it stands two 字 in
        ("武川市统计局", "2026年1月6日", 1280, False),
        ("武川市统计分局", "2026年11月26日", 1280, False),
        ("武川市统计分局", "2026年1月6日", 1310, True),
    ],
)
def test_a_date_that_is_printed_longer_stands_two_in(name: str, date: str, right: int, wrong: bool) -> None:
    text = f"{ISSUED}正文：请执行。\n空行\n署名（右={right}）：{name}\n成文日期（右=640）：{date}"
    assert bool(told(text, "G336")) is wrong
