"""Work done step by step: in one go, or several pieces of it abreast."""

import pytest

from genwen.steps import Work, abreast, finished


def counting(name: str, steps: int, heard: list[str]) -> Work[str]:
    for step in range(steps):
        heard.append(f"{name}{step}")
        yield
    heard.append(f"{name}！")
    return name * 2


def test_finished_gives_what_comes_of_the_work() -> None:
    heard: list[str] = []
    assert finished(counting("甲", 2, heard)) == "甲甲"
    assert heard == ["甲0", "甲1", "甲！"]


def test_each_step_is_done_for_all_before_the_next_and_results_keep_their_places() -> None:
    heard: list[str] = []
    works = [counting("甲", 2, heard), counting("乙", 0, heard), counting("丙", 1, heard)]
    assert abreast(works) == ["甲甲", "乙乙", "丙丙"]
    assert heard == ["甲0", "乙！", "丙0", "甲1", "丙！", "甲！"]


def test_an_error_that_work_does_not_catch_is_raised() -> None:
    def failing() -> Work[None]:
        yield
        raise ValueError("坏了")

    with pytest.raises(ValueError, match="坏了"):
        abreast([counting("甲", 3, []), failing()])
    assert abreast([]) == []
