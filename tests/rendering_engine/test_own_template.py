"""A unit's own red-header file, made in Word without a thought of genwen: tags alone make it a template."""

from pathlib import Path

import docx
import pytest
from projects import run

from genwen.ooxml.plain_reader import plain_of

LINES = (
    "云溪区机关事务管理局文件", "{{ 发文字号 }}　　签发人：{{ 签发人 }}", "{{ 标题 }}", "{{ 主送机关 }}：", "{{p 正文 }}", "{{p 附件说明 }}",
    "{{ 发文机关署名 }}", "{{ 成文日期 }}", "{%p if 附注 %}", "（{{ 附注 }}）", "{%p endif %}", "{{p 附件 }}",
    "抄送：{{ 抄送机关 }}。", "{{ 印发机关 }}　{{ 印发日期 }}印发",
)  # fmt: skip


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    assert run(tmp_path, "init", "--sample", "样例") == 0
    return tmp_path / "样例"


def template(folder: Path, lines: tuple[str, ...], name: str = "工作报告") -> Path:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    path = folder / "templates" / "公文" / f"{name}.docx"
    document.save(str(path))
    return path


def texts(path: Path) -> list[str]:
    return [block.text for block in plain_of(path.read_bytes()) if hasattr(block, "text")]


def test_a_plain_file_with_tags_serves_as_template(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = template(sample, LINES)
    assert run(sample, "template", "check", str(path)) == 0
    said = capsys.readouterr().out
    assert "T045" in said
    assert "错误" not in said
    assert run(sample, "build", "工作报告") == 0
    built = sample / "outputs" / "2025" / "工作报告.docx"
    lines = texts(built)
    assert lines[:4] == [
        "云溪区机关事务管理局文件",
        "云机管〔2026〕1号　　签发人：周某某",
        "云溪区机关事务管理局关于2025年节约型机关创建工作情况的报告",
        "云溪区人民政府：",
    ]
    assert "云溪区机关事务管理局" in lines
    assert "2026年1月8日" in lines
    assert lines[-1] == "云溪区机关事务管理局办公室　2026年1月8日印发"
    assert "附件1" in lines


def test_what_is_lent_does_not_hang_on_the_borrowers_styles(sample: Path) -> None:
    template(sample, LINES)
    assert run(sample, "build", "工作报告") == 0
    document = docx.Document(str(sample / "outputs" / "2025" / "工作报告.docx"))
    body = document.styles["公文正文"]
    base = body.base_style
    assert base is not None
    assert (base.name, base.base_style) == ("公文基准", None)
    assert base.font.size.pt == 16
    assert base.paragraph_format.line_spacing.twips == 579  # type: ignore[union-attr]
    assert {p.style.name for p in document.paragraphs if p.text.startswith("一、")} == {"公文正文"}


def test_styles_of_the_file_itself_are_kept(sample: Path) -> None:
    path = template(sample, LINES)
    document = docx.Document(str(path))
    style = document.styles.add_style("公文正文", 1)
    style.font.size = docx.shared.Pt(15)
    document.save(str(path))
    assert run(sample, "build", "工作报告") == 0
    built = docx.Document(str(sample / "outputs" / "2025" / "工作报告.docx"))
    assert built.styles["公文正文"].font.size.pt == 15


def test_every_fault_of_a_template_is_told_by_the_build(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template(sample, ("{{ 标题 ｝｝", "{{ 签发仁 }}", "{%p if 附注 %}", "{{p 正文 }}", "字{{p 附件 }}"))
    assert run(sample, "build", "工作报告") == 1
    said = capsys.readouterr().err
    assert all(code in said for code in ("T003", "T011", "T020", "T029"))
    assert "是否应为“签发人”？" in said
    assert not (sample / "outputs" / "2025" / "工作报告.docx").exists()
