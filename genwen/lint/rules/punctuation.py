"""Rules of punctuation (GB/T 15834): half-width marks, dashes, ellipses, 顿号, marks one after another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.lint.gaps import gaps_in
from genwen.lint.marks import ATTENDANCE, BARE_NOTE
from genwen.lint.masks import without_addresses, without_names
from genwen.lint.people import (
    FOREIGN_NAME,
    is_in_foreign_name,
)
from genwen.lint.rule import ERROR, HARD, NOTICE, SOFT, WARNING, Hit, Rule, around, at, each
from genwen.lint.view import (
    ATTACHMENT_TITLE,
    BODY,
    CELL,
    LEVELS,
    NOTE,
    OTHER,
    TABLE_NOTE,
    TITLE,
    Line,
    View,
)
from genwen.patterns import regex
from genwen.records import replace
from genwen.searching import found_in, lines_with

CLAUSE = "GB/T 15834—2011"
_HAN = "\u4e00-\u9fff"
_CLOSERS = "”’》〉）〕】"
_SIGNS = "%％‰℃°㎡㎥"
"""Signs of units, after which Chinese text goes on."""
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。", "(": "（", ")": "）"}
_HALF = regex(
    rf"(?:(?<=[{_HAN}{_CLOSERS}{_SIGNS}])[,;:?!](?!//)|(?<=\d)[,;](?=[{_HAN}])"
    rf"|(?<=[{_HAN}{_CLOSERS}{_SIGNS}])\.(?=\s*$|[{_HAN}“《（]))(?: +(?=[{_HAN}]))?"
)
"""The space that is typed after a half-width mark goes with it."""
_WIDE_POINT = regex(rf"．(?<=[{_HAN}{_CLOSERS}%％]．)(?=\s*(?:$|\0|[{_HAN}“《（]))")
_HALF_BRACKET = regex(
    rf"\((?=[^()]*[{_HAN}])[^()（）]*\)|(?<=[{_HAN}》〉”])\([^()（）]*\)(?=[{_HAN}，。；、：]|$)|(?<=[话真机：])\(0\d{{2,3}}\)(?=\d)"
)
_MAY_BE_OPEN = regex(r"[\[?!{]")
_LIKE_DOT = regex(rf"[•‧∙・](?<=[{_HAN}].)(?=[{_HAN}])")
_BETWEEN_TITLES = regex(r"(?<=》)、(?=《)")
_BETWEEN_QUOTES = regex(r"(?<=”)、(?=“)")
_NEXT_TO = "一、二|二、三|三、四|四、五|五、六|六、七|七、八|八、九|三、五"
_COUNTED = (
    "[周夜晚顿桌口句本册头艘架颗瓶袋包捆步担斤升尺寸旬吨米]|日(?=[之以]?[内后]|左右|时间)|里(?=[路地多之外远，。])"
    "|公[斤顷]|千[米克瓦]|[毫厘]米|[平立]方|刻钟|昼夜"
)
"""What is counted; 层, 期 and 号 are numbered as often."""
_APPROXIMATE = regex(
    r"(?<![一二三四五六七八九十百千第、])([一二三四五六七八]、[二三四五六七八九])(?=(?:[十百千]?[万亿]?[余多]?)[个名人天年次家项件岁户元克吨](?![季级等]))"
    rf"|(?<![一二三四五六七八九十百千第、务计察查督审])({_NEXT_TO})(?=[处支](?![室长队]))"
    rf"|(?<![一二三四五六七八九十百千第、])({_NEXT_TO})(?=[十百千]?万?[余多]?(?:[台辆套间只根块株棵张份盏桶箱亩米公里分秒倍成遍趟回批]|小时|分钟)(?![室长站账帐]))"
    rf"|(?<![一二三四五六七八九十百千第、月初农历])({_NEXT_TO})(?={_COUNTED})"
    rf"|(?<![一二三四五六七八九第、])十({_NEXT_TO})(?=[万亿]?[余多]?(?:[个名人元户家岁件套台辆]|平方|公里))(?<![至到款条])"
    r"|(?<![一二三四五六七八九十百千第、斤半])(两、三)(?=[十百千万]?(?:[个名人天年次家项件岁户元克吨周月回遍趟轮层台辆处间张页条场批种位步句倍亩米里分秒]|小时|公[里斤顷]|千[米克]))"
)
INCH = regex(r"\"(?<=\d.)(?=[到至~～—-]\d|[管屏口显寸的，。；、）]|以[上下])")
"""What looks like a quotation mark and stands for inches."""
_STRAIGHT = regex(rf"(?<=[{_HAN}，。；：、（])[\"'＂″](?=\S)|[\"'＂″](?=[{_HAN}])|(?<=[{_HAN}])[\"'＂″]")
STRAIGHT = "\"'＂″"
_STRAIGHT_PAIR = regex(
    rf"\"(?=[^\"]{{0,60}}[{_HAN}])[^\"]{{1,60}}\"|'(?=[^']{{0,60}}[{_HAN}])[^']{{1,60}}'|(?<=[{_HAN}，。；：、（])\"[^\"\s]{{1,20}}\"(?=[{_HAN}，。；：、）])|＂[^＂]{{1,60}}＂|″[^″]{{1,60}}″|〝[^〝〞〟“”]{{1,60}}[〞〟]|「[^「」]{{1,60}}」|『[^『』]{{1,60}}』"
)
_SQUARE = regex(rf"\[(?=[^\[\]]{{0,40}}[{_HAN}])[^\[\]]{{1,40}}\](?!\s*第?\d+\s*号)")
_ANGLE = regex(rf"<{{1,2}}([{_HAN}][^<>]{{1,40}}[{_HAN}）])>{{1,2}}")
_DOUBLED = regex("[，。；：、！？]{2,}|[，。；：、！？][,;:?!]|[,;:?!][，。；：、！？]")
_ROUND_QUOTE = regex("([。，；、])[”’][。，；、]")
_STOP_INSIDE = regex(rf"(?<=[{_HAN}{_CLOSERS}{_SIGNS}\d])(?:。(?=）[{_HAN}，；、：。！？])|[，、；](?=）))")
_OPENS_OR_CLOSES = regex("[（）]")
_ENDED = regex(r"(?:^|[。！？…])[”’]?\s*$")
_POINT = regex(r"(?<=\d)[。．](?=\d+(?:\.\d+)?(?:[%％万亿元个千吨米公克]|\D))|[%％]{2,}|[%％](?=个?百分点)")
_TORTOISE = regex(rf"〔(?=[^〔〕]{{0,20}}[{_HAN}])[^〔〕（）\d]{{2,20}}〕(?!\s*第?\s*\d+\s*号)")
_UNTITLED = regex(
    r"(?<![《〈“])关于[^《》〈〉，。；：（）“”]{4,50}的(?:[指实]?[导施]?意见|通知|决定|办法|规定|方案|通告|公告|批复|请示|报告|函)(?=（[^（）]{2,20}〔\d{4}〕\d{1,4}号[^（）]{0,20}）)"
)
"""The name of a paper before its 文号, without 《》."""
_LAW = regex(
    r"(?:根据|依据|依照|按照|违反|遵守|执行|贯彻|落实)(?P<law>中华人民共和国[\u4e00-\u9fff]{1,16}?法)(?=第|的|等|有关|规定|[和及、，。《（])"
)
"""The name of a law without 《》."""
_BAD_START = regex(r"\s*([，。；：、！？）”》])")
_GATHERING = (
    "座谈|推进|现场|研讨|交流|洽谈|运动|联欢|报告|发布|调度|动员|部署|总结|表彰|博览|展览|专题|协调|联席|宣讲|评审|培训"
)
_PAPERS = "合格|许可|资格|登记|使用|产权|工作|身份|通行|准考|毕业|学位|结业|上岗|执业|驾驶|行驶|居住|出入|从业|操作|会员|学生|残疾人?|优待|参保|健康|准运|检疫|认证|资质|获奖|荣誉|聘任"
_MEETING = regex(
    rf"《[^《》〈〉]*(?:会议|大会|活动|大赛|竞赛|比赛|联赛|锦标赛|培训班|讲座|论坛|课程|证书|执照|奖状?|锦旗|[奖勋]章|奖杯|(?:{_GATHERING})会|例会|(?:{_PAPERS})证)》|《[^《》〈〉]{{2,14}}[月周日]》(?=活动|主题活动|宣传活动)"
)
_LIKE_COLON = regex(rf"[{_HAN}]：[^。；！？：\n]{{2,60}}：")
_LABEL = regex(
    r"(?:联系人|联系方式|电话(?:号码)?|手机号?|传真|邮箱|邮件|地址|邮编|邮政编码|网址|微信号?|QQ号?|[时期]间|日期|地点|姓名|职务|职称|性别|单位|部门|户名|开户行|账号"
    r"|[号编]码|编号|金额|数量|人员|负责人|责任人)(?:及电话)?$"
)
"""What is asked for in a form, before its colon."""
_RUNNING = (BODY, *LEVELS, TITLE, ATTACHMENT_TITLE, NOTE, OTHER, TABLE_NOTE, CELL)


def half_width(view: View) -> Iterator[Hit]:
    """Half-width marks in Chinese text."""
    marks = (_HALF, _HALF_BRACKET, _SQUARE, _ANGLE, _WIDE_POINT)
    for line in lines_with(view.lines, marks, without_addresses):
        if line.role not in _RUNNING:
            continue
        text = without_addresses(line.text)
        head = _ordinal_length(line)
        present = ATTENDANCE.match(text) if view.kind == "纪要" else None  # whose colon has a rule of its own
        gaps = [(start, end) for start, end, _ in gaps_in(text)] if _MAY_BE_OPEN.search(text) else []
        for match in _HALF.finditer(text):
            if any(start <= match.start() < end for start, end in gaps):
                continue
            mark = match[0].rstrip()
            colon = mark == ":" and (line.role == CELL or (present and match.end() <= present.end()))
            if match.start() >= head and not colon and not is_in_foreign_name(text, match.start()):
                yield at(line, match, f"“{around(text, *match.span())}”用了半角“{mark}”", f"改为“{_WIDE[mark]}”")
        for match in _HALF_BRACKET.finditer(text):
            if match.start() >= head and not (line.role == NOTE and match[0] == text.strip()):
                yield at(line, match, f"“{match[0][:14]}”用了半角括号", "改为全角（）")
        for match in _SQUARE.finditer(text):
            whole = line.role == NOTE and match[0] == text.strip()
            if not whole and not any(start <= match.start() < end for start, end in gaps):
                yield at(line, match, f"“{match[0][:14]}”用了半角方括号", "改为全角（），公文的年份用〔〕")
        for match in _WIDE_POINT.finditer(text):
            if match.start() >= head and not is_in_foreign_name(text, match.start()):
                shown = around(text, *match.span())
                yield Hit(f"“{shown}”用“．”代替了句号", "改为“。”", line, match.start(), match.end(), right="。")
        for match in _ANGLE.finditer(text):
            said = f"“{match[0][:14]}”用<>代替了书名号"
            yield Hit(said, "改为《》", line, match.start(), match.end(), right=f"《{match[1]}》")


def _ordinal_length(line: Line) -> int:
    """How much of the text is an ordinal, whose marks have a rule of their own."""
    found = line.ordinal
    return len(line.text) - len(line.text.lstrip()) + len(found.text) if found else 0


def between_titles(view: View) -> Iterator[Hit]:
    """、 between 》 and 《."""
    return each(view.texts(), _BETWEEN_TITLES, lambda _: ("并列的书名号之间用了顿号", "删去顿号：《……》《……》"))


def between_quotes(view: View) -> Iterator[Hit]:
    """、 between ” and “."""
    return each(view.texts(), _BETWEEN_QUOTES, lambda _: ("并列的引号之间用了顿号", "删去顿号：“……”“……”"))


def approximate(view: View) -> Iterator[Hit]:
    """三、四十人."""
    for line, match in found_in(view.texts(), _APPROXIMATE, without_names):
        if match.start() >= _ordinal_length(line):
            right = match[0].replace("、", "")
            yield at(line, match, f"概数“{match[0]}”之间用了顿号", f"改为“{right}”")


def straight_quotes(view: View) -> Iterator[Hit]:
    """Straight quotation marks in Chinese text, and 「」『』, each pair told once."""
    for line in lines_with(view.texts(), (_STRAIGHT_PAIR, _STRAIGHT), without_addresses):
        text = without_addresses(line.text)
        paired = {inch.start() for inch in INCH.finditer(text)}
        for match in _STRAIGHT_PAIR.finditer(text):
            if match.start() in paired:
                continue
            paired |= {match.start(), match.end() - 1}
            said = f"“{match[0][:14]}”用了{'直引号' if match[0][0] in STRAIGHT else '直角引号'}"
            right = f"“{match[0][1:-1]}”" if match[0][0] not in "'" else f"‘{match[0][1:-1]}’"
            yield Hit(said, "改为“”或‘’", line, match.start(), match.end(), right=right)
        for match in _STRAIGHT.finditer(text):
            if match.start() not in paired:
                yield at(line, match, f"用了直引号 {match[0]}", "改为“”或‘’")


def doubled(view: View) -> Iterator[Hit]:
    """Two stops one after another."""
    for hit in each(view.texts(), _DOUBLED, lambda match: (f"标点重叠“{match[0]}”", f"只留“{match[0][-1]}”")):
        assert hit.line is not None
        marks = hit.line.text[hit.start : hit.end]
        dots = len(marks) > 2 and set(marks) == {"。"}  # meant as an ellipsis, which is told as such
        if not dots and set(marks) - set("！？"):
            yield hit
        elif not dots:
            yield replace(hit, message=f"“{marks}”叠用", hint=f"公文语气平实，只用一个“{marks[-1]}”", notice=True)
    for line, match in found_in(view.texts(), _ROUND_QUOTE):
        same = match[1] == match[0][-1]
        said = f"“{around(line.text, *match.span(), 4)}”的引号里外都有点号"
        yield Hit(
            said,
            "引文自成一句的，留里面的；是句子一部分的，留外面的",
            line,
            *match.span(),
            notice=not same,
            unsure=True,
        )


def wrong_point(view: View) -> Iterator[Hit]:
    """23。8万元, 88.5%%, 2.1%个百分点."""
    for line, match in found_in(view.texts(), _POINT, without_names):
        if match[0] in "%％":
            yield at(line, match, "“%”与“百分点”重复", "两个百分数之差写作 2.1个百分点")
        elif match[0][0] in "%％":
            yield at(line, match, f"百分号重叠“{match[0]}”", "只留一个%")
        elif line.ordinal is None or match.start() > len(line.ordinal.text):
            shown = around(line.text, match.start(), match.end(), 3)
            yield Hit(
                f"“{shown}”的小数点写成了“{match[0]}”", "改为半角“.”", line, match.start(), match.end(), right="."
            )


def stop_inside(view: View) -> Iterator[Hit]:
    """。 before a bracket that closes inside the sentence, or at its end: （名单另行报送。）。"""

    def said(match: re.Match[str]) -> tuple[str, str]:
        name = {"。": "句号", "，": "逗号", "、": "顿号", "；": "分号"}[match[0]]
        return f"句内括号里的话末尾用了{name}", f"删去括号里的{name}"

    for hit in each(view.prose(), _STOP_INSIDE, said):
        assert hit.line is not None
        outside = hit.line.text[hit.end + 1 : hit.end + 2] in ("。", "！", "？")
        if not (outside and _ENDED.search(hit.line.text[: _opening(hit.line.text, hit.end)])):
            yield hit


def _opening(text: str, end: int) -> int:
    """Where the bracket begins that is closed at a place; the place itself where none does."""
    depth = 0
    for match in reversed(list(_OPENS_OR_CLOSES.finditer(text, 0, end))):
        depth += 1 if match[0] == "）" else -1
        if depth < 0:
            return match.start()
    return end


def bad_start(view: View) -> Iterator[Hit]:
    """A paragraph begins with a mark that cannot begin one."""
    for line in view.prose():
        match = _BAD_START.match(line.text)
        if match and match[1] != "”":
            yield at(line, match, f"段首是标点“{match[1]}”", "删去，或与上一段接上", 1)


def foreign_point(view: View) -> Iterator[Hit]:
    """约翰.史密斯."""
    for line, match in found_in(view.texts(), FOREIGN_NAME, without_addresses):
        for point in re.finditer(r"[.．]", match[0]):
            place = match.start() + point.start()
            yield Hit(f"外国人名“{match[0]}”用了“{point[0]}”", "改为间隔号“·”", line, place, place + 1, right="·")


def dots_in_names(view: View) -> Iterator[Hit]:
    """卡尔•马克思."""
    for line, match in found_in(view.texts(), _LIKE_DOT, without_addresses):
        yield Hit(f"间隔号写成了“{match[0]}”", "改为“·”", line, match.start(), match.end(), right="·")


def tortoise(view: View) -> Iterator[Hit]:
    """2025年3月1日〔星期六〕: brackets of years for a remark."""
    for line, match in found_in(view.texts(), _TORTOISE):
        before = line.text[: match.start()]
        if before.count("（") > before.count("）"):
            continue  # brackets inside brackets
        said = f"“{match[0]}”用了六角括号"
        yield Hit(
            said, "注释用圆括号（），六角括号用于发文字号的年份", line, *match.span(), right=f"（{match[0][1:-1]}）"
        )


def untitled(view: View) -> Iterator[Hit]:
    """根据关于加强检查工作的通知（云政办发〔2024〕17号）."""
    for line, match in found_in(view.prose(), _UNTITLED):
        before = line.text[: match.start()]
        if before.count("《") == before.count("》"):
            said = f"引用的文件“{match[0][:20]}{'…' if len(match[0]) > 20 else ''}”没有加书名号"
            yield at(line, match, said, "引用公文先引标题，标题加书名号，后引发文字号")
    for line, match in found_in(view.prose(), _LAW, without_names):
        yield at(line, match, f"引用的法律“{match['law']}”没有加书名号", "法律、法规的名称加书名号", "law")


def meeting_title(view: View) -> Iterator[Hit]:
    """Meetings and certificates in 《》."""
    return each(
        view.prose(), _MEETING, lambda match: (f"“{match[0]}”不是书名、文件名，不用书名号", "去掉书名号，或用引号")
    )


def two_colons(view: View) -> Iterator[Hit]:
    """A colon within what another colon introduced; names of things asked for stand side by side: 联系人：…，电话：…."""
    for line, match in found_in(view.of(BODY), _LIKE_COLON, without_names):
        if not _LABEL.search(match[0][:-1]) and not BARE_NOTE.match(line.text):
            yield at(line, match, "一个句子里套用了冒号", "改写，只留一个冒号")


RULES = (
    Rule("G511", "中文里用半角标点", CLAUSE, HARD, ERROR, "汉语句子用全角标点。",
         "正文：各单位，请认真执行。", "正文：各单位,请认真执行.", half_width),
    Rule("G512", "书名号之间用顿号", f"{CLAUSE} 4.5.3.5", SOFT, WARNING, "并列的书名号之间通常不用顿号。",
         "正文：执行《甲办法》《乙细则》。", "正文：执行《甲办法》、《乙细则》。", between_titles),
    Rule("G513", "引号之间用顿号", f"{CLAUSE} 4.5.3.5", SOFT, WARNING, "并列的引号之间通常不用顿号。",
         "正文：纠治“四风”“三公”问题。", "正文：纠治“四风”、“三公”问题。", between_quotes),
    Rule("G514", "概数用顿号", CLAUSE, HARD, WARNING, "相邻数字连用表示概数，中间不用顿号。",
         "正文：约有三四十人参加，发展二、三产业。", "正文：约有三、四十人参加。", approximate),
    Rule("G518", "用直引号", CLAUSE, HARD, ERROR, "引号用“”，不用直引号。",
         "正文：推行“一网通办”。", '正文：推行"一网通办"。', straight_quotes),
    Rule("G520", "点号重叠", CLAUSE, HARD, ERROR, "句末点号、句内点号不重叠使用。",
         "正文：请各单位抓紧落实。", "正文：请各单位，，抓紧落实。", doubled),
    Rule("G528", "小数点、百分号不对", "GB/T 15835—2011", HARD, ERROR, "小数点用半角圆点，百分号只写一个。",
         "正文：共投入23.8万元，占35%。", "正文：共投入23。8万元，占35%%。", wrong_point),
    Rule("G521", "句内括号末尾用点号", CLAUSE, SOFT, NOTICE, "句内括号里的话末尾不用句号、逗号、顿号、分号。",
         "正文：本单位（以下简称甲）负责。", "正文：本单位（以下简称甲。）负责。", stop_inside),
    Rule("G522", "段首是标点", CLAUSE, HARD, ERROR, "点号和后半个标号不出现在段首。",
         "正文：各单位执行。", "正文：，各单位执行。", bad_start),
    Rule("G538", "注释用六角括号", CLAUSE, SOFT, WARNING, "注释用圆括号，六角括号只用于发文字号的年份等。",
         "正文：定于周六（休息日）召开。", "正文：定于周六〔休息日〕召开。", tortoise),
    Rule("G539", "引用的文件没有书名号", CLAUSE, HARD, WARNING, "书名号标示文件的名称；引用公文先引标题，后引发文字号。",
         "正文：根据《关于加强检查工作的通知》（云政办发〔2024〕17号）。", "正文：根据关于加强检查工作的通知（云政办发〔2024〕17号）。", untitled),
    Rule("G526", "会议、活动用书名号", CLAUSE, SOFT, NOTICE, "书名号用于书名、文件名，不用于会议、活动、课程、证照、奖项。",
         "正文：召开全市教育工作会议。", "正文：召开《全市教育工作会议》。", meeting_title),
    Rule("G529", "外国人名用小数点", CLAUSE, SOFT, NOTICE, "外国人名各部分之间用间隔号。",
         "正文：约翰·史密斯一行来访。", "正文：约翰.史密斯一行来访。", foreign_point),
    Rule("G533", "间隔号不对", CLAUSE, HARD, WARNING, "外国人名、少数民族人名各部分之间用间隔号“·”。",
         "正文：约翰·史密斯一行来访。", "正文：约翰•史密斯一行来访。", dots_in_names),
    Rule("G527", "句中套用冒号", CLAUSE, SOFT, NOTICE, "一个句子里一般不套用冒号。",
         "正文：会议强调，要做到：摸清底数、逐项整改。", "正文：会议强调：要做到：摸清底数、逐项整改。", two_colons),
)  # fmt: skip
