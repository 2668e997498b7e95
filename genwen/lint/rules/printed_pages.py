"""Rules on printed pages as a whole: 22 × 28 filling the 版心, page numbers, blank pages, text that is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from genwen import standard
from genwen.lint.printed import BOTTOM, LEFT, RIGHT, TOP, Page, PrintedLine, bare
from genwen.lint.rule import CUSTOM, ERROR, HARD, SOFT, UNWRITTEN, WARNING, Hit, Rule, around
from genwen.lint.rules.printed_parts import lacks_fonts
from genwen.lint.view import CELL, COPIES, MOVED_RECIPIENTS, PRINTING, Line, View

_FEWEST_LINES = 12
"""Lines one under the other from which the pitch can be told."""
_EDGE = 1.0
_HEIGHT = BOTTOM - TOP
_CHAR = standard.BODY_SIZE_PT * 25.4 / 72
_MARKS = "，。、；：！？）”’》〉】"
"""Marks that may hang over the end of a line."""
_FOLDED = bare(_MARKS)
_FOLIO_INSET = standard.PAGE_NUMBER_SIZE_PT * 25.4 / 72


def _body(page: Page) -> list[PrintedLine]:
    """The lines of a page that are of the size of the body."""
    if not page.upright:
        return []
    return [
        line for line in page.lines
        if TOP < line.baseline < BOTTOM and not line.red and abs(line.size - standard.BODY_SIZE_PT) < 0.6
    ]  # fmt: skip


def _pitch(page: Page) -> float:
    """The mean distance of the lines that follow each other evenly, 0 when they are too few."""
    lines = _body(page)
    steps = [below.baseline - above.baseline for above, below in pairwise(lines)]
    if len(steps) < _FEWEST_LINES:
        return 0.0
    middle = sorted(steps)[len(steps) // 2]
    longest: list[float] = []
    run: list[float] = []
    for step in steps:
        run = [*run, step] if abs(step - middle) < 0.25 else []
        longest = max(longest, run, key=len)
    return sum(longest) / len(longest) if len(longest) >= _FEWEST_LINES else 0.0


def printed_lines(view: View) -> Iterator[Hit]:
    """Printed lines that do not make 22 on a page, or do not fill it."""
    pitches = [(page, pitch) for page in view.pages if (pitch := _pitch(page))]
    for page, pitch in pitches:
        lines = int(_HEIGHT / pitch + 0.004)
        rest = _HEIGHT - lines * pitch
        if lines != standard.LINES:
            said = f"印出的行距是{pitch:.2f} mm，每面排{lines}行"
        elif rest > 3:
            said = f"印出的行距是{pitch:.2f} mm，22行下面还空{rest:.1f} mm，没有撑满版心"
        else:
            continue
        yield Hit(said, "一般每面22行并撑满版心：行距设为固定值28.95磅", place=page.place, page=page.number)
        return


def printed_chars(view: View) -> Iterator[Hit]:
    """Printed lines from edge to edge that do not hold 28 字."""
    if lacks_fonts(view):
        return  # the boxes that stand for characters are as wide as some other face has them
    found: Counter[int] = Counter()
    first = 0
    for page in view.pages:
        for line in _body(page):
            indent = round((line.left - LEFT) / _CHAR)
            full = indent in (0, 2) and abs(line.left - LEFT - indent * _CHAR) < _EDGE and RIGHT - line.right < 3
            if full and all(char >= "⺀" for char in line.text):
                found[indent + len(line.text)] += 1
                first = first or page.number
    if sum(found.values()) >= 3 and max(found) != standard.CHARS:
        yield Hit(
            f"印出的整行最多排{max(found)}字", "一般每行28字：字符间距紧缩0.25磅，或文档网格指定每行28字",
            place=view.pages[first - 1].place, page=first,
        )  # fmt: skip


def outside(view: View) -> Iterator[Hit]:
    """Text printed beside the 版心."""
    if lacks_fonts(view):
        return
    for page in view.pages:
        if not page.upright:
            continue
        for line in page.text:
            hanging = _CHAR if line.text[-1] in _MARKS else 0.0
            over = max(LEFT - line.left, line.right - RIGHT - hanging)
            if over > _EDGE and not line.red and TOP < line.baseline < BOTTOM:
                excerpt = around(line.text, 0, 0, 12)
                yield Hit(
                    f"“{excerpt}”一行印到版心外{over:.1f} mm", "调整缩进、表格宽度或字距，使文字在版心以内",
                    place=page.place, page=page.number,
                )  # fmt: skip
                break


def folio_distance(view: View) -> Iterator[Hit]:
    """The dashes of the page number not 7 mm under the 版心."""
    wanted = standard.PAGE_NUMBER_BELOW_TYPE_AREA_MM
    for page in view.pages:
        if page.upright and page.dash and abs(page.dash - BOTTOM - wanted) > _EDGE:
            yield Hit(
                f"页码的一字线在版心下边缘之下{page.dash - BOTTOM:.1f} mm，应为{wanted} mm",
                "调整页脚距离，使一字线上距版心下边缘7 mm", place=page.place, page=page.number,
            )  # fmt: skip
            return


def folio_side(view: View) -> Iterator[Hit]:
    """An odd page number not at the right, or an even one not at the left."""
    for page in view.pages:
        folio = page.folio
        figures = "".join(char for char in folio.text if char.isdigit()) if folio else ""
        if folio is None or not page.upright or len(figures) > 4:
            continue
        odd = int(figures) % 2 == 1
        side = "右" if odd else "左"
        inset = RIGHT - folio.right if odd else folio.left - LEFT
        if abs(inset - _FOLIO_INSET) > 2:
            yield Hit(
                f"{'单' if odd else '双'}页码{figures}距版心{side}边缘{inset:.1f} mm，应居{side}空一字（4.9 mm）",
                "设奇偶页不同的页脚：单页码居右空一字，双页码居左空一字", place=page.place, page=page.number,
            )  # fmt: skip
            return


def _before_imprint(view: View, page: Page) -> bool:
    """Whether nothing but blank pages and the page of the 版记 comes after a page."""
    rest = [after for after in view.pages[page.number :] if not after.blank]
    imprint = "\n".join(bare(line.text) for line in view.of(COPIES, MOVED_RECIPIENTS, PRINTING))
    return len(rest) == 1 and bool(imprint) and all(bare(line.text) in imprint for line in rest[0].text)


def blank_page(view: View) -> Iterator[Hit]:
    """A page with nothing on it, but for those that may come before the 版记."""
    for page in view.pages:
        if page.blank and len(view.pages) > 1 and not _before_imprint(view, page):
            yield Hit(f"第{page.number}面是空白", "删去多余的分页符、分节符或空行", place=page.place, page=page.number)


def numbered_blank(view: View) -> Iterator[Hit]:
    """A page number on a blank page before the 版记, or on the page of the 版记 after it."""
    for page in view.pages:
        after_blank = page.number > 1 and view.pages[page.number - 2].blank
        last = page is view.pages[-1] and after_blank and _before_imprint(view, view.pages[page.number - 2])
        if page.folio is not None and (last or (page.blank and _before_imprint(view, page))):
            name = "空白页后的版记页" if last else "版记前的空白页"
            yield Hit(
                f"{name}印有页码", "空白页和版记页不编排页码：另设一节，页脚留空", place=page.place, page=page.number
            )


def lost(view: View) -> Iterator[Hit]:
    """Characters of the document that are not on the pages."""
    if not view.pages:
        return
    if lacks_fonts(view):
        said = "版面上读不出汉字，印出的文字和位置没有核对"
        hint = "多半是这台机器没有中文字体：装上仿宋、楷体、黑体、小标宋或替代的中文字体再试"
        yield Hit(said, hint, place="印出的各面", notice=True)
        return
    printed = "".join(bare(line.text) for page in view.pages for line in page.text)
    missing = Counter("".join(_shown(line) for line in view.lines))
    missing.subtract(Counter(printed))
    gone = {char for char, count in missing.items() if count > 0}
    if not gone:
        return
    hint = "打开渲染出的版面对照：是否字体缺字，或被表格、文本框遮住、截去"
    marks = all(char in _FOLDED for char in gone)
    if marks:
        hint = "多半是 LibreOffice 漏印了悬在行尾的标点：正文样式设为不允许标点溢出边界，或在 Word、WPS 里核对"
    told = 0
    for line in view.lines:
        text = _shown(line)
        lacking = [char for char in dict.fromkeys(text) if char in gone]
        if lacking and line.role != CELL and text not in printed:
            yield Hit(f"有文字没有印出：“{''.join(lacking[:10])}”", hint, line, 0, len(line.text), notice=marks)
            told += 1
    if not told:
        shown = "".join(sorted(gone)[:10])
        yield Hit(
            f"有文字没有印出：“{shown}”等{sum(missing[char] for char in gone)}字",
            hint,
            place="印出的各面",
            notice=marks,
        )


def _shown(line: Line) -> str:
    """What of a line ought to be on paper."""
    return bare("".join(run.text for run in line.paragraph.runs if not run.form.hidden))


_TEXT = "面：各单位执行。"
RULES = (
    Rule("G121", "印出的每面不是22行", "GB/T 9704—2012 5.2.3", SOFT, WARNING, "一般每面排22行，并撑满版心。",
         "面（满=22）：", "面（满=21 行距=30）：", printed_lines),
    Rule("G122", "印出的每行不是28字", "GB/T 9704—2012 5.2.3", SOFT, WARNING, "一般每行排28个字，并撑满版心。",
         "面（满=22 字=28）：", "面（满=22 字=27）：", printed_chars),
    Rule("G123", "文字印到版心外", "GB/T 9704—2012 5.2.1", HARD, WARNING, "版心是156 mm×225 mm，正文和表格排在版心以内。",
         _TEXT, "面（右=188）：各单位要认真执行", outside),
    Rule("G124", "印出的页码距离不对", "GB/T 9704—2012 7.5", HARD, ERROR, "页码编排在版心下边缘之下，一字线上距版心下边缘7 mm。",
         "面（页码=7）：各单位执行。", "面（页码=12）：各单位执行。", folio_distance),
    Rule("G125", "印出的页码位置不对", "GB/T 9704—2012 7.5", HARD, ERROR, "单页码居右空一字，双页码居左空一字。",
         "面（页码=7）：各单位执行。", "面（页码=7 居左）：各单位执行。", folio_side),
    Rule("G126", "有空白面", UNWRITTEN, CUSTOM, WARNING, "正文和附件之间不留空白面；版记前的空白面除外。",
         f"{_TEXT}\n{_TEXT}", f"{_TEXT}\n面（空白）：\n{_TEXT}", blank_page),
    Rule("G127", "空白页、版记页印有页码", "GB/T 9704—2012 7.5", HARD, WARNING, "版记页前有空白页的，空白页和版记页均不编排页码。",
         f"印发机关：市政府办公室 2025年2月8日印发\n{_TEXT}\n面（空白）：\n面（版记=0）：市政府办公室2025年2月8日印发",
         f"印发机关：市政府办公室 2025年2月8日印发\n{_TEXT}\n面（空白 页码=7）：\n面（版记=0）：市政府办公室2025年2月8日印发", numbered_blank),
    Rule("G128", "有文字没有印出", UNWRITTEN, CUSTOM, WARNING, "文件里的文字都要印在纸上。",
         f"正文：各单位执行。\n{_TEXT}", "正文：各单位遵照执行。\n面：各单位执行。", lost),
)  # fmt: skip
