"""The pictures a text in Markdown refers to: those that lie in its folder as marks and things carried, the others told."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

from genwen.ooxml.carried import Carried, picture_mark
from genwen.ooxml.package import PackageError, read_bytes
from genwen.ooxml.pictures import KINDS, Picture, picture_of
from genwen.patterns import regex
from genwen.records import record

_PICTURE = regex(r"!\[(?P<said>[^\[\]]*)\]\((?P<target>(?:[^()\n]|\([^()\n]*\))*)\)")
_TITLED = regex(r"""\s*(?:<(?P<quoted>[^<>]+)>|(?P<bare>.*?))(?:\s+(?:"[^"]*"|'[^']*'))?\s*""", re.S)
_ELSEWHERE = regex(r"[A-Za-z][A-Za-z0-9+.-]+:|//|\\\\")
_LARGEST = 20_000_000
_MOST = 0x8000


@record
class Pictured:
    """A text with marks where its pictures stood, these, and what is to be said of the others."""

    text: str
    carried: Carried
    notices: tuple[str, ...]


class _Refused(Exception):
    """Why a picture is not put in, in words for the clerk."""


def with_pictures(text: str, folder: Path) -> Pictured:
    """The text with what it refers to in `folder`; nothing outside of it is read, nothing fetched."""
    found: list[Picture] = []
    notices: list[str] = []

    def put(match: re.Match[str]) -> str:
        try:
            if len(found) >= _MOST:
                raise _Refused("太多")
            found.append(_read(match["target"], folder, len(found), match["said"].strip()))
        except _Refused as why:
            line = len(re.split(r"\r\n|\r|\n", text[: match.start()]))
            notices.append(
                f"第{line}行的图片{why}，没有插入，文字“{match[0][:40]}”原样保留：排好后在 Word 或 WPS 里插入图片，删去这几个字"
            )
            return match[0]
        return picture_mark(len(found) - 1)

    marked = _PICTURE.sub(put, text)
    things = {picture_mark(n): picture.drawing for n, picture in enumerate(found)}
    images = {picture.identity: (picture.extension, picture.data) for picture in found}
    return Pictured(marked, Carried(things, images), tuple(notices))


def _read(target: str, folder: Path, number: int, said: str) -> Picture:
    """The picture a reference leads to. Raises _Refused."""
    match = _TITLED.fullmatch(target)
    name = ((match["quoted"] or match["bare"]) if match else target).strip()
    if _ELSEWHERE.match(name):
        raise _Refused(f"“{name[:40]}”不是本地文件")
    path = _inside(folder, [name, unquote(name)])
    try:
        if path.stat().st_size > _LARGEST:
            raise _Refused(f"“{name[:40]}”大于20兆字节")
        picture = picture_of(read_bytes(path), number + 1, said)
    except (PackageError, OSError):
        raise _Refused(f"“{name[:40]}”读不出来") from None
    if picture is None:
        raise _Refused(f"“{name[:40]}”不是能识别的图片（{KINDS}）")
    return picture


def _inside(folder: Path, names: list[str]) -> Path:
    """The file one of the names leads to, inside the folder. Raises _Refused."""
    home = folder.resolve()
    for name in names:
        if not name or "\0" in name:
            continue
        path = (home / name.replace("\\", "/")).resolve()
        if not path.is_relative_to(home):
            raise _Refused(f"“{name[:40]}”不在稿件所在的文件夹里")
        if path.is_file():
            return path
    raise _Refused(f"“{names[0][:40]}”找不到")
