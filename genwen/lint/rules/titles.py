"""Rules of title, 主送机关 and what a document of its 文种 may say (条例 9, 15; 7.3.1, 7.3.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from genwen.document.word_borders import parted_word, weak_first
from genwen.lint.doubled import doubled_in
from genwen.lint.marks import COLONS
from genwen.lint.masks import without_quotes
from genwen.lint.rule import CUSTOM, ERROR, HARD, SOFT, WARNING, Hit, Rule, at, on
from genwen.lint.rules.signatories import signatories
from genwen.lint.title_lines import TitleBreak, title_breaks
from genwen.lint.view import MAIN, MOVED_RECIPIENTS, RECIPIENTS, TITLE, Line, View, kind_of
from genwen.patterns import regex

TITLE_CLAUSE = "条例第九条，GB/T 9704—2012 7.3.1"
_SHOWN = 24
"""Characters of a title that a message shows, its end."""
_NO_KINDS = regex("[公便]函$")
"""What letters are called that is not the name of their 文种."""
_NOUN_BEFORE = regex("关于(?:.*[^的]{5}|[^的]*)(?:通[知告]|公告)$")
"""A 文种 with no 的 before it, nor before a word that says of what kind it is: 的紧急通知."""
_FREE_FORM = frozenset({"命令", "公报", "公告", "纪要", "决议", "通告", "议案", ""})
_ADDRESSED = frozenset({"请示", "报告", "批复", "函", "通知"})
_BAD_IN_TITLE = regex(r"[，。；：！？,;:!?.]")
_KINDS = "决议|决定|命令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要"
_DOUBLE_KIND = regex(f"请示报告|报告请示|的通知的通知|(?:{_KINDS})(?:{_KINDS})$")
_KIND_OF_KIND = regex(
    "(?:(?<=关于同意)|(?<=关于加强)|(?<=关于申请)|(?<=关于做好)|(?<=关于开展)|(?<=关于举办)|(?<=关于召开)|(?<=关于组织)|(?<=关于给予)|(?<=关于表彰)|(?<=关于设立)|(?<=关于进一步))"
    "[^《》]*的(?P<kinds>(?:批复|请示|通告|通报|通知|函)的(?:函|通知|报告|意见|请示))$"
)
"""同意……的批复的函: the 事由 is what the organ itself does, told with two 文种."""
_SUMMED = regex("(?:总结|汇报|自查总结)报告$")
"""总结 is no 文种, nor is it one together with 报告."""
_ON_A_PAPER = regex(
    "[转印]发|批转|公布|发布|[报送]送|上报|呈报|提交|撤回|撤销|废止|修[改订]|征求|征询|答复|回复|反馈|贯彻|落实|执行|学习|传达|宣传|补[发充]|更正|解释|说明|出具|下达|办理"
)
"""Words by which a title is about another paper."""
_BETWEEN = regex(
    "[，、,；;]|(?:(?<=政府)|(?<=办公[厅室])|(?<=委员会)|(?<=[局厅署])|(?<=[省市县区州党]委)|(?<=(?:政|工|织|传|务|育|利)部))"
    "(?:[以]?及|并报?|和|与|暨)(?=[\u4e00-\u9fff]{2})"
)
"""What stands between two names of organs; 和 within a name stands behind no organ."""
_PERSON = regex(
    r"(?:同志|书记|[省市县区州镇乡]长|局长|厅长|部长|主任|主席|总理|领导|处长|院长)(?:[：:、，]|$|(?=[并及和暨转]))"
)


def _title_lines(view: View) -> list[Line]:
    return view.of(TITLE, part=MAIN)


def no_kind(view: View) -> Iterator[Hit]:
    """The title does not end with a 文种, or with what is none: 公函."""
    lines = _title_lines(view)
    wrong = _NO_KINDS.search(view.title)
    if lines and wrong:
        yield on(lines[-1], f"标题的文种写成了“{wrong[0]}”", "法定的文种是“函”，改为“……的函”")
    if (
        lines
        and view.official
        and view.kind != "纪要"
        and not kind_of(view.title)
        and not re.search(r"[\[【{]", view.title)
    ):
        shown = view.title if len(view.title) <= _SHOWN else f"…{view.title[-_SHOWN:]}"
        yield on(
            lines[-1],
            f"标题“{shown}”没有以法定文种结尾",
            "以通知、报告、请示、函、意见等15个文种之一结尾；方案、办法等用通知印发",
        )


def no_about(view: View) -> Iterator[Hit]:
    """The title has no 关于……的: none at all, or no 的 before the 文种."""
    lines = _title_lines(view)
    if not lines or not view.official:
        return
    hint = "标题由发文机关名称、事由和文种组成，如“××局关于……的通知”"
    led = re.search("关于.+的|转发.+的|印发.+的|批转.+的", view.title)
    if not led and view.kind not in _FREE_FORM:
        yield on(lines[0], "标题没有“关于……的”", hint, notice=view.kind == "决定")
    elif _NOUN_BEFORE.search(view.title):
        yield on(lines[-1], f"标题的文种“{view.kind}”前缺“的”", hint)


def marks_in_title(view: View) -> Iterator[Hit]:
    """Marks in or after the title."""
    for line in view.of(TITLE, "附件标题"):
        text = without_quotes(line.text)
        for match in _BAD_IN_TITLE.finditer(text):
            last = match.end() >= len(text.rstrip())
            if match[0] == "." and not last:
                continue
            said = f"标题{'末尾' if last else '中间'}有“{match[0]}”"
            yield at(line, match, said, "标题除书名号、引号、括号、顿号外，不用标点")


def broken_word(view: View) -> Iterator[Hit]:
    """A word of the title parted by the end of its line."""
    for here in title_breaks(view):
        word = parted_word(here.head, here.tail)
        if word and not (here.wrapped and _is_stray(here)):
            cut = next(
                n for n in range(1, len(word)) if here.head.endswith(word[:n]) and here.tail.startswith(word[n:])
            )
            hint = "回行要做到词意完整、排列对称，整个词排在同一行"
            yield Hit(f"标题回行拆开了“{word}”", hint, here.line, here.end - cut, here.end, unsure=here.wrapped)


def weak_line(view: View) -> Iterator[Hit]:
    """A line of the title that begins with 的 or 和."""
    for here in title_breaks(view):
        word = weak_first(here.head, here.tail)
        if word and not _is_stray(here):
            hint = f"把“{word}”留在上一行末尾，或与前面的词一同移到下一行"
            yield Hit(f"标题回行后以“{word}”起行", hint, here.line, here.end - 1, here.end, unsure=here.wrapped)


def _is_stray(here: TitleBreak) -> bool:
    """Whether one character is left for the last line."""
    return here.last and len(here.tail) == 1


def stray_character(view: View) -> Iterator[Hit]:
    """The last line of the title is one character."""
    for here in title_breaks(view):
        shorter = any(doubled_in(here.line.text))  # without the word that is there twice, it may fit
        if _is_stray(here) and not shorter and (here.wrapped or not parted_word(here.head, here.tail)):
            said = f"标题末行只有一个字“{here.tail}”"
            hint = "按词意分行，各行长短相称，排成梯形或菱形" + (
                "；现在是一行排不下，自动转到下一行的" if here.wrapped else ""
            )
            yield on(here.line, said, hint)


def double_kind(view: View) -> Iterator[Hit]:
    """Two 文种 on top of each other."""
    title = view.title
    match = _DOUBLE_KIND.search(title) or (None if _ON_A_PAPER.search(title) else _KIND_OF_KIND.search(title))
    lines = _title_lines(view)
    if match and lines:
        yield on(
            lines[-1],
            f"标题里“{match.groupdict().get('kinds') or match[0]}”文种叠用",
            "只用一个文种；转发、印发类省去里层的“通知”",
        )
    summed = _SUMMED.search(title)
    if summed and lines:
        hint = "是报告的写“……情况的报告”，是总结的写“……总结”"
        yield on(lines[-1], f"标题里“{summed[0]}”把总结和报告合成了一个文种", hint, notice=True)


def recipients_mark(view: View) -> Iterator[Hit]:
    """主送机关 does not end with a full-width colon, or uses half-width marks."""
    lines = view.of(RECIPIENTS)
    if not lines:
        return
    last = lines[-1]
    text = last.text.rstrip()
    colons = len(text) - len(text.rstrip(f"{COLONS}。，；,;、."))
    mark = text[len(text) - colons :]
    if mark in (":", "︰", "∶", "﹕"):
        yield Hit("主送机关后用了半角冒号" if mark == ":" else f"主送机关后的“{mark}”不是冒号", "改为全角“：”", last,
                  len(text) - 1, len(text), right="：")  # fmt: skip
    elif not mark:
        yield Hit(
            "主送机关后没有全角冒号",
            "最后一个机关名称后标“：”",
            last,
            max(0, len(text) - 1),
            len(text),
            right=f"{text[-1]}：",
        )
    elif mark != "：" and set(mark) != {"："}:
        said = f"主送机关后用了“{mark}”，没有用冒号"
        yield Hit(said, "改为全角“：”", last, len(text) - colons, len(text), right="：")
    lead = re.match(r"\s*主\s*送\s*(?:机关)?\s*[：:]\s*", lines[0].text)
    if lead:
        yield at(lines[0], lead, f"主送机关前写了“{lead[0].strip()}”", "删去，直接写主送机关的名称")
    for line in lines:
        inner = line.text.rstrip(f"{COLONS}。，；,;、. \u3000\t\xa0")
        for match in re.finditer(r"[,;]|；|。|(?<!\d)[.．](?!\d)|(?<!^)\s+(?=\S)", inner):
            mark = match[0].strip() or "空格"
            yield at(line, match, f"主送机关之间用了“{mark}”", "同类机关之间用顿号，不同类之间用逗号，都用全角")


def no_recipients(view: View) -> Iterator[Hit]:
    """A document that goes to somebody, addressed to nobody."""
    lines = _title_lines(view)
    if lines and view.official and view.kind in _ADDRESSED and not view.of(RECIPIENTS, MOVED_RECIPIENTS):
        yield on(lines[-1], f"{view.kind}没有主送机关", "在标题下空一行顶格写主送机关，后标全角冒号")


def recipients_flush(view: View) -> Iterator[Hit]:
    """主送机关 is indented."""
    for line in view.of(RECIPIENTS)[:1]:
        form = line.paragraph.form
        indent = max(form.left + form.first, form.left_chars * 3 + form.first_chars * 3)
        aside = form.align in ("center", "right", "end") and not line.table
        if aside or indent > 160 or line.text[:1] in " \u3000\t":
            yield on(line, "主送机关没有顶格", "左对齐或两端对齐，去掉首行缩进，回行仍顶格")


def _goes_up(view: View) -> bool:
    """Whether a document goes to a superior by its 文种, or where it has none by its title or a 签发人."""
    meant = view.official and view.title.endswith(("汇报", "申请"))
    return view.upward or (not view.kind and (meant or bool(signatories(view))))


def many_recipients(view: View) -> Iterator[Hit]:
    """上行文 to more than one superior."""
    for line in view.of(RECIPIENTS)[:1]:
        names = [name for name in _BETWEEN.split(line.text.rstrip("：: ")) if name.strip() and not _PERSON.search(name)]
        if _goes_up(view) and len(names) > 1:
            yield on(
                line, f"{view.kind or '上行文'}主送了{len(names)}个机关", "上行文原则上主送一个上级机关，其他的用抄送"
            )


def to_person(view: View) -> Iterator[Hit]:
    """A document addressed to a person."""
    for line in view.of(RECIPIENTS)[:1]:
        match = _PERSON.search(line.text)
        if match and (view.official or view.kind in ("报告", "请示")):
            before = _BETWEEN.split(line.text[: match.start()])[-1].strip()
            hint = "改为主送机关名称，如 ××人民政府；除上级机关负责人直接交办事项外，不以本机关名义向上级机关负责人报送公文"
            said = f"主送给了个人“{before}{match[0].strip('：:、，')}”"
            yield Hit(said, hint, line, *match.span(), unsure=not view.official)


def room_before_recipients(view: View) -> Iterator[Hit]:
    """Not one line between title and 主送机关."""
    line = view.first(RECIPIENTS)
    if line is None or line.index == 0 or view.lines[line.index - 1].role != TITLE:
        return
    gap = view.gaps[line.index]
    if not 0.6 <= gap <= 1.7:
        yield on(line, f"标题与主送机关之间空了{gap:.3g}行", "空一行")


_DOC = "发文机关标志：云溪区人民政府文件\n空行\n空行\n发文字号：云政发〔2025〕8号\n空行\n空行\n"
_TOP = _DOC + "标题：关于开展检查的通知\n空行\n主送机关：各镇人民政府，各部门：\n正文：请执行。"
_UP = _DOC.replace("发文字号：云政发〔2025〕8号", "发文字号（上行）：云政发〔2025〕8号\t签发人：周某某")
_REPORT = _UP + "标题：关于检查情况的报告\n空行\n主送机关：市人民政府：\n正文：现将情况报告如下。\n正文：特此报告。"
_BROKEN = _DOC + "标题：云溪区教育局关于{}\n标题：{}食品安全工作的通知\n空行\n主送机关：各单位：\n正文：请执行。"
RULES = (
    Rule("G301", "标题没有文种", f"条例第八条、{TITLE_CLAUSE.removeprefix('条例')}", HARD, ERROR, "标题由发文机关名称、事由和文种组成，文种在15个法定文种之内。",
         _TOP, _DOC + "标题：关于开展检查的方案\n空行\n主送机关：各单位：\n正文：请执行。", no_kind, True),
    Rule("G302", "标题没有“关于……的”", TITLE_CLAUSE, SOFT, WARNING, "事由一般用“关于……的”引出；命令、公告、纪要等除外。",
         _TOP, _DOC + "标题：检查工作通知\n空行\n主送机关：各单位：\n正文：请执行。", no_about, True),
    Rule("G303", "标题里有标点", "GB/T 15834—2011", CUSTOM, WARNING, "标题末尾不用标点，中间除书名号、引号、括号、顿号外少用。",
         _TOP, _DOC + "标题：关于开展检查的通知。\n空行\n主送机关：各单位：\n正文：请执行。", marks_in_title, True),
    Rule("G304", "文种叠用", "条例第八条", CUSTOM, WARNING, "一份公文只有一个文种。",
         _TOP, _DOC + "标题：关于增加经费的请示报告\n空行\n主送机关：市政府：\n正文：请批示。", double_kind, True),
    Rule("G315", "标题回行拆开了词", "GB/T 9704—2012 7.3.1", HARD, WARNING, "标题回行时做到词意完整、排列对称、长短适宜、间距恰当。",
         _BROKEN.format("进一步", "加强"), _BROKEN.format("进一步加", "强"), broken_word, True),
    Rule("G357", "标题行首是“的”“和”", "GB/T 9704—2012 7.3.1", SOFT, WARNING, "标题回行时词意要完整，“的”“和”“及”跟着前面的词。",
         _BROKEN.format("进一步加强的", ""), _BROKEN.format("进一步加强", "的"), weak_line, True),
    Rule("G369", "标题末行只有一个字", "GB/T 9704—2012 7.3.1", HARD, WARNING, "标题回行时排列对称、长短适宜，使用梯形或者菱形。",
         _BROKEN.format("进一步", "加强"), _DOC + "标题：云溪区教育局关于加强校园食品安全工作的通知\n空行\n主送机关：各单位：\n正文：请执行。", stray_character, True),
    Rule("G305", "主送机关的标点不对", "GB/T 9704—2012 7.3.2", HARD, ERROR, "最后一个主送机关名称后标全角冒号。",
         _TOP, _DOC + "标题：关于开展检查的通知\n空行\n主送机关：各镇人民政府;各部门:\n正文：请执行。", recipients_mark, True),
    Rule("G314", "没有主送机关", "条例第九条", SOFT, WARNING, "请示、报告、批复、函有受理的机关，通知有执行的机关。",
         _REPORT, _REPORT.replace("主送机关：市人民政府：\n", ""), no_recipients, True),
    Rule("G306", "主送机关没有顶格", "GB/T 9704—2012 7.3.2", HARD, ERROR, "主送机关居左顶格，回行仍顶格。",
         _TOP, _DOC + "标题：关于开展检查的通知\n空行\n主送机关（首行=630）：各单位：\n正文：请执行。", recipients_flush, True),
    Rule("G307", "上行文多头主送", "条例第十五条", SOFT, WARNING, "上行文原则上主送一个上级机关。",
         _REPORT, _UP + "标题：关于检查情况的报告\n空行\n主送机关：市人民政府、市发展改革委：\n正文：现报告如下。", many_recipients, True),
    Rule("G308", "主送给个人", "条例第十五条", HARD, ERROR, "不以本机关名义向上级机关负责人报送公文。",
         _REPORT, _UP + "标题：关于检查情况的报告\n空行\n主送机关：王市长：\n正文：现报告如下。", to_person, True),
    Rule("G312", "标题与主送机关之间不是空一行", "GB/T 9704—2012 7.3.2", HARD, ERROR, "主送机关编排于标题下空一行位置。",
         _TOP, _TOP.replace("通知\n空行\n", "通知\n"), room_before_recipients, True),
)  # fmt: skip
