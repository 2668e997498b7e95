"""The names that templates of 公文 may use, beside the facts: which are fields and which are blocks.

A document that lacks one of them prints nothing there, so that one template serves documents with and without it. Any
other unknown name is an error.
"""

from __future__ import annotations

from genwen.patterns import regex

FIELD_NAMES = (
    *("份号", "密级", "紧急程度", "发文机关标志", "发文字号", "签发人", "标题", "主送机关", "发文机关署名", "成文日期"),
    *("附注", "抄送机关", "印发机关", "印发日期", "命令格式"),
)
BLOCK_NAMES = ("发文机关标志", "发文字号", "标题", "正文", "附件说明", "署名", "印发件", "附件", "版记")
STANDARD_NAMES = frozenset(FIELD_NAMES) | frozenset(BLOCK_NAMES)
_WORDS = frozenset({"not", "and", "or", "if", "else", "in", "is", "true", "false", "none", "True", "False", "None"})
REQUIRED_BLOCKS = ("正文",)

PARAGRAPH_STYLES = (
    *("份号", "密级", "紧急程度", "发文机关标志", "联合发文机关标志", "发文字号", "上行发文字号", "签发人行"),
    *("公文标题", "主送机关", "公文正文", "一级标题", "二级标题", "三级标题", "四级标题", "附件说明"),
    *("发文机关署名", "成文日期", "附注", "附件标识", "附件标题", "表格标题文字", "表格文字", "表格文字居左", "表注"),
    *("抄送机关", "印发机关", "页码", "空行"),
)
TABLE_STYLES = ("公文表格", "无框表格")
CHARACTER_STYLES = ("一级标题字", "二级标题字", "三级标题字", "四级标题字", "签发人姓名", "标签字", "待补")
OUTLINED_STYLES = ("一级标题", "二级标题", "三级标题", "四级标题")
REQUIRED_STYLES = (
    dict.fromkeys(PARAGRAPH_STYLES, "段落")
    | dict.fromkeys(TABLE_STYLES, "表格")
    | dict.fromkeys(CHARACTER_STYLES, "字符")
)
"""Style name → its kind, as the clerk's program calls it."""

_NAME = regex(r"[^\W\d]\w*$")


def is_name(source: str) -> bool:
    """Whether an expression is one bare name."""
    return bool(_NAME.match(source)) and source not in _WORDS
