"""Whether paragraphs of the body end with a mark: in the document, and in attachments where nearly all of them do."""

from __future__ import annotations

from collections.abc import Iterator

from genwen.lint import marks
from genwen.lint.people import is_list_of_people, is_roster_line
from genwen.lint.rule import Hit
from genwen.lint.view import BODY, ISSUED, MAIN, Line, View
from genwen.patterns import regex

_TOLD = 5
"""Paragraphs with a mark at the end from which one without it is a slip."""
_FEW = 3
"""Paragraphs of an attachment with a stop from which one without it is a slip."""
_MOST = 0.8
"""Share of the paragraphs that end with a mark from which one without it is a slip."""
_BARE_END = regex(r"[\u4e00-\u9fffA-Za-z\d%％‰℃）》]$")
_ASIDE_AT_END = regex(r"[。！？][”’]?（[^（）]*）$")
"""A remark behind the sentence, which has its stop: ……18家。（含垂直管理单位）"""
_FORMULAS = regex(
    "此复|特此(?:通知|报告|函复|函告|函达|批复|通报|请示|公告|通告)|(?:妥否|当否|可否)，请(?:批示|批复|审批|指示)|请予?(?:批准|批示|审批|函复)"
)
FORMULA = regex("[＝=÷×]")
_UPPER = regex(r"\s*(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)")


def end_mark(view: View) -> Iterator[Hit]:
    """A paragraph of the body that ends without a mark, or with one that does not end a sentence."""
    lines = [line for line in view.of(BODY) if not line.table]
    own = [line for line in lines if line.part in (MAIN, ISSUED)]
    usual = _ends_in_stops(own)
    yield from _without_stop(view, own, notice=not usual)
    for part in sorted({line.part for line in lines} - {MAIN, ISSUED}):
        # an attachment may be a list or a form: where all but one of its paragraphs have their stop, it is none
        attached = [line for line in lines if line.part == part]
        if _ends_in_stops(attached, _FEW) or (usual and _ends_in_stops(attached, 2)):
            yield from _without_stop(view, attached, notice=False)


def _ends_in_stops(lines: list[Line], least: int = _TOLD) -> bool:
    """Whether nearly every paragraph ends with a mark, at least so many."""
    stopped = sum(line.text.rstrip().endswith(("。", "！", "？", "；", "：")) for line in lines)
    return stopped >= least and (stopped >= _MOST * len(lines) or stopped == len(lines) - 1)


def _without_stop(view: View, lines: list[Line], *, notice: bool) -> Iterator[Hit]:
    """Those of some paragraphs that lack their mark."""
    for line in lines:
        text = line.text.rstrip()
        if text.endswith("。"):
            continue
        after = next(iter(view.lines[line.index + 1 : line.index + 2]), None)
        if marks.NOTE.fullmatch(line.said) and marks.BARE_NOTE.match(line.said):
            continue  # a 附注 out of its place, which is told as such
        if marks.ATTENDANCE.match(text) or is_list_of_people(text) or is_roster_line(text):
            continue  # names need no stop behind the last
        long = len(text) > 20 and ("，" in text or "。" in text) and not (after and after.table)
        ends = long or (len(text) <= 20 and _FORMULAS.fullmatch(text.strip()))
        if ends and _BARE_END.search(text) and not _ASIDE_AT_END.search(text):
            yield Hit("段末没有标点", "补上句号", line, len(text) - 1, len(text), notice=notice)
        elif (
            text[-1:] in ("，", "、")
            and (len(text) >= _TOLD or _FORMULAS.fullmatch(text[:-1].strip()))
            and not _goes_on(line, after)
        ):
            hint = "话说完的改为句号；没说完的与下一段接上"
            listed = line.ordinal is not None and "。" not in text
            yield Hit(f"段末用了“{text[-1]}”", hint, line, len(text) - 1, len(text), unsure=listed)
        elif text.endswith("如下；"):
            yield Hit("“如下”后用了“；”", "改为“：”", line, len(text) - 1, len(text))


def _goes_on(line: Line, after: Line | None) -> bool:
    """Whether a sentence goes on below: an item of the lower levels, or a table or a formula comes next."""
    below = after is not None and (after.table or FORMULA.search(after.text))
    item = line.ordinal is not None and "。" not in line.text and not _UPPER.match(line.text)
    return item or bool(below)
