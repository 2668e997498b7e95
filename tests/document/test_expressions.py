"""Expressions over facts: what they print, and what is said when they cannot."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from projects import facts_with

from genwen.diagnostics import FindingsError, Position
from genwen.document.compose import scope_for
from genwen.document.elements import OriginKind
from genwen.document.expressions import ExpressionError, Prose, compile_expression, runs_of

OTHERS = """
    问题: [基础薄弱, 资金不足, '{{ 单位.简称 }}人手少']
    缺: 待补
    藏: 不公开
    文: 共{{ 统计.用电量 }}
    组: {甲: 1, 乙: [2, 3]}
    """


@pytest.fixture(scope="module")
def scope(tmp_path_factory):
    return scope_for(facts_with(tmp_path_factory.mktemp("项目"), {"content/其他/2025.yaml": OTHERS}), "报告")


def printed(source: str, scope) -> str:
    return "".join(run.text for run in runs_of(compile_expression(source).evaluate(scope), scope))


def problem(source: str, scope):
    """The finding that an expression gives, when compiled, evaluated or printed."""
    try:
        Prose.compile("{{ " + source + " }}", Position("甲.yaml", 3, 5)).runs(scope)
    except ExpressionError as error:
        return error.finding
    except FindingsError as error:
        return error.findings[0]
    raise AssertionError(f"{source} is printed")


PRINTED = [
    ("单位.名称", "云溪区机关事务管理局"),
    ("单位", "云溪区机关事务管理局"),
    ("单位.上级", "青江市机关事务管理局"),
    ("单位.政府办.名称", "云溪区人民政府办公室"),
    ("单位['名称']", "云溪区机关事务管理局"),
    ("单位 . 名称", "云溪区机关事务管理局"),
    ("年度", "2025"),
    ("上年度", "2024"),
    ("年度 + 1", "2026"),
    ("年度|大写", "二千零二十五"),
    ("统计.用电量", "7216800千瓦时"),
    ("统计.用电量|万", "721.68万千瓦时"),
    ("统计.用电量|万(0)", "722万千瓦时"),
    ("统计.用电量.数值", "7216800"),
    ("统计.用电量.单位", "千瓦时"),
    ("统计.用电量|千分位", "7,216,800千瓦时"),
    ("统计.用电量.同比", "同比下降5.04%"),
    ("统计.用电量.增减量", "383200千瓦时"),
    ("统计.用电量.上年", "7600000千瓦时"),
    ("统计.2024.用电量", "7600000千瓦时"),
    ("统计.单位电耗", "56.12千瓦时/平方米"),
    ("统计.单位电耗|小数(1)", "56.1千瓦时/平方米"),
    ("统计.口径", "当量值"),
    ("目标.今年", "25%以上"),
    ("目标.今年.比例 + 1", "26%"),
    ("目标['今' ~ '年'].截止", "2025年底"),
    ("范围", "党的机关、人大机关、行政机关，以及工会、共青团等人民团体"),
    ("范围.清单|数", "5"),
    ("范围.清单.数|大写", "五"),
    ("范围.清单|连('、', '和')", "党的机关、人大机关、行政机关、工会和共青团"),
    ("措施.制度.措施.健全制度.清单.制度|书名号|连('')", "《用电管理制度》《用水管理制度》"),
    ("措施.制度.措施.0.完成", "已制定《用电管理制度》《用水管理制度》2项制度。"),
    ("措施.制度.措施.健全制度.计划", "制定2项制度，依据《节约型机关创建行动方案》。"),
    ("机构.领导小组.组长.0.职务", "区政府副区长"),
    ("日程.自评", "每年10月底"),
    ("评价标准.总分", "10"),
    ("其他.问题|连", "基础薄弱、资金不足、区机关事务局人手少"),
    ("其他.文", "共7216800千瓦时"),
    ("其他.文|引号", "“共7216800千瓦时”"),
    ("其他.文 ~ '。'", "共7216800千瓦时。"),
    ("(其他.问题|连) ~ '。'", "基础薄弱、资金不足、区机关事务局人手少。"),
    ("其他.组.乙|连", "2、3"),
    ("其他.藏", "××"),
    ("单位.简称 if 单位.级别 == '县级' else '甲'", "区机关事务局"),
    ("单位.简称 if 统计.用电量 > 9000000", ""),
    ("单位.简称|默认('甲')", "区机关事务局"),
    ("其他.缺|默认('甲')", "甲"),
    ("单位.联系人|默认('甲')", "甲"),
    ("单位.名称|连（“、”）", "云溪区机关事务管理局"),
    ("“甲” ~ ‘乙’", "甲乙"),
    ("0.1 + 0.2", "0.3"),
    ("1 ~ 2", "12"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text"), PRINTED, ids=[case[0] for case in PRINTED])
def test_printed(scope, source: str, text: str) -> None:
    assert printed(source, scope) == text


MISSING = [
    ("其他.缺", "其他.缺"),
    ("其他.缺.数值", "其他.缺"),
    ("其他.缺 + 1", "其他.缺"),
    ("其他.缺|大写", "其他.缺"),
    ("其他.缺|小数(2)", "其他.缺"),
    ("其他.缺|百分比", "其他.缺"),
    ("其他.缺|数", "其他.缺"),
    ("单位.联系人", "单位.联系人"),
    ("单位.上级.简称", "单位.上级.简称"),
    ("统计.2023.用电量", "统计.2023.用电量"),
    ("统计.2023.用电量.同比", "统计.2023.用电量"),
    ("统计.2023.单位电耗", "统计.2023.用电量"),
]


@pytest.mark.parametrize(("source", "path"), MISSING, ids=[case[0] for case in MISSING])
def test_what_is_missing_prints_a_placeholder(scope, source: str, path: str) -> None:
    (run,) = runs_of(compile_expression(source).evaluate(scope), scope)
    assert (run.text, run.style, run.origin.kind) == (f"【待补：{path}】", "待补", OriginKind.MISSING)


@pytest.mark.parametrize("source", ["其他.缺 > 1", "其他.缺 <= 1", "其他.缺 == '甲'", "not 单位", "其他.缺 and 单位"])
def test_a_condition_on_what_is_missing_does_not_hold(scope, source: str) -> None:
    value = compile_expression(source).evaluate(scope)
    assert not value


WRONG = [
    ("单位.名", "E201", "“单位”里没有“名”", "“名称”"),
    ("单未.名称", "E201", "没有“单未”", "“单位”"),
    ("统计.用电", "E201", "没有“用电”", "“用电量”"),
    ("依据.省方案", "E201", "没有“省方案”", "“市方案”"),
    ("单位.名称.长度", "E201", "没有“长度”", "genwen facts"),
    ("(单位.名) ~ ''", "E202", "没有“名”", ""),
    ("范围.清单", "E202", "请加 |连", ""),
    ("其他.组", "E202", "不能印在这里", ""),
    ("单位.名称|小数(2)", "E202", "不是数", ""),
    ("单位.名称|大写", "E202", "不是数", ""),
    ("统计.用电量|小数", "E202", "参数不对", ""),
    ("统计.用电量|小数(99)", "E202", "0至20", ""),
    ("统计.用电量|万('甲')", "E202", "0至20", ""),
    ("统计.用电量 / 0", "E202", "除数为零", ""),
    ("1 / 0", "E202", "后面是 0", ""),
    ("单位.名称|连接", "E205", "没有过滤器“连接”", "“连”"),
    ("单位.名称|", "E203", "写法有误", "竖线"),
    ("单位 名称", "E203", "写法有误", "括号"),
    ("单位；名称", "E203", "不能有“；”", "单位.名称"),
    ("", "E203", "没有内容", "单位.名称"),
    ("甲" * 1001, "E203", "过长", "1000"),
    ("(" * 400 + "1" + ")" * 400, "E203", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("source", "code", "said", "remedy"), WRONG, ids=[f"{c[1]}-{c[0][:20]}" for c in WRONG])
def test_wrong(scope, source: str, code: str, said: str, remedy: str) -> None:
    finding = problem(source, scope)
    assert finding.code == code
    assert said in finding.message
    assert remedy in finding.hint
    assert str(finding.position).startswith("甲.yaml:3:")
    assert not any(word in finding.to_text() for word in ("object", "unexpected", "Traceback", "argument"))


PROSE = [
    ("甲{{ 单位.名称", "3:6", "没有成对的“}}”"),
    ("甲}}乙", "3:6", "前面没有“{{”"),
    ("{% for x in y %}", "3:5", "不能用 {% %}"),
    ("甲｛｛ 单位.名称 ｝｝", "3:6", "全角"),
    ("甲[[ 单位.名称 ]]", "3:6", "“[[ 单位.名称 ]]”会照原样印出"),
    ("甲{单位.名称}乙", "3:6", "“{单位.名称}”会照原样印出"),
    ("甲{{ 单位.名称 }}乙{{ 单位.名 }}", "3:18", "没有“名”"),
    ("字" * 60_000, "3:5", "超过"),
]


@pytest.mark.parametrize(("text", "place", "said"), PROSE, ids=[case[2] for case in PROSE])
def test_faults_of_prose_have_their_column(scope, text: str, place: str, said: str) -> None:
    with pytest.raises((FindingsError, ExpressionError)) as caught:
        Prose.compile(text, Position("甲.yaml", 3, 5)).runs(scope)
    error = caught.value
    finding = error.finding if isinstance(error, ExpressionError) else error.findings[0]
    assert said in finding.message
    assert str(finding.position) == f"甲.yaml:{place}"


def test_typed_text_keeps_its_place(scope) -> None:
    runs = Prose.compile("甲{{ 年度 }}乙", Position("甲.yaml", 3, 5)).runs(scope)
    assert [(run.text, str(run.origin.position)) for run in (runs[0], runs[2])] == [
        ("甲", "甲.yaml:3:5"), ("乙", "甲.yaml:3:14"),
    ]  # fmt: skip


def test_joined_texts_keep_their_origins(scope) -> None:
    runs = runs_of(compile_expression("单位.名称 ~ '、' ~ 统计.用电量").evaluate(scope), scope)
    assert [run.origin.path for run in runs if run.origin.kind is OriginKind.FACT] == [
        "单位.名称",
        "统计.2025.数据.用电量",
    ]


CYCLES = {
    "自己": "自己: '甲{{ 其他.自己 }}'",
    "过滤": "过滤: '甲{{ 其他.过滤|引号 }}'",
    "相连": "相连: '甲{{ 其他.相连 ~ 1 }}'",
    "两个": "两个: '{{ 其他.另 }}'\n另: '{{ 其他.两个 }}'",
    "成双": "成双: '{{ 其他.成双 }}{{ 其他.成双 }}'",
    "列表": "列表: ['{{ 其他.列表|连 }}', '{{ 其他.列表|连 }}']",
    "层层": "\n".join([f"层{n}: '" + f"{{{{ 其他.层{n - 1} }}}}" * 40 + "'" for n in range(1, 7)]
                    + ["层0: 甲乙丙", "层层: '{{ 其他.层6 }}'"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CYCLES)
def test_texts_that_lead_to_themselves_end(tmp_path, name: str) -> None:
    scope = scope_for(facts_with(tmp_path, {"content/其他/2025.yaml": CYCLES[name]}), "")
    started = time.monotonic()
    source = f"其他.{name}" + ("|连" if name == "列表" else "")
    finding = problem(source, scope)
    assert time.monotonic() - started < 5
    assert "没有尽头" in finding.message or "层层引用" in finding.message
    assert str(finding.position).startswith("content/其他/2025.yaml:")


def said_of(source: str, scope) -> str:
    """What is printed, or what is said about an expression that cannot be."""
    try:
        return printed(source, scope)
    except ExpressionError as error:
        return f"! {error.finding.to_text()}"
    except FindingsError as error:
        return f"! {error.findings[0].to_text()}"
    except TypeError as error:
        return f"! {error}"


@given(st.text(alphabet="单位名称统计.|()[]'\"“”（）~+-*/ 01{}%甲_连if else", max_size=40))
def test_any_expression_ends_with_text_or_a_finding(scope, source: str) -> None:
    text = said_of(source, scope)
    assert not text.startswith("!") or len(text) > 4


@given(st.text(alphabet="{}%｛｝甲 .\n单位", max_size=60))
def test_any_prose_ends_with_text_or_findings(scope, text: str) -> None:
    with suppress(FindingsError, ExpressionError):
        assert "{{" not in "".join(run.text for run in Prose.compile(text, Position("甲.yaml", 1, 1)).runs(scope))


@pytest.mark.parametrize("source", ["单位，名称", "单位：名称", "单位、名称", "单位:名称", "单位.名称。！"])
def test_a_mark_that_no_expression_has_is_named(source: str) -> None:
    with pytest.raises(FindingsError) as caught:
        compile_expression(source)
    (finding,) = caught.value.findings
    assert finding.code == "E203"
    assert "表达式里不能有“" in finding.message
    assert "单位.名称" in finding.hint


@pytest.mark.parametrize(
    ("typed", "meant"), [("甲［“乙”］", '甲["乙"]'), ("甲【0】", "甲[0]"), ("甲。乙", "甲.乙"), ("甲 ＞ 1", "甲 > 1")]
)
def test_wide_marks_of_expressions_are_read_as_their_half_width_forms(typed: str, meant: str) -> None:
    scope = {"甲": {"乙": 5, "0": 5}} if "＞" not in typed else {"甲": 5}
    assert compile_expression(typed).evaluate(scope) == compile_expression(meant).evaluate(scope)
