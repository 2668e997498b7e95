"""Rules of who a document is sent to (条例 9, 7.3.2): names in full, no “等”, the text right below."""

from __future__ import annotations

from collections.abc import Iterator

from genwen.lint.rule import CUSTOM, HARD, WARNING, Hit, Rule, at, on
from genwen.lint.view import BODY, COPIES, LEVELS, MAIN, MOVED_RECIPIENTS, RECIPIENTS, View
from genwen.patterns import regex

_AND_OTHERS = regex(r"等(?:\d+|[一二三四五六七八九十两]+)?[个家]?(?:单位|部门|机关)?(?=[：:。.]?\s*$)")
_BLANK = 0.8
"""Lines of room that are a blank one."""


def and_others(view: View) -> Iterator[Hit]:
    """市财政局、市教育局等："""
    for line in view.of(RECIPIENTS, COPIES, MOVED_RECIPIENTS):
        match = _AND_OTHERS.search(line.text)
        if match:
            hint = "逐个写全称、规范化简称，或用同类型机关的统称（如 各县（区）人民政府，市政府各部门）"
            yield at(line, match, f"{line.role}用了“{match[0]}”，没有写全", hint)


def text_apart(view: View) -> Iterator[Hit]:
    """A blank line between 主送机关 and the text."""
    for line in view.of(BODY, *LEVELS, part=MAIN)[:1]:
        above = view.lines[line.index - 1] if line.index else line
        plain = line.paragraph.place == "正文" and not line.table and not line.new_page
        if above.role == RECIPIENTS and plain and view.gaps[line.index] >= _BLANK:
            yield on(line, "主送机关与正文之间空了行", "删去空行，正文编排在主送机关的下一行")


def addressed_to_all(view: View) -> Iterator[Hit]:
    """主送机关 of what is made known to everybody: 公告, 通告."""
    for line in view.of(RECIPIENTS)[:1] if view.official and view.kind in ("公告", "通告") else ():
        hint = f"{view.kind}向社会公布，不写主送机关；只发给下级机关的，用通知"
        yield Hit(f"{view.kind}写了主送机关", hint, line, 0, len(line.text))


_DOC = "发文机关标志：云溪区教育局文件\n空行\n空行\n发文字号：云教发〔2025〕8号\n空行\n空行\n标题：关于开展检查的通知\n空行\n主送机关：{}：\n正文：请执行。"
RULES = (
    Rule("G372", "主送、抄送机关没有写全", "条例第九条", HARD, WARNING, "主送机关、抄送机关用全称、规范化简称或者同类型机关统称。",
         _DOC.format("各学校，区财政局"), _DOC.format("区财政局、区文化和旅游局等"), and_others, True),
    Rule("G373", "主送机关与正文之间空行", "GB/T 9704—2012 7.3.3", HARD, WARNING, "正文编排于主送机关名称下一行。",
         _DOC.format("各学校"), _DOC.format("各学校").replace("：\n正文", "：\n空行\n正文"), text_apart, True),
    Rule("G374", "公告、通告写了主送机关", "条例第八条", CUSTOM, WARNING, "公告向国内外宣布，通告在一定范围内公布，没有主送机关。",
         _DOC.replace("通知\n空行\n主送机关：{}：", "通告\n空行"), _DOC.replace("通知", "通告").format("各学校"), addressed_to_all, True),
)  # fmt: skip
