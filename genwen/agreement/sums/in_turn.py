"""What is done of so many first and then again: 推动6个乡镇建设服务站，年底前建成2个，明年再建成4个. It comes to no more than there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from genwen.agreement.reading.clauses import begun_at
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.sentences import spoken
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.agreement.sums.parts import never_parts
from genwen.diagnostics import Finding
from genwen.patterns import regex

_AGAIN = regex("再(?P<verb>[\u4e00-\u9fff]{2,3})$")
_WHOLE = regex("(?:推动|支持|指导|组织|确定|选择|选取|改造|整治|安排|实施|计划|督促|对)(?:全部|其余|剩余|上述)?$")


def check_in_turn(subject: Subject) -> Iterator[Finding]:
    """Every 再 with a number behind its verb."""
    for view in subject.views:
        for line in view.lines:
            if "再" in line.text:
                yield from _held(line, spoken(line))


def _held(line: Line, found: Sequence[Figure]) -> Iterator[Finding]:
    text = line.text
    for first, again in pairwise(found):
        match = _AGAIN.search(text, max(0, again.start - 5), again.start)
        if match is None or first.unit != again.unit or again.unit in never_parts:
            continue
        if not text.endswith(match["verb"], 0, first.start):
            continue
        begun = begun_at(text, again.start, "。；\n")
        same = [one for one in found if begun <= one.start < first.start and one.unit == first.unit]
        if len(same) == 1 and _WHOLE.search(text, begun, same[0].start) and first.value + again.value > same[0].value:
            yield finding("A806", f"{first.text}＋{again.text}多于总数{same[0].text}，见 {same[0].said}", "核对各部分和总数",
                          again.at)  # fmt: skip
