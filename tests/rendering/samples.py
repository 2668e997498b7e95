"""The documents that the geometry tests look at, as blocks: no facts, no composing."""

from collections.abc import Sequence
from pathlib import Path

from filling import Content, fill, text

from genwen.document.elements import Block, Blocks, Cell, Paragraph, Row, SectionBreak, Table
from genwen.document.head import document_number_lines, issuer_mark, title_lines
from genwen.document.imprint import imprint
from genwen.document.signature import attachment_head, attachment_note, keep_together, signature

NAME = "临江市发展和改革委员会机关事务服务保障中心办公室联席会议"
ISSUERS = (
    *("临江市人民政府办公室", "临江市机关事务管理局", "临江市财政局", "临江市发展和改革委员会", "临江市教育局"),
    *("临江市委办", "临江市住房和城乡建设局", "临江市卫生健康委员会"),
)
SENTENCE = "为深入贯彻落实节约能源工作部署，切实提升全市节约型机关创建水平，经研究同意，现就有关事项通知如下。"
COPIES = "市委各部门，市人大常委会办公室，市政协办公室，市监察委员会，市中级人民法院，市人民检察院，驻临江部队"
DENSE = "节约型机关创建行动以绿色办公低碳运行为主题开展机关食堂反食品浪费并推进合同能源管理服务持续"
SIGNATORIES = ("张三", "李四五", "王六", "赵七八")
DASHED = [
    "文" * length + mark + "接着写下去的文字"
    for mark in ("—20日", "（2026—2028年）", "——后", "……后", "2—3%", "12.5%", "℃")
    for length in range(20, 29)
]
"""Marks that a line may not begin with, about the end of one."""
SINGLE_LENGTHS = (3, 6, 9, 12, 16, 20)


def paragraphs(count: int, content: str = SENTENCE) -> Blocks:
    return tuple(Paragraph("公文正文", text(content)) for _ in range(count))


def long_table(rows: int) -> Table:
    header = Row(tuple(Cell((Paragraph("表格标题文字", text(h)),)) for h in ("序号", "事项", "完成时限")), header=True)
    body = [
        Row(
            tuple(
                Cell((Paragraph(style, text(content)),))
                for style, content in (
                    ("表格文字", str(number)),
                    ("表格文字居左", "定期巡查办公区用能设备并登记整改情况" * 2),
                    ("表格文字", "2025年12月"),
                )
            )
        )
        for number in range(1, rows + 1)
    ]
    return Table((1000, 5845, 2000), (header, *body))


def official(
    path: Path,
    name: str = "方案",
    issuers: Sequence[str] = (NAME[:7],),
    signatories: Sequence[str] = (),
    body: Blocks = (),
    marginal: bool = True,
    sealed: str = "盖章",
    copies: str = COPIES,
    attachments: Sequence[Block] = (),
    before_imprint: Blocks = (),
) -> Path:
    """A whole 公文 in the template `name`."""
    fields = {"主送机关": "各区县人民政府，市政府各部门、各直属机构", "附注": "此件公开发布"}
    if marginal:
        fields |= {"份号": "000001", "密级": "机密★1年", "紧急程度": "特急"}
    box = imprint((), text(copies), text("临江市人民政府办公室"), text("2025年2月28日"))
    assert box is not None
    names = [text(issuer) for issuer in issuers]
    upward = name != "方案"
    blocks: dict[str, Blocks] = {
        "发文机关标志": issuer_mark(names),
        "发文字号": document_number_lines(text("临政发〔2025〕8号"), [text(n) for n in signatories], upward),
        "标题": title_lines([text("临江市人民政府"), text("关于开展节约型机关创建行动的通知")]),
        "正文": keep_together(body or paragraphs(2)),
        "附件说明": attachment_note([text("重点任务分工表")]) if attachments else (),
        "署名": signature(names, text("2025年2月6日"), sealed),
        "附件": tuple(attachments),
        "版记": (*before_imprint, box),
    }
    return fill(name, Content(fields, blocks), path)


def make(folder: Path) -> dict[str, Path]:
    """Write every sample into `folder`; gives them by name."""

    def at(name: str) -> Path:
        return folder / f"{name}.docx"

    made = [official(at(f"single{length}"), issuers=(NAME[:length],)) for length in SINGLE_LENGTHS]
    made += [official(at(f"joint{count}"), issuers=ISSUERS[:count]) for count in range(2, 9)]
    made += [
        official(at(f"upward{count}"), "工作报告", signatories=SIGNATORIES[:count], sealed="不盖章", marginal=False)
        for count in range(1, 5)
    ]
    made += [
        official(at("full"), body=paragraphs(40, DENSE * 3)),
        official(at("dashes"), body=tuple(Paragraph("公文正文", text(content)) for content in DASHED)),
        official(at("long_copies"), copies="，".join([COPIES] * 5)),
        official(
            at("table"), attachments=(*attachment_head(1, [text("重点任务分工表")]), long_table(40)), sealed="不盖章"
        ),
        official(at("blank_page"), before_imprint=(SectionBreak(numbered=False), SectionBreak(numbered=False))),
    ]
    made += [official(at(f"fill{count:02}"), body=paragraphs(count, "短段。")) for count in range(1, 12)]
    made += [plain(at("plain")), *(order(at(f"order{count}"), ISSUERS[:count]) for count in (1, 3))]
    return {path.stem: path for path in made}


def order(path: Path, issuers: Sequence[str]) -> Path:
    """An order (10.2) in the template of a 方案: no title, no recipients."""
    fields = {"命令格式": "命令"}
    blocks: dict[str, Blocks] = {
        "发文机关标志": issuer_mark([text(issuer) for issuer in issuers], "令"),
        "发文字号": document_number_lines(text("第12号")),
        "正文": paragraphs(1),
        "署名": signature([text("临江市人民政府")], text("2025年2月6日"), "签名章", [text("市长")]),
    }
    return fill("方案", Content(fields, blocks), path)


def plain(path: Path) -> Path:
    """文稿 whose first page is filled to the last line and ends in a section break."""
    blocks: dict[str, Blocks] = {
        "正文": paragraphs(22, "短段。"),
        "版记": (SectionBreak(), *paragraphs(1, "换面。")),
    }
    return fill("文稿", Content({}, blocks), path)
