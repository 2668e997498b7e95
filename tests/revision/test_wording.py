"""What one change is said to be: words that come, words that go, numbers of order, counts."""

import re

import pytest
from hands import Hand
from reports import MEASURES, ROWS, Facts, generation
from test_places import merged_with

from genwen.cli.build_report import tell_outcomes
from genwen.ooxml.revisions_marks import Marker
from genwen.records import replace
from genwen.revision.compare import excerpt, marked
from genwen.revision.merge import Kind, Outcome, merge_draft
from genwen.revision.pending import pending_in
from genwen.revision.plans import Edit, Plan, staying
from genwen.revision.session import Change
from genwen.revision.telling import outcome_line, short
from genwen.revision.textdiff import shortened
from genwen.revision.wording import NOT_MOVED, apart, quote


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


def test_what_is_left_out_never_cuts_a_figure() -> None:
    old = "全年消耗电力1721.68万千瓦时、天然气16.84万立方米、汽油15.26万升，折合标准煤1274.83吨，同比下降3.97%。"
    figures = set(re.findall(r"[0-9.]+%?", old)) | {"16.85"}
    new = old.replace("16.84", "16.85")
    for around in range(4, 16):
        told = excerpt(marked(old, new), around)
        assert set(re.findall(r"[0-9.]+%?", told)) <= figures
    for shown in range(12, 40):
        assert set(re.findall(r"[0-9.]+%?", short(old, shown))) <= figures
        assert len(short(old, shown)) <= shown + 16
    for first, second in (apart(old, new), apart(old, old.replace("3.97", "4.97").replace("15.26", "15.27"))):
        assert set(re.findall(r"[0-9.]+%?", first + second)) <= figures | {"4.97%", "15.27"}


def test_open_things_are_named_without_cutting_a_figure() -> None:
    rows = (*ROWS[:4], ("卫生健康局" + "及其所属单位" * 2 + "等五家", "20512", "4.4%"))
    before = replace(Facts(), rows=rows)
    merged = merge_draft(
        generation(before), Hand(generation(before).docx).saved(), generation(replace(before, rows=rows[:4]))
    )
    assert merged.docx is not None
    (found,) = [each for each in pending_in(merged.docx) if "删去一行" in each.text]
    assert "20512" in found.text
    assert shortened("共20512人", 3) == "共20512…"
    assert shortened("共20512", 3) == "共20512"
    assert quote("共20512人", 3) == "“共20512……”"
