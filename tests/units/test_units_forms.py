"""Units read by the form of the units before them have the very facts that they have when each is read by itself."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path
from typing import Any

import pytest
from units import resolver_of

from genwen.diagnostics import Finding
from genwen.facts.fact import Fact, Wording
from genwen.facts.fields import FactModel
from genwen.project import packaged
from genwen.records import fields_of
from genwen.units.forms import Form
from genwen.units.records import UnitRecord
from genwen.units.resolve import Resolver

WORDS = ["甲科", "某某局办公室", "不公开", "待补", "不公开（陈某某）", "１２号", "隐患", "甲<乙&", "{{ 单位.名称 }}"]
FIGURES = ["1256300千瓦时", "3.5万千瓦时", "12", "-3千瓦时", "约三千", "３千瓦时", "25%", ""]
DAYS = ["2025-04-02", "2025年4月3日", "2025年2月30日", "待补", "2026-01-01"]
FIELDS: dict[str, list[Any]] = {
    "简称": WORDS, "自称": WORDS, "类别": ["行政机关", "事业单位"], "联系人": WORDS,
    "统计.用电量": FIGURES, "统计.2024.用电量": FIGURES, "统计.用水量": ["3立方米", "5吨"], "统计": [{"2024": {"数据": {"用水量": "4吨"}}}],
    "发文.方案.成文日期": DAYS, "发文.方案.印发日期": DAYS, "发文.方案.发文字号": ["云〔2025〕3号", "云[2025]3号", "云〔2024〕3号"],
    "机构.领导小组.组长": [{"姓名": "邵某某", "职务": "局长"}, {"姓名": "李某某"}, ["王某某"], "汪某某"],
    "机构.领导小组.成员": [["甲", "乙"], ["丙"]], "机构.领导小组.名称": WORDS,
    "目标.能耗.面积能耗.比例": ["3%", "4.5%", "5"], "目标": [{"能耗": {"面积能耗": {"比例": "7%"}}}, {"能耗": {"没有": {"比例": "7%"}}}],
    "措施.制度": ["不适用", {"名称": "制度"}], "其他.甲": WORDS, "其他.乙": [["1", "2"], {"丙": "3", "丁": ["4"]}],
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("样例") / "样例"
    shutil.copytree(packaged(), copy, ignore=shutil.ignore_patterns("outputs", "templates"))
    return copy


def lists(count: int, chance: random.Random) -> list[dict[str, Any]]:
    """Units in groups that say the same things, with values of their own."""
    units: list[dict[str, Any]] = []
    while len(units) < count:
        keys = chance.sample(list(FIELDS), chance.randrange(1, 7))
        for _ in range(chance.randrange(1, 12)):
            said = {key: chance.choice(FIELDS[key][: chance.choice([1, 2, 9])]) for key in keys}
            units.append({"名称": f"第{len(units)}局", **said})
            if chance.random() < 0.3 and len(units) > 3:
                units[-1]["上级"] = units[chance.randrange(2)]["名称"]
    return units


def lines_of(folder: Path, units: list[dict[str, Any]], tmp_path: Path) -> tuple[Resolver, list[bytes]]:
    """The resolver of the sample, and the units as lines of a spool."""
    path = tmp_path / "名单.jsonl"
    path.write_text("".join(json.dumps(unit, ensure_ascii=False) + "\n" for unit in units), "utf-8")
    resolver, records = resolver_of(folder, path)
    return resolver, [unit.to_line() for unit in records.values() if not unit.findings]


def plain(value: Any, owner: Any = None) -> Any:
    """A value as it is told apart by whoever uses it: groups field by field, facts with their places."""
    if isinstance(value, Fact):
        told = {name: getattr(value, name) for name in fields_of(value) if name != "owner"}
        assert not isinstance(value, Wording) or value.owner is owner or owner is None, "a wording belongs to its group"
        return (type(value), told)
    if isinstance(value, FactModel):
        return (type(value), {name: plain(getattr(value, name), value) for name in value.declarations})
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item, owner) for key, item in value.items()}
    return value


def seen(resolver: Resolver, unit: UnitRecord, by_form: bool, line: bytes) -> Any:
    resolved = resolver.resolve_line(line) if by_form else resolver.resolve(unit)
    groups = {
        name: plain(value) for name, value in resolved.facts.groups.items() if name not in ("上级单位", "考评结果")
    }
    years = {year: plain(value) for year, value in resolved.facts.statistics.items()}
    found = sorted(map(Finding.to_text, resolved.findings))
    return groups, years, found, resolved.facts.unread, resolved.record.name


@pytest.mark.parametrize("seed", range(6))
def test_a_unit_read_by_a_form_is_the_same(folder: Path, tmp_path: Path, seed: int, monkeypatch: Any) -> None:
    fitted = []
    groups_of = Form.groups

    def counting(form: Form, *given: Any) -> Any:
        groups = groups_of(form, *given)
        fitted.append(form)
        return groups

    monkeypatch.setattr(Form, "groups", counting)
    units = lists(80, random.Random(seed))
    resolver, lines = lines_of(folder, units, tmp_path)
    apart, _ = lines_of(folder, units, tmp_path)
    for line in lines:
        unit = UnitRecord.from_line(line)
        # nothing read before is known, so that every unit is read whole
        apart.level_above(unit.superior).known.clear()
        whole = seen(apart, unit, False, line)
        assert seen(resolver, UnitRecord.from_line(line), False, line) == whole
        assert seen(resolver, unit, True, line) == whole
    assert len(fitted) > 5, "forms are made use of"


def test_the_benchmarks_units_fit(folder: Path, tmp_path: Path) -> None:
    """What an office sends: the same columns for all."""
    units = [
        {"名称": f"第{n}局", "简称": f"{n}局", "统计.用电量": f"{n}00千瓦时", "发文.方案.成文日期": f"2025-04-{n:02}"}
        for n in range(1, 20)
    ]
    resolver, lines = lines_of(folder, units, tmp_path)
    kept = [resolver.resolve_line(line) for line in lines]
    assert [bool(found.roots) for found in kept] == [True] + [False] * 18, "only the first was read as nodes"
    assert [found.facts.groups["单位"].name.text for found in kept] == [unit["名称"] for unit in units]
