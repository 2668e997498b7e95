"""What an expression must not do: reach into Python, run for ever, grow without bound."""

import time

import pytest
from projects import facts_with
from test_expressions import problem

from genwen.document.compose import scope_for
from genwen.document.sandbox import compile_sandboxed
from genwen.facts.fact import Fact


@pytest.fixture(scope="module")
def scope(tmp_path_factory):
    return scope_for(facts_with(tmp_path_factory.mktemp("项目"), {}), "报告")


REFUSED = [
    ("单位.__class__", "E204"),
    ("单位['__class__']", "E204"),
    ("单位.名称.__class__.__mro__", "E204"),
    ("().__class__.__base__.__subclasses__()", "E204"),
    ("''.__class__", "E204"),
    ("(单位 ~ '')['__class__']", "E202"),
    ("单位['__cla' ~ 'ss__']", "E202"),
    ("单位|attr('__class__')", "E205"),
    ("单位|map('名称')", "E205"),
    ("[1]|attr('append')", "E204"),
    ("_单位", "E204"),
    ("单位._字段", "E204"),
    ("range(10)", "E204"),
    ("range(1000000000)", "E204"),
    ("'{}'.format(单位)", "E204"),
    ("单位.名称.upper()", "E204"),
    ("namespace()", "E204"),
    ("cycler", "E201"),
    ("lipsum", "E201"),
    ("self", "E201"),
    ("loop", "E201"),
    ("9 ** 9 ** 9", "E204"),
    ("9 // 2", "E204"),
    ("9 % 2", "E204"),
    ("单位 is defined", "E204"),
    ("{1: 2}", "E204"),
    ("单位.名称[1:2]", "E204"),
    ("'甲' * 1000000000", "E202"),
    ("[1] * 1000000000", "E202"),
    ("1000000000 * [1]", "E202"),
    ("(1, 2) * 1000000000", "E202"),
    ("1e308 * 10", "E204"),
    ("1e309", "E204"),
    ("-1e309", "E204"),
    ("1e999999 > 1", "E204"),
    ("1e29 / 1e-300", "E202"),
    ("9e29 + 9e29 > 1", "E202"),
    ("统计.用电量 * 1e29", "E202"),
    ("统计.用电量 / 1e-30", "E202"),
    ("99999999999999999999 * 99999999999999999999", "E202"),
    ("单位.名称 }} {% for x in 单位 %}", "E203"),
    ("1 for x in 单位", "E203"),
    ("lambda: 1", "E203"),
    ("import os", "E203"),
    ("单位 := 1", "E203"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "code"), REFUSED, ids=[case[0] for case in REFUSED])
def test_refused_at_once_in_chinese(scope, source: str, code: str) -> None:
    started = time.monotonic()
    finding = problem(source, scope)
    assert time.monotonic() - started < 2
    assert finding.code == code
    assert any("\u4e00" <= char <= "\u9fff" for char in finding.message)
    assert str(finding.position).startswith("甲.yaml:3:")


def test_values_of_facts_are_not_reachable() -> None:
    _, run = compile_sandboxed("甲.value", "甲.value", None)
    with pytest.raises(TypeError, match="没有“value”"):
        run({"甲": Fact(1, "1", None)})  # type: ignore[arg-type]


def test_an_if_without_else_prints_nothing() -> None:
    roots, run = compile_sandboxed("'甲' if 乙", "", None)
    assert roots == {"乙"}
    assert (run({"乙": True}), run({"乙": False})) == ("甲", "")
