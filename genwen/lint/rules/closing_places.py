"""Rules of where 署名 and 成文日期 stand: at the right, one beside the other, a line under the text (7.3.5)."""

from __future__ import annotations

from collections.abc import Iterator

from genwen import standard
from genwen.lint.rule import CUSTOM, HARD, NOTICE, SOFT, WARNING, Hit, Rule, on
from genwen.lint.view import ATTACHMENT_NOTE, BODY, DATE, LEVELS, MAIN, SIGNATURE, Line, View
from genwen.numerals import printed_width, width_in_chars
from genwen.patterns import regex

_FAR = 2.8
"""字 at the right from which a 署名 no longer stands two 字 in."""
_FARTHEST = 6
"""字 at the right beyond which a date stands nowhere but under a 署名 that is far longer."""
_MIDDLE = 15.5
"""字 from the left up to which the middle of a date or 署名 lies in the middle of the line, not at its right."""
_NEAR_LEFT = 4
"""字 from the left edge up to which a 署名 stands at the left."""
_OFF = 0.8
"""字 by which the middle of a 署名 at the very edge may lie beside that of the date."""
_LONG = 16
"""字 of a 署名 whose middle, and so that of the date under it, lies in the middle of the line."""
_WORD = 320
"""Twips of one 字 of the body."""
_TOUCHING = 0.4
"""Lines between text and 署名 that are no blank line."""
_LEFT, _RIGHT = ("left", "both", "start"), ("right", "end")
_STOP = regex(r"[。．.，,；;：:、](?=\s*$)")
_SEAL = regex(r"[（(【\[]\s*(?:盖章|公章|印章|章|加盖公章|加盖印章)\s*[）)】\]](?=\s*$)")
_HINT = "盖章的右空四字，不盖章的首字比署名首字右移二字"


def date_at_right(view: View) -> Iterator[Hit]:
    """成文日期 that is at the left or in the middle, or at the very edge."""
    long = any(width_in_chars(line.said) > _LONG for line in view.of(SIGNATURE))
    for line in view.of(DATE, part=MAIN):
        form = line.paragraph.form
        place = _place(line)
        if place is None:
            continue
        left, right = place
        if form.align in _RIGHT:
            signed = view.of(SIGNATURE, part=MAIN)  # one by itself is looked at together with the date
            if right < 0.5 and not line.text.startswith((" ", "\u3000")) and (not signed or _is_joint(signed, line)):
                yield on(line, "成文日期没有右空字", _HINT)
        elif form.align in _LEFT and left < 2000 / _WORD:
            yield on(line, "成文日期没有靠右排", _HINT)
        elif not long and (left + standard.CHARS - right) / 2 <= _MIDDLE:
            yield on(line, "成文日期排在了版心中间，没有靠右", _HINT)


def _is_joint(signed: list[Line], date: Line) -> bool:
    """Whether several organs signed, and the date does not stand two 字 in from the last of them, as without seals."""
    name = signed[-1]
    shift = _inset(name) + width_in_chars(name.said) - width_in_chars(date.said)
    return len(signed) > 1 and not (_is_plain(name) and 1.2 <= _inset(name) <= _FAR and 0.8 <= shift <= 3.2)


def date_beside(view: View) -> Iterator[Hit]:
    """Date and 署名 that stand neither as under a seal nor as without one."""
    signed, dated = view.of(SIGNATURE, part=MAIN), view.of(DATE, part=MAIN)
    if len(signed) != 1 or len(dated) != 1 or signed[0].index + 1 != dated[0].index or not _is_plain(dated[0]):
        return
    name, date = signed[0], dated[0]
    if name.paragraph.form.align == "center" and (place := _place(name)) and width_in_chars(name.said) <= _LONG:
        if (place[0] + standard.CHARS - place[1]) / 2 <= _MIDDLE:
            yield on(name, "署名排在了版心中间，没有以成文日期为准居中", _BOTH_HINT)
        return
    aside = _place(name) if name.paragraph.form.align in _LEFT else None
    if aside is not None and aside[0] < _NEAR_LEFT and width_in_chars(name.said) <= _LONG:
        yield on(name, "署名排在了左边，没有靠右", _BOTH_HINT)
        return
    if not _is_plain(name):
        return
    (near, wide), (right, long) = ((_inset(line), width_in_chars(line.said)) for line in (name, date))
    beyond = (right + long / 2) - (near + wide / 2)
    centred = abs(beyond) <= 1.5 and not (near < 0.5 and beyond > _OFF)
    at_edge = near < 0.5 and wide > long and not (centred and right >= 3)
    shift = (near + wide) - (right + long)
    unsealed = 0.8 <= shift <= 3.2 and max(near, right) >= 1.2 and not at_edge
    longer = printed_width(date.said) > printed_width(name.said)  # then it is the date that stands two 字 in
    far = unsealed and near > _FAR and (right < 0.5 or (1.2 <= right <= _FAR and not longer))
    off = not (unsealed and 1.2 <= shift <= 2.8) and (
        2.5 <= right < 3.5 or (centred and right > 4.6 and right - near <= 4)
    )
    if not off and ((centred and 3 <= right <= 5) or (unsealed and not far)):
        return
    if off:
        said = f"成文日期右空{right:.2g}字，不是四字"
    elif right < 0.5:
        said = "成文日期顶到了版心右边，没有右空字"
    elif far:
        said = f"成文日期右空{right:.2g}字，署名却右空{near:.2g}字"
    elif at_edge:
        said = "署名顶到了版心右边，没有右空字"
    elif 3 <= right <= 5 and near < 0.5:
        said = "署名顶到了版心右边，没有以成文日期为准居中"
    elif right > _FARTHEST and not centred:
        said = f"成文日期右空{right:.2g}字，离版心右边太远"
    else:
        return
    yield on(date if off or right < 0.5 or right > _FARTHEST else name, said, _BOTH_HINT)


def room_above(view: View) -> Iterator[Hit]:
    """署名 right under the text, without a seal for sure as it stands two 字 in."""
    name = view.first(SIGNATURE, part=MAIN)
    if name is None or not _is_plain(name) or not 1.2 <= _inset(name) <= _FAR or not name.index or name.new_page:
        return
    above = view.lines[name.index - 1]
    if above.role in (BODY, *LEVELS, ATTACHMENT_NOTE) and not above.table and view.gaps[name.index] < _TOUCHING:
        yield on(
            name, f"署名与{ATTACHMENT_NOTE if above.role == ATTACHMENT_NOTE else BODY}之间没有空行", "空一行再署名"
        )


def stopped(view: View) -> Iterator[Hit]:
    """A mark behind the 署名."""
    for line in view.of(SIGNATURE, part=MAIN):
        match = _STOP.search(line.text)
        if match:
            yield Hit(f"署名末尾有“{match[0]}”", "署名后不用标点", line, match.start(), match.end())
        seal = _SEAL.search(line.text)
        if seal:
            said = f"署名后写了“{seal[0]}”"
            yield Hit(said, "删去，只写机关名称，在上面盖章", line, seal.start(), seal.end(), unsure=True)


def _is_plain(line: Line) -> bool:
    """Whether how far it stands from the right edge is set by its paragraph alone: no spaces, no table."""
    return not line.table and line.paragraph.form.align in _RIGHT and line.text == line.text.strip()


def _inset(line: Line) -> float:
    form = line.paragraph.form
    return form.right_chars / 100 if form.right_chars else form.right / _WORD


def _place(line: Line) -> tuple[float, float] | None:
    """How many 字 a line of less than a line stands from the left and from the right edge, where that can be told."""
    form, text = line.paragraph.form, line.text
    wide = width_in_chars(text.strip())
    if (
        line.table
        or form.frame
        or "\t" in text
        or "\n" in text
        or line.paragraph.place != "正文"
        or wide > standard.CHARS
    ):
        return None
    before = width_in_chars(text[: len(text) - len(text.lstrip())])
    before += form.left_chars / 100 if form.left_chars else form.left / _WORD
    before += form.first_chars / 100 if form.first_chars else form.first / _WORD
    after = _inset(line) + width_in_chars(text[len(text.rstrip()) :])
    room = standard.CHARS - wide - before - after
    if form.align in _RIGHT:
        return before + room, after
    return (before, after + room) if form.align in _LEFT else (before + room / 2, after + room / 2)


_BOTH_HINT = "盖章的成文日期右空四字，署名以它为准居中；不盖章的署名右空二字，日期首字比它右移二字"
_DOC = "发文机关标志：云溪区教育局文件\n空行\n空行\n发文字号：云教发〔2025〕8号\n空行\n空行\n标题：关于开展检查的通知\n空行\n主送机关：各单位：\n正文：请执行。\n空行\n空行\n"
_NAME, _DATE = "署名：云溪区教育局\n", "成文日期：2025年3月8日"
RULES = (
    Rule("G326", "成文日期没有靠右", "GB/T 9704—2012 7.3.5", SOFT, WARNING, "成文日期一般右空四字；不盖章的，首字比署名首字右移二字。",
         _DOC + _NAME + _DATE, _DOC + _NAME + "成文日期（靠左）：2025年3月8日", date_at_right, True),
    Rule("G336", "署名、成文日期的左右位置不对", "GB/T 9704—2012 7.3.5", SOFT, NOTICE, "盖章的以成文日期为准居中，成文日期右空四字；不盖章的署名右空二字。",
         _DOC + _NAME + _DATE, _DOC + _NAME + "成文日期（右=0）：2025年3月8日", date_beside, True),
    Rule("G358", "署名上没有空行", "GB/T 9704—2012 7.3.5.2", HARD, NOTICE, "不盖章的，在正文（或附件说明）下空一行右空二字署名。",
         _DOC + _NAME + _DATE, _DOC.removesuffix("空行\n空行\n") + "署名（右=640）：云溪区教育局\n成文日期（右=640）：2025年3月8日", room_above, True),
    Rule("G365", "署名末尾有标点、“盖章”", "条例第九条", CUSTOM, WARNING, "署名只写发文机关名称，后面不用标点，不写“盖章”。",
         _DOC + _NAME + _DATE, _DOC + "署名：云溪区教育局。\n" + _DATE, stopped, True),
)  # fmt: skip
