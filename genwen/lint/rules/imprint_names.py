"""Rules of the name of the 印发机关: that there is one, and the rest of the document: 办公厅 where all else has 办公室."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from genwen.lint.organs import is_short_form, marked_names, same_organ, shortened
from genwen.lint.rule import CUSTOM, SOFT, UNWRITTEN, WARNING, Hit, Rule, on
from genwen.lint.view import COPIES, PRINTING, Line, View
from genwen.patterns import regex

_OFFICE = regex(r"(?P<whose>[\u4e00-\u9fff]{3,20}?)(?P<office>办公厅|办公室)")
_ORGAN = regex(
    r"^\s*(?P<name>[\u4e00-\u9fff]{5,20}?(?:局|委员会|委|厅|政府|中心))(?=办公厅|办公室|综合[科处]|[\s\u3000])"
)
_OFFICE_OF_BUREAU = regex(
    r"^\s*(?P<name>(?P<place>[\u4e00-\u9fff]{2,6}?[省市县区州旗])[\u4e00-\u9fff]{2,14}?局)(?=办公室|综合[科处]|秘书[科处]|[\s\u3000])"
)
_OWNER = regex(r"(?P<place>[\u4e00-\u9fff]{2,6}?[省市县区州旗])[\u4e00-\u9fff]{1,14}(?:局|委员会|政府|政府办公[室厅])$")
_LETTERS = regex("[\u4e00-\u9fff]{3}")
_PRINTED_ALONE = regex(r"[\s\u3000]*(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*[日号]\s*印\s*[发制]?[。.]?\s*")
_LONG_ENOUGH, _PLACE, _ALIKE = 5, 5, 0.65
"""Characters of a name long enough to be known again, those it begins with, and how like another it is a slip of."""
_OTHER = {"办公厅": "办公室", "办公室": "办公厅"}


def other_office(view: View) -> Iterator[Hit]:
    """…人民政府办公厅 in the 版记, …人民政府办公室 in every other place."""
    told: dict[str, list[Line]] = {}
    for line in view.of(PRINTING):
        match = _OFFICE.search(line.text)
        if match is None:
            continue
        right = match["whose"] + _OTHER[match["office"]]
        for name in (right, match[0]):
            if name not in told:
                told[name] = [other for other in view.lines if name in other.text]
        if any(other is not line for other in told[right]) and told[match[0]] == [line]:
            said = f"印发机关“{match[0]}”与文中的“{right}”写法不同"
            yield Hit(said, "写机关的规范名称，全文一致", line, match.start(), match.end())


def other_organ(view: View) -> Iterator[Hit]:
    """县教育委员会办公室 in the 版记 of a document of 县教育局, and nowhere else: another name of the same organ."""
    marked = [name for name in marked_names(view) if len(name) >= _LONG_ENOUGH]
    for line in view.of(PRINTING):
        match = _ORGAN.search(line.text)
        name = match["name"] if match else ""
        if match is None or not marked or any(_is_of(name, mark) for mark in marked):
            continue
        near = max(marked, key=lambda mark: SequenceMatcher(None, name, mark).ratio())
        said_elsewhere = any(name in other.text for other in view.lines if other is not line)
        if (
            name[:_PLACE] == near[:_PLACE]
            and SequenceMatcher(None, name, near).ratio() >= _ALIKE
            and not said_elsewhere
        ):
            said = f"印发机关“{name}”与发文机关“{near}”写法不同"
            yield Hit(said, "核对：同一个机关的名称全文一致", line, *match.span("name"))


def other_bureau(view: View) -> Iterator[Hit]:
    """青江市财政局办公室 in the 版记 of a document of 云溪区财政局 alone: who issues has its own office print."""
    names = marked_names(view)
    owner = _OWNER.fullmatch(names[0]) if len(names) == 1 else None
    for line in view.of(PRINTING) if owner else ():
        match = _OFFICE_OF_BUREAU.match(line.text)
        if match is None or owner is None or _is_of(match["name"], names[0]):
            continue
        if match["place"] not in names[0] and owner["place"] not in match["name"]:
            said = f"印发机关“{match['name']}”不是发文机关“{names[0]}”"
            yield Hit(said, "印发机关是发文机关的办公室（综合科），核对", line, *match.span("name"))


def no_printer(view: View) -> Iterator[Hit]:
    """A date of printing and no organ, beside it or in the line before."""
    lines = view.of(PRINTING)
    named = any(_LETTERS.search(_PRINTED_ALONE.sub("", line.text)) for line in lines)
    for line in lines if not named else ():
        above = view.lines[line.index - 1] if line.index else line
        if _PRINTED_ALONE.fullmatch(line.text) and above.role == COPIES:
            yield on(line, f"“{line.said}”前没有印发机关", "左边写印发机关，如 ××局办公室，左空一字")


def _is_of(name: str, mark: str) -> bool:
    """Whether a name is that of an organ of the 标志, full or short."""
    return same_organ(name, mark) or is_short_form(name, mark) or shortened(name, mark) or shortened(mark, name)


def otherwise(view: View) -> Iterator[Hit]:
    """The 印发机关 under another name than the document has."""
    yield from other_office(view)
    yield from other_organ(view)
    yield from other_bureau(view)


_DOC = "发文机关标志：云溪市人民政府办公室文件\n标题：关于开展检查的通知\n正文：请执行。\n署名：云溪市人民政府办公室\n成文日期：2025年3月8日\n"
_PRINTED = "印发机关：云溪市人民政府{}\t2025年3月9日印发"
_COPIED = _DOC + "抄送机关：抄送：市委办公室。\n"
RULES = (
    Rule("G829", "印发机关与文中写法不同", UNWRITTEN, CUSTOM, WARNING, "同一个机关的名称全文一致；办公厅是省级机关的，市、县的是办公室。",
         _DOC + _PRINTED.format("办公室"), _DOC + _PRINTED.format("办公厅"), otherwise, True),
    Rule("G832", "没有印发机关", "GB/T 9704—2012 7.4.3", SOFT, WARNING, "印发机关和印发日期编排在末条分隔线之上，印发机关左空一字，印发日期右空一字。",
         _COPIED + _PRINTED.format("办公室"), _COPIED + "印发机关：2025年3月9日印发", no_printer, True),
)  # fmt: skip
