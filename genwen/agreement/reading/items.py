"""Items of a list, and members of a sentence, that each tell of themselves: （二）…，共发现问题15个 and （三）…，共发现问题12个."""

from __future__ import annotations

from genwen.agreement.reading.clauses import begun_at
from genwen.agreement.reading.text import Span
from genwen.patterns import regex

_MARK = regex(
    r"\s*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、]|[一二三四五六七八九十]是)"
)
_NUMBER = regex("\\d")
_CELL = regex(r"(?P<table>.*表\d+)\s*第(?P<row>\d+)行")
_IN_ALL = regex("(?:全年|今年以来)?(?:共计?|累计|合计|总计)(?![有为])")


def of_two_items(one: Span, other: Span) -> bool:
    """Whether two numbers are each said to be what its own item of a list comes to, and so of different things."""
    return one.line is not other.line and all(
        _MARK.match(each.line.text)
        and _IN_ALL.match(each.line.text, begun_at(each.line.text, each.start, "，。；：、"))
        for each in (one, other)
    )


def of_two_members(one: Span, other: Span) -> bool:
    """Whether two numbers stand in parts of one line that each begin with a number of their own: 蔬菜抽检320批次，合格率98%；水果抽检180批次，合格率95%."""
    if one.line is not other.line:
        return False
    text = one.line.text
    for marks in ("。\n", "；。\n"):
        begun = [begun_at(text, each.start, marks) for each in (one, other)]
        if begun[0] != begun[1]:
            return all(_NUMBER.search(text, at, each.start) for at, each in zip(begun, (one, other), strict=True))
    return False


def of_two_rows(one: Span, other: Span) -> bool:
    """Whether two numbers stand in two rows of one table, which are of different things."""
    first, second = (_CELL.match(each.line.position.place) for each in (one, other))
    if first is None or second is None:
        return False
    return first["table"] == second["table"] and first["row"] != second["row"]
