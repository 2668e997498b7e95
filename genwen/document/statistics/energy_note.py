"""What energies are counted with, in words: caliber, coefficients, densities, emission factors with their sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from genwen.document.elements import NUMBERING, Run
from genwen.document.statistics.energy_account import in_use
from genwen.document.values import Printed
from genwen.facts.energy import Coefficient, Energy
from genwen.facts.schema import fact_run

if TYPE_CHECKING:
    from genwen.document.statistics.quantities import Statistics


def conversion_note(view: Statistics) -> Printed:
    """折算说明: 综合能耗按当量值计算；折标系数：电0.1229千克标准煤/千瓦时（GB/T 2589—2020），…；密度：汽油….

    Where the two years compared are counted with different values, both are told.
    """
    settings = view.energy
    assert settings is not None
    used = [energy for energy in settings.energies if energy.is_counted and in_use(view, energy)]
    runs: list[Run] = []
    caliber = view.caliber_fact()
    if caliber is not None:
        runs += [_said("综合能耗按"), fact_run(caliber), _said("计算")]
    for kind in ("折标系数", "密度"):
        part = list(_values(view, used, kind))
        if part:
            runs += [_said(("；" if runs else "") + f"{kind}："), *part]
    return Printed(runs)


def carbon_note(view: Statistics) -> Printed:
    """碳排放说明: 碳排放按排放因子计算：电0.5703千克二氧化碳/千瓦时（…），…."""
    settings = view.energy
    assert settings is not None
    used = [energy for energy in settings.energies if energy.is_counted and in_use(view, energy)]
    return Printed([_said("碳排放按下列排放因子计算："), *_values(view, used, "排放因子")])


def _values(view: Statistics, energies: Sequence[Energy], kind: str) -> Iterator[Run]:
    first = True
    for energy in energies:
        chosen = energy.chosen(kind, view.year, view.caliber)
        if chosen is None:
            continue
        if not first:
            yield _said("，")
        first = False
        yield fact_run(energy.name)
        yield from _value(chosen)
        before = energy.chosen(kind, view.year - 1, view.caliber)
        if before is not None and before is not chosen and _has_year(view, energy):
            yield _said(f"（{view.year - 1}年用")
            yield fact_run(before.value)
            yield _said("）")


def _has_year(view: Statistics, energy: Energy) -> bool:
    """Whether there is a figure of the year before to compare with."""
    return view.of_year(view.year - 1, energy.item).known


def _value(chosen: Coefficient) -> Iterator[Run]:
    yield fact_run(chosen.value)
    if chosen.source is not None and chosen.source.known:
        yield _said("（")
        yield fact_run(chosen.source)
        yield _said("）")


def _said(text: str) -> Run:
    return Run(text, "", NUMBERING)
