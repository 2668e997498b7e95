"""Rules on the matter of a text rather than its amounts: which comes first, how long, what things are called, what lists hold, units."""

from __future__ import annotations

from genwen.agreement.chronology import check_chronology
from genwen.agreement.enumerations import check_enumerations
from genwen.agreement.itemized import check_itemized
from genwen.agreement.papers import check_papers
from genwen.agreement.posts import check_posts
from genwen.agreement.procedures import check_procedures
from genwen.agreement.proper import check_proper
from genwen.agreement.same_lists import check_same_lists
from genwen.agreement.spells import check_spells
from genwen.agreement.terms_of_time import check_terms_of_time
from genwen.agreement.text import Rule
from genwen.agreement.titles import check_titles
from genwen.agreement.unit_ratios import check_unit_ratios
from genwen.agreement.unit_sense import check_unit_sense
from genwen.agreement.wording import check_wording

MATTERS: tuple[Rule, ...] = (
    Rule("A6-21", "先后与所说的顺序不符", "随后的在后，此前的在前，依据的先有", check_chronology, rest=True),
    Rule("A6-22", "时长、期限与日期不符", "时长由起止算出，期限由成文日期算起", check_spells, rest=True),
    Rule(
        "A6-23",
        "季度、五年规划、星期与日期不符",
        "一季度是1至3月，十四五是2021至2025年",
        check_terms_of_time,
        rest=True,
    ),
    Rule("A3-21", "个数与所列的组、处、级不符", "报了几个，就应当列出几个", check_enumerations, rest=True),
    Rule("A2-21", "单位与旁边的数不符", "日均、折算、单价、占比都能看出单位错", check_unit_sense, rest=True),
    Rule("A5-21", "同一事物两种叫法", "同一事物各处的叫法应当一致", check_wording, rest=True),
    Rule("A5-22", "同一份名单有一处不同", "同一份名单各处的名称应当一字不差", check_same_lists, rest=True),
    Rule("A5-23", "人与职务、电话不符", "一人一职、一职一人，各处应当一致", check_posts, rest=True),
    Rule("A4-21", "文件的机关、日期、令号不一", "同一文件由谁何时印发，各处应当一致", check_papers, rest=True),
    Rule("A6-24", "办事步骤的先后颠倒", "先招标后签约，先审议后印发，先评审后公布", check_procedures, rest=True),
    Rule("A3-22", "次数、期数与逐一所说的不符", "报了几次，就应当说出几次", check_itemized, rest=True),
    Rule("A2-22", "单位与算出的数不符", "总量除以面积、人数，就是单位面积、人均的数", check_unit_ratios, rest=True),
    Rule("A5-24", "地名、工程名不一致", "同一处各处的名称应当一字不差", check_proper, rest=True),
    Rule("A4-22", "标题、标准号、表的标题不一致", "同一文件、同一张表的名称各处应当一致", check_titles, rest=True),
)
"""Looked at after all others; ids are append-only."""
