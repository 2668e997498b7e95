"""Page numbers put right in a .docx: where they stand and how they look (7.5), where they begin, which page has none."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from typing import Any

from genwen.ooxml.formatting import W, is_on
from genwen.ooxml.revisions_package import Package, parse

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FOOTER = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
_SETTINGS = "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"
_BEFORE_EVEN = (
    "writeProtection|view|zoom|removePersonalInformation|removeDateAndTime|doNotDisplayPageBoundaries"
    "|displayBackgroundShape|printPostScriptOverText|printFractionalCharacterWidth|printFormsData|embedTrueTypeFonts"
    "|embedSystemFonts|saveSubsetFonts|saveFormsData|mirrorMargins|alignBordersAndEdges|bordersDoNotSurroundHeader"
    "|bordersDoNotSurroundFooter|gutterAtTop|hideSpellingErrors|hideGrammaticalErrors|activeWritingStyle|proofState"
    "|formsDesign|attachedTemplate|linkStyles|stylePaneFormatFilter|stylePaneSortMethod|documentType|mailMerge"
    "|revisionView|trackRevisions|doNotTrackMoves|doNotTrackFormatting|documentProtection|autoFormatOverride"
    "|styleLockTheme|styleLockQFSet|defaultTabStop|autoHyphenation|consecutiveHyphenLimit|hyphenationZone"
    "|doNotHyphenateCaps|showEnvelope|summaryLength|clickAndTypeStyle|defaultTableStyle"
)
"""What the schema puts before w:evenAndOddHeaders."""
_FOOTER_DISTANCE = 1452
"""Twips from the foot of the page, by which the dashes stand 7 mm under the 版心."""


def number_pages(package: Package, kinds: Sequence[str]) -> None:
    """The page number in these footers of every section: at the right on odd pages, at the left on even ones (7.5)."""
    identities = {kind: _footer(package, kind) for kind in kinds}
    for section in _sections(package):
        for old in section.findall(f"{W}footerReference"):
            if old.get(f"{W}type", "default") in identities:
                section.remove(old)
        for kind, identity in identities.items():
            reference = section.makeelement(f"{W}footerReference", {f"{W}type": kind, f"{_R}id": identity})
            section.insert(0, reference)
        margins = section.find(f"{W}pgMar")
        if margins is not None:
            margins.set(f"{W}footer", str(_FOOTER_DISTANCE))
    empty = f'<w:settings xmlns:w="{W[1:-1]}"/>'.encode()
    part, settings = package.related("settings", _SETTINGS, "settings.xml", empty)
    for old in settings.findall(f"{W}evenAndOddHeaders"):
        settings.remove(old)
    last = max(
        (n for n, child in enumerate(settings, 1) if re.fullmatch(_BEFORE_EVEN, str(child.tag)[len(W) :])), default=0
    )
    settings.insert(last, settings.makeelement(f"{W}evenAndOddHeaders"))
    package.put(part, settings)


def _footer(package: Package, kind: str) -> str:
    """Add a footer with the page number; its relationship id."""
    side, look = ("left" if kind == "even" else "right"), (
        '<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体" w:cs="宋体"/>'
        '<w:spacing w:val="0"/><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>'
    )  # fmt: skip
    pieces = ('<w:t xml:space="preserve">— </w:t>', '<w:fldChar w:fldCharType="begin"/>',
              '<w:instrText xml:space="preserve"> PAGE </w:instrText>', '<w:fldChar w:fldCharType="separate"/>',
              "<w:t>1</w:t>", '<w:fldChar w:fldCharType="end"/>', '<w:t xml:space="preserve"> —</w:t>')  # fmt: skip
    runs = "".join(f"<w:r>{look}{piece}</w:r>" for piece in pieces)
    text = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:ftr xmlns:w="{W[1:-1]}"><w:p><w:pPr>'
        '<w:spacing w:before="0" w:after="0" w:line="280" w:lineRule="exact"/>'
        f'<w:ind w:{side}Chars="100" w:{side}="280" w:firstLine="0" w:firstLineChars="0"/><w:jc w:val="{side}"/></w:pPr>'
        f"{runs}</w:p></w:ftr>"
    )
    folder = posixpath.dirname(package.body_part)
    number = next(n for n in range(1, 1000) if posixpath.join(folder, f"footer_genwen{n}.xml") not in package.parts)
    name = f"footer_genwen{number}.xml"
    package.parts[posixpath.join(folder, name)] = text.encode()
    return _related(package, posixpath.join(folder, name), name)


def _related(package: Package, part: str, target: str) -> str:
    """Declare a footer and relate the body to it; the id of the relationship."""
    types = parse(package.parts["[Content_Types].xml"], package.file, "[Content_Types].xml")
    space = str(types.tag).rsplit("}", 1)[0] + "}"
    types.append(types.makeelement(f"{space}Override", {"PartName": f"/{part}", "ContentType": _FOOTER}))
    package.put("[Content_Types].xml", types)
    folder, name = posixpath.split(package.body_part)
    where = posixpath.join(folder, "_rels", f"{name}.rels")
    relations = parse(package.parts[where], package.file, where)
    taken = {entry.get("Id") for entry in relations}
    identity = next(f"genwenFooter{n}" for n in range(1, 1000) if f"genwenFooter{n}" not in taken)
    space = str(relations.tag).rsplit("}", 1)[0] + "}"
    given = {"Id": identity, "Type": f"{_OFFICE}/footer", "Target": target}
    relations.append(relations.makeelement(f"{space}Relationship", given))
    package.put(where, relations)
    return identity


def begin_with_one(package: Package) -> None:
    """Page numbers from 1 through all sections; from 0, where the first page has none and so the second is 1."""
    for count, section in enumerate(_sections(package)):
        for numbering in section.findall(f"{W}pgNumType"):
            if count or numbering.get(f"{W}start") != "0":
                numbering.attrib.pop(f"{W}start", None)


def leave_first_unnumbered(package: Package) -> None:
    """A first page of its own, as a letter has it (10.1): with the footer it has for that, or without its footer."""
    section = _sections(package)[0]
    mark = section.find(f"{W}titlePg")
    if mark is not None and is_on(mark):
        for footer in section.findall(f"{W}footerReference"):
            if footer.get(f"{W}type") == "first":
                section.remove(footer)
        return
    if mark is not None:
        section.remove(mark)
    at = next((n for n, child in enumerate(section) if child.tag in _AFTER_FIRST), len(section))
    section.insert(at, section.makeelement(f"{W}titlePg"))


_AFTER_FIRST = {
    f"{W}{tag}" for tag in ("textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings", "sectPrChange")
}
"""What the schema puts after w:titlePg."""


def _sections(package: Package) -> list[Any]:
    body = package.stories[package.body_part]
    return [section for section in body.iter(f"{W}sectPr") if section.getparent().tag != f"{W}sectPrChange"]
