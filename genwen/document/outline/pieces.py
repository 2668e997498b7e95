"""The small pieces of an outline: prose, conditions, loops, choices, ordinal styles, and the findings about them."""

from __future__ import annotations

from typing import TypeGuard

from genwen.diagnostics import Finding, FindingsError, Position, nearest
from genwen.document.expressions import Expression, Prose, compile_expression
from genwen.document.outline.compiled import (
    HEADING_FORMS,
    Placed,
    Profile,
)
from genwen.facts.source.nodes import Mapping, Scalar, Sequence, Source
from genwen.facts.source.nodes import Node as YamlNode
from genwen.numerals import ORDINAL_STYLES
from genwen.records import replace

COMMON = ("若", "每", "名")


class PieceReader:
    """Reads pieces of one outline; `findings` collects what is wrong."""

    def __init__(self, name: str, source: Source, house: YamlNode | None = None) -> None:
        self.name = name
        self.source = source
        self.findings: list[Finding] = []
        self.profile = self._profile(house, Profile())

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
        return self._ordinal(value) if value is not None and self._is_value(value) else None

    def _form_of(self, node: Mapping, key: str) -> str | None:
        value = node.get(key)
        return self._form(value) if value is not None and self._is_value(value) else None

    def _mark(self, node: Mapping, key: str) -> str | None:
        return self._plain(node, key) if key in node else None

    def _list(self, node: YamlNode | None) -> list[YamlNode]:
        if node is None or (isinstance(node, Scalar) and node == "" and not node.quoted):
            return []
        return list(node) if isinstance(node, Sequence) else [node]

    def _values(self, node: YamlNode | None) -> list[Scalar]:
        """The values of a list of values (or of one alone)."""
        return [item for item in self._list(node) if self._is_value(item)]

    def _is_value(self, node: YamlNode) -> TypeGuard[Scalar]:
        if isinstance(node, Scalar):
            return True
        self._report("S102", "这里应是一个值", "不用方括号或下级各项，直接写在冒号或“- ”后面", node.position)
        return False

    def _known(self, node: Mapping, known: tuple[str, ...]) -> None:
        for key in node:
            if key not in known:
                self._report("S101", f"不认识的键“{key}”", nearest(key, known), node.keys_at[key])

    def _report(self, code: str, message: str, hint: str, position: Position | None) -> None:
        self.findings.append(self._sourced(Finding(code, message, hint, position)))

    def _sourced(self, finding: Finding) -> Finding:
        at = finding.position
        return replace(finding, source=self.source.line(at.line)) if at and at.file == self.source.name else finding

    def _profile(self, node: YamlNode | None, base: Profile) -> Profile:
        """What a 体例 says; the rest is as in `base`. Closing marks belong to the forms they were given with."""
        if node is None:
            return base
        if not isinstance(node, Mapping):
            self._report("S102", "体例应由“键: 值”组成", "如 层次: [一、, （一）]", node.position)
            return base
        self._known(node, ("层次", "标题", "标题末"))
        numbers = tuple(self._ordinal(item) for item in self._values(node.get("层次")))
        forms = tuple(self._form(item) for item in self._values(node.get("标题")))
        closings = tuple(str(item) for item in self._values(node.get("标题末")))
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

    def _whole(self, node: Mapping, key: str) -> int:
        text = self._plain(node, key) or "1"
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 200):
            self._report("S103", f"“{key}”应是正整数", f"如 {key}: 2", node.keys_at[key])
            return 1
        return int(text)
