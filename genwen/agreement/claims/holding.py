"""What is said to hold of all members of a table, of all but some, of some, or of these alone: 除丁局外，其余均在90分以上."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from genwen.agreement.claims.predicates import Predicate, Trial, predicates_in
from genwen.agreement.counts.lists import number_in
from genwen.agreement.reading.clauses import begun_at
from genwen.agreement.reading.naming import covered, left_of, spelled
from genwen.agreement.reading.text import Line, Subject, View, finding
from genwen.agreement.reading.vocabulary import COUNTING
from genwen.agreement.reading.whereabouts import ahead_lines, is_aim
from genwen.diagnostics import Finding
from genwen.patterns import regex
from genwen.records import record

_EXCEPT = regex(r"除(?:了)?(?P<names>[^，。；]{1,40}?)(?:以外|之外|外)(?P<rest>[^。；]*)$")
_ONLY = regex(r"(?:仅有?|只有|唯有)(?P<names>[^，。；]{1,40})$")
_THESE = regex(r"的(?:(?P<only>仅有?|只有)|共?有|为|是|分别是|分别为)(?P<names>[^，。；]{2,60})")
_OTHERS = regex("(?:而|但)?(?:其余|其他|其它|另外|余下)[^，。；]*[均都皆]")
_EVERY = regex(r"[均都皆]|全部|各|所有|每")
_MANY = regex("主要|重点|多数|部分|基本|大多")
_COUNT = regex(rf"(?P<n>[{COUNTING}]|\d{{1,2}})(?:[个项家类种所镇乡]|季度|方面|单位)")
_NOT = regex("力争|确保|要求|应当?|将|争取|预计|如果|凡|的[，,]|改造[前后]|(?<![上去]年)相比")
_BETWEEN = regex(
    rf"[、，和及与等的两{COUNTING}\d]|以及|[个项家类种所镇乡]|单位|部门|地区|指标|所有|全部|均|都|也|仍|已|同比|率|上升|下降|增加|减少|增长|降低|提高|超额|完成"
)


@record(eq=False)
class Said:
    """Of whom something is said: the words that name them, whether it is all the others, and whether it is they alone."""

    names: str
    others: bool
    alone: bool
    words: str


def check_holding(subject: Subject) -> Iterator[Finding]:
    """Every sentence of prose that says something of members; what is to come left out."""
    for view in subject.views:
        ahead = ahead_lines(view)
        for number, one in predicates_in(view.lines) if view.grids else ():
            line = view.lines[number]
            begun = begun_at(line.text, one.start)
            said = None if number in ahead or is_aim(view, line, one.start) else _of_whom(line.text, begun, one)
            if said is not None and not _NOT.search(line.text[begun : one.end]):
                yield from _held(view, line, one, said)


def _of_whom(text: str, begun: int, one: Predicate) -> Said | None:
    before = text[begun : one.start]
    these = _THESE.match(text, one.end)
    if these is not None:
        return Said(these["names"], False, bool(these["only"]), before)
    if text[one.end : one.end + 1] == "的":
        return None
    spared = _EXCEPT.search(before)
    if spared is not None:
        return Said(spared["names"], True, False, before)
    at = begun_at(before, len(before), "，")
    clause = before[at:]
    if _OTHERS.match(clause):
        return Said(
            before[begun_at(before, max(0, at - 1), "，") : at].rstrip("，").removeprefix("仅"), True, False, before
        )
    only = _ONLY.search(before)
    return Said(only["names"], False, True, before) if only else Said(clause, False, False, before)


def _held(view: View, line: Line, one: Predicate, said: Said) -> Iterator[Finding]:
    wrong: list[tuple[int, str, Trial]] = []
    for trial in one.tried(view, said.words):
        odd = _odd(trial, said)
        if odd == "":
            return
        if odd is not None:
            wrong.append((trial.fits, odd, trial))
    if wrong:
        _, odd, trial = max(wrong, key=lambda each: each[0])
        yield finding(
            "A812",
            f"“{line.text[max(begun_at(line.text, one.start, '。；，'), one.start - 16) : one.end]}”与表不符：看“{odd}”，见 {trial.said[odd]}",
            "核对表和正文",
            line.at(one.start),
        )


def _odd(trial: Trial, said: Said) -> str | None:
    """The first member that is not as is said; "" where all are; None where the table is not what is spoken of."""
    named, left = _named(said.names, trial)
    every = not named and "、" not in said.names and _EVERY.search(said.names) and not _MANY.search(said.names)
    if said.others or said.alone:
        if not named or left:
            return None
        others = [name for name in trial.holds if name not in named]
        return _first(
            trial, [] if said.others else named, named if said.others else others, others if said.others else []
        )
    if every:
        counted = _COUNT.search(said.words)
        alike = counted is not None and number_in(counted["n"]) == len(trial.holds)
        meant = trial.fits + 2 * alike > 2 and (alike or (counted is None and not left))
        return _first(trial, [], [], list(trial.holds)) if meant else None
    return _first(trial, named, [], []) if named and trial.fits > 1 and not left else None


def _first(trial: Trial, these: Sequence[str], none: Sequence[str], most: Sequence[str]) -> str | None:
    """Of `these` it holds, of `none` it does not, of `most` it does; a table in which it is mostly otherwise is not meant."""
    failing = [name for name in most if trial.holds[name] is False]
    if most and (len(failing) * 2 > len(most) or all(trial.holds[name] is None for name in most)):
        return None
    wrong = [
        *(name for name in these if trial.holds[name] is False),
        *failing,
        *(name for name in none if trial.holds[name]),
    ]
    unknown = [name for name in (*these, *none) if trial.holds[name] is None]
    if (len(these) > 1 and len(wrong) == len(these)) or (unknown and not wrong):
        return None
    return wrong[0] if wrong else ""


def _named(words: str, trial: Trial) -> tuple[list[str], bool]:
    """The members that some words name, and whether the words have something besides that the table knows nothing of."""
    found, rest = [], words.replace("第", "")
    for name in sorted(trial.holds, key=len, reverse=True):
        if len(name) > 1 and name in rest:
            found.append(name)
            rest = rest.replace(name, "\0")
    left = left_of(spelled(_BETWEEN.sub("\0", rest)), ())
    return found, not all(covered(run, spelled(trial.about)) for run in left or ())
