"""genwen against docxtpl on the same documents: documents per second in one process, and cold start.

    python benchmarks/bench.py [--rounds 7] [--documents 32] [--cold-rounds 15] [--cold-only | --warm-only] [--json FILE]

Everything is measured in interleaved rounds. (a) is measured on one document made again and again, from loaded facts
to the written file, and on documents of other units, each with other names and figures; the bar is judged on these, as
the first hardly have to be composed again. They are taken through each step sixteen at a time, as `genwen bulk` does;
both ways have all their facts at hand before the clock starts. Figures are medians, ratios medians of the ratios round by round. The bars
are judged by the worse of CPU time and wall-clock time. The outputs of both are compared, paragraph by paragraph and
cell by cell; the run fails when they differ.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import json
import platform
import random
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

try:
    import genwen
except ImportError:  # not installed: the clone that this script belongs to
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    import genwen

import sample
from cold import REFERENCE, cases
from docxtpl import DocxTemplate
from measure import Times, medians, own_times, ratios, table
from plain import differences, size_of, write_template

from genwen.bulk.work import ABREAST
from genwen.cycles import collected_seldom
from genwen.facts.loader import Facts
from genwen.ooxml.archive import deflater, fastest

FULL, UNREAD, DOCXTPL = "genwen", "genwen 不读回 without read-back", "docxtpl"
OTHERS = "genwen 各单位的 of other units"
WARM_BAR = 10.0
STAGED = 5


def main() -> int:
    """Measure and print; 1 when a bar is missed and --strict was given."""
    options = read_options()
    print(f"genwen {genwen.__version__}，docxtpl {version('docxtpl')}，Python {platform.python_version()}，"
          f"压缩 {deflater(options.deflate).name}")  # fmt: skip
    results: dict[str, dict[str, float | bool | None]] = {}
    with tempfile.TemporaryDirectory(prefix="genwen-bench-") as folder:
        if not options.cold_only:
            for name in options.names:
                results |= warm(Path(folder) / name, name, options)
        if not options.warm_only:
            results |= cold(Path(folder) / "cold", options.names[0], options.cold_rounds)
    if options.json:
        options.json.write_text(json.dumps(results, ensure_ascii=False, indent=1), "utf-8")
    missed = [label for label, figures in results.items() if figures["reached"] is False]
    return 1 if missed and options.strict else 0


def read_options() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7, help="rounds of documents per second")
    parser.add_argument("--documents", type=int, default=32, help="documents per round")
    parser.add_argument("--cold-rounds", type=int, default=15, help="rounds of whole processes")
    parser.add_argument("--cold-only", action="store_true", help="only cold start")
    parser.add_argument("--warm-only", action="store_true", help="only documents per second")
    parser.add_argument("--names", nargs="+", default=["工作报告", "方案"], help="documents; cold start: the first")
    parser.add_argument(
        "--deflate", default=fastest(), choices=["zlib", "isal", "stored"],
        help="for genwen, in (a); by default what bulk runs take: isal where it is installed",
    )  # fmt: skip
    parser.add_argument("--apart", action="store_true", help="nothing shared between the facts of documents, in (a)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE")
    parser.add_argument("--strict", action="store_true", help="exit code 1 when a bar is missed")
    return parser.parse_args()


def warm(folder: Path, name: str, options: argparse.Namespace) -> dict[str, dict[str, float | bool | None]]:
    """Documents per second, from loaded facts to written file."""
    folder.mkdir()
    home = sample.make_project(folder)
    variants = sample.Variants(home, options.apart)
    subject = sample.subject(home, name, deflater(options.deflate))
    times: dict[str, list[Times]] = {FULL: [], UNREAD: [], OTHERS: [], DOCXTPL: []}
    stages: list[list[Times]] = []
    numbers = itertools.count()
    for turn in range(options.rounds + 1):
        count = options.documents if turn else 1  # turn 0 warms up
        spent = one_round(folder, name, subject, variants.facts, [next(numbers) for _ in range(count + 1)])
        if turn:
            for key, measured in spent.items():
                times[key].append(measured)
            for _ in range(min(count, STAGED)):
                stages.append(stage_times(subject, variants.facts(next(numbers)), folder / "stages.docx"))
    print(f"\n《{name}》每秒份数 documents per second：{size_of(folder / 'genwen0.docx')}；"
          f"{options.rounds}轮×{options.documents}份")  # fmt: skip
    results = report_warm(name, times)
    report_stages(stages)
    return results


def one_round(
    folder: Path, name: str, subject: sample.Subject, facts: Callable[[int], Facts], numbers: list[int]
) -> dict[str, Times]:
    """The times per document of each way, in any order; ends the run when the outputs differ.

    Of the documents of `numbers` the first is made again and again; the facts of the others are loaded before, and let go
    of when their documents are written, as a bulk run does.
    """
    one, others, count = facts(numbers[0]), numbers[1:], len(numbers) - 1
    batches: dict[str, Callable[[], Times]] = {
        FULL: lambda: timed(lambda i: subject.make(one, folder / f"genwen{i}.docx"), count),
        UNREAD: lambda: timed(lambda i: subject.make_unread(one, folder / f"unread{i}.docx"), count),
        OTHERS: lambda: abreast(subject, facts, others, folder),
    }
    for path in folder.glob("*.docx"):
        path.unlink()  # a file that takes the place of another costs the file system more
    spent = {key: batches[key]() for key in random.sample(list(batches), len(batches))}
    template = folder / "模板.docx"
    data = write_template(subject, [subject.composed(facts(number)).document for number in numbers], template)
    spent[DOCXTPL] = timed(lambda i: with_docxtpl(template, data[0], folder / f"docxtpl{i}.docx"), count)
    compare(name, folder / "genwen0.docx", folder / "docxtpl0.docx")
    for i in range(count):
        with_docxtpl(template, data[i + 1], folder / "docxtpl.docx")
        compare(name, folder / f"other{i}.docx", folder / "docxtpl.docx")
    return spent


def with_docxtpl(template: Path, data: dict[str, object], path: Path) -> None:
    """One document as docxtpl's manual has it: a template object per document, rendered with autoescape, saved."""
    document = DocxTemplate(template)
    document.render(data, autoescape=True)
    document.save(path)


def timed(make: Callable[[int], None], count: int) -> Times:
    """The time per document of `count` documents.

    For genwen and docxtpl alike, cycles are looked for as `genwen bulk` has it: seldom, and not among what waits for its
    turn.
    """
    gc.collect()
    spent = Times(0, 0)
    with collected_seldom():
        for number in range(count):
            start = own_times()
            make(number)
            spent += own_times() - start
    return spent / count


def abreast(subject: sample.Subject, facts: Callable[[int], Facts], numbers: Sequence[int], folder: Path) -> Times:
    """The time per document of the documents `numbers`, made a few at a time as a worker of `genwen bulk` makes them."""
    gc.collect()
    spent = Times(0, 0)
    with collected_seldom():
        for at in range(0, len(numbers), ABREAST):
            loaded = [facts(number) for number in numbers[at : at + ABREAST]]
            paths = [folder / f"other{at + i}.docx" for i in range(len(loaded))]
            start = own_times()
            subject.make_abreast(loaded, paths)
            spent += own_times() - start
    return spent / len(numbers)


def compare(name: str, ours: Path, theirs: Path) -> None:
    """End the run when the outputs differ."""
    if different := differences(ours, theirs):
        raise SystemExit(f"《{name}》genwen 和 docxtpl 的输出不同 outputs differ：\n" + "\n".join(different[:10]))


def stage_times(subject: sample.Subject, facts: object, path: Path) -> list[Times]:
    """The times of one document stage by stage: compose, render, read back, write."""
    marks = [own_times()]
    composition = subject.composed(facts)  # type: ignore[arg-type]
    marks.append(own_times())
    rendered = subject.rendered(composition, facts)  # type: ignore[arg-type]
    marks.append(own_times())
    data = subject.checked(rendered)
    marks.append(own_times())
    sample.write_atomically(path, [data])
    marks.append(own_times())
    return [after - before for before, after in itertools.pairwise(marks)]


def report_warm(name: str, times: dict[str, list[Times]]) -> dict[str, dict[str, float | bool | None]]:
    """Print the figures of documents per second."""
    rows, results = [], {}
    for key, measured in times.items():
        middle, ratio = medians(measured), ratios(times[DOCXTPL], measured)
        worse = min(ratio.cpu, ratio.wall)
        bar = WARM_BAR if key == OTHERS else None
        rows.append([
            key, f"{1 / middle.cpu:.1f}", f"{1 / middle.wall:.1f}", f"{middle.cpu * 1e3:.2f}", f"{ratio.cpu:.1f}",
            f"{ratio.wall:.1f}", f"≥ {bar:.0f}" if bar else "", verdict(bar and worse >= bar),
        ])  # fmt: skip
        results[f"{name}：{key}"] = figures(middle, ratio, bar and worse >= bar)
    head = ["", "份/秒 CPU", "份/秒 wall", "毫秒 ms/doc", "倍 × CPU", "倍 × wall", "界限 bar", ""]
    print(table(head, rows))
    return results


def report_stages(stages: list[list[Times]]) -> None:
    """Print where the time of one document goes."""
    names = ["编排 compose", "填充 render", "读回 read back", "写盘 write"]
    each = [medians(list(measured)).cpu * 1e3 for measured in zip(*stages, strict=True)]
    said = "，".join(f"{name} {spent:.2f}" for name, spent in zip(names, each, strict=True))
    print(f"单份各步 CPU 毫秒 stages of a single document, ms：{said}")


def cold(folder: Path, name: str, rounds: int) -> dict[str, dict[str, float | bool | None]]:
    """Cold start as whole processes."""
    folder.mkdir()
    measured = cases(folder, name)
    for _ in range(rounds):
        for case in random.sample(measured, len(measured)):
            case.times.append(case.run())
    reference = next(case.times for case in measured if case.key == REFERENCE)
    print(f"\n冷启动 cold start：{size_of(folder / 'docxtpl.docx')}；{rounds}轮，整个进程 whole processes")
    rows, results = [], {}
    for case in measured:
        middle, ratio = medians(case.times), ratios(case.times, reference)
        worse = max(ratio.cpu, ratio.wall)
        reached = None if case.bar is None else worse < case.bar if case.bar < 1 else worse <= case.bar
        bar = "" if case.bar is None else "< 1/3" if case.bar < 1 else f"≤ {case.bar}"
        rows.append([
            case.label, f"{middle.cpu * 1e3:.0f}", f"{middle.wall * 1e3:.0f}", f"{ratio.cpu:.2f}",
            f"{ratio.wall:.2f}", bar, verdict(reached),
        ])  # fmt: skip
        results[f"冷启动：{case.key}"] = figures(middle, ratio, reached)
    print(table(["", "毫秒 ms CPU", "毫秒 ms wall", "倍 × CPU", "倍 × wall", "界限 bar", ""], rows))
    return results


def figures(middle: Times, ratio: Times, reached: bool | None) -> dict[str, float | bool | None]:
    """The figures of one line, times in seconds."""
    return {
        "cpu": middle.cpu,
        "wall": middle.wall,
        "ratio_cpu": ratio.cpu,
        "ratio_wall": ratio.wall,
        "reached": reached,
    }


def verdict(reached: bool | None) -> str:
    """Whether a bar is reached, "" where there is none."""
    return "" if reached is None else "达到 yes" if reached else "未达到 NO"


if __name__ == "__main__":
    sys.exit(main())
