"""Which files the facts of a year come from."""

import os

import pytest
from projects import BASE, dedented, facts_of, facts_with, make_project, places

from genwen.diagnostics import GenwenError
from genwen.facts.loader import load_facts

MISSING_YEAR = ["发文 S203", "措施 S203"]


@pytest.mark.parametrize(
    ("year", "found"),
    [(2025, []), (2026, MISSING_YEAR), (2024, ["其他 S203", *MISSING_YEAR])],
)
def test_facts_of_a_year(tmp_path, year: int, found: list[str]) -> None:
    make_project(tmp_path)
    facts = facts_of(tmp_path, year)
    assert sorted(places(facts.findings)) == sorted(found)
    remedy = "init --next-year" if year == 2026 else "改为2025"
    assert all(remedy in finding.hint for finding in facts.findings)


def test_what_carries_over_is_the_last_year_before(tmp_path) -> None:
    make_project(tmp_path, {"content/目标/2023.yaml": "其他: [{键: 旧}]", "content/目标/2026.yaml": "其他: [{键: 新}]"})
    (tmp_path / "content/目标.yaml").unlink()
    names = {year: facts_of(tmp_path, year).get("目标").others[0].key.text for year in (2024, 2026, 2030)}
    assert names == {2024: "旧", 2026: "新", 2030: "新"}


def test_the_rubric_in_force(tmp_path) -> None:
    rubric = dedented(BASE["content/评价标准/2025.yaml"])
    make_project(tmp_path, {"content/评价标准/2027.yaml": rubric.replace("名称: 评价标准", "名称: 新标准", 1)})
    assert facts_of(tmp_path, 2026).rubric().name.text == "评价标准"
    assert facts_of(tmp_path, 2027).rubric().name.text == "新标准"


ODD_FILES = [
    ("content/单位.yml", "单位.yml S201", ".yaml"),
    ("content/统计/2023.yml", "统计/2023.yml S201", ".yaml"),
    ("content/公文/总结.YAML", "公文/总结.YAML S201", ".yaml"),
    ("content/统计/2O23.yaml", "统计/2O23.yaml S221", "2025.yaml"),
    ("content/措施/2025 - 副本.yaml", "措施/2025 - 副本.yaml S221", "2025.yaml"),
    ("content/單位.yaml", "單位.yaml S202", "单位"),
    ("content/统记/2025.yaml", "统记 S202", "统计"),
]


@pytest.mark.parametrize(("name", "place", "remedy"), ODD_FILES, ids=[case[0] for case in ODD_FILES])
def test_files_that_nobody_reads_are_named(tmp_path, name: str, place: str, remedy: str) -> None:
    found = facts_with(tmp_path, {name: "名称: 甲\n"}).findings
    assert places(found) == [place]
    assert remedy in found[0].hint


def test_an_empty_file_is_named(tmp_path) -> None:
    assert places(facts_with(tmp_path, {"content/机构.yaml": "# 还没有\n"}).findings) == ["机构.yaml:1:1 S217"]


def test_no_content_folder(tmp_path) -> None:
    with pytest.raises(GenwenError) as caught:
        facts_of(tmp_path)
    assert "没有内容文件夹" in caught.value.message
    assert "genwen init" in caught.value.hint


def test_an_unreadable_file(tmp_path, monkeypatch) -> None:
    make_project(tmp_path)

    def refuse(path, *_args, **_options):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("genwen.facts.loader.read_source", refuse)
    with pytest.raises(GenwenError) as caught:
        facts_of(tmp_path)
    assert "无法读取 content/单位.yaml" in caught.value.message
    assert int(caught.value.exit_code) == 2


@pytest.mark.skipif(os.name == "nt", reason="named pipes of Unix")
def test_a_pipe_is_not_waited_for(tmp_path) -> None:
    make_project(tmp_path, {"content/单位.yaml": None})
    os.mkfifo(tmp_path / "content/单位.yaml")
    facts = load_facts(tmp_path / "content", 2025, lambda path: path.name)
    assert "单位" not in facts.groups
