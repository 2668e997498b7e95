"""The registry of rules of agreement, in the order in which they are asked."""

from __future__ import annotations

from genwen.agreement.claims.all_moved import check_all_moved
from genwen.agreement.claims.all_told import check_all_told
from genwen.agreement.claims.bands import check_bands
from genwen.agreement.claims.best import check_best
from genwen.agreement.claims.claims import check_claims
from genwen.agreement.claims.classes import check_classes
from genwen.agreement.claims.compared import check_compared
from genwen.agreement.claims.extremes import check_extremes
from genwen.agreement.claims.flatly import check_flatly
from genwen.agreement.claims.gaps import check_gaps
from genwen.agreement.claims.grades import check_grades
from genwen.agreement.claims.holding import check_holding
from genwen.agreement.claims.limits import check_limits
from genwen.agreement.claims.measures import check_measures
from genwen.agreement.claims.orders import check_orders
from genwen.agreement.claims.peaks import check_peaks
from genwen.agreement.claims.places import check_places
from genwen.agreement.claims.ranking import check_ranking
from genwen.agreement.claims.row_points import check_row_points
from genwen.agreement.claims.rows_moved import check_rows_moved
from genwen.agreement.claims.trends import check_trends
from genwen.agreement.claims.verdicts import check_verdicts
from genwen.agreement.claims.ways import check_ways
from genwen.agreement.counts.added_up import check_added_up
from genwen.agreement.counts.along import check_along
from genwen.agreement.counts.annexes import check_annexes
from genwen.agreement.counts.copies import check_copies
from genwen.agreement.counts.counted import check_counted
from genwen.agreement.counts.enumerations import check_enumerations
from genwen.agreement.counts.groups import check_groups
from genwen.agreement.counts.itemized import check_itemized
from genwen.agreement.counts.lists import check_lists
from genwen.agreement.counts.members import check_members
from genwen.agreement.counts.named_before import check_named_before
from genwen.agreement.counts.recounted import check_recounted
from genwen.agreement.counts.tables_told import check_tables_told
from genwen.agreement.counts.taken_up import check_taken_up
from genwen.agreement.counts.told_twice import check_told_twice
from genwen.agreement.names.annexed import check_annexed
from genwen.agreement.names.announced import check_announced
from genwen.agreement.names.codes import check_codes
from genwen.agreement.names.departments import check_departments
from genwen.agreement.names.drift import check_drift
from genwen.agreement.names.dropped import check_dropped
from genwen.agreement.names.in_force import check_in_force
from genwen.agreement.names.names import check_blocks, check_pairs
from genwen.agreement.names.organs import check_organs
from genwen.agreement.names.papers import check_papers
from genwen.agreement.names.persons import check_persons
from genwen.agreement.names.posts import check_posts
from genwen.agreement.names.proper import check_proper
from genwen.agreement.names.references import check_references
from genwen.agreement.names.rosters import check_rosters
from genwen.agreement.names.same_lists import check_same_lists
from genwen.agreement.names.set_up import check_set_up
from genwen.agreement.names.short_names import check_short_names
from genwen.agreement.names.terms import check_terms
from genwen.agreement.names.titles import check_titles
from genwen.agreement.names.variants import check_variants
from genwen.agreement.names.wording import check_wording
from genwen.agreement.ratios.bases import check_bases
from genwen.agreement.ratios.changes import check_changes
from genwen.agreement.ratios.comparisons import check_comparisons
from genwen.agreement.ratios.compound import check_compound
from genwen.agreement.ratios.constant import check_constant
from genwen.agreement.ratios.each_and_all import check_each_and_all
from genwen.agreement.ratios.grade_rates import check_grade_rates
from genwen.agreement.ratios.grown_by import check_grown_by
from genwen.agreement.ratios.mean_changes import check_mean_changes
from genwen.agreement.ratios.means import check_means
from genwen.agreement.ratios.multiples import check_multiples
from genwen.agreement.ratios.named_changes import check_named_changes
from genwen.agreement.ratios.named_shares import check_named_shares
from genwen.agreement.ratios.opposed import check_opposed
from genwen.agreement.ratios.per_unit import check_per_unit
from genwen.agreement.ratios.periodic import check_periodic
from genwen.agreement.ratios.portions import check_portions
from genwen.agreement.ratios.prices import check_prices
from genwen.agreement.ratios.quotients import check_quotients
from genwen.agreement.ratios.rates_told import check_rates_told
from genwen.agreement.ratios.relations import check_relations
from genwen.agreement.ratios.respective import check_respectively, check_rows
from genwen.agreement.ratios.rest_rates import check_rest_rates
from genwen.agreement.ratios.row_shares import check_row_shares
from genwen.agreement.ratios.said_shares import check_said_shares
from genwen.agreement.ratios.settled import check_settled
from genwen.agreement.ratios.shares import check_shares
from genwen.agreement.ratios.tariffs import check_tariffs
from genwen.agreement.ratios.to_aim import check_to_aim
from genwen.agreement.ratios.topped import check_topped
from genwen.agreement.ratios.yearly_rates import check_yearly_rates
from genwen.agreement.reading.text import Rule
from genwen.agreement.sums.alike import check_alike
from genwen.agreement.sums.awarded import check_awarded
from genwen.agreement.sums.balance import check_balance
from genwen.agreement.sums.column_sums import check_column_sums
from genwen.agreement.sums.deducted import check_deducted
from genwen.agreement.sums.divided import check_divided
from genwen.agreement.sums.group_heads import check_group_heads
from genwen.agreement.sums.headed import check_headed
from genwen.agreement.sums.in_turn import check_in_turn
from genwen.agreement.sums.instalments import check_instalments
from genwen.agreement.sums.joined import check_joined
from genwen.agreement.sums.named_parts import check_named_parts
from genwen.agreement.sums.of_them import check_of_them
from genwen.agreement.sums.onward import check_onward
from genwen.agreement.sums.outright import check_outright
from genwen.agreement.sums.parts import check_parts
from genwen.agreement.sums.points import check_points
from genwen.agreement.sums.remainders import check_remainders
from genwen.agreement.sums.runs import check_runs
from genwen.agreement.sums.sections import check_sections
from genwen.agreement.sums.stretches import check_stretches
from genwen.agreement.sums.sums import check_tables
from genwen.agreement.sums.told_sums import check_told_sums
from genwen.agreement.sums.wholes import check_wholes
from genwen.agreement.sums.yearly import check_yearly
from genwen.agreement.times.aimed_rates import check_aimed_rates
from genwen.agreement.times.aims import check_aims
from genwen.agreement.times.chronology import check_chronology
from genwen.agreement.times.clock import check_clock
from genwen.agreement.times.courses import check_courses
from genwen.agreement.times.deadlines import check_deadlines
from genwen.agreement.times.durations import check_durations
from genwen.agreement.times.lasting import check_lasting
from genwen.agreement.times.lengths import check_lengths
from genwen.agreement.times.limits import check_limits_kept
from genwen.agreement.times.milestones import check_milestones
from genwen.agreement.times.narrative import check_narrative
from genwen.agreement.times.outcomes import check_outcomes
from genwen.agreement.times.own_day import check_own_day
from genwen.agreement.times.procedures import check_procedures
from genwen.agreement.times.spells import check_spells
from genwen.agreement.times.stages import check_stages
from genwen.agreement.times.terms_of_time import check_terms_of_time
from genwen.agreement.times.timing import check_timing
from genwen.agreement.times.titled_year import check_titled_year
from genwen.agreement.times.within import check_within
from genwen.agreement.values.abouts import check_abouts
from genwen.agreement.values.all_of_them import check_all_of_them
from genwen.agreement.values.beside_totals import check_beside_totals
from genwen.agreement.values.caliber import check_caliber, check_order
from genwen.agreement.values.crossing import check_crossing
from genwen.agreement.values.hedged import check_hedged
from genwen.agreement.values.looked_up import check_looked_up
from genwen.agreement.values.nearby import check_nearby
from genwen.agreement.values.of_facts import check_of_facts
from genwen.agreement.values.quantities import check_precision, check_units, check_values
from genwen.agreement.values.rates_again import check_rates_again
from genwen.agreement.values.repeated import check_repeated
from genwen.agreement.values.rounded import check_rounded
from genwen.agreement.values.sames import check_sames
from genwen.agreement.values.scales import check_scales
from genwen.agreement.values.slips import check_slips
from genwen.agreement.values.taken_again import check_taken_again
from genwen.agreement.values.tenfold import check_tenfold
from genwen.agreement.values.twice import check_twice
from genwen.agreement.values.twins import check_twins
from genwen.agreement.values.typed import check_typed
from genwen.agreement.values.undone import check_undone
from genwen.agreement.values.unit_products import check_unit_products
from genwen.agreement.values.unit_ratios import check_unit_ratios
from genwen.agreement.values.unit_sense import check_unit_sense

RULES: tuple[Rule, ...] = (
    Rule("A1", "手填的数与事实", "手填的数不随事实改动，早晚不符", check_typed, foreign=False),
    Rule("A1-1", "手填的数与由事实推出的数", "差、占比、人数、目标、期限由事实推出", check_of_facts, foreign=False, rest=True),
    Rule("A2", "同一数量两种写法", "同一数量只应有一个值、一种小数位数", check_values),
    Rule("A2-1", "同一事实小数位数不一", "同一数量各处的小数位数应当一致", check_precision, foreign=False),
    Rule("A2-2", "同一数量两种单位", "升与千克混用，能耗就算错", check_units),
    Rule("A2-3", "两处的数只差一笔", "数字颠倒、写错一位最常见", check_slips),
    Rule("A3", "项数与所列不符", "报了几项，就应当列出几项", check_lists),
    Rule("A3-2", "个数与并列的各项不符", "报了几项，就应当列出几项", check_counted),
    Rule("A3-3", "前后说的个数不一", "同样的几项，前后应是一个数", check_recounted),
    Rule("A3-1", "个数与所列名单不符", "报了几家，就应当列出几家", check_members),
    Rule("A4", "引用不一致", "同一文件的名称和文号各处应当一字不差", check_references),
    Rule("A4-1", "编号不一致", "一份合同、一个项目只有一个编号", check_codes),
    Rule("A5", "同词异形", "同一个词在一套文件里只用一种写法", check_pairs),
    Rule("A5-1", "板块名称不一致", "方案、报告和评价标准的板块是同一份名单", check_blocks),
    Rule("A5-2", "机关名称不一致", "机关名称应当一字不差", check_organs),
    Rule("A5-3", "姓名差一字", "同一人的姓名应当一字不差", check_persons),
    Rule("A5-4", "同音字混用", "同一个词不应有两种写法", check_terms),
    Rule("A6", "日程先后颠倒", "先自评，再核查，后总结", check_order, foreign=False),
    Rule("A6-1", "日期、期限前后不符", "起止、天数、步骤和期限应当对得上", check_timing),
    Rule("A6-2", "先后颠倒", "先开工后竣工，先自评后核查，先反馈后整改", check_stages),
    Rule("A6-7", "事情没有结束就有了结果", "先办完，后有结果", check_outcomes),
    Rule("A6-3", "时长与起止不符", "时长由起止算出", check_durations),
    Rule("A6-4", "进度没有逐期提高", "进度应当逐期提高", check_milestones),
    Rule("A7", "能源口径混用", "当量值与等价值相差两倍多，不能在一份文件里混用", check_caliber),
    Rule("A8", "表中分项与合计不符", "合计应当等于各分项之和", check_tables),
    Rule("A8-5", "列与列算不出来", "差、幅度、占比、人均由别的列算出", check_relations, rest=True),
    Rule("A8-1", "增减幅度与两数不符", "百分比由两数算出，方向由大小决定", check_changes, near=True),
    Rule("A8-11", "增减与表不符", "正文里的增减由表中两数算出", check_named_changes, near=True, rest=True),
    Rule("A8-2", "占比与两数不符", "占比由部分和总数算出", check_shares, near=True),
    Rule("A8-6", "每份的数与总数不符", "平均数由总数和个数算出，金额由数量和单价算出", check_quotients, near=True),
    Rule("A8-7", "正文与表不符", "正文里的数取自表，应当一致", check_crossing, near=True),
    Rule("A8-8", "最高、最低与表不符", "说哪项最高，表里就应当是它", check_best, near=True),
    Rule("A8-9", "名次、等次、平均与表不符", "名次、等次由得分定", check_ranking, near=True),
    Rule("A8-10", "结论与数字不符", "说达到的标准，数字应当达到", check_claims),
    Rule("A8-3", "分项与总数不符", "各部分之和应当等于总数", check_parts, near=True),
    Rule("A8-17", "并列的各部分与总数不符", "各部分之和应当等于总数", check_runs),
    Rule("A8-12", "已办、未办与总数不符", "办了的加没办的等于总数", check_remainders),
    Rule("A8-13", "两者相差与两数不符", "相差由两数算出", check_comparisons, near=True),
    Rule("A8-14", "大写与小写不符", "同一个数写两遍，两遍应当相等", check_twice),
    Rule("A8-15", "倍数与两数不符", "倍数由两数算出", check_multiples),
    Rule("A8-16", "颠倒了两位", "数字颠倒最常见，近旁的数可以验算", check_nearby),
    Rule("A8-18", "几成、几分之几与两数不符", "份额由两数算出", check_portions),
    Rule("A8-19", "原有、增减与现有不符", "原有加上新增、减去减少的等于现有", check_balance),
    Rule("A8-20", "连升连降、逐月逐季与数不符", "说逐年下降，就应当一年比一年少", check_trends),
    Rule("A8-21", "位次与表不符", "名次由表定，最高、最低由所列的数定", check_places),
    Rule("A8-22", "分数与打分表不符", "各板块的分数取自打分表", check_headed),
    Rule("A8-4", "“分别”前后不对应", "列出几项，就应当有几个数", check_respectively),
    Rule("A8-25", "“分别”与表中各行不符", "“分别”前后一一对应，与表也应一致", check_rows, near=True),
    Rule("A2-6", "同一个数两种精度", "同一数量各处的小数位数应当一致", check_rounded, near=True, rest=True),
    Rule("A5-5", "不是部门的名称", "部门名称是固定的，差一字就不是它", check_departments, rest=True),
    Rule("A5-7", "单位、科室、公司的名称差一两个字", "名称应当一字不差", check_drift, rest=True),
    Rule("A5-6", "同一个单位、刊物两种叫法", "名称应当一字不差", check_variants, rest=True),
    Rule("A6-6", "开始晚于结束", "先开始后结束", check_courses, rest=True),
    Rule("A2-4", "单位差了千倍、万倍", "元与万元、千克与吨，写错一个字差千倍万倍", check_scales, near=True),
    Rule("A6-5", "目标低于现状，限值挡不住实绩", "目标应当比现在更进一步，说没有超过就不应超过", check_aims),
    Rule("A8-24", "另起一句的“其中”与总数不符", "各部分之和应当等于总数", check_wholes, rest=True),
    Rule("A8-27", "最高、最低与所列、与各月不符", "说哪项最高，所列的就应当是它", check_extremes, near=True, rest=True),
    Rule("A8-28", "说法与数不符", "持平、均达到、超过、快于，都由数来定", check_verdicts, near=True, rest=True),
    Rule("A8-29", "全年、半年、季度与各月不符", "全年等于各月之和", check_yearly, near=True, rest=True),
    Rule("A8-30", "各部分得分与总分不符", "总分等于各部分得分之和", check_points, near=True, rest=True),
    Rule("A8-26", "并列的数与表中各行不符", "所列各项取自表里同一列，算法相同", check_along, near=True, rest=True),
    Rule("A8-32", "一句里几个数互相不合", "基数、幅度、目标，平均与各项，都互相推得出", check_settled, rest=True),
    Rule("A8-33", "每份的数与别处的总数、个数不符", "平均数由总数和个数算出", check_per_unit, near=True, rest=True),
    Rule("A8-35", "下年的数、增减与今年的数不符", "增减由两年的数算出", check_bases, rest=True),
    Rule("A8-36", "说都升、都降而表中有的不是", "都下降，表里就没有上升的", check_all_moved, near=True, rest=True),
    Rule("A8-37", "正文里的等次与得分不符", "等次由得分和所定的分数段定", check_grades, rest=True),
    Rule("A2-8", "约数与准确的数不符", "约数由准确的数修约得出", check_abouts, rest=True),
    Rule("A8-38", "各期与全年、累计不符", "各期之和等于全年，累计数不会减少", check_stretches, rest=True),
    Rule("A2-7", "同一数量两处不同", "同一数量只应有一个值", check_twins, rest=True),
    Rule("A8-31", "各年的比率与所说的变化不符", "变化由两年的数算出", check_yearly_rates, near=True, rest=True),
    Rule("A2-5", "同一数量前后两个值", "同一数量只应有一个值", check_sames, near=True, rest=True),
    Rule("A6-21", "先后与所说的顺序不符", "随后的在后，此前的在前，依据的先有", check_chronology, rest=True),
    Rule("A6-22", "时长、期限与日期不符", "时长由起止算出，期限由成文日期算起", check_spells, rest=True),
    Rule("A6-23", "季度、五年规划、星期与日期不符", "一季度是1至3月，十四五是2021至2025年", check_terms_of_time, rest=True),
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
    Rule("A5-25", "规范化简称与别的简称混用", "机关用全称或规范化简称，全文一致", check_short_names, rest=True),
    Rule("A4-24", "施行的日期前后不一", "公布的令、通知与正文的施行日期应当一致", check_in_force, rest=True),
    Rule("A5-26", "名称少一个“型”字", "同一个词各处应当一致", check_dropped, rest=True),
    Rule("A4-22", "标题、标准号、表的标题不一致", "同一文件、同一张表的名称各处应当一致", check_titles, rest=True),
    Rule("A6-51", "时长、年数、提前与日期不符", "时长由起止算出，提前就是早于期限", check_lasting, rest=True),
    Rule("A6-52", "时间不在应在的期间", "各组在总的期间内，后一步在前一步之后，期限在交办之后", check_within, rest=True),
    Rule("A8-52", "最多、最少与表中的列不符", "说哪项最多，表里就应当是它", check_peaks, near=True, rest=True),
    Rule("A8-56", "几升几降、有所增减与表不符", "增减由表里两年的数定", check_ways, near=True, rest=True),
    Rule("A8-57", "说没有超出预算、定额而表中超出", "超没超由两数来定", check_limits, near=True, rest=True),
    Rule("A8-55", "次之、前几位、依次与表不符", "先后由表里的数定", check_orders, near=True, rest=True),
    Rule("A8-53", "等次、限值的结论与数不符", "同一等次一条线，达没达到由数来定", check_measures, rest=True),
    Rule("A8-54", "半数、几成、超额、未完成与数不符", "说法由两数、由表来定", check_all_told, near=True, rest=True),
    Rule("A2-51", "约、近、超的数与准确的数不符", "约数由准确的数修约得出，近的不超过、超的不低于", check_hedged, near=True, rest=True),
    Rule("A8-61", "正文与表中同名的数不符", "按名称、期间、单位查到表中的数，应当一致", check_looked_up, near=True, rest=True),
    Rule("A8-62", "占有名的总数的份额与表不符", "份额由表中同名的两数算出", check_named_shares, near=True, rest=True),
    Rule("A2-61", "同一个量又说一遍，数不同", "同一数量只应有一个值，约数由准确的数修约得出", check_repeated, near=True, rest=True),
    Rule("A8-71", "一句里的合计、差、商与各数不符", "算法已经说明，各数应当合得上", check_outright, near=True, rest=True),
    Rule("A8-72", "一句里的说法与旁边的数不符", "近几成、全部、最高、超额，都由旁边的数来定", check_flatly, near=True, rest=True),
    Rule("A2-62", "数同而差了几位", "单位、小数点错了，数就差十倍、千倍、万倍", check_tenfold, near=True, rest=True),
    Rule("A6-71", "依次所说的事日期倒了", "先办的先说，依据的先有，期限以前办", check_narrative, rest=True),
    Rule("A8-75", "等级与所定的界限不符", "等级由数和所定的界限定", check_classes, rest=True),
    Rule("A2-72", "数相合而单位不合", "用量乘以单价、系数得出的数，单位也应合", check_unit_products, rest=True),
    Rule("A2-71", "同样的几家、几个两处不同", "同一数量只应有一个值", check_all_of_them, near=True, rest=True),
    Rule("A8-74", "均、其余、只有与表中各行不符", "说哪几项如何，由表来定", check_holding, near=True, rest=True),
    Rule("A8-81", "各项占比不是同一个总数的", "几项占同一个总数，占比应与各项的数成比例", check_constant, rest=True),
    Rule("A8-82", "分数段不相接", "上一段从哪里起，下一段就到哪里止", check_bands, rest=True),
    Rule("A8-83", "每月、每周几次与全年的次数不符", "全年等于每期乘以期数", check_periodic, rest=True),
    Rule("A8-84", "再增加多少与增加后的总数不符", "现有的加新增的等于增加后的", check_onward, near=True, rest=True),
    Rule("A3-81", "个数与表的行数不符，所说的表没有", "说了表的合计，个数就是表的行数", check_tables_told, near=True, rest=True),
    Rule("A3-82", "上述几项与前面所列不符", "报了几项，前面就应当列出几项", check_taken_up, near=True, rest=True),
    Rule("A3-83", "次数、个数与合成总数的各部分不符", "各部分合起来是总数，个数就是部分的个数", check_added_up, near=True, rest=True),
    Rule("A3-84", "小组的人数与组成不符", "组长、副组长、成员加起来是总人数", check_groups, near=True, rest=True),
    Rule("A8-87", "总数与各条所说的数不符", "各条的数加起来是总数", check_sections, near=True, rest=True),
    Rule("A8-88", "原有的加上新增的与总数不符", "原有的加上新增的等于现有的", check_joined, near=True, rest=True),
    Rule("A3-85", "个数与附件所列不符", "报了几份，附件就应当列出几份", check_annexes, rest=True),
    Rule("A2-81", "同样的几家、几个再说一遍而不同", "同样的几家、几个，各处应是一个数", check_taken_again, rest=True),
    Rule("A8-89", "平均数与总数、个数不符", "平均数由总数和个数算出", check_means, near=True, rest=True),
    Rule("A8-90", "平均数的增减与总量、个数的增减不符", "总量下降、人数增加，人均就不会增长", check_mean_changes, near=True, rest=True),
    Rule("A8-91", "扣分与满分、得分不符", "满分减去扣分等于得分", check_deducted, near=True, rest=True),
    Rule("A8-92", "合格率、优秀率与各等次的家数不符", "比率由各等次的家数算出", check_grade_rates, near=True, rest=True),
    Rule("A8-93", "增减与别处现在的数不符", "幅度由增减的数和原来的数算出", check_grown_by, near=True, rest=True),
    Rule("A8-120", "年均增长与首尾两数不符", "年均增长由首尾两年的数和年数算出", check_compound, rest=True),
    Rule("A8-94", "目标、幅度与现在的数不符", "目标由现在的数和幅度算出", check_aimed_rates, rest=True),
    Rule("A8-95", "逐类所说的数与总数不符", "各类的数加起来是总数", check_told_sums, rest=True),
    Rule("A8-96", "差距最大、最小与表不符", "说谁的差距最大，表里就应当是它", check_gaps, near=True, rest=True),
    Rule("A8-97", "东西、上下、一二各部分与总数不符", "各部分之和应当等于总数", check_alike, near=True, rest=True),
    Rule("A8-98", "大于、小于、相差与旁边的数不符", "谁大谁小、差多少，都由数来定", check_compared, near=True, rest=True),
    Rule("A8-99", "表中一行的占比与表不符", "占比由这一行与合计算出", check_row_shares, near=True, rest=True),
    Rule("A8-100", "各行之和、平均与正文不符", "合计、平均由表中各行算出", check_column_sums, near=True, rest=True),
    Rule("A8-101", "一项的失分、得分率与打分表不符", "失分是分值减去得分", check_row_points, near=True, rest=True),
    Rule("A8-102", "几家升、几家降与表不符", "升降由表里两年的数定", check_rows_moved, near=True, rest=True),
    Rule("A8-85", "最大一项的占比与表不符", "占比由这一行与合计算出", check_topped, near=True, rest=True),
    Rule("A8-86", "各款的分与分值不符", "项目的分值等于各款之和", check_awarded, rest=True),
    Rule("A6-81", "说如期而晚于期限", "说按期、提前，办结就不晚于期限", check_limits_kept, rest=True),
    Rule("A8-73", "平均单价与表中的费用、用量不符", "单价等于费用除以用量", check_prices, rest=True),
    Rule("A8-103", "各期、各批与总数不符", "各期之和等于总数", check_instalments, rest=True),
    Rule("A8-104", "份额与它的数不符", "份额由部分和总数算出", check_said_shares, rest=True),
    Rule("A8-105", "表中单元的分与各项之和不符", "单元的分值等于各项之和", check_group_heads, rest=True),
    Rule("A8-106", "各部分的总数、其中之数与全部的不符", "各部分之和应当等于全部", check_of_them, near=True, rest=True),
    Rule("A4-23", "文中说的附件名称与附件说明不符", "附件的名称各处应当一字不差", check_annexed, rest=True),
    Rule("A6-82", "标题的年份与正文不符", "标题是哪一年的，正文就是哪一年的", check_titled_year, rest=True),
    Rule("A6-83", "钟点的起止颠倒", "先开始后结束", check_clock, rest=True),
    Rule("A8-107", "增减的数与幅度方向相反", "增减的方向由两数定", check_opposed, rest=True),
    Rule("A8-108", "先后办的多于总数", "先办的加再办的不多于总数", check_in_turn, rest=True),
    Rule("A8-109", "各条同名的数与总数不符", "各条的数加起来是总数", check_named_parts, rest=True),
    Rule("A8-110", "总数不是每处的整倍数", "总数等于每处的数乘以处数", check_each_and_all, rest=True),
    Rule("A8-111", "比率与前面的两数不符", "比率由部分和总数算出", check_rates_told, rest=True),
    Rule("A8-112", "一种分法的各部分与总数不符", "各部分之和应当等于总数", check_divided, near=True, rest=True),
    Rule("A6-84", "时长与一句里的起止不符", "时长由起止算出", check_lengths, rest=True),
    Rule("A6-85", "期限与所在的阶段、前一步不符", "期限在所在的阶段之内、前一步之后", check_deadlines, rest=True),
    Rule("A6-86", "期限、办了的事与成文日期不符", "期限在成文日期之后，办了的事在成文日期之前", check_own_day, rest=True),
    Rule("A8-113", "单价与费用、别处的用量不符", "单价等于费用除以用量", check_tariffs, rest=True),
    Rule("A2-83", "同一个增减又说一遍，幅度不同", "同一个增减只应有一个幅度", check_rates_again, near=True, rest=True),
    Rule("A2-84", "没有办的、剩余的两处不同", "同样的几家、几个，各处应是一个数", check_undone, near=True, rest=True),
    Rule("A8-114", "与目标的差距和现在的数不符", "差距等于目标与现在的数之差", check_to_aim, rest=True),
    Rule("A3-86", "所列的一项列了两次", "一项只列一次，列了两次就重复计入", check_told_twice, rest=True),
    Rule("A8-121", "已办、未办的数与比率不符", "已办的加未办的是总数，比率由它们算出", check_rest_rates, near=True, rest=True),
    Rule("A3-87", "一式几份与留存的各方不符", "几方各存一份，就是一式几份", check_copies, near=True, rest=True),
    Rule("A3-88", "再说的个数与前面所列不符", "前面列出几个，再说就是几个", check_named_before, rest=True),
    Rule("A5-27", "小标题与前面总说的不一致", "前面总说几个方面，后面的小标题应当一字不差", check_announced, rest=True),
    Rule("A5-28", "同一件事、同一机构两种叫法", "同一件事、同一机构各处的叫法应当一致", check_set_up, rest=True),
    Rule("A5-29", "成员与表中所列不符", "同一个小组的成员各处应当一致", check_rosters, rest=True),
    Rule("A8-122", "与别的合计同说的数与表不符", "同一句所说的都是表的合计，就应与表一致", check_beside_totals, rest=True),
)  # fmt: skip
"""Every rule; ids are append-only."""
