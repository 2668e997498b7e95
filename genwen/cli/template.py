"""genwen template check: what a template asks for, and what is wrong with it, before any data."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from genwen.cli.chinese import Command, LazyGroup
from genwen.cli.options import json_option, print_json, print_table, project_at
from genwen.diagnostics import ExitCode, GenwenError, errors_in
from genwen.ooxml.package import write_atomically

COMMANDS = {
    "check": ("genwen.cli.template", "check", "检查模板：标签、样式、缺什么、写错什么"),
    "copy": ("genwen.cli.template", "copy", "把自带的模板复制到本单位的文件夹，以便修改"),
}


@click.group(cls=LazyGroup, lazy=COMMANDS)
def template() -> None:
    """检查、复制模板（.docx）。"""


@click.command(cls=Command)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件...")
@json_option
def check(files: tuple[Path, ...], as_json: bool) -> int:
    """列出模板里的标签和样式，指出缺少、写错、没有成对或没有声明的。

    本单位的红头文件放进 templates/公文 前，先用它检查一遍。
    """
    from genwen.facts.loader import ROOT_NAMES
    from genwen.rendering.check import check_template, inventory
    from genwen.rendering.check_form import KINDS

    scope = _facts_near()
    code = ExitCode.CLEAN
    report = []
    for path in files:
        if not path.is_file():
            raise GenwenError(f"没有文件 {path}", "检查路径和文件名")
        findings = check_template(path, ROOT_NAMES, shown=str(path), scope=scope)
        found = inventory(path, str(path))
        code = ExitCode.FINDINGS if errors_in(findings) else code
        if as_json:
            tags = [{"kind": tag.kind, "tag": tag.source, "place": tag.place} for tag in found.tags]
            report.append(
                {
                    "file": str(path),
                    "tags": tags,
                    "styles": list(found.styles),
                    "findings": [f.to_json() for f in findings],
                }
            )
            continue
        click.echo(f"{path}：标签{len(found.tags)}个，样式{len(found.styles)}个")
        print_table([(tag.kind, tag.source, tag.place) for tag in found.tags], ("种类", "标签", "位置"))
        for kind, said in KINDS.items():
            if named := [name for name, style in found.styles.items() if style.kind == kind]:
                click.echo(f"{said}样式{len(named)}个：{'、'.join(named)}")
        for finding in findings:
            click.echo(finding.to_text())
        click.echo("没有发现问题。" if not findings else f"发现{len(findings)}处。")
    if as_json:
        print_json(report)
    return int(code)


def _facts_near() -> Mapping[str, object]:
    """The root names of the folder the command is run in, with its facts; none where there is no such folder."""
    from genwen.checking import load
    from genwen.document.compose import scope_for

    try:
        return scope_for(load(project_at(None, None)), "")
    except GenwenError:
        return {}


@click.command(cls=Command)
@click.argument("names", nargs=-1, required=True, metavar="名称...")
def copy(names: tuple[str, ...]) -> int:
    """把自带的模板复制到本单位的 templates/公文，改了以后就用本单位的。

    已有同名模板时不覆盖。
    """
    project = project_at(None, None)
    for name in names:
        target = project.own_templates / f"{name}.docx"
        if target.exists():
            raise GenwenError(f"本单位已有模板 {project.shown(target)}，没有改动", "要重新复制，先把它改名或移走")
        path, _ = project.template(name)
        write_atomically(target, [path.read_bytes()])
        click.echo(f"已复制到 {project.shown(target)}；用 Word 或 WPS 修改后，运行 genwen template check 检查")
    return int(ExitCode.CLEAN)
