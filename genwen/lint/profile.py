"""What the unit wants of `genwen check`: the key 核对 of genwen.yaml in, a profile out; a report sorted by it.

级别 changes how bad a rule is, or turns it off; 体例 names where the house departs from the standard on purpose, with
the reason; 例外 leaves out findings in one document.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from genwen.diagnostics import Finding, FindingsError, Position, Severity, errors_in, nearest
from genwen.facts.source.nodes import Mapping, Scalar
from genwen.facts.source.nodes import Sequence as Listed
from genwen.facts.source.reader import read_source
from genwen.lint.linter import Problem
from genwen.lint.registry import RULES
from genwen.lint.rule import Rule
from genwen.project import SETTINGS_FILE
from genwen.records import made, record, replace

KEY = "核对"
LEVELS = {"错误": Severity.ERROR, "警告": Severity.WARNING, "提示": Severity.HINT}
OFF = "关"
OF_FINALS = ("G701", "G702", "G703")
_IDS = tuple(rule.id for rule in RULES)
_KEYS = ("级别", "体例", "例外")


@record
class Deviation:
    """Where the house departs from the standard, or an exception in one document ("" for all)."""

    rules: tuple[str, ...]
    reason: str
    containing: str = ""
    document: str = ""
    at: Position | None = None
    """Where the document is named."""

    def covers(self, problem: Problem, document: str) -> bool:
        """Whether a problem of a document (by its name) is what this speaks of."""
        found = problem.finding
        place = found.position.place if found.position else ""
        text = problem.hit.line.text if problem.hit.line is not None else ""
        return (
            found.code in self.rules
            and self.document in ("", document)
            and any(self.containing in said for said in (found.message, place, text))
        )


@record
class Profile:
    """The wishes of a unit."""

    severities: dict[str, Severity] = made(default_factory=dict)
    off: frozenset[str] = frozenset()
    house: tuple[Deviation, ...] = ()
    exceptions: tuple[Deviation, ...] = ()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that are on."""
        return tuple(rule for rule in RULES if rule.id not in self.off)


@record
class Sorted:
    """The problems of one document: those that count, those the house wants so (with the reason), those left out."""

    problems: tuple[Problem, ...]
    house: tuple[tuple[Problem, str], ...] = ()
    left_out: tuple[Problem, ...] = ()
    off: tuple[Problem, ...] = ()
    """What rules found that the unit has turned off."""

    @property
    def every(self) -> tuple[Problem, ...]:
        """All that was found, whether it counts or not."""
        return (*self.problems, *(problem for problem, _ in self.house), *self.left_out, *self.off)


def sorted_by(profile: Profile, problems: Sequence[Problem], document: str) -> Sorted:
    """The problems of a document sorted by what the unit wants."""
    counted: list[Problem] = []
    house: list[tuple[Problem, str]] = []
    left_out: list[Problem] = []
    off: list[Problem] = []
    for problem in problems:
        wanted = next((entry for entry in profile.house if entry.covers(problem, document)), None)
        if problem.rule.id in profile.off:
            off.append(problem)
        elif any(entry.covers(problem, document) for entry in profile.exceptions):
            left_out.append(problem)
        elif wanted is not None:
            house.append((problem, wanted.reason))
        else:
            counted.append(_graded(profile, problem))
    return Sorted(tuple(counted), tuple(house), tuple(left_out), tuple(off))


def _graded(profile: Profile, problem: Problem) -> Problem:
    severity = profile.severities.get(problem.finding.code)
    if severity is None:
        return problem
    return replace(problem, finding=replace(problem.finding, severity=severity))


def draft_profile(profile: Profile) -> Profile:
    """The profile for drafts: what is only wrong in a final (gaps, revisions, comments) is a 提示, unless it is set."""
    return replace(profile, severities={**dict.fromkeys(OF_FINALS, Severity.HINT), **profile.severities})


def profile_at(root: Path | None) -> Profile:
    """The profile of the unit whose folder is `root`; the standard's own when there is none.

    Raises FindingsError when it is written wrongly.
    """
    if root is None:
        return Profile()
    source = read_source(root / SETTINGS_FILE, SETTINGS_FILE)
    node = source.root.get(KEY) if isinstance(source.root, Mapping) else None
    if node is None:
        return Profile()
    reader = _Reader()
    profile = reader.read(node)
    if errors_in(reader.findings):
        raise FindingsError([replace(found, source=source.line(found.position.line)) if found.position else found
                             for found in reader.findings])  # fmt: skip
    return profile


def _known_rules(word: str) -> str:
    return f"{nearest(word, _IDS)}全部规则见 genwen rules"


class _Reader:
    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def report(self, message: str, hint: str, at: Position) -> None:
        self.findings.append(Finding("G001", message, hint, at))

    def read(self, node: object) -> Profile:
        if not isinstance(node, Mapping):
            at = node.position if isinstance(node, Scalar | Listed) else Position(SETTINGS_FILE, 1, 1)
            self.report(f"“{KEY}”应由“键: 值”组成", "如 核对: {级别: {G407: 关}}", at)
            return Profile()
        for key in node:
            if key not in _KEYS:
                self.report(f"“{KEY}”里不认识的键“{key}”", nearest(key, _KEYS), node.keys_at[key])
        severities, off = self._levels(node.get("级别"))
        return Profile(
            severities, off, self._deviations(node.get("体例"), True), self._deviations(node.get("例外"), False)
        )

    def _levels(self, node: object) -> tuple[dict[str, Severity], frozenset[str]]:
        severities: dict[str, Severity] = {}
        off: set[str] = set()
        if node is None:
            return severities, frozenset()
        if not isinstance(node, Mapping):
            self._shape(node, "“级别”应由“规则编号: 级别”组成", "如 级别: {G407: 关}")
            return severities, frozenset()
        for key, value in node.items():
            text = value.strip() if isinstance(value, Scalar) else ""
            at = value.position if isinstance(value, Scalar) else node.keys_at[key]
            if key not in _IDS:
                self.report(f"没有编号为“{key}”的规则", _known_rules(key), node.keys_at[key])
            elif text == OFF:
                off.add(key)
            elif text in LEVELS:
                severities[key] = LEVELS[text]
            else:
                self.report(f"级别“{text}”不在可选范围内", "可选：错误、警告、提示、关", at)
        return severities, frozenset(off)

    def _shape(self, node: object, message: str, hint: str) -> None:
        at = getattr(node, "position", None)
        self.report(message, hint, at if isinstance(at, Position) else Position(SETTINGS_FILE, 1, 1))

    def _deviations(self, node: object, house: bool) -> tuple[Deviation, ...]:
        name = "体例" if house else "例外"
        if node is None:
            return ()
        if not isinstance(node, Listed):
            self._shape(node, f"“{name}”应是一个列表", f"如 {name}: [{{规则: G114, 原因: 区委办统一要求}}]")
            return ()
        found = []
        for item in node:
            if not isinstance(item, Mapping):
                self._shape(item, f"“{name}”的每一项应由“键: 值”组成", "写明 规则 和 原因")
                continue
            known = ("规则", "含", "原因") if house else ("规则", "含", "原因", "公文")
            for key in item:
                if key not in known:
                    self.report(f"“{name}”里不认识的键“{key}”", nearest(key, known), item.keys_at[key])
            values = {key: value.strip() for key, value in item.items() if isinstance(value, Scalar)}
            rules = self._rules(item)
            if not values.get("原因"):
                self._shape(item, f"“{name}”的一项没有写原因", "加一行 原因: ……，说明为什么不照标准")
            named = item.get("公文")
            at = named.position if isinstance(named, Scalar) else None
            found.append(Deviation(rules, values.get("原因", ""), values.get("含", ""), values.get("公文", ""), at))
        return tuple(found)

    def _rules(self, item: Mapping) -> tuple[str, ...]:
        node = item.get("规则")
        named = [value for value in node if isinstance(value, Scalar)] if isinstance(node, Listed) else [node]
        found = []
        for value in named:
            if not isinstance(value, Scalar):
                self._shape(item, "没有写是哪条规则", "如 规则: G114")
            elif value.strip() not in _IDS:
                self.report(
                    f"没有编号为“{value}”的规则",
                    _known_rules(value.strip()),
                    value.position,
                )
            else:
                found.append(value.strip())
        return tuple(found)
