"""Texts of which a rule once said something that is not so: nothing at all is found in them, not even a hint."""

import pytest
from agreement_texts import found_in

FOLDED = """表1 各月用电量（单位：万千瓦时）
|月份|2025年|2024年|月份|2025年|2024年|
|1月|6.2|6.5|7月|7.4|7.6|
|2月|5.1|5.3|8月|7.6|7.9|
|3月|4.9|5.0|9月|5.5|5.6|
|4月|4.4|4.6|10月|4.2|4.4|
|5月|4.8|5.1|11月|4.6|4.7|
|6月|5.6|5.8|12月|5.7|5.8|
|上半年|31.0|32.3|下半年|35.0|36.0|
|全年|66.0|68.3||||"""
SHARES = """表1 经费估算
|序号|项目|金额|占比|
|1|主体工程费|3120|64.2%|
|2|设备购置及安装费|870|17.9%|
|3|其他费用|870|17.9%|
|合计||4860|100%|
"""
SAVED = """表1 各楼节能率
|楼号|改造前（万千瓦时）|改造后（万千瓦时）|节能率（%）|
|甲楼|40.0|28.0|30.00|
|乙楼|35.0|25.2|28.00|
|丙楼|12.0|10.8|10.00|
|丁楼|10.0|9.2|8.00|
"""
PASSED = """全年合格率92.4%。
|片区|检查次数|合格次数|合格率（%）|
|东片区|120|114|95.0|
|南片区|105|94|89.5|
|合计|225|208|92.4|
"""
INDICATORS = """|指标|今年|上年|
|能源消费总量（吨标准煤）|352.68|365.03|
|建筑面积（平方米）|41260|40980|
|用水量（立方米）|43010|44160|
|单位建筑面积能耗（千克标准煤/平方米）|8.20|8.53|
"""

CONDITIONS = """表1 补助标准
|类别|条件|
|新建|面积不少于150平方米，座位不少于40个|
|改造|面积不少于80平方米，座位不少于40个|
"""

SILENT: dict[str, tuple[str, ...]] = {
    "conditions of two rows": (CONDITIONS,),
    "a year that is still to be filled in": ("决定从20××年9月至2026年6月开展检查。",),
    "months in two bands": (FOLDED,),
    "two equal amounts among shares of a total": (SHARES,),
    "rows that the sentence excepts": (SAVED + "除丙楼和丁楼外，其余各楼节能率均在25%以上。",),
    "an aim of one row of a table": (PASSED + "四、下一步打算\n紧盯南片区，力争合格率提高到91%以上。",),
    "two rates at two dates": (
        "到2025年6月底，农村饮水工程维修养护覆盖率达到100%；到2026年6月底，水质检测达标率达到92%。",
        "2025年底垃圾收运覆盖率达到98%，2026年底回收利用率达到42%。",
        "到2026年底，公共机构创建率达到85%以上；到2027年底，清洁取暖比例达到70%以上。",
    ),
    "an aim to hold what is": ("今年粮食总产量达到52.3万吨。\n四、明年打算\n粮食总产量稳定在52万吨。",),
    "a ceiling on what is low": ("城镇调查失业率4.1%。\n四、明年打算\n城镇调查失业率控制在5%以内。",),
    "a chance quotient": (INDICATORS,),
    "all energies, not electricity alone": (
        "全年用电20.5万千瓦时、用天然气9200立方米、用汽油2800升。能源消费总量按当量值折算为40.46吨标准煤。",
    ),
    "a figure that leaves vehicles out": (
        "办公楼建筑面积5000平方米，全年能源消费总量40.00吨标准煤，单位建筑面积能耗（不含公务用车）7.20千克标准煤/平方米。",
    ),
    "a price beside a quarter's amount": (
        "二季度用电量180.2万千瓦时。\n按平均电价0.65元/千瓦时计算，全年节约电费130.00万元。",
    ),
    "a count of a list with amounts and years": (
        "四个季度用电量分别为：第三季度（2024年7月至9月）146.2万千瓦时、第四季度105.6万千瓦时、2025年第一季度121.8万千瓦时、第二季度101.4万千瓦时。",
    ),
    "two bureaux of one county": (
        "“陵坪县林业局”印章启用。\n“陵坪县农业局”印章作废。",
        "陵坪县林业局（以下简称“陵坪县林业局”）牵头。\n会同陵坪县农业局开展检查。",
    ),
    "a catchword between others": ("深刻领会“四个意识”、“四个自信”、“两个维护”的要求。",),
    "what is proposed of a few kinds": ("围绕增速、结构、效率提出5项指标。",),
    "a portion of what has no number": (
        "新设基金35支，其中市级8支。软件、商务两大产业对增长贡献超五成。",
        "全年新增展馆11个。外国专家来访增多，通关时间缩短一半以上，新设园区13个。",
    ),
    "a portion of the country": ("客流由158万人次增加到323万人次，棉花产量连续4年占全国九成以上。",),
    "a multiple of something else": (
        "合同成交额从1795万元增加到5260万元，中小企业、示范企业数量分别增长3.2倍、2.5倍。",
        "经营主体68.8万户，其中企业16.2万户、增长1.1倍。",
    ),
    "ministries of one kind in quotation marks": ("实行“一企一策”整治。\n推进“一县一策”发展。",),
    "numbered campaigns": ("实施“七大行动”降成本。\n启动“十大行动”促转型。",),
    "neighbouring words of one sound": (
        "深入推动长江经济带发展，融入长江经济带。\n推动张江科学城建设，用好张江科学城。",
    ),
    "amounts a digit apart": (
        "中央财政安排补助423亿元用于就业。\n今年安排补助资金223亿元用于就业。",
        "共有窗口128个。\n大厅有窗口118个。",
    ),
    "amounts of two bodies": (
        "甲县教育局2024年工作总结\n全局共有干部职工162人。",
        "乙县水务局2024年工作总结\n全局共有干部职工126人。",
    ),
    "an excess over the country": ("投资增长5.1%，高于全国0.8个百分点。消费增长4.2%，高于全国2.6个百分点。",),
    "a hospital is nothing within another": ("改造786所县医院、285所县中医院和534所卫生院。",),
    "a part of a whole, not of its growth": ("赤字比上年增加1500亿元，其中中央赤字9500亿元。",),
    "shares of like digits": ("清退保证金1.38亿元，降费14.80亿元，成本下降3.92%。",),
    "two departments of one place": ("|单位|\n|鄂温克族自治旗教育局|\n|鄂温克族自治旗财政局|\n|鄂温克族自治旗水务局|",),
    "another subject after 分别": ("工程中心、中试基地分别达到69家、107家，132人晋升职称。",),
    "what covers all is not what has the rate": ("卫生厕所普及率达87%，宜居村庄建设实现全覆盖。",),
    "a count that its own list fills": (
        "围绕行为与习惯、疾病预防、心理健康、应急与避险四个方面组织教学：\n（1）小学以习惯为主；\n（2）初中以知识为主。",
    ),
    "all the schools of a city, and those of a kind": ("在全市中小学校开展行动。\n全市普通中小学校共248所。",),
    "short names by themselves, introduced, or in a table": (
        "由市住建局牵头，市卫健委配合。",
        "市住房城乡建设局（以下简称市住建局）牵头，市住建局负责调度。",
        "由市住房城乡建设局牵头。\n|单位|数量|\n|市住建局|3|\n|市卫健委|2|",
        "由市住房城乡建设局牵头。\n县住建局按月报送。",
    ),
    "the time of a day": ("9月12日3时25分，2号仓库发生火灾。\n9月12日3时28分，指挥中心接到报警。",),
    "persons that an income is not of": ("参保人数达到2669万人。\n生产总值达到3万亿元，人均地区生产总值达到10万元。",),
    "a threshold is no total": (
        "区档案馆、区文联两家单位得分低于70分，分别为68.5分和66分，主要是有害垃圾与其他垃圾混放。",
    ),
    "two comparisons of one number": (
        "公务用车共243辆，其中新能源汽车58辆，占23.9%，比2024年底的51辆增加7辆，比2023年底的37辆增加21辆。按照规划，2025年底新能源汽车达到66辆，下半年还需更新8辆。",
    ),
    "a difference of the members is none of them": (
        "一季度发电6.24万千瓦时，二季度10.15万千瓦时，三季度9.83万千瓦时，四季度6.54万千瓦时。二季度最多，一季度最少，相差3.91万千瓦时。",
    ),
    "all of it in a later year": ("2026年，计划再建成10家，累计达到68家，占89.5%；2027年全部建成。",),
    "for each of the whole, before its parts": (
        "审计共提出节能建议126条，平均每家7条，其中无成本、低成本的82条，中成本的31条，高成本的13条。",
    ),
    "a caliber that is stated": (
        "综合能耗5.128万吨标准煤（电力按当量值），比上年下降1.6%；如电力按等价值计算，为9.46万吨标准煤。以下均为当量值口径。",
    ),
    "a count of an earlier year, named by it": (
        "办公楼建于2008年，建筑面积7200平方米。2025年底在职职工118人，另有物业人员14人，用水人数132人。\n2025年用水2376立方米，人均18立方米，比2024年的2688立方米减少312立方米；2024年用水人数128人，人均21立方米。",
    ),
    "vehicles are left out of the energy of buildings": (
        "公共机构1268家，用能人数21.64万人，建筑面积682.5万平方米。\n综合能耗5.128万吨标准煤。单位建筑面积能耗7.28千克标准煤/平方米，下降2.8%。",
    ),
    "persons and visits as parts of one whole, and what each cost": (
        "培训班8期，培训1164人次。其中，领导干部班1期58人，节能管理人员班3期366人次，统计人员班2期302人次，物业后勤班2期438人次。\n"
        "全年培训经费11.6万元，其中师资费4.8万元、场地费2.9万元、教材费2.3万元、其他1.6万元，平均每人次约99.7元。\n"
        "考试366人参加，352人合格。",
    ),
    "the total of a list is not what its first member became": (
        "8月、9月、10月分别用电31.4万、26.2万、21.8万千瓦时，合计79.4万千瓦时；上年同期分别为38.6万、31.5万、25.1万千瓦时，合计95.2万千瓦时，下降16.6%。",
    ),
    "rates of classes that are counted elsewhere": (
        "涉及公共机构93家，其中机关35家、学校41家、医院11家、其他6家。\n建成节水型单位61家，占65.6%。其中机关28家，建成率80.0%；学校24家，建成率58.5%；医院7家，建成率63.6%；其他2家，建成率33.3%。",
        "检查45家；第一批检查于4月进行，检查39家。两批共检查84家。\n两批检查中，停止使用不可降解制品的79家，占94.0%，其中第一批36家，占92.3%；第二批43家，占95.6%。",
    ),
    "what is asked of two kinds, each by a day": (
        "基本完成的4家单位应于2026年4月15日前提出整改措施，未完成的1家应于2026年3月31日前报送书面检查，并在6个月内完成整改。",
    ),
    "all, and those that take part": ("参加回收的机关54家，覆盖率90%；全区机关60家，尚有6家没有参加。",),
}


@pytest.mark.parametrize("why", SILENT)
def test_nothing_is_found(why: str) -> None:
    texts = SILENT[why]
    together = why == "amounts of two bodies"
    found = found_in(*texts) if together else [item for text in texts for item in found_in(text)]
    assert [item.to_text() for item in found] == []
