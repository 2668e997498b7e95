"""Names of people: whether a line is a list of them, and where foreign ones stand."""

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
_ROSTER = regex(
    rf"(?P<label>[{_HAN}][{_HAN} \u3000\xa0]{{0,8}}[：:][ \u3000\xa0\t]*)?"
    rf"(?P<name>[{_HAN}][ \u3000\xa0]{{1,4}}[{_HAN}]|[{_HAN}]{{2,4}})(?:[ \u3000\xa0\t]+|（)[{_HAN}]{{2}}[^。；]*"
)
_PARTED_LABEL = regex(rf"[ \u3000\t]*[{_HAN}](?P<gap>[ \u3000\xa0]+)[{_HAN}]{{1,2}}[ \u3000]*[：:]")


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


def is_roster_line(text: str) -> bool:
    """Whether a line of a list of members says who and what, a label perhaps before: 组　长：程砚秋　市教育局局长."""
    match = _ROSTER.fullmatch(text.strip())
    return match is not None and match["name"][0] in _SURNAMES


def is_parted_label(text: str, start: int, end: int) -> bool:
    """Whether the space from `start` to `end` sets the short label a line begins with as wide as a longer one: 组　长：."""
    match = _PARTED_LABEL.match(text)
    return match is not None and match.span("gap") == (start, end)


_SOUNDS = (
    "阿埃艾安奥巴贝比彼伯布查达戴丹德迪杜多恩尔法菲费弗福盖戈格古哈海汉赫亨霍基吉加杰卡凯克肯库拉莱兰劳勒雷里理利林琳卢鲁罗洛马麦曼梅门蒙米密莫姆穆纳内尼诺帕佩皮珀普奇乔琼让瑞"
    "若萨塞森莎舍圣史斯丝司苏所索塔泰汤特提廷托娃瓦威维温沃乌西希夏谢辛雅亚扬伊英尤约扎詹泽兹朱佐翰哲逊顿琪娜妮玛居爱蒂佛昆朗丽佳柯隆弥茨茜得伦丁登宾邦珍贾图灵科葆腾沙夫切娅蕾芬"
    "各廉瑟莉文迈博赛华欧露芙仑黛卓捷契列波留买吐逊孜热合依甫玉素"
)
"""Characters that names from another language are written with: 卡尔·雅各布、买买提·吐尔逊."""
FOREIGN_NAME = regex(
    rf"(?:(?<![{_HAN}])|(?<=[与和及由对向]))(?:[{_SOUNDS}]{{1,5}}[.．]){{1,3}}[{_SOUNDS}]{{2,6}}|(?<=[{_HAN}])[{_SOUNDS}]{{2,5}}[.．][{_SOUNDS}]{{2,6}}"
)
"""A name written by its sound, with points between its parts."""


def is_in_foreign_name(text: str, place: int) -> bool:
    """Whether a mark stands between the parts of a foreign name."""
    return any(match.start() < place < match.end() for match in FOREIGN_NAME.finditer(text))
