"""The rule of telephone numbers with a figure too few or too many: an area code has seven or eight behind it, a mobile eleven."""

from __future__ import annotations

from collections.abc import Iterator

from genwen.lint.rule import CUSTOM, UNWRITTEN, WARNING, Hit, Rule, at
from genwen.lint.view import View
from genwen.patterns import regex
from genwen.searching import found_in

_WRONG = regex(
    r"(?:电话|手机|传真|热线|联系方式|拨打|致电)(?:号码)?[^\d，。；）\n]{0,6}(?P<number>0\d{2,3}[-—－](?:\d{1,6}|\d{9,14})|1[3-9]\d{5,8}|1[3-9]\d{10,14})(?![\d—－-])"
)


def telephones(view: View) -> Iterator[Hit]:
    """0598-332011, 1381234567."""
    for line, match in found_in(view.lines, _WRONG):
        number = match["number"]
        behind = len(number) - 1 - max(number.find(mark) for mark in "-—－")
        said = f"号码“{number}”{f'区号后是{behind}位' if number[0] == '0' else f'是{len(number)}位'}"
        yield at(line, match, said, "核对号码：固定电话区号后7位或8位，手机11位", "number")


_NOTE = "附注：（联系人：张某某，联系电话：{}）"
RULES = (
    Rule("G643", "电话号码位数不对", UNWRITTEN, CUSTOM, WARNING, "少一位、多一位的号码打不通。",
         _NOTE.format("0571-88842603"), _NOTE.format("0571-888426"), telephones),
)  # fmt: skip
