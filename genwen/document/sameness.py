"""Whether a path leads to the same value in other facts: what prints alike and comes from the same place."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from genwen.document.elements import Origin, Run
from genwen.document.expressions import OWNER
from genwen.document.values import attribute
from genwen.facts.fact import Fact
from genwen.facts.fields import FactModel

_SAID = attrgetter("text", "state", "value")
_OWN = attrgetter("path", "kind", "formula", "position")
NOWHERE = (KeyError, TypeError, AttributeError, ArithmeticError, ValueError)
"""What following a step raises when it leads nowhere."""


def followed(value: Any, step: str) -> object:
    """What one step leads to; raises one of NOWHERE."""
    if step is OWNER:
        return value.owner
    look = getattr(value, "look", None)
    return look(step) if look is not None else attribute(value, step)


def same_origin(one: Origin, other: Origin) -> bool:
    """Whether two texts come from the same place in the same way."""
    if one is other:
        return True
    if _OWN(one) != _OWN(other):
        return False
    inputs, others = one.inputs, other.inputs
    return not (inputs or others) or (len(inputs) == len(others) and all(map(same_origin, inputs, others)))


def same(value: Any, before: Any) -> bool:
    """Whether two values print alike and come from the same place; groups, field by field."""
    if value is before:
        return True
    if value.__class__ is not before.__class__:
        return False
    if isinstance(value, Fact):
        return _SAID(value) == _SAID(before) and same_origin(value.origin, before.origin)
    if isinstance(value, list | tuple):
        return len(value) == len(before) and all(map(same, value, before))
    if isinstance(value, FactModel):
        return all(same(getattr(value, name), getattr(before, name)) for name in value.declarations)
    if isinstance(value, dict):
        return value.keys() == before.keys() and all(same(item, before[key]) for key, item in value.items())
    if isinstance(value, Run):
        return bool(value == before)
    # what is computed anew for each document (a chain of references) is what it prints
    return hasattr(value, "runs") and not hasattr(value, "look") and bool(value.runs() == before.runs())
