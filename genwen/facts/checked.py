"""核查: what the assessors gave a clause, as it stands beside the unit's own findings in a 自评.

A bare number is the 得分; 不适用 stands for a clause the assessors left out. A clause that is not named keeps its 自评分.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from genwen import numerals
from genwen.facts.declare import Before, Field, Problem
from genwen.facts.fact import Fact
from genwen.facts.fields import FactModel, Kind, Words, said_by
from genwen.facts.rubric_values import named, points
from genwen.facts.source.nodes import Scalar

ABSENT = "不适用"


def _parse_given(scalar: Scalar) -> Fact:
    """Points, below zero where a clause takes off, or 不适用."""
    word = scalar.strip()
    if word == ABSENT:
        return Fact(ABSENT, ABSENT, scalar.origin)
    try:
        value: Decimal = numerals.parse_decimal(word.removesuffix("分"))
    except ValueError as error:
        message, hint = said_by(error)
        raise Problem(message, hint or "写核查给的分，如 2 或 0.5；不适用的写 不适用") from error
    return points(value, scalar.origin, numerals.format_decimal(value))


Given = Annotated[Fact, Kind(_parse_given, "核查给的分，如 2、0.5；从满分往下扣的写负数；不适用的写 不适用")]


class CheckedClause(FactModel):
    """核查 of one clause: its 得分, and why and how it is to be put right where points were lost."""

    given: Given | None = Field(None, alias="得分")
    reason: Words | None = Field(None, alias="原因", description="扣分原因")
    remedy: Words | None = Field(None, alias="整改")
    note: Words | None = Field(None, alias="备注")


CheckedClauses = dict[str, Annotated[CheckedClause, Before(named("得分"), accepts=Given | CheckedClause)]]
