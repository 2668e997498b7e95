"""How long genwen check takes on a long document: `python benchmarks/lint.py`.

The sample's 方案 with its plan and rubric repeated until it has as many pages as asked for (--pages, 300 by default), of
616 characters each; reading with formatting and running every rule are timed apart, in this process.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
import time
from pathlib import Path

from genwen.cli.main import main as genwen
from genwen.lint.linter import every_problem
from genwen.lint.viewing import view_of
from genwen.ooxml.form_reader import form_of
from genwen.ooxml.package import read_bytes, read_package

PAGE = 22 * 28


def sample() -> dict[str, bytes]:
    """The parts of the sample's 方案."""
    import os

    with tempfile.TemporaryDirectory() as folder:
        before = Path.cwd()
        root = Path(folder) / "样例"
        assert genwen(["init", "--sample", str(root)]) == 0
        os.chdir(root)
        try:
            assert genwen(["build", "方案"]) == 0
        finally:
            os.chdir(before)
        path = next((root / "outputs").glob("*/方案.docx"))
        return read_package(read_bytes(path))


def lengthened(parts: dict[str, bytes], pages: int) -> dict[str, bytes]:
    """The document with what stands between its first and last section repeated."""
    text = parts["word/document.xml"].decode()
    start, end = text.index("<w:body>") + len("<w:body>"), text.rindex("<w:sectPr")
    body = text[start:end]
    length = sum(map(len, re.findall(r"<w:t(?: [^>]*)?>([^<]*)", body)))
    times = max(1, round(pages * PAGE / length))
    return {**parts, "word/document.xml": (text[:start] + body * times + text[end:]).encode()}


def main() -> None:
    """Measure and print one line of JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=300)
    pages = parser.parse_args().pages
    parts = lengthened(sample(), pages)
    start = time.perf_counter()
    view = view_of(form_of(parts, "长.docx"))
    read = time.perf_counter()
    found = len(every_problem(view))
    done = time.perf_counter()
    characters = sum(len(line.text) for line in view.lines)
    print(json.dumps({
        "pages": round(characters / PAGE), "paragraphs": len(view.lines), "read_s": round(read - start, 2),
        "rules_s": round(done - read, 2), "total_s": round(done - start, 2), "found": found,
    }))  # fmt: skip


if __name__ == "__main__":
    main()
