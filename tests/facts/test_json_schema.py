"""The JSON Schema made by pydantic and the tool's own reader judge the same files the same way."""

import re
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
import yaml
from projects import run

from genwen.facts.json_schema import adapter, schemas
from genwen.facts.loader import GROUPS
from genwen.facts.reading import validate
from genwen.facts.source.reader import parse_source

CONTENT = Path(__file__).parents[2] / "content"
FILES = [
    (path.relative_to(CONTENT).parts[0].removesuffix(".yaml"), path)
    for path in sorted(CONTENT.rglob("*.yaml"))
    if path.relative_to(CONTENT).parts[0].removesuffix(".yaml") in GROUPS
]

DEFECTS = {
    "单位": ["名称: [一, 二]", "名字: 某局", "简称: 某局", "名称: 某局\n上级: 某政府"],
    "依据": ["文件: 一份", "文件:\n  - 键: 甲\n    文号: 某发[2025]1号", "文件:\n  - {键: 甲, 日期: 2025-02-30}"],
    "目标": ["覆盖率:\n  - {修饰: 大约}", "覆盖率: {}"],
    "统计": ["口径: 当量值", "数据: {用电量: 很多}", "数据: [1, 2]"],
    "措施": ["板块:\n  - {名称: 甲}", "板块:\n  - {名称: 甲, 措施: [{数值: {数: {值: 3个}}}]}"],
}


@pytest.mark.parametrize(("group", "path"), FILES, ids=[str(path.relative_to(CONTENT)) for _, path in FILES])
def test_sample_files_are_good_for_both(group: str, path: Path) -> None:
    source = parse_source(path.read_bytes(), path.name, group)
    value, findings = validate(GROUPS[group].model, source, {})
    assert not findings
    assert value is not None
    adapter(GROUPS[group].model).validate_python(source.root)


@pytest.mark.parametrize(("group", "path"), FILES, ids=[str(path.relative_to(CONTENT)) for _, path in FILES])
def test_an_editor_flags_nothing_in_the_sample(group: str, path: Path) -> None:
    typed = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    assert not list(jsonschema.Draft202012Validator(schemas()[group]).iter_errors(typed))


DOCUMENTED = [
    (match[1], match[2])
    for match in re.finditer(
        r"```yaml content/(\w+)(?:/\d+)?\.yaml\n(.*?)```",
        (CONTENT.parent / "docs" / "事实写法.md").read_text("utf-8"),
        re.S,
    )
    if match[1] in GROUPS
]


def _as_an_editor_reads(text: str) -> object:
    """YAML with its own types, dates as texts (YAML 1.2 knows none)."""
    loader = type("Editor", (yaml.SafeLoader,), {})
    loader.add_constructor("tag:yaml.org,2002:timestamp", lambda made, node: node.value)
    return yaml.load(text, Loader=loader)


def _flagged(group: str, text: str) -> list[str]:
    validator = jsonschema.Draft202012Validator(schemas()[group])
    typed = [yaml.load(text, Loader=yaml.BaseLoader), _as_an_editor_reads(text)]
    return [f"{list(error.path)} {error.message}" for form in typed for error in validator.iter_errors(form)]


def test_the_examples_of_the_manual_are_found() -> None:
    assert len({group for group, _ in DOCUMENTED}) >= 12


@pytest.mark.parametrize(("group", "text"), DOCUMENTED, ids=[group for group, _ in DOCUMENTED])
def test_an_editor_flags_nothing_in_the_manual(group: str, text: str) -> None:
    assert _flagged(group, text) == []


def test_an_editor_flags_nothing_in_new_folders(tmp_path: Path) -> None:
    assert run(tmp_path, "init", "新") == 0
    assert run(tmp_path, "init", "--sample", "样例") == 0
    checked = 0
    for folder in ("新", "样例"):
        for path in sorted((tmp_path / folder / "content").rglob("*.yaml")):
            group = path.relative_to(tmp_path / folder / "content").parts[0].removesuffix(".yaml")
            if group in GROUPS and path.parent.name != "台账":
                assert _flagged(group, path.read_text("utf-8")) == [], path
                checked += 1
    assert checked > 20


WRITTEN = {
    "机构": [
        "小组: [{键: 甲, 名称: 某组, 成员: [方某某, 不公开], 组长: 不公开（林某）}]",
        "小组: [{键: 甲, 名称: 某组, 成员: 方某某, 办公室: {主任: 王某某, 电话: 12345678, 副主任: {姓名: 甲}}}]",
    ],
    "单位": ["名称: 某局\n级别: 不公开\n联系电话: 87654321", "名称: 某局\n级别:\n简称: 待补"],
    "统计": ["口径: 待补\n数据: {用电量: 7216800, 电费: 不公开（略）, 用水量: }"],
}


@pytest.mark.parametrize(("group", "text"), [(g, t) for g, texts in WRITTEN.items() for t in texts])
def test_what_the_reader_takes_an_editor_does_not_flag(group: str, text: str) -> None:
    assert validate(GROUPS[group].model, parse_source(text.encode(), "f.yaml", group), {})[1] == []
    assert _flagged(group, text) == []


@pytest.mark.parametrize(("group", "text"), [(g, t) for g, texts in DEFECTS.items() for t in texts])
def test_defects_are_refused_by_both(group: str, text: str) -> None:
    source = parse_source(text.encode(), "f.yaml", group)
    assert validate(GROUPS[group].model, source, {})[1]
    with pytest.raises(ValueError, match="validation error"):
        adapter(GROUPS[group].model).validate_python(source.root)


@pytest.mark.parametrize("group", list(GROUPS))
def test_schemas_are_valid_and_closed(group: str) -> None:
    schema = schemas()[group]
    jsonschema.Draft202012Validator.check_schema(schema)
    if group not in ("其他", "发文"):
        assert schema.get("additionalProperties") is False or "$ref" in schema


def test_an_editor_would_flag_an_unknown_key() -> None:
    validator = jsonschema.Draft202012Validator(schemas()["单位"])
    assert not list(validator.iter_errors(yaml.safe_load("名称: 某局")))
    assert list(validator.iter_errors(yaml.safe_load("名称: 某局\n名字: 某")))


def test_what_an_editor_shows_is_chinese() -> None:
    def said(form: object) -> Iterator[str]:
        if isinstance(form, dict):
            if "properties" in form:
                yield from (str(form["title"]), str(form.get("description", "")))
            yield from (str(form[key]) for key in ("description",) if isinstance(form.get(key), str))
            for value in form.values():
                yield from said(value)
        elif isinstance(form, list):
            for value in form:
                yield from said(value)

    words = list(said(schemas()))
    assert len(words) > 80
    assert [text for text in words if not re.search("[\u4e00-\u9fff]", text) or re.search("[A-Za-z]{3,}", text)] == []
