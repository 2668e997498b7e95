"""What README.md and docs/ say, held against the tool: commands, options, examples and what they print, keys, links."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import shlex
import shutil
import textwrap
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from manual import FENCE, ROOT, Example, examples_in

from genwen.cli.main import cli, main

README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / "docs").glob("*.md"))]
OUTLINES = ROOT / "docs" / "提纲写法.md"
FACTS = ROOT / "docs" / "事实写法.md"
TEMPLATES = ROOT / "docs" / "模板写法.md"
INSTALL = (
    "python -m pip install . && genwen build 工作报告",
    "python -m pip install '.[test]' && python -m pytest",
)
_LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
_SPAN = re.compile(r"`([^`\n]+)`")


def all_examples(*kinds: str) -> list[Example]:
    return [item for page in PAGES for item in examples_in(page) if item.info in kinds]


def outline_of(example: Example) -> str:
    """A whole outline out of an example."""
    if example.info == "yaml 提纲":
        return example.text
    return "模板: 文稿\n正文:\n" + textwrap.indent(example.text, "  ")


def printed(path: Path) -> list[str]:
    """The paragraphs of a .docx that are not empty, tables row by row."""
    import docx
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    lines = []
    for item in docx.Document(str(path)).iter_inner_content():
        if isinstance(item, Paragraph):
            lines.append(item.text)
        elif isinstance(item, Table):
            for row in item._tbl.tr_lst:
                lines.append(" | ".join("".join(cell.xpath(".//w:t/text()")) for cell in row.tc_lst))
    return [line for line in lines if line.strip()]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as `genwen init --sample` makes it."""
    folder = tmp_path_factory.mktemp("例") / "样例"
    assert main(["init", "--sample", str(folder)]) == 0
    return folder


def build(folder: Path, outline: str, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> list[str]:
    """Build an outline in a folder; nothing may be found in it. What it prints."""
    (folder / "content" / "公文" / "例.yaml").write_text(outline, "utf-8")
    monkeypatch.chdir(folder)
    capsys.readouterr()
    code = main(["build", "例", "--json"])
    out, err = capsys.readouterr()
    assert code == 0, out + err
    report = json.loads(out)["公文"][0]
    assert not report["发现"], report["发现"]
    return printed(Path(report["文件"]))


# --- examples ----------------------------------------------------------------------------------------------------------


def test_every_example_says_what_it_is() -> None:
    known = re.compile(r"sh|text.*|json|yaml (正文|提纲|genwen\.yaml|content/\S+\.yaml)")
    for page in PAGES:
        for example in examples_in(page):
            assert known.fullmatch(example.info), f"{example}: {example.info}"


@pytest.mark.parametrize("example", all_examples("yaml 正文", "yaml 提纲"), ids=str)
def test_outline_example_prints(
    example: Example, sample: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = build(sample, outline_of(example), monkeypatch, capsys)
    if example.printed is not None:
        assert lines == example.printed.splitlines()


def rows_of(page: Path, *titles: str) -> Iterator[list[str]]:
    """The rows of the tables of a page that have these titles, without the code marks."""
    inside = False
    for line in page.read_text("utf-8").splitlines():
        cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if cells == list(titles):
            inside = True
        elif not cells:
            inside = False
        elif inside and set(line) - set("|-: "):
            yield cells


def expressions() -> list[tuple[str, str]]:
    return [(row[0].strip("`"), row[1].strip("`")) for row in rows_of(OUTLINES, "写法", "印出", "说明")]


def test_expressions_print_what_the_tables_say(
    sample: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = expressions()
    assert len(rows) > 30
    lines = "".join(f"  - {json.dumps(f'【{n}】{source}', ensure_ascii=False)}\n" for n, (source, _) in enumerate(rows))
    got = build(sample, f"模板: 文稿\n正文:\n{lines}", monkeypatch, capsys)
    assert got == [f"【{n}】{result}" for n, (_, result) in enumerate(rows)]


def test_every_filter_has_an_example() -> None:
    from genwen.document.filters import FILTERS

    sources = " ".join(source for source, _ in expressions())
    assert {name for name in FILTERS if f"|{name}" not in sources} == set()


def test_fact_examples_are_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    (tmp_path / "genwen.yaml").write_text("年度: 2025\n", "utf-8")
    files = {item.info.split()[1]: item.text for item in examples_in(FACTS) if item.info.startswith("yaml content/")}
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["facts"]) == 0
    assert capsys.readouterr().err == ""
    named = {name.split("/")[1].removesuffix(".yaml") for name in files}
    from genwen.facts.loader import GROUPS

    assert named == set(GROUPS)


@pytest.mark.parametrize("example", all_examples("yaml genwen.yaml"), ids=str)
def test_settings_examples_are_in_order(example: Example, tmp_path: Path) -> None:
    from genwen.project import open_project

    (tmp_path / "genwen.yaml").write_text(example.text, "utf-8")
    assert open_project(tmp_path).year


# --- keys and names ----------------------------------------------------------------------------------------------------


def script(name: str) -> ModuleType:
    """A script of the repository as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_key_tables_are_those_of_the_declarations() -> None:
    tables = script("fact_tables")
    text = FACTS.read_text("utf-8")
    assert tables.renewed(text) == text, "run python scripts/fact_tables.py"
    assert tables.undocumented(text) == []
    assert not re.search(r"\|\s*\|$", text, re.M), "a key has no 说明"


def test_settings_are_all_explained() -> None:
    from genwen import project

    text = FACTS.read_text("utf-8") + README.read_text("utf-8")
    keys = ["年度", "隐去写法", "体例", *project._CHOICES, *project.Settings().folders]
    assert [key for key in keys if f"`{key}`" not in text] == []


def outline_keys() -> set[str]:
    """The keys that the readers of outlines let pass, out of their code."""
    keys: set[str] = set()
    for path in (ROOT / "genwen" / "document" / "outline").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "_known":
                keys |= {part.value for part in ast.walk(node) if isinstance(part, ast.Constant)}
    from genwen.document.outline import reader

    return keys.union(reader._TOP, reader.ELEMENTS, reader.LISTS, *reader._KEYS.values(), ("若", "每", "名"))


def test_outline_keys_are_all_explained() -> None:
    text = OUTLINES.read_text("utf-8")
    keys = outline_keys()
    assert len(keys) > 60
    assert sorted(key for key in keys if f"`{key}`" not in text) == []


def test_names_of_expressions_are_all_explained() -> None:
    from genwen.facts.loader import ROOT_NAMES

    text = OUTLINES.read_text("utf-8")
    spans = set(re.findall(r"\w+", " ".join(_SPAN.findall(text))))
    assert [name for name in ROOT_NAMES if name not in spans] == []


def test_template_names_are_all_explained() -> None:
    from genwen.rendering import names

    text = TEMPLATES.read_text("utf-8")
    known = [*names.FIELD_NAMES, *names.BLOCK_NAMES, *names.REQUIRED_STYLES]
    assert [name for name in known if f"`{name}`" not in text] == []


def test_layers_are_those_of_the_test() -> None:
    from test_layers import FENCES, LAYERS

    text = (ROOT / "docs" / "架构.md").read_text("utf-8")
    rows = {span: float(row[0]) for row in rows_of(ROOT / "docs" / "架构.md", "Layer", "Modules", "What they are")
            for span in _SPAN.findall(row[1])}  # fmt: skip
    assert rows == LAYERS
    assert [library for library in FENCES if f"`{library}`" not in text] == []


# --- README ------------------------------------------------------------------------------------------------------------


def test_readme_gives_the_two_commands() -> None:
    lines = [line for example in examples_in(README) if example.info == "sh" for line in example.text.splitlines()]
    assert [line for line in INSTALL if line not in lines] == []


def test_readme_commands_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every genwen line of README in order, from an empty folder; `# 退出码 1` beside a line says how it ends."""
    monkeypatch.chdir(tmp_path)
    ran = 0
    for example in examples_in(README):
        if example.info != "sh":
            continue
        for line in example.text.splitlines():
            code = re.search(r"# .*退出码 ?(\d)", line)
            words = shlex.split(line, comments=True)
            if words[:1] == ["cd"]:
                monkeypatch.chdir(words[1])
            elif words[:1] == ["genwen"]:
                if "模板.docx" in words:
                    shutil.copy(ROOT / "templates" / "公文" / "工作报告.docx", "模板.docx")
                capsys.readouterr()
                got = main(words[1:])
                out = "".join(capsys.readouterr())
                assert got == (int(code[1]) if code else 0), f"{example}: {line}\n{out}"
                ran += 1
        if example.printed is not None:
            for line in example.printed.splitlines():
                assert line.strip() in out, f"{example}: {line}\n{out}"
    assert ran >= 12


def commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every command by its words."""
    for name in group.list_commands(None):
        command = group.get_command(None, name)
        if hasattr(command, "list_commands"):
            yield from commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


def test_readme_names_every_command_and_option() -> None:
    rows = {row[0].split("`")[1]: row[1] for row in rows_of(README, "命令", "选项", "做什么")}
    for name, command in commands(cli):
        shown = next((cell for words, cell in rows.items() if words.startswith(f"genwen {name}")), None)
        assert shown is not None, name
        options = [option for param in command.params for option in param.opts if option.startswith("-")]
        assert [option for option in options if f"`{option}" not in shown] == [], name
        assert sorted(re.findall(r"--[\w-]+", shown)) == sorted(options), name


def test_readme_lists_what_init_makes(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path / "新")]) == 0
    made = {re.sub(r"\d{4}", "年度", path.name) for path in (tmp_path / "新").rglob("*.yaml")}
    text = README.read_text("utf-8")
    assert sorted(name for name in made if name != "年度.yaml" and name.removesuffix(".yaml") not in text) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    shown = re.sub(r"`[^`\n]*`", "", page.read_text("utf-8"))  # how a link is written is no link
    for target in _LINK.findall(shown):
        if not re.match(r"https?:|#", target):
            assert (page.parent / target.partition("#")[0]).exists(), target


def test_images_are_small_pngs() -> None:
    images = sorted((ROOT / "docs" / "images").iterdir())
    assert images
    for image in images:
        assert image.read_bytes().startswith(b"\x89PNG")
        assert image.stat().st_size <= 150 * 1024, image.name
        assert any(f"images/{image.name}" in page.read_text("utf-8") for page in PAGES), image.name


@pytest.mark.parametrize("page", [page for page in PAGES if page.name != "架构.md"], ids=lambda page: page.name)
def test_chinese_text_has_chinese_marks(page: Path) -> None:
    """No half-width comma, semicolon, question mark or bracket between Chinese characters."""
    text = _SPAN.sub("", FENCE.sub("", page.read_text("utf-8")).partition("\n## English")[0])
    text = re.sub(r"\]\([^)\s]*\)", "]", text)
    assert re.findall(r"[\u4e00-\u9fff][,;:?!()][\u4e00-\u9fff ]", text) == []


# --- help --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name, _ in commands(cli)])
def test_help_is_chinese_and_in_columns(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every option has a description in Chinese, and the descriptions stand in line on a terminal."""
    from genwen.numerals import width_in_chars

    assert main([*name.split(), "--help"]) == 0
    options = [line for line in capsys.readouterr().out.splitlines() if line.startswith("  --")]
    split = [re.match(r"(  \S+(?: \S+)?  +)(.*)", line) for line in options]
    assert all(match and re.search(r"[\u4e00-\u9fff]|JSON", match[2]) for match in split), options
    assert len({width_in_chars(match[1]) for match in split if match}) == 1


def test_overview_is_the_help_of_click(capsys: pytest.CaptureFixture[str]) -> None:
    from genwen.cli.overview import overview

    assert main(["--help"]) == 0
    assert capsys.readouterr().out.strip() == overview().strip()
