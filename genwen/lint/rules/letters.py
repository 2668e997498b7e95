"""Rules of 信函 (10.1): told by the bare name of the organ over a 发文字号 at the right edge or under the double line."""

from __future__ import annotations

from collections.abc import Iterator

from genwen.lint.letterhead import is_letter, is_under_line, lines_of, red_edges, strokes_of
from genwen.lint.rule import ERROR, HARD, WARNING, Hit, Rule, on
from genwen.lint.view import MARK, NUMBER, PRINTING, View
from genwen.ooxml.form import PAGE_FIELD, Stroke

CLAUSE = "GB/T 9704—2012 10.1"
_LONGEST_NUMBER = 30


def mark_of_letter(view: View) -> Iterator[Hit]:
    """The mark of a letter with 文件."""
    if not is_letter(view):
        return
    for line in view.of(MARK):
        bare = line.text.rstrip()
        if bare.endswith("文件"):
            said = f"信函格式的发文机关标志“{bare.strip()[-14:]}”加了“文件”"
            yield Hit(said, "信函的标志只写发文机关全称或规范化简称", line, len(bare) - 2, len(bare))


def numbered_first(view: View) -> Iterator[Hit]:
    """A page number on the first page of a letter."""
    number = view.first(NUMBER)
    if number is None or not is_letter(view):
        return
    section = view.form.sections[0]
    shown = section.footers if not section.title_page else {"first": section.footers.get("first", ())}
    if any(PAGE_FIELD in item.text for kind, story in shown.items() if kind != "even" for item in story):
        yield Hit("信函的首页显示了页码", "页面设置里选“首页不同”，首页的页脚留空", place="页码")


def double_lines(view: View) -> Iterator[Hit]:
    """A letter without its red double lines, where nothing drawn may be one of them."""
    mark, strokes = view.first(MARK), strokes_of(view)
    if mark is None or strokes is None or not is_letter(view):
        return
    section = view.form.sections[0]
    edges = [edge for block in view.form.blocks for edge in red_edges(block)]
    tops = edges or lines_of(section.headers)
    feet = edges[1:] or lines_of(section.footers)
    lines = (
        ("首条", [edge.double for edge in tops], strokes[0], "发文机关标志下4 mm处，上粗下细"),
        ("第二条", [edge.double for edge in feet], strokes[1], "首页距下页边20 mm处，上细下粗"),
    )
    missing = [(name, where) for name, ruled, drawn, where in lines if not ruled and not drawn]
    exact = any(any(ruled) or _is_double(drawn) for _, ruled, drawn, _ in lines)
    if missing:
        said = f"信函没有{'和'.join(name for name, _ in missing)}红色双线"
        hint = f"{'；'.join(f'{name}在{where}' for name, where in missing)}；线长170 mm，居中"
        yield on(mark, said, hint, notice=len(missing) == 1 and not exact)
    for name, ruled, drawn, where in lines:
        if (ruled or drawn) and not any(ruled) and not _is_double(drawn):
            yield on(mark, f"信函的{name}红线不是双线", f"{where}，长170 mm，居中", notice=True)


def _is_double(drawn: list[Stroke]) -> bool:
    """Whether what is drawn in one place is a double line: one of two lines, or two one over the other."""
    return len(drawn) > 1 or any(stroke.double for stroke in drawn)


def number_aside(view: View) -> Iterator[Hit]:
    """The number of a letter, under the double line, that is not at the right."""
    number = view.first(NUMBER)
    if number is None or number.table or number.paragraph.form.align in ("right", "end") or not is_letter(view):
        return
    centred = number.paragraph.form.align == "center"
    boxed = any(line.paragraph.place == "文本框" for line in view.of(MARK))
    if (
        (centred or boxed or is_under_line(view) or _is_lined(view))
        and "\t" not in number.text
        and len(number.said) < _LONGEST_NUMBER
    ):
        yield on(number, "信函的发文字号没有顶格居右", "发文字号顶格居版心右边缘，在第一条红色双线之下")


def _is_lined(view: View) -> bool:
    return any(edge.double for edge in lines_of(view.form.sections[0].footers))


def printed_letter(view: View) -> Iterator[Hit]:
    """A letter whose 版记 has the 印发机关."""
    if is_letter(view):
        for line in view.of(PRINTING)[:1]:
            yield on(line, "信函的版记写了印发机关和印发日期", "删去；信函的版记只写抄送，不加分隔线")


_TOP = "发文机关标志：云溪区教育局\n发文字号（靠右）：云教函〔2025〕8号\n空行\n空行\n标题：关于商请支持的函\n空行\n主送机关：区公安局：\n正文：请予支持。"
_CLOSED = _TOP + "\n署名：云溪区教育局\n成文日期：2025年3月8日\n抄送机关：抄送：区政府办公室。"
_LINED = "页码（首页无 双线）：— # —\n" + _TOP.replace("\n", "\n红线（双）：\n", 1)
RULES = (
    Rule("G226", "信函的标志加了“文件”", CLAUSE, HARD, ERROR, "信函格式的发文机关标志使用发文机关全称或规范化简称，不加“文件”。",
         _TOP, _TOP.replace("区教育局\n", "区教育局文件\n", 1), mark_of_letter, True),
    Rule("G227", "信函的发文字号没有居右", CLAUSE, HARD, ERROR, "信函的发文字号顶格居版心右边缘，编排在第一条红色双线下。",
         _TOP, _TOP.replace("区教育局\n", "区教育局\n红线：\n", 1).replace("发文字号（靠右）", "发文字号（居中）"), number_aside, True),
    Rule("G233", "信函没有红色双线", CLAUSE, HARD, WARNING, "信函的标志下4 mm处、首页距下页边20 mm处各印一条红色双线，长170 mm，居中。",
         _LINED, _TOP, double_lines, True),
    Rule("G118", "信函首页有页码", CLAUSE, HARD, WARNING, "信函格式的首页不显示页码。", "页码（首页无）：— # —\n" + _TOP, "页码：— # —\n" + _TOP, numbered_first, True),
    Rule("G822", "信函的版记写了印发机关", CLAUSE, HARD, WARNING, "信函的版记不加印发机关和印发日期、分隔线。",
         _CLOSED, _CLOSED + "\n印发机关：云溪区教育局办公室\t2025年3月9日印发", printed_letter, True),
)  # fmt: skip
