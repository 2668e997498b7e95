"""What became of documents: as it was told, whenever somebody presses Ctrl-C."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

from genwen.bulk.outcomes import Outcomes
from genwen.bulk.work import Outcome


def told(number: int, result: str = "新建") -> Outcome:
    return Outcome(number, "方案", f"第{number}局-方案", result, f"第{number}局-方案.docx", ("单位.联系人",) * number)


def test_outcomes_come_back_in_the_order_of_units() -> None:
    outcomes = Outcomes(["方案"])
    batches = [[told(3), told(4, "更新")], [], [told(1, "失败")], [told(0), told(2, "更新")]]
    for batch in batches:
        outcomes.add(batch)
    assert [item.unit for item in outcomes] == [0, 1, 2, 3, 4]
    assert [outcomes[number] for number in range(5)] == [item for batch in batches for item in batch]
    assert [item.unit for item in outcomes.of("更新")] == [2, 4]
    assert outcomes.counts["方案"] == {"新建": 2, "更新": 2, "失败": 1, "待补": 10, "有待补的": 4, "待核": 0}


def test_an_interruption_leaves_those_before_as_they_were() -> None:
    before = [told(1, "更新"), told(0)]
    step, done = 0, False
    while not done:
        step += 1
        outcomes = Outcomes(["方案"])
        outcomes.add(before)
        try:
            _interrupted(outcomes, step)
            done = True
        except KeyboardInterrupt:
            pass
        assert list(outcomes)[:2] == before[::-1]
        assert [item.unit for item in outcomes.of("更新")][:1] == [1]
    assert step > 20, "it was interrupted at each of its steps"


def _interrupted(outcomes: Outcomes, step: int) -> None:
    """Another outcome added, with Ctrl-C before a step of that."""
    left = step

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal left
        if frame.f_code is Outcomes.add.__code__:
            frame.f_trace_opcodes = True
            left -= event == "opcode"
            if not left:
                raise KeyboardInterrupt
        return trace

    sys.settrace(trace)
    try:
        outcomes.add([told(2, "更新")])
    finally:
        sys.settrace(None)
