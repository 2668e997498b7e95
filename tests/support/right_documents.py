"""Five right documents of five kinds, written with everything set directly as in Word, to plant faults into."""

from __future__ import annotations

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Twips
from foreign_documents import Writer

FACES = {"1": "黑体", "2": "楷体"}
TEXTS = {
    "通知": """\
志 柳湾县机关事务服务中心文件
号 柳机事〔2025〕14号
题 柳湾县机关事务服务中心/关于开展办公用房使用情况自查的通知
送 各乡镇人民政府，县直各单位：
文 根据《党政机关办公用房管理办法》和《机关事务管理条例》要求，经县政府同意，定于2025年10月13日（星期一）至10月31日开展办公用房使用情况自查。现将有关事项通知如下。
1 一、自查范围
文 全县各级党政机关、人民团体和参照公务员法管理的事业单位，共96家，其中县直单位58家。
1 二、自查内容
2 （一）使用面积
文 对照“人均使用面积”标准逐间核对，超出5%～10%的，于11月15日前整改到位；超出10%以上的，报县机关事务服务中心研究。
2 （二）权属登记
3 1.是否办理权属统一登记；
3 2.是否建立“一房一档”；
3 3.是否存在出租、出借情况。
1 三、有关要求
文 一是落实责任，明确专人办理。二是如实填报，不得瞒报漏报。三是按时报送，自查表于2025年11月5日前报县机关事务服务中心资产科，联系电话：0571-63211204。
附 附件：1.办公用房自查表
附 2.办公用房整改台账
名 柳湾县机关事务服务中心
日 2025年9月29日
注 （此件公开发布）
件 附件1
件题 办公用房自查表
文 各单位按照房间逐项填写，由主要负责人签字后报送。
件 附件2
件题 办公用房整改台账
文 整改完成一项，登记一项，销号一项。
抄 抄送：县委办公室，县人大常委会办公室，县纪委监委。
印 柳湾县机关事务服务中心综合科|2025年9月30日印发""",
    "请示": """\
志 石桥区住房和城乡建设局文件
号 石建〔2025〕52号
签 签发人：何某某
题 石桥区住房和城乡建设局/关于老旧小区供水管网改造资金的请示
送 石桥区人民政府：
文 为解决老旧小区供水管网漏损问题，我局会同区水务局开展了全面排查。全区建成20年以上的小区有74个，供水管网总长186千米，平均漏损率为18.6%。
1 一、基本情况
2 （一）现状
文 2024年以来，共抢修爆管143次，影响居民3.2万户；水费损失约260万元。
2 （二）成因
文 管材老化占62%，施工破坏占21%，其他占17%。
1 二、改造方案
文 拟分3年实施改造，2026年改造24个小区，工期为2026年3月至11月，力争将漏损率控制在8%～10%。
1 三、资金安排
文 改造工程总投资4800万元，拟申请中央预算内投资3360万元，其余1440万元由区财政安排。
文 妥否，请批示。
附 附件：老旧小区供水管网改造项目表
名 石桥区住房和城乡建设局
日 2025年11月18日
注 （联系人：吕某，电话：0572-5528196）
件 附件
件题 老旧小区供水管网改造项目表
文 项目按照轻重缓急排序，每年调整一次。
抄 抄送：区发展改革局，区财政局。
印 石桥区住房和城乡建设局办公室|2025年11月19日印发""",
    "报告": """\
志 东湖市生态环境局文件
号 东环〔2025〕88号
签 签发人：施某某
题 东湖市生态环境局/关于2025年秸秆禁烧工作情况的报告
送 东湖市人民政府：
文 2025年，我局认真落实《中华人民共和国大气污染防治法》，坚持疏堵结合，秸秆禁烧工作取得较好成效。现将有关情况报告如下：
1 一、主要做法
2 （一）强化组织领导
文 印发《2025年秸秆禁烧工作方案》（东环〔2025〕31号），层层签订责任书，组建巡查队伍126支、1380人。
2 （二）强化技术监管
文 建成“蓝天卫士”监控点210个，覆盖率达到98.5%，发现火点后15分钟内处置到位。
1 二、工作成效
文 全年卫星遥感监测火点2个，比上年减少5个；空气质量优良天数比例为89.3%，同比提高2.1个百分点。
表 序号|乡镇|监控点（个）/1|城关镇|36/2|白马镇|41/3|黄桥镇|28
1 三、存在的问题
文 主要问题：一是偏远田块监管难度大。二是综合利用企业偏少，年消纳能力为12万吨。三是部分群众认识不够。
1 四、下一步打算
文 继续完善“网格化”监管，力争到2026年底秸秆综合利用率达到95%以上。
文 特此报告。
名 东湖市生态环境局
日 2025年12月5日
抄 抄送：市委农村工作领导小组办公室，市农业农村局。
印 东湖市生态环境局办公室|2025年12月8日印发""",
    "函": """\
函标 北岭市文化广电和旅游局
函号 北文旅函〔2025〕23号
题 北岭市文化广电和旅游局/关于商请协助做好文化节安全保障的函
送 北岭市公安局：
文 第十二届北岭文化节定于2025年5月1日（星期四）至5日在滨江公园举办，预计日均客流量3万人次至4万人次。为确保活动安全有序，现商请贵局协助做好以下工作。
1 一、现场秩序维护
文 请贵局安排警力负责主会场及周边道路秩序，每日9时至21时在岗。
1 二、交通疏导
2 （一）交通管制
文 活动期间对滨江路（解放桥至人民路段）实行临时管制，请提前发布通告。
2 （二）停车引导
文 会场周边设临时停车场6处、泊位2400个。
1 三、应急处置
文 请贵局指导制定“一点一方案”，并于4月20日前参加联合演练。
文 以上事项请研究，并于2025年4月10日前函复。
附 附件：文化节活动安排表
名 北岭市文化广电和旅游局
日 2025年3月27日
注 （联系人：戴某，电话：0573-82061358）
件 附件
件题 文化节活动安排表
文 每日活动安排以现场公告为准。""",
    "意见": """\
志 云台市人民政府文件
号 云政发〔2025〕19号
题 云台市人民政府/关于推进城市地下管线综合治理的意见
送 各县（市、区）人民政府，市政府各部门：
文 为加强城市地下管线综合治理，保障城市运行安全，根据《城市地下管线管理条例》《城镇燃气管理条例》，结合我市实际，提出如下意见。
1 一、总体要求
2 （一）指导思想
文 坚持规划引领、安全第一、分步实施、共建共享，构建权责明晰的“管线一张图”。
2 （二）工作目标
文 到2027年，完成老旧管线改造1200千米，燃气管线事故起数下降30%以上。
1 二、重点任务
2 （一）摸清底数
3 1.开展普查；
3 2.建立档案；
3 3.动态更新。
2 （二）分类改造
文 对使用30年以上的供水管线，力争在2026年12月31日前完成改造；对其他管线，按照5%～8%的年度比例推进。
1 三、保障措施
文 一是加强组织领导。二是加大资金投入，市财政每年安排不少于2亿元。三是强化督查考核。
名 云台市人民政府
日 2025年6月12日
注 （此件公开发布）
抄 抄送：市委各部门，市人大常委会办公室，市政协办公室，市法院，市检察院。
印 云台市人民政府办公室|2025年6月13日印发""",
}  # fmt: skip


def right(name: str) -> bytes:
    """The document, right in everything that can be checked without printing it."""
    writer = Writer()
    line = writer.line
    lines = [tuple(item.split(" ", 1)) for item in TEXTS[name].splitlines()]
    signed = next((text for mark, text in lines if mark == "签"), "")
    copies, office = (next((text for mark, text in lines if mark == wanted), "") for wanted in ("抄", "印"))
    noted = False
    for mark, text in lines:
        if mark in ("签", "抄", "印"):
            continue
        if mark == "志":
            for _ in range(3):
                line()
            line(text, "小标宋", 40, align=ALIGN.CENTER, red=True)
            line(), line()
        elif mark == "函标":
            writer.letter(line(text, "小标宋", 40, align=ALIGN.CENTER, red=True))
        elif mark == "函号":
            line(text, align=ALIGN.RIGHT)
            line(), line()
        elif mark == "号":
            how = {"indent": 1, "align": ALIGN.LEFT} if signed else {"align": ALIGN.CENTER}
            numbered = line(text, rule=("FF0000", 12), **how)
            if signed:
                writer.signed(numbered, signed)
            line(), line()
        elif mark == "题":
            for piece in text.split("/"):
                line(piece, "小标宋", 22, align=ALIGN.CENTER)
            line()
        elif mark == "送":
            line(text)
        elif mark == "令":
            line(text, "小标宋", 34, align=ALIGN.CENTER, red=True)
            line(), line()
        elif mark == "令号":
            line(text, align=ALIGN.CENTER)
            line(), line()
        elif mark == "另":
            line(text, "小标宋", 22, align=ALIGN.CENTER, page=True)
            line()
        elif mark == "图":
            line(text, "仿宋", 14, align=ALIGN.CENTER)
        elif mark == "合":
            line(text, align=ALIGN.RIGHT, right=1575)
        elif mark == "人":
            if text.startswith("出席"):
                line()
            label, _, names = text.partition("：")
            listed = line(label, "黑体")
            hanging = Twips(315 * (len(label) + 1))
            listed.paragraph_format.left_indent = Twips(630) + hanging
            listed.paragraph_format.first_line_indent = -hanging
            writer.look(listed.add_run(f"：{names}"), "仿宋", 16)
        elif mark == "表":
            _table(writer, text)
        elif mark == "附":
            if not noted:
                line()
            line(text, indent=2 if not noted else 5)
            noted = True
        elif mark == "名":
            line(), line()
            line(text, align=ALIGN.RIGHT, right=1000)
        elif mark == "日":
            line(text, align=ALIGN.RIGHT, right=1260)
        elif mark == "件":
            line(text, "黑体", align=ALIGN.LEFT, page=True)
            line()
        elif mark == "件题":
            line(text, "小标宋", 22, align=ALIGN.CENTER)
            line()
        else:
            line(text, FACES.get(mark, "仿宋"), indent=2)
    if copies:
        line()
        writer.imprint(copies, *office.split("|"))
    return writer.saved()


def _table(writer: Writer, text: str) -> None:
    rows = [row.split("|") for row in text.split("/")]
    table = writer.document.add_table(len(rows), len(rows[0]), "Table Grid")
    for row, values in zip(table.rows, rows, strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            writer.look(cell.paragraphs[0].add_run(value), "仿宋", 14)
