"""公文 as somebody would write them in Word: no style but Normal, everything set directly. Made with python-docx."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
from docx.enum.section import WD_SECTION  # noqa: F401
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor, Twips

FACES = {"仿宋": "仿宋_GB2312", "楷体": "楷体_GB2312", "黑体": "黑体", "宋体": "宋体", "小标宋": "方正小标宋简体"}


class Writer:
    """Puts paragraphs into a new document."""

    def __init__(self) -> None:
        self.document = docx.Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Twips(2098), Twips(1984)
        section.footer_distance = Twips(1452)
        section.left_margin, section.right_margin = Twips(1587), Twips(1474)
        self.page_numbers()

    def line(self, text: str = "", face: str = "仿宋", size: float = 16, **look: Any) -> Any:
        """A paragraph; `indent` in 字, `right` in twips, `align`, `red`, `spacing`, `page` for a new page."""
        paragraph = self.document.add_paragraph()
        form = paragraph.paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.line_spacing = Twips(579)
        form.alignment = look.get("align", ALIGN.JUSTIFY)
        form.page_break_before = look.get("page")
        if look.get("indent"):
            form.first_line_indent = Twips(int(look["indent"] * 315))
        if look.get("right"):
            form.right_indent = Twips(look["right"])
        if look.get("rule"):
            self.rule(paragraph, *look["rule"])
        if text:
            run = paragraph.add_run(text)
            self.look(run, face, size, look.get("red", False))
        return paragraph

    def look(self, run: Any, face: str, size: float, red: bool = False) -> None:
        run.font.size = Pt(size)
        run.font.name = FACES[face]
        run._element.rPr.rFonts.set(qn("w:eastAsia"), FACES[face])
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), "-5")
        run._element.rPr.append(spacing)
        if red:
            run.font.color.rgb = RGBColor(0xFF, 0, 0)

    def signed(self, paragraph: Any, text: str) -> None:
        """The 签发人 behind the 发文字号, the name in 楷体."""
        label, _, name = text.partition("：")
        self.look(paragraph.add_run(f"        {label}："), "仿宋", 16)
        self.look(paragraph.add_run(name), "楷体", 16)

    def rule(self, paragraph: Any, color: str, size: int, kind: str = "single", side: str = "bottom") -> None:
        borders = OxmlElement("w:pBdr")
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", kind), ("sz", str(size)), ("space", "1"), ("color", color)):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
        paragraph._p.get_or_add_pPr().append(borders)

    def letter(self, mark: Any) -> None:
        """The first page of a letter (10.1): double lines under the mark and at the foot, no page number."""
        self.rule(mark, "FF0000", 18, "thickThinSmallGap")
        section = self.document.sections[0]
        section.different_first_page_header_footer = True
        section.first_page_footer.is_linked_to_previous = False
        self.rule(section.first_page_footer.paragraphs[0], "FF0000", 18, "thinThickSmallGap", "top")

    def page_numbers(self) -> None:
        self.document.settings.odd_and_even_pages_header_footer = True
        section = self.document.sections[0]
        for footer, align in ((section.footer, ALIGN.RIGHT), (section.even_page_footer, ALIGN.LEFT)):
            footer.is_linked_to_previous = False
            paragraph = footer.paragraphs[0]
            paragraph.alignment = align
            inset = "right_indent" if align == ALIGN.RIGHT else "left_indent"
            setattr(paragraph.paragraph_format, inset, Twips(280))
            for text in ("— ", None, " —"):
                run = paragraph.add_run(text or "")
                self.look(run, "宋体", 14)
                if text is None:
                    field = OxmlElement("w:fldSimple")
                    field.set(qn("w:instr"), " PAGE ")
                    paragraph._p.remove(run._r)
                    field.append(run._r)
                    run.text = "1"
                    paragraph._p.append(field)

    def imprint(self, copies: str, office: str, date: str) -> None:
        """版记 as a table with three rules."""
        table = self.document.add_table(2, 1)
        borders = OxmlElement("w:tblBorders")
        for side, size in (("top", 8), ("bottom", 8), ("insideH", 6)):
            edge = OxmlElement(f"w:{side}")
            for name, value in (("val", "single"), ("sz", str(size)), ("space", "0"), ("color", "000000")):
                edge.set(qn(f"w:{name}"), value)
            borders.append(edge)
        table._tbl.tblPr.append(borders)
        for row, text in zip(table.rows, (copies, f"{office}\t{date}"), strict=True):
            self.look(row.cells[0].paragraphs[0].add_run(text), "仿宋", 14)
        form = table.rows[0].cells[0].paragraphs[0].paragraph_format
        form.left_indent, form.first_line_indent = Twips(1012), Twips(-840)

    def saved(self) -> bytes:
        stream = BytesIO()
        self.document.save(stream)
        return stream.getvalue()


def notice() -> bytes:
    """A 通知 with one attachment."""
    writer = Writer()
    line = writer.line
    for _ in range(3):
        line()
    line("临江市人民政府办公室文件", "小标宋", 40, align=ALIGN.CENTER, red=True)
    line(), line()
    line("临政办发〔2025〕12号", align=ALIGN.CENTER, rule=("FF0000", 12))
    line(), line()
    line("临江市人民政府办公室", "小标宋", 22, align=ALIGN.CENTER)
    line("关于开展公共机构节水检查的通知", "小标宋", 22, align=ALIGN.CENTER)
    line()
    line("各县（市、区）人民政府，市政府各部门：")
    line(
        "为贯彻落实《公共机构节能条例》《节约用水条例》，根据省有关部署，定于2025年9月15日（星期一）起开展检查。现将有关事项通知如下：",
        indent=2,
    )
    line("一、检查范围", "黑体", indent=2)
    line("全市各级党政机关和使用财政资金的事业单位、团体组织，重点是年用水量3万立方米以上的单位。", indent=2)
    line("二、检查内容", "黑体", indent=2)
    line("（一）制度建设情况", "楷体", indent=2)
    line("1.是否明确责任部门和“节水管理员”；", indent=2)
    line("2.是否建立用水台账；", indent=2)
    line("3.是否按时报送数据。", indent=2)
    line("（二）设施运行情况", "楷体", indent=2)
    line("节水器具使用率、管网漏损率以及非常规水利用情况，漏损率应控制在8%～10%。", indent=2)
    line("三、有关要求", "黑体", indent=2)
    line("各单位要认真自查，于2025年9月10日前将自查表（见附件）报市机关事务管理局，联系电话：0571-88842603。", indent=2)
    line()
    line("附件：公共机构节水自查表", indent=2)
    line(), line()
    line("临江市人民政府办公室", align=ALIGN.RIGHT, right=1000)
    line("2025年9月1日", align=ALIGN.RIGHT, right=1260)
    line("（此件公开发布）", indent=2)
    line("附件", "黑体", align=ALIGN.LEFT, page=True)
    line()
    line("公共机构节水自查表", "小标宋", 22, align=ALIGN.CENTER)
    line()
    line("各单位应当逐项填写，并对数据的真实性负责。", indent=2)
    line()
    writer.imprint("抄送：市委各部门，市人大常委会办公室，市政协办公室。", "临江市人民政府办公室", "2025年9月2日印发")
    return writer.saved()


def request() -> bytes:
    """A 请示, going up, with two attachments."""
    writer = Writer()
    line = writer.line
    line("000016")
    line("机密★1年", "黑体")
    line("加急", "黑体")
    line("临江市水利局文件", "小标宋", 48, align=ALIGN.CENTER, red=True)
    line(), line()
    number = line("临水〔2025〕30号", indent=1, align=ALIGN.LEFT, rule=("FF0000", 12))
    writer.signed(number, "签发人：张某某")
    line(), line()
    line("临江市水利局关于增加节水改造经费的请示", "小标宋", 22, align=ALIGN.CENTER)
    line()
    line("临江市人民政府：")
    line(
        "2025年以来，我局按照《临江市节约用水规划（2021—2025年）》（临政发〔2021〕5号）要求，推进公共机构节水改造。全年完成改造项目20个，投资320万元，预计年节水4.5万立方米。",
        indent=2,
    )
    line("一、基本情况", "黑体", indent=2)
    line(
        "全市共有公共机构860家，其中年用水量1万立方米以上的有46家。一是管网老化。二是器具落后。三是计量不全。", indent=2
    )
    line("二、经费测算", "黑体", indent=2)
    line("按照每家单位5万元至8万元的标准测算，共需300万元，拟由市财政安排。", indent=2)
    line("妥否，请批示。", indent=2)
    line()
    line("附件：1.节水改造项目清单", indent=2)
    line("2.经费测算表", indent=5)
    line(), line()
    line("临江市水利局", align=ALIGN.RIGHT, right=1575)
    line("2025年10月20日", align=ALIGN.RIGHT, right=1260)
    line("（联系人：李某某，电话：13800000000）", indent=2)
    for number, title in ((1, "节水改造项目清单"), (2, "经费测算表")):
        line(f"附件{number}", "黑体", align=ALIGN.LEFT, page=True)
        line()
        line(title, "小标宋", 22, align=ALIGN.CENTER)
        line()
        line("以下内容以2025年9月30日数据为准。", indent=2)
    line()
    writer.imprint("抄送：市发展改革委、市财政局。", "临江市水利局办公室", "2025年10月21日印发")
    return writer.saved()
