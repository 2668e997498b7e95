"""Rules of how a sentence is built: words that say the same twice, a subject or object that is lacking, 的 for 地 and 得, measure words.

What people bear with in speech (目的是为了) is a 提示; what nobody writes on purpose (防止避免) a 警告.
"""

from __future__ import annotations

from collections.abc import Iterator

from genwen.lint.masks import without_quotes
from genwen.lint.rule import CUSTOM, NOTICE, WARNING, Hit, Rule, at
from genwen.lint.view import View
from genwen.patterns import regex
from genwen.searching import found_in

CLAUSE = "条例第二十条"
_HAN = "\u4e00-\u9fff"
_SAME = regex(
    r"防止避免|避免防止|为了?以免|以免避免|禁止严禁|严禁禁止|即将要将?|将要即将|即将将|务必必须|必须务必|应当必须|必须应当|应该必须|唯一只有|仅仅只有?|只仅仅|再次重新|重新再次"
    r"|互相之间相互|更加越来?越|越来越更加?|最为最|非常十分|十分非常|非常很|十分很|比较较为|较为比较|首先第一|第一首先|和以及|以及和|并和(?![平谐睦])|及以及|或者或(?!者)|如果假如|因此所以|但是然而"
    r"|无时无刻都|不得不必须|必须不得不|(?:大部分|多数|大多数|少数)(?:都)?(?:已经?)?全部(?!门)|之所以[^，。；：]{2,24}的原因(?:是|在于)"
)
"""Two words of one meaning side by side."""
_BORNE = regex(
    r"(?<!是)(?:由于|因为)[^，。；：]{2,25}的原因(?:所)?(?:造成|导致|引起)的?(?=[，。；])|原因(?:主要|就)?是(?:因为|由于)|目的(?:主要|就)?是为了|因为[^，。；：]{2,20}的原因(?=[，。；])"
    r"|(?:截至|截止)(?:到)?目前为止|是由于[^，。；：]{2,20}所(?:造成|导致|引起)的(?=[，。；])|(?:以及|及)其[他它]等|(?<![初同优中上下])等[一二三四五六七八九十两\d]+[个项类家种名](?:单位|部门|方面|地区|县|镇|企业)等(?=[，。；])"
)
"""What says the same twice, though many write it."""
_SUBJECT = regex(
    rf"(?:^|(?<=[。；]))\s*(?P<head>(?:通过|经过|随着|由于)[^，。；：]{{2,36}}|在[^，。；：]{{2,30}}(?:下|中))，(?P<verb>使得?|让|令)(?![用命馆领者节徒团臣其出])(?=[{_HAN}]{{4}})"
)
"""通过…，使…: neither clause has a subject."""
_BY = regex(
    rf"以(?:人民|问题|目标|结果|需求|市场|效果|实效|绩效)(?:中心|导向|引领|根本)(?<![{_HAN}]为..)(?=[，。；、]|抓|推|开)"
)
_OBJECT = regex(
    r"(?P<verb>发挥|起到)了?[^，。；：、]{0,14}(?:示范|引领|带动|主导|骨干|桥梁|纽带|保障|支撑|参谋|助手|表率)(?=[，。；])"
    r"|(?P<made>营造|形成|取得|创造|奠定|发挥|提供)了?[^，。；：是]{0,14}(?:良好|浓厚|强大|明显|显著|坚实|重要|齐抓共管)的(?=[，。；])"
    r"|加强对[^，。；：]{2,16}的(?=[，。])"
)
_ADVERBS = (
    "认真|积极|主动|切实|深入|扎实|及时|严格|坚决|稳步|有序|大力|自觉|广泛|充分|全面|迅速|逐步|不断|科学|合理|有力"
)
_ADVERB = regex(
    rf"(?<![{_HAN}]是)(?:{_ADVERBS})(?P<de>的)(?=(?:开展|落实|推进|贯彻|做好|抓好|完成|解决|履行|提高|加强|研究|排查|整改|督促|听取|报送|组织|执行)(?:了)?(?!的|力|率|作用|意见|要求|成果|效果|办法|机制|制度|措施|态度|精神)[{_HAN}《“]{{2}})"
)
_DEGREE = regex(
    r"(?:做|抓|落实|完成|执行|推进|开展|整改|贯彻|进行|发展|管理|配合|坚持|把握)(?P<de>的)(?=(?:还)?(?:不够|不到位|很好|较好|比较好|不错|更好|不彻底|不及时|不扎实|不深入|不理想|很扎实|很到位|很不够|相当好|非常好|十分好)(?:[，。；、]|$))"
)
_NUMERALS = "一二两三四五六七八九十百几"
_NUMBER = rf"(?:(?<![第之分\d])\d+|(?<![第之分{_NUMERALS}])[{_NUMERALS}]+)"
"""A whole number: a long row of figures is read once, and 第12 is none."""
_ODD = "只条张把间棵头匹艘根枚颗顶顿"
_NOUNS = (
    (
        "辆",
        _ODD + "本座栋量",
        "汽车|轿车|客车|货车|公务用车|执法车|公务车|电动车|新能源车|巡逻车|救护车|消防车|洒水车|校车|摩托车|自行车|执法车辆|车辆",
    ),
    ("台", _ODD + "本座栋辆", "电脑|计算机|打印机|复印机|空调|电梯|水泵|发电机|投影仪|服务器|变压器"),
    ("栋", _ODD.replace("间", "") + "本辆台", "办公楼|教学楼|宿舍楼|大楼|住宅楼"),
    ("次", _ODD + "本座栋辆台家", "会议|座谈会|推进会|调度会|培训班|联席会议"),
    ("名", _ODD + "本座栋辆台份件", "干部|职工|干部职工|工作人员|党员|学生|教师|志愿者|护林员|队员|专家|代表"),
    ("家", _ODD.replace("间", "") + "本栋辆台份件", "单位|企业|公司|机构|机关"),
    ("项", "只张把间棵头匹艘枚颗顶顿本座栋辆台", "措施|制度|任务|工作|问题|隐患|机制"),
    ("份", "只把间棵头匹艘枚颗顶顿座栋辆台", "文件|通知|报告|方案|材料|责任书|协议"),
)
"""The measure word of some nouns, those that cannot be theirs, and the nouns."""
_KINDS = "新能源|公务|纯电动|大型|小型|国产|老旧|节能|基层|优秀|在职|专业|公共|示范|重点|先进|有关"
_MEASURED = tuple(
    (right, regex(rf"{_NUMBER}(?P<odd>[{odd}])(?:{_KINDS})?(?P<noun>{nouns})(?=[，。；、）]|以上|左右|$)"))
    for right, odd, nouns in _NOUNS
)


def said_twice(view: View) -> Iterator[Hit]:
    """防止避免, 目的是为了."""
    for line, match in found_in(view.prose(), _SAME, without_quotes):
        yield at(line, match, f"“{match[0]}”意思重复", "意思相同的词只留一个")
    for line, match in found_in(view.prose(), _BORNE, without_quotes):
        yield Hit(f"“{match[0]}”意思重复", "删去一处，如“原因是……”“目的是……”", line, *match.span(), notice=True)


def lacking(view: View) -> Iterator[Hit]:
    """通过学习，使水平提高; 以问题导向; 发挥示范引领."""
    for line, match in found_in(view.prose(), _SUBJECT, without_quotes):
        said = f"“{match['head'][:8]}……，{match['verb']}……”没有主语"
        yield Hit(said, f"删去“{match['head'][:2]}”，或删去“{match['verb']}”", line, match.start("head"), match.end())
    for line, match in found_in(view.prose(), _BY, without_quotes):
        yield at(line, match, f"“{match[0]}”缺“为”", f"写作“{match[0][:-2]}为{match[0][-2:]}”，或删去“以”")
    for line, match in found_in(view.prose(), _OBJECT, without_quotes):
        yield at(line, match, f"“{match[0]}”后面缺宾语", "补上宾语，如“发挥……作用”“营造……氛围”")


def little_word(view: View) -> Iterator[Hit]:
    """认真的落实, 做的很好."""
    for pattern, right in ((_ADVERB, "地"), (_DEGREE, "得")):
        for line, match in found_in(view.prose(), pattern, without_quotes):
            shown = line.text[match.start() : match.end() + 4]
            yield at(line, match, f"“{shown}”的“的”应为“{right}”", f"改为“{right}”", "de", right=right)


def measure_word(view: View) -> Iterator[Hit]:
    """24只汽车, 3辆电脑."""
    for right, pattern in _MEASURED:
        for line, match in found_in(view.texts(), pattern, without_quotes):
            said = f"“{match[0]}”的量词“{match['odd']}”不对"
            yield at(line, match, said, f"如“{right}”：{match[0].replace(match['odd'], right, 1)}", "odd")


RULES = (
    Rule("G720", "意思重复", CLAUSE, CUSTOM, WARNING, "意思相同的两个词只用一个，公文要精练。",
         "正文：防止问题反弹。", "正文：防止避免问题反弹。", said_twice),
    Rule("G721", "缺主语、宾语", CLAUSE, CUSTOM, NOTICE, "“通过……，使……”两头都没有主语；“发挥”“营造”要带宾语。",
         "正文：通过培训，干部的能力得到提高。", "正文：通过培训，使干部的能力得到提高。", lacking),
    Rule("G722", "“的”“地”“得”用错", CLAUSE, CUSTOM, NOTICE, "状语后用“地”，补语前用“得”。",
         "正文：认真地落实各项任务。", "正文：认真的落实各项任务。", little_word),
    Rule("G723", "量词不当", CLAUSE, CUSTOM, WARNING, "名词各有量词，用错不通。", "正文：购置汽车3辆、3台电脑。", "正文：购置3辆电脑。", measure_word),
)  # fmt: skip
