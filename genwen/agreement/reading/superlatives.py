"""What is said to be the highest or the lowest, in whatever words: 最高的是甲, 甲居首, 峰值出现在7月, 丙垫底."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from genwen.agreement.reading.clauses import begun_at, ended_at
from genwen.agreement.reading.text import Line, Span
from genwen.patterns import regex
from genwen.records import record

_HIGH = r"最(?:高|大|多|长|快|好|优|重|强|广|集中|突出)(?:值|峰)?|峰值|高峰|高点|顶峰|榜首|领跑|居首|首位|(?:[居列位为名]|排名?)第一(?![\u4e00-\u9fff]?季度)(?!位?名?[、和]第?[二三])(?=[，。；、）位名]|$)"
_LOW = r"最(?:低|小|少|短|慢|差|轻|弱)(?:值)?|谷值|低谷|低点|垫底|末位|末尾|倒数第一"
_WORD = regex(rf"(?P<high>{_HIGH})|(?P<low>{_LOW})")
_MARK = regex("[最首峰谷]|第一|[高低]点|[垫末倒]")
"""What every word of these has: seldom, so that it is looked for first."""
_AFTER = regex(
    r"(?:期|时段|月份|季度|年份)?(?:的|者)?(?:[^，。；：、\d]{0,8}?的)?(?:单位|地区|县区|部门|机构|科室|项目|类别|分项|一项|一类)?"
    r"(?:分别)?(?:是|为|当属|出现在|发生在|集中在|在|属)(?P<name>[^，。；、：（(]{2,16})"
)
_OF = regex(r"的(?P<name>[\u4e00-\u9fff]{2,8}?)(?=[与和为得达比较高低多少，。；（]|相差|$)")
_NOT = regex(
    r"其次|除[^，。；]{1,14}外|之一|最高(?:不得|不超|可|限|补|奖|给)|最低(?:工资|生活|标准|限)|最多(?:不|可)|以来|近[两三五十\d]年|历史|全[省国]|同期最|有史"
)
_PLACED = regex("首|第一|末|垫底")
_RISING = regex("[由从](?:低到高|小到大|少到多)")
"""Orders in which the least is the first."""
_PLACES = regex(r"(?P<m>\d{1,2})月份?|第?(?P<q>[一二三四])季度")


@record(eq=False)
class Claim(Span):
    """One claim: the word, whether it is of the least, the words of its clause, and what is named after it, if anything."""

    word: str
    low: bool
    clause: str
    after: str

    @property
    def named(self) -> str:
        """The words that name which it is."""
        return self.after or self.clause.partition(self.word)[0]

    @property
    def about(self) -> str:
        """The words of the clause without what is named."""
        return self.clause.replace(self.after, "") if self.after else self.clause


@lru_cache(maxsize=65536)
def claims_in(line: Line) -> tuple[Claim, ...]:
    """The claims of a line; those of other times, of parts, and of rules left out."""
    return tuple(_claims_in(line)) if _MARK.search(line.text) else ()


def _claims_in(line: Line) -> Iterator[Claim]:
    for match in _WORD.finditer(line.text):
        start = begun_at(line.text, match.start(), "，。；：、（\n")
        end = ended_at(line.text, match.end(), "，。；：、（）\n")
        clause = line.text[start:end]
        after = _AFTER.match(line.text, match.end())
        if after is None and len(_WORD.findall(clause)) > 1:
            after = _OF.match(line.text, match.end())
        if _NOT.search(clause) or line.text[match.end() : match.end() + 1] in "限额":
            continue
        turned = bool(_PLACED.search(match.group()) and _RISING.search(line.text, begun_at(line.text, start), start))
        low = bool(match["low"]) is not turned
        yield Claim(line, *match.span(), match.group(), low, clause, after["name"] if after else "")


def period_of(text: str) -> str:
    """The one month or quarter that a text names, as 7月 or 三季度; empty where it names none or several."""
    found = {f"{match['m']}月" if match["m"] else f"{match['q']}季度" for match in _PLACES.finditer(text)}
    return found.pop() if len(found) == 1 else ""
