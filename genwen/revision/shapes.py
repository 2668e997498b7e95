"""Blocks as they are compared: folded text, bigrams, and the name of the list item they tell of."""

from __future__ import annotations

from typing import Protocol

from genwen.patterns import regex
from genwen.revision.textdiff import fold


class Block(Protocol):
    """A paragraph or table."""

    key: str

    @property
    def text(self) -> str:
        """Its text."""


class Shape:
    """A block as it is compared: folded text, bigrams, kind and the name of the list item it belongs to, the part of a
    document it is where there is one of these."""

    __slots__ = ("grams", "key", "kind", "name", "role", "text")

    def __init__(self, block: Block) -> None:
        self.text = fold(block.text).strip()
        self.kind = type(block).__name__
        self.key = block.key
        self.role = getattr(block, "role", "")
        self.name = fold(item_name(block.key, block.text))
        self.grams = frozenset(map("".join, zip(self.text, self.text[1:], strict=False))) or frozenset([self.text])

    def like(self, other: Shape) -> float:
        """0 to 1: how alike two blocks are (Dice, bigrams); 0 for blocks of two kinds."""
        if self.kind != other.kind:
            return 0.0
        if self.text == other.text:
            return 1.0
        if not self.text or not other.text:
            return 0.0
        return 2 * len(self.grams & other.grams) / (len(self.grams) + len(other.grams))

    def within(self, other: Shape) -> float:
        """0 to 1: how much of this block is in the other."""
        if len(self.text) < 4 or self.kind != other.kind:
            return 0.0
        return len(self.grams & other.grams) / len(self.grams)


_GENERIC = frozenset(("正文", "印发件", "段", "条", "序列", "表", "题", "空行", "标题", "表头", "署名", "附件", ""))


def own_name(key: str) -> str:
    """The last part of a key that is a name and no count: 正文/措施/健全制度/段#2 → 健全制度."""
    for part in reversed(key.split("/")):
        name = part.partition("#")[0]
        bare = name.rstrip("0123456789")
        if bare not in _GENERIC and bare not in ("注", "行", "版记另面", "附件说明"):
            return name
    return ""


def item_name(key: str, text: str) -> str:
    """The name of the list item a block tells of, where the block itself says it; else ""."""
    name = own_name(key)
    return name if len(name) > 1 and name in text else ""


def stable(key: str) -> bool:
    """Whether a key names its block itself, not by counting."""
    last = key.rpartition("/")[2]
    return "#" not in last and bool(own_name(last))


_ORDINAL = regex(r"([一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百]+[）)])")


def is_heading(text: str) -> bool:
    """Whether a paragraph begins like a numbered heading (一、…, （一）…)."""
    return _ORDINAL.match(text.strip()) is not None
