"""The same list in two places: rows of two tables, or of a table and of a sentence, that agree but for one name written another way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from genwen.agreement.reading.sheet import AVERAGE, TOTAL, Sheet, sheets_of
from genwen.agreement.reading.sounds import sound_of
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record

_LIST = regex(r"[\u4e00-\u9fff（）]{2,16}(?:、[\u4e00-\u9fff（）]{2,16}){3,}")
_AMOUNT = r"\d[\d.]*[万亿]?[\u4e00-\u9fff%]{1,4}"
_AMOUNTS = regex(rf"[\u4e00-\u9fff（）]{{2,20}}{_AMOUNT}(?:[、，；]和?[\u4e00-\u9fff（）]{{2,16}}{_AMOUNT}){{3,}}")
"""Names each with its amount: 视频监控系统178万元、入侵报警系统132万元…."""
_NAMED = regex(rf"(?P<name>[\u4e00-\u9fff（）]{{2,20}}){_AMOUNT}")
_AND = regex("和|其中(?:包括)?|包括")
_LEADS = regex("^.*(?:包括|分别为|分别是|对|向|由|在|为|是|有|即|和|以及|组织|会同|其中)")
_ORDER = regex("[一二三四五六七八九十两东南西北中上下前后大小新老高低内外甲乙丙]")
_GENERIC = regex(
    "^(?:[\u4e00-\u9fff]{0,3}?[省市县区](?=[\u4e00-\u9fff]{3}))|(?:局|委员会|委|办公室|办|科|股|处|室|镇|乡|街道|中心|医院|小学|中学|学校|公司|社区|村)$"
)
_ROWS = 60
_LISTS = 60


@record(eq=False)
class Roll:
    """A list: names, and the line of each with where it begins."""

    names: tuple[str, ...]
    places: dict[str, tuple[Line, int]]
    table: bool


def check_same_lists(subject: Subject) -> Iterator[Finding]:
    """Every list of four names or more against every other of the document."""
    for view in subject.views:
        rolls = list(_tables(sheets_of(view)))[:_LISTS]
        rolls += list(_sentences(view.lines))[:_LISTS] if rolls else []
        told: set[tuple[str, str]] = set()
        for one, other in combinations(rolls, 2):
            if not (one.table or other.table):
                continue
            for left, right in _odd(one, other):
                if (left, right) in told:
                    continue
                told.add((left, right))
                first, at = one.places[left]
                line, start = other.places[right]
                yield finding("A503", f"“{right}”与“{left}”像是同一项的两种写法：两处的其他各项都相同，见 {first.said(at, at + len(left))}",
                              "核对名称，改为一致", line.at(start))  # fmt: skip


def _tables(sheets: Sequence[Sheet]) -> Iterator[Roll]:
    for sheet in sheets:
        if not 4 <= len(sheet.labels) <= _ROWS:
            continue
        places: dict[str, tuple[Line, int]] = {}
        for row, label in enumerate(sheet.labels):
            cell = next((cell for cell in sheet.rows[row] if re.sub(r"\s", "", cell.text) == label), None)
            if (
                cell is not None
                and len(label) > 1
                and re.search("[\u4e00-\u9fff]", label)
                and not TOTAL.match(label)
                and not AVERAGE.match(label)
            ):
                places.setdefault(label, (cell, 0))
        if len(places) >= 4:
            yield Roll(tuple(places), places, True)


def _sentences(lines: Sequence[Line]) -> Iterator[Roll]:
    for line in lines:
        for match in _LIST.finditer(line.text) if line.text.count("、") > 2 else ():
            places: dict[str, tuple[Line, int]] = {}
            at = match.start()
            items = match.group().split("、")
            ends = "".join({item[-1] for item in items[:-1]})
            last = re.match(f"..+?[{ends}](?![{ends}])", items[-1])
            for item in [*items[:-1], last.group() if last else items[-1]]:
                name = _LEADS.sub("", item) if at == match.start() else re.sub("等$|等.*$", "", item)
                places.setdefault(name, (line, at + len(item) - len(name) if at == match.start() else at))
                at += len(item) + 1
            yield Roll(tuple(places), places, False)
        for match in _AMOUNTS.finditer(line.text) if line.text.count("、") + line.text.count("，") > 2 else ():
            places = {}
            for named in _NAMED.finditer(line.text, match.start(), match.end()):
                lead = _LEADS.match(named["name"]) if named.start() == match.start() else _AND.match(named["name"])
                start = named.start() + (lead.end() if lead else 0)
                places.setdefault(line.text[start : named.end("name")], (line, start))
            yield Roll(tuple(places), places, False)


def _odd(one: Roll, other: Roll) -> Iterator[tuple[str, str]]:
    """Names of each that the other has not and that are alike, when most names agree."""
    common = set(one.names) & set(other.names)
    if len(common) < 3:
        return
    left = [name for name in one.names if name not in common]
    right = [name for name in other.names if name not in common]
    smaller = min(len(one.names), len(other.names))
    if not left or not right or len(common) * 5 < smaller * 3 or min(len(left), len(right)) > 2:
        return
    for a in left:
        for b in right:
            if _alike(a, b):
                yield a, b


def _alike(one: str, other: str) -> bool:
    """Whether two names are one gone wrong: most characters in order, one end the same, and not told apart by a number."""
    if re.sub(r"[（(].*?[）)]", "", one) == re.sub(r"[（(].*?[）)]", "", other) or min(len(one), len(other)) < 3:
        return False
    edits = [code for code in SequenceMatcher(None, one, other, autojunk=False).get_opcodes() if code[0] != "equal"]
    odd = "".join(one[a:b] + other[c:d] for _, a, b, c, d in edits)
    kept = max(len(one), len(other)) - sum(max(b - a, d - c) for _, a, b, c, d in edits)
    if _ORDER.search(odd) or re.search("[0-9A-Za-z水电气油]", odd) or len(edits) > 1:
        return False
    if abs(len(one) - len(other)) > 1 and (one in other or other in one or edits[0][0] in ("insert", "delete")):
        return False
    cores = [_GENERIC.sub("", name) or name for name in (one, other)]
    begins = sound_of(cores[0][0]) == sound_of(cores[1][0])
    return begins and kept * 2 >= min(len(one), len(other)) and (one[0] == other[0] or one[-1] == other[-1])
