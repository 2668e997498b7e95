"""Cases where a merge could do the wrong thing in silence: each written for one of them."""

from __future__ import annotations

import pytest
from hands import Hand
from lxml import etree
from reports import MEASURES, ROWS, Facts, Measures, document_of, fact, generated, generation, number, para, typed
from views import accepted, forms, rejected, resolved, seen

from genwen.diagnostics import Position
from genwen.document.elements import Cell, Document, Measure, Paragraph, Row, Table
from genwen.ooxml.package import PackageError
from genwen.ooxml.revisions_comments import comments_of
from genwen.ooxml.revisions_package import Package, W
from genwen.ooxml.revisions_resolve import by
from genwen.records import replace
from genwen.revision.merge import AUTHOR, Generation, Kind, Merged, compare_generations, merge_draft

BASE = Facts()
NEW = Facts(saved="15.2%")


def merged_with(edit, before: Facts = BASE, after: Facts = NEW) -> tuple[bytes, Merged]:
    hand = Hand(generation(before).docx)
    edit(hand)
    draft = hand.saved()
    merged = merge_draft(generation(before), draft, generation(after))
    assert merged.broken == ()
    return draft, merged


def kinds(merged: Merged) -> list[Kind]:
    return [outcome.kind for outcome in merged.outcomes]


def text_of(merged: Merged) -> str:
    assert merged.docx is not None
    return "\n".join(accepted(merged.docx))


@pytest.mark.parametrize("theirs", ["312%", "112%", "12%3", "A12%", "12%‰"])
def test_a_figure_typed_onto_the_old_one_is_never_cut(theirs: str) -> None:
    _, merged = merged_with(lambda hand: hand.replace("12%", theirs))
    assert kinds(merged) == [Kind.CONFLICT]
    assert merged.outcomes[0].theirs == theirs
    assert "下降15.2%，" in text_of(merged)


def test_conflict_shows_both_and_says_where_the_fact_is() -> None:
    draft, merged = merged_with(lambda hand: hand.replace("12%", "14%"))
    assert merged.docx is not None
    outcome = merged.outcomes[0]
    assert (outcome.old, outcome.new, outcome.theirs) == ("12%", "15.2%", "14%")
    assert (outcome.path, outcome.position) == ("统计.节电率", Position("content/统计.yaml", 3, 5))
    assert outcome.place == "正文 第1段"
    (said,) = comments_of(Package(merged.docx), AUTHOR).values()
    assert "“14%”" in said
    assert "“15.2%”" in said
    assert "content/统计.yaml:3:5" in said
    assert "14%" in "".join(rejected(merged.docx, by(AUTHOR)))
    assert rejected(merged.docx, by(AUTHOR)) == seen(draft)


def test_another_item_in_the_same_words_is_another_item() -> None:
    before = Facts(figures=(("南岭县", "7.1%"), ("白沙县", "8.0%"), ("云台县", "9.4%")))
    after = replace(before, figures=(("南岭县", "7.7%"), ("白沙县", "8.0%"), ("云台县", "9.4%")))

    def edit(hand: Hand) -> None:
        hand.replace("南岭县", "金沙镇", "南岭县方面")

    _, merged = merged_with(edit, before, after)
    assert "7.7%" not in text_of(merged)
    assert Kind.CLEAN not in kinds(merged)


def test_a_name_slightly_changed_is_the_same_item_and_told() -> None:
    before = Facts(figures=(("南岭县水利局", "7.1%"),))
    after = Facts(figures=(("南岭县水利局", "7.7%"),))
    _, merged = merged_with(lambda hand: hand.replace("南岭县水利局", "南岭县水务局"), before, after)
    assert kinds(merged) == [Kind.CHECK]
    assert "南岭县水务局方面，计划完成7.7%" in text_of(merged)


def test_inserted_text_has_the_format_of_what_it_replaces() -> None:
    _, merged = merged_with(lambda hand: hand.format("12%", "b", "i"))
    assert merged.docx is not None
    runs = [run for form in forms(resolved(merged.docx, "accept")) for run in form[3] if "15.2%" in run[0]]
    assert [text for text, _ in runs] == ["15.2%"]
    assert b"<w:b " in runs[0][1]
    assert b"<w:i " in runs[0][1]


def test_a_reordered_measure_edited_by_hand_stays_and_the_others_move_around_it() -> None:
    after = Facts(measures=(MEASURES[0], MEASURES[2], MEASURES[1], *MEASURES[3:]))
    _, merged = merged_with(lambda hand: hand.replace("完成改造", "㐀完成改造"), BASE, after)
    assert kinds(merged).count(Kind.MOVED) == 3
    assert Kind.COMMENT not in kinds(merged)
    lines = accepted(merged.docx or b"")
    assert [line for line in lines if line[:1] == "（"] == [
        "（一）健全制度体系", "（二）实行垃圾分类", "（三）推行绿色办公", "（四）反对食品浪费", "（五）加强宣传教育",
    ]  # fmt: skip


def test_two_reordered_measures_edited_by_hand_stay_with_their_ordinals() -> None:
    def edit(hand: Hand) -> None:
        hand.replace("完成改造", "㐀完成改造")
        hand.replace("设置分类容器", "㐁设置分类容器")

    after = Facts(measures=(MEASURES[0], MEASURES[2], MEASURES[1], *MEASURES[3:]))
    draft, merged = merged_with(edit, BASE, after)
    assert accepted(merged.docx or b"") == seen(draft)
    assert Kind.COMMENT in kinds(merged)


def test_ordinals_renumbered_by_hand_are_left_and_told_once() -> None:
    def edit(hand: Hand) -> None:
        hand.replace("（三）", "（七）")
        hand.replace("（四）", "（八）")

    after = Facts(measures=(*MEASURES[:1], *MEASURES[2:]))
    _, merged = merged_with(edit, BASE, after)
    lines = [line for line in accepted(merged.docx or b"") if line[:1] == "（"]
    assert lines == ["（一）健全制度体系", "（七）实行垃圾分类", "（八）反对食品浪费", "（四）加强宣传教育"]
    assert len(comments_of(Package(merged.docx or b""), AUTHOR)) == 1


def test_new_measure_does_not_go_behind_a_section_the_clerk_has_added() -> None:
    def edit(hand: Hand) -> None:
        hand.add_paragraph("三、㐀㐁本章为新增", "参加培训的干部职工")
        hand.add_paragraph("㐂㐃新增一章的正文。", "㐀㐁本章为新增")

    after = Facts(measures=(*MEASURES, Measures("改造数据中心", "完成机房改造", "3处", "年节电", "8万千瓦时")))
    _, merged = merged_with(edit, BASE, after)
    lines = accepted(merged.docx or b"")
    assert lines.index("（六）改造数据中心") < lines.index("三、㐀㐁本章为新增")


def test_new_blocks_under_a_deleted_heading_are_only_told() -> None:
    before = Facts(figures=(("南岭县", "7.1%"),))
    after = Facts(figures=(("南岭县", "7.1%"), ("白沙县", "8.0%")))

    def edit(hand: Hand) -> None:
        hand.drop("四、下一步打算")

    _, merged = merged_with(edit, before, after)
    assert kinds(merged) == [Kind.COMMENT]
    assert "白沙县" not in text_of(merged)


def test_one_fact_in_several_places_one_of_them_edited() -> None:
    after = Facts(unit="云溪区机关事务服务中心")
    _, merged = merged_with(lambda hand: hand.replace("今年以来，云溪区机关事务管理局", "今年以来，我局"), BASE, after)
    told = [(o.kind, o.theirs) for o in merged.outcomes if o.kind is not Kind.CLEAN and o.kind is not Kind.NOTICE]
    assert told == [(Kind.CONFLICT, "我局")]
    assert text_of(merged).count("云溪区机关事务服务中心") == 3
    assert "今年以来，我局坚决" in "\n".join(rejected(merged.docx or b"", by(AUTHOR)))


def test_text_in_a_hyperlink_a_content_control_and_an_insertion() -> None:
    def edit(hand: Hand) -> None:
        for name, text in (("hyperlink", "146"), ("smartTag", "21.7"), ("ins", "1200")):
            unit = hand.unit(text)
            hand.write(unit, unit.text.index(text), len(text), text)
            run = next(piece.run for piece in unit.pieces if piece.text == text)
            around = etree.Element(f"{W}{name}")
            if name == "ins":
                for key, value in (("id", "900"), ("author", "张三"), ("date", "2026-01-05T09:00:00Z")):
                    around.set(f"{W}{key}", value)
            run.addprevious(around)
            around.append(run)

    draft, merged = merged_with(edit, BASE, Facts(cars="150", water="20.9", training="1350"))
    text = text_of(merged)
    assert "公务用车150辆，人均用水量为20.9立方米" in text
    assert "培训1350人次" in text
    root = Package(merged.docx or b"").body
    assert [each.get(f"{W}author") for each in root.iter(f"{W}ins") if each.getparent().tag == f"{W}p"].count(
        "张三"
    ) == 1
    assert rejected(merged.docx or b"", by(AUTHOR)) == rejected(draft, by(AUTHOR))


def test_fields_pictures_and_footnotes_of_the_clerk_stay() -> None:
    def edit(hand: Hand) -> None:
        unit = hand.unit("全区现有")
        for kind, content in (("begin", ""), ("", " PAGE "), ("separate", ""), ("t", "7"), ("end", "")):
            run = etree.SubElement(unit.element, f"{W}r")
            if kind in ("begin", "separate", "end"):
                etree.SubElement(run, f"{W}fldChar").set(f"{W}fldCharType", kind)
            else:
                etree.SubElement(run, f"{W}t" if kind else f"{W}instrText").text = content
        run = etree.SubElement(hand.unit("全年累计").element, f"{W}r")
        etree.SubElement(run, f"{W}footnoteReference").set(f"{W}id", "2")

    _, merged = merged_with(edit, BASE, Facts(cars="150", training="1350"))
    assert kinds(merged) == [Kind.CLEAN, Kind.CLEAN]
    body = Package(merged.docx or b"").body
    assert len(list(body.iter(f"{W}fldChar"))) == 3
    assert len(list(body.iter(f"{W}footnoteReference"))) == 1


def test_others_revisions_and_comments_keep_author_and_date() -> None:
    def edit(hand: Hand) -> None:
        hand.track("积极进展", "显著成效")
        hand.comment("全区现有")

    draft, merged = merged_with(edit, BASE, Facts(saved="15.2%", cars="150"))
    for data in (draft, merged.docx or b""):
        package = Package(data)
        theirs = [each for each in package.body.iter(f"{W}ins", f"{W}del") if each.get(f"{W}author") == "张三"]
        assert {each.get(f"{W}date") for each in theirs} == {"2026-01-05T09:00:00Z"}
        assert len(theirs) == 2
        assert list(comments_of(package, "李四").values()) == ["这里请再核实"]


def series(*items: str) -> Generation:
    """A report whose measures are one paragraph: 一是…。二是…。"""
    runs = [typed("抓好以下工作。")]
    for order, item in enumerate(items, 1):
        runs += [number(f"{'一二三四五'[order - 1]}是"), fact(item, f"措施[{order}]"), typed("。")]
    blocks = {"标题": (para("标题1", typed("报告"), style="公文标题"),), "正文": (para("正文/序列", *runs),)}
    return generated(Document("报告", {}, blocks))


ITEMS = (
    "加强动态监测，按月采集按季分析用能数据",
    "实行定额管理，组织各单位对照定额开展对标",
    "严格督导考核，会同有关部门开展联合检查",
)


def test_a_measure_of_a_series_that_was_edited_is_not_doubled_when_the_order_changes() -> None:
    base, new = series(*ITEMS), series(ITEMS[1], ITEMS[0], ITEMS[2])
    assert accepted(merge_draft(base, base.docx, new).docx or b"") == seen(new.docx)
    hand = Hand(base.docx)
    for item in ITEMS[:2]:
        hand.replace(item[8:10], "㐀㐁")
    merged = merge_draft(base, hand.saved(), new)
    assert merged.broken == ()
    assert Kind.COMMENT in kinds(merged)
    said = "".join(accepted(merged.docx or b""))
    assert said.count("加强动态监测") == said.count("实行定额管理") == said.count("一是") == said.count("二是") == 1


def test_a_measure_of_a_series_that_was_edited_stays_with_the_ordinals_when_it_goes() -> None:
    base, new = series(*ITEMS), series(ITEMS[0], ITEMS[2])
    hand = Hand(base.docx)
    hand.replace("组织各单位", "㐀组织单位")
    merged = merge_draft(base, hand.saved(), new)
    assert (merged.broken, set(kinds(merged))) == ((), {Kind.COMMENT})
    assert accepted(merged.docx or b"") == seen(hand.saved())


def test_a_rejected_change_is_not_proposed_again_until_its_fact_changes() -> None:
    draft, merged = merged_with(lambda hand: None)
    back = resolved(merged.docx or b"", "reject")
    back.changed |= back.stories.keys()
    refused = back.packed()
    again = merge_draft(generation(NEW), refused, generation(replace(NEW, cars="150")))
    assert kinds(again) == [Kind.CLEAN]
    third = merge_draft(generation(NEW), refused, generation(Facts(saved="16%")))
    assert kinds(third) == [Kind.CONFLICT]
    told = frozenset(outcome.id for outcome in merged.outcomes)
    fourth = merge_draft(generation(BASE), draft, generation(NEW), told)
    assert kinds(fourth) == [Kind.DECLINED]
    assert fourth.docx is None
    assert fourth.declined == told


def test_the_build_id_of_the_new_generation_is_in_the_result() -> None:
    from genwen.revision.model import build_id_in

    _, merged = merged_with(lambda hand: None)
    assert build_id_in(merged.docx or b"") == generation(NEW).model.build_id != ""


def test_pending_insertions_are_rewritten_in_place() -> None:
    draft, merged = merged_with(lambda hand: None)
    again = merge_draft(generation(NEW), merged.docx or b"", generation(Facts(saved="16.8%")))
    assert again.broken == ()
    root = Package(again.docx or b"").body
    own = ["".join(each.itertext(f"{W}t")) for each in root.iter(f"{W}ins") if each.get(f"{W}author") == AUTHOR]
    assert own == ["16.8%"]
    assert rejected(again.docx or b"") == seen(draft)


def test_imprint_in_its_box_and_its_fallback_twin() -> None:
    def edit(hand: Hand) -> None:
        choice = next(hand.body.iter("{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"))
        spare = etree.SubElement(choice.getparent(), choice.tag.replace("Choice", "Fallback"))
        spare.append(etree.fromstring(etree.tostring(next(choice.iter(f"{W}txbxContent")))))

    _, merged = merged_with(edit, BASE, Facts(copies="区委办公室"))
    assert kinds(merged) == [Kind.CLEAN]
    root = Package(merged.docx or b"").body
    boxes = ["".join(box.itertext(f"{W}t")) for box in root.iter(f"{W}txbxContent")]
    assert boxes == ["抄送：区委办公室。"] * 2


@pytest.mark.parametrize("whole", [True, False], ids=["paragraph", "box"])
def test_an_imprint_the_clerk_has_deleted_is_told(whole: bool) -> None:
    def edit(hand: Hand) -> None:
        run = next(each for each in hand.body.iter(f"{W}r") if next(each.iter(f"{W}txbxContent"), None) is not None)
        gone = run.getparent() if whole else run
        gone.getparent().remove(gone)

    _, merged = merged_with(edit, BASE, Facts(copies="区委办公室"))
    assert kinds(merged) == [Kind.KEPT_OUT]
    assert "区委办公室" in merged.outcomes[0].new


def with_header(data: bytes, text: str, part: str = "word/header9.xml") -> bytes:
    package = Package(data)
    content = f'<w:hdr xmlns:w="{W[1:-1]}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:hdr>'.encode()
    package.parts[part] = content
    package._declare(part, "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
    package._relate(package.body_part, kind, part.rpartition("/")[2])
    section = package.body.find(f"{W}sectPr")
    reference = etree.Element(f"{W}headerReference")
    reference.set(f"{W}type", "default")
    relations = package.parts["word/_rels/document.xml.rels"].decode()
    given = relations.partition(part.rpartition("/")[2])[0].rpartition('Id="')[2].partition('"')[0]
    reference.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", given)
    section.insert(0, reference)
    package.changed |= package.stories.keys()
    return package.packed()


def test_headers_are_merged_and_commented_in_the_body() -> None:
    base, new = generation(BASE), generation(BASE)
    before = Generation(base.model, with_header(base.docx, "第12期 内部资料"))
    after = Generation(new.model, with_header(new.docx, "第13期 内部资料"))
    clean = merge_draft(before, with_header(base.docx, "第12期 内部资料", "word/header3.xml"), after)
    assert (clean.broken, kinds(clean), clean.outcomes[0].place) == ((), [Kind.CLEAN], "页眉")
    conflict = merge_draft(before, with_header(base.docx, "第14期 内部资料", "word/header3.xml"), after)
    assert (conflict.broken, kinds(conflict)) == ((), [Kind.CONFLICT])
    (said,) = comments_of(Package(conflict.docx or b""), AUTHOR).values()
    assert said.startswith("（页眉）【冲突】")
    gone = merge_draft(before, base.docx, after)
    assert (gone.broken, kinds(gone)) == ((), [Kind.KEPT_OUT])
    assert b"commentReference" not in Package(conflict.docx or b"").parts["word/header3.xml"]


def merged_table(*rows: tuple[str, str, str]) -> Generation:
    """A table whose first column is merged over the rows that say the same there."""
    made: list[Row] = []
    for order, (group, name, value) in enumerate(rows):
        first = order == 0 or rows[order - 1][0] != group
        last = order == len(rows) - 1 or rows[order + 1][0] != group
        merge = "" if first and last else "起" if first else "续"
        cells = (Cell((para("", typed(group if first else ""), style="表格文字"),), 1, merge),
                 Cell((para("", typed(name), style="表格文字"),)), Cell((para("", typed(value), style="表格文字"),)))  # fmt: skip
        made.append(Row(cells))
    blocks = {"标题": (para("标题1", typed("报告"), style="公文标题"),),
              "正文": (para("正文/段", typed("见下表。")), Table((3000, 3000, 2000), tuple(made), key="正文/表"))}  # fmt: skip
    return generated(Document("报告", {}, blocks))


ROWS_OF_GROUPS = (
    ("制度", "管理办法", "2"),
    ("制度", "操作规程", "3"),
    ("制度", "考核细则", "4"),
    ("宣传", "主题活动", "5"),
)


@pytest.mark.parametrize("rows", [ROWS_OF_GROUPS[1:], ROWS_OF_GROUPS[2:], (("制度", "新增办法", "9"), *ROWS_OF_GROUPS),
                                  (*ROWS_OF_GROUPS[:2], ("制度", "新增细则", "9"), *ROWS_OF_GROUPS[2:])])  # fmt: skip
def test_vertical_merges_follow_the_rows(rows: tuple[tuple[str, str, str], ...]) -> None:
    base, new = merged_table(*ROWS_OF_GROUPS), merged_table(*rows)
    merged = merge_draft(base, base.docx, new)
    assert merged.broken == ()
    assert forms(resolved(merged.docx or b"", "accept")) == forms(Package(new.docx))
    assert forms(resolved(merged.docx or b"", "reject")) == forms(Package(base.docx))


def test_widths_and_indents_that_follow_from_lengths() -> None:
    def report(name: str, scale: int | None, right: int) -> Generation:
        lines = (Paragraph("公文标题", (fact(name, "单位.名称"), typed("文件")), "标题1", Measure(scale=scale)),)
        sign = Paragraph("发文机关署名", (fact(name, "单位.名称"),), "署名1", Measure(right=right))
        return generated(
            Document("报告", {}, {"标题": lines, "正文": (para("正文/段", typed("正文。")),), "署名": (sign,)})
        )

    for one, other in (((80, 640), (70, 320)), ((None, 640), (70, 640)), ((70, 320), (None, 640))):
        base, new = report("青江市机关事务管理局", *one), report("青江市机关事务服务中心", *other)
        merged = merge_draft(base, base.docx, new)
        assert merged.broken == ()
        assert forms(resolved(merged.docx or b"", "accept")) == forms(Package(new.docx))
        assert forms(resolved(merged.docx or b"", "reject")) == forms(Package(base.docx))


def test_a_whole_table_comes_and_goes() -> None:
    def without_table(facts: Facts) -> Generation:
        document = document_of(facts)
        body = tuple(block for block in document.blocks["正文"] if block.key != "正文/能耗情况/表")
        return generated(replace(document, blocks={**document.blocks, "正文": body}))

    gone = merge_draft(generation(BASE), generation(BASE).docx, without_table(BASE))
    assert (gone.broken, kinds(gone)) == ((), [Kind.DELETED])
    come = merge_draft(without_table(BASE), without_table(BASE).docx, generation(BASE))
    assert (come.broken, kinds(come)) == ((), [Kind.INSERTED])
    assert "教育局" in text_of(come)


def test_compare_generations_is_the_base_with_every_change_tracked() -> None:
    new = generation(Facts(saved="15.2%", measures=MEASURES[1:], rows=ROWS[1:]))
    compared = compare_generations(generation(BASE), new).docx
    assert compared is not None
    assert accepted(compared) == seen(new.docx)
    assert rejected(compared) == seen(generation(BASE).docx)


def test_a_number_that_stands_in_typed_prose() -> None:
    """Nothing marks the figure of an outline's prose as a fact; it is one token all the same."""

    def report(text: str) -> Generation:
        blocks = {"标题": (para("标题1", typed("报告"), style="公文标题"),),
                  "正文": (para("正文/段", typed(text)), para("正文/段#2", number("1."), fact("其他", "甲.乙")))}  # fmt: skip
        return generated(Document("报告", {}, blocks))

    base, new = report("全年节电1,234.5千瓦时，节约经费56万元。"), report("全年节电1,301.0千瓦时，节约经费56万元。")
    hand = Hand(base.docx)
    hand.replace("1,234.5", "1,290.0")
    merged = merge_draft(base, hand.saved(), new)
    assert [(o.kind, o.theirs, o.new) for o in merged.outcomes] == [(Kind.CONFLICT, "1,290.0", "1,301.0")]


@pytest.mark.parametrize(
    ("old", "bad"),
    [
        (b"<w:body>", b"<w:body><w:p>"),
        (b"<?xml version", b'<!DOCTYPE x [<!ENTITY a "b">]><?xml version'),
        (b"<w:document", b'<!DOCTYPE w [<!ENTITY a "aaaa">]><w:document'),
        (b"wordprocessingml/2006/main", b"wordprocessingml/2099/main"),
    ],
)
def test_hostile_and_broken_files_are_refused_in_chinese(old: bytes, bad: bytes) -> None:
    package = Package(generation(BASE).docx)
    parts = dict(package.parts)
    parts["word/document.xml"] = parts["word/document.xml"].replace(old, bad, 1)
    from hands import packed

    with pytest.raises(PackageError) as error:
        merge_draft(generation(BASE), packed(parts), generation(NEW))
    assert error.value.message
    assert error.value.hint


def test_deeply_nested_xml_is_refused() -> None:
    from hands import packed

    package = Package(generation(BASE).docx)
    parts = dict(package.parts)
    deep = b"<w:sdt><w:sdtContent>" * 3_000 + b"</w:sdtContent></w:sdt>" * 3_000
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", b"<w:body>" + deep, 1)
    with pytest.raises(PackageError):
        merge_draft(generation(BASE), packed(parts), generation(NEW))


def test_a_copied_paragraph_with_an_open_update_does_not_stop_the_next_merge() -> None:
    from copy import deepcopy

    _, first = merged_with(lambda hand: hand.add_paragraph("㐀另加一段。", "全年累计培训"))
    assert first.docx is not None
    hand = Hand(first.docx)
    element = hand.unit("15.2%").element
    element.addnext(deepcopy(element))  # with the numbers of its revisions, as the program that copies leaves them
    merged = merge_draft(generation(NEW), hand.saved(), generation(replace(NEW, cars="150")))
    assert merged.broken == ()
    assert "公务用车150辆" in text_of(merged)
