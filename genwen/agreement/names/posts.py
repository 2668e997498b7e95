"""Persons and their posts: one post held by two, one person as 局长 and as 副局长, one person with two telephones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from genwen.agreement.names.persons import SURNAMES
from genwen.agreement.reading.sheet import Sheet, sheets_of
from genwen.agreement.reading.text import Line, Span, Subject, View, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record

_RANKS = "局长|县长|区长|市长|州长|镇长|乡长|书记|校长|院长|所长|站长|科长|股长|处长|厅长|部长|主席|秘书长|主任|组长|总指挥|指挥长|董事长|总经理"
_NAME = rf"[{SURNAMES}][\u4e00-\u9fff]{{1,2}}"
_POST = regex(rf"(?:常务)?副?(?:{_RANKS})")
_NAMED = regex(
    rf"(?P<colon>[：:]\s*)?(?P<name>{_NAME})(?=[，。；、：:（）() 　,;\s]|同志|任|担任|主持|强调|指出|作|出席|带队|率队|深入|赴|到|宣布|讲话|要求|带领|参加|负责|牵头|介绍|表示|代表|为组长|$)"
)
_TAKES = regex(rf"(?P<name>{_NAME})(?:同志)?(?:担?任|兼任|为)(?P<unit>[\u4e00-\u9fff]{{0,16}})$")
_BY = regex(rf"由[^，。；]{{0,14}}?(?P<name>{_NAME})(?:同志)?(?:担任|兼任|任)")
_UNIT = regex("[\u4e00-\u9fff]{0,16}$")
_CUT = regex("[由以和及与对向请任兼是为经让被]|主持|参加|会议|担任|强调|县委副书记、")
_FORMER = regex("原任?|时任|前任|新任|拟任|调任|历任|接替|改任|继任")
_NOT_NAMES = regex(r"[局科处室部委办院县市区镇级任长组员人等及和的为各副正全会]")
_OF_MANY = frozenset(("组长", "主任", "总指挥", "指挥长", "主席", "秘书长"))
_OF_ONE = frozenset(("县长", "区长", "市长", "州长"))
_PHONE = regex(
    rf"(?:联系人|联络员|经办人|填报人|统计员)[：:]?\s*(?P<name>{_NAME})[，、；;,\s（(]+(?:联系|办公|手机)?(?:电话|方式|手机|号码)*[：:]?\s*(?P<phone>(?:0\d{{2,3}}[-—－]?)?\d{{7,8}}|1[3-9]\d{{9}})(?!\d)"
)

_HEADS = regex(
    r"(?P<first>[\u4e00-\u9fff]{2,24}?任(?P<head>组长|总指挥|指挥长))，(?P<second>[^，。；：组由班]{2,24}?任(?P=head))(?=[，。；、])"
)
"""One head after another: 局长王小明任组长，副局长李强任组长; between those of two groups stands the name of the other."""
_LISTED = regex(r"\s*(?P<head>组\s*长|总指挥|指挥长)\s*[：:]\s*[\u4e00-\u9fff]")


@record(eq=False)
class Holder(Span):
    """A person in a post of a unit, as far as it is said, and where."""

    name: str
    post: str
    unit: str


def check_posts(subject: Subject) -> Iterator[Finding]:
    """Document by document."""
    for view in subject.views:
        holders = list(_holders(view))
        yield from _two_ranks(holders)
        yield from _two_holders(holders)
        yield from _two_heads(view)
        yield from _phones(view)


def _holders(view: View) -> Iterator[Holder]:
    for line in view.lines:
        text = line.text
        if "长" not in text and "书记" not in text and "主" not in text:
            continue
        for post in _POST.finditer(text):
            holder = _holder(line, post)
            if holder is not None:
                yield holder
    for sheet in sheets_of(view):
        yield from _in_sheet(sheet)


def _holder(line: Line, post: re.Match[str]) -> Holder | None:
    """The person in a post: named after it, by 由…担任, or before it by 任."""
    text = line.text
    named = _NAMED.match(text, post.end()) or _BY.match(text, post.end())
    before = _UNIT.search(text[max(0, post.start() - 16) : post.start()])
    unit = before.group() if before else ""
    if named is None:
        named = _TAKES.search(text[max(0, post.start() - 22) : post.start()])
        if named is None or re.match("[\u4e00-\u9fff]", text[post.end() :]):
            return None
        unit = named["unit"]
    if _NOT_NAMES.search(named["name"][1:]) or _FORMER.search(
        text[max(0, post.start() - len(unit) - 4) : post.end() + 6]
    ):
        return None
    unit = _CUT.split(unit)[-1]
    start, end = post.start() - len(unit), max(post.end(), named.end())
    return Holder(line, start, end, named["name"], post.group().removeprefix("常务"), unit)


def _in_sheet(sheet: Sheet) -> Iterator[Holder]:
    """姓名 and 职务 in two columns."""
    names = [c for c, head in enumerate(sheet.heads) if re.fullmatch("姓名", re.sub(r"\s", "", head))]
    posts = [c for c, head in enumerate(sheet.heads) if re.search("职务", head)]
    if len(names) != 1 or len(posts) != 1:
        return
    for row in range(len(sheet.rows)):
        match = re.fullmatch(rf"(?P<unit>[\u4e00-\u9fff]{{0,16}}?)(?P<post>副?(?:{_RANKS}))", sheet.text(row, posts[0]))
        if match is not None and re.fullmatch(_NAME, sheet.text(row, names[0])):
            cell = sheet.rows[row][names[0]]
            yield Holder(cell, 0, len(cell.text), sheet.text(row, names[0]), match["post"], match["unit"])


def _one_unit(one: str, other: str) -> bool:
    """Whether two units are one, the name of the place said or not."""
    return one == other or (len(one) > 2 and len(other) > 2 and (one.endswith(other) or other.endswith(one)))


def _two_ranks(holders: Sequence[Holder]) -> Iterator[Finding]:
    """局长王小明 and 副局长王小明."""
    by_name: dict[str, list[Holder]] = {}
    for holder in holders:
        by_name.setdefault(holder.name, []).append(holder)
    for name, some in by_name.items():
        chief = [holder for holder in some if not holder.post.startswith("副")]
        deputy = [holder for holder in some if holder.post.startswith("副")]
        for one in deputy:
            rank = one.post[1:]
            other = next(
                (it for it in chief if it.post == rank and it.line is not one.line and _one_unit(it.unit, one.unit)),
                None,
            )
            if other is None or (rank in _OF_MANY and not one.unit):
                continue
            yield finding(
                "A504",
                f"“{name}”在一处是{one.post}，在另一处是{other.post}，见 {other.said}",
                "核对职务",
                one.at,
            )
            break


def _two_holders(holders: Sequence[Holder]) -> Iterator[Finding]:
    """县教育局局长李强 and 县教育局局长王伟."""
    firsts: dict[str, list[Holder]] = {}
    for holder in holders:
        if holder.post.startswith("副") or not (len(holder.unit) > 2 or holder.post in _OF_ONE):
            continue
        for first in firsts.setdefault(holder.post, []):
            if first.name == holder.name or first.line is holder.line or not _one_unit(first.unit, holder.unit):
                continue
            if (
                len(first.name) == len(holder.name)
                and sum(a != b for a, b in zip(first.name, holder.name, strict=True)) == 1
            ):
                continue
            yield finding("A504", f"{holder.unit}{holder.post}一处是“{holder.name}”，一处是“{first.name}”，见 {first.said}", "核对姓名和职务",
                          holder.at)  # fmt: skip
            break
        firsts[holder.post].append(holder)


def _two_heads(view: View) -> Iterator[Finding]:
    """局长王小明任组长，副局长李强任组长 in one sentence about one group; 组长 in two lines of a list, one right under the other."""
    for line in view.lines:
        for match in _HEADS.finditer(line.text) if line.text.count("任") > 1 and "双" not in line.text else ():
            head = match["head"]
            yield finding("A504", f"“{match['second']}”：前面已有{head}，见 {line.said(match.start('first'), match.end('first'))}",
                          f"一个小组一位{head}，核对是否应为“副{head}”", line.at(match.start("second")))  # fmt: skip
    for above, line in pairwise(view.lines):
        one, other = _LISTED.match(above.text), _LISTED.match(line.text)
        if one and other and (head := re.sub(r"\s", "", one["head"])) == re.sub(r"\s", "", other["head"]):
            yield finding("A504", f"“{line.text.strip()[:16]}”：前面已有{head}，见 {above.said(*one.span())}", f"一个小组一位{head}，核对是否应为“副{head}”",
                          line.at(0))  # fmt: skip


def _phones(view: View) -> Iterator[Finding]:
    firsts: dict[str, tuple[str, Line, int, int]] = {}
    for line in view.lines:
        for match in _PHONE.finditer(line.text) if "人" in line.text or "员" in line.text else ():
            phone = re.sub("[-—－]", "", match["phone"])
            first = firsts.setdefault(match["name"], (phone, line, match.start("name"), match.end("phone")))
            if first[1] is not line and len(first[0]) == len(phone) and first[0] != phone:
                yield finding("A504", f"“{match['name']}”的电话{match['phone']}与另一处的不同，见 {first[1].said(first[2], first[3])}", "核对电话",
                              line.at(match.start("phone")))  # fmt: skip
