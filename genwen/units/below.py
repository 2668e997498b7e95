"""下级单位 in the expressions of an office's own documents; what is behind it is read when something asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from genwen.facts.loader import Facts
    from genwen.project import Project
    from genwen.units.rollup import Tree

BELOW = "下级单位"
_ENDS = (".yaml", "", ".xlsx", ".csv", ".jsonl", ".ndjson", ".tsv", ".txt")


def has_list(content: Path) -> bool:
    """Whether a content folder has a list of units."""
    return any((content / f"{BELOW}{end}").exists() for end in _ENDS)


class Office:
    """The root names of an office's own documents, made when one is asked for."""

    def __init__(self, facts: Facts, scope_of: Callable[[Facts, str], Mapping[str, Any]]) -> None:
        self.facts, self.scope_of = facts, scope_of
        self._scope: Mapping[str, Any] = {}

    def _names(self) -> Mapping[str, Any]:
        if not self._scope:
            self._scope = self.scope_of(self.facts, "")
        return self._scope

    def look(self, name: str) -> object:
        """A group of the office's facts; raises KeyError."""
        return self._names()[name]

    def names(self) -> Sequence[str]:
        """The groups there are."""
        return list(self._names())


class Below:
    """The units below an office, with their sums up the tree."""

    def __init__(self, project: Project, facts: Facts, scope_of: Callable[[Facts, str], Mapping[str, Any]]) -> None:
        self._ask = (project, facts, scope_of)
        self._tree: Tree | None = None

    def _read(self) -> Tree:
        if self._tree is None:
            from genwen.units.rollup import read_tree  # most documents do not speak of units below

            self._tree = read_tree(*self._ask)
        return self._tree

    def look(self, name: str) -> object:
        """See `Tree`; raises KeyError, and FindingsError when there is an error in the list of units."""
        return self._read().look(name)

    def names(self) -> Sequence[str]:
        """See `Tree`."""
        return self._read().names()
