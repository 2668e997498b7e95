"""Charts given in an outline (图表), read into nodes."""

from __future__ import annotations

from genwen.document.outline.compiled import ChartNode, Node, RowNode
from genwen.document.outline.tables import TableReader
from genwen.facts.source.nodes import Mapping

CHART_KINDS = ("柱形", "条形", "折线", "饼形")
LABELS = ("自动", "有", "无")
MAX_SERIES = 6
MAX_DECIMALS = 6
HEIGHTS = range(40, 201)
"""Heights of a chart in mm: below them nothing can be read, above them it fits on no page with its notes."""
_KEYS = ("类型", "题", "单位", "小数", "数据标签", "高", "系列", "行", "注")


class ChartReader(TableReader):
    """Reads charts."""

    def _chart(self, node: Mapping) -> Node | None:
        inner = node["图表"]
        if not isinstance(inner, Mapping):
            self._report("S102", "图表应写明“类型”“系列”和“行”", "如 类型: 柱形", inner.position)
            return None
        self._known(inner, _KEYS)
        kind = self._choice(inner, "类型", CHART_KINDS, "柱形")
        series = tuple(self.prose(item) for item in self._list(inner.get("系列")))
        rows = tuple(row for item in self._list(inner.get("行")) if (row := self._row(item)) is not None)
        for key, hint, given in (("系列", "写每组数据的名称，如 系列: ['{{ 年度 }}年']", series),
                                 ("行", "每行先写类别，再写各系列的数，如 - [用电量, '{{ 统计.用电量 }}']", rows)):  # fmt: skip
            if not given:
                self._report("S104", f"图表缺少“{key}”", hint, inner.position)
                return None
        most = 1 if kind == "饼形" else MAX_SERIES
        if len(series) > most:
            said = "饼形图只能有一个系列" if most == 1 else f"图表最多{MAX_SERIES}个系列，黑白印刷才分得清"
            self._report("S103", said, "分成几个图，或改用表", inner["系列"].position)
            return None
        self._check_rows(rows, len(series))
        return ChartNode(
            kind, series, rows, self.prose(inner["题"]) if "题" in inner else None,
            self.prose(inner["单位"]) if "单位" in inner else None, self._decimals(inner),
            self._choice(inner, "数据标签", LABELS, "自动"), self._height(inner),
            tuple(self.prose(item) for item in self._list(inner.get("注"))), self._placed(node),
        )  # fmt: skip

    def _check_rows(self, rows: tuple[RowNode, ...], series: int) -> None:
        for row in rows:
            self._check_rows(row.rows, series)
            given = len(row.cells) - 1
            if not row.rows and given != series:
                said = f"这一行有{max(given, 0)}个数，图表有{series}个系列"
                self._report("S106", said, "每行先写类别，再给每个系列写一个数", row.placed.position)
            for cell in row.cells:
                if cell.columns > 1 or cell.rows > 1:
                    self._report("S103", "图表的行里不能跨列、跨行", "每个类别写一行", row.placed.position)

    def _decimals(self, node: Mapping) -> int | None:
        text = self._plain(node, "小数")
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and int(text) <= MAX_DECIMALS):
            self._report("S103", f"“小数”应是0至{MAX_DECIMALS}的整数", "如 小数: 2", node.keys_at["小数"])
            return None
        return int(text)

    def _height(self, node: Mapping) -> int:
        text = self._plain(node, "高") or "80"
        height = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
        if height not in HEIGHTS:
            said = f"图表的高应是{HEIGHTS[0]}至{HEIGHTS[-1]}的整数（毫米）"
            self._report("S103", said, "如 高: 80", node.keys_at["高"])
            return 80
        return height
