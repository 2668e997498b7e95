"""Numbers that their own paragraph proves: a part and its share of a whole, where the three agree.

市直机关建成63家，县（市、区）直属机关336家，建成253家，建成率75.3%: 253 and 75.3 % are those of the 336, whatever the totals of a table are.
"""

from __future__ import annotations

from functools import lru_cache

from genwen.agreement.arithmetic.making import PER_CENT, num
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.likeness import digits_of, weight
from genwen.agreement.reading.sentences import Part, told_in
from genwen.agreement.reading.text import Line

_MOST = 40
_REACH = 4

Triple = tuple[Figure, Figure, Figure]
"""A part, its whole and the share that it is of it."""


@lru_cache(maxsize=16384)
def shares_told(line: Line) -> tuple[Triple, ...]:
    """The parts, wholes and shares of a paragraph that agree."""
    said = [item for item in told_in(line) if item.part is not Part.DIFFERENCE]
    if not 3 <= len(said) <= _MOST:
        return ()
    found: list[Triple] = []
    for at, item in enumerate(said):
        share = item.figure
        if share.unit not in PER_CENT or item.part is Part.RATE or weight(digits_of(share.text)) < 2:
            continue
        scale = 1000 if share.unit == "‰" else 100
        near = [other.figure for other in said[max(0, at - _REACH) : at + 3] if other.figure.unit not in PER_CENT]
        earlier = [other.figure for other in said[:at] if other.figure.unit not in PER_CENT]
        for part in near:
            for whole in dict.fromkeys((*earlier, *near)):
                if part.unit == whole.unit and 0 < part.value < whole.value:
                    share_of = float(part.value) / float(whole.value) * scale
                    if abs(share_of - float(share.value)) <= num(share).half * 1.02:
                        found.append((part, whole, share))
    return tuple(found)


@lru_cache(maxsize=16384)
def shared_out(line: Line) -> frozenset[Figure]:
    """The parts and the shares of a paragraph that agree with a whole named beside them; the wholes are not among them."""
    return frozenset(figure for part, _, share in shares_told(line) for figure in (part, share))
