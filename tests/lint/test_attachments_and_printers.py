"""What is said of attachments, the stops of their paragraphs, and the name of who prints a document."""

from __future__ import annotations

import pytest

from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in

_DOC = (
    "发文机关标志：云溪县教育局文件\n空行\n空行\n发文字号：云教〔2025〕8号\n空行\n空行\n标题：关于开展检查的通知\n空行\n主送机关：各学校：\n正文：{}\n空行\n"
    "附件说明：附件：1.评价标准\n附件说明：2.中小学校基本情况表\n附件说明：3.工作专班成员名单\n空行\n空行\n署名：云溪县教育局\n成文日期：2025年3月8日\n"
)
_ATTACHED = "附件标识：附件1\n空行\n附件标题：评价标准\n空行\n"


def told(text: str, rule: str) -> list[str]:
    return [problem.finding.message for problem in problems_in(example_view(text)) if problem.rule.id == rule]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("填报学校基本情况表（见附件3）。", ["文中说“学校基本情况表”在附件3，它是附件2"]),
        ("填报学校基本情况表（见附件2）。", []),
        ("对照有关的评价标准（附件1），逐条自查。", []),
        ("填写下面的情况表（见附件3）。", []),
        ("成立领导小组（见附件3）。", []),
    ],
)
def test_attachment_of_another_number(said: str, found: list[str]) -> None:
    assert told(_DOC.format(said), "G919") == found


_LONG = "各学校要加强领导，按照标准认真组织实施，确保按期完成"


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        ([f"{_LONG}。", f"{_LONG}。", f"{_LONG}。", _LONG], True),
        ([f"{_LONG}。", _LONG, f"{_LONG}", f"{_LONG}。"], False),
        ([_LONG, _LONG, _LONG], False),
        ([f"{_LONG}。", f"{_LONG}。", f"{_LONG}。", "组长：周明远　县教育局党组书记、局长，县委教育工委书记"], False),
    ],
)
def test_stops_of_an_attachment(lines: list[str], wrong: bool) -> None:
    text = _DOC.format("请执行。") + _ATTACHED + "\n".join(f"正文：{line}" for line in lines)
    assert bool(told(text, "G328")) is wrong


@pytest.mark.parametrize(
    ("printer", "wrong"),
    [
        ("云溪县教育委员会办公室", True), ("云溪县教育局办公室", False), ("云溪县教育局", False),
        ("云溪县人民政府办公室", False), ("云溪县财政局办公室", False), ("县教育局办公室", False),
    ],
)  # fmt: skip
def test_who_prints_is_who_issues(printer: str, wrong: bool) -> None:
    text = _DOC.format("请执行。") + f"抄送机关：抄送：县委办公室。\n印发机关：{printer}\t2025年3月9日印发"
    assert bool(told(text, "G829")) is wrong


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("根据中华人民共和国水法有关规定，现公告如下。", True),
        ("违反中华人民共和国安全生产法第二十一条的，依法处罚。", True),
        ("根据《中华人民共和国水法》有关规定，现公告如下。", False),
        ("按照中华人民共和国最高人民法院的解释办理。", False),
        ("根据《关于贯彻〈中华人民共和国水法〉的通知》执行。", False),
    ],
)
def test_name_of_a_law_has_its_marks(said: str, wrong: bool) -> None:
    assert bool(told(_DOC.format(said), "G539")) is wrong


@pytest.mark.parametrize(
    ("said", "wrong"), [("拨打0897-661234举报。", True), ("拨打0897-6612345举报。", False), ("拨打12345热线。", False)]
)
def test_number_that_is_dialled(said: str, wrong: bool) -> None:
    assert bool(told(_DOC.format(said), "G643")) is wrong
