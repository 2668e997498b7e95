"""Rules of the manuscript: what must not be left in a final (placeholders, revisions, comments), characters, habits."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from genwen import standard
from genwen.lint.doubled import doubled_in, once
from genwen.lint.fonts import is_gb2312
from genwen.lint.gaps import PATTERNS, WITHHELD, gaps_in, withheld_in
from genwen.lint.masks import MASK, without_addresses, without_names, without_quotes
from genwen.lint.misspelt import misspelt
from genwen.lint.parting import BROKEN
from genwen.lint.rule import CUSTOM, ERROR, HARD, NOTICE, UNWRITTEN, WARNING, Hit, Rule, around, at, each, on, told
from genwen.lint.rules.titles import double_kind
from genwen.lint.view import (
    BODY,
    CELL,
    CLASSIFICATION,
    COPY_NUMBER,
    HEAD,
    IMPRINT,
    LEVELS,
    MARK,
    NUMBER,
    TITLE,
    URGENCY,
    Line,
    View,
)
from genwen.patterns import regex
from genwen.searching import found_in, lines_with

FINAL = "条例第九条"
_HAN = "\u4e00-\u9fff"
_WORDS = regex(f"[{_HAN}]")
_STATUTE = regex("条列(?=》)")
_WITHIN = regex(
    rf"(?<=[{_HAN}，、])\n(?<=[^\n。；：！？:]{{20}}\n)(?![^\n]{{0,12}}[：:])(?=[{_HAN}，、\d“《（][^\n]{{0,2000}}。\s*$)"
)
"""A soft return within a sentence: a long piece before it has no stop, and what follows ends with one."""
_FOOTNOTE = regex(r"(?:注[：:])?\s?[*＊]")
_PLAIN = (NUMBER, COPY_NUMBER, CLASSIFICATION, URGENCY)
"""What of the 版头 is set plainly."""
_TURNED = regex(
    r"(?:防止|避免|杜绝|严防|谨防|以防|以免)[^，。；：]{0,14}不再(?:发生|出现|重演|反弹)|(?:防止|避免|杜绝)(?:不再?|没有)(?:发生|出现|重演|反弹)"
    r"|(?:切忌|切勿|严禁|禁止|谨防)不(?:要|得|可|准|能|许)(?=[\u4e00-\u9fff]{2})"
)
_UNTIL = regex(r"截止(?=(?:到|至)?(?:\d{4}年|\d{1,2}月|目前|今年|本月|年底))")
OUT_OF_USE = regex(
    r"^\s*主题词[：:]|此页无正文|^\s*[（(]?(?:共印|印数|印刷份数|印制份数|印发份数|打印份数|印)\s*[：:]?\s*\d+\s*份[）)]?[。.]?\s*$"
    r"|^\s*(?:印\s*数|印刷份数|印制份数)\s*[：:]\s*\d*\s*份?[。.]?\s*$"
)
_COPIES_PRINTED = regex(
    r"[（(]\s*(?:共\s*印|印\s*数|印刷|印制|印发)[：:]?\s*(?:份数[：:]?)?\s*\d+\s*份?\s*[）)]|(?:共\s*印|印\s*数\s*[：:]?)\s*\d+\s*份"
)
"""How many were printed, in a line of the 版记."""


def placeholders(view: View) -> Iterator[Hit]:
    """What was to be filled in is not."""
    for line in lines_with(view.lines, PATTERNS, without_addresses):
        if line.text == "□" * len(line.text):
            continue
        form = line.part.startswith("附件") or line.role == CELL  # forms are for others to fill in
        for start, end, blank in gaps_in(line.text):
            shown = line.text[start:end].strip()[:20] or "空格"
            hint = "填写后再定稿" + ("；供别人填写的空白不用理会" if blank and form else "")
            yield Hit(f"“{shown}”还没有填写", hint, line, start, end, notice=blank and form)


def withheld(view: View) -> Iterator[Hit]:
    """×× stands for what is not made public, or was forgotten."""
    footnotes = any(_FOOTNOTE.match(line.said) for line in view.lines)
    for line in lines_with(view.lines, (WITHHELD,)):
        for start, end in withheld_in(line.text):
            if footnotes and line.text[start] in "*＊":
                continue
            if line.text[start] == "某" and (line.part.startswith("附件") or without_quotes(line.text)[start] == MASK):
                continue  # a sample for others
            said = f"“{line.text[start:end]}”：是有意隐去，还是没有填写"
            yield Hit(said, "没有填写的，补上", line, start, end)


def revisions(view: View) -> Iterator[Hit]:
    """Tracked changes."""
    form = view.form
    if form.insertions or form.deletions or form.reshaped:
        words = f"插入{form.insertions}处、删除{form.deletions}处" if form.insertions or form.deletions else ""
        look = f"格式{form.reshaped}处" if form.reshaped else ""
        said = f"文档里有修订痕迹：{'、'.join(filter(None, (words, look)))}"
        hint = "这些都是改正留下的修订：逐处核对，接受后再定稿" if form.only_corrections else "逐处接受或拒绝后再定稿"
        yield Hit(said, hint, _line_at(view, form.first_revision), place="全文", notice=form.only_corrections)


def comments(view: View) -> Iterator[Hit]:
    """Comments."""
    if view.form.comments:
        said = f"文档里有批注{view.form.comments}处"
        yield Hit(said, "处理完后删除批注", _line_at(view, view.form.first_comment), place="全文")


def _line_at(view: View, number: int) -> Line | None:
    return next((line for line in view.lines if line.paragraph.number == number), None) if number >= 0 else None


def hidden(view: View) -> Iterator[Hit]:
    """Hidden text."""
    for line in view.lines:
        start = 0
        for run in line.paragraph.runs:
            if run.form.hidden and run.text.strip():
                yield Hit(
                    f"有隐藏文字“{run.text.strip()[:12]}”", "删除，或取消隐藏", line, start, start + len(run.text)
                )
                break
            start += len(run.text)


def struck(view: View) -> Iterator[Hit]:
    """Words that are struck through."""
    for line in view.lines:
        start = 0
        for run in line.paragraph.runs:
            here, start = start, start + len(run.text)
            if run.form.struck and run.text.strip():
                shown = run.text.strip()[:12]
                yield Hit(f"“{shown}”画着删除线", "不要的删去，要的去掉删除线", line, here, start)
                break


def missing_characters(view: View) -> Iterator[Hit]:
    """Characters that a _GB2312 font does not hold."""
    seen: set[str] = set()
    for line in view.lines:
        if not standard.missing_characters(line.text):
            continue
        start = 0
        for run in line.paragraph.runs:
            if is_gb2312(run.form.font):
                for char in standard.missing_characters(run.text):
                    place = start + run.text.index(char)
                    if char not in seen and ("㐀" <= char <= "鿿" or ord(char) > 0xFFFF):
                        seen.add(char)
                        said = f"“{char}”不在GB 2312字符集里，{run.form.font}没有这个字"
                        yield Hit(said, "全文改用GBK字库的字体（如 方正仿宋_GBK）", line, place, place + 1)
            start += len(run.text)


def twice(view: View) -> Iterator[Hit]:
    """的的."""
    for line in view.texts():
        text = without_names(line.text)
        for start, end, sure in doubled_in(text):
            if line.role == TITLE and not text[end:].strip() and any(double_kind(view)):
                continue  # 的函函
            said = text[start:end]
            yield Hit(f"“{said}”重复", f"只留“{once(said)}”", line, start, end, notice=not sure)
        for start, end, sure in doubled_in(line.text) if text != line.text else ():
            if (
                sure and line.text[start:end] != text[start:end]
            ):  # in the name of a paper, which nobody changes on purpose
                said = line.text[start:end]
                yield Hit(f"“{said}”重复", f"只留“{once(said)}”", line, start, end)


def wrong_characters(view: View) -> Iterator[Hit]:
    """布署, 台帐; in the name of a paper, which is masked else, the 条列 it ends with."""
    for line, match in found_in(view.texts(), _STATUTE):
        yield at(line, match, f"“{match[0]}”有错别字", "“条列”改为“条例”", right="条例")
    for line, start, end, slip in misspelt(view.texts()):
        shown = around(line.text, start, end, 0 if end - start > 1 else 1).strip("，。；：、（）")
        hint = f"“{slip.wrong}”改为“{slip.right}”"
        yield Hit(f"“{shown}”有错别字", hint, line, start, end, right=slip.right, unsure=not slip.sure)


def out_of_use(view: View) -> Iterator[Hit]:
    """主题词, 此页无正文, 共印120份."""
    for line in view.lines:
        match = OUT_OF_USE.search(line.text) or (_COPIES_PRINTED.search(line.text) if line.part == IMPRINT else None)
        if match and line.role != CELL:
            yield at(line, match, f"“{match[0].strip()}”现行标准已不用", "删去")


def colours(view: View) -> Iterator[Hit]:
    """Text that is not black, highlighted or shaded text."""
    from genwen.lint.marks import is_red

    for line in view.lines:
        if line.paragraph.form.shaded and (line.laid_out or not line.table):
            yield on(line, "段落有底纹", "去掉底纹")
        start = 0
        for run in line.paragraph.runs:
            form = run.form
            black = form.color in ("", "000000") or not run.text.strip()
            head = line.role == MARK or (line.part == HEAD and is_red(form.color) and not _is_plain(line))
            if not black and not head:
                yield Hit(
                    f"“{run.text.strip()[:10]}”不是黑色", "文字颜色改为黑色（自动）", line, start, start + len(run.text)
                )
                break
            if form.marked and run.text.strip() and form.style != "待补":
                yield Hit(f"“{run.text.strip()[:10]}”有底色", "去掉突出显示或底纹", line, start, start + len(run.text))
                break
            start += len(run.text)


def leading_spaces(view: View) -> Iterator[Hit]:
    """Indents made of spaces."""
    lines = [
        line for line in view.prose()
        if line.text[:1] in " \u3000\t\xa0" and len(line.text) - len(line.text.lstrip()) >= 1 and not line.table
    ]  # fmt: skip
    if lines:
        said = f"段首用空格或制表符缩进（共{len(lines)}段）"
        yield on(lines[0], said, "删去空格，用“首行缩进2字符”")


def _is_plain(line: Line) -> bool:
    """Whether a line of the 版头 is one that is set plainly: the number of an issue (第5期) is not."""
    return line.role in _PLAIN and (line.role != NUMBER or "〔" in line.text)


def emphasis(view: View) -> Iterator[Hit]:
    """Bold, italic, underlined or dotted text; the 发文机关标志 and the lines in 黑体 over it may be bold."""
    names = {
        "bold": "加粗",
        "italic": "斜体",
        "underline": "下划线",
        "dotted": "着重号",
        "effect": "",
        "raised": "上标或下标",
    }
    for key, name in names.items():
        found: list[tuple[Line, int, int]] = []
        for line in view.lines:
            if (
                (line.table and not line.laid_out)
                or (line.role == MARK and key == "bold")
                or (line.part == HEAD and line.role not in (*_PLAIN, MARK))
            ):
                continue
            if key == "bold" and line.role in (CLASSIFICATION, URGENCY):
                continue
            start = 0
            for run in line.paragraph.runs:
                if getattr(run.form, key) and (
                    len(_WORDS.findall(run.text)) > 1 if key == "raised" else run.text.strip()
                ):
                    name = name or run.form.effect
                    found.append((line, start, start + len(run.text)))
                    break
                start += len(run.text)
        shown, more = told(found)
        for line, start, end in shown:
            words = around(line.text, start, min(end, start + 10), 0)
            yield Hit(f"“{words}”用了{name}{more}", f"去掉{name}", line, start, end)


def no_styles(view: View) -> Iterator[Hit]:
    """A file without a part of styles."""
    if not view.form.styled:
        said = "文件里没有样式表，字体、字号、行距由打开它的软件自定"
        yield Hit(said, "用 Word 或 WPS 打开，另存一份再核对", place="全文")


_LINKED = {"attachedTemplate": "模板", "image": "图片", "oleObject": "对象", "package": "对象", "subDocument": "子文档"}


def soft_returns(view: View) -> Iterator[Hit]:
    """Paragraphs broken into several by soft returns."""
    for _, group in itertools.groupby(view.lines, key=lambda line: (line.parted, line.paragraph.number)):
        first, *others = group
        if first.parted == BROKEN:
            said = f"用软回车分成{len(others) + 1}行，像是几段；各行是什么要素只能推断"
            hint = "软回车换成回车：在 Word、WPS 的查找替换里把 ^l 换成 ^p；或用 genwen format 重排"
            yield on(first, said, hint)
    for line in lines_with(view.of(BODY, *LEVELS), (_WITHIN,)):
        for match in _WITHIN.finditer(line.text):
            shown = around(line.text, *match.span())
            yield at(line, match, f"“{shown}”中间有软回车，一句话断成了两行", "删去软回车", right="")


def outside(view: View) -> Iterator[Hit]:
    """Templates and pictures that are fetched from elsewhere when the file is opened."""
    for kind, address in view.form.links[:3]:
        said = f"文件链接着外部的{_LINKED.get(kind, '文件')}“{address[:40]}”"
        yield Hit(said, "图片、对象改为嵌入，模板断开链接：打开时会去连外部，别处也看不到", place="全文")


def nothing(view: View) -> Iterator[Hit]:
    """Not a word in the file."""
    if not view.lines:
        hint = "看看是不是选错了文件；扫描件、图片先转成文字"
        yield Hit("文件里没有文字，没有可以核对的内容", hint, place="全文")


def until(view: View) -> Iterator[Hit]:
    """截止2025年底."""
    return each(view.texts(), _UNTIL, lambda _: ("“截止”后面带时间", "改为“截至”"))


def turned_round(view: View) -> Iterator[Hit]:
    """防止类似问题不再发生: what is said is the contrary of what is meant."""
    return each(
        view.prose(),
        _TURNED,
        lambda match: (f"“{match[0]}”把意思说反了", "删去“不”，如“防止……再发生”“切忌……”"),
        without_names,
    )


RULES = (
    Rule("G701", "有没填写的地方", FINAL, HARD, ERROR, "定稿里不能留占位的字样。", "正文：共10家单位。", "正文：共XX家单位，{{ 数 }}。", placeholders),
    Rule("G702", "有修订痕迹", FINAL, HARD, ERROR, "定稿里不能留修订痕迹。", "正文：各单位执行。", "修订：1\n正文：各单位执行。", revisions),
    Rule("G703", "有批注", FINAL, HARD, ERROR, "定稿里不能留批注。", "正文：各单位执行。", "批注：1\n正文：各单位执行。", comments),
    Rule("G704", "有隐藏文字", FINAL, HARD, ERROR, "隐藏文字打印不出来，却会随文件流出。",
         "正文：各单位执行。", "正文（隐藏）：各单位执行。", hidden),
    Rule("G705", "文字不是黑色或有底色", "GB/T 9704—2012 5.2.4", HARD, ERROR, "没有特别说明的，文字一律黑色。",
         "正文：各单位执行。", "正文（颜色=0000FF）：各单位执行。", colours),
    Rule("G706", "字库里没有的字", UNWRITTEN, CUSTOM, WARNING, "GB2312字库只有6763个汉字，缺的字会换成别的字体或印成空白。",
         "正文：李某某。", "正文：李喆。", missing_characters),
    Rule("G707", "字词重复", UNWRITTEN, CUSTOM, WARNING, "多打了一个字。", "正文：我们的工作。", "正文：我们的的工作。", twice),
    Rule("G718", "错别字", "条例第二十条", HARD, WARNING, "审核公文，看文字、数字、计量单位和标点符号的使用是否规范。",
         "正文：按照部署，建立台账。", "正文：按照布署，建立台帐。", wrong_characters),
    Rule("G708", "已停用的要素", "条例第九条", CUSTOM, WARNING, "主题词、印数已取消，“此页无正文”也不再用。",
         "正文：各单位执行。", "正文：（此页无正文）", out_of_use),
    Rule("G709", "用空格缩进", "GB/T 9704—2012 7.3.3", CUSTOM, WARNING, "用空格顶出的缩进，改字号、换软件就会错位。",
         "正文：各单位执行。", "正文（首行=0）：　　各单位执行。", leading_spaces),
    Rule("G710", "加粗、斜体、下划线或着重号", UNWRITTEN, CUSTOM, NOTICE, "标准没有加粗、斜体、下划线、着重号；黑体、小标宋再加粗会发糊。",
         "正文：各单位执行。", "正文（加粗）：各单位执行。", emphasis),
    Rule("G719", "否定多了一层", "条例第二十条", CUSTOM, WARNING, "防止、避免、杜绝已经是否定，后面再用“不再”就说反了。",
         "正文：防止类似问题再发生。", "正文：防止类似问题不再发生。", turned_round),
    Rule("G715", "有删除线", UNWRITTEN, CUSTOM, WARNING, "画去的字照样印出来。",
         "正文：各单位执行。", "正文（删除线）：各单位执行。", struck),
    Rule("G717", "用软回车分段", UNWRITTEN, CUSTOM, WARNING, "软回车（Shift+Enter）只换行不分段：行首不缩进，样式、对齐也分不开。",
         "主送机关：各单位：\n正文：请执行。", "正文：各单位：↵请执行。", soft_returns),
    Rule("G711", "留有“××”", UNWRITTEN, CUSTOM, NOTICE, "不公开的内容可以写“××”，没有填写的不行。", "正文：张某某。", "正文：××局。", withheld),
    Rule("G712", "“截止”误作“截至”", UNWRITTEN, CUSTOM, NOTICE, "“截止”是到期停止，后面带时间的用“截至”。",
         "正文：截至2025年底，报名于5月31日截止。", "正文：截止2025年底，共建成18家。", until),
    Rule("G714", "链接着外部文件", UNWRITTEN, CUSTOM, WARNING, "链接的内容打开时从别处取，会变、会缺，也不安全。", "正文：各单位执行。", "外链：http://192.0.2.1/t.dotx\n正文：各单位执行。", outside),
    Rule("G716", "没有文字", FINAL, HARD, ERROR, "空白的文件、只有图片的文件没有核对过，不能当作没有问题。", "正文：各单位执行。", "空行\n空行", nothing),
    Rule("G713", "文件缺样式表", UNWRITTEN, CUSTOM, WARNING, "没有样式表的文件，各软件排出来不一样。", "正文：各单位执行。", "缺样式\n正文：各单位执行。", no_styles),
)  # fmt: skip
