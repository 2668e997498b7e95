"""Series, and outlines with facts: withheld facts, counts, references, 附件说明."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from outlines import blocks_of, composed, lines, make_folder

from genwen.cli.main import main
from genwen.document.compose import Composition, compose
from genwen.document.elements import Paragraph, Table
from genwen.document.outline.reader import OutlineReader
from genwen.facts.loader import load_facts
from genwen.facts.source.reader import read_source


def made(folder: Path, files: dict[str, str], name: str = "总结") -> Composition:
    """A document of a small project with `files`, in which nothing is wrong."""
    facts = load_facts(make_folder(folder, files) / "content", 2025, str)
    assert not facts.findings, [finding.to_text() for finding in facts.findings]
    reader = OutlineReader(name, read_source(folder / "content" / "公文" / f"{name}.yaml", f"{name}.yaml"))
    outline = reader.read()
    assert not reader.findings, [finding.to_text() for finding in reader.findings]
    composition = compose(outline, facts)
    assert not composition.findings, [finding.to_text() for finding in composition.findings]
    return composition


def body(composition: Composition, name: str = "正文") -> list[str]:
    """The paragraphs of one part."""
    return [block.text for block in composition.document.blocks.get(name, ()) if isinstance(block, Paragraph)]


def outlined(text: str) -> dict[str, str]:
    """An outline with this 正文."""
    return {"content/公文/总结.yaml": f"模板: 文稿\n要素: {{标题: 总结}}\n正文: {text}\n"}


# --- series ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        ("{序列: [甲, 乙, 丙]}", "一是甲。二是乙。三是丙。"),
        ("{序列: [甲, 乙], 分隔: ；}", "一是甲；二是乙。"),
        ("{序列: [甲, 乙], 分隔: '', 末: ''}", "一是甲二是乙"),
        ("{序列: [甲。, '乙;', 丙], 分隔: ；}", "一是甲。二是乙;三是丙。"),
        ("{序列: [齐心, 合力], 样式: 坚持, 分隔: ，}", "坚持齐心，坚持合力。"),
        ("{序列: [甲, 乙], 样式: ['一方面，', '另一方面，'], 分隔: ；}", "一方面，甲；另一方面，乙。"),
        ("{序列: [甲, 乙, 丙], 样式: [先, 再]}", "先甲。再乙。再丙。"),
        ("{序列: [甲, 乙], 样式: '第一，'}", "第一，甲。第二，乙。"),
        ("{序列: [甲, 乙], 样式: 无}", "甲。乙。"),
        ("{序列: [甲, 乙], 样式: 一}", "一甲。二乙。"),
        ("{序列: [甲, {项: 要乙, 样式: 一}, {项: 丙, 样式: 无}, 丁]}", "一是甲。二要乙。丙。四是丁。"),
        (
            "{序列: {引: '有{{ 项数 }}条：', 项: [甲, 乙], 接: 以上{{ 项数|大写 }}条。}}",
            "有2条：一是甲。二是乙。以上二条。",
        ),
    ],
)
def test_series(series: str, expected: str) -> None:
    assert lines(
        f"正文: [{series.replace('接: 以上{{ 项数|大写 }}条。', chr(39).join(('接: ', '以上{{ 项数|大写 }}条。', '')))}]"
    ) == [expected]


def test_a_series_counts_what_it_prints() -> None:
    text = """
        正文:
          - 序列:
              引: 抓好{{ 项数|大写 }}件事。
              项:
                - 扫地
                - {项: 浇花, 若: 有花}
                - {项: '{{ 事 }}', 每: 杂事, 名: 事}
        """
    assert lines(text, {"有花": False, "杂事": []}) == ["抓好一件事。一是扫地。"]
    assert lines(text, {"有花": True, "杂事": ["开窗", "关灯"]}) == [
        "抓好四件事。一是扫地。二是浇花。三是开窗。四是关灯。"
    ]


def test_a_series_in_paragraphs_of_its_own() -> None:
    assert lines("正文: [{序列: {引: 如下：, 项: [甲, 乙], 分段: 是}}]") == ["如下：", "一是甲。", "二是乙。"]


def test_a_run_in_heading_opens_a_series() -> None:
    assert lines("体例: {标题: 段首}\n正文: [{标题: 甲, 正文: [{序列: {引: 先说。, 项: [乙, 丙]}}]}]") == [
        "一、甲。先说。一是乙。二是丙。"
    ]


def test_expressions_that_cannot_be_computed_are_said_in_chinese() -> None:
    _, findings = composed("正文: ['{{ 人 > 2 }}', '{{ 数|大写 }}', '{{ 人|连(1, 2, 3) }}']", {"人": "赵", "数": 10**9})
    assert [finding.code for finding in findings] == ["E202"] * 3
    assert all(not any(word in finding.message for word in ("not", "argument", "type")) for finding in findings)


# --- with facts ------------------------------------------------------------------------------------------------------


def test_withheld_facts_print_as_said(tmp_path: Path) -> None:
    composition = made(tmp_path, {
        "content/依据.yaml": """
            文件:
              - {键: 省办法, 发文机关: 省某局, 标题: 管理办法, 文号: 不公开（省某〔20○○〕○号）}
            """,
        "content/目标.yaml": """
            覆盖率:
              - {键: 首期, 层级: 全区, 截止: 不公开(20○○年底前), 比例: 不公开（○○%）, 修饰: 以上}
            """,
        "content/机构.yaml": "小组: [{键: 组, 名称: 小组, 组长: 不公开, 副组长: 不公开（钱某）}]",
        "content/其他/2025.yaml": "时长: 不公开（若干月）",
        **outlined("['{{ 依据.省办法 }}', '{{ 目标.首期.截止 }}{{ 目标.首期 }}', '{{ 机构.组.组长|连 }}{{ 机构.组.副组长|连 }}', '{{ 其他.时长 }}']"),
    })  # fmt: skip
    assert body(composition) == ["省某局《管理办法》（省某〔20○○〕○号）", "20○○年底前○○%以上", "××钱某", "若干月"]
    assert composition.gaps() == []


@pytest.mark.parametrize("number", ["省某〔20××〕X号", "*某〔****〕***号"])
def test_what_hides_a_part_is_told_how(tmp_path: Path, number: str) -> None:
    files = {"content/依据.yaml": f"文件: [{{键: 办法, 标题: 管理办法, 文号: '{number}'}}]"}
    findings = load_facts(make_folder(tmp_path, files) / "content", 2025, str).findings
    assert [(finding.code, finding.hint) for finding in findings] == [
        ("S103", f"隐去了一部分的，写作 不公开（{number}）")
    ]


def test_missing_facts_are_gaps_wherever_they_print(tmp_path: Path) -> None:
    composition = made(tmp_path, {
        "content/依据.yaml": "文件: [{键: 办法, 标题: 管理办法, 文号: 待补, 简称: 待补}]",
        "content/目标.yaml": "覆盖率: [{键: 首期, 层级: 全区, 截止: 2025年底, 比例: 待补}]",
        "content/其他/2025.yaml": "时长: 待补",
        **outlined("['{{ 依据.办法 }}{{ 依据.办法.简写 }}', '{{ 目标.首期 }}', '{{ 其他.时长 }}']"),
    })  # fmt: skip
    assert {run.origin.path for run in composition.gaps() if run.origin} == {
        "依据.文件.办法.文号", "依据.文件.办法.简称", "目标.覆盖率.首期.比例", "其他.时长",
    }  # fmt: skip


def test_deadlines_print_as_typed(tmp_path: Path) -> None:
    milestones = ["2025年3月5日前", "2025年8月底", "每年11月1日-15日", "每年12月1日—5日"]
    listed = ", ".join(f"{{键: 甲{n}, 事项: 乙{n}, 时间: {time}}}" for n, time in enumerate(milestones))
    text = "[{段: '{{ 节点.时间 }}', 每: 日程.节点, 名: 节点}]"
    files = {"content/日程.yaml": f"节点: [{listed}]", **outlined(text)}
    assert body(made(tmp_path, files)) == milestones
    files["content/日程.yaml"] = "节点: [{键: 甲, 事项: 乙, 时间: 2025-03-05}]"
    assert body(made(tmp_path, files)) == ["2025年3月5日"]


def test_a_loop_over_facts_by_its_number(tmp_path: Path) -> None:
    text = "[{段: '{{ 甲 }}', 每: 范围.清单, 名: 甲, 若: 序 <= 2 and 年度 > 2024}]"
    assert body(made(tmp_path, outlined(text))) == ["党的机关", "人大机关"]


@pytest.mark.parametrize(("said", "expected"), [("", ["附件：1.甲表", "2.乙表"]), ("附件说明: 无\n", [])])
def test_attachments_are_listed_unless_said(tmp_path: Path, said: str, expected: list[str]) -> None:
    text = f"模板: 文稿\n{said}要素: {{标题: 总结}}\n正文: 正文。\n附件: [{{标题: 甲表, 正文: 甲。}}, {{标题: 乙表, 正文: 乙。}}]\n"
    composition = made(tmp_path, {"content/公文/总结.yaml": text})
    assert [line.strip() for line in body(composition, "附件说明") if line] == expected
    assert [line for line in body(composition, "附件") if line] == ["附件1", "甲表", "甲。", "附件2", "乙表", "乙。"]


def test_the_house_style_stands_in_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "genwen.yaml": "年度: 2025\n体例: {层次: [一、, 1、], 标题: [独行, 标签]}\n",
        **outlined("[{标题: 甲, 正文: [{标题: 乙, 正文: 丙。}]}]"),
    }
    monkeypatch.chdir(make_folder(tmp_path, files))
    assert main(["build", "总结"]) == 0
    with zipfile.ZipFile(tmp_path / "outputs" / "2025" / "总结.docx") as package:
        text = re.sub("<[^>]*>", "", package.read("word/document.xml").decode())
    assert "一、甲1、乙：丙。" in text


def test_what_composing_finds_is_shown_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(make_folder(tmp_path, outlined("\n  - 甲。\n  - 乙{{ 单位.名 }}。")))
    assert main(["build", "总结"]) == 1
    shown = capsys.readouterr()
    assert "5 │   - 乙{{ 单位.名 }}。" in shown.out + shown.err


def test_rows_repeat_in_groups(tmp_path: Path) -> None:
    text = """
  - 表:
      列: [项, 名]
      行:
        - 每: [甲, 乙]
          名: 组
          各行:
            - [{文: "{{ 组 }}", 跨列: 2}]
            - {每: [一, 二], 名: 项, 行: ["{{ 序 }}", "{{ 组 }}{{ 项 }}"]}
"""
    table = made(tmp_path, outlined(text)).document.blocks["正文"][0]
    assert isinstance(table, Table)
    rows = [[cell.paragraphs[0].text for cell in row.cells] for row in table.rows]
    assert rows == [["项", "名"], ["甲"], ["1", "甲一"], ["2", "甲二"], ["乙"], ["1", "乙一"], ["2", "乙二"]]


@pytest.mark.parametrize(("second", "expected"), [("", "见附件。"), (", {标题: 乙表, 正文: 乙。}", "见附件1。")])
def test_prose_names_attachments_by_their_number(tmp_path: Path, second: str, expected: str) -> None:
    text = f"模板: 文稿\n要素: {{标题: 总结}}\n正文: '见{{{{ 附件号.表 }}}}。'\n附件: [{{标题: 甲表, 键: 表, 正文: 甲。}}{second}]\n"
    assert body(made(tmp_path, {"content/公文/总结.yaml": text})) == [expected]


def test_a_plain_plan_leaves_out_what_belongs_to_the_notice(tmp_path: Path) -> None:
    text = (
        "文种: 通知\n印发方式: 直接\n模板: 文稿\n要素: {标题: 通知, 主送机关: 各局, 附注: 公开, 抄送机关: 某局, 印发机关: 某办}\n"
        "正文: 现印发。\n印发件: {标题: 方案, 正文: 甲。}\n"
    )
    document = made(tmp_path, {"content/公文/总结.yaml": text}).document
    assert set(document.fields) == {"标题"}
    assert set(document.blocks) == {"标题", "正文"}
    assert document.blocks["正文"][0].text == "甲。"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("outline", "kept"),
    [
        ("[{段: 说明, 样式: 附件标题}, 空行: 1, 正文。]", [True, True, False]),
        ("[{段: 说明, 样式: 附件标题}, 空行: 2, 正文。, 空行: 1, 正文。]", [True, True, True, False, False, False]),
        ("[{段: 表, 样式: 表格标题文字}, 正文。]", [True, False]),
        ("[{标题: 依据, 形式: 独行, 正文: [空行: 1, 正文。]}]", [False, True, False]),
        ("[正文。, 空行: 1, 正文。]", [False, False, False]),
    ],
)
def test_a_title_and_the_blank_lines_under_it_stay_with_the_text(outline: str, kept: list[bool]) -> None:
    """Headings of the four levels are kept by their style."""
    outline = outline.replace("空行: 1", "{空行: 1}").replace("空行: 2", "{空行: 2}")
    blocks = blocks_of(f"正文: {outline}")
    assert [bool(block.measure and block.measure.keep_next) for block in blocks] == kept
