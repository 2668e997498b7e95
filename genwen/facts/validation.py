"""Typed facts from located YAML: pydantic's errors become findings with file, line and remedy, all at once."""

from __future__ import annotations

from collections.abc import Sequence as AbstractSequence
from typing import Any, TypeVar, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from genwen.diagnostics import Finding, Position, nearest
from genwen.facts.fields import FactModel
from genwen.facts.source import Mapping, Node, Scalar, Sequence, Source

M = TypeVar("M")

_SAID = {
    "missing": ("S104", "缺少“{key}”", "补上“{key}: …”，暂时没有就写 待补"),
    "list_type": ("S102", "“{key}”应是列表", "每项一行，以“- ”开头"),
    "dict_type": ("S102", "“{key}”应由“键: 值”组成", "检查缩进和冒号"),
    "model_type": ("S102", "“{key}”应由“键: 值”组成", "检查缩进和冒号"),
    "model_attributes_type": ("S102", "“{key}”应由“键: 值”组成", "检查缩进和冒号"),
}


def validate(model: type[M] | Any, source: Source, context: dict[str, Any]) -> tuple[M | None, list[Finding]]:
    """The typed group in a file, or None with what is wrong; findings of the file itself are not repeated."""
    if source.root is None:
        return None, []
    try:
        if isinstance(model, type) and issubclass(model, FactModel):
            return model.model_validate(source.root, context=context), []  # type: ignore[return-value]
        return TypeAdapter(model).validate_python(source.root, context=context), []
    except ValidationError as error:
        return None, [_finding(item, model, source) for item in _distinct(error)]


def _distinct(error: ValidationError) -> list[Any]:
    """Errors without those of the other arms of a union once an arm has said something of its own."""
    kept: dict[tuple[int | str, ...], Any] = {}
    for item in error.errors(include_url=False):
        where = tuple(part for part in item["loc"] if not _is_arm(part))
        if where not in kept or (kept[where]["type"] != "genwen" and item["type"] == "genwen"):
            kept[where] = item | {"loc": where}
    return list(kept.values())


def _is_arm(part: object) -> bool:
    return isinstance(part, str) and (
        "[" in part or (part.isascii() and part.isidentifier() and part[:1].isupper()) or "-" in part
    )


def _finding(item: Any, model: Any, source: Source) -> Finding:
    loc: tuple[Any, ...] = item["loc"]
    kind = item["type"]
    key = str(loc[-1]) if loc else source.name
    position = _position(source.root, loc, missing=kind == "missing") or Position(source.name, 1)
    if kind == "genwen":
        context = item["ctx"]
        code, message, hint = context["code"], context["said"], context["hint"]
    elif kind == "extra_forbidden":
        owner = _model_at(model, loc[:-1])
        known = list(owner.aliases()) if owner else []
        code, message, hint = "S101", f"不认识的键“{key}”", nearest(key, known)
    elif kind in _SAID:
        code, message, hint = (text.format(key=key) for text in _SAID[kind])
    else:
        code, message, hint = "S103", f"“{key}”的写法不对", "对照样例改写；genwen schema 列出每个键的写法"
    return Finding(code, message, hint, position, source=source.line(position.line))


def _position(node: Node | None, loc: AbstractSequence[Any], missing: bool) -> Position | None:
    """The place of the key or item at `loc`; of its owner when it is missing."""
    position = getattr(node, "position", None)
    for number, part in enumerate(loc):
        if isinstance(node, Mapping) and str(part) in node:
            child = node[str(part)]
            at_key = number == len(loc) - 1 and not isinstance(child, Scalar)
            position = node.keys_at[str(part)] if at_key else child.position
            if isinstance(child, Scalar) and child == "":
                position = node.keys_at[str(part)]
            node = child
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node):
            node = node[part]
            position = node.position
        elif not missing:
            continue
    return position


def _model_at(model: Any, loc: AbstractSequence[Any]) -> type[FactModel] | None:
    for part in loc:
        found = _model_in(model)
        if found is not None and isinstance(part, str):
            name = found.aliases().get(part)
            model = found.model_fields[name].annotation if name else None
        else:
            model = _element_of(model)
    return _model_in(model)


def _model_in(annotation: Any) -> type[FactModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, FactModel):
        return annotation
    if get_origin(annotation) in (list, dict):
        return None
    for argument in get_args(annotation):
        found = _model_in(argument)
        if found is not None:
            return found
    return None


def _element_of(annotation: Any) -> Any:
    origin = get_origin(annotation)
    if origin is list:
        return get_args(annotation)[0]
    if origin is dict:
        return get_args(annotation)[1]
    for argument in get_args(annotation):
        element = _element_of(argument)
        if element is not None:
            return element
    return None
