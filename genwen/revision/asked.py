"""What a clerk has answered no to when asked whether to write it back: asked once, not again and again."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

from genwen.ooxml.package import write_atomically

ASKED_FILE = "不写回.json"


class Asked:
    """The answers for the documents of one output folder, kept beside its record; a file that cannot be read holds none."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / ASKED_FILE

    def of(self, name: str) -> frozenset[str]:
        """What is not to be asked again of a document, by id."""
        found = self._read().get(name)
        return frozenset(str(each) for each in found) if isinstance(found, list) else frozenset()

    def remember(self, name: str, no: Collection[str], yes: Collection[str] = ()) -> None:
        """Keep the answers to what was asked. Raises OSError when the folder cannot be written."""
        before = self.of(name)
        after = (before | set(no)) - set(yes)
        if after == before:
            return
        answers = {**self._read(), name: sorted(after)}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(self._path, [json.dumps(answers, ensure_ascii=False, indent=1, sort_keys=True).encode()])

    def _read(self) -> dict[str, object]:
        try:
            stored = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return stored if isinstance(stored, dict) else {}
