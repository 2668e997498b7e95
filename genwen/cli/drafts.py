"""genwen history, restore and adopt: drafts edited by hand, their generations and backups."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from genwen.cli.again import say, typed
from genwen.cli.chinese import Command
from genwen.cli.options import (
    DocumentName,
    content_option,
    json_option,
    out_option,
    print_json,
    print_table,
    project_at,
    year_option,
)
from genwen.diagnostics import ExitCode, GenwenError, nearest
from genwen.patterns import regex
from genwen.pipeline import document_names, draft_now, require_documents
from genwen.project import Project
from genwen.revision.telling import short

if TYPE_CHECKING:
    from genwen.drafts import Adopted, Past
    from genwen.outputs import OutputFolder
    from genwen.revision.store import Version

_BESIDE = regex(r"\.新稿\d*$")
SHOWN_ID = 8
MAX_FROZEN = 12

ignore_lock_option = click.option("--ignore-lock", is_flag=True, help="文件其实没有打开，只是留下了锁文件：照常进行")


def opened(name: str, year: int | None, content: Path | None, out: Path | None = None) -> tuple[Project, OutputFolder]:
    """The project and its output folder, for a document that there is. Raises GenwenError."""
    from genwen.outputs import OutputFolder

    project = project_at(year, content, out)
    require_documents(project, [name])
    return project, OutputFolder.open(project.output_folder)


@click.command(cls=Command)
@click.argument("name", type=DocumentName(), metavar="名称")
@year_option
@content_option
@out_option
@json_option
def history(name: str, year: int | None, content: Path | None, out: Path | None, as_json: bool) -> int:
    """列出一份公文的各次生成稿和备份。"""
    from genwen.drafts import current_base
    from genwen.drafts import history as history_of

    project, folder = opened(name, year, content, out)
    past = history_of(folder, name)
    try:
        base = current_base(folder, name)
    except GenwenError:
        base = None
    path = folder.path(name)
    present = path.read_bytes() if path.is_file() else None
    generated = {item.version.docx for item in past if item.version is not None}
    if as_json:
        print_json([_past_json(item, base) for item in past])
        return int(ExitCode.CLEAN)
    if not past:
        say(f"{name} 还没有生成过")
        return int(ExitCode.CLEAN)
    rows = []
    for item in past:
        rows.append((item.time, item.kind, item.id[:SHOWN_ID], _past_note(item, base, present, generated)))
    print_table(rows, ("时间", "种类", "编号", "说明"))
    if present is None:
        say(f"现在没有 {project.shown(folder.path(name))}")
    elif base is None:
        say(f"现在的 {project.shown(folder.path(name))} 不知道由哪一稿来")
    say(f"取回：genwen restore {name} 编号；对照：genwen diff {name} --from 编号")
    return int(ExitCode.CLEAN)


def _past_note(item: Past, base: Version | None, present: bytes | None, generated: Collection[str]) -> str:
    """What a generation or backup is to the clerk: whose words are in it, and what the file of now has to do with it."""
    from genwen.drafts import BACKUP
    from genwen.revision.words import digest

    if item.kind != BACKUP:
        if base is None or item.id != base.id or present is None:
            return ""
        assert item.version is not None
        return "现在的文件就是这一稿" if digest(present) == item.version.docx else "现在的文件由这一稿改来"
    data = item.data.read_bytes()
    if data == present:
        note = "和现在的文件一样"
    elif not item.readable:
        return "换下来的文件，读不出来"
    else:
        note = "换下来的生成稿，没有手工修改" if digest(data) in generated else "换下来的稿子，有手工修改"
    return note + (f"（由 {item.base[:SHOWN_ID]} 改来）" if item.base and digest(data) not in generated else "")


def _past_json(item: Past, base: Version | None) -> dict[str, Any]:
    form: dict[str, Any] = {"种类": item.kind, "编号": item.id, "时间": item.time, "文件": str(item.data)}
    if item.version is not None:
        form |= {"genwen": item.version.genwen, "模板": item.version.template, "事实": item.version.facts}
        form["现在的文件由此来"] = base is not None and base.id == item.id
    elif item.base:
        form["由此改来"] = item.base
    return form


@click.command(cls=Command)
@click.argument("name", type=DocumentName(), metavar="名称")
@click.argument("build", required=False, metavar="[编号]")
@ignore_lock_option
@year_option
@content_option
@out_option
def restore(
    name: str, build: str | None, ignore_lock: bool, year: int | None, content: Path | None, out: Path | None
) -> int:
    """取回一份公文以前的生成稿或备份（默认：最近一次备份）；现在的文件留作备份。"""
    from genwen.drafts import restore as restore_to
    from genwen.ooxml.revisions_readable import is_readable

    project, folder = opened(name, year, content, out)
    path = folder.path(name)
    before = path.read_bytes() if path.is_file() else None
    past, kept = restore_to(folder, name, build or "", ignore_lock)
    which = f"{past.time} 的{past.kind}（编号 {past.id[:SHOWN_ID]}）"
    if before is not None and before == path.read_bytes():
        say(f"{project.shown(path)} 本来就是 {which}，没有改动")
    else:
        say(f"{project.shown(path)} 已换成 {which}")
    if kept is not None and is_readable(kept.read_bytes()):
        say(f"  换下来的文件备份在 {project.shown(kept)}；要换回来：genwen restore {name}")
    elif kept is not None:
        say(f"  换下来的文件读不出来，也备份了：{project.shown(kept)}")
    for beside in _besides(folder, name):
        say(f"  旁边还有 {beside.name}：它不是这一份，是以前另存的生成稿，没有手工修改；用不着了就删去")
    return int(ExitCode.CLEAN)


@click.command(cls=Command)
@click.argument("file", metavar="文件")
@click.option("--name", "name", type=DocumentName(), metavar="名称", help="当作哪份公文（默认按文件名）")
@click.option("--force", is_flag=True, help="看着像别的公文也接管")
@ignore_lock_option
@year_option
@content_option
@out_option
def adopt(
    file: str,
    name: str | None,
    force: bool,
    ignore_lock: bool,
    year: int | None,
    content: Path | None,
    out: Path | None,
) -> int:
    """让 genwen 接管一份没有生成记录的稿子，或别处改好的稿子：以后按它补进新的事实。

    现在的事实生成的一稿作为底稿，与它不同的都当作您的修改。文件放到输出文件夹里，原来的留备份。
    """
    from genwen.drafts import ALIKE_ENOUGH, by_hand
    from genwen.drafts import adopt as take_in
    from genwen.outputs import OutputFolder
    from genwen.revision.descent import likeness

    project = project_at(year, content, out)
    folder = OutputFolder.open(project.output_folder)
    path, chosen = named_file(project, file, name)
    others = None if force else document_names(project)
    adopted = take_in(folder, path, draft_now(project, chosen), ignore_lock, others=others)
    shown = project.shown(adopted.path)
    if adopted.known:
        say(f"{shown} 是由 {adopted.base.when} 生成的一稿改来的，已接着管")
    else:
        say(f"{shown} 已接管：与现在生成的稿子不同的地方，都当作您的修改")
        say(f"  与现在生成的稿子相同的文字占 {adopted.likeness:.0%}；逐处对照：genwen diff {chosen}")
        _tell_frozen(adopted, chosen)
        if adopted.likeness < ALIKE_ENOUGH:
            say("  相同的不多，以后事实变了，新的内容大多只能写在批注里")
            undo = f"运行 genwen restore {chosen} 换回原来的" if adopted.backups else f"删去 {shown}"
            say(f"  拿错了的，{undo}")
    for kept in adopted.backups:
        say(f"  换下来的文件备份在 {project.shown(kept)}")
        if by_hand(folder, chosen, kept) and likeness(kept.read_bytes(), adopted.path.read_bytes()) < 1:
            say(
                f"  换下来的那份也有手工修改，不一定都在这一份里；对照：genwen diff {chosen} --file {typed(project.shown(kept))}"
            )
    for beside in _besides(folder, chosen):
        say(f"  旁边的 {beside.name} 用不着了，可以删去")
    say(f"  以后改了事实，照常运行 genwen build {chosen}")
    return int(ExitCode.CLEAN)


def _tell_frozen(adopted: Adopted, name: str) -> None:
    """The facts that a file taken in says otherwise: from here on they count as the clerk's own figures."""
    found: dict[str, tuple[str, str, str]] = {}
    for use in adopted.differing:
        found.setdefault(f"{use.path or use.formula}\0{use.new}", (use.place, use.new, use.old))
    if not found:
        return
    say(f"  稿子里有 {len(found)} 处和现在的事实不一样，当作您改的；这几项事实不再变，就不会动它们：")
    for place, mine, now in list(found.values())[:MAX_FROZEN]:
        say(f"    {place}：稿子里“{short(mine)}”，事实现在“{short(now)}”")
    if len(found) > MAX_FROZEN:
        say(f"    ……另有 {len(found) - MAX_FROZEN} 处")
    say(f"  稿子旧了的，在稿子里改成现在的；事实错了的：genwen pull {name} 写回事实")


def _besides(folder: OutputFolder, name: str) -> list[Path]:
    """The new drafts that lie beside a document."""
    found = folder.path(name).parent.glob(f"{folder.path(name).stem}.新稿*.docx")
    return sorted(path for path in found if _BESIDE.search(path.stem))


def named_file(project: Project, file: str, name: str | None) -> tuple[Path, str]:
    """The file meant by a path or a document's name, and the document it is. Raises GenwenError."""
    known = document_names(project)
    path = Path(file)
    if not path.is_file() and file.removesuffix(".docx") in known:
        path = project.output_folder / f"{file.removesuffix('.docx')}.docx"
    elif not path.is_file() and (project.output_folder / file).is_file():
        path = project.output_folder / file  # as messages name what lies beside a document
    if not path.is_file():
        hint = f"先生成：genwen build {path.stem}" if path.stem in known else nearest(file, known)
        raise GenwenError(f"没有文件 {project.shown(path)}", hint or "检查路径和文件名")
    chosen = name or _BESIDE.sub("", path.stem)
    if chosen not in known and name is None:
        chosen = _document_of(project, path, known) or chosen
    if chosen not in known:
        alike = next((each for each in known if each in path.stem), "工作报告")
        raise GenwenError(f"不知道 {path.name} 是哪份公文", f"写明是哪份：加 --name 名称，如 --name {alike}")
    return path, chosen


def _document_of(project: Project, path: Path, known: Sequence[str]) -> str:
    """The document that a file under another name is a draft of, by the build id it carries; "" when it says nothing."""
    from genwen.outputs import OutputFolder
    from genwen.revision.model import build_id_in

    versions = OutputFolder.open(project.output_folder).versions
    build = build_id_in(path.read_bytes())
    return next((each for each in known if build and versions.find(each, build) is not None), "")
