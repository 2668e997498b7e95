"""Wholes and their parts in prose: 其中, 共, 合计, what is done and what is left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from genwen.agreement.counts.lists import number_in
from genwen.agreement.reading.clauses import PHRASE, begun_at, ended_at, last_clause
from genwen.agreement.reading.figures import Figure
from genwen.agreement.reading.sentences import spoken
from genwen.agreement.reading.text import Line, Subject, finding, masked
from genwen.agreement.sums.divisions import columns_of, divisions_of, of_one
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex

never_parts = frozenset(
    ("%", "‰", "个百分点", "摄氏度", "年", "个月", "日", "天", "倍", "点", "度", "平方米/人", "元/千瓦时")
)
_NET = regex("净[增减流]")
"""What came less what went is no sum of both."""
_COUNTS = frozenset("个项件份张块只条幅套本册期场次篇支盏台辆把组处")
_MARK = regex(
    r"^[^，。；：（\d]{0,16}(?:(?<=单位|机关|人员|车辆|项目|问题)?中[，,]|[，,]?\s*(?:其中|包括|分别为|分别是|分别来自|即)\s*[：:，,]?|（(?:其中|含|包括)?[：:]?(?=[^（）]*[、，；])|[：:]|"
    r"[，；,]按[^，。；]{1,10}(?:分|划分|看|来分)[，：,]?)"
)
_AMONG = regex(r"[^，。；：（\d]{0,16}(?<!其)中(?![医心学央小级队层全，,])[^，。；：、（\d]{1,10}$")
"""Of so many, a list of what became of each: 50家受检单位中评定为优秀的18家、良好的24家、合格的8家."""
_BAND = regex(
    r"(?:不足|超过|低于|高于|在)?\d[\d.]*[^，。；、\d]{0,4}(?:[至—－\-~～到]\d[\d.]*[^，。；、\d]{0,4})?(?:以上|以下|以内|之间)?的"
)
_MEMBER = regex(r"[、和及][^，。；：、\d]{1,10}")
_MEAN_OF = regex("平均[^，。；]{0,6}$|均分$|[人户月日]均$")
_THRESHOLD = regex("(?:低于|高于|超过|大于|不足|不到|未达到?|不满)$")
"""What is held against a number: 得分低于70分，分别为68.5分和66分."""
_LATE_MARK = regex(r"[，,；;]?\s*其中\s*[：:，,]?|，[^，。；：、\d]{0,4}(?:资金)?(?:来源|构成)(?:为|是|包括)：?")
_TOTAL = regex(
    r"(?:共计|合计|总计|累计|总共|一共|(?<!公)共|合共|总分|总得分|总数|总额|总人数|总量|总投资|总费用)(?:[^，。；：、\d]{0,8})$"
)
_SPLIT = regex(r"[^，。；：、（\d]{0,8}(?:共计|合计|总计|累计|总共|一共|(?<!公)共|总分|总得分|总数|总投资)")
_NOT_PART = regex(
    "比|较(?![好差大重轻])|占|其中|折合|折算|同比|环比|相当|超|低于|高于|以上|以下|去年|上年|平均|人均|每|月均|日均|目标|计划|预算|单价|约合|满分|最高|最低"
)
_EACH = regex("[，、]?每[人户件台辆亩名][^，。；\\d]{0,6}\\d[\\d.]*万?元")
"""What each of a part is given: 低保对象9.15万人每人资助280元."""
_OVERLAP = regex("党员|女性|女干部|少数民族|大专|本科|研究生|学历|职称|岁|新增|新建|骨干|主要|重点|同时")
_DEED = regex(
    "^(?:新建|新购|新装|新设|新栽|改建|扩建|改扩建|续建|重建|迁建|复建|改造|提升|更新|更换|修复|修缮|维修|翻修|翻新|大修|加固|整修|盘活|租赁|购置|补植|拆除)+"
)
"""What is done to parts that no two of them have in common: 新建4.2万亩、改造提升2.6万亩."""
_LED = regex("^.*?(?:其中|包括|分别为|分别是|[（：])|(?:完成|实施|了|计划|拟|共)$")
_WHOLE_AGAIN = regex("合计|总计|小计|按[^，。；]{1,10}(?:分|看)[，：]")
_ASIDE = regex("（(?:满分|分值|标准分|权重)[^（）]*$")
_SOME = regex(r"等(?!\d)|主要|重点|约|[任为]组长|组长由")
"""Words of a list that leaves some out: whoever leads a group is not counted."""
_DIVIDED = regex("分(?:[两二三四五六七八九十]|\\d)[期批次]")
"""What is told from here on is the whole once more, in instalments: 其中设备860万元，分两期建设：第一期…."""
_REST = regex("其余|其他|其它|余下|剩余|另")


def check_parts(subject: Subject) -> Iterator[Finding]:
    """Every whole with its parts, sentence by sentence."""
    for line in subject.lines():
        if len(spoken(line)) < 2:
            continue
        blank = masked(line.text)
        found: dict[Finding, None] = {}
        for rule in (_after, _among, _before, _announced, _full_points):
            found |= dict.fromkeys(rule(line, blank))
        yield from found


def sum_of(items: Sequence[Figure]) -> Decimal:
    """The sum of the bare values."""
    return sum((item.value for item in items), Decimal(0))


def slack_of(items: Sequence[Figure], whole: Figure) -> Decimal:
    """What rounding may do: nothing where every number has the same last place, as printed numbers must then add up."""
    steps = {item.step for item in (*items, whole)}
    if steps == {Decimal(1)}:
        return Decimal(0)
    return min(steps) * (len(items) + 1) / 2


def _loose(items: Sequence[Figure], whole: Figure) -> Decimal:
    """What rounding may do where the numbers have different last places."""
    return sum((item.step for item in (*items, whole)), Decimal(0)) / 2


def _end(blank: str, start: int) -> int:
    return ended_at(blank, start, "。！？\n")


def _after(line: Line, blank: str) -> Iterator[Finding]:
    """共64家，其中县级52家、乡镇12家; 22人（厨师9人、面点师4人、服务员9人）."""
    found = spoken(line)
    for index, whole in enumerate(found):
        if whole.unit in never_parts or (whole.unit == "分" and index and found[index - 1].unit == "分"):
            continue
        if _NET.search(last_clause(blank[: whole.start])):
            continue
        before = blank[max(0, whole.start - 8) : whole.start]
        if _MEAN_OF.search(before) or _THRESHOLD.search(before):
            continue
        double = _OR.match(blank, whole.end)
        units = {whole.unit, double["unit"]} if double else {whole.unit}
        behind = double.end() if double else whole.end
        mark = _MARK.match(blank[behind:])
        late = None if mark else _LATE_MARK.search(blank, whole.end, min(whole.end + 40, _end(blank, whole.end)))
        if mark is None and late is None:
            continue
        begun = behind + mark.end() if mark else late.end() if late else 0
        if late is not None and any(item.unit == whole.unit for item in found if whole.end <= item.start < begun):
            continue
        paren = bool(mark and mark.group().rstrip("其中含包括：:").endswith("（"))
        colon = bool(mark and mark.group()[-1] in "：:" and "其中" not in mark.group())
        end = blank.find("）", begun) if paren else _end(blank, begun)
        parts = _listed(blank, found, units, begun, end if end >= 0 else len(blank), stop=not paren)
        parts = of_one(blank, parts)
        divisions = divisions_of(blank, parts)
        if len(divisions) > 1 and sum_of(parts) > whole.value:
            columns = columns_of(blank, parts)
            yield from _divided(line, divisions, whole) if len(columns) == 1 else _summed(line, columns[0], whole)
        elif len(parts) >= 2 + colon:
            yield from _judge(line, blank, parts, whole, blank[begun : parts[-1].end], strict=paren)


def _among(line: Line, blank: str) -> Iterator[Finding]:
    """A list that comes near to the whole it is of has all its members."""
    found = spoken(line) if "中" in blank else ()
    for at, whole in enumerate(found[:-3]):
        if whole.unit in never_parts or not _AMONG.match(blank[whole.end : found[at + 1].start]):
            continue
        parts = [found[at + 1]]
        for item in found[at + 2 :]:
            if item.unit != whole.unit or not _MEMBER.fullmatch(blank[parts[-1].end : item.start]):
                break
            parts.append(item)
        total = sum_of(parts)
        if len(parts) > 2 and parts[0].unit == whole.unit and 0 < abs(total - whole.value) <= whole.value / 6:
            terms = "＋".join(item.text for item in parts)
            yield finding(
                "A806", f"{terms}与总数{whole.text}不符，见 {whole.said}", "核对各部分和总数", line.at(parts[0].start)
            )


_OR = regex("（(?P<unit>[^（）、，；\\d其]{1,2})）")
"""A second unit of what is counted in either: 18642卷（件）."""


def _listed(
    blank: str, found: tuple[Figure, ...], units: set[str], begun: int, end: int, *, stop: bool
) -> list[Figure]:
    """The figures of the units of the whole in a list, one to a clause, up to where it ends."""
    parts: list[Figure] = []
    at = begun
    for item in found:
        if item.start < begun or item.start >= end:
            continue
        if item.unit not in units:
            if (
                item.unit in ("%", "个百分点")
                and parts
                and stop
                and not re.search(r"[（(][^）)]*$", blank[at : item.start])
            ) and not re.match(r"^[，、（(]?\s*(?:占|约占|占比)", blank[at : item.start]):
                break
            continue
        if parts and _DIVIDED.search(blank, parts[-1].end, item.start):
            break
        if parts and stop and _ASIDE.search(blank, parts[-1].end, item.start):
            continue
        gap = blank[at : item.start]
        gap = _BAND.sub("", gap)
        outside = re.sub(r"[（(][^（）()]*[）)]|(?:约?占|占比)[^，。；]*", "", gap)
        outside = _EACH.sub("", outside)
        if parts and (
            not re.search(r"[、，；;和及（）]", gap)
            or _NOT_PART.search(outside)
            or (stop and _SPLIT.search(outside) and "共" in outside)
            or _WHOLE_AGAIN.search(outside)
        ):
            break
        if not parts and _NOT_PART.search(outside.replace("其中", "")):
            break
        parts.append(item)
        at = item.end
    return parts


def _divided(line: Line, divisions: Sequence[Sequence[Figure]], whole: Figure) -> Iterator[Finding]:
    """共24人，其中男9人、女14人；研究生6人、本科16人、大专2人: one whole divided in several ways, of which another makes it."""
    right = [abs(sum_of(some) - whole.value) <= slack_of(some, whole) for some in divisions]
    for some, fits in zip(divisions, right, strict=True):
        if any(right) and not fits:
            yield from _summed(line, some, whole)


def _summed(line: Line, some: Sequence[Figure], whole: Figure) -> Iterator[Finding]:
    """A list that misses its whole by a little."""
    if slack_of(some, whole) < abs(sum_of(some) - whole.value) <= whole.value / 6:
        terms = "＋".join(item.text for item in some)
        yield finding(
            "A806", f"{terms}与总数{whole.text}不符，见 {whole.said}", "核对各部分和总数", line.at(some[0].start)
        )


def _judge(line: Line, blank: str, parts: list[Figure], whole: Figure, text: str, *, strict: bool) -> Iterator[Finding]:
    total = sum_of(parts)
    slack = slack_of(parts, whole)
    if abs(total - whole.value) <= slack or not whole.value:
        return
    if any(one.value == total and one.unit == whole.unit and one not in parts for one in spoken(line)):
        return  # they are those of another whole
    alike = [
        one
        for one in spoken(line)
        if whole.end <= one.start <= parts[-1].start and one.unit.rstrip("次") == whole.unit.rstrip("次")
    ]
    if len(alike) > len(parts) and sum_of(alike) == whole.value:
        return  # some are told in 人, others in 人次
    own = next((one for one in spoken(line) if one.start >= parts[-1].end), None)
    if own is not None and own.value == total and re.search("合计|共计|总计", blank[parts[-1].end : own.start]):
        return
    for count in range(2, len(parts)):
        goes_on = _MEMBER.fullmatch(blank[parts[count - 1].end : parts[count].start])
        if not goes_on and (
            abs(sum_of(parts[:count]) - whole.value) <= slack or sum_of(parts[:count]) == parts[count].value
        ):
            return
    ratio = total / whole.value
    open_ended = bool(_SOME.search(text)) or bool(re.match("等", blank[parts[-1].end :]))
    overlaps = bool(_OVERLAP.search(text)) and not _by_deeds(blank, parts)
    if overlaps or (open_ended if ratio < 1 else ratio > 4):
        return
    rest = bool(_REST.search(text))
    least = Decimal("0.5") if strict or rest or len(parts) > 2 else Decimal("0.75")
    if ratio < least:
        return
    severity = (
        Severity.WARNING if ratio > 1 or strict or rest or ratio >= Decimal("0.9") or len(parts) > 2 else Severity.HINT
    )
    if severity is Severity.HINT and len(parts) == 2 and text.startswith("，其中") and ratio < Decimal("0.8"):
        return
    if slack_of(parts, whole) and abs(total - whole.value) <= _loose(parts, whole):
        severity = Severity.HINT
    terms = "＋".join(item.text for item in parts)
    yield finding(
        "A806", f"{terms}与总数{whole.text}不符，见 {whole.said}", "核对各部分和总数", line.at(parts[0].start), severity
    )


def _by_deeds(blank: str, parts: Sequence[Figure]) -> bool:
    """Whether every part is named by what is done to it alone, with no name of what it is done to: 新建4.2万亩、改造提升2.6万亩."""
    labels = [_LED.sub("", last_clause(blank[: part.start], PHRASE)) for part in parts]
    return all(_DEED.fullmatch(label) for label in labels) and len(set(labels)) == len(labels)


_OF_SOME = regex(
    "(?:县|区|乡镇|镇|街道|市|州|单位|部门|学校|医院|企业|地)(?:区|市|县)?[^，。；、\\d]{0,3}共[^，。；、\\d]*"
)
"""What a number of places come to: 其余3个县共23个."""
_FLOWS = regex("收入.*支出|结余|余额|结存|(?:年|期)[初末]")
"""What comes in, what goes out and what is there are no parts of one whole."""
_VISITED = regex("[^，。；\\d]{0,10}(?:督查|检查|抽查|调研|走访|巡查|排查|督导|核查|审计|验收|测评|暗访)")
"""Where something was done: what was found there is another count."""


def _before(line: Line, blank: str) -> Iterator[Finding]:
    """A3份、B4份，共7份; units of counted things may differ (60张、120个，合计180份)."""
    found = spoken(line)
    for index, whole in enumerate(found):
        head = _TOTAL.search(blank, max(0, whole.start - 40), whole.start)
        if whole.unit in never_parts or head is None or index < 2:
            continue
        begun = begun_at(blank, whole.start, "。\n")
        if _OF_SOME.fullmatch(blank, found[index - 1].end, whole.start):
            continue
        counted = whole.unit in _COUNTS
        parts: list[Figure] = []
        at = whole.start
        for item in reversed(found[:index]):
            gap = blank[item.end : at]
            same = item.unit == whole.unit or (counted and item.unit in _COUNTS)
            if item.start < begun or not same or (parts and not re.match(r"^[^，。；、\d]{0,4}[、和及，；]", gap)):
                break
            if not parts and not re.match(r"^[^，。；、\d]{0,6}[，、,；]?[^，。；、\d]{0,8}$", gap):
                break
            if parts and (_NOT_PART.search(re.sub("以[上下内]的?", "", gap)) or len(gap) > 24):
                break
            if len(parts) > 1 and "、" in blank[parts[0].end : parts[1].start] and "，" in gap:
                break
            parts.insert(0, item)
            at = item.start
        clause = blank[begun : parts[0].start] if parts else ""
        got = [bool(re.search("得分?$|扣分?$", blank[: item.start])) for item in parts] if whole.unit == "分" else []
        if (
            len(parts) < 2
            or len(set(got)) > 1
            or re.search("(?<!公)共|合计|总", clause[-16:])
            or _NOT_PART.search(last_clause(clause, "，、：").replace("分别占", ""))
        ):
            continue
        if _FLOWS.search(blank, begun_at(blank, parts[0].start, PHRASE + "\n"), whole.start):
            continue
        if _VISITED.match(blank, parts[-1].end) and whole.unit in _COUNTS:
            continue
        mixed = len({item.unit for item in parts} | {whole.unit}) > 1 and whole.unit in {item.unit for item in parts}
        if mixed and blank[whole.end : whole.end + 1] != "（":
            continue
        alike = _alike(blank, parts)
        if "半年" in last_clause(blank[: parts[-1].start], "，。") or any(
            abs(sum_of(some) - whole.value) <= slack_of(some, whole)
            for start, end in combinations(range(len(parts) + 1), 2)
            if len(some := parts[start:end]) > 1 and (not alike or len(some) == len(parts))
        ):
            continue
        total = sum_of(parts)
        alone = len(re.findall(f"一[{'人名位' if whole.unit == '人' else whole.unit[:1]}]", blank[begun : whole.start]))
        if alone and total + alone == whole.value:
            continue  # one of them is told in words: 一名分管领导、1名联络员和12名楼层管理员
        if not Decimal("0.3") < total / (whole.value or 1) < 3:
            continue
        terms = "＋".join(item.text for item in parts)
        yield finding(
            "A806", f"{terms}与总数{whole.text}不符，见 {whole.said}", "核对各部分和总数", line.at(parts[0].start)
        )


def _alike(blank: str, parts: Sequence[Figure]) -> bool:
    """Whether members go by names of one kind, so that some of them are no list of their own: 一级电表1块、二级电表9块、三级电表15块."""
    names = [last_clause(blank[: item.start], PHRASE) for item in parts]
    return len(parts) > 2 and len({name[-2:] for name in names}) == 1 and len({len(name) for name in names[1:]}) == 1


_ANNOUNCED = regex(
    r"(?P<n>[两二三四五六]|[2-6])(?:项|个|类|方面|年|次|处|笔|期|地|级|部分)[^，。；\d]{0,8}(?:(?<!公)共|合计|总计|累计)[^，。；\d]{0,8}$"
    r"|，(?P<m>[两三四五])级[^，。；、\d]{1,6}$"
)


def _announced(line: Line, blank: str) -> Iterator[Finding]:
    """投资26万元…；投资8万元…。两项改造共投资34万元."""
    found = spoken(line)
    for index, whole in enumerate(found):
        match = _ANNOUNCED.search(blank, max(0, whole.start - 60), whole.start)
        if match is None or whole.unit in never_parts or whole.unit in _COUNTS:
            continue
        count = number_in(match["n"] or match["m"])
        earlier = [
            item
            for item in found[:index]
            if item.unit == whole.unit and not _NOT_PART.search(last_clause(blank[: item.start], PHRASE))
        ]
        earlier = earlier[-8:]
        if len(earlier) < count:
            continue
        if any(abs(sum_of(some) - whole.value) <= slack_of(some, whole) for some in combinations(earlier, count)):
            continue
        if len(earlier) == count:
            terms = "＋".join(item.text for item in earlier)
            yield finding(
                "A806",
                f"{terms}与“{match.group()}{whole.text}”不符，见 {earlier[0].said}",
                "核对各部分和总数",
                line.at(whole.start),
            )


def _full_points(line: Line, blank: str) -> Iterator[Finding]:
    """百分制，由甲（30分）、乙（40分）…构成."""
    for start, end in ((m.start(), m.end()) for m in re.finditer("[^。；\n]+", blank)) if "分）" in blank else ():
        text = blank[start:end]
        points = [Decimal(n) for n in re.findall(r"[（(](\d+(?:\.\d+)?)分[）)]", text)]
        if len(points) < 3 or not re.search("组成|构成|部分|百分制|满分|总分", text):
            continue
        said = re.search(r"(?:总分|满分)(?:为|是)?(\d+)分", blank)
        whole = Decimal(said[1]) if said else Decimal(100)
        total = sum(points, Decimal(0))
        if total != whole and abs(total - whole) <= whole / 5:
            yield finding("A806", f"各部分分值之和{total}与{'总分' if said else '百分制的'}{whole}分不符，见 {line.said(start, end)}", "核对各部分分值",
                          line.at(start))  # fmt: skip
