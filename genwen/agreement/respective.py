"""分别: as many names as numbers, as many indicators as are counted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.agreement.lists import number_in
from genwen.agreement.text import Subject, finding, masked
from genwen.diagnostics import Finding

_NAMES = re.compile(
    r"(?P<names>[^，。；：、\d\0]{2,16}(?:、[^，。；：、\d\0]{2,16})+(?:[和及与][^，。；：、\d\0]{2,14})?)(?:[两二三四五六七八九十][种个项类家部][^，。；、\d]{0,8})?，?分别(?P<rest>[^。；]*)"
)
_VALUE = re.compile(r"\d[\d,.]*\s*[万亿]?[^\d，。；、和及]{0,10}")
_COUNTED = re.compile(
    r"分别[^\d。；，]{0,12}(?P<list>\d[^。；]*?)[，,；](?P<all>(?P<n>[两二三四五六七八九十]|\d)[项个](?:主要|核心|约束性|节能|考核)?(?:指标|目标|任务))"
)


def check_respectively(subject: Subject) -> Iterator[Finding]:
    """A、B、C分别下降a、b: as many figures as names."""
    for line in subject.lines():
        for match in _NAMES.finditer(masked(line.text)):
            names = match["names"].count("、") + 1
            last = match["names"].rpartition("、")[2]
            most = names + len(re.findall("[和及与]", last))
            clause = match["rest"]
            values = re.match(
                rf"[^\d，]{{0,12}}(?P<list>{_VALUE.pattern}(?:(?:、|和|及|，(?!总|共|合))[^\d，。；、]{{0,4}}{_VALUE.pattern})*)",
                clause,
            )
            if values is None:
                continue
            count = len(re.findall(r"\d[\d,.]*", values["list"]))
            if count > 1 and not names <= count <= most:
                yield finding("A807", f"“分别”前列出{names}项，后面有{count}个数，见 {line.said(match.start('rest'), match.end())}",
                              "核对项目和数字，一一对应", line.at(match.start()))  # fmt: skip
        for counted in _COUNTED.finditer(line.text):
            count = len(re.findall(r"\d[\d,.]*\s*[%％]", counted["list"]))
            if count > 2 and number_in(counted["n"]) not in (0, count):
                yield finding("A301", f"“{counted['all']}”与所列{count}项不符，见 {line.said(counted.start(), counted.end('list'))}",
                              "核对项数", line.at(counted.start("n")))  # fmt: skip
