"""Ledgers as clerks keep them: .xlsx, .csv and YAML of every shape read into the same figures, and bad ones by the dozen."""

from __future__ import annotations

import datetime
import random
from pathlib import Path
from typing import Any

import pytest
from energies import ENERGY, csv_of
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from projects import dedented, facts_with

from genwen.diagnostics import Finding
from genwen.document.statistics.quantities import statistics_of
from genwen.facts.loader import Facts
from genwen.numerals import chinese_number

MONTHS = range(1, 13)
FOLDER = "content/统计/台账/"
EMPTY = {
    "content/统计/2024.yaml": "数据: {}\n",
    "content/统计/2025.yaml": "数据: {}\n",
    "content/指标.yaml": "指标: []\n",
}


def load(tmp_path: Path, **files: Any) -> Facts:
    """The facts of a folder with ledgers, whose names stand without their folder."""
    named = {FOLDER + name.replace("__", "."): text for name, text in files.items()}
    return facts_with(tmp_path, {**EMPTY, "content/能源.yaml": ENERGY, **named})


def figures(facts: Facts) -> dict[tuple[str, int, int, str], str]:
    """Every figure of the ledgers, in the unit of its item."""
    found = {}
    statistics = statistics_of(facts)
    for entry in facts.ledger.entries():
        view = statistics.view(year=entry.year, site=entry.site, months=(entry.month,) if entry.month else ())
        quantity = view.of_year(entry.year, entry.item)
        if quantity.known:
            found[entry.item, entry.year, entry.month, entry.site] = quantity.text
    return found


def codes(facts: Facts) -> list[str]:
    """The codes of what was found, the ledgers being asked for."""
    assert facts.ledger is not None
    return [finding.code for finding in facts.findings]


def said(facts: Facts, code: str) -> Finding:
    """The one finding of a code."""
    assert facts.ledger is not None
    return next(finding for finding in facts.findings if finding.code == code)


def workbook(path: Path, rows: list[list[Any]], merges: tuple[str, ...] = (), sheet: str = "用能") -> bytes:
    """A workbook as bytes."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(row)
    for merge in merges:
        page.merge_cells(merge)
    book.save(path)
    return path.read_bytes()


POWER = {month: 1000 + 10 * month for month in MONTHS}
WANTED = {("用电量", 2025, month, "甲楼"): f"{POWER[month]}千瓦时" for month in MONTHS}
MAP = "台账:\n  - 文件: {file}\n    {more}\n"


def wide(head: list[str], month: Any = lambda m: f"{m}月", amount: Any = lambda v: v) -> list[list[Any]]:
    """Months down, one place."""
    return [head, *([month(m), "甲楼", amount(POWER[m])] for m in MONTHS)]


SHAPES: dict[str, tuple[list[list[Any]], str]] = {
    "titles that say it": ([["2025年用能台账"], *wide(["月份", "点位", "用电量（千瓦时）"])], ""),
    "an energy by its name": ([["2025年"], *wide(["月份", "单位名称", "电"])], ""),
    "full-width figures": ([["２０２５年"], *wide(["月份", "点位", "用电量"], lambda m: f"{m}月份", lambda v: str(v).translate(
        {ord(str(n)): chr(0xFF10 + n) for n in range(10)}))], ""),
    "stray blanks and commas": ([[" 2025 年 "], *wide([" 月 份 ", "点 位", " 用电量 "], lambda m: f" {m} 月 ",
                                                     lambda v: f" {v:,} ")], ""),
    "units in the cells": ([["2025年"], *wide(["月份", "点位", "用电量"], amount=lambda v: f"{v}千瓦时")], ""),
    "ten thousands": ([["2025年"], *wide(["月份", "点位", "用电量（万千瓦时）"], amount=lambda v: f"{v / 10000:.4f}")], ""),
    "megawatt hours": ([["2025年"], *wide(["月份", "点位", "用电量（MWh）"], amount=lambda v: f"{v / 1000:.3f}")], ""),
    "year and month in one": (wide(["月份", "点位", "用电量"], lambda m: f"2025年{m}月"), ""),
    "2025/3/31": (wide(["抄表月份", "点位", "用电量"], lambda m: f"2025/{m}/28"), ""),
    "2025.3": (wide(["月份", "点位", "电消耗量（度）"], lambda m: f"2025.{m}"), ""),
    "2025-03": (wide(["月份", "点位", "用电量"], lambda m: f"2025-{m:02}"), ""),
    "202503": (wide(["月份", "点位", "用电量"], lambda m: f"2025{m:02}"), ""),
    "三月": ([["2025年"], *wide(["月份", "点位", "用电量"], lambda m: chinese_number(m) + "月")], ""),
    "notes and totals": ([["2025年"], ["单位：千瓦时"], *wide(["月份", "点位", "用电量"]), ["合计", None, sum(POWER.values())],
                          [None], ["注：数据来自抄表"], ["填表人：陈某某", None, "审核人：李某某"]], ""),
    "subtotals": ([["2025年"], ["月份", "点位", "用电量"], *(row for m in MONTHS for row in (
        [[f"{m}月", "甲楼", POWER[m]]] + ([["一季度小计", None, 3]] if m == 3 else [])))], ""),
    "the place once": ([["2025年"], ["点位", "月份", "用电量"], *([["甲楼"] if m == 1 else [None]][0] + [f"{m}月", POWER[m]]
                                                           for m in MONTHS)], ""),
    "one row per item": ([["年度", "月份", "点位", "能源种类", "消费量", "计量单位"],
                          *([2025, f"{m}月", "甲楼", "电", POWER[m], "千瓦时"] for m in MONTHS)], ""),
    "months across": ([["2025年"], ["项目", "计量单位", "单位名称", *(f"{m}月" for m in MONTHS), "合计"],
                       ["电", "千瓦时", "甲楼", *POWER.values(), sum(POWER.values())]], ""),
    "a heading over columns": ([["2025年", None, None, None], ["月份", "点位", "电", None], [None, None, "用量（千瓦时）", "备注"],
                                *([f"{m}月", "甲楼", POWER[m], "正常"] for m in MONTHS)], ""),
    "a map by the clerk": ([["表号：07"], ["期", "楼", "读数差"], *([f"{m}月", "甲楼", POWER[m]] for m in MONTHS)],
                           "年度: 2025\n    列: {月份: 期, 点位: 楼, 用电量: {标题: 读数差, 单位: 千瓦时}}"),
    "a map for one place": ([["期", "读数差"], *([f"{m}月", POWER[m]] for m in MONTHS)],
                            "年度: 2025\n    点位: 甲楼\n    列: {月份: 期, 用电量: 读数差}"),
    "months across, mapped": ([["楼", *(f"{m}月" for m in MONTHS)], ["甲楼", *POWER.values()]],
                              "年度: 2025\n    项目: 电\n    单位: 千瓦时\n    列: {点位: 楼}"),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_every_shape_gives_the_same_figures(name: str, encoding: str, tmp_path: Path) -> None:
    rows, more = SHAPES[name]
    files: dict[str, Any] = {"表__csv": csv_of_quoted(rows).encode(encoding)}
    if more:
        files["列对照__yaml"] = MAP.format(file="表.csv", more=more)
    facts = load(tmp_path, **files)
    assert codes(facts) == []
    assert figures(facts) == WANTED


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_as_a_workbook(name: str, tmp_path: Path) -> None:
    rows, more = SHAPES[name]
    merges = ("C2:D2", "A2:A3", "B2:B3") if name == "a heading over columns" else ()
    files: dict[str, Any] = {"表__xlsx": workbook(tmp_path / "甲.xlsx", rows, merges)}
    if more:
        files["列对照__yaml"] = MAP.format(file="'*.xlsx'", more=more)
    facts = load(tmp_path, **files)
    assert codes(facts) == []
    assert figures(facts) == WANTED


OFFICE = [
    ["某局2025年度能源资源消耗统计表", *[None] * 7],
    ["填报单位：某局", *[None] * 5, "单位：度、吨、元", None],
    ["序号", "月份", "用电", None, "用水", None, "车辆用油", None],
    [None, None, "用量（度）", "金额（元）", "用量（吨）", "金额（元）", "汽油（升）", "金额（元）"],
]


def office(tmp_path: Path, water: str) -> Facts:
    """The form many offices keep: amounts and money side by side under each energy."""
    rows = [*OFFICE, *([m, f"{m}月", 1000 + m, 680 + m, 50 + m, 210 + m, 300 + m, 2280 + m] for m in MONTHS),
            ["合计", None, 12078, 8238, 678, 2598, 3678, 27438], ["审核人：王某某", *[None] * 5, "填表人：李某某", None]]  # fmt: skip
    data = workbook(tmp_path / "甲.xlsx", rows, ("A1:H1", "C3:D3", "E3:F3", "G3:H3", "A3:A4", "B3:B4"))
    text = ENERGY.replace("{名称: 水, 用量: 用水量, 费用: 水费, 单位: 立方米}", water)
    return facts_with(tmp_path, {**EMPTY, "content/能源.yaml": text, f"{FOLDER}表.xlsx": data})


def test_amounts_and_money_under_each_energy(tmp_path: Path) -> None:
    water = "{名称: 水, 用量: 用水量, 费用: 水费, 单位: 立方米, 密度: {值: 1吨/立方米}}"
    facts = office(tmp_path, water)
    assert codes(facts) == ["S437"]
    assert "车辆用油/金额(元)" in said(facts, "S437").message
    found = figures(facts)
    wanted = {"用电量": "1003千瓦时", "电费": "683元", "用水量": "53立方米", "水费": "213元", "汽油量": "303升"}
    assert {item: found[item, 2025, 3, ""] for item in wanted} == wanted


def test_tons_of_water_are_no_cubic_metres_by_themselves(tmp_path: Path) -> None:
    facts = office(tmp_path, "{名称: 水, 用量: 用水量, 费用: 水费, 单位: 立方米}")
    assert codes(facts) == ["S437", "S433"]
    assert "这里是吨" in said(facts, "S433").message


def csv_of_quoted(rows: list[list[Any]]) -> str:
    return csv_of([[f'"{cell}"' if isinstance(cell, str) and "," in cell else cell for cell in row] for row in rows])


@pytest.mark.parametrize("separator", [",", "\t", ";", "，"])
def test_any_separator(separator: str, tmp_path: Path) -> None:
    rows = [["2025年", None, None], *wide(["月份", "点位", "用电量（千瓦时）"])]
    facts = load(tmp_path, 表__csv=csv_of(rows, separator))
    assert (codes(facts), figures(facts)) == ([], WANTED)


def test_dates_and_merged_places_in_a_workbook(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["用能单位", "日期", "用电量（千瓦时）"]]
    rows += [["甲楼" if m == 1 else None, datetime.date(2025, m, 1), POWER[m]] for m in MONTHS]
    facts = load(tmp_path, 表__xlsx=workbook(tmp_path / "甲.xlsx", rows, ("A2:A13",)))
    assert (codes(facts), figures(facts)) == ([], WANTED)
    entry = facts.ledger.months("用电量", 2025, "甲楼")[3]
    assert str(entry.at) == "content/统计/台账/表.xlsx 用能!C4"


def test_a_ledger_in_yaml(tmp_path: Path) -> None:
    facts = load(
        tmp_path,
        甲__yaml=f"""
            年度: 2025
            点位: 甲楼
            记录:
              - {{项目: 电, 单位: 千瓦时, 各月: {list(POWER.values())}, 全年: {sum(POWER.values())}}}
              - {{项目: 用水量, 各月: {{1月: 5立方米, 二月: 6}}}}
            """,
    )  # fmt: skip
    assert codes(facts) == []
    assert figures(facts) == WANTED | {("用水量", 2025, 1, "甲楼"): "5立方米", ("用水量", 2025, 2, "甲楼"): "6立方米"}
    entry = facts.ledger.months("用电量", 2025, "甲楼")[2]
    assert entry.at is not None
    assert (entry.at.file, entry.at.line) == ("content/统计/台账/甲.yaml", 4)


def test_places_by_their_other_names(tmp_path: Path) -> None:
    text = dedented(ENERGY) + "点位:\n  - {名称: 甲楼, 别名: [一号办公楼, 主楼]}\n"
    rows = [["2025年"], ["月份", "点位", "用电量"], ["1月", "主 楼", 5], ["2月", "一号办公楼", 6]]
    facts = facts_with(tmp_path, {**EMPTY, "content/能源.yaml": text, f"{FOLDER}表.csv": csv_of(rows)})
    assert set(figures(facts)) == {("用电量", 2025, 1, "甲楼"), ("用电量", 2025, 2, "甲楼")}


def test_sheets_that_are_no_ledger_are_left_alone(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["填表说明"])
    power = book.create_sheet("2025年")
    for row in wide(["月份", "点位", "用电量"]):
        power.append(row)
    book.save(tmp_path / "甲.xlsx")
    facts = load(tmp_path, 表__xlsx=(tmp_path / "甲.xlsx").read_bytes())
    assert (codes(facts), figures(facts)) == ([], WANTED)


# --- bad ledgers -------------------------------------------------------------------------------------------------------

HEAD = ["月份", "点位", "用电量（千瓦时）", "汽油量（升）"]


def rows_with(**changed: Any) -> list[list[Any]]:
    """A good year of one place, with some cells (C3) changed."""
    rows: list[list[Any]] = [["2025年台账", None, None, None], list(HEAD)]
    rows += [[f"{m}月", "甲楼", POWER[m], 50] for m in MONTHS]
    for cell, value in changed.items():
        rows[int(cell[1:]) - 1]["ABCD".index(cell[0])] = value
    return rows


BAD: list[tuple[str, list[list[Any]], str, str, str]] = [
    ("words", rows_with(C4="约一千"), "S431", ":4 C列", "不是数"),
    ("a formula's error", rows_with(C4="#REF!"), "S431", ":4 C列", "公式出错"),
    ("two points", rows_with(C4="10.2.5"), "S431", ":4 C列", "不是数"),
    ("scientific", rows_with(C4="1.2E+05"), "S431", ":4 C列", "不是数"),
    ("negative", rows_with(C4="-12"), "S432", ":4 C列", "负数"),
    ("negative in brackets", rows_with(C4="(12)"), "S432", ":4 C列", "负数"),
    ("no month", rows_with(A4="春节"), "S435", ":4 A列", "不是月份"),
    ("a thirteenth month", rows_with(A4="13月"), "S435", ":4 A列", "不是月份"),
    ("a month twice", rows_with(A5="2月"), "S434", ":5 C列", "content/统计/台账/表.csv:4 C列"),
    ("the same row twice", [*rows_with(), ["3月", "甲楼", POWER[3], 50]], "S434", ":15 C列", "重复计入"),
    ("kilograms for litres", rows_with(D2="汽油量（千瓦时）"), "S433", ":3 D列", "升"),
    ("no year", rows_with(A1="台账"), "S435", ":3 A列", "哪一年"),
    ("a wrong total", [*rows_with(), ["合计", None, 5, 600]], "S438", ":15 C列", "12780千瓦时"),
    ("a wrong yearly total", [["2025年"], ["项目", "点位", *(f"{m}月" for m in MONTHS), "全年"],
                              ["电", "甲楼", *POWER.values(), 99]], "S438", ":3 O列", "12780千瓦时"),
    ("no header", [["甲", "乙"], ["1", "2"]], "S436", ":", "列对照"),
    ("no amounts", [["月份", "备注"], ["1月", "无"]], "S436", ":", "列对照"),
    ("empty", [[None]], "S436", "", "没有内容"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "rows", "code", "place", "words"), BAD, ids=[case[0] for case in BAD])
def test_bad_ledgers(name: str, rows: list[list[Any]], code: str, place: str, words: str, tmp_path: Path) -> None:
    facts = load(tmp_path, 表__csv=csv_of(rows).encode("gbk"))
    assert code in codes(facts), facts.findings
    found = said(facts, code)
    assert str(found.position).startswith(f"content/统计/台账/表.csv{place}")
    assert words in found.message + found.hint


ACROSS = [
    ["2025年", None, None, None],
    ["月份", "甲楼", "乙楼", "合计"],
    [None, "用电量（千瓦时）", "用电量（千瓦时）", "用电量（千瓦时）"],
]


def across(*more: list[Any], total: int = 30) -> str:
    """Places side by side."""
    return csv_of([*ACROSS, *([f"{m}月", 10, 20, total if m == 5 else 30] for m in MONTHS), *more])


def test_places_side_by_side(tmp_path: Path) -> None:
    facts = load(tmp_path, 表__csv=across(["合计", 120, 240, 360]))
    assert codes(facts) == []
    assert figures(facts)["用电量", 2025, 3, "乙楼"] == "20千瓦时"
    assert statistics_of(facts).of_year(2025, "用电量").text == "360千瓦时"


@pytest.mark.parametrize(
    ("text", "place"), [(across(total=31), ":8 D列"), (across(["合计", 121, 240, 360]), ":16 B列")]
)
def test_totals_beside_and_below_places(text: str, place: str, tmp_path: Path) -> None:
    facts = load(tmp_path, 表__csv=text)
    assert set(codes(facts)) == {"S438"}
    assert str(said(facts, "S438").position).endswith(place)


def test_places_side_by_side_by_a_map(tmp_path: Path) -> None:
    rows = [["月", "一号表", "二号表"], *([f"{m}月", 10, 20] for m in MONTHS)]
    more = "年度: 2025\n    单位: 千瓦时\n    列: {月份: 月, 甲楼.用电量: 一号表, 乙楼.用电量: 二号表}"
    facts = load(tmp_path, 表__csv=csv_of(rows), 列对照__yaml=MAP.format(file="表.csv", more=more))
    assert codes(facts) == []
    assert figures(facts)["用电量", 2025, 3, "乙楼"] == "20千瓦时"


def test_two_columns_of_one_item_without_places(tmp_path: Path) -> None:
    rows = [["2025年", None, None], ["月份", "用电量（千瓦时）", "用电量（千瓦时）"], ["1月", 10, 20]]
    facts = load(tmp_path, 表__csv=csv_of(rows))
    assert codes(facts) == ["S436"]
    assert "不知道各是哪一处" in said(facts, "S436").message


BYTES = [
    ("a picture", "表__csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "S430"),
    ("an old workbook", "表__xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "S430"),
    ("a broken workbook", "表__xlsx", b"PK\3\4" + b"\0" * 60, "S430"),
    ("a text named .xlsx", "表__xlsx", "月份,用电量\n".encode(), "S430"),
    ("an .xls", "表__xls", b"\xd0\xcf\x11\xe0", "S201"),
    ("an .et", "表__et", b"\xd0\xcf\x11\xe0", "S201"),
    ("yaml that is none", "甲__yaml", b"\xe5\xb9\xb4\xe5\xba\xa6: [\n", "S001"),
    ("no ledger", "甲__yaml", "年度: 2025\n".encode(), "S104"),
    ("eleven months", "甲__yaml", "年度: 2025\n记录: [{项目: 电, 各月: [1,2,3,4,5,6,7,8,9,10,11]}]\n".encode(), "S435"),
    ("no year in yaml", "甲__yaml", "记录: [{项目: 电, 全年: 5}]\n".encode(), "S435"),
    ("a negative in yaml", "甲__yaml", "年度: 2025\n记录: [{项目: 电, 全年: -5}]\n".encode(), "S432"),
    (
        "a sum in yaml",
        "甲__yaml",
        "年度: 2025\n记录: [{项目: 电, 各月: [1,1,1,1,1,1,1,1,1,1,1,1], 全年: 13}]\n".encode(),
        "S438",
    ),
    ("a month that is none", "甲__yaml", "年度: 2025\n记录: [{项目: 电, 各月: {春: 5}}]\n".encode(), "S435"),
]


@pytest.mark.parametrize(("name", "file", "data", "code"), BYTES, ids=[case[0] for case in BYTES])
def test_bad_files(name: str, file: str, data: bytes, code: str, tmp_path: Path) -> None:
    facts = load(tmp_path, **{file: data})
    assert code in codes(facts), facts.findings


MAPS = [
    ("a title that is not there", "列: {月份: 月份, 用电量: 电量数}", "S436", "电量数"),
    ("a sheet that is not there", "工作表: 用电\n    列: {月份: 月份, 用电量: 用电量}", "S436", "用电"),
    ("another unit than the title", "列: {月份: 月份, 点位: 点位, 汽油量: {标题: 汽油量, 单位: 千克}}", "S433", "表头"),
]


@pytest.mark.parametrize(("name", "more", "code", "words"), MAPS, ids=[case[0] for case in MAPS])
def test_bad_maps(name: str, more: str, code: str, words: str, tmp_path: Path) -> None:
    book = workbook(tmp_path / "甲.xlsx", rows_with())
    facts = load(tmp_path, 表__xlsx=book, 列对照__yaml=MAP.format(file="表.xlsx", more=more))
    assert code in codes(facts), facts.findings
    assert words in said(facts, code).message


def test_a_map_for_a_file_that_is_not_there(tmp_path: Path) -> None:
    facts = load(
        tmp_path, 表__csv=csv_of(rows_with()), 列对照__yaml=MAP.format(file="台帐.csv", more="列: {月份: 月份}")
    )
    assert codes(facts) == ["S436"]
    assert str(said(facts, "S436").position) == "content/统计/台账/列对照.yaml:2:9"


def test_formulas_nobody_computed(tmp_path: Path) -> None:
    rows = rows_with(C4="=1+1")
    facts = load(tmp_path, 表__xlsx=workbook(tmp_path / "甲.xlsx", rows))
    assert str(said(facts, "S431").position) == "content/统计/台账/表.xlsx 用能!C4"


def test_a_place_within_another_is_counted_twice(tmp_path: Path) -> None:
    text = dedented(ENERGY) + "点位:\n  - {名称: 大院}\n  - {名称: 二号楼, 属于: 大院}\n"
    rows = [
        ["2025年"],
        ["月份", "点位", "用电量"],
        *([f"{m}月", site, 5] for m in MONTHS for site in ("大院", "二号楼")),
    ]
    facts = facts_with(tmp_path, {**EMPTY, "content/能源.yaml": text, f"{FOLDER}表.csv": csv_of(rows)})
    assert codes(facts) == ["S440"]
    assert "content/统计/台账/表.csv:3 C列" in said(facts, "S440").message


TYPED = [
    ("12780千瓦时", []), ("1.278万千瓦时", []), ("1.28万千瓦时", []), ("1.27万千瓦时", ["S439"]), ("12781千瓦时", ["S439"]),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "wanted"), TYPED, ids=[case[0] for case in TYPED])
def test_the_year_against_its_months(typed: str, wanted: list[str], tmp_path: Path) -> None:
    named = {**EMPTY, "content/能源.yaml": ENERGY, f"{FOLDER}表.csv": csv_of(rows_with())}
    facts = facts_with(tmp_path, {**named, "content/统计/2025.yaml": f"数据: {{用电量: {typed}}}\n"})
    assert codes(facts) == wanted


def test_litres_taken_for_kilograms(tmp_path: Path) -> None:
    named = {**EMPTY, "content/能源.yaml": ENERGY, f"{FOLDER}表.csv": csv_of(rows_with(D2="汽油量（千克）"))}
    facts = facts_with(tmp_path, {**named, "content/统计/2025.yaml": "数据: {汽油量: 600升}\n"})
    assert codes(facts) == ["S439"]
    assert "像是把升当作了千克" in said(facts, "S439").hint


CELLS = st.one_of(
    st.none(), st.integers(-10, 10**9), st.text(alphabet="1月２.年度点位用电量（千瓦时）合计-—/，\n\"'%", max_size=6),
    st.sampled_from(["月份", "点位", "用电量", "1月", "合计", "2025年", "电", "单位", "数量", "项目", "—", "#N/A"]),
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.lists(CELLS, max_size=6), max_size=8), st.randoms(use_true_random=False))
def test_any_sheet_is_read_or_refused(rows: list[list[Any]], chance: random.Random) -> None:
    from genwen.facts.ledger import Ledger
    from genwen.ledger.headers import names_of
    from genwen.ledger.sheets import SheetReader
    from genwen.spreadsheet.grids import Grid

    width = max((len(row) for row in rows), default=0)
    spread = {(row, column) for row in range(len(rows)) for column in range(width) if chance.random() < 0.1}
    reader = SheetReader(Grid("表.csv", chance.choice(["", "页"]), rows, spread), None, names_of(None), Ledger())
    reader.read()
    assert all(finding.code.startswith("S4") for finding in reader.findings)


def test_the_ledgers_of_the_manual(tmp_path: Path) -> None:
    """What docs/统计.md shows as ledgers is read as it says."""
    from manual import ROOT, examples_in

    files: dict[str, Any] = {**EMPTY, "content/能源.yaml": ENERGY}
    for example in examples_in(ROOT / "docs" / "统计.md"):
        name = example.info.partition(" ")[2]
        if name.startswith("content/"):
            files[name] = example.text
    facts = facts_with(tmp_path, files)
    assert codes(facts) == []
    found = figures(facts)
    assert found["用电量", 2025, 1, "行政中心"] == "125000千瓦时"
    assert found["电费", 2025, 2, "政务大厅"] == "27336元"
    assert found["用水量", 2025, 2, "老干部中心"] == "4810立方米"
    assert found["用气量", 2025, 12, "行政中心"] == "19930立方米"
    assert statistics_of(facts).of_year(2025, "用气量").text == "168400立方米"
    assert found["用能人数", 2025, 0, "行政中心"] == "320人"


def test_every_key_of_ledgers_is_in_the_manual() -> None:
    from manual import ROOT

    from genwen.document.named_tables import NAMED_TABLES
    from genwen.document.statistics.energy_figures import FIGURES
    from genwen.facts.ledger_schema import LedgerFile, LedgerRecord, SheetMap
    from genwen.ledger.headers import ROLES

    text = (ROOT / "docs" / "统计.md").read_text("utf-8")
    names = [*LedgerFile.keys, *LedgerRecord.keys, *SheetMap.keys, *ROLES, *FIGURES, "各月用量", "各点位用量"]
    assert [name for name in names if name not in text] == []
    assert {"各月用量", "各点位用量", "目标完成情况", "创建覆盖率"} <= set(NAMED_TABLES)


LEDGERS = [
    ("台账", "年度: 2025\n记录: [{项目: 电, 各月: [1, 2]}]\n", True), ("台账", "记录: [{项目: 电, 各月: {1月: 5千瓦时}, 全年: 待补}]\n", True),
    ("台账", "记录: [{项目: 电, 月份: 3}]\n", False), ("台账", "年度: 2025\n", False),
    ("列对照", "台账: [{文件: 甲.xlsx, 列: {月份: 期, 用电量: {标题: 数, 单位: 千瓦时}}}]\n", True),
    ("列对照", "台账: [{文件: 甲.xlsx, 栏: {月份: 期}}]\n", False),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "good"), LEDGERS)
def test_an_editor_judges_ledgers_as_genwen_does(name: str, text: str, good: bool) -> None:
    import jsonschema
    import yaml
    from projects import source_of

    from genwen.facts.json_schema import schemas
    from genwen.facts.ledger_schema import LedgerFile, SheetMaps
    from genwen.facts.reading import validate

    model = {"台账": LedgerFile, "列对照": SheetMaps}[name]
    assert (not validate(model, source_of(text), {})[1]) is good
    assert (not list(jsonschema.Draft202012Validator(schemas()[name]).iter_errors(yaml.safe_load(text)))) is good


def test_a_new_folder_has_a_ledger_to_fill_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from projects import run

    assert run(tmp_path, "init", "局") == 0
    data = (tmp_path / "局" / FOLDER / "全区.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")  # the mark by which Excel knows the encoding
    assert data.decode("utf-8-sig").splitlines() == [
        "年度,月份,点位,用电量（千瓦时）,用气量（立方米）,用水量（立方米）,汽油量（升）"
    ]
    assert run(tmp_path / "局", "build", "年度总结") == 0
    assert "统计.2" in capsys.readouterr().out


def test_a_row_may_reach_beyond_the_titles(tmp_path: Path) -> None:
    rows = [["1，度"], [None, None, None, None, None, 0]]
    named = {**EMPTY, "content/能源.yaml": ENERGY, f"{FOLDER}表.csv": csv_of(rows)}
    assert codes(facts_with(tmp_path, named))
