"""Room in the running text: lines, gaps, edges and characters of one paragraph against the others; struck and dotted words."""

from __future__ import annotations

from pathlib import Path

import pytest
from lint_faults import Fault, lay, look, unzipped, zipped
from right_documents import right

from genwen.cli.main import main
from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in
from genwen.lint.viewing import view_of_file

BODY = "正文：各单位要加强领导，明确责任，抓好落实。\n"
HEAD = "标题：关于开展检查的通知\n空行\n主送机关：各单位：\n"
WORDS = "全县各级党政机关"


def codes(text: str) -> list[str]:
    return [problem.rule.id for problem in problems_in(example_view(HEAD + text))]


def planted(tmp_path: Path, *faults: Fault) -> Path:
    parts = unzipped(right("通知"))
    for fault in faults:
        fault.plant(parts)
    path = tmp_path / "稿.docx"
    path.write_bytes(zipped(parts))
    return path


@pytest.mark.parametrize("look", ["行距=720", "段前=240", "右=800"])
def test_paragraph_laid_out_otherwise(look: str) -> None:
    assert codes(BODY * 5 + f"正文（{look}）：请认真执行。").count("G366") == 1
    assert "G366" not in codes(BODY * 2 + f"正文（{look}）：请认真执行。")  # too few for a usual way
    assert "G366" not in codes(f"正文（{look}）：请认真执行。\n" * 6)


def test_blank_line_between_paragraphs() -> None:
    assert codes(BODY + "空行\n" + BODY).count("G367") == 1


@pytest.mark.parametrize(
    "text",
    [
        BODY + "表：项目|数量/甲|1/乙|2\n空行\n" + BODY,
        BODY + "空行\n正文（居中）：第二章　分则\n空行\n" + BODY,
        BODY + "空行\n附件说明：附件：清单\n空行\n空行\n署名：云溪区教育局\n成文日期：2025年3月8日",
        BODY + "空行\n正文：出席：张某、李某\n正文：请假：赵某",
    ],
)
def test_blank_lines_that_belong(text: str) -> None:
    assert "G367" not in codes(text)


@pytest.mark.parametrize("look", ["缩放=90", "字距=40"])
def test_characters_squeezed_or_set_wide(look: str) -> None:
    assert "G368" in codes(BODY * 3 + f"正文（{look}）：请认真执行。")
    assert "G368" not in codes(BODY * 3 + "正文（字距=-8）：请认真执行。")  # a hair, to pull in a last character


def test_struck_words_are_a_remainder_and_dotted_ones_emphasis(tmp_path: Path) -> None:
    for tag, code in (("strike", "G715"), ("dstrike", "G715"), ("em", "G710")):
        value = {"val": "dot"} if tag == "em" else {}
        view = view_of_file(planted(tmp_path, look(WORDS, tag, code, **value)))
        assert code in [problem.rule.id for problem in problems_in(view)]
        off = {"val": "none" if tag == "em" else "0"}
        view = view_of_file(planted(tmp_path, look(WORDS, tag, code, **off)))
        assert code not in [problem.rule.id for problem in problems_in(view)]


def test_centred_heading_goes_on_with_the_others() -> None:
    text = "一级标题：一、目标\n{}：二、任务\n一级标题：三、要求\n" + BODY
    assert {"G359", "G401"} & set(codes(text.format("正文（居中）"))) == {"G359"}


def test_fix_makes_them_alike(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = planted(
        tmp_path, look(WORDS, "w", "G368", val="90"),
        lay("对照“人均使用", "spacing", "G366", before="240", line="400", lineRule="exact"),
    )  # fmt: skip
    assert main(["fix", str(path)]) == 0
    capsys.readouterr()
    found = {problem.rule.id for problem in problems_in(view_of_file(path.with_name("稿.改正.docx")))}
    assert not {"G366", "G368"} & found
