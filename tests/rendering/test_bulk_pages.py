"""Units out of a table as an office sends it: documents chosen at random, measured on paper as single ones are."""

from __future__ import annotations

import os
import random
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from geometry import BOTTOM, LEFT, PITCH, RIGHT, TOP, Page, pages_of
from office import missing, render
from units import COLUMNS, electricity, name_of, office_table

from genwen.cli.main import main

COUNT, LOOKED_AT = 40, 3
LIST = Path("content/下级单位.yaml")


@pytest.fixture(scope="module")
def chosen(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """PDFs of some units of the sample by their numbers, others each time."""
    reason = missing()
    if reason:
        if os.environ.get("GENWEN_REQUIRE_RENDER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("名单") / "样例"
    assert main(["init", "--sample", str(folder)]) == 0
    (folder / LIST).write_text("\n".join(line[4:] for line in COLUMNS.splitlines()), "utf-8")
    office_table(folder / "名单.xlsx", COUNT, broken=True)
    before = os.getcwd()
    os.chdir(folder)
    try:
        assert main(["bulk", "方案", "--units", "名单.xlsx"]) == 1, "three rows are broken"
    finally:
        os.chdir(before)
    numbers = random.sample(sorted(set(range(COUNT)) - {4, 8, 12, 15, 16}), LOOKED_AT)
    files = [folder / f"outputs/2025/下级单位/{name_of(number)}-方案.docx" for number in numbers]
    render(files, folder / "pdf")
    for number, file in zip(numbers, files, strict=True):
        text = "\n".join(paragraph.text for paragraph in docx.Document(str(file)).paragraphs)
        assert name_of(number) in text
        others = [other for other in range(COUNT) if other not in (number, 16)]
        assert [other for other in others if name_of(other) in text or str(electricity(other)) in text] == []
    return {number: folder / "pdf" / f"{name_of(number)}-方案.pdf" for number in numbers}


def test_pages_are_as_those_of_single_documents(chosen: dict[int, Path]) -> None:
    for number, path in chosen.items():
        pages = pages_of(path)
        assert len(pages) > 8, number
        heading(pages[0])
        for at, page in enumerate(pages, 1):
            assert all(line.left > LEFT - 0.5 and line.right < RIGHT + 0.5 for line in page.body), (number, at)
            assert page.lines[-1].text == f"—{at}—", (number, at)
            plain = [line.baseline for line in page.body if line.size == 16]
            steps = [(after - before) / PITCH for before, after in pairwise(plain)]
            assert all(step == pytest.approx(round(step), abs=0.08) for step in steps if step < 1.5), (number, at)
        assert pages[-1].rules[-1].y == pytest.approx(BOTTOM, abs=0.5), number
        assert len(pages) % 2 == 0, "the imprint stands on an even page"


def heading(page: Page) -> None:
    """The mark and the red rule."""
    _, top, _, _ = page.ink(TOP, 120, red=True)
    assert top - TOP == pytest.approx(35, abs=0.5)
    (rule,) = (rule for rule in page.rules if rule.red)
    assert rule.right - rule.left == pytest.approx(RIGHT - LEFT, abs=0.3)
