"""Claims against the numbers beside them: a standard said to be met, events every month against their number, people times sessions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from genwen.agreement.figures import figures
from genwen.agreement.likeness import digits_of, transposed
from genwen.agreement.text import Line, Subject, finding
from genwen.diagnostics import Finding, Severity

_MET = re.compile(
    r"(?P<verb>达到(?:了)?|超过(?:了)?|超额完成(?:了)?|(?:全面|圆满|顺利)?完成(?:了)?|符合|高于|优于|满足)[^，。；\d]{0,14}?(?:下降|降低|增长|提高|上升)?[^，。；\d]{0,4}?"
    r"(?P<n>\d+(?:\.\d+)?)\s*(?P<unit>%|％|分)(?:以上|以下|的)?[^，。；\d]{0,6}(?:标准|目标|要求|任务|指标|合格线|及格线|通过线)"
)
_EVERY = re.compile(
    r"每(?P<period>月|季度?|周|半年|两个?月)[^，。；、\d每]{0,6}(?P<times>[一1]|[两二2])?次?[^，。；、\d每]{0,8}[，,；][^，。；\d每]{0,14}?(?:全年|年内|一年来|累计|共)[^，。；\d]{0,8}(?P<n>\d+)\s*[次期场份]"
)
_YEARLY = {"月": 12, "季": 4, "季度": 4, "半年": 2, "周": 52, "两个月": 6, "两月": 6}


def check_claims(subject: Subject) -> Iterator[Finding]:
    """Line by line."""
    for line in subject.lines():
        if re.search(r"\d", line.text):
            yield from _met(line)
            yield from _every(line)
            yield from _heads(line)


def _met(line: Line) -> Iterator[Finding]:
    """总分95分，达到96分的标准."""
    for match in _MET.finditer(line.text):
        unit = "%" if match["unit"] in "%％" else "分"
        begun = max(line.text.rfind(mark, 0, match.start()) for mark in "。；\n") + 1
        before = [figure for figure in figures(line) if begun <= figure.start < match.start() and figure.unit == unit]
        if not before or re.search("未|没有|尚|距|不", line.text[max(0, match.start() - 4) : match.start()]):
            continue
        have = before[-1]
        need = float(match["n"])
        if len(before) > 1 and unit == "%" and "分别" in line.text[begun : match.start()]:
            continue
        if float(have.value) < need and line.text[have.end : match.start()].count("，") <= 2:
            yield finding(
                "A812",
                f"“{have.text}”未到“{match.group()[:24]}”，见 {have.said}",
                "核对结果和标准",
                line.at(match.start()),
            )


def _every(line: Line) -> Iterator[Finding]:
    """每月一通报，全年通报12次."""
    for match in _EVERY.finditer(line.text):
        times = 2 if (match["times"] or "") in ("两", "二", "2") else 1
        right = _YEARLY.get(match["period"], 0) * times
        if right and int(match["n"]) != right and match["period"] != "周":
            start = match.start("n")
            yield finding("A809", f"“每{match['period']}”一次，全年应为{right}次，写作{match['n']}次，见 {line.said(match.start(), match.start() + 8)}",
                          "核对次数", line.at(start), Severity.HINT)  # fmt: skip


def _heads(line: Line) -> Iterator[Finding]:
    """28人、12次, 共336人次."""
    found = figures(line)
    for total in found:
        if total.unit != "人次" or total.value < 20:
            continue
        begun = line.text.rfind("。", 0, total.start) + 1
        end = line.text.find("。", total.end)
        near = [item for item in found if begun <= item.start and (end < 0 or item.end <= end)]
        people = [item for item in near if item.unit == "人" and item.value > 1]
        sessions = [item for item in near if item.unit in ("次", "期", "场") and item.value > 1]
        if not people or not sessions or any(p.value * s.value == total.value for p, s in product(people, sessions)):
            continue
        for p, s in product(people, sessions):
            whole = p.value * s.value
            if abs(whole - total.value) <= total.value / 10 and (
                transposed(f"{whole}", digits_of(total.text)) or re.search("全部|均|每[次期场]", line.text[begun:end])
            ):
                yield finding(
                    "A809",
                    f"“{total.text}”与{p.text}×{s.text}＝{whole}不符，见 {p.said}",
                    "核对人数、次数和人次",
                    line.at(total.start),
                    Severity.HINT,
                )
                break
