"""Lists and their counts where no sign of a list announces the other: 4个评价组（第一组…第三组…）, 6块水表 set in five places, 三级, 由…7人组成.

Each of these reads one way of listing; what is counted and what is listed must be named alike, or the list must follow its count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from genwen.agreement.counts.counted import listed_in
from genwen.agreement.counts.lists import miscounted, number_in
from genwen.agreement.reading.text import Line, Subject, finding
from genwen.agreement.reading.vocabulary import COUNT, COUNTING
from genwen.diagnostics import Finding
from genwen.patterns import regex

_ITEM = r"[\u4e00-\u9fffA-Za-z“”·]{1,16}"
_SPLIT = regex(
    rf"(?:分为?|组成|成立|组建|设|设立|派出|划分为?|抽调[^，。；]{{0,12}}组成){COUNT}个?[^，。；、\d第]{{0,6}}?(?P<kind>组|批|阶段|片区|轮|梯队)"
)
_ORDINAL = regex(rf"第(?P<n>[{COUNTING}])(?P<kind>组|批|阶段|片区|轮|梯队)(?![次国省市县全])")
_SCORED = regex(
    rf"{COUNT}(?P<unit>[个家所名项处])(?P<noun>[^，。；、：\d]{{1,14}})[^。；]{{0,24}}?(?:依次|分别)(?:为|是)?[：:]?(?P<list>{_ITEM}[\d.]+(?P<of>[^\d、，。；]{{1,3}})(?:[、，]{_ITEM}[\d.]+(?P=of))+)(?=[，。；]|$)"
)
_FORMED = regex(
    rf"(?P<list>{_ITEM}(?:、{_ITEM})+)，(?:形成|汇编成?|建立了?|出台了?|构成)(?P<n>[{COUNTING}]{{1,3}}|\d{{1,2}})(?:项|个|套|类)(?P<noun>[\u4e00-\u9fff]{{2}})"
)
_COMPOSED = regex(
    r"(?:成员|人员|共|小组|队伍)[^，。；\d]{0,6}?(?P<n>\d{1,3})(?:人|名)[，（]由(?P<list>[^。；）]*?\d(?:人|名))组成"
)
_PERSONS = regex(r"(\d{1,3})(?:人|名)")
_PLACED = regex(
    rf"(?P<noun>[\u4e00-\u9fff]{{2,8}}?)(?:分别|均|主要)?(?:设置|安装|布置|布设|部署|设立|分布|位于|设|装)(?:在|于)(?P<list>{_ITEM}(?:、{_ITEM})+(?:[和及]{_ITEM})?)(?=[，。；]|$)"
)
_PUT = regex("(?:设置|安装|布置|布设|部署|设立|分布|位于|设|装)(?:在|于)")
_LEVELS = regex(
    r"(?P<list>(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{1,12}(?:、[\u4e00-\u9fff]{1,5})+)(?P<n>[两三四五六七八九])(?P<kind>级|县|市|区|镇|乡|地|校|局|院|省|村|方)(?![\u4e00-\u9fff]?(?:以上|以下))"
)
_MONTHS = regex(
    rf"(?P<list>\d{{1,2}}月?(?:份)?(?:、\d{{1,2}}月?(?:份)?)+)(?:[和及]\d{{1,2}}月份?)?，?(?:这|共)?(?P<n>[两{COUNTING}]|\d)个?月(?!份)"
    rf"|(?P<list2>(?:20\d{{2}}年?、){{1,}}20\d{{2}}年)，?(?:这|连续|共)?(?P<n2>[两{COUNTING}]|\d)年"
)
_BRACKETED = regex(rf"[（(]共?{COUNT}(?:个|家|项|名|人|类|所|处)[）)][：:](?P<list>{_ITEM}(?:、{_ITEM})+)(?=[。；]|$)")
_SHARED = regex(
    rf"{COUNT}(?:个|家|所|名|人|项)，占[^，。；：、\d]{{0,8}}[\d.]+[%％][：:](?P<list>{_ITEM}(?:、{_ITEM})+)(?=[。；]|$)"
)
_PAIR = regex(
    rf"{COUNT}(?P<unit>[名个家所处座项部场期])(?P<noun>[\u4e00-\u9fff]{{1,8}})（(?P<list>{_ITEM}(?:、{_ITEM})+)）"
)
_METHOD = regex(rf"[“\"](?P<n>[两{COUNTING}])[\u4e00-\u9fff]{{1,3}}(?:工作法|法|机制|模式|行动|工程)[”\"][^，。；：]{{0,6}}(?:[：:]|，?即|（即?)(?P<list>[\u4e00-\u9fff]{{2,8}}(?:、[\u4e00-\u9fff]{{2,8}})+)(?=[，。；）]|$)")  # fmt: skip
_PARTED = regex(
    rf"{COUNT}(?:个|大)?(?:方面|项|点|条|类)(?P<noun>[^，。；：、\d]{{0,8}})[：:](?P<list>[^：。；]{{2,40}}(?:；[^：。；]{{2,40}})+)[。]"
)
_THAT_IS = regex(
    rf"{COUNT}(?:家|个|所|处|轮|次|场|期)(?P<noun>[^，。；：、\d]{{0,14}})，(?:为|即|分别为|分别是|具体为|具体是)(?P<list>[^，。；：、（）]{{2,20}}(?:、[^，。；：、（）]{{2,20}})+)(?=[。；]|$)"
)
_SEATS = regex(
    rf"{COUNT}个(?P<kind>县（市、区）|县（区）|区县|县区|县市区|县|区|乡镇|街道|镇)[^，。；：、\d]{{0,14}}，?(?:具体为|分别为|分别是|包括|即|为|：)(?P<list>[\u4e00-\u9fff]{{2,16}}(?:、[\u4e00-\u9fff]{{2,16}})+)(?=[。；]|$)"
)
_SIGNS = (
    (_FORMED, regex("，(?:形成|汇编|建立|出台|构成)")),
    (
        _LEVELS,
        regex(
            "(?<=[省市县区乡镇村州国盟旗部厅局处科校院所\u4e00-\u9fff])[两三四五六七八九][级县市区镇乡地校局院省村方]"
        ),
    ),
    (_BRACKETED, regex("[）)][：:]")),
    (_SHARED, regex("[%％][：:]")),
    (_PAIR, regex("（")),
    (_METHOD, regex('[法制式动程][”"]')),
    (_THAT_IS, regex("，(?:为|即|分别为|分别是|具体为|具体是)")),
)
"""Each way of listing, and what a line must have before it is looked for."""
_SPELLS = regex(f"(?:[、和及]\\d{{1,2}}月份?|年)，?(?:这|共|连续)?[{COUNTING}\\d]个?[月年]")
_LOOSE = regex("等$|等[，。；）]|^如|含|例如|包括但|其中|主要|^各|每|不含|另")
_EACH = regex("(?:依次|分别)[为是]?[：:]?[\u4e00-\u9fff]{2,16}\\d")
_SUMMED = regex("平均|合计|总|共|其余|其中|最高|最低")
_FAR = 3


def check_enumerations(subject: Subject) -> Iterator[Finding]:
    """Every way of listing, line by line; groups and things in places over the document."""
    for view in subject.views:
        for line in view.lines:
            text = line.text
            if "、" in text:
                if _EACH.search(text):
                    yield from _scored(line)
                yield from _listed(line)
            if "组成" in text:
                yield from _composed(line)
            if text.count("；") > 1 and "：" in text:
                yield from _parted(line)
        yield from _ordinals(view.lines)
        yield from _placed(view.lines)


def _listed(line: Line) -> Iterator[Finding]:
    """Lists of members parted by 、, with the count before or after them."""
    for pattern, sign in _SIGNS:
        for match in pattern.finditer(line.text) if sign.search(line.text) else ():
            listed = listed_in(line, match.start("list"), match["list"])
            number = number_in(match["n"])
            if (
                number < 2
                or listed.least <= number <= listed.most
                or _LOOSE.search(match["list"])
                or len(listed.items) < 2
            ):
                continue
            if pattern is _FORMED and match["noun"] != listed.items[-1][-2:]:
                continue
            if pattern is _LEVELS and not _one_level(listed.items, match["kind"]):
                continue
            if pattern is _PAIR and (
                len(listed.items) > 2 or abs(number - 2) > 2 or re.search("[各每第共]$", line.text[: match.start()])
            ):
                continue
            if abs(number - len(listed.items)) <= 3:
                words = re.match("[^，。；：、（）]{1,6}", line.text[match.start("n") :])
                yield miscounted(
                    line, match.start("n"), words.group() if words else match["n"], len(listed.items), listed.said
                )
    yield from _seats(line)
    for match in _MONTHS.finditer(line.text) if _SPELLS.search(line.text) else ():
        n = match["n"] or match["n2"]
        months = match.group()[: match.group().rindex(n)]
        count = len(re.findall(r"20\d{2}" if match["list2"] else r"\d{1,2}", months))
        number = number_in(n)
        if number > 1 and number != count:
            at = match.start() + match.group().rindex(n)
            yield miscounted(line, at, line.text[at : match.end()], count, line.said(match.start(), match.end()))


def _seats(line: Line) -> Iterator[Finding]:
    """涉及5个县（区）和市直部门，具体为…: of the list only its districts are counted, each by its last character."""
    for match in _SEATS.finditer(line.text):
        kinds = "".join(char for char in match["kind"] if char in "县市区镇乡道")
        places = [name for name in re.split("[、和及]", match["list"]) if 2 <= len(name) <= 5 and name[-1] in kinds]
        number = number_in(match["n"])
        if len(places) > 1 and number != len(places) and not _LOOSE.search(match["list"]):
            said = line.said(match.start("list"), match.end("list"))
            yield miscounted(line, match.start("n"), f"{match['n']}个{match['kind']}", len(places), said)


def _one_level(items: Sequence[str], kind: str) -> bool:
    """Whether members are of one level: 省、市、县、乡 for 级; place names of two or three characters for 县."""
    if kind == "级":
        return (
            all(item[-1] in "省市县区乡镇村州国盟旗组户部厅局处科园校院所" and len(item) <= 3 for item in items[1:])
            and items[0][-1] in "省市县区国部中央厅局校"
        )
    return all(2 <= len(item) <= 3 for item in items[1:])


def _scored(line: Line) -> Iterator[Finding]:
    """对6个单位进行考评，得分依次为：甲95.6分、乙94.2分…."""
    for match in _SCORED.finditer(line.text):
        items = re.split("[、，]", match["list"])
        count = sum(not _SUMMED.match(item) for item in items)
        number = number_in(match["n"])
        if count > 2 and number > 2 and number != count and abs(number - count) <= 2 and "等" not in match["list"]:
            yield miscounted(
                line,
                match.start("n"),
                f"{match['n']}{match['unit']}{match['noun'][:6]}",
                count,
                line.said(match.start("list"), match.end("list")),
            )


def _composed(line: Line) -> Iterator[Finding]:
    """成员8人，由组长1人、副组长1人和各股室负责人7人组成."""
    for match in _COMPOSED.finditer(line.text):
        parts = [int(number) for number in _PERSONS.findall(match["list"])]
        total = int(match["n"])
        if len(parts) > 1 and sum(parts) != total and "等" not in match["list"]:
            sums = "＋".join(map(str, parts))
            yield finding("A301", f"“{match['n']}人”与组成不符：{sums}＝{sum(parts)}人，见 {line.said(match.start('list'), match.end('list'))}",
                          "核对人数", line.at(match.start("n")))  # fmt: skip


def _parted(line: Line) -> Iterator[Finding]:
    """三方面问题：甲；乙；丙；丁。"""
    for match in _PARTED.finditer(line.text):
        count = match["list"].count("；") + 1
        number = number_in(match["n"])
        if (
            number > 1
            and number != count
            and abs(number - count) <= 2
            and not re.search(r"[一二三四]是|（[一1]）|①|\d[.、]", match["list"])
        ):
            yield miscounted(
                line,
                match.start("n"),
                line.text[match.start("n") : match.end("noun")],
                count,
                line.said(match.start("list"), match.end("list")),
            )


def _ordinals(lines: Sequence[Line]) -> Iterator[Finding]:
    """组成4个评价组, and 第一组, 第二组, 第三组 in the same or the next lines."""
    counts = [(number, match) for number, line in enumerate(lines) if "第" in line.text or "分" in line.text or "组" in line.text
              for match in _SPLIT.finditer(line.text)]  # fmt: skip
    for number, match in counts:
        kind, said = match["kind"], number_in(match["n"])
        if sum(other["kind"] == kind for _, other in counts) > 1 or said < 2:
            continue
        stop = len(lines) if kind == "组" else number + _FAR
        near = [(at, one) for at in range(number, min(len(lines), stop)) for one in _ORDINAL.finditer(lines[at].text)
                if one["kind"] == kind and (at > number or one.start() > match.end())]  # fmt: skip
        ranks = list(dict.fromkeys(number_in(one["n"]) for _, one in near))
        if len(ranks) > 1 and ranks == list(range(1, len(ranks) + 1)) and len(ranks) != said:
            at, last = near[-1]
            yield miscounted(
                lines[number],
                match.start("n"),
                match.group()[-8:],
                len(ranks),
                lines[at].said(last.start(), last.end()),
            )


def _placed(lines: Sequence[Line]) -> Iterator[Finding]:
    """二级水表分别设置在东楼、西楼、食堂; 6块二级水表 in another sentence."""
    for line in lines:
        for match in _PLACED.finditer(line.text) if "、" in line.text and _PUT.search(line.text) else ():
            noun = match["noun"]
            listed = listed_in(line, match.start("list"), match["list"])
            if len(listed.items) < 3 or _LOOSE.search(match["list"]) or re.search(r"[等各]", listed.items[-1]):
                continue
            for other in lines:
                for count in re.finditer(
                    rf"(?<![\d.])(?P<n>\d{{1,2}}|[{COUNTING}]{{1,2}})[块个台处座套只支盏组]{noun}(?![\u4e00-\u9fff]*分别)",
                    other.text,
                ):
                    number = number_in(count["n"])
                    if (
                        number > 1
                        and not listed.least <= number <= listed.most
                        and abs(number - len(listed.items)) <= 2
                    ):
                        yield miscounted(other, count.start(), count.group(), len(listed.items), listed.said)
