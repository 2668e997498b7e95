"""Cycles of objects looked for seldom: what is made for one command or one batch of documents is let go of with it.

Looking as often as Python does by itself takes a tenth of a long check and a fifth of a bulk run.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = 1_000_000
"""New objects after which cycles are looked for, more than what is in work holds: a document leaves next to no cycles."""


@contextmanager
def collected_seldom() -> Iterator[None]:
    """Cycles are looked for seldom, and not among what there is now (modules, facts, outlines, templates)."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
