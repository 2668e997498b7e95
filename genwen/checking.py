"""What is wrong with a folder, all at once: facts, wording of facts, outlines, and the documents composed of them.

Nothing is rendered or written here. Errors in one file do not hide those in another: what refers to facts that could
not be read is left alone, everything else is checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from genwen.campaign.root import RESULTS, CampaignRoot
from genwen.diagnostics import Finding, FindingsError, GenwenError, Position, Severity, errors_in, in_order, nearest
from genwen.patterns import regex
from genwen.project import Project
from genwen.records import fields_of, made, record, replace
from genwen.units.below import BELOW, Below, Office, has_list

if TYPE_CHECKING:
    from pathlib import Path

    from genwen.campaign.root import Listed
    from genwen.document.compose import Composition
    from genwen.document.outline.compiled import Outline
    from genwen.facts.fact import Wording
    from genwen.facts.loader import Facts
    from genwen.facts.source.nodes import Source

OUTLINES = "公文"
MAX_FOLDED = 200
_QUOTED = regex("[“（]([^“”（）]+)[”）]")
_WIDE_DIGITS = regex("[０-９]+")


@record(frozen=False)
class Checked:
    """The facts, the composed documents by name, and everything found, in order of place, with the lines."""

    facts: Facts
    documents: dict[str, tuple[Outline, Composition]] = made(default_factory=dict)
    findings: list[Finding] = made(default_factory=list)

    def raise_errors(self) -> None:
        """Raise FindingsError with everything found when there is an error among it."""
        if errors_in(self.findings):
            raise FindingsError(self.findings)


def check(project: Project, names: Sequence[str], plain: bool = False) -> Checked:
    """Load the facts, check them and compose the documents `names`; the 自评 where one of them (or none) uses it.

    Raises GenwenError when a file or folder cannot be read at all.
    """
    facts = load(project)
    checked = Checked(facts, findings=[*project.notices, *facts.findings])
    told = len(facts.findings)
    for name in names:
        outline, composition, findings = _composed(project, name, plain, facts)
        checked.findings += findings
        checked.findings += _check_template(project, name, outline)
        if composition is not None:
            checked.documents[name] = (outline, composition)
    checked.findings += check_wordings(project, facts)
    if not names or getattr(facts.scored, "used", False):
        checked.findings += check_scores(facts)
    results = facts.groups[RESULTS]
    if results.used and not facts.unread:  # what units inherit of facts that could not be read is not judged either
        checked.findings += results.findings
    checked.findings += facts.findings[told:]  # of ledgers, which are read when something asks for them
    checked.findings = in_order(with_lines(project, checked.findings))
    return checked


def _check_template(project: Project, name: str, outline: Outline) -> list[Finding]:
    """A template that does not exist, where the outline names it."""
    known = project.templates()
    if outline.template in known:
        return []
    from genwen.facts.source.nodes import Mapping as LocatedMapping
    from genwen.facts.source.nodes import Scalar
    from genwen.facts.source.reader import read_source

    path = project.content / OUTLINES / f"{name}.yaml"
    root = read_source(path, project.shown(path)).root
    if root is None:
        return []  # what cannot be read names no template; its own errors are told
    named = root.get("模板") if isinstance(root, LocatedMapping) else None
    at = named.position if isinstance(named, Scalar) else Position(project.shown(path), 1, 1)
    hint = nearest(outline.template, sorted(known))
    if named is None:
        hint = f"写明用哪个模板，如 模板: 文稿；或把 {outline.template}.docx 放进 templates/公文"
    return [Finding("O104", f"没有名为“{outline.template}”的模板", hint, at)]


def load(project: Project, **how: Any) -> Facts:
    """The facts of the project's year, with what is wrong with them; `how` as in `load_facts`."""
    from genwen.facts.loader import load_facts

    context = {"隐去写法": project.settings.withheld}
    facts = load_facts(project.content, project.year, project.shown, context, **how)
    facts.year_at = project.settings.year_at
    if has_list(project.content):
        facts.groups[BELOW] = Below(project, facts, _scope_of)
    facts.groups[RESULTS] = CampaignRoot(
        project, facts, lambda given: _sound_units(project, facts, given), Office(facts, _scope_of)
    )
    return facts


def _sound_units(project: Project, facts: Facts, given: Path | None) -> Sequence[Listed] | None:
    """The units that a campaign is held among."""
    from genwen.units.sound import sound_units

    return sound_units(project, facts, _scope_of, given)


def _scope_of(facts: Facts, name: str) -> Mapping[str, object]:
    """The root names of expressions over the facts of a unit below."""
    from genwen.document.compose import scope_for

    return scope_for(facts, name)


def read_outline(project: Project, name: str) -> tuple[Outline, list[Finding]]:
    """The outline of a document, with what is wrong with it."""
    from genwen.document.outline.reader import OutlineReader
    from genwen.facts.source.reader import read_source

    path = project.content / OUTLINES / f"{name}.yaml"
    try:
        source = read_source(path, project.shown(path))
    except OSError as error:
        raise GenwenError(f"无法读取 {project.shown(path)}", "检查文件是否被占用、是否有读取权限") from error
    reader = OutlineReader(name, source, project.settings.profile)
    outline = reader.read()
    return outline, source.findings + reader.findings


def _composed(
    project: Project, name: str, plain: bool, facts: Facts
) -> tuple[Outline, Composition | None, list[Finding]]:
    from genwen.document.compose import compose
    from genwen.document.expressions import ExpressionError

    outline, findings = read_outline(project, name)
    if plain and outline.issued is not None:
        outline = replace(outline, issued_by="直接", template="文稿")
    settings = project.settings
    try:
        composition = compose(
            outline, facts, fonts=settings.fonts, even_page=settings.imprint_even_page, seal_lines=settings.seal_lines
        )
    except ExpressionError as error:
        return outline, None, [*findings, error.finding]
    except FindingsError as error:
        return outline, None, [*findings, *error.findings]
    findings += composition.findings + _wide_digits(composition)
    return outline, composition, findings


def _wide_digits(composition: Composition) -> list[Finding]:
    """Full-width digits in the prose of an outline."""
    from genwen.document.elements import OriginKind

    found: dict[Position | None, Finding] = {}
    for run in composition.runs():
        if (
            run.origin is None
            or run.origin.kind is not OriginKind.TYPED
            or not (match := _WIDE_DIGITS.search(run.text))
        ):
            continue
        half = match.group().translate({ord("０") + number: str(number) for number in range(10)})
        at = run.origin.position
        if at is not None and at.column:
            at = replace(at, column=at.column + match.start())
        found[at] = Finding("S216", f"“{match.group()}”是全角数字", f"改为半角 {half}", at, Severity.WARNING,
                            clause="GB/T 15835—2011", strength="硬")  # fmt: skip
    return list(found.values())


def check_scores(facts: Facts) -> list[Finding]:
    """What is wrong with the 自评 of the year, and with the facts its clauses are bound to."""
    if facts.get("自评") is None:
        return []
    from genwen.document.compose import scope_for
    from genwen.document.scoring.self_score import check_self_score

    return check_self_score(facts, scope_for(facts, ""))


def check_wordings(project: Project, facts: Facts) -> list[Finding]:
    """What is wrong with the expressions in the texts of facts, whether these are printed or not.

    Names that only exist where an outline repeats something cannot be judged here.
    """
    from genwen.document.compose import scope_for
    from genwen.document.expressions import ExpressionError, Prose, runs_of
    from genwen.document.remedies import remedy

    findings: list[Finding] = []
    scope = scope_for(facts, "")
    for wording in wordings_in(list(facts.groups.values())):
        try:
            prose = Prose.compile(wording.text, wording.origin.position)
        except FindingsError as error:
            findings += error.findings
            continue
        inner = {**scope, "本": wording.owner}
        for part in prose.expressions:
            unknown = part.roots - inner.keys()
            if unknown and unknown <= _repeated_names(project):
                continue
            try:
                runs_of(part.evaluate(inner), inner)
            except ExpressionError as error:
                findings.append(error.finding)
            except TypeError as error:
                findings.append(
                    part.error("E202", f"“{part.source.strip()}”不能印在这里：{error}", remedy(str(error))).finding
                )
    return findings


def _repeated_names(project: Project) -> set[str]:
    """The names outlines give to the items they repeat something for."""
    found = {"序", "项数", "下级标题"}
    ahead: list[object] = [
        read_outline(project, path.stem)[0] for path in (project.content / OUTLINES).glob("*.yaml") if path.is_file()
    ]
    while ahead:
        value = ahead.pop()
        if isinstance(value, list | tuple):
            ahead += value
        elif isinstance(value, Mapping):
            ahead += value.values()
        elif fields_of(value):
            found.add(getattr(value, "each_name", ""))
            ahead += (getattr(value, part) for part in fields_of(value))
    return found


def wordings_in(value: object, owner: object = None) -> Iterator[Wording]:
    """Every text that holds expressions, knowing the group it stands in."""
    from genwen.facts.fact import Wording
    from genwen.facts.fields import FactModel

    if isinstance(value, Wording):
        if value.known and ("{{" in value.text or "}}" in value.text):
            yield replace(value, owner=owner)
    elif isinstance(value, FactModel):
        for name in value.declarations:
            yield from wordings_in(getattr(value, name), value)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from wordings_in(item, owner)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from wordings_in(item, owner)


def with_lines(project: Project, findings: Sequence[Finding]) -> list[Finding]:
    """The findings, each with the line of YAML it is about."""
    from genwen.facts.source.reader import read_source

    sources: dict[str, Source] = {}
    shown: list[Finding] = []
    for finding in findings:
        at = finding.position
        path = project.root / at.file if at is not None else None
        if at is None or path is None or finding.source or not at.line or path.suffix != ".yaml" or not path.is_file():
            shown.append(finding)
            continue
        if at.file not in sources:
            sources[at.file] = read_source(path, at.file)
        at = _within_folded(finding.message, at, sources[at.file])
        shown.append(replace(finding, position=at, source=sources[at.file].line(at.line)))
    return shown


def _within_folded(message: str, at: Position, source: Source) -> Position:
    """The place in a text folded over several lines, of which only the beginning is known: where what is quoted stands."""
    if at.column <= len(source.line(at.line)) + 1 or not source.text:
        return at
    for quoted in _QUOTED.findall(message):
        for line in range(at.line, at.line + MAX_FOLDED):
            if (column := source.line(line).find(quoted)) >= 0:
                return replace(at, line=line, column=column + 1)
    return replace(at, column=1)
