"""表式: how a 评价标准 is laid out as a table, as a clerk writes it in the rubric's file or a house style."""

from __future__ import annotations

from typing import Annotated

from genwen.facts.declare import Before, Field
from genwen.facts.fact import Fact
from genwen.facts.fields import Choice, FactModel, QuantityField, Words, YesNo
from genwen.facts.rubric_values import named

COLUMNS = ("序号", "评价单元", "评价项目", "评价标准", "分值", "核查方法", "佐证材料", "评价依据", "备注")

ColumnName = Annotated[Fact, Choice(*COLUMNS)]
NumberBy = Annotated[Fact, Choice("条款", "项目", "单元")]
PointsAt = Annotated[Fact, Choice("条款", "项目", "单元")]
RowsBy = Annotated[Fact, Choice("条款", "项目")]


class ColumnForm(FactModel):
    """One column: 列 which, 标题 its header (its own name unless said), 宽 in mm."""

    name: ColumnName | None = Field(None, alias="列")
    title: Words | None = Field(None, alias="标题")
    width: QuantityField | None = Field(None, alias="宽")


Column = Annotated[ColumnForm, Before(named("列"), accepts=ColumnName | ColumnForm)]


class TableForm(FactModel):
    """The table's columns in order, what a row is, what 序号 counts, where 分值 stands, how clauses are numbered."""

    columns: list[Column] = Field([], alias="列")
    rows: RowsBy | None = Field(None, alias="行")
    number_by: NumberBy | None = Field(None, alias="序号")
    points_at: PointsAt | None = Field(None, alias="分值")
    unit_points: YesNo | None = Field(None, alias="单元分值")
    item_points: YesNo | None = Field(None, alias="项目分值")
    clause_number: Words | None = Field(None, alias="条款编号")
    subclause_number: Words | None = Field(None, alias="子条款编号")
    total_row: YesNo | None = Field(None, alias="总分行")
    star: Words | None = Field(None, alias="必得分标记")
