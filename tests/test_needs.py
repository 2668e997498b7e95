"""What a pattern says its matches need, and no less than that."""

import re

import pytest

from genwen.needs import DIGIT, SPACE, Need, Some, needs_of


def shown(need: Need | None) -> str:
    if isinstance(need, Some):
        return f"({('&' if need.every else '|').join(map(shown, need.needs))})"
    return {None: "", DIGIT: "0", SPACE: "_"}.get(need, need)


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        ("甲乙", "(甲&乙)"),
        ("甲|乙丙", "(甲|(乙&丙))"),
        ("[甲乙]?丙", "丙"),
        (r"(?:甲{0,3}|丁)\d+\s", "(0&_)"),
        ("[^甲]", ""),
        ("(?<=甲)乙(?!丙)(?=丁)", "(甲&乙&丁)"),
        ("(?:甲){2,}?(?P<n>[①-③])(?P=n)", "(甲&(①|②|③))"),
        ("(?i:ab)c", "c"),
        ("甲|.", ""),
        ("[一-鿿]{2}$", ""),
        ("(?>甲|乙)丙*+", "(甲|乙)"),
    ],
)
def test_needs_are_told(pattern: str, needs: str) -> None:
    assert shown(needs_of(re.compile(pattern))) == needs


def test_letters_of_either_case_are_not_told() -> None:
    assert needs_of(re.compile("ab", re.I)) is None


def test_patterns_are_not_compiled_to_tell_what_they_need() -> None:
    from genwen.patterns import regex

    pattern = regex("一(二|三)")
    assert shown(needs_of(pattern)) == "(一&(二|三))"
    assert type(pattern) is type(regex(""))
