"""The 发文字号 of the notices to units that failed: as the list says, else counted on from the first, no number twice.

K115 a notice with the number of another document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from genwen.campaign.result import NOTICE, UnitResult, gap
from genwen.diagnostics import Finding, Severity
from genwen.document.elements import Origin, OriginKind
from genwen.facts.fact import Fact
from genwen.facts.loader import Facts
from genwen.numerals import parse_document_number


def notice_numbers(failed: Sequence[UnitResult], first: Fact | None) -> dict[str, Fact]:
    """The number of each unit's notice by the name of the unit; numbers that units have of their own are passed over."""
    numbers = {unit.name.text: own for unit in failed if (own := _own(unit)) is not None}
    taken = {number.text for number in numbers.values()}
    if first is None or not first.known:
        missing = gap("考评.整改文号", first.origin.position if first is not None else None)
        return dict.fromkeys((unit.name.text for unit in failed), missing) | numbers
    start = parse_document_number(first.text)
    serial = start.serial
    for count, unit in enumerate((unit for unit in failed if unit.name.text not in numbers), 1):
        while (text := f"{start.code}〔{start.year}〕{serial}号") in taken:
            serial += 1
        how = f"第{count}份，从{first.text}起"
        origin = Origin(OriginKind.DERIVED, formula=how, inputs=(first.origin,))
        numbers[unit.name.text] = Fact(text, text, origin)
        serial += 1
    return numbers


def _own(unit: UnitResult) -> Fact | None:
    """The number the list of units says."""
    dispatched = (unit.member.facts.get("发文") or {}).get(NOTICE) if unit.member is not None else None
    return dispatched.number if dispatched is not None else None


def number_findings(
    numbers: Mapping[str, Fact], first: Fact | None, office: Facts
) -> Iterator[tuple[Finding, frozenset[str]]]:
    """Notices with the number of a document of the office, or of another notice; and whose notices these are."""
    said: dict[str, str] = {}
    owners: dict[str, str] = {}
    for name, dispatch in (office.get("发文") or {}).items():
        if dispatch.number is not None and dispatch.number.known:
            said.setdefault(dispatch.number.text, f"《{name}》（{dispatch.number.origin.position}）")
    for unit, number in numbers.items():
        if not number.known:
            continue
        notice = f"给{unit}的《{NOTICE}》"
        if number.text in said:
            at = number.origin.position or (first.origin.position if first is not None else None)
            message = f"{notice}与{said[number.text]}的发文字号都是“{number.text}”"
            told = Finding("K115", message, "改“整改文号”，或改正其中一份的发文字号", at, Severity.WARNING)
            yield told, frozenset((unit, owners.get(number.text, unit)))
        else:
            said[number.text], owners[number.text] = notice, unit
