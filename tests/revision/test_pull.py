"""回写: what the clerk changed in a draft goes back to the one scalar it came from, or nowhere."""

import difflib
import json
import random
import zipfile

import pytest
from clerk import REPORT, STATISTICS, edit, resolved, reword, set_figure, text_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from projects import BASE, dedented, make_project, replaced, run

from genwen.diagnostics import Position
from genwen.document.inverses import forms_of
from genwen.facts.fields import parse_day, parse_quantity
from genwen.facts.source.nodes import Scalar
from genwen.facts.source.reader import parse_source
from genwen.facts.splice import CannotSplice, leaves, scalar_at, spliced

POWER = "统计.2025.数据.用电量"


@pytest.fixture
def folder(tmp_path):
    """A project with one built document."""
    make_project(tmp_path)
    assert run(tmp_path, "build", "报告") == 0
    return tmp_path


def contents(folder) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in (folder / "content").rglob("*.yaml")
    }


def changed_lines(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The lines that differ, as a diff prints them."""
    found = []
    for name in before:
        lines = difflib.unified_diff(before[name].splitlines(), after[name].splitlines(), n=0, lineterm="")
        found += [line for line in lines if line[0] in "+-" and not line.startswith(("---", "+++"))]
    return found


def pulled(folder, capsys, *arguments: str) -> dict[str, dict]:
    """What pull says, by fact."""
    capsys.readouterr()
    assert run(folder, "pull", "报告", "--json", *arguments) == 0
    return {item["事实"]: item for item in json.loads(capsys.readouterr().out)["改动"]}


def test_one_figure_changes_one_scalar(folder, capsys) -> None:
    before = contents(folder)
    reword(folder / REPORT, "721.68", "722.00")
    (item,) = pulled(folder, capsys, "--yes").values()
    assert item["状态"] == "可回写"
    assert item["出处"]["file"] == STATISTICS
    assert changed_lines(before, contents(folder)) == ["-  用电量: 7216800千瓦时", "+  用电量: 7220000千瓦时"]
    # the facts now say what the draft says: what is computed from them arrives, the figure itself is there already
    assert run(folder, "build", "报告") == 0
    merged = (folder / REPORT).read_bytes()
    assert text_of(resolved(merged, True)).count("722.00万") == 1
    assert text_of(resolved(merged, False)).count("722.00万") == 1
    assert pulled(folder, capsys)[POWER]["状态"] == "已一致"


def test_nothing_is_written_unless_asked(folder, capsys) -> None:
    before = contents(folder)
    reword(folder / REPORT, "721.68", "722.00")
    assert pulled(folder, capsys)[POWER]["改为"] == "7220000千瓦时"
    assert run(folder, "pull", "报告", "--check") == 1
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("answer", "written"), [("y\n", True), ("是\n", True), ("n\n", False), ("\n", False), ("", False)]
)
def test_one_by_one(folder, capsys, monkeypatch, answer, written) -> None:
    import io
    import sys

    before = contents(folder)
    reword(folder / REPORT, "721.68", "722.00")
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    assert run(folder, "pull", "报告") == 0
    assert (contents(folder) != before) is written
    out = capsys.readouterr().out
    assert f"{STATISTICS}:3  7216800千瓦时 → 7220000千瓦时" in out


def test_what_is_computed_is_never_written(folder, capsys) -> None:
    before = contents(folder)
    reword(folder / REPORT, "5.04%", "6.04%")
    reword(folder / REPORT, "56.12", "56.13")
    assert {item["状态"] for item in pulled(folder, capsys, "--yes").values()} == {"推算值"}
    assert contents(folder) == before


def test_text_of_a_measure_keeps_its_expressions(folder, capsys) -> None:
    before = contents(folder)
    reword(folder / REPORT, "已制定", "已经制定")
    (item,) = pulled(folder, capsys, "--yes").values()
    assert item["状态"] == "可回写"
    line = "        完成: 已制定{{ 本.清单.制度|书名号|连('') }}{{ 本.数值.制度 }}制度。"
    assert changed_lines(before, contents(folder)) == [f"-{line}", f"+{line.replace('已制定', '已经制定')}"]


def test_words_around_a_fact_are_no_change_of_it(folder, capsys) -> None:
    def around(document) -> None:
        paragraph = next(p for p in document.paragraphs if "用电量" in p.text)
        paragraph.runs[0].text = paragraph.runs[0].text.replace("用电量", "全年的用电量约")

    edit(folder / REPORT, around)
    assert pulled(folder, capsys) == {}


def test_a_figure_glued_to_another_is_a_new_figure(folder, capsys) -> None:
    reword(folder / REPORT, "721.68", "2721.68")
    assert pulled(folder, capsys)[POWER]["改为"] == "27216800千瓦时"


@pytest.mark.parametrize(
    ("new", "state", "said"),
    [("722.0", "不能回写", "会印成"), ("很多", "不能回写", "写法不同"), ("0", "不能回写", "会印成")],
)
def test_what_does_not_print_back_is_not_offered(folder, capsys, new, state, said) -> None:
    before = contents(folder)
    reword(folder / REPORT, "721.68", new)
    item = pulled(folder, capsys, "--yes")[POWER]
    assert item["状态"] == state
    assert said in item["说明"]
    assert contents(folder) == before


def test_a_fact_changed_on_both_sides_is_only_written_by_name(folder, capsys) -> None:
    reword(folder / REPORT, "721.68", "722.00")
    set_figure(folder, "7300000千瓦时")
    before = contents(folder)
    item = pulled(folder, capsys, "--yes")[POWER]
    assert (item["状态"], item["生成时"], item["稿"], item["现在"]) == (
        "事实也变了", "721.68万千瓦时", "722.00万千瓦时", "730.00万千瓦时",
    )  # fmt: skip
    assert contents(folder) == before
    pulled(folder, capsys, "--yes", "--fact", POWER)
    assert changed_lines(before, contents(folder)) == ["-  用电量: 7300000千瓦时", "+  用电量: 7220000千瓦时"]


def test_an_open_conflict_is_written_back_as_the_clerk_has_it(folder, capsys) -> None:
    edited = reword(folder / REPORT, "721.68", "722.00")
    set_figure(folder, "7300000千瓦时")
    assert run(folder, "build", "报告") == 1
    set_figure(folder, "7310000千瓦时")
    assert run(folder, "build", "报告") in (0, 1)
    (item,) = [item for path, item in pulled(folder, capsys, "--yes", "--fact", POWER).items() if path == POWER]
    assert (item["生成时"], item["稿"], item["现在"]) == ("721.68万千瓦时", "722.00万千瓦时", "731.00万千瓦时")
    assert "用电量: 7220000千瓦时" in contents(folder)[STATISTICS]
    assert run(folder, "build", "报告") in (0, 1)
    merged = (folder / REPORT).read_bytes()
    assert text_of(resolved(merged, False)) == text_of(edited)
    assert "722.00万" in text_of(resolved(merged, True))
    # nothing is left of the conflict: the figure stands once, and no comment speaks of another
    assert text_of(merged, deleted=True).count("722.00万") == 1
    assert "731.00" not in text_of(merged, deleted=True)
    with zipfile.ZipFile(folder / REPORT) as package:
        assert "冲突" not in package.read("word/comments.xml").decode()
        assert "commentReference" not in package.read("word/document.xml").decode()


def test_a_refused_update_does_not_undo_the_fact_unless_named(folder, capsys) -> None:
    reword(folder / REPORT, "推进创建", "积极推进创建")
    set_figure(folder, "7300000千瓦时")
    assert run(folder, "build", "报告") == 0
    (folder / REPORT).write_bytes(resolved((folder / REPORT).read_bytes(), False))
    before = contents(folder)
    assert pulled(folder, capsys, "--yes")[POWER]["状态"] == "没有采用更新"
    assert contents(folder) == before
    pulled(folder, capsys, "--yes", "--fact", POWER)
    assert changed_lines(before, contents(folder)) == ["-  用电量: 7300000千瓦时", "+  用电量: 7216800千瓦时"]


TWICE = replaced("content/公文/报告.yaml", "推进创建。", "推进创建，用电{{ 统计.用电量|万 }}。")


@pytest.mark.parametrize(
    ("first", "second", "state"),
    [("722.00", "722.00", "可回写"), ("722.00", "721.68", "部分改了"), ("722.00", "723.00", "多处不一致")],
)
def test_a_fact_in_several_places(tmp_path, capsys, first, second, state) -> None:
    make_project(tmp_path, TWICE)
    assert run(tmp_path, "build", "报告") == 0

    def change(document) -> None:
        values = iter((first, second))
        for paragraph in document.paragraphs:
            for run_ in paragraph.runs:
                if "721.68" in run_.text:
                    run_.text = run_.text.replace("721.68", next(values))

    edit(tmp_path / REPORT, change)
    before = contents(tmp_path)
    assert pulled(tmp_path, capsys, "--yes")[POWER]["状态"] == state
    assert (contents(tmp_path) != before) is (state == "可回写")


def test_a_change_the_checks_refuse_is_not_written(tmp_path, capsys) -> None:
    make_project(tmp_path, replaced("content/公文/报告.yaml", "推进创建。", "推进创建，{{ 日程.总结.时间 }}前总结。"))
    assert run(tmp_path, "build", "报告") == 0
    reword(tmp_path / REPORT, "2027年12月20日", "2020年12月20日")
    before = contents(tmp_path)
    (item,) = pulled(tmp_path, capsys, "--yes").values()
    assert item["状态"] == "不能回写"
    assert "核对不过" in item["说明"]
    assert contents(tmp_path) == before
    reword(tmp_path / REPORT, "2020年12月20日", "2027年12月25日")
    pulled(tmp_path, capsys, "--yes")
    assert changed_lines(before, contents(tmp_path)) == [
        "-  - {键: 总结, 事项: 期满总结, 时间: 2027-12-20}", "+  - {键: 总结, 事项: 期满总结, 时间: 2027-12-25}",
    ]  # fmt: skip


def test_the_year_of_the_settings_is_not_written(folder, capsys) -> None:
    before = (folder / "genwen.yaml").read_bytes()
    reword(folder / REPORT, "关于2025年", "关于2026年")
    (item,) = pulled(folder, capsys, "--yes").values()
    assert item["状态"] == "不能回写"
    assert "genwen.yaml" in item["说明"]
    assert (folder / "genwen.yaml").read_bytes() == before


def test_pull_before_anything_was_built(tmp_path, capsys) -> None:
    make_project(tmp_path)
    assert run(tmp_path, "pull", "报告") == 2
    assert "genwen build 报告" in capsys.readouterr().err


# --- splicing ----------------------------------------------------------------------------------------------------------

EVERY = [dedented(text).encode() for name, text in BASE.items() if name.endswith(".yaml")]
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.sampled_from(" '\"#:-{}[],&*!|>%@`\\"))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(EVERY), st.integers(0, 10_000), TEXTS.filter(lambda text: text == text.strip() and text),
       st.sampled_from([b"\n", b"\r\n"]), st.booleans())  # fmt: skip
def test_splicing_changes_one_leaf_and_no_other_byte(data, number, text, line_end, marked) -> None:
    data = (
        (b"\xef\xbb\xbf" if marked else b"") + b"# \xe8\xaf\xb4\xe6\x98\x8e" + line_end + data.replace(b"\n", line_end)
    )
    before = list(leaves(parse_source(data, "").root))
    number %= len(before)
    try:
        result = spliced(data, number, text)
    except CannotSplice:
        return
    after = list(leaves(parse_source(result, "").root))
    assert [str(leaf) for leaf in after] == [text if n == number else str(leaf) for n, leaf in enumerate(before)]
    lines, others = data.split(line_end), result.split(line_end)
    assert len(lines) == len(others)
    assert sum(one != other for one, other in zip(lines, others, strict=True)) <= 1


@pytest.mark.parametrize(
    "form", ["甲: 一\n", "甲: '一'\n", '甲: "一"\n', "甲: [一, 二]  # 注\n", "甲: {乙: 一}\n", "甲:   一   \n"]
)
def test_plain_words_can_be_spliced_in_every_form(form) -> None:
    result = spliced(form.encode(), 0, "三 四").decode()
    assert result == form.replace("一", "三 四")


@pytest.mark.parametrize("form", ["甲: |\n  一\n  二\n", "甲: >-\n  一\n  二\n", "甲: 一\n  二\n", "甲:\n"])
def test_what_is_on_several_lines_is_refused(form) -> None:
    with pytest.raises(CannotSplice):
        spliced(form.encode(), 0, "三")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig", "utf-16-le"])
def test_the_encoding_stays(encoding) -> None:
    data = "甲: 一\n乙: 二  # 说明\n丙: 三，四，五，六，七\n".encode(encoding)
    assert spliced(data, 1, "八").decode(encoding) == data.decode(encoding).replace("二", "八")


def test_a_leaf_that_is_not_there_any_more() -> None:
    with pytest.raises(CannotSplice):
        scalar_at("甲: 一\n".encode(), 3, 1)


# --- inverses ----------------------------------------------------------------------------------------------------------


def scalar(text: str) -> Scalar:
    """A scalar as the reader of YAML makes it."""
    made = Scalar(text)
    made.position, made.path, made.quoted = Position("甲.yaml", 1, 1), "甲", False
    return made


@pytest.mark.parametrize(
    ("typed", "printed", "edited", "wanted"),
    [
        ("7216800千瓦时", "721.68万千瓦时", "722.00万千瓦时", "7220000千瓦时"),
        ("7216800千瓦时", "721.68", "722.50", "7225000千瓦时"),
        ("721.68万千瓦时", "721.68万千瓦时", "722.5万千瓦时", "722.5万千瓦时"),
        ("7216800千瓦时", "7,216,800千瓦时", "7,300,000千瓦时", "7300000千瓦时"),
        ("12人", "十二", "十五", "15人"),
        ("0.253", "25.30%", "26.00%", "0.26"),
        ("25%", "25%", "30%", "30%"),
        ("12.345吨", "12.35吨", "12.40吨", "12.4吨"),
        ("2项", "2", "3", "3项"),
        ("1234560000元", "12.35亿元", "12.40亿元", "1240000000元"),
    ],
)
def test_inverses(typed, printed, edited, wanted) -> None:
    fact = parse_quantity(scalar(typed))
    forms = forms_of(fact, printed)
    assert forms
    assert wanted in {form.scalar(edited, fact, typed) for form in forms}


def test_dates_keep_the_form_they_are_typed_in() -> None:
    for typed, wanted in (("2025-12-08", "2025-12-09"), ("2025年12月8日", "2025年12月9日")):
        fact = parse_day(scalar(typed))
        (form,) = forms_of(fact, "2025年12月8日")
        assert form.scalar("2025年12月9日", fact, typed) == wanted


def test_what_a_form_prints_is_read_back(capsys) -> None:
    """render(inverse(v)) == v for whatever a form prints."""
    chance = random.Random(2025)
    for _ in range(300):
        number = chance.choice(["%d", "%.1f", "%.2f"]) % (chance.random() * 10 ** chance.randint(0, 9))
        fact = parse_quantity(scalar(f"{number}吨"))
        other = parse_quantity(scalar(f"{chance.randint(1, 10**8)}吨"))
        text = chance.choice([fact.text, fact.text.removesuffix("吨")])
        for form in forms_of(fact, text):
            try:
                shown = form.printed(other)
                typed = form.scalar(shown, fact, f"{number}吨")
            except (ValueError, TypeError):
                continue
            assert form.printed(parse_quantity(scalar(typed))) == shown
    assert forms_of(other, "没有这样的") == []


def test_a_path_that_is_no_fact_is_told_with_the_nearest(folder, capsys):
    capsys.readouterr()
    assert run(folder, "pull", "报告", "--yes", "--fact", "统计.2025.数据.用电") == 2
    assert POWER in capsys.readouterr().err
