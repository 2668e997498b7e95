"""Words parted by the end of a title line, and lines that begin with a 的 or 和 of their own."""

from __future__ import annotations

import itertools

import pytest

from genwen.document import word_borders
from genwen.document.title_break import break_title
from genwen.document.word_borders import parted_word, weak_first
from genwen.lint.examples import example_view
from genwen.lint.linter import problems_in

BROKEN = """关于申请拨付救灾补|助的请示 补助
县水利局关于开展河道采砂专项检|查的通知 检查
关于调整公|共机构能耗定额的通知 公共机构
关于印发危房改造实施办|法的通知 实施办法
关于表扬优秀志愿|者的通报 志愿者
东河县卫生健|康委员会关于开展义诊的函 健康
关于商请支持农产品展销会交通疏|导的函 疏导"""
WHOLE = """县水利局关于开展河道采砂|专项检查的通知
关于推进社会信用|体系建设的意见
关于增加|强制免疫经费的请示
关于市政公用|工程移交的函
关于做好当前|和谐社区创建工作的通知
关于任命李长河|同志职务的通知
关于调整全县|中小学作息时间的通知
关于同意设立|工业园区的批复"""


@pytest.mark.parametrize("line", BROKEN.split("\n"))
def test_word_that_a_line_parts(line: str) -> None:
    title, word = line.split()
    assert parted_word(*title.split("|")) == word


@pytest.mark.parametrize("title", WHOLE.split("\n"))
def test_lines_of_whole_words(title: str) -> None:
    above, below = title.split("|")
    assert parted_word(above, below) == weak_first(above, below) == ""


def test_titles_broken_by_genwen_keep_their_words() -> None:
    for line in [*BROKEN.split("\n"), *WHOLE.split("\n")]:
        lines = break_title(f"东河县机关事务服务中心{line.split()[0].replace('|', '')}")
        assert len(lines) > 1
        assert not any(parted_word(*pair) or weak_first(*pair) for pair in itertools.pairwise(lines))


@pytest.mark.parametrize(
    ("above", "below", "first"),
    [("关于做好节水", "和节电工作的通知", "和"), ("关于建设", "和谐社区的意见", ""), ("关于商请支持", "的函", "的"),
     ("县教育局", "及县公安局关于联合检查的通知", "及"), ("关于做好信息", "及时报送工作的通知", "")],
)  # fmt: skip
def test_line_that_begins_with_a_conjunction(above: str, below: str, first: str) -> None:
    assert weak_first(above, below) == first


def test_words_of_titles_are_known_without_a_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_borders, "_dictionary", lambda: b"")
    assert parted_word("关于开展机关节能考", "核的通知") == "考核"
    assert parted_word("关于商请疏", "导交通的函") == ""


def test_the_dictionary_has_its_chinese_words_in_order_of_their_first_characters() -> None:
    words = word_borders._dictionary().decode().splitlines()
    firsts = [word[0] for word in words[words.index("一 217830 m") :]]
    assert len(firsts) > 300_000
    assert all(one <= after for one, after in itertools.pairwise(firsts))


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("标题：关于做好河道清\n标题：淤和绿化工作的通知", ("G315", "标题回行拆开了“清淤”")),
        ("标题：关于做好河道↵的绿化工作的通知", ("G357", "标题回行后以“的”起行")),
    ],
)
def test_lines_of_one_paragraph_are_looked_at_too(title: str, told: tuple[str, str]) -> None:
    view = example_view(f"{title}\n空行\n主送机关：各单位：\n正文：请执行。")
    found = [(item.rule.id, item.finding.message) for item in problems_in(view) if item.rule.id in ("G315", "G357")]
    assert found == [told]
