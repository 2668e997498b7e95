"""Documents of one shape share a plate, and it never shows: the bytes are those of a document made alone."""

from __future__ import annotations

import random
from typing import Any

import pytest
from test_stencil import Folder, edited, scalars

from genwen import checking
from genwen.document.compose import compose
from genwen.document.keeping import pressed
from genwen.document.stencil import Stencils
from genwen.ooxml.archive import assemble, build_static, deflater
from genwen.ooxml.package import read_package
from genwen.rendering.plans import load_plan
from genwen.rendering.readback import read_back
from genwen.rendering.renderer import Renderer
from genwen.rendering.template import compile_template

TITLES = ("区", "街道办事处", "市机关事务服务中心", "甲", "A&B<科>", "镕堃局", "《节能》办 公室")


def renamed(text: str, chance: random.Random) -> str:
    """Another name, of another length, with characters that XML or a font set minds."""
    return chance.choice(TITLES) if chance.random() < 0.5 else text[:-1] + chance.choice("甲乙丙丁")


class Press:
    """An outline with its facts, made once with stencils and once without."""

    def __init__(self, name: str) -> None:
        self.folder = Folder()
        self.outline, _ = checking.read_outline(self.folder.project, name)
        self.plan = load_plan(self.folder.project.template(self.outline.template)[0])
        self.stencils, self.renderer = Stencils(), Renderer(self.plan)
        self.folder.facts({}, self.folder.known)
        self.every = [each for source in self.folder.sources.values() for each in scalars(source.root)]
        self.of_plates = 0

    def same(self, texts: dict[int, str]) -> None:
        """The document with these texts is the same in every way."""
        apart = compose(self.outline, self.folder.facts(texts, None))
        together = compose(self.outline, self.folder.facts(texts, self.folder.known), stencils=self.stencils)
        self.of_plates += pressed(together.document) is not None
        assert together.document == apart.document
        assert together.findings == apart.findings
        assert together.gaps() == apart.gaps()
        alone = Renderer(self.plan).render(apart.document, apart.scope)
        ours = self.renderer.render(together.document, together.scope)
        assert ours.data == alone.data
        assert list(ours.runs) == list(alone.runs)
        for part, printed in ours.printed.items():
            assert list(printed.texts()) == list(alone.printed[part].texts())
        assert not read_back(ours.data, ours.printed, "公文.docx", ours.parts, ours.pieces)


def words_like(every: list[Any], *words: str) -> list[Any]:
    """The scalars that hold one of some words."""
    return [each for each in every if any(word in each for word in words) and "{{" not in each]


@pytest.mark.parametrize("name", ["方案", "工作报告", "年度总结"])
def test_documents_of_one_shape_share_a_plate(name: str) -> None:
    press, chance = Press(name), random.Random(name)
    names = words_like(press.every, "云溪", "局长", "某")
    figures = [each for each in press.every if each[:4].isdigit() and each.path.startswith("统计")]
    always = chance.sample(names, min(4, len(names))) + chance.sample(figures, 4)
    for number in range(20):
        texts = {
            id(each): edited(each, chance) if each[:1].isdigit() else each[:-1] + "甲乙丙丁"[number % 4]
            for each in always
        }
        if number % 7 == 5:
            other = chance.choice(press.every)
            texts[id(other)] = "待补"
        press.same(texts)
    assert press.of_plates >= 3


@pytest.mark.parametrize("name", ["方案", "工作报告", "年度总结"])
def test_names_of_every_length(name: str) -> None:
    press, chance = Press(name), random.Random(f"{name}名")
    unit = next(each for each in press.every if each.path == "单位.名称")
    others = words_like(press.every, "云溪")
    for _ in range(12):
        texts = {id(each): renamed(each, chance) for each in chance.sample(others, 2)}
        texts[id(unit)] = renamed(unit, chance) * chance.choice([1, 1, 3])
        press.same(texts)
        press.same(texts)
        press.same(texts)
    assert press.of_plates >= 8


def paragraph(text: str) -> str:
    """A paragraph as it stands in a template."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


ADDED = {
    "A": paragraph("{{ 单位.名称 }}{% if 附注 %}有{% else %}无{% endif %}")
    + paragraph("{%p if 单位.名称 %}") + paragraph("{{ 标题 }}") + paragraph("{%p endif %}")
    + paragraph("{%p for 名 in 单位.名称 %}") + paragraph("{{ 名 }}{{ loop.index }}") + paragraph("{%p endfor %}")
    + paragraph("{{p 正文 }}"),
    "B": paragraph("{% set 名 = 单位.名称 %}{{ 名 }}"),
    "C": "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr/>"
    + paragraph("{% colspan 1 %}{{ 单位.名称 }}") + "</w:tc></w:tr></w:tbl>" + paragraph(""),
}  # fmt: skip


@pytest.mark.parametrize("tier", ADDED)
def test_templates_that_print_more(tier: str) -> None:
    press = Press("工作报告")
    parts = read_package(press.folder.project.template(press.outline.template)[0].read_bytes())
    body = parts["word/document.xml"].decode()
    at = body.rindex("<w:sectPr")
    parts["word/document.xml"] = f"{body[:at]}{ADDED[tier]}{body[at:]}".encode()
    press.plan = compile_template(b"".join(assemble(build_static(parts), (), deflater())), "模板.docx")
    assert press.plan.tier == tier
    press.renderer = Renderer(press.plan)
    unit = next(each for each in press.every if each.path == "单位.名称")
    for number in range(5):
        press.same({id(unit): unit[:-1] + "甲乙丙丁戊"[number]})
    assert press.of_plates >= 2
