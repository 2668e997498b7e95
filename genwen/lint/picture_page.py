"""What was found, on one page of HTML that stands alone: pictures of the printed pages with the findings beside them."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from html import escape

from genwen.diagnostics import Finding
from genwen.lint.checking import CheckedFile
from genwen.lint.linter import Problem
from genwen.lint.measuring import pictures_of
from genwen.lint.printed import Page, bare
from genwen.lint.view import Line, View
from genwen.records import record

_DPI = 80
_KEY = 12
_MARKS = {"错误": "error", "警告": "warning", "提示": "hint"}
_STYLE = """
body{font:16px/1.6 "Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif;margin:0;background:#eee;color:#222}
header,section{max-width:1200px;margin:16px auto;padding:0 16px}
.page{display:flex;flex-wrap:wrap;gap:16px;margin:16px 0;align-items:flex-start}
.sheet{position:relative;flex:0 1 660px;background:#fff;box-shadow:0 1px 4px #888}
.sheet img{display:block;width:100%}
.sheet a{position:absolute;padding:0 6px;border-radius:10px;color:#fff;font-size:13px;text-decoration:none}
ol{flex:1 1 320px;margin:0;padding:0;list-style:none}
li{background:#fff;margin:0 0 8px;padding:8px 12px;border-left:5px solid;overflow-wrap:anywhere}
li p{margin:0}
li:target{outline:2px solid #333}
.error{border-color:#c00}.warning{border-color:#c70}.hint{border-color:#07a}
a.error{background:#c00}a.warning{background:#b60}a.hint{background:#07a}
.place,.basis{color:#666;font-size:14px}
@media print{.sheet,li{break-inside:avoid}}
"""


@record
class Seen:
    """A problem with its number in the file, its page (0 for none) and how far down it stands, 0 to 1."""

    number: int
    problem: Problem
    page: int
    down: float


def html_page(files: Sequence[CheckedFile], others: Sequence[Finding]) -> str:
    """The page for files that were rendered; `others` are findings that belong to no printed page.

    Raises GenwenError when the library that makes the pictures is missing.
    """
    body = "".join(piece for count, file in enumerate(files, 1) for piece in _file(count, file))
    loose = "".join(_entry("", finding) for finding in others)
    if loose:
        body = f"<section><h2>文件之间、文件夹里的问题</h2><ol>{loose}</ol></section>{body}"
    names = "、".join(escape(file.shown) for file in files)
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>核对：{names}</title><style>{_STYLE}</style></head>\n<body><header><h1>公文核对</h1></header>\n{body}</body></html>\n"
    )


def _file(count: int, file: CheckedFile) -> Iterator[str]:
    seen = seen_in(file)
    yield f"<section><h2>{escape(file.shown)}</h2><p>{_sum(file)}</p>\n"
    general = [item for item in seen if not item.page]
    if general:
        yield f"<ol>{''.join(_entry(_anchor(count, item), item.problem.finding, item.number) for item in general)}</ol>\n"
    for reason in [] if file.pdf else ["没有渲染出版面"]:
        yield f"<p>{reason}</p>"
    pictures = pictures_of(file.pdf, _DPI) if file.pdf else ()
    for number, picture in enumerate(pictures, 1):
        here = [item for item in seen if item.page == number]
        flags = "".join(
            f'<a class="{_MARKS[item.problem.finding.severity]}" href="#{_anchor(count, item)}" '
            f'style="top:{item.down * 100:.1f}%;left:{_aside(here, item)}%">{item.number}</a>'
            for item in here
        )
        data = base64.b64encode(picture).decode()
        entries = "".join(_entry(_anchor(count, item), item.problem.finding, item.number) for item in here)
        yield (
            f'<div class="page"><div class="sheet"><img alt="第{number}面" src="data:image/png;base64,{data}">{flags}</div>'
            f"<ol>{entries}</ol></div>\n"
        )
    yield from _house(file)
    yield "</section>\n"


def _aside(here: Sequence[Seen], item: Seen) -> int:
    """How far right a number stands, so that those at one height do not cover each other; hundredths of the width."""
    level = [other for other in here if abs(other.down - item.down) < 0.01]
    return 1 + 4 * level.index(item)


def _house(file: CheckedFile) -> Iterator[str]:
    if file.found.house:
        rows = "".join(
            f'<li class="hint"><p>{escape(problem.finding.code)}　{escape(problem.finding.message)}（{escape(reason)}）</p></li>'
            for problem, reason in file.found.house
        )
        yield f"<h3>按本单位体例，与标准不同（不算问题）</h3><ol>{rows}</ol>"


def _anchor(count: int, item: Seen) -> str:
    return f"f{count}-{item.number}"


def _sum(file: CheckedFile) -> str:
    severities = [str(problem.finding.severity) for problem in file.found.problems]
    said = "、".join(f"{name}{severities.count(name)}" for name in _MARKS if name in severities)
    return f"共{len(severities)}处：{said}" if said else "没有发现问题"


def _entry(anchor: str, finding: Finding, number: int = 0) -> str:
    place = finding.position.place if finding.position else ""
    if not anchor and finding.position:
        place = str(finding.position)
    identity = f' id="{anchor}"' if anchor else ""
    shown = f"{number}　" if number else ""
    return (
        f'<li class="{_MARKS[finding.severity]}"{identity}><p><b>{shown}{finding.severity}</b> {escape(finding.code)}　'
        f"{escape(finding.message)}</p>"
        + (f"<p>提示：{escape(finding.hint)}</p>" if finding.hint else "")
        + f'<p class="place">{escape(place)}</p>'
        + (f'<p class="basis">{escape(finding.basis)}</p>' if finding.basis else "")
        + "</li>"
    )


def seen_in(file: CheckedFile) -> list[Seen]:
    """The problems of a file in the order of its printed pages, those of no page first, each with a number."""
    places = places_of(file.view) if file.view is not None else {}
    found = []
    for problem in file.found.problems:
        line = problem.hit.line
        page, down = places.get(line.index, (0, 0.0)) if line is not None else (0, 0.0)
        if problem.hit.page and problem.hit.page != page:
            page, down = problem.hit.page, 0.02
        found.append((page, down, problem))
    found.sort(key=lambda item: (item[0], item[1]))
    return [Seen(number, problem, page, down) for number, (page, down, problem) in enumerate(found, 1)]


def places_of(view: View) -> dict[int, tuple[int, float]]:
    """By index of a line: the page it begins on and how far down, as far as its first words are found in order."""
    found: dict[int, tuple[int, float]] = {}
    at = 0
    for line in view.lines:
        hit = _place(view.pages[at:], line)
        if hit is not None:
            found[line.index] = hit
            at = hit[0] - 1
        elif view.pages:
            found[line.index] = (at + 1, 0.02)
    return found


def _place(pages: Sequence[Page], line: Line) -> tuple[int, float] | None:
    """Where the first words of a line stand on these pages, the whole of its beginning before a part of it."""
    key = bare(line.whole)[:_KEY] or bare(line.text)[:_KEY]
    for wanted in (key, key[: _KEY // 2]):
        if not wanted:
            return None
        for page in pages:
            for printed in page.lines:
                if wanted in bare(printed.text):
                    return page.number, max(0.0, (printed.baseline - 5) / page.height)
    return None
