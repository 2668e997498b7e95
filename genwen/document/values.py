"""What a value of an expression is: how it prints, what it holds, how many items it has.

Values are facts, groups of facts, lists, printed text and plain numbers. Nothing here parses expressions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from genwen.document.elements import Origin, OriginKind, Run, Text
from genwen.facts.fact import MAX_NUMBER, TOO_LARGE, Fact, derived
from genwen.facts.fields import Absent, FactModel, origins_of
from genwen.facts.schema import fact_run


class Printed(tuple[Run, ...]):
    """Inline text made by an expression; prints as it is, and equals the text it prints."""

    __slots__ = ()

    def __str__(self) -> str:
        return "".join(run.text for run in self)

    def __eq__(self, other: object) -> bool:
        return str(self) == other if isinstance(other, str) else super().__eq__(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = tuple.__hash__


def as_items(value: object) -> Sequence[object]:
    """The items of a list-like value; a single fact counts as a list of one."""
    if isinstance(value, list | tuple) and not isinstance(value, Printed):
        return value
    if isinstance(value, FactModel) and hasattr(value, "items_"):
        return list(value.items_())
    if isinstance(value, Absent):
        return ()
    if isinstance(value, Fact | FactModel | str | Printed):
        return [value]
    raise TypeError("这里需要一个列表")


def text_of(value: object) -> Text:
    """How a value prints, as runs with their origins."""
    if isinstance(value, Fact):
        return (fact_run(value),)
    if isinstance(value, Printed):
        return value
    if isinstance(value, FactModel):
        if hasattr(value, "runs"):
            runs: Text = value.runs()
            return runs
        raise TypeError(f"这是一组事实，不能直接印出；可用：{'、'.join(list(value.names())[:12])}")
    if isinstance(value, bool):
        return (Run("是" if value else "否", "", Origin(OriginKind.DERIVED)),)
    if isinstance(value, Decimal | int | float):
        if not -MAX_NUMBER <= Decimal(str(value)) <= MAX_NUMBER:
            raise TypeError(TOO_LARGE)
        return (Run(f"{value:f}" if isinstance(value, Decimal) else str(value), "", Origin(OriginKind.DERIVED)),)
    if isinstance(value, str):
        return (Run(str(value), "", Origin(OriginKind.TYPED)),)
    if isinstance(value, tuple) and all(isinstance(item, Run) for item in value):
        return value
    if isinstance(value, list | tuple):
        raise TypeError("列表不能直接印出，请加 |连，如 {{ 列表|连 }}")
    if hasattr(value, "runs"):
        inline: Text = value.runs()
        return inline
    raise TypeError("没有可印出的内容")


def attribute(value: object, name: str) -> object:
    """The attribute, key or item `name` of a value; raises KeyError when there is none."""
    if name.startswith("_"):
        raise KeyError(name)
    look = getattr(value, "look", None)
    if look is not None:
        found: object = look(name)
        return found
    if isinstance(value, dict | Mapping):
        return value[name]
    if isinstance(value, list | tuple) and not isinstance(value, Printed):
        if name == "数":
            return count(value)
        if name.isdigit() and int(name) < len(value):
            return value[int(name)]
        for item in value:
            if (is_named := getattr(item, "is_named", None)) is not None and is_named(name):
                return item
    raise KeyError(name)


def names_of(value: object) -> list[str]:
    """The names that `attribute` would find."""
    names = getattr(value, "names", None)
    if names is not None:
        return list(names())
    if isinstance(value, Mapping):
        return [str(key) for key in value]
    if isinstance(value, list | tuple):
        return [name for item in value if isinstance(item, FactModel) and (name := item.name_text())]
    return []


def item_name(item: object) -> str:
    """The name of a list item, for keys that survive reordering."""
    return item.name_text() if isinstance(item, FactModel) else ""


def count(value: object) -> Fact:
    """数: how many items a list has; 待补 when none of them is filled in."""
    if isinstance(value, Fact) and not value.known:
        return value
    items = as_items(value)
    facts = [item for item in items if isinstance(item, Fact)]
    gap = facts[0] if facts and facts[0].state == "待补" else None
    if gap is not None and len(facts) == len(items) and all(item.state == "待补" for item in facts):
        return gap
    origin = Origin(OriginKind.DERIVED, formula="清单的项数", inputs=origins_of(items))
    return derived(Decimal(len(items)), 0, "", origin)
