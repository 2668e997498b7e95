"""Rules of the 版头 (7.2): 发文机关标志, 发文字号, the red rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen import standard
from genwen.lint.fonts import face_of, size_name
from genwen.lint.letterhead import is_letter, red
from genwen.lint.marks import ORGAN, is_order, is_red, number_in, several_numbers, spaces_before
from genwen.lint.rule import CUSTOM, ERROR, HARD, NOTICE, SOFT, UNWRITTEN, WARNING, Hit, Rule, at, on
from genwen.lint.rules.signatories import RULES_9, is_needless, signatories
from genwen.lint.view import (
    COPY_NUMBER,
    DATE,
    HEAD,
    MARK,
    NUMBER,
    TITLE,
    Line,
    View,
)
from genwen.lint.written import date_of, document_number_of
from genwen.numerals import DocumentNumberError, parse_document_number, parse_order_number
from genwen.ooxml.form import FormParagraph, FormTable, ParagraphForm
from genwen.patterns import regex
from genwen.searching import found_in, lines_with

_IN_TEXT = regex(
    r"[\u4e00-\u9fff]{2,10}([\[(（【［{〖<〈]|﹝)\s*((?:19|20)\d{2})\s*([\])）】］}〗>〉]|﹞)\s*第?\s*(\d{1,5})\s*号"
    r"|(?<![\u4e00-\u9fff\d])[\[［(（【]20\d{2}[\]］)）】]\s*第?\s*\d{1,5}\s*号"
    r"|[\u4e00-\u9fff]{2,10}〔(?:19|20)\d{2}年?〕\s*(?:第\s*\d{1,5}|0\d{0,4})\s*号|[\u4e00-\u9fff]{2,10}〔\d{2}〕\s*\d{1,5}\s*号"
    r"|[\u4e00-\u9fff]{2,10}〔(?:19|20)\d{2}年〕\s*\d{1,5}\s*号|[\u4e00-\u9fff]{2,10}[ \u3000]+〔(?:19|20)\d{2}〕\s*\d{1,5}\s*号"
    r"|[\u4e00-\u9fff]{1,8}[发函](?<![印下转颁签制公分开][发函])(?:19|20)\d{2}年?\d{1,5}号"
    r"|[\u4e00-\u9fff]{2,10}〔(?:19|20)\d{2}〕(?:\d{1,5}(?![\d号、，—～至和及-]|[）)]?号|\s+号)|\s+\d{1,5}\s*号|\d{1,5}\s+号)"
    r"|[\u4e00-\u9fff]{2,10}〔(?:[一二][〇零○九][〇零○一二三四五六七八九]{2}〕\s*第?[一二三四五六七八九十百\d]{1,5}|(?:19|20)\d{2}〕\s*第?[一二三四五六七八九十百]{1,5})号"
)
_ORDER = regex(r"((?:国务院|主席|政府|委员会|部|总局|总署)令)(\d{1,4}号)")
_FORM = "年份、序号用阿拉伯数字，年份用六角括号〔〕，序号后只写“号”"
_NUMBER_FIRST = regex(r"[\u4e00-\u9fff]{2,10}〔(?:19|20)\d{2}〕\d{1,5}号《(?=关于|[^《》]{0,30}关于)")
_YEAR = regex(r"(?<!\d)(?:19|20)\d{2}(?!\d)|[〇零○一二三四五六七八九]{4}")
_LEADING = regex(
    "[\u4e00-\u9fff]*(?:按照|根据|依据|遵照|执行|印发|转发|贯彻|落实|参照|关于|详见|[见以和及与的按])(?=[\u4e00-\u9fff]{2})"
)
_INSIDE_NUMBER = regex(r"〔(\d{4})〕")
_PLACE_ENDS = regex("^[\u4e00-\u9fff]{1,8}[省市县区州盟旗镇乡]$")
_MARK_WORDS = ("文件", "令", "命令", "公告", "通告", "纪要")
_PADDED = regex(r"第\s*0")
_GAP_INSIDE = regex(r"(?<=\S)[ \u3000]+(?=\S)")
_PUSHED = 300
"""Twips of spaces before a centred line by which it is surely not in the middle."""
_OPEN = regex(r"[×□_＿*＊]|[XxＸ]{2}|〔\s*〕|〕\s*号")
"""文种 whose documents are numbered without 机关代字."""


def mark_place(view: View) -> Iterator[Hit]:
    """A mark in one line that begins at the left edge, or ends at the right one."""
    marked = view.of(MARK)
    if len(marked) != 1:
        return
    line, form = marked[0], marked[0].paragraph.form
    begin = max(form.left + form.first, form.left_chars * 3 + form.first_chars * 3) + spaces_before(line.text)
    plain = line.paragraph.place == "正文" and not line.table and not form.frame and "\t" not in line.text
    if plain and (form.align == "right" or (form.align in ("left", "start", "both") and begin < _PUSHED)):
        yield on(line, "发文机关标志没有居中", "段落居中，不设缩进")
    elif plain and form.align == "center" and _is_pushed(form):
        yield on(line, "发文机关标志设了缩进，偏在一边，没有居中", "段落居中，不设缩进")


def _is_pushed(form: ParagraphForm) -> bool:
    """Whether indents push a centred line out of the middle."""
    begin = max(form.left + form.first, (form.left_chars + form.first_chars) * 3)
    return abs(begin - max(form.right, form.right_chars * 3)) >= 2 * _PUSHED


def gap_in_mark(view: View) -> Iterator[Hit]:
    """平湖县 教育局文件: one space within the name of an organ."""
    for line in view.of(MARK):
        pieces = re.split(r"[ \u3000]+", line.text.strip())
        if len(pieces) == 1 or "\t" in line.text or min(map(len, pieces)) < 2 or re.search(r"[\d{]", line.text):
            continue  # one character each: letter spacing
        for gap in _GAP_INSIDE.finditer(line.text):
            before, after = line.text[: gap.start()].split()[-1], line.text[gap.end() :].split()[0]
            if _is_within_name(before, after, gap[0] == " ", len(pieces) == 2):
                said = f"发文机关标志“{line.text.strip()[:20]}”中间有空格"
                hint = "删去空格；要拉开字距的，设字符间距"
                yield Hit(said, hint, line, gap.start() - 1, gap.end(), right=before[-1])


def _is_within_name(before: str, after: str, narrow: bool, alone: bool) -> bool:
    """Whether a space stands inside the name of one organ: two whole names side by side are a joint mark."""
    if after in _MARK_WORDS:
        return narrow
    if _PLACE_ENDS.search(before) and alone:
        return True
    return narrow and not ORGAN.search(before)


def _number_text(line: Line) -> str:
    """The 发文字号 in its line, without the 签发人."""
    return re.split(r"\s{2,}", number_in(line.text))[0].strip()


def number_form(view: View) -> Iterator[Hit]:
    """发文字号 is not in the right form."""
    for line in view.of(NUMBER):
        text = _number_text(line)
        if several_numbers(line.text):
            continue  # which is told as such
        own = is_order(text) or re.fullmatch(r"〔\d{4}〕第?\d+[号期]", text)
        padded = view.kind == "命令" and _PADDED.match(text)
        if not text or _OPEN.search(text) or (own and not padded and view.kind in (*standard.COUNTED_TYPES, "")):
            continue
        if view.kind == "命令":
            yield from _order_number(line, text)
            continue
        try:
            parse_document_number(text)
        except DocumentNumberError as error:
            start = line.text.find(text)
            message, hint, right = error.message, error.hint, document_number_of(text)
            if own:
                message = f"发文字号“{text}”没有机关代字" if "〔" in text else f"发文字号“{text}”没有机关代字和年份"
            elif right and not hint.startswith("写作 "):
                message, hint = f"发文字号“{text}”不规范：{_FORM}", f"写作 {right}"
            yield Hit(message, hint, line, start, start + len(text), right=right if _YEAR.search(text) else "")


def _order_number(line: Line, text: str) -> Iterator[Hit]:
    """58号 for 第58号 (10.2)."""
    try:
        parse_order_number(text)
    except DocumentNumberError as error:
        start = line.text.find(text)
        right = error.hint.removeprefix("写作 ") if error.hint.startswith("写作 ") else ""
        yield Hit(error.message, error.hint, line, start, start + len(text), right=right, unsure=True)


def no_number(view: View) -> Iterator[Hit]:
    """A 发文机关标志 without 发文字号."""
    mark = view.first(MARK)
    if (
        mark is not None
        and view.of(TITLE)
        and view.kind
        and view.kind not in standard.COUNTED_TYPES
        and not view.of(NUMBER)
    ):
        yield on(mark, "发文机关标志下没有发文字号", "在标志下空二行写“机关代字〔四位年份〕序号号”")


def no_mark(view: View) -> Iterator[Hit]:
    """A 发文字号 without 发文机关标志: printed on paper that has one, or left out."""
    number = view.first(NUMBER)
    if number is not None and view.of(TITLE) and not view.of(MARK):
        yield on(number, "发文字号上面没有发文机关标志", "写发文机关名称加“文件”，红色小标宋；套印在红头纸上的不用理会")


def several(view: View) -> Iterator[Hit]:
    """More than one 发文字号 over a joint document, in one line or two."""
    numbers = view.of(NUMBER)
    for line in numbers[:1]:
        found = several_numbers(line.text) or [_number_text(item) for item in numbers]
        if len(set(found)) > 1 and view.of(TITLE):
            said = f"标了{len(found)}个发文字号：{'、'.join(found[:3])}"
            yield on(line, said, "联合行文只用主办机关的一个发文字号")


def number_in_text(view: View) -> Iterator[Hit]:
    """A 文号 in the text with the wrong brackets, 第 or a leading zero."""
    for line in lines_with(view.lines, (_IN_TEXT,)):
        if line.role in (NUMBER, MARK, COPY_NUMBER):
            continue
        for match in _IN_TEXT.finditer(line.text):
            text = match[0]
            hint = "写作“机关代字〔四位年份〕序号号”，如 国管节能〔2020〕39号"
            words = _LEADING.match(text)
            begin = words.end() if words else 0
            text = text[begin:]
            right = document_number_of(text)
            if right:
                hint = f"写作 {right}"
            said = f"文号“{text}”写法不对：年份用六角括号〔〕，序号不加“第”、不补零，后加“号”"
            certain = right if right and _YEAR.search(text) else ""
            yield Hit(said, hint, line, match.start() + begin, match.end(), right=certain)
    for line, match in found_in(view.texts(), _ORDER):
        yield at(line, match, f"“{match[0]}”缺“第”", "令的编号写作“令第×号”", right=f"{match[1]}第{match[2]}")


def number_before_title(view: View) -> Iterator[Hit]:
    """五政〔2026〕73号《关于…的请示》."""
    for line in lines_with(view.texts(), (_NUMBER_FIRST,)):
        for match in _NUMBER_FIRST.finditer(line.text):
            yield Hit(
                "引用公文先写了文号，后写标题",
                "先引标题，后引发文字号，文号放在圆括号内",
                line,
                match.start(),
                match.end() - 1,
            )


def number_year(view: View) -> Iterator[Hit]:
    """The year of the 发文字号 is not that of the 成文日期."""
    number, date = view.first(NUMBER), view.first(DATE)
    if number is None or date is None:
        return
    written = date_of(date.text) or date.text
    year, dated = _INSIDE_NUMBER.search(number.text), re.search(r"((?:19|20)\d{2})年", written)
    if year and dated and int(year[1]) != int(dated[1]):
        yield on(number, f"发文字号的年份是{year[1]}，成文日期是{dated[1]}年", "核对；年初发上年编号的公文除外")


def mark_look(view: View) -> Iterator[Hit]:
    """发文机关标志 is not red 小标宋."""
    for line in view.of(MARK):
        form = line.main_run().form
        if not is_red(form.color):
            yield on(line, "发文机关标志不是红色", "字色设为红色（FF0000）")
            return
        if face_of(form.font) != "小标宋":
            yield on(line, f"发文机关标志用了{form.font or '默认字体'}，不是小标宋体", "用方正小标宋简体等小标宋体")
            return
        if form.size < standard.TITLE_SIZE_PT:
            yield on(
                line,
                f"发文机关标志是{size_name(form.size)}，比标题的字还小",
                "字号以醒目、美观、庄重为准，一般用初号上下",
            )
            return


def red_rule(view: View) -> Iterator[Hit]:
    """No red rule under the 发文字号."""
    number = view.first(NUMBER)
    if number is None or not view.of(MARK) or not view.of(TITLE) or view.kind in ("命令", "纪要") or is_letter(view):
        return
    if not has_red_rule(view, number):
        yield on(number, "发文字号下没有红色分隔线", "在发文字号下4 mm处加与版心等宽的红线")


def has_red_rule(view: View, number: Line) -> bool:
    """Whether there is a red rule, or something drawn that may be one, anywhere over the title."""
    head = [line for line in view.lines if line.part == HEAD]
    title = view.first(TITLE)
    last = title.paragraph.number if title is not None else number.paragraph.number
    for block in view.form.blocks:
        if isinstance(block, FormParagraph):
            if block.number > last:
                break
            edges = (block.form.bottom, block.form.top)
            if _may_be_red(block) or any(edge is not None and is_red(edge.color) for edge in edges):
                return True
    tables = {line.table for line in head if line.table}
    for table in view.form.blocks:
        if isinstance(table, FormTable) and table.number in tables and table.bottom and is_red(table.bottom.color):
            return True
    return any(_may_be_red(line.paragraph) for line in head)


def _may_be_red(block: FormParagraph) -> bool:
    """Whether something is drawn at a paragraph that is a red line or may be one: what is known to be lines must be red."""
    return block.drawn and (not block.strokes or any(is_red(stroke.color) for stroke in block.strokes))


def number_place(view: View) -> Iterator[Hit]:
    """发文字号 is not centred (or, going up, not one 字 in)."""
    number = next((line for line in view.of(NUMBER) if "号" in line.text), view.first(NUMBER))
    if number is None or number.table or not view.of(MARK) or view.kind in ("命令", "纪要") or is_letter(view):
        return
    form = number.paragraph.form
    if is_needless(view):
        return  # G211 tells that there should be no 签发人; then the number is centred
    if signatories(view) or view.upward:
        if _is_beside_nobody(view, number):
            yield on(
                number,
                "签发人没有与发文字号同一行",
                "签发人居右空一字，与发文字号排在同一行；多人的，末行与发文字号同一行",
            )
        indent = form.left + max(0, form.first)
        spaces = len(number.text) - len(number.text.lstrip("\u3000"))
        chars = form.left_chars + max(0, form.first_chars) + spaces * 100
        if form.align == "center" or (not chars and not 200 <= indent <= 450):
            yield on(number, "上行文的发文字号没有左空一字", "左对齐，左缩进1字符")
    elif form.align != "center":
        yield on(number, "发文字号没有居中", "段落居中，不设缩进")
    elif _is_pushed(form):
        yield on(number, "发文字号设了缩进，没有居中", "段落居中，不设缩进")
    elif spaces_before(number.text) >= _PUSHED:
        yield on(number, "发文字号前打了空格，没有居中", "删去空格，段落居中")


def _is_beside_nobody(view: View, number: Line) -> bool:
    """Whether the 签发人 stand in lines of their own, and the line of the 发文字号 holds nothing else."""
    lines = signatories(view)
    plain = all(line.paragraph.place == "正文" and not line.table and not line.paragraph.form.frame for line in lines)
    return bool(lines) and plain and number not in lines and number.text.strip() == _number_text(number)


def room_before_number(view: View) -> Iterator[Hit]:
    """Not two lines between the mark and the 发文字号."""
    number = view.first(NUMBER)
    if number is None or number.index == 0 or number.table or not view.of(MARK):
        return
    above = view.lines[number.index - 1]
    if above.paragraph.place == "文本框" or number.paragraph.form.align == "right" or is_letter(view):
        return  # a box has its own place on the page; at the right it is that of a letter (10.1)
    if view.kind == "纪要" and is_order(number.text):
        return  # 第18期 of minutes, whose form is left to the office (10.3)
    gap = view.gaps[number.index]
    if above.role == MARK and not (1.4 <= gap <= 2.6):
        said = f"发文字号与发文机关标志之间空了{gap:.3g}行"
        yield on(number, said, "空二行", notice=view.kind == "纪要")


def _ruled_before(view: View, title: Line, number: Line) -> int:
    """The blank paragraphs between number and title down to the one that carries the red rule: they stand over it."""
    between = [block for block in view.form.blocks if isinstance(block, FormParagraph)
               and number.paragraph.number < block.number < title.paragraph.number]  # fmt: skip
    ruled = [n for n, block in enumerate(between, 1) if red(block.form.bottom)]
    return min(ruled[-1], title.blanks) if ruled else 0


def room_before_title(view: View) -> Iterator[Hit]:
    """Not two lines between the red rule and the title."""
    title = view.first(TITLE)
    if title is None or title.index == 0:
        return
    above = view.lines[title.index - 1]
    gap = view.gaps[title.index] - _ruled_before(view, title, above)
    if above.role == NUMBER and view.kind != "命令" and not 1.4 <= gap <= 2.6:
        over = "上面的发文字号" if is_letter(view) else "红色分隔线"
        yield on(title, f"标题与{over}之间空了{gap:.3g}行", "空二行")


_HEAD = "发文机关标志：云溪区人民政府文件\n空行\n空行\n"
_REST = "\n空行\n空行\n标题：关于开展检查的通知\n空行\n主送机关：各单位：\n正文：请执行。"
RULES = (
    Rule("G240", "不止一个发文字号", RULES_9, HARD, ERROR, "联合行文使用主办机关的发文字号。",
         _HEAD + "发文字号：云政发〔2025〕8号" + _REST, _HEAD + "发文字号：云政发〔2025〕8号　云党发〔2025〕6号" + _REST, several, True),
    Rule("G207", "发文字号写法不对", "GB/T 9704—2012 7.2.5", HARD, ERROR, "年份写全四位、用六角括号括起，序号不加“第”、不补零，后加“号”。",
         _HEAD + "发文字号：云政发〔2025〕8号" + _REST, _HEAD + "发文字号：云政发[2025]第08号" + _REST, number_form),
    Rule("G223", "没有发文字号", RULES_9, SOFT, WARNING, "公文一般有发文字号。",
         _HEAD + "发文字号：云政发〔2025〕8号" + _REST, _HEAD.rstrip() + _REST, no_number, True),
    Rule("G224", "没有发文机关标志", RULES_9, SOFT, NOTICE, "公文一般有发文机关标志。",
         _HEAD + "发文字号：云政发〔2025〕8号" + _REST, "发文字号：云政发〔2025〕8号" + _REST, no_mark, True),
    Rule("G208", "文中的文号写法不对", "GB/T 9704—2012 7.2.5", HARD, ERROR, "引用的文号也用六角括号，序号不加“第”、不补零。",
         "正文：按照国管节能〔2020〕39号执行。", "正文：按照国管节能[2020]39号执行。", number_in_text),
    Rule("G228", "引文先文号后标题", UNWRITTEN, CUSTOM, NOTICE, "引用公文先引标题，后引发文字号。",
         "正文：《关于经费的请示》（云财〔2025〕8号）收悉。", "正文：云财〔2025〕8号《关于经费的请示》收悉。", number_before_title),
    Rule("G209", "文号年份与成文日期不符", UNWRITTEN, CUSTOM, WARNING, "发文字号的年份一般就是成文的年份。",
         _HEAD + "发文字号：云政发〔2025〕8号" + _REST + "\n署名：云溪区人民政府\n成文日期：2025年3月1日",
         _HEAD + "发文字号：云政发〔2024〕8号" + _REST + "\n署名：云溪区人民政府\n成文日期：2025年3月1日", number_year),
    Rule("G213", "没有红色分隔线", "GB/T 9704—2012 7.2.7", HARD, ERROR, "发文字号之下4 mm处印一条与版心等宽的红色分隔线。",
         _HEAD + "发文字号：云政发〔2025〕8号" + _REST, _HEAD + "发文字号（无红线）：云政发〔2025〕8号" + _REST, red_rule, True),
    Rule("G214", "发文机关标志不是红色小标宋", "GB/T 9704—2012 7.2.4", SOFT, WARNING, "发文机关标志推荐用小标宋体、红色。",
         _HEAD, "发文机关标志（黑体）：云溪区人民政府文件", mark_look, True),
    Rule("G235", "发文机关标志没有居中", "GB/T 9704—2012 7.2.4", HARD, WARNING, "发文机关标志居中排布。",
         _HEAD, _HEAD.replace("标志：", "标志（靠左）：", 1), mark_place, True),
    Rule("G215", "发文字号位置不对", "GB/T 9704—2012 7.2.5", HARD, ERROR, "发文字号居中；上行文左空一字，与签发人同一行。",
         _HEAD + "发文字号：云政发〔2025〕8号" + _REST, _HEAD + "发文字号（靠左）：云政发〔2025〕8号" + _REST, number_place, True),
    Rule("G216", "标志与发文字号之间不是空二行", "GB/T 9704—2012 7.2.5", HARD, ERROR, "发文字号编排在标志下空二行位置。",
         _HEAD + "发文字号：云政发〔2025〕8号" + _REST, "发文机关标志：云溪区人民政府文件\n发文字号：云政发〔2025〕8号" + _REST, room_before_number, True),
    Rule("G217", "红线与标题之间不是空二行", "GB/T 9704—2012 7.3.1", SOFT, WARNING, "标题一般编排在红色分隔线下空二行位置。",
         _HEAD + "发文字号：云政发〔2025〕8号" + _REST,
         _HEAD + "发文字号：云政发〔2025〕8号\n标题：关于开展检查的通知\n空行\n主送机关：各单位：\n正文：请执行。", room_before_title, True),
    Rule("G230", "发文机关标志中间有空格", UNWRITTEN, CUSTOM, NOTICE, "发文机关标志是机关的名称，名称中间不空格。",
         _HEAD, _HEAD.replace("云溪区人民", "云溪区 人民"), gap_in_mark, True),
)  # fmt: skip
