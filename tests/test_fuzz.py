"""Random edits of a project: always an exit code and findings, never a traceback or a damaged output."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from projects import BASE, dedented, make_project, outputs, run

EXAMPLES = int(os.environ.get("GENWEN_FUZZ", "40"))
FILES = sorted(BASE)
JUNK = st.sampled_from([
    ":", "：", "- ", "-", "{", "}", "{{ ", " }}", "{{ 单位.名称 }}", "{{ 其他.问题 }}", "[", "]", "'", '"', "#", "|", ">", "&a ",
    "*a", "!!x ", "? ", "\t", "　", "\x00", "\u200b", "待补", "不公开", "是", "否", "0", "-1", "9" * 40, "1e9", "25%", "２５",
    "2025-02-30", "〔2025〕第01号", "无", "每: 范围.清单", "若: 单位", "名: 项", "|连", "|大写", "|万(9)", "~", "null", "NO", "<<: x",
    "本", "序", "镕", "𠮷", "\U0001f600", "A" * 300, "字" * 300, "\r", "%", "@", "`", "<w:p/>", "&amp;", "]]>", "\\", "../..", "CON",
])  # fmt: skip


@st.composite
def edits(draw: st.DrawFn) -> tuple[int, str, int, int, str]:
    """One edit: a number that picks a file, the kind, two numbers that pick places, and what to put there."""
    kind = draw(st.sampled_from([
        "delete line", "repeat line", "swap lines", "indent", "dedent", "insert", "replace value", "cut", "delete file",
        "byte", "move line", "empty value", "nest", "copy from",
    ]))  # fmt: skip
    number = st.integers(0, 10_000)
    return draw(number), kind, draw(number), draw(number), draw(JUNK | st.text(max_size=8))


def edited(data: bytes, kind: str, first: int, second: int, junk: str) -> bytes:
    """The bytes of a file after one edit."""
    if kind == "byte":
        at = first % (len(data) + 1)
        return data[:at] + bytes([second % 256]) + data[at + 1 :]
    if kind == "cut":
        return data[: first % (len(data) + 1)]
    lines = data.decode("utf-8", "replace").split("\n")
    one, two = first % len(lines), second % len(lines)
    line = lines[one]
    key, colon, value = line.partition(":")
    stuff = junk.encode("utf-8", "replace").decode()
    match kind:
        case "delete line":
            del lines[one]
        case "repeat line":
            lines.insert(two, line)
        case "swap lines":
            lines[one], lines[two] = lines[two], line
        case "move line":
            lines.insert(two, lines.pop(one))
        case "indent":
            lines[one] = " " * (1 + second % 4) + line
        case "dedent":
            lines[one] = line[1 + second % 4 :]
        case "insert":
            at = second % (len(line) + 1)
            lines[one] = line[:at] + stuff + line[at:]
        case "replace value":
            lines[one] = f"{key}{colon} {stuff}"
        case "empty value":
            lines[one] = f"{key}{colon}"
        case "nest":
            lines[one] = f"{key}{colon} [{value}]" if second % 2 else f"{key}{colon} {{{stuff}: {value}}}"
        case "copy from":
            lines[one] = f"{key}{colon}{lines[two].partition(':')[2]}"
    return "\n".join(lines).encode("utf-8", "replace")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_project(tmp_path_factory.mktemp("原"))
    with contextlib.redirect_stdout(io.StringIO()):
        assert run(folder, "build", "--all") == 0
    return folder


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    above = tmp_path_factory.mktemp("例")
    command(above, "init", "--sample", "样例")
    assert command(above / "样例", "build", "--all")[0] == 0
    return above / "样例"


def command(folder: Path, *arguments: str) -> tuple[int, str]:
    """A command's exit code and all it says."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = run(folder, *arguments)
    return code, said.getvalue()


def hold(folder: Path, before: dict[str, bytes], *arguments: str) -> int:
    """Run a command; nothing it says or leaves may be broken."""
    code, said = command(folder, *arguments)
    assert code in (0, 1, 2), said
    for word in ("Traceback", "程序内部出错", "object at 0x", "genwen.facts"):
        assert word not in said
    after = outputs(folder)
    assert not [name for name in after if name.endswith(".tmp")]
    if code:
        assert after == before
        assert any(word in said for word in ("提示：", "发现", '"hint"'))
    for name in after:
        if name.endswith(".docx"):
            with zipfile.ZipFile(folder / name) as package:
                assert package.testzip() is None
    return code


Changes = list[tuple[int, str, int, int, str]]
CHANGES = st.lists(edits(), min_size=1, max_size=4)


def apply(folder: Path, changes: Changes) -> None:
    """Edit the YAML files of a folder."""
    files = sorted([*folder.glob("*.yaml"), *(folder / "content").rglob("*.yaml")])
    for number, kind, first, second, junk in changes:
        path = files[number % len(files)]
        if kind == "delete file":
            path.unlink(missing_ok=True)
        elif path.is_file():
            path.write_bytes(edited(path.read_bytes(), kind, first, second, junk))


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(changes=CHANGES)
def test_random_edits(built: Path, changes: Changes) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "项目"
        shutil.copytree(built, folder)
        before = outputs(folder)
        apply(folder, changes)
        hold(folder, before, "build", "--all")
        after = outputs(folder)
        for line in ("facts", "trace 报告 --json", "list", "init --next-year"):
            hold(folder, after, *line.split())


@settings(max_examples=EXAMPLES // 6, deadline=None, suppress_health_check=list(HealthCheck))
@given(changes=CHANGES)
def test_random_edits_of_the_sample(sample: Path, changes: Changes) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "项目"
        shutil.copytree(sample, folder)
        before = outputs(folder)
        apply(folder, changes)
        hold(folder, before, "build", "--all")


@settings(max_examples=EXAMPLES // 2, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    name=st.sampled_from(FILES),
    data=st.binary(max_size=300) | st.text(max_size=300).map(lambda t: t.encode("utf-8", "replace")),
)
def test_any_bytes_as_a_file(built: Path, name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "项目"
        shutil.copytree(built, folder)
        (folder / name).write_bytes(data)
        hold(folder, outputs(folder), "build", "--all")


VALUES = [
    "待补",
    "不公开",
    "",
    "0",
    "-1",
    "甲",
    "25%",
    "2025-02-30",
    "[]",
    "{}",
    "[待补]",
    "{{ 年度 }}",
    "'{{ 年度 }}'",
    "无",
    "是",
]


def lines_with_values() -> list[tuple[str, int]]:
    return [
        (name, number) for name in FILES for number, line in enumerate(dedented(BASE[name]).split("\n")) if ": " in line
    ]  # fmt: skip


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(place=st.sampled_from(lines_with_values()), value=st.sampled_from(VALUES))
def test_every_value_may_be_anything(built: Path, place: tuple[str, int], value: str) -> None:
    name, number = place
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "项目"
        shutil.copytree(built, folder)
        lines = dedented(BASE[name]).split("\n")
        lines[number] = f"{lines[number].partition(': ')[0]}: {value}"
        (folder / name).write_text("\n".join(lines), "utf-8")
        hold(folder, outputs(folder), "build", "--all")


def test_every_single_line_may_be_missing(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "项目"
    shutil.copytree(built, folder)
    for name in FILES:
        whole = (folder / name).read_bytes()
        lines = whole.split(b"\n")
        for number in range(0, len(lines), max(1, 600 // (EXAMPLES * 4))):
            (folder / name).write_bytes(b"\n".join(lines[:number] + lines[number + 1 :]))
            hold(folder, outputs(folder), "build", "--all")
        (folder / name).write_bytes(whole)


def test_every_key_of_the_sample_may_be_missing_or_unfilled(sample: Path, tmp_path: Path) -> None:
    folder = tmp_path / "项目"
    shutil.copytree(sample, folder)
    step = max(1, 32_000 // EXAMPLES)
    for path in sorted((folder / "content").rglob("*.yaml")):
        whole = path.read_text("utf-8")
        lines = whole.split("\n")
        for number in range(len(path.name) % step, len(lines), step):
            key, colon, _ = lines[number].partition(": ")
            for line in ([f"{key}: 待补"] if colon else []) + [None]:
                changed = lines[:number] + ([] if line is None else [line]) + lines[number + 1 :]
                path.write_text("\n".join(changed), "utf-8")
                hold(folder, outputs(folder), "build", "--all")
        path.write_text(whole, "utf-8")
