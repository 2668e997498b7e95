"""What a sentence flatly says of a number beside it: 近七成 of 49.0%, 全部办结 at 97.8%, 全年最低 with 30.2% of the year in a quarter,
均低于1.5%的目标 of three rates above it, 超额完成 a fall of 2.5% with one of 2.2%.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.reading.clauses import begun_at, ended_at
from genwen.agreement.reading.sentences import Part, Said, said_in
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.diagnostics import Finding
from genwen.patterns import regex

_TENTHS = regex(r"(?P<how>近|接近|将近|超过?|逾|约|过)(?P<n>[一二三四五六七八九])成(?![为了立就])")
_ABOUT = {"近": (-5, 0), "约": (-3, 3)}
"""How far a share may lie from the tenths it is called by; else it is over them."""
_DONE = regex(r"全部(?P<what>办结|办理完毕|完成|整改到位|整改完成|落实|兑现|验收合格|合格)")
_RATE = regex(r"(?:办结|完成|整改|落实|兑现|合格|验收|达标)率[^，。；\d]{0,4}$")
_BESIDE = regex(r"[^。；\d]{0,12}")
_NOT_YET = regex("其余|力争|确保|预计|将")
_PERIOD = regex(r"(?P<what>[一二三四1-4]季度|(?<!\d)1?\d月份?)[^。；]{0,30}?(?:全年|年内)?最(?P<end>高|低|多|少|大|小)")
_OF_YEAR = regex(r"占(?:全年|年度|全部|总)[^，。；\d]{0,10}$")
_BOTH = regex(r"(?:均|都|全部)(?P<word>高于|超过|优于|好于|大于|低于|未达到|没有达到|小于|不及)")
_AIM = regex(r"(?:目标|指标|任务|要求|约束值)")
_FALL_AIM = regex(r"(?P<word>下降|降低|压减|减少)(?P<aim>\d+(?:\.\d+)?)[%％]的?(?:年度|全年|约束性)?(?:目标|任务|要求)")
_REACHED = regex(r"(?P<not>未能?|没有)?(?P<word>超额完成|完成|达到|实现|达成)")
_REAL = regex(r"实际(?:同比|较上年|比上年)?(?:下降|降低|压减|减少)了?(?P<real>\d+(?:\.\d+)?)[%％]")


def check_flatly(subject: Subject) -> Iterator[Finding]:
    """Every line."""
    for view in subject.views:
        for line in view.lines:
            for sentence in said_in(line):
                yield from _tenths(line, sentence)
                yield from _all_done(line, sentence)
                yield from _period(line, sentence)
                yield from _all_beside(line, sentence)
            yield from _fallen(line)


def _tenths(line: Line, sentence: Sequence[Said]) -> Iterator[Finding]:
    """占49.0%，其…占…的近七成: the share of one thing, printed and in words."""
    shares = [item for item in sentence if item.figure.unit == "%" and item.part is Part.NOW and item.gap.rstrip().endswith(("占", "占比", "占比为", "比重为"))]  # fmt: skip
    if len(shares) != 1:
        return
    share = shares[0].figure
    for match in _TENTHS.finditer(line.text, share.end, min(share.end + 40, ended_at(line.text, share.end, "。"))):
        between = line.text[share.end : match.start()]
        if re.search(r"\d", between) or not re.match(r"，(?:其|该|这)", between):
            continue
        tenths = Decimal("一二三四五六七八九".index(match["n"]) + 1) * 10
        low, high = _ABOUT.get(match["how"][-1], (0, 10))
        if not tenths + low <= share.value <= tenths + high:
            yield finding(
                "A803", f"“{match.group()}”与{share.text}不符，见 {share.said}", "核对份额", line.at(match.start())
            )


def _all_done(line: Line, sentence: Sequence[Said]) -> Iterator[Finding]:
    """全部办结 beside a rate below a hundred."""
    rates = [
        item.figure
        for item in sentence
        if item.figure.unit == "%" and item.part is not Part.BASE and _RATE.search(item.gap)
    ]
    for match in _DONE.finditer(line.text):
        for rate in rates:
            between = line.text[min(match.end(), rate.end) : max(match.start(), rate.start)]
            if (
                rate.value < 100
                and _BESIDE.fullmatch(between)
                and not _NOT_YET.search(line.text[: match.start()][-12:])
            ):
                yield finding(
                    "A812",
                    f"“{match.group()}”与{rate.text}不符，见 {rate.said}",
                    "核对办结的数和结论",
                    line.at(match.start()),
                )


def _period(line: Line, sentence: Sequence[Said]) -> Iterator[Finding]:
    """A quarter with more than a quarter of the year is not its lowest, one with less not its highest; months likewise."""
    for item in sentence:
        share = item.figure
        if share.unit != "%" or not _OF_YEAR.search(item.gap):
            continue
        begun = begun_at(line.text, share.start, "。；")
        said = list(_PERIOD.finditer(line.text, begun, share.start))
        if (
            len(said) != 1
            or len(set(re.findall(r"[一二三四1-4]季度|(?<!\d)1?\d月", line.text[begun : share.start]))) != 1
        ):
            continue
        even = Decimal(25) if "季度" in said[0]["what"] else Decimal(100) / 12
        most = said[0]["end"] in "高多大"
        if (share.value < even - share.step) if most else (share.value > even + share.step):
            yield finding(
                "A811",
                f"“{said[0].group()[-12:]}”与占全年的{share.text}不符，见 {share.said}",
                "核对各期的数",
                line.at(said[0].start()),
            )


def _all_beside(line: Line, sentence: Sequence[Said]) -> Iterator[Finding]:
    """Rates of a sentence that are all said to be above or below an aim."""
    for at, item in enumerate(sentence):
        aim = item.figure
        claims = list(_BOTH.finditer(line.text, sentence[at - 1].figure.end if at else 0, aim.start))
        rates = [other.figure for other in sentence[:at] if other.figure.unit == aim.unit and other.part is Part.RATE]
        if len(claims) != 1 or aim.unit != "%" or len(rates) < 2 or not _AIM.search(line.text, aim.end, aim.end + 10):
            continue
        above = claims[0]["word"] in ("高于", "超过", "优于", "好于", "大于")
        wrong = [rate for rate in rates if (rate.value <= aim.value if above else rate.value >= aim.value)]
        if wrong:
            yield finding(
                "A812",
                f"“{claims[0].group()}…{aim.text}”与{wrong[0].text}不符，见 {wrong[0].said}",
                "核对各项和结论",
                line.at(claims[0].start()),
            )


def _fallen(line: Line) -> Iterator[Finding]:
    """An aim of a fall, whether it is said to be reached, and the fall there really was."""
    for aim in _FALL_AIM.finditer(line.text):
        real = _REAL.search(line.text, aim.end(), aim.end() + 60)
        claim = _REACHED.search(line.text, aim.end(), real.start()) if real else None
        if real is None or claim is None or re.search(r"\d", line.text[aim.end() : real.start()]):
            continue
        reached = Decimal(real["real"]) >= Decimal(aim["aim"])
        if reached is bool(claim["not"]):
            yield finding("A812", f"“{claim.group()}”与实际的{real['real']}%不符，目标是{aim['aim']}%，见 {line.said(aim.start(), aim.end())}",
                          "核对目标、实绩和结论", line.at(claim.start()))  # fmt: skip
