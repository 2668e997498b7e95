"""Forms that many rules look for: numerals, counts, years, brackets, heads of columns."""

from __future__ import annotations

from genwen.patterns import regex

NUMERALS = "一二三四五六七八九十"
COUNTING = "一二两三四五六七八九十"
"""The numerals things are counted with."""
COUNT = rf"(?<![第\d.{COUNTING}])(?P<n>[{COUNTING}]{{1,3}}|\d{{1,2}})(?![\d.%])"
"""A count of things, written either way."""
YEAR = regex(r"(?:19|20)\d{2}")
YEAR_SAID = regex(r"(?<!\d)((?:19|20)\d{2})年")
BRACKETS = regex("（[^（）]*）")
"""What stands in brackets, itself without any."""
NAME = regex(r"^(?:其中|#)?[：:]?(?P<name>[^（(：:]+)")
"""The name that a label begins with."""
SHARE_HEAD = regex(r"占比|比重|比例|占.*[%％]|百分比|构成")
RANK_HEAD = regex("^(?:[^由从]{0,6}[由从]?[高低大小多少优]到[高低大小多少差]的?)?(?:名次|排名|位次|排序)$")
STATE = regex(
    "(?:调整|修订|修改|变更|核减|改造|整合|优化|重组|改扩建|扩建|整改|治理)(?:之?前|之?后)(?=[，的为有]|\\d|[\u4e00-\u9fff]{2,8}\\d)"
)
"""A change that a number is of before or after: 调整后，定期30年的为123条."""
