"""Steps that have an order wherever they are told: 招标 before 签约 before 开工, 审议 before 印发, 申报 before 评审 before 公布, 发现 before 整改.

A procedure is a row of steps. Two times of one sentence that are steps of one procedure and of one thing must not stand the other way
round; where another thing is named between them, the two must have words in common.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, pairwise

from genwen.agreement.reading.clauses import SENTENCE, first_clause, last_clause
from genwen.agreement.reading.likeness import bigrams
from genwen.agreement.reading.text import Subject, View, finding
from genwen.agreement.reading.timeline import Moment, moments_by_line
from genwen.agreement.times.limits import OTHERS, kept
from genwen.diagnostics import Finding
from genwen.patterns import regex

_PROCEDURES: tuple[tuple[str, ...], ...] = (
    ("立项|可研|项目建议书", "招标公告|启动招标|发布招标|挂网", "开标|中标|完成招标|招标完成|定标", "签订合同|签约|签订[^，。；]{0,8}(?:合同|协议)",
     "开工|动工|进场|破土|启动建设|启动施工|启动改造", "安装调试|设备安装|主体封顶|封顶|更换完成|完成施工(?!图|许可|招标)|铺设完成|完成[^，。；、]{0,8}(?:更换|安装|铺设|调试|浇筑|敷设)", "竣工(?!验收)|完工|建成", "竣工验收|通过验收|完成验收|验收合格|组织验收",
     "投用|投运|投入使用|投入运行|投产|启用|上线运行|正式运行|通车|移交"),
    ("起草|形成初稿|启动编制|着手制定", "征求意见|公开征求", "修改完善|根据[^，。；]{0,10}意见修改|形成送审稿", "审议|审定|会签|合法性审查|提请", "印发|出台|发布(?!会)|公布|下发",
     "施行|组织实施|正式实施|生效"),
    ("(?:发布|印发|下发)[^，。；]{0,10}通知", "报名", "举办|开班|召开|举行|开幕|组织[^，。；]{0,10}培训", "结业|闭幕|结班|结束培训"),
    ("申报|推荐|递交材料|报送材料", "初审|初评|形式审查|资格审查", "评审(?!会通知)|复审|专家论证|现场考察|现场核查|实地核验", "公示", "公布|命名|授牌|表彰|认定|通报表扬|获评|荣获"),
    ("(?:提交|提出|递交)[^，。；]{0,6}(?:验收)?申请|申请验收|报请验收", "(?:通过|完成|组织|接受)[^，。；]{0,12}验收(?!申请)", "(?:出具|印发|下达)[^，。；]{0,8}(?:验收意见|批复)|备案"),
    ("发现|查出|排查出|检查组(?!反馈)|接到举报|接诉|接报", "反馈|交办|下达[^，。；]{0,6}(?:通知书|清单)|移交问题", "立行立改|制定整改方案|启动整改",
     "整改完毕|整改到位|完成整改|整改完成|处置完毕|办结", "复查|复核|销号|回头看|复验"),
    ("检查|考核|评估|测评|督查|抽查|核查|普查|调查", "通报[^，。；]{0,12}结果|公布[^，。；]{0,12}结果|通报[^，。；]{0,10}情况|反馈结果|印发通报|形成[^，。；]{0,8}报告"),
    ("启动创建|开展创建|申请创建|创建启动", "通过[^，。；]{0,10}(?:评估|验收|复核)|达标", "命名|授牌|公布为|认定为|被评为|获评"),
    ("下达预算|落实资金|拨付|预算批复", "采购|购置|订购", "到货|交货|供货", "安装|发放|投入使用|配发"),
    ("启动[^，。；]{0,8}试点|试点启动|开展试点|先行试点", "试点验收|试点评估|总结试点|试点结束", "全面推开|全面推广|全面推行|全域推开"),
    ("受理|接件|立案", "审查|办理|调查|核实", "办结|结案|答复|送达", "回访"),
    ("启动应急响应|启动[^，。；]{0,6}响应", "调整[^，。；]{0,6}响应|升级", "解除|终止[^，。；]{0,6}响应|结束应急响应"),
    ("上线试运行|投入试运行|系统试运行|试运行上线", "正式验收|通过验收|完成验收|终验", "正式运行|正式上线|正式启用"),
    ("完成(?![^，。；]{0,8}(?:验收|全部|率))", "验收|抽验"),
)  # fmt: skip
_STEPS = tuple(tuple(regex(step) for step in procedure) for procedure in _PROCEDURES)
_ANY = regex("|".join(step for procedure in _PROCEDURES for step in procedure))
_YEAR = regex(r"(?<![\d—－\-~至到比较自从])(?P<year>20\d{2})年(?:底|初|末)?(?!\s*\d{1,2}\s*月|度|[—－\-~至到版代份])")
GOES_ON = regex(
    "^(?:[，,]|并|已|又|再|于|在|均|全部|后|且|同年|当年|其中|随后|目前|至|随即|最终|正式|我局|我县|我市|我区|自)*$"
)
"""What may stand before a time of the thing that was spoken of."""
_APART = regex(
    "次年|翌年|上年|去年|每年|第[二三四]批|二期|三期|另|以后|同时|一期|此前|之前|前期|计划|拟|预计|将|力争|下一步|重新|再次|继续|原定|补|修订"
)
_NOUNED = regex("^[\u4e00-\u9fff]{1,8}的(?:问题|项目|任务|隐患|事项|单位|企业|名单|文件|方案|意见|标准|数据)")
_STAGED = regex("阶段")


def check_procedures(subject: Subject) -> Iterator[Finding]:
    """Document by document, line by line."""
    for view in subject.views:
        by_line = moments_by_line(view)
        for mine in by_line.values():
            if len(mine) > 1:
                yield from _turned(mine)
                yield from _stages(mine)
                yield from _all_and_part(mine)
        yield from _by_years(view)


def _by_years(view: View) -> Iterator[Finding]:
    """2021年启动创建，2020年被命名."""
    for number, line in enumerate(view.lines):
        if line.text.count("20") < 2 or not _ANY.search(line.text):
            continue
        matches = list(_YEAR.finditer(line.text))
        mine = []
        for at, match in enumerate(matches):
            year = int(match["year"])
            stop = matches[at + 1].start() if at + 1 < len(matches) else len(line.text)
            begun = matches[at - 1].end() if at else 0
            mine.append(Moment(line, match.start(), match.end(), number, date(year, 1, 1), date(year, 12, 31), True, False, False,
                               line.text[begun : match.start()], line.text[match.end() : stop]))  # fmt: skip
        if len(mine) > 1:
            yield from _turned(mine)


def _turned(moments: Sequence[Moment]) -> Iterator[Finding]:
    """Neighbours of one sentence whose steps stand the other way round."""
    for first, second in combinations(moments, 2):
        text = first.line.text
        between = text[first.end : second.start]
        one, other = _clause(first), _clause(second)
        if (
            "。" in between
            or OTHERS.search(between)
            or _APART.search(between)
            or _APART.search(other)
            or len(between) > 80
        ):
            continue
        steps = order_of(one, other) or order_of(one, other.partition("后")[0])
        if steps is None:
            continue
        (early, early_word), (late, late_word) = (
            ((first, steps[0]), (second, steps[1])) if steps[2] else ((second, steps[1]), (first, steps[0]))
        )
        if (
            not late.last < early.first
            or kept(early, late)
            or not _one_thing(first, second, between, one, other, steps[0] + steps[1])
        ):
            continue
        yield finding("A602", f"{late_word}的“{late.words}”早于{early_word}的“{early.words}”，见 {early.said}", "核对两个日期的先后",
                      late.at)  # fmt: skip


def _clause(moment: Moment) -> str:
    """What happens at a time: the clause after it, or the one it ends."""
    after = first_clause(re.sub("^(?:之?前|以前|起|，)+", "", moment.after), "，。；）")
    if len(after) >= 2:
        return after
    return last_clause(moment.before, "，。；（")


def order_of(one: str, other: str) -> tuple[str, str, bool] | None:
    """The words of two steps of one procedure, and whether the first comes first; None where there are none."""
    if _NOUNED.match(one) or _NOUNED.match(other):
        return None
    for steps in _STEPS:
        left, right = _rank(steps, one), _rank(steps, other)
        if left is not None and right is not None and left[0] != right[0]:
            return left[1], right[1], left[0] < right[0]
    return None


def _rank(steps: Sequence[re.Pattern[str]], clause: str) -> tuple[int, str] | None:
    for rank in range(len(steps) - 1, -1, -1):
        match = steps[rank].search(clause)
        if match is not None:
            return rank, match.group()
    return None


def _one_thing(first: Moment, second: Moment, between: str, one: str, other: str, words: str) -> bool:
    """Whether the second time goes on with the thing of the first: nothing new is named, or they share more than the words of the steps."""
    lead = last_clause(between, "，；、")
    plain = not words.startswith("完成") and not words.endswith("完成")
    if plain and "；" not in between and GOES_ON.match(lead):
        return True
    own = last_clause(first.before, SENTENCE)
    return bool(bigrams(own + one) & bigrams(lead + other) - bigrams(words))


def _stages(moments: Sequence[Moment]) -> Iterator[Finding]:
    """6月1日至6月30日为自查阶段，6月20日至7月31日为整改阶段."""
    for first, second in pairwise(moments):
        between = first.line.text[first.end : second.start]
        if not (first.ranged and second.ranged) or "。" in between or _APART.search(between):
            continue
        if not (_STAGED.search(_clause(first)) and _STAGED.search(_clause(second))) or re.search(
            "同步|滚动|交叉|压茬", between + second.after[:30]
        ):
            continue
        if first.first < second.first < first.last:
            yield finding("A602", f"“{second.words}”这一阶段开始时，前一阶段“{first.words}”还没有结束，见 {first.said}", "核对各阶段的起止",
                          second.at)  # fmt: skip


_PART = regex(r"(?:提高到|达到|完成|提升到|提升至|提高至)(?P<n>\d{1,2}(?:\.\d+)?)[%％]")
_WHOLE = regex("完成全部|全部完成|全面完成|完成率达?到?100[%％]|实现全覆盖|全部建成|全部清零")


def _all_and_part(moments: Sequence[Moment]) -> Iterator[Finding]:
    """7月底前提高到55%，6月底前完成全部任务."""
    for first, second in pairwise(moments):
        if "。" in first.line.text[first.end : second.start]:
            continue
        for part, whole in ((first, second), (second, first)):
            share = _PART.search(first_clause(part.after))
            done = _WHOLE.search(first_clause(whole.after))
            if share is not None and done is not None and whole.last < part.last:
                yield finding("A603", f"“{whole.words}”就要{done.group()}，早于“{part.words}”的{share['n']}%，见 {part.said}", "进度应当逐期提高，核对日期和数",
                              whole.at)  # fmt: skip
