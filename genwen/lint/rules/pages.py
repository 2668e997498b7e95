"""Rules of the page (5.1–5.2.3): paper, margins, 版心, 22 × 28."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from genwen import standard
from genwen.lint.rule import ERROR, HARD, SOFT, WARNING, Hit, Rule
from genwen.lint.view import BODY, View
from genwen.ooxml.form import FormDocument, FormSection

_TOLERANCE = round(standard.TWIPS_PER_MM)
_STRETCHED_TOP, _STRETCHED_HEIGHT = 1961, 13029
"""The other reading of 撑满: 34.6 mm above, the ink of 22 lines touching both edges of the 版心; one goes with the other."""
_NEAR = 30


def _mm(twips: int) -> str:
    return f"{twips / standard.TWIPS_PER_MM:.1f}".removesuffix(".0")


def _sections(view: View) -> Iterator[tuple[str, FormSection]]:
    """Each page setup there is, with the sections that have it: 页面设置（第1、2节）."""
    alike: dict[tuple[int, ...], list[int]] = {}
    for number, section in enumerate(view.form.sections, 1):
        now = (section.width, section.height, section.top, section.bottom, section.left, section.right, section.gutter)
        alike.setdefault(now, []).append(number)
    for numbers in alike.values():
        shown = "、".join(map(str, numbers))
        name = "页面设置" if len(view.form.sections) == 1 else f"页面设置（第{shown}节）"
        yield name, view.form.sections[numbers[0] - 1]


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
        if _is_stretched(section) or not all(_is_off(one, standard.MARGIN_TOP) for one in tops):
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
        if not _is_stretched(section) and all(_is_off(one, standard.TYPE_AREA_HEIGHT) for one in (high, then_high)):
            yield Hit(f"版心高{_mm(high)} mm，应为225 mm", "上边距37 mm、下边距35 mm", place=name)


def _is_stretched(section: FormSection) -> bool:
    """Whether the upper margin and the height of the 版心 on A4 are those of the other reading of 225 mm."""
    top, _, bottom, _ = _upright(section)
    tops = (top, section.left) if section.landscape else (top,)
    near = any(abs(one - _STRETCHED_TOP) <= _NEAR for one in tops)
    return near and not _is_off(standard.PAGE_HEIGHT - top - bottom, _STRETCHED_HEIGHT)


def _type_area(section: FormSection, mended: bool = False) -> tuple[int, int]:
    """Width and height of the 版心; `mended`: as they are when paper, 天头 and 订口 are right."""
    top, right, bottom, left = _upright(section)
    width, height = sorted((section.width, section.height))
    if mended:
        width, height = standard.PAGE_WIDTH, standard.PAGE_HEIGHT
        if _is_off(left + section.gutter, standard.MARGIN_LEFT):
            left = standard.MARGIN_LEFT - section.gutter
        if _is_off(top, standard.MARGIN_TOP):
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
)  # fmt: skip
