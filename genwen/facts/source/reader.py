"""YAML text in, nested mappings, sequences and scalars out, each with file, line and column.

Scalars stay text: the declared type of a field converts them later, so that 000001,
9:30 and NO arrive as they were typed. Anchors, aliases and tags are refused (no alias bombs, no objects), repeated keys
are reported, and every problem is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISREG
from typing import Any

import yaml

from genwen.diagnostics import Finding, Position, Severity
from genwen.facts.source.mistakes import BARE_BRACES, QUOTE_BRACES, syntax_finding
from genwen.facts.source.nodes import Mapping, Node, Scalar, Sequence, Source
from genwen.patterns import regex

MAX_BYTES = 8_000_000
MAX_DEPTH, MAX_CONTROLS = 40, 20

_CONTROL = regex(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufff9-\uffff\ue000-\uf8ff]"
)
# Deep nesting would exhaust the C stack of the composer, so suspicious text is measured by events first: a block needs
# a column for each level, a flow an opening bracket that is not closed yet.
_INDENTED = regex(r"^[ \-?:]{40}", re.M)
_BRACKET = regex(r"[\[\]{}]")
_UNSPACED_DASH = regex(r"-[^\W\d]|-[《“‘（{\['\"]")
_FOLDED = regex(r"(?<=[\u2014-\u2026\u3000-\u9fff\uff00-\uffef]) (?=[\u2014-\u2026\u3000-\u9fff\uff00-\uffef{])")
_WIDE_BRACKET = regex("[｛［【]")
_GLUED = regex(r"(\w{1,12})：(.*)$", re.DOTALL)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_source(path: Path, name: str, prefix: str = "") -> Source:
    """Read and parse one file; `prefix` is the path of facts its root stands for. Never raises for bad content.

    Raises OSError when the file cannot be read.
    """
    state = path.stat()
    if not S_ISREG(state.st_mode):
        return _failed(name, "S009", "这不是文件", "请检查是否有同名的文件夹")
    if state.st_size > MAX_BYTES:
        return _failed(name, "S009", f"文件超过{MAX_BYTES // 1_000_000}MB，不像一份事实文件", "请检查是否放错了文件")
    return parse_source(path.read_bytes(), name, prefix)


def parse_source(data: bytes, name: str, prefix: str = "") -> Source:
    """As `read_source`, from bytes."""
    source = Source(name)
    text = _decode(data, source)
    if text is None:
        return source
    source.text = text.replace("\r\n", "\n").replace("\r", "\n")
    controls = list(_control_findings(source))
    if controls:
        source.findings += controls
        return source
    try:
        if _suspicious(source.text) and (deep := _too_deep(source.text)) is not None:
            position = Position(name, deep.line + 1, deep.column + 1)
            source.findings.append(
                Finding("S010", f"层次超过{MAX_DEPTH}层", "请减少嵌套；检查是否多打了方括号或“- ”", position,
                        source=source.line(position.line))
            )  # fmt: skip
            return source
        node = yaml.compose(source.text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        source.findings.append(syntax_finding(error, source))
    except (yaml.YAMLError, RecursionError, ValueError):
        source.findings.append(
            Finding("S001", "YAML 写法有误，无法读取", "检查文件里是否有不能显示的字符", Position(name, 1, 1),
                    source=source.line(1))
        )  # fmt: skip
    else:
        if node is not None:
            source.root = _Builder(source).build(node, prefix, ())
    return source


def _control_findings(source: Source) -> Iterator[Finding]:
    """The invisible characters of the text, each with its place; only the first ones of very many."""
    for number, match in enumerate(_CONTROL.finditer(source.text)):
        if number == MAX_CONTROLS:
            return
        line = source.text.count("\n", 0, match.start()) + 1
        column = match.start() - source.text.rfind("\n", 0, match.start())
        yield Finding("S006", f"含有看不见的控制字符 U+{ord(match.group()):04X}", "删去该字符后重新键入这一处",
                      Position(source.name, line, column), source=source.line(line))  # fmt: skip


def _failed(name: str, code: str, message: str, hint: str) -> Source:
    return Source(name, findings=[Finding(code, message, hint, Position(name))])


def _decode(data: bytes, source: Source) -> str | None:
    encoding, label = encoding_of(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        try:
            text, label = data.decode("gb18030"), "GBK"
        except UnicodeDecodeError:
            line = data.count(b"\n", 0, error.start) + 1
            column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode(encoding, "replace")) + 1
            at, said = Position(source.name, line, column), "不是文本文件，或编码无法识别"
            source.findings.append(Finding("S008", said, "请用记事本打开，另存为 UTF-8", at))
            return None
    if label:
        said, hint = f"文件编码是{label}，已照常读取", "建议另存为 UTF-8，以便各种编辑器显示一致"
        first = text.split("\n", 1)[0].rstrip("\r")[:80]
        source.findings.append(Finding("S007", said, hint, Position(source.name, 1, 1), Severity.HINT, first))
    return text


def encoding_of(data: bytes) -> tuple[str, str]:
    """The encoding to try first, and its name where it is worth a notice."""
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "utf-32", "UTF-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", "UTF-16"
    if data.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig", "带 BOM 的 UTF-8"
    head = data[:4096]
    if head.count(0) > len(head) // 8:
        # every ASCII character of UTF-16 has a zero byte: the second one when the low byte comes first
        return ("utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"), "UTF-16"
    return "utf-8", ""


def _suspicious(text: str) -> bool:
    """Whether the text may be nested deeply enough to be measured; linear in its length."""
    if _INDENTED.search(text):
        return True
    open_ = 0
    for match in _BRACKET.finditer(text):
        open_ = open_ + 1 if match.group() in "[{" else max(0, open_ - 1)
        if open_ > MAX_DEPTH // 2:
            return True
    return False


def _too_deep(text: str) -> Any:
    """The parser's mark where the nesting exceeds the limit, else None."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                return event.start_mark
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None


class _Builder:
    """Turns composed nodes into located ones, collecting what is not allowed."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.seen: set[int] = set()

    def build(self, node: yaml.Node, path: str, above: tuple[str, ...]) -> Node:
        mark = node.start_mark
        position = Position(self.source.name, mark.line + 1, mark.column + 1)
        if id(node) in self.seen:
            hint = "把内容照写一遍；以 * 开头的文字请加引号"
            self._report("S005", "不支持 YAML 的锚点（&）与引用（*）", hint, position)
            return _scalar("", position, path, node)
        self.seen.add(id(node))
        if not node.tag.startswith("tag:yaml.org,2002:") or "python" in node.tag:
            hint = "去掉以 ! 开头的部分；以 ! 开头的文字请加引号"
            self._report("S005", f"不支持 YAML 标签“{node.tag}”", hint, position)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, position, path, above)
        if isinstance(node, yaml.SequenceNode):
            sequence = Sequence(position, path)
            steps = _steps(node.value)
            sequence += [self.build(item, path + step, above) for item, step in zip(node.value, steps, strict=True)]
            return sequence
        if not getattr(node, "style", None) and _UNSPACED_DASH.match(node.value):
            self._report("S012", "“-”后面要空一格", "列表的每项写作“- 内容”；确以“-”开头的文字请加引号", position)
        return _scalar(str(node.value), position, path, node)

    def _mapping(self, node: yaml.MappingNode, position: Position, path: str, above: tuple[str, ...]) -> Mapping:
        mapping = Mapping(position, path)
        for key_node, value_node in node.value:
            at = Position(self.source.name, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if not isinstance(key_node, yaml.ScalarNode):
                if BARE_BRACES.search(self.source.line(at.line)):
                    self._report("S004", "以 {{ 开头的文字要加引号", QUOTE_BRACES, at)
                else:
                    self._report("S004", "键必须是一个词", "检查花括号或问号；含 {{ }} 的文字请加引号", at)
                continue
            key = str(key_node.value)
            if _WIDE_BRACKET.match(key) and not key_node.style:
                self._report("S001", f"括号用了全角“{key[0]}”", "改用半角的花括号、方括号；要印出来的括号请加引号", at)
            if (glued := _GLUED.match(key)) and not key_node.style and _is_nothing(value_node):
                # {每：单位}: what was meant is plain, so that only this is told
                self._report(
                    "S001", f"键“{glued[1]}”后的冒号用了全角“：”", "改用半角冒号，后面空一格，如 名称: 某某局", at
                )
                key, value_node.value = glued[1], glued[2]
            if key != key.strip():
                self._report("S011", f"键“{key.strip()}”前后有全角空格", "YAML 只认半角空格，请删去全角空格", at)
                key = key.strip()
            if key in mapping:
                first = mapping.keys_at[key]
                self._report("S002", f"“{key}”写了两次（第一次在第{first.line}行）", "只保留一处", at)
                continue
            mapping.keys_at[key] = at
            mapping[key] = self.build(value_node, f"{path}.{key}" if path else key, (*above, key))
        return mapping

    def _report(self, code: str, message: str, hint: str, position: Position) -> None:
        self.source.findings.append(Finding(code, message, hint, position, source=self.source.line(position.line)))


_NAMING = ("键", "标签", "名称")
_STEP = regex(r"[^\W\d]\w{0,30}")


def _steps(items: list[yaml.Node]) -> list[str]:
    """The last step of the path of each item of a list: the name it answers to in an expression, else its number."""
    names = [_name_of(item) if isinstance(item, yaml.MappingNode) else "" for item in items]
    return [f".{name}" if name and names.count(name) == 1 else f"[{i}]" for i, name in enumerate(names)]


def _name_of(node: yaml.MappingNode) -> str:
    named = {
        key.value: value.value for key, value in node.value if key.id == value.id == "scalar" and key.value in _NAMING
    }
    name = next((named[key] for key in _NAMING if key in named), "") if named else ""
    return name if name != "待补" and _STEP.fullmatch(name) else ""


def _is_nothing(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.value and not node.style


def _scalar(text: str, position: Position, path: str, node: yaml.Node) -> Scalar:
    style = getattr(node, "style", None)
    if style != "|" and node.start_mark.line != node.end_mark.line:
        # YAML folds a line break into a space; between Chinese characters nobody meant one.
        text = _FOLDED.sub("", text)
    scalar = Scalar(text.rstrip("\n") if style in ("|", ">") else text)
    scalar.position, scalar.path = position, path
    scalar.start, scalar.end = node.start_mark.index, node.end_mark.index
    scalar.quoted = style in ("'", '"')
    return scalar
