"""Regular expressions compiled at first use: as good as compiled ones, all of them sound, none compiled by an import."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from genwen.patterns import regex

PACKAGE = Path(__file__).parent.parent / "genwen"
MODULES = sorted(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts) for path in PACKAGE.rglob("*.py"))


def patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    """The patterns of a module's name, those in tables of them too."""
    if isinstance(value, type(regex("")).__base__):  # whether it was used before or not
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from patterns_in(item)
    elif isinstance(value, dict):
        yield from patterns_in(list(value.values()))


@pytest.mark.parametrize("source", ["占(?P<n>\\d+)%", "^一$", "[a-c]+"])
@pytest.mark.parametrize("text", ["占12%、占3%", "一", "abcx"])
def test_it_does_what_a_compiled_one_does(source: str, text: str) -> None:
    mine, plain = regex(source, re.M), re.compile(source, re.M)
    assert mine.findall(text) == plain.findall(text)
    assert mine.sub("-", text) == plain.sub("-", text)
    assert mine.split(text) == plain.split(text)
    assert [match.span() for match in mine.finditer(text, 1)] == [match.span() for match in plain.finditer(text, 1)]
    assert (mine.pattern, mine.flags, dict(mine.groupindex)) == (plain.pattern, plain.flags, dict(plain.groupindex))


def test_what_is_wrong_is_told_by_the_first_use() -> None:
    broken = regex("(")
    with pytest.raises(re.error):
        broken.search("")
    with pytest.raises(AttributeError):
        _ = broken.nothing  # type: ignore[attr-defined]


def test_every_pattern_is_sound() -> None:
    found = {
        id(pattern): pattern
        for name in MODULES
        if name != "genwen.__main__"
        for value in vars(importlib.import_module(name)).values()
        for pattern in patterns_in(value)
    }
    assert len(found) > 500
    for pattern in found.values():
        assert pattern.groups >= 0


def test_no_module_compiles_patterns_when_it_is_imported() -> None:
    compiled = []
    for path in PACKAGE.rglob("*.py"):
        ahead: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
        while ahead:
            node = ahead.pop()
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile":
                compiled.append(f"{path.relative_to(PACKAGE)}:{node.lineno}")
            ahead += (child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.FunctionDef))
    assert compiled == []
