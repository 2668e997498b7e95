"""Whole reports with one thing made wrong at a time: each is found and names both places; as they are, nothing is found."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from agreement_texts import TABLES, found_in
from hypothesis import given, settings
from hypothesis import strategies as st

from genwen.agreement.reading.text import Subject, View
from genwen.agreement.reading.views import foreign_grid, foreign_line
from genwen.agreement.rules import findings_in
from genwen.diagnostics import Severity

MARK = re.compile(r"⟦(?P<right>[^⟦⟧→]*)→(?P<wrong>[^⟦⟧|]*)\|(?P<kind>[^⟦⟧]*)⟧")
TEXT = (TABLES / "reports.txt").read_text("utf-8")
REPORTS = {head.strip(): body for head, _, body in (part.partition("\n") for part in TEXT.split("\n=== ")[1:])}
FOUND_AT_LEAST = 0.97


def made_wrong(report: str) -> Iterator[tuple[str, str]]:
    """Each place made wrong alone, by its name."""
    for chosen in MARK.finditer(report):
        before, after = report[: chosen.start()], report[chosen.end() :]
        right = [MARK.sub(lambda match: match["right"], part) for part in (before, after)]
        yield f"{chosen['kind']} {chosen['right']}→{chosen['wrong']}", chosen["wrong"].join(right)


@pytest.mark.parametrize("name", REPORTS)
def test_right_as_they_are(name: str) -> None:
    clean = MARK.sub(lambda match: match["right"], REPORTS[name])
    assert [finding.to_text() for finding in found_in(clean) if finding.severity is not Severity.HINT] == []


def test_what_is_made_wrong_is_found() -> None:
    missed, count = [], 0
    for name, report in REPORTS.items():
        clean = {finding.to_text() for finding in found_in(MARK.sub(lambda match: match["right"], report))}
        for kind, text in made_wrong(report):
            count += 1
            new = [finding for finding in found_in(text) if finding.to_text() not in clean]
            if not new:
                missed.append(f"{name}: {kind}")
            assert all("见 文1.docx" in finding.message and finding.position is not None for finding in new), new
    assert count >= 100
    assert len(missed) <= count * (1 - FOUND_AT_LEAST), missed


WORDS = st.sampled_from(
    [
        "共",
        "其中",
        "合计",
        "比上年",
        "下降",
        "增长",
        "由",
        "降到",
        "占",
        "率",
        "%",
        "万元",
        "千瓦时",
        "家",
        "人",
        "《",
        "》",
        "（",
        "）",
        "，",
        "。",
        "；",
        "、",
        "：",
        "12",
        "3.5",
        "0",
        "2025年",
        "6月31日",
        "三",
        "一是",
        "分别",
        "最高",
        "每月",
        "平均",
        "〔2024〕",
        "号",
        "1,234.5",
        "99999999999999999999",
        "〇",
        "-0.0",
        "1e9",
        "％",
        "个百分点",
        "至",
        "—",
        "\t",
        "|",
        "以下3家",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(WORDS, max_size=14).map("".join), max_size=6),
    st.lists(st.lists(WORDS, min_size=3, max_size=3), max_size=6),
)
def test_any_text_is_read(lines: list[str], rows: list[list[str]]) -> None:
    view = View("文", tuple(foreign_line(text, "文", n) for n, text in enumerate(lines, 1)),
                (foreign_grid(rows, "文", 1, len(lines) // 2),) if rows else ())  # fmt: skip
    for finding in findings_in(Subject((view, view))):
        assert finding.message
        assert finding.position is not None


def test_long_documents_take_time_in_proportion() -> None:
    from time import process_time

    clean = [MARK.sub(lambda match: match["right"], report) for report in REPORTS.values()]
    start = process_time()
    found_in("\n".join(clean))
    once = process_time() - start
    start = process_time()
    found_in("\n".join(clean * 6))
    assert process_time() - start < 6 * once * 4 + 1
