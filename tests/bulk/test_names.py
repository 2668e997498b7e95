"""Names of units as names of files, on every system."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genwen.bulk.names import MAX_BYTES, MAX_CHARS, FileNames, file_name
from genwen.pipeline import fault_of_name


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("云溪区教育局", "云溪区教育局"),
        ("../../etc/x", "／..／etc／x"),
        ("CON", "_CON"),
        ("con.教育局", "_con.教育局"),
        ("a/b", "a／b"),
        ("甲:乙*丙?", "甲：乙＊丙？"),
        ("一\x07二\u200b三", "一二三"),
        ("  甲\t 局 . ", "甲 局"),
        ("节能🌱局", "节能🌱局"),
        ("~$甲", "_~$甲"),
        ("-rf", "_-rf"),
        ("...", ""),
        ("\x00\x01", ""),
    ],
)
def test_names(name: str, wanted: str) -> None:
    assert file_name(name) == wanted


def test_long_names_are_cut_and_marked() -> None:
    one, other = file_name("长" * 300), file_name("长" * 301)
    assert one != other
    assert len(one) <= MAX_CHARS + 7
    assert one.startswith("长" * 20)


def test_equal_names_get_numbers() -> None:
    names = FileNames()
    given_ = ["甲局", "甲局", "a/b", "a／b", "ABC", "abc", "ＡＢＣ", "...", ""]
    assert [names.name(name, number) for number, name in enumerate(given_, 1)] == [
        "甲局", "甲局（2）", "a／b", "a／b（2）", "ABC", "abc（2）", "ＡＢＣ（3）", "第8个单位", "第9个单位",
    ]  # fmt: skip


@given(st.lists(st.text(max_size=80), max_size=12))
def test_no_name_leaves_the_folder_or_stands_twice(units: list[str]) -> None:
    names = FileNames()
    stems = [names.name(unit, number) for number, unit in enumerate(units)]
    for stem in stems:
        assert stem
        assert not fault_of_name(f"{stem}-方案"), repr(stem)
        assert not fault_of_name(stem), repr(stem)
        assert "/" not in stem
        assert "\\" not in stem
        assert stem not in (".", "..")
        assert len(stem.encode()) <= MAX_BYTES + 30
    keys = [unicodedata.normalize("NFKC", stem).casefold() for stem in stems]
    assert len(set(keys)) == len(keys)


@given(st.text(alphabet="局甲乙ABc09Ａé\u0301\u4dff\u9fff\ufa0e/ .~", max_size=60))
def test_plain_names_take_the_short_way_to_the_same(name: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("genwen.bulk.names._PLAIN", re.compile("(?!)"))
        slow = file_name(name)
    assert file_name(name) == slow
