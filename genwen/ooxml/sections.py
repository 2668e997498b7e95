"""Section properties around a `SectionBreak`, made from those of the template by editing their text.

In OOXML the properties of a section stand at its end, and say how the section itself begins. So what a break asks for
goes into the properties of the section after it, at the next break or at the end of the document.
"""

from __future__ import annotations

from genwen.document.elements import SectionBreak
from genwen.patterns import regex

_OF_THE_START = regex(r"<w:type\b[^>]*/>|<w:titlePg\b[^>]*/>|<w:pgNumType\b[^>]*/>")
_BEFORE_TYPE = regex(r"<w:(?:headerReference|footerReference|footnotePr|endnotePr)\b[^>]*/>")
_AFTER_TITLE_PAGE = regex(r"<w:(?:textDirection|bidi|rtlGutter|docGrid|printerSettings)\b|</w:sectPr>")


def section_after(template: str, begun_by: SectionBreak | None) -> str:
    """The w:sectPr of the section that a break began, from the template's own; that itself for the first section.

    Numbering goes on. A section without page numbers is one whose first page is special and has no footer (or the
    empty one that our templates carry for it); so it must be one page long, as the page of the 版记 is, and a blank
    page before it. A section on an even page leaves a blank page out before it where Word needs one; LibreOffice
    gives such a page another footer height, so that number and 版记 slip by 4 mm, and drops the blank page from the
    PDF: to be sure of an even page there, break twice with a page estimate.
    """
    if begun_by is None or not template:
        return template
    section = _OF_THE_START.sub("", template)
    references = list(_BEFORE_TYPE.finditer(section))
    place = references[-1].end() if references else section.index(">") + 1
    kind = "evenPage" if begun_by.even_page else "nextPage"
    section = f'{section[:place]}<w:type w:val="{kind}"/>{section[place:]}'
    if begun_by.numbered:
        return section
    after = _AFTER_TITLE_PAGE.search(section)
    place = after.start() if after else len(section)
    return f"{section[:place]}<w:titlePg/>{section[place:]}"
