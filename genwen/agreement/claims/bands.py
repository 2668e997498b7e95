"""Bands of points that should meet: 85分及以上为优秀，75分至84分为良好，60分至74分为合格."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from genwen.agreement.reading.text import Line, Subject, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record

_BAND = regex(
    r"(?<![\d.])(?P<a>\d+(?:\.\d+)?)(?P<unit>分|%)?(?:（(?P<open>不?含)[^（）]*）)?"
    r"(?:(?:(?:及?以上)[、，至到—\-–~～]*(?:不满|未满|不足|低于|不到)?(?P<below>\d+(?:\.\d+)?)(?:分|%)(?:（不含[^）]*）)?(?:以下)?)"
    r"|(?:[至到—\-–~～]+(?P<b>\d+(?:\.\d+)?)(?:分|%)(?:（(?P<end>不?含)[^（）]*）)?)|(?P<up>及?以上)|(?P<down>以下))"
    r"|(?:不满|不足|低于|未满|不到)(?P<under>\d+(?:\.\d+)?)(?:分|%)(?:以下)?"
)
_JOINED = regex(r"[^\d。；]{0,16}|[^\d。；]{0,8}(?:得|计|记|扣|加)\d+(?:\.\d+)?分[^\d。]{0,8}")
"""What may stand between two bands: words, and the points that the first is worth."""
_STEPS = (Decimal(0), Decimal(1), Decimal("0.1"), Decimal("0.01"))


@record
class Band:
    """Where a band begins and ends (None where it is open), and where it stands in its line."""

    low: Decimal | None
    high: Decimal | None
    start: int
    end: int


def check_bands(subject: Subject) -> Iterator[Finding]:
    """Every list of three bands, in a line of prose or in a cell."""
    for line in subject.lines():
        if "以上" in line.text and "分" in line.text:
            for run in _runs(line):
                yield from _apart(line, run)


def _runs(line: Line) -> Iterator[list[Band]]:
    run: list[Band] = []
    for match in _BAND.finditer(line.text):
        band = _band(match)
        if run and not _JOINED.fullmatch(line.text, run[-1].end, band.start):
            yield run
            run = []
        run.append(band)
    yield run


def _band(match: re.Match[str]) -> Band:
    if match["under"]:
        return Band(None, Decimal(match["under"]), *match.span())
    first, last = Decimal(match["a"]), match["b"] or match["below"]
    if match["up"] or match["down"]:
        return Band(None if match["down"] else first, None if match["up"] else first, *match.span())
    return Band(first, Decimal(last) if last else None, *match.span())


def _apart(line: Line, run: list[Band]) -> Iterator[Finding]:
    """Bands from the best to the worst, where one of three neighbours leaves a gap or lies over another."""
    if len(run) < 3 or run[0].high is not None or any(band.high is None for band in run[1:]):
        return
    for above, below in pairwise(run):
        low, high = above.low, below.high
        turned = below.low is not None and high is not None and below.low >= high
        if low is None or high is None or (low - high in _STEPS and not turned):
            continue
        said = line.text[below.start : below.end]
        yield finding("A812", f"“{said}”与上一段的“{line.text[above.start : above.end]}”不相接，见 {line.said(above.start, above.end)}",
                      "核对各分数段的起止", line.at(below.start))  # fmt: skip
        return
