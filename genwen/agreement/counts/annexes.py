"""Counts of what an annex lists: 报送佐证材料7份，目录见附件, against the numbered rows or paragraphs of that annex."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from genwen.agreement.counts.lists import miscounted, number_in
from genwen.agreement.reading.text import Grid, Line, Subject, View
from genwen.agreement.reading.vocabulary import COUNTING
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record

_LABEL = regex(rf"^附件\s*(?P<n>\d{{0,2}}|[{COUNTING}]{{0,2}})\s*(?:$|[：:])")
_N = rf"(?<![第\d.{COUNTING}])(?P<n>[{COUNTING}]{{1,3}}|\d{{1,3}})"
_KIND = "[份项个件家条人名台处种类篇]"
_SEE = rf"(?:详?见|列[入于在]|附于|载于|如)(?:本[^，。；\d]{{1,4}})?附件(?P<at>\d{{0,2}}|[{COUNTING}])(?!\d)"
_TOLD = regex(
    rf"{_N}(?P<kind>{_KIND})(?P<noun>[^，。；、：（）\d]{{0,14}})(?:[，；]?[（]?[^，。；、（）\d]{{0,10}}{_SEE}|（附件(?P<in>\d{{0,2}})）)"
)
_LISTED = regex(
    rf"附件(?P<at>\d{{0,2}})(?:所列|中的|列出的|列明的)的?{_N}(?P<kind>{_KIND})(?P<noun>[^，。；、（）\d]{{0,6}})"
)
_HEADED = regex(rf"[（(]共?{_N}(?P<kind>{_KIND})(?:[，,；;][^（）]{{2,16}})?[）)]$")
_BARE = regex("[\u4e00-\u9fff·（）“”\\s]{2,60}")
"""A line that only names, one or several parted by spaces."""
_GAP = regex(r"[ \u3000\xa0\t]+")
_IMPRINT = regex(r"\s*(?:抄送|主送|印发)")
_NOT = regex("[每各前后约近超另]$|其中[^，。；]{0,8}$")
_ITEM = regex(r"^\s*(?P<n>\d{1,2})[.．、](?!\d)")
_OF_ITEMS = regex("名单|目录|清单|一览|汇总|台账")
"""What an annex without a table is called when its paragraphs are what it lists."""
_FORM = regex("格式|样[表式本张]|模板|要求|填写|填报")
_TOTAL = regex("合计|总计|小计")
_FAR = 3


@record(eq=False)
class _Annex:
    """An annex: the lines of its own, how many members it lists, where, and other counts that may be meant."""

    lines: tuple[Line, ...]
    count: int
    said: str
    others: frozenset[int]


def check_annexes(subject: Subject) -> Iterator[Finding]:
    """Every mention of an annex with a count, in the text and in the title of the annex."""
    for view in subject.views:
        labels = [(at, match["n"]) for at, line in enumerate(view.lines) if (match := _LABEL.match(line.text.strip()))]
        labels = [(at, name) for at, name in labels if not view.lines[at].text.strip().endswith(("。", "；"))]
        annexes = _annexes(view, labels) if labels else {}
        for line in view.lines[: labels[0][0]] if annexes else ():
            if "附件" in line.text:
                for match in (*_TOLD.finditer(line.text), *_LISTED.finditer(line.text)):
                    groups = match.groupdict()
                    name = groups.get("at") or groups.get("in") or ""
                    yield from _held(line, match, annexes.get(name))
        for annex in annexes.values():
            for line in annex.lines[:3]:
                if title := _HEADED.search(line.text.strip()):
                    yield from _held(line, title, annex)


def _annexes(view: View, labels: Sequence[tuple[int, str]]) -> dict[str, _Annex]:
    """The annexes that list something, by their numbers; one alone goes by none too."""
    found: dict[str, _Annex] = {}
    ends = [at for at, _ in labels[1:]] + [len(view.lines)]
    for (start, name), end in zip(labels, ends, strict=True):
        grids = [grid for grid in view.grids if start < view.after(grid) <= end and not _is_imprint(grid)]
        annex = _listed(view.lines[start:end], grids) or (None if grids else _named(view.lines[start:end]))
        if annex is not None:
            found[name] = annex
    if len(labels) == 1 and found:
        found.setdefault("", *found.values())
    return found


def _is_imprint(grid: Grid) -> bool:
    """Whether a table is the 版记, which ends the last annex and is none of it."""
    return any(_IMPRINT.match(cell.text) for cell in grid.rows[0][:1])


def _listed(lines: Sequence[Line], grids: Sequence[Grid]) -> _Annex | None:
    """What an annex lists: the rows of its one table, or its paragraphs, numbered from one on."""
    if len(grids) > 1:
        return None
    if grids:
        rows = [
            row for row in grids[0].rows[1:] if row and not any(_TOTAL.match(cell.text.strip()) for cell in row[:2])
        ]
        numbers = [int(row[0].text) for row in rows if row[0].text.strip().isdigit()]
        columns = list(zip(*rows, strict=False))
        others = {len({cell.text.strip() for cell in column} - {""}) for column in columns[1:]}
        others |= {sum(int(cell.text) for cell in column if cell.text.strip().isdigit()) for column in columns[1:]}
        said = str(rows[-1][0].position) if rows else ""
    else:
        items = [(line, match) for line in lines if (match := _ITEM.match(line.text))]
        items = items if _OF_ITEMS.search("".join(line.text for line in lines[:3])) else []
        numbers, others = [int(match["n"]) for _, match in items], set()
        said = items[-1][0].said(0, 8) if items else ""
    if len(numbers) < 2 or numbers != list(range(1, len(numbers) + 1)):
        return None
    return _Annex(tuple(lines), len(numbers), said, frozenset(others))


def _named(lines: Sequence[Line]) -> _Annex | None:
    """Names without numbers under a head that counts them, one to a line or parted by spaces: （共12个）."""
    head = next((n for n, line in enumerate(lines[:4]) if _HEADED.search(line.text.strip())), None)
    count = 0
    for n, line in enumerate(lines[head + 1 :] if head is not None else ()):
        if _IMPRINT.match(line.text):
            lines = lines[: (head or 0) + 1 + n]
            break
        if not _BARE.fullmatch(line.text.strip()):
            return None
        pieces = _GAP.split(line.text.strip())
        single = sum(len(piece) == 1 for piece in pieces)
        if single % 2:
            return None
        count += len(pieces) - single // 2  # 丁  洁 is one name
    return _Annex(tuple(lines), count, lines[-1].said(0, 12), frozenset()) if count > 1 else None


def _held(line: Line, match: re.Match[str], annex: _Annex | None) -> Iterator[Finding]:
    number = number_in(match["n"])
    if annex is None or number < 2 or number in annex.others or not 0 < abs(number - annex.count) <= _FAR:
        return
    if not _NOT.search(line.text[: match.start("n")]) and not _FORM.search(match.group()):
        words = f"{match['n']}{match['kind']}{match.groupdict().get('noun') or ''}"
        yield miscounted(line, match.start("n"), words, annex.count, annex.said, "附件列出")
