"""The XML of a block with blanks: filled with its own words it is the block's, and impossible blanks are refused."""

from __future__ import annotations

import pytest

from genwen.ooxml.blanks import with_blanks

XML = '<w:p a="甲"><w:r><w:t>100%由甲</w:t></w:r><w:tab/><w:r><w:t xml:space="preserve">乙 3号</w:t></w:r></w:p>'


@pytest.mark.parametrize(
    ("words", "between"),
    [
        (["甲"], (5, 4)),
        (["甲", "3"], (5, 2, 1)),
        (["甲", "", "乙"], (5, 0, 0, 3)),
        (["100%由甲"], (0, 4)),
        (["乙 3号"], (6, 0)),
    ],
)
def test_words_are_cut_out_where_they_stand(words: list[str], between: tuple[int, ...]) -> None:
    form = with_blanks(XML, words, between)
    assert form % tuple(words) == XML
    others = tuple("新" * len(word) for word in words)
    assert (form % others).count("新") == sum(map(len, words))


@pytest.mark.parametrize(
    ("words", "between"),
    [
        (["甲乙"], (5, 3)),  # in two runs
        (["由", "乙"], (4, 0, 3)),  # not where it is said to stand
        (["甲"], (5, 3)),  # there is more text
        (["甲<"], (5, 3)),
        (["甲\t"], (5, 3)),
    ],
)
def test_what_cannot_be_cut_out_has_no_blanks(words: list[str], between: tuple[int, ...]) -> None:
    assert with_blanks(XML, words, between) == ""
