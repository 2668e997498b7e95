"""How long genwen check takes on a long document: `python benchmarks/lint.py`.

The sample's 方案 with its plan and rubric repeated until it has as many pages as asked for (--pages, 300 by default), of
616 characters each; reading with formatting and running every rule are timed apart, in this process, and the whole
command in one of its own. Times are those of the processor, which others on the machine do not lengthen.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from genwen.cli.main import main as genwen
from genwen.lint.linter import every_problem
from genwen.lint.viewing import view_of
from genwen.ooxml.form_reader import form_of
from genwen.ooxml.package import read_bytes, read_package

PAGE = 22 * 28


def sample() -> dict[str, bytes]:
    """The parts of the sample's 方案."""
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


def command(parts: dict[str, bytes]) -> float:
    """Seconds of the processor that `genwen check` takes on the document, start and reports included."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "长.docx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in parts.items():
                package.writestr(name, data)
        before = os.times()
        run = subprocess.run([sys.executable, "-m", "genwen", "check", str(path)], capture_output=True, check=False)
        after = os.times()
        assert run.returncode in (0, 1), run.stderr
    return after.children_user + after.children_system - before.children_user - before.children_system


def main() -> None:
    """Measure and print one line of JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=300)
    pages = parser.parse_args().pages
    parts = lengthened(sample(), pages)
    start = time.process_time()
    view = view_of(form_of(parts, "长.docx"))
    read = time.process_time()
    found = len(every_problem(view))
    done = time.process_time()
    characters = sum(len(line.text) for line in view.lines)
    print(json.dumps({
        "pages": round(characters / PAGE), "paragraphs": len(view.lines), "read_s": round(read - start, 2),
        "rules_s": round(done - read, 2), "total_s": round(done - start, 2), "command_s": round(command(parts), 2), "found": found,
    }))  # fmt: skip


if __name__ == "__main__":
    main()
