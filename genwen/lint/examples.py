"""Small documents in a notation of their own, for 正例 and 反例: one line per paragraph, `要素（修饰）：文字`.

Every line is set as the standard wants it unless a remark in brackets says otherwise: 黑体, 16磅, 靠左, 首行=0. Further
lines: 空行, 页面：上=37 …, 页码：— # —, 页眉：…, 表：a|b/c|d, 修订：1, 批注：1, 外链：…, 缺样式, 红线：, 版记线：8 FF0000, 面：… (see `page_examples`). ↵ is a soft return.
"""

from __future__ import annotations

import re
from typing import Any

from genwen.lint.marks import ATTENDANCE
from genwen.lint.page_examples import example_page
from genwen.lint.printed import Page
from genwen.lint.view import View
from genwen.lint.viewing import view_of
from genwen.ooxml.form import (
    PAGE_FIELD,
    Border,
    FormCell,
    FormDocument,
    FormParagraph,
    FormRow,
    FormRun,
    FormSection,
    FormTable,
    ParagraphForm,
    RunForm,
)
from genwen.patterns import regex
from genwen.records import replace
from genwen.standard import TWIPS_PER_MM

_LINE = regex(r"(?P<role>[^（：]+)(?:（(?P<marks>[^）]*)）)?：(?P<text>.*)", re.S)
_FACES = {"仿宋": "仿宋_GB2312", "楷体": "楷体_GB2312", "黑体": "黑体", "宋体": "宋体", "小标宋": "方正小标宋简体"}
_STYLES = {"标题": "公文标题", "署名": "发文机关署名", "正文": "公文正文"}
_SIGNED = regex("签发人[：:](?=.)")
_RUN = RunForm(font="仿宋_GB2312", latin="仿宋_GB2312", size=16.0, spacing=-5)
_PARAGRAPH = ParagraphForm(align="both", line=579, line_rule="exact")
_RUNS: dict[str, dict[str, Any]] = {
    "标题": {"font": "方正小标宋简体", "size": 22.0},
    "附件标题": {"font": "方正小标宋简体", "size": 22.0},
    "发文机关标志": {"font": "方正小标宋简体", "size": 46.0, "color": "FF0000"},
    **{role: {"font": "黑体"} for role in ("一级标题", "密级", "紧急程度", "附件标识")},
    "二级标题": {"font": "楷体_GB2312"},
    **{role: {"size": 14.0} for role in ("抄送机关", "印发机关")},
    "页码": {"font": "宋体", "latin": "宋体", "size": 14.0},
}
_BODY: dict[str, Any] = {"first": 630, "first_chars": 200}
_PARAGRAPHS: dict[str, dict[str, Any]] = {
    **dict.fromkeys(("正文", "一级标题", "二级标题", "三级标题", "四级标题", "附注"), _BODY),
    **{role: {"align": "center"} for role in ("标题", "附件标题", "发文机关标志")},
    "发文字号": {"align": "center", "bottom": Border(12, "FF0000")},
    "署名": {"align": "right", "right": 1260},
    "成文日期": {"align": "right", "right": 1260},
    "抄送机关": {"left": 1120, "right": 280, "first": -840},
    "印发机关": {"left": 280, "right": 280},
    "附件说明": {"left": 1575, "first": -945},
    "附件标识": {"align": "left", "page_break_before": True},
}
_SIDES = {"上": "top", "下": "bottom", "左": "left", "右": "right", "脚": "footer", "宽": "width", "高": "height"}
_GOOD_PAGE = FormSection(11906, 16838, 2098, 1984, 1587, 1474, footer=1452, grid="lines", pitch=579)


def example_view(text: str) -> View:
    """The view of a small document in the notation."""
    maker = _Maker()
    view = view_of(maker.document(text))
    view.pages = tuple(maker.pages)
    return view


class _Maker:
    def __init__(self) -> None:
        self.blocks: list[FormParagraph | FormTable] = []
        self.section = _GOOD_PAGE
        self.more: dict[str, Any] = {"even_and_odd": True}
        self.sections: list[FormSection] = []
        self.footers = self._footers("— # —", [])
        self.headers: dict[str, tuple[FormParagraph, ...]] = {}
        self.number = self.tables = 0
        self.pages: list[Page] = []

    def document(self, text: str) -> FormDocument:
        for line in text.strip("\n").split("\n"):
            if line == "空行":
                self.blocks.append(self._paragraph("空行", "", []))
                continue
            if line == "缺样式":
                self.more["styled"] = False
                continue
            match = _LINE.fullmatch(line)
            if match is None:
                raise ValueError(line)
            self._line(
                match["role"],
                [mark for mark in re.split(r"[ ，]", match["marks"] or "") if mark],
                match["text"].replace("↵", "\n"),
            )
        first = replace(self.section, footers=self.footers, headers=self.headers)
        return FormDocument("例.docx", tuple(self.blocks), (first, *self.sections), **self.more)

    def _line(self, role: str, marks: list[str], text: str) -> None:
        if role == "面":
            self.pages.append(example_page(len(self.pages) + 1, text, marks))
        elif role == "页面":
            sizes = dict(item.split("=") for item in text.split())
            self.section = replace(
                self.section, **{_SIDES[name]: round(float(value) * TWIPS_PER_MM) for name, value in sizes.items()}
            )
        elif role == "页码":
            self.footers = self._footers(text, marks)
            self.section = replace(self.section, title_page="首页无" in marks)
        elif role == "页眉":
            self.headers = {"default": (self._paragraph("页眉", text, []),)}
        elif role in ("修订", "批注"):
            key = "insertions" if role == "修订" else "comments"
            self.more |= {key: int(text), "first_revision" if role == "修订" else "first_comment": self.number}
        elif role == "外链":
            self.more["links"] = (("attachedTemplate", text),)
        elif role == "表":
            self.blocks.append(self._table(text, marks))
        elif role == "红线":
            line = self._paragraph("空行", "", [])
            self.blocks.append(replace(line, form=replace(line.form, bottom=Border(18, "FF0000", "双" in marks))))
        elif role == "版记线":
            line = self._paragraph("空行", "", [])
            width, _, color = text.partition(" ")
            self.blocks.append(replace(line, form=replace(line.form, bottom=Border(int(width), color))))
        else:
            self.blocks.append(self._paragraph(role, text, marks))

    def _footers(self, text: str, marks: list[str]) -> dict[str, tuple[FormParagraph, ...]]:
        if text == "无":
            return {}
        self.number = getattr(self, "number", 0)
        one = self._paragraph("页码", text.replace("#", PAGE_FIELD), [mark for mark in marks if mark in _FACES])
        inset = 0 if "空=0" in marks else 280
        if "居中" in marks:
            self.more["even_and_odd"] = False
            return {"default": (replace(one, form=replace(one.form, align="center")),)}
        if "重编" in marks:
            self.sections = [replace(_GOOD_PAGE, restart=1)]
        start = next((int(mark[2:]) for mark in marks if mark.startswith("起=")), None)
        counted = next((mark[3:] for mark in marks if mark.startswith("编号=")), "decimal")
        self.section = replace(self.section, restart=start, number_format=counted)
        lined = replace(one, runs=(), form=replace(one.form, top=Border(18, "FF0000", True)))
        return {
            **({"first": (lined,)} if "双线" in marks else {}),
            "default": (replace(one, form=replace(one.form, align="right", right=inset)),),
            "even": (replace(one, form=replace(one.form, align="left", left=inset)),),
        }

    def _paragraph(self, role: str, text: str, marks: list[str]) -> FormParagraph:
        run = replace(_RUN, **_RUNS.get(role, {}))
        style = _STYLES.get(role, role)
        form = replace(_PARAGRAPH, style=style, **_PARAGRAPHS.get(role, {}))
        for mark in marks:
            run, form = _marked(mark, run, form)
        self.number += 1
        runs: tuple[FormRun, ...] = (FormRun(text, run),) if text else ()
        listed = ATTENDANCE.match(text)
        if listed and not any(mark in _FACES for mark in marks):
            label = replace(run, font=_FACES["黑体"], latin=_FACES["黑体"])
            runs = (FormRun(text[: listed.end(1)], label), FormRun(text[listed.end(1) :], run))
        if "夹宋体" in marks:
            other = replace(run, font=_FACES["宋体"], latin=_FACES["宋体"])
            runs = (FormRun(text[:3], run), FormRun(text[3:6], other), FormRun(text[6:], run))
        headed = next((int(mark[5:]) for mark in marks if mark.startswith("段首楷体=")), 0)
        if headed:
            head = replace(run, font=_FACES["楷体"], latin=_FACES["楷体"])
            runs = (FormRun(text[:headed], head), FormRun(text[headed:], run))
        signed = _SIGNED.search(text)
        if signed and role.startswith("发文字号") and not any(mark in _FACES for mark in marks):
            name = replace(run, font=_FACES["楷体"], latin=_FACES["楷体"])
            runs = (FormRun(text[: signed.end()], run), FormRun(text[signed.end() :], name))
        return FormParagraph(self.number - 1, runs, form, drawn=False)

    def _table(self, text: str, marks: list[str]) -> FormTable:
        self.tables += 1
        rows = []
        for number, row in enumerate(text.split("/")):
            *texts, last = row.split("|")
            odd = ["宋体"] if "末格宋体" in marks and number == text.count("/") else []
            paragraphs = [
                *(self._paragraph("表格文字", cell, []) for cell in texts),
                self._paragraph("表格文字", last, odd),
            ]
            cells = tuple(FormCell((paragraph,)) for paragraph in paragraphs)
            rows.append(FormRow(cells, header="表头重复" in marks and number == 0))
        width = next((int(mark[2:]) for mark in marks if mark.startswith("宽=")), 8845)
        return FormTable(self.tables, tuple(rows), width)


def _marked(mark: str, run: RunForm, form: ParagraphForm) -> tuple[RunForm, ParagraphForm]:
    """A look changed by one remark."""
    name, _, value = mark.partition("=")
    if mark in _FACES:
        return replace(run, font=_FACES[mark], latin=_FACES[mark]), form
    if mark.endswith("磅"):
        return replace(run, size=float(mark[:-1])), form
    runs: dict[str, dict[str, Any]] = {
        "隐藏": {"hidden": True}, "加粗": {"bold": True}, "颜色": {"color": value}, "字距": {"spacing": int(value or 0) if name == "字距" else 0},
        "缩放": {"scale": int(value or 0) if name == "缩放" else 100}, "删除线": {"struck": True},
    }  # fmt: skip
    forms: dict[str, dict[str, Any]] = {
        "靠左": {"align": "left", "left": 0, "first": 0, "first_chars": 0, "right": 0},
        "无红线": {"bottom": None},
        "接排": {"page_break_before": False},
        "另页": {"page_break_before": True},
        "靠右": {"align": "right", "bottom": None},
        "居中": {"align": "center", "bottom": None},
        "夹宋体": {},
        "段首楷体": {},
        "上行": {"align": "left", "first": 315, "first_chars": 100},
        "首行": {"first": int(value or 0) if name == "首行" else 0, "first_chars": 0},
        "左": {"left": int(value or 0) if name == "左" else 0, "first": 0},
        "线": {"top": Border(8), "bottom": Border(8)},
        "右": {"right": int(value or 0) if name == "右" else 0},
        "段前": {"before": int(value or 0) if name == "段前" else 0},
        "行距": {"line": int(value or 0) if name == "行距" else 0},
    }
    if name in runs:
        return replace(run, **runs[name]), form
    return run, replace(form, **forms[name])
