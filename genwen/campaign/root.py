"""考评结果 in expressions: of the office that runs a campaign, and of each unit below; read when something asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from genwen.diagnostics import Finding, Position, Severity, errors_in
from genwen.records import replace

if TYPE_CHECKING:
    from genwen.campaign.judging import Member
    from genwen.campaign.results import Results
    from genwen.facts.fact import Fact
    from genwen.facts.fields import Absent
    from genwen.facts.loader import Facts
    from genwen.project import Project

RESULTS = "考评结果"
CAMPAIGN = "考评"
UNUSABLE = "K101"


class Listed(Protocol):
    """A unit of the list: its facts, or (`member` None) what is wrong with them."""

    @property
    def name(self) -> Fact:
        """Its name."""

    @property
    def short(self) -> str:
        """Its 简称, "" for none."""

    @property
    def member(self) -> Member | None:
        """The unit with its facts."""

    @property
    def findings(self) -> Sequence[Finding]:
        """What is wrong with it."""


Units = Callable[[Path | None], Sequence[Listed] | None]
"""The units of the list (of another one, when a path is given); None where there is no list."""


def _missing(name: str) -> Absent:
    # a build that has nothing to do imports this module, and none of the facts
    from genwen.document.elements import Origin, OriginKind
    from genwen.facts.fields import Absent

    path = f"{RESULTS}.{name}"
    return Absent(None, f"【待补：{path}】", Origin(OriginKind.MISSING, path), "待补")


class CampaignRoot:
    """The results of the campaign of an office. `list_path` is another list of units than that of the content folder."""

    def __init__(self, project: Project, facts: Facts, units: Units, office: object) -> None:
        self.project, self.facts, self._units, self._office = project, facts, units, office
        self.list_path: Path | None = None
        self.sheets: Path | None = None
        self._read = False
        self._results: Results | None = None

    @property
    def used(self) -> bool:
        """Whether something has asked for the results."""
        return self._read

    @property
    def results(self) -> Results | None:
        """The results; None where there is no list of units."""
        if not self._read:
            from genwen.campaign.collecting import results_of  # most documents do not speak of a campaign
            from genwen.facts.campaign import Campaign

            self._read = True
            units = self._units(self.list_path)
            if units is not None:
                campaign = self.facts.get(CAMPAIGN) or Campaign.made({})
                self._results = results_of(self.project, campaign, units, self._office, self.sheets)
        return self._results

    def of(self, name: str) -> OfUnit:
        """The result of one unit, for its own documents."""
        return OfUnit(self, name)

    def look(self, name: str) -> object:
        """See `Results`; 待补 where there is no list of units."""
        results = self.results
        return results.look(name) if results is not None else _missing(name)

    def names(self) -> Sequence[str]:
        """See `Results`."""
        results = self.results
        return results.names() if results is not None else ()

    @property
    def doubled_numbers(self) -> list[Finding]:
        """The notices that have the number of another document."""
        results = self.results
        return list(results.doubled) if results is not None else []

    @property
    def findings(self) -> list[Finding]:
        """What was found wrong, as a build tells it: a sheet that cannot be used does not stop the document."""
        results = self.results
        return list(softened(results.findings)) if results is not None else []


class OfUnit:
    """考评结果 in the documents of a unit: its own result, with the whole as 考评."""

    def __init__(self, root: CampaignRoot, name: str) -> None:
        self.root, self.name = root, name

    @property
    def results(self) -> Any:
        """The unit's result; None where it is not in the list."""
        whole = self.root.results
        if whole is None:
            return None
        try:
            return whole.unit(self.name)
        except KeyError:
            return None

    @property
    def findings(self) -> list[Finding]:
        """What was found wrong as the unit's own documents have it: without the numbers of other units' notices."""
        whole = self.root.results
        others = {each for each, units in whole.doubled.items() if self.name not in units} if whole else set()
        return [finding for finding in self.root.findings if finding not in others]

    def look(self, name: str) -> object:
        """See `UnitResult`; 待补 where the unit is not in the list."""
        result = self.results
        return result.look(name) if result is not None else _missing(name)

    def names(self) -> Sequence[str]:
        """See `UnitResult`."""
        result = self.results
        return result.names() if result is not None else ()


def softened(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings as a document has them: errors as one warning per file, warnings of sheets as one altogether."""
    by_file: dict[str, list[Finding]] = {}
    for finding in errors_in(findings):
        by_file.setdefault(finding.position.file if finding.position else "", []).append(finding)
    for found in by_file.values():
        first = found[0]
        said = f"没有采用：{first.message}" + (f"等{len(found)}处" if len(found) > 1 else "")
        yield replace(first, code=UNUSABLE, message=said, severity=Severity.WARNING)
    others = [finding for finding in findings if finding.severity is not Severity.ERROR]
    of_sheets = [finding for finding in others if finding.code.startswith("R")]
    yield from (finding for finding in others if finding not in of_sheets)
    if of_sheets:
        at = of_sheets[0].position
        said = f"各单位的打分表有{len(of_sheets)}处提醒，第一处：{of_sheets[0].message}"
        yield Finding(
            "K110", said, "用 genwen results 逐条查看", Position(at.file, place=at.place) if at else None, Severity.HINT
        )
