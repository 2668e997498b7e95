"""Make the templates of templates/公文 anew: `python scripts/make_templates.py [FOLDER]`.

The .docx files are kept in the repository and may be edited in Word; this script is how they came to be, and gives the
same bytes each time.
"""

from __future__ import annotations

import sys
from pathlib import Path

from template_package import write_package
from template_styles import PARAGRAPH_STYLES

IDS = {style.name: style.id for style in PARAGRAPH_STYLES}


def paragraph(style: str, text: str = "") -> str:
    """A paragraph of the named style."""
    run = (
        f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{IDS[style]}"/></w:pPr>{run}</w:p>'


def blank(lines: int = 1) -> str:
    """Empty lines."""
    return paragraph("空行") * lines


def when(name: str, style: str, text: str) -> str:
    """A paragraph that stands only where the 要素 `name` does."""
    return paragraph(style, f"{{%p if {name} %}}") + paragraph(style, text) + paragraph(style, "{%p endif %}")


def unless(name: str) -> str:
    """An empty line where the 要素 `name` is missing."""
    return "".join(paragraph("空行", tag) for tag in (f"{{%p if {name} %}}", "{%p else %}", "", "{%p endif %}"))


def head(number_style: str) -> str:
    """版头: three lines of 份号, 密级, 紧急程度 (those that are missing follow as empty lines), mark, number, rule;
    in an order a room of its own above the mark."""
    marginal = ("份号", "密级", "紧急程度")
    return (
        "".join(when(name, name, f"{{{{ {name} }}}}") for name in marginal)
        + paragraph("空行", "{%p if 命令格式 %}")
        + paragraph("命令标志上空")
        + paragraph("空行", "{%p else %}")
        + "".join(map(unless, marginal))
        + paragraph("空行", "{%p endif %}")
        + paragraph("发文机关标志", "{{p 发文机关标志 }}")
        + paragraph(number_style, "{{p 发文字号 }}")
        + blank(2)
    )


def main_part() -> str:
    """主体, from the title to the attachments."""
    return (
        paragraph("空行", "{%p if 标题 %}")
        + paragraph("公文标题", "{{p 标题 }}")
        + blank()
        + paragraph("空行", "{%p endif %}")
        + when("主送机关", "主送机关", "{{ 主送机关 }}：")
        + paragraph("公文正文", "{{p 正文 }}")
        + paragraph("附件说明", "{{p 附件说明 }}")
        + paragraph("发文机关署名", "{{p 署名 }}")
        + when("附注", "附注", "（{{ 附注 }}）")
        + paragraph("公文正文", "{{p 印发件 }}")
        + paragraph("附件标识", "{{p 附件 }}")
    )


def imprint() -> str:
    """版记."""
    return paragraph("印发机关", "{{p 版记 }}")


TEMPLATES = {
    "方案": head("发文字号") + main_part() + imprint(),
    "工作报告": head("上行发文字号") + main_part() + imprint(),
    "年度总结": head("上行发文字号") + main_part() + imprint(),
    "文稿": main_part() + imprint(),
}


def make(folder: Path) -> list[Path]:
    """Write every template into `folder`; gives their paths."""
    paths = []
    for name, body in TEMPLATES.items():
        path = folder / f"{name}.docx"
        write_package(path, name, body)
        paths.append(path)
    return paths


if __name__ == "__main__":
    repository = Path(__file__).resolve().parent.parent
    for made in make(Path(sys.argv[1]) if len(sys.argv) > 1 else repository / "templates" / "公文"):
        print(made)
