from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genwen.numerals import (
    ORDINAL_STYLES,
    DateError,
    DocumentNumber,
    DocumentNumberError,
    NumeralError,
    Quantity,
    QuantityError,
    chinese_number,
    format_change,
    format_date,
    format_decimal,
    format_month,
    leading_ordinal,
    ordinal,
    parse_chinese_number,
    parse_date,
    parse_decimal,
    parse_document_number,
    parse_quantity,
    width_in_chars,
)

CHINESE = {
    0: "零",
    1: "一",
    10: "十",
    12: "十二",
    20: "二十",
    99: "九十九",
    100: "一百",
    101: "一百零一",
    110: "一百一十",
    1001: "一千零一",
    1010: "一千零一十",
    9999: "九千九百九十九",
    10000: "一万",
    10010: "一万零一十",
    12000: "一万二千",
    100000: "十万",
    10203040: "一千零二十万三千零四十",
}


@pytest.mark.parametrize(("n", "text"), CHINESE.items())
def test_chinese_number(n: int, text: str) -> None:
    assert chinese_number(n) == text


@given(st.integers(0, 10**8 - 1))
def test_chinese_numbers_read_back(n: int) -> None:
    text = chinese_number(n)
    assert parse_chinese_number(text) == n
    assert "零零" not in text
    assert not text.startswith("一十")


@pytest.mark.parametrize("n", [-1, 10**8])
def test_chinese_number_refuses_what_it_cannot_write(n: int) -> None:
    with pytest.raises(ValueError, match="中文数字只支持"):
        chinese_number(n)


@pytest.mark.parametrize(
    ("text", "hint"), [("一十二", "十二"), ("一百一", "一百零一"), ("零五", "五"), ("一百十", "一百一十")]
)
def test_irregular_chinese_numbers_are_corrected(text: str, hint: str) -> None:
    with pytest.raises(NumeralError) as caught:
        parse_chinese_number(text)
    assert caught.value.hint == f"写作 {hint}"


@pytest.mark.parametrize("text", ["", "12", "两", "万万", "一万一万", "亿"])
def test_what_is_no_chinese_number(text: str) -> None:
    with pytest.raises(NumeralError):
        parse_chinese_number(text)


@pytest.mark.parametrize(
    ("style", "texts"),
    [
        ("一、", ("一、", "二、", "十二、")),
        ("（一）", ("（一）", "（二）", "（十二）")),
        ("(一)", ("(一)", "(二)", "(十二)")),
        ("1.", ("1.", "2.", "12.")),
        ("1、", ("1、", "2、", "12、")),
        ("（1）", ("（1）", "（2）", "（12）")),
        ("(1)", ("(1)", "(2)", "(12)")),
        ("①", ("①", "②", "⑫")),
        ("第一，", ("第一，", "第二，", "第十二，")),
        ("一是", ("一是", "二是", "十二是")),
        ("", ("", "", "")),
    ],
)
def test_ordinals(style: str, texts: tuple[str, ...]) -> None:
    assert tuple(ordinal(style, n) for n in (1, 2, 12)) == texts


@given(st.sampled_from([s for s in ORDINAL_STYLES if s not in ("", "第一")]), st.integers(1, 20))
def test_ordinals_are_found_at_the_head_of_a_paragraph(style: str, n: int) -> None:
    found = leading_ordinal(ordinal(style, n) + "推进节能")
    assert found is not None
    assert (found.style, found.number, found.text) == (style, n, ordinal(style, n))


@pytest.mark.parametrize("text", ["1.5万千瓦时", "推进一、二类工作", "第一批", "2025年", "", "一百十、", "1、2号楼"])
def test_what_is_no_ordinal(text: str) -> None:
    assert leading_ordinal(text) is None


def test_ordinals_refuse_what_they_cannot_write() -> None:
    with pytest.raises(KeyError):
        ordinal("甲、", 1)
    with pytest.raises(ValueError, match="序数从1起"):
        ordinal("一、", 0)
    with pytest.raises(ValueError, match="带圈数字只到20"):
        ordinal("①", 21)


@pytest.mark.parametrize("text", ["2025-03-18", "2025-3-18", "2025年3月18日", "2025/3/18", "2025.3.18", " 2025-03-18 "])
def test_dates(text: str) -> None:
    assert parse_date(text) == datetime.date(2025, 3, 18)


@given(st.dates(min_value=datetime.date(1900, 1, 1)))
def test_dates_read_back(date: datetime.date) -> None:
    assert parse_date(format_date(date)) == date
    assert parse_date(date.isoformat()) == date
    assert format_date(date).startswith(format_month(date))


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("2024年2月30日", "“2024年2月30日”不是有效日期", "2024年2月共29天，写作 2024-02-29 或 2024年2月29日"),
        ("2025-02-30", "“2025-02-30”不是有效日期", "2025年2月共28天"),
        ("2025年13月1日", "没有13月", "月份为1至12"),
        ("2025-00-10", "没有0月", "月份为1至12"),
        ("２０２５年３月１８日", "全角", "写作 2025年3月18日"),
        ("2025年３月18日", "全角", "写作 2025年3月18日"),
        ("25年3月18日", "年份不是四位", "2025年3月18日"),
        ("25-03-18", "年份不是四位", "2025年3月18日"),
        ("2025年03月18日", "不补零", "写作 2025年3月18日"),
        ("2025/03/18", "不补零", "写作 2025年3月18日"),
        ("2025年3月18号", "“号”应为“日”", "写作 2025年3月18日"),
        ("二〇二五年三月十八日", "阿拉伯数字", "写作 2025年3月18日"),
        ("2025 年 3 月 18 日", "空格", "写作 2025年3月18日"),
        ("2025年3月", "缺少日", "2025年3月18日"),
        ("2025-03", "缺少日", "2025-03-18"),
        ("3月18日", "缺少年份", "2025年3月18日"),
        ("20250318", "没有分开", "写作 2025-03-18"),
        ("0000-01-01", "不是有效日期", "2025-03-18"),
        ("2025-003-18", "位数不对", "写作 2025年3月18日"),
        ("明天", "“明天”不是日期", "2025-03-18"),
        ("2025-03/18", "不是日期", "2025-03-18"),
        ("", "不是日期", "2025-03-18"),
    ],
)
def test_wrong_dates_are_explained(text: str, message: str, hint: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(text)
    assert message in caught.value.message
    assert hint in caught.value.hint


@given(st.text(alphabet="0123456789年月日号-/.二〇 ３零十", max_size=14))
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    try:
        date = parse_date(text)
    except DateError as error:
        caught = error
    else:
        assert parse_date(format_date(date)) == date
        return
    assert caught.message
    assert caught.hint


CODES = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=12)


@given(CODES, st.integers(1900, 2099), st.integers(1, 99999))
def test_document_numbers_read_back(code: str, year: int, serial: int) -> None:
    number = DocumentNumber(code, year, serial)
    assert parse_document_number(str(number)) == number


def test_document_number_is_written_with_turtle_shell_brackets() -> None:
    assert str(DocumentNumber("国管节能", 2020, 39)) == "国管节能〔2020〕39号"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("国办发[2025]7号", "六角括号"),
        ("国办发(2025)7号", "六角括号"),
        ("国办发（2025）7号", "六角括号"),
        ("国办发【2025】7号", "六角括号"),
        ("国办发2025年7号", "年份后不加“年”"),
        ("国办发〔2025〕第7号", "不加“第”"),
        ("国办发〔2025〕07号", "不补零"),
        ("国办发〔25〕7号", "年份应写全四位"),
        ("国办发〔２０２５〕７号", "半角"),
        ("国办发〔2025〕7", "应有“号”"),
        ("国办发 〔2025〕 7号", "空格"),
        ("国办发[25]第07", "六角括号〔〕括起；年份应写全四位；序号前不加“第”；序号不补零；序号后应有“号”"),
    ],
)
def test_wrong_document_numbers_are_corrected(text: str, fault: str) -> None:
    with pytest.raises(DocumentNumberError) as caught:
        parse_document_number(text)
    assert fault in caught.value.message
    assert caught.value.hint == "写作 国办发〔2025〕7号"


@pytest.mark.parametrize(
    "text", ["", "第7号", "〔2025〕7号", "国办发〔2025〕0号", "国办发〔2025〕七号", "国办发〔1825〕7号"]
)
def test_what_is_no_document_number(text: str) -> None:
    with pytest.raises(DocumentNumberError) as caught:
        parse_document_number(text)
    assert "国管节能〔2020〕39号" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("125.63", "125.63"),
        ("1.10", "1.10"),
        ("-3.5", "-3.5"),
        ("1,256,300", "1256300"),
        ("1,000.50", "1000.50"),
    ],
)
def test_decimals(text: str, value: str) -> None:
    assert str(parse_decimal(text)) == value


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("１２５．６３", "全角数字", "写作 125.63"),
        ("125．63", "全角符号", "写作 125.63"),
        ("1，256，300", "全角符号", "写作 1,256,300"),
        ("12,56", "千分位", "1256"),
        (".46", "缺少整数位", "写作 0.46"),
        ("007", "多余的零", "写作 7"),
        ("5.", "小数点后没有数字", "写作 5"),
        ("1e5", "科学记数法", "1256300"),
        ("NaN", "不是数字", "125.63"),
        ("约5", "不是数字", "125.63"),
        ("", "不是数字", "125.63"),
        ("٣", "不是数字", "125.63"),
    ],
)
def test_wrong_decimals_are_explained(text: str, message: str, hint: str) -> None:
    with pytest.raises(QuantityError) as caught:
        parse_decimal(text)
    assert message in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("text", "quantity", "amount"),
    [
        ("125.63万千瓦时", Quantity(Decimal("125.63"), "万", "千瓦时"), "1256300"),
        ("1256300 千瓦时", Quantity(Decimal("1256300"), "", "千瓦时"), "1256300"),
        ("1,256,300千瓦时", Quantity(Decimal("1256300"), "", "千瓦时"), "1256300"),
        ("26摄氏度", Quantity(Decimal(26), "", "摄氏度"), "26"),
        ("25%", Quantity(Decimal(25), "", "%"), "25"),
        ("5个", Quantity(Decimal(5), "", "个"), "5"),
        ("12", Quantity(Decimal(12)), "12"),
        ("1.2亿元", Quantity(Decimal("1.2"), "亿", "元"), "120000000"),
        ("3万亿元", Quantity(Decimal(3), "万亿", "元"), "3000000000000"),
        ("2.50吨标准煤", Quantity(Decimal("2.50"), "", "吨标准煤"), "2.5"),
        ("61.2千瓦时/（平方米·年）", Quantity(Decimal("61.2"), "", "千瓦时/（平方米·年）"), "61.2"),
        ("1.5百分点", Quantity(Decimal("1.5"), "", "百分点"), "1.5"),
    ],
)
def test_quantities(text: str, quantity: Quantity, amount: str) -> None:
    parsed = parse_quantity(text)
    assert parsed == quantity
    assert parsed.decimals == quantity.decimals
    assert parsed.amount == Decimal(amount)


def test_a_quantity_is_printed_as_written() -> None:
    assert str(parse_quantity("125.60 万千瓦时")) == "125.60万千瓦时"
    assert parse_quantity("125.60万千瓦时").decimals == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("４千瓦时", "全角数字"),
        ("25％", "全角符号"),
        ("4千元", "阿拉伯数字后用了“千”"),
        ("3百人", "阿拉伯数字后用了“百”"),
        ("三百人", "不是带单位的数量"),
        ("10—20人", "不是带单位的数量"),
        ("约100人", "不是带单位的数量"),
        ("5个，", "不是带单位的数量"),
        ("12,56个", "千分位"),
        ("", "不是带单位的数量"),
    ],
)
def test_wrong_quantities_are_explained(text: str, message: str) -> None:
    with pytest.raises(QuantityError) as caught:
        parse_quantity(text)
    assert message in caught.value.message
    assert caught.value.hint


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=0, max_value=10**9),
    st.sampled_from(["", "万", "亿", "万亿"]),
    st.sampled_from(["", "千瓦时", "立方米", "%", "千克标准煤/平方米", "个", "m³", "kWh"]),
)
def test_quantities_read_back(value: Decimal, multiplier: str, unit: str) -> None:
    quantity = Quantity(value, multiplier, unit)
    assert parse_quantity(str(quantity)) == quantity


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("0.125", 2, "0.13"),
        ("0.135", 2, "0.14"),
        ("-0.125", 2, "-0.13"),
        ("-0.001", 2, "0.00"),
        ("1E+3", None, "1000"),
        ("1.10", None, "1.10"),
        ("2", 2, "2.00"),
        ("1E-7", None, "0.0000001"),
        ("-0", None, "0"),
        ("123456789012345678901234567890.5", 0, "123456789012345678901234567891"),
    ],
)
def test_format_decimal(value: str, decimals: int | None, text: str) -> None:
    assert format_decimal(Decimal(value), decimals) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30), st.integers(0, 6))
def test_formatted_decimals_are_nearest_and_plain(value: Decimal, decimals: int) -> None:
    text = format_decimal(value, decimals)
    assert set(text) <= set("-.0123456789")
    assert len(text.partition(".")[2]) == decimals
    assert abs(Decimal(text) - value) * 2 <= Decimal(1).scaleb(-decimals) + Decimal("1e-20")


@pytest.mark.parametrize(
    ("old", "new", "decimals", "change"),
    [
        ("100", "94.97", 2, ("下降", "5.03%")),
        ("94.97", "100", 2, ("上升", "5.30%")),
        ("3", "4", 1, ("上升", "33.3%")),
        ("100", "100", 2, ("持平", "")),
        ("100000", "100000.1", 2, ("持平", "")),
        ("0", "0", 2, ("持平", "")),
        ("200", "199.99", 2, ("下降", "0.01%")),
    ],
)
def test_changes(old: str, new: str, decimals: int, change: tuple[str, str]) -> None:
    assert format_change(Decimal(old), Decimal(new), decimals) == change


@given(st.decimals(min_value="0.01", max_value=10**9, places=2), st.decimals(min_value=0, max_value=10**9, places=2))
def test_the_sign_of_a_change_lives_in_the_word(old: Decimal, new: Decimal) -> None:
    word, rate = format_change(old, new)
    assert "-" not in rate
    assert (word == "持平") == (rate == "")
    if word != "持平":
        assert (word == "上升") == (new > old)


@pytest.mark.parametrize("old", ["0", "-5"])
def test_no_rate_exists_over_a_base_of_zero(old: str) -> None:
    with pytest.raises(QuantityError, match="不能计算增减百分比"):
        format_change(Decimal(old), Decimal(1))


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("2025年1月1日", 6),
        ("2025年12月31日", 7),
        ("“十四五”——规划……", 11),
        ("国管节能〔2020〕39号", 10),
        ("A·B×C", 3.5),
        ("5.03%", 2.5),
        ("①℃★", 3),
        ("é²", 1),
    ],
)
def test_width(text: str, width: float) -> None:
    assert width_in_chars(text) == width
