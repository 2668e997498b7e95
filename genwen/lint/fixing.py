"""A file in, a corrected copy beside it out: what has one right form is put right, the rest is listed.

Text changes only where a rule found something: the words of the copy, with its changes accepted, are those of the
original with the corrections listed, which is verified before anything is written.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from pathlib import Path

from genwen.diagnostics import GenwenError
from genwen.lint.corrections import CORRECTIONS, PAGE_RULES
from genwen.lint.holding import Change, Held, after_changes, spot_of, worse
from genwen.lint.laying import layout_of
from genwen.lint.linter import Problem, every_problem, told_once
from genwen.lint.placing import SPACES, gap_before_date
from genwen.lint.profile import Profile, sorted_by
from genwen.lint.restyling import RULES as STYLE_RULES
from genwen.lint.restyling import wanted_styles
from genwen.lint.view import Line, View
from genwen.lint.viewing import view_of
from genwen.ooxml.fixing import Correction, Styles, corrected
from genwen.ooxml.form import FormDocument, FormParagraph
from genwen.ooxml.form_reader import form_of
from genwen.ooxml.package import read_bytes, read_package, write_atomically
from genwen.project import packaged
from genwen.records import record
from genwen.standard import DEFAULT_FONT_SET, FONT_SETS

_TEMPLATE = "工作报告"
MAX_TURNS = 3


@record
class Done:
    """One thing put right: where, what it was and what it is now."""

    problem: Problem
    old: str
    new: str


@record
class Fixed:
    """What came of a file: where the copy is (None when there was nothing to do), what was done, what is left."""

    target: Path | None
    done: tuple[Done, ...]
    page: bool
    left: tuple[Problem, ...]
    styled: tuple[tuple[Line, str], ...] = ()
    """Lines that were given a style, and which."""
    laid: tuple[tuple[str, str], ...] = ()
    """What of the layout was put right: place and what was done."""
    every: tuple[Problem, ...] = ()
    """All that is found in the file now, whether the unit wants to hear of it or not."""


def fix_file(
    path: Path, shown: str, profile: Profile, name: str, *, tracked: bool, date: str, fonts: str = DEFAULT_FONT_SET
) -> Fixed:
    """Put right what can be. Raises PackageError when the file cannot be read or the copy not written."""
    data = read_bytes(path)
    before = view_of(form_of(read_package(data, shown), shown))  # first: it tells best what is wrong with a file
    found = _problems(before, profile, name)
    turns: list[_Turn] = []
    after, held = before, Held()
    while not held.everything:
        turns = _turns(data, shown, profile, name, held, tracked=tracked, date=date, fonts=fonts)
        if not turns:
            break
        after = view_of(form_of(read_package(turns[-1].data, shown), shown))
        new = worse(found, _problems(after, profile, name))
        if not new:
            break
        held, turns = held.more(new, _changes(turns)), []
    if not turns:
        return Fixed(None, (), False, tuple(told_once(found)), every=tuple(every_problem(before)))
    target = _free(path)
    write_atomically(target, [turns[-1].data])
    left = tuple(told_once(_problems(after, profile, name)))
    return Fixed(
        target, tuple(item for turn in turns for item in turn.done), any(turn.page for turn in turns), left,
        tuple(item for turn in turns for item in turn.styled), tuple(item for turn in turns for item in turn.laid),
        tuple(every_problem(after)),
    )  # fmt: skip


def _turns(
    data: bytes, shown: str, profile: Profile, name: str, held: Held, *, tracked: bool, date: str, fonts: str
) -> list[_Turn]:
    """Go through a document until nothing changes: some faults are only seen when others are put right."""
    turns: list[_Turn] = []
    while len(turns) < MAX_TURNS:
        given = turns[-1].data if turns else data
        turn = _turn(given, shown, profile, name, held, tracked=tracked, date=date, fonts=fonts)
        if not turn.changed:
            break
        turns.append(turn)
    return turns


@record
class _Turn:
    """A document gone through once: what it is now and what was done."""

    data: bytes
    changed: bool
    done: tuple[Done, ...] = ()
    page: bool = False
    styled: tuple[tuple[Line, str], ...] = ()
    laid: tuple[tuple[str, str], ...] = ()
    edits: tuple[tuple[Change, int], ...] = ()


def _changes(turns: Sequence[_Turn]) -> list[Change]:
    """What the turns changed in the lines, where it stands in the end."""
    changes: list[Change] = []
    for turn in turns:
        changes = after_changes(changes, turn.edits)
    return changes


def _edits(
    view: View, made: Sequence[tuple[Problem, Correction]], trimmed: Sequence[Correction]
) -> tuple[tuple[Change, int], ...]:
    """The characters each correction takes, and how many it puts in their place."""
    numbers = {line.paragraph.number: line.index for line in view.lines}
    all_made = [*((item, spot_of(problem)) for problem, item in made), *((item, None) for item in trimmed)]
    return tuple(
        (Change(numbers[item.paragraph], item.start, item.end, spot), len(item.new)) for item, spot in all_made
    )


def _problems(view: View, profile: Profile, name: str) -> tuple[Problem, ...]:
    return tuple(sorted_by(profile, every_problem(view, profile.rules), name).problems)


def _turn(
    data: bytes, shown: str, profile: Profile, name: str, held: Held, *, tracked: bool, date: str, fonts: str
) -> _Turn:
    """Go through a document once. Raises GenwenError when the result would say something else."""
    form = form_of(read_package(data, shown), shown)
    view = view_of(form)
    every = every_problem(view, profile.rules)
    counted = sorted_by(profile, every, name).problems
    spared = profile.off | ({item.rule.id for item in every} - {item.rule.id for item in counted})
    problems = held.free(counted)
    wanted = [(problem, correction) for problem in problems if (correction := _correction(problem)) is not None]
    found = {problem.rule.id for problem in problems}
    page = any(rule in found for rule in PAGE_RULES)
    kept = held.paragraphs(view)
    styles = _styles(view, found, spared, fonts, kept)
    laid = layout_of(view, () if held.laying else problems, styles.by_paragraph, kept)
    spaces = [item for line in laid.trimmed for item in _trimming(line)]
    result = corrected(data, shown, [*(item for _, item in wanted), *spaces], page=page, tracked=tracked, date=date,
                       styles=styles, layout=laid.layout)  # fmt: skip
    made = [item for item, was_made in zip(wanted, result.made, strict=False) if was_made]
    trimmed = [item for item, was_made in zip(spaces, result.made[len(wanted) :], strict=True) if was_made]
    if not made and not trimmed and not result.page and not result.styled and not result.laid:
        return _Turn(data, False)
    after = form_of(read_package(result.data, shown), shown)
    _verify(form, after, [*(item for _, item in made), *trimmed], shown)
    lines = [line for line in view.lines if line.paragraph.number in result.styled]
    return _Turn(
        result.data, True, tuple(Done(problem, item.of[item.start : item.end], item.new) for problem, item in made),
        result.page, tuple((line, styles.by_paragraph[line.paragraph.number]) for line in lines),
        tuple((place, said) for place, said, number in laid.told if number not in result.failed),
        _edits(view, made, trimmed),
    )  # fmt: skip


def _trimming(line: Line) -> list[Correction]:
    """The spaces before and after a line's text taken out; those before the date of the 版记 are what a tab is for."""
    text = line.paragraph.text
    lead, tail = len(text) - len(text.lstrip(SPACES)), len(text.rstrip(SPACES))
    found = [(0, lead, ""), (tail, len(text), "")]
    gap = gap_before_date(line)
    if gap is not None:
        found.append((gap.start(), gap.end(), "\t"))
    return [Correction(line.paragraph.number, start, end, new, text) for start, end, new in found if start < end or new]


def _styles(view: View, found: Set[str], spared: Set[str], fonts: str, kept: Set[int]) -> Styles:
    """The styles to put on, from the template that comes with genwen."""
    wanted = wanted_styles(view, found, spared) if found & set(STYLE_RULES) else {}
    wanted = {number: style for number, style in wanted.items() if number not in kept}
    template = packaged() / "templates" / "公文" / f"{_TEMPLATE}.docx"
    chosen, default = FONT_SETS[fonts], FONT_SETS[DEFAULT_FONT_SET]
    return Styles(wanted, read_bytes(template), {default[role]: chosen[role] for role in default})


def _correction(problem: Problem) -> Correction | None:
    """The correction of what a problem is about, None where judgement is needed."""
    hit, correct = problem.hit, CORRECTIONS.get(problem.rule.id)
    if hit.line is None or not problem.sure or hit.line.paragraph.place in ("页眉", "页脚"):
        return None
    text = hit.line.text
    old = text[hit.start : hit.end]
    new = hit.right or (correct(old) if correct is not None else None)
    if new is None or new == old:
        return None
    return Correction(hit.line.paragraph.number, hit.start, hit.end, new, hit.line.paragraph.text)


def _texts(form: FormDocument) -> dict[int, str]:
    """The texts of all paragraphs by number, those of tables too."""
    found: dict[int, str] = {}
    for block in form.blocks:
        if isinstance(block, FormParagraph):
            found[block.number] = block.text
        else:
            found |= {
                item.number: item.text for row in block.rows for cell in row.cells for item in cell.paragraphs
            }  # fmt: skip
    return found


def _verify(before: FormDocument, after: FormDocument, made: list[Correction], shown: str) -> None:
    """Raise GenwenError unless the copy says what the original says with the corrections made."""
    expected = _texts(before)
    for item in sorted(made, key=lambda item: -item.start):
        text = expected[item.paragraph]
        expected[item.paragraph] = text[: item.start] + item.new + text[item.end :]
    if _said(_texts(after)) != _said(expected):
        raise GenwenError(f"{shown} 的改动核对不上，没有写出", "请把这份文件反馈给维护者，先按 genwen check 手工改正")


def _said(texts: dict[int, str]) -> list[str]:
    """The texts in order, blank paragraphs left out: blank lines may come and go."""
    return [texts[number] for number in sorted(texts) if texts[number].strip()]


def _free(path: Path) -> Path:
    """A name beside the file that is not taken."""
    for number in range(1, 1000):
        target = path.with_name(f"{path.stem}.改正{number if number > 1 else ''}.docx")
        if not target.exists():
            return target
    raise GenwenError(f"{path.name} 的改正稿太多", "删去不用的改正稿")
