"""A report to merge: facts in, a composed document and its generation out; the facts are changed between two of them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from genwen.diagnostics import Position
from genwen.document.elements import (
    NUMBERING,
    Blocks,
    Cell,
    Document,
    FootBox,
    Measure,
    Origin,
    OriginKind,
    Paragraph,
    Row,
    Run,
    Table,
)
from genwen.numerals import ordinal
from genwen.records import made, record
from genwen.rendering.plans import load_plan
from genwen.rendering.renderer import Renderer
from genwen.revision.merge import Generation
from genwen.revision.model import model_of
from genwen.revision.stored import build_id, stored_model

TEMPLATE = Path(__file__).parent.parent.parent / "templates" / "公文" / "文稿.docx"
BODY = "公文正文"


@record
class Measures:
    """One measure of the report: name, what was done with one figure, and a second paragraph with another."""

    name: str
    text: str
    count: str
    follow: str
    more: str


MEASURES = (
    Measures("健全制度体系", "完善节约管理规定，全年印发各类制度", "7项", "各单位配备管理员", "86名"),
    Measures("推行绿色办公", "更换高效照明灯具，累计完成改造", "2860盏", "无纸化办公流转率达到", "96%"),
    Measures("实行垃圾分类", "在办公区设置分类容器，共计", "428组", "分类投放准确率为", "95%"),
    Measures("反对食品浪费", "创建绿色食堂，目前已达标", "9个", "餐厨垃圾比上年减少", "12.3吨"),
    Measures("加强宣传教育", "围绕重要节点组织主题活动", "14场", "参加培训的干部职工有", "1360人次"),
)
ROWS = (
    ("政府办公室", "182", "4.1%"),
    ("发展和改革局", "96", "3.2%"),
    ("财政局", "120", "5.6%"),
    ("教育局", "233", "2.8%"),
    ("卫生健康局", "205", "4.4%"),
)


@record
class Facts:
    """The facts of the report."""

    saved: str = "12%"
    cars: str = "146"
    water: str = "21.7"
    unit: str = "云溪区机关事务管理局"
    training: str = "1200"
    note: str = "能源数据来自全区统计台账，口径与上年保持一致"
    measures: tuple[Measures, ...] = MEASURES
    rows: tuple[tuple[str, str, str], ...] = ROWS
    copies: str = "区委办公室，区政府办公室"
    figures: tuple[tuple[str, str], ...] = made(default_factory=tuple)


def fact(text: str, path: str, line: int = 1) -> Run:
    return Run(text, "", Origin(OriginKind.FACT, path, Position("content/统计.yaml", line, 5)))


def typed(text: str) -> Run:
    return Run(text, "", Origin(OriginKind.TYPED, "", Position("content/公文/报告.yaml", 3, 1)))


def number(text: str, style: str = "") -> Run:
    return Run(text, style, NUMBERING)


def para(key: str, *runs: Run, style: str = BODY) -> Paragraph:
    return Paragraph(style, tuple(runs), key)


def document_of(facts: Facts) -> Document:
    """The composed report: keys as genwen's own composer makes them."""
    body: list[Paragraph | Table] = [
        para("正文/段", typed("今年以来，"), fact(facts.unit, "单位.名称"), typed("坚决落实过紧日子要求，用电量比上年下降"),
             fact(facts.saved, "统计.节电率", 3), typed("，各项工作取得积极进展。")),
        para("正文/总体情况", number("一、"), typed("总体情况"), style="一级标题"),
        para("正文/总体情况/段", typed("全区现有公务用车"), fact(facts.cars, "统计.公车数", 4),
             typed("辆，人均用水量为"), fact(facts.water, "统计.用水量", 5), typed("立方米，均低于全市平均水平。")),
        para("正文/总体情况/段#2", typed("全年累计培训"), fact(facts.training, "统计.培训人次", 6),
             typed("人次，覆盖全部创建单位。")),
        para("正文/总体情况/段#3", typed("节约意识深入人心，社会反响良好，群众满意度持续提升。")),
        para("正文/主要措施", number("二、"), typed("主要措施"), style="一级标题"),
    ]  # fmt: skip
    for order, each in enumerate(facts.measures, 1):
        key = f"正文/主要措施/{each.name}"
        body += [
            para(key, number(ordinal("（一）", order)), fact(each.name, f"措施[{order}].名称"), style="二级标题"),
            para(f"{key}/段", typed(each.text), fact(each.count, f"措施.{each.name}.数", 20 + order), typed("。")),
            para(f"{key}/段#2", typed(each.follow), fact(each.more, f"措施.{each.name}.又", 40 + order),
                 typed("，推动工作走深走实。")),
        ]  # fmt: skip
    body += [
        para("正文/能耗情况", number("三、"), typed("能耗情况"), style="一级标题"),
        para("正文/能耗情况/段", fact(facts.note, "统计.说明", 9), typed("。具体见下表。")),
        table_of(facts),
        para("正文/结语", number("四、"), typed("下一步打算"), style="一级标题"),
        para("正文/结语/段", typed("下一步，我们将继续巩固成果，查找不足，把节约型机关建设不断引向深入。")),
        *(
            para(
                f"正文/结语/{name}",
                typed(f"{name}方面，计划完成"),
                fact(value, f"计划.{name}"),
                typed("，确保年底见效。"),
            )
            for name, value in facts.figures
        ),
        para("正文/结语/段#2", typed("特此报告。")),
    ]
    sign = Measure(right=640)
    blocks: dict[str, Blocks] = {
        "标题": (para("标题1", fact(facts.unit, "单位.名称"), style="公文标题"),
                 para("标题2", typed("关于节约型机关建设情况的报告"), style="公文标题")),
        "正文": tuple(body),
        "署名": (Paragraph("空行"), Paragraph("发文机关署名", (fact(facts.unit, "单位.名称"),), "署名1", sign),
                 Paragraph("成文日期", (typed("2026年1月8日"),), "成文日期", sign)),
        "版记": (FootBox((para("抄送机关", typed("抄送："), fact(facts.copies, "发文.抄送"), typed("。"), style="抄送机关"),),
                         ("粗", "粗"), 800),),
    }  # fmt: skip
    return Document(
        "报告", {"主送机关": (typed("市机关事务管理局"),), "标题": (fact(facts.unit, "单位.名称"),)}, blocks
    )


def table_of(facts: Facts) -> Table:
    key = "正文/能耗情况/表"
    head = Row(tuple(Cell((para("", typed(text), style="表格标题文字"),)) for text in ("单位", "人数", "节电率")), True,
               f"{key}/表头")  # fmt: skip
    rows = [
        Row((Cell((para("", fact(name, f"单位[{n}].名称"), style="表格文字"),)),
             Cell((para("", fact(count, f"单位[{n}].人数"), style="表格文字"),)),
             Cell((para("", fact(rate, f"单位[{n}].节电率"), style="表格文字"),))), False, f"{key}/行{n}")
        for n, (name, count, rate) in enumerate(facts.rows, 1)
    ]  # fmt: skip
    return Table((4000, 2400, 2400), (head, *rows), key=key)


@lru_cache(maxsize=1)
def renderer() -> Renderer:
    return Renderer(load_plan(TEMPLATE, {}))


def generation(facts: Facts) -> Generation:
    """The report as generated from the facts."""
    return generated(document_of(facts))


def build_id_for(document: Document, *more: str) -> str:
    """The id of a build of a document; `more` stands for what else it was made of."""
    return build_id(stored_model(document), [each.encode() for each in more])


def generated(document: Document) -> Generation:
    """A document as generated."""
    docx = renderer().render(document, {}, build_id=build_id_for(document)).data
    return Generation(model_of(document, docx), docx)
