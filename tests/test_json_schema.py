"""The JSON Schema made by pydantic and the tool's own reader judge the same files the same way."""

import re
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
import yaml

from genwen.facts.json_schema import adapter, schemas
from genwen.facts.loader import GROUPS
from genwen.facts.reading import validate
from genwen.facts.source import parse_source

CONTENT = Path(__file__).parent.parent / "content"
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
