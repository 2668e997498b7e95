"""Documents of a run made once more in other ways and compared: by a workshop that keeps nothing from unit to unit, and
by docxtpl.

The first units and a random sample; a difference stops the run, for then no document of it can be trusted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from genwen.bulk.spool import Spool, read_superiors
from genwen.bulk.work import FAILED, Outcome
from genwen.bulk.workshop import Plan, Workshop
from genwen.diagnostics import GenwenError
from genwen.document.compose import Composition
from genwen.document.elements import Document, Run
from genwen.facts.loader import Facts
from genwen.ooxml.archive import assemble, build_static, deflater
from genwen.ooxml.package import read_package
from genwen.ooxml.parts import with_fonts
from genwen.pipeline import fonts_of
from genwen.rendering.renderer import Renderer
from genwen.revision.words import NEW, REPLACED, SAME


class Verifier:
    """Makes documents again."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.spool = Spool(plan.spool)
        self._superiors = read_superiors(plan.spool)

    def verify(self, outcomes: Iterable[Outcome], offsets: Sequence[int]) -> int:
        """How many documents were compared; `offsets` are the places of the units. Raises GenwenError on a difference."""
        count = 0
        for item in outcomes:
            if item.result != FAILED:
                self._verify(item, offsets[item.unit])
                count += 1
        return count

    def close(self) -> None:
        """Close the file of units."""
        self.spool.close()

    def _verify(self, item: Outcome, offset: int) -> None:
        # all anew for each document: nothing that is kept can stand in for work
        workshop = Workshop(self.plan)
        workshop.resolver.above = lambda name: (
            self.spool.unit(self._superiors[name]) if name in self._superiors else None
        )
        facts = workshop.validate(self.spool.unit(offset)).facts
        composition = workshop.composed(item.document, facts)
        rendered, _ = workshop.rendered(item.document, composition, facts)
        path = self.plan.out / f"{item.file}.docx"
        if item.result in (NEW, REPLACED, SAME) and path.read_bytes() != rendered.data:
            raise _differs(item, "与单份生成的不一样")
        if parts := _unlike_docxtpl(workshop, item.document, composition, facts):
            raise _differs(item, f"与 docxtpl 生成的不一样（{'、'.join(parts)}）")


def _differs(item: Outcome, said: str) -> GenwenError:
    return GenwenError(
        f"抽查发现 {item.file}.docx {said}，已停止",
        "这是程序的错误，请把这份名单和模板反馈给维护者；加 --verify 不核 可以跳过",
    )


def _unlike_docxtpl(workshop: Workshop, name: str, composition: Composition, facts: Facts) -> list[str]:
    """The parts in which docxtpl's document is another one, as canonical XML."""
    from genwen.ooxml.canonical import differing  # these two bring lxml and docxtpl
    from genwen.rendering.reference import render_reference

    project, press = workshop.project, workshop.press(name)
    path, _ = project.template(press.outline.template)
    template = with_fonts(read_package(path.read_bytes()), fonts_of(project))
    packed = b"".join(assemble(build_static(template), (), deflater()))
    plain = _without_run_styles(composition.document)
    renderer = Renderer(press.renderer.plan)
    if renderer.plan.template:
        return []  # docxtpl itself is what renders this template
    ours = renderer.render(plain, composition.scope)
    theirs, _ = render_reference(packed, plain, composition.scope, renderer.writer, renderer.plan.fonts)
    return differing(read_package(ours.data), theirs)


def _without_run_styles(document: Document) -> Document:
    """The document with plain text in its fields: docxtpl prints nothing else between {{ and }}."""
    fields = {name: tuple(Run(run.text, "", run.origin) for run in text) for name, text in document.fields.items()}
    return Document(document.name, fields, document.blocks)
