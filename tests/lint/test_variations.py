"""Faults in other words and places than those of the rules' own examples, and what looks like them and is right."""

from __future__ import annotations

import pytest
from lint_faults import Fault, lay, say, unzipped
from lxml import etree
from right_documents import right

from genwen.lint.doubled import doubled_in
from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in
from genwen.lint.viewing import view_of
from genwen.ooxml.form_reader import form_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "全县各级党政机关、人民团体和参照公务员法管理的事业单位，"


def codes(name: str, *faults: Fault) -> set[str]:
    """The rules that find something in a right document with faults."""
    parts = unzipped(right(name))
    for fault in faults:
        fault.plant(parts)
    return {problem.rule.id for problem in problems_in(view_of(form_of(parts, "例.docx")))}


def of_body(text: str) -> set[str]:
    return codes("通知", say(BODY, BODY + text, ""))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("共□□万元，", "G701"), ("投入【插入】，", "G701"), ("见【插入图片】，", "G701"), ("于12月？日完成，", "G701"), ("共??家，", "G701"), ("见${单位}，", "G701"),
        ("见附件X，", "G701"), ("共N家，", "G701"), ("错误！未找到引用源。", "G701"), ("共#REF!家，", "G701"), ("由某某同志负责，", "G711"),
        ("要要落实，", "G707"), ("列入列入计划，", "G707"), ("发现隐患七、八处，", "G514"), ("购置三、四台设备，", "G514"),
        ("3月1至5日报名，", "G637"), ("今年6月31日前，", "G631"), ("定于上午15时开会，", "G640"), ("管线长1200M，", "G616"), ("在三零五室开会，", "G609"),
        ("要求是：1、摸底；2、整改。", "G413"), ("要求：（一）、摸底；（二）、整改。", "G413"), ("目标————提质，", "G516"), ("根据国发 〔2025〕3号，", "G208"),
        ("9到16亿元，", "G603"), ("共3亿五千万元，", "G605"), ("卡尔•马克思说，", "G533"), ("光绪3年，", "G608"), ("约一百人左右，", "G618"),
        ("（以下简称甲，）", "G521"), ("面积20㎡，", "G616"), ("共一百20人，", "G605"), ("党的20大以来，", "G607"),
    ],
)  # fmt: skip
def test_faults_in_the_body(text: str, code: str) -> None:
    assert code in of_body(text)


@pytest.mark.parametrize(
    "text",
    ["为了了解情况，", "主要要求明确，", "目的的实现，", "进行行政检查，", "中国银行行长，", "研究研究，", "一个一个核对，", "二〇二〇年以来，", "组织组织部门，", "业务一、二处，",
     "发展二、三产业，", "100M宽带，", "（公章）齐全，", "一一对应，", "第二、三季度，", "约七八十公里，", "上午9:30开会，"],
)  # fmt: skip
def test_what_looks_like_a_fault(text: str) -> None:
    assert not of_body(text) & {"G413", "G514", "G516", "G616", "G640", "G701", "G707"}


def test_inches_are_no_quotation_marks() -> None:
    assert of_body('管径4"到6"，') == {"G615"}


def test_words_that_meet_are_not_typed_twice() -> None:
    assert [*doubled_in("重点是是否达标，存在在建项目，以及及时上报，纪要要求明确")] == []
    assert [*doubled_in("按照按照要求，我们们的的")] == [(0, 4, True), (8, 10, True), (10, 12, True)]


@pytest.mark.parametrize("spaces", ["", " ", "\u3000\u3000"])
def test_date_of_the_imprint_not_at_the_right(spaces: str) -> None:
    parts = unzipped(right("通知"))
    root = etree.fromstring(parts["word/document.xml"])
    for text in [item for item in root.iter(f"{W}tab") if item.getparent().tag == f"{W}r"]:
        text.tag, text.text = f"{W}t", spaces
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    parts["word/document.xml"] = etree.tostring(root)
    found = {problem.rule.id for problem in problems_in(view_of(form_of(parts, "例.docx")))}
    assert "G828" in found


@pytest.mark.parametrize("date", ["9月30日", "2025年9月", "2025年"])
def test_date_of_the_imprint_not_written_out(date: str) -> None:
    assert codes("通知", say("2025年9月30日印发", f"{date}印发", "")) == {"G813"}


@pytest.mark.parametrize("align", ["center", "right", "distribute"])
def test_body_that_is_not_at_the_left(align: str) -> None:
    assert codes("通知", lay("整改完成一项", "jc", "", val=align)) == {"G359"}


def test_shaded_paragraph() -> None:
    assert codes("通知", lay("全县各级", "shd", "", val="clear", fill="FFFF00")) == {"G705"}
    assert not codes("通知", lay("全县各级", "shd", "", val="clear", fill="auto"))


def test_item_that_goes_on_in_circles() -> None:
    text = "正文：1.登记。\n正文：（1）证件。\n正文：（2）档案。\n正文：{}现场。"
    assert [item.rule.id for item in problems_in(example_view(text.format("③")))] == ["G411"]
    assert not problems_in(example_view(text.format("（3）")))


def test_short_name_signed() -> None:
    assert codes("意见", say("云台市人民政府", "云台市政府", "", nth=-2)) == {"G362"}


def test_request_at_the_end_of_what_goes_down() -> None:
    assert codes("意见", say("三是强化督查考核。", "三是强化督查考核。妥否，请批示。", "")) == {"G338"}
