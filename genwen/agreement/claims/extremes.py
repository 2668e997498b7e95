"""What is said to be highest or lowest against lists in prose, and against months and quarters of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.agreement.claims.vectors import best_of, vectors_of
from genwen.agreement.counts.along import names_before
from genwen.agreement.reading.clauses import PHRASE, begun_at, last_clause
from genwen.agreement.reading.dated import dated_in
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.naming import periods_in
from genwen.agreement.reading.sentences import Part, Said, told_in
from genwen.agreement.reading.series import series_of
from genwen.agreement.reading.sheet import TOTAL
from genwen.agreement.reading.superlatives import Claim, claims_in, period_of
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.told_rows import told_rows
from genwen.agreement.reading.vocabulary import BRACKETS
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex
from genwen.records import record

_NAME = regex(
    r"(?:其中|分别是|依次为|而|和|按[^，]{1,6}看|是)?(?P<name>(?:\d{1,2}月份?|第?[一二三四]季度|[\u4e00-\u9fff（）]{2,10}?))"
    r"(?:用[水电气油能]量?|[电水气]量|为|达到?|有|得|占|完成|共|计|是|约|实现|产生|发生|排查|新增|收入|支出|增长|下降|面积|数量|总量|比重|得分|发现|处理|接待|办理|受理|投入|$)"
)
_RATIO = regex("幅|率|增速|占比|比重|均|单位面积|每|增长|下降|强度")
_WHOLE = regex("总量|总数|总额|合计|总计|总体")
_AMOUNT = regex("总量|用量|用[水电气]量|数量|得分|总数|产量|规模")


@record(eq=False)
class Items:
    """Named numbers of one kind in a list of prose."""

    values: dict[str, Decimal]
    unit: str
    first: Figure
    words: str


def check_extremes(subject: Subject) -> Iterator[Finding]:
    """Every claim against the lists of its paragraph and of the next, and against the series of the document."""
    for view in subject.views:
        for number, line in enumerate(view.lines):
            for claim in claims_in(line):
                near = (line, *view.lines[max(0, number - 1) : number])
                lists = [one for other in near for one in (*_told(claim, other), *_lists(other))]
                found = next(_in_lists(claim, lists), None) or next(_in_series(claim, view), None)
                if found is not None and not _borne_out(claim, view):
                    yield found


def _borne_out(claim: Claim, view: View) -> bool:
    """Whether a table has just what a claim is of, and bears it out: 用电量最大 beside a list of how many there are."""
    begun = begun_at(claim.line.text, claim.start)
    vectors = [one for one in vectors_of(view) if one.named(claim.named)]
    fitting = best_of(vectors, claim.about, claim.line.text[begun : claim.start])
    return any(
        one.order(claim.low)[0] == one.named(claim.named) for one in fitting if bigrams(one.what) & bigrams(claim.about)
    )


def _lists(line: Line) -> Iterator[Items]:
    """Runs of at least three figures of one unit, each with a name of its own."""
    every = told_in(line)
    yield from _timed(line, every)
    run: dict[str, Said] = {}
    for item in (*every, None):
        name = _name(line, item) if item is not None else ""
        first = next(iter(run.values()), None)
        other = item is not None and first is not None and item.figure.unit != first.figure.unit
        if item is not None and other and (item.figure.unit in ("%", "个百分点") or item.gap.startswith("（")):
            continue
        if item is not None and name and name not in run and (first is None or item.figure.unit == first.figure.unit):
            run[name] = item
            continue
        values = [one.figure.value for one in run.values()]
        if item is not None and (listed := names_before(line.text, item.figure.start)) is not None:
            yield from _respective(line, listed, every[every.index(item) :])
        if len(run) >= 3 and first is not None and max(values) * 2 != sum(values):
            yield Items({name: one.figure.value for name, one in run.items()}, first.figure.unit, first.figure,
                        line.text[max(0, first.figure.start - 24) : first.figure.start])  # fmt: skip
        run = {name: item} if item is not None and name else {}


def _told(claim: Claim, line: Line) -> Iterator[Items]:
    """The columns of a paragraph told row by row that a claim is of by their words: 国家机关486家，能耗5760.64吨；…, 能耗最多的是…."""
    for rows in told_rows(line):
        for head, column in zip(rows.heads, rows.columns, strict=True):
            if bigrams(head) & bigrams(claim.about):
                values = (figure.value for figure in column)
                yield Items(dict(zip(rows.names, values, strict=True)), column[0].unit, column[0], head)


def _timed(line: Line, every: Sequence[Said]) -> Iterator[Items]:
    """Amounts of months, of quarters, of years: 2023年、2024年、2025年分别投入a、b、c; 一至四季度用水分别为a、b、c、d."""
    kinds: dict[tuple[str, str], dict[str, Figure]] = {}
    for item in every:
        if (
            item.part is not Part.RATE
            and item.year
            and not periods_in(line.text[item.figure.start - len(item.gap) : item.figure.start])
        ):
            kinds.setdefault(("年", item.figure.unit), {}).setdefault(f"{item.year}年", item.figure)
    for one in dated_in(line):
        first, last = one.period or (1, 12)
        if not one.together and last - first in (0, 2):
            name = f"{first}月" if first == last else f"{'一二三四'[first // 3]}季度"
            kinds.setdefault((one.name + name[-1], one.figure.unit), {}).setdefault(name, one.figure)
    for (_, unit), some in kinds.items():
        if len(some) >= 3:
            yield Items({name: figure.value for name, figure in some.items()}, unit, next(iter(some.values())), "")


def _respective(line: Line, listed: re.Match[str], items: Sequence[Said]) -> Iterator[Items]:
    """甲、乙、丙分别为a、b、c."""
    names = re.split("、|[和及与](?=[^、]*$)", listed["names"])
    names = [re.sub("^(?:其中|和|及)|[两三四五六七八九]?[项个类家]$", "", name) for name in names]
    values = [items[0]]
    for item in items[1:]:
        if item.figure.unit != items[0].figure.unit or not re.fullmatch(r"\s*[、，和及]\s*", item.gap):
            break
        values.append(item)
    if len(values) == len(names) >= 3 and all(len(name) >= 2 for name in names):
        yield Items(
            dict(zip(names, (item.figure.value for item in values), strict=True)),
            items[0].figure.unit,
            items[0].figure,
            "",
        )


def _name(line: Line, item: Said) -> str:
    if item.part not in (Part.NOW, Part.RATE):
        return ""
    gap = line.text[item.figure.start - len(item.gap) : item.figure.start]
    clause = last_clause(BRACKETS.sub("", gap), PHRASE)
    match = _NAME.match(clause)
    name = (match["name"] if match else "").replace("月份", "月").removeprefix("第")
    return (
        ""
        if re.match("全[年市县区省部]|[总共合各每其]|[两三四五]者|相差|平均|同比|占比|累计|上年|去年|比|较|超|达", name)
        else name
    )


def _in_lists(claim: Claim, lists: list[Items]) -> Iterator[Finding]:
    for items in lists:
        plain = len(re.findall("[\u4e00-\u9fff]", claim.about.replace(claim.word, ""))) <= 4
        ratio = items.unit == "%" or "/" in items.unit or bool(_RATIO.search(items.words))
        apart = bool(_RATIO.search(claim.about)) is not ratio and not plain
        if apart and not (items.unit != "%" and re.search("占比|比重", claim.about)):
            continue
        if items.unit == "%" and _AMOUNT.search(claim.about):
            continue
        said = _of(claim, items.values)
        if not said:
            continue
        best = (min if claim.low else max)(items.values, key=lambda name: items.values[name])
        if items.values[best] == items.values[said]:
            return
        yield finding("A811", f"“{claim.clause.strip()[:20]}”与所列不符：{best}才是{'最小' if claim.low else '最大'}的，见 {items.first.said}",
                      "核对各项的数", claim.at)  # fmt: skip
        return


def _of(claim: Claim, values: dict[str, Decimal]) -> str:
    """The one name of a list that a claim is of."""
    words = claim.named.replace("月份", "月")
    said = [name for name in values if name in words]
    if not said and (period := period_of(words)):
        said = [period] if period in values else []
    if not said and claim.after:
        said = [name for name in values if len(words.strip()) >= 2 and words.strip() in name]
    if not said:
        short = [
            name
            for name in values
            if len(name) >= 3 and bigrams(name) and bigrams(name) & bigrams(words) and words[:2] == name[:2]
        ]
        said = short if len(short) == 1 else []
    longest = max(said, key=len, default="")
    return longest if all(name in longest for name in said) else ""


def _in_series(claim: Claim, view: View) -> Iterator[Finding]:
    """8月为全年最高, 三季度最少, against the tables by month."""
    period = period_of(claim.named) or period_of(claim.clause)
    if not period or re.search("[增降升减]幅|增速|同比|环比|占比|比重|均", claim.clause):
        return
    fitting = [
        one for one in series_of(view) if one.complete and not re.search("[增降升减]|同比|环比|%|占比", one.name)
    ]
    begun = begun_at(claim.line.text, claim.start, "。")
    words = claim.line.text[begun : claim.start + 24]
    wholes = [one for one in fitting if TOTAL.match(one.name)] if _WHOLE.search(claim.about) else []
    named = wholes or [one for one in fitting if bigrams(one.name) & bigrams(words)]
    years = [one for one in fitting if re.fullmatch(r"(?:19|20)\d{2}年?(?:度)?", one.name)]
    if not named and len(years) == len(fitting) > 1:
        fitting = named = [max(years, key=lambda one: one.name)]
    if not named and len({(one.name, one.unit) for one in fitting}) > 1:
        return
    wrong: Finding | None = None
    for one in named or fitting:
        values = one.months() if period.endswith("月") else one.quarters()
        if period not in values or len(values) < 4:
            continue
        best = (min if claim.low else max)(values, key=lambda name: values[name])
        if values[best] == values[period]:
            return
        severity = Severity.WARNING if named else Severity.HINT
        wrong = wrong or finding("A811", f"“{claim.clause.strip()[:20]}”与表不符：{best}才是{'最小' if claim.low else '最大'}的，见 {one.place(best)}",
                                 "核对表和正文", claim.at, severity)  # fmt: skip
    if wrong is not None:
        yield wrong
