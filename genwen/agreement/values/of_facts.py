"""Typed figures against what follows from facts: how far two years are apart, shares of costs, people of a list, targets of a year,
what a group of facts leaves, days and lengths of the calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from genwen.agreement.reading.clauses import SENTENCE, STOPS, last_clause
from genwen.agreement.reading.figures import Figure, same_unit
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.sentences import Part, Said, said_in
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.diagnostics import Finding, Severity
from genwen.document.elements import OriginKind
from genwen.document.formulas import FormulaError
from genwen.document.statistics.quantities import Statistics
from genwen.facts.fact import Fact, Quantity
from genwen.patterns import regex
from genwen.records import record

_SHARE = regex("占[^，。；\\d]{0,10}$")
_REACH = regex("达到|不低于|力争|必须")
_YEAR_END = regex(r"(?:到|至)?(?P<year>20\d{2})年(?:底|末)")
_LEFT = regex("还有|尚有|仍有|未")
_DATE = regex(r"(?<!\d)(?P<month>1[0-2]|[1-9])月(?P<day>\d{1,2})日(?=前|以?前|之前|为限|截止|止)")
_LENGTH = regex(r"(?P<n>\d{1,2}|[一二三四五六七八九十])个月(?=内|以内|之内)")
_MANY = frozenset(("人", "个", "项", "家", "条", "份", "种", "类"))
_CHINESE = "零一二三四五六七八九十"


@record
class Stat:
    """A statistic of the year: what it is now and was the year before, in the bare unit, and where it stands."""

    name: str
    now: Decimal
    before: Decimal | None
    unit: str
    said: str


def check_of_facts(subject: Subject) -> Iterator[Finding]:
    """Every typed figure and date of a folder's documents."""
    if subject.facts is None:
        return
    facts = {path: fact for path, fact in subject.facts.all_facts().items() if fact.known}
    stats = list(_stats(subject))
    groups = _groups(facts)
    lists = _lists(facts)
    seen: set[tuple[str, str]] = set()
    for line in subject.lines():
        if not re.search("[0-9一二三四五六七八九十]", line.text):
            continue
        yield from _calendar(line, facts, seen)
        for sentence in said_in(line):
            for item in sentence:
                key = (f"{item.figure.at}", item.figure.text)
                if key in seen or not _typed(line, item.figure.start):
                    continue
                seen.add(key)
                found = next(_judged(item, stats, groups, lists, facts), None)
                if found is not None:
                    yield found


def _typed(line: Line, at: int) -> bool:
    run = line.run_at(at)
    origin = run[0].origin if run is not None else None
    return (
        origin is not None
        and origin.kind in (OriginKind.TYPED, OriginKind.FACT)
        and not (origin.kind is OriginKind.FACT and run is not None and re.fullmatch(r"[\d.,]+\S{0,6}", run[0].text))
    )


def _stats(subject: Subject) -> Iterator[Stat]:
    statistics = subject.scope.get("统计")
    year = subject.facts.year if subject.facts is not None else 0
    if not isinstance(statistics, Statistics) or year not in statistics.years:
        return
    for key in statistics.names():
        try:
            now = statistics.of_year(year, key) if key != "上年" else None
            before = statistics.of_year(year - 1, key) if now is not None and year - 1 in statistics.years else None
            if now is None or not now.known:
                continue
            unit, factor = same_unit(now.unit)
            old = before.value * factor if before is not None and before.known else None
            yield Stat(key, now.value * factor, old, unit, f"{now.text}（{now.origin.position}）")
        except (FormulaError, TypeError, ArithmeticError):
            continue


def _groups(facts: dict[str, Fact]) -> dict[str, dict[str, Fact]]:
    """Facts that stand together, by the path of what they are of."""
    found: dict[str, dict[str, Fact]] = {}
    for path, fact in facts.items():
        parent, _, leaf = path.rpartition(".")
        found.setdefault(parent, {})[leaf] = fact
    return found


def _lists(facts: dict[str, Fact]) -> dict[str, dict[int, str]]:
    """How long the lists of persons and things are, by their names, with the place of the first member."""
    members: dict[str, dict[str, str]] = {}
    for path, fact in facts.items():
        for match in re.finditer(r"(?P<name>[^.\[\]]+)\[\d+\]", path):
            if path.startswith("机构."):
                members.setdefault(path[: match.end("name")], {}).setdefault(match.group(), f"{fact.origin.position}")
    found: dict[str, dict[int, str]] = {}
    for parent, some in members.items():
        found.setdefault(parent.rpartition(".")[2], {})[len(some)] = next(iter(some.values()))
    return found


def _judged(
    item: Said,
    stats: list[Stat],
    groups: dict[str, dict[str, Fact]],
    lists: dict[str, dict[int, str]],
    facts: dict[str, Fact],
) -> Iterator[Finding]:
    figure = item.figure
    before = figure.line.text[: figure.start]
    sentence = last_clause(before, SENTENCE)
    clause = last_clause(before, STOPS)
    yield from _of_stats(item, sentence, clause, stats)
    if figure.unit in _MANY:
        for name, lengths in lists.items():
            if clause.endswith(name) and not clause.endswith(f"副{name}") and figure.value not in lengths:
                length, said = next(iter(lengths.items()))
                yield _wrong(figure, clause, f"“{name}”列出{length}人", said)
        yield from _left(item, sentence, groups)
    yield from _of_group(figure, sentence, clause, groups)


def _wrong(figure: Figure, clause: str, words: str, said: str, severity: Severity = Severity.WARNING) -> Finding:
    return finding("A102", f"“{clause[-10:]}{figure.text}”与事实不符：{words}，见 {said}", "核对后改正，或写成表达式",
                   figure.at, severity)  # fmt: skip


def _named(text: str, stats: list[Stat]) -> list[Stat]:
    """The statistics a text names, by their names or without 量."""
    found = [one for one in stats if one.name in text or (len(one.name) > 2 and one.name.removesuffix("量") in text)]
    longest = max((len(one.name) for one in found), default=0)
    return [one for one in found if len(one.name) == longest]


def _of_stats(item: Said, sentence: str, clause: str, stats: list[Stat]) -> Iterator[Finding]:
    figure = item.figure
    if figure.unit == "%" and _SHARE.search(clause):
        yield from _of_share(figure, sentence, clause, stats)
        return
    named = _named("".join(re.split("[，、：]", sentence)[-2:]), stats)
    if len(named) != 1 or _OTHER_TIME.search(sentence):
        return
    stat = named[0]
    known = [value for value in (stat.now, stat.before) if value is not None]
    if figure.unit == stat.unit and item.part is Part.BASE and re.search("[由从]", clause):
        if all(abs(value - figure.value) > figure.step for value in known):
            yield _wrong(figure, clause, f"{stat.name}是{stat.said}", stat.said)
    elif stat.before is not None and stat.now != stat.before:
        yield from _of_change(item, clause, stat, stat.now - stat.before)


_OTHER_TIME = regex(r"上半年|下半年|季度|\d月|目标|计划|力争|每|平均")


def _of_share(figure: Figure, sentence: str, clause: str, stats: list[Stat]) -> Iterator[Finding]:
    """电费占57.54%, of a cost that the sentence names."""
    part = next((one for one in stats if clause.removeprefix("其中").startswith(one.name)), None)
    if part is None:
        return
    wholes = [one for one in stats if one.unit == part.unit and one.name in sentence and one.now > part.now]
    shares = [(part.now / one.now * 100, one) for one in wholes]
    if shares and not any(abs(share - figure.value) <= figure.step for share, _ in shares):
        share, whole = shares[0]
        yield _wrong(figure, clause, f"{part.name}{part.said}占{whole.name}{whole.said}的{share:.2f}%", part.said)


def _of_change(item: Said, clause: str, stat: Stat, change: Decimal) -> Iterator[Finding]:
    """少了32.93吨标准煤, 上升4.51%: the amount and the way of what changed since the year before."""
    figure = item.figure
    if figure.unit == "%" and item.part is Part.RATE and item.word in ("上升", "增长", "下降", "降低"):
        if (change < 0) is not item.falls and not re.search("人均|单位|费", clause.replace(stat.name, "")):
            way = "下降" if change < 0 else "上升"
            yield _wrong(figure, clause, f"{stat.name}{way}了，今年{stat.said}", stat.said)
        return
    moved = figure.unit == stat.unit and (item.part is Part.DIFFERENCE or re.search("[少多]了$", clause))
    if moved and abs(abs(change) - figure.value) > figure.step:
        words = f"{stat.name}今年{stat.said}，与上年相差{_shown(abs(change), figure)}"
        yield _wrong(figure, clause, words, stat.said)


def _shown(value: Decimal, figure: Figure) -> str:
    printed = re.match(r"[\d,]+(?:\.\d+)?", figure.text)
    own = Decimal(printed.group().replace(",", "")) if printed else figure.value
    scale = figure.value / own if own else Decimal(1)
    return f"{(value / scale):.2f}".rstrip("0").rstrip(".")


def _left(item: Said, sentence: str, groups: dict[str, dict[str, Fact]]) -> Iterator[Finding]:
    """发现的31个问题中，还有3个没有整改, where the facts have 31 found and 29 put right."""
    figure = item.figure
    if not _LEFT.search(last_clause(sentence)):
        return
    text = sentence + figure.line.text[figure.end : figure.end + 10]
    for group in groups.values():
        same = [(leaf, fact) for leaf, fact in group.items() if isinstance(fact, Quantity) and same_unit(fact.unit)[0] == figure.unit
                and leaf[:2] in text and leaf[-2:] in text]  # fmt: skip
        if len(same) == 2 and bigrams(same[0][0]) & bigrams(same[1][0]):
            a, b = sorted((fact for _, fact in same), key=lambda fact: -Decimal(str(fact.value)))
            left = Decimal(str(a.value)) - Decimal(str(b.value))
            if left != figure.value and a.text in sentence:
                yield _wrong(figure, sentence[-8:], f"{a.text}减{b.text}得{left:f}", f"{a.origin.position}")


def _of_group(figure: Figure, sentence: str, clause: str, groups: dict[str, dict[str, Fact]]) -> Iterator[Finding]:
    """县级党政机关36家 against the target of that tier; 到2027年底达到75% against the targets of that year."""
    if re.search("新增|新创建|其中", clause):
        return
    tiers = [(path, group) for path, group in groups.items() if path.startswith("目标.") and "层级" in group]
    mine = [(path, group) for path, group in tiers if clause.endswith(group["层级"].text)]
    if figure.unit != "%" and mine:
        known = [
            fact
            for _, group in mine
            for fact in group.values()
            if isinstance(fact, Quantity) and same_unit(fact.unit)[0] == figure.unit
        ]
        if known and not any(Decimal(fact.value) == figure.value for fact in known):
            total = next((group["总数"] for _, group in mine if "总数" in group), known[0])
            yield _wrong(figure, clause, f"{mine[0][1]['层级'].text}是{total.text}", f"{total.origin.position}")
        return
    year = _YEAR_END.search(sentence)
    if figure.unit != "%" or year is None or not _REACH.search(clause) or "下降" in clause:
        return
    due = [
        group
        for _, group in tiers
        if group.get("截止") is not None
        and year["year"] in group["截止"].text
        and isinstance(group.get("比例"), Quantity)
    ]
    own = [
        group
        for group in due
        if bigrams(group["层级"].text) <= bigrams(sentence) or re.sub("党政机关$", "", group["层级"].text) in sentence
    ]
    exact = [group for group in own if group["层级"].text in sentence] or own
    if exact and not any(_percent(group["比例"]) == figure.value for group in exact):
        fact = exact[0]["比例"]
        yield _wrong(
            figure, clause, f"{exact[0]['层级'].text}{year['year']}年底的目标是{fact.text}", f"{fact.origin.position}"
        )


def _percent(fact: Fact) -> Decimal:
    return Decimal(str(fact.value)) if isinstance(fact, Quantity) else Decimal(-1)


def _calendar(line: Line, facts: dict[str, Fact], seen: set[tuple[str, str]]) -> Iterator[Finding]:
    """报送以6月15日为限, 2个月内整改, against the entry of the calendar of the same words."""
    entries: dict[str, list[Fact]] = {}
    for path, fact in facts.items():
        if path.startswith("日程."):
            entries.setdefault(path.rpartition(".")[0], []).append(fact)
    for match in (*_DATE.finditer(line.text), *_LENGTH.finditer(line.text)):
        key = (f"{line.at(match.start())}", match.group())
        if key in seen or not _typed(line, match.start()):
            continue
        seen.add(key)
        clause = last_clause(line.text[: match.start()], SENTENCE) + line.text[match.end() : match.end() + 8]
        best = max(entries.values(), key=lambda some: _tie(clause, some), default=[])
        ranked = sorted((_tie(clause, some) for some in entries.values()), reverse=True)
        if not best or ranked[0] < 2 or (len(ranked) > 1 and ranked[1] == ranked[0]):
            continue
        form = _DATE if match.re.pattern == _DATE.pattern else _LENGTH
        wanted = [
            fact for fact in best if re.search(r"\d{1,2}月\d{1,2}日" if form is _DATE else r"\d{1,2}个月", fact.text)
        ]
        said = match.group() if form is _DATE else f"{_number(match['n'])}个月"
        if wanted and not any(said in fact.text for fact in wanted):
            yield finding("A102", f"“{match.group()}”与日程不符：{wanted[0].text}，见 {wanted[0].origin.position}", "核对期限",
                          line.at(match.start()), Severity.WARNING)  # fmt: skip


def _tie(clause: str, entry: list[Fact]) -> int:
    words: frozenset[str] = frozenset()
    for fact in entry:
        words |= bigrams(re.sub(r"\d+", "", fact.text))
    return len(words & bigrams(clause))


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _CHINESE.find(text)
