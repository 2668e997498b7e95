"""What a clerk does to a draft, done on the XML as Word would; and the draft as other programs save it."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from genwen.ooxml.archive import assemble, build_static, deflater
from genwen.ooxml.package import read_package
from genwen.ooxml.revisions_marks import cut, new_runs
from genwen.ooxml.revisions_package import Package, W
from genwen.ooxml.revisions_text import Table, Unit, items_in

Element = Any


class Hand:
    """A draft in a clerk's hands."""

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        self.body = self.package.body

    def saved(self) -> bytes:
        self.package.changed |= self.package.stories.keys()
        return self.package.packed()

    @property
    def units(self) -> list[Unit]:
        return [item for item in items_in(self.body) if isinstance(item, Unit)]

    @property
    def table(self) -> Table:
        return next(item for item in items_in(self.body) if isinstance(item, Table))

    def unit(self, text: str) -> Unit:
        tables = [item for item in items_in(self.body) if isinstance(item, Table)]
        inside = [item for table in tables for row in table.rows for cell in row.cells for item in cell.items]
        for unit in [*self.units, *inside]:
            if isinstance(unit, Unit) and text in unit.text:
                return unit
        raise AssertionError(f"no paragraph says {text}")

    def replace(self, old: str, new: str, where: str = "") -> None:
        """Type `new` over `old` in the first paragraph that says it (that says `where`)."""
        unit = self.unit(where or old)
        self.write(unit, unit.text.index(old), len(old), new)

    def write(self, unit: Unit, at: int, length: int, text: str) -> None:
        end = at + length
        cut(unit, at)
        cut(unit, end)
        inside = [piece for piece in unit.pieces if at <= piece.start and piece.end <= end]
        beside = inside or [piece for piece in unit.pieces if piece.end == at] or unit.pieces[:1]
        runs = new_runs(text, beside[0].run if beside else None)
        if beside and (inside or beside[0].end == at):
            for run in reversed(runs):
                beside[-1].run.addnext(run)
        elif beside:
            for run in runs:
                beside[0].run.addprevious(run)
        else:
            unit.element.extend(runs)
        for run in {id(piece.run): piece.run for piece in inside}.values():
            run.getparent().remove(run)
        unit.read()

    def track(self, old: str, new: str, author: str = "张三") -> None:
        """As `replace`, with changes tracked."""
        from genwen.ooxml.revisions_marks import Marker

        unit = self.unit(old)
        at = unit.text.index(old)
        marker = Marker(self.package.stories.values(), author, "2026-01-05T09:00:00Z")
        runs = new_runs(new, next(piece.run for piece in unit.pieces if piece.end > at))
        marker.insert(unit, at + len(old), runs, replacing=True)
        marker.delete(unit, at, at + len(old))

    def add_paragraph(self, text: str, after: str) -> None:
        like = self.unit(after).element
        made = etree.Element(f"{W}p")
        if like.find(f"{W}pPr") is not None:
            made.append(deepcopy(like.find(f"{W}pPr")))
        made.extend(new_runs(text, next(like.iter(f"{W}r"), None)))
        like.addnext(made)

    def drop(self, text: str) -> None:
        element = self.unit(text).element
        element.getparent().remove(element)

    def split(self, text: str) -> None:
        """Press Enter before `text`."""
        unit = self.unit(text)
        at = unit.text.index(text)
        cut(unit, at)
        second = etree.Element(f"{W}p")
        if unit.element.find(f"{W}pPr") is not None:
            second.append(deepcopy(unit.element.find(f"{W}pPr")))
        second.extend([piece.run for piece in unit.pieces if piece.start >= at])
        unit.element.addnext(second)

    def join(self, text: str) -> None:
        """Delete the mark at the end of the paragraph."""
        element = self.unit(text).element
        after = element.getnext()
        element.extend([run for run in after if run.tag != f"{W}pPr"])
        after.getparent().remove(after)

    def format(self, text: str, *properties: str) -> None:
        unit = self.unit(text)
        at = unit.text.index(text)
        cut(unit, at)
        cut(unit, at + len(text))
        for piece in unit.pieces:
            if at <= piece.start and piece.end <= at + len(text):
                rpr = piece.run.find(f"{W}rPr")
                if rpr is None:
                    rpr = etree.Element(f"{W}rPr")
                    piece.run.insert(0, rpr)
                for name in properties:
                    etree.SubElement(rpr, f"{W}{name}")

    def move(self, text: str, after: str) -> None:
        element = self.unit(text).element
        self.unit(after).element.addnext(element)

    def row(self, text: str) -> Element:
        return next(row.element for row in self.table.rows if text in row.text)

    def add_row(self, texts: tuple[str, ...], after: str) -> None:
        row = deepcopy(self.row(after))
        self.row(after).addnext(row)
        for cell, text in zip(row.iter(f"{W}tc"), texts, strict=True):
            unit = items_in(cell)[0]
            assert isinstance(unit, Unit)
            self.write(unit, 0, len(unit.text), text)

    def drop_column(self, number: int) -> None:
        table = self.table.element
        table.find(f"{W}tblGrid").remove(table.find(f"{W}tblGrid")[number])
        for row in table.iter(f"{W}tr"):
            cell = row.findall(f"{W}tc")[number]
            row.remove(cell)

    def everywhere(self, change: Callable[[str], str]) -> None:
        for text in self.body.iter(f"{W}t"):
            text.text = change(text.text or "")

    def comment(self, text: str) -> None:
        from genwen.ooxml.revisions_comments import Comments

        comments = Comments(self.package, "李四", "2026-01-05T09:00:00Z")
        comments.add(self.unit(text), None, None, "这里请再核实")
        comments.save()

    def page_break(self, text: str) -> None:
        run = etree.Element(f"{W}r")
        etree.SubElement(run, f"{W}br").set(f"{W}type", "page")
        self.unit(text).element.append(run)


_HALF = str.maketrans("，。；：！？（）", ",.;:!?()")

EDITS: dict[str, Callable[[Hand], None]] = {
    "只另存": lambda hand: None,
    "改写无数字句": lambda hand: hand.replace("节约意识深入人心，社会反响良好", "干部职工节约意识明显增强"),
    "改写数字旁文字": lambda hand: hand.replace("坚决落实过紧日子要求，", "认真贯彻中央八项规定精神，严格落实过紧日子的要求，"),
    "加一段": lambda hand: hand.add_paragraph("㐀㐁此外，还开展了专项督查。", "节约意识"),
    "在增删处加段": lambda hand: hand.add_paragraph("㐀㐁该项工作走在全市前列。", "分类投放准确率"),
    "删无数字段": lambda hand: hand.drop("节约意识深入人心"),
    "删有数字段": lambda hand: hand.drop("全年累计培训"),
    "改未变单元格": lambda hand: hand.replace("233", "234"),
    "加行": lambda hand: hand.add_row(("㐀水利局", "88", "3.9%"), "教育局"),
    "删行": lambda hand: hand.row("教育局").getparent().remove(hand.row("教育局")),
    "加粗含数字": lambda hand: hand.format("下降12%", "b"),
    "改段落样式": lambda hand: etree.SubElement(
        hand.unit("全区现有").element.find(f"{W}pPr"), f"{W}jc").set(f"{W}val", "right"),
    "批注和分页": lambda hand: (hand.comment("全区现有"), hand.page_break("节约意识")),
    "拆段": lambda hand: hand.split("人均用水量"),
    "合段": lambda hand: hand.join("全区现有"),
    "移段": lambda hand: hand.move("全年累计培训", "一、总体情况"),
    "他人修订": lambda hand: hand.track("积极进展", "㐂显著成效"),
    "术语替换": lambda hand: hand.everywhere(lambda text: text.replace("工作", "任务")),
    "标点半角": lambda hand: hand.everywhere(lambda text: text.translate(_HALF)),
    "加约字": lambda hand: hand.replace("下降12%", "下降约12%"),
    "改行名": lambda hand: hand.replace("政府办公室", "政府办公厅"),
    "手改为新值": lambda hand: hand.replace("12%", "15.2%"),
    "手改为别值": lambda hand: hand.replace("12%", "14%"),
    "修订中改值": lambda hand: hand.track("12%", "14%"),
    "格内改值": lambda hand: hand.replace("182", "190"),
    "粘连改值": lambda hand: hand.replace("12%", "112%"),
    "改删除措施": lambda hand: hand.replace("创建绿色食堂", "㐀㐁大力创建绿色食堂"),
    "手改序号": lambda hand: hand.replace("（三）", "（四）"),
    "删列": lambda hand: hand.drop_column(1),
    "整段重写": lambda hand: hand.replace(hand.unit("全区现有").text, "㐀㐁㐂㐃用车和用水情况见附表所列内容。"),
    "删值留句": lambda hand: hand.replace("下降12%", "明显下降"),
    "复制段": lambda hand: hand.add_paragraph(hand.unit("全区现有").text, "全区现有"),
    "删整项措施": lambda hand: (hand.drop("实行垃圾分类"), hand.drop("设置分类容器"), hand.drop("分类投放准确率")),
}  # fmt: skip


# --- shapes ------------------------------------------------------------------------------------------------------------


def word_like(data: bytes, seed: int = 7) -> bytes:
    """As Word saves it: runs split anywhere, rsids, spelling marks, a bookmark."""
    chance = random.Random(seed)
    hand = Hand(data)
    for unit in hand.units:
        for at in sorted({chance.randrange(len(unit.text)) for _ in range(3)} if unit.text else ()):
            cut(unit, at)
        for piece in unit.pieces:
            piece.run.set(f"{W}rsidR", f"00{chance.randrange(0x100000, 0xFFFFFF):06X}")
            if chance.random() < 0.2:
                piece.run.addprevious(etree.Element(f"{W}proofErr", {f"{W}type": "spellStart"}))
    first = next(unit for unit in hand.units if unit.text)
    first.element.append(etree.Element(f"{W}bookmarkStart", {f"{W}id": "0", f"{W}name": "_GoBack"}))
    first.element.append(etree.Element(f"{W}bookmarkEnd", {f"{W}id": "0"}))
    return hand.saved()


def wps_like(data: bytes) -> bytes:
    """As WPS rewrites it: style ids are numbers, w:hint and w:lang in every run, runs split at Latin, no rsid."""
    parts = read_package(data)
    hand = Hand(data)
    names = {own: str(number) for number, own in enumerate(sorted(hand.package.style_names), 1)}
    for unit in hand.units:
        for at in range(1, len(unit.text)):
            if unit.text[at].isascii() != unit.text[at - 1].isascii():
                cut(unit, at)
    for run in hand.body.iter(f"{W}r"):
        rpr = run.find(f"{W}rPr")
        if rpr is None:
            rpr = etree.Element(f"{W}rPr")
            run.insert(0, rpr)
        fonts = rpr.find(f"{W}rFonts")
        if fonts is None:
            fonts = etree.Element(f"{W}rFonts")
            style = rpr.find(f"{W}rStyle")
            (style.addnext if style is not None else lambda element, rpr=rpr: rpr.insert(0, element))(fonts)
        fonts.set(f"{W}hint", "eastAsia")
        if rpr.find(f"{W}lang") is None:
            etree.SubElement(rpr, f"{W}lang").set(f"{W}val", "en-US")
    for root in hand.package.stories.values():
        for style in root.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle"):
            style.set(f"{W}val", names.get(style.get(f"{W}val"), style.get(f"{W}val")))
        for element in root.iter():
            for name in [name for name in element.attrib if "rsid" in name]:
                del element.attrib[name]
    styles = etree.fromstring(parts["word/styles.xml"])
    for style in styles.iter(f"{W}style"):
        style.set(f"{W}styleId", names[style.get(f"{W}styleId")])
    for style in styles.iter(f"{W}basedOn", f"{W}next", f"{W}link"):
        style.set(f"{W}val", names.get(style.get(f"{W}val"), style.get(f"{W}val")))
    hand.package.put("word/styles.xml", styles)
    return hand.saved()


def office() -> str:
    return shutil.which("soffice") or ""


def require_office() -> None:
    """Skip the test without LibreOffice; fail it where rendering is required."""
    if not office():
        if os.environ.get("GENWEN_REQUIRE_RENDER") == "1":
            pytest.fail("LibreOffice is not installed")
        pytest.skip("LibreOffice is not installed")


def resaved(files: dict[str, bytes], folder: Path) -> dict[str, bytes]:
    """The files as LibreOffice saves them again, all in one run of it."""
    source, target = folder / "in", folder / "out"
    source.mkdir(parents=True)
    target.mkdir()
    for number, data in enumerate(files.values()):
        (source / f"d{number}.docx").write_bytes(data)
    command = [office(), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
               "docx:MS Word 2007 XML", "--outdir", str(target), *map(str, sorted(source.iterdir()))]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {name: (target / f"d{number}.docx").read_bytes() for number, name in enumerate(files)}


def packed(parts: dict[str, bytes]) -> bytes:
    return b"".join(assemble(build_static(parts), [], deflater()))
