"""Three-way merge of a draft: what changed from base to new, applied to the clerk's file as tracked changes.

The clerk's file is the substrate: nothing in it is regenerated. Every change has one outcome; where anything is not
certain the clerk's text stays and a comment says what the facts would have it say. The promises are checked on the result
before it is given out.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from genwen.diagnostics import GenwenError
from genwen.ooxml.package import PackageError
from genwen.ooxml.revisions_settle import settle
from genwen.ooxml.revisions_text import Unit
from genwen.records import record
from genwen.revision.charts import tell_charts
from genwen.revision.checks import broken_promises, typed_by_clerk
from genwen.revision.model import Model
from genwen.revision.outcomes import AUTHOR, Kind, Outcome
from genwen.revision.reading import (
    Container,
    counterparts,
    read_draft,
    read_generation,
)
from genwen.revision.session import Change, Earlier, Session
from genwen.revision.structure import merge_blocks

__all__ = ["AUTHOR", "Generation", "Kind", "Merged", "Outcome", "compare_generations", "merge_draft"]


@record
class Generation:
    """A generated document: its model and the .docx as it was rendered."""

    model: Model
    docx: bytes


@record
class Merged:
    """What came of a merge.

    `docx`: the clerk's file with the changes, None when there is nothing to change in it or a check failed.
    `broken`: the checks that failed, in Chinese; the file must then be left alone. `declined`: the changes that were in
    `declined` and still are in question, to be remembered.
    """

    docx: bytes | None
    outcomes: tuple[Outcome, ...] = ()
    broken: tuple[str, ...] = ()
    declined: frozenset[str] = frozenset()

    @property
    def places(self) -> list[Outcome]:
        """The outcomes that stand somewhere in the text: what 处 counts."""
        return [outcome for outcome in self.outcomes if outcome.kind is not Kind.NOTICE]


def merge_draft(
    base: Generation,
    edited: bytes,
    new: Generation,
    declined: frozenset[str] = frozenset(),
    *,
    when: datetime | None = None,
    earlier: Earlier = frozenset,
) -> Merged:
    """The clerk's file `edited`, which descends from `base`, with what changed from `base` to `new`.

    `when` dates the revisions (default: now); `earlier` gives what generations before the base printed. Raises PackageError, in Chinese, when `edited` is no readable .docx.
    """
    try:
        return _merged(base, edited, new, declined, _date(when), earlier)
    except PackageError:
        raise
    except Exception as error:
        # a fault of the program must not cost the clerk his draft, nor the other documents of the same build
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place is not None else ""
        return Merged(None, (), (f"合并时程序出错（{type(error).__name__}，{where}）",))


def _merged(
    base: Generation, edited: bytes, new: Generation, declined: frozenset[str], date: str, earlier: Earlier
) -> Merged:
    mine = read_draft(edited, f"{new.model.name}.docx")
    before = read_generation(base.model, base.docx)
    after = read_generation(new.model, new.docx)
    typed = typed_by_clerk(before, mine)
    session = Session(before, mine, after, date, declined, earlier)
    _merge_all(session)
    still = frozenset(outcome.id for outcome in session.outcomes if outcome.kind is Kind.DECLINED)
    if not mine.package.changed:
        return Merged(None, session.placed(), (), still)
    session.comments.save()
    session.withdraw(settle(mine.package, AUTHOR, f"【{Kind.CONFLICT}】"))
    outcomes = session.placed()
    mine.package.set_build(new.model.build_id)
    result = mine.package.packed()
    broken = broken_promises(session, edited, result, typed)
    return Merged(None if broken else result, outcomes, tuple(broken), still)


def compare_generations(base: Generation, new: Generation, *, when: datetime | None = None) -> Merged:
    """花脸稿: the base document with every change to the new one as a tracked change, dated `when` (default: now).

    `docx` is None where nothing differs. Raises GenwenError, in Chinese, when the result does not keep its promises.
    """
    merged = merge_draft(base, base.docx, new, when=when)
    if merged.broken:
        raise GenwenError(f"花脸稿没有做成：{'；'.join(merged.broken)}", "请把这两稿交给维护 genwen 的人查看")
    return merged


def _merge_all(session: Session) -> None:
    merge_blocks(session, session.base.body, session.mine.body, session.new.body)
    before, theirs = counterparts(session.new, session.base), counterparts(session.base, session.mine)
    keys = {id(container): key for key, container in session.base.margins.items()}
    for key, container in session.new.margins.items():
        base = before[key]
        if base is None or [item.text for item in base.items] == [item.text for item in container.items]:
            continue
        mine = theirs[keys[id(base)]]
        if mine is not None:
            merge_blocks(session, base, mine, container)
        else:
            _tell_lost(session, base, container)
    tell_charts(session)


def _tell_lost(session: Session, base: Container, new: Container) -> None:
    """A header, footer or note whose words change and which the clerk has deleted."""
    before, after = ("\n".join(item.text for item in each.items if item.text) for each in (base, new))
    change = Change(new.label, before, after, where=base.label)
    session.owe(change)
    host = next((item for item in session.mine.body.items if isinstance(item, Unit)), None)
    if session.refused(change):
        return
    if host is not None:
        session.comment(session.mine.body, host, None, None, change, Kind.KEPT_OUT)
    session.tell(change, Kind.KEPT_OUT, new, None)


def _date(when: datetime | None) -> str:
    """Word writes local time and calls it Z."""
    return (when or datetime.now()).strftime("%Y-%m-%dT%H:%M:00Z")
