"""Rules of what is asked for (条例 15): a 报告 that asks, a 请示 that does not or asks for several things, a 函 that orders."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.lint.letterhead import is_letter
from genwen.lint.masks import without_quotes
from genwen.lint.rule import CUSTOM, ERROR, HARD, WARNING, Hit, Rule, at, on
from genwen.lint.view import LEVELS, MAIN, MARK, PROSE, RECIPIENTS, Line, View
from genwen.patterns import regex
from genwen.searching import found_in

CLAUSE = "条例第十五条"
_REQUEST = regex(
    r"(?:妥否|当否|可否|是否妥当)[，,]?\s*请(?:予)?(?:批示|审批|批复|指示|审示|核批)|请(?:予以?|尽快|及时)?(?:批准|批复|审批|核批|批示|审核批准)"
    r"|恳请[^。；]{0,30}(?:批准|支持|解决|拨付|审批|同意)|(?:特|专此|现)[此]?请示|请求[^。；]{0,30}(?:批准|批复|审批|拨付|解决|同意)|望予批准|请批转"
)
_GIVEN = "资金|经费|编制|人员指标|用地|指标|补助|补贴|车辆|设备|万元|亿元"
_ASKED = regex(
    rf"(?:恳请|敬请|特请|请求|拟请)[^，。；]{{0,20}}?(?:追加|安排|拨给|划拨|增拨|核拨|增加|下达|核增|减免|倾斜|给予)[^，。；]{{0,20}}?(?:{_GIVEN})"
    rf"|(?<![邀申提聘])请(?:省|市|县|区|州|上级|贵)[^，。；、]{{0,10}}?(?:追加|安排|拨付|拨给|划拨|增拨|核拨|解决|核增|下达)[^，。；]{{0,12}}?(?:{_GIVEN})"
)
"""Money, posts or land asked for."""
_OF_OTHERS = regex("群众|村民|居民|业主|商户|企业|家长|职工|来信|来访|网民|代表|委员|经营户|已[经于]?(?:向)?$")
"""Who else asks, in the clause before: what is told of them is no request."""
_REQUEST_END = regex(r"请(?:予)?(?:批示|审批|批复|指示|审示|批准|核准|审定|核批|批转|审议|示复)")
_END_OF_OTHERS = regex(r"(?:特此|专此)(?:报告|汇报|通知|通报|函告|函达|函复|公告|通告|批复|说明)[。！]?")
_YOU = "(?:[贵你各](?:[局委厅办院校会市县区镇部司处]|单位|公司|机关|部门|政府)?)?"
_FIRMLY = "(?:认真|严格|务必|切实|抓紧|坚决|立即|迅速)"
_ORDER_END = regex(
    rf"[请望]{_YOU}{_FIRMLY}?(?:遵照|贯彻|照此|组织)(?:执行|落实|办理|实施)|[请望]{_YOU}{_FIRMLY}(?:抓好|做好)?[^，。；]{{0,8}}(?:执行|落实|整改)(?:到位|完毕)?(?=[。！]?\s*$)"
)
_ASKS_APPROVAL = regex(
    r"(?:(?:(?:以上|上述)?(?:意见|请示|事项|方案)[，,]?)?(?:(?P<asked>[妥当]否)|可否|是否妥当|如无不妥)[，,]?\s*请(?:予)?(?:批示|审批|批复|指示|审示|核批|审定|批准))[。.！]?"
)
_NOT_UPWARD = {"批复": "此复。", "通知": "特此通知。", "通报": "特此通报。", "决定": "本决定自印发之日起施行。", "公告": "特此公告。",
               "通告": "特此通告。", "函": "请予支持并函复。"}  # fmt: skip
"""What does not go up to a superior, and how it may end; 意见 may, and then it is addressed to one organ."""
_GOVERNMENTS = ("政府", "办公厅", "办公室", "国务院")
"""What the names of organs end with that write 函 to organs below them."""
_PEER = regex("[省市县区州](?![县区镇乡街级直属])(?:委|政府)?[\u4e00-\u9fff]{2,16}$")
_ALSO = regex(
    r"(?:同时|另外|此外|另|还|一并|并且)[，,]?(?:特|现|也|再)?(?:请求|恳请|申请|拟请|请)[\u4e00-\u9fff（）]{0,12}?"
    r"(?:批准|同意|审批|核准|核定|拨付|拨给|安排|解决|增加|增拨|调整|追加|划拨|减免|购置|新建)(?P<what>[^，。；：]{2,40})"
)
_OTHER = regex("另|此外")
_BESIDES = regex(
    r"(?:(?<=[。；])|^)\s*(?:此外|另外|另|同时|再者|其次)[，,：]?[^。；]{0,60}?(?:恳请|请求|申请|拟请|特请|敬请|一并请|请)[\u4e00-\u9fff]{0,14}?"
    r"(?:批准|同意|批复|审批|核准|核定|解决|拨付|安排|追加|支持|明确|增设)(?P<what>[^，。；：]{2,40})"
)
_TOGETHER = regex(
    r"(?:以上|上述)(?P<count>[两二三四五]|[2-5])(?:项|个|件|点|方面)?(?:事项|请示|请求|申请|事宜|问题)[^。；]{0,12}(?:妥否|当否|可否|请)"
)
_OF_ITS_OWN = regex(r"关于[^，。；]{2,30}(?:的请示|的申请|的请求|的问题|事宜)$")
_COMMON = regex(
    "关于|请示|申请|项目|工程|工作|资金|经费|建设|解决|安排|批准|同意|立项|人民|政府|有关|问题|事项|予以|给予|支持|增加|新增|实施|开展|专项|补助|选址|意见|用地|编制|方案|规划"
    "|手续|配套|预算|投资|费用|万元|亿元|核增|核定|事业|人员|岗位|名额|同时|此外|另外|恳请|请求|敬请|拟请|特请|[省市县区请另]|该[\u4e00-\u9fff]|我[\u4e00-\u9fff]|一并"
)
"""Words of requests that do not tell what is asked for."""
_ASKING = regex(
    "请求|恳请|申请(?=批准|同意|审批|批复|核准|核定|拨付|安排|解决|增加|追加|增设|减免|划拨|调整|给予|予以)|请(?:予|给予|批准|同意|审批|核准|拨付|安排|解决)"
)
"""Words that ask; 申请 alone may be what was done before, or a way to money: 申请专项债券, 提出申请."""
_MATTERS = (
    regex("资金|经费|预算|万元|亿元|补助|补贴|投资|拨款|费用"),
    regex(
        "(?:事业|行政|人员|机构|工勤|空余|增加|增设|增核|核增|核定|调剂)编制|编制(?:[\\d一二三四五六七八九十]|名额|数|不足|紧张|问题|事项)|岗位|人员|职数|招聘|招录|用工|机构|科室"
    ),
    regex("用地|土地|征地|划拨地|选址"),
    regex("车辆|公务用车|购车|执法车"),
    regex("办公用房|业务用房|场地|场所"),
    regex("出国|出境|考察|培训|庆典|论坛|表彰"),
)
"""What is asked for, by kind: one request does not turn from one to another."""


def _body(view: View) -> list[Line]:
    return [line for line in view.of(*PROSE) if line.part == MAIN]


def request_in_report(view: View) -> Iterator[Hit]:
    """A 报告 that asks for something."""
    if view.kind != "报告":
        return
    for line in _body(view):
        text = without_quotes(line.text)
        asked = [match for match in _ASKED.finditer(text) if not _OF_OTHERS.search(_clause_before(text, match.start()))]
        hint = "报告不得夹带请示事项；需要批准的另行请示"
        known = _REQUEST.search(text)
        match = known or next(iter(asked), None)
        if match is not None:
            said, unsure = (
                f"报告里夹带请示事项：“{match[0][:16]}”",
                not known and match[0][0] == "请" and match[0][1] != "求",
            )
            yield Hit(said, hint, line, match.start(), match.end(), unsure=unsure)


def _clause_before(text: str, place: int) -> str:
    """The words of its clause before a place."""
    return re.split("[。；，：]", text[:place])[-1]


def request_without_end(view: View) -> Iterator[Hit]:
    """A 请示 that does not ask at its end."""
    body = _body(view)
    if view.kind != "请示" or not body:
        return
    ended = any(_REQUEST_END.search(line.text) for line in body[-4:])
    if not ended or _END_OF_OTHERS.fullmatch(body[-1].said):
        yield on(body[-1], "请示没有结束语", "末段写“妥否，请批示。”“以上请示当否，请批复。”一类的话")


def many_requests(view: View) -> Iterator[Hit]:
    """A 请示 with several requests: certainly so where one more is for something of another kind than the title names."""
    if view.meant_kind != "请示":
        return
    hint = "请示应当一文一事；不是一件事的，分开请示"
    named, other = _kinds(view.title), next(_besides(view), None)
    if other is not None:
        line, start, end = other
        yield Hit(f"请示里另有一件事：“{line.text[start:end][-24:]}”", hint, line, start, end)
        return
    sure, before = False, ""
    for line in _body(view):
        for match in _ALSO.finditer(without_quotes(line.text)):
            asked = _kinds(match["what"])
            if named and asked and not named & asked:
                sure = True
                yield at(line, match, f"请示里另有一件事：“{match[0][:20]}”", hint)
            elif (
                asked
                and not named
                and (_OTHER.match(match[0]) or _is_new(match["what"], before + line.text[: match.start()]))
            ):
                said = f"请示里像是另有一件事：“{match[0][:20]}”"
                yield Hit(said, hint, line, match.start(), match.end(), unsure=True)
        before += line.text
    lines = [line for line in _body(view)[:-2] if _ASKING.search(line.text)]
    if len(lines) > 1 and not sure:
        yield on(lines[1], f"请示里有{len(lines)}处请求", hint, notice=True)


def _besides(view: View) -> Iterator[tuple[Line, int, int]]:
    """Where something is asked for besides what the title names, in other words than the title's."""
    named = _words(view.title)
    for line in _body(view):
        text = without_quotes(line.text)
        for match in _BESIDES.finditer(text):
            asked = _words(match[0])
            if named and asked and not named & asked:
                yield line, match.start(), match.end()
        together = _TOGETHER.search(text)
        if together:
            yield line, together.start(), together.end()
        own = _OF_ITS_OWN.search(line.said)
        if own and line.role in LEVELS and not named & _words(own[0]):
            yield line, 0, len(line.text)


def _words(text: str) -> set[str]:
    """What a text speaks of: pairs of characters, those of words that every request has left out."""
    pieces = re.split("[^\u4e00-\u9fff]+", _COMMON.sub("，", text))
    return {piece[n : n + 2] for piece in pieces for n in range(len(piece) - 1)}


def request_sent_down(view: View) -> Iterator[Hit]:
    """妥否，请批示 at the end of what goes down, or to organs of the same rank."""
    down = view.kind == "意见" and any("各" in line.text for line in view.of(RECIPIENTS))
    if view.kind not in _NOT_UPWARD and not down:
        return
    last = _body(view)[-3:]
    for line, match in found_in(_body(view), _ASKS_APPROVAL, without_quotes):
        ends = line in last and not line.text[match.end() :].strip()
        if ends or match["asked"]:
            usual = _NOT_UPWARD.get(view.kind)
            hint = (
                f"这是请示的结束语；{view.kind}的结束语如“{usual}”"
                if usual
                else "这是请示的结束语，下发的意见不用，删去"
            )
            said = f"{view.kind}的结束语写成了“{match[0]}”" if ends else f"{view.kind}里写了请示的话“{match[0]}”"
            yield Hit(said, hint, line, match.start(), match.end(), unsure=view.kind == "函")


def order_in_letter(view: View) -> Iterator[Hit]:
    """A 函 that consults and orders in one breath, or that orders one organ that is not below a government."""
    if view.kind != "函" and (view.kind or not is_letter(view)):
        return
    addressed = "".join(line.text for line in view.of(RECIPIENTS))
    marked = "".join(re.sub(r"\s|文件", "", line.text) for line in view.of(MARK))
    several = re.search("^各|[，、]各|[，、]", addressed) and not _are_peers(addressed)
    downward = not addressed or several or marked.endswith(_GOVERNMENTS)
    for line in _body(view)[-3:]:
        text = without_quotes(line.text)
        match = _ORDER_END.search(text)
        consults = re.search("函商|商请|请予?支持|函请", text)
        if match and (consults or not downward):
            hint = "函用于不相隶属机关之间，结尾写“请予支持为盼”“请函复”一类的话"
            yield Hit(f"函的结束语用了“{match[0]}”", hint, line, match.start(), match.end(), notice=not consults)


def _are_peers(addressed: str) -> bool:
    """Whether all that are addressed are organs of one government, as the writer is: 市财政局、市档案馆."""
    names = re.split("[，、]", addressed.strip().rstrip("：:"))
    return all(_PEER.match(name) for name in names) and len({name[0] for name in names}) == 1


def _is_new(what: str, before: str) -> bool:
    """Whether what is asked for, or one kind of it, was not spoken of before."""
    said = any(word in before for kind in _MATTERS for word in kind.findall(what))
    return not said or any(kind.search(what) and not kind.search(before) for kind in _MATTERS)


def _kinds(text: str) -> set[int]:
    return {n for n, kind in enumerate(_MATTERS) if kind.search(text)}


_UP = "发文机关标志：云溪区人民政府文件\n空行\n空行\n发文字号（上行）：云政发〔2025〕8号\t签发人：周某某\n空行\n空行\n"
_REPORT = _UP + "标题：关于检查情况的报告\n空行\n主送机关：市人民政府：\n正文：现将情况报告如下。\n正文：特此报告。"
_ASK = (
    _UP + "标题：关于增加经费的请示\n空行\n主送机关：市人民政府：\n正文：因工作需要，拟增加经费。\n正文：妥否，请批示。"
)
_LETTER = (
    "标题：关于商请提供数据的函\n空行\n主送机关：市自然资源局：\n正文：拟开展复核。\n正文：专此函商，请予支持并函复。"
)
_ANSWER = "标题：关于同意调整用地规划的批复\n空行\n主送机关：区自然资源局：\n正文：原则同意你局的方案。\n正文：此复。"
RULES = (
    Rule("G309", "报告夹带请示事项", CLAUSE, HARD, ERROR, "不得在报告等非请示性公文中夹带请示事项。",
         _REPORT, _REPORT + "\n正文：恳请市人民政府拨付经费，妥否，请批示。", request_in_report, True),
    Rule("G310", "请示没有结束语", "条例第八条", CUSTOM, WARNING, "请示以请求批示、批准的话结尾。", _ASK, _ASK.replace("妥否，请批示。", "特此说明。"), request_without_end, True),
    Rule("G311", "请示一文多事", CLAUSE, HARD, WARNING, "请示应当一文一事。",
         _ASK, _ASK.replace("拟增加经费。", "拟增加经费。同时，请批准增加编制2名。"), many_requests, True),
    Rule("G338", "结束语是请示的话", "条例第八条", CUSTOM, WARNING, "“妥否，请批示”是请示的结束语，批复、通知、函等不用。",
         _ANSWER, _ANSWER.replace("此复。", "妥否，请批示。"), request_sent_down, True),
    Rule("G337", "函的结束语是命令的话", "条例第八条", CUSTOM, WARNING, "函用于不相隶属机关之间商洽工作、询问和答复问题，不作指示。",
         _LETTER, _LETTER.replace("请予支持并函复", "请遵照执行"), order_in_letter, True),
)  # fmt: skip
