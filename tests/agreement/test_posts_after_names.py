"""A post, or another word, behind the name of a body: the name ends where it does, and other sayings of it agree with it."""

import pytest
from agreement_texts import found_in

BEHIND = [
    ("松江县机关事务管理局", "局长", "副局长", "党组书记、局长", "原局长", "分管副局长", "局长办公会议", "局务会", "处理", "局部", "长期坚持", "纪检组组长"),
    ("松江县公共机构节能促进中心", "主任", "副主任", "中心主任", "中心组"),
    ("松江县农业科学院", "院长", "副院长", "院内", "院士工作站"),
    ("松江县第二实验小学校", "校长", "副校长", "校长办公会"),
    ("松江市财政厅", "厅长", "副厅长", "厅级干部"),
    ("松江县环境卫生管理所", "所长", "副所长"),
    ("松江县能源计量监测站", "站长", "副站长", "站长会议"),
    ("松江县机关事务管理处", "处长", "副处长", "处理", "处务会"),
    ("松江县节约用水管理科", "科长", "副科长", "科室"),
    ("松江县资产财务管理股", "股长", "副股长", "股室"),
    ("松江县公共机构节能工作领导小组", "组长", "副组长", "组织开展", "组员"),
    ("松江县节约用水委员会", "会长", "委员", "会议", "副主任"),
    ("松江县公共机构节能协会", "会长", "副会长", "会议"),
    ("松江县机关后勤服务大队", "大队长", "副大队长", "队长", "队员"),
    ("松江县建筑设计院", "院长", "总工程师", "院落"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "behind"), [(name, word) for name, *words in BEHIND for word in words])
def test_what_stands_behind_a_name_is_no_part_of_it(name: str, behind: str) -> None:
    short = name[2:]
    text = f"""{name}
会议由{name}{behind}钱志和主持。
各单位要按照{name}的要求做好工作，有关情况报{name}。
{short}{behind}负责日常工作。
县{name[3:]}牵头，各镇配合。
{name}"""
    told = [found.message for found in found_in(text) if found.code == "A503"]
    assert [message for message in told if "才称厅" not in message] == []


@pytest.mark.parametrize("behind", ["局长", "副局长"])
def test_a_name_gone_wrong_before_a_post_is_still_found(behind: str) -> None:
    text = f"由松江县机关事务管理局牵头，各镇配合。\n会议由松江县机关事物管理局{behind}钱志和主持。"
    assert "A503" in {found.code for found in found_in(text)}


def test_of_two_forms_of_a_town_the_rarer_is_told() -> None:
    text = "试点扩大到石桥乡、柳林镇。\n|序号|乡镇|面积|\n|1|石桥镇|1.30|\n|2|柳林镇|1.10|\n石桥镇先行试点。"
    told = [found.message for found in found_in(text) if found.code == "A503"]
    assert [message[:5] for message in told] == ["“石桥乡”"]
