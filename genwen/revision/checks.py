"""The promises of a merge, proved on its result before anybody sees it. What fails is said in Chinese."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from genwen.ooxml.package import PackageError
from genwen.ooxml.revisions_check import irreversible, malformed
from genwen.ooxml.revisions_text import Item, Table
from genwen.revision.outcomes import AUTHOR, Kind
from genwen.revision.reading import Reading, box_items, read_draft
from genwen.revision.session import Session
from genwen.revision.textdiff import fold

_APPLIED = (Kind.CLEAN, Kind.CHECK, Kind.CONFLICT, Kind.INSERTED, Kind.MOVED)


def broken_promises(session: Session, edited: bytes, result: bytes, typed: Counter[str]) -> list[str]:
    """What the result of a merge does not keep; `typed` are the characters the clerk has written."""
    broken = []
    try:
        parts = irreversible(edited, result, AUTHOR)
        if parts:
            broken.append(f"拒绝全部修订后不能回到原稿（{'、'.join(parts)}）")
        broken += malformed(result, edited, AUTHOR)
        after = read_draft(result)
    except PackageError as error:
        return [*broken, f"合并后的文件读不出来：{error.message}"]
    silent = session.owed - {outcome.id for outcome in session.outcomes}
    if silent:
        broken.append(f"有{len(silent)}处变化没有着落")
    missing = [text for unit, text in session.expected if text not in unit.text]
    if missing:
        broken.append(f"有{len(missing)}处新的内容没有写进文件")
    lost = typed - Counter(fold("".join(texts_of(after)))) - Counter(fold("".join(session.quoted)))
    lost.pop(" ", None)
    lost.pop("\n", None)
    if lost:
        broken.append(f"您写的文字会丢失{sum(lost.values())}个字")
    return broken


def typed_by_clerk(base: Reading, mine: Reading) -> Counter[str]:
    """The characters the clerk's file has more often than the generated one, widths folded."""
    return Counter(fold("".join(texts_of(mine)))) - Counter(fold("".join(texts_of(base))))


def texts_of(reading: Reading) -> Iterator[str]:
    """Every text a reader of the file sees."""
    yield from _texts(reading.body.items)
    for container in reading.margins.values():
        yield from _texts(container.items)


def _texts(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Table):
            for row in item.rows:
                for cell in row.cells:
                    yield from _texts(cell.items)
        else:
            yield item.text
            for twins in box_items(item):
                yield from _texts(twins[0])
