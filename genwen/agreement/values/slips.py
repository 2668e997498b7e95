"""Figures of prose whose digits have changed places and that may be one quantity, within a document and between documents of one body.

One digit more or less is no sign: 1030亿元 and 1230亿元 are as often two amounts as one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from genwen.agreement.reading.clauses import SENTENCE, begun_at, last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import about_one, bigrams, digits_of, transposed, weight
from genwen.agreement.reading.sentences import Part, Said, said_in
from genwen.agreement.reading.text import Subject, finding
from genwen.agreement.reading.whereabouts import scope_of
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record

_ENERGY = frozenset(
    ("千瓦时", "千克标准煤", "千克标准煤/人", "千克标准煤/平方米", "立方米/人", "千瓦时/平方米", "千瓦时/人")
)
_MOST = 400
_WORDED = 10
"""Characters of a cell that is prose: 新装电表126块、水表58块."""


_AFTER = regex(r"[^，。；、：（\d]{0,8}")


@record(eq=False)
class Use:
    """A figure with the paper's scope and the number of its sentence in all."""

    said: Said
    scope: str
    sentence: int

    @cached_property
    def words(self) -> str:
        """The words right before it."""
        figure = self.said.figure
        return last_clause(figure.line.text[max(0, figure.start - 18) : figure.start], SENTENCE)

    @cached_property
    def wide(self) -> frozenset[str]:
        """Pairs of characters of the words around it, within its sentence."""
        figure, text = self.said.figure, self.said.figure.line.text
        after = _AFTER.match(text, figure.end)
        begun = max(begun_at(text, figure.start, SENTENCE), figure.start - 40)
        return _words(text[begun : figure.start] + (after.group() if after else ""))


def check_slips(subject: Subject) -> Iterator[Finding]:
    """Pairs of the same unit and length with figures changed places, in wording that is alike."""
    by_unit: dict[tuple[str, int], list[Use]] = defaultdict(list)
    number = 0
    for view in subject.views:
        scope = scope_of(view) if subject.facts is None else ""
        cells = (cell for grid in view.grids for row in grid.rows for cell in row if len(cell.text) >= _WORDED)
        for line in (*view.lines, *cells):
            for sentence in said_in(line):
                number += 1
                for item in sentence:
                    printed = digits_of(item.figure.text)
                    if weight(printed) < 3 or item.figure.unit in ("%", "分", "元/千瓦时"):
                        continue
                    by_unit[item.figure.unit, len(printed)].append(Use(item, scope, number))
    for (unit, _), uses in by_unit.items():
        if 1 < len(uses) <= _MOST:
            yield from _among(unit, uses)


def _among(unit: str, uses: list[Use]) -> Iterator[Finding]:
    values: dict[object, list[Use]] = defaultdict(list)
    for use in uses:
        values[use.said.figure.value].append(use)
    told: set[object] = set()
    shapes: dict[str, list[object]] = defaultdict(list)
    for value, same in values.items():
        printed = digits_of(same[0].said.figure.text)
        shapes[f"{''.join(sorted(printed))}!{printed.find('.')}"].append(value)
    near = {value: some for some in shapes.values() for value in some}
    for value, same in values.items():
        for other in near[value]:
            if value == other or other in told or value in told:
                continue
            others = values[other]
            left, right = same[0].said.figure, others[0].said.figure
            if not transposed(digits_of(left.text), digits_of(right.text)):
                continue
            pair = _alike(unit, same, others)
            if pair is None:
                continue
            told |= {value, other}
            first, second = pair if _first(pair[0].said.figure, pair[1].said.figure) else (pair[1], pair[0])
            figure = second.said.figure
            yield finding("A204", f"“{figure.text}”与“{first.said.figure.text}”相近而不同，见 {first.said.figure.said}",
                          "若是同一数量，改为一致", figure.at)  # fmt: skip


def _first(left: Figure, right: Figure) -> bool:
    return (left.line.position.place, left.start) <= (right.line.position.place, right.start)


def _alike(unit: str, left: list[Use], right: list[Use]) -> tuple[Use, Use] | None:
    for a in left:
        for b in right:
            if a.sentence == b.sentence or a.scope != b.scope:
                continue
            if (a.said.part is Part.DIFFERENCE) is not (b.said.part is Part.DIFFERENCE):
                continue
            if a.said.year and b.said.year and a.said.year != b.said.year:
                continue
            common = bigrams(a.words) & bigrams(b.words)
            if len(a.wide & b.wide) >= 2:
                return a, b
            if Part.BASE in (a.said.part, b.said.part):
                continue
            if common or (unit in _ENERGY and about_one(a.words, b.words)):
                return a, b
    return None


def _words(text: str) -> frozenset[str]:
    """Pairs of characters of a wording, common nouns too."""
    return (
        frozenset(run[at : at + 2] for run in re.findall(r"[\u4e00-\u9fff]{2,}", text) for at in range(len(run) - 1))
        - _EVERYWHERE
    )


_EVERYWHERE = frozenset(
    (
        "全年",
        "年度",
        "其中",
        "实际",
        "完成",
        "达到",
        "情况",
        "全市",
        "全县",
        "全区",
        "万元",
        "工作",
        "我局",
        "累计",
        "同比",
        "下降",
        "增长",
        "上升",
        "减少",
        "增加",
        "上年",
    )
)
