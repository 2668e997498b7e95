"""Names of organs: those of the 标志 and of the 署名, full and short, held against each other."""

from __future__ import annotations

import itertools
import re

from genwen.lint.view import MARK, Line, View

_SHORTEST = 3
"""Characters of the name of an organ that has offices."""
_SHORT_FORMS = (
    ("中国共产党|中共|和", ""), ("住房城乡建设", "住建"), ("市场监督管理", "市场监管"), ("人力资源社会保障", "人社"),
    ("卫生健康", "卫健"), ("发展改革", "发改"), ("工业信息化", "工信"), ("文化广电旅游", "文广旅"), ("文化旅游", "文旅"),
    ("退役军人事务", "退役军人"), ("医疗保障", "医保"), ("行政审批服务", "行政审批"), ("监督管理", "监管"), ("委员会", "委"),
    ("人民政府", "政府"), ("(?:股份|集团|有限|责任)+公司", "公司"), ("自治区|自治州|自治县|特别行政区", ""),
    ("[省市县区]", ""),
)  # fmt: skip
"""What short forms of the names of organs leave out or write shorter."""
_ORGAN_ENDS = (
    "局", "厅", "部", "委", "会", "府", "室", "院", "处", "办", "署", "中心", "公司", "学校", "大学", "科", "组", "馆", "社", "团",
)  # fmt: skip


def spelt_names(lines: list[Line]) -> list[str]:
    """The names in some lines without spaces, seals left out."""
    return [
        re.sub(r"\s|　", "", line.text) for line in lines if not re.search(r"印章|签名章|盖章|\(章\)|（章）", line.text)
    ]


def marked_names(view: View) -> list[str]:
    """The organs of the 标志, without what stands behind a name there: 文件, or the 文种 as 公告 have it."""
    names = [name.removesuffix("文件") for name in spelt_names(view.of(MARK))]
    bare = [_without_kind(name, view.kind) for name in names]
    return [name for name in bare if name]


_TOLD_BY_NOTICE = ("", "决定", "决议")
"""What a 公告 of its own makes known."""


def _without_kind(name: str, kind: str) -> str:
    """A name without the 文种 behind it: that of the document, or of what is told to everybody by it."""
    for end in (kind, "公告", "公报") if kind in _TOLD_BY_NOTICE else (kind,):
        if end and name.endswith(end) and is_organ(name.removesuffix(end)):
            return name.removesuffix(end)
    return name


def is_office(name: str, mark: str) -> bool:
    """Whether one is the office of the other, which is another organ: 县人民政府办公室 beside 县人民政府."""
    short, long = sorted((name, mark), key=len)
    return len(short) > _SHORTEST and long.removeprefix(short) in ("办公室", "办公厅")


def broken(signed: list[Line], marked: list[str]) -> set[int]:
    """The lines that are a long name of the mark only together, as narrow columns of joint 署名 have it."""
    return {
        line.index for pair in itertools.pairwise(signed) for line in pair
        if any(same_organ("".join(spelt_names(list(pair))), mark) for mark in marked)
    }  # fmt: skip


def is_organ(name: str) -> bool:
    """Whether a name ends as those of organs do."""
    return name.endswith(_ORGAN_ENDS)


_SAME = (("中国共产党", "中共"), ("中国人民政治协商会议", "政协"), ("人民代表大会", "人大"), ("常务委员会", "常委会"))
"""Full names and the short forms that are as official."""


def same_organ(name: str, mark: str) -> bool:
    """Whether two names are the same, 委员会 shortened to 委 perhaps, 中国共产党 to 中共."""
    for full, short in _SAME:
        name, mark = name.replace(full, short, 1), mark.replace(full, short, 1)
    name, mark = (one.removesuffix("员会") if one.endswith("委员会") else one for one in (name, mark))
    return name == mark


def single(name: str) -> str:
    """A name without the characters that stand twice in it one after another: 委员会会."""
    return re.sub(r"(.)\1+", r"\1", name)


def shortened(short: str, long: str) -> bool:
    """Whether one is the other with characters left out."""
    at = iter(long)
    return all(char in at for char in short)


def is_short_form(name: str, mark: str) -> bool:
    """Whether names differ as a full name and a current short form do, or only by the place they begin with."""
    one, other = _shortest(name), _shortest(mark)
    return one.endswith(other) or other.endswith(one)


def _shortest(name: str) -> str:
    for long, short in _SHORT_FORMS:
        name = re.sub(long, short, name)
    return name
