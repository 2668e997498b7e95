"""Short names of departments: the regular one and what is said for it in talk, both in one text: 市住房城乡建设局, 市住建局."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex

_SHORT = {
    "住建": "住房和?城乡建设", "人社": "人力资源和?社会保障", "卫健": "卫生健康", "发改": "发展和?改革", "工信": "工业和信息化", "文旅": "文化和?旅游",
    "文广旅": "文化广电和?旅游", "市监": "市场监(?:督)?管(?:理)?", "资规": "自然资源和规划", "教体": "教育和?体育",
}  # fmt: skip
"""What is said in talk, and the name that is written, full or in its regular short form."""
_SAID = regex(
    rf"(?P<place>[省市县区州盟旗])(?P<name>{'|'.join(sorted(_SHORT, key=len, reverse=True))})(?P<end>局|委员会|委|厅)(?![长办党])"
)
_NAME = 24
"""Characters of a line that is a name alone, as a 署名 is: the full name may stand there."""
_INTRODUCED = regex("简称[：:“]?$")


def check_short_names(subject: Subject) -> Iterator[Finding]:
    """View by view; what tables and the names of a folder have is left alone."""
    for view in subject.views:
        yield from _mixed(view)


def _mixed(view: View) -> Iterator[Finding]:
    told: set[str] = set()
    for line in view.lines:
        for match in _SAID.finditer(line.text):
            if match.group() in told:
                continue
            told.add(match.group())
            spelt = re.compile(f"{match['place']}{_SHORT[match['name']]}{match['end'].removesuffix('员会')}")
            full = [
                (other, found) for other in view.lines if len(other.text) > _NAME for found in spelt.finditer(other.text)
            ]  # fmt: skip
            if full and not _is_introduced(view.lines, match.group()):
                other, found = full[0]
                yield finding("A503", f"“{match.group()}”与“{found.group()}”不一致，见 {other.said(*found.span())}",
                              "正式行文用规范化简称，全文一致；用别的简称的，在第一次出现时交代", line.at(match.start()), Severity.HINT)  # fmt: skip


def _is_introduced(lines: tuple[Line, ...], short: str) -> bool:
    """Whether a short name is said to be one somewhere."""
    return any(
        _INTRODUCED.search(line.text[: match.start()]) for line in lines for match in re.finditer(short, line.text)
    )
