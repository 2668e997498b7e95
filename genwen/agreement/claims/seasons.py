"""The temperature that air conditioning is set to: one number for each season, and a floor or a ceiling in all the papers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.agreement.reading.text import Line, Subject, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

_BOUND = regex("不(?:得|应|宜|能)?(?:低于|高于|超过)\\d")
_SEASONS = regex(r"(?P<season>夏季|冬季)[^。；℃]{0,14}?(?P<way>低于|高于|超过)(?P<n>\d{2})\s*(?:℃|摄氏度|度)")


def seasons(subject: Subject) -> Iterator[Finding]:
    """Every temperature said of a season against the first that is."""
    firsts: dict[str, tuple[str, Line, int, int]] = {}
    ways: dict[tuple[str, str], tuple[bool, Line, int, int]] = {}
    for line in subject.lines():
        for match in _SEASONS.finditer(line.text):
            if re.search("供暖|采暖|暖气|原|由", line.text[max(0, match.start() - 6) : match.end()]):
                continue
            first = firsts.setdefault(match["season"], (match["n"], line, match.start(), match.end()))
            if first[0] != match["n"]:
                yield finding("A703", f"“{match.group()}”与前面的{first[0]}不一致，见 {first[1].said(first[2], first[3])}", "同一规定各处应当一致",
                              line.at(match.start()))  # fmt: skip
            floor = match["way"] == "低于"
            way = ways.setdefault((match["season"], match["n"]), (floor, line, match.start(), match.end()))
            if way[0] is not floor and _BOUND.search(line.text, match.start(), match.end()) and way[1] is not line:
                yield finding("A703", f"“{match.group()}”与前面的上下限相反，见 {way[1].said(way[2], way[3])}", "核对是不低于还是不高于",
                              line.at(match.start()))  # fmt: skip
