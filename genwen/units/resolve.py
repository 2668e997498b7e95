"""The resolved facts of a unit: what it says itself over what it inherits, typed and checked, every value with its place.

An office's facts are loaded once; what its units inherit of them is read once, and each unit reads only the groups it
says something about. Units below units inherit from the unit above, in the same way.
"""

from __future__ import annotations

import heapq
import json
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from genwen.diagnostics import Finding, Position, Severity, errors_in
from genwen.facts import checks
from genwen.facts.loader import GROUPS, Facts
from genwen.facts.reading import Known, validate
from genwen.facts.source.nodes import Mapping as LocatedMapping
from genwen.facts.source.nodes import Node, Scalar, Source
from genwen.patterns import regex
from genwen.records import made, record
from genwen.steps import Work, finished
from genwen.units.amounts import Amounts
from genwen.units.below import Office
from genwen.units.forms import Filling, Forms, form_of
from genwen.units.overlay import overlay, placed, scalar
from genwen.units.own import MISSING, Steps, without_own
from genwen.units.paths import DATED, NoPath, Paths
from genwen.units.records import UnitRecord, structure_of
from genwen.units.shapes import FREE, Shape, shapes_of_groups

OFFICE = "上级单位"
"""The root name under which a unit's documents reach the facts of the unit above."""
RESULTS = "考评结果"
"""The root name of a unit's own result in a campaign."""
_decoded = json.JSONDecoder().raw_decode
ScopeOf = Callable[[Facts, str], Mapping[str, object]]
MAX_LEVELS = 64
"""Units with units below them that are kept read."""
_WIDE_DIGITS = regex(rb"\xef\xbc[\x90-\x99]")
"""Full-width digits in UTF-8."""
Check = Callable[[Facts], Iterator[Finding]]
_CHECKS: Mapping[str, tuple[Check, ...]] = {
    "统计": (checks.check_units,), "依据": (checks.check_references, checks.check_target_references),
    "目标": (checks.check_target_references, checks.check_targets), "日程": (checks.check_schedule,),
    "措施": (checks.check_counts,), "发文": (checks.check_dispatch, checks.check_dispatch_names),
}  # fmt: skip


class _Closed(dict[tuple[int, object], tuple[Any, Any]]):
    """Groups read before, none added: those of single units must not pile up."""

    def __setitem__(self, key: tuple[int, object], value: tuple[Any, Any]) -> None:
        pass


@record(eq=False)
class Level:
    """An office or a unit that others inherit from: its facts, what it said as nodes, what is inherited of it."""

    name: str
    facts: Facts
    roots: Mapping[str, Node]
    inherited: Mapping[str, Node]
    typed: Mapping[str, Any]
    known: Known
    broken: bool = False
    forms: Forms = made(default_factory=Forms)


@record(eq=False)
class Resolved:
    """A unit with its facts; `roots` are the nodes they were read from, `whole` says whether all could be read, `line` is
    what they were read from."""

    record: UnitRecord
    facts: Facts
    roots: Mapping[str, Node]
    findings: list[Finding] = made(default_factory=list)
    whole: bool = True
    line: bytes = b""


class Resolver:
    """Resolves units of one office.

    `scope_of` gives the root names of expressions for facts, `above` finds the record of a unit by name, for those that
    have units below; `documents` are those that only units have.
    """

    def __init__(
        self,
        facts: Facts,
        scope_of: ScopeOf,
        context: Mapping[str, Any],
        at: Position,
        kept: Sequence[Scalar] = (),
        dropped: Sequence[Scalar] = (),
        above: Callable[[str], UnitRecord | None] = lambda name: None,
        documents: Sequence[str] = (),
    ) -> None:
        self.facts, self.scope_of, self.context, self.at, self.above = facts, scope_of, context, at, above
        self.documents = (*facts.documents, *documents)
        self.shapes: Mapping[str, Shape] = shapes_of_groups()
        roots = {source.root.path: source.root for source in facts.sources.values() if source.root is not None}
        self.roots = {name: root for name, root in roots.items() if name.partition(".")[0] in GROUPS}
        self.roots |= _from_ledgers(facts, self.roots, at)
        self.paths = Paths(self.roots, self.shapes, facts.year)
        self.amounts = Amounts(self.roots, facts.year)
        self.findings: list[Finding] = []
        self.kept, self.dropped = self._steps(kept), self._steps(dropped)
        self._levels: OrderedDict[str, Level] = OrderedDict()
        unit = facts.get("单位")
        own = [getattr(unit, name, None) for name in ("name", "short")]
        self._own_names = frozenset(("", *(fact.text for fact in own if fact is not None)))
        self.office = self._level(_name_in(self.roots), facts, self.roots)

    def _steps(self, paths: Sequence[Scalar]) -> frozenset[Steps]:
        found: set[Steps] = set()
        for path in paths:
            if path.strip() in self.shapes and path.strip() != DATED:
                found.add((path.strip(),))
                continue
            try:
                found.add(self.paths.steps(path.strip()))
            except NoPath as error:
                self.findings.append(Finding("S502", error.message, error.hint, path.position))
        return frozenset(found)

    def _level(self, name: str, facts: Facts, roots: Mapping[str, Node], broken: bool = False) -> Level:
        inherited = without_own(roots, self.at, self.shapes, self.kept, self.dropped)
        known: Known = {}
        typed = {}
        for root, node in inherited.items():
            if root.partition(".")[0] in ("评价标准",):
                continue
            # what is inherited need not be whole (单位 has no 名称): each unit is judged with what it adds
            value, _ = validate(self._model(root), _source_of(node), self.context, known)
            if value is not None:
                typed[root] = value
        return Level(name, facts, roots, inherited, typed, _Closed(known), broken)

    def _model(self, root: str) -> Any:
        return GROUPS[root.partition(".")[0]].model

    def is_office(self, name: str) -> bool:
        """Whether a name is the office's own, or none."""
        return name in self._own_names

    def level_above(self, superior: str) -> Level:
        """What the units below the unit of a name inherit from."""
        if self.is_office(superior):
            return self.office
        level = self._levels.get(superior)
        if level is None:
            found = self.above(superior)
            if found is None:
                return self.office
            resolved = self.resolve(found)
            level = self._level(found.name, resolved.facts, resolved.roots, bool(errors_in(resolved.findings)))
            self._levels[superior] = level
            if len(self._levels) > MAX_LEVELS:
                self._levels.popitem(last=False)
        else:
            self._levels.move_to_end(superior)
        return level

    def forget(self) -> None:
        """Read the units above anew: their records are others now."""
        self._levels.clear()

    def resolve(self, unit: UnitRecord) -> Resolved:
        """The facts of a unit, with what is wrong with them. The units above must not go in a circle."""
        level = self.level_above(unit.superior)
        roots, typed, unread, findings = self._read(unit, level)
        facts, whole = self._facts(unit.name, level, typed, unread), not findings
        findings += self._checked(unit.roots, facts)
        for node in unit.roots.values():
            findings += _wide_digits(node)
        return Resolved(unit, facts, roots, findings, whole)

    def resolve_line(self, line: bytes) -> Resolved:
        """As `resolve`, of the line of a unit."""
        return finished(self.resolving(line))

    def resolving(self, line: bytes, judged: bool = False) -> Work[Resolved]:
        """As `resolve_line`, step by step; where it says what a unit before it said, only its values are read.

        What comes of that has no nodes, and of a unit that was `judged` before no findings.
        """
        said = _decoded(line.decode("utf-8", "surrogatepass"))[0]
        yield
        level = self.level_above(said["上"])
        if level.broken or _WIDE_DIGITS.search(line):
            return self.resolve(UnitRecord.from_form(said))
        form = level.forms.form(said["式"])
        filling = Filling(said, self.context, level.known)
        groups = form.groups(filling) if form is not None else None
        if form is None or groups is None:
            resolved = self.resolve(UnitRecord.from_form(said))
            if resolved.whole and level.forms.worth_while:
                self._learn(said["式"], resolved, level)
            return resolved
        level.forms.fitted()
        yield
        facts = self._facts(said["名"], level, {**level.typed, **groups}, set())
        unit = UnitRecord(said["序"], said["名"], filling.at, said["上"], {}, [], said["名下"], said["摘"])
        findings = [] if judged else list(self._checked(form.structure, facts))
        return Resolved(unit, facts, {}, findings, line=line)

    def _learn(self, said: str, resolved: Resolved, level: Level) -> None:
        facts, structure = resolved.facts, structure_of(said)
        if "单位" not in structure:
            return
        typed = facts.groups | {f"{DATED}.{year}": value for year, value in facts.statistics.items()}
        shape_of = lambda root: self.shapes.get(root.partition(".")[0], FREE)  # noqa: E731
        form = form_of(structure, resolved.roots, level.inherited, typed, self._model, shape_of)
        if form is not None:
            level.forms.add(said, form)

    def _read(self, unit: UnitRecord, level: Level) -> tuple[dict[str, Node], dict[str, Any], set[str], list[Finding]]:
        """What a unit says over what it inherits: as nodes and typed, groups that cannot be read, what is wrong."""
        findings: list[Finding] = []
        if level.broken:
            findings.append(Finding("S504", f"上级“{level.name}”的事实有错", "先改正上级", unit.at))
        roots = dict(level.inherited)
        typed = dict(level.typed)
        unread = set()
        for root, over in (unit.roots | {"单位": _with_superior(unit, level)}).items():
            group = root.partition(".")[0]
            shape = self.shapes.get(group, FREE)
            base = roots.get(root)
            node = overlay(base, over, shape, root, findings) if base is not None else placed(over, root)
            roots[root] = node
            value, found = validate(self._model(root), _source_of(node), self.context, level.known)
            findings += found
            if value is None:
                unread.add(group)
                typed.pop(root, None)
            else:
                typed[root] = value
        return roots, typed, unread, findings

    def _facts(self, name: str, level: Level, typed: Mapping[str, Any], unread: set[str]) -> Facts:
        names, dated = _in_order(tuple(typed))
        groups = {name: typed[name] for name in names}
        years = {year: typed[root] for root, year in dated}
        facts = Facts(self.facts.year, groups, years, rubrics=self.facts.rubrics, in_force=self.facts.rubric())
        facts.year_at, facts.documents, facts.unread = self.facts.year_at, self.documents, unread
        facts.groups[OFFICE] = Office(level.facts, self.scope_of)
        results = self.facts.groups.get(RESULTS)
        if results is not None:
            facts.groups[RESULTS] = results.of(name)
        return facts

    def _checked(self, roots: Mapping[str, Any], facts: Facts) -> Iterator[Finding]:
        """The checks of the groups that a unit says something about."""
        groups, wanted = _checks_of(frozenset(roots), frozenset(facts.unread))
        for check in wanted:
            yield from check(facts)
        if DATED in groups:
            yield from self.amounts.check(facts, roots)
        if "自评" in groups and not facts.unread:
            from genwen.document.scoring.self_score import check_self_score  # only where there is something to score

            yield from check_self_score(facts, self.scope_of(facts, ""))


@lru_cache(maxsize=256)
def _checks_of(roots: frozenset[str], unread: frozenset[str]) -> tuple[frozenset[str], tuple[Check, ...]]:
    """The groups that roots are of and that could be read, and the checks of these."""
    groups = frozenset(root.partition(".")[0] for root in roots) - unread
    return groups, tuple(dict.fromkeys(check for group, found in _CHECKS.items() if group in groups for check in found))


@lru_cache(maxsize=256)
def _in_order(roots: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[tuple[str, int], ...]]:
    """The groups among some roots in their order, and the files of 统计 with their years."""
    dated = tuple((root, int(root.partition(".")[2])) for root in roots if root.startswith(f"{DATED}."))
    return tuple(name for name in GROUPS if name in roots), dated


def _from_ledgers(facts: Facts, roots: Mapping[str, Node], at: Position) -> dict[str, Node]:
    """The files of 统计 with the quantities that come from elsewhere (ledgers), as if they stood there."""
    found: dict[str, Node] = {}
    for year, statistics in facts.statistics.items():
        name = f"{DATED}.{year}"
        root = roots.get(name)
        data = root.get("数据") if isinstance(root, LocatedMapping) else None
        typed = data if isinstance(data, LocatedMapping) else LocatedMapping(at, f"{name}.数据")
        others = {key: fact for key, fact in statistics.data.items() if key not in typed}
        if not others:
            continue
        whole = LocatedMapping(root.position if root is not None else at, name)
        whole.update(root if isinstance(root, LocatedMapping) else {})
        figures = LocatedMapping(typed.position, f"{name}.数据")
        figures.update(typed)
        for key, fact in others.items():
            text = fact.text if fact.known else MISSING
            figures[key] = scalar(text, fact.origin.position or at, f"{name}.数据.{key}")
        whole["数据"] = figures
        found[name] = whole
    return found


def _source_of(node: Node) -> Source:
    return Source(node.position.file, root=node)


def _name_in(roots: Mapping[str, Node]) -> str:
    unit = roots.get("单位")
    name = unit.get("名称") if isinstance(unit, LocatedMapping) else None
    return name.strip() if isinstance(name, Scalar) else ""


def _with_superior(unit: UnitRecord, level: Level) -> Node:
    """What a unit says of itself, with the unit above as its 上级 unless it says otherwise."""
    own = unit.roots.get("单位")
    above = level.roots.get("单位")
    if not isinstance(own, LocatedMapping) or not isinstance(above, LocatedMapping) or "上级" in own:
        return own if own is not None else LocatedMapping(unit.at, "单位")
    superior = LocatedMapping(above.position, "单位.上级")
    for key in ("名称", "简称"):
        if key in above:
            superior[key] = above[key]
    full = LocatedMapping(own.position, "单位")
    full.keys_at = {**own.keys_at, "上级": above.position}
    full.update(own)
    full["上级"] = superior
    return full


def _wide_digits(node: Node) -> Iterator[Finding]:
    """Full-width digits in what a unit says."""
    if isinstance(node, LocatedMapping | list):
        for item in node.values() if isinstance(node, LocatedMapping) else node:
            yield from _wide_digits(item)
    elif not str.isascii(node) and any("０" <= char <= "９" for char in node):
        yield Finding("S216", f"“{str(node)[:20]}”里有全角数字", "改为半角数字", node.position, Severity.WARNING,
                      clause="GB/T 15835—2011", strength="硬")  # fmt: skip


def superior_problems(units: Mapping[str, str], is_office: Callable[[str], bool]) -> dict[str, tuple[str, str]]:
    """What is wrong with the units above: name → message and remedy. `units` are name → the unit above."""
    problems: dict[str, tuple[str, str]] = {}
    sound: set[str] = set()
    near: dict[str, str] = {}
    for name in units:
        seen: list[str] = []
        at = name
        while not is_office(at) and at not in sound:
            if at not in units:
                if at not in near:
                    near[at] = _nearest_names(at, units)
                problems[seen[-1]] = f"名单里没有上级“{at}”", near[at]
                break
            if at in seen:
                problems[name] = f"上级绕成了圈：{'→'.join([*seen[seen.index(at) :], at])}", "改正其中一个单位的上级"
                break
            seen.append(at)
            at = units[at]
        else:
            sound.update(seen)
            continue
        for child in seen:
            problems.setdefault(child, ("上级有错，没有生成", "先改正上级"))
    return problems


def _nearest_names(name: str, units: Iterable[str]) -> str:
    """A remedy with the units of the list whose names are nearest."""
    letters = set(name)
    likely = heapq.nlargest(60, units, key=lambda each: len(letters & set(each)) - abs(len(each) - len(name)))
    found = get_close_matches(name, likely, n=3, cutoff=0.6)
    if not found:
        return "核对上级的名称，或在名单里加上这个单位"
    return f"名单里相近的有：{'、'.join(found)}"
