"""The lines of `genwen score`: what a person wants to see of a score, as rows and sentences."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from genwen.document.scoring.checked import said_points
from genwen.document.scoring.outcome import ZERO, shown
from genwen.document.scoring.result import BASE, UNKNOWN, ClauseScore, Score
from genwen.facts.fact import Fact

if TYPE_CHECKING:
    from genwen.document.scoring.self_score import SelfScore
    from genwen.spreadsheet.score_reading import FilledSheet

_NARROW = 36


def title_lines(scored: SelfScore, year: int) -> Iterator[str]:
    """Whose score it is, by which rubric."""
    rubric = scored.rubric
    edition = f"（{rubric.edition.text}）" if rubric.edition is not None and rubric.edition.known else ""
    kind = scored.assessment.kind
    of_kind = f"，按{kind.text}" if kind is not None and kind.known else ""
    yield f"{scored.unit}{year}年度自评"
    yield f"《{name_of(rubric.name)}》{edition}{of_kind}"


def name_of(fact: Fact | None) -> str:
    """A name, or what stands for one that is not there."""
    return fact.text if fact is not None else "评价标准"


def unit_rows(score: Score, checked: Score | None = None) -> list[tuple[str, ...]]:
    """A row for each unit and for each of its items, and the total; with `checked`, 核查分 beside, and 失分 by it."""
    rows: list[tuple[str, ...]] = []
    for number, unit in enumerate(score.units):
        mark = "" if unit.nature == BASE else f"（{unit.nature}）"
        other = checked.units[number] if checked is not None else None
        points = (unit.points, other.points) if other is not None else (unit.points,)
        rows.append((unit.unit.title + mark, "", *_points(unit.most, points, unit.nature)))
        for place, item in enumerate(unit.items):
            points = (item.points, other.items[place].points) if other is not None else (item.points,)
            rows.append(("", item.item.title, *_points(item.most, points, item.nature)))
    totals = (score.total, checked.total) if checked is not None else (score.total,)
    base = checked.base if checked is not None else score.base
    lost = base - totals[-1]
    rows.append(("总得分", "", shown(base), *map(shown, totals), shown(lost) if lost > 0 else ""))
    return rows


def unit_titles(checked: Score | None) -> tuple[str, ...]:
    """The titles of the columns of `unit_rows`."""
    between = ("自评分", "核查分") if checked is not None else ("得分",)
    return ("评价单元", "评价项目", "分值", *between, "失分")


def _points(most: Decimal, points: tuple[Decimal, ...], nature: str) -> tuple[str, ...]:
    lost = most - points[-1] if nature == BASE else ZERO
    return (shown(most), *map(shown, points), shown(lost) if lost > 0 else "")


def adjustment_lines(scored: SelfScore) -> Iterator[str]:
    """What the 核查 gave otherwise than the unit gave itself."""
    if scored.checked is None:
        return
    yield ""
    if not scored.adjustments:
        yield "核查：各条与自评一致"
        return
    yield f"核查改分{len(scored.adjustments)}条："
    for number, each in enumerate(scored.adjustments, 1):
        own, checked = said_points(each.own) or "未填", said_points(each.checked) or "未填"
        yield f"  {number}. {each.own.key}（{each.own.place.item.title}）自评{own}，核查{checked}"
        if each.checked.why:
            yield f"     原因：{each.checked.why}"


def clause_rows(score: Score) -> list[tuple[str, ...]]:
    """A row for each clause: its points, the rule that gave them, and the facts they rest on."""
    return [
        (clause.key, shown(clause.most), shown(clause.points), _short(clause.rule or clause.state), _sources(clause))
        for clause in score.clauses()
    ]


def _sources(clause: ClauseScore) -> str:
    found = []
    for origin in clause.origins:
        named = "、".join(each.path for each in origin.inputs) if origin.inputs else ""
        found.append(named or str(origin.position or origin.path))
    return _short("；".join(dict.fromkeys(found)))


def _short(text: str) -> str:
    return text if len(text) <= _NARROW else f"{text[: _NARROW - 1]}…"


def lost_lines(scored: SelfScore) -> Iterator[str]:
    """The clauses that lost points: how many, why, and what would win them back."""
    lost = scored.final.lost()
    open_ = [clause for clause in lost if clause.state == UNKNOWN]
    told = [clause for clause in lost if clause.state != UNKNOWN]
    if told:
        points = shown(sum((clause.lost for clause in told), start=ZERO))
        yield ""
        yield f"失分{len(told)}条，共{points}分："
    for number, clause in enumerate(told, 1):
        yield f"  {number}. {clause.key}（{clause.place.item.title}）失{shown(clause.lost)}分"
        if clause.why:
            yield f"     原因：{clause.why}"
        if clause.remedy:
            yield f"     补回：{clause.remedy}"
    if open_:
        points = shown(sum((clause.lost for clause in open_), start=ZERO))
        yield ""
        yield f"没有填写{len(open_)}条，暂失{points}分：{'、'.join(clause.key for clause in open_)}"


def lines_after(scored: SelfScore) -> Iterator[str]:
    """The total, the grade, what is not met, and how 不适用 was counted."""
    score = scored.final
    yield ""
    if scored.checked is not None:
        yield f"自评：{result_line(scored.score)}"
    open_ = sum(1 for clause in score.clauses() if clause.state == UNKNOWN)
    yield (
        ("核查：" if scored.checked is not None else "")
        + result_line(score)
        + (f"（有{open_}条没有填写，为暂计）" if open_ else "")
    )
    unmet = [requirement for requirement in score.requirements if not requirement.met]
    for requirement in unmet:
        said = "不清楚" if requirement.met is None else "没有满足"
        yield f"{said}：{requirement.text}" + (f"（{requirement.remedy}）" if requirement.remedy else "")
    if score.policy:
        yield f"不适用：{score.policy}"
    lacking = [entry for entry in scored.register.entries if entry.required and entry.state in ("缺", "已过期")]
    if lacking:
        yield "佐证材料：" + "、".join(f"{entry.number} {entry.name.text}（{entry.state}）" for entry in lacking)


def result_line(score: Score) -> str:
    """Total, pass mark and grade in one sentence."""
    extra = "".join(
        f"，{word}{shown(points)}分" for word, points in (("加", score.bonus), ("扣", score.penalty)) if points
    )
    mark = f"，合格线{shown(score.pass_mark)}分" if score.pass_mark is not None else ""
    verdict = "达标" if score.passed else "未达标"
    return f"总得分{shown(score.total)}分（满分{shown(score.base)}分{extra}{mark}），等级：{score.grade}，{verdict}"


def filled_rows(sheet: FilledSheet) -> list[tuple[str, ...]]:
    """A row for each clause of a filled-in workbook."""
    return [
        (row.key, shown(row.most), row.own_text, row.checked_text, _short(row.reason)) for row in sheet.rows.values()
    ]
