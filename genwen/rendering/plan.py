"""A compiled template as data: per part a list of operations, the static members of the zip, the styles.

A plan is plain values from end to end, so that a cached one can be read from disk without running anything. It knows no
XML and renders nothing; `template` makes plans, `renderer` runs them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from struct import Struct
from typing import Any

from genwen import __version__
from genwen.ooxml.archive import StaticArchive
from genwen.records import made, record

FORMAT = 2
_MAGIC = b"genwen-plan\n"
_HEAD = Struct("<H32s4L")

# operation codes, the first entry of each operation
STATIC = 0  # [STATIC, text]
VALUE = 1  # [VALUE, expression, format number or -1, place number]
BLOCKS = 2  # [BLOCKS, expression, place number]
CHOICE = 3  # [CHOICE, [[expression, place number, operations], …], operations when none holds]
LOOP = 4  # [LOOP, [target, …], expression, place number, operations, operations when empty, uses loop]
RUNS = 5  # [RUNS, expression, place number]

# the functions that a Jinja source of a plan prints through and counts its loops by
PRINT = "gw_print_"
PRINT_BLOCKS = "gw_blocks_"
PRINT_RUNS = "gw_runs_"
TICK = "gw_tick_"

Operation = list[Any]


@record
class PartPlan:
    """One part with tags: `tier` A has operations, B a Jinja `source`.

    In a Jinja source every tag starts a line of its own; `lines` gives the place number of each line.
    """

    name: str
    tier: str
    operations: list[Operation] = made(default_factory=list)
    source: str = ""
    lines: list[int] = made(default_factory=list)


@record
class Slower:
    """A tag that keeps its part (or, tier C, the document) from the fastest tier."""

    tier: str
    tag: str
    place: str


@record
class TagUse:
    """A tag of the inventory: what it prints or asks for. `kind` is 字段, 内容块, 条件, 循环 or 其他."""

    kind: str
    source: str
    names: tuple[str, ...]
    place: str


@record
class Plan:
    """A compiled template. `digest` names template, version and fonts; `file` is shown in messages.

    `formats` are the run formats (content of w:rPr) around inline values, `places` where tags stand. `template` holds
    the prepared package only for tier C, which needs it whole. `fonts` are those that charts are lettered in.
    """

    digest: str
    file: str
    parts: tuple[PartPlan, ...]
    static: StaticArchive
    styles: dict[str, str]
    formats: list[str]
    places: list[str]
    core: str
    custom: str
    custom_properties: str = ""
    slower: tuple[Slower, ...] = ()
    tags: tuple[TagUse, ...] = ()
    section: str = ""
    template: bytes = b""
    fonts: dict[str, str] = made(default_factory=dict)

    @property
    def tier(self) -> str:
        """The slowest tier any part needs: A plan, B Jinja, C docxtpl."""
        return max((slower.tier for slower in self.slower), default="A")

    @property
    def names(self) -> frozenset[str]:
        """The root names the template asks for."""
        return frozenset(name for tag in self.tags for name in tag.names)

    def to_data(self) -> bytes:
        """The plan as bytes for a cache: a checksum, JSON, and the prebuilt archive."""
        described = {
            "digest": self.digest,
            "file": self.file,
            "parts": [[part.name, part.tier, part.operations, part.source, part.lines] for part in self.parts],
            "count": self.static.count,
            "styles": self.styles,
            "formats": self.formats,
            "places": self.places,
            "properties": [self.core, self.custom, self.custom_properties],
            "slower": [[item.tier, item.tag, item.place] for item in self.slower],
            "tags": [[tag.kind, tag.source, list(tag.names), tag.place] for tag in self.tags],
            "section": self.section,
            "fonts": self.fonts,
        }
        text = json.dumps(described, ensure_ascii=False, separators=(",", ":")).encode()
        pieces = (text, self.static.blob, self.static.directory, self.template)
        body = b"".join(pieces)
        return _MAGIC + _HEAD.pack(FORMAT, hashlib.sha256(body).digest(), *map(len, pieces)) + body

    @classmethod
    def from_data(cls, data: bytes) -> Plan:
        """The plan of such bytes; raises ValueError when they are damaged or of another format."""
        start = len(_MAGIC) + _HEAD.size
        if not data.startswith(_MAGIC) or len(data) < start:
            raise ValueError("not a plan")
        version, checksum, *lengths = _HEAD.unpack_from(data, len(_MAGIC))
        body = data[start:]
        if version != FORMAT or len(body) != sum(lengths) or hashlib.sha256(body).digest() != checksum:
            raise ValueError("damaged plan")
        text, blob, directory, template = _cut(body, lengths)
        found = json.loads(text)
        core, custom, custom_properties = found["properties"]
        return cls(
            digest=found["digest"],
            file=found["file"],
            parts=tuple(PartPlan(*part) for part in found["parts"]),
            static=StaticArchive(blob, directory, found["count"]),
            styles=found["styles"],
            formats=found["formats"],
            places=found["places"],
            core=core,
            custom=custom,
            custom_properties=custom_properties,
            slower=tuple(Slower(*item) for item in found["slower"]),
            tags=tuple(TagUse(kind, source, tuple(names), place) for kind, source, names, place in found["tags"]),
            section=found["section"],
            template=template,
            fonts=found["fonts"],
        )


def digest_of(data: bytes, fonts: Mapping[str, str] | None = None) -> str:
    """What names a plan: the template's bytes, this version of genwen, the fonts."""
    fonts_text = json.dumps(sorted((fonts or {}).items()), ensure_ascii=False)
    return hashlib.sha256(b"\0".join((__version__.encode(), fonts_text.encode(), data))).hexdigest()


def _cut(body: bytes, lengths: list[int]) -> Iterator[bytes]:
    """`body` cut into pieces of the given lengths."""
    at = 0
    for length in lengths:
        yield body[at : at + length]
        at += length
