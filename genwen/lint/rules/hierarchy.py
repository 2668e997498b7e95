"""Rules of who writes to whom (条例 14–17), as far as the names of organs in the document tell their levels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.lint.marks import number_in
from genwen.lint.rule import HARD, NOTICE, WARNING, Hit, Rule, on
from genwen.lint.view import (
    CLASSIFICATION,
    COPIES,
    COPY_NUMBER,
    HEAD,
    MARK,
    NUMBER,
    RECIPIENTS,
    SIGNATURE,
    URGENCY,
    View,
)
from genwen.patterns import regex

_LEVELS = (
    (1, regex(r"^(?:中共中央|中央|国务院|国家|全国)|^[\u4e00-\u9fff]{2,8}部$")),
    (2, regex(r"省|^(?:北京|上海|天津|重庆)市(?!.*[区县])")),
    (5, regex(r"(?<!城)乡(?!村)|(?<!城)镇|街道")),
    (4, regex(r"[区县旗]")),
    (3, regex(r"[州盟]")),
)
_TOWN_LEVEL = 5
"""The level of towns, which a bureau of a county is not set over by itself."""
_CITY = regex("市")
_GOVERNMENT = regex(r"(?:人民政府|党委|县委|市委|省委|区委)$")
_OWN = regex(
    r"(?:所属|下属|直属)各?(?:单位|机构|事业|部门|企业|分局)|属各|各(?:基层|分局|支队|大队|派出机构|科室|股室|处室)"
)
_LOWER = regex(r"[县区镇乡旗）)]([\u4e00-\u9fff]{2,12}[局委办厅会])$")
"""各县（区）水务局: what they are, to be held against what the issuer is."""
_INSIDE = regex(r"(?:局|厅|委员会|委|部|院|中心|公司|人民政府)[^局厅委部院]{1,10}(?:科|股|处|室)$")
_OUTWARD = regex(r"(?:办公室|办公厅|办事处|管理处|代表处|研究室|指挥部)$")
_NAME = regex(r"[\u4e00-\u9fff·]{2,}|[\u4e00-\u9fff][ \u3000]+[\u4e00-\u9fff](?![\u4e00-\u9fff])")
"""A name; one of two characters is set as wide as one of three."""
_NO_NAMES = (MARK, COPY_NUMBER, CLASSIFICATION, URGENCY)
_SIGNED = regex(r"签\s*发\s*人\s*[：:]?(.*)", re.S)


def levels_of(name: str) -> frozenset[int]:
    """The levels an organ of that name may be of: 1 the state to 5 towns; a 市 may be a prefecture's or a county's."""
    name = name.replace("自治区", "省").replace("自治", "")
    found = [level for level, form in _LEVELS if form.search(name)]
    if found:
        low = max(found)
        return frozenset({low})
    return frozenset({3, 4}) if _CITY.search(name) else frozenset()


def _issuers(view: View) -> list[str]:
    names = [line.text for line in view.of(SIGNATURE)] or [
        line.text.strip().removesuffix("文件") for line in view.of(MARK)
    ]
    return [re.sub(r"\s", "", name) for name in names if name.strip()]


def _parts(text: str) -> list[tuple[int, str]]:
    """The organs in a line with where each begins."""
    return [
        (match.start(), match[0]) for match in re.finditer(r"[^，、；。：:,;\s]+", text)
        if match[0] not in ("抄送", "抄报", "主送")
    ]  # fmt: skip


def over_the_head(view: View) -> Iterator[Hit]:
    """A 请示 or 报告 to an organ two levels up, with no copy to the one between."""
    issuers, line = _issuers(view), view.first(RECIPIENTS)
    if not view.upward or line is None or not issuers:
        return
    own = levels_of(issuers[0])
    copied = [name for item in view.of(COPIES) for _, name in _parts(item.text)]
    for start, name in _parts(line.text):
        above = levels_of(name)
        far = 1 if _GOVERNMENT.search(name) and not _GOVERNMENT.search(issuers[0]) else 2
        if not own or not above or min(own) - max(above) < far:
            continue
        between = range(max(above) + 1, max(own) + (far == 1))
        told = [other for other in copied if far == 2 or _GOVERNMENT.search(other)]
        if not any(level in between for other in told for level in levels_of(other)):
            said = f"{view.kind}主送“{name}”，似越过了上一级机关"
            yield Hit(said, "一般不越级行文；确需越级的，同时抄送被越过的机关", line, start, start + len(name))


def copies_downward(view: View) -> Iterator[Hit]:
    """A document that goes up with a copy to organs below."""
    issuers = _issuers(view)
    if not view.upward or not issuers:
        return
    for line in view.of(COPIES):
        before = ""
        for start, name in _parts(line.text):
            # “区政府各部门、各直属机构” are all those of the 区政府
            others = line.text[start - 1 : start] == "、" and re.search(".各", before)
            before = name
            if others:
                continue
            towns = all(
                max(levels_of(issuer), default=_TOWN_LEVEL) < _TOWN_LEVEL == min(levels_of(name), default=0)
                for issuer in issuers
            )
            below = any(_is_below(issuer, levels_of(issuer), name) for issuer in issuers) or _OWN.search(name)
            if below or (towns and name.startswith("各")):
                said = f"{view.kind}是上行文，抄送了下级机关“{name}”"
                hint = "删去；上行文不抄送下级机关，需要下级知道的，另行发文"
                yield Hit(said, hint, line, start, start + len(name), unsure=not below)


def _is_below(issuer: str, own: frozenset[int], name: str) -> bool:
    """Whether an organ is below the one that writes: 各县水务局 below a 市水务局, 某局城东分局 below 某局."""
    if len(issuer) > 4 and name.startswith(issuer) and name != issuer:
        return not _OUTWARD.search(name)
    levels = levels_of(name)
    if not own or not levels or not name.startswith("各"):
        return False
    if _GOVERNMENT.search(issuer):
        return min(levels) > max(own)
    kind = _LOWER.search(name)
    return min(levels) > min(own) and kind is not None and issuer.endswith(kind[1])


def inner_office(view: View) -> Iterator[Hit]:
    """An office inside an organ that writes to the outside in its own name."""
    for line in view.of(MARK):
        name = re.sub(r"\s", "", line.text).removesuffix("文件")
        if _INSIDE.search(name) and not _OUTWARD.search(name):
            said = f"“{name}”是部门的内设机构"
            yield on(line, said, "内设机构除办公厅（室）外不得对外正式行文，以部门名义发文")


def too_few_signatories(view: View) -> Iterator[Hit]:
    """A joint document that goes up, signed by fewer than the organs it is from."""
    marks = [line for line in view.of(MARK) if re.sub(r"\s", "", line.text) not in ("文件", "★")]
    lines = [line for line in view.lines if line.part == HEAD and _SIGNED.search(line.text)]
    if not view.upward or len(marks) < 2 or not lines:
        return
    names: list[str] = []
    for line in view.lines[lines[0].index :]:
        if line.part == HEAD and line.role not in _NO_NAMES:
            match = _SIGNED.search(line.text)
            beside = line.text.replace(number_in(line.text), "") if line.role == NUMBER else line.text
            names += _NAME.findall(match[1] if match else beside)
    if names and len(names) < len(marks):
        said = f"{len(marks)}个机关联合行文，只标了{len(names)}位签发人"
        yield on(lines[0], said, "各机关的签发人都标注，每行两位，按发文机关的顺序")


_HEAD = "发文机关标志：{}文件\n空行\n空行\n发文字号（上行）：云政〔2025〕8号\t签发人：周某某\n空行\n空行\n标题：关于检查情况的报告\n空行\n主送机关：{}：\n正文：现将情况报告如下。\n署名：{}\n成文日期：2025年3月8日\n"
_COPY = "抄送机关：抄送：{}。\n印发机关：云溪区人民政府办公室\t2025年3月9日印发"
_TOWN = "云溪区人民政府"
_JOINT = "发文机关标志：云溪区财政局\n发文机关标志：云溪区教育局\n空行\n空行\n发文字号（上行）：云财〔2025〕8号\t签发人：{}\n空行\n空行\n标题：关于检查情况的报告\n空行\n主送机关：区人民政府：\n正文：现将情况报告如下。"
RULES = (
    Rule("G219", "联合行文的签发人不全", "GB/T 9704—2012 7.2.6", HARD, WARNING, "联合上行的，各机关的签发人都要标注。",
         _JOINT.format("周某某　王某某"), _JOINT.format("周某某"), too_few_signatories, True),
    Rule("G220", "内设机构对外行文", "条例第十七条", HARD, WARNING, "部门内设机构除办公厅（室）外不得对外正式行文。",
         "发文机关标志：云溪区财政局办公室文件", "发文机关标志：云溪区财政局预算科文件", inner_office, True),
    Rule("G313", "越级行文", "条例第十四条", HARD, NOTICE, "一般不得越级行文；特殊情况需要越级的，同时抄送被越过的机关。",
         _HEAD.format(_TOWN, "青江市人民政府", _TOWN), _HEAD.format(_TOWN, "省人民政府", _TOWN), over_the_head, True),
    Rule("G819", "上行文抄送下级", "条例第十五条", HARD, WARNING, "向上级机关行文，不抄送下级机关。",
         _HEAD.format(_TOWN, "青江市人民政府", _TOWN) + _COPY.format("青江市财政局"),
         _HEAD.format(_TOWN, "青江市人民政府", _TOWN) + _COPY.format("各镇人民政府，区政府直属单位"), copies_downward, True),
)  # fmt: skip
