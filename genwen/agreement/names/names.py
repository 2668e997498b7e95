"""Names that drift: twin spellings, and names of blocks, units and organs with a word changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from genwen.agreement.reading.text import Line, Subject, finding, masked
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex
from genwen.records import record

_PAIRS = (("台账", "台帐"), ("记账", "记帐"), ("账目", "帐目"), ("建账", "建帐"), ("账户", "帐户"), ("账号", "帐号"),
          ("报账", "报帐"), ("账本", "帐本"), ("对账", "对帐"))  # fmt: skip
_SOFT_PAIRS = (("制定", "制订"), ("其他", "其它"), ("登录", "登陆"), ("截至", "截止到"), ("做好", "作好"), ("作为", "做为"), ("安排", "按排"),
               ("部署", "布署"), ("部分", "部份"), ("成分", "成份"), ("撤销", "撤消"), ("身份", "身分"), ("图像", "图象"), ("人才", "人材"),
               ("联络", "连络"), ("唯一", "惟一"), ("坐标", "座标"), ("订购", "定购"), ("树立典型", "竖立典型"), ("账单", "帐单"),
               ("入账", "入帐"), ("账册", "帐册"), ("标识牌", "标示牌"), ("交代", "交待"), ("启用", "起用"))  # fmt: skip
_RIGHT_TOO = {
    "制订": "制订(?:计划|合同)",
    "登陆": "登陆(?:地点|台风|作战|时)|台风",
    "起用": "起用(?:干部|人才|新人)",
    "交待": "交待问题",
}
"""Where the second of a pair is the right word."""
_VERBS = (("推行", "推进", "推动", "实行", "施行"), ("实行", "施行", "实施", "执行", "推行"), ("完善", "健全"), ("强化", "加强"),
          ("开展", "展开"), ("规范", "完善"), ("严格", "强化"))  # fmt: skip
_HEADING = regex(
    r"^\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])\s*(?P<name>[\u4e00-\u9fff]{5,14})(?=$|[。：:（(])"
)
_CELL = regex(r"^(?P<name>[\u4e00-\u9fff]{5,14})(?:[（(][\d.]+分[）)])?$")
_MARKED = regex(
    r"^\s*(?:[（(]?\s*\d+(?:\.\d+)?\s*分|[”。、：:]|[和及]|等?[\d两一二三四五六七八九十]+个|$|单元|方面|部分)"
)


@record
class Name:
    """A name with the place it is known from."""

    text: str
    said: str
    listed: bool = True


def check_pairs(subject: Subject) -> Iterator[Finding]:
    """Two spellings of one word in the same documents."""
    lines = list(subject.lines())
    whole = "\n".join(line.text for line in lines)
    for pairs, severity in ((_PAIRS, Severity.WARNING), (_SOFT_PAIRS, Severity.HINT)):
        for right, wrong in pairs:
            if wrong not in whole or right not in whole:
                continue
            first = next(line for line in lines if right in line.text)
            for line in lines:
                start = line.text.find(wrong)
                if start >= 0 and not (wrong in _RIGHT_TOO and re.search(_RIGHT_TOO[wrong], line.text)):
                    place = first.text.index(right)
                    yield finding("A501", f"“{wrong}”与“{right}”混用，见 {first.said(place, place + 2)}",
                                  f"统一写作“{right}”", line.at(start), severity)  # fmt: skip


def check_blocks(subject: Subject) -> Iterator[Finding]:
    """Names of blocks and rubric units with another verb: 推进绿色办公 beside 推行绿色办公."""
    if subject.facts is None and len(subject.views) > 1:
        for view in subject.views:
            yield from check_blocks(Subject((view,)))
        return
    names = _block_names(subject)
    lines = [(line, blank) for line in subject.lines() if len(blank := masked(line.text)) > 6]
    everything = "\n".join(blank for _, blank in lines)
    for view in subject.views:
        yield from _objects(view.lines)
    for name in names.values():
        for variant in _variants(name.text):
            if variant not in everything or (variant in names and names[variant].listed is name.listed):
                continue
            for line, blank in lines:
                start = blank.find(variant)
                if start < 0 or line.said(start, start + len(variant)) == name.said:
                    continue
                marked = bool(_MARKED.match(line.text[start + len(variant) :])) or line.text[:start].endswith("“")
                if marked and (not start or line.text[start - 1] in "、，。；：“（ 由和及按从）中"):
                    yield finding("A502", f"“{variant}”与名称“{name.text}”差一词，见 {name.said}", f"统一写作“{name.text}”",
                                  line.at(start))  # fmt: skip


_DOES = regex(r"(?P<verb>推行|推进)(?P<what>[\u4e00-\u9fff“”]{5,7})")


def _objects(lines: Sequence[Line]) -> Iterator[Finding]:
    """推进无纸化办公 in one place and 推行无纸化办公 in another of one paper."""
    first: dict[str, tuple[str, Line, int]] = {}
    for line in lines:
        for match in _DOES.finditer(line.text):
            verb, other, at = first.setdefault(match["what"], (match["verb"], line, match.start()))
            if verb != match["verb"]:
                yield finding("A502", f"“{match.group()}”与“{verb}{match['what']}”用词不一，见 {other.said(at, at + 7)}", "同一件事用同一个词",
                              line.at(match.start()), Severity.HINT)  # fmt: skip


def _block_names(subject: Subject) -> dict[str, Name]:
    """Names of blocks and units from facts, tables and headings, by text; those of facts first."""
    found: dict[str, Name] = {}
    for path, fact in (subject.facts.all_facts() if subject.facts is not None else {}).items():
        if re.fullmatch(r"措施\.板块\[\d+\]\.(?:名称|评价单元)", path) and fact.known:
            found.setdefault(fact.text, Name(fact.text, f"{fact.origin.position}"))
    for view in subject.views:
        for grid in view.grids:
            for row in grid.rows:
                for cell in row[:2]:
                    match = _CELL.match(re.sub(r"\s", "", cell.text))
                    if match:
                        found.setdefault(match["name"], Name(match["name"], cell.said(0, len(cell.text))))
        for line in view.lines:
            match = _HEADING.match(line.text)
            if match:
                said = line.said(match.start("name"), match.end("name"))
                found.setdefault(match["name"], Name(match["name"], said, False))
    return found


def _variants(name: str) -> Iterator[str]:
    for group in _VERBS:
        for verb in group:
            if name.startswith(verb) and len(name) - len(verb) >= 4:
                yield from (other + name[len(verb) :] for other in group if other != verb)
