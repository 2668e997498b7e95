"""Claims against the numbers beside them: a standard said to be met, events every month against their number, people times sessions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise, product

from genwen.agreement.reading.clauses import begun_at
from genwen.agreement.reading.figures import Figure, figures
from genwen.agreement.reading.likeness import digits_of, transposed
from genwen.agreement.reading.sentences import Part, spoken, told_in
from genwen.agreement.reading.text import Line, Subject, finding, masked
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex
from genwen.searching import lines_with

_MET = regex(
    r"(?P<verb>达到(?:了)?|超过(?:了)?|超额完成(?:了)?|(?:全面|圆满|顺利)?完成(?:了)?|符合|高于|优于|满足)[^，。；\d]{0,14}?(?:下降|降低|增长|提高|上升)?[^，。；\d]{0,4}?"
    r"(?P<n>\d+(?:\.\d+)?)\s*(?P<unit>%|％|分)(?:以上|以下|的)?[^，。；\d]{0,6}(?:标准|目标|要求|任务|指标|合格线|及格线|通过线)"
)
_EVERY = regex(
    r"每(?P<period>月|季度?|周|半年|两个?月)[^，。；、\d每]{0,6}(?P<times>[一1]|[两二2])?次?[^，。；、\d每]{0,8}[，,；][^，。；\d每]{0,14}?(?:(?P<from>\d{1,2})\s*[—－\-至到~]\s*(?P<to>\d{1,2})月(?:份)?[^，。；\d]{0,3}(?:共|累计|已)?|全年|年内|一年来|累计|共)[^，。；\d]{0,8}(?P<n>\d+)\s*[次期场份]"
)
_YEARLY = {"月": 12, "季": 4, "季度": 4, "半年": 2, "周": 52, "两个月": 6, "两月": 6}


_DIGIT = regex(r"\d")


def check_claims(subject: Subject) -> Iterator[Finding]:
    """Line by line."""
    for line in lines_with(subject.lines(), (_DIGIT,)):
        yield from _met(line)
        yield from _amount_met(line)
        yield from _every(line)
        yield from _heads(line)
        yield from _aims(line)
        yield from _all_of(line)
        yield from _pue(line)
        yield from _short_of(subject, line)
    for view in subject.views:
        everywhere: list[Figure] | None = None
        for line in view.lines:
            if "回收" in line.text or "收回" in line.text:
                everywhere = everywhere or [figure for other in view.lines for figure in spoken(other)]
                yield from _payback(line, masked(line.text), everywhere)


def _met(line: Line) -> Iterator[Finding]:
    """总分95分，达到96分的标准."""
    for match in _MET.finditer(line.text):
        unit = "%" if match["unit"] in "%％" else "分"
        begun = begun_at(line.text, match.start())
        before = [figure for figure in figures(line) if begun <= figure.start < match.start() and figure.unit == unit]
        if not before and unit == "%" and re.search("均|都|全部", line.text[begun : match.end()]):
            yield from _all_met(line, match, begun, need=Decimal(match["n"]))
        if not before or re.search("未|没有|尚|距|不", line.text[max(0, match.start() - 4) : match.start()]):
            continue
        have = before[-1]
        need = float(match["n"])
        if len(before) > 1 and unit == "%" and "分别" in line.text[begun : match.start()]:
            continue
        if re.match("以[上下内]", line.text[have.end : have.end + 2]):
            continue  # an aim itself, before the next one
        if float(have.value) < need and line.text[have.end : match.start()].count("，") <= 2:
            yield finding(
                "A812",
                f"“{have.text}”未到“{match.group()[:24]}”，见 {have.said}",
                "核对结果和标准",
                line.at(match.start()),
            )


_AIMED = regex("目标|任务|计划")
_DONE = regex("(?:超额完成|圆满完成|完成|达到|超过|实现)(?:了)?[^，。；\\d]{0,14}$")


def _amount_met(line: Line) -> Iterator[Finding]:
    """完成投资11.02亿元，超额完成下达的11.5亿元目标."""
    found = figures(line) if _AIMED.search(line.text) else ()
    for have, need in pairwise(found):
        between = line.text[have.end : need.start]
        if have.unit != need.unit or have.unit in ("%", "分") or have.value >= need.value or "。" in between:
            continue
        if (
            _DONE.search(between)
            and re.match("的?(?:年度|全年)?(?:目标|任务|计划)(?!的)", line.text[need.end :])
            and not re.search("未|没有|尚|距|占|新增|其中", between)
            and between.count("，") <= 1
            and have.value > need.value / 2
        ):
            yield finding("A812", f"“{between.strip('，')}{need.text}目标”与{have.text}不符，见 {have.said}", "核对结果和目标",
                          need.at)  # fmt: skip


def _all_met(line: Line, match: re.Match[str], begun: int, need: Decimal) -> Iterator[Finding]:
    """同比分别下降3.85%、3.74%。三项指标均完成下降1.5%的目标: every change of the sentence before."""
    start = begun_at(line.text, max(0, begun - 1), "。\n")
    rates = [item for item in told_in(line) if item.part is Part.RATE and start <= item.figure.start < begun]
    short = [item for item in rates if item.figure.value < need]
    if len(rates) >= 2 and short:
        yield finding("A812", f"“{match.group()[:24]}”与{short[0].word}{short[0].figure.text}不符，见 {short[0].figure.said}", "核对结果和目标",
                      line.at(match.start()))  # fmt: skip


_AIM = regex(
    r"(?:目标|任务|指标|计划|约束值|要求)(?:值|为|是|值为|：)*(?P<way>下降|降低|减少|增长|提高|上升)?(?:不低于|达到|为|到|约)?(?P<goal>\d+(?:\.\d+)?)\s*(?P<unit>[^，。；、\d]{1,12}?)(?:以上|以下|以内)?，"
    r"[^，。；\d]{0,8}(?:实际|完成|达到|实绩)(?:值|为|是)*(?P<way2>下降|降低|减少|增长|提高|上升)?(?:了|为|到|约)*(?P<real>\d+(?:\.\d+)?)\s*(?P<unit2>[^，。；、\d]{1,12}?)，(?P<said>[^，。；\d]{2,16})(?=[，。；]|$)"
)
_LESS_IS_BETTER = regex("能耗|电耗|水耗|油耗|用水|用电|排放|强度|费用|漏损")


def _aims(line: Line) -> Iterator[Finding]:
    """目标值320千克标准煤，实际332千克标准煤，达到目标; 目标下降2%，实际下降2.6%，未完成."""
    for match in _AIM.finditer(line.text):
        if match["unit"].strip() != match["unit2"].strip() or (match["way2"] or match["way"]) != (
            match["way"] or match["way2"]
        ):
            continue
        goal, real = float(match["goal"]), float(match["real"])
        less = not match["way"] and bool(_LESS_IS_BETTER.search(line.text[max(0, match.start() - 14) : match.start()]))
        met = real <= goal if less else real >= goal
        said_no = bool(re.search("未|没有|差距|不到|尚", match["said"]))
        said_yes = not said_no and bool(re.search("达到|完成|超额|实现|达标|符合|优于", match["said"]))
        if (met and said_no) or (not met and said_yes):
            yield finding("A812", f"“{match['said']}”与目标{match['goal']}、实际{match['real']}不符，见 {line.said(match.start('goal'), match.end('goal'))}", "核对目标、结果和结论",
                          line.at(match.start("said")))  # fmt: skip


_ALL_OF = regex("实现[^，。；]{0,6}全覆盖|全部(?:完成|建成|达标|覆盖)|覆盖率(?:达到|为|达)?100%")


def _all_of(line: Line) -> Iterator[Finding]:
    """16个社区中已建成15个，实现全覆盖."""
    for match in _ALL_OF.finditer(line.text):
        begun = begun_at(line.text, match.start())
        mine = [figure for figure in figures(line) if begun <= figure.start < match.start() and figure.unit != "%"][-2:]
        if len(mine) == 2 and mine[0].unit == mine[1].unit and mine[1].value < mine[0].value <= mine[1].value * 2:
            between = line.text[mine[0].end : mine[1].start]
            if re.search("已|建成|完成|覆盖|实际", between) and not re.search("其中|新增|今年|本年", between):
                yield finding(
                    "A812",
                    f"“{match.group()}”与{mine[0].text}、{mine[1].text}不符，见 {mine[0].said}",
                    "核对结论和数",
                    line.at(match.start()),
                    Severity.HINT,
                )


def _every(line: Line) -> Iterator[Finding]:
    """每月一通报，全年通报12次."""
    for match in _EVERY.finditer(line.text):
        times = 2 if (match["times"] or "") in ("两", "二", "2") else 1
        right = _YEARLY.get(match["period"], 0) * times
        if match["from"]:
            right = (int(match["to"]) - int(match["from"]) + 1) * times if match["period"] == "月" else 0
        if right and int(match["n"]) != right and match["period"] != "周":
            start = match.start("n")
            yield finding("A809", f"“每{match['period']}”{match['times'] or '一'}次，应为{right}次，写作{match['n']}次，见 {line.said(match.start(), match.start() + 8)}",
                          "核对次数", line.at(start), Severity.HINT)  # fmt: skip


def _heads(line: Line) -> Iterator[Finding]:
    """28人、12次, 共336人次."""
    found = figures(line)
    for total in found:
        if total.unit != "人次" or total.value < 20:
            continue
        begun = begun_at(line.text, total.start, "。")
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
                    total.at,
                    Severity.HINT,
                )
                break


_PUE = regex(r"PUE(?:[（(][^（）()]*[）)])?值?[^，。；\d]{0,6}(?P<n>\d\.\d+)")


def _pue(line: Line) -> Iterator[Finding]:
    """PUE: all electricity over that of the machines."""
    for match in _PUE.finditer(line.text):
        begun = begun_at(line.text, match.start(), "。")
        power = [
            figure for figure in figures(line) if begun <= figure.start < match.start() and figure.unit == "千瓦时"
        ]
        pairs = [(a, b) for a in power for b in power if a.value > b.value > 0]
        said = float(match["n"])
        if len(power) != 2 or not pairs:
            continue
        a, b = pairs[0]
        real = float(a.value / b.value)
        if abs(real - said) > 0.01 and re.search("IT|设备", line.text[begun : match.start()]):
            yield finding(
                "A809",
                f"PUE值{match['n']}与{a.text}÷{b.text}＝{real:.2f}不符，见 {b.said}",
                "核对用电量和PUE值",
                line.at(match.start("n")),
            )


_SHORT_OF = regex(
    r"(?P<name>[\u4e00-\u9fff]{2,6}率)[^，。；\d]{0,6}(?:与|距|离|较)[^，。；\d]{0,6}(?P<goal>\d+(?:\.\d+)?)%[^，。；\d]{0,12}(?:差|低|少|高)[^，。；\d]{0,3}(?P<gap>\d+(?:\.\d+)?)个百分点"
)


def _short_of(subject: Subject, line: Line) -> Iterator[Finding]:
    """上架率与90%的目标还差7.5个百分点, with 上架率 said elsewhere."""
    for match in _SHORT_OF.finditer(line.text):
        goal, gap = float(match["goal"]), float(match["gap"])
        said = []
        for other in subject.lines():
            for figure in figures(other) if match["name"][-3:] in other.text else ():
                if figure.unit == "%" and other.text[: figure.start].rstrip("为达到仅是约").endswith(
                    match["name"][-3:]
                ):
                    said.append(figure)
        if said and not any(abs(abs(goal - float(figure.value)) - gap) < 0.051 for figure in said):
            figure = said[0]
            yield finding("A803", f"“差{match['gap']}个百分点”与{match['name']}{figure.text}、目标{match['goal']}%不符，见 {figure.said}",
                          "核对三个数", line.at(match.start("gap")))  # fmt: skip


def _payback(line: Line, blank: str, everywhere: list[Figure]) -> Iterator[Finding]:
    """投资 over what is saved in a year: 回收期约3.0年."""
    for match in re.finditer(r"(?P<n>\d{1,2}(?:\.\d+)?)年(?P<after>[^，。；]{0,6})", blank):
        if not re.search("回收期?[^，。；]{0,8}$", blank[: match.start()]) and not re.match(
            "[^，。；]{0,4}(?:收回|回收)", match["after"]
        ):
            continue
        said, step = Decimal(match["n"]), Decimal(1).scaleb(-len(match["n"].partition(".")[2]))
        saved = [
            f
            for f in everywhere
            if f.unit == "元" and re.search("节约|节省|收益", f.line.text[max(0, f.start - 14) : f.start])
        ]
        spent = [
            f
            for f in everywhere
            if f.unit == "元" and re.search("投资|投入|造价", f.line.text[max(0, f.start - 10) : f.start])
        ]
        quotients = [(a.value / b.value, a, b) for a in spent for b in saved if b.value and a.value > b.value]
        if not quotients or any(abs(q - said) <= step for q, _, _ in quotients):
            continue
        q, a, b = min(quotients, key=lambda item: abs(item[0] - said))
        if abs(q - said) <= said:
            yield finding(
                "A809",
                f"“{match['n']}年”与{a.text}÷{b.text}＝{q:.1f}年不符，见 {a.said}",
                "核对投资、年节约额和回收期",
                line.at(match.start()),
            )
