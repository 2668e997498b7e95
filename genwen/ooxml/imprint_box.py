"""The text box of the 版记: a DrawingML shape that stands on the lower edge of the 版心 (clause 7.4).

Its rules are empty paragraphs of their own with a border: a border on the text itself would be as short as the
indented text. The last one has its border below, so that it lies on the edge of the box and of the 版心.
"""

from __future__ import annotations

from genwen.standard import IMPRINT_THICK_RULE_EIGHTHS, IMPRINT_THIN_RULE_EIGHTHS, TYPE_AREA_WIDTH

EMU_PER_TWIP = 635
RULE_LINE = 14
"""Height of the empty line of a rule, in twips."""

_EIGHTHS = {"粗": IMPRINT_THICK_RULE_EIGHTHS, "细": IMPRINT_THIN_RULE_EIGHTHS}


def rule_height(rule: str) -> float:
    """Height in twips that the rule "粗" or "细" takes in the box; 0 for ""."""
    return RULE_LINE + _EIGHTHS[rule] * 20 / 8 if rule else 0


def _rule_paragraph(eighths: int) -> str:
    return (
        f'<w:pBdr><w:bottom w:val="single" w:sz="{eighths}" w:space="0" w:color="000000"/></w:pBdr>'
        f'<w:spacing w:before="0" w:after="0" w:line="{RULE_LINE}" w:lineRule="exact"/>'
        '<w:ind w:left="0" w:right="0" w:firstLine="0"/>'
    )


RULE_PARAGRAPH = {rule: _rule_paragraph(eighths) for rule, eighths in _EIGHTHS.items()}
"""Paragraph properties (after w:pStyle) of the empty paragraph that draws a rule, by the rule's name."""

_NAMESPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def text_box(content: str, height: int, width: int = TYPE_AREA_WIDTH) -> str:
    """The content of a run: a text box holding the paragraphs `content`, `width` × `height` twips.

    It stands on the lower margin, centred between the side margins, its text at its foot, without frame, inset or
    wrapping (the paragraph it is anchored to keeps the room). Word 2010 and later, WPS and LibreOffice read it; older
    programs leave it out, as a fallback would hold every word twice.
    """
    size = f'cx="{width * EMU_PER_TWIP}" cy="{height * EMU_PER_TWIP}"'
    return (
        f'<mc:AlternateContent {_NAMESPACES}><mc:Choice Requires="wps"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="9704" behindDoc="0" '
        'locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin"><wp:align>center</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>'
        f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        '<wp:docPr id="9704" name="版记"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr rot="0" vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="b" anchorCtr="0">'
        "<a:noAutofit/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
        "</mc:Choice></mc:AlternateContent>"
    )
