"""Rules of 纪要 (10.3): the mark, and the lists of those who were there, were excused or sat in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen import standard
from genwen.lint.fonts import size_name
from genwen.lint.marks import ATTENDANCE
from genwen.lint.rule import CUSTOM, ERROR, HARD, NOTICE, SOFT, WARNING, Hit, Rule, on
from genwen.lint.rules.heads import has_red_rule
from genwen.lint.rules.typography import fits
from genwen.lint.view import BODY, LEVELS, MARK, NUMBER, OTHER, TITLE, Line, View
from genwen.numerals import width_in_chars
from genwen.patterns import regex

CLAUSE = "GB/T 9704—2012 10.3"
_SIZE = float(standard.BODY_SIZE_PT)
_ROOM, _WORD, _OFF = 27, 318, 0.8
"""字 of a list beyond which it surely has a second line, twips of one, and how far from its place it may begin."""
_NO_COLON = regex(r"\s*((?:出席|请假|列席)(?:人员|单位)?)([、，,；;。.]|[ \u3000\t]+(?=[\u4e00-\u9fff]))")
_BARE = regex(
    r"\s*((?:出席|请假|列席)(?:人员|单位)?)(?!会议|人员|单位|情况|领导|本次|此次|这次|[的了者人])(?=[\u4e00-\u9fff·]{2,})[^。；：]*[。]?\s*"
)
"""Names right behind the label."""
_ORDER = ("出席", "请假", "列席")
_LONG = 30
_LABELLED = regex(r"[\u4e00-\u9fff\s]{2,6}[：:]")
"""时间：, 地点：, 主持：: what stands over those who were there, where these are at the head."""


def attendance(view: View) -> list[Line]:
    """The lines of a 纪要 that say who was there."""
    if view.kind != "纪要":
        return []
    return view.once("出席", lambda: [line for line in view.of(BODY, OTHER) if ATTENDANCE.match(line.text)])


def _everyone(view: View) -> list[tuple[Line, re.Match[str]]]:
    """Those lines and the ones that lack their colon, each with its label."""
    if view.kind != "纪要":
        return []
    lines = view.of(BODY, OTHER)
    found = [(line, ATTENDANCE.match(line.text) or _without_colon(view, line)) for line in lines]
    return [(line, match) for line, match in found if match is not None]


def _without_colon(view: View, line: Line) -> re.Match[str] | None:
    """The label of a line without a colon after it; names right behind it only where the label looks like one."""
    parted = _NO_COLON.match(line.text)
    if parted is not None:
        return parted if parted[2].strip() or attendance(view) else None
    bare = _BARE.fullmatch(line.said)
    first = next((run for run in line.paragraph.runs if run.text.strip()), None)
    if bare is None or first is None:
        return None
    set_apart = first.text.strip() == bare[1] and first.form.font != line.main_run().form.font
    return _BARE.match(line.text) if set_apart or attendance(view) else None


def label_look(view: View) -> Iterator[Hit]:
    """出席, 请假 and 列席 that are not 3号 黑体, names that are not 3号 仿宋."""
    for line in attendance(view):
        match = ATTENDANCE.match(line.text)
        assert match is not None
        start = 0
        wanted = ((match.start(1), match.end(1), "黑体"), (match.end(), len(line.text), "仿宋"))
        told: set[str] = set()
        for run in line.paragraph.runs:
            for begin, end, face in wanted:
                first, last = max(start, begin), min(start + len(run.text), end)
                if (
                    first < last
                    and line.text[first:last].strip()
                    and not fits(run.form, face, _SIZE)
                    and face not in told
                ):
                    told.add(face)
                    shown = f"{run.form.font or '默认字体'}，{size_name(run.form.size)}"
                    what = f"“{match[1]}”" if face == "黑体" else f"“{match[1]}”后的单位、姓名"
                    yield Hit(
                        f"{what}用了{shown}", f"用3号（16磅）{face}{'体' if face == '仿宋' else ''}", line, first, last
                    )
            start += len(run.text)


def colon(view: View) -> Iterator[Hit]:
    """出席 without its full-width colon."""
    for line, match in _everyone(view):
        if ATTENDANCE.match(line.text):
            name = re.sub(r"\s", "", match[1])
            if ":" in match[0] or name != match[1]:
                said = f"“{match[1]}”后用了半角冒号" if ":" in match[0] else f"“{match[1]}”中间有空格"
                yield Hit(said, f"写作“{name}：”", line, match.start(1), match.end(), right=f"{name}：", unsure=":" not in match[0])  # fmt: skip
            continue
        other = match[2].strip() if match.re.groups > 1 else ""
        said = f"“{match[1]}”后用了“{other}”，没有用冒号" if other else f"“{match[1]}”后没有全角冒号"
        end = match.end(2) if match.re.groups > 1 else match.end(1)
        yield Hit(said, f"写作“{match[1]}：”", line, match.start(1), end, right=f"{match[1]}：")


def order(view: View) -> Iterator[Hit]:
    """请假 or 列席 before 出席, 列席 before 请假."""
    last = -1
    for line, match in _everyone(view):
        label = re.sub(r"\s", "", match[1])
        place = next(n for n, name in enumerate(_ORDER) if label.startswith(name))
        if place < last:
            said = f"“{match[1]}”排在“{_ORDER[last]}”之后"
            yield Hit(said, "依次写出席、请假、列席", line, match.start(1), match.end(1))
        last = max(last, place)


def hanging(view: View) -> Iterator[Hit]:
    """Names that go on in a second line, which does not begin under the first name."""
    for line in attendance(view):
        match, form = ATTENDANCE.match(line.text), line.paragraph.form
        if match is None or line.table or "\n" in line.text or width_in_chars(line.text.strip()) <= _ROOM:
            continue
        label = width_in_chars(re.sub(r"\s", "", match[0]))
        left = form.left_chars / 100 if form.left_chars else form.left / _WORD
        if abs(left - 2 - label) > _OFF:
            yield on(
                line, f"“{match[1]}”的名单回行没有与冒号后的首字对齐", "设悬挂缩进：左缩进2字，回行与冒号后的首字对齐"
            )


def mark_of_minutes(view: View) -> Iterator[Hit]:
    """The mark of minutes without 纪要; under a 文件 head, which some offices use for them, only a remark."""
    marked = view.of(MARK)
    said = "".join(re.sub(r"\s", "", line.text) for line in marked)
    cut = said.endswith(("会议纪", "办公会纪", "会议要", "专题会纪")) and not view.of(TITLE)
    if marked and (cut or (view.kind == "纪要" and "纪要" not in said)):
        line = marked[-1]
        hint = "纪要的标志由“××××纪要”组成，如“××市人民政府常务会议纪要”"
        yield on(line, f"纪要的标志“{said[-16:]}”没有“纪要”二字", hint, notice=said.endswith("文件"))


def ruled(view: View) -> Iterator[Hit]:
    """Minutes with a mark and a number, and no red rule between them and the title."""
    number = view.first(NUMBER)
    if number is None or view.kind != "纪要" or not view.of(MARK) or not view.of(TITLE):
        return
    if "〔" in number.text and not has_red_rule(view, number):  # 第4期 stands under many a mark without a rule
        yield on(
            number, "纪要的编号下没有红色分隔线", "纪要格式可由各机关自定；用红头的，一般在编号下加与版心等宽的红线"
        )


def room_before(view: View) -> Iterator[Hit]:
    """No blank line between the text and those who were there."""
    listed = [line for line, _ in _everyone(view)]
    if not listed or not listed[0].index or listed[0].table:
        return
    first, last = listed[0], listed[-1]
    above = view.lines[first.index - 1]
    closes = not any(line.index > last.index + 3 for line in view.of(BODY, *LEVELS))
    told = above.text.rstrip().endswith("。") or (len(above.said) > _LONG and "，" in above.text)
    if closes and above.role == BODY and told and not _LABELLED.match(above.said) and view.gaps[first.index] < 0.4:
        yield on(first, "正文与“出席”之间没有空一行", "在正文下空一行再写“出席”")


_NAMES = "　".join(["张某某", "李某某", "王某某", "赵某某", "周某某", "吴某某", "郑某某", "孙某某"])
_TOP = "标题：第3次办公会议纪要\n空行\n正文：会议研究了有关事项。\n空行\n"
_HEAD = "发文机关标志：云溪区人民政府专题会议纪要\n空行\n空行\n发文字号：〔2025〕9号\n空行\n空行\n" + _TOP
RULES = (
    Rule("G348", "出席、请假、列席不是3号黑体", CLAUSE, SOFT, WARNING, "“出席”“请假”“列席”一般用3号黑体，其后的单位、姓名用3号仿宋体。",
         _TOP + "正文：出席：张某某　李某某", _TOP + "正文（仿宋）：出席：张某某　李某某", label_look),
    Rule("G350", "出席、请假、列席写法不对", CLAUSE, HARD, ERROR, "“出席”等后标全角冒号。",
         _TOP + "正文：出席：张某某\n正文：请假：李某某", _TOP + "正文：出席：张某某\n正文：请假、李某某", colon),
    Rule("G349", "出席、请假、列席的顺序不对", CLAUSE, HARD, WARNING, "出席人员之后，另起一行写请假和列席人员。",
         _TOP + "正文：出席：张某某\n正文：列席：李某某", _TOP + "正文：列席：李某某\n正文：出席：张某某", order),
    Rule("G354", "出席上没有空一行", CLAUSE, HARD, WARNING, "“出席”编排在正文或附件说明下空一行。",
         _TOP + "正文：出席：张某某", _TOP.removesuffix("空行\n") + "正文：出席：张某某", room_before),
    Rule("G363", "名单回行没有对齐", CLAUSE, SOFT, WARNING, "人员名单回行时与冒号后的首字对齐。",
         _TOP + f"正文（左=1575 首行=-945）：出席：{_NAMES}", _TOP + f"正文：出席：{_NAMES}", hanging),
    Rule("G231", "纪要的标志没有“纪要”", CLAUSE, HARD, ERROR, "纪要标志由“××××纪要”组成。",
         _HEAD, _HEAD.replace("会议纪要\n", "会议\n", 1), mark_of_minutes, True),
    Rule("G232", "纪要没有红色分隔线", CLAUSE, CUSTOM, NOTICE, "纪要的格式可以由各机关自定，用红头的一般也印红色分隔线。",
         _HEAD, _HEAD.replace("发文字号", "发文字号（无红线）"), ruled, True),
)  # fmt: skip
