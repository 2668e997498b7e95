"""Names of persons that drift: 王志强 in one place, 王志刚 in another, in the same office or beside the same word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.agreement.reading.sheet import sheets_of
from genwen.agreement.reading.sounds import sound_of
from genwen.agreement.reading.text import Line, Span, Subject, finding
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex
from genwen.records import record

SURNAMES = "陶洪覃闫佘邬敖蒙鞠蔺邝匡栾寇佟仇嵇宫荆冼苗颜尤游严童齐庞樊霍翁褚岳裴甘涂符申尚梅翟辛牟卓伍冉柏戚阮骆房景曲桑耿邢滕缪茅屈祝米臧麻谈卞隋饶蓝楚蒲区仲濮闵娄郁晏沈汪倪鲍章俞柯祁凌欧阳詹殷施聂焦向葛柳纪舒温柴王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
_POSTS = "组长|副组长|主任|副主任|局长|副局长|科长|副科长|处长|副处长|书记|镇长|县长|副县长|区长|副区长|市长|副市长|校长|院长|站长|所长|负责人|联系人|责任人|联络员|统计员|成员|经办人|组员|审核人|填报人|分管领导|讲师|专家|教授|汇报人|主持人|记录人|监督员|项目经理|总监|院长|校长|主席|秘书长|队长|班长|指挥长|总指挥|副总指挥|政委|党组成员|同志|股长|园长|厂长|督导员|网格员|宣传员|志愿者|驾驶员|保洁员|工程师|河长|路长|楼长|桶长"
_BEFORE = regex(
    rf"(?P<post>{_POSTS})[：:、 　]?\s*(?:由)?(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=[，。；、：:（( 　,;）)\s\d]|同志|为|任|担任|电话|主持|强调|指出|作|出席|带队|宣布|讲话|要求|带领|参加|负责|牵头|介绍|表示|在|代表|每|到|反映|提出|建议|汇报|发言|致辞|荣获|获评|率队|深入|赴|签|$)"
)
_AFTER = regex(
    rf"(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,2}})(?:同志|(?P<post>局长|副局长|主任|副主任|书记|教授|县长|副县长|科长|组长|副组长|区长|副区长|市长|副市长|镇长|主席|秘书长|处长|院长|校长|所长|站长|队长|总指挥|指挥长|部长|厅长|常委|委员|经理|主任委员))"
)
_SPEAKS = regex(rf"(?:^|[。；，])(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{2}})(?P<post>)(?=强调|指出|要求|表示|主持|作了)")
_AS = regex(rf"(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,2}})(?:同志)?(?:担?任|兼任)[^，。；]{{0,6}}?(?P<post>{_POSTS})")
_NOT_NAMES = regex(r"[局科处室部委办院县市区镇级任长组员人等及和的为各]")


@record
class Named(Span):
    """A person's name, the post or word beside it, and where."""

    name: str
    post: str


_POSTED = regex("[长任记员领师授人理监挥委席志]|强调|指出|要求|表示|主持|作了")
_OFFICE_BEFORE = regex("[\u4e00-\u9fff](?:[室科股处局组办队站所]|中心|公司)$")
_POST_BEFORE = regex(rf"(?:{_POSTS})[：:、 　]?$")


def persons_in(line: Line) -> Iterator[Named]:
    """Names beside a post, or before 同志."""
    if not _POSTED.search(line.text):
        return
    for pattern in (_BEFORE, _AFTER, _AS, _SPEAKS):
        for match in pattern.finditer(line.text):
            if not _NOT_NAMES.search(match["name"][1:]):
                yield Named(line, *match.span("name"), match["name"], match["post"] or "同志")


def check_persons(subject: Subject) -> Iterator[Finding]:
    """Two names with one surname that differ in one character."""
    firsts: dict[str, Named] = {}
    for line in subject.lines():
        for named in persons_in(line):
            firsts.setdefault(named.name, named)
    for view in subject.views:
        for sheet in sheets_of(view):
            for column in (
                c
                for c, head in enumerate(sheet.heads)
                if re.fullmatch(r"姓\s*名|负责人|联系人|责任人|组长|联络员", head)
            ):
                for row in sheet.rows:
                    text = re.sub(r"\s", "", row[column].text)
                    if re.fullmatch(rf"[{SURNAMES}][\u4e00-\u9fff]{{1,2}}", text):
                        firsts.setdefault(text, Named(row[column], 0, len(text), text, "同志"))
    found = list(firsts.values())[:400]
    yield from _variants(subject, firsts)
    for index, second in enumerate(found):
        for first in found[:index]:
            if len(first.name) != len(second.name) or first.name[0] != second.name[0] or len(first.name) < 3:
                continue
            if sum(a != b for a, b in zip(first.name, second.name, strict=True)) != 1:
                continue
            alike = first.post == second.post or "同志" in (first.post, second.post)
            yield finding("A504", f"姓名“{second.name}”与“{first.name}”差一字，见 {first.said}",
                          "若是同一人，改为一致", second.at, Severity.WARNING if alike else Severity.HINT)  # fmt: skip


def _variants(subject: Subject, known: dict[str, Named]) -> Iterator[Finding]:
    """A known name with one other character: of the same sound anywhere, any other where a post stands before it."""
    whole = [named for named in known.values() if len(named.name) == 3][:80]
    if not whole:
        return
    firsts: dict[str, list[Named]] = {}
    for named in whole:
        firsts.setdefault(named.name[0], []).append(named)
    some = re.compile(rf"(?=(?P<name>[{''.join(firsts)}][\u4e00-\u9fff]{{2}}))")
    for line in subject.lines():
        for match in some.finditer(line.text):
            text = match["name"]
            if text in known:
                continue
            for named in firsts[text[0]]:
                odd = [(a, b) for a, b in zip(text[1:], named.name[1:], strict=True) if a != b]
                if len(odd) != 1 or _NOT_NAMES.search(odd[0][0]):
                    continue
                alike = sound_of(odd[0][0]) == sound_of(odd[0][1])
                before = line.text[max(0, match.start() - 8) : match.start()]
                if alike or _POST_BEFORE.search(before) or (named.post == "同志" and _OFFICE_BEFORE.search(before)):
                    yield finding("A504", f"姓名“{text}”与“{named.name}”差一字，见 {named.line.said(named.start, named.start + 3)}",
                                  "若是同一人，改为一致", line.at(match.start()))  # fmt: skip
