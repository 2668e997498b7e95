"""genwen bulk against docxtpl on the same documents: documents per second from JSON Lines to files on disk.

    python benchmarks/bulk.py [--rounds 5] [--units 1000] [--reference 8] [--workers 2] [--deflate zlib|isal] [--json FILE]

Interleaved rounds; every unit has names and figures of its own, and every round units of its own. A bulk run is timed
whole: start, validation, documents, records, end. The rate of a long run is that without the start, which is measured
by a run over no unit. The outputs of both are compared; the run fails when they differ. The floor is the same document
as segments of bytes with the unit's values between them: joined, deflated, written, nothing else. Several processes are
held against one on lists as much longer as --longer says, for starting and ending them takes some hundredths of a
second; how much faster so many processes do mere sums on this machine is printed beside it.
"""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

try:
    import genwen
except ImportError:  # not installed: the clone that this script belongs to
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    import genwen

import bulk_long
import sample
from bench import compare, figures, with_docxtpl
from measure import Times, child_times, medians, own_times, ratios, table
from plain import size_of, write_template

from genwen.bulk.run import run_bulk
from genwen.bulk.spool import Spool
from genwen.bulk.work import FAILED
from genwen.bulk.workshop import Plan, Workshop
from genwen.ooxml.archive import Deflater, assemble, deflater, fastest
from genwen.ooxml.package import write_atomically

DOCUMENT = "方案"
ONE, READ, DOCXTPL, FLOOR = "一个进程 one process", "每份读回 all read back", "docxtpl", "底线 floor"
BARS = {ONE: 60.0, READ: 20.0}
TWO_BAR = 1.8
SUMS = 5_000_000
"""Additions by which the benchmark finds how much faster several processes are on this machine at all."""


def main() -> int:
    """Measure and print; 1 when a bar is missed and --strict was given."""
    options = read_options()
    if options.long:
        return 1 if bulk_long.main(options, unit) and options.strict else 0
    print(
        f"genwen {genwen.__version__}，压缩 {deflater(options.deflate).name}，每轮 {options.units} 个单位，{options.rounds} 轮"
    )
    with tempfile.TemporaryDirectory(prefix="genwen-bulk-") as name:
        measured = Bench(Path(name), options)
        for turn in range(options.rounds + 1):  # round 0 warms up
            measured.round(turn)
        results = measured.report()
    if options.json:
        options.json.write_text(json.dumps(results, ensure_ascii=False, indent=1), "utf-8")
    return 1 if options.strict and any(found["reached"] is False for found in results.values()) else 0


def read_options() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--units", type=int, default=1000, help="units per round")
    parser.add_argument("--reference", type=int, default=8, help="documents of docxtpl per round")
    parser.add_argument("--workers", type=int, default=2, help="processes of the second run")
    parser.add_argument(
        "--longer", type=int, default=10, help="how many times the units for one process against several"
    )
    parser.add_argument("--deflate", default=fastest(), choices=["zlib", "isal", "stored"])
    parser.add_argument("--long", type=int, metavar="N", help="instead, one run over N units: rate by tenths, memory")
    parser.add_argument("--folder", type=Path, help="where the documents of --long go (removed afterwards)")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--strict", action="store_true", help="exit code 1 when a bar is missed")
    return parser.parse_args()


class Bench:
    """The measurements of one folder."""

    def __init__(self, folder: Path, options: argparse.Namespace) -> None:
        self.folder, self.options = folder, options
        self.home = folder / "home"
        self.home.mkdir()
        sample.make_project(self.home)
        self.using: Deflater = deflater(options.deflate)
        self.times: dict[str, list[Times]] = {name: [] for name in (ONE, READ, DOCXTPL, FLOOR)}
        self.scaling: list[float] = []
        self.machine: list[float] = []
        self.number = 0
        self.size = ""

    def units(self, count: int) -> Path:
        """A list of `count` units that no list before had."""
        path = self.folder / "名单.jsonl"
        with path.open("w", encoding="utf-8") as stream:
            for _ in range(count):
                self.number += 1
                stream.write(json.dumps(unit(self.number), ensure_ascii=False) + "\n")
        return path

    def plan(self, units: Path, verify: str) -> Plan:
        """A run into a folder of its own."""
        out = self.folder / f"out{self.number}-{verify}-{random.random()}"
        content = self.home / "content"
        return Plan(
            self.home,
            2025,
            content,
            out,
            units,
            (DOCUMENT,),
            deflate=self.options.deflate,
            verify=verify,
            compared=False,
        )

    def timed(self, units: Path, verify: str, workers: int = 1) -> tuple[Times, Plan]:
        """A whole run: CPU of all its processes, and wall-clock time."""
        plan = self.plan(units, verify)
        gc.collect()
        own, child = own_times(), child_times()
        report = run_bulk(plan, workers)
        spent = own_times() - own
        spent = Times(spent.cpu + (child_times() - child).cpu, spent.wall)
        if not report.clean or any(item.result == FAILED for item in report.outcomes):
            raise SystemExit(f"有单位没有生成：{[item for item in report.outcomes if item.findings][:1]}")
        return spent, report.plan

    def round(self, turn: int) -> None:
        """One round: start, both ways of running, both numbers of processes, docxtpl, floor."""
        count = self.options.units if turn else 10
        empty, _ = self.timed(self.units(0), "不核")
        units = self.units(count)
        steps: dict[str, Callable[[], Times]] = {
            ONE: lambda: self.run(units, "不核", empty, count),
            READ: lambda: self.run(units, "全部", empty, count),
        }
        spent = {name: steps[name]() for name in random.sample(list(steps), len(steps))}
        spent |= self.reference(min(count, self.options.reference))
        if turn:
            for name in self.times:
                self.times[name].append(spent[name])
            self.scaled(self.units(count * self.options.longer), empty)

    def run(self, units: Path, verify: str, empty: Times, count: int) -> Times:
        """The time per document without the start."""
        spent, self.last = self.timed(units, verify)
        return (spent - empty) / count

    def scaled(self, units: Path, empty: Times) -> None:
        """How much faster several processes are than one: on units, and at mere sums."""
        several = self.options.workers
        one, more = (self.timed(units, "不核", workers)[0].wall - empty.wall for workers in (1, several))
        self.scaling.append(one / more)
        with multiprocessing.get_context("spawn").Pool(several) as pool:
            pool.map(sums, [1] * several, 1)  # all of them have started
            alone = pool.map(sums, [SUMS], 1)[0]
            together = max(pool.map(sums, [SUMS] * several, 1))
        self.machine.append(several * alone / together)

    def reference(self, count: int) -> dict[str, Times]:
        """docxtpl and the floor on documents of the last run."""
        plan = self.last
        workshop = Workshop(plan)
        press = workshop.press(DOCUMENT)
        subject = sample.Subject(DOCUMENT, workshop.project, press.outline, press.renderer, self.using, press.stencils)
        spool, offset, documents, files, pieces = Spool(plan.spool), 0, [], [], []
        for _ in range(count):
            line = spool.line(offset)
            offset += len(line) + 1
            record = spool.unit(offset - len(line) - 1)
            facts = workshop.validate(record).facts
            composition = workshop.composed(DOCUMENT, facts)
            documents.append(composition.document)
            files.append(plan.out / f"{record.stem}-{DOCUMENT}.docx")
            values = {text for node in record.roots.values() for text in texts_in(node) if len(text) > 1}
            pieces.append((workshop.rendered(DOCUMENT, composition, facts)[0].parts, values))
        spool.close()
        template = self.folder / "模板.docx"
        data = write_template(subject, documents, template)
        start = own_times()
        for number in range(count):
            with_docxtpl(template, data[number], self.folder / f"docxtpl{number}.docx")
        theirs = (own_times() - start) / count
        for number, file in enumerate(files):
            compare(DOCUMENT, file, self.folder / f"docxtpl{number}.docx")
        self.size = size_of(files[0])
        return {DOCXTPL: theirs, FLOOR: self.floor(pieces, press.renderer.plan.static)}

    def floor(self, pieces: Sequence[tuple[dict[str, bytes], set[str]]], static: object) -> Times:
        """Segments and values joined, deflated, written."""
        plans = [[(name, segments(data, values)) for name, data in parts.items()] for parts, values in pieces]
        repeats = 20
        start = own_times()
        for turn in range(repeats):
            for number, plan in enumerate(plans):
                parts = [(name, b"".join(map(encoded, split))) for name, split in plan]
                write_atomically(self.folder / f"floor{turn}-{number}.docx", assemble(static, parts, self.using))  # type: ignore[arg-type]
        return (own_times() - start) / (repeats * len(plans))

    def report(self) -> dict[str, dict[str, float | bool | None]]:
        """Print the figures."""
        print(f"《{DOCUMENT}》{self.size}")
        rows, results = [], {}
        for name, measured in self.times.items():
            middle, ratio = medians(measured), ratios(self.times[DOCXTPL], measured)
            bar = BARS.get(name)
            worse = min(ratio.cpu, ratio.wall)
            reached = None if bar is None else worse >= bar
            rows.append([
                name, f"{1 / middle.cpu:.0f}", f"{1 / middle.wall:.0f}", f"{middle.cpu * 1e3:.2f}", f"{ratio.cpu:.1f}",
                f"{ratio.wall:.1f}", f"≥ {bar:.0f}" if bar else "", said(reached),
            ])  # fmt: skip
            results[name] = figures(middle, ratio, reached)
        print(table(["", "份/秒 CPU", "份/秒 wall", "毫秒 CPU", "倍 × CPU", "倍 × wall", "界限", ""], rows))
        to_floor = medians(self.times[ONE]).cpu / medians(self.times[FLOOR]).cpu
        print(f"一个进程与底线之比 × floor：{to_floor:.1f}")
        scaling, machine = median(self.scaling), median(self.machine)
        reached = scaling >= TWO_BAR
        print(
            f"{self.options.workers}个进程与一个进程之比 scaling：{scaling:.2f}（界限 ≥ {TWO_BAR}）{said(reached)}；"
            f"本机只做加法 mere sums on this machine：{machine:.2f}"
        )
        results["两个进程"] = {"ratio_wall": scaling, "machine": machine, "reached": reached}
        results["与底线之比"] = {"ratio_cpu": to_floor, "reached": None}
        return results


def sums(count: int) -> float:
    """How long it takes to add so many numbers, in seconds."""
    start, total = time.perf_counter(), 0
    for number in range(count):
        total += number
    return time.perf_counter() - start


def said(reached: bool | None) -> str:
    """Whether a bar is reached."""
    return "" if reached is None else "达到 yes" if reached else "未达到 NO"


def texts_in(node: object) -> list[str]:
    """The texts of a unit's nodes."""
    if isinstance(node, dict):
        return [text for value in node.values() for text in texts_in(value)]
    if isinstance(node, list):
        return [text for value in node for text in texts_in(value)]
    return [str(node)]


def segments(data: bytes, values: set[str]) -> list[bytes | str]:
    """A part as constant bytes and the unit's values, in turn."""
    marks = sorted((value for value in values if value.encode() in data), key=len, reverse=True)
    if not marks:
        return [data]
    pattern = re.compile("(" + "|".join(map(re.escape, marks)) + ")")
    return [piece if at % 2 else piece.encode() for at, piece in enumerate(pattern.split(data.decode()))]


def encoded(piece: bytes | str) -> bytes:
    """A segment, or a value escaped as it would have to be."""
    if isinstance(piece, bytes):
        return piece
    return piece.replace("&", "&amp;").replace("<", "&lt;").encode()


def unit(number: int) -> dict[str, object]:
    """A unit with names and figures of its own."""
    first, second = sample.FIRST, sample.SECOND
    place = (
        first[number // len(second) % len(first)] + second[number % len(second)] + second[number // 900 % len(second)]
    )
    name = f"{place}区第{number}局"
    return {
        "名称": name, "简称": f"{place}第{number}局", "自称": "我局", "类别": "行政机关", "机关代字": place,
        "联系人": f"{first[number % 7]}某{second[number % 11]}", "联系电话": f"0571-{number:08}",
        "发文.方案.发文字号": f"{place}〔2025〕{number % 999 + 1}号", "发文.方案.成文日期": f"2025-04-{number % 28 + 1:02}",
        "发文.方案.印发日期": "2025-05-06", "机构.领导小组.名称": f"{place}第{number}局创建工作领导小组",
        "机构.领导小组.组长": {"姓名": f"{second[number % 13]}某某", "职务": "局长"},
        "机构.领导小组.成员说明": "各科室负责人", "机构.领导小组.办公室.设在": "局办公室",
        "统计.2024.用电量": f"{100_000 + number * 37}千瓦时", "统计.2024.用水量": f"{1000 + number * 3}立方米",
        "统计.建筑面积": f"{2000 + number * 5}平方米", "统计.用能人数": f"{20 + number % 300}人",
        "目标.能耗.面积能耗.比例": f"{number % 7 + 1}%",
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
