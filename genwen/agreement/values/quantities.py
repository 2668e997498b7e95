"""The same quantity with two values or two precisions: by fact, by wording, and between table and prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from genwen.agreement.reading.clauses import first_clause, last_clause
from genwen.agreement.reading.figures import Figure, close, figures
from genwen.agreement.reading.items import of_two_items, of_two_members, of_two_rows
from genwen.agreement.reading.sheet import Sheet, sheets_of
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.whereabouts import ahead_lines, main_year, scope_of
from genwen.diagnostics import Finding, Severity
from genwen.document.elements import OriginKind
from genwen.patterns import regex
from genwen.records import replace

_NUMBER = regex(r"(\d+(?:,\d{3})*)(\.\d+)?(万亿|万|亿)?")
_NAMED = regex(r"^[\u4e00-\u9fff（）()A-Za-z²³]{2,24}$")
_VAGUE = regex(
    r"^(?:不[低高少多超大小]|至少|比|较|与|同|环比|占|高于|低于|快于|慢于|好于|优于|年?均(?:增|降|下|提)|新建|新增|治理|营造).*|^(?:实际|目标|为|要求|得|最高|每|不|共|其中|建成|占|达|完成|比例|数量|分值|满分|金额|费用|面积|人数|合计|总计|各|单价|剩余|其他|其它|"
    r"下降|上升|增长|减少|增加|降低|节约|同比|环比|开展|举办|召开|组织|印发|张贴|发放|培训|投入|投资|检查|发现|安排)+(?:约|了|得|比)?$"
)
_COUNTED = regex(
    r"(?:公务用车|能源汽?车|用能人数|用水人数|编制人数|在编人数|在职人数|职工总?数|费用|[电水气油]费|燃气费|车辆总?数)$"
)
_SMALL = frozenset(
    [
        "个",
        "项",
        "次",
        "家",
        "人",
        "份",
        "分",
        "件",
        "条",
        "类",
        "期",
        "场",
        "处",
        "天",
        "日",
        "年",
        "个月",
        "小时",
        "分钟",
        "元",
        "块",
        "台",
        "辆",
        "套",
        "盏",
        "张",
    ]
)
_GOAL = regex("的[^，。；]{0,14}(?:目标|任务|要求|指标)")
_YEAR = regex(r"((?:19|20)\d{2})")
_BEFORE = frozenset(("上年", "去年"))
_HEAD_UNIT = regex(r"[（(]([^（）()]{1,12})[）)]")


def check_precision(subject: Subject) -> Iterator[Finding]:
    """One fact or derived value printed with different decimals."""
    firsts: dict[tuple[str, str], tuple[int, Line, int, int, str]] = {}
    for line in subject.lines():
        start = 0
        for run in line.runs:
            origin, begun = run.origin, start
            start += len(run.text)
            if origin is None or origin.kind not in (OriginKind.FACT, OriginKind.DERIVED):
                continue
            match = _NUMBER.search(run.text)
            if match is None or not (origin.formula or "统计" in origin.path) or len(_NUMBER.findall(run.text)) > 1:
                continue
            places = len(match[2] or ".") - 1
            key = (origin.path or origin.formula, match[3] or "")
            first = firsts.setdefault(key, (places, line, begun, start, run.text))
            if first[0] != places:
                yield finding("A202", f"“{run.text}”与“{first[4]}”是同一数量，小数位数不同，见 {first[1].said(first[2], first[3])}",
                              "同一数量各处用同样的小数位数", line.at(begun))  # fmt: skip


def check_values(subject: Subject) -> Iterator[Finding]:
    """The same name and unit with two values, in one document or in two."""
    firsts: dict[tuple[str, str, frozenset[str]], Figure] = {}
    scopes = {view.name: scope_of(view) for view in subject.views} if subject.facts is None else {}
    found = [figure for view in subject.views for figure in _all(view)]
    coming = {view.lines[number] for view in subject.views for number in ahead_lines(view)}
    latest: dict[str, int] = {}
    own = {view.name: main_year(view) for view in subject.views}
    for figure in found:
        for year in figure.context if _is_name(figure.name) else ():
            if _YEAR.fullmatch(year) and int(year) <= (own[figure.line.document] or int(year)):
                latest[figure.name] = max(latest.get(figure.name, 0), int(year))
    for figure in found:
        if not _tells(figure) or _GOAL.search(first_clause(figure.line.text[figure.end :], "。；\n")):
            continue
        main = (
            subject.facts.year
            if subject.facts is not None
            else max(latest.get(figure.name, 0), own.get(figure.line.document, 0))
        )
        context = _dated(figure.context, main) | {scopes.get(figure.line.document, "")}
        if "其中" in last_clause(figure.line.text[: figure.start], "。；\n"):
            context |= {"其中"}
        if figure.line in coming:
            context |= {"今后"}
        key = (figure.name, figure.unit, context)
        first = firsts.setdefault(key, figure)
        if first.value == figure.value:
            if (
                first.step != figure.step
                and _scale(first) == _scale(figure)
                and first.unit == figure.unit
                and min(first.step, figure.step) < 1
            ):
                yield finding("A202", f"“{figure.name}{figure.text}”与“{first.name}{first.text}”小数位数不同，见 {first.said}", "同一数量各处用同样的小数位数",
                              figure.at, Severity.HINT)  # fmt: skip
            continue
        if of_two_items(first, figure) or of_two_members(first, figure) or of_two_rows(first, figure):
            continue
        rounded = close(first.value, figure.value, max(first.step, figure.step))
        if rounded and (_scale(first) != _scale(figure) or "约" in first.line.text + figure.line.text):
            continue
        said = f"“{figure.name}{figure.text}”与“{first.name}{first.text}”"
        if rounded:
            yield finding("A202", f"{said}小数位数不同，见 {first.said}", "同一数量各处用同样的小数位数",
                          figure.at)  # fmt: skip
        else:
            yield finding("A201", f"{said}不一致，见 {first.said}", "核对哪个数对，改为一致；写成表达式可免不符",
                          figure.at)  # fmt: skip


def _all(view: View) -> Iterator[Figure]:
    for line in view.lines:
        yield from figures(line)
    for sheet in sheets_of(view):
        yield from sheet_figures(sheet)
    for grid in view.grids:
        for row in grid.rows:
            for cell in row:
                if len(cell.text) > 12:
                    yield from figures(cell)


def _tells(figure: Figure) -> bool:
    """Whether the name is enough to say that two figures are of one quantity."""
    name = figure.name
    if not _is_name(name):
        return False
    if figure.unit == "分":
        return len(name) > 2 and name.endswith(("总得分", "总分", "得分"))
    if figure.unit in _SMALL:
        sentence = last_clause(figure.line.text[: figure.start], "。；\n")
        return bool(_COUNTED.search(name)) and not re.search(
            "其中|更新|报废|新增|购置|处置|淘汰|涉及|参加|抽查|按", sentence
        )
    return len(name) >= 3


@lru_cache(maxsize=16384)
def _is_name(name: str) -> bool:
    """Whether words can tell a quantity from others."""
    return _NAMED.match(name) is not None and _VAGUE.match(name) is None


def _scale(figure: Figure) -> str:
    match = _NUMBER.search(figure.text)
    return (match[3] or "") if match else ""


def _dated(context: frozenset[str], main: int) -> frozenset[str]:
    """The context with the year of the document where none is said, and 上年 as the year before."""
    years = {word for word in context if _YEAR.fullmatch(word)}
    others = context - years - _BEFORE
    if not years and main:
        years = {str(main - 1 if context & _BEFORE else main)}
    elif not years:
        years = set(context & _BEFORE)
    return frozenset(others | years)


def sheet_figures(sheet: Sheet) -> Iterator[Figure]:
    """The figures of a table that names quantities in rows and has columns of years or one of values."""
    if not any(head in _LABELS for head in sheet.heads[:3]):
        return
    for row, label in enumerate(sheet.labels):
        name = _HEAD_UNIT.sub("", label)
        for column, head in enumerate(sheet.heads):
            year, early = _YEAR.search(head), re.search("上年|去年", head)
            context = frozenset({"上年"} if early else {year[1]} if year else ())
            plain = _HEAD_UNIT.sub("", head)
            figure = sheet.figure(row, column, name, context) if year or plain in _VALUES else None
            if figure is not None and figure.unit not in ("", "%") and not _VALUE_HEAD.sub("", plain):
                yield figure


_VALUE_HEAD = regex(
    r"(?:19|20)\d{2}年?度?|上年度?|去年|本年度?|今年|全年|实际值?|实绩|完成值?|数值|数量|消费量|用量|实物量|值|度|数"
)
_LABELS = ("项目", "指标", "名称", "指标名称", "项目名称", "能源种类", "能源品种", "种类", "品种", "类别", "统计项目")
_VALUES = ("本年", "今年", "本年度", "数值", "数量", "消费量", "用量", "上年", "去年", "全年", "实物量")


def check_units(subject: Subject) -> Iterator[Finding]:
    """The same name with the same number in two units: litres where another place has kilograms."""
    firsts: dict[tuple[str, Decimal], Figure] = {}
    for figure in (figure for view in subject.views for figure in _all(view)):
        if not _tells(figure) or figure.value < 100 or figure.unit == "分":
            continue
        first = firsts.setdefault((figure.name, figure.value), replace(figure))
        if first.unit != figure.unit and {first.unit, figure.unit} in _CONFUSED:
            yield finding("A203", f"“{figure.name}{figure.text}”与“{first.name}{first.text}”数同而单位不同，见 {first.said}",
                          "核对单位", figure.at, Severity.WARNING)  # fmt: skip


_CONFUSED = ({"升", "千克"}, {"立方米", "千克"}, {"千瓦时", "千克标准煤"}, {"立方米", "升"}, {"元", "千瓦时"})
