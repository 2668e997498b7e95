"""Forms that clerks give to what has one right form: 附件说明, 版记, ranges, units, 标志, ellipses; right forms beside each."""

from __future__ import annotations

import pytest

from genwen.lint.examples import example_view
from genwen.lint.linter import Problem, problems_in

HEAD = (
    "发文机关标志：云溪区财政局文件\n空行\n空行\n发文字号：云财发〔2025〕8号\n空行\n空行\n"
    "标题：关于开展检查的通知\n空行\n主送机关：各镇人民政府：\n正文：现将有关事项通知如下。\n"
)
END = "署名：云溪区财政局\n成文日期：2025年3月8日\n"
ATTACHED = "附件标识：附件\n空行\n附件标题：{}\n正文：逐项列明。\n"


def found(text: str, *rules: str) -> list[Problem]:
    return [item for item in problems_in(example_view(text)) if item.rule.id in rules]


def rights(text: str, rule: str) -> list[str]:
    """What a line reads like with each correction the rule itself gives, one after another."""
    said = []
    for item in found(text, rule):
        assert item.hit.line is not None
        whole = item.hit.line.text
        said.append(whole[: item.hit.start] + item.hit.right + whole[item.hit.end :])
    return said


@pytest.mark.parametrize("mark", ["附件 ", "附件\u3000", "附件", "附 件 ", "附 "])
@pytest.mark.parametrize("name", ["隐患整改清单", "2025年隐患清单", "一季度隐患清单"])
def test_attachment_noted_without_colon_and_number(mark: str, name: str) -> None:
    text = f"{HEAD}空行\n正文：{mark}{name}\n空行\n{END}{ATTACHED.format(name)}"
    assert [item.rule.id for item in found(text, "G901", "G902", "G906", "G907")] == ["G901"]
    assert rights(text, "G901") == [f"附件：{name}"]


@pytest.mark.parametrize(
    ("line", "noted"),
    [("附件 隐患整改清单", True), ("附件材料一式三份", False), ("附近居民区排查名单", False), ("附件报送时间另行通知", False),
     ("附件 三份，另送", False)],
)  # fmt: skip
def test_attachment_noted_and_not_attached(line: str, noted: bool) -> None:
    view = example_view(f"{HEAD}空行\n正文：{line}\n空行\n{END}")
    assert [item.text for item in view.of("附件说明")] == ([line] if noted else [])


def test_attachments_with_another_mark_after_the_number() -> None:
    two = f"{HEAD}空行\n附件说明：附件：1、任务清单\n附件说明：2、联系名单\n空行\n{END}"
    assert rights(two, "G903") == ["附件：1.任务清单", "2.联系名单"]
    ten = "\n".join(f"附件说明：{'附件：' if n == 1 else ''}{n}，清单{n}" for n in range(1, 11))
    assert rights(f"{HEAD}空行\n{ten}\n空行\n{END}", "G903")[-1] == "10.清单10"


@pytest.mark.parametrize(
    ("copies", "said", "right"),
    [("抄报：市财政局。", "抄报", ["抄送：市财政局。"]), ("抄发：各科室。", "抄发", ["抄送：各科室。"]), ("抄送：市财政局。", "", []),
     ("分送：局领导，各科室。", "", []), ("抄送：市抄报中心。", "", [])],
)  # fmt: skip
def test_old_words_for_copies(copies: str, said: str, right: list[str]) -> None:
    text = f"{HEAD}{END}抄送机关：{copies}\n印发机关：云溪区财政局办公室\t2025年3月9日印发"
    assert rights(text, "G827") == right
    assert [item.finding.message for item in found(text, "G827")] == ([f"版记用了“{said}”"] if said else [])


def test_two_kinds_of_copies_are_not_made_one() -> None:
    text = f"{HEAD}{END}抄送机关：抄报：市财政局。\n抄送机关：抄送：区审计局。\n印发机关：云溪区财政局办公室\t2025年3月9日印发"
    assert [item.hit.right for item in found(text, "G827")] == [""]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("排查隐患10-20处。", True), ("每校选3-5名教师。", True), ("新建2-3所幼儿园。", True), ("培训3-5小时。", True), ("立案5-8起。", True),
        ("住3-5号楼。", False), ("见表3-5名单。", False), ("附件3-5名单。", False), ("第3-5处室负责。", False), ("电话0571-88842603。", False),
        ("云财发〔2025〕10-20号。", False), ("型号A10-20。", False), ("2025-03-08处理。", False), ("执行GB/T 9704-2012名词。", False),
        ("排查隐患10～20处。", False), ("排查隐患10—20处。", False),
    ],
)  # fmt: skip
def test_range_with_a_hyphen(said: str, told: bool) -> None:
    assert bool(found(f"正文：{said}", "G517")) is told


@pytest.mark.parametrize(
    ("said", "told"),
    [("重5kg。", True), ("全长12.5km以上。", True), ("面积300m²，", True), ("重5 kg。", False), ("重5千克。", False), ("建设5G网络。", False),
     ("10kV线路改造。", False), ("型号HX-30mm。", False), ("用A4纸。", False), ("排放20mg/m³。", False)],
)  # fmt: skip
def test_symbol_of_a_unit_right_behind_its_figure(said: str, told: bool) -> None:
    assert bool(found(f"正文：{said}", "G623")) is told
    assert not found(f"表：重量|数量/{said}|1", "G623")


@pytest.mark.parametrize(
    ("said", "right"),
    [("共一百〇八人。", ["共一百零八人。"]), ("共三千二百○五元。", ["共三千二百零五元。"]), ("二〇二五年。", []), ("一〇八国道。", []),
     ("共一百零八人。", []), ("《一百〇八将》", [])],
)  # fmt: skip
def test_circle_in_an_amount(said: str, right: list[str]) -> None:
    assert rights(f"正文：{said}", "G624") == right


@pytest.mark.parametrize(
    ("mark", "right"),
    [("云溪区人民政府 文件", ["云溪区人民政府文件"]), ("云溪区人民 政府文件", ["云溪区人民政府文件"]), ("云溪区 财政局 文件", ["云溪区 财政局文件"]),
     ("云溪区财政局\u3000文件", []), ("中共云溪区委 云溪区人民政府文件", []), ("云溪区财政局 云溪区审计局 云溪区水利局文件", []),
     ("云 溪 区 财 政 局 文 件", []), ("云溪区财政局文件", [])],
)  # fmt: skip
def test_space_within_the_mark(mark: str, right: list[str]) -> None:
    assert rights(f"发文机关标志：{mark}\n空行\n空行\n发文字号：云政发〔2025〕8号", "G230") == right


@pytest.mark.parametrize(
    ("said", "right"),
    [("包括用电、用水...等。", ["包括用电、用水等。"]), ("包括用电、...等设备。", ["包括用电等设备。"]), ("包括用电等...", ["包括用电等。"]),
     ("包括用电等……", ["包括用电等。"]), ("包括用电……等。", ["包括用电等。"]), ("包括用电……等待处理。", []), ("人人平等……", [])],
)  # fmt: skip
def test_ellipsis_beside_etc(said: str, right: list[str]) -> None:
    assert [text for rule in ("G515", "G519") for text in rights(f"正文：{said}", rule)] == right


@pytest.mark.parametrize(
    ("said", "severity"),
    [("用电、用水...", "错误"), ("用电、用水．．．", "错误"), ("用电、用水… …", "错误"), ("用电、用水⋯⋯", "警告"), ("用电、用水……", ""),
     ("一、总体要求........3", ""), ("附录A.......12", "")],
)  # fmt: skip
def test_forms_of_the_ellipsis(said: str, severity: str) -> None:
    assert [str(item.finding.severity) for item in found(f"正文：{said}", "G515")] == [severity] * bool(severity)


@pytest.mark.parametrize(
    ("said", "told"),
    [("会议强调：要做到：摸清底数。", True), ("联系人：李某某，电话：0571-88842603。", False), ("报名时间：3月8日，地点：一楼会议室。", False),
     ("会议要求：加强领导，明确责任：一是抓落实。", True), ("请报送至邮箱：ab@c.cn，联系人及电话：李某某。", False)],
)  # fmt: skip
def test_colon_within_a_colon(said: str, told: bool) -> None:
    assert bool(found(f"正文：{said}", "G527")) is told


ORDER = "发文机关标志：云溪区人民政府令\n空行\n空行\n{}：{}\n空行\n空行\n正文：《云溪区节约用水管理办法》已经通过，现予公布，自2025年5月1日起施行。"


@pytest.mark.parametrize("role", ["发文字号", "行（居中）"])
@pytest.mark.parametrize(
    ("number", "right"),
    [("第58号", ""), ("第五十八号", ""), ("2025年第3号", ""), ("58号", "第58号"), ("第58", "第58号"), ("No.58", "第58号"), ("第058号", "第58号"),
     ("五十八号", "第58号")],
)  # fmt: skip
def test_number_of_an_order(role: str, number: str, right: str) -> None:
    text = ORDER.format(role, number)
    assert [item.text for item in example_view(text).of("发文字号")] == [number]
    assert [item.hit.right for item in found(text, "G207", "G301", "G201")] == ([right] if right else [])
