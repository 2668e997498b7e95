"""Characters and words typed twice: 要要, 列入列入. Words that end with a character others begin with are none: 主要要求."""

from __future__ import annotations

from collections.abc import Iterator

from genwen.lint.repeats import COMPOUND, is_on_purpose, repeats_in
from genwen.patterns import regex

_SIDES = {
    "的": ("目标", "确士"), "了": ("为除罢末明未终", "解如却然断"), "和": ("温总共饱平缓随调祥柔中谐", "谐平解睦美气好约"),
    "在": ("存现正所实内外潜自旨好重还", "于线职建册岗场校家编案"), "是": ("就还只但可于凡也尤总正或若不要国求", "否非"),
    "与": ("参给赋授", "会其"), "及": ("以普涉波提企顾触遍", "时早其格第"), "对": ("针面相反绝应核校比配", "于外口象策照应接手话比内方标子"),
    "我": ("自忘", "国市县区省局委们院校厅办军党镇乡街州部站所"), "为": ("行作成认因以称变人较更最极尤颇视", "了民此主期首何先"),
    "将": ("即必", "军要来领士"), "进": ("推促先改引跟前增演奋", "行一入展出步口度程货驻"),
    "行": ("进执实施举推试运履银流同现发厉言可品例通飞步先放奉暂另自旅直盛并平横风总分央人", "政业为动程使人长驶文走贿"),
    "要": ("主重需纪摘提概简必首次只紧不还就快机险扼若显", "求点素件闻领害塞道强么"),
    "由": ("自理缘事", "于此"), "向": ("方面导志趋取去动意走定倾投指转一", "上社往来"), "并": ("合兼归吞", "且入购网行轨"),
    "从": ("服遵自听随", "事业严而中此重前来"), "以": ("可所加得予足用难何给", "上下来及内外为前后便此"),
    "需": ("急必所亟供", "要求"), "须": ("", "知发"), "们": ("", ""), "各": ("", ""),
    "不": ("从决绝毫并要无莫岂若何得再既", "断同良足动法可利便满"), "其": ("尤极及与", "他中实余它间次"), "已": ("早而业自", ""),
    "也": ("", ""), "但": ("不非", ""), "把": ("", ""), "让": ("", "步利"), "就": ("成造", "业地近"), "则": ("规原细通总否法准守", ""),
}  # fmt: skip
"""By character: what comes before it in words it ends, and what after it in words it begins."""
_CHARACTER = regex(f"([{''.join(_SIDES)}])\\1+")
_SURE = regex(
    "(关于|根据|按照|进行|以及|我们|通过|为了|对于|由于|其中|认真|切实|有关|同时|严格|予以|加强|推进|落实|开展|积极|不断|坚持|全面|确保|按时|及时|深入"
    "|已经|应当|必须|需要|现将|结合|做好|提高|继续|扎实|持续|并且|或者|如果|因为|所以|但是|依据|经过|列入|纳入|报送|印发|要求|负责|完成|具体|主要|工作)\\1"
    "|关于于|对于于|由于于|以及及(?![时早第格])|等等等"
)
_WORD = regex(
    "([\u4e00-\u9fff])(?<![\u4e00-\u9fff]{2})(?!\\1)([\u4e00-\u9fff])\\1\\2|(?<=[的了和与及要将把被对向在为以并就也应须可能已再])([\u4e00-\u9fff])(?!\\3)([\u4e00-\u9fff])\\3\\4"
)
_ONCE = regex(r"(.+?)\1+$|\d+\D|..")


def doubled_in(text: str) -> Iterator[tuple[int, int, bool]]:
    """Where something stands twice begins and ends, and whether that is sure."""
    done: set[int] = set()
    for match in _SURE.finditer(text):
        if not COMPOUND.match(text, match.end()) or match[1] is None:
            done.update(range(match.start(), match.end()))
            yield match.start(), match.end(), True
    for match in _CHARACTER.finditer(text):
        ends, begins = _SIDES[match[1]]
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        within = (before and before in ends) or (after and after in begins)
        if not within and match.start() not in done:
            done.update(range(match.start(), match.end()))
            yield match.start(), match.end(), True
    for start, end in repeats_in(text):
        if done.isdisjoint(range(start, end)):
            done.update(range(start, end))
            yield start, end, True
    for match in _WORD.finditer(text):
        if not is_on_purpose(match[0][:2]) and match.start() not in done and not COMPOUND.match(text, match.end()):
            yield match.start(), match.end(), False


def once(doubled: str) -> str:
    """What of something that stands twice is to stay."""
    match = _ONCE.match(doubled)
    return (match[1] or match[0]) if match else doubled
