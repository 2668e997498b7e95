"""Lines taken over by what they have in common with those before are what reading each of them gives."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from units import project_with, resolver_of

from genwen.bulk.parts import write_part
from genwen.diagnostics import Position
from genwen.facts.source.nodes import Mapping, Sequence
from genwen.project import open_project
from genwen.units.lines import Taken
from genwen.units.lists import UnitList, list_settings
from genwen.units.overlay import scalar
from genwen.units.records import UnitRecord

TEXTS: list[Any] = [
    "甲", " 乙　", "引“号", "百分%s之%", "{0}", "\ue0000\ue001", '引"号', "反\\斜", "看\u200b不见", "", 3, 4.50, True, None,
    ["列"], "一\n二", "918273645546372819",
]  # fmt: skip
KEYS = ["简称", "联系人", "统计.用电量", "上级", "机构.领导小组.组长", "目标", "发文.方案.成文日期", "没有的", "单位"]


def lines(chance: random.Random) -> list[str]:
    """Lines in groups of the same keys, one in a few not like the others."""
    found: list[str] = []
    while len(found) < 120:
        keys = chance.sample(KEYS[: chance.choice([7, 9])], chance.randrange(1, 6))
        for _ in range(chance.randrange(4, 14)):
            texts = TEXTS[: chance.choice([2, 6, len(TEXTS)])]
            said: dict[str, Any] = {"名称": f"第{len(found)}局{chance.choice(['', '%', '　'])}"}
            for key in keys:
                said[key] = (
                    {"姓名": chance.choice(texts)} if key in ("机构.领导小组.组长", "单位") else chance.choice(texts)
                )
            if chance.random() < 0.1:
                said.pop(chance.choice(list(said)))
            line = json.dumps(said, ensure_ascii=chance.random() < 0.05)
            twice = line.replace('"名称"', '"简称": "重", "名称"', 1)
            found.append(chance.choice([line, line, line, line, "", "[1]", twice, line.replace("}", " } ")]))
    return found


@pytest.mark.parametrize("seed", range(5))
def test_lines_taken_over_are_lines_read(tmp_path: Path, seed: int) -> None:
    folder = project_with(tmp_path, "单位: []\n")
    path = folder / "名单.jsonl"
    path.write_text("\n".join(lines(random.Random(seed))), "utf-8")
    resolver, _ = resolver_of(folder)
    project = open_project(folder)

    def spooled(taken: bool) -> Any:
        found = UnitList(project, list_settings(project), path, resolver.paths)
        units = list(found.taken() if taken else found.records())
        spool = tmp_path / f"{taken}.jsonl"
        with spool.open("wb") as stream:
            part = write_part(units, stream)
        said = {
            name: getattr(part, name) for name in ("names", "stems", "keys", "superiors", "sizes", "own", "findings")
        }
        return spool.read_bytes(), said, part.differences.found(), sum(isinstance(unit, Taken) for unit in units)

    by_pattern, one_by_one = spooled(True), spooled(False)
    assert by_pattern[:3] == one_by_one[:3]
    assert by_pattern[3] > 5, "patterns are made use of"
    assert not one_by_one[3]


def test_what_lines_have_in_common_is_learnt_once(tmp_path: Path) -> None:
    folder = project_with(tmp_path, "单位: []\n")
    resolver, _ = resolver_of(folder)
    project = open_project(folder)
    listed = UnitList(project, list_settings(project), folder / "名单.jsonl", resolver.paths)
    said = [
        json.dumps({"名称": f"第{number}局", "联系人": f"张{number}"}, ensure_ascii=False).encode()
        for number in range(4)
    ]
    first, then = list(listed.taken_in(said[:2], 1, 0)), list(listed.taken_in(said[2:], 3, 2))
    assert [isinstance(unit, Taken) for unit in (*first, *then)] == [False, True, True, True]
    assert json.loads(then[0].to_line())["处"][0] == 3


@pytest.mark.parametrize("key", ["甲", "甲\ue002乙", '引"号', "反\\斜"])
@pytest.mark.parametrize("row", [1, 2])
def test_a_line_is_the_unit_again_whatever_its_keys(key: str, row: int) -> None:
    """In one place, as units of JSON Lines are, or with places of their own, as those of tables and YAML."""
    at = Position("名单.jsonl", 1)
    figure = scalar("12\ue002", Position("名单.jsonl", row, 3 * (row - 1), f"“其他.{key}”"), f"其他.{key}")
    inner = Sequence(figure.position, f"其他.{key}.列")
    inner.append(figure)
    others = Mapping(at, "其他")
    others.update({key: figure, f"{key}列": inner})
    unit = UnitRecord(1, "甲局", at, roots={"其他": others})
    line = unit.to_line()
    assert ('"位": "' in line.decode()) is (row == 1 and key != "甲\ue002乙")
    again = UnitRecord.from_line(line)
    assert again.to_line() == line
    assert again.values() == unit.values()
    assert [leaf.position for leaf in (again.roots["其他"][key], *again.roots["其他"][f"{key}列"])] == [
        figure.position
    ] * 2
