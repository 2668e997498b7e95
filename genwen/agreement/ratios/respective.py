"""分别: as many names as numbers, as many indicators as are counted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.counts.lists import number_in
from genwen.agreement.reading.clauses import SENTENCE, begun_at
from genwen.agreement.reading.sheet import sheets_of
from genwen.agreement.reading.text import Line, Subject, finding, masked
from genwen.agreement.sums.totals import CHANGE_HEAD, bare_head
from genwen.agreement.values.crossing import Row, named_rows
from genwen.diagnostics import Finding
from genwen.patterns import regex

_NAMES = regex(
    r"(?P<names>[^，。；：、\d\0]{1,16}(?:、[^，。；：、\d\0]{1,16})+(?:[和及与][^，。；：、\d\0]{1,14})?)(?:[两二三四五六七八九十][种个项类家部][^，。；、\d]{0,8})?，?分别(?P<rest>[^。；]*)"
)
_VALUE = regex(r"\d[\d,.]*\s*[万亿]?[^\d，。；、和及]{0,10}")
_COUNTED = regex(
    r"分别[^\d。；，]{0,12}(?P<list>\d[^。；]*?)[，,；](?P<all>(?P<n>[两二三四五六七八九十]|\d)[项个](?:主要|核心|约束性|节能|考核)?(?:指标|目标|任务))"
)


_EACH = regex(
    r"^(?:比?上年|同比|较上年)?(?:分别)?(?P<way>增长|下降|上升|降低|提高|为|达到?|占)?[^，。；\d]{0,6}(?P<list>\d[\d.]*\s*[%％](?:\s*[、和及，]\s*\d[\d.]*\s*[%％])+)"
)


_AIM = regex("下达|目标|任务|要求|力争|指标为")


def check_rows(subject: Subject) -> Iterator[Finding]:
    """甲、乙支出分别增长5.3%、4.0%: each against the per cents of its row in a table."""
    for view in subject.views:
        sheets = sheets_of(view)
        named = named_rows(sheets) if sheets and any("分别" in line.text for line in view.lines) else {}
        for line in view.lines if named else ():
            for match in _NAMES.finditer(masked(line.text)) if "分别" in line.text else ():
                values = _EACH.match(match["rest"])
                names = re.split("、|[和及与](?=[^、]*$)", match["names"])
                if values is None:
                    continue
                numbers = re.findall(r"\d[\d.]*", values["list"])
                said = line.text[begun_at(line.text, match.start("rest"), SENTENCE) : match.start("rest")]
                if len(numbers) == len(names) and not _AIM.search(said):
                    moved = bool(
                        re.search("[增降升减]|提高", match.group().partition("分别")[2].partition(numbers[0])[0])
                    )
                    yield from _each_row(line, match.start("rest"), names, numbers, named, moved)


def _each_row(
    line: Line, at: int, names: Sequence[str], numbers: Sequence[str], named: dict[str, list[Row]], moved: bool
) -> Iterator[Finding]:
    for name, number in zip(names, numbers, strict=True):
        rows = named.get(name) or next(
            (some for label, some in named.items() if name.startswith(label) and len(name) - len(label) <= 2), []
        )
        cells = [
            (row, column, cell)
            for row in rows
            for column, cell in enumerate(row.sheet.numbers[row.row])
            if cell is not None and cell.unit == "%"
        ]
        if len(cells) == 1 and not moved and CHANGE_HEAD.search(bare_head(cells[0][0].sheet.heads[cells[0][1]])):
            continue
        if (
            len(cells) == 1
            and abs(abs(cells[0][2].value) - Decimal(number))
            > max(cells[0][2].step, Decimal(1).scaleb(-len(number.partition(".")[2]))) / 2
        ):
            row, column, cell = cells[0]
            yield finding("A810", f"“{name}”的{number}%与表中的{cell.value}不符，见 {row.sheet.said(row.row, column)}", "“分别”前后要一一对应，核对表和正文",
                          line.at(at))  # fmt: skip


def check_respectively(subject: Subject) -> Iterator[Finding]:
    """A、B、C分别下降a、b: as many figures as names."""
    for line in subject.lines():
        if "分别" not in line.text:
            continue
        for match in _NAMES.finditer(masked(line.text)):
            names = match["names"].count("、") + 1
            last = match["names"].rpartition("、")[2]
            most = names + len(re.findall("[和及与]", last))
            clause = match["rest"]
            values = re.match(
                rf"[^\d，]{{0,12}}(?P<list>{_VALUE.pattern}(?:[、和及][^\d，。；、]{{0,4}}{_VALUE.pattern})*)",
                clause,
            )
            if values is None:
                continue
            count = len(re.findall(r"\d[\d,.]*", values["list"]))
            if count > 1 and not names <= count <= most:
                yield finding("A807", f"“分别”前列出{names}项，后面有{count}个数，见 {line.said(match.start('rest'), match.end())}",
                              "核对项目和数字，一一对应", line.at(match.start()))  # fmt: skip
        for counted in _COUNTED.finditer(line.text):
            count = len(re.findall(r"\d[\d,.]*\s*[%％]", counted["list"]))
            if count > 2 and number_in(counted["n"]) not in (0, count):
                yield finding("A301", f"“{counted['all']}”与所列{count}项不符，见 {line.said(counted.start(), counted.end('list'))}",
                              "核对项数", line.at(counted.start("n")))  # fmt: skip
