"""Rules of what closes the 主体 (7.3.3–7.3.6): indents, 署名, 成文日期, 附注."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.lint import marks
from genwen.lint.marks import spaces_before
from genwen.lint.masks import without_quotes
from genwen.lint.organs import (
    broken,
    is_office,
    is_organ,
    is_short_form,
    marked_names,
    same_organ,
    shortened,
    single,
    spelt_names,
)
from genwen.lint.people import is_roster_line
from genwen.lint.rule import CUSTOM, ERROR, HARD, SOFT, WARNING, Hit, Rule, at, on
from genwen.lint.rules.manuscript import OUT_OF_USE
from genwen.lint.rules.paragraph_ends import FORMULA, end_mark
from genwen.lint.view import (
    ATTACHMENT_MARK,
    BODY,
    DATE,
    LEVELS,
    MAIN,
    NOTE,
    NUMBER,
    OTHER,
    PRINTING,
    RECIPIENTS,
    SIGNATURE,
    Line,
    View,
)
from genwen.lint.written import date_of
from genwen.numerals import DateError, parse_date, width_in_chars
from genwen.ooxml.form import ParagraphForm
from genwen.patterns import regex

_NO_DATE = frozenset({"纪要", "公报", "决议", "命令", "公告"})
_TOLD = 5
"""Paragraphs that are told one by one; where more are wrong, the style is, and once is enough."""
_ADDRESSED = regex(
    "(?:各|[\u4e00-\u9fff]{2,16}?(?:[局厅委会府部办院校司处]|办公室|单位|中心|公司))[\u4e00-\u9fff（）、，]{0,80}：|[\u4e00-\u9fff]{2,16}(?:[局厅委会府部办院校]|单位)："
)
"""Who is written to, as it stands under a title."""
_REGARDS = regex(r"此致[，,\s]*(?:敬礼[！!。]?)?|敬礼[！!。]?|顺颂商祺[！!。]?")
_SENT_DOWN = frozenset({"通知", "通报", "决定", "公告", "通告"})
_ASKS_BACK = regex(
    "(?:可否|妥否|能否|当否|是否可行)[，,]?请(?:予)?函[复告]|(?:请予|敬请|恳请)(?:大力)?支持为[盼荷]|函复为[盼荷]|(?:专此|特此)函[商询复]"
)
_ENDING = regex("特此(通知|报告|函复|函告|函达|批复|通报|请示|公告|通告|决定)[。.！]?")
_OPENING = regex(r"(?:现|特|兹)[^。；]{0,80}?(通知|通报|报告|汇报|请示|公告|通告|函复|函告|复函|批复)如下")
_OPENED = {"函复": "函", "函告": "函", "复函": "函", "汇报": "报告"}
_TOLERATED = {
    ("通知", "通报"),
    ("决定", "通报"),
    ("意见", "通知"),
    ("决定", "通知"),
    ("决议", "通知"),
    ("批复", "函"),
}
_ISO = regex(r"\d{4}-\d{2}-\d{2} 或 ")
_SHIFTED = 2000
_ALIGNED = 40
"""Twips within which two lines begin at one place."""
_NAMES = 40
"""Lines below a label that may stand under it."""
_LINE = 27
"""字 beyond which a paragraph surely has a second line."""
_TWO_CHARS = 630
"""Two 字 of the body, which is not told of a paragraph whose size is."""


def date_form(view: View) -> Iterator[Hit]:
    """成文日期 is not in the right form, or is no date."""
    for line in view.of(DATE):
        text = line.text.strip()
        if not marks.DATE.fullmatch(text) and marks.OPEN_DATE.fullmatch(text):
            continue  # it is still to be filled in, which is told as such
        said, hint = f"成文日期“{text}”没有用年、月、日写全", "写作 2025年3月18日"
        try:
            parse_date(text)
        except DateError as error:
            said = f"成文日期{error.message}" if text in error.message else f"成文日期“{text}”：{error.message}"
            said = said.replace("不是日期", "没有用年、月、日写全")
            hint = _ISO.sub("", error.hint)
        else:
            if re.fullmatch(r"\d{4}年\d{1,2}月\d{1,2}日", text):
                continue
        right = date_of(text)
        start = line.text.find(text)
        yield Hit(said, f"写作 {right}" if right else hint, line, start, start + len(text), right=right)


def no_date(view: View) -> Iterator[Hit]:
    """No 成文日期."""
    number = view.first(NUMBER)
    if number is None and _is_unsigned(view):
        hint = "定稿前在正文下写署名和成文日期，如 2025年3月18日"
        yield on(view.lines[-1], "文末没有署名和成文日期", hint, notice=True)
    if number is not None and view.official and view.kind not in _NO_DATE and view.kind and not view.of(DATE):
        hint = "在署名下一行写成文日期，如 2025年3月18日"
        signed = _signed_last(view)
        if signed is not None:
            yield on(signed, "署名下没有成文日期", hint)
        else:
            yield Hit("没有找到成文日期", hint, number, 0, len(number.text), unsure=True)


def _is_unsigned(view: View) -> bool:
    """Whether a text without a 版头 is addressed to somebody and ends without 署名 and date."""
    addressed = any(line.sure for line in view.of(RECIPIENTS)) and view.kind not in ("", *_NO_DATE)
    long = len(view.of(BODY, *LEVELS)) > _TOLD
    return addressed and long and not view.official and not view.of(DATE, SIGNATURE, PRINTING, ATTACHMENT_MARK)


def _signed_last(view: View) -> Line | None:
    """The name of an organ put to the right at the end of the 主体."""
    main = [line for line in view.lines if line.part == MAIN and not line.table]
    for line in main[-3:]:
        form = line.paragraph.form
        shifted = (
            form.align in ("right", "center", "end") or _offset(form) > _SHIFTED or spaces_before(line.text) > _SHIFTED
        )
        if shifted and is_organ(re.sub(r"\s", "", line.text)) and len(line.said) <= 30:
            return line
    return None


def signature_against_mark(view: View) -> Iterator[Hit]:
    """署名 is not the organ of the 发文机关标志."""
    return _against_mark(view, short=False)


def signed_short(view: View) -> Iterator[Hit]:
    """署名 is a short form of the organ of the 标志: 县政府 for 县人民政府."""
    return _against_mark(view, short=True)


def _against_mark(view: View, *, short: bool) -> Iterator[Hit]:
    """署名 that differ from the 标志: as a full name and its short form do, or otherwise."""
    signed = view.of(SIGNATURE, part=MAIN)
    marked = marked_names(view)
    if not signed or not marked or view.kind in ("命令", "纪要", "议案"):
        return
    every = [name for line in signed for name in marks.side_by_side(line.text) or [re.sub(r"\s|　", "", line.text)]]
    joint = len(every) > 1 and len(marked) == 1  # the mark may be that of the organ in charge alone
    if joint and any(same_organ(name, marked[0]) for name in every):
        return
    if joint and "".join(spelt_names(signed)) == marked[0]:
        return  # a joint mark read as one line
    apart = broken(signed, marked)
    for line in signed:
        whole = re.sub(r"\s|　", "", line.text)
        names = [whole] if whole in marked else marks.side_by_side(line.text) or [whole]
        name = next((name for name in names if not any(same_organ(name, mark) for mark in marked)), "")
        if len(name) < 4 or not is_organ(name) or line.index in apart:
            continue
        slip = any(single(name) == single(mark) or is_office(name, mark) for mark in marked)
        if not slip and len(marked) == 1 and any(shortened(name, mark) or shortened(mark, name) for mark in marked):
            said = f"署名“{name}”与发文机关标志“{marked[0]}”写法不同"
            hint = "署名用发文机关全称或规范化简称，与标志一致"
            if is_short_form(name, marked[0]) is short:
                yield Hit(said, hint, line, 0, len(line.text), unsure=not short)
        elif not short:
            shown = "、".join(marked[:3])
            yield on(
                line,
                f"署名“{name}”与发文机关标志“{shown}”不一致",
                "核对：署名写发文机关标志上的机关；标志错了的，改标志",
            )


def signature_missing(view: View) -> Iterator[Hit]:
    """A date without a 署名."""
    date = view.first(DATE)
    if date is not None and view.official and view.kind not in _NO_DATE and view.kind and not view.of(SIGNATURE):
        yield on(
            date,
            "成文日期上面没有发文机关署名",
            "在成文日期上一行署发文机关全称或规范化简称；有特定标志的普发性公文除外",
        )


def signed_below(view: View) -> Iterator[Hit]:
    """署名 under the date."""
    date = view.first(DATE, part=MAIN)
    if date is None:
        return
    for line in view.of(SIGNATURE, part=MAIN):
        if line.index > date.index and not (line.table and line.table == date.table):
            yield on(line, f"署名“{line.said[:20]}”排在成文日期之下", "署名在上，成文日期在下一行")
            return


def wrong_end(view: View) -> Iterator[Hit]:
    """特此通知 at the end of a 函."""
    for line in [item for item in view.of(BODY) if item.part == MAIN][-4:]:
        match = _ENDING.fullmatch(line.text.strip())
        if match is None or not view.kind or match[1] == view.kind or view.kind in ("命令", "纪要"):
            continue
        if not (view.kind == "函" and match[1].startswith("函")) and not (view.kind == "请示" and match[1] == "报告"):
            yield on(line, f"{view.kind}的结束语写成了“特此{match[1]}”", f"结束语与文种一致，如“特此{view.kind}。”")


def asks_as_letter(view: View) -> Iterator[Hit]:
    """可否，请函复 in what is no 函: organs that are not below each other ask in a 函."""
    for line in [item for item in view.of(BODY) if item.part == MAIN][-4:] if view.kind in _SENT_DOWN else ():
        match = _ASKS_BACK.search(without_quotes(line.text))
        if match:
            hint = f"不相隶属机关之间商洽、询问用函，不用{view.kind}；是{view.kind}的，不写这样的结束语"
            yield at(line, match, f"{view.kind}里写了函的结束语“{match[0]}”", hint)


def wrong_ends(view: View) -> Iterator[Hit]:
    """The closing words of another 文种."""
    yield from wrong_end(view)
    yield from asks_as_letter(view)
    for line in view.of(BODY, part=MAIN)[-4:] if view.official else ():
        if _REGARDS.fullmatch(line.said):
            yield on(line, f"结尾写了“{line.said}”", "这是书信的话，公文不用，删去")


def wrong_opening(view: View) -> Iterator[Hit]:
    """现通知如下 at the beginning of a 通告."""
    for line in [item for item in view.of(BODY) if item.part == MAIN][:3]:
        match = _OPENING.search(line.text)
        if match is None or not view.kind or view.kind in ("命令", "纪要", "公报", "议案"):
            continue
        said = _OPENED.get(match[1], match[1])
        if said != view.kind and (view.kind, said) not in _TOLERATED:
            hint = f"与文种一致，如“现将有关事项{view.kind if view.kind != '函' else '函告'}如下”"
            yield Hit(
                f"{view.kind}里写了“{match[1]}如下”",
                hint,
                line,
                match.start(1),
                match.end(),
                notice=(view.kind, said) == ("请示", "报告"),
            )


def _offset(form: ParagraphForm) -> int:
    return max(form.left + form.first, form.left_chars * 3 + form.first_chars * 3)


def note_form(view: View) -> Iterator[Hit]:
    """附注 without full-width round brackets."""
    for line in view.of(NOTE):
        text = line.text.strip()
        stopped = text.rstrip("。．.；;") != text and text.rstrip("。．.；;").endswith("）")
        if stopped or not text.startswith("（"):  # one that is not closed is no pair, which G501 tells
            hint = "写作（联系人：×××，联系电话：××××）" if "联系" in text else "写作（此件公开发布）"
            yield on(line, f"附注“{text[:12]}”{'括号外有标点' if stopped else '没有加全角圆括号'}", hint)


def note_place(view: View) -> Iterator[Hit]:
    """附注 above the 署名."""
    date = view.first(DATE, part=MAIN)
    signed = view.first(SIGNATURE, part=MAIN) or date
    if signed is None:
        return
    last = max(signed.index, date.index if date is not None else 0)
    for line in view.lines[max(0, signed.index - 4) : last]:
        whole = marks.NOTE.fullmatch(line.said) and line.role in (BODY, OTHER) and marks.BARE_NOTE.match(line.said)
        if line.part == MAIN and not line.table and (whole or line.role == NOTE):
            before = "署名" if line.index < signed.index else "成文日期"
            yield on(line, f"附注“{line.said[:12]}”排在{before}之前", "附注编排在成文日期下一行")


def is_indented(line: Line) -> bool:
    """Whether a paragraph of the body begins two 字 in, or need not."""
    form = line.paragraph.form
    if line.table or line.label or form.align in ("center", "right") or FORMULA.search(line.text):
        return True
    size = line.main_run().form.size
    own = form.first_chars / 100 if form.first_chars else form.first / (size * 20 - 5)
    left = form.left_chars / 100 if form.left_chars else form.left / (size * 20 - 5)
    spaces = spaces_before(line.text) / 320  # a tab too: that it was typed is told as such
    of_another_size = abs(form.first + form.left - _TWO_CHARS) <= 40 and abs(size - 16) > 0.3
    return 1.7 <= own + left + spaces <= 2.4 or of_another_size


def is_set_in(view: View, line: Line) -> bool:
    """Whether a paragraph of the body begins where it may: two 字 in, in a list of members, or under a hanging line."""
    return is_indented(line) or is_roster_line(line.text) or _hangs_under(view, line)


def _hangs_under(view: View, line: Line) -> bool:
    """Whether a line begins where the text of one above it goes on, as the further names behind a label do."""
    left = line.paragraph.form.left
    if line.paragraph.form.first or left < _TWO_CHARS:
        return False
    for place in range(line.index, max(0, line.index - _NAMES), -1):
        above = view.lines[place - 1].paragraph.form
        if view.lines[place].blanks or view.lines[place].new_page or abs(above.left - left) > _ALIGNED:
            return False
        if above.first:
            return above.first < 0
    return False


def is_pushed_whole(line: Line) -> bool:
    """Whether a paragraph of several lines is indented as a whole, not only in its first line."""
    form, wide = line.paragraph.form, line.main_run().form.size * 20 - 5
    left = form.left_chars / 100 if form.left_chars else form.left / wide
    own = form.first_chars / 100 if form.first_chars else form.first / wide
    plain = not line.table and not line.label and form.align in ("left", "both", "start") and "\n" not in line.text
    return plain and line.part == MAIN and 1.7 <= left <= 2.4 and abs(own) < 0.3 and width_in_chars(line.said) > _LINE


def _addresses(line: Line) -> bool:
    """Whether a line of an attachment is the 主送机关 of a document that is passed on."""
    return line.part != MAIN and line.ordinal_in_part == 1 and _ADDRESSED.fullmatch(line.said) is not None


def body_indent(view: View) -> Iterator[Hit]:
    """Paragraphs of the body that do not begin two 字 in, or go on two 字 in."""
    lines = [
        line for line in view.of(BODY, *LEVELS)
        if line.paragraph.place == "正文" and not OUT_OF_USE.search(line.text) and not _addresses(line)
    ]  # fmt: skip
    for said, wrong in (
        ("段首没有左空二字", [line for line in lines if not is_set_in(view, line)]),
        ("整段都缩进了二字，回行没有顶格", [line for line in lines if is_pushed_whole(line)]),
    ):
        many = len(wrong) > _TOLD
        numbers = "、".join(str(line.ordinal_in_part) for line in wrong[:_TOLD])
        more = f"（共{len(wrong)}段：第{numbers}……段）" if many else ""
        for line in wrong[:1] if many else wrong:
            yield on(line, f"{said}{more}", "设“首行缩进2字符”，左缩进为0")


_DOC = "发文机关标志：云溪区人民政府文件\n空行\n空行\n发文字号：云政发〔2025〕8号\n空行\n空行\n标题：关于开展检查的通知\n空行\n主送机关：各单位：\n正文：请执行。\n空行\n空行\n"
_END = "署名：云溪区人民政府\n成文日期：2025年3月8日"
RULES = (
    Rule("G321", "段首没有左空二字", "GB/T 9704—2012 7.3.3", HARD, ERROR, "每个自然段左空二字，回行顶格。",
         "正文：各单位执行。", "正文（首行=0）：各单位执行。", body_indent),
    Rule("G322", "成文日期写法不对", "GB/T 9704—2012 7.3.5.4", HARD, ERROR, "用阿拉伯数字写全年、月、日，年份四位，月、日不补零。",
         _DOC + _END, _DOC + "署名：云溪区人民政府\n成文日期：2025年03月08日", date_form, True),
    Rule("G323", "没有成文日期", "条例第九条", HARD, ERROR, "公文应有成文日期。", _DOC + _END, _DOC, no_date, True),
    Rule("G324", "署名与发文机关标志不一致", "条例第九条", HARD, ERROR, "署名是发文机关的全称或规范化简称，应与标志一致。",
         _DOC + _END, _DOC + "署名：云溪区财政局\n成文日期：2025年3月8日", signature_against_mark, True),
    Rule("G362", "署名与标志一用简称一用全称", "条例第九条", SOFT, WARNING, "署名用发文机关全称或者规范化简称，一般与标志一致。",
         _DOC + _END, _DOC + _END.replace("云溪区人民政府", "云溪区政府"), signed_short, True),
    Rule("G325", "没有署名", "条例第九条", SOFT, WARNING, "有成文日期的，一般要署发文机关名称。", _DOC + _END, _DOC + "成文日期：2025年3月8日", signature_missing, True),
    Rule("G330", "署名排在成文日期之下", "GB/T 9704—2012 7.3.5", HARD, WARNING, "署名编排在成文日期之上，成文日期排在署名的下一行。",
         _DOC + _END, _DOC + "成文日期：2025年3月8日\n署名：云溪区人民政府", signed_below, True),
    Rule("G327", "附注没有圆括号", "GB/T 9704—2012 7.3.6", HARD, ERROR, "附注居左空二字，加圆括号，编排在成文日期下一行。",
         _DOC + _END + "\n附注：（此件公开发布）", _DOC + _END + "\n附注：此件公开发布", note_form, True),
    Rule("G332", "附注的位置不对", "GB/T 9704—2012 7.3.6", HARD, WARNING, "附注编排在成文日期下一行。",
         _DOC + _END + "\n附注：（联系人：张某某）", _DOC.replace("请执行。\n", "请执行。\n正文：（联系人：张某某）\n") + _END, note_place, True),
    Rule("G329", "结束语与文种不符", "条例第八条", CUSTOM, WARNING, "结束语说的文种应与标题一致。",
         _DOC.replace("请执行。", "特此通知。") + _END, _DOC.replace("请执行。", "特此报告。") + _END, wrong_ends, True),
    Rule("G331", "开头的话与文种不符", "条例第八条", CUSTOM, WARNING, "“现将……如下”说的文种应与标题一致。",
         _DOC.replace("请执行。", "现将有关事项通知如下。") + _END, _DOC.replace("请执行。", "现将有关事项通告如下。") + _END, wrong_opening, True),
    Rule("G328", "段末没有句末标点", "GB/T 15834—2011", HARD, WARNING, "陈述句末尾用句号。",
         "正文：各单位要加强领导。各单位要按照通知要求，认真组织实施，确保全年目标任务按期完成，取得实际成效，让群众满意。",
         "正文：各单位要加强领导。各单位要按照通知要求，认真组织实施，确保全年目标任务按期完成，取得实际成效，让群众真正满意", end_mark),
)  # fmt: skip
