from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genwen.document import title_break
from genwen.document.layout import break_title
from genwen.numerals import width_in_chars

TITLES = {
    "关于印发《临江市节约型机关创建行动实施方案》的通知": ("关于印发《临江市节约型机关", "创建行动实施方案》的通知"),
    "临江市机关事务管理局关于2025年度节约型机关创建工作情况的报告": (
        "临江市机关事务管理局",
        "关于2025年度节约型机关",
        "创建工作情况的报告",
    ),
    "临江市人民政府办公室关于进一步加强全市党政机关厉行节约反对食品浪费工作的通知": (
        "临江市人民政府办公室",
        "关于进一步加强全市党政机关",
        "厉行节约反对食品浪费工作的通知",
    ),
    "岚峰县机关事务服务中心关于进一步加强全县党政机关办公用房空调温度控制和照明用电管理有关事项的通知": (
        "岚峰县机关事务服务中心",
        "关于进一步加强全县党政机关办公用房",
        "空调温度控制和照明用电管理有关事项的通知",
    ),
    "临江市发展和改革委员会2025年节约型机关创建实施方案": ("临江市发展和改革委员会", "2025年节约型机关创建实施方案"),
    "临江市发展和改革委员会节约型机关创建工作自评打分表": ("临江市发展和改革委员会", "节约型机关创建工作自评打分表"),
    "关于做好2025年全市公共机构能源资源节约工作的通知": ("关于做好2025年全市公共机构", "能源资源节约工作的通知"),
}


@pytest.fixture(params=["jieba", "no jieba"])
def _words(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    title_break.break_title.cache_clear()
    if request.param == "no jieba":
        monkeypatch.setitem(sys.modules, "jieba", None)


@pytest.mark.usefixtures("_words")
@pytest.mark.parametrize(("title", "lines"), TITLES.items())
def test_titles(title: str, lines: tuple[str, ...]) -> None:
    assert break_title(title) == lines


@pytest.mark.parametrize("title", ["关于表彰先进单位的决定", "节" * 20, "2025年节约型机关创建实施方案（试行）"])
def test_what_fits_stays_on_one_line(title: str) -> None:
    assert break_title(title) == (title,)


def test_no_title() -> None:
    assert break_title("") == ()
    assert break_title(" | ") == ()


@pytest.mark.parametrize("mark", ["|", "\n", "｜", " | "])
def test_the_author_may_say_where_to_break(mark: str) -> None:
    assert break_title(f"临江市财政局{mark}关于报送总结的函") == ("临江市财政局", "关于报送总结的函")


def test_a_piece_that_is_still_too_long_is_broken_further() -> None:
    lines = break_title("临江市财政局|关于做好2025年全市公共机构能源资源节约工作的通知")
    assert lines == ("临江市财政局", "关于做好2025年全市公共机构", "能源资源节约工作的通知")


def has_good_shape(lines: tuple[str, ...]) -> bool:
    steps = [width_in_chars(after) - width_in_chars(before) for before, after in pairwise(lines)]
    signs = [step > 0 for step in steps if step]
    return bool(signs) and not any(not one and other for one, other in pairwise(signs))


ORGANS = ["", "临江市人民政府", "临江市机关事务管理局", "临江市发展和改革委员会"]
MATTERS = [
    "做好节约型机关创建",
    "开展公共机构节水",
    "报送2025年度能源资源消费统计数据",
    "印发《生活垃圾分类管理办法》",
    "表彰先进集体和先进个人",
]
TAILS = ["工作的通知", "有关情况的报告", "的决定", "有关事项的请示", "的通知"]


@pytest.mark.usefixtures("_words")
@pytest.mark.parametrize("organ", ORGANS)
@pytest.mark.parametrize("matter", MATTERS)
@pytest.mark.parametrize("tail", TAILS)
def test_any_title_is_whole_words_in_good_shape(organ: str, matter: str, tail: str) -> None:
    title = f"{organ}关于{matter}{tail}"
    lines = break_title(title)
    assert "".join(lines) == title
    if len(lines) == 1:
        assert width_in_chars(title) <= 20
        return
    assert has_good_shape(lines)
    for line in lines:
        assert 3 <= width_in_chars(line) <= 20
        assert line[0] not in "的和及与、，》）”"
        assert line[-1] not in "《（“"
    for word in ("通知", "报告", "决定", "请示", "2025年度", "办法"):
        assert title.count(word) == sum(line.count(word) for line in lines)


@given(st.text(alphabet="节约型机关创建工作的和《》、2025年通知报告关于（）", min_size=1, max_size=70))
def test_nothing_is_lost_and_no_line_is_too_long(title: str) -> None:
    lines = title_break._break_piece(title, 20)
    assert "".join(lines) == title
    assert all(width_in_chars(line) <= 20 for line in lines)


def test_three_lines_are_enough_where_words_that_are_not_on_the_list_allow_it() -> None:
    title = "岚峰县住房和城乡建设局关于集中开展全县老旧小区屋面漏水墙体渗水电梯停摆隐患排查整治行动的通知"
    lines = break_title(title)
    assert "".join(lines) == title
    assert len(lines) == 3


def test_a_title_that_fits_or_is_marked_does_not_load_the_word_list() -> None:
    program = (
        "import sys; from genwen.document.layout import break_title;"
        "break_title('关于表彰先进单位的决定'); break_title('临江市财政局|关于报送能源资源消费统计数据的函');"
        "assert 'jieba' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_loading_the_word_list_is_silent() -> None:
    program = "from genwen.document.layout import break_title; print(len(break_title('节约型机关' * 5)))"
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert int(done.stdout) >= 2


def test_a_title_of_any_length_is_broken_at_once() -> None:
    for text in ("长" * 300, "关于印发长" * 40, "甲" * 108):
        lines = break_title(text)
        assert "".join(lines) == text
        assert all(len(line) <= 22 for line in lines)


NAMES = st.lists(
    st.sampled_from([*title_break.WORDS[::7], *"东宁鼎和的第一二局，》《（）", "12", "2025年", "A3", " "]), max_size=14
)


@given(NAMES.map("".join), st.sampled_from([9, 12, 17, 20]))
def test_titles_with_other_names_and_figures_of_the_same_length_break_alike(title: str, most: int) -> None:
    other = title.translate(str.maketrans("东宁鼎1253", "川岭泉9087"))
    known = title_break._by_known_words.__wrapped__
    assert title_break.breaking_form(title) == title_break.breaking_form(other)
    assert known(title, most) == known(other, most) == known(title_break.breaking_form(title), most)
