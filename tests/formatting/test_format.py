"""genwen format: drafts of every hand laid out, no character lost, right by genwen check, the same when run again."""

from __future__ import annotations

import json
import random
import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from format_drafts import DRAFTS, LETTER, NOTICE, image, saved

from genwen.cli.main import main
from genwen.diagnostics import Severity
from genwen.formatting.formatter import format_file, said_by
from genwen.formatting.sources import SYNTAX
from genwen.lint.checking import check_file
from genwen.lint.profile import Profile
from genwen.ooxml.form import FormTable
from genwen.ooxml.form_reader import read_form

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, data in DRAFTS.items():
        (tmp_path / name).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(name: str, capsys: pytest.CaptureFixture[str], *options: str) -> Any:
    assert main(["format", name, "--json", *options]) == 0
    return json.loads(capsys.readouterr().out)


def taken(result: Any) -> list[tuple[str, str]]:
    return [(item["role"], item["text"].strip("“”")) for item in result["taken"] if item["role"] != "正文"]


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_passes_check_and_stays_when_run_again(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (folder / name).read_bytes()
    result = run(name, capsys)
    target = folder / result["written"]
    found = check_file(target, target.name, Profile()).found
    assert [item.finding.message for item in found.problems if item.finding.severity is Severity.ERROR] == []
    assert run(target.name, capsys)["written"] is None
    assert (folder / name).read_bytes() == before
    assert len(list(folder.iterdir())) == len(DRAFTS) + 1


@pytest.mark.parametrize("name", [name for name in DRAFTS if not name.endswith(".docx")])
def test_every_character_of_a_text_is_there_in_order(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = DRAFTS[name]
    text = data.decode({"国标.txt": "gb18030", "决定.md": "utf-16"}.get(name, "utf-8-sig"))
    said = said_by(read_form(folder / run(name, capsys)["written"]))
    if name.endswith(".md"):
        syntax = f"[{re.escape(SYNTAX)}]"
        assert ("a|b" in said) == ("a|b" in text)
        text, said = re.sub(syntax, "", text), re.sub(syntax, "", said)
    assert said == squeezed(text)


@pytest.mark.parametrize("name", [name for name in DRAFTS if name.endswith(".docx")])
def test_every_character_of_a_docx_is_there_in_order(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = docx.Document(str(folder / name)).element.body
    wanted = squeezed("".join(element.text or "" for element in body.iter(f"{W}t")))
    after = said_by(read_form(folder / run(name, capsys)["written"]))
    for label in ("1.", "2.") if name == "方案.docx" else ():
        wanted = wanted.replace(
            "工作目标" if label == "1." else "主要任务", label + ("工作目标" if label == "1." else "主要任务")
        )
    assert after == wanted


def test_what_a_text_is_taken_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert taken(run("国标.txt", capsys)) == [
        ("标题", "关于开展2025年机关节水宣传周活动的通知"),
        ("主送机关", "市直各部门、各直属单位："),
        ("一级标题", "一、活动时间"),
        ("一级标题", "二、活动内容"),
        ("附件说明", "附件：1.活动安排表"),
        ("附件说明", "2.总结报送格式"),
        ("署名", "临江市机关事务管理局"),
        ("成文日期", "2025年4月28日"),
        ("附注", "（联系人：李某某，电话：12345678）"),
        ("附件标识", "附件1"),
        ("附件标题", "活动安排表"),
        ("附件标识", "附件2"),
        ("附件标题", "总结报送格式"),
    ]


def test_what_a_head_and_an_imprint_are_taken_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roles = [role for role, _ in taken(run("请示.txt", capsys))]
    assert roles == [
        "份号", "密级", "紧急程度", "发文机关标志", "发文字号", "标题", "主送机关", "附件说明", "署名", "成文日期",
        "附注", "附件标识", "附件标题", "抄送机关", "印发机关",
    ]  # fmt: skip


def test_the_title_of_two_paragraphs_is_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = run("通报.docx", capsys)
    assert [role for role, _ in taken(result)][:2] == ["标题", "标题"]
    document = docx.Document(result["written"])
    title = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "公文标题"]
    assert "".join(title) == "关于上半年公共机构能源资源消费情况的通报"


def test_tables_keep_their_merges_and_repeat_their_head(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = next(
        block for block in read_form(folder / run("通报.docx", capsys)["written"]).blocks
        if isinstance(block, FormTable) and not block.boxed
    )  # fmt: skip
    assert table.style == "公文表格"
    assert [row.header for row in table.rows] == [True, True, False, False]
    assert [cell.columns for cell in table.rows[0].cells] == [1, 1, 2]
    assert [cell.continued for cell in table.rows[1].cells] == [True, True, False, False]


def test_pictures_come_with_their_bytes_and_fit(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = folder / run("通报.docx", capsys)["written"]
    shapes = docx.Document(str(target)).inline_shapes
    assert len(shapes) == 2
    assert shapes[0].width / 635 == pytest.approx(8_845, abs=2)
    assert shapes[0].width / shapes[0].height == pytest.approx(2, abs=0.01)
    with zipfile.ZipFile(target) as package:
        images = [package.read(name) for name in package.namelist() if name.startswith("word/media/")]
    assert images == [image(), image()]


def test_a_superscript_stays_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = docx.Document(run("通报.docx", capsys)["written"])
    raised = [run.text for p in document.paragraphs for run in p.runs if run.font.superscript]
    assert raised == ["3"]


def test_automatic_numbers_become_text(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = [paragraph.text for paragraph in docx.Document(run("方案.docx", capsys)["written"]).paragraphs]
    assert "1.工作目标" in texts
    assert "2.主要任务" in texts


def test_an_imprint_in_another_order_stays_in_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = DRAFTS["请示.txt"].decode().replace("\r\n", "\n").split("\n")
    text[-3], text[-2] = text[-2], text[-3]
    (folder / "倒.txt").write_text("\n".join(text), "utf-8")
    assert said_by(read_form(folder / run("倒.txt", capsys)["written"])) == squeezed("".join(text))


def test_nothing_is_overwritten(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = run("函.md", capsys)["written"]
    assert run("函.md", capsys)["written"] == "函.排版2.docx"
    assert main(["format", "函.md", "--out", first]) == 2
    assert "不覆盖" in capsys.readouterr().err
    assert run("函.md", capsys, "--out", "另存.docx")["written"] == "另存.docx"


def test_the_units_own_template_is_used(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from genwen.project import packaged

    own = folder / "templates" / "公文"
    own.mkdir(parents=True)
    (folder / "genwen.yaml").write_text("年度: 2025\n", "utf-8")
    document = docx.Document(str(packaged() / "templates" / "公文" / "文稿.docx"))
    document.sections[0].left_margin = document.sections[0].left_margin + 63_500
    document.save(str(own / "信函.docx"))
    written = run("通知.txt", capsys, "--template", "信函")["written"]
    assert docx.Document(written).sections[0].left_margin == document.sections[0].left_margin
    document.paragraphs[0].insert_paragraph_before("多出来的字")
    document.save(str(own / "多字.docx"))
    assert main(["format", "通知.txt", "--template", "多字"]) == 2
    assert "核对不上" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("head", "styles"),
    [("云溪区教育局文件\n云教〔2025〕8号", ["空行", "空行", "空行", "发文机关标志", "空行", "空行", "发文字号", "空行", "空行", "公文标题"]),
     ("000012\n秘密★1年\n云溪区教育局文件\n云教〔2025〕8号", ["份号", "密级", "空行", "发文机关标志", "空行", "空行", "发文字号", "空行", "空行", "公文标题"])],
)  # fmt: skip
def test_a_head_goes_where_the_template_has_its_place(
    head: str, styles: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"{head}\n关于开展检查的通知\n各学校：\n现就有关事项通知如下。请认真执行。\n云溪区教育局\n2025年9月1日\n"
    (folder / "红头.txt").write_text(text, "utf-8")
    written = run("红头.txt", capsys, "--template", "方案")["written"]
    found = [item.style.name for item in docx.Document(written).paragraphs if item.style is not None]
    assert found[: len(styles)] == styles
    assert run(written, capsys, "--template", "方案")["written"] is None


def test_the_report_says_what_it_guessed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["format", "带标记.txt"]) == 0
    said = capsys.readouterr().out
    assert "标题  “今年以来工作总结”（推断）" in said
    assert "拿不准的1处，请核对" in said
    assert "写到 带标记.排版.docx" in said


def hostile() -> dict[str, bytes]:
    whole = DRAFTS["通报.docx"]
    revised, noted = docx.Document(), docx.Document()
    for document, tag in ((revised, "ins"), (noted, "footnoteReference")):
        paragraph = document.add_paragraph("关于某事的通知")
        paragraph.add_run("文字")._r.append(OxmlElement(f"w:{tag}"))
    entity = BytesIO()
    with zipfile.ZipFile(BytesIO(whole)) as old, zipfile.ZipFile(entity, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = data.replace(b"<w:document", b'<!DOCTYPE a [<!ENTITY x "y">]><w:document', 1)
            new.writestr(name, data)
    return {
        "半截.docx": whole[:5_000], "图片.docx": image(), "旧.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9,
        "图片.txt": image(), "空.txt": b"", "空白.md": b" \n\n", "乱.txt": b"\xff\xff\xfe\x81\x20",
        "旧.doc": NOTICE.encode(), "实体.docx": entity.getvalue(), "修订.docx": saved(revised),
        "脚注.docx": saved(noted), "无字.docx": saved(docx.Document()), "专用.txt": "标题\U00100001".encode(),
    }  # fmt: skip


@pytest.mark.parametrize("name", hostile())
def test_what_cannot_be_read_gives_one_message(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / name).write_bytes(hostile()[name])
    assert main(["format", str(tmp_path / name)]) == 2
    said = capsys.readouterr().err
    assert name in said
    assert "提示：" in said
    assert "程序内部出错" not in said
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_random_drafts_lose_nothing_and_settle(tmp_path: Path) -> None:
    rng = random.Random(6)
    lines = [*(NOTICE + LETTER).split("\n"), "附件", "一、", "|", "# ", "（一）二。三", "a < b & c", "注：x"]
    for number in range(60):
        suffix = rng.choice([".txt", ".md"])
        text = "\n".join(rng.choices(lines, k=rng.randint(3, 25)))
        path = tmp_path / f"{number}{suffix}"
        path.write_text("开头\n" + text, "utf-8")
        first = format_file(path, path.name, "文稿", None, "盖章")
        assert first.target is not None
        again = format_file(first.target, path.name, "文稿", None, "盖章")
        if again.target is not None:
            assert said_by(read_form(again.target)) == said_by(read_form(first.target))
            pytest.fail(f"{text}\n---\n{first.pieces}\n{again.pieces}")


@pytest.mark.parametrize(
    "head",
    [
        "",
        "000007\n\n云溪区财政局文件\n\n云财〔2026〕31号　　签发人：高某某\n\n",
        "**云溪区财政局文件**\n\n云财〔2026〕31号　签发人：高某某\n\n---\n\n",
    ],
)
def test_lines_of_a_head_before_the_title_of_markdown(
    head: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        "# 云溪区财政局关于预算执行情况的报告\n\n云溪区人民政府：\n\n现将情况报告如下。\n\n## 一、基本情况\n\n收入增长较快，支出有保障。\n\n## 二、主要做法\n\n"
        "### （一）抓征收\n\n按月调度，应收尽收。\n\n### （二）保重点\n\n优先安排民生支出。\n\n特此报告。\n"
    )
    (folder / "甲.md").write_text(head + text, "utf-8")
    taken = [(item["role"], item["text"][1:4]) for item in run("甲.md", capsys)["taken"]]
    assert ("标题", "云溪区") in taken
    assert [role for role, said in taken if said[0] in "一二（"] == ["一级标题", "一级标题", "二级标题", "二级标题"]


def test_a_heading_after_running_text_is_no_title(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "甲.md").write_text(
        "各单位要认真执行，按期完成各项任务。\n\n# 一、总体要求\n\n抓好落实。\n\n## （一）目标\n\n年底完成。\n", "utf-8"
    )
    taken = {item["text"].strip("“”"): item["role"] for item in run("甲.md", capsys)["taken"]}
    assert (taken["一、总体要求"], taken["（一）目标"]) == ("一级标题", "二级标题")


def test_a_heading_at_the_head_of_a_paragraph_is_only_its_first_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ["关于开展节水宣传的通知", "各单位：", "现将节水宣传方案印发给你们，请认真执行。", "附件：节水宣传方案",
             "临江市水利局", "2025年9月1日", "附件", "节水宣传方案", "一、目的。宣传节水。",
             "二、要求。各单位要高度重视，认真组织实施。"]  # fmt: skip
    document = docx.Document()
    for number, text in enumerate(lines):
        document.add_paragraph(text, style="Heading 1" if number > 7 else None)
    document.save("甲.docx")
    run("甲.docx", capsys)
    made = docx.Document("甲.排版.docx").paragraphs[-2:]
    assert [[item.text for item in paragraph.runs] for paragraph in made] == [
        ["一、目的。", "宣传节水。"], ["二、要求。", "各单位要高度重视，认真组织实施。"],
    ]  # fmt: skip
    assert {paragraph.style.name for paragraph in made} == {"公文正文"}
    found = check_file(Path("甲.排版.docx"), "甲.排版.docx", Profile()).found
    assert "G343" not in [item.rule.id for item in found.problems]


def test_a_picture_of_markdown_is_told_of_and_its_words_stay(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "# 关于开展检查的通知\n\n各单位：\n\n请按流程办理。\n\n![流程图](flow.png)\n\n请认真执行。\n"
    Path("图.md").write_text(text, "utf-8")
    told = run("图.md", capsys)["notices"]
    assert [
        notice
        for notice in told
        if "第7行的图片“flow.png”找不到，没有插入" in notice and "![流程图](flow.png)" in notice
    ]
    assert "![流程图](flow.png)" in said_by(read_form(Path("图.排版.docx")))
    Path("无.txt").write_text(text, "utf-8")
    assert not [notice for notice in run("无.txt", capsys)["notices"] if "图片" in notice]


def test_the_mark_of_an_order_stands_higher_and_no_title_is_missed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = docx.Document()
    for text in ("云溪区人民政府令", "第12号", "《云溪区节约用水办法》已经审议通过，现予公布，自2025年7月1日起施行。"):
        draft.add_paragraph(text)
    draft.save("令.docx")
    result = run("令.docx", capsys)
    styles = [paragraph.style.name for paragraph in docx.Document(result["written"]).paragraphs if paragraph.style]
    assert styles[:2] == ["命令标志上空", "发文机关标志"]
    assert not result["notices"]
