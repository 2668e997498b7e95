"""What LibreOffice makes of a merged draft, everything accepted or everything rejected, is what genwen makes of it.

Needs a Python that has `uno` (package python3-uno): GENWEN_UNO_PYTHON names it, else the system's is tried.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import pytest
from hands import EDITS, Hand, require_office, word_like
from reports import MEASURES, ROWS, Facts, generation
from views import forms, resolved

from genwen.ooxml.revisions_comments import drop_comments
from genwen.ooxml.revisions_package import Package
from genwen.revision.merge import merge_draft

CHANGES = (
    Facts(saved="15.2%", cars="150", rows=(("政府办公室", "190", "4.6%"), *ROWS[1:])),
    Facts(measures=MEASURES[1:], rows=(*ROWS[:2], *ROWS[3:])),
    Facts(measures=(MEASURES[0], MEASURES[2], MEASURES[1], *MEASURES[3:]), rows=(*ROWS, ("民政局", "77", "6.1%"))),
)


@lru_cache(maxsize=1)
def python() -> str:
    """A Python that can import uno, "" when there is none."""
    for found in (os.environ.get("GENWEN_UNO_PYTHON", ""), "/usr/bin/python3", sys.executable):
        if found and subprocess.run([found, "-c", "import uno"], capture_output=True, check=False).returncode == 0:
            return found
    return ""


def without_comments(data: bytes) -> bytes:
    """LibreOffice 7.4 without a window ends when a document with comments is loaded over UNO."""
    package = Package(data)
    for author in ("genwen", "李四"):
        drop_comments(package, author)
    return package.packed()


def ours(data: bytes, how: str) -> list[str]:
    """The texts of the body outside text boxes, empty paragraphs left out."""
    package = resolved(data, how)
    package.stories = {package.body_part: package.stories[package.body_part]}
    return [form[-1] for form in forms(package) if "框" not in form[0] and form[-1].strip("￼ \u3000\n")]


def test_libreoffice_accepts_and_rejects_the_same(tmp_path: Path) -> None:
    require_office()
    if not python():
        if os.environ.get("GENWEN_REQUIRE_RENDER") == "1":
            pytest.fail("no Python with uno (package python3-uno)")
        pytest.skip("no Python with uno (package python3-uno)")
    files: dict[str, bytes] = {}
    for number, edit in enumerate(EDITS):
        if edit == "批注和分页":
            continue
        hand = Hand(generation(Facts()).docx)
        EDITS[edit](hand)
        merged = merge_draft(generation(Facts()), word_like(hand.saved()), generation(CHANGES[number % 3]))
        assert merged.docx is not None
        files[f"d{number}"] = without_comments(merged.docx)
    for name, data in files.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
    script = Path(__file__).with_name("office_resolve.py")
    subprocess.run([python(), str(script), str(tmp_path)], check=True, timeout=300, capture_output=True)
    for name, data in files.items():
        theirs = json.loads((tmp_path / f"{name}.json").read_text())
        for how in ("accept", "reject"):
            found = [text for text in theirs[how.capitalize()] if not text.startswith("抄送")]
            assert found == ours(data, how), (name, how)
