"""Numbers, ordinals, dates, 发文字号 and quantities as a 公文 writes them: text in, values out, and back.

Pure functions on the standard library alone. What a clerk typed wrongly raises a `NumeralError`, whose message says
what is wrong and whose hint shows how to write it.
"""

from genwen.numerals.chinese import chinese_number, parse_chinese_number
from genwen.numerals.dates import DateError, format_date, format_month, parse_date
from genwen.numerals.document_number import (
    DocumentNumber,
    DocumentNumberError,
    OrderNumber,
    parse_document_number,
    parse_issue_number,
    parse_order_number,
)
from genwen.numerals.errors import NumeralError
from genwen.numerals.ordinals import ORDINAL_STYLES, Ordinal, leading_ordinal, ordinal
from genwen.numerals.quantities import (
    Quantity,
    QuantityError,
    format_change,
    format_decimal,
    parse_decimal,
    parse_quantity,
)
from genwen.numerals.width import char_width, printed_width, width_in_chars

__all__ = [
    "ORDINAL_STYLES",
    "DateError",
    "DocumentNumber",
    "DocumentNumberError",
    "NumeralError",
    "OrderNumber",
    "Ordinal",
    "Quantity",
    "QuantityError",
    "char_width",
    "chinese_number",
    "format_change",
    "format_date",
    "format_decimal",
    "format_month",
    "leading_ordinal",
    "ordinal",
    "parse_chinese_number",
    "parse_date",
    "parse_decimal",
    "parse_document_number",
    "parse_issue_number",
    "parse_order_number",
    "parse_quantity",
    "printed_width",
    "width_in_chars",
]
