"""Tables with 自评分 and 核查分: the 核查分 counts where there is one, the 自评分 where it is —."""

import pytest
from agreement_texts import found_in

OWN = (96, 95, 94, 99, 92, 91, 90, 89, 88)
CHECKED = ("—", "—", "—", 93, "—", "—", "—", "—", "—")
MEAN = "参加评分9个，平均得分92.00分。\n"


def table(own: tuple[int, ...] = OWN) -> str:
    rows = zip("甲乙丙丁戊己庚辛壬", own, CHECKED, strict=True)
    said = "".join(f"|{place}|{name}局|{points}|{checked}|\n" for place, (name, points, checked) in enumerate(rows, 1))
    return f"表1 各单位得分\n|名次|单位|自评分|核查分|\n{said}"


@pytest.mark.parametrize("said", [MEAN, ""])
def test_what_counts_is_in_no_column_alone(said: str) -> None:
    assert found_in(said + table()) == []


def test_a_mean_of_neither_is_told() -> None:
    assert [one.code for one in found_in(MEAN.replace("92.00", "91.50") + table())] == ["A811"]


def test_a_place_that_neither_gives_is_told() -> None:
    assert [one.code for one in found_in(table((*OWN[:6], 97, *OWN[7:])))] == ["A811"]
