"""What can be done with a document's generations and backups: listed, brought back, a foreign file taken in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from genwen.diagnostics import GenwenError
from genwen.ooxml.package import PackageError, read_bytes, write_atomically
from genwen.ooxml.revisions_readable import check_readable, is_readable
from genwen.outputs import THROUGH, OutputFolder
from genwen.records import record
from genwen.revision.decide import Draft
from genwen.revision.descent import MAX_COMPARED, descent_of, likeness, most_alike
from genwen.revision.locks import opened_by
from genwen.revision.model import build_id_in
from genwen.revision.store import Version
from genwen.revision.words import digest

if TYPE_CHECKING:
    from genwen.revision.edits import Use
    from genwen.revision.merge import Generation

SHORTEST_ID = 4
ALIKE_ENOUGH = 0.5
"""Likeness below which a file taken in has too little in common with what is generated to be the same document."""
GENERATED, BACKUP = "生成稿", "备份"


@record
class Past:
    """Something that can be brought back: a generation (生成稿) or a file that was replaced (备份)."""

    kind: str
    id: str
    time: str
    data: Path
    version: Version | None = None
    base: str = ""

    @property
    def readable(self) -> bool:
        """Whether it is a document still: what was replaced may have been damaged already."""
        return self.version is not None or is_readable(self.data.read_bytes())


def history(folder: OutputFolder, name: str) -> list[Past]:
    """The generations and backups of a document, the newest first."""
    versions = folder.versions
    found = [Past(GENERATED, item.id, item.when, versions.path(item, "docx"), item) for item in versions.of(name)]
    for backup in folder.backups.of(name):
        base = build_id_in(backup.path.read_bytes())
        found.append(Past(BACKUP, backup.id, backup.time, backup.path, base=base))
    return sorted(found, key=lambda past: past.time, reverse=True)  # stable: both lists are in order already


def current_base(folder: OutputFolder, name: str) -> Version | None:
    """What the document that is there comes from. Raises GenwenError when it is not there, cannot be read or told."""
    path = folder.path(name)
    data = read_bytes(path)
    known = folder.known(folder.file(path))
    base = known.bases.get(digest(data), "")
    found = folder.versions.find(name, base) if base else None
    return found or descent_of(data, path.name, name, folder.versions, known.recorded).base


def by_hand(folder: OutputFolder, name: str, path: Path) -> bool:
    """Whether a file can be read and is not as any generation of the document was."""
    data = path.read_bytes()
    return is_readable(data) and digest(data) not in {version.docx for version in folder.versions.of(name)}


def newest_by_hand(folder: OutputFolder, name: str) -> Past | None:
    """The newest backup of a document that somebody has edited and that can be read."""
    generated = {version.docx for version in folder.versions.of(name)}
    backups = (each for each in history(folder, name) if each.kind == BACKUP and each.readable)
    return next((each for each in backups if digest(each.data.read_bytes()) not in generated), None)


def renamed(folder: OutputFolder, name: str) -> list[Path]:
    """The other files in the folder that are drafts of a document by their ids: it may have been given another name."""
    own = folder.path(name)
    others = [path for path in own.parent.glob("*.docx") if path != own and path.is_file()]
    ids = {path: build_id_in(path.read_bytes()) for path in others}
    generated = {version.id: version.docx for version in folder.versions.of(name)} if any(ids.values()) else {}
    return sorted(
        path
        for path, build in ids.items()
        if build in generated and digest(path.read_bytes()) not in generated.values() and not path.name.startswith("~$")
    )


def way_back(folder: OutputFolder, name: str) -> Past | None:
    """What is best brought back of a document: its newest backup with edits, its newest generation else."""
    generations = (each for each in history(folder, name) if each.kind == GENERATED)
    return newest_by_hand(folder, name) or next(generations, None)


@record
class Edited:
    """A draft as the clerk wrote it: the `file` as it is, `data` without the updates of the last merge that are still
    `open`, the `version` that it was edited from, that generation, and what `earlier` ones printed: facts with texts."""

    file: bytes
    data: bytes
    version: Version
    generation: Generation
    open: bool
    earlier: frozenset[tuple[str, str]] = frozenset()


def edited_from(folder: OutputFolder, name: str, path: Path) -> Edited:
    """The clerk's own edits of a draft. Raises GenwenError when nothing is known of the file."""
    from genwen.revision.edits import has_open_updates, printed_before, without_updates

    data = file = read_bytes(path)
    known = folder.known(folder.file(folder.path(name)))
    base = (
        folder.versions.find(name, known.bases.get(digest(data), ""))
        or descent_of(data, path.name, name, folder.versions, known.recorded).base
    )
    if base is None and (other := folder.versions.owner(build_id_in(data))) not in ("", name):
        raise GenwenError(
            f"{path.name} 是《{other}》的稿子，不是《{name}》的",
            f"看是不是拿错了文件；当作{other}的，加 --name {other}",
        )
    if base is None:
        raise GenwenError(f"找不到 {path.name} 的生成记录，分不清哪些是手工修改",
                          f"要让 genwen 接着管这份：genwen adopt {name}")  # fmt: skip
    pending = has_open_updates(data, path.name)
    if pending:
        data = without_updates(data, path.name)
        # a draft that was brought back, or came from elsewhere: the record does not say what it was before its updates
        older = [version for version in folder.versions.of(name) if version.time <= base.time][:MAX_COMPARED]
        before = folder.versions.find(name, folder.before(name, base.id))
        base = before or most_alike(data, older, folder.versions) or base
    generation = folder.versions.generation(base)
    if generation is None:
        raise GenwenError(f"编号 {base.id} 的生成记录已损坏", f"用 genwen history {name} 查看有哪些")
    return Edited(file, data, base, generation, pending, printed_before(folder.versions, base, known.through))


def find_past(folder: OutputFolder, name: str, build: str) -> Past:
    """The generation or backup whose id begins with `build`; the newest backup that is a document still when it is "".

    Raises GenwenError.
    """
    every = history(folder, name)
    hint = f"用 genwen history {name} 查看有哪些"
    if not build:
        backup = next((past for past in every if past.kind == BACKUP and past.readable), None)
        if backup is None:
            raise GenwenError(f"{name} 没有备份", f"{hint}，写明编号，如 genwen restore {name} 编号")
        return backup
    found = [past for past in every if past.id.startswith(build.lower())] if len(build) >= SHORTEST_ID else []
    if not found:
        raise GenwenError(f"{name} 没有编号为“{build}”的生成稿或备份", hint)
    if len({past.id for past in found}) > 1:
        raise GenwenError(f"编号“{build}”不止一个", f"{hint}，把编号写长些")
    return found[0]


def refuse_if_open(path: Path, ignore: bool = False) -> None:
    """Raise GenwenError when the document is open in another program."""
    opened = None if ignore else opened_by(path)
    if opened is not None:
        raise GenwenError(
            f"{opened.to_text(path.name)}。\n没有改动任何文件",
            "请在那里保存并关闭，再运行一次；其实没有打开的，加 --ignore-lock",
        )


def restore(folder: OutputFolder, name: str, build: str = "", ignore_lock: bool = False) -> tuple[Past, Path | None]:
    """Bring a generation or backup back in place; what it replaces is kept. What was brought back, and the copy made."""
    with folder.locked():
        folder.reread()
        past = find_past(folder, name, build)
        path = folder.path(name)
        refuse_if_open(path, ignore_lock)
        data = read_bytes(past.data)
        if past.version is not None and digest(data) != past.version.docx:
            raise GenwenError(f"编号 {past.id} 的生成稿已损坏，没有改动任何文件", "另选一稿")
        kept = put_by_hand(folder, name, data, past.version)
    return past, kept


def put_by_hand(folder: OutputFolder, name: str, data: bytes, version: Version | None) -> Path | None:
    """Put a file in the place of a document; gives the backup of what was there, if it differs and is on no record."""
    path = folder.path(name)
    present = path.read_bytes() if path.exists() else None
    kept = None
    if present is not None and present != data:
        kept = folder.backups.keep(name, present)
    if present != data:
        write_atomically(path, [data], sync=True)
    entry = {key: value for key, value in folder.entries.get(folder.file(path), {}).items() if key != THROUGH}
    # without inputs the next build looks at the file anew
    folder.entries[folder.file(path)] = {
        **entry,
        "摘要": [version.docx] if version else [],
        "输入": "",
        "基准": {},
        "摘记": {},
    }
    folder.save()
    return kept


@record
class Adopted:
    """A file taken in: where it is now, the generation it counts as edited from, how alike they are, the copies made;
    `differing` are the facts that it prints otherwise than that generation."""

    path: Path
    base: Version
    known: bool
    likeness: float = 1.0
    backups: tuple[Path, ...] = ()
    differing: tuple[Use, ...] = ()


def refuse_other(folder: OutputFolder, path: Path, data: bytes, draft: Draft, others: Sequence[str]) -> None:
    """Raise GenwenError when a file is a draft of another document, or has little in common with this one."""
    name = draft.version.name
    left = "没有接管，没有改动任何文件"
    typed = path.name if path.parent == folder.folder else str(path)
    anyway = f"看准了就是要当作{name}的，加 --force"
    build = build_id_in(data)
    if other := folder.versions.owner(build):
        raise GenwenError(f"{path.name} 是《{other}》的稿子，不是《{name}》的；{left}",
                          f"接管为{other}：genwen adopt {typed} --name {other}；{anyway}")  # fmt: skip
    year = _year_of(folder, name, build)
    if year:
        raise GenwenError(f"{path.name} 是 {year} 年度的《{name}》；{left}",
                          f"那一年的：加 --year {year}；{anyway}")  # fmt: skip
    own = likeness(data, draft.docx)
    alike = {each: likeness(data, docx) for each in others if each != name and (docx := _newest(folder, each))}
    best = max(alike, key=lambda each: alike[each], default="")
    if best and alike[best] > max(own, ALIKE_ENOUGH):
        raise GenwenError(
            f"{path.name} 像是《{best}》（相同的文字占 {alike[best]:.0%}），不像《{name}》（{own:.0%}）；{left}",
            f"接管为{best}：genwen adopt {typed} --name {best}；{anyway}",
        )
    if own < ALIKE_ENOUGH:
        raise GenwenError(
            f"{path.name} 和现在生成的《{name}》相同的文字只占 {own:.0%}，像是拿错了文件；{left}",
            f"{anyway}；相同的不多，以后事实变了，新的内容大多只能写在批注里",
        )


def _newest(folder: OutputFolder, name: str) -> bytes | None:
    newest = next(iter(folder.versions.of(name)), None)
    return folder.versions.docx(newest) if newest is not None else None


def _year_of(folder: OutputFolder, name: str, build: str) -> str:
    """The other year whose output folder has a generation on record, "" for none."""
    years = (
        [each for each in folder.folder.parent.glob("*") if each.is_dir() and each != folder.folder] if build else []
    )
    found = (each.name for each in years if OutputFolder(each).versions.find(name, build) is not None)
    return next(found, "")


def adopt(
    folder: OutputFolder, path: Path, draft: Draft, ignore_lock: bool = False, *, others: Sequence[str] | None = None
) -> Adopted:
    """Take a file in as the document of `draft`: from here on its differences from that are the clerk's.

    A file that says itself which generation it comes from keeps that. One that seems to be another document is refused,
    unless `others`, the names of the documents that it could be, is None. Raises GenwenError when the file is refused,
    cannot be read or is open, PackageError when it is no .docx.
    """
    from genwen.ooxml.revisions_package import Package  # XML is parsed only here
    from genwen.revision.edits import uses_of

    name = draft.version.name
    with folder.locked():
        folder.reread()
        target = folder.path(name)
        for each in {path, target}:
            refuse_if_open(each, ignore_lock)
        data = read_bytes(path)
        check_readable(data, path.name)
        build = build_id_in(data)
        base = folder.versions.find(name, build) if build else None
        if base is None and others is not None:
            refuse_other(folder, path, data, draft, others)
        if base is not None:
            kept = put_by_hand(folder, name, data, base if digest(data) == base.docx else None)
            return Adopted(target, base, True, 1.0, (kept,) if kept else ())
        try:
            package = Package(data, path.name)
        except PackageError as error:
            raise GenwenError(f"{error.message}，没有改动任何文件", error.hint) from error
        alike = likeness(data, draft.docx)
        generation = draft.generation(folder.versions)
        uses = uses_of(generation, data, path.name) if generation is not None else []
        if draft.model:
            folder.versions.save(draft.version, draft.docx, draft.model)
        package.set_build(draft.version.id)
        kept = put_by_hand(folder, name, package.packed(), None)
        frozen = tuple(use for use in uses if use.changed and use.certain)
        return Adopted(target, draft.version, False, alike, (kept,) if kept else (), frozen)
