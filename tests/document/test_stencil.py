"""What is kept from one document for the next never shows: with and without, a document is the same to its origins."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest

from genwen import checking
from genwen.document.compose import compose
from genwen.document.elements import Paragraph, Row, Table, paragraphs_in
from genwen.document.stencil import Stencils
from genwen.facts.reading import Known
from genwen.facts.source.nodes import Mapping, Scalar, Sequence, Source
from genwen.facts.source.reader import read_source
from genwen.ooxml.writer import BlockWriter
from genwen.project import open_project, packaged
from genwen.rendering.plans import load_plan

SAMPLE = packaged()


def scalars(node: Any) -> list[Scalar]:
    """Every scalar at or below a node."""
    if isinstance(node, Scalar):
        return [node]
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [scalar for child in children for scalar in scalars(child)]


def changed(node: Any, texts: dict[int, str]) -> Any:
    """The node with the scalars of `texts` (by id) replaced; itself where none stands below it."""
    if isinstance(node, Scalar):
        if id(node) not in texts:
            return node
        other = Scalar(texts[id(node)])
        for name in ("position", "path", "start", "end", "quoted"):
            setattr(other, name, getattr(node, name))
        return other
    if isinstance(node, dict):
        mapping = Mapping(node.position, node.path)
        mapping.keys_at = node.keys_at
        mapping.update({key: changed(value, texts) for key, value in node.items()})
        return node if all(mapping[key] is value for key, value in node.items()) else mapping
    if isinstance(node, list):
        sequence = Sequence(node.position, node.path)
        sequence.extend(changed(item, texts) for item in node)
        return node if all(one is other for one, other in zip(sequence, node, strict=True)) else sequence
    return node


def edited(text: str, chance: random.Random) -> str:
    """Another text of the same kind."""
    if re.match(r"\d", text):
        return re.sub(r"\d", lambda found: str(chance.randrange(1, 9)), text, count=1)
    if text in ("待补", "是", "否"):
        return text
    return chance.choice(["待补", "甲" + text, text + "乙"])


class Folder:
    """The sample, with some scalars changed from one reading to the next."""

    def __init__(self) -> None:
        self.project = open_project(SAMPLE)
        self.sources: dict[Path, Source] = {}
        self.known: Known = {}

    def facts(self, texts: dict[int, str], known: Known | None) -> Any:
        def read(path: Path, name: str, prefix: str) -> Source:
            source = self.sources.setdefault(path, read_source(path, name, prefix))
            return Source(source.name, source.text, changed(source.root, texts), source.findings)

        return checking.load(self.project, read=read, known=known)


@pytest.mark.parametrize("shared", [True, False], ids=["共用的事实", "各自的事实"])
@pytest.mark.parametrize("name", ["方案", "工作报告", "年度总结"])
def test_a_document_is_the_same_with_and_without(name: str, shared: bool) -> None:
    folder, chance = Folder(), random.Random(f"{name}{shared}")
    outline, _ = checking.read_outline(folder.project, name)
    stencils = Stencils()
    writer = BlockWriter(load_plan(folder.project.template(outline.template)[0]).styles)
    folder.facts({}, folder.known)
    every = [scalar for source in folder.sources.values() for scalar in scalars(source.root)]
    for _ in range(10):
        texts = {id(one): edited(one, chance) for one in chance.sample(every, chance.choice([0, 1, 3, 20]))}
        facts = folder.facts(texts, folder.known if shared else None)
        apart = compose(outline, folder.facts(texts, None))
        together = compose(outline, facts, stencils=stencils)
        assert together.document == apart.document
        assert together.findings == apart.findings
        for part, blocks in together.document.blocks.items():
            assert writer.write(blocks) == writer.write(apart.document.blocks[part])


def test_what_has_not_changed_is_the_same_object() -> None:
    folder = Folder()
    outline, _ = checking.read_outline(folder.project, "方案")
    stencils = Stencils()
    before = compose(outline, folder.facts({}, folder.known), stencils=stencils).document
    area = next(each for source in folder.sources.values() for each in scalars(source.root) if each == "云溪区")
    after = compose(outline, folder.facts({id(area): "石桥区"}, folder.known), stencils=stencils).document
    old = {id(block) for blocks in before.blocks.values() for block in blocks}
    new = [block for blocks in after.blocks.values() for block in blocks if id(block) not in old]
    assert any("石桥区" in paragraph.text for paragraph in paragraphs_in(tuple(new)))
    assert len(new) < len(old) // 4
    assert not any("云溪区" in each.text for each in paragraphs_in(tuple(new)) if each.style == "公文正文")


def test_a_table_that_cannot_be_made_is_told_once() -> None:
    folder = Folder()
    outline, _ = checking.read_outline(folder.project, "年度总结")
    folder.facts({}, folder.known)
    every = [each for source in folder.sources.values() for each in scalars(source.root)]
    formula = next(each for each in every if "综合能耗 - 公务用车能耗" in each)
    stencils = Stencils()
    for texts in ({}, {}, {id(formula): "甲" + formula}, {}):
        together = compose(outline, folder.facts(texts, folder.known), stencils=stencils)
        assert together.findings == compose(outline, folder.facts(texts, None)).findings


def test_what_is_kept_is_no_part_of_the_block() -> None:
    row = Row(())
    for one, other in ((Paragraph("甲"), Paragraph("甲")), (Table((1,), (row,)), Table((1,), (row,)))):
        one.kept = {"乙": 1}  # type: ignore[attr-defined]
        assert one == other
        assert repr(one) == repr(other)
        assert hash(one) == hash(other)
