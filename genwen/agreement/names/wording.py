"""One thing in two wordings within a document: “一单一账” and “一单一帐”, a 简称 with another character in it.

Characters that tell things apart (numbers, energies, places, more and less) and little words are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from genwen.agreement.reading.sounds import sound_of
from genwen.agreement.reading.text import Line, Subject, finding, side_by_side
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex

_LITTLE = frozenset(
    "的地得和与及或并且而在对按以为是有由从向将把被让给不未没无已再又只最更较很都也还就才各每该本此其某等者所可应须要会约近超达至到即如若因但使令请于之这那个了着过来去上下提首"
    "总分担任做作开召主进推实完成落加强建设定制印发出取获得受接同原"
)
_APART = tuple(
    map(
        frozenset,
        (
            "一二三四五六七八九十两百千万亿零双单多",
            "水电气油煤热暖冷车纸能费节用柴汽光风粮土林",
            "省市县区乡镇村州国盟旗社街农城里府",
            "年月日季周旬天时前后上下初末",
            "东西南北中内外左右",
            "大小高低多少长短增减升降新旧老正副轻重快慢优良好差",
            "甲乙丙丁男女公私党政军民企事校院局处科室厅部站所馆园楼",
            "春夏秋冬早晚",
            "户家人名个项件次场所座台辆吨米",
        ),
    )
)
_PAIRS = frozenset(
    map(
        frozenset,
        (
            "折计",
            "教体",
            "检监",
            "督查",
            "核审",
            "考评",
            "评检",
            "宣培",
            "收清",
            "清转",
            "产消",
            "购销",
            "买卖",
            "借贷",
            "存取",
            "收支",
            "预决",
            "药食",
            "供用",
            "供排",
            "给排",
            "进出",
        ),
    )
)
_QUOTED = regex("“(?P<term>[\u4e00-\u9fff、·]{3,14})”")
_SHORT = regex("(?:以?下?统?简称)[：:]?[“《]?(?P<short>[\u4e00-\u9fff]{4,10})[”》）]")
_ORGAN = regex("(?:[局委办厅科室处站所院会]|(?<!指.)部|中心|公司|学校)$")
_NUMBERS = frozenset("一二三四五六七八九十两")
_ONE_METHOD = regex("(?:工作法|机制|[长员]制)$")
"""Names of which an office has one, so that another number in it is a slip."""
_NAMED = regex("^(?:监管平台|工作法|机制|行动|工程|模式|制度|体系|平台|计划|活动|管理|品牌|做法|战略|办法)")


def check_wording(subject: Subject) -> Iterator[Finding]:
    """Document by document; long ones by their quoted words and 简称 alone."""
    for view in subject.views:
        lines = [line for line in view.everything() if len(line.text) > 3]
        yield from _quoted(lines)
        yield from _shorts(lines)


def two_of_a_kind(one: str, other: str) -> bool:
    """Whether two characters are two of one kind: energies, levels, numbers."""
    return any({one, other} <= group for group in _APART) or frozenset((one, other)) in _PAIRS


def apart(one: str, other: str) -> bool:
    """Whether two characters tell two things apart, or are mere little words."""
    return bool({one, other} & _LITTLE) or two_of_a_kind(one, other)


def _quoted(lines: Sequence[Line]) -> Iterator[Finding]:
    """Words in quotation marks, a character apart or with characters changed round."""
    firsts: dict[str, tuple[Line, int, str]] = {}
    for line in lines:
        for match in _QUOTED.finditer(line.text) if "“" in line.text else ():
            firsts.setdefault(match["term"], (line, match.start("term"), line.text[match.end() : match.end() + 4]))
    terms = list(firsts)[:300]
    for index, term in enumerate(terms):
        for earlier in terms[:index]:
            line, start, after = firsts[term]
            place, other, after_other = firsts[earlier]
            how, surely = _likeness(term, earlier, _is_named(term, earlier, after, after_other))
            if not how or line is place or side_by_side(lines, f"“{term}”", f"“{earlier}”"):
                continue
            yield finding("A505", f"“{term}”与“{earlier}”{how}，见 {place.said(other, other + len(earlier))}", "若指同一事物，改为一致",
                          line.at(start), Severity.WARNING if surely else Severity.HINT)  # fmt: skip


def _likeness(term: str, other: str, named: bool) -> tuple[str, bool]:
    """How two quoted wordings differ, and how surely they mean one thing; nothing when they are two."""
    if abs(len(term) - len(other)) == 1:
        longer, shorter = sorted((term, other), key=len, reverse=True)
        at = next((i for i, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
        added = longer[:at] + longer[at + 1 :] == shorter and 0 < at < len(shorter) and longer[at] not in _NUMBERS
        return ("多一字或少一字" if added and len(shorter) > 2 and (named or len(shorter) > 4) else ""), False
    if len(term) != len(other):
        return "", False
    odd = [(a, b) for a, b in zip(term, other, strict=True) if a != b]
    if len(odd) > 1:
        return ("字序不同" if sorted(term) == sorted(other) and len(term) > 3 else ""), named or len(term) > 4
    if set(odd[0]) <= _NUMBERS:
        return ("差一字" if _ONE_METHOD.search(term) and len(term) > 3 else ""), named
    told = (named or len(term) > 4) and not two_of_a_kind(*odd[0]) and not _is_other_organ(term, *odd[0])
    return ("差一字" if told else ""), True


def _is_named(term: str, other: str, after: str, after_other: str) -> bool:
    """Whether both are names of a method, a campaign, a mechanism, by what follows them or by their own end."""
    followed = _NAMED.match(after) is not None and after[:2] == after_other[:2]
    return followed or (
        re.search("(?:工作法|机制|行动|工程|模式|制度|平台|计划|做法|[长员]制)$", term) is not None
        and term[-1] == other[-1]
    )


def _is_other_organ(short: str, one: str, other: str) -> bool:
    """Whether a name of an organ with another character is that of another organ: 县林业局, 县农业局; a slip sounds alike."""
    return _ORGAN.search(short) is not None and sound_of(one) != sound_of(other)


def _shorts(lines: Sequence[Line]) -> Iterator[Finding]:
    """A 简称 as it was given, and with another character in one place."""
    for place in lines:
        for match in _SHORT.finditer(place.text) if "简称" in place.text else ():
            short = match["short"]
            forms = [
                f"{re.escape(short[:at])}(?!{short[at]})[\u4e00-\u9fff]{re.escape(short[at + 1 :])}"
                for at in range(1, len(short))
            ]
            pattern = re.compile("|".join(forms))
            for line in lines:
                other = pattern.search(line.text)
                if other is None or (line is place and other.start() < match.end()):
                    continue
                odd = next((a, b) for a, b in zip(other.group(), short, strict=True) if a != b)
                if (
                    apart(*odd)
                    or _is_other_organ(short, *odd)
                    or (
                        other.end() < len(line.text)
                        and odd[0] == other.group()[-1]
                        and short[:-1] + odd[0] in place.text
                    )
                ):
                    continue
                yield finding("A505", f"“{other.group()}”与简称“{short}”差一字，见 {place.said(match.start('short'), match.end('short'))}",
                              "用前面交代的简称", line.at(other.start()))  # fmt: skip
                break
