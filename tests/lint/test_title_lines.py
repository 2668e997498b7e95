"""Lines of a title: one that goes on by itself for want of room, a last line of one character (7.3.1)."""

from __future__ import annotations

import pytest

from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in
from genwen.lint.title_lines import title_breaks

_HEAD = "发文机关标志：云溪区教育局文件\n空行\n空行\n发文字号：云教发〔2025〕8号\n空行\n空行\n"
_TEXT = _HEAD + "标题：{}\n空行\n主送机关：各单位：\n正文：请执行。"
_RULES = ("G315", "G357", "G369")


def told(title: str) -> list[str]:
    """The findings about the lines of a title; ｜ parts its paragraphs."""
    view = example_view(_TEXT.format(title.replace("｜", "\n标题：")))
    return [f"{item.finding.severity} {item.rule.id}" for item in problems_in(view) if item.rule.id in _RULES]


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("云溪区教育局关于加强校园食品安全工作的通知", ["警告 G369"]),  # 21 characters, 20 to a line
        ("云溪区教育局关于校园食品安全工作的通知", []),
        ("云溪区教育局关于商请做好校园食品工作的｜函", ["警告 G369"]),
        ("云溪区教育局关于做好校园食品安全工作的通｜知", ["警告 G315"]),
        ("云溪区教育局关于进一步加强校园食品安全管理工作的通知", ["提示 G315"]),  # …食品安全|管理
        ("云溪区教育局｜关于加强校园食品安全工作的通知", []),
        ("云溪区教育局关于做好2025年校园食品的通知", []),  # figures and Chinese may stand closer: it may fit
        ("云溪区教育局关于做好GB标准校园食品安全通知", []),
    ],
)
def test_lines_of_a_title(title: str, wanted: list[str]) -> None:
    assert told(title) == wanted


def test_where_a_line_goes_on_is_told_with_its_place() -> None:
    view = example_view(_TEXT.format("云溪区教育局关于加强校园食品安全工作的通知"))
    (here,) = title_breaks(view)
    assert (here.head, here.tail, here.wrapped, here.end) == (
        "云溪区教育局关于加强校园食品安全工作的通",
        "知",
        True,
        20,
    )
