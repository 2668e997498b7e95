"""The rule of the name of the 印发机关 against the rest of the document: 办公厅 where all else has 办公室."""

from __future__ import annotations

from collections.abc import Iterator

from genwen.lint.rule import CUSTOM, UNWRITTEN, WARNING, Hit, Rule
from genwen.lint.view import PRINTING, View
from genwen.patterns import regex

_OFFICE = regex(r"(?P<whose>[\u4e00-\u9fff]{3,20}?)(?P<office>办公厅|办公室)")
_OTHER = {"办公厅": "办公室", "办公室": "办公厅"}


def other_office(view: View) -> Iterator[Hit]:
    """…人民政府办公厅 in the 版记, …人民政府办公室 in every other place."""
    for line in view.of(PRINTING):
        match = _OFFICE.search(line.text)
        if match is None:
            continue
        others = [other.text for other in view.lines if other is not line]
        right = match["whose"] + _OTHER[match["office"]]
        if any(right in text for text in others) and not any(match[0] in text for text in others):
            said = f"印发机关“{match[0]}”与文中的“{right}”写法不同"
            yield Hit(said, "写机关的规范名称，全文一致", line, match.start(), match.end())


_DOC = "发文机关标志：云溪市人民政府办公室文件\n标题：关于开展检查的通知\n正文：请执行。\n署名：云溪市人民政府办公室\n成文日期：2025年3月8日\n"
_PRINTED = "印发机关：云溪市人民政府{}\t2025年3月9日印发"
RULES = (
    Rule("G829", "印发机关与文中写法不同", UNWRITTEN, CUSTOM, WARNING, "同一个机关的名称全文一致；办公厅是省级机关的，市、县的是办公室。",
         _DOC + _PRINTED.format("办公室"), _DOC + _PRINTED.format("办公厅"), other_office, True),
)  # fmt: skip
