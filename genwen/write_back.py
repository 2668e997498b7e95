"""回写: what a clerk changed in a draft offered back to the facts it was printed from, and written into the YAML.

Only what can be undone without guessing is offered: a fact printed by a form with an inverse, changed alike wherever it is
printed. What is computed is never written. One scalar is replaced at a time, and the facts are read again before that
counts: exactly this one must have changed, and it must print as the clerk has it.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from genwen.checking import check
from genwen.diagnostics import Finding, GenwenError, Position, Severity, errors_in
from genwen.document.inverses import forms_of, same_shape
from genwen.facts.fact import Fact, Wording
from genwen.facts.splice import CannotSplice, scalar_at, spliced
from genwen.ooxml.package import write_atomically
from genwen.project import Project
from genwen.records import made, record, replace
from genwen.revision.edits import DERIVED, Use

if TYPE_CHECKING:
    from genwen.facts.loader import Facts

CLEAR, AGAINST, SOME, BOTH, REFUSED, DIFFERENT, COMPUTED, CANNOT, SAME = (
    "可回写", "与别处矛盾", "部分改了", "事实也变了", "没有采用更新", "多处不一致", "推算值", "不能回写", "已一致",
)  # fmt: skip
UNSOUND = "核对不过"
OFFERED = (CLEAR, AGAINST, SOME, BOTH, REFUSED)
"""The states that can be written back; all but the first only when the clerk says so."""


@record
class Proposal:
    """One fact the clerk changed in the draft: what was generated, what the draft and the facts say, what may be done.

    `typed` is the scalar in the YAML file, `wanted` what it would be; `reason` says why it cannot be written, `against`
    what would contradict it once it is: a ledger, the year before.
    """

    path: str
    state: str
    old: str
    mine: str
    now: str = ""
    typed: str = ""
    wanted: str = ""
    position: Position | None = None
    uses: tuple[Use, ...] = made(default_factory=tuple)
    reason: str = ""
    against: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """A name for what would be written: another one when the clerk changes more of it, or something else."""
        return hashlib.sha256(f"{self.path}\0{self.wanted or self.mine}".encode("utf-8", "surrogatepass")).hexdigest()[
            :12
        ]

    @property
    def changed(self) -> list[Use]:
        """The places where the clerk changed it."""
        return [use for use in self.uses if use.changed]

    def to_json(self) -> dict[str, Any]:
        """The form for programs."""
        form: dict[str, Any] = {"矛盾": list(self.against)} if self.against else {}
        form |= {
            "事实": self.path, "状态": self.state, "生成时": self.old, "稿": self.mine, "现在": self.now,
            "原文": self.typed, "改为": self.wanted, "说明": self.reason,
            "改了": [use.place for use in self.changed],
            "没改": [use.place for use in self.uses if not use.changed],
        }  # fmt: skip
        if self.position:
            form["出处"] = self.position.to_json()
        return {key: value for key, value in form.items() if value not in ("", [])}


def proposals(
    project: Project,
    name: str,
    uses: Sequence[Use],
    today: Sequence[Use],
    refused: Collection[tuple[str, str]] = (),
) -> list[Proposal]:
    """What the clerk's changes in the document `name` mean for the facts, in its order.

    `uses` compare the draft with its own generation, `today` is where and how the facts are printed now, `refused` are
    facts with what they were printed as before they were updated. Raises GenwenError when the facts cannot be read.
    """
    changed = list(dict.fromkeys(_key(use) for use in uses if use.changed))
    if not changed:
        return []
    known: dict[str, Fact] = check(project, [name]).facts.all_facts()
    printed: dict[str, list[str]] = {}
    for use in today:
        printed.setdefault(_key(use), []).append(use.old)
    found = []
    with Trial(project, name) as trial:
        for key in changed:
            same = tuple(use for use in uses if _key(use) == key)
            proposal = _proposal(same, known.get(same[0].path), printed.get(key, []), trial)
            if proposal.state in (CLEAR, SOME) and all((use.path, use.new) in refused for use in proposal.changed):
                proposal = replace(proposal, state=REFUSED)
            found.append(proposal)
    return found


def _key(use: Use) -> str:
    return f"{use.kind == DERIVED and use.formula}\0{use.path}"


def _proposal(uses: tuple[Use, ...], fact: Fact | None, printed: Sequence[str], trial: Trial) -> Proposal:
    changed = [use for use in uses if use.changed]
    first = changed[0]
    shown = Proposal(first.path or first.formula, CANNOT, first.old, first.new, uses=uses)
    if first.kind == DERIVED:
        return replace(shown, state=COMPUTED, reason=f"由别的事实算出（{first.formula or first.path}），要改那些事实")
    if fact is None or fact.origin.position is None:
        where = "年度写在 genwen.yaml 里，请自己改" if first.path == "年度" else "事实文件里现在没有这一项"
        return replace(shown, reason=where)
    shown = replace(shown, position=fact.origin.position)
    if not all(use.certain for use in changed):
        return replace(shown, reason="前后的文字也改了，拿不准哪些算这一项，请自己改事实文件")
    if any(not use.new.strip() for use in changed):
        return replace(shown, reason="稿子里删去了；事实文件里要不要留，请自己定")
    if not fact.known and first.kind != "待补":
        return replace(shown, reason="这项现在是待补或不公开，请自己改事实文件")
    try:
        number, scalar, data = trial.scalar(fact.origin.position)
    except CannotSplice as error:
        return replace(shown, reason=str(error))
    shown = replace(shown, typed=str(scalar), now=fact.text)
    if isinstance(fact, Wording):
        return _reworded(shown, changed, number, data, trial)
    return _inverted(shown, changed, fact, printed, number, data, trial)


def _reworded(shown: Proposal, changed: Sequence[Use], number: int, data: bytes, trial: Trial) -> Proposal:
    """A text that may hold expressions: the pieces between them that were changed are replaced in it."""
    pieces: dict[str, str] = {}
    for use in changed:
        if pieces.setdefault(use.old, use.new) != use.new:
            told = f"“{pieces[use.old]}”、“{use.new}”"
            return replace(shown, state=DIFFERENT, reason=f"稿子里几处改得不一样（{told}），先在稿子里改成一致")
    scalar, now = shown.typed, ""
    for old, new in pieces.items():
        if old == new or "{{" in new or "}}" in new:
            return replace(shown, reason="这段文字里有花括号，请自己改事实文件")
        if scalar.count(old) == 1:
            scalar, now = scalar.replace(old, new), old
        elif scalar.count(new) != 1:
            return replace(shown, now=shown.typed, reason="事实文件里的这段文字也改过了，对不上，请自己改")
    same = tuple(use for use in shown.uses if use.old in pieces)
    shown = replace(shown, uses=same, now=now or shown.now)
    if scalar == shown.typed:
        return replace(shown, state=SAME, wanted=scalar)
    tried = trial.changed(number, data, scalar)
    if tried.fact is None:
        return replace(shown, reason=tried.fault)
    state = (AGAINST if tried.against else CLEAR) if all(use.changed for use in same) else SOME
    return replace(shown, state=state, wanted=scalar, against=tried.against)


def _inverted(
    shown: Proposal, changed: Sequence[Use], fact: Fact, printed: Sequence[str], number: int, data: bytes, trial: Trial
) -> Proposal:
    """The proposal with the scalar that makes the fact print as the draft has it."""
    wanted: dict[str, str] = {}
    against: tuple[str, ...] = ()
    reason = now = ""
    for use in changed:
        texts = [use.old] if use.old in printed else list(dict.fromkeys(printed)) or [use.old]
        now = now or texts[0]
        scalar, tried = _scalar(shown, use, fact, texts, number, data, trial)
        reason, against = reason or tried.fault, against or tried.against
        if scalar:
            wanted.setdefault(scalar, use.new)
    shown = replace(shown, now=now or shown.now)
    if len(wanted) > 1:
        told = "、".join(f"“{text}”" for text in wanted.values())
        return replace(shown, state=DIFFERENT, reason=f"稿子里几处改得不一样（{told}），先在稿子里改成一致")
    if not wanted:
        return replace(shown, reason=reason)
    scalar = next(iter(wanted))
    if scalar == shown.typed:
        return replace(shown, state=SAME, wanted=scalar)
    state = AGAINST if against else CLEAR
    if reason or any(not use.changed for use in shown.uses):
        state = SOME
    if changed[0].old not in printed:
        state = BOTH
    return replace(shown, state=state, wanted=scalar, against=against)


def _scalar(
    shown: Proposal, use: Use, fact: Fact, texts: Sequence[str], number: int, data: bytes, trial: Trial
) -> tuple[str, Tried]:
    """The scalar that prints as the draft has it, "" where there is none; and what comes of it, or why not."""
    if use.kind == "待补":
        return _filled(use, number, data, trial)
    why = "这种印法算不回去，请自己改事实文件"
    for text in texts:
        for form in forms_of(fact, text):
            if not isinstance(fact.value, str) and not same_shape(text, use.new):
                why = f"“{use.new}”和“{text}”写法不同，请自己改事实文件"
                continue
            try:
                scalar = form.scalar(use.new, fact, shown.typed)
            except ValueError:
                continue
            if scalar == shown.typed:
                return scalar, Tried()
            tried = trial.changed(number, data, scalar)
            if tried.fact is None:
                why = tried.fault
            elif form.printed(tried.fact) == use.new:
                return scalar, tried
            else:
                why = f"改为 {scalar} 后会印成“{form.printed(tried.fact)}”，和稿子里的“{use.new}”不一样"
    return "", Tried(why)


def _filled(use: Use, number: int, data: bytes, trial: Trial) -> tuple[str, Tried]:
    """A 待补 that the clerk filled in the draft: taken as it is, when the fact then prints so."""
    tried = trial.changed(number, data, use.new)
    if tried.fact is not None and tried.fact.known and tried.fact.text == use.new:
        return use.new, tried
    return "", Tried(tried.fault or f"改为 {use.new} 后印法不同，请自己填")


@record
class Tried:
    """What came of a change tried: the `fact` as it is then, or the `fault` it cannot be made for; `against` are the
    warnings it brings."""

    fault: str = ""
    fact: Fact | None = None
    against: tuple[str, ...] = ()


class Trial:
    """A copy of the facts in which a change is tried before it counts."""

    def __init__(self, project: Project, name: str) -> None:
        self.project, self.name = project, name
        self._folder = tempfile.TemporaryDirectory(prefix="genwen-")
        self._content = Path(self._folder.name) / "content"
        self._before: Mapping[str, str] = {}
        self._found: frozenset[str] = frozenset()

    def __enter__(self) -> Trial:
        ignored = shutil.ignore_patterns("*.docx", "*.pdf", "*.png", "*.jpg", ".git", ".genwen")
        shutil.copytree(self.project.content, self._content, ignore=ignored)
        facts, findings = self._checked()
        self._before, self._found = _texts(facts), frozenset(finding.message for finding in findings)
        return self

    def _checked(self) -> tuple[Facts, list[Finding]]:
        checked = check(replace(self.project, content=self._content), [self.name])
        told = len(checked.facts.findings)
        # the ledgers are read even where this document asks for none: another one will
        _ = checked.facts.ledger
        return checked.facts, [*checked.findings, *checked.facts.findings[told:]]

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()

    def scalar(self, position: Position) -> tuple[int, Any, bytes]:
        """The number and scalar of the leaf at a place, and the file's bytes. Raises CannotSplice."""
        path = self.project.root / position.file
        if path.suffix != ".yaml" or not path.is_relative_to(self.project.content):
            raise CannotSplice(f"这项写在 {position.file} 里，请自己改")
        try:
            data = path.read_bytes()
        except OSError as error:
            raise CannotSplice(f"读不了 {position.file}") from error
        self._file, self._position = path, position
        number, scalar = scalar_at(data, position.line, position.column)
        return number, scalar, data

    def changed(self, number: int, data: bytes, scalar: str) -> Tried:
        """The fact after its scalar was replaced in the copy, or the reason why that is not what happens."""
        try:
            result = spliced(data, number, scalar)
        except CannotSplice as error:
            return Tried(str(error))
        copy = self._content / self._file.relative_to(self.project.content)
        copy.write_bytes(result)
        try:
            facts, findings = self._checked()
        finally:
            copy.write_bytes(data)
        new = [finding for finding in findings if finding.message not in self._found]
        if errors := errors_in(new):
            first = min(finding.message for finding in errors)
            return Tried(f"改为 {scalar} 后{UNSOUND}：{first.replace(str(self._content), 'content')}")
        after = _texts(facts)
        differing = [path for path in self._before.keys() | after.keys() if self._before.get(path) != after.get(path)]
        if len(differing) != 1:
            return Tried(f"改为 {scalar} 后，别的事实也会变")
        fact: Fact = facts.all_facts()[differing[0]]
        at = fact.origin.position
        if at is None or (at.line, at.column) != (self._position.line, self._position.column):
            return Tried(f"改为 {scalar} 后，变的是别的事实")
        warnings = [finding.message for finding in new if finding.severity is Severity.WARNING]
        return Tried("", fact, tuple(warning.replace(str(self._content), "content") for warning in warnings))


def _texts(facts: Facts) -> dict[str, str]:
    return {path: f"{fact.state} {fact.text}" for path, fact in facts.all_facts().items()}


def write(project: Project, proposal: Proposal) -> None:
    """Replace the scalar of a proposal in its YAML file. Raises GenwenError when the file changed meanwhile."""
    at = proposal.position
    assert at is not None
    path = project.root / at.file
    try:
        data = path.read_bytes()
        number, scalar = scalar_at(data, at.line, at.column)
        if str(scalar) != proposal.typed:
            raise CannotSplice("事实文件刚刚被改动过，没有写回")
        mode = path.stat().st_mode
        write_atomically(path, [spliced(data, number, proposal.wanted)], sync=True)
        path.chmod(mode)
    except CannotSplice as error:
        raise GenwenError(f"{at.file}:{at.line}  {error}", "再运行一次 genwen pull") from error
    except OSError as error:
        raise GenwenError(f"写不了 {at.file}", "检查文件是否被占用、是否有写入权限") from error
