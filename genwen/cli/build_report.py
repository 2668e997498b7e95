"""What a build tells the clerk of each document: what happened to the file, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from genwen.pipeline import Built
from genwen.project import Project
from genwen.revision.words import BESIDE, LEFT, MERGED, REPLACED

if TYPE_CHECKING:
    from genwen.revision.merge import Outcome

MAX_SHOWN = 12
_SHOWN = 36
_VERBS = {"新建": "已生成", "更新": "已更新", "未变": "没有变化"}
_ORDER = ("已更新", "已新增", "建议删除", "已移动", "请核对", "冲突", "仅批注", "未恢复", "已一致", "已拒绝")
_MEANING = {
    "已更新": "",
    "已新增": "",
    "建议删除": "事实里已经没有的",
    "已移动": "",
    "请核对": "改在您手工修改的旁边，文中有批注",
    "冲突": "您改过的数，事实也变了；文中两个都在，批注说明",
    "仅批注": "拿不准，您的文字没有动，新的内容写在批注里",
    "未恢复": "您删去的地方，事实变了；没有恢复，文中有批注",
    "已一致": "文中已经是新的，不用改",
    "已拒绝": "您以前没有接受，事实没有再变，不再提",
}


def tell_result(project: Project, item: Built) -> None:
    """Say what became of a document."""
    if item.outcome == BESIDE:
        _tell_beside(project, item)
    elif item.outcome == MERGED:
        _tell_merged(project, item)
    elif item.outcome == LEFT:
        _tell_left(project, item)
    else:
        _tell_plain(project, item)


def _tell_plain(project: Project, item: Built) -> None:
    decision = item.written.decision if item.written else None
    click.echo(f"{_VERBS[item.outcome]} {project.shown(item.path)}")
    if item.outcome == REPLACED and item.written and item.written.backup:
        if decision is not None and decision.backup:
            click.echo(f"  按今天的事实和模板重新生成，手工修改没有带进来；要找回原稿：genwen restore {item.name}")
        click.echo(f"  原稿备份：{project.shown(item.written.backup)}")


def _tell_beside(project: Project, item: Built) -> None:
    decision = item.written.decision if item.written else None
    assert decision is not None
    assert item.written is not None
    click.echo(f"{decision.reason}；原文件没有改动，新稿另存为 {project.shown(item.path)}")
    if decision.hint:
        click.echo(f"  提示：{decision.hint}")
    if item.written.report:
        click.echo(f"  没有通过的核对写在 {project.shown(item.written.report)}，请反馈给维护者")


def _tell_left(project: Project, item: Built) -> None:
    decision = item.written.decision if item.written else None
    shown = project.shown(item.path)
    if decision is None or decision.merged is None:
        click.echo(f"{shown} 有手工修改，事实没有变化，文件未改动")
        return
    changed = "模板的样式或版面变了" if decision.layout and not decision.merged.outcomes else "事实有变化，但文中不用改"
    click.echo(f"{shown} 有手工修改，{changed}，文件未改动")
    _tell_guessed(item)
    _tell_outcomes(decision.merged.outcomes)
    _tell_layout(item)


def _tell_merged(project: Project, item: Built) -> None:
    decision = item.written.decision if item.written else None
    assert decision is not None
    assert item.written is not None
    outcomes = decision.merged.outcomes if decision.merged is not None else ()
    updated = decision.merged is not None and decision.merged.docx is not None
    if updated:
        click.echo(f"{project.shown(item.path)} 有手工修改：保留您的修改，新的事实作为修订补进去了")
    else:
        click.echo(f"{project.shown(item.path)} 有手工修改：套用了模板的样式和版面，文字没有动")
    _tell_guessed(item)
    _tell_outcomes(outcomes)
    if updated:
        click.echo("  您的文字都在；新补的都是修订（作者 genwen），在 Word 或 WPS 里全部拒绝，就回到您的原稿")
    if updated and decision.restyled:
        click.echo("  模板的样式和版面也套用了（这不是修订，要退回请用备份）")
    _tell_layout(item)
    if item.written.backup:
        click.echo(f"  原稿备份：{project.shown(item.written.backup)}（找回：genwen restore {item.name}）")
    if updated:
        click.echo("  下一步：打开文件，逐条接受或拒绝修订，看过的批注删去，保存")
    if any(outcome.kind == "冲突" for outcome in outcomes):
        click.echo(f"  您改的数是对的：运行 genwen pull {item.name}，把它写回事实")


def _tell_guessed(item: Built) -> None:
    decision = item.written.decision if item.written else None
    if decision is not None and decision.guessed and decision.base is not None:
        click.echo(f"  文件里没有 genwen 的编号，按文字认出它是由 {decision.base.when} 生成的那一稿改来的")


def _tell_layout(item: Built) -> None:
    decision = item.written.decision if item.written else None
    if decision is not None and decision.layout:
        click.echo(f"  模板改了{'、'.join(decision.layout)}：手工改过的稿子里没有跟着改")
        click.echo(f"  要套用，文字不动：genwen build {item.name} --restyle")


def _tell_outcomes(outcomes: Iterable[Outcome]) -> None:
    by_kind: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        by_kind.setdefault(str(outcome.kind), []).append(outcome)
    for kind in _ORDER:
        found = by_kind.get(kind, [])
        if found:
            meaning = f"（{_MEANING[kind]}）" if _MEANING[kind] else ""
            click.echo(f"  {kind} {len(found)} 处{meaning}")
            for outcome in found[:MAX_SHOWN]:
                click.echo(f"    {outcome_line(outcome)}")
            if len(found) > MAX_SHOWN:
                click.echo(f"    ……另有 {len(found) - MAX_SHOWN} 处")
    for outcome in by_kind.get("提示", []):
        click.echo(f"  提示：{outcome.note or outcome.new}")


def outcome_line(outcome: Outcome) -> str:
    """One change in one line: the place, old and new, the clerk's own where it matters, the fact."""
    old, new, theirs = short(outcome.old), short(outcome.new), short(outcome.theirs)
    kind = str(outcome.kind)
    if kind == "冲突":
        said = f"您写的是“{theirs}”，事实现为“{new}”（生成时是“{old}”）"
    elif outcome.old and outcome.new and max(len(outcome.old), len(outcome.new)) > _SHOWN:
        said = _marked(outcome.old, outcome.new)
    elif old and new:
        said = f"“{old}” → “{new}”"
    else:
        said = f"“{new or old}”"
    return f"{outcome.place}：{said}" + (f"  {outcome.path}" if outcome.path else "")


def _marked(old: str, new: str) -> str:
    """What changes in a long text: [-旧-]{+新+} with little around."""
    from genwen.revision.compare import excerpt, marked

    return excerpt(marked(" ".join(old.split()), " ".join(new.split())))


def short(text: str, shown: int = _SHOWN) -> str:
    """A text in one line, its middle left out when it is long."""
    line = " ".join(text.split())
    return line if len(line) <= shown else f"{line[: shown - 9]}…{line[-8:]}"


def result_json(item: Built) -> dict[str, Any]:
    """What became of a document, for programs."""
    form: dict[str, Any] = {"名称": item.name, "文件": str(item.path), "结果": item.outcome,
                            "待补": item.gaps, "发现": item.findings}  # fmt: skip
    written = item.written
    if written is None or written.decision is None:
        return form
    decision = written.decision
    if written.backup:
        form["备份"] = str(written.backup)
    if decision.reason:
        form["原因"] = decision.reason
    if decision.layout:
        form["版式"] = list(decision.layout)
    if decision.merged is not None:
        form["更新"] = [outcome_json(outcome) for outcome in decision.merged.outcomes]
        form["未通过"] = list(decision.merged.broken)
    return form


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """One change, for programs."""
    form = {"类别": str(outcome.kind), "位置": outcome.place, "原": outcome.old, "新": outcome.new,
            "稿": outcome.theirs, "事实": outcome.path, "说明": outcome.note}  # fmt: skip
    at = outcome.position
    return {key: value for key, value in form.items() if value} | ({"出处": at.to_json()} if at else {})


def needs_work(item: Built) -> bool:
    """Whether the exit code is 1: a new draft beside, a conflict, or a change that is only told in a comment."""
    if item.outcome == BESIDE:
        return True
    decision = item.written.decision if item.written else None
    merged = decision.merged if decision is not None else None
    return item.outcome == MERGED and any(
        str(outcome.kind) in ("冲突", "仅批注") for outcome in (merged.outcomes if merged else ())
    )
