"""The documents of the benchmark: the packaged sample with place name and figures changed from document to document.

Every document gets facts of its own, read from YAML outside the measured time, so that nothing that genwen keeps by
text or by object from the document before can stand in for work.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from genwen import checking, pipeline
from genwen.diagnostics import errors_in
from genwen.document.compose import Composition, compose
from genwen.document.outline import Outline
from genwen.facts.loader import Facts
from genwen.ooxml.archive import Deflater
from genwen.ooxml.package import write_atomically
from genwen.project import Project, open_project, packaged
from genwen.rendering.plans import load_plan
from genwen.rendering.readback import read_back
from genwen.rendering.renderer import Rendered, Renderer

PLACE, CODE = "云溪", "云机管"
FIRST = "东西南北中上下前后左右青红白黄金银铁石木水火土山川江河湖海天"
SECOND = "宁安康乐平和清明新华兴旺永丰阳阴原野林泉溪湾港桥城关庄堡营岭"
# 用电量: 7216800千瓦时 in content/统计/YEAR.yaml
_FIGURE = re.compile(r"(?m)^(  [^\s#:]+: )(\d{5,})(?=\D)")


def make_project(folder: Path) -> Path:
    """A copy of the packaged sample in `folder`, to be built there."""
    shutil.copytree(packaged() / "content", folder / "content")
    shutil.copy(packaged() / "genwen.yaml", folder / "genwen.yaml")
    return folder


def vary(folder: Path, number: int) -> None:
    """Write the facts of document `number` into a copy of the sample: other place, other figures of the year."""
    source = packaged() / "content"
    place = FIRST[number // len(SECOND) % len(FIRST)] + SECOND[number % len(SECOND)]
    latest = max((source / "统计").glob("*.yaml"))
    for path in source.rglob("*.yaml"):
        text = path.read_text("utf-8").replace(PLACE, place).replace(CODE, place[0] + CODE[1:])
        if path == latest:
            text = _FIGURE.sub(lambda found: found[1] + str(_other(int(found[2]), number)), text)
        (folder / "content" / path.relative_to(source)).write_text(text, "utf-8")


def _other(figure: int, number: int) -> int:
    """Another figure within 2 % of the sample's, with as many digits as long as that is possible."""
    return figure - (number * 17 + 1) % (figure // 50)


@dataclass(frozen=True)
class Subject:
    """One kind of document, ready to be made from loaded facts; `using` is the deflater."""

    name: str
    project: Project
    outline: Outline
    renderer: Renderer
    using: Deflater

    def composed(self, facts: Facts) -> Composition:
        """Facts → composed document, as `genwen build` does it."""
        settings = self.project.settings
        composition = compose(
            self.outline, facts, fonts=settings.fonts, even_page=settings.imprint_even_page,
            seal_lines=settings.seal_lines,
        )  # fmt: skip
        if errors_in(composition.findings):
            raise SystemExit(f"《{self.name}》有错误：{errors_in(composition.findings)[0]}")
        return composition

    def rendered(self, composition: Composition, facts: Facts) -> Rendered:
        """Composed document → package."""
        creator = facts.groups["单位"].name.text
        return self.renderer.render(composition.document, composition.scope, creator=creator, using=self.using)

    def checked(self, rendered: Rendered) -> bytes:
        """The bytes to be written, read back: opened, parsed strictly, every recorded value found."""
        data = rendered.data
        if found := read_back(data, rendered.printed, f"{self.name}.docx", rendered.parts):
            raise SystemExit(f"《{self.name}》读回有误：{found[0]}")
        return data

    def make(self, facts: Facts, path: Path) -> None:
        """Loaded facts → written file, read-back included."""
        composition = self.composed(facts)
        write_atomically(path, [self.checked(self.rendered(composition, facts))])

    def make_unread(self, facts: Facts, path: Path) -> None:
        """Loaded facts → written file, without read-back."""
        composition = self.composed(facts)
        write_atomically(path, self.rendered(composition, facts).chunks)


def subject(folder: Path, name: str, using: Deflater) -> Subject:
    """The document `name` of the sample in `folder`."""
    project = open_project(folder)
    outline, findings = checking.read_outline(project, name)
    if errors_in(findings):
        raise SystemExit(f"《{name}》的提纲有错误：{errors_in(findings)[0]}")
    path, _ = project.template(outline.template)
    return Subject(name, project, outline, Renderer(load_plan(path, pipeline.fonts_of(project))), using)


def facts_of(folder: Path, number: int) -> Facts:
    """The facts of document `number`, loaded and checked."""
    vary(folder, number)
    return load(folder)


def load(folder: Path) -> Facts:
    """The facts of the sample in `folder` as they stand there, loaded and checked."""
    facts = checking.load(open_project(folder))
    if errors_in(facts.findings):
        raise SystemExit(f"事实有错误：{errors_in(facts.findings)[0]}")
    return facts
