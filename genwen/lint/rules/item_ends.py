"""Rules of how the items of one list end (GB/T 15834): all but the last with ；, the last with 。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.lint.masks import without_quotes
from genwen.lint.ordinals import read_odd
from genwen.lint.rule import SOFT, WARNING, Hit, Rule
from genwen.lint.rules.punctuation import CLAUSE
from genwen.lint.view import PROSE, Line, View
from genwen.patterns import regex

_BRACKETS = regex("（[^（）]*）")
_HAN = regex("[\u4e00-\u9fff]")
_HAS_STOP = regex("。(?=.)", re.S)


def _lists(view: View) -> Iterator[list[Line]]:
    """Items numbered from 1 on, rightly or not, that stand right under each other, none of them with a sentence of its own inside."""
    found: list[Line] = []
    for line in view.of(*PROSE):
        item, last = line.ordinal, found[-1] if found else None
        goes_on = (
            item is not None and last is not None and last.ordinal is not None and last.index + 1 == line.index
            and item.level == last.ordinal.level and item.number != 1 and line.part == last.part
        )  # fmt: skip
        if not goes_on:
            yield found
            found = []
        if goes_on or (item is not None and item.number == 1):
            found.append(line)
    yield found


def item_ends(view: View) -> Iterator[Hit]:
    """An item that ends otherwise than those beside it do."""
    for items in _lists(view):
        texts = [_BRACKETS.sub("", without_quotes(line.text.strip())) for line in items]
        ends = [text[-1:] for text in texts]
        if ends.count("。") == len(ends) - 1 > 1:
            for line in (line for line, end in zip(items, ends, strict=True) if _HAN.match(end)):
                yield _on_end(line, "这一项末尾没有标点，其他各项都有句号", "补上句号")
        if len(items) < 2 or "；" not in ends[:-1] or any(_HAS_STOP.search(text) for text in texts):
            continue
        for line, end in zip(items[:-1], ends[:-1], strict=True):
            if end in "。，、":
                said = f"这一项末尾用了“{end}”，前后各项用的是“；”"
                yield _on_end(line, said, "中间各项末尾用“；”，最后一项用“。”")
        if ends[-1] == "；" and not _goes_on_below(view, items[-1]):
            yield _on_end(items[-1], "最后一项末尾用了“；”", "最后一项用“。”", "。")


def _goes_on_below(view: View, line: Line) -> bool:
    """Whether the next line is one more item with an ordinal gone wrong, or goes on with the sentence."""
    below = next(iter(view.lines[line.index + 1 : line.index + 2]), None)
    if below is None or below.part != line.part or line.ordinal is None:
        return False
    numbers = {read_odd(below.whole), below.ordinal.number if below.ordinal else 0}
    return line.ordinal.number + 1 in numbers or below.said[:1] in "的并且或"


def _on_end(line: Line, said: str, hint: str, right: str = "") -> Hit:
    end = len(line.text.rstrip())
    return Hit(said, hint, line, end - 1, end, right=right)


_LIST = "正文：包括以下内容：\n正文：1.登记台账；\n正文：2.逐户核对{}\n正文：3.公示结果{}"
RULES = (
    Rule("G537", "各项末尾的标点不一", CLAUSE, SOFT, WARNING, "分项列举的各项，中间各项末尾用分号，最后一项末尾用句号。",
         _LIST.format("；", "。"), _LIST.format("。", "；"), item_ends),
)  # fmt: skip
