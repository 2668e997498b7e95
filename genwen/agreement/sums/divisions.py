"""Lists of parts that ； divides: several divisions of one whole, members that tell two things each, other things behind it."""

from __future__ import annotations

from collections.abc import Sequence

from genwen.agreement.reading.figures import Figure
from genwen.patterns import regex


def of_one(blank: str, parts: Sequence[Figure]) -> list[Figure]:
    """The parts up to a ；behind which none has a share any more, though the first has one: 其中5G用户276.4万户，占67.0%；宽带用户168.3万户."""
    if not parts or not _SHARE.match(blank, parts[0].end):
        return list(parts)
    last = max(at for at, part in enumerate(parts) if _SHARE.match(blank, part.end))
    ends = [at for at in range(last + 1, len(parts)) if "；" in blank[parts[at - 1].end : parts[at].start]]
    return list(parts[: ends[0]] if ends else parts)


_SHARE = regex("[，（]约?占")


def divisions_of(blank: str, parts: Sequence[Figure]) -> list[list[Figure]]:
    """Lists parted by ； from each other, all of two members at least; nothing where it parts single members."""
    found: list[list[Figure]] = []
    for item in parts:
        if not found or "；" in blank[found[-1][-1].end : item.start]:
            found.append([])
        found[-1].append(item)
    return found if all(len(some) > 1 for some in found) else []


def columns_of(text: str, parts: Sequence[Figure]) -> list[list[Figure]]:
    """整车抽查110批次，不合格12批次；电池抽查70批次，不合格11批次: figures of members that tell the same of each, one list to what is told; else one."""
    groups = divisions_of(text, parts)
    regular = len(groups) > 1 and all(
        len(some) == len(groups[0]) and all(_OWN.match(text, one.end) for one in some[:-1]) for some in groups
    )
    return [list(column) for column in zip(*groups, strict=True)] if regular else [list(parts)]


_OWN = regex("，(?!其中)|（(?!其中)")
