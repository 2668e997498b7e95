"""References: one title has one 文号 at every mention, and both are as 依据 has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from genwen.agreement.reading.likeness import odd_parts
from genwen.agreement.reading.text import Line, Span, Subject, View, finding
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex
from genwen.records import record, replace
from genwen.searching import found_in

_TITLE = regex("《(?P<title>(?:[^《》]|《[^《》]*》)+)》")
_NUMBER = regex(r"\s*[（(](?P<number>[^（）()，,。；]{1,16}[〔\[［【]\s*\d{4}\s*[〕\]］】]\s*第?\s*\d+\s*号)")
_ISSUED = regex("关于(?:印发|转发|发布|下达)[〈《<](?P<inner>.+?)[〉》>]的通知")
_OPEN = regex(r"[×X*＊_某]|\d_")
_SHORT = regex(r"(?:[（(][^（）()]{0,40}?|，)?(?:以下统?简?称|统?简称)[：:]?[“《](?P<short>[^《》“”]{2,20})[》”]")
_ANY_NUMBER = regex(r"(?P<number>[\u4e00-\u9fff]{2,10}[〔\[［【]\s*\d{4}\s*[〕\]］】]\s*第?\s*\d+\s*号)")
_PARTS = regex(r"(?P<code>.+?)〔(?P<year>\d{4})〕(?P<n>\d+)号")
_ENDS = regex(
    r"(?:管理|实施|暂行|试行)?(?P<kind>办法|规定|制度|细则|规则|规范|方案|计划|规划|纲要|条例)(?P<tail>（[^（）]*）)?$"
)
_KINDS = ({"办法", "规定", "制度", "细则", "规则", "规范", "条例"}, {"方案", "计划", "规划", "纲要"})
_YEARS = regex(r"（((?:19|20)\d{2})[—－\-至]+((?:19|20)\d{2})年?）$")
_BARE = regex(
    r"^(?:管理|实施|评价|考核|行动|工作|暂行|考评|评分|创建|总体|专项)?(?:办法|规定|制度|细则|规则|规范|方案|计划|规划|纲要|意见|标准|通知|条例|决定|要点)$"
)
_QUOTED = regex(r"“(?P<title>[\u4e00-\u9fff]{4,6})”")
_STANDARD = regex(
    r"(?P<code>(?:GB|DB\d{2}|JGJ|CJJ?|HJ|CECS|SL|DL|YY)(?:\s*/\s*T)?\s*\d+(?:\.\d+)?)\s*[—－\-–]\s*(?P<year>(?:19|20)\d{2})(?!\d)"
)
_ISSUING = regex("关于(?:印发|转发)《|现(?:将《|予以?)?[^。；]*(?:印发|转发)(?:给你们|如下)?")
"""A title that says what is issued, and the text under it that does."""
_LITTLE = frozenset("的和与及之、（）")
_TWINS = (
    {"制", "订"},
    {"定", "订"},
    {"帐", "账"},
    {"实", "施"},
    {"推", "行"},
    {"进", "行"},
    {"象", "像"},
    {"作", "做"},
)
MIN_TITLE = 8
_TITLE_LINES = 60
"""Characters of a title of two or three lines."""
MIN_STEM = 5


@record
class Mention(Span):
    """A title in 《》 with the 文号 beside it ("" when there is none)."""

    title: str
    number: str
    short: str = ""


def _mentions(line: Line, short: dict[str, str]) -> Iterator[Mention]:
    """Every title of a line; those that `short` (filled as they are met) has another name for, by that name."""
    for match in _TITLE.finditer(line.text):
        number = _NUMBER.match(line.text, match.end())
        end = number.end() if number else match.end()
        title = _plain(match["title"])
        if line.text[: match.start()].rstrip("“：:").endswith("简称"):
            continue
        said = _SHORT.match(line.text, match.end())
        if said:
            short[_plain(said["short"])] = title
        yield Mention(line, match.start(), end, short.get(title, title), _one_form(number["number"]) if number else "",
                      _plain(said["short"]) if said else "")  # fmt: skip


def mentions_in(view: View) -> list[Mention]:
    """Every title of a document, by the name it has where it is first said in full."""
    short: dict[str, str] = {}
    return [mention for line in _whole(view.everything()) if "《" in line.text for mention in _mentions(line, short)]


def _whole(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines, those over which a title in 《》 runs on as one: a title of a document is set in several."""
    rest = iter(lines)
    for line in rest:
        while line.text.rfind("《") > line.text.rfind("》") and len(line.text) < _TITLE_LINES:
            more = next(rest, None)
            if more is None:
                break
            line = replace(line, text=line.text + more.text)
        yield line


def _bare_numbers(subject: Subject, found: list[Mention]) -> Iterator[Finding]:
    """文号 a slip apart: two figures changed places, or one character of the 机关代字."""
    titled = {mention.number for mention in found if mention.number}
    firsts: dict[str, tuple[Line, int, int]] = {}
    for line, match in found_in(subject.lines(), _ANY_NUMBER):
        firsts.setdefault(_one_form(match["number"]), (line, match.start("number"), match.end("number")))
    numbers = [number for number in firsts if not _OPEN.search(number)][:300]
    for index, number in enumerate(numbers):
        for earlier in numbers[:index]:
            if number in titled and earlier in titled:
                continue
            if _near(earlier, number) or _sibling(earlier, number, titled):
                line, start, _end = firsts[number]
                first = firsts[earlier]
                yield finding("A406", f"文号“{number}”与“{earlier}”只差一笔，见 {first[0].said(first[1], first[2])}",
                              "核对原文；若是两份文件则不必改", line.at(start))  # fmt: skip


def _sibling(earlier: str, number: str, titled: set[str]) -> bool:
    """Whether a number without a title has the code and the year of one with a title and nearly its figures."""
    a, b = _PARTS.match(earlier), _PARTS.match(number)
    if a is None or b is None or (earlier in titled) is (number in titled):
        return False
    same = (
        (a["code"].endswith(b["code"]) or b["code"].endswith(a["code"]))
        and a["year"] == b["year"]
        and len(a["n"]) == len(b["n"])
    )
    return same and sum(x != y for x, y in zip(a["n"], b["n"], strict=True)) == 1


def _unknown(found: list[Mention]) -> Iterator[Finding]:
    """《计划》 where only 《规划》 was introduced."""
    short = {mention.short: mention for mention in found if mention.short}
    known = {mention.title for mention in found if len(mention.title) > 8}
    for mention in found:
        if not short or mention.title in short or any(title.endswith(mention.title) for title in known):
            continue
        if _BARE.match(mention.title) or any(_stands_for(mention.title, one.title) for one in short.values()):
            first = next(iter(short.values()))
            yield finding("A405", f"“《{mention.title}》”没有交代全称，前面的简称是《{first.short}》，见 {first.said}", "核对简称，或写明全称",
                          mention.at)  # fmt: skip


def _stands_for(short: str, title: str) -> bool:
    """Whether a short title is made of the characters of a long one in their order: 可行性报告 of 某某工程可行性研究报告."""
    rest = iter(title)
    return (
        MIN_STEM <= len(short) <= len(title) // 2 and short[-2:] == title[-2:] and all(char in rest for char in short)
    )


def _quoted(subject: Subject) -> Iterator[Finding]:
    """“实施方案” where only “行动方案” was introduced."""
    for view in subject.views:
        short: dict[str, tuple[Line, int]] = {}
        for line in view.lines:
            for match in _QUOTED.finditer(line.text):
                title = match["title"]
                if re.search("简称[：:]?$", line.text[: match.start()]):
                    short[title] = line, match.start()
                elif (
                    _BARE.match(title) and short and title not in short and any(title[-2:] == one[-2:] for one in short)
                ):
                    other, start = next(place for one, place in short.items() if one[-2:] == title[-2:])
                    yield finding(
                        "A405",
                        f"“{title}”没有交代全称，见 {other.said(start, start + 8)}",
                        "核对简称，或写明全称",
                        line.at(match.start()),
                    )


def _near(left: str, right: str) -> bool:
    a, b = _PARTS.match(left), _PARTS.match(right)
    if a is None or b is None:
        return False
    code = len(a["code"]) == len(b["code"]) and sum(x != y for x, y in zip(a["code"], b["code"], strict=True)) == 1
    same = a["code"] == b["code"] or a["code"].endswith(b["code"]) or b["code"].endswith(a["code"])
    if code:
        return a["year"] == b["year"] and a["n"] == b["n"] and len(a["code"]) > 2
    if not same:
        return False
    moved = sorted(a["n"]) == sorted(b["n"]) and len(a["n"]) == len(b["n"]) > 1
    return (a["year"] == b["year"] and a["n"] != b["n"] and moved) or (
        a["year"] != b["year"] and a["n"] == b["n"] and len(a["n"]) > 1
    )


def _plain(title: str) -> str:
    return re.sub(r"\s", "", title).translate(str.maketrans("<>()", "〈〉（）"))


def _one_form(number: str) -> str:
    return re.sub(r"\s|第", "", number).translate(str.maketrans("[［【]］】", "〔〔〔〕〕〕"))


def _inner(title: str) -> str:
    found = _ISSUED.search(title.replace("《", "〈").replace("》", "〉"))
    return found["inner"] if found else title


def check_references(subject: Subject) -> Iterator[Finding]:
    """Titles with two numbers, numbers with two titles, titles a letter away from the one meant."""
    found = [mention for view in subject.views for mention in mentions_in(view)]
    found += _in_tables(subject)
    yield from _numbers(found)
    yield from _bare_numbers(subject, found)
    yield from _standards(subject)
    yield from _quoted(subject)
    yield from _unknown(found)
    known = list(_known(subject))
    yield from _against_facts(found, known)
    yield from _letters(found, {title for title, _, _ in known})


def _numbers(found: list[Mention]) -> Iterator[Finding]:
    by_title: dict[str, Mention] = {}
    by_number: dict[str, Mention] = {}
    for mention in found:
        if not mention.number or _OPEN.search(mention.number) or _OPEN.search(mention.title):
            continue
        first = by_title.setdefault(_inner(mention.title), mention)
        if first.number != mention.number:
            yield finding("A401", f"《{mention.title}》的文号写作“{mention.number}”，又写作“{first.number}”，见 {first.said}",
                          "核对原文，改为一致", mention.at)  # fmt: skip
        other = by_number.setdefault(mention.number, mention)
        if _inner(other.title) != _inner(mention.title):
            yield finding("A402", f"文号“{mention.number}”写在《{mention.title}》后，又写在《{other.title}》后，见 {other.said}",
                          "核对原文，改为一致", mention.at)  # fmt: skip


def _known(subject: Subject) -> Iterator[tuple[str, str, str]]:
    """Title, number and place of each reference of the facts, in each form of its title."""
    group = subject.facts.get("依据") if subject.facts is not None else None
    for reference in getattr(group, "references", ()):
        number = reference.number.text if reference.number is not None and reference.number.known else ""
        for fact in (reference.title, reference.issued, reference.short):
            if fact is not None and fact.known:
                yield _plain(fact.text), number, f"{fact.origin.position}"


def _against_facts(found: list[Mention], known: list[tuple[str, str, str]]) -> Iterator[Finding]:
    titles = {title: (number, place) for title, number, place in known}
    numbers = {number: (title, place) for title, number, place in reversed(known) if number}
    for mention in found:
        inner = _inner(mention.title)
        if mention.number in numbers and inner not in titles and mention.title not in titles:
            title, place = numbers[mention.number]
            if mention.number == titles[title][0]:
                yield finding("A403", f"《{mention.title}》与依据中同一文号的名称“{title}”不一致，见 {place}",
                              "照依据改正，或用 {{ 依据.键 }} 引用", mention.at)  # fmt: skip
        elif mention.number and inner in titles and titles[inner][0] not in ("", mention.number):
            number, place = titles[inner]
            yield finding("A404", f"《{mention.title}》的文号“{mention.number}”与依据中的“{number}”不一致，见 {place}",
                          "照依据改正，或用 {{ 依据.键 }} 引用", mention.at)  # fmt: skip


def _letters(found: list[Mention], known: set[str]) -> Iterator[Finding]:
    """Titles that differ by one little word or by twin characters."""
    firsts: dict[str, Mention] = {}
    for mention in found:
        firsts.setdefault(_inner(mention.title), mention)
    titles = [title for title in firsts if len(title) >= MIN_TITLE and not _OPEN.search(title)]
    ends = [(_ENDS.search(title), _YEARS.search(title)) for title in titles]
    for index, title in enumerate(titles[:400]):
        for earlier, ended in zip(titles[:index], ends, strict=False):
            if _alike(title, earlier, ends[index], ended):
                mention, first = firsts[title], firsts[earlier]
                if not (mention.number and first.number):
                    surely = all(_ISSUING.search(one.line.text) for one in (mention, first))
                    yield finding("A405", f"《{mention.title}》与《{first.title}》名称相近，见 {first.said}",
                                  "若是同一文件，名称应当一字不差", mention.at, Severity.WARNING if surely else Severity.HINT)  # fmt: skip
                continue
            if abs(len(title) - len(earlier)) > 1 or not slips(earlier, title):
                continue
            mention, first = firsts[title], firsts[earlier]
            if title in known:
                mention, first = first, mention
            yield finding("A405", f"《{mention.title}》与《{first.title}》只差一字，见 {first.said}",
                          "同一文件的名称应当一字不差；若是两份文件则不必改", mention.at,
                          Severity.WARNING)  # fmt: skip


_Ends = tuple[re.Match[str] | None, re.Match[str] | None]
"""The kind of paper at the end of a title, and the years in brackets there."""


def _alike(title: str, earlier: str, ends: _Ends, earlier_ends: _Ends) -> bool:
    """Whether two titles differ in what kind of paper they say it is, or in the last of the years in brackets."""
    (one, years), (other, earlier_years) = ends, earlier_ends
    if years and earlier_years and title[: years.start()] == earlier[: earlier_years.start()]:
        return (years[1] == earlier_years[1]) is not (years[2] == earlier_years[2])
    if one is None or other is None or title == earlier or (one["tail"] or "") != (other["tail"] or ""):
        return False
    same = title[: one.start()] == earlier[: other.start()] and one.start() >= MIN_STEM
    return same and any({one["kind"], other["kind"]} <= kinds for kinds in _KINDS)


def _standards(subject: Subject) -> Iterator[Finding]:
    """One standard with two years."""
    firsts: dict[str, tuple[str, Line, int, int]] = {}
    for line, match in found_in(subject.lines(), _STANDARD):
        code = re.sub(r"\s", "", match["code"])
        first = firsts.setdefault(code, (match["year"], line, match.start(), match.end()))
        if first[0] != match["year"]:
            yield finding(
                "A401",
                f"“{match.group()}”与前面的{first[0]}年版不一致，见 {first[1].said(first[2], first[3])}",
                "核对标准的版本",
                line.at(match.start()),
            )


def _in_tables(subject: Subject) -> Iterator[Mention]:
    """Titles in one cell and 文号 in another of the same row."""
    for view in subject.views:
        for grid in view.grids:
            for row in grid.rows:
                numbers = [cell for cell in row if _ANY_NUMBER.fullmatch(cell.text.strip())]
                titles = [
                    cell
                    for cell in row
                    if _ENDS.search(cell.text.strip()) and len(cell.text.strip()) >= MIN_STEM and "《" not in cell.text
                ]
                if len(numbers) == len(titles) == 1:
                    title = _plain(titles[0].text)
                    yield Mention(titles[0], 0, len(title), title, _one_form(numbers[0].text.strip()))


def slips(left: str, right: str) -> bool:
    """Whether two texts differ by one small word more or less, a letter left out, or twin characters."""
    if len(left) == len(right):
        pairs = [{a, b} for a, b in zip(left, right, strict=True) if a != b]
        return len(pairs) == 1 and pairs[0] in _TWINS
    if len("".join(odd_parts(left, right))) != 1:
        return False
    edits = [code for code in SequenceMatcher(None, left, right, autojunk=False).get_opcodes() if code[0] != "equal"]
    if len(edits) != 1:
        return False
    _, a, b, c, d = edits[0]
    odd = left[a:b] + right[c:d]
    return len(odd) == 1 and not odd.isdigit() and odd not in "省市县区局新" and (odd in _LITTLE or min(a, c) > 0)
