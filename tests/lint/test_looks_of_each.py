"""What is set otherwise than the standard has it is told in every 要素, not in the body alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from lint_faults import Fault, lay, look, unzipped, zipped
from right_documents import right
from test_planted import is_found, problems
from test_spacing import codes

from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in
from genwen.lint.viewing import view_of
from genwen.records import replace

NUMBER, TITLE, TO, HEADING = (
    "柳机事〔2025〕14号",
    "开展办公用房使用情况自查的通知",
    "各乡镇人民政府，县直",
    "一、自查范围",
)
NOTE, NAME, DATE, COPIES = "附件：1.办公用房自查表", "柳湾县机关事务服务中心", "2025年9月29日", "抄送：县委办公室"
SQUEEZED = (NUMBER, TITLE, TO, HEADING, "（一）使用面积", NOTE, DATE, "（此件公开发布）", COPIES, "整改完成一项")
FAULTS = (
    *(look(words, "w", "G368", val="80") for words in SQUEEZED),
    *(look(words, "spacing", "G368", val="40") for words in (TO, HEADING, NOTE)),
    *(lay(words, "spacing", "G366", line="480", lineRule="exact") for words in (TO, HEADING, NOTE, "（二）权属登记", DATE)),
    *(lay(words, "spacing", "G366", before="580", beforeLines="100") for words in (HEADING, "（二）权属登记")),
    *(look(words, tag, "G710", val=value) for words in (NUMBER, COPIES) for tag, value in (("b", "1"), ("i", "1"), ("u", "single"))),
    look(NUMBER, "color", "G705", val="FF0000"),
    lay("对照“人均使用面积", "jc", "G359", val="center"),
    look(NAME, "sz", "G214", "发文机关标志", val="32"),
    lay(COPIES, "jc", "G824", val="center"),
    lay(TITLE, "ind", "G342", "标题", left="960"),
    lay(DATE, "ind", "G336", right="960", rightChars="300"),
)  # fmt: skip


@pytest.fixture(scope="module")
def notice() -> bytes:
    return right("通知")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.rule}-{fault.place}")
def test_one_fault(fault: Fault, notice: bytes, tmp_path: Path) -> None:
    parts = unzipped(notice)
    assert not is_found(fault, problems(notice, tmp_path))
    fault.plant(parts)
    assert is_found(fault, problems(zipped(parts), tmp_path))


def test_a_few_alike_are_told_each_at_its_place_many_once(notice: bytes, tmp_path: Path) -> None:
    parts = unzipped(notice)
    for words in (HEADING, "二、自查内容"):
        look(words, "rFonts", "G344", eastAsia="宋体").plant(parts)
    found = problems(zipped(parts), tmp_path)
    assert sum(problem.rule.id == "G344" for problem in found) == 2
    headings = "".join(f"一级标题（宋体）：{n}、目标\n" for n in "一二三四五")
    assert codes(headings).count("G344") == 1


def test_headings_all_with_room_over_them_are_told_once() -> None:
    headings = "".join(f"一级标题（段前=240）：{n}、目标\n正文：各单位要加强领导。\n" for n in "一二三四五")
    assert codes(headings).count("G366") == 1


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("表（末格宋体）：序号|名称/" + "/".join(["1|甲单位"] * 9), True),
        ("表（末格宋体）：序号|名称/" + "/".join(["1|甲单位"] * 5), False),  # too few for a usual look
        ("表：序号|名称/" + "/".join(["1|甲单位"] * 9), False),
    ],
)
def test_one_cell_unlike_the_others(table: str, told: bool) -> None:
    assert ("G830" in codes(table)) is told


@pytest.mark.parametrize(("font", "how"), [("宋体", "G353"), ("仿宋_GB2312", "")])
def test_second_half_of_a_sentence_in_another_face(font: str, how: str) -> None:
    """No heading that runs in: these stand at the head of a paragraph."""
    text = "本次检查由各乡镇自行组织，结果于月底前报县机关事务服务中心。"
    view = example_view(f"正文：{text}")
    (line,) = view.lines
    runs = (replace(line.paragraph.runs[0], text=text[:18]), replace(line.paragraph.runs[0], text=text[18:]))
    other = replace(runs[1], form=replace(runs[1].form, font=font))
    form = replace(view.form, blocks=(replace(line.paragraph, runs=(runs[0], other)),))
    assert [problem.rule.id for problem in problems_in(view_of(form)) if problem.rule.id == "G353"] == [how] * bool(how)
