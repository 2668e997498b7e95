"""Views of a few paragraphs without any style, as drafts and files from elsewhere have them."""

from __future__ import annotations

from genwen.lint.view import View
from genwen.lint.viewing import view_of
from genwen.ooxml.form import FormDocument, FormParagraph, FormRun, ParagraphForm, RunForm


def plain_view(*texts: str, size: float = 16.0) -> View:
    """Paragraphs without any style; a text may begin with > for one put to the right, ^ for one centred, ! for 黑体,
    R for red and large; "" is an empty one.
    """
    blocks = []
    for number, text in enumerate(texts):
        mark, said = (text[:1], text[1:]) if text[:1] in tuple(">^!R") else ("", text)
        align = {">": "right", "^": "center", "R": "center"}.get(mark, "left")
        run = RunForm(
            font="黑体" if mark == "!" else "宋体",
            size=40.0 if mark == "R" else size,
            color="FF0000" if mark == "R" else "",
        )
        blocks.append(FormParagraph(number, (FormRun(said, run),) if said else (), ParagraphForm(align=align)))
    return view_of(FormDocument("甲.docx", tuple(blocks)))


def roles(view: View) -> list[str]:
    """The 要素 of each line."""
    return [line.role for line in view.lines]


def told(view: View) -> list[str]:
    """The 要素 of each line, with ？ behind what is inferred."""
    return [line.role + ("" if line.sure else "？") for line in view.lines]
