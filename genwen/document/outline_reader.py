"""Reads an outline file into compiled nodes; every problem in it becomes a finding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from genwen.diagnostics import Finding, FindingsError, Position, nearest
from genwen.document.expressions import Expression, Prose, compile_expression
from genwen.document.outline import (
    HEADING_FORMS,
    BlankNode,
    CellNode,
    ColumnNode,
    GroupNode,
    Node,
    NumberedNode,
    Outline,
    ParagraphNode,
    PartNode,
    Placed,
    Profile,
    RowNode,
    SectionNode,
    SeriesItem,
    SeriesNode,
    TableNode,
)
from genwen.facts.source import Mapping, Scalar, Sequence, Source
from genwen.facts.source import Node as YamlNode
from genwen.numerals import ORDINAL_STYLES
from genwen.standard import DIRECTIONS, DOCUMENT_TYPES

ELEMENTS = (
    "发文机关标志", "标志后缀", "份号", "密级", "保密期限", "紧急程度", "发文字号", "标题", "附注", "成文日期", "印发机关",
    "印发日期",
)  # fmt: skip
LISTS = ("发文机关标志", "主送机关", "抄送机关", "发文机关署名", "签发人", "职务")
_TOP = ("文种", "行文方向", "模板", "用印", "体例", "要素", "正文", "印发件", "印发方式", "附件", "附件说明", "说明")
_COMMON = ("若", "每", "名")


class OutlineReader:
    """Reads one outline; `findings` collects what is wrong. `house` is the 体例 of genwen.yaml, which it starts from."""

    def __init__(self, name: str, source: Source, house: YamlNode | None = None) -> None:
        self.name = name
        self.source = source
        self.findings: list[Finding] = []
        self.profile = self._profile(house, Profile())

    def read(self) -> Outline:
        """The outline, as far as it could be read."""
        root = self.source.root
        start = Position(self.source.name, 1, 1)
        if not isinstance(root, Mapping):
            if not self.source.findings:
                self._report("S102", "公文的提纲应由“键: 值”组成", "如 正文: 后列各段", start)
            return Outline(self.name, self.name, position=start)
        self._known(root, _TOP)
        kind = self._choice(root, "文种", tuple(DOCUMENT_TYPES), "")
        direction = DOCUMENT_TYPES[kind].direction if kind else "下行"
        self.profile = self._profile(root.get("体例"), self.profile)
        attachments = self._list(root.get("附件"))
        return Outline(
            name=self.name,
            template=self._plain(root, "模板") or self.name,
            document_type=kind,
            direction=self._choice(root, "行文方向", DIRECTIONS, direction),
            seal=self._choice(root, "用印", ("盖章", "不盖章", "签名章"), "盖章"),
            profile=self.profile,
            elements=self._elements(root.get("要素")),
            lists=self._lists(root.get("要素")),
            blocks=self.blocks(root.get("正文")),
            issued=self._part(root["印发件"]) if "印发件" in root else None,
            attachments=tuple(part for item in attachments if (part := self._part(item)) is not None),
            attachment_note=self._choice(root, "附件说明", ("有", "无"), "有") == "有",
            issued_by=self._choice(root, "印发方式", ("通知", "直接"), "通知"),
            position=start,
        )

    # --- 要素 ------------------------------------------------------------------------------------------------------

    def _elements(self, node: YamlNode | None) -> dict[str, Prose]:
        if not isinstance(node, Mapping):
            return {}
        self._known(node, tuple(dict.fromkeys(ELEMENTS + LISTS)))
        return {key: self.prose(value) for key, value in node.items() if key in ELEMENTS and isinstance(value, Scalar)}

    def _lists(self, node: YamlNode | None) -> dict[str, tuple[SeriesItem, ...]]:
        if not isinstance(node, Mapping):
            return {}
        return {key: self._items(value) for key, value in node.items() if key in LISTS}

    def _items(self, node: YamlNode, *more: str) -> tuple[SeriesItem, ...]:
        items = []
        for item in self._list(node):
            if isinstance(item, Mapping):
                self._known(item, ("项", *more, *_COMMON))
                items.append(SeriesItem(self._required(item, "项"), self._placed(item), self._mark(item, "样式")))
            elif isinstance(item, Scalar):
                items.append(SeriesItem(self.prose(item), Placed(item.position)))
        return tuple(items)

    def _profile(self, node: YamlNode | None, base: Profile) -> Profile:
        """What a 体例 says; the rest is as in `base`. Closing marks belong to the forms they were given with."""
        if node is None:
            return base
        if not isinstance(node, Mapping):
            self._report("S102", "体例应由“键: 值”组成", "如 层次: [一、, （一）]", node.position)
            return base
        self._known(node, ("层次", "标题", "标题末"))
        numbers = tuple(self._ordinal(item) for item in self._list(node.get("层次")) if isinstance(item, Scalar))
        forms = tuple(self._form(item) for item in self._list(node.get("标题")) if isinstance(item, Scalar))
        closings = tuple(str(item) for item in self._list(node.get("标题末")) if isinstance(item, Scalar))
        return Profile(numbers or base.numbers, forms or base.forms, closings or (() if forms else base.closings))

    def _ordinal(self, scalar: Scalar) -> str:
        text = "" if scalar == "无" else str(scalar)
        if text not in ORDINAL_STYLES:
            self._report(
                "S103",
                f"不认识的序号样式“{scalar}”",
                "可选：" + " ".join(s for s in ORDINAL_STYLES if s) + " 无",
                scalar.position,
            )
            return "一、"
        return text

    def _form(self, scalar: Scalar) -> str:
        if scalar not in HEADING_FORMS:
            self._report("S103", f"不认识的标题形式“{scalar}”", "可选：" + "、".join(HEADING_FORMS), scalar.position)
            return "独行"
        return str(scalar)

    def _part(self, node: YamlNode) -> PartNode | None:
        if not isinstance(node, Mapping):
            self._report("S102", "附件和印发件应写明“标题”和“正文”", "如 - 标题: 评价标准", node.position)
            return None
        self._known(node, ("标题", "正文", "体例", *_COMMON))
        profile = self._profile(node["体例"], self.profile) if "体例" in node else None
        return PartNode(self._required(node, "标题"), self.blocks(node.get("正文")), profile, self._placed(node))

    # --- blocks ----------------------------------------------------------------------------------------------------

    def blocks(self, node: YamlNode | None) -> tuple[Node, ...]:
        """The blocks of a 正文."""
        return tuple(block for item in self._list(node) if (block := self._block(item)) is not None)

    def _block(self, node: YamlNode) -> Node | None:
        if isinstance(node, Scalar):
            return ParagraphNode(self._lines(node), placed=Placed(node.position))
        if isinstance(node, Sequence):
            self._report("S102", "段落里不能直接再放列表", "每段前只写一个“- ”", node.position)
            return None
        for key, read in _READERS.items():
            if key in node:
                block = read(self, node)
                self._known(node, (*_KEYS[key], *_COMMON))
                return block
        self._report(
            "S105", f"看不出这一块是什么（{'、'.join(node)}）",
            "应有“段”“标题”“条”“序列”“表”“表注”“空行”或“正文”之一", node.position,
        )  # fmt: skip
        return None

    def _paragraph(self, node: Mapping) -> Node:
        return ParagraphNode(self._lines(node["段"]), self._plain(node, "样式"), self._placed(node))

    def _note(self, node: Mapping) -> Node:
        return ParagraphNode(self._lines(node["表注"]), "表注", self._placed(node))

    def _section(self, node: Mapping) -> Node:
        return SectionNode(
            self._required(node, "标题"), self.blocks(node.get("正文")), self._form_of(node, "形式"), self._mark(node, "标题末"),
            self._number_of(node, "编号"), self._number_of(node, "下级编号"), self._form_of(node, "下级形式"),
            self._mark(node, "下级标题末"), self._placed(node),
        )  # fmt: skip

    def _numbered(self, node: Mapping) -> Node:
        return NumberedNode(
            self._required(node, "条"), self.blocks(node.get("正文")), self._number_of(node, "编号"),
            self._number_of(node, "下级编号"), self._placed(node),
        )  # fmt: skip

    def _series(self, node: Mapping) -> Node | None:
        inner = node["序列"]
        if not isinstance(inner, Mapping):
            inner_items, inner = self._items(inner, "样式"), node
        else:
            self._known(inner, ("引", "项", "样式", "分隔", "末", "接", "分段"))
            if "项" not in inner:
                self._report("S104", "序列缺少“项”", "在“项:”下逐条列出", inner.position)
                return None
            inner_items = self._items(inner["项"], "样式")
        style = inner.get("样式")
        openings = tuple(str(item) for item in style if isinstance(item, Scalar)) if isinstance(style, Sequence) else ()
        separator = self._plain(inner, "分隔") if "分隔" in inner else "。"
        return SeriesNode(
            inner_items, str(style) if isinstance(style, Scalar) else "一是", openings,
            self.prose(inner["引"]) if "引" in inner else None, self.prose(inner["接"]) if "接" in inner else None,
            separator, self._plain(inner, "末") if "末" in inner else "。" , self._plain(inner, "分段") == "是",
            self._placed(node),
        )  # fmt: skip

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
            self._known(node, ("行", *_COMMON))
            placed = self._placed(node)
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

    def _whole(self, node: Mapping, key: str) -> int:
        text = self._plain(node, key) or "1"
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 200):
            self._report("S103", f"“{key}”应是正整数", f"如 {key}: 2", node.keys_at[key])
            return 1
        return int(text)

    def _group(self, node: Mapping) -> Node:
        return GroupNode(self.blocks(node["正文"]), self._placed(node))

    def _blank(self, node: Mapping) -> Node:
        return BlankNode(self._whole(node, "空行"), self._placed(node))

    # --- pieces ----------------------------------------------------------------------------------------------------

    def prose(self, node: YamlNode) -> Prose:
        """A text with expressions; empty, with a finding, when it is none."""
        if not isinstance(node, Scalar):
            self._report("S102", "这里应是一段文字", "检查缩进；含 {{ }} 或冒号的文字请加引号", node.position)
            return Prose(())
        try:
            return Prose.compile(node, node.position)
        except FindingsError as error:
            self.findings += [self._sourced(finding) for finding in error.findings]
            return Prose(())

    def _lines(self, node: YamlNode) -> tuple[Prose, ...]:
        if isinstance(node, Scalar) and "\n" in node:
            lines = []
            for number, line in enumerate(str(node).split("\n")):
                if line.strip():
                    piece = Scalar(line)
                    at = node.position
                    piece.position = Position(at.file, at.line + 1 + number, 1)
                    piece.path, piece.quoted, piece.start, piece.end = node.path, False, node.start, node.end
                    lines.append(self.prose(piece))
            return tuple(lines)
        return (self.prose(node),)

    def _placed(self, node: Mapping) -> Placed:
        placed = Placed(node.position)
        if "若" in node:
            placed = replace(placed, condition=self._expression(node["若"]))
        if "每" in node:
            name = self._plain(node, "名") or "项"
            each = node["每"]
            if isinstance(each, Sequence):
                return replace(placed, each_texts=tuple(self.prose(item) for item in each), each_name=name)
            placed = replace(placed, each=self._expression(each), each_name=name)
        return placed

    def _expression(self, node: YamlNode) -> Expression | None:
        if not isinstance(node, Scalar):
            self._report("S102", "这里应是一个表达式", "如 若: 统计.用电量", node.position)
            return None
        text = node.strip().removeprefix("{{").removesuffix("}}")
        try:
            return compile_expression(text, node.position)
        except FindingsError as error:
            self.findings += [self._sourced(finding) for finding in error.findings]
            return None

    def _required(self, node: Mapping, key: str) -> Prose:
        if key not in node:
            self._report("S104", f"缺少“{key}”", f"补上“{key}: …”", node.position)
            return Prose(())
        return self.prose(node[key])

    def _plain(self, node: Mapping, key: str) -> str:
        value = node.get(key)
        if value is not None and not isinstance(value, Scalar):
            self._report("S102", f"“{key}”应是一个值", "写在冒号后面", node.keys_at[key])
            return ""
        return str(value).strip() if value is not None else ""

    def _choice(self, node: Mapping, key: str, choices: tuple[str, ...], default: str) -> str:
        text = self._plain(node, key)
        if text and text not in choices:
            self._report("S103", f"{key}“{text}”不在可选范围内", nearest(text, choices), node[key].position)
            return default
        return text or default

    def _number_of(self, node: Mapping, key: str) -> str | None:
        value = node.get(key)
        return self._ordinal(value) if isinstance(value, Scalar) else None

    def _form_of(self, node: Mapping, key: str) -> str | None:
        value = node.get(key)
        return self._form(value) if isinstance(value, Scalar) else None

    def _mark(self, node: Mapping, key: str) -> str | None:
        return self._plain(node, key) if key in node else None

    def _list(self, node: YamlNode | None) -> list[YamlNode]:
        if node is None or (isinstance(node, Scalar) and node == "" and not node.quoted):
            return []
        return list(node) if isinstance(node, Sequence) else [node]

    def _known(self, node: Mapping, known: tuple[str, ...]) -> None:
        for key in node:
            if key not in known:
                self._report("S101", f"不认识的键“{key}”", nearest(key, known), node.keys_at[key])

    def _report(self, code: str, message: str, hint: str, position: Position | None) -> None:
        self.findings.append(self._sourced(Finding(code, message, hint, position)))

    def _sourced(self, finding: Finding) -> Finding:
        at = finding.position
        return replace(finding, source=self.source.line(at.line)) if at and at.file == self.source.name else finding


_READERS: dict[str, Callable[[OutlineReader, Mapping], Node | None]] = {
    "标题": OutlineReader._section,
    "条": OutlineReader._numbered,
    "段": OutlineReader._paragraph,
    "序列": OutlineReader._series,
    "表": OutlineReader._table,
    "表注": OutlineReader._note,
    "空行": OutlineReader._blank,
    "正文": OutlineReader._group,
}
_KEYS: dict[str, tuple[str, ...]] = {
    "标题": ("标题", "正文", "形式", "标题末", "编号", "下级编号", "下级形式", "下级标题末"),
    "条": ("条", "正文", "编号", "下级编号"),
    "段": ("段", "样式"),
    "序列": ("序列", "引", "样式", "分隔", "末", "接", "分段"),
    "表": ("表",),
    "表注": ("表注",),
    "空行": ("空行",),
    "正文": ("正文",),
}
