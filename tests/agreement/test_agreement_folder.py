"""genwen check on a folder and on .docx files: figures typed against facts, the sample clean, foreign files safe."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from genwen.agreement.registry import RULES
from genwen.cli.main import main

TYPED = {
    "用电量为7216800千瓦时。": ("A101", "提示"),
    "全年消耗电力721.68万千瓦时。": ("A101", "提示"),
    "用电量为721.86万千瓦时。": ("A102", "错误"),
    "单位建筑面积能耗为8.46千克标准煤/平方米。": ("A102", "错误"),
    "人均用水量为19.31立方米/人。": ("A101", "提示"),
    "人均用水量同比下降5.31%。": ("A102", "警告"),
    "2024年人均综合能耗为395.00千克标准煤/人。": ("A102", "提示"),
    "公务用车为148辆。": ("A102", "错误"),
    "建筑面积128600平方米。": ("A101", "提示"),
}
QUIET = (
    "2025年3月召开会议2次，印发通报4期。",
    "电话0571-88001234。",
    "用电量下降3%以上。",
    "目标是用电量控制在700万千瓦时以内。",
)


FOLLOWS = {
    "领导小组设组长1名、副组长{}名。": ("3", "5"),
    "到2027年底，全区党政机关建成节约型机关的比例必须达到{}%。": ("70", "80"),
    "联合检查发现的31个问题中，还有{}个没有整改完成。": ("2", "4"),
    "与2024年相比，用电量少了{}万千瓦时。": ("27.25", "25.27"),
    "全年用电量同比{}3.64%。": ("下降", "上升"),
    "报送创建实施方案以{}日为限。": ("5月15", "6月15"),
    "未通过核查的单位，自收到核查意见之日起{}个月内完成整改。": ("1", "3"),
    "纳入创建的单位，区级党政机关{}家。": ("52", "25"),
}
"""Typed figures that follow from the facts of the sample: as they should be, and wrong."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample as `genwen init --sample` makes it."""
    assert main(["init", "--sample", str(tmp_path / "样例")]) == 0
    monkeypatch.chdir(tmp_path / "样例")
    return tmp_path / "样例"


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    main(["check", "--json", *arguments])
    return list(json.loads(capsys.readouterr().out)["findings"])


def test_sample_is_clean(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["check"]) == 0
    assert not re.search("警告|错误", capsys.readouterr().out)


def found_of_each(
    folder: Path, capsys: pytest.CaptureFixture[str], texts: Iterable[str]
) -> dict[str, list[dict[str, Any]]]:
    """What is found in each of these sentences, typed into an outline of its own, all of them checked at once."""
    files = {f"例{number}.yaml": text for number, text in enumerate(texts, 1)}
    for name, text in files.items():
        outline = f"模板: 文稿\n要素:\n  标题: {Path(name).stem}\n正文:\n  - {text}\n"
        (folder / "content" / "公文" / name).write_text(outline, "utf-8")
    told: dict[str, list[dict[str, Any]]] = {text: [] for text in files.values()}
    for finding in found(capsys):
        name = Path(str((finding["position"] or {}).get("file", ""))).name
        if name in files:
            told[files[name]].append(finding)
    return told


def test_what_follows_from_facts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = found_of_each(folder, capsys, [text.format(value) for text, values in FOLLOWS.items() for value in values])
    wrong = {text: [each["message"] for each in findings if each["code"] == "A102"] for text, findings in told.items()}
    for text, (right, other) in FOLLOWS.items():
        assert not wrong[text.format(right)]
        assert "content/" in wrong[text.format(other)][0], text


def test_typed_figures(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for text, findings in found_of_each(folder, capsys, TYPED).items():
        mine = [each for each in findings if each["code"].startswith("A1")]
        assert [(each["code"], each["severity"]) for each in mine] == [TYPED[text]], mine
        assert "content/统计" in mine[0]["message"] or "content/指标" in mine[0]["message"]
        assert mine[0]["position"]["line"] == 5
        assert mine[0]["position"]["column"] > 5


def test_other_figures_are_left_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = found_of_each(folder, capsys, QUIET)
    assert [each for findings in told.values() for each in findings if each["severity"] != "提示"] == []


def test_reference_against_the_facts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "按照《节约型机关创建行动方案》（国管节能〔2020〕38号）执行。"
    (folder / "content/公文/例.yaml").write_text(f"模板: 文稿\n要素:\n  标题: 例\n正文:\n  - {text}\n", "utf-8")
    mine = [f for f in found(capsys) if f["code"] == "A404"]
    assert mine
    assert "content/依据.yaml" in str(mine[0]["message"])


def test_precision(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "用电量{{ 统计.用电量|万 }}。\n  - 又，用电量{{ 统计.用电量|万(1) }}。"
    (folder / "content/公文/例.yaml").write_text(f"模板: 文稿\n要素:\n  标题: 例\n正文:\n  - {text}\n", "utf-8")
    assert "A202" in {f["code"] for f in found(capsys)}


def test_order_of_dates(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "content/日程.yaml"
    path.write_text(path.read_text("utf-8").replace("每年11月20日", "每年11月10日"), "utf-8")
    mine = [f for f in found(capsys) if f["code"] == "A601"]
    assert len(mine) == 1
    assert "content/日程.yaml:" in str(mine[0]["message"])


TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Target="word/document.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def docx_of(path: Path, body: str, head: str = "") -> Path:
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", RELATIONS)
        package.writestr(
            "word/document.xml", f'{head}<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'
        )
    return path


def paragraph(*texts: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in texts) + "</w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def test_foreign_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [("单位", "电费"), ("甲局", "12"), ("乙局", "15"), ("合计", "28")]
    table = "".join(f"<w:tr>{cell(a)}{cell(b)}</w:tr>" for a, b in rows)
    deleted = "<w:p><w:del><w:r><w:delText>做好五项工作：一是甲；二是乙。</w:delText></w:r></w:del></w:p>"
    body = paragraph("做好三", "项工作：一是甲；", "二是乙。") + deleted + f"<w:tbl>{table}</w:tbl>"
    path = docx_of(tmp_path / "他.docx", body)
    mine = found(capsys, str(path))
    mine = [f for f in mine if str(f["code"]).startswith("A")]
    assert sorted(str(f["code"]) for f in mine) == ["A301", "A801"]
    places = " ".join(str(f["position"]["place"]) for f in mine)  # type: ignore[index]
    assert "第1段“" in places
    assert "表1 第4行第2列" in places


def test_spans_and_merges(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    merged = (
        f"<w:tr>{cell('全局', '<w:vMerge w:val=' + chr(34) + 'restart' + chr(34) + '/>')}{cell('甲')}{cell('3')}</w:tr>"
    )
    continued = f"<w:tr>{cell('', '<w:vMerge/>')}{cell('乙')}{cell('4')}</w:tr>"
    total = f"<w:tr>{cell('合计', '<w:gridSpan w:val=' + chr(34) + '2' + chr(34) + '/>')}{cell('8')}</w:tr>"
    head = f"<w:tr>{cell('单位')}{cell('科室')}{cell('数量')}</w:tr>"
    path = docx_of(tmp_path / "并.docx", f"<w:tbl>{head}{merged}{continued}{total}</w:tbl>")
    assert [f["code"] for f in found(capsys, str(path)) if str(f["code"]).startswith("A")] == ["A801"]


@pytest.mark.parametrize(
    "make",
    [
        lambda path: docx_of(path, "&x;", '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        lambda path: docx_of(path, "<w:p>"),
        lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600) and path,
        lambda path: (path.write_bytes(b"") and path) or path,
    ],
)
def test_hostile_files(make: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "坏.docx"
    make(path)  # type: ignore[operator]
    assert main(["check", str(path)]) == 2
    assert "坏.docx" in capsys.readouterr().err


def test_genwen_files(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "年度总结", "工作报告"]) == 0
    files = [str(path) for path in sorted((folder / "outputs").glob("*/*.docx"))]
    assert len(files) == 2
    assert [f["message"] for f in found(capsys, *files) if f["severity"] != "提示"] == []


def test_rules_are_told_apart() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(rule.name and rule.reason for rule in RULES)
