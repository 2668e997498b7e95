"""How the paragraph styles of the templates set their text, and how high a paragraph becomes. Lengths are in twips."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from genwen.document.elements import Measure, Paragraph
from genwen.document.keeping import like, measuring
from genwen.document.line_break import line_count, loosened
from genwen.records import record, replace
from genwen.standard import (
    BODY_ADVANCE,
    BODY_SIZE_PT,
    BODY_SPACING,
    INDENT_CHARS,
    LINE_PITCH,
    TABLE_LINE_PITCH,
    TABLE_SIZE_PT,
    TABLE_SPACE_BELOW,
    TITLE_PITCH,
    TITLE_SIZE_PT,
    TWIPS_PER_PT,
    TYPE_AREA_WIDTH,
)


@record
class Setting:
    """How a paragraph style sets its text.

    Line pitch, font size, character spacing, indents, space above the paragraph and what else it takes below;
    `keep` when the style keeps its paragraphs on the page of the next one; `loosens` when its lines are loosened where
    the next would begin with a dash or dots.
    """

    pitch: int = LINE_PITCH
    size: int = BODY_SIZE_PT * TWIPS_PER_PT
    spacing: int = BODY_SPACING
    left: int = 0
    right: int = 0
    first: int = 0
    before: int = 0
    below: int = 0
    keep: bool = False
    loosens: bool = False


_INDENT = INDENT_CHARS * BODY_ADVANCE
_FLUSH = Setting()
_BODY = Setting(first=_INDENT, loosens=True)
_HEADING = Setting(first=_INDENT, keep=True, loosens=True)
_TITLE = Setting(pitch=TITLE_PITCH, size=TITLE_SIZE_PT * TWIPS_PER_PT, spacing=0)
_TABLE = Setting(pitch=TABLE_LINE_PITCH, size=TABLE_SIZE_PT * TWIPS_PER_PT, spacing=0, below=TABLE_SPACE_BELOW)
# The red rule: 9 pt from the text and its own 1.5 pt
_RULE_HEIGHT = 210

SETTINGS: Mapping[str, Setting] = MappingProxyType(
    {
        "公文正文": _BODY,
        "一级标题": _HEADING,
        "二级标题": _HEADING,
        "三级标题": _HEADING,
        "四级标题": _HEADING,
        "附注": _BODY,
        "附件说明": Setting(left=5 * BODY_ADVANCE, first=-3 * BODY_ADVANCE, loosens=True),
        "公文标题": _TITLE,
        "附件标题": _TITLE,
        "发文机关标志": Setting(pitch=1100, size=920, spacing=0, before=65),
        "发文字号": Setting(below=_RULE_HEIGHT),
        "上行发文字号": Setting(first=BODY_ADVANCE, below=_RULE_HEIGHT),
        "表格标题文字": _TABLE,
        "表格文字": _TABLE,
        "表格文字居左": _TABLE,
        "表注": replace(_TABLE, before=60),
    }
)
"""By style name; a style that is not here sets its text flush, like the body."""


def setting_of(paragraph: Paragraph) -> Setting:
    """The setting of the paragraph's style with the paragraph's own measure applied."""
    setting = SETTINGS.get(paragraph.style, _FLUSH)
    return setting if paragraph.measure is None else _measured(setting, paragraph.measure)


def _measured(setting: Setting, measure: Measure) -> Setting:
    first = setting.first if measure.first_line is None else measure.first_line
    return Setting(
        setting.pitch,
        setting.size if measure.scale is None else setting.size * measure.scale // 100,
        setting.spacing,
        setting.left if measure.left is None else measure.left,
        setting.right if measure.right is None else measure.right,
        first if measure.hanging is None else -measure.hanging,
        setting.before if measure.before is None else measure.before,
        setting.below,
        setting.keep or measure.keep_next,
        setting.loosens,
    )


def paragraph_lines(paragraph: Paragraph, width: int = TYPE_AREA_WIDTH) -> int:
    """How many lines `paragraph` takes between margins `width` twips apart."""
    return lines_in(setting_of(paragraph), paragraph, width)


def lines_in(setting: Setting, paragraph: Paragraph, width: int = TYPE_AREA_WIDTH, other: str = "") -> int:
    """As `paragraph_lines`, for one whose setting is known; `other` is a text that is mostly the same (see line_count)."""
    text = paragraph.text
    if "\t" in text:
        # The templates use tabs for nothing but to set the two ends of one line
        return text.count("\n") + 1
    room = _room(setting, width)
    loosens = setting.loosens and width == TYPE_AREA_WIDTH
    return line_count(
        text, room, first_indent=setting.first, size=setting.size, spacing=setting.spacing, other=other, loosens=loosens
    )


def _room(setting: Setting, width: int) -> int:
    return max(width - setting.left - setting.right, setting.size)


def loosened_stretches(paragraph: Paragraph) -> Sequence[tuple[int, int, int]]:
    """The stretches of a paragraph of the body that are to be set wider, and their character spacing in twips."""
    setting = SETTINGS.get(paragraph.style, _FLUSH)
    if not setting.loosens or "\n" in (text := paragraph.text) or "\t" in text:
        return ()
    setting = setting_of(paragraph)
    found = loosened(
        text, _room(setting, TYPE_AREA_WIDTH), first_indent=setting.first, size=setting.size, spacing=setting.spacing
    )
    return [(start, end, setting.spacing + more) for start, end, more in found]


@measuring
def lines_on_page(paragraph: Paragraph) -> tuple[Setting, int]:
    """The setting of the paragraph, and how many lines it takes between the margins of the page."""
    setting = setting_of(paragraph)
    alike = like(paragraph)
    other = alike.other.text if alike is not None else ""
    return setting, lines_in(setting, paragraph, TYPE_AREA_WIDTH, other if "\t" not in other else "")


def paragraph_height(paragraph: Paragraph, width: int = TYPE_AREA_WIDTH) -> int:
    """How high `paragraph` is, with the space above it and the rule below it."""
    setting = setting_of(paragraph)
    return setting.before + lines_in(setting, paragraph, width) * setting.pitch + setting.below
