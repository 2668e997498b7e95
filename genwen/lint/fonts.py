"""Font names in, the five kinds of face the standard names out: 小标宋, 仿宋, 楷体, 黑体, 宋体."""

from __future__ import annotations

from functools import cache

_KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("小标宋", ("小标宋", "xiaobiaosong", "华文中宋", "stzhongsong", "大标宋")),
    ("仿宋", ("仿宋", "fangsong", "fzfs")),
    ("楷体", ("楷体", "楷_gb", "kaiti", "华文楷体", "fzkt", "文楷", "ukai")),
    ("黑体", ("黑体", "simhei", "stheiti", "fzht", "heiti")),
    ("宋体", ("宋体", "书宋", "simsun", "nsimsun", "stsong", "fzss", "华文宋体", "song")),
)
SIZES = {42.0: "初号", 36.0: "小初", 26.0: "一号", 24.0: "小一", 22.0: "2号", 18.0: "小2号", 16.0: "3号", 15.0: "小3号",
         14.0: "4号", 12.0: "小4号", 10.5: "5号", 9.0: "小5号"}  # fmt: skip
"""Points → the name of the size."""


@cache
def face_of(font: str) -> str:
    """The kind of a font by its name, "" when it is none of the five."""
    name = font.lower().replace(" ", "")
    for kind, marks in _KINDS:
        if any(mark in name for mark in marks):
            return kind
    return ""


def size_name(points: float) -> str:
    """A size as a clerk says it: 3号（16磅）, 17磅."""
    shown = f"{points:g}磅"
    return f"{SIZES[points]}（{shown}）" if points in SIZES else shown


def is_gb2312(font: str) -> bool:
    """Whether a font by its name holds only the characters of GB 2312."""
    return font.endswith("_GB2312") or font in ("方正小标宋简体", "方正仿宋简体", "方正楷体简体", "方正黑体简体")
