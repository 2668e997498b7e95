"""The facts of a year: which files of the content folder they come from, read, typed and checked, every problem at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from genwen.diagnostics import Finding, GenwenError, Position, Severity, errors_in, nearest
from genwen.facts import checks
from genwen.facts.assessment import Assessment
from genwen.facts.campaign import Campaign
from genwen.facts.energy import EnergySettings
from genwen.facts.fields import facts_in
from genwen.facts.reading import Known, validate
from genwen.facts.references import References
from genwen.facts.rubric_schema import Rubric
from genwen.facts.schema import (
    Dispatch,
    FreeFacts,
    Indicators,
    Institutions,
    Measures,
    Schedule,
    Scope,
    StatisticsYear,
    Targets,
    Unit,
)
from genwen.facts.source.nodes import Source
from genwen.facts.source.reader import read_source
from genwen.records import made, record

if TYPE_CHECKING:
    from genwen.facts.ledger import Ledger


@record
class Group:
    """A group of facts: its model, and how it depends on the year.

    `lookup`: 不分年 (one file), 当年 (the file of the very year), 当年可无 (the same, and none is no fault), 沿用 (that of
    the year or the last before it), 各年 (all years together), 版本 (every file, by name).
    """

    model: Any
    lookup: str = "不分年"


GROUPS: Mapping[str, Group] = {
    "单位": Group(Unit),
    "依据": Group(References, "沿用"),
    "范围": Group(Scope, "沿用"),
    "目标": Group(Targets, "沿用"),
    "机构": Group(Institutions, "沿用"),
    "措施": Group(Measures, "当年"),
    "日程": Group(Schedule, "沿用"),
    "发文": Group(dict[str, Dispatch], "当年"),
    "统计": Group(StatisticsYear, "各年"),
    "指标": Group(Indicators),
    "能源": Group(EnergySettings, "沿用"),
    "评价标准": Group(Rubric, "版本"),
    "自评": Group(Assessment, "当年可无"),
    "考评": Group(Campaign, "当年可无"),
    "其他": Group(FreeFacts, "沿用"),
}
ROOT_NAMES = (*GROUPS, "年度", "上年度", "下年度", "公文", "附件号", "下级单位", "上级单位", "考评结果")
"""The root names an expression may use, whether the unit has such facts or not."""
NOT_FACTS = frozenset({"公文"})


@record(frozen=False)
class Facts:
    """The typed facts of a year by group, the sources they were read from, and what was found wrong."""

    year: int
    groups: dict[str, Any] = made(default_factory=dict)
    statistics: dict[int, StatisticsYear] = made(default_factory=dict)
    ledger_reader: Callable[[], Any] | None = None
    """Reads the ledgers, where there are any; None when they have been read."""
    ledger_read: Any = None
    rubrics: dict[str, Rubric] = made(default_factory=dict)
    sources: dict[str, Source] = made(default_factory=dict)
    findings: list[Finding] = made(default_factory=list)
    year_at: Position | None = None
    unread: set[str] = made(default_factory=set)
    """Groups whose files have errors, so that nothing can be said about what refers to them."""
    documents: tuple[str, ...] = ()
    """The documents that have an outline."""
    in_force: Rubric | None = None
    """What `rubric` found, kept."""
    scored: Any = None
    """The scored 自评, kept by who computes it."""
    computed: Any = None
    """统计 with its indicators, kept likewise: the same for every document."""
    by_caliber: dict[str, Any] = made(default_factory=dict)
    """统计 by caliber, kept likewise."""

    def get(self, group: str) -> Any:
        """A group's model, or None."""
        return self.groups.get(group)

    @property
    def ledger(self) -> Ledger:
        """What the ledgers of 统计 say, by month and place; they are read when first asked for.

        What is wrong with them is then added to the findings. Raises OSError when a file cannot be read at all.
        """
        if self.ledger_read is None:
            from genwen.facts.ledger import Ledger

            self.ledger_read = Ledger()
            if self.ledger_reader is not None:
                self.ledger_reader()
        read: Ledger = self.ledger_read
        return read

    def rubric(self) -> Rubric | None:
        """The rubric in force in the year: the latest 适用年度 (else year of its file's name) not later than it."""
        if self.in_force is None and self.rubrics:
            dated = [(version, rubric) for version, rubric in self._versions() if version <= self.year]
            last = max(dated, key=lambda pair: pair[0])[1] if dated else next(iter(self.rubrics.values()))
            self.in_force = last
        return self.in_force

    def _versions(self) -> Iterable[tuple[int, Rubric]]:
        for name, rubric in self.rubrics.items():
            years = [int(word.value) for word in rubric.years if word.known]
            digits = "".join(char for char in name if char.isdecimal())[:4]
            for year in years or [int(digits or 0)]:
                yield year, rubric

    def all_facts(self) -> dict[str, Any]:
        """Every scalar fact by its path."""
        found = dict(facts_in(list(self.groups.values())))
        found |= dict(facts_in(list(self.statistics.values())))
        return found | dict(facts_in(list(self.rubrics.values())))


Read = Callable[[Path, str, str], Source]
"""What reads a file: its path, the name findings use, the path of facts its root stands for."""


@record
class Way:
    """How files are read: see `load_facts`."""

    shown: Any
    context: dict[str, Any]
    read: Read
    known: Known | None


def load_facts(
    content: Path,
    year: int,
    shown: Any,
    context: dict[str, Any] | None = None,
    read: Read | None = None,
    known: Known | None = None,
) -> Facts:
    """Read every group; `shown` turns a path into the name findings use. Never raises for bad content.

    With `known`, facts whose nodes `read` has given before are the same objects as then (see `reading.validate`).

    Raises GenwenError when the content folder is missing or cannot be read.
    """
    if not content.is_dir():
        raise GenwenError(f"没有内容文件夹 {shown(content)}", "用 genwen init 建立，或用 --content 指明")
    facts = Facts(year)
    context = context or {}
    way = Way(shown, context, read or read_source, known)
    try:
        entries = sorted(content.iterdir())
        facts.findings += _odd_extensions(entries, shown)
        facts.findings += _unknown(entries, shown)
        for name, group in GROUPS.items():
            _load_group(facts, content, name, group, way)
        ledgers = content / "统计" / LEDGERS
        if ledgers.is_dir():
            facts.ledger_reader = lambda: _load_ledgers(facts, ledgers, shown, context)
    except OSError as error:
        raise GenwenError(
            f"无法读取 {shown(Path(error.filename or content))}", "检查文件是否被占用、是否有读取权限"
        ) from error
    if isinstance(targets := facts.get("目标"), Targets):
        targets.__dict__["year"] = year
    documents = content / "公文"
    facts.documents = tuple(path.stem for path in _yaml_files(facts, documents, shown))
    facts.findings += checks.with_sources(facts, [*checks.check_all(facts), *_check_computed(facts)])
    return facts


def _unknown(entries: list[Path], shown: Any) -> Iterator[Finding]:
    """Files and folders that no group of facts is read from."""
    for entry in entries:
        stem = entry.stem if entry.suffix == ".yaml" else entry.name if entry.is_dir() else ""
        if stem and stem[0] != "." and stem not in GROUPS and stem not in NOT_FACTS and stem not in _LATER:
            hint = nearest(stem, list(GROUPS))
            yield Finding("S202", f"不认识的事实文件“{entry.name}”", hint, Position(shown(entry)))


def _load_ledgers(facts: Facts, folder: Path, shown: Any, context: dict[str, Any]) -> None:
    """The ledgers; the names in them are those of 能源."""
    from genwen.document.statistics.ledger_checks import check_ledgers
    from genwen.document.statistics.quantities import statistics_of
    from genwen.ledger.headers import names_of
    from genwen.ledger.reading import LedgerFolder

    reader = LedgerFolder(folder, shown, context, names_of(facts.get("能源")))
    try:
        facts.ledger_read = reader.read()
    except OSError as error:
        name = shown(Path(error.filename or folder))
        raise GenwenError(f"无法读取 {name}", "检查文件是否被占用、是否有读取权限") from error
    facts.sources |= reader.sources
    facts.findings += reader.findings
    if reader.unread:
        facts.unread.add("统计")
    else:
        facts.findings += checks.with_sources(facts, check_ledgers(statistics_of(facts)))


def _check_computed(facts: Facts) -> Iterator[Finding]:
    """Checks of what is computed from facts: formulas of 指标, sums and rules of 评价标准, and who refers to them."""
    indicators = facts.get("指标")
    if indicators is not None:
        from genwen.document.formulas import check_indicators
        from genwen.document.statistics.quantities import statistics_of

        statistics = statistics_of(facts)
        found = check_indicators(indicators, statistics.own_names())
        if any(item.code == "S302" for item in found):
            found = check_indicators(indicators, statistics.names()[:-1])  # the ledgers are asked only now
        yield from (item for item in found if item.code != "S302" or not facts.unread & {"统计", "能源"})
    if facts.get("能源") is not None and "统计" not in facts.unread:
        from genwen.document.statistics.energy_checks import check_energy
        from genwen.document.statistics.quantities import statistics_of

        yield from check_energy(statistics_of(facts))
    if not facts.rubrics:
        return
    from genwen.document.rubric.checks import check_rubric
    from genwen.document.rubric.wording import places

    references = facts.get("依据")
    keys = [item.name_text() for item in references.references] if references is not None else None
    for rubric in facts.rubrics.values():
        yield from check_rubric(rubric, keys)
    in_force = facts.rubric()
    if in_force is not None and "评价标准" not in facts.unread:
        clauses = {place.key for place in places(in_force)}
        yield from checks.check_rubric_names(facts, sorted(clauses), [unit.title for unit in in_force.units])


_LATER = frozenset({"下级单位"})
LEDGERS = "台账"


def _load_group(facts: Facts, content: Path, name: str, group: Group, way: Way) -> None:
    shown = way.shown
    single, folder = content / f"{name}.yaml", content / name
    inside = _yaml_files(facts, folder, shown)
    yearly = {int(path.stem): path for path in inside if _is_year(path.stem)}
    if group.lookup == "版本":
        for path in [*([single] if single.is_file() else []), *inside]:
            model = _load(facts, path, f"{name}.{path.stem}" if path != single else name, group.model, way)
            if model is not None:
                facts.rubrics[path.stem] = model
        return
    for path in inside:
        if not _is_year(path.stem):
            said = f"“{path.name}”的文件名不是年份，没有读取"
            facts.findings.append(
                Finding("S221", said, "文件名写作年份，如 2025.yaml", Position(shown(path)), Severity.WARNING)
            )
    if group.lookup == "各年":
        for year, path in sorted(yearly.items()):
            model = _load(facts, path, f"{name}.{year}", group.model, way)
            if model is not None:
                facts.statistics[year] = model
        return
    chosen = _choose(single, yearly, facts.year, group.lookup)
    if chosen is None:
        if yearly and group.lookup != "当年可无":
            facts.unread.add(name)
            had = "、".join(str(year) for year in sorted(yearly))
            facts.findings.append(
                Finding("S203", f"没有{facts.year}年的“{name}”（有{had}年的）", _other_year(facts.year, sorted(yearly)),
                        Position(shown(folder)))
            )  # fmt: skip
        return
    if single.is_file() and chosen != single:
        said = f"有 {shown(chosen)}，这个文件没有读取"
        facts.findings.append(
            Finding("S217", said, "把内容并到分年的文件里，删去这个文件", Position(shown(single)), Severity.WARNING)
        )
    model = _load(facts, chosen, name, group.model, way)
    if model is not None:
        facts.groups[name] = model


def _other_year(year: int, had: Sequence[int]) -> str:
    """The remedy where a year has no facts: to make them from the year before, or to choose a year that has."""
    choice = f"把 genwen.yaml 的年度（或 --year）改为{'、'.join(map(str, had[-3:]))}之一"
    if had[-1] == year - 1:
        return f"把 genwen.yaml 的年度改回{had[-1]}，运行 genwen init --next-year 建立{year}年的文件；或用 --year {had[-1]}"
    return choice if len(had) > 1 else f"把 genwen.yaml 的年度（或 --year）改为{had[-1]}"


def _is_year(stem: str) -> bool:
    return stem.isascii() and stem.isdigit() and len(stem) == 4


def _yaml_files(facts: Facts, folder: Path, shown: Any) -> list[Path]:
    """The YAML files in the folder of a group, in order; one that looks like YAML and is not read is named."""
    if not folder.is_dir():
        return []
    entries = sorted(folder.iterdir())
    facts.findings += _odd_extensions(entries, shown)
    return [path for path in entries if path.suffix == ".yaml" and path.name[0] not in "._~"]


def _odd_extensions(entries: Iterable[Path], shown: Any) -> Iterator[Finding]:
    for path in entries:
        if path.suffix in (".yml", ".YAML", ".YML"):
            said = f"“{path.name}”的扩展名不是 .yaml，没有读取"
            yield Finding("S201", said, "改名为 .yaml", Position(shown(path)), Severity.WARNING)


def _choose(single: Path, yearly: dict[int, Path], year: int, lookup: str) -> Path | None:
    if year in yearly:
        return yearly[year]
    earlier = [known for known in yearly if known <= year]
    if earlier and lookup == "沿用":
        return yearly[max(earlier)]
    return single if single.is_file() else None


def _load(facts: Facts, path: Path, prefix: str, model: Any, way: Way) -> Any:
    shown = way.shown
    source = way.read(path, shown(path), prefix)
    facts.sources[shown(path)] = source
    facts.findings += source.findings
    typed, findings = validate(model, source, way.context, way.known)
    facts.findings += findings
    if typed is None and errors_in([*source.findings, *findings]):
        facts.unread.add(prefix.partition(".")[0])
    elif source.root is None:
        severity = Severity.WARNING
        if GROUPS[group := prefix.partition(".")[0]].lookup != "当年可无":
            # what refers to it would be told as missing, fact by fact
            facts.unread.add(group)
            severity = Severity.ERROR
        said = "文件里没有内容"
        facts.findings.append(Finding("S217", said, "填写事实，或删去这个文件", Position(shown(path), 1, 1), severity))
    return typed
