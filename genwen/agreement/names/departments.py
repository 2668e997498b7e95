"""Departments of a government: what they are called is a closed list, so that a name off the list beside one on it is a slip.

市安全应急局 where the paper is signed by 市应急管理局; 市生态环保局 beside 市生态环境局; 安全产生委员会.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.agreement.reading.clauses import SENTENCE
from genwen.agreement.reading.text import Line, Subject, finding, side_by_side
from genwen.diagnostics import Finding, Severity
from genwen.patterns import regex

_NAMES = frozenset(
    re.findall(
        r"\S+",
        """
    发展和改革局 发展改革局 教育局 教育体育局 教育和体育局 科学技术局 科技局 工业和信息化局 公安局
    民政局 司法局 财政局 人力资源和社会保障局 人力资源社会保障局 自然资源局 自然资源和规划局
    生态环境局 住房和城乡建设局 住房城乡建设局 交通运输局 交通局 水利局 水务局 农业农村局 商务局
    文化和旅游局 文化旅游局 文化广电和旅游局 文化广电旅游局 文化广电旅游体育局 卫生健康局
    卫生健康委员会 退役军人事务局 应急管理局 审计局 市场监督管理局 市场监管局 统计局 医疗保障局
    医保局 机关事务管理局 机关事务局 机关事务服务中心 城市管理局 城市管理和综合执法局
    城市管理综合执法局 综合行政执法局 行政审批局 行政审批服务局 信访局 林业局 林业和草原局 体育局
    政务服务管理局 政务服务局 政务服务和数据管理局 数据局 大数据局 大数据管理局 乡村振兴局
    粮食和物资储备局 粮食局 地方金融监督管理局 国有资产监督管理委员会 档案局 税务局 气象局
    民族宗教事务局 园林绿化局 海洋局 供销社 消防救援局 烟草专卖局 邮政管理局 规划局 投资促进局
    招商局 安全生产委员会 爱国卫生运动委员会 发展和改革委员会 发展改革委员会 机构编制委员会
    人民代表大会常务委员会 住房保障局 知识产权局 药品监督管理局 公安分局 地震局 广播电视局 文物局
    移民局 口岸局 港航局 公路局 铁路局 机场管理局 城市更新局 营商环境局 营商环境建设局
    国防动员办公室
    """,
    )
)
_SAID = regex(
    r"(?:(?<=[省市县区州盟旗])|(?<![\u4e00-\u9fff]))(?P<name>(?:(?!和平|[省市县区])[\u4e00-\u9fff]){3,10}?(?:局|委员会|服务中心|管理中心))(?![\u4e00-\u9fff]?[长局委])"
)
_GENERAL = frozenset(
    re.findall(r"\S+", "管理 监督 服务 事务 建设 规划 资源 社会 中心 委员 员会 理局 务局 和综 综合 行政 理中 务中")
)
_OTHER = regex("各|全[市县区省体部]|原|有关|相关|和|与|及|的|由|在|是|为|会同|联合|配合|办公室")


_HALL = regex(
    "(?P<place>(?<!治)[区县旗]|州|(?<!辖)市)"
    f"(?P<name>{'|'.join(name.removesuffix('局') for name in sorted(_NAMES, key=len, reverse=True) if name.endswith('局'))})厅(?![长局、（])"
)
"""What only a province has, said of a city or a county: 某市民政厅."""


def check_departments(subject: Subject) -> Iterator[Finding]:
    """Every name that is like a department's and is none."""
    yield from _halls(subject)
    lines = [line for line in subject.lines() if "局" in line.text or "委员会" in line.text or "中心" in line.text]
    known: dict[str, tuple[Line, int]] = {}
    odd: dict[str, tuple[Line, int]] = {}
    counts: dict[str, int] = {}
    for line in lines:
        for match in _SAID.finditer(line.text):
            name = match["name"]
            counts[name] = counts.get(name, 0) + 1
            right = name in _NAMES
            if right or not _OTHER.search(name):
                (known if right else odd).setdefault(name, (line, match.start("name")))
    for name, (line, start) in odd.items():
        found = next((right for right in known if _slip(name, right)), None)
        if found is None or counts[name] > counts[found] or side_by_side(lines, name, found, SENTENCE):
            continue
        where, at = known[found]
        sure = len(name) == len(found) and sum(a != b for a, b in zip(name, found, strict=True)) <= 2
        yield finding("A503", f"“{line.text[max(0, start - 1) : start]}{name}”与“{found}”不一致，见 {where.said(at, at + len(found))}", "核对机关名称",
                      line.at(start), Severity.WARNING if sure else Severity.HINT)  # fmt: skip


def _halls(subject: Subject) -> Iterator[Finding]:
    told: set[str] = set()
    for line in subject.lines():
        for match in _HALL.finditer(line.text) if "厅" in line.text else ():
            own = match["place"] + match["name"]
            if own not in told:
                told.add(own)
                other = next((one for one in subject.lines() if f"{own}局" in one.text), line)
                at = other.text.find(f"{own}局") if other is not line else match.start()
                yield finding("A503", f"“{match.group()}”不是机关的名称：省、自治区的部门才称厅，见 {other.said(at, at + len(own) + 1)}",
                              f"市、县的写作“{own}局”", line.at(match.start()))  # fmt: skip


def _slip(name: str, right: str) -> bool:
    """Whether a name may be meant for another: ends alike, half of its characters, one telling pair of them."""
    if name[-1] != right[-1] or abs(len(name) - len(right)) > 2 or name in right or right in name:
        return False
    if sorted(name) == sorted(right):
        return True
    pairs = {name[at : at + 2] for at in range(len(name) - 1)} & {right[at : at + 2] for at in range(len(right) - 1)}
    common = sum(min(name.count(char), right.count(char)) for char in set(name))
    return bool(pairs - _GENERAL) and common * 2 >= max(len(name), len(right)) + 1
