"""Any order of editing, changing facts, building, accepting, rejecting and restoring: nothing of the clerk's is lost.

GENWEN_SOAK says how many lives are lived, as for the merges (200 stands for the default of 8 here).
"""

import os
import shutil
import tempfile
import zipfile
from pathlib import Path

import pytest
from clerk import REPORT, STATISTICS, edit, resolved, set_figure, text_of
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from projects import make_project, run

from genwen.outputs import OutputFolder
from genwen.revision.edits import has_open_updates, without_updates

LIVES = max(8, int(os.environ.get("GENWEN_SOAK", "200")) // 25)
WORDS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
PROBLEM = "content/其他/2025.yaml"


class Office(RuleBasedStateMachine):
    """A clerk, a draft and the facts; `typed` holds every mark the clerk has put into a text, none of which may vanish."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="genwen-office-"))
        make_project(self.folder)
        assert run(self.folder, "build", "报告") == 0
        self.figure = 7216800
        self.problems = ["基础薄弱", "资金不足"]
        self.typed: set[str] = set()
        self.count = 0

    def teardown(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def path(self) -> Path:
        return self.folder / REPORT

    def mark(self) -> str:
        """A word used by nobody else, so that it is known again wherever it is."""
        self.count += 1
        word = (
            "〔"
            + WORDS[self.count % len(WORDS)]
            + WORDS[self.count // len(WORDS) % len(WORDS)]
            + str(self.count)
            + "〕"
        )
        self.typed.add(word)
        return word

    @rule(at=st.floats(0, 0.99), how=st.sampled_from(["insert", "append", "paragraph", "bold"]))
    def edits(self, at: float, how: str) -> None:
        self.edit_at(at, how)

    def edit_at(self, at: float, how: str) -> None:
        """Reword something, add a paragraph or make something bold."""

        def change(document) -> None:
            paragraphs = [p for p in document.paragraphs if p.runs and len(p.text) > 6]
            paragraph = paragraphs[int(at * len(paragraphs))]
            words = paragraph.runs[-1]
            if how == "paragraph":
                paragraph.insert_paragraph_before(f"另加一段{self.mark()}。", style=paragraph.style)
            elif how == "bold":
                words.bold = True
            elif how == "append":
                words.text += self.mark()
            else:
                # not within a mark that stands there already
                middle = next(n for n in range(len(words.text) // 2, -1, -1)
                              if words.text[:n].count("〔") == words.text[:n].count("〕"))  # fmt: skip
                words.text = words.text[:middle] + self.mark() + words.text[middle:]

        edit(self.path, change)

    @rule(number=st.integers(70, 79))
    def figure_changes(self, number: int) -> None:
        self.set_to(number)

    def set_to(self, number: int) -> None:
        """Change the figure in the facts."""
        self.figure = number * 100_000
        set_figure(self.folder, f"{self.figure}千瓦时")

    @rule(name=st.sampled_from(["人员较少", "设备老化", "意识不强"]), at=st.integers(0, 2))
    def list_changes(self, name: str, at: int) -> None:
        if name in self.problems:
            self.problems.remove(name)
        else:
            self.problems.insert(at, name)
        (self.folder / PROBLEM).write_text(f"问题: [{', '.join(self.problems)}]\n", "utf-8")

    @rule()
    def builds(self) -> None:
        self.build()

    def build(self) -> None:
        """Build twice: the second time changes nothing."""
        before = self.path.read_bytes()
        opened = has_open_updates(before)
        own = text_of(without_updates(before)) if opened else text_of(before)
        assert run(self.folder, "build", "报告") in (0, 1)
        after = self.path.read_bytes()
        if self.typed:
            # what the clerk has is what is left when everything of genwen's is rejected
            assert text_of(resolved(after, False)) == own
            if after != before:
                assert before in self.copies()
        assert run(self.folder, "build", "报告") in (0, 1)
        assert self.path.read_bytes() == after

    @rule(at=st.floats(0, 0.99), how=st.sampled_from(["insert", "append", "paragraph"]), number=st.integers(80, 99))
    def a_day(self, at: float, how: str, number: int) -> None:
        """What most days are like: something is reworded, a figure changes, the draft is built again."""
        self.edit_at(at, how)
        self.set_to(number)
        self.build()

    @rule()
    def accepts_all(self) -> None:
        self.path.write_bytes(resolved(self.path.read_bytes(), True))

    @rule()
    def rejects_all(self) -> None:
        self.path.write_bytes(resolved(self.path.read_bytes(), False))

    @precondition(lambda self: any((self.folder / "outputs/2025/.genwen/备份").glob("*")))
    @rule()
    def restores(self) -> None:
        before = self.path.read_bytes()
        assert run(self.folder, "restore", "报告") == 0
        assert before == self.path.read_bytes() or before in self.copies()

    @rule()
    def looks(self) -> None:
        before = self.path.read_bytes()
        for command in (("diff", "报告"), ("history", "报告"), ("pull", "报告", "--check")):
            assert run(self.folder, *command) in (0, 1)
        assert self.path.read_bytes() == before

    @rule()
    def pulls(self) -> None:
        assert run(self.folder, "pull", "报告", "--yes") == 0
        assert run(self.folder, "facts", "统计.用电量") == 0
        assert f"用电量: {self.figure}千瓦时" in (self.folder / STATISTICS).read_text("utf-8")

    def copies(self) -> list[bytes]:
        return [item.path.read_bytes() for item in OutputFolder.open(self.path.parent).backups.of("报告")]

    @invariant()
    def every_word_is_somewhere(self) -> None:
        assert zipfile.ZipFile(self.path).testzip() is None
        assert {path.name for path in self.path.parent.iterdir()} == {"报告.docx", ".genwen"}
        texts = [text_of(data, deleted=True) for data in [self.path.read_bytes(), *self.copies()]]
        assert [word for word in self.typed if not any(word in text for text in texts)] == []


Office.TestCase.settings = settings(
    max_examples=LIVES, stateful_step_count=14, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)  # fmt: skip


@pytest.mark.usefixtures("capsys")
class TestOffice(Office.TestCase):
    """The machine as a test, its commands silent."""
