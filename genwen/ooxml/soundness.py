"""The parts of a package in, PackageError out where Word would not open it: types, relationships, entities.

What is wrong here is told once, the same for every command that reads the file.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from genwen.ooxml.package import PackageError
from genwen.ooxml.parts import main_part
from genwen.ooxml.safe_xml import parse_part

_TYPES = "[Content_Types].xml"
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_RESAVE = "请用 Word 或 WPS 打开它，另存为“Word 文档（*.docx）”再试"
_OTHERS = {"spreadsheetml": "表格（.xlsx）", "presentationml": "演示文稿（.pptx）"}
"""What a package is whose main part is of another kind."""
_XML = (".xml", ".rels")


def require_sound(parts: Mapping[str, bytes], shown: str) -> str:
    """The name of the main part. Raises PackageError where the package does not hold together."""
    for name, data in parts.items():
        if name.endswith(_XML) and b"<!ENTITY" in data:
            raise PackageError(f"文件“{shown}”里有实体声明，不予读取", _RESAVE)
    main = main_part(parts)
    if not main or main not in parts:
        missing = "里没有正文，不是 Word 文档" if "word/document.xml" not in parts else "已损坏，没有指明哪个部件是正文"
        raise PackageError(f"文件“{shown}”{missing}", _RESAVE)
    types = parse_part(parts[_TYPES], shown, "内容类型") if _TYPES in parts else None
    declared = {item.get("PartName", "").lstrip("/"): item.get("ContentType", "") for item in types.iter(_OVERRIDE)} \
        if types is not None else {}  # fmt: skip
    other = next((said for kind, said in _OTHERS.items() if kind in declared.get(main, "")), "")
    if other:
        raise PackageError(f"文件“{shown}”是{other}，不是 Word 文档", "请核对文件名；改扩展名不能改变文件的种类")
    if "word" not in declared.get(main, "") or not declared[main].endswith("main+xml"):
        raise PackageError(f"文件“{shown}”已损坏，没有登记正文的类型", _RESAVE)
    folder, name = posixpath.split(main)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations in parts:
        parse_part(parts[relations], shown, "关系")
    return main
