"""要素 given in an outline are held to the same forms as those from 发文."""

from pathlib import Path

import docx
import pytest
from outlines import make_folder

from genwen.checking import check
from genwen.cli.main import main
from genwen.project import open_project


def checked(folder: Path, elements: str, more: dict[str, str] | None = None) -> tuple[dict[str, str], list[str]]:
    text = f"文种: 通知\n模板: 方案\n要素:\n  标题: 通知\n{elements}\n正文: 正文。\n"
    dispatch = {
        "content/发文/2025.yaml": "总结: {发文字号: 云政〔2025〕1号, 成文日期: 2025-03-01, 印发日期: 2025-03-02}\n"
    }
    result = check(
        open_project(make_folder(folder, {"content/公文/总结.yaml": text, **dispatch, **(more or {})})), ["总结"]
    )
    fields = {}
    if "总结" in result.documents:
        document = result.documents["总结"][1].document
        fields = {name: "".join(run.text for run in text) for name, text in document.fields.items()}
    return fields, [f"{finding.code} {finding.message}" for finding in result.findings]


@pytest.mark.parametrize(
    ("element", "name", "printed"),
    [
        ("  成文日期: 2025-05-20", "成文日期", "2025年5月20日"),
        ("  印发日期: 2025.5.2", "印发日期", "2025年5月2日"),
        ("  发文字号: 石机服〔2026〕2号", "发文字号", "石机服〔2026〕2号"),
        ("  附注: （联系人：马某某）", "附注", "联系人：马某某"),
        ("  紧急程度: 加急", "紧急程度", "加急"),
    ],
)
def test_printed_in_the_form_of_the_standard(tmp_path: Path, element: str, name: str, printed: str) -> None:
    fields, findings = checked(tmp_path, element)
    assert findings == []
    assert fields[name] == printed


@pytest.mark.parametrize(
    ("element", "said"),
    [
        ("  成文日期: 2025-13-45", "成文日期"),
        ("  成文日期: 2025年5月20号", "成文日期"),
        ("  印发日期: 2025年2月30日", "印发日期"),
        ("  发文字号: 石机服[2025]9号", "发文字号"),
        ("  发文字号: 石机服〔2025〕第9号", "发文字号"),
        ("  密级: 内部", "密级"),
        ("  紧急程度: 很急", "紧急程度"),
    ],
)
def test_refused_as_in_the_facts(tmp_path: Path, element: str, said: str) -> None:
    _, findings = checked(tmp_path, element)
    assert [finding.startswith(f"S103 {said}") for finding in findings] == [True]


def test_a_comparison_with_what_is_missing_gives_no_answer(tmp_path: Path) -> None:
    target = {
        "content/目标.yaml": "覆盖率: [{键: 全区, 层级: 全区, 截止: 2025年底, 数量: 12家, 实际数量: 待补, 总数: 41家}]\n"
    }
    text = '  附注: \'{{ "完成" if 目标.全区.实际数量 >= 目标.全区.数量 else "未完成" }}\''
    fields, _ = checked(tmp_path, text, target)
    assert fields["附注"] == "【待补：目标.覆盖率.全区.实际数量】"


def test_units_of_two_years_and_files_not_read(tmp_path: Path) -> None:
    _, findings = checked(
        tmp_path,
        "",
        {
            "content/统计/2024.yaml": "数据: {用水量: 82150立方米}\n",
            "content/统计/2025.yaml": "数据: {用水量: 7.84万吨}\n",
            "content/其他.yaml": "甲: 乙\n",
            "content/其他/2025.yaml": "丙: 丁\n",
        },
    )
    assert [finding[:4] for finding in findings] == ["S217", "S218"]


def test_next_year_takes_no_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--next-year", "某处"]) == 2
    assert "后面不写目录" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["命令", "公告"])
@pytest.mark.parametrize("where", ["outline", "facts"])
def test_orders_are_numbered_one_after_another(tmp_path: Path, kind: str, where: str) -> None:
    number = "2025年第3号" if kind == "公告" else "第3号"
    fields, findings = numbered(tmp_path, kind, number, where)
    assert (fields, findings) == (number, [])


@pytest.mark.parametrize(
    ("element", "above"),
    [
        ("文种: 命令", ["命令标志上空"]),
        ("文种: 公告", ["空行"] * 3),
        ("文种: 命令\n  密级: 秘密", ["密级"] + ["空行"] * 2),
    ],
)
def test_the_mark_of_an_order_stands_higher_where_nothing_is_above_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, element: str, above: list[str]
) -> None:
    kind, _, more = element.partition("\n")
    outline = f"{kind}\n模板: 方案\n用印: 签名章\n要素:\n  标志后缀: 令\n  发文字号: 第3号\n  成文日期: 2025年3月1日\n{more}\n正文: 正文。\n"
    root = make_folder(tmp_path, {"content/公文/总结.yaml": outline})
    monkeypatch.chdir(root)
    assert main(["build", "总结"]) == 0
    made = docx.Document(str(next(root.rglob("总结.docx"))))
    styles = [paragraph.style.name for paragraph in made.paragraphs if paragraph.style is not None]
    assert styles[: styles.index("发文机关标志")] == above
    number = styles.index("发文字号")
    assert styles[number + 1 : number + 4] == ["空行", "空行", "公文正文"]


@pytest.mark.parametrize("where", ["outline", "facts"])
@pytest.mark.parametrize(
    ("kind", "number", "said"),
    [
        ("通知", "第3号", "发文字号“第3号”不是发文字号"),
        ("命令", "第03号", "令号“第03号”不规范"),
        ("命令", "第三号", "令号“第三号”不规范"),
    ],
)
def test_other_numbers_of_orders_are_refused(tmp_path: Path, kind: str, number: str, said: str, where: str) -> None:
    _, findings = numbered(tmp_path, kind, number, where)
    assert [said in item for item in findings] == [True]


def numbered(folder: Path, kind: str, number: str, where: str) -> tuple[str, list[str]]:
    """What a document of a 文种 with a number is numbered by, and what is said of it."""
    element = f"\n  发文字号: {number}" if where == "outline" else ""
    given = "云政〔2025〕1号" if where == "outline" else number
    files = {
        "content/公文/总结.yaml": f"文种: {kind}\n模板: 方案\n要素:\n  标题: {kind}{element}\n正文: 正文。\n",
        "content/发文/2025.yaml": f"总结: {{发文字号: {given}, 成文日期: 2025-03-01, 印发日期: 2025-03-02}}\n",
    }
    result = check(open_project(make_folder(folder, files)), ["总结"])
    blocks = result.documents["总结"][1].document.blocks if "总结" in result.documents else {}
    shown = "".join(block.text for block in blocks.get("发文字号", ()))
    return shown, [f"{finding.code} {finding.message}" for finding in result.findings]
