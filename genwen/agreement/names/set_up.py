"""What a document sets up or is about, under another name of its kind: 专项行动 and 专项整治领导小组, 领导小组 and 工作专班办公室."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex

_KINDS = (
    ("专项行动", "专项整治", "专项治理", "集中整治", "集中行动", "攻坚行动"),
    ("综合治理", "综合整治", "综合改造", "系统治理"),
)
"""What one undertaking may be called; a document has one of them."""
_BODIES = ("领导小组", "工作专班", "指挥部", "工作组", "协调小组", "联席会议")
_SET_UP = regex(f"(?:成立|组建|建立|设立|调整)[^，。；]{{0,30}}?(?P<body>{'|'.join(_BODIES)})")
_OFFICE = regex(f"(?:^|(?<![\\u4e00-\\u9fff])|(?<=[由向经报]))(?P<body>{'|'.join(_BODIES)})办公室")
_UNDERTAKING = regex("工程|项目|行动|活动|工作|领导小组|工作专班|指挥部|方案")
_BESIDE = 3


def check_set_up(subject: Subject) -> Iterator[Finding]:
    """Document by document."""
    for view in subject.views:
        lines = [line for line in view.everything() if len(line.text) > _BESIDE]
        for kind in _KINDS:
            yield from _undertakings(lines, kind)
        yield from _offices(view)


def _undertakings(lines: Sequence[Line], kind: Sequence[str]) -> Iterator[Finding]:
    """A word said once, where the same words stand around another of its kind that is said again and again."""
    said = {
        word: [(line, at) for line in lines if word in line.text for at in _places(line.text, word)] for word in kind
    }
    most = max(kind, key=lambda word: len(said[word]))
    for word in kind:
        if word == most or len(said[word]) != 1 or len(said[most]) < _BESIDE:
            continue
        line, at = said[word][0]
        before, after = line.text[max(0, at - _BESIDE) : at], line.text[at + len(word) :]
        named = _UNDERTAKING.match(after)
        if named is None or most in line.text[max(0, at - 30) : at + 30]:
            continue
        alike = [
            (other, place) for other, place in said[most] if _is_same(other.text, place, most, before, named.group())
        ]
        if alike:
            other, place = alike[0]
            yield finding("A503", f"“{word}{named.group()}”与“{most}”不一致，见 {other.said(place, place + len(most))}", "若指同一件事，改为一致",
                          line.at(at))  # fmt: skip


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _is_same(text: str, at: int, word: str, before: str, named: str) -> bool:
    """Whether the same words stand before a word and behind it, or it is by itself the name of what is set up."""
    own = text[max(0, at - _BESIDE) : at]
    if text.startswith(named, at + len(word)):
        return own == before and len(own) == _BESIDE
    return named in _BODIES and text[at - 1 : at] == "“" and text[max(0, at - 3) : at - 1] == "简称"


def _offices(view: View) -> Iterator[Finding]:
    """工作专班办公室 where the document sets up a 领导小组 and no 工作专班."""
    set_up = [(line, match) for line in view.lines for match in _SET_UP.finditer(line.text)]
    for line in view.lines if set_up else ():
        for match in _OFFICE.finditer(line.text) if "办公室" in line.text else ():
            body = match["body"]
            others = sum(one.text.count(body) for one in view.lines)
            if others > 1 or any(found["body"] == body for _, found in set_up):
                continue
            first, found = set_up[0]
            yield finding("A503", f"“{match.group()}”与成立的“{found['body']}”不一致，见 {first.said(found.start('body'), found.end('body'))}",
                          "核对机构的名称，改为一致", line.at(match.start()), Severity.WARNING)  # fmt: skip
