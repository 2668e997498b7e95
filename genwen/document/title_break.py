"""Breaking a title into centred lines: whole words, 梯形 or 菱形, no line that begins with 的 or a mark (7.3.1).

Words come from a small list of the words of 公文 titles; where that allows no good arrangement, from jieba, which is
imported only then (its import costs more than the whole build).
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate, islice, pairwise

from genwen.numerals import char_width, width_in_chars
from genwen.patterns import regex
from genwen.standard import DOCUMENT_TYPES, TITLE_CHARS, UNOFFICIAL_TYPES

_MARKS = regex(r"\s*[|｜\n]\s*")
_NOT_FIRST = frozenset(" 的和及与或暨、，。；：！？》〉”’）〕】·—…")
_NOT_LAST = frozenset("《〈“‘（〔【、")
_WEAK_LAST = frozenset("和及与或暨在对为将向从以由被把")
_MIN_CHARS = 3
_MOST_LINES = 4
_USUAL_LINES = 3
"""Lines beyond which a title is looked at again with other words: it may be that fewer would hold it."""
_MOST_ARRANGED = 5
"""Lines beyond which a title is only filled: its arrangements would be without number, and none is good."""
_MOST_TRIED = 20_000

_COMMON = """
关于 印发 转发 批转 开展 做好 推进 加强 进一步 全面 深入 组织 实施 建设 创建 工作 行动 活动 机关 绿色机关 节约型机关 公共机构
创建工作 能源 资源 能源资源 能源资源节约 节约 节能 节水 节电 管理 制度 情况 年度 季度 评价 考核 验收 自评 总结 申报 推荐 表彰 先进
单位 集体 个人 先进单位 先进集体 先进个人 通过 有关 问题 事项 重点 任务 分工 人民政府 办公厅 办公室 委员会 事务 管理局 服务中心
领导小组 党政机关 干部 职工 生活垃圾 分类 厉行节约 反对 浪费 食品浪费 餐饮浪费 统计 数据 报送 调整 成立 成员 名单 申请 资金
办公用房 公务用车 空调 照明 用电 用水 用能 项目 改造 示范 责任 建议 同意 设立 办法 意见 实施方案 工作方案 行动方案 创建方案 工作报告 工作总结 工作要点 工作计划 评价标准
管理办法 实施办法 实施细则 指导意见 实施意见 统计表 打分表 分工表 汇总表
"""
WORDS = sorted({*_COMMON.split(), *DOCUMENT_TYPES, *UNOFFICIAL_TYPES}, key=len, reverse=True)
_FIGURES = "[0-9A-Za-z.%—-]+(?:[年月日号个项届次期]度?)?|第[一二三四五六七八九十0-9]+[届次期批号]"


@cache
def _whole() -> re.Pattern[str]:
    """What is never broken: figures with their unit, known words."""
    return re.compile("|".join([_FIGURES, *map(re.escape, WORDS)]))


@cache
def _chunks() -> re.Pattern[str]:
    """A title in pieces; what lies between known words is kept together."""
    known = _whole().pattern
    return re.compile(rf"{known}|[《》〈〉“”（）、的和及与]|(?:(?!{known})[^《》〈〉“”（）、的和及与])+")


@lru_cache(maxsize=4096)
def break_title(text: str, max_chars: int = TITLE_CHARS) -> tuple[str, ...]:
    """The lines of a title, each at most `max_chars` 字 wide.

    A "|" or line feed in `text` is a break its author wants, and is honoured; a piece still too long is broken
    further. Few lines are taken, of unequal lengths, widest at one end or in the middle; the name of the 发文机关 gets a
    line of its own where that costs no more than one line.
    """
    pieces = [piece for piece in _MARKS.split(text.strip()) if piece]
    if len(pieces) > 1:
        return tuple(line for piece in pieces for line in _break_piece(piece, max_chars))
    return _break_piece(pieces[0], max_chars) if pieces else ()


def _break_piece(text: str, max_chars: int) -> tuple[str, ...]:
    breaks, enough = _by_known_words(breaking_form(text), max_chars)
    if not enough:
        others = _best(text, _places(text, _jieba_words(text)), max_chars)
        if others and (not breaks or len(others) < len(breaks)):
            breaks = others
        breaks = breaks or _best(text, _places(text, list(text)), max_chars)
        if not breaks:
            return tuple(_fill(text, max_chars))
    return tuple([text[start:end].strip() for start, end in pairwise((0, *breaks, len(text)))] if breaks else [text])


@lru_cache(maxsize=4096)
def _by_known_words(form: str, max_chars: int) -> tuple[tuple[int, ...], bool]:
    """Where the lines of titles of a form end by the list of known words, and whether that is good enough."""
    width = width_in_chars(form)
    if width <= max_chars:
        return (), True
    breaks = _best(form, _places(form, _chunk_words(form)), max_chars)
    return breaks, bool(breaks) and (len(breaks) < _USUAL_LINES or width > _USUAL_LINES * max_chars)


class _Forms(dict[int, int]):
    """By character: the one that stands for all that known words break alike around, those of no known word for each
    other: titles of units that have other names and figures have one form."""

    def __init__(self) -> None:
        own = {*"".join(WORDS), *_NOT_FIRST, *_NOT_LAST, *_WEAK_LAST, *_FIGURES}
        super().__init__({ord(character): ord(character) for character in own - set("0123456789")})
        self._other = next(code for code in range(0x4E00, 0x9FA6) if code not in self)

    def __missing__(self, character: int) -> int:
        stands = character
        if 0x4E00 <= character <= 0x9FA5:
            stands = self._other
        elif 0x30 <= character <= 0x39:
            stands = ord("0")
        self[character] = stands
        return stands


@cache
def _forms() -> _Forms:
    return _Forms()


@lru_cache(maxsize=1024)
def breaking_form(text: str) -> str:
    """What of a title, or of a part of one, its breaks depend on, where they are found by known words alone."""
    return text.translate(_forms())


def is_broken_by_form(text: str) -> bool:
    """Whether the breaks of a title of usual width are found by known words alone."""
    return all(_by_known_words(breaking_form(piece), TITLE_CHARS)[1] for piece in _MARKS.split(text.strip()))


def _chunk_words(text: str) -> list[str]:
    """The words of `text` by the list of known ones."""
    return _chunks().findall(text)


def _jieba_words(text: str) -> list[str]:
    """The words of `text`, by jieba where it can be had."""
    try:
        with warnings.catch_warnings():
            # jieba's source has invalid escapes and uses pkg_resources; it reports its loading on stderr
            warnings.simplefilter("ignore")
            import jieba

            jieba.setLogLevel(logging.CRITICAL)
            return [str(word) for word in jieba.cut(text)]
    except Exception:  # a broken or unwritable installation must not stop a document
        return _chunk_words(text)


def _places(text: str, words: Sequence[str]) -> list[int]:
    """Where a line may end: between words, not inside what must stay whole, and not beside the wrong mark."""
    inside = {place for found in _whole().finditer(text) for place in range(found.start() + 1, found.end())}
    return [
        place
        for place in list(accumulate(map(len, words)))[:-1]
        if place not in inside and text[place] not in _NOT_FIRST and text[place - 1] not in _NOT_LAST
    ]


def _best(text: str, places: Sequence[int], max_chars: int) -> tuple[int, ...]:
    """Where the lines end in the cheapest arrangement with a good shape in the fewest lines or one more; empty when there
    is none."""
    widths = (0.0, *accumulate(map(char_width, text)))
    marked = any(mark in text for mark in "《》（“")
    return _arranged(tuple([(place, _place_cost(text, place, marked)) for place in places]), widths, max_chars) or ()


@lru_cache(maxsize=4096)
def _arranged(
    places: tuple[tuple[int, float], ...], widths: tuple[float, ...], max_chars: int
) -> tuple[int, ...] | None:
    """Where the lines end, by widths and by what a break costs at each place: names as long give one and the same."""
    fewest = max(2, -int(-widths[-1] // max_chars))
    if fewest > _MOST_ARRANGED:
        return None
    at = dict(places)
    costs: list[tuple[float, tuple[int, ...]]] = []
    for count in range(fewest, max(fewest + 1, _MOST_LINES) + 1):
        for breaks in islice(_arrangements(list(at), widths, count, max_chars), _MOST_TRIED):
            cost = _cost(breaks, widths)
            if cost is not None:
                costs.append((cost + sum(at[place] for place in breaks) + 3 * (count - fewest), breaks))
        if costs and count > fewest:
            break
    return min(costs)[1] if costs else None


def _arrangements(
    places: Sequence[int], widths: Sequence[float], count: int, max_chars: float, start: int = 0
) -> Iterator[tuple[int, ...]]:
    """Every way to end `count` - 1 lines at `places` with no line too wide or too short."""
    end = len(widths) - 1
    if count == 1:
        if _MIN_CHARS <= widths[end] - widths[start] <= max_chars:
            yield ()
        return
    if widths[end] - widths[start] > count * max_chars:
        return
    for place in places:
        if place <= start or widths[place] - widths[start] < _MIN_CHARS:
            continue
        if widths[place] - widths[start] > max_chars:
            return
        for rest in _arrangements(places, widths, count - 1, max_chars, place):
            yield (place, *rest)


def _cost(breaks: Sequence[int], widths: Sequence[float]) -> float | None:
    """How bad the shape of an arrangement is; None when it is neither 梯形 nor 菱形."""
    edges = [0, *breaks, len(widths) - 1]
    lines = [widths[end] - widths[start] for start, end in pairwise(edges)]
    steps = [after - before for before, after in pairwise(lines)]
    if not any(steps) or any(a < 0 < b for a in steps for b in steps[steps.index(a) :]):
        return None
    return sum(_step_cost(abs(step)) for step in steps) + 0.25 * (max(lines) - min(lines))


def _step_cost(step: float) -> float:
    if step < 1:
        return 1.5
    return max(0.0, step - 4) * 0.5


def _place_cost(text: str, place: int, marked: bool) -> float:
    """What a break costs at a place; `marked`: whether there are brackets or quotation marks in the title."""
    last = text[place - 1]
    cost = 0.0
    if text.startswith("关于", place) and "关于" not in text[:place] and "《" not in text[:place]:
        cost -= 7
    if last == " ":
        cost -= 3
    elif last == "的":
        cost -= 0.5
    elif last == "于" and text.endswith("关于", 0, place):
        cost += 6
    if last in _WEAK_LAST:
        cost += 2
    return cost + _mark_cost(text[:place], text[place]) if marked else cost


def _mark_cost(head: str, following: str) -> float:
    """What a break costs between brackets and quotation marks, or beside them."""
    cost = 0.0
    if head.count("《") > head.count("》"):
        cost += 3
    elif following == "《" or head.endswith("》"):
        cost -= 0.5
    if head.count("（") > head.count("）") or head.count("“") > head.count("”"):
        cost += 3
    return cost


def _fill(text: str, max_chars: int) -> Iterator[str]:
    """Full lines one after another: for texts no arrangement suits."""
    line = ""
    for character in text:
        if line and width_in_chars(line + character) > max_chars:
            yield line
            line = ""
        line += character
    yield line
