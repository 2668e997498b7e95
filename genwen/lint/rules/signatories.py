"""Rules of the 签发人 (7.2.6): who needs one, how it is written and how it looks."""

from __future__ import annotations

from collections.abc import Iterator

from genwen import standard
from genwen.lint.fonts import size_name
from genwen.lint.rule import CUSTOM, ERROR, HARD, WARNING, Hit, Rule, on
from genwen.lint.rules.typography import fits
from genwen.lint.view import HEAD, NUMBER, Line, View
from genwen.patterns import regex

RULES_9, CLAUSE = "条例第九条", "GB/T 9704—2012 7.2.6"
_SIGNED = regex(r"签\s*发\s*人(.?)")
_LABEL = regex(r"签\s*发\s*人\s*[：:]?")
_NAMES = regex(r"((?:(?!会签)[\u4e00-\u9fff·][ \u3000]*){2,20})(?![^\s会])")
"""The names of those who sign: what is followed by anything else is none."""
_NO_SIGNATORY = frozenset({"决定", "通知", "通报", "批复", "公告", "通告", "函", "纪要", "决议", "公报", "命令"})
_JOINED = regex(
    r"签\s*发\s*人\s*[：:]\s*[\u4e00-\u9fff·]{2,5}\s*([、，,；;/])\s*(?=[\u4e00-\u9fff·]{2,5}(?:\s|$|[、，,；;/]))"
)
_JOINED_BELOW = regex(r"号\t\s*[\u4e00-\u9fff·]{2,4}([、，])(?=[\u4e00-\u9fff·]{2,4}$)")
"""Names under those beside the label, in the line of the 发文字号."""
_SIZE = float(standard.BODY_SIZE_PT)


def signatories(view: View) -> list[Line]:
    """The lines of the head that speak of a 签发人."""
    return [line for line in view.lines if line.part == HEAD and _SIGNED.search(line.text)]


def is_needless(view: View) -> bool:
    """Whether there is a 签发人 on a document that never has one."""
    return view.kind in _NO_SIGNATORY and bool(signatories(view))


def missing(view: View) -> Iterator[Hit]:
    """上行文 without 签发人."""
    number = view.first(NUMBER)
    if view.upward and number is not None and not signatories(view):
        yield on(number, f"{view.kind or '本文'}是上行文，没有标签发人", "在发文字号同一行右边标“签发人：姓名”")
    for line in signatories(view)[:1]:
        label = _LABEL.search(line.text)
        after = view.lines[line.index + 1 : line.index + 2]
        beside = line.table and after and after[0].table == line.table
        if label is not None and not line.text[label.end() :].strip() and not beside and not is_needless(view):
            yield Hit("“签发人”后没有姓名", "写作“签发人：姓名”", line, label.start(), label.end())


def needless(view: View) -> Iterator[Hit]:
    """签发人 on a document that does not go up."""
    if is_needless(view):
        yield on(signatories(view)[0], f"{view.kind}不是上行文，标了签发人", "只有上行文标注签发人")


def form(view: View) -> Iterator[Hit]:
    """签发人 with another mark than the full-width colon."""
    for line in signatories(view):
        match = _SIGNED.search(line.text)
        if match and match[0][:3] + match[1] != "签发人：":
            yield Hit("“签发人”后应为全角冒号，三字之间不空", "写作“签发人：姓名”", line, match.start(), match.end())
    named = [line for line in view.of(NUMBER) if signatories(view) and not _LABEL.search(line.text)]
    for line, pattern in [(line, _JOINED) for line in signatories(view)] + [(line, _JOINED_BELOW) for line in named]:
        joined = pattern.search(line.text)
        if joined:
            said = f"签发人姓名之间用了“{joined[1]}”"
            hint = "姓名之间空一字，一行排两人，不加标点"
            yield Hit(said, hint, line, joined.start(1), joined.end(1), unsure=True, right="\u3000")


def look(view: View) -> Iterator[Hit]:
    """“签发人” that is not 3号 仿宋, or a name that is not 3号 楷体."""
    for line in signatories(view) if not is_needless(view) else ():
        sizes = {run.form.size for run in line.paragraph.runs if run.text.strip()}
        if len(sizes) == 1 and abs(sizes.pop() - _SIZE) > 0.3 and line.role == NUMBER:
            continue  # the whole line is of another size, which is told as such
        label = _LABEL.search(line.text)
        assert label is not None
        yield from _differing(line, label.start(), label.end(), "仿宋", "“签发人”")
        names = _NAMES.match(line.text, _after_space(line.text, label.end()))
        if names is not None:
            yield from _differing(line, names.start(1), names.end(1), "楷体", "签发人姓名")
        elif not line.text[label.end() :].strip() and line.table:
            for cell in _cells_after(view, line):
                yield from _differing(cell, 0, len(cell.text), "楷体", "签发人姓名")


def _after_space(text: str, start: int) -> int:
    return start + len(text[start:]) - len(text[start:].lstrip())


def _cells_after(view: View, label: Line) -> list[Line]:
    """The cells behind a cell with the label alone that hold names."""
    found = []
    for line in view.lines[label.index + 1 : label.index + 9]:
        if line.table != label.table or line.role == NUMBER or not _NAMES.fullmatch(line.text.strip()):
            break
        found.append(line)
    return found


def _differing(line: Line, begin: int, end: int, face: str, what: str) -> Iterator[Hit]:
    """A hit on the first characters of a stretch that are not of a face, 3号."""
    start = 0
    for run in line.paragraph.runs:
        first, last = max(start, begin), min(start + len(run.text), end)
        start += len(run.text)
        if first < last and line.text[first:last].strip() and not fits(run.form, face, _SIZE):
            shown = f"{run.form.font or '默认字体'}，{size_name(run.form.size)}"
            name = f"“{line.text[first:last].strip()}”" if face == "楷体" else ""
            yield Hit(f"{what}{name}用了{shown}", "“签发人：”用3号仿宋体，姓名用3号楷体", line, first, last)
            return


_TOP = "发文机关标志：云溪区人民政府文件\n空行\n空行\n"
_REST = "\n空行\n空行\n标题：关于开展检查的通知\n空行\n主送机关：各单位：\n正文：请执行。"
_UP = "\n空行\n空行\n标题：关于检查情况的报告\n空行\n主送机关：市政府：\n正文：现报告如下。"
_SIGNED_LINE = _TOP + "发文字号（上行）：云政发〔2025〕8号\t签发人：周某某"
RULES = (
    Rule("G210", "上行文没有签发人", f"{RULES_9}，{CLAUSE}", HARD, ERROR, "上行文应当标注签发人姓名。",
         _SIGNED_LINE + _UP, _TOP + "发文字号：云政发〔2025〕8号" + _UP, missing, True),
    Rule("G211", "不该有签发人", RULES_9, CUSTOM, WARNING, "只有上行文标注签发人。",
         _TOP + "发文字号：云政发〔2025〕8号" + _REST, _SIGNED_LINE + _REST, needless, True),
    Rule("G212", "“签发人”写法不对", CLAUSE, HARD, ERROR, "“签发人”后标全角冒号。",
         _SIGNED_LINE + _UP, _SIGNED_LINE.replace("签发人：", "签发人:") + _UP, form),
    Rule("G225", "签发人的字体字号不对", CLAUSE, HARD, WARNING, "“签发人”三字用3号仿宋体，签发人姓名用3号楷体。",
         _SIGNED_LINE + _UP, _SIGNED_LINE.replace("（上行）", "（上行 仿宋）") + _UP, look),
)  # fmt: skip
