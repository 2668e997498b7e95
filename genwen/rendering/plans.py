"""A template file in, its plan out: from the cache when it is there, compiled else.

Kept apart from the compiler, whose modules a build with a cached plan does not need to import.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from genwen.diagnostics import GenwenError
from genwen.ooxml.package import read_bytes, write_atomically
from genwen.rendering.plan import Plan, digest_of


def _code_state() -> str:
    """What tells two states of the compiler with one version number apart: sizes and times of its files."""
    states = []
    for folder in (Path(__file__).parent, Path(__file__).parent.parent / "ooxml"):
        states += sorted(
            (item.name, item.stat().st_size, item.stat().st_mtime_ns) for item in os.scandir(folder) if item.is_file()
        )
    return hashlib.sha256(repr(states).encode()).hexdigest()[:16]


def load_plan(
    path: Path, fonts: Mapping[str, str] | None = None, *, shown: str = "", cache: Path | None = None
) -> Plan:
    """The plan of a template file, from the `cache` folder when it is there, else compiled and put there.

    `shown` is the name used in messages. A damaged or unwritable cache is passed over. Raises FindingsError or
    PackageError.
    """
    data = read_bytes(path)
    file = shown or str(path)
    kept = cache / f"{digest_of(data, fonts)[:32]}-{_code_state()}.plan" if cache else None
    if kept:
        with suppress(OSError, ValueError, KeyError, TypeError):
            plan = Plan.from_data(kept.read_bytes())
            if plan.file == file:
                return plan
    # an import at the top would cost every build with a cached plan a tenth of its time
    from genwen.rendering.template import compile_template

    plan = compile_template(data, file, fonts)
    if kept:
        with suppress(GenwenError):
            write_atomically(kept, [plan.to_data()])
    return plan
