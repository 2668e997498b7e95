"""How a group of facts is declared: a class with annotated fields in English and their Chinese keys.

One declaration serves three readers: the tool's own (`reading`), which is on the path of every build and imports no
library; pydantic, of which the JSON Schema is made (`json_schema`); and people. Importing pydantic and building its
validators would by itself cost more than the rest of a build, so it is not on that path; a test holds the two readers
against each other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

REQUIRED: Any = object()
"""The default of a field that has none."""


class Problem(ValueError):
    """What is wrong with the text of one field: message, remedy and the code of the finding."""

    def __init__(self, message: str, hint: str = "", code: str = "S103") -> None:
        super().__init__(message)
        self.message, self.hint, self.code = message, hint, code


class Declaration:
    """A declared field: its key in YAML, its default, what it is for."""

    __slots__ = ("default", "description", "key")

    def __init__(self, default: Any, key: str, description: str) -> None:
        self.default, self.key, self.description = default, key, description


def Field(default: Any = REQUIRED, *, alias: str, description: str = "") -> Any:
    """Declare a field under its Chinese key."""
    return Declaration(default, alias, description)


class Before:
    """Annotated metadata: a function applied to the YAML node before it is read as the annotated type.

    What it makes of a group follows from its keys, whatever their values.
    """

    __slots__ = ("accepts", "apply")

    def __init__(self, apply: Callable[[Any], Any], accepts: Any = None) -> None:
        self.apply, self.accepts = apply, accepts


class Whole:
    """Annotated metadata: a function that reads the YAML node by itself, and the JSON Schema of what it takes."""

    __slots__ = ("read", "schema")

    def __init__(self, read: Callable[[Any], Any], schema: dict[str, Any]) -> None:
        self.read, self.schema = read, schema


class Declared:
    """Base of declared groups: collects the fields of a class, base classes first."""

    declarations: ClassVar[dict[str, Declaration]] = {}
    keys: ClassVar[dict[str, str]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        found: dict[str, Declaration] = {}
        for base in reversed(cls.__mro__[1:]):
            found |= base.__dict__.get("declarations", {})
        for name, value in list(cls.__dict__.items()):
            if isinstance(value, Declaration):
                found[name] = value
                if value.default is REQUIRED:
                    delattr(cls, name)
                else:
                    # An instance without the key in YAML has its default through the class.
                    setattr(cls, name, value.default)
        cls.declarations = found
        cls.keys = {declaration.key: name for name, declaration in found.items()}

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} is read-only")
