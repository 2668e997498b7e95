"""The sample's outlines name no block, tier, place or year: such changes are made in facts alone."""

import re
from pathlib import Path

import pytest
from projects import outputs, run, run_json

from genwen.ooxml.plain_reader import PlainTable, plain_of

DOCUMENTS = ("工作报告", "年度总结", "方案")


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    assert run(tmp_path, "init", "--sample", "样例") == 0
    return tmp_path / "样例"


def edit(path: Path, pattern: str, new: str, count: int = 0) -> None:
    text = path.read_text("utf-8")
    changed = re.sub(pattern, new, text, count=count, flags=re.M)
    assert changed != text
    path.write_text(changed, "utf-8")


def built(folder: Path, name: str) -> str:
    (path,) = (folder / "outputs").glob(f"*/{name}.docx")
    lines = []
    for block in plain_of(path.read_bytes()):
        lines += ["|".join(row) for row in block.rows] if isinstance(block, PlainTable) else [block.text]
    return "\n".join(lines)


def blocks(folder: Path) -> tuple[Path, str, list[str]]:
    path = folder / "content" / "措施" / "2025.yaml"
    head, *found = re.split(r"(?m)^(?=  - 键: )", path.read_text("utf-8"))
    return path, head, found


@pytest.mark.parametrize("gone", range(5))
def test_a_block_removed(sample: Path, gone: int) -> None:
    path, head, found = blocks(sample)
    key = found[gone].split("键: ")[1].split()[0]
    name = found[gone].split("名称: ")[1].split()[0]
    path.write_text(head + "".join(block for block in found if block != found[gone]), "utf-8")
    rubric = sample / "content/评价标准/2024.yaml"
    # what is scored by a fact that is gone is no longer scored by facts
    rubric.write_text(re.sub(rf"(?m)^ *取自: 措施\.{key}\..*\n", "", rubric.read_text("utf-8")), "utf-8")
    assert run(sample, "build", *DOCUMENTS) == 0
    assert "四个方面" in built(sample, "方案")
    report = built(sample, "工作报告")
    assert name not in report
    assert report.count("项）") >= 4


def test_a_block_added(sample: Path) -> None:
    path, head, found = blocks(sample)
    new = found[-1].replace("键: 宣传教育", "键: 智慧管理").replace("名称: 开展宣传教育", "名称: 推进智慧管理")
    new = new.replace("措施.宣传教育.", "措施.智慧管理.")
    path.write_text(f"{head}{''.join(found).rstrip()}\n\n{new}", "utf-8")
    assert run(sample, "build", *DOCUMENTS) == 0
    assert "开展宣传教育和推进智慧管理六个方面" in built(sample, "方案")
    assert "六、推进智慧管理" in built(sample, "工作报告")
    assert "共落实措施28项" in built(sample, "年度总结")


def test_a_tier_less_and_the_last_year(sample: Path) -> None:
    targets = sample / "content" / "目标.yaml"
    edit(targets, r"^  - \{键: 镇街.*\n", "")
    edit(targets, r"^  - \{键: ..2026.*\n|^  - \{键: ..2027.*\n", "")
    assert run(sample, "build", *DOCUMENTS) == 0
    summary = built(sample, "年度总结")
    assert "分层级看，区级党政机关共52家" in summary
    assert "镇（街道）机关共" not in summary
    assert "2026年，重点抓好以下工作：" in summary
    assert "将对照" not in built(sample, "工作报告")


def test_another_place(sample: Path) -> None:
    for path in (sample / "content").rglob("*.*"):
        if path.parent.name != "公文" and path.suffix != ".xlsx":
            text = path.read_text("utf-8").replace("云溪区", "松坪县").replace("全区", "全县").replace("区级", "县级")
            path.write_text(re.sub(r"(?<=[ \[、，会由向])区(?=[人机发财委城政])", "县", text), "utf-8")
    assert run(sample, "build", *DOCUMENTS) == 0
    for name in DOCUMENTS:
        assert not re.search(r"云溪|全区|我区|本区|区级|区委|区政府|区人民", built(sample, name))


def test_the_next_year_reads_of_the_next_year(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(sample / "content/其他/2025.yaml", r"\Z", "调研: 2025年6月开展调研\n")
    assert run(sample, "init", "--next-year") == 0
    said = capsys.readouterr().out
    assert "写着年份" in said
    assert len(re.findall(r"2026\.yaml:\d+:\d+", said)) == 1
    others = (sample / "content/其他/2026.yaml").read_text("utf-8")
    assert "工作进展还不平衡" not in others
    assert "{键: 用电量, 名称: 用电量}" in others
    assert "主送机关: [区委各部门" in (sample / "content/发文/2026.yaml").read_text("utf-8")
    assert "时限: 2025" not in (sample / "content/措施/2026.yaml").read_text("utf-8")
    assert run(sample, "build", "工作报告") == 0
    report = built(sample, "工作报告")
    assert "截至2026年底，全区党政机关64家" in report
    assert "2027年，我局将对照2027年底全区党政机关建成比例达到70%以上" in report


@pytest.mark.parametrize("year", [2024, 2031])
def test_a_new_folder_for_any_year(tmp_path: Path, capsys: pytest.CaptureFixture[str], year: int) -> None:
    assert run(tmp_path, "init", "局", "--year", str(year)) == 0
    folder = tmp_path / "局"
    assert (folder / "content" / "统计" / f"{year - 2}.yaml").is_file()
    assert f"键: 全区{year + 1}" in (folder / "content" / "目标.yaml").read_text("utf-8")
    capsys.readouterr()
    assert run_json(folder, capsys, "build", "--all")["年度"] == year
    assert len(outputs(folder)) == 8
    assert f"截至{year}年底" in built(folder, "工作报告")


def test_the_year_of_the_sample_is_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "init", "--sample", "样例", "--year", "2026") == 2
    assert "样例的年度是固定的" in capsys.readouterr().err
