"""Work done beside a process: its result comes back, and what it raises is raised."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from genwen.cli.meanwhile import Turns, meanwhile


def test_result_comes_back_from_another_process() -> None:
    result = meanwhile(lambda: (os.getpid(), ["好"] * 50_000))
    pid, words = result()
    assert len(words) == 50_000
    assert pid != os.getpid() or not hasattr(os, "fork") or os.cpu_count() == 1


@pytest.mark.parametrize("kind", [ValueError, KeyboardInterrupt])
def test_what_it_raises_is_raised_here_alone(kind: type[BaseException], capfd: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise kind("坏")

    with pytest.raises(kind, match="坏"):
        meanwhile(fail)()
    assert capfd.readouterr().err == ""


def test_long_document_is_told_the_same(tmp_path: Path) -> None:
    """A figure and a name that do not agree are told in a long document as in a short one."""
    said = [
        "全区公共机构用电46万千瓦时，其中机关12万千瓦时、学校20万千瓦时、医院10万千瓦时。",
        "物业由润泽物业服务有限公司承担。",
        "对润达物业服务有限公司作了考核。",
    ]
    messages = []
    for count in (10, 1_200):
        document = docx.Document()
        for text in [*said, *["各单位按职责抓好落实。"] * count]:
            document.add_paragraph(text)
        document.save(tmp_path / "稿.docx")
        done = subprocess.run([sys.executable, "-m", "genwen", "check", "稿.docx", "--json"], cwd=tmp_path, capture_output=True, text=True)  # fmt: skip
        messages.append([line.strip() for line in done.stdout.splitlines() if "与总数" in line or "润达" in line])
    assert messages[0] == messages[1]
    assert len(messages[0]) >= 2


def test_each_turn_goes_to_one_of_the_processes() -> None:
    turns = Turns(range(200))
    first = next(iter(turns))
    others = meanwhile(lambda: list(turns))
    assert sorted([first, *turns, *others()]) == list(range(200))
    assert list(turns) == []
