"""Forms by which 要素 are told in a document from elsewhere."""

from __future__ import annotations

import re
from functools import lru_cache

from genwen.numerals.errors import half_width
from genwen.patterns import regex

COLONS = "：:︰∶﹕"
"""The colon and what is taken for it."""
_GAP = r"XxＸ×□_＿*＊○◯"
"""What stands for figures that are to be filled in."""
_OPEN, _CLOSE = r"〔\[［(（【﹝{｛<《〈『〖", r"〕\]］)）】﹞}｝>》〉』〗"
_ALMOST_NUMBER = regex(
    r"\s*[\u4e00-\u9fff（）]{2,14}\s*[〔\[［(（【﹝{｛]?\s*(?:19|20)?\d{2}\s*年?\s*[〕\]］)）】﹞}｝]?\s*第?\s*\d{1,5}\s*号\s*"
    rf"|\s*[\u4e00-\u9fff{_GAP}]{{0,14}}\s*[〔\[［(（【﹝]\s*(?:19|20)?[\d{_GAP}]{{2,4}}\s*[〕\]］)）】﹞]\s*第?[\d{_GAP}\s]{{0,6}}[号期]\s*"
    rf"|\s*[\u4e00-\u9fff（）]{{0,14}}\s*[{_OPEN}]\s*\d{{2,5}}\s*年?\s*[{_CLOSE}]?\s*第?\s*\d{{1,5}}(?:-\d+)?\s*(?:号?文?|期)?\s*"
    rf"|\s*[\u4e00-\u9fff（）]{{2,14}}\s*[{_OPEN}](?:[〇零○O一二三四五六七八九]{{4}}|\d{{4}})年?[{_CLOSE}]\s*第?"
    r"[一二三四五六七八九十百零〇\d]{1,5}(?:号?文?|期)?\s*"
)
_HEAD_NUMBER = regex(
    r"(?!.*(?:令|公告|通告|纪要)\s*第)(?:19|20)?\d{0,2}[\u4e00-\u9fff]{2,12}?(?:19|20)?\d{0,2}年?第?\s*\d{1,5}\s*号文?"
)
_ORDER = regex(
    rf"\s*(?:(?:19|20)\d{{2}}年)?\s*第[\d一二三四五六七八九十百〇{_GAP}\s]{{1,8}}[号期]\s*(?:[（(]\s*总第.{{1,8}}[)）])?\s*"
)
ODD_ORDER = regex(
    r"\s*(?:(?:19|20)\d{2}年)?\s*(?:No\.?\s*\d{1,5}|第?\s*[\d一二三四五六七八九十百〇]{1,6}\s*号?)\s*", re.I
)
"""What may be the number of an order right under its mark."""
_LISTED = regex(r"[\s、，,；;]+")
_FULL_NUMBER = regex(rf"[\u4e00-\u9fff]{{2,14}}[{_OPEN}](?:19|20)\d{{2}}年?[{_CLOSE}]第?\d{{1,5}}号")
_REDS = {"FF0000", "C00000", "E60012", "EE0000", "D90000", "DA0000", "F00000", "ED1C24", "CC0000"}
_BESIDE = regex(r"\t|签\s*发\s*人|\s{3,}")
SIGNATORY = regex(r"签\s*发\s*人\s*[：:]?")
COPY_NUMBER = regex(r"\s*(?:份号[：:]?\s*)?(?:(?:No|№)\.?\s*)?[OＯ〇]?\d[\dOＯ〇]{0,7}\s*", re.I)
CLASSIFICATION = regex(
    r"\s*(?:密\s*级[^：:]{0,6}[：:]\s*)?[（(【\[]?\s*(?:(?:一\s*般\s*)?(?:绝\s*密|机\s*密|秘\s*密)(?:\s*[★☆*]?.{0,8})|(?:内\s*部|商\s*密|保\s*密)\s*[★☆*].{0,8})\s*"
)
INTERNAL = regex(r"\s*内\s*部(?:资料|文件|使用)?(?:[\s，,]*(?:注意保存|不得外传))?\s*")
"""A remark in the corner that is no 密级."""
ORNAMENT = regex(r"[^\w\u4e00-\u9fff〇○□×*＊]+")
"""Stars and rules drawn by characters."""
URGENCY = regex(
    r"\s*(?:(?:紧\s*急|缓\s*急|紧\s*迫)\s*程\s*度\s*[：:]\s*)?(?:特\s*急|加\s*急|[特加]?\s*急\s*件|[特加]\s*急\s*件|紧\s*急|特\s*提|平\s*急|(?:十万)?火\s*急|火\s*速|限\s*时\s*办\s*[理结]|急)\s*"
)
_AT_LEFT = (COPY_NUMBER, CLASSIFICATION, URGENCY)
_CORNER = {"份号": COPY_NUMBER, "密级": CLASSIFICATION, "紧急程度": URGENCY}
_APART = regex(r"\t+|[ \u3000]{2,}")
_SHORTEST_ORGAN = 4
DATE = regex(
    r"\s*[〇零○O0一二三四五六七八九\d０-９]{2,4}\s*年\s*[一二三四五六七八九十\d０-９]{1,3}\s*月\s*[一二三四五六七八九十\d０-９]{1,3}\s*[日号]\s*"
)
OPEN_DATE = regex(
    rf"\s*(?:[\d{_GAP}\s]{{0,8}}年[\d{_GAP}\s]{{1,6}}月[\d{_GAP}\s]{{1,6}}[日号]|[\[【（(<{{]{{1,2}}\s*(?:成文|发文|落款)?(?:日期|时间|年月日)\s*[\]】）)>}}]{{1,2}}"
    r"|[\[【（(]\s*\d{4}年\s*[\]】）)]\s*月\s*日)\s*"
)
"""A date that is still to be filled in."""
ODD_DATE = regex(
    r"\s*(?:公元|日期[：:]|时间[：:])?\s*(?:[〇零○O一二三四五六七八九\d０-９]{2,4}\s*[年.．\-－/、—]\s*[一二三四五六七八九十廿\d０-９]{1,3}"
    r"\s*[月.．\-－/、—]\s*[一二三四五六七八九十廿\d０-９]{1,3}\s*[日号]?|(?:19|20)\d{2}(?:0[1-9]|1[0-2])[0-3]\d"
    r"|(?:19|20)?\d{2}\s*年\s*\d{1,2}\s*月)\s*(?:[（(]?\s*(?:星期|周).\s*[）)]?)?\s*[。.，,；;]?\s*"
)
"""A date written otherwise than with 年, 月 and 日, or with more or less than that."""
ATTACHMENT_NOTE = regex(r"\s*附\s*件?\s*[一二三四五六七八九十\d]*\s*[：:]\s*\S")
NOTE_WITHOUT_COLON = regex(r"\s*附\s*件\s*\d{1,2}\s*[.．、]\s*(?=[\u4e00-\u9fff《])[^，。；：！？]{2,60}[；;，,。]?\s*")
"""附件1.清单: the names of a 附件说明 right behind the word."""
UNNUMBERED_NOTE = regex(r"\s*附(?:\s*件)?(\s*)((?=[\u4e00-\u9fff《“]|\d{4}年)[^，。；：！？]{2,60}?)[；;，,。]?\s*")
"""附件 清单: neither colon nor number; whether it is a 附件说明 its place tells, or the title of an attachment."""
NOTE_ITEM = regex(r"\s*(?:附件)?\s*(?:\d{1,2}\s*[.．、,，]|[（(]\d{1,2}[)）]|[一二三四五六七八九十]+、)\s*\S")
BARE_ITEM = regex(r"\s*\d{1,2}\s*(?![年月日个项])[\u4e00-\u9fff《]")
ATTACHMENT_MARK = regex(
    r"\s*(?:[\u4e00-\u9fff]{2,12}〔\d{4}〕\d+号)?\s*附\s*件\s*[一二三四五六七八九十\d０-９]*(?:-\d+)?\s*[：:]?\s*"
)
ODD_ATTACHMENT_MARK = regex(
    r"\s*[（(【\[]?\s*附\s*[件表录图]?\s*[一二三四五六七八九十\d０-９]{0,3}\s*[)）】\]]?\s*[：:]?\s*"
)
"""附表1, （附件1）: a mark of an attachment only where one must stand."""
ATTACHMENT_MARK_AND_TITLE = regex(r"\s*附件\s*[一二三四五六七八九十\d]*\s*[：:]\s*\S.{2,60}")
BARE_ATTACHMENT = regex(r"\s*附\s*件\s*[一二三四五六七八九十\d]{0,3}\s*(?:[（(][^）)]{1,10}[）)])?\s*[：:]?\s*")
"""附件 alone before the date: the head of a 附件说明 whose names follow, or something odd."""
NOTE = regex(r"\s*[（(【\[].*[)）】\]]\s*")
UNDER_TITLE = regex(r"\s*[（(【\[].*(?:稿|通过|[日号])\s*[)）】\]]\s*")
"""What stands under a title and is no line of it: a state of the draft, by whom it was passed, a date."""
BARE_NOTE = regex(r"\s*[（(【\[]?(?:此件|联系人|联系电话|本文有删减)")
ORGAN = regex(
    r"(?:政府|[局厅部委办院会室署团镇乡街区县市]|部门|单位|中心|机构|企业|公司|学校|团体|组织)(?:[）)])?[。；，、;,]?\s*$"
)
_ADDRESSED = (
    r"(?:政府|[局厅部委办院会室署团镇乡街区县市所站行社处科股队馆园场组庭台校]|部门|单位|中心|机构|机关|企业|公司|集团|党委|党组|支部|同志|先生|女士|代表|职工|员工"
    r"|团体|组织|人员|家长|市民|居民|用户|网点|成员)(?:[\]）)】}]{1,2})?\s*$"
)
ADDRESSEES = regex(_ADDRESSED)
"""What a 主送机关 ends with before its colon."""
OFFICER = regex(r"(?:[省市县区州局厅部院处镇乡]长|书记|主任)\s*$")
"""Whom some address though 公文 are sent to organs."""
SALUTATION = regex(
    r"(?:(?:[^，。；：]{0,16}?(?:同志|朋友|女士|先生|老师|同学|乡亲|战友|同仁|委员|代表)们"
    r"|(?:尊敬的)?各位(?:[^，、。；：]{0,6}(?:领导|代表|委员|来宾|嘉宾|专家|评委)))[，、！! ]*)+[：:！!]"
)
"""Whom a speech is held to, which is no 主送机关."""
REMARK = regex(r"[（(〔\[][^（）()〔〕\[\]]*[）)〕\]]$")
PRINTED_DATE = regex(r"\d\s*日\s*(?:印\s*[发制刷]?|付印|制发)\s*$")
PRINTER = regex(r"[\u4e00-\u9fff（）]{2,28}(?:[局厅部委办院会室署处科股]|政府|中心)")
"""An organ alone, as it stands in the last line of the 版记."""
PRINTER_AND_DATE = regex(
    PRINTER.pattern
    + r"[ \t\u3000]+(?:\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*[日号]|\d{4}[.\-/．]\d{1,2}[.\-/．]\d{1,2})\s*(?:印[发制刷]?)?[。.]?"
)
SEAL = regex(
    r"\s*[（(〔【\[<《]\s*(?:[^（()）]{0,8}(?:[印盖公签代]\s*章|签名章|签\s*[名字]|盖\s*印)[^（()）]{0,4}|章)\s*[）)〕】\]>》]\s*"
)
"""A remark that says where the seal or the signature goes; no 要素."""
SIGNED_DATE = regex(
    r"\s*([\u4e00-\u9fffXx×（）]{2,30}(?:[局厅部委办院会室署处科股府司校学]|中心|（[盖公]?章）))[ \t\u3000\xa0]+"
    r"((?:[〇零○O一二三四五六七八九\dXx×]{2,4})\s*年\s*[一二三四五六七八九十\dXx×]{1,3}\s*月\s*[一二三四五六七八九十\dXx×]{1,3}\s*[日号]"
    r"|(?:19|20)\d{2}[.．\-－/]\d{1,2}[.．\-－/]\d{1,2}|(?:20[\d×Xx]{0,2})?[ \u3000_]*年[ \u3000_]+月[ \u3000_]+日)\s*"
)
"""署名 and date in one line, a gap between them."""
SIGNER = regex(
    _ADDRESSED
    + r"|[学协联厂店班网段司矿署航盟]$|(?:[长员任记席理]|书记|主任|总经理|代表)[\s\u3000]*[\u4e00-\u9fff××]{1,2}[\s\u3000]*[\u4e00-\u9fff×]{1,3}$"
    r"|[\[【（(〔<{].*(?:单位|机关|署名|落款|名称|部门|姓名).*[\]】）)〕>}]$|发文(?:机关|单位)"
)
"""What a document is signed with: an organ, a post and a name, or words that stand for them."""
MARK_NAME = regex(
    _ADDRESSED
    + r"|(?:文件|令|命令|纪要|公报|公告|通告|简报|专报|通报|函|信息|参考|动态|快报)\s*(?:[（(].{1,8}[)）])?\s*$|发文机关|[学协联厂]$"
)
"""What a 发文机关标志 ends with."""
ENDS_IN_DATE = regex(r"\d{4}年\s*\d{1,2}月\s*\d{1,2}日\s*$")
PAPERS = regex(
    "(?:方案|计划|总结|办法|规定|细则|规则|规程|制度|要点|规划|纲要|汇报|材料|讲话稿?|发言稿?|说明|简报|专报|指南|标准|情况|证明|章程|须知|目录|预案|措施|提纲|清单"
    "|公示|启事|公开信|慰问信|感谢信|贺信|名单|一览表|台账|制度汇编|工作法|通稿|倡议书|承诺书|责任书|任务书|指引)$"
)
"""What the title of a paper that is no 公文 ends with."""
COPIES = regex(r"\s*(?:抄\s*送|抄\s*报|抄\s*发|分\s*送)\s*[：:\s]\s*\S")
SHORT_COPIES = regex(r"\s*(?:报|送|发)\s*[：:]\s*\S")
"""抄送 as bulletins have it, told only at the end."""
BARE_COPIES = regex(r"\s*(?:抄送|抄报)(?!到|给|至)[\u4e00-\u9fff]{2}.*[，、。]")
"""抄送 without its colon: told only in the 版记."""
MOVED = regex(r"\s*主\s*送\s*[：:]\s*\S")
PRINTING = regex(r".*印\s*发?\s*")
PRINTED = regex(r".*\d\s*[日号]\s*(?:印\s*发?|印制)?\s*|.*印\s*发\s*")
ATTENDANCE = regex(r"\s*((?:出\s*席|请\s*假|列\s*席)(?:人员|人|单位|领导)?)\s*[：:]\s*")
"""Who was at a meeting."""
TABLE_NOTE = regex(r"\s*(?:注|备注|说明|资料来源|数据来源)\s*[：:]")
CAPTION = regex(r"\s*(?:表|图)\s*[\d一二三四五六七八九十]+(?:[-.]\d+)?[\s　：:]*\S.{0,60}")
SENTENCE_END = regex(r"[。！？；]\s*$")
TITLE_WORDS = regex(
    r"关于.*的(?:决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要)\s*[。．.]?$"
)
STYLES = {
    "份号": "份号",
    "密级": "密级",
    "紧急程度": "紧急程度",
    "发文机关标志": "发文机关标志",
    "联合发文机关标志": "发文机关标志",
    "联合发文机关标志中": "发文机关标志",
    "联合发文机关标志小": "发文机关标志",
    "发文字号": "发文字号",
    "上行发文字号": "发文字号",
    "签发人行": "签发人",
    "公文标题": "标题",
    "主送机关": "主送机关",
    "附件说明": "附件说明",
    "发文机关署名": "署名",
    "成文日期": "成文日期",
    "附注": "附注",
    "附件标识": "附件标识",
    "附件标题": "附件标题",
    "表注": "表注",
    "抄送机关": "抄送机关",
    "印发机关": "印发机关",
}
"""Names of genwen's styles → 要素."""


_NAMED = (
    (regex(r"^(?:subtitle|副标题)\b", re.I), "其他", regex(r".+")),
    (regex("主送"), "主送机关", regex(r".*[：:]\s*$")),
    (regex("附件说明"), "附件说明", regex(r".{2,}")),
    (regex("附件标题"), "附件标题", regex(r".{2,}")),
    (regex("附件(?:标[识志记]|序号)"), "附件标识", regex(r"\s*附\s*件")),
    (regex("成文日期|落款日期|日期"), "成文日期", regex(r"(?=.*年).*日\s*$")),
    (regex("落款|署名|日期"), "成文日期", DATE),
    (regex("落款|署名"), "署名", regex(r"[^。；，]{2,40}$")),
    (regex("附注"), "附注", regex(r"\s*[（(]")),
    (regex("抄送"), "抄送机关", COPIES),
    (regex("印发"), "印发机关", regex(r".*印\s*发")),
    (regex("文号|发文字号"), "发文字号", regex(r".*号")),
    (regex("红头|机关标志"), "发文机关标志", regex(r"[^。；，]{2,60}$")),
    (regex("^(?:title|标题|大标题|主标题|文档标题)$|公文.{0,2}大?标题$|文件标题|[-_ ]大标题", re.I), "标题",
     regex(r"[^。；]{2,100}$|[^。；，]{2,60}[。；]$")),
)  # fmt: skip
"""Words in the names of styles others make, the 要素 they stand for, and the form the text must have then."""


def named_role(style: str, text: str) -> str:
    """The 要素 a line is by the name of its style: genwen's own, or one that says so and whose text has the form."""
    if style in STYLES:
        return _corner_role(STYLES[style], text)
    if not style or style.lower() == "normal":
        return ""
    return next((role for role, form in _named(style) if form.match(text)), "")


@lru_cache(maxsize=256)
def _named(style: str) -> list[tuple[str, re.Pattern[str]]]:
    """The 要素 that the name of a style says, each with the form its text has."""
    return [(role, form) for word, role, form in _NAMED if word.search(style)]


def _corner_role(role: str, text: str) -> str:
    """One of the three in the corner by what it says, where two have changed places under their styles."""
    if role not in _CORNER or _CORNER[role].fullmatch(text):
        return role
    return next((other for other, form in _CORNER.items() if form.fullmatch(text)), role)


def is_number(text: str) -> bool:
    """Whether a line holds a 发文字号, right or nearly or to be filled in, with or without 签发人 beside it, or several."""
    return bool(_ALMOST_NUMBER.fullmatch(half_width(number_in(text)))) or bool(several_numbers(text))


def several_numbers(text: str) -> list[str]:
    """The 发文字号 of several organs that stand in one line; empty for anything else."""
    pieces = [piece for piece in _LISTED.split(text.strip()) if piece]
    numbers = all(_FULL_NUMBER.fullmatch(piece) for piece in pieces)
    return pieces if len(pieces) > 1 and numbers else []


def is_second_number(above: str, text: str) -> bool:
    """Whether two lines, one right under the other, are both a 发文字号 written in full."""
    return all(_FULL_NUMBER.fullmatch(number_in(line)) for line in (above, text))


def is_head_number(text: str) -> bool:
    """Whether a line between 标志 and title is a 发文字号 without any brackets: 云水发2025年18号, 云水发第18号."""
    return bool(_HEAD_NUMBER.fullmatch(half_width(number_in(text))))


def number_in(text: str) -> str:
    """What stands in a line where a 发文字号 may: before the 签发人, in a letter behind 份号, 密级 or 紧急程度 (10.1)."""
    pieces = _pieces(text)
    return pieces[_first_not_at_left(pieces)]


def copy_number_beside(text: str) -> str:
    """The 份号 that a letter has at the left of its 发文字号, in one line with it (10.1); "" for none."""
    pieces = _pieces(text)
    return next((piece for piece in pieces[: _first_not_at_left(pieces)] if COPY_NUMBER.fullmatch(piece)), "")


def _pieces(text: str) -> list[str]:
    return [piece.strip() for piece in _BESIDE.split(text.strip())]


def _first_not_at_left(pieces: list[str]) -> int:
    return next((n for n, piece in enumerate(pieces) if not any(mark.fullmatch(piece) for mark in _AT_LEFT)), 0)


def side_by_side(text: str) -> list[str]:
    """The organs whose names stand in one line with room between them, as joint 署名 do; empty for anything else."""
    pieces = [piece for piece in _APART.split(text.strip()) if piece]
    organs = all(len(piece) >= _SHORTEST_ORGAN and ORGAN.search(piece) for piece in pieces)
    return pieces if len(pieces) > 1 and organs else []


def is_order(text: str) -> bool:
    """Whether a line is the number of an order or of minutes: 第12号, 第3期（总第15期）."""
    return bool(_ORDER.fullmatch(text)) and len(text.strip()) > 1


def is_red(color: str) -> bool:
    """Whether a colour is a red of a 发文机关标志."""
    if color in _REDS:
        return True
    try:
        red, green, blue = (int(color[n : n + 2], 16) for n in (0, 2, 4))
    except ValueError:
        return False
    return red >= 0xB0 and green < 0x50 and blue < 0x50


_WIDTHS = {"\u3000": 320, "\t": 720}


def spaces_before(text: str) -> int:
    """How far the spaces a line begins with push it in, in twips."""
    bare = text.lstrip(" \u3000\t\xa0")
    return sum(_WIDTHS.get(char, 160) for char in text[: len(text) - len(bare)])
