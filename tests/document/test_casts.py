"""What stands around a text is arranged once for words of one form, and filled with others as if it were arranged anew."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from genwen.document.casts import Arrange, Casts
from genwen.document.elements import Blocks, Origin, OriginKind, Paragraph, Run, Text
from genwen.document.head import document_number_lines, issuer_mark, title_lines
from genwen.document.imprint import imprint
from genwen.document.keeping import like
from genwen.document.signature import attachment_note, signature
from genwen.ooxml.writer import BlockWriter
from genwen.standard import CHARS

STYLES = (
    "发文机关标志",
    "公文标题",
    "发文字号",
    "上行发文字号",
    "签发人行",
    "签发人姓名",
    "附件说明",
    "发文机关署名",
    "成文日期",
    "抄送机关",
)
IDS = {name: f"s{number}" for number, name in enumerate((*STYLES, "印发机关", "空行", "待补", "公文正文"))}


def boxed(texts: Sequence[Text]) -> Blocks:
    box = imprint((), *texts)
    return (box,) if box is not None else ()


def signed(texts: Sequence[Text]) -> Blocks:
    return signature(texts[1:], texts[0])


ARRANGED: dict[str, tuple[Arrange, Sequence[str]]] = {
    "标题": (title_lines, ("东宁区第1局", "创建节约型机关方案")),
    "发文字号": (lambda texts: document_number_lines(*texts), ("东机管〔2025〕1号",)),
    "签发人": (lambda texts: document_number_lines(texts[0], texts[1:], True), ("东机管〔2025〕1号", "张某", "欧阳某某")),
    "标志": (issuer_mark, ("东宁区第1局",)),
    "联合": (issuer_mark, ("东宁区第1局", "东宁区第2局")),
    "附件说明": (attachment_note, ("创建节约型机关评价标准", "100项清单——分工")),
    "署名": (signed, ("2025年4月2日", "东宁区第1局")),
    "版记": (boxed, ("东宁区各单位", "东宁区第1局办公室", "2025年4月2日")),
}  # fmt: skip


def texts_of(words: Sequence[str], style: str = "") -> list[Text]:
    return [(Run(word, style, Origin(OriginKind.FACT, f"单位.{at}")),) for at, word in enumerate(words)]


def others(words: Sequence[str]) -> list[str]:
    """Other words of the same form."""
    return [word.translate(str.maketrans("东宁12张欧", "川岭37李司")) for word in words]


@pytest.mark.parametrize("name", ARRANGED)
def test_other_words_of_a_form_stand_as_if_arranged_anew(name: str) -> None:
    arrange, words = ARRANGED[name]
    casts, writer, calls = Casts(), BlockWriter(IDS), 0

    def counted(texts: Sequence[Text]) -> Blocks:
        nonlocal calls
        calls += 1
        return arrange(texts)

    for given in (words, others(words), [word.replace("局", "厅") for word in others(words)]):
        for style in ("", "待补"):
            blocks = tuple(casts.blocks(name, texts_of(given, style), counted))
            anew = arrange(texts_of(given, style))
            assert blocks == anew
            if name != "联合":
                assert [writer.written(block) for block in blocks] == [writer.written(block) for block in anew]  # type: ignore[arg-type]
    assert calls == (
        2 if name not in ("联合", "签发人") else 6
    )  # 签发人 of two characters are widened, tables are made anew


def test_words_of_another_form_are_arranged_anew() -> None:
    casts = Casts()
    for date in ("2025年4月2日", "2025年4月12日", "2025年4月3日"):
        assert tuple(casts.blocks("署名", texts_of([date, "甲局"]), signed)) == signed(texts_of([date, "甲局"]))
    for name in ("甲局", "乙" * CHARS, "A局", "甲<局", "甲&局", " 甲局", "甲\t局", "甲\n局"):
        for turn in range(3):
            texts = texts_of([name.replace("甲", "甲乙丙"[turn])])
            blocks = tuple(casts.blocks("标题", texts, title_lines))
            assert blocks == title_lines(texts)
            written = BlockWriter(IDS).written(blocks[0])  # type: ignore[arg-type]
            assert written == BlockWriter(IDS).written(Paragraph("公文标题", texts[0], "标题1"))


def test_the_first_words_of_a_form_are_made_like_those_to_come() -> None:
    casts = Casts()
    one, two = (casts.blocks("署名", texts_of(["2025年4月2日", name]), signed) for name in ("东宁区", "川岭区"))
    assert [like(block) is not None for block in one] == [like(block) is not None for block in two]
    assert any(like(block) is not None for block in one)
