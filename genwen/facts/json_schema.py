"""JSON Schema of every group of facts, so that an editor can complete and check a YAML file."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from genwen.facts.loader import GROUPS


def schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema (draft 2020-12) of each group by its Chinese name."""
    found: dict[str, dict[str, Any]] = {}
    for name, group in GROUPS.items():
        form = TypeAdapter(group.model).json_schema(by_alias=True)
        found[name] = {"$schema": "https://json-schema.org/draft/2020-12/schema", **form, "title": name}
    return found
