"""A place is one place: what does not agree and what is not in form are told at the same lines, counted the same way."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest
from foreign_documents import notice
from right_documents import right

from genwen.agreement.reading.files import placed
from genwen.agreement.reading.text import Line
from genwen.agreement.reading.views import view_of_file
from genwen.lint.viewing import view_of_file as seen_in_file


def places(path: Path) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Text and place of every line: as agreement has them, and as the rules of form have them."""
    seen = seen_in_file(path)
    view = placed(view_of_file(path, path.name), seen)
    cells = [cell for grid in view.grids for row in grid.rows for cell in row]

    def said(line: Line) -> tuple[str, str]:
        return line.text.strip(), line.position.place

    return [said(line) for line in (*view.lines, *cells) if line.text.strip()], [
        (line.text.strip(), line.place) for line in seen.lines
    ]


def shown(place: str) -> str:
    """The first words that a place quotes."""
    return place.partition("“")[2].removesuffix("”").rstrip("…")


@pytest.mark.parametrize("name", ["通知", "函", "报告", "意见"])
def test_every_line_has_the_place_the_rules_give_it(name: str, tmp_path: Path) -> None:
    path = tmp_path / "甲.docx"
    path.write_bytes(right(name))
    told, seen = places(path)
    assert {place for _, place in told} <= {place for _, place in seen}
    for text, place in told:
        assert "".join(text.split()).startswith("".join(shown(place).split())), (text, place)


def test_words_of_a_cell_are_not_the_place_of_a_paragraph(tmp_path: Path) -> None:
    document = docx.Document(BytesIO(notice()))
    body = next(item for item in document.paragraphs if "现将有关事项" in item.text)
    table = document.add_table(rows=2, cols=3)
    table.style = "Table Grid"
    for row, texts in zip(table.rows, [["单位", "合计", "逐项整改"], ["甲", "8", ""]], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    body._p.addnext(table._tbl)
    after = body.insert_paragraph_before("逐项整改")
    table._tbl.addnext(after._p)
    path = tmp_path / "甲.docx"
    document.save(str(path))
    told, _ = places(path)
    found = [place for text, place in told if text == "逐项整改"]
    assert len(found) == 2
    assert ["·表1 " in place for place in found] == [False, True]


def test_cells_of_the_imprint_have_the_names_of_what_stands_in_them(tmp_path: Path) -> None:
    document = docx.Document(BytesIO(notice()))
    table = document.add_table(rows=2, cols=1)
    table.style = "Table Grid"
    table.rows[0].cells[0].text = "抄送：市委办公室，市纪委监委。"
    table.rows[1].cells[0].text = "临山市人民政府办公室\t2025年9月2日印发"
    path = tmp_path / "甲.docx"
    document.save(str(path))
    told, _ = places(path)
    names = [place for text, place in told if "纪委" in text or "9月2日" in text]
    assert names[-2:]
    assert all(place.startswith("版记·") and "·表" not in place for place in names)
