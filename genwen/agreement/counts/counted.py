"""Lists inside a sentence and the count beside them: 甲、乙、丙3家单位; 五类制度，即甲、乙…; 甲、乙、丙“三公开”; 四项制度《甲》《乙》….

Every list of members parted by 、 is taken whole, brackets left out, and held against the count just after it and the count
that announces it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.agreement.counts.lists import miscounted, number_in
from genwen.agreement.reading.figures import UNIT
from genwen.agreement.reading.text import Line, Span, Subject, finding, masked
from genwen.agreement.reading.vocabulary import NUMERALS
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex
from genwen.records import record, replace

_N = rf"(?<![第\d.{NUMERALS}])(?P<n>[{NUMERALS}]{{1,3}}|两|\d{{1,3}})(?![\d.%])"
_KIND = r"(?P<kind>个|家|项|类|种|大|名|位|人|所|处|座|条|部|份|篇|本|期|次|场|组|支|栋|单|户|方面|部分|环节)"
_ITEM = r"[^，。；：、！？\n\0]{1,30}"
_LIST = regex(rf"{_ITEM}(?:、{_ITEM})+")
_AFTER = regex(rf"(?P<etc>等)?(?:，?(?:共计?|总共|合计|这)|等)?{_N}(?:大)?{_KIND}(?P<noun>[^，。；：、·\d]{{0,12}})")
_TAIL = regex(rf"^，?(?:共计?|总共|合计){_N}{_KIND}(?P<noun>[^，。；：、\d]{{0,8}})(?=[，。；：、]|$)")
_ANNOUNCED = regex(
    rf"{_N}{_KIND}(?P<noun>[^，。；：、（）\d]{{0,18}}?)(?P<mark>，?(?:他们是|她们是|它们是|分别是|分别为|分别由|即|依次是|依次为|包括|有|为)[：:]?|[：:]|（(?:即|分别是|分别为|包括)?[：:]?|，分别(?:对|与|在|到|向)?)$"
)
_QUOTED = regex(rf"^[“\"](?P<n>[两{NUMERALS}])(?P<word>个?[\u4e00-\u9fff]{{1,2}})[”\"]")
_WHOLE_QUOTED = regex(r"[^“”]*“(?P<list>[^“”]+)”的?$")
_QUOTED_LIST = regex(r".*“[^”]*、[^”]*”(?!、)")
"""Members in quotation marks that something else follows: what stands behind them is another list."""
_QUOTED_BEFORE = regex(
    rf"[“\"](?P<n>[两{NUMERALS}])(?P<word>个?[\u4e00-\u9fff]{{1,2}})[”\"][^，。；：、]{{0,8}}(?:[：:]|，?即|（)$"
)
_TITLES = regex(
    rf"{_N}(?P<kind>项|个|部|份|件|种|篇|套)(?P<noun>[^，。；：《》\d]{{0,14}})(?P<mark>[：:，]?(?:即|分别是|分别为|包括)?[：:]?)(?P<list>《[^《》]+》(?:[、和及与，,]?《[^《》]+》)*)(?P<etc>等)?"
)
_TITLED = regex(
    rf"(?P<list>《[^《》]+》(?:[、和及与，,]?《[^《》]+》)+)(?P<etc>等)?(?P<noun>[^，。；《\d{NUMERALS}]{{0,14}}){_N}(?P<kind>项|个|部|份|件|种|篇)"
)
_QUOTES = regex(
    rf"(?P<list>(?:“[^“”]{{2,14}}”[、和及]?){{2,}})(?P<etc>等)?{_N}(?P<kind>项|个|大|类)(?P<noun>[^，。；：、\d]{{0,8}})"
)
_IN_QUOTES = regex(
    rf"“(?P<list>[^“”、，。；]{{1,10}}(?:、[^“”、，。；]{{1,10}})+)”(?:的|这)?{_N}(?P<kind>项|个|类|种|大|谁|字|步|级)(?P<noun>[^，。；：、“\d]{{0,8}})"
)
_ORGAN_AND = regex(
    "(住房|发展|工业|人力资源|文化|自然资源|粮食|民族|林业|教育|卫生|商务|经济|科学技术|规划|社会保障|退役军人|防灾减灾)[和与](?=城乡|改革|信息|社会|旅游|规划|物资|储备|宗教|草原|体育|健康|计划|建设|就业|应急|传媒|信访)"
)
_DOING = regex(
    "(?:[^，。；]{0,6}?)(?:新建|改建|扩建|改扩建|新增|维修|改造|续建|在建|购置|更换|举办|开展|组织|召开|检查|排查|清理|整治|修订|制定|引进|培养|创建|建成|调整|取消)$"
)
_SOME_NUMBER = regex("[0-9两二三四五六七八九十]")
_ORDINAL = regex(
    rf"\s*(?:(?:[{NUMERALS}]{{1,3}}|\d{{1,2}})、|(?:第[{NUMERALS}某]{{1,3}}|首先|其次|再次|最后|[{NUMERALS}]是)、(?![第{NUMERALS}]))"
)
"""What numbers a list, or a member of another list whose mark is wrong: 第一、入库前，…; 第一、第二小学 are members."""
_ABSTRACT = regex("方面|单位|部门|环节|地区|县区|问题|任务|措施|制度|机关|人|名|类|项")
_AND = regex("以及|[和与及]")
_AND_DOES = regex("(?:以及|[和与及])(?:实行|开展|推行|推进|完善|强化|加强|健全|建立|落实|严格|倡导|规范)")
_OPEN = regex("等$|等(?=[，。；：）])|如$|主要有|特别是|尤其")
_STRONG = ("项", "类", "大", "方面", "部分", "环节", "种")
_TAKEN_IN_ITEMS = frozenset(
    [
        "指标",
        "制度",
        "任务",
        "措施",
        "工作",
        "内容",
        "要求",
        "行动",
        "机制",
        "目标",
        "重点",
        "原则",
        "专项",
        "举措",
        "活动",
        "改造",
        "服务",
        "问题",
    ]
)
"""What is counted by 项 without doubt."""
_EVENTS = frozenset("次场期份人本篇条户")
_MANY = 4
_MADE_OF = regex(rf"\d\s*[万亿]*(?:{UNIT})")


@record
class Listed(Span):
    """A list in a line: where it stands, how many members it has at least and at most."""

    items: tuple[str, ...]
    least: int
    most: int


def check_counted(subject: Subject) -> Iterator[Finding]:
    """Every list of every line of prose and of long cells."""
    for line in subject.lines():
        text = line.text
        if "、" in text:
            plain = _without_brackets(_readable(text))
            for match in _LIST.finditer(plain):
                yield from _of_list(line, plain, match)
        if "”" in text:
            for match in _QUOTES.finditer(text):
                count, number = match["list"].count("“"), number_in(match["n"])
                if number > 1 and _off(number, count, count, bool(match["etc"])):
                    listed = Listed(line, match.start("list"), match.end("list"), (), count, count)
                    yield _wrong(listed, match["n"] + match["kind"] + match["noun"], match.start("n"), "前面列出")
            for match in _IN_QUOTES.finditer(text):
                listed = listed_in(line, match.start("list"), match["list"])
                if _off(number_in(match["n"]), listed.least, listed.most, False) and number_in(match["n"]) > 1:
                    yield _wrong(listed, match["n"] + match["kind"] + match["noun"], match.start("n"), "前面列出")
        if "《" in text:
            yield from _of_titles(line)


_MEMBER = regex(
    r"(?:19|20)\d{2}年度?|第[一二三四五六七八九十]{1,3}[^\d]?|\d{1,2}月(?:\d{1,2}日)?(?:份|底|初|[上中下]旬)?"
)


_PLACES = regex(r".*、[^、]*等[处地](?=[^、]+、)")
"""Where something is done: 在食堂、电梯厅等处张贴节电、节水两类标识."""


def _readable(text: str) -> str:
    """The text masked, but for ordinals in names, and months and years that begin a member: 县第二小学、3月节水培训."""
    blank = masked(text)

    def shown(match: re.Match[str]) -> str:
        own = text[match.start() : match.end()]
        if not _MEMBER.fullmatch(own) or (
            own[0] != "第" and text[match.start() - 1 : match.start()] not in "、：即为是"
        ):
            return match.group()
        return re.sub(rf"[\d{NUMERALS}]", "某", own)

    return re.sub("\0+", shown, blank)


def _without_brackets(text: str) -> str:
    """The text with what stands in brackets blanked, as long as before, unless the list itself stands there."""
    return re.sub(
        r"（[^（）]*）",
        lambda match: (
            match.group()
            if match.group().count("、") > 1
            and "（" not in match.group()[1:]
            and not re.search(r"、$", text[: match.start()][-14:])
            and not re.match(r"[^，。；]{0,14}[、（]", text[match.end() : match.end() + 15])
            else "·" * len(match.group())
        ),
        text,
    )


def listed_in(line: Line, start: int, text: str) -> Listed:
    """A list as members: joined by 和 or 及 they may be one or two."""
    items = tuple(_ORGAN_AND.sub(r"\1", part.strip()) for part in text.split("、"))
    last = items[-1]
    joined = max((at for at, item in enumerate(items[:-1]) if _AND.search(item)), default=0)
    least = len(items) - joined + len(_AND_DOES.findall(last))
    most = len(items) + len(_AND_DOES.findall(last)) + sum(len(_AND.findall(_AND_DOES.sub("", item))) for item in items)
    return Listed(line, start, start + len(text), items, least, most)


def _of_list(line: Line, plain: str, match: re.Match[str]) -> Iterator[Finding]:
    if not _SOME_NUMBER.search(plain, max(0, match.start() - 44), match.end() + 20):
        return
    text = match.group()
    begun = ordinal.end() if (ordinal := _ORDINAL.match(text)) else 0
    if (opened := text.rfind("（")) >= 0 and "、" not in text[:opened]:
        begun = opened + 1
        closed = text.find("）", begun)
        text = text[:closed] if closed >= 0 else text
    elif "）" in text:
        text = text[: text.index("）")]
    if apart := _QUOTED_LIST.match(text, begun) or _PLACES.match(text, begun):
        begun = apart.end()
    text = text[begun:]
    start = match.start() + begun
    if "、" not in text or text.count("”") > text.count("“"):
        return
    last_at = text.rindex("、") + 1
    quoted = re.search(r"[“\"]", text[last_at:])
    after = next((one for one in _AFTER.finditer(text, last_at) if one.start() > last_at), None)
    tail = _TAIL.match(plain[match.end() :]) if not begun else None
    end = len(text)
    if after is not None:
        end = after.start()
    listed = listed_in(line, start, text[:end])
    if after is not None:
        yield from _judge_after(listed, after, start + after.start("n"))
    elif tail is not None and not re.search(r"\d", text):
        yield from _judge_after(listed, tail, match.end() + tail.start("n"))
    if quoted is not None and (fixed := _QUOTED.match(text[last_at + quoted.start() :])) and quoted.start():
        yield from _judge_fixed(
            listed_in(line, start, text[: last_at + quoted.start()]), fixed, start + last_at + quoted.start()
        )
    yield from _judge_before(listed, plain, after is not None)


def _numbered(text: str) -> bool:
    """Whether members carry amounts, so that they are parts of a sum."""
    return bool(_MADE_OF.search(re.sub(r"\d+号", "", text)))


def _off(number: int, least: int, most: int, etc: bool) -> bool:
    """Whether a count is none of those a list may have; nobody who names all but one of many leaves the last to 等."""
    return number < least or (number == most + 1 and least >= _MANY) if etc else not least <= number <= most


def _judge_after(listed: Listed, match: re.Match[str], at: int) -> Iterator[Finding]:
    number, kind, noun = number_in(match["n"]), match["kind"], match["noun"].strip()
    items = listed.items
    if (
        match.re.pattern == _TAIL.pattern
        and noun
        and noun[-1] not in {item[-1:] for item in items}
        and not _ABSTRACT.search(noun)
    ):
        return
    etc = bool(match.groupdict().get("etc")) or items[-1].endswith("等")
    if _DOING.match(items[0]) and len(items) == 2:
        return
    if "的" in items[-1] and "的" not in items[0]:
        return  # 社区养老、托育服务的房产4处: the list says what the things counted are for
    if number < 2 or _numbered("、".join(items)) or any(len(item) > 22 for item in items[1:]):
        return
    if re.search(
        r"(?:各|每|的|第|约|近|超|全|另|其中|达|得|分|用|有|“|组成|成立|设立|抽调|组建|建立|派出|配备|提出|设置|安排|确定|实施|推出|开展|实现|完成|新增|加快)$",
        items[-1],
    ) or re.match("以上|左右|多|余|月|年|日|数|球", noun):
        return
    names = [item.split("的")[-1] for item in items]
    twice = next((name for at, name in enumerate(names) if len(name) > 1 and name in names[:at]), "")
    if twice and number == len(items):
        said = listed.line.said(listed.start, listed.end)
        yield finding("A301", f"所列{number}{kind}中“{twice}”列了两次，见 {said}", "核对所列各项", listed.line.at(at))
    if _off(number, listed.least, listed.most, etc):
        total = "共" in match.group() or "合计" in match.group()
        alike = len({item[-1:] for item in items}) == 1 or len({len(item) for item in items[1:]}) == 1
        strong = kind in _STRONG or bool(noun) or total or alike
        if (
            (kind in _EVENTS and not (total and alike))
            or abs(number - listed.least) > (3 if kind in _STRONG or noun else 2)
            or not strong
        ):
            return
        if kind not in _STRONG and not noun and not alike:
            return
        if kind == "项" and noun[:2] not in _TAKEN_IN_ITEMS and listed.least < 3:
            return
        yield _wrong(listed, f"{match['n']}{kind}{noun[:6]}", at, "前面列出", etc and number > listed.most)


def _judge_fixed(listed: Listed, match: re.Match[str], at: int) -> Iterator[Finding]:
    """定时、定点、定人“三定”: members of one length, the first behind what leads to them; nothing between the last and the count."""
    number = number_in(match["n"])
    whole = _WHOLE_QUOTED.match("、".join(listed.items))
    first, *others = whole["list"].split("、") if whole else listed.items
    size = len(others[0])
    if (
        number > 1
        and len(others) > 1
        and not listed.least <= number <= listed.most
        and abs(number - listed.least) <= 2
        and all(len(item) == size for item in others)
        and len(first) >= size
        and not re.search("[“”等]", "".join((first, *others)))
    ):
        yield _wrong(listed, match.group(), at, "前面列出")


def _judge_before(listed: Listed, plain: str, counted: bool) -> Iterator[Finding]:
    """The count that announces a list, in the words before its first member."""
    first = listed.items[0]
    lead = plain[max(0, listed.start - 40) : listed.start] + first
    cut = max((lead.rfind(mark) + 1 for mark in ("：", "（")), default=0)
    marked = re.search("分别是|分别为|分别由|依次是|依次为|即(?!可|将|日)|包括|，分别(?:对|与|在|到|向)?", first)
    head = (
        lead[: len(lead) - len(first) + marked.end()]
        if marked
        else lead[:cut]
        if cut > len(lead) - len(first) - 2
        else lead[: len(lead) - len(first)]
    )
    fixed = _QUOTED_BEFORE.search(head)
    if fixed is not None and not counted:
        number = number_in(fixed["n"])
        if number > 1 and not listed.least <= number <= listed.most and abs(number - listed.least) <= 2:
            yield _wrong(listed, fixed.group()[:8], listed.start - 1, "后面列出")
        return
    match = _ANNOUNCED.search(head)
    if match is None or _numbered("、".join(listed.items)):
        return
    number, kind = number_in(match["n"]), match["kind"]
    weak = match["mark"] in ("有", "为", "包括", "，包括", "包括：", "，有")
    if (
        number < 2
        or re.search("[每各前后近约超这其另]$", head[: match.start()])
        or re.match("以上|左右|多|余|月|年|日", match["noun"])
        or "”" in match["noun"]
    ):
        return
    if (
        any(len(item) > 24 for item in listed.items[1:])
        or _OPEN.search(listed.items[-1])
        or "等" in listed.items[-1]
        or (weak and kind in _EVENTS)
    ):
        return
    if (
        re.search("一是|（一）|①|1[.．、]", "、".join(listed.items))
        or plain[listed.end : listed.end + 1] in ("：", "\0")
        or (plain[listed.end : listed.end + 1] == "；" and not re.search("即|分别[为是由]|依次[为是]", match["mark"]))
        or counted
    ):
        return
    if not listed.least <= number <= listed.most and abs(number - listed.least) <= max(3, number // 2):
        yield _wrong(listed, f"{match['n']}{kind}{match['noun'][:8]}", max(0, listed.start - 1), "后面列出")


def _of_titles(line: Line) -> Iterator[Finding]:
    """四项制度《甲》《乙》《丙》."""
    for match in _TITLES.finditer(line.text):
        count = len(re.findall("《", match["list"]))
        number = number_in(match["n"])
        marked = bool(match["mark"]) or count > 1
        if (
            number >= 2
            and marked
            and not re.search("[各共第新]$|等", match["noun"])
            and _off(number, count, count, bool(match["etc"]))
            and abs(number - count) <= 4
            and count > 1
        ):
            listed = Listed(line, match.start("list"), match.end("list"), (), count, count)
            yield _wrong(listed, f"{match['n']}{match['kind']}{match['noun'][:8]}", match.start(), "后面列出")
    for match in _TITLED.finditer(line.text):
        count = len(re.findall("《", match["list"]))
        number = number_in(match["n"])
        if number and _off(number, count, count, bool(match["etc"])) and not re.search("[各共第新]", match["noun"]):
            listed = Listed(line, match.start("list"), match.end("list"), (), count, count)
            words, left_open = match["n"] + match["kind"], bool(match["etc"]) and number > count
            yield _wrong(listed, words, match.start("n"), "前面列出", left_open)


def _wrong(listed: Listed, words: str, at: int, what: str, left_open: bool = False) -> Finding:
    item = miscounted(listed.line, at, words, listed.least, listed.said, what)
    return replace(item, severity=Severity.HINT) if left_open else item
