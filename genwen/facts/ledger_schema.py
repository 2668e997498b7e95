"""Ledgers kept as YAML, and 列对照: what may be written there and under which key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from genwen.facts.declare import Before, Field
from genwen.facts.fields import FactModel, QuantityField, Words, Year
from genwen.facts.source.nodes import Mapping as LocatedMapping
from genwen.facts.source.nodes import Scalar


def _months(value: object) -> object:
    """各月 as a mapping or a list; a single 待补 stands for all of them."""
    return [value] if isinstance(value, Scalar) else value


Monthly = Annotated[
    dict[str, QuantityField] | list[QuantityField],
    Before(_months, dict[str, QuantityField] | list[QuantityField] | QuantityField),
]


class LedgerRecord(FactModel):
    """记录: the figures of one item at one place in one year."""

    item: Words = Field(alias="项目")
    year: Year | None = Field(None, alias="年度")
    site: Words | None = Field(None, alias="点位")
    unit: Words | None = Field(None, alias="单位")
    months: Monthly | None = Field(None, alias="各月")
    whole: QuantityField | None = Field(None, alias="全年")


class LedgerFile(FactModel):
    """台账: a ledger kept as YAML."""

    year: Year | None = Field(None, alias="年度")
    site: Words | None = Field(None, alias="点位")
    records: list[LedgerRecord] = Field(alias="记录")


def _as_column(value: object) -> object:
    if isinstance(value, Scalar):
        mapping = LocatedMapping(value.position, value.path)
        mapping["标题"] = value
        return mapping
    return value


class Column(FactModel):
    """A column of a sheet: its title there, and the unit of its figures."""

    title: Words = Field(alias="标题")
    unit: Words | None = Field(None, alias="单位")


class SheetMap(FactModel):
    """列对照: how the columns of a file are to be read."""

    file: Words = Field(alias="文件")
    sheet: Words | None = Field(None, alias="工作表")
    year: Year | None = Field(None, alias="年度")
    site: Words | None = Field(None, alias="点位")
    item: Words | None = Field(None, alias="项目")
    unit: Words | None = Field(None, alias="单位")
    columns: dict[str, Annotated[Column, Before(_as_column, Words | Column)]] | None = Field(None, alias="列")


class SheetMaps(FactModel):
    """列对照: the maps of all files."""

    maps: list[SheetMap] = Field(alias="台账")


def texts(values: Sequence[Any]) -> list[str]:
    """The texts of those facts that are known."""
    return [value.text for value in values if value is not None and value.known]
