"""What in 能源 cannot be: coefficients in odd units, two calibers, energies that nothing turns into coal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from genwen.diagnostics import Finding, Severity
from genwen.facts.energy import KINDS, Energy
from genwen.facts.fact import Quantity
from genwen.numerals.units import ratio_of, unit_of

if TYPE_CHECKING:
    from genwen.document.statistics.quantities import Statistics


def check_energy(view: Statistics) -> list[Finding]:
    """What is wrong in 能源: odd units, energies that cannot be turned into coal, two calibers; without the ledgers."""
    found = list(_calibers(view))
    for energy in view.energy.energies if view.energy is not None else ():
        found += _coefficients(energy)
        if is_typed(view, energy):
            found += check_convertible(view, energy)
    return found


def is_typed(view: Statistics, energy: Energy) -> bool:
    """Whether there are figures of an energy beside those of the ledgers."""
    return any(energy.item in data.data for data in view.typed.values())


def _calibers(view: Statistics) -> Iterator[Finding]:
    """One caliber for all years."""
    own = view.energy.caliber if view.energy is not None else None
    for year, data in view.typed.items():
        said = data.caliber
        if own is not None and own.known and said is not None and said.known and said.text != own.text:
            message = f"{year}年的口径是{said.text}，能源.yaml 是{own.text}（{own.origin.position}）"
            yield Finding("S441", message, "各年用同一口径，否则增减没有意义", said.origin.position)


def _coefficients(energy: Energy) -> Iterator[Finding]:
    """Coefficients with odd units."""
    for kind in KINDS:
        for each in energy.of_kind(kind):
            if energy.name.known and each.value.known and (fault := _odd(kind, each.value)):
                said = f"{energy.name.text}的{kind}“{each.value.text}”{fault}"
                yield Finding("S442", said, _EXAMPLES[kind], each.value.origin.position)


def check_convertible(view: Statistics, energy: Energy) -> Iterator[Finding]:
    """An energy that is used and cannot be turned into coal."""
    if not energy.name.known or not energy.is_counted or not energy.unit.known:
        return
    chosen = energy.chosen("折标系数", view.year, view.caliber)
    if chosen is None:
        caliber = f"{view.caliber}的" if view.caliber else ""
        said = f"“{energy.name.text}”没有{view.year}年可用的{caliber}折标系数"
        yield Finding("S443", said, "在 能源.yaml 里填写折标系数；不计入能耗的写 计入能耗: 否", energy.name.origin.position,
                      Severity.WARNING)  # fmt: skip
        return
    ratio = ratio_of(chosen.value.unit) if isinstance(chosen.value, Quantity) else None
    if ratio is not None and chosen.value.known and energy.factor_to(energy.unit.text, ratio[1], view.year) is None:
        said = f"“{energy.name.text}”按{energy.unit.text}计，折标系数按{ratio[1]}计，没有密度，不能换算"
        yield Finding("S443", said, "填写密度，如 密度: {值: 0.73千克/升, 出处: …}", energy.unit.origin.position,
                      Severity.WARNING)  # fmt: skip


_EXAMPLES = {
    "折标系数": "写作 0.1229千克标准煤/千瓦时", "密度": "写作 0.73千克/升", "排放因子": "写作 0.5703千克二氧化碳/千瓦时",
}  # fmt: skip
_COUNTED: dict[str, Sequence[str]] = {
    "折标系数": ("千克标准煤",),
    "密度": ("千克",),
    "排放因子": ("千克二氧化碳", "千克"),
}


def _odd(kind: str, value: object) -> str:
    """What is wrong with the unit of a coefficient, or ""."""
    ratio = ratio_of(value.unit) if isinstance(value, Quantity) else None
    if ratio is None:
        return "没有写明单位"
    if unit_of(ratio[0]).base not in _COUNTED[kind]:
        return "的单位不对"
    if isinstance(value, Quantity) and value.value <= 0:
        return "应大于0"
    return ""
