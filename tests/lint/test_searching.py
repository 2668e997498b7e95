"""Patterns looked for among many lines find what they find in each; long paragraphs take time in proportion."""

from __future__ import annotations

import re
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from foreign_documents import notice, request
from hypothesis import given, settings
from hypothesis import strategies as st
from lint_faults import unzipped
from right_documents import TEXTS, right

from genwen import searching
from genwen.cli.main import main
from genwen.lint.examples import example_view
from genwen.lint.linter import every_problem
from genwen.lint.registry import RULES
from genwen.lint.viewing import view_of
from genwen.ooxml.form_reader import form_of

PATTERNS = [
    r"一+",
    r"(?<!一)二",
    r"(?<=一)二",
    r"一(?!二)",
    r"\d+",
    r"^一",
    r"二$",
    r"(?<![一二])\d",
    r"《[^《》]*》",
    r"一\s*二",
    r"(?![^一]).",
    r"二|一《|\s一",
    r"(?:一|\d){2}(?:》|(?<=一).二)?",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text("一二3《》 \n", max_size=6), max_size=30), st.sampled_from(PATTERNS))
def test_among_many_lines_is_found_what_each_holds(texts: list[str], pattern: str) -> None:
    view = example_view("\n".join("正文：" + (text.replace("\n", "\t") or "空") for text in texts) or "正文：空")
    compiled = re.compile(pattern)
    alone = [(line.index, match.span()) for line in view.lines for match in compiled.finditer(line.text)]
    few, searching._FEW = searching._FEW, 0
    try:
        among = [(line.index, match.span()) for line, match in searching.found_in(view.lines, compiled)]
        having = [line.index for line in searching.lines_with(view.lines, [compiled])]
    finally:
        searching._FEW = few
        searching.forget()
    assert among == alone
    assert having == sorted({index for index, _ in alone})


def found(view: Any, few: int, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[int, int], str]]:
    monkeypatch.setattr(searching, "_FEW", few)
    return [(item.rule.id, item.order, item.finding.message) for item in every_problem(view)]


def test_every_rule_finds_the_same_among_many_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    told = 0
    for text in {text for rule in RULES for text in (rule.good, rule.bad)}:
        together = "\n".join([text.strip("\n"), *(line for line in text.split("\n") if line.startswith("正文"))])
        alone = found(example_view(together), 10**9, monkeypatch)
        assert found(example_view(together), 0, monkeypatch) == alone
        told += len(alone)
    for data in (notice(), request(), *(right(name) for name in TEXTS)):
        view = view_of(form_of(unzipped(data), "例.docx"))
        assert found(view, 0, monkeypatch) == found(view, 10**9, monkeypatch)
    assert told > 300


LONG = {
    "数字": "1234567890", "汉字": "为深入贯彻落实节约能源资源工作要求", "同一数字": "1", "机关": "云溪区财政局、", "百分比": "35.6%、", "书名": "《甲》", "逗号": "，", "引号": "“",
    "括号": "（〕", "年": "2025年", "一是": "一是", "的": "的", "序号": "（3）、（4）", "日期": "2025年3月8日至2025年4月1日，", "万": "3万", "加": "3+4=",
    "字母": "abcXYZ", "空格": "共 ", "千分位": "1,234,567,890,", "亿元": "9999999亿元，", "中文数字": "一二三四五六七八九十",
}  # fmt: skip


@pytest.mark.parametrize("name", LONG)
def test_long_paragraph_is_checked_soon(name: str, tmp_path: Path, capsys: Any) -> None:
    document = docx.Document()
    document.add_paragraph("关于开展检查的通知")
    document.add_paragraph(LONG[name] * (19_000 // len(LONG[name])))
    stream = BytesIO()
    document.save(stream)
    (tmp_path / "长.docx").write_bytes(stream.getvalue())
    start = time.process_time()
    assert main(["check", str(tmp_path / "长.docx")]) in (0, 1, 2)
    assert time.process_time() - start < 5
    assert "程序内部出错" not in capsys.readouterr().err
