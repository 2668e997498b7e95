"""The first page holds body, whatever stands above it and whatever the text is kept with."""

import pytest

from genwen.document.elements import Blocks, Measure, Paragraph, Run, Text
from genwen.document.first_page import plan_first_page
from genwen.document.head import plan_head
from genwen.document.signature import keep_together, signature

SENTENCE = "现将有关情况报告如下，请审阅并予以支持。"


def text(content: str) -> Text:
    return (Run(content),)


def blocks(*paragraphs: str, issuers: int = 1, title: int = 2) -> dict[str, Blocks]:
    body = tuple(Paragraph("公文正文", text(each)) for each in paragraphs)
    return {
        "标题": tuple(Paragraph("公文标题", text("标题")) for _ in range(title)),
        "正文": keep_together(body),
        "附件说明": (),
        "署名": signature([text("云溪区财政局")] * issuers, text("2025年3月18日")),
    }


def kept(body: Blocks) -> list[bool]:
    return [bool(isinstance(each, Paragraph) and (each.measure or Measure()).keep_next) for each in body]


def test_text_that_fits_with_its_signature_stays_kept() -> None:
    _, body, findings = plan_first_page(1, 0, blocks(SENTENCE), text("区人民政府"), None)
    assert kept(body) == [True]
    assert findings == []


def test_the_only_paragraph_is_let_go_where_the_signature_would_draw_it_off_the_page() -> None:
    _, body, findings = plan_first_page(8, 3, blocks(SENTENCE * 4, issuers=8), text("区人民政府"), None)
    assert kept(body) == [False]
    assert findings == []  # the paragraph goes on over the page, beside the signature


def test_a_signature_left_alone_is_told() -> None:
    _, body, findings = plan_first_page(6, 0, blocks(SENTENCE, issuers=6), text("区人民政府"), None)
    assert kept(body) == [False]
    assert [finding.code for finding in findings] == ["E211"]


def test_only_the_last_of_several_paragraphs_is_kept() -> None:
    _, body, findings = plan_first_page(8, 3, blocks(SENTENCE, SENTENCE, issuers=8), text("区人民政府"), None)
    assert kept(body) == [False, True]
    assert findings == []


def test_a_page_full_of_issuers_is_told() -> None:
    _, _, findings = plan_first_page(40, 0, blocks(SENTENCE), text("区人民政府"), None)
    assert [(finding.code, finding.strength) for finding in findings] == [("E210", "硬")]


def test_an_order_leaves_its_first_page_more_room() -> None:
    assert plan_head(1, 1, 0, 0).height - plan_head(1, 1, 0, 0, order=True).height == pytest.approx(1.47, abs=0.01)
