"""Whether the bytes of a draft are a document that can be read (a whole zip whose parts are well-formed XML), and whether
there is anything tracked in it.

Every build asks both of an edited draft before it says that nothing has to be done, so that nothing is imported for it.
"""

from __future__ import annotations

import posixpath

from genwen.ooxml.package import PackageError, read_package
from genwen.ooxml.parts import CUSTOM, main_part, related_part, story_parts
from genwen.patterns import regex

_STORIES = {"document": "正文", "header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}
_RELATED = {"styles": "样式", "comments": "批注", "numbering": "编号", "settings": "设置"}
_CHANGE = regex(rb"<\w+:(?:ins|del|move(?:From|To)|\w+Change)[\s>]")
_RESAVE = "请用 Word 或 WPS 打开它，另存为“Word 文档（*.docx）”再试"
_REPAIR = "用 Word 或 WPS 打开试试，能修复的，另存后再运行；打不开的，用 genwen history 名称 看有哪些备份"


def check_readable(data: bytes, file: str = "") -> None:
    """Raise PackageError, in Chinese, for what is no readable .docx: no zip, no body, a part cut off or damaged."""
    parts = read_package(data, file)
    body = main_part(parts)
    if not body:
        raise PackageError(f"文件“{file}”里没有正文，不是 Word 文档", _RESAVE)
    names = {name: _STORIES[kind] for name, kind in story_parts(parts).items()}
    names |= {part: said for kind, said in _RELATED.items() if (part := related_part(parts, kind))}
    relations = [
        posixpath.join(posixpath.dirname(part), "_rels", f"{posixpath.basename(part)}.rels") for part in ("", body)
    ]
    names |= dict.fromkeys(["[Content_Types].xml", CUSTOM, *relations], "目录")
    for name, said in names.items():
        if name in parts:
            _check_xml(parts[name], file, name, said)
    if b":body" not in parts[body]:
        raise PackageError(f"文件“{file}”里没有正文，不是 Word 文档", _RESAVE)


def _check_xml(data: bytes, file: str, part: str, said: str) -> None:
    from xml.parsers import expat  # lxml would cost ten times as much

    def refuse(*_: object) -> None:
        raise PackageError(f"文件“{file}”的部件 {part} 里有实体声明，不予读取", _RESAVE)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise PackageError(f"文件“{file}”已损坏：{said}（{part}）不完整，读不出来", _REPAIR) from None


def holds_changes(data: bytes, author: str) -> bool:
    """Whether a draft holds a tracked change of anybody, or a comment of `author`; nothing is parsed for it.

    Raises PackageError for what is no readable .docx.
    """
    parts = read_package(data)
    comments = parts.get(related_part(parts, "comments"), b"")
    return f'author="{author}"'.encode() in comments or any(_CHANGE.search(parts[name]) for name in story_parts(parts))


def is_readable(data: bytes) -> bool:
    """Whether it is a readable .docx."""
    try:
        check_readable(data)
    except PackageError:
        return False
    return True
