"""Forms by which 要素 are told in a document from elsewhere."""

from __future__ import annotations

import re

_ALMOST_NUMBER = re.compile(
    r"\s*[\u4e00-\u9fff（）]{2,14}\s*[〔\[［(（【﹝{｛]?\s*(?:19|20)?\d{2}\s*年?\s*[〕\]］)）】﹞}｝]?\s*第?\s*\d{1,5}\s*号\s*"
)
_BESIDE = re.compile(r"\t|签\s*发\s*人|\s{3,}")
SIGNATORY = re.compile(r"签\s*发\s*人\s*[：:]?")
COPY_NUMBER = re.compile(r"\s*(?:份号[：:]?\s*)?(?:No\.?\s*)?\d{1,8}\s*", re.I)
CLASSIFICATION = re.compile(r"\s*(?:绝\s*密|机\s*密|秘\s*密)(?:\s*[★☆*]?.{0,8})\s*")
URGENCY = re.compile(r"\s*(?:特\s*急|加\s*急|急\s*件|紧\s*急|特\s*提|平\s*急|火\s*急)\s*")
DATE = re.compile(
    r"\s*[〇零○O0一二三四五六七八九\d０-９]{2,4}\s*年\s*[一二三四五六七八九十\d０-９]{1,3}\s*月\s*[一二三四五六七八九十\d０-９]{1,3}\s*[日号]\s*"
)
ATTACHMENT_NOTE = re.compile(r"\s*附\s*件?\s*[一二三四五六七八九十\d]*\s*[：:]\s*\S")
NOTE_ITEM = re.compile(r"\s*(?:附件)?\s*(?:\d{1,2}\s*[.．、,，]|[（(]\d{1,2}[)）]|[一二三四五六七八九十]+、)\s*\S")
ATTACHMENT_MARK = re.compile(
    r"\s*(?:[\u4e00-\u9fff]{2,12}〔\d{4}〕\d+号)?\s*附\s*件\s*[一二三四五六七八九十\d０-９]*(?:-\d+)?\s*[：:]?\s*"
)
ATTACHMENT_MARK_AND_TITLE = re.compile(r"\s*附件\s*[一二三四五六七八九十\d]*\s*[：:]\s*\S.{2,60}")
NOTE = re.compile(r"\s*[（(【\[].*[)）】\]]\s*")
BARE_NOTE = re.compile(r"\s*(?:此件|联系人|联系电话|本文有删减)")
ORGAN = re.compile(
    r"(?:政府|[局厅部委办院会室署团镇乡街区县市]|部门|单位|中心|机构|企业|公司|学校|团体|组织)(?:[）)])?[。；，、;,]?\s*$"
)
COPIES = re.compile(r"\s*(?:抄\s*送|抄\s*报|抄\s*发|分\s*送)\s*[：:\s]\s*\S")
MOVED = re.compile(r"\s*主\s*送\s*[：:]\s*\S")
PRINTING = re.compile(r".*印\s*发?\s*")
PRINTED = re.compile(r".*\d\s*[日号]\s*(?:印\s*发?|印制)?\s*|.*印\s*发\s*")
TABLE_NOTE = re.compile(r"\s*(?:注|备注|说明|资料来源|数据来源)\s*[：:]")
CAPTION = re.compile(r"\s*(?:表|图)\s*[\d一二三四五六七八九十]+(?:[-.]\d+)?[\s　：:]*\S.{0,60}")
SENTENCE_END = re.compile(r"[。！？；]\s*$")
TITLE_WORDS = re.compile(
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


def is_number(text: str) -> bool:
    """Whether a line holds a 发文字号, right or nearly, with or without 签发人 beside it."""
    return bool(_ALMOST_NUMBER.fullmatch(_BESIDE.split(text.strip())[0]))
