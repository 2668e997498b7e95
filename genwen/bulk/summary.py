"""The end of a run in figures: as JSON, as a workbook, and as counts for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from genwen.bulk.differences import Difference, difference_rows
from genwen.bulk.outcomes import PRESSING
from genwen.bulk.run import Report, problems
from genwen.bulk.work import FAILED, Outcome
from genwen.spreadsheet.listing import Listing, workbook_of

BROKEN = "有错未做"
RESULTS = ("新建", "更新", "未变", "合并", "保留", "新稿", FAILED)
GONE = "名单里已没有这个单位，或者这份公文不再适用"
COUNTED = (PRESSING, "待补", "有待补的")
MAX_COLUMNS = 200
"""Facts the 差异表 has columns for."""


def counts(report: Report) -> dict[str, dict[str, int]]:
    """How many documents came out how, by document; with the units whose facts have errors and the 待补."""
    broken = len(report.broken)
    table: dict[str, dict[str, int]] = {}
    for document, found in report.outcomes.counts.items():
        table[document] = {result: found[result] for result in RESULTS}
        table[document] |= {title: found[title] for title in COUNTED} | {BROKEN: broken}
    return table


class Rows(list[Any]):
    """A list whose items are made while it is written as JSON, as there may be very many."""

    def __init__(self, count: int, make: Callable[[], Iterator[Any]]) -> None:
        super().__init__()
        self._count, self._make = count, make

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Any]:
        return self._make()


def _outcome_json(report: Report, item: Outcome) -> dict[str, Any]:
    entry = report.roster.entries[item.unit]
    return {
        "单位": entry.name, "位置": entry.at.to_json(), "公文": item.document, "文件": item.path, "结果": item.result,
        "待补": list(item.gaps), "发现": [finding.to_json() for finding in item.findings],
    }  # fmt: skip


def summary_json(report: Report, found: Sequence[Difference]) -> dict[str, Any]:
    """The whole result for programs, to be written piece by piece."""
    entries = report.roster.entries
    return {
        "单位数": len(entries),
        "条件外": len(report.left_out),
        "中断": report.interrupted,
        "未做": report.due - report.made if report.due is not None else None,
        "抽查": report.verified,
        "文件夹": str(report.plan.out),
        "汇总": counts(report),
        "名单": [finding.to_json() for finding in report.roster.notices],
        "公文": Rows(len(report.outcomes), lambda: map(partial(_outcome_json, report), report.outcomes)),
        "问题": [
            {"单位": entries[number].name, "位置": entries[number].at.to_json(), **finding.to_json()}
            for number, finding in problems(report)
        ],
        "不再适用": report.left_over,
        "差异": [
            {"路径": item.path, "填写的单位": item.said, "不同的值": item.values, "例": list(item.examples)}
            for item in found
        ],
    }  # fmt: skip


def summary_workbook(report: Report, found: Sequence[Difference]) -> bytes:
    """The result as a workbook: 汇总, 公文, 问题, 差异表."""
    shown = list(found)[:MAX_COLUMNS]
    table = counts(report)
    titles = [*RESULTS, BROKEN, *COUNTED]
    overview = Listing(
        "汇总", [("公文", 12), *((title, 6) for title in titles)],
        [[document, *(row[title] for title in titles)] for document, row in table.items()],
    )  # fmt: skip
    columns = [
        ("单位", 16),
        ("位置", 14),
        ("公文", 10),
        ("结果", 6),
        ("文件", 24),
        ("待补处数", 6),
        ("待补", 30),
        ("说明", 30),
    ]
    documents = Listing("公文", columns, _document_rows(report))
    faults = Listing(
        "问题",
        [("单位", 16), ("位置", 16), ("级别", 5), ("编号", 5), ("问题", 36), ("改法", 30)],
        _problem_rows(report),
    )
    differing = Listing(
        "差异表", [("单位", 16), ("位置", 14), *((item.path, 12) for item in shown)],
        difference_rows(report.roster.entries.offsets, report.plan.spool, shown),
    )  # fmt: skip
    return workbook_of([overview, documents, faults, differing])


def _document_rows(report: Report) -> Iterator[list[str | int]]:
    for item in report.outcomes:
        entry = report.roster.entries[item.unit]
        said = "；".join(finding.message for finding in item.findings) or item.detail
        yield [
            entry.name,
            str(entry.at),
            item.document,
            item.result,
            item.path,
            len(item.gaps),
            "、".join(item.gaps),
            said,
        ]


def _problem_rows(report: Report) -> Iterator[list[str]]:
    for number, finding in problems(report):
        at = str(finding.position or report.roster.entries[number].at)
        name = report.roster.entries[number].name
        yield [name, at, str(finding.severity), finding.code, finding.message, finding.hint]
    for finding in report.roster.notices:
        yield [
            "（名单）",
            str(finding.position or ""),
            str(finding.severity),
            finding.code,
            finding.message,
            finding.hint,
        ]
    for file in report.left_over:
        yield ["（文件）", file, "提示", "B105", GONE, "用不着的自己删去"]
