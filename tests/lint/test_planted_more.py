"""Twenty faults in each of five further documents of other kinds: each found at its place with its clause, no other 错误."""

from __future__ import annotations

from pathlib import Path

import pytest
from lint_faults import Fault, Parts, add_after, drop, footer, lay, look, page, revised, say, unzipped, zipped
from lxml import etree
from right_documents import TEXTS, right
from test_planted import is_found, problems

from genwen.diagnostics import Severity
from genwen.lint.registry import rule

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def change_table(tag: str, found_by: str, place: str, **values: str) -> Fault:
    """Set a property of the first table of data."""

    def plant(parts: Parts) -> None:
        root = etree.fromstring(parts["word/document.xml"])
        for element in root.iter(f"{W}{tag}"):
            for name, value in values.items():
                element.set(f"{W}{name}", value)
        parts["word/document.xml"] = etree.tostring(root)

    return Fault(plant, found_by, place)


def odd_pages_only(parts: Parts) -> None:
    parts["word/settings.xml"] = parts["word/settings.xml"].replace(b"<w:evenAndOddHeaders/>", b"")


NOTICE = (
    say("柳机事〔2025〕14号", "柳机事（2025）14号", "G207", "发文字号"),
    say("自查的通知", "自查的通知。", "G303", "标题"),
    say("各乡镇人民政府，县直各单位：", "各乡镇人民政府，县直各单位:", "G305", "主送机关"),
    say("10月13日（星期一）", "10月13日（星期三）", "G632", "星期三"),
    say("（二）权属登记", "（三）权属登记", "G401", "（三）权属登记"),
    say("“人均使用面积”", "“人均使用面积", "G502", "人均使用面积"),
    say("5%～10%", "5～10%", "G602", "5～10%"),
    say("2.是否建立", "2、是否建立", "G405", "2、是否建立"),
    say("“一房一档”", '"一房一档"', "G518"),
    say("三、有关要求", "二、有关要求", "G403", "二、有关要求"),
    say("二是如实填报", "三是如实填报", "G408", "一是落实责任"),
    say("11月15日前", "11月31日前", "G631", "11月31日"),
    say("附件：1.办公用房自查表", "附件:1.办公用房自查表", "G901", "附件说明"),
    say("2.办公用房整改台账", "3.办公用房整改台账", "G903", "附件说明"),
    say("2025年9月29日", "2025年09月29日", "G322", "成文日期"),
    say("（此件公开发布）", "此件公开发布", "G327", "附注"),
    say("办公用房自查表", "办公用房使用自查表", "G906", "附件标题", nth=1),
    lay("附件1", "pageBreakBefore", "G911", "附件1", val="0"),
    say("县纪委监委。", "县纪委监委", "G811", "抄送机关"),
    page("pgMar", "G103", "页面设置", left="1800", right="1261"),
)
REQUEST = (
    say("石建〔2025〕52号", "石建〔2025〕第052号", "G207", "发文字号"),
    say("签发人：", "签发人:", "G212", "版头"),
    say("石桥区人民政府：", "石桥区人民政府，区发展改革局：", "G307", "主送机关"),
    say("全区建成20年以上的小区有74个", "全区建成20年以上的小区有XX个", "G701", "主体·正文 第1段"),
    say("二、改造方案", "二.改造方案", "G405", "二.改造方案"),
    say("三、资金安排", "四、资金安排", "G401", "四、资金安排"),
    say("（一）现状", "(一)现状", "G405", "(一)现状"),
    say("（二）成因", "（一）成因", "G403", "（一）成因"),
    say("3.2万户；", "3.2万户;", "G511", "正文 第4段"),
    say("2026年3月至11月", "2026年3月-11月", "G517"),
    say("8%～10%", "8～10%", "G602"),
    say("4800万元", "4千8百万元", "G605", "4千"),
    say("附件：老旧小区供水管网改造项目表", "附件：1.老旧小区供水管网改造项目表", "G902", "附件说明"),
    say("0572-5528196", "0572—5528196", "G524"),
    say("2025年11月18日", "2025年11月31日", "G322", "成文日期"),
    say("2025年11月19日印发", "2025年11月19日", "G813", "印发机关"),
    say("抄送：区发展改革局", "抄送：石桥区人民政府，区发展改革局", "G812", "抄送机关"),
    look("为解决老旧小区", "sz", "G343", "主体·正文 第1段", val="28"),
    lay("附件", "jc", "G913", "附件标识", nth=1, val="center"),
    footer("— ", "第", "G112"),
)
REPORT = (
    say("东环〔2025〕88号", "东环[2025]88号", "G207", "发文字号"),
    say("        签发人：施某某", "", "G210", "发文字号"),
    say("东湖市人民政府：", "周市长：", "G308", "主送机关"),
    say("（东环〔2025〕31号）", "（东环〔2025〕031号）", "G208", "正文 第4段"),
    say("（二）强化技术监管", "（三）强化技术监管", "G401", "（三）强化技术"),
    say("“蓝天卫士”", "‘蓝天卫士”", "G502"),
    say("组建巡查队伍", "组建巡查队伍，，共", "G520"),
    say("三、存在的问题", "四、存在的问题", "G401", "四、存在的问题"),
    say("监控点210个", "监控点２１０个", "G611"),
    say("2.1个百分点", ".1个百分点", "G606"),
    say("三是部分群众", "四是部分群众", "G408", "一是偏远田块"),
    say("2026年底", "26年底", "G601"),
    add_after("特此报告", "恳请市人民政府批准增加编制。", "G309"),
    say("东湖市生态环境局", "东湖市环境保护局", "G324", "署名", nth=2),
    say("2025年12月5日", "二〇二五年十二月五日", "G322", "成文日期"),
    say("2025年12月8日印发", "2025年12月08日印发", "G813", "印发机关"),
    change_table("tblW", "G801", "表1", w="11000", type="dxa"),
    page("pgSz", "G101", "页面设置", w="12240", h="15840"),
    Fault(odd_pages_only, "G114", "页码"),
    revised("特此报告"),
)
LETTER = (
    say("北文旅函〔2025〕23号", "北文旅函【2025】23号", "G207", "发文字号"),
    say("安全保障的函", "安全保障函", "G302", "标题"),
    say("北岭市公安局：", "北岭市公安局", "G305", "主送机关"),
    say("5月1日（星期四）", "5月1日（星期日）", "G632"),
    say("3万人次至4万人次", "3～4万人次", "G603"),
    say("每日9时至21时", "每日9：00至21：00", "G614"),
    say("二、交通疏导", "三、交通疏导", "G401", "三、交通疏导"),
    say("（解放桥至人民路段）", "（解放桥至人民路段", "G501"),
    say("（二）停车引导", "（二）、停车引导", "G405", "停车引导"),
    say("泊位2400个", "泊位２４００个", "G611"),
    say("请贵局安排警力", "请贵局安排警力，_____", "G701"),
    say("“一点一方案”", "《一点一方案", "G503"),
    say("附件：文化节活动安排表", "附件：文化节活动安排表。", "G904", "附件说明"),
    say("2025年3月27日", "2025年3月7号", "G322", "成文日期"),
    say("（联系人：戴某，电话：0573-82061358）", "联系人：戴某，电话：0573-82061358", "G327", "附注"),
    say("文化节活动安排表", "文化节安排表", "G906", "附件标题", nth=1),
    say("附件", "附件：", "G909", "附件标识", nth=1),
    look("以上事项请研究", "color", "G705", "以上事项", val="FF0000"),
    lay("请贵局安排警力", "ind", "G321", "请贵局安排", firstLine="0"),
    footer(" —", " -", "G112"),
)
OPINION = (
    say("云政发〔2025〕19号", "云政发〔25〕19号", "G207", "发文字号"),
    say("综合治理的意见", "综合治理的意见通知", "G304", "标题"),
    say("各县（市、区）人民政府，市政府各部门：", "各县（市、区）人民政府;市政府各部门：", "G305", "主送机关"),
    say("《城市地下管线管理条例》《", "《城市地下管线管理条例》、《", "G512"),
    say("（二）工作目标", "（四）工作目标", "G401", "（四）工作目标"),
    say("三、保障措施", "三，保障措施", "G405"),
    say("“管线一张图”", "“管线“一张图””", "G505"),
    say("3.动态更新。", "2.动态更新。", "G403", "2.动态更新"),
    say("（二）分类改造", "（二）、分类改造", "G405", "分类改造"),
    say("2026年12月31日", "2026年11月31日", "G631"),
    say("5%～8%", "5-8%", "G602"),
    say("二是加大资金投入", "二是加大资金投入...", "G515"),
    say("不少于2亿元", "不少于2亿元的的", "G707"),
    say("云台市人民政府", "云台市人民政府办公室", "G324", "署名", nth=2),
    say("2025年6月12日", "2025年6月31日", "G322", "成文日期"),
    say("（此件公开发布）", "（此件公开发布", "G501"),
    say("抄送：市委各部门", "抄送:市委各部门", "G811", "抄送机关"),
    say("2025年6月13日印发", "2025年06月13日印发", "G813", "印发机关"),
    drop("tblBorders", "G816", "版记"),
    page("pgMar", "G104", "页面设置", bottom="1440"),
)
FOLLOWING = {"G101": {"G104"}}
"""What cannot but be wrong too: on other paper the 版心 has another size."""
FAULTS = {"通知": NOTICE, "请示": REQUEST, "报告": REPORT, "函": LETTER, "意见": OPINION}


@pytest.mark.parametrize("name", TEXTS)
def test_right_document_has_no_finding_at_all(name: str, tmp_path: Path) -> None:
    assert [problem.finding.message for problem in problems(right(name), tmp_path)] == []


@pytest.mark.parametrize("name", FAULTS)
def test_twenty_faults_are_found_at_their_places_and_nothing_else_is_an_error(name: str, tmp_path: Path) -> None:
    faults = FAULTS[name]
    assert len(faults) == 20
    parts = unzipped(right(name))
    for fault in faults:
        fault.plant(parts)
    found = problems(zipped(parts), tmp_path)
    assert [f"{fault.rule} {fault.place}" for fault in faults if not is_found(fault, found)] == []
    planted = {fault.rule for fault in faults}
    meant = planted.union(*(FOLLOWING.get(identity, set()) for identity in planted))
    wrong = [problem.finding for problem in found if problem.finding.severity is Severity.ERROR]
    assert [f"{item.code} {item.position} {item.message}" for item in wrong if item.code not in meant] == []
    clauses = {problem.rule.id: problem.finding.clause for problem in found}
    assert [identity for identity in planted if clauses[identity] != getattr(rule(identity), "clause", None)] == []


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_alone_is_found_and_gives_no_other_error(name: str, tmp_path: Path) -> None:
    told: list[str] = []
    for fault in FAULTS[name]:
        parts = unzipped(right(name))
        fault.plant(parts)
        found = problems(zipped(parts), tmp_path)
        if not is_found(fault, found):
            told.append(f"not found: {fault.rule} {fault.place}")
        errors = {problem.rule.id for problem in found if problem.finding.severity is Severity.ERROR}
        more = sorted(errors - {fault.rule} - FOLLOWING.get(fault.rule, set()))
        told += [f"{fault.rule} {fault.place} gives {code} too" for code in more]
    assert told == []
