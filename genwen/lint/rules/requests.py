"""Rules of what is asked for (条例 15): a 报告 that asks, a 请示 that does not or asks for several things, a 函 that orders."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.lint.letterhead import is_letter
from genwen.lint.masks import without_quotes
from genwen.lint.rule import CUSTOM, ERROR, HARD, WARNING, Hit, Rule, at, on
from genwen.lint.view import MAIN, MARK, PROSE, RECIPIENTS, Line, View
from genwen.patterns import regex

CLAUSE = "条例第十五条"
_REQUEST = regex(
    r"(?:妥否|当否|可否|是否妥当)[，,]?\s*请(?:予)?(?:批示|审批|批复|指示|审示|核批)|请(?:予以?|尽快|及时)?(?:批准|批复|审批|核批|批示|审核批准)"
    r"|恳请[^。；]{0,30}(?:批准|支持|解决|拨付|审批|同意)|(?:特|专此|现)[此]?请示|请求[^。；]{0,30}(?:批准|批复|审批|拨付|解决|同意)|望予批准|请批转"
)
_REQUEST_END = regex(r"请(?:予)?(?:批示|审批|批复|指示|审示|批准|核准|审定|核批|批转|审议|示复)")
_ORDER_END = regex(
    "请(?:认真|严格)?(?:遵照|贯彻|照此)(?:执行|落实|办理)|请(?:认真|严格)执行|望(?:认真)?(?:遵照|贯彻)执行"
)
_GOVERNMENTS = ("政府", "办公厅", "办公室", "国务院")
"""What the names of organs end with that write 函 to organs below them."""
_ALSO = regex(
    r"(?:同时|另外|此外|另|还|一并|并且)[，,]?(?:特|现|也|再)?(?:请求|恳请|申请|拟请|请)[\u4e00-\u9fff（）]{0,12}?"
    r"(?:批准|同意|审批|核准|核定|拨付|拨给|安排|解决|增加|增拨|调整|追加|划拨|减免|购置|新建)(?P<what>[^，。；：]{2,40})"
)
_OTHER = regex("另|此外")
_ASKING = regex("请求|恳请|申请|请(?:予|给予|批准|同意|审批|核准|拨付|安排|解决)")
_MATTERS = (
    regex("资金|经费|预算|万元|亿元|补助|补贴|投资|拨款|费用"),
    regex("编制|岗位|人员|职数|招聘|招录|用工|机构|科室"),
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
        for match in _REQUEST.finditer(without_quotes(line.text)):
            yield at(line, match, f"报告里夹带请示事项：“{match[0][:16]}”", "报告不得夹带请示事项；需要批准的另行请示")
            break


def request_without_end(view: View) -> Iterator[Hit]:
    """A 请示 that does not ask at its end."""
    body = _body(view)
    if view.kind == "请示" and body and not any(_REQUEST_END.search(line.text) for line in body[-4:]):
        yield on(body[-1], "请示没有结束语", "末段写“妥否，请批示。”“以上请示当否，请批复。”一类的话")


def many_requests(view: View) -> Iterator[Hit]:
    """A 请示 with several requests: certainly so where one more is for something of another kind than the title names."""
    if view.kind != "请示":
        return
    hint = "请示应当一文一事；不是一件事的，分开请示"
    named = _kinds(view.title)
    sure = False
    for line in _body(view):
        for match in _ALSO.finditer(without_quotes(line.text)):
            asked = _kinds(match["what"])
            if named and asked and not named & asked:
                sure = True
                yield at(line, match, f"请示里另有一件事：“{match[0][:20]}”", hint)
            elif asked and not named and _OTHER.match(match[0]):
                said = f"请示里像是另有一件事：“{match[0][:20]}”"
                yield Hit(said, hint, line, match.start(), match.end(), unsure=True)
    lines = [line for line in _body(view)[:-2] if _ASKING.search(line.text)]
    if len(lines) > 1 and not sure:
        yield on(lines[1], f"请示里有{len(lines)}处请求", hint, notice=True)


def order_in_letter(view: View) -> Iterator[Hit]:
    """A 函 that consults and orders in one breath, or that orders one organ that is not below a government."""
    if view.kind != "函" and (view.kind or not is_letter(view)):
        return
    addressed = "".join(line.text for line in view.of(RECIPIENTS))
    marked = "".join(re.sub(r"\s|文件", "", line.text) for line in view.of(MARK))
    downward = not addressed or re.search("^各|[，、]各|[，、]", addressed) or marked.endswith(_GOVERNMENTS)
    for line in _body(view)[-3:]:
        text = without_quotes(line.text)
        match = _ORDER_END.search(text)
        consults = re.search("函商|商请|请予?支持|函请", text)
        if match and (consults or not downward):
            hint = "函用于不相隶属机关之间，结尾写“请予支持为盼”“请函复”一类的话"
            yield Hit(f"函的结束语用了“{match[0]}”", hint, line, match.start(), match.end(), notice=not consults)


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
RULES = (
    Rule("G309", "报告夹带请示事项", CLAUSE, HARD, ERROR, "不得在报告等非请示性公文中夹带请示事项。",
         _REPORT, _REPORT + "\n正文：恳请市人民政府拨付经费，妥否，请批示。", request_in_report, True),
    Rule("G310", "请示没有结束语", "", CUSTOM, WARNING, "请示以请求批示、批准的话结尾。", _ASK, _ASK.replace("妥否，请批示。", "特此说明。"), request_without_end, True),
    Rule("G311", "请示一文多事", CLAUSE, HARD, WARNING, "请示应当一文一事。",
         _ASK, _ASK.replace("拟增加经费。", "拟增加经费。同时，请批准增加编制2名。"), many_requests, True),
    Rule("G337", "函的结束语是命令的话", "", CUSTOM, WARNING, "函用于不相隶属机关之间商洽工作、询问和答复问题，不作指示。",
         _LETTER, _LETTER.replace("请予支持并函复", "请遵照执行"), order_in_letter, True),
)  # fmt: skip
