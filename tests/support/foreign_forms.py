"""公文 written as other tools write them: each form puts the lines of `foreign_texts` into a .docx in its own way."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor, Twips

from genwen.document.title_break import break_title

FONTS = {"文": "仿宋_GB2312", "1": "黑体", "2": "楷体_GB2312", "3": "仿宋_GB2312", "4": "仿宋_GB2312"}
_ORDINAL = re.compile(r"(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.|（\d+）)")
_WPS = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
_WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_V = 'xmlns:v="urn:schemas-microsoft-com:vml"'


@dataclass
class Form:
    """How one tool writes: where the head, signature and 版记 stand, how headings are marked."""

    head: str = "直接"  # 直接 文本框 VML 表格
    title: str = "一段"  # 一段 两段 换行
    levels: str = "直接"  # 直接 Heading 样式 编号 不分
    indent: str = "缩进"  # 缩进 字符 空格
    sign: str = "右"  # 右 左缩进 空格 制表 表格 居中
    foot: str = "表格"  # 表格 线 文本框 平 无框表
    sizes: bool = True
    split: bool = False
    blank: bool = True
    names: dict[str, str] = field(default_factory=dict)


FORMS = {
    "直接格式": Form(),
    "内置标题": Form(title="换行", levels="Heading", sign="右", foot="平"),
    "没有格式": Form(indent="空格", levels="不分", sign="空格", foot="平", sizes=False, blank=False),
    "WPS": Form(head="文本框", title="两段", levels="编号", indent="字符", sign="左缩进", split=True),
    "文本框": Form(head="VML", title="换行", sign="制表", foot="文本框", indent="字符"),
    "表格": Form(head="表格", title="两段", sign="表格", foot="无框表"),
    "自定样式": Form(levels="样式", sign="右", foot="线",
                     names={"题": "GW-大标题", "1": "GW-标题一", "2": "GW-标题二", "3": "GW-标题三", "4": "GW-标题四",
                            "文": "GW-正文仿宋", "名": "GW-落款"}),
    "居中落款": Form(title="两段", sign="居中", foot="线", blank=False, indent="字符"),
}  # fmt: skip


class Writer:
    """Writes one document in one form."""

    def __init__(self, form: Form) -> None:
        self.form, self.document = form, docx.Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.footer_distance = Mm(25.6)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        if form.names:
            self._styles()
        if form.levels == "编号":
            self._numbering()

    def write(self, lines: list[tuple[str, str]]) -> bytes:
        """The document of the lines."""
        head = [(mark, text) for mark, text in lines if mark in ("份", "密", "急", "志", "号", "签")]
        foot = [text for mark, text in lines if mark in ("抄", "印")]
        body = [(mark, text) for mark, text in lines if (mark, text) not in head and mark not in ("抄", "印")]
        self._head(head)
        at = 0
        while at < len(body):
            mark, text = body[at]
            if mark == "名":
                names = [value for kind, value in body[at:] if kind in ("名", "日")][:2]
                self._sign(*names)
                at += 2
                continue
            self._line(mark, text)
            at += 1
        if foot:
            self._foot(foot)
        stream = BytesIO()
        self.document.save(stream)
        return stream.getvalue()

    # --- parts of a document -------------------------------------------------------------------------------------------

    def _head(self, lines: list[tuple[str, str]]) -> None:
        marks = [text for mark, text in lines if mark == "志"]
        for mark, text in lines:
            if mark in ("份", "密", "急"):
                self.plain(text, "黑体" if mark != "份" else "仿宋_GB2312")
        kind = self.form.head
        number = next((text for mark, text in lines if mark == "号"), "")
        signed = next((text for mark, text in lines if mark == "签"), "")
        if kind == "表格" and marks:
            self._head_table(marks[0], number, signed)
            return
        for text in marks:
            if kind == "直接":
                self.blanks(2)
                self.run(self.plain(align=ALIGN.CENTER), text, "方正小标宋简体", 36, red=True)
            else:
                self._box(text, kind == "VML")
        self.blanks(2)
        if number:
            beside = f"　{number}{'　' * 8}{signed}" if signed else number
            paragraph = self.plain(beside, align=None if signed else ALIGN.CENTER)
            self._rule(paragraph, "bottom", "FF0000", 12)
        self.blanks(2)

    def _head_table(self, mark: str, number: str, signed: str) -> None:
        table = self.document.add_table(2 if number else 1, 2)
        first = table.rows[0].cells[0].merge(table.rows[0].cells[1]).paragraphs[0]
        first.alignment = ALIGN.CENTER
        self.run(first, mark, "方正小标宋简体", 34, red=True)
        if number:
            cells = table.rows[1].cells
            self.run(cells[0].paragraphs[0], number, "仿宋_GB2312", 16)
            if signed:
                self.run(cells[1].paragraphs[0], signed, "仿宋_GB2312", 16)
            for cell in cells:
                edges = OxmlElement("w:tcBorders")
                edges.append(_edge("bottom", "FF0000", 12))
                cell._tc.get_or_add_tcPr().append(edges)

    def _line(self, mark: str, text: str) -> None:
        if mark == "题":
            self._title(text)
        elif mark == "表":
            self._table(text)
        elif mark in ("件", "件题"):
            self.blanks(1 if mark == "件题" else 0)
            paragraph = self.plain(align=ALIGN.CENTER if mark == "件题" else None)
            paragraph.paragraph_format.page_break_before = mark == "件"
            self.run(paragraph, text, "黑体" if mark == "件" else "方正小标宋简体", 16 if mark == "件" else 22)
            self.blanks(1 if mark == "件题" else 0)
        elif mark == "送":
            self.blanks(1)
            self.plain(text)
        else:
            if mark == "附" and text.startswith("附件"):
                self.blanks(1)
            self._text(mark, text)

    def _title(self, text: str) -> None:
        half = len(break_title(text, len(text) * 2 // 3)[0])
        middle = min(text.find("关于") if text.find("关于") > 3 else half, 20)
        if self.form.title == "换行":
            paragraph = self.plain(align=ALIGN.CENTER, style=self.form.names.get("题"))
            self.run(paragraph, text[:middle], "方正小标宋简体", 22)
            paragraph.runs[-1].add_break()
            self.run(paragraph, text[middle:], "方正小标宋简体", 22)
            return
        pieces = [text] if self.form.title == "一段" else [text[:middle], text[middle:]]
        for piece in pieces:
            paragraph = self.plain(align=ALIGN.CENTER, style=self.form.names.get("题"))
            if self.form.names:
                paragraph.alignment = None
                paragraph.add_run(piece)
            else:
                self.run(paragraph, piece, "方正小标宋简体", 22)

    def _text(self, mark: str, text: str) -> None:
        form = self.form
        if form.levels == "Heading" and mark in "1234":
            self.document.add_heading(text, int(mark))
            return
        if mark in form.names:
            self.document.add_paragraph(text, form.names[mark])
            return
        number = _ORDINAL.match(text)
        numbered = form.levels == "编号" and mark in "1234" and number is not None
        if numbered and number is not None:
            text = text[number.end() :]
        paragraph = self.plain()
        if form.indent == "空格":
            text = "　　" + text
        elif form.indent == "字符":
            element = OxmlElement("w:ind")
            element.set(qn("w:firstLineChars"), "200")
            element.set(qn("w:firstLine"), "640")
            paragraph._p.get_or_add_pPr().append(element)
        else:
            paragraph.paragraph_format.first_line_indent = Twips(630)
        self.run(paragraph, text, FONTS.get(mark, FONTS["文"]), 16)
        if numbered:
            paragraph._p.get_or_add_pPr().append(_number(int(mark) - 1))

    def _sign(self, name: str, date: str) -> None:
        kind = self.form.sign
        self.blanks(2)
        if kind == "表格":
            table = self.document.add_table(2, 2)
            for row, text in zip(table.rows, (name, date), strict=True):
                paragraph = row.cells[1].paragraphs[0]
                paragraph.alignment = ALIGN.CENTER
                self.run(paragraph, text, FONTS["文"], 16)
            return
        for text in (name, date):
            if kind == "空格":
                self.plain("　" * 14 + text)
            elif kind == "制表":
                self.plain("\t" * 6 + text)
            elif kind == "左缩进":
                self.plain(text).paragraph_format.left_indent = Twips(4800)
            elif kind == "居中":
                paragraph = self.plain(text, align=ALIGN.CENTER)
                paragraph.paragraph_format.left_indent = Twips(4000)
            elif self.form.names:
                self.document.add_paragraph(text, self.form.names["名"])
            else:
                paragraph = self.plain(text, align=ALIGN.RIGHT)
                paragraph.paragraph_format.right_indent = Twips(640)

    def _foot(self, lines: list[str]) -> None:
        kind = self.form.foot
        self.blanks(2)
        if kind in ("表格", "无框表"):
            table = self.document.add_table(len(lines), 1 if kind == "表格" else 2)
            for row, text in zip(table.rows, lines, strict=True):
                parts = re.split(r"　(?=\d{4}年)", text)
                cells = row.cells
                if len(cells) == 2 and len(parts) == 1:
                    cells = [cells[0].merge(cells[1])]
                said = parts if len(cells) == 2 else [text]
                for cell, piece in zip(cells, said, strict=True):
                    self.run(cell.paragraphs[0], piece, FONTS["文"], 14)
            edges = OxmlElement("w:tblBorders")
            for side in ("top", "bottom", "insideH"):
                edges.append(_edge(side, "000000", 8))
            table._tbl.tblPr.append(edges)
            return
        if kind == "文本框":
            self._box("\n".join(lines), False, size=14, red=False)
            return
        for text in lines:
            paragraph = self.plain()
            self.run(paragraph, text, FONTS["文"], 14)
            if kind == "线":
                self._rule(paragraph, "top", "000000", 8)
                self._rule(paragraph, "bottom", "000000", 8)

    # --- pieces of markup ----------------------------------------------------------------------------------------------

    def plain(self, text: str = "", font: str = FONTS["文"], align: Any = None, style: str | None = None) -> Any:
        paragraph = self.document.add_paragraph(style=style)
        if align is not None and self.form.sizes:
            paragraph.alignment = align
        elif align is not None and align == ALIGN.CENTER:
            text = text and "　" * 6 + text
        if text:
            self.run(paragraph, text, font, 16)
        return paragraph

    def run(self, paragraph: Any, text: str, font: str, size: float, red: bool = False) -> None:
        cut = len(text) // 3 if self.form.split and len(text) > 6 else 0
        for piece in (text[:cut], text[cut : 2 * cut], text[2 * cut :]) if cut else (text,):
            run = paragraph.add_run(piece)
            if not self.form.sizes:
                continue
            run.font.size, run.font.name = Pt(size), font
            run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
            if self.form.split:
                run._element.rPr.rFonts.set(qn("w:hint"), "eastAsia")
            if red:
                run.font.color.rgb = RGBColor(0xFF, 0, 0)

    def blanks(self, count: int) -> None:
        for _ in range(count if self.form.blank else 0):
            self.document.add_paragraph()

    def _rule(self, paragraph: Any, side: str, color: str, size: int) -> None:
        properties = paragraph._p.get_or_add_pPr()
        borders = properties.find(qn("w:pBdr"))
        if borders is None:
            borders = OxmlElement("w:pBdr")
            properties.append(borders)
        borders.append(_edge(side, color, size))

    def _table(self, text: str) -> None:
        rows = [row.split("|") for row in text.split("/")]
        table = self.document.add_table(len(rows), len(rows[0]), "Table Grid")
        for row, values in zip(table.rows, rows, strict=True):
            for cell, value in zip(row.cells, values, strict=True):
                self.run(cell.paragraphs[0], value, FONTS["文"], 12)

    def _box(self, text: str, vml: bool, size: float = 36, red: bool = True) -> None:
        """A text box that hangs on an empty paragraph, with the repetition for old programs as Word writes it."""
        holder = docx.Document()
        inner = parse_xml(f"<w:txbxContent {nsdecls('w')}/>")
        for line in text.split("\n"):
            paragraph = holder.add_paragraph()
            paragraph.alignment = ALIGN.CENTER if red else None
            self.run(paragraph, line, "方正小标宋简体" if red else FONTS["文"], size, red)
            inner.append(paragraph._p)
        old = parse_xml(
            f"<w:pict {nsdecls('w')} {_V}><v:shape style='width:440pt;height:60pt'><v:textbox/></v:shape></w:pict>"
        )
        old[0][0].append(deepcopy(inner))
        run = self.document.add_paragraph().add_run()
        if vml:
            run._r.append(old)
            return
        new = parse_xml(
            f"<mc:AlternateContent {_MC} {nsdecls('w')} {_WP} {_A} {_WPS}><mc:Choice Requires='wps'><w:drawing>"
            "<wp:anchor simplePos='0' relativeHeight='1' behindDoc='0' locked='0' layoutInCell='1' allowOverlap='1' "
            "distT='0' distB='0' distL='0' distR='0'><wp:simplePos x='0' y='0'/>"
            "<wp:positionH relativeFrom='page'><wp:posOffset>1008000</wp:posOffset></wp:positionH>"
            "<wp:positionV relativeFrom='page'><wp:posOffset>2592000</wp:posOffset></wp:positionV>"
            "<wp:extent cx='5616000' cy='900000'/><wp:wrapNone/><wp:docPr id='9' name='box'/><a:graphic>"
            "<a:graphicData uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><wps:wsp>"
            "<wps:cNvSpPr txBox='1'/><wps:spPr/><wps:txbx/><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
            "</w:drawing></mc:Choice><mc:Fallback/></mc:AlternateContent>"
        )
        next(new.iter("{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}txbx")).append(inner)
        new[1].append(old)
        run._r.append(new)

    def _styles(self) -> None:
        fonts = {
            "题": ("方正小标宋简体", 22),
            "名": (FONTS["文"], 16),
            **{key: (name, 16) for key, name in FONTS.items()},
        }
        for key, name in self.form.names.items():
            style = self.document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            font, size = fonts[key]
            style.font.name, style.font.size = font, Pt(size)
            style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
            if key == "题":
                style.paragraph_format.alignment = ALIGN.CENTER
            elif key == "名":
                style.paragraph_format.alignment = ALIGN.RIGHT
            else:
                style.paragraph_format.first_line_indent = Twips(640)

    def _numbering(self) -> None:
        """One list of four levels: 一、（一）1.（1）."""
        root = self.document.part.numbering_part._element
        forms = [
            ("chineseCountingThousand", "%1、"),
            ("chineseCountingThousand", "（%2）"),
            ("decimal", "%3."),
            ("decimal", "（%4）"),
        ]
        levels = "".join(
            f"<w:lvl w:ilvl='{n}'><w:start w:val='1'/><w:numFmt w:val='{kind}'/><w:suff w:val='nothing'/>"
            f"<w:lvlText w:val='{text}'/><w:lvlJc w:val='left'/></w:lvl>"
            for n, (kind, text) in enumerate(forms)
        )
        abstract = parse_xml(
            f"<w:abstractNum {nsdecls('w')} w:abstractNumId='77'><w:multiLevelType w:val='multilevel'/>{levels}</w:abstractNum>"
        )
        first = root.find(qn("w:num"))
        if first is not None:
            first.addprevious(abstract)
        else:
            root.append(abstract)
        root.append(parse_xml(f"<w:num {nsdecls('w')} w:numId='77'><w:abstractNumId w:val='77'/></w:num>"))


def _edge(side: str, color: str, size: int) -> Any:
    edge = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(size)), ("space", "1"), ("color", color)):
        edge.set(qn(f"w:{name}"), value)
    return edge


def _number(level: int) -> Any:
    return parse_xml(f"<w:numPr {nsdecls('w')}><w:ilvl w:val='{level}'/><w:numId w:val='77'/></w:numPr>")


Rewrite = Callable[[bytes], bytes]


def written(lines: list[tuple[str, str]], form: str) -> bytes:
    """The lines as the tool of that name writes them."""
    return Writer(FORMS[form]).write(lines)
