"""Parts read back by their pieces: the same text as parsed whole, and nothing that is not well-formed gets through."""

import io
import zipfile
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from genwen.ooxml.markup import MarkupError, character_data
from genwen.rendering.pieces import BOUNDARY, Common, Pieces
from genwen.rendering.readback import read_back
from genwen.rendering.record import Printed

HEAD, FOOT = b'<?xml version="1.0"?><w:document xmlns:w="w"><w:body>', b"</w:body></w:document>"


def paragraph(text: str) -> bytes:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>".encode()


def whole(data: bytes) -> bytes:
    return data


words = st.text("数据年度第一二〇3&lt;", max_size=6).map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;"))
blocks = st.one_of(
    words.map(paragraph),
    words.map(lambda text: f"<w:tbl><w:tr><w:tc>{paragraph(text).decode()}</w:tc></w:tr></w:tbl>".encode()),
    st.sampled_from([b"<w:p><w:r><w:t>", b"</w:t></w:r></w:p>", b"<w:br/>", b"", b'<w:p w:a="', b"<w:t>", b"&amp;"]),
    words.map(str.encode),
)


groups = st.one_of(
    blocks.map(lambda block: [block]),
    words.map(lambda text: [b"<w:p><w:r><w:t>", text.encode(), b"</w:t></w:r></w:p>"]),
)


@given(st.lists(groups, max_size=6), st.lists(st.none() | blocks, min_size=18, max_size=18))
def test_pieces_give_what_the_whole_gives_or_nothing(parts, others) -> None:
    first = [HEAD, *chain.from_iterable(parts), paragraph("长" * 300), FOOT]
    changed = [old if new is None else new for old, new in zip(first[1:-2], others, strict=False)]
    second = [first[0], *changed, *first[-2:]]
    common = Common()
    try:
        character_data(b"".join(first))
    except MarkupError:
        return  # only what was parsed is learnt
    common.learn(first, whole, True)
    given_by_pieces = common.text(second, whole, True)
    if given_by_pieces is None:
        return
    # never raises: what is put together is well-formed
    assert given_by_pieces == character_data(b"".join(second))


def test_most_of_a_like_part_is_not_parsed_again() -> None:
    same = [paragraph("共同" * 40), paragraph("内容" * 40)]
    first = [HEAD, same[0], paragraph("甲"), b"<w:p><w:t>", "乙".encode(), b"</w:t></w:p>", same[1], FOOT]
    common = Common()
    common.learn(first, whole, True)
    second = [*first[:2], paragraph("丙丙"), first[3], "&amp;丁".encode(), *first[5:]]
    assert common.text(second, whole, True) == f"{'共同' * 40}丙丙&丁{'内容' * 40}"
    assert common.text([*first[:2], b"<w:p>", *first[3:]], whole, True) is None
    assert common.text([*first[:2], paragraph(BOUNDARY), *first[3:]], whole, True) is None
    assert common.text([first[0], *first[3:]], whole, True) == f"乙{'内容' * 40}"
    assert common.text([*first[:5], *first[6:]], whole, True) is None  # </w:t></w:p> is missing


def test_a_boundary_within_a_tag_is_learnt_of_nothing() -> None:
    first = [HEAD, b'<w:p w:key="', b"one", b'"/>', paragraph("长" * 50), FOOT]
    common = Common()
    common.learn(first, whole, True)
    assert common.text([*first[:2], b'"', *first[3:]], whole, True) is None


def read(pieces: list[bytes], common: Common, text: str, written: bytes = b"") -> list[str]:
    """The codes of what is wrong with a package whose body is made of pieces."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", written or b"".join(pieces))
    printed = {"word/document.xml": Printed([text])}
    return [
        one.code
        for one in read_back(data.getvalue(), printed, "x.docx", (), {"word/document.xml": Pieces(pieces, common)})
    ]


def test_reading_back_by_pieces_finds_what_the_whole_shows() -> None:
    common = Common()
    first = [HEAD, paragraph("共同" * 90), paragraph("甲"), FOOT]
    assert read(first, common, "甲") == []
    second = [*first[:2], paragraph("乙"), FOOT]
    assert read(second, common, "乙") == []
    assert read(second, common, "甲") == ["T085"]
    assert read([*first[:2], b"<w:p>&</w:p>", first[3]], common, "") == ["T086"]
    assert read(second, common, "乙", b"".join(second).replace("乙".encode(), "丁".encode())) == ["T085"]
    assert read(second, common, "乙", b"".join(second)[:-3]) == ["T086"]
