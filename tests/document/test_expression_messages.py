"""What expressions say when they cannot be computed: quantities in other units, and never a Python object by its own name."""

import re
from pathlib import Path

import pytest
from projects import facts_with, make_project, replaced, run
from test_expressions import printed, problem

from genwen.diagnostics import FindingsError
from genwen.document.compose import scope_for
from genwen.document.expressions import ExpressionError, Prose
from genwen.document.filters import FILTERS

MORE = {
    "content/统计/2025.yaml": """
        口径: 当量值
        数据:
          用电量: 7216800千瓦时
          用电: 3兆瓦时
          建筑面积: 128600平方米
          电费: 5.5万元
          煤: 2吨
          炭: 500千克
          甲耗: 3千瓦时/平方米
          乙耗: 5度/m2
          占比: 25%
          无: 0元
        """,
    "content/其他/2025.yaml": """
        问题: [基础薄弱, 资金不足]
        缺: 待补
        藏: 不公开
        文: 共{{ 统计.用电量 }}
        组: {甲: 1, 乙: [2, 3]}
        """,
}
ODD = re.compile(
    r"object at|<genwen|<class|Decimal\(|\bNone\b|\bNaN\b|\binf\b|\b(?:str|int|float|list|tuple|dict|bool)\b|Traceback|Fact\(|Run\("
)


@pytest.fixture(scope="module")
def scope(tmp_path_factory):
    return scope_for(facts_with(tmp_path_factory.mktemp("项目"), MORE), "报告")


OTHER_UNITS = [
    ("统计.电费 + 统计.用电量", ["统计.2025.数据.电费", "元", "统计.2025.数据.用电量", "千瓦时", "不能相加"]),
    ("统计.电费 - 统计.用电量", ["元", "千瓦时", "不能相减"]),
    ("统计.煤 - 统计.用电量", ["吨", "千瓦时", "不能相减"]),
    ("统计.电费 > 统计.用电量", ["元", "千瓦时", "不能比较"]),
    ("统计.电费 == 统计.用电量", ["元", "千瓦时", "不能比较"]),
    ("'是' if 统计.电费 != 统计.用电量 else '否'", ["元", "千瓦时", "不能比较"]),
    ("(统计.电费|万) + 统计.用电量", ["元", "千瓦时", "不能相加"]),
    ("统计.甲耗 + 统计.用电量", ["千瓦时/平方米", "不能相加"]),
    ("统计.用电量|百分比", ["统计.2025.数据.用电量", "千瓦时", "百分数"]),
    ("统计.占比|百分比", ["%", "百分数"]),
    ("1 / 0", ["0"]),
    ("统计.用电量 / 统计.无", ["统计.2025.数据.无", "0"]),
]


@pytest.mark.parametrize(("source", "said"), OTHER_UNITS, ids=[case[0] for case in OTHER_UNITS])
def test_quantities_of_different_kinds_are_not_mixed(scope, source: str, said: list[str]) -> None:
    finding = problem(source, scope)
    assert finding.code == "E202"
    for word in said:
        assert word in finding.message
    assert finding.hint


ALIKE = [
    ("统计.煤 + 统计.炭", "2.5吨"),
    ("统计.用电 + 统计.用电量", "7219.8兆瓦时"),
    ("统计.电费 + 100", "55100.0元"),
    ("(统计.电费|万) - (统计.无|万)", "55000.00元"),
    ("统计.甲耗 + 统计.乙耗", "8千瓦时/平方米"),
    ("'多' if 统计.煤 > 统计.炭 else '少'", "多"),
    ("'同' if 统计.煤 == 统计.炭 * 4 else '异'", "同"),
    ("(统计.电费 / 统计.用电量)|小数(4)", "0.0076"),
    ("(统计.炭 / 统计.煤)|百分比", "25.00%"),
    ("'多' if 统计.用电量 > 5000000 else '少'", "多"),
    ("统计.用电量 * 2", "14433600千瓦时"),
]


@pytest.mark.parametrize(("source", "text"), ALIKE, ids=[case[0] for case in ALIKE])
def test_quantities_that_can_be_converted_are(scope, source: str, text: str) -> None:
    assert printed(source, scope) == text


def _values(scope) -> list[str]:
    """Expressions for values of every kind there is: each root, and what stands below it."""
    found = ["'文'", "3", "0", "1.5", "[1, '甲']", "(1 > 0)", "统计.煤", "统计.用电量.同比", "统计.2020.用电量",
             "其他.缺", "其他.藏", "其他.文", "其他.组", "其他.问题", "统计.各月", "统计.上年", "依据.全部", "目标.今年",
             "措施.制度", "措施.制度.措施", "日程.部署", "机构.领导小组", "评价标准.单元"]  # fmt: skip
    return [*found, *(name for name in scope if name.isidentifier() and not name.startswith("·"))]


def _said(source: str, scope) -> str:
    """What is said of an expression; "" when it is printed."""
    try:
        Prose.compile("{{ " + source + " }}").runs(scope)
    except ExpressionError as error:
        return error.finding.to_text()
    except FindingsError as error:
        return "".join(finding.to_text() for finding in error.findings)
    return ""


def test_no_message_names_a_python_object(scope) -> None:
    values = _values(scope)
    sources = list(values)
    for value in values:
        sources += [f"({value})|{name}" for name in FILTERS]
        sources += [f"{value}|{name}(2)" for name in FILTERS]
        sources += [f"{value}|{name}('甲')" for name in FILTERS]
        sources += [f"{value}|{name}(1.5)" for name in FILTERS]
        sources += [f"{value}|{name}([统计])" for name in FILTERS]
        sources += [f"-({value})", f"'甲' if {value} else '乙'", f"{value} ~ '甲'", f"({value}).乌有", f"({value})[0]"]
        for other in values:
            sources += [f"({value}){sign}({other})" for sign in (" + ", " - ", " * ", " / ", " > ", " == ", " in ")]
            sources.append(f"({value})[{other}]")
    said = {source: _said(source, scope) for source in sources}
    odd = [f"{source}: {text}" for source, text in said.items() if ODD.search(text.replace(source, ""))]
    assert not odd, f"{len(odd)}\n" + "\n".join(odd[:30])
    assert sum(1 for text in said.values() if text) > 1000


def test_what_is_no_name_in_brackets_is_said(scope) -> None:
    assert "方括号里应是名称或第几项，不能是一组事实" in problem("统计[统计]", scope).message


def test_groups_are_named_in_words(scope) -> None:
    assert "一组事实不是数" in problem("评价标准|大写", scope).message


def test_number_beyond_bounds_is_found_in_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outline = replaced("content/公文/报告.yaml", "名: 项", "名: 项\n        若: 1e999999")
    prose = outline["content/公文/报告.yaml"].replace("{{ 单位.自称 }}推进", "{{ 1e309 }}推进")
    folder = make_project(tmp_path, {"content/公文/报告.yaml": prose})
    assert run(folder, "build", "报告") == 1
    told = capsys.readouterr()
    text = told.out + told.err
    assert "内部出错" not in text
    assert "报告.yaml:8:" in text
    assert "报告.yaml:15:" in text
    assert run(folder, "facts", "1e309") == 1
    told = capsys.readouterr()
    assert "过大的数" in told.out + told.err
