"""genwen init: a unit's own folder with every fact 待补, the sample, the next year."""

from datetime import date
from pathlib import Path

import pytest
from projects import facts_of, make_project, outputs, run, run_json

from genwen.facts.source.reader import parse_source
from genwen.scaffold import emptied, year_to_write


def test_a_units_own_folder_builds_at_once(tmp_path, capsys) -> None:
    folder = tmp_path / "某 局"
    assert run(tmp_path, "init", str(folder)) == 0
    report = run_json(folder, capsys, "build", "--all")
    assert {"方案", "工作报告", "年度总结"} <= {item["名称"] for item in report["公文"]}
    assert all(item["结果"] == "新建" and item["待补"] for item in report["公文"])
    assert report["样例"] is False
    before = outputs(folder)
    assert run(folder, "build", "--all", "--final") == 1
    said = capsys.readouterr().err
    assert "还没有填写" in said
    assert "不能定稿" in said
    assert outputs(folder) == before


def test_every_fact_of_a_new_folder_is_missing(tmp_path) -> None:
    assert run(tmp_path, "init", "局", "--year", "2025") == 0
    facts = facts_of(tmp_path / "局")
    kept = {
        "键",
        "标签",
        "公式",
        "连接",
        "评价单元",
        "条款",
        "小数",
        "变化小数",
        "口径",
        "累计",
        "方向",
        "修饰",
        "清单",
        "文件",
    }
    known = [
        path for path, fact in facts.all_facts().items()
        if fact.known and not path.startswith(("评价标准", "指标", "能源", "其他.统计表", "其他.指标表")) and not kept & set(path.replace("[", ".").split("."))
    ]  # fmt: skip
    assert known == []


def test_the_sample_builds_clean_and_is_no_basis_of_a_final_document(tmp_path, capsys) -> None:
    assert run(tmp_path, "init", "--sample", "样例") == 0
    folder = tmp_path / "样例"
    report = run_json(folder, capsys, "build", "--all")
    assert {"方案", "工作报告", "年度总结"} <= {item["名称"] for item in report["公文"]}
    assert all((item["结果"], item["待补"]) == ("新建", []) for item in report["公文"])
    assert run(folder, "build", "--all") == 0
    assert "这是样例" in capsys.readouterr().out
    before = outputs(folder)
    assert run(folder, "build", "--all", "--final") == 1
    said = capsys.readouterr().err
    assert "O101  样例不能定稿" in said
    assert "genwen.yaml:" in said
    assert outputs(folder) == before


def test_the_next_year_leaves_this_one_alone(tmp_path, capsys) -> None:
    assert run(tmp_path, "init", "--sample", "样例") == 0
    folder = tmp_path / "样例"
    assert run(folder, "build", "--all") == 0
    before = outputs(folder)
    content = {path: path.read_bytes() for path in (folder / "content").rglob("*.yaml")}
    assert run(folder / "content", "init", "--next-year") == 0
    assert "2026年" in capsys.readouterr().out
    assert {path: path.read_bytes() for path in content} == content
    report = run_json(folder, capsys, "build", "--all")
    assert report["年度"] == 2026
    assert all(item["待补"] for item in report["公文"])
    after = outputs(folder)
    assert {name: after[name] for name in before} == before
    assert len(after) == 2 * len(before)
    assert run(folder, "build", "--all", "--year", "2025") == 0
    assert outputs(folder) == after


def test_the_next_year_twice(tmp_path, capsys) -> None:
    make_project(tmp_path)
    assert run(tmp_path, "init", "--next-year") == 0
    assert (tmp_path / "genwen.yaml").read_text("utf-8").startswith("年度: 2026\n")
    (tmp_path / "genwen.yaml").write_text("年度: 2025\n", "utf-8")
    assert run(tmp_path, "init", "--next-year") == 2
    assert "2026年的事实已经建立" in capsys.readouterr().err


def test_the_next_year_of_files_in_gbk(tmp_path) -> None:
    make_project(tmp_path)
    path = tmp_path / "content/统计/2025.yaml"
    path.write_bytes(path.read_text("utf-8").encode("gbk"))
    assert run(tmp_path, "init", "--next-year") == 0
    assert "用电量: 待补" in (tmp_path / "content/统计/2026.yaml").read_text("utf-8")


def test_a_broken_file_stops_the_next_year(tmp_path, capsys) -> None:
    make_project(tmp_path, {"content/统计/2025.yaml": "数据: [\n"})
    assert run(tmp_path, "init", "--next-year") == 1
    assert "2025.yaml:1:5" in capsys.readouterr().err
    assert (tmp_path / "genwen.yaml").read_text("utf-8").startswith("年度: 2025")


@pytest.mark.parametrize("kind", ["统计", "其他", "考评"])
def test_a_file_that_is_one_word_is_carried_over_as_it_is(tmp_path, kind: str) -> None:
    make_project(tmp_path, {f"content/{kind}/2025.yaml": "甲\n"})
    assert run(tmp_path, "init", "--next-year") == 0
    assert (tmp_path / f"content/{kind}/2026.yaml").read_text("utf-8") == "甲\n"


@pytest.mark.parametrize("taken", ["genwen.yaml", "content/单位.yaml", "content/公文/方案.yaml"])
def test_nothing_is_touched_where_something_stands(tmp_path, capsys, taken: str) -> None:
    path = tmp_path / "局" / taken
    path.parent.mkdir(parents=True)
    path.write_text("我的", "utf-8")
    assert run(tmp_path, "init", "局") == 2
    assert "已经" in capsys.readouterr().err
    assert [p for p in (tmp_path / "局").rglob("*") if p.is_file()] == [path]
    assert path.read_text("utf-8") == "我的"


def test_a_file_stands_where_the_folder_should(tmp_path, capsys) -> None:
    (tmp_path / "局").write_text("甲", "utf-8")
    assert run(tmp_path, "init", "局") == 2
    assert "提示：" in capsys.readouterr().err


EMPTIED = [
    ("甲: 1  # 注\n", "甲: 待补  # 注\n"),
    ("甲: '一: 二'\n乙: [1, 2]\n", "甲: 待补\n乙: [待补]\n"),
    ("甲:\n  - 一\n  - 二\n", "甲:\n  - 待补\n"),
    ("甲:\n  - {名: 一, 数: 2}\n", "甲:\n  - {名: 待补, 数: 待补}\n"),
    ("甲: >-\n  第一行\n  第二行\n乙: 3\n", None),
    ("甲: |\n  第一行\n\n  第二行\n\n# 注\n乙: 3\n", None),
    ("甲:\n乙: 1\n", "甲:\n乙: 待补\n"),
]


@pytest.mark.parametrize(("text", "expected"), EMPTIED, ids=range(len(EMPTIED)))
def test_scalars_are_spliced_where_they_stand(tmp_path, text: str, expected: str | None) -> None:
    path: Path = tmp_path / "甲.yaml"
    path.write_text(text, "utf-8")
    made = emptied(path, lambda keys: True)
    if expected is not None:
        assert made == expected
    root = parse_source(made.encode(), "甲.yaml")
    assert not root.findings
    assert set(root.root) == set(parse_source(text.encode(), "甲.yaml").root)  # type: ignore[arg-type]
    assert ("# 注" in text) == ("# 注" in made)


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 1, 5), 2025), (date(2026, 3, 31), 2025), (date(2026, 4, 1), 2026), (date(2026, 11, 21), 2026)],
)
def test_until_march_the_year_before_is_written_about(day: date, year: int) -> None:
    assert year_to_write(day) == year
