"""Records: small classes of named values, immutable to the type checker, cheap to import and to make.

What frozen dataclasses are, less their price: a dataclass compiles half a dozen functions when its class is made, about
half a millisecond each, and a cold start makes a hundred classes; a frozen one also makes its instances slowly. A record
compiles its constructor alone, and equality, hash and text come from functions shared by all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, dataclass_transform, overload

T = TypeVar("T")
C = TypeVar("C", bound=type)

_FIELDS = "__record_fields__"


class _Made:
    """A default made anew for each record."""

    __slots__ = ("factory",)

    def __init__(self, factory: Callable[[], Any]) -> None:
        self.factory = factory


def made(*, default_factory: Callable[[], T]) -> T:
    """The default of a field that each record gets a new one of (a list, a mapping)."""
    return _Made(default_factory)  # type: ignore[return-value]


@overload
def record(cls: C) -> C: ...
@overload
def record(*, frozen: bool = True, eq: bool = True) -> Callable[[C], C]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(made,))
def record(cls: Any = None, *, frozen: bool = True, eq: bool = True) -> Any:
    """Make a class with annotated fields a record; `eq` False leaves equality and hash to the class itself.

    `frozen` is for the type checker (and the hash): nothing is checked when a value is set.
    """

    def wrap(cls: type) -> type:
        fields: dict[str, Any] = {}
        for base in reversed(cls.__mro__[1:]):
            fields |= base.__dict__.get(_FIELDS, {})
        own = cls.__dict__
        for name, annotation in own.get("__annotations__", {}).items():
            if "ClassVar" not in str(annotation):
                fields[name] = own.get(name, _Made)
                if isinstance(fields[name], _Made):
                    delattr(cls, name)
        setattr(cls, _FIELDS, fields)
        cls.__init__ = _constructor(cls, fields)  # type: ignore[misc]
        cls.__repr__ = _repr  # type: ignore[assignment]
        if eq:
            cls.__eq__ = _eq  # type: ignore[assignment]
            cls.__hash__ = _hash if frozen else None  # type: ignore[assignment]
        return cls

    return wrap if cls is None else wrap(cls)


def _constructor(cls: type, fields: Mapping[str, Any]) -> Callable[..., None]:
    names: dict[str, Any] = {}
    parameters, body = ["self"], []
    for name, default in fields.items():
        if default is _Made:
            parameters.append(name)
        else:
            parameters.append(f"{name}=_{name}")
            names[f"_{name}"] = default
        if isinstance(default, _Made):
            names[f"_new_{name}"] = default.factory
            body.append(f"self.{name} = _new_{name}() if {name} is _{name} else {name}")
        else:
            body.append(f"self.{name} = {name}")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    exec(f"def __init__({', '.join(parameters)}):\n " + "\n ".join(body or ["pass"]), names)
    function: Callable[..., None] = names["__init__"]
    function.__qualname__ = f"{cls.__qualname__}.__init__"
    function.__module__ = cls.__module__
    return function


def _eq(self: Any, other: object) -> bool:
    return self.__dict__ == other.__dict__ if other.__class__ is self.__class__ else NotImplemented


def _hash(self: Any) -> int:
    return hash((self.__class__, *self.__dict__.values()))


def _repr(self: Any) -> str:
    values = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())
    return f"{type(self).__name__}({values})"


def fields_of(value: object) -> tuple[str, ...]:
    """The names of a record's fields; () for anything else."""
    return tuple(getattr(type(value), _FIELDS, ()))


def replace(value: T, /, **changes: Any) -> T:
    """A copy of a record with some values changed, without what was kept of the old (`cached_property`).

    Raises TypeError for a name that is no field.
    """
    fields = getattr(type(value), _FIELDS)
    unknown = changes.keys() - fields.keys()
    if unknown:
        raise TypeError(f"{type(value).__name__} has no field {', '.join(sorted(unknown))}")
    copy = object.__new__(type(value))
    held = value.__dict__
    copy.__dict__.update(held if len(held) <= len(fields) else {name: held[name] for name in held if name in fields})
    copy.__dict__.update(changes)
    return copy
