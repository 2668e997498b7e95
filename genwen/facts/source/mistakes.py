"""What is wrong with the YAML of a file, in the words of who typed it: what the parser says, and what was meant."""

from __future__ import annotations

import yaml

from genwen.diagnostics import Finding, Position
from genwen.facts.source.nodes import Source
from genwen.patterns import regex

# In braces and brackets: a full-width colon after the word that opens an entry, a full-width comma before one.
_WIDE_IN_FLOW = regex(r"(?:[{,，]\s*\w{1,12}(?P<colon>：))|(?:(?P<comma>，)\s*\w{1,12}[:：])")
_WIDE_SAID = {
    "colon": ("键后的冒号用了全角“：”", "名称: 某某局"),
    "comma": ("各项之间的逗号用了全角“，”", "{标题: 甲, 正文: [乙]}"),
}
BARE_BRACES = regex(r"(?:^|[:-]\s)\s*\{\{")
QUOTE_BRACES = "用单引号括住整段，如 '{{ 单位.名称 }}负责'"
_WIDE_COLON = regex(r"\s*(?:- )?[\w（）]{1,12}：[^:]*$")
_KEY_ONLY = regex(r"( *)[\w（）]+(?:\s[^:：#]*)?$")
_WRONG = "YAML 写法有误"
_HALF_WIDTH = "改用半角，后面空一格，如 "
_COLON = "键后用半角冒号加一个空格，如 名称: 某某局"
_SYNTAX = (
    (regex(r"cannot start any token"), "", "行首或冒号后不能用制表符或 @、` 等符号；文字请加引号", False),
    (regex(r"undefined alias|expected alphabetic or numeric"), "", "以 * 或 & 开头的文字请加引号，如 '**市'", False),
    (regex(r"scanning a tag"), "", "以 ! 开头的文字请加引号", False),
    (regex(r"directive"), "", "以 % 开头的文字请加引号", False),
    (regex(r"mapping values are not allowed"), "冒号的位置不对", "检查缩进；文字里有半角冒号加空格时请加引号", False),
    (regex(r"could not find expected ':'"), "这里缺少冒号", _COLON, True),
    (regex(r"unexpected end of stream|found unexpected document"), "引号没有成对", "补全引号", True),
    (regex(r"did not find expected key"), "缩进不一致，或上一行没有写完", "同一层的键左端对齐，用空格缩进", False),
    (regex(r"did not find expected '-' indicator"), "列表项缩进不一致", "同一列表的“- ”左端对齐", False),
    (regex(r"did not find expected ',' or '[\]}]'"), "方括号或花括号没有成对", "补全括号，各项之间用半角逗号", True),
    (regex(r"parsing a flow node"), "方括号或花括号没有成对", "补全括号，各项之间用半角逗号", False),
    (regex(r"parsing a block node"), "多了一个右括号", "删去它；以括号开头的文字请加引号", False),
    (regex(r"unknown escape"), "双引号里的反斜杠有特殊含义", "改用单引号括住这段文字", False),
    (regex(r"block scalar"), "“|”或“>”后面不能再写文字", "文字另起一行并缩进；以 | 或 > 开头的文字请加引号", False),
    (regex(r"expected <document start>"), "这一行写法不对", "键后用半角冒号加一个空格", False),
    (regex(r"expected a single document"), "一个文件里有多个 YAML 文档", "删去多余的“---”", False),
)  # fmt: skip
"""What the parser says → what the clerk reads, the remedy, and whether the fault lies where the construct began."""


def syntax_finding(error: yaml.MarkedYAMLError, source: Source) -> Finding:
    """What the parser stumbled over, at the place where the clerk made the mistake."""
    problem = f"{error.context or ''} {error.problem or ''}"
    message, hint, at_start = _said_of(problem)
    mark = (error.context_mark if at_start else None) or error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if "flow node" in problem and not source.line(line).strip():
        line, column = _last_opened(source, line)
    if meant := _meant(source, problem, line):
        return meant
    text = source.line(line)
    margin = len(text) - len(text.lstrip())
    if "\t" in text[: max(column, margin)]:
        message, hint = "用了制表符缩进", "YAML 只能用空格缩进，请把制表符换成空格"
        column = text.index("\t") + 1
    elif BARE_BRACES.search(text[:column]):
        message, hint = "以 {{ 开头的文字要加引号", QUOTE_BRACES
        column = text.index("{{") + 1
    elif text[: column - 1].rstrip().endswith(("'", '"')):
        message, hint = "引号后面还有文字", "用一对引号括住整段文字；文字里的双引号用“”"
    return _finding(source, message, hint, line, column)


def _said_of(problem: str) -> tuple[str, str, bool]:
    for pattern, said, remedy, begins in _SYNTAX:
        if pattern.search(problem):
            return said or _WRONG, remedy, begins
    return _WRONG, "检查缩进、冒号和引号", False


def _last_opened(source: Source, line: int) -> tuple[int, int]:
    """Line and column of the last bracket opened up to a line, where the text ended inside it."""
    for number in range(line, 0, -1):
        if column := max(map(source.line(number).rfind, "[{")) + 1:
            return number, column
    return line, 0


def _meant(source: Source, problem: str, line: int) -> Finding | None:
    """A full-width colon or comma, or a colon left out, of which the parser says something else, at times a line later."""
    for number in range(line, max(0, line - 4), -1):
        if _WIDE_COLON.match(source.line(number)):
            message, form = _WIDE_SAID["colon"]
            return _finding(source, message, _HALF_WIDTH + form, number, source.line(number).index("：") + 1)
    if "mapping values are not allowed" in problem and (column := _without_colon(source, line)):
        return _finding(source, "这里缺少冒号", _COLON, line - 1, column)
    wide = _WIDE_IN_FLOW.search(source.line(line)) if "flow" in problem or "','" in problem else None
    if wide and wide.lastgroup:
        message, form = _WIDE_SAID[wide.lastgroup]
        return _finding(source, message, _HALF_WIDTH + form, line, wide.start(wide.lastgroup) + 1)
    return None


def _without_colon(source: Source, line: int) -> int:
    """The column of a key and a value without their colon in the line above: YAML reads on into this line; else 0."""
    match = _KEY_ONLY.match(source.line(line - 1))
    text = source.line(line)
    if match and text.startswith(match[1]) and text[: len(match[1]) + 1].rstrip(" "):
        return len(match[1]) + 1
    return 0


def _finding(source: Source, message: str, hint: str, line: int, column: int) -> Finding:
    return Finding("S001", message, hint, Position(source.name, line, column), source=source.line(line))
