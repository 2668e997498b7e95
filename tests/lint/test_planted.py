"""Twenty faults in each of five documents: each found by its rule at its place, and no 错误 that was not planted."""

from __future__ import annotations

from pathlib import Path

import pytest
from foreign_documents import notice, request
from lint_faults import Fault, add_after, drop, footer, lay, look, page, revised, say, unzipped, zipped
from lint_outlines import PROJECT
from projects import make_project

from genwen.cli.main import main
from genwen.diagnostics import Severity
from genwen.lint.linter import Problem, problems_in
from genwen.lint.viewing import view_of_file

REPORT = (
    say("云机管〔2026〕1号", "云机管[2026]1号", "G207", "发文字号"),
    say("签发人：", "签发人:", "G212", "版头"),
    say("工作情况的报告", "工作情况的报告。", "G303", "标题"),
    say("云溪区人民政府：", "云溪区人民政府:", "G305", "主送机关"),
    say("2025年，我局坚决", "25年底，我局坚决", "G601"),
    say("同比下降3.97%；", "同比下降3.97%,", "G511", "正文 第2段"),
    say("三、推行绿色办公。", "四、推行绿色办公。", "G401", "四、推行绿色"),
    say("二是加强动态监测", "三是加强动态监测", "G408", "强化目标"),
    say("（云机管〔2025〕8号）", "（云机管[2025]08号）", "G208", "正文 第1段"),
    add_after("特此报告", "恳请区人民政府拨付专项经费，妥否，请批示。", "G309"),
    say("2.创建主要措施", "3.创建主要措施", "G903", "附件说明"),
    say("2026年1月8日", "2026年01月08日", "G322", "成文日期"),
    lay("附件2", "pageBreakBefore", "G911", "附件2", val="0"),
    say("节约能源资源管理制度清单", "节约能源资源制度清单", "G906", "附件标题", nth=1),
    say(
        "青江市机关事务管理局，云溪区发展和改革局、云溪区财政局。",
        "青江市机关事务管理局，云溪区人民政府",
        "G811",
        "抄送机关",
    ),
    say("2026年1月8日印发", "2026年1月8日", "G813", "印发机关"),
    page("pgMar", "G102", "页面设置", top="1440", bottom="2642"),
    footer("— ", "- ", "G112"),
    look("总之，经过全区", "rFonts", "G343", "总之，经过", eastAsia="宋体"),
    revised("2026年，我局将对照"),
)
PLAN = (
    say("云机管〔2025〕8号", "云机管〔2025〕第8号", "G207", "发文字号"),
    say("区人民检察院，各人民团体", "区人民检察院;各人民团体", "G305", "主送机关"),
    say("现印发给你们，请结合实际", "现印发给你们，，请结合实际", "G520", "主体·正文 第1段"),
    say("2025年3月底前完成动员部署", "2025年3月底前完成动员部署（含所属单位", "G501", "主体·正文 第2段"),
    lay("云溪区机关事务管理局", "jc", "G342", "标题", nth=1, val="left"),
    say("（此件公开发布）", "此件公开发布", "G327", "附注"),
    say("2025年3月18日", "2025年2月30日", "G322", "成文日期"),
    say("二、主要目标", "二，主要目标", "G405", "二，主要目标"),
    say("（二）基本原则", "（一）基本原则", "G403", "（一）基本原则"),
    say("2.加强动态监测", "2、加强动态监测", "G405", "2、加强动态"),
    say("附件：云溪区节约型机关评价标准", "附件：1.云溪区节约型机关评价标准", "G902", "附件说明"),
    say("11月1日—15日", "11月1日-15日", "G517"),
    say("不少于2次", "不少于XX次", "G701"),
    say("“135”出行", '"135"出行', "G518"),
    say("2027年12月20日前", "2027年02月30日前", "G631"),
    drop("tblHeader", "G802", "附件·表"),
    drop("evenAndOddHeaders", "G114", "页码", part="word/settings.xml"),
    look("三、创建步骤", "rFonts", "G344", "三、创建步骤", eastAsia="仿宋_GB2312"),
    look("领导小组各成员单位按照", "color", "G705", "领导小组各成员", val="FF0000"),
    say("2025年3月19日印发", "2025年1月9日印发", "G814", "印发机关"),
)
SUMMARY = (
    page("pgSz", "G101", "页面设置", w="12240", h="15840"),
    page("pgMar", "G103", "页面设置", left="1800", right="1595", bottom="986"),
    drop("pBdr", "G213", "发文字号", part="word/styles.xml"),
    say("云溪区机关事务管理局", "云溪区财政局", "G324", "署名", nth=-2),
    say("签发人：", "", "G210", "发文字号"),
    lay("青江市机关事务管理局：", "ind", "G306", "主送机关", firstLine="630"),
    say("占28.13%", "占28.13 %", "G617", "占28.13"),
    say("18家；未通过的4家", "18家；未通过的的4家", "G707"),
    say("（二）人均综合能耗", "（四）人均综合能耗", "G402", "（四）人均"),
    say("（三）推行绿色办公", "（四）推行绿色办公", "G401", "（四）推行绿色"),
    say("7家用量异常的单位", "7家用量异常的单位（含2家...）", "G515"),
    say("更换节水器具640件", "更换节水器具6百40件", "G605"),
    say("修复管网漏点17处", "修复管网漏点.46处", "G606"),
    say("2026年，确保到2026年底", "2026年,确保到2026年底", "G511"),
    say("全国节能宣传周、全国低碳日等活动", "全国节能宣传周、全国低碳日、等活动", "G519"),
    look("二、主要工作及成效", "vanish", "G704", "二、主要工作"),
    lay("特此报告", "ind", "G321", "特此报告", firstLine="0", left="0"),
    say("附件：1.能源", "附件1：1.能源", "G901", "附件说明"),
    say("2.年度目标完成情况表", "2.年度目标完成情况表；", "G904", "附件说明"),
    look("年度目标完成情况表", "rFonts", "G347", "附件标题", nth=-1, eastAsia="黑体"),
)
NOTICE = (
    say("临政办发〔2025〕12号", "临政办发〔25〕12号", "G207", "发文字号"),
    look("临江市人民政府办公室文件", "color", "G214", "发文机关标志", val="000000"),
    lay("临政办发", "jc", "G215", "发文字号", val="left"),
    say("检查的通知", "检查的方案", "G301", "标题"),
    say("各县（市、区）人民政府，", "临江市财政局，", "G812", "抄送机关"),
    say("《公共机构节能条例》《节约", "《公共机构节能条例》、《节约", "G512"),
    say("2025年9月15日（星期一）", "2025年9月15日（星期三）", "G632"),
    lay("全市各级党政机关", "ind", "G321", "全市各级党政", firstLine="0"),
    say("一、检查范围", "一.检查范围", "G405", "一.检查范围"),
    say("（一）制度建设情况", "(一)制度建设情况", "G405", "(一)制度建设"),
    say("2.是否建立", "3.是否建立", "G401", "3.是否建立"),
    say("“节水管理员”", "“节水管理员", "G502"),
    say("8%～10%", "8～10%", "G602"),
    say("2025年9月10日前将", "2025年9月31日前将", "G631"),
    say("0571-88842603", "0571—88842603", "G524"),
    say("附件：公共机构节水自查表", "附件：公共机构节水自查表。", "G904", "附件说明"),
    say("附件", "附件：", "G909", "附件标识", nth=2),
    lay("2025年9月1日", "jc", "G326", "成文日期", val="left"),
    say("市政协办公室。", "临江市财政局。", "G812", "抄送机关"),
    say("2025年9月2日印发", "2025年09月02日印发", "G813", "印发机关"),
)
REQUEST = (
    say("000016", "16", "G201", "份号"),
    say("机密★1年", "机密*1年", "G203", "密级"),
    say("加急", "紧急", "G205", "紧急程度"),
    say("临水〔2025〕30号", "临水〔2025〕030号", "G207", "发文字号"),
    say("节水改造经费的请示", "节水改造经费的请示报告", "G304", "标题"),
    say("临江市人民政府：", "临江市人民政府、王市长：", "G308", "主送机关"),
    say("（临政发〔2021〕5号）", "（临政发（2021）5号）", "G208"),
    say("（2021—2025年）", "（2025—2021年）", "G634"),
    say("320万元", "3百20元", "G605"),
    say("二是器具落后", "三是器具落后", "G408", "正文 第3段"),
    say("二、经费测算", "三、经费测算", "G401", "三、经费测算"),
    say("共需300万元，", "共需{{ 金额 }}万元，", "G701"),
    look("按照每家单位5万元", "sz", "G343", "按照每家", val="28"),
    say("2.经费测算表", "3.经费测算表", "G903", "附件说明"),
    say("临江市水利局", "临江市财政局", "G324", "署名", nth=2),
    say("2025年10月20日", "二〇二五年十月二十日", "G322", "成文日期"),
    say("附件2", "附件3", "G910", "附件标识"),
    lay("节水改造项目清单", "jc", "G913", "附件标题", nth=1, val="left"),
    say("抄送：", "抄送:", "G811", "抄送机关"),
    drop("tblBorders", "G816", "版记"),
)


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The five right documents."""
    folder = make_project(tmp_path_factory.mktemp("核对"), PROJECT)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["build", "工作报告", "方案", "总结"]) == 0
    made = {name: (folder / "outputs/2025" / f"{name}.docx").read_bytes() for name in ("工作报告", "方案", "总结")}
    return {**made, "通知": notice(), "请示": request()}


DOCUMENTS = {"工作报告": REPORT, "方案": PLAN, "总结": SUMMARY, "通知": NOTICE, "请示": REQUEST}


def problems(data: bytes, folder: Path) -> list[Problem]:
    path = folder / "例.docx"
    path.write_bytes(data)
    return problems_in(view_of_file(path, "例.docx"))


def is_found(fault: Fault, found: list[Problem]) -> bool:
    return any(
        problem.rule.id == fault.rule
        and fault.place in f"{problem.finding.position}{problem.hit.line.text if problem.hit.line else ''}"
        for problem in found
    )


@pytest.mark.parametrize("name", DOCUMENTS)
def test_right_document_has_no_error_and_no_hard_warning(name: str, right: dict[str, bytes], tmp_path: Path) -> None:
    found = problems(right[name], tmp_path)
    assert [problem.finding.message for problem in found if problem.finding.severity is Severity.ERROR] == []
    hard = [
        problem for problem in found if problem.finding.severity is Severity.WARNING and problem.rule.strength == "硬"
    ]
    assert [problem.finding.message for problem in hard] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_twenty_faults_are_all_found_and_nothing_else_is_an_error(
    name: str, right: dict[str, bytes], tmp_path: Path
) -> None:
    faults = DOCUMENTS[name]
    assert len(faults) == 20
    parts = unzipped(right[name])
    for fault in faults:
        fault.plant(parts)
    found = problems(zipped(parts), tmp_path)
    assert [f"{fault.rule} {fault.place}" for fault in faults if not is_found(fault, found)] == []
    planted = {fault.rule for fault in faults}
    wrong = [problem.finding for problem in found if problem.finding.severity is Severity.ERROR]
    assert [f"{item.code} {item.position} {item.message}" for item in wrong if item.code not in planted] == []
