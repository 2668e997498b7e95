"""What is told of days of the week names its clause, as the rule of form for whole dates does."""

import pytest
from agreement_texts import found_in

from genwen.lint.registry import rule


@pytest.mark.parametrize(
    "text", ["请于2025年9月15日（星期三）前报送。", "澜河县教育局\n定于4月9日（星期五）召开会议。\n2025年4月1日"]
)
def test_weekday_names_the_clause_of_dates(text: str) -> None:
    of_dates = rule("G632")
    assert of_dates is not None
    assert [(item.code, item.clause) for item in found_in(text)] == [("A602", of_dates.clause)]
