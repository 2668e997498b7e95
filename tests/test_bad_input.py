"""Every bad input a clerk may give, through the command line: a finding with its place, the outputs as they were."""

import os
import re
import time
from pathlib import Path

import pytest
from projects import BASE, dedented, make_project, outputs, replaced, run, write_files

UNIT, REFERENCES, TARGETS = "content/单位.yaml", "content/依据.yaml", "content/目标.yaml"
MEASURES, SCHEDULE, DISPATCH = "content/措施/2025.yaml", "content/日程.yaml", "content/发文/2025.yaml"
STATISTICS, INDICATORS, OTHERS = "content/统计/2025.yaml", "content/指标.yaml", "content/其他/2025.yaml"
RUBRIC, REPORT = "content/评价标准/2025.yaml", "content/公文/报告.yaml"
PROSE = "{{ 单位.自称 }}推进创建。"


def outline(old: str, new: str) -> dict[str, str]:
    return replaced(REPORT, old, new)


BAD = {
    "broken YAML": ({SCHEDULE: "节点:\n  - {键: 部署\n"}, "日程.yaml:2:5  错误 S001", "括号没有成对"),
    "tab": (replaced(UNIT, "级别: 县级", "级别: 县级\n\t区号: 1"), "单位.yaml:5:1  错误 S001", "制表符"),
    "repeated key": (replaced(UNIT, "级别: 县级", "级别: 县级\n级别: 市级"), "单位.yaml:5:1  错误 S002", "第4行"),
    "repeated key in an outline": (outline("模板: 工作报告", "模板: 工作报告\n模板: 文稿"), "报告.yaml:3:1  错误 S002", "第2行"),
    "unknown key": (replaced(UNIT, "级别: 县级", "级另: 县级"), "单位.yaml:4:1  错误 S101", "是否应为“级别”"),
    "unknown key in an outline": (outline("模板: 工作报告", "模版: 工作报告"), "报告.yaml:2:1  错误 S101", "是否应为“模板”"),
    "unknown element": (outline("主送机关:", "主送单位:"), "报告.yaml:6:3  错误 S101", "是否应为“主送机关”"),
    "unknown block": (outline("- 标题: 存在问题", "- 段落: 存在问题\n  - 标题: 存在问题"), "报告.yaml:15:5  错误 S105", "看不出"),
    "list for a scalar": (replaced(UNIT, "级别: 县级", "级别: [县级]"), "单位.yaml:4:1  错误 S102", "应填一个值"),
    "scalar for a list": (replaced(MEASURES, "板块:\n  - 键: 制度", "板块: 制度\n板:\n  - 键: 制度"), "2025.yaml:1:", "应是列表"),
    "mapping for a text": (replaced(UNIT, "级别: 县级", "级别: {县: 级}"), "单位.yaml:4:1  错误 S102", "应填一个值"),
    "mapping for prose": (outline("关于{{ 年度 }}年节约型机关创建工作情况的报告", "{甲: 乙}"), "报告.yaml:5:7  错误 S102", "一段文字"),
    "list for elements": (outline("要素:\n", "要素: [甲]\n要:\n"), "报告.yaml:4:5  错误 S102", "键: 值"),
    "list for a form": (outline("- 标题: 存在问题", "- 形式: [段首]\n    标题: 存在问题"), "报告.yaml:15:9  错误 S102", "一个值"),
    "lists within lists without end": (
        outline("- 标题: 存在问题", "- " + "".join(f"每: 范围.清单\n{' ' * (4 + 4 * n)}正文:\n{' ' * (6 + 4 * n)}- " for n in range(9))
                + "段: 甲\n  - 标题: 存在问题"), "报告.yaml:", "重复超过"),
    "list for prose": (outline("- 标题: 存在问题", "- 标题: [存在问题]"), "报告.yaml:15:9  错误 S102", "一段文字"),
    "impossible date": (replaced(DISPATCH, "2025-12-08", "2025-13-08"), "2025.yaml:4:9  错误 S103", "没有13月"),
    "30 February": (replaced(DISPATCH, "2025-12-08", "2024年2月30日"), "2025.yaml:4:9  错误 S103", "2024年2月共29天"),
    "number in wrong brackets": (replaced(DISPATCH, "〔2025〕1号", "[2025]1号"), "2025.yaml:2:9  错误 S103", "写作 云机管〔2025〕1号"),
    "number with 第": (replaced(DISPATCH, "〔2025〕1号", "〔2025〕第1号"), "2025.yaml:2:9  错误 S103", "不加“第”"),
    "number with a leading zero": (replaced(DISPATCH, "〔2025〕1号", "〔2025〕01号"), "2025.yaml:2:9  错误 S103", "不补零"),
    "no such fact in prose": (outline(PROSE, "{{ 单位.自撑 }}推进创建。"), "报告.yaml:8:", "是否应为“自称”"),
    "no such group in prose": (outline(PROSE, "{{ 单未.自称 }}推进创建。"), "报告.yaml:8:", "是否应为“单位”"),
    "no such fact in a condition": (outline("名: 项", "名: 项\n        若: 单位.自撑"), "报告.yaml:15:", "是否应为“自称”"),
    "no such fact in a repetition": (outline("每: 措施.制度.措施", "每: 措施.质度.措施"), "报告.yaml:13:", "是否应为“制度”"),
    "no such fact in a measure": (replaced(MEASURES, "本.数值.制度 }}制度，依据", "本.数值.质度 }}制度，依据"), "2025.yaml:6:", "是否应为“制度”"),
    "no such reference in a chain": (replaced(REFERENCES, "[国家方案, 市方案]", "[国家方案, 县方案]"), "依据.yaml:13:16  错误 S204", "县方案"),
    "no such template": (outline("模板: 工作报告", "模板: 工作报吿"), "报告.yaml:2:5  错误 O104", "是否应为“工作报告”"),
    "no such table": (outline("- 标题: 存在问题", "- 表: 评价标谁\n  - 标题: 存在问题"), "报告.yaml:15:5  错误 E206", "评价标谁"),
    "items do not add up": (replaced(RUBRIC, "分: 6", "分: 5"), "2025.yaml:6:9  错误 R003", "相差1分"),
    "item of its own does not add up": (replaced(RUBRIC, "- 名称: 目标管理", "- 名称: 目标管理\n        分值: 12"), "2025.yaml:9:13  错误 R002", "相差2分"),
    "total does not add up": (replaced(RUBRIC, "总分: 10", "总分: 100"), "2025.yaml:2:5  错误 R004", "相差90分"),
    "cap below one award": (replaced(RUBRIC, "最高: 4", "最高: 0.5"), "2025.yaml:15:", "最高"),
    "milestones do not rise": (replaced(SCHEDULE, "2027-12-20", "2025-01-20"), "日程.yaml:3:27  错误 S209", "逐项推后"),
    "targets do not rise": (replaced(TARGETS, "比例: 50%", "比例: 20%"), "目标.yaml:3:37  错误 S208", "逐项提高"),
    "count against its list": (replaced(MEASURES, "值: 2项", "值: 3项"), "2025.yaml:9:19  错误 S211", "有2项"),
    "full-width digits in a quantity": (replaced(STATISTICS, "7216800千", "７２１６８００千"), "2025.yaml:3:8  错误 S103", "全角"),
    "full-width digits in a date": (replaced(DISPATCH, "2025-12-08", "２０２５年12月8日"), "2025.yaml:4:9  错误 S103", "全角"),
    "control character": (replaced(UNIT, "自称: 我局", "自称: 我\x08局"), "单位.yaml:3:6  错误 S006", "U+0008"),
    "no text at all": ({UNIT: bytes(range(256))}, "单位.yaml:2:118  错误 S008", "编码"),
    "UTF-8 cut in a character": ({UNIT: "名称: 局".encode()[:-1]}, "单位.yaml:1", "编码"),
    "reaches for __class__": (outline(PROSE, "{{ 单位.__class__ }}"), "报告.yaml:8:", "__class__"),
    "reaches for __class__ as a text": (outline(PROSE, "{{ 单位['__class__'] }}"), "报告.yaml:8:", "__class__"),
    "loops for ever": (outline(PROSE, "{% for 甲 in 单位 %}{% endfor %}"), "报告.yaml:8:", "不能用 {% %}"),
    "counts for ever": (outline(PROSE, "{{ range(1000000000)|连 }}"), "报告.yaml:8:", "不能调用函数"),
    "grows without bound": (outline(PROSE, '{{ "甲" * 1000000000 }}'), "报告.yaml:8:", "不能相乘"),
    "powers": (outline(PROSE, "{{ 9 ** 9 ** 9 }}"), "报告.yaml:8:", "乘方"),
    "no such filter": (outline("用电量|万", "用电量|萬"), "报告.yaml:11:", "没有过滤器"),
    "full-width braces": (outline(PROSE, "｛｛ 单位.自称 ｝｝推进创建。"), "报告.yaml:8:", "全角"),
    "braces without a pair": (outline(PROSE, "{{ 单位.自称 推进创建。"), "报告.yaml:8:", "没有成对"),
    "deep nesting": ({OTHERS: "甲: " + "[" * 5000 + "]" * 5000}, "2025.yaml:1:43  错误 S010", "层次"),
    "alias bomb": ({OTHERS: "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"}, "2025.yaml:1:4  错误 S005", "锚点"),
    "tag of Python": ({OTHERS: "a: !!python/object/apply:os.system [ls]\n"}, "2025.yaml:1:4  错误 S005", "标签"),
    "huge file": ({OTHERS: b"a: " + b"x" * 8_000_001}, "2025.yaml  错误 S009", "8MB"),
    "huge prose": (outline(PROSE, "字" * 60_000), "报告.yaml:8:", "超过"),
    "text that refers to itself": ({OTHERS: "问题: '{{ 其他.问题 }}'\n"}, "2025.yaml:1:6", "没有尽头"),
    "texts that refer to each other": ({OTHERS: "问题: '{{ 其他.乙 }}'\n乙: '{{ 其他.问题|引号 }}'\n"}, "2025.yaml:", "没有尽头"),
    "formula divided by nothing": (replaced(STATISTICS, "128600平方米", "0平方米"), "报告.yaml:11:", "除数为零"),
    "formula of itself": (replaced(INDICATORS, "用电量 / 建筑面积", "单位电耗 + 1"), "指标.yaml:2:19  错误 S303", "绕回了自己"),
    "formula of nothing known": (replaced(INDICATORS, "用电量 / 建筑面积", "用电两 / 建筑面积"), "指标.yaml:2:19  错误 S302", "用电量"),
    "formula that is none": (replaced(INDICATORS, "用电量 / 建筑面积", "__import__('os')"), "指标.yaml:2:19  错误 S301", "只能用"),
    "no such fact in a folded text": (
        replaced(MEASURES, "已制定{{ 本.清单", ">-\n          开头一句话，很长很长很长很长。\n          已制定{{ 本.青单"),
        "2025.yaml:9:17  错误 E201", "是否应为“清单”"),
    "file of an unknown name": ({"content/单伟.yaml": "名称: 甲\n"}, "单伟.yaml  错误 S202", "是否应为“单位”"),
    "outline that is a list": ({REPORT: "- 甲\n- 乙\n"}, "报告.yaml:1:1  错误 S102", "键: 值"),
    "outline that is empty": ({REPORT: ""}, "报告.yaml:1:1  错误 S102", "键: 值"),
    "facts that are a list": ({UNIT: "- 甲\n"}, "单位.yaml:1:1  错误 S102", "键: 值"),
    "facts that are a word": ({UNIT: "云溪区机关事务管理局\n"}, "单位.yaml:1:1  错误 S102", "键: 值"),
    "settings that are broken": ({"genwen.yaml": "年度: [2025\n"}, "genwen.yaml:1:5  错误 S001", "括号"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_input(tmp_path, capsys, name: str) -> None:
    files, place, said = BAD[name]
    make_project(tmp_path)
    assert run(tmp_path, "build", "--all") == 0
    before = outputs(tmp_path)
    write_files(tmp_path, files)
    capsys.readouterr()
    started = time.monotonic()
    assert run(tmp_path, "build", "--all") == 1
    assert time.monotonic() - started < 5
    shown = capsys.readouterr().err
    assert place in shown
    assert said in shown
    assert "提示：" in shown
    assert not re.search("Traceback|程序内部出错|<.*object at", shown)
    if re.search(r":\d+", place) and files.get(REPORT) != "":
        assert re.search(r"^ +\d+ │ .*\S", shown, re.M) or "编码" in said
    assert outputs(tmp_path) == before


def test_many_bad_inputs_at_once(tmp_path, capsys) -> None:
    names = ["tab", "30 February", "no such reference in a chain", "milestones do not rise", "targets do not rise",
             "count against its list", "items do not add up", "full-width digits in a quantity", "formula of nothing known",
             "no such filter"]  # fmt: skip
    make_project(tmp_path)
    for name in names:
        write_files(tmp_path, BAD[name][0])
    assert run(tmp_path, "build", "--all") == 1
    shown = capsys.readouterr().err
    for name in names:
        if name != "formula of nothing known":  # cannot be told while the statistics are unreadable
            assert BAD[name][1] in shown, name


NOT_DOCX = [
    ("文字", "这是文字".encode(), "不是 .docx"),
    ("空的", b"", "是空的"),
    ("旧版", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧版 .doc"),
    ("半截", None, "不完整"),
    ("网页", b"<html></html>", "其他格式"),
    ("压缩包", b"PK\x05\x06" + bytes(18), "不是 .docx"),
]


@pytest.mark.parametrize(("name", "data", "said"), NOT_DOCX, ids=[case[0] for case in NOT_DOCX])
def test_a_template_that_is_no_docx(tmp_path, capsys, name: str, data: bytes | None, said: str) -> None:
    real = Path(__file__).parent.parent / "templates/公文/工作报告.docx"
    make_project(tmp_path)
    assert run(tmp_path, "build", "--all") == 0
    before = outputs(tmp_path)
    write_files(tmp_path, {"templates/公文/工作报告.docx": real.read_bytes()[:5000] if data is None else data})
    assert run(tmp_path, "build", "--all") == 2
    shown = capsys.readouterr().err
    assert "templates/公文/工作报告.docx" in shown
    assert said in shown
    assert "提示：" in shown
    assert outputs(tmp_path) == before


@pytest.mark.parametrize("what", ["os.replace", "pathlib.Path.mkdir"])
def test_an_output_folder_that_cannot_be_written(tmp_path, capsys, monkeypatch, what: str) -> None:
    make_project(tmp_path)
    assert run(tmp_path, "build", "报告") == 0
    before = outputs(tmp_path)
    write_files(tmp_path, replaced(STATISTICS, "7216800", "7000000"))

    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied", "outputs")

    monkeypatch.setattr(what, refuse)
    capsys.readouterr()
    assert run(tmp_path, "build", "报告") == 2
    shown = capsys.readouterr().err
    assert "写" in shown
    assert "提示：" in shown
    assert "Traceback" not in shown
    monkeypatch.undo()
    assert outputs(tmp_path) == before
    assert run(tmp_path, "build", "报告") == 0


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_output_folder(tmp_path, capsys) -> None:
    make_project(tmp_path)
    (tmp_path / "outputs").mkdir(mode=0o500)
    assert run(tmp_path, "build", "报告") == 2
    assert "提示：" in capsys.readouterr().err


def test_an_unreadable_file(tmp_path, capsys, monkeypatch) -> None:
    make_project(tmp_path)
    assert run(tmp_path, "build", "报告") == 0
    before = outputs(tmp_path)
    write_files(tmp_path, replaced(STATISTICS, "7216800", "7000000"))
    real = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "单位.yaml":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert run(tmp_path, "build", "报告") == 2
    monkeypatch.undo()
    shown = capsys.readouterr().err
    assert "无法读取 content/单位.yaml" in shown
    assert "提示：" in shown
    assert outputs(tmp_path) == before


def test_a_folder_without_settings(tmp_path, capsys) -> None:
    make_project(tmp_path, {"genwen.yaml": None})
    assert run(tmp_path, "build", "报告") == 2
    assert "没有找到 genwen.yaml" in capsys.readouterr().err
    assert outputs(tmp_path) == {}


@pytest.mark.parametrize("year", ["2024", "2026"])
def test_a_year_without_facts(tmp_path, capsys, year: str) -> None:
    make_project(tmp_path)
    assert run(tmp_path, "build", "--all", "--year", year) == 1
    shown = capsys.readouterr().err
    assert set(re.findall(r"错误 (\w+)", shown)) == {"S203"}
    assert ("init --next-year" if year == "2026" else "（或 --year）改为2025") in shown
    assert outputs(tmp_path) == {}


ENCODINGS = ["gbk", "gb18030", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_files_of_every_encoding_give_the_same_document(tmp_path, capsys, encoding: str) -> None:
    plain, odd = make_project(tmp_path / "甲"), make_project(tmp_path / "乙")
    write_files(odd, {name: dedented(text).encode(encoding) for name, text in BASE.items() if name != "genwen.yaml"})
    assert run(plain, "build", "--all") == 0
    capsys.readouterr()
    assert run(odd, "build", "--all") == 0
    assert outputs(plain) == outputs(odd)
    assert capsys.readouterr().out.count("提示 S007") == len(BASE) - 1
