"""当量值 and 等价值: one document, one caliber; and the order of self-score, check and summary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from genwen.agreement.reading.figures import Figure, figures
from genwen.agreement.reading.likeness import digits_of, slip
from genwen.agreement.reading.sheet import sheets_of
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.diagnostics import Finding
from genwen.facts.deadlines import Deadline
from genwen.patterns import regex

_NAMES = (
    regex(r"当量(?:热值|值|系数)?(?=[折计为（，。法）])|当量(?:热值|值)"),
    regex(r"等价(?:热值|值)|等价系数"),
)
_DENIED = regex(r"不得|不采用|不按|不用|而非|不是|混用|避免|区别|未采用|不使用|或")
_COEFFICIENTS = (
    regex(r"(?<![\d.])(?:0\.1229|1\.229|0\.123)(?!\d)"),
    regex(
        r"(?<![\d.])0\.(?:2[89]|3\d|40)\d{0,4}(?=\s*(?:千克标准煤|kgce|公斤标准煤)\s*[/／每]\s*(?:千瓦时|kWh|度))"
        r"|(?<![\d.])(?:2\.[89]|3\.\d|4\.0|3)\d{0,3}(?=\s*(?:吨标准煤|tce|吨标煤)\s*[/／每]\s*万?(?:千瓦时|kWh|度))"
    ),
)
_SIGN = regex("当量|等价|1229|1\\.229|0\\.123|标准?煤|tce|kgce|公斤标")
"""What a line has that says anything of calibers or coefficients."""
_CALIBERS = ("当量", "等价")
_COEFFICIENT_NAMES = ("当量系数", "等价系数")


_STATED = tuple(
    regex(rf"(?:以下|下文|下同|其余|其他)[^，。；]{{0,10}}(?:均|都|统一)?(?:为|按|用|采用|是){name}值")
    for name in _CALIBERS
)
"""A paragraph that says which of two is meant from there on, for each caliber: 以下均为当量值口径."""


def check_caliber(subject: Subject) -> Iterator[Finding]:
    """Both calibers named, or coefficients of both, in one document."""
    for view in subject.views:
        lines = [line for line in view.everything() if _SIGN.search(line.text)]
        for patterns, what in ((_NAMES, "口径"), (_COEFFICIENTS, "电力折标系数")):
            some = [line for line in lines if what != "口径" or not _in_both(line)]
            firsts = [
                _first([line for line in some if not stated.search(line.text)] if what == "口径" else some, pattern)
                for pattern, stated in zip(patterns, reversed(_STATED), strict=True)
            ]
            if firsts[0] is None or firsts[1] is None:
                continue
            (first, start), (second, later) = firsts[0], firsts[1]
            left, right = patterns[0].search(first.text, start), patterns[1].search(second.text, later)
            assert left is not None
            assert right is not None
            yield finding("A701", f"同一文件用了两种{what}：“{right.group()}”与“{left.group()}”，见 {first.said(start, left.end())}",
                          "全文只用一种口径，并在注中说明", second.at(later))  # fmt: skip
        yield from _mixed(lines)
        yield from _in_tables(view, lines)
        yield from _converted(lines)
        yield from _misprinted(lines)


def _in_both(line: Line) -> bool:
    """Whether an amount is told in both, each by its name: 1862.4吨标准煤（当量值），按等价值计算为3906.5吨标准煤."""
    return all(
        any(
            figure.unit == "千克标准煤"
            and (
                re.match(f"（按?{name}值", line.text[figure.end :])
                or re.search(f"按照?{name}值(?:计算|折算)?(?:为|是)?$", line.text[: figure.start])
            )
            for figure in figures(line)
        )
        for name in _CALIBERS
    )


def _mixed(lines: list[Line]) -> Iterator[Finding]:
    """A caliber named, and a coefficient of the other."""
    for named, other in ((0, 1), (1, 0)):
        name, coefficient = _first(lines, _NAMES[named]), _first(lines, _COEFFICIENTS[other])
        if name is None or coefficient is None or _first(lines, _NAMES[other]) or _first(lines, _COEFFICIENTS[named]):
            continue
        line, start = coefficient
        found = _COEFFICIENTS[other].search(line.text, start)
        assert found is not None
        yield finding("A702", f"“{found.group()}”是{_COEFFICIENT_NAMES[other]}，与文中口径不符，见 {name[0].said(name[1], name[1] + 3)}",
                      "核对口径和折标系数", line.at(start))  # fmt: skip


def _first(lines: list[Line], pattern: re.Pattern[str]) -> tuple[Line, int] | None:
    for line in lines:
        for match in pattern.finditer(line.text):
            around = line.text[max(0, match.start() - 8) : match.end() + 4]
            if not _DENIED.search(around):
                return line, match.start()
    return None


def _caliber_of(value: float) -> int | None:
    """0 for 当量, 1 for 等价, by tce per 万千瓦时 or kgce per 千瓦时 or ten times or ten thousand times that; None for neither."""
    while value >= 1:
        value /= 10
    return 0 if 0.1225 <= value <= 0.1235 else 1 if 0.28 <= value <= 0.41 else None


def _in_tables(view: View, lines: list[Line]) -> Iterator[Finding]:
    """The coefficient of electricity in a table against the caliber named in the text, and what it makes of the amount beside it."""
    named = [_first(lines, pattern) for pattern in _NAMES]
    for sheet in sheets_of(view):
        columns = [c for c, head in enumerate(sheet.heads) if re.search("折标系数|折算系数|折标准煤系数", head)]
        for row, label in enumerate(sheet.labels):
            number = sheet.numbers[row][columns[0]] if columns else None
            if number is None or not re.match("电力?$|用电|外购电|电量", label):
                continue
            kind = _caliber_of(float(number.value))
            other = named[1 - kind] if kind is not None else None
            if kind is not None and other is not None and named[kind] is None:
                yield finding("A702", f"“{label}”的折标系数{number.value}是{_COEFFICIENT_NAMES[kind]}，与文中的{_CALIBERS[1 - kind]}值不符，见 {other[0].said(other[1], other[1] + 3)}",
                              "核对口径和折标系数", sheet.rows[row][columns[0]].at(0))  # fmt: skip


_CONVERTED = regex(
    r"(?P<kind>当量|等价)(?:值|系数)?[^，。；\d]{0,6}(?:折合|折算|折)(?:为|成)?(?P<n>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>吨标准煤|吨标煤|tce)"
)


def _led_from(figure: Figure, match: re.Match[str]) -> str:
    """What stands between an amount and what is made of it."""
    return figure.line.text[figure.end : match.start()]


def _converted(lines: list[Line]) -> Iterator[Finding]:
    """用电80万千瓦时，按当量值折合98.32吨标准煤; 当量值0.3千克标准煤/千瓦时."""
    for line in lines:
        if "当量" not in line.text and "等价" not in line.text:
            continue
        for match in _CONVERTED.finditer(line.text):
            power = [figure for figure in figures(line) if figure.end <= match.start()][-1:]
            if power and power[-1].unit == "千瓦时" and power[-1].value and "总" not in _led_from(power[-1], match):
                ratio = float(match["n"].replace(",", "")) * 1000 / float(power[-1].value)
                low, high = ((0.1215, 0.1245), (0.27, 0.42))[_CALIBERS.index(match["kind"])]
                if not low <= ratio <= high and 0.05 < ratio < 1:
                    yield finding("A702", f"“{match.group()}”与{power[-1].text}不符：每千瓦时{ratio:.4f}千克标准煤，不是{match['kind']}系数，见 {power[-1].said}",
                                  "核对口径和折标系数", line.at(match.start("n")))  # fmt: skip
        for kind, name in enumerate(_CALIBERS):
            for match in re.finditer(
                rf"{name}(?:值|系数)?[^，。；\d]{{0,6}}(?P<n>0\.\d+)\s*(?:千克标准煤|kgce)/(?:千瓦时|kWh)|(?P<m>0\.\d+)\s*(?:千克标准煤|kgce)/(?:千瓦时|kWh)[（(]{name}",
                line.text,
            ):
                found = _caliber_of(float(match["n"] or match["m"]))
                if found is not None and found != kind:
                    yield finding(
                        "A702",
                        f"“{match.group()}”：这是{_CALIBERS[found]}系数，见 {line.said(match.start(), match.end())}",
                        "核对口径和折标系数",
                        line.at(match.start()),
                    )


_STEPS = ("自评", "核查", "总结")


def check_order(subject: Subject) -> Iterator[Finding]:
    """日程: self-score before check before summary."""
    schedule = subject.facts.get("日程") if subject.facts is not None else None
    found = []
    for milestone in getattr(schedule, "milestones", ()):
        label = milestone.key.text if milestone.key is not None else milestone.name.text
        time = milestone.time
        deadline = time.value if time is not None and time.known else None
        if label in _STEPS and isinstance(deadline, Deadline) and deadline.end[1]:
            found.append((_STEPS.index(label), label, time))
    found.sort(key=lambda item: item[0])
    for (_, earlier, first), (_, later, second) in pairwise(found):
        left, right = first.value, second.value
        if left.yearly == right.yearly and left.end >= right.end:
            yield finding("A601", f"{later}（{second.text}）不晚于{earlier}（{first.text}），见 {first.origin.position}",
                          "依次为自评、核查、总结", second.origin.position)  # fmt: skip


_STANDARD = {
    "千克标准煤/千瓦时": (("电", ("0.1229",)),),
    "千克标准煤/立方米": (("天然气", ("1.3300", "1.2143", "1.33")),),
    "千克标准煤/千克": (
        ("汽油", ("1.4714",)),
        ("柴油", ("1.4571",)),
        ("液化石油气", ("1.7143",)),
        ("原煤", ("0.7143",)),
    ),
    "千克标准煤/吉焦": (("热力", ("34.12",)),),
}
"""Coefficients by GB/T 2589—2020 as papers print them."""


def _shifted(printed: str) -> str:
    """The figures of a number, wherever its point stands."""
    return printed.replace(".", "").strip("0")


def _misprinted(lines: list[Line]) -> Iterator[Finding]:
    """0.1292千克标准煤/千瓦时: one figure, the order of two or the point away from the coefficient of the standard."""
    for line in lines:
        for figure in figures(line):
            for energy, right in _STANDARD.get(figure.unit, ()):
                said = digits_of(figure.text)
                near = [one for one in right if slip(said, one) or (said != one and _shifted(said) == _shifted(one))]
                if energy in figure.line.text[max(0, figure.start - 16) : figure.start] and near and said not in right:
                    yield finding("A702", f"“{figure.text}”与{energy}的折标系数{near[0]}只差一笔，见 GB/T 2589—2020附录",
                                  "核对折标系数", figure.at, clause="GB/T 2589—2020")  # fmt: skip
                    break
