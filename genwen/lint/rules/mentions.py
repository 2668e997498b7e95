"""Rules of what the text says of its attachments: 见附件, 见附件3."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from genwen.lint.masks import without_names
from genwen.lint.rule import CUSTOM, HARD, NOTICE, SOFT, UNWRITTEN, WARNING, Hit, Rule, at
from genwen.lint.rules.attachments import NOTE_CLAUSE, entries
from genwen.lint.view import ATTACHMENT_MARK, ATTACHMENT_NOTE, ISSUED, MAIN, PROSE, View
from genwen.numerals import NumeralError, parse_chinese_number
from genwen.patterns import regex
from genwen.searching import found_in

_MENTION = regex(r"见附件|附后|附表[见如]|详见附件|（附件\d*）|（见附件\d*）")
_TABLE = regex(r"(?:见|详见)(?:本文|文后)?附表[\d一二三四五六七八九十]*|附表[\d一二三四五六七八九十]*[见如]后")
_NUMERAL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?![\d年月日个份项家号-])"
_NUMBERED = regex(rf"附件\s*({_NUMERAL})(?:\s*[、—～至和及与-]\s*(?:附件\s*)?({_NUMERAL}))*")
_EACH = regex(_NUMERAL)
_CHINESE = regex("附件([一二三四五六七八九十]{1,3})(?![、个项份类是一二三四五六七八九十])")
_NAMED = regex(r"《(?P<name>[^《》]{2,50})》（(?:格式|样式|模板)?(?:详?见)?附件(?P<at>\d?)）")
_SENT = regex(r"(?P<before>[\u4e00-\u9fff]{5,30})（(?:格式|样式|模板|内容)?(?:详?见)?附件(?P<at>\d)）")
_SEEN = regex(r"(?P<what>[\u4e00-\u9fff]{4})，?(?:详|可)?见附件(?P<at>[1-9])(?!\d|[、和及])")
_TELLING = 5
"""Characters that the name of an attachment and what is said of it end alike."""
_LOOSE = regex(r"[《》〈〉“”\s]")
_ALIKE = 0.6
_FOREIGN = regex(
    r"(?:[》\0”]|(?:通知|文件|办法|方案|规定|细则|意见|报告|函|标准|合同|协议|条例|规划|原文)(?:的|之|中|所附|（[^（）]*）)?)[（(]?的?$"
)
"""What stands before an attachment of another document."""
_OWN = regex("《[^《》]*(?<!通知)(?<!意见)(?<!函)(?<!批复)(?<!决定)(?<!通报)》（$")
"""A title and an open bracket: 《报名登记表》（附件3） is an attachment of this document."""


def mentioned(view: View) -> Iterator[Hit]:
    """见附件 without a 附件说明."""
    if view.of(ATTACHMENT_NOTE) or view.of(ATTACHMENT_MARK):
        return
    for line in view.of(*PROSE):
        match = _MENTION.search(line.text)
        if match and not re.search(r"(?:不|无|没有)$", line.text[: match.start()]):
            said = f"文中提到“{match[0]}”，没有附件说明"
            yield Hit(said, "在正文下空一行写“附件：名称”", line, *match.span(), notice=not view.official)
            return


def table_not_there(view: View) -> Iterator[Hit]:
    """详见附表 in a document where nothing is called so."""
    if not view.official or any("附表" in line.text and not _TABLE.search(line.text) for line in view.lines):
        return
    if any(grid.part == MAIN for grid in view.grids) or any("表" in entry.name for entry in entries(view)):
        return
    for line, match in found_in(view.of(*PROSE), _TABLE, without_names):
        if line.part == MAIN:
            said = f"文中提到“{match[0]}”，文后没有附表"
            yield at(line, match, said, "写明附件的序号，如“见附件1”，或补上附表")


def not_there(view: View) -> Iterator[Hit]:
    """见附件3 in a document with two attachments."""
    count = max(len(entries(view)), len(view.of(ATTACHMENT_MARK)))
    if not count:
        return
    for line in view.of(*PROSE):
        if line.part not in (MAIN, ISSUED) or "附件" not in line.text:
            continue
        text = without_names(line.text)
        for match in _NUMBERED.finditer(text):
            highest = max((_number(numeral) for numeral in _EACH.findall(match[0])), default=0)
            # of one attachment it is said 附件1 as well as 附件
            own = _OWN.search(line.text[: match.start()]) and line.text[match.end() : match.end() + 1] == "）"
            if highest > count and (own or not _FOREIGN.search(text[: match.start()])):
                said = f"文中提到“附件{highest}”，本文只有{count}个附件"
                yield at(line, match, said, "核对附件的序号，或补上缺少的附件")


def in_chinese(view: View) -> Iterator[Hit]:
    """见附件一 in a document whose attachments are 附件1 and 附件2."""
    count = len(view.of(ATTACHMENT_MARK))
    if count < 2 or any(_CHINESE.search(line.text) for line in view.of(ATTACHMENT_MARK)):
        return
    for line, match in found_in(view.of(*PROSE), _CHINESE, without_names):
        number = _number(match[1])
        if line.part in (MAIN, ISSUED) and 0 < number <= count and not _FOREIGN.search(line.text[: match.start()]):
            said = f"文中把附件{number}写作“{match[0]}”"
            right = f"附件{number}"
            yield Hit(said, f"写作“{right}”，与附件上的序号一致", line, match.start(), match.end(), right=right)


def misnamed(view: View) -> Iterator[Hit]:
    """An attachment called otherwise than it is, or looked for in another one."""
    yield from named_otherwise(view)
    yield from sent_elsewhere(view)
    yield from in_another(view)


def named_otherwise(view: View) -> Iterator[Hit]:
    """填写《报名登记表》（见附件1), where 附件1 is 登记名单 or where 附件2 is that table."""
    names = [_LOOSE.sub("", entry.name) for entry in entries(view)]
    for line, match in found_in(view.of(*PROSE), _NAMED) if names else ():
        said, number = _LOOSE.sub("", match["name"]), int(match["at"] or len(names) == 1)
        if line.part != MAIN or not 0 < number <= len(names) or _is_short_for(said, names[number - 1]):
            continue
        shown = f"“{match['name']}”"
        other = next((n for n, name in enumerate(names, 1) if said == name), 0)
        if other:
            yield at(line, match, f"文中说{shown}是附件{match['at']}，它是附件{other}", f"写作 见附件{other}", "at")
        elif SequenceMatcher(None, said, names[number - 1]).ratio() >= _ALIKE:
            yield at(
                line,
                match,
                f"文中的{shown}与附件名称“{names[number - 1]}”不一致",
                "同一个附件，各处的名称应当一字不差",
                "name",
            )


def sent_elsewhere(view: View) -> Iterator[Hit]:
    """填报学校基本情况表（见附件3), where 附件2 is 中小学校基本情况表 and 附件3 something else."""
    names = [_LOOSE.sub("", entry.name) for entry in entries(view)]
    for line, match in found_in(view.of(*PROSE), _SENT) if len(names) > 1 else ():
        number = int(match["at"])
        if line.part != MAIN or not 0 < number <= len(names):
            continue
        tails = [_common_end(match["before"], name) for name in names]
        most = max(tails)
        if most >= _TELLING and tails.count(most) == 1 and tails[number - 1] <= 2:
            other = tails.index(most) + 1
            said = match["before"][-most:]
            yield at(line, match, f"文中说“{said}”在附件{number}，它是附件{other}", f"写作 见附件{other}", "at")


def in_another(view: View) -> Iterator[Hit]:
    """项目安排见附件1, where 附件2 alone is a 项目安排表."""
    names = [_LOOSE.sub("", entry.name) for entry in entries(view)]
    for line, match in found_in(view.of(*PROSE), _SEEN, without_names) if len(names) > 1 else ():
        holders = [number for number, name in enumerate(names, 1) if match["what"] in name]
        number = int(match["at"])
        if line.part == MAIN and len(holders) == 1 and number <= len(names) and number != holders[0]:
            said = f"文中说“{match['what']}”在附件{number}，它是附件{holders[0]}"
            yield at(line, match, said, f"写作 见附件{holders[0]}", "at")


def _common_end(text: str, name: str) -> int:
    """How many characters a text and a name end alike."""
    pairs = zip(reversed(text), reversed(name), strict=False)
    return next((n for n, (one, other) in enumerate(pairs) if one != other), min(len(text), len(name)))


def _is_short_for(said: str, name: str) -> bool:
    """Whether a name is that of an attachment, or the part of it that is enough."""
    return said in name or name in said


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    try:
        return parse_chinese_number(text)
    except NumeralError:
        return 0


_DOC = "发文机关标志：云溪区财政局文件\n空行\n空行\n发文字号：云财〔2025〕8号\n空行\n空行\n标题：关于检查的通知\n空行\n主送机关：各单位：\n"
_TWO = "正文：清单见附件{}。\n空行\n附件说明：附件：1.任务清单\n附件说明：2.联系名单\n署名：云溪区财政局\n成文日期：2025年3月8日\n附件标识：附件1\n空行\n附件标题：任务清单\n附件标识：附件2\n空行\n附件标题：联系名单"
RULES = (
    Rule("G908", "提到附件而没有附件说明", NOTE_CLAUSE, SOFT, WARNING, "有附件的，在正文下写附件说明。",
         _DOC + "正文：清单见附件。\n空行\n附件说明：附件：任务清单", _DOC + "正文：清单见附件。", mentioned, True),
    Rule("G915", "文中提到的附件不存在", UNWRITTEN, CUSTOM, WARNING, "文中说见附件几，文后就要有这个附件。",
         _DOC + _TWO.format(2), _DOC + _TWO.format(3), not_there),
    Rule("G918", "文中附件的序号用汉字", NOTE_CLAUSE, SOFT, NOTICE, "附件的序号用阿拉伯数字，文中引用时写法一致。",
         _DOC + _TWO.format(2), _DOC + _TWO.format("二"), in_chinese),
    Rule("G919", "文中的附件名称不同", "GB/T 9704—2012 7.3.7", HARD, WARNING, "附件的序号、名称各处一致，看文件的人才找得到。",
         _DOC + _TWO.format("1").replace("清单见附件1", "填写《任务清单》（见附件1）"), _DOC + _TWO.format("1").replace("清单见附件1", "填写《任务表单》（见附件1）"), misnamed),
    Rule("G917", "文中提到的附表不存在", UNWRITTEN, CUSTOM, WARNING, "文中说见附表，文后就要有附表；作为附件的，按附件说明的名称和序号引用。",
         _DOC + _TWO.format(2), _DOC + _TWO.format(2).replace("见附件2", "详见附表"), table_not_there),
)  # fmt: skip
