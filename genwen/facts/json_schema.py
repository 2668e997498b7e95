"""Pydantic models of the declared groups, and the JSON Schema of each, so that an editor can complete a YAML file.

The models are made from the same declarations that `reading` reads by.
"""

from __future__ import annotations

import types
from functools import cache
from typing import Annotated, Any, ForwardRef, Union, get_args, get_origin, get_type_hints

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    TypeAdapter,
    WithJsonSchema,
    create_model,
)

from genwen.facts.declare import REQUIRED, Before, Whole
from genwen.facts.fields import FactModel, Kind
from genwen.facts.ledger_schema import LedgerFile, SheetMaps
from genwen.facts.loader import GROUPS
from genwen.facts.schema_words import words_of


def schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema (draft 2020-12) of each group by its Chinese name, and of ledgers with their 列对照."""
    found: dict[str, dict[str, Any]] = {}
    models = {name: group.model for name, group in GROUPS.items()} | {"台账": LedgerFile, "列对照": SheetMaps}
    for name, model in models.items():
        form = adapter(model).json_schema(by_alias=True)
        found[name] = {"$schema": "https://json-schema.org/draft/2020-12/schema", **form, "title": name}
    return found


def adapter(declared: Any) -> TypeAdapter[Any]:
    """The pydantic validator of a declared type."""
    return TypeAdapter(_translated(declared))


_making: dict[type[FactModel], str] = {}
_made: dict[str, type[BaseModel]] = {}


@cache
def model_of(declared: Any) -> Any:
    """The pydantic model of a group: unknown keys refused, fields under their Chinese keys."""
    name = f"{declared.__module__.rpartition('.')[2]}_{declared.__name__}"
    _making[declared] = name
    hints = get_type_hints(declared, include_extras=True)
    fields: dict[str, Any] = {}
    for field, declaration in declared.declarations.items():
        default = ... if declaration.default is REQUIRED else None
        described = Field(default, alias=declaration.key, description=declaration.description or None)
        kind = _translated(hints[field])
        fields[field] = (kind if default is ... else kind | None, described)
    title, said = words_of(declared)
    config = ConfigDict(extra="forbid", title=title, arbitrary_types_allowed=True)
    model = create_model(name, __config__=config, __doc__=said, **fields)
    _made[name] = model
    model.model_rebuild(_types_namespace=_made, raise_errors=False)
    return model


def _translated(declared: Any) -> Any:
    """A declared type as pydantic knows it."""
    origin = get_origin(declared)
    if origin is Annotated:
        return _annotated(declared)
    if origin in (Union, types.UnionType):
        arms = [_translated(arm) if arm is not type(None) else arm for arm in get_args(declared)]
        return Union[tuple(arms)]  # noqa: UP007 - the arms are only known at run time
    if origin is list:
        return list[_translated(get_args(declared)[0])]  # type: ignore[misc]
    if origin is dict:
        return dict[str, _translated(get_args(declared)[1])]  # type: ignore[misc]
    if isinstance(declared, type) and issubclass(declared, FactModel):
        name = _making.get(declared)
        return ForwardRef(name) if name is not None and name not in _made else _model(declared)
    return declared


def _model(declared: Any) -> Any:
    return model_of(declared)


_SCALAR = ["string", "number", "boolean", "null"]
"""What a scalar may look like to an editor, which types it by YAML's rules: 2025 a number, nothing at all a null."""
_NOT_SAID = {"type": ["string", "null"], "pattern": r"^\s*$|^\s*(【?待补】?|不公开|隐去)"}


def _form(kind: Kind) -> dict[str, Any]:
    """The JSON Schema of a scalar: whatever kind it is, it may be empty, 待补 or 不公开."""
    form = {**kind.form, "type": _SCALAR}
    if "enum" not in form:
        return form
    choices = {"enum": form.pop("enum")}
    return {"description": form["description"], "anyOf": [choices, _NOT_SAID]}


def _annotated(declared: Any) -> Any:
    base, *metadata = get_args(declared)
    result: Any = None
    for item in metadata:
        if isinstance(item, Kind):
            result = Annotated[Any, PlainValidator(item), WithJsonSchema(_form(item))]
        elif isinstance(item, Whole):
            result = Annotated[Any, PlainValidator(item.read), WithJsonSchema(item.schema)]
        elif isinstance(item, Before):
            inner = result if result is not None else _translated(base)
            accepts = inner if item.accepts is None else _translated(item.accepts)
            if item.accepts is None and get_origin(base) is list:
                # a single item stands for a list of one
                accepts = Union[inner, _translated(get_args(base)[0])]  # noqa: UP007 - may be a ForwardRef
            result = Annotated[inner, BeforeValidator(item.apply, json_schema_input_type=accepts)]
    return result if result is not None else _translated(base)
