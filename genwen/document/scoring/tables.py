"""Tables beside the 自评打分表: 佐证材料目录 and 失分整改清单."""

from __future__ import annotations

from collections.abc import Sequence

from genwen.document.elements import PLACEHOLDER_STYLE, Cell, Origin, OriginKind, Paragraph, Row, Run, Table, Text
from genwen.document.rubric.table import CENTRED, HEADER_STYLE, LEFT, TABLE_WIDTH
from genwen.document.scoring.evidence import OPEN, Entry, Register
from genwen.document.scoring.rectification import Task
from genwen.document.scoring.result import derived_points
from genwen.facts.rubric_notes import fact_runs, word

# Title, width in twips (0 takes what is left), whether its cells are flush left.
_EVIDENCE = (
    ("编号", 900, False), ("材料名称", 0, True), ("对应条款", 1500, False), ("必备", 700, False),
    ("有效期", 1880, False), ("状态", 850, False),
)  # fmt: skip
_TASKS = (
    ("序号", 600, False), ("失分条款", 1300, False), ("失分", 600, False), ("失分原因", 2000, True),
    ("整改措施", 0, True), ("责任单位", 1250, False), ("完成时限", 1250, False),
)  # fmt: skip
Columns = Sequence[tuple[str, int, bool]]


def evidence_table(register: Register) -> Table:
    """佐证材料目录: number, title, clause, required, valid until, state."""
    rows = [_entry_cells(entry) for entry in register.entries]
    return _table("佐证材料目录", _EVIDENCE, rows, [entry.number for entry in register.entries])


def _entry_cells(entry: Entry) -> Sequence[Text]:
    asked_for = "、".join(dict.fromkeys(place.key for place in entry.places))
    return (
        word(entry.number), fact_runs(entry.name), word(asked_for), word("是" if entry.required else "否"),
        fact_runs(entry.valid) if entry.valid is not None else (), word(entry.state if entry.state != OPEN else ""),
    )  # fmt: skip


def rectification_table(tasks: Sequence[Task]) -> Table:
    """失分整改清单: what lost points, why, what is to be done, by whom, until when; one row saying so for none."""
    rows = [
        (
            word(str(number)), word(task.name),
            fact_runs(derived_points(task.lost, "失分", task.clause.origins)) if task.clause is not None else word("—"),
            task.reason, task.remedy, _office(task), fact_runs(task.deadline),
        )
        for number, task in enumerate(tasks, 1)
    ]  # fmt: skip
    if not rows:
        rows = [(word("—"), word("没有失分"), (), (), (), (), ())]
    return _table("失分整改清单", _TASKS, rows, [task.name for task in tasks] or ["无"])


def _office(task: Task) -> Text:
    if task.office is not None:
        return fact_runs(task.office)
    if task.clause is None:
        return word("—")
    return (Run("待补", PLACEHOLDER_STYLE, Origin(OriginKind.MISSING, f"评价标准.{task.name}.责任单位")),)


def _table(key: str, columns: Columns, rows: Sequence[Sequence[Text]], keys: Sequence[str]) -> Table:
    left = TABLE_WIDTH - sum(width for _, width, _ in columns)
    widths = tuple(width or left for _, width, _ in columns)
    head = tuple(Cell((Paragraph(HEADER_STYLE, word(title), f"标题/{title}"),)) for title, _, _ in columns)
    body = [
        Row(
            tuple(
                Cell((Paragraph(LEFT if flush else CENTRED, text, f"{name}/{title}"),))
                for text, (title, _, flush) in zip(row, columns, strict=True)
            ),
            key=name,
        )
        for row, name in zip(rows, keys, strict=True)
    ]
    return Table(widths, (Row(head, header=True, key="标题"), *body), key=key)
