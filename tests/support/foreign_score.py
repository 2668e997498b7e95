"""What genwen takes the lines of a foreign document for, held against what they are: right, uncertain or wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from foreign_texts import ROLES

from genwen.lint.view import Line, View

_TOLD = {role: (role,) for role in ROLES.values()} | {
    "签发人": ("签发人", "发文字号"),
    "发文字号": ("发文字号", "签发人"),
    "抄送机关": ("抄送机关", "主送机关（版记）"),
    "印发机关": ("印发机关",),
    "正文": ("正文", "其他", "表注"),
}


@dataclass
class Score:
    """Counts of elements, and what was taken for something else: role, role it was taken for, text, whether surely."""

    right: int = 0
    unsure: int = 0
    """Right, but said to be inferred."""
    wrong: list[tuple[str, str, str, bool]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.right + self.unsure + len(self.wrong)

    @property
    def surely_wrong(self) -> list[tuple[str, str, str, bool]]:
        """What was taken for something else without a word of doubt."""
        return [item for item in self.wrong if item[3]]

    def add(self, other: Score) -> None:
        self.right += other.right
        self.unsure += other.unsure
        self.wrong += other.wrong


def _bare(text: str) -> str:
    return "".join(text.split())


def score(view: View, truth: Sequence[tuple[str, str]]) -> Score:
    """The elements of the truth (mark and text) held against the roles; body text counts only where it is mistaken."""
    found = Score()
    left = [(line, _bare(line.whole)) for line in view.lines]
    for mark, text in truth:
        role = ROLES[mark]
        if mark == "表":
            continue
        lines = _lines(left, _bare(text))
        if not lines:
            found.wrong.append((role, "没有读到", text[:20], True))
            continue
        for line in lines:
            left = [item for item in left if item[0] is not line or len(item[1]) > len(_bare(text)) + 4]
        odd = next((line for line in lines if line.role not in _TOLD[role]), None)
        if odd is not None:
            found.wrong.append((role, odd.role, text[:20], odd.sure))
        elif mark != "文":
            sure = all(line.sure for line in lines)
            found.right += sure
            found.unsure += not sure
    return found


def _lines(left: list[tuple[Line, str]], text: str) -> list[Line]:
    """The lines that hold the text: one, one that holds more, or several that make it up."""
    for line, said in left:
        if said == text:
            return [line]
    for n, (line, said) in enumerate(left):
        if said and text.startswith(said):
            lines, whole = [line], said
            for more, words in left[n + 1 : n + 4]:
                if whole == text:
                    break
                lines.append(more)
                whole += words
            if whole == text:
                return lines
    return next(([line] for line, said in left if text in said), [])
