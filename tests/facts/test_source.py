"""YAML as located text: what is read, what is refused and where."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from projects import source_of

from genwen.diagnostics import Severity
from genwen.facts.source import reader
from genwen.facts.source.nodes import Mapping, Scalar
from genwen.facts.source.reader import parse_source, read_source

REFUSED = [
    ("名称: 甲\n\t简称: 乙\n", "2:1 S001", "制表符"),
    ("名称: 甲\n    \t乙: 1\n", "2:5 S001", "制表符"),
    ("a:\n  - 甲\n\t- 乙\n", "3:1 S001", "制表符"),
    ("名称: 甲\n名称: 乙\n", "2:1 S002", "第一次在第1行"),
    ("a: {b: 1, b: 2}\n", "1:11 S002", "写了两次"),
    ("名称：甲\n简称: 乙\n", "1:3 S001", "全角“：”"),
    ("名称: 甲\n简称：乙\n", "2:3 S001", "全角“：”"),
    ("a:\n　　名称: 甲\n", "2:1 S011", "全角空格"),
    ("a: {{ 单位.名称 }}\n", "1:5 S004", "以 {{ 开头的文字要加引号"),
    ("a: {{ 单位.名称 }}负责\n", "1:4 S001", "以 {{ 开头的文字要加引号"),
    ("a:\n  - {{ 单位.名称 }}负责\n", "2:5 S001", "以 {{ 开头的文字要加引号"),
    ("a: {标题：甲，正文：[乙]}\n", "1:7 S001", "冒号用了全角“：”"),
    ("a: {标题: 甲， 正文: [乙]}\n", "1:10 S001", "逗号用了全角“，”"),
    ("a: {条: 甲, 每：单位}\n", "1:11 S001", "键“每”后的冒号用了全角"),
    ("｛条: 甲｝\n", "1:1 S001", "括号用了全角“｛”"),
    ("? [a]\n: b\n", "1:3 S004", "键必须是一个词"),
    ("a: {b: 1\nc: 2\n", "1:4 S001", "括号没有成对"),
    ("a: [甲, 乙\nc: 2\n", "1:4 S001", "括号没有成对"),
    ("a: '甲\nb: 2\n", "1:4 S001", "引号没有成对"),
    ('x: 1\na: "甲\nb: 2\n', "2:4 S001", "引号没有成对"),
    ("a: '甲' 乙\n", "1:8 S001", "引号后面还有文字"),
    ("a: *x\n", "1:4 S001", "YAML 写法有误"),
    ("a: **市\n", "1:5 S001", "YAML 写法有误"),
    ("a: !甲 1\n", "1:5 S001", "YAML 写法有误"),
    ("a: &x 1\nb: *x\n", "1:4 S005", "锚点"),
    ("a: !!python/object:os.system 1\n", "1:4 S005", "标签"),
    ("a:\n   b: 1\n  c: 2\n", "3:3 S001", "缩进不一致"),
    ("a: b: c\n", "1:5 S001", "冒号的位置不对"),
    ("a: 1\n乙\nb: 2\n", "2:1 S001", "缺少冒号"),
    ("a: 1\nb:2\nc: 3\n", "2:1 S001", "缺少冒号"),
    ("a:\n  - 1\n -2\n", "3:2 S001", "缩进不一致"),
    ("a:\n  -甲\n  -乙\n", "2:3 S012", "后面要空一格"),
    ("a: 1\n---\nb: 2\n", "2:1 S001", "多个 YAML 文档"),
    ("a: 1\n%b\n", "2:3 S001", "YAML 写法有误"),
    ("a: @b\n", "1:4 S001", "YAML 写法有误"),
    ("节点: [\n", "1:5 S001", "括号没有成对"),
    ("甲: 1\na: {b: c,\n\n", "2:4 S001", "括号没有成对"),
    ("a: ]\n", "1:4 S001", "多了一个右括号"),
    ('a: "甲\\q"\n', "1:6 S001", "反斜杠"),
    ("a: |甲\n", "1:5 S001", "“|”或“>”后面"),
    ("a: 甲\x07\n", "1:5 S006", "U+0007"),
    ("a: 1\nb: 甲\u200b\n", "2:5 S006", "U+200B"),
    ("a: 甲\ufeff乙\n", "1:5 S006", "U+FEFF"),
    ("a: 甲\u2028乙\n", "1:5 S006", "U+2028"),
    ("[" * 1000 + "]" * 1000, "1:41 S010", "层次超过"),
    ("[a,\n" * 100_000, "41:1 S010", "层次超过"),
    ("- " * 5_000 + "a", "1:81 S010", "层次超过"),
    ("\n".join(" " * depth + "a:" for depth in range(60)), "41:41 S010", "层次超过"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place", "said"), REFUSED, ids=[f"{n}-{case[1]}" for n, case in enumerate(REFUSED)])
def test_refused_with_place_line_message_and_remedy(text: str, place: str, said: str) -> None:
    source = parse_source(text.encode(), "甲.yaml")
    first = source.findings[0]
    assert f"{first.position} {first.code}" == f"甲.yaml:{place}"
    assert said in first.message
    assert first.hint
    assert first.position is not None
    assert first.source == source.line(first.position.line) != ""
    assert first.severity is Severity.ERROR


ENCODED = [
    ("名称: 甲局\n".encode("gbk"), "GBK"),
    ("名称: 甲局，镕\n".encode("gb18030"), "GBK"),
    ("\ufeff名称: 甲局\n".encode(), "带 BOM 的 UTF-8"),
    ("名称: 甲局\n".encode("utf-16"), "UTF-16"),
    ("名称: 甲局\nab: 1\ncd: 2\n".encode("utf-16-le"), "UTF-16"),
    ("名称: 甲局\nab: 1\ncd: 2\n".encode("utf-16-be"), "UTF-16"),
    ("名称: 甲局\n".encode("utf-32"), "UTF-32"),
]


@pytest.mark.parametrize(("data", "label"), ENCODED, ids=[f"{n}-{case[1]}" for n, case in enumerate(ENCODED)])
def test_odd_encodings_are_read_with_a_notice(data: bytes, label: str) -> None:
    source = parse_source(data, "甲.yaml")
    assert [(f.code, f.severity, str(f.position)) for f in source.findings] == [("S007", Severity.HINT, "甲.yaml:1:1")]
    assert label in source.findings[0].message
    assert isinstance(source.root, Mapping)
    assert str(source.root["名称"]).startswith("甲局")


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, b"\x89PNG\r\n\x1a\n" + bytes(100), b"PK\3\4\xff\xfe\0\0"])
def test_a_file_that_is_no_text_is_refused(data: bytes) -> None:
    source = parse_source(data, "甲.yaml")
    assert source.root is None
    assert {finding.code for finding in source.findings} & {"S006", "S008"}


def test_scalars_stay_as_typed() -> None:
    source = source_of("a: 000001\nb: 9:30\nc: 0571\nd: NO\ne: 1.10\nf: ~\ng: 0x1F\nh: 2025-03-18\ni: '1'\n")
    assert isinstance(source.root, Mapping)
    assert list(source.root.values()) == ["000001", "9:30", "0571", "NO", "1.10", "~", "0x1F", "2025-03-18", "1"]
    assert not source.findings


def test_scalars_know_their_place_and_path() -> None:
    source = parse_source("单:\n  - 名: '甲'\n    数: 5\n".encode(), "甲.yaml", "组")
    number = source.root["单"][0]["数"]  # type: ignore[index, call-overload]
    assert isinstance(number, Scalar)
    assert (str(number.position), number.path, number.quoted) == ("甲.yaml:3:8", "组.单[0].数", False)
    assert source.text[number.start : number.end] == "5"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system(newline: str) -> None:
    source = parse_source(newline.join(("a: 1", "b: 2", "b: 3", "")).encode(), "甲.yaml")
    assert [str(finding.position) for finding in source.findings] == ["甲.yaml:3:1"]


def test_a_folded_line_between_chinese_characters_is_no_space() -> None:
    root = source_of("a: >-\n  第一行，\n  第二行\nb: one\n  two\n").root
    assert root == {"a": "第一行，第二行", "b": "one two"}


def test_alias_bomb_is_not_unfolded() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    started = time.monotonic()
    source = parse_source("\n".join(lines).encode(), "甲.yaml")
    assert time.monotonic() - started < 2
    assert {finding.code for finding in source.findings} == {"S005"}


@pytest.mark.parametrize(
    "text",
    ["a: '" + "{{ x }}" * 3000 + "'", "a: " + "[" * 59, "\x01" * 200_000, "a: " + "x" * 2_000_000, "{" * 100_000,
     "\n".join("a: 1" for _ in range(5000)), "'" * 100_001, ("[" * 30 + "]" * 30 + "\n") * 500],
)  # fmt: skip
def test_no_text_takes_long(text: str) -> None:
    started = time.monotonic()
    parse_source(text.encode(), "甲.yaml")
    assert time.monotonic() - started < 3


def test_huge_file_and_folder_are_refused_unread(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(reader, "MAX_BYTES", 10)
    (tmp_path / "大.yaml").write_text("a: 12345678901", "utf-8")
    (tmp_path / "夹.yaml").mkdir()
    for name in ("大.yaml", "夹.yaml"):
        assert [finding.code for finding in read_source(tmp_path / name, name).findings] == ["S009"]


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    source = parse_source(text.encode("utf-8", "surrogatepass"), "甲.yaml")
    for finding in source.findings:
        assert finding.message
        assert finding.position is not None
        finding.to_text()


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    source = parse_source(data, "甲.yaml")
    assert source.root is not None or source.findings or not source.text.strip() or source.text.lstrip()[0] in "#%-."


@pytest.mark.parametrize(
    ("items", "paths"),
    [
        (
            "[{键: 甲, 名称: 乙}, {标签: 丙}, {名称: 丁.戊}, {键: 待补}, [5], {数: 6}]",
            "单.甲 单.丙 单[2] 单[3] 单[4] 单[5]",
        ),
        ("[{键: 甲}, {键: 甲}, {键: 乙}]", "单[0] 单[1] 单.乙"),
    ],
)
def test_items_are_called_by_the_name_an_expression_uses(items: str, paths: str) -> None:
    root = source_of(f"单: {items}\n").root
    assert isinstance(root, Mapping)
    assert [item.path for item in root["单"]] == paths.split()  # type: ignore[union-attr]
