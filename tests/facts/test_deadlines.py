"""Deadlines as offices write them."""

import pytest
from test_fields import scalar

from genwen.facts.deadlines import parse_deadline
from genwen.facts.declare import Problem

READ = [
    ("2025-08-15", "日期", (2025, 8, 15), "2025年8月15日"),
    ("2025年8月15日前", "日期", (2025, 8, 15), None),
    ("2025年底", "年底", (2025, 12, 31), "2025年底"),
    ("2025年底前", "年底", (2025, 12, 31), "2025年底前"),
    ("2025年7月底", "月底", (2025, 7, 31), "2025年7月底"),
    ("2025年7月", "月份", (2025, 7, 31), "2025年7月"),
    ("每年10月底", "每年", (0, 10, 31), "每年10月底"),
    ("每年11月20日", "每年", (0, 11, 20), "每年11月20日"),
    ("每年11月1日—15日", "每年起止", (0, 11, 15), "每年11月1日—15日"),
    ("每年11月1日至12月15日", "每年起止", (0, 12, 15), None),
    ("2025年3月1日—15日", "起止", (2025, 3, 15), "2025年3月1日—15日"),
    ("2025年3月1日—4月15日", "起止", (2025, 4, 15), None),
    ("2025年12月1日—2026年1月15日", "起止", (2026, 1, 15), None),
    ("结果公布后1个月内", "相对", (0, 0, 0), "结果公布后1个月内"),
    ("收到通知之日起15个工作日内", "相对", (0, 0, 0), "收到通知之日起15个工作日内"),
]


@pytest.mark.parametrize(("text", "kind", "end", "printed"), READ, ids=[case[0] for case in READ])
def test_read(text: str, kind: str, end: tuple[int, int, int], printed: str | None) -> None:
    fact = parse_deadline(scalar(text))
    assert (fact.value.kind, fact.value.end) == (kind, end)
    if printed is not None:
        assert fact.text == printed


def test_relative_deadline_has_its_parts() -> None:
    value = parse_deadline(scalar("收到核查意见之日起1个月内")).value
    assert (value.event, value.amount, value.unit, value.yearly) == ("收到核查意见", 1, "个月", False)


WRONG = [
    ("2025年13月底", "没有13月"),
    ("每年0月底", "没有0月"),
    ("每年2月30日", "2月没有30日"),
    ("每年11月15日—1日", "结束早于开始"),
    ("2025年3月15日—1日", "结束早于开始"),
    ("2025年2月30日", "不是有效日期"),
    ("2025年2月1日—30日", "不是有效日期"),
    ("年底", "不是看得懂的时间"),
    ("尽快", "不是看得懂的时间"),
    ("0000年底", "不是日期"),
]


@pytest.mark.parametrize(("text", "said"), WRONG, ids=[case[0] for case in WRONG])
def test_wrong(text: str, said: str) -> None:
    with pytest.raises(Problem) as caught:
        parse_deadline(scalar(text))
    assert said in caught.value.message
    assert caught.value.hint
