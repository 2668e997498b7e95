"""处: one way of counting, in what diff says and in what the next build then says."""

import json
import re

import pytest
from clerk import REPORT, STATISTICS, edit, reword
from hands import EDITS, Hand
from projects import run
from reports import Facts, generation
from test_places import AFTER

from genwen.revision.compare import differences, shown, untold
from genwen.revision.merge import merge_draft

MEASURES, PROBLEMS, OUTLINE = "content/措施/2025.yaml", "content/其他/2025.yaml", "content/公文/报告.yaml"
FIGURE = (STATISTICS, "7216800千瓦时", "7600000千瓦时")
PROBLEM = (PROBLEMS, "[基础薄弱, 资金不足]", "[人手不够, 基础薄弱, 资金不足]")
ORDER = (PROBLEMS, "[基础薄弱, 资金不足]", "[资金不足, 基础薄弱]")
LIST = (MEASURES, "制度: [用电管理制度, 用水管理制度]", "制度: [用电管理制度, 用水管理制度, 用油管理制度]")
NUMBER = (MEASURES, "值: 2项", "值: 3项")
SECTION = (OUTLINE, "  - 标题: 存在问题", "  - 标题: 主要做法\n    正文:\n      - 做法另行报送。\n  - 标题: 存在问题")
ITEM = (
    MEASURES,
    "时限: 2025年6月底",
    "时限: 2025年6月底\n      - 标签: 明确职责\n        计划: 明确职责。\n        完成: 已明确各单位职责。",
)


def alter(folder, *changes) -> None:
    for name, old, new in changes:
        path = folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")


def added(document) -> None:
    paragraph = next(p for p in document.paragraphs if "用电量" in p.text)
    paragraph.insert_paragraph_before("这一段是后加的。", style=paragraph.style)
    paragraph.runs[-1].text += "特此说明。"


@pytest.mark.parametrize("changes", [
    (FIGURE,), (PROBLEM,), (LIST, NUMBER), (SECTION,), (ITEM,), (FIGURE, ITEM), (FIGURE, PROBLEM, LIST, NUMBER, SECTION),
])  # fmt: skip
@pytest.mark.parametrize("by_hand", [False, True])
def test_diff_counts_what_the_build_then_does(folder, capsys, changes, by_hand) -> None:
    edit(folder / REPORT, added if by_hand else lambda document: setattr(document.paragraphs[0], "style", None))
    alter(folder, *changes)
    assert run(folder, "diff", "报告", "--json") == 0
    told = json.loads(capsys.readouterr().out)["事实改的"]
    assert run(folder, "diff", "报告") == 0
    out = capsys.readouterr().out
    assert f"现在的事实要改 {told} 处" in out
    run(folder, "build", "报告")
    built = capsys.readouterr().out
    counted = re.findall(
        r"^  (?:已更新|已撤回|已新增|建议删除|已移动|请核对|冲突|仅批注|未恢复|已一致|已拒绝) (\d+) 处", built, re.M
    )
    assert sum(map(int, counted)) == told
    # and as many are listed one by one: marks, whole paragraphs, ordinals summed up, parts that change places
    assert listed(out, "事实改的") == told


def listed(out: str, label: str) -> int:
    lines = [line for line in out.splitlines() if line.startswith(f"  {label}：")]
    marks = sum(len(re.findall(r"\[-.*?-\]\{\+.*?\+\}|\[-.*?-\]|\{\+.*?\+\}", line)) or 1 for line in lines)
    return marks + sum(map(int, re.findall(r"^(?:序号跟着改|挪动|另有) (\d+) 处", out, re.M)))


def test_what_the_clerk_changed_is_counted_likewise(folder, capsys) -> None:
    reword(folder / REPORT, "721.68", "722.00")
    edit(folder / REPORT, added)
    assert run(folder, "diff", "报告") == 0
    out = capsys.readouterr().out
    assert "您改了 3 处；现在的事实要改 0 处" in out
    assert listed(out, "您改的") == 3


def test_a_marked_up_copy_says_how_many_places_it_marks(folder, capsys) -> None:
    alter(folder, FIGURE, PROBLEM)
    assert run(folder, "diff", "报告", "--json") == 0
    told = json.loads(capsys.readouterr().out)["事实改的"]
    assert run(folder, "diff", "报告", "--out", str(folder / "花脸稿.docx")) == 0
    assert f"标出了 {told} 处" in capsys.readouterr().out


MEETING = {"删行", "术语替换", "标点半角"}
"""Edits that meet what the facts change in the same place, so that the build has less, or more, to do."""


@pytest.mark.parametrize("name", [name for name in EDITS if name not in MEETING])
def test_what_diff_lists_is_as_much_as_the_build_does(name) -> None:
    hand = Hand(generation(Facts()).docx)
    EDITS[name](hand)
    draft = hand.saved()
    told = merge_draft(generation(Facts()), draft, generation(AFTER)).places
    found = differences(generation(Facts()), draft, generation(AFTER))
    marked = sum(item.counts.get("new", 0) for item in shown(told, found))
    assert marked + len(untold(told, found)) == len(told)


def test_parts_are_told_apart_by_what_is_known_of_them_and_not_by_their_order() -> None:
    found = differences(generation(Facts()), None, generation(AFTER))
    assert next(item for item in found if item.old.startswith("（四）反对食品浪费")).new == "（五）反对食品浪费"
