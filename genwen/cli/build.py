"""genwen build."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from genwen.cli.again import say
from genwen.cli.build_report import needs_work, result_json, tell_result
from genwen.cli.chinese import Command
from genwen.cli.options import (
    DocumentName,
    content_option,
    json_option,
    out_option,
    print_json,
    project_at,
    year_option,
)
from genwen.diagnostics import ExitCode, excerpt
from genwen.pipeline import Built, Options, build_documents, document_names
from genwen.project import Project


@click.command(cls=Command)
@click.argument("names", nargs=-1, type=DocumentName(), metavar="[名称]...")
@click.option("--all", "every", is_flag=True, help="生成全部公文")
@click.option("--final", is_flag=True, help="定稿：还有待补就不生成")
@click.option("--plain", is_flag=True, help="印发类公文不带通知和红头，只出被印发的文稿")
@click.option("--fresh", is_flag=True, help="手工修改不要了，按今天的事实和模板重新生成（原稿留备份）")
@click.option("--restyle", is_flag=True, help="模板的样式、版面变了：套到手工改过的稿子上，文字不动")
@click.option("--ignore-lock", is_flag=True, help="文件其实没有打开，只是留下了锁文件：照常生成")
@year_option
@content_option
@out_option
@json_option
def build(
    names: tuple[str, ...],
    every: bool,
    final: bool,
    plain: bool,
    fresh: bool,
    restyle: bool,
    ignore_lock: bool,
    year: int | None,
    content: Path | None,
    out: Path | None,
    as_json: bool,
) -> int:
    """生成公文，写到 outputs/年度/ 下。

    已有的文件如被手工改过，保留手工修改，事实的变化作为修订补进去；分不清哪些是手工修改的，新稿另存为“名称.新稿.docx”。
    """
    project = project_at(year, content, out)
    wanted = document_names(project) if every else list(dict.fromkeys(names))
    if not wanted:
        known = "、".join(document_names(project))
        raise click.UsageError(f"没有写要生成哪份公文；可选：{known or '（还没有提纲）'}，或用 --all")
    built = build_documents(project, wanted, Options(final, plain, fresh, ignore_lock, restyle))
    if as_json:
        print_json(_report(project, built))
    else:
        for item in built:
            _tell(project, item)
        _tell_findings(project, built)
        if project.settings.sample:
            say("这是样例：单位、人员和数字都是虚构的，不能用于正式行文。")
    return int(ExitCode.FINDINGS if any(map(needs_work, built)) else ExitCode.CLEAN)


def _tell(project: Project, item: Built) -> None:
    tell_result(project, item)
    if item.gaps:
        say(f"  待补 {len(item.gaps)} 处（文中以黄底标出）：")
        for gap in item.gaps:
            at = gap["position"]
            line, place = at.get("line") if at else None, at.get("place") if at else None
            where = f"  {at['file']}" + (f":{line}" if line else "") + (f" {place}" if place else "") if at else ""
            say(f"    {gap['path']}{where}")


def _tell_findings(project: Project, built: list[Built]) -> None:
    """What was noticed, each once and with the line it is about: many documents share their facts."""
    from genwen.facts.source.reader import read_source  # only where something was noticed

    told: set[str] = set()
    for finding in (finding for item in built for finding in item.findings):
        at = finding["position"]
        place = f"{at['file']}:{at.get('line', 1)}:{at.get('column', 1)}  " if at else ""
        line = f"{place}{finding['severity']} {finding['code']}  {finding['message']}"
        if line not in told:
            told.add(line)
            say(line)
            path = project.root / at["file"] if at and at.get("line") else None
            if path is not None and path.suffix == ".yaml" and path.is_file():
                say(
                    f"  {at['line']:>3} │ {excerpt(read_source(path, at['file']).line(at['line']), at.get('column', 1))}"
                )
            if finding["hint"]:
                say(f"  提示：{finding['hint']}")


def _report(project: Project, built: list[Built]) -> dict[str, Any]:
    return {
        "年度": project.year,
        "样例": project.settings.sample,
        "公文": [result_json(item) for item in built],
    }
