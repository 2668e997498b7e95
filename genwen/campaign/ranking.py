"""Places in a ranking: the highest share of the points first, equal shares in one place.

After a tie of n the next place is n further on (跳号: 1、2、2、4), or the very next one (连号: 1、2、2、3).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction


def share_of(total: Decimal, base: Decimal) -> Fraction:
    """The exact share of the points that were won; of a rubric without points, the total itself."""
    return Fraction(total) / Fraction(base) if base else Fraction(total)


def places(shares: Sequence[Fraction], dense: bool = False) -> list[int]:
    """The place of each share, in the order given."""
    higher: dict[Fraction, int] = {}
    before = 0
    for share in sorted(set(shares), reverse=True):
        higher[share] = before
        before += 1 if dense else shares.count(share)
    return [higher[share] + 1 for share in shares]
