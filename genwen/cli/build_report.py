"""What a build tells the clerk of each document: what happened to the file, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from genwen.cli.again import say, typed
from genwen.ooxml.package import PackageError
from genwen.outputs import OutputFolder
from genwen.patterns import regex
from genwen.pipeline import Built
from genwen.project import Project
from genwen.revision.telling import is_pressing, outcome_line
from genwen.revision.words import BESIDE, LEFT, MERGED, NEW, REPLACED

if TYPE_CHECKING:
    from genwen.revision.merge import Outcome
    from genwen.revision.pending import Pending

MAX_SHOWN = 12
MAX_OPEN = 5
SHOWN_ID = 8
_VERBS = {"新建": "已生成", "更新": "已更新", "未变": "没有变化"}
_ORDINAL = regex(r"[（(]?[一二三四五六七八九十百]+[）)、是]|[（(]?[0-9]{1,3}[）).．、]?")
_ORDER = ("已更新", "已撤回", "已新增", "建议删除", "已移动", "请核对", "冲突", "仅批注", "未恢复", "已一致", "已拒绝")
_APPLIED = frozenset({"已更新", "已新增", "建议删除", "已移动", "请核对", "冲突"})
_COMMENTED = frozenset({"请核对", "冲突", "仅批注", "未恢复"})
_MEANING = {
    "已更新": "",
    "已撤回": "和稿子里原来的一样了，以前补的修订和批注撤掉了",
    "已新增": "",
    "建议删除": "事实里已经没有的",
    "已移动": "原处标为删除，新处标为插入",
    "请核对": "改在您手工修改的旁边，文中有批注",
    "冲突": "稿子里的数和原来生成的不同，事实又变了；文中两个都在，批注说明",
    "仅批注": "拿不准，稿子里的文字没有动，新的内容写在批注里",
    "未恢复": "稿子里已经没有的地方，事实变了；没有补回，文中有批注",
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
    say(f"{_VERBS[item.outcome]} {project.shown(item.path)}")
    if item.outcome == NEW:
        _tell_backup(project, item)
    if item.outcome == REPLACED and item.written and item.written.backup:
        if decision is not None and decision.backup:
            say(f"  按今天的事实和模板重新生成，手工修改没有带进来；要找回原稿：genwen restore {item.name}")
        say(f"  原稿备份：{project.shown(item.written.backup)}")


def _tell_beside(project: Project, item: Built) -> None:
    decision = item.written.decision if item.written else None
    assert decision is not None
    assert item.written is not None
    say(f"{decision.reason}；原文件没有改动，新稿另存为 {project.shown(item.path)}")
    if decision.hint:
        say(f"  提示：{decision.hint}")
    if decision.unreadable:
        _tell_way_back(project, item)
    if item.written.report:
        say(f"  没有通过的核对写在 {project.shown(item.written.report)}，请反馈给维护者")


def _tell_backup(project: Project, item: Built) -> None:
    """A document that was deleted is made anew; what its clerk wrote may be among the backups."""
    from genwen.drafts import newest_by_hand, renamed  # only where a draft was deleted

    folder = OutputFolder.open(project.output_folder)
    for path in renamed(folder, item.name):
        say(f"  旁边的 {path.name} 也是这份公文的稿子，有手工修改，是不是改了名？"
                   f"要接着用它：genwen adopt {typed(path.name)} --name {item.name}")  # fmt: skip
    past = newest_by_hand(folder, item.name)
    if past is not None:
        say(f"  以前的稿子有备份，{past.time} 换下来的那份有手工修改（以后改的没有备份）；"
                   f"要找回：genwen restore {item.name} {past.id[:SHOWN_ID]}")  # fmt: skip


def _tell_way_back(project: Project, item: Built) -> None:
    """How to come by the last whole draft instead of one that cannot be read, and what the new draft beside it is."""
    from genwen.drafts import BACKUP, way_back  # only where a draft is damaged

    past = way_back(OutputFolder.open(project.output_folder), item.name)
    if past is None:
        return
    if past.kind == BACKUP:
        said = f"实在打不开的，取回以前的稿子（{past.time} 的备份，有手工修改）"
        say(f"  {said}：genwen restore {item.name} {past.id[:SHOWN_ID]}")
    else:
        said = "实在打不开的，手工改过的稿子没有备份，只能取回生成的稿子"
        say(f"  {said}：genwen restore {item.name} {past.id[:SHOWN_ID]}")
    say(f"  取回以后再运行 genwen build {item.name}；读不出来的这份会留作备份")
    say(f"  旁边的 {item.path.name} 是按现在的事实生成的，没有您的手工修改；用不着了就删去")


def _tell_left(project: Project, item: Built) -> None:
    decision = item.written.decision if item.written else None
    shown = project.shown(item.path)
    if decision is None or decision.merged is None:
        say(f"{shown} 有手工修改，事实没有变化，文件未改动")
        _tell_open(item)
        return
    changed = "事实有变化，但稿子里不用改" if decision.merged.outcomes else "模板有变化，但稿子里不用改"
    if decision.layout and not decision.merged.outcomes:
        changed = "模板的样式或版面变了"
    say(f"{shown} 有手工修改，{changed}，文件未改动")
    _tell_guessed(item)
    tell_outcomes(decision.merged.outcomes)
    _tell_layout(item)
    _tell_open(item)


def _open_in(path: Path) -> list[Pending]:
    """What waits for the clerk in a draft: tracked changes and comments of genwen."""
    from genwen.ooxml.revisions_readable import holds_changes  # only where a draft was edited
    from genwen.revision.outcomes import AUTHOR

    try:
        data = path.read_bytes()
        if not holds_changes(data, AUTHOR):
            return []
        from genwen.revision.pending import pending_in  # XML is parsed only where there is something

        return pending_in(data, path.name)
    except (OSError, PackageError):
        return []


def _said(found: Sequence[Pending]) -> str:
    """How much waits, in a phrase."""
    comments = sum(1 for each in found if not each.count)
    revisions = sum(each.count for each in found)
    parts = [f"{revisions}处修订" if revisions else "", f"{comments}处批注" if comments else ""]
    return "、".join(part for part in parts if part)


def _tell_open(item: Built) -> None:
    """What earlier builds have left for the clerk to do in the draft."""
    found = _open_in(item.path)
    if found:
        say(f"  稿子里还有{_said(found)}没有处理：在 Word 或 WPS 里逐条接受或拒绝修订，看过的批注删去，保存")
        for each in sorted(found, key=lambda each: bool(each.count))[:MAX_OPEN]:
            said = each.text.removeprefix("genwen 的").replace("没有处理：", "：", 1)
            say(f"    {each.place}  {said}")
        if len(found) > MAX_OPEN:
            say(f"    ……另有 {len(found) - MAX_OPEN} 段")


def _tell_merged(project: Project, item: Built) -> None:
    decision = item.written.decision if item.written else None
    assert decision is not None
    assert item.written is not None
    outcomes = decision.merged.outcomes if decision.merged is not None else ()
    updated = decision.merged is not None and decision.merged.docx is not None
    happened, back = _what_was_done({str(outcome.kind) for outcome in outcomes})
    if not updated:
        happened = "套用了模板的样式和版面，文字没有动"
    say(f"{project.shown(item.path)} 有手工修改：{happened}")
    _tell_guessed(item)
    tell_outcomes(outcomes)
    if updated:
        say(f"  {back}")
    if updated and decision.restyled:
        say("  模板的样式和版面也套用了（这不是修订，要退回请用备份）")
    _tell_layout(item)
    if item.written.backup:
        say(f"  原稿备份：{project.shown(item.written.backup)}（找回：genwen restore {item.name}）")
    found = _open_in(item.path)
    if found:
        say(f"  下一步：打开文件，逐条接受或拒绝修订，看过的批注删去，保存（现在共有{_said(found)}）")
    if any(outcome.kind == "冲突" for outcome in outcomes):
        say(f"  稿子里的数是对的：运行 genwen pull {item.name}，看能不能写回事实")


def _what_was_done(kinds: set[str]) -> tuple[str, str]:
    """What a merge has done to the file, and how to come back to what it was."""
    comments = "、批注删去" if kinds & _COMMENTED else ""
    if kinds & _APPLIED or not kinds & {*_COMMENTED, "已撤回"}:
        return (
            "保留您的修改，新的事实作为修订补进去了",
            f"您的文字都在；新补的都是修订（作者 genwen），在 Word 或 WPS 里把它们都拒绝{comments}，就回到您的原稿",
        )
    if "已撤回" in kinds:
        said = "以前补的、还没处理的修订撤掉了一些" + ("，拿不准的写在批注里" if comments else "")
        return said, "您的文字都在，没有新补的修订"
    return "文字没有动，事实的变化写在批注里", "您的文字都在，没有补修订；把批注删去，就回到您的原稿"


def _tell_guessed(item: Built) -> None:
    decision = item.written.decision if item.written else None
    if decision is not None and decision.guessed and decision.base is not None:
        say(f"  文件里没有 genwen 的编号，按文字认出它是由 {decision.base.when} 生成的那一稿改来的")


def _tell_layout(item: Built) -> None:
    decision = item.written.decision if item.written else None
    if decision is not None and decision.layout:
        say(f"  模板改了{'、'.join(decision.layout)}：手工改过的稿子里没有跟着改")
        say(f"  要套用，文字不动：genwen build {item.name} --restyle")


def tell_outcomes(outcomes: Iterable[Outcome]) -> None:
    """Say what became of the changes of a merge, kind by kind."""
    by_kind: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        by_kind.setdefault(str(outcome.kind), []).append(outcome)
    for kind in _ORDER:
        found = by_kind.get(kind, [])
        if found:
            meaning = f"（{_MEANING[kind]}）" if _MEANING[kind] else ""
            say(f"  {kind} {len(found)} 处{meaning}")
            numbers = [each for each in found if _renumbered(each)]
            words = [outcome for outcome in found if outcome not in numbers]
            for outcome in words[:MAX_SHOWN]:
                say(f"    {outcome_line(outcome)}")
            if len(words) > MAX_SHOWN:
                say(f"    ……另有 {len(words) - MAX_SHOWN} 处")
            if numbers:
                done = {"已更新": "跟着改", "仅批注": "没有动", "未恢复": "没有动"}.get(kind, "")
                say(f"    序号{done} {len(numbers)} 处，如{outcome_line(numbers[0])}")
    for outcome in by_kind.get("提示", []):
        say(f"  提示：{outcome.note or outcome.new}")


def _renumbered(outcome: Outcome) -> bool:
    """Whether it is about a number of order: one that no fact says, and that the clerk has not typed."""
    return is_ordinal(outcome.old) and is_ordinal(outcome.new) and not outcome.theirs and not outcome.path


def is_ordinal(text: str) -> bool:
    """Whether a text is nothing but a number of order: 二是, （三）, 4."""
    return _ORDINAL.fullmatch(text.strip()) is not None


def result_json(item: Built) -> dict[str, Any]:
    """What became of a document, for programs."""
    form: dict[str, Any] = {"名称": item.name, "文件": str(item.path), "结果": item.outcome,
                            "待补": item.gaps, "发现": item.findings}  # fmt: skip
    if item.outcome in (LEFT, MERGED) and (found := _open_in(item.path)):
        form["没有处理"] = [{"位置": each.place, "说明": each.text} for each in found]
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
    return item.outcome == MERGED and any(map(is_pressing, merged.outcomes if merged else ()))
