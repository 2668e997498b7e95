"""Rules of dashes and hyphens (GB/T 15834): 破折号, from … to …, ranges, numbers of standards and telephones."""

from __future__ import annotations

from collections.abc import Iterator

from genwen.lint.masks import without_names
from genwen.lint.measures import MEASURE, NO_MEASURE
from genwen.lint.rule import ERROR, HARD, NOTICE, SOFT, WARNING, Hit, Rule, around, at, each
from genwen.lint.rules.punctuation import CLAUSE
from genwen.lint.view import View
from genwen.patterns import regex
from genwen.searching import found_in, lines_with

_HAN = "\u4e00-\u9fff"
_DASHES = regex(
    rf"(?<=[{_HAN}”》）])(?:-{{2,}}|－{{1,}}|─{{1,}}|–{{1,}}|―{{1,}}|━{{1,}}|ー{{1,}}|—{{3,}}| {{0,3}}—— {{1,3}}| {{1,3}}——)(?=[{_HAN}“《（])|(?<=[{_HAN}”》）])-(?=[{_HAN}“《])"
)
_COUNTED = "(?<=[一两二三四五六七八九十][个项条句点]"
_ONE_DASH = regex(
    rf"(?<=[{_HAN}”》）])—(?!—)(?=[{_HAN}“《])(?![{_HAN}]{{1,6}}(?:体系|机制|闭环|模式|链|制))"
    rf"(?:(?<=[看着过即]—)|{'|'.join(f'{_COUNTED}[{_HAN}]{{{n}}}—)' for n in (0, 2, 3, 4))}"
    r"|(?=这是|这就是|这也是|那就是|即|也就是|还有|还要|还存|还应|特别是|尤其是|包括|例如|有的[^，。；：、—]{2}|个别[单部学企同地乡]|部分[单部学企同地乡]|少数[单部学企同地乡])"
    rf"|(?<=[{_HAN}]{{4}}—)(?=不[漏落留让得准许能再搞走]|绝不|决不|坚决|确保|做到|切实|必须|真正|力争|全力|要[把坚切做让]))(?=[^—]{{4}})"
)
"""A single dash where words before or after it say that an explanation, or another clause, follows."""
_LABELLED = regex(
    rf"(?:^|(?<=[。；，：、\s）]))[{_HAN}]{{0,12}}(?:目标|成果|任务|重点|原则|主题|问题|要求|措施|思路|方向|关键|核心|底线|做法|经验|特点|结论|方针|理念|宗旨|使命|主线|抓手|短板|难点|亮点|本质|根本)"
    rf"(?P<dash>—)(?!—)(?=[{_HAN}“《])(?![{_HAN}]{{1,6}}(?:体系|机制|闭环|模式|清单|台账|框架|矩阵|模型|循环|路径|关系|流程|结构|链条|一体))"
    rf"(?![^，。；：！？]{{1,24}}(?:链|制|表|图|法)(?:[，。；：！？、“”]|的|$))"
    rf"[^—，。；：！？]{{4,}}"
)
"""A single dash behind the word for what is then told; what runs on to 体系 or 机制 is a compound."""
_FORMULA = regex("[＝=÷×＋]")
_JOINTS = r"\s*(?:[-–－~]{1,2}|——)\s*"
_SPAN_DATES = regex(
    rf"(?<![\d\-/.])(?:(?:\d{{4}}年|\d{{1,2}}月|\d{{1,2}}日|\d{{1,2}}:\d\d){_JOINTS}(?=(\d{{4}}年|\d{{1,2}}月|\d{{1,2}}[日时]|\d{{1,2}}:\d\d))"
    rf"|\d{{4}}{_JOINTS}(?=(\d{{4}}年))|\d{{1,2}}{_JOINTS}(?=((?:1[0-2]|[1-9])月|(?:[12]\d|3[01]|[1-9])日)))"
    r"|(?:周[一二三四五六日]|星期[一二三四五六日]|[一二三四]季度|[一二三四五六七八九十]月)~(?=((?:周|星期)[一二三四五六日]|[一二三四]季度|[一二三四五六七八九十]{1,2}月))"
)
_TITLED_YEARS = regex(rf"（(?:19|20)\d{{2}}年?{_JOINTS}(?=((?:19|20)\d{{2}}年?）[^《》]*》))")
"""The years of a plan at the end of its title, where what stands in 《》 is else left as it is."""
_SPAN_NUMBERS = regex(
    rf"(?<![\dA-Za-z\-—–－/.（〔号楼栋幢座室型])((?!0\d)\d{{1,5}}(?:\.\d+)?(?:{MEASURE})?)(?: ?(?:[-–－]{{1,2}}|(?<=\d)——) ?(?=[\d.]+\s?(?:{MEASURE}))|~(?=[\d.]+[%‰℃°{_HAN}]))"
    rf"((?!0\d)\d{{1,5}}(?:\.\d+)?)(?![\d.]|\s?(?:{NO_MEASURE})|[{_HAN}]{{0,2}}[号路])"
)
_FIGURE = regex(r"\d+(?:\.\d+)?")
_CHAIN = 10
_STANDARD = regex(
    r"(?<![A-Za-z])(?:GB|DB|JG|HJ|CJ|DL|NB)[A-Z]{0,3}\d{0,2}(?:/\s?[A-Z])?\s*\d[\d.]*[-–－：:](?=(?:19|20)\d{2}(?!\d))"
)
_TELEPHONE = regex(
    r"(?<!\d)(?:0\d{2,3}(?:[—－–]{1,2}|--|[～~])\d{7,8}|1[3-9]\d[—－–]\d{4}[—－–-]?\d{4}|400[—－–]\d{3,4}[—－–-]?\d{3,4})(?!\d)"
)


def dash(view: View) -> Iterator[Hit]:
    """-- for ——, and a hyphen between Chinese words."""
    for line, match in found_in(view.texts(), _DASHES, without_names):
        if not _FORMULA.search(line.text):
            said = f"汉字之间的“{match[0]}”不是规范的破折号或连接号"
            yield at(line, match, said, "破折号用“——”，起止、连接用“—”")
    for line, match in found_in(view.texts(), _ONE_DASH, without_names):
        if "—" not in line.text[max(0, match.start() - _CHAIN) : match.start()]:  # 目标—责任—考核 is a chain
            said = f"“{around(line.text, *match.span())}”里的破折号只有一格"
            yield Hit(said, "破折号用“——”，占两格", line, *match.span(), unsure=True)
    for line, match in found_in(view.texts(), _LABELLED, without_names):
        place = match.start("dash")
        if not _ONE_DASH.match(line.text, place):
            said = f"“{around(line.text, place, place + 1)}”里的破折号只有一格"
            yield Hit(said, "破折号用“——”，占两格", line, place, place + 1, unsure=True)


def single_dash(view: View) -> Iterator[Hit]:
    """From … to … with a hyphen."""
    for line in lines_with(view.texts(), (_SPAN_DATES, _SPAN_NUMBERS), without_names):
        text = without_names(line.text)
        for match in _SPAN_DATES.finditer(text):
            shown = f"{match[0].strip()}{match[1] or match[2] or match[3] or match[4]}"
            yield at(line, match, f"起止“{shown}”用了{_joint(match[0])}", "改为一字线“—”")
        for match in _SPAN_NUMBERS.finditer(text):
            if not _SPAN_DATES.match(text, match.start()) and _rises(*_FIGURE.findall(match[0])):
                yield at(line, match, f"数值范围“{match[0]}”用了{_joint(match[0])}", "改为“～”或“—”")

    for line, match in found_in(view.texts(), _TITLED_YEARS):
        shown = f"{match[0][1:].strip()}{match[1].partition('）')[0]}"
        said = f"起止“{shown}”用了{_joint(match[0])}"
        yield Hit(said, "改为一字线“—”", line, match.start() + 1, match.end(), notice=True)


def _joint(text: str) -> str:
    """What stands between the ends of a range."""
    return "破折号" if "——" in text else "半角“~”" if "~" in text else "短横线"


def _rises(first: str, last: str) -> bool:
    """Whether two figures can be the ends of a range."""
    return float(first) < float(last)


def standard_number(view: View) -> Iterator[Hit]:
    """GB/T 9704-2012."""
    return each(
        view.texts(), _STANDARD, lambda match: (f"标准号“{match[0][:-1]}”后用了“{match[0][-1]}”", "年号前用一字线“—”")
    )


def telephone(view: View) -> Iterator[Hit]:
    """010—88842603."""
    return each(view.texts(), _TELEPHONE, lambda match: (f"电话“{match[0]}”里的横线不对", "号码里用短横线“-”"))


RULES = (
    Rule("G516", "破折号不对", CLAUSE, HARD, ERROR, "破折号占两格，写作“——”。",
         "正文：一个目标——降本增效。", "正文：一个目标--降本增效。", dash),
    Rule("G517", "起止、范围用短横线", CLAUSE, SOFT, WARNING, "时间起止用一字线，数值范围用浪纹线或一字线。",
         "正文：2023—2025年，每年10～20人。", "正文：2023-2025年，每年10-20人。", single_dash),
    Rule("G523", "标准号用短横线", CLAUSE, SOFT, NOTICE, "标准的顺序号与年号之间用一字线。",
         "正文：执行GB/T 9704—2012。", "正文：执行GB/T 9704-2012。", standard_number),
    Rule("G524", "电话用一字线", CLAUSE, SOFT, WARNING, "电话号码用短横线。",
         "正文：联系电话：0571-88842603。", "正文：联系电话：0571—88842603。", telephone),
)  # fmt: skip
