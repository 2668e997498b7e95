"""genwen check: a finished .docx held against the standard, documents and facts held against each other."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from genwen.cli.chinese import Command
from genwen.cli.options import content_option, json_option, print_json, project_at, require_file, year_option
from genwen.cycles import collected_seldom
from genwen.diagnostics import ExitCode, Finding, GenwenError, Position, Severity, in_order
from genwen.patterns import regex

if TYPE_CHECKING:
    from genwen.lint.checking import CheckedFile
    from genwen.lint.view import View
    from genwen.project import Project

_COPY = regex(r"\.(?:核对|改正)\d*$")
_LONG = 1_000
"""Lines of a document beyond which its figures and names are looked at beside its form."""
_OF_NAMES = ("A4", "A5")
"""Rules that need not read the figures: this process begins with them, and takes turns with the other only when they are done."""
_PAGE = "<title>核对：".encode()
_RANKS = {"错误": (Severity.ERROR,), "警告": (Severity.ERROR, Severity.WARNING), "提示": tuple(Severity)}


@click.command(cls=Command)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[文件]...")
@click.option("--level", type=click.Choice(list(_RANKS)), default="错误", metavar="级别",
              help="有这一级以上的问题时退出码为1：错误（默认）、警告、提示")  # fmt: skip
@click.option("--render", is_flag=True, help="再用 LibreOffice 渲染，量印出的版面")
@click.option("--html", type=click.Path(path_type=Path), metavar="文件",
              help="写成网页，各面的图和问题并列（同时 --render）")  # fmt: skip
@click.option("--annotate", is_flag=True, help="另存一份“名称.核对.docx”，每处问题写成批注")
@click.option("--sarif", type=click.Path(path_type=Path), metavar="文件", help="写成 SARIF 文件，供其他工具读取")
@year_option
@content_option
@json_option
@collected_seldom()
def check(
    files: tuple[Path, ...],
    level: str,
    render: bool,
    html: Path | None,
    annotate: bool,
    sarif: Path | None,
    year: int | None,
    content: Path | None,
    as_json: bool,
) -> int:
    """核对：格式、标点、序数、要素是否合标准，数字、名称、引用前后是否一致。

    不写文件，则核对本文件夹的事实和全部公文，以及已生成的文件；写了 .docx，则核对这些文件（不论用什么制作）。
    """
    if sarif is not None:
        _require_suffix("--sarif", sarif, (".sarif", ".json"), "SARIF 文件", "核对.sarif")
    render = _may_render(render, html)
    if files:
        checked, others, unreadable = _in_files(files, render)
    else:
        project = project_at(year, content)
        others = _in_folder(project)
        checked, lost, unreadable = _outputs(project, render)
        others += lost
    unreadable += [
        Finding("G003", file.failure.message, file.failure.hint, Position(file.shown))
        for file in checked
        if file.failure is not None
    ]
    copies = _annotated(checked, others) if annotate else []
    if sarif is not None:
        _write_sarif(sarif, checked, [*unreadable, *others])
    if html is not None:
        _write_html(html, checked, [*unreadable, *others])
    if as_json:
        _print_json(checked, [*unreadable, *others], copies)
    else:
        from genwen.cli.check_page import tell

        tell(checked, others, unreadable)
        for copy in copies:
            click.echo(f"已写出 {copy}")
    found = [*others, *(problem.finding for file in checked for problem in file.found.problems)]
    if unreadable:
        return int(ExitCode.MISUSE)
    return int(ExitCode.FINDINGS if any(item.severity in _RANKS[level] for item in found) else ExitCode.CLEAN)


def _in_files(files: tuple[Path, ...], render: bool) -> tuple[list[CheckedFile], list[Finding], list[Finding]]:
    """Files held against the standard and against each other. Raises GenwenError when none of them can be read."""
    from genwen.agreement.reading.files import Held, findings_of, subject_of
    from genwen.agreement.registry import RULES
    from genwen.agreement.rules import news_of, read_beforehand, settled
    from genwen.cli.meanwhile import Turns, meanwhile
    from genwen.lint.checking import lost_exceptions, root_near
    from genwen.lint.profile import profile_at

    begun: list[Callable[[], list[Finding]]] = []

    def seen(view: View) -> None:
        if len(files) == 1 and len(view.lines) > _LONG:
            subject = subject_of([(files[0], str(files[0]), view)])
            read_beforehand(subject)
            names = [number for number, rule in enumerate(RULES) if rule.id.startswith(_OF_NAMES)]
            turns = Turns([number for number in range(len(RULES)) if number not in names])
            others = meanwhile(lambda: news_of(subject, RULES, turns))

            def found() -> list[Finding]:
                news = news_of(subject, RULES, chain(names, turns)) | others()
                left = [number for number in range(len(RULES)) if number not in news]  # by a process that failed
                return settled(RULES, news | news_of(subject, RULES, left))

            begun.append(found)

    for path in files:
        require_file(path)
    root = root_near(files[0].resolve())
    profile = profile_at(root)
    checked, unreadable = _held([(path, str(path)) for path in files], profile, render, seen)
    held = [Held(file.path, file.shown, file.view, file.found.every) for file in checked if file.view is not None]
    lost = lost_exceptions(profile, root) if root is not None else []
    return checked, [*lost, *findings_of(held, begun[0]() if begun else None)], unreadable


def _held(
    files: list[tuple[Path, str]], profile: object, render: bool, seen: Callable[[View], None] = lambda view: None
) -> tuple[list[CheckedFile], list[Finding]]:
    """Files held against the standard; a finding for each that cannot be read, unless none can (GenwenError)."""
    from genwen.lint.checking import check_file
    from genwen.lint.profile import Profile

    assert isinstance(profile, Profile)
    checked: list[CheckedFile] = []
    unreadable: list[Finding] = []
    for path, shown in files:
        try:
            checked.append(check_file(path, shown, profile, render, seen))
        except GenwenError as error:
            if len(files) == 1:
                raise
            unreadable.append(Finding("G002", error.message, error.hint, Position(shown)))
    return checked, unreadable


def _outputs(project: Project, render: bool) -> tuple[list[CheckedFile], list[Finding], list[Finding]]:
    """The finished files of the year held against the standard, what is wrong with the wishes for them, what is unreadable."""
    from genwen.lint.checking import lost_exceptions
    from genwen.lint.profile import draft_profile, profile_at

    profile = profile_at(project.root)
    folder = project.output_folder
    found = sorted(folder.glob("*.docx")) if folder.is_dir() else []
    files = [
        (path, project.shown(path)) for path in found if path.name[0] not in ".~" and not _COPY.search(path.stem)
    ]  # fmt: skip
    checked, unreadable = _held(files, draft_profile(profile), render)
    return checked, lost_exceptions(profile, project.root), unreadable


def _annotated(checked: list[CheckedFile], others: list[Finding]) -> list[Path]:
    """Copies with comments, of the files in which something was found by either kind of rules."""
    import datetime

    from genwen.lint.checking import annotate

    date = datetime.datetime.now().replace(microsecond=0).isoformat() + "Z"
    found = [
        (file, [item for item in others if item.position and item.position.file == file.shown]) for file in checked
    ]
    return [annotate(file, date, here) for file, here in found if file.found.problems or here]


def _write_sarif(path: Path, checked: list[CheckedFile], others: list[Finding]) -> None:
    import json

    from genwen.lint.checking import sarif
    from genwen.ooxml.package import write_atomically

    if path.exists() and (path.is_dir() or b'"$schema"' not in path.read_bytes()[:2_000]):
        raise GenwenError(f"{path} 已有，又不是 SARIF 文件，没有覆盖", "换一个文件名，如 核对.sarif")
    text = json.dumps(sarif(checked, others), ensure_ascii=False, indent=1)
    write_atomically(path, [text.encode()])


def _require_suffix(option: str, path: Path, suffixes: tuple[str, ...], what: str, example: str) -> None:
    """Raise GenwenError when a file to be written has the name of another kind: most often the 公文 itself."""
    if path.suffix.lower() in suffixes:
        return
    if path.is_file() and path.suffix.lower() in (".docx", ".doc", ".wps"):
        raise GenwenError(
            f"{option} 后面是要写出的{what}，“{path}”是公文的名字", f"写作 genwen check {path} {option} {example}"
        )
    raise GenwenError(f"{option} 后面是要写出的{what}，“{path}”不以 {suffixes[0]} 结尾", f"换一个文件名，如 {example}")


def _may_render(render: bool, html: Path | None) -> bool:
    """Whether to render. Raises GenwenError when it cannot be done here, or the page would lie over something else."""
    if html is not None:
        _require_suffix("--html", html, (".html", ".htm"), "网页", "核对.html")
    if html is not None and html.exists() and (html.is_dir() or _PAGE not in html.read_bytes()[:2_000]):
        raise GenwenError(f"{html} 已有，又不是核对写出的网页，没有覆盖", "换一个文件名，如 核对.html")
    if not render and html is None:
        return False
    from genwen.lint.checking import require_rendering

    require_rendering()
    return True


def _write_html(path: Path, checked: list[CheckedFile], others: list[Finding]) -> None:
    from genwen.lint.picture_page import html_page
    from genwen.ooxml.package import write_atomically

    write_atomically(path, [html_page(checked, others).encode()])


def _print_json(checked: list[CheckedFile], others: list[Finding], copies: list[Path]) -> None:
    from genwen.lint.checking import problem_json

    form: dict[str, object] = {
        "findings": [
            *(finding.to_json() for finding in others),
            *(problem_json(problem) for file in checked for problem in file.found.problems),
        ],
        "house": [
            {**problem_json(problem), "reason": reason} for file in checked for problem, reason in file.found.house
        ],
    }
    if copies:
        form["annotated"] = [str(copy) for copy in copies]
    print_json(form)


def _in_folder(project: Project) -> list[Finding]:
    """What is wrong with the folder, then what does not agree in it."""
    from genwen.agreement.reading.text import Subject
    from genwen.agreement.reading.views import view_of_composition
    from genwen.agreement.rules import findings_in
    from genwen.checking import OUTLINES, with_lines
    from genwen.checking import check as check_folder
    from genwen.document.compose import scope_for
    from genwen.document.statistics.plausibility import check_plausibility
    from genwen.document.statistics.quantities import statistics_of
    from genwen.pipeline import document_names, require_documents

    require_documents(project, [])
    checked = check_folder(project, document_names(project))
    views = tuple(
        view_of_composition(name, composition, project.shown(project.content / OUTLINES / f"{name}.yaml"))
        for name, (_, composition) in checked.documents.items()
    )
    subject = Subject(views, checked.facts, scope_for(checked.facts, ""))
    told = len(checked.facts.findings)
    odd = check_plausibility(statistics_of(checked.facts), "统计" in checked.facts.unread)
    late = checked.facts.findings[told:]  # of ledgers that no document has asked for
    return in_order([*checked.findings, *with_lines(project, [*late, *odd, *findings_in(subject)])])
