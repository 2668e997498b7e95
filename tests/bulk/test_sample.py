"""The sample's units, and what docs/批量.md says, held against the tool."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import docx
import pytest
from projects import run
from units import resolved, resolver_of

from genwen.cli.main import main

PAGE = Path(__file__).parents[2] / "docs" / "批量.md"
LISTS = re.findall(r"^```yaml content/下级单位\.yaml\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    folder = tmp_path / "样例"
    assert main(["init", "--sample", str(folder)]) == 0
    return folder


def test_the_sample_is_built_without_a_gap(sample: Path, capsys: Any) -> None:
    capsys.readouterr()
    assert run(sample, "bulk", "方案", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["单位数"] == 12
    assert report["问题"] == []
    assert [(item["单位"], item["待补"]) for item in report["公文"] if item["待补"]] == []
    assert {finding["code"] for item in report["公文"] for finding in item["发现"]} == set()
    for item in report["公文"]:
        path = sample / "outputs/2025/下级单位" / item["文件"]
        text = "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
        assert item["单位"] in text
        others = {other["单位"] for other in report["公文"]} - {item["单位"], "云溪区教育局"}
        assert [other for other in others if other in text] == []


@pytest.mark.parametrize("text", LISTS, ids=range(len(LISTS)))
def test_examples_of_lists_are_in_order(sample: Path, text: str) -> None:
    (sample / "content/下级单位.yaml").write_text(text, "utf-8")
    (sample / "名单.csv").write_text("单位名称,组长,发文日期,用水,经办人\n甲局,张某某,2025-04-02,12,无\n", "utf-8")
    table = None if "单位:" in text and "列对照" not in text else sample / "名单.csv"
    _, records = resolver_of(sample, table)
    assert records
    for name in records:
        unit = resolved(sample, name, table)
        assert [finding.to_text() for finding in (*unit.record.findings, *unit.findings)] == []


def test_examples_say_what_they_do(sample: Path) -> None:
    (sample / "content/下级单位.yaml").write_text(LISTS[0], "utf-8")
    below = resolved(sample, "云溪区教育技术中心")
    labels = [measure.name.text for block in below.facts.groups["措施"].blocks for measure in block.measures]
    assert "建设绿色食堂" not in labels
    assert len(labels) > 10
    assert below.facts.groups["目标"].energy[0].share.text == "3%"
