"""The findings about templates, in one table: code → severity, message, hint.

Codes are append-only: a code that is no longer given stays here, and none is used twice. `{0}` is the detail of the
place (a tag, a name, a style).
"""

from __future__ import annotations

from genwen.diagnostics import Finding, Position, Severity
from genwen.records import record

_E, _W, _H = Severity.ERROR, Severity.WARNING, Severity.HINT


@record
class Rule:
    """One kind of finding; `clause` and `strength` are set where GB/T 9704 is at stake."""

    severity: Severity
    message: str
    hint: str
    clause: str = ""
    strength: str = ""


RULES: dict[str, Rule] = {
    "T001": Rule(_E, "标签没有写完：“{0}”", "补上收尾的 }} 或 %}；一个标签要写在同一段里"),
    "T002": Rule(_E, "多出一个“{0}”，前面没有对应的开头", "删去它，或补上开头的 {{ 或 {%"),
    "T003": Rule(_E, "标签用了全角符号：“{0}”", "切换到英文输入法，写作半角 {{ }} 或 {% %}"),
    "T004": Rule(_W, "标签里有中文引号：{0}", "切换到英文输入法，改为半角引号"),
    "T005": Rule(_E, "标签是空的：{0}", "写上字段名，或删去这个标签"),
    "T006": Rule(_E, "标签的开头和结尾不成对：“{0}”", "{{ 用 }} 收尾，{% 用 %} 收尾"),
    "T010": Rule(_E, "表达式写法有误：{0}", "写作 {{ 名称 }} 或 {{ 名称.项目|过滤器 }}"),
    "T011": Rule(_E, "没有名为“{0}”的字段或内容块", ""),
    "T012": Rule(_E, "不认识的指令“{0}”", ""),
    "T013": Rule(_E, "{0}：前缀前面多了空格", "{{p、{%p、{%tr 要连着写，后面再空一格"),
    "T014": Rule(_W, "{0}：带前缀的标签里有 % 或 }，docxtpl 读不了", "先在文稿里算好，模板里只写名称"),
    "T015": Rule(_E, "{0}：指令写得不完整", "写作 {%p if 名称 %}、{%p for 项 in 列表 %}"),
    "T017": Rule(_E, "“{0}”里没有“{1}”", "运行 genwen facts 查看有哪些事实"),
    "T020": Rule(_E, "{0} 没有对应的结束标签", "补上 {% end{1} %}，前缀与开头一致"),
    "T021": Rule(_E, "{0} 前面没有对应的开头", "删去它，或补上开头的 if 或 for"),
    "T022": Rule(_E, "{0} 与前面的 {1} 对不上", "if 用 endif 结束，for 用 endfor 结束，里层先结束"),
    "T023": Rule(_E, "{0} 与开头 {1} 的前缀不一致", "开头和结尾用同样的前缀，否则会丢行、丢段"),
    "T024": Rule(_E, "{0} 与开头 {1} 不在同一个表格（单元格、文本框）里", "把两个标签放进同一个表格或同一处正文"),
    "T025": Rule(_E, "{0}：同一段（行）里有几个带前缀的标签，只有一个有效", "每个带前缀的标签单独占一段（行）"),
    "T026": Rule(_E, "{0} 不在表格里", "{%tr 和 {%tc 只能写在表格里；正文里用 {%p"),
    "T027": Rule(_E, "{0} 不在单元格里", "colspan、cellbg、vm、hm 只能写在表格的单元格里"),
    "T028": Rule(_E, "{0} 旁边的文字“{1}”印不出来", "带前缀的标签会替换整段（行），请让它单独占一段（行）"),
    "T029": Rule(_E, "{0} 没有单独占一段，旁边的“{1}”印不出来", "内容块的标签要单独占一段"),
    "T030": Rule(_W, "{0} 与开头 {1} 不在同一段，两段可能连在一起", "跨段的条件用 {%p if %} 和 {%p endif %}，各占一段"),
    "T031": Rule(_E, "“{0}”是循环里的名称，在循环外不能用", "把它移到循环里面，或改用别的名称"),
    "T032": Rule(_W, "循环变量“{0}”与已有的字段或内容块同名", "给循环变量换一个名称"),
    "T033": Rule(_E, "“{0}”是内容块，不能写在文字中间", "写作 {{p {0} }}，单独占一段"),
    "T034": Rule(_E, "“{0}”是字段，不是内容块", "写作 {{ {0} }}"),
    "T035": Rule(_E, "标签 {0} 在修订的删除内容里", "在“审阅”里接受或拒绝全部修订后保存"),
    "T036": Rule(_E, "标签 {0} 在隐藏文字里，印不出来", "取消这段文字的“隐藏”格式"),
    "T037": Rule(_W, "标签 {0} 在域代码或属性里，换行和待补标记不起作用", "改为写在正文文字里"),
    "T038": Rule(_E, "{0} 所在的段落带有分节符，会一起丢掉", "把分节符移到另一段"),
    "T039": Rule(_W, "标签 {0} 在内容控件里，部分软件会改乱其中的文字", "删除内容控件，保留其中的文字"),
    "T040": Rule(
        _W,
        "模板缺少样式“{0}”，借用随附模板的",
        "要用自己的格式，在“样式”里新建这个名称的{1}样式，或从随附模板复制后修改",
    ),
    "T041": Rule(_E, "样式“{0}”应是{1}样式", "删去后按这个类型重新建立"),
    "T042": Rule(_W, "样式“{0}”没有大纲级别", "在样式的段落格式里设大纲级别，导航窗格才能列出标题"),
    "T043": Rule(_W, "模板里没有 {0}", "没有它，这部分内容印不出来"),
    "T044": Rule(_W, "样式名“{0}”不对", ""),
    "T045": Rule(
        _W,
        "模板缺少{0}等{1}个样式，借用随附模板的",
        "要用自己的格式，先 genwen template copy 复制一个随附模板，再从中复制样式",
    ),
    "T050": Rule(_W, "页面是{0}，不是 A4（210毫米×297毫米）", "在“页面设置”里选 A4 纵向", "5.2.1", "硬"),
    "T051": Rule(
        _W, "版心是{0}，应为156毫米×225毫米", "页边距设为上37毫米、左28毫米，右26毫米、下35毫米", "5.2.1", "硬"
    ),
    "T052": Rule(_W, "没有区分奇偶页页脚", "在页脚设置里选“奇偶页不同”，单页码居右，双页码居左", "7.5", "硬"),
    "T053": Rule(_W, "{0}里没有页码", "在页脚插入页码域", "7.5", "硬"),
    "T060": Rule(_H, "{0} 使这一部分改用较慢的方式生成（{1}）", "批量生成时建议改用简单标签"),
    "T061": Rule(_E, "不能使用 {0}", "模板里只用字段、内容块、if 和 for"),
    "T062": Rule(_E, "{0}：域代码或属性里的标签被拆开了", "重新键入这个域"),
    "T070": Rule(_E, "部件 {0} 的 XML 有误：{1}", "请用 Word 或 WPS 打开模板，另存为 .docx"),
    "T071": Rule(_W, "{0} 后面的文字“{1}”会失去格式", "把标签后面的文字另起一段，或改用 {{ }}"),
    "T072": Rule(_W, "内容块“{0}”放了{1}次，会重复印出", "只保留一处"),
    "T073": Rule(_E, "模板不是常规的 .docx（{0}）", "在 Word 中另存为“Word 文档（*.docx）”，不要选“严格 Open XML”"),
    "T074": Rule(_W, "模板里有{0}，生成的公文会带上它", "在 Word 或 WPS 中删去后保存"),
    "T075": Rule(_W, "{0} 的循环或条件包着表格的全部各行，可能生成没有行的表格", "让表头行留在循环之外"),
    "T080": Rule(_E, "“{0}”印不出来：{1}", ""),
    "T081": Rule(_E, "模板里的循环次数过多，已停止", "检查 {% for %} 的列表是不是过长或层层嵌套"),
    "T082": Rule(_E, "生成的内容过长，已停止", "检查模板里的循环"),
    "T083": Rule(_E, "“{0}”里有不能写进文档的控制字符（{1}）", "删去这个字符后重新键入"),
    "T084": Rule(_E, "模板缺少样式“{0}”，内容写不进去", "运行 genwen template check 查看缺少的样式"),
    "T085": Rule(_E, "核对生成的文件时没有找到“{0}”", "这是 genwen 或模板的问题，请把模板发给维护者"),
    "T086": Rule(_E, "生成的部件 {0} 不合 XML 规则：{1}", "检查模板里跨段落的标签"),
    "T087": Rule(_E, "{0} 用的名称没有值：{1}", ""),
    "T088": Rule(_E, "{0} 里不能放图表", "图表只能放在正文、印发件和附件里"),
}


def finding(code: str, position: Position | None = None, *details: str, hint: str = "") -> Finding:
    """The finding `code` at a position; `hint` takes the place of the table's."""
    rule = RULES[code]
    return Finding(
        code,
        _filled(rule.message, details),
        hint or _filled(rule.hint, details),
        position,
        rule.severity,
        clause=f"GB/T 9704—2012 {rule.clause}" if rule.clause else "",
        strength=rule.strength,
    )


def _filled(text: str, details: tuple[str, ...]) -> str:
    """`text` with {0}, {1} filled in; doubled braces stay braces."""
    for number, detail in enumerate(details):
        text = text.replace(f"{{{number}}}", detail)
    return text
