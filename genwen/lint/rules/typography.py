"""Rules of face and size of the 要素 of the 主体 (5.2.2, 7.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen import standard
from genwen.lint.fonts import face_of, size_name
from genwen.lint.marks import ATTENDANCE, SIGNATORY, number_in
from genwen.lint.rule import CUSTOM, SOFT, WARNING, Hit, Rule, on, told
from genwen.lint.view import (
    ATTACHMENT_MARK,
    ATTACHMENT_NOTE,
    ATTACHMENT_TITLE,
    BODY,
    DATE,
    LEVELS,
    NOTE,
    NUMBER,
    RECIPIENTS,
    SIGNATURE,
    TITLE,
    Line,
    View,
)
from genwen.ooxml.form import FormRun, RunForm
from genwen.patterns import regex

_WORD, _SHIFTED = 320, 1.5
"""Twips of one 字 of the body, and how many 字 of indent push a centred line aside."""
_BODY, _TITLE = float(standard.BODY_SIZE_PT), float(standard.TITLE_SIZE_PT)
_LEVEL_FACES = {LEVELS[0]: "黑体", LEVELS[1]: "楷体", LEVELS[2]: "仿宋", LEVELS[3]: "仿宋"}
_RUN_IN = regex(r"\s*[^，；：。！？、“”]{4,30}。(?=.{10})", re.S)
"""A short first sentence with text after it."""
_BRACKETED_RUN_IN = regex(r"\s*[^，；。！？、“”]{4,40}）。(?=.)", re.S)
"""One with a remark in brackets: （三）安排部署（15:30—17:00）。"""
_FIRST_RUN_IN = regex(r"\s*[一二三四五六七八九十]{1,3}、[^，；：。！？“”]{2,26}。(?=.{10})", re.S)
_HAN = regex("[\u4e00-\u9fff]")
_LONGEST_CAPTION = 40
_LABELLED = 2
_LEADING = 6
"""Characters of an ordinal before the words of a heading that runs in."""
_OTHERS = (NUMBER, RECIPIENTS, ATTACHMENT_NOTE, SIGNATURE, DATE, NOTE)


def _differ(lines: list[Line], face: str, size: float) -> Iterator[Hit]:
    """Each line with a wrong look; where many have the same one, the first with their number."""
    found: dict[tuple[str, float], list[Line]] = {}
    for line in lines:
        form = look_of(line)
        if not fits(form, face, size):
            found.setdefault((form.font, form.size), []).append(line)
    hint = f"用{size_name(size)}{face}体" if face in ("仿宋", "小标宋") else f"用{size_name(size)}{face}"
    for (font, points), wrong in found.items():
        shown, more = told(wrong)
        for line in shown:
            yield on(line, f"用了{font or '默认字体'}，{size_name(points)}{more}", hint)


def look_of(line: Line) -> RunForm:
    """The look of a line: of its Chinese characters, of a 发文字号 without the 签发人."""
    return _number_form(line) if line.role == NUMBER else _chinese_form(line)


def _chinese_form(line: Line) -> RunForm:
    """The look of most of a line: of its Chinese characters where figures in a Western face stand between them."""
    main = line.main_run()
    if _HAN.search(main.text):
        return main.form
    chinese = [run for run in line.paragraph.runs if _HAN.search(run.text)]
    return max(chinese, key=lambda run: len(run.text)).form if chinese else main.form


def _number_form(line: Line) -> RunForm:
    """The look of a 发文字号, without that of the 签发人 beside it."""
    signed = SIGNATORY.search(line.text)
    stop = signed.start() if signed else len(line.text)
    start = 0
    before: list[FormRun] = []
    for run in line.paragraph.runs:
        if start < stop and run.text.strip():
            before.append(run)
        start += len(run.text)
    return max(before, key=lambda run: len(run.text)).form if before else line.main_run().form


def fits(form: RunForm, face: str, size: float) -> bool:
    """Whether a run has that face and size."""
    return face_of(form.font) == face and abs(form.size - size) <= 0.3


def title_look(view: View) -> Iterator[Hit]:
    """Title that is not 2号 小标宋."""
    for hit in _differ([line for line in view.of(TITLE) if line.part == "主体"], "小标宋", _TITLE):
        yield Hit(f"标题{hit.message}", hit.hint, hit.line, hit.start, hit.end)
    for line in view.of(TITLE, part="主体"):
        if fits(look_of(line), "小标宋", _TITLE):
            yield from _pasted_in(line)


def _pasted_in(line: Line) -> Iterator[Hit]:
    """The first words of a title in another face or size than the rest of it."""
    start = 0
    for run in line.paragraph.runs:
        here, start = start, start + len(run.text)
        if len(_HAN.findall(run.text)) > 1 and not fits(run.form, "小标宋", _TITLE) and not run.form.hidden:
            shown = f"{run.form.font or '默认字体'}，{size_name(run.form.size)}"
            said = f"标题里“{run.text.strip()[:12]}”用了{shown}，与其余的不同"
            yield Hit(said, "用2号（22磅）小标宋体", line, here, start)
            return


def title_place(view: View) -> Iterator[Hit]:
    """Title that is not centred."""
    for line in view.of(TITLE):
        form = line.paragraph.form
        shifted = form.first / _WORD if not form.first_chars else form.first_chars / 100
        aside = (form.left - form.right) / _WORD
        if form.align not in ("center", "distribute"):
            yield on(line, "标题没有居中", "段落居中，首行不缩进")
        elif shifted >= _SHIFTED and not line.table:
            yield on(line, f"标题首行缩进了{shifted:.2g}字，没有居中", "段落居中，首行不缩进")
        elif abs(aside) >= _SHIFTED and not line.table:
            yield on(
                line, f"标题{'左' if aside > 0 else '右'}缩进了{abs(aside):.2g}字，没有居中", "段落居中，左右不缩进"
            )


def body_look(view: View) -> Iterator[Hit]:
    """Body that is not 3号 仿宋."""
    minutes = view.kind == "纪要"
    lines = [
        line for line in view.of(BODY)
        if not line.table and line.paragraph.place == "正文" and not (minutes and ATTENDANCE.match(line.text)) and not is_over_table(view, line)
        and not has_own_look(view, line)
    ]  # fmt: skip
    for hit in _differ(lines, "仿宋", _BODY):
        yield Hit(f"正文{hit.message}", hit.hint, hit.line, hit.start, hit.end)


def has_own_look(view: View, line: Line) -> bool:
    """Whether a line rightly looks otherwise than its 要素 does: an item of one sentence in the face of its level (7.3.3), a
    name that stands for the signature of an order.
    """
    if _runs_in_rightly(line):
        return True
    if line.role == SIGNATURE:
        return view.kind in ("命令", "议案") and fits(look_of(line), "楷体", _BODY)
    found = line.ordinal
    if line.role != BODY or found is None or found.fault or not 1 <= found.level <= len(LEVELS):
        return False
    if "。" in line.said[:-1] or (found.level == 1 and line.said.endswith("：")):
        return False  # 一、 with a colon behind it is no item that ends so, but a heading with a mark too much
    return fits(look_of(line), _LEVEL_FACES[LEVELS[found.level - 1]], _BODY)


def _runs_in_rightly(line: Line) -> bool:
    """Whether a heading and the text behind it in one paragraph each have their face, however short the text is."""
    found = line.ordinal
    head = _RUN_IN.match(line.text) or _BRACKETED_RUN_IN.match(line.text)
    if found is None or found.fault or found.level > len(LEVELS) or head is None:
        return False
    start, behind = 0, []
    for run in line.paragraph.runs:
        if start >= head.end() and run.text.strip():
            behind.append(run.form)
        start += len(run.text)
    right = _face_until(line, head.end()) == _LEVEL_FACES[LEVELS[found.level - 1]]
    return right and bool(behind) and all(fits(form, "仿宋", _BODY) for form in behind)


def is_over_table(view: View, line: Line) -> bool:
    """Whether a line is the title of the table under it."""
    after = view.lines[line.index + 1 : line.index + 2]
    return (
        line.paragraph.form.align == "center" and len(line.said) < _LONGEST_CAPTION and bool(after and after[0].table)
    )


def stretches(view: View) -> Iterator[Hit]:
    """A few words of a paragraph of the body, or of a 发文字号, in another face or size: pasted from elsewhere."""
    for line in view.of(BODY, NUMBER):
        runs = line.paragraph.runs
        if line.table or len(runs) < 2 or line.laid_out or not fits(look_of(line), "仿宋", _BODY):
            continue
        start, numbered = 0, len(line.text)
        if line.role == NUMBER:  # what stands behind it is the 签发人, or one more of them
            numbered = line.text.find(number_in(line.text)) + len(number_in(line.text))
        for run in runs:
            here, start = start, start + len(run.text)
            if here >= numbered:
                break
            words = len(_HAN.findall(run.text)) + (line.role == NUMBER)
            lead = here <= _LEADING and (here == 0 or line.text[start - 1 : start] in "。：")
            raised = run.form.raised or run.form.hidden
            if words < 2 or lead or raised or fits(run.form, "仿宋", _BODY) or here < _LABELLED:
                continue
            face = face_of(run.form.font)
            other = abs(run.form.size - _BODY) > 0.3 or face not in ("黑体", "楷体", "小标宋")
            shown = f"{run.form.font or '默认字体'}，{size_name(run.form.size)}"
            said = f"段内“{run.text.strip()[:12]}”用了{shown}，与全段不同"
            yield Hit(said, "用3号（16磅）仿宋体", line, here, start, notice=not other)
            break


def heading_look(view: View) -> Iterator[Hit]:
    """Headings whose face is not that of their level."""
    for role, face in _LEVEL_FACES.items():
        for hit in _differ(view.of(role), face, _BODY):
            yield Hit(f"{role}{hit.message}", hit.hint, hit.line, hit.start, hit.end)
    yield from _run_in(view)


def _run_in(view: View) -> Iterator[Hit]:
    """Headings that stand at the head of a paragraph: the first level alone, where no other reading is possible.

    Beside items that are sentences all through it is an item as well.
    """
    items = [line for line in view.of(BODY) if line.ordinal and line.ordinal.level == 1 and not line.table]
    for line in items if all(_FIRST_RUN_IN.match(line.text) for line in items) else ():
        first = line.paragraph.runs[0].form
        if face_of(first.font) != "黑体":
            stop = line.text.index("。") + 1
            said = f"段首的一级标题“{line.text[:10]}”用了{first.font or '默认字体'}"
            yield Hit(said, "用3号（16磅）黑体", line, 0, stop, notice=True)
    yield from _second_run_in(view)


def _second_run_in(view: View) -> Iterator[Hit]:
    """Second-level heads of paragraphs that are not in 楷体, where at least as many others of the document are."""
    heads = [(line, match.end(), _face_until(line, match.end())) for line in view.of(BODY)
             if not line.table and line.ordinal and line.ordinal.level == 2 and (match := _RUN_IN.match(line.text))]  # fmt: skip
    right = [line for line, stop, face in heads if face == "楷体" and not _is_one_face(line, stop)]
    wrong = [(line, stop, face) for line, stop, face in heads if face in ("黑体", "仿宋", "宋体")]
    if len(right) >= len(wrong):
        for line, stop, face in wrong:
            said = f"段首的二级标题“{line.text[:10]}”用了{face}，同层的其他标题用的是楷体"
            yield Hit(said, "用3号（16磅）楷体", line, 0, stop, notice=True)


def run_in_ends(view: View) -> Iterator[Hit]:
    """Heads of paragraphs in the face of their level without the 。 that others of the level have before the text."""
    heads = [(line, head) for line in view.of(BODY) if (head := _own_head(line))]
    for level in (1, 2):
        ends = [(line, head) for line, head in heads if line.ordinal and line.ordinal.level == level]
        wrong = [(line, head) for line, head in ends if _HAN.search(head[-1]) or head[-1] in "，、；,"]
        if 2 * len(wrong) < len(ends):
            for line, head in wrong:
                said = f"段首标题“{head[:16]}”末尾" + (f"用了“{head[-1]}”" if head[-1] in "，、；," else "没有标点")
                yield Hit(said, "标题之后接排正文的，标题末尾用句号", line, len(head) - 1, len(head))


def _own_head(line: Line) -> str:
    """The head of a paragraph of the first two levels in the face of its level with text of another face behind it, or ""."""
    found = line.ordinal
    if line.table or found is None or found.fault or found.level > 2 or len(line.paragraph.runs) < 2:
        return ""
    face, stop = _LEVEL_FACES[LEVELS[found.level - 1]], 0
    for run in line.paragraph.runs:
        if run.text.strip() and face_of(run.form.font) != face:
            break
        stop += len(run.text)
    head = line.text[
        : stop + (line.text[stop : stop + 1] in ("。", "：", "！", "？"))
    ].rstrip()  # its stop may look like the text
    return head if _LABELLED < len(head) <= _LONGEST_CAPTION and line.text[stop:].strip() else ""


def _face_until(line: Line, stop: int) -> str:
    """The face of the most characters before a place."""
    found: dict[str, int] = {}
    start = 0
    for run in line.paragraph.runs:
        face = face_of(run.form.font)
        found[face] = found.get(face, 0) + len(run.text[: max(0, stop - start)].strip())
        start += len(run.text)
    return max(found, key=lambda face: found[face])


def _is_one_face(line: Line, stop: int) -> bool:
    """Whether the text after the head is in the same face as the head."""
    return face_of(line.main_run().form.font) == _face_until(line, stop)


def others_look(view: View) -> Iterator[Hit]:
    """文号, 主送, 附件说明, 署名, date, 附注 that are not 3号 仿宋."""
    for role in _OTHERS:
        for hit in _differ([line for line in view.of(role) if not has_own_look(view, line)], "仿宋", _BODY):
            yield Hit(f"{role}{hit.message}", hit.hint, hit.line, hit.start, hit.end)


def attachment_mark_look(view: View) -> Iterator[Hit]:
    """附件标识 that is not 3号 黑体."""
    for hit in _differ(view.of(ATTACHMENT_MARK), "黑体", _BODY):
        yield Hit(f"附件标识{hit.message}", hit.hint, hit.line, hit.start, hit.end)


def attachment_title_look(view: View) -> Iterator[Hit]:
    """Title of an attachment that is not 2号 小标宋."""
    for hit in _differ(view.of(ATTACHMENT_TITLE), "小标宋", _TITLE):
        yield Hit(f"附件标题{hit.message}", hit.hint, hit.line, hit.start, hit.end)


_HEADS = (
    "正文（段首楷体=8）：（一）加强领导。各单位要明确责任。\n" * 3
    + "正文（段首楷体=7）：（二）压实责任{}各单位要抓好落实。"
)
RULES = (
    Rule("G341", "标题不是2号小标宋", "GB/T 9704—2012 7.3.1", SOFT, WARNING, "标题一般用2号小标宋体。",
         "标题：关于开展检查的通知", "标题（黑体）：关于开展检查的通知", title_look, True),
    Rule("G342", "标题没有居中", "GB/T 9704—2012 7.3.1", SOFT, WARNING, "标题分一行或多行居中排布。",
         "标题：关于开展检查的通知", "标题（靠左）：关于开展检查的通知", title_place, True),
    Rule("G343", "正文不是3号仿宋", "GB/T 9704—2012 5.2.2、7.3.3", SOFT, WARNING, "正文一般用3号仿宋体。", "正文：各单位执行。", "正文（宋体 14磅）：各单位执行。", body_look),
    Rule("G353", "段内字体字号不一", "GB/T 9704—2012 5.2.2", SOFT, WARNING, "正文一般都用3号仿宋体，从别处粘贴来的文字常带着别的字体。",
         "正文：各单位执行。", "正文（夹宋体）：各单位要认真执行。", stretches, True),
    Rule("G344", "层次标题字体不对", "GB/T 9704—2012 7.3.3", SOFT, WARNING, "一般第一层用黑体，第二层用楷体，第三、四层用仿宋体，都是3号。",
         "一级标题：一、总体要求\n二级标题：（一）目标", "一级标题（楷体）：一、总体要求\n二级标题（黑体）：（一）目标", heading_look),
    Rule("G375", "段首标题末尾没有句号", "GB/T 15834—2011", CUSTOM, WARNING, "标题之后接排正文的，同层各段写法一致，标题末尾用句号。",
         _HEADS.format("。"), _HEADS.format(""), run_in_ends),
    Rule("G345", "其他要素不是3号仿宋", "GB/T 9704—2012 5.2.2", SOFT, WARNING, "没有另外规定的要素，一般用3号仿宋体。",
         "标题：关于开展检查的通知\n空行\n主送机关：各单位：", "标题：关于开展检查的通知\n空行\n主送机关（黑体）：各单位：", others_look, True),
    Rule("G346", "附件标识不是3号黑体", "GB/T 9704—2012 7.3.7", SOFT, WARNING, "“附件”二字及序号用3号黑体。", "附件标识：附件", "附件标识（仿宋）：附件", attachment_mark_look, True),
    Rule("G347", "附件标题不是2号小标宋", "GB/T 9704—2012 7.3.7", CUSTOM, WARNING, "附件标题通常与标题同样用2号小标宋体。",
         "附件标识：附件\n空行\n附件标题：清单", "附件标识：附件\n空行\n附件标题（黑体）：清单", attachment_title_look, True),
)  # fmt: skip
