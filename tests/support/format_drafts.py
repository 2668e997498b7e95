"""Drafts of different hands for the tests of genwen format."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm, Pt, RGBColor

NOTICE = """关于开展2025年机关节水宣传周活动的通知

市直各部门、各直属单位：

　　为提高机关干部职工节水意识，现就开展节水宣传周活动有关事项通知如下。

　　一、活动时间
　　2025年5月11日至17日。
　　二、活动内容
　　（一）加强宣传。各单位要利用电子屏、宣传栏等开展宣传活动。
　　（二）组织检查。对用水设备进行全面检查，重点做好以下工作：
　　1.检查卫生间用水器具。
　　2.检查绿化灌溉设施。
　　（1）喷灌设施。
　　（2）滴灌设施。

　　附件：1.活动安排表
　　　　　2.总结报送格式

　　　　　　　　　　　　　　　　　　临江市机关事务管理局
　　　　　　　　　　　　　　　　　　2025年4月28日

　　（联系人：李某某，电话：12345678）

附件1

活动安排表

周一，启动仪式。周二，专题讲座。

附件2

总结报送格式

开展情况概述。
"""
LETTER = """# 关于报送上半年能源消费统计数据的函

各区县机关事务管理局：

请报送上半年**能源消费统计数据**。现将有关事项函告如下：

## 一、报送范围

各级党政机关、事业单位。

## 二、报送内容

- 用电量、用水量。
1. 公务用车用油量。

| 序号 | 单位 | 用电量（千瓦时） |
| --- | :---: | ---: |
| 1 | 甲局 | 1200 |
| 2 | 乙局 | 800 |

请于7月15日前报送。

临江市机关事务管理局
2025年7月1日
"""
DECISION = """关于表彰先进单位的决定

各单位：

经研究，决定表彰下列单位，按 a|b 排序：

# 一等奖
> 甲局 | 乙局

1. 希望 5 家单位再接再厉。
2. 5家单位。

---

临江市绿化委员会办公室  临江市机关事务管理局
2025年12月1日
"""
SUMMARY = """今年以来工作总结
今年以来，我们做了很多工作。食堂推行光盘行动。
办公区更换节能灯二百盏，用电量比上年下降。

下一步打算继续努力。
"""
REQUEST = """000012
机密★1年
特急
临江市人民政府文件
临政〔2025〕3号    签发人：张三
关于请求解决经费问题的请示
省人民政府：
现请求解决经费问题。妥否，请批示。
附件：经费测算表
临江市人民政府
2025年3月2日
（联系人：王某某，电话：12345678）
附件
经费测算表
共计100万元。
抄送：省财政厅。
临江市人民政府办公室 2025年3月2日印发
"""


def image() -> bytes:
    """A red .png."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes([200, 80, 80]) * 40 for _ in range(20))
    head = struct.pack(">IIBBBBB", 40, 20, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def saved(document: Any) -> bytes:
    """The bytes of a document."""
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _filled(table: Any, rows: list[list[str]]) -> Any:
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    return table


def circular() -> bytes:
    """Set by hand: a title over two paragraphs, a table with merges, pictures, a superscript, a 版记 in a table."""
    document = docx.Document()
    for text in ("关于上半年公共机构能源资源", "消费情况的通报"):
        paragraph = document.add_paragraph()
        paragraph.alignment = ALIGN.CENTER
        paragraph.add_run(text).font.size = Pt(20)
    for text in ("", "各市直机关、事业单位：", "    现将上半年情况通报如下。", "一、总体情况"):
        document.add_paragraph(text)
    paragraph = document.add_paragraph("上半年用水总量1200 m")
    paragraph.add_run("3").font.superscript = True
    paragraph.add_run("，同比下降4.5%。\n用电下降。")
    document.add_paragraph("见下图：").add_run().add_picture(BytesIO(image()), width=Mm(250))
    document.add_picture(BytesIO(image()), width=Mm(60))
    document.add_paragraph("表1 各单位消费情况")
    table = document.add_table(4, 4)
    table.style = "Table Grid"
    _filled(table, [["序号", "单位", "能源", ""], ["", "", "电（千瓦时）", "水（立方米）"],
                    ["1", "甲局", "1200", "30"], ["2", "乙局（含下属事业单位）", "800", "20"]])  # fmt: skip
    table.cell(0, 2).merge(table.cell(0, 3))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(1, 1))
    for text in ("注：数据来自统计系统。", "二、下一步工作", "各单位要进一步加强管理。"):
        document.add_paragraph(text)
    for text in ("临江市机关事务管理局", "2025年7月20日"):
        document.add_paragraph(text).alignment = ALIGN.RIGHT
    _filled(document.add_table(2, 1), [["抄送：市委办公室，市人大常委会办公室。"],
                                      ["临江市机关事务管理局办公室   2025年7月20日印发"]])  # fmt: skip
    return saved(document)


def plan() -> bytes:
    """No form at all: automatic numbers, a table without rules, a signature in a table, an attachment with a table."""
    document = docx.Document()
    document.add_paragraph("临江市绿色机关创建工作方案")
    document.add_paragraph("为做好创建工作，制定本方案。")
    for text in ("工作目标", "主要任务"):
        document.add_paragraph(text, style="List Number")
        document.add_paragraph("到2026年，全市党政机关完成创建。")
    _filled(document.add_table(2, 2), [["任务", "单位"], ["节电改造", "后勤中心"]])
    document.add_paragraph("附件：任务分工表")
    _filled(document.add_table(2, 2), [["", "临江市机关事务管理局"], ["", "2025年3月1日"]])
    document.add_page_break()
    document.add_paragraph("附件")
    document.add_paragraph("任务分工表")
    table = document.add_table(3, 3)
    table.style = "Table Grid"
    _filled(table, [["序号", "任务", "单位"], ["1", "节电", "甲"], ["2", "节水", "乙"]])
    return saved(document)


def headed() -> bytes:
    """With a red mark and a number before the title."""
    document = docx.Document()
    paragraph = document.add_paragraph()
    paragraph.alignment = ALIGN.CENTER
    run = paragraph.add_run("临江市人民政府办公室文件")
    run.font.size, run.font.color.rgb = Pt(36), RGBColor(255, 0, 0)
    for text in ("临政办发〔2025〕12号", "关于印发节约用水管理办法的通知"):
        document.add_paragraph(text).alignment = ALIGN.CENTER
    document.add_paragraph("各县区人民政府：")
    document.add_paragraph("现将《节约用水管理办法》印发给你们，请遵照执行。")
    for text in ("临江市人民政府办公室", "2025年3月1日"):
        document.add_paragraph(text).alignment = ALIGN.RIGHT
    return saved(document)


DRAFTS: dict[str, bytes] = {
    "通知.txt": NOTICE.encode(),
    "国标.txt": NOTICE.encode("gb18030"),
    "带标记.txt": SUMMARY.encode("utf-8-sig"),
    "函.md": LETTER.encode(),
    "决定.md": DECISION.encode("utf-16"),
    "请示.txt": REQUEST.replace("\n", "\r\n").encode(),
    "通报.docx": circular(),
    "方案.docx": plan(),
    "红头.docx": headed(),
}
