"""Names in a unit's own template: check and build tell all of them at once, and refuse the same."""

from pathlib import Path

import pytest
from projects import run
from test_own_template import LINES, sample, template

__all__ = ["sample"]


def test_all_wrong_names_are_told_at_once(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = template(sample, ("{{ 单位.名秤 }}，{{ 标提 }}", "{{ 统计.用电亮|万 }}", *LINES))
    capsys.readouterr()
    for command in (("template", "check", str(path)), ("build", "工作报告")):
        assert run(sample, *command) == 1
        told = capsys.readouterr()
        said = told.out + told.err
        for name, meant in (("名秤", "名称"), ("标提", "标题"), ("用电亮", "用电量")):
            assert said.count(f"“{name}”") == 1, said
            assert f"是否应为“{meant}”" in said


@pytest.mark.parametrize("tag", ["{%p for i in range(10**9) %}", "{%p for i in 统计.用电量 ** 9 %}"])
def test_check_refuses_what_build_refuses(sample: Path, tag: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = template(sample, (*LINES, tag, "甲", "{%p endfor %}"))
    capsys.readouterr()
    for command in (("template", "check", str(path)), ("build", "工作报告")):
        assert run(sample, *command) == 1
        told = capsys.readouterr()
        assert "不能" in told.out + told.err
        assert "T087" not in told.out + told.err


@pytest.mark.parametrize("tag", ["{{ 1e309 }}", "{% set 甲 = 1e309 %}{{ 甲 }}", "{% set 甲 = 1e25 * 1e25 %}{{ 甲 }}"])
def test_numbers_without_bounds_are_told_with_their_place(sample: Path, tag: str, capsys) -> None:
    template(sample, (tag, *LINES))
    capsys.readouterr()
    assert run(sample, "build", "工作报告") == 1
    told = capsys.readouterr()
    assert "过大" in told.out + told.err
    assert "templates/公文/工作报告.docx 正文第1段" in told.out + told.err


def test_styles_are_listed(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(sample, "template", "copy", "工作报告") == 0
    capsys.readouterr()
    assert run(sample, "template", "check", "templates/公文/工作报告.docx") == 0
    said = capsys.readouterr().out
    assert "段落样式" in said
    assert "公文标题" in said
    assert "表格样式" in said
