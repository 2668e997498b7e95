"""How long between two times of a sentence: 自2022年3月，历时三年零六个月，2025年9月; 连续第四年; 提前12天; days of the week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from genwen.agreement.counts.lists import number_in
from genwen.agreement.reading.clauses import begun_at, ended_at
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.agreement.reading.vocabulary import COUNTING
from genwen.agreement.times.timing import days_in
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex

_LONG = regex(
    rf"(?:有效期|合同期|服务期|期限|历时|为期|经过|用了?|再用|前后|历经)(?:近|约)?(?:(?P<years>[{COUNTING}]{{1,3}}|\d{{1,2}})年)?(?:零|又|多)?(?:(?P<months>[{COUNTING}]{{1,3}}|\d{{1,2}})个月)?(?:时间)?"
)
_SPAN = regex(
    rf"(?:连续)?第?(?P<n>[{COUNTING}]|\d{{1,2}})(?:个年度|年)[^，。；（]{{0,4}}（(?P<a>(?:19|20)\d{{2}})(?:年)?[至到—\-－~～]+(?P<b>(?:19|20)\d{{2}})年?）"
)
_EARLY = regex(r"提前(?:了)?(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})天")
_MONTH = regex(r"(?P<year>(?:19|20)\d{2})年(?:(?P<month>1[0-2]|0?[1-9])月)?")
_WEEK = regex(
    r"(?:(?P<year>(?:19|20)\d{2})年)(?P<month>\d{1,2})月(?P<day>\d{1,2})日[（(](?:星期|周)(?P<week>[一二三四五六日天])[）)]"
)
_NUMBERED = regex(
    r"[〔\[](?P<said>(?:19|20)\d{2})[〕\]]\d+号[）)]?[^。；]{0,24}?(?:自|于)(?P<year>(?:19|20)\d{2})年\d{1,2}月\d{1,2}日起?(?:施行|实施|执行|印发)"
)


def check_durations(subject: Subject) -> Iterator[Finding]:
    """Line by line."""
    for line in subject.lines():
        if "年" not in line.text and "天" not in line.text:
            continue
        yield from _weekdays(line)
        yield from _spans(line)
        yield from _lengths(line)
        yield from _early(line)
        yield from _in_force(line)


def _weekdays(line: Line) -> Iterator[Finding]:
    for match in _WEEK.finditer(line.text):
        try:
            day = date(int(match["year"]), int(match["month"]), int(match["day"])).weekday()
        except ValueError:
            continue
        if day != "一二三四五六日".index(match["week"].replace("天", "日")):
            right = "一二三四五六日"[day]
            yield finding(
                "A602",
                f"“{match.group()}”，这一天是星期{right}，见 {line.said(match.start(), match.end())}",
                "核对日期和星期",
                line.at(match.start()),
            )


def _spans(line: Line) -> Iterator[Finding]:
    """连续第四年（2023年至2025年）."""
    for match in _SPAN.finditer(line.text):
        right = int(match["b"]) - int(match["a"]) + 1
        if number_in(match["n"]) != right and right > 0:
            yield finding(
                "A602",
                f"“{match.group()}”：起止共{right}年，见 {line.said(match.start(), match.end())}",
                "核对年数和起止年份",
                line.at(match.start()),
            )


def _lengths(line: Line) -> Iterator[Finding]:
    for match in _LONG.finditer(line.text):
        if not match["years"] and not match["months"]:
            continue
        begun = begun_at(line.text, match.start())
        end = ended_at(line.text, match.end())
        times = [(int(m["year"]), int(m["month"]) if m["month"] else 0) for m in _MONTH.finditer(line.text, begun, end)]
        months = number_in(match["years"] or "0") * 12 + number_in(match["months"] or "0")
        fine = bool(match["months"])
        if len(times) != 2 or not months or (fine and not all(month for _, month in times)):
            continue
        (y1, m1), (y2, m2) = times
        real = (y2 - y1) * 12 + (m2 - m1 if fine and m1 and m2 else 0)
        allowed = {real, real + 1, real - 1} if fine else {real, real + 12}
        if not fine and m1 and m2:
            exact = (y2 - y1) * 12 + m2 - m1
            allowed = {months} if min(abs(exact - months), abs(exact + 1 - months)) <= 3 else {exact}
        if real > 0 and months not in allowed:
            said = f"{real // 12}年" + (f"{real % 12}个月" if real % 12 else "")
            yield finding(
                "A602",
                f"“{match.group()}”与起止不符：前后相隔{said}，见 {line.said(begun, end)}",
                "核对起止和时长",
                line.at(match.start()),
            )


def _early(line: Line) -> Iterator[Finding]:
    """应于11月30日前完工，11月18日完工，提前12天."""
    for match in _EARLY.finditer(line.text):
        begun = begun_at(line.text, max(0, line.text.rfind("。", 0, match.start())), "。")
        days, _ = days_in(Line(line.text[begun : match.end() + 20], line.position), 2023)
        exact = [day for day in days if not day.month_only]
        if len(exact) != 2:
            continue
        real = abs((exact[0].last - exact[1].last).days)
        if 0 < real < 400 and real != number_in(match["n"]) and exact[0].last != exact[1].last:
            yield finding("A602", f"“{match.group()}”与两个日期不符，应为{real}天，见 {line.said(begun + exact[0].start, begun + exact[0].end)}", "核对日期和天数",
                          line.at(match.start()))  # fmt: skip


def _in_force(line: Line) -> Iterator[Finding]:
    """A paper of 〔2023〕 cannot have been in force in 2022."""
    for match in _NUMBERED.finditer(line.text):
        if int(match["year"]) < int(match["said"]):
            yield finding("A602", f"文号是{match['said']}年的，施行却在{match['year']}年，见 {line.said(match.start(), match.end())}", "核对文号和日期",
                          line.at(match.start("year")), Severity.WARNING)  # fmt: skip
