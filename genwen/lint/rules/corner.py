"""Rules of what stands in the left upper corner (7.2.1–7.2.3): 份号, 密级 and its term, 紧急程度."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from genwen import standard
from genwen.lint.fonts import face_of
from genwen.lint.marks import INTERNAL, copy_number_beside, spaces_before
from genwen.lint.rule import ERROR, HARD, SOFT, WARNING, Hit, Rule, on
from genwen.lint.rules.signatories import RULES_9
from genwen.lint.view import CLASSIFICATION, COPY_NUMBER, HEAD, MARK, NUMBER, OTHER, URGENCY, View
from genwen.numerals import parse_chinese_number
from genwen.patterns import regex

_RIGHT_CLASS = regex(r"(绝密|机密|秘密)(?:★(\d+)(年|个月|天|日)|★(长期|.+前|.+解密))?")
_MEANT_CLASS = regex(
    r"(绝密|机密|秘密)(?:级)?(?:[★☆*＊·•.．\-—－:：、]{0,2}[（(]?([1-9]\d?|[一二三四五六七八九十]{1,3})(年|个月|天|日)[)）]?)?"
)
_LABEL = regex(r"\s*(?:密\s*级[^：:]{0,6}|.{2,4}程\s*度)\s*[：:]\s*")
"""What the 要素 is called, which is not written before it."""
_KEPT = regex("注意保存|不得外传")
"""What stands behind 内部资料 where it is a remark of its own and in no place of a 密级."""


def copy_number(view: View) -> Iterator[Hit]:
    """份号 is not six figures."""
    for line in view.of(COPY_NUMBER):
        if not re.fullmatch(r"\d{6}", line.text.strip(), re.ASCII):
            yield on(line, f"份号“{line.text.strip()}”不是6位阿拉伯数字", "不足6位的左边补零，如 000012")


def corner_flush(view: View) -> Iterator[Hit]:
    """份号, 密级 or 紧急程度 that is not at the left edge."""
    for line in view.of(COPY_NUMBER, CLASSIFICATION, URGENCY):
        form = line.paragraph.form
        indent = max(form.left + form.first, form.left_chars * 3 + form.first_chars * 3) + spaces_before(line.text)
        if not line.table and line.paragraph.place == "正文" and (form.align in ("center", "right") or indent > 160):
            yield on(line, f"{line.role}没有顶格", "顶格编排在版心左上角，不居右，不缩进")


def needs_copy_number(view: View) -> Iterator[Hit]:
    """密级 without 份号."""
    secret = view.first(CLASSIFICATION)
    beside = any(copy_number_beside(line.text) for line in view.of(NUMBER))
    if secret is not None and not view.of(COPY_NUMBER) and not beside:
        yield on(secret, "标了密级，没有份号", "涉密公文应当标注份号，在密级上一行，如 000001")


def classification(view: View) -> Iterator[Hit]:
    """密级 and 期限 are not in the right form, or “内部” stands where a 密级 would."""
    for line in view.of(CLASSIFICATION):
        text = line.text.strip()
        if _RIGHT_CLASS.fullmatch(text):
            continue
        meant = _MEANT_CLASS.fullmatch(re.sub(r"\s", "", _LABEL.sub("", text)))
        if meant is None:
            grade = next((grade for grade in standard.MAX_SECRECY_YEARS if grade in text), "机密")
            yield on(line, f"密级“{text}”写法不对", f"写作“{grade}★1年”；没有期限的写“{grade}”")
            continue
        term = meant[2] if not meant[2] or meant[2].isdecimal() else str(parse_chinese_number(meant[2]))
        right = f"{meant[1]}★{term}{meant[3]}" if term else meant[1]
        start = line.text.index(text)
        yield Hit(f"密级“{text}”写法不对", f"写作“{right}”", line, start, start + len(text), right=right)
    for line in view.of(OTHER, part=HEAD) if view.of(NUMBER) and view.kind else ():
        if INTERNAL.fullmatch(line.text) and not _KEPT.search(line.text):
            said = f"“{line.said}”不是密级"
            hint = "密级只有绝密、机密、秘密；不涉密的删去，传达范围写在附注里"
            yield Hit(said, hint, line, 0, len(line.text), notice=True)


def secrecy_years(view: View) -> Iterator[Hit]:
    """保密期限 longer than the law allows."""
    for line in view.of(CLASSIFICATION):
        match = _RIGHT_CLASS.fullmatch(line.text.strip())
        if match and match[3] == "年" and int(match[2]) > standard.MAX_SECRECY_YEARS[match[1]]:
            most = standard.MAX_SECRECY_YEARS[match[1]]
            yield on(line, f"保密期限{match[2]}年超过上限", f"{match[1]}级不超过{most}年，核对定密文件后改正")


def urgency(view: View) -> Iterator[Hit]:
    """紧急程度 is none of the two."""
    for line in view.of(URGENCY):
        text = line.text.strip()
        if text in standard.URGENCIES:
            continue
        if text not in standard.TELEGRAM_URGENCIES:
            bare, start = re.sub(r"\s", "", _LABEL.sub("", text)), line.text.index(text)
            right = bare if bare in standard.URGENCIES else ""
            hint = "写作“特急”或“加急”，两字之间不空"
            yield Hit(f"紧急程度“{text}”写法不对", hint, line, start, start + len(text), right=right)
        elif view.of(NUMBER) and not any("电" in head.text for head in view.of(MARK, NUMBER)):
            said = f"“{text}”是电报的等级，公文的紧急程度没有这一种"
            yield on(line, said, "写作“特急”或“加急”；“特提”“平急”只用于电报")


def order_in_corner(view: View) -> Iterator[Hit]:
    """份号, 密级 and 紧急程度 in the wrong order."""
    order = (COPY_NUMBER, CLASSIFICATION, URGENCY)
    found = [line for line in view.lines if line.role in order]
    for before, after in itertools.pairwise(found):
        if order.index(before.role) > order.index(after.role):
            yield on(after, f"{after.role}排在{before.role}之后", "自上而下：份号、密级和保密期限、紧急程度")


def small_type(view: View) -> Iterator[Hit]:
    """份号, 密级 and 紧急程度 in another face or size."""
    wanted = {COPY_NUMBER: "仿宋", CLASSIFICATION: "黑体", URGENCY: "黑体"}
    for line in view.of(*wanted):
        form = line.main_run().form
        if line.role != COPY_NUMBER and face_of(form.font) != wanted[line.role]:
            yield on(line, f"{line.role}用了{form.font or '默认字体'}", f"用3号{wanted[line.role]}")
        elif abs(form.size - standard.BODY_SIZE_PT) > 0.3:
            yield on(line, f"{line.role}是{form.size:g}磅", f"用3号（16磅）{wanted[line.role]}")


_HEAD = "发文机关标志：云溪区人民政府文件\n空行\n空行\n"
_REST = "\n空行\n空行\n标题：关于开展检查的通知\n空行\n主送机关：各单位：\n正文：请执行。"
RULES = (
    Rule("G201", "份号不是6位数字", "GB/T 9704—2012 7.2.1", SOFT, WARNING, "份号一般用6位阿拉伯数字。",
         "份号：000012" + "\n" + _HEAD + "发文字号：云政发〔2025〕8号" + _REST, "份号：12\n" + _HEAD + "发文字号：云政发〔2025〕8号" + _REST, copy_number),
    Rule("G202", "有密级没有份号", RULES_9, HARD, ERROR, "涉密公文应当标注份号。",
         "份号：000012\n密级：机密★1年\n" + _HEAD + "发文字号：云政发〔2025〕8号" + _REST,
         "密级：机密★1年\n" + _HEAD + "发文字号：云政发〔2025〕8号" + _REST, needs_copy_number),
    Rule("G203", "密级写法不对", "GB/T 9704—2012 7.2.2", HARD, ERROR, "密级和期限之间用实心五角星，期限用阿拉伯数字。",
         "份号：000012\n密级：机密★1年", "份号：000012\n密级：机密*一年", classification),
    Rule("G204", "保密期限超过上限", "保守国家秘密法第二十条", HARD, ERROR, "绝密不超过30年，机密不超过20年，秘密不超过10年。",
         "份号：000012\n密级：秘密★10年", "份号：000012\n密级：秘密★20年", secrecy_years),
    Rule("G205", "紧急程度写法不对", RULES_9, HARD, ERROR, "公文的紧急程度分为“特急”“加急”。", "紧急程度：特急", "紧急程度：紧急", urgency),
    Rule("G206", "左上角三项顺序不对", "GB/T 9704—2012 7.2.3", HARD, ERROR, "份号、密级和保密期限、紧急程度自上而下排列。",
         "份号：000012\n密级：机密\n紧急程度：特急", "份号：000012\n紧急程度：特急\n密级：机密", order_in_corner),
    Rule("G218", "份号、密级、紧急程度字体字号不对", "GB/T 9704—2012 7.2.1—7.2.3", SOFT, WARNING, "份号用3号，密级、紧急程度用3号黑体。",
         "份号：000012\n密级：机密", "份号：000012\n密级（仿宋）：机密", small_type),
    Rule("G229", "份号、密级、紧急程度没有顶格", "GB/T 9704—2012 7.2.1—7.2.3", HARD, WARNING, "份号、密级、紧急程度自上而下顶格编排在版心左上角。",
         "份号：000012\n密级：机密\n" + _HEAD + "发文字号：云政发〔2025〕8号" + _REST,
         "份号（左=640）：000012\n密级：机密\n" + _HEAD + "发文字号：云政发〔2025〕8号" + _REST, corner_flush, True),
)  # fmt: skip
