"""Rules on the 要素 where they are printed: red head and rule, first page, signature, 版记."""

from __future__ import annotations

from collections.abc import Iterator

from genwen import standard
from genwen.lint.letterhead import is_letter
from genwen.lint.printed import LEFT, TOP, Page, bare
from genwen.lint.rule import ERROR, HARD, SOFT, WARNING, Hit, Rule
from genwen.lint.view import DATE, MARK, NUMBER, OTHER, PRINTING, PROSE, TABLE_NOTE, View
from genwen.ooxml.form import FormTable
from genwen.patterns import regex

_EDGE = 1.0
_MARK_EDGE = 1.5
_IMPRINT_EDGE = 1.5
_LONG = 140.0
_WIDER = 7.0
"""mm by which a rule that is wider than the 版心 is wider."""
_HAN = regex("[\u4e00-\u9fff]")
_FEWEST_READ = 40
"""Chinese characters of a document from which it can be told that none is printed."""
_LETTER = standard.LETTER_RULE_WIDTH_MM


def _first(view: View) -> Page | None:
    """The first page when it stands upright, whatever its size."""
    page = view.pages[0] if view.pages else None
    return page if page is not None and page.portrait else None


def _is_letter(view: View, page: Page) -> bool:
    """Whether a page is that of a letter: by its layout in the file, or by a red rule wider than the 版心."""
    return is_letter(view) or any(stroke.red and stroke.length > page.right - LEFT + _WIDER for stroke in page.strokes)


def mark_place(view: View) -> Iterator[Hit]:
    """The upper edge of the 发文机关标志 not where the form of the page wants it."""
    page = _first(view)
    if page is None or not page.mark_top or lacks_fonts(view):
        return
    if _is_letter(view, page):
        wanted, found, edge = standard.LETTER_MARK_BELOW_PAGE_TOP_MM, page.mark_top, "上页边"
    else:
        mark = view.first(MARK)
        order = mark is not None and bare(mark.text).endswith("令")
        wanted = standard.MARK_BELOW_TYPE_AREA_MM["命令" if order else "一般"]
        found, edge = page.mark_top - TOP, "版心上边缘"
    if abs(found - wanted) > _MARK_EDGE:
        yield Hit(
            f"发文机关标志上边缘至{edge}{found:.1f} mm，应为{wanted} mm", f"调整标志上面的空行或段前距，使距离为{wanted} mm",
            place=page.place, page=page.number,
        )  # fmt: skip


def head_rule(view: View) -> Iterator[Hit]:
    """The red rule not as wide as the 版心, or not 4 mm under the 发文字号."""
    page = _first(view)
    rule = page.head_rule if page is not None else None
    if page is None or rule is None or not (page.mark_top or _is_letter(view, page)):
        return
    if _is_letter(view, page):  # 信函 (10.1): 170 mm, in the middle
        width, left = float(_LETTER), (page.width - _LETTER) / 2
    else:
        width, left = page.right - LEFT, LEFT
    if abs(rule.length - width) > _EDGE or abs(rule.left - left) > _EDGE:
        yield Hit(
            f"红色分隔线长{rule.length:.1f} mm，距左边{rule.left:.1f} mm，应为{width:g} mm和{left:g} mm",
            "红色双线长170 mm，居中" if width == _LETTER else "红线与版心等宽，居中；段落的左右缩进设为0", place=page.place, page=page.number,
        )  # fmt: skip
    gap = page.head_gap
    if (
        gap
        and not lacks_fonts(view)
        and view.first(NUMBER) is not None
        and width != _LETTER
        and abs(gap - standard.HEAD_RULE_BELOW_NUMBER_MM) > _EDGE
    ):
        yield Hit(
            f"红色分隔线在发文字号之下{gap:.1f} mm，应为4 mm", "调整发文字号段落下边框的距离（约9磅）",
            place=page.place, page=page.number,
        )  # fmt: skip


def _prose(view: View) -> str:
    return view.once(
        "printed prose", lambda: "\n".join(bare(line.whole) for line in view.of(*PROSE, TABLE_NOTE, OTHER))
    )


def lacks_fonts(view: View) -> bool:
    """Whether hardly any of the Chinese characters can be read on the pages: no font on the machine has them.

    The box that stands for each of them is read as one and the same character, so that kinds are counted.
    """
    return view.once("缺字体", lambda: _lacks_fonts(view))


def _lacks_fonts(view: View) -> bool:
    wanted = _HAN.findall("".join(line.text for line in view.lines))
    printed = _HAN.findall("".join(line.text for page in view.pages for line in page.lines))
    return bool(view.pages) and len(wanted) >= _FEWEST_READ and len(set(printed)) < len(set(wanted)) / 4


def first_page(view: View) -> Iterator[Hit]:
    """A first page without a line of the body."""
    page = _first(view)
    if page is None or not view.official or len(view.pages) < 2 or lacks_fonts(view) or not (prose := _prose(view)):
        return
    if not any(len(line.text) > 1 and bare(line.text) in prose for line in page.text):
        yield Hit(
            "首页没有正文", "减少版头的空行、标题的行数或字号，使首页显示正文", place=page.place, page=page.number
        )


def orphan(view: View) -> Iterator[Hit]:
    """The 成文日期 on a page without a line of the text it closes."""
    date = view.first(DATE)
    if date is None or not view.pages or not (prose := _prose(view)):
        return
    wanted = bare(date.text)
    for page in view.pages:
        found = next((line for line in page.text if bare(line.text) == wanted), None)
        if found is None:
            continue
        above = (line for line in page.text if line.baseline < found.baseline)
        if page.number > 1 and not any(len(line.text) > 1 and bare(line.text) in prose for line in above):
            yield Hit(
                f"署名和成文日期所在的第{page.number}面没有正文", "调整行距、字距，使这一面至少有两行正文", date, 0,
                len(date.text), page=page.number,
            )  # fmt: skip
        return


def imprint_foot(view: View) -> Iterator[Hit]:
    """版记 not on the last page, or its last rule not on the lower edge of the 版心."""
    closing = view.of(PRINTING)
    if not closing or not view.pages:
        return
    wanted = bare(closing[-1].text)
    places = [(page, line) for page in view.pages for line in page.text if bare(line.text) == wanted]
    if not places:
        return
    page, line = places[-1]
    written = [after for after in view.pages[page.number :] if not after.blank]
    if written:
        yield Hit(
            f"版记在第{page.number}面，不是最后一面（第{written[-1].number}面）", "版记移到最后一面的底部", closing[-1], 0,
            len(closing[-1].text), page=page.number,
        )  # fmt: skip
    rules = [stroke for stroke in page.strokes if stroke.length > _LONG and stroke.y > line.baseline and not stroke.red]
    off = page.bottom - rules[-1].y if rules else 0.0
    if page.portrait and abs(off) > _IMPRINT_EDGE:
        side = "之上" if off > 0 else "之下"
        yield Hit(
            f"版记的末条分隔线在版心下边缘{side}{abs(off):.1f} mm", "版记放在最后一面底部，末条分隔线与版心下边缘重合",
            closing[-1], 0, len(closing[-1].text), page=page.number, notice=_floats(view),
        )  # fmt: skip


def _floats(view: View) -> bool:
    """Whether the 版记 is a floating table, which LibreOffice before 25 does not put where it belongs."""
    number = view.of(PRINTING)[-1].table
    return any(
        isinstance(block, FormTable) and block.number == number and block.floating and not block.boxed
        for block in view.form.blocks
    )


_HEAD = "发文机关标志：临江市人民政府文件\n发文字号：临政发〔2025〕8号\n"
_BOX = "印发机关：市政府办公室 2025年2月8日印发\n"
_TAIL = "正文：各单位执行。\n成文日期：2025年2月6日\n"
RULES = (
    Rule("G221", "印出的发文机关标志位置不对", "GB/T 9704—2012 7.2.4、10.1、10.2", HARD, ERROR,
         "发文机关标志上边缘至版心上边缘为35 mm；信函距上页边30 mm，命令20 mm。",
         _HEAD + "面（标志=35）：", _HEAD + "面（标志=25）：", mark_place),
    Rule("G222", "印出的红色分隔线不对", "GB/T 9704—2012 7.2.7、10.1", HARD, ERROR,
         "发文字号之下4 mm处居中印一条与版心等宽的红色分隔线。",
         _HEAD + "面（标志=35 红线=156）：", _HEAD + "面（标志=35 红线=146 红线距=8）：", head_rule),
    Rule("G351", "首页没有正文", "GB/T 9704—2012 7.3.3", HARD, ERROR, "公文首页必须显示正文。",
         _HEAD + "正文：各单位执行。\n面：临政发〔2025〕8号/各单位执行。\n面：执行。",
         _HEAD + "正文：各单位执行。\n面：临政发〔2025〕8号\n面：各单位执行。", first_page),
    Rule("G352", "署名、成文日期的面没有正文", "GB/T 9704—2012 7.3.5.5", SOFT, WARNING,
         "所剩空白处容不下印章、成文日期时，调整行距、字距，不让落款单独占一面。",
         _TAIL + "面：各单位执行。/2025年2月6日", _TAIL + "面：各单位执行。\n面：2025年2月6日", orphan),
    Rule("G821", "版记不在最后一面底部", "GB/T 9704—2012 7.4.1", HARD, ERROR,
         "版记在公文最后一面，末条分隔线与版心的下边缘重合。",
         _BOX + "面（版记=0）：市政府办公室2025年2月8日印发", _BOX + "面（版记=20）：市政府办公室2025年2月8日印发", imprint_foot),
)  # fmt: skip
