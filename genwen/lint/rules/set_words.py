"""Rules of set words with numbers in them (GB/T 15835): 星期五, 五一, 十四五, 正月初五, “3·15”, 20世纪80年代."""

from __future__ import annotations

from collections.abc import Iterator

from genwen.lint.masks import without_names, without_quotes
from genwen.lint.rule import HARD, NOTICE, SOFT, WARNING, Hit, Rule, at, each
from genwen.lint.rules.numbers import CLAUSE
from genwen.lint.view import View
from genwen.patterns import regex
from genwen.searching import found_in

_WEEKDAY = regex(
    r"(?:(?:星期|礼拜)(?=[1-7](?!\d|[个年月日期、]))|周(?<![一两二三四五六七八九十\d]周)(?=[1-7](?!\d|[个年月日期、.．%％次家场项人件篇台户处例份条趟回轮遍元万名千百吨度米节课]|小时|分钟|调度|[以之][上下内])))([1-7])"
)
"""每周1次 and 本周5家 count."""
_OPEN = "(?<![\\d一二三四五六七八九十第])"
_FEASTS = "节|劳动|国际|假期|期间|小长假|长假|前|后|儿童|表彰|建党|建军|国庆|妇女|红旗手|走访|慰问"
_EACH, _ONE = (
    "人户企村校事物案车岗县市区镇乡店厂院站所园楼室项品类区段河湖池塘井桥路街组员生师时地物点表",
    "档策卡码证案表图品岗责单册牌箱长网群制议评测查报码政方法招书",
)
"""1户1档: each of something has one of something, which is a saying; 1死1伤 counts."""
_FIXED = regex(
    rf"5四(?=运动|精神|青年)|{_OPEN}(?:5一|6一|7一|8一|10一|3八|五1|六1|七1|八1|三8)(?=[”’]?(?:{_FEASTS}))|(?<!\d)(?:[123]、)?[123]、[123]产业"
    rf"|{_OPEN}1[1-6]五(?=[”’]?(?:规划|时期|期间|以来|末|开局|收官))|1[1-6]五(?<=[“‘]1.五)(?=[”’])|{_OPEN}十[1-6]五(?=[”’]?(?:规划|时期|期间|以来))"
    r"|党的(?:1[5-9]|20)大|(?<![\d条款项])第[123]产业|1带1路|一带1路|1带一路|四舍5入|4舍[5五]入|(?<!\d)(?:4个(?=意识)|4个(?=自信)|2个(?=维护|确立)|3会(?=[1一]课)|3重(?=[1一]大)|3公(?=”?经费)|3农(?=”?(?:工作|问题|领域))"
    r"|4风(?=”?(?:问题|树倒|建设))|8项(?=规定(?:精神|[，。；、]|实施细则))|2会(?=”?(?:期间|精神))|2学(?=一做))"
    rf"|{_OPEN}10[一二三四五](?=五(?:规划|时期|期间|”))|{_OPEN}[35]位(?=一体)|{_OPEN}6稳(?=六保|、?“?六保)|{_OPEN}1岗(?=双责)|{_OPEN}4大(?=班子)|{_OPEN}3个代表(?=重要思想)"
    rf"|(?<![\d.])1(?:把手|站式|体化|盘棋|票否决|刀切|揽子|窗通办|窗受理|网通办|网统管|张网|系列|般(?=情况|来说|性)|旦|致(?=同意|认为|好评)|律(?!师)|定(?=程度)|如既往|丝不苟|卡通|方面(?=[，要]))"
    rf"|(?<![\d.])1[{_EACH}]1(?!月)[{_ONE}](?![\d年月日])"
)
"""Names of feasts, plans and sayings that are no counts: their numbers are words."""
_LUNAR = regex(
    r"农历[正一二三四五六七八九十冬腊]{1,2}月\d{1,2}|(?:贞观|洪武|永乐|万历|康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统|民国)\d{1,2}年|初\d{1,2}(?=[至到]十?[一二三四五六七八九十])|[正腊冬]月(?:初?\d{1,2}|[廿二三]十?\d)|大年(?:初?\d{1,2})(?=[，。、值上放前晚夜]|$)|(?<![\u4e00-\u9fff])初\d{1,2}(?=上班|开工|返岗|起|前|值班|放假|开始|复工)|农历\d{1,2}月|(?<![起最年月当])初\d{1,2}(?=日|[、，。]|$)"
)
_CENTURY = regex(
    "([十]?[一二三四五六七八九十]{1,3})世纪(?:[一二三四五六七八九]十年代)?|(?<=世纪)[一二三四五六七八九]十年代"
)
_MONTH_DAY = r"(?:1[0-2]|[1-9])\.(?:3[01]|[12]\d|[1-9])"
_EVENT = "事故|事件|灾害|疫情|案件|专案|案|火灾|爆炸|地震|空难|矿难|行动"
_MEETING = "(?:专题|现场|推进|动员|调度|部署|协调|视频|工作)?会(?!计|展|员|费|所|馆|场)"
_POINTED_DAY = regex(
    r"(?<![\d.])(?:3\.15|5\.12|6\.26|11\.9|12\.4|4\.15|9\.18|12\.9)(?=[”」]?(?:活动|晚会|国际|全国|消费者|防灾|禁毒|消防|国家|宪法|事变|运动|主题|宣传|[\u4e00-\u9fff]{0,2}(?:特大|大)?地震))"
    rf"|(?<=[“‘]){_MONTH_DAY}(?=[”’](?:[\u4e00-\u9fff]{{0,6}}?(?:{_EVENT})|{_MEETING}|活动|精神|批示|讲话|主题|宣传))"
    rf"|(?<=[“‘]){_MONTH_DAY}(?=[”’][\u4e00-\u9fff]{{2,10}}(?:日|节|[宣传活动]周|[宣传活动]月)(?![期常]))"
    rf"|(?<![\d.]){_MONTH_DAY}(?=(?:环境|地球|法治|知识产权|安全生产|防灾减灾|无烟|护士|教师|记者|植树|水)(?:日|节)[^前后内]|(?:知识产权|环境)日[”’])"
    rf"|(?<![\d.]){_MONTH_DAY}(?=(?:世界|国际|全国|中国)[\u4e00-\u9fff]{{1,8}}(?:日|节|周|月))"
    r"|(?<![\d.])(?:1\.1|5\.1|10\.1|6\.1|8\.1|3\.8|5\.4|7\.1)(?=[”’]?(?:假期|小?长假|黄金周|放假|(?:国际)?劳动节|国庆节|儿童节|建军节|妇女节|青年节|建党节|劳动奖))"
    rf"|(?<=[\u4e00-\u9fff，、]){_MONTH_DAY}(?={_MEETING}议?(?:精神|要求|强调|明确|指出|部署|决定|以来|后|议定|纪要))"
    rf"|(?<![\d.]){_MONTH_DAY}(?=(?:特别重大|特大|重大|较大)[\u4e00-\u9fff]{{0,6}}?(?:{_EVENT}))"
)
"""The day an event is named after: one that everybody knows, one in quotation marks, one before a grave accident."""
_FEAST_DAYS = regex(r"1\.1|5\.1|10\.1|6\.1|8\.1|3\.8|5\.4|7\.1")


def weekday_figure(view: View) -> Iterator[Hit]:
    """星期5."""
    yield from each(
        view.texts(), _WEEKDAY,
        lambda match: (f"“{match[0]}”用了阿拉伯数字", f"改为“{match[0][:-1]}{'一二三四五六日'[int(match[1]) - 1]}”"),
        without_names,
    )  # fmt: skip
    yield from each(
        view.texts(), _FIXED, lambda match: (f"定型词语“{match[0]}”用了阿拉伯数字", "用汉字数字"), without_names
    )


def lunar(view: View) -> Iterator[Hit]:
    """正月初5."""
    return each(
        view.texts(),
        _LUNAR,
        lambda match: (f"农历、历史纪年“{match[0]}”用了阿拉伯数字", "农历、历史纪年用汉字数字"),
        without_names,
    )


def century(view: View) -> Iterator[Hit]:
    """二十世纪八十年代."""
    return each(
        view.prose(),
        _CENTURY,
        lambda match: (f"“{match[0]}”用了汉字数字", "世纪、年代用阿拉伯数字，如 20世纪80年代"),
        without_quotes,
    )


def pointed_day(view: View) -> Iterator[Hit]:
    """3.15活动."""
    for line, match in found_in(view.texts(), _POINTED_DAY, without_names):
        right = match[0].replace(".", "·")
        said, hint = f"事件、节日的月日“{match[0]}”用了小数点", f"用间隔号和引号，如 “{right}”"
        if line.text[match.start() - 1 : match.start()] not in ("“", "‘"):
            right = "" if _FEAST_DAYS.fullmatch(match[0]) else f"“{right}”"  # 五一 rather than 5·1
        yield at(line, match, said, hint, right=right)


RULES = (
    Rule("G607", "定型词语用阿拉伯数字", CLAUSE, HARD, WARNING, "星期几和定型的词语用汉字数字。",
         "正文：每周五上报。", "正文：每周5上报。", weekday_figure),
    Rule("G608", "农历用阿拉伯数字", CLAUSE, HARD, WARNING, "农历月日用汉字数字。", "正文：正月初五上班。", "正文：正月初5上班。", lunar),
    Rule("G613", "世纪、年代用汉字", CLAUSE, SOFT, NOTICE, "公历世纪、年代用阿拉伯数字。",
         "正文：20世纪80年代。", "正文：二十世纪八十年代。", century),
    Rule("G622", "事件的月日用小数点", CLAUSE, HARD, WARNING, "用月日表示事件、节日时，月与日之间用间隔号。",
         "正文：开展“3·15”活动。", "正文：开展3.15活动。", pointed_day),
)  # fmt: skip
