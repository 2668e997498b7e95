"""What a second reading found that the rules had passed over: styles against ordinals, places, faces, gaps beside faults."""

from __future__ import annotations

import pytest

from genwen.diagnostics import Severity
from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in
from genwen.lint.ordinals import shown_as
from genwen.lint.restyling import wanted_styles
from genwen.lint.viewing import view_of
from genwen.ooxml.form import FormParagraph, FormRun
from genwen.records import replace

HEAD = "标题：关于开展检查的通知\n空行\n主送机关：各单位：\n"
OUTLINE = (
    "一级标题：一、基本情况\n二级标题：（一）制度\n二级标题：（二）改造\n二级标题：（三）宣传\n一级标题：二、打算\n"
)
LONG = "继续完善计量体系，力争2026年底前实现重点用能单位在线监测全覆盖，按月通报情况。"
_SECOND = "{}施工方式改变。原设计为明挖，按照铁路部门的要求改为顶管，增加费用120万元。"
NOTED = "正文：现将有关事项通知如下。\n空行\n附件说明{}：附件：任务清单"


def told(text: str) -> list[tuple[str, Severity]]:
    return [(problem.rule.id, problem.finding.severity) for problem in problems_in(example_view(text))]


def codes(text: str) -> list[str]:
    return [code for code, _ in told(text)]


@pytest.mark.parametrize(
    ("right", "wrong", "code", "style"),
    [
        ("一级标题：一、基本情况", "二级标题：一、基本情况", "G344", "一级标题"),
        ("二级标题：（二）改造", "一级标题：（二）改造", "G344", "二级标题"),
        ("二级标题：（三）宣传", f"二级标题：（三）宣传\n一级标题：{LONG}", "G343", "公文正文"),
        ("二级标题：（三）宣传", f"二级标题：（三）宣传\n二级标题：1.宣传。{LONG}", "G343", "公文正文"),
    ],
)
def test_ordinal_outranks_the_style(right: str, wrong: str, code: str, style: str) -> None:
    assert not {"G343", "G344"} & set(codes(HEAD + OUTLINE))
    text = HEAD + OUTLINE.replace(right, wrong)
    assert [item for item in codes(text) if item in ("G343", "G344")] == [code]
    assert list(wanted_styles(example_view(text), ()).values()) == [style]


@pytest.mark.parametrize(
    "lines",
    [
        # a way of its own, kept throughout
        "一级标题：第一章　总则\n二级标题：一、目的\n二级标题：二、依据\n一级标题：第二章　附则",
        "一级标题：一、目的\n二级标题：1.登记\n二级标题：2.核对\n一级标题：二、依据",
        "一级标题：一、目的\n一级标题：二、关于进一步加强机关事务管理工作的若干具体意见和建议",
    ],
)
def test_style_stands_where_the_document_has_a_way_of_its_own(lines: str) -> None:
    assert not {"G343", "G344"} & set(codes(HEAD + lines))


@pytest.mark.parametrize(("look", "wrong"), [("", False), ("（靠左）", True), ("（靠左 首行=630）", False)])
def test_note_of_attachments_begins_two_in(look: str, wrong: bool) -> None:
    assert ("G914" in codes(NOTED.format(look))) is wrong


@pytest.mark.parametrize(("words", "code"), [("增长15～18.6%", "G602"), ("负责,限期完成", "G511")])
def test_gap_does_not_lower_what_stands_beside_it(words: str, code: str) -> None:
    assert dict(told(f"正文：{words}，共【待补】家。")) == {"G701": Severity.ERROR, code: Severity.ERROR}


def test_gap_does_not_lower_comments() -> None:
    text = "正文：各单位执行。\n批注：1\n正文：共【待补】家。"
    assert dict(told(text)) == {"G701": Severity.ERROR, "G703": Severity.ERROR}


def test_what_follows_from_a_gap_is_a_hint() -> None:
    found = dict(told("正文：一、总体要求\n正文：三、保障措施【待补】"))
    assert found["G401"] is Severity.HINT


def run_in(*faces: str) -> list[str]:
    """What is told of heads of paragraphs （一）, （二） … that are in these faces, the text after them in 仿宋."""
    form = example_view(
        HEAD + "".join(f"正文：{_SECOND.format(shown_as(2, n))}\n" for n, _ in enumerate(faces, 1))
    ).form
    wanted, blocks = list(faces), []
    for block in form.blocks:
        if isinstance(block, FormParagraph) and block.text.startswith("（"):
            run = block.runs[0]
            stop = run.text.index("。") + 1
            look = replace(run.form, font=wanted.pop(0))
            block = replace(block, runs=(FormRun(run.text[:stop], look), FormRun(run.text[stop:], run.form)))
        blocks.append(block)
    found = problems_in(view_of(replace(form, blocks=tuple(blocks))))
    return [problem.hit.line.text[:3] for problem in found if problem.rule.id == "G344" and problem.hit.line]


@pytest.mark.parametrize(
    ("faces", "wrong"),
    [
        (("楷体_GB2312", "楷体_GB2312"), []),
        (("仿宋_GB2312", "楷体_GB2312"), ["（一）"]),
        (("楷体_GB2312", "楷体_GB2312", "黑体"), ["（三）"]),
        # they may be no headings, or the document has a way of its own
        (("仿宋_GB2312", "仿宋_GB2312"), []),
        (("仿宋_GB2312", "仿宋_GB2312", "楷体_GB2312"), []),
    ],
)
def test_head_of_a_paragraph_looks_as_the_others_of_its_level(faces: tuple[str, ...], wrong: list[str]) -> None:
    assert run_in(*faces) == wrong
