"""How long genwen check takes on a long document: `python benchmarks/lint.py`.

The sample's 方案 with its plan and rubric repeated until it has as many pages as asked for (--pages, 300 by default), of
616 characters each; reading with formatting and running every rule are timed apart, in this process, and the whole
command in one of its own. Times are those of the processor. What is remembered of equal texts makes the repeated ones
fast: with --varied each copy has its own figures (all numbers of things times a whole number, so that sums, shares and
changes still hold) and its own words. --document lengthens another .docx.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from decimal import Decimal
from pathlib import Path

from genwen.cli.main import main as genwen
from genwen.lint.linter import every_problem
from genwen.lint.viewing import view_of
from genwen.ooxml.form_reader import form_of
from genwen.ooxml.package import read_bytes, read_package

PAGE = 22 * 28
_TEXT = re.compile(r"(<w:t(?: [^>]*)?>)([^<]*)(?=</w:t>)")
_AMOUNT = re.compile(
    r"(?<![\d.年月日〔第—－-])\d+(?:\.\d+)?(?=万?(?:千瓦时|立方米|平方米|千克|公里|元|吨|升|个|家|人|次|场|份|台|套|辆|盏|项|件|处|户))"
    r"|\A\d+(?:\.\d+)?\Z"
)
_WORDS = [
    words.split()
    for words in (
        "单位 机构 部门", "建设 改造 修缮", "管理 监管 运维", "开展 实施 推行", "完成 办结 落实", "办公 后勤 值守", "宣传 宣讲 推介", "培训 轮训 研修",
        "学校 中学 小学", "街道 乡镇 社区", "检查 抽查 巡查", "项目 工程 任务", "资金 经费 款项", "设备 器具 机具", "推进 推动 促进", "加强 强化 做好",
    )
]  # fmt: skip
_PLACES = [one + other for one in "青白石云江河湖山林松" for other in "溪岭湾滩桥塘坪洲冈泉"]


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


def varied(body: str, number: int) -> str:
    """A copy of a body with figures and words of its own."""
    times, chance = number % 37 + 1, random.Random(number)
    place = _PLACES[number % len(_PLACES)]
    others = {word: other for words in _WORDS for word, other in zip(words, chance.sample(words, 3), strict=True)}
    known = re.compile("|".join(others))

    def more(match: re.Match[str]) -> str:
        year = re.fullmatch("(?:19|20)[0-9]{2}", match[0])
        return match[0] if year else f"{Decimal(match[0]) * times}"

    def anew(match: re.Match[str]) -> str:
        text = known.sub(lambda word: others[word[0]], _AMOUNT.sub(more, match[2]))
        return match[1] + re.sub("，(?=[\u4e00-\u9fff]{4})", lambda mark: mark[0] + chance.choice(("", place)), text)

    return _TEXT.sub(anew, body)


def lengthened(parts: dict[str, bytes], pages: int, vary: bool = False) -> dict[str, bytes]:
    """The document with what stands between its first and last section repeated, each time with other figures and words if asked."""
    text = parts["word/document.xml"].decode()
    start, end = text.index("<w:body>") + len("<w:body>"), text.rindex("<w:sectPr")
    body = text[start:end]
    length = sum(map(len, re.findall(r"<w:t(?: [^>]*)?>([^<]*)", body)))
    times = max(1, round(pages * PAGE / length))
    copies = "".join(varied(body, number) for number in range(times)) if vary else body * times
    return {**parts, "word/document.xml": (text[:start] + copies + text[end:]).encode()}


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
    parser.add_argument("--varied", action="store_true")
    parser.add_argument("--document", type=Path)
    given = parser.parse_args()
    source = read_package(read_bytes(given.document.resolve())) if given.document else sample()
    parts = lengthened(source, given.pages, given.varied)
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
