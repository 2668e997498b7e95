"""Faults that a further review found untold, or told wrongly, and right forms beside each of them."""

from __future__ import annotations

import pytest
from lint_faults import Fault, W, look, paragraphs, say, unzipped
from lint_faults import _edit as edit
from right_documents import right

from genwen.lint.examples import example_view
from genwen.lint.linter import Problem, problems_in
from genwen.lint.viewing import view_of
from genwen.ooxml.form_reader import form_of


def planted(name: str, *faults: Fault) -> list[Problem]:
    parts = unzipped(right(name))
    for fault in faults:
        fault.plant(parts)
    return problems_in(view_of(form_of(parts, "例.docx")))


def told(name: str, *faults: Fault) -> list[str]:
    return [item.rule.id for item in planted(name, *faults)]


def severities(text: str, rule: str) -> list[str]:
    return [str(item.finding.severity) for item in problems_in(example_view(text)) if item.rule.id == rule]


def test_letter_whose_number_is_centred_is_a_letter() -> None:
    def centred(root: object) -> None:
        paragraphs(root, "23号")[0].find(f"{W}pPr/{W}jc").set(f"{W}val", "center")

    assert told("函", Fault(edit("word/document.xml", centred), "G227", "")) == ["G227"]


@pytest.mark.parametrize(
    ("said", "twice"),
    [("总面积约为340平方公里左右。", True), ("约有30人左右。", True), ("总面积约为340平方公里。", False),
     ("总面积为340平方公里左右。", False), ("双方约定为30日左右。", False)],
)  # fmt: skip
def test_about_twice(said: str, twice: bool) -> None:
    assert bool(severities(f"正文：{said}", "G618")) is twice


MINUTES = "发文机关标志：东阳市人民政府专题会议{}\n空行\n空行\n发文字号{}：{}\n空行\n空行\n标题：关于垃圾分类工作的会议纪要\n空行\n正文：会议研究。"


@pytest.mark.parametrize(
    ("mark", "rule", "number", "ids"),
    [("纪要", "", "〔2025〕9号", []), ("", "", "〔2025〕9号", [("G231", "错误")]), ("文件", "", "东政〔2025〕9号", [("G231", "提示")]),
     ("纪要", "（无红线）", "〔2025〕9号", [("G232", "提示")]), ("纪要", "（无红线）", "第9期", [])],
)  # fmt: skip
def test_head_of_minutes(mark: str, rule: str, number: str, ids: list[tuple[str, str]]) -> None:
    text = MINUTES.format(mark, rule, number)
    found = [(item.rule.id, str(item.finding.severity)) for item in problems_in(example_view(text))]
    assert [item for item in found if item[0] in ("G231", "G232")] == ids


def test_blank_line_before_those_present() -> None:
    text = "标题：第3次办公会议纪要\n空行\n正文：会议研究了有关事项。\n{}正文：出席：张某某"
    assert severities(text.format("空行\n"), "G354") == []
    assert severities(text.format(""), "G354") == ["警告"]


def test_figures_of_a_date_in_a_western_face_beside_chinese_in_the_right_one() -> None:
    def split(root: object) -> None:
        run = paragraphs(root, "2025年6月12日")[0].find(f"{W}r")
        words = run.find(f"{W}t").text
        for piece in ("2025", "年", "6", "月", "12", "日"):
            copy = run.makeelement(run.tag)
            for child in run:
                copy.append(child.__copy__())
            copy.find(f"{W}t").text = piece
            if piece.isdecimal():
                for side in ("ascii", "hAnsi", "eastAsia"):
                    copy.find(f"{W}rPr/{W}rFonts").set(f"{W}{side}", "Times New Roman")
            run.addprevious(copy)
        assert words == "2025年6月12日"
        run.getparent().remove(run)

    assert told("意见", Fault(edit("word/document.xml", split), "", "")) == []
    assert told("意见", look("2025年6月12日", "rFonts", "G345", eastAsia="黑体", ascii="黑体", hAnsi="黑体")) == [
        "G345"
    ]


def test_right_documents_are_still_right() -> None:
    for name in ("通知", "请示", "报告", "函", "意见"):
        assert told(name) == []
    assert told("函", say("北岭市文化广电和旅游局", "北岭市文化广电和旅游局文件", "G226")) == ["G226"]


JOINT = "发文机关标志：云溪区教育局\n发文机关标志：{}\n空行\n空行\n发文字号：云教发〔2025〕8号\n空行\n空行\n标题：关于开展检查的通知\n空行\n主送机关：各单位：\n正文：请执行。\n空行\n空行\n{}成文日期：2025年3月8日"


@pytest.mark.parametrize(
    ("second", "signed", "rule"),
    [("云溪区财政局", ("云溪区教育局", "云溪区财政局"), ""), ("云溪区财政局", ("云溪区财政局", "云溪区教育局"), "G333"),
     ("云溪区财政局", ("云溪区财政局　　　云溪区教育局",), "G333"), ("云溪区财政局", ("云溪区教育局　　　云溪区财政局",), ""),
     ("云溪区财政局", ("云溪区教育局",), "G334"), ("办公室文件", ("云溪区教育局办公室",), ""), ("云溪区财政局", ("云溪区教育局（印章）",), "")],
)  # fmt: skip
def test_joint_signatures(second: str, signed: tuple[str, ...], rule: str) -> None:
    text = JOINT.format(second, "".join(f"署名：{name}\n" for name in signed))
    assert [item.rule.id for item in problems_in(example_view(text)) if item.rule.id in ("G333", "G334")] == (
        [rule] if rule else []
    )


@pytest.mark.parametrize(
    ("mark", "name", "how"),
    [("平湖县教育局", "平湖县教育体育局", ["警告"]), ("平湖县教育体育局", "平湖县教育局", ["警告"]), ("平湖县教育局", "平湖县财政局", ["错误"]),
     ("平湖县教育局", "平湖县教育局", []), ("国家发展和改革委员会", "国家发展改革委", []), ("平湖县人民政府", "县人民政府", []),
     ("平湖县住房和城乡建设局", "平湖县住建局", [])],
)  # fmt: skip
def test_signature_that_differs_from_the_mark(mark: str, name: str, how: list[str]) -> None:
    text = JOINT.replace("发文机关标志：{}\n", "").format(f"署名：{name}\n").replace("云溪区教育局", f"{mark}文件")
    assert severities(text, "G324") == how
    assert severities(text, "G362") == ["警告"] * (not how and mark != name)


@pytest.mark.parametrize(
    ("name", "date", "told_of"),
    [(1181, 1260, False), (630, 945, True), (1260, 630, True), (1181, 0, True), (0, 1260, True)],
)
def test_date_beside_its_signature(name: int, date: int, told_of: bool) -> None:
    signed = f"署名（右={name}）：云溪区人民政府\n"
    text = (
        JOINT.replace("发文机关标志：{}\n", "").replace("成文日期：", f"成文日期（右={date}）：").format(signed)
    ).replace("云溪区教育局", "云溪区人民政府文件")
    assert bool(severities(text, "G336")) is told_of


@pytest.mark.parametrize(
    ("addressed", "end", "how"),
    [("市自然资源局", "专此函商，请遵照执行。", ["警告"]), ("市自然资源局", "请认真贯彻执行。", ["提示"]), ("各县（区）人民政府", "请认真贯彻执行。", []),
     ("市自然资源局", "专此函商，请予支持并函复。", []), ("各县（区）自然资源局", "专此函商，请遵照执行。", ["警告"])],
)  # fmt: skip
def test_letter_that_orders(addressed: str, end: str, how: list[str]) -> None:
    assert (
        severities(
            f"标题：关于商请提供数据的函\n空行\n主送机关：{addressed}：\n正文：拟开展复核。\n正文：{end}", "G337"
        )
        == how
    )


CLOSED = "正文：请执行。\n署名：云溪区财政局\n成文日期：2025年3月8日\n{}抄送机关{}：抄送：市财政局。\n印发机关：云溪区财政局办公室\t2025年3月9日{}{}"


@pytest.mark.parametrize(
    ("above", "set_as", "printed", "below", "rule", "said"),
    [("版记线：8\n", "", "印发", "\n版记线：8", "", ""), ("", "", "印发", "\n版记线：8", "G816", "版记缺首条分隔线"),
     ("版记线：8\n", "", "印发", "", "G816", "版记缺末条分隔线"), ("", "", "印发", "", "G816", "版记缺分隔线"),
     ("版记线：8\n", "", "印发", "\n版记线：12", "G817", "版记末条分隔线粗1.5磅"), ("版记线：8\n", "", "印发。", "\n版记线：8", "G813", "“印发”后多了句号"),
     ("版记线：8\n", "（左=0）", "印发", "\n版记线：8", "G824", "抄送没有左空一字")],
)  # fmt: skip
def test_rules_and_marks_of_the_imprint(
    above: str, set_as: str, printed: str, below: str, rule: str, said: str
) -> None:
    text = CLOSED.format(above, set_as, printed, below)
    found = [(item.rule.id, item.finding.message) for item in problems_in(example_view(text))]
    assert [item for item in found if item[0] in ("G813", "G816", "G817", "G824")] == ([(rule, said)] if rule else [])


def test_note_between_signature_and_date() -> None:
    text = "正文：请执行。\n空行\n署名：云溪区财政局\n{}成文日期：2025年3月8日\n{}"
    note = "附注：（联系人：李某某，联系电话：0555-6212345）\n"
    assert severities(text.format("", note), "G332") == []
    assert severities(text.format(note, ""), "G332") == ["警告"]
    bare = text.replace("署名：", "行（靠右）：").format(note.replace("附注", "行"), "")
    assert len(severities(bare, "G332")) == 1  # told by its words where no style says what it is
    assert len(severities(text.format(note.replace("附注", "行"), ""), "G332")) == 1


@pytest.mark.parametrize(
    ("mark", "told_of"),
    [("平湖县 教育局文件", True), ("平湖县教育局文件", False), ("平湖县教育局　文件", False), ("中 共 平 湖 县 委 文 件", False),
     ("平湖县教育局 平湖县财政局", False)],
)  # fmt: skip
def test_space_in_the_mark(mark: str, told_of: bool) -> None:
    assert bool(severities(f"发文机关标志：{mark}\n空行\n空行\n发文字号：平教〔2025〕8号", "G230")) is told_of


@pytest.mark.parametrize(
    ("number", "how"),
    [
        ("云政发〔2025〕8号\t签发人：周某某、李某", ["警告"]),
        ("云政发〔2025〕8号\t签发人：周某某　李　某", []),
        ("云政发〔2025〕8号\t签发人：周某某", []),
    ],
)
def test_names_of_signatories_joined_by_a_mark(number: str, how: list[str]) -> None:
    text = f"发文机关标志：云溪区人民政府文件\n空行\n空行\n发文字号（上行）：{number}\n空行\n空行\n标题：关于检查情况的报告\n正文：请审阅。"
    assert severities(text, "G212") == how


@pytest.mark.parametrize(
    ("above", "below", "word"),
    [("关于进一步加", "强食品安全工作的通知", "加强"), ("关于进一", "步加强食品安全工作的通知", "进一步"), ("关于进一步加强", "食品安全工作的通知", ""),
     ("关于增加", "强制检定项目的通知", ""), ("关于做好竣工", "作业场所验收的通知", ""), ("关于加强食品安全工", "作的通知", "工作")],
)  # fmt: skip
def test_word_of_the_title_parted(above: str, below: str, word: str) -> None:
    text = f"标题：{above}\n标题：{below}\n空行\n主送机关：各单位：\n正文：请执行。"
    said = [item.finding.message for item in problems_in(example_view(text)) if item.rule.id == "G315"]
    assert said == ([f"标题回行拆开了“{word}”"] if word else [])


@pytest.mark.parametrize(
    ("said", "rule"),
    [("比例尺不小于1：2000。", "G621"), ("按6：4的比例分担。", ""), ("配比例为3：7。", "G621"), ("比例尺不小于1∶2000。", ""), ("上午9：30开会。", "G614"), ("详见附件1：2025年计划。", ""), ("绘制1：500地形图。", "G621"),
     ("结合3.15活动抓好落实。", "G622"), ("投资3.15亿元开展活动。", ""), ("增长3.15个百分点。", ""), ("不少于三、四十克。", "G514"), ("不少于三四十克。", "")],
)  # fmt: skip
def test_ratios_days_and_round_numbers(said: str, rule: str) -> None:
    found = [item.rule.id for item in problems_in(example_view(f"正文：{said}"))]
    assert [item for item in found if item in ("G514", "G614", "G621", "G622")] == ([rule] if rule else [])


def test_names_that_narrow_columns_break_are_those_of_the_mark() -> None:
    long = "积石山保安族东乡族撒拉族自治县机关事务管理局"
    signed = "署名：云溪区教育局\n署名：积石山保安族东乡族撒\n署名：拉族自治县机关事务管理局\n"
    text = JOINT.format(long, signed)
    assert severities(text, "G324") == []
    other = signed.replace("机关事务管理", "财政")
    assert severities(text.replace(signed, other), "G324") == ["错误"]


NOTED = (
    "发文机关标志：云溪区教育局文件\n空行\n空行\n发文字号：云教发〔2025〕8号\n空行\n空行\n标题：关于开展检查的通知\n空行\n主送机关：各单位：\n"
    "正文：请执行。\n空行\n正文（左=630）：{}\n正文（左=1260）：2.联系名单\n空行\n空行\n署名：云溪区教育局\n成文日期：2025年3月8日\n"
    "附件标识：附件1\n空行\n附件标题：任务清单\n附件标识：附件2\n空行\n附件标题：联系名单"
)


@pytest.mark.parametrize(
    ("first", "rules"),
    [
        ("附件：1.任务清单", set()),
        ("附件1.任务清单", {"G901"}),
        ("附件 1.任务清单", {"G901"}),
        ("附件1.任务分工", {"G901", "G906"}),
    ],
)
def test_names_of_attachments_right_behind_the_word(first: str, rules: set[str]) -> None:
    found = problems_in(example_view(NOTED.format(first)))
    assert {item.rule.id for item in found if item.rule.id[1] in "49" or item.rule.id == "G321"} == rules


@pytest.mark.parametrize(
    ("lines", "rules"),
    [(("出席：钟立新、魏东", "请假：贺平"), []), (("出席钟立新、魏东", "请假：贺平"), ["G350"]), (("出席钟立新、魏东",), []),
     (("出席会议人员要按时到会，不得请假。",), []), (("出席：钟立新", "列席：郑凯", "请假：贺平"), ["G349"])],
)  # fmt: skip
def test_who_was_at_a_meeting(lines: tuple[str, ...], rules: list[str]) -> None:
    text = "标题：第3次办公会议纪要\n空行\n正文：会议研究了有关事项。\n空行\n" + "\n".join(
        f"正文：{line}" for line in lines
    )
    found = [item.rule.id for item in problems_in(example_view(text)) if item.rule.id in ("G349", "G350", "G354")]
    assert found == rules
    closed = text.replace("事项。\n空行\n", "事项。\n")
    told = [item.rule.id for item in problems_in(example_view(closed)) if item.rule.id == "G354"]
    assert told == (["G354"] if len(lines) > 1 else [])


def test_last_of_those_at_a_meeting_is_no_signature() -> None:
    text = (
        MINUTES.format("纪要", "", "〔2025〕9号")
        + "\n空行\n正文：出席：张某某\n正文：列席：李某某\n正文：请假：贺平\n成文日期：2025年3月8日"
    )
    assert [str(item.role) for item in example_view(text).lines if item.text.startswith("请假")] == ["正文"]
    assert severities(text, "G349") == ["警告"]


@pytest.mark.parametrize(
    ("said", "rule"),
    [("从实施情况看—还存在一些不足。", "G516"), ("围绕一个目标—降本增效，抓好落实。", "G516"), ("京—沪高铁沿线各单位。", ""), ("秦岭—淮河一线以南。", ""),
     ("建立“目标—责任—考核”体系。", ""), ("围绕一个目标—责任体系展开。", ""), ("周一—周五值班。", ""), ("推进成渝—贵阳通道建设。", ""),
     ("要严格严格按照要求执行。", "G707"), ("应当予以予以支持。", "G707"), ("严格落实、加强推进。", ""), ("事业单位单位面积能耗下降。", ""),
     ("做好用电、用水等、供热工作。", "G519"), ("评选一等、二等奖。", ""), ("开展高等、中等学校检查。", ""),
     ("（“5.12”地震后重建）", "G622"), ("增长5.12个百分点。", ""), ("费用约20，000元。", "G612"), ("2020，500人参加。", "")],
)  # fmt: skip
def test_slips_of_words_and_marks(said: str, rule: str) -> None:
    rules = {item.rule.id for item in problems_in(example_view(f"正文：{said}"))}
    assert rules & {"G516", "G707", "G519", "G622", "G612"} == ({rule} if rule else set())


HEADED = "发文机关标志：云溪区教育局文件\n空行\n空行\n发文字号：云教发〔2025〕8号\n空行\n空行\n标题：关于开展检查的通知\n空行\n主送机关：各单位：\n正文：{}\n空行\n附件说明：附件：1.任务清单\n附件说明：2.联系名单\n署名：云溪区教育局\n成文日期：2025年3月8日\n附件标识：附件1\n空行\n附件标题：任务清单\n附件标识：附件2\n空行\n附件标题：联系名单"


@pytest.mark.parametrize(
    ("said", "told_of"),
    [
        ("核查标准见附件3。", True),
        ("按《通知》附件3执行。", False),
        ("核查标准见附件2。", False),
        ("按省厅办法的附件3执行。", False),
        ("填写《报名登记表》（附件3），按时报送。", True),
        ("按照《关于做好报送工作的通知》（附件3）办理。", False),
        ("按照《工作规则》附件3办理。", False),
    ],
)
def test_attachments_that_are_not_there(said: str, told_of: bool) -> None:
    assert bool(severities(HEADED.format(said), "G915")) is told_of


def test_one_mark_of_two_attachments_is_lost() -> None:
    text = HEADED.format("请执行。").replace("附件标识：附件2\n空行\n附件标题：联系名单", "")
    assert [item.rule.id for item in problems_in(example_view(text)) if item.rule.id[1] == "9"] == ["G907"]


@pytest.mark.parametrize(
    ("corner", "told_of"), [("内部★1年", ["G203"]), ("内部", ["G203"]), ("内部资料 注意保存", []), ("秘密★1年", [])]
)
def test_what_is_no_degree_of_secrecy(corner: str, told_of: list[str]) -> None:
    text = f"份号：000012\n其他（黑体 首行=0）：{corner}\n" + HEADED.format("请执行。")
    found = [item.rule.id for item in problems_in(example_view(text)) if item.rule.id[1] == "2"]
    assert found == told_of


@pytest.mark.parametrize(
    ("name", "how"), [("澜河县人民政府", ["错误"]), ("澜河县人民政府办公室", []), ("县人民政府办公室", [])]
)
def test_office_is_another_organ(name: str, how: list[str]) -> None:
    text = JOINT.replace("发文机关标志：{}\n", "").format(f"署名：{name}\n")
    assert severities(text.replace("云溪区教育局", "澜河县人民政府办公室文件"), "G324") == how


def test_minutes_by_their_mark() -> None:
    text = (
        MINUTES.format("纪要", "", "〔2025〕9号").replace("的会议纪要", "的情况") + "\n空行\n正文（仿宋）：出席：张某某"
    )
    assert severities(text, "G348") == ["警告"]
    assert severities(text, "G301") == []  # the 标志 says what it is


REQUEST = "标题：关于新建学校的请示\n空行\n主送机关：市人民政府：\n正文：拟新建学校。{}\n正文：妥否，请批示。"


@pytest.mark.parametrize(
    ("more", "how"),
    [("另请批准核增事业编制120名，并请解决资金800万元。", ["提示"]), ("", []), ("另请批准核增事业编制120名。", ["提示"]),
     ("同时，请批准项目选址意见。", ["提示"]),
     ("工程经费已列入预算。同时，恳请市人民政府解决我局公务用车更新经费50万元。", ["警告"]),
     ("工程经费尚缺。同时，恳请市人民政府解决工程经费50万元。", [])],
)  # fmt: skip
def test_request_with_another_matter(more: str, how: list[str]) -> None:
    assert severities(REQUEST.format(more), "G311") == how


@pytest.mark.parametrize(
    ("lines", "count"),
    [(("（一）目标", "1.记录。", "①登记。", "②汇总。"), 1), (("（一）目标", "1.记录。", "（1）登记。", "①逐项。", "②逐月。"), 0),
     (("①登记。", "②汇总。"), 0), (("一、目标", "①登记。", "②汇总。", "二、任务", "①登记。", "②汇总。"), 2)],
)  # fmt: skip
def test_circled_figures_where_a_level_is_left_out(lines: tuple[str, ...], count: int) -> None:
    assert len(severities("\n".join(f"正文：{line}" for line in lines), "G412")) == count


@pytest.mark.parametrize(
    ("said", "told_of"),
    [
        ("详见附表。", True),
        ("见附表1。", True),
        ("《方案》附表见后。", True),
        ("见附件1。", False),
        ("依附表结构编制。", False),
    ],
)
def test_annexed_table_that_is_not_there(said: str, told_of: bool) -> None:
    text = HEADED.format(f"各单位任务{said}")
    assert bool(severities(text, "G917")) is told_of
    assert severities(text.replace("附件标题：任务清单", "附件标题：任务清单\n正文：附表1如下。"), "G917") == []
    assert severities(text.replace("任务清单", "任务表"), "G917") == []


@pytest.mark.parametrize(
    ("count", "end", "told_of"),
    [(7, "", ["提示"]), (2, "", []), (7, "\n署名：云溪区教育局\n成文日期：2025年3月8日", []), (7, "\n署名：云溪区教育局", [])],
)  # fmt: skip
def test_draft_that_nobody_signed(count: int, end: str, told_of: list[str]) -> None:
    text = "标题：关于检查情况的报告\n空行\n主送机关：区人民政府：" + "\n正文：已经完成检查。" * count + end
    assert severities(text, "G323") == told_of
