"""So many of which something is said, said once more the other way round: 6个乡镇没有养老机构, 推动8个没有养老机构的乡镇.

And those there are against those that something is done to without exception: 有养老机构16家, 对26家养老机构开展全覆盖检查.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

_N = r"(?<![\d.])(?P<n>\d+)(?P<unit>[个家所座处户名人条])"
_SAID = r"(?P<what>(?:没有|尚未|还未|未|不)[\u4e00-\u9fff]{2,12}?)"
_FORMS = (
    regex(rf"{_N}(?P<noun>[\u4e00-\u9fff]{{2,4}}?){_SAID}(?=[，。；、])"),
    regex(
        rf"{_N}{_SAID}的(?P<noun>[\u4e00-\u9fff]{{2,4}}?)(?=依托|要|应|于|在|由|按|，|。|；|、|和|及|通过|实行|开展|建设|制定|进行)"
    ),
)
_THERE = regex(
    r"(?:共有|现有|有)(?P<noun>[\u4e00-\u9fff]{2,8})(?P<n>\d+)(?P<unit>[个家所座处户])(?![\u4e00-\u9fff]?[以左])"
)
_ALL = regex(
    r"对(?:全[市县区省镇])?(?P<n>\d+)(?P<unit>[个家所座处户])(?P<noun>[\u4e00-\u9fff]{2,8}?)(?:开展|进行|实施|组织)[^，。；、\d]{0,6}全覆盖"
)
Key = tuple[str, str, str]


def check_turned_round(subject: Subject) -> Iterator[Finding]:
    """Document by document."""
    for view in subject.views:
        yield from _both_ways(view)
        yield from _all_there(view)


def _both_ways(view: View) -> Iterator[Finding]:
    told: dict[Key, tuple[Line, re.Match[str], int]] = {}
    for line in view.lines:
        for way, form in enumerate(_FORMS) if "没有" in line.text or "未" in line.text or "不" in line.text else ():
            for match in form.finditer(line.text):
                first = told.setdefault((match["what"], match["noun"], match["unit"]), (line, match, way))
                if first[2] != way and first[1]["n"] != match["n"]:
                    yield _differing(line, match, first[0], first[1])


def _all_there(view: View) -> Iterator[Finding]:
    told: dict[tuple[str, str], list[tuple[Line, re.Match[str]]]] = {}
    for line in view.lines:
        for match in _THERE.finditer(line.text) if "有" in line.text else ():
            told.setdefault((match["noun"], match["unit"]), []).append((line, match))
    for line in view.lines if told else ():
        for match in _ALL.finditer(line.text) if "全覆盖" in line.text else ():
            there = told.get((match["noun"], match["unit"]), [])
            if len({one["n"] for _, one in there}) == 1 and there[0][1]["n"] != match["n"]:
                yield _differing(line, match, *there[0])


def _differing(line: Line, match: re.Match[str], other: Line, first: re.Match[str]) -> Finding:
    return finding("A201", f"“{match.group()}”与“{first.group()}”不一致，见 {other.said(*first.span())}", "核对个数，改为一致",
                   line.at(match.start()))  # fmt: skip
