"""图表 of an outline: numbers by expressions into one unit and one precision, gaps, faults, trace, pages."""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from outlines import composed, make_folder, read

from genwen.cli.main import main
from genwen.diagnostics import Finding
from genwen.document.elements import Chart, Origin, OriginKind, Paragraph, Run, paragraphs_in
from genwen.document.layout import CHART_SPACE, paginate
from genwen.facts.fact import Fact, Quantity, derived
from genwen.standard import LINE_PITCH, TYPE_AREA_HEIGHT


def fact(path: str, value: str, unit: str) -> Quantity:
    number = Decimal(value)
    places = len(value.partition(".")[2])
    return Quantity(number, f"{value}{unit}", Origin(OriginKind.FACT, path), "已知", unit, places)


MISSING = Quantity(None, "【待补：统计.三】", Origin(OriginKind.MISSING, "统计.三"), "待补")
SCOPE: dict[str, object] = {
    "统计": {
        "一": fact("统计.一", "7216800", "千瓦时"),
        "二": fact("统计.二", "7489300", "千瓦时"),
        "三": MISSING,
        "费": fact("统计.费", "12", "元"),
        "占比": derived(Decimal("45.238"), 2, "%", Origin(OriginKind.DERIVED, formula="甲 ÷ 全部")),
    },
    "各月": [
        {"名": "1月", "量": [fact("台账.1", "623500", "千瓦时"), fact("台账.2", "601249", "千瓦时")]},
        {"名": "2月", "量": [fact("台账.3", "553000", "千瓦时"), fact("台账.4", "519850", "千瓦时")]},
    ],
}


def chart(body: str, scope: dict[str, object] | None = None) -> Chart:
    found, findings = drawn(body, scope)
    assert not findings, [finding.to_text() for finding in findings]
    assert found is not None
    return found


def drawn(body: str, scope: dict[str, object] | None = None) -> tuple[Chart | None, list[Finding]]:
    blocks, findings = composed(f"正文:\n  - 图表: {body}\n", scope or SCOPE)
    return next((block for block in blocks if isinstance(block, Chart)), None), findings


def numbers(found: Chart) -> list[list[str]]:
    return [[value.run.text if value.known else "缺" for value in series.values] for series in found.series]


@pytest.mark.parametrize(
    ("body", "unit", "expected"),
    [
        ("{系列: [量], 行: [[甲, 1.5], [乙, 2]]}", "", [["1.5", "2.0"]]),
        ("{系列: [量], 行: [[甲, 1.5吨], [乙, 2吨]]}", "吨", [["1.5", "2.0"]]),
        ("{系列: [量], 小数: 0, 行: [[甲, 1.5吨], [乙, 2.49吨]]}", "吨", [["2", "2"]]),
        ("{系列: [量], 行: [[甲, '{{ 统计.一 }}'], [乙, '{{ 统计.二 }}']]}", "千瓦时", [["7216800", "7489300"]]),
        ("{系列: [量], 单位: 万千瓦时, 行: [[甲, '{{ 统计.一 }}'], [乙, '{{ 统计.二 }}']]}", "万千瓦时", [["721.68", "748.93"]]),
        ("{系列: [量], 单位: 万千瓦时, 小数: 1, 行: [[甲, '{{ 统计.一 }}'], [乙, 70万千瓦时]]}", "万千瓦时", [["721.7", "70.0"]]),
        ("{系列: [量], 行: [[甲, '{{ 统计.一|万 }}'], [乙, '{{ 统计.二|万 }}']]}", "万千瓦时", [["721.68", "748.93"]]),
        ("{系列: [量], 行: [[甲, '{{ 统计.二 - 统计.一 }}'], [乙, '{{ 统计.一 - 统计.二 }}']]}", "千瓦时", [["272500", "-272500"]]),
        ("{系列: [量], 行: [[甲, '{{ 统计.占比 }}'], [乙, 54.76%]]}", "%", [["45.24", "54.76"]]),
        ("{系列: [量], 行: [[甲, '{{ 1 + 2 }}'], [乙, —], [丙, '']]}", "", [["3", "缺", "缺"]]),
        ("{系列: [量], 行: [[甲, '{{ 统计.一 }}'], [乙, '{{ 统计.三 }}']]}", "千瓦时", [["7216800", "缺"]]),
        (
            "{系列: [去年, 今年], 单位: 万千瓦时, 行: [{行: ['{{ 月.名 }}', '{{ 月.量[0] }}', '{{ 月.量[1] }}'], 每: 各月, 名: 月}]}",
            "万千瓦时",
            [["62.35", "55.30"], ["60.12", "51.99"]],
        ),
    ],
)  # fmt: skip
def test_values_in_one_unit_with_one_precision(body: str, unit: str, expected: list[list[str]]) -> None:
    found = chart(body)
    assert numbers(found) == expected
    assert "".join(run.text for run in found.unit) == unit


def test_every_figure_keeps_its_origin_and_a_place_of_its_own() -> None:
    found = chart(
        "{题: '{{ 统计.占比 }}', 系列: [量], 单位: 万千瓦时, 行: [[甲, '{{ 统计.一 }}'], [乙, '{{ 统计.二 - 统计.一 }}'], [丙, 3]]}"
    )
    placed = {paragraph.key: paragraph.runs for paragraph in paragraphs_in((found,))}
    assert len(placed) == len(found.paragraphs)
    assert placed["正文/图表/量/甲"][0].origin == Origin(OriginKind.FACT, "统计.一")
    difference = placed["正文/图表/量/乙"][0]
    assert difference.text == "27.25"
    assert difference.origin is not None
    assert [source.path for source in difference.origin.inputs] == ["统计.二", "统计.一"]
    typed = placed["正文/图表/量/丙"][0].origin
    assert typed is not None
    assert typed.kind is OriginKind.TYPED
    assert typed.position is not None
    assert placed["正文/图表/题"][0].text == "45.24%"


def test_a_missing_value_is_a_gap_that_is_listed() -> None:
    found = chart("{系列: [量], 行: [[甲, '{{ 统计.三 }}'], [乙, 1千瓦时]]}")
    value = found.series[0].values[0]
    assert not value.known
    assert value.run.style == "待补"
    assert value.run.origin == MISSING.origin


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("{系列: [量], 行: [[甲, 多]]}", "读不出来"),
        ("{系列: [量], 行: [[甲, '{{ 统计 }}']]}", "不能印在这里"),
        ("{系列: [量], 行: [[甲, '{{ 统计.四 }}']]}", "没有“四”"),
        ("{系列: [量], 行: [[甲, '{{ 统计.一 }}'], [乙, '{{ 统计.费 }}']]}", "单位"),
        ("{系列: [量], 单位: 吨, 行: [[甲, '{{ 统计.一 }}']]}", "“吨”不合"),
        ("{类型: 饼形, 系列: [量], 行: [[甲, -1], [乙, 2]]}", "负数"),
        ("{类型: 饼形, 系列: [量], 行: [[甲, 0], [乙, 0]]}", "都是零"),
        ("{类型: 饼形, 系列: [量], 行: [{行: [甲, 1], 每: [一, 二, 三, 四, 五, 六, 七, 八, 九, 十, 十一]}]}", "11个类别"),
    ],
)  # fmt: skip
def test_numbers_that_make_no_chart_are_found_with_their_place(body: str, said: str) -> None:
    found, findings = drawn(body)
    assert found is None
    assert [said in finding.message for finding in findings] == [True]
    assert findings[0].position is not None
    assert findings[0].position.line
    assert findings[0].hint


@pytest.mark.parametrize(
    ("body", "code", "said"),
    [
        ("柱形", "S102", "图表应写明"),
        ("{行: [[甲, 1]]}", "S104", "缺少“系列”"),
        ("{系列: [量]}", "S104", "缺少“行”"),
        ("{系列: [量], 行: [[甲, 1]], 类别: 柱形}", "S101", "类别"),
        ("{类型: 圆形, 系列: [量], 行: [[甲, 1]]}", "S103", "圆形"),
        ("{系列: [量], 行: [[甲, 1, 2]]}", "S106", "有2个数，图表有1个系列"),
        ("{系列: [量], 行: [[甲]]}", "S106", "有0个数"),
        ("{系列: [量], 行: [{各行: [[甲, 1, 2]], 每: [一]}]}", "S106", "有2个数"),
        ("{系列: [量], 行: [[甲, {文: '1', 跨列: 2}]]}", "S103", "跨列"),
        ("{类型: 饼形, 系列: [甲, 乙], 行: [[甲, 1, 2]]}", "S103", "只能有一个系列"),
        ("{系列: [一, 二, 三, 四, 五, 六, 七], 行: [[甲, 1, 2, 3, 4, 5, 6, 7]]}", "S103", "最多6个"),
        ("{系列: [量], 小数: 七, 行: [[甲, 1]]}", "S103", "小数"),
        ("{系列: [量], 高: 300, 行: [[甲, 1]]}", "S103", "40至200"),
        ("{系列: [量], 数据标签: 可以, 行: [[甲, 1]]}", "S103", "可以"),
    ],
)
def test_a_chart_written_wrongly_is_told(body: str, code: str, said: str) -> None:
    _, findings = read(f"正文:\n  - 图表: {body}\n")
    assert any(finding.code == code and said in finding.message for finding in findings)
    assert all(finding.position is not None and finding.source for finding in findings)


@pytest.mark.parametrize(
    ("kind", "series", "rows", "labelled"),
    [("柱形", 2, 4, True), ("柱形", 2, 12, False), ("折线", 1, 6, True), ("折线", 2, 6, False), ("条形", 2, 4, True),
     ("条形", 3, 20, False), ("饼形", 1, 8, True)],
)  # fmt: skip
def test_values_are_printed_where_there_is_room(kind: str, series: int, rows: int, labelled: bool) -> None:
    names, cells = ["系"] * series, [["甲", *["1234.5"] * series]] * rows
    found = chart(f"{{类型: {kind}, 系列: {names}, 行: {cells}}}")
    assert found.labels is labelled
    assert chart(f"{{类型: {kind}, 数据标签: 有, 系列: {names}, 行: {cells}}}").labels
    assert not chart(f"{{类型: {kind}, 数据标签: 无, 系列: {names}, 行: {cells}}}").labels


def test_notes_follow_and_an_empty_list_draws_nothing() -> None:
    blocks, findings = composed("正文:\n  - 图表: {系列: [量], 行: [[甲, 1]], 注: [注：甲]}\n", SCOPE)
    assert not findings
    note = blocks[1]
    assert isinstance(note, Paragraph)
    assert (note.style, note.text) == ("表注", "注：甲")
    empty = "正文:\n  - 图表: {系列: [量], 行: [{行: [甲, 1], 每: 各月}], 注: [注：甲]}\n"
    assert composed(empty, {"各月": []}) == ([], [])


def test_a_fact_that_is_no_number_is_told() -> None:
    found, findings = drawn(
        "{系列: [量], 行: [[甲, '{{ 名 }}']]}", {"名": Fact("办公室", "办公室", Origin(OriginKind.FACT))}
    )
    assert found is None
    assert "“办公室”不是数" in findings[0].message


def test_pages_count_the_height_of_a_chart() -> None:
    body = Paragraph("公文正文", (Run("短段。"),))
    found = chart("{系列: [量], 高: 100, 行: [[甲, 1]]}")
    assert abs(found.height - 5669) <= 1
    room = int((TYPE_AREA_HEIGHT - found.height - CHART_SPACE) // LINE_PITCH)
    assert paginate((*[body] * room, found)).page == 1
    pushed = paginate((*[body] * (room + 1), found))
    assert pushed.page == 2
    assert pushed.lines_used == pytest.approx((found.height + CHART_SPACE) / LINE_PITCH)
    kept = Paragraph("一级标题", (Run("节"),))
    assert paginate((*[body] * room, kept, found, body)).lines_used == pytest.approx(pushed.lines_used + 2)


def test_charts_of_units_are_made_in_bulk_as_docxtpl_makes_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    outline = """
        模板: 文稿
        要素: {标题: '{{ 单位.名称 }}'}
        正文:
          - 图表: {题: 用电, 系列: [量], 行: [[全年, '{{ 统计.用电量 }}'], [限额, 90千瓦时]]}
          - 图表: {类型: 饼形, 题: 常量, 系列: [量], 行: [[甲, 1], [乙, 2]]}
    """
    units = "单位: [{名称: 甲局, 统计.用电量: 120千瓦时}, {名称: 乙局, 统计.用电量: 80千瓦时}]"
    folder = make_folder(tmp_path, {
        "content/公文/下级单位/图.yaml": outline, "content/下级单位.yaml": units,
        "content/统计/2025.yaml": "数据: {用电量: 900千瓦时}",
    })  # fmt: skip
    monkeypatch.chdir(folder)
    assert main(["bulk", "图", "--verify", "全部", "--workers", "1"]) == 0, capsys.readouterr()
    values = {}
    for path in sorted((folder / "outputs" / "2025" / "下级单位").rglob("*.docx")):
        if ".genwen" not in path.parts:
            part = zipfile.ZipFile(path).read("word/charts/genwenChart1.xml").decode()
            values[path.stem] = re.findall("<c:v>([^<]*)", part)
    assert values == {"甲局-图": ["量", "全年", "限额", "120", "90"], "乙局-图": ["量", "全年", "限额", "80", "90"]}
