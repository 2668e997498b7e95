"""The documents of the benchmark: the packaged sample with place name and figures changed from document to document.

Each document is that of another place with other figures, as those of subordinate units are: facts that hold neither
are the same ones for all (`reading.Known`), and what genwen keeps from one document for the next is what follows from
them alone. `--apart` of bench.py loads every document's facts on their own.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from genwen import checking, pipeline
from genwen.diagnostics import errors_in
from genwen.document.compose import Composition, compose
from genwen.document.outline.compiled import Outline
from genwen.document.stencil import Stencils
from genwen.facts.loader import LEDGERS, Facts
from genwen.facts.reading import Known
from genwen.facts.source.nodes import Mapping, Scalar, Sequence, Source
from genwen.facts.source.reader import read_source
from genwen.ooxml.archive import Deflater
from genwen.ooxml.package import write_atomically
from genwen.project import Project, open_project, packaged
from genwen.rendering.plans import load_plan
from genwen.rendering.readback import read_back
from genwen.rendering.renderer import Rendered, Renderer

PLACE, CODE = "云溪", "云机管"
FIRST = "东西南北中上下前后左右青红白黄金银铁石木水火土山川江河湖海天"
SECOND = "宁安康乐平和清明新华兴旺永丰阳阴原野林泉溪湾港桥城关庄堡营岭"
# 7216800千瓦时
_FIGURE = re.compile(r"^\d{5,}(?=\D)")


def make_project(folder: Path) -> Path:
    """A copy of the packaged sample in `folder`, to be built there; without its ledgers, whose sums do not vary."""
    shutil.copytree(packaged() / "content", folder / "content", ignore=shutil.ignore_patterns(LEDGERS))
    shutil.copy(packaged() / "genwen.yaml", folder / "genwen.yaml")
    return folder


def place_of(number: int) -> str:
    """The name of a place of two characters."""
    return FIRST[number // len(SECOND) % len(FIRST)] + SECOND[number % len(SECOND)]


def vary(folder: Path, number: int) -> None:
    """Write the facts of place `number` into the content of `folder`."""
    for path in (packaged() / "content").rglob("*.yaml"):
        text = path.read_text("utf-8").replace(PLACE, place_of(number))
        (folder / "content" / path.relative_to(packaged() / "content")).write_text(text, "utf-8")


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
    stencils: Stencils

    def composed(self, facts: Facts) -> Composition:
        """Facts → composed document, as `genwen build` does it."""
        settings = self.project.settings
        composition = compose(
            self.outline, facts, fonts=settings.fonts, even_page=settings.imprint_even_page,
            seal_lines=settings.seal_lines, stencils=self.stencils,
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
        if found := read_back(data, rendered.printed, f"{self.name}.docx", rendered.parts, rendered.pieces):
            raise SystemExit(f"《{self.name}》读回有误：{found[0]}")
        return data

    def make(self, facts: Facts, path: Path) -> None:
        """Loaded facts → written file, read-back included."""
        composition = self.composed(facts)
        write_atomically(path, [self.checked(self.rendered(composition, facts))])

    def make_abreast(self, facts: list[Facts], paths: list[Path]) -> None:
        """Loaded facts → written files, read-back included, all documents taken through each step together."""
        composed = [self.composed(each) for each in facts]
        rendered = [self.rendered(composition, each) for composition, each in zip(composed, facts, strict=True)]
        for path, data in zip(paths, [self.checked(each) for each in rendered], strict=True):
            write_atomically(path, [data])

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
    return Subject(name, project, outline, Renderer(load_plan(path, pipeline.fonts_of(project))), using, Stencils())


def load(folder: Path, **how: Any) -> Facts:
    """The facts of the sample in `folder`, loaded and checked."""
    facts = checking.load(open_project(folder), **how)
    if errors_in(facts.findings):
        raise SystemExit(f"事实有错误：{errors_in(facts.findings)[0]}")
    return facts


class Variants:
    """Facts of one document after another, made of the nodes of the sample in `folder` with some scalars changed.

    What does not change is shared; `apart` reads everything anew for each.
    """

    def __init__(self, folder: Path, apart: bool = False) -> None:
        self.folder = folder
        self.apart = apart
        self._known: Known = {}
        self._sources: dict[Path, Source] = {}
        self._latest = max((folder / "content" / "统计").glob("*.yaml"))

    def facts(self, number: int) -> Facts:
        """The facts of document `number`, loaded and checked."""
        if self.apart:
            self._known, self._sources = {}, {}

        def read(path: Path, name: str, prefix: str) -> Source:
            source = self._sources.get(path) or read_source(path, name, prefix)
            self._sources[path] = source
            other = _Other(number, path == self._latest)
            return Source(source.name, source.text, other.node(source.root), source.findings)

        return load(self.folder, read=read, known=self._known)


class _Other:
    """Nodes of document `number`: the very ones of the sample where neither place nor figure stands in them."""

    def __init__(self, number: int, figures: bool) -> None:
        self.number, self.figures = number, figures
        self.place = place_of(number)

    def node(self, node: Any) -> Any:
        """The node, or another with what changes below it."""
        if isinstance(node, Scalar):
            return self._scalar(node)
        if isinstance(node, dict):
            changed = {key: self.node(value) for key, value in node.items()}
            if all(changed[key] is value for key, value in node.items()):
                return node
            mapping = Mapping(node.position, node.path)
            mapping.keys_at = node.keys_at
            mapping.update(changed)
            return mapping
        if isinstance(node, list):
            items = [self.node(item) for item in node]
            if all(one is other for one, other in zip(items, node, strict=True)):
                return node
            sequence = Sequence(node.position, node.path)
            sequence.extend(items)
            return sequence
        return node

    def _scalar(self, scalar: Scalar) -> Scalar:
        text = scalar.replace(PLACE, self.place).replace(CODE, self.place[0] + CODE[1:])
        if self.figures:
            text = _FIGURE.sub(lambda found: str(_other(int(found[0]), self.number)), text)
        if text == scalar:
            return scalar
        other = Scalar(text)
        for name in ("position", "path", "start", "end", "quoted"):
            setattr(other, name, getattr(scalar, name))
        return other
