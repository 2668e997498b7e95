"""New folders of facts made from the sample, and the next year's facts made from this year's.

YAML is changed by splicing scalars at their places, so that comments, order and layout stay. Existing files are never
touched (but for the year in genwen.yaml).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from genwen.diagnostics import FindingsError, GenwenError, Position, errors_in
from genwen.facts.source.nodes import Mapping, Node, Scalar, Sequence
from genwen.facts.source.reader import read_source
from genwen.ooxml.package import write_atomically
from genwen.patterns import regex
from genwen.project import SETTINGS_FILE, Project, packaged

MISSING = "待补"

# What names or orders facts, and is no fact of a unit: outlines and formulas refer to it.
STRUCTURE = frozenset(
    {"键", "标签", "公式", "连接", "评价单元", "条款", "小数", "变化小数", "口径", "累计", "方向", "修饰"}
)
KEPT_GROUPS = frozenset({"评价标准", "公文", "指标", "能源"})
SAMPLE_ONLY = frozenset({"下级单位"})
"""What a new unit's folder is made without: the sample's list of units."""
# What a new year changes, by group; the rest is carried over.
RENEWED = {
    "统计": frozenset({"*"}),
    "发文": frozenset({"份号", "发文字号", "签发人", "成文日期", "印发日期"}),
    "自评": frozenset({"*"}),
    "措施": frozenset({"完成", "报告引语", "数值"}),
    "其他": frozenset({"问题", "下年安排", "下年要点"}),
    "目标": frozenset({"实际比例", "实际数量", "总数"}),
    "考评": frozenset({"名称", "打分表", "结果日期", "整改文号", "开始", "放假", "补班"}),
}


SAMPLE_REMARK = "本文件夹全部内容均为虚构。"


# Lists of what is printed where: names of facts, not facts.
PRINTED = frozenset({"统计表", "指标表"})
# A date of one year, if it is written with its year.
DATED = frozenset({"时限", "时间", "截止"})
_SET_YEAR = regex(r"年度: (\d{4})")
_YEAR = regex(r"(?<![\d—])20\d\d(?!\d)")
_KEY_OF_YEAR = regex(r"(键: [^\s,}]*?)(20\d\d)(?=[\s,}])")
REPORTING_MONTHS = 3


def year_to_write(today: date) -> int:
    """The year a new folder is for: until March the one that is being reported on, then the current one."""
    return today.year - 1 if today.month <= REPORTING_MONTHS else today.year


def _nothing(keys: tuple[str, ...]) -> bool:
    """No scalar of a group that a new unit takes over as it is."""
    return False


def _is_title(keys: tuple[str, ...]) -> bool:
    """What names the sample's place in its 评价标准."""
    return keys in (("名称",), ("适用范围",))


def _is_own_density(keys: tuple[str, ...]) -> bool:
    """Who set the densities: that is another office's rule. The coefficients of the standards are kept."""
    return "密度" in keys and keys[-1] == "出处"


_RENAMED = {"评价标准": _is_title, "能源": _is_own_density}


def create_folder(folder: Path, sample: bool, year: int = 0) -> list[Path]:
    """Make a unit's folder (every fact 待补) for `year`, or a copy of the sample, whose year is its own; the files made.

    Raises GenwenError when the folder holds a project already or cannot be written.
    """
    if (folder / SETTINGS_FILE).exists():
        raise GenwenError(
            f"{folder} 里已经有 {SETTINGS_FILE}",
            "换一个目录；要建立新一年的事实，在该目录里运行 genwen init --next-year",
        )
    origin = packaged()
    settings = (origin / SETTINGS_FILE).read_text("utf-8")
    made_for = int(_SET_YEAR.search(settings)[1])  # type: ignore[index]
    later = 0 if sample else year - made_for
    texts: dict[Path, str] = {}
    for path in sorted((origin / "content").rglob("*.yaml")):
        relative = path.relative_to(origin)
        text = path.read_text("utf-8")
        if not sample:
            group = relative.parts[1].removesuffix(".yaml")
            if group in SAMPLE_ONLY:
                continue
            text = emptied(path, _RENAMED.get(group, _nothing) if group in KEPT_GROUPS else _FACTS.get(group, _is_fact))
            text = text.replace(SAMPLE_REMARK, "")
            if group == "目标":
                text = _KEY_OF_YEAR.sub(lambda match: f"{match[1]}{int(match[2]) + later}", text)
            if group != "评价标准" and relative.stem.isdecimal():
                relative = relative.with_stem(str(int(relative.stem) + later))
        texts[folder / relative] = text
    for path in sorted((origin / "content").rglob("*.csv")):
        text = path.read_bytes().decode("utf-8")  # as it is: its mark of order and its line ends are for spreadsheets
        texts[folder / path.relative_to(origin)] = text if sample else text.splitlines(keepends=True)[0]
    if not sample:
        settings = _SET_YEAR.sub(f"年度: {year}", settings.replace("样例: 是", "样例: 否"))
    texts[folder / SETTINGS_FILE] = settings
    sheets = {
        folder / path.relative_to(origin): path for path in sorted((origin / "content").rglob("*.xlsx")) if sample
    }
    for path in (*texts, *sheets):
        _refuse_existing(path)
    for path, text in texts.items():
        write_atomically(path, [text.encode()])
    for path, source in sheets.items():
        write_atomically(path, [source.read_bytes()])
    try:
        (folder / "templates" / "公文").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise GenwenError(f"无法写入 {folder}", "检查权限和磁盘空间") from error
    return [*texts, *sheets]


def create_next_year(project: Project) -> tuple[int, list[Path], list[Position]]:
    """Make next year's files beside this year's and set the year in genwen.yaml.

    Gives the year, the files made, and the places where what was carried over names a year. Raises GenwenError when there are no yearly files or those of the next year exist already.
    """
    year = project.year
    made: list[Path] = []
    named: list[Position] = []
    sources = [
        path
        for path in sorted(project.content.glob("*/*.yaml"))
        if path.stem == str(year) and path.parent.name != "评价标准"
    ]
    if not sources:
        raise GenwenError(f"没有{year}年的事实文件，不知道照什么建立下一年", "检查 genwen.yaml 的年度")
    existing = [path for path in sources if path.with_name(f"{year + 1}.yaml").exists()]
    if len(existing) == len(sources):
        raise GenwenError(f"{year + 1}年的事实已经建立", f"把 genwen.yaml 的年度改为{year + 1}，或直接填写")
    for path in sources:
        target = path.with_name(f"{year + 1}.yaml")
        if target.exists():
            continue
        renewed = RENEWED.get(path.parent.name, frozenset())
        write_atomically(target, [emptied(path, partial(_is_renewed, renewed), dates=True).encode()])
        made.append(target)
        named += _years_named(target, project.shown(target))
    settings = project.root / SETTINGS_FILE
    source = read_source(settings, SETTINGS_FILE)
    if isinstance(source.root, Mapping) and isinstance(source.root.get("年度"), Scalar):
        scalar = source.root["年度"]
        assert isinstance(scalar, Scalar)
        text = source.text[: scalar.start] + str(year + 1) + source.text[scalar.end :]
        write_atomically(settings, [text.encode()], sync=True)
    return year + 1, made, named


def _years_named(path: Path, shown: str) -> list[Position]:
    """Where scalars of a file name a year."""
    return [scalar.position for _, scalar in _scalars(read_source(path, shown).root, ()) if _YEAR.search(scalar)]


def _scalars(node: Node | None, keys: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Scalar]]:
    if isinstance(node, Scalar):
        yield keys, node
    elif isinstance(node, Mapping):
        for key, value in node.items():
            yield from _scalars(value, (*keys, key))
    elif isinstance(node, Sequence):
        for item in node:
            yield from _scalars(item, keys)


def _is_fact(keys: tuple[str, ...]) -> bool:
    """Whether a scalar under `keys` is a fact of a unit, and not a name that outlines and formulas refer to."""
    if keys and keys[-1] in STRUCTURE:
        return False
    if "引用链" in keys and keys[-1] == "文件":
        return False
    return not ("数值" in keys and keys[-1] == "清单")


def _is_own(keys: tuple[str, ...]) -> bool:
    """The same of 其他, where labels are words of the unit's own; what is to be printed where is kept."""
    return keys[-1:] != ("键",) and keys[0] not in PRINTED


_FACTS: dict[str, Callable[[tuple[str, ...]], bool]] = {"其他": _is_own}


def _is_renewed(renewed: frozenset[str], keys: tuple[str, ...]) -> bool:
    if renewed is RENEWED["考评"]:
        return keys[-1] in renewed and "等次" not in keys
    if renewed is RENEWED["其他"]:
        return keys[0] in renewed and keys[-1] != "键"
    return _is_fact(keys) and ("*" in renewed or bool(renewed & set(keys)))


def emptied(path: Path, renew: Callable[[tuple[str, ...]], bool], dates: bool = False) -> str:
    """The YAML text with every scalar for whose keys `renew` holds set to 待补; a list of scalars becomes one 待补.

    With `dates`, so is every date that names its year.

    Raises FindingsError when the file cannot be read as YAML.
    """
    source = read_source(path, path.name)
    if errors_in(source.findings):
        raise FindingsError(source.findings)
    if source.root is None:
        return source.text
    whole = source.text
    spans = set(_spans(source.root, (), renew))
    if dates:
        dated = [
            scalar for keys, scalar in _scalars(source.root, ()) if DATED & set(keys[-1:]) and _YEAR.search(scalar)
        ]
        spans |= {(scalar.start, scalar.end) for scalar in dated}
    for start, end in sorted(spans, reverse=True):
        while whole[end - 1].isspace():  # a | block ends after its last line feed
            end -= 1
        whole = whole[:start] + MISSING + whole[end:]
    return whole


def _spans(node: Node, keys: tuple[str, ...], renew: Callable[[tuple[str, ...]], bool]) -> Iterator[tuple[int, int]]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from _spans(value, (*keys, key), renew)
    elif isinstance(node, Sequence):
        scalars = [item for item in node if isinstance(item, Scalar)]
        if scalars and len(scalars) == len(node) and renew(keys):
            yield scalars[0].start, scalars[-1].end
        else:
            for item in node:
                yield from _spans(item, keys, renew)
    elif keys and node.end > node.start and renew(keys):
        yield node.start, node.end


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise GenwenError(f"{path} 已经存在，没有改动任何文件", "换一个空目录")
