"""Energies, years and ledgers for tests, built from plain numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from projects import source_of

from genwen.document.statistics.quantities import Statistics
from genwen.facts.energy import EnergySettings
from genwen.facts.ledger import Ledger
from genwen.facts.reading import validate
from genwen.facts.schema import StatisticsYear, Targets

ENERGY = """
    口径: 当量值
    能源:
      - 名称: 电
        用量: 用电量
        费用: 电费
        单位: 千瓦时
        折标系数:
          - {值: 0.1229千克标准煤/千瓦时, 口径: 当量值, 出处: GB/T 2589—2020, 施行日期: 2021-04-01}
          - {值: 0.31千克标准煤/千瓦时, 口径: 等价值, 出处: 省统计局, 施行日期: 2021-01-01}
          - {值: 0.30千克标准煤/千瓦时, 口径: 等价值, 出处: 省统计局, 施行日期: 2025-01-01}
        排放因子: {值: 0.5703千克二氧化碳/千瓦时, 出处: 电网}
      - 名称: 天然气
        用量: 用气量
        费用: 燃气费
        单位: 立方米
        折标系数: {值: 1.33千克标准煤/立方米}
        排放因子: {值: 2.1622千克二氧化碳/立方米}
      - 名称: 热力
        用量: 用热量
        单位: 吉焦
        用途: 供暖
        折标系数: {值: 34.12千克标准煤/吉焦}
        排放因子: {值: 0.11吨二氧化碳/吉焦}
        用能月份: [11月, 12月, 1月, 2月, 3月]
      - 名称: 汽油
        用量: 汽油量
        费用: 燃油费
        单位: 升
        用途: 公务用车
        折标系数: {值: 1.4714千克标准煤/千克}
        密度: {值: 0.73千克/升, 出处: 本局}
        排放因子: {值: 2.9251千克二氧化碳/千克}
      - 名称: 柴油
        用量: 柴油量
        单位: 千克
        用途: 公务用车
        折标系数: {值: 1.4571千克标准煤/千克}
        密度: {值: 0.84千克/升}
        排放因子: {值: 3.0959千克二氧化碳/千克}
      - {名称: 水, 用量: 用水量, 费用: 水费, 单位: 立方米}
    """


def settings_of(text: str = ENERGY) -> EnergySettings:
    """能源 out of YAML that is in order."""
    settings, findings = validate(EnergySettings, source_of(text, "content/能源.yaml", "能源"), {})
    assert not findings, findings
    assert isinstance(settings, EnergySettings)
    return settings


def year_of(year: int = 2025, **quantities: str) -> StatisticsYear:
    """A year's quantities."""
    text = (
        "数据:\n" + "".join(f"  {name}: {value}\n" for name, value in quantities.items())
        if quantities
        else "数据: {}\n"
    )
    typed, findings = validate(StatisticsYear, source_of(text, f"content/统计/{year}.yaml", f"统计.{year}"), {})
    assert not findings, findings
    assert isinstance(typed, StatisticsYear)
    return typed


def targets_of(text: str) -> Targets:
    """目标 out of YAML."""
    targets, findings = validate(Targets, source_of(text, "content/目标.yaml", "目标"), {})
    assert not findings, findings
    assert isinstance(targets, Targets)
    return targets


def statistics_of_years(years: Mapping[int, Mapping[str, str]], year: int = 2025, **more: Any) -> Statistics:
    """Statistics of typed years with the energies above."""
    typed = {each: year_of(each, **quantities) for each, quantities in years.items()}
    more.setdefault("energy", settings_of())
    more.setdefault("ledger", Ledger())
    return Statistics(typed, None, year, **more)


def half_up(value: Fraction, places: int) -> str:
    """A fraction with `places` decimals, halves away from zero: apart from the program's own rounding."""
    sign = "-" if value < 0 else ""
    scaled = abs(value) * 10**places
    whole = scaled.numerator // scaled.denominator
    if 2 * (scaled - whole) >= 1:
        whole += 1
    digits = str(whole).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return text if not whole else sign + text


def csv_of(rows: Iterable[Iterable[object]], separator: str = ",") -> str:
    """A text table."""
    return "".join(separator.join("" if cell is None else str(cell) for cell in row) + "\n" for row in rows)
