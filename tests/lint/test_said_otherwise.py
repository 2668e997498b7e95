"""Faults of numbers, marks and set phrases in many wordings, each beside right sentences that look like them."""

from __future__ import annotations

from typing import Any

import pytest
from lint_faults import W, paragraphs, unzipped
from lint_faults import _edit as edit
from right_documents import right

from genwen.lint.corrections import CORRECTIONS
from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in
from genwen.lint.viewing import view_of
from genwen.ooxml.form_reader import form_of

WRONG: dict[str, tuple[str, ...]] = {
    "G612": (
        "改造老旧管线12，600米。", "新增停车泊位1，500个。", "培训护林员3，240人次。", "补植苗木45，000株。", "发放救助金2，350万元。",
        "清运垃圾8，016吨。", "惠及农户1，050户。", "全县共1，200，建成率过半。", "播种面积达36，800亩。", "受理来信2，718件。",
        "整修水渠7，450余米。", "用电量为5，300千瓦时。",
    ),
    "G601": (
        "能耗比24年下降5%。", "较23年同期增加3件。", "与22年相比提高两个百分点。", "在24年基础上再压减一成。", "24年全年完成投资3亿元。", "25年一季度开工。",
        "自23年以来连续达标。", "23—25年年均下降3%。", "按22～24年平均值核定。", "23年、24年均超额完成。", "23、24年两年共节约5万元。", "24年同期为8件。",
    ),
    "G602": (
        "下降30至40%。", "占比由5到8%之间。", "控制在10至12.5%。", "提高3到5%。", "同比增长15至20%。", "利用率在85到90%。", "补助标准为20至30%。",
        "损耗1.5至2%。", "覆盖60到70%。", "压减4至6‰。",
    ),
    "G514": (
        "每年巡查两、三次。", "用时两、三天。", "相隔两、三公里。", "抽查两、三户。", "召开两、三场座谈会。", "延后两、三个月。", "每组两、三人。",
        "提前两、三周报名。", "走访两、三遍。", "约有三、四十名职工。",
    ),
    "G604": (
        "发现隐患几10处。", "涉及几100户。", "先后几10次上门。", "投入几1000元。", "几10个小区参与。", "几100名群众到场。", "相距几10公里。",
        "共20几个单位。", "用时3、4个月。", "约5、6名工人。",
    ),
    "G607": (
        "“5一”节前完成。", "“10一”期间值班。", "走访“8一”建军节慰问对象。", "开展“6一”儿童节活动。", "“三8”妇女节表彰。", "“五1”假期出行平稳。",
        "编制“14五”规划。", "“十4五”时期。", "严控3公经费。", "落实8项规定精神。", "增强4个意识。", "每周3上午。",
    ),
    "G622": (
        "“5.20”专题会提出。", "“9.17”会议明确。", "汲取“7.20”暴雨事件教训。", "“4.15”宣传活动。", "开展“3.15”活动。", "“11.22”事故发生后。",
        "侦破“6.18”专案。", "吸取4.29重大火灾事故教训。", "“8.12”爆炸之后。", "传达9.17会议精神。",
    ),
    "G616": (
        "压力为0.12Mpa。", "气压101KPa。", "电压10KV。", "容量500KVA。", "噪声不超过55DB。", "装机30Mw。", "发电2MWh。", "热值20Kj。", "频率50HZ。", "拉力5KN。",
        "服务半径3KM。",
    ),
    "G615": ("走了5里山路。", "相距3里。", "收购500斤。", "每户20斤大米。", "路长8里。", "厚3公分。", "占地80平米。", "宽6英尺。", "20马力水泵。", "离村2里以内。"),
    "G516": (
        "主要成果—调查方案草案见后。", "核心目标—掌握群众出行规律。", "首要任务—守住耕地红线。", "工作重点—补齐管网短板。", "基本原则—先急后缓分步实施。",
        "突出主题—节约每一度电。", "根本要求—让群众满意。", "主要措施—分片包干到人。", "存在问题—人员力量不足。", "总体思路—稳中求进提质增效。",
    ),
    "G526": (
        "持《停车设施合格证》进场。", "颁发《优秀学员证书》。", "出示《施工作业通行证》。", "参加《全县防汛工作会议》。", "开办《公文写作讲座》。", "举行《健步走活动》。",
        "召开《企业家座谈会》。", "学习《公务礼仪课程》。", "办理《取水许可证》。", "荣获《先进集体奖》。",
    ),
    "G524": (
        "联系电话：0555—6212345。", "电话0571－88842603。", "手机139—0000—1234。", "热线400—810—1234。", "传真010——66001234。", "值班电话：0600--8123345。",
        "拨打138－1234－5678。", "咨询021–63212345。", "手机159—12345678。", "监督电话：0755—82101234。",
    ),
    "G529": (
        "约翰.史密斯一行来访。", "会见了马克.泰勒。", "让.雅克.卢梭的著作。", "专家玛丽.布朗作报告。", "与汤姆.威尔逊座谈。", "邀请安娜.柯林斯讲学。",
        "外方代表戴维.米勒。", "聘请彼得.汉斯。", "艾伦.莫里斯的论文。", "由比尔.马丁主讲。",
        "参照卡尔.雅各布方法。", "代表买买提.吐尔逊发言。", "威廉.欧文来访。", "（专家玉素甫.热合曼）参加。",
    ),
    "G701": (
        "（点击此处输入文字）", "单击或点击此处输入文字。", "单击此处添加标题", "点击此处选择日期。", "在此处键入公式。", "点按此处编辑内容", "点击输入文字",
        "共整改【　】处。", "联系单位【】。", "责任人［　　］。",
    ),
    "G711": (
        "某某镇负责落实。", "由某某局牵头。", "某某街道配合。", "以某某公司为主体。", "某某学校承办。", "抄送某某办。", "某某村自查。", "某某县试点。", "某某单位报送。",
        "某某医院接诊。",
    ),
}  # fmt: skip
RIGHT: dict[str, tuple[str, ...]] = {
    "G612": ("一等奖5，300，12个。", "附件5，120人名单。", "2020，500人参加。", "共12600米，建成1，其余在建。", "图3，200米比例。"),
    "G601": ("比20年前好。", "服务23年、24年的教师。", "使用期20—25年。", "树龄15—20年。", "工作20年、30年。", "比10年期贷款低。", "2024年比2023年下降5%。"),
    "G602": ("从2020到40%都有。", "30%至40%。", "8月至40%。", "由5增至40%。"),
    "G514": ("发展二、三产业。", "一、二、三次会议纪要。", "两三次。", "三斤两、三钱。"),
    "G604": ("几十处。", "共十几天。", "几点10分。"),
    "G607": ("“五一”节前。", "第8一期。", "周一至周五。", "2个月会期间。", "15五金店。"),
    "G622": ("增长3.2起事故。", "2.5会计年度。", "3.5会展中心。", "提高5.20个百分点。", "3.2会议室。"),
    "G616": ("0.12 MPa。", "GB/T 3095。", "10千伏。", "5 kW。"),
    "G615": ("5里坡村。", "20里程碑。", "50公斤。", "3里店路口。"),
    "G516": ("围绕一个目标—责任体系展开。", "建立问题—整改台账。", "形成任务—措施清单。", "京—沪沿线。", "主要目标——降本增效。", "明确目标—任务—责任链条。"),
    "G526": ("《可行性论证》。", "《会议管理办法》。", "《关于举办座谈会的通知》。", "《许可证管理办法》。"),
    "G529": ("约翰·史密斯。", "请认真执行。", "1.马上整改。"),
    "G701": ("点击“添加”按钮添加设备。", "点击添加设备。", "在网页上输入文字。", "【重要】按时报送。"),
    "G711": ("张某某。", "以“某某镇”为例。", "某县。", "李某某同志。"),
}  # fmt: skip


def told(said: str, rule: str) -> bool:
    return any(item.rule.id == rule for item in problems_in(example_view(f"正文：{said}")))


@pytest.mark.parametrize(("rule", "said"), [(rule, said) for rule, texts in WRONG.items() for said in texts])
def test_fault_in_other_words(rule: str, said: str) -> None:
    assert told(said, rule)


@pytest.mark.parametrize(("rule", "said"), [(rule, said) for rule, texts in RIGHT.items() for said in texts])
def test_right_words_that_look_like_it(rule: str, said: str) -> None:
    assert not told(said, rule)


def severities(text: str, rule: str) -> list[str]:
    return [str(item.finding.severity) for item in problems_in(example_view(text)) if item.rule.id == rule]


@pytest.mark.parametrize(
    ("header", "cell", "count"),
    [("长度（米）", "12，600", 1), ("长度（米）", "12，600.5", 1), ("金额", "3，100", 1), ("编号", "12，600", 0), ("序号", "3，105", 0), ("长度", "12600", 0),
     ("长度", "12，600米", 1), ("附件", "1，202", 0)],
)  # fmt: skip
def test_figures_in_cells(header: str, cell: str, count: int) -> None:
    assert len(severities(f"表：片区|{header}/东部|{cell}", "G612")) == count


@pytest.mark.parametrize(
    ("text", "how"),
    [
        (
            "正文：1.登记台账；\n正文：2.逐户核对，结果由村委会汇总后报乡镇。逾期的写明原因；\n正文：3.整改销号。",
            ["警告"],
        ),
        ("正文：（1）按月上报，逢节假日顺延。数据要复核；\n正文：（2）按季通报。", ["警告"]),
        ("正文：一是加密巡查，汛期每天一次。夜间加派人手；", ["警告"]),
        ("正文：主要做法：一是摸清底数，逐户登记造册。不漏一户；二是逐项整改。", ["警告"]),
        (
            "正文：分工如下：一是水务局牵头，负责管网。住建局配合；二是财政局保障。资金按月拨付，专款专用；三是审计局监督。",
            ["警告", "提示"],
        ),
        ("正文：（一）加强领导。各单位要落实责任；\n正文：（二）加强宣传。", ["提示"]),
        (
            "正文：任命以下人员：\n正文：周某某同志任办公室主任，试用期一年。任职时间自到岗之日起算；\n正文：吴某某同志任科长。",
            ["警告"],
        ),
        ("正文：物资由县里统一采购，按月配送。运费由乡镇承担；", []),
        ("正文：1.登记台账；\n正文：2.逐户核对；\n正文：3.整改销号。", []),
        ("正文：1.登记台账。逐户核对，不漏一户。\n正文：2.按月上报。", []),
        ("正文：1.按照“先急后缓。量力而行”的原则安排；\n正文：2.整改。", []),
        ("正文：一是摸清底数；二是逐项整改。三是验收。", []),
    ],
)
def test_semicolon_of_an_item_with_a_stop_in_it(text: str, how: list[str]) -> None:
    assert severities(text, "G530") == how


@pytest.mark.parametrize(
    ("caption", "told_of"),
    [("表1　各县用水指标。", True), ("表2：任务分工。", True), ("表3-1 资金安排。", True), ("表一　年度计划。", True), ("表1各片区检修任务安排。", True),
     ("表1　各县用水指标", False), ("表1显示各县用水指标。", False), ("表1所示为各县指标。", False), ("表1为各县用水指标。", False),
     ("表1　指标说明。按县统计，另行公布。", False), ("主要能耗水耗指标。", True), ("主要能耗水耗指标", False), ("各项指标情况如下。", False)],
)  # fmt: skip
def test_stop_of_a_caption(caption: str, told_of: bool) -> None:
    assert bool(severities(f"正文（居中）：{caption}\n表：县|水/甲|1", "G531")) is told_of


def test_caption_with_a_stop_is_no_text_in_the_middle() -> None:
    text = "正文：请各单位认真执行，按时上报。\n正文（居中）：主要能耗水耗指标。\n{}正文：请按时上报，不得延误。"
    assert severities(text.format("表：县|水/甲|1\n"), "G359") == []
    assert len(severities(text.format(""), "G359")) == 1


@pytest.mark.parametrize(("closing", "upward"), [("特此报告。", True), ("妥否，请批示。", True), ("特此通知。", False)])
def test_closing_words_tell_a_paper_that_goes_up_where_its_title_has_lost_the_kind(closing: str, upward: bool) -> None:
    text = (
        "发文机关标志：云溪区教育局文件\n空行\n空行\n发文字号（上行）：云教〔2025〕8号\n空行\n空行\n标题：2025年检查工作总结\n"
        f"空行\n主送机关：区人民政府：\n正文：工作已经完成。\n正文：{closing}"
    )
    assert severities(text, "G210") == (["错误"] if upward else [])
    assert bool(severities(text, "G215")) is not upward


@pytest.mark.parametrize(
    ("said", "told_of"),
    [("共20\v25年完成。", True), ("到2025\v年底。", True), ("投资3\v.5亿元。", True), ("占3\n5%".replace("\n", "\v"), True), ("共12\v3.下一项", False), ("签订责任书6\v4份。", True),
     ("电话：6212345\v6212346", False), ("到2025年\v12月底。", False)],
)  # fmt: skip
def test_number_torn_by_a_break(said: str, told_of: bool) -> None:
    assert bool(severities(f"正文：{said}", "G625")) is told_of


_LONG = "检查人员要严格执行中央八项规定及其实施细则精神，轻车简从，不得"


@pytest.mark.parametrize(
    ("said", "hints"),
    [(f"{_LONG}↵接受吃请。", ["删去软回车"]), (f"一、严肃工作纪律。{_LONG}↵接受吃请。", ["删去软回车"]), (f"一、严格检查。{_LONG}收取6↵0元。", []),
     ("联系人：顾清和↵联系电话：0558-5027719", []), (f"{_LONG}接受吃请，↵地址：行政中心1号楼。", []), (f"{_LONG}接受吃请↵一律退回", [])],
)  # fmt: skip
def test_soft_return_within_a_sentence_is_to_be_taken_out(said: str, hints: list[str]) -> None:
    found = [
        item for item in problems_in(example_view(f"正文：{said}\n正文：请执行。")) if item.rule.id in ("G717", "G328")
    ]
    assert [item.hit.hint for item in found if item.rule.id == "G717"] == hints
    assert not [item for item in found if item.rule.id == "G328" and hints]


CORNER = "紧急程度：{}\n发文机关标志：云溪区人民政府{}\n空行\n空行\n发文字号：{}〔2025〕8号\n空行\n空行\n标题：关于开展检查的通知\n空行\n主送机关：各单位：\n正文：请执行。"


@pytest.mark.parametrize(
    ("said", "mark", "number", "how"),
    [("特提", "文件", "云政发", ["错误"]), ("平急", "文件", "云政发", ["错误"]), ("特提", "发电", "云政电", []), ("平急", "文件", "云政明电", []),
     ("特急", "文件", "云政发", []), ("加急", "文件", "云政发", [])],
)  # fmt: skip
def test_degrees_of_telegrams(said: str, mark: str, number: str, how: list[str]) -> None:
    assert severities(CORNER.format(said, mark, number), "G205") == how


CLOSED = "正文：请执行。\n署名：云溪区财政局\n成文日期：2025年3月8日\n版记线：8\n抄送机关：抄送：市财政局。\n印发机关：云溪区财政局办公室\t2025年3月9日印发{}\n版记线：8"


@pytest.mark.parametrize(
    ("row", "told_of"),
    [("（共印120份）", True), ("　共印120份", True), ("（印数：120份）", True), ("\n印发机关：印数：120份", True), ("\n印发机关：（共印80份）", True),
     ("\n印发机关：共印 60 份。", True), ("\n印发机关：印刷份数：50份", True), ("\n印发机关：印数：50", True), ("（印制45份）", True), ("\n印发机关：（印30份）", True),
     ("", False)],
)  # fmt: skip
def test_number_of_copies_printed(row: str, told_of: bool) -> None:
    assert bool(severities(CLOSED.format(row), "G708")) is told_of


def test_words_of_printing_in_the_text_are_no_element() -> None:
    assert severities("正文：资料共印120份，发至各村。", "G708") == []


SENT = "标题：关于{}的{}\n空行\n主送机关：{}：\n正文：已完成前期工作。\n正文：{}"


@pytest.mark.parametrize(
    ("said", "how"),
    [("恳请县政府追加安排资金500万元。", ["错误"]), ("恳请市财政局增加专项经费30万元。", ["错误"]), ("敬请市委编办核增事业编制5名。", ["错误"]), ("特请省厅下达补助资金200万元。", ["错误"]),
     ("请求县政府给予资金支持。", ["错误"]), ("恳请上级划拨建设用地20亩，安排补助。", ["错误"]), ("拟请市政府安排工作经费。", ["错误"]), ("请市财政局安排专项经费20万元。", ["警告"]),
     ("请县政府追加资金80万元。", ["警告"]), ("请省厅解决车辆购置经费。", ["警告"]), ("群众恳请政府安排资金20万元修路。", []), ("我局已申请市财政安排资金20万元。", []),
     ("县政府追加安排资金500万元。", []), ("恳请各位领导批评指正。", []), ("邀请省专家解决设备问题。", []), ("特此报告。", [])],
)  # fmt: skip
def test_money_asked_for_in_a_report(said: str, how: list[str]) -> None:
    assert severities(SENT.format("抗旱情况", "报告", "县人民政府", said), "G309") == how


@pytest.mark.parametrize(
    ("kind", "said", "how"),
    [("批复", "妥否，请批示。", ["警告"]), ("批复", "当否，请指示。", ["警告"]), ("通知", "以上意见妥否，请批复。", ["警告"]), ("通报", "可否，请审批。", ["警告"]),
     ("通告", "是否妥当，请批示。", ["警告"]), ("决定", "妥否，请予批准。", ["警告"]), ("公告", "以上方案当否，请审定。", ["警告"]), ("函", "妥否，请批复。", ["提示"]),
     ("函", "妥否，请函复。", []), ("批复", "此复。", []), ("请示", "妥否，请批示。", []), ("意见", "以上意见如无不妥，请批转各地执行。", []), ("通知", "请认真贯彻执行。", [])],
)  # fmt: skip
def test_ending_of_a_request_elsewhere(kind: str, said: str, how: list[str]) -> None:
    assert severities(SENT.format("调整规划", kind, "区自然资源局", said), "G338") == how


@pytest.mark.parametrize(
    ("said", "addressed", "told_of"),
    [("以上事项，请贵局认真贯彻执行。", "市水利局", True), ("请你局务必抓好落实。", "市水利局", True), ("请贵单位遵照执行。", "市水利局", True), ("望贵厅切实抓好整改落实。", "省水利厅", True),
     ("请贵局严格贯彻落实。", "市水利局", True), ("请你单位抓紧整改。", "市水利局", True), ("请贵委照此办理。", "市卫生健康委", True), ("请务必落实到位。", "市水利局", True),
     ("请贵公司立即组织实施。", "市城投公司", True), ("望认真贯彻执行。", "市水利局", True), ("请贵局认真研究落实意见并函复。", "市水利局", False),
     ("请贵局切实做好配合，按时反馈。", "市水利局", False), ("请予支持并函复。", "市水利局", False), ("请你局务必抓好落实。", "各县（区）人民政府", False)],
)  # fmt: skip
def test_letter_that_orders_in_other_words(said: str, addressed: str, told_of: bool) -> None:
    assert bool(severities(SENT.format("商请提供数据", "函", addressed, said), "G337")) is told_of


@pytest.mark.parametrize("label", ["出席", "请假", "列席", "出席人员", "列席单位"])
def test_half_width_colon_behind_those_present_is_told_once_with_its_clause(label: str) -> None:
    text = f"标题：第3次办公会议纪要\n空行\n正文：会议研究了有关事项。\n空行\n正文：{label}:张某某　李某某"
    assert severities(text, "G350") == ["错误"]
    assert severities(text, "G511") == []
    assert severities(text.replace(":", "："), "G350") == []


@pytest.mark.parametrize(
    ("rule", "words", "right"),
    [("G602", "30至40%", "30%至40%"), ("G602", "5到8‰", "5‰到8‰"), ("G602", "30-40%", "30%—40%"), ("G602", "30~40%", "30%～40%"), ("G514", "两、三", "两三"),
     ("G612", "5，800.50", "5800.50"), ("G531", "。", ""), ("G607", "周5", "周五"), ("G607", "5一", "五一")],
)  # fmt: skip
def test_what_is_corrected_without_asking(rule: str, words: str, right: str | None) -> None:
    assert CORRECTIONS[rule](words) == right


def plant(element: str, around: str, inner: str = "rPr") -> list[tuple[str, str]]:
    """What is told of the revisions of a right document with one tracked change of the look planted into it."""

    def change(root: Any) -> None:
        found = paragraphs(root, "通知")[-1] if around == "p" else next(root.iter(f"{W}{around}"))
        properties = found.find(f"{W}{around}Pr")
        if properties is None:
            properties = found.makeelement(f"{W}{around}Pr")
            found.insert(0, properties)
        tracked = properties.makeelement(f"{W}{element}", {f"{W}id": "901", f"{W}author": "校对"})
        if inner:
            tracked.append(tracked.makeelement(f"{W}{inner}"))
        properties.append(tracked)

    parts = unzipped(right("通知"))
    edit("word/document.xml", change)(parts)
    problems = problems_in(view_of(form_of(parts, "例.docx")))
    return [
        (item.finding.message, str(item.finding.position and item.finding.position.place))
        for item in problems
        if item.rule.id == "G702"
    ]


@pytest.mark.parametrize(
    ("element", "around", "inner", "said"),
    [("rPrChange", "r", "rPr", "格式1处"), ("pPrChange", "p", "pPr", "格式1处"), ("trPrChange", "tr", "trPr", "格式1处"), ("tcPrChange", "tc", "tcPr", "格式1处"),
     ("ins", "tr", "", "插入1处、删除0处"), ("del", "tr", "", "插入0处、删除1处")],
)  # fmt: skip
def test_tracked_changes_of_the_look_and_of_rows(element: str, around: str, inner: str, said: str) -> None:
    told_of = plant(element, around, inner)
    assert [message for message, _ in told_of] == [f"文档里有修订痕迹：{said}"]
    assert told_of[0][1] != "全文"


def test_subject_words_are_told_once() -> None:
    found = problems_in(example_view("正文：主题词：教育　食品　安全　通知"))
    assert [item.rule.id for item in found if item.rule.id[1] in "57"] == ["G708"]


_NAME = "云溪区行政中心供水管网改造项目投资估算表（含建筑安装工程费和预备费）"


@pytest.mark.parametrize(
    ("note", "said"),
    [("附件说明", f"附件：{_NAME}"), ("附件说明（左=1890 首行=-1260）", f"附件：1.{_NAME}"), ("附件说明（左=1890 首行=-315）", f"2.{_NAME}"),
     ("附件说明（左=0 首行=630）", "附件：投资估算表"), ("附件说明（左=0 首行=630）", f"附件：{_NAME[:23]}")],
)  # fmt: skip
def test_name_of_an_attachment_stands_under_itself(note: str, said: str) -> None:
    assert severities(f"正文：现印发给你们。\n空行\n{note}：{said}", "G920") == []


@pytest.mark.parametrize(
    ("note", "said"),
    [("附件说明（左=0 首行=630）", f"附件：1.{_NAME}"), ("附件说明（左=630 首行=0）", f"附件：{_NAME}")],
)
def test_name_of_an_attachment_goes_on_elsewhere(note: str, said: str) -> None:
    assert severities(f"正文：现印发给你们。\n空行\n{note}：{said}", "G920") == ["警告"]


@pytest.mark.parametrize(("look", "how"), [("", []), ("（夹宋体）", ["警告"]), ("（宋体）", ["警告"])])
def test_words_of_a_title_in_another_face(look: str, how: list[str]) -> None:
    text = CORNER.format("特急", "文件", "云政发").replace("标题：", f"标题{look}：")
    assert severities(text, "G341") == how


@pytest.mark.parametrize(
    ("first", "second", "how"),
    [
        ("秘密★3年", "加急", {}),
        ("加急", "秘密★3年", {"G206"}),
        ("保密★3年", "加急", {"G203"}),
        ("秘密★3年", "快办", {"G205"}),
    ],
)
def test_things_in_the_corner_are_known_by_what_they_say(first: str, second: str, how: set[str]) -> None:
    text = "份号：000012\n密级：{}\n" + CORNER.replace("{}", "{}", 1)
    found = problems_in(example_view(text.format(first, second, "文件", "云政发")))
    assert {item.rule.id for item in found} & {"G203", "G205", "G206"} == set(how)


@pytest.mark.parametrize(
    ("said", "told_of"),
    [("不少于20多个", True), ("至少20余个", True), ("不少于20个", False), ("20多个", False), ("最多20个", False)],
)
def test_bound_of_what_is_about_so_many(said: str, told_of: bool) -> None:
    assert bool(severities(f"正文：实施项目{said}，引入社会资本。", "G618")) is told_of


@pytest.mark.parametrize(("word", "told_of"), [("印发", False), ("付印", True), ("制发", True), ("", True)])
def test_word_behind_the_date_of_the_imprint(word: str, told_of: bool) -> None:
    assert bool(severities(CLOSED.format("").replace("9日印发", f"9日{word}"), "G813")) is told_of
