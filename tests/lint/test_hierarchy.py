"""Who writes to whom: levels told from names, over the head, copies downward; and superscripts in units."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest

from genwen.lint.examples import example_view
from genwen.lint.registry import rule
from genwen.lint.rules.hierarchy import levels_of
from genwen.lint.viewing import view_of_file

LETTER = (
    "发文机关标志：{0}文件\n空行\n空行\n发文字号（上行）：云政〔2025〕8号\t签发人：周某某\n空行\n空行\n标题：关于检查情况的{1}\n空行\n"
    "主送机关：{2}：\n正文：现将情况报告如下。\n署名：{0}\n成文日期：2025年3月8日\n抄送机关：抄送：{3}。"
)


@pytest.mark.parametrize(
    ("name", "levels"),
    [("国务院", {1}), ("国家发展改革委", {1}), ("财政部", {1}), ("浙江省财政厅", {2}), ("广西壮族自治区人民政府", {2}),
     ("青江市人民政府", {3, 4}), ("云溪区财政局", {4}), ("白石县人民政府", {4}), ("城关镇人民政府", {5}), ("青江市云溪区财政局", {4}),
     ("上海市财政局", {2}), ("上海市浦东新区人民政府", {4}), ("市财政局", {3, 4}), ("教育局", set())],
)  # fmt: skip
def test_levels_are_told_from_names(name: str, levels: set[int]) -> None:
    assert levels_of(name) == levels


def found(identity: str, *words: str) -> list[str]:
    chosen = rule(identity)
    assert chosen is not None
    return [hit.message for hit in chosen.check(example_view(LETTER.format(*words)))]


@pytest.mark.parametrize(
    ("words", "over"),
    [
        (("城关镇人民政府", "请示", "云溪区人民政府", "区财政局"), False),
        (("城关镇人民政府", "请示", "青江市人民政府", "区财政局"), False),  # 市 may be one of a county's rank
        (("城关镇人民政府", "请示", "省人民政府", "区纪委"), False),  # the organ between has a copy
        (("城关镇人民政府", "请示", "省人民政府", "镇人大"), True),
        (("云溪区人民政府", "报告", "省人民政府", "省财政厅"), True),
        (("云溪区人民政府", "报告", "省人民政府", "青江市人民政府"), False),
        (("云溪区人民政府", "通知", "省人民政府", "省财政厅"), False),
    ],
)
def test_over_the_head(words: tuple[str, ...], over: bool) -> None:
    assert bool(found("G313", *words)) is over


@pytest.mark.parametrize(
    ("words", "down"),
    [
        (("云溪区人民政府", "报告", "青江市人民政府", "各镇人民政府"), True),
        (("云溪区人民政府", "报告", "青江市人民政府", "青江市财政局，青江市审计局"), False),
        (("云溪区财政局", "报告", "区人民政府", "局属各单位"), True),
        (("云溪区财政局", "报告", "区人民政府", "区直属机关工委"), False),
        (("云溪区财政局", "报告", "区人民政府", "区政府各部门、各直属机构"), False),
        (("云溪区财政局", "报告", "区人民政府", "区审计局，各直属单位"), True),
        (("云溪区人民政府", "通知", "各镇人民政府", "各镇人民政府"), False),
    ],
)
def test_copies_downward(words: tuple[str, ...], down: bool) -> None:
    assert bool(found("G819", *words)) is down


@pytest.mark.parametrize(
    ("names", "few"), [("周某某\t李　某", False), ("周某某\t李　某\t王某某", False), ("周某某", True)]
)
def test_names_of_two_characters_are_names(names: str, few: bool) -> None:
    chosen = rule("G219")
    assert chosen is not None
    head = "发文机关标志：甲局\n发文机关标志：乙局\n空行\n空行\n"
    text = (
        head
        + f"发文字号（上行）：云政〔2025〕8号\t签发人：{names}\n空行\n空行\n标题：关于检查情况的报告\n空行\n主送机关：区人民政府："
    )
    assert bool(list(chosen.check(example_view(text)))) is few


@pytest.mark.parametrize(
    ("mark", "inner"),
    [("云溪区财政局预算科文件", True), ("云溪区财政局办公室文件", False), ("云溪区人民政府办公室文件", False),
     ("青江市人民政府驻上海办事处文件", False), ("云溪区机关事务管理局文件", False), ("青江市住房公积金管理中心综合处文件", True)],
)  # fmt: skip
def test_inner_offices(mark: str, inner: bool) -> None:
    chosen = rule("G220")
    assert chosen is not None
    assert bool(list(chosen.check(example_view(f"发文机关标志：{mark}")))) is inner


@pytest.mark.parametrize(("raised", "hits"), [(True, 0), (False, 1)])
def test_raised_figure_of_a_unit_is_right(raised: bool, hits: int, tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("全年用水1200m")
    paragraph.add_run("3").font.superscript = raised
    paragraph.add_run("，同比下降。")
    stream = BytesIO()
    document.save(stream)
    (tmp_path / "甲.docx").write_bytes(stream.getvalue())
    chosen = rule("G616")
    assert chosen is not None
    assert len(list(chosen.check(view_of_file(tmp_path / "甲.docx")))) == hits
