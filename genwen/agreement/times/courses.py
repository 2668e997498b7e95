"""What is begun before it ends: 3月启动试点，6月完成验收; nothing is asked for by a day before the paper's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from genwen.agreement.reading.clauses import begun_at
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.agreement.times.timing import Day, days_in
from genwen.diagnostics import Finding
from genwen.patterns import regex

_BEGIN = regex(
    "启动|开始|开工|动工|动员|部署|印发|出台|制定|下发|进场|开展|举办|开幕|报名|受理|接到|接报|立案|签订|成立|收到|反馈|交办|招标|批复|立项|施工|启用前|进驻"
)
_END = regex(
    "终止|结束|完成|验收|竣工|完工|投用|投入(?:使用|运行|运营)|建成|闭幕|办结|结案|整改到位|销号|解除|推开|收官|通车|交付|结业|公布结果|通过评审|上线|启用|投运|投产|并网|开园|开业|挂牌|正式运行|试运行"
)
_APART = regex("次年|翌年|上年|去年|每年|此前|之前|前期|第[二三四]批|二期|另|当年|以后|分别|同时|一期")
_TO = regex(r"\s*(?:至|到|—|－|-|~|～|–)+\s*")


def check_courses(subject: Subject) -> Iterator[Finding]:
    """Sentences with two dates, and dates against that of the paper."""
    for view in subject.views:
        for line in view.lines:
            if line.text.count("月") > 1:
                yield from _turned(line)


def _turned(line: Line) -> Iterator[Finding]:
    days, _ = days_in(line, 2023)
    for at, (first, second) in enumerate(pairwise(days)):
        between = line.text[first.end : second.start]
        if re.search("[。！]", between) or _TO.match(between) or _APART.search(between):
            continue
        stop = re.search("[，。；]|$", line.text[second.end :])
        after = line.text[second.end : second.end + (stop.start() if stop else 0)]
        clauses = [clause for clause in re.split("[，；]", between) if clause]
        begun, ended = _BEGIN.search(between), _END.search(after)
        if not clauses or begun is None or ended is None or _END.search(between) or _APART.search(after):
            continue
        if second.own_year and not first.own_year:
            continue
        if "；" in between and not bigrams(line.text[begun_at(line.text, first.start, "。") : second.start]) & bigrams(
            after
        ) - {begun.group()[:2], ended.group()[:2]}:
            continue
        since = days[at - 1] if at and _TO.fullmatch(line.text[days[at - 1].end : first.start]) else first
        if second.last < since.first and len(between) < 60:
            yield finding("A602", f"{ended.group()}的“{_said(second)}”早于{begun.group()}的“{_said(first)}”，见 {first.said}",
                          "核对两个日期的先后", second.at)  # fmt: skip


def _said(day: Day) -> str:
    return day.words
