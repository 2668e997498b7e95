"""What clerks do to a built document, and what a test asks of it afterwards."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
from projects import replaced

REPORT = Path("outputs/2025/报告.docx")
STATISTICS = "content/统计/2025.yaml"


def set_figure(folder: Path, figure: str) -> None:
    """Change 用电量 in the facts of the base project."""
    (folder / STATISTICS).write_text(replaced(STATISTICS, "7216800千瓦时", figure)[STATISTICS], "utf-8")


def edit(path: Path, change: Callable[[Any], None]) -> bytes:
    """Open a document as an editor does, change it, save it; its new bytes."""
    document = docx.Document(str(path))
    change(document)
    document.save(str(path))
    return path.read_bytes()


def reword(path: Path, old: str, new: str) -> bytes:
    """Replace a text within one run, which must be there."""

    def change(document: Any) -> None:
        runs = [run for paragraph in document.paragraphs for run in paragraph.runs if old in run.text]
        assert runs, f"no run holds {old!r}"
        for run in runs:
            run.text = run.text.replace(old, new)

    return edit(path, change)


def text_of(data: bytes, deleted: bool = False) -> str:
    """The text of the body, one paragraph per line; tracked deletions left out unless asked for."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read("word/document.xml").decode()
    pattern = r"<w:(?:t|delText)(?:\s[^>]*)?>([^<]*)" if deleted else r"<w:t(?:\s[^>]*)?>([^<]*)"
    return "\n".join("".join(re.findall(pattern, paragraph)) for paragraph in xml.split("</w:p>"))


def without_property(data: bytes) -> bytes:
    """A .docx as a program leaves it that drops custom properties."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed:
        for name in package.namelist():
            part = package.read(name)
            if name == "docProps/custom.xml":
                part = re.sub(rb"<property .*</property>", b"", part, flags=re.S)
            changed.writestr(name, part)
    return out.getvalue()


def records(folder: Path) -> dict[str, bytes]:
    """Every file of the output folder, records and all, but the lock."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted((folder / "outputs").rglob("*"))
        if path.is_file() and path.name != "正在生成" and "模板" not in path.parts
    }


def resolved(data: bytes, accepting: bool, author: str = "genwen") -> bytes:
    """A draft with the tracked changes of an author accepted or rejected, and the author's comments deleted."""
    from genwen.ooxml.revisions_comments import drop_comments
    from genwen.ooxml.revisions_package import Package
    from genwen.ooxml.revisions_resolve import accept, by, reject

    package = Package(data)
    for name, root in package.stories.items():
        (accept if accepting else reject)(root, by(author))
        package.changed.add(name)
    drop_comments(package, author)
    return package.packed()
