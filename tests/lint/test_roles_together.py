"""Several faults at once, in one 要素 or side by side: each line keeps its role, and nothing is told that was not planted."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest
from lint_faults import W, paragraphs, unzipped
from lint_faults import _edit as edit
from lxml import etree
from right_documents import right

from genwen.diagnostics import Severity
from genwen.lint.letterhead import is_letter
from genwen.lint.linter import problems_in
from genwen.lint.view import View
from genwen.lint.viewing import view_of
from genwen.ooxml.form_reader import form_of

Change = Callable[[Any], None]


def seen(name: str, *changes: Change) -> tuple[View, set[str]]:
    """The view of a right document with some changes, and the rules of the 错误 and 警告 in it."""
    parts = unzipped(right(name))
    for change in changes:
        edit("word/document.xml", change)(parts)
    view = view_of(form_of(parts, "例.docx"))
    return view, {item.rule.id for item in problems_in(view) if item.finding.severity is not Severity.HINT}


def roles(view: View, *wanted: str) -> list[str]:
    return [line.role for line in view.lines if line.role in wanted]


def last(root: Any, words: str) -> Any:
    return paragraphs(root, words)[-1]


def put(paragraph: Any, tag: str, **values: str) -> None:
    """A property of a paragraph, set anew."""
    properties = paragraph.find(f"{W}pPr")
    for old in properties.findall(f"{W}{tag}"):
        properties.remove(old)
    etree.SubElement(properties, f"{W}{tag}", {f"{W}{key}": value for key, value in values.items()})


def face(paragraph: Any, font: str, size: str = "") -> None:
    for fonts in paragraph.iter(f"{W}rFonts"):
        for key in list(fonts.attrib):
            fonts.set(key, font)
    for points in paragraph.iter(f"{W}sz") if size else ():
        points.set(f"{W}val", size)


def write(words: str, pattern: str, text: str) -> Change:
    """Words replaced in the last paragraph that holds some."""

    def change(root: Any) -> None:
        for item in last(root, words).iter(f"{W}t"):
            item.text = re.sub(pattern, text, item.text or "")

    return change


def gone(words: str) -> Change:
    return lambda root: (paragraph := last(root, words)).getparent().remove(paragraph)


TITLES = {"通知": "关于开展办公用房使用", "请示": "关于老旧小区供水", "意见": "关于推进城市地下", "函": "关于商请协助"}
TITLE_FAULTS: dict[str, Callable[[str], tuple[Change, str]]] = {
    "靠左": lambda words: (lambda root: put(last(root, words), "jc", val="left"), "G342"),
    "句号": lambda words: (write(words, "(?<=.)$", "。"), "G303"),
    "没有文种": lambda words: (write(words, "的(通知|请示|意见|函)", ""), "G301"),
    "黑体": lambda words: (lambda root: face(last(root, words), "黑体"), "G341"),
    "三号": lambda words: (lambda root: face(last(root, words), "方正小标宋简体", "32"), "G341"),
}


@pytest.mark.parametrize("pair", list(combinations(TITLE_FAULTS, 2)), ids="+".join)
@pytest.mark.parametrize("name", TITLES)
def test_two_faults_leave_a_title(name: str, pair: tuple[str, str]) -> None:
    """Any two faults of the second line of a title leave both lines the title, and 主送 what it is."""
    faults = [TITLE_FAULTS[fault](TITLES[name]) for fault in pair]
    view, told = seen(name, *(change for change, _ in faults))
    assert roles(view, "标题", "主送机关") == ["标题", "标题", "主送机关"]
    assert told <= {rule for _, rule in faults} | {"G302"}
    assert told & {rule for _, rule in faults}


@pytest.mark.parametrize("name", ["通知", "请示", "意见"])
def test_title_in_red_is_no_mark(name: str) -> None:
    def red(root: Any) -> None:
        for run in last(root, TITLES[name]).iter(f"{W}rPr"):
            etree.SubElement(run, f"{W}color", {f"{W}val": "FF0000"})

    view, told = seen(name, red)
    assert roles(view, "标题", "发文机关标志") == ["发文机关标志", "标题", "标题"]
    assert told == {"G705"}


def plain_head(root: Any) -> None:
    """Every sign of a letter gone but its words: 文件 behind the mark, 文号 in the middle, no red line."""
    write("北岭市文化广电和旅游局", "^北岭市文化广电和旅游局$", "北岭市文化广电和旅游局")(root)
    mark = paragraphs(root, "北岭市文化广电和旅游局")[0]
    for text in mark.iter(f"{W}t"):
        text.text = f"{text.text}文件"
    for edges in list(root.iter(f"{W}pBdr")):
        edges.getparent().remove(edges)
    put(last(root, "23号"), "jc", val="center")
    for first in list(root.iter(f"{W}titlePg")):
        first.getparent().remove(first)


def test_letter_with_all_its_signs_wrong_is_a_letter() -> None:
    view, told = seen("函", plain_head)
    assert is_letter(view)
    assert {"G226", "G227", "G118"} <= told
    assert not told & {"G213", "G215", "G216", "G816"}


@pytest.mark.parametrize("name", ["通知", "请示", "意见"])
def test_number_at_the_right_over_its_rule_is_no_letter(name: str) -> None:
    view, told = seen(name, lambda root: put(paragraphs(root, "号")[0], "jc", val="right"))
    assert not is_letter(view)
    assert not told & {"G118", "G226", "G822", "G823"}


def rewritten_mark(form: str) -> Change:
    def change(root: Any) -> None:
        mark = next(item for item in root.iter(f"{W}p") if "".join(item.itertext()) == "附件1")
        for text in mark.iter(f"{W}t"):
            text.text = form if text.text == "附件1" else ""

    return change


@pytest.mark.parametrize("form", ["附表1", "附录1", "（附件1）", "附 件 1", "附件一", "附件1："])
def test_mark_in_an_odd_form(form: str) -> None:
    view, told = seen("通知", rewritten_mark(form))
    assert roles(view, "附件标识", "附件标题") == ["附件标识", "附件标题"] * 2
    assert told == {"G909"}


def test_attachment_without_its_mark_is_told_at_its_title() -> None:
    def change(root: Any) -> None:
        mark = next(item for item in root.iter(f"{W}p") if "".join(item.itertext()) == "附件2")
        mark.getparent().remove(mark)

    view, told = seen("通知", change)
    assert roles(view, "附件标题") == ["附件标题"] * 2
    assert told == {"G907"}


def test_numbers_of_the_note_in_brackets() -> None:
    _, told = seen("通知", write("附件：1.", r"1\.", "（1）"), write("2.办公用房整改台账", r"2\.", "（2）"))
    assert told == {"G903"}


@pytest.mark.parametrize(("name", "organ"), [("通知", "柳湾县机关事务服务中心"), ("请示", "石桥区住房和城乡建设局")])
def test_signature_with_a_stop_is_a_signature(name: str, organ: str) -> None:
    def change(root: Any) -> None:
        signed = [item for item in paragraphs(root, organ) if "".join(item.itertext()) == organ][-1]
        next(signed.iter(f"{W}t")).text = f"{organ}。"

    view, told = seen(name, change)
    assert roles(view, "署名") == ["署名"]
    assert told == {"G365"}


def test_signature_and_note_without_a_date() -> None:
    view, told = seen("请示", gone("2025年11月18日"))
    assert roles(view, "署名", "附注") == ["署名", "附注"]
    assert told == {"G323"}


def test_imprint_with_two_faults() -> None:
    copies, printed = write("抄送：", "抄送：", "抄送"), write("2025年9月30日印发", "印发", "印发。")
    view, told = seen("通知", copies, printed)
    assert roles(view, "抄送机关", "印发机关")[0] == "抄送机关"
    assert {"G811", "G813"} <= told


def test_first_headings_all_in_figures() -> None:
    names = ("自查范围", "自查内容", "有关要求")
    changes = [write(name, "^.、", f"{n}.") for n, name in enumerate(names, 1)]
    view, told = seen("通知", *changes)
    assert roles(view, "一级标题") == ["一级标题"] * 3
    assert told == {"G411"}


def test_addressed_without_colon_and_indented() -> None:
    def change(root: Any) -> None:
        put(last(root, "石桥区人民政府："), "ind", firstLine="640")

    view, told = seen("请示", change, write("石桥区人民政府：", "：", ""))
    assert roles(view, "主送机关") == ["主送机关"]
    assert told == {"G305", "G306"}
