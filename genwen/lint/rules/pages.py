"""Rules of the page (5.1–5.2.3) and the page number (7.5): paper, margins, 版心, 22 × 28, footers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from genwen import standard
from genwen.lint.fonts import face_of
from genwen.lint.letterhead import is_letter
from genwen.lint.rule import CUSTOM, ERROR, HARD, NOTICE, SOFT, UNWRITTEN, WARNING, Hit, Rule
from genwen.lint.view import BODY, MARK, View
from genwen.ooxml.form import PAGE_FIELD, FormDocument, FormParagraph, FormSection
from genwen.patterns import regex

_TOLERANCE = round(standard.TWIPS_PER_MM)
_STRETCHED_TOP, _STRETCHED_HEIGHT = 1961, 13029
"""The other reading of 撑满: 34.6 mm above, the ink of 22 lines touching both edges of the 版心."""
_SHORT = 12
"""Paragraphs up to which a document may do without page numbers; lines by which more than a page is surely more."""
_RIGHT_FORM = regex(f"— ?{PAGE_FIELD} ?—")


def _mm(twips: int) -> str:
    return f"{twips / standard.TWIPS_PER_MM:.1f}".removesuffix(".0")


def _sections(view: View) -> Iterator[tuple[str, FormSection]]:
    """Each section that differs from the one before, with its name."""
    before: tuple[int, ...] = ()
    several = len(view.form.sections) > 1
    for number, section in enumerate(view.form.sections, 1):
        now = (section.width, section.height, section.top, section.bottom, section.left, section.right, section.gutter)
        if now != before:
            yield (f"页面设置（第{number}节）" if several else "页面设置"), section
        before = now


def _upright(section: FormSection) -> tuple[int, int, int, int]:
    """Top, right, bottom and left as the paper stands upright; the head of a table lying across is at the left (8)."""
    if section.landscape:
        return section.right, section.bottom, section.left, section.top
    return section.top, section.right, section.bottom, section.left


def paper(view: View) -> Iterator[Hit]:
    """Not A4."""
    for name, section in _sections(view):
        width, height = sorted((section.width, section.height))
        if abs(width - standard.PAGE_WIDTH) > 12 or abs(height - standard.PAGE_HEIGHT) > 12:
            yield Hit(
                f"幅面是{_mm(section.width)}×{_mm(section.height)} mm，不是A4", "纸张设为A4（210×297 mm）", place=name
            )


def top_margin(view: View) -> Iterator[Hit]:
    """天头 is not 37 mm."""
    for name, section in _sections(view):
        top = _upright(section)[0]
        tops = (top, section.left) if section.landscape else (top,)  # it may be turned the other way
        if any(abs(one - standard.MARGIN_TOP) <= _TOLERANCE or abs(one - _STRETCHED_TOP) <= 30 for one in tops):
            continue
        said, hint = f"天头（上边距）是{_mm(top)} mm", "上边距设为37 mm（允许±1 mm）"
        if section.landscape:
            said = f"横排的页，竖放时的天头（横排的右边距）是{_mm(top)} mm"
            hint = "横排的节，上、下、左、右边距设为28、26、35、37 mm，竖放时即天头37 mm、订口28 mm"
        yield Hit(said, hint, place=name)


def left_margin(view: View) -> Iterator[Hit]:
    """订口 is not 28 mm."""
    for name, section in _sections(view):
        left = _upright(section)[3] + section.gutter
        if not section.landscape and abs(left - standard.MARGIN_LEFT) > _TOLERANCE:
            yield Hit(f"订口（左边距）是{_mm(left)} mm", "左边距设为28 mm（允许±1 mm）", place=name)


def type_area(view: View) -> Iterator[Hit]:
    """版心 is not 156 × 225 mm, which does not follow from paper, 天头 or 订口: those are told as such."""
    for name, section in _sections(view):
        if section.landscape:
            continue
        wide, high = _type_area(section)
        then_wide, then_high = _type_area(section, mended=True)
        if _is_off(wide, standard.TYPE_AREA_WIDTH) and _is_off(then_wide, standard.TYPE_AREA_WIDTH):
            yield Hit(f"版心宽{_mm(wide)} mm，应为156 mm", "左边距28 mm、右边距26 mm", place=name)
        if _is_high(high) and _is_high(then_high):
            yield Hit(f"版心高{_mm(high)} mm，应为225 mm", "上边距37 mm、下边距35 mm", place=name)


def _is_high(height: int) -> bool:
    """Whether the height of the 版心 is neither of the two readings of 225 mm."""
    return _is_off(height, standard.TYPE_AREA_HEIGHT) and _is_off(height, _STRETCHED_HEIGHT)


def _type_area(section: FormSection, mended: bool = False) -> tuple[int, int]:
    """Width and height of the 版心; `mended`: as they are when paper, 天头 and 订口 are right."""
    top, right, bottom, left = _upright(section)
    width, height = sorted((section.width, section.height))
    if mended:
        width, height = standard.PAGE_WIDTH, standard.PAGE_HEIGHT
        if _is_off(left + section.gutter, standard.MARGIN_LEFT):
            left = standard.MARGIN_LEFT - section.gutter
        if _is_off(top, standard.MARGIN_TOP) and abs(top - _STRETCHED_TOP) > 30:
            top = standard.MARGIN_TOP
    return width - left - right - section.gutter, height - top - bottom


def _is_off(length: int, wanted: int) -> bool:
    return abs(length - wanted) > _TOLERANCE


def _body_forms(view: View) -> Counter[tuple[int, str, float, int, int]]:
    """How the body is set: line pitch, its rule, size, spacing and section, by how often."""
    found: Counter[tuple[int, str, float, int, int]] = Counter()
    for line in view.of(BODY):
        form, run = line.paragraph.form, line.main_run().form
        if not line.table and line.part != "版记":
            found[form.line, form.line_rule, run.size, run.spacing, line.paragraph.section] += len(line.text)
    return found


def _is_told(section: FormSection) -> bool:
    """Whether paper, margins or 版心 are told as wrong: lines and characters are counted as they are when these are right."""
    view = View(FormDocument("", (), (section,)), [])
    return any(next(iter(rule(view)), None) for rule in (paper, top_margin, left_margin, type_area))


def lines_per_page(view: View) -> Iterator[Hit]:
    """Not 22 lines on a page."""
    forms = _body_forms(view)
    if not forms:
        return
    line, rule, size, _, number = forms.most_common(1)[0][0]
    section = view.form.sections[min(number, len(view.form.sections) - 1)]
    if section.landscape:
        return
    height = section.height - section.top - section.bottom
    if _is_told(section):
        height = standard.TYPE_AREA_HEIGHT
    grid = section.pitch if section.grid in ("lines", "linesAndChars", "snapToChars") else 0
    pitch = float(line) if rule in ("exact", "atLeast") and line else (grid or size * 20 * 1.3) * max(line, 1) / 240
    lines = int(height / pitch + 0.001) if pitch else 0
    if lines != standard.LINES:
        yield Hit(
            f"正文行距{pitch / 20:.4g}磅，每面排{lines}行",
            "一般每面22行：行距设为固定值28.95磅，上下边距37、35 mm",
            place="主体·正文",
        )


def chars_per_line(view: View) -> Iterator[Hit]:
    """Not 28 字 in a line."""
    forms = _body_forms(view)
    if not forms:
        return
    *_, size, spacing, number = forms.most_common(1)[0][0]
    section = view.form.sections[min(number, len(view.form.sections) - 1)]
    if section.landscape:
        return
    width = section.width - section.left - section.right - section.gutter
    if _is_told(section):
        width = standard.TYPE_AREA_WIDTH
    advance = size * 20 + spacing
    if section.grid == "linesAndChars":
        advance += section.char_space * 20 / 4096
    chars = int(width / advance + 0.01) if advance > 0 else 0
    if chars != standard.CHARS and abs(size - standard.BODY_SIZE_PT) < 0.3:
        yield Hit(f"正文每行排{chars}字", "一般每行28字：字符间距紧缩0.25磅，或文档网格指定每行28字", place="主体·正文")


def _footers(view: View) -> dict[str, tuple[FormParagraph, ...]]:
    """The footers that hold a page number, by kind, of the first section that has any."""
    for section in view.form.sections:
        found = {
            kind: paragraphs for kind, paragraphs in {**section.headers, **section.footers}.items()
            if any(PAGE_FIELD in paragraph.text for paragraph in paragraphs)
        }  # fmt: skip
        if found:
            return found
    return {}


def _numbered(view: View) -> Iterator[tuple[str, FormParagraph]]:
    for kind, paragraphs in _footers(view).items():
        for paragraph in paragraphs:
            if PAGE_FIELD in paragraph.text:
                yield kind, paragraph


def no_number(view: View) -> Iterator[Hit]:
    """No page number at all; on a single page, or in a paper that is no 公文, it may be meant so."""
    if not _footers(view) and len(view.lines) > _SHORT:
        sure = view.official and _is_long(view)
        yield Hit("没有页码", "在版心下边缘之下编页码，单页居右、双页居左", place="页码", unsure=not sure)
    if lacks_first_number(view):
        yield Hit("首页没有页码", "页面设置里不选“首页不同”，或在首页的页脚也编页码", place="页码")


def lacks_first_number(view: View) -> bool:
    """Whether the pages of a document under a 文件 head are numbered, but for the first."""
    first = view.form.sections[0]
    marked = view.of(MARK)
    headed = bool(marked) and marked[-1].said.endswith("文件") and not is_letter(view)
    if not headed or not first.title_page or not _footers(view):
        return False
    stories = (first.footers.get("first", ()), first.headers.get("first", ()))
    return not any(PAGE_FIELD in paragraph.text for story in stories for paragraph in story)


def _is_long(view: View) -> bool:
    """Whether a document surely has more than one page."""
    rows = sum(-(-len(line.text) // standard.CHARS) + line.blanks for line in view.lines if not line.table)
    return rows > standard.LINES + _SHORT or any(line.new_page for line in view.lines[1:])


def number_form(view: View) -> Iterator[Hit]:
    """The page number is not between two dashes."""
    told = set()
    dashes = any(section.in_dashes for section in view.form.sections)
    for _, paragraph in _numbered(view):
        text = paragraph.text.strip()
        if dashes:
            text = text.replace(PAGE_FIELD, f"- {PAGE_FIELD} -")
        if not _RIGHT_FORM.fullmatch(text) and text not in told:
            told.add(text)
            shown = text.replace(PAGE_FIELD, "1")
            hint = "写作“— 1 —”：数字左右各一条一字线（—），不用短横线和“第×页”"
            yield Hit(f"页码写作“{shown}”", hint, place="页码")


_COUNTED = {"upperRoman": ("罗马数字", "Ⅰ"), "lowerRoman": ("罗马数字", "ⅰ"), "upperLetter": ("字母", "A"), "lowerLetter": ("字母", "a"),
            "decimalFullWidth": ("全角数字", "１"), "decimalFullWidth2": ("全角数字", "１"), "decimalEnclosedCircle": ("带圈数字", "①")}  # fmt: skip
"""How pages may be counted without figures: what that is, and the first page."""
_FIGURES = ("decimal", "decimalHalfWidth", "numberInDash", "none")
_CHINESE = ("chinese", "japanese", "taiwanese", "ideograph")


def number_counted(view: View) -> Iterator[Hit]:
    """Pages counted in Roman or Chinese numerals."""
    for section in view.form.sections if _footers(view) else ():
        name = section.number_format
        if name in _FIGURES:
            continue
        kind, first = _COUNTED.get(name, ("汉字数字", "一") if name.startswith(_CHINESE) else ("别的编号格式", ""))
        shown = f"，第1面印成“{first}”" if first else ""
        yield Hit(f"页码用了{kind}{shown}", "页码格式里的“编号格式”选“1，2，3”", place="页码")
        return


def number_look(view: View) -> Iterator[Hit]:
    """The page number is not 4号 宋体."""
    for _, paragraph in _numbered(view):
        run = next((run for run in paragraph.runs if PAGE_FIELD in run.text), None)
        if run is None:
            continue
        form = run.form
        if abs(form.size - standard.PAGE_NUMBER_SIZE_PT) > 0.3 or face_of(form.latin or form.font) != "宋体":
            yield Hit(
                f"页码用{form.latin or form.font or '默认字体'}{form.size:g}磅",
                "用4号（14磅）半角宋体阿拉伯数字",
                place="页码",
            )
            return


def odd_and_even(view: View) -> Iterator[Hit]:
    """Odd numbers at the right, even ones at the left."""
    footers = _footers(view)
    if not footers or all(paragraph.form.frame == "outside" for _, paragraph in _numbered(view)):
        return
    if not view.form.even_and_odd or "even" not in footers:
        said = "单、双页的页码没有分开"
        yield Hit(said, "页脚设“奇偶页不同”：单页码居右空一字，双页码居左空一字", place="页码")
        return
    aligned = {kind: item.form.frame or item.form.align for kind, item in _numbered(view) if item.place != "文本框"}
    if aligned.get("default") == aligned.get("even") == "center":
        yield Hit("单、双页的页码都居中", "单页码居右空一字，双页码居左空一字", place="页码")
        return
    for kind, paragraph in _numbered(view):
        wanted, name = ("right", "单") if kind == "default" else ("left", "双")
        align = paragraph.form.frame or paragraph.form.align
        align = "left" if align in ("both", "start") else align
        if kind in ("default", "even") and align not in (wanted, "outside") and paragraph.place != "文本框":
            side = "右" if wanted == "right" else "左"
            yield Hit(f"{name}页码没有居{side}", "单页码居右空一字，双页码居左空一字", place="页码")


def number_inset(view: View) -> Iterator[Hit]:
    """The page number is not one 字 in."""
    if not view.form.even_and_odd:
        return
    for kind, paragraph in _numbered(view):
        form = paragraph.form
        if form.frame:
            continue
        if kind == "default" and form.align == "right":
            inset = form.right_chars * 2.8 or form.right
        elif kind == "even" and form.align in ("left", "both", "start"):
            inset = (form.left_chars + form.first_chars) * 2.8 or form.left + form.first
        else:
            continue
        spaces = len(paragraph.text) - len(paragraph.text.strip("\u3000"))
        if not 200 <= inset + spaces * 280 <= 360:
            yield Hit(
                f"{'单' if kind == 'default' else '双'}页码没有空一字",
                "单页码右缩进1字符，双页码左缩进1字符",
                place="页码",
            )


def restarted(view: View) -> Iterator[Hit]:
    """Page numbers begin anew in a later section, or not with 1."""
    first = view.form.sections[0]
    if first.restart is not None and first.restart != 1 and not (first.restart == 0 and first.title_page):
        said = f"页码从{first.restart}编起，没有从1编起"
        yield Hit(said, "页码格式里的“起始页码”设为1，或“续前节”", place="页码")
    for number, section in enumerate(view.form.sections[1:], 2):
        if section.restart is not None:
            yield Hit(
                f"第{number}节的页码重新从{section.restart}编起",
                "附件与正文一起装订的，页码连续编",
                place=f"页码（第{number}节）",
            )


def header_text(view: View) -> Iterator[Hit]:
    """Text in a header."""
    for section in view.form.sections:
        for paragraphs in section.headers.values():
            text = "".join(paragraph.text for paragraph in paragraphs).strip()
            if text and PAGE_FIELD not in text:
                yield Hit(f"页眉有文字“{text[:12]}”", "公文不设页眉，删去", place="页眉")
                return


_P = "页面："
RULES = (
    Rule("G101", "幅面不是A4", "GB/T 9704—2012 5.1", HARD, ERROR, "公文用纸采用A4型纸，210×297 mm。", _P + "宽=210 高=297", _P + "宽=215.9 高=279.4", paper),
    Rule("G102", "天头不是37 mm", "GB/T 9704—2012 5.2.1", HARD, ERROR, "公文用纸天头（上白边）为37 mm±1 mm。", _P + "上=37 下=35", _P + "上=25.4 下=35", top_margin),
    Rule("G103", "订口不是28 mm", "GB/T 9704—2012 5.2.1", HARD, ERROR, "公文用纸订口（左白边）为28 mm±1 mm。", _P + "左=28 右=26", _P + "左=31.8 右=26", left_margin),
    Rule("G104", "版心不是156×225 mm", "GB/T 9704—2012 5.2.1", HARD, ERROR, "版心尺寸为156 mm×225 mm。",
         _P + "上=37 下=35 左=28 右=26", _P + "上=37 下=25 左=28 右=20", type_area),
    Rule("G105", "每面不是22行", "GB/T 9704—2012 5.2.3", SOFT, WARNING, "一般每面排22行。", "正文：各单位执行。", "正文（行距=600）：各单位执行。", lines_per_page),
    Rule("G106", "每行不是28字", "GB/T 9704—2012 5.2.3", SOFT, WARNING, "一般每行排28个字，撑满版心。",
         "正文：各单位执行。", "正文（字距=0）：各单位执行。", chars_per_line),
    Rule("G111", "没有页码", "GB/T 9704—2012 7.5", HARD, ERROR, "页码编排在版心下边缘之下。",
         "页码：— # —\n" + "正文：各单位执行。\n" * 13, "页码：无\n" + "正文：各单位执行。\n" * 13, no_number),
    Rule("G112", "页码写法不对", "GB/T 9704—2012 7.5", HARD, ERROR, "页码数字左右各放一条一字线。", "页码：— # —", "页码：第#页", number_form),
    Rule("G120", "页码不是阿拉伯数字", "GB/T 9704—2012 7.5", SOFT, WARNING, "页码一般用4号半角宋体阿拉伯数字。",
         "页码：— # —", "页码（编号=upperRoman）：— # —", number_counted),
    Rule("G113", "页码不是4号宋体", "GB/T 9704—2012 7.5", SOFT, WARNING, "页码一般用4号半角宋体阿拉伯数字。", "页码：— # —", "页码（黑体）：— # —", number_look),
    Rule("G114", "单双页码位置不对", "GB/T 9704—2012 7.5", HARD, ERROR, "单页码居右空一字，双页码居左空一字。", "页码：— # —", "页码（居中）：— # —", odd_and_even),
    Rule("G115", "页码没有空一字", "GB/T 9704—2012 7.5", HARD, ERROR, "单页码右空一字，双页码左空一字。", "页码：— # —", "页码（空=0）：— # —", number_inset),
    Rule("G116", "页码重新编号", "GB/T 9704—2012 7.5", HARD, WARNING, "页码从1编起；附件与正文一起装订时，页码连续编排。", "页码（起=1）：— # —", "页码（重编 起=5）：— # —", restarted),
    Rule("G117", "页眉有文字", UNWRITTEN, CUSTOM, NOTICE, "标准没有页眉。", "页码：— # —", "页眉：内部资料", header_text),
)  # fmt: skip
