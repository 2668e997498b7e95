"""The rules of genwen/lint told from the registry: `python scripts/rule_tables.py` renews docs/核对规则.md and the
golden file of messages that the tests hold the rules to.
"""

from __future__ import annotations

from pathlib import Path

from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in
from genwen.lint.registry import RULES
from genwen.lint.rule import FAMILIES, Rule

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "核对规则.md"
GOLDEN = ROOT / "tests" / "golden" / "核对规则.txt"
BEGIN, END = "<!-- 规则表 -->\n", "<!-- 规则表完 -->\n"


def table() -> str:
    """The rules by family, one table each."""
    pieces = []
    for figure, family in FAMILIES.items():
        rules = [rule for rule in RULES if rule.id[1] == figure]
        rows = [
            f"| {rule.id} | {rule.name} | {rule.severity} | {rule.strength} | {rule.clause or '—'} |" for rule in rules
        ]
        head = "| 编号 | 问题 | 级别 | 强度 | 条款 |\n|---|---|---|---|---|\n"
        pieces.append(f"### {family}\n\n{head}" + "\n".join(rows) + "\n")
    return "\n" + "\n".join(pieces) + "\n"


def renewed(text: str) -> str:
    """A page with the table between its marks made anew."""
    before, _, rest = text.partition(BEGIN)
    return before + BEGIN + table() + END + rest.partition(END)[2]


def messages(rule: Rule) -> list[str]:
    """What a rule says of its 反例, each finding in one line."""
    problems = problems_in(example_view(rule.bad), (rule,))
    return [
        f"{found.severity} {found.code} {found.position.place if found.position else ''}｜{found.message}｜{found.hint}"
        for found in (problem.finding for problem in problems)
    ]


def golden() -> str:
    """Every message of every rule on its own 反例."""
    return "".join(f"# {rule.id} {rule.name}\n" + "".join(f"{line}\n" for line in messages(rule)) for rule in RULES)


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text("utf-8")), "utf-8")
    GOLDEN.write_text(golden(), "utf-8")
