"""Sums up the tree of units: counts, quantities, scores, for the 汇总表, the ranking and the 年度总结 of the office.

What a unit or the office has together (下属, 下级单位) is of all units below it, at every level, without itself. What is
added from a missing figure is missing; what a unit without units below does not have prints as —.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from genwen.diagnostics import Finding, FindingsError, Position, errors_in
from genwen.document.elements import Origin, OriginKind
from genwen.facts.fact import Fact, Quantity, derived
from genwen.facts.loader import Facts
from genwen.project import Project
from genwen.units.lists import UnitList, list_path, list_settings
from genwen.units.records import UnitRecord
from genwen.units.resolve import Resolver, superior_problems

ScopeOf = Callable[[Facts, str], Mapping[str, Any]]
SHARE_DECIMALS = 2
_SHOWN = 3
"""The units that are named of many."""


class Group:
    """The units below one, or below the office, and what they come to together."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.children: list[Member] = []

    @cached_property
    def members(self) -> list[Member]:
        """All units below, each before those below it."""
        return [member for child in self.children for member in (child, *child.below.members)]

    def values(self) -> dict[str, Callable[[], object]]:
        """The names and how to get what they stand for."""
        return {
            "单位数": lambda: self._count(self.members, "单位数"),
            "全部": lambda: self.members,
            "下级": lambda: self.children,
            "合计": lambda: Total(self.members, self.name),
            "已自评": lambda: [member for member in self.members if member.scored],
            "自评数": lambda: self._count([member for member in self.members if member.scored], "自评数"),
            "达标单位": lambda: [member for member in self.members if member.passed],
            "达标数": lambda: self._count([member for member in self.members if member.passed], "达标数"),
            "覆盖率": self._coverage,
            "平均得分": self._average,
            "排名": self._ranking,
        }

    def look(self, name: str) -> object:
        """The value called `name`; raises KeyError."""
        return self.values()[name]()

    def names(self) -> Sequence[str]:
        """The names an expression may use."""
        return list(self.values())

    def _count(self, members: Sequence[Member], what: str) -> Quantity:
        inputs = tuple(member.name.origin for member in members)
        return derived(
            Decimal(len(members)), 0, "", Origin(OriginKind.DERIVED, formula=f"{self.name}.{what}", inputs=inputs)
        )

    def _coverage(self) -> object:
        passed, whole = sum(1 for member in self.members if member.passed), len(self.members)
        if not whole:
            return _nobody(f"{self.name}.覆盖率")
        origin = Origin(OriginKind.DERIVED, formula=f"达标数{passed} ÷ 单位数{whole}")
        return derived(Decimal(passed) / whole * 100, SHARE_DECIMALS, "%", origin)

    def _average(self) -> object:
        scores = [member.points for member in self.members if member.scored]
        if not self.members:
            return _nobody(f"{self.name}.平均得分")
        if not scores:
            return _missing(f"{self.name}.平均得分")
        origin = Origin(OriginKind.DERIVED, formula=f"{len(scores)}个单位总得分的平均")
        return derived(sum(scores, Decimal(0)) / len(scores), SHARE_DECIMALS, "", origin)

    def _ranking(self) -> list[Ranked]:
        """The scored units, the highest score first; equal scores have one place."""
        scored = sorted((member for member in self.members if member.scored), key=lambda member: -member.points)
        places: dict[Decimal, int] = {}
        for place, member in enumerate(scored, 1):
            places.setdefault(member.points, place)
        return [Ranked(member, places[member.points]) for member in scored]


class Member:
    """A unit: its facts as its own documents see them, the units below it as 下属."""

    def __init__(self, record: UnitRecord, facts: Facts, scope_of: ScopeOf) -> None:
        self.record, self.facts, self._scope_of = record, facts, scope_of
        self.below = Group(f"{record.name}.下属")

    @cached_property
    def scope(self) -> Mapping[str, Any]:
        """The root names of the unit's own documents."""
        return self._scope_of(self.facts, "")

    @property
    def name(self) -> Fact:
        """Its name."""
        found: Fact = self.facts.groups["单位"].name
        return found

    @cached_property
    def _score(self) -> Any:
        """Its score, None while nothing is scored."""
        if self.facts.get("自评") is None:
            return None
        found = self.scope.get("自评")
        return getattr(found, "score", None)

    @property
    def scored(self) -> bool:
        """Whether it has assessed itself."""
        return self._score is not None

    @property
    def points(self) -> Decimal:
        """Its total."""
        total: Decimal = self._score.total
        return total

    @property
    def passed(self) -> bool:
        """Whether it has passed, by its own assessment."""
        return bool(self.scored and self._score.passed)

    def look(self, name: str) -> object:
        """名称, 下属 (the units below it), else a group of its facts; raises KeyError."""
        if name == "名称":
            return self.name
        return self.below if name == "下属" else self.scope[name]

    def names(self) -> Sequence[str]:
        """See `look`."""
        return ["名称", "下属", *self.scope]


class Ranked:
    """A unit in a ranking: 名次, else as the unit."""

    def __init__(self, member: Member, place: int) -> None:
        self.member, self.place = member, place

    def look(self, name: str) -> object:
        """See the class."""
        if name == "名次":
            return derived(Decimal(self.place), 0, "", Origin(OriginKind.DERIVED, formula="按总得分从高到低"))
        return self.member.look(name)

    def names(self) -> Sequence[str]:
        """See `look`."""
        return ["名次", *self.member.names()]


class Total:
    """合计: a quantity of 统计 added over units, by its name."""

    def __init__(self, members: Sequence[Member], name: str) -> None:
        self.members, self.group = members, name

    def look(self, name: str) -> object:
        """The sum of 统计.NAME; missing when it is missing of one; raises KeyError, TypeError for different units."""
        parts = list(self._parts(name))
        if not parts:
            return _nobody(f"{self.group}.合计.{name}")
        for part in parts:
            if not part.known:
                return part
        if len({part.unit for part in parts}) > 1:
            raise TypeError(f"各单位的“{name}”单位不同，不能相加：{self._by_unit(parts)}")
        origin = Origin(
            OriginKind.DERIVED, formula=f"{len(parts)}个单位的{name}相加", inputs=tuple(part.origin for part in parts)
        )
        decimals = max(_decimals(part.value) for part in parts)
        return derived(sum((part.value for part in parts), Decimal(0)), decimals, parts[0].unit, origin)

    def _by_unit(self, parts: Sequence[Quantity]) -> str:
        """Whose figures are in which unit, with their places: first the unit that most of them are in."""
        groups: dict[str, list[str]] = {}
        for member, part in zip(self.members, parts, strict=True):
            at = next((str(origin.position) for origin in (part.origin, *part.origin.inputs) if origin.position), "")
            groups.setdefault(part.unit, []).append(f"{member.name.text}（{at}）" if at else member.name.text)
        said = []
        for unit, names in sorted(groups.items(), key=lambda item: -len(item[1])):
            more = f"等{len(names)}个单位" if len(names) > _SHOWN else ""
            said.append(f"{'、'.join(names[:_SHOWN])}{more}是{unit or '没有单位的数'}")
        return "；".join(said)

    def _parts(self, name: str) -> Iterator[Quantity]:
        for member in self.members:
            found = member.scope["统计"].look(name)
            if not isinstance(found, Quantity):
                raise TypeError(f"“{name}”不是数量，不能相加")
            yield found

    def names(self) -> Sequence[str]:
        """The quantities of the first unit."""
        return self.members[0].scope["统计"].names() if self.members else ()


class Tree(Group):
    """All units of an office; a unit's own name gives the unit."""

    def __init__(self, office: str) -> None:
        super().__init__(office)
        self.by_name: dict[str, Member] = {}

    def look(self, name: str) -> object:
        """The value called `name`, or the unit of that name; raises KeyError."""
        return self.by_name[name] if name in self.by_name else super().look(name)


def _decimals(value: Decimal) -> int:
    """The decimals a number was typed with, whatever it was scaled by."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _nobody(path: str) -> Quantity:
    """What there is nobody to have."""
    return Quantity(None, "—", Origin(OriginKind.MISSING, path), "没有下级单位")


def _missing(path: str) -> Quantity:
    return Quantity(None, f"【待补：{path}】", Origin(OriginKind.MISSING, path), "待补")


def read_tree(project: Project, facts: Facts, scope_of: ScopeOf) -> Tree:
    """Read the list of units of a project and all their facts. Raises FindingsError with everything wrong in them."""
    settings = list_settings(project)
    path = list_path(project, settings, None)
    context = {"隐去写法": project.settings.withheld}
    at = Position(project.shown(path.resolve()))
    resolver = Resolver(facts, scope_of, context, at, settings.kept, settings.dropped)
    listed = UnitList(project, settings, path, resolver.paths)
    units: dict[str, UnitRecord] = {}
    findings = [*settings.findings, *resolver.findings]
    for unit in listed.records():
        findings += unit.findings
        units.setdefault(unit.name, unit)
    problems = superior_problems({name: unit.superior for name, unit in units.items()}, resolver.is_office)
    if errors_in(findings) or problems:
        raise FindingsError(errors_in(findings) or _of_superiors(problems, units))
    resolver.above = units.get
    tree = Tree("下级单位")
    for name, unit in units.items():
        resolved = resolver.resolve(unit)
        findings += resolved.findings
        tree.by_name[name] = Member(unit, resolved.facts, scope_of)
    if errors_in(findings):
        raise FindingsError(errors_in(findings))
    for name, unit in units.items():
        above = tree if resolver.is_office(unit.superior) else tree.by_name[unit.superior].below
        above.children.append(tree.by_name[name])
    return tree


def _of_superiors(problems: Mapping[str, tuple[str, str]], units: Mapping[str, UnitRecord]) -> list[Finding]:
    return [Finding("S503", message, hint, units[name].at) for name, (message, hint) in problems.items()]
