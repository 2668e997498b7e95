"""What an item got against its full points and what was taken off: 满分25分，自评23分。…因能源审计尚未开展，扣2分."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.reading.clauses import last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.sentences import told_in
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

_FULL = regex("(?:满分|分值|标准分|标准分值|权重)(?:为|是|：)?$")
_GOT = regex("(?:自评|核查|考核|核定|评审|复核|实际|实)?(?:得分?|评分|自评|核查|核定)(?:为|是|：)?$")
_OFF = regex("(?:扣|失|丢)(?:分|去|掉|了)?(?:为|是|：)?$")
_SUM = regex("共|合计|累计|总计")
_RULE = regex("每|各|最多|最高|不得|扣完|则|以上|以下|可|应|其中|不扣|项均|起|视")
_APART = regex("上年|去年|平均|比|较|提高|合计|总分|总得分|高|低")


def check_deducted(subject: Subject) -> Iterator[Finding]:
    """Every paragraph that has full points, points got and points taken off."""
    for view in subject.views:
        for line in view.lines:
            if "分" in line.text and ("扣" in line.text or "失" in line.text or "丢" in line.text):
                yield from _held(line)


def _clause(figure: Figure) -> str:
    return last_clause(figure.line.text[max(0, figure.start - 24) : figure.start], "，。；：、（）")


def _held(line: Line) -> Iterator[Finding]:
    full: list[Figure] = []
    got: list[Figure] = []
    off: list[Figure] = []
    for item in told_in(line):
        figure = item.figure
        if figure.unit != "分":
            continue
        clause = _clause(figure)
        bracketed = line.text[max(0, figure.start - 1) : figure.start] == "（" and line.text[figure.end :][:1] == "）"
        if _OFF.search(clause):
            if _RULE.search(clause):
                return
            off.append(figure)
        elif bracketed or _FULL.search(clause):
            full.append(figure)
        elif _GOT.search(clause) and not _APART.search(clause):
            got.append(figure)
        else:
            return
    if len(full) == len(got) == 1 and off and full[0].start < got[0].start < off[0].start:
        yield from _judged(full[0], got[0], off)


def _judged(full: Figure, got: Figure, off: Sequence[Figure]) -> Iterator[Finding]:
    sums = [figure for figure in off if _SUM.search(_clause(figure))]
    parts = sums or list(off)
    total = sum((figure.value for figure in parts), Decimal(0))
    right = full.value - got.value
    if len(sums) > 1 or total == right or right < 0:
        return
    terms = "＋".join(figure.text for figure in parts)
    yield finding("A806", f"“扣{terms}”与满分{full.text}、得{got.text}不符，应扣{right.normalize():f}分，见 {full.said}", "核对满分、得分和扣分",
                  parts[-1].at)  # fmt: skip
