"""What a build does with the document that is there: write, leave, regenerate, merge, or put the new draft beside.

Nothing is written here. The clerk's file is read once; where anything is in doubt it stays as it is.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from genwen.diagnostics import GenwenError
from genwen.ooxml.package import PackageError
from genwen.records import made, record, replace
from genwen.revision.store import Version, Versions
from genwen.revision.words import BESIDE, LEFT, MERGED, NEW, REPLACED, SAME, digest

if TYPE_CHECKING:
    from genwen.document.elements import Document
    from genwen.revision.merge import Generation, Merged


@record
class Draft:
    """A document as generated now, its model as it is stored ("" when it is on record already), and what it is made of."""

    docx: bytes
    version: Version
    model: str = ""
    document: Document | None = None

    def generation(self, versions: Versions) -> Generation | None:
        """The generation as the merge takes it."""
        if self.document is None and not self.model:
            return versions.generation(self.version)
        from genwen.revision.merge import Generation
        from genwen.revision.model import model_from_json, model_of

        if self.document is not None:
            return Generation(model_of(self.document, self.docx), self.docx)
        return Generation(replace(model_from_json(self.model), build_id=self.version.id), self.docx)


@record
class Known:
    """What the record says of a file: digests genwen wrote it with, the base of the file that has a certain digest, the
    changes that were declined, and the generations it has come through by merges (None: not known)."""

    digests: Collection[str] = ()
    bases: dict[str, str] = made(default_factory=dict)
    declined: frozenset[str] = frozenset()
    through: Collection[str] | None = None

    @property
    def recorded(self) -> bool:
        """Whether the file is one that genwen wrote, merged into or took over."""
        return bool(self.digests or self.bases)


@record
class Decision:
    """What is to be done: `data` is to be written in place of `present`; `reason` and `hint` say why it cannot be.

    `layout` is what changed of styles and pages, which no merge takes over; `restyled` that it was taken over.
    `unreadable`: the file that is there is no document any more, so that an earlier one may have to be brought back.
    """

    result: str
    present: bytes | None = None
    data: bytes | None = None
    base: Version | None = None
    guessed: bool = False
    backup: bool = False
    merged: Merged | None = None
    reason: str = ""
    hint: str = ""
    layout: tuple[str, ...] = ()
    restyled: bool = False
    unreadable: bool = False

    @property
    def touches(self) -> bool:
        """Whether a file that is there is replaced, or a new draft goes beside one."""
        return self.present is not None and (self.data is not None or self.result is BESIDE)


def read_present(path: Path) -> bytes | None:
    """The file as it is, None when there is none. Raises GenwenError when it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        if path.is_dir():
            raise IsADirectoryError(str(path)) from error
        raise GenwenError(
            f"无法读取 {path}，没有改动任何文件", "文件可能正在 Word 或 WPS 中打开：请保存并关闭；或检查读取权限"
        ) from error


def decide(
    path: Path, draft: Draft, known: Known, versions: Versions, fresh: bool = False, restyle: bool = False
) -> Decision:
    """What to do with the file at `path` now that `draft` was generated.

    `fresh` gives the clerk's edits up, `restyle` takes styles and pages over into an edited file.

    Raises GenwenError when the file is there and cannot be read at all.
    """
    try:
        present = read_present(path)
    except IsADirectoryError:
        return Decision(BESIDE, reason=f"{path.name} 是文件夹", hint="请把这个文件夹改名或移走")
    if present is None:
        return Decision(NEW, data=draft.docx)
    if present == draft.docx:
        return Decision(SAME, present)
    seen = digest(present)
    if fresh or seen in known.digests:
        return Decision(REPLACED, present, draft.docx, backup=fresh)
    decision = _edited(path, present, draft, known, versions, seen)
    return _restyled(path, decision, draft) if restyle and decision.result in (LEFT, MERGED) else decision


def _restyled(path: Path, decision: Decision, draft: Draft) -> Decision:
    """The decision with the styles and pages of the new document in what is written."""
    from genwen.ooxml.restyle import restyled  # only when it is asked for

    assert decision.present is not None
    try:
        data = restyled(decision.data or decision.present, draft.docx, path.name)
    except PackageError as error:
        return Decision(BESIDE, decision.present, reason=error.message, hint=error.hint)
    if data == (decision.data or decision.present):
        return replace(decision, layout=())
    return replace(decision, result=MERGED, data=data, backup=True, layout=(), restyled=True)


def _edited(path: Path, present: bytes, draft: Draft, known: Known, versions: Versions, seen: str) -> Decision:
    """What to do with a file that is not as the record knows it."""
    from genwen.ooxml.revisions_readable import check_readable  # only where a file is not as it was written
    from genwen.revision.descent import descent_of
    from genwen.revision.model import build_id_in

    name = draft.version.name
    try:
        if seen in known.bases and (base := versions.find(name, known.bases[seen])) is not None:
            check_readable(present, path.name)
            guessed = False
        else:
            found = descent_of(present, path.name, name, versions, known.recorded)
            base, guessed = found.base, found.guessed
    except PackageError as error:
        return Decision(BESIDE, present, reason=error.message, hint=error.hint, unreadable=True)
    if base is None and (other := versions.owner(build_id_in(present))) not in ("", name):
        return Decision(
            BESIDE, present, reason=f"{path.name} 是《{other}》的稿子，不是《{name}》的",
            hint=f"把它移走或改回原来的名称；要取回{name}以前的稿子，看 genwen history {name}",
        )  # fmt: skip
    if base is None:
        return Decision(
            BESIDE,
            present,
            reason=f"找不到 {path.name} 的生成记录，分不清哪些是手工修改",
            hint=f"对照两份，把需要的内容抄过去；要让 genwen 接着管这份，运行 genwen adopt {name}",
        )
    if seen == base.docx:
        return Decision(REPLACED, present, draft.docx, base)
    if base.id == draft.version.id:
        return Decision(LEFT, present, base=base, guessed=guessed)
    return _merged(path, present, draft, known, versions, base, guessed)


def _merged(
    path: Path, present: bytes, draft: Draft, known: Known, versions: Versions, base: Version, guessed: bool
) -> Decision:
    """The clerk's file with what changed since its base, or why that cannot be."""
    from genwen.ooxml.restyle import layout_changes
    from genwen.revision.edits import printed_before
    from genwen.revision.merge import Merged, merge_draft  # only where a draft was edited and facts changed

    before, after = versions.generation(base), draft.generation(versions)
    if before is None or after is None:
        return Decision(BESIDE, present, reason=f"{path.name} 的生成记录已损坏，分不清哪些是手工修改",
                        hint="对照两份，把需要的内容抄过去")  # fmt: skip
    try:
        merged = merge_draft(
            before, present, after, known.declined, earlier=lambda: printed_before(versions, base, known.through)
        )
    except PackageError as error:
        return Decision(BESIDE, present, reason=error.message, hint=error.hint, unreadable=True)
    except Exception as error:  # a fault of ours must not cost the clerk the new draft
        if os.environ.get("GENWEN_DEBUG"):
            raise
        merged = Merged(None, broken=(f"程序内部出错（{type(error).__name__}：{error}）",))
    if merged.broken:
        return Decision(
            BESIDE, present, None, base, guessed, merged=merged,
            reason=f"{path.name} 有手工修改，但新事实补不进去：补好的稿子没有通过核对", hint="对照两份，把需要的内容抄过去",
        )  # fmt: skip
    layout = tuple(layout_changes(before.docx, after.docx))
    if merged.docx is None or merged.docx == present:
        return Decision(LEFT, present, None, base, guessed, merged=merged, layout=layout)
    return Decision(MERGED, present, merged.docx, base, guessed, backup=True, merged=merged, layout=layout)
