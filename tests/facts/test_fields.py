"""Kinds of fact: text in, value and printed text out, or what is wrong with it."""

import pytest
from projects import source_of

from genwen.facts import fields
from genwen.facts.deadlines import parse_deadline
from genwen.facts.declare import Problem
from genwen.facts.fields import Choice, Kind
from genwen.facts.source.nodes import Scalar


def scalar(text: str) -> Scalar:
    root = source_of("键: 'x'\n").root
    template = root["键"]  # type: ignore[index, call-overload]
    made = Scalar(text)
    made.position, made.path, made.start, made.end, made.quoted = template.position, "组.键", 0, len(text), False
    return made


READ = [
    (fields.parse_day, "2025-03-18", "2025年3月18日"),
    (fields.parse_day, "2025年3月18日", "2025年3月18日"),
    (fields.parse_day, "2025/3/18", "2025年3月18日"),
    (fields.parse_quantity, "1256300千瓦时", "1256300千瓦时"),
    (fields.parse_quantity, "125.63万千瓦时", "125.63万千瓦时"),
    (fields.parse_quantity, "25%", "25%"),
    (fields.parse_quantity, "1,256,300", "1256300"),
    (fields.parse_count, "5个", "5个"),
    (fields.parse_year, "2025年", "2025"),
    (fields.parse_yes_no, "是", "是"),
    (fields.parse_document_number, "国管节能〔2020〕39号", "国管节能〔2020〕39号"),
    (Choice("县级", "市级"), "县级", "县级"),
    (fields.parse_words, "000001", "000001"),
]


@pytest.mark.parametrize(("kind", "text", "printed"), READ, ids=[case[1] for case in READ])
def test_read(kind, text: str, printed: str) -> None:
    fact = kind(scalar(text))
    assert (fact.text, fact.known, fact.origin.path) == (printed, True, "组.键")


WRONG = [
    (fields.parse_day, "2024年2月30日", "不是有效日期", "2024年2月共29天"),
    (fields.parse_day, "2025-13-01", "没有13月", "1至12"),
    (fields.parse_day, "2025-04-31", "不是有效日期", "共30天"),
    (fields.parse_day, "２０２５年3月1日", "全角", "2025年3月1日"),
    (fields.parse_day, "2025年03月01日", "不补零", "2025年3月1日"),
    (fields.parse_day, "3月1日", "缺少年份", "2025-03-18"),
    (fields.parse_day, "明天", "不是日期", "2025-03-18"),
    (fields.parse_document_number, "国管节能[2020]39号", "六角括号", "国管节能〔2020〕39号"),
    (fields.parse_document_number, "国管节能（2020）39号", "六角括号", "国管节能〔2020〕39号"),
    (fields.parse_document_number, "国管节能〔2020〕第39号", "不加“第”", "国管节能〔2020〕39号"),
    (fields.parse_document_number, "国管节能〔2020〕039号", "不补零", "国管节能〔2020〕39号"),
    (fields.parse_document_number, "国管节能〔20〕39号", "写全四位", "国管节能〔2020〕39号"),
    (fields.parse_document_number, "国管节能〔2020〕39", "应有“号”", "国管节能〔2020〕39号"),
    (fields.parse_quantity, "１２个", "全角", "12"),
    (fields.parse_quantity, "很多", "不是带单位的数量", "125.63万千瓦时"),
    (fields.parse_quantity, "1,25", "千分位", "125"),
    (fields.parse_quantity, "1e5", "科学记数法", "全部数字"),
    (fields.parse_quantity, "3千个", "阿拉伯数字后", "全部数字"),
    (fields.parse_count, "5.5个", "非负整数", "5"),
    (fields.parse_count, "-5", "非负整数", "5"),
    (fields.parse_year, "25", "不是四位年份", "2025"),
    (fields.parse_year, "２０２５", "不是四位年份", "2025"),
    (fields.parse_yes_no, "yes", "应是“是”或“否”", "是"),
    (Choice("县级", "市级"), "区级", "不在可选范围内", "县级、市级"),
    (parse_deadline, "很快", "不是看得懂的时间", "2025年底"),
]


@pytest.mark.parametrize(("kind", "text", "said", "remedy"), WRONG, ids=[case[1] for case in WRONG])
def test_wrong(kind, text: str, said: str, remedy: str) -> None:
    with pytest.raises(Problem) as caught:
        kind(scalar(text))
    assert said in caught.value.message
    assert remedy in caught.value.hint


@pytest.mark.parametrize("word", ["", "待补", "【待补】", " 待补 "])
@pytest.mark.parametrize("parse", [fields.parse_day, fields.parse_quantity, fields.parse_words])
def test_missing_whatever_the_kind(word: str, parse) -> None:
    fact = Kind(parse, "")(scalar(word))
    assert (fact.known, fact.state, fact.text) == (False, "待补", "【待补：组.键】")


@pytest.mark.parametrize(("word", "printed"), [("不公开", "某某"), ("不公开（陈某某）", "陈某某"), ("隐去", "某某")])
def test_withheld_prints_as_told(word: str, printed: str) -> None:
    fact = Kind(fields.parse_words, "")(scalar(word), {"隐去写法": "某某"})
    assert (fact.known, fact.state, fact.text) == (False, "不公开", printed)


def test_a_group_where_a_value_belongs() -> None:
    with pytest.raises(Problem) as caught:
        Kind(fields.parse_words, "")(source_of("- 甲\n").root)
    assert caught.value.code == "S102"
