"""Headings deeper than the 体例 has ordinals for: they would be numbered like those above them."""

from __future__ import annotations

from collections.abc import Iterator

from genwen.diagnostics import Finding, Position, Severity
from genwen.document.outline.compiled import GroupNode, Node, NumberedNode, Profile, SectionNode

_FURTHER = ("（1）", "①", "1.", "（一）")


def unnumbered_levels(blocks: tuple[Node, ...], profile: Profile) -> list[Finding]:
    """What to tell of the first heading whose level the profile says no ordinal for; nothing where there is none."""
    for depth, at in _too_deep(blocks, profile, 0, None):
        last = profile.numbers[-1]
        further = next((style for style in _FURTHER if style not in profile.numbers), "①")
        numbers = "、".join(f"“{number}”" for number in profile.numbers)
        return [
            Finding(
                "S103",
                f"“层次”只写了{len(profile.numbers)}级（{numbers}），第{depth + 1}级也会编成“{last}”，和上一级分不清",
                f"在体例里补一级，如 层次: [{', '.join((*profile.numbers, further))}]，或给这一级写“编号: {further}”",
                at,
                Severity.WARNING,
                clause="GB/T 9704—2012 7.3.3",
            )
        ]
    return []


def _too_deep(
    blocks: tuple[Node, ...], profile: Profile, depth: int, given: str | None
) -> Iterator[tuple[int, Position | None]]:
    """The depth and the place of what has its ordinal from a level above; `given`: what the heading above says."""
    for block in blocks:
        if isinstance(block, GroupNode):
            yield from _too_deep(block.blocks, profile, depth, given)
        elif isinstance(block, SectionNode | NumberedNode):
            if block.number is None and given is None and depth >= len(profile.numbers) and profile.numbers[-1]:
                yield depth, block.placed.position
            yield from _too_deep(block.blocks, profile, depth + 1, block.child_number)
