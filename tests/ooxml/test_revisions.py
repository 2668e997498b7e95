"""Tracked changes on small stories: what is seen, what is written, what accepting and rejecting gives back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from genwen.ooxml.archive import assemble, build_static, deflater
from genwen.ooxml.package import PackageError
from genwen.ooxml.revisions_check import canonical_story, irreversible, malformed
from genwen.ooxml.revisions_comments import Comments, comments_of, drop_comments
from genwen.ooxml.revisions_marks import Marker, cut, new_runs
from genwen.ooxml.revisions_package import Package, W
from genwen.ooxml.revisions_resolve import accept, by, everybody, reject
from genwen.ooxml.revisions_text import Table, Unit, items_in

NS = f'xmlns:w="{W[1:-1]}"'
DATE = "2026-01-05T09:00:00Z"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def docx(body: str, **parts: str) -> bytes:
    document = f"<w:document {NS}><w:body>{body}<w:sectPr/></w:body></w:document>"
    members = {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": document, **parts}
    static = build_static({name: text.encode() for name, text in members.items()})
    return b"".join(assemble(static, [], deflater()))


def r(text: str, rpr: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{rpr}</w:rPr>" if rpr else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*content: str, ppr: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{ppr}</w:pPr>' if ppr else ''}{''.join(content)}</w:p>"


def ins(*content: str, author: str = "张三") -> str:
    return f'<w:ins w:id="7" w:author="{author}" w:date="{DATE}">{"".join(content)}</w:ins>'


def deleted(text: str, author: str = "张三") -> str:
    return f'<w:del w:id="8" w:author="{author}" w:date="{DATE}"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def tr(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in cells) + "</w:tr>"


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


@pytest.mark.parametrize(
    ("paragraph", "text"),
    [
        (p(r("甲"), r("乙")), "甲乙"),
        (p(ins(r("甲")), deleted("乙"), r("丙")), "甲丙"),
        (p('<w:hyperlink>' + r("甲") + "</w:hyperlink><w:sdt><w:sdtContent>" + r("乙") + "</w:sdtContent></w:sdt>"), "甲乙"),
        (p("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:noBreakHyphen/></w:r>"), "甲\t乙\n-"),
        (p(r("第"), FIELD, r("页")), "第页"),
        (p("<w:r><w:footnoteReference/></w:r>", r("甲")), "\ufffc甲"),
        (p('<w:moveFrom w:author="张三">' + r("甲") + "</w:moveFrom>", '<w:moveTo w:author="张三">' + r("乙") + "</w:moveTo>"),
         "乙"),
    ],
)  # fmt: skip
def test_what_is_seen_of_a_paragraph(paragraph: str, text: str) -> None:
    (unit,) = items_in(Package(docx(paragraph)).body)
    assert unit.text == text


def test_a_paragraph_whose_mark_is_deleted_reads_on_in_the_next() -> None:
    mark = f'<w:rPr><w:del w:id="1" w:author="张三" w:date="{DATE}"/></w:rPr>'
    items = items_in(Package(docx(p(r("甲"), ppr=mark) + p(r("乙")) + p(deleted("丙"), ppr=mark) + p(r("丁")))).body)
    assert [item.text for item in items] == ["甲乙", "丁"]


def test_a_field_over_several_paragraphs_takes_no_width() -> None:
    first, _, last = FIELD.partition("<w:r><w:t>7</w:t></w:r>")
    items = items_in(Package(docx(p(r("目录"), first, r("一")) + p(r("二")) + p(r("三"), last, r("尾")))).body)
    assert [item.text for item in items] == ["目录", "", "尾"]


BODIES = {
    "plain": p(r("全年节电12%，")),
    "split": p(r("全年节"), r("电1", "<w:b/>"), r("2", "<w:b/>"), r("%，")),
    "in another's insertion": p(r("全年"), ins(r("节电12"), r("%，"))),
    "in a hyperlink": p(r("全年节电"), "<w:hyperlink>" + r("12%") + "</w:hyperlink>", r("，")),
    "in a content control": p(
        r("全年"), "<w:sdt><w:sdtPr/><w:sdtContent>" + r("节电12%，") + "</w:sdtContent></w:sdt>"
    ),
    "beside deleted text": p(r("全年节电"), deleted("百分之"), r("12%，")),
}


@pytest.mark.parametrize("body", BODIES)
def test_a_replacement_is_reversible_and_arrives(body: str) -> None:
    before = docx(BODIES[body])
    package = Package(before)
    (unit,) = items_in(package.body)
    assert isinstance(unit, Unit)
    marker = Marker(package.stories.values(), "genwen", DATE)
    at = unit.text.index("12%")
    marker.insert(unit, at + 3, new_runs("15.2%", unit.pieces[-1].run), replacing=True)
    marker.delete(unit, at, at + 3)
    assert unit.text == "全年节电15.2%，"
    package.changed.add(package.body_part)
    after = package.packed()
    assert irreversible(before, after, "genwen") == []
    assert malformed(after, before, "genwen") == []
    assert texts(after, lambda root: accept(root)) == ["全年节电15.2%，"]


def texts(data: bytes, change: Callable[[object], None] = lambda root: None) -> list[str]:
    package = Package(data)
    for root in package.stories.values():
        change(root)
    return [item.text for item in items_in(package.body)]


TEXT = st.text(alphabet="甲乙丙丁12\t\n", min_size=1, max_size=12)


@given(runs=st.lists(TEXT, min_size=1, max_size=5), edits=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9), TEXT), max_size=4))  # fmt: skip
def test_any_edits_of_a_paragraph_can_be_rejected_and_accepted(runs, edits) -> None:
    package = Package(docx(p() + p()))
    paragraph = items_in(package.body)[0]
    assert isinstance(paragraph, Unit)
    paragraph.element.extend([run for text in runs for run in new_runs(text, None)])
    paragraph.read()
    package.changed.add(package.body_part)
    before = package.packed()
    package = Package(before)
    unit = items_in(package.body)[0]
    assert isinstance(unit, Unit)
    marker = Marker(package.stories.values(), "genwen", DATE)
    expected = unit.text
    for where, length, text in edits:
        start = where % (len(unit.text) + 1)
        end = min(start + length, len(unit.text))
        expected = expected[:start] + text + expected[end:]
        marker.insert(unit, end, new_runs(text, None), replacing=end > start)
        marker.delete(unit, start, end)
        assert unit.text == expected
    package.changed.add(package.body_part)
    after = package.packed()
    assert irreversible(before, after, "genwen") == []
    assert malformed(after, before, "genwen") == []
    assert texts(after, accept)[0] == expected


def test_paragraphs_rows_and_tables() -> None:
    table = "<w:tbl><w:tblGrid/>" + tr(p(r("甲")), p(r("1"))) + tr(p(r("乙")), p(r("2"))) + "</w:tbl>"
    before = docx(p(r("首")) + p(r("中")) + table + p(r("尾")))
    package = Package(before)
    first, middle, held, _ = items_in(package.body)
    assert isinstance(first, Unit) and isinstance(middle, Unit) and isinstance(held, Table)  # noqa: PT018
    marker = Marker(package.stories.values(), "genwen", DATE)
    made = etree.Element(f"{W}p")
    made.extend(new_runs("新", None))
    first.element.addnext(made)
    marker.mark_inserted(made)
    marker.delete_unit(middle)
    marker.delete_row(held.rows[0])
    package.changed.add(package.body_part)
    after = package.packed()
    assert texts(after) == ["首", "新", "乙\t2", "尾"]
    assert texts(after, accept) == ["首", "新", "乙\t2", "尾"]
    assert texts(after, reject) == ["首", "中", "甲\t1\n乙\t2", "尾"]
    assert irreversible(before, after, "genwen") == []
    assert malformed(after, before, "genwen") == []


def test_own_pending_changes_are_taken_back_not_stacked() -> None:
    before = docx(p(r("甲"), ins(r("乙"), author="genwen")) + p(ins(r("丙"), author="genwen"), ppr=f'<w:rPr><w:ins w:id="1" '
                  f'w:author="genwen" w:date="{DATE}"/></w:rPr>') + p(r("丁")))  # fmt: skip
    package = Package(before)
    one, two, _ = items_in(package.body)
    assert isinstance(one, Unit) and isinstance(two, Unit)  # noqa: PT018
    marker = Marker(package.stories.values(), "genwen", DATE)
    marker.delete(one, 1, 2)
    marker.delete_unit(two)
    package.changed.add(package.body_part)
    after = package.packed()
    assert b"w:del" not in Package(after).parts["word/document.xml"]
    assert texts(after) == ["甲", "丁"]
    assert irreversible(before, after, "genwen") == []


def test_one_author_is_resolved_and_the_others_stay() -> None:
    body = p(r("甲"), ins(r("乙")), deleted("丙", "genwen"), ins(r("丁"), author="genwen"))
    assert texts(docx(body), lambda root: accept(root, by("genwen"))) == ["甲乙丁"]
    assert texts(docx(body), lambda root: reject(root, by("genwen"))) == ["甲乙丙"]
    package = Package(docx(body))
    reject(package.body, by("genwen"))
    assert [each.get(f"{W}author") for each in package.body.iter(f"{W}ins", f"{W}del")] == ["张三"]
    reject(package.body, everybody)
    assert [item.text for item in items_in(package.body)] == ["甲丙"]


def test_numbers_of_revisions_go_on_from_those_there_are() -> None:
    package = Package(docx(p(ins(r("甲")), deleted("乙"))))
    assert Marker(package.stories.values(), "genwen", DATE).mark("ins").get(f"{W}id") == "9"


def test_comments_are_added_read_and_dropped() -> None:
    before = docx(p(r("甲")) + p(r("乙")))
    package = Package(before)
    comments = Comments(package, "genwen", DATE)
    for unit in items_in(package.body):
        assert isinstance(unit, Unit)
        comments.add(unit, None, None, f"【请核对】{unit.text}")
    comments.save()
    package.changed.add(package.body_part)
    after = package.packed()
    assert list(comments_of(Package(after), "genwen").values()) == ["【请核对】甲", "【请核对】乙"]
    assert malformed(after, before, "genwen") == []
    assert irreversible(before, after, "genwen") == []
    dropped = Package(after)
    drop_comments(dropped, "genwen")
    assert canonical_story(dropped.body) == canonical_story(Package(before).body)


def test_what_is_not_reversible_is_noticed() -> None:
    before = docx(p(r("甲")) + p(r("乙", "<w:b/>")))
    assert irreversible(before, docx(p(r("甲")) + p(r("乙"))), "genwen") == ["word/document.xml"]
    assert irreversible(before, docx(p(r("甲")) + p(r("乙丙", "<w:b/>"))), "genwen") == ["word/document.xml"]
    assert irreversible(before, docx(p(r("甲")) + p(r("乙", "<w:b/>")), **{"word/x.xml": "<a/>"}), "genwen") == [
        "word/x.xml"
    ]
    assert irreversible(before, docx(p(r("甲")) + p(r("乙", "<w:b/>"))), "genwen") == []


@pytest.mark.parametrize(
    "body",
    [
        p(ins(r("甲"), author="genwen"), ins(r("乙"), author="genwen")),
        p(r("甲"), ppr='<w:rPr><w:b/><w:ins w:id="1" w:author="genwen"/></w:rPr>'),
        p("<w:r><w:t>甲</w:t><w:rPr><w:b/></w:rPr></w:r>"),
        p(f'<w:del w:id="5" w:author="genwen" w:date="{DATE}">{r("甲")}</w:del>'),
        p(r("甲\ue010")),
    ],
)
def test_bad_markup_is_noticed(body: str) -> None:
    assert malformed(docx(body), docx(p(r("甲"))), "genwen")


def test_cut_keeps_text_format_and_what_is_not_understood() -> None:
    package = Package(docx(p('<w:r w:rsidR="00A"><w:rPr><w:b/></w:rPr><w:t>甲乙</w:t><w:tab/><w:lastRenderedPageBreak/>'
                             "<w:t>丙</w:t></w:r>")))  # fmt: skip
    before = canonical_story(etree.fromstring(etree.tostring(package.body)))
    (unit,) = items_in(package.body)
    assert isinstance(unit, Unit)
    for at in (1, 2, 3):
        cut(unit, at)
        assert unit.text == "甲乙\t丙"
    assert len(unit.element.findall(f"{W}r")) == 4
    assert canonical_story(package.body) == before


def test_strict_documents_are_refused() -> None:
    data = docx(p(r("甲")))
    parts = dict(Package(data).parts)
    strict = parts["word/document.xml"].replace(W[1:-1].encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    with pytest.raises(PackageError, match="严格"):
        Package(docx("", **{"word/document.xml": strict.decode()}))
