"""Rules of 附件说明 and 附件 (7.3.4, 7.3.7)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from genwen.lint.marks import spaces_before
from genwen.lint.rule import CUSTOM, ERROR, HARD, WARNING, Hit, Rule, at, on
from genwen.lint.view import ATTACHMENT_MARK, ATTACHMENT_NOTE, ATTACHMENT_TITLE, PROSE, Line, View
from genwen.patterns import regex
from genwen.records import record

NOTE_CLAUSE, CLAUSE = "GB/T 9704—2012 7.3.4", "GB/T 9704—2012 7.3.7"
_LEAD = regex(
    r"\s*附(?:\s*件|(?=[ \u3000：:]))(?:\s*(?=\d{1,2}\s*[.．、])"
    r"|\s*((?:[\d０-９]{1,2}(?![\d年月季届次批期])|[一二三四五六七八九十]{1,3}(?=\s*(?:[：:]|\s|$)))?)\s*([：:]?)\s*)"
)
_NUMBER = regex(r"\s*[（(]?(\d{1,2})\s*([.．、,，)）]?)\s*")
_RIGHT_MARK = regex(r"(?:[\u4e00-\u9fff]{2,12}〔\d{4}〕\d+号)?附件(?:[1-9]\d?(?:-\d+)?)?")
_MARKED = regex(r"附\s*[件表录图]?\s*([一二三四五六七八九十]+|\d*)")
_MARK_LEAD = regex(r"[\s（(【]*附\s*[件表录图]?\s*[一二三四五六七八九十\d０-９]*(?:-\d+)?\s*[：:]?[\s）)】]*")
_LOOSE = regex(r"[\s　《》〈〉“”‘’（）()〔〕、，。．.：:；;—\-－–·]")


@record
class Entry:
    """One name in the 附件说明: its number as written (0 for none), the mark after it, the name, where these begin."""

    line: Line
    number: int
    mark: str
    name: str
    lead: int
    start: int


def _is_ordinal(number: re.Match[str], piece: str, due: int, titles: Collection[str]) -> bool:
    """Whether a number counts the name behind it: with a mark it does; without one where it is due, and begins no title."""
    behind = piece[number.end() : number.end() + 1]
    if number[2] != "":
        return True
    counts = behind != "" and not behind.isdigit() and behind not in "年月日个项" and int(number[1]) == due
    return counts and not any(title.startswith(piece[number.start() : number.end() + 2].strip()) for title in titles)


def entries(view: View) -> list[Entry]:
    """The names in the 附件说明; one line may hold several."""
    found: list[Entry] = []
    titles = [line.said for line in view.of(ATTACHMENT_TITLE)]
    for line in view.of(ATTACHMENT_NOTE):
        at_line = 0
        text = line.whole
        shift = len(line.label)
        for piece in text.split("\n"):
            lead = _LEAD.match(piece)
            start = lead.end() if lead and lead[0].strip() else 0
            number = _NUMBER.match(piece, start)
            if number is not None and _is_ordinal(number, piece, len(found) + 1, titles):
                begin = number.end()
                first, last = (max(0, at_line + place - shift) for place in (begin - len(number[0].lstrip()), begin))
                found.append(Entry(line, int(number[1]), number[2], piece[begin:].strip(), first, last))
            elif piece[start:].strip():
                place = max(0, at_line + start - shift)
                found.append(Entry(line, 0, "", piece[start:].strip(), place, place))
            at_line += len(piece) + 1
    return found


def note_lead(view: View) -> Iterator[Hit]:
    """附件说明 does not begin with 附件：."""
    first = True
    for line in view.of(ATTACHMENT_NOTE):
        lead = _LEAD.match(line.text)
        if not lead or not lead[0].strip():
            first = False
            continue
        if not lead[2] and not lead[1] and first:
            told = "附件说明的“附件”后没有冒号"
            hint = f"写作“附件：{'名称' if lead[2] is not None else '1.名称'}”"
            yield Hit(told, hint, line, lead.start(), lead.end(), right="附件：")
        elif first and "件" not in lead[0]:
            yield Hit(
                "附件说明只写了“附”", "写作“附件：名称”", line, lead.start(), lead.end(), unsure=True, right="附件："
            )
        elif lead[2] is not None and (lead[2] != "：" or lead[1] or " " in lead[0].strip()):
            told = "用了半角冒号" if lead[2] == ":" else "“附件”后带了序号" if lead[1] else "写法不对"
            hint = "写作“附件：名称”；多个的写作“附件：1.名称”，第二个起另行写“2.名称”"
            alone = lead[1] and len(entries(view)) == 1 and len(view.of(ATTACHMENT_MARK)) < 2
            yield Hit(f"附件说明{told}", hint, line, lead.start(), lead.end(), right="附件：" if alone else "")
        elif not first:
            yield at(line, lead, "第二行起又写了“附件”", "只在第一行写“附件：”，以下只写序号和名称")
        first = False


def single_numbered(view: View) -> Iterator[Hit]:
    """One attachment only, with a number."""
    found = entries(view)
    if len(found) == 1 and found[0].number and len(view.of(ATTACHMENT_MARK)) < 2:
        entry = found[0]
        hint = f"写作“附件：{entry.name}”"
        yield Hit("只有一个附件，却带了序号", hint, entry.line, entry.lead, entry.start)


def note_numbers(view: View) -> Iterator[Hit]:
    """Names in the 附件说明 without numbers, or with wrong ones."""
    found = entries(view)
    if len(found) < 2:
        return
    complete = len(view.of(ATTACHMENT_MARK)) == len(found)  # then no name is missing, only a number is wrong
    for expected, entry in enumerate(found, 1):
        if not entry.number:
            yield Hit(
                f"附件说明第{expected}项没有序号",
                f"写作“{expected}.{entry.name[:10]}”",
                entry.line,
                entry.start,
                entry.start + 1,
            )
        elif entry.number != expected:
            yield Hit(
                f"附件说明的序号不连续：第{expected}项写成了{entry.number}",
                f"改为{expected}.",
                entry.line,
                entry.lead,
                entry.start,
                right=f"{expected}." if complete else "",
            )
        elif entry.mark != "." and not entry.line.label:
            yield Hit(
                f"附件序号“{entry.line.text[entry.lead : entry.start].strip()}”后应用半角圆点",
                f"写作“{entry.number}.”",
                entry.line,
                entry.lead,
                entry.start,
                right=f"{entry.number}.",
            )


def note_end(view: View) -> Iterator[Hit]:
    """A mark after the name of an attachment."""
    for entry in entries(view):
        text = entry.line.text.rstrip()
        if entry.name and entry.name[-1] in "。；，、.;,：:":
            place = max(text.rfind(entry.name) + len(entry.name) - 1, 0)
            yield Hit(f"附件名称后有“{entry.name[-1]}”", "附件名称后不加标点", entry.line, place, place + 1)


def note_titled(view: View) -> Iterator[Hit]:
    """The name of an attachment in 《》."""
    for entry in entries(view):
        if entry.name.startswith("《") and entry.name.rstrip("。；").endswith("》") and entry.name.count("《") == 1:
            yield on(entry.line, "附件名称加了书名号", "附件名称不加书名号")


def _titles(view: View) -> list[tuple[Line, str]]:
    """Each 附件标识 with the title under it."""
    found: list[tuple[Line, str]] = []
    going = False
    for line in view.lines:
        if line.role == ATTACHMENT_MARK:
            text = line.text.strip()
            lead = _MARK_LEAD.match(text)
            rest = text[lead.end() :] if lead else text
            found.append((line, rest if len(rest) > 3 and "号附件" not in line.text else ""))
            going = True
        elif line.role == ATTACHMENT_TITLE and found and going:
            found[-1] = (found[-1][0], found[-1][1] + line.text.strip())
            going = _goes_on(view, line)
        elif going and line.role != ATTACHMENT_TITLE:
            going = not found[-1][1]
    return found


def _goes_on(view: View, line: Line) -> bool:
    after = view.lines[line.index + 1 : line.index + 2]
    return bool(after) and after[0].role == ATTACHMENT_TITLE and not after[0].blanks


def names_agree(view: View) -> Iterator[Hit]:
    """The name in the 附件说明 is not the title of the attachment."""
    noted, titles = entries(view), _titles(view)
    if len(noted) != len(titles):
        return
    for entry, (mark, title) in zip(noted, titles, strict=True):
        if title and _LOOSE.sub("", entry.name) != _LOOSE.sub("", title):
            line = next((item for item in view.lines[mark.index :] if item.role == ATTACHMENT_TITLE), mark)
            yield on(line, f"附件标题“{title[:24]}”与附件说明“{entry.name[:24]}”不一致", "两处的名称应当一字不差")


def counts_agree(view: View) -> Iterator[Hit]:
    """More or fewer names than attachments."""
    noted, marks = entries(view), view.of(ATTACHMENT_MARK)
    alone = _titles_alone(view, noted)
    for line in alone:
        yield on(line, f"附件“{line.said[:24]}”上面没有“附件”标识", "另起一面，第一行顶格写“附件”或“附件1”")
    if alone and len(marks) + len(alone) == len(noted):
        return
    if noted and marks and len(noted) != len(marks):
        yield on(noted[0].line, f"附件说明列了{len(noted)}个，文后有{len(marks)}个附件", "逐个对照，补上缺少的")
    elif noted and not marks:
        yield on(
            noted[0].line,
            f"附件说明列了{len(noted)}个，文件里没有附件",
            "附件应与正文一起装订；分开装订的不用理会",
            notice=True,
        )
    elif marks and not noted and view.official:
        yield on(marks[0], "文后有附件，正文下没有附件说明", "在正文下空一行写“附件：名称”")


def _titles_alone(view: View, noted: list[Entry]) -> list[Line]:
    """The titles of attachments, named in the 附件说明, that no mark stands over."""
    names = {_LOOSE.sub("", entry.name) for entry in noted}
    return [
        line for line in view.of(ATTACHMENT_TITLE) if names and line.index and _LOOSE.sub("", line.text) in names
        and view.lines[line.index - 1].role not in (ATTACHMENT_MARK, ATTACHMENT_TITLE)
    ]  # fmt: skip


def no_title(view: View) -> Iterator[Hit]:
    """A mark of an attachment right above a table or text, no title between them."""
    named = {entry.name for entry in entries(view)}
    grids = {grid.table.number: grid for grid in view.grids}
    for mark, title in _titles(view):
        after = view.lines[mark.index + 1 : mark.index + 2]
        grid = grids.get(after[0].table) if after else None
        tabled = grid is not None and bool(grid.rows) and sum(bool(cell) for cell in grid.rows[0]) > 1
        if not title and named and (tabled or (after and not after[0].table and after[0].role in PROSE)):
            yield on(mark, f"“{mark.said[:8]}”没有标题", "在第三行居中写附件标题，与附件说明一致")


def mark_form(view: View) -> Iterator[Hit]:
    """附件标识 is not 附件 or 附件1."""
    for line in view.of(ATTACHMENT_MARK):
        text = line.text.strip()
        if not _RIGHT_MARK.fullmatch(text):
            told = "后面有冒号" if text.endswith(("：", ":")) else "写法不对"
            yield on(
                line,
                f"附件标识“{text[:16]}”{told}",
                "顶格写“附件”或“附件1”，用阿拉伯数字，中间不空，不加冒号；标题另起，在第三行居中",
            )


def mark_numbers(view: View) -> Iterator[Hit]:
    """附件标识 numbered wrongly."""
    marks = view.of(ATTACHMENT_MARK)
    if len(marks) == 1 and len(entries(view)) > 1:
        return  # one of them is missing, which is told as such
    for expected, line in enumerate(marks, 1):
        match = _MARKED.search(line.text)
        given = match[1] if match else ""
        if len(marks) == 1 and given and "号附件" not in line.text:
            yield on(line, f"只有一个附件，标识却写“{line.text.strip()[:8]}”", "写“附件”")
        elif len(marks) > 1 and not given:
            yield on(line, f"第{expected}个附件的标识没有序号", f"写“附件{expected}”")
        elif len(marks) > 1 and given.isdecimal() and int(given) != expected:
            yield on(
                line, f"附件序号不连续：第{expected}个写成了“附件{given}”", f"改为“附件{expected}”，并与附件说明一致"
            )


def new_page(view: View) -> Iterator[Hit]:
    """An attachment that does not begin on a new page."""
    for line in view.of(ATTACHMENT_MARK):
        if not line.new_page:
            yield on(line, f"“{line.text.strip()[:8]}”没有另起一面", "在“附件”一行设“段前分页”")


def room_before_note(view: View) -> Iterator[Hit]:
    """Not one line between the body and the 附件说明."""
    line = view.first(ATTACHMENT_NOTE)
    if line is not None and line.index and not 0.6 <= view.gaps[line.index] <= 1.7:
        yield on(line, f"附件说明与正文之间空了{view.gaps[line.index]:.3g}行", "空一行")


def note_indent(view: View) -> Iterator[Hit]:
    """附件说明 whose first line does not begin two 字 in."""
    line = view.first(ATTACHMENT_NOTE)
    if line is None or line.table or line.label or not _LEAD.match(line.text):
        return
    form = line.paragraph.form
    if form.align not in ("center", "right") and any(1.5 <= inset <= 2.6 for inset in _insets(line)):
        return
    yield on(line, "附件说明没有左空二字", "“附件”前空二字，回行与冒号后的名称对齐")


def _insets(line: Line) -> list[float]:
    """How far in a line may begin, in 字: a left indent in 字 holds a hanging one in some files, in others it does not."""
    form = line.paragraph.form
    wide = line.main_run().form.size * 20 - 5
    spaces = spaces_before(line.text) / 320
    left = form.left_chars / 100 if form.left_chars else form.left / wide
    first = form.first_chars / 100 if form.first_chars else form.first / wide
    return [left + first + spaces, left + spaces, (form.left + form.first) / wide + spaces]


def mark_flush(view: View) -> Iterator[Hit]:
    """附件标识 is indented or not flush left; the title is not on the third line, centred."""
    for line in view.of(ATTACHMENT_MARK):
        form = line.paragraph.form
        if form.align in ("center", "right") or max(form.left + form.first, form.first_chars * 3) > 160:
            yield on(line, f"“{line.text.strip()[:8]}”没有顶格", "左对齐，不缩进")
    for title in view.of(ATTACHMENT_TITLE):
        above = view.lines[title.index - 1]
        if above.role == ATTACHMENT_MARK and not 0.6 <= view.gaps[title.index] <= 1.7:
            yield on(title, f"附件标题与“附件”之间空了{view.gaps[title.index]:.3g}行", "附件标题在第三行，中间空一行")
        elif above.role == ATTACHMENT_MARK and title.paragraph.form.align != "center":
            yield on(title, "附件标题没有居中", "居中")


_BODY = "正文：现将有关事项通知如下。\n空行\n"
_TWO = _BODY + "附件说明：附件：1.任务清单\n附件说明：2.联系名单\n署名：云溪区财政局\n成文日期：2025年3月8日\n"
_A1, _A2 = "附件标识：附件1\n空行\n附件标题：任务清单\n", "附件标识：附件2\n空行\n附件标题：联系名单\n"
_ONE = (
    _BODY
    + "附件说明：附件：任务清单\n署名：云溪区财政局\n成文日期：2025年3月8日\n附件标识：附件\n空行\n附件标题：任务清单\n"
)
RULES = (
    Rule("G901", "附件说明开头写法不对", NOTE_CLAUSE, HARD, ERROR, "“附件”二字后标全角冒号和附件名称，序号写在冒号之后。",
         _TWO + _A1 + _A2, _TWO.replace("附件：1.", "附件:1.") + _A1 + _A2, note_lead, True),
    Rule("G902", "单个附件带序号", NOTE_CLAUSE, HARD, ERROR, "只有一个附件的不编序号。", _ONE, _ONE.replace("附件：任务", "附件：1.任务"), single_numbered, True),
    Rule("G903", "附件说明的序号不对", NOTE_CLAUSE, HARD, ERROR, "多个附件用阿拉伯数字顺序编号，如“1.”“2.”。",
         _TWO + _A1 + _A2, _TWO.replace("2.联系", "3.联系") + _A1 + _A2, note_numbers, True),
    Rule("G904", "附件名称后有标点", NOTE_CLAUSE, HARD, ERROR, "附件名称后不加标点。", _ONE, _ONE.replace("附件：任务清单", "附件：任务清单。"), note_end, True),
    Rule("G905", "附件名称加书名号", NOTE_CLAUSE, CUSTOM, WARNING, "附件说明里的名称不加书名号。",
         _ONE, _ONE.replace("附件：任务清单", "附件：《任务清单》"), note_titled, True),
    Rule("G906", "附件标题与附件说明不一致", CLAUSE, HARD, ERROR, "附件的序号、标题应与附件说明一致。",
         _ONE, _ONE.replace("附件标题：任务清单", "附件标题：任务分工清单"), names_agree, True),
    Rule("G907", "附件个数不符", CLAUSE, HARD, ERROR, "附件说明列几个，文后就有几个附件。", _TWO + _A1 + _A2, _TWO + _A1, counts_agree, True),
    Rule("G916", "附件没有标题", CLAUSE, HARD, WARNING, "附件标题居中编排在版心第三行，与附件说明的表述一致。",
         _ONE + "表：序号|名称/1|甲", _ONE.replace("空行\n附件标题：任务清单\n", "") + "表：序号|名称/1|甲", no_title, True),
    Rule("G909", "附件标识写法不对", CLAUSE, HARD, ERROR, "“附件”二字及序号用3号黑体顶格，用阿拉伯数字，不加冒号。",
         _ONE, _ONE.replace("附件标识：附件", "附件标识：附件："), mark_form, True),
    Rule("G910", "附件标识的序号不对", CLAUSE, HARD, ERROR, "附件标识的序号与附件说明一致；只有一个的不编号。",
         _TWO + _A1 + _A2, _TWO + _A1 + _A2.replace("附件2", "附件3"), mark_numbers, True),
    Rule("G911", "附件没有另起一面", CLAUSE, HARD, ERROR, "附件另面编排。", _ONE, _ONE.replace("附件标识：", "附件标识（接排）："), new_page, True),
    Rule("G912", "附件说明上没有空一行", NOTE_CLAUSE, HARD, ERROR, "附件说明在正文下空一行。", _ONE, _ONE.replace("如下。\n空行\n", "如下。\n"), room_before_note, True),
    Rule("G913", "附件标识、标题的位置不对", CLAUSE, HARD, ERROR, "“附件”顶格排第一行，附件标题居中排第三行。",
         _ONE, _ONE.replace("附件标识：附件\n空行\n", "附件标识：附件\n"), mark_flush, True),
    Rule("G914", "附件说明没有左空二字", NOTE_CLAUSE, HARD, ERROR, "附件说明左空二字。", _ONE, _ONE.replace("附件说明：", "附件说明（靠左）："), note_indent, True),
)  # fmt: skip
