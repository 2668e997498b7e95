"""Comments on what stands in text boxes: on the paragraph the box hangs on, as some programs drop them inside it."""

from __future__ import annotations

import zipfile
from pathlib import Path

from foreign_forms import written
from foreign_texts import content
from lxml import etree

from genwen.lint.checking import annotate, check_file
from genwen.lint.profile import Profile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_no_comment_stands_inside_a_text_box(tmp_path: Path) -> None:
    path = tmp_path / "外来.docx"
    path.write_bytes(written(content("通知"), "文本框"))
    checked = check_file(path, path.name, Profile())
    boxed = [problem for problem in checked.found.problems
             if problem.hit.line is not None and problem.hit.line.paragraph.place == "文本框"]  # fmt: skip
    assert boxed
    with zipfile.ZipFile(annotate(checked, "2025-01-01T00:00:00Z")) as package:
        root = etree.fromstring(package.read("word/document.xml"))
        comments = package.read("word/comments.xml").decode()
    references = list(root.iter(f"{W}commentReference"))
    assert len(references) == comments.count("<w:comment ")
    assert not [item for item in references if next(item.iterancestors(f"{W}txbxContent"), None) is not None]
    assert comments.count("文本框里的“") == len(boxed)
