"""Lists read by several processes: the same as by one, whatever stands in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from units import project_with

from genwen.bulk import process, reading
from genwen.bulk.crew import LocalCrew
from genwen.bulk.roster import Roster
from genwen.bulk.spool import SPOOL, Spool, read_superiors
from genwen.bulk.workshop import Plan, Workshop

COUNT = 400


def lines() -> list[str]:
    units: list[dict[str, Any]] = [
        {"名称": f"第{number}局", "联系人": f"张{number}", "统计.用电量": f"{number}千瓦时", "级别": "县级"}
        for number in range(COUNT)
    ]
    units[7]["名称"] = "第350局"
    units[8]["名称"] = "a/b"
    units[300]["名称"] = "a／b"
    units[301]["名称"] = "第399局"
    for unit in units[20:40]:
        unit["上级"] = "第390局"
    units[41]["上级"] = "没有的局"
    units[42]["上级"], units[390]["上级"] = "第43局", "第391局"
    units[43]["上级"] = "第42局"
    units[50]["不认识的"] = "值"
    del units[51]["名称"]
    texts = [json.dumps(unit, ensure_ascii=False) for unit in units]
    texts[100:100] = ["", "  ", "[1]", '{"名称": "半', '{"名称": "甲", "名称": "乙"}']
    return texts


def read(folder: Path, crew: LocalCrew | None) -> Roster:
    plan = Plan(folder, 2025, folder / "content", folder, folder / "名单.jsonl", (), spool=folder / "单位" / SPOOL)
    workshop = Workshop(plan)
    if crew is not None:
        crew.plan = plan
        process.lend(workshop)
    try:
        return reading.read_roster(workshop, crew)
    finally:
        process.lend(None)
        if crew is not None:
            crew.close()


def told(roster: Roster) -> Any:
    """All that is known of the units."""
    spool = roster.entries.spool
    return (
        [(entry.name, entry.stem, entry.offset, str(entry.at)) for entry in roster.entries],
        [roster.state(number) for number in range(len(roster.entries)) if not roster.broken(number)],
        {number: [finding.to_text() for finding in found] for number, found in roster.findings.items()},
        roster.named, [vars(item) for item in roster.differences.found()], read_superiors(spool), spool.read_bytes(),
    )  # fmt: skip


@pytest.mark.parametrize("end", ["\n", ""])
def test_several_processes_read_what_one_reads(tmp_path: Path, monkeypatch: Any, end: str) -> None:
    folder = project_with(tmp_path)
    (folder / "名单.jsonl").write_text("\n".join(lines()) + end, "utf-8")
    alone = told(read(folder, None))
    monkeypatch.setattr(reading, "RANGE", 1500)
    monkeypatch.setattr(reading, "LONG", 1)
    monkeypatch.setattr(reading, "LONG_APART", 1)
    assert len(list(reading._ranges(folder / "名单.jsonl"))) > 10
    assert told(read(folder, LocalCrew(2))) == alone
    assert told(read(folder, LocalCrew(2, "spawn"))) == alone
    assert not list(folder.rglob(".*.tmp"))
    entries, states, findings, *_ = alone
    assert len(entries) == COUNT + 3
    assert len(states) == len(set(states))
    codes = {
        line.split("  ")[1].split()[1]
        for found in findings.values()
        for text in found
        for line in [text.split("\n")[0]]
    }
    assert codes == {"S502", "S503", "S505", "S506", "S507", "S511"}


def test_units_are_found_by_their_places(tmp_path: Path) -> None:
    folder = project_with(tmp_path)
    (folder / "名单.jsonl").write_text("\n".join(lines()), "utf-8")
    entries = read(folder, None).entries
    spool = Spool(entries.spool)
    assert [spool.unit(offset).name for offset in entries.offsets] == entries.names
    spool.close()
    assert entries[-1].name == entries[len(entries) - 1].name
    assert [entry.name for entry in entries[3:6]] == entries.names[3:6]
    with pytest.raises(IndexError):
        entries[len(entries)]
