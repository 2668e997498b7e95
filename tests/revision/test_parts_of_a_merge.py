"""The model as text, differences of texts, and blocks found again: the parts a merge is made of."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports import BODY, Facts, build_id_for, document_of, generation

from genwen.records import replace
from genwen.revision.align import align_draft
from genwen.revision.generations import pair_generations
from genwen.revision.model import (
    ModelError,
    Span,
    build_id_in,
    model_from_json,
    model_of,
    model_to_json,
)
from genwen.revision.shapes import item_name, own_name, stable
from genwen.revision.textdiff import CharMap, changes, fold, glued

TEXT = st.text(alphabet="甲乙丙丁，,。12%A ", max_size=30)


class Unit:
    """A block for the alignment: text and key."""

    def __init__(self, text: str, key: str = "") -> None:
        self.text, self.key = text, key


def test_a_model_is_the_same_after_json_and_its_bytes_are_stable() -> None:
    model = generation(Facts()).model
    text = model_to_json(model)
    assert model_from_json(text) == model
    assert model_to_json(model_from_json(text)) == text
    assert json.loads(text)["生成"] == model.build_id


def test_the_build_id_tells_facts_and_template_apart_but_not_lines() -> None:
    document = document_of(Facts())
    moved = replace(document, blocks={
        name: tuple(
            replace(block, runs=tuple(
                replace(run, origin=replace(run.origin, position=None) if run.origin else None) for run in block.runs))
            if hasattr(block, "runs") else block for block in blocks)
        for name, blocks in document.blocks.items()
    })  # fmt: skip
    assert build_id_for(document, "1") == build_id_for(moved, "1")
    assert build_id_for(document, "1") != build_id_for(document, "2")
    assert build_id_for(document, "1") != build_id_for(document_of(Facts(saved="13%")), "1")
    assert build_id_in(generation(Facts()).docx) == build_id_for(document)
    assert build_id_in(b"no docx") == ""


def test_spans_are_the_characters_of_the_facts() -> None:
    model = model_of(document_of(Facts()), b"")
    blocks = dict(model.blocks)["正文"]
    first = blocks[0]
    assert (first.style, first.key) == (BODY, "正文/段")
    said = {first.text[span.start : span.end]: span.path for span in first.spans if span.path}
    assert said == {"云溪区机关事务管理局": "单位.名称", "12%": "统计.节电率"}


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", '{"格式": 99}', '{"格式": 1}', '{"格式":1,"生成":1,"名称":"","块":[],"字段":[]}']
)
def test_what_is_no_model_is_refused(text: str) -> None:
    with pytest.raises(ModelError):
        model_from_json(text)


@given(base=TEXT, new=TEXT)
def test_changes_make_the_new_text_of_the_base(base: str, new: str) -> None:
    made, at = "", 0
    for op in changes(base, (), new, ()):
        assert op.b0 >= at
        made += base[at : op.b0] + new[op.n0 : op.n1]
        at = op.b1
    assert made + base[at:] == new


@given(base=TEXT, mine=TEXT)
def test_kept_characters_are_in_order_and_the_same(base: str, mine: str) -> None:
    place = CharMap(base, mine)
    kept = [(at, to) for at, to in enumerate(place.to) if to >= 0]
    assert all(fold(base[at]) == fold(mine[to]) for at, to in kept)
    assert [to for _, to in kept] == sorted({to for _, to in kept})


def test_figures_and_short_facts_are_one_token() -> None:
    assert [(op.b0, op.b1, op.n0, op.n1) for op in changes("下降12%，", (), "下降15.2%，", ())] == [(2, 5, 2, 7)]
    spans = (Span(0, 4, "事实", "甲"),)
    (op,) = changes("市教育局牵头", spans, "县教育局牵头", spans)
    assert (op.b0, op.b1) == (0, 4)


def test_an_ordinal_changes_by_itself() -> None:
    one, other = (Span(0, 3, "编号"), Span(3, 7, "事实", "甲")), (Span(0, 3, "编号"), Span(3, 7, "事实", "甲"))
    ops = changes("（二）健全制度", one, "（三）推行绿色", other)
    assert [(op.b0, op.b1, op.ordinal) for op in ops] == [(0, 3, True), (3, 7, False)]


@pytest.mark.parametrize(("left", "right", "one"), [("3", "1", True), ("A", "1", True), ("约", "1", False), ("", "1", False),
                                                    ("５", "1", True), (".", "5", True)])  # fmt: skip
def test_what_is_glued_to_a_figure(left: str, right: str, one: bool) -> None:
    assert glued(left, right) is one


def test_folding_keeps_every_place() -> None:
    text = "（一）“甲”，乙；１２％……—"
    assert len(fold(text)) == len(text)
    assert fold("，。（１２％）“") == ',.(12%)"'


def test_keys_and_names() -> None:
    assert own_name("正文/主要措施/健全制度/段#2") == "健全制度"
    assert own_name("附件1/表/行3") == ""
    assert item_name("正文/南岭县/段", "南岭县完成投资") == "南岭县"
    assert item_name("正文/南岭县/段", "完成投资") == ""
    assert stable("正文/措施/健全制度")
    assert not stable("正文/措施/健全制度/段#2")


def test_blocks_split_joined_moved_and_gone() -> None:
    base = [Unit("全区现有公务用车一百多辆，人均用水量低于全市平均水平。"), Unit("全年累计培训干部职工上千人次。"),
            Unit("节约意识深入人心。"), Unit("反对食品浪费成效明显，餐厨垃圾减少。")]  # fmt: skip
    mine = [Unit("反对食品浪费成效明显，餐厨垃圾减少。"), Unit("全区现有公务用车一百多辆，"), Unit("人均用水量低于全市平均水平。"),
            Unit("全年累计培训干部职工上千人次。节约意识深入人心。")]  # fmt: skip
    links = align_draft(base, mine)
    assert [link.mine if link else None for link in links] == [(1, 2), (3,), (3,), (0,)]
    assert links[3] is not None
    assert links[3].moved


def test_generations_are_paired_by_name_whatever_they_say() -> None:
    base = [Unit("一、甲", "正文/甲节"), Unit("旧的说法", "正文/甲节/段"), Unit("二、乙", "正文/乙节")]
    new = [Unit("一、乙", "正文/乙节"), Unit("二、甲", "正文/甲节"), Unit("完全不同的新说法", "正文/甲节/段")]
    script = pair_generations(base, new, [1.0, 1.0, 1.0])
    assert script.pairs == ((0, 1), (1, 2))
    assert script.moved == ((2, 0),)
    heavy = pair_generations(base, new, [1.0, 1.0, 50.0])
    assert heavy.pairs == ((2, 0),)
    assert (0, 1) in heavy.moved
