"""Counts of things that are then named one by one: 5家单位，分别是…; “四个一”; objects counted twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.agreement.figures import UNIT
from genwen.agreement.lists import number_in
from genwen.agreement.sheet import AVERAGE, TOTAL, sheets_of
from genwen.agreement.text import Grid, Line, Subject, View, finding
from genwen.diagnostics import Finding

_N = r"(?P<n>[两二三四五六七八九十]{1,3}|\d{1,3})"
_NAMED = re.compile(
    rf"{_N}(?P<kind>[个家名位项处所部类种次期座条大栋支])(?P<noun>[^，。；：、（）()\d]{{0,20}})(?P<mark>，?(?:分别是|分别为|即|包括|依次是|依次为|有)[：:]?|[：:]|（(?:即|分别是|分别为|包括)?[：:]?)"
    r"(?P<list>[^。；（）()\n]{4,200})"
)
_BEFORE = re.compile(
    rf"(?:^|[，。；：])(?P<list>[^，。；：\n]{{2,12}}(?:、[^，。；：、\n]{{2,12}}){{1,}})(?:等)?{_N}(?P<kind>[次个项家类种])(?P<noun>主题|活动|科室|单位|部门|制度|系统|指标|机制|举措)"
)
_FIXED = re.compile(r"[“\"](?P<n>[两二三四五六七八九十])(?P<word>个?[\u4e00-\u9fff])[”\"]")
_ABOVE = re.compile(rf"(?:上述|以上|前述|这){_N}[个项条](?:方面的?)?(?P<noun>问题|方面|做法|措施|举措|任务|环节|工作)")
_INSPECTED = re.compile(
    rf"对{_N}[家个](?:单位|部门|科室|机关|公共机构)[^，。；]{{0,10}}(?:检查|考核|核查|抽查|评价|督查|复查|调查)"
)


def check_members(subject: Subject) -> Iterator[Finding]:
    """Line by line, then 上述n个问题 against the list before it, then tables of what was inspected."""
    for view in subject.views:
        for line in view.lines:
            yield from _named(line)
            yield from _before(line)
            yield from _fixed(line)
            yield from _group(line)
        yield from _above(view)
        for grid in view.grids:
            yield from _inspected(view, grid)


def _wrong(line: Line, start: int, end: int, words: str, count: int, at: int) -> Finding:
    return finding(
        "A301",
        f"“{words}”与所列不符：列出{count}项，见 {line.said(start, end)}",
        f"核对：改为{count}，或补上、删去所列",
        line.at(at),
    )


def _items(text: str) -> list[str]:
    """The members of a list: by 、 and the last by 和 or 及."""
    return [part.strip() for part in text.split("、") if part.strip()]


def _named(line: Line) -> Iterator[Finding]:
    for match in _NAMED.finditer(line.text):
        number = number_in(match["n"])
        paren = match["mark"].startswith("（")
        if (
            number < 2
            or re.search(r"[第每各前后近约超]$", line.text[: match.start()])
            or re.match("以上|左右|多|余", match["noun"])
        ):
            continue
        text = match["list"]
        if paren:
            text = line.text[match.start("list") : (line.text + "）").find("）", match.start("list"))]
        else:
            text = re.split("，", text)[0]
            if not re.search("分别|即|依次|[：:]", match["mark"]) and "包括" not in match["mark"]:
                continue
        if (
            re.search(rf"\d\s*(?:{UNIT})(?![\u4e00-\u9fff])|\d[.、]|等|一是|（1）|《", re.sub(r"\d+号", "", text))
            or "、" not in text
        ):
            continue
        items = _items(text)
        last = len(re.findall("[和及与]|以及", items[-1]))
        if any(len(item) > 22 for item in items) or (
            match["kind"] in "次期类种大" and not paren and "分别" not in match["mark"]
        ):
            continue
        inner = sum(len(re.findall("[和及与]", item)) for item in items[:-1])
        if not len(items) <= number <= len(items) + last + inner:
            yield _wrong(
                line,
                match.start("list"),
                match.end(),
                match["n"] + match["kind"] + match["noun"][:8],
                len(items) + min(last, 1),
                match.start(),
            )


def _before(line: Line) -> Iterator[Finding]:
    for match in _BEFORE.finditer(line.text):
        items = _items(
            re.sub(
                r"^(?:先后|积极|组织|开展|举办|参加|结合|利用|召开|成立|建立|制定|完善|包括|分为|由|对|以|围绕)+(?:开展|举办|组织)?",
                "",
                match["list"],
            )
        )
        if "等" in match.group() or re.search(r"\d|第|各", match["list"]):
            continue
        number = number_in(match["n"])
        most = len(items) + len(re.findall("[和及与]|以及", match["list"]))
        least = len(items)
        if match["kind"] == "次" and len(items) < 2:
            continue
        if number >= 2 and not least <= number <= most and abs(number - least) <= 3:
            yield _wrong(
                line,
                match.start("list"),
                match.end("list"),
                match["n"] + match["kind"] + match["noun"],
                least,
                match.start("n"),
            )


def _fixed(line: Line) -> Iterator[Finding]:
    """“三定”: three members with 定; “四个一”: four that begin with 一."""
    for match in _FIXED.finditer(line.text):
        word = match["word"]
        number = number_in(match["n"])
        key = word[-1]
        begun, end = line.text.rfind("。", 0, match.start()) + 1, line.text.find("。", match.end())
        before = line.text[begun : match.start()]
        after = line.text[match.end() : end if end >= 0 else len(line.text)]
        listed = re.match(r"[^，。；：:]{0,8}[：:](?P<list>.+)", after)
        for text in (listed["list"] if listed else "", before[-60:]):
            members = [
                part
                for part in re.split("[、；，]|和(?=.{0,3}" + key + ")", text)
                if re.match(rf".{{0,4}}?{key}", part.strip())
            ]
            starting = [part for part in members if part.strip().startswith(key) or key not in "一"]
            if len(starting) >= 2 and len(starting) == len(members) and "一是" not in text:
                if len(starting) != number and abs(len(starting) - number) <= 2:
                    yield _wrong(line, match.start(), match.end(), match.group(), len(starting), match.start())
                break


_GROUP = re.compile(
    rf"(?:由)?{_N}[人名位](?:同志)?(?:组成|参加)?[^，。；（]{{0,16}}[（](?P<list>[^（）]*(?:组长|主任|成员|队长)[^（）]*)[）]"
)


def _group(line: Line) -> Iterator[Finding]:
    """由5人组成的督导组（组长甲，成员乙、丙、丁、戊）."""
    for match in _GROUP.finditer(line.text):
        parts = [part for part in re.split("[，、；,]", match["list"]) if part.strip()]
        if "等" in match["list"] or re.search(r"\d", match["list"]) or any(len(part) > 10 for part in parts):
            continue
        number = number_in(match["n"])
        if number and number != len(parts):
            yield _wrong(line, match.start("list"), match.end("list"), f"{match['n']}人", len(parts), match.start("n"))


_ETC = re.compile(rf"等{_N}[家个](?:单位|机关|部门|公共机构|乡镇)")
_ALL = re.compile(rf"{_N}[项类个家种](?P<noun>[\u4e00-\u9fff]{{2,8}}?)(?:全部|均|都)")


def _above(view: View) -> Iterator[Finding]:
    """上述三个问题, against 一是…三是… that was last said of problems."""
    counted: tuple[int, Line, int] | None = None
    before = ""
    for line in view.lines:
        own = _listing(line)
        for match in _ABOVE.finditer(line.text):
            number = number_in(match["n"])
            last = own if own is not None and own[2] < match.start() else counted
            if last is None or number < 2 or number == last[0] or not _spoken_of(match["noun"], last[1].text + before):
                continue
            yield finding("A301", f"“{match.group()}”与前面列出的{last[0]}项不符，见 {last[1].said(last[2], last[2] + 6)}",
                          f"核对：改为{last[0]}，或补上、删去所列", line.at(match.start()))  # fmt: skip
        before = line.text
        counted = own or counted


def _listing(line: Line) -> tuple[int, Line, int] | None:
    """How many members a list 一是…二是… has, and where it begins."""
    marks = re.findall(r"(?:^|[，。；：、])([一二三四五六七八九])是", line.text)
    if len(marks) >= 2 and marks == list("一二三四五六七八九")[: len(marks)]:
        return len(marks), line, line.text.index("一是")
    return None


def _spoken_of(noun: str, text: str) -> bool:
    """Whether what a list is of may go by this noun."""
    return noun == "方面" or noun in text or (noun == "问题" and bool(re.search("不足|短板|困难|薄弱", text)))


def _inspected(view: View, grid: Grid) -> Iterator[Finding]:
    """对12家单位进行了检查 before a table with a row for each."""
    sheet = next((item for item in sheets_of(view) if item.grid is grid), None)
    if sheet is None:
        return
    rows = [label for label in sheet.labels if label and not TOTAL.match(label) and not AVERAGE.match(label)]
    if len(rows) >= 3 and len(set(rows)) == len(rows) and any(sheet.index_column(c) for c in range(len(sheet.heads))):
        for line in view.before(grid, 3):
            for match in _ETC.finditer(line.text):
                number = number_in(match["n"])
                if number >= 2 and number != len(rows) and abs(number - len(rows)) <= max(3, len(rows) // 4):
                    yield finding(
                        "A301",
                        f"“{match.group()}”与表中{len(rows)}行不符，见 {grid.position}",
                        "核对单位数和表",
                        line.at(match.start()),
                    )
    for line in view.below(grid, 4):
        for match in _ALL.finditer(line.text):
            number = number_in(match["n"])
            if (
                match["noun"][:2] in sheet.heads[0] + sheet.heads[1]
                and number >= 2
                and number != len(rows)
                and abs(number - len(rows)) <= 2
            ):
                yield finding(
                    "A301",
                    f"“{match.group()}”与表中{len(rows)}行不符，见 {grid.position}",
                    "核对项数和表",
                    line.at(match.start()),
                )
    if not re.search("得分|分数|总分|结果|等次", "".join(sheet.heads)):
        return
    if len(rows) < 3 or len(set(rows)) != len(rows):
        return
    for line in view.before(grid, 4):
        for match in _INSPECTED.finditer(line.text):
            number = number_in(match["n"])
            if number and number != len(rows) and abs(number - len(rows)) <= max(3, len(rows) // 4):
                yield finding(
                    "A301",
                    f"“{match.group()}”与表中{len(rows)}行不符，见 {grid.position}",
                    "核对单位数和表",
                    line.at(match.start()),
                )
