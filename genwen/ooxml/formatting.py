"""Formatting that takes effect: document defaults, then the chain of styles, then what is set directly.

Elements of styles.xml and the theme in, `RunForm` and `ParagraphForm` out. Toggle properties of a later layer replace
those of an earlier one. Lengths in twips.
"""

from __future__ import annotations

from typing import Any

from genwen.ooxml.form import Border, ParagraphForm, RunForm
from genwen.patterns import regex

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MAX_CHAIN = 40
_EFFECTS = {
    "outline": "空心",
    "shadow": "阴影",
    "emboss": "阳文",
    "imprint": "阴文",
    "bdr": "边框",
    "position": "提升或降低",
}
_TOGGLES = {"b": "bold", "i": "italic", "vanish": "hidden"}
_OFF = {"0", "false", "off", "none"}
_DOUBLE = regex("double|triple|thin|thickThin")
"""Rules of several lines."""
Properties = dict[str, Any]


def integer(text: str | None, default: int = 0) -> int:
    """A whole number in an attribute; `default` for anything else."""
    try:
        return max(-1_000_000, min(1_000_000, round(float(text)))) if text else default
    except (ValueError, OverflowError):
        return default


def is_on(element: Any) -> bool:
    """Whether an on/off element says on."""
    return element is not None and element.get(f"{W}val", "1") not in _OFF


class Formatting:
    """The styles and theme of one document."""

    def __init__(self, styles: Any, theme: Any) -> None:
        self._styles: dict[str, Any] = {}
        self._default: dict[str, str] = {}
        self._cache: dict[tuple[object, ...], RunForm] = {}
        self._paragraphs: dict[tuple[object, ...], ParagraphForm] = {}
        self._chains: dict[str, list[Any]] = {}
        self._base_run: Properties = {}
        self._base_paragraph: Properties = {}
        self._theme = _theme_fonts(theme) if theme is not None else {}
        if styles is not None:
            self._read(styles)

    def _read(self, styles: Any) -> None:
        for style in styles.iterchildren(f"{W}style"):
            identity = style.get(f"{W}styleId", "")
            self._styles[identity] = style
            if style.get(f"{W}default", "0") not in _OFF:
                self._default.setdefault(style.get(f"{W}type", "paragraph"), identity)
        defaults = styles.find(f"{W}docDefaults")
        if defaults is not None:
            self._base_run = self._run_properties(defaults.find(f"{W}rPrDefault/{W}rPr"))
            self._base_paragraph = paragraph_properties(defaults.find(f"{W}pPrDefault/{W}pPr"))

    def name(self, identity: str, kind: str = "paragraph") -> str:
        """The name of a style by its id, as the clerk sees it; the default style for ""."""
        style = self._styles.get(identity or self._default.get(kind, ""))
        named = style.find(f"{W}name") if style is not None else None
        return str(named.get(f"{W}val", "")) if named is not None else identity

    def style(self, identity: str) -> Any:
        """The element of a style, None when there is none."""
        return self._styles.get(identity)

    def chain(self, identity: str, kind: str = "paragraph") -> list[Any]:
        """The style and those it is based on, the base first."""
        identity = identity if identity in self._styles else self._default.get(kind, "")
        if identity not in self._chains:
            chain: list[Any] = []
            at: str = identity
            while at in self._styles and len(chain) < _MAX_CHAIN and self._styles[at] not in chain:
                chain.append(self._styles[at])
                based = self._styles[at].find(f"{W}basedOn")
                at = based.get(f"{W}val", "") if based is not None else ""
            self._chains[identity] = chain[::-1]
        return self._chains[identity]

    def run(self, paragraph_style: str, direct: Any) -> RunForm:
        """The look of a run with the direct properties `direct` (w:rPr or None) in a paragraph of that style."""
        named = direct.find(f"{W}rStyle") if direct is not None else None
        character_style = named.get(f"{W}val", "") if named is not None else ""
        key = (paragraph_style, character_style, *_said(direct))
        if key not in self._cache:
            found = dict(self._base_run)
            for style in self.chain(paragraph_style):
                found |= self._run_properties(style.find(f"{W}rPr"))
            if character_style:
                for style in self.chain(character_style, "character"):
                    found |= self._run_properties(style.find(f"{W}rPr"))
                found["style"] = self.name(character_style, "character")
            found |= self._run_properties(direct)
            self._cache[key] = RunForm(**found)
        return self._cache[key]

    def paragraph(self, style: str, direct: Any) -> ParagraphForm:
        """The layout of a paragraph with the direct properties `direct` (w:pPr or None)."""
        key = (style, *_said(direct))
        if key not in self._paragraphs:
            found = dict(self._base_paragraph)
            for layer in self.chain(style):
                _lay(found, paragraph_properties(layer.find(f"{W}pPr")))
            _lay(found, paragraph_properties(direct))
            self._paragraphs[key] = ParagraphForm(style=self.name(style), **found)
        return self._paragraphs[key]

    def _run_properties(self, properties: Any) -> Properties:
        """What a w:rPr sets."""
        found: Properties = {}
        if properties is None:
            return found
        for element in properties:
            tag = element.tag[len(W) :] if isinstance(element.tag, str) else ""
            value = element.get(f"{W}val", "")
            if tag == "rFonts":
                self._fonts(element, found)
            elif tag == "sz":
                found["size"] = integer(value, 21) / 2
            elif tag in _TOGGLES:
                found[_TOGGLES[tag]] = is_on(element)
            elif tag == "u":
                found["underline"] = value not in ("none", "")
            elif tag == "color":
                found["color"] = "" if value in ("auto", "") and not element.get(f"{W}themeColor") else value.upper()
            elif tag == "highlight":
                found["marked"] = value not in ("none", "")
            elif tag == "shd":
                found["marked"] = _is_filled(element) or found.get("marked", False)
            elif tag == "spacing":
                found["spacing"] = integer(value)
            elif tag == "vertAlign":
                found["raised"] = value in ("superscript", "subscript")
            elif tag in ("strike", "dstrike"):
                found["struck"] = is_on(element) or found.get("struck", False)
            elif tag == "em":
                found["dotted"] = value not in ("none", "")
            elif tag in _EFFECTS:
                found["effect"] = _EFFECTS[tag] if is_on(element) and value not in ("none", "nil", "0") else ""
            elif tag == "w":
                found["scale"] = integer(value, 100)
        return found

    def _fonts(self, element: Any, found: Properties) -> None:
        for kind, key in (("eastAsia", "font"), ("ascii", "latin")):
            themed = element.get(f"{W}{kind}Theme")
            named = self._theme.get(themed, "") if themed else ""
            named = named or element.get(f"{W}{kind}", "")
            if named:
                found[key] = named


def _said(properties: Any) -> list[object]:
    """What properties say, for telling whether others say the same; a fraction of the cost of writing them out."""
    return [] if properties is None else [(element.tag, *element.items()) for element in properties.iter()]


def _theme_fonts(theme: Any) -> dict[str, str]:
    """Names such as minorEastAsia → font, as the theme gives them for simplified Chinese."""
    found: dict[str, str] = {}
    for kind in ("major", "minor"):
        scheme = theme.find(f".//{_A}{kind}Font")
        if scheme is None:
            continue
        latin, east = scheme.find(f"{_A}latin"), scheme.find(f"{_A}ea")
        han = next((font for font in scheme.findall(f"{_A}font") if font.get("script") == "Hans"), None)
        chinese = (east.get("typeface") if east is not None else "") or (han.get("typeface") if han is not None else "")
        found[f"{kind}EastAsia"] = chinese or ""
        found[f"{kind}Ascii"] = found[f"{kind}HAnsi"] = latin.get("typeface", "") if latin is not None else ""
    return found


def paragraph_properties(properties: Any) -> Properties:
    """What a w:pPr sets."""
    found: Properties = {}
    if properties is None:
        return found
    for element in properties:
        tag = element.tag[len(W) :] if isinstance(element.tag, str) else ""
        if tag == "jc":
            value = element.get(f"{W}val", "left")
            found["align"] = {"start": "left", "end": "right"}.get(value, value)
        elif tag == "ind":
            _indents(element, found)
        elif tag == "spacing":
            for name in ("before", "after", "line"):
                if element.get(f"{W}{name}") is not None:
                    found[name] = integer(element.get(f"{W}{name}"))
            if element.get(f"{W}line") is not None:
                found["line_rule"] = element.get(f"{W}lineRule", "auto")
        elif tag == "pageBreakBefore":
            found["page_break_before"] = is_on(element)
        elif tag == "outlineLvl":
            found["outline"] = integer(element.get(f"{W}val"), 9)
        elif tag == "pBdr":
            for side in ("top", "bottom", "between"):
                found[side] = border(element.find(f"{W}{side}"))
        elif tag == "framePr":
            found["frame"] = element.get(f"{W}xAlign", "")
        elif tag == "shd":
            found["shaded"] = _is_filled(element)
        elif tag == "tabs":
            stops = [(tab.get(f"{W}val", ""), integer(tab.get(f"{W}pos"))) for tab in element]
            found["tabs"] = tuple(stops)
    return found


def _is_filled(element: Any) -> bool:
    """Whether a w:shd lays a colour other than white behind the text."""
    return element.get(f"{W}fill", "auto").lower() not in ("auto", "ffffff", "")


def _indents(element: Any, found: Properties) -> None:
    for names, key in ((("left", "start"), "left"), (("right", "end"), "right")):
        for name in names:
            if element.get(f"{W}{name}") is not None:
                found[key] = integer(element.get(f"{W}{name}"))
            if element.get(f"{W}{name}Chars") is not None:
                found[f"{key}_chars"] = integer(element.get(f"{W}{name}Chars"))
    for name, sign in (("firstLine", 1), ("hanging", -1)):
        if element.get(f"{W}{name}") is not None:
            found["first"] = sign * integer(element.get(f"{W}{name}"))
        if element.get(f"{W}{name}Chars") is not None:
            found["first_chars"] = sign * integer(element.get(f"{W}{name}Chars"))


def border(element: Any) -> Border | None:
    """A drawn rule, None where there is none."""
    if element is None or element.get(f"{W}val", "none") in ("none", "nil"):
        return None
    color, kind = element.get(f"{W}color", "auto"), element.get(f"{W}val", "")
    return Border(
        integer(element.get(f"{W}sz"), 4), "" if color == "auto" else color.upper(), bool(_DOUBLE.match(kind))
    )


def _lay(found: Properties, over: Properties) -> None:
    """Put one layer over another: a length set in twips replaces one in 字 of an earlier layer, tab stops add up."""
    for key in ("left", "right", "first"):
        if key in over and f"{key}_chars" not in over:
            found.pop(f"{key}_chars", None)
    if "tabs" in over and "tabs" in found:
        over["tabs"] = found["tabs"] + over["tabs"]
    found |= over
