"""What a reader finds in one document beside another form of it: 附件一 for 附件1, M³ for m³, years in a title, a second matter."""

from __future__ import annotations

import pytest

from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in

HEAD = "发文机关标志：澜河县教育局文件\n空行\n空行\n发文字号：澜教发〔2025〕8号\n空行\n空行\n标题：关于开展检查的{}\n空行\n主送机关：各单位：\n"


def told(text: str, rule: str) -> list[str]:
    return [str(item.finding.severity) for item in problems_in(example_view(text)) if item.rule.id == rule]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [("46.3万M³", True), ("12KM²", True), ("12Cm³", True), ("46.3万m³", False), ("12km²", False), ("46.3万立方米", False), ("M³型设备", False)],
)  # fmt: skip
def test_capital_letters_with_a_raised_figure(said: str, wrong: bool) -> None:
    assert bool(told(f"正文：清淤{said}。", "G616")) is wrong


@pytest.mark.parametrize(
    ("title", "wrong"),
    [
        ("《澜河县水利发展规划（2021-2030年）》", True),
        ("《澜河县水利发展规划（2021年-2030年）》", True),
        ("《澜河县水利发展规划（2021～2030年）》", False),
        ("《澜河县水利发展规划（2021—2030年）》", False),
        ("《公共机构能源审计导则》（GB/T 31342-2014）", False),
        ("《设备（10-20型）规程》", False),
    ],
)
def test_years_in_a_title(title: str, wrong: bool) -> None:
    assert told(f"正文：按照{title}办理。", "G517") == (["提示"] if wrong else [])


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ("同时，恳请批准我局增加事业编制5名。", True),
        ("同时，恳请批准清溪河治理工程概算编制方案。", False),
        ("同时，恳请明确清溪河治理工程的编制单位。", False),
    ],
)
def test_posts_asked_for_beside_a_project(more: str, wrong: bool) -> None:
    text = f"{HEAD.format('请示')}正文：我局编制了可研报告。\n正文：恳请批准实施清溪河治理工程。{more}\n正文：妥否，请批示。"
    assert bool(told(text.replace("开展检查", "实施清溪河治理工程"), "G311")) is wrong


@pytest.mark.parametrize(("said", "wrong"), [("附件一", True), ("附件1", False), ("《澜河县检查办法》附件一", False)])
def test_attachments_of_what_is_issued_are_numbered_alike(said: str, wrong: bool) -> None:
    text = (
        HEAD.format("通知").replace("关于开展检查", "关于印发《检查方案》")
        + "正文：现印发给你们，请执行。\n署名：澜河县教育局\n成文日期：2025年3月8日\n"
        f"标题：检查方案\n正文：任务见{said}。\n附件标识：附件1\n空行\n附件标题：任务清单\n附件标识：附件2\n空行\n附件标题：联系名单"
    )
    assert bool(told(text, "G918")) is wrong


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("项目安排见附件1", True),
        ("项目安排详见附件1", True),
        ("项目安排见附件2", False),
        ("完成情况见附件1", False),
        ("具体任务见附件1", False),
        ("项目安排见附件1、附件2", False),
    ],
)
def test_what_another_attachment_has(said: str, wrong: bool) -> None:
    text = (
        HEAD.format("通知")
        + f"正文：计划建设农田5.6万亩，{said}。\n空行\n附件说明：附件：1.2025年任务完成情况表\n附件说明：2.2026年项目安排表\n"
        "署名：澜河县教育局\n成文日期：2025年3月8日\n附件标识：附件1\n空行\n附件标题：2025年任务完成情况表\n附件标识：附件2\n空行\n附件标题：2026年项目安排表"
    )
    assert bool(told(text, "G919")) is wrong
