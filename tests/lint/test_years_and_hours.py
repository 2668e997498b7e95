"""Years cut short, times of day and months that do not exist, dates without 日, and what looks like them and is right."""

from __future__ import annotations

import pytest

from genwen.lint.examples import example_view
from genwen.lint.linter import Problem, problems_in

_RULES = ("G504", "G601", "G631", "G635", "G640", "G641")


def told(*texts: str) -> list[Problem]:
    view = example_view("\n".join(f"正文：{text}" for text in texts))
    return [problem for problem in problems_in(view) if problem.rule.id in _RULES]


def codes(*texts: str) -> list[str]:
    return [problem.rule.id for problem in told(*texts)]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("大桥建成于96年11月。", "1996年"),
        ("96年11月建成。", "1996年"),
        ("96年建成通车。", "1996年"),
        ("该桥87年始建。", "1987年"),
        ("98年开工，现已停用。", "1998年"),
        ("该路18年通车。", "2018年"),
        ("该馆建于98年。", "1998年"),
        ("自98年以来连年丰收。", "1998年"),
        ("产量比99年增长3%。", "1999年"),
        ("他96年参加工作。", "1996年"),
        ("99年底全部拆除。", "1999年"),
        ("水厂于09年建成投用。", "2009年"),
        ("工程自25年3月1日起施工。", "2025年"),
        ("26年，我局将开展检查。", "2026年"),
        ("我市26年将新建5所学校。", "2026年"),
        ("2025—27年实施。", "2025—2027年"),
        ("2025年-27年实施。", "2025年-2027年"),
        ("2025至27年实施。", "2025至2027年"),
        ("1998年到05年间修建。", "1998年到2005年"),
        ("2025年至26年底完成。", "2025年至2026年"),
    ],
)
def test_year_cut_short_is_told_once(text: str, right: str) -> None:
    (problem,) = told(text)
    assert problem.rule.id == "G601"
    assert problem.hit.hint == f"写作 {right}"


@pytest.mark.parametrize(
    "text", ["按照26年工作计划推进。", "26年，我局抽查12家单位。", "编制26年预算。", "分解26年重点任务。"]
)
def test_year_is_told_beside_the_same_year_written_out(text: str) -> None:
    assert codes("2026年是关键之年。", text) == ["G601"]
    assert codes("2025年是关键之年。", text) == []
    assert codes("2000年至2026年。", text) == []  # 26 years


@pytest.mark.parametrize(
    "text",
    [
        "96年来，面貌一新。",
        "26年后再看。",
        "历时3年建成。",
        "历时12年建成通车。",
        "经过20年建设，成效明显。",
        "20年，弹指一挥间。",
        "25年，我们风雨兼程。",
        "25年，我局始终坚守一线。",
        "26年，我局始终坚守一线。",
        "贷款为25年期。",
        "工作满30年的同志。",
        "60年代建成的校舍。",
        "80年代初开工。",
        "3年打基础，10年建成体系。",
        "停工10年，复工3年。",
        "停工12年开工。",
        "筹备12年成立。",
        "时隔26年启用。",
        "连续15年投产。",
        "刑期10年6个月。",
        "有期徒刑10年6月。",
        "保质期3至5年，使用年限20—25年。",
        "2025年至2027年，2025—2027年。",
        "在2025年27年期国债中。",
        "2025年到10年后。",
        "我市30年规划。",
        "新中国成立70年建成了完整体系。",
        "我局25年将近尾声。",
        "工龄26年，我局予以慰问。",
        "具有26年工作经验。",
        "近26年计划执行情况。",
        "“26年，我局将努力”。",
    ],
)
def test_numbers_of_years_are_right(text: str) -> None:
    assert codes(text) == []
    assert codes("2026年和2025年。", text) == []


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("请于2025年11月17日17:60前报送。", "17:60"),
        ("定于2025年11月17日（星期一）9:75召开。", "9:75"),
        ("会议于9:75在三楼召开。", "9:75"),
        ("25:30前报送。", "25:30"),
        ("报名至24:30止。", "24:30"),
        ("8:00至17:60受理。", "17:60"),
        ("7:60—18:00值守。", "7:60"),
        ("11月17日26时停水。", "26时"),
        ("上午26时开会。", "上午26时"),
        ("上午8时75分开会。", "上午8时75分"),
        ("11月17日8时75分开会。", "8时75分"),
        ("下午3时至9时60分。", "9时60分"),
        ("8时30分至9时75分签到。", "9时75分"),
        ("当日25：30前到岗。", "25：30"),
        ("比赛定于9:75进行。", "9:75"),
    ],
)
def test_time_of_day_that_does_not_exist(text: str, time: str) -> None:
    (problem,) = told(text)
    assert problem.rule.id == "G640"
    assert text[problem.hit.start : problem.hit.end] == time


@pytest.mark.parametrize(
    "text",
    [
        "比分为3:75。",
        "比例为1:500，坡度1:75至1:80。",
        "配比不低于1:80。",
        "按1:80的比例配备。",
        "师生比定于1:75前后。",
        "5月3日88:75战胜乙队。",
        "坡率由10:15至10:75。",
        "24:00前报送，0:00至24:00值守。",
        "11月17日24时止。",
        "连续停水30时。",
        "于72时内办结。",
        "历时26时。",
        "3月5日8时59分，下午14:30。",
        "5公里跑25:30前及格。",
        "满分100时75分合格。",
        "得分为20时80分以上。",
        "第25:30节。",
        "线路K25:30前段，气温25:30前后。",
        "管道位于12:80处。",
        "11月17日8:00—17:30。",
    ],
)
def test_ratios_scores_and_hours_are_right(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("请于2025年11月30前报送。", "2025年11月30日"),
        ("请于11月30前报送。", "11月30日"),
        ("10月17下午开会。", "10月17日"),
        ("定于10月17召开。", "10月17日"),
        ("截至11月30，共受理8件。", "11月30日"),
        ("2025年3月5印发。", "2025年3月5日"),
        ("5月12（星期一）上午开会。", "5月12日"),
    ],
)
def test_date_without_its_day(text: str, right: str) -> None:
    (problem,) = told(text)
    assert (problem.rule.id, problem.hit.right) == ("G641", right)


@pytest.mark.parametrize(
    "text",
    [
        "11月30日前报送。",
        "3月1日、2日。",
        "5月3前三季度。",
        "1至11月30家企业投产。",
        "全年12月30起。",
        "9月20召集",
        "3月5件，4月6件。",
        "新增5月20，",
    ],
)
def test_what_is_no_date_without_its_day(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize("text", ["13月完成。", "于14月召开。", "15月底前报送。", "1—13月份累计。", "18月上旬开工。"])
def test_month_that_does_not_exist(text: str) -> None:
    assert codes(text) == ["G631"]


@pytest.mark.parametrize(
    "text",
    [
        "13月龄婴儿。",
        "工期18月完成。",
        "分期实施，18月完成。",
        "历时13月完成。",
        "第13月工资。",
        "36月质保。",
        "12月完成。",
        "为期13月底数清。",
    ],
)
def test_numbers_of_months_are_right(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize("months", ["七、八月份", "七至八月份", "七八月份", "十一、十二月份"])
def test_months_in_a_row_are_no_other_style(months: str) -> None:
    assert codes(f"2025年6月部署，{months}开展。") == []


def test_one_month_is_another_style() -> None:
    assert codes("2025年6月部署，八月份开展。") == ["G635"]


def test_marks_of_titles_take_turns() -> None:
    assert codes("按照《关于转发〈关于印发《试点办法》的通知〉的通知》执行。") == []
    assert codes("按照《关于转发《关于印发〈试点办法〉的通知》的通知》执行。") == ["G504"]
    assert codes("按照《关于印发《甲办法》和《乙办法》的通知》执行。") == ["G504", "G504"]
