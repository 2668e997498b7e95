"""Lists of people's names: a line in, whether it is one out."""

from __future__ import annotations

import re

from genwen.patterns import regex

_HAN = "\u4e00-\u9fff"
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董潘袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江"
    "阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷"
    "盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣"
)
_PARTED = regex(rf"(?<![{_HAN}])([{_HAN}])[ \u3000\xa0]+([{_HAN}])(?![{_HAN}])")
"""A name of two characters set as wide as one of three."""
_NAME = regex(rf"[{_HAN}]{{2,4}}(?:（[^（）]{{1,20}}）)?|[{_HAN}]{{2,5}}·[{_HAN}·]{{1,12}}")
_LABEL = regex(rf"[{_HAN}]{{1,12}}\s*[：:]\s*")


def is_parted_name(text: str, start: int, end: int) -> bool:
    """Whether the space from `start` to `end` stands in a name of two characters set as wide as one of three: 郑　军."""
    around = re.fullmatch(rf"[^{_HAN}]?([{_HAN}])[ \u3000\xa0]+[{_HAN}][^{_HAN}]?", text[max(0, start - 2) : end + 2])
    return around is not None and around[1] in _SURNAMES


def is_list_of_people(text: str) -> bool:
    """Whether a line, but for a label with a colon, is names of people with spaces between them: 张　三 李四五  王六."""
    bare = text.strip()
    label = _LABEL.match(bare)
    names = _PARTED.sub(r"\1\2", bare[label.end() if label else 0 :].rstrip("。；"))
    pieces = [piece for piece in re.split(r"[ \u3000\xa0、，；]+", names) if piece]
    known = sum(1 for piece in pieces if piece[0] in _SURNAMES)
    return bool(pieces) and all(map(_NAME.fullmatch, pieces)) and known * 3 >= len(pieces) * 2
