"""The campaign documents of the sample on paper, and many documents in one: set as they are alone, page by page."""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from geometry import BOTTOM, LEFT, PITCH, RIGHT, TOP, Line, Page, pages_of
from office import missing, render

from genwen.cli.main import main
from genwen.ooxml.joining import Joiner

UNITS = ("云溪区教育局", "云溪区水利局", "云溪区司法局", "石桥镇人民政府", "东湖街道办事处")
OFFICIAL = ("通报", "东湖街道办事处-整改通知书", "柳河镇人民政府-整改通知书")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with its campaign documents, the joint ones, and the PDF of each."""
    reason = missing()
    if reason:
        if os.environ.get("GENWEN_REQUIRE_RENDER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("考评") / "样例"
    assert main(["init", "--sample", str(folder)]) == 0
    before = os.getcwd()
    os.chdir(folder)
    try:
        assert main(["build", "通报", "公示", "排名", "年度总结"]) == 0
        assert main(["bulk", "整改通知书"]) == 0
        names = " or ".join(f"单位.名称 == '{name}'" for name in UNITS)
        assert main(["bulk", "方案", "--where", names, "--one", str(folder / "五份.docx")]) == 0
    finally:
        os.chdir(before)
    files = [*(folder / "outputs/2025").glob("*.docx"), *(folder / "outputs/2025/下级单位").glob("*.docx")]
    # one page, twelve with charts, four, two: three of them begin behind an odd number of pages
    mixed = [folder / f"outputs/2025/{name}.docx" for name in ("排名", "年度总结", "排名", "通报", "公示")]
    joiner = Joiner(folder / "混合.docx")
    for path in mixed:
        joiner.add(path.read_bytes(), path.name)
    joiner.close()
    render([*files, folder / "五份.docx", folder / "混合.docx"], folder / "pdf")
    return folder


def pages(folder: Path, name: str) -> list[Page]:
    return pages_of(folder / "pdf" / f"{name}.pdf")


@pytest.mark.parametrize("name", OFFICIAL)
def test_heads_are_where_the_standard_wants_them(folder: Path, name: str) -> None:
    first = pages(folder, name)[0]
    _, top, _, _ = first.ink(TOP, 120, red=True)
    assert top - TOP == pytest.approx(35, abs=0.5)
    (rule,) = (rule for rule in first.rules if rule.red)
    assert rule.right - rule.left == pytest.approx(RIGHT - LEFT, abs=0.3)
    *_, bottom = first.ink(first.line("云机管〔2025〕").baseline - 4, rule.y - 1)
    assert rule.y - rule.thickness / 2 - bottom == pytest.approx(4, abs=0.5)


@pytest.mark.parametrize("name", [*OFFICIAL, "公示"])
def test_text_and_numbers_are_where_the_standard_wants_them(folder: Path, name: str) -> None:
    found = pages(folder, name)
    for number, page in enumerate(found, 1):
        assert all(line.left > LEFT - 0.5 and line.right < RIGHT + 0.5 for line in page.body)
        foot = page.lines[-1]
        assert foot.text == f"—{number}—"
        assert foot.left - LEFT == pytest.approx(5.6, abs=1.2) if number % 2 == 0 else foot.right > RIGHT - 7
        plain = [line.baseline for line in page.body if line.size == 16]
        steps = [(after - before) / PITCH for before, after in pairwise(plain)]
        assert all(step == pytest.approx(round(step), abs=0.08) for step in steps if step < 1.5)
    last = found[-1].rules[-1] if name != "公示" else None
    assert last is None or last.y == pytest.approx(BOTTOM, abs=0.5)


def face(line: Line) -> tuple[str, float, bool]:
    """The font without the mark of its subset, the size, whether it is red."""
    return line.font.partition("+")[2] or line.font, line.size, line.red


def alike(joint: Sequence[Page], single: Sequence[Page]) -> None:
    """The same lines in the same places on the same pages."""
    assert len(joint) == len(single)
    for one, other in zip(joint, single, strict=True):
        assert [line.text for line in one.lines] == [line.text for line in other.lines]
        for line, same in zip(one.lines, other.lines, strict=True):
            assert (line.baseline, line.left) == pytest.approx((same.baseline, same.left), abs=0.4)
            assert face(line) == face(same)


def test_five_units_in_one_are_set_as_they_are_alone(folder: Path) -> None:
    single = [page for unit in UNITS for page in pages(folder, f"{unit}-方案")]
    alike([page for page in pages(folder, "五份") if page.lines], single)


def test_documents_behind_an_odd_page_begin_their_numbers_anew(folder: Path) -> None:
    single = [page for name in ("排名", "年度总结", "排名", "通报", "公示") for page in pages(folder, name)]
    joint = [page for page in pages(folder, "混合") if page.lines]
    alike(joint, single)
    numbers = [int(page.lines[-1].text.strip("—")) for page in joint]
    starts = [at for at, number in enumerate(numbers) if number == 1]
    assert len(starts) == 5
    assert all(joint[at].lines[-1].right > RIGHT - 7 for at in starts)
