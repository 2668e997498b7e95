"""What to tell a clerk when an expression cannot be computed or printed."""

from __future__ import annotations

_REMEDIES = (
    ("没有尽头", "改掉其中一处，让文字或公式不再绕回来"),
    ("除数为零", "核对统计数据和公式，除数不能是 0"),
    ("单位不同，不能相加", "把少数单位的数换算成和别的单位一样的单位，在名单里改正"),
    ("单位是", "只有单位相同或可以换算的数量能加减、比较；要写占比，先相除，如 {{ (甲 / 乙)|百分比 }}"),
    ("过大", "改小算式里的数，或核对事实里是否多写了几位"),
    ("方括号里", '方括号里写名称或第几项，如 目标["全区2025"]、依据.文件[0]'),
    ("不能相乘", "只有数能相乘"),
    ("基数为", "基数不能为 0；改写为增减的数量，如 {{ 统计.用电量.增减量 }}"),
    ("层层引用", "让被引用的文字短一些，或分成几段"),
    ("一组事实", "写明要印哪一项，如 {{ 单位.名称 }}"),
    ("没有可印出的内容", "写明要印哪一项，如 {{ 单位.名称 }}"),
    ("尚未填写", "在 content 里填好这一项"),
    ("；可用：", '核对名称；方括号里的文字要加引号，如 目标["全区2025"]'),
)


def remedy(said: str) -> str:
    """What to do about an expression that cannot be computed or printed."""
    found = (hint for word, hint in _REMEDIES if word in said)
    return next(found, "用 genwen facts 查看这项事实是文字、数还是列表，再改写")


def spoken(error: Exception, otherwise: str = "值的种类不合，或过滤器的参数不对") -> str:
    """What an error says when a clerk can read it; Python's own messages are in English."""
    text = str(error)
    return text if any("\u4e00" <= char <= "\u9fff" for char in text) else otherwise
