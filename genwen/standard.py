"""The measures of GB/T 9704—2012 and the values its 要素 may take, each with its clause.

Lengths are in twips (1/20 pt) unless the name says mm, pt or chars. The standard's 156 × 225 mm, 22 lines of 28 字
come from a 3号 of 15.75 pt; with the 16 pt of word processors the advance is tightened by a quarter point and the line
pitch is set exactly. The 15 文种 and the 密级 come from the 条例 (中办发〔2012〕14号) and the 保守国家秘密法.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from genwen.records import record

TWIPS_PER_PT = 20
TWIPS_PER_MM = 1440 / 25.4

# 5.1, 5.2.1 paper and 版心: 37 mm above, 28 mm at the binding edge, 156 × 225 mm of type
PAGE_WIDTH = 11906
PAGE_HEIGHT = 16838
MARGIN_TOP = 2098
MARGIN_RIGHT = 1474
MARGIN_BOTTOM = 1984
MARGIN_LEFT = 1587
TYPE_AREA_WIDTH = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
TYPE_AREA_HEIGHT = PAGE_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM

# 5.2.2, 5.2.3 body: 3号 仿宋, 22 lines of 28 字 filling the 版心
BODY_SIZE_PT = 16
BODY_SPACING = -5
BODY_ADVANCE = BODY_SIZE_PT * TWIPS_PER_PT + BODY_SPACING
LINE_PITCH = 579
LINES = 22
CHARS = 28
INDENT_CHARS = 2
"""7.3.3: every paragraph of the body begins two 字 in."""

COUNTED_TYPES = frozenset({"命令", "纪要", "公告", "通告", "公报"})
"""文种 that may be counted as 第×号 and then have no 发文字号."""

# 7.2.4, 10.1–10.3 top of the ink of the 发文机关标志
MARK_BELOW_TYPE_AREA_MM: Mapping[str, int] = MappingProxyType({"一般": 35, "纪要": 35, "命令": 20})
LETTER_MARK_BELOW_PAGE_TOP_MM = 30
HEAD_RULE_BELOW_NUMBER_MM = 4
"""7.2.7: the red rule lies 4 mm under the 发文字号."""
LETTER_RULE_WIDTH_MM = 170
RED = "FF0000"

# 7.3.1 title: 2号 小标宋
TITLE_SIZE_PT = 22
TITLE_CHARS = 20
TITLE_PITCH = 660
"""Pitch of title lines; the standard lays none down."""

# 7.3.5.1, 7.3.5.2 space to the right of signature and date, in 字
SEALED_DATE_RIGHT_CHARS = 4
UNSEALED_SIGNATURE_RIGHT_CHARS = 2
UNSEALED_DATE_SHIFT_CHARS = 2

# 7.4 imprint: 4号 仿宋 between rules as wide as the 版心
IMPRINT_SIZE_PT = 14
IMPRINT_ADVANCE = IMPRINT_SIZE_PT * TWIPS_PER_PT
IMPRINT_THICK_RULE_EIGHTHS = 8
"""Width of the first and last rule in eighths of a point: 0.35 mm recommended."""
IMPRINT_THIN_RULE_EIGHTHS = 6
"""Width of the rules between in eighths of a point: 0.25 mm recommended."""

# 7.5 page number: 4号 半角宋体, its dash 7 mm under the 版心, one 字 in
PAGE_NUMBER_SIZE_PT = 14
PAGE_NUMBER_BELOW_TYPE_AREA_MM = 7

# 8 tables: no size is laid down; 小四 and a pitch of 18 pt are the practice of this tool. An exact line has its
# baseline at 0.8 of its height: 2 pt more below bring the text to the middle between two rules.
TABLE_SIZE_PT = 12
TABLE_LINE_PITCH = 360
TABLE_SPACE_BELOW = 40

# 7.2.1–7.2.3 values
COPY_NUMBER_DIGITS = 6
CLASSIFICATIONS = ("绝密", "机密", "秘密")
MAX_SECRECY_YEARS: Mapping[str, int] = MappingProxyType({"绝密": 30, "机密": 20, "秘密": 10})
"""保守国家秘密法 20: the longest 保密期限 of each 密级, in years."""
URGENCIES = ("特急", "加急")
TELEGRAM_URGENCIES = ("特提", "特急", "加急", "平急")

FONT_ROLES = ("小标宋", "仿宋", "楷体", "黑体", "宋体")
DEFAULT_FONT_SET = "GB2312"
FONT_SETS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "GB2312": MappingProxyType(
            {
                "小标宋": "方正小标宋简体",
                "仿宋": "仿宋_GB2312",
                "楷体": "楷体_GB2312",
                "黑体": "黑体",
                "宋体": "宋体",
            }
        ),
        "GBK": MappingProxyType(
            {
                "小标宋": "方正小标宋_GBK",
                "仿宋": "方正仿宋_GBK",
                "楷体": "方正楷体_GBK",
                "黑体": "方正黑体_GBK",
                "宋体": "方正书宋_GBK",
            }
        ),
        "系统自带": MappingProxyType(
            {"小标宋": "华文中宋", "仿宋": "仿宋", "楷体": "楷体", "黑体": "黑体", "宋体": "宋体"}
        ),
    }
)
"""Font name by role, for each font set a project may choose. The templates are written with the first."""


@record
class DocumentType:
    """A 文种 of 条例 8: `direction` is the usual one, `directions` all it may run in; `form` its page form."""

    name: str
    direction: str
    directions: tuple[str, ...]
    form: str = "一般"

    @property
    def needs_signatory(self) -> bool:
        """Whether a document of this kind, sent its usual way, must name its 签发人 (条例 9(6): 上行文)."""
        return self.direction == "上行"


DIRECTIONS = ("上行", "下行", "平行")


def _types() -> dict[str, DocumentType]:
    down, up, level = ("下行",), ("上行",), ("平行",)
    kinds = (
        DocumentType("决议", "下行", down),
        DocumentType("决定", "下行", down),
        DocumentType("命令", "下行", down, "命令"),
        DocumentType("公报", "下行", down),
        DocumentType("公告", "下行", down),
        DocumentType("通告", "下行", down),
        DocumentType("意见", "下行", ("下行", "上行", "平行")),
        DocumentType("通知", "下行", ("下行", "平行")),
        DocumentType("通报", "下行", down),
        DocumentType("报告", "上行", up),
        DocumentType("请示", "上行", up),
        DocumentType("批复", "下行", down),
        DocumentType("议案", "平行", ("平行", "上行")),
        DocumentType("函", "平行", level, "信函"),
        DocumentType("纪要", "下行", ("下行", "平行"), "纪要"),
    )
    return {kind.name: kind for kind in kinds}


DOCUMENT_TYPES: Mapping[str, DocumentType] = MappingProxyType(_types())
"""The 15 文种 of 条例 8 by name. 公报, 公告 and 通告 are addressed to the public and count as 下行."""

UNOFFICIAL_TYPES = ("方案", "办法", "规定", "细则", "要点", "计划", "规划", "总结", "制度", "预案", "标准", "清单")
"""Names of texts that are no 文种 and go out under a 通知 or the like."""

# Python's gb2312 codec knows these two marks only under other code points
_MARKS_OF_GB2312 = frozenset("—·")
_CODECS = {"GB2312": "gb2312", "GBK": "gbk", "系统自带": ""}


@cache
def _lacks(character: str, codec: str) -> bool:
    if character in _MARKS_OF_GB2312 or ord(character) < 0x80 or character == "\xa0":
        return False
    if not codec:
        return ord(character) > 0xFFFF
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return True
    return False


def _held(text: str, codec: str) -> bool:
    """Whether the codec takes the whole text: no is no answer yet, but nearly every text is answered by yes at once."""
    for mark in _MARKS_OF_GB2312:
        text = text.replace(mark, "")
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def missing_characters(text: str, font_set: str = DEFAULT_FONT_SET) -> tuple[str, ...]:
    """The characters of `text` that the fonts of `font_set` have no glyph for, each once, in order of appearance.

    GB2312 and GBK fonts hold the characters of those sets; system fonts are taken to hold the whole BMP. Raises
    KeyError for an unknown set.
    """
    codec = _CODECS[font_set]
    if codec and _held(text, codec):
        return ()
    return tuple(character for character in dict.fromkeys(text) if _lacks(character, codec))
