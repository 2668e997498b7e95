"""A fault is told as what it is, and a fault beside it neither hides it nor makes another one of it."""

from __future__ import annotations

import pytest

from genwen.lint.examples import example_view
from genwen.lint.linter import Problem, problems_in

HEAD = "发文机关标志：松陵区水利局文件\n空行\n空行\n发文字号：松水〔2025〕8号\n空行\n空行\n标题：关于开展山塘排查的通知\n空行\n"
END = "\n正文：各镇要逐塘排查。\n正文：请认真执行。\n空行\n空行\n署名：松陵区水利局\n成文日期：2025年3月8日"
UP = "发文机关标志：松陵区水利局文件\n空行\n空行\n发文字号（上行）：松水〔2025〕8号\t签发人：钱某某\n空行\n空行\n标题：关于山塘加固的请示\n空行\n主送机关：{}：\n正文：妥否，请批示。"
MINUTES = "标题：第3次办公会议纪要\n空行\n正文：会议研究了山塘加固的有关事项，明确由区水利局牵头，各镇配合，于汛期以前全部完成加固任务{}\n{}正文：出席：钱某某　李某某"


def told(text: str) -> dict[str, Problem]:
    return {problem.rule.id: problem for problem in problems_in(example_view(text))}


@pytest.mark.parametrize("mark", "；，。、;,.")
@pytest.mark.parametrize(
    "names",
    [
        "各镇人民政府",
        "各镇中心学校，县直各学校、幼儿园，各派出所、各交警中队，各镇交通运输管理站",
        "各会员单位，各帮扶责任人和驻村工作队",
    ],
)
def test_another_mark_than_the_colon_behind_the_addressed(names: str, mark: str) -> None:
    found = told(f"{HEAD}正文（首行=0）：{names}{mark}{END}")
    assert found["G305"].hit.right == "："
    assert not {"G314", "G321"} & found.keys()


def test_a_sentence_that_ends_like_an_organ_is_no_address() -> None:
    first = "正文：松陵区第三次水利大会，于2025年3月8日在区会议中心举行。"
    assert not {"G305", "G306"} & told(f"{HEAD}{first}{END}").keys()


@pytest.mark.parametrize(
    "names",
    [
        "松陵区人民政府并苏城市水利局",
        "市住房和城乡建设局及市财政局",
        "区委和区人民政府",
        "市财政局暨市审计局",
        "省水利厅与省财政厅",
    ],
)
def test_a_request_to_two_organs_however_they_are_joined(names: str) -> None:
    assert "G307" in told(UP.format(names))


@pytest.mark.parametrize(
    "name",
    [
        "松陵区人民政府",
        "市发展和改革委员会",
        "市卫生和计划生育委员会",
        "市经济和信息化局",
        "市文化和旅游局",
        "市人大社会和法制委员会",
    ],
)
def test_a_name_with_and_within_is_one_organ(name: str) -> None:
    assert "G307" not in told(UP.format(name))


@pytest.mark.parametrize(
    ("label", "right"), [("请 假：", "请假："), ("出　席：", "出席："), ("列  席：", "列席："), ("请 假:", "请假：")]
)
def test_a_space_within_a_label_of_minutes(label: str, right: str) -> None:
    text = MINUTES.format("。", "空行\n") + f"\n正文：{label}王某某"
    assert told(text)["G350"].hit.right == right
    assert "G350" not in told(text.replace(label, right))


@pytest.mark.parametrize("end", ["。", "", "；"])
def test_room_over_those_present_whatever_ends_the_text(end: str) -> None:
    assert "G354" in told(MINUTES.format(end, ""))
    assert "G354" not in told(MINUTES.format(end, "空行\n"))


def test_room_over_those_present_is_not_asked_under_labels() -> None:
    text = "标题：第3次办公会议纪要\n空行\n正文：时间：2025年3月8日上午，地点：区水利局三楼会议室，会期半天，由办公室负责记录。\n正文：出席：钱某某"
    assert "G354" not in told(text)


@pytest.mark.parametrize(
    ("lead", "said"), [("抄　送：", "中间有空格"), ("抄送:", "后应为全角冒号"), ("抄 送 ", "后应为全角冒号")]
)
def test_what_is_wrong_with_the_label_of_copies(lead: str, said: str) -> None:
    found = told(
        f"{HEAD}主送机关：各镇人民政府：{END}\n抄送机关：{lead}市水利局。\n印发机关：松陵区水利局办公室\t2025年3月9日印发"
    )
    assert said in found["G811"].finding.message
    assert found["G811"].finding.hint == "写作“抄送：”"


def test_the_form_of_a_note_is_that_of_its_own_kind() -> None:
    text = f"{HEAD}主送机关：各镇人民政府：{END}\n附注："
    assert "联系人" in told(f"{text}联系人：钱某某，电话：62345678")["G327"].finding.hint
    assert "此件公开发布" in told(f"{text}此件公开发布")["G327"].finding.hint


@pytest.mark.parametrize(
    ("mark", "signed"),
    [
        ("松陵区人大常委会", "松陵区人民代表大会常务委员会"),
        ("政协松陵区委员会", "中国人民政治协商会议松陵区委员会"),
        ("中共松陵区委", "中国共产党松陵区委员会"),
    ],
)
def test_a_full_name_and_its_official_short_form_are_one_organ(mark: str, signed: str) -> None:
    text = f"{HEAD}主送机关：各镇人民政府：{END}"
    for one, other in ((mark, signed), (signed, mark)):
        found = told(text.replace("标志：松陵区水利局", f"标志：{one}").replace("署名：松陵区水利局", f"署名：{other}"))
        assert not {"G324", "G362"} & found.keys()
