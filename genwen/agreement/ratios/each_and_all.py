"""So many in each and in all: 每个县抽查1家医院、2家卫生院和3所学校，共抽查医疗机构24家、学校24所. All are so many times what each is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.reading.clauses import CLAUSE, begun_at, ended_at
from genwen.agreement.reading.figures import Figure, figures
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

_EACH = regex(
    "每个?(?:县|乡镇|镇|街道|社区|村|学校|单位|部门|科室|组|市|区|片区|小组)(?:（[^）]*）)?(?P<verb>抽查|检查|抽取|选派|确定|配备|安排|建设|建成|设置|推荐|选择)"
)
_NOT = regex("至少|不少于|不低于|以上|以内|不超过|不多于|左右|约|最多|～|—|至")
_COUNTS = frozenset("家所个名人户座处条台套份")


def check_each_and_all(subject: Subject) -> Iterator[Finding]:
    """Every sentence that tells what each has and what all have."""
    for view in subject.views:
        for line in view.lines:
            for match in _EACH.finditer(line.text) if "每" in line.text and "共" in line.text else ():
                end = ended_at(line.text, match.end(), "。；\n")
                middle = line.text.find(f"共{match['verb']}", match.end(), end)
                if middle > 0 and not _NOT.search(line.text, match.start(), end):
                    yield from _held(line, (match.end(), begun_at(line.text, middle, CLAUSE)), (middle, end))


def _held(line: Line, first: tuple[int, int], last: tuple[int, int]) -> Iterator[Finding]:
    """The number of times each is in all, unit by unit: a whole one, and one for all units."""
    each, whole = _by_unit(line, *first), _by_unit(line, *last)
    if not whole or not whole.keys() <= each.keys() or any(len(some) > 1 for some in whole.values()):
        return
    sums = {unit: sum((one.value for one in each[unit]), Decimal(0)) for unit in whole}
    times = {unit: whole[unit][0].value / sums[unit] for unit in whole if sums[unit]}
    odd = [unit for unit, ratio in times.items() if ratio != ratio.to_integral_value()]
    for unit in odd if len(odd) < len(times) or len(times) == 1 else ():
        figure = whole[unit][0]
        terms = "＋".join(one.text for one in each[unit])
        yield finding("A809", f"“{figure.text}”不是每一处{terms}的整倍数，见 {each[unit][0].said}", "核对总数和每一处的数",
                      figure.at)  # fmt: skip


def _by_unit(line: Line, start: int, end: int) -> dict[str, Sequence[Figure]]:
    found: dict[str, list[Figure]] = {}
    for figure in figures(line):
        if start <= figure.start < end and figure.unit in _COUNTS:
            found.setdefault(figure.unit, []).append(figure)
    return dict(found)
