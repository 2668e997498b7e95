"""Rules of the 版记 (7.4): 抄送, 印发, their form and order."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache

from genwen import standard
from genwen.lint import marks
from genwen.lint.fonts import face_of
from genwen.lint.organs import is_organ
from genwen.lint.rule import CUSTOM, ERROR, HARD, NOTICE, SOFT, WARNING, Hit, Rule, at, on
from genwen.lint.view import (
    ATTACHMENT_MARK,
    BODY,
    COPIES,
    DATE,
    IMPRINT,
    MOVED_RECIPIENTS,
    PRINTING,
    RECIPIENTS,
    TITLE,
    Line,
    View,
)
from genwen.lint.written import date_of
from genwen.numerals import DateError, parse_date, width_in_chars
from genwen.ooxml.form import FormCell, FormTable
from genwen.patterns import regex

_PRINTED = regex(
    r"(\d{2,4}\s*年\s*\d{1,3}\s*月\s*\d{1,3}\s*[日号]?|(?<!\d)\d{4}[.\-/．]\d{1,2}[.\-/．]\d{1,2}"
    r"|[〇零○一二三四五六七八九\d]{4}\s*年\s*[一二三四五六七八九十\d]{1,3}\s*月\s*[一二三四五六七八九十\d]{1,3}\s*[日号])\s*(印\s*发)?(?:印制|印刷|付印|制发|印|发)?[。.]?\s*$"
)
_SHORT_DATE = regex(r"(?<![\d年月])(\d{1,2}月\d{1,2}[日号]|(?:19|20)\d{2}年(?:\d{1,2}月)?)\s*(印\s*发)\s*[。.]?\s*$")
"""A date without its year, or with nothing but year and month."""
_STOPPED = regex(r"印\s*发\s*[。.]\s*$")
_DAY = regex(r"((?:19|20)\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]")
_FULL_WIDTH = 8_500
"""Twips from which a table is as wide as the 版心."""
_ROOM, _WORD, _NEAR_RIGHT = 31, 280, 6
"""字 of the 版记 in a line, twips of one, and 字 from the right edge beyond which a date does not stand at the right."""
_NEAR_CELL = 2.5
"""The same of a date in a cell, whose width is known."""
_DATED = regex(r"\d|[〇零○一二三四五六七八九十XxＸ×_＿\s][年月日](?!.{0,3}[会团])")
_BARE_PRINTED = regex(r"\s*印\s*发\s*[。.]?\s*$")
_WRONG_BETWEEN = regex(r"[;；,]|(?<!\d)[.．·](?!\d)(?=.)|。(?=[\u4e00-\u9fff])(?!抄|分送|主送)")
"""What does not stand between organs: a second list may begin behind a full stop."""
_SPACE_BETWEEN = regex(r"([\u4e00-\u9fff（）]{3,})[ \u3000\xa0]+(?=([\u4e00-\u9fff（）]{3,}))")
_PARTS = (COPIES, MOVED_RECIPIENTS, PRINTING)
_LEAD = regex(r"\s*(抄\s*送|抄\s*报|抄\s*发|分\s*送|主\s*送)\s*([：:]?)")
_OLD_COPIES = regex(r"(?:(?<=^)|(?<=[。；\s]))抄\s*[报发](?=\s*[：:]|[\u4e00-\u9fff])")


def copies_form(view: View) -> Iterator[Hit]:
    """抄送 without full-width colon or without 。 at the end."""
    for line in view.of(COPIES, MOVED_RECIPIENTS):
        lead = _LEAD.match(line.text)
        if lead is None:
            continue
        if lead[2] != "：" or re.search(r"\s", lead[1]):
            name = re.sub(r"\s", "", lead[1])
            said = f"“{lead[0].strip()}”后应为全角冒号" if lead[2] != "：" else f"“{lead[0].strip()}”中间有空格"
            yield Hit(said, f"写作“{name}：”", line, 0, lead.end())
        text = line.text.rstrip()
        if not text.endswith("。") and not _continues(view, line):
            last = max(0, len(text) - 1)
            said, right = "抄送机关末尾没有句号", f"{text[-1]}。"
            if text[-1] in "，、；,;.．：":
                said, right, text = f"抄送机关末尾用了“{text[-1]}”，没有用句号", "。", text[:-1]
            yield Hit(said, "最后一个抄送机关名称后标句号", line, last, last + 1, right=right)
        for match in _SPACE_BETWEEN.finditer(text, lead.end()):
            if is_organ(match[1]) and is_organ(match[2]):
                said, hint = "抄送机关之间用了空格", "同类机关之间用顿号，不同类之间用逗号"
                yield Hit(said, hint, line, match.end(1), match.end())
        for match in _WRONG_BETWEEN.finditer(text):
            yield Hit(
                f"抄送机关之间用了“{match[0]}”",
                "同类机关之间用顿号，不同类之间用逗号",
                line,
                match.start(),
                match.end(),
            )


def old_copies(view: View) -> Iterator[Hit]:
    """抄报, 抄发: since 2012 there is 抄送 only."""
    lines = [line for line in view.of(COPIES) if _LEAD.match(line.text)]
    for line in lines:
        for match in _OLD_COPIES.finditer(line.text):
            alone = len(lines) == 1 and not line.text[: match.start()].strip()
            yield Hit(f"版记用了“{match[0]}”", "一律用“抄送”，上级、平级和下级机关合写在一处", line, match.start(), match.end(),
                      right="抄送" if alone else "")  # fmt: skip


def _continues(view: View, line: Line) -> bool:
    """Whether the next line goes on with the list."""
    after = view.lines[line.index + 1 : line.index + 2]
    return bool(after) and after[0].role == COPIES and not _LEAD.match(after[0].text)


_PERSON = regex(
    r"(?<=[局厅部委办院会府心])[\u4e00-\u9fff]{1,3}(?:局长|市长|县长|区长|厅长|部长|主任|书记|秘书长|院长)$"
)
"""A person behind the name of an organ, to whom nothing is to be addressed; the organ is addressed with it."""


def overlap(view: View) -> Iterator[Hit]:
    """An organ in 主送 and in 抄送, or twice in one of them; 县政府 is the 人民政府 of the county that is named in full."""
    main = [_PERSON.sub("", name) for line in view.of(RECIPIENTS, MOVED_RECIPIENTS) for name in _names(line.text)]
    told: list[str] = []
    for line in view.of(RECIPIENTS, MOVED_RECIPIENTS, COPIES):
        copied = line.role == COPIES
        end = 0
        for name in _names(line.text):
            start = line.text.find(name, end)
            end = start + len(name)
            same = next((other for other in main if _is_same(name, other)), "") if copied else ""
            if same:
                said = f"“{name}”既是主送又是抄送" if same == name else f"抄送的“{name}”就是主送的“{same}”"
                yield Hit(said, "抄送的是主送以外的机关，保留一处", line, start, end)
            elif any(_is_same(name, other) for other in told):
                yield Hit(f"“{name}”在{'抄送' if copied else '主送'}里列了两次", "保留一处", line, start, end)
            told.append(name)
        if not copied:
            told = []


def _is_same(name: str, other: str) -> bool:
    """Whether two names are of one organ, one of them perhaps without the name of the place."""
    short, long = sorted((_plain(name), _plain(other)), key=len)
    if short == long:
        return len(short) > 1
    place = long.removesuffix(short)
    return (
        len(short) > 2 and short[0] in "省市县区州盟旗" and place != long and 2 <= len(place) <= 8 and place[0] != "各"
    )


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    return "".join(name.split()).replace("人民政府", "政府").replace("委员会", "委")


def _names(text: str) -> list[str]:
    bare = _LEAD.sub("", text).strip(" ：:。\t")
    return [name.strip() for name in re.split("[，、；,;]", bare) if name.strip()]


def printing_form(view: View) -> Iterator[Hit]:
    """印发 line whose date is missing, padded, not written out or not followed by 印发."""
    undated = not any(_DATED.search(line.text) for line in view.of(PRINTING))
    for line in view.of(PRINTING):
        match = _PRINTED.search(line.text)
        if match is None:
            short = _SHORT_DATE.search(line.text)
            if short:
                lacking = "没有写到日" if "年" in short[1] else "没有写年份"
                yield at(line, short, f"印发日期“{short[1]}”{lacking}", "年、月、日写全，如 2025年3月18日印发")
            organ = _BARE_PRINTED.sub("", line.said).strip()
            named = marks.PRINTER.fullmatch(organ) or (not organ and line.index > 0)
            if undated and named and line is view.of(*_PARTS)[-1]:
                organ = organ or view.lines[line.index - 1].said
                yield on(line, f"印发机关“{organ}”后没有印发日期", "在同一行右边写印发日期，如 2025年3月18日印发")
            continue
        date = re.sub(r"\s", "", match[1])
        stop = _STOPPED.search(line.text)
        if stop:
            yield Hit(
                "“印发”后多了句号", "删去句号", line, stop.start(), stop.end(), right=stop[0].rstrip("。.").strip()
            )
        if not match[2]:
            yield Hit(f"印发日期“{date}”后没有“印发”", f"写作“{date}印发”", line, match.start(), match.end())
        said, right = f"印发日期“{date}”没有用年、月、日写全", date_of(date)
        try:
            parse_date(date)
        except DateError as error:
            mixed = right and re.search("[一二三四五六七八九十]", date) and re.search(r"\d", date)
            said = f"印发日期“{date}”混用两种数字" if mixed else f"印发日期{error.message}"
        if date != right:
            hint = f"写作 {right}" if right else "写作 2025年3月18日印发"
            yield Hit(said, hint, line, match.start(1), match.end(1), right=right)


def printing_place(view: View) -> Iterator[Hit]:
    """The date of the 版记 right behind the organ, or not far from it."""
    for line in view.of(PRINTING):
        match = _PRINTED.search(line.text) or _SHORT_DATE.search(line.text)
        before = line.text[: match.start()] if match else ""
        organ = before.rstrip(" \u3000\t\xa0")
        if match and line.column > 1 and _from_right_of_cell(view, line) > _NEAR_CELL:
            hint = "印发日期所在的单元格设为右对齐，右空一字"
            yield Hit("印发日期没有居右", hint, line, match.start(), match.end())
        if match and not before.strip() and _is_at_edge(line):
            yield Hit("印发日期没有右空一字", "右缩进1字（4号字）", line, match.start(), match.end(), notice=True)
        if match is None or not organ.strip() or "\n" in before:
            continue
        if organ == before or _from_right(line, organ, before, match[0].strip()) > _NEAR_RIGHT:
            how = "紧接在印发机关之后，没有居右" if organ == before else "没有居右"
            hint = "印发机关左空一字、印发日期右空一字，中间用制表位隔开"
            yield Hit(f"印发日期{how}", hint, line, match.start(), match.end())


def _is_at_edge(line: Line) -> bool:
    """Whether a line set at the right has no room there."""
    form = line.paragraph.form
    edge = max(form.right, form.right_chars * _WORD // 100) < _WORD // 3
    return form.align in ("right", "end") and edge and line.text == line.text.rstrip()


def _from_right_of_cell(view: View, line: Line) -> float:
    """How many 字 of the 版记 a date surely ends before the right edge of its cell; 0 where that cannot be told."""
    cell, form = cell_of(view, line), line.paragraph.form
    if cell is None or not cell.width or "\t" in line.text or form.align not in ("left", "both", "start", "center"):
        return 0
    begin = max(form.left + form.first, 0) / _WORD + max(form.left_chars + form.first_chars, 0) / 100
    room = cell.width / _WORD - begin - width_in_chars(line.text.rstrip())
    return room / 2 if form.align == "center" else room


def _from_right(line: Line, organ: str, before: str, date: str) -> float:
    """How many 字 of the 版记 a date surely ends before the right edge; 0 where that cannot be told."""
    form, gap = line.paragraph.form, before[len(organ) :]
    boxed = line.paragraph.place not in ("正文", "表格")  # how wide its box is is not known
    if boxed or form.align not in ("left", "both", "start") or "\t" in gap:
        return 0
    begin = max(form.left + form.first, 0) / _WORD + max(form.left_chars + form.first_chars, 0) / 100
    return _ROOM - begin - width_in_chars(organ + gap + date)


def printed_before(view: View) -> Iterator[Hit]:
    """印发 before the 成文日期."""
    date = view.first(DATE)
    said = date.text.strip() if date is not None else _date_in_head(view)
    right = date_of(said)
    written = _DAY.search(right or said)
    if written is None:
        return
    then = tuple(map(int, written.groups()))
    for line in view.of(PRINTING):
        printed = _DAY.search(line.text)
        first = tuple(map(int, printed.groups())) if printed else then
        # a day that does not exist is told as such
        if printed and first < then and (right or (then[1] <= 12 and first[:2] < then[:2])):
            yield Hit(f"印发日期早于成文日期（{said}）", "核对两个日期", line, printed.start(), printed.end())


def _date_in_head(view: View) -> str:
    """The date of minutes, which stands in their head beside the organ and not at their end."""
    head = itertools.takewhile(lambda line: line.role not in (TITLE, BODY), view.lines if view.kind == "纪要" else ())
    return next((match[0] for line in head if (match := _DAY.search(line.text))), "")


def imprint_look(view: View) -> Iterator[Hit]:
    """版记 that is not 4号 仿宋."""
    for line in view.of(COPIES, MOVED_RECIPIENTS, PRINTING):
        form = line.main_run().form
        if face_of(form.font) != "仿宋" or abs(form.size - standard.IMPRINT_SIZE_PT) > 0.3:
            yield on(line, f"{line.role}用了{form.font or '默认字体'}，{form.size:g}磅", "用4号（14磅）仿宋体")


def copies_inset(view: View) -> Iterator[Hit]:
    """抄送 that begins at the left edge of the 版心; in a table the cell may keep it away."""
    for line in view.of(COPIES)[:1]:
        form, cell = line.paragraph.form, cell_of(view, line)
        unknown = cell is not None and cell.inset < 0
        if form.align in ("center", "right", "end") and line.sure:
            yield on(
                line,
                f"抄送{'居中' if form.align == 'center' else '靠右'}了，没有左空一字",
                "左对齐，“抄送”左右各空一字",
            )
        if unknown or form.align not in ("left", "both", "start") or not line.sure:
            continue
        begin = max(form.left + form.first, form.left_chars * 3 + form.first_chars * 3)
        begin += cell.inset + indent_of_table(view, line) if cell is not None else 0
        if begin + marks.spaces_before(line.text) < 100:
            yield on(line, "抄送没有左空一字", "“抄送”左右各空一字，回行与冒号后的首字对齐")
        elif form.first > -_WORD and form.first_chars > -100 and _LEAD.match(line.text) and _wraps(line, cell):
            yield on(line, "抄送回行没有与冒号后的首字对齐", "左缩进4字、悬挂缩进3字（4号字），右缩进1字")


def _wraps(line: Line, cell: FormCell | None) -> bool:
    """Whether a line of the 版记 surely is longer than its room."""
    room = cell.width / _WORD if cell is not None and cell.width else _ROOM
    return width_in_chars(line.text.strip()) > room and "\n" not in line.text and "\t" not in line.text


def cell_of(view: View, line: Line) -> FormCell | None:
    """The cell a line stands in."""
    table = _table_of(view, line)
    cells = (cell for row in table.rows for cell in row.cells) if table is not None else ()
    return next((cell for cell in cells if line.paragraph in cell.paragraphs), None)


def _table_of(view: View, line: Line) -> FormTable | None:
    tables = (block for block in view.form.blocks if isinstance(block, FormTable))
    return next((table for table in tables if line.table and table.number == line.table), None)


def indent_of_table(view: View, line: Line) -> int:
    """How far the table of a line stands in from the left edge, a narrow one in the middle much."""
    table = _table_of(view, line)
    narrow = table is not None and 0 < table.width < _FULL_WIDTH
    return _WORD if table is None or narrow else max(0, table.indent)


def imprint_order(view: View) -> Iterator[Hit]:
    """主送 below 抄送, or 印发 above 抄送."""
    order = (MOVED_RECIPIENTS, COPIES, PRINTING)
    found = [line for line in view.lines if line.role in order]
    for before, after in itertools.pairwise(found):
        if order.index(before.role) > order.index(after.role):
            yield on(after, f"版记里{after.role}排在{before.role}之后", "自上而下：主送、抄送、印发机关和印发日期")


def before_attachments(view: View) -> Iterator[Hit]:
    """版记 before the 附件."""
    marks_after = [line for line in view.of(ATTACHMENT_MARK) if "号附件" not in line.text]
    line = next((line for line in view.lines if line.part == IMPRINT), None)
    if line is not None and any(mark.index > line.index for mark in marks_after):
        yield on(line, "版记排在附件之前", "版记移到全文最后一面的底部，附件排在版记之前")


_END = "正文：请执行。\n署名：云溪区财政局\n成文日期：2025年3月8日\n"
_COPY, _PRINT = "抄送机关：抄送：市财政局，区委办公室。\n", "印发机关：云溪区财政局办公室\t2025年3月9日印发"
RULES = (
    Rule("G811", "抄送写法不对", "GB/T 9704—2012 7.4.2", HARD, ERROR, "“抄送”后标全角冒号，最后一个抄送机关名称后标句号。",
         _END + _COPY + _PRINT, _END + "抄送机关：抄送:市财政局;区委办公室\n" + _PRINT, copies_form, True),
    Rule("G827", "版记用“抄报”“抄发”", "条例第九条，GB/T 9704—2012 7.4.2", HARD, WARNING, "主送以外的机关，不分上级、平级、下级，一律用“抄送”。",
         _END + _COPY + _PRINT, _END + _COPY.replace("抄送：", "抄报：") + _PRINT, old_copies, True),
    Rule("G812", "主送与抄送重复", "条例第九条", HARD, WARNING, "抄送机关是主送机关以外需要执行或知晓公文内容的机关，一个机关不列两处。",
         "标题：关于检查的通知\n空行\n主送机关：各镇人民政府：\n" + _END + _COPY + _PRINT,
         "标题：关于检查的通知\n空行\n主送机关：市财政局：\n" + _END + _COPY + _PRINT, overlap, True),
    Rule("G813", "印发日期写法不对", "GB/T 9704—2012 7.4.3", HARD, ERROR, "印发日期用阿拉伯数字写全，月、日不补零，后加“印发”。",
         _END + _COPY + _PRINT, _END + _COPY + "印发机关：云溪区财政局办公室\t2025年03月09日印发", printing_form, True),
    Rule("G828", "印发日期没有居右", "GB/T 9704—2012 7.4.3", HARD, WARNING, "印发机关左空一字，印发日期右空一字。",
         _END + _COPY + _PRINT, _END + _COPY + _PRINT.replace("\t", ""), printing_place, True),
    Rule("G814", "印发日期早于成文日期", "条例第九条", CUSTOM, WARNING, "公文成文以后才能印发。",
         _END + _COPY + _PRINT, _END + _COPY + "印发机关：云溪区财政局办公室\t2025年3月1日印发", printed_before),
    Rule("G815", "版记不是4号仿宋", "GB/T 9704—2012 7.4.2、7.4.3", SOFT, WARNING, "版记一般用4号仿宋体。",
         _END + _COPY + _PRINT, _END + "抄送机关（16磅）：抄送：市财政局。\n" + _PRINT, imprint_look, True),
    Rule("G818", "版记各项顺序不对", "GB/T 9704—2012 7.4", HARD, ERROR, "主送在抄送之上，印发机关和日期在末行。",
         _END + _COPY + _PRINT, _END + _PRINT + "\n" + _COPY, imprint_order, True),
    Rule("G820", "版记排在附件之前", "GB/T 9704—2012 7.3.7、7.4.1", HARD, ERROR, "附件在版记之前，版记在公文最后一面。",
         _END + "附件标识：附件\n空行\n附件标题：清单\n" + _COPY + _PRINT, _END + _COPY + _PRINT + "\n附件标识：附件\n空行\n附件标题：清单", before_attachments, True),
    Rule("G824", "抄送没有左空一字", "GB/T 9704—2012 7.4.2", SOFT, NOTICE, "抄送机关一般左右各空一字编排，回行与冒号后的首字对齐。",
         _END + _COPY + _PRINT, _END + _COPY.replace("抄送机关：", "抄送机关（左=0）：", 1) + _PRINT, copies_inset, True),
)  # fmt: skip
