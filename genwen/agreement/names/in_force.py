"""Since when what is issued holds: 现予公布，自2025年8月1日起施行 in the order, 本办法自2025年9月1日起施行 in the text."""

from __future__ import annotations

from collections.abc import Iterator

from genwen.agreement.reading.text import Subject, View, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

_DAY = r"自(?P<day>20\d{2}年\d{1,2}月\d{1,2}日)起(?:正式)?(?:施行|执行|实施)"
_OWN = regex(rf"本(?P<kind>办法|规定|细则|条例|意见|标准|规则|方案){_DAY}")
_MADE = regex(
    rf"《[^《》]*(?P<kind>办法|规定|细则|条例|意见|标准|规则|方案)(?:（[^（）]{{2,6}}）)?》[^。；]{{0,60}}?现(?:予以?|将其)?(?:公布|发布|印发)[^。；]{{0,20}}?{_DAY}"
)


def check_in_force(subject: Subject) -> Iterator[Finding]:
    """Document by document: the one day an order names against the one its text names."""
    for view in subject.views:
        yield from _held(view)


def _held(view: View) -> Iterator[Finding]:
    made = [(line, match) for line in view.lines for match in _MADE.finditer(line.text) if "施" in line.text]
    own = [(line, match) for line in view.lines for match in _OWN.finditer(line.text)] if len(made) == 1 else []
    if len(own) != 1:
        return
    (order, issued), (line, said) = made[0], own[0]
    if issued["kind"] == said["kind"] and issued["day"] != said["day"]:
        yield finding("A407", f"施行的日期一处是“{said['day']}”，一处是“{issued['day']}”，见 {order.said(*issued.span('day'))}",
                      "核对原文，改为一致", line.at(said.start("day")))  # fmt: skip
