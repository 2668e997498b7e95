"""Section properties around a `SectionBreak`, made from those of the template by editing their text.

In OOXML the properties of a section stand at its end, and say how the section itself begins. So the break puts the
properties of what came before it, and what it asks for goes into those of the section after it.
"""

from __future__ import annotations

import re

from genwen.document.elements import SectionBreak

_BEFORE_TYPE = re.compile(r"<w:(?:headerReference|footerReference|footnotePr|endnotePr)\b[^>]*/>")
_AFTER_TITLE_PAGE = re.compile(r"<w:(?:textDirection|bidi|rtlGutter|docGrid|printerSettings)\b|</w:sectPr>")


def opening_section(template: str, previous: SectionBreak | None) -> str:
    """The w:sectPr that ends the section before a break; `previous` is the break that began this section, if any."""
    return closing_section(template, previous)


def closing_section(template: str, previous: SectionBreak | None) -> str:
    """The w:sectPr of the section that `previous` began; the template's own if there was none.

    A section without page numbers is one whose first page is special and has no footer of its own; so it must be one
    page long, as the page of the 版记 and a blank page before it are.
    """
    if previous is None or not template:
        return template
    section = re.sub(r"<w:type\b[^>]*/>|<w:titlePg\b[^>]*/>|(?<=<w:pgNumType)( [^>]*)? w:start=\"\d+\"", "", template)
    references = list(_BEFORE_TYPE.finditer(section))
    place = references[-1].end() if references else section.index(">") + 1
    kind = "evenPage" if previous.even_page else "nextPage"
    section = f'{section[:place]}<w:type w:val="{kind}"/>{section[place:]}'
    if not previous.numbered:
        after = _AFTER_TITLE_PAGE.search(section)
        place = after.start() if after else len(section)
        section = f"{section[:place]}<w:titlePg/>{section[place:]}"
    return section
