"""Whose the title is, the shape of its lines, who is addressed and how papers are cited; right forms beside each fault."""

from __future__ import annotations

import pytest

from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in
from genwen.lint.viewing import view_of
from genwen.ooxml.form import FormParagraph, FormRun
from genwen.records import replace

_HEAD = "发文机关标志：{}文件\n空行\n空行\n发文字号：云政办〔2025〕8号\n空行\n空行\n"
_END = "\n空行\n空行\n署名：{}\n成文日期：2025年3月8日"
_OFFICE = "云溪区人民政府办公室"


def told(text: str) -> list[str]:
    return [item.rule.id for item in problems_in(example_view(text))]


def document(
    *titles: str, mark: str = _OFFICE, signed: str = "", to: str = "各单位", body: str = "正文：请执行。"
) -> str:
    lines = "\n".join(f"标题：{title}" for title in titles)
    return f"{_HEAD.format(mark)}{lines}\n空行\n主送机关：{to}：\n{body}{_END.format(signed or mark)}"


@pytest.mark.parametrize(
    ("titles", "mark", "wrong"),
    [
        ((_OFFICE, "关于开展检查的通知"), _OFFICE, False),
        (("云溪区人民政府", "关于开展检查的通知"), _OFFICE, True),
        (("云溪区教育局", "关于开展检查的通知"), "云溪区财政局", True),
        (("云溪区教育局　云溪区财政局", "关于开展检查的通知"), "云溪区财政局", False),
        (("云溪区文旅局关于开展检查的通知",), "云溪区文化和旅游局", False),
        (("中共云溪区委宣传部关于开展检查的通知",), "中国共产党云溪区委员会宣传部", False),
        (("关于开展检查的通知",), _OFFICE, False),
        ((f"{_OFFICE}转发区财政局", "关于开展检查工作意见的通知"), _OFFICE, False),
    ],
)  # fmt: skip
def test_issuer_in_the_title(titles: tuple[str, ...], mark: str, wrong: bool) -> None:
    assert ("G370" in told(document(*titles, mark=mark))) is wrong


def test_mark_that_is_wrong_is_told_by_the_signature_alone() -> None:
    found = told(document("云溪区教育局关于开展检查的通知", mark="云溪区财政局", signed="云溪区教育局"))
    assert "G324" in found
    assert "G370" not in found


@pytest.mark.parametrize(
    ("titles", "wrong"),
    [
        (("云溪区人民政府办公室关于进一步做好", "学校食堂", "食品安全专项检查工作的通知"), True),
        (("云溪区人民政府办公室", "关于进一步做好学校食堂食品安全", "专项检查工作的通知"), False),
        (("云溪区人民政府办公室", "关于做好学校食堂", "食品安全专项检查工作的通知"), False),
        (("云溪区经济和信息化委员会", "云溪区教育局", "关于做好学校食堂食品安全工作的通知"), False),
    ],
)  # fmt: skip
def test_shape_of_the_lines(titles: tuple[str, ...], wrong: bool) -> None:
    assert ("G371" in told(document(*titles))) is wrong


@pytest.mark.parametrize(
    ("to", "wrong"),
    [
        ("区财政局、区教育局等", True),
        ("区财政局等5个单位", True),
        ("各镇人民政府，区政府各部门", False),
        ("区高等教育协会", False),
    ],
)
def test_and_others(to: str, wrong: bool) -> None:
    assert ("G372" in told(document("关于开展检查的通知", to=to))) is wrong


def test_text_apart_from_the_recipients() -> None:
    assert "G373" in told(document("关于开展检查的通知", body="空行\n正文：请执行。"))
    assert "G373" not in told(document("关于开展检查的通知"))


@pytest.mark.parametrize(("signed", "wrong"), [("云溪区教育局（盖章）", True), ("云溪区教育局", False)])
def test_seal_written_behind_the_signature(signed: str, wrong: bool) -> None:
    assert ("G365" in told(document("关于开展检查的通知", mark="云溪区教育局", signed=signed))) is wrong


def test_regards_of_a_letter() -> None:
    assert "G329" in told(document("关于开展检查的报告", body="正文：现报告如下。\n正文：此致敬礼！"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("定于周六〔休息日〕召开。", "G538"),
        ("根据关于加强检查工作的通知（云政办发〔2024〕17号）。", "G539"),
        ("依据《 云溪区供水管理办法 》执行。", "G525"),
        ("填写《任务表单》（见附件1）。", "G919"),
        ("填写《联系名单》（见附件1）。", "G919"),
    ],
)  # fmt: skip
def test_brackets_and_papers(text: str, code: str) -> None:
    assert code in told(_two(text))


@pytest.mark.parametrize(
    "text",
    ["根据《关于加强检查工作的通知》（云政办发〔2024〕17号）。", "依据《〔清〕学案》和〔2024〕17号文件。", "填写《任务清单》（见附件1）。", "填写《清单》（见附件1）。",
     "（一）关于开展检查的通知（以下简称通知）。", "现将《云溪区关于印发〈办法〉的通知》（云政〔2024〕1号）转发。"],
)  # fmt: skip
def test_right_brackets_and_papers(text: str) -> None:
    assert not {"G538", "G539", "G525", "G919"} & set(told(_two(text)))


def _two(text: str) -> str:
    note = "空行\n附件说明：附件：1.任务清单\n附件说明：2.联系名单"
    behind = "\n附件标识：附件1\n空行\n附件标题：任务清单\n附件标识：附件2\n空行\n附件标题：联系名单"
    return document("关于开展检查的通知", body=f"正文：{text}\n{note}") + behind


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("（一）工作目标。", True),
        ("（一）县水利局负责监测，每周通报1次。", False),
        ("（一）财政拨款；\n二级标题：（二）社会捐助的资金。", False),
    ],
)
def test_items_numbered_like_headings(text: str, heading: bool) -> None:
    hits = [
        item.hit
        for item in problems_in(example_view(f"一级标题：一、总体要求\n二级标题：{text}"))
        if item.rule.id == "G407"
    ]
    assert any(hit.message.endswith("“。”") for hit in hits) is heading


@pytest.mark.parametrize(("behind", "wrong"), [("仿宋_GB2312", False), ("楷体_GB2312", True)])
def test_heading_longer_than_the_text_behind_it(behind: str, wrong: bool) -> None:
    form = example_view("正文：各单位执行。\n正文：（三）安排部署（15:30—17:00）。局长讲话。").form
    *before, last = (block for block in form.blocks if isinstance(block, FormParagraph))
    face = last.runs[0].form
    head, text = "（三）安排部署（15:30—17:00）。", "局长讲话。"
    kai = replace(face, font="楷体_GB2312", latin="楷体_GB2312")
    runs = (FormRun(head, kai), FormRun(text, replace(face, font=behind, latin=behind)))
    view = view_of(replace(form, blocks=(*before, replace(last, runs=runs))))
    assert ("G343" in [item.rule.id for item in problems_in(view)]) is wrong
