"""佐证材料: every piece of evidence the clauses ask for, numbered as it lies in the folder, and whether it is there.

R035 a number or name that no clause asks for; R036 points won by a clause whose required evidence is missing or out of
date.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from genwen.diagnostics import Finding, Severity, nearest
from genwen.document.rubric.wording import Place, concerned, places
from genwen.document.scoring.result import ABSENT, Looked, Score
from genwen.document.scoring.totals import kind_of
from genwen.facts.assessment import Assessment, ClauseFinding, Proof
from genwen.facts.fact import Fact
from genwen.facts.fields import day_of
from genwen.facts.rubric_schema import Evidence, Rubric
from genwen.patterns import regex
from genwen.records import made, record

READY, LACKING, EXPIRED, OPTIONAL, OPEN = "已备", "缺", "已过期", "未提供", "未登记"
_NUMBER = regex(r"\d+(?:-\d+)+")


@record
class Entry(Looked):
    """One piece of evidence: `number` in the folder, the clauses that ask for it, and its state."""

    number: str
    name: Fact
    places: tuple[Place, ...]
    required: bool = True
    valid: Fact | None = None
    state: str = OPEN
    note: Fact | None = None

    def values(self) -> Mapping[str, object]:
        """See `Looked`."""
        return {
            "编号": self.number, "名称": self.name, "条款": "、".join(place.key for place in self.places),
            "必备": self.required, "有效期": self.valid if self.valid is not None else "", "状态": self.state,
        }  # fmt: skip

    def is_named(self, name: str) -> bool:
        """Whether it answers to `name`: its number or its title."""
        return name in (self.number, self.name.text)


@record(frozen=False)
class Register:
    """All evidence in the order of the rubric, and what is wrong with what was said of it."""

    entries: list[Entry] = made(default_factory=list)
    findings: list[Finding] = made(default_factory=list)

    def of_clause(self, key: str) -> list[Entry]:
        """The evidence of one clause."""
        return [entry for entry in self.entries if any(key in (at.key, at.item.title) for at in entry.places)]


def evidence_register(rubric: Rubric, score: Score | None, assessment: Assessment | None) -> Register:
    """The register of a rubric: with a 自评 also what is there, else only what is asked for."""
    at = list(concerned(rubric, kind_of(assessment)) if assessment is not None else places(rubric))
    register = Register()
    numbers = {id(unit): number for number, unit in enumerate(rubric.units, 1)}
    for place in _first_of_items(at):
        head = f"{numbers[id(place.unit)]}-{_index(place.unit.items, place.item)}"
        register.entries += _of_item(head, [each for each in at if each.item is place.item], assessment)
    if score is not None and assessment is not None:
        register.findings += _unknown(register, assessment)
        register.findings += _unproved(register, score)
    return register


def _first_of_items(at: Sequence[Place]) -> Iterator[Place]:
    seen: set[int] = set()
    for place in at:
        if id(place.item) not in seen:
            seen.add(id(place.item))
            yield place


def _index(parts: Sequence[object], wanted: object) -> int:
    return next(number for number, part in enumerate(parts, 1) if part is wanted)


def _of_item(head: str, at: Sequence[Place], assessment: Assessment | None) -> Iterator[Entry]:
    """The entries of one item; evidence of one name is one piece, whatever clauses ask for it."""
    found: dict[str, tuple[Evidence | None, Fact, list[Place]]] = {}
    for place in at:
        for wanted in _asked(place):
            if wanted.name is not None and wanted.name.known:
                found.setdefault(wanted.name.text, (wanted, wanted.name, []))[2].append(place)
    typed_numbers = {wanted.key.text for place in at for wanted in _asked(place) if wanted.key is not None}
    for place in at:
        for fact in _finding(assessment, place).evidence:
            if fact.known and fact.text not in typed_numbers and not _NUMBER.fullmatch(fact.text):
                asked = found.setdefault(fact.text, (None, fact, []))[2]
                if place not in asked:
                    asked.append(place)
    for number, (proof, name, asking) in enumerate(found.values(), 1):
        typed = proof.key.text if proof is not None and proof.key is not None and proof.key.known else ""
        required = proof is not None and (proof.required is None or proof.required.text != "否")
        entry = Entry(typed or f"{head}-{number}", name, tuple(asking), required, proof.valid if proof else None)
        yield _judged(entry, assessment)


def _asked(place: Place) -> Iterator[Evidence]:
    yield from place.clause.evidence
    for sub in place.clause.subclauses:
        yield from sub.evidence


_NONE = ClauseFinding(None)


def _finding(assessment: Assessment | None, place: Place) -> ClauseFinding:
    if assessment is None:
        return _NONE
    return assessment.clauses.get(place.key) or assessment.clauses.get(place.item.title) or _NONE


def _judged(entry: Entry, assessment: Assessment | None) -> Entry:
    """The entry with its state."""
    if assessment is None:
        return entry
    proof = _proof(entry, assessment)
    valid = proof.valid if proof.valid is not None else entry.valid
    state = _state(entry, proof, assessment)
    until, asked = day_of(valid), day_of(assessment.date)
    if state == READY and until is not None and asked is not None and until < asked:
        state = EXPIRED
    return Entry(entry.number, entry.name, entry.places, entry.required, valid, state, proof.note)


_NO_PROOF = Proof.made({})


def _proof(entry: Entry, assessment: Assessment) -> Proof:
    return assessment.proofs.get(entry.number) or assessment.proofs.get(entry.name.text) or _NO_PROOF


def _state(entry: Entry, proof: Proof, assessment: Assessment) -> str:
    if proof.state is not None and proof.state.known:
        return READY if proof.state.text == "有" else LACKING
    if proof.valid is not None and proof.valid.known:
        return READY
    findings = [_finding(assessment, place) for place in entry.places]
    if all(finding.absent for finding in findings):
        return ABSENT
    listed = [finding for finding in findings if any(fact.known for fact in finding.evidence)]
    if any(entry.is_named(fact.text) for finding in listed for fact in finding.evidence):
        return READY
    if listed:
        return LACKING if entry.required else OPTIONAL
    if assessment.complete is not None and assessment.complete.text == "是":
        return READY
    return OPEN


def _unknown(register: Register, assessment: Assessment) -> Iterator[Finding]:
    """Numbers and names of evidence that no clause asks for."""
    known = [word for entry in register.entries for word in (entry.number, entry.name.text)]
    for name, proof in assessment.proofs.items():
        if name not in known:
            origin = next((fact.origin for _, fact in proof.facts()), None)
            yield Finding("R035", f"没有佐证材料“{name}”", nearest(name, known), origin.position if origin else None)
    for key, finding in assessment.clauses.items():
        for fact in finding.evidence:
            if fact.known and _NUMBER.fullmatch(fact.text) and fact.text not in known:
                near = nearest(fact.text, [entry.number for entry in register.of_clause(key)] or known)
                yield Finding("R035", f"没有编号为“{fact.text}”的佐证材料", near, fact.origin.position)


def _unproved(register: Register, score: Score) -> Iterator[Finding]:
    """Points won while required evidence is said to be missing or out of date."""
    won = {clause.key: clause for clause in score.clauses() if clause.points > 0}
    for entry in register.entries:
        if not entry.required or entry.state not in (LACKING, EXPIRED):
            continue
        clause = next((won[place.key] for place in entry.places if place.key in won), None)
        if clause is not None:
            origin = clause.finding.origin if clause.finding is not None else None
            yield Finding(
                "R036", f"“{clause.key}”得了分，但必备的佐证材料“{entry.name.text}”（{entry.number}）{entry.state}",
                "补齐材料，或核对得分", origin.position if origin else entry.name.origin.position, Severity.WARNING,
            )  # fmt: skip
