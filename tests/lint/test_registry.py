"""Every rule held to its own 正例 and 反例, its messages to the golden file, its table in the docs to the registry."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from genwen.diagnostics import Severity
from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in
from genwen.lint.registry import RULES
from genwen.lint.rule import FAMILIES, Rule

ROOT = Path(__file__).parents[2]


def tables() -> ModuleType:
    """scripts/rule_tables.py as a module."""
    spec = importlib.util.spec_from_file_location("rule_tables", ROOT / "scripts" / "rule_tables.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BY_ID = {rule.id: rule for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=BY_ID)
def test_good_example_passes_and_bad_one_fails(rule: Rule) -> None:
    assert [problem.finding.message for problem in problems_in(example_view(rule.good), (rule,))] == []
    assert problems_in(example_view(rule.bad), (rule,))


@pytest.mark.parametrize("rule", RULES, ids=BY_ID)
def test_rule_says_what_it_is(rule: Rule) -> None:
    assert re.fullmatch(r"G[1-9]\d\d", rule.id)
    assert rule.id[1] in FAMILIES
    assert rule.strength in ("硬", "软", "惯例")
    assert rule.clause or rule.strength == "惯例"
    assert rule.severity is not Severity.ERROR or rule.strength == "硬"
    assert rule.reason.endswith("。")
    assert rule.check.__doc__


def test_ids_and_names_are_used_once() -> None:
    assert len(BY_ID) == len(RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=BY_ID)
def test_findings_carry_place_clause_and_remedy(rule: Rule) -> None:
    for problem in problems_in(example_view(rule.bad), (rule,)):
        found = problem.finding
        assert found.position is not None
        assert found.position.place
        assert (found.code, found.clause, found.strength) == (rule.id, rule.clause, rule.strength)
        assert found.hint
        assert not re.search(r"[\u4e00-\u9fff][,;:?!]", re.sub("“[^”]*”", "", found.message + found.hint))


def test_messages_are_those_of_the_golden_file() -> None:
    made = tables()
    assert made.GOLDEN.read_text("utf-8") == made.golden(), "run python scripts/rule_tables.py"


def test_table_of_rules_is_that_of_the_registry() -> None:
    text = (ROOT / "docs" / "核对规则.md").read_text("utf-8")
    assert tables().renewed(text) == text, "run python scripts/rule_tables.py"
