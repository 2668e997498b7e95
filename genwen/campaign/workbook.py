"""The 汇总表 as a workbook: places, points and shares as formulas, so that a corrected figure corrects what follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from genwen.campaign.judging import BROKEN, MISSING
from genwen.campaign.result import UnitResult
from genwen.campaign.results import Results
from genwen.campaign.totals import PartTotal, TierResult
from genwen.document.scoring.checked import by_key
from genwen.document.scoring.result import ClauseScore
from genwen.facts.campaign import DENSE
from genwen.facts.fact import Fact
from genwen.spreadsheet.report_workbook import FIRST_ROW, Column, Formula, ReportSheet, Value, letter, report_workbook

SUMMARY, TIERS, ITEMS, DETAILS = "汇总表", "等次", "评价项目", "失分明细"
_FIXED = (
    Column("名次", 4), Column("单位", 14, left=True), Column("满分", 4), Column("自评分", 5), Column("核查分", 5),
    Column("得分", 5), Column("得分率", 6, "0.00%"), Column("失分", 5), Column("等次", 6), Column("通过", 4),
)  # fmt: skip
_BASE, _OWN, _CHECKED, _POINTS, _RATE, _TIER = (letter(at) for at in (2, 3, 4, 5, 6, 8))


def results_workbook(results: Results) -> bytes:
    """The results as an .xlsx: 汇总表, 等次, 评价项目, 失分明细."""
    title = results.look("名称")
    name = title.text if isinstance(title, Fact) and title.known else "考评"
    rule = results.look("名次说明")
    note = f"{rule.text if isinstance(rule, Fact) else ''}。"
    return report_workbook(
        [_summary(results, name, note), _tiers(results, name), _items(results, name), _details(results, name)]
    )


# --- 汇总表 --------------------------------------------------------------------------------------------------------


def _listed(results: Results) -> list[UnitResult]:
    found = results.look("汇总")
    assert isinstance(found, list)
    return found


def _parts(results: Results) -> list[PartTotal]:
    found = results.look("项目")
    assert isinstance(found, list)
    return found


def _summary(results: Results, name: str, note: str) -> ReportSheet:
    parts = _parts(results)
    lost = [{id(unit): score.most - score.points for unit, score in part.scores} for part in parts]
    columns = [*_FIXED, *(Column(f"{part.name.text}失分", 5) for part in parts)]
    rows: list[Sequence[Value]] = []
    groups = _groups(results)
    for number, unit in enumerate(_listed(results), FIRST_ROW):
        rows.append([*_row(unit, number, groups.get(id(unit)), results.ties == DENSE),
                     *(each.get(id(unit)) for each in lost)])  # fmt: skip
    last = FIRST_ROW + len(rows) - 1
    sums: list[Sequence[Value]] = []
    for word, formula in (("平均", "AVERAGE"), ("最高", "MAX"), ("最低", "MIN")) if results.scored else ():
        sums.append(_sum(word, formula, last, len(columns)))
    return ReportSheet(SUMMARY, f"{name}{SUMMARY}", note, columns, rows, sums)


def _groups(results: Results) -> dict[int, tuple[int, int]]:
    """The first and last row of the units each unit is ranked among: those scored by its rubric, which stand together."""
    rubrics = [id(unit.final.rubric) for unit in results.ranking if unit.final is not None]
    first = {rubric: FIRST_ROW + at for at, rubric in reversed(list(enumerate(rubrics)))}
    last = {rubric: FIRST_ROW + at for at, rubric in enumerate(rubrics)}
    return {id(unit): (first[rubric], last[rubric]) for unit, rubric in zip(results.ranking, rubrics, strict=True)}


def _row(unit: UnitResult, number: int, group: tuple[int, int] | None, dense: bool) -> list[Value]:
    score, judged = unit.final, unit.judged
    if score is None or judged.own is None or group is None:
        return [None, unit.name.text, None, None, None, None, None, None, judged.state, "—"]
    first, last = group
    shares, own = f"{_RATE}${first}:{_RATE}${last}", f"{_RATE}{number}"
    place = f"=SUMPRODUCT(({shares}>{own})/COUNTIF({shares},{shares}))+1" if dense else f"=RANK({own},{shares})"
    return [
        Formula(place), unit.name.text, score.base, judged.own.total,
        judged.checked.total if judged.checked is not None else None,
        Formula(f'=IF({_CHECKED}{number}="",{_OWN}{number},{_CHECKED}{number})'),
        Formula(f"=IF({_BASE}{number}=0,0,ROUND({_POINTS}{number}/{_BASE}{number},10))"),
        Formula(f"=MAX(0,{_BASE}{number}-{_POINTS}{number})"), _tier(unit), "是" if unit.passed else "否" if unit.failed else "—",
    ]  # fmt: skip


def _tier(unit: UnitResult) -> str:
    tier = unit.look("等次")
    return tier.text if isinstance(tier, Fact) else ""


def _sum(word: str, formula: str, last: int, count: int) -> list[Value]:
    cells: list[Value] = []
    for at in range(count):
        column = letter(at)
        plain = at in (0, 2, 8, 9)
        over = f"{column}{FIRST_ROW}:{column}{last}"
        rounded = f'=IF(COUNT({over})=0,"",ROUND({formula}({over}),{4 if column == _RATE else 2}))'
        cells.append(word if at == 1 else None if plain else Formula(rounded))
    return cells


# --- the other sheets ----------------------------------------------------------------------------------------------


def _tiers(results: Results, name: str) -> ReportSheet:
    """How many units are in each tier, counted in the 汇总表."""
    last = FIRST_ROW + len(results.units) - 1
    tiers = results.look("等次")
    assert isinstance(tiers, list)
    counted: list[tuple[str, list[UnitResult]]] = [
        (tier.name.text, tier.units) for tier in tiers if isinstance(tier, TierResult)
    ]
    scored = len(counted)
    counted += [(state, [unit for unit in results.units if unit.judged.state == state]) for state in (BROKEN, MISSING)]
    whole = f"SUM(B${FIRST_ROW}:B${FIRST_ROW + scored - 1})"
    rows: list[Sequence[Value]] = []
    for number, (word, units) in enumerate(counted, FIRST_ROW):
        among = f"COUNTIF({SUMMARY}!{_TIER}${FIRST_ROW}:{_TIER}${last},A{number})"
        portion = Formula(f"=IF({whole}=0,0,B{number}/{whole})") if number < FIRST_ROW + scored else None
        rows.append([word, Formula(f"={among}"), portion, "、".join(unit.name.text for unit in units)])
    end = FIRST_ROW + len(rows) - 1
    sums: list[Sequence[Value]] = [["合计", Formula(f"=SUM(B{FIRST_ROW}:B{end})"), None, None]]
    columns = [Column("等次", 8), Column("单位数", 6), Column("占比", 8, "0.00%"), Column("单位", 50, left=True)]
    return ReportSheet(TIERS, f"{name}等次", "占比为占参加评分的单位的比例。", columns, rows, sums)


def _items(results: Results, name: str) -> ReportSheet:
    """What each item came to, from the columns of the 汇总表."""
    last = FIRST_ROW + len(results.units) - 1
    rows: list[Sequence[Value]] = []
    for at, part in enumerate(_parts(results)):
        number, column = FIRST_ROW + at, letter(len(_FIXED) + at)
        lost = f"{SUMMARY}!{column}${FIRST_ROW}:{column}${last}"
        rows.append([
            at + 1, part.above, part.name.text, part.scores[0][1].most,
            Formula(f"=ROUND(AVERAGE({lost}),2)"), Formula(f"=D{number}-E{number}"),
            Formula(f"=IF(D{number}=0,0,1-AVERAGE({lost})/D{number})"), Formula(f'=COUNTIF({lost},">0")'),
        ])  # fmt: skip
    columns = [
        Column("序号", 4), Column("评价单元", 12, left=True), Column("评价项目", 14, left=True), Column("分值", 5),
        Column("平均失分", 6, "0.00"), Column("平均得分", 6, "0.00"), Column("得分率", 7, "0.00%"), Column("失分单位数", 7),
    ]  # fmt: skip
    return ReportSheet(
        ITEMS, f"{name}评价项目得分情况", "平均失分和失分单位数按汇总表各项目的失分计算。", columns, rows
    )


def _details(results: Results, name: str) -> ReportSheet:
    columns = [
        Column("单位", 14, left=True), Column("评价项目", 12, left=True), Column("条款", 10, left=True), Column("分值", 4),
        Column("自评分", 5), Column("核查分", 5), Column("失分", 4), Column("原因", 30, left=True),
        Column("出处", 26, left=True),
    ]  # fmt: skip
    return ReportSheet(DETAILS, f"{name}失分明细", "出处是打分表的文件和格。", columns, list(_lost_rows(results)))


def _lost_rows(results: Results) -> Iterator[Sequence[Value]]:
    number = FIRST_ROW
    for unit in results.ranking:
        score, judged = unit.final, unit.judged
        assert score is not None
        own = by_key(judged.own) if judged.own is not None else {}
        checked = by_key(judged.checked) if judged.checked is not None else {}
        for clause in score.lost():
            lost = f'=D{number}-IF(F{number}="",E{number},F{number})'
            yield [
                unit.name.text, clause.place.item.title, clause.key, clause.most, _points(own.get(clause.key)),
                _points(checked.get(clause.key)), Formula(lost), clause.why, _source(clause),
            ]  # fmt: skip
            number += 1


def _points(clause: ClauseScore | None) -> Decimal | None:
    return clause.points if clause is not None else None


def _source(clause: ClauseScore) -> str:
    return "、".join(str(origin.position) for origin in clause.origins if origin.position is not None)
