"""The folder of collected score sheets: which file is whose, and what stands in it.

A file belongs to the unit its title names (云溪区教育局2025年度自评打分表), else to the one its name does; the longest
name that fits wins. K102 a file that cannot be read, K103 one of no unit, of two or of the office, K104 two files of one
unit, K105 a sheet of another year, K114 a title that names somebody who is not in the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from genwen.diagnostics import Finding, GenwenError, Position, Severity, errors_in, nearest
from genwen.numerals.errors import half_width
from genwen.patterns import regex
from genwen.records import made, record
from genwen.spreadsheet.reading import Table

SHEETS = "打分表"
BOOKS = (".xlsx", ".xlsm")
OLD_BOOKS = (".xls", ".et", ".csv")
MAX_TITLE = 200
Read = Callable[[Path, str], Table]
"""What reads a sheet: its path, the name findings use. Raises GenwenError."""
_YEAR = regex(r"(20\d\d)年")
_OWN_TITLE = regex(r"^(?P<who>.{1,40}?[局委办院府校处站馆会部厅室所园队社心道镇乡司])20\d\d年度?自评打分表$")
"""The title of our own forms with the name of a unit."""


@record
class Collected:
    """One file as it was read; `table` is None where it could not be."""

    path: Path
    shown: str
    unit: str = ""
    table: Table | None = None
    findings: list[Finding] = made(default_factory=list)
    named: tuple[str, ...] = ()
    """The units the file seems to be of, where it could not be given to one."""


def sheets_in(folder: Path) -> list[Path]:
    """The files of a folder and its subfolders that may be sheets, in order."""
    if not folder.is_dir():
        return []
    found = (path for path in folder.rglob("*") if path.suffix.lower() in (*BOOKS, *OLD_BOOKS) and path.is_file())
    return sorted(path for path in found if path.name[0] not in "._~")


class Names:
    """The names units are known by, as they may stand in a title or the name of a file."""

    def __init__(self, units: Iterable[tuple[str, str]], office: str = "") -> None:
        """`units` are pairs of name and 简称 ("" for none); `office` is the name of who collects the sheets."""
        self.known: dict[str, str] = {}
        self.office = _plain(office)
        short: dict[str, list[str]] = {}
        for name, abbreviated in units:
            self.known[_plain(name)] = name
            short.setdefault(_plain(abbreviated), []).append(name)
        for abbreviated, names in short.items():
            if abbreviated and len(names) == 1:
                self.known.setdefault(abbreviated, names[0])
        self._lengths = sorted({len(name) for name in self.known}, reverse=True)

    def in_text(self, text: str) -> str:
        """The unit whose name stands in a text, the longest one; "" for none."""
        plain = _plain(text[:MAX_TITLE])
        offices = _spans(self.office, plain) if self.office not in self.known else []
        for length in self._lengths:
            for start in range(len(plain) - length + 1):
                own = any(first <= start and start + length <= last for first, last in offices)
                if plain[start : start + length] in self.known and not own:
                    return self.known[plain[start : start + length]]
        return ""


def _spans(name: str, text: str) -> list[tuple[int, int]]:
    """Where a name stands in a text."""
    found = (at for at in range(len(text)) if name and text.startswith(name, at))
    return [(at, at + len(name)) for at in found]


def _plain(text: str) -> str:
    return "".join(half_width(text).split()).replace("(", "（").replace(")", "）")


def collect(
    paths: Sequence[Path], names: Names, year: int, shown: Callable[[Path], str], read: Read
) -> tuple[dict[str, Collected], list[Collected]]:
    """The sheets by unit, and the files that could not be used (each with its findings)."""
    by_unit: dict[str, list[Collected]] = {}
    bad: list[Collected] = []
    for path in paths:
        sheet = _read(path, names, year, shown(path), read)
        if errors_in(sheet.findings) or sheet.table is None:
            bad.append(sheet)
        else:
            by_unit.setdefault(sheet.unit, []).append(sheet)
    for unit, sheets in list(by_unit.items()):
        first, *others = sheets
        same = all(_rows(other) == _rows(first) for other in others)
        bad += [_one_too_many(first, other, same) for other in others]
        if not same:
            del by_unit[unit]
    return {unit: sheets[0] for unit, sheets in by_unit.items()}, bad


def _read(path: Path, names: Names, year: int, shown: str, read: Read) -> Collected:
    at = Position(shown)
    by_file = names.in_text(path.stem)
    near = (by_file,) if by_file else ()
    if path.suffix.lower() not in BOOKS:
        said = "不是 .xlsx 工作簿，没有读取"
        finding = Finding("K102", said, "用 Excel 或 WPS 打开，另存为 .xlsx 再放进来", at)
        return Collected(path, shown, findings=[finding], named=near)
    try:
        table = read(path, shown)
    except GenwenError as error:
        return Collected(path, shown, findings=[Finding("K102", error.message, error.hint, at)], named=near)
    title = " ".join(table.above)
    by_title = names.in_text(title)
    findings = list(_doubts(by_title, by_file, table.above, path.stem, names, year, at))
    named = tuple(dict.fromkeys(name for name in (by_title, by_file) if name))
    if not table.lines:
        findings += table.findings
    return Collected(path, shown, by_title or by_file, table, findings, named)


def _doubts(
    by_title: str, by_file: str, above: Sequence[str], stem: str, names: Names, year: int, at: Position
) -> Iterator[Finding]:
    """What speaks against using a sheet at all."""
    title = " ".join(above)
    who = next((match["who"] for text in above if (match := _OWN_TITLE.match(_plain(text)))), "")
    if not by_title and who and who == names.office:
        said = f"表题是本级“{who}”" + (f"，文件名是“{by_file}”" if by_file else "，不是下级单位的打分表")
        yield Finding("K103", said, "核对是哪个单位填的，表题改为这个单位的名称", at)
    elif not by_title and not by_file:
        hint = nearest(stem, list(names.known.values())) or "把文件名改为“单位名称.xlsx”"
        yield Finding("K103", "认不出是哪个单位的打分表", f"文件名或表题里写明单位的名称；{hint}", at)
    elif by_title and by_file and by_title != by_file:
        said = f"表题是“{by_title}”，文件名是“{by_file}”"
        yield Finding("K103", said, "核对是哪个单位的，改正表题或文件名", at)
    elif not by_title and who and not _abbreviates(who, by_file):
        said = f"表题的“{who}”不在名单里，按文件名算作“{by_file}”的"
        yield Finding("K114", said, "核对是哪个单位的，改正表题或文件名", at, Severity.WARNING)
    years = {int(found) for found in _YEAR.findall(half_width(title))}
    if years and year not in years:
        said = f"表题写的是{'、'.join(map(str, sorted(years)))}年，不是{year}年的打分表"
        yield Finding("K105", said, f"换成{year}年度的打分表，或改正表题", at)


def _abbreviates(said: str, name: str) -> bool:
    """Whether a name is another one with some of its characters left out: 市监局 of 云溪区市场监督管理局."""
    rest = iter(_plain(name))
    return all(char in rest for char in said)


def _one_too_many(first: Collected, sheet: Collected, same: bool) -> Collected:
    """Another sheet of a unit: when all say the same, the first counts, else none."""
    severity = Severity.WARNING if same else Severity.ERROR
    said = f"“{sheet.unit}”有两份打分表，另一份是 {first.shown}" + ("，内容相同，只用那一份" if same else "")
    finding = Finding("K104", said, "只留下正确的一份", Position(sheet.shown), severity)
    return Collected(sheet.path, sheet.shown, sheet.unit, None, [finding], () if same else (sheet.unit,))


def _rows(sheet: Collected) -> list[dict[str, object]]:
    return [line.values for line in sheet.table.lines] if sheet.table is not None else []
