"""genwen list, facts, trace and schema: what genwen sees."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from genwen.checking import check, read_outline
from genwen.cli.chinese import Command
from genwen.cli.options import (
    DocumentName,
    content_option,
    json_option,
    print_json,
    print_table,
    project_at,
    year_option,
)
from genwen.diagnostics import ExitCode, FindingsError, GenwenError, nearest
from genwen.pipeline import document_names, require_documents

if TYPE_CHECKING:
    from genwen.facts.loader import Facts


@click.command("list", cls=Command)
@year_option
@content_option
@json_option
def list_documents(year: int | None, content: Path | None, as_json: bool) -> int:
    """列出公文、各自用的模板（本单位的或自带的）和年度。"""
    project = project_at(year, content)
    require_documents(project, [])
    rows = []
    for name in document_names(project):
        outline, _ = read_outline(project, name)
        try:
            path, own = project.template(outline.template)
            template, whose = project.shown(path) if own else f"{outline.template}.docx", "本单位" if own else "自带"
        except GenwenError:
            template, whose = f"{outline.template}.docx", "缺"
        output = project.output_folder / f"{name}.docx"
        rows.append(
            [
                name,
                outline.document_type or "文稿",
                template,
                whose,
                project.shown(output) if output.is_file() else "（未生成）",
            ]
        )
    if as_json:
        print_json({"年度": project.year, "公文": [dict(zip(_TITLES, row, strict=True)) for row in rows],
                    "模板": {name: "本单位" if own else "自带" for name, own in project.templates().items()}})  # fmt: skip
        return int(ExitCode.CLEAN)
    click.echo(f"{project.year}年度，文件夹 {project.root}" + ("（样例）" if project.settings.sample else ""))
    print_table(rows, _TITLES)
    return int(ExitCode.CLEAN)


_TITLES = ("公文", "文种", "模板", "来自", "已生成")


@click.command(cls=Command)
@click.argument("path", required=False, metavar="[路径]")
@click.option("--unit", default="", metavar="名称", help="显示这个下级单位的事实，各从哪里来")
@click.option("--units", type=click.Path(path_type=Path), metavar="文件", help="下级单位的名单，同 bulk --units")
@year_option
@content_option
@json_option
def facts(
    path: str | None, unit: str, units: Path | None, year: int | None, content: Path | None, as_json: bool
) -> int:
    """显示 genwen 读到的事实；给出路径（如 统计.用电量.同比）则只显示这一项。"""
    project = project_at(year, content)
    if unit:
        from genwen.bulk.single import facts_of_unit  # what units inherit is read only where one is asked for

        loaded, findings = facts_of_unit(project, unit, units)
    else:
        checked = check(project, [])
        checked.raise_errors()
        loaded, findings = checked.facts, checked.findings
    rows = _facts_at(loaded, path) if path else [(p, f) for p, f in loaded.all_facts().items()]
    if as_json:
        print_json([
            {"path": name, "text": fact.text, "state": fact.state,
             "position": fact.origin.position.to_json() if fact.origin.position else None, "formula": fact.origin.formula}
            for name, fact in rows
        ])  # fmt: skip
        return int(ExitCode.CLEAN)
    print_table(
        [(name, _short(fact.text), str(fact.origin.position or ""), fact.origin.formula) for name, fact in rows]
    )
    gaps = sum(1 for _, fact in rows if fact.state == "待补")
    click.echo(f"共{len(rows)}项" + (f"，待补{gaps}项" if gaps else ""))
    for finding in findings:
        click.echo(finding.to_text(), err=True)
    return int(ExitCode.CLEAN)


def _facts_at(loaded: Facts, path: str) -> list[tuple[str, Any]]:
    """The facts at or below a path as listed, or the value of an expression."""
    from genwen.document.compose import scope_for
    from genwen.document.elements import NUMBERING
    from genwen.document.expressions import ExpressionError, compile_expression, runs_of
    from genwen.facts.fact import Fact
    from genwen.facts.fields import FactModel, HoldsFacts, facts_in

    every = loaded.all_facts()
    listed = [(name, fact) for name, fact in every.items() if name == path or name.startswith((f"{path}.", f"{path}["))]
    if listed:
        return listed
    scope = scope_for(loaded, "")
    try:
        value = compile_expression(path).evaluate(scope)
        if isinstance(value, Fact):
            return [(path, value)]
        value = getattr(value, "results", value)  # those of a campaign are read when they are asked for
        if isinstance(value, FactModel | HoldsFacts | dict | list) and (
            inside := [item for item in facts_in(value) if item[0]]
        ):
            return inside
        runs = runs_of(value, scope)
    except ExpressionError as error:
        raise FindingsError([error.finding]) from error
    except TypeError as error:
        raise GenwenError(f"“{path}”不是一项事实：{error}", nearest(path, list(every))) from error
    origin = next((run.origin for run in runs if run.origin), None)
    text = "".join(run.text for run in runs)
    return [(path, Fact(text, text, origin or NUMBERING))]


def _short(text: str) -> str:
    line = text.replace("\n", " ")
    return line if len(line) <= 36 else f"{line[:35]}…"


@click.command(cls=Command)
@click.argument("name", type=DocumentName(), metavar="名称")
@click.option("--everything", is_flag=True, help="不含数字的文字也列出")
@click.option("--plain", is_flag=True, help="同 build --plain")
@year_option
@content_option
@json_option
def trace(name: str, everything: bool, plain: bool, year: int | None, content: Path | None, as_json: bool) -> int:
    """列出一份公文里每个数字和引用出自哪个文件哪一行；推算的给出公式和依据。"""
    from genwen.trace import entries

    project = project_at(year, content)
    require_documents(project, [name])
    checked = check(project, [name], plain)
    checked.raise_errors()
    found = entries(checked.documents[name][1], everything)
    if as_json:
        print_json([entry.to_json() for entry in found])
        return int(ExitCode.CLEAN)
    place = None
    for entry in found:
        if entry.place != place:
            place = entry.place
            click.echo(f"{place}")
        click.echo("  " + entry.to_text())
    return int(ExitCode.CLEAN)


@click.command(cls=Command)
@click.argument("group", required=False, metavar="[事实]")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="文件夹", help="把每组事实的写法写成 .json，供编辑器补全"
)
def schema(group: str | None, out: Path | None) -> int:
    """导出事实文件的写法（JSON Schema）。"""
    from genwen.facts.json_schema import schemas
    from genwen.ooxml.package import write_atomically

    found = schemas()
    if group is not None and group not in found:
        raise GenwenError(f"没有名为“{group}”的事实", nearest(group, list(found)))
    chosen = {group: found[group]} if group else found
    if out is None:
        print_json(chosen[group] if group else chosen)
        return int(ExitCode.CLEAN)
    for name, form in chosen.items():
        text = json.dumps(form, ensure_ascii=False, indent=1) + "\n"
        write_atomically(out / f"{name}.json", [text.encode()])
    click.echo(f"已写出{len(chosen)}份到 {out}；在 YAML 首行写 # yaml-language-server: $schema=路径 即可补全")
    return int(ExitCode.CLEAN)
