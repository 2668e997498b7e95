"""Rules of marks that come in pairs (GB/T 15834): brackets, quotation marks, book-title marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.lint.masks import without_addresses
from genwen.lint.rule import ERROR, HARD, SOFT, WARNING, Hit, Rule, around
from genwen.lint.view import ATTACHMENT_TITLE, NOTE, TITLE, Line, View
from genwen.patterns import regex
from genwen.records import record
from genwen.searching import found_in, lines_with

CLAUSE = "GB/T 15834—2011"
_FAR = 40
_HALVES = regex(r"（[^（）()]*\)|\([^（）()]*）")
_YEAR = regex(r"（(?:19|20)?\d{2}）\s*第?\s*\d+\s*号")
_SINGLE_QUOTES = regex("‘([^‘’]{1,40})’")
_SINGLE = regex("〈([^〈〉]{2,60})〉")
_INNER = regex("《([^《》]{4,80})》(?=[^《》]*[\u4e00-\u9fff][^《》]*》)")
"""A title within another whose words go on after it."""
_ITEM = regex(r"(?:^|(?<=[\s；。，：、]))(?:[1-9]\d?|[一二三四五六七八九十]{1,3}|[a-z])[）)]")


_WORDS = "[^（）〔〕【】［］“”‘’《》〈〉]*"
_CROSSING = regex(f"[》〉]{_WORDS}[）〕】］”’]|[）〕】］]{_WORDS}[》〉”’]|[”’]{_WORDS}[）〕】］》〉]")
"""Two closing marks of different kinds behind each other, as they are wherever two pairs may cross."""


@record
class _Kinds:
    """Marks that come in pairs: opening → closing and back, and patterns for one of them and for what is none."""

    pairs: dict[str, str]
    closing: dict[str, str]
    one: re.Pattern[str]
    other: re.Pattern[str]


def _kinds(pairs: dict[str, str]) -> _Kinds:
    marks = "".join(mark for pair in pairs.items() for mark in pair)
    closing = {close: opening for opening, close in pairs.items()}
    return _Kinds(pairs, closing, re.compile(f"[{marks}]"), re.compile(f"[^{marks}]+"))


_BRACKETS = _kinds({"（": "）", "〔": "〕", "【": "】", "［": "］"})
_QUOTES = _kinds({"“": "”", "‘": "’"})
_TITLES = _kinds({"《": "》", "〈": "〉"})
_ALL = _kinds({**_BRACKETS.pairs, **_QUOTES.pairs, **_TITLES.pairs})


def _unpaired(line: Line, kinds: _Kinds) -> Iterator[tuple[int, str]]:
    """Places of marks without their partner."""
    if not kinds.one.search(line.text):
        return
    text = without_addresses(line.text)
    if _is_balanced(kinds.other.sub("", text), kinds.pairs):
        return
    spared = {match.end() - 1 for match in _ITEM.finditer(text)}
    head = faulty_ordinal(line)
    stack: list[tuple[int, str]] = []
    waiting = dict.fromkeys(kinds.pairs, 0)
    for match in kinds.one.finditer(text, head):
        n, char = match.start(), match[0]
        opening = kinds.closing.get(char, "")
        if not opening:
            stack.append((n, char))
            waiting[char] += 1
        elif waiting[opening]:
            while stack[-1][1] != opening:
                waiting[stack[-1][1]] -= 1
                yield stack.pop()
            stack.pop()
            waiting[opening] -= 1
        elif n not in spared:
            yield n, char
    yield from stack


def _is_balanced(marks: str, pairs: dict[str, str]) -> bool:
    """Whether marks with nothing between them are pairs side by side."""
    for opening, close in pairs.items():
        marks = marks.replace(opening + close, "")
    return not marks


def faulty_ordinal(line: Line) -> int:
    """How many characters at the head are an ordinal that is wrong, which is told as such; 0 for none."""
    found = line.ordinal
    if found is None or line.label or not (found.fault or line.mixed):
        return 0
    return len(line.text) - len(line.text.lstrip()) + len(found.text)


def _said(view: View, kinds: _Kinds, name: str) -> Iterator[Hit]:
    """Unpaired marks; a quotation over several paragraphs opens each and closes the last."""
    pairs, closing = kinds.pairs, kinds.closing
    lines = view.texts()
    for n, line in enumerate(lines):
        unpaired = [
            (place, char) for place, char in _unpaired(line, kinds)
            if not (char in _QUOTES.pairs and _goes_on(lines, n, char))
            and not (char in _QUOTES.closing and _came_from(lines, n, closing[char]))
        ]  # fmt: skip
        if not unpaired:
            continue
        turned = _turned(line, sorted(unpaired), pairs)
        if turned is not None:
            yield turned
            continue
        for place, char in unpaired:
            if line.role == NOTE and place in (0, len(line.text.rstrip()) - 1) and not _is_half(line.text.strip()):
                continue  # the brackets of a 附注 have a rule of their own
            other = pairs.get(char) or closing[char]
            where = "后面缺" if char in pairs else "前面缺"
            message = f"{name}不成对：“{around(line.text, place, place + 1)}”里的{char}{where}{other}"
            right = _closed(line, place)
            stop = len(line.text.rstrip()) if right else place + 1
            yield Hit(message, f"补上{other}，或删去{char}", line, place, stop, right=right)


def _is_half(text: str) -> bool:
    """Whether a 附注 has the first of its two brackets alone."""
    return text.startswith("（") and not text.endswith("）")


def _closed(line: Line, place: int) -> str:
    """A 附注 from its first bracket on with the second one, which can only stand at its end; "" for anything else."""
    text = line.text.strip()
    if line.role != NOTE or line.text[:place].strip() or not _is_half(text) or len(re.findall("[（）]", text)) > 1:
        return ""
    return f"{text.rstrip('。．.；;')}）"


def _turned(line: Line, unpaired: list[tuple[int, str]], pairs: dict[str, str]) -> Hit | None:
    """Two marks of one kind, one or both of them the wrong way round: told once."""
    if len(unpaired) != 2:
        return None
    (start, first), (end, last) = unpaired
    kind = next(((opening, close) for opening, close in pairs.items() if {first, last} <= {opening, close}), None)
    if kind is None or (first, last) == kind or end - start > _FAR:
        return None
    inner = line.text[start + 1 : end]
    right = f"{kind[0]}{inner}{kind[1]}"
    said = f"{first}{inner[:10]}{'…' if len(inner) > 10 else ''}{last} 前后的标号用反了"
    return Hit(said, f"前面用{kind[0]}，后面用{kind[1]}", line, start, end + 1, right=right)


def _goes_on(lines: list[Line], n: int, opening: str) -> bool:
    """Whether the next paragraph opens with the same mark: a quotation of several paragraphs."""
    return n + 1 < len(lines) and lines[n + 1].text.lstrip().startswith(opening)


def _came_from(lines: list[Line], n: int, opening: str) -> bool:
    return n > 0 and lines[n].text.lstrip().startswith(opening) and opening in lines[n - 1].text


def brackets(view: View) -> Iterator[Hit]:
    """A bracket without its partner; （ with ) counts as one too."""
    for line, match in found_in(view.texts(), _HALVES, without_addresses):
        if match.start() >= faulty_ordinal(line):
            message = f"括号一半全角一半半角：“{match[0][:12]}”"
            yield Hit(message, "两个都用全角（）", line, match.start(), match.end())
    mixed = {(id(hit.line), hit.start) for hit in _mixed(view)}
    for hit in _said(view, _BRACKETS, "括号"):
        if (id(hit.line), hit.start) not in mixed:
            yield hit


def _mixed(view: View) -> Iterator[Hit]:
    for line, match in found_in(view.texts(), _HALVES, without_addresses):
        for place in (match.start(), match.end() - 1):
            yield Hit("", "", line, place, place + 1)


def quotes(view: View) -> Iterator[Hit]:
    """A quotation mark without its partner."""
    return _said(view, _QUOTES, "引号")


def title_marks(view: View) -> Iterator[Hit]:
    """A book-title mark without its partner."""
    parts: dict[tuple[str, str], str] = {}
    for line in view.of(TITLE, ATTACHMENT_TITLE):
        parts[line.role, line.part] = parts.get((line.role, line.part), "") + line.text
    whole = {part for part, text in parts.items() if text.count("《") == text.count("》")}
    for hit in _said(view, _TITLES, "书名号"):
        if hit.line is None or (hit.line.role, hit.line.part) not in whole:
            yield hit


def crossing(view: View) -> Iterator[Hit]:
    """《…（试行》）: two pairs of which neither stands within the other."""
    for line in lines_with(view.texts(), (_CROSSING,), without_addresses):
        text = without_addresses(line.text)
        if any(next(_unpaired(line, kinds), None) for kinds in (_BRACKETS, _QUOTES, _TITLES)):
            continue  # what lacks its partner is told as such
        open_marks: list[tuple[int, str]] = []
        for match in _ALL.one.finditer(text, faulty_ordinal(line)):
            opening = _ALL.closing.get(match[0])
            if opening is None:
                open_marks.append((match.start(), match[0]))
                continue
            place = next((n for n, (_, mark) in reversed([*enumerate(open_marks)]) if mark == opening), -1)
            if place < 0:
                continue  # an item is numbered a）
            if place < len(open_marks) - 1:
                yield _crossed(line, open_marks[place + 1], match.start())
            del open_marks[place]


def _crossed(line: Line, inner: tuple[int, str], end: int) -> Hit:
    """The pair that is opened within another and closed behind it; the marks change places where nothing is between."""
    start, mark = inner
    close = _ALL.pairs[mark]
    said = f"“{around(line.text, end, end + 2)}”里的标号交叉：{mark}在{line.text[end]}之前开始，{close}却在它之后"
    hint = f"{mark}{close}要整个放在{_ALL.closing[line.text[end]]}{line.text[end]}里面或外面"
    if line.text[end + 1 : end + 2] == close and _ALL.closing[line.text[end]] != line.text[start - 1 : start]:
        right = f"{close}{line.text[end]}"
        return Hit(said, f"改为“{right}”", line, end, end + 2, right=right)
    return Hit(said, hint, line, end, end + 1)


def nested_titles(view: View) -> Iterator[Hit]:
    """《 within 《 should be 〈; 〈 with no 《 around it should be 《."""
    for line in view.texts():
        for match in _SINGLE.finditer(line.text) if "〈" in line.text else ():
            if "《" not in line.text[: match.start()] or "》" not in line.text[match.end() :]:
                said = f"“{match[0][:14]}”用了单书名号"
                yield Hit(said, "书名、文件名用双书名号《》", line, match.start(), match.end(), right=f"《{match[1]}》")
        opens, closes = line.text.count("《"), line.text.count("》")
        if opens < 2:
            continue
        opened: list[str] = []
        for n, char in enumerate(line.text):
            if char in _TITLES.pairs:
                # a third layer within 〈 is 《 again
                if opened == ["《"] and char == "《" and closes >= opens and "》" in line.text[n:]:
                    message = f"书名号套用：“{around(line.text, n, n + 1)}”里层也用了《》"
                    inner = _INNER.match(line.text, n) if opens == closes else None
                    stop, right = (inner.end(), f"〈{inner[1]}〉") if inner else (n + 1, "")
                    yield Hit(message, "里层改用单书名号〈〉", line, n, stop, right=right)
                opened.append(char)
            elif opened and _TITLES.pairs[opened[-1]] == char:
                opened.pop()


def nested_quotes(view: View) -> Iterator[Hit]:
    """“ within “ should be ‘; ‘ with no “ around it should be “."""
    for line in view.texts():
        for match in _SINGLE_QUOTES.finditer(line.text) if "‘" in line.text else ():
            if line.text.count("“", 0, match.start()) <= line.text.count("”", 0, match.start()):
                said = f"{match[0][:12]} 外层用了单引号"
                yield Hit(said, "外层用双引号“”", line, match.start(), match.end(), right=f"“{match[1]}”")
        depth = 0
        text = line.text
        if text.count("“") < 2:
            continue
        for n, char in enumerate(text):
            if char == "“":
                depth += 1
                if depth == 2 and text.count("“") == text.count("”"):
                    message = f"引号套用：“{around(text, n, n + 1)}”里层也用了双引号"
                    yield Hit(message, "里层改用单引号‘’", line, n, n + 1)
            elif char == "”":
                depth = max(0, depth - 1)


def nested_brackets(view: View) -> Iterator[Hit]:
    """（ within （."""
    for line in view.texts():
        if line.text.count("（") < 2:
            continue
        depth = 0
        for n, char in enumerate(line.text):
            if char == "（":
                depth += 1
                in_number = _YEAR.match(line.text, n)  # 甲发（2025）8号 is told as a 文号
                if depth == 2 and not in_number and line.text.count("（") == line.text.count("）"):
                    message = f"括号套用：“{around(line.text, n, n + 1)}”"
                    yield Hit(message, "里层改用〔〕，或改写句子", line, n, n + 1)
            elif char == "）":
                depth = max(0, depth - 1)


RULES = (
    Rule("G501", "括号不成对", CLAUSE, HARD, ERROR, "括号成对使用，都用全角。",
         "正文：各单位（含所属单位）于3月底前完成。", "正文：各单位（含所属单位于3月底前完成。", brackets),
    Rule("G502", "引号不成对", CLAUSE, HARD, ERROR, "引号成对使用。",
         "正文：落实“过紧日子”要求。", "正文：落实“过紧日子要求。", quotes),
    Rule("G503", "书名号不成对", CLAUSE, HARD, ERROR, "书名号成对使用。",
         "正文：执行《节约用电规定》。", "正文：执行《节约用电规定。", title_marks),
    Rule("G532", "成对的标号交叉", CLAUSE, HARD, ERROR, "一对标号要么整个在另一对里面，要么整个在外面。",
         "正文：修订《内涝应急预案（试行）》。", "正文：修订《内涝应急预案（试行》）。", crossing),
    Rule("G504", "双书名号、单书名号用反", CLAUSE, HARD, ERROR, "书名号里还要用书名号的，外双内单。",
         "正文：按照《关于印发〈实施办法〉的通知》执行。", "正文：按照《关于印发《实施办法》的通知》执行。", nested_titles),
    Rule("G505", "引号里层用双引号", CLAUSE, HARD, ERROR, "引号里还要用引号的，外双内单。",
         "正文：他说：“要抓好‘三公’经费。”", "正文：他说：“要抓好“三公”经费。”", nested_quotes),
    Rule("G506", "括号里套括号", CLAUSE, SOFT, WARNING, "同形括号尽量不套用。",
         "正文：评价标准（见附件〔一〕）执行。", "正文：评价标准（见附件（一））执行。", nested_brackets),
)  # fmt: skip
