"""Lists of members and the number of minutes have forms of their own, which are neither told nor changed."""

from __future__ import annotations

import pytest

from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in
from genwen.lint.restyling import wanted_styles

_DOC = (
    "发文机关标志：云溪区水利局文件\n空行\n空行\n发文字号：云水发〔2025〕8号\n空行\n空行\n标题：关于成立专班的通知\n空行\n主送机关：各科室：\n"
    "正文：现决定成立专班，名单见附件。\n空行\n附件说明：附件：专班成员名单\n空行\n空行\n署名：云溪区水利局\n成文日期：2025年3月8日\n"
    "附件标识：附件\n空行\n附件标题：专班成员名单\n空行\n"
)
_LABELLED = "正文（左=1890 首行=-1260）：组　长：程砚秋　区水利局局长\n"


def told(text: str) -> list[str]:
    return [problem.rule.id for problem in problems_in(example_view(text))]


@pytest.mark.parametrize(
    "members",
    [
        _LABELLED + "正文（左=1890 首行=0）：江慕云　区水利局副局长\n正文（左=1890 首行=0）：陆承泽　区河长办主任",
        "正文：组　长：程砚秋　区水利局局长\n正文：副组长：江慕云　区水利局副局长\n正文（首行=0 左=1890）：陆承泽　区河长办主任",
        "正文：成　员：陆　泽（区河长办主任）\n正文（首行=0 左=1890）：江慕云（区水利局副局长）",
        _LABELLED + "正文（左=1890 首行=0）：区财政局、区住房城乡建设局分管负责同志",
    ],
)
def test_members_stand_under_each_other(members: str) -> None:
    assert not {"G321", "G525"} & set(told(_DOC + members))
    assert not wanted_styles(example_view(_DOC + members), {"G321"})


@pytest.mark.parametrize(
    "text",
    [
        "正文（左=1890 首行=0）：区财政局要按程序拨付资金。",
        "正文（首行=0）：江慕云要求各科室按月报送。",
        "正文：区财政局要按程序拨付资金。\n正文（左=0 首行=0）：区水利局要定期调度。",
    ],
)
def test_other_text_begins_two_characters_in(text: str) -> None:
    assert "G321" in told(_DOC + text)


def test_space_in_a_short_label_is_no_slip() -> None:
    assert "G525" not in told(_DOC + "正文：地　址：云溪区河滨路12号。")
    assert "G525" in told(_DOC + "正文：区财政局要按　程序拨付资金。")


_MINUTES = "发文机关标志：云溪区人民政府专题会议纪要\n空行\n发文字号：{}\n空行\n空行\n标题：关于研究供热工作的会议纪要\n空行\n正文：会议研究了供热工作。\n"


@pytest.mark.parametrize(("number", "severity"), [("第18期", []), ("〔2025〕18号", ["提示"])])
def test_number_of_minutes_has_no_place_of_the_standard(number: str, severity: list[str]) -> None:
    found = problems_in(example_view(_MINUTES.format(number)))
    assert [str(item.finding.severity) for item in found if item.rule.id == "G216"] == severity
