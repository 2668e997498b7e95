"""The styles of the shipped templates: what each 要素 of GB/T 9704—2012 looks like, in one table.

All fonts are those of the GB2312 set, written into all four slots so that Chinese marks never fall into a Latin face.
Every line pitch is exact: Word and LibreOffice then agree on the place of each baseline, whatever the font.
"""

from __future__ import annotations

from dataclasses import dataclass

from genwen.document.head import JOINT_MARKS, ORDER_MARGIN, SINGLE_MARK
from genwen.document.imprint import IMPRINT_LINE
from genwen.standard import (
    BODY_ADVANCE,
    BODY_SPACING,
    FONT_SETS,
    IMPRINT_ADVANCE,
    LINE_PITCH,
    PAGE_NUMBER_SIZE_PT,
    RED,
    TABLE_LINE_PITCH,
    TABLE_SIZE_PT,
    TABLE_SPACE_BELOW,
    TITLE_PITCH,
    TITLE_SIZE_PT,
    TYPE_AREA_WIDTH,
)

FONT = FONT_SETS["GB2312"]


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A paragraph style: its name, id, and what differs from the style it is based on.

    `line` is the pitch in twips, exact unless `rule` says otherwise; `ind`, `tabs`, `border` are XML attributes or
    elements; `size` is in points; `gallery` shows it in the style gallery of Word.
    """

    name: str
    id: str
    based: str = "Normal"
    next: str = ""
    font: str = ""
    size: float = 0
    spacing: int | None = None
    color: str = ""
    line: int = 0
    rule: str = "exact"
    before: int = 0
    after: int = 0
    ind: str = ""
    jc: str = ""
    tabs: str = ""
    border: str = ""
    outline: int | None = None
    keep_next: bool = False
    gallery: bool = False


def _chars(**counts: float) -> str:
    """w:ind attributes of indents in 字 of the body."""
    return "".join(
        f' w:{side}Chars="{round(count * 100)}" w:{side}="{round(count * BODY_ADVANCE)}"'
        for side, count in counts.items()
    )


def _imprint(**counts: float) -> str:
    return "".join(f' w:{side}="{round(count * IMPRINT_ADVANCE)}"' for side, count in counts.items())


def _right_tab(right: int) -> str:
    return f'<w:tab w:val="right" w:pos="{TYPE_AREA_WIDTH - right}"/>'


RED_RULE = f'<w:bottom w:val="single" w:sz="12" w:space="9" w:color="{RED}"/>'
_TITLE = {"font": "小标宋", "size": TITLE_SIZE_PT, "spacing": 0, "line": TITLE_PITCH, "jc": "center"}
_TABLE = {"size": TABLE_SIZE_PT, "spacing": 0, "line": TABLE_LINE_PITCH, "after": TABLE_SPACE_BELOW}
_IMPRINT = {"size": 14, "spacing": 0, "line": IMPRINT_LINE, "before": 40, "after": 100}
_MARK = {"font": "小标宋", "spacing": 0, "color": RED}

PARAGRAPH_STYLES: tuple[ParagraphStyle, ...] = (
    ParagraphStyle("空行", "Blank"),
    ParagraphStyle("命令标志上空", "OrderMargin", line=ORDER_MARGIN),
    ParagraphStyle("份号", "CopyNumber", jc="left"),
    ParagraphStyle("密级", "Classification", font="黑体", jc="left"),
    ParagraphStyle("紧急程度", "Urgency", font="黑体", jc="left"),
    ParagraphStyle(
        SINGLE_MARK.style,
        "IssuerMark",
        size=SINGLE_MARK.size,
        line=SINGLE_MARK.pitch,
        before=SINGLE_MARK.before,
        jc="center",
        **_MARK,
    ),
    *(
        ParagraphStyle(form.style, f"IssuerMark{number}", size=form.size, line=form.pitch, jc="distribute", **_MARK)
        for number, form in enumerate(JOINT_MARKS.values(), 2)
    ),
    ParagraphStyle("发文字号", "DocumentNumber", jc="center", border=RED_RULE),
    ParagraphStyle(
        "上行发文字号",
        "UpwardDocumentNumber",
        jc="left",
        ind=_chars(firstLine=1),
        tabs=_right_tab(BODY_ADVANCE),
        border=RED_RULE,
    ),
    ParagraphStyle("签发人行", "SignatoryLine", jc="left", tabs=_right_tab(BODY_ADVANCE)),
    ParagraphStyle("公文标题", "DocumentTitle", next="MainRecipients", gallery=True, **_TITLE),
    ParagraphStyle("主送机关", "MainRecipients", next="BodyText", gallery=True),
    ParagraphStyle("公文正文", "BodyText", ind=_chars(firstLine=2), gallery=True),
    ParagraphStyle("一级标题", "Level1", "BodyText", "BodyText", "黑体", outline=0, keep_next=True, gallery=True),
    ParagraphStyle("二级标题", "Level2", "BodyText", "BodyText", "楷体", outline=1, keep_next=True, gallery=True),
    ParagraphStyle("三级标题", "Level3", "BodyText", "BodyText", outline=2, keep_next=True, gallery=True),
    ParagraphStyle("四级标题", "Level4", "BodyText", "BodyText", outline=3, keep_next=True, gallery=True),
    ParagraphStyle("附件说明", "AttachmentNote", ind=_chars(left=5, hanging=3), gallery=True),
    ParagraphStyle("发文机关署名", "IssuerSignature", next="IssueDate", ind=_chars(right=4), jc="right", gallery=True),
    ParagraphStyle("成文日期", "IssueDate", ind=_chars(right=4), jc="right", gallery=True),
    ParagraphStyle("附注", "Note", ind=_chars(firstLine=2), gallery=True),
    ParagraphStyle("附件标识", "AttachmentMark", next="AttachmentTitle", font="黑体", jc="left", gallery=True),
    ParagraphStyle("附件标题", "AttachmentTitle", next="BodyText", gallery=True, **_TITLE),
    ParagraphStyle("表格标题文字", "TableHeader", font="黑体", jc="center", gallery=True, **_TABLE),
    ParagraphStyle("表格文字", "TableText", jc="center", gallery=True, **_TABLE),
    ParagraphStyle("表格文字居左", "TableTextLeft", jc="left", gallery=True, **_TABLE),
    # An exact line would cut off what stands in it; the small size keeps the line as high as the chart
    ParagraphStyle("图表", "Chart", size=5, line=240, rule="auto", before=60, jc="center", gallery=True),
    ParagraphStyle("表注", "TableNote", before=60, gallery=True, **_TABLE),
    ParagraphStyle("抄送机关", "CopyRecipients", ind=_imprint(left=4, right=1, hanging=3), **_IMPRINT),
    ParagraphStyle(
        "印发机关",
        "PrintingOffice",
        jc="left",
        ind=_imprint(firstLine=1),
        tabs=_right_tab(IMPRINT_ADVANCE),
        **_IMPRINT,
    ),
    ParagraphStyle("页码", "PageNumber", font="宋体", size=PAGE_NUMBER_SIZE_PT, spacing=0, line=280),
)

CHARACTER_STYLES: tuple[tuple[str, str, str, str], ...] = (
    ("一级标题字", "Level1Character", "黑体", ""),
    ("二级标题字", "Level2Character", "楷体", ""),
    ("三级标题字", "Level3Character", "仿宋", ""),
    ("四级标题字", "Level4Character", "仿宋", ""),
    ("签发人姓名", "SignatoryName", "楷体", ""),
    ("标签字", "LabelCharacter", "黑体", ""),
    # Shading beside the highlight: programs pass over a highlight that only a style asks for.
    ("待补", "Missing", "", '<w:highlight w:val="yellow"/><w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>'),
)
"""Name, id, role of the font ("" for the paragraph's own) and further run properties."""


def fonts(role: str) -> str:
    """w:rFonts naming the font of a role in all slots."""
    name = FONT[role]
    return f'<w:rFonts w:hint="eastAsia" w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _paragraph_properties(style: ParagraphStyle) -> str:
    parts = []
    if style.keep_next:
        parts.append("<w:keepNext/>")
    if style.border:
        parts.append(f"<w:pBdr>{style.border}</w:pBdr>")
    if style.tabs:
        parts.append(f"<w:tabs>{style.tabs}</w:tabs>")
    spacing = f' w:before="{style.before}"' if style.before else ""
    spacing += f' w:after="{style.after}"' if style.after else ""
    spacing += f' w:line="{style.line}" w:lineRule="{style.rule}"' if style.line else ""
    if spacing:
        parts.append(f"<w:spacing{spacing}/>")
    if style.ind:
        parts.append(f"<w:ind{style.ind}/>")
    if style.jc:
        parts.append(f'<w:jc w:val="{style.jc}"/>')
    if style.outline is not None:
        parts.append(f'<w:outlineLvl w:val="{style.outline}"/>')
    return "".join(parts)


def _run_properties(style: ParagraphStyle) -> str:
    parts = [fonts(style.font)] if style.font else []
    if style.color:
        parts.append(f'<w:color w:val="{style.color}"/>')
    if style.spacing is not None:
        parts.append(f'<w:spacing w:val="{style.spacing}"/>')
    if style.size:
        half_points = round(style.size * 2)
        parts.append(f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>')
    return "".join(parts)


def _wrapped(tag: str, content: str) -> str:
    return f"<w:{tag}>{content}</w:{tag}>" if content else ""


def _paragraph_style(style: ParagraphStyle, priority: int) -> str:
    following = f'<w:next w:val="{style.next}"/>' if style.next else ""
    gallery = "<w:qFormat/>" if style.gallery else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.based}"/>{following}<w:uiPriority w:val="{priority}"/>{gallery}'
        f"{_wrapped('pPr', _paragraph_properties(style))}{_wrapped('rPr', _run_properties(style))}</w:style>"
    )


def _character_style(name: str, style_id: str, role: str, more: str, priority: int) -> str:
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="{priority}"/><w:qFormat/>'
        f"{_wrapped('rPr', (fonts(role) if role else '') + more)}</w:style>"
    )


_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def _table_style(name: str, style_id: str, rule: str, margin: int) -> str:
    borders = "".join(f"<w:{side} {rule}/>" for side in _SIDES)
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in (("left", margin), ("right", margin))
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
    )


_BASE = (
    f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts('仿宋')}"
    '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    # Word's own styles stay out of the gallery, so that the clerk sees those of the 公文
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1" '
    'w:defQFormat="0" w:count="376"/>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:uiPriority w:val="1"/>'
    '<w:qFormat/><w:pPr><w:widowControl w:val="0"/><w:kinsoku w:val="1"/><w:overflowPunct w:val="1"/>'
    f'<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{LINE_PITCH}" w:lineRule="exact"/>'
    f'<w:jc w:val="both"/></w:pPr><w:rPr>{fonts("仿宋")}<w:spacing w:val="{BODY_SPACING}"/><w:sz w:val="32"/>'
    '<w:szCs w:val="32"/></w:rPr></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)


def styles_xml() -> str:
    """The content of w:styles."""
    parts = [_BASE]
    parts += [_paragraph_style(style, number) for number, style in enumerate(PARAGRAPH_STYLES, 2)]
    parts += [_character_style(*style, number) for number, style in enumerate(CHARACTER_STYLES, 40)]
    parts.append(_table_style("公文表格", "BorderedTable", 'w:val="single" w:sz="4" w:space="0" w:color="000000"', 57))
    parts.append(_table_style("无框表格", "PlainTable", 'w:val="nil"', 0))
    return "".join(parts)
