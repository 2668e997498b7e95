"""A list and the count announced for it: 五项 … 一是 … 四是."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.agreement.reading.text import Grid, Line, Span, Subject, View, finding, masked
from genwen.agreement.reading.vocabulary import NUMERALS
from genwen.diagnostics import Finding
from genwen.numerals import NumeralError, parse_chinese_number
from genwen.patterns import regex
from genwen.records import record

_KIND = (
    "个(?:重点|主要|具体|评价|关键|工作|基本|突出)*(?:方面|环节|步骤|阶段|层面|领域|板块|单元|部分|重点|问题|原则|要求|特点|"
    "维度|办法|坚持|到位|不够|不足|难点|抓手|确保|体系|机制|行动|项目|内容|举措|措施|任务|维度)?|"
    "大(?:方面|类|行动|工程|任务|体系|板块|举措|措施|重点|问题)|项(?:[^，。；：、\\d]{0,8})|条(?:[^，。；：、\\d]{0,6})|"
    "点(?:[^，。；：、\\d]{0,4})|类(?:[^，。；：、\\d]{0,4})|种(?:[^，。；：、\\d]{0,4})|份(?:[^，。；：、\\d]{0,4})|方面|步"
)
_COUNT = regex(rf"(?P<n>(?<![第\d.{NUMERALS}])(?:[{NUMERALS}]{{1,3}}|两|\d{{1,2}}))(?P<kind>{_KIND})")
_LEADS = regex(r"^[^，。；：、\d]{0,12}(?:[，,]\s*$|(?:[：:。；]|如下|$)[^。；：:\d几]{0,14}[：:。，,]?\s*$)")
_SETTLED = regex(
    r"(?:措施|举措|做法|抓手)(?:全部|均已?|都已?|逐[项一]|[项件条]{2}|有力|扎实)?(?:全面|全部)?(?:落地|落实|完成|到位|推进|见效|发力)[^。；：、\d]{0,24}。$"
)
"""What a head says of the measures that it sums up before it lists them: 抓考核，4项措施全部落地。一是…."""
LIST_STYLES = (
    ("一是", regex(rf"(?:(?<=[，。；：,;:！\s])|^)(?P<n>[{NUMERALS}]{{1,2}})(?:是|要|抓|靠)(?!否)")),
    ("（1）", regex(r"(?:(?<=[，。；：,;:\s])|^)[（(](?P<n>\d{1,2})[）)]")),
    ("①", regex(r"(?P<n>[①②③④⑤⑥⑦⑧⑨⑩])")),
    ("1.", regex(r"(?:(?<=[。；：;:\s])|^)(?P<n>\d{1,2})[.．、](?!\d)")),
    ("（一）", regex(rf"(?:(?<=[。；：;:\s])|^)[（(](?P<n>[{NUMERALS}]{{1,3}})[）)]")),
    ("一、", regex(rf"^\s*(?P<n>[{NUMERALS}]{{1,3}})、")),
)
"""How the members of a list are marked, style by style; the group n is the number of the member."""
_FIRST = regex("一[是要抓靠]|[（(][1一][）)]|①|1[.．、]")
"""How the first member of a list inside a paragraph begins, whatever its style."""
_FIRST_OF = tuple(regex(first) for first in ("一[是要抓靠]", "[（(]0?1[）)]", "①", "0?1[.．、]", "[（(]一[）)]"))
"""How it begins style by style: only of such a list the members are counted."""
_JOINS = regex("[和及与]")
_RANK = {"一、": 0, "（一）": 1, "1.": 2, "（1）": 3, "①": 4, "一是": 5}
_ABOVE = regex(
    rf"(?:以上|上表|上述|表中)(?:所列)?(?:[^，。；：、\d]{{0,6}}共|共)?(?P<n>[{NUMERALS}]{{1,2}}|\d{{1,3}})(?P<kind>[项家个条类份名处件])"
)
_BELOW = regex(
    rf"(?:以下|下列)(?P<n>[{NUMERALS}]{{1,2}}|\d{{1,3}})(?P<kind>[项家个条类份名处件])"
    rf"|(?<![第\d.])(?P<m>[{NUMERALS}]{{1,2}}|\d{{1,3}})(?:[项家个条类份名处件])[^。；、\d]{{0,16}}(?:[见如]下?表|如下[：:]?$|详见附?表|名单如下|见附[表件])"
)
_PARTS = regex(rf"(?P<n>[两{NUMERALS}]|\d{{1,2}})个[^，。；、\d]{{0,6}}?(?P<kind>组|小组|片区|阶段|批次)")
_ORDERED = regex(rf"^第[{NUMERALS}]+(?P<kind>组|小组|片区|阶段|批次)")
_ELSEWHERE = regex("分组(?:情况|安排|名单|表)[^。；]{0,6}[见附]")
"""What sends to a table of groups that stands in an annex."""
_OTHERS = regex("合计|总计|小计|共计|总分|其中")


@record
class Announced(Span):
    """A count as announced in a line."""

    number: int


def number_in(text: str) -> int:
    """The count written in figures or in Chinese; 0 when it is no number."""
    if text.isascii() and text.isdigit():
        return int(text)
    if text in "①②③④⑤⑥⑦⑧⑨⑩":
        return "①②③④⑤⑥⑦⑧⑨⑩".index(text) + 1
    try:
        return 2 if text == "两" else parse_chinese_number(text)
    except NumeralError:
        return 0


def check_lists(subject: Subject) -> Iterator[Finding]:
    """Counts that do not agree with the list that follows, stands before, or is a table."""
    for view in subject.views:
        for index, line in enumerate(view.lines):
            yield from _inside(line)
            yield from _below(view, index)
        for grid in view.grids:
            yield from _table(view, grid)


def _announced(line: Line, end: int, begin: int = 0) -> Announced | None:
    """The count that announces what follows at `end`, when nothing but its noun and a colon stands between."""
    blank = masked(line.text)
    for match in reversed(list(_COUNT.finditer(blank, begin, end))):
        between = blank[match.end() : end]
        number = number_in(match["n"])
        if number == 1:
            continue  # 进一步, 一项
        if _is_counted(re.split("[，。；：]", blank[begin : match.start()])[-1], number):
            return None
        if (
            2 <= number <= 30
            and (_LEADS.match(between) or _SETTLED.fullmatch(_last_of(match) + between))
            and not re.match(r"[月日年]", between)
        ):
            if re.fullmatch("[项条点类种个步]", match["kind"]) and not re.match("[：:]|如下|$", between):
                return None
            if blank[: match.start()].endswith("“") and between.endswith(("，", ",")):
                return None
            if re.search(rf"(?:[其这各每]|另)$|[{NUMERALS}]是$", blank[: match.start()]):
                return None
            return Announced(line, match.start(), match.end(), number)
        return None
    return None


def _is_counted(clause: str, number: int) -> bool:
    """Whether the words before a count list as many as it says: 围绕课时、师资、设施三个方面组织教学：（1）小学…；（2）中学…."""
    least = clause.count("、") + 1
    return 2 < least <= number <= least + len(_JOINS.findall(clause))


def _last_of(match: re.Match[str]) -> str:
    """The last words of a count, which may already be those of a noun: 4项措施全部落地."""
    return match["kind"].lstrip("个大项条点类种")


def _inside(line: Line) -> Iterator[Finding]:
    """一是…二是… in the paragraph that announces how many."""
    if not _FIRST.search(line.text):
        return
    for (style, pattern), first in zip(LIST_STYLES, _FIRST_OF, strict=False):
        if not first.search(line.text):
            continue
        marks = [(match, number_in(match["n"])) for match in pattern.finditer(line.text)]
        previous = 0
        for index, (match, number) in enumerate(marks):
            if number == 1:
                last = match
                count = 1
                for later, following in marks[index + 1 :]:
                    if following <= count or following > count + 2:
                        break
                    count, last = following, later
                said = _announced(line, match.start(), previous)
                if said is not None and count > 1 and said.number != count:
                    yield _wrong(said, count, line.said(last.start(), last.end()), f"“{style}”一列")
                previous = last.end()


def _below(view: View, index: int) -> Iterator[Finding]:
    """A paragraph that ends by announcing; the paragraphs after it are the list."""
    line = view.lines[index]
    text = line.text.rstrip()
    said = _announced(line, len(text), max(text.rfind("。", 0, -1), 0))
    if said is None or index + 1 == len(view.lines) or any(view.after(grid) == index + 1 for grid in view.grids):
        return
    colon = text.endswith((":", "："))
    for style, pattern in LIST_STYLES:
        first = pattern.match(view.lines[index + 1].text.lstrip())
        if first is None or number_in(first["n"]) != 1 or (not colon and _RANK[style] in (0, 5)):
            continue
        numbers, last = [1], view.lines[index + 1]
        parted = _own_count(said, first.string)
        for following in view.lines[index + 2 :]:
            stripped = following.text.lstrip()
            higher = [other for other, form in LIST_STYLES if _RANK[other] < _RANK[style] and form.match(stripped)]
            mark = pattern.match(stripped)
            number = number_in(mark["n"]) if mark else 0
            if higher or (mark and not max(numbers[-1], 2) <= number <= numbers[-1] + 2):
                break
            if mark:
                numbers, last = [*numbers, number], following
        # of 一是, 三是, 三是 either the members or the last number may be meant
        if len(numbers) > 1 and said.number not in (len(numbers), numbers[-1]) and not parted:
            yield _wrong(said, len(numbers), last.said(0, 6), f"“{style}”一列")
        return


def _own_count(said: Announced, member: str) -> bool:
    """Whether the first member says how many of the things announced are its own, so that it is none of them: （一）能源方面（14个）."""
    kind = said.words.lstrip(f"0123456789两{NUMERALS}")[:1]
    return bool(kind) and re.search(rf"\d{kind}", member) is not None


def _table(view: View, grid: Grid) -> Iterator[Finding]:
    """以下5家 before a table, 以上7项 after it."""
    rows = grid.rows[1:]
    yield from _ordered(view, grid)
    counted = [row for row in rows if sum(1 for cell in row if cell.text.strip()) > 1]
    counted = [row for row in counted if not any(_OTHERS.match(cell.text.strip()) for cell in row[:2])]
    numbers = [int(row[0].text) for row in counted if row[0].text.strip().isdigit()]
    if len(numbers) < 2 or sorted(numbers) != list(range(1, len(numbers) + 1)):
        return
    count = len(numbers)
    near = [(line, _BELOW) for line in view.before(grid, 2)]
    near += [(line, _ABOVE) for line in view.below(grid, 1)]
    for line, pattern in near:
        for match in pattern.finditer(line.text):
            if (number := number_in(match["n"] or match.groupdict().get("m") or "")) not in (
                0,
                count,
            ) and not _list_after(line, match.end()):
                yield _wrong(Announced(line, match.start(), match.end(), number), count, str(grid.position), "表中共")


def _ordered(view: View, grid: Grid) -> Iterator[Finding]:
    """组成4个评价组 before a table of 第一组, 第二组, 第三组."""
    labels = {
        match.group(): match["kind"]
        for row in grid.rows
        for cell in row[:2]
        if (match := _ORDERED.match(cell.text.strip()))
    }
    if len(labels) < 2 or len(set(labels.values())) > 1:
        return
    near = view.before(grid, 4)
    for line in (*near, *(one for one in view.lines if _ELSEWHERE.search(one.text) and one not in near)):
        for match in _PARTS.finditer(line.text):
            number = number_in(match["n"])
            if match["kind"] in labels.values() and number > 1 and number != len(labels):
                yield _wrong(
                    Announced(line, match.start(), match.end(), number), len(labels), str(grid.position), "表中共"
                )


def _list_after(line: Line, end: int) -> bool:
    return bool(re.search(r"一是|（1）|[：:][^。]*、", line.text[end:]))


def miscounted(line: Line, at: int, words: str, count: int, other: str, what: str = "列出", more: str = "") -> Finding:
    """A count, in these words at a place of a line, that is not that of what is listed at the other place."""
    hint = f"核对：改为{count}，或补上、删去所列{more}"
    return finding("A301", f"“{words}”与所列不符：{what}{count}项，见 {other}", hint, line.at(at))


def _wrong(said: Announced, count: int, other: str, what: str) -> Finding:
    more = "；写成表达式（如 {{ 项数|大写 }}）可免不符"
    return miscounted(said.line, said.start, said.words, count, other, what, more)
