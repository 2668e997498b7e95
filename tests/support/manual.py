"""The examples of README.md and docs/: fenced blocks of a page, each with what it prints."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.M | re.S)


@dataclass(frozen=True)
class Example:
    """A fenced block of a page; `printed` is the block of what it prints, when one follows."""

    page: str
    line: int
    info: str
    text: str
    printed: str | None = None

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def examples_in(page: Path) -> list[Example]:
    """The fenced blocks of a page, each with its result."""
    text = page.read_text("utf-8")
    found: list[Example] = []
    for match in FENCE.finditer(text):
        info, body = match[1].strip(), match[2]
        if info == "text 印出":
            last = found.pop()
            found.append(Example(last.page, last.line, last.info, last.text, body))
        else:
            found.append(Example(page.name, text.count("\n", 0, match.start()) + 1, info, body))
    return found
