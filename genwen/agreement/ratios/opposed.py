"""A difference and the rate it makes of its base, which go opposite ways: 与9.50亿立方米相比，增加0.30亿立方米，下降3.2%."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from genwen.agreement.reading.sentences import Part, Said, said_in
from genwen.agreement.reading.text import Subject, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

_NEXT = regex("[，、（]?(?:同比|环比|比上年|较上年|比去年|较去年|相应)?[^，。；：、（\\d]{2,5}")


def check_opposed(subject: Subject) -> Iterator[Finding]:
    """Every difference with a rate right behind it."""
    for view in subject.views:
        for line in view.lines:
            for sentence in said_in(line) if "%" in line.text else ():
                for at, (apart, rate) in enumerate(pairwise(sentence)):
                    if apart.part is Part.DIFFERENCE and rate.part is Part.RATE and apart.falls is not rate.falls:
                        yield from _held(sentence[:at], apart, rate)


def _held(before: tuple[Said, ...], apart: Said, rate: Said) -> Iterator[Finding]:
    """A rate that is what the difference makes of a number before, whatever the words say."""
    if not apart.word or not rate.word or not _NEXT.fullmatch(rate.gap):
        return
    for item in before:
        base = item.figure
        if base.unit == apart.figure.unit and base.value > apart.figure.value:
            real = apart.figure.value / base.value * 100
            slack = rate.figure.step / 2 + real * (apart.figure.step / apart.figure.value + base.step / base.value) / 2
            if abs(real - rate.figure.value) <= slack:
                yield finding("A804", f"“{rate.word}{rate.figure.text}”与“{apart.word}{apart.figure.text}”方向相反，见 {apart.figure.said}",
                              "核对增减", rate.figure.at)  # fmt: skip
                return
