"""Rules of the page number (7.5): whether there is one, how it is written, counted and set, where it stands; headers."""

from __future__ import annotations

from collections.abc import Iterator

from genwen import standard
from genwen.lint.fonts import face_of, size_name
from genwen.lint.letterhead import is_letter
from genwen.lint.rule import CUSTOM, ERROR, HARD, NOTICE, SOFT, UNWRITTEN, WARNING, Hit, Rule
from genwen.lint.view import MARK, View
from genwen.ooxml.form import PAGE_FIELD, FormParagraph
from genwen.patterns import regex

_SHORT = 12
"""Paragraphs up to which a document may do without page numbers; lines by which more than a page is surely more."""
_DISTANCE, _FAR_OFF = 7, 4
"""Millimetres of the dashes under the 版心, and by how many more or less they are surely elsewhere."""
_RIGHT_FORM = regex(f"— ?{PAGE_FIELD} ?—")


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
_SWITCHES = {"arabic": "decimal", "arabicdash": "numberInDash", "sbchar": "decimalHalfWidth", "dbchar": "decimalFullWidth",
             "circlenum": "decimalEnclosedCircle", "roman": "Roman", "alphabetic": "Letter"}  # fmt: skip
"""What a field of the page number calls the ways of counting, in small letters."""
_CHINESE = ("chinese", "japanese", "taiwanese", "ideograph")


def number_counted(view: View) -> Iterator[Hit]:
    """Pages counted in Roman or Chinese numerals, by the section or by the field itself."""
    fields = [_counted_by(paragraph.number_format) for _, paragraph in _numbered(view) if paragraph.number_format]
    for name in fields or [section.number_format for section in view.form.sections if _footers(view)]:
        if name in _FIGURES:
            continue
        kind, first = _COUNTED.get(name, ("汉字数字", "一") if name.startswith(_CHINESE) else ("别的编号格式", ""))
        shown = f"，第1面印成“{first}”" if first else ""
        yield Hit(f"页码用了{kind}{shown}", "页码格式里的“编号格式”选“1，2，3”", place="页码")
        return


def _counted_by(switch: str) -> str:
    """The format a field of the page number asks for, by the name that sections have for it."""
    name = switch.lower()
    if name.startswith(("chinesenum", "dbnum")):
        return "chinese"
    known = _SWITCHES.get(name, name)
    cased = "lower" if switch[0].islower() else "upper"
    return cased + known if known in ("Roman", "Letter") else known


def number_look(view: View) -> Iterator[Hit]:
    """The page number is not 4号 宋体."""
    for _, paragraph in _numbered(view):
        run = next((run for run in paragraph.runs if PAGE_FIELD in run.text), None)
        if run is None:
            continue
        form = run.form
        if abs(form.size - standard.PAGE_NUMBER_SIZE_PT) > 0.3 or face_of(form.latin or form.font) != "宋体":
            yield Hit(
                f"页码用了{form.latin or form.font or '默认字体'}，{size_name(form.size)}",
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


def number_distance(view: View) -> Iterator[Hit]:
    """A footer so far down, or up, that the dashes beside the number cannot be 7 mm under the 版心."""
    for section in view.form.sections[:1]:
        for paragraph in section.footers.get("default", ()):
            form, room = paragraph.form, section.bottom - section.footer
            plain = len(section.footers["default"]) == 1 and paragraph.place != "文本框" and not form.frame
            usual = abs(section.bottom - standard.MARGIN_BOTTOM) <= standard.TWIPS_PER_MM
            if PAGE_FIELD not in paragraph.text or not usual or not plain or section.landscape or not section.footer:
                continue
            size = max(run.form.size for run in paragraph.runs)
            high = form.line if form.line_rule == "exact" else round(size * 1.3 * 20)
            away = (room - form.after - high / 2) / standard.TWIPS_PER_MM
            if abs(away - _DISTANCE) > _FAR_OFF:
                said = f"页码的一字线距版心下边缘约{max(0, away):.0f} mm，不是7 mm"
                yield Hit(said, "页脚距边界设为25.6 mm（1452缇），页脚段行距设固定值14磅", place="页码")


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


RULES = (
    Rule("G111", "没有页码", "GB/T 9704—2012 7.5", HARD, ERROR, "页码编排在版心下边缘之下。",
         "页码：— # —\n" + "正文：各单位执行。\n" * 13, "页码：无\n" + "正文：各单位执行。\n" * 13, no_number),
    Rule("G112", "页码写法不对", "GB/T 9704—2012 7.5", HARD, ERROR, "页码数字左右各放一条一字线。", "页码：— # —", "页码：第#页", number_form),
    Rule("G120", "页码不是阿拉伯数字", "GB/T 9704—2012 7.5", SOFT, WARNING, "页码一般用4号半角宋体阿拉伯数字。",
         "页码：— # —", "页码（编号=upperRoman）：— # —", number_counted),
    Rule("G113", "页码不是4号宋体", "GB/T 9704—2012 7.5", SOFT, WARNING, "页码一般用4号半角宋体阿拉伯数字。", "页码：— # —", "页码（黑体）：— # —", number_look),
    Rule("G114", "单双页码位置不对", "GB/T 9704—2012 7.5", HARD, ERROR, "单页码居右空一字，双页码居左空一字。", "页码：— # —", "页码（居中）：— # —", odd_and_even),
    Rule("G115", "页码没有空一字", "GB/T 9704—2012 7.5", HARD, ERROR, "单页码右空一字，双页码左空一字。", "页码：— # —", "页码（空=0）：— # —", number_inset),
    Rule("G129", "页码离版心下边缘太远", "GB/T 9704—2012 7.5", HARD, NOTICE, "页码左右的一字线上距版心下边缘7 mm。",
         "页码：— # —", "页面：脚=15\n页码：— # —", number_distance),
    Rule("G116", "页码重新编号", "GB/T 9704—2012 7.5", HARD, WARNING, "页码从1编起；附件与正文一起装订时，页码连续编排。", "页码（起=1）：— # —", "页码（重编 起=5）：— # —", restarted),
    Rule("G117", "页眉有文字", UNWRITTEN, CUSTOM, NOTICE, "标准没有页眉。", "页码：— # —", "页眉：内部资料", header_text),
)  # fmt: skip
