"""Tables are counted in their part, those that only put things in place not; what is filled in over a table is no title."""

from __future__ import annotations

import pytest

from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in
from genwen.lint.viewing import view_of
from genwen.ooxml.form import FormDocument, FormTable
from genwen.records import replace

_DOC = (
    "标题：关于报送情况的通知\n空行\n主送机关：各单位：\n正文：请按时报送。\n表：云溪区教育局|云溪区财政局\n空行\n附件说明：附件：1.情况表\n附件说明：2.月报表\n空行\n空行\n"
    "署名：云溪区教育局\n成文日期：2025年3月8日\n附件标识：附件1\n空行\n附件标题：情况表\n空行\n表：序号|名称/1|甲/3|乙\n"
    "附件标识：附件2\n空行\n附件标题：月报表\n空行\n表：序号|名称/1|甲/2|乙\n空行\n表：序号|名称/1|甲/3|乙"
)


def _with_plain_first_table(form: FormDocument) -> FormDocument:
    first = next(block for block in form.blocks if isinstance(block, FormTable))
    plain = replace(first, bordered=False)
    return replace(form, blocks=tuple(plain if block is first else block for block in form.blocks))


def test_tables_are_counted_in_their_part() -> None:
    view = view_of(_with_plain_first_table(example_view(_DOC).form))
    places = [item.finding.position.place for item in problems_in(view) if item.rule.id == "G410"]
    assert places == ["附件1·表1 第3行第1列“3”", "附件2·表2 第3行第1列“3”"]


@pytest.mark.parametrize("field", ["填报单位：", "填报单位：　　　　　填报日期：", "单位（盖章）："])
def test_what_is_filled_in_over_a_table_is_no_title(field: str) -> None:
    found = problems_in(example_view(_DOC.replace("附件标题：月报表\n空行\n", f"正文（首行=0）：{field}\n")))
    assert [item.rule.id for item in found if item.rule.id in ("G906", "G913", "G916", "G303")] == ["G916"]


def test_other_name_of_the_same_unit_needs_no_reckoning() -> None:
    hints = {
        said: next(
            item.finding.hint for item in problems_in(example_view(f"正文：面积{said}。")) if item.rule.id == "G615"
        )
        for said in ("300平米", "50公分")
    }
    assert hints == {"300平米": "改为“平方米”", "50公分": "改用“厘米”并换算"}
