"""Regular expressions compiled at first use: as good as compiled ones, all of them sound, none compiled by an import."""

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from genwen.patterns import Charset, _once, regex

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


def test_a_class_of_characters_is_worked_out_once() -> None:
    seen: list[Charset] = []

    def optimize(charset: Charset, *by_case: object) -> tuple[Charset, bool]:
        seen.append(charset)
        return charset, bool(by_case)

    once = _once(optimize)
    for charset in ([("LITERAL", 1)], [("LITERAL", 2)], [("LITERAL", 1)]):
        assert once(charset) == (charset, False)
    assert len(seen) == 2
    for _ in range(2):  # with upper and lower case to be told apart, or not, it is another class
        assert once([("LITERAL", 1)], str.isupper, str.lower) == ([("LITERAL", 1)], True)
    assert len(seen) == 4


SOURCES = [r"[\u4e00-\u9fff]", r"[^\u4e00-\u9fff，]", r"[\u4e00-\u9fffA-Za-z\d]", "(?i:[k-z])", "[k-z]", "[①-⑳𠀀-𠀂]"]
FOUND = """
import re
text = "".join(map(chr, [*range(0x3000), *range(0x4DF0, 0x4E10), *range(0x9FF0, 0xA010), *range(0x1FFF0, 0x20010)]))
for source in {}:
    for again in (source, source + "+"):
        print([match.span() for match in re.finditer(again, text)])
"""


def test_classes_are_those_of_python() -> None:
    code = FOUND.format(SOURCES)
    plain, ours = (
        subprocess.run([sys.executable, "-c", ahead + code], capture_output=True, check=True).stdout
        for ahead in ("", "import genwen.patterns")
    )
    assert plain == ours != b""
