"""The points a clause's text names against the points it declares.

R011 a figure typed in the text disagrees with the declared points; R017 the text names points and none are declared,
or names fewer or more awards than are declared; R018 a slot whose key is not declared. Typed figures should be slots,
but a text copied from an older 标准 is taken as it is and held against the keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.diagnostics import Finding, FindingsError, Position, Severity, nearest
from genwen.document.expressions import Prose
from genwen.document.rubric.wording import Place, own_slots
from genwen.facts.fact import Fact
from genwen.facts.rubric_awards import AwardShape
from genwen.facts.rubric_schema import Clause
from genwen.patterns import regex
from genwen.records import record, replace

# 分 that is not the unit of a score: 3分类, 2分钟, 1分区 …
_MENTION = regex(
    r"(?P<role>最高|最多|不超过|不高于|封顶|上限|累计最高)?(?P<each>各)?(?P<verb>累计|得|可得|计|记|加|扣|减|为|给|赋){0,3}"
    r"\s*(?P<figure>\d+(?:\.\d+)?)\s*分(?![类钟区户项之析别布支离配管母子秒解])"
)
_TOTAL = regex(r"(满分|共|合计|本项|本条)(?:计|为|得)?\s*$")


@record
class Mention:
    """A number of points typed in a text."""

    value: Decimal
    cap: bool
    offset: int
    whole: bool
    each: bool = False


def typed_mentions(text: str) -> list[Mention]:
    """The numbers of points typed in `text`; slots are not looked into."""
    bare = re.sub(r"\{\{.*?\}\}", lambda found: "□" * len(found[0]), text, flags=re.S)
    return [
        Mention(
            Decimal(found["figure"]),
            found["role"] is not None,
            found.start("figure"),
            bool(_TOTAL.search(bare[: found.start()] + (found["verb"] or ""))),
            found["each"] is not None,
        )
        for found in _MENTION.finditer(bare)
    ]


def says_points(clause: Clause) -> bool:
    """Whether the clause's text names points, so that a missing declaration is reported there."""
    return clause.wording is not None and clause.wording.known and bool(typed_mentions(clause.wording.text))


def text_findings(clause: Clause, place: Place) -> Iterator[Finding]:
    """What the texts of the clause and of its awards say otherwise than its keys."""
    if clause.wording is not None and clause.wording.known:
        yield from _against(clause.wording, clause.awards(), clause.points_of(), place)
        yield from _slots(clause.wording, clause.slots(), place)
    for award in clause.several:
        if award.wording is not None and award.wording.known:
            yield from _against(award.wording, [award], award.maximum(), place)
            yield from _slots(award.wording, award.slots(), place)
    for own in clause.awards():
        yield from _part_texts(own, place)


def _part_texts(award: AwardShape, place: Place) -> Iterator[Finding]:
    for option in award.options:
        yield from _part_text(option.wording, list(option.figures()), option.slots(), place)
    for step in award.steps:
        yield from _part_text(step.wording, [step.points, step.lowest], own_slots(step), place)
    for deduction in award.deductions:
        yield from _part_text(deduction.wording, [deduction.points, deduction.cap], own_slots(deduction), place)


def _part_text(
    wording: Fact | None, figures: Sequence[Fact | None], slots: dict[str, object], place: Place
) -> Iterator[Finding]:
    if wording is not None and wording.known:
        yield from _unknown_figures(wording, [figure for figure in figures if figure is not None], place)
        yield from _slots(wording, slots, place)


def _against(wording: Fact, awards: Sequence[AwardShape], whole: Fact | None, place: Place) -> Iterator[Finding]:
    mentions = typed_mentions(wording.text)
    if not mentions:
        return
    if not awards:
        if not (whole is not None and whole.known and any(mention.value == whole.value for mention in mentions)):
            message = f"{place.label}：条文写了分，却没有声明"
            hint = f"加上“分: {mentions[0].value}”，条文里写 {{{{ 分 }}}}"
            yield Finding("R017", message, hint, wording.origin.position)
        return
    figures = [figure for award in awards for figure in award.figures()]
    wrong = list(_unknown_figures(wording, [*figures, *(fact for fact in (whole, place.unit.cap) if fact)], place))
    yield from wrong
    if wrong or "{{" in wording.text or any(not award.figures() for award in awards):
        return
    yield from _in_order(wording, mentions, awards, place)


def _in_order(
    wording: Fact, mentions: Sequence[Mention], awards: Sequence[AwardShape], place: Place
) -> Iterator[Finding]:
    """With every figure typed, the single awards must stand in the text one by one, in order."""
    simple = all(award.kind in ("固定", "全部", "任一", "计件", "分类") for award in awards)
    declared = [award.points for award in awards if award.points is not None and award.points.known]
    if not simple or len(declared) != len(awards):
        return
    said = [mention for mention in mentions if not mention.cap and not mention.whole]
    if len(said) == 1 and said[0].each:
        said *= len(declared)
    if len(said) != len(declared):
        message = f"{place.label}：条文写了{len(said)}处得分，声明了{len(declared)}处"
        yield Finding("R017", message, "使两者一致", wording.origin.position, Severity.WARNING)
        return
    for mention, points in zip(said, declared, strict=True):
        if mention.value != points.value:
            message = f"{place.label}：条文写{mention.value}分，声明的是{points.text}分"
            yield Finding("R011", message, "条文里改用 {{ 分 }}，数字只写一次", _at(wording, mention.offset))
    caps = [award.cap for award in awards if award.cap is not None and award.cap.known]
    for mention, cap in zip([mention for mention in mentions if mention.cap], caps, strict=False):
        if mention.value != cap.value:
            message = f"{place.label}：条文写最高{mention.value}分，声明的是{cap.text}分"
            yield Finding("R011", message, "条文里改用 {{ 最高 }}，数字只写一次", _at(wording, mention.offset))


def _unknown_figures(wording: Fact, figures: Sequence[Fact], place: Place) -> Iterator[Finding]:
    known = {figure.value for figure in figures if figure.known}
    if not known or any(not figure.known for figure in figures):
        return
    for mention in typed_mentions(wording.text):
        if mention.value not in known:
            shown = "、".join(dict.fromkeys(figure.text for figure in figures))
            message = f"{place.label}：条文写了{mention.value}分，声明的分是{shown}"
            hint = "条文里改用 {{ 分 }} 或 {{ 最高 }}，数字只写一次"
            yield Finding("R011", message, hint, _at(wording, mention.offset))


def _at(wording: Fact, offset: int) -> Position | None:
    position = wording.origin.position
    if position is None or "\n" in wording.text:
        return position
    return replace(position, column=position.column + offset)


_SLOT_NAMES = frozenset(
    {"分", "每", "最高", "参照", "自", "至", "起分", "步长", "下限", "最低", "门槛", "扣", "分值", "步分"}
)


def _slots(wording: Fact, slots: dict[str, object], place: Place) -> Iterator[Finding]:
    if "{{" not in wording.text:
        return
    try:
        prose = Prose.compile(wording.text, wording.origin.position)
    except FindingsError as error:
        yield from error.findings
        return
    for expression in prose.expressions:
        for root in sorted(expression.roots):
            numbered = re.fullmatch(r"(?:奖|档|选项|扣)\d+", root)
            if (root in _SLOT_NAMES or numbered) and root not in slots:
                message = f"{place.label}：条文要印“{root}”，却没有声明"
                yield Finding("R018", message, f"加上“{root}: …”；{nearest(root, sorted(slots))}", expression.position)
