"""The list of units, whatever it is kept in: content/下级单位.yaml, a folder of YAML, a table, or JSON Lines.

content/下级单位.yaml also says how units inherit (继承, 不继承) and what the columns of a table are (列对照); it is read
for these when the units themselves are elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from genwen.diagnostics import Finding, FindingsError, GenwenError, Position, errors_in, nearest
from genwen.facts.source.nodes import Mapping, Node, Scalar, Sequence, Source
from genwen.facts.source.reader import read_source
from genwen.patterns import regex
from genwen.project import Project
from genwen.records import made, record
from genwen.units.lines import Patterns, Taken
from genwen.units.overlay import scalar
from genwen.units.paths import DATED, NoPath, Paths, put
from genwen.units.records import NAMELESS, UnitRecord, unseen_in

LIST = "下级单位"
TABLES = (".xlsx", ".xls", ".et", ".csv", ".tsv", ".txt")
LINES = (".jsonl", ".ndjson")
UNITS, SOURCE, COLUMNS, KEPT, DROPPED = "单位", "取自", "列对照", "继承", "不继承"
SUPERIOR = "上级"
_KEYS = (UNITS, SOURCE, COLUMNS, KEPT, DROPPED)
_UNSEEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\ufeff"
_INVISIBLE = regex(f"[{_UNSEEN}]")


@record
class ListSettings:
    """What content/下级单位.yaml says beside the units."""

    columns: Mapping | None = None
    kept: tuple[Scalar, ...] = ()
    dropped: tuple[Scalar, ...] = ()
    units: Sequence | None = None
    source: Scalar | None = None
    file: str = ""
    findings: list[Finding] = made(default_factory=list)


def list_settings(project: Project) -> ListSettings:
    """The settings of the list; everything wrong with them is among the findings."""
    path = project.content / f"{LIST}.yaml"
    if not path.is_file():
        return ListSettings()
    source = read_source(path, project.shown(path))
    findings = list(source.findings)
    root = source.root
    if root is None or errors_in(findings):
        return ListSettings(file=source.name, findings=findings)
    if not isinstance(root, Mapping):
        root = _listed(root, source, findings)
    for key in root:
        if key not in _KEYS:
            findings.append(Finding("S101", f"不认识的键“{key}”", nearest(key, _KEYS), root.keys_at[key],
                                    source=source.line(root.keys_at[key].line)))  # fmt: skip
    columns, units, named = root.get(COLUMNS), root.get(UNITS), root.get(SOURCE)
    _require(isinstance(columns, Mapping | None), COLUMNS, "应由“表头: 事实”组成", root, findings)
    _require(isinstance(units, Sequence | None), UNITS, "应是列表，每个单位以“- ”开头", root, findings)
    _require(isinstance(named, Scalar | None), SOURCE, "应是一个文件名", root, findings)
    return ListSettings(
        columns if isinstance(columns, Mapping) else None, _words(root, KEPT, findings), _words(root, DROPPED, findings),
        units if isinstance(units, Sequence) else None, named if isinstance(named, Scalar) else None, source.name, findings,
    )  # fmt: skip


def _listed(root: Node, source: Source, findings: list[Finding]) -> Mapping:
    """A file that is nothing but the list of units."""
    mapping = Mapping(Position(source.name, 1, 1), "")
    if isinstance(root, Sequence):
        mapping[UNITS] = root
        mapping.keys_at[UNITS] = root.position
    else:
        findings.append(
            Finding("S102", "下级单位应是列表，每个单位以“- ”开头", "检查缩进", Position(source.name, 1, 1))
        )
    return mapping


def _require(holds: bool, key: str, said: str, root: Mapping, findings: list[Finding]) -> None:
    if not holds:
        findings.append(Finding("S102", f"“{key}”{said}", "检查缩进和冒号", root.keys_at[key]))


def _words(root: Mapping, key: str, findings: list[Finding]) -> tuple[Scalar, ...]:
    node = root.get(key)
    items = [node] if isinstance(node, Scalar) else list(node) if isinstance(node, Sequence) else []
    words = tuple(item for item in items if isinstance(item, Scalar))
    _require(
        node is None or (len(words) == len(items) and not isinstance(node, Mapping)),
        key,
        "应是路径的列表",
        root,
        findings,
    )
    return words


def list_path(project: Project, settings: ListSettings, given: Path | None) -> Path:
    """Where the units are. Raises GenwenError when there is no list, FindingsError when it is named or written wrongly."""
    if given is not None:
        if not given.exists():
            raise GenwenError(f"没有文件 {given}", "检查 --units 的路径和文件名")
        return given
    if settings.source is not None:
        path = project.content / settings.source.strip()
        if not path.is_file():
            said = f"没有文件“{settings.source}”"
            raise FindingsError(
                [Finding("S510", said, "写相对于 content 的路径，或用 --units 指明", settings.source.position)]
            )
        return path
    if settings.units is not None:
        return project.content / f"{LIST}.yaml"
    for path in (project.content / LIST, *(project.content / f"{LIST}{end}" for end in (*TABLES, *LINES))):
        if path.exists():
            return path
    if errors_in(settings.findings):
        raise FindingsError(settings.findings)
    raise GenwenError("没有下级单位的名单", f"建立 content/{LIST}.yaml，或用 --units 指明 .xlsx、.csv、.jsonl 文件")


class UnitList:
    """A list of units ready to be read: `records` gives each unit as the list says it, once."""

    def __init__(self, project: Project, settings: ListSettings, path: Path, paths: Paths) -> None:
        self.path, self.paths, self.settings = path, paths, settings
        self.shown = project.shown(path.resolve())
        self.project = project
        self.findings: list[Finding] = []
        self._patterns = Patterns(_UNSEEN, self._object)

    def records(self) -> Iterator[UnitRecord]:
        """The units in order. Raises FindingsError or GenwenError when the list as a whole cannot be read."""
        return map(_with_name, self._read())

    def taken(self) -> Iterator[UnitRecord | Taken]:
        """As `records`, to be put into a spool."""
        if self.path.suffix.lower() not in LINES or self.path.is_dir():
            yield from self.records()
            return
        with self.path.open("rb") as stream:
            yield from self.taken_in(stream, 1, 0)

    def taken_in(self, lines: Iterable[bytes], row: int, before: int) -> Iterator[UnitRecord | Taken]:
        """The units of some lines of JSON, the first of them being line `row`, with `before` units before it."""
        for number, at, line in _said_lines(lines, row, before):
            taken = self._patterns.taken(line, number, at)
            yield taken if taken is not None else _with_name(self._line(line, number, at, learn=True))

    def _read(self) -> Iterator[UnitRecord]:
        suffix = self.path.suffix.lower()
        if self.path.is_dir():
            yield from self._folder()
        elif suffix in TABLES:
            from genwen.units.columns import TableOfUnits  # tables only where there is one

            table = TableOfUnits(self.path, self.shown, self.settings.columns, self.paths)
            self.findings += table.findings
            yield from table.rows()
        elif suffix in LINES:
            yield from self._whole()
        elif suffix == ".yaml":
            yield from self._yaml()
        else:
            raise GenwenError(
                f"不认识的文件 {self.shown}", "下级单位可以是 .yaml、.xlsx、.csv 或 .jsonl，或一个 .yaml 的文件夹"
            )

    def _yaml(self) -> Iterator[UnitRecord]:
        units: Node | None = self.settings.units
        if self.shown != self.settings.file:
            source = read_source(self.path, self.shown)
            if errors_in(source.findings):
                raise FindingsError(source.findings)
            root = source.root
            units = root.get(UNITS) if isinstance(root, Mapping) and UNITS in root else root
        if not isinstance(units, Sequence):
            hint = "写作 单位: 下面每个单位以“- 名称: …”开头"
            raise FindingsError([Finding("S510", "文件里没有单位的列表", hint, Position(self.shown, 1, 1))])
        for number, node in enumerate(units, 1):
            yield self._unit(number, node)

    def _folder(self) -> Iterator[UnitRecord]:
        paths = sorted(p for p in self.path.rglob("*.yaml") if p.is_file() and p.name[0] not in "._~")
        if not paths:
            raise GenwenError(f"文件夹 {self.shown} 里没有 .yaml 文件", "每个单位一个文件，如 区教育局.yaml")
        for number, path in enumerate(paths, 1):
            source = read_source(path, self.project.shown(path.resolve()))
            if isinstance(source.root, Mapping):
                unit = self._unit(number, source.root)
            else:
                unit = UnitRecord(number, "", Position(source.name, 1, 1))
            unit.findings[:0] = source.findings
            yield unit

    def _whole(self) -> Iterator[UnitRecord]:
        with self.path.open("rb") as stream:
            for number, row, line in _said_lines(stream, 1, 0):
                yield self._line(line, number, row)

    def _line(self, line: bytes, number: int, row: int, learn: bool = False) -> UnitRecord:
        """The unit of a line; when told to, the patterns `learn` from it."""
        try:
            form = _parsed(line)
            unit = self._object(form, number, row)
        except (ValueError, RecursionError) as error:
            said = str(error) if isinstance(error, _Repeated) else "这一行不是 JSON 对象"
            at = Position(self.shown, row)
            finding = Finding("S511", said, '一行写一个单位，如 {"名称": "某某局"}', at)
            return UnitRecord(number, f"第{row}行", at, findings=[finding])
        if learn and not unit.findings:
            self._patterns.learn(line, form)
        return unit

    def _object(self, form: Any, number: int, row: int) -> UnitRecord:
        unit = self._unit(number, _located(form, Position(self.shown, row), ""))
        own = form.get("单位")
        said = form.get("名称", own.get("名称") if isinstance(own, dict) else None)
        if isinstance(said, str) and _INVISIBLE.search(said):
            unit.findings.append(unseen_in(unit.name, unit.at))
        return unit

    def _unit(self, number: int, node: Node) -> UnitRecord:
        unit = UnitRecord(number, "", node.position)
        if isinstance(node, Scalar):
            name = Mapping(node.position, "")
            name["名称"], name.keys_at["名称"] = node, node.position
            node = name
        if not isinstance(node, Mapping):
            unit.findings.append(Finding("S102", "单位应由“键: 值”组成", "写作 - 名称: 某某局", node.position))
            return unit
        for key, value in node.items():
            at = node.keys_at.get(key, value.position)
            if key == SUPERIOR and isinstance(value, Scalar):
                unit.superior = value.strip()
                continue
            try:
                self._put(unit, key, value)
            except NoPath as error:
                unit.findings.append(Finding("S502", error.message, error.hint, at))
        own = unit.roots.get("单位")
        name_node = own.get("名称") if isinstance(own, Mapping) else None
        unit.name = name_node.strip() if isinstance(name_node, Scalar) else ""
        return unit

    def _put(self, unit: UnitRecord, key: str, value: Node) -> None:
        if key in self.paths.shapes and isinstance(value, Mapping) and key not in ("评价标准",):
            if key != DATED:
                put(unit.roots, (key,), value)
                return
            for name, inner in value.items():
                year = name.isascii() and name.isdigit() and len(name) == 4
                if year and isinstance(inner, Mapping):
                    put(unit.roots, (f"{DATED}.{name}",), inner)
                elif name in self.paths.shapes[DATED].fields:
                    put(unit.roots, (f"{DATED}.{self.paths.year}", name), inner)
                else:
                    put(unit.roots, self.paths.steps(f"{DATED}.{name}"), inner)
        elif key in self.paths.unit_fields() and key not in self.paths.shapes:
            put(unit.roots, ("单位", key), value)
        else:
            put(unit.roots, self.paths.steps(key), value)


def _said_lines(lines: Iterable[bytes], row: int, before: int) -> Iterator[tuple[int, int, bytes]]:
    """The lines that are not blank with the numbers of their units and their own."""
    number = before
    for at, line in enumerate(lines, row):
        if line.strip():
            number += 1
            yield number, at, line


def _with_name(unit: UnitRecord) -> UnitRecord:
    """The unit, with what is said where it has no name."""
    if unit.name in NAMELESS:
        said = f"“{unit.name}”不是单位名称" if unit.name else "没有单位名称"
        unit.findings.insert(0, Finding("S507", said, "填写单位名称；不是单位的行删去", unit.at))
    return unit


class _Repeated(ValueError):
    """A key that stands twice in an object."""


def _parsed(line: bytes) -> Any:
    """A JSON object; numbers as typed. Raises ValueError."""
    form = json.loads(line.decode("utf-8-sig"), object_pairs_hook=_once, parse_int=str, parse_float=str)
    if not isinstance(form, dict):
        raise ValueError
    return form


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _Repeated(f"“{next(key for key in keys if keys.count(key) > 1)}”写了两次")
    return found


def _located(form: Any, at: Position, path: str) -> Node:
    """A JSON value as located nodes: a line is one place, the path of a value tells where in it."""
    if isinstance(form, dict):
        mapping = Mapping(at, path)
        for key, value in form.items():
            if value is not None:
                node = mapping[key] = _located(value, at, f"{path}.{key}" if path else key)
                there = isinstance(node, Scalar)
                mapping.keys_at[key] = node.position if there else Position(at.file, at.line, place=f"“{node.path}”")
        return mapping
    if isinstance(form, list):
        sequence = Sequence(at, path)
        sequence.extend(_located(item, at, f"{path}[{number}]") for number, item in enumerate(form) if item is not None)
        return sequence
    text = form if isinstance(form, str) else ("是" if form else "否") if isinstance(form, bool) else str(form)
    return scalar(_INVISIBLE.sub("", text).strip(), Position(at.file, at.line, place=f"“{path}”"), path)
