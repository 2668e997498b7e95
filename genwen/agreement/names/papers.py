"""What else is said of a paper at each mention: who issued it, when, since when it holds, the number of its order, its name turned round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from genwen.agreement.names.references import Mention, mentions_in
from genwen.agreement.reading.clauses import last_clause
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex
from genwen.records import record

_ORDER = regex(
    r"^[（(](?P<by>[^（）()，。；]{0,20}令)?(?:第)?(?P<n>\d{1,3}|[一二三四五六七八九十百零〇]{1,6})号(?:令|公告)?[）)]"
)
_DAY = r"(?P<y>20\d{2})年(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?"
_ISSUED_ON = regex(
    rf"^(?:（[^（）]*号）)?(?:，)?(?:已?于|（|自)?{_DAY}(?:起)?(?:正式)?(?P<act>印发|发布|公布|出台|施行|实施|生效|修订|废止)"
)
_ISSUED_IN = regex(
    rf"^（[^（）]*?{_DAY}[^（）]{{0,24}}?(?P<act>印发|发布|公布|颁布|出台|通过|批准|签订|签署|施行|实施|生效|修订)）"
)
_ISSUED_BEFORE = regex(rf"{_DAY}(?:，)?[\u4e00-\u9fff]{{0,14}}?(?P<act>印发|发布|公布|出台|修订|废止)(?:了|的)?$")
_BY = regex(
    r"(?:^|[，。；、：由经据照按])(?P<by>[\u4e00-\u9fff]{2,18}(?:办公室|政府|局|委员会|委|厅|部|中心|办|处|领导小组|党组))(?P<joint>联合)?(?:印发|发布|出台|下发|制定|颁布|转发)(?:了|的)?$"
)
_BY_TITLE = regex(
    r"(?:^|[，。；：]|按照|根据|落实|转发|收到)(?P<by>[\u4e00-\u9fff]{2,14}(?:办公室|政府|局|委员会|委|厅|部|中心|办|领导小组))(?P<joint>联合)?$"
)
_BY_AFTER = regex(
    r"^(?:（[^（）]*号）)?，?由(?P<by>[\u4e00-\u9fff]{2,18}?(?:办公室|政府|局|委员会|委|厅|部|中心|办|处|领导小组|党组))(?P<joint>联合|会同)?(?:印发|发布|出台|下发|制定|颁布|转发)"
)
_JOINTLY = regex(
    r"(?:^|[，。；：]|按照|根据|落实|转发|收到|由)(?P<by>[\u4e00-\u9fff]{2,16}(?:办公室|政府|局|委员会|委|厅|部|中心|办)(?:[、和][\u4e00-\u9fff]{2,16}(?:办公室|政府|局|委员会|委|厅|部|中心|办))+)"
    r"(?:联合)?(?:印发|发布|出台|下发|制定|颁布)?的?(?:上述)?$"
)
_AND = regex("(?<=[局委厅部办会府室心])[、和]")
_LEVEL = regex("[省市县区镇乡州]")
_CODES = regex(r"(?P<code>[\u4e00-\u9fff]{2,9})〔(?P<year>\d{4})〕(?P<n>\d+)号")
_TAIL = regex(
    "（(?P<tail>试行|暂行|修订稿?|征求意见稿|讨论稿)）$|(?P<within>暂行|试行)(?=办法|规定|条例|标准|方案|细则|制度)"
)
_APART = regex("[0-9一二三四五六七八九十水电气油煤热车省市县区上下半年度季月新旧东西南北]")
_SAME_ACT = {"发布": "印发", "公布": "印发", "出台": "印发", "颁布": "印发", "实施": "施行", "生效": "施行"}


_JOINT = "联合印发的机关"


@record(eq=False)
class Told:
    """Something said of a paper."""

    value: str
    shown: str
    mention: Mention


def check_papers(subject: Subject) -> Iterator[Finding]:
    """Every title in 《》 of every document."""
    found = [mention for view in subject.views for mention in mentions_in(view)]
    by_title: dict[str, list[Mention]] = {}
    for mention in found:
        by_title.setdefault(mention.title, []).append(mention)
    for title, some in by_title.items():
        yield from _told_twice(title, some)
    yield from _orders(found)
    yield from _turned(list(by_title.values()))
    yield from _codes(subject)


def _told_twice(title: str, some: Sequence[Mention]) -> Iterator[Finding]:
    firsts: dict[str, Told] = {}
    for mention in some:
        for act, told in _sayings(mention):
            first = firsts.setdefault(act, told)
            if first.value == told.value or first.value.startswith(told.value) or told.value.startswith(first.value):
                continue
            if act == "机关" and _one_issuer(first.value, told.value):
                continue
            if act == _JOINT and _same_issuers(first.value.split("、"), told.value.split("、")):
                continue
            what = "印发机关" if act in ("机关", _JOINT) else f"{act}时间"
            yield finding("A401" if act == "令" else "A407", f"《{title}》的{'令号' if act == '令' else what}一处是“{told.shown}”，一处是“{first.shown}”，见 {first.mention.said}",
                          "核对原文，改为一致", mention.at)  # fmt: skip


def _sayings(mention: Mention) -> Iterator[tuple[str, Told]]:
    """What stands just before and after a title: acts with their day, the organ, the number of the order."""
    text = mention.line.text
    before, after = (
        text[max(0, mention.start - 50) : mention.start],
        text[mention.end : mention.end + 60].removeprefix("）"),
    )
    order = _ORDER.match(after)
    if order is not None:
        yield "令", Told(order["n"], order.group().strip("（）()"), mention)
    for match in (_ISSUED_ON.match(after) or _ISSUED_IN.match(after), _ISSUED_BEFORE.search(before)):
        if match is not None:
            act = _SAME_ACT.get(match["act"], match["act"])
            day = f"{match['y']}年{int(match['m'])}月" + (f"{int(match['d'])}日" if match["d"] else "")
            yield act, Told(day, day, mention)
    jointly = _JOINTLY.search(before.rstrip("《"))
    if jointly is not None:
        names = _AND.split(re.sub("^(?:按照|根据|依据|落实|转发|收到|由|经)", "", jointly["by"]))
        yield _JOINT, Told("、".join(names), "、".join(names), mention)
        return
    plain = _BY_TITLE.search(before) if mention.title.startswith("关于") else None
    for match in (_BY.search(before), plain, _BY_AFTER.match(after)):
        if (
            match is not None
            and not match["joint"]
            and not re.search(
                "[、和]$|会同|联合", before[: match.start("by")][-6:] if match.re.pattern != _BY_AFTER.pattern else ""
            )
        ):
            by = last_clause(match["by"], "由经据照按")
            yield "机关", Told(by, by, mention)


def _same_issuers(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether as many organs are not for certain others: those that are in one list only may be forms of one name."""
    left = [name for name in some if not any(_one_issuer(name, other) for other in others)]
    return len(some) != len(others) or not left or len(left) == len(some)


def _one_issuer(one: str, other: str) -> bool:
    """Whether two names of organs are forms of one: 县政府 and 绿溪县人民政府, 市发改委 and 市发展和改革委员会."""
    plain = [re.sub("人民政府", "政府", re.sub("办公[室厅]", "办", name)) for name in (one, other)]
    cores = [re.sub(r"^[\u4e00-\u9fff]{0,3}?(?=[省市县区州])", "", name) for name in plain]
    if cores[0] == cores[1] or cores[0].endswith(cores[1]) or cores[1].endswith(cores[0]):
        return True
    shorter, longer = sorted(cores, key=len)
    rest = iter(longer)
    return (
        (_LEVEL.match(shorter) is None or shorter[0] == longer[0])
        and all(char in rest for char in shorter)
        and len(longer) - len(shorter) > 1
    )


def _orders(found: Sequence[Mention]) -> Iterator[Finding]:
    """One number of an order after two titles."""
    firsts: dict[str, Mention] = {}
    for mention in found:
        order = _ORDER.match(mention.line.text[mention.end : mention.end + 40])
        if order is None or not order["by"]:
            continue
        first = firsts.setdefault(f"{order['by']}{order['n']}", mention)
        if first.title != mention.title:
            yield finding("A402", f"“{order.group()[1:-1]}”写在《{mention.title}》后，又写在《{first.title}》后，见 {first.said}", "核对原文，改为一致",
                          mention.at)  # fmt: skip


def _turned(groups: Sequence[Sequence[Mention]]) -> Iterator[Finding]:
    """Titles with words turned round, or 试行 in one and 暂行 in the other."""
    titles = [some[0] for some in groups if len(some[0].title) >= 8][:300]
    shapes = {mention.title: "".join(sorted(mention.title)) for mention in titles}
    stems = {mention.title: _TAIL.sub("", mention.title) for mention in titles}
    for index, mention in enumerate(titles):
        for first in titles[:index]:
            if mention.number and first.number and mention.number != first.number:
                continue
            turned = shapes[mention.title] == shapes[first.title] and not _APART.search(
                _odd(mention.title, first.title)
            )
            tails = stems[mention.title] == stems[first.title] and all(
                _TAIL.search(one.title) for one in (mention, first)
            )
            if turned or tails:
                how = "字序不同" if turned else "一处是试行、一处是暂行等"
                yield finding("A405", f"《{mention.title}》与《{first.title}》{how}，见 {first.said}", "同一文件的名称应当一字不差",
                              mention.at)  # fmt: skip


def _odd(one: str, other: str) -> str:
    return "".join(
        one[a:b] + other[c:d]
        for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
        if tag != "equal"
    )


def _codes(subject: Subject) -> Iterator[Finding]:
    """绿政办发〔2023〕5号 and 绿政办〔2023〕5号."""
    firsts: dict[tuple[str, str], list[tuple[str, Line, int, int]]] = {}
    for line in subject.lines():
        for match in _CODES.finditer(line.text) if "〔" in line.text else ():
            code = re.split("[按照据由经和与]|关于|根据|转发|落实", match["code"])[-1]
            some = firsts.setdefault((match["year"], match["n"]), [])
            for first in some:
                longer, shorter = sorted((first[0], code), key=len, reverse=True)
                if (
                    len(longer) - len(shorter) == 1
                    and len(shorter) > 2
                    and any(longer[:at] + longer[at + 1 :] == shorter for at in range(1, len(longer)))
                ):
                    yield finding("A406", f"文号“{match.group()[-len(match.group()) + match['code'].rfind(code) :]}”与“{first[1].text[first[2] : first[3]]}”只差一字，"
                                  f"见 {first[1].said(first[2], first[3])}", "核对原文；若是两份文件则不必改", line.at(match.start()), Severity.HINT)  # fmt: skip
            if all(code != first[0] for first in some):
                some.append((code, line, match.start() + match["code"].rfind(code), match.end()))
