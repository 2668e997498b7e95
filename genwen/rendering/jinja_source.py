"""The items of a story in, one Jinja source out, for parts that operations cannot express.

Every tag starts a new line, so that Jinja's line numbers lead back to its place. Values are printed through a function
that is told the run format around them. Jinja itself is not imported here.
"""

from __future__ import annotations

from genwen.rendering.items import Item
from genwen.rendering.names import is_name
from genwen.rendering.plan import PRINT, PRINT_BLOCKS, PRINT_RUNS, TICK
from genwen.rendering.tags import straight


def jinja_source(items: list[Item]) -> tuple[str, list[int]]:
    """The source, and for each of its lines the place number of the tag that begins there (-1: none)."""
    parts: list[str] = []
    lines = [-1]
    for item in items:
        if item.placed is None:
            braces = any(mark in item.text for mark in ("{{", "{%", "{#"))
            parts.append(f"{{% raw %}}{item.text}{{% endraw %}}" if braces else item.text)
            lines += [lines[-1]] * item.text.count("\n")
            continue
        tag = item.placed.tag
        body = straight(tag.body)
        lines += [item.place] * (1 + body.count("\n"))
        if tag.opener == "{{":
            parts.append(f"{{{{\n{printing_call(item)} }}}}")
        else:
            parts.append(f"{{%\n{body} %}}")
            if tag.statement == "for":
                parts.append(f"{{{{ {TICK}() }}}}")
    return "".join(parts), lines


def printing_call(item: Item) -> str:
    """The call that prints the value of a `{{ }}` tag."""
    assert item.placed is not None
    tag = item.placed.tag
    function = {"p": PRINT_BLOCKS, "r": PRINT_RUNS}.get(tag.prefix, PRINT)
    named = f", '{tag.body}'" if tag.prefix == "p" and is_name(tag.body) else ""
    return f"{function}({item.format}, {item.place}, ({straight(tag.body)}){named})"
