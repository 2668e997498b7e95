"""Tables given in an outline, read into nodes."""

from __future__ import annotations

from genwen.document.outline.compiled import (
    CellNode,
    ColumnNode,
    Node,
    Placed,
    RowNode,
    TableNode,
)
from genwen.document.outline.pieces import COMMON, PieceReader
from genwen.facts.source.nodes import Mapping, Scalar, Sequence
from genwen.facts.source.nodes import Node as YamlNode


class TableReader(PieceReader):
    """Reads tables."""

    def _table(self, node: Mapping) -> Node | None:
        inner = node["表"]
        if isinstance(inner, Scalar):
            return TableNode(str(inner), placed=self._placed(node))
        if not isinstance(inner, Mapping):
            self._report("S102", "表应写名称，或写明“列”和“行”", "如 表: 评价标准", inner.position)
            return None
        self._known(inner, ("题", "列", "行", "注"))
        columns = tuple(column for item in self._list(inner.get("列")) if (column := self._column(item)) is not None)
        rows = tuple(row for item in self._list(inner.get("行")) if (row := self._row(item)) is not None)
        if not columns:
            self._report("S104", "表缺少“列”", "如 列: [项目, 单位, 数值]", inner.position)
            return None
        for row in rows:
            width = sum(cell.columns for cell in row.cells)
            if width > len(columns):
                self._report(
                    "S106", f"这一行有{width}格，表只有{len(columns)}列", "删去多余的格，或增加列", row.placed.position
                )
        notes = tuple(self.prose(item) for item in self._list(inner.get("注")))
        title = self.prose(inner["题"]) if "题" in inner else None
        return TableNode("", title, columns, rows, notes, self._placed(node))

    def _column(self, node: YamlNode) -> ColumnNode | None:
        if isinstance(node, Mapping):
            self._known(node, ("题", "宽", "齐"))
            return ColumnNode(
                self._required(node, "题"), self._width(node), self._choice(node, "齐", ("左", "中"), "中")
            )
        return ColumnNode(self.prose(node))

    def _width(self, node: Mapping) -> float:
        text = self._plain(node, "宽")
        try:
            width = float(text or "1")
        except ValueError:
            width = 0.0
        if not 0 < width <= 100:
            self._report("S103", f"列宽“{text}”应是正数", "写各列的相对宽度，如 宽: 2", node.keys_at["宽"])
            return 1.0
        return width

    def _row(self, node: YamlNode) -> RowNode | None:
        placed = Placed(node.position)
        cells = node
        if isinstance(node, Mapping):
            self._known(node, ("行", "各行", *COMMON))
            placed = self._placed(node)
            if "各行" in node:
                rows = tuple(row for item in self._list(node["各行"]) if (row := self._row(item)) is not None)
                return RowNode((), placed, rows)
            cells = node.get("行", node)
        if not isinstance(cells, Sequence):
            self._report(
                "S102", "表的一行应是方括号里的各格", "如 - [用电量, 千瓦时, '{{ 统计.用电量 }}']", node.position
            )
            return None
        return RowNode(tuple(self._cell(cell) for cell in cells), placed)

    def _cell(self, node: YamlNode) -> CellNode:
        if isinstance(node, Mapping):
            self._known(node, ("文", "跨列", "跨行"))
            return CellNode(self._required(node, "文"), self._whole(node, "跨列"), self._whole(node, "跨行"))
        return CellNode(self.prose(node))
