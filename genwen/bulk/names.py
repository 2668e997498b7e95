"""Names of units → names of files that every system takes (Windows too), none twice, none outside the folder.

The rule, told in docs/批量.md: signs a file name cannot have become their full-width forms; invisible characters go;
points and blanks at the ends go; names that Windows keeps for itself get an underscore; long ones are cut and marked
with six figures of their digest; of equal ones (case and width do not count) the second gets （2）, the third （3）.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Collection

from genwen.patterns import regex

MAX_CHARS, MAX_BYTES = 60, 150
_WIDE = str.maketrans({sign: chr(ord(sign) + 0xFEE0) for sign in '<>:"/\\|?*'})
# most names: nothing of them is to be changed
_PLAIN = regex("[\u4e00-\u9fff][\u4e00-\u9fff0-9A-Za-z]{0,48}")
_BLANKS = regex(r"\s+")
_RESERVED = frozenset(
    {"CON", "PRN", "AUX", "NUL", "CLOCK$", *(f"{p}{n}" for p in ("COM", "LPT") for n in "0123456789¹²³")}
)


def file_name(name: str) -> str:
    """The name of a unit as the stem of a file; "" when nothing of it can be kept."""
    if _PLAIN.fullmatch(name):
        return name
    text = unicodedata.normalize("NFC", name).translate(_WIDE)
    text = _BLANKS.sub(" ", "".join(char for char in text if char in "\t\n\r " or _shows(char)))
    text = text.strip(" .\u3000")
    if text.startswith(("~", "-")):
        text = f"_{text}"  # ~$ is the mark of open documents, - that of options
    if text.split(".")[0].strip().upper() in _RESERVED:
        text = f"_{text}"
    if len(text) > MAX_CHARS or len(text.encode()) > MAX_BYTES:
        text = _cut(text, hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:6])
    return text


def _shows(char: str) -> bool:
    """Whether a character is to be seen: no controls, marks of direction, private or lone surrogate ones."""
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _cut(text: str, mark: str) -> str:
    while len(text) > MAX_CHARS or len(text.encode()) > MAX_BYTES:
        text = text[:-1]
    return f"{text.rstrip(' .')}…{mark}"


def same_name(name: str) -> str:
    """What file systems that ignore case, width and composition take for the same name."""
    key = unicodedata.normalize("NFKC", name).casefold()
    return name if key == name else unicodedata.normalize("NFKC", key)


class FileNames:
    """Gives each unit a name of its own, in the order of asking."""

    def __init__(self, taken: Collection[str] = ()) -> None:
        self._taken = {same_name(name) for name in taken}

    def name(self, unit: str, number: int) -> str:
        """The stem of the files of a unit; a name of which nothing is left becomes 第7个单位."""
        first = file_name(unit)
        return self.own(first, same_name(first), number)

    def own(self, stem: str, key: str, number: int, kept: Callable[[str], object] = lambda chosen: False) -> str:
        """The same, of a stem and what counts as the same; `kept` says whether a stem is kept for another unit."""
        first = chosen = stem or f"第{number}个单位"
        key = key if stem else same_name(first)
        again = 1
        while key in self._taken or kept(chosen):
            again += 1
            chosen = f"{first}（{again}）"
            key = same_name(chosen)
        self._taken.add(key)
        return chosen
