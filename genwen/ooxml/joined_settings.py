"""Settings of many documents in one: those of the first, told where another one has others."""

from __future__ import annotations

from typing import Any

from lxml import etree

from genwen.ooxml.joined_body import R
from genwen.ooxml.revisions_package import W

_COMPARED = (
    "mirrorMargins", "gutterAtTop", "bordersDoNotSurroundHeader", "defaultTabStop", "autoHyphenation",
    "characterSpacingControl", "noLineBreaksAfter", "noLineBreaksBefore", "compat", "footnotePr", "endnotePr",
    "bookFoldPrinting",
)  # fmt: skip
"""What changes how a page is set, and holds for the whole package."""
_DROPPED = (
    "attachedTemplate", "documentProtection", "writeProtection", "trackRevisions", "mailMerge", "rsids", "docVars",
    "hdrShapeDefaults", "saveThroughXslt",
)  # fmt: skip
_BEFORE_EVEN = frozenset(
    f"{W}{name}"
    for name in (
        "writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime", "doNotDisplayPageBoundaries",
        "displayBackgroundShape", "printPostScriptOverText", "printFractionalCharacterWidth", "printFormsData",
        "embedTrueTypeFonts", "embedSystemFonts", "saveSubsetFonts", "saveFormsData", "mirrorMargins", "alignBordersAndEdges",
        "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop", "hideSpellingErrors",
        "hideGrammaticalErrors", "activeWritingStyle", "proofState", "formsDesign", "linkStyles", "stylePaneFormatFilter",
        "stylePaneSortMethod", "documentType", "revisionView", "doNotTrackMoves", "doNotTrackFormatting",
        "autoFormatOverride", "styleLockTheme", "styleLockQFSet", "defaultTabStop", "autoHyphenation",
        "consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps", "showEnvelope", "summaryLength",
        "clickAndTypeStyle", "defaultTableStyle",
    )
)  # fmt: skip


class SettingsBook:
    """The settings of the joint document; `differing` are the names of those that others have in another way."""

    def __init__(self) -> None:
        self.root: Any = None
        self.differing: dict[str, list[str]] = {}
        self._even = False

    def add(self, root: Any, name: str) -> bool:
        """Take the settings of a document (None for none); whether its even pages have headers of their own."""
        root = root if root is not None else etree.Element(f"{W}settings", nsmap={"w": W[1:-1]})
        mark = root.find(f"{W}evenAndOddHeaders")
        even = mark is not None and mark.get(f"{W}val", "1") not in ("0", "false", "off")
        self._even = self._even or even
        if self.root is None:
            self.root = root
            self._clear()
            return even
        for tag in _COMPARED:
            if _canonical(root.find(f"{W}{tag}")) != _canonical(self.root.find(f"{W}{tag}")):
                self.differing.setdefault(tag, []).append(name)
        return even

    def _clear(self) -> None:
        """Leave out what is of one document alone, and what refers to other parts."""
        for element in list(self.root):
            of_parts = any(str(name).startswith(R) for inner in element.iter(etree.Element) for name in inner.attrib)
            if of_parts or etree.QName(element).localname in _DROPPED:
                self.root.remove(element)

    def finish(self) -> Any:
        """The part: even pages have headers of their own as soon as those of one document have."""
        mark = self.root.find(f"{W}evenAndOddHeaders")
        if self._even and mark is None:
            mark = etree.Element(f"{W}evenAndOddHeaders")
            self.root.insert(sum(1 for child in self.root if child.tag in _BEFORE_EVEN), mark)
        elif self._even:
            mark.attrib.clear()
        return self.root


def _canonical(element: Any) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True) if element is not None else b""
