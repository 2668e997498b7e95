"""Several changes in one sentence: 单位建筑面积能耗、人均综合能耗、人均用水量分别下降5.03%、2.10%、3.22%.

Those that fell, rose or stayed the same are told in groups, each in its own words; order and number always agree.
"""

from __future__ import annotations

from collections.abc import Sequence

from genwen.document.elements import NUMBERING, Origin, OriginKind, Run
from genwen.document.statistics.year_quantity import YearQuantity
from genwen.document.values import Printed, as_items
from genwen.facts.fact import Fact


def respectively(value: object, base: int = 0) -> object:
    """分别: the changes of a list of quantities of 统计, against last year or the year `base`."""
    items = as_items(value)
    quantities = [item for item in items if isinstance(item, YearQuantity)]
    if not quantities or len(quantities) != len(items) or any(each.statistics is None for each in quantities):
        raise TypeError("“分别”只用于统计数据的列表，如 [统计.用电量, 统计.用水量]|分别")
    groups: dict[str, list[tuple[YearQuantity, Fact]]] = {}
    for quantity in quantities:
        assert quantity.statistics is not None
        year = base or quantity.year - 1
        word = quantity.statistics.change(quantity, "变化词", year)
        if not word.known:
            return word
        groups.setdefault(word.text, []).append((quantity, quantity.statistics.change(quantity, "变化率", year)))
    runs: list[Run] = []
    for word_text, members in groups.items():
        if runs:
            runs.append(_said("，"))
        runs += _group(word_text, members)
    return Printed(runs)


def _group(word: str, members: Sequence[tuple[YearQuantity, Fact]]) -> list[Run]:
    """A、B分别下降a、b; A下降a; A、B均持平."""
    runs: list[Run] = []
    for number, (quantity, _) in enumerate(members):
        runs += [_said("、")] if number else []
        runs.append(Run(title_of(quantity), "", Origin(OriginKind.FACT, quantity.origin.path)))
    if word == "持平":
        return [*runs, _said("均持平" if len(members) > 1 else "持平")]
    runs.append(_said(f"分别{word}" if len(members) > 1 else word))
    for number, (_, rate) in enumerate(members):
        runs += [_said("、")] if number else []
        runs.append(Run(rate.text, "", rate.origin))
    return runs


def title_of(quantity: YearQuantity) -> str:
    """What a quantity is called in a text: the 名称 of its 指标, else its name in 统计."""
    indicator = quantity.statistics.indicators.get(quantity.name) if quantity.statistics is not None else None
    if indicator is not None and indicator.name is not None and indicator.name.known:
        return indicator.name.text
    return quantity.name


def _said(text: str) -> Run:
    return Run(text, "", NUMBERING)
