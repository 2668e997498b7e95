"""One fault, one finding: at its place, as bad as the standard makes it, and nothing else told because of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lint_faults import Fault, Parts, drop, say, unzipped, zipped
from lxml import etree
from right_documents import right

from genwen.cli.main import main
from genwen.lint.linter import Problem, problems_in
from genwen.lint.viewing import view_of
from genwen.ooxml.form_reader import form_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def without(words: str, nth: int = -1) -> Fault:
    """A paragraph taken out."""

    def plant(parts: Parts) -> None:
        root = etree.fromstring(parts["word/document.xml"])
        found = [
            item for item in root.iter(f"{W}p") if words in "".join(text.text or "" for text in item.iter(f"{W}t"))
        ]
        found[nth].getparent().remove(found[nth])
        parts["word/document.xml"] = etree.tostring(root)

    return Fault(plant, "", words)


def planted(name: str, *faults: Fault) -> Parts:
    parts = unzipped(right(name))
    for fault in faults:
        fault.plant(parts)
    return parts


def found(name: str, *faults: Fault) -> list[Problem]:
    return problems_in(view_of(form_of(planted(name, *faults), "例.docx")))


def told(name: str, *faults: Fault) -> list[str]:
    return [f"{problem.finding.severity} {problem.rule.id}" for problem in found(name, *faults)]


NOTE, QUOTE, TITLE, PLAIN, ITEM = (
    "（此件公开发布）",
    "“管线一张图”",
    "《城市地下管线管理条例》",
    "燃气管线事故起数",
    "（一）摸清底数",
)


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (NOTE, "（此件公开发布", "错误 G501"), (NOTE, "此件公开发布）", "错误 G327"), (NOTE, "(此件公开发布)", "错误 G327"),
        (QUOTE, "“管线一张图", "错误 G502"), (QUOTE, "管线一张图”", "错误 G502"), (QUOTE, "”管线一张图“", "错误 G502"),
        (QUOTE, "“管线一张图“", "错误 G502"), (QUOTE, "”管线一张图”", "错误 G502"), (QUOTE, '"管线一张图"', "错误 G518"),
        (QUOTE, "『管线一张图』", "错误 G518"), (QUOTE, "“管线“一张”图”", "错误 G505"),
        (TITLE, "《城市地下管线管理条例", "错误 G503"), (TITLE, "〈城市地下管线管理条例〉", "错误 G504"), (TITLE, "<<城市地下管线管理条例>>", "错误 G511"),
        (PLAIN, "燃气管线（含庭院管事故起数", "错误 G501"), (PLAIN, "燃气管线(含庭院管）事故起数", "错误 G501"), (PLAIN, "燃气管线（含庭院管)事故起数", "错误 G501"),
        (PLAIN, "燃气管线含庭院管）事故起数", "错误 G501"), (PLAIN, "燃气管线[含庭院管]事故起数", "错误 G511"), (PLAIN, "燃气管线（含（庭院管）事故起数", "错误 G501"),
        (ITEM, "(一）摸清底数", "错误 G405"), (ITEM, "（一)摸清底数", "错误 G405"), (ITEM, "一）摸清底数", "错误 G411"), (ITEM, "（一摸清底数", "错误 G411"),
    ],
)  # fmt: skip
def test_marks_in_pairs(old: str, new: str, wanted: str) -> None:
    assert told("意见", say(old, new, "")) == [wanted]


ADDRESSED = "各乡镇人民政府，县直各单位："


@pytest.mark.parametrize("mark", ["", "。", "，", "；", ";", ":", "︰", "∶"])
def test_recipients_without_a_colon_are_an_error(mark: str) -> None:
    (problem,) = found("通知", say(ADDRESSED, f"各乡镇人民政府，县直各单位{mark}", ""))
    assert (problem.rule.id, str(problem.finding.severity)) == ("G305", "错误")
    assert "改为全角“：”" in problem.finding.hint or "标“：”" in problem.finding.hint
    line = problem.hit.line
    assert line is not None
    right_text = line.text[: problem.hit.start] + problem.hit.right + line.text[problem.hit.end :]
    assert right_text == ADDRESSED


@pytest.mark.parametrize(
    ("copied", "twice"),
    [("石桥区人民政府", True), ("石桥区政府", True), ("区人民政府", True), ("区政府", True), ("区政府办公室", False), ("市人民政府", False),
     ("石桥区人民政府办公室", False), ("区发展改革局", True), ("区审计局", False)],
)  # fmt: skip
def test_copies_to_whom_it_is_addressed(copied: str, twice: bool) -> None:
    problems = found("请示", say("区财政局。", f"区财政局，{copied}。", ""))
    assert [problem.rule.id for problem in problems] == ["G812"] * twice
    assert all(problem.finding.clause == "条例第九条" for problem in problems)
    assert all(
        problem.hit.line and problem.hit.line.text[problem.hit.start : problem.hit.end] == copied
        for problem in problems
    )


def test_what_is_missing() -> None:
    assert told("通知", without("2025年9月29日")) == ["错误 G323"]
    assert told("通知", without("柳机事〔2025〕14号")) == ["警告 G223"]
    assert "提示 G224" in told("通知", without("中心文件"))
    assert told("请示", without("石桥区人民政府：")) == ["警告 G314"]


def test_missing_page_number_of_several_pages_gives_1(tmp_path: Path) -> None:
    faults = (drop("footerReference", "", ""), drop("evenAndOddHeaders", "", "", part="word/settings.xml"))
    (tmp_path / "例.docx").write_bytes(zipped(planted("通知", *faults)))
    assert told("通知", *faults) == ["错误 G111"]
    assert main(["check", str(tmp_path / "例.docx")]) == 1


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [("（星期一）", "（星期三）", "G632"), ("于11月15日前", "于2025年2月30日前", "G631"), ("于2025年11月5日前", "于2027年—2025年", "G634")],
)  # fmt: skip
def test_dates_are_told_once_by_form_and_agreement_together(
    old: str, new: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "例.docx").write_bytes(zipped(planted("通知", say(old, new, ""))))
    assert main(["check", str(tmp_path / "例.docx"), "--json"]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert [item["code"] for item in findings if item["severity"] != "提示"] == [code]


def test_spaces_in_titles_of_books_are_theirs() -> None:
    assert told("通知", say("《机关事务管理条例》", "《机关事务 管理条例》", "")) == []
    assert told("通知", say("机关事务管理条例》要求", "机关事务管理条例》要求，抓好 落实", "")) == ["提示 G525"]
