"""The unit's folder: where genwen.yaml, facts, wording, templates and outputs are, and what the settings say.

Found from any subfolder. The unit's own templates win over the packaged ones.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from genwen import standard
from genwen.diagnostics import Finding, FindingsError, GenwenError, Position, errors_in, nearest
from genwen.facts.source.nodes import Mapping, Scalar
from genwen.facts.source.reader import read_source
from genwen.records import made, record, replace

SETTINGS_FILE = "genwen.yaml"
FIRST_YEAR, LAST_YEAR = 1949, 2199
IMPRINT_PAGES = ("自动", "总是", "从不")


@record
class Settings:
    """What genwen.yaml says; every entry has a default. `profile` is the house's 体例 as written, for the outlines."""

    year: int = 0
    fonts: str = "GB2312"
    sample: bool = False
    withheld: str = "××"
    imprint_even_page: str = "自动"
    seal_lines: int = 2
    profile: Mapping | None = None
    year_at: Position | None = None
    sample_at: Position | None = None
    folders: dict[str, str] = made(
        default_factory=lambda: {"内容": "content", "模板": "templates/公文", "输出": "outputs"}
    )


@record
class Project:
    """A unit's folder with its settings; paths are absolute."""

    root: Path
    settings: Settings
    content: Path
    outputs: Path
    own_templates: Path
    notices: tuple[Finding, ...] = ()
    """What was noticed in genwen.yaml and is no error."""

    @property
    def year(self) -> int:
        """The year the facts are looked up for."""
        return self.settings.year

    @property
    def output_folder(self) -> Path:
        """Where this year's documents go."""
        return self.outputs / str(self.year)

    def shown(self, path: Path) -> str:
        """A path as shown to the clerk: relative to the folder when inside it."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return str(path)

    def template(self, name: str) -> tuple[Path, bool]:
        """The template `name`: its path and whether it is the unit's own. Raises GenwenError when there is none."""
        for folder, own in ((self.own_templates, True), (packaged() / "templates" / "公文", False)):
            path = folder / f"{name}.docx"
            if path.is_file():
                return path, own
        known = sorted(self.templates())
        raise GenwenError(f"没有名为“{name}”的模板", nearest(name, known) or f"请把 {name}.docx 放进 templates/公文")

    def templates(self) -> dict[str, bool]:
        """Every template by name; True for the unit's own."""
        found: dict[str, bool] = {}
        for folder, own in ((packaged() / "templates" / "公文", False), (self.own_templates, True)):
            if folder.is_dir():
                found |= {
                    path.stem: own for path in sorted(folder.glob("*.docx")) if not path.name.startswith(("~", "."))
                }
        return found


def packaged() -> Path:
    """The folder with the templates, sample content and genwen.yaml that come with genwen."""
    here = Path(__file__).resolve().parent
    resources = here / "resources"
    return resources if resources.is_dir() else here.parent


def find_root(start: Path) -> Path:
    """The nearest folder at or above `start` with a genwen.yaml; raises GenwenError when there is none."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / SETTINGS_FILE).is_file():
            return folder
    raise GenwenError(
        f"在 {start} 及其上级文件夹里没有找到 {SETTINGS_FILE}",
        "先建立本单位的文件夹：genwen init 目录；想先看样例：genwen init --sample 目录",
    )


def open_project(
    start: Path, year: int | None = None, content: Path | None = None, outputs: Path | None = None
) -> Project:
    """The project at or above `start`, with what the command line overrides.

    Raises GenwenError when there is no genwen.yaml, FindingsError when it is wrong, OSError when it cannot be read.
    """
    root = find_root(start)
    source = read_source(root / SETTINGS_FILE, SETTINGS_FILE)
    findings = list(source.findings)
    settings = Settings()
    start_of_file = Position(SETTINGS_FILE, 1, 1)
    if isinstance(source.root, Mapping):
        settings = _read_settings(source.root, findings, source.line)
    elif source.root is not None:
        findings.append(
            Finding("S102", "genwen.yaml 应由“键: 值”组成", "如 年度: 2025", start_of_file, source=source.line(1))
        )
    if year is not None:
        settings = replace(settings, year=year, year_at=None)
    elif not settings.year and not errors_in(findings):
        findings.append(Finding("S104", "genwen.yaml 缺少“年度”", "补上一行，如 年度: 2025", start_of_file,
                                source=source.line(1)))  # fmt: skip
    if errors_in(findings):
        raise FindingsError(findings)
    folders = settings.folders
    return Project(
        root,
        settings,
        (content or root / folders["内容"]).resolve(),
        (outputs or root / folders["输出"]).resolve(),
        (root / folders["模板"]).resolve(),
        tuple(findings),
    )


def _read_settings(node: Mapping, findings: list[Finding], line: Callable[[int], str]) -> Settings:
    read: dict[str, object] = {}
    folders = Settings().folders

    def report(code: str, message: str, hint: str, at: Position) -> None:
        findings.append(Finding(code, message, hint, at, source=line(at.line)))

    for key, value in node.items():
        if key == "体例" and isinstance(value, Mapping):
            read["profile"] = value
            continue
        if not isinstance(value, Scalar):
            if key not in ("体例", "核对"):
                report("S102", f"“{key}”应是一个值", "写在冒号后面", node.keys_at[key])
            continue
        text = value.strip()
        if key == "年度":
            if text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR:
                read["year"], read["year_at"] = int(text), value.position
            else:
                hint = f"写作 年度: 2025（{FIRST_YEAR}至{LAST_YEAR}）"
                report("S103", f"年度“{value}”不是四位年份", hint, value.position)
        elif key in _CHOICES:
            name, choices = _CHOICES[key]
            if key == "样例":
                read["sample_at"] = value.position
            if text in choices:
                read[name] = text == "是" if key == "样例" else int(text) if key == "印章空行" else text
            else:
                report("S103", f"{key}“{value}”不在可选范围内", "可选：" + "、".join(choices), value.position)
        elif key == "隐去写法":
            read["withheld"] = text
        elif key in folders:
            if not text or "\0" in text:
                report("S103", f"“{key}”没有写文件夹", f"如 {key}: {folders[key]}，或删去这一行", node.keys_at[key])
            else:
                folders[key] = text
        else:
            known = ["年度", *_CHOICES, "隐去写法", *folders]
            report("S101", f"不认识的设置“{key}”", nearest(key, known), node.keys_at[key])
    return Settings(folders=folders, **read)  # type: ignore[arg-type]


_CHOICES: dict[str, tuple[str, tuple[str, ...]]] = {
    "字体": ("fonts", tuple(standard.FONT_SETS)),
    "样例": ("sample", ("是", "否")),
    "版记偶数面": ("imprint_even_page", IMPRINT_PAGES),
    "印章空行": ("seal_lines", ("2", "3")),
}
