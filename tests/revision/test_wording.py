"""What one change is said to be: words that come, words that go, numbers of order, counts."""

import pytest
from hands import Hand
from reports import MEASURES, Facts, generation
from test_places import merged_with

from genwen.cli.build_report import outcome_line, tell_outcomes
from genwen.ooxml.revisions_marks import Marker
from genwen.records import replace
from genwen.revision.merge import Kind, Outcome
from genwen.revision.pending import pending_in
from genwen.revision.plans import Edit, Plan, staying
from genwen.revision.session import Change
from genwen.revision.wording import NOT_MOVED


@pytest.mark.parametrize(
    ("kind", "old", "new", "said"),
    [
        (Kind.CLEAN, "", "三是制定制度。", "加上“三是制定制度。”"),
        (Kind.CLEAN, "三是制定制度。", "", "删去“三是制定制度。”"),
        (Kind.COMMENT, "三是制定制度。", "", "应删去“三是制定制度。”"),
        (Kind.COMMENT, "", "三是制定制度。", "应加上“三是制定制度。”"),
        (Kind.INSERTED, "", "三是制定制度。", "：“三是制定制度。”"),
        (Kind.CLEAN, "7个", "8个", "“7个” → “8个”"),
        (Kind.MOVED, "三是制定制度。", "三是制定制度。", "：“三是制定制度。”"),
        (Kind.MOVED, "（四）垃圾分类", "（三）垃圾分类", "“（四）垃圾分类” → “（三）垃圾分类”"),
    ],
)
def test_words_that_come_or_go_are_said_to(kind, old, new, said) -> None:
    assert said in outcome_line(Outcome("1", kind, "正文 第1段", old, new))


def test_a_count_is_no_number_of_order(capsys) -> None:
    tell_outcomes([Outcome("1", Kind.CLEAN, "正文 第1段", "7", "8", "", "清单的项数")])
    out = capsys.readouterr().out
    assert "“7” → “8”  清单的项数" in out
    assert "序号" not in out


@pytest.mark.parametrize(("kind", "said"), [(Kind.CLEAN, "序号跟着改 1 处"), (Kind.COMMENT, "序号没有动 1 处")])
def test_numbers_of_order_that_stay_are_not_said_to_change(capsys, kind, said) -> None:
    tell_outcomes([Outcome("1", kind, "正文 第1段", "（二）", "（三）")])
    assert said in capsys.readouterr().out


def test_of_words_that_stay_only_those_that_move_are_said_to_move() -> None:
    moved = "加强用水管理，更换节水器具640件。"
    whole = Plan(Edit(0, 9, (), Change("键", moved, ""), False), Kind.COMMENT, 0, 9)
    part = Plan(
        Edit(0, 9, (), Change("键", "规范空调使用，严格执行夏季不低于26摄氏度的标准。" + moved, ""), False),
        Kind.COMMENT,
        0,
        9,
    )
    assert staying(whole, [moved]).note == NOT_MOVED
    assert staying(part, [moved]).note == f"其中“{moved}”按事实改到了别处，也没有动。"
    assert staying(part, ["别的话，同这里没有关系，一个字也不一样。"]).note == ""


def test_words_that_go_behind_words_put_in_for_others_are_another_revision() -> None:
    measures = (MEASURES[0], *MEASURES[2:])
    merged = merged_with(lambda hand: None, replace(Facts(), measures=measures))
    assert merged.docx is not None
    hand = Hand(merged.docx)
    unit = hand.unit("实行垃圾分类")
    marker = Marker(hand.package.stories.values(), "genwen", "2026-01-05T09:00:00Z")
    at = unit.text.index("实行")
    marker.delete(unit, at, at + 2)
    (found,) = [each for each in pending_in(hand.saved()) if each.place.endswith("垃圾分类")]
    assert found.count == 2
    assert "把“（三）”改成“（二）”，genwen删去“实行”" in found.text
    assert pending_in(generation(Facts()).docx) == []
