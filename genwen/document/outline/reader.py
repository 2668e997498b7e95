"""Reads an outline file into compiled nodes; every problem in it becomes a finding."""

from __future__ import annotations

from collections.abc import Callable

from genwen.diagnostics import FindingsError, Position, nearest
from genwen.document.expressions import Prose, compile_expression
from genwen.document.outline.charts import ChartReader
from genwen.document.outline.compiled import (
    BlankNode,
    GroupNode,
    Node,
    NumberedNode,
    Outline,
    ParagraphNode,
    PartNode,
    Placed,
    SectionNode,
    SeriesItem,
    SeriesNode,
)
from genwen.document.outline.levels import unnumbered_levels
from genwen.document.outline.pieces import COMMON
from genwen.facts.schema import CALIBERS
from genwen.facts.source.nodes import Mapping, Scalar, Sequence
from genwen.facts.source.nodes import Node as YamlNode
from genwen.standard import DIRECTIONS, DOCUMENT_TYPES

ELEMENTS = (
    "发文机关标志", "标志后缀", "份号", "密级", "保密期限", "紧急程度", "发文字号", "标题", "附注", "成文日期", "印发机关",
    "印发日期",
)  # fmt: skip
LISTS = ("发文机关标志", "主送机关", "抄送机关", "发文机关署名", "签发人", "职务")
_TOP = (
    "文种",
    "行文方向",
    "模板",
    "用印",
    "体例",
    "要素",
    "正文",
    "印发件",
    "印发方式",
    "附件",
    "附件说明",
    "口径",
    "适用",
    "说明",
)


class OutlineReader(ChartReader):
    """Reads one outline; `findings` collects what is wrong. `house` is the 体例 of genwen.yaml, which it starts from."""

    def read(self) -> Outline:
        """The outline, as far as it could be read."""
        root = self.source.root
        start = Position(self.source.name, 1, 1)
        if not isinstance(root, Mapping):
            if not self.source.findings:
                self._report("S102", "公文的提纲应由“键: 值”组成", "如 正文: 后列各段", start)
            return Outline(self.name, self.name, position=start)
        self._known(root, _TOP)
        kind = self._kind_of(root)
        direction = DOCUMENT_TYPES[kind].direction if kind else "下行"
        self.profile = self._profile(root.get("体例"), self.profile)
        attachments = self._list(root.get("附件"))
        outline = Outline(
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
            caliber=self._choice(root, "口径", CALIBERS, ""),
            concerns=self._condition(root, "适用"),
        )
        issued = (outline.issued,) if outline.issued else ()
        for part in (outline, *issued, *outline.attachments):
            self.findings += map(self._sourced, unnumbered_levels(part.blocks, part.profile or outline.profile))
        return outline

    def _kind_of(self, root: Mapping) -> str:
        """The 文种; 命令（令）, as 条例 8 has it, is 命令."""
        text = self._plain(root, "文种")
        kind = _SAME_KIND.get(text, text)
        if kind and kind not in DOCUMENT_TYPES:
            meant = _MEANT_KIND.get(text)
            shown = ["命令（令）" if each == "命令" else each for each in DOCUMENT_TYPES]
            hint = f"是否应为“{meant}”？" if meant else nearest(text, [*shown, "命令"])
            self._report("S103", f"文种“{text}”不在可选范围内", hint, root["文种"].position)
            return ""
        return kind

    def _condition(self, root: Mapping, key: str) -> str:
        """A condition as typed; one that is no expression is a finding."""
        text = self._plain(root, key)
        try:
            if text:
                compile_expression(text, root[key].position)
        except FindingsError as error:
            self.findings += [self._sourced(finding) for finding in error.findings]
        return text

    # --- 要素 ------------------------------------------------------------------------------------------------------

    def _elements(self, node: YamlNode | None) -> dict[str, Prose]:
        if not isinstance(node, Mapping):
            if self._list(node):
                assert node is not None
                self._report("S102", "要素应由“键: 值”组成", "如 标题: 工作报告", node.position)
            return {}
        self._known(node, tuple(dict.fromkeys(ELEMENTS + LISTS)))
        return {
            key: self.prose(value)
            for key, value in node.items()
            if key in ELEMENTS and (key not in LISTS or isinstance(value, Scalar))
        }

    def _lists(self, node: YamlNode | None) -> dict[str, tuple[SeriesItem, ...]]:
        if not isinstance(node, Mapping):
            return {}
        return {key: self._items(value) for key, value in node.items() if key in LISTS}

    def _items(self, node: YamlNode, *more: str) -> tuple[SeriesItem, ...]:
        items = []
        for item in self._list(node):
            if isinstance(item, Mapping):
                self._known(item, ("项", *more, *COMMON))
                items.append(SeriesItem(self._required(item, "项"), self._placed(item), self._mark(item, "样式")))
            else:
                items.append(SeriesItem(self.prose(item), Placed(item.position)))
        return tuple(items)

    def _part(self, node: YamlNode) -> PartNode | None:
        if not isinstance(node, Mapping):
            self._report("S102", "附件和印发件应写明“标题”和“正文”", "如 - 标题: 评价标准", node.position)
            return None
        self._known(node, ("标题", "键", "正文", "体例", *COMMON))
        profile = self._profile(node["体例"], self.profile) if "体例" in node else None
        title, blocks = self._required(node, "标题"), self.blocks(node.get("正文"))
        return PartNode(title, blocks, profile, self._placed(node), self._plain(node, "键"))

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
                self._known(node, (*_KEYS[key], *COMMON))
                return block
        if not node and any(found.position and found.position.line == node.position.line
                            for found in self.source.findings):  # fmt: skip
            return None  # what could not be read at all has been told: - {{ 单位.名称 }} without quotes
        self._report(
            "S105", f"看不出这一块是什么（{'、'.join(node)}）",
            "应有“段”“标题”“条”“序列”“表”“图表”“表注”“空行”或“正文”之一", node.position,
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
        openings = tuple(str(item) for item in self._values(style)) if isinstance(style, Sequence) else ()
        separator = self._plain(inner, "分隔") if "分隔" in inner else "。"
        return SeriesNode(
            inner_items, str(style) if isinstance(style, Scalar) else "一是", openings,
            self.prose(inner["引"]) if "引" in inner else None, self.prose(inner["接"]) if "接" in inner else None,
            separator, self._plain(inner, "末") if "末" in inner else "。" , self._plain(inner, "分段") == "是",
            self._placed(node),
        )  # fmt: skip

    def _group(self, node: Mapping) -> Node:
        return GroupNode(self.blocks(node["正文"]), self._placed(node))

    def _blank(self, node: Mapping) -> Node:
        return BlankNode(self._whole(node, "空行"), self._placed(node))


_SAME_KIND = {"命令（令）": "命令", "命令(令)": "命令", "令": "命令"}
_MEANT_KIND = {"汇报": "报告", "总结": "报告", "请示报告": "请示", "申请": "请示", "答复": "批复", "会议纪要": "纪要",
               "公函": "函", "方案": "通知", "办法": "通知", "规定": "通知", "任免": "通知", "表扬": "通报"}  # fmt: skip
"""What offices call papers that are no 文种, and the one such a paper is issued as."""
_READERS: dict[str, Callable[[OutlineReader, Mapping], Node | None]] = {
    "标题": OutlineReader._section,
    "条": OutlineReader._numbered,
    "段": OutlineReader._paragraph,
    "序列": OutlineReader._series,
    "表": OutlineReader._table,
    "图表": OutlineReader._chart,
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
    "图表": ("图表",),
    "表注": ("表注",),
    "空行": ("空行",),
    "正文": ("正文",),
}
